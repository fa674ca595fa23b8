//! The browser's selection, and places under the pointer.

use wasm_bindgen::prelude::*;
use web_sys::{Node, Range, Selection};

use super::dom::{document, window};

/// A place in the page: a node and an offset in it.
#[derive(Clone, Debug, PartialEq)]
pub struct NodePlace {
    pub node: Node,
    pub offset: u32,
}

/// The selection as the user made it, with its direction.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeSelection {
    pub anchor: NodePlace,
    pub focus: NodePlace,
}

pub fn selection() -> Option<Selection> {
    window().get_selection().ok()?
}

/// What is selected now; the last range where the browser allows several.
pub fn current() -> Option<NodeSelection> {
    let selection = selection()?;
    if selection.range_count() == 0 {
        return None;
    }
    Some(NodeSelection {
        anchor: NodePlace {
            node: selection.anchor_node()?,
            offset: selection.anchor_offset(),
        },
        focus: NodePlace {
            node: selection.focus_node()?,
            offset: selection.focus_offset(),
        },
    })
}

/// Makes this the selection, unless it already is.
pub fn set(wanted: &NodeSelection) {
    if current().as_ref() == Some(wanted) {
        return;
    }
    if let Some(selection) = selection() {
        // A node that has left the page meanwhile cannot be selected, and need not be.
        let _ = selection.set_base_and_extent(
            &wanted.anchor.node,
            wanted.anchor.offset,
            &wanted.focus.node,
            wanted.focus.offset,
        );
    }
}

/// Leaves nothing selected.
pub fn clear() {
    if let Some(selection) = selection() {
        let _ = selection.remove_all_ranges();
    }
}

/// Moves the selection's end by a line, or to an end of its line.
pub fn move_by_line(forward: bool, boundary: bool, extend: bool) {
    let alter = if extend { "extend" } else { "move" };
    let direction = if forward { "forward" } else { "backward" };
    let granularity = if boundary { "lineboundary" } else { "line" };
    if let Some(selection) = selection() {
        let _ = modify(&selection, alter, direction, granularity);
    }
}

fn modify(
    selection: &Selection,
    alter: &str,
    direction: &str,
    granularity: &str,
) -> Result<(), JsValue> {
    #[wasm_bindgen]
    extern "C" {
        type Modifiable;

        #[wasm_bindgen(method, catch)]
        fn modify(
            this: &Modifiable,
            alter: &str,
            direction: &str,
            granularity: &str,
        ) -> Result<(), JsValue>;
    }
    selection
        .unchecked_ref::<Modifiable>()
        .modify(alter, direction, granularity)
}

/// The place in the text under a point of the viewport.
pub fn place_at(x: f32, y: f32) -> Option<NodePlace> {
    #[wasm_bindgen]
    extern "C" {
        type WithPlaces;

        #[wasm_bindgen(method, js_name = caretPositionFromPoint, catch)]
        fn caret_position(this: &WithPlaces, x: f32, y: f32) -> Result<JsValue, JsValue>;

        #[wasm_bindgen(method, js_name = caretRangeFromPoint, catch)]
        fn caret_range(this: &WithPlaces, x: f32, y: f32) -> Result<JsValue, JsValue>;
    }
    let document = document();
    let places = document.unchecked_ref::<WithPlaces>();
    if let Ok(position) = places.caret_position(x, y)
        && !position.is_null()
        && !position.is_undefined()
    {
        let position: web_sys::CaretPosition = position.unchecked_into();
        return Some(NodePlace {
            node: position.offset_node()?,
            offset: position.offset(),
        });
    }
    // Older Safari has only this one.
    let range: Range = places.caret_range(x, y).ok()?.dyn_into().ok()?;
    Some(NodePlace {
        node: range.start_container().ok()?,
        offset: range.start_offset().ok()?,
    })
}
