//! Labels, attributes and relations with their definitions. Data, never code.

mod check;
mod edit;
mod entry;
mod log;

use strum::{EnumString, IntoStaticStr};

use super::form::{self, Decoder, FromJson, form, form_of_words};
use super::json::{Absent, ToJson, Writer};
use super::sorted::{SortedMap, SortedSet};
use super::{
    Annotation, AttributeId, AttributeValue, End, LabelId, Node, PartId, Project, RelationTypeId,
    ValueId,
};

pub use check::{COLOURS, ENDS, Fault, PATTERNS, Wrong};
pub use edit::{CodebookEdit, Editing, Property};
pub use entry::{EntryKind, EntryRef};
pub use log::{LogEntry, number_of};

/// Text in several languages, by BCP 47 tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Localized(pub SortedMap<String, String>);

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

/// The default one is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    pub id: String,
    pub version: String,
    pub name: Localized,
    pub description: Localized,
    pub labels: Vec<Label>,
    pub attributes: Vec<Attribute>,
    pub relations: Vec<RelationType>,
    pub article_attributes: Vec<Attribute>,
    pub parts: Vec<PartType>,
    /// Coding rules that belong to no single entry, by where they are needed.
    pub guide: SortedMap<String, Vec<Localized>>,
    /// What was changed since it was first written, oldest first.
    pub log: Vec<LogEntry>,
    pub extra: SortedMap<String, Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub id: LabelId,
    pub name: Localized,
    pub definition: Localized,
    pub examples: Vec<Example>,
    pub guide: Vec<Localized>,
    /// The key that gives this label, as `1`.
    pub key: String,
    /// A colour of the palette, by name.
    pub colour: String,
    /// `solid`, `dashed`, `dotted` or `double`.
    pub pattern: String,
    /// Offered in the simple view.
    pub simple: bool,
    /// 0 where an annotation may stand without words; absent means 1.
    pub min_fragments: Option<u32>,
    pub max_fragments: Option<u32>,
    /// Not offered any more; what has it keeps it. So it is with all entries.
    pub deprecated: bool,
    pub extra: SortedMap<String, Node>,
}

/// A passage with the words in it that an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub language: String,
    pub text: String,
    pub quote: String,
    pub note: Localized,
    pub extra: SortedMap<String, Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    pub id: AttributeId,
    /// Labels or relation types that have it; nothing for attributes of articles.
    pub on: Vec<String>,
    pub name: Localized,
    pub definition: Localized,
    pub kind: AttributeKind,
    pub values: Vec<Value>,
    pub deprecated: bool,
    pub extra: SortedMap<String, Node>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum AttributeKind {
    #[default]
    One,
    Many,
    Flag,
    Text,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    pub id: ValueId,
    pub name: Localized,
    pub definition: Localized,
    pub deprecated: bool,
    pub extra: SortedMap<String, Node>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationType {
    pub id: RelationTypeId,
    pub name: Localized,
    /// The relation read from its other end.
    pub inverse_name: Localized,
    pub definition: Localized,
    /// What may stand at either end, in one sentence.
    pub constraint: Localized,
    pub guide: Vec<Localized>,
    /// Label ids, or `@actor`, `@canonical_claim`, `@topic`.
    pub from: Vec<String>,
    pub to: Vec<String>,
    pub symmetric: bool,
    /// Both ends must be of the same kind.
    pub same_kind: bool,
    pub deprecated: bool,
    pub extra: SortedMap<String, Node>,
}

/// A kind of part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartType {
    pub id: PartId,
    pub name: Localized,
    pub definition: Localized,
    pub deprecated: bool,
    pub extra: SortedMap<String, Node>,
}

