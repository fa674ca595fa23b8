use super::Document;
use crate::formats::{NamedFile, safe_file_name};
use crate::model::sorted::SortedSet;
use crate::text::search::lower;

/// A file name for each document, without extension: no two the same.
pub(in crate::formats) fn file_names(documents: &[Document]) -> Vec<String> {
    let mut taken = SortedSet::new();
    let mut name = |it: &Document| unused_name(&safe_file_name(&it.name, "article"), &mut taken);
    documents.iter().map(&mut name).collect()
}

/// File systems of two of three desktops do not tell capitals apart.
pub(in crate::formats) fn unused_name(name: &str, taken: &mut SortedSet<String>) -> String {
    let mut free = name.to_owned();
    let mut number = 2;
    while !taken.insert(lower(&free)) {
        free = format!("{name} {number}");
        number += 1;
    }
    free
}

impl Document {
    /// Its text as a file of its own.
    pub(in crate::formats) fn text_file(&self, name: String) -> NamedFile {
        NamedFile {
            name,
            bytes: self.text.text.clone().into_bytes(),
        }
    }
}
