use cotejo::text::search::{folded, has_words, lower};
use cotejo::text::{ArticleText, TextSpan, capital};
use proptest::prelude::*;

use super::{bytes, texts};

/// The words of a text that a query finds, by the text's own offsets.
fn found(text: &str, query: &str) -> Vec<String> {
    let text = ArticleText::new(text);
    let spans = text.find_folded(&folded(query), 100, &|_| true);
    spans.iter().map(|it| words(&text, *it)).collect()
}

fn words(text: &ArticleText, span: TextSpan) -> String {
    let (start, end) = (span.start().get() as usize, span.end().get() as usize);
    text.as_str()[start..end].to_owned()
}

#[test]
fn case_accents_quotation_marks_and_dashes_do_not_matter() {
    for (text, query, hit) in [
        ("Señaló que la cárcel", "SENALO", "Señaló"),
        ("Señaló que la cárcel", "carcel", "cárcel"),
        ("nin\u{303}o y niña", "niño", "nin\u{303}o"),
        ("the prison’s walls", "prison's", "prison’s"),
        ("“harsh” conditions", "\"harsh\"", "“harsh”"),
        ("«dura» y", "\"dura\"", "«dura»"),
        ("65–70 prisoners", "65-70", "65–70"),
        ("40\u{a0}000 presos", "40 000", "40\u{a0}000"),
        ("die Straße dort", "strasse", "Straße"),
        ("die Straße dort", "stras", "Straß"),
        ("l’œuvre", "oeuvre", "œuvre"),
        ("ŁÓDŹ", "łódź", "ŁÓDŹ"),
        ("Đà Nẵng", "da nang", "Đà Nẵng"),
        ("İstanbul ve Iğdır", "istanbul", "İstanbul"),
        ("Зелёный", "зеленый", "Зелёный"),
        ("co\u{ad}operate", "cooperate", "co\u{ad}operate"),
    ] {
        assert_eq!(found(text, query), [hit], "{query} in {text}");
    }
    assert_eq!(found("n\u{303} n ñ", "n"), ["n\u{303}", "n", "ñ"]);
    assert!(found("a × b ÷ c", "x").is_empty());
}

#[test]
fn words_are_found_in_any_order() {
    assert!(has_words(
        "CECOT holds 40,000 prisóners",
        &folded("prisoners cecot")
    ));
    assert!(!has_words(
        "CECOT holds 40,000 prisoners",
        &folded("prisoners torture")
    ));
    assert!(has_words("anything", ""));
}

#[test]
fn what_is_folded_stays_as_it_is_when_folded_again() {
    for c in (0..=0x10_FFFF).filter_map(char::from_u32) {
        let once = folded(&c.to_string());
        assert_eq!(folded(&once), once, "{c:?} U+{:04X}", u32::from(c));
    }
}

#[test]
fn composed_and_decomposed_letters_are_the_same() {
    for (one, other) in [
        ("é", "e\u{301}"),
        ("Ñ", "N\u{303}"),
        ("ǖ", "u\u{308}\u{304}"),
        ("ệ", "e\u{323}\u{302}"),
        ("й", "и\u{306}"),
        ("ά", "α\u{301}"),
    ] {
        assert_eq!(folded(one), folded(other), "{one}");
    }
}

proptest! {
    #[test]
    fn a_hit_is_a_piece_of_the_text_that_counts_as_the_query(
        text in texts(),
        query in prop::sample::select(vec!["a", "ana", "nin", "e", "'", "\"", " ", "do", "l'", "?"]),
    ) {
        let article = ArticleText::new(text.clone());
        let query = folded(query);
        let mut end = 0;
        for span in article.find_folded(&query, 1_000, &|_| true) {
            // Slicing panics inside a character, so this holds the offsets too.
            prop_assert_eq!(folded(&words(&article, span)), query.clone());
            prop_assert!(span.start().get() >= end, "hits overlap");
            end = span.end().get();
        }
    }

    #[test]
    fn every_stretch_of_a_text_is_found_where_it_stands(text in texts(), from in 0_usize..60, len in 1_usize..20) {
        let article = ArticleText::new(text.clone());
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let (from, to) = (from.min(starts.len() - 1), (from + len).min(starts.len() - 1));
        let (start, end) = (starts[from], starts[to]);
        let query = folded(&text[start..end]);
        prop_assume!(!query.is_empty());
        // Hits do not overlap, so an earlier one may cover the beginning of this one.
        let spans = article.find_folded(&query, usize::MAX, &|_| true);
        let wanted = bytes(&article, start, end);
        prop_assert!(
            spans.iter().any(|it| it.overlaps(wanted)),
            "{:?} not found in {:?}", query, text
        );
    }
}

#[test]
fn letters_are_made_small_as_unicode_has_it() {
    for c in '\u{0}'..=char::MAX {
        let expected = match c {
            // Its dot stands by itself, and would count for nothing.
            'İ' => "i".to_owned(),
            _ => c.to_lowercase().to_string(),
        };
        assert_eq!(lower(&c.to_string()), expected, "{c:?}");
    }
}

#[test]
fn letters_are_made_capital_as_unicode_has_it() {
    let mut changed = 0;
    // Behind these planes there are no letters with two cases.
    for c in '\u{0}'..='\u{1FFFF}' {
        let upper: Vec<char> = c.to_uppercase().collect();
        let [upper] = upper[..] else {
            continue;
        };
        // Of two letters in one, a sentence begins with the first alone in capital.
        let two = "ǆǉǌǳ".contains(c);
        if !two && (upper == c || upper.to_lowercase().eq([c])) {
            assert_eq!(capital(c), upper, "{c:?}");
            changed += usize::from(upper != c);
        }
    }
    assert!(changed > 1_300, "{changed}");
    assert_eq!(capital('ǆ'), 'ǅ');
}
