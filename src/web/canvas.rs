//! Drawing that changes no element.

use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// Draws a stretch of rows over the whole width, and nothing else.
pub fn draw_stretch(canvas: &HtmlCanvasElement, rows: usize, first: usize, count: usize) {
    #[wasm_bindgen]
    extern "C" {
        type Pen;

        #[wasm_bindgen(method, js_name = clearRect)]
        fn clear(this: &Pen, x: u32, y: usize, width: u32, height: usize);

        #[wasm_bindgen(method, js_name = fillRect)]
        fn fill(this: &Pen, x: u32, y: usize, width: u32, height: usize);
    }
    if let Ok(Some(pen)) = canvas.get_context("2d") {
        let (pen, width): (&Pen, u32) = (pen.unchecked_ref(), canvas.width());
        pen.clear(0, 0, width, rows);
        pen.fill(0, first, width, count);
    }
}
