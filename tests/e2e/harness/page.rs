use std::cell::Cell;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use fantoccini::Client;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::wd::WindowHandle;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::browser::Complaint;
use super::elsewhere::Elsewhere;
use super::server::{ASIDE, AppServer};
use super::{Browser, Spot, at};

const LOOK: &str = include_str!("look.js");

/// How long anything may take that a person would wait for.
const PATIENCE: Duration = Duration::from_secs(12);
const BETWEEN_LOOKS: Duration = Duration::from_millis(12);

/// The app in a browser, and the person before it.
#[derive(Clone)]
pub struct Page {
    pub(super) client: Client,
    pub browser: Browser,
    pub server: Rc<AppServer>,
    elsewhere: Arc<Elsewhere>,
    actions: Rc<Cell<usize>>,
}

impl Page {
    pub(super) fn new(
        client: Client,
        browser: Browser,
        server: AppServer,
        elsewhere: Arc<Elsewhere>,
    ) -> Self {
        Self::over(client, browser, Rc::new(server), elsewhere)
    }

    pub(super) fn over(
        client: Client,
        browser: Browser,
        server: Rc<AppServer>,
        elsewhere: Arc<Elsewhere>,
    ) -> Self {
        Self {
            client,
            browser,
            server,
            elsewhere,
            actions: Rc::default(),
        }
    }

    /// A key, as long as the browser lives; says whether it does.
    pub async fn strike_alive(&self, key: char) -> bool {
        let down = KeyAction::Down { value: key };
        let keys = KeyActions::new("keyboard".to_owned());
        let keys = keys.then(down).then(KeyAction::Up { value: key });
        self.client.perform_actions(keys).await.is_ok()
    }

    /// The value of an expression, as long as the browser lives.
    pub async fn get_alive(&self, expression: &str) -> Option<Value> {
        let script = format!("{LOOK}\nreturn {expression};");
        self.client.execute(&script, Vec::new()).await.ok()
    }

    pub async fn close(&self) {
        let _ = self.client.clone().close().await;
    }

    pub fn origin(&self) -> String {
        self.server.origin()
    }

    /// What the browser asked the server for, in order.
    pub fn requests(&self) -> Vec<String> {
        self.server.requests()
    }

    /// Has the server not find paths that begin like this from now on.
    pub fn lose(&self, path: &str) {
        self.server.lose(path);
    }

    /// Has the server find everything again.
    pub fn find_again(&self) {
        self.server.find_again();
    }

    /// Has the app find no highlights, as in browsers that do not know them.
    pub fn leave_out_highlights(&self) {
        self.server.leave_out_highlights();
    }

    /// Has a script run before all others of the app's page and of its worker, from when they are
    /// loaded the next time; none where it is empty.
    pub fn put_before_all(&self, script: &str) {
        self.server.put_before_all(script);
    }

    /// Clicks, drags, chords, pastes and filled fields so far.
    pub fn actions(&self) -> usize {
        self.actions.get()
    }

    pub(super) fn acted(&self) {
        self.actions.set(self.actions.get() + 1);
    }

    // Going

    /// Opens the app and waits until it is there.
    pub async fn open(&self) {
        self.open_at("/").await;
    }

    pub async fn open_at(&self, path: &str) {
        let url = format!("{}{path}", self.origin());
        self.client.goto(&url).await.expect("the page opens");
        self.started().await;
    }

    /// Goes to any address, without waiting for the app.
    pub async fn go_to(&self, url: &str) {
        self.client.goto(url).await.expect("the page opens");
    }

    pub async fn window_size(&self, width: u32, height: u32) {
        let sized = self.client.set_window_size(width, height).await;
        sized.expect("a window has a size");
    }

