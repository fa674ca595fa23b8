//! How long projects take to open: from a file, and from storage.

use serde_json::{Value, json};

use crate::benchmarks::Loading;
use crate::harness::{Page, at};

/// From the click that takes the project in to the frame that shows it.
pub async fn import(page: &Page, name: &str, file: &str) -> f64 {
    page.open().await;
    page.press("Control+k").await;
    page.see(("dialog", "Commands")).await;
    page.type_text("Import").await;
    page.press("Enter").await;
    let path = page.file(&format!("{name}.json"), file.as_bytes());
    let dialog = || at("dialog", "Import");
    page.choose_files(dialog().then("file", "Files to import"), &[&path])
        .await;
    page.see(dialog().then("heading", format!("{name}.json").as_str()))
        .await;
    page.run::<Value>("performance.clearMeasures();").await;
    page.click(dialog().then("button", "Import")).await;
    measured(page, "cotejo:open").await
}

/// The first measure of a name, once it is there.
async fn measured(page: &Page, name: &str) -> f64 {
    let first = format!("performance.getEntriesByName('{name}')[0]?.duration ?? null");
    page.until(name, async || page.get::<Option<f64>>(&first).await)
        .await
}

/// Opens the stored project in a page that begins anew; and, beside it, reads and parses the same
/// bytes from the same kind of storage.
pub async fn load_again(page: &Page, file: &str) -> Loading {
    page.saved().await;
    let raw = page
        .run_async(
            "const request = (it) => new Promise((done, failed) => {
               it.onsuccess = () => done(it.result); it.onerror = () => failed(it.error);
             });
             const opening = indexedDB.open('raw');
             opening.onupgradeneeded = () => opening.result.createObjectStore('files');
             const db = await request(opening);
             const store = (mode) => db.transaction('files', mode).objectStore('files');
             await request(store('readwrite').put(new TextEncoder().encode(args[0]), 1));
             const start = performance.now();
             JSON.parse(new TextDecoder().decode(await request(store('readonly').get(1))));
             const took = performance.now() - start;
             db.close();
             await request(indexedDB.deleteDatabase('raw'));
             return took;",
            vec![json!(file)],
        )
        .await;
    page.open().await;
    Loading {
        open: measured(page, "cotejo:open").await,
        load: measured(page, "cotejo:load").await,
        raw,
    }
}
