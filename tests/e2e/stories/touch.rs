//! Everything with fingers on a small screen: taps, long presses and swipes, and keys only to
//! write into fields.

use serde::Deserialize;

use super::two_articles::{
    CANONICAL, CLAIM, ENGLISH, SAME, SOURCE, SPANISH, STANCE, inspector, is_the_main_job,
};
use crate::harness::{Exported, Page, Point, Spot, at, stories};

stories! {
    the_main_job_is_done_by_touch_alone,
    the_labels_are_never_under_the_finger,
    words_just_labelled_are_not_under_the_inspector,
}

stories! { in Chromium alone;
    fingers_that_scroll_and_zoom_change_nothing,
    a_hand_beside_the_pen_creates_nothing,
}

async fn the_main_job_is_done_by_touch_alone(page: Page) {
    page.on_a_telephone().await;
    page.copy_elsewhere(SPANISH).await;
    page.open().await;
    page.tap(("button", "New project")).await;
    page.see(("heading", "No articles yet")).await;
    add_what_was_copied(&page).await;

    // Who says it: the other end is tapped in the text.
    tag(&page, (0, CLAIM), "Claim").await;
    tag(&page, (0, SOURCE), "Source").await;
    page.tap(inspector("button", "Add relation")).await;
    page.see(inspector("combobox", "Other end")).await;
    page.tap_on((0, CLAIM)).await;
    page.see(("button", "Undo: relation attributed to")).await;

    // What the article makes of it: the other end is one of those that are offered.
    tag(&page, (0, STANCE), "Stance").await;
    choose(&page, "Stance", "support").await;
    choose(&page, "Holder", "unnamed").await;
    page.tap(inspector("button", "Add relation")).await;
    page.tap(inspector("option", "targets Claim *")).await;
    page.see(("button", "Undo: relation targets")).await;

    // What it is in one sentence, which the other article says too.
    page.tap(inspector("button", "Close the inspector")).await;
    page.tap_on((0, CLAIM)).await;
    let same = inspector("combobox", "Canonical claim");
    page.tap(&same).await;
    page.type_text(CANONICAL).await;
    page.tap(inspector("option", "New canonical claim *")).await;
    page.see(("button", "Undo: new canonical claim *")).await;
    page.saved().await;

    page.copy_elsewhere(ENGLISH).await;
    page.open().await;
    add_what_was_copied(&page).await;
    tag(&page, (1, SAME), "Claim").await;
    page.tap(&same).await;
    page.type_text("not copied").await;
    page.tap(inspector("option", CANONICAL)).await;
    page.see(("button", "Undo: canonical claim *")).await;
    choose(&page, "Reporting", "indirect").await;
    page.tap(inspector("button", "Close the inspector")).await;
    page.tap(at("region", "Article: Chile*").then("checkbox", "Fully read"))
        .await;

    // Back to the first article, and who reports it.
    page.tap(at("navigation", "Articles").then("button", "El presidente*"))
        .await;
    page.see(("region", "Article: El presidente*")).await;
    page.tap(("tab", "Compare")).await;
    let matrix = at("grid", "Claims by article");
    page.see(&matrix).await;
    assert_eq!(
        page.names(matrix.clone().then("gridcell", "*")).await,
        ["reports, 1 quote", "unresolved, 1 quote"]
    );
    page.tap(matrix.then("gridcell", "unresolved*")).await;
    page.tap(("button", "Read side by side")).await;
    page.see(("region", "Article: Chile*")).await;
    page.holds(
        ("complementary", "Inspector"),
        &format!("it.textContent.includes('{SAME}')"),
    )
    .await;

    let exported = export(&page).await;
    is_the_main_job(&exported);
    assert_eq!(exported.articles().len(), 2);
}

async fn the_labels_are_never_under_the_finger(page: Page) {
    page.on_a_telephone().await;
    page.project_with(SPANISH).await;
    let last = last_step(&page).await;
    // In the first line and further down, at either edge, in one line and over several.
    let (first, later) = (
        "El presidente electo de Chile",
        "El presidente electo chileno",
    );
    for (words, elsewhere) in [
        ("El", later),
        ("presidente electo", later),
        ("Confinamiento", later),
        ("salvadoreño", first),
        ("Enfoque en seguridad", first),
        (
            "Durante el recorrido por la megacárcel, Kast destacó el cambio en los niveles",
            first,
        ),
    ] {
        let finger = page.hold_on((0, words)).await;
        assert_eq!(page.highlighted().await, words);
        let labels = labels_beside(&page, finger).await;
        // They go with a tap elsewhere. Nothing was done by holding.
        page.tap_on((0, elsewhere)).await;
        page.gone(&labels).await;
        assert_eq!(last_step(&page).await, last);
    }
}

