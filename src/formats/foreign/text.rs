use crate::formats::place::Searcher;
use crate::formats::{Moved, NotFound, Unit};
use crate::ingest::{Ingested, Rejected, canonical_offset, ingest_bytes, ingest_text, raw_text};
use crate::text::{Anchor, ArticleText, ByteOffset, CharOffset, TextSpan, Utf16Offset};

/// A text as another tool saw it, with its byte order mark and its carriage returns, and as an
/// article has it.
#[derive(Debug)]
pub struct ForeignText {
    pub ingested: Ingested,
    raw: ArticleText,
    canonical: ArticleText,
    searcher: Searcher,
}

/// A quote with what stands around it.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    pub quote: &'a str,
    pub prefix: &'a str,
    pub suffix: &'a str,
}

/// A place in the canonical text, and how it was found where that was not as the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Canonical {
    There(TextSpan),
    /// As the file says; without a quote nobody knows whether its offsets count what they should.
    Unverified(TextSpan),
    Moved(TextSpan, Moved),
    Lost(NotFound),
}

/// Units in the order in which they are tried, behind the one that a format has.
const UNITS: [Unit; 3] = [Unit::CodePoint, Unit::Utf16, Unit::Byte];

impl ForeignText {
    /// The text of a file beside that of its annotations.
    pub fn of_bytes(name: Option<&str>, bytes: &[u8]) -> Result<Self, Rejected> {
        ingest_bytes(name, bytes).map(Self::of)
    }

    /// A text that stands in a file of annotations.
    pub fn of_text(text: &str) -> Result<Self, Rejected> {
        ingest_text(text).map(Self::of)
    }

    fn of(ingested: Ingested) -> Self {
        Self {
            raw: ArticleText::new(raw_text(&ingested.text, &ingested.source)),
            canonical: ArticleText::new(ingested.text.clone()),
            ingested,
            searcher: Searcher::default(),
        }
    }

    /// Where a span stands whose offsets count `unit`s, byte order mark and carriage returns
    /// included. `quote` is what the file says that it covers.
    ///
    /// The first of these holds that fits the quote: the documented unit, the others, each of them
    /// without mark and returns, and at last the quote itself.
    pub fn place(&mut self, unit: Unit, start: u32, end: u32, quote: Option<&str>) -> Canonical {
        let documented = unit.span(&self.raw, start, end);
        let Some(quote) = quote else {
            return match documented.and_then(|it| self.canonical(it)) {
                Some(span) if self.is_plain() => Canonical::There(span),
                Some(span) => Canonical::Unverified(span),
                None => Canonical::Lost(NotFound::NoQuote),
            };
        };
        let says = |text: &ArticleText, span: TextSpan| text.get(span) == Some(quote);
        let in_raw = |span: Option<TextSpan>| {
            let span = span.filter(|it| says(&self.raw, *it))?;
            self.canonical(span)
        };
        if let Some(span) = in_raw(documented) {
            return Canonical::There(span);
        }
        for other in UNITS.into_iter().filter(|it| *it != unit) {
            if let Some(span) = in_raw(other.span(&self.raw, start, end)) {
                return Canonical::Moved(span, Moved::Unit(other));
            }
        }
        for unit in [unit].into_iter().chain(UNITS) {
            let span = unit.span(&self.canonical, start, end);
            if let Some(span) = span.filter(|it| says(&self.canonical, *it)) {
                return Canonical::Moved(span, Moved::Canonical(unit));
            }
        }
        let near = documented.and_then(|it| self.canonical(it));
        let anchor = Anchor {
            quote,
            prefix: "",
            suffix: "",
            position: near.map(|it| it.start().get()),
        };
        match self.searcher.search(&self.canonical, anchor) {
            Ok(span) => Canonical::Moved(span, Moved::Quote),
            Err(why) => Canonical::Lost(why),
        }
    }

    /// What two offsets cover, byte order mark and carriage returns included.
    pub fn covered(&self, unit: Unit, start: u32, end: u32) -> Option<&str> {
        self.raw.get(unit.span(&self.raw, start, end)?)
    }

    /// Where a quote stands by what stands around it; offsets count `unit`s, byte order mark and carriage
    /// returns included.
    pub fn find(
        &mut self,
        unit: Unit,
        around: &Around<'_>,
        near: Option<u32>,
    ) -> Result<(u32, u32), NotFound> {
        let near = near.and_then(|it| match unit {
            Unit::CodePoint => self.raw.from_char(CharOffset(it)).ok(),
            Unit::Utf16 => self.raw.from_utf16(Utf16Offset(it)).ok(),
            Unit::Byte => self.raw.byte(it).ok(),
        });
        let anchor = Anchor {
            quote: around.quote,
            prefix: around.prefix,
            suffix: around.suffix,
            position: near.map(ByteOffset::get),
        };
        let span = self.searcher.search(&self.raw, anchor)?;
        let at = |it: ByteOffset| match unit {
            Unit::CodePoint => self.raw.to_char(it).0,
            Unit::Utf16 => self.raw.to_utf16(it).0,
            Unit::Byte => it.get(),
        };
        Ok((at(span.start()), at(span.end())))
    }

    /// A span of the canonical text in code points of it.
    pub fn counted(&self, span: TextSpan) -> (u32, u32) {
        let at = |it| self.canonical.to_char(it).0;
        (at(span.start()), at(span.end()))
    }

    pub(super) fn without_line_ends_between(&self, fragments: Vec<TextSpan>) -> Vec<TextSpan> {
        without_line_ends_between(&self.canonical, fragments)
    }

    /// Whether all units count the same in this text, up to its end.
    fn is_plain(&self) -> bool {
        self.raw.as_str().is_ascii() && self.ingested.source.carriage_returns.is_empty()
    }

    /// A span of the raw text where the canonical one has it: there is none of what covers only a
    /// byte order mark or a carriage return.
    fn canonical(&self, span: TextSpan) -> Option<TextSpan> {
        let at = |raw: ByteOffset| {
            let count = canonical_offset(&self.ingested.source, self.raw.to_char(raw).0);
            self.canonical.from_char(CharOffset(count)).ok()
        };
        TextSpan::new(at(span.start())?, at(span.end())?).ok()
    }
}

/// The fragments with those joined between which there are line ends only: some formats have no
/// others for what goes over several lines.
pub(super) fn without_line_ends_between(
    text: &ArticleText,
    fragments: Vec<TextSpan>,
) -> Vec<TextSpan> {
    let text = text.as_str().as_bytes();
    let mut joined: Vec<TextSpan> = Vec::with_capacity(fragments.len());
    for fragment in fragments {
        let between = joined
            .last()
            .map(|it| it.end().get()..fragment.start().get());
        let is_gap = between.is_none_or(|it| {
            let (from, to) = (it.start as usize, it.end as usize);
            text.get(from..to)
                .is_none_or(|it| it.iter().any(|byte| *byte != b'\n'))
        });
        match joined.last_mut() {
            Some(last) if !is_gap => *last = last.hull(fragment),
            _ => joined.push(fragment),
        }
    }
    joined
}
