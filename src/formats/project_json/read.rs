//! From the file types to a project, record by record through [`Project::apply`], so that
//! what does not hold together is left out by name and the rest is sound.

mod annotations;
mod articles;
mod decisions;
mod registries;

use std::fmt::Display;
use std::rc::Rc;

use uuid::Uuid;

use super::ids::{Ids, Kind, missing, project_id, shortened};
use super::kept::Keeper;
use super::object::{Decoder, Object, Unknown, decoded};
use super::values::{Id, Str};
use super::{Opened, ReadError, header};
use crate::formats::place::Searcher;
use crate::formats::warning::Warnings;
use crate::formats::{Finding, Rejected};
use crate::limits;
use crate::model::form;
use crate::model::json::{Raw, Wrong};
use crate::model::sorted::SortedMap;
use crate::model::{
    About, Annotator, AnnotatorId, ArticleId, Codebook, Conflict, Extra, Node, OrderKey, Origin,
    Project, Provenance, Record, Timestamp,
};
use articles::FileText;

/// Reads a project file; one without a codebook is coded by `shipped`.
pub fn read(bytes: &[u8], shipped: &Rc<Codebook>) -> Result<Opened, ReadError> {
    let header::Checked { text, json, newer } = header::checked(bytes)?;
    let decoder = Decoder::default();
    let mut file = decoder.object(json);
    // Both were looked at.
    let _: (Str<'_>, Str<'_>) = (file.must("format"), file.must("version"));
    let generator = file.text("generator");
    let about = file.object("project");
    let codebook = match file.raw("codebook") {
        Some(raw) => codebook(text, raw)?,
        None => Rc::clone(shipped),
    };
    let lists = lists().map(|(name, read)| (name, file.list(name), read));
    if let Some(wrong) = decoder.wrong() {
        return Err(ReadError::wrong(text, wrong));
    }
    let articles = lists.iter().find(|it| it.0 == "articles");
    let articles = articles.map_or(0, |it| it.1.len());
    let mut keeper = Keeper::new(limits::NODES, &decoder);
    let top = keeper.object(&file.rest());
    let about = about_of(text, &lists, about, top, &mut keeper);
    let mut reader = Reader {
        ids: Ids::new(about.id.0),
        created: about.created,
        project: Project::from_about(about, codebook),
        keeper,
        warnings: Warnings::default(),
        searcher: Searcher::default(),
        texts: SortedMap::new(),
        covered: Covered::default(),
        orders: articles::order_keys(articles).into_iter(),
        first_annotator: None,
        nameless: false,
        entry: Entry::default(),
        failed: None,
    };
    if let Some(version) = newer {
        reader.warn(Finding::NewerVersion { version });
    }
    for (_, items, read) in lists {
        for (at, raw) in items.into_iter().enumerate() {
            if decoder.failed() || reader.failed.is_some() {
                break;
            }
            let mut object = decoder.object(raw);
            read(&mut reader, at, &mut object);
            // Whoever is left out has not said what it does not know.
            object.rest();
        }
    }
    let (opened, failed) = reader.opened(generator);
    let opened = decoder.finish(opened);
    let opened = opened.map_err(|it: Wrong<'_>| ReadError::wrong(text, &it))?;
    failed.map_or(Ok(opened), Err)
}

/// Reads an entry of a list.
type Read<'o, 'a> = fn(&mut Reader<'o, 'a>, usize, &mut Object<'o, 'a>);

/// A list of a file by its key, and what reads an entry of it.
type List<'o, 'a> = (&'static str, Vec<Raw<'a>>, Read<'o, 'a>);

/// The lists of a file, each behind those that it names.
fn lists<'o, 'a>() -> [(&'static str, Read<'o, 'a>); 12] {
    [
        ("annotators", Reader::annotator),
        ("topics", Reader::topic),
        ("actors", Reader::actor),
        ("canonical_claims", Reader::canonical_claim),
        ("articles", Reader::article),
        ("annotations", Reader::annotation),
        ("relations", Reader::relation),
        ("memberships", Reader::membership),
        ("readings", Reader::reading),
        ("overrides", Reader::override_of),
        ("codings", Reader::coding),
        ("lint_exceptions", Reader::lint_exception),
    ]
}

/// A project that does not say when it was made is as old as what was done to it.
fn about_of<'a>(
    text: &str,
    lists: &[List<'_, 'a>],
    about: Option<Object<'_, 'a>>,
    top: Option<Node>,
    keeper: &mut Keeper<'_, 'a>,
) -> About {
    let (mut id, mut title, mut language) = (None, String::new(), String::new());
    let (mut created, mut rest) = (None, Unknown::default());
    if let Some(mut about) = about {
        id = about.may::<Id<'_>>("id");
        title = about.text("title");
        language = about.text("language");
        created = about.may::<Timestamp>("created");
        rest = about.rest();
    }
    let created = created
        .or_else(|| modified(&rest))
        .or_else(|| earliest(lists))
        .unwrap_or_default();
    About {
        id: project_id(id.as_ref(), text).into(),
        title,
        language,
        created,
        extra: keeper.extra(&rest, vec![("@file", top)]),
    }
}

/// A key that is not ours, and says something all the same.
fn modified(rest: &Unknown<'_>) -> Option<Timestamp> {
    let (_, raw) = rest.0.iter().find(|it| it.0.as_str() == "modified")?;
    decoded(*raw).ok()
}

/// The first time that any record names.
fn earliest(lists: &[List<'_, '_>]) -> Option<Timestamp> {
    let mut first = None;
    for (name, items, _) in lists {
        for item in items {
            match *name {
                // These do not say who made them, and when; an article's parts do.
                "annotators" => {}
                "articles" => {
                    let parts = item.member("parts").and_then(|it| it.items().ok());
                    for part in parts.into_iter().flatten() {
                        earlier(&mut first, part);
                    }
                }
                _ => earlier(&mut first, *item),
            }
        }
    }
    first
}

fn earlier(first: &mut Option<Timestamp>, record: Raw<'_>) {
    for (key, value) in record.members().into_iter().flatten() {
        let is_time = value.first() == b'"'
            && ["created", "modified", "at"]
                .iter()
                .any(|it| key.is_key(it));
        if is_time && let Ok(time) = decoded::<Timestamp>(value) {
            *first = Some(first.map_or(time, |it| it.min(time)));
        }
    }
}

/// Reads a codebook: from a file of its own, or that of a project file.
pub fn read_codebook(bytes: &[u8]) -> Result<Rc<Codebook>, ReadError> {
    let (text, json) = header::json_of(bytes)?;
    let is_project = json.members().is_ok() && json.member("format").is_some();
    let of_project = json.member("codebook").filter(|_| is_project);
    codebook(text, of_project.unwrap_or(json))
}

fn codebook(text: &str, raw: Raw<'_>) -> Result<Rc<Codebook>, ReadError> {
    let decoder = Decoder::default();
    // Not larger than what is kept of a file, and no key twice.
    Keeper::new(limits::CODEBOOK_NODES, &decoder).node(raw);
    let checked = decoder.finish(());
    checked.map_err(|it| ReadError::wrong(text, &it))?;
    let codebook = form::read_raw(raw).map_err(|it| {
        let part = it.part_of(raw);
        ReadError::wrong_at(text, part, &it.to_string())
    })?;
    Ok(Rc::new(codebook))
}

struct Reader<'o, 'a> {
    project: Project,
    created: Timestamp,
    ids: Ids,
    keeper: Keeper<'o, 'a>,
    warnings: Warnings,
    searcher: Searcher,
    /// The texts as the file has them, by article and revision.
    texts: SortedMap<(ArticleId, u32), FileText>,
    covered: Covered,
    /// Where the articles that come next stand in the user's order.
    orders: std::vec::IntoIter<OrderKey>,
    first_annotator: Option<AnnotatorId>,
    /// Some record says nothing of its annotator, and no annotator is listed.
    nameless: bool,
    entry: Entry,
    /// Why the whole file cannot be read. Reading goes on behind it, to no effect: going back
    /// from wherever it was found would cost more code than all of the reading.
    failed: Option<ReadError>,
}

/// What all annotations of the file cover so far. A file can say in a few bytes that one covers a
/// whole text, and what is kept of that, and written again, is as long as the text.
#[derive(Debug, Default)]
struct Covered {
    bytes: u64,
    paragraphs: u64,
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

impl<'o, 'a> Reader<'o, 'a> {
    fn annotator(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let (id, name) = (it.may("id"), it.text("name"));
        self.begin("annotators", at, named("annotator", &name));
        let id = self.ids.of(Kind::Annotator, id.as_ref(), at).into();
        self.first_annotator.get_or_insert(id);
        let extra = self.extra(it);
        self.add(Annotator { id, name, extra });
    }

    fn opened(mut self, generator: String) -> (Opened, Option<ReadError>) {
        if self.nameless {
            self.begin("annotators", 0, "annotator unknown".to_owned());
            self.add(Annotator {
                id: self.unknown_annotator(),
                name: "unknown".to_owned(),
                extra: None,
            });
        }
        self.project.place_everything();
        self.ids.warn(&mut self.warnings);
        let opened = Opened {
            project: self.project,
            warnings: self.warnings.into_list(),
            generator,
        };
        (opened, self.failed)
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
    fn add(&mut self, record: impl Into<Record>) {
        self.add_record(&record.into());
    }

    fn add_record(&mut self, record: &Record) {
        if self.leave_out_if_rejected() {
            return;
        }
        self.entry.rejected = match self.project.fill(record) {
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

    fn extra(&mut self, it: &mut Object<'o, 'a>) -> Extra {
        self.keeper.extra(&it.rest(), Vec::new())
    }

    /// Who made a record and when; what the file does not say is the first annotator, the
    /// project's creation, and an import.
    fn provenance(&mut self, it: &mut Object<'o, 'a>) -> Provenance {
        let (created, modified) = (it.may("created"), it.may("modified"));
        let origin: Option<Str<'_>> = it.may("origin");
        let annotator = match (it.may("annotator"), self.first_annotator) {
            (Some(id), _) => {
                let found = self.ids.find(&self.project, Kind::Annotator, &id);
                let uuid = found.unwrap_or_else(|missing| {
                    let item = self.item();
                    self.warn(Finding::UnlistedAnnotator { item, missing });
                    self.ids.uuid(Kind::Annotator, &id)
                });
                uuid.into()
            }
            (None, Some(first)) => first,
            (None, None) => {
                self.nameless = true;
                self.unknown_annotator()
            }
        };
        let created = created.unwrap_or(self.created);
        let word = origin.as_ref().map_or("import", Str::as_str);
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
            modified: modified.unwrap_or(created),
            origin: origin.unwrap_or(Origin::Import),
        }
    }
}

/// A record as a sentence names it.
fn named(kind: &str, name: &str) -> String {
    format!("{kind} “{}”", shortened(name))
}
