use crate::model::form::{self, form};
use crate::model::json::compact;
use crate::model::{Project, Timestamp};

/// What a list of projects shows of one, kept beside it and written with every entry.
///
/// Nothing depends on it: the title is in the project, the rest can be counted. That it
/// counts entries tells a project without any from one whose entries were lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub title: String,
    pub created: Timestamp,
    pub modified: Timestamp,
    pub articles: usize,
    pub annotations: usize,
    /// The number of the last entry; 0 for none.
    pub seq: u64,
}

struct HeadV1 {
    v: u32,
    title: String,
    created: String,
    modified: String,
    articles: usize,
    annotations: usize,
    seq: u64,
}

form!(HeadV1 {
    v,
    title,
    created,
    modified,
    articles,
    annotations,
    seq
});

impl Head {
    pub fn of(project: &Project, seq: u64, modified: Timestamp) -> Self {
        Self {
            title: project.about().title.clone(),
            created: project.about().created,
            modified,
            articles: project.articles().len(),
            annotations: project.annotations().len(),
            seq,
        }
    }

    /// JSON.
    pub fn encode(&self) -> Vec<u8> {
        let head = HeadV1 {
            v: 1,
            title: self.title.clone(),
            created: self.created.to_string(),
            modified: self.modified.to_string(),
            articles: self.articles,
            annotations: self.annotations,
            seq: self.seq,
        };
        compact(&head)
    }

    /// `None` for bytes that are no head; the project itself may still be whole. A newer
    /// form is read as far as it says the same.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let head: HeadV1 = form::read(text).ok()?;
        Some(Self {
            title: head.title,
            created: head.created.parse().ok()?,
            modified: head.modified.parse().ok()?,
            articles: head.articles,
            annotations: head.annotations,
            seq: head.seq,
        })
    }
}
