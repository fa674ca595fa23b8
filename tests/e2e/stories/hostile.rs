//! Words of others in every field of the running app: nothing of them runs, loads or becomes more than
//! words. `cargo xtask conformance` tells the same with lists of others.

#[path = "../../domain/hostile/every_field.rs"]
mod every_field;
#[path = "../../domain/hostile/payloads.rs"]
mod payloads;

use serde_json::{Value, json};

use crate::harness::{Browser, Limit, Page, at, report, stories, tell};
use payloads::PAYLOADS;

stories! { in crate::harness::Limit::Long;
    words_of_others_do_nothing_anywhere,
    a_saved_page_full_of_traps_is_only_read,
    files_made_to_be_too_much_leave_the_page_alive,
}

stories! { the_canary_notices_what_runs }

const CANARY: &str = include_str!("../harness/canary.js");

/// What was noticed in the page up to now.
async fn noticed(page: &Page) -> Vec<String> {
    let mut noticed: Vec<String> = page.get("canary.sweep()").await;
    let asked = page
        .requests()
        .into_iter()
        .filter(|it| it.contains("executed"));
    noticed.extend(asked.map(|it| format!("asked for {it}")));
    // What the policy forbade, and what was wanted from elsewhere.
    noticed.extend(page.noticed().await);
    noticed
}

async fn nothing_ran(page: &Page, place: &str) {
    let noticed = noticed(page).await;
    assert!(noticed.is_empty(), "{place}: {noticed:#?}");
}

async fn the_canary_notices_what_runs(page: Page) {
    // With a policy nothing would run.
    page.server.leave_out_headers(true);
    page.step_aside().await;
    page.run::<Value>(CANARY).await;
    nothing_ran(&page, "an empty page").await;
    for (payload, expected) in [
        ("<img src=/executed-1 onerror=executed(1)>", "executed 1"),
        ("<svg onload=\"executed(2)\"></svg>", "became onload"),
        ("<b onmouseover=alert(3)>x</b>", "became onmouseover"),
        (
            "<a href=\"javascript:alert(4)\">x</a>",
            "became href=javascript:",
        ),
        ("<style>*{}</style>", "became <style>"),
        ("<iframe src=/executed-5></iframe>", "asked for /executed-5"),
    ] {
        page.run_with::<Value>(
            "document.body.innerHTML = arguments[0]; return null;",
            vec![json!(payload)],
        )
        .await;
        page.until(expected, async || {
            let all = noticed(&page).await;
            all.iter().any(|it| it.contains(expected)).then_some(())
        })
        .await;
    }
    page.run::<Value>("document.body.innerHTML = ''; alert('x'); return null;")
        .await;
    let all = noticed(&page).await;
    assert!(all.contains(&"alert x".to_owned()), "{all:?}");
}

async fn words_of_others_do_nothing_anywhere(page: Page) {
    let words: Vec<String> = PAYLOADS.iter().map(|it| (*it).to_owned()).collect();
    page.open().await;
    go_everywhere(&page, &words).await;
}

/// The lists of others, some hundred words at a time.
macro_rules! lists_of_others {
    ($($name:ident in $browser:expr),*) => {$(
        #[test]
        #[ignore = "told by cargo xtask conformance"]
        fn $name() {
            tell($browser, stringify!($name), Limit::Measuring, lists_of_others);
        }
    )*};
}
lists_of_others!(hostile_lists_in_chromium in Browser::Chromium, hostile_lists_in_firefox in Browser::Firefox);

async fn lists_of_others(page: Page) {
    const TOGETHER: usize = 100;
    let folder =
        std::env::var("COTEJO_CONFORMANCE_DIR").expect("COTEJO_CONFORMANCE_DIR names the folder");
    let file = |name: &str| std::fs::read(format!("{folder}/hostile/{name}")).expect(name);
    let mut words: Vec<String> = serde_json::from_slice(&file("blns.json")).expect("a list");
    words.retain(|it| it.contains(['<', ':', '&', '{', '%']));
    let lines = file("xss-half.txt");
    words.extend(String::from_utf8_lossy(&lines).lines().map(str::to_owned));
    let part = std::env::var("COTEJO_HOSTILE").unwrap_or_default();
    let (first, every) = part.split_once('/').unwrap_or(("1", &part));
    let [first, every]: [usize; 2] = [first, every].map(|it| it.parse().unwrap_or(1).max(1));
    let words: Vec<String> = words.into_iter().skip(first - 1).step_by(every).collect();
    for some in words.chunks(TOGETHER) {
        page.open().await;
        go_everywhere(&page, some).await;
    }
    report(&format!(
        "{:?} · {} words of others in every field, view, dialog, importer and the report: 0 ran, 0 were asked for",
        page.browser,
        words.len()
    ));
}

