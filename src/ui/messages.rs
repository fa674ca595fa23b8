use std::cell::RefCell;

use yew::prelude::*;

use super::codebook::fault_in_words;
use super::hooks::{use_selector, use_store};
use super::inspector::relation_in_words;
use super::parts::{button, callback, dispatching, on_click, paragraph};
use super::projects_menu::titled;
use crate::app::{
    Action, Dialog, FileCopyAction, FileSaid, FileTrouble, Imported, MessageKind, NewVersion,
    NotWritten, ProjectsAction, Said, State, Store, TakenAway, UpdatingAction, ViewingAction,
};
use crate::model::{Article, ArticleId, Fault, TransactionName};
use crate::words::{PartWord, Word, counted};

/// What a transaction did, in words.
pub(super) fn named(name: &TransactionName) -> String {
    let detail = name.detail.as_str();
    let word = match name.command.as_str() {
        "annotate" => Word::DidAnnotate,
        "import" => Word::DidImport,
        "label-all" => Word::DidLabelAll,
        "relabel" => Word::DidRelabel,
        "delete-annotation" => Word::DidDelete,
        "set-attribute" => Word::DidSetAttribute,
        "set-note" => Word::DidSetNote,
        "set-actor" => Word::DidSetActor,
        "add-fragment" => Word::DidAddFragment,
        "remove-fragment" => Word::DidRemoveFragment,
        "move-edge" => Word::DidMoveEdge,
        "add-article" => Word::DidAddArticle,
        "edit-article" => Word::DidEditArticle,
        "remove-article" => Word::DidRemoveArticle,
        "move-article" => Word::DidMoveArticle,
        "fully-read" => Word::DidRead,
        "not-fully-read" => Word::DidUnread,
        "set-part" => Word::DidSetPart,
        "set-coding" => Word::DidSetCoding,
        "add-relation" => Word::DidRelate,
        "edit-relation" => Word::DidEditRelation,
        "delete-relation" => Word::DidDeleteRelation,
        "add-actor" => Word::DidAddActor,
        "edit-actor" => Word::DidEditActor,
        "remove-actor" => Word::DidRemoveActor,
        "add-canonical-claim" => Word::DidAddCanonicalClaim,
        "edit-canonical-claim" => Word::DidEditCanonicalClaim,
        "remove-canonical-claim" => Word::DidRemoveCanonicalClaim,
        "set-membership" => Word::DidSetMembership,
        "remove-membership" => Word::DidRemoveMembership,
        "add-topic" => Word::DidAddTopic,
        "edit-topic" => Word::DidEditTopic,
        "remove-topic" => Word::DidRemoveTopic,
        "merge-canonical-claims" => Word::DidMerge,
        "merge-actors" => Word::DidMergeActors,
        "merge-topics" => Word::DidMergeTopics,
        "split-actor" => Word::DidSplitActor,
        "split-canonical-claim" => Word::DidSplitClaim,
        "decline-same" => Word::DidDeclineSame,
        "link-claim" => Word::DidLinkClaim,
        "override-cell" => Word::DidOverrideCell,
        "add-exception" => Word::DidExcuse,
        "remove-exception" => Word::DidTakeBackExcuse,
        "add-to-codebook" => Word::DidAddToCodebook,
        "edit-codebook" => Word::DidEditCodebook,
        "rename-in-codebook" => Word::DidRenameInCodebook,
        "remove-from-codebook" => Word::DidRemoveFromCodebook,
        "use-codebook" => Word::DidUseCodebook,
        "declare-codebook" => Word::DidDeclareCodebook,
        "go-back" => Word::DidGoBack,
        "rename-project" => Word::DidRenameProject,
        _ => return format!("{} {detail}", name.command).trim().to_owned(),
    };
    word.with(&[("what", &shortened(detail, 40))])
        .trim()
        .to_owned()
}

/// What an article is called, which may have no title of its own.
pub(super) fn title_of(article: &Article) -> &str {
    match article.title.as_str() {
        "" => Word::UntitledArticle.text(),
        title => title,
    }
}

/// An article by its language and its title, of which so many characters.
pub(super) fn language_and_title(article: Option<&Article>, most: usize) -> String {
    let language = article.map_or("", |it| it.language.as_str());
    let title = article.map_or("", title_of);
    format!("{language} · {}", shortened(title, most))
}

/// The beginning of a text, cut at a character.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most {
        return text.replace('\n', " ");
    }
    let cut: String = text.chars().take(most).collect();
    format!("{}…", cut.trim_end().replace('\n', " "))
}

/// What is wrong with a codebook, as far as one message says it.
const FAULTS: usize = 5;

/// Files that one note names.
const FILES: usize = 10;

