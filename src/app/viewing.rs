//! Moving about: panes, selection, caret, focus, search, dialogs. Nothing here is an edit.

use super::{
    Dialog, Effect, FocusTarget, ListFilter, MessageKind, Pane, Said, SearchOptions, Selected,
    Settings, State, View,
};
use crate::model::sorted::sort_by_key;
use crate::model::{Annotation, AnnotationId, ArticleId, LabelId};
use crate::text::{ByteOffset, Motion, TextSpan, Unit};

/// Articles side by side, at most.
const MOST_PANES: usize = 6;

#[derive(Debug, PartialEq)]
pub enum ViewingAction {
    Show(View),
    /// Put an article into the active pane.
    ShowArticle(ArticleId),
    /// Show an article in a pane of its own.
    OpenBeside(ArticleId),
    ClosePane(usize),
    /// Show these articles, as they were shown when the project was open last.
    ShowPanes(Vec<Pane>),
    PinPane(usize, bool),
    ActivatePane(usize),
    /// Give the keyboard to the next pane, or the one before.
    NextPane(Motion),
    /// The browser's selection changed.
    Selected(Option<Selected>),
    /// The mouse let go of a selection with Mod held: keep what was selected before too.
    KeepPending,
    /// A new selection begins without Mod.
    DropPending,
    /// Move the caret, or the end of the selection.
    MoveCaret {
        motion: Motion,
        unit: Unit,
        extend: bool,
    },
    /// Move the caret to the line above or below, or to an end of its line.
    MoveByLine {
        motion: Motion,
        boundary: bool,
        extend: bool,
    },
    /// Select what stands around the caret.
    SelectAround(Unit),
    /// Make an annotation's words the selection.
    SelectAnnotation(AnnotationId),
    /// Put the focus on an annotation and show it; `None` clears focus and selection.
    Focus(Option<AnnotationId>),
    /// The same, and go to the list of annotations.
    ShowInList(AnnotationId),
    /// A click in the text: the innermost annotation there, further clicks go outwards.
    Click(Option<Selected>),
    /// The next or the previous annotation in the text that the list's filter lets through.
    StepAnnotation(Motion),
    Arm(Option<LabelId>),
    Open(Dialog),
    Close,
    Filter(ListFilter),
    Search(String),
    /// Search for the same words by other rules.
    SearchBy(SearchOptions),
    NextHit(Motion),
    /// The same while the words are still being typed: the keyboard stays where it is.
    ShowHit(Motion),
    /// Show a place and select it.
    GoTo(Selected),
    Dismiss(u32),
    DismissAll,
    Set(Box<Settings>),
    GiveFocus(FocusTarget),
    Say(MessageKind, Box<Said>),
}

