//! Words that mean the same, and the few lists without which no text can be read: function words,
//! names of numbers and months.

use super::stem::stem;
use super::tokens::Tongue;
use crate::model::sorted::sort_by_key;
use crate::text::search::folded;

/// Function words, which no two texts differ by. Spanish, then English. Folded, as all words here.
const FUNCTION_WORDS: [&str; 2] = [
    "de del la las los el lo le les un una unos unas uno al que y e o u a en con por para su sus se \
     si es son ser sido era eran fue fueron sera estar esta este esto estos estas ese esa eso esos \
     esas aquel aquella como mas muy pero sino tambien cuando donde quien quienes cual cuales cuyo \
     cuya ha han hay habia haber hace hacia hasta desde entre sobre tras durante mediante segun ante \
     bajo contra cada todo toda todos todas otro otra otros otras mismo misma tal tan tanto ya asi \
     aun aunque porque pues mientras luego entonces nos nosotros ellos ellas ella me mi te tu esten \
     esto estan estaba estaban tiene tienen tener puede pueden poder podria debe deben deberia \
     ademas incluso solo unico",
    "the of and or to in a an is are was were be been being for on with as it its by at from that \
     this these those has have had having he she his her hers him they them their theirs we our us \
     you your who whom whose which what when where while how why will would shall should can could \
     may might must do does did done doing if then than so such but also there here into onto over \
     under upon about between among through during before after since until because though although \
     up down out off very more most other another any each every all some same own just only both \
     too yet still however within per via amid s d ll re ve st nd rd th",
];

/// Words that deny, in both languages.
const DENIALS: &str = "no not nunca never sin without ni nor neither ningun ninguno ninguna none \
    jamas tampoco cannot nadie nobody";

/// Names of numbers: their value, `x` and the zeros they add, `X` where that means one of them,
/// `d` for a dozen, `h` for a half.
const NUMBERS: [&str; 2] = [
    "un 1 una 1 uno 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 \
     doce 12 trece 13 catorce 14 quince 15 dieciseis 16 diecisiete 17 dieciocho 18 diecinueve 19 \
     veinte 20 veintiun 21 veintiuno 21 veintiuna 21 veintidos 22 veintitres 23 veinticuatro 24 \
     veinticinco 25 veintiseis 26 veintisiete 27 veintiocho 28 veintinueve 29 treinta 30 cuarenta 40 \
     cincuenta 50 sesenta 60 setenta 70 ochenta 80 noventa 90 cien 100 ciento 100 doscientos 200 \
     doscientas 200 trescientos 300 trescientas 300 cuatrocientos 400 cuatrocientas 400 quinientos \
     500 quinientas 500 seiscientos 600 seiscientas 600 setecientos 700 setecientas 700 ochocientos \
     800 ochocientas 800 novecientos 900 novecientas 900 centenar x2 centenares x2 mil X3 millon x6 millones x6 \
     billon x12 billones x12 docena d docenas d medio h media h",
    "a 1 an 1 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve \
     12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 \
     thirty 30 forty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 hundred x2 thousand x3 \
     million x6 billion x9 trillion x12 bn x9 tn x12 dozen d half h",
];

/// Months, each with what it is called and shortened to.
const MONTHS: [&str; 2] = [
    "enero ene|febrero feb|marzo mar|abril abr|mayo|junio jun|julio jul|agosto ago|septiembre \
     setiembre sep sept set|octubre oct|noviembre nov|diciembre dic",
    "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep \
     sept|october oct|november nov|december dec",
];

/// What is said about a word.
#[derive(Clone, Copy)]
enum About {
    Function,
    Denial,
    Number,
    Month,
    /// A word as the lexicon has it.
    Entry,
    /// What words of the lexicon have in common with their inflected forms.
    Stem,
    /// Several words, by their stems.
    Phrase,
    /// The stem that a phrase begins with.
    PhraseStart,
}

/// What the name of a number adds to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberWord {
    Value(u64),
    /// By how much it multiplies, and whether it means one of them where it stands alone.
    Times(u64, bool),
    Half,
}

