//! Real brat files: every span is equal to its quote, or something is said.

use std::fs;

use cotejo::formats::NamedFile;
use cotejo::formats::brat::read;

use super::{files_below, folder};

#[test]
fn every_span_of_brat_files_is_where_its_quote_is() {
    let mut totals = [0; 4];
    for path in files_below(&folder().join("brat")) {
        let text = path.with_extension("txt");
        if path.extension().is_none_or(|it| it != "ann") || !text.is_file() {
            continue;
        }
        let [text, annotations] = [&text, &path].map(|it| NamedFile {
            name: it.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: fs::read(it).unwrap(),
        });
        let (document, warnings) = read(&text, &annotations).unwrap();
        // What the file says, line by line, apart from the reader.
        let lines = String::from_utf8(annotations.bytes).unwrap();
        let mut quoted = 0;
        for line in lines.lines().filter(|it| it.starts_with('T')) {
            let [id, _, quote] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{}: {line}", path.display());
            };
            let span = document.spans.iter().find(|it| it.id == id).unwrap();
            let words: Vec<&str> = span
                .fragments
                .iter()
                .map(|it| &document.text.text[it.range()])
                .collect();
            assert_eq!(words.join(" "), quote, "{}: {line}", path.display());
            quoted += 1;
        }
        assert_eq!(document.spans.len(), quoted);
        for warning in &warnings {
            println!("{warning}");
        }
        let found = [1, quoted, document.relations.len(), warnings.len()];
        for (total, found) in totals.iter_mut().zip(found) {
            *total += found;
        }
    }
    let [files, spans, relations, warnings] = totals;
    assert!(files > 0, "there are no files of brat");
    println!(
        "brat · {files} texts · {spans} spans, each equal to its quote · {relations} relations · {warnings} warnings"
    );
}