pub(super) fn step(state: &mut State, action: ViewingAction) -> Vec<Effect> {
    match action {
        ViewingAction::Show(view) => state.session.view = view,
        ViewingAction::ShowArticle(article) => {
            state.show_article(article);
            return vec![state.keyboard_to_text()];
        }
        ViewingAction::OpenBeside(article) => {
            state.open_beside(article, MOST_PANES);
            return vec![state.keyboard_to_text()];
        }
        ViewingAction::ShowPanes(mut panes) => {
            panes.retain(|it| state.project.article(it.article).is_some());
            panes.truncate(MOST_PANES);
            if !panes.is_empty() {
                state.session.panes = panes;
                state.session.active_pane = 0;
            }
        }
        ViewingAction::ClosePane(at) => {
            if state.session.panes.len() > 1 && at < state.session.panes.len() {
                state.session.panes.remove(at);
                state.drop_stale_focus();
            }
        }
        ViewingAction::PinPane(at, pinned) => {
            if let Some(pane) = state.session.panes.get_mut(at) {
                pane.pinned = pinned;
            }
        }
        ViewingAction::ActivatePane(at) => {
            if at < state.session.panes.len() {
                state.session.active_pane = at;
            }
        }
        ViewingAction::NextPane(motion) => return next_pane(state, motion),
        ViewingAction::Selected(selected) => select(state, selected),
        ViewingAction::KeepPending => keep_pending(state),
        ViewingAction::DropPending => state.session.pending = super::Pending::default(),
        ViewingAction::MoveCaret {
            motion,
            unit,
            extend,
        } => return move_caret(state, motion, unit, extend),
        ViewingAction::MoveByLine {
            motion,
            boundary,
            extend,
        } => {
            return vec![Effect::MoveByLine {
                motion,
                boundary,
                extend,
            }];
        }
        ViewingAction::SelectAround(unit) => return select_around(state, unit),
        ViewingAction::SelectAnnotation(id) => return select_annotation(state, id),
        ViewingAction::Focus(id) => return focus(state, id),
        ViewingAction::ShowInList(id) => {
            let mut effects = focus(state, Some(id));
            effects.push(Effect::Focus(FocusTarget::AnnotationList));
            return effects;
        }
        ViewingAction::Click(at) => return click(state, at),
        ViewingAction::StepAnnotation(motion) => {
            return super::stepping::step_annotation(state, motion);
        }
        ViewingAction::Arm(label) => state.session.armed = label,
        ViewingAction::Open(dialog) => return open(state, dialog),
        ViewingAction::Close => {
            state.session.forget_notes();
            state.session.dialog = None;
            // Fields of a dialog take the browser's selection away.
            let selected = state.session.selection.filter(|it| it.span().is_some());
            return selected.map(Effect::Select).into_iter().collect();
        }
        ViewingAction::Filter(filter) => state.session.filter = state.fitting(filter),
        ViewingAction::Search(query) => {
            state.session.search.query = query;
            state.session.search.current = None;
        }
        ViewingAction::SearchBy(options) => state.session.search.options = options,
        ViewingAction::NextHit(motion) => return super::searching::next_hit(state, motion),
        ViewingAction::ShowHit(motion) => return super::searching::show_hit(state, motion),
        ViewingAction::GoTo(selected) => return go_to(state, selected),
        ViewingAction::DismissAll => state.session.messages.clear(),
        ViewingAction::Dismiss(id) => state.session.messages.retain(|it| it.id != id),
        ViewingAction::Set(settings) => {
            // Another key was found.
            let taken = |it: &Said| matches!(it, Said::KeyTaken { .. });
            state.session.messages.retain(|it| !taken(&it.text));
            state.settings = *settings;
            return vec![Effect::KeepSettings];
        }
        ViewingAction::GiveFocus(target) => return vec![Effect::Focus(target)],
        ViewingAction::Say(kind, said) => return state.say(kind, *said),
    }
    Vec::new()
}

pub(super) fn open(state: &mut State, dialog: Dialog) -> Vec<Effect> {
    let list = dialog == Dialog::Projects;
    state.session.forget_notes();
    state.session.dialog = Some(dialog);
    state.session.opened += 1;
    list.then_some(Effect::ListProjects).into_iter().collect()
}

fn next_pane(state: &mut State, motion: Motion) -> Vec<Effect> {
    let count = state.session.panes.len();
    if count == 0 {
        return Vec::new();
    }
    let step = match motion {
        Motion::Forward => 1,
        Motion::Backward => count - 1,
    };
    state.session.active_pane = (state.session.active_pane + step) % count;
    let mut effects = vec![state.keyboard_to_text()];
    effects.extend(place_caret(state).map(Effect::Select));
    effects
}

/// The caret in the active pane: where it was, else at the start of the text.
fn place_caret(state: &mut State) -> Option<Selected> {
    let article = state.active_article()?;
    let here = state.session.selection.filter(|it| it.article == article);
    let here = here.unwrap_or(Selected::caret(article, ByteOffset::default()));
    state.session.selection = Some(here);
    Some(here)
}

fn select(state: &mut State, selected: Option<Selected>) {
    if let Some(selected) = selected
        && let Some(pane) = pane_of(state, selected.article)
    {
        state.session.active_pane = pane;
    }
    // A lost browser selection (a click on a button, say) leaves the caret where it was.
    if selected.is_some() {
        state.session.selection = selected;
    }
}

fn pane_of(state: &State, article: ArticleId) -> Option<usize> {
    let panes = &state.session.panes;
    let active = panes.get(state.session.active_pane)?;
    if active.article == article {
        return Some(state.session.active_pane);
    }
    panes.iter().position(|it| it.article == article)
}

