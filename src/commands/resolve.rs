//! What each command means in a state, with proven data, or that it means nothing.

#![allow(
    clippy::unnecessary_wraps,
    reason = "a resolver has one shape, also where it always means something"
)]

use crate::app::{
    Action, AnnotatingAction as Annotating, ArticlesAction as Articles, CheckingAction as Checking,
    CodebookAction, ComparingAction as Comparing, Dialog, Edge, FocusTarget,
    LabelAllAction as LabelAll, LinkingAction as Linking, ProjectsAction as Projects, Settings,
    State, View, ViewingAction as Viewing,
};
use crate::model::matrix::Status;
use crate::model::{Annotation, AnnotationId, Codebook, End, Label, PartId};
use crate::text::{Motion, Unit};

type Resolved = Option<Action>;

fn focused(state: &State) -> Option<&Annotation> {
    state.project.annotation(state.session.focused?)
}

fn focused_id(state: &State) -> Option<AnnotationId> {
    focused(state).map(|it| it.id)
}

fn with_key<'a>(codebook: &'a Codebook, key: &str) -> Option<&'a Label> {
    codebook
        .labels
        .iter()
        .find(|it| it.key == key && !it.deprecated)
}

/// A label gives what is selected an annotation, changes the focused one, or is armed.
pub(super) fn label(state: &State, key: &str) -> Resolved {
    let label = with_key(state.project.codebook(), key)?;
    Some(give_label(state, label))
}

/// What the key of a label means: see [`label`].
fn give_label(state: &State, label: &Label) -> Action {
    let id = label.id.clone();
    match focused(state) {
        Some(annotation) if state.session.selected_spans().is_none() => {
            if annotation.label == id {
                Viewing::Focus(Some(annotation.id)).into()
            } else {
                Annotating::Relabel(annotation.id, id).into()
            }
        }
        _ => give_or_arm(state, label),
    }
}

/// What the button of a label means: it is for the selected words, else for those that will
/// be dragged over. It is no verdict on the annotation that was made last and still has the
/// focus.
pub fn give_or_arm(state: &State, label: &Label) -> Action {
    let id = label.id.clone();
    if let Some((article, spans)) = state.session.selected_spans() {
        return Annotating::Annotate {
            article,
            spans,
            label: id,
        }
        .into();
    }
    let armed = state.session.armed.as_ref() == Some(&id);
    Viewing::Arm((!armed).then_some(id)).into()
}

pub(super) fn without_words(state: &State) -> Resolved {
    let article = state.active_article()?;
    let codebook = state.project.codebook();
    let label = codebook
        .labels
        .iter()
        .find(|it| it.min_fragments == Some(0) && !it.deprecated)?;
    Some(
        Annotating::Annotate {
            article,
            spans: smallvec::SmallVec::new(),
            label: label.id.clone(),
        }
        .into(),
    )
}

pub(super) fn add_fragment(state: &State) -> Resolved {
    let annotation = focused(state)?;
    let selected = state.session.selection?;
    let span = selected.span()?;
    (selected.article == annotation.article)
        .then(|| Annotating::AddFragment(annotation.id, span).into())
}

pub(super) fn remove_fragment(state: &State) -> Resolved {
    let annotation = focused(state)?;
    state.fragment_at_caret(annotation)?;
    Some(Annotating::RemoveFragment(annotation.id).into())
}

fn move_edge(state: &State, edge: Edge, outwards: bool) -> Resolved {
    let annotation = focused(state)?;
    annotation.hull()?;
    let unit = if state.settings.edges_by_character {
        Unit::Character
    } else {
        Unit::Word
    };
    Some(
        Annotating::MoveEdge {
            annotation: annotation.id,
            edge,
            outwards,
            unit,
        }
        .into(),
    )
}

pub(super) fn start_outwards(state: &State) -> Resolved {
    move_edge(state, Edge::Start, true)
}

