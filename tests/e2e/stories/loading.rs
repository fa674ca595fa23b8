//! Getting articles in, and out again.

use std::path::Path;

use serde_json::{Value, json};

use crate::harness::{Page, at, stories};

stories! {
    files_of_every_encoding_become_articles,
    a_part_of_the_app_that_does_not_come_is_said,
    what_is_no_new_article_is_refused,
    articles_are_pasted_described_ordered_and_removed,
}

const SPANISH: &str = include_str!("../../../static/samples/kast-cecot-es.txt");
const ENGLISH: &str = include_str!("../../../static/samples/kast-cecot-en.txt");

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

/// For texts of Latin-1 characters only, in which Windows-1252 agrees with it.
fn windows_1252(text: &str) -> Vec<u8> {
    text.chars()
        .map(|it| u8::try_from(u32::from(it)).expect("a Latin-1 character"))
        .collect()
}

async fn articles(page: &Page) -> Vec<String> {
    // Nothing of it can be used while a dialog lies over it.
    page.until("the list of articles", async || {
        let mut names = page
            .names(at("navigation", "Articles").then("button", "*"))
            .await;
        (names.pop()? == "Add article").then_some(names)
    })
    .await
}

async fn articles_are(page: &Page, expected: &[&str]) {
    page.until(&format!("the articles {expected:?}"), async || {
        (articles(page).await == expected).then_some(())
    })
    .await;
}

async fn files_of_every_encoding_become_articles(page: Page) {
    page.new_project().await;
    let marked = "With a mark\r\n\r\nZwölf Boxkämpfer jagen Viktor.\r\n";
    let wide = "In sixteen bits\n\nEmoji 🖐️🇨🇱 and more.\n";
    let western = "La opini\u{f3}n p\u{fa}blica\n\nSe\u{f1}al\u{f3} que el pa\u{ed}s pas\u{f3} de ser uno de los m\u{e1}s peligrosos.\n";
    let files = [
        page.file("marked.txt", &[b"\xef\xbb\xbf", marked.as_bytes()].concat()),
        page.file("wide.txt", &utf16(wide)),
        page.file("western.txt", &windows_1252(western)),
        page.file("plain.txt", SPANISH.as_bytes()),
    ];
    let files: Vec<&Path> = files.iter().map(std::path::PathBuf::as_path).collect();
    page.add_files(&files).await;
    page.gone(("dialog", "Add article")).await;
    page.until("four articles", async || {
        (articles(&page).await.len() == 4).then_some(())
    })
    .await;
    // It says which encoding was taken.
    page.until_true(
        "the encoding to be said",
        "[...document.querySelectorAll('[aria-live=polite]')].some((it) => it.textContent.includes('read as'))",
    )
    .await;
    assert_eq!(
        articles(&page).await[..3],
        ["With a mark", "In sixteen bits", "La opinión pública"]
    );
    let exported = page.export().await;
    let of = |at: usize, what: &str| exported.articles()[at]["revisions"][0][what].clone();
    assert_eq!(of(0, "text"), marked.replace('\r', ""));
    assert_eq!(of(1, "text"), wide);
    assert_eq!(of(2, "text"), western);
    assert_eq!(of(3, "text"), SPANISH);
    let encodings: Vec<Value> = (0..4)
        .map(|at| of(at, "source")["encoding"].clone())
        .collect();
    assert_eq!(encodings, ["utf-8", "utf-16le", "windows-1252", "utf-8"]);
    assert_eq!(of(0, "source")["bom"], true);
    assert_eq!(of(3, "source")["bom"], false);
    assert_eq!(of(0, "source")["file_name"], "marked.txt");
    // All of them came in one step.
    page.click(("button", "Undo: add article With a mark (+3)"))
        .await;
    page.see(("heading", "No articles yet")).await;

    // Dropped on the page.
    page.run_with::<Value>(
        "const data = new DataTransfer();
         for (const [name, text] of arguments[0]) data.items.add(new File([text], name, { type: 'text/plain' }));
         const target = document.querySelector('main');
         const event = (type) => new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true });
         target.dispatchEvent(event('dragover'));
         target.dispatchEvent(event('drop'));",
        vec![json!([["one.txt", "One\n\nFirst text.\n"], ["two.txt", "Two\n\nSecond text.\n"]])],
    )
    .await;
    articles_are(&page, &["One", "Two"]).await;
    page.see(("region", "Article: One")).await;
    page.see(("region", "Article: Two")).await;
}

async fn what_is_no_new_article_is_refused(page: Page) {
    page.project_with("A first text\n\nWith some words.\n")
        .await;
    let refused = async |name: &str, bytes: &[u8], said: &str| {
        let file = page.file(name, bytes);
        page.add_files(&[&file]).await;
        page.warned(name).await;
        page.warned(said).await;
        page.press("Escape").await;
        page.gone(("dialog", "Add article")).await;
        assert_eq!(articles(&page).await, ["A first text"]);
    };
    refused(
        "again.txt",
        b"A first text\n\nWith some words.\n",
        "this text is already here, as \u{201c}A first text\u{201d}",
    )
    .await;
    // Line ends and a mark do not make another text of it.
    refused(
        "again-crlf.txt",
        b"\xef\xbb\xbfA first text\r\n\r\nWith some words.\r\n",
        "this text is already here, as \u{201c}A first text\u{201d}",
    )
    .await;
    refused(
        "picture.txt",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01",
        "picture.txt: ",
    )
    .await;
    refused("empty.txt", b"", "empty.txt: ").await;
    refused("blank.txt", b" \n\t\n \n", "blank.txt: ").await;
    page.see(("button", "Undo: add article A first text")).await;
    // The alerts stay until they are dismissed.
    let all = page.alerts().await.len();
    assert_eq!(all, 5, "{:#?}", page.alerts().await);
    let left = async |number: usize| {
        page.until("fewer alerts", async || {
            (page.alerts().await.len() == number).then_some(())
        })
        .await;
    };
    page.click(at("button", "Dismiss").nth(4)).await;
    left(4).await;
    page.click(("button", "Dismiss all")).await;
    left(0).await;
    page.saved().await;
}

