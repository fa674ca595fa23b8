//! Without a network, and with a new version: always one version of the app, whole.

use serde_json::{Value, json};

use super::unlinked::{tray, unlink};
use crate::harness::{Page, at, stories};

stories! {
    what_was_opened_once_works_without_a_network,
    a_new_version_comes_whole_when_somebody_asks_for_it,
    a_browser_that_does_not_let_the_new_version_take_over_gets_it_again,
    an_update_that_is_not_whole_leaves_what_there_was,
    a_build_that_lists_no_files_takes_away_what_was_kept,
}

const SAMPLE: &str = "samples/kast-cecot.cotejo.json";

/// Opens the app, waits until the browser has all of it, and opens it from there.
async fn keep(page: &Page) {
    page.server.have_it_kept();
    page.open_at("/#sample").await;
    is_kept(page).await;
    page.reload_here().await;
    let from_there = "navigator.serviceWorker.controller !== null";
    page.until_true("the page to come from there", from_there)
        .await;
}

/// Waits until the browser has a version of the app.
async fn is_kept(page: &Page) {
    let kept = "await navigator.serviceWorker.ready; return true;";
    assert!(page.run_async::<bool>(kept, Vec::new()).await);
}

/// Has the browser look for a new version, as it does by itself once in a while. Gives whether one
/// waits then, and how many versions are kept.
async fn look_for_another(page: &Page) -> (bool, usize) {
    page.run_async(
        "const kept = await navigator.serviceWorker.getRegistration();
         try { await kept.update(); } catch {}
         const coming = kept.installing;
         if (coming) await new Promise((done) => {
           const look = () => coming.state !== 'installing' && done();
           coming.addEventListener('statechange', look);
           look();
         });
         return [!!kept.waiting, (await caches.keys()).length];",
        Vec::new(),
    )
    .await
}

/// A server that has a newer build: another page, and another sample.
fn publish_another(page: &Page) {
    page.server.publish("index.html", |it| {
        it.replacen("<title>", "<meta name=build content=B><title>", 1)
    });
    page.server
        .publish(SAMPLE, |it| it.replacen("Kast at CECOT", "Sample of B", 1));
}

/// What of the page is of which version: the page itself, and a file that it asks for later.
async fn versions(page: &Page) -> Value {
    page.run_async(
        "const sample = await (await fetch(arguments[0])).json();
         return [!!document.querySelector('meta[name=build]'), sample.project.title];",
        vec![json!(SAMPLE)],
    )
    .await
}

fn tagged() -> String {
    "Source: una pieza clave".to_owned()
}

fn old() -> Value {
    json!([false, "Kast at CECOT"])
}

fn new() -> Value {
    json!([true, "Sample of B"])
}

async fn what_was_opened_once_works_without_a_network(page: Page) {
    keep(&page).await;
    let asked = page.requests().len();
    page.server.be_away(true);
    page.reload_here().await;
    page.tag("una pieza clave", "3").await;
    page.see(at("listbox", "Annotations").then("option", "Source: una pieza clave"))
        .await;
    page.saved().await;
    let exported = page.export().await;
    assert!(
        exported
            .named()
            .contains(&"Source: una pieza clave".to_owned())
    );
    // Views are parts of the app, and candidates come from a worker.
    unlink(&page).await;
    page.click(("button", "Unlinked claims")).await;
    page.holds(
        tray(),
        "/40,000/.test(it.querySelector('.candidates .why')?.textContent)",
    )
    .await;
    page.click(("tab", "Sources")).await;
    page.see(("heading", "Claims by voice and article")).await;
    page.saved().await;
    page.reload_here().await;
    assert!(page.export().await.named().contains(&tagged()));
    assert_eq!(page.alerts().await, Vec::<String>::new());
    assert_eq!(page.requests().len(), asked);
}