pub(super) fn start_inwards(state: &State) -> Resolved {
    move_edge(state, Edge::Start, false)
}

pub(super) fn end_outwards(state: &State) -> Resolved {
    move_edge(state, Edge::End, true)
}

pub(super) fn end_inwards(state: &State) -> Resolved {
    move_edge(state, Edge::End, false)
}

fn set(state: &State, change: impl FnOnce(&mut Settings)) -> Resolved {
    let mut settings = state.settings.clone();
    change(&mut settings);
    Some(Viewing::Set(Box::new(settings)).into())
}

pub(super) fn toggle_edge_unit(state: &State) -> Resolved {
    set(state, |it| it.edges_by_character = !it.edges_by_character)
}

pub(super) fn toggle_snap(state: &State) -> Resolved {
    set(state, |it| it.snap_to_words = !it.snap_to_words)
}

fn give_focus(state: &State, target: FocusTarget) -> Resolved {
    focused(state).map(|_| Viewing::GiveFocus(target).into())
}

pub(super) fn edit_attributes(state: &State) -> Resolved {
    give_focus(state, FocusTarget::Inspector)
}

pub(super) fn edit_note(state: &State) -> Resolved {
    give_focus(state, FocusTarget::Note)
}

pub(super) fn set_actor(state: &State) -> Resolved {
    give_focus(state, FocusTarget::Actor)
}

pub(super) fn set_canonical_claim(state: &State) -> Resolved {
    give_focus(state, FocusTarget::CanonicalClaim)
}

pub(super) fn delete_annotation(state: &State) -> Resolved {
    focused_id(state).map(|it| Annotating::Delete(it).into())
}

pub(super) fn undo(state: &State) -> Resolved {
    state.history.next_undo().map(|_| Action::Undo)
}

pub(super) fn redo(state: &State) -> Resolved {
    state.history.next_redo().map(|_| Action::Redo)
}

pub(super) fn add_relation(state: &State) -> Resolved {
    let id = focused_id(state)?;
    Some(Linking::Start(End::Annotation(id)).into())
}

fn around(state: &State, unit: Unit) -> Resolved {
    state.caret().map(|_| Viewing::SelectAround(unit).into())
}

pub(super) fn select_word(state: &State) -> Resolved {
    around(state, Unit::Word)
}

pub(super) fn select_sentence(state: &State) -> Resolved {
    around(state, Unit::Sentence)
}

pub(super) fn select_paragraph(state: &State) -> Resolved {
    around(state, Unit::Paragraph)
}

pub(super) fn select_text(state: &State) -> Resolved {
    around(state, Unit::Text)
}

pub(super) fn select_annotation(state: &State) -> Resolved {
    let annotation = focused(state)?;
    annotation.hull()?;
    Some(Viewing::SelectAnnotation(annotation.id).into())
}

pub(super) fn focus_here(state: &State) -> Resolved {
    let selected = state.session.selection?;
    if let (Some(_), Some(focused)) = (state.linking(), focused_id(state)) {
        let here = End::Annotation(focused);
        let other = state.linking().is_some_and(|it| it.from != here);
        if other {
            return Some(Linking::Finish(here).into());
        }
    }
    Some(Viewing::Click(Some(selected)).into())
}

/// The innermost annotation at the caret, in the list, where those beside it are its neighbours;
/// without one there, the one that has the focus.
pub(super) fn show_in_list(state: &State) -> Resolved {
    let caret = state.session.selection;
    let here = caret.map_or_else(Vec::new, |it| state.annotations_at(it.article, it.focus));
    let innermost = here.first().map(|it| it.id);
    Some(Viewing::ShowInList(innermost.or_else(|| focused_id(state))?).into())
}

