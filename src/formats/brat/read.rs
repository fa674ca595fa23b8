use crate::formats::foreign::{Builder, Document, ForeignSpan, ForeignText, Place, Said, utf8};
use crate::formats::warning::Warnings;
use crate::formats::{Finding, NamedFile, NotRead, Unit, Warning};
use crate::ingest::Rejected;
use crate::model::sorted::SortedMap;

/// Reads a text and the lines about it. What a line says that cannot be taken over is a warning with
/// the line's number.
pub fn read(
    text: &NamedFile,
    annotations: &NamedFile,
) -> Result<(Document, Vec<Warning>), Rejected> {
    let name = annotations.name.rsplit('/').next().unwrap_or_default();
    let name = name.strip_suffix(".ann").unwrap_or(name);
    let text = ForeignText::of_bytes(Some(&text.name), &text.bytes)?;
    let mut reader = Reader {
        document: Builder::new(name, text),
        triggers: SortedMap::new(),
        related: SortedMap::new(),
        warnings: Warnings::default(),
    };
    let lines = utf8(annotations).unwrap_or_else(|(place, why)| {
        reader.warnings.skip(&place, why);
        ""
    });
    let lines: Vec<Line<'_>> = lines
        .split('\n')
        .enumerate()
        .map(|(at, line)| Line {
            place: Place {
                file: &annotations.name,
                line: at + 1,
            },
            said: line.strip_suffix('\r').unwrap_or(line),
        })
        .filter(|it| !it.said.trim().is_empty())
        .collect();
    // A line may name one that comes after it: so words first, then events, then what is said of both.
    for (kinds, take) in STEPS {
        for line in lines.iter().filter(|it| it.said.starts_with(kinds)) {
            if let Err(why) = take(&mut reader, *line) {
                reader.warnings.skip(&line.place, why);
            }
        }
    }
    for line in lines.iter().filter(|it| !it.said.starts_with(KNOWN)) {
        let why = Finding::NotRead(NotRead::UnknownLine);
        reader.warnings.add(&line.place, why);
    }
    Ok((reader.document.finish(), reader.warnings.into_list()))
}

type Take = for<'a> fn(&mut Reader<'a>, Line<'a>) -> Result<(), NotRead>;

const KNOWN: &[char] = &['T', 'E', 'R', '*', 'A', 'M', 'N', '#'];

const STEPS: [(&[char], Take); 6] = [
    (&['T'], |it, line| it.words(line)),
    (&['E'], |it, line| it.trigger(line)),
    (&['E'], |it, line| it.arguments(line)),
    (&['R', '*'], |it, line| it.relation(line)),
    (&['A', 'M'], |it, line| it.attribute(line)),
    (&['N', '#'], |it, line| it.note(line)),
];

#[derive(Clone, Copy)]
struct Line<'a> {
    place: Place<'a>,
    said: &'a str,
}

impl<'a> Line<'a> {
    /// The id, what stands behind it, and the words at the end.
    fn parts(self) -> (&'a str, &'a str, &'a str) {
        let mut parts = self.said.splitn(3, '\t').map(|it| it.trim_matches(' '));
        let mut part = || parts.next().unwrap_or_default();
        (part(), part(), part())
    }
}

struct Reader<'a> {
    document: Builder,
    /// The words that an event stands for.
    triggers: SortedMap<&'a str, &'a str>,
    /// Which relations lines name.
    related: SortedMap<&'a str, usize>,
    warnings: Warnings,
}

impl<'a> Reader<'a> {
    /// `T1 Claim 0 5;8 13 words words`
    fn words(&mut self, line: Line<'a>) -> Result<(), NotRead> {
        let (id, what, quote) = line.parts();
        let (label, places) = what.split_once(' ').ok_or(NotRead::NoOffsets)?;
        let mut places_of = Vec::new();
        for place in places.split(';') {
            let (start, end) = place.trim().split_once(' ').ok_or(NotRead::NoOffsets)?;
            let number = |it: &str| it.trim().parse::<u32>().map_err(|_| NotRead::NoOffsets);
            places_of.push((number(start)?, number(end)?));
        }
        let quotes = quotes_of(&places_of, quote);
        let fragment = |(at, (start, end)): (usize, &(u32, u32))| {
            let quote = quotes.as_ref().map(|it| it[at].clone());
            (*start, *end, quote)
        };
        let said = Said {
            id: id.to_owned(),
            label,
            fragments: places_of.iter().enumerate().map(fragment).collect(),
        };
        let warnings = &mut self.warnings;
        self.document
            .span(&line.place, Unit::CodePoint, said, warnings)?;
        Ok(())
    }

