//! A drawing of numbers as data: shapes, what each of them stands for, and the same as a table.
//!
//! One function writes any drawing as SVG (for the page, a report, or a file of its own), one as a
//! table in HTML, one as CSV. Nothing in them has a style of its own: [`STYLE`] has the rules for
//! their classes, in the colours of whatever page they are in. Colour never is the only carrier.

mod svg;
mod table;

use std::rc::Rc;

use crate::model::AnnotationId;

pub use svg::{STYLE, Use};
pub use table::{Cell, Table};

/// Annotations that something stands for. A mark and a cell of the table share them.
pub type Behind = Rc<[AnnotationId]>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Unlike those of all other drawings of the page.
    pub id: &'static str,
    pub title: String,
    /// What is to be seen, in words.
    pub description: String,
    /// What is not drawn, in a sentence; empty where all is.
    pub rest: String,
    pub width: usize,
    pub height: usize,
    pub marks: Vec<Mark>,
    pub table: Table,
}

/// Something that stands for annotations, or, without a name, only belongs to the picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it says, for those who do not see it.
    pub name: String,
    pub behind: Behind,
    pub shapes: Vec<Shape>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    pub class: &'static str,
    pub form: Form,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    Rect([usize; 4]),
    Line([usize; 4]),
    Circle([usize; 3]),
    Path(String),
    Text(usize, usize, String),
}

/// How wide the characters of a label are, more or less.
const CHARACTER: usize = 7;

impl Drawing {
    pub(super) fn new(id: &'static str, title: &str, width: usize) -> Self {
        Self {
            id,
            title: title.to_owned(),
            description: String::new(),
            rest: String::new(),
            width,
            height: 0,
            marks: Vec::new(),
            table: Table::default(),
        }
    }

    /// What stands for nothing.
    pub(super) fn plain(&mut self, shapes: Vec<Shape>) {
        self.marks.push(Mark {
            name: String::new(),
            behind: Rc::default(),
            shapes,
        });
    }

    /// What stands for annotations; without any it is only a part of the picture.
    pub(super) fn mark(&mut self, name: String, behind: &Behind, shapes: Vec<Shape>) {
        if behind.is_empty() {
            return self.plain(shapes);
        }
        self.marks.push(Mark {
            name,
            behind: Rc::clone(behind),
            shapes,
        });
    }

    pub(super) fn words(&mut self, class: &'static str, x: usize, y: usize, words: &str) {
        self.plain(vec![text(class, x, y, words)]);
    }
}

pub(super) fn text(class: &'static str, x: usize, y: usize, words: &str) -> Shape {
    let form = Form::Text(x, y, words.to_owned());
    Shape { class, form }
}

pub(super) fn rect(class: &'static str, sides: [usize; 4]) -> Shape {
    let form = Form::Rect(sides);
    Shape { class, form }
}

pub(super) fn line(class: &'static str, ends: [usize; 4]) -> Shape {
    let form = Form::Line(ends);
    Shape { class, form }
}

pub(super) fn circle(class: &'static str, x: usize, y: usize, r: usize) -> Shape {
    let form = Form::Circle([x, y, r]);
    Shape { class, form }
}

pub(super) fn path(class: &'static str, d: String) -> Shape {
    let form = Form::Path(d);
    Shape { class, form }
}

/// As much of a text as has room.
pub(super) fn fitting(text: &str, room: usize) -> String {
    let most = room / CHARACTER;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let end = text.char_indices().nth(most.saturating_sub(1));
    format!("{}…", text[..end.map_or(0, |it| it.0)].trim_end())
}

/// A text in at most so many lines, each as long as has room; the last is cut short.
pub(super) fn in_lines(text: &str, room: usize, most: usize) -> Vec<String> {
    let longest = (room / CHARACTER).max(1);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(last) = lines.last_mut()
            && last.chars().count() + 1 + word.chars().count() <= longest
        {
            last.push(' ');
            last.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(rest);
    }
    lines.iter().map(|it| fitting(it, room)).collect()
}
