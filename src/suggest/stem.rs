//! What is left of a word without its endings, in Spanish and English alike, so that an article
//! whose language nobody said is treated no worse.

/// Endings of words without final vowels, the longer first; the shortest rest they may leave, and
/// what stands for them.
#[rustfmt::skip]
const ENDINGS: &[(&str, usize, &str)] = &[
    ("amient", 3, ""), ("imient", 3, ""),
    ("arian", 3, ""), ("erian", 3, ""), ("irian", 3, ""), ("ieron", 3, ""),
    ("acion", 3, ""), ("ation", 3, ""), ("ccion", 2, "ct"), ("ction", 2, "ct"),
    ("iedad", 3, ""), ("ating", 4, ""),
    ("idad", 3, ""), ("iend", 3, ""), ("yend", 3, ""), ("ador", 3, ""), ("edor", 3, ""),
    ("idor", 3, ""), ("ator", 3, ""), ("ated", 4, ""), ("ment", 4, ""), ("ical", 3, "ic"),
    ("aban", 3, ""), ("aron", 3, ""), ("aran", 3, ""), ("eran", 3, ""), ("iran", 3, ""),
    ("arem", 3, ""), ("erem", 3, ""), ("irem", 3, ""), ("abam", 3, ""),
    ("iet", 3, ""), ("act", 4, ""), ("and", 4, ""), ("ing", 3, ""), ("ous", 3, "os"), ("ian", 4, ""),
    ("ar", 3, ""), ("er", 3, ""), ("ir", 3, ""), ("ed", 3, ""), ("ad", 4, ""), ("id", 4, ""),
    ("am", 4, ""), ("em", 4, ""), ("im", 4, ""), ("an", 4, ""), ("en", 4, ""), ("it", 4, ""),
    ("at", 4, ""), ("ab", 4, ""),
];

/// Letters of another script that tell words apart; their endings are not known here.
const LETTERS_OF_OTHERS: usize = 6;

/// A folded word without inflection and the commonest derivations.
pub fn stem(word: &str) -> String {
    if !word.is_ascii() {
        return word.chars().take(LETTERS_OF_OTHERS).collect();
    }
    let mut rest = without_adverb(word);
    rest = without_plural(rest);
    rest = without_vowels(rest);
    let mut stem = None;
    for &(ending, least, instead) in ENDINGS {
        if let Some(before) = rest.strip_suffix(ending)
            && before.len() >= least
        {
            stem = Some([without_vowels(before), instead].concat());
            break;
        }
    }
    let mut stem = stem.unwrap_or_else(|| rest.to_owned());
    undouble(&mut stem);
    stem
}

fn without_adverb(word: &str) -> &str {
    for ending in ["amente", "mente", "ally", "ly"] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= 4
        {
            return rest;
        }
    }
    word
}

fn without_plural(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(rest) if rest.len() >= 3 && !rest.ends_with(['s', 'u', 'i']) => rest,
        _ => word,
    }
}

fn without_vowels(word: &str) -> &str {
    let mut rest = word;
    while rest.len() > 3 && rest.ends_with(['a', 'e', 'i', 'o', 'u', 'y']) {
        rest = &rest[..rest.len() - 1];
    }
    rest
}

/// `stopp` is `stop`.
fn undouble(stem: &mut String) {
    let bytes = stem.as_bytes();
    let len = bytes.len();
    if len > 3 && bytes[len - 1] == bytes[len - 2] {
        stem.pop();
    }
}

/// Letters that Spanish and English write instead of each other, the longer first.
#[rustfmt::skip]
const SPELLINGS: &[(&str, &str)] = &[
    ("cue", "ke"), ("cua", "ka"), ("que", "ke"), ("qui", "ki"), ("qua", "ka"), ("gue", "ke"),
    ("gui", "ki"), ("tia", "kia"), ("tie", "ke"), ("tio", "kio"),
    ("ph", "f"), ("th", "t"), ("ch", "k"), ("ck", "k"), ("ie", "e"), ("ue", "o"), ("ct", "t"),
    ("bj", "j"), ("nm", "m"),
    ("c", "k"), ("q", "k"), ("g", "k"), ("y", "i"), ("z", "s"), ("v", "b"),
];

/// The same for words of one origin in Spanish and English: `seguridad` and `security`.
pub fn skeleton(word: &str) -> String {
    let stem = stem(word);
    if !stem.is_ascii() {
        return stem;
    }
    let mut rest = stem.as_str();
    if let Some(behind) = rest.strip_prefix("es")
        && !behind.starts_with(['a', 'e', 'i', 'o', 'u'])
    {
        rest = &rest[1..];
    }
    let mut skeleton = String::with_capacity(rest.len());
    while !rest.is_empty() {
        let (instead, len) = spelling(rest);
        for c in instead.chars() {
            if !skeleton.ends_with(c) {
                skeleton.push(c);
            }
        }
        rest = &rest[len..];
    }
    skeleton
}

/// What stands for the first letters, and how many they are.
fn spelling(rest: &str) -> (&str, usize) {
    for &(letters, instead) in SPELLINGS {
        if rest.starts_with(letters) {
            return (instead, letters.len());
        }
    }
    (&rest[..1], 1)
}
