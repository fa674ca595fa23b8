use std::fmt::Write;

use crate::formats::NamedFile;
use crate::formats::foreign::{Document, SET};
use crate::model::Codebook;
use crate::model::sorted::{SortedMap, SortedSet};

#[derive(Default)]
struct Used<'a> {
    /// What stands at either end of each type.
    relations: SortedMap<&'a str, [SortedSet<&'a str>; 2]>,
    /// The values of each attribute; none of a flag.
    attributes: SortedMap<&'a str, SortedSet<&'a str>>,
}

/// The `annotation.conf` by which brat accepts the files: what the codebook has, and whatever else
/// is used.
pub(super) fn configuration(documents: &[Document], codebook: &Codebook) -> NamedFile {
    let mut labels: Vec<&str> = codebook.labels.iter().map(|it| it.id.as_str()).collect();
    let mut used = Used::default();
    for document in documents {
        let mut label_of = SortedMap::new();
        for span in &document.spans {
            label_of.insert(&*span.id, &*span.label);
            if !labels.contains(&&*span.label) {
                labels.push(&span.label);
            }
            for (name, value) in &span.attributes {
                let values = used.attributes.or_insert_with(&**name, SortedSet::new);
                if value != SET {
                    values.insert(&**value);
                }
            }
        }
        for relation in &document.relations {
            let ends = used
                .relations
                .or_insert_with(&*relation.kind, Default::default);
            for (end, id) in ends.iter_mut().zip([&relation.from, &relation.to]) {
                if let Some(label) = label_of.get(&&**id) {
                    end.insert(*label);
                }
            }
        }
    }
    let mut lines = String::from("[entities]\n");
    for label in labels {
        lines.push_str(label);
        lines.push('\n');
    }
    lines.push_str("\n[relations]\n");
    for (kind, [from, to]) in &used.relations {
        let (from, to) = (joined(from), joined(to));
        let _ = writeln!(lines, "{kind}\tArg1:{from}, Arg2:{to}");
    }
    lines.push_str("\n[events]\n\n[attributes]\n");
    for (name, values) in &used.attributes {
        let values = match joined(values) {
            none if none.is_empty() => none,
            some => format!(", Value:{some}"),
        };
        let _ = writeln!(lines, "{name}\tArg:<ENTITY>{values}");
    }
    NamedFile {
        name: "annotation.conf".to_owned(),
        bytes: lines.into_bytes(),
    }
}

fn joined(words: &SortedSet<&str>) -> String {
    words.iter().copied().collect::<Vec<_>>().join("|")
}
