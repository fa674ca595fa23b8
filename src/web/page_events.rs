use wasm_bindgen::JsCast;
use web_sys::{DomParser, Element, Node, SupportedType};

use crate::ingest::{ATTRIBUTES, PageEvent};

/// Reads markup as a browser does, in a document of its own that runs no script, loads
/// nothing and is never shown.
pub fn page_events(html: &str) -> Vec<PageEvent> {
    let mut events = Vec::new();
    let parser = DomParser::new();
    let page = parser.and_then(|it| it.parse_from_string(html, SupportedType::TextHtml));
    if let Some(root) = page.ok().and_then(|it| it.document_element()) {
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
