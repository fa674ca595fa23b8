//! Views and dialogs that come when they are first needed ([`Part`]).

use strum::IntoEnumIterator;
use yew::prelude::*;

use super::parts::{OnClick, button, element, on_click};
use crate::app::Part;
use crate::web::{modules, timing};
use crate::words::Word;

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
    let there = part.is_none_or(Part::is_there);
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
                if load_part(part).await {
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

/// Has a part loaded, and says whether it came. Once it is there, that costs nothing.
pub async fn load_part(part: Part) -> bool {
    if !part.is_there() {
        if !modules::load(part.into()).await {
            return false;
        }
        part.came();
    }
    true
}

/// Loads what may be needed later. What fails is tried again when it is needed.
pub fn load_ahead() {
    timing::spawn(async {
        for part in Part::iter() {
            if !load_part(part).await {
                return;
            }
        }
    });
}
