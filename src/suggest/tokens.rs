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
    pub case: Case,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Small,
    /// A capital letter that begins a sentence, and so says nothing.
    Opening,
    Capital,
    /// All capitals, two at least.
    Acronym,
}

impl Token {
    pub fn is_capital(&self) -> bool {
        self.case != Case::Small
    }

    pub fn is_acronym(&self) -> bool {
        self.case == Case::Acronym
    }

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
        } else if is_unspaced(c) {
            // Words are not told apart here; two letters each are what they have in common.
            let next = at + c.len_utf8();
            let second = text[next..].chars().next().filter(|it| is_unspaced(*it));
            let end = next + second.map_or(0, char::len_utf8);
            tokens.push(token(text, at, end, false));
            at = if second.is_none() { end } else { next };
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
        let all = !text.chars().any(char::is_lowercase);
        for token in &mut tokens {
            if all || !token.is_acronym() {
                token.case = Case::Small;
            }
        }
    }
    tokens
}

fn token(text: &str, start: usize, end: usize, opens: bool) -> Token {
    let raw = &text[start..end];
    let mut folded = folded(raw);
    let mut case = match raw.chars().next() {
        Some(c) if !c.is_uppercase() => Case::Small,
        _ if opens => Case::Opening,
        _ => Case::Capital,
    };
    let mut capitals = 0;
    for c in raw.chars() {
        if c.is_uppercase() {
            capitals += 1;
        } else if c.is_lowercase() {
            capitals = 0;
            break;
        }
    }
    if capitals > 1 {
        case = Case::Acronym;
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
        case,
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
            capital += usize::from(token.is_capital());
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
        if c.is_alphanumeric() && !is_unspaced(c) || matches!(c, '\u{300}'..='\u{36F}') {
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

/// Scripts without spaces: Thai and its neighbours, Japanese, Chinese.
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
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
