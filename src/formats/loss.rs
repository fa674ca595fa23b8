use std::fmt;

use strum::IntoStaticStr;

use super::NamedFile;
use crate::model::Reference;

/// Items of a project that a file of some format cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub what: Lost,
    pub items: Vec<LostItem>,
}

/// One item that is lost, in whole or in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostItem {
    /// As its user would name it.
    pub words: String,
    /// The record that it is, or is of, where it is one.
    pub of: Option<Reference>,
}

impl LostItem {
    pub(super) fn of(record: impl Into<Reference>, words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            of: Some(record.into()),
        }
    }
}

impl From<String> for LostItem {
    fn from(words: String) -> Self {
        Self { words, of: None }
    }
}

impl fmt::Display for LostItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl PartialEq<str> for LostItem {
    fn eq(&self, words: &str) -> bool {
        self.words == words
    }
}

impl PartialEq<&str> for LostItem {
    fn eq(&self, words: &&str) -> bool {
        self.words == *words
    }
}

impl Loss {
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// A loss, unless nothing is lost.
    pub(super) fn of(what: Lost, items: impl IntoIterator<Item = LostItem>) -> Option<Self> {
        Self::of_listed(what, &mut items.into_iter())
    }

    /// Adds items to those that are lost in the same way.
    pub(super) fn add(losses: &mut Vec<Self>, what: Lost, items: Vec<LostItem>) {
        match losses.iter_mut().find(|it| it.what == what) {
            Some(loss) => loss.items.extend(items),
            None => losses.push(Self { what, items }),
        }
    }

    fn of_listed(what: Lost, from: &mut dyn Gives) -> Option<Self> {
        let mut items = Vec::new();
        while let Some(item) = from.give() {
            items.push(item);
        }
        (!items.is_empty()).then_some(Self { what, items })
    }
}

/// Gives item after item. Not [`Iterator`]: with each one that is made a `dyn Iterator`, code
/// for all it can do besides comes along.
trait Gives {
    fn give(&mut self) -> Option<LostItem>;
}

impl<I: Iterator<Item = LostItem>> Gives for I {
    fn give(&mut self) -> Option<LostItem> {
        self.next()
    }
}

/// What is lost; the interface has a name for each, by its `kebab-case` id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Lost {
    Codebook,
    Articles,
    ArticleTexts,
    /// Outlet, author and what else is known about an article.
    ArticleDetails,
    EarlierRevisions,
    SourceDetails,
    Parts,
    /// Annotations whose place is in an earlier revision, orphans among them.
    AnnotationsOfEarlierRevisions,
    Relations,
    Memberships,
    CanonicalClaims,
    Actors,
    Topics,
    Readings,
    Overrides,
    Codings,
    LintExceptions,
    UnknownKeys,
    Annotators,
    /// Who made an annotation, when, and how.
    Provenance,
    Annotations,
    /// Annotations with gaps are written as one for each fragment, or without the gap where that
    /// has line ends only.
    Gaps,
    /// Annotations that share words with another one are left out.
    Overlaps,
    /// Annotations that no words show.
    WithoutWords,
    /// Annotations that are written with other edges, or in pieces.
    Edges,
    /// Names that are written otherwise.
    Names,
    Attributes,
    Notes,
    /// Line ends and others in values and notes, which are written as one space.
    WhiteSpace,
    /// Characters that the format cannot have, which are written as �.
    Characters,
    /// The file is larger than what is opened again.
    TooLargeToOpen,
}

/// The losses as a text that stands beside the files; none where nothing is lost.
pub fn loss_report(losses: &[Loss], format: &str) -> Option<NamedFile> {
    if losses.is_empty() {
        return None;
    }
    let mut text = format!("What these files ({format}) do not hold\n");
    for loss in losses {
        let what: &str = loss.what.into();
        let what = what.replace('-', " ");
        text.extend(["\n", &*what, ": ", &*loss.count().to_string(), "\n"]);
        for item in &loss.items {
            // Each in a line.
            let words = item.words.replace(char::is_control, " ");
            text.extend(["- ", &*words, "\n"]);
        }
    }
    Some(NamedFile {
        name: "losses.txt".to_owned(),
        bytes: text.into_bytes(),
    })
}
