use std::rc::Rc;

use super::field::{self, edited, fields};
use super::form::{Decoder, FromJson, form, read_variant};
use super::json::{ToJson, Writer};
use super::record::{Kind, Record, Reference};
use super::{
    Actor, ActorField, Annotation, AnnotationField, Article, ArticleField, CanonicalClaim,
    CanonicalClaimField, Codebook, Coding, CodingField, Extra, Field, Membership, MembershipField,
    Override, OverrideField, Project, ProjectId, Relation, RelationField, Timestamp, Topic,
    TopicField,
};

/// What a project says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub id: ProjectId,
    pub title: String,
    /// BCP 47; the language of canonical claims and notes.
    pub language: String,
    pub created: Timestamp,
    pub extra: Extra,
}

fields! { AboutField {
    Title(String),
    Language(String),
}}

/// The smallest edit: one property of one record set, or one record added or removed.
///
/// Its inverse is a swap, so undo needs nothing but the changes themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    About {
        before: Field,
        after: Field,
    },
    Codebook {
        before: Rc<Codebook>,
        after: Rc<Codebook>,
    },
    Add(Record),
    Remove(Record),
    Set {
        of: Reference,
        before: Field,
        after: Field,
    },
}

impl Change {
    pub fn add(record: impl Into<Record>) -> Self {
        Self::Add(record.into())
    }

    pub fn remove(record: impl Into<Record>) -> Self {
        Self::Remove(record.into())
    }

    pub fn set<F: Into<Field>>(of: impl Into<Reference>, before: F, after: F) -> Self {
        Self::Set {
            of: of.into(),
            before: before.into(),
            after: after.into(),
        }
    }

    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::About { before, after } => Self::About {
                before: after,
                after: before,
            },
            Self::Codebook { before, after } => Self::Codebook {
                before: after,
                after: before,
            },
            Self::Add(record) => Self::Remove(record),
            Self::Remove(record) => Self::Add(record),
            Self::Set { of, before, after } => Self::Set {
                of,
                before: after,
                after: before,
            },
        }
    }
}

/// The changes that take back `changes`, in the order in which they must be applied.
pub fn inverse_of(changes: &[Change]) -> Vec<Change> {
    changes.iter().rev().cloned().map(Change::inverse).collect()
}

edited! {
    Annotation AnnotationField;
    Relation RelationField;
    Membership MembershipField;
    CanonicalClaim CanonicalClaimField;
    Actor ActorField;
    Topic TopicField;
    Coding CodingField;
    Override OverrideField;
}

impl Article {
    /// The change that sets a property; none when it has that value already.
    pub fn edited(&self, after: &ArticleField) -> Vec<Change> {
        let swaps = match after {
            ArticleField::Revisions(_) => field::swaps(self, after, None),
            _ => field::swaps(&self.without_revisions(), after, None),
        };
        field::changes(&self.id.into(), swaps)
    }
}

impl Project {
    /// The change that sets what the project says of itself; none when it says so already.
    pub fn about_edited(&self, after: &AboutField) -> Vec<Change> {
        let swaps = field::swaps(self.about(), after, None).into_iter();
        let about = |(before, after)| Change::About { before, after };
        swaps.map(about).collect()
    }
}

form!(About {
    id,
    title,
    language,
    created,
    extra
});

/// What is not a record, behind the kinds of records.
const OTHERS: &[&str] = &["About", "Codebook"];

impl FromJson for Change {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        let (what, back) = decoder.variant(&[Kind::NAMES, OTHERS].concat());
        let change = if let Some(&kind) = Kind::ALL.get(what) {
            edit(kind, decoder)
        } else {
            let mut swap = decoder.object();
            let read = if what == Kind::ALL.len() {
                Self::About {
                    before: swap.must("before"),
                    after: swap.must("after"),
                }
            } else {
                Self::Codebook {
                    before: swap.must("before"),
                    after: swap.must("after"),
                }
            };
            swap.end();
            read
        };
        decoder.close(back);
        change
    }
}

/// What is done to a record of this kind.
fn edit(kind: Kind, decoder: &mut Decoder<'_>) -> Change {
    read_variant!(decoder,
        Add => Change::Add(Record::read(kind, decoder)),
        Remove => Change::Remove(Record::read(kind, decoder)),
        Set => {
            let mut set = decoder.object();
            let read = Change::Set {
                of: set.read("key", |decoder| Reference::read(kind, decoder)),
                before: set.must("before"),
                after: set.must("after"),
            };
            set.end();
            read
        },
    )
}

impl ToJson for Change {
    fn write(&self, to: &mut Writer) {
        let (kind, edit): (_, &dyn ToJson) = match self {
            Self::About { before, after } => {
                return to.variant(
                    "About",
                    &Swap {
                        key: None,
                        before,
                        after,
                    },
                );
            }
            Self::Codebook { before, after } => {
                return to.variant(
                    "Codebook",
                    &Swap {
                        key: None,
                        before,
                        after,
                    },
                );
            }
            Self::Add(record) => (record.kind(), &Variant("Add", record)),
            Self::Remove(record) => (record.kind(), &Variant("Remove", record)),
            Self::Set { of, before, after } => {
                let key = Some(of.key_as_json());
                let swap = Swap { key, before, after };
                return to.variant(Kind::NAMES[of.kind() as usize], &Variant("Set", &swap));
            }
        };
        to.variant(Kind::NAMES[kind as usize], edit);
    }
}

struct Variant<'a>(&'static str, &'a dyn ToJson);

impl ToJson for Variant<'_> {
    fn write(&self, to: &mut Writer) {
        to.variant(self.0, self.1);
    }
}

/// What a change puts in the place of what, and of which record.
struct Swap<'a> {
    key: Option<&'a dyn ToJson>,
    before: &'a dyn ToJson,
    after: &'a dyn ToJson,
}

impl ToJson for Swap<'_> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            if let Some(key) = self.key {
                to.entry("key", key);
            }
            to.entry("before", self.before);
            to.entry("after", self.after);
        });
    }
}
