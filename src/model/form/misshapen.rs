use std::fmt;

use crate::model::json::Raw;

/// JSON that is not of the form it should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misshapen(Box<Problem>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Problem {
    why: String,
    /// Where the value begins that is misshapen, or that lacks something.
    at: usize,
}

impl Misshapen {
    pub(super) fn new(why: String, at: usize) -> Self {
        Self(Box::new(Problem { why, at }))
    }

    /// What of a whole value is misshapen, or what it should be in.
    pub fn part_of<'a>(&self, whole: Raw<'a>) -> Raw<'a> {
        whole.part(self.0.at)
    }
}

impl fmt::Display for Misshapen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.why)
    }
}

impl std::error::Error for Misshapen {}
