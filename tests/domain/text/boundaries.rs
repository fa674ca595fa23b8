use cotejo::text::{ArticleText, ByteOffset, Motion, TextSpan, Unit};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::{bytes, positions, span, texts};

const UNITS: [Unit; 5] = [
    Unit::Character,
    Unit::Word,
    Unit::Sentence,
    Unit::Paragraph,
    Unit::Text,
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn steps_go_on_and_end(source in texts()) {
        let text = ArticleText::new(source.as_str());
        let all = positions(&text);
        for unit in UNITS {
            let (mut last_forward, mut last_backward) = (ByteOffset::default(), ByteOffset::default());
            for &at in all.iter().take(400) {
                let forward = text.step(at, Motion::Forward, unit);
                let backward = text.step(at, Motion::Backward, unit);
                prop_assert!(all.binary_search(&forward).is_ok(), "{unit:?} from {at:?}");
                prop_assert!(all.binary_search(&backward).is_ok(), "{unit:?} from {at:?}");
                prop_assert!(forward > at || at == text.end());
                prop_assert!(backward < at || at.get() == 0);
                // From further on, a step leads no less far.
                prop_assert!(forward >= last_forward && backward >= last_backward);
                (last_forward, last_backward) = (forward, backward);
                // There and back again leads over what was stepped over, and no further.
                if unit != Unit::Text {
                    let again = text.step(forward, Motion::Backward, unit);
                    prop_assert!(text.step(again, Motion::Forward, unit) == forward || forward == text.end());
                }
            }
        }
    }

    #[test]
    fn steps_forward_and_backward_stop_at_the_same_characters_and_paragraphs(source in texts()) {
        let text = ArticleText::new(source.as_str());
        for unit in [Unit::Character, Unit::Paragraph] {
            let mut there = vec![ByteOffset::default()];
            while *there.last().unwrap() < text.end() {
                there.push(text.step(*there.last().unwrap(), Motion::Forward, unit));
            }
            let mut back = vec![text.end()];
            while back.last().unwrap().get() > 0 {
                back.push(text.step(*back.last().unwrap(), Motion::Backward, unit));
            }
            back.reverse();
            prop_assert_eq!(there, back);
        }
    }

    #[test]
    fn characters_are_what_a_reader_sees(source in texts()) {
        let text = ArticleText::new(source.as_str());
        let mut at = ByteOffset::default();
        for cluster in source.graphemes(true) {
            let next = text.step(at, Motion::Forward, Unit::Character);
            prop_assert_eq!(&source[at.get() as usize..next.get() as usize], cluster);
            prop_assert!(text.is_character_boundary(next));
            at = next;
        }
    }

    #[test]
    fn snapping_grows_to_whole_words_and_then_stays(
        source in texts(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()
    ) {
        let text = ArticleText::new(source.as_str());
        let all = positions(&text);
        let (a, b) = (all[a.index(all.len())], all[b.index(all.len())]);
        let Ok(taken) = TextSpan::new(a.min(b), a.max(b)) else { return Ok(()) };

        let characters = text.snap_to_characters(taken);
        prop_assert!(characters.contains(taken));
        prop_assert!(text.is_character_boundary(characters.start()));
        prop_assert!(text.is_character_boundary(characters.end()));
        prop_assert_eq!(text.snap_to_characters(characters), characters);

        let Some(words) = text.snap_to_words(taken) else {
            prop_assert!(text.slice(characters).trim().is_empty());
            return Ok(());
        };
        if let Some(kept) = text.trim(taken) {
            prop_assert!(words.contains(kept));
        }
        prop_assert_eq!(text.slice(words).trim(), text.slice(words));
        prop_assert!(!text.cuts_word(words.start()) && !text.cuts_word(words.end()));
        prop_assert!(text.is_character_boundary(words.start()));
        prop_assert!(text.is_character_boundary(words.end()));
        prop_assert_eq!(text.snap_to_words(words), Some(words));
    }

    #[test]
    fn the_word_at_a_place_is_around_it(source in texts()) {
        let text = ArticleText::new(source.as_str());
        for at in positions(&text).into_iter().take(300) {
            if let Some(word) = text.word_at(at) {
                prop_assert!(word.start() <= at && at <= word.end());
                prop_assert!(!text.cuts_word(word.start()) && !text.cuts_word(word.end()));
            } else {
                prop_assert!(!text.cuts_word(at));
            }
            if let Some(sentence) = text.sentence_at(at) {
                prop_assert!(sentence.start() <= at && at <= sentence.end());
            }
        }
    }
}

/// What a selection of `taken` in `source` becomes.
fn snapped(source: &str, taken: &str) -> String {
    let text = ArticleText::new(source);
    let words = text.snap_to_words(span(&text, taken)).unwrap();
    text.slice(words).to_owned()
}

#[test]
fn a_cut_word_is_completed() {
    assert_eq!(snapped("capacity for 40,000 inmates", "0,0"), "40,000");
    assert_eq!(
        snapped("capacidad para 40,000 prisioneros", "cidad para 4"),
        "capacidad para 40,000"
    );
    assert_eq!(snapped("They don't know", "don"), "don't");
    assert_eq!(snapped("They don’t know", "n’"), "don’t");
    assert_eq!(snapped("Human rights abuses", "man righ"), "Human rights");
    assert_eq!(snapped("el niño vive", "i\u{f1}"), "niño");
    assert_eq!(snapped("a 🖐️🇨🇱 b", "🇨"), "🇨🇱");
}

#[test]
fn a_hyphen_joins_no_words() {
    assert_eq!(snapped("right-leaning leaders", "right"), "right");
    assert_eq!(snapped("right-leaning leaders", "right-l"), "right-leaning");
}

#[test]
fn marks_and_punctuation_are_kept_but_never_added() {
    let source = "“Las medidas no se copian”, expresó";
    assert_eq!(
        snapped(source, "“Las medidas no se cop"),
        "“Las medidas no se copian"
    );
    assert_eq!(
        snapped(source, "as medidas no se copian”,"),
        "Las medidas no se copian”,"
    );
    assert_eq!(snapped(source, " no "), "no");
    assert_eq!(snapped("¿Qué pasa?", "u\u{e9} pasa"), "Qué pasa");
}

#[test]
fn white_space_alone_is_no_span() {
    let text = ArticleText::new("one  \n two");
    assert_eq!(text.snap_to_words(bytes(&text, 3, 7)), None);
}

#[test]
fn a_step_by_word_takes_up_no_white_space() {
    let text = ArticleText::new("Ana said: “no”.\nEnd");
    let mut at = ByteOffset::default();
    let mut stops = Vec::new();
    while at < text.end() {
        at = text.step(at, Motion::Forward, Unit::Word);
        stops.push(&text.as_str()[..at.get() as usize]);
    }
    let ends: Vec<&str> = stops.iter().map(|it| &it[it.len() - 2..]).collect();
    assert_eq!(ends, ["na", "id", "no", "nd"]);
    let back = text.step(text.end(), Motion::Backward, Unit::Word);
    assert_eq!(&text.as_str()[back.get() as usize..], "End");
}

#[test]
fn a_step_by_sentence_leads_over_paragraphs() {
    let text = ArticleText::new("One is. Two is.\n\nThree");
    let one = text.step(ByteOffset::default(), Motion::Forward, Unit::Sentence);
    let two = text.step(one, Motion::Forward, Unit::Sentence);
    let three = text.step(two, Motion::Forward, Unit::Sentence);
    assert_eq!([one.get(), two.get(), three.get()], [7, 15, 22]);
    let back = text.step(three, Motion::Backward, Unit::Sentence);
    assert_eq!(back.get(), 17);
    assert_eq!(text.step(back, Motion::Backward, Unit::Sentence).get(), 8);
}