fn sentence(state: &State, said: &Said) -> String {
    match said {
        Said::Annotated { label, quote } => {
            Word::SaidAnnotated.with(&[("label", label), ("quote", &shortened(quote, 60))])
        }
        Said::Deleted { label, quote } => {
            Word::SaidDeleted.with(&[("label", label), ("quote", &shortened(quote, 60))])
        }
        Said::Undone(name) => Word::SaidUndone.with(&[("what", &named(name))]),
        Said::Redone(name) => Word::SaidRedone.with(&[("what", &named(name))]),
        Said::LabelledAll { label, count } => {
            counted(*count, Word::SaidLabelledOne, Word::SaidLabelledMany).replace("{label}", label)
        }
        Said::LeftOut { count } => counted(*count, Word::SaidLeftOutOne, Word::SaidLeftOut),
        Said::OneArticleOnly => Word::SaidOneArticleOnly.into(),
        Said::NothingToAnnotate => Word::SaidNothingToAnnotate.into(),
        Said::NeedsWords { label } => Word::SaidNeedsWords.with(&[("label", label)]),
        Said::OneFragmentOnly { label } => Word::SaidOneFragmentOnly.with(&[("label", label)]),
        Said::TakenAway { of, what } => {
            Word::SaidTakenAway.with(&[("label", of), ("what", &taken_away(what))])
        }
        Said::KeyTaken { key, by } => match by {
            Some(command) => Word::SaidKeyTaken.with(&[("key", key), ("command", command)]),
            None => Word::SaidKeyOfBrowser.with(&[("key", key)]),
        },
        Said::ArticlesAdded(articles) => {
            let sentences: Vec<String> = articles
                .iter()
                .take(FILES)
                .map(|(title, encoding)| match encoding {
                    Some(encoding) => {
                        Word::SaidFileAdded.with(&[("title", title), ("encoding", encoding)])
                    }
                    None => Word::SaidArticleAdded.with(&[("title", title)]),
                })
                .collect();
            let more = articles.len().saturating_sub(FILES);
            let more = (more > 0).then(|| Word::AndMore.with(&[("count", &more.to_string())]));
            sentences
                .into_iter()
                .chain(more)
                .collect::<Vec<_>>()
                .join(" ")
        }
        Said::Imported(imported) => apart_exchange_imported(imported),
        Said::PageAdded { title } => Word::SaidPageAdded.with(&[("title", title)]),
        Said::ArticleRejected { name, reason } | Said::ProjectRefused { name, reason } => {
            Word::SaidRejected.with(&[("name", name), ("reason", reason)])
        }
        Said::SameText { name, title, .. } => {
            Word::SaidSameText.with(&[("name", name), ("title", title)])
        }
        Said::RelationMade { kind, from, to } => {
            Word::SaidRelated.with(&[("name", &relation_in_words(state, kind, *from, *to))])
        }
        Said::RelationThere { kind, from, to } => {
            Word::SaidRelationThere.with(&[("name", &relation_in_words(state, kind, *from, *to))])
        }
        Said::RelationRefused { constraint } => {
            Word::SaidRelationRefused.with(&[("constraint", constraint)])
        }
        Said::OtherWindows => Word::SaidOtherWindows.into(),
        Said::NewVersionNotReached => Word::SaidNewVersionNotReached.into(),
        Said::ChooseOtherEnd => Word::SaidChooseOtherEnd.into(),
        Said::ChooseRelation => Word::SaidChooseRelation.into(),
        Said::CodebookRefused { name, faults } => {
            let mut sentences = Vec::new();
            for (fault, name) in faults.iter().take(FAULTS) {
                sentences.push(apart_codebook_fault(fault, name));
            }
            let faults = sentences.join(" ");
            Word::SaidCodebookRefused.with(&[("name", name), ("faults", &faults)])
        }
        Said::Migrated {
            changed,
            deleted,
            kept,
            taken,
        } => migrated([*changed, *deleted, *kept], taken),
        Said::Conflict => Word::SaidConflict.into(),
        Said::ProjectOpened { title } => Word::SaidProjectOpened.with(&[("title", title)]),
        Said::OlderLost { last } => numbered(Word::SaidOlderLost, *last),
        Said::WentBack { when } => Word::SaidWentBack.with(&[("when", when)]),
        Said::ImportWarnings { warnings } => warnings.join(" "),
        Said::StorageTrouble(reason) => reason.clone(),
        Said::Exported { name } => Word::SaidExported.with(&[("name", name)]),
        Said::AllLinked => Word::SaidAllLinked.into(),
        Said::DownloadReminder { changes } => numbered(Word::DownloadReminder, *changes),
        Said::File(said) => apart_dialogs_about_file(said),
        Said::StorageNearlyFull { percent } => numbered(Word::StorageNearlyFull, *percent),
        Said::PenKept => Word::PenKept.into(),
        Said::PartNotLoaded => Word::PartNotLoaded.into(),
        Said::NoAnalyst => Word::SaidNoAnalyst.into(),
        Said::NothingUncovered => Word::SaidNothingUncovered.into(),
        Said::NoSuchProject => Word::SaidNoSuchProject.into(),
        Said::NotFound => Word::SaidNotFound.into(),
        Said::ProjectDeleted { title, .. } => of_project(Word::SaidProjectDeleted, title),
        Said::ProjectReplaced { title, .. } => of_project(Word::SaidProjectReplaced, title),
    }
}

