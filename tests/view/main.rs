//! What the components say in a state, rendered without a browser.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod outline;
mod screen;

use cotejo::app::{
    Action, AnnotatingAction, Dialog, ListFilter, ProjectsAction, RegisteringAction, SaveState,
    UnlinkedAction, ViewingAction,
};
use cotejo::model::Polarity;
use insta::assert_snapshot;

use screen::Screen;

/// A claim with its source, a cue and a stance, in the first of two articles.
fn tagged() -> Screen {
    let screen = Screen::new();
    screen.paste(
        "Kast visita el CECOT",
        "es",
        "El alcalde dijo que los impuestos suben.\n\nNo es cierto.\n",
    );
    screen.paste(
        "Kast tours CECOT",
        "en",
        "The mayor said that taxes rise.\n",
    );
    screen.tag(0, "El alcalde", "Source");
    screen.tag(0, "dijo", "Cue");
    screen.tag(0, "No es cierto", "Stance");
    screen.tag(0, "los impuestos suben", "Claim");
    screen
}

#[tokio::test]
async fn an_empty_project_says_what_to_do_next() {
    let screen = Screen::new();
    assert_snapshot!(screen.outline(".empty").await, @r"
    heading “No articles yet”
    Add the articles you want to compare: paste them, choose text files or saved web pages, or drop files anywhere on this page. Everything stays on this machine.
    button “Add article”
    button “Open sample”
    button “Import”
    ");
}

#[tokio::test]
async fn the_screen_of_a_tagged_project() {
    let screen = tagged();
    assert_snapshot!(screen.outline(".panes").await, @r"
    region “Article: Kast visita el CECOT”
      heading “Kast visita el CECOT”
      button “Article details”
      es
      checkbox “Fully read”
      button “Pin this pane”
      button “Scroll panes together, by claim”
      button “Close this pane”
      document “Kast visita el CECOT”
      status
    region “Article: Kast tours CECOT”
      heading “Kast tours CECOT”
      button “Article details”
      en
      checkbox “Fully read”
      button “Pin this pane”
      button “Scroll panes together, by claim”
      button “Close this pane”
      document “Kast tours CECOT”
      status
    ");
}

#[tokio::test]
async fn the_bar_at_the_top() {
    let screen = tagged();
    assert_snapshot!(screen.outline(".top-bar").await, @r"
    banner
      heading “Cotejo”
      button “Untitled project”
      tablist “Views”
        tab “Read”, selected
        tab “Compare”
        tab “Sources”
        tab “Codebook”
      button “Undo: label Claim”
      button “Redo”, disabled
      search “Search”
        searchbox “Search in articles”
        status
      button “Commands”
      status “Save state”: Saving…
      button “Export”
    ");
}

#[tokio::test]
async fn articles_and_labels_stand_at_the_side() {
    let screen = tagged();
    assert_snapshot!(screen.outline(".sidebar").await, @r"
    complementary “Articles and labels”
      navigation “Articles”
        heading “Articles”
        list
          button “Kast visita el CECOT”, current
          button “Kast tours CECOT”, current
        button “Add article”
      heading “Labels”
      toolbar “Labels”
        button “Claim”
        button “Stance”
        button “Source”
        button “Cue”
      checkbox “Snap to words”, checked
      checkbox “Simple view”
      button “Checks”
      button “Actors, canonical claims, topics”
      button “Appearance”
      button “Keyboard shortcuts”
    ");
}

#[tokio::test]
async fn a_second_article_of_the_same_title_is_told_apart() {
    let screen = Screen::new();
    screen.paste("Kast visita", "es", "Uno.\n");
    screen.paste("Kast visita", "es", "Dos.\n");
    screen.paste("Kast visita", "es", "Tres.\n");
    assert_snapshot!(screen.outline("nav").await, @r"
    navigation “Articles”
      heading “Articles”
      list
        button “Kast visita”, current
        button “Kast visita (2)”
        button “Kast visita (3)”, current
      button “Add article”
    ");
}

#[tokio::test]
async fn annotations_are_listed_by_place() {
    let screen = tagged();
    assert_snapshot!(screen.outline(".list-area").await, @r"
    button “Annotations”
    status “4 of 4 shown”
    button “Coverage 0 %: 0 of 1”
    searchbox “Filter by text”
    combobox “Group by”: By place
    combobox “Filter by label”: All labels
    combobox “Filter by attribute”: Any attribute
    listbox “Annotations”
      option “Source: El alcalde”
      option “Cue: dijo”
      option “Claim: los impuestos suben”, selected
      option “Stance: No es cierto”
    ");
}

#[tokio::test]
async fn a_filter_leaves_what_it_lets_through_and_says_of_how_many() {
    let screen = tagged();
    screen.store.dispatch(ViewingAction::Filter(ListFilter {
        label: Some("Claim".into()),
        ..ListFilter::default()
    }));
    let list = screen.outline(".list-area").await;
    assert!(list.contains("1 of 4 shown"), "{list}");
    assert!(
        list.contains("option “Claim: los impuestos suben”"),
        "{list}"
    );
    assert!(!list.contains("option “Source"), "{list}");
}

#[tokio::test]
async fn a_focused_claim_shows_all_that_can_be_coded() {
    let screen = tagged();
    assert_snapshot!(screen.outline(".inspector").await, @r"
    complementary “Inspector”
      combobox “Label”: Claim
      ES:1
      button “Close the inspector”
      blockquote
        los impuestos suben
      group “Edges”
        button “Move the start outwards”
        button “Move the start inwards”
        checkbox “by character”
        button “Move the end inwards”
        button “Move the end outwards”
      Definition and rules
      combobox “Type”: – not coded
      combobox “Reporting”: – not coded
      combobox “Check-worthiness”: – not coded
      combobox “Certainty”: – not coded
      combobox “Canonical claim”
      list
      heading “Relations”
      list
      button “Add relation”
      textbox “Note”
      button “Delete annotation”
    ");
}

#[tokio::test]
async fn an_attribute_that_was_coded_shows_its_value() {
    let screen = tagged();
    let id = screen.focused();
    let value = cotejo::model::AttributeValue::one("causal");
    screen.store.dispatch(AnnotatingAction::SetAttribute(
        id,
        "claim_type".into(),
        Some(value),
    ));
    let inspector = screen.outline(".inspector").await;
    assert!(inspector.contains("combobox “Type”: causal"), "{inspector}");
}

#[tokio::test]
async fn without_a_focus_the_inspector_helps() {
    let screen = tagged();
    screen.store.dispatch(ViewingAction::Focus(None));
    let inspector = screen.outline(".inspector").await;
    assert!(!inspector.contains("Delete annotation"), "{inspector}");
    assert!(inspector.contains("Select words"), "{inspector}");
}

#[tokio::test]
async fn what_a_format_cannot_hold_is_said_before_it_is_written() {
    let screen = tagged();
    screen.store.dispatch(ViewingAction::Open(Dialog::Export));
    assert_snapshot!(screen.outline(".losses").await, @r"
    list “What this format cannot hold”
      Nothing: everything in the project is in the file.
    ");
}

#[tokio::test]
async fn import_says_nothing_before_a_file_is_chosen() {
    let screen = tagged();
    screen.store.dispatch(ViewingAction::Open(Dialog::Import));
    assert_snapshot!(screen.outline("dialog").await, @r"
    dialog “Import”
      heading “Import”
      button “Close”
      file “Files to import”
      file “Or a whole folder”
      button “Cancel”
      button “Import”, disabled
    ");
}

#[tokio::test]
async fn the_save_state_in_words() {
    let screen = tagged();
    let mut said = Vec::new();
    for state in [
        SaveState::Saved,
        SaveState::Saving,
        SaveState::NotSaved("the disk is full".to_owned()),
    ] {
        screen.store.dispatch(ProjectsAction::Saving(state));
        said.push(screen.text("[aria-label='Save state']").await);
    }
    assert_eq!(said, ["Saved", "Saving…", "Not saved: the disk is full"]);
}

#[tokio::test]
async fn work_that_is_not_saved_is_an_alert_with_a_way_on() {
    let screen = tagged();
    let failed = SaveState::NotSaved("the disk is full".to_owned());
    screen.store.dispatch(ProjectsAction::Saving(failed));
    let bar = screen.outline(".top-bar").await;
    assert_eq!(
        screen.text("[role=alert]").await,
        "Not saved: the disk is full"
    );
    assert!(bar.contains("button “Try again”"), "{bar}");
}

#[tokio::test]
async fn undo_and_redo_name_what_they_would_do() {
    let screen = tagged();
    let id = screen.focused();
    screen
        .store
        .dispatch(AnnotatingAction::SetNote(id, "see page 3".to_owned()));
    let mut names = Vec::new();
    for action in [None, Some(Action::Undo), Some(Action::Undo)] {
        if let Some(action) = action {
            screen.store.dispatch(action);
        }
        names.push([
            screen.attribute("[data-command=undo]", "aria-label").await,
            screen.attribute("[data-command=redo]", "aria-label").await,
        ]);
    }
    assert_eq!(
        names,
        [
            ["Undo: edit note", "Redo"],
            ["Undo: label Claim", "Redo: edit note"],
            ["Undo: label Stance", "Redo: label Claim"],
        ]
    );
}

#[tokio::test]
async fn an_error_is_an_alert_and_stays_while_work_goes_on() {
    let screen = tagged();
    screen.store.dispatch(ProjectsAction::Refused {
        name: "broken.json".to_owned(),
        reason: "Line 3 is not JSON. Nothing was changed.".to_owned(),
    });
    screen.tag(1, "taxes rise", "Claim");
    screen.store.dispatch(Action::Undo);
    assert_snapshot!(screen.outline(".messages").await, @r"
    Undone: label Claim
    alert
      broken.json: Line 3 is not JSON. Nothing was changed.
      button “Dismiss”
    ");
}

#[tokio::test]
async fn what_is_said_while_a_dialog_is_open_is_said_in_it() {
    let screen = tagged();
    screen.store.dispatch(ViewingAction::Open(Dialog::Import));
    assert_eq!(screen.text("dialog .messages").await, "");
    screen.store.dispatch(ProjectsAction::Refused {
        name: "broken.json".to_owned(),
        reason: "Line 3 is not JSON.".to_owned(),
    });
    assert_eq!(screen.text("main + .messages").await, "");
    assert_eq!(
        screen.text("dialog .messages [role=alert] p").await,
        "broken.json: Line 3 is not JSON."
    );
    screen.store.dispatch(ViewingAction::Close);
    assert_eq!(
        screen.text("main + .messages [role=alert] p").await,
        "broken.json: Line 3 is not JSON."
    );
}

#[tokio::test]
async fn one_thing_is_not_called_several() {
    let screen = tagged();
    screen.tag(1, "The mayor", "Source");
    let articles = screen.text(".articles").await;
    assert!(articles.contains("es · 4 annotations"), "{articles}");
    assert!(articles.ends_with("en · 1 annotation"), "{articles}");
}

#[tokio::test]
async fn a_change_of_label_says_what_went_with_the_old_one() {
    let screen = tagged();
    let id = screen.focused();
    screen.store.dispatch(RegisteringAction::AddCanonicalClaim {
        text: "Taxes rise".to_owned(),
        member: Some((id, Polarity::Same)),
    });
    screen
        .store
        .dispatch(AnnotatingAction::Relabel(id, "Cue".into()));
    assert_eq!(
        screen.text(".messages [aria-live=polite]").await,
        "Removed what “Cue” cannot have: 1 canonical claim. Undo brings it back."
    );
}

#[tokio::test]
async fn a_note_gives_way_to_the_next() {
    let screen = tagged();
    assert_eq!(
        screen.text(".messages [aria-live=polite]").await,
        "Claim: los impuestos suben"
    );
    screen.store.dispatch(Action::Undo);
    assert_eq!(
        screen.text(".messages [aria-live=polite]").await,
        "Undone: label Claim"
    );
}

#[tokio::test]
async fn a_claim_to_link_stands_in_its_sentence() {
    let screen = tagged();
    screen.tag(0, "El alcalde dijo", "Claim");
    screen.store.dispatch(UnlinkedAction::Toggle);
    assert_eq!(
        screen.text(".tray blockquote").await,
        "El alcalde dijo que los impuestos suben."
    );
}

#[tokio::test]
async fn the_same_text_again_is_refused_and_says_where_it_is() {
    let screen = tagged();
    screen.paste("Another title", "en", "The mayor said that taxes rise.\n");
    let alert = screen.text("[role=alert]").await;
    assert!(alert.contains("“Kast tours CECOT”"), "{alert}");
}

#[tokio::test]
async fn words_that_look_like_markup_are_words() {
    let screen = Screen::new();
    screen.paste(
        "<script>alert(1)</script>",
        "en",
        "<b>Bold</b> & <i>brash</i>\n",
    );
    screen.tag(0, "<b>Bold</b> &", "Claim");
    let html = screen.html().await;
    assert!(!html.contains("<script"), "a title makes no element");
    assert!(!html.contains("<b>"), "neither does a quote");
    assert!(
        screen
            .outline(".list-area")
            .await
            .contains("option “Claim: <b>Bold</b> &”")
    );
}
