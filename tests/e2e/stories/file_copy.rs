//! A copy in a file that somebody chose. What browsers ask with is put aside: the file is one of
//! the site's own, which is written like any other.

use serde_json::{Value, json};

use crate::harness::{Page, Spot, at, stories};

stories! {
    a_chosen_file_is_kept_up_to_date_and_opens_with_nothing_lost,
    a_file_that_others_changed_is_asked_about,
    a_file_that_cannot_be_written_is_said_and_tried_again,
    nothing_happens_when_nobody_chooses_or_can,
    after_a_reload_the_browser_may_want_to_ask_again,
}

stories! { in crate::harness::Limit::Long; the_window_that_is_worked_in_writes_the_file }

/// Names in `localStorage` say what happens: that nobody chooses, that the browser asks again, that
/// there is no room.
const FILES: &str = "if (self.document) {
    window.showSaveFilePicker = async ({ suggestedName }) => {
      if (!navigator.userActivation?.isActive) throw new DOMException('nobody did anything', 'SecurityError');
      if (localStorage.nobody) throw new DOMException('nobody chose', 'AbortError');
      const all = await navigator.storage.getDirectory();
      const folder = await all.getDirectoryHandle('chosen', { create: true });
      return folder.getFileHandle(suggestedName, { create: true });
    };
    const files = FileSystemFileHandle.prototype;
    const { createWritable } = files;
    files.createWritable = function (...all) {
      const why = localStorage.fails;
      return why ? Promise.reject(new DOMException('', why)) : createWritable.apply(this, all);
    };
    files.queryPermission = async () => (localStorage.asks ? 'prompt' : 'granted');
    files.requestPermission = async () => {
      delete localStorage.asks;
      return 'granted';
    };
  }";

const TEXT: &str = "Prices\n\nThe ministry said that prices will rise by May 🖐️.\n";

const NAME: &str = "project.cotejo.json";

const FOLDER: &str = "const all = await navigator.storage.getDirectory();
    const folder = await all.getDirectoryHandle('chosen', { create: true });";

fn dialog() -> Spot {
    at("dialog", "Copy in a file")
}

fn details() -> Spot {
    at("button", "Copy in a file: *")
}

async fn in_file(page: &Page) -> Option<String> {
    let script = format!(
        "{FOLDER}
         for await (const name of folder.keys()) {{
           if (name === args[0]) {{
             return await (await (await folder.getFileHandle(name)).getFile()).text();
           }}
         }}
         return null;"
    );
    page.run_async(&script, vec![json!(NAME)]).await
}

/// What something else does with the file.
async fn others_write(page: &Page, words: &str) {
    let script = format!(
        "{FOLDER}
         const file = await folder.getFileHandle(args[0]);
         const to = await file.createWritable();
         await to.write(args[1]);
         await to.close();
         return true;"
    );
    let _: bool = page
        .run_async(&script, vec![json!(NAME), json!(words)])
        .await;
}

async fn set(page: &Page, what: &str, to: &str) {
    page.run_with::<Value>(
        "if (arguments[1]) { localStorage[arguments[0]] = arguments[1]; }
         else { delete localStorage[arguments[0]]; }
         return null;",
        vec![json!(what), json!(to)],
    )
    .await;
}

async fn from_menu(page: &Page, name: &str) {
    page.click(at("banner", "").then("button", "*")).await;
    page.click(at("menu", "Projects").then("menuitem", name))
        .await;
}

async fn choose(page: &Page) {
    from_menu(page, "Keep a copy in a file…").await;
}

/// The file has what would be downloaded.
async fn has_all(page: &Page) {
    let exported = page.export().await.bytes;
    page.until("the file to have all", async || {
        (in_file(page).await.as_deref() == Some(exported.as_str())).then_some(())
    })
    .await;
}

/// A project with a copy in a file.
async fn kept(page: &Page) {
    page.put_before_all(FILES);
    page.project_with(TEXT).await;
    page.tag("prices will rise", "1").await;
    page.saved().await;
    choose(page).await;
    page.see(details()).await;
    has_all(page).await;
}

async fn a_chosen_file_is_kept_up_to_date_and_opens_with_nothing_lost(page: Page) {
    kept(&page).await;
    page.tag("The ministry", "3").await;
    page.saved().await;
    has_all(&page).await;
    page.click(details()).await;
    page.holds(
        dialog().then("status", "*"),
        "it.textContent.includes('It has all changes.')",
    )
    .await;
    assert!(page.text(dialog()).await.contains(NAME));
    page.press("Escape").await;
    page.gone(dialog()).await;
    // It goes on after a reload, by itself.
    page.reload().await;
    page.tag("said", "4").await;
    page.saved().await;
    has_all(&page).await;
    // Nobody is asked or told anything.
    assert_eq!(page.alerts().await, Vec::<String>::new());
    // Whatever becomes of what this browser keeps: the file opens as any other.
    let copy = in_file(&page).await.expect("a file");
    let file = page.file("copy.cotejo.json", copy.as_bytes());
    from_menu(&page, "Import").await;
    page.choose_files(
        at("dialog", "Import").then("file", "Files to import"),
        &[&file],
    )
    .await;
    page.click(at("dialog", "Import").then("button", "Import"))
        .await;
    page.gone(("dialog", "Import")).await;
    page.saved().await;
    let (before, after) = (copy, page.export().await);
    let before: Value = serde_json::from_str(&before).expect("JSON");
    for what in [
        "articles",
        "annotations",
        "annotators",
        "relations",
        "codebook",
    ] {
        assert_eq!(before[what], after.json[what], "{what}");
    }
    // The copy of the project that this is has no file.
    page.gone(details()).await;
}

