use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbFactory, IdbTransaction};

use super::RECORDS;
use super::wait::{error_of, succeeded};
use crate::ports::StorageError;

/// Version of the database's layout: its object stores, not what is in them.
const LAYOUT: u32 = 1;

#[wasm_bindgen]
extern "C" {
    /// A database, seen as what takes options for its transactions.
    #[wasm_bindgen(extends = Object)]
    type Durable;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with_options(
        this: &Durable,
        store: &str,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// Whether a connection can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    No,
    /// It can be opened again.
    ByBrowser,
    /// Another window changes the layout, which this code then does not know.
    TakenOver,
}

pub(super) struct Connection {
    database: IdbDatabase,
    lost: Rc<Cell<Lost>>,
    /// Called as long as the connection lives.
    _handlers: [Closure<dyn FnMut()>; 2],
}

impl Connection {
    pub(super) async fn open(name: &str, on_closed: Rc<dyn Fn()>) -> Result<Self, StorageError> {
        let factory = factory().ok_or(StorageError::Unavailable)?;
        // Browsers that forbid storage throw here, or fail the request without a reason.
        let request = factory
            .open_with_u32(name, LAYOUT)
            .map_err(|_| StorageError::Unavailable)?;
        let upgrade = {
            let request = request.clone();
            Closure::<dyn FnMut()>::new(move || {
                // A failure here fails the request as well, which says why.
                if let Ok(database) = request.result() {
                    let database: IdbDatabase = database.unchecked_into();
                    let _ = database.create_object_store(RECORDS);
                }
            })
        };
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        // When other windows hold an older layout open this waits: they are told and close.
        let database: IdbDatabase = match succeeded(&request).await {
            Ok(database) => database.unchecked_into(),
            Err(StorageError::Request { name, .. }) if name == "VersionError" => {
                return Err(StorageError::Closed);
            }
            Err(StorageError::QuotaExceeded) => return Err(StorageError::QuotaExceeded),
            Err(_) => return Err(StorageError::Unavailable),
        };
        Ok(Self::watching(database, on_closed))
    }

    fn watching(database: IdbDatabase, on_closed: Rc<dyn Fn()>) -> Self {
        let lost = Rc::new(Cell::new(Lost::No));
        let taken_over = {
            let (lost, database) = (Rc::clone(&lost), database.clone());
            Closure::<dyn FnMut()>::new(move || {
                // Who changes the layout waits for us. What is being written is finished.
                database.close();
                lost.set(Lost::TakenOver);
                on_closed();
            })
        };
        let closed = {
            let lost = Rc::clone(&lost);
            Closure::<dyn FnMut()>::new(move || lost.set(Lost::ByBrowser))
        };
        database.set_onversionchange(Some(taken_over.as_ref().unchecked_ref()));
        database.set_onclose(Some(closed.as_ref().unchecked_ref()));
        Self {
            database,
            lost,
            _handlers: [taken_over, closed],
        }
    }

    pub(super) fn lost(&self) -> Lost {
        self.lost.get()
    }

    pub(super) fn transaction(&self, mode: &str) -> Result<IdbTransaction, StorageError> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(error_of)?;
        let database: &Durable = self.database.unchecked_ref();
        database
            .transaction_with_options(RECORDS, mode, &options)
            .map_err(error_of)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.set_onversionchange(None);
        self.database.set_onclose(None);
        self.database.close();
    }
}

/// `None` where the browser has no `IndexedDB`, or does not let this page use it.
fn factory() -> Option<IdbFactory> {
    web_sys::window()?.indexed_db().ok().flatten()
}
