use std::rc::Rc;

use uuid::Uuid;

use super::into_codebook::{Entries, mapped, value_id};
use super::{ACTOR, Details, Document, ForeignSpan, Mapping, SET};
use crate::ingest::Ingested;
use crate::model::sorted::{SortedMap, SortedSet};
use crate::model::{
    Actor, ActorId, Annotation, AnnotationId, Article, ArticleField, ArticleId, AttributeKind,
    AttributeValue, Attributes, Change, Editing, End, OrderKey, Origin, Project, Provenance,
    Relation, Revision, RevisionSource, TextHash, normalize,
};
use crate::text::ArticleText;
use crate::text::search::folded;

/// Who takes something in, when, and where ids come from.
pub struct Taking<'a> {
    /// Its origin is made an import.
    pub provenance: Provenance,
    /// The annotator's name, for the codebook's log.
    pub by: &'a str,
    pub new_id: &'a mut dyn FnMut() -> Uuid,
}

impl std::fmt::Debug for Taking<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Taking")
            .field("provenance", &self.provenance)
            .finish_non_exhaustive()
    }
}

/// What makes documents part of a project, in one transaction.
#[derive(Debug, Default)]
pub struct Taken {
    pub changes: Vec<Change>,
    /// Texts that the changes need, by which they must be preceded.
    pub texts: Vec<Rc<ArticleText>>,
    /// Articles that are added, with their titles, and those that were there already.
    pub added: Vec<(ArticleId, String)>,
    pub there_already: Vec<ArticleId>,
    pub annotations: usize,
    pub relations: usize,
    /// Annotations that the project has already: the same label on the same words.
    pub known_annotations: usize,
    /// Annotations and relations whose word becomes nothing.
    pub left_out: usize,
}

/// The changes that take documents into a project. A text that the project has gets the
/// annotations; the others become articles.
pub fn into_project(
    project: &Project,
    documents: &[Document],
    mapping: &Mapping,
    taking: &mut Taking<'_>,
) -> Taken {
    let at = taking.provenance.created;
    let editing = Editing {
        by: taking.by,
        at,
        note: "",
    };
    let entries = mapped(project.codebook(), mapping, documents, &editing);
    let mut taker = Taker {
        project,
        actors: project
            .actors()
            .map(|it| (folded(&it.name), it.id))
            .collect(),
        entries,
        provenance: Provenance {
            origin: Origin::Import,
            ..taking.provenance
        },
        new_id: &mut *taking.new_id,
        last: project.ordered_articles().last().map(|it| it.order.clone()),
        taken: Taken::default(),
        by_text: SortedMap::new(),
    };
    if taker.entries.codebook != **project.codebook() {
        taker.taken.changes.push(Change::Codebook {
            before: Rc::clone(project.codebook()),
            after: Rc::new(taker.entries.codebook.clone()),
        });
    }
    for document in documents {
        taker.document(document);
    }
    taker.taken
}

struct Taker<'a> {
    project: &'a Project,
    /// By name, in small letters without accents.
    actors: SortedMap<String, ActorId>,
    entries: Entries,
    provenance: Provenance,
    new_id: &'a mut dyn FnMut() -> Uuid,
    last: Option<OrderKey>,
    taken: Taken,
    /// Texts that several documents have.
    by_text: SortedMap<TextHash, ArticleId>,
}

