//! What holds for every drawing.

use std::collections::BTreeSet;

use cotejo::formats::drawing::{Drawing, Form, Use};
use cotejo::model::Project;
use scraper::{Html, Selector};

/// Fails where a drawing is not sound.
pub fn check(project: &Project, drawing: &Drawing) {
    let id = drawing.id;
    assert!(!drawing.title.is_empty(), "{id}");
    for mark in &drawing.marks {
        // What has a name and nothing behind it is a label that is cut short.
        assert!(mark.behind.is_empty() || !mark.name.is_empty(), "{id}");
        let known: BTreeSet<_> = mark.behind.iter().collect();
        assert_eq!(known.len(), mark.behind.len(), "{id}: {}", mark.name);
        for it in mark.behind.iter() {
            assert!(project.annotation(*it).is_some(), "{id}: {}", mark.name);
        }
        for shape in &mark.shapes {
            let (x, y) = match &shape.form {
                Form::Rect([x, y, width, height]) => (x + width, y + height),
                Form::Line([x1, y1, x2, y2]) => (*x1.max(x2), *y1.max(y2)),
                Form::Circle([x, y, r]) => (x + r, y + r),
                Form::Text(x, y, _) => (*x, *y),
                Form::Path(_) => (0, 0),
            };
            assert!(
                x <= drawing.width + 34 && y <= drawing.height,
                "{id}: {shape:?}"
            );
        }
    }
    labels_are_apart(drawing);
    table_is_even(drawing);
    page_and_lists_agree(drawing);
    let alone = drawing.svg(Use::Alone);
    assert!(alone.contains("xmlns=\"http://www.w3.org/2000/svg\"") && alone.contains("<style>"));
    well_formed(&alone);
    well_formed(&drawing.svg(Use::Report));
}

/// No two texts that begin or end at one place lie on each other.
fn labels_are_apart(drawing: &Drawing) {
    let mut places = BTreeSet::new();
    for shape in drawing.marks.iter().flat_map(|it| &it.shapes) {
        if let Form::Text(x, y, _) = shape.form {
            assert!(
                places.insert((shape.class, x, y)),
                "{}: {shape:?}",
                drawing.id
            );
        }
    }
    for (class, x, y) in &places {
        let near =
            |it: &&(&str, usize, usize)| it.0 == *class && it.1 == *x && it.2 > *y && it.2 < y + 13;
        assert_eq!(
            places.iter().find(near),
            None,
            "{}: {class} {x} {y}",
            drawing.id
        );
    }
}

fn table_is_even(drawing: &Drawing) {
    for row in &drawing.table.rows {
        assert_eq!(row.len(), drawing.table.head.len(), "{}", drawing.id);
        for cell in row {
            let number = cell.behind.len().to_string();
            assert!(!cell.is_count || cell.words == number, "{}", drawing.id);
        }
    }
}

fn page_and_lists_agree(drawing: &Drawing) {
    let (mut in_picture, mut in_table) = (Vec::new(), Vec::new());
    let picture = drawing.svg(Use::Page(&mut in_picture));
    let (table, left) = drawing.table_html(Some(&mut in_table));
    let marks = Selector::parse(".mark").unwrap();
    for (markup, lists) in [(picture, &in_picture), (table, &in_table)] {
        let page = Html::parse_fragment(&markup);
        let found: Vec<_> = page.select(&marks).collect();
        assert_eq!(found.len(), lists.len(), "{}", drawing.id);
        let mut stops = 0;
        for (mark, list) in found.iter().zip(lists) {
            let role = if list.len() == 1 { "link" } else { "button" };
            assert_eq!(mark.attr("role"), Some(role));
            assert!(mark.attr("aria-label").is_some_and(|it| !it.is_empty()));
            stops += usize::from(mark.attr("tabindex") == Some("0"));
        }
        assert_eq!(stops, usize::from(!lists.is_empty()), "one stop for Tab");
    }
    assert_eq!(left, drawing.table.rows.len() - drawing.table.shown());
}

/// Whether elements begin and end in each other, and nothing else is in angle brackets.
fn well_formed(xml: &str) {
    let mut open = Vec::new();
    let mut rest = xml;
    while let Some((text, tag)) = rest.split_once('<') {
        assert!(!text.contains('\u{0}') && !text.contains("]]>"), "{text}");
        let (tag, behind) = tag.split_once('>').expect("a tag ends");
        rest = behind;
        let name = tag.trim_end_matches('/').split(' ').next().unwrap();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            assert!(name.chars().all(|it| it.is_ascii_lowercase()), "{tag}");
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            open.push(name);
        }
    }
    assert_eq!(open, [] as [&str; 0]);
}
