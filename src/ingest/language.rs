//! Which language a text is in.
//!
//! By the script where a script has one large language, else by function words, of
//! which all prose is full. Written here because the crates weigh too much for what is only
//! a proposal (gzip, release wasm): `whatlang` 56 kB, `whichlang` 246 kB, this 8 kB.

use super::beginning::first_chars;
use super::function_words::FUNCTION_WORDS;
use crate::text::search::lower;

/// Enough to be sure, and quick on an article of a million characters.
const SAMPLE_CHARS: usize = 4_000;

/// Fewer letters than this say nothing by their script.
const MIN_LETTERS: usize = 20;

/// Fewer words of one language than this can be a name or a quotation.
const MIN_HITS: usize = 4;

/// At least one word in this many must be a function word, else it is no prose of that
/// language.
const WORDS_PER_HIT: usize = 10;

/// Words that speak for the winner and not for another language must be half as many again
/// as those the other way round, and this many more.
const MIN_LEAD: usize = 2;

/// A BCP 47 guess at the language of a canonical text, by its first few thousand
/// characters; `None` if it is too short, or not surely one of the languages known here.
pub fn guess_language(text: &str) -> Option<&'static str> {
    let sample = first_chars(text, SAMPLE_CHARS);
    by_script(sample).or_else(|| by_function_words(sample))
}

fn by_script(sample: &str) -> Option<&'static str> {
    const LANGUAGES: [&str; 6] = ["el", "hy", "he", "th", "ka", "ko"];
    let letters: Vec<_> = sample
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(script_language)
        .collect();
    if letters.len() < MIN_LETTERS {
        return None;
    }
    let count = |language| letters.iter().filter(|&&of| of == Some(language)).count();
    let is_most = |count: usize| 2 * count > letters.len();
    let (kana, han) = (count("ja"), count("zh"));
    if is_most(kana + han) {
        // Chinese text has a kana at most in a name.
        return Some(if 10 * kana > kana + han { "ja" } else { "zh" });
    }
    LANGUAGES
        .into_iter()
        .find(|language| is_most(count(language)))
}

/// The language that a letter's script stands for, if it is that of one large language.
fn script_language(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => "el",
        '\u{530}'..='\u{58F}' => "hy",
        '\u{590}'..='\u{5FF}' => "he",
        '\u{E00}'..='\u{E7F}' => "th",
        '\u{10A0}'..='\u{10FF}' => "ka",
        '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}' => "ko",
        '\u{3040}'..='\u{30FF}' => "ja",
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' => "zh",
        _ => return None,
    })
}

fn by_function_words(sample: &str) -> Option<&'static str> {
    let sample = lower(sample);
    let words: Vec<&str> = sample
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let hits = |list: &[&str], not_in: &[&str]| {
        let is_hit = |word: &&&str| list.contains(word) && !not_in.contains(word);
        words.iter().filter(is_hit).count()
    };
    let lists: [(&str, Vec<&str>); _] =
        FUNCTION_WORDS.map(|(language, list)| (language, list.split(' ').collect()));
    let (language, list) = lists.iter().max_by_key(|(_, list)| hits(list, &[]))?;
    let most = hits(list, &[]);
    if most < MIN_HITS || most * WORDS_PER_HIT < words.len() {
        return None;
    }
    // Neighbours (Portuguese and Galician, Danish and Norwegian) share most words: between
    // two languages only those decide that they do not share.
    let is_sure = lists
        .iter()
        .filter(|(other, _)| other != language)
        .all(|(_, other)| hits(list, other) >= MIN_LEAD + hits(other, list) * 3 / 2);
    is_sure.then_some(*language)
}
