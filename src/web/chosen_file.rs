//! A file that somebody chose, where a browser lets a page write to one (File System Access).

use std::cell::RefCell;

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::dom::{document, window};
use super::indexed_db::kept_files::{KeptHandle, keep_handle, kept_handle};
use crate::model::ProjectId;
use crate::ports::{ChosenFile, FileTrouble, Seen};

const PICKER: &str = "showSaveFilePicker";

/// Whether a file can be chosen in this browser.
pub fn can_choose_file() -> bool {
    Reflect::has(&window(), &PICKER.into()).unwrap_or_default()
}

/// A file, and what is under way with it.
#[derive(Debug)]
pub struct BrowserFile {
    project: ProjectId,
    kept: RefCell<KeptHandle>,
    /// As it was last looked at.
    seen: RefCell<Option<JsValue>>,
    /// The other content that was begun.
    begun: RefCell<Option<JsValue>>,
}

impl BrowserFile {
    /// Has somebody choose a file; `None` when nobody does. `key` is a name for the choice.
    pub async fn choose(
        project: ProjectId,
        name: &str,
        key: String,
    ) -> Result<Option<Self>, String> {
        let options = Object::new();
        let kind = Object::new();
        let accept = Object::new();
        let extensions = Array::of1(&".json".into());
        let parts: [(&Object, &str, JsValue); 4] = [
            (&accept, "application/json", extensions.into()),
            (&kind, "accept", accept.clone().into()),
            (&options, "suggestedName", name.into()),
            (&options, "types", Array::of1(&kind).into()),
        ];
        for (object, part, value) in parts {
            // Setting a property of a plain object cannot fail.
            let _ = Reflect::set(object, &part.into(), &value);
        }
        match ask(&window(), PICKER, &[options.into()]).await {
            Ok(handle) => {
                let marks = String::new();
                let kept = KeptHandle { key, handle, marks };
                keep_handle(&project.to_string(), Some(&kept)).await;
                Ok(Some(Self::of(project, kept)))
            }
            Err(Thrown { name, .. }) if name == "AbortError" => Ok(None),
            Err(thrown) => Err(thrown.in_words()),
        }
    }

    /// The file that is remembered for a project.
    pub async fn remembered(project: ProjectId) -> Option<Self> {
        let kept = kept_handle(&project.to_string()).await?;
        Some(Self::of(project, kept))
    }

    fn of(project: ProjectId, kept: KeptHandle) -> Self {
        Self {
            project,
            kept: RefCell::new(kept),
            seen: RefCell::default(),
            begun: RefCell::default(),
        }
    }

    pub const fn project(&self) -> ProjectId {
        self.project
    }

    pub fn name(&self) -> String {
        let name = Reflect::get(&self.handle(), &"name".into());
        name.ok().and_then(|it| it.as_string()).unwrap_or_default()
    }

    /// What was last known of what was written.
    pub fn known_marks(&self) -> String {
        self.kept.borrow().marks.clone()
    }

    /// Remembers it once more.
    pub async fn remember(&self) {
        let kept = self.kept.borrow().clone();
        keep_handle(&self.project.to_string(), Some(&kept)).await;
    }

    pub async fn forget(project: ProjectId) {
        keep_handle(&project.to_string(), None).await;
    }

    /// Whether it may be written to; asks the person if told to, who must just have done something.
    pub async fn permission(&self, asks: bool) -> Result<(), FileTrouble> {
        let what = if asks {
            "requestPermission"
        } else {
            "queryPermission"
        };
        let handle = self.handle();
        // Browsers without permissions for files let those be written to that they give out.
        if !Reflect::has(&handle, &what.into()).unwrap_or_default() {
            return Ok(());
        }
        let options = Object::new();
        let _ = Reflect::set(&options, &"mode".into(), &"readwrite".into());
        let answer = ask(&handle, what, &[options.into()]).await?;
        match answer.as_string().as_deref() {
            Some("granted") => Ok(()),
            Some("denied") => Err(FileTrouble::Refused),
            _ => Err(FileTrouble::NeedsPermission),
        }
    }

    fn handle(&self) -> JsValue {
        self.kept.borrow().handle.clone()
    }

    async fn tell(&self, what: &str, with: &[JsValue]) -> Result<(), FileTrouble> {
        let begun = self.begun.borrow().clone();
        let Some(begun) = begun else { return Ok(()) };
        ask(&begun, what, with).await?;
        Ok(())
    }
}

