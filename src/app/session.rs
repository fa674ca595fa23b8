//! Where the user is looking. Never undone, never exported.

use std::rc::Rc;

use smallvec::SmallVec;

use super::{
    Behind, Comparing, Drawings, Earlier, FileSaid, Grouping, KeptFile, Merging, Recoding,
    SameActorsList, Tray, Writing,
};
use crate::model::{
    AnnotationId, ArticleId, CanonicalClaimId, End, Fault, Focus, LabelId, RelationTypeId,
    TakenAway, TextHash,
};
use crate::text::{ByteOffset, TextSpan};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Session {
    pub view: View,
    pub panes: Vec<Pane>,
    pub active_pane: usize,
    /// The selection in an article, or the caret where both ends are one.
    pub selection: Option<Selected>,
    /// Words selected before with Mod held: pieces of an annotation to be made.
    pub pending: Pending,
    pub focused: Option<AnnotationId>,
    pub armed: Option<LabelId>,
    pub linking: Option<Linking>,
    pub dialog: Option<Dialog>,
    /// How often a dialog was opened, so that one that is open already can tell that it was
    /// asked for again.
    pub opened: u32,
    pub filter: ListFilter,
    pub search: Search,
    pub comparing: Comparing,
    pub recoding: Recoding,
    /// Claims to be linked, when they are looked at.
    pub tray: Option<Tray>,
    pub drawings: Drawings,
    pub earlier: Earlier,
    /// Actors that may be one, when they are looked through.
    pub same_actors: Option<SameActorsList>,
    /// Two actors that are one, as soon as what they differ in is decided.
    pub merging: Option<Merging>,
    /// A report that is being written.
    pub writing: Option<Writing>,
    /// The file that the project has a copy in.
    pub file: Option<KeptFile>,
    /// Whether the browser was asked for it.
    pub(super) file_asked: bool,
    pub requests: Requests,
    pub messages: Vec<Message>,
    pub next_message: u32,
}

/// How often the analyst was asked for something, whatever was open: an answer to another request
/// than the last is of what nobody waits for any more, perhaps of another project.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requests {
    pub drawings: u32,
    pub reports: u32,
    pub same_actors: u32,
    pub files: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, strum::EnumIter)]
pub enum View {
    #[default]
    Read,
    Compare,
    Sources,
    Codebook,
}

/// One article shown beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pane {
    pub article: ArticleId,
    /// Choosing another article leaves this pane alone.
    pub pinned: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub article: ArticleId,
    pub at: ByteOffset,
}

/// A selection with a direction: it began at `anchor` and ends at `focus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selected {
    pub article: ArticleId,
    pub anchor: ByteOffset,
    pub focus: ByteOffset,
}

impl Selected {
    pub const fn caret(article: ArticleId, at: ByteOffset) -> Self {
        Self {
            article,
            anchor: at,
            focus: at,
        }
    }

    pub const fn of(article: ArticleId, span: TextSpan) -> Self {
        Self {
            article,
            anchor: span.start(),
            focus: span.end(),
        }
    }

    /// The words selected; `None` for a caret.
    pub fn span(self) -> Option<TextSpan> {
        TextSpan::new(self.anchor.min(self.focus), self.anchor.max(self.focus)).ok()
    }
}

/// Pieces selected so far, all in one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    pub article: Option<ArticleId>,
    pub spans: SmallVec<[TextSpan; 1]>,
}

/// A relation being made: from here, the other end is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linking {
    pub from: End,
    /// The other end, once chosen, while several relations could lead there.
    pub to: Option<End>,
}

/// What lies over the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    AddArticle,
    ArticleDetails(ArticleId),
    Projects,
    /// What changed when.
    History,
    Export,
    Import,
    /// The file that the project has a copy in.
    FileCopy,
    Commands,
    Shortcuts,
    Checks,
    Registries,
    LabelAll,
    Appearance,
    Report,
    EvidenceChain(CanonicalClaimId),
    /// Choose another codebook, or one to begin a project with.
    Codebooks {
        begin: bool,
    },
    /// Where what is in use goes.
    Migration,
    /// What a mark or a number stands for.
    Behind(Behind),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    pub text: String,
    pub label: Option<LabelId>,
    /// `attribute=value`; without a value, what lacks it although its label has it.
    pub attribute: String,
    pub group: Grouping,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    pub query: String,
    pub options: SearchOptions,
    pub current: Option<Hit>,
    /// Where the words stand, article by article, in order; at most [`MOST_HITS`] places.
    ///
    /// [`MOST_HITS`]: super::MOST_HITS
    pub hits: Rc<[Hit]>,
    /// What `hits` were found for: the words, how, and the texts that were looked through.
    pub(super) found_for: (String, SearchOptions, Vec<(ArticleId, TextHash)>),
}

impl Search {
    /// The places that have characters of a span.
    pub fn hits_in(&self, article: ArticleId, span: TextSpan) -> &[Hit] {
        // An article's places follow one another, and none overlap.
        let here = |it: &Hit| it.article == article;
        let Some(first) = self.hits.iter().position(here) else {
            return &[];
        };
        let all = &self.hits[first..];
        let before = |it: &Hit| here(it) && it.span.end() <= span.start();
        let all = &all[all.partition_point(before)..];
        &all[..all.partition_point(|it| here(it) && it.span.start() < span.end())]
    }
}

