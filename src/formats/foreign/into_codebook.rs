use super::mapping::plain;
use super::{Becomes, Document, Mapped, Mapping, NOT_SET, SET};
use crate::model::sorted::{SortedMap, SortedSet};
use crate::model::{
    AttributeId, AttributeKind, Codebook, CodebookEdit, Editing, EntryKind, EntryRef, LabelId,
    Property, RelationTypeId,
};

/// More different values than one can choose from are words, not values.
const CHOICES: usize = 40;

/// A codebook that has all that a mapping names, and which entry each word is.
#[derive(Clone, Debug)]
pub(super) struct Entries {
    pub codebook: Codebook,
    pub labels: SortedMap<String, LabelId>,
    pub attributes: SortedMap<String, AttributeId>,
    pub relations: SortedMap<String, RelationTypeId>,
}

/// What documents do with a word that is new.
#[derive(Clone, Default)]
struct Use {
    /// Words of labels and of relation types that have it, or that stand at either end.
    on: [SortedSet<String>; 2],
    values: SortedSet<String>,
    /// Something has several values of it.
    many: bool,
}

/// Adds the new words of a mapping to a codebook, with what they are used on.
pub(super) fn mapped(
    codebook: &Codebook,
    mapping: &Mapping,
    documents: &[Document],
    editing: &Editing<'_>,
) -> Entries {
    let mut adding = Adding {
        codebook: codebook.clone(),
        editing,
    };
    let mut labels = SortedMap::new();
    for it in &mapping.labels {
        if let Some(id) = adding.entry(it, EntryKind::Label, "") {
            labels.insert(it.theirs.clone(), id);
        }
    }
    let (attribute_uses, relation_uses) = uses(mapping, documents);
    // Labels, and then relation types: attributes can be on both.
    let mut ends_by_word = ids_of(&labels);
    let mut relations = SortedMap::new();
    for it in &mapping.relations {
        let ends = relation_uses.get(&it.theirs).map(|it| &it.on);
        let [from, to] = [0, 1].map(|at| ids(ends.map(|it| &it[at]), &ends_by_word));
        let of = from.first().map_or("", String::as_str).to_owned();
        if let Some(id) = adding.entry::<RelationTypeId>(it, EntryKind::Relation, &of) {
            if it.becomes == Becomes::New {
                let entry = EntryRef::new(EntryKind::Relation, id.as_str());
                adding.set(&entry, Property::list("from", &from));
                adding.set(&entry, Property::list("to", &to));
            }
            relations.insert(it.theirs.clone(), id);
        }
    }
    ends_by_word.extend(ids_of(&relations));
    let mut attributes = SortedMap::new();
    for it in &mapping.attributes {
        let used = attribute_uses.get(&it.theirs);
        let on = ids(used.map(|it| &it.on[0]), &ends_by_word);
        let of = on.first().map_or("", String::as_str).to_owned();
        let Some(id) = adding.entry::<AttributeId>(it, EntryKind::Attribute, &of) else {
            continue;
        };
        let entry = EntryRef::new(EntryKind::Attribute, id.as_str());
        if let (Becomes::New, Some(used)) = (&it.becomes, used) {
            adding.set(&entry, Property::list("on", &on));
            adding.kind(&entry, used);
        }
        attributes.insert(it.theirs.clone(), id);
    }
    Entries {
        codebook: adding.codebook,
        labels,
        attributes,
        relations,
    }
}

/// Words with the ids that they have become.
fn ids_of<T: ToString>(entries: &SortedMap<String, T>) -> Vec<(String, String)> {
    let each = entries.iter();
    each.map(|(word, id)| (word.clone(), id.to_string()))
        .collect()
}

/// The ids of words, without those that become nothing.
fn ids(words: Option<&SortedSet<String>>, known: &[(String, String)]) -> Vec<String> {
    let is_meant = |word: &String| words.is_some_and(|it| it.contains(word));
    let mut ids = SortedSet::new();
    for (_, id) in known.iter().filter(|it| is_meant(&it.0)) {
        ids.insert(id.clone());
    }
    ids.iter().cloned().collect()
}

