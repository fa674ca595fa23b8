//! How alike two names are, whatever their languages, and why.

use super::lexicon::{Lexicon, Mark, hash};
use super::stem::{skeleton, stem};
use super::tokens::{Token, Tongue, tokens_of};
use crate::text::search::folded;

/// Why two names may be those of one actor.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Likeness {
    /// The same words, but for accents, case and what stands around them.
    SameName,
    /// The same words in another order.
    OtherOrder,
    /// One is the other's first letters.
    Initials,
    /// One name has a letter where the other has a name.
    Initial,
    /// One is a part of the other.
    Part,
    /// The words mean the same, as those for an office do.
    Means,
    /// Words of one origin, or another spelling.
    Looks,
}

/// A reason with the words here and there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameReason {
    pub how: Likeness,
    pub here: String,
    pub there: String,
}

/// How alike names are that leave nothing to be said.
pub(super) const SAME: u32 = 100;

/// A name of letters alone that may be first letters.
const SHORTEST_INITIALS: usize = 2;
const LONGEST_INITIALS: usize = 8;

/// Words of fewer letters are not taken for others that look like them.
const SHORT: usize = 4;

/// The longest phrase of the lexicon, in words.
const LONGEST_PHRASE: usize = 4;

/// How people are addressed: it says nothing of who they are.
const FORMS_OF_ADDRESS: &str =
    " mr mrs ms miss mx dr dra sr sra srta don dona sir lord lady dame prof rev senor senora ";

/// Weights of words: what tells one from all others, what many may be called, how to address
/// somebody.
const OWN: u32 = 16;
const COMMON: u32 = 8;
/// Of a country there are many.
const COUNTRY: u32 = 5;
const ADDRESS: u32 = 1;

/// What a word tells of whom it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A name.
    Own,
    /// The first letter of one.
    Letter,
    /// A country or the like.
    Country,
    /// What many may be called.
    Common,
    /// How somebody is addressed.
    Address,
}

#[derive(Clone, Debug)]
struct Word {
    text: String,
    folded: String,
    look: String,
    concepts: Vec<u32>,
    sort: Sort,
    capital: bool,
    weight: u32,
}

impl Word {
    /// Whether somebody else has another word here.
    fn sets_apart(&self) -> bool {
        matches!(self.sort, Sort::Own | Sort::Letter | Sort::Country)
    }
}

/// A name taken apart.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub text: String,
    words: Vec<Word>,
    /// Its first letters, without function words and with them.
    initials: [String; 2],
}

impl Name {
    /// `None` where nothing is named, as by a pronoun.
    pub(super) fn of(text: &str, tongue: Tongue, lexicon: &Lexicon) -> Option<Self> {
        let tokens = tokens_of(text, tongue);
        let mut name = Self {
            text: text.to_owned(),
            words: Vec::new(),
            initials: [String::new(), String::new()],
        };
        let mut at = 0;
        while at < tokens.len() {
            at += name.take(text, &tokens[at..], tongue, lexicon);
        }
        (!name.words.is_empty()).then_some(name)
    }

    /// A word or a phrase, and how many tokens it is.
    fn take(&mut self, text: &str, tokens: &[Token], tongue: Tongue, lexicon: &Lexicon) -> usize {
        let token = &tokens[0];
        let first = token.folded.chars().next().unwrap_or_default();
        let function = lexicon.is_function_word(tongue, &token.folded);
        // `A. Camargo`, not `A spokeswoman`.
        let letter = is_letter(text, token) && (!function || text[token.end..].starts_with('.'));
        self.initials[1].push(first);
        let mut stems = Vec::new();
        for token in tokens.iter().take(LONGEST_PHRASE) {
            stems.push(stem(&token.folded));
        }
        if lexicon.begins_phrase(tongue, &stems[0]) {
            for len in (2..=stems.len()).rev() {
                let concepts = lexicon.phrase(tongue, &stems[..len].join("_"));
                if !concepts.is_empty() {
                    for token in &tokens[1..len] {
                        self.initials[1].extend(token.folded.chars().next());
                    }
                    for token in &tokens[..len] {
                        if !lexicon.is_function_word(tongue, &token.folded) {
                            self.initials[0].extend(token.folded.chars().next());
                        }
                    }
                    let words = &text[token.start..tokens[len - 1].end];
                    self.add((words, is_capital(text, token)), concepts, lexicon);
                    return len;
                }
            }
        }
        if function && !is_acronym(text, token) && !letter {
            return 1;
        }
        self.initials[0].push(first);
        // A letter by itself is one for a name, not the end of `Chile's`.
        if token.folded.chars().nth(1).is_some() || letter {
            // Names are not inflected: what they would be without an ending are other words.
            let stem = if is_capital(text, token) {
                ""
            } else {
                &stems[0]
            };
            let concepts = lexicon.concepts(tongue, &token.folded, stem);
            let words = token.raw(text);
            self.add((words, is_capital(text, token)), concepts, lexicon);
        }
        1
    }