async fn articles_are_pasted_described_ordered_and_removed(page: Page) {
    page.copy_elsewhere(ENGLISH).await;
    page.new_project().await;
    page.click(("button", "Add article")).await;
    let dialog = at("dialog", "Add article");
    let field = |role: &str, name: &str| dialog.clone().then(role, name);
    page.holds(field("textbox", "Text"), "it === document.activeElement")
        .await;
    page.paste().await;
    // Title and language are proposed and can be changed.
    page.holds(field("textbox", "Title"), "it.value !== ''")
        .await;
    let proposed = page.value(field("textbox", "Title")).await;
    assert!(
        ENGLISH.contains(proposed.trim_end_matches('…')),
        "{proposed:?}"
    );
    assert_eq!(page.value(field("combobox", "Language")).await, "en");
    page.fill(field("textbox", "Title"), "Kast tours CECOT")
        .await;
    page.choose(field("combobox", "Language"), "French").await;
    page.click(field("button", "Add")).await;
    page.gone(&dialog).await;
    articles_are(&page, &["Kast tours CECOT"]).await;
    page.see(("region", "Article: Kast tours CECOT")).await;

    // The same title twice is told apart by a number.
    let file = page.file(
        "other.txt",
        b"Kast tours CECOT\n\nAnother text altogether.\n",
    );
    page.add_files(&[&file]).await;
    articles_are(&page, &["Kast tours CECOT", "Kast tours CECOT (2)"]).await;
    let file = page.file("third.txt", b"Third\n\nAnd one more.\n");
    page.add_files(&[&file]).await;
    articles_are(
        &page,
        &["Kast tours CECOT", "Kast tours CECOT (2)", "Third"],
    )
    .await;

    // What is known about an article.
    page.click(at("region", "Article: Kast tours CECOT").then("button", "Article details"))
        .await;
    let details = at("dialog", "Article details");
    let field = |role: &str, name: &str| details.clone().then(role, name);
    page.fill(field("textbox", "Title"), "Kast in El Salvador")
        .await;
    page.fill(field("textbox", "Outlet"), "The Daily").await;
    page.fill(field("textbox", "Published"), "2026-01-30").await;
    page.choose(field("combobox", "Language"), "English").await;
    page.click(field("button", "Move down")).await;
    articles_in_order(&page, &["Kast tours CECOT", "Kast in El Salvador", "Third"]).await;
    page.press("Escape").await;
    page.gone(&details).await;
    articles_are(&page, &["Kast tours CECOT", "Kast in El Salvador", "Third"]).await;
    let exported = page.export().await;
    let article = &exported.articles()[1];
    assert_eq!(article["title"], "Kast in El Salvador");
    assert_eq!(article["outlet"], "The Daily");
    assert_eq!(article["published"], "2026-01-30");
    assert_eq!(article["language"], "en");
    assert_eq!(article["revisions"][0]["text"], ENGLISH);

    // Removed with what was tagged in it, and brought back with it.
    page.click(at("navigation", "Articles").then("button", "Kast tours CECOT"))
        .await;
    page.tag(
        (0, "Another text")
            .into_pane_of(&page, "Kast tours CECOT")
            .await,
        "1",
    )
    .await;
    let before = page.export().await;
    page.click(at("region", "Article: Kast tours CECOT").then("button", "Article details"))
        .await;
    page.click(details.clone().then("button", "Remove article"))
        .await;
    articles_are(&page, &["Kast in El Salvador", "Third"]).await;
    page.annotations_are(&[]).await;
    page.click(("button", "Undo: remove article Kast tours CECOT"))
        .await;
    articles_are(&page, &["Kast tours CECOT", "Kast in El Salvador", "Third"]).await;
    page.annotations_are(&["Claim: Another text"]).await;
    assert_eq!(page.export().await.bytes, before.bytes);
}

/// While a dialog lies over the list.
async fn articles_in_order(page: &Page, expected: &[&str]) {
    page.until(&format!("the order {expected:?}"), async || {
        let titles: Vec<String> = page
            .get("[...document.querySelectorAll('nav .article-button .title')].map((it) => it.textContent)")
            .await;
        (titles == expected).then_some(())
    })
    .await;
}

/// Words in the pane that shows an article.
trait InPaneOf<'a> {
    async fn into_pane_of(self, page: &Page, title: &str) -> (usize, &'a str);
}

impl<'a> InPaneOf<'a> for (usize, &'a str) {
    async fn into_pane_of(self, page: &Page, title: &str) -> (usize, &'a str) {
        let number = page
            .until("the article's pane", async || {
                page.run_with::<Option<usize>>(
                    "const at = [...document.querySelectorAll('[data-article-id]')].findIndex((it) => it.closest('[role=region]').getAttribute('aria-label') === 'Article: ' + arguments[0]);
                     return at < 0 ? null : at;",
                    vec![json!(title)],
                )
                .await
            })
            .await;
        (number, self.1)
    }
}

async fn a_part_of_the_app_that_does_not_come_is_said(page: Page) {
    page.lose("/codebooks/news-claims.json");
    page.go_to(&page.origin()).await;
    page.until_true(
        "the sentence",
        "document.body.getAttribute('role') === 'alert'
           && document.body.textContent.startsWith('A part of Cotejo could not be loaded.')",
    )
    .await;
}
