use strum::{EnumString, IntoStaticStr};

use super::form::{form, form_of_words};
use super::{AnnotatorId, Timestamp};

/// Who made a record, when, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provenance {
    pub annotator: AnnotatorId,
    pub created: Timestamp,
    pub modified: Timestamp,
    pub origin: Origin,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Origin {
    #[default]
    Manual,
    LabelAll,
    Suggestion,
    Import,
}

form!(Provenance {
    annotator,
    created,
    modified,
    origin
});
form_of_words!(Origin::Manual);
