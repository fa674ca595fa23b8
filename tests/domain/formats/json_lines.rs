//! doccano, Prodigy and `PubAnnotation`: JSON, one text a record.

use cotejo::formats::foreign::{Document, Documents};
use cotejo::formats::{NamedFile, doccano, label_studio, prodigy, pub_annotation};

fn read(by: fn(&NamedFile) -> Documents, content: &str) -> (Vec<Document>, Vec<String>) {
    let read = by(&NamedFile {
        name: "a.jsonl".to_owned(),
        bytes: content.as_bytes().to_vec(),
    });
    let said = read.warnings.iter().map(ToString::to_string).collect();
    (read.documents, said)
}

/// Each span as `label: words | words`, each relation as `words kind words`.
fn all(document: &Document) -> Vec<String> {
    let words = |id: &str| {
        let span = document.spans.iter().find(|it| it.id == id).unwrap();
        let words = span
            .fragments
            .iter()
            .map(|it| &document.text.text[it.range()]);
        words.collect::<Vec<_>>().join(" | ")
    };
    let spans = document
        .spans
        .iter()
        .map(|it| format!("{}: {}", it.label, words(&it.id)));
    let relations = document.relations.iter();
    let relations =
        relations.map(|it| format!("{} {} {}", words(&it.from), it.kind, words(&it.to)));
    spans.chain(relations).collect()
}

#[test]
fn doccano_counts_as_the_page_does() {
    let (documents, said) = read(
        doccano::read,
        r#"{"id": 7, "text": "📰 Pia said no.", "label": [[3, 6, "Source"], [12, 14, "Claim"]]}
{"text": "Plain.", "entities": [{"id": 1, "start_offset": 0, "end_offset": 5, "label": "A"}, {"id": 2, "start_offset": 5, "end_offset": 6, "label": "B"}], "relations": [{"from_id": 1, "to_id": 2, "type": "before"}]}"#,
    );
    assert_eq!(documents[0].name, "7");
    assert_eq!(all(&documents[0]), ["Source: Pia", "Claim: no"]);
    assert_eq!(all(&documents[1]), ["A: Plain", "B: .", "Plain before ."]);
    assert_eq!(
        said,
        [
            "a.jsonl, line 1: label 0 has no quote: whether its offsets count code points cannot be checked",
            "a.jsonl, line 1: label 1 has no quote: whether its offsets count code points cannot be checked",
        ]
    );
}