async fn a_file_that_others_changed_is_asked_about(page: Page) {
    kept(&page).await;
    others_write(&page, "somebody else's work").await;
    page.tag("The ministry", "3").await;
    page.warned("Something else has written to").await;
    assert_eq!(
        in_file(&page).await.as_deref(),
        Some("somebody else's work")
    );
    page.see(("button", "Copy not written")).await;
    page.saved().await;
    page.click(("button", "What to do…")).await;
    page.see(dialog()).await;
    page.see(dialog().then("button", "Choose another file…"))
        .await;
    page.see(dialog().then("button", "Leave it, and stop keeping a copy"))
        .await;
    page.click(dialog().then("button", "Write over it")).await;
    page.holds(
        dialog().then("status", "*"),
        "it.textContent.includes('It has all changes.')",
    )
    .await;
    page.press("Escape").await;
    page.see(details()).await;
    has_all(&page).await;
    // To leave it is a choice too, and can be taken back.
    page.click(details()).await;
    page.click(dialog().then("button", "Stop keeping a copy"))
        .await;
    page.gone(dialog()).await;
    page.gone(details()).await;
    page.click(("button", "Keep it again")).await;
    page.see(details()).await;
}

async fn a_file_that_cannot_be_written_is_said_and_tried_again(page: Page) {
    kept(&page).await;
    let before = in_file(&page).await;
    set(&page, "fails", "QuotaExceededError").await;
    page.tag("The ministry", "3").await;
    page.warned("There is no room for").await;
    // It is what it was, and the work is saved all the same.
    assert_eq!(in_file(&page).await, before);
    page.saved().await;
    set(&page, "fails", "").await;
    page.tag("said", "4").await;
    page.see(details()).await;
    has_all(&page).await;
}

async fn nothing_happens_when_nobody_chooses_or_can(page: Page) {
    page.project_with(TEXT).await;
    let can: bool = page.get("'showSaveFilePicker' in window").await;
    page.click(at("banner", "").then("button", "*")).await;
    let item = at("menu", "Projects").then("menuitem", "Keep a copy in a file…");
    page.see(("menu", "Projects")).await;
    assert_eq!(page.count(item.clone()).await == 1, can);
    page.press("Escape").await;
    page.put_before_all(FILES);
    page.reload().await;
    set(&page, "nobody", "1").await;
    choose(&page).await;
    page.tag("prices will rise", "1").await;
    page.saved().await;
    assert_eq!(page.count(details()).await, 0);
    assert_eq!(page.alerts().await, Vec::<String>::new());
    assert_eq!(in_file(&page).await, None);
    // By keys alone, once somebody does.
    set(&page, "nobody", "").await;
    page.press("Control+k").await;
    page.see(("dialog", "Commands")).await;
    page.press("k").await;
    for key in "eep a copy".chars() {
        let key = if key == ' ' {
            "Space".to_owned()
        } else {
            key.to_string()
        };
        page.press(&key).await;
    }
    page.press("Enter").await;
    page.see(details()).await;
    has_all(&page).await;
}

async fn after_a_reload_the_browser_may_want_to_ask_again(page: Page) {
    kept(&page).await;
    set(&page, "asks", "1").await;
    let before = in_file(&page).await;
    page.reload().await;
    page.see(("button", "Allow the copy")).await;
    page.tag("The ministry", "3").await;
    page.saved().await;
    assert_eq!(in_file(&page).await, before);
    page.click(("button", "Allow the copy")).await;
    page.see(details()).await;
    has_all(&page).await;
    assert_eq!(page.alerts().await, Vec::<String>::new());
}

async fn the_window_that_is_worked_in_writes_the_file(page: Page) {
    kept(&page).await;
    let address = page.url().await;
    let (_, fragment) = address.split_once('#').expect("the project's address");
    let one = page.window().await;
    let other = page.open_window(&format!("/#{fragment}")).await;
    page.tag("The ministry", "3").await;
    page.saved().await;
    page.see(details()).await;
    has_all(&page).await;
    page.go_to_window(&one).await;
    page.tag("said", "4").await;
    page.saved().await;
    has_all(&page).await;
    assert_eq!(page.alerts().await, Vec::<String>::new());
    page.close_window(&other).await;
    assert_eq!(page.alerts().await, Vec::<String>::new());
}
