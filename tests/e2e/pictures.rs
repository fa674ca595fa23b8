//! Makes the README's pictures from the real app: `cargo xtask screenshots`.

use std::fs;
use std::path::PathBuf;

use crate::harness::{Browser, Limit, Page, tell};

#[test]
#[ignore = "makes pictures; run by `cargo xtask screenshots`"]
fn pictures() {
    tell(Browser::Chromium, "pictures", Limit::Usual, make);
}

async fn make(page: Page) {
    page.window_size(1440, 1030).await;
    page.open_at("/#sample").await;
    page.click(("button", "Both articles report*")).await;
    page.settle().await;
    keep("read-wide", &page).await;
    set_theme(&page, "dark").await;
    page.settle().await;
    keep("read-dark", &page).await;
    page.click(("tab", "Compare")).await;
    page.settle().await;
    set_theme(&page, "light").await;
    keep("compare", &page).await;
    page.click(("tab", "Read")).await;
    page.press("Escape").await;
    // A window cannot be narrower than the browser allows; the page in a frame can.
    page.run::<serde_json::Value>(
        "const frame = document.createElement('iframe');
         frame.src = '/#sample';
         Object.assign(frame.style, { position: 'fixed', inset: '0', width: '360px',
           height: '740px', border: '0', zIndex: 99, background: 'white' });
         document.body.append(frame);",
    )
    .await;
    page.until_true(
        "the narrow page",
        "!!document.querySelector('iframe').contentDocument?.querySelector('.text p')",
    )
    .await;
    page.window_size(500, 900).await;
    page.settle().await;
    write("read-narrow", &page.picture_of("iframe").await);
}

async fn set_theme(page: &Page, theme: &str) {
    page.run::<serde_json::Value>(&format!(
        "document.querySelector('.app').dataset.theme = '{theme}';"
    ))
    .await;
}

async fn keep(name: &str, page: &Page) {
    write(name, &page.picture().await);
}

fn write(name: &str, picture: &[u8]) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/screenshots");
    fs::create_dir_all(&folder).expect("a folder for pictures");
    let file = folder.join(format!("{name}.png"));
    fs::write(&file, picture).expect("the picture is written");
    println!("{}", file.display());
}