impl ChosenFile for BrowserFile {
    async fn marks(&self) -> String {
        // Another window may have written meanwhile.
        if let Some(kept) = kept_handle(&self.project.to_string()).await
            && kept.key == self.kept.borrow().key
        {
            self.kept.borrow_mut().marks = kept.marks;
        }
        self.known_marks()
    }

    async fn keep_marks(&self, marks: &str) {
        let project = self.project.to_string();
        marks.clone_into(&mut self.kept.borrow_mut().marks);
        let kept = self.kept.borrow().clone();
        // Somebody may have chosen another file meanwhile, or none.
        let there = kept_handle(&project).await;
        if there.is_some_and(|it| it.key == kept.key) {
            keep_handle(&project, Some(&kept)).await;
        }
    }

    async fn look(&self) -> Result<Seen, FileTrouble> {
        self.permission(false).await?;
        let file = ask(&self.handle(), "getFile", &[]).await?;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole numbers of bytes and milliseconds"
        )]
        let seen = Seen {
            size: number(&file, "size") as u64,
            modified: number(&file, "lastModified") as i64,
        };
        self.seen.replace(Some(file));
        Ok(seen)
    }

    async fn read(&self, at: u64, most: u64) -> Result<Vec<u8>, FileTrouble> {
        let file = self.seen.borrow().clone();
        let Some(file) = file else {
            return Ok(Vec::new());
        };
        #[allow(clippy::cast_precision_loss, reason = "no file is so long")]
        let [from, to] = [at, at + most].map(|it| (it as f64).into());
        let slice = ask(&file, "slice", &[from, to]).await?;
        let buffer = ask(&slice, "arrayBuffer", &[]).await?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    async fn begin(&self) -> Result<(), FileTrouble> {
        let begun = ask(&self.handle(), "createWritable", &[]).await?;
        self.begun.replace(Some(begun));
        Ok(())
    }

    async fn write(&self, bytes: Vec<u8>) -> Result<(), FileTrouble> {
        self.tell("write", &[Uint8Array::from(&bytes[..]).into()])
            .await
    }

    async fn finish(&self) -> Result<(), FileTrouble> {
        let finished = self.tell("close", &[]).await;
        self.begun.take();
        finished
    }

    async fn abandon(&self) {
        // What cannot be left is left when the page is.
        let _ = self.tell("abort", &[]).await;
        self.begun.take();
    }

    async fn rest(&self) {
        // Nobody waits for a page that is not seen, and it would be given one turn a second.
        if !is_hidden() {
            TimeoutFuture::new(0).await;
        }
    }
}

/// Whether nobody sees the page.
pub fn is_hidden() -> bool {
    let hidden = Reflect::get(&document(), &"hidden".into());
    hidden.is_ok_and(|it| it.is_truthy())
}

fn number(of: &JsValue, name: &str) -> f64 {
    let number = Reflect::get(of, &name.into());
    number.ok().and_then(|it| it.as_f64()).unwrap_or_default()
}

/// Something that a browser threw.
struct Thrown {
    name: String,
    message: String,
}

impl Thrown {
    #[allow(clippy::needless_pass_by_value, reason = "an error is handed over")]
    fn of(thrown: JsValue) -> Self {
        let part = |name: &str| {
            let part = Reflect::get(&thrown, &name.into());
            part.ok().and_then(|it| it.as_string()).unwrap_or_default()
        };
        Self {
            name: part("name"),
            message: part("message"),
        }
    }

    fn in_words(self) -> String {
        format!("{}: {}", self.name, self.message)
    }
}

impl From<Thrown> for FileTrouble {
    fn from(thrown: Thrown) -> Self {
        match thrown.name.as_str() {
            "NotAllowedError" | "SecurityError" => Self::Refused,
            "NotFoundError" => Self::Gone,
            "QuotaExceededError" => Self::Full,
            "NoModificationAllowedError" => Self::InUse,
            _ => Self::Failed(thrown.in_words()),
        }
    }
}

/// Calls a method, and waits for what it promises.
async fn ask(of: &JsValue, what: &str, with: &[JsValue]) -> Result<JsValue, Thrown> {
    let method = Reflect::get(of, &what.into()).map_err(Thrown::of)?;
    let Some(method) = method.dyn_ref::<Function>() else {
        return Err(Thrown {
            name: "TypeError".to_owned(),
            message: format!("this browser has no {what}"),
        });
    };
    let arguments: Array = with.iter().collect();
    let answer = method.apply(of, &arguments).map_err(Thrown::of)?;
    let answer = Promise::resolve(&answer);
    JsFuture::from(answer).await.map_err(Thrown::of)
}