/// Opens a project with each of the words in every field, looks at all there is to see, and takes each
/// as an article, a file name and a saved page.
async fn go_everywhere(page: &Page, words: &[String]) {
    page.run::<Value>(CANARY).await;
    import(page, words).await;
    nothing_ran(page, "the import").await;
    each_annotation(page, words.len()).await;
    views(page).await;
    dialogs(page).await;
    // Before each word is an article more: a matrix of so many would be a hundred million bytes.
    the_report(page).await;
    as_files(page, words).await;
}

async fn import(page: &Page, words: &[String]) {
    command(page, "Import").await;
    let file = page.file("words of others.json", every_field::file(words).as_bytes());
    let dialog = at("dialog", "Import");
    page.choose_files(dialog.clone().then("file", "Files to import"), &[&file])
        .await;
    page.see(dialog.clone().then("region", "Preview")).await;
    nothing_ran(page, "the preview").await;
    page.click(dialog.clone().then("button", "Import")).await;
    page.gone(dialog).await;
    page.until_true(
        "the project",
        &format!(
            "document.querySelectorAll('.articles li').length >= {}",
            words.len().min(5)
        ),
    )
    .await;
    page.saved().await;
}

/// Runs a command by its name.
async fn command(page: &Page, name: &str) {
    page.press("Control+k").await;
    page.see(("dialog", "Commands")).await;
    page.type_text(name).await;
    page.press("Enter").await;
    page.gone(("dialog", "Commands")).await;
}

/// Each annotation is gone to, so that its article, its inspector and its row are shown.
async fn each_annotation(page: &Page, count: usize) {
    const AT_ONCE: usize = 20;
    let kinds = [every_field::CLAIM, every_field::SOURCE, every_field::STANCE];
    let ids: Vec<String> = (0..count)
        .map(|it| every_field::id(kinds[it % 3], it))
        .chain([every_field::id(every_field::CLAIM, 1)])
        .collect();
    for ids in ids.chunks(AT_ONCE) {
        page.run_async::<Value>(
            "const frame = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
             const project = location.hash.split('&')[0];
             for (const id of arguments[0]) {
               location.hash = `${project}&annotation=${id}`;
               await frame(); await frame();
               document.querySelectorAll('#inspector details, aside details').forEach((it) => it.open = true);
             }
             return null;",
            vec![json!(ids)],
        )
        .await;
        nothing_ran(page, "an article and the inspector").await;
    }
}

/// Scrolls through one of those that scroll, so that what is shown only in view was shown; nothing
/// where there are not so many.
const SCROLL: &str = "
    const frame = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
    document.querySelectorAll('details').forEach((it) => it.open = true);
    const all = [...document.querySelectorAll('div, section, ul, ol, main, aside, nav, dialog')]
      .filter((it) => it.scrollHeight > it.clientHeight + 40 && /auto|scroll/.test(getComputedStyle(it).overflowY));
    const it = all[arguments[0]];
    if (!it) return null;
    const noticed = [], end = performance.now() + 8_000;
    const most = Math.min(60, it.scrollHeight / Math.max(200, it.clientHeight));
    for (let step = 0; step <= most && performance.now() < end; step++) {
      it.scrollTop = step * Math.max(200, it.clientHeight);
      it.scrollLeft = step * 200;
      await frame();
      if (step % 4 === 0) noticed.push(...canary.sweep());
    }
    return [...noticed, ...canary.sweep()];";

