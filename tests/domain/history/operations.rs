//! Random edits of every kind of record, most of which fit.

mod records;

use std::cell::OnceCell;
use std::rc::Rc;

use cotejo::app::History;
use cotejo::model::sorted::SortedMap;
use cotejo::model::*;
use cotejo::text::ArticleText;
use uuid::Uuid;

use cotejo::model::AnnotationField as Field;
use records::{add, end, revision, spans, text_hash};

/// Marsaglia's xorshift64*: fast, and the same everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        // Spread small seeds over all bits; zero would stay zero.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % limit
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()].clone()
    }

    /// One of few ids of a kind, so that records meet.
    fn id(&mut self, kind: u128) -> Uuid {
        Uuid::from_u128(kind * 1_000 + u128::from(self.below(4)))
    }
}

const TEXTS: [&str; 3] = ["Ana 🖐️ said\nit.", "Él «dijo»\n\nno", "Short"];

pub fn replica() -> ReplicaId {
    ReplicaId(Uuid::from_u128(9))
}

/// Where every sequence starts: two articles, two claims in one row.
pub fn base() -> Project {
    thread_local! {
        static BASE: OnceCell<Project> = const { OnceCell::new() };
    }
    BASE.with(|it| it.get_or_init(make_base).clone())
}

fn make_base() -> Project {
    let id = ProjectId(Uuid::from_u128(7));
    let codebook = Rc::new(codebook());
    let mut project = Project::new(id, "Laws", Timestamp::default(), codebook);
    for text in TEXTS {
        project.keep_text(Rc::new(ArticleText::new(text)));
    }
    let mut random = Random::new(1);
    let mut history = History::new(replica());
    while project.annotations().len() < 3 || project.articles().len() < 2 {
        let change = add(&mut random, &project);
        let one = named(vec![change]);
        let stamp = super::stamp();
        let _ = history.commit(&mut project, one, stamp);
    }
    project
}

/// No operation changes the codebook, and the whole of it would be most of every file:
/// what the records mention is enough. Other tests write and read the whole.
fn codebook() -> Codebook {
    let mut codebook = Codebook::news_claims();
    codebook.description = Localized::default();
    codebook.guide = SortedMap::new();
    codebook.article_attributes.clear();
    for label in &mut codebook.labels {
        label.definition = Localized::default();
        label.examples.clear();
        label.guide.clear();
    }
    codebook
        .attributes
        .retain(|it| it.id.as_str() == "certainty");
    codebook
        .relations
        .retain(|it| matches!(it.id.as_str(), "attributed_to" | "targets"));
    for relation in &mut codebook.relations {
        relation.guide.clear();
    }
    codebook
}

pub fn transaction(random: &mut Random, project: &Project) -> Transaction {
    let mut changes = Vec::new();
    match random.below(10) {
        0..=4 => changes.push(add(random, project)),
        5..=7 => changes.extend(set(random, project)),
        8 => changes.extend(
            any(random, project)
                .map(|it| project.removal(&it))
                .into_iter()
                .flatten(),
        ),
        // Removing without what refers to it often conflicts, here after another change.
        _ => {
            changes.push(add(random, project));
            let removal = any(random, project).map(|it| project.removal(&it));
            changes.extend(removal.and_then(|mut it| it.pop()));
        }
    }
    if random.one_in(6) {
        changes.push(add(random, project));
    }
    named(changes)
}

fn named(changes: Vec<Change>) -> Transaction {
    Transaction {
        name: TransactionName::default(),
        changes,
        focus: FocusChange::default(),
    }
}

