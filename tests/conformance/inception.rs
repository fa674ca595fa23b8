//! Real files of `WebAnno` and `INCEpTION`: TSV, XMI and JSON. Spans are compared with what the rows and offsets
//! say when the files are read apart from the reader, and both ways of writing the same annotations with each other.

use std::fs;
use std::path::Path;

use cotejo::formats::foreign::{Document, Documents};
use cotejo::formats::uima::{UimaJson, UimaXmi};
use cotejo::formats::webanno_tsv::WebAnnoTsv;
use cotejo::formats::{Bundle, Confidence, Format, NamedFile};
use serde_json::Value;

use super::{files_below, folder};

fn file(path: &Path) -> NamedFile {
    NamedFile {
        name: path.file_name().unwrap().to_string_lossy().into_owned(),
        bytes: fs::read(path).unwrap(),
    }
}

fn read(format: &dyn Format, files: &[NamedFile]) -> Documents {
    assert_eq!(
        format.sniff(Bundle(files)),
        Confidence::Certain,
        "{}",
        files[0].name
    );
    format.read(Bundle(files), &[])
}

fn words(document: &Document) -> Vec<String> {
    let text = &document.text.text;
    let spans = document.spans.iter();
    let mut words: Vec<String> = spans
        .map(|it| text[it.fragments[0].range()].to_owned())
        .collect();
    words.sort();
    words
}

#[derive(Default)]
struct Totals {
    files: usize,
    spans: usize,
    relations: usize,
    warnings: Vec<String>,
}

impl Totals {
    fn add(&mut self, read: &Documents) {
        self.files += 1;
        for document in &read.documents {
            self.spans += document.spans.len();
            self.relations += document.relations.len();
        }
        self.warnings
            .extend(read.warnings.iter().map(ToString::to_string));
    }

    fn print(&self, name: &str, how: &str) {
        let (files, spans, relations) = (self.files, self.spans, self.relations);
        let warnings = self.warnings.len();
        assert!(files > 0, "there are no files of {name}");
        println!(
            "{name} · {files} files · {spans} spans, {how} · {relations} relations · {warnings} warnings"
        );
        for warning in self.warnings.iter().take(12) {
            println!("  {warning}");
        }
    }
}

#[test]
fn tables_of_inception_say_what_its_xmi_says() {
    let mut totals = Totals::default();
    for path in files_below(&folder().join("webanno_tsv/inception_suite")) {
        let xmi = path.with_extension("xmi");
        if path.extension().is_none_or(|it| it != "tsv") {
            continue;
        }
        let table = read(&WebAnnoTsv, &[file(&path)]);
        totals.add(&table);
        if !xmi.is_file() {
            continue;
        }
        let types = folder().join("uima_xmi/inception_typesystem.xml");
        let other = read(&UimaXmi, &[file(&xmi), file(&types)]);
        let (table, other) = (&table.documents[0], &other.documents[0]);
        let name = path.display();
        // White space outside of sentences, and around annotations, is in no table.
        if !name.to_string().contains("Whitespace") && !name.to_string().contains("ZeroWidth") {
            assert_eq!(
                table.text.text.trim_end(),
                other.text.text.trim_end(),
                "{name}"
            );
            assert_eq!(words(table), words(other), "{name}");
        }
        assert_eq!(table.relations.len(), other.relations.len(), "{name}");
    }
    totals.print(
        "webanno_tsv/inception_suite",
        "each as in the XMI of the same annotations",
    );
}

#[test]
fn spans_of_gum_tables_are_the_tokens_of_their_rows() {
    let mut totals = Totals::default();
    for path in files_below(&folder().join("webanno_tsv/gum")) {
        let file = file(&path);
        let table = String::from_utf8(file.bytes.clone()).unwrap();
        // Tokens by what stands in brackets in the first column of annotations.
        let mut tokens: Vec<(String, Vec<&str>)> = Vec::new();
        for line in table
            .lines()
            .filter(|it| it.starts_with(|it: char| it.is_ascii_digit()))
        {
            let cells: Vec<&str> = line.split('\t').collect();
            for part in cells[3].split('|').filter(|it| *it != "_") {
                let id = part.rsplit_once('[').map_or(cells[0], |it| it.1);
                match tokens.iter_mut().find(|it| it.0 == id) {
                    Some((_, all)) => all.push(cells[2]),
                    None => tokens.push((id.to_owned(), vec![cells[2]])),
                }
            }
        }
        let mut expected: Vec<String> = tokens.iter().map(|it| it.1.join(" ")).collect();
        expected.sort();
        let read = read(&WebAnnoTsv, &[file]);
        assert_eq!(words(&read.documents[0]), expected, "{}", path.display());
        totals.add(&read);
    }
    totals.print("webanno_tsv/gum", "each the tokens of its rows");
}