/// What sets a concept apart; a sign before its words in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mark {
    #[default]
    Plain,
    /// `~`: so general that it tells little.
    Weak,
    /// `>` and `<`: of two claims about one thing, more and less are not the same.
    Rise,
    Fall,
    /// `@`: countries and the like.
    Name,
}

/// Concepts with their Spanish and English words.
///
/// Without any, numbers, dates, names and words of one origin are found all the same.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// By the hash of a word and what is said about it: what that is.
    table: Vec<(u64, u32)>,
    marks: Vec<Mark>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::parse("")
    }
}

impl Lexicon {
    /// A line for each concept: Spanish words, `=`, English words; `_` joins the words of a
    /// phrase. What is behind `#` is a comment; a line without `=` is left out.
    pub fn parse(text: &str) -> Self {
        let mut lexicon = Self {
            table: Vec::new(),
            marks: Vec::new(),
        };
        lexicon.add_lists(Tongue::Spanish, 0);
        lexicon.add_lists(Tongue::English, 1);
        for line in text.lines() {
            lexicon.add_line(line);
        }
        sort_by_key(&mut lexicon.table, |it| *it);
        lexicon.table.dedup();
        lexicon
    }

    /// How many concepts there are.
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    fn add_lists(&mut self, tongue: Tongue, list: usize) {
        for word in FUNCTION_WORDS[list].split_whitespace() {
            self.add(About::Function, tongue, word, 0);
        }
        for word in DENIALS.split_whitespace() {
            self.add(About::Denial, tongue, word, 0);
        }
        let mut words = NUMBERS[list].split_whitespace();
        while let (Some(word), Some(value)) = (words.next(), words.next()) {
            self.add(About::Number, tongue, word, packed(value));
        }
        for (month, names) in (1..).zip(MONTHS[list].split('|')) {
            for name in names.split_whitespace() {
                self.add(About::Month, tongue, name, month);
            }
        }
    }

    fn add_line(&mut self, line: &str) {
        let line = line.split('#').next().unwrap_or_default().trim();
        let (mark, words) = marked(line);
        let Some((spanish, english)) = words.split_once('=') else {
            return;
        };
        let concept = u32::try_from(self.marks.len()).unwrap_or(u32::MAX);
        self.marks.push(mark);
        for (tongue, words) in [(Tongue::Spanish, spanish), (Tongue::English, english)] {
            for word in words.split_whitespace() {
                self.add_word(tongue, &folded(word), concept);
            }
        }
    }

    fn add_word(&mut self, tongue: Tongue, word: &str, concept: u32) {
        if word.contains('_') {
            let mut stems = Vec::new();
            for word in word.split('_') {
                stems.push(stem(word));
            }
            self.add(About::Phrase, tongue, &stems.join("_"), concept);
            self.add(About::PhraseStart, tongue, &stems[0], 0);
        } else {
            self.add(About::Entry, tongue, word, concept);
            self.add(About::Stem, tongue, &stem(word), concept);
        }
    }

    fn add(&mut self, about: About, tongue: Tongue, word: &str, value: u32) {
        self.table.push((key(about, tongue, word), value));
    }

    /// What is said about a word of a language.
    fn look(&self, about: About, tongue: Tongue, word: &str) -> &[(u64, u32)] {
        let key = key(about, tongue, word);
        let from = self.table.partition_point(|it| it.0 < key);
        let mut to = from;
        while self.table.get(to).is_some_and(|it| it.0 == key) {
            to += 1;
        }
        &self.table[from..to]
    }

    fn first(&self, about: About, tongue: Tongue, word: &str) -> Option<u32> {
        for &list in tongue.lists() {
            if let Some(found) = self.look(about, list, word).first() {
                return Some(found.1);
            }
        }
        None
    }

    pub(super) fn is_function_word(&self, tongue: Tongue, word: &str) -> bool {
        self.first(About::Function, tongue, word).is_some()
    }

    pub(super) fn denies(&self, tongue: Tongue, word: &str) -> bool {
        self.first(About::Denial, tongue, word).is_some()
    }