/// What new attributes and new relation types are used on.
fn uses(
    mapping: &Mapping,
    documents: &[Document],
) -> (SortedMap<String, Use>, SortedMap<String, Use>) {
    let mut attributes: SortedMap<String, Use> = SortedMap::new();
    let mut relations: SortedMap<String, Use> = SortedMap::new();
    for it in mapping
        .attributes
        .iter()
        .filter(|it| it.becomes == Becomes::New)
    {
        attributes.insert(it.theirs.clone(), Use::default());
    }
    for it in mapping
        .relations
        .iter()
        .filter(|it| it.becomes == Becomes::New)
    {
        relations.insert(it.theirs.clone(), Use::default());
    }
    for document in documents {
        let mut label_of: SortedMap<&str, &str> = SortedMap::new();
        for span in &document.spans {
            label_of.insert(&span.id, &span.label);
            note_attributes(&mut attributes, &span.label, &span.attributes);
        }
        for relation in &document.relations {
            note_attributes(&mut attributes, &relation.kind, &relation.attributes);
            let Some(used) = relations.get_mut(&relation.kind) else {
                continue;
            };
            for (end, id) in used.on.iter_mut().zip([&relation.from, &relation.to]) {
                if let Some(label) = label_of.get(&&**id) {
                    end.insert((*label).to_owned());
                }
            }
        }
    }
    (attributes, relations)
}

fn note_attributes(noted: &mut SortedMap<String, Use>, on: &str, all: &[(String, String)]) {
    for (at, (name, value)) in all.iter().enumerate() {
        let Some(used) = noted.get_mut(name) else {
            continue;
        };
        used.on[0].insert(on.to_owned());
        used.many |= all[..at].iter().any(|it| it.0 == *name);
        if used.values.len() <= CHOICES {
            used.values.insert(value.clone());
        }
    }
}

struct Adding<'a> {
    codebook: Codebook,
    editing: &'a Editing<'a>,
}

impl Adding<'_> {
    /// The entry that a word becomes, added where it is new.
    fn entry<T: Clone + for<'a> From<&'a str>>(
        &mut self,
        word: &Mapped<T>,
        kind: EntryKind,
        of: &str,
    ) -> Option<T> {
        match &word.becomes {
            Becomes::Known(id) => Some(id.clone()),
            Becomes::LeftOut => None,
            Becomes::New => {
                let id = self.add(kind, of, &word.theirs)?;
                Some(T::from(&id))
            }
        }
    }

    fn add(&mut self, kind: EntryKind, of: &str, word: &str) -> Option<String> {
        // Another one may be called so that is not used any more.
        for name in [
            word.to_owned(),
            format!("{word} (2)"),
            format!("{word} (3)"),
        ] {
            let of = of.to_owned();
            let edit = CodebookEdit::Add {
                kind,
                of,
                name,
                id: Some(word.to_owned()),
            };
            if let Ok(Some((codebook, entry))) = self.codebook.edited(&edit, self.editing) {
                self.codebook = codebook;
                return Some(entry.id);
            }
        }
        None
    }

    fn set(&mut self, entry: &EntryRef, property: Property) {
        let edit = CodebookEdit::Set(entry.clone(), property);
        if let Ok(Some((codebook, _))) = self.codebook.edited(&edit, self.editing) {
            self.codebook = codebook;
        }
    }

    /// What kind of attribute has such values.
    fn kind(&mut self, entry: &EntryRef, used: &Use) {
        let flags = used.values.iter().all(|it| it == SET || it == NOT_SET);
        let kind = match (flags, used.many) {
            (true, false) => AttributeKind::Flag,
            _ if used.values.len() > CHOICES => AttributeKind::Text,
            (_, true) => AttributeKind::Many,
            (false, false) => AttributeKind::One,
        };
        self.set(entry, Property::text("type", kind.into()));
        if !matches!(kind, AttributeKind::One | AttributeKind::Many) {
            return;
        }
        for value in used.values.iter().filter(|it| !it.trim().is_empty()) {
            self.add(EntryKind::Value, &entry.id, value);
        }
    }
}

/// The id of a value of a closed attribute: of the one that has this id or a name that reads the
/// same; else the word itself, which is kept.
pub(super) fn value_id(codebook: &Codebook, attribute: &AttributeId, word: &str) -> String {
    let found = codebook.attribute(attribute).and_then(|it| {
        let by_id = it.values.iter().find(|it| it.id.as_str() == word);
        let plain_word = plain(word);
        let named = |it: &&crate::model::Value| {
            let mut names = it.name.values();
            plain(it.id.as_str()) == plain_word || names.any(|it| plain(it) == plain_word)
        };
        by_id.or_else(|| it.values.iter().find(named))
    });
    found.map_or_else(|| word.to_owned(), |it| it.id.to_string())
}
