//! What the words of other tools become in a codebook.

use cotejo::formats::foreign::{Becomes, Mapping};
use cotejo::formats::{NamedFile, pub_annotation};
use cotejo::model::Codebook;

fn proposed(record: &str) -> Mapping {
    let read = pub_annotation::read(&NamedFile {
        name: "a.json".to_owned(),
        bytes: record.as_bytes().to_vec(),
    });
    Mapping::proposed(&read.documents, &Codebook::news_claims())
}

fn labels(mapping: &Mapping) -> Vec<String> {
    let each = mapping.labels.iter().map(|it| match &it.becomes {
        Becomes::Known(id) => format!("{} {} is {id}", it.count, it.theirs),
        Becomes::New => format!("{} {} is new", it.count, it.theirs),
        Becomes::LeftOut => format!("{} without a label", it.count),
    });
    each.collect()
}

#[test]
fn words_that_are_written_otherwise_are_the_same_and_others_are_new() {
    let mapping = proposed(
        r#"{"text": "Pia said no.", "denotations": [
            {"id": "1", "span": {"begin": 0, "end": 3}, "obj": "SOURCE"},
            {"id": "2", "span": {"begin": 4, "end": 8}, "obj": "afirmacion"},
            {"id": "3", "span": {"begin": 9, "end": 11}, "obj": "Claim"},
            {"id": "4", "span": {"begin": 9, "end": 11}, "obj": "Claim"},
            {"id": "5", "span": {"begin": 9, "end": 11}, "obj": "Major claim"},
            {"id": "6", "span": {"begin": 9, "end": 11}, "obj": "Major_claim"},
            {"id": "7", "span": {"begin": 9, "end": 11}, "obj": null}],
          "relations": [{"pred": "attributed-to", "subj": "3", "obj": "1"}],
          "attributes": [{"subj": "3", "pred": "Mood", "obj": "x"}]}"#,
    );
    assert_eq!(
        labels(&mapping),
        [
            "1 without a label",
            "2 Claim is Claim",
            "1 Major claim is new",
            "1 Major_claim is new",
            "1 SOURCE is Source",
            "1 afirmacion is Claim",
        ]
    );
    assert_eq!(
        mapping.relations[0].becomes,
        Becomes::Known("attributed_to".into())
    );
    assert_eq!(mapping.attributes[0].becomes, Becomes::New);
}