/// What counts as a place of the words that are searched for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SearchOptions {
    /// Only the same letters: case, accents and quotation marks matter.
    pub exact: bool,
    /// Not inside longer words.
    pub whole_words: bool,
    /// Only the article in the active pane.
    pub this_article: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub article: ArticleId,
    pub span: TextSpan,
}

/// A sentence for the user. Errors stay until they are dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub id: u32,
    pub kind: MessageKind,
    pub text: Rc<Said>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    Note,
    Error,
}

/// What is said, by key, so that the interface can put it into words.
#[derive(Debug, PartialEq, Eq)]
pub enum Said {
    Annotated {
        label: String,
        quote: String,
    },
    Deleted {
        label: String,
        quote: String,
    },
    Undone(crate::model::TransactionName),
    Redone(crate::model::TransactionName),
    LeftOut {
        count: usize,
    },
    /// The same words were tagged in several places.
    LabelledAll {
        label: String,
        count: usize,
    },
    NothingToAnnotate,
    /// Another window has the project and does not let this one edit it.
    PenKept,
    /// A selection was drawn into another article.
    OneArticleOnly,
    OneFragmentOnly {
        label: String,
    },
    /// An annotation without words cannot have a label that needs some.
    NeedsWords {
        label: String,
    },
    /// A change of label or type took away what the new one cannot have.
    TakenAway {
        of: String,
        what: TakenAway,
    },
    KeyTaken {
        key: String,
        /// The command that has it; `None` where the browser keeps it for itself.
        by: Option<String>,
    },
    /// Their titles, and how the files among them were read.
    ArticlesAdded(Vec<(String, Option<String>)>),
    Imported(super::Imported),
    /// An article taken from a saved web page.
    PageAdded {
        title: String,
    },
    ArticleRejected {
        name: String,
        reason: String,
    },
    SameText {
        name: String,
        title: String,
        article: ArticleId,
    },
    RelationMade {
        kind: RelationTypeId,
        from: End,
        to: End,
    },
    RelationThere {
        kind: RelationTypeId,
        from: End,
        to: End,
    },
    RelationRefused {
        constraint: String,
    },
    /// A new version is not used while other windows have this one.
    OtherWindows,
    NewVersionNotReached,
    ChooseOtherEnd,
    /// Several relations could join the two ends.
    ChooseRelation,
    /// A codebook that cannot be taken in: what is wrong with it, and how that is called there.
    CodebookRefused {
        name: String,
        faults: Vec<(Fault, String)>,
    },
    /// Another codebook holds; records that changed, that are gone, and that could not change.
    Migrated {
        changed: usize,
        deleted: usize,
        kept: usize,
        taken: TakenAway,
    },
    Conflict,
    ProjectOpened {
        title: String,
    },
    /// Entries up to the one with this number cannot be read.
    OlderLost {
        last: u64,
    },
    /// The project is as it was then.
    WentBack {
        when: String,
    },
    ProjectRefused {
        name: String,
        reason: String,
    },
    ImportWarnings {
        warnings: Vec<String>,
    },
    StorageTrouble(String),
    Exported {
        name: String,
    },
    /// The filter or search found nothing.
    NotFound,
    /// An address names a project that is not stored here.
    NoSuchProject,
    /// Every claim has a row.
    AllLinked,
    /// What works apart from the page cannot: it does not start in this browser.
    NoAnalyst,
    /// A part of the app that was needed did not come.
    PartNotLoaded,
    /// It was long since somebody downloaded the project.
    DownloadReminder {
        changes: u64,
    },
    StorageNearlyFull {
        percent: u64,
    },
    /// About the file that the project has a copy in.
    File(FileSaid),
    /// No stretch from here on calls for an annotation.
    NothingUncovered,
    ProjectDeleted {
        id: crate::model::ProjectId,
        title: String,
    },
    /// A project from a file took the place of one that is among the deleted ones now, with
    /// this id.
    ProjectReplaced {
        id: crate::model::ProjectId,
        title: String,
    },
}

impl Session {
    /// The place that undo and redo lead back to.
    pub fn focus(&self) -> Focus {
        let selection = self.selection.filter(|it| it.span().is_some());
        Focus {
            article: selection
                .map(|it| it.article)
                .or_else(|| self.panes.get(self.active_pane).map(|it| it.article)),
            annotation: self.focused,
            selection: selection.and_then(Selected::span),
        }
    }

    /// The pieces that a label would be given to: what is selected, and what was before.
    pub fn selected_spans(&self) -> Option<(ArticleId, SmallVec<[TextSpan; 1]>)> {
        let selected = self.selection.and_then(|it| Some((it.article, it.span()?)));
        match (selected, self.pending.article) {
            (Some((article, span)), Some(pending)) if pending == article => {
                let mut spans = self.pending.spans.clone();
                spans.push(span);
                Some((article, spans))
            }
            (Some((article, span)), _) => Some((article, SmallVec::from_elem(span, 1))),
            (None, Some(article)) if !self.pending.spans.is_empty() => {
                Some((article, self.pending.spans.clone()))
            }
            (None, _) => None,
        }
    }

    /// Drops what was said in passing: something else is said now, or a dialog opens or closes
    /// and would say it again.
    pub(super) fn forget_notes(&mut self) {
        self.messages.retain(|it| it.kind == MessageKind::Error);
    }

    pub fn is_shown(&self, article: ArticleId) -> bool {
        self.panes.iter().any(|it| it.article == article)
    }
}