async fn look_around(page: &Page, place: &str) {
    for at in 0..12 {
        let noticed: Option<Vec<String>> = page.run_async(SCROLL, vec![json!(at)]).await;
        let Some(noticed) = noticed else { break };
        assert!(noticed.is_empty(), "{place}: {noticed:#?}");
    }
    nothing_ran(page, place).await;
}

async fn views(page: &Page) {
    for view in ["Compare", "Sources", "Codebook", "Read"] {
        page.click(at("tablist", "Views").then("tab", view)).await;
        page.see(at("tabpanel", view)).await;
        if view == "Compare" {
            let cell = at("grid", "Claims by article").then("gridcell", "*");
            page.see(cell).await;
            page.run::<Value>("document.querySelector('[role=gridcell]').click()")
                .await;
        }
        if view == "Sources" {
            page.until_true(
                "the plots",
                "document.querySelector('[role=tabpanel] svg') !== null",
            )
            .await;
        }
        page.settle().await;
        look_around(page, view).await;
    }
}

async fn dialogs(page: &Page) {
    for name in [
        "Article details",
        "Projects",
        "Checks",
        "Export",
        "Actors, canonical claims, topics",
        "Keyboard shortcuts",
        "Appearance",
    ] {
        command(page, name).await;
        page.settle().await;
        look_around(page, name).await;
        // A list for each tab, where there are tabs.
        page.run_async::<Value>(
            "for (const it of document.querySelectorAll('dialog[open] [role=tab]')) {
               it.click(); await new Promise((go) => setTimeout(go, 50));
             }
             return null;",
            Vec::new(),
        )
        .await;
        look_around(page, name).await;
        page.press("Escape").await;
        page.until_true(
            "no dialog",
            "document.querySelector('dialog[open]') === null",
        )
        .await;
    }
}

/// Each of the words as an article of its own, as the name of a file, and in a saved page.
async fn as_files(page: &Page, words: &[String]) {
    const AT_ONCE: usize = 60;
    for words in words.chunks(AT_ONCE) {
        page.run_async::<Value>(
            "const give = new DataTransfer();
             for (const words of arguments[0]) {
               const page = `<!doctype html><html lang='${words}'><title>${words}</title><meta name=author content=\"${words}\"><body>${words}<article><h1>${words}</h1><p>${words} and some words of an article ${Math.random()}</p></article>`;
               give.items.add(new File([page], words + '.html', { type: 'text/html' }));
               give.items.add(new File([words + ' and more ' + Math.random()], words, { type: 'text/plain' }));
             }
             for (const type of ['dragenter', 'dragover', 'drop']) {
               document.querySelector('main').dispatchEvent(
                 new DragEvent(type, { dataTransfer: give, bubbles: true, cancelable: true }));
               await new Promise((go) => setTimeout(go, 20));
             }
             await new Promise((go) => setTimeout(go, 1500));
             return null;",
            vec![json!(words)],
        )
        .await;
        page.settle().await;
        look_around(page, "files").await;
    }
}

