//! From an empty browser to the exported file.

use crate::harness::{Page, at, report, stories};

stories! { tags_a_claim_its_source_and_a_stance_and_exports_them }

const ARTICLE: &str = include_str!("../../../static/samples/kast-cecot-es.txt");

const CLAIM: &str = "“Las medidas no se copian: se estudian y se adaptan a la realidad nacional”";
const SOURCE: &str = "Kast tras la visita";
const STANCE: &str = "resultados positivos";

async fn tags_a_claim_its_source_and_a_stance_and_exports_them(page: Page) {
    page.copy_elsewhere(ARTICLE).await;
    page.open().await;
    page.see(("region", "Welcome")).await;
    page.see(at("region", "Welcome").then("button", "Both articles report*"))
        .await;

    page.leave_the_sample().await;
    page.paste_as_article().await;

    // Behind the emoji of the embedded post, whose code points and UTF-16 units differ.
    let behind = ARTICLE.find("🖐️🇨🇱").expect("the emoji");
    assert!(ARTICLE.find(CLAIM).is_some_and(|it| it > behind));
    page.tag(CLAIM, "1").await;
    page.tag(SOURCE, "3").await;
    page.press("l").await;
    page.see(("combobox", "Other end")).await;
    page.click_on("realidad nacional”, expresó").await;
    page.see(at("complementary", "Inspector").then("button", "Delete relation to Claim*"))
        .await;

    page.tag(STANCE, "2").await;
    page.press("l").await;
    page.see(("combobox", "Other end")).await;
    page.click_on(SOURCE).await;
    page.see(at("complementary", "Inspector").then("button", "Delete relation to Source*"))
        .await;
    page.press("l").await;
    page.see(("combobox", "Other end")).await;
    page.click_on("realidad nacional”, expresó").await;
    page.see(at("complementary", "Inspector").then("button", "Delete relation to Claim*"))
        .await;

    let exported = page.export().await;
    let actions = page.actions();
    report(&format!(
        "{:?} · the main job took {actions} user actions",
        page.browser
    ));
    assert!(actions <= 20, "the main job took {actions} user actions");

    let mut named = exported.named();
    named.sort();
    let (claim, source, stance) = (
        format!("Claim: {CLAIM}"),
        format!("Source: {SOURCE}"),
        format!("Stance: {STANCE}"),
    );
    assert_eq!(named, [claim.clone(), source.clone(), stance.clone()]);
    exported.is_related_by(&[
        ("attributed_to", &claim, &source),
        ("held_by", &stance, &source),
        ("targets", &stance, &claim),
    ]);
    // Every attribute is absent until somebody sets it.
    for it in exported.annotations() {
        assert!(it.get("attributes").is_none(), "{it:#}");
    }
    assert_eq!(exported.articles().len(), 1);
    assert_eq!(exported.articles()[0]["language"], "es");
    assert_eq!(exported.articles()[0]["revisions"][0]["text"], ARTICLE);
}
