//! The page. All of it exists in any browser that runs WebAssembly.

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, MediaQueryList, Window};

/// # Panics
/// Outside a browser's page.
pub fn window() -> Window {
    web_sys::window().expect("the app runs in a page")
}

/// # Panics
/// Outside a browser's page.
pub fn document() -> Document {
    window().document().expect("the app runs in a page")
}

pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

pub fn query(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// Says in place of the whole page why there is none.
pub fn show_alert(words: &str) {
    let Some(body) = document().body() else {
        return;
    };
    body.set_text_content(Some(words));
    // Only a name that no attribute can have fails.
    let _ = body.set_attribute("role", "alert");
}

/// Sets a style property through the object model, which a strict policy allows.
pub fn style(element: &Element, name: &str, value: &str) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // Only an unknown property name fails, and ours are literals.
        let _ = element.style().set_property(name, value);
    }
}

/// Gives an element the keyboard and scrolls nothing.
pub fn focus_in_place(element: &HtmlElement) {
    #[wasm_bindgen]
    extern "C" {
        type Focusable;

        #[wasm_bindgen(method)]
        fn focus(this: &Focusable, options: &JsValue);
    }
    let options = js_sys::Object::new();
    // Setting a property of a plain object cannot fail.
    let _ = js_sys::Reflect::set(&options, &"preventScroll".into(), &JsValue::TRUE);
    element.unchecked_ref::<Focusable>().focus(&options);
}

/// A number as the browser writes it, which has the code for that at hand.
pub fn written(number: f64) -> String {
    let text = js_sys::Number::from(number).to_string_with_radix(10);
    text.map(String::from).unwrap_or_default()
}

/// Whether keys are for a field that takes text.
pub fn takes_text(element: &Element) -> bool {
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(
            element.get_attribute("type").as_deref(),
            Some("checkbox" | "radio" | "button" | "file" | "range")
        ),
        _ => false,
    }
}

/// Whether the page is laid out for a narrow screen, as the stylesheet has it.
pub fn is_narrow() -> bool {
    let root = document().document_element();
    let style = root.and_then(|it| window().get_computed_style(&it).ok()?);
    let narrow = style.and_then(|it| it.get_property_value("--narrow").ok());
    narrow.is_some_and(|it| it.trim() == "1")
}

/// Whether people point with a finger, which needs more room than a mouse. Not without a page.
pub fn has_coarse_pointer() -> bool {
    thread_local! {
        // Goes on telling what is so, when a mouse is put in.
        static COARSE: Option<MediaQueryList> =
            window().match_media("(pointer: coarse)").ok().flatten();
    }
    cfg!(target_arch = "wasm32")
        && COARSE.with(|it| it.as_ref().is_some_and(MediaQueryList::matches))
}

/// Whether the Command key plays the part of Control here.
pub fn is_apple() -> bool {
    let navigator = window().navigator();
    navigator
        .platform()
        .is_ok_and(|it| it.starts_with("Mac") || it.starts_with("iP"))
}
