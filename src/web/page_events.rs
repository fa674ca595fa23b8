use wasm_bindgen::JsCast;
use web_sys::{Document, DomParser, Element, Node, SupportedType};

use crate::ingest::{ATTRIBUTES, PageEvent};

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

/// What a browser finds in markup.
pub fn page_events(html: &str) -> Vec<PageEvent> {
    let mut events = Vec::new();
    if let Some(root) = read_inert(html).and_then(|it| it.document_element()) {
        read(&root, &mut events);
    }
    events
}

fn read(node: &Node, events: &mut Vec<PageEvent>) {
    let Some(element) = node.dyn_ref::<Element>() else {
        if node.node_type() == Node::TEXT_NODE {
            events.push(PageEvent::Text(node.node_value().unwrap_or_default()));
        }
        return;
    };
    let attribute = |name: &&'static str| Some((*name, element.get_attribute(name)?));
    let attributes = ATTRIBUTES.iter().filter_map(attribute).collect();
    events.push(PageEvent::Open(element.local_name(), attributes));
    let mut child = node.first_child();
    while let Some(node) = child {
        read(&node, events);
        child = node.next_sibling();
    }
    events.push(PageEvent::Close);
}