    fn add(&mut self, (words, capital): (&str, bool), concepts: Vec<u32>, lexicon: &Lexicon) {
        let folded = folded(words).replace('.', "");
        let is_address = FORMS_OF_ADDRESS.contains(&format!(" {folded} "));
        let mut country = false;
        for &concept in &concepts {
            country |= lexicon.mark(concept) == Mark::Name;
        }
        let sort = if is_address {
            Sort::Address
        } else if country {
            Sort::Country
        } else if !capital || !concepts.is_empty() {
            Sort::Common
        } else if folded.chars().nth(1).is_none() {
            Sort::Letter
        } else {
            Sort::Own
        };
        let weight = match sort {
            Sort::Address => ADDRESS,
            Sort::Country => COUNTRY,
            Sort::Own | Sort::Letter => OWN,
            Sort::Common if concepts.is_empty() => COMMON * 3 / 4,
            Sort::Common => COMMON,
        };
        self.words.push(Word {
            text: words.to_owned(),
            look: skeleton(&folded),
            folded,
            concepts,
            sort,
            capital,
            weight,
        });
    }

    /// By what others are found that may be the same.
    pub(super) fn keys(&self) -> Vec<u64> {
        let mut keys = Vec::new();
        for word in &self.words {
            if matches!(word.sort, Sort::Letter | Sort::Address) {
                continue;
            }
            keys.push(hash(0, &word.look));
            for concept in &word.concepts {
                keys.push(hash(1, &concept.to_string()));
            }
            if self.words.len() == 1 && is_initials(word) {
                keys.push(hash(2, &word.folded));
            }
        }
        if self.words.len() > 1 {
            for initials in &self.initials {
                keys.push(hash(2, initials));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// How alike another name is, up to [`SAME`], and why. `rare` says how much of its weight a
    /// word keeps, of a hundred: what many are called tells less.
    pub(super) fn likeness(
        &self,
        other: &Self,
        rare: &dyn Fn(u64) -> u32,
    ) -> Option<(u32, Vec<NameReason>)> {
        if let Some(reason) = self.initials_of(other) {
            return Some((SAME * 9 / 10, vec![reason]));
        }
        let weight = |it: &Word| (it.weight * rare(hash(0, &it.look))).max(1);
        let mut here = 0;
        let mut there = 0;
        for word in &self.words {
            here += weight(word);
        }
        for word in &other.words {
            there += weight(word);
        }
        let mut taken = vec![false; other.words.len()];
        let mut matched = 0;
        let (mut pairs, mut in_order, mut last) = (Vec::new(), true, None);
        let mut missed = false;
        let mut owned = false;
        for word in &self.words {
            let mut best: Option<(u32, Likeness, usize)> = None;
            for (at, their) in other.words.iter().enumerate() {
                if taken[at] {
                    continue;
                }
                if let Some((share, how)) = common(word, their)
                    && best.is_none_or(|it| share > it.0)
                {
                    best = Some((share, how, at));
                }
            }
            let Some((share, how, at)) = best else {
                missed |= word.sets_apart();
                continue;
            };
            taken[at] = true;
            let their = &other.words[at];
            matched += weight(word).min(weight(their)) * share / SAME;
            owned |= word.sort == Sort::Own && their.sort == Sort::Own;
            in_order &= last.is_none_or(|it| it < at);
            last = Some(at);
            pairs.push((how, word, their));
        }
        let theirs = other.words.iter().zip(&taken);
        let mut missed_there = false;
        for (word, taken) in theirs {
            missed_there |= word.sets_apart() && !taken;
        }
        if pairs.is_empty() {
            return None;
        }
        let whole = 2 * SAME * matched / (here + there);
        let part = SAME * matched / here.min(there);
        // A part tells something where it is a name of its own, less where it is what many are
        // called.
        let mut score = if owned {
            whole.max(part * 17 / 20)
        } else if part * 100 >= SAME * 85 {
            whole.max(SAME / 2)
        } else {
            whole * 4 / 5
        };
        // Each has a name that the other has not.
        if missed && missed_there {
            score = score * 11 / 20;
        }
        let all = pairs.len() == self.words.len().max(other.words.len());
        let some = pairs.len() == self.words.len().min(other.words.len());
        Some((
            score.min(SAME),
            self.reasons(other, &pairs, (all, some, in_order)),
        ))
    }

    fn reasons(
        &self,
        other: &Self,
        pairs: &[(Likeness, &Word, &Word)],
        (all, some, in_order): (bool, bool, bool),
    ) -> Vec<NameReason> {
        let plain = pairs.iter().all(|it| it.0 == Likeness::SameName);
        if plain && (all || some) {
            let how = match (all, in_order) {
                (true, true) => Likeness::SameName,
                (true, false) => Likeness::OtherOrder,
                _ => Likeness::Part,
            };
            return vec![NameReason {
                how,
                here: self.text.clone(),
                there: other.text.clone(),
            }];
        }
        let mut reasons: Vec<NameReason> = Vec::new();
        for (how, here, there) in pairs {
            let reason = NameReason {
                how: *how,
                here: here.text.clone(),
                there: there.text.clone(),
            };
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        reasons
    }

    /// Whether one of the two is the other's first letters.
    fn initials_of(&self, other: &Self) -> Option<NameReason> {
        let short = |one: &Self, long: &Self| {
            let [word] = one.words.as_slice() else {
                return false;
            };
            is_initials(word) && long.words.len() > 1 && long.initials.contains(&word.folded)
        };
        (short(self, other) || short(other, self)).then(|| NameReason {
            how: Likeness::Initials,
            here: self.text.clone(),
            there: other.text.clone(),
        })
    }
}

/// Whether a word has a capital letter. In names that says something however many have one.
fn is_capital(text: &str, token: &Token) -> bool {
    token
        .raw(text)
        .chars()
        .next()
        .is_some_and(char::is_uppercase)
}

fn is_acronym(text: &str, token: &Token) -> bool {
    let raw = token.raw(text);
    raw.len() > 1 && !raw.chars().any(char::is_lowercase) && is_capital(text, token)
}

/// A single letter, as for a first name.
fn is_letter(text: &str, token: &Token) -> bool {
    is_capital(text, token) && token.folded.chars().nth(1).is_none()
}

fn is_initials(word: &Word) -> bool {
    let len = word.folded.chars().count();
    word.capital && (SHORTEST_INITIALS..=LONGEST_INITIALS).contains(&len)
}

/// How much two words are one, of a hundred.
fn common(here: &Word, there: &Word) -> Option<(u32, Likeness)> {
    if here.folded == there.folded {
        return Some((SAME, Likeness::SameName));
    }
    if here.concepts.iter().any(|it| there.concepts.contains(it)) {
        return Some((95, Likeness::Means));
    }
    if here.sort == Sort::Letter || there.sort == Sort::Letter {
        let (letter, word) = if here.sort == Sort::Letter {
            (here, there)
        } else {
            (there, here)
        };
        let fits = word.sort == Sort::Own && word.folded.starts_with(&letter.folded);
        return fits.then_some((60, Likeness::Initial));
    }
    // What both are known to mean is something else.
    if !here.concepts.is_empty() && !there.concepts.is_empty() {
        return None;
    }
    let len = here.folded.len().min(there.folded.len());
    if here.look == there.look && here.look.len() >= SHORT - 1 && len >= SHORT {
        return Some((88, Likeness::Looks));
    }
    let spelled = here.sort == Sort::Own
        && there.sort == Sort::Own
        && len > SHORT
        && is_spelled_alike(&here.folded, &there.folded);
    spelled.then_some((70, Likeness::Looks))
}

/// Whether two words differ by one letter that is another, missing or too many.
fn is_spelled_alike(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let mut start = 0;
    while start < short.len() && short[start] == long[start] {
        start += 1;
    }
    let skip = usize::from(long.len() == short.len());
    short.get(start + skip..) == long.get(start + 1..)
}
