//! Random coding of two articles by two annotators, so dense that every rule of the matrix has
//! something to decide.

use std::cell::OnceCell;

use cotejo::model::*;
use cotejo::text::TextSpan;
use proptest::collection::vec;
use proptest::prelude::*;
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::Status;
use crate::desk::Desk;

pub const ROWS: usize = 3;
const CLAIMS: usize = 3;
const SOURCES: usize = 2;
const STANCES: usize = 3;
/// The annotations of one article: claims, then sources, a cue, stances.
const LABELS: [&str; CLAIMS + SOURCES + 1 + STANCES] = [
    "Claim", "Claim", "Claim", "Source", "Source", "Cue", "Stance", "Stance", "Stance",
];
const WORDS: &str = "aa bb cc dd ee ff gg hh";

/// What is there before anybody decides anything.
#[derive(Clone)]
pub struct Base {
    pub project: Project,
    pub annotators: [AnnotatorId; 2],
    /// The first has a second revision, which is the one that is coded.
    pub articles: [ArticleId; 2],
    pub actors: [ActorId; 2],
}

pub fn base() -> Base {
    thread_local! {
        static BASE: OnceCell<Base> = const { OnceCell::new() };
    }
    BASE.with(|it| it.get_or_init(make_base).clone())
}

fn make_base() -> Base {
    let mut desk = Desk::new();
    let ana = desk.annotator("Ana");
    let articles = [
        desk.add_article("en", "Early"),
        desk.add_article("es", WORDS),
    ];
    desk.revise(articles[0], WORDS);
    let actors = [desk.actor("One"), desk.actor("Two")];
    let ben = desk.annotator("Ben");
    Base {
        project: desk.project,
        annotators: [ana, ben],
        articles,
        actors,
    }
}

#[derive(Clone, Debug)]
pub struct Story {
    annotations: Vec<Words>,
    decisions: Vec<Decision>,
}

/// An annotation of one of the [`LABELS`].
#[derive(Clone, Debug)]
struct Words {
    at: (usize, usize),
    who: usize,
    orphan: bool,
    /// The author's voice of a claim; a stance of the article's own.
    own: bool,
    value: Option<&'static str>,
    worthy: bool,
    actor: Option<usize>,
}

/// Numbers count within their kind: claims and stances through both articles.
#[derive(Clone, Debug)]
enum Decision {
    Member {
        claim: usize,
        row: usize,
        same: bool,
        who: usize,
    },
    Attributed {
        claim: usize,
        to: usize,
        negated: bool,
        who: usize,
    },
    Signalled {
        claim: usize,
        who: usize,
    },
    Targets {
        stance: usize,
        on: usize,
    },
    Held {
        stance: usize,
        by: usize,
    },
    Joined {
        from: usize,
        kind: &'static str,
        to: usize,
        who: usize,
    },
    Read {
        article: usize,
        revision: u32,
        at: i64,
        who: usize,
    },
    Override {
        row: usize,
        article: usize,
        status: usize,
        who: usize,
    },
    Part {
        article: usize,
        part: &'static str,
        at: (usize, usize),
        who: usize,
    },
}

pub fn story() -> impl Strategy<Value = Story> {
    (vec(words(), 2 * LABELS.len()), vec(decision(), 0..60)).prop_map(|(annotations, decisions)| {
        Story {
            annotations,
            decisions,
        }
    })
}

fn stretch() -> impl Strategy<Value = (usize, usize)> {
    (0..8_usize, 1..4_usize)
}

fn words() -> impl Strategy<Value = Words> {
    let value = proptest::sample::select(vec!["deny", "deny", "query", "support", "comment"]);
    let often = any::<bool>();
    let seldom = proptest::bool::weighted(0.1);
    (
        stretch(),
        0..2_usize,
        seldom,
        often,
        proptest::option::of(value),
        any::<bool>(),
        proptest::option::of(0..2_usize),
    )
        .prop_map(|(at, who, orphan, own, value, worthy, actor)| Words {
            at,
            who,
            orphan,
            own,
            value,
            worthy,
            actor,
        })
}

