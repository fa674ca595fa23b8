use strum::IntoStaticStr;

/// Items of a project that a file of some format cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub what: Lost,
    /// The items themselves, each as its user would name it.
    pub items: Vec<String>,
}

impl Loss {
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// A loss, unless nothing is lost.
    pub(super) fn of(what: Lost, items: impl IntoIterator<Item = String>) -> Option<Self> {
        Self::of_listed(what, &mut items.into_iter())
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
    fn give(&mut self) -> Option<String>;
}

impl<I: Iterator<Item = String>> Gives for I {
    fn give(&mut self) -> Option<String> {
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
    /// The file is larger than what is opened again.
    TooLargeToOpen,
}