fn keep_pending(state: &mut State) {
    let selected = state
        .session
        .selection
        .and_then(|it| Some((it.article, it.span()?)));
    let pending = &mut state.session.pending;
    match selected {
        Some((article, span)) => {
            if pending.article != Some(article) {
                pending.spans.clear();
                pending.article = Some(article);
            }
            if !pending.spans.contains(&span) {
                pending.spans.push(span);
            }
        }
        None => pending.article = pending.article.filter(|_| !pending.spans.is_empty()),
    }
}

fn move_caret(state: &mut State, motion: Motion, unit: Unit, extend: bool) -> Vec<Effect> {
    let Some(article) = state.active_article() else {
        return Vec::new();
    };
    let Some(text) = state.project.text(article) else {
        return Vec::new();
    };
    let here = state.session.selection.filter(|it| it.article == article);
    let here = here.unwrap_or(Selected::caret(article, ByteOffset::default()));
    let next = match here.span() {
        // As everywhere: a plain step out of a selection goes to its edge.
        Some(span) if !extend && unit == Unit::Character => match motion {
            Motion::Forward => span.end(),
            Motion::Backward => span.start(),
        },
        _ => text.step(here.focus, motion, unit),
    };
    let begins = extend && unit == Unit::Word && here.span().is_none();
    let anchor = if begins && state.settings.snap_to_words {
        // A selection by words begins with the word, as one by mouse does.
        let back = match motion {
            Motion::Forward => Motion::Backward,
            Motion::Backward => Motion::Forward,
        };
        text.step(next, back, Unit::Word)
    } else {
        here.anchor
    };
    let selected = Selected {
        article,
        anchor: if extend { anchor } else { next },
        focus: next,
    };
    state.session.selection = Some(selected);
    if !extend {
        state.session.focused = None;
    }
    vec![
        Effect::Select(selected),
        Effect::Reveal(Selected::caret(article, next)),
    ]
}

fn select_around(state: &mut State, unit: Unit) -> Vec<Effect> {
    let Some(caret) = state.caret() else {
        return Vec::new();
    };
    let Some(text) = state.project.text(caret.article) else {
        return Vec::new();
    };
    let span = match unit {
        Unit::Word | Unit::Character => text.word_at(caret.at),
        Unit::Sentence => text.sentence_at(caret.at),
        Unit::Paragraph => {
            let (start, end) = text.paragraph(text.paragraph_at(caret.at));
            TextSpan::new(start, end).ok().and_then(|it| text.trim(it))
        }
        Unit::Text => text.whole().and_then(|it| text.trim(it)),
    };
    let Some(span) = span else {
        return Vec::new();
    };
    let selected = Selected::of(caret.article, span);
    state.session.selection = Some(selected);
    vec![Effect::Select(selected)]
}

fn select_annotation(state: &mut State, id: AnnotationId) -> Vec<Effect> {
    let Some(annotation) = state.project.annotation(id) else {
        return Vec::new();
    };
    let Some((last, before)) = annotation.fragments.split_last() else {
        return Vec::new();
    };
    state.session.pending = super::Pending {
        article: (!before.is_empty()).then_some(annotation.article),
        spans: before.iter().copied().collect(),
    };
    let selected = Selected::of(annotation.article, *last);
    state.session.selection = Some(selected);
    vec![Effect::Select(selected)]
}

pub(super) fn focus(state: &mut State, id: Option<AnnotationId>) -> Vec<Effect> {
    let Some(annotation) = id.and_then(|it| state.project.annotation(it)) else {
        state.session.focused = None;
        state.session.linking = None;
        state.session.pending = super::Pending::default();
        let caret = state.caret();
        state.session.selection = caret.map(|it| Selected::caret(it.article, it.at));
        return state
            .session
            .selection
            .map(Effect::Select)
            .into_iter()
            .collect();
    };
    let (article, hull) = (annotation.article, annotation.hull());
    state.session.focused = id;
    state.session.view = View::Read;
    if pane_of(state, article).is_none() {
        state.show_article(article);
    } else if let Some(pane) = pane_of(state, article) {
        state.session.active_pane = pane;
    }
    // The same claim in the other panes first, so that the last to move is what was gone to.
    let beside = id.map_or_else(Vec::new, |it| state.twins_beside(it));
    let mut effects: Vec<Effect> = beside.into_iter().map(Effect::Reveal).collect();
    if let Some(hull) = hull {
        let caret = Selected::caret(article, hull.start());
        state.session.selection = Some(caret);
        effects.push(Effect::Select(caret));
        effects.push(Effect::Reveal(Selected::of(article, hull)));
    }
    effects
}

