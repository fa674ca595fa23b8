use crate::text::search::folded;

/// Whose spelling of numbers and whose words to expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    Spanish,
    English,
    /// Neither, or nobody said which.
    Other,
}

impl Tongue {
    /// By a BCP 47 tag.
    pub fn of(language: &str) -> Self {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        match primary {
            "es" => Self::Spanish,
            "en" => Self::English,
            _ => Self::Other,
        }
    }

    /// The lists to look in.
    pub(super) const fn lists(self) -> &'static [Self] {
        match self {
            Self::Spanish => &[Self::Spanish],
            Self::English => &[Self::English],
            Self::Other => &[Self::Spanish, Self::English],
        }
    }
}

/// A word or a number in digits.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub folded: String,
    pub digits: bool,
    /// Begins with a capital letter.
    pub capital: bool,
    /// All capitals, two at least: an acronym.
    pub acronym: bool,
    /// Begins a sentence, so that its capital says nothing.
    pub opens: bool,
}

impl Token {
    pub fn raw<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }
}

pub(super) fn tokens_of(text: &str, tongue: Tongue) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut opens = true;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii_digit() {
            let end = digits_end(text, at, tongue);
            tokens.push(token(text, at, end, false));
            (at, opens) = (end, false);
        } else if c.is_alphanumeric() {
            let end = word_end(text, at);
            tokens.push(token(text, at, end, opens));
            (at, opens) = (end, false);
        } else {
            at += c.len_utf8();
            if is_opening(c) {
                opens = true;
            }
        }
    }
    if is_shouted(&tokens) {
        for token in &mut tokens {
            token.capital = false;
            token.acronym &= text.chars().any(char::is_lowercase);
        }
    }
    tokens
}

fn token(text: &str, start: usize, end: usize, opens: bool) -> Token {
    let raw = &text[start..end];
    let mut folded = folded(raw);
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    let mut capitals = 0;
    for c in raw.chars() {
        if c.is_uppercase() {
            capitals += 1;
        } else if c.is_lowercase() {
            capitals = 0;
            break;
        }
    }
    let digits = raw.as_bytes()[0].is_ascii_digit();
    if !digits && folded.contains('.') {
        // `U.S.` and `US` are one.
        folded.retain(|c| c != '.');
    }
    Token {
        start,
        end,
        folded,
        digits,
        capital,
        acronym: capitals > 1,
        opens,
    }
}

/// What a capital letter behind it says nothing about.
const fn is_opening(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | ':' | '…' | '\n' | '"' | '“' | '«' | '‘' | '¿' | '¡'
    )
}

/// Whether capitals are those of a headline, not of names.
fn is_shouted(tokens: &[Token]) -> bool {
    let (mut long, mut capital) = (0, 0);
    for token in tokens {
        if token.folded.len() > 3 && !token.digits {
            long += 1;
            capital += usize::from(token.capital);
        }
    }
    long >= 4 && capital * 10 > long * 7
}

/// Letters, digits and accents; the dots in `EE.UU.`, too.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut piece = start;
    for (at, c) in text[start..].char_indices() {
        let at = start + at;
        if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36F}') {
            end = at + c.len_utf8();
            continue;
        }
        if c != '.' || !is_initials(&text[piece..at]) {
            break;
        }
        let behind = &text[at + 1..];
        let next = behind.find(|c: char| !c.is_alphanumeric());
        if !is_initials(&behind[..next.unwrap_or(behind.len())]) {
            break;
        }
        piece = at + 1;
    }
    end
}

/// One or two capital letters.
fn is_initials(piece: &str) -> bool {
    let mut count = 0;
    for c in piece.chars() {
        if !c.is_uppercase() {
            return false;
        }
        count += 1;
    }
    count == 1 || count == 2
}

/// Digits with what separates thousands or decimals.
fn digits_end(text: &str, start: usize, tongue: Tongue) -> usize {
    let mut end = start + count_digits(&text[start..]);
    let first = end - start;
    while let Some(c) = text[end..].chars().next() {
        let behind = &text[end + c.len_utf8()..];
        let digits = count_digits(behind);
        let joins = match c {
            '.' | ',' => digits > 0,
            '\'' | '’' | '\u{A0}' | '\u{2009}' | '\u{202F}' => digits == 3 && first <= 3,
            ' ' => {
                let thousands = tongue != Tongue::English || behind.starts_with("000");
                digits == 3 && first <= 3 && thousands
            }
            _ => false,
        };
        if !joins {
            break;
        }
        end += c.len_utf8() + digits;
    }
    end
}

fn count_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}
