//! Who says what: relations, actors, canonical claims, and what they add up to.

use crate::harness::{Exported, Page, at, stories};

stories! {
    only_what_the_codebook_allows_is_related,
    relations_lead_across_articles_and_go_with_their_ends,
    actors_and_canonical_claims_are_completed_and_compared,
}

const FIRST: &str =
    "First article\n\nThe minister said that prices will rise. Critics doubt it. Experts differ.\n";
const SECOND: &str = "Second article\n\nPrices will fall, the opposition said on Friday.\n";

fn inspector(role: &str, name: &str) -> crate::harness::Spot {
    at("complementary", "Inspector").then(role, name)
}

fn sorted(exported: &Exported) -> Vec<(String, String, String)> {
    let mut related = exported.related();
    related.sort();
    related
}

async fn only_what_the_codebook_allows_is_related(page: Page) {
    page.project_with(FIRST).await;
    page.tag("prices will rise", "1").await;
    page.tag("The minister", "3").await;
    page.tag("Critics", "3").await;
    page.tag("doubt", "2").await;
    page.tag("said", "4").await;
    // From a source: claims and stances, nothing else.
    page.click_on("Critics").await;
    page.focus_is("Source: Critics").await;
    page.press("l").await;
    page.see(("combobox", "Other end")).await;
    let offered = page
        .of::<Vec<String>>(
            inspector("combobox", "Other end"),
            "null ?? [...document.querySelectorAll('#other-end-list [role=option]')].map(look.name)",
        )
        .await;
    let mut offered = offered;
    offered.sort();
    assert_eq!(
        offered,
        [
            "holds Stance “doubt”",
            "is source of Claim “prices will rise”"
        ]
    );
    // The rule stands there before anything is refused.
    let rule: String = page
        .get("look.tidy(document.querySelector('.constraint').textContent)")
        .await;
    assert!(
        rule.contains("A Claim is attributed to a Source or an actor."),
        "{rule}"
    );
    // A source is no end of a relation that begins at a source.
    page.click_on("The minister").await;
    page.warned("A Claim is attributed to a Source or an actor.")
        .await;
    page.warned("cannot be related").await;
    assert!(page.export().await.relations().is_empty());
    page.press("Escape").await;
    page.gone(("combobox", "Other end")).await;

    // A claim attributed to somebody whom no words name, new to the project.
    page.click_on("prices will").await;
    page.focus_is("Claim: prices will rise").await;
    page.press("l").await;
    page.see(("combobox", "Other end")).await;
    page.type_text("The President").await;
    page.see(inspector(
        "option",
        "attributed to New actor “The President”",
    ))
    .await;
    page.press("ArrowUp").await;
    page.press("Enter").await;
    page.see(inspector("button", "Delete relation to The President"))
        .await;
    // The article says that the minister did not say it.
    page.click(inspector("button", "Add relation*")).await;
    page.see(("combobox", "Other end")).await;
    page.click_on("The minister").await;
    page.see(inspector(
        "button",
        "Delete relation to Source “The minister”",
    ))
    .await;
    let negated = inspector("checkbox", "Negated");
    assert_eq!(page.count(&negated).await, 2);
    let row = page
        .of::<usize>(
            inspector("button", "Delete relation to Source*"),
            "[...it.closest('ul').children].indexOf(it.closest('li'))",
        )
        .await;
    page.click(negated.nth(row)).await;
    page.see(("button", "Undo: edit relation*")).await;
    let exported = page.export().await;
    let name = |name: &str| name.to_owned();
    assert_eq!(
        sorted(&exported),
        [
            (
                name("attributed_to"),
                name("Claim: prices will rise"),
                name("Source: The minister")
            ),
            (
                name("attributed_to"),
                name("Claim: prices will rise"),
                name("actor The President")
            ),
        ]
    );
    for relation in exported.relations() {
        let negated = relation["attributes"].get("negated");
        let to_words = relation["to"].get("annotation").is_some();
        assert_eq!(negated.is_some(), to_words, "{relation:#}");
    }
    // By mouse out again.
    page.click(inspector("button", "Delete relation to The President"))
        .await;
    page.see(("button", "Undo: delete relation attributed to"))
        .await;
    assert_eq!(page.export().await.relations().len(), 1);
}

