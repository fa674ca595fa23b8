//! Who is quoted, and who is not: seen at once, and followed to the words.

use serde_json::Value;

use crate::harness::{Page, Spot, at, report, stories};

stories! {
    that_one_article_hears_no_critic_is_seen_at_once,
    a_mark_leads_to_its_words_by_mouse_and_by_key,
    every_plot_is_a_table_too,
    plots_are_saved_as_pictures_and_tables,
    the_network_of_one_topic,
    without_the_part_that_draws_it_is_said,
}

const STANCES: &str = "Stances for and against, whoever holds them";
const WORD: &str = "On whose word the claims stand";
const WAY: &str = "How voices are quoted";
const VOICES: &str = "Claims by voice and article";
const NETWORK: &str = "Voices and canonical claims";

const SPANISH: &str = "Kast visita el CECOT en El Salvador";
const ENGLISH: &str = "Chile’s President-Elect Tours Controversial El Salvador Mega-Prison Ahead Of Security Talks With Bukele";

/// A mark of a plot, which leads to a list of annotations.
fn bar(title: &str, article: &str, what: &str) -> Spot {
    plot(title).then("button", &format!("{article}: {what}"))
}

fn plot(title: &str) -> Spot {
    at("region", title)
}

async fn sources(page: &Page) {
    page.open_at("/#sample").await;
    page.click(("tab", "Sources")).await;
    page.see(plot(STANCES)).await;
}

async fn that_one_article_hears_no_critic_is_seen_at_once(page: Page) {
    sources(&page).await;
    for (first, sentence) in [
        (
            true,
            "No critic is heard in “Kast visita el CECOT en El Salvador”.",
        ),
        (false, "2 critics are heard in “Chile’s President-Elect*"),
    ] {
        page.see(("paragraph", sentence)).await;
        let top: f64 = page
            .of(("paragraph", sentence), "it.getBoundingClientRect().bottom")
            .await;
        assert!(!first || top < 200.0, "{sentence} stands at {top}");
    }
    page.see(bar(STANCES, SPANISH, "support, 3 annotations"))
        .await;
    page.see(bar(STANCES, ENGLISH, "deny, 2 annotations")).await;
    for title in [
        WORD,
        WAY,
        "What kind of source",
        "Where the sources belong",
        VOICES,
        "Who holds which stance to what",
        NETWORK,
        "Articles in time",
    ] {
        page.see(plot(title)).await;
    }
}

/// Whether what has the keyboard is called so.
async fn keyboard_is_on(page: &Page, name: &str) {
    page.until_true(
        &format!("the keyboard on {name}"),
        &format!("document.activeElement?.getAttribute('aria-label')?.includes('{name}') === true"),
    )
    .await;
}

async fn a_mark_leads_to_its_words_by_mouse_and_by_key(page: Page) {
    sources(&page).await;
    // One annotation: there at once.
    let socorro = format!("{ENGLISH}: Socorro Juridico, 1 annotation");
    page.click(plot(VOICES).then("link", &socorro)).await;
    page.see(("button", "Delete annotation")).await;
    page.click(("tab", "Sources")).await;
    // Several: a list, article by article.
    page.click(bar(WAY, SPANISH, "Direct quote*")).await;
    let list = || at("dialog", "What it stands for");
    page.see(list().then("heading", "es · Kast visita*")).await;
    page.holds(list(), "it.querySelectorAll('.quote').length === 6")
        .await;
    page.holds(
        list(),
        "it.textContent.includes('On the word of José Antonio Kast')",
    )
    .await;
    page.press("Escape").await;
    page.gone(list()).await;
    keyboard_is_on(&page, "Direct quote").await;
    // Arrows go from bar to bar; Enter opens, Escape comes back.
    page.press("ArrowRight").await;
    keyboard_is_on(&page, "Indirect, 9 annotations").await;
    page.press("ArrowDown").await;
    keyboard_is_on(&page, "Indirect, 13 annotations").await;
    page.press("ArrowUp").await;
    page.press("Home").await;
    keyboard_is_on(&page, "Direct quote, 6 annotations").await;
    page.press("Enter").await;
    page.see(list()).await;
    page.press("Tab").await;
    page.press("Enter").await;
    page.gone(list()).await;
    page.see(("button", "Delete annotation")).await;
    let claim = page.focused().await.expect("an annotation is focused");
    assert!(claim.starts_with("Claim: "), "{claim}");
    // What is counted follows.
    page.click(("button", "Delete annotation")).await;
    page.click(("tab", "Sources")).await;
    page.see(bar(WAY, SPANISH, "Direct quote, 5*")).await;
    page.click(bar(WAY, SPANISH, "Indirect*")).await;
    page.press("Escape").await;
    page.press("Control+z").await;
    page.see(bar(WAY, SPANISH, "Direct quote, 6*")).await;
    // Drawn anew, and the keyboard is where it was.
    keyboard_is_on(&page, "Indirect, 9 annotations").await;
    let stops: usize = page
        .get("document.querySelectorAll('.plot-scroll .mark[tabindex=\"0\"]').length")
        .await;
    let plots: usize = page
        .get("document.querySelectorAll('.drawing').length")
        .await;
    assert!(stops <= plots, "{stops} stops for Tab in {plots} plots");
}

