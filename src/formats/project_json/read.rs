//! From the file types to a project, record by record through [`Project::apply`], so that
//! what does not hold together is left out by name and the rest is sound.

mod annotations;
mod articles;
mod decisions;
mod registries;

use std::fmt::Display;
use std::rc::Rc;

use uuid::Uuid;

use super::containers::List;
use super::ids::{Ids, Kind, missing, project_id, shortened};
use super::kept::Keeper;
use super::object::{self, Decided, Unknown};
use super::place::Searcher;
use super::values::{Id, Str, When};
use super::{Opened, ReadError, header, v1};
use crate::formats::warning::Warnings;
use crate::formats::{Finding, Rejected};
use crate::model::form;
use crate::model::json::{Raw, Wrong};
use crate::model::sorted::SortedMap;
use crate::model::{
    About, Annotator, AnnotatorId, ArticleId, Change, Codebook, Conflict, Extra, Origin, Project,
    Provenance, Record, Timestamp,
};
use articles::FileText;

/// Reads a project file; one without a codebook is coded by `shipped`.
pub fn read(bytes: &[u8], shipped: &Rc<Codebook>) -> Result<Opened, ReadError> {
    let header::Checked { text, json, newer } = header::checked(bytes)?;
    let wrong = |it: Wrong<'_>| ReadError::wrong(text, &it);
    let v1::Dated(file, earliest) = object::decoded(json).map_err(wrong)?;
    let codebook = match file.codebook {
        Some(raw) => codebook(text, raw)?,
        None => Rc::clone(shipped),
    };
    let mut keeper = Keeper::default();
    let about = about(text, &file, earliest, &mut keeper);
    let mut reader = Reader {
        ids: Ids::new(about.id.0),
        created: about.created,
        project: Project::from_about(about, codebook),
        keeper,
        warnings: Warnings::default(),
        searcher: Searcher::default(),
        texts: SortedMap::new(),
        first_annotator: None,
        nameless: false,
        entry: Entry::default(),
        failed: None,
    };
    if let Some(version) = newer {
        reader.warn(Finding::NewerVersion { version });
    }
    let generator = file.generator.to_text();
    reader.records(file);
    match (reader.keeper.wrong.take(), reader.failed.take()) {
        (None, None) => Ok(reader.opened(generator)),
        (Some(it), _) => Err(wrong(it)),
        (None, Some(error)) => Err(error),
    }
}

/// A project that does not say when it was made is as old as what was done to it.
fn about<'a>(
    text: &str,
    file: &v1::File<'a>,
    earliest: Option<Timestamp>,
    keeper: &mut Keeper<'a>,
) -> About {
    let (about, none) = (&file.project, Unknown::default());
    let about = about.as_ref();
    let string = |it: Option<&Str<'_>>| it.map(Str::to_text).unwrap_or_default();
    let top = keeper.object(&file.rest);
    About {
        id: project_id(about.and_then(|it| it.id.as_ref()), text).into(),
        title: string(about.map(|it| &it.title)),
        language: string(about.map(|it| &it.language)),
        created: about
            .and_then(|it| it.created.or_else(|| modified(&it.rest)))
            .map(|it| it.0)
            .or(earliest)
            .unwrap_or_default(),
        extra: keeper.extra(about.map_or(&none, |it| &it.rest), vec![("@file", top)]),
    }
}

/// A key that is not ours, and says something all the same.
fn modified(rest: &Unknown<'_>) -> Option<When> {
    let (_, raw) = rest.0.iter().find(|it| it.0.as_str() == "modified")?;
    object::decoded(*raw).ok()
}

fn codebook(text: &str, raw: Raw<'_>) -> Result<Rc<Codebook>, ReadError> {
    let mut keeper = Keeper::default();
    let node = keeper.node(raw);
    if let Some(wrong) = keeper.wrong {
        return Err(ReadError::wrong(text, &wrong));
    }
    let codebook = form::decoded(node).map_err(|it| {
        let part = it.part_of(raw);
        ReadError::wrong_at(text, part, &it.to_string())
    })?;
    Ok(Rc::new(codebook))
}

