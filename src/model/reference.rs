use super::{
    ActorId, AnnotationId, AnnotatorId, ArticleId, CanonicalClaimId, CodingKey, LintExceptionKey,
    MembershipKey, OverrideKey, PartKey, ReadingKey, RelationId, TopicId,
};

/// Any record of a project, by its key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    Article(ArticleId),
    Part(PartKey),
    Annotation(AnnotationId),
    Relation(RelationId),
    Membership(MembershipKey),
    CanonicalClaim(CanonicalClaimId),
    Actor(ActorId),
    Topic(TopicId),
    Reading(ReadingKey),
    Override(OverrideKey),
    Coding(CodingKey),
    LintException(LintExceptionKey),
    Annotator(AnnotatorId),
}
