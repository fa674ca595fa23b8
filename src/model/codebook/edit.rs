//! Edits of a codebook. Each makes a new version of it, with a line in its log.

use super::check::is_id;
use super::entry::{Keys, find, list_of, position};
use super::log::parsed;
use super::{Codebook, EntryKind, EntryRef, Fault, LogEntry, Wrong};
use crate::model::{Node, Timestamp};
use crate::text::search::folded;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodebookEdit {
    /// A new entry behind the others of its kind. `of` is the attribute that gets a value, or
    /// what gets an attribute: a label or a relation type.
    Add {
        kind: EntryKind,
        of: String,
        name: String,
        /// The id that it has elsewhere, where that can be its id here too.
        id: Option<String>,
    },
    Set(EntryRef, Property),
    Move {
        entry: EntryRef,
        up: bool,
    },
    /// Takes out an entry, and what cannot be without it: attributes that nothing has any more
    /// and relation types of which an end is gone.
    Remove {
        entry: EntryRef,
        /// Where its annotations go, in words, for the log.
        to: String,
    },
    /// The version gets a number of somebody's choice.
    Declare(String),
}

/// A key of an entry with its value; empty text, an empty list and null unset it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    pub key: &'static str,
    /// Of what is said in several languages: this one alone.
    pub language: Option<String>,
    pub value: Node,
}

/// Who edits, when, and why.
#[derive(Clone, Debug, Default)]
pub struct Editing<'a> {
    pub by: &'a str,
    pub at: Timestamp,
    pub note: &'a str,
}

impl Property {
    pub fn new(key: &'static str, value: Node) -> Self {
        Self {
            key,
            language: None,
            value,
        }
    }

    pub fn flag(key: &'static str, on: bool) -> Self {
        Self::new(key, Node::Flag(on))
    }

    pub fn text(key: &'static str, text: &str) -> Self {
        Self::new(key, Node::Text(text.trim().to_owned()))
    }

    pub fn list(key: &'static str, ids: &[String]) -> Self {
        Self::new(
            key,
            Node::List(ids.iter().cloned().map(Node::Text).collect()),
        )
    }

    pub fn in_language(key: &'static str, language: &str, text: &str) -> Self {
        Self {
            language: Some(language.to_owned()),
            ..Self::text(key, text)
        }
    }
}

impl Codebook {
    /// The codebook after an edit, and what was edited. Nothing new where nothing is different;
    /// what would leave it with something wrong is refused with that.
    pub fn edited(
        &self,
        edit: &CodebookEdit,
        editing: &Editing<'_>,
    ) -> Result<Option<(Self, EntryRef)>, Fault> {
        let mut log = LogEntry {
            at: editing.at.to_string(),
            by: editing.by.to_owned(),
            note: editing.note.trim().to_owned(),
            ..LogEntry::default()
        };
        let mut tree = self.tree();
        let mut number = self.next_version();
        let (edited, entry) = match edit {
            CodebookEdit::Add { kind, of, name, id } => {
                "add".clone_into(&mut log.edit);
                let id = id.as_deref().filter(|it| is_id(it));
                self.add(&mut tree, *kind, of, name.trim(), id)
            }
            CodebookEdit::Set(entry, property) => {
                "set".clone_into(&mut log.edit);
                let language = property.language.as_ref();
                let behind = language.map(|it| format!(".{it}")).unwrap_or_default();
                log.property = format!("{}{behind}", property.key);
                if let (Node::Text(text), "name" | "key" | "colour" | "pattern") =
                    (&property.value, property.key)
                {
                    text.clone_into(&mut log.to);
                }
                if property.value == Node::Flag(false) {
                    "false".clone_into(&mut log.to);
                }
                (set(&mut tree, entry, property), entry.clone())
            }
            CodebookEdit::Move { entry, up } => {
                "move".clone_into(&mut log.edit);
                (shift(&mut tree, entry, *up), entry.clone())
            }
            CodebookEdit::Remove { entry, to } => {
                "remove".clone_into(&mut log.edit);
                to.clone_into(&mut log.to);
                (take_out(&mut tree, entry), entry.clone())
            }
            CodebookEdit::Declare(version) => {
                "declare".clone_into(&mut log.edit);
                version.trim().clone_into(&mut number);
                let later = parsed(&number) > parsed(self.version_number());
                (later, EntryRef::default())
            }
        };
        if !edited {
            let wrong = match edit {
                CodebookEdit::Declare(_) => Wrong::Version,
                _ => Wrong::NotThere,
            };
            return Err(Fault::of(wrong, &entry));
        }
        let misshapen = |_| Fault::of(Wrong::Misshapen, &entry);
        let mut new = Self::of_tree(tree).map_err(misshapen)?;
        if matches!(edit, CodebookEdit::Remove { .. }) {
            new.drop_references(&entry);
        }
        if new == *self && !matches!(edit, CodebookEdit::Declare(_)) {
            return Ok(None);
        }
        let before = self.check();
        if let Some(fault) = new.check().into_iter().find(|it| !before.contains(it)) {
            return Err(fault);
        }
        number.clone_into(&mut log.version);
        (log.kind, log.of, log.id) = (entry.kind, entry.of.clone(), entry.id.clone());
        let named = if self.has(&entry) { self } else { &new };
        log.name = named.name_of(&entry);
        new.log.push(log);
        new.set_version(&number);
        Ok(Some((new, entry)))
    }

