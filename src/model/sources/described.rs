//! How the Sources of a voice are coded.

use std::cmp::Reverse;

use super::{Tally, VoiceSources};
use crate::model::sorted::sort_by;
use crate::model::{Annotation, AnnotationId, AttributeId, AttributeValue, Project};

/// What describes a Source.
pub(super) const DESCRIBING: [&str; 4] = ["source_type", "affiliation", "role", "status"];

/// Whether a `source_type` says that the article names its source. Documents, data, outlets and
/// polls are neither named nor unnamed.
pub(super) fn is_named(source_type: &str) -> Option<bool> {
    if source_type.starts_with("named_") {
        Some(true)
    } else if source_type.starts_with("unnamed_") {
        Some(false)
    } else {
        None
    }
}

/// The value of a closed attribute, by the annotation itself or by its actor; empty when unset.
pub(super) fn value_of<'a>(
    project: &'a Project,
    annotation: &'a Annotation,
    attribute: &str,
) -> &'a str {
    let attribute = AttributeId::from(attribute);
    match annotation.attributes.get(&attribute) {
        Some(AttributeValue::One(own)) => own.as_str(),
        _ => project
            .inherited(annotation, &attribute)
            .unwrap_or_default(),
    }
}

/// The value that most have; empty when nothing is coded.
pub(super) fn foremost(tallies: &[Tally]) -> &str {
    tallies.first().map_or("", |it| &it.value)
}

/// Counts an annotation once for a value.
pub(super) fn tally(tallies: &mut Vec<Tally>, value: &str, annotation: Option<AnnotationId>) {
    let known = tallies.iter().position(|it| it.value == value);
    let at = known.unwrap_or(tallies.len());
    if known.is_none() {
        tallies.push(Tally {
            value: value.to_owned(),
            annotations: Vec::new(),
        });
    }
    let annotations = &mut tallies[at].annotations;
    // Of one annotation all comes together.
    if annotation.is_some() && annotations.last().copied() != annotation {
        annotations.extend(annotation);
    }
}

/// Most first, then by value.
pub(super) fn sort_tallies(tallies: &mut [Tally]) {
    sort_by(tallies, |a, b| {
        let key = |it: &Tally| Reverse(it.annotations.len());
        key(a).cmp(&key(b)).then_with(|| a.value.cmp(&b.value))
    });
}

impl VoiceSources {
    pub(super) fn tallies(&mut self, attribute: &str) -> &mut Vec<Tally> {
        match attribute {
            "source_type" => &mut self.source_type,
            "affiliation" => &mut self.affiliation,
            "role" => &mut self.role,
            _ => &mut self.status,
        }
    }
}
