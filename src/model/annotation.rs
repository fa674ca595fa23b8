use smallvec::SmallVec;

use super::field::fields;
use super::form::form;
use super::{
    ActorId, AnnotationId, ArticleId, AttributeId, AttributeValue, Attributes, Extra, LabelId,
    Node, Provenance,
};
use crate::model::sorted::sort_by;
use crate::text::TextSpan;

/// The pieces of an annotation, in order, neither overlapping nor touching. None for a
/// Stance that no words show.
pub type Fragments = SmallVec<[TextSpan; 1]>;

/// One tagged span, or several fragments, in one revision of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    pub id: AnnotationId,
    pub article: ArticleId,
    pub revision: u32,
    pub label: LabelId,
    pub fragments: Fragments,
    pub attributes: Attributes,
    /// Whom a Source names.
    pub actor: Option<ActorId>,
    pub note: String,
    /// Its place was not found in a later revision; the fragments are the last good ones.
    /// What a file quotes and its text does not have is among the `extra`: see [`LOST`].
    pub orphan: bool,
    pub provenance: Provenance,
    pub extra: Extra,
}

/// Where an orphan keeps the fragments that a file gave it, quotes and all, if its text does
/// not have them: what stands at their place are other words.
pub const LOST: &str = "@lost";

impl Annotation {
    /// The fragments of an orphan as a file gave them.
    pub fn lost(&self) -> Option<&Node> {
        self.extra.as_ref()?.get(LOST).filter(|_| self.orphan)
    }

    /// From the first to the last character; `None` without fragments.
    pub fn hull(&self) -> Option<TextSpan> {
        let first = self.fragments.first()?;
        Some(first.hull(*self.fragments.last()?))
    }

    pub fn has(&self, attribute: &str, value: &str) -> bool {
        self.attributes
            .get(&AttributeId::from(attribute))
            .is_some_and(|it| it.is(value))
    }
}

/// Sorts fragments and joins those that overlap or touch.
pub fn normalize(fragments: impl IntoIterator<Item = TextSpan>) -> Fragments {
    let mut sorted: Vec<TextSpan> = fragments.into_iter().collect();
    sort_by(&mut sorted, Ord::cmp);
    let mut joined = Fragments::new();
    for span in sorted {
        match joined.last_mut() {
            Some(last) if span.start() <= last.end() => *last = last.hull(span),
            _ => joined.push(span),
        }
    }
    joined
}

fields! { AnnotationField {
    Label(LabelId),
    Fragments(Fragments),
    Revision(u32),
    Actor(Option<ActorId>),
    Note(String),
    Orphan(bool),
} each Attribute(AttributeId => AttributeValue) }

impl Annotation {
    pub fn key(&self) -> AnnotationId {
        self.id
    }
}

form!(Annotation {
    id,
    article,
    revision,
    label,
    fragments,
    attributes,
    actor,
    note,
    orphan,
    provenance,
    extra
});
