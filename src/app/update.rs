use std::rc::Rc;

use uuid::Uuid;

use super::{
    Action, Blob, CheckingAction, ComparingAction, Effect, Message, MessageKind, Said, Selected,
    State, Stepped, TakenAway,
};
use super::{
    annotating, comparing, drawing, earlier, file_copy, linking, parts, pen, projects, reporting,
    same_actors, searching, unlinked, updating, viewing,
};
use crate::model::{
    Annotator, Change, Entry, FocusChange, LabelId, Project, Reference, Timestamp, Transaction,
    TransactionName,
};

/// What a step may need from outside, so that tests can fix it.
#[allow(missing_debug_implementations, reason = "holds a closure")]
pub struct Env<'a> {
    pub now: Timestamp,
    pub new_id: &'a mut dyn FnMut() -> Uuid,
}

impl Env<'_> {
    pub fn id<T: From<Uuid>>(&mut self) -> T {
        (self.new_id)().into()
    }
}

/// One step of the app. When something else is open or selected, the page's address follows.
pub fn update(state: &mut State, action: Action, env: &mut Env<'_>) -> Vec<Effect> {
    let before = state.address();
    let panes = (state.project.id(), state.session.panes.clone());
    let stored = state.stored;
    let mut effects = step(state, action, env);
    searching::follow(state);
    effects.extend(comparing::follow(state));
    effects.extend(unlinked::follow(state));
    effects.extend(drawing::follow(state));
    // From the edit on that has a project stored.
    let others = !stored || panes.1 != state.session.panes;
    if state.stored && others && panes.0 == state.project.id() {
        effects.push(Effect::KeepPanes);
    }
    effects.extend(earlier::follow(state));
    effects.extend(file_copy::follow(state, env.now));
    effects.extend(reporting::follow(state));
    effects.extend(same_actors::follow(state));
    effects.extend(updating::follow(state));
    let address = state.address();
    if address != before {
        effects.push(Effect::Address(address));
    }
    effects
}

fn step(state: &mut State, action: Action, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        Action::Annotating(action) => annotating::step(state, action, env),
        Action::Linking(action) => linking::step(state, action, env),
        Action::Reporting(action) => reporting::step(state, action),
        Action::Comparing(ComparingAction::Prepare) => comparing::prepare(state),
        Action::Checking(CheckingAction::VerbsLoaded(verbs)) => {
            state.verbs = verbs;
            Vec::new()
        }
        Action::Pen(action) => {
            pen::step(state, action);
            Vec::new()
        }
        Action::Projects(action) => projects::step(state, action, env),
        Action::Updating(action) => updating::step(state, action),
        Action::Viewing(action) => viewing::step(state, action),
        Action::Undo => undo(state, env),
        Action::Redo => redo(state, env),
        Action::Articles(_)
        | Action::Checking(_)
        | Action::Codebook(_)
        | Action::Comparing(_)
        | Action::Drawing(_)
        | Action::Earlier(_)
        | Action::FileCopy(_)
        | Action::Importing(_)
        | Action::LabelAll(_)
        | Action::Registering(_)
        | Action::SameActors(_)
        | Action::Unlinked(_) => parts::step(state, action, env),
    }
}

fn undo(state: &mut State, env: &mut Env<'_>) -> Vec<Effect> {
    let base = base_to_store(state);
    let stamp = state.stamp(env.now);
    match state.history.undo(&mut state.project, stamp) {
        Some(stepped) => {
            let said = Said::Undone(stepped.entry.name.clone());
            state.go_back_to(base, stepped, said)
        }
        None => Vec::new(),
    }
}

fn redo(state: &mut State, env: &mut Env<'_>) -> Vec<Effect> {
    let base = base_to_store(state);
    let stamp = state.stamp(env.now);
    match state.history.redo(&mut state.project, stamp) {
        Some(stepped) => {
            let said = Said::Redone(stepped.entry.name.clone());
            state.go_back_to(base, stepped, said)
        }
        None => Vec::new(),
    }
}

/// The project as it is before its first stored entry, when storage does not know it yet.
fn base_to_store(state: &State) -> Option<Effect> {
    (!state.stored).then(|| Effect::Create(Rc::new(state.project.clone())))
}

impl State {
    /// Makes a transaction of `changes`, saves it and moves the focus.
    ///
    /// Without changes nothing happens, so that an edit to the same value leaves no trace.
    pub(super) fn commit(
        &mut self,
        name: TransactionName,
        changes: Vec<Change>,
        env: &Env<'_>,
        refocus: impl FnOnce(&mut Self),
    ) -> Vec<Effect> {
        self.commit_with_blobs(name, changes, Vec::new(), env, refocus)
    }

    /// The same for a change to what is called `of`, which cannot have all that was there:
    /// says what went.
    pub(super) fn commit_taking(
        &mut self,
        name: TransactionName,
        changes: Vec<Change>,
        (of, what): (String, TakenAway),
        env: &Env<'_>,
    ) -> Vec<Effect> {
        let effects = self.commit(name, changes, env, |_| ());
        if !effects.is_empty() && what != TakenAway::default() {
            self.say(MessageKind::Note, Said::TakenAway { of, what });
        }
        effects
    }

    pub(super) fn commit_with_blobs(
        &mut self,
        name: TransactionName,
        changes: Vec<Change>,
        blobs: Vec<Blob>,
        env: &Env<'_>,
        refocus: impl FnOnce(&mut Self),
    ) -> Vec<Effect> {
        let mut refocus = Some(refocus);
        self.commit_and(name, changes, blobs, env, &mut |state| {
            if let Some(refocus) = refocus.take() {
                refocus(state);
            }
        })
    }

