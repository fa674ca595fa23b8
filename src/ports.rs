//! What the app needs from outside.

use uuid::Uuid;

use crate::model::Timestamp;

/// Fresh random ids.
pub trait IdSource {
    fn next(&mut self) -> Uuid;
}

/// What time it is.
pub trait Clock {
    fn now(&self) -> Timestamp;
}
