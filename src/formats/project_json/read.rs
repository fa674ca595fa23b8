//! From the file types to a project, record by record through [`Project::apply`], so that
//! what does not hold together is left out by name and the rest is sound.

mod annotations;
mod articles;
mod decisions;
mod registries;

use std::fmt::Display;
use std::rc::Rc;

use super::ids::{Ids, Kind, missing, project_id, shortened};
use super::kept::Keeper;
use super::object::{self, Decided, Piece};
use super::place::Searcher;
use super::values::{Id, Str};
use super::{Opened, ReadError, header, v1};
use crate::formats::warning::Warnings;
use crate::formats::{Finding, Missing, Rejected};
use crate::model::form;
use crate::model::json::Wrong;
use crate::model::sorted::SortedMap;
use crate::model::{
    About, Annotator, AnnotatorId, ArticleId, Change, Codebook, Conflict, Edit, Extra, Node,
    Origin, Project, Provenance, Timestamp,
};
use articles::FileText;

/// Reads a project file; one without a codebook is coded by `shipped`.
pub fn read(bytes: &[u8], shipped: &Rc<Codebook>) -> Result<Opened, ReadError> {
    let header::Checked { text, json, newer } = header::checked(bytes)?;
    let file = object::decoded::<v1::File<'_>>(json).map_err(|it| ReadError::wrong(text, &it))?;
    let mut keeper = Keeper::default();
    let about = about(text, file.project, file.rest, &mut keeper)?;
    let codebook = codebook(text, file.codebook, shipped)?;
    let mut reader = Reader {
        file: text,
        ids: Ids::new(about.id.0),
        created: about.created,
        project: Project::from_about(about, codebook),
        keeper,
        warnings: Warnings::default(),
        searcher: Searcher::default(),
        texts: SortedMap::new(),
        first_annotator: None,
        nameless: false,
        failed: None,
    };
    if let Some(version) = newer {
        reader.warnings.add(&"", Finding::NewerVersion { version });
    }
    reader.annotators(file.annotators.0);
    reader.topics(file.topics.0);
    reader.actors(file.actors.0);
    reader.canonical_claims(file.canonical_claims.0);
    reader.articles(file.articles.0);
    reader.annotations(file.annotations.0);
    reader.relations(file.relations.0);
    reader.memberships(file.memberships.0);
    reader.readings(file.readings.0);
    reader.overrides(file.overrides.0);
    reader.codings(file.codings.0);
    reader.lint_exceptions(file.lint_exceptions.0);
    match reader.failed.take() {
        None => Ok(reader.opened(file.generator.into_string())),
        Some(error) => Err(error),
    }
}

fn about<'a>(
    text: &str,
    about: Option<v1::About<'a>>,
    top: super::object::Unknown<'a>,
    keeper: &mut Keeper,
) -> Result<About, ReadError> {
    let lost = |it: Wrong<'_>| ReadError::wrong(text, &it);
    let top = keeper.object(top).map_err(lost)?;
    let id = project_id(about.as_ref().and_then(|it| it.id.as_ref()), text).into();
    let (title, language, created, unknown) = match about {
        Some(it) => (
            it.title.into_string(),
            it.language.into_string(),
            it.created,
            it.rest,
        ),
        None => Default::default(),
    };
    Ok(About {
        id,
        title,
        language,
        created: created.map_or_else(Timestamp::default, |it| it.0),
        extra: keeper.extra(unknown, vec![("@file", top)]).map_err(lost)?,
    })
}

/// The file's codebook, else the shipped one.
fn codebook(
    text: &str,
    raw: Option<v1::Codebook<'_>>,
    shipped: &Rc<Codebook>,
) -> Result<Rc<Codebook>, ReadError> {
    let codebook = match raw {
        None => return Ok(Rc::clone(shipped)),
        Some(v1::Codebook::Own(codebook)) => codebook.clone(),
        Some(v1::Codebook::Raw(raw)) => {
            let node = Keeper::default().node(Piece::Raw(raw));
            let node = node.map_err(|it| ReadError::wrong(text, &it))?;
            form::decoded(node).map_err(|it| {
                let part = it.part_of(raw);
                ReadError::wrong_at(text, part, &it.to_string())
            })?
        }
    };
    Ok(Rc::new(codebook))
}

struct Reader<'a> {
    file: &'a str,
    project: Project,
    created: Timestamp,
    ids: Ids,
    keeper: Keeper,
    warnings: Warnings,
    searcher: Searcher,
    /// The texts as the file has them, by article and revision.
    texts: SortedMap<(ArticleId, u32), FileText>,
    first_annotator: Option<AnnotatorId>,
    /// Some record says nothing of its annotator, and no annotator is listed.
    nameless: bool,
    /// The first error. Reading goes on behind it, to no effect: going back from wherever it
    /// was found would cost more code than all of the reading.
    failed: Option<ReadError>,
}

