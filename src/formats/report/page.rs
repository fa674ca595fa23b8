//! Pieces that recur on the page.

use super::words;
use crate::formats::markup::Markup;

/// Words of somebody else: whatever their direction, what stands around them keeps its own.
pub(super) fn foreign(page: &mut Markup, tag: &str, class: &str, language: &str, text: &str) {
    begin_foreign(page, tag, class, language);
    page.text(text);
    page.close(tag);
}

pub(super) fn begin_foreign(page: &mut Markup, tag: &str, class: &str, language: &str) {
    page.begin(tag, class);
    page.foreign(language);
    page.raw(">");
}

/// Words in quotation marks of the page's language.
pub(super) fn quoted(page: &mut Markup, language: &str, text: &str) {
    page.raw("“");
    foreign(page, "q", "", language, text);
    page.raw("”");
}

pub(super) fn heading(page: &mut Markup, tag: &str, id: &str, text: &str) {
    page.begin(tag, "");
    page.attribute("id", id);
    page.raw(">");
    page.text(text);
    page.close(tag);
}

/// A link to a place in the page.
pub(super) fn link(page: &mut Markup, fragment: &str, text: &str) {
    begin_link(page, fragment);
    page.text(text);
    page.raw("</a>");
}

pub(super) fn begin_link(page: &mut Markup, fragment: &str) {
    page.begin("a", "");
    page.attribute("href", &format!("#{fragment}"));
    page.raw(">");
}

/// Opens a table with its caption; what is too wide scrolls by itself, by keys too.
pub(super) fn begin_table(page: &mut Markup, class: &str, caption: &str) {
    page.raw("<div class=\"scroll\" role=\"group\" tabindex=\"0\"");
    page.attribute("aria-label", caption);
    page.raw(">");
    page.open("table", class);
    page.element("caption", "", caption);
}

pub(super) fn end_table(page: &mut Markup) {
    page.raw("</tbody></table></div>");
}

/// The row of headers of a table.
pub(super) fn header(page: &mut Markup, names: &[&str]) {
    page.raw("<thead><tr>");
    for name in names {
        column_header(page, name);
    }
    page.raw("</tr></thead><tbody>");
}

pub(super) fn column_header(page: &mut Markup, name: &str) {
    page.raw("<th scope=\"col\">");
    page.text(name);
    page.raw("</th>");
}

/// A cell with text of somebody else, or a dash.
pub(super) fn cell(page: &mut Markup, text: &str) {
    let text = if text.is_empty() {
        words::UNKNOWN
    } else {
        text
    };
    foreign(page, "td", "", "", text);
}

pub(super) fn number_cell(page: &mut Markup, number: usize) {
    page.open("td", if number == 0 { "number none" } else { "number" });
    page.number(number);
    page.raw("</td>");
}

/// Several things in one line, with a sign between.
pub(super) fn separator(page: &mut Markup, first: &mut bool) {
    if !*first {
        page.raw(" · ");
    }
    *first = false;
}
