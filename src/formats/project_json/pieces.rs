//! A file piece by piece, so that whoever writes a large one can do other things in between.

use super::write;
use crate::model::json::Writer;
use crate::model::sorted::{SortedMap, sort_by_key};
use crate::model::{Annotation, AnnotationId, ArticleId, Kind, Project, Record, Reference};
use crate::text::TextSpan;

/// Bytes after which a piece ends: some milliseconds of work.
const PIECE: usize = 1 << 17;

/// Lists of records in the order in which they stand in a file.
const LISTS: [(&str, Kind); 12] = [
    ("annotators", Kind::Annotator),
    ("articles", Kind::Article),
    ("annotations", Kind::Annotation),
    ("relations", Kind::Relation),
    ("memberships", Kind::Membership),
    ("canonical_claims", Kind::CanonicalClaim),
    ("actors", Kind::Actor),
    ("topics", Kind::Topic),
    ("readings", Kind::Reading),
    ("overrides", Kind::Override),
    ("codings", Kind::Coding),
    ("lint_exceptions", Kind::LintException),
];

/// How far it is with the file of a project.
#[derive(Debug)]
pub struct Pieces {
    to: Writer,
    begun: bool,
    ended: bool,
    /// The list that is being written.
    list: usize,
    /// Its records, in order, and how many are written.
    records: Vec<Reference>,
    written: usize,
    /// The annotations that are still to come, by article, the next one last: in order of where
    /// they begin, those without words last.
    annotations: Vec<Vec<AnnotationId>>,
    parts: SortedMap<ArticleId, Vec<Reference>>,
}

impl Pieces {
    pub fn of(project: &Project) -> Self {
        let mut annotations = Vec::new();
        for article in project.ordered_articles() {
            annotations.push(annotations_of(project, article.id));
        }
        annotations.reverse();
        Self {
            to: Writer::pretty(),
            begun: false,
            ended: false,
            list: 0,
            records: Vec::new(),
            written: 0,
            annotations,
            parts: SortedMap::new(),
        }
    }

    /// Writes some more; says whether there is more to come. It is the same project each time, of
    /// which only records and texts are looked at.
    pub fn write(&mut self, project: &Project, generator: &str) -> bool {
        if !self.begun {
            self.begun = true;
            write::head(&mut self.to, project, generator);
            self.begin_list(project);
        } else if self.written < self.records.len() {
            self.write_records(project);
        } else if self.is_at_annotations()
            && let Some(next) = self.annotations.pop()
        {
            self.records = next.into_iter().map(Reference::Annotation).collect();
            self.written = 0;
        } else if !self.ended {
            self.to.end(b']');
            self.list += 1;
            if self.list < LISTS.len() {
                self.begin_list(project);
            } else {
                write::foot(&mut self.to, project);
                self.ended = true;
            }
        }
        !self.ended
    }

    fn is_at_annotations(&self) -> bool {
        matches!(LISTS.get(self.list), Some((_, Kind::Annotation)))
    }

    /// What was written since it was last taken.
    pub fn take(&mut self) -> Vec<u8> {
        self.to.take()
    }

    /// How many bytes that are.
    pub fn len(&self) -> usize {
        self.to.len()
    }

    /// Whether it is worth being written.
    pub fn is_long(&self) -> bool {
        self.len() >= PIECE
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn begin_list(&mut self, project: &Project) {
        let (name, kind) = LISTS[self.list];
        self.to.key(name);
        self.to.begin(b'[');
        (self.records, self.written) = (Vec::new(), 0);
        match kind {
            Kind::Article => {
                for it in project.ordered_articles() {
                    self.records.push(it.id.into());
                }
                for it in project.parts() {
                    let parts = self.parts.or_insert_with(it.article, Vec::new);
                    parts.push(it.key().into());
                }
            }
            Kind::Annotation => {}
            _ => {
                for it in project.records(kind) {
                    self.records.push(it.reference());
                }
            }
        }
    }

    fn write_records(&mut self, project: &Project) {
        let before = self.to.len();
        let annotations = self.is_at_annotations();
        while self.written < self.records.len() && self.to.len() - before < PIECE {
            if annotations {
                self.write_together(project);
                continue;
            }
            let reference = &self.records[self.written];
            let parts = match reference {
                Reference::Article(id) => self.parts.get(id).map_or(&[][..], Vec::as_slice),
                _ => &[],
            };
            if let Some(record) = project.record(reference) {
                write::record(&mut self.to, project, record, parts);
            }
            self.written += 1;
        }
    }

    /// Annotations that begin at the same place: the shorter first, then by id.
    fn write_together(&mut self, project: &Project) {
        let mut together: Vec<&Record> = Vec::new();
        for reference in &self.records[self.written..] {
            if let Some(record) = project.record(reference) {
                let other = |it: &&Record| start(it) != start(record);
                if together.first().is_some_and(other) {
                    break;
                }
                together.push(record);
            }
            self.written += 1;
        }
        sort_by_key(&mut together, |it| rank(it));
        for record in together {
            write::record(&mut self.to, project, record, &[]);
        }
    }
}

/// The annotations of an article by where they start, those without words last.
fn annotations_of(project: &Project, article: ArticleId) -> Vec<AnnotationId> {
    let placed = project.places_of(article);
    // What lost its place is behind all others, and may have words all the same.
    let (mut strays, mut with_words) = (0, false);
    for it in placed.iter().rev() {
        let stray = project.annotation(*it);
        let Some(stray) = stray.filter(|it| it.orphan || it.hull().is_none()) else {
            break;
        };
        strays += 1;
        with_words |= stray.hull().is_some();
    }
    if strays == 0 || !with_words {
        return placed;
    }
    let mut all = project.annotations_of(article);
    sort_by_key(&mut all, |it| {
        let start = it.hull().map(TextSpan::start);
        (start.is_none(), start)
    });
    all.into_iter().map(|it| it.id).collect()
}

fn annotation(record: &Record) -> Option<&Annotation> {
    match record {
        Record::Annotation(it) => Some(it),
        _ => None,
    }
}

fn start(record: &Record) -> Option<u32> {
    Some(annotation(record)?.hull()?.start().get())
}

fn rank(record: &Record) -> (Option<u32>, Reference) {
    let hull = annotation(record).and_then(Annotation::hull);
    (hull.map(|it| it.end().get()), record.reference())
}
