//! What a user has in files of `INCEpTION`, and what becomes of it.

use std::fmt::Write;

use cotejo::formats::foreign::{Document, Documents, kept, of_project};
use cotejo::formats::uima::UimaXmi;
use cotejo::formats::{Bundle, Format, NamedFile, recognise};
use cotejo::model::Codebook;

use crate::sample;

fn read(files: &[(&str, &str)]) -> Documents {
    let files: Vec<NamedFile> = files
        .iter()
        .map(|(name, content)| NamedFile {
            name: (*name).to_owned(),
            bytes: content.as_bytes().to_vec(),
        })
        .collect();
    recognise(Bundle(&files)).unwrap().read(Bundle(&files), &[])
}

/// `Label “words” name=value`
fn said(document: &Document) -> Vec<String> {
    let text = &document.text.text;
    let spans = document.spans.iter();
    spans
        .map(|it| {
            let words: Vec<&str> = it.fragments.iter().map(|it| &text[it.range()]).collect();
            let mut said = format!("{} “{}”", it.label, words.join(" … "));
            for (name, value) in &it.attributes {
                write!(said, " {name}={value}").unwrap();
            }
            said
        })
        .collect()
}

fn related(document: &Document) -> Vec<String> {
    let words = |id: &str| {
        let span = document.spans.iter().find(|it| it.id == id).unwrap();
        &document.text.text[span.fragments[0].range()]
    };
    let relations = document.relations.iter();
    relations
        .map(|it| format!("{} -{}-> {}", words(&it.from), it.kind, words(&it.to)))
        .collect()
}

fn warned(read: &Documents) -> Vec<String> {
    read.warnings.iter().map(ToString::to_string).collect()
}

const TABLE: &str = "\
#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=webanno.custom.Person|value|sure
#T_RL=webanno.custom.Knows|how|BT_webanno.custom.Person
#Summary=nobody knows this


#Text=😊 Ana\\tMaría
1-1\t0-2\t😊\tSYM\t_\t_\t_\t_\t
1-2\t3-6\tAna\tN\tPER[1]|first\\_name[2]\tyes[1]|*[2]\t_\t_\t
1-3\t7-12\tMaría\tN\tPER[1]\tyes[1]\t_\t_\t

#Text=knows Mrs.Li
2-1\t13-18\tknows\tV\t_\t_\t_\t_\t
2-2\t19-25\tMrs.Li\tN\t_\t_\t_\t_\t
2-2.1\t23-25\tLi\tN\t*\tno\twell\t1-2[1_0]\t
";

#[test]
fn a_table_with_stacks_parts_of_tokens_and_relations() {
    let read = read(&[("folder/a.tsv", TABLE)]);
    let document = &read.documents[0];
    assert_eq!(document.name, "a");
    assert_eq!(document.text.text, "😊 Ana\tMaría\nknows Mrs.Li");
    let expected = [
        "PER “Ana\tMaría” sure=yes",
        "first_name “Ana”",
        "Person “Li” sure=no",
    ];
    assert_eq!(said(document), expected);
    assert_eq!(related(document), ["Ana\tMaría -Knows-> Li"]);
    assert_eq!(
        warned(&read),
        [
            "folder/a.tsv, line 5: it was left out: its beginning is none that is known",
            "folder/a.tsv, line 9: it was left out: POS says something of each token, not of words that somebody chose",
        ]
    );
}

#[test]
fn a_table_whose_offsets_count_code_points_is_read_by_its_tokens() {
    let table = TABLE
        .replace("0-2", "0-1")
        .replace("3-6", "2-5")
        .replace("7-12", "6-11");
    let read = read(&[("a.tsv", &table)]);
    let document = &read.documents[0];
    assert_eq!(said(document)[0], "PER “Ana\tMaría” sure=yes");
    assert!(
        warned(&read)
            .iter()
            .any(|it| it.contains("its offsets count code points"))
    );
}

const XMI: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
    xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0">
  <custom:Claim xmi:id="2" sofa="1" begin="3" end="8" value="told" sources="4"/>
  <custom:Source xmi:id="3" sofa="1" begin="0" end="2" number="2"/>
  <custom:Link xmi:id="4" role="by" target="3"/>
  <custom:Empty xmi:id="5" sofa="1" begin="3" end="3"/>
  <custom:Denies xmi:id="6" sofa="1" begin="3" end="8" Governor="3" Dependent="2"/>
  <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="We never&#10;did."/>
  <cas:View sofa="1" members="2 3 5 6"/>
</xmi:XMI>"#;

#[test]
fn an_xmi_with_slots_and_relations_says_where_its_types_are_missing() {
    let read = read(&[("a.xmi", XMI)]);
    let document = &read.documents[0];
    assert_eq!(said(document), ["told “never”", "Source “We” number=2"]);
    assert_eq!(related(document), ["never -by-> We", "We -Denies-> never"]);
    let warned = warned(&read);
    assert_eq!(warned.len(), 2, "{warned:?}");
    assert!(warned[0].contains("TypeSystem.xml"), "{warned:?}");
    assert!(warned[1].starts_with("a.xmi, line 7"), "{warned:?}");
}

#[test]
fn files_that_would_take_long_are_refused() {
    let deep = format!("{XMI}{}", "<a>".repeat(1_000));
    let wide = XMI.replace("number=\"2\"", &"a=\"\" ".repeat(20_000));
    let entities = XMI.replacen("?>", "?><!DOCTYPE a [<!ENTITY b \"c\">]>", 1);
    for file in [deep, wide, entities] {
        let read = read(&[("a.xmi", &file)]);
        assert!(read.documents.is_empty());
        assert_eq!(read.warnings.len(), 1);
    }
}

/// "0" is the id of nothing, and may be what somebody wrote for a language.
#[test]
fn a_language_that_is_a_number_names_nothing() {
    let (mut documents, _) = of_project(&sample());
    documents.truncate(1);
    "0".clone_into(&mut documents[0].details.language);
    let (kept, _) = kept(&documents, UimaXmi.holds());
    let files = UimaXmi.write(&kept, &Codebook::default());
    let read = UimaXmi.read(Bundle(&files), &[]);
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    assert_eq!(read.documents[0].details.language, "0");
}
