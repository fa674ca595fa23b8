use wasm_bindgen::JsCast;
use web_sys::{Document, DomParser, Element, Node, SupportedType};

use crate::ingest::{ATTRIBUTES, Inert, PageEvent, Rejected, check_web_page};

/// Markup as a browser reads it, in a document of its own that runs no script, loads nothing and
/// is never shown. The page's policy lets in no markup elsewhere (`static/boot.js`).
fn read_inert(html: &str) -> Option<Document> {
    let parser = DomParser::new().ok()?;
    parser.parse_from_string(html, SupportedType::TextHtml).ok()
}

/// The first element of markup that is ours, for the page.
pub fn element_of(markup: &str) -> Option<Element> {
    read_inert(markup)?.body()?.first_element_child()
}

/// What a browser finds in markup, unless there is too much of it.
pub fn page_events(html: &str) -> Result<Vec<PageEvent>, Rejected> {
    check_web_page(html)?;
    let mut events = Vec::new();
    let inert = Inert::of(html);
    if let Some(root) = read_inert(inert.html()).and_then(|it| it.document_element()) {
        let mut names = Vec::new();
        for name in ATTRIBUTES {
            names.push((*name, inert.called(name)));
        }
        read(root.into(), &inert, &names, &mut events);
    }
    Ok(events)
}

/// Attributes, each with what it is called in the markup.
type Names = [(&'static str, String)];

/// Goes through all nodes without calling itself: how deep they lie is up to the page.
fn read(root: Node, inert: &Inert, names: &Names, events: &mut Vec<PageEvent>) {
    let mut depth = 0_usize;
    let mut next = Some(root);
    while let Some(node) = next {
        if open(&node, inert, names, events) {
            if let Some(child) = node.first_child() {
                depth += 1;
                next = Some(child);
                continue;
            }
            events.push(PageEvent::Close);
        }
        let mut here = node;
        next = loop {
            if depth == 0 {
                break None;
            }
            if let Some(sibling) = here.next_sibling() {
                break Some(sibling);
            }
            let Some(parent) = here.parent_node() else {
                break None;
            };
            events.push(PageEvent::Close);
            depth -= 1;
            here = parent;
        };
    }
}

/// Whether an element begins here.
fn open(node: &Node, inert: &Inert, names: &Names, events: &mut Vec<PageEvent>) -> bool {
    let Some(element) = node.dyn_ref::<Element>() else {
        if node.node_type() == Node::TEXT_NODE {
            let text = node.node_value().unwrap_or_default();
            events.push(PageEvent::Text(inert.as_it_was(text)));
        }
        return false;
    };
    let attribute = |(name, called): &(&'static str, String)| {
        let value = element.get_attribute(called)?;
        Some((*name, inert.as_it_was(value)))
    };
    let attributes = names.iter().filter_map(attribute).collect();
    events.push(PageEvent::Open(
        inert.as_it_was(element.local_name()),
        attributes,
    ));
    true
}
