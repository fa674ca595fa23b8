//! Views and dialogs that come when they are first needed.
//!
//! What can be reached through functions called `apart_…` only, `cargo xtask build` puts into
//! modules of their own; the word after `apart_` names the part. Such a function may be called only
//! when its part is there, which [`use_part`] sees to. Whatever else builds the app leaves it whole,
//! and all parts are there.

use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};
use yew::prelude::*;

use super::parts::{OnClick, button, element, on_click};
use crate::web::{modules, timing};
use crate::words::Word;

#[derive(Clone, Copy, Debug, PartialEq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(super) enum Part {
    Dialogs,
    Compare,
    Sources,
    Codebook,
}

/// How far it is with a part.
pub(super) struct Coming {
    state: Step,
    again: OnClick,
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    There,
    OnItsWay,
    Failed,
}

impl Coming {
    pub(super) fn is_there(&self) -> bool {
        self.state == Step::There
    }

    pub(super) fn failed(&self) -> bool {
        self.state == Step::Failed
    }

    /// What is shown as long as it is not there.
    pub(super) fn instead(&self) -> Html {
        if !self.failed() {
            return html! { <p class="coming" role="status">{ Word::Loading.text() }</p> };
        }
        let sentence = html! { <p role="alert">{ Word::PartNotLoaded.text() }</p> };
        let again = button("primary", Word::TryAgain.text(), self.again.clone());
        element(
            "div",
            "empty",
            [sentence, element("div", "actions", [again])],
        )
    }
}

/// Has a part loaded where one is needed.
#[hook]
pub(super) fn use_part(part: Option<Part>) -> Coming {
    // Which part failed, and how often somebody wants it tried again.
    let failed = use_state(|| None);
    let tries = use_state(|| 0_u32);
    let rerender = use_force_update();
    let there = part.is_none_or(|it| modules::is_there(it.into()));
    let state = match *failed {
        _ if there => Step::There,
        Some(it) if Some(it) == part => Step::Failed,
        _ => Step::OnItsWay,
    };
    use_effect_with((part.filter(|_| !there), *tries), {
        let failed = failed.clone();
        move |(part, _)| {
            let Some(part) = *part else { return };
            timing::spawn(async move {
                if modules::load(part.into()).await {
                    rerender.force_update();
                } else {
                    failed.set(Some(part));
                }
            });
        }
    });
    let again = on_click(move || {
        failed.set(None);
        tries.set(*tries + 1);
    });
    Coming { state, again }
}

/// Loads what may be needed later. What fails is tried again when it is needed.
pub fn load_ahead() {
    if modules::is_scarce() {
        return;
    }
    timing::spawn(async {
        for part in Part::iter() {
            modules::load(part.into()).await;
        }
    });
}
