//! Parts of the app that come when they are first needed.
//!
//! What can be reached only through functions called `apart_…` is put into modules of their own by
//! `cargo xtask build`; the word after `apart_` is the part's name. Whoever calls such a function
//! has seen that the part is there. Whatever else builds the app leaves it whole, and all is there.

use std::cell::RefCell;

use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

use super::{Action, CheckingAction, ComparingAction, Effect, Env, FileCopyAction, State};
use super::{
    articles, checking, codebook, comparing, drawing, earlier, file_copy, importing, label_all,
    registering, same_actors, unlinked,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Part {
    /// What is done in dialogs and elsewhere beside reading and annotating, and reading of files.
    Dialogs,
    Compare,
    Sources,
    Codebook,
    /// Files of other tools, in and out.
    Exchange,
}

thread_local! {
    static TO_COME: RefCell<Vec<Part>> = const { RefCell::new(Vec::new()) };
}

impl Part {
    pub fn is_there(self) -> bool {
        TO_COME.with_borrow(|it| !it.contains(&self))
    }

    /// From now on it is.
    pub fn came(self) {
        TO_COME.with_borrow_mut(|it| it.retain(|it| *it != self));
    }

    /// The app was taken apart: none is there yet.
    pub fn expect_all() {
        TO_COME.set(Self::iter().collect());
    }
}

impl Action {
    /// The part that carries it out, where the page alone cannot.
    pub fn part(&self) -> Option<Part> {
        match self {
            Self::Comparing(ComparingAction::Prepare)
            | Self::Checking(CheckingAction::VerbsLoaded(_)) => None,
            Self::Codebook(_) => Some(Part::Codebook),
            Self::Comparing(_) | Self::Unlinked(_) => Some(Part::Compare),
            Self::Articles(_)
            | Self::Checking(_)
            | Self::Earlier(_)
            // Whatever else is done with a file is done when this was.
            | Self::FileCopy(FileCopyAction::Choose)
            | Self::LabelAll(_)
            | Self::Registering(_)
            | Self::SameActors(_) => Some(Part::Dialogs),
            Self::Drawing(_) => Some(Part::Sources),
            Self::Importing(_) => Some(Part::Exchange),
            _ => None,
        }
    }
}

/// A step of an action whose part is there.
pub(super) fn step(state: &mut State, action: Action, env: &mut Env<'_>) -> Vec<Effect> {
    match action.part() {
        Some(Part::Codebook) => apart_codebook_step(state, action, env),
        Some(Part::Compare) => apart_compare_step(state, action, env),
        Some(Part::Sources) => apart_sources_step(state, action),
        Some(Part::Exchange) => apart_exchange_step(state, action, env),
        _ => apart_dialogs_step(state, action, env),
    }
}

#[inline(never)]
fn apart_codebook_step(state: &mut State, action: Action, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        Action::Codebook(action) => codebook::step(state, action, env),
        _ => Vec::new(),
    }
}

#[inline(never)]
fn apart_compare_step(state: &mut State, action: Action, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        Action::Comparing(action) => comparing::step(state, action, env),
        Action::Unlinked(action) => unlinked::step(state, action, env),
        _ => Vec::new(),
    }
}

#[inline(never)]
fn apart_sources_step(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Drawing(action) => drawing::step(state, action),
        _ => Vec::new(),
    }
}

#[inline(never)]
fn apart_exchange_step(state: &mut State, action: Action, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        Action::Importing(action) => importing::step(state, action, env),
        _ => Vec::new(),
    }
}

#[inline(never)]
fn apart_dialogs_step(state: &mut State, action: Action, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        Action::Articles(action) => articles::step(state, action, env),
        Action::Checking(action) => checking::step(state, action, env),
        Action::Earlier(action) => earlier::step(state, action, env),
        Action::FileCopy(action) => file_copy::step(state, action, env.now),
        Action::LabelAll(action) => label_all::step(state, action, env),
        Action::Registering(action) => registering::step(state, action, env),
        Action::SameActors(action) => same_actors::step(state, action, env),
        _ => Vec::new(),
    }
}
