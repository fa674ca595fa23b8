//! Canonical claims by article: who reports what, and who leaves it out.

pub(super) mod cell;
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
use super::hooks::use_selector;
use super::parts::{element, paragraph, worded};
use super::widget::widget;
use crate::words::Word;

#[hook]
pub(super) fn use_compare_view() -> Html {
    let empty = use_selector(|state| state.project.canonical_claims().len() == 0);
    if empty {
        let title = worded("h2", "", Word::NoCanonicalClaims.text());
        let hint = paragraph("", Word::NoCanonicalClaimsHint.text());
        return element("div", "empty", [title, hint]);
    }
    let grid = element(
        "div",
        "compare-main",
        [widget!(use_controls()), widget!(use_grid())],
    );
    element(
        "div",
        "comparison",
        [
            grid,
            element(
                "div",
                "compare-side",
                [widget!(use_tray()), widget!(use_evidence())],
            ),
        ],
    )
}