struct Reader<'a> {
    project: Project,
    created: Timestamp,
    ids: Ids,
    keeper: Keeper<'a>,
    warnings: Warnings,
    searcher: Searcher,
    /// The texts as the file has them, by article and revision.
    texts: SortedMap<(ArticleId, u32), FileText>,
    first_annotator: Option<AnnotatorId>,
    /// Some record says nothing of its annotator, and no annotator is listed.
    nameless: bool,
    entry: Entry,
    /// Why the whole file cannot be read. Reading goes on behind it, to no effect: going back
    /// from wherever it was found would cost more code than all of the reading.
    failed: Option<ReadError>,
}

/// The entry of the file that is being read.
#[derive(Debug, Default)]
struct Entry {
    place: Place,
    /// As a sentence names it.
    item: String,
    /// Why it cannot become a record. What it needs and does not have has something empty in
    /// its place, until it is left out: before anything of it is kept.
    rejected: Option<Rejected>,
}

/// Where an entry stands: in a list of the file, or in a list of such an entry. Without a
/// list, it is the whole file.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    list: &'static str,
    at: usize,
    inner: Option<(&'static str, usize)>,
}

impl Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.list.is_empty() {
            return Ok(());
        }
        write!(f, "{}[{}]", self.list, self.at)?;
        match self.inner {
            Some((list, at)) => write!(f, ".{list}[{at}]"),
            None => Ok(()),
        }
    }
}

impl<'a> Reader<'a> {
    fn records(&mut self, file: v1::File<'a>) {
        each(file.annotators, |at, it| self.annotator(at, it));
        each(file.topics, |at, it| self.topic(at, it));
        each(file.actors, |at, it| self.actor(at, it));
        each(file.canonical_claims, |at, it| self.canonical_claim(at, it));
        let mut orders = articles::order_keys(file.articles.0.len()).into_iter();
        each(file.articles, |at, it| {
            if let Some(order) = orders.next() {
                self.article(at, it, order);
            }
        });
        each(file.annotations, |at, it| self.annotation(at, it));
        each(file.relations, |at, it| self.relation(at, it));
        each(file.memberships, |at, it| self.membership(at, it));
        each(file.readings, |at, it| self.reading(at, it));
        each(file.overrides, |at, it| self.override_of(at, it));
        each(file.codings, |at, it| self.coding(at, it));
        each(file.lint_exceptions, |at, it| self.lint_exception(at, it));
    }

    fn annotator(&mut self, at: usize, it: &v1::Annotator<'a>) {
        self.begin("annotators", at, named("annotator", it.name.as_str()));
        let id = self.ids.of(Kind::Annotator, it.id.as_ref(), at).into();
        self.first_annotator.get_or_insert(id);
        let record = Annotator {
            id,
            name: it.name.to_text(),
            extra: self.keeper.extra(&it.rest, Vec::new()),
        };
        self.add(&Change::Add(Record::from(record)));
    }

