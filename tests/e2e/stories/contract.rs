//! The names that tests, assistive technology and other people's scripts rely on.

use serde::Deserialize;

use crate::harness::{Page, at, stories};

stories! {
    everything_is_found_by_its_role_and_name,
    the_text_is_in_the_page_to_the_letter,
    nothing_leaves_this_origin,
}

const SPANISH: &str = include_str!("../../../static/samples/kast-cecot-es.txt");
const ENGLISH: &str = include_str!("../../../static/samples/kast-cecot-en.txt");

#[allow(clippy::too_many_lines, reason = "the contract is one list")]
async fn everything_is_found_by_its_role_and_name(page: Page) {
    page.open().await;
    page.see(("region", "Welcome")).await;
    let see = async |role: &str, name: &str| {
        assert_eq!(page.count((role, name)).await, 1, "one {role} “{name}”");
    };
    see("banner", "*").await;
    see("main", "*").await;
    see("tablist", "Views").await;
    for view in ["Read", "Compare", "Sources", "Codebook"] {
        let tab = at("tablist", "Views").then("tab", view);
        assert_eq!(page.count(&tab).await, 1);
        page.click(&tab).await;
        page.holds(&tab, "it.getAttribute('aria-selected') === 'true'")
            .await;
        let panel = at("tabpanel", view);
        page.see(&panel).await;
        assert_eq!(page.count(("tabpanel", "*")).await, 1, "one panel is shown");
        page.holds(
            &tab,
            "document.getElementById(it.getAttribute('aria-controls')) !== null",
        )
        .await;
    }
    page.click(("tab", "Compare")).await;
    let matrix = at("grid", "Claims by article");
    page.holds(
        &matrix,
        "Number(it.getAttribute('aria-rowcount')) > 20 && it.getAttribute('aria-colcount') === '3'",
    )
    .await;
    let cells = page.names(matrix.clone().then("gridcell", "*")).await;
    let known = [
        "denies",
        "distances",
        "endorses",
        "reports",
        "reports contrary",
        "unresolved",
        "related",
        "omits",
        "omits, unconfirmed",
        "not read",
        "evidence only",
    ];
    for cell in &cells {
        let (statuses, quotes) = cell.rsplit_once(", ").unwrap_or_default();
        assert!(quotes.ends_with(" quotes") || quotes == "1 quote", "{cell}");
        for status in statuses.split("; ") {
            let status = status.trim_end_matches(", source denies");
            assert!(known.contains(&status), "{cell}");
        }
    }
    assert_eq!(
        page.count(matrix.clone().then("rowheader", "*")).await * 2,
        cells.len()
    );
    page.holds(
        matrix.then("gridcell", "*"),
        "it.hasAttribute('aria-colindex') && it.closest('[aria-rowindex]') !== null",
    )
    .await;
    page.click(("tab", "Read")).await;

    page.holds(
        ("status", "Save state"),
        "it.getAttribute('aria-live') === 'off'",
    )
    .await;
    assert_eq!(
        page.get::<usize>("document.querySelectorAll('[aria-live=polite]').length")
            .await,
        1,
        "one polite live region"
    );
    see("navigation", "Articles").await;
    assert_eq!(
        page.count(at("navigation", "Articles").then("button", "Add article"))
            .await,
        1
    );
    assert_eq!(
        page.count(at("navigation", "Articles").then("button", "*"))
            .await,
        3
    );
    see("button", "Undo*").await;
    see("button", "Redo*").await;
    assert_eq!(
        page.count(at("search", "Search").then("searchbox", "Search in articles"))
            .await,
        1
    );
    see("button", "Export*").await;
    see("complementary", "Inspector").await;
    see("listbox", "Annotations").await;
    let options: Vec<(String, String, String)> = page
        .get(
            "look.all({steps: [['listbox', 'Annotations'], ['option', '*']]})
               .map((it) => [look.name(it), it.getAttribute('aria-setsize'), it.getAttribute('aria-posinset')])",
        )
        .await;
    for (at, (name, size, position)) in options.iter().enumerate() {
        assert!(
            name.split_once(": ").is_some_and(|it| !it.1.is_empty()),
            "{name}"
        );
        assert_eq!(size, &options[0].1);
        assert_eq!(position, &(at + 1).to_string());
    }
    let region = at("region", "Article: *");
    assert_eq!(page.count(&region).await, 2);
    assert_eq!(
        page.count(region.clone().then("checkbox", "Fully read"))
            .await,
        2
    );
    page.holds(
        region.then("document", "*"),
        "it.tabIndex === 0 && it.hasAttribute('data-article-id')",
    )
    .await;
    assert_eq!(page.count(("application", "*")).await, 0);

    // Labels: toggle buttons with their keys; the cue once the simple view is left.
    let labels = at("toolbar", "Labels");
    if page.count(labels.clone().then("button", "Cue")).await == 0 {
        page.click(("checkbox", "Simple view")).await;
    }
    for (label, key) in [
        ("Claim", "1"),
        ("Stance", "2"),
        ("Source", "3"),
        ("Cue", "4"),
    ] {
        page.holds(
            labels.clone().then("button", label),
            &format!("it.getAttribute('aria-keyshortcuts') === '{key}' && it.hasAttribute('aria-pressed')"),
        )
        .await;
    }
    page.double_click_on("presidente").await;
    for label in ["Claim", "Stance", "Source", "Cue"] {
        page.see(at("toolbar", "Label selection").then("button", label))
            .await;
    }
    page.press("1").await;
    page.focus_is("Claim: presidente").await;
    let inspector = at("complementary", "Inspector");
    for (role, name) in [
        ("button", "Delete annotation"),
        ("textbox", "Note"),
        ("button", "Add relation"),
        ("combobox", "Type"),
        ("combobox", "Reporting"),
        ("combobox", "Check-worthiness"),
        ("combobox", "Certainty"),
    ] {
        assert_eq!(
            page.count(inspector.clone().then(role, name)).await,
            1,
            "{name}"
        );
    }
    page.see(("button", "Undo: label Claim")).await;

    // The menu of projects, on a button named by the project.
    page.click(("button", "Kast at CECOT")).await;
    for item in ["New project", "Open sample", "Import"] {
        page.see(at("menu", "Projects").then("menuitem", item))
            .await;
    }
    page.press("Escape").await;
    page.gone(("menu", "Projects")).await;

    // The dialogs.
    page.click(at("navigation", "Articles").then("button", "Add article"))
        .await;
    let dialog = at("dialog", "Add article");
    for (role, name) in [
        ("textbox", "Title"),
        ("textbox", "Text"),
        ("combobox", "Language"),
        ("file", "Article files"),
        ("button", "Add"),
    ] {
        page.see(dialog.clone().then(role, name)).await;
    }
    page.holds(
        dialog.clone().then("combobox", "Language"),
        "it.tagName === 'SELECT'",
    )
    .await;
    page.press("Escape").await;
    page.gone(&dialog).await;
    page.click(("button", "Export*")).await;
    let dialog = at("dialog", "Export");
    page.holds(
        dialog.clone().then("combobox", "Format"),
        "it.tagName === 'SELECT' && it.options[0].text === 'Project (JSON)'",
    )
    .await;
    page.see(dialog.clone().then("list", "What this format cannot hold"))
        .await;
    page.see(dialog.clone().then("button", "Download")).await;
    page.press("Escape").await;
    page.gone(&dialog).await;
    page.press("Control+k").await;
    page.see(("dialog", "Commands")).await;
    page.type_text("import").await;
    page.press("Enter").await;
    let dialog = at("dialog", "Import");
    page.see(dialog.clone().then("file", "Files to import"))
        .await;
    page.see(dialog.clone().then("button", "Import")).await;
    page.press("Escape").await;
    page.gone(&dialog).await;
    page.click(("button", "Keyboard shortcuts*")).await;
    page.see(("dialog", "Keyboard shortcuts")).await;
    page.press("Escape").await;
    page.gone(("dialog", "Keyboard shortcuts")).await;
}

