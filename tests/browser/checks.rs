//! What the codebook's rules have to say, and what people answer.

use cotejo::app::{CheckingAction, Dialog, LinkingAction, RegisteringAction, ViewingAction};
use cotejo::model::{End, Polarity, Subject};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use super::elements::{fill, named, roles};
use super::page::{Page, Told};

const TEXT: &str = "Taxes rise. Rents fall. Wages stay.\n";

/// Three Claims without a Source, and the dialog that says so.
async fn checks() -> Page {
    let mut told = Told::new();
    let article = told.article("Article", TEXT);
    for span in [(0, 10), (12, 22), (24, 34)] {
        told.annotate(article, "Claim", &[span]);
    }
    let page = told.open().await;
    page.does(ViewingAction::Open(Dialog::Checks)).await;
    page
}

/// The rows whose text has these words.
fn rows(page: &Page, words: &str) -> Vec<HtmlElement> {
    let list = page.root.query_selector(".findings").unwrap().unwrap();
    let rows = roles(&list, "listitem").into_iter();
    rows.filter(|it| it.text_content().unwrap().contains(words))
        .collect()
}

fn fields(page: &Page) -> Vec<HtmlElement> {
    let dialog = page.root.query_selector("dialog").unwrap().unwrap();
    roles(&dialog, "textbox")
}

#[wasm_bindgen_test]
async fn whoever_excuses_a_finding_does_not_write_in_the_row_of_the_next() {
    let page = checks().await;
    for left in [2, 1] {
        let first = rows(&page, "claim without source").remove(0);
        let answer = roles(&first, "button").pop().unwrap();
        assert_eq!(answer.text_content().unwrap(), "Right as it is");
        answer.click();
        page.shown().await;
        let [field] = &fields(&page)[..] else {
            panic!("one field");
        };
        fill(field, "Nobody says so.", "change");
        page.shown().await;
        assert_eq!(fields(&page).len(), 0);
        let rows = rows(&page, "claim without source").into_iter();
        let open = rows.filter(|it| it.text_content().unwrap().ends_with("Right as it is"));
        assert_eq!(open.count(), left);
    }
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn a_relation_says_what_it_is_between_and_leads_there() {
    let mut told = Told::new();
    let article = told.article("Article", TEXT);
    let taxes = told.annotate(article, "Claim", &[(0, 10)]);
    let rents = told.annotate(article, "Claim", &[(12, 22)]);
    let page = told.open().await;
    let (from, to) = (End::Annotation(taxes), End::Annotation(rents));
    let kind = "contradicts".into();
    page.does(LinkingAction::Relate { kind, from, to }).await;
    let said = page.root.query_selector(".note").unwrap().unwrap();
    let words = "contradicts: Claim “Taxes rise” → Claim “Rents fall”";
    assert_eq!(
        said.text_content().unwrap(),
        format!("Relation made: {words}")
    );
    // Both say the same in the words of the project, so one of the two decisions is wrong.
    for (claim, text) in [(taxes, "Costs change."), (rents, "costs change.")] {
        let membership = page.store.read(|it| it.canonical_claim_saying(text));
        let same = Polarity::Same;
        page.does(match membership {
            Some(row) => RegisteringAction::SetMembership {
                claim,
                membership: Some((row, same)),
            },
            None => RegisteringAction::AddCanonicalClaim {
                text: text.to_owned(),
                member: Some((claim, same)),
            },
        })
        .await;
    }
    page.does(ViewingAction::Focus(None)).await;
    page.does(ViewingAction::Open(Dialog::Checks)).await;
    let row = rows(&page, "contradicts within row").remove(0);
    let chip = roles(&row, "button").remove(0);
    assert_eq!(chip.text_content().unwrap(), words);
    chip.click();
    page.shown().await;
    let state = page.store.state();
    assert_eq!(
        (state.session.focused, state.session.dialog.clone()),
        (Some(taxes), None)
    );
}

#[wasm_bindgen_test]
async fn an_excused_gap_is_seen_with_its_note() {
    let mut told = Told::new();
    let article = told.article("Article", TEXT);
    let taxes = told.annotate(article, "Cue", &[(0, 10)]);
    let page = told.open().await;
    page.does(CheckingAction::Excuse {
        rule: "coverage".into(),
        subject: Subject::Annotation(taxes),
        note: "One Cue is enough.".to_owned(),
    })
    .await;
    page.does(ViewingAction::Open(Dialog::Checks)).await;
    let dialog = page.root.query_selector("dialog").unwrap().unwrap();
    let words = dialog.text_content().unwrap();
    assert!(words.contains("0 findings, 1 excused"), "{words}");
    assert!(words.contains("One Cue is enough."), "{words}");
    named(&dialog, "button", "Take back").click();
    page.shown().await;
    let words = dialog.text_content().unwrap();
    assert!(words.contains("0 findings, 0 excused"), "{words}");
}

#[wasm_bindgen_test]
async fn a_finding_leads_to_its_place() {
    let page = checks().await;
    let row = rows(&page, "Rents fall").remove(0);
    roles(&row, "button").remove(0).click();
    page.shown().await;
    assert!(page.root.query_selector("dialog").unwrap().is_none());
    assert_eq!(page.focused(), "Claim: Rents fall");
}

#[wasm_bindgen_test]
async fn what_was_excused_can_be_taken_back() {
    let page = checks().await;
    let first = rows(&page, "claim without source").remove(0);
    roles(&first, "button").pop().unwrap().click();
    page.shown().await;
    fill(&fields(&page)[0], "Nobody says so.", "change");
    page.shown().await;
    let dialog = page.root.query_selector("dialog").unwrap().unwrap();
    let excused = named(&dialog, "button", "Take back");
    excused.click();
    page.shown().await;
    let exceptions = page
        .store
        .read(|state| state.project.lint_exceptions().len());
    assert_eq!(exceptions, 0);
    page.does(ViewingAction::Close).await;
}