impl Taker<'_> {
    fn document(&mut self, document: &Document) {
        let (article, revision) = self.article(document);
        let mut known = SortedSet::new();
        for it in self.project.annotations_of(article) {
            if it.revision == revision {
                known.insert((it.label.to_string(), it.fragments.to_vec()));
            }
        }
        let mut ids: SortedMap<&str, AnnotationId> = SortedMap::new();
        for span in &document.spans {
            let Some(label) = self.entries.labels.get(&span.label).cloned() else {
                self.taken.left_out += 1;
                continue;
            };
            let fragments = normalize(span.fragments.iter().copied());
            if !known.insert((label.to_string(), fragments.to_vec())) {
                self.taken.known_annotations += 1;
                continue;
            }
            let id = AnnotationId((self.new_id)());
            ids.insert(&span.id, id);
            let actor = self.actor(span);
            let annotation = Annotation {
                id,
                article,
                revision,
                label,
                fragments,
                attributes: self.attributes(&span.attributes),
                actor,
                note: span.note.clone(),
                orphan: false,
                provenance: self.provenance,
                extra: None,
            };
            self.taken.changes.push(Change::add(annotation));
            self.taken.annotations += 1;
        }
        for relation in &document.relations {
            let kind = self.entries.relations.get(&relation.kind).cloned();
            let ends = ids.get(&&*relation.from).zip(ids.get(&&*relation.to));
            let (Some(kind), Some((from, to))) = (kind, ends) else {
                self.taken.left_out += 1;
                continue;
            };
            let relation = Relation {
                id: (self.new_id)().into(),
                kind,
                from: End::Annotation(*from),
                to: End::Annotation(*to),
                attributes: self.attributes(&relation.attributes),
                note: relation.note.clone(),
                provenance: self.provenance,
                extra: None,
            };
            self.taken.changes.push(Change::add(relation));
            self.taken.relations += 1;
        }
    }

    /// The article with this text, and its current revision.
    fn article(&mut self, document: &Document) -> (ArticleId, u32) {
        let ingested = &document.text;
        let hash = TextHash::of(ingested.text.as_bytes());
        if let Some(id) = self.by_text.get(&hash) {
            let known = self.project.article(*id);
            return (*id, known.map_or(1, |it| it.current().n));
        }
        if let Some(known) = self.project.article_with_text(hash) {
            self.by_text.insert(hash, known.id);
            self.taken.there_already.push(known.id);
            return (known.id, known.current().n);
        }
        let id = ArticleId((self.new_id)());
        let order = OrderKey::between(self.last.as_ref(), None);
        self.last = Some(order.clone());
        let details = sound(&document.details);
        let article = Article {
            id,
            order,
            title: document.title().to_owned(),
            outlet: details.outlet,
            author: details.author,
            published: details.published,
            url: details.url,
            language: match details.language {
                none if none.is_empty() => ingested.language.unwrap_or_default().to_owned(),
                given => given,
            },
            retrieved: String::new(),
            note: String::new(),
            revisions: vec![Revision {
                n: 1,
                text: hash,
                source: revision_source(ingested),
                extra: None,
            }],
            extra: None,
        };
        self.by_text.insert(hash, id);
        self.taken
            .texts
            .push(Rc::new(ArticleText::new(ingested.text.clone())));
        self.taken.added.push((id, article.title.clone()));
        self.taken.changes.push(Change::add(article));
        (id, 1)
    }

    /// Whom a span names: an actor of that name, or a new one.
    fn actor(&mut self, span: &ForeignSpan) -> Option<ActorId> {
        let named = span.attributes.iter().find(|it| it.0 == ACTOR)?;
        let name = named.1.trim();
        let key = folded(name);
        if name.is_empty() {
            return None;
        }
        if let Some(id) = self.actors.get(&key) {
            return Some(*id);
        }
        let id = ActorId((self.new_id)());
        self.actors.insert(key, id);
        self.taken.changes.push(Change::add(Actor {
            id,
            name: name.to_owned(),
            aliases: SortedMap::new(),
            kind: String::new(),
            affiliation: String::new(),
            status: String::new(),
            wikidata: String::new(),
            note: String::new(),
            provenance: self.provenance,
            extra: None,
        }));
        Some(id)
    }

    fn attributes(&self, all: &[(String, String)]) -> Attributes {
        let mut attributes = Attributes::new();
        for (name, value) in all.iter().filter(|it| it.0 != ACTOR) {
            let Some(id) = self.entries.attributes.get(name) else {
                continue;
            };
            let codebook = &self.entries.codebook;
            let kind = codebook.attribute(id).map(|it| it.kind);
            let one = || value_id(codebook, id, value);
            let value = match kind.unwrap_or(AttributeKind::Text) {
                AttributeKind::Flag => AttributeValue::Flag(value == SET),
                AttributeKind::Text => AttributeValue::one(value),
                AttributeKind::One => AttributeValue::one(&one()),
                AttributeKind::Many => {
                    let mut many = match attributes.get(id) {
                        Some(AttributeValue::Many(many)) => many.clone(),
                        _ => SortedSet::new(),
                    };
                    many.insert((&*one()).into());
                    AttributeValue::Many(many)
                }
            };
            attributes.insert(id.clone(), value);
        }
        attributes
    }
}

/// What an article can have of what a file says: dates that are none and addresses of other schemes
/// are not taken.
fn sound(details: &Details) -> Details {
    let mut sound = details.clone();
    if !ArticleField::Published(sound.published.clone()).is_sound() {
        sound.published.clear();
    }
    if !ArticleField::Url(sound.url.clone()).is_sound() {
        sound.url.clear();
    }
    sound
}

impl Document {
    /// As the file calls it, unless that is a number: then the beginning of the text.
    pub fn title(&self) -> &str {
        let given = self.details.title.trim();
        let name = self.name.trim();
        if !given.is_empty() {
            given
        } else if name.chars().any(char::is_alphabetic) {
            name
        } else {
            &self.text.title
        }
    }
}

/// How a revision's text was made.
pub fn revision_source(ingested: &Ingested) -> RevisionSource {
    let source = &ingested.source;
    RevisionSource {
        file_name: source.file_name.clone(),
        encoding: source.encoding.id().to_owned(),
        bom: source.bom,
        carriage_returns: source.carriage_returns.clone(),
        lone_carriage_returns: source.lone_carriage_returns.clone(),
        sha256: Some(TextHash(source.sha256)),
    }
}
