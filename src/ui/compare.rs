//! Canonical claims by article: who reports what, and who leaves it out.

pub(super) mod cell;
pub(super) mod chain;
mod controls;
pub(super) mod evidence;
mod geometry;
mod grid;
mod tray;

use yew::prelude::*;

use self::controls::use_controls;
use self::evidence::use_evidence;
use self::grid::use_grid;
use self::tray::use_tray;
use super::hooks::{use_selector, use_store};
use super::parts::{button, dispatching, element, paragraph, worded};
use super::widget::widget;
use crate::app::UnlinkedAction;
use crate::words::Word;

#[hook]
pub(super) fn use_compare_view() -> Html {
    let store = use_store();
    let (empty, tray) = use_selector(|state| {
        let empty = state.project.canonical_claims().len() == 0;
        (empty, state.session.tray.is_some())
    });
    let main = if empty {
        let title = worded("h2", "", Word::NoCanonicalClaims.text());
        let hint = paragraph("", Word::NoCanonicalClaimsHint.text());
        let link = dispatching(&store, || UnlinkedAction::Toggle);
        let link = button("primary", Word::Unlinked.text(), link);
        let actions = element("div", "actions", [link]);
        element("div", "empty", [title, hint, actions])
    } else {
        element(
            "div",
            "compare-main",
            [widget!(use_controls()), widget!(use_grid())],
        )
    };
    if empty && !tray {
        return main;
    }
    let side = element(
        "div",
        "compare-side",
        [widget!(use_tray()), widget!(use_evidence())],
    );
    element("div", "comparison", [main, side])
}
