//! Canonical claims by article: who reports what, and who leaves it out.

pub(super) mod cell;
pub(super) mod chain;
mod controls;
mod evidence;
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
use crate::app::{Dialog, UnlinkedAction, ViewingAction};
use crate::words::{PartWord, Word};

#[hook]
pub(super) fn use_compare_view() -> Html {
    let store = use_store();
    let (empty, tray, able) = use_selector(|state| {
        let empty = state.project.canonical_claims().len() == 0;
        let able = state.project.codebook().has_canonical_claims();
        (empty, state.session.tray.is_some(), able)
    });
    let unable = paragraph("", PartWord::NoClaimRelation.text());
    let main = if empty && !able {
        let title = worded("h2", "", PartWord::NoCanonicalClaims.text());
        let choose = || ViewingAction::Open(Dialog::Codebooks { begin: false });
        let choose = dispatching(&store, choose);
        let choose = button("primary", Word::UseAnotherCodebook.text(), choose);
        let actions = element("div", "actions", [choose]);
        element("div", "empty", [title, unable, actions])
    } else if empty {
        let title = worded("h2", "", PartWord::NoCanonicalClaims.text());
        let hint = paragraph("", PartWord::NoCanonicalClaimsHint.text());
        let link = dispatching(&store, || UnlinkedAction::Toggle);
        let link = button("primary", PartWord::Unlinked.text(), link);
        let actions = element("div", "actions", [link]);
        element("div", "empty", [title, hint, actions])
    } else {
        element(
            "div",
            "compare-main",
            [
                if able { Html::default() } else { unable },
                widget!(use_controls()),
                widget!(use_grid()),
            ],
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