#[derive(Debug, Deserialize)]
struct Surface {
    nested: usize,
    loose: usize,
    offsets: Vec<usize>,
    pieces: Vec<String>,
}

async fn the_text_is_in_the_page_to_the_letter(page: Page) {
    let odd = "A title\n\n\n  Leading spaces and a tab\there\n\u{a0}NBSP, soft\u{ad}hyphen, joiner\u{200d}s\nNo newline at the end 👩‍👩‍👧‍👦";
    for texts in [
        [SPANISH, ENGLISH],
        [odd, "\n\nBlank lines first\nand last\n\n\n"],
    ] {
        page.project_of(&texts).await;
        for (pane, expected) in texts.iter().enumerate() {
            let surface: Surface = page
                .run_with(
                    "const root = text.root(arguments[0]), all = text.paragraphs(arguments[0]);
                     const inside = all.map((it) => it.textContent).join('').length;
                     return {
                       nested: all.filter((it) => it.querySelector('[data-at]')).length,
                       loose: root.textContent.length - inside,
                       offsets: all.map((it) => Number(it.dataset.at)),
                       pieces: all.map((it) => it.textContent),
                     };",
                    vec![serde_json::json!(pane)],
                )
                .await;
            assert_eq!(surface.nested, 0, "[data-at] elements never nest");
            assert_eq!(surface.loose, 0, "all of the text is in [data-at] elements");
            assert_eq!(surface.pieces.concat(), *expected);
            assert_eq!(page.article_text(pane).await, *expected);
            let mut at = 0;
            for (offset, piece) in surface.offsets.iter().zip(&surface.pieces) {
                assert_eq!(*offset, at);
                at += piece.encode_utf16().count();
            }
        }
        // Tagging changes nothing about it.
        page.triple_click_on((0, texts[0].lines().next().unwrap_or_default()))
            .await;
        page.press("1").await;
        page.until("an annotation", async || page.focused().await)
            .await;
        assert_eq!(page.article_text(0).await, texts[0]);
    }
}