/// What offsets in UTF-16 cover, of annotations that are not empty.
fn covered(text: &[u16], place: Option<(usize, usize)>) -> Option<String> {
    let (begin, end) = place.filter(|it| it.0 < it.1)?;
    Some(String::from_utf16(&text[begin..end]).unwrap())
}

/// Types that are not read as spans, and relations.
fn is_none(type_name: &str) -> bool {
    let none = [
        "Token",
        "Sentence",
        "DocumentMetaData",
        "DocumentAnnotation",
        "POS",
        "Lemma",
        "Stem",
        "MorphologicalFeatures",
        "SurfaceForm",
        "Dependency",
        "Relation",
        "SimpleRelation",
        "ComplexRelation",
        "Sofa",
    ];
    let name = type_name.rsplit('.').next().unwrap();
    none.contains(&name) || name.starts_with("POS_")
}

#[test]
fn annotations_in_xmi_are_what_their_offsets_cover() {
    let mut totals = Totals::default();
    let mut files = files_below(&folder().join("uima_xmi"));
    files.extend(files_below(&folder().join("webanno_tsv")));
    let types = file(&folder().join("uima_xmi/inception_typesystem.xml"));
    let small = file(&folder().join("uima_xmi/small_typesystem.xml"));
    for path in files {
        if path.extension().is_none_or(|it| it != "xmi") {
            continue;
        }
        let file = file(&path);
        let xml = String::from_utf8(file.bytes.clone()).unwrap();
        let xml = roxmltree::Document::parse(&xml).unwrap();
        let mut expected = Vec::new();
        for sofa in xml
            .descendants()
            .filter(|it| it.tag_name().name() == "Sofa")
        {
            let id = sofa.attribute(("http://www.omg.org/XMI", "id"));
            let text: Vec<u16> = sofa
                .attribute("sofaString")
                .unwrap()
                .encode_utf16()
                .collect();
            for it in xml.descendants().filter(|it| it.attribute("sofa") == id) {
                let number = |name: &str| it.attribute(name)?.parse().ok();
                if !is_none(it.tag_name().name()) {
                    expected.extend(covered(&text, number("begin").zip(number("end"))));
                }
            }
        }
        expected.sort();
        let read = read(&UimaXmi, &[file, types.clone(), small.clone()]);
        let mut found: Vec<String> = read.documents.iter().flat_map(words).collect();
        found.sort();
        assert_eq!(found, expected, "{}", path.display());
        totals.add(&read);
    }
    totals.print("uima_xmi", "each what its offsets cover");
}

#[test]
fn annotations_in_json_are_what_their_offsets_cover() {
    let mut totals = Totals::default();
    for path in files_below(&folder().join("uima_cas_json")) {
        let file = file(&path);
        let json: Value = serde_json::from_slice(&file.bytes).unwrap();
        let all = json["%FEATURE_STRUCTURES"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let mut expected = Vec::new();
        for sofa in all.iter().filter(|it| it["%TYPE"] == "uima.cas.Sofa") {
            let Some(text) = sofa["sofaString"].as_str() else {
                continue;
            };
            let text: Vec<u16> = text.encode_utf16().collect();
            for it in all.iter().filter(|it| it["@sofa"] == sofa["%ID"]) {
                let number = |name: &str| usize::try_from(it[name].as_u64()?).ok();
                if !is_none(it["%TYPE"].as_str().unwrap()) {
                    expected.extend(covered(&text, number("begin").zip(number("end"))));
                }
            }
        }
        expected.sort();
        let read = read(&UimaJson, &[file]);
        let mut found: Vec<String> = read.documents.iter().flat_map(words).collect();
        found.sort();
        assert_eq!(found, expected, "{}", path.display());
        totals.add(&read);
    }
    totals.print("uima_cas_json", "each what its offsets cover");
}
