//! Everything without a mouse.

use crate::harness::{Page, at, stories};

stories! {
    an_article_is_coded_with_the_keyboard_alone,
    what_the_caret_goes_into_is_spoken,
    the_keyboard_goes_from_pane_to_pane,
    commands_and_keys_are_found_and_changed,
}

const TEXT: &str = "Kast visits a prison

The president-elect praised the prison on Friday. Critics said that it is harsh.
A last paragraph stands here.
";

fn spoken(words: &str) -> String {
    format!("document.querySelector('[data-caret]').textContent === '{words}'")
}

async fn keyboard_in_text(page: &Page) {
    page.until_true(
        "the keyboard in a text",
        "document.activeElement.matches('[data-article-id]')",
    )
    .await;
}

async fn an_article_is_coded_with_the_keyboard_alone(page: Page) {
    page.project_with(TEXT).await;
    page.press("F6").await;
    keyboard_in_text(&page).await;
    // The caret starts at the beginning, and goes by word, line, paragraph and text.
    page.press("Control+Home").await;
    page.press_times("Control+ArrowDown", 2).await;
    page.press("Control+ArrowRight").await;
    // A hyphen joins no words.
    page.press_times("Control+Shift+ArrowRight", 3).await;
    let highlighted = page.highlighted().await;
    assert_eq!(highlighted, "president-elect praised");
    page.press("2").await;
    page.focus_is(&format!("Stance: {highlighted}")).await;
    page.press("Home").await;
    page.press_times("Shift+ArrowRight", 3).await;
    assert_eq!(page.highlighted().await, "The");
    page.press_times("Shift+ArrowLeft", 1).await;
    assert_eq!(page.highlighted().await, "Th");
    page.press("Shift+ArrowRight").await;
    page.press("3").await;
    page.focus_is("Source: The").await;
    page.press("Control+End").await;
    page.press("ArrowLeft").await;
    page.press("Shift+Home").await;
    assert_eq!(page.highlighted().await, "A last paragraph stands here.");
    page.press("1").await;
    page.focus_is("Claim: A last paragraph stands here.").await;
    // Lines, as they are drawn.
    page.press("Control+Home").await;
    page.press("End").await;
    page.press("Shift+Home").await;
    assert_eq!(page.highlighted().await, "Kast visits a prison");
    page.press("Escape").await;
    page.press("ArrowDown").await;
    page.press("ArrowDown").await;
    page.press("ArrowUp").await;
    page.press("ArrowDown").await;
    page.press("Home").await;
    page.press("Shift+End").await;
    assert!(
        page.highlighted().await.starts_with("The president-elect"),
        "{:?}",
        page.highlighted().await
    );
    // What stands around the caret: the word, the sentence, the paragraph.
    page.press("Control+Home").await;
    page.press_times("Control+ArrowDown", 2).await;
    page.press_times("ArrowRight", 52).await;
    page.press("w").await;
    assert_eq!(page.highlighted().await, "Critics");
    page.press("s").await;
    assert_eq!(
        page.highlighted().await.trim_end(),
        "Critics said that it is harsh."
    );
    page.press("p").await;
    assert_eq!(
        page.highlighted().await,
        "The president-elect praised the prison on Friday. Critics said that it is harsh."
    );
    page.press("Escape").await;
    // Onwards from annotation to annotation; Enter goes to the one here, then outwards.
    page.press("Control+Home").await;
    page.press("j").await;
    page.focus_is("Source: The").await;
    page.press("j").await;
    page.focus_is(&format!("Stance: {highlighted}")).await;
    page.press("k").await;
    page.focus_is("Source: The").await;
    // A relation, an attribute, a note: without leaving the keyboard.
    page.press("j").await;
    page.press("l").await;
    page.see(("combobox", "Other end")).await;
    page.type_text("The").await;
    page.see(at("complementary", "Inspector").then("option", "held by Source “The”"))
        .await;
    page.press("Enter").await;
    page.see(("button", "Undo: relation held by")).await;
    page.press("F6").await;
    keyboard_in_text(&page).await;
    page.focus_is(&format!("Stance: {highlighted}")).await;
    page.press("e").await;
    page.until_true(
        "the keyboard in the attributes",
        "document.activeElement.closest('.attributes') !== null",
    )
    .await;
    page.press("F6").await;
    keyboard_in_text(&page).await;
    page.press("n").await;
    page.until_true(
        "the keyboard in the note",
        "look.name(document.activeElement) === 'Note'",
    )
    .await;
    page.type_text("1 note").await;
    page.press("F6").await;
    page.see(("button", "Undo: edit note")).await;
    keyboard_in_text(&page).await;
    page.press("Delete").await;
    page.see(("button", "Undo: delete Stance")).await;
    page.annotations_are(&["Source: The", "Claim: A last paragraph stands here."])
        .await;
}

