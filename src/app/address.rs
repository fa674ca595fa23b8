//! The page's address: which project, and which annotation in it.

use std::fmt;
use std::str::FromStr;

use super::State;
use crate::model::{AnnotationId, ProjectId};

/// What a fragment of an address leads to: `#sample` or `#project=ID`, and behind it perhaps
/// `&annotation=ID`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// None is the shipped sample, as long as nobody has changed it.
    pub project: Option<ProjectId>,
    pub annotation: Option<AnnotationId>,
}

impl State {
    /// Where somebody is.
    pub fn address(&self) -> Address {
        Address {
            project: self.stored.then(|| self.project.id()),
            annotation: self.session.focused,
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.project {
            Some(id) => write!(f, "#project={id}")?,
            None => f.write_str("#sample")?,
        }
        match self.annotation {
            Some(id) => write!(f, "&annotation={id}"),
            None => Ok(()),
        }
    }
}

/// An address that leads nowhere in particular.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nowhere;

impl FromStr for Address {
    type Err = Nowhere;

    fn from_str(fragment: &str) -> Result<Self, Nowhere> {
        let fragment = fragment.strip_prefix('#').ok_or(Nowhere)?;
        let mut parts = fragment.split('&');
        let project = match parts.next().unwrap_or_default() {
            "sample" => None,
            other => {
                let id = other.strip_prefix("project=").ok_or(Nowhere)?;
                Some(ProjectId(id.parse().map_err(|_| Nowhere)?))
            }
        };
        let annotation = parts.find_map(|it| it.strip_prefix("annotation="));
        Ok(Self {
            project,
            annotation: annotation.and_then(|it| it.parse().ok()).map(AnnotationId),
        })
    }
}