async fn words_just_labelled_are_not_under_the_inspector(page: Page) {
    page.on_a_telephone().await;
    page.project_with(SPANISH).await;
    for words in ["presidente electo", "Enfoque", "Terrorismo", "salvadoreño"] {
        tag(&page, (0, words), "Claim").await;
        page.in_sight((0, words)).await;
        page.tap(inspector("button", "Close the inspector")).await;
    }
}

/// What can be undone: the last thing that was done.
async fn last_step(page: &Page) -> String {
    page.of(("button", "Undo*"), "look.name(it)").await
}

async fn fingers_that_scroll_and_zoom_change_nothing(page: Page) {
    page.on_a_telephone().await;
    page.project_with(SPANISH).await;
    let words = "presidente electo";
    let last = last_step(&page).await;
    page.hold_on((0, words)).await;
    page.see(("toolbar", "Label selection")).await;
    let scrolled = "document.querySelector('.pane.active .pane-scroll').scrollTop";
    let zoomed = "visualViewport.scale";
    let nothing = async |selected: &str| {
        page.settle().await;
        assert_eq!(page.highlighted().await, selected);
        assert_eq!(last_step(&page).await, last);
        page.gone(("complementary", "Inspector")).await;
    };

    // Two fingers upwards, and back to the first line.
    let (left, right) = (Point { x: 90.0, y: 600.0 }, Point { x: 250.0, y: 560.0 });
    let up = |it: Point| Point {
        y: it.y - 130.0,
        ..it
    };
    let down = |it: Point| Point {
        y: it.y + 100.0,
        ..it
    };
    page.fingers(&[(left, up(left)), (right, up(right))]).await;
    assert!(page.get::<f64>(scrolled).await > 60.0, "fingers scroll");
    nothing(words).await;
    page.fingers(&[(up(left), down(left)), (up(right), down(right))])
        .await;
    nothing(words).await;
    page.see(("toolbar", "Label selection")).await;

    // Apart, and together again.
    let middle = Point { x: 180.0, y: 560.0 };
    let off = |by: f64| Point {
        x: middle.x + by,
        y: middle.y + by,
    };
    page.fingers(&[(off(-20.0), off(-90.0)), (off(20.0), off(90.0))])
        .await;
    assert!(page.get::<f64>(zoomed).await > 1.5, "fingers zoom");
    nothing(words).await;
    page.fingers(&[(off(-150.0), off(-10.0)), (off(150.0), off(10.0))])
        .await;
    page.until_true("the page in its size", &format!("{zoomed} < 1.05"))
        .await;
    nothing(words).await;

    // Nor with a label in the hand, by one finger or by two.
    page.tap_on((0, "crimen organizado")).await;
    page.gone(("toolbar", "Label selection")).await;
    let claim = at("toolbar", "Labels").then("button", "Claim");
    page.tap(&claim).await;
    page.holds(&claim, "it.getAttribute('aria-pressed') === 'true'")
        .await;
    page.fingers(&[(left, up(left)), (right, up(right))]).await;
    page.fingers(&[(off(-20.0), off(-90.0)), (off(20.0), off(90.0))])
        .await;
    page.fingers(&[(off(-150.0), off(-10.0)), (off(150.0), off(10.0))])
        .await;
    page.swipe(right, up(right)).await;
    nothing("").await;
    // It was in the hand all the time.
    page.holds(&claim, "it.getAttribute('aria-pressed') === 'true'")
        .await;
    page.hold_on((0, "Durante")).await;
    page.see(("button", "Undo: label Claim")).await;
}

