use super::dom::window;
use super::{keep_text, kept_text};
use crate::model::ProjectId;
use crate::ports::{Mark, Marks};

/// Where marks are kept: prefix, and the project's id behind it.
const PREFIX: &str = "cotejo:kept:";

/// Marks among the small texts that this browser keeps, apart from its databases and files.
#[derive(Clone, Copy, Debug)]
pub struct KeptMarks;

impl Marks for KeptMarks {
    fn all(&self) -> Vec<(ProjectId, Mark)> {
        let Ok(Some(texts)) = window().local_storage() else {
            return Vec::new();
        };
        let mut marks = Vec::new();
        for at in 0..texts.length().unwrap_or(0) {
            let Ok(Some(key)) = texts.key(at) else {
                continue;
            };
            let id = key.strip_prefix(PREFIX).and_then(|it| it.parse().ok());
            marks.extend(id.map(|it| (ProjectId(it), self.of(ProjectId(it)))));
        }
        marks
    }

    fn of(&self, project: ProjectId) -> Mark {
        kept_text(&key_of(project))
            .and_then(|it| read(&it))
            .unwrap_or_default()
    }

    fn set(&self, project: ProjectId, mark: &Mark) {
        let Mark { stamp, seq, title } = mark;
        keep_text(&key_of(project), &format!("{stamp} {seq} {title}"));
    }

    fn forget(&self, project: ProjectId) {
        if let Ok(Some(texts)) = window().local_storage() {
            let _ = texts.remove_item(&key_of(project));
        }
    }
}

fn key_of(project: ProjectId) -> String {
    format!("{PREFIX}{project}")
}

/// The stamp, the number of entries, and the title, which may have spaces.
fn read(text: &str) -> Option<Mark> {
    let mut parts = text.splitn(3, ' ');
    Some(Mark {
        stamp: parts.next()?.parse().ok()?,
        seq: parts.next()?.parse().ok()?,
        title: parts.next()?.to_owned(),
    })
}
