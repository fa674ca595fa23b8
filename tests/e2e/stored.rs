//! A project as storage holds it, made without a browser: what has a million annotations is larger
//! than any file that is read.

use std::rc::Rc;

use cotejo::journal::{Head, Key, Start};
use cotejo::model::sorted::SortedMap;
use cotejo::model::{
    Actor, ActorId, Annotation, AnnotationId, Annotator, AnnotatorId, Article, ArticleId,
    AttributeValue, Attributes, CanonicalClaim, CanonicalClaimId, Codebook, End, Fragments,
    Membership, OrderKey, Origin, Polarity, Project, ProjectId, Provenance, Record, Relation,
    RelationId, Revision, RevisionSource, TextHash, Timestamp,
};
use cotejo::text::{ArticleText, TextSpan};
use uuid::Uuid;

use crate::workloads::{Chance, LABELS, WORDS};

/// Annotations of each article, and characters of its text.
pub const TOGETHER: usize = 5_000;
pub const CHARS: usize = 100_000;

/// Attributes of each label, with some of their values.
const ATTRIBUTES: [&[(&str, [&str; 2])]; 4] = [
    &[
        ("claim_type", ["quantity", "causal"]),
        ("reporting", ["direct_quote", "indirect"]),
        ("certainty", ["certain", "possible"]),
    ],
    &[
        ("source_type", ["named_person", "document"]),
        ("role", ["decision_maker", "informational"]),
    ],
    &[],
    &[
        ("value", ["support", "deny"]),
        ("explicitness", ["explicit", "implicit"]),
        ("intensity", ["weak", "strong"]),
    ],
];

/// A project with so many annotations, half of them with attributes; every tenth stands in two
/// places, every twentieth has a note. A third of them is related to another one, half of the
/// Sources name an actor, and every third Claim is member of a row.
pub struct Stored {
    pub id: ProjectId,
    pub project: Project,
}

impl Stored {
    pub fn of(annotations: usize) -> Self {
        let mut making = Making::new(annotations);
        for at in 0..annotations.div_ceil(TOGETHER).max(2) {
            making.article(at);
        }
        making.related(annotations)
    }

    /// All that is stored of it: each key and each value behind its length.
    pub fn bundle(&self) -> Vec<u8> {
        let start = Start::of(&self.project);
        let frames = start.pack().expect("it can be written");
        let head = Head::of(&self.project, 0, self.project.about().created);
        let mut bundle = Vec::new();
        let mut put = |key: Key, value: &[u8]| {
            for part in [key.to_string().as_bytes(), value] {
                let len = u32::try_from(part.len()).expect("less than 4 GB");
                bundle.extend(len.to_le_bytes());
                bundle.extend(part);
            }
        };
        put(Key::Head(self.id), &head.encode());
        put(Key::Start(self.id), &frames.first);
        for (number, piece) in (1..).zip(&frames.pieces) {
            put(Key::Piece(self.id, number), piece);
        }
        for hash in start.texts() {
            let text = self.project.text_by_hash(hash).expect("a text");
            put(Key::Blob(hash), text.as_str().as_bytes());
        }
        bundle
    }
}

struct Making {
    chance: Chance,
    project: Project,
    per_article: usize,
    annotators: Vec<AnnotatorId>,
    actors: Vec<ActorId>,
    rows: Vec<CanonicalClaimId>,
    annotations: Vec<Annotation>,
    time: i64,
}

impl Making {
    fn new(annotations: usize) -> Self {
        let mut chance = Chance(23);
        let id = ProjectId(id(&mut chance));
        let created = Timestamp::from_millis(1_760_000_000_000);
        let title = format!("{annotations} annotations");
        let codebook = Rc::new(Codebook::news_claims());
        let mut making = Self {
            project: Project::new(id, &title, created, codebook),
            per_article: annotations.div_ceil(annotations.div_ceil(TOGETHER).max(2)),
            annotators: Vec::new(),
            actors: Vec::new(),
            rows: Vec::new(),
            annotations: Vec::new(),
            time: created.millis(),
            chance,
        };
        for name in ["Ana", "Ben", "Carla"] {
            let id = AnnotatorId(making.id());
            making.annotators.push(id);
            making.fill(Annotator {
                id,
                name: name.to_owned(),
                extra: None,
            });
        }
        for at in 0..annotations.div_ceil(500) {
            let id = ActorId(making.id());
            making.actors.push(id);
            let provenance = making.provenance();
            making.fill(Actor {
                id,
                name: format!("Speaker {at}"),
                aliases: SortedMap::new(),
                kind: "person".to_owned(),
                affiliation: String::new(),
                status: String::new(),
                wikidata: String::new(),
                note: String::new(),
                provenance,
                extra: None,
            });
        }
        for at in 0..annotations.div_ceil(500) {
            let id = CanonicalClaimId(making.id());
            making.rows.push(id);
            let provenance = making.provenance();
            making.fill(CanonicalClaim {
                id,
                text: format!("Taxes rise for the {at}th time"),
                topic: None,
                note: String::new(),
                provenance,
                extra: None,
            });
        }
        making
    }

    fn id(&mut self) -> Uuid {
        id(&mut self.chance)
    }

