//! What a newer version says beyond this one survives, wherever it says it.

use cotejo::formats::project_json::export;

use super::{opened, warnings};
use crate::files::read;

/// One unknown key on every object that a file can have.
const NEWER: &str = include_str!("../../fixtures/project/newer-minor.json");

#[test]
fn unknown_keys_on_every_object_come_back() {
    let first = opened(NEWER);
    assert_eq!(
        warnings(&first),
        ["the file is of the newer version 1.7; what it says beyond this one is kept"]
    );
    let written = String::from_utf8(export(&first.project, "test")).unwrap();
    let numbers = 1..=29;
    for number in numbers {
        let key = format!("\"later {number}\"");
        assert_eq!(NEWER.matches(&key).count(), 1, "{key}");
        assert_eq!(written.matches(&key).count(), 1, "{key} in {written}");
    }
    assert!(
        written.contains("\"@fragments\": \"mine\""),
        "reserved names do not clash"
    );
    let again = export(&read(written.as_bytes()).unwrap().project, "test");
    assert_eq!(String::from_utf8(again).unwrap(), written);
}

#[test]
fn numbers_come_back_as_they_were() {
    let later = "[0, -1, 18446744073709551615, 0.1, 1e-7, 1.7976931348623157e+308, 5e-324]";
    let file = format!(r#"{{"format": "cotejo-project", "version": "1.0", "later": {later}}}"#);
    let written = String::from_utf8(export(&opened(&file).project, "test")).unwrap();
    let shown: String = written.split_whitespace().collect();
    assert!(
        shown.contains(
            "\"later\":[0,-1,18446744073709551615,0.1,1e-7,1.7976931348623157e+308,5e-324]"
        ),
        "{shown}"
    );
}
