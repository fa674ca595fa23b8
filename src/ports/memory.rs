use std::cell::RefCell;
use std::rc::Rc;

use super::{Batch, Keys, ReadStorage, Storage, StorageError};
use crate::model::sorted::SortedMap;

/// Storage that lasts as long as the page: for tests, and for browsers without any.
///
/// Clones share what is kept.
#[derive(Clone, Debug, Default)]
pub struct MemoryStorage(Rc<RefCell<SortedMap<String, Vec<u8>>>>);

impl ReadStorage for MemoryStorage {
    async fn read(&self, keys: Keys<'_>) -> Result<Vec<(String, Vec<u8>)>, StorageError> {
        let mut found = Vec::new();
        for (key, value) in &*self.0.borrow() {
            if keys.has(key) {
                found.push((key.clone(), value.clone()));
            }
        }
        Ok(found)
    }
}

impl Storage for MemoryStorage {
    async fn commit(&self, batch: &Batch) -> Result<(), StorageError> {
        let mut values = self.0.borrow_mut();
        let cleared = |key: &str| batch.clears.iter().any(|it| key.starts_with(it));
        let goes = |key: &String| cleared(key) || batch.deletes.contains(key);
        let taken = |key: &String| values.contains_key(key) && !goes(key);
        if let Some((key, _)) = batch.adds.iter().find(|(key, _)| taken(key)) {
            return Err(StorageError::AlreadyThere { key: key.clone() });
        }
        // Only who takes away by prefix has all keys looked at.
        if !batch.clears.is_empty() {
            let gone: Vec<String> = values.keys().filter(|it| cleared(it)).cloned().collect();
            for key in gone {
                values.remove(&key);
            }
        }
        for key in &batch.deletes {
            values.remove(key);
        }
        for (key, value) in batch.adds.iter().chain(&batch.puts) {
            values.insert(key.clone(), value.to_vec());
        }
        Ok(())
    }
}