async fn every_plot_is_a_table_too(page: Page) {
    sources(&page).await;
    let titles: Vec<String> = page
        .get("[...document.querySelectorAll('.drawing')].map((it) => it.ariaLabel)")
        .await;
    assert_eq!(titles.len(), 9);
    for title in &titles {
        page.click(plot(title).then("button", "Table")).await;
        page.holds(
            plot(title),
            "it.querySelectorAll('table tbody tr').length > 0 && it.querySelector('svg') === null",
        )
        .await;
        page.holds(
            plot(title).then("button", "Table"),
            "it.ariaPressed === 'true'",
        )
        .await;
    }
    let word = plot(WORD);
    page.see(word.clone().then("rowheader", "Kast visita*"))
        .await;
    page.see(word.clone().then("columnheader", "Author’s voice"))
        .await;
    page.click(word.then("button", "21, Author’s voice, Chile’s President-Elect*"))
        .await;
    page.holds(
        at("dialog", "What it stands for"),
        "it.querySelectorAll('.quote').length === 21",
    )
    .await;
}

async fn plots_are_saved_as_pictures_and_tables(page: Page) {
    sources(&page).await;
    let word = || plot(WORD);
    page.catch_downloads().await;
    page.click(word().then("button", "Save as CSV")).await;
    let csv = page.caught().await;
    let rows: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        rows[0],
        "Article,Named source,Other source,\"Cue, no source\",Author’s voice,“Did not say”,Not coded yet"
    );
    assert_eq!(rows[1], "Kast visita el CECOT en El Salvador,14,1,2,7,0,0");
    let mut saved = Vec::new();
    for title in [WORD, NETWORK] {
        page.catch_downloads().await;
        page.click(plot(title).then("button", "Save as SVG")).await;
        saved.push((title, page.caught().await));
    }
    // In a page that takes pictures from elsewhere than its own server, unlike the app.
    page.server.leave_out_headers(true);
    page.step_aside().await;
    for (title, svg) in saved {
        // As a picture of its own, by the browser's strict reader, with rules of its own.
        let seen: Vec<Value> = page
            .run_async(
                "const parsed = new DOMParser().parseFromString(args[0], 'image/svg+xml');
                 const image = new Image();
                 image.src = URL.createObjectURL(new Blob([args[0]], { type: 'image/svg+xml' }));
                 await image.decode();
                 const shown = document.createElement('canvas');
                 shown.width = image.naturalWidth; shown.height = image.naturalHeight;
                 const paper = shown.getContext('2d');
                 paper.drawImage(image, 0, 0);
                 const colours = new Set(new Uint32Array(paper.getImageData(0, 0, shown.width, shown.height).data.buffer));
                 return [parsed.querySelector('parsererror')?.textContent ?? '', parsed.documentElement.tagName,
                   image.naturalWidth, colours.size];",
                vec![svg.clone().into()],
            )
            .await;
        assert_eq!(seen[0], "", "{title}");
        assert_eq!(seen[1], "svg");
        assert!(seen[2].as_u64() > Some(600), "{seen:?}");
        assert!(seen[3].as_u64() > Some(3), "only {} colours", seen[3]);
        assert!(!svg.contains("style=") && !svg.contains("var(--deny"));
        report(&format!(
            "{:?} · {title}: {} bytes of SVG",
            page.browser,
            svg.len()
        ));
    }
}

async fn the_network_of_one_topic(page: Page) {
    sources(&page).await;
    let all = || plot(NETWORK);
    page.see(all().then("button", "José Antonio Kast, *")).await;
    page.see(all().then("link", "José Antonio Kast endorses: The level of security*"))
        .await;
    page.choose(
        ("combobox", "Topic of the network"),
        "The state of emergency",
    )
    .await;
    let rights = || plot("Voices and canonical claims: The state of emergency");
    page.see(rights()).await;
    page.see(rights().then("link", "Human rights groups says it: At least 480 people*"))
        .await;
    page.gone(rights().then("button", "José Antonio Kast, *"))
        .await;
    // The other plots stay.
    page.see(plot(STANCES)).await;
    page.click(rights().then("link", "Human rights groups says it: At least 480 people*"))
        .await;
    page.see(("button", "Delete annotation")).await;
    let claim = page.focused().await.expect("an annotation is focused");
    assert!(claim.starts_with("Claim: at least 480 people"), "{claim}");
}

async fn without_the_part_that_draws_it_is_said(page: Page) {
    page.lose("/analyst.js");
    page.open_at("/#sample").await;
    page.click(("tab", "Sources")).await;
    page.see(("alert", "*")).await;
    page.until_true(
        "what to do",
        "document.querySelector('.source-tables [role=alert]')?.textContent.includes('try again')",
    )
    .await;
    page.click(("button", "Try again")).await;
    page.see(("button", "Try again")).await;
}
