//! Files of other tools: looked at, taken in, taken back, and written.

use std::io::Write;

use rawzip::{CompressionMethod, ZipArchiveWriter};

use crate::harness::{Page, Point, at, stories};

stories! {
    files_of_brat_are_looked_at_mapped_and_taken_in,
    an_archive_is_read_like_its_files,
    what_a_format_does_not_hold_leads_to_where_it_is,
}

const TEXT: &str = "📰 Pia said no.\nThe rest.";
const LINES: &str = "T1\tSource 2 5\tPia\nT2\tVerb 6 10\tsaid\nT3\tClaim 11 13\tno\nT9\tClaim 90 91\tx\n\
    R1\tattributed_to Arg1:T3 Arg2:T1\t\n";

async fn begin(page: &Page) {
    page.press("Control+k").await;
    page.see(("dialog", "Commands")).await;
    page.type_text("Import").await;
    page.press("Enter").await;
    page.see(("dialog", "Import")).await;
}

/// Clicks on the middle of the first element of a selector that is shown.
async fn click_in(page: &Page, css: &str) {
    let point = page
        .until(css, async || {
            let script = format!(
                "(() => {{
                   const it = document.querySelector({css:?});
                   if (!it) return null;
                   it.scrollIntoView({{ block: 'center' }});
                   const box = it.getBoundingClientRect();
                   return [box.left + Math.min(20, box.width / 2), box.top + box.height / 2];
                 }})()"
            );
            page.get::<Option<[f64; 2]>>(&script).await
        })
        .await;
    page.click_at(Point {
        x: point[0],
        y: point[1],
    })
    .await;
}

/// The preview of the two files, or of one in which they are.
async fn sees_the_preview(page: &Page) {
    let preview = at("dialog", "Import").then("region", "Preview");
    page.see(preview.clone()).await;
    let shown = page.text(preview).await;
    for words in [
        "brat standoff (1) · 1 text · 3 annotations · 1 relation",
        "pia · 3",
        // Nothing is left out without a word, and the word has a line.
        "pia.ann, line 4",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
}

async fn files_of_brat_are_looked_at_mapped_and_taken_in(page: Page) {
    page.open_at("/#sample").await;
    begin(&page).await;
    let dialog = at("dialog", "Import");
    let files = [
        page.file("pia.txt", TEXT.as_bytes()),
        page.file("pia.ann", LINES.as_bytes()),
    ];
    let files = [files[0].as_path(), files[1].as_path()];
    page.choose_files(dialog.clone().then("file", "Files to import"), &files)
        .await;
    sees_the_preview(&page).await;

    page.choose(dialog.clone().then("combobox", "Verb"), "Cue")
        .await;
    page.click(dialog.clone().then("button", "Import")).await;
    page.gone(dialog.clone()).await;
    page.until_true(
        "what was imported",
        "document.querySelector('.messages')?.textContent.includes('Imported: 1 article, 3 annotations, 1 relation.')",
    )
    .await;
    let exported = page.export().await.named();
    for words in ["Source: Pia", "Cue: said", "Claim: no"] {
        assert!(
            exported.iter().any(|it| it == words),
            "{words}: {exported:#?}"
        );
    }
    page.saved().await;

    // What was chosen is proposed the next time, and nothing comes twice.
    begin(&page).await;
    page.choose_files(dialog.clone().then("file", "Files to import"), &files)
        .await;
    sees_known(&page).await;
    // The codebook has all of it now, so it is folded away.
    click_in(&page, "details.mapping > summary").await;
    assert_eq!(
        page.value(dialog.clone().then("combobox", "Verb")).await,
        "Cue"
    );
    page.press("Escape").await;
    page.gone(dialog).await;

    // One undo takes all of it back.
    page.press("Control+z").await;
    page.until_true(
        "the articles of the sample alone",
        "document.querySelectorAll('.articles li').length === 2",
    )
    .await;
}

async fn sees_known(page: &Page) {
    let preview = at("dialog", "Import").then("region", "Preview");
    page.see(preview.clone()).await;
    let shown = page.text(preview).await;
    assert!(shown.contains("has the text already"), "{shown}");
}

async fn an_archive_is_read_like_its_files(page: Page) {
    page.open_at("/#sample").await;
    begin(&page).await;
    let archive = deflated(&[("set/pia.txt", TEXT), ("set/pia.ann", LINES)]);
    let file = page.file("set.zip", &archive);
    let dialog = at("dialog", "Import");
    page.choose_files(dialog.clone().then("file", "Files to import"), &[&file])
        .await;
    let preview = dialog.then("region", "Preview");
    page.see(preview.clone()).await;
    let shown = page.text(preview).await;
    assert!(
        shown.contains("brat standoff (1) · 1 text · 3 annotations · 1 relation"),
        "{shown}"
    );
}

fn deflated(files: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, text) in files {
        let (mut entry, config) = archive
            .new_file(*name)
            .compression_method(CompressionMethod::DEFLATE)
            .start()
            .expect("a file begins");
        // What is deflated is written by itself; sizes and sum are those of the text.
        let mut counted = config.wrap(Vec::new());
        counted.write_all(text.as_bytes()).expect("memory");
        let (_, descriptor) = counted.finish().expect("memory");
        let packed = miniz_oxide::deflate::compress_to_vec(text.as_bytes(), 6);
        entry.write_all(&packed).expect("memory");
        entry.finish(descriptor).expect("a file ends");
    }
    archive.finish().expect("an archive ends");
    bytes
}

async fn what_a_format_does_not_hold_leads_to_where_it_is(page: Page) {
    page.open_at("/#sample").await;
    page.see(at("listbox", "Annotations").then("option", "*"))
        .await;
    page.catch_downloads().await;
    page.click(("button", "Export")).await;
    let dialog = at("dialog", "Export");
    page.choose(dialog.clone().then("combobox", "Format"), "brat standoff")
        .await;
    page.see(dialog.clone().then("list", "What this format cannot hold"))
        .await;
    page.click(dialog.clone().then("button", "Download")).await;
    let archive = page.caught().await;
    for words in [
        "annotation.conf",
        "T1\tClaim 0 ",
        "What these files (brat standoff) do not hold",
    ] {
        assert!(archive.contains(words), "{words}");
    }
    click_in(&page, "#losses + ul > li:nth-child(2) summary").await;
    click_in(&page, "#losses + ul > li:nth-child(2) button").await;
    page.gone(dialog).await;
}