impl<'a> Reader<'a> {
    fn annotators(&mut self, annotators: Vec<v1::Annotator<'a>>) {
        for (at, it) in annotators.into_iter().enumerate() {
            let id: AnnotatorId = self.ids.of(Kind::Annotator, it.id.as_ref(), at);
            self.first_annotator.get_or_insert(id);
            let item = named("annotator", it.name.as_str());
            let record = Annotator {
                id,
                name: it.name.into_string(),
                extra: self.extra(it.rest, Vec::new()),
            };
            let place = Place("annotators", at);
            self.add(
                &place,
                &|| item.clone(),
                &Change::Annotator(Edit::Add(record)),
            );
        }
    }

    fn opened(mut self, generator: String) -> Opened {
        if self.nameless {
            let unknown = Annotator {
                id: self.unknown_annotator(),
                name: "unknown".to_owned(),
                extra: None,
            };
            let change = Change::Annotator(Edit::Add(unknown));
            self.add(&"annotators", &|| "annotator unknown".to_owned(), &change);
        }
        self.ids.warn(&mut self.warnings);
        Opened {
            project: self.project,
            warnings: self.warnings.into_list(),
            generator,
        }
    }

    /// Who made records that do not say who made them.
    fn unknown_annotator(&self) -> AnnotatorId {
        self.ids.made("annotator of unknown name").into()
    }

    /// Adds a record, or leaves it out by name.
    fn add(&mut self, place: &dyn Display, item: &dyn Fn() -> String, change: &Change) {
        let why = match self.project.apply(change) {
            Ok(()) => return,
            Err(Conflict::AlreadyThere) => Rejected::Duplicate,
            Err(Conflict::MissingText) => Rejected::NoRevision,
            Err(Conflict::MissingReference(to)) => Rejected::Missing(missing(&to)),
            Err(_) => Rejected::BadPlace,
        };
        let item = item();
        self.warnings.add(&place, Finding::LeftOut { item, why });
    }

    fn leave_out(&mut self, place: &dyn Display, item: String, why: Rejected) {
        self.warnings.add(&place, Finding::LeftOut { item, why });
    }

    fn find<T: From<uuid::Uuid>>(&self, kind: Kind, id: &Id<'_>) -> Result<T, Missing> {
        self.ids.find(&self.project, kind, id).map(T::from)
    }

    fn fail(&mut self, error: ReadError) {
        self.failed.get_or_insert(error);
    }

    fn kept<T: Default>(&mut self, kept: Result<T, Wrong<'_>>) -> T {
        kept.unwrap_or_else(|it| {
            self.fail(ReadError::wrong(self.file, &it));
            T::default()
        })
    }

    fn extra(
        &mut self,
        unknown: super::object::Unknown<'a>,
        reserved: Vec<(&'static str, Option<Node>)>,
    ) -> Extra {
        let kept = self.keeper.extra(unknown, reserved);
        self.kept(kept)
    }

    /// Who made a record and when; what the file does not say is the first annotator, the
    /// project's creation, and an import.
    fn provenance(
        &mut self,
        decided: &Decided<'a>,
        place: &dyn Display,
        item: &dyn Fn() -> String,
    ) -> Provenance {
        let annotator = match (&decided.annotator, self.first_annotator) {
            (Some(id), _) => self.find(Kind::Annotator, id).unwrap_or_else(|missing| {
                let item = item();
                let what = Finding::UnlistedAnnotator { item, missing };
                self.warnings.add(&place, what);
                self.ids.uuid(Kind::Annotator, id).into()
            }),
            (None, Some(first)) => first,
            (None, None) => {
                self.nameless = true;
                self.unknown_annotator()
            }
        };
        let created = decided.created.map_or(self.created, |it| it.0);
        let origin = decided.origin.as_ref().map(Str::as_str);
        Provenance {
            annotator,
            created,
            modified: decided.modified.map_or(created, |it| it.0),
            origin: match origin {
                None => Origin::Import,
                Some(word) => word.parse().unwrap_or_else(|_| {
                    let what = Finding::UnknownWord {
                        item: item(),
                        key: "origin",
                        word: shortened(word),
                        instead: "import",
                    };
                    self.warnings.add(&place, what);
                    Origin::Import
                }),
            },
        }
    }
}

/// An entry of a list of the file.
#[derive(Clone, Copy, Debug)]
struct Place(&'static str, usize);

impl Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}[{}]", self.0, self.1)
    }
}

/// A record as a sentence names it.
fn named(kind: &str, name: &str) -> String {
    format!("{kind} “{}”", shortened(name))
}
