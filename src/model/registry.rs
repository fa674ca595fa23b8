//! The project's lists of actors, canonical claims and topics, and who annotates.

use super::form::form;
use super::record::{fields, record};
use super::sorted::SortedMap;
use super::{
    ActorId, AnnotatorId, CanonicalClaimId, Extra, Provenance, Reference, Timestamp, TopicId,
};

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
    /// Aliases as somebody writes them: `es: Fulano, Mengano; en: John Doe`.
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

    /// What was written so, by language; of no language where none is said.
    pub fn aliases_from_words(words: &str) -> SortedMap<String, Vec<String>> {
        let mut all: SortedMap<String, Vec<String>> = SortedMap::new();
        for part in words.split(';') {
            let (language, names) = part.split_once(':').unwrap_or(("", part));
            let names = names.split(',').map(str::trim).filter(|it| !it.is_empty());
            let names: Vec<String> = names.map(str::to_owned).collect();
            if !names.is_empty() {
                all.or_insert_with(language.trim().to_owned(), Vec::new)
                    .extend(names);
            }
        }
        all
    }

    /// The name and all aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.values().flatten();
        std::iter::once(self.name.as_str()).chain(aliases.map(String::as_str))
    }
}

fields! { Actor => ActorField {
    Name(String) = name,
    Kind(String) = kind,
    Affiliation(String) = affiliation,
    Status(String) = status,
    Wikidata(String) = wikidata,
    Note(String) = note,
    Modified(Timestamp) = provenance.modified,
} each Aliases(String => Vec<String>) = aliases }
record!(Actor, ActorField, Actor, ActorId, |it| it.id, |_it| {
    Vec::new()
});

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

fields! { CanonicalClaim => CanonicalClaimField {
    Text(String) = text,
    Topic(Option<TopicId>) = topic,
    Note(String) = note,
    Modified(Timestamp) = provenance.modified,
}}
record!(
    CanonicalClaim,
    CanonicalClaimField,
    CanonicalClaim,
    CanonicalClaimId,
    |it| it.id,
    |it| it.topic.map(Reference::Topic).into_iter().collect()
);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub id: TopicId,
    pub name: String,
    pub provenance: Provenance,
    pub extra: Extra,
}

fields! { Topic => TopicField {
    Name(String) = name,
    Modified(Timestamp) = provenance.modified,
}}
record!(Topic, TopicField, Topic, TopicId, |it| it.id, |_it| {
    Vec::new()
});

/// Who makes records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotator {
    pub id: AnnotatorId,
    pub name: String,
    pub extra: Extra,
}

fields! { Annotator => AnnotatorField {
    Name(String) = name,
}}
record!(
    Annotator,
    AnnotatorField,
    Annotator,
    AnnotatorId,
    |it| it.id,
    |_it| Vec::new()
);

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