async fn nothing_leaves_this_origin(page: Page) {
    page.open().await;
    page.see(("region", "Welcome")).await;
    page.tag((0, "Centro de Confinamiento"), "3").await;
    page.saved().await;
    for view in ["Compare", "Sources", "Codebook", "Read"] {
        page.click(("tab", view)).await;
    }
    page.export().await;
    page.click(at("navigation", "Articles").then("button", "Add article"))
        .await;
    page.press("Escape").await;
    let elsewhere: Vec<String> = page
        .get(
            "performance.getEntries()
               .filter((it) => ['resource', 'navigation'].includes(it.entryType))
               .map((it) => it.name)
               .filter((it) => new URL(it).protocol.startsWith('http') && new URL(it).origin !== location.origin)",
        )
        .await;
    assert_eq!(elsewhere, Vec::<String>::new());
    // What the server was asked for is what the app is made of.
    let asked = page.requests();
    println!("{:?} · asked for {asked:?}", page.browser);
    for path in asked {
        let shipped = path == "/"
            || path.starts_with("/samples/")
            || path.starts_with("/codebooks/")
            || path.starts_with("/fonts/")
            || path.starts_with("/lexicon/")
            || [".js", ".wasm", ".css"].iter().any(|it| path.ends_with(it))
            || ["/icon.svg", "/cotejo.webmanifest"].contains(&path.as_str());
        assert!(shipped && !path.contains('?'), "{path}");
    }
    // Nor could it be otherwise: nothing in the page points elsewhere.
    let linked: Vec<String> = page
        .get("[...document.querySelectorAll('[src],link[href]')].map((it) => it.src || it.href).filter((it) => it.startsWith('http') && !it.startsWith(location.origin))")
        .await;
    assert_eq!(linked, Vec::<String>::new());
}
