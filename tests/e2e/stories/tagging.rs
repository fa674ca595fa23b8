//! Giving words a label, by mouse and by key, and changing what was given.

use crate::harness::{Page, Place, at, stories};

stories! {
    whole_words_paragraphs_and_long_selections,
    exact_characters_and_armed_labels,
    several_fragments_and_none,
    overlapping_annotations_are_all_within_reach,
    labels_edges_attributes_and_notes_change,
}

const TEXT: &str = "Kast visits a prison

The president-elect praised the prison on Friday. Critics said that it is harsh.
\"It is safe\", he said, \"and it is modern\".
A last paragraph stands here.
";

async fn whole_words_paragraphs_and_long_selections(page: Page) {
    page.project_with(TEXT).await;
    // A double click takes a word.
    page.double_click_on("praised").await;
    page.press("2").await;
    page.focus_is("Stance: praised").await;
    // A triple click takes the paragraph, without the newline at its end.
    page.triple_click_on("A last paragraph").await;
    page.press("1").await;
    page.focus_is("Claim: A last paragraph stands here.").await;
    // A drag begins anew also within what is selected.
    page.press("Escape").await;
    page.triple_click_on("A last paragraph").await;
    page.drag_over("paragraph stands").await;
    assert_eq!(page.highlighted().await, "paragraph stands");
    page.press("Escape").await;
    // From one paragraph into the next.
    page.tag("it is harsh.\n\"It is safe\"", "1").await;
    page.focus_is("Claim: it is harsh.\n\"It is safe\"").await;
    // Backwards, and half words at both ends: whole words are taken.
    page.drag_back_over("itics sai").await;
    page.see(("toolbar", "Label selection")).await;
    assert_eq!(page.highlighted().await, "Critics said");
    page.click(at("toolbar", "Label selection").then("button", "Source"))
        .await;
    page.focus_is("Source: Critics said").await;
    // Begun in the text and let go outside its pane, over the bar at the top.
    let (from, _) = page.ends_of("praised the prison").await;
    let outside: crate::harness::Point = page
        .of(
            ("banner", ""),
            "({ x: 700, y: it.getBoundingClientRect().height / 2 })",
        )
        .await;
    page.drag(from, &[outside]).await;
    page.see(("toolbar", "Label selection")).await;
    let highlighted = page.highlighted().await;
    page.press("1").await;
    page.focus_is(&format!("Claim: {highlighted}")).await;
    assert!(
        highlighted.ends_with("president-elect") || highlighted.starts_with("praised"),
        "{highlighted:?}"
    );
    for quote in page.annotations().await {
        assert_eq!(quote.trim_end(), quote, "no white space at the end");
    }
}

async fn exact_characters_and_armed_labels(page: Page) {
    page.project_with(TEXT).await;
    page.click(("checkbox", "Snap to words")).await;
    page.tag("raised the pri", "1").await;
    page.focus_is("Claim: raised the pri").await;
    page.click(("checkbox", "Snap to words")).await;
    page.tag("itics sai", "3").await;
    page.focus_is("Source: Critics said").await;
    // No words are selected: a label's button arms it, drags are given it, and what was made
    // before stays as it is.
    let cue = at("toolbar", "Labels").then("button", "Stance");
    page.click(&cue).await;
    page.holds(&cue, "it.getAttribute('aria-pressed') === 'true'")
        .await;
    page.drag_over("harsh").await;
    page.focus_is("Stance: harsh").await;
    page.drag_over("safe").await;
    page.focus_is("Stance: safe").await;
    // Once more disarms: from then on a drag selects.
    page.press("Escape").await;
    page.holds(&cue, "it.getAttribute('aria-pressed') === 'false'")
        .await;
    page.drag_over("modern").await;
    page.see(("toolbar", "Label selection")).await;
    assert_eq!(page.annotations().await.len(), 4);
}