    fn provenance(&mut self) -> Provenance {
        self.time += 1_000 + i64::try_from(self.chance.below(20_000)).expect("it is small");
        let created = Timestamp::from_millis(self.time);
        Provenance {
            annotator: self.annotators[self.chance.below(self.annotators.len())],
            created,
            modified: created,
            origin: Origin::Manual,
        }
    }

    fn fill(&mut self, record: impl Into<Record>) {
        self.project.fill(&record.into()).expect("it fits");
    }

    fn article(&mut self, at: usize) {
        let mut text = String::with_capacity(CHARS + 600);
        while text.len() < CHARS {
            let end = text.len() + 250 + self.chance.below(350);
            while text.len() < end {
                text.push_str(WORDS[self.chance.below(WORDS.len())]);
                text.push(' ');
            }
            text.pop();
            text.push_str(".\n\n");
        }
        let text: TextHash = self.project.keep_text(Rc::new(ArticleText::new(text)));
        let article = ArticleId(self.id());
        let order = OrderKey::between(self.last_order().as_ref(), None);
        self.fill(Article {
            id: article,
            order,
            title: format!("Article {}", at + 1),
            outlet: "The Daily".to_owned(),
            author: String::new(),
            published: "2026-03-01".to_owned(),
            url: String::new(),
            language: "en".to_owned(),
            retrieved: String::new(),
            note: String::new(),
            revisions: vec![Revision {
                n: 1,
                text,
                source: RevisionSource::default(),
                extra: None,
            }],
            extra: None,
        });
        for _ in 0..self.per_article {
            let annotation = self.annotation(article);
            self.annotations.push(annotation);
        }
    }

    fn last_order(&self) -> Option<OrderKey> {
        let last = self.project.ordered_articles().last().copied()?;
        Some(last.order.clone())
    }

    fn annotation(&mut self, article: ArticleId) -> Annotation {
        let chance = &mut self.chance;
        let id = AnnotationId(id(chance));
        let label = chance.below(4);
        let mut fragments = Fragments::new();
        let mut start = chance.below(CHARS - 400);
        for _ in 0..=usize::from(chance.below(10) == 0) {
            let end = start + 20 + chance.below(140);
            let at = |it: usize| u32::try_from(it).expect("a short text");
            fragments
                .push(TextSpan::of_bytes(at(start), at(end)).expect("it ends behind its start"));
            start = end + 10;
        }
        let mut attributes = Attributes::new();
        if chance.below(2) == 0 {
            for (attribute, values) in ATTRIBUTES[label] {
                if chance.below(3) > 0 {
                    let value = values[chance.below(2)].into();
                    attributes.insert((*attribute).into(), AttributeValue::One(value));
                }
            }
        }
        let mut actor = None;
        if label == 1 && chance.below(2) == 0 {
            actor = Some(self.actors[chance.below(self.actors.len())]);
        }
        let mut note = String::new();
        if chance.below(20) == 0 {
            "To be looked at again, with the others.".clone_into(&mut note);
        }
        Annotation {
            id,
            article,
            revision: 1,
            label: LABELS[label].into(),
            fragments,
            attributes,
            actor,
            note,
            orphan: false,
            provenance: self.provenance(),
            extra: None,
        }
    }

    /// Fills in the annotations, and what holds between them.
    fn related(mut self, annotations: usize) -> Stored {
        let mut all = std::mem::take(&mut self.annotations);
        all.truncate(annotations);
        let near: Vec<(AnnotationId, usize)> = all
            .iter()
            .map(|it| {
                (
                    it.id,
                    LABELS
                        .iter()
                        .position(|label| it.label == *label)
                        .unwrap_or(0),
                )
            })
            .collect();
        all.sort_by_key(|it| it.id);
        for annotation in all {
            self.fill(annotation);
        }
        for (at, (from, label)) in near.iter().enumerate() {
            // The next one of a label, among those of the same article.
            let next = |wanted: usize| {
                let found = near[at..near.len().min(at + 30)]
                    .iter()
                    .find(|it| it.1 == wanted);
                found.map(|it| it.0)
            };
            let (kind, to) = match label {
                0 => ("attributed_to", next(1)),
                3 => ("targets", next(0)),
                _ => continue,
            };
            if let Some(to) = to.filter(|_| self.chance.below(3) < 2) {
                let (id, provenance) = (RelationId(self.id()), self.provenance());
                self.fill(Relation {
                    id,
                    kind: kind.into(),
                    from: End::Annotation(*from),
                    to: End::Annotation(to),
                    attributes: Attributes::new(),
                    note: String::new(),
                    provenance,
                    extra: None,
                });
            }
        }
        for (claim, label) in near {
            if label == 0 && self.chance.below(3) == 0 {
                let canonical_claim = self.rows[self.chance.below(self.rows.len())];
                let provenance = self.provenance();
                self.fill(Membership {
                    claim,
                    canonical_claim,
                    polarity: Polarity::Same,
                    provenance,
                    extra: None,
                });
            }
        }
        self.project.place_everything();
        Stored {
            id: self.project.id(),
            project: self.project,
        }
    }
}

fn id(chance: &mut Chance) -> Uuid {
    let mut id = 0;
    for _ in 0..5 {
        id = id << 26 | chance.below(1 << 26) as u128;
    }
    uuid::Builder::from_random_bytes(id.to_be_bytes()).into_uuid()
}
