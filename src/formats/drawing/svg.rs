//! A drawing as SVG.

use super::{Drawing, Form, Mark, Shape};
use crate::formats::markup::Markup;
use crate::model::AnnotationId;

/// Rules for the classes of drawings, for the page and for what stands alone.
pub const STYLE: &str = include_str!("../../../static/styles/plots.css");

/// What a drawing is written for.
#[derive(Debug)]
pub enum Use<'a> {
    /// Marks can be gone to and opened; what is behind each comes at the end of these, in the
    /// order of the marks.
    Page(&'a mut Vec<Vec<AnnotationId>>),
    /// A picture in a page.
    Report,
    /// A file, with rules of its own.
    Alone,
}

impl Drawing {
    pub fn svg(&self, mut used: Use<'_>) -> String {
        let mut svg = Markup::default();
        let mut first = true;
        self.begin(&mut svg, &used);
        for mark in &self.marks {
            match &mut used {
                Use::Page(lists) if !mark.behind.is_empty() => {
                    begin_link(&mut svg, "g", &mark.name, &mark.behind, first);
                    lists.push(mark.behind.to_vec());
                    first = false;
                    titled(&mut svg, mark);
                }
                _ if !mark.name.is_empty() => {
                    svg.open("g", "");
                    titled(&mut svg, mark);
                }
                _ => {
                    shapes(&mut svg, &mark.shapes);
                    continue;
                }
            }
            svg.close("g");
        }
        svg.close("svg");
        svg.written
    }

    fn begin(&self, svg: &mut Markup, used: &Use<'_>) {
        svg.begin("svg", "plot");
        if matches!(used, Use::Alone) {
            svg.attribute("xmlns", "http://www.w3.org/2000/svg");
        }
        // What can be opened must not be hidden in an image.
        let role = match used {
            Use::Page(_) => "group",
            Use::Report | Use::Alone => "img",
        };
        svg.attribute("role", role);
        let (title, description) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        svg.attribute("aria-labelledby", &title);
        svg.attribute("aria-describedby", &description);
        place(svg, "width", self.width);
        place(svg, "height", self.height);
        svg.attribute("viewBox", &format!("0 0 {} {}", self.width, self.height));
        svg.raw(">");
        for (tag, id, words) in [
            ("title", &title, &self.title),
            ("desc", &description, &self.description),
        ] {
            svg.begin(tag, "");
            svg.attribute("id", id);
            svg.raw(">");
            svg.text(words);
            svg.close(tag);
        }
        if matches!(used, Use::Alone) {
            svg.open("style", "");
            svg.raw(STYLE);
            svg.raw("svg{background:#fcfbf8}");
            svg.close("style");
        }
    }
}

/// Begins what leads to annotations: to the only one, or to a list of them. Tab goes to the first
/// of a drawing, and arrows from there.
pub(super) fn begin_link(
    svg: &mut Markup,
    tag: &str,
    name: &str,
    behind: &[AnnotationId],
    first: bool,
) {
    svg.begin(tag, "mark");
    let several = behind.len() > 1;
    svg.attribute("role", if several { "button" } else { "link" });
    if several {
        svg.attribute("aria-haspopup", "dialog");
    }
    svg.attribute("aria-label", name);
    svg.attribute("tabindex", if first { "0" } else { "-1" });
    svg.raw(">");
}

fn titled(svg: &mut Markup, mark: &Mark) {
    svg.element("title", "", &mark.name);
    shapes(svg, &mark.shapes);
}

fn shapes(svg: &mut Markup, all: &[Shape]) {
    for shape in all {
        one(svg, shape);
    }
}

fn one(svg: &mut Markup, shape: &Shape) {
    let (tag, names, numbers): (&str, &[&str], &[usize]) = match &shape.form {
        Form::Rect(sides) => ("rect", &["x", "y", "width", "height"], sides),
        Form::Line(ends) => ("line", &["x1", "y1", "x2", "y2"], ends),
        Form::Circle(at) => ("circle", &["cx", "cy", "r"], at),
        Form::Path(d) => {
            svg.begin("path", shape.class);
            svg.attribute("d", d);
            svg.raw("/>");
            return;
        }
        Form::Text(x, y, words) => {
            svg.begin("text", shape.class);
            place(svg, "x", *x);
            place(svg, "y", *y);
            svg.raw(">");
            svg.text(words);
            svg.close("text");
            return;
        }
    };
    svg.begin(tag, shape.class);
    for (name, number) in names.iter().zip(numbers) {
        place(svg, name, *number);
    }
    svg.raw("/>");
}

fn place(svg: &mut Markup, name: &str, number: usize) {
    svg.attribute(name, &number.to_string());
}
