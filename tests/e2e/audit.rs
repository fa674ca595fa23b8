//! What axe-core finds in every view and dialog, in each theme, wide and narrow:
//! `cargo xtask audit`.

use serde_json::Value;

use crate::harness::{Browser, Limit, Page, at, report, tell};

#[test]
#[ignore = "needs axe-core; run by `cargo xtask audit`"]
fn audit() {
    tell(Browser::Chromium, "audit", Limit::Long, run);
}

/// Views by the names of their tabs.
const VIEWS: [&str; 4] = ["Read", "Compare", "Sources", "Codebook"];

/// Dialogs by commands that open them.
const DIALOGS: [&str; 11] = [
    "Export",
    "Report",
    "Import",
    "Checks",
    "Projects",
    "Keyboard shortcuts",
    "Appearance",
    "Actors, canonical claims, topics",
    "Add article",
    "Article details",
    "Use another codebook…",
];

async fn run(page: Page) {
    let axe = std::env::var("COTEJO_AXE").expect("COTEJO_AXE is where axe-core is");
    let axe = std::fs::read_to_string(axe).expect("axe-core can be read");
    let mut found = Vec::new();
    let mut looked = 0;
    for (width, height) in [(1440, 900), (360, 740)] {
        page.screen(width, height).await;
        for media in [
            [("prefers-color-scheme", "light"), ("forced-colors", "none")],
            [("prefers-color-scheme", "dark"), ("forced-colors", "none")],
            [
                ("prefers-color-scheme", "dark"),
                ("forced-colors", "active"),
            ],
        ] {
            page.media(&media).await;
            page.open_at("/#sample").await;
            page.run::<Value>(&axe).await;
            let mut look = async |what: &str| {
                page.settle().await;
                looked += 1;
                let wrong = violations(&page).await;
                let told = wrong
                    .into_iter()
                    .map(|it| format!("{what}, {width} px, {media:?}: {it}"));
                found.extend(told);
            };
            look("welcome").await;
            for view in VIEWS {
                page.click(("tab", view)).await;
                look(view).await;
                if view == "Sources" {
                    page.see(("button", "Table")).await;
                    look("plots").await;
                    let plots = page.count(("button", "Table")).await;
                    for nth in 0..plots {
                        page.click(at("button", "Table").nth(nth)).await;
                    }
                    look("plots as tables").await;
                    page.click(at("region", "How voices are quoted").then("button", "6*"))
                        .await;
                    look("what a number stands for").await;
                    page.press("Escape").await;
                }
            }
            page.click(("tab", "Codebook")).await;
            page.click(("button", "Edit Claim")).await;
            look("a label that is edited").await;
            page.click(at("group", "Claim").then("button", "Remove…"))
                .await;
            look("where annotations go").await;
            page.press("Escape").await;
            page.click(("button", "Edit Certainty")).await;
            look("an attribute that is edited").await;
            page.click(("tab", "Compare")).await;
            page.click(at("grid", "Claims by article").then("gridcell", "*"))
                .await;
            page.click(("button", "Unlinked claims")).await;
            look("a cell, its evidence and the tray").await;
            page.click(("button", "Unlinked claims")).await;
            page.click(("button", "Evidence chain")).await;
            look("Evidence chain").await;
            page.press("Escape").await;
            page.click(("tab", "Read")).await;
            page.press("F6").await;
            page.until_true(
                "the keyboard in a text",
                "document.activeElement.closest('.text') !== null",
            )
            .await;
            page.press("j").await;
            page.see(("button", "Delete annotation")).await;
            look("an annotation in the inspector").await;
            for dialog in DIALOGS {
                page.press("Control+k").await;
                page.see(("dialog", "Commands")).await;
                if dialog == "Export" {
                    look("Commands").await;
                }
                page.type_text(dialog).await;
                page.press("Enter").await;
                page.gone(("dialog", "Commands")).await;
                look(dialog).await;
                page.press("Escape").await;
            }
        }
    }
    report(&format!(
        "axe-core looked at {looked} pages: {} violations",
        found.len()
    ));
    assert!(found.is_empty(), "{found:#?}");
}

/// What axe-core finds in the page as it stands.
async fn violations(page: &Page) -> Vec<String> {
    // Names are short, and facts beside them are not in them: a gap that the table of conformance
    // has. With forced colours they are the person's.
    let script = "const off = { enabled: false };
         const { violations } = await axe.run(document, { rules: {
           'label-content-name-mismatch': off,
           ...(matchMedia('(forced-colors: active)').matches && { 'color-contrast': off }),
         } });
         return violations.flatMap((it) =>
           it.nodes.map((node) => `${it.id}: ${node.html.slice(0, 160)} (${node.failureSummary})`));";
    page.run_async(script, Vec::new()).await
}
