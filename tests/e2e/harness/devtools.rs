//! What Chromium can do beside what WebDriver has: other screens, other media.

use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use super::Page;

#[derive(Debug)]
struct Command {
    name: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for Command {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        let body = json!({ "cmd": self.name, "params": self.parameters });
        (Method::POST, Some(body.to_string()))
    }
}

impl Page {
    pub(super) async fn devtools(&self, name: &'static str, parameters: Value) -> Value {
        let answer = self.client.issue_cmd(Command { name, parameters }).await;
        answer.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Frees what nothing in the page refers to any more.
    pub async fn collect_garbage(&self) {
        self.devtools("HeapProfiler.collectGarbage", json!({}))
            .await;
    }

    /// Bytes that scripts hold, beside the memory of WebAssembly.
    pub async fn heap(&self) -> f64 {
        self.devtools("Performance.enable", json!({})).await;
        let all = self.devtools("Performance.getMetrics", json!({})).await;
        let metrics = all["metrics"].as_array().into_iter().flatten();
        let used = metrics.filter(|it| it["name"] == "JSHeapUsedSize");
        used.filter_map(|it| it["value"].as_f64()).sum()
    }

    /// Makes the page as large as any screen; windows cannot be as small as a telephone.
    pub async fn screen(&self, width: u32, height: u32) {
        let screen =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", screen)
            .await;
    }

    /// What the person asks of all pages, such as `prefers-color-scheme`.
    pub async fn media(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await;
    }

    /// Shows the page as a printer gets it, on A4, or on the screen again.
    pub async fn on_paper(&self, printed: bool) {
        let paper =
            json!({ "width": 718, "height": 1047, "deviceScaleFactor": 1, "mobile": false });
        let (media, size, of) = if printed {
            ("print", "Emulation.setDeviceMetricsOverride", paper)
        } else {
            ("", "Emulation.clearDeviceMetricsOverride", json!({}))
        };
        self.devtools(size, of).await;
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": media }))
            .await;
    }

    /// Goes to words in this page, by its address with a text fragment.
    pub async fn go_to_words(&self, words: &str) {
        let mut url = Url::parse(&self.url().await).expect("the page has an address");
        let before = url.fragment().unwrap_or_default().to_owned();
        url.set_fragment(Some(&format!("{before}:~:text={words}")));
        self.devtools("Page.navigate", json!({ "url": url.as_str() }))
            .await;
    }
}