    fn add(
        &self,
        tree: &mut Keys,
        kind: EntryKind,
        of: &str,
        name: &str,
        id: Option<&str>,
    ) -> (bool, EntryRef) {
        let within = kind.within().map_or("", |_| of);
        let id = id.map_or_else(|| id_of(kind, name), str::to_owned);
        let id = self.free_id(kind, within, &id);
        let entry = EntryRef::within(kind, within, &id);
        let mut keys = Keys::new();
        let text = |text: &str| Node::Text(text.to_owned());
        let mut name_in = Keys::new();
        name_in.insert("en".to_owned(), text(name));
        keys.insert("id".to_owned(), text(&id));
        keys.insert("name".to_owned(), Node::Object(name_in));
        let first = self.labels.iter().find(|it| !it.deprecated);
        let end = match (of, first) {
            ("", Some(label)) => label.id.as_str(),
            _ => of,
        };
        let ends = || Node::List(vec![text(end)]);
        match kind {
            EntryKind::Label => {
                let (key, colour, pattern) = self.unused_look();
                keys.insert("key".to_owned(), text(&key));
                keys.insert("colour".to_owned(), text(colour));
                keys.insert("pattern".to_owned(), text(pattern));
            }
            EntryKind::Attribute => {
                keys.insert("on".to_owned(), ends());
                keys.insert("type".to_owned(), text("one"));
            }
            EntryKind::ArticleAttribute => {
                keys.insert("type".to_owned(), text("one"));
            }
            EntryKind::Relation => {
                keys.insert("from".to_owned(), ends());
                keys.insert("to".to_owned(), ends());
            }
            _ => {}
        }
        let list = list_of(tree, kind, within).filter(|_| kind != EntryKind::Codebook);
        let added = list.is_some_and(|list| {
            list.push(Node::Object(keys));
            true
        });
        (added, entry)
    }

    /// An id for a new entry that no entry has or had.
    fn free_id(&self, kind: EntryKind, of: &str, id: &str) -> String {
        let taken = |id: &str| {
            // What has attributes is named by id, be it a label or a relation type.
            let ends = [EntryKind::Label, EntryKind::Relation];
            let kinds = if ends.contains(&kind) {
                &ends[..]
            } else {
                &[kind]
            };
            let had = |it: &LogEntry| kinds.contains(&it.kind) && it.of == of && it.id == id;
            let has = |&it: &EntryKind| self.has(&EntryRef::within(it, of, id));
            kinds.iter().any(has) || self.log.iter().any(had)
        };
        let id: String = id.chars().take(100).collect();
        let mut free = id.clone();
        let mut number = 2;
        while taken(&free) {
            free = format!("{id}_{number}");
            number += 1;
        }
        free
    }

