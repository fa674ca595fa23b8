//! Real files of CoNLL-U and of `MedTator`. Texts and spans are compared with what the files say when they are
//! read apart from the reader.

use std::fs;

use cotejo::formats::conllu::Conllu;
use cotejo::formats::medtator::MedTator;
use cotejo::formats::{Bundle, Confidence, Format, NamedFile};

use super::{files_below, folder};

#[test]
fn sentences_and_entities_of_gum_are_what_its_lines_say() {
    let (mut files, mut sentences, mut spans, mut warnings) = (0, 0, 0, Vec::new());
    for path in files_below(&folder().join("conllu")) {
        let file = NamedFile {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: fs::read(&path).unwrap(),
        };
        let lines = String::from_utf8(file.bytes.clone()).unwrap();
        let sniffed = Conllu.sniff(Bundle(std::slice::from_ref(&file)));
        assert_eq!(sniffed, Confidence::Certain);
        let read = Conllu.read(Bundle(&[file]), &[]);
        let [document] = &read.documents[..] else {
            panic!("{}: {} documents", path.display(), read.documents.len());
        };
        // All sentences, one after the other.
        let mut rest = &*document.text.text;
        for line in lines.lines() {
            if let Some(said) = line.strip_prefix("# text = ") {
                let trimmed = rest.trim_start();
                rest = trimmed.strip_prefix(said).unwrap_or_else(|| {
                    panic!("{}: {said} is not at {trimmed:.80}", path.display())
                });
                sentences += 1;
            }
        }
        assert_eq!(rest.trim(), "");
        // As many as brackets that are opened.
        let misc = lines.lines().filter(|it| !it.starts_with('#'));
        let entities = misc.filter_map(|it| it.split_once("Entity=")?.1.split('|').next());
        let opened: usize = entities.map(|it| it.matches('(').count()).sum();
        assert_eq!(document.spans.len(), opened, "{}", path.display());
        for span in &document.spans {
            let words = &document.text.text[span.fragments[0].range()];
            assert!(!words.contains('\n') && words.trim() == words, "{words}");
            if spans < 5 {
                println!("  {} {words:?} {:?}", span.label, span.attributes);
            }
            spans += 1;
        }
        files += 1;
        warnings.extend(read.warnings.iter().map(ToString::to_string));
    }
    println!(
        "conllu · {files} files · {sentences} sentences · {spans} spans, as many as brackets · {} warnings",
        warnings.len()
    );
    for warning in warnings.iter().take(12) {
        println!("  {warning}");
    }
    assert!(files > 0, "there are no files of CoNLL-U");
}

#[test]
fn tags_of_medtator_are_what_they_quote() {
    let (mut files, mut spans, mut relations) = (0, 0, 0);
    for path in files_below(&folder().join("medtator")) {
        if path.extension().is_none_or(|it| it != "xml") {
            continue;
        }
        let file = NamedFile {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: fs::read(&path).unwrap(),
        };
        let xml = String::from_utf8(file.bytes.clone()).unwrap();
        let xml = roxmltree::Document::parse(&xml).unwrap();
        let tags = xml.descendants().filter(|it| it.has_attribute("spans"));
        let expected: Vec<(&str, &str)> = tags
            .map(|it| (it.tag_name().name(), it.attribute("text").unwrap()))
            .collect();
        let read = MedTator.read(Bundle(&[file]), &[]);
        let document = &read.documents[0];
        let found: Vec<(&str, &str)> = document
            .spans
            .iter()
            .map(|it| (&*it.label, &document.text.text[it.fragments[0].range()]))
            .collect();
        assert_eq!(found, expected, "{}", path.display());
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
        files += 1;
        spans += found.len();
        relations += document.relations.len();
    }
    println!(
        "medtator · {files} files · {spans} spans, each what it quotes · {relations} relations"
    );
    assert!(files > 0, "there are no files of MedTator");
}
