//! Places in the articles' texts.

use serde_json::{Value, json};

use super::Page;
use super::gestures::Point;

/// Words in a pane: which of them, counted from 0 where they stand several times.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub pane: usize,
    pub words: &'a str,
    pub nth: usize,
}

impl<'a> From<&'a str> for Place<'a> {
    fn from(words: &'a str) -> Self {
        Self {
            pane: 0,
            words,
            nth: 0,
        }
    }
}

impl<'a> From<(usize, &'a str)> for Place<'a> {
    fn from((pane, words): (usize, &'a str)) -> Self {
        Self {
            pane,
            words,
            nth: 0,
        }
    }
}

/// Where a byte offset lies in UTF-16 units.
fn utf16_of(text: &str, byte: usize) -> usize {
    text[..byte].encode_utf16().count()
}

/// Where words stand in a text, in UTF-16 units.
fn utf16_span(text: &str, words: &str, nth: usize) -> (usize, usize) {
    let (start, found) = text
        .match_indices(words)
        .nth(nth)
        .unwrap_or_else(|| panic!("the text does not say “{words}”"));
    (utf16_of(text, start), utf16_of(text, start + found.len()))
}

impl Page {
    /// The text of an article as the page has it.
    pub async fn article_text(&self, pane: usize) -> String {
        self.run_with("return text.whole(arguments[0]);", vec![json!(pane)])
            .await
    }

    /// What is highlighted, all pieces joined.
    pub async fn highlighted(&self) -> String {
        self.get::<Vec<String>>("text.highlighted()").await.join("")
    }

    pub async fn span_of(&self, place: Place<'_>) -> (usize, usize) {
        let text = self
            .until("the article's text", async || {
                let count: usize = self
                    .get("document.querySelectorAll('[data-article-id] [data-at]').length")
                    .await;
                if count == 0 {
                    return None;
                }
                Some(self.article_text(place.pane).await)
            })
            .await;
        utf16_span(&text, place.words, place.nth)
    }

    /// Scrolls places into view and gives their points, once nothing moves any more.
    async fn points(&self, pane: usize, wanted: Value) -> Vec<Point> {
        let points: Vec<Option<Point>> = self
            .run_async(
                "return await text.steady(...arguments_);",
                vec![json!(pane), wanted.clone()],
            )
            .await;
        let points: Option<Vec<Point>> = points.into_iter().collect();
        points.unwrap_or_else(|| panic!("the pointer cannot stand at all of {wanted}"))
    }

    /// The points where a drag over words begins and ends.
    pub async fn ends_of<'a>(&self, place: impl Into<Place<'a>>) -> (Point, Point) {
        let place = place.into();
        let (start, end) = self.span_of(place).await;
        let wanted = json!([[start, "after"], [end, "before"]]);
        let points = self.points(place.pane, wanted).await;
        (points[0], points[1])
    }

    /// Drags over words.
    pub async fn drag_over<'a>(&self, place: impl Into<Place<'a>>) {
        let (from, to) = self.ends_of(place).await;
        self.drag(from, &[to]).await;
    }

    /// Drags over words from their end to their start.
    pub async fn drag_back_over<'a>(&self, place: impl Into<Place<'a>>) {
        let (from, to) = self.ends_of(place).await;
        self.drag(to, &[from]).await;
    }

    /// A point on the first character of words.
    pub async fn point_on<'a>(&self, place: impl Into<Place<'a>>) -> Point {
        let place = place.into();
        let (start, _) = self.span_of(place).await;
        self.points(place.pane, json!([[start]])).await[0]
    }

    /// Clicks on words, at leisure.
    pub async fn click_on<'a>(&self, place: impl Into<Place<'a>>) {
        let point = self.point_on(place).await;
        self.click_at(point).await;
    }

    pub async fn double_click_on<'a>(&self, place: impl Into<Place<'a>>) {
        let point = self.point_on(place).await;
        self.double_click_at(point).await;
    }

    pub async fn triple_click_on<'a>(&self, place: impl Into<Place<'a>>) {
        let point = self.point_on(place).await;
        self.triple_click_at(point).await;
    }

    /// Drags over words and gives them a label by its key.
    pub async fn tag<'a>(&self, place: impl Into<Place<'a>>, key: &str) {
        self.drag_over(place).await;
        self.see(("toolbar", "Label selection")).await;
        self.press(key).await;
        self.gone(("toolbar", "Label selection")).await;
    }
}
