//! The list of projects, which storage gives and the page keeps true.

use cotejo::app::{Action, Dialog, ProjectSummary, ProjectsAction, ViewingAction};
use cotejo::model::{ProjectId, Timestamp};
use wasm_bindgen_test::wasm_bindgen_test;

use super::elements::{all, named};
use super::page::{Page, Told};

/// The open project, called "Test", and one that has no title, as storage lists them.
async fn two_projects() -> Page {
    let page = Told::new().open().await;
    page.opens(Dialog::Projects).await;
    let open = page.store.read(|state| state.project.id());
    let other = ProjectId(uuid::Uuid::from_u128(7));
    let listed = [(open, "Test"), (other, "")].map(|(id, title)| ProjectSummary {
        id,
        title: title.to_owned(),
        modified: Timestamp::from_millis(0),
        articles: 0,
        annotations: 0,
        deleted: false,
        bytes: None,
    });
    page.does(ProjectsAction::Listed(listed.to_vec())).await;
    page
}

fn titles(page: &Page) -> Vec<String> {
    let rows = all(&page.root, ".projects .title").into_iter();
    rows.map(|it| it.text_content().unwrap()).collect()
}

#[wasm_bindgen_test]
async fn the_row_of_the_open_project_has_its_title_of_now() {
    let page = two_projects().await;
    assert_eq!(titles(&page), ["Test", "Untitled project"]);
    page.does(ProjectsAction::Rename("Prisons".to_owned()))
        .await;
    assert_eq!(titles(&page), ["Prisons", "Untitled project"]);
    named(&page.root, "button", "Delete project Prisons");
    page.does(Action::Undo).await;
    assert_eq!(titles(&page), ["Test", "Untitled project"]);
    page.does(ViewingAction::Close).await;
}

#[wasm_bindgen_test]
async fn buttons_of_a_project_without_a_title_say_so() {
    let page = two_projects().await;
    named(&page.root, "button", "Open project Untitled project");
    named(&page.root, "button", "Delete project Untitled project");
    page.does(ViewingAction::Close).await;
}
