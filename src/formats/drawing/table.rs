//! What a drawing shows, as a table.

use std::rc::Rc;

use super::svg::begin_link;
use super::{Behind, Drawing};
use crate::formats::cells::Cells;
use crate::formats::markup::Markup;
use crate::model::AnnotationId;

/// The first cell of each row is its header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<Cell>,
    pub rows: Vec<Vec<Cell>>,
}

/// Words or a number, and the annotations behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub words: String,
    /// Of the words, where it is known.
    pub language: String,
    /// Whether it says how many annotations there are.
    pub is_count: bool,
    pub behind: Behind,
}

/// Cells of a table that a page shows; the rest is in the file.
const MOST_CELLS: usize = 3000;

impl Cell {
    pub(in crate::formats) fn words(words: &str) -> Self {
        Self::foreign(words, "")
    }

    pub(in crate::formats) fn foreign(words: &str, language: &str) -> Self {
        Self {
            words: words.to_owned(),
            language: language.to_owned(),
            ..Self::default()
        }
    }

    pub(in crate::formats) fn linked(words: &str, behind: &Behind) -> Self {
        Self {
            words: words.to_owned(),
            behind: Rc::clone(behind),
            ..Self::default()
        }
    }

    pub(in crate::formats) fn count(behind: &Behind) -> Self {
        Self {
            words: behind.len().to_string(),
            is_count: true,
            behind: Rc::clone(behind),
            ..Self::default()
        }
    }
}

impl Table {
    pub(in crate::formats) fn headed(head: &[&str]) -> Self {
        let head = head.iter().map(|it| Cell::words(it)).collect();
        Self {
            head,
            rows: Vec::new(),
        }
    }

    /// How many rows a page shows.
    pub fn shown(&self) -> usize {
        (MOST_CELLS / self.head.len().max(1))
            .max(1)
            .min(self.rows.len())
    }
}

impl Drawing {
    /// The table as HTML, and how many of its rows are left out. With lists, what is behind its
    /// numbers can be opened, and comes at the end of the lists in the order of the numbers.
    pub fn table_html(&self, mut lists: Option<&mut Vec<Vec<AnnotationId>>>) -> (String, usize) {
        let table = &self.table;
        let mut html = Markup::default();
        let mut first = true;
        html.raw("<table class=\"plot-table\">");
        html.raw("<caption dir=\"auto\">");
        html.text(&self.title);
        html.close("caption");
        html.raw("<thead><tr>");
        for cell in &table.head {
            html.raw("<th scope=\"col\"");
            foreign(&mut html, cell);
            html.raw("</th>");
        }
        html.raw("</tr></thead><tbody>");
        for row in &table.rows[..table.shown()] {
            html.raw("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let tag = if at == 0 { "th" } else { "td" };
                html.begin(tag, if cell.is_count { "number" } else { "" });
                if at == 0 {
                    html.attribute("scope", "row");
                }
                match lists.as_deref_mut() {
                    Some(lists) if !cell.behind.is_empty() => {
                        html.foreign(&cell.language);
                        html.raw(">");
                        let name = named(table, row, at);
                        begin_link(&mut html, "span", &name, &cell.behind, first);
                        lists.push(cell.behind.to_vec());
                        first = false;
                        html.text(&cell.words);
                        html.raw("</span>");
                    }
                    _ => foreign(&mut html, cell),
                }
                html.close(tag);
            }
            html.raw("</tr>");
        }
        html.raw("</tbody></table>");
        (html.written, table.rows.len() - table.shown())
    }

    /// The whole table for spreadsheets, as `formats/tables.rs` writes its own.
    pub fn csv(&self) -> Vec<u8> {
        let mut cells = Cells::new(true);
        for row in std::iter::once(&self.table.head).chain(&self.table.rows) {
            for cell in row {
                if cell.is_count {
                    cells.number(cell.behind.len());
                } else {
                    cells.cell(&cell.words);
                }
            }
            cells.end();
        }
        cells.bytes
    }
}

/// What a number is called by itself: "12, Named source, Kast tours CECOT".
fn named(table: &Table, row: &[Cell], at: usize) -> String {
    let mut name = row[at].words.clone();
    for it in [table.head.get(at), row.first().filter(|_| at > 0)] {
        if let Some(it) = it.filter(|it| !it.words.is_empty()) {
            name.push_str(", ");
            name.push_str(&it.words);
        }
    }
    name
}

/// Ends an opening tag, and puts the words behind it.
fn foreign(html: &mut Markup, cell: &Cell) {
    if !cell.is_count {
        html.foreign(&cell.language);
    }
    html.raw(">");
    html.text(&cell.words);
}
