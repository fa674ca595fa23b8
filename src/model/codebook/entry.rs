//! What a codebook is made of, whatever its kind: found, set, moved and taken out by code that
//! is there once. An entry is looked at in the form that it has in a file.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::Codebook;
use crate::model::form::{self, Misshapen, form_of_words};
use crate::model::json::{Limits, Node, Raw, compact};
use crate::model::sorted::SortedMap;

#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum EntryKind {
    /// The codebook itself: its name and its description.
    #[default]
    Codebook,
    Label,
    Attribute,
    Value,
    Relation,
    ArticleAttribute,
    /// A value of an attribute of articles.
    ArticleValue,
    Part,
}
form_of_words!(EntryKind::Codebook);

/// An entry of a codebook, by its id, which never changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryRef {
    pub kind: EntryKind,
    /// The attribute that a value is one of; else empty.
    pub of: String,
    pub id: String,
}

pub(super) type Keys = SortedMap<String, Node>;

impl EntryKind {
    /// The key of the list that has such entries.
    const fn list(self) -> &'static str {
        match self {
            Self::Codebook => "",
            Self::Label => "labels",
            Self::Attribute => "attributes",
            Self::Relation => "relations",
            Self::ArticleAttribute => "article_attributes",
            Self::Part => "parts",
            Self::Value | Self::ArticleValue => "values",
        }
    }

    /// What has such entries, where that is not the codebook.
    pub const fn within(self) -> Option<Self> {
        match self {
            Self::Value => Some(Self::Attribute),
            Self::ArticleValue => Some(Self::ArticleAttribute),
            _ => None,
        }
    }

    /// The values of such entries.
    pub const fn values(self) -> Option<Self> {
        match self {
            Self::Attribute => Some(Self::Value),
            Self::ArticleAttribute => Some(Self::ArticleValue),
            _ => None,
        }
    }

    pub fn id(self) -> &'static str {
        self.into()
    }
}

impl EntryRef {
    pub fn new(kind: EntryKind, id: &str) -> Self {
        Self::within(kind, "", id)
    }

    pub fn within(kind: EntryKind, of: &str, id: &str) -> Self {
        Self {
            kind,
            of: of.to_owned(),
            id: id.to_owned(),
        }
    }
}

impl Codebook {
    pub(super) fn tree(&self) -> Keys {
        match Node::of(Raw::written(&compact(self)), &mut Limits::OWN.clone()) {
            Ok(Node::Object(keys)) => keys,
            _ => Keys::new(),
        }
    }

    pub(super) fn of_tree(tree: Keys) -> Result<Self, Misshapen> {
        form::reread(&Node::Object(tree))
    }

    /// The keys of an entry, as they stand in a file.
    pub fn entry(&self, entry: &EntryRef) -> Option<SortedMap<String, Node>> {
        let mut tree = self.tree();
        find(&mut tree, entry).map(|it| it.clone())
    }

    /// Whether there is such an entry.
    pub fn has(&self, entry: &EntryRef) -> bool {
        let id = entry.id.as_str();
        let value =
            |of: Option<&super::Attribute>| of.is_some_and(|it| it.value(&id.into()).is_some());
        match entry.kind {
            EntryKind::Codebook => true,
            EntryKind::Label => self.label(&id.into()).is_some(),
            EntryKind::Attribute => self.attribute(&id.into()).is_some(),
            EntryKind::Relation => self.relation(&id.into()).is_some(),
            EntryKind::ArticleAttribute => self.article_attribute(id).is_some(),
            EntryKind::Part => self.parts.iter().any(|it| it.id == *id),
            EntryKind::Value => value(self.attribute(&(*entry.of).into())),
            EntryKind::ArticleValue => value(self.article_attribute(&entry.of)),
        }
    }

    /// The ids of the entries of a kind that are offered.
    pub fn offered(&self, kind: EntryKind, of: &str) -> Vec<String> {
        let mut tree = self.tree();
        let mut ids = Vec::new();
        for entry in list_of(&mut tree, kind, of).into_iter().flatten() {
            if let Node::Object(keys) = entry
                && keys.get("deprecated") != Some(&Node::Flag(true))
                && let Some(Node::Text(id)) = keys.get("id")
            {
                ids.push(id.clone());
            }
        }
        ids
    }

    /// What an entry is called, else its id.
    pub fn name_of(&self, entry: &EntryRef) -> String {
        let id = entry.id.as_str();
        let value = |of: Option<&'_ super::Attribute>| {
            let value = of.and_then(|it| it.value(&id.into()));
            value.map(|it| it.name.clone())
        };
        let name = match entry.kind {
            EntryKind::Codebook => Some(self.name.clone()),
            EntryKind::Label => self.label(&id.into()).map(|it| it.name.clone()),
            EntryKind::Attribute => self.attribute(&id.into()).map(|it| it.name.clone()),
            EntryKind::Relation => self.relation(&id.into()).map(|it| it.name.clone()),
            EntryKind::ArticleAttribute => self.article_attribute(id).map(|it| it.name.clone()),
            EntryKind::Part => {
                let part = self.parts.iter().find(|it| it.id == *id);
                part.map(|it| it.name.clone())
            }
            EntryKind::Value => value(self.attribute(&(*entry.of).into())),
            EntryKind::ArticleValue => value(self.article_attribute(&entry.of)),
        };
        let name = name.as_ref().and_then(|it| it.get("en"));
        name.unwrap_or(id).to_owned()
    }
}

/// The keys of an entry in a codebook's tree.
pub(super) fn find<'a>(tree: &'a mut Keys, entry: &EntryRef) -> Option<&'a mut Keys> {
    if entry.kind == EntryKind::Codebook {
        return Some(tree);
    }
    let list = list_of(tree, entry.kind, &entry.of)?;
    let at = position(list, &entry.id)?;
    match &mut list[at] {
        Node::Object(keys) => Some(keys),
        _ => None,
    }
}

/// The list that has entries of a kind.
pub(super) fn list_of<'a>(
    tree: &'a mut Keys,
    kind: EntryKind,
    of: &str,
) -> Option<&'a mut Vec<Node>> {
    let keys = match kind.within() {
        Some(within) => find(tree, &EntryRef::new(within, of))?,
        None => tree,
    };
    let list = keys.or_insert_with(kind.list().to_owned(), || Node::List(Vec::new()));
    match list {
        Node::List(list) => Some(list),
        _ => None,
    }
}

pub(super) fn position(list: &[Node], id: &str) -> Option<usize> {
    list.iter().position(|it| match it {
        Node::Object(keys) => matches!(keys.get("id"), Some(Node::Text(it)) if it == id),
        _ => false,
    })
}