impl Codebook {
    /// "News claims 1.0", as shipped. The page loads the file instead: text does not become
    /// smaller by being part of the app, and would be downloaded twice.
    ///
    /// # Panics
    /// When the shipped file is broken, which a test rules out.
    pub fn news_claims() -> Self {
        let json = include_str!("../../static/codebooks/news-claims.json");
        form::read(json).expect("the shipped codebook is valid")
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

    pub fn article_attribute(&self, id: &str) -> Option<&Attribute> {
        self.article_attributes.iter().find(|it| it.id == *id)
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

    /// Whether any label says canonical claims, so that articles can be compared by them.
    pub fn has_canonical_claims(&self) -> bool {
        let mut labels = self.labels.iter();
        labels.any(|it| self.says_canonical_claims(&it.id))
    }

    /// Whether Claims stand on somebody's word, so that those who are quoted can be counted.
    pub fn attributes_claims(&self) -> bool {
        let attributed = self.relation(&"attributed_to".into());
        attributed.is_some_and(|it| it.allows_from("Claim"))
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

impl Label {
    /// Whether an annotation lacks words that it needs with this label. What was lost with
    /// another revision may be found again.
    pub fn has_too_few(&self, annotation: &Annotation) -> bool {
        let least = self.min_fragments.unwrap_or(1) as usize;
        !annotation.orphan && annotation.fragments.len() < least
    }

    pub fn has_too_many(&self, annotation: &Annotation) -> bool {
        let most = self.max_fragments;
        most.is_some_and(|most| annotation.fragments.len() > most as usize)
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
    /// Whether it is shown where it has this value: one that is deprecated only to say so.
    pub fn is_offered(&self, value: Option<&AttributeValue>) -> bool {
        !self.deprecated || value.is_some()
    }

    /// Whether it has values to choose from, though there may be none yet.
    pub const fn is_closed(&self) -> bool {
        matches!(self.kind, AttributeKind::One | AttributeKind::Many)
    }

    /// What of a value of another attribute it can have.
    pub fn fitting(&self, value: &AttributeValue) -> Option<AttributeValue> {
        match (self.kind, value) {
            (AttributeKind::Flag, AttributeValue::Flag(_))
            | (AttributeKind::Text, AttributeValue::One(_)) => Some(value.clone()),
            (AttributeKind::One, AttributeValue::One(one)) => {
                self.value(one).is_some().then(|| value.clone())
            }
            (AttributeKind::Many, AttributeValue::Many(many)) => {
                let mut known = SortedSet::new();
                for value in many {
                    if self.value(value).is_some() {
                        known.insert(value.clone());
                    }
                }
                (!known.is_empty()).then_some(AttributeValue::Many(known))
            }
            _ => None,
        }
    }

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

impl FromJson for Localized {
    fn from_json(decoder: &mut Decoder<'_>) -> Self {
        Self(FromJson::from_json(decoder))
    }
}

impl ToJson for Localized {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
    }
}

impl Absent for Localized {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

form!(Codebook {
    id,
    version or ("1.0".to_owned()),
    name or nothing,
    description or nothing,
    labels,
    attributes or default,
    relations or default,
    article_attributes or nothing,
    parts or nothing,
    guide or nothing,
    log or nothing,
} keeps extra);
form!(Label {
    id,
    name or default,
    definition or default,
    examples or default,
    guide or nothing,
    key or nothing,
    colour or nothing,
    pattern or nothing,
    simple or (true),
    min_fragments or nothing,
    max_fragments or nothing,
    deprecated or default,
} keeps extra);
form!(Example {
    language or nothing,
    text,
    quote or nothing,
    note or nothing,
} keeps extra);
form!(Attribute {
    id,
    on or nothing,
    name or default,
    definition or nothing,
    kind: "type" or default,
    values or nothing,
    deprecated or nothing,
} keeps extra);
form_of_words!(AttributeKind::One);
form!(Value {
    id,
    name or default,
    definition or nothing,
    deprecated or nothing,
} keeps extra);
form!(RelationType {
    id,
    name or default,
    inverse_name or nothing,
    definition or nothing,
    constraint or nothing,
    guide or nothing,
    from,
    to,
    symmetric or default,
    same_kind or nothing,
    deprecated or nothing,
} keeps extra);
form!(PartType {
    id,
    name or default,
    definition or nothing,
    deprecated or nothing,
} keeps extra);
