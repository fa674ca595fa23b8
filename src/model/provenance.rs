use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use super::{AnnotatorId, Timestamp};

/// Who made a record, when, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    pub annotator: AnnotatorId,
    pub created: Timestamp,
    pub modified: Timestamp,
    pub origin: Origin,
}

#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, EnumString, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Origin {
    #[default]
    Manual,
    LabelAll,
    Suggestion,
    Import,
}