async fn relations_lead_across_articles_and_go_with_their_ends(page: Page) {
    page.project_of(&[FIRST, SECOND]).await;
    page.tag((0, "prices will rise"), "1").await;
    page.tag((1, "Prices will fall"), "1").await;
    page.focus_is("Claim: Prices will fall").await;
    page.press("l").await;
    page.see(("combobox", "Other end")).await;
    page.click_on((0, "prices will")).await;
    // Several types fit two claims, so the person is asked.
    page.click(inspector("option", "updates Claim “prices will rise”"))
        .await;
    page.see(inspector(
        "button",
        "Delete relation to Claim “prices will rise”",
    ))
    .await;
    page.tag((1, "the opposition"), "3").await;
    page.press("l").await;
    page.see(("combobox", "Other end")).await;
    page.click_on((1, "Prices will")).await;
    page.see(inspector(
        "button",
        "Delete relation to Claim “Prices will fall”",
    ))
    .await;
    let before = page.export().await;
    let name = |name: &str| name.to_owned();
    assert_eq!(
        sorted(&before),
        [
            (
                name("attributed_to"),
                name("Claim: Prices will fall"),
                name("Source: the opposition")
            ),
            (
                name("updates"),
                name("Claim: Prices will fall"),
                name("Claim: prices will rise")
            ),
        ]
    );
    // The annotation goes with its relations, in one step, and comes back with them.
    page.click_on((1, "Prices will")).await;
    page.focus_is("Claim: Prices will fall").await;
    page.press("Delete").await;
    page.annotations_are(&["Claim: prices will rise", "Source: the opposition"])
        .await;
    assert!(page.export().await.relations().is_empty());
    page.click(("button", "Undo: delete Claim")).await;
    page.annotations_are(&[
        "Claim: prices will rise",
        "Claim: Prices will fall",
        "Source: the opposition",
    ])
    .await;
    assert_eq!(page.export().await.bytes, before.bytes);
}

async fn actors_and_canonical_claims_are_completed_and_compared(page: Page) {
    page.project_of(&[FIRST, SECOND]).await;
    page.tag((0, "The minister"), "3").await;
    page.press("a").await;
    keyboard_in(&page, "Actor").await;
    page.type_text("Jane Doe").await;
    page.press("Enter").await;
    page.see(("button", "Undo: new actor Jane Doe")).await;
    page.tag((1, "the opposition"), "3").await;
    // A name that was typed and not chosen makes nobody.
    page.press("a").await;
    keyboard_in(&page, "Actor").await;
    page.type_text("Nobody").await;
    page.press("Tab").await;
    page.until_true(
        "the field as it was",
        "document.querySelector('#actor').value === ''",
    )
    .await;
    page.press("Escape").await;
    page.until_true(
        "the keyboard back in the text",
        "document.activeElement.matches('[data-article-id]')",
    )
    .await;
    // What the project knows is offered, and taken whatever the case.
    page.press("a").await;
    keyboard_in(&page, "Actor").await;
    page.type_text("jané doe").await;
    page.see(inspector("option", "Jane Doe")).await;
    page.press("Enter").await;
    page.see(("button", "Undo: actor Jane Doe")).await;

    page.tag((0, "prices will rise"), "1").await;
    page.press("m").await;
    keyboard_in(&page, "Canonical claim").await;
    page.type_text("Prices will rise.").await;
    page.press("Enter").await;
    page.see(("button", "Undo: new canonical claim Prices will rise."))
        .await;
    page.tag((1, "Prices will fall"), "1").await;
    let field = inspector("combobox", "Canonical claim");
    page.fill(&field, "rise prices").await;
    page.see(inspector("option", "Prices will rise.")).await;
    page.press("Enter").await;
    page.see(("button", "Undo: canonical claim Prices will rise."))
        .await;
    page.choose(
        inspector("combobox", "Says the same or the opposite"),
        "says the opposite",
    )
    .await;
    // Both claims are given on somebody's word.
    page.click_on((0, "prices will")).await;
    page.press("l").await;
    page.see(("combobox", "Other end")).await;
    page.click_on((0, "The minister")).await;
    page.see(("button", "Undo: relation attributed to")).await;
    page.click_on((1, "Prices will")).await;
    page.press("l").await;
    page.see(("combobox", "Other end")).await;
    page.click_on((1, "the opposition")).await;
    page.see(inspector(
        "button",
        "Delete relation to Source “the opposition”",
    ))
    .await;

    let exported = page.export().await;
    assert_eq!(exported.json["actors"].as_array().map_or(0, Vec::len), 1);
    let memberships = exported.json["memberships"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let claim = exported.annotation("Claim: Prices will fall")["id"].clone();
    assert_eq!(memberships.len(), 2);
    for membership in &memberships {
        let wanted = if membership["claim"] == claim {
            "opposite"
        } else {
            "same"
        };
        assert_eq!(membership["as"], wanted);
    }

    page.click(("tab", "Compare")).await;
    let matrix = at("grid", "Claims by article");
    page.see(&matrix).await;
    assert_eq!(
        page.names(matrix.clone().then("rowheader", "*")).await,
        ["Prices will rise."]
    );
    assert_eq!(
        page.names(matrix.clone().then("gridcell", "*")).await,
        ["reports, 1 quote", "reports contrary, 1 quote"]
    );
    // The number leads to the words behind it.
    page.click(matrix.then("gridcell", "reports contrary*"))
        .await;
    page.click(("button", "Read side by side")).await;
    page.focus_is("Claim: Prices will fall").await;
    page.see(("region", "Article: Second article")).await;
}

/// Waits until the field of that name has the keyboard.
async fn keyboard_in(page: &Page, field: &str) {
    page.until_true(
        "the keyboard in the field",
        &format!("look.name(document.activeElement) === '{field}'"),
    )
    .await;
}
