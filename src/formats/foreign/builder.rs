use std::fmt::Display;

use super::text::Around;
use super::{Canonical, Details, Document, ForeignRelation, ForeignSpan, ForeignText};
use crate::formats::warning::Warnings;
use crate::formats::{Finding, NotFound, NotRead, Unit};
use crate::model::normalize;
use crate::model::sorted::SortedMap;

/// Makes a document of what a file says, piece by piece.
pub(in crate::formats) struct Builder {
    text: ForeignText,
    name: String,
    /// What the file says of the text as a whole.
    pub details: Details,
    /// Whether offsets count what they should, quote or not.
    pub sure: bool,
    /// Whether gaps in which there are line ends only are meant: some formats have no others for what goes
    /// over several lines.
    pub line_end_gaps: bool,
    spans: Vec<ForeignSpan>,
    relations: Vec<ForeignRelation>,
    /// Where in `spans` those are that a file names.
    by_id: SortedMap<String, usize>,
}

/// What a file says of a span.
pub(in crate::formats) struct Said<'a> {
    pub id: String,
    pub label: &'a str,
    /// Each with its quote, where the file has one.
    pub fragments: Vec<(u32, u32, Option<String>)>,
}

impl Builder {
    pub fn new(name: &str, text: ForeignText) -> Self {
        Self {
            text,
            name: name.to_owned(),
            details: Details::default(),
            sure: false,
            line_end_gaps: false,
            spans: Vec::new(),
            relations: Vec::new(),
            by_id: SortedMap::new(),
        }
    }

    pub fn finish(self) -> Document {
        Document {
            name: self.name,
            details: self.details,
            text: self.text.ingested,
            spans: self.spans,
            relations: self.relations,
        }
    }

    /// Takes a span whose offsets count `unit`s; what is not as the file says is a warning with its place.
    pub fn span(
        &mut self,
        place: &dyn Display,
        unit: Unit,
        mut said: Said<'_>,
        warnings: &mut Warnings,
    ) -> Result<&mut ForeignSpan, NotRead> {
        if self.has(&said.id) {
            let item = said.id.clone();
            warnings.add(place, Finding::SameId { item });
            // A tab is in no id.
            said.id = format!("{}\t{}", said.id, self.spans.len());
        }
        let mut fragments = Vec::with_capacity(said.fragments.len());
        for (start, end, quote) in said.fragments {
            let item = said.id.clone();
            let span = match self.text.place(unit, start, end, quote.as_deref()) {
                Canonical::There(span) => span,
                Canonical::Unverified(span) if self.sure => span,
                Canonical::Unverified(span) => {
                    warnings.add(place, Finding::Unverified { item });
                    span
                }
                Canonical::Moved(span, how) => {
                    let to = self.text.counted(span);
                    let from = (start, end);
                    warnings.add(
                        place,
                        Finding::Moved {
                            item,
                            from,
                            to,
                            how,
                        },
                    );
                    span
                }
                Canonical::Lost(why) => return Err(NotRead::NoPlace(why)),
            };
            fragments.push(span);
        }
        fragments.sort_unstable();
        let joined = normalize(fragments.iter().copied()).to_vec();
        if joined != fragments {
            let item = said.id.clone();
            warnings.add(place, Finding::Joined { item });
            fragments = joined;
        }
        if !self.line_end_gaps {
            fragments = self.text.without_line_ends_between(fragments);
        }
        self.by_id.insert(said.id.clone(), self.spans.len());
        self.spans.push(ForeignSpan {
            id: said.id,
            label: said.label.to_owned(),
            fragments,
            attributes: Vec::new(),
            note: String::new(),
        });
        let last = self.spans.len() - 1;
        Ok(&mut self.spans[last])
    }

    /// Takes a span, or says why not.
    pub fn take_span(
        &mut self,
        place: &dyn Display,
        unit: Unit,
        said: Said<'_>,
        warnings: &mut Warnings,
    ) {
        if let Err(why) = self.span(place, unit, said, warnings) {
            warnings.skip(place, why);
        }
    }

    /// Joins two spans, or says why not.
    pub fn take_relation(
        &mut self,
        place: &dyn Display,
        kind: &str,
        from: &str,
        to: &str,
        warnings: &mut Warnings,
    ) {
        if let Err(why) = self.relate(kind, from, to) {
            warnings.skip(place, why);
        }
    }

    /// Where a quote stands by what stands around it, as the file counts.
    pub fn find(
        &mut self,
        unit: Unit,
        around: &Around<'_>,
        near: Option<u32>,
    ) -> Result<(u32, u32), NotFound> {
        self.text.find(unit, around, near)
    }

    /// What offsets cover, as the file counts them.
    pub fn covered(&self, unit: Unit, start: u32, end: u32) -> Option<&str> {
        self.text.covered(unit, start, end)
    }

    pub fn has(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    pub fn span_called(&mut self, id: &str) -> Result<&mut ForeignSpan, NotRead> {
        let at = self.by_id.get(id).copied();
        let span = at.and_then(|it| self.spans.get_mut(it));
        span.ok_or_else(|| NotRead::Unknown(id.to_owned()))
    }

    /// Joins two spans, which must be there; gives the number of the relation.
    pub fn relate(&mut self, kind: &str, from: &str, to: &str) -> Result<usize, NotRead> {
        if let Some(missing) = [from, to].into_iter().find(|it| !self.has(it)) {
            return Err(NotRead::Unknown(missing.to_owned()));
        }
        self.relations.push(ForeignRelation {
            kind: kind.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            attributes: Vec::new(),
            note: String::new(),
        });
        Ok(self.relations.len() - 1)
    }

    pub fn relation(&mut self, at: usize) -> Option<&mut ForeignRelation> {
        self.relations.get_mut(at)
    }
}