async fn what_the_caret_goes_into_is_spoken(page: Page) {
    page.project_with(TEXT).await;
    page.press("F6").await;
    keyboard_in_text(&page).await;
    page.press("Control+End").await;
    page.press("ArrowLeft").await;
    page.press("Shift+Home").await;
    page.press("1").await;
    page.focus_is("Claim: A last paragraph stands here.").await;
    page.press("Home").await;
    page.until_true("what stands at the caret", &spoken("Claim"))
        .await;
    // Nothing where there is nothing.
    page.press("ArrowUp").await;
    page.press("End").await;
    page.until_true("what stands there", &spoken("")).await;
}

async fn the_keyboard_goes_from_pane_to_pane(page: Page) {
    page.project_of(&[
        "First article\n\nOne claim here.\n",
        "Second article\n\nAnother claim there.\n",
    ])
    .await;
    let titled =
        |title: &str| format!("document.activeElement.getAttribute('aria-label') === '{title}'");
    page.press("F6").await;
    keyboard_in_text(&page).await;
    let second: bool = page.get(&titled("Second article")).await;
    if second {
        page.press("F6").await;
    }
    page.until_true("the first pane", &titled("First article"))
        .await;
    page.press("Control+End").await;
    page.press("ArrowLeft").await;
    page.press("Shift+Home").await;
    page.press("1").await;
    page.focus_is("Claim: One claim here.").await;
    page.press("F6").await;
    page.until_true("the second pane", &titled("Second article"))
        .await;
    page.press("Control+End").await;
    page.press("ArrowLeft").await;
    page.press("Shift+Home").await;
    page.press("1").await;
    page.focus_is("Claim: Another claim there.").await;
    page.press("Shift+F6").await;
    page.until_true("the first pane", &titled("First article"))
        .await;
    page.press("Shift+F6").await;
    page.until_true("the second pane", &titled("Second article"))
        .await;
    page.annotations_are(&["Claim: One claim here.", "Claim: Another claim there."])
        .await;
    // The list by its arrows.
    page.run::<serde_json::Value>(
        "look.one({steps: [['listbox', 'Annotations']], nth: 0}).focus();",
    )
    .await;
    page.press("Home").await;
    page.focus_is("Claim: One claim here.").await;
    page.press("ArrowDown").await;
    page.focus_is("Claim: Another claim there.").await;
    page.press("2").await;
    page.focus_is("Stance: Another claim there.").await;
}

async fn commands_and_keys_are_found_and_changed(page: Page) {
    page.project_with(TEXT).await;
    page.press("F6").await;
    keyboard_in_text(&page).await;
    // The palette runs a command by its name.
    page.press("Control+k").await;
    let palette = at("dialog", "Commands");
    page.see(&palette).await;
    page.until_true(
        "the keyboard in it",
        "look.name(document.activeElement) === 'Find a command'",
    )
    .await;
    page.type_text("fully").await;
    page.see(palette.clone().then("option", "Fully read*"))
        .await;
    page.press("Enter").await;
    page.gone(&palette).await;
    page.holds(("checkbox", "Fully read"), "it.checked").await;
    keyboard_in_text(&page).await;
    // Escape leaves it, and the keyboard is back.
    page.press("Control+k").await;
    page.see(&palette).await;
    page.press("Escape").await;
    page.gone(&palette).await;
    keyboard_in_text(&page).await;

    // The sheet of keys; one of them is changed.
    page.press("?").await;
    let sheet = at("dialog", "Keyboard shortcuts");
    page.see(&sheet).await;
    let change = sheet
        .clone()
        .then("button", "Change the key of: Select the word");
    page.click(&change).await;
    page.holds(&change, "it.textContent.includes('Press a key')")
        .await;
    page.press("v").await;
    page.holds(&change, "it.textContent.trim() === 'V'").await;
    page.press("Escape").await;
    page.gone(&sheet).await;
    page.reload().await;
    page.press("F6").await;
    keyboard_in_text(&page).await;
    page.press("Control+Home").await;
    page.press("w").await;
    assert_eq!(page.highlighted().await, "", "the old key is free");
    page.press("v").await;
    assert_eq!(page.highlighted().await, "Kast");

    // Single keys can be switched off (WCAG 2.1.4); chords stay.
    page.press("?").await;
    page.click(
        sheet
            .clone()
            .then("checkbox", "Single letters and digits are commands"),
    )
    .await;
    page.press("Escape").await;
    page.gone(&sheet).await;
    page.press("F6").await;
    keyboard_in_text(&page).await;
    page.press("1").await;
    page.press("v").await;
    page.settle().await;
    assert_eq!(page.annotations().await, Vec::<String>::new());
    page.reload().await;
    page.press("F6").await;
    keyboard_in_text(&page).await;
    page.press("Control+Home").await;
    page.press("Control+Shift+ArrowRight").await;
    page.press("1").await;
    page.settle().await;
    assert_eq!(page.annotations().await, Vec::<String>::new());
    page.press("Control+k").await;
    page.see(&palette).await;
}