async fn a_new_version_comes_whole_when_somebody_asks_for_it(page: Page) {
    keep(&page).await;
    page.tag("una pieza clave", "3").await;
    page.saved().await;
    publish_another(&page);
    assert_eq!(look_for_another(&page).await, (true, 2));
    let offer = ("button", "Use the new version");
    page.see(offer).await;
    // Who goes on has the old one, with all it may still ask for, and also from the beginning.
    assert_eq!(versions(&page).await, old());
    page.reload_here().await;
    assert_eq!(versions(&page).await, old());
    page.see(offer).await;
    page.click(("button", "Later")).await;
    page.gone(offer).await;

    page.in_a_second_tab("/#sample").await;
    page.click(offer).await;
    page.warned("open in other windows or tabs").await;
    assert_eq!(versions(&page).await, old());
    page.back_to_the_first_tab().await;
    page.reload_here().await;
    page.click(offer).await;
    is_new_with_its_annotation(&page).await;
    nothing_is_left_of_the_old_one(&page).await;
    assert_eq!(page.count(offer).await, 0);
    page.server.be_away(true);
    page.reload_here().await;
    assert_eq!(versions(&page).await, new());
}

async fn a_browser_that_does_not_let_the_new_version_take_over_gets_it_again(page: Page) {
    keep(&page).await;
    page.tag("una pieza clave", "3").await;
    page.saved().await;
    // Chromium waits now and then for an old version that does nothing any more.
    page.server.publish("service-worker.js", |it| {
        it.replacen("if (others.length === 0) skipWaiting();", "", 1)
    });
    publish_another(&page);
    assert_eq!(look_for_another(&page).await, (true, 2));
    // Without a network there would be nothing to begin with.
    page.server.be_away(true);
    page.click(("button", "Use the new version")).await;
    page.warned("did not start").await;
    assert_eq!(versions(&page).await, old());
    page.server.be_away(false);
    page.click(("button", "Use the new version")).await;
    is_new_with_its_annotation(&page).await;
    nothing_is_left_of_the_old_one(&page).await;
}

/// The new version is kept, it alone, and none waits.
async fn nothing_is_left_of_the_old_one(page: &Page) {
    is_kept(page).await;
    page.until("one version to be kept", async || {
        (look_for_another(page).await == (false, 1)).then_some(())
    })
    .await;
}

/// The page is that of the new build, and what was done is there.
async fn is_new_with_its_annotation(page: &Page) {
    page.until_true(
        "the new page",
        "!!document.querySelector('meta[name=build]')",
    )
    .await;
    page.see(at("listbox", "Annotations").then("option", "Source: una pieza clave"))
        .await;
    assert_eq!(versions(page).await, new());
}

async fn an_update_that_is_not_whole_leaves_what_there_was(page: Page) {
    keep(&page).await;
    publish_another(&page);
    page.lose("/lexicon/");
    assert_eq!(look_for_another(&page).await, (false, 1));
    assert_eq!(versions(&page).await, old());
    page.server.be_away(true);
    page.reload_here().await;
    assert_eq!(versions(&page).await, old());
    page.tag("una pieza clave", "3").await;
    page.saved().await;
    assert_eq!(page.count(("button", "Use the new version")).await, 0);
    // Once it is whole, it comes.
    page.server.be_away(false);
    page.find_again();
    assert_eq!(look_for_another(&page).await, (true, 2));
    page.click(("button", "Use the new version")).await;
    is_new_with_its_annotation(&page).await;
}

async fn a_build_that_lists_no_files_takes_away_what_was_kept(page: Page) {
    keep(&page).await;
    let plain = include_str!("../../../static/service-worker.js");
    page.server
        .publish("service-worker.js", |_| plain.to_owned());
    publish_another(&page);
    look_for_another(&page).await;
    page.until("nothing to be kept", async || {
        let left: (bool, usize) = page
            .run_async(
                "const kept = await navigator.serviceWorker.getRegistration();
                 return [!!kept, (await caches.keys()).length];",
                Vec::new(),
            )
            .await;
        (left == (false, 0)).then_some(())
    })
    .await;
    page.reload_here().await;
    assert_eq!(versions(&page).await, new());
}