    /// The page as a PNG.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a picture")
    }

    /// An element as a PNG, by its selector.
    pub async fn picture_of(&self, css: &str) -> Vec<u8> {
        let found = self.client.find(fantoccini::Locator::Css(css)).await;
        let element = found.expect("the element");
        element.screenshot().await.expect("a picture")
    }

    /// Goes on in an empty tab, in place of the one that is open.
    pub async fn in_another_tab(&self) {
        let tab = self.client.new_window(true).await.expect("a tab");
        let closed = self.client.close_window().await;
        closed.expect("the tab before can be closed");
        let gone_to = self.client.switch_to_window(tab.handle).await;
        gone_to.expect("the tab can be gone to");
    }

    /// Goes on in a second tab with the app, and leaves the first as it is.
    pub async fn in_a_second_tab(&self, path: &str) {
        let tab = self.client.new_window(true).await.expect("a tab");
        let gone_to = self.client.switch_to_window(tab.handle).await;
        gone_to.expect("the tab can be gone to");
        self.open_at(path).await;
    }

    /// Closes this tab, and goes on in the first.
    pub async fn back_to_the_first_tab(&self) {
        let closed = self.client.close_window().await;
        closed.expect("a tab can be closed");
        let tabs = self.client.windows().await.expect("tabs");
        let first = tabs.into_iter().next().expect("a tab");
        let gone_to = self.client.switch_to_window(first).await;
        gone_to.expect("the tab can be gone to");
    }

    /// The window that one is in.
    pub async fn window(&self) -> WindowHandle {
        self.client.window().await.expect("a window")
    }

    /// Opens the app in another window, and goes there.
    pub async fn open_window(&self, path: &str) -> WindowHandle {
        let window = self.client.new_window(false).await.expect("a window");
        self.go_to_window(&window.handle).await;
        self.open_at(path).await;
        window.handle
    }

    pub async fn go_to_window(&self, window: &WindowHandle) {
        let gone_to = self.client.switch_to_window(window.clone()).await;
        gone_to.expect("the window can be gone to");
    }

    /// Closes the window that one is in, and goes to another.
    pub async fn close_window(&self, other: &WindowHandle) {
        let closed = self.client.close_window().await;
        closed.expect("the window can be closed");
        self.go_to_window(other).await;
    }

    /// A page of this origin in which the app is not running.
    pub async fn step_aside(&self) {
        let url = format!("{}{ASIDE}", self.origin());
        self.client.goto(&url).await.expect("the page opens");
    }

    pub async fn reload(&self) {
        self.client.refresh().await.expect("the page reloads");
        self.started().await;
    }

    async fn started(&self) {
        self.see(("tablist", "Views")).await;
    }

    /// Reloads as the page itself or a person would: Firefox's driver passes by what is kept.
    pub async fn reload_here(&self) {
        self.run::<Value>(
            "window.before = true; setTimeout(() => location.reload()); return null;",
        )
        .await;
        self.until_true("another page", "!window.before").await;
        self.started().await;
    }

    pub async fn url(&self) -> String {
        self.get("location.href").await
    }

    // Scripts

    /// Runs a script and returns what it returns. `look` and `text` are there.
    pub async fn run_with<T: DeserializeOwned>(&self, script: &str, args: Vec<Value>) -> T {
        let script = format!("{LOOK}\n{script}");
        let value = self
            .client
            .execute(&script, args)
            .await
            .unwrap_or_else(|error| panic!("script failed: {error}"));
        serde_json::from_value(value).expect("the script returns what it says")
    }

    pub async fn run<T: DeserializeOwned>(&self, script: &str) -> T {
        self.run_with(script, Vec::new()).await
    }

    /// The value of an expression.
    pub async fn get<T: DeserializeOwned>(&self, expression: &str) -> T {
        self.run(&format!("return {expression};")).await
    }

    /// Runs a script with `await`, and returns what it returns.
    pub async fn run_async<T: DeserializeOwned>(&self, script: &str, args: Vec<Value>) -> T {
        let script = format!(
            "{LOOK}\nconst done = arguments[arguments.length - 1], args = [...arguments].slice(0, -1);
             (async (...arguments_) => {{ {script} }})(...args).then(done, (e) => done({{ failed: String(e) }}));"
        );
        let value = self
            .client
            .execute_async(&script, args)
            .await
            .unwrap_or_else(|error| panic!("script failed: {error}"));
        serde_json::from_value(value.clone())
            .unwrap_or_else(|error| panic!("{error}: the script returned {value}"))
    }

    // Looking

    /// Looks again and again until there is an answer.
    pub async fn until<T>(&self, what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = look().await {
                return found;
            }
            assert!(Instant::now() < deadline, "waited in vain for {what}");
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
    }

    /// Looks until an expression is true.
    pub async fn until_true(&self, what: &str, expression: &str) {
        self.until(what, async || {
            // A page that is being left says nothing.
            let holds: Option<bool> = self.get(expression).await;
            (holds == Some(true)).then_some(())
        })
        .await;
    }

    pub async fn count(&self, spot: impl Into<Spot>) -> usize {
        let spot = spot.into();
        self.run_with("return look.all(arguments[0]).length;", vec![spot.json()])
            .await
    }

    /// Waits for something to be there.
    pub async fn see(&self, spot: impl Into<Spot>) {
        let spot = spot.into();
        self.of::<bool>(&spot, "true").await;
    }

    /// Waits for something not to be there any more.
    pub async fn gone(&self, spot: impl Into<Spot>) {
        let spot = spot.into();
        self.until(&format!("{spot} to go"), async || {
            (self.count(&spot).await == 0).then_some(())
        })
        .await;
    }

    /// An expression about an element `it`, once that is there and the value is not null.
    pub async fn of<T: DeserializeOwned>(&self, spot: impl Into<Spot>, expression: &str) -> T {
        let spot = spot.into();
        let script = format!(
            "const it = look.one(arguments[0]); return it ? ({expression}) ?? null : null;"
        );
        let json = spot.json();
        self.until(&format!("{spot}, {expression}"), async || {
            self.run_with::<Option<T>>(&script, vec![json.clone()])
                .await
        })
        .await
    }

    /// Waits until an expression about an element `it` is true.
    pub async fn holds(&self, spot: impl Into<Spot>, expression: &str) {
        self.of::<bool>(spot, &format!("({expression}) || null"))
            .await;
    }

    pub async fn text(&self, spot: impl Into<Spot>) -> String {
        self.of(spot, "look.tidy(it.textContent)").await
    }

    pub async fn value(&self, spot: impl Into<Spot>) -> String {
        self.of(spot, "it.value").await
    }

    pub async fn is_enabled(&self, spot: impl Into<Spot>) -> bool {
        self.of(spot, "!it.disabled").await
    }

    /// The accessible names of all of a kind, in order.
    pub async fn names(&self, spot: impl Into<Spot>) -> Vec<String> {
        self.run_with(
            "return look.all(arguments[0]).map(look.name);",
            vec![spot.into().json()],
        )
        .await
    }

    /// The names of the annotations in the list, in order. The list follows the frame that shows an
    /// edit.
    pub async fn annotations(&self) -> Vec<String> {
        self.settle().await;
        self.names(at("listbox", "Annotations").then("option", "*"))
            .await
    }

    /// Waits for the list of annotations to be just these.
    pub async fn annotations_are(&self, expected: &[&str]) {
        let mut seen = Vec::new();
        let deadline = Instant::now() + PATIENCE;
        while seen != expected {
            assert!(
                Instant::now() < deadline,
                "the annotations are {seen:#?}, not {expected:#?}"
            );
            seen = self.annotations().await;
        }
    }

    /// The name of the focused annotation, as the list shows it.
    pub async fn focused(&self) -> Option<String> {
        self.get("look.all({steps: [['listbox', 'Annotations'], ['option', '*']]}).filter((it) => it.getAttribute('aria-selected') === 'true').map(look.name)[0] ?? null").await
    }

    pub async fn focus_is(&self, name: &str) {
        let mut seen = None;
        let deadline = Instant::now() + PATIENCE;
        while seen.as_deref() != Some(name) {
            assert!(
                Instant::now() < deadline,
                "the focus is on {seen:?}, not on {name:?}"
            );
            seen = self.focused().await;
        }
    }

    /// Waits for an error that says this.
    pub async fn warned(&self, what: &str) {
        let mut seen: Vec<String> = Vec::new();
        let deadline = Instant::now() + PATIENCE;
        while !seen.iter().any(|it| it.contains(what)) {
            assert!(
                Instant::now() < deadline,
                "the alerts say {seen:#?}, not {what:?}"
            );
            seen = self.alerts().await;
        }
    }

    pub async fn alerts(&self) -> Vec<String> {
        self.get("look.all({steps: [['alert', '*']]}).map((it) => look.tidy(it.textContent))")
            .await
    }

    /// Waits until everything is in storage.
    pub async fn saved(&self) {
        self.holds(
            ("status", "Save state"),
            "look.tidy(it.textContent) === 'Saved'",
        )
        .await;
    }

    /// Lets the page draw what it has to draw.
    pub async fn settle(&self) {
        self.run_async::<Value>(
            "await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(go, 5)))); return true;",
            Vec::new(),
        )
        .await;
    }

    // Fields

    /// Makes a field hold a text: clicks into it, selects what is there and types over it.
    pub async fn fill(&self, spot: impl Into<Spot>, text: &str) {
        let spot = spot.into();
        self.acted();
        self.click_silently(&spot).await;
        self.press_silently("Control+a").await;
        if text.is_empty() {
            self.press_silently("Delete").await;
        } else {
            self.type_silently(text).await;
        }
    }

    /// Chooses an option of a native list by its words.
    pub async fn choose(&self, spot: impl Into<Spot>, option: &str) {
        let spot = spot.into();
        self.acted();
        let element = self.element(&spot).await;
        element
            .select_by_label(option)
            .await
            .unwrap_or_else(|error| panic!("cannot choose {option} in {spot}: {error}"));
    }

    /// Gives files to a file input.
    pub async fn choose_files(&self, spot: impl Into<Spot>, files: &[&Path]) {
        let spot = spot.into();
        self.acted();
        let element = self.element(&spot).await;
        let paths: Vec<_> = files.iter().map(|it| it.display().to_string()).collect();
        element
            .send_keys(&paths.join("\n"))
            .await
            .unwrap_or_else(|error| panic!("cannot give files to {spot}: {error}"));
    }

    async fn element(&self, spot: &Spot) -> Element {
        let value: Value = self.of(spot, "it").await;
        let id = value
            .as_object()
            .and_then(|it| it.values().next())
            .and_then(Value::as_str)
            .expect("an element");
        Element::from_element_id(self.client.clone(), id.to_owned().into())
    }

    /// Puts a text into the clipboard, the way a person does: in another page.
    pub async fn copy_elsewhere(&self, text: &str) {
        self.step_aside().await;
        self.run_with::<Value>(
            "const area = document.body.appendChild(document.createElement('textarea'));
             area.value = arguments[0]; area.focus(); area.select();",
            vec![json!(text)],
        )
        .await;
        self.press_silently("Control+c").await;
    }

    /// What is in the clipboard, as another page gets it.
    pub async fn paste_elsewhere(&self) -> String {
        self.step_aside().await;
        self.run::<Value>("document.body.appendChild(document.createElement('textarea')).focus();")
            .await;
        self.press_silently("Control+v").await;
        let pasted = "document.querySelector('textarea').value";
        self.until_true("something to be pasted", &format!("{pasted} !== ''"))
            .await;
        self.get(pasted).await
    }

    /// Pastes where the keyboard is.
    pub async fn paste(&self) {
        self.press("Control+v").await;
    }

    // Afterwards

    /// What the app complained of, what its policy did not let happen, and what was wanted from
    /// elsewhere, since this was last asked.
    pub async fn noticed(&self) -> Vec<String> {
        // A page that is being left says nothing.
        let said: Option<Vec<String>> = self.get("window.complaints?.splice(0) ?? []").await;
        let mut noticed = said.unwrap_or_default();
        noticed.extend(self.server.reports());
        let wanted = self.elsewhere.wanted().into_iter();
        noticed.extend(wanted.map(|it| format!("wanted from elsewhere: {it}")));
        noticed
    }

    /// Fails when anything was noticed.
    pub(super) async fn complaints(&self) -> Result<(), Box<dyn std::any::Any + Send>> {
        let complaints = self.noticed().await;
        if complaints.is_empty() {
            return Ok(());
        }
        Err(Box::new(Complaint(format!(
            "the app complained: {complaints:#?}"
        ))))
    }

    /// Says what the page shows, for whoever looks into a failure.
    pub(super) async fn describe(&self, story: &str) {
        let script = format!(
                "{LOOK}\nreturn {{
                   url: location.href,
                   complaints: window.complaints,
                   messages: [...document.querySelectorAll('.messages p')].map((it) => it.textContent),
                   saving: document.querySelector('[aria-label=\"Save state\"]')?.textContent,
                   dialog: document.querySelector('dialog:modal')?.textContent.slice(0, 300),
                   keyboard: document.activeElement?.outerHTML.slice(0, 160),
                   selected: text.highlighted(),
                   annotations: look.all({{steps: [['listbox', 'Annotations'], ['option', '*']]}}).slice(0, 40)
                     .map((it) => (it.getAttribute('aria-selected') === 'true' ? '> ' : '  ') + look.name(it)),
                 }};"
            );
        let looking = self.client.execute(&script, Vec::new());
        let seen = tokio::time::timeout(Duration::from_secs(10), looking).await;
        if let Ok(Ok(seen)) = seen {
            println!(
                "{:?} · {story} · the page at the end: {seen:#}",
                self.browser
            );
        }
        if let Ok(folder) = std::env::var("COTEJO_PICTURES") {
            let picture = tokio::time::timeout(Duration::from_secs(10), self.client.screenshot());
            if let Ok(Ok(picture)) = picture.await {
                let file = Path::new(&folder).join(format!("{story}-{:?}.png", self.browser));
                let _ = std::fs::write(file, picture);
            }
        }
    }
}