fn decision() -> impl Strategy<Value = Decision> {
    use Decision as D;
    let claim = || 0..2 * CLAIMS;
    let stance = || 0..2 * STANCES;
    let row = || 0..ROWS;
    let two = || 0..2_usize;
    let select = proptest::sample::select::<&'static str>;
    let kinds = vec!["more_specific_than", "overlaps", "contradicts", "updates"];
    prop_oneof![
        6 => (claim(), row(), proptest::bool::weighted(0.6), two())
            .prop_map(|(claim, row, same, who)| D::Member { claim, row, same, who }),
        5 => (claim(), 0..4_usize, proptest::bool::weighted(0.3), two())
            .prop_map(|(claim, to, negated, who)| D::Attributed { claim, to, negated, who }),
        1 => (claim(), two()).prop_map(|(claim, who)| D::Signalled { claim, who }),
        5 => (stance(), 0..CLAIMS + ROWS).prop_map(|(stance, on)| D::Targets { stance, on }),
        5 => (stance(), 0..4_usize).prop_map(|(stance, by)| D::Held { stance, by }),
        2 => (row(), select(kinds), row(), two())
            .prop_map(|(from, kind, to, who)| D::Joined { from, kind, to, who }),
        2 => (two(), 1..3_u32, 0..4_i64, two())
            .prop_map(|(article, revision, at, who)| D::Read { article, revision, at, who }),
        1 => (row(), two(), 0..=Status::iter().count(), two())
            .prop_map(|(row, article, status, who)| D::Override { row, article, status, who }),
        1 => (two(), select(vec!["boilerplate", "summary"]), stretch(), two())
            .prop_map(|(article, part, at, who)| D::Part { article, part, at, who }),
    ]
}

impl Story {
    /// Everything that was decided and fits, one change each.
    pub fn changes(&self) -> Vec<Change> {
        let base = base();
        let mut project = base.project.clone();
        let mut changes = Vec::new();
        changes.extend((0..ROWS).map(|it| Change::add(made_row(&base, it))));
        for (number, words) in self.annotations.iter().enumerate() {
            changes.extend(words.changes(&base, number));
        }
        for (number, decision) in (0_u128..).zip(&self.decisions) {
            changes.push(decision.change(&base, self, number));
        }
        // What somebody decided already is not decided again.
        changes.retain(|it| project.apply(it).is_ok());
        changes
    }

    pub fn project(&self) -> Project {
        told(&self.changes())
    }
}

/// The project after changes that all fit.
pub fn told(changes: &[Change]) -> Project {
    let mut project = base().project;
    project.apply_all(changes).expect("what is told fits");
    assert_eq!(project.check(), Ok(()));
    project
}

fn provenance(base: &Base, who: usize, at: i64) -> Provenance {
    let at = Timestamp::from_millis(at);
    Provenance {
        annotator: base.annotators[who],
        created: at,
        modified: at,
        origin: Origin::Manual,
    }
}

/// Readings fall before, between and after the rows.
const fn time_of_row(row: usize) -> i64 {
    [100, 200, 300][row]
}

/// Neither in the order of their ids nor by one annotator.
fn row(number: usize) -> CanonicalClaimId {
    CanonicalClaimId(Uuid::from_u128(2_000 - number as u128))
}

fn made_row(base: &Base, number: usize) -> CanonicalClaim {
    CanonicalClaim {
        id: row(number),
        text: format!("Row {number}"),
        topic: None,
        note: String::new(),
        provenance: provenance(base, number % 2, time_of_row(number)),
        extra: None,
    }
}

/// Ids that do not follow the order of the texts.
fn annotation(number: usize) -> AnnotationId {
    AnnotationId(Uuid::from_u128(1_000 + (number as u128 * 7) % 18))
}

fn claim(number: usize) -> AnnotationId {
    annotation(number / CLAIMS * LABELS.len() + number % CLAIMS)
}

fn stance(number: usize) -> usize {
    number / STANCES * LABELS.len() + CLAIMS + SOURCES + 1 + number % STANCES
}

fn span(project: &Project, article: ArticleId, (start, words): (usize, usize)) -> TextSpan {
    let text = project.text(article).unwrap();
    let at = |index: usize| text.byte(u32::try_from(index).unwrap()).unwrap();
    let end = (start + words).min(8) * 3 - 1;
    TextSpan::new(at(start * 3), at(end)).unwrap()
}

impl Words {
    fn changes(&self, base: &Base, number: usize) -> Vec<Change> {
        let (article, label) = (
            base.articles[number / LABELS.len()],
            LABELS[number % LABELS.len()],
        );
        let id = annotation(number);
        let mut changes = vec![Change::add(Annotation {
            id,
            article,
            revision: base.project.article(article).unwrap().current().n,
            label: label.into(),
            fragments: normalize([span(&base.project, article, self.at)]),
            attributes: Attributes::new(),
            actor: None,
            note: String::new(),
            orphan: false,
            provenance: provenance(base, self.who, 1),
            extra: None,
        })];
        let mut set = |before, after| changes.push(Change::set(id, before, after));
        let mut attribute = |name: &str, value: &str| {
            let value = AttributeValue::one(value);
            set(
                AnnotationField::Attribute(name.into(), None),
                AnnotationField::Attribute(name.into(), Some(value)),
            );
        };
        match label {
            "Claim" => {
                if self.own {
                    attribute("reporting", "authors_voice");
                }
                if self.worthy {
                    attribute("check_worthiness", "check_worthy");
                }
            }
            "Stance" => {
                if self.own {
                    attribute("holder", "article");
                }
                if let Some(value) = self.value {
                    attribute("value", value);
                }
            }
            "Source" => {
                if let Some(actor) = self.actor {
                    let actor = Some(base.actors[actor]);
                    set(AnnotationField::Actor(None), AnnotationField::Actor(actor));
                }
            }
            _ => {}
        }
        if self.orphan && label != "Source" && label != "Cue" {
            set(
                AnnotationField::Orphan(false),
                AnnotationField::Orphan(true),
            );
        }
        changes
    }
}