    /// Not generic: it is code once, not once for every place that edits.
    fn commit_and(
        &mut self,
        name: TransactionName,
        mut changes: Vec<Change>,
        blobs: Vec<Blob>,
        env: &Env<'_>,
        refocus: &mut dyn FnMut(&mut Self),
    ) -> Vec<Effect> {
        if changes.is_empty() {
            return Vec::new();
        }
        if !self.project.has(&Reference::Annotator(self.me)) {
            let me = Annotator {
                id: self.me,
                name: self.settings.annotator_name.clone(),
                extra: None,
            };
            changes.insert(0, Change::add(me));
        }
        let base = base_to_store(self);
        let mut transaction = Transaction {
            name,
            changes,
            focus: FocusChange {
                before: self.session.focus(),
                after: self.session.focus(),
            },
        };
        // The focus afterwards belongs to the entry, and may depend on the changes.
        if self.project.apply_all(&transaction.changes).is_err() {
            return self.say(MessageKind::Error, Said::Conflict);
        }
        refocus(self);
        self.drop_stale_focus();
        transaction.focus.after = self.session.focus();
        let stamp = self.stamp(env.now);
        let entry = self.history.made(&self.project, transaction, stamp);
        self.kept(base, entry, blobs)
    }

    /// Makes a transaction whose changes made `project` of the one that is open.
    pub(super) fn commit_made(
        &mut self,
        project: Project,
        name: TransactionName,
        changes: Vec<Change>,
        env: &Env<'_>,
    ) -> Vec<Effect> {
        let base = base_to_store(self);
        let before = self.session.focus();
        self.project = project;
        self.drop_stale_focus();
        let after = self.session.focus();
        let transaction = Transaction {
            name,
            changes,
            focus: FocusChange { before, after },
        };
        let stamp = self.stamp(env.now);
        let entry = self.history.made(&self.project, transaction, stamp);
        self.kept(base, entry, Vec::new())
    }

    /// Has storage know the project, if it does not.
    pub(super) fn stored_from_now_on(&mut self) -> Vec<Effect> {
        let base = base_to_store(self);
        if base.is_some() {
            self.stored = true;
            self.now_saving();
        }
        base.into_iter().collect()
    }

    /// Saves an entry; a project that storage does not know yet comes before it.
    fn kept(&mut self, base: Option<Effect>, entry: Rc<Entry>, blobs: Vec<Blob>) -> Vec<Effect> {
        self.stored = true;
        self.now_saving();
        base.into_iter()
            .chain([Effect::Save(entry, blobs)])
            .collect()
    }

    /// Puts a sentence before the user.
    pub(super) fn say(&mut self, kind: MessageKind, text: Said) -> Vec<Effect> {
        let session = &mut self.session;
        // A note is replaced by the next one; errors stay until dismissed, and leave a note
        // beside them: of several files, one may be read and another refused.
        if kind == MessageKind::Note {
            session.forget_notes();
        }
        session.messages.push(Message {
            id: session.next_message,
            kind,
            text: text.into(),
        });
        session.next_message += 1;
        Vec::new()
    }

    fn go_back_to(&mut self, base: Option<Effect>, stepped: Stepped, said: Said) -> Vec<Effect> {
        let focus = stepped.focus;
        self.session.focused = focus.annotation;
        if let Some(article) = focus.article
            && self.project.article(article).is_some()
        {
            self.show_article(article);
            self.session.selection = focus
                .selection
                .map(|span| Selected::of(article, span))
                .or_else(|| self.session.selection.filter(|it| it.span().is_none()));
        }
        self.drop_stale_focus();
        let left_out = stepped.skipped.len();
        self.say(MessageKind::Note, said);
        if left_out > 0 {
            self.say(MessageKind::Error, Said::LeftOut { count: left_out });
        }
        let mut effects = self.kept(base, stepped.entry, Vec::new());
        effects.extend(self.reveal_focused());
        if let Some(selection) = self.session.selection {
            effects.push(Effect::Select(selection));
        }
        effects
    }

    /// The save state leaves "Saved" in the same step as the edit.
    pub(super) fn now_saving(&mut self) {
        if self.no_storage.is_none() {
            self.save = super::SaveState::Saving;
        }
    }

    /// Shows the focused annotation's place.
    pub(super) fn reveal_focused(&self) -> Option<Effect> {
        let annotation = self.project.annotation(self.session.focused?)?;
        let hull = annotation.hull()?;
        Some(Effect::Reveal(Selected::of(annotation.article, hull)))
    }

    /// The session speaks only of what is there.
    pub(super) fn drop_stale_focus(&mut self) {
        let project = &self.project;
        let session = &mut self.session;
        session.focused = session
            .focused
            .filter(|it| project.annotation(*it).is_some());
        session
            .panes
            .retain(|it| project.article(it.article).is_some());
        session.active_pane = session
            .active_pane
            .min(session.panes.len().saturating_sub(1));
        session.selection = session.selection.filter(|it| {
            project.text(it.article).is_some_and(|text| {
                text.byte(it.anchor.get()).is_ok() && text.byte(it.focus.get()).is_ok()
            })
        });
        let offered = |it: &LabelId| {
            project
                .codebook()
                .label(it)
                .is_some_and(|it| !it.deprecated)
        };
        session.armed = session.armed.take().filter(offered);
        if session
            .pending
            .article
            .is_some_and(|it| project.article(it).is_none())
        {
            session.pending = super::Pending::default();
        }
        if let Some(linking) = &session.linking
            && !project.has(&linking.from.into())
        {
            session.linking = None;
        }
        if session.panes.is_empty()
            && let Some(first) = project.ordered_articles().first()
        {
            session.panes.push(super::Pane {
                article: first.id,
                pinned: false,
            });
        }
    }
}
