//! A million characters with ten thousand annotations: what a browser does with any page, it does
//! with these too, though most of them are not laid out until they come into sight.

use serde_json::{Value, json};

use crate::harness::{Browser, Page, stories};
use crate::opening::import;
use crate::workloads::WORKLOADS;

stories! { in crate::harness::Limit::Long; a_million_characters_are_found_printed_read_and_copied }

async fn a_million_characters_are_found_printed_read_and_copied(page: Page) {
    let workload = WORKLOADS[2];
    assert_eq!((workload.chars, workload.annotations), (1_000_000, 10_000));
    let (file, text) = workload.project();
    import(&page, workload.name, &file).await;
    it_is_all_there_wherever_one_reads(&page, &text).await;
    the_last_words_are_found_in_the_page(&page, &text).await;
    it_is_printed_with_all_marks(&page, &text, &file).await;
    if page.browser == Browser::Chromium {
        assistive_technology_reads_it_in_order(&page, &text).await;
    }
    it_is_copied_as_it_is(&page, &text).await;
}

/// What of the text is not in the page as it should be: paragraphs with the offset of their first
/// character.
async fn amiss(page: &Page, text: &str) -> String {
    page.run_with(
        "const [whole] = arguments;
         let at = 0;
         for (const it of text.paragraphs(0)) {
           const piece = it.textContent;
           if (Number(it.dataset.at) !== at) return `${it.dataset.at} should be ${at}`;
           if (!whole.startsWith(piece, at)) return `${at}: ${piece}`;
           at += piece.length;
         }
         return at === whole.length ? '' : `the end is at ${at}`;",
        vec![json!(text)],
    )
    .await
}

async fn it_is_all_there_wherever_one_reads(page: &Page, text: &str) {
    assert_eq!(amiss(page, text).await, "");
    page.press("F6").await;
    page.press("Control+Home").await;
    page.press_times("Control+Shift+ArrowRight", 3).await;
    page.press("1").await;
    page.see(("button", "Undo: label Claim")).await;
    for part in [0.0, 0.5, 1.0] {
        scroll_to(page, part).await;
        assert_eq!(amiss(page, text).await, "", "at {part} of the way");
    }
    page.press("Control+z").await;
    page.see(("button", "Redo: label Claim")).await;
}

async fn the_last_words_are_found_in_the_page(page: &Page, text: &str) {
    let (_, words) = text[text.len() - 48..].split_once(' ').expect("words");
    assert_eq!(text.matches(words).count(), 1, "{words}");
    page.press("Control+Home").await;
    page.until_true(
        "the first line",
        "document.querySelector('.pane-scroll').scrollTop === 0",
    )
    .await;
    // As the browser's own search does. Chromium's scripts find words that are not laid out yet, but
    // do not go there; an address that names words finds them in the same way, and does.
    let found: bool = page
        .run_with("return window.find(arguments[0]);", vec![json!(words)])
        .await;
    assert!(found, "“{words}” is found");
    assert_eq!(page.highlighted().await, words);
    if page.browser == Browser::Chromium {
        page.go_to_words(words).await;
    }
    let at = text.find(words).expect("they stand there");
    page.until_true(
        "the words in sight",
        &format!(
            "(() => {{
               const boxes = text.boxes(0, {at}, {at} + {length});
               const frame = document.querySelector('.pane-scroll').getBoundingClientRect();
               return boxes.length > 0 && boxes.every((it) => it.top >= frame.top && it.bottom <= frame.bottom);
             }})()",
            length = words.len()
        ),
    )
    .await;
}

/// Which characters have marks: those of annotations, by the ranges of highlights.
const MARKED: &str = "
    const marked = new Uint8Array(args[0]);
    for (const [name, ranges] of CSS.highlights)
      if (/^cotejo-(mark|deeper)/.test(name))
        for (const { startContainer: node, startOffset, endOffset } of ranges) {
          const at = Number(node.parentElement.dataset.at);
          marked.fill(1, at + startOffset, at + endOffset);
        }";

