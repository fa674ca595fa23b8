//! What `INCEpTION` and `WebAnno` call things: layers, which are types of UIMA, and their features.
//!
//! Ours are one layer for annotations and one for relations: a relation layer belongs to one span layer, so
//! with a layer for each label nothing could join a Source to a Claim. The label is a feature of it, as values
//! of named entities are. After <https://inception-project.github.io/releases/latest/docs/user-guide.html>.

use super::foreign::{Document, ForeignSpan};
use crate::model::sorted::{SortedMap, SortedSet};

pub(super) const SPANS: &str = "webanno.custom.Cotejo";
pub(super) const RELATIONS: &str = "webanno.custom.CotejoRelation";
pub(super) const LABEL: &str = "label";
pub(super) const NOTE: &str = "note";

/// Types of `DKPro` Core that tell something of each token or sentence, or of the file: nobody chose those words.
const OF_TOKENS: &[&str] = &[
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.",
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.",
    "uima.tcas.DocumentAnnotation",
];

pub(super) fn is_of_tokens(type_name: &str) -> bool {
    OF_TOKENS.iter().any(|it| type_name.starts_with(it))
        || matches!(short(type_name), "Token" | "Sentence")
}

/// A type's name without those of its packages.
pub(super) fn short(type_name: &str) -> &str {
    type_name.rsplit('.').next().unwrap_or(type_name)
}

/// What an annotation or a relation says.
#[derive(Default)]
pub(super) struct Saying {
    pub label: String,
    pub note: String,
    pub attributes: Vec<(String, String)>,
}

impl Saying {
    /// The label is what the feature `label` or `value` says, else the short name of the type. Every other
    /// feature is an attribute.
    pub fn of(type_name: &str, features: Vec<(String, String)>) -> Self {
        let ours = matches!(type_name, SPANS | RELATIONS);
        let mut said = Self::default();
        let mut label = None;
        for (name, value) in features {
            let names_it = name == LABEL || (name == "value" && !ours);
            if names_it && label.is_none() && (ours || !value.is_empty()) {
                label = Some(value);
            } else if name == NOTE && said.note.is_empty() {
                said.note = value;
            } else {
                said.attributes.push((name, value));
            }
        }
        let unnamed = if ours { "" } else { short(type_name) };
        said.label = label.unwrap_or_else(|| unnamed.to_owned());
        said
    }

    pub fn tell(self, span: &mut ForeignSpan) {
        span.label = self.label;
        span.note = self.note;
        span.attributes = self.attributes;
    }
}

/// Names of attributes, each with whether one annotation has several values of it.
#[derive(Default)]
pub(super) struct Used<'a> {
    pub of_spans: SortedMap<&'a str, bool>,
    pub of_relations: SortedMap<&'a str, bool>,
    pub relations: bool,
}

impl<'a> Used<'a> {
    pub fn of(documents: &'a [Document]) -> Self {
        let mut used = Self::default();
        for document in documents {
            for span in &document.spans {
                add(&mut used.of_spans, &span.attributes);
            }
            for relation in &document.relations {
                add(&mut used.of_relations, &relation.attributes);
                used.relations = true;
            }
        }
        used
    }
}

fn add<'a>(to: &mut SortedMap<&'a str, bool>, attributes: &'a [(String, String)]) {
    let mut there = SortedSet::new();
    for (name, _) in attributes {
        let several = !there.insert(&**name);
        *to.or_insert_with(&**name, || false) |= several;
    }
}
