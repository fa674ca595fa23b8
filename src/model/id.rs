use std::fmt;
use std::rc::Rc;

use uuid::Uuid;

use super::form::{Decoder, FromJson};
use super::json::{ToJson, Writer};

fn uuid(decoder: &mut Decoder<'_>) -> Uuid {
    let text = decoder.text();
    let id = as_written(text.as_bytes()).map_or_else(|| text.parse(), Ok);
    id.unwrap_or_else(|it: uuid::Error| {
        decoder.fail(&it.to_string());
        Uuid::nil()
    })
}

/// An id in the form in which it is written here. There are three in each annotation; whatever
/// else may be an id is looked at only where this one is none.
fn as_written(text: &[u8]) -> Option<Uuid> {
    let mut id = [0; 16];
    let mut half = 0;
    for (at, byte) in text.iter().enumerate() {
        let digit = match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            b'-' if matches!(at, 8 | 13 | 18 | 23) => continue,
            _ => return None,
        };
        let place: &mut u8 = id.get_mut(half / 2)?;
        *place = *place << 4 | digit;
        half += 1;
    }
    (text.len() == 36 && half == 32).then(|| Uuid::from_bytes(id))
}

/// Declares newtype ids. Ids of different records never mix, and the model mints none:
/// they come through a port or from a file.
macro_rules! record_ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
        )]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromJson for $name {
            fn from_json(decoder: &mut Decoder<'_>) -> Self {
                Self(uuid(decoder))
            }
        }

        impl ToJson for $name {
            fn write(&self, to: &mut Writer) {
                self.0.write(to);
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

record_ids! {
    ProjectId
    ArticleId
    AnnotationId
    RelationId
    ActorId
    CanonicalClaimId
    TopicId
    AnnotatorId
    /// One copy of the app that writes to a project's journal.
    ReplicaId
}

/// Declares ids that a codebook gives: short ASCII names that never change.
macro_rules! codebook_ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Rc<str>);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.into())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromJson for $name {
            fn from_json(decoder: &mut Decoder<'_>) -> Self {
                Self::from(&*decoder.text())
            }
        }

        impl ToJson for $name {
            fn write(&self, to: &mut Writer) {
                to.text(&self.0);
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                &*self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                &*self.0 == *other
            }
        }
    )*};
}

codebook_ids! {
    LabelId
    AttributeId
    /// One value of a closed attribute.
    ValueId
    RelationTypeId
    /// Kind of a part: headline, summary, …
    PartId
    /// A lint rule.
    RuleId
}