/// The nearest thing to leave: a relation being made, an armed label, a selection, a focus.
pub(super) fn clear(state: &State) -> Resolved {
    let session = &state.session;
    if session.linking.is_some() {
        return Some(Linking::Cancel.into());
    }
    if session.armed.is_some() {
        return Some(Viewing::Arm(None).into());
    }
    let selected = session.selected_spans().is_some();
    (selected || session.focused.is_some()).then(|| Viewing::Focus(None).into())
}

fn step_annotation(state: &State, motion: Motion) -> Resolved {
    let article = state.active_article()?;
    (state.project.annotation_count(article) > 0).then(|| Viewing::StepAnnotation(motion).into())
}

pub(super) fn next_annotation(state: &State) -> Resolved {
    step_annotation(state, Motion::Forward)
}

pub(super) fn previous_annotation(state: &State) -> Resolved {
    step_annotation(state, Motion::Backward)
}

pub(super) fn uncovered(state: &State, motion: Motion) -> Resolved {
    state.active_text()?;
    Some(Checking::NextUncovered(motion).into())
}

fn pane(state: &State, motion: Motion) -> Resolved {
    (!state.session.panes.is_empty()).then(|| Viewing::NextPane(motion).into())
}

pub(super) fn next_pane(state: &State) -> Resolved {
    pane(state, Motion::Forward)
}

pub(super) fn previous_pane(state: &State) -> Resolved {
    pane(state, Motion::Backward)
}

pub(super) fn label_all(state: &State) -> Resolved {
    state.active_article().map(|_| LabelAll::Begin.into())
}

pub(super) fn search(_: &State) -> Resolved {
    Some(Viewing::GiveFocus(FocusTarget::Search).into())
}

fn hit(state: &State, motion: Motion) -> Resolved {
    (!state.session.search.query.is_empty()).then(|| Viewing::NextHit(motion).into())
}

pub(super) fn next_hit(state: &State) -> Resolved {
    hit(state, Motion::Forward)
}

pub(super) fn previous_hit(state: &State) -> Resolved {
    hit(state, Motion::Backward)
}

macro_rules! caret_motions {
    ($($move:ident $extend:ident: $motion:ident $unit:ident;)*) => {$(
        pub(super) fn $move(state: &State) -> Resolved {
            motion(state, Motion::$motion, Unit::$unit, false)
        }

        pub(super) fn $extend(state: &State) -> Resolved {
            motion(state, Motion::$motion, Unit::$unit, true)
        }
    )*};
}

caret_motions! {
    caret_right extend_right: Forward Character;
    caret_left extend_left: Backward Character;
    caret_word_right extend_word_right: Forward Word;
    caret_word_left extend_word_left: Backward Word;
    caret_sentence_right extend_sentence_right: Forward Sentence;
    caret_sentence_left extend_sentence_left: Backward Sentence;
    caret_paragraph_down extend_paragraph_down: Forward Paragraph;
    caret_paragraph_up extend_paragraph_up: Backward Paragraph;
    caret_text_start extend_text_start: Backward Text;
    caret_text_end extend_text_end: Forward Text;
}

fn motion(state: &State, motion: Motion, unit: Unit, extend: bool) -> Resolved {
    state.active_text()?;
    Some(
        Viewing::MoveCaret {
            motion,
            unit,
            extend,
        }
        .into(),
    )
}

macro_rules! line_motions {
    ($($name:ident: $motion:ident $boundary:literal $extend:literal;)*) => {$(
        pub(super) fn $name(state: &State) -> Resolved {
            state.active_text()?;
            Some(
                Viewing::MoveByLine {
                    motion: Motion::$motion,
                    boundary: $boundary,
                    extend: $extend,
                }
                .into(),
            )
        }
    )*};
}

line_motions! {
    caret_down: Forward false false;
    caret_up: Backward false false;
    caret_line_start: Backward true false;
    caret_line_end: Forward true false;
    extend_down: Forward false true;
    extend_up: Backward false true;
    extend_line_start: Backward true true;
    extend_line_end: Forward true true;
}

fn open(dialog: Dialog) -> Resolved {
    Some(Viewing::Open(dialog).into())
}

