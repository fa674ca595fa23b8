//! Which file each project has a copy in. A browser lets handles be kept in a database, and only
//! there; this one has nothing to do with that of the projects, nor with its forms.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbKeyRange;

use super::wait::{completed, succeeded};
use super::{IndexedDb, error_of};
use crate::ports::StorageError;

const NAME: &str = "cotejo-files";

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
    let value = load(project).await.ok()?;
    KeptHandle::of_value(&value)
}

async fn load(project: &str) -> Result<JsValue, StorageError> {
    let database = IndexedDb::open(NAME, || ()).await?;
    let (_, records) = database.begin("readonly").await?;
    let range = IdbKeyRange::only(&project.into()).map_err(error_of)?;
    let request = records.get_all_with_key(&range).map_err(error_of)?;
    let all: Array = succeeded(&request).await?.unchecked_into();
    Ok(all.get(0))
}

/// Remembers a file, or none. A browser that remembers nothing has nobody go on after a reload.
pub(crate) async fn keep_handle(project: &str, kept: Option<&KeptHandle>) {
    let _ = keep(project, kept).await;
}

async fn keep(project: &str, kept: Option<&KeptHandle>) -> Result<(), StorageError> {
    let database = IndexedDb::open(NAME, || ()).await?;
    let (transaction, records) = database.begin("readwrite").await?;
    let asked = match kept {
        Some(kept) => records.put_with_key(&kept.to_value(), &project.into()),
        None => records.delete(&project.into()),
    };
    asked.map_err(error_of)?;
    completed(&transaction).await
}
