//! Finding elements as assistive technology does, by role and accessible name, and
//! handing them events.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, Node};

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// All elements under `root` that match a selector, in order.
pub fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let found = root.query_selector_all(selector).unwrap();
    let found = (0..found.length()).map(|at| found.item(at).unwrap().unchecked_into());
    found.collect()
}

/// The role that ARIA or HTML gives an element; empty for those without one that tests ask for.
fn role(element: &Element) -> String {
    if let Some(role) = element.get_attribute("role") {
        return role;
    }
    let kind = element.get_attribute("type").unwrap_or_default();
    let role = match (
        element.tag_name().to_ascii_lowercase().as_str(),
        kind.as_str(),
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
        ("li", _) => "listitem",
        _ => "",
    };
    role.to_owned()
}

/// What an element is called: by `aria-labelledby`, `aria-label`, its label, or what it says.
pub fn name(element: &Element) -> String {
    if let Some(ids) = element.get_attribute("aria-labelledby") {
        let named = ids.split_whitespace().filter_map(|id| {
            let named = document().get_element_by_id(id)?;
            Some(said(&named))
        });
        return named.collect::<Vec<_>>().join(" ");
    }
    if let Some(label) = element.get_attribute("aria-label") {
        return label;
    }
    if matches!(&*element.tag_name(), "INPUT" | "SELECT" | "TEXTAREA") {
        let of_id = (!element.id().is_empty())
            .then(|| document().query_selector(&format!("label[for='{}']", element.id())))
            .and_then(|it| it.unwrap());
        let label = of_id.or_else(|| element.closest("label").unwrap());
        return label.map(|it| said(&it)).unwrap_or_default();
    }
    said(element)
}

/// Text without what is hidden from assistive technology, and without other controls.
fn said(element: &Element) -> String {
    fn collect(node: &Node, into: &mut String) {
        let children = node.child_nodes();
        for at in 0..children.length() {
            let child = children.item(at).unwrap();
            match child.dyn_ref::<Element>() {
                Some(it) if it.get_attribute("aria-hidden").as_deref() == Some("true") => {}
                Some(it) if matches!(&*it.tag_name(), "SELECT" | "TEXTAREA") => {}
                Some(it) => collect(it, into),
                None => into.push_str(&child.node_value().unwrap_or_default()),
            }
        }
    }
    let mut text = String::new();
    collect(element, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All elements of a role under `root`, in order; such as are hidden are left out.
pub fn roles(root: &Element, wanted: &str) -> Vec<HtmlElement> {
    let found = all(root, "*").into_iter();
    found
        .filter(|it| role(it) == wanted && it.closest("[hidden]").unwrap().is_none())
        .collect()
}

/// The element of a role and a name, of which there must be exactly one.
pub fn named(root: &Element, role: &str, wanted: &str) -> HtmlElement {
    let there = roles(root, role);
    let mut found = there.iter().filter(|it| name(it) == wanted);
    match (found.next(), found.next()) {
        (Some(one), None) => one.clone(),
        (None, _) => {
            let names: Vec<String> = there.iter().map(|it| name(it)).collect();
            panic!("no {role} “{wanted}”; there are {names:?}")
        }
        (Some(_), Some(_)) => panic!("several {role} “{wanted}”"),
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Event)]
    type KeyboardEvent;
    #[wasm_bindgen(constructor, js_class = "KeyboardEvent")]
    fn new(name: &str, init: &Object) -> KeyboardEvent;

    #[wasm_bindgen(extends = Event)]
    type PointerEvent;
    #[wasm_bindgen(constructor, js_class = "PointerEvent")]
    fn new(name: &str, init: &Object) -> PointerEvent;

    #[wasm_bindgen(extends = Event, js_name = Event)]
    type PlainEvent;
    #[wasm_bindgen(constructor, js_class = "Event")]
    fn new(name: &str, init: &Object) -> PlainEvent;
}

fn init(fields: &[(&str, JsValue)]) -> Object {
    let init = Object::new();
    let fixed = [
        ("bubbles", JsValue::TRUE),
        ("cancelable", JsValue::TRUE),
        ("composed", JsValue::TRUE),
    ];
    for (name, value) in fixed.iter().chain(fields) {
        Reflect::set(&init, &(*name).into(), value).unwrap();
    }
    init
}

/// Presses a chord such as `Shift+ArrowRight` on what has the keyboard. `Mod` is Control here.
/// Says whether the app took it.
pub fn press(chord: &str) -> bool {
    let mut parts: Vec<&str> = chord.split('+').collect();
    let key = parts.pop().unwrap();
    let held = |name: &str| JsValue::from_bool(parts.contains(&name));
    let code = match key.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => format!("Key{}", key.to_uppercase()),
        [digit] if digit.is_ascii_digit() => format!("Digit{key}"),
        b"," => "Comma".to_owned(),
        b"." => "Period".to_owned(),
        _ => key.to_owned(),
    };
    let fields = [
        ("key", key.into()),
        ("code", code.into()),
        ("ctrlKey", held("Mod")),
        ("shiftKey", held("Shift")),
        ("altKey", held("Alt")),
    ];
    let event = KeyboardEvent::new("keydown", &init(&fields));
    let target = document().active_element().unwrap();
    !target.dispatch_event(&event).unwrap()
}

/// A pointer event of the primary button at a point of the viewport.
pub fn pointer(target: &EventTarget, name: &str, x: f64, y: f64, with_mod: bool) {
    let fields = [
        ("clientX", x.into()),
        ("clientY", y.into()),
        ("button", 0.into()),
        ("isPrimary", JsValue::TRUE),
        ("pointerType", "mouse".into()),
        ("ctrlKey", JsValue::from_bool(with_mod)),
    ];
    let event = PointerEvent::new(name, &init(&fields));
    target.dispatch_event(&event).unwrap();
}

/// Puts a value into a field and tells it so, by `input` or `change`.
pub fn fill(field: &HtmlElement, value: &str, event: &str) {
    Reflect::set(field, &"value".into(), &value.into()).unwrap();
    let event = PlainEvent::new(event, &init(&[]));
    field.dispatch_event(&event).unwrap();
}

/// Whether the app takes an event over from the browser.
pub fn taken(target: &EventTarget, event: &str) -> bool {
    !target
        .dispatch_event(&PlainEvent::new(event, &init(&[])))
        .unwrap()
}

/// Sends an event without data of its own.
pub fn send(target: &EventTarget, event: &str) {
    target
        .dispatch_event(&PlainEvent::new(event, &init(&[])))
        .unwrap();
}

/// What iterates in JavaScript, as a list.
pub fn listed(iterable: &JsValue) -> Vec<JsValue> {
    Array::from(iterable).to_vec()
}