/// The report in a page of its own.
async fn the_report(page: &Page) {
    page.catch_downloads().await;
    page.run::<Value>("window.caught = []").await;
    page.click(at("tablist", "Views").then("tab", "Compare"))
        .await;
    page.click(("button", "Report")).await;
    page.click(at("dialog", "Report").then("button", "Report (HTML)"))
        .await;
    let html = page.caught().await;
    page.press("Escape").await;
    nothing_ran(page, "the dialog of the report").await;
    // With what would notice in it, before all else; its own policy would not let that run.
    let written = html.replacen(
        "<meta http-equiv=\"Content-Security-Policy\"",
        "<meta name=\"was-policy\"",
        1,
    );
    assert_ne!(written, html, "the report has a policy");
    page.server.leave_out_headers(true);
    page.step_aside().await;
    page.run::<Value>(CANARY).await;
    let ran: Vec<String> = page
        .run_async(
            "const frame = document.createElement('iframe');
             document.body.append(frame);
             await new Promise((go) => { frame.onload = go; frame.src = URL.createObjectURL(new Blob([arguments[0]], { type: 'text/html' })); });
             const ran = [], page = frame.contentDocument;
             const strange = 'img, iframe, object, embed, video, audio, base, form, link, math, script:not([type=\"application/json\"]), animate, set';
             for (const it of page.querySelectorAll(strange)) ran.push(it.outerHTML.slice(0, 120));
             for (const it of page.querySelectorAll('*')) for (const { name, value } of it.attributes) {
               if (/^on/i.test(name) || name === 'style' || (/href$/.test(name) && !/^(#|https?:)/i.test(value))) ran.push(`${name}=${value.slice(0, 80)}`);
             }
             return ran;",
            vec![json!(written)],
        )
        .await;
    assert!(ran.is_empty(), "the report: {ran:#?}");
    let asked: Vec<String> = page
        .requests()
        .into_iter()
        .filter(|it| it.contains("executed"))
        .collect();
    assert!(asked.is_empty(), "the report: {asked:?}");
    page.server.leave_out_headers(false);
    page.open().await;
    page.run::<Value>(CANARY).await;
}

/// A saved page that tries to load, run, restyle and leave.
const TRAPS: &str = r#"<!doctype html>
<html lang="en" onload="executed()"><head><meta charset="utf-8">
<base href="/executed-base/"><meta http-equiv="refresh" content="0;url=/executed-refresh">
<link rel="stylesheet" href="/executed.css"><link rel="preload" as="image" href="/executed-preload.png">
<link rel="prefetch" href="/executed-prefetch"><link rel="icon" href="/executed.ico">
<style>@import url(/executed-import.css); * { display: none !important; background: url(/executed-style.png) }</style>
<script src="/executed.js"></script><script>executed()</script>
<title>Traps <script>executed()</script></title></head>
<body onload="executed()" background="/executed-body.png" style="display: none">
<img src="/executed.png" srcset="/executed-2.png 2x" onerror="executed()" loading="eager">
<picture><source srcset="/executed-source.png"><img src="/executed-picture.png"></picture>
<iframe src="/executed-frame"></iframe><iframe srcdoc="<script>parent.executed()</script>"></iframe>
<video src="/executed.mp4" poster="/executed-poster.png" autoplay></video><audio src="/executed.mp3" autoplay></audio>
<object data="/executed-object"></object><embed src="/executed-embed">
<svg onload="executed()"><image href="/executed-svg.png"/><use href="/executed.svg#x"/><script>executed()</script></svg>
<template><img src="/executed-template.png" onerror="executed()"></template>
<form action="/executed-form"><input autofocus onfocus="executed()"><button formaction="/executed-action">x</button></form>
<x-trap is="x-trap"></x-trap><div shadowrootmode="open"><img src="/executed-shadow.png"></div>
<article><h1>What the page says</h1>
<p>The first words of it stand here, and <a href="javascript:executed()" ping="/executed-ping">a link</a>.</p>
<p onclick="executed()" style="position: fixed; inset: 0">The second words <b>too</b>.</p></article>
<noscript><img src="/executed-noscript.png"></noscript></body></html>"#;

async fn a_saved_page_full_of_traps_is_only_read(page: Page) {
    page.new_project().await;
    page.run::<Value>(CANARY).await;
    let colour =
        "getComputedStyle(document.body).display + getComputedStyle(document.body).backgroundImage";
    let before: String = page.get(colour).await;
    let file = page.file("traps.html", TRAPS.as_bytes());
    page.add_files(&[&file]).await;
    page.see(("region", "Article: What the page says")).await;
    page.settle().await;
    nothing_ran(&page, "a saved page").await;
    let text: String = page
        .get("document.querySelector('[data-article-id]').textContent")
        .await;
    assert!(text.contains("The second words too."), "{text}");
    assert!(!text.contains("executed"), "{text}");
    assert_eq!(
        page.get::<String>(colour).await,
        before,
        "its styles stay with it"
    );
    // The same, pasted.
    page.copy_elsewhere(TRAPS).await;
    page.open().await;
    page.run::<Value>(CANARY).await;
    page.click(("button", "Add article")).await;
    page.see(("dialog", "Add article")).await;
    page.paste().await;
    page.settle().await;
    nothing_ran(&page, "a pasted page").await;
    let asked: Vec<String> = page
        .requests()
        .into_iter()
        .filter(|it| it.contains("executed"))
        .collect();
    assert_eq!(asked, [] as [&str; 0]);
}

/// Says how much memory the app has.
const MEMORY: &str = "
    window.memories = [];
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const make = WebAssembly[name];
      WebAssembly[name] = async (...all) => {
        const made = await make.apply(WebAssembly, all);
        const { memory } = (made.instance ?? made).exports;
        if (memory) window.memories.push(memory);
        return made;
      };
    }";

/// Files by what they are called, what is in them, and what somebody is told.
const TOO_MUCH: &[(&str, &str, &str)] = &[
    (
        "a.json",
        "Array(6).fill(new Uint8Array(50e6))",
        "at most 256 MB are read",
    ),
    (
        "b.json",
        "['['.repeat(1e8)]",
        "lists and objects in one another",
    ),
    (
        "c.json",
        "['{\"format\":\"cotejo-project\",\"version\":\"1.0\",\"annotations\":[' + '{},'.repeat(1e7) + '{}]}']",
        "records",
    ),
    (
        "d.json",
        "['{\"format\":\"cotejo-project\",\"version\":\"1.0\",\"x\":' + '1'.repeat(1e8) + '}']",
        "digits",
    ),
    (
        "e.json",
        "['{\"format\":\"cotejo-project\",\"version\":\"1.0\",\"x\":\"' + 'x'.repeat(1.5e8) + '\"}']",
        "a string has more than 60 MB",
    ),
    (
        "f.html",
        "['<html>' + '<b>'.repeat(6e6)]",
        "too many to be looked through",
    ),
    ("g.txt", "['x'.repeat(21e6)]", "can have up to 20 MB"),
    ("h.txt", "[new Uint8Array(2e7)]", "is not plain text"),
    (
        "i.html",
        "['<html><p ' + Array.from({ length: 1e6 }, (_, it) => 'a' + it).join(' ') + '>x</p><script>' + 'y'.repeat(5e6) + '</script>']",
        "too many to be looked through",
    ),
];

async fn files_made_to_be_too_much_leave_the_page_alive(page: Page) {
    page.put_before_all(MEMORY);
    page.new_project().await;
    let memory = "Math.max(0, ...window.memories.map((it) => it.buffer.byteLength)) / 1e6";
    let mut slowest = 0.0_f64;
    for (name, content, said) in TOO_MUCH {
        let before: f64 = page.get(memory).await;
        let took: f64 = page
            .run_async(
                &format!(
                    "const file = new File({content}, '{name}');
                     const give = new DataTransfer();
                     give.items.add(file);
                     await new Promise((go) => setTimeout(go, 100));
                     const start = performance.now();
                     for (const type of ['dragenter', 'dragover', 'drop']) {{
                       document.querySelector('main').dispatchEvent(
                         new DragEvent(type, {{ dataTransfer: give, bubbles: true, cancelable: true }}));
                     }}
                     for (;;) {{
                       const all = [...document.querySelectorAll('[role=alert], .messages p, [data-article-id]')];
                       if (all.some((it) => it.textContent.includes('{said}'))) break;
                       if (performance.now() - start > 15_000) throw new Error(document.body.innerText.slice(0, 2000));
                       await new Promise((go) => setTimeout(go, 4));
                     }}
                     return performance.now() - start;"
                ),
                Vec::new(),
            )
            .await;
        let after: f64 = page.get(memory).await;
        report(&format!(
            "{:?} · {name} · {content:.60} · {:.2} s · the app's memory grew by {:.0} MB to {after:.0}",
            page.browser,
            took / 1000.0,
            after - before
        ));
        slowest = slowest.max(took);
        page.press("Escape").await;
        page.until_true(
            "no dialog",
            "document.querySelector('dialog[open]') === null",
        )
        .await;
        page.run::<Value>(
            "document.querySelectorAll('.messages button').forEach((it) => it.click())",
        )
        .await;
    }
    // The page is alive.
    page.click(("tab", "Codebook")).await;
    page.see(at("tabpanel", "Codebook")).await;
    report(&format!(
        "{:?} · the slowest file was refused after {:.2} s",
        page.browser,
        slowest / 1000.0
    ));
}
