//! Actors, canonical claims and topics as lists, and an article's own attributes.

use cotejo::app::{Action, Dialog, Merging, RegisteringAction, SameActorsAction, ViewingAction};
use cotejo::model::{ActorField, ActorId};
use cotejo::suggest::{Likeness, NameReason, Party, SameActor};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use super::elements::{all, document, fill, name, named, press, roles};
use super::page::Page;

async fn registries() -> (Page, HtmlElement) {
    let page = Page::open(&["One.\n"]).await;
    page.does(RegisteringAction::AddActor {
        name: "Ana".to_owned(),
        source: None,
    })
    .await;
    page.opens(Dialog::Registries).await;
    let dialog = all(&page.root, "dialog").remove(0);
    (page, dialog)
}

fn with_keyboard() -> HtmlElement {
    document().active_element().unwrap().dyn_into().unwrap()
}

fn actor(page: &Page) -> String {
    page.store.read(|state| {
        let it = state.project.actors().next().unwrap();
        format!(
            "{} | {} | {} | {}",
            it.name,
            it.kind,
            it.affiliation,
            it.aliases_in_words()
        )
    })
}

#[wasm_bindgen_test]
async fn an_actor_is_changed_field_by_field() {
    let (page, dialog) = registries().await;
    fill(&named(&dialog, "textbox", "Name"), "Ana Ruiz", "change");
    fill(&named(&dialog, "combobox", "Kind"), "person", "change");
    fill(&named(&dialog, "combobox", "Affiliation"), "ngo", "change");
    page.shown().await;
    assert_eq!(actor(&page), "Ana Ruiz | person | ngo | ");
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn an_actor_gets_names_in_each_language() {
    let (page, dialog) = registries().await;
    named(&dialog, "button", "Aliases").click();
    page.shown().await;
    let aliases = named(&dialog, "group", "Aliases of Ana");
    // The language of the article is there, another is asked for by its name or its tag.
    let language = named(&aliases, "textbox", "Another language");
    for (written, name) in [("spanish", "Spanish"), ("gn", "gn")] {
        fill(&language, written, "change");
        page.shown().await;
        let field = named(&aliases, "textbox", &format!("Another in {name}"));
        assert_eq!(with_keyboard(), field);
    }
    fill(&language, "no such language", "change");
    page.shown().await;
    assert!(language.has_attribute("aria-invalid"));
    let all = [
        ("English", "the mayor"),
        ("Spanish", "la alcaldesa"),
        ("Spanish", "Ruiz, Ana: la de Quilpué"),
        ("any language", "AR"),
    ];
    for (language, alias) in all {
        let field = named(&aliases, "textbox", &format!("Another in {language}"));
        fill(&field, alias, "change");
        page.shown().await;
        assert_eq!(field.dyn_ref::<HtmlInputElement>().unwrap().value(), "");
    }
    let words = "Aliases: AR, the mayor, la alcaldesa, Ruiz, Ana: la de Quilpué";
    named(&dialog, "button", words);
    // One is changed where it stands, one goes.
    fill(
        &named(&aliases, "textbox", "Alias in English"),
        "Mayor Ruiz",
        "change",
    );
    page.shown().await;
    named(&aliases, "button", "Remove alias la alcaldesa").click();
    page.shown().await;
    let field = named(&aliases, "textbox", "Another in Spanish");
    assert_eq!(with_keyboard(), field);
    let after = "Ana |  |  | AR; en: Mayor Ruiz; es: Ruiz, Ana: la de Quilpué";
    assert_eq!(actor(&page), after);
    page.does(Action::Undo).await;
    let before = "Ana |  |  | AR; en: Mayor Ruiz; es: la alcaldesa, Ruiz, Ana: la de Quilpué";
    assert_eq!(actor(&page), before);
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn a_record_is_added_and_removed() {
    let (page, dialog) = registries().await;
    let remove = roles(&dialog, "button")
        .into_iter()
        .find(|it| name(it).contains("Ana"));
    remove.unwrap().click();
    page.shown().await;
    assert_eq!(page.store.read(|state| state.project.actors().len()), 0);
    page.does(ViewingAction::Close).await;
}

/// Two actors of a kind each.
async fn two_kinds() -> (Page, HtmlElement, Merging) {
    let (page, dialog) = registries().await;
    let name = "Ana Ruiz".to_owned();
    page.does(RegisteringAction::AddActor { name, source: None })
        .await;
    let ids: Vec<ActorId> = page.store.read(|state| {
        ["Ana", "Ana Ruiz"]
            .map(|it| state.actor_named(it).unwrap())
            .into()
    });
    for (id, kind) in ids.iter().zip(["person", "group"]) {
        let kind = ActorField::Kind(kind.to_owned());
        page.does(RegisteringAction::EditActor(*id, kind)).await;
    }
    let pair = Merging {
        from: ids[0],
        into: ids[1],
    };
    (page, dialog, pair)
}

#[wasm_bindgen_test]
async fn what_two_actors_differ_in_is_asked_and_merging_waits_for_it() {
    let (page, dialog, pair) = two_kinds().await;
    page.does(RegisteringAction::MergeActors(pair, Vec::new()))
        .await;
    let merge = named(&dialog, "button", "Merge");
    assert!(merge.has_attribute("disabled"));
    let question = all(&dialog, ".merging").remove(0);
    fill(&named(&question, "combobox", "Kind"), "person", "change");
    page.shown().await;
    named(&dialog, "button", "Merge").click();
    page.shown().await;
    assert_eq!(actor(&page), "Ana Ruiz | person |  | Ana");
    assert!(all(&dialog, ".merging").is_empty());
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn candidates_say_why_and_are_decided_by_digits() {
    let (page, dialog, pair) = two_kinds().await;
    page.does(SameActorsAction::Look).await;
    let found = SameActor {
        here: Party::Actor(pair.from),
        there: Party::Actor(pair.into),
        score: 80,
        reasons: vec![NameReason {
            how: Likeness::Part,
            here: "Ana".to_owned(),
            there: "Ana Ruiz".to_owned(),
        }],
    };
    page.does(SameActorsAction::Found(1, Some(vec![found])))
        .await;
    let section = named(&dialog, "region", "Actors that may be the same");
    let why = all(&section, ".why").remove(0).text_content().unwrap();
    assert_eq!(why, "“Ana” and “Ana Ruiz”: one is part of the other");
    named(&section, "button", "Ana and Ana Ruiz are not the same");
    section.focus().unwrap();
    assert!(press("Shift+1"));
    page.shown().await;
    assert!(all(&section, ".candidates").is_empty());
    assert_eq!(
        page.store
            .read(|state| state.project.lint_exceptions().len()),
        1
    );
    assert_eq!(page.store.read(|state| state.project.actors().len()), 2);
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn what_hangs_on_a_topic_is_shown_and_asked_about() {
    let (page, dialog) = registries().await;
    page.does(RegisteringAction::AddCanonicalClaim {
        text: "Taxes rise.".to_owned(),
        member: None,
    })
    .await;
    let of = page
        .store
        .read(|state| state.canonical_claim_saying("Taxes rise."));
    let name = "Taxes".to_owned();
    page.does(RegisteringAction::AddTopic { name, of }).await;
    named(&dialog, "button", "1 place uses it").click();
    page.shown().await;
    let list = named(&dialog, "list", "What uses Taxes");
    assert!(list.text_content().unwrap().contains("Taxes rise."));
    named(&dialog, "button", "Remove Taxes").click();
    page.shown().await;
    let asks = all(&dialog, "[role=alert]")
        .remove(0)
        .text_content()
        .unwrap();
    assert_eq!(
        asks,
        "Remove Taxes? 1 record stays and no longer names it. Undo brings all of it back."
    );
    named(&dialog, "button", "Remove").click();
    page.shown().await;
    assert_eq!(page.store.read(|state| state.project.topics().len()), 0);
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn an_article_is_coded_in_its_details() {
    let page = Page::open(&["One.\n"]).await;
    page.opens(Dialog::ArticleDetails(page.articles[0])).await;
    let dialog = all(&page.root, "dialog").remove(0);
    fill(&named(&dialog, "combobox", "Genre"), "news", "change");
    page.shown().await;
    let coded = page.store.read(|state| {
        let coding = state.project.codings().next().unwrap();
        format!("{:?}", coding.attributes.get(&"genre".into()))
    });
    assert!(coded.contains("news"), "{coded}");
    page.does(ViewingAction::Close).await;
}
