//! The page about formats is made of what the formats say of themselves.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use cotejo::formats::foreign::{Edges, Room};
use cotejo::formats::{FORMATS, Format, Reads, Unit};

/// Its table stands between these.
const BEGIN: &str =
    "<!-- the table: `COTEJO_WRITE=1 cargo test --test exchange -- page` writes it anew -->\n";
const END: &str = "<!-- the end of the table -->\n";

fn yes(it: bool) -> &'static str {
    if it { "yes" } else { "–" }
}

fn room(it: Room) -> &'static str {
    match it {
        Room::Nothing => "–",
        Room::Word => "one word",
        Room::Line => "in one line",
        Room::Anything => "yes",
    }
}

fn unit(it: Option<Unit>) -> String {
    it.map_or_else(|| "none".to_owned(), |it| it.to_string())
}

fn edges(it: Edges) -> &'static str {
    match it {
        Edges::Anywhere => "anywhere",
        Edges::Words => "not in white space",
        Edges::Tokens => "with tokens",
    }
}

/// What reads the files that are written: the first line of each script for them.
fn checked_by(id: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exchange/validators");
    let mut scripts: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    scripts.sort();
    let stem = id.replace('-', "_");
    let mut by = Vec::new();
    for script in scripts {
        let name = script.file_stem().unwrap().to_string_lossy().into_owned();
        if stem == name || stem.starts_with(&format!("{name}_")) {
            by.push(format!(
                "`{}`",
                script.file_name().unwrap().to_string_lossy()
            ));
        }
    }
    if by.is_empty() {
        "the laws of `tests/exchange`".to_owned()
    } else {
        by.join(", ")
    }
}

fn row(format: &dyn Format) -> String {
    let described = format.describe();
    let holds = format.holds();
    let reads = match described.reads {
        Reads::Nothing => "–",
        Reads::Project | Reads::Texts => "yes",
    };
    let cells = [
        described.name.to_owned(),
        format!("`{}`", described.id),
        reads.to_owned(),
        yes(described.writes).to_owned(),
        unit(holds.unit),
        yes(holds.text).to_owned(),
        yes(holds.gaps).to_owned(),
        yes(holds.overlaps).to_owned(),
        edges(holds.edges).to_owned(),
        room(holds.attributes).to_owned(),
        room(holds.notes).to_owned(),
        yes(holds.relations).to_owned(),
        room(holds.relation_attributes).to_owned(),
        yes(holds.details).to_owned(),
        checked_by(described.id),
    ];
    format!("| {} |", cells.join(" | "))
}

fn table() -> String {
    let head = [
        "format",
        "id",
        "read",
        "written",
        "offsets count",
        "text as it is",
        "gaps",
        "overlaps",
        "edges",
        "attributes",
        "notes",
        "relations",
        "their attributes",
        "about the article",
        "read by",
    ];
    let mut table = String::new();
    writeln!(table, "| {} |", head.join(" | ")).unwrap();
    writeln!(table, "|{}", " --- |".repeat(head.len())).unwrap();
    for format in FORMATS
        .iter()
        .filter(|it| it.describe().reads == Reads::Texts)
    {
        writeln!(table, "{}", row(*format)).unwrap();
    }
    table
}

#[test]
fn the_page_about_formats_says_what_the_formats_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (written, after) = rest.split_once(END).unwrap();
    let table = table();
    if std::env::var_os("COTEJO_WRITE").is_some() {
        fs::write(&path, format!("{before}{BEGIN}{table}{END}{after}")).unwrap();
        return;
    }
    assert!(
        written == table,
        "docs/formats.md is not what the formats say: COTEJO_WRITE=1 cargo test --test exchange -- page"
    );
}

/// A format that is only written is named on the page too.
#[test]
fn every_format_is_on_the_page() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = fs::read_to_string(path).unwrap();
    for format in FORMATS {
        let id = format!("`{}`", format.describe().id);
        assert!(page.contains(&id), "{id}");
    }
}
