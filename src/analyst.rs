//! Long tasks on a project apart from the page, which they would block: candidates, the report
//! and its tables.
//!
//! A page runs this in a worker (`src/worker.rs`), as a module of its own that most visitors never
//! load. It is given the project once, and then the entries of the journal as storage gets them.
//! What may not fit any more makes it forget the project: the page then gives it anew.

mod drawn;
mod messages;

use std::rc::Rc;

use uuid::Uuid;

pub use drawn::{Drawn, EVERYTHING, Form, NO_TOPIC, Plot};
pub use messages::{Found, FoundSame, Request, Side, What, Why};

use crate::formats::project_json;
use crate::formats::report::{ReportOptions, report};
use crate::formats::tables::{TableOptions, matrix_table, sources_table};
use crate::journal::decode;
use crate::model::sources::{Sources, sources};
use crate::model::{AnnotationId, Change, Codebook, Entry, Project, Record, Reference, Timestamp};
use crate::suggest::{Lexicon, Pairing, SameActors};

#[derive(Debug, Default)]
pub struct Analyst {
    project: Option<Project>,
    pairing: Pairing,
    /// Who is quoted in the project as it is.
    counted: Option<Sources>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Candidates(Vec<Found>),
    SameActors(Vec<FoundSame>),
    Written(Vec<u8>),
    /// There is no project to say anything about: it has to be given.
    NoProject,
}

impl Analyst {
    /// `lexicon` has the words that mean the same; without them fewer candidates are found.
    pub fn new(lexicon: &str) -> Self {
        Self {
            project: None,
            pairing: Pairing::new(Lexicon::parse(lexicon)),
            counted: None,
        }
    }

    pub const fn project(&self) -> Option<&Project> {
        self.project.as_ref()
    }

    /// Does what is asked; `bytes` are what [`Request::Take`] and [`Request::Follow`] are about.
    pub fn handle(&mut self, request: &Request, bytes: &[u8]) -> Option<Answer> {
        let project = match request {
            Request::Take => {
                self.counted = None;
                self.project = taken(bytes);
                return None;
            }
            Request::Follow => {
                self.follow(bytes);
                return None;
            }
            _ => self.project.as_ref(),
        };
        let Some(project) = project else {
            return Some(Answer::NoProject);
        };
        Some(match request {
            Request::Candidates { claim, most } => {
                self.pairing.update(project);
                Answer::Candidates(found(&self.pairing, project, claim, *most))
            }
            Request::Draw { topic, all } => {
                // What is counted stays until an edit, for the next topic.
                let counted = self.counted.get_or_insert_with(|| sources(project, None));
                Answer::Written(drawn::draw(project, counted, topic, *all))
            }
            Request::SameActors { most } => {
                let all = SameActors::new(project, self.pairing.lexicon());
                let most = usize::try_from(*most).unwrap_or(usize::MAX);
                let found = all.all(most).into_iter();
                Answer::SameActors(found.map(FoundSame::from).collect())
            }
            other => Answer::Written(written(project, other)),
        })
    }

    /// Makes the entry of a record too. One that does not fit leaves no project.
    fn follow(&mut self, record: &[u8]) {
        self.counted = None;
        let Some(project) = &mut self.project else {
            return;
        };
        let followed = entry_of(record)
            .filter(|it| it.project == project.id() && !orders_articles(&it.changes))
            .is_some_and(|it| project.apply_all(&it.changes).is_ok());
        if !followed {
            self.project = None;
        }
    }
}

/// The project of a file that the page wrote, which has its codebook in it.
fn taken(file: &[u8]) -> Option<Project> {
    let read = project_json::read(file, &Rc::new(Codebook::default()));
    read.ok().map(|it| it.project)
}

/// The one entry that stands in a record.
fn entry_of(record: &[u8]) -> Option<Entry> {
    let mut decoded = decode(record).ok()?;
    let last = decoded.records.pop()?;
    (decoded.records.is_empty() && decoded.torn.is_none()).then_some(last.entry)
}

/// Whether changes say where an article stands. That is told by keys which a file does not have:
/// those here are others, so an article would fit, and come to stand elsewhere.
fn orders_articles(changes: &[Change]) -> bool {
    changes.iter().any(|it| match it {
        Change::Add(Record::Article(_)) => true,
        Change::Set { of, after, .. } => {
            matches!(of, Reference::Article(_)) && after.is_called("order")
        }
        _ => false,
    })
}

fn found(pairing: &Pairing, project: &Project, claim: &str, most: u32) -> Vec<Found> {
    let Ok(claim) = claim.parse::<Uuid>() else {
        return Vec::new();
    };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let candidates = pairing.candidates(project, AnnotationId(claim), most);
    candidates.into_iter().map(Found::from).collect()
}

fn written(project: &Project, request: &Request) -> Vec<u8> {
    let Request::Write {
        what,
        title,
        include_data,
        at,
        generator,
    } = request
    else {
        return Vec::new();
    };
    // Spreadsheets tell UTF-8 by the mark.
    let marked = TableOptions { bom: true };
    match what {
        What::Report => {
            let options = ReportOptions {
                title,
                generator,
                at: at.parse().unwrap_or(Timestamp::default()),
                include_data: *include_data,
            };
            report(project, None, &options)
        }
        What::Matrix => matrix_table(project, None, marked),
        What::Sources => sources_table(project, None, marked),
    }
}
