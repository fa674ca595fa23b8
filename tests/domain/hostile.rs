//! What comes from outside and was made to do harm, or was damaged on its way: it is taken as what it
//! says, or refused with a sentence that names the place. `cargo xtask conformance` has files as large
//! as they may be, and larger.

mod every_field;
mod everywhere;
mod fuzz;
mod mutation;
mod payloads;

use cotejo::app::Address;
use cotejo::formats::ReadError;
use cotejo::formats::project_json::export;
use cotejo::ingest::{Rejected, check_web_page, ingest_bytes, original_bytes};
use cotejo::limits;

use crate::files::read;

use payloads::PAYLOADS;
use proptest::prelude::*;

#[test]
fn words_of_others_come_through_every_field_and_format() {
    for words in PAYLOADS {
        everywhere::check(words);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_words_come_through_every_field_and_format(words in "\\PC{0,40}|[\\x00-\\x0c\\x0e-\\x7f\u{202e}\u{feff}]{0,20}") {
        everywhere::check(&words);
    }
}

/// A project whose first article has this title, written as JSON has it.
fn titled(title: &str) -> String {
    format!(
        "{{\"format\": \"cotejo-project\", \"version\": \"1.0\",\n\"articles\": [{{\"id\": \"a\", \
         \"text\": \"x y z\",\n \"title\": \"{title}\"}}]}}"
    )
}

fn with(rest: &str) -> String {
    format!("{{\"format\": \"cotejo-project\", \"version\": \"1.0\",\n {rest}}}")
}

fn sentence(file: &str) -> String {
    read(file.as_bytes()).unwrap_err().to_string()
}

#[test]
fn what_a_string_may_hold_comes_back_as_it_was() {
    for (written, is) in [
        ("\\u0000", "\0"),
        ("a\\u0000b", "a\0b"),
        ("\\ud83d\\udcf0", "📰"),
        ("\\ufeffa", "\u{feff}a"),
        ("\u{feff}", "\u{feff}"),
        ("\u{202e}cba\u{202c}", "\u{202e}cba\u{202c}"),
        ("\u{2066}x", "\u{2066}x"),
        ("\\uffff\\ufffe", "\u{ffff}\u{fffe}"),
        ("\u{10ffff}", "\u{10ffff}"),
        ("\\u2028\u{2029}\\u0085", "\u{2028}\u{2029}\u{85}"),
        ("\\u001b[31m\\u007f", "\u{1b}[31m\u{7f}"),
        ("e\u{301}\u{200d}", "e\u{301}\u{200d}"),
    ] {
        let opened = read(titled(written).as_bytes()).unwrap();
        let title = |it: &cotejo::model::Project| it.articles().next().unwrap().title.clone();
        assert_eq!(title(&opened.project), is, "{written}");
        let again = read(&export(&opened.project, "test")).unwrap();
        assert_eq!(title(&again.project), is, "{written}");
    }
}

#[test]
fn half_a_character_is_refused_with_its_place() {
    for half in [
        "\\ud800",
        "\\udc00",
        "\\ud800x",
        "\\ud800\\n",
        "\\ud800\\ud800",
        "\\udfff\\ud800",
    ] {
        let refused = sentence(&titled(half));
        assert!(refused.contains("line 3, column 11"), "{half}: {refused}");
        assert!(
            refused.ends_with("Nothing was changed."),
            "{half}: {refused}"
        );
    }
    // In a key, and in what nobody understands.
    for rest in [
        "\"\\ud800\": 1",
        "\"x\": [{\"\\udc00\": 1}]",
        "\"x\": [\"\\ud800\"]",
    ] {
        assert!(sentence(&with(rest)).contains("line 2, column"), "{rest}");
    }
    let mut bytes = titled("abc").into_bytes();
    let at = bytes.iter().position(|it| *it == b'b').unwrap();
    for bad in [
        &b"\xED\xA0\x80"[..],
        b"\xFF",
        b"\xC0\x80",
        b"\xF5\x80\x80\x80",
        b"\xE2\x82",
    ] {
        let mut damaged = bytes.clone();
        damaged.splice(at..=at, bad.iter().copied());
        let refused = read(&damaged).unwrap_err();
        assert!(matches!(refused, ReadError::NotUtf8 { .. }), "{refused}");
    }
    bytes.splice(0..0, *b"\xEF\xBB\xBF\xEF\xBB\xBF");
    let twice = read(&bytes).unwrap_err();
    assert!(
        matches!(twice, ReadError::NotJson { line: 1, .. }),
        "{twice}"
    );
}

#[test]
fn numbers_that_no_program_can_hold_are_refused_with_their_place() {
    for (number, said) in [
        ("1e400", "number out of range"),
        ("-1e999999999999999999999", "number out of range"),
        (&"9".repeat(1_000), "number out of range"),
        (&"9".repeat(10_001), "a number has more than 10000 digits"),
        (
            &format!("1e{}", "9".repeat(20_000)),
            "a number has more than 10000 digits",
        ),
        (
            &format!("0.{}", "1".repeat(20_000)),
            "a number has more than 10000 digits",
        ),
    ] {
        let refused = sentence(&with(&format!("\"x\": {number}")));
        assert!(
            refused.contains("line 2, column 7") && refused.contains(said),
            "{refused}"
        );
    }
    for number in [
        "NaN",
        "Infinity",
        "-Infinity",
        "+1",
        ".5",
        "0x10",
        "1.",
        "01",
    ] {
        let refused = read(with(&format!("\"x\": {number}")).as_bytes()).unwrap_err();
        assert!(
            matches!(refused, ReadError::NotJson { line: 2, .. }),
            "{number}: {refused}"
        );
    }
    let at = |number: &str| {
        let fragment = format!("{{\"start\": 0, \"end\": {number}}}");
        with(&format!(
            "\"articles\": [{{\"id\": \"a\", \"text\": \"x y\"}}],\n \"annotations\": [{{\"id\": \
             \"b\", \"article\": \"a\", \"label\": \"Claim\", \"fragments\": [{fragment}]}}]"
        ))
    };
    for number in [
        "-1",
        "1.5",
        "1e2",
        "4294967296",
        "18446744073709551616",
        &"1".repeat(500),
    ] {
        let refused = sentence(&at(number));
        assert!(refused.contains("line 3, column"), "{number}: {refused}");
        assert!(refused.len() < 400, "{refused}");
    }
    // Far behind the end of the text it is a place that is not there: kept, and said.
    let opened = read(at("4294967295").as_bytes()).unwrap();
    let said: Vec<String> = opened.warnings.iter().map(ToString::to_string).collect();
    assert!(
        said.iter().any(|it| it.contains("kept as an orphan")),
        "{said:?}"
    );
}

#[test]
fn a_key_that_stands_twice_is_refused_wherever_it_is() {
    for (rest, place) in [
        ("\"x\": 1, \"x\": 2", "line 2, column"),
        (
            "\"project\": {\"title\": \"a\", \"title\": \"b\"}",
            "line 2, column",
        ),
        (
            "\"x\": {\"y\": {\"z\": 1, \"\\u007a\": 2}}",
            "line 2, column",
        ),
        (
            "\"actors\": [{\"id\": \"a\", \"aliases\": {\"es\": [], \"es\": []}}]",
            "line 2, column",
        ),
        (
            "\"codebook\": {\"id\": \"x\", \"id\": \"y\"}",
            "line 2, column",
        ),
    ] {
        let refused = sentence(&with(rest));
        assert!(
            refused.contains(place) && refused.contains("duplicate"),
            "{rest}: {refused}"
        );
    }
}

#[test]
fn what_annotations_cover_together_is_bounded() {
    let text = "x\\n".repeat(limits::LINES);
    let annotations = |count: usize, end: usize| {
        let all: Vec<String> = (0..count)
            .map(|it| {
                format!(
                    "{{\"id\":\"{it}\",\"article\":\"a\",\"label\":\"Claim\",\"fragments\":[{{\
                     \"start\":0,\"end\":{end}}}]}}"
                )
            })
            .collect();
        let all = all.join(",");
        with(&format!(
            "\"articles\": [{{\"id\": \"a\", \"text\": \"{text}\"}}],\n \"annotations\": [{all}]"
        ))
    };
    assert!(read(annotations(50, 200_000).as_bytes()).is_ok());
    let refused = sentence(&annotations(101, 200_000));
    assert!(
        refused.starts_with("annotations[100] cannot be taken in:"),
        "{refused}"
    );
}

#[test]
fn what_fragments_without_a_quote_would_keep_is_bounded() {
    let text = "x ".repeat(100_000);
    let file = |count: usize| {
        let fragments = "{\"start\":0,\"end\":200000},".repeat(count);
        with(&format!(
            "\"articles\": [{{\"id\": \"a\", \"text\": \"{text}\"}}],\n \"annotations\": [{{\"id\": \
             \"z\", \"article\": \"a\", \"label\": \"Claim\", \"fragments\": [{fragments} \
             {{\"start\": 0, \"end\": 1, \"quote\": \"nowhere\"}}]}}]"
        ))
    };
    assert!(read(file(5).as_bytes()).is_ok());
    let refused = sentence(&file(200));
    assert!(refused.contains("line 3, column"), "{refused}");
}

#[test]
fn lines_are_bounded_wherever_a_text_comes_from() {
    let text = |lines: usize| "x\n".repeat(lines);
    assert!(ingest_bytes(Some("a.txt"), text(limits::LINES).as_bytes()).is_ok());
    let refused = ingest_bytes(Some("a.txt"), text(limits::LINES + 1).as_bytes()).unwrap_err();
    assert_eq!(refused, Rejected::TooManyLines);
    let file = |lines: usize| {
        let text = text(lines).replace('\n', "\\n");
        with(&format!(
            "\"articles\": [{{\"id\": \"a\", \"text\": \"{text}\"}}]"
        ))
    };
    assert!(read(file(limits::LINES).as_bytes()).is_ok());
    let refused = sentence(&file(limits::LINES + 2));
    assert!(
        refused.starts_with("articles[0].revisions[0] cannot be taken in"),
        "{refused}"
    );
}

#[test]
fn a_page_with_too_much_in_it_is_not_parsed() {
    let page = |tags: usize| format!("<html>{}", "<b>".repeat(tags - 1));
    assert_eq!(check_web_page(&page(limits::PAGE_TAGS)), Ok(()));
    let refused = check_web_page(&page(limits::PAGE_TAGS + 1)).unwrap_err();
    assert_eq!(refused, Rejected::TooMuchMarkup);
    let tag = |attributes: usize| format!("<p {}x='<'>some words</p>", "a ".repeat(attributes));
    assert_eq!(check_web_page(&tag(limits::TAG_SPACES - 5)), Ok(()));
    assert_eq!(
        check_web_page(&tag(limits::TAG_SPACES)),
        Err(Rejected::TooMuchMarkup)
    );
    assert!(refused.to_string().ends_with("Nothing was changed."));
}

#[test]
fn an_article_keeps_every_character_but_what_no_text_has() {
    for text in [
        "a\u{202e}b\u{2066}c",
        "a\u{feff}b",
        "a\u{301}\u{301}\u{301}",
        "\u{10ffff}x",
        "a\u{2028}b\u{85}c\u{c}d",
        "x\r\ry\r\nz\r",
    ] {
        let read = ingest_bytes(Some("a.txt"), text.as_bytes()).unwrap();
        assert_eq!(original_bytes(&read.text, &read.source), text.as_bytes());
    }
    for bytes in [&b"a\0b"[..], b"\xFF\xFEa\0\0\0b\0"] {
        let refused = ingest_bytes(Some("a.txt"), bytes).unwrap_err();
        assert!(matches!(refused, Rejected::Binary(_)), "{refused}");
    }
    for bytes in [
        &b"\xFF\xFE\x00\xD8a\0"[..],
        b"\xFE\xFF\xDC\x00\0a",
        b"\xEF\xBB\xBFa\xFF",
    ] {
        let refused = ingest_bytes(Some("a.txt"), bytes).unwrap_err().to_string();
        assert!(refused.contains("line 1 (byte "), "{refused}");
    }
}

#[test]
fn an_address_leads_somewhere_or_nowhere() {
    let long = "a".repeat(1_000_000);
    for fragment in [
        "",
        "#",
        "#project=",
        "#project=<script>",
        "#project=%00",
        &long,
        "#sample&annotation=\u{202e}",
    ] {
        let read = fragment.parse::<Address>();
        assert!(
            read.is_err() || read.unwrap().annotation.is_none(),
            "{fragment:.40}"
        );
    }
}
