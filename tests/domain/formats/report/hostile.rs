//! Articles and names that would do harm if they could.

use cotejo::formats::project_json;
use cotejo::formats::report::{ReportOptions, report};
use cotejo::model::*;
use scraper::Html;

use super::structure::check;
use super::{all, options, text, written};
use crate::desk::Desk;
use crate::files::{read, shipped};
use crate::sample::sample;

/// Everything that has ended an element, an attribute, a comment or a script somewhere.
const PAYLOAD: &str = "</script><!--<script><img src=x onerror=alert(1)>\" ' onmouseover=\"x\" \
style='a' --> ]]> </title></style></textarea> &lt; &amp;lt; {count} {article} \u{2028}\u{202e}abc \u{5e9}";

/// A scene in which all that somebody can write is the payload.
fn scene() -> Desk {
    let marked = PAYLOAD.replace(']', "\\]");
    let mut desk = Desk::article(
        "en\" onload=\"x",
        &format!("[source:1|{marked}] [claim:2|{marked}]"),
    );
    let article = desk.first();
    let to = || PAYLOAD.to_owned();
    for (before, after) in [
        (
            ArticleField::Title(String::new()),
            ArticleField::Title(to()),
        ),
        (
            ArticleField::Outlet(String::new()),
            ArticleField::Outlet(to()),
        ),
        (
            ArticleField::Author(String::new()),
            ArticleField::Author(to()),
        ),
        (
            ArticleField::Published(String::new()),
            ArticleField::Published(to()),
        ),
        (
            ArticleField::Url(String::new()),
            ArticleField::Url("javascript:alert(1)".to_owned()),
        ),
    ] {
        desk.make(Change::set(article, before, after));
    }
    let (row, other) = (desk.row(PAYLOAD), desk.row(PAYLOAD));
    desk.about(row, PAYLOAD);
    desk.same(2, row);
    desk.relate(row, "overlaps", other);
    let actor = desk.actor(PAYLOAD);
    desk.relate(2, "attributed_to", actor);
    desk.relate(2, "attributed_to", 1);
    desk.affiliation(actor, PAYLOAD);
    desk.set(2, "reporting", PAYLOAD);
    desk.annotator(PAYLOAD);
    desk.read(article);
    desk.override_with(row, article, "denies", PAYLOAD);
    desk
}

#[test]
fn hostile_words_are_words() {
    let desk = scene();
    let chosen = ReportOptions {
        title: PAYLOAD,
        generator: PAYLOAD,
        ..options()
    };
    let bytes = report(&desk.project, None, &chosen);
    let written = String::from_utf8(bytes).unwrap();
    check(&written);
    let page = Html::parse_document(&written);
    let plain = PAYLOAD.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(text(all(&page, "h1")[0]), plain);
    let quote: String = all(&page, "blockquote")[0].text().collect();
    assert_eq!(quote, PAYLOAD);
    assert!(all(&page, "[lang*=onload]").is_empty());
    let only = text(all(&page, "h3")[1]);
    assert_eq!(only, "One is in no article", "{only}");
    assert!(text(all(&page, "main")[0]).contains("javascript:alert(1)"));
}

#[test]
fn words_of_others_keep_their_direction_to_themselves() {
    let page = Html::parse_document(&written(&scene().project, None));
    let bare = all(&page, "body *").into_iter().filter(|it| {
        let own = it.children().filter_map(|it| it.value().as_text().cloned());
        let name = it.value().name();
        own.into_iter().any(|it| it.contains('\u{202e}'))
            && it.attr("dir") != Some("auto")
            && !matches!(name, "script" | "title" | "desc" | "text")
    });
    let names: Vec<&str> = bare.map(|it| it.value().name()).collect();
    assert_eq!(names, [] as [&str; 0]);
}

#[test]
fn only_the_web_is_linked() {
    for (url, linked) in [
        ("https://example.org/a?b=\"c", true),
        ("HTTP://EXAMPLE.ORG", true),
        ("javascript:alert(1)", false),
        ("data:text/html,<script>", false),
        (" https://example.org", false),
        ("//example.org", false),
        ("ñañañañ", false),
    ] {
        let mut desk = Desk::article("en", "text");
        let (before, after) = (
            ArticleField::Url(String::new()),
            ArticleField::Url(url.to_owned()),
        );
        desk.make(Change::set(desk.first(), before, after));
        let page = Html::parse_document(&written(&desk.project, None));
        let links = all(&page, "a[rel=noreferrer]");
        assert_eq!(links.len() == 1, linked, "{url}");
        assert!(links.iter().all(|it| it.attr("href") == Some(url)));
        assert_eq!(text(all(&page, ".url")[0]), url.trim());
    }
}

/// The project that the page carries along.
fn carried(written: &str) -> String {
    let page = Html::parse_document(written);
    all(&page, "script#project-data")[0].text().collect()
}

#[test]
fn the_data_read_back_as_the_project() {
    for project in [sample(), scene().project] {
        let json = carried(&written(&project, None));
        assert!(!json.contains('<'));
        let read_back = read(json.as_bytes()).unwrap().project;
        let exported = project_json::export(&project, "cotejo 0.1.0");
        let direct = project_json::read(&exported, &shipped()).unwrap().project;
        assert!(read_back == direct);
        assert_eq!(read_back.annotations().len(), project.annotations().len());
    }
    let chosen = ReportOptions {
        include_data: false,
        ..options()
    };
    let without = String::from_utf8(report(&sample(), None, &chosen)).unwrap();
    assert!(!without.contains("<script"));
}

#[test]
fn the_report_lets_in_its_own_styles_alone() {
    use sha2::{Digest, Sha256};
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let page = Html::parse_document(&written(&scene().project, None));
    let policy = all(&page, "meta[http-equiv='Content-Security-Policy']")[0];
    let policy = policy.attr("content").unwrap();
    let hash = policy
        .strip_prefix("default-src 'none'; style-src 'sha256-")
        .and_then(|it| it.strip_suffix("'; base-uri 'none'; form-action 'none'"))
        .unwrap();
    let mut bits = Vec::new();
    for digit in hash.trim_end_matches('=').chars() {
        let digit = DIGITS.find(digit).unwrap();
        bits.extend((0..6).rev().map(|at| digit >> at & 1 == 1));
    }
    let styles: String = all(&page, "style")[0].text().collect();
    let expected = Sha256::digest(styles.as_bytes());
    let mut expected_bits = Vec::new();
    for byte in expected {
        expected_bits.extend((0..8).rev().map(|at| byte >> at & 1 == 1));
    }
    expected_bits.extend([false; 2]);
    assert_eq!(bits, expected_bits);
}
