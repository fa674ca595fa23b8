//! A piece of the page as assistive technology would read it: a line for each element with
//! a role, with its name and what state it is in, and for each other text.

use scraper::{ElementRef, Html, Node, Selector};

pub fn outline(page: &Html, element: ElementRef<'_>) -> String {
    let mut lines = Vec::new();
    write(page, element, 0, &mut lines);
    lines.join("\n")
}

fn write(page: &Html, element: ElementRef<'_>, depth: usize, lines: &mut Vec<String>) {
    if element.attr("aria-hidden") == Some("true") || element.attr("hidden").is_some() {
        return;
    }
    let indent = "  ".repeat(depth);
    let role = role(element);
    if !role.is_empty() {
        let mut line = format!("{indent}{role}");
        let name = name(page, element);
        if !name.is_empty() {
            line.push_str(" “");
            line.push_str(&name);
            line.push('”');
        }
        line.push_str(&state(element));
        lines.push(line);
    }
    let says_it_all = matches!(
        role,
        "button" | "option" | "tab" | "combobox" | "textbox" | "heading" | "status" | "menuitem"
    );
    if says_it_all {
        return;
    }
    let inner = depth + usize::from(!role.is_empty());
    let tag = element.value().name();
    let folded = tag == "details" && element.attr("open").is_none();
    for child in element.children() {
        match child.value() {
            Node::Element(it) if folded && it.name() != "summary" => {}
            // A label is the name of its control.
            Node::Text(text) if tag != "label" && !text.trim().is_empty() => {
                lines.push(format!("{}{}", "  ".repeat(inner), text.trim()));
            }
            Node::Element(_) => {
                write(page, ElementRef::wrap(child).unwrap(), inner, lines);
            }
            _ => {}
        }
    }
}

fn role(element: ElementRef<'_>) -> &str {
    if let Some(role) = element.attr("role") {
        return if role == "presentation" { "" } else { role };
    }
    match (
        element.value().name(),
        element.attr("type").unwrap_or_default(),
    ) {
        ("button", _) => "button",
        ("main", _) => "main",
        ("nav", _) => "navigation",
        ("aside", _) => "complementary",
        ("search", _) => "search",
        ("dialog", _) => "dialog",
        ("select", _) => "combobox",
        ("textarea", _) | ("input", "" | "text" | "url") => "textbox",
        ("input", "search") => "searchbox",
        ("input", "checkbox") => "checkbox",
        ("input", "file") => "file",
        ("ul" | "ol", _) => "list",
        ("h1" | "h2" | "h3", _) => "heading",
        ("blockquote", _) => "blockquote",
        _ => "",
    }
}

fn name(page: &Html, element: ElementRef<'_>) -> String {
    if let Some(label) = element.attr("aria-label") {
        return label.to_owned();
    }
    match element.value().name() {
        "input" | "select" | "textarea" => {
            let by_id = element.attr("id").and_then(|id| {
                let label = Selector::parse(&format!("label[for='{id}']")).unwrap();
                page.select(&label).next()
            });
            let around = || {
                element
                    .ancestors()
                    .filter_map(ElementRef::wrap)
                    .find(|it| it.value().name() == "label")
            };
            by_id.or_else(around).map(said).unwrap_or_default()
        }
        "button" | "h1" | "h2" | "h3" => said(element),
        _ if matches!(
            element.attr("role"),
            Some("tab" | "option" | "menuitem" | "status")
        ) =>
        {
            said(element)
        }
        _ => String::new(),
    }
}

/// Value and state of a control.
fn state(element: ElementRef<'_>) -> String {
    let mut told = String::new();
    if element.value().name() == "select" {
        let selected = Selector::parse("option[selected]").unwrap();
        if let Some(option) = element.select(&selected).next() {
            told.push_str(": ");
            told.push_str(&said(option));
        }
    }
    if let Some(value) = element
        .attr("value")
        .filter(|it| !it.is_empty() && element.value().name() == "input")
    {
        told.push_str(": ");
        told.push_str(value);
    }
    if element.attr("role") == Some("status") && element.attr("aria-label").is_some() {
        told.push_str(": ");
        told.push_str(&said(element));
    }
    for (attribute, word) in [
        ("aria-pressed", "pressed"),
        ("aria-selected", "selected"),
        ("aria-current", "current"),
    ] {
        if element.attr(attribute) == Some("true") {
            told.push_str(", ");
            told.push_str(word);
        }
    }
    for attribute in ["disabled", "checked"] {
        if element.attr(attribute).is_some() {
            told.push_str(", ");
            told.push_str(attribute);
        }
    }
    told
}

/// Text without what is hidden from assistive technology and without controls.
pub fn said(element: ElementRef<'_>) -> String {
    fn collect(element: ElementRef<'_>, into: &mut String) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => into.push_str(text),
                Node::Element(it) => {
                    let hidden = it.attr("aria-hidden") == Some("true");
                    if !hidden && !matches!(it.name(), "select" | "textarea") {
                        collect(ElementRef::wrap(child).unwrap(), into);
                    }
                }
                _ => {}
            }
        }
    }
    let mut text = String::new();
    collect(element, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
