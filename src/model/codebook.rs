//! Labels, attributes and relations with their definitions. Data, never code.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Annotation, AttributeId, End, LabelId, Node, PartId, Project, RelationTypeId, ValueId,
};

/// Text in several languages, by BCP 47 tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized(pub BTreeMap<String, String>);

impl Localized {
    /// The text in `language`, else in English, else in any.
    pub fn get(&self, language: &str) -> Option<&str> {
        self.0
            .get(language)
            .or_else(|| self.0.get("en"))
            .or_else(|| self.0.values().next())
            .map(String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codebook {
    pub id: String,
    #[serde(default = "first_version")]
    pub version: String,
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub name: Localized,
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub description: Localized,
    pub labels: Vec<Label>,
    #[serde(default)]
    pub attributes: Vec<Attribute>,
    #[serde(default)]
    pub relations: Vec<RelationType>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub article_attributes: Vec<Attribute>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartType>,
    /// Coding rules that belong to no single entry, by where they are needed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub guide: BTreeMap<String, Vec<Localized>>,
    #[serde(flatten)]
    pub extra: BTreeMap<String, Node>,
}

fn first_version() -> String {
    "1.0".to_owned()
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    pub id: LabelId,
    #[serde(default)]
    pub name: Localized,
    #[serde(default)]
    pub definition: Localized,
    #[serde(default)]
    pub examples: Vec<Example>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guide: Vec<Localized>,
    /// The key that gives this label, as `1`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// A colour of the palette, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub colour: String,
    /// `solid`, `dashed`, `dotted` or `double`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pattern: String,
    /// Offered in the simple view.
    #[serde(default = "yes")]
    pub simple: bool,
    /// 0 where an annotation may stand without words; absent means 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_fragments: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_fragments: Option<u32>,
    #[serde(default)]
    pub deprecated: bool,
    #[serde(flatten)]
    pub extra: BTreeMap<String, Node>,
}

fn yes() -> bool {
    true
}

/// A passage with the words in it that an entry is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    #[serde(default)]
    pub language: String,
    pub text: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub quote: String,
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub note: Localized,
    #[serde(flatten)]
    pub extra: BTreeMap<String, Node>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    pub id: AttributeId,
    /// Labels or relation types that have it; nothing for attributes of articles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<String>,
    #[serde(default)]
    pub name: Localized,
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub definition: Localized,
    #[serde(rename = "type", default)]
    pub kind: AttributeKind,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
    #[serde(flatten)]
    pub extra: BTreeMap<String, Node>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttributeKind {
    #[default]
    One,
    Many,
    Flag,
    Text,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    pub id: ValueId,
    #[serde(default)]
    pub name: Localized,
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub definition: Localized,
    #[serde(flatten)]
    pub extra: BTreeMap<String, Node>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationType {
    pub id: RelationTypeId,
    #[serde(default)]
    pub name: Localized,
    /// The relation read from its other end.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub inverse_name: Localized,
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub definition: Localized,
    /// What may stand at either end, in one sentence.
    #[serde(default, skip_serializing_if = "Localized::is_empty")]
    pub constraint: Localized,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guide: Vec<Localized>,
    /// Label ids, or `@actor`, `@canonical_claim`, `@topic`.
    pub from: Vec<String>,
    pub to: Vec<String>,
    #[serde(default)]
    pub symmetric: bool,
    /// Both ends must be of the same kind.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub same_kind: bool,
    #[serde(flatten)]
    pub extra: BTreeMap<String, Node>,
}

/// A kind of part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartType {
    pub id: PartId,
    #[serde(default)]
    pub name: Localized,
    #[serde(flatten)]
    pub extra: BTreeMap<String, Node>,
}

impl Codebook {
    /// "News claims 1.0", as shipped.
    ///
    /// # Panics
    /// When the shipped file is broken, which a test rules out.
    pub fn news_claims() -> Self {
        let json = include_str!("../../static/codebooks/news-claims.json");
        serde_json::from_str(json).expect("the shipped codebook is valid")
    }

    pub fn label(&self, id: &LabelId) -> Option<&Label> {
        self.labels.iter().find(|it| it.id == *id)
    }

    pub fn relation(&self, id: &RelationTypeId) -> Option<&RelationType> {
        self.relations.iter().find(|it| it.id == *id)
    }

    pub fn attribute(&self, id: &AttributeId) -> Option<&Attribute> {
        self.attributes.iter().find(|it| it.id == *id)
    }

    /// The attributes of a label or a relation type.
    pub fn attributes_on<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Attribute> {
        self.attributes
            .iter()
            .filter(move |it| it.on.iter().any(|on| on == id))
    }

    /// Whether annotations with this label name somebody: relations lead to them or to an
    /// actor alike.
    pub fn names_actors(&self, label: &LabelId) -> bool {
        self.relations.iter().any(|it| {
            it.to.iter().any(|to| to == "@actor")
                && it.to.iter().any(|to| *label == **to)
                && !it.same_kind
                && it.id != "targets"
        })
    }

    /// Whether annotations with this label say canonical claims: both take part in the same
    /// relations.
    pub fn says_canonical_claims(&self, label: &LabelId) -> bool {
        self.relations.iter().any(|it| {
            it.allows_from("@canonical_claim") && it.from.iter().any(|from| *label == **from)
        })
    }

    /// The relation types that may lead from one end to another, in codebook order.
    pub fn relations_between(
        &self,
        project: &Project,
        from: End,
        to: End,
    ) -> impl Iterator<Item = &RelationType> {
        let from_kind = project.kind_of(from);
        let to_kind = project.kind_of(to);
        self.relations
            .iter()
            .filter(move |it| from != to && it.allows(&from_kind, &to_kind))
    }
}

impl RelationType {
    /// Whether ends of these kinds (a label id, or `@actor` and the like) may be joined.
    pub fn allows(&self, from: &str, to: &str) -> bool {
        self.allows_from(from)
            && self.to.iter().any(|it| it == to)
            && (!self.same_kind || from == to)
    }

    pub fn allows_from(&self, from: &str) -> bool {
        self.from.iter().any(|it| it == from)
    }
}

impl Attribute {
    pub fn value(&self, id: &ValueId) -> Option<&Value> {
        self.values.iter().find(|it| it.id == *id)
    }
}

impl Project {
    /// How a codebook names what stands at an end: a label id, or `@actor` and the like.
    pub fn kind_of(&self, end: End) -> String {
        match end {
            End::Annotation(id) => self
                .annotation(id)
                .map(|it: &Annotation| it.label.as_str().to_owned())
                .unwrap_or_default(),
            End::Actor(_) => "@actor".to_owned(),
            End::CanonicalClaim(_) => "@canonical_claim".to_owned(),
            End::Topic(_) => "@topic".to_owned(),
        }
    }
}
