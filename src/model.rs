//! The project and all that people decide about it: articles, codebook, annotations,
//! relations, memberships and registries, and the changes that edit them.
//!
//! Nothing here reads a clock, mints an id or touches storage.

mod annotation;
mod article;
mod attribute;
mod change;
mod codebook;
pub mod coverage;
mod decision;
mod extra;
mod field;
mod fitting;
pub mod form;
mod holding;
mod id;
pub mod json;
pub mod lint;
pub mod matrix;
mod migration;
mod misfits;
mod order;
mod project;
mod provenance;
mod record;
mod registry;
mod relation;
pub mod sorted;
pub mod sources;
mod timestamp;
mod transaction;
mod uses;

pub use annotation::{Annotation, AnnotationField, Fragments, LOST, normalize};
pub use article::{
    Article, ArticleField, BadHash, Part, PartKey, Revision, RevisionSource, TextHash,
};
pub use attribute::{AttributeValue, Attributes};
pub use change::{About, AboutField, Change, inverse_of};
pub use codebook::{
    Attribute, AttributeKind, COLOURS, Codebook, CodebookEdit, ENDS, Editing, EntryKind, EntryRef,
    Example, Fault, Label, Localized, LogEntry, PATTERNS, PartType, Property, RelationType, Value,
    Wrong, number_of,
};
pub use decision::{
    Coding, CodingField, CodingKey, LintException, LintExceptionKey, Membership, MembershipField,
    MembershipKey, Override, OverrideField, OverrideKey, Polarity, Reading, ReadingField,
    ReadingKey, Subject,
};
pub use extra::Extra;
pub use field::Field;
pub use fitting::{TakenAway, Unfit, attributes_not_on};
pub use holding::refitted;
pub use id::{
    ActorId, AnnotationId, AnnotatorId, ArticleId, AttributeId, CanonicalClaimId, LabelId, PartId,
    ProjectId, RelationId, RelationTypeId, ReplicaId, RuleId, TopicId, ValueId,
};
pub use json::Node;
pub use migration::{Fate, Migration};
pub use misfits::{Misfit, Reason};
pub use order::OrderKey;
pub use project::{Conflict, IN_ORDER, Problem, Project};
pub use provenance::{Origin, Provenance};
pub use record::{Kind, Record, Reference};
pub use registry::{
    Actor, ActorField, Annotator, CanonicalClaim, CanonicalClaimField, Topic, TopicField,
};
pub use relation::{End, Relation, RelationField};
pub use timestamp::{BadTimestamp, Timestamp, day_in, is_date};
pub use transaction::{Entry, Focus, FocusChange, Skipped, Step, Transaction, TransactionName};
pub use uses::Uses;