async fn it_is_printed_with_all_marks(page: &Page, text: &str, file: &str) {
    let file: Value = serde_json::from_str(file).expect("a file of our own");
    let annotations = file["annotations"].as_array().expect("annotations");
    let spans: Vec<Value> = annotations
        .iter()
        .map(|it| json!([it["fragments"][0]["start"], it["fragments"][0]["end"]]))
        .collect();
    let script = format!(
        "{MARKED}
         const [length, spans] = args;
         const wanted = new Uint8Array(length);
         for (const [start, end] of spans) wanted.fill(1, start, end);
         // A line end has nothing to be marked.
         const whole = text.whole(0);
         let without = 0, beyond = 0;
         for (let at = 0; at < length; at++) {{
           if (whole[at] === '\\n') continue;
           if (wanted[at] && !marked[at]) without++;
           if (!wanted[at] && marked[at]) beyond++;
         }}
         return [without, beyond];"
    );
    let arguments = vec![json!(text.len()), json!(spans)];
    let unmarked = async || -> (usize, usize) { page.run_async(&script, arguments.clone()).await };
    assert!(unmarked().await.0 > 0, "only what is near is marked");
    page.run::<Value>("dispatchEvent(new Event('beforeprint'));")
        .await;
    assert_eq!(unmarked().await, (0, 0));
    page.run::<Value>("dispatchEvent(new Event('afterprint'));")
        .await;
    assert!(unmarked().await.0 > 0);
    if page.browser == Browser::Chromium {
        all_on_paper(page).await;
        page.on_paper(false).await;
    }
}

/// Chromium tells assistive technology of nothing that it has never laid out: on the screen, of
/// what is near. On paper that is all of it.
async fn assistive_technology_reads_it_in_order(page: &Page, text: &str) {
    let document = ("document", "W3");
    for part in [0.4, 0.9] {
        scroll_to(page, part).await;
        let read = page.tree().await.text_in(document);
        let in_sight: Vec<String> = page
            .get(
                "(() => {
                   const frame = document.querySelector('.pane-scroll').getBoundingClientRect();
                   return text.paragraphs(0).filter((it) => {
                     const box = it.getBoundingClientRect();
                     return box.bottom > frame.top && box.top < frame.bottom;
                   }).map((it) => it.textContent);
                 })()",
            )
            .await;
        let in_sight = in_sight.concat();
        assert!(
            in_sight.len() > 400 && read.contains(&in_sight),
            "{in_sight:?} is in {read:?}"
        );
        // What was in sight before is told too: each paragraph behind the one before.
        let mut behind = 0;
        for paragraph in read.split_inclusive('\n') {
            let next = text[behind..].find(paragraph);
            let next = next.unwrap_or_else(|| panic!("{paragraph:?} is not behind {behind}"));
            behind += next + paragraph.len();
        }
    }
    all_on_paper(page).await;
    // The tree comes after the layout.
    let read = page
        .until("all of the text in the tree", async || {
            let read = page.tree().await.text_in(document);
            (read.len() == text.len()).then_some(read)
        })
        .await;
    page.on_paper(false).await;
    assert!(read == text, "what is read is the text");
}

/// Waits for all of the text on paper, and for what its lines mean.
async fn all_on_paper(page: &Page) {
    page.on_paper(true).await;
    page.until_true(
        "all of it on paper, with what the lines mean",
        "document.querySelector('.legend').getBoundingClientRect().height > 0
         && text.paragraphs(0).every((it) => it.checkVisibility({ contentVisibilityAuto: true }))",
    )
    .await;
    page.settle().await;
}

async fn scroll_to(page: &Page, part: f64) {
    page.run_with::<Value>(
        "const it = document.querySelector('.pane-scroll');
         it.scrollTop = arguments[0] * it.scrollHeight;",
        vec![json!(part)],
    )
    .await;
    page.settle().await;
}

/// All of the text, and as it is: a browser would take all of the page, and put a line end more
/// between paragraphs.
async fn it_is_copied_as_it_is(page: &Page, text: &str) {
    page.press("F6").await;
    page.press("Control+a").await;
    page.press("Control+c").await;
    page.saved().await;
    let copied = page.paste_elsewhere().await;
    assert_eq!(copied.len(), text.trim().len());
    assert!(copied == text.trim(), "what is copied is the text");
}
