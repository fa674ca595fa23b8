//! Nothing leaves the page and nothing strange gets in; and what tries is noticed, by each story.

use serde_json::Value;

use crate::harness::{Page, stories};

stories! {
    what_the_policy_forbids_does_not_happen_and_is_noticed,
    the_page_has_its_policy_without_headers_too,
    what_was_put_into_the_page_does_not_run,
    what_goes_elsewhere_is_noticed,
    a_file_that_is_not_the_one_meant_does_not_run,
}

/// What something in a page might do that must not, and what the browser calls that. Each tells
/// whether it came to anything.
const FORBIDDEN: [(&str, &str); 8] = [
    (
        "require-trusted-types-for",
        "const it = document.createElement('script'); it.textContent = 'window.ran = true'; document.body.append(it)",
    ),
    (
        "require-trusted-types-for",
        "document.createElement('div').innerHTML = '<b>strange</b>'; window.ran = true",
    ),
    (
        "require-trusted-types-for",
        "new Worker('/samples/kast-cecot-es.txt'); window.ran = true",
    ),
    (
        "style-src-elem",
        "const it = document.createElement('style'); it.textContent = ':root { --ran: yes }'; document.head.append(it);
         if (getComputedStyle(document.documentElement).getPropertyValue('--ran')) window.ran = true",
    ),
    (
        "style-src-attr",
        "document.body.setAttribute('style', '--ran: yes');
         if (getComputedStyle(document.body).getPropertyValue('--ran')) window.ran = true",
    ),
    (
        "connect-src",
        "fetch('https://elsewhere.example/fetched').then(() => { window.ran = true }, () => {})",
    ),
    (
        "img-src",
        "const it = new Image(); it.onload = () => { window.ran = true }; it.src = 'https://elsewhere.example/picture.png'",
    ),
    (
        "frame-src",
        "const it = document.createElement('iframe'); it.src = 'https://elsewhere.example/'; document.body.append(it)",
    ),
];

/// What somebody might get into the page that is served, and what the browser calls that.
const SMUGGLED: &str = "<script>window.ran = true</script><style>:root { --ran: yes }</style>\
    <p style='--ran: yes'></p><img src=x onerror='window.ran = true'>\
    <script src=https://elsewhere.example/script.js></script>";

const SMUGGLING: [&str; 4] = [
    "script-src-elem",
    "script-src-attr",
    "style-src-elem",
    "style-src-attr",
];

/// Done by the page itself: what a driver runs is let in by browsers.
async fn does(page: &Page, what: &str) {
    let script = format!("setTimeout(() => {{ try {{ {what} }} catch {{}} }}); return null;");
    page.run::<Value>(&script).await;
}

async fn heard_by_page(page: &Page, directive: &str) -> bool {
    let heard = format!("complaints.some((it) => it.startsWith('policy: {directive}'))");
    page.get(&heard).await
}

async fn forbidden(page: &Page, heard: impl AsyncFn(&str) -> bool) {
    for (directive, what) in FORBIDDEN {
        does(page, what).await;
        page.until(&format!("{directive} to be noticed: {what}"), async || {
            heard(directive).await.then_some(())
        })
        .await;
        assert!(!page.get::<bool>("!!window.ran").await, "{what}");
        page.run::<Value>("document.querySelector('iframe')?.remove(); return null;")
            .await;
        // The rest of it, so that the next is told from it.
        page.settle().await;
        page.noticed().await;
    }
}

async fn what_the_policy_forbids_does_not_happen_and_is_noticed(page: Page) {
    page.open_at("/#sample").await;
    assert_eq!(page.noticed().await, Vec::<String>::new());
    // By the page's events, and by what the browser reports to the server.
    forbidden(&page, async |it| heard_by_page(&page, it).await).await;
    // The same of the same page is reported once.
    page.reload().await;
    forbidden(&page, async |directive| {
        let reports = page.server.reports();
        reports.iter().any(|it| it.contains(directive))
    })
    .await;
}

async fn the_page_has_its_policy_without_headers_too(page: Page) {
    page.server.leave_out_headers(true);
    page.open_at("/#sample").await;
    forbidden(&page, async |it| heard_by_page(&page, it).await).await;
    assert_eq!(page.server.reports(), Vec::<String>::new());
}

async fn what_was_put_into_the_page_does_not_run(page: Page) {
    page.server.leave_out_headers(true);
    let smuggled = format!("<body>{SMUGGLED}");
    page.server
        .publish("index.html", |it| it.replacen("<body>", &smuggled, 1));
    page.open_at("/#sample").await;
    for directive in SMUGGLING {
        page.until(directive, async || {
            heard_by_page(&page, directive).await.then_some(())
        })
        .await;
    }
    assert!(!page.get::<bool>("!!window.ran").await);
    page.noticed().await;
}

async fn what_goes_elsewhere_is_noticed(page: Page) {
    page.open_at("/#sample").await;
    // No policy forbids to leave by a link.
    does(&page, "location = 'http://elsewhere.example/left'").await;
    page.until("the request to be noticed", async || {
        let noticed = page.noticed().await;
        let left = noticed.iter().any(|it| it.contains("elsewhere.example"));
        left.then_some(())
    })
    .await;
    page.step_aside().await;
    page.noticed().await;
}

async fn a_file_that_is_not_the_one_meant_does_not_run(page: Page) {
    let app = page.server.named("cotejo-app", ".js");
    page.server
        .publish(&app, |it| format!("{it}\nwindow.ran = true;"));
    page.go_to(&page.origin()).await;
    page.until_true(
        "the sentence",
        "!document.getElementById('not-started').hidden",
    )
    .await;
    assert!(!page.get::<bool>("!!window.ran").await);
    page.noticed().await;
}