/// One field of some record; now and then with a wrong `before`, or another field's.
#[allow(clippy::too_many_lines, reason = "an arm for every kind of record")]
fn set(random: &mut Random, project: &Project) -> Option<Change> {
    let words = |random: &mut Random| random.pick(&["", "one", "two"]).to_owned();
    Some(match any(random, project)? {
        Reference::Article(key) => {
            let it = project.article(key)?;
            let (before, after) = if random.one_in(2) {
                let mut revisions = it.revisions.clone();
                match random.below(4) {
                    0 => drop(revisions.pop()),
                    1 => revisions.clear(),
                    _ => {
                        let n = u32::try_from(revisions.len()).unwrap() + 1;
                        revisions.push(revision(n, text_hash(random)));
                    }
                }
                let before = ArticleField::Revisions(it.revisions.clone());
                (before, ArticleField::Revisions(revisions))
            } else {
                (
                    ArticleField::Title(it.title.clone()),
                    ArticleField::Title(words(random)),
                )
            };
            Change::set(key, before, after)
        }
        Reference::Annotation(key) => {
            let it = project.annotation(key)?;
            let text = project.text_of_revision(it.article, it.revision)?;
            let probable = || Some(AttributeValue::one("probable"));
            let certainty = AttributeId::from("certainty");
            let is = it.attributes.get(&certainty).cloned();
            let now = match is {
                Some(_) => None,
                None => probable(),
            };
            let (before, after) = match random.below(8) {
                0 => (
                    Field::Fragments(it.fragments.clone()),
                    Field::Fragments(spans(random, text, 2)),
                ),
                1 => (
                    Field::Revision(it.revision),
                    Field::Revision(3 - it.revision.min(2)),
                ),
                2 => (
                    Field::Actor(it.actor),
                    Field::Actor(Some(ActorId(random.id(5)))),
                ),
                3 => (Field::Orphan(it.orphan), Field::Orphan(!it.orphan)),
                4 => (
                    Field::Attribute(certainty.clone(), is),
                    Field::Attribute(certainty, now),
                ),
                // These two must conflict: another field, and a stale value.
                5 => (Field::Orphan(it.orphan), Field::Note("mixed".to_owned())),
                6 => (
                    Field::Note("never".to_owned()),
                    Field::Note("stale".to_owned()),
                ),
                _ => (Field::Note(it.note.clone()), Field::Note(words(random))),
            };
            Change::set(key, before, after)
        }
        Reference::Relation(key) => {
            let it = project.relation(key)?;
            let before = RelationField::To(it.to);
            let after = RelationField::To(end(random));
            Change::set(key, before, after)
        }
        Reference::Membership(key) => {
            let it = project.membership(key)?;
            let before = MembershipField::CanonicalClaim(it.canonical_claim);
            let after = MembershipField::CanonicalClaim(CanonicalClaimId(random.id(4)));
            Change::set(key, before, after)
        }
        Reference::CanonicalClaim(key) => {
            let before = CanonicalClaimField::Topic(project.canonical_claim(key)?.topic);
            let topic = random.one_in(2).then(|| TopicId(random.id(6)));
            let after = CanonicalClaimField::Topic(topic);
            Change::set(key, before, after)
        }
        Reference::Actor(key) => {
            let before = ActorField::Aliases(
                "es".to_owned(),
                project.actor(key)?.aliases.get("es").cloned(),
            );
            let after = ActorField::Aliases("es".to_owned(), Some(vec![words(random)]));
            Change::set(key, before, after)
        }
        Reference::Override(key) => {
            let before = OverrideField::Status(project.override_of(key)?.status.clone());
            let after = OverrideField::Status("denies".to_owned());
            Change::set(key, before, after)
        }
        Reference::Reading(key) => {
            let before = ReadingField::At(project.reading(key)?.at);
            let after = ReadingField::At(Timestamp::from_millis(9));
            Change::set(key, before, after)
        }
        _ => {
            let before = AboutField::Title(project.about().title.clone());
            let after = AboutField::Title(words(random));
            Change::About {
                before: before.into(),
                after: after.into(),
            }
        }
    })
}

/// Some record that is there.
fn any(random: &mut Random, project: &Project) -> Option<Reference> {
    let records = Kind::ALL.iter().flat_map(|&kind| project.records(kind));
    let all: Vec<Reference> = records.map(Record::reference).collect();
    if all.is_empty() {
        None
    } else {
        Some(random.pick(&all))
    }
}
