//! Projects: getting to one, and what it exports.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Page, at};

/// An exported project.
#[derive(Clone, Debug)]
pub struct Exported {
    pub bytes: String,
    pub json: Value,
}

/// Part of a text, counted in code points.
fn code_points(text: &str, start: u64, end: u64) -> String {
    let (start, end) = (
        usize::try_from(start).expect("fits"),
        usize::try_from(end).expect("fits"),
    );
    text.chars().skip(start).take(end - start).collect()
}

impl Exported {
    fn list(&self, what: &str) -> &[Value] {
        self.json[what].as_array().map_or(&[], Vec::as_slice)
    }

    pub fn annotations(&self) -> &[Value] {
        self.list("annotations")
    }

    pub fn relations(&self) -> &[Value] {
        self.list("relations")
    }

    pub fn articles(&self) -> &[Value] {
        self.list("articles")
    }

    /// All annotations as `LABEL: QUOTE`, in the order of the file; with each, that its
    /// quotes are what its offsets say, in code points.
    pub fn named(&self) -> Vec<String> {
        let name = |it: &Value| {
            let article = self
                .articles()
                .iter()
                .find(|article| article["id"] == it["article"])
                .expect("the article of an annotation");
            let text = article["revisions"][0]["text"].as_str().expect("a text");
            let quotes: Vec<_> = it["fragments"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|fragment| {
                    let (start, end) = (&fragment["start"], &fragment["end"]);
                    let here = code_points(
                        text,
                        start.as_u64().expect("a start"),
                        end.as_u64().expect("an end"),
                    );
                    assert_eq!(fragment["quote"], here.as_str(), "quote at {start}…{end}");
                    here
                })
                .collect();
            format!(
                "{}: {}",
                it["label"].as_str().unwrap_or_default(),
                quotes.join(" … ")
            )
        };
        self.annotations().iter().map(name).collect()
    }

    /// The annotation with a name, as [`Self::named`] gives it.
    pub fn annotation(&self, name: &str) -> &Value {
        let at = self.named().iter().position(|it| it == name);
        &self.annotations()[at.unwrap_or_else(|| panic!("{name:?} among {:#?}", self.named()))]
    }

    /// The relations as (type, from, to), with annotations by name and all else by id.
    pub fn related(&self) -> Vec<(String, String, String)> {
        let named = self.named();
        let end = |it: &Value| {
            let (kind, id) = it
                .as_object()
                .and_then(|it| it.iter().next())
                .expect("an end");
            let here = self.annotations().iter().position(|it| it["id"] == *id);
            match here {
                Some(at) => named[at].clone(),
                None => format!("{kind} {}", self.record_name(kind, id)),
            }
        };
        self.relations()
            .iter()
            .map(|it| {
                let kind = it["type"].as_str().unwrap_or_default().to_owned();
                (kind, end(&it["from"]), end(&it["to"]))
            })
            .collect()
    }

    /// Holds that these are the relations, in order of their names.
    #[track_caller]
    pub fn is_related_by(&self, expected: &[(&str, &str, &str)]) {
        let mut related = self.related();
        related.sort();
        let related: Vec<(&str, &str, &str)> = related
            .iter()
            .map(|(kind, from, to)| (kind.as_str(), from.as_str(), to.as_str()))
            .collect();
        assert_eq!(related, expected);
    }

    fn record_name(&self, kind: &str, id: &Value) -> String {
        let list = format!("{kind}s");
        let record = self.list(&list).iter().find(|it| it["id"] == *id);
        let name = record.map(|it| it.get("name").unwrap_or(&it["text"]));
        name.and_then(Value::as_str).unwrap_or_default().to_owned()
    }
}

impl Page {
    /// Opens the app and begins an empty project.
    pub async fn new_project(&self) {
        self.open().await;
        self.press("Control+k").await;
        self.see(("dialog", "Commands")).await;
        self.type_text("New project").await;
        self.press("Enter").await;
        self.see(("heading", "No articles yet")).await;
    }

    /// Begins an empty project from the welcome of the sample.
    pub async fn leave_the_sample(&self) {
        self.click(("button", "New project")).await;
        // The articles of the sample go after the frame, and what is below them moves up.
        let none = "document.querySelectorAll('.articles li').length === 0";
        self.until_true("no articles", none).await;
    }

    /// Adds what was copied as an article.
    pub async fn paste_as_article(&self) {
        self.click(("button", "Add article")).await;
        self.see(("dialog", "Add article")).await;
        self.until_true(
            "the keyboard in the text",
            "document.activeElement.tagName === 'TEXTAREA'",
        )
        .await;
        self.paste().await;
        self.click(at("dialog", "Add article").then("button", "Add"))
            .await;
        self.gone(("dialog", "Add article")).await;
    }

    /// A file of this story.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let port = self.origin().rsplit(':').next().map(str::to_owned);
        let folder = std::env::temp_dir().join(format!(
            "cotejo-e2e-{}-{}",
            std::process::id(),
            port.unwrap_or_default()
        ));
        std::fs::create_dir_all(&folder).expect("a folder for files");
        let file = folder.join(name);
        std::fs::write(&file, bytes).expect("a file");
        file
    }

    /// Gives files to the dialog that adds articles.
    pub async fn add_files(&self, files: &[&Path]) {
        self.click(at("navigation", "Articles").then("button", "Add article"))
            .await;
        self.choose_files(
            at("dialog", "Add article").then("file", "Article files"),
            files,
        )
        .await;
    }

    /// An empty project with one article.
    pub async fn project_with(&self, text: &str) {
        self.project_of(&[text]).await;
    }

    /// A project with articles. The first words of each are its title.
    pub async fn project_of(&self, texts: &[&str]) {
        self.new_project().await;
        let files: Vec<PathBuf> = texts
            .iter()
            .enumerate()
            .map(|(at, text)| self.file(&format!("{at}.txt"), text.as_bytes()))
            .collect();
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        self.add_files(&files).await;
        self.gone(("dialog", "Add article")).await;
        self.until_true(
            "the texts",
            &format!(
                "[...document.querySelectorAll('[data-article-id]')].filter((it) => it.querySelector('[data-at]')).length === {}",
                texts.len().min(2)
            ),
        )
        .await;
        self.saved().await;
    }

    /// Exports the project through the dialog, and gives the file that would be saved.
    pub async fn export(&self) -> Exported {
        self.catch_downloads().await;
        self.click(("button", "Export")).await;
        self.click(at("dialog", "Export").then("button", "Download"))
            .await;
        let bytes = self.caught().await;
        self.press_silently_escape().await;
        self.gone(("dialog", "Export")).await;
        let json = serde_json::from_str(&bytes).expect("the export is JSON");
        Exported { bytes, json }
    }

    /// Keeps what is downloaded from now on within reach. The download still happens.
    pub async fn catch_downloads(&self) {
        self.run::<Value>(
            "window.caught = [];
             if (!window.catching) {
               window.catching = true;
               const make = URL.createObjectURL;
               URL.createObjectURL = (it) => { caught.push(it); return make.call(URL, it); };
             }",
        )
        .await;
    }

    pub async fn caught(&self) -> String {
        self.until_true("a download", "(window.caught ?? []).length > 0")
            .await;
        self.run_async("return await caught[0].text();", Vec::new())
            .await
    }

    async fn press_silently_escape(&self) {
        self.press_silently("Escape").await;
    }
}