    fn opened(mut self, generator: String) -> Opened {
        if self.nameless {
            let unknown = Annotator {
                id: self.unknown_annotator(),
                name: "unknown".to_owned(),
                extra: None,
            };
            self.begin("annotators", 0, "annotator unknown".to_owned());
            self.add(&Change::Add(Record::from(unknown)));
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

    /// Turns to an entry of the file.
    fn begin(&mut self, list: &'static str, at: usize, item: String) {
        let place = Place {
            list,
            at,
            inner: None,
        };
        self.entry = Entry {
            place,
            item,
            rejected: None,
        };
    }

    /// Turns to an entry of a list of the present entry.
    fn begin_inner(&mut self, list: &'static str, at: usize, item: String) {
        self.entry.place.inner = Some((list, at));
        self.entry.item = item;
        self.entry.rejected = None;
    }

    fn reject(&mut self, why: Rejected) {
        self.entry.rejected.get_or_insert(why);
    }

    /// Leaves the entry out, by name, if it is rejected; whether it is.
    fn leave_out_if_rejected(&mut self) -> bool {
        let Some(why) = self.entry.rejected.take() else {
            return false;
        };
        let item = self.item();
        self.warn(Finding::LeftOut { item, why });
        true
    }

    /// Adds the record that the entry has become, or leaves it out.
    fn add(&mut self, change: &Change) {
        if self.leave_out_if_rejected() {
            return;
        }
        self.entry.rejected = match self.project.apply(change) {
            Ok(()) => return,
            Err(Conflict::AlreadyThere) => Some(Rejected::Duplicate),
            Err(Conflict::MissingText) => Some(Rejected::NoRevision),
            Err(Conflict::MissingReference(to)) => Some(Rejected::Missing(missing(&to))),
            Err(_) => Some(Rejected::BadPlace),
        };
        self.leave_out_if_rejected();
    }

    fn item(&self) -> String {
        self.entry.item.clone()
    }

    fn warn(&mut self, what: Finding) {
        self.warnings.add(&self.entry.place, what);
    }

    fn ignored(&mut self, key: &'static str, why: &'static str) {
        let item = self.item();
        self.warn(Finding::Ignored { item, key, why });
    }

    /// The id of a record without which the entry cannot be.
    fn find(&mut self, kind: Kind, id: &Id<'_>) -> Uuid {
        let found = self.ids.find(&self.project, kind, id);
        found.unwrap_or_else(|missing| {
            self.reject(Rejected::Missing(missing));
            Uuid::nil()
        })
    }

    /// The id of a record that the entry can do without.
    fn link(&mut self, kind: Kind, id: Option<&Id<'_>>) -> Option<Uuid> {
        match self.ids.find(&self.project, kind, id?) {
            Ok(id) => Some(id),
            Err(missing) => {
                let item = self.item();
                self.warn(Finding::Unlinked { item, missing });
                None
            }
        }
    }

    fn fail(&mut self, error: ReadError) {
        self.failed.get_or_insert(error);
    }

    fn extra(&mut self, decided: &Decided<'a>) -> Extra {
        self.keeper.extra(&decided.unknown, Vec::new())
    }

    /// Who made a record and when; what the file does not say is the first annotator, the
    /// project's creation, and an import.
    fn provenance(&mut self, decided: &Decided<'a>) -> Provenance {
        let annotator = match (&decided.annotator, self.first_annotator) {
            (Some(id), _) => {
                let found = self.ids.find(&self.project, Kind::Annotator, id);
                let uuid = found.unwrap_or_else(|missing| {
                    let item = self.item();
                    self.warn(Finding::UnlistedAnnotator { item, missing });
                    self.ids.uuid(Kind::Annotator, id)
                });
                uuid.into()
            }
            (None, Some(first)) => first,
            (None, None) => {
                self.nameless = true;
                self.unknown_annotator()
            }
        };
        let created = decided.created.map_or(self.created, |it| it.0);
        let word = decided.origin.as_ref().map_or("import", Str::as_str);
        let origin = word.parse();
        if origin.is_err() {
            let what = Finding::UnknownWord {
                item: self.item(),
                key: "origin",
                word: shortened(word),
                instead: "import",
            };
            self.warn(what);
        }
        Provenance {
            annotator,
            created,
            modified: decided.modified.map_or(created, |it| it.0),
            origin: origin.unwrap_or(Origin::Import),
        }
    }
}

/// Reads the entries of a list, which are gone after that.
fn each<T>(list: List<T>, mut read: impl FnMut(usize, &T)) {
    for (at, it) in list.0.iter().enumerate() {
        read(at, it);
    }
    drop(list);
}

/// A record as a sentence names it.
fn named(kind: &str, name: &str) -> String {
    format!("{kind} “{}”", shortened(name))
}
