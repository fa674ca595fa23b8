//! Which file each project has a copy in. A browser lets handles be kept in a database, and only
//! there; this one has nothing to do with that of the projects, nor with its forms.

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbObjectStore, IdbTransaction, IdbTransactionMode};

use super::connection::factory;
use super::wait::{completed, succeeded};

const NAME: &str = "cotejo-files";
const FILES: &str = "files";
const LAYOUT: u32 = 1;

/// A file that is remembered.
#[derive(Clone, Debug)]
pub(crate) struct KeptHandle {
    /// By which it is told from another one of the same project.
    pub(crate) key: String,
    pub(crate) handle: JsValue,
    /// What is known of what was written.
    pub(crate) marks: String,
}

impl KeptHandle {
    fn to_value(&self) -> JsValue {
        let value = Object::new();
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&value, &"key".into(), &(&self.key).into());
        let _ = Reflect::set(&value, &"handle".into(), &self.handle);
        let _ = Reflect::set(&value, &"marks".into(), &(&self.marks).into());
        value.into()
    }

    fn of_value(value: &JsValue) -> Option<Self> {
        let part = |name: &str| Reflect::get(value, &name.into()).ok();
        let handle = part("handle").filter(JsValue::is_object)?;
        Some(Self {
            key: part("key")?.as_string()?,
            handle,
            marks: part("marks")?.as_string()?,
        })
    }
}

/// The file of a project; none where the browser remembers nothing.
pub(crate) async fn kept_handle(project: &str) -> Option<KeptHandle> {
    let database = open().await?;
    let value = load(&database, project).await;
    database.close();
    KeptHandle::of_value(&value?)
}

/// Remembers a file, or none. A browser that remembers nothing has nobody go on after a reload.
pub(crate) async fn keep_handle(project: &str, kept: Option<&KeptHandle>) {
    let Some(database) = open().await else { return };
    if let Some((transaction, files)) = begin(&database, IdbTransactionMode::Readwrite) {
        let asked = match kept {
            Some(kept) => files.put_with_key(&kept.to_value(), &project.into()),
            None => files.delete(&project.into()),
        };
        if asked.is_ok() {
            let _ = completed(&transaction).await;
        }
    }
    database.close();
}

async fn load(database: &IdbDatabase, project: &str) -> Option<JsValue> {
    let (_, files) = begin(database, IdbTransactionMode::Readonly)?;
    let request = files.get(&project.into()).ok()?;
    succeeded(&request).await.ok()
}

fn begin(
    database: &IdbDatabase,
    mode: IdbTransactionMode,
) -> Option<(IdbTransaction, IdbObjectStore)> {
    let transaction = database.transaction_with_str_and_mode(FILES, mode).ok()?;
    let files = transaction.object_store(FILES).ok()?;
    Some((transaction, files))
}

async fn open() -> Option<IdbDatabase> {
    let request = factory()?.open_with_u32(NAME, LAYOUT).ok()?;
    let upgrade = {
        let request = request.clone();
        Closure::<dyn FnMut()>::new(move || {
            if let Ok(database) = request.result() {
                let database: IdbDatabase = database.unchecked_into();
                let _ = database.create_object_store(FILES);
            }
        })
    };
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    Some(succeeded(&request).await.ok()?.unchecked_into())
}