fn of_project(word: Word, title: &str) -> String {
    word.with(&[("title", titled(title))])
}

/// Codebooks are refused where the part is that reads them.
#[inline(never)]
fn apart_codebook_fault(fault: &Fault, name: &str) -> String {
    fault_in_words(fault, name)
}

/// What an import brought.
#[inline(never)]
fn apart_exchange_imported(it: &Imported) -> String {
    let said = PartWord::SaidImported.with(&[
        (
            "articles",
            &counted(it.articles, Word::OneArticle, Word::ManyArticles),
        ),
        (
            "annotations",
            &counted(it.annotations, Word::OneAnnotation, Word::ManyAnnotations),
        ),
        (
            "relations",
            &counted(it.relations, Word::OneRelation, Word::ManyRelations),
        ),
    ]);
    let more = [
        (it.known_articles, PartWord::SaidTextsKnown),
        (it.known_annotations, PartWord::SaidAnnotationsKnown),
        (it.left_out, PartWord::SaidWordsLeftOut),
    ];
    let more = more.iter().filter(|it| it.0 > 0);
    let more = more.map(|(count, word)| word.with(&[("count", &count.to_string())]));
    [said].into_iter().chain(more).collect::<Vec<_>>().join(" ")
}

/// Whatever is said of a file is said where the part is that deals with it.
#[inline(never)]
fn apart_dialogs_about_file(said: &FileSaid) -> String {
    match said {
        FileSaid::Kept { name } => PartWord::SaidFileKept.with(&[("name", name)]),
        FileSaid::Stopped { name } => PartWord::SaidFileStopped.with(&[("name", name)]),
        FileSaid::NotChosen(reason) => PartWord::SaidFileNotChosen.with(&[("reason", reason)]),
        FileSaid::Trouble { name, why } => not_written(name, why),
    }
}

/// What can be done about it.
#[inline(never)]
fn apart_dialogs_about_file_button(store: &Store, id: u32, said: &FileSaid) -> Html {
    let store = store.clone();
    let (word, action): (_, Action) = match said {
        FileSaid::Stopped { .. } => (PartWord::KeepItAgain, FileCopyAction::KeepAgain.into()),
        FileSaid::Trouble { .. } => {
            let details = ViewingAction::Open(Dialog::FileCopy).into();
            (PartWord::WhatToDo, details)
        }
        _ => return Html::default(),
    };
    let action = RefCell::new(Some(action));
    let act = on_click(move || {
        store.dispatch(ViewingAction::Dismiss(id));
        if let Some(action) = action.take() {
            store.dispatch(action);
        }
    });
    button("", word.text(), act)
}

/// Why a file was not written, and what to do about it.
pub(super) fn not_written(name: &str, why: &NotWritten) -> String {
    let mut reason = String::new();
    let word = match why {
        NotWritten::Changed => PartWord::FileChanged,
        NotWritten::Ahead => PartWord::FileAhead,
        NotWritten::Elsewhere => PartWord::FileElsewhere,
        NotWritten::Trouble(trouble) => match trouble {
            FileTrouble::NeedsPermission => PartWord::FileNeedsPermission,
            FileTrouble::Refused => PartWord::FileRefused,
            FileTrouble::Gone => PartWord::FileGone,
            FileTrouble::Full => PartWord::FileFull,
            FileTrouble::InUse => PartWord::FileInUse,
            FileTrouble::Failed(why) => {
                reason.clone_from(why);
                PartWord::FileFailed
            }
        },
    };
    word.with(&[("name", name), ("reason", &reason)])
}

fn numbered(word: Word, number: u64) -> String {
    word.with(&[("number", &number.to_string())])
}

/// Letters of a note that takes longer to read than most.
const LONG: usize = 120;

/// What is seen in the text already is only spoken.
fn look_of(said: &Said, words: &str) -> Option<&'static str> {
    match said {
        Said::Annotated { .. } => Some("visually-hidden"),
        _ if words.len() > LONG => Some("long"),
        _ => None,
    }
}

