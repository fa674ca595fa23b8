//! What holds for every report: what a validator and a screen reader ask of it.

use std::collections::BTreeSet;

use scraper::{Html, Selector};

use super::{all, text, written};
use crate::sample::sample;

/// Fails where a report is not sound.
pub fn check(written: &str) {
    let page = Html::parse_document(written);
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    let mut ids = BTreeSet::new();
    for element in all(&page, "[id]") {
        let id = element.attr("id").unwrap();
        assert!(ids.insert(id), "{id} twice");
    }
    for link in all(&page, "a") {
        let href = link.attr("href").unwrap();
        match href.strip_prefix('#') {
            Some(id) => assert!(ids.contains(id), "{href} leads nowhere"),
            None => assert!(href.to_ascii_lowercase().starts_with("http"), "{href}"),
        }
        assert!(!text(link).is_empty(), "a link without words: {href}");
    }
    for element in all(&page, "*") {
        for (name, value) in element.value().attrs() {
            assert!(name != "style" && !name.starts_with("on"), "{name}={value}");
            assert!(name != "src" && name != "srcset", "{name}={value}");
            assert!(name != "tabindex" || value == "0", "{value}");
        }
    }
    let scripts = all(&page, "script");
    assert_eq!(scripts.len(), 1);
    assert_eq!(scripts[0].attr("type"), Some("application/json"));
    headings(&page);
    tables(&page);
    assert_eq!(all(&page, "html")[0].attr("lang"), Some("en"));
    for once in ["main", "h1", "title", "header", "style"] {
        assert_eq!(
            all(&page, &format!("html {once}:not(svg {once})")).len(),
            1,
            "{once}"
        );
    }
    assert!(all(&page, "img, iframe, object, embed, link, form, base").is_empty());
}

/// No level is left out on the way down.
fn headings(page: &Html) {
    let mut level = 0;
    for heading in all(page, "h1, h2, h3, h4, h5, h6") {
        let next: u32 = heading.value().name()[1..].parse().unwrap();
        assert!(next <= level + 1, "h{next} under h{level}");
        assert!(!text(heading).is_empty(), "a heading without words");
        level = next;
    }
}

fn tables(page: &Html) {
    let caption = Selector::parse("caption").unwrap();
    let heading = Selector::parse("thead th").unwrap();
    for table in all(page, "table") {
        assert_eq!(table.select(&caption).count(), 1);
        let columns = table.select(&heading).count();
        for row in table.select(&Selector::parse("tbody tr:not(.topic)").unwrap()) {
            assert_eq!(row.child_elements().count(), columns, "{}", text(row));
        }
    }
    for header in all(page, "th") {
        let scope = header.attr("scope");
        assert!(
            matches!(scope, Some("col" | "row" | "rowgroup")),
            "{scope:?}"
        );
    }
}

#[test]
fn the_sample_has_a_sound_report() {
    let report = written(&sample(), None);
    check(&report);
    let page = Html::parse_document(&report);
    let cells = all(&page, ".matrix td a");
    assert!(cells.len() > 50, "cells lead to quotes");
    let back = all(&page, ".by a[href^='#cell-']");
    assert_eq!(back.len(), cells.len(), "and quotes to cells");
}

/// Luminance after WCAG.
fn luminance(colour: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn text_has_contrast_in_light_and_dark() {
    let style = include_str!("../../../../src/formats/report/style.css");
    let schemes: Vec<&str> = style.split(":root{").skip(1).collect();
    assert_eq!(schemes.len(), 2);
    for scheme in schemes {
        let rules = scheme.split('}').next().unwrap();
        let colour = |name: &str| {
            let found = rules.split(';').find_map(|it| it.strip_prefix(name));
            luminance(found.unwrap().trim_start_matches(':'))
        };
        for paper in ["--paper", "--panel"] {
            for ink in ["--ink", "--soft", "--accent", "--good", "--warn", "--bad"] {
                let (one, two) = (colour(paper), colour(ink));
                let contrast = (one.max(two) + 0.05) / (one.min(two) + 0.05);
                assert!(contrast >= 4.5, "{ink} on {paper}: {contrast}");
            }
        }
    }
}
