use std::rc::Rc;

use super::form::{Decoder, FromNode, form, read_variant};
use super::json::{ToJson, Writer};
use super::record::{Edit, edited, fields};
use super::{
    Actor, ActorField, ActorId, Annotation, AnnotationField, AnnotationId, Annotator,
    AnnotatorField, AnnotatorId, Article, ArticleField, ArticleId, CanonicalClaim,
    CanonicalClaimField, CanonicalClaimId, Codebook, Coding, CodingField, CodingKey, Extra,
    LintException, LintExceptionField, LintExceptionKey, Membership, MembershipField,
    MembershipKey, Node, Override, OverrideField, OverrideKey, Part, PartField, PartKey, Project,
    ProjectId, Reading, ReadingField, ReadingKey, Relation, RelationField, RelationId, Timestamp,
    Topic, TopicField, TopicId,
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

fields! { About => AboutField {
    Title(String) = title,
    Language(String) = language,
}}

/// The smallest edit: one field of one record set, or one record added or removed.
///
/// Its inverse is a swap, so undo needs nothing but the changes themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    About {
        before: AboutField,
        after: AboutField,
    },
    Codebook {
        before: Rc<Codebook>,
        after: Rc<Codebook>,
    },
    Article(Edit<Article, ArticleId, ArticleField>),
    Part(Edit<Part, PartKey, PartField>),
    Annotation(Edit<Annotation, AnnotationId, AnnotationField>),
    Relation(Edit<Relation, RelationId, RelationField>),
    Membership(Edit<Membership, MembershipKey, MembershipField>),
    CanonicalClaim(Edit<CanonicalClaim, CanonicalClaimId, CanonicalClaimField>),
    Actor(Edit<Actor, ActorId, ActorField>),
    Topic(Edit<Topic, TopicId, TopicField>),
    Reading(Edit<Reading, ReadingKey, ReadingField>),
    Override(Edit<Override, OverrideKey, OverrideField>),
    Coding(Edit<Coding, CodingKey, CodingField>),
    LintException(Edit<LintException, LintExceptionKey, LintExceptionField>),
    Annotator(Edit<Annotator, AnnotatorId, AnnotatorField>),
}

/// Runs one expression for whichever record type a change is about.
macro_rules! for_each_table {
    ($change:expr, |$edit:ident| $do:expr, about: $about:expr, codebook: $codebook:expr) => {
        match $change {
            Change::About { before, after } => $about(before, after),
            Change::Codebook { before, after } => $codebook(before, after),
            Change::Article($edit) => $do,
            Change::Part($edit) => $do,
            Change::Annotation($edit) => $do,
            Change::Relation($edit) => $do,
            Change::Membership($edit) => $do,
            Change::CanonicalClaim($edit) => $do,
            Change::Actor($edit) => $do,
            Change::Topic($edit) => $do,
            Change::Reading($edit) => $do,
            Change::Override($edit) => $do,
            Change::Coding($edit) => $do,
            Change::LintException($edit) => $do,
            Change::Annotator($edit) => $do,
        }
    };
}
pub(in crate::model) use for_each_table;

impl Change {
    pub fn inverse(self) -> Self {
        macro_rules! inverted {
            ($($table:ident)*) => {
                match self {
                    Self::About { before, after } => {
                        Self::About { before: after, after: before }
                    }
                    Self::Codebook { before, after } => {
                        Self::Codebook { before: after, after: before }
                    }
                    $(Self::$table(edit) => Self::$table(edit.inverse()),)*
                }
            };
        }
        inverted!(
            Article Part Annotation Relation Membership CanonicalClaim Actor Topic Reading
            Override Coding LintException Annotator
        )
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
    Reading ReadingField;
    Override OverrideField;
    Coding CodingField;
    LintException LintExceptionField;
}

impl Article {
    /// The change that sets one field; none when it already has the value.
    pub fn edited(&self, after: ArticleField) -> Option<Change> {
        let before = self.field_of(&after);
        let key = self.id;
        (before != after).then_some(Change::Article(Edit::Set { key, before, after }))
    }
}

impl Project {
    /// The change that sets what the project says of itself; none when it says so already.
    pub fn about_edited(&self, after: AboutField) -> Option<Change> {
        let before = self.about().field_of(&after);
        (before != after).then_some(Change::About { before, after })
    }
}

form!(About {
    id,
    title,
    language,
    created,
    extra
});

impl FromNode for Change {
    fn from_node(node: Node, decoder: &mut Decoder) -> Self {
        macro_rules! read {
            ($($table:ident)*) => {
                read_variant!(node, decoder,
                    $($table(edit) => Self::$table(Edit::from_node(edit, decoder)),)*
                    About(swap) => {
                        let mut swap = decoder.object(swap);
                        Self::About { before: swap.must("before"), after: swap.must("after") }
                    },
                    Codebook(swap) => {
                        let mut swap = decoder.object(swap);
                        Self::Codebook { before: swap.must("before"), after: swap.must("after") }
                    },
                )
            };
        }
        read!(
            Article Part Annotation Relation Membership CanonicalClaim Actor Topic Reading
            Override Coding LintException Annotator
        )
    }
}

impl ToJson for Change {
    fn write(&self, to: &mut Writer) {
        macro_rules! written {
            ($($table:ident)*) => {
                match self {
                    Self::About { before, after } => {
                        to.variant("about", &Swap { before, after });
                    }
                    Self::Codebook { before, after } => {
                        to.variant("codebook", &Swap { before, after });
                    }
                    $(Self::$table(edit) => to.variant(stringify!($table), edit),)*
                }
            };
        }
        written!(
            Article Part Annotation Relation Membership CanonicalClaim Actor Topic Reading
            Override Coding LintException Annotator
        );
    }
}

/// What a change puts in the place of what.
struct Swap<'a> {
    before: &'a dyn ToJson,
    after: &'a dyn ToJson,
}

impl ToJson for Swap<'_> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            to.entry("before", self.before);
            to.entry("after", self.after);
        });
    }
}