fn migrated([changed, deleted, kept]: [usize; 3], taken: &TakenAway) -> String {
    let mut sentences = Vec::new();
    for (count, word) in [
        (changed, Word::SaidMigrated),
        (deleted, Word::SaidMigratedDeleted),
        (kept, Word::SaidMigratedKept),
    ] {
        if count > 0 {
            let count = counted(count, Word::OneRecord, Word::ManyRecords);
            sentences.push(word.with(&[("count", &count)]));
        }
    }
    if *taken != TakenAway::default() {
        sentences.push(Word::SaidMigratedTaken.with(&[("what", &taken_away(taken))]));
    }
    sentences.push(Word::SaidUndoBrings.into());
    sentences.join(" ")
}

pub(super) fn taken_away(what: &TakenAway) -> String {
    let counts = [
        (what.relations, Word::OneRelation, Word::ManyRelations),
        (
            what.canonical_claims,
            Word::OneCanonicalClaim,
            Word::ManyCanonicalClaims,
        ),
        (usize::from(what.actor), Word::TheActor, Word::TheActor),
        (what.attributes, Word::OneAttribute, Word::ManyAttributes),
    ];
    let named = counts.into_iter().filter(|it| it.0 > 0);
    let named: Vec<String> = named
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    named.join(", ")
}

/// The new version that waits, for whoever wants it at once.
fn offer(store: &Store, new_version: NewVersion) -> Html {
    let words = match new_version {
        NewVersion::None => return Html::default(),
        NewVersion::Waits => Word::SaidNewVersion,
        NewVersion::Wanted => Word::SaidNewVersionWanted,
    };
    let choice = |word: Word, action| button("", word.text(), dispatching(store, move || action));
    html! {
        <p key="new-version" class="stays">
            { words.text() }
            { choice(Word::UseNewVersion, UpdatingAction::Use) }
            { choice(Word::Later, UpdatingAction::Later) }
        </p>
    }
}

/// Notes are spoken politely and replaced; errors stay until dismissed.
///
/// An open dialog makes the page behind it inert, for eyes and ears alike. Messages stand in
/// it then, and the page's own region is still there, empty, to hear what comes after.
#[hook]
pub(super) fn use_messages(in_dialog: &bool) -> Html {
    let store = use_store();
    let in_dialog = *in_dialog;
    let new_version = use_selector(|state| state.new_version);
    let messages = use_selector(move |state| {
        if in_dialog == state.session.dialog.is_some() {
            state.session.messages.clone()
        } else {
            Vec::new()
        }
    });
    let state = store.state();
    let notes = messages.iter().filter(|it| it.kind == MessageKind::Note);
    let errors = messages.iter().filter(|it| it.kind == MessageKind::Error);
    let several = errors.clone().nth(1).is_some();
    let dismiss = |id: u32| {
        let store = store.clone();
        callback(move |_: MouseEvent| store.dispatch(ViewingAction::Dismiss(id)))
    };
    let show = |id: u32, article: ArticleId| {
        let store = store.clone();
        on_click(move || {
            store.dispatch(ViewingAction::Dismiss(id));
            store.dispatch(ViewingAction::Close);
            store.dispatch(ViewingAction::ShowArticle(article));
        })
    };
    html! {
        <div class={classes!("messages", in_dialog.then_some("in-dialog"))}>
            <div class="note" aria-live="polite">
                for (note, words) in notes.map(|it| (it, sentence(&state, &it.text))) {
                    <p key={note.id} class={look_of(&note.text, &words)}>
                        { words }
                        if let Said::ProjectDeleted { id, .. } | Said::ProjectReplaced { id, .. } = *note.text {
                            <button type="button" onclick={
                                let store = store.clone();
                                move |_| store.dispatch(ProjectsAction::Restore(id))
                            }>{ Word::Restore.text() }</button>
                        }
                        if let Said::File(said) = &*note.text {
                            { apart_dialogs_about_file_button(&store, note.id, said) }
                        }
                        if let Said::DownloadReminder { .. } = *note.text {
                            { button("", Word::Export.text(), dispatching(&store, move || ViewingAction::Open(Dialog::Export))) }
                            if state.can_choose_file {
                                { button("", Word::KeepFileCopy.text(), dispatching(&store, || FileCopyAction::Choose)) }
                            }
                        }
                    </p>
                }
                if !in_dialog {
                    { offer(&store, new_version) }
                }
            </div>
            if several {
                { button("all", Word::DismissAll.text(), dispatching(&store, move || ViewingAction::DismissAll)) }
            }
            for error in errors {
                <div class="error" role="alert" key={error.id}>
                    { paragraph("", &sentence(&state, &error.text)) }
                    if let Said::SameText { article, .. } = *error.text {
                        { button("", Word::ShowIt.text(), show(error.id, article)) }
                    }
                    if let Said::File(said) = &*error.text {
                        { apart_dialogs_about_file_button(&store, error.id, said) }
                    }
                    <button type="button" aria-label={Word::Dismiss.text()} onclick={dismiss(error.id)}>
                        { "✕" }
                    </button>
                </div>
            }
        </div>
    }
}