async fn a_hand_beside_the_pen_creates_nothing(page: Page) {
    page.on_a_telephone().await;
    page.project_with(SPANISH).await;
    let claim = at("toolbar", "Labels").then("button", "Claim");
    page.tap(&claim).await;
    page.holds(&claim, "it.getAttribute('aria-pressed') === 'true'")
        .await;
    let last = last_step(&page).await;
    let words = "presidente electo de Chile";
    // What was just tapped on may still move the text, and so may looking for a place in it.
    page.settle().await;
    let beside = page.point_on("estrategia de seguridad").await;
    let (from, to) = page.ends_of(words).await;

    // Alone, for a while.
    page.palm(Some(beside)).await;
    page.settle().await;
    page.palm(None).await;
    page.settle().await;
    assert_eq!(last_step(&page).await, last);

    // It lies down before the pen is done, and is lifted later: there is what the pen went over,
    // and nothing else.
    page.pen_down(from, to).await;
    page.palm(Some(beside)).await;
    page.pen_up().await;
    page.see(("button", "Undo: label Claim")).await;
    page.palm(None).await;
    page.settle().await;
    page.holds(&claim, "it.getAttribute('aria-pressed') === 'true'")
        .await;
    assert_eq!(page.export().await.named(), [format!("Claim: {words}")]);

    // It lies there before the pen comes, and is lifted before the pen is done.
    page.tap(inspector("button", "Close the inspector")).await;
    page.settle().await;
    let more = "Confinamiento";
    let beside = page.point_on("estrategia de seguridad").await;
    let (from, to) = page.ends_of(more).await;
    page.palm(Some(beside)).await;
    page.pen_down(from, to).await;
    page.palm(None).await;
    page.pen_up().await;
    page.settle().await;
    assert_eq!(
        page.export().await.named(),
        [format!("Claim: {words}"), format!("Claim: {more}")]
    );
}

async fn add_what_was_copied(page: &Page) {
    page.tap(("button", "Add article")).await;
    let dialog = at("dialog", "Add article");
    page.tap(dialog.clone().then("textbox", "Text")).await;
    page.paste().await;
    page.tap(dialog.clone().then("button", "Add")).await;
    page.gone(&dialog).await;
}

#[derive(Debug, Deserialize)]
struct Box {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Box {
    fn distance(&self, point: Point) -> f64 {
        let beside = |at: f64, from: f64, to: f64| (from - at).max(at - to).max(0.0);
        beside(point.x, self.left, self.right).hypot(beside(point.y, self.top, self.bottom))
    }

    fn holds(&self, other: &Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right <= self.right
            && other.bottom <= self.bottom
    }
}

/// How far from the middle of a fingertip something has to be to be seen, and how large to be hit.
const FINGERTIP: f64 = 12.0;
const TARGET: f64 = 24.0;

/// Waits for the labels beside a selection, and holds that each can be seen and tapped.
async fn labels_beside(page: &Page, finger: Point) -> Spot {
    let labels = at("toolbar", "Label selection");
    page.see(&labels).await;
    let place: Box = page.of(&labels, "it.getBoundingClientRect()").await;
    let far = place.distance(finger);
    assert!(
        far >= FINGERTIP,
        "{place:?} is under the finger at {finger:?}"
    );
    let screen: Box = page
        .get("{ left: 0, top: 0, right: innerWidth, bottom: innerHeight }")
        .await;
    assert!(screen.holds(&place), "{place:?} is not on the screen");
    let controls: Vec<Box> = page
        .of(
            &labels,
            "[...it.querySelectorAll('button, select')].map((it) => it.getBoundingClientRect())",
        )
        .await;
    assert!(controls.len() > 4, "labels and parts: {controls:?}");
    for it in &controls {
        let (width, height) = (it.right - it.left, it.bottom - it.top);
        assert!(width >= TARGET && height >= TARGET, "{it:?} is small");
        assert!(screen.holds(it), "{it:?} is not on the screen");
    }
    labels
}

/// Holds a finger on words, and gives them a label by the one that appears beside them.
async fn tag(page: &Page, place: (usize, &str), label: &str) {
    let words = place.1;
    let finger = page.hold_on(place).await;
    assert_eq!(page.highlighted().await, words);
    let labels = labels_beside(page, finger).await;
    page.tap(labels.clone().then("button", label)).await;
    page.gone(&labels).await;
    // The list of annotations is folded where there is so little room.
    page.see(("button", format!("Undo: label {label}").as_str()))
        .await;
    page.holds(
        ("complementary", "Inspector"),
        &format!("it.textContent.includes('{words}')"),
    )
    .await;
}

/// Chooses from a native list. What it opens into is the system's: there, keys choose.
async fn choose(page: &Page, list: &str, option: &str) {
    let list = inspector("combobox", list);
    page.tap(&list).await;
    page.type_text(option).await;
    page.press("Enter").await;
    page.holds(&list, &format!("it.selectedOptions[0].text === '{option}'"))
        .await;
}

/// Exports the project through the dialog, and gives the file that would be saved.
async fn export(page: &Page) -> Exported {
    page.catch_downloads().await;
    page.tap(("button", "Export")).await;
    let dialog = at("dialog", "Export");
    page.tap(dialog.clone().then("button", "Download")).await;
    let bytes = page.caught().await;
    page.tap(dialog.clone().then("button", "Close")).await;
    page.gone(&dialog).await;
    let json = serde_json::from_str(&bytes).expect("the export is JSON");
    Exported { bytes, json }
}
