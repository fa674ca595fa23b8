//! Long reading: finding words and tagging them all, a page as the reader likes it, and the
//! way through a long text.

use crate::harness::{Page, Point, at, stories};

stories! {
    words_are_found_and_tagged_wherever_they_stand,
    the_page_is_as_the_reader_likes_it,
    the_strip_leads_through_a_long_text,
}

stories! { in Chromium alone; what_is_shown_side_by_side_is_printed_one_after_the_other }

const TEXT: &str = "Kast visits a prison

The president-elect Kast praised it. Kastrup is a town, and KAST is a name.
";

async fn words_are_found_and_tagged_wherever_they_stand(page: Page) {
    page.project_with(TEXT).await;
    page.tag("Kast visits", "1").await;
    page.press("Escape").await;
    let search = ("searchbox", "Search in articles");
    page.fill(search, "kast").await;
    let count = "it.parentElement.querySelector('.count').textContent";
    page.holds(search, &format!("{count} === '4'")).await;
    page.click(("checkbox", "Whole words")).await;
    page.holds(search, &format!("{count} === '3'")).await;
    page.click(("checkbox", "Match case and accents")).await;
    page.holds(search, &format!("{count} === '0'")).await;
    page.click(("checkbox", "Match case and accents")).await;
    page.click(at("search", "Search").then("button", "Next hit"))
        .await;
    page.holds(search, &format!("{count} === '1 / 3'")).await;
    page.click(at("search", "Search").then("button", "Label all…"))
        .await;
    // One of them is in a Claim already.
    page.click(at("dialog", "Label all…").then("button", "Label 2 as Claim"))
        .await;
    page.annotations_are(&["Claim: Kast visits", "Claim: Kast", "Claim: KAST"])
        .await;
    page.click(("button", "Undo: label all as Claim")).await;
    page.annotations_are(&["Claim: Kast visits"]).await;
    // From a selection, and with one place left out.
    page.drag_over("is a").await;
    page.press("o").await;
    page.choose(at("dialog", "Label all…").then("combobox", "Label"), "Cue")
        .await;
    page.see(at("dialog", "Label all…").then("button", "Label 2 as Cue"))
        .await;
    let boxes = "[...it.querySelectorAll('.place input')]";
    let _: bool = page
        .of(
            ("dialog", "Label all…"),
            &format!("{boxes}[0].click() ?? true"),
        )
        .await;
    page.click(at("dialog", "Label all…").then("button", "Label 1 as Cue"))
        .await;
    page.annotations_are(&["Claim: Kast visits", "Cue: is a"])
        .await;
}

async fn the_page_is_as_the_reader_likes_it(page: Page) {
    page.project_with(TEXT).await;
    let text = (".text", "getComputedStyle(it).fontSize");
    let size = format!(
        "(() => {{ const it = document.querySelector('{}'); return {}; }})()",
        text.0, text.1
    );
    page.click(("button", "Appearance")).await;
    page.click(("slider", "Text size")).await;
    page.press("End").await;
    page.until_true("large letters", &format!("{size} === '36px'"))
        .await;
    page.press("Escape").await;
    page.reload().await;
    page.until_true("large letters again", &format!("{size} === '36px'"))
        .await;
    page.click(("button", "Appearance")).await;
    page.click(("button", "As at first")).await;
    page.until_true("letters as at first", &format!("{size} === '18px'"))
        .await;
    page.press("Escape").await;
    // Only the article is left, and a way back.
    page.click_on("visits").await;
    page.press("b").await;
    page.gone(("complementary", "Inspector")).await;
    page.click(("button", "Leave reading mode")).await;
    page.see(("complementary", "Inspector")).await;
}

async fn the_strip_leads_through_a_long_text(page: Page) {
    let lines: Vec<String> = (0..400)
        .map(|it| format!("Line {it} of a long text.\n"))
        .collect();
    page.project_with(&lines.concat()).await;
    let strip: Point = page
        .get(
            "(() => { const it = document.querySelector('.overview').getBoundingClientRect();
            return { x: it.left + it.width / 2, y: it.top + it.height * 0.75 }; })()",
        )
        .await;
    page.click_at(strip).await;
    page.until_true(
        "the place three quarters down",
        "(() => { const frame = document.querySelector('.pane-scroll').getBoundingClientRect();
        const all = [...document.querySelectorAll('.text p')];
        const shown = all.findIndex(it => it.getBoundingClientRect().top > frame.top);
        return shown > 280 && shown < 310; })()",
    )
    .await;
    page.until_true(
        "the frame in the strip",
        "(() => { const it = document.querySelector('.overview-frame');
        const { data } = it.getContext('2d').getImageData(0, 0, 1, it.height);
        const y = data.findIndex((of, at) => at % 4 === 3 && of > 0) >> 2;
        return y > 700 && y < 760; })()",
    )
    .await;
}

/// Paper is as narrow as screens on which only one of them has room.
async fn what_is_shown_side_by_side_is_printed_one_after_the_other(page: Page) {
    page.open().await;
    page.see(("region", "Article: Kast*")).await;
    page.see(("region", "Article: Chile*")).await;
    let ends = "[...document.querySelectorAll('.pane')].flatMap((it) => {
        const { top, bottom } = it.getBoundingClientRect(); return [top, bottom] })";
    page.on_paper(true).await;
    let ends: Vec<f64> = page.get(ends).await;
    assert_eq!(ends.len(), 4);
    assert!(ends.is_sorted(), "{ends:?}");
    assert!(
        ends[1] - ends[0] > 600.0 && ends[3] - ends[2] > 600.0,
        "{ends:?}"
    );
    page.on_paper(false).await;
}