    /// A month from 1 to 12.
    pub(super) fn month(&self, tongue: Tongue, word: &str) -> Option<u32> {
        self.first(About::Month, tongue, word)
    }

    pub(super) fn number(&self, tongue: Tongue, word: &str) -> Option<NumberWord> {
        self.first(About::Number, tongue, word).map(unpacked)
    }

    /// Whether a phrase begins with a stem: few do, and the others need not be looked up.
    pub(super) fn begins_phrase(&self, tongue: Tongue, stem: &str) -> bool {
        self.first(About::PhraseStart, tongue, stem).is_some()
    }

    /// The concepts of a phrase, given the stems of its words.
    pub(super) fn phrase(&self, tongue: Tongue, stems: &str) -> Vec<u32> {
        let mut concepts = Vec::new();
        for &list in tongue.lists() {
            self.add_found(About::Phrase, list, stems, &mut concepts);
        }
        concepts
    }

    /// The concepts of a word: by the word as it stands, else in the singular, else by its stem.
    pub(super) fn concepts(&self, tongue: Tongue, word: &str, stem: &str) -> Vec<u32> {
        let mut concepts = Vec::new();
        for &list in tongue.lists() {
            let before = concepts.len();
            self.add_found(About::Entry, list, word, &mut concepts);
            for (ending, instead) in [("s", ""), ("es", ""), ("ces", "z"), ("ies", "y")] {
                if concepts.len() == before
                    && let Some(singular) = word.strip_suffix(ending)
                {
                    let singular = [singular, instead].concat();
                    self.add_found(About::Entry, list, &singular, &mut concepts);
                }
            }
            if concepts.len() == before {
                self.add_found(About::Stem, list, stem, &mut concepts);
            }
        }
        concepts
    }

    fn add_found(&self, about: About, tongue: Tongue, word: &str, concepts: &mut Vec<u32>) {
        for found in self.look(about, tongue, word) {
            if !concepts.contains(&found.1) {
                concepts.push(found.1);
            }
        }
    }

    pub(super) fn mark(&self, concept: u32) -> Mark {
        let mark = self.marks.get(concept as usize);
        mark.copied().unwrap_or_default()
    }
}

fn marked(line: &str) -> (Mark, &str) {
    let mark = match line.as_bytes().first() {
        Some(b'~') => Mark::Weak,
        Some(b'>') => Mark::Rise,
        Some(b'<') => Mark::Fall,
        Some(b'@') => Mark::Name,
        _ => return (Mark::Plain, line),
    };
    (mark, &line[1..])
}

fn key(about: About, tongue: Tongue, word: &str) -> u64 {
    hash(about as u8 * 4 + tongue as u8, word)
}

/// FNV-1a: equal words have equal hashes on every machine.
pub(super) fn hash(kind: u8, word: &str) -> u64 {
    let mut hash = (0xCBF2_9CE4_8422_2325 ^ u64::from(kind)).wrapping_mul(0x0100_0000_01B3);
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    hash
}

const TIMES: u32 = 1_000;
const ALONE: u32 = 100;
const DOZEN: u32 = 2_000;
const HALF: u32 = 3_000;

/// A name of a number in one number, for the table.
fn packed(value: &str) -> u32 {
    let zeros = |digits: &str| digits.parse().unwrap_or(0);
    match value.as_bytes()[0] {
        b'x' => TIMES + zeros(&value[1..]),
        b'X' => TIMES + ALONE + zeros(&value[1..]),
        b'd' => DOZEN,
        b'h' => HALF,
        _ => zeros(value),
    }
}

const fn unpacked(packed: u32) -> NumberWord {
    match packed {
        HALF => NumberWord::Half,
        DOZEN => NumberWord::Times(12, false),
        TIMES.. => {
            let zeros = (packed - TIMES) % ALONE;
            NumberWord::Times(10_u64.pow(zeros), packed >= TIMES + ALONE)
        }
        value => NumberWord::Value(value as u64),
    }
}
