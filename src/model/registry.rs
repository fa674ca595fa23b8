//! The project's lists of actors, canonical claims and topics, and who annotates.

use super::field::fields;
use super::form::form;
use super::sorted::SortedMap;
use super::{ActorId, AnnotatorId, CanonicalClaimId, Extra, Provenance, TopicId};

/// A person, group, institution or facility that is named or quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub id: ActorId,
    pub name: String,
    /// Other names, by language (BCP 47).
    pub aliases: SortedMap<String, Vec<String>>,
    /// `person`, `group`, `institution`, `facility`, `outlet`, `document`; empty when unset.
    pub kind: String,
    /// A value of the codebook's `affiliation`; empty when unset.
    pub affiliation: String,
    /// A value of the codebook's `status`; empty when unset.
    pub status: String,
    /// Wikidata item, as in `Q9545`; empty when unset.
    pub wikidata: String,
    pub note: String,
    pub provenance: Provenance,
    pub extra: Extra,
}

impl Actor {
    /// Aliases as a line: `en: John Doe; es: Fulano, Mengano`.
    pub fn aliases_in_words(&self) -> String {
        let languages = self.aliases.iter().map(|(language, names)| {
            let names = names.join(", ");
            if language.is_empty() {
                names
            } else {
                format!("{language}: {names}")
            }
        });
        languages.collect::<Vec<_>>().join("; ")
    }

    /// The name and all aliases.
    pub fn names(&self) -> Vec<&str> {
        let mut names = vec![self.name.as_str()];
        for aliases in self.aliases.values() {
            names.extend(aliases.iter().map(String::as_str));
        }
        names
    }
}

fields! { ActorField {
    Name(String),
    Kind(String),
    Affiliation(String),
    Status(String),
    Wikidata(String),
    Note(String),
} each Aliases(String => Vec<String>) }

impl Actor {
    pub fn key(&self) -> ActorId {
        self.id
    }
}

/// The proposition that Claims in several articles and languages have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanonicalClaim {
    pub id: CanonicalClaimId,
    pub text: String,
    pub topic: Option<TopicId>,
    pub note: String,
    pub provenance: Provenance,
    pub extra: Extra,
}

fields! { CanonicalClaimField {
    Text(String),
    Topic(Option<TopicId>),
    Note(String),
}}

impl CanonicalClaim {
    pub fn key(&self) -> CanonicalClaimId {
        self.id
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub name: String,
    pub provenance: Provenance,
    pub extra: Extra,
}

fields! { TopicField {
    Name(String),
}}

impl Topic {
    pub fn key(&self) -> TopicId {
        self.id
    }
}

/// Who makes records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotator {
    pub id: AnnotatorId,
    pub name: String,
    pub extra: Extra,
}

impl Annotator {
    pub fn key(&self) -> AnnotatorId {
        self.id
    }
}

form!(Actor {
    id,
    name,
    aliases,
    kind,
    affiliation,
    status,
    wikidata,
    note,
    provenance,
    extra
});
form!(CanonicalClaim {
    id,
    text,
    topic,
    note,
    provenance,
    extra
});
form!(Topic {
    id,
    name,
    provenance,
    extra
});
form!(Annotator { id, name, extra });