/// A source of the same article, or an actor.
fn voice(base: &Base, article: usize, it: usize) -> End {
    if it < SOURCES {
        End::Annotation(annotation(article * LABELS.len() + CLAIMS + it))
    } else {
        End::Actor(base.actors[it - SOURCES])
    }
}

impl Decision {
    fn change(&self, base: &Base, story: &Story, number: u128) -> Change {
        self.relation(base, story, number)
            .or_else(|| self.record(base))
            .expect("a decision is a relation or another record")
    }

    fn relation(&self, base: &Base, story: &Story, number: u128) -> Option<Change> {
        // What hangs on a stance is of one making with it.
        let by_stance = |it: usize| story.annotations[stance(it)].who;
        let (from, kind, to, who) = match *self {
            Self::Attributed {
                claim: it, to, who, ..
            } => {
                let to = voice(base, it / CLAIMS, to);
                (End::Annotation(claim(it)), "attributed_to", to, who)
            }
            Self::Signalled { claim: it, who } => {
                let cue = annotation(it / CLAIMS * LABELS.len() + CLAIMS + SOURCES);
                let (from, to) = (End::Annotation(claim(it)), End::Annotation(cue));
                (from, "signalled_by", to, who)
            }
            Self::Targets { stance: it, on } => {
                let to = if on < CLAIMS {
                    End::Annotation(claim(it / STANCES * CLAIMS + on))
                } else {
                    End::CanonicalClaim(row(on - CLAIMS))
                };
                let from = End::Annotation(annotation(stance(it)));
                (from, "targets", to, by_stance(it))
            }
            Self::Held { stance: it, by } => {
                let from = End::Annotation(annotation(stance(it)));
                (
                    from,
                    "held_by",
                    voice(base, it / STANCES, by),
                    by_stance(it),
                )
            }
            Self::Joined {
                from,
                kind,
                to,
                who,
            } => {
                let (from, to) = (End::CanonicalClaim(row(from)), End::CanonicalClaim(row(to)));
                (from, kind, to, who)
            }
            _ => return None,
        };
        let negated = matches!(self, Self::Attributed { negated: true, .. });
        let negated = negated.then(|| ("negated".into(), AttributeValue::Flag(true)));
        Some(Change::add(Relation {
            id: RelationId(Uuid::from_u128(3_000 + number)),
            kind: kind.into(),
            from,
            to,
            attributes: negated.into_iter().collect(),
            note: String::new(),
            provenance: provenance(base, who, 2),
            extra: None,
        }))
    }

    fn record(&self, base: &Base) -> Option<Change> {
        let by = |who: usize| provenance(base, who, 2);
        Some(match *self {
            Self::Member {
                claim: it,
                row: to,
                same,
                who,
            } => Change::add(Membership {
                claim: claim(it),
                canonical_claim: row(to),
                polarity: if same {
                    Polarity::Same
                } else {
                    Polarity::Opposite
                },
                provenance: by(who),
                extra: None,
            }),
            Self::Read {
                article,
                revision,
                at,
                who,
            } => {
                let provenance = provenance(base, who, 50 + 100 * at);
                Change::add(Reading {
                    article: base.articles[article],
                    revision,
                    at: provenance.created,
                    provenance,
                    extra: None,
                })
            }
            Self::Override {
                row: of,
                article,
                status,
                who,
            } => Change::add(Override {
                canonical_claim: row(of),
                article: base.articles[article],
                // One more than there are: nobody understands it.
                status: Status::iter()
                    .nth(status)
                    .map_or("shrugs", Status::id)
                    .to_owned(),
                note: String::new(),
                provenance: by(who),
                extra: None,
            }),
            Self::Part {
                article,
                part,
                at,
                who,
            } => {
                let article = base.articles[article];
                Change::add(Part {
                    article,
                    revision: base.project.article(article).unwrap().current().n,
                    part: part.into(),
                    span: span(&base.project, article, at),
                    provenance: by(who),
                    extra: None,
                })
            }
            _ => return None,
        })
    }
}
