//! Records of all kinds as one type: what is done to any of them is written once.

use std::cmp::Ordering;
use std::rc::Rc;

use super::field::{self, Field};
use super::form::{Decoder, FromJson};
use super::json::{Raw, ToJson, Writer};
use super::sorted::Keyed;
use super::{
    Actor, ActorId, Annotation, AnnotationId, Annotator, AnnotatorId, Article, ArticleId,
    CanonicalClaim, CanonicalClaimId, Coding, CodingKey, Conflict, LintException, LintExceptionKey,
    Membership, MembershipKey, Override, OverrideKey, Part, PartKey, Reading, ReadingKey, Relation,
    RelationId, Topic, TopicId,
};

/// Declares the kinds of records.
macro_rules! records {
    ($($kind:ident by $key:ident,)*) => {
        /// Something somebody decided, kept in a project under its key. A copy is the same one.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Record {
            $($kind(Rc<$kind>),)*
        }

        /// What kind of record it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $($kind,)*
        }

        impl Kind {
            pub const ALL: &[Self] = &[$(Self::$kind),*];
            /// As they are called in code; files say it in `snake_case`.
            pub(super) const NAMES: &[&str] = &[$(stringify!($kind)),*];
        }

        impl Record {
            pub const fn kind(&self) -> Kind {
                match self {
                    $(Self::$kind(_) => Kind::$kind,)*
                }
            }

            /// How others refer to it.
            pub fn reference(&self) -> Reference {
                match self {
                    $(Self::$kind(it) => Reference::$kind(it.key()),)*
                }
            }

            fn as_json(&self) -> &dyn ToJson {
                match self {
                    $(Self::$kind(it) => it,)*
                }
            }

            pub(super) fn read(kind: Kind, decoder: &mut Decoder<'_>) -> Self {
                match kind {
                    $(Kind::$kind => Self::$kind(Rc::from_json(decoder)),)*
                }
            }
        }

        impl Keyed for Record {
            type Key = Reference;

            fn compare(&self, key: &Reference) -> Ordering {
                match (self, key) {
                    $((Self::$kind(it), Reference::$kind(key)) => it.key().cmp(key),)*
                    _ => (self.kind() as usize).cmp(&(key.kind() as usize)),
                }
            }
        }

        /// Any record of a project, by its key.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Reference {
            $($kind($key),)*
        }

        impl Reference {
            pub const fn kind(&self) -> Kind {
                match self {
                    $(Self::$kind(_) => Kind::$kind,)*
                }
            }

            pub(super) fn key_as_json(&self) -> &dyn ToJson {
                match self {
                    $(Self::$kind(key) => key,)*
                }
            }

            pub(super) fn read(kind: Kind, decoder: &mut Decoder<'_>) -> Self {
                match kind {
                    $(Kind::$kind => Self::$kind(FromJson::from_json(decoder)),)*
                }
            }
        }

        $(
            impl From<$kind> for Record {
                fn from(record: $kind) -> Self {
                    Self::$kind(Rc::new(record))
                }
            }

            impl From<$key> for Reference {
                fn from(key: $key) -> Self {
                    Self::$kind(key)
                }
            }
        )*
    };
}

records! {
    Article by ArticleId,
    Part by PartKey,
    Annotation by AnnotationId,
    Relation by RelationId,
    Membership by MembershipKey,
    CanonicalClaim by CanonicalClaimId,
    Actor by ActorId,
    Topic by TopicId,
    Reading by ReadingKey,
    Override by OverrideKey,
    Coding by CodingKey,
    LintException by LintExceptionKey,
    Annotator by AnnotatorId,
}

impl Record {
    /// The same with one property set, if that is as it was before.
    pub(super) fn with(&self, before: &Field, after: &Field) -> Result<Self, Conflict> {
        let without = match self {
            Self::Article(it) if !after.is_called("revisions") => Some(it.without_revisions()),
            _ => None,
        };
        let form = match &without {
            Some(article) => field::set(article, before, after)?,
            None => field::set(self, before, after)?,
        };
        let mut decoder = Decoder::of(Raw::written(&form));
        let mut new = Self::read(self.kind(), &mut decoder);
        if let (Self::Article(new), Self::Article(old), true) = (&mut new, self, without.is_some())
        {
            Rc::make_mut(new).revisions.clone_from(&old.revisions);
        }
        decoder.finish(new).map_err(|_| Conflict::Misshapen)
    }

    /// The records this one cannot exist without, or names.
    pub fn refers_to(&self) -> Vec<Reference> {
        match self {
            Self::Article(_) | Self::Actor(_) | Self::Topic(_) | Self::Annotator(_) => Vec::new(),
            Self::Part(it) => vec![it.article.into()],
            Self::Annotation(it) => {
                let mut all = vec![it.article.into()];
                all.extend(it.actor.map(Reference::Actor));
                all
            }
            Self::Relation(it) => vec![it.from.into(), it.to.into()],
            Self::Membership(it) => vec![it.claim.into(), it.canonical_claim.into()],
            Self::CanonicalClaim(it) => it.topic.map(Reference::Topic).into_iter().collect(),
            Self::Reading(it) => vec![it.article.into()],
            Self::Override(it) => vec![it.canonical_claim.into(), it.article.into()],
            Self::Coding(it) => vec![it.article.into()],
            Self::LintException(it) => vec![it.subject.into()],
        }
    }
}

impl ToJson for Record {
    fn write(&self, to: &mut Writer) {
        self.as_json().write(to);
    }
}