    /// A key, a colour and a pattern that no label has, as long as there are any.
    fn unused_look(&self) -> (String, &'static str, &'static str) {
        let used = |has: &dyn Fn(&super::Label) -> bool| self.labels.iter().any(has);
        let key = (1..=9)
            .map(|it: u32| it.to_string())
            .find(|key| !used(&|it| it.key == *key));
        let free = |all: &[&'static str], has: &dyn Fn(&super::Label, &str) -> bool| {
            let unused = all.iter().find(|one| !used(&|it| has(it, one)));
            unused
                .copied()
                .unwrap_or(all[self.labels.len() % all.len()])
        };
        let colour = free(super::COLOURS, &|it, one| it.colour == one);
        let pattern = free(super::PATTERNS, &|it, one| it.pattern == one);
        (key.unwrap_or_default(), colour, pattern)
    }

    /// Takes out what named an entry that is gone, and what is nothing without it.
    fn drop_references(&mut self, gone: &EntryRef) {
        let mut gone = match gone.kind {
            EntryKind::Label | EntryKind::Relation => vec![gone.id.clone()],
            _ => return,
        };
        for relation in &mut self.relations {
            relation.from.retain(|it| !gone.contains(it));
            relation.to.retain(|it| !gone.contains(it));
            if relation.from.is_empty() || relation.to.is_empty() {
                gone.push(relation.id.to_string());
            }
        }
        self.relations
            .retain(|it| !it.from.is_empty() && !it.to.is_empty());
        for attribute in &mut self.attributes {
            attribute.on.retain(|it| !gone.contains(it));
        }
        self.attributes.retain(|it| !it.on.is_empty());
    }
}

/// An id after a name.
fn id_of(kind: EntryKind, name: &str) -> String {
    let folded = folded(name);
    let mut id = String::new();
    for letter in folded.chars() {
        if letter.is_ascii_alphanumeric() {
            id.push(letter);
        } else if !id.ends_with('_') && !id.is_empty() {
            id.push('_');
        }
    }
    let id = id.trim_end_matches('_');
    if id.is_empty() { kind.id() } else { id }.to_owned()
}

fn is_unset(value: &Node) -> bool {
    match value {
        Node::Null => true,
        Node::Text(text) => text.is_empty(),
        Node::List(list) => list.is_empty(),
        _ => false,
    }
}

fn set(tree: &mut Keys, entry: &EntryRef, property: &Property) -> bool {
    if matches!(property.key, "id" | "version" | "log") {
        return false;
    }
    let Some(keys) = find(tree, entry) else {
        return false;
    };
    let key = property.key.to_owned();
    let Some(language) = &property.language else {
        put(keys, key, &property.value);
        return true;
    };
    let mut texts = match keys.get(property.key) {
        Some(Node::Object(texts)) => texts.clone(),
        _ => Keys::new(),
    };
    put(&mut texts, language.clone(), &property.value);
    if texts.is_empty() {
        keys.remove(property.key);
    } else {
        keys.insert(key, Node::Object(texts));
    }
    true
}

fn put(keys: &mut Keys, key: String, value: &Node) {
    // An empty list of ends is no end, and said to be wrong.
    if is_unset(value) && !matches!(&*key, "from" | "to") {
        keys.remove(&key);
    } else {
        keys.insert(key, value.clone());
    }
}

fn shift(tree: &mut Keys, entry: &EntryRef, up: bool) -> bool {
    let Some(list) = list_of(tree, entry.kind, &entry.of) else {
        return false;
    };
    let Some(at) = position(list, &entry.id) else {
        return false;
    };
    let beside = |other: usize| first_on(&list[other]) == first_on(&list[at]);
    let to = if up {
        (0..at).rev().find(|it| beside(*it))
    } else {
        (at + 1..list.len()).find(|it| beside(*it))
    };
    // At its end of the list it is where it should go already.
    if let Some(to) = to {
        list.swap(at, to);
    }
    true
}

/// What an attribute is shown with. Others have nothing, and so are all beside each other.
fn first_on(entry: &Node) -> Option<&Node> {
    match entry {
        Node::Object(keys) => match keys.get("on") {
            Some(Node::List(on)) => on.first(),
            _ => None,
        },
        _ => None,
    }
}

fn take_out(tree: &mut Keys, entry: &EntryRef) -> bool {
    let list = list_of(tree, entry.kind, &entry.of);
    let Some((list, at)) = list.and_then(|list| {
        let at = position(list, &entry.id)?;
        Some((list, at))
    }) else {
        return false;
    };
    list.remove(at);
    true
}