async fn several_fragments_and_none(page: Page) {
    page.project_with(TEXT).await;
    // Two selections make one annotation.
    page.drag_over("\"It is safe\"").await;
    page.hold("Control").await;
    page.drag_over("\"and it is modern\"").await;
    page.let_go("Control").await;
    page.see(("toolbar", "Label selection")).await;
    page.press("1").await;
    page.until("the annotation", async || page.focused().await)
        .await;
    let exported = page.export().await;
    assert_eq!(
        exported.named(),
        ["Claim: \"It is safe\" … \"and it is modern\""]
    );

    // A fragment more for the focused annotation.
    page.hold("Control").await;
    page.drag_over("harsh").await;
    page.let_go("Control").await;
    page.see(("button", "Undo: add fragment")).await;
    let exported = page.export().await;
    assert_eq!(
        exported.named(),
        ["Claim: harsh … \"It is safe\" … \"and it is modern\""]
    );
    // The edges of each fragment move, and each can be taken away again.
    page.click_on("harsh").await;
    page.press("Shift+,").await;
    page.see(("button", "Undo: move edge")).await;
    let exported = page.export().await;
    assert_eq!(
        exported.named(),
        ["Claim: is harsh … \"It is safe\" … \"and it is modern\""]
    );
    page.press("Shift+F").await;
    page.see(("button", "Undo: take a fragment away")).await;
    let exported = page.export().await;
    assert_eq!(
        exported.named(),
        ["Claim: \"It is safe\" … \"and it is modern\""]
    );

    // A cue is one stretch of words: refused, nothing changed.
    page.press("Escape").await;
    page.drag_over("praised").await;
    page.hold("Control").await;
    page.drag_over("said").await;
    page.let_go("Control").await;
    page.press("4").await;
    page.warned("A Cue is one stretch of words").await;
    assert_eq!(page.annotations().await.len(), 1);
    page.press("Escape").await;

    // A stance that no words show.
    page.click_on("A last").await;
    page.press("0").await;
    page.see(("button", "Undo: label Stance")).await;
    page.see(("paragraph", "without words")).await;
    let exported = page.export().await;
    let stance = exported.annotation("Stance: ");
    assert_eq!(stance["fragments"], serde_json::json!([]));
}

async fn overlapping_annotations_are_all_within_reach(page: Page) {
    page.project_with(TEXT).await;
    page.tag("The president-elect praised the prison", "1")
        .await;
    page.tag("praised the prison", "2").await;
    for key in ["3", "2", "1"] {
        page.tag("prison on", key).await;
    }
    let all = [
        "Claim: The president-elect praised the prison",
        "Stance: praised the prison",
        "Source: prison on",
        "Stance: prison on",
        "Claim: prison on",
    ];
    let mut listed = page.annotations().await;
    listed.sort();
    let mut expected = all;
    expected.sort_unstable();
    assert_eq!(listed, expected);
    page.press("Escape").await;
    page.until("no focus", async || {
        page.focused().await.is_none().then_some(())
    })
    .await;

    // Repeated clicks at one place go through all of them, and round again.
    let place = Place {
        pane: 0,
        words: "prison on",
        nth: 0,
    };
    let mut reached = Vec::new();
    for _ in 0..all.len() {
        let before = page.focused().await;
        page.click_on(place).await;
        reached.push(
            page.until("another focus", async || {
                let now = page.focused().await;
                // Two have the same words as their neighbours but another label.
                (now.is_some() && now != before).then_some(now).flatten()
            })
            .await,
        );
    }
    assert!(
        reached[..3].iter().all(|it| it.ends_with(": prison on")),
        "the innermost come first: {reached:?}"
    );
    assert_eq!(reached[4], all[0], "the outermost comes last: {reached:?}");
    let first = reached[0].clone();
    reached.sort();
    assert_eq!(reached, expected);
    page.click_on(place).await;
    page.focus_is(&first).await;

    // The inspector lists the others at this place.
    let chips = page
        .count(at("complementary", "Inspector").then("button", "Source “prison on”"))
        .await;
    let others = page
        .count(at("complementary", "Inspector").then("button", "Claim “*"))
        .await;
    assert!(chips + others >= 2);

    // J and K go through the very same ones.
    page.press("Escape").await;
    page.click_on("Kast visits").await;
    let mut walked = Vec::new();
    for _ in 0..all.len() {
        let before = page.focused().await;
        page.press("j").await;
        walked.push(
            page.until("the next annotation", async || {
                let now = page.focused().await;
                (now != before).then_some(now).flatten()
            })
            .await,
        );
    }
    assert_eq!(walked, page.annotations().await);
    page.press("k").await;
    page.focus_is(&walked[3]).await;
    // Enter does what repeated clicks do.
    page.press("Enter").await;
    page.until("Enter to go on", async || {
        page.focused().await.filter(|it| *it != walked[3])
    })
    .await;
}

