//! What is wrong with a codebook.

use super::{Attribute, Codebook, EntryKind, EntryRef, Localized};

/// Names of the colours that labels can have.
pub const COLOURS: &[&str] = &[
    "orange", "blue", "green", "violet", "red", "teal", "brown", "grey",
];

/// How labels can be underlined.
pub const PATTERNS: &[&str] = &["solid", "dashed", "dotted", "double"];

/// Ends of relations that are no labels.
pub const ENDS: &[&str] = &["@actor", "@canonical_claim", "@topic"];

/// Something that is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub wrong: Wrong,
    pub entry: EntryRef,
    /// What else it is about: an id, a key, the name of another entry.
    pub what: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    NoName,
    /// Another entry of the list is called so.
    SameName,
    /// An id is written with ASCII letters, digits and `_ . : -`.
    Id,
    SameId,
    /// A key is a digit or a small letter.
    Key,
    SameKey,
    /// Something names a label or a relation type that is not there.
    Unknown,
    /// An attribute is of nothing.
    NoLabel,
    /// A relation type has no labels at one end.
    NoEnd,
    /// At least so many fragments, and fewer at most.
    Fragments,
    /// The words of an example are not in its text.
    Quote,
    /// A version is two or three numbers with points, and greater than the one before.
    Version,
    NotThere,
    /// So many records could not be seen any more as they are.
    InUse,
    Misshapen,
}

impl Fault {
    pub(super) fn of(wrong: Wrong, entry: &EntryRef) -> Self {
        Self {
            wrong,
            entry: entry.clone(),
            what: String::new(),
        }
    }
}

/// Whether an entry can have this id.
pub(super) fn is_id(id: &str) -> bool {
    let letter = |it: char| it.is_ascii_alphanumeric() || "_.:-".contains(it);
    let first = |it: char| it.is_ascii_alphanumeric() || it == '_';
    id.len() <= 128 && id.starts_with(first) && id.chars().all(letter)
}

#[derive(Default)]
struct Check {
    found: Vec<Fault>,
}

impl Check {
    fn say(&mut self, wrong: Wrong, entry: &EntryRef, what: &str) {
        self.found.push(Fault {
            what: what.to_owned(),
            ..Fault::of(wrong, entry)
        });
    }

    /// Looks at a list of entries by their ids and names.
    fn list(&mut self, kind: EntryKind, of: &str, entries: &[(&str, &Localized)]) {
        for (at, (id, name)) in entries.iter().enumerate() {
            let entry = EntryRef::within(kind, of, id);
            if !is_id(id) {
                self.say(Wrong::Id, &entry, id);
            }
            if name.values().all(|it| it.trim().is_empty()) {
                self.say(Wrong::NoName, &entry, "");
            }
            let before = &entries[..at];
            if before.iter().any(|it| it.0 == *id) {
                self.say(Wrong::SameId, &entry, id);
            }
            for (language, name) in &name.0 {
                let same = |it: &&(&str, &Localized)| it.1.0.get(language) == Some(name);
                if before.iter().any(|it| same(&it)) {
                    self.say(Wrong::SameName, &entry, name);
                    break;
                }
            }
        }
    }

    fn attributes(&mut self, kind: EntryKind, attributes: &[Attribute]) {
        let named: Vec<_> = attributes
            .iter()
            .map(|it| (it.id.as_str(), &it.name))
            .collect();
        self.list(kind, "", &named);
        let values = kind.values().unwrap_or_default();
        for attribute in attributes {
            let named: Vec<_> = attribute
                .values
                .iter()
                .map(|it| (it.id.as_str(), &it.name))
                .collect();
            self.list(values, attribute.id.as_str(), &named);
        }
    }
}

impl Localized {
    pub fn values(&self) -> impl Iterator<Item = &String> {
        self.0.values()
    }
}

impl Codebook {
    /// All that is wrong: ids, names and keys that are there twice or missing, what names
    /// something that is not there. A codebook with nothing in it is in order.
    pub fn check(&self) -> Vec<Fault> {
        let mut check = Check::default();
        if self.name.values().all(|it| it.trim().is_empty()) {
            check.say(Wrong::NoName, &EntryRef::default(), "");
        }
        self.check_labels(&mut check);
        check.attributes(EntryKind::Attribute, &self.attributes);
        for attribute in &self.attributes {
            let entry = EntryRef::new(EntryKind::Attribute, attribute.id.as_str());
            if attribute.on.is_empty() {
                check.say(Wrong::NoLabel, &entry, "");
            }
            for on in &attribute.on {
                let id = on.as_str();
                if self.label(&id.into()).is_none() && self.relation(&id.into()).is_none() {
                    check.say(Wrong::Unknown, &entry, id);
                }
            }
        }
        self.check_relations(&mut check);
        check.attributes(EntryKind::ArticleAttribute, &self.article_attributes);
        let parts: Vec<_> = self
            .parts
            .iter()
            .map(|it| (it.id.as_str(), &it.name))
            .collect();
        check.list(EntryKind::Part, "", &parts);
        check.found
    }

    fn check_labels(&self, check: &mut Check) {
        let named: Vec<_> = self
            .labels
            .iter()
            .map(|it| (it.id.as_str(), &it.name))
            .collect();
        check.list(EntryKind::Label, "", &named);
        for (at, label) in self.labels.iter().enumerate() {
            let entry = EntryRef::new(EntryKind::Label, label.id.as_str());
            let key = label.key.as_str();
            let is_key = matches!(key.as_bytes(), [b'1'..=b'9' | b'a'..=b'z'] | []);
            if !is_key {
                check.say(Wrong::Key, &entry, key);
            }
            // Whose label is offered no more needs no key of its own.
            let other = |it: &&super::Label| it.key == key && !it.deprecated;
            if !key.is_empty() && !label.deprecated && self.labels[..at].iter().any(|it| other(&it))
            {
                check.say(Wrong::SameKey, &entry, key);
            }
            let (least, most) = (label.min_fragments, label.max_fragments);
            if most == Some(0) || least.zip(most).is_some_and(|(least, most)| least > most) {
                check.say(Wrong::Fragments, &entry, "");
            }
            for example in &label.examples {
                if example.text.is_empty() {
                    check.say(Wrong::Misshapen, &entry, "");
                }
                if !example.quote.is_empty() && !example.text.contains(&example.quote) {
                    check.say(Wrong::Quote, &entry, &example.quote);
                }
            }
        }
    }

    fn check_relations(&self, check: &mut Check) {
        let named: Vec<_> = self
            .relations
            .iter()
            .map(|it| (it.id.as_str(), &it.name))
            .collect();
        check.list(EntryKind::Relation, "", &named);
        for relation in &self.relations {
            let entry = EntryRef::new(EntryKind::Relation, relation.id.as_str());
            if self.label(&relation.id.as_str().into()).is_some() {
                check.say(Wrong::SameId, &entry, relation.id.as_str());
            }
            for ends in [&relation.from, &relation.to] {
                if ends.is_empty() {
                    check.say(Wrong::NoEnd, &entry, "");
                }
                for end in ends {
                    let known =
                        ENDS.contains(&end.as_str()) || self.label(&end.as_str().into()).is_some();
                    if !known {
                        check.say(Wrong::Unknown, &entry, end);
                    }
                }
            }
        }
    }
}