fn click(state: &mut State, at: Option<Selected>) -> Vec<Effect> {
    let Some(at) = at else {
        state.session.focused = None;
        return Vec::new();
    };
    select(state, Some(at));
    let here: Vec<AnnotationId> = state
        .annotations_at(at.article, at.focus)
        .into_iter()
        .filter(|it| state.is_marked(it))
        .map(|it| it.id)
        .collect();
    let next = state
        .session
        .focused
        .and_then(|focused| here.iter().position(|id| *id == focused))
        .map_or(0, |at| at + 1);
    state.session.focused = here.get(next).or_else(|| here.first()).copied();
    let focused = state.session.focused;
    let shown = focused.map(|_| Effect::KeepInView(at));
    shown.into_iter().collect()
}

pub(super) fn go_to(state: &mut State, selected: Selected) -> Vec<Effect> {
    state.session.view = View::Read;
    state.show_article(selected.article);
    state.session.selection = Some(selected);
    vec![Effect::Select(selected), Effect::Reveal(selected)]
}

impl State {
    /// The text of the active pane gets the keyboard.
    pub(super) fn keyboard_to_text(&self) -> Effect {
        Effect::Focus(FocusTarget::Pane(self.session.active_pane))
    }

    /// Puts an article into the active pane, or into one that is not pinned.
    pub(super) fn show_article(&mut self, article: ArticleId) {
        if self.project.article(article).is_none() {
            return;
        }
        if let Some(pane) = pane_of(self, article) {
            self.session.active_pane = pane;
            return;
        }
        let session = &mut self.session;
        let pane = Pane {
            article,
            pinned: false,
        };
        let active = session.active_pane;
        let free = session
            .panes
            .get(active)
            .filter(|it| !it.pinned)
            .map(|_| active)
            .or_else(|| session.panes.iter().position(|it| !it.pinned));
        if let Some(at) = free {
            session.panes[at] = pane;
            session.active_pane = at;
        } else {
            session.panes.push(pane);
            session.active_pane = session.panes.len() - 1;
        }
    }

    /// Shows an article beside what is shown, as long as there are not so many panes yet.
    pub(super) fn open_beside(&mut self, article: ArticleId, most: usize) {
        if self.session.is_shown(article) || self.session.panes.len() >= most {
            self.show_article(article);
            return;
        }
        self.session.panes.push(Pane {
            article,
            pinned: false,
        });
        self.session.active_pane = self.session.panes.len() - 1;
    }

    /// What stands at the caret, the innermost first, in the words in which it is spoken to who
    /// does not see it. Nothing while words are selected: they are read out themselves.
    pub fn labels_at_caret(&self) -> String {
        let selection = self.session.selection;
        let Some(caret) = selection.filter(|it| it.span().is_none()) else {
            return String::new();
        };
        let here = self.annotations_at(caret.article, caret.focus);
        let names: Vec<String> = here.iter().map(|it| self.label_name(&it.label)).collect();
        names.join(", ")
    }

    /// Annotations with words at a place, the innermost (shortest) first.
    pub fn annotations_at(&self, article: ArticleId, at: ByteOffset) -> Vec<&Annotation> {
        let Some(text) = self.project.text(article) else {
            return Vec::new();
        };
        let next = text.step(at, Motion::Forward, Unit::Character);
        let Ok(character) = TextSpan::new(at, next) else {
            return Vec::new();
        };
        let mut here = self.project.annotations_in(article, character);
        here.retain(|it| it.fragments.iter().any(|fragment| fragment.covers(at)));
        let length = |it: &Annotation| {
            it.fragments
                .iter()
                .map(|fragment| fragment.len())
                .sum::<u32>()
        };
        sort_by_key(&mut here, |it| length(it));
        here
    }
}
