//! The browser reads saved pages; nothing in them runs or loads.

use cotejo::ingest::article_of;
use cotejo::web::page_events;
use js_sys::Reflect;
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::frame;

#[wasm_bindgen_test]
async fn a_page_is_read_and_nothing_in_it_runs() {
    let page = "<!doctype html><html lang=es><title>T</title>\
        <script>window.ran = 1</script><nav><p>Menu</p></nav>\
        <article><h1>Kast visita</h1><img src=x onerror='window.ran = 1'>\
        <p>Dijo&nbsp;que <b>s&iacute;</b>.<svg onload='window.ran = 1'></svg></article>";
    let article = article_of(&page_events(page).unwrap()).unwrap();
    assert_eq!(article.text, "Kast visita\n\nDijo\u{a0}que sí.\n");
    assert_eq!(article.title, "Kast visita");
    assert_eq!(article.language, "es");
    frame().await;
    let ran = Reflect::get(&web_sys::window().unwrap(), &"ran".into()).unwrap();
    assert!(ran.is_undefined());
    assert_eq!(article_of(&page_events("").unwrap()), None);
}