#[test]
fn prodigy_is_understood_by_its_tokens() {
    let task = |offsets: &str| {
        format!(
            r#"{{"text": "📰 Pia said no.", "tokens": [{{"text": "📰", "start": 0, "end": 2, "id": 0}}, {{"text": "Pia", {offsets}, "id": 1}}], "spans": [{{{offsets}, "label": "Source"}}], "answer": "accept"}}"#
        )
    };
    let (documents, said) = read(prodigy::read, &task(r#""start": 2, "end": 5"#));
    assert_eq!(all(&documents[0]), ["Source: Pia"]);
    assert_eq!(said, [] as [&str; 0]);
    // A tool that counts as a page does.
    let (documents, said) = read(prodigy::read, &task(r#""start": 3, "end": 6"#));
    assert_eq!(all(&documents[0]), ["Source: Pia"]);
    assert_eq!(
        said,
        ["a.jsonl, line 1: 0 was moved from 3–6 to 2–5: its offsets count UTF-16 code units"]
    );
}

#[test]
fn relations_of_prodigy_name_spans_by_what_they_cover() {
    let (documents, said) = read(
        prodigy::read,
        r#"{"text": "Pia said no.", "spans": [{"start": 0, "end": 3, "label": "Source"}], "relations": [{"head": 2, "child": 0, "label": "says", "head_span": {"start": 9, "end": 11, "label": "Claim"}, "child_span": {"start": 0, "end": 3, "label": "Source"}}]}
{"text": "Not this.", "answer": "reject"}"#,
    );
    assert_eq!(
        all(&documents[0]),
        ["Source: Pia", "Claim: no", "no says Pia"]
    );
    assert_eq!(
        said,
        ["a.jsonl, line 2: it was left out: it was answered with \"reject\""]
    );
}

#[test]
fn tracks_of_pub_annotation_have_ids_of_their_own() {
    let (documents, said) = read(
        pub_annotation::read,
        r#"{
  "text": "Pia said no.",
  "denotations": [{"id": "T1", "span": {"begin": 0, "end": 3}, "obj": "Source"}],
  "attributes": [{"id": "A1", "subj": "T1", "pred": "named", "obj": true}],
  "tracks": [{"denotations": [{"id": "T1", "span": [{"begin": 0, "end": 3}, {"begin": 9, "end": 11}], "obj": "Claim"}, {"id": "T2", "span": {"begin": "x"}}],
              "relations": [{"pred": "is", "subj": "T1", "obj": "T1"}, {"pred": "is", "subj": "T1", "obj": "T9"}]}]
}"#,
    );
    assert_eq!(
        all(&documents[0]),
        ["Source: Pia", "Claim: Pia | no", "Pia | no is Pia | no"]
    );
    assert_eq!(
        documents[0].spans[0].attributes,
        [("named".to_owned(), "true".to_owned())]
    );
    assert_eq!(said.len(), 2, "{said:?}");
}

#[test]
fn a_line_that_is_broken_takes_no_other_with_it() {
    let (documents, said) = read(
        doccano::read,
        "{\"text\": \"One.\"}\n{\"text\": \"Tw\n\n{\"text\": \"Three.\", \"label\": [[0, 5, \"A\"], [0, \"B\"], \"C\"]}\n{\"note\": 4}\n",
    );
    let texts: Vec<&str> = documents.iter().map(|it| &*it.text.text).collect();
    assert_eq!(texts, ["One.", "Three."]);
    let lines: Vec<&str> = said
        .iter()
        .map(|it| it.split(": ").next().unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            "a.jsonl, line 2",
            "a.jsonl, line 4",
            "a.jsonl, line 4",
            "a.jsonl, line 5"
        ]
    );
}

#[test]
fn what_is_not_utf_8_is_not_guessed() {
    let read = doccano::read(&NamedFile {
        name: "a.jsonl".to_owned(),
        bytes: b"{\"text\": \"One.\"}\n{\"text\": \"\xe9\"}".to_vec(),
    });
    assert_eq!(read.documents, []);
    assert_eq!(
        read.warnings[0].to_string(),
        "a.jsonl, line 2: it was left out: it is not UTF-8. Save the file as UTF-8; nothing of it was read"
    );
}

#[test]
fn label_studio_has_regions_what_is_said_of_them_and_relations() {
    let (documents, said) = read(
        label_studio::read,
        r#"[{"id": 4, "data": {"other": "Nothing.", "body": "Pia\nsaid 📰 no."}, "annotations": [{"result": [
            {"type": "relation", "from_id": "b", "to_id": "a", "direction": "right", "labels": ["says"]},
            {"id": "b", "type": "choices", "from_name": "mood", "value": {"start": 11, "end": 13, "choices": ["x", "y"]}},
            {"id": "a", "type": "labels", "from_name": "label", "to_name": "body", "value": {"start": 0, "end": 8, "text": "Pia\\nsaid", "labels": ["Source"]}},
            {"id": "b", "type": "labels", "from_name": "label", "to_name": "body", "value": {"start": 11, "end": 13, "text": "no", "labels": ["Claim", "Stance"]}},
            {"id": "b", "type": "textarea", "from_name": "why", "value": {"start": 11, "end": 13, "text": ["sure?"]}},
            {"id": "z", "type": "choices", "from_name": "tone", "value": {"choices": ["calm"]}},
            {"id": "c", "type": "labels", "value": {"start": 1, "end": 3, "text": "maybe", "labels": ["Claim"]}}]},
            {"was_cancelled": true, "result": [{"id": "q", "type": "labels", "value": {"start": 0, "end": 3, "text": "Pia", "labels": ["No"]}}]}]},
          {"data": {"text": "<p>Pia</p>"}, "annotations": [{"result": [{"id": "h", "type": "hypertextlabels", "value": {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 0, "endOffset": 3, "text": "Pia", "hypertextlabels": ["A"]}}]}]}]"#,
    );
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0].name, "4");
    assert_eq!(
        all(&documents[0]),
        [
            "Source: Pia\nsaid",
            "Claim: no",
            "Stance: no",
            "no says Pia\nsaid"
        ]
    );
    let claim = &documents[0].spans[1];
    let mood = |value: &str| ("mood".to_owned(), value.to_owned());
    assert_eq!(claim.attributes, [mood("x"), mood("y")]);
    assert_eq!(claim.note, "sure?");
    assert_eq!(said.len(), 3, "{said:#?}");
}