pub(super) fn add_article(_: &State) -> Resolved {
    open(Dialog::AddArticle)
}

pub(super) fn article_details(state: &State) -> Resolved {
    open(Dialog::ArticleDetails(state.active_article()?))
}

pub(super) fn toggle_fully_read(state: &State) -> Resolved {
    let article = state.active_article()?;
    let read = state.shown_reading(article).is_some();
    Some(Articles::SetFullyRead(article, !read).into())
}

pub(super) fn mark_part(state: &State, part: &str) -> Resolved {
    let selected = state.session.selection?;
    let span = selected.span()?;
    let known = |it: &str| {
        let parts = &state.project.codebook().parts;
        parts.is_empty() || parts.iter().any(|part| part.id == it && !part.deprecated)
    };
    known(part).then(|| {
        Articles::SetPart {
            article: selected.article,
            span,
            part: (part != "body").then(|| PartId::from(part)),
        }
        .into()
    })
}

pub(super) fn remove_article(state: &State) -> Resolved {
    Some(Articles::Remove(state.active_article()?).into())
}

pub(super) fn new_project(_: &State) -> Resolved {
    Some(Projects::New.into())
}

pub(super) fn new_project_with(_: &State) -> Resolved {
    open(Dialog::Codebooks { begin: true })
}

pub(super) fn use_codebook(_: &State) -> Resolved {
    open(Dialog::Codebooks { begin: false })
}

pub(super) fn export_codebook(_: &State) -> Resolved {
    Some(CodebookAction::Export.into())
}

pub(super) fn open_sample(_: &State) -> Resolved {
    Some(Projects::OpenSample.into())
}

pub(super) fn projects(_: &State) -> Resolved {
    open(Dialog::Projects)
}

pub(super) fn history(_: &State) -> Resolved {
    open(Dialog::History)
}

pub(super) fn import(_: &State) -> Resolved {
    open(Dialog::Import)
}

pub(super) fn export(_: &State) -> Resolved {
    open(Dialog::Export)
}

pub(super) fn file_copy(state: &State) -> Resolved {
    state.can_choose_file.then(|| state.keep_file_copy())
}

pub(super) fn confirm_omission(state: &State) -> Resolved {
    let cell = state.unconfirmed_cell()?;
    Some(Comparing::SetStatus(cell, Some(Status::Omits)).into())
}

pub(super) fn checks(_: &State) -> Resolved {
    open(Dialog::Checks)
}

/// Of the chosen cell's row, or of the one that the focused Claim is a member of.
pub(super) fn evidence_chain(state: &State) -> Resolved {
    let chosen = state.chosen_row()?;
    open(Dialog::EvidenceChain(chosen))
}

pub(super) fn report(_: &State) -> Resolved {
    open(Dialog::Report)
}

pub(super) fn unlinked_claims(_: &State) -> Resolved {
    Some(crate::app::UnlinkedAction::Toggle.into())
}

pub(super) fn registries(_: &State) -> Resolved {
    open(Dialog::Registries)
}

pub(super) fn same_actors(_: &State) -> Resolved {
    Some(crate::app::SameActorsAction::Look.into())
}

pub(super) fn commands(_: &State) -> Resolved {
    open(Dialog::Commands)
}

pub(super) fn shortcuts(_: &State) -> Resolved {
    open(Dialog::Shortcuts)
}

pub(super) fn appearance(_: &State) -> Resolved {
    open(Dialog::Appearance)
}

pub(super) fn link_scrolling(state: &State) -> Resolved {
    set(state, |it| it.linked_scrolling = !it.linked_scrolling)
}

pub(super) fn reading_mode(state: &State) -> Resolved {
    set(state, |it| it.calm = !it.calm)
}

pub(super) fn view(state: &State, view: View) -> Resolved {
    (state.session.view != view).then(|| Viewing::Show(view).into())
}
