//! The app breaks: what somebody sees then, and gets out.

use serde_json::Value;

use crate::harness::{Page, at, stories};

stories! {
    a_panic_leads_to_a_screen_and_the_project_can_be_had,
    what_ends_the_app_from_outside_leads_there_too,
    a_start_that_panics_each_time_locks_nobody_out,
    starts_that_come_to_nothing_are_counted,
    a_worker_that_breaks_is_begun_again,
}

/// When it is told so, the browser does not do what the app cannot be without: it makes no elements,
/// copies none that were made before, or has no room for another call. A script of the page: what is
/// thrown by one of the driver's, the page is not told.
const BREAKS: &str = "if (self.document) {
    const { createElement } = Document.prototype, { cloneNode } = Node.prototype;
    const none = (name) => { if (window.noElements && name === 'div') throw new TypeError('none'); };
    Document.prototype.createElement = function (name, ...rest) {
      none(name);
      return createElement.call(this, name, ...rest);
    };
    Node.prototype.cloneNode = function (...all) {
      none(this.localName);
      return cloneNode.apply(this, all);
    };
    const { now } = Performance.prototype;
    Performance.prototype.now = function () {
      return window.noRoom ? this.now() + this.now() : now.call(this);
    };
  }";

const SECRET: &str = "Zanzibar says «quoted» words that nobody else may read.";

async fn the_screen(page: &Page) {
    page.see(("alertdialog", "Cotejo has stopped")).await;
    page.until_true(
        "the keyboard on it",
        "document.activeElement.getAttribute('role') === 'alertdialog'",
    )
    .await;
    assert_eq!(
        page.count(("tablist", "Views")).await,
        0,
        "nothing of the app is left"
    );
    // What was expected is no complaint.
    page.run::<Value>("window.complaints = []").await;
}

async fn a_panic_leads_to_a_screen_and_the_project_can_be_had(page: Page) {
    page.put_before_all(BREAKS);
    page.project_with(SECRET).await;
    page.tag((0, "Zanzibar"), "3").await;
    page.focus_is("Source: Zanzibar").await;
    page.saved().await;
    let address = page.url().await;
    page.run::<Value>("window.noElements = true").await;
    page.run::<Value>(
        "setTimeout(() => document.querySelector('[role=tab]:not([aria-selected=true])').click())",
    )
    .await;
    the_screen(&page).await;
    let said: String = page.get("document.querySelector('textarea').value").await;
    for part in [
        "Cotejo 0.",
        ".rs:",
        "Last commands: ",
        "annotate",
        "Mozilla/",
    ] {
        assert!(said.contains(part), "{part} is not in: {said}");
    }
    for word in ["Zanzibar", "quoted", "words", "nobody"] {
        assert!(!said.contains(word), "{word} is in: {said}");
    }
    // Keys of the app do nothing any more.
    page.press("Control+k").await;
    page.press("1").await;
    assert_eq!(page.count(("dialog", "*")).await, 0);

    get_project_file(&page).await;
    let file: Value = serde_json::from_str(&page.caught().await).expect("a project file");
    assert_eq!(file["annotations"][0]["fragments"][0]["quote"], "Zanzibar");
    page.run::<Value>("window.caught = []").await;
    page.click(("button", "Download all that is kept, unread"))
        .await;
    let all = page.caught().await;
    assert!(
        all.contains("Zanzibar says") && all.contains("COTJ"),
        "every record is in it"
    );
    page.click(("button", "Open Cotejo")).await;
    page.see(("tablist", "Views")).await;
    page.go_to("about:blank").await;
    page.go_to(&address).await;
    page.see(("button", "Undo: label Source")).await;
}

async fn what_ends_the_app_from_outside_leads_there_too(page: Page) {
    page.put_before_all(BREAKS);
    page.project_with(SECRET).await;
    page.run::<Value>(
        "window.noRoom = true;
         setTimeout(() => document.getElementById('tab-sources').click());",
    )
    .await;
    page.until_true(
        "the screen or the app",
        "document.querySelector('[role=alertdialog]') !== null",
    )
    .await;
    the_screen(&page).await;
    page.reload().await;
    page.see(at("region", "Article: *")).await;
}

/// From the screen to the file of the first project.
async fn get_project_file(page: &Page) {
    page.run::<Value>("document.querySelector('.recovery button').click()")
        .await;
    page.see(("heading", "Project files")).await;
    page.catch_downloads().await;
    page.run::<Value>("document.querySelector('li button').click()")
        .await;
}

async fn a_start_that_panics_each_time_locks_nobody_out(page: Page) {
    page.project_with(SECRET).await;
    let address = page.url().await;
    page.put_before_all(&format!("window.noElements = true; {BREAKS}"));
    page.go_to("about:blank").await;
    page.go_to(&address).await;
    the_screen(&page).await;
    page.put_before_all("");
    get_project_file(&page).await;
    assert!(page.caught().await.contains("Zanzibar"));
}

async fn starts_that_come_to_nothing_are_counted(page: Page) {
    page.project_with(SECRET).await;
    page.run::<Value>("localStorage.setItem('cotejo:starting', '...')")
        .await;
    let address = page.url().await;
    page.go_to("about:blank").await;
    page.go_to(&address).await;
    page.see(("alertdialog", "Cotejo did not get started"))
        .await;
    page.run::<Value>("[...document.querySelectorAll('.recovery button')][1].click()")
        .await;
    page.see(at("region", "Article: *")).await;
    page.until_true(
        "a start that counts",
        "localStorage.getItem('cotejo:starting') === ''",
    )
    .await;
}

async fn a_worker_that_breaks_is_begun_again(page: Page) {
    // Once it is asked for something, the worker can make no words of what the app in it says.
    page.put_before_all(
        "if (!self.document) addEventListener('message', () => {
           TextDecoder.prototype.decode = () => { throw new TypeError('none'); };
         });",
    );
    page.open().await;
    page.click(("tab", "Sources")).await;
    page.see(("alert", "*")).await;
    assert_eq!(
        page.count(("alertdialog", "*")).await,
        0,
        "the page goes on"
    );
    page.run::<Value>("window.complaints = []").await;
    page.put_before_all("");
    page.click(("button", "Try again")).await;
    page.until_true(
        "the plots",
        "document.querySelector('[role=tabpanel] svg') !== null",
    )
    .await;
}