    /// `E1 Attribution:T4 Content:T3 Source:T1`: the words that stand for it.
    fn trigger(&mut self, line: Line<'a>) -> Result<(), NotRead> {
        let (id, what, _) = line.parts();
        let mut arguments = what.split_ascii_whitespace();
        let first = arguments.next().and_then(|it| it.split_once(':'));
        let (_, trigger) = first.ok_or(NotRead::NoEnds)?;
        if !self.document.has(trigger) {
            return Err(NotRead::Unknown(trigger.to_owned()));
        }
        self.triggers.insert(id, trigger);
        Ok(())
    }

    /// Each argument of an event is a relation from the words that stand for it.
    fn arguments(&mut self, line: Line<'a>) -> Result<(), NotRead> {
        let (id, what, _) = line.parts();
        let Some(&trigger) = self.triggers.get(&id) else {
            // That was said already.
            return Ok(());
        };
        for argument in what.split_ascii_whitespace().skip(1) {
            let (role, to) = argument.split_once(':').ok_or(NotRead::NoEnds)?;
            self.relate(role, trigger, to)?;
        }
        Ok(())
    }

    /// `R1 attributed_to Arg1:T1 Arg2:T2`, or `* Alias T1 T2 T3`.
    fn relation(&mut self, line: Line<'a>) -> Result<(), NotRead> {
        let (id, what, _) = line.parts();
        let mut words = what.split_ascii_whitespace();
        let kind = words.next().ok_or(NotRead::NoEnds)?;
        let named = line.said.starts_with('R');
        let ends: Option<Vec<&str>> = words
            .map(|it| match it.split_once(':') {
                Some((_, id)) if named => Some(id),
                None if !named => Some(it),
                _ => None,
            })
            .collect();
        match ends.as_deref() {
            Some([from, to]) => {
                let number = self.relate(kind, from, to)?;
                self.related.insert(id, number);
                Ok(())
            }
            Some(many @ [_, _, ..]) if !named => {
                for pair in many.windows(2) {
                    self.relate(kind, pair[0], pair[1])?;
                }
                Ok(())
            }
            _ => Err(NotRead::NoEnds),
        }
    }

    fn relate(&mut self, kind: &str, from: &str, to: &str) -> Result<usize, NotRead> {
        let [from, to] = [from, to].map(|it| self.words_of(it).to_owned());
        self.document.relate(kind, &from, &to)
    }

    /// The words that an event stands for; any other id is its own.
    fn words_of<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.triggers.get(&id).copied().unwrap_or(id)
    }

    fn span(&mut self, id: &str) -> Result<&mut ForeignSpan, NotRead> {
        let words = self.words_of(id).to_owned();
        self.document.span_called(&words)
    }

    /// `A1 Negated T1`, or `A2 Confidence T1 High`.
    fn attribute(&mut self, line: Line<'a>) -> Result<(), NotRead> {
        let (_, what, _) = line.parts();
        let mut words = what.splitn(3, ' ');
        let (name, of) = words.next().zip(words.next()).ok_or(NotRead::NoEnds)?;
        let value = words.next().unwrap_or("true").to_owned();
        self.span(of)?.attributes.push((name.to_owned(), value));
        Ok(())
    }

    /// `#1 AnnotatorNotes T1 a note`, or `N1 Reference T1 Wikipedia:64488 a name`.
    fn note(&mut self, line: Line<'a>) -> Result<(), NotRead> {
        let (_, what, said) = line.parts();
        let mut words = what.split_ascii_whitespace();
        let (_, of) = words.next().zip(words.next()).ok_or(NotRead::NoEnds)?;
        let mut note = words.collect::<Vec<_>>().join(" ");
        if !note.is_empty() && !said.is_empty() {
            note.push(' ');
        }
        note.push_str(said);
        let related = self.related.get(&of).copied();
        let held = match related.and_then(|it| self.document.relation(it)) {
            Some(relation) => &mut relation.note,
            None => &mut self.span(of)?.note,
        };
        if !held.is_empty() {
            held.push('\n');
        }
        held.push_str(&note);
        Ok(())
    }
}

/// What each fragment covers, of the words of all of them with a space between two; none where the line
/// has no words, or others than would fit.
fn quotes_of(places: &[(u32, u32)], quote: &str) -> Option<Vec<String>> {
    if quote.is_empty() {
        return None;
    }
    if places.len() == 1 {
        return Some(vec![quote.to_owned()]);
    }
    let mut rest = quote.chars();
    let mut quotes = Vec::with_capacity(places.len());
    for (at, (start, end)) in places.iter().enumerate() {
        if at > 0 && rest.next() != Some(' ') {
            return None;
        }
        let length = usize::try_from(end.checked_sub(*start)?).ok()?;
        let part: String = rest.by_ref().take(length).collect();
        quotes.push(part);
    }
    Some(quotes)
}