async fn labels_edges_attributes_and_notes_change(page: Page) {
    page.project_with(TEXT).await;
    page.tag("praised the prison", "1").await;
    // Another label, by key and by mouse.
    page.press("2").await;
    page.focus_is("Stance: praised the prison").await;
    page.see(("button", "Undo: change label to Stance")).await;
    let label = at("complementary", "Inspector").then("combobox", "Label");
    page.choose(&label, "Claim").await;
    page.focus_is("Claim: praised the prison").await;

    // Edges, by word and by character. The mouse has left the keyboard elsewhere.
    page.press("F6").await;
    page.until_true(
        "the keyboard in the text",
        "document.activeElement.matches('[data-article-id]')",
    )
    .await;
    // A hyphen joins no words.
    page.press("Shift+,").await;
    page.focus_is("Claim: elect praised the prison").await;
    page.press("Shift+,").await;
    page.focus_is("Claim: president-elect praised the prison")
        .await;
    page.press("Shift+,").await;
    page.focus_is("Claim: The president-elect praised the prison")
        .await;
    page.press(",").await;
    page.focus_is("Claim: president-elect praised the prison")
        .await;
    page.press("Shift+.").await;
    page.focus_is("Claim: president-elect praised the prison on")
        .await;
    page.press(".").await;
    page.focus_is("Claim: president-elect praised the prison")
        .await;
    page.press("u").await;
    page.press(".").await;
    page.focus_is("Claim: president-elect praised the priso")
        .await;
    page.press("Shift+,").await;
    page.focus_is("Claim:  president-elect praised the priso")
        .await;
    page.press(",").await;
    page.press(",").await;
    page.focus_is("Claim: resident-elect praised the priso")
        .await;
    page.press("u").await;
    let edges = at("group", "Edges");
    page.click(edges.clone().then("button", "Move the end outwards"))
        .await;
    page.focus_is("Claim: resident-elect praised the prison")
        .await;
    page.click(edges.then("button", "Move the start outwards"))
        .await;
    page.focus_is("Claim: president-elect praised the prison")
        .await;

    // Attributes by their names in the codebook, and a note.
    let inspector = at("complementary", "Inspector");
    page.choose(inspector.clone().then("combobox", "Type"), "quantity")
        .await;
    page.see(("button", "Undo: set *")).await;
    page.choose(inspector.clone().then("combobox", "Reporting"), "indirect")
        .await;
    page.fill(inspector.clone().then("textbox", "Note"), "Says who?")
        .await;
    page.press("Tab").await;
    page.see(("button", "Undo: edit note")).await;
    let exported = page.export().await;
    let claim = exported.annotation("Claim: president-elect praised the prison");
    assert_eq!(claim["attributes"]["claim_type"], "quantity");
    assert_eq!(claim["attributes"]["reporting"], "indirect");
    assert_eq!(claim["note"], "Says who?");
    // Unset is absent.
    page.choose(inspector.then("combobox", "Type"), "– not coded")
        .await;
    page.until("the attribute to go", async || {
        let exported = page.export().await;
        let claim = exported.annotations()[0].clone();
        claim["attributes"]
            .get("claim_type")
            .is_none()
            .then_some(())
    })
    .await;

    // Delete by key and by mouse; undo and redo say what they do.
    page.click_on("praised the").await;
    page.press("Delete").await;
    page.annotations_are(&[]).await;
    page.see(("button", "Undo: delete Claim")).await;
    page.press("Control+z").await;
    page.annotations_are(&["Claim: president-elect praised the prison"])
        .await;
    page.see(("button", "Redo: delete Claim")).await;
    page.press("Control+Shift+z").await;
    page.annotations_are(&[]).await;
    page.press("Control+z").await;
    page.annotations_are(&["Claim: president-elect praised the prison"])
        .await;
    page.click_on("praised the").await;
    page.click(("button", "Delete annotation")).await;
    page.annotations_are(&[]).await;
    assert_eq!(page.article_text(0).await, TEXT);
}
