//! Files are known by what is in them.

use cotejo::formats::{
    Bundle, Confidence, ExportOptions, FORMATS, Format, NamedFile, Reads, format, recognise,
};

use crate::sample;

fn written(format: &dyn Format) -> Vec<NamedFile> {
    let options = ExportOptions { generator: "test" };
    format.export(&sample(), &options).files
}

#[test]
fn every_format_knows_what_it_wrote() {
    for it in FORMATS {
        let described = it.describe();
        if described.reads == Reads::Nothing || !described.writes {
            continue;
        }
        let files = written(*it);
        let found = recognise(Bundle(&files)).unwrap().describe().id;
        assert_eq!(found, described.id);
    }
}

#[test]
fn what_is_ours_is_of_no_other_tool() {
    for id in ["annotations-by-article", "annotation-lines"] {
        for file in written(format(id).unwrap()) {
            let files = [file];
            let found = recognise(Bundle(&files)).map(|it| it.describe().id);
            assert_eq!(found, None, "{id}");
        }
    }
}

#[test]
fn json_of_something_else_is_none_of_these() {
    for content in [
        "[]",
        "{}",
        "[1, 2]",
        r#"{"name": "a", "version": "1", "dependencies": {}}"#,
        r#"{"text": "A page of something."}"#,
        r#"{"data": [{"start": 1}], "annotations": 4"#,
        r#"{"a": "\"#,
        "{\"text",
    ] {
        let files = [NamedFile {
            name: "a.json".to_owned(),
            bytes: content.as_bytes().to_vec(),
        }];
        let found = recognise(Bundle(&files));
        let sure = found.is_some_and(|it| it.sniff(Bundle(&files)) == Confidence::Certain);
        assert!(!sure, "{content}");
    }
}
