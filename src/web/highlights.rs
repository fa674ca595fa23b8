//! The CSS Custom Highlight API: paint over text without touching its nodes.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use web_sys::{StaticRange, StaticRangeInit, Text};

#[wasm_bindgen]
extern "C" {
    /// A set of ranges painted alike.
    #[wasm_bindgen(js_name = Highlight)]
    #[derive(Clone, Debug)]
    pub type Highlight;

    #[wasm_bindgen(constructor, js_class = "Highlight")]
    fn new() -> Highlight;

    #[wasm_bindgen(method)]
    pub fn add(this: &Highlight, range: &StaticRange) -> Highlight;

    #[wasm_bindgen(method, js_name = delete)]
    pub fn remove(this: &Highlight, range: &StaticRange) -> bool;

    #[wasm_bindgen(method, setter)]
    fn set_priority(this: &Highlight, priority: i32);

    type HighlightRegistry;

    #[wasm_bindgen(method, js_name = set)]
    fn enter(this: &HighlightRegistry, name: &str, highlight: &Highlight) -> HighlightRegistry;

    #[wasm_bindgen(thread_local_v2, js_namespace = CSS, js_name = highlights)]
    static REGISTRY: HighlightRegistry;

    type StyleSheet;

    #[wasm_bindgen(constructor, js_class = "CSSStyleSheet")]
    fn new() -> StyleSheet;

    #[wasm_bindgen(method, js_name = replaceSync, catch)]
    fn replace_sync(this: &StyleSheet, css: &str) -> Result<(), JsValue>;
}

/// Whether this browser can paint highlights.
pub fn supported() -> bool {
    let css = Reflect::get(&js_sys::global(), &"CSS".into());
    css.is_ok_and(|css| !css.is_undefined() && Reflect::has(&css, &"highlights".into()) == Ok(true))
}

/// Goes on once highlights can be painted: where this browser cannot, once it has the script that
/// can. Without that nothing is painted, and all else works.
pub fn when_supported(script: &str, go_on: Box<dyn FnOnce()>) {
    let document = super::dom::document();
    if !supported()
        && let (Ok(element), Some(body)) = (document.create_element("script"), document.body())
    {
        let go_on = Closure::once_into_js(go_on);
        // Attributes, properties and places of an element just made cannot be refused.
        let _ = Reflect::set(&element, &"onload".into(), &go_on);
        let _ = Reflect::set(&element, &"onerror".into(), &go_on);
        let _ = element.set_attribute("src", script);
        let _ = body.append_child(&element);
    } else {
        go_on();
    }
}

/// A new highlight, entered under a name that styles can speak of.
pub fn enter(name: &str, priority: i32) -> Highlight {
    let highlight = Highlight::new();
    highlight.set_priority(priority);
    REGISTRY.with(|registry| registry.enter(name, &highlight));
    highlight
}

/// A range in one text node, in UTF-16 units from its start.
pub fn range(node: &Text, start: u32, end: u32) -> Option<StaticRange> {
    StaticRange::new(&StaticRangeInit::new(node, end, node, start)).ok()
}

/// Makes this the page's stylesheet of marks, in place of the one before.
pub fn style_marks(css: &str) {
    thread_local! {
        static SHEET: StyleSheet = {
            let sheet = StyleSheet::new();
            let document = super::dom::document();
            let adopted = Reflect::get(&document, &"adoptedStyleSheets".into());
            if let Ok(adopted) = adopted {
                let all = js_sys::Array::from(&adopted);
                all.push(&sheet);
                let _ = Reflect::set(&document, &"adoptedStyleSheets".into(), &all);
            }
            sheet
        };
    }
    SHEET.with(|sheet| {
        let _ = sheet.replace_sync(css);
    });
}
