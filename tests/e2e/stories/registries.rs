//! Actors that may be the same are looked through by key; candidates come from a worker.

use crate::harness::{Page, Spot, at, stories};

stories! {
    candidates_are_accepted_and_declined_by_key,
    what_hangs_on_an_actor_is_seen_before_it_goes,
}

const SPANISH: &str = "Visita

El presidente electo Kast prometió orden. La ministra Graciela Ovelar no respondió.
";
const ENGLISH: &str = "A visit

President-elect José Antonio Kast promised order. Ms Ovelar did not answer.
";

fn same() -> Spot {
    at("region", "Actors that may be the same")
}

/// Four Sources, two of which have an actor of their own each.
async fn two_articles(page: &Page) {
    page.project_of(&[SPANISH, ENGLISH]).await;
    for (place, actor) in [
        ((0, "El presidente electo Kast"), ""),
        ((0, "La ministra Graciela Ovelar"), "Graciela Ovelar"),
        (
            (1, "President-elect José Antonio Kast"),
            "José Antonio Kast",
        ),
        ((1, "Ms Ovelar"), "Ms Ovelar"),
    ] {
        page.tag(place, "3").await;
        if !actor.is_empty() {
            let field = at("complementary", "Inspector").then("combobox", "Actor");
            page.fill(&field, actor).await;
            page.press("Enter").await;
            page.see(("button", "Undo: new actor*")).await;
        }
    }
    page.saved().await;
}

async fn look(page: &Page, wanted: usize) {
    page.press("Control+k").await;
    page.see(("dialog", "Commands")).await;
    page.type_text("may be the same").await;
    page.press("Enter").await;
    let there = format!("it.querySelectorAll('.candidates > li').length === {wanted}");
    page.holds(same(), &there).await;
    page.holds(same(), "it === document.activeElement").await;
}

async fn candidates_are_accepted_and_declined_by_key(page: Page) {
    two_articles(&page).await;
    look(&page, 2).await;
    let words: String = page.of(same(), "look.tidy(it.textContent)").await;
    for reason in ["“President” means “presidente”", "the same name, “Ovelar”"] {
        assert!(words.contains(reason), "{words}");
    }
    // Whichever comes first: the two of Ovelar are one, Kast is said not to be.
    let ovelar = "it.querySelector('.candidates > li').textContent.includes('Ovelar')";
    let first: bool = page.of(same(), ovelar).await;
    let other = if first { "Shift+2" } else { "Shift+1" };
    page.press(other).await;
    page.holds(
        same(),
        "it.querySelectorAll('.candidates > li').length === 1",
    )
    .await;
    page.holds(same(), "it.textContent.includes('Said not to be the same')")
        .await;
    page.press("1").await;
    page.holds(same(), "it.textContent.includes('No names are alike')")
        .await;
    page.press("Escape").await;
    page.gone(("dialog", "Actors, canonical claims, topics"))
        .await;
    let exported = page.export().await;
    let actors = &exported.json["actors"];
    assert_eq!(actors.as_array().map(Vec::len), Some(2), "{actors}");
    // What was declined does not come again.
    look(&page, 0).await;
}

async fn what_hangs_on_an_actor_is_seen_before_it_goes(page: Page) {
    two_articles(&page).await;
    page.press("Control+k").await;
    page.type_text("Actors, canonical").await;
    page.press("Enter").await;
    let dialog = at("dialog", "Actors, canonical claims, topics");
    page.see(dialog.clone()).await;
    page.click(dialog.clone().then("button", "Remove Graciela Ovelar"))
        .await;
    page.see(dialog.clone().then("button", "Keep it")).await;
    page.holds(
        dialog.clone(),
        "it.querySelector('[role=alert] strong')?.textContent === 'Remove Graciela Ovelar?'",
    )
    .await;
    // Each of them leads to its place.
    page.click(
        dialog
            .clone()
            .then("button", "Source “La ministra Graciela Ovelar”"),
    )
    .await;
    page.focus_is("Source: La ministra Graciela Ovelar").await;
    page.gone(dialog).await;
}
