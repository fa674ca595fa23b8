//! What follows an action on the screen: what is said, and where the keyboard goes.

use cotejo::app::{
    Action, ArticleFile, ArticlesAction, Dialog, Effect, FocusTarget, LinkingAction, OpenedProject,
    PastedArticle, ProjectSummary, ProjectsAction, Said, Settings, ViewingAction,
};
use cotejo::commands::{Chord, chords_of, command, give_or_arm, key_of_label, taken_by};
use cotejo::model::{Codebook, End, ProjectId, Timestamp};
use cotejo::text::Motion;
use uuid::Uuid;

use crate::app::App;
use crate::desk::Desk;

fn keyboard_goes_to(effects: &[Effect]) -> Option<FocusTarget> {
    effects.iter().find_map(|it| match it {
        Effect::Focus(target) => Some(*target),
        _ => None,
    })
}

#[test]
fn a_search_shows_the_place_and_leaves_the_selection_alone() {
    let desk = Desk::article("en", "The mayor said that taxes rise.");
    let mut app = App::over(&desk);
    app.act(ViewingAction::ShowArticle(desk.first()));
    let before = app.state.session.selection;
    app.act(ViewingAction::Search("taxes".to_owned()));
    let effects = app.act(ViewingAction::ShowHit(Motion::Forward));
    assert!(matches!(effects[..], [Effect::Reveal(_)]), "{effects:?}");
    assert_eq!(app.state.session.selection, before);
    let effects = app.act(ViewingAction::NextHit(Motion::Forward));
    assert!(
        effects.iter().any(|it| matches!(it, Effect::Select(_))),
        "a key in the text selects it"
    );
}

#[test]
fn places_found_follow_the_texts() {
    let desk = Desk::article("en", "The mayor said that taxes rise.");
    let mut app = App::over(&desk);
    app.act(ViewingAction::Search("Taxes".to_owned()));
    assert_eq!(app.state.session.search.hits.len(), 1);
    app.act(ArticlesAction::AddPasted(PastedArticle {
        text: "Taxes, taxes.".to_owned(),
        ..PastedArticle::default()
    }));
    assert_eq!(app.state.session.search.hits.len(), 3);
    app.act(ArticlesAction::Remove(desk.first()));
    assert_eq!(app.state.session.search.hits.len(), 2);
    app.act(ViewingAction::Search(" ".to_owned()));
    assert_eq!(app.state.session.search.hits.len(), 0);
}

#[test]
fn who_deletes_the_open_project_is_told_and_can_go_back() {
    let desk = Desk::article("en", "The mayor said so.");
    let mut app = App::over(&desk);
    let id = app.state.project.id();
    app.act(ProjectsAction::Delete(id));
    assert_ne!(app.state.project.id(), id);
    let deleted = |it: &Said| matches!(it, Said::ProjectDeleted { .. }).then_some(());
    assert!(app.said(deleted).is_some());
    let effects = app.act(ProjectsAction::Restore(id));
    assert!(effects.contains(&Effect::Open(id)), "{effects:?}");
    assert!(app.said(deleted).is_none(), "it is not deleted any more");
}

#[test]
fn a_project_restored_beside_work_does_not_take_its_place() {
    let desk = Desk::article("en", "The mayor said so.");
    let mut app = App::over(&desk);
    let other = ProjectId(Uuid::from_u128(77));
    let effects = app.act(ProjectsAction::Restore(other));
    assert!(!effects.contains(&Effect::Open(other)), "{effects:?}");
}

#[test]
fn a_file_takes_no_place_of_a_stored_project_without_keeping_that() {
    let desk = Desk::article("en", "The mayor said so.");
    let mut app = App::over(&desk);
    let id = ProjectId(Uuid::from_u128(77));
    let file = |copy| ProjectsAction::TakeIn {
        opened: Box::new(OpenedProject {
            project: desk.project.clone().with_id(id),
            history: None,
            keep: true,
            warnings: Vec::new(),
        }),
        copy,
    };
    // Deleted or not, it is stored.
    for deleted in [false, true] {
        app.act(ProjectsAction::Listed(vec![ProjectSummary {
            id,
            title: "Kast".to_owned(),
            modified: Timestamp::default(),
            articles: 1,
            annotations: 0,
            deleted,
            bytes: None,
        }]));
        assert!(app.state.keeps(id));
        let effects = app.act(file(false));
        let [Effect::Replace(project, kept_as)] = &effects[..] else {
            panic!("{effects:?}");
        };
        assert_eq!(project.id(), id);
        assert_ne!(*kept_as, id);
    }
    app.act(file(true));
    assert_ne!(app.state.project.id(), id, "a copy is a project of its own");
}

#[test]
fn a_dialog_that_is_open_hears_that_it_is_asked_for_again() {
    let mut app = App::over(&Desk::new());
    app.act(ViewingAction::Open(Dialog::Import));
    let before = app.state.session.clone();
    app.act(ViewingAction::Open(Dialog::Import));
    assert_eq!(app.state.session.dialog, before.dialog);
    assert_ne!(app.state.session.opened, before.opened);
}

#[test]
fn several_relations_that_fit_are_chosen_from_by_keyboard() {
    let desk = Desk::article("en", "[claim:1|Taxes rise], and [claim:2|rents rise].");
    let end = |number: u32| End::Annotation(desk.handles[&number]);
    let mut app = App::over(&desk);
    app.act(LinkingAction::Start(end(1)));
    let effects = app.act(LinkingAction::Finish(end(2)));
    assert_eq!(keyboard_goes_to(&effects), Some(FocusTarget::OtherEnd));
}

#[test]
fn asking_again_for_the_other_end_leads_back_to_its_field() {
    let desk = Desk::article("en", "[claim:1|Taxes rise].");
    let from = End::Annotation(desk.handles[&1]);
    let mut app = App::over(&desk);
    for _ in 0..2 {
        let effects = app.act(LinkingAction::Start(from));
        assert_eq!(keyboard_goes_to(&effects), Some(FocusTarget::OtherEnd));
    }
}

#[test]
fn a_deleted_relation_leaves_the_keyboard_in_the_text() {
    let desk = Desk::article("en", "[source:1|The mayor] said [claim:2|taxes rise].");
    let end = |number: u32| End::Annotation(desk.handles[&number]);
    let mut app = App::over(&desk);
    app.relate("attributed_to", end(2), end(1));
    let relation = app.state.project.relations().next().unwrap().id;
    let effects = app.act(LinkingAction::Delete(relation));
    assert!(matches!(
        keyboard_goes_to(&effects),
        Some(FocusTarget::Pane(_))
    ));
}

#[test]
fn each_of_several_files_says_how_it_was_read() {
    let mut app = App::over(&Desk::new());
    let file = |name: &str, bytes: &[u8]| ArticleFile {
        name: name.to_owned(),
        bytes: bytes.into(),
    };
    app.act(ArticlesAction::AddFiles(vec![
        file("a.txt", "Sí, señor.\n".as_bytes()),
        file("b.txt", b"S\xED, se\xF1ora.\n"),
    ]));
    let read = app.said(|it| match it {
        Said::ArticlesAdded(all) => Some(all.iter().map(|it| it.1.clone()).collect()),
        _ => None,
    });
    let read: Vec<Option<String>> = read.unwrap();
    assert_eq!(
        read,
        [Some("utf-8".to_owned()), Some("windows-1252".to_owned())]
    );
    let undo = app.state.history.next_undo().unwrap();
    assert!(undo.detail.ends_with("(+1)"), "{}", undo.detail);
    app.act(Action::Undo);
    assert_eq!(app.state.project.articles().len(), 0);
}

#[test]
fn a_label_button_arms_and_leaves_the_last_annotation_alone() {
    let desk = Desk::article("en", "[source:1|The mayor] said so.");
    let mut app = App::over(&desk);
    app.act(ViewingAction::Focus(Some(desk.handles[&1])));
    let codebook = app.state.project.codebook().clone();
    let cue = codebook.label(&"Cue".into()).unwrap();
    app.act(give_or_arm(&app.state, cue));
    assert_eq!(app.state.session.armed, Some("Cue".into()));
    assert_eq!(
        desk.annotation(1).label,
        app.state
            .project
            .annotation(desk.handles[&1])
            .unwrap()
            .label
    );
    app.act(give_or_arm(&app.state, cue));
    assert_eq!(app.state.session.armed, None, "a toggle");
}

#[test]
fn a_label_has_the_key_that_the_person_gave_it() {
    let codebook = Codebook::news_claims();
    let claim = &codebook.labels[0];
    let mut settings = Settings::default();
    assert_eq!(key_of_label(claim, &settings).as_deref(), Some("1"));
    settings
        .keymap
        .insert("label-1".to_owned(), vec!["q".to_owned()]);
    assert_eq!(key_of_label(claim, &settings).as_deref(), Some("Q"));
    settings.single_keys = false;
    assert_eq!(key_of_label(claim, &settings), None);
}

#[test]
fn a_key_belongs_to_one_command() {
    let settings = Settings::default();
    let chord: Chord = command("next-annotation").unwrap().keys[0].parse().unwrap();
    let by = taken_by(&chord, "label-1", &settings).unwrap();
    assert_eq!(by.name, "next-annotation");
    assert!(taken_by(&chord, "next-annotation", &settings).is_none());
}

#[test]
fn keys_that_are_switched_off_are_not_offered() {
    let mut settings = Settings::default();
    let keys = |name: &str, settings: &Settings| {
        let chords = chords_of(command(name).unwrap(), settings);
        chords.iter().map(Chord::shown).collect::<Vec<_>>()
    };
    assert_eq!(keys("add-relation", &settings), ["L"]);
    let with_letters = keys("shortcuts", &settings);
    assert!(with_letters.contains(&"?".to_owned()), "{with_letters:?}");
    settings.single_keys = false;
    assert!(keys("add-relation", &settings).is_empty());
    assert!(!keys("shortcuts", &settings).contains(&"?".to_owned()));
    assert_eq!(keys("undo", &settings), ["Control+Z"]);
    // They come back one day, so they belong to their commands all the same.
    let chord: Chord = "L".parse().unwrap();
    assert_eq!(
        taken_by(&chord, "checks", &settings).unwrap().name,
        "add-relation"
    );
}

#[test]
fn a_command_can_be_without_a_key() {
    let mut settings = Settings::default();
    settings
        .keymap
        .insert("add-relation".to_owned(), Vec::new());
    let relate = command("add-relation").unwrap();
    assert!(chords_of(relate, &settings).is_empty());
    let chord: Chord = "L".parse().unwrap();
    assert!(taken_by(&chord, "checks", &settings).is_none());
    let deletes = |text: &str| text.parse::<Chord>().unwrap().deletes();
    assert!(deletes("Backspace") && deletes("Delete"));
    assert!(!deletes("Mod+Backspace") && !deletes("Shift+Delete"));
}

#[test]
fn keys_of_the_browser_are_known() {
    let kept = |text: &str| text.parse::<Chord>().unwrap().is_of_browser();
    assert!(["Mod+W", "Mod+T", "Mod+N", "Mod+Q", "Mod+Shift+T"].map(kept) == [true; 5]);
    assert!(["W", "Shift+N", "Mod+K", "Mod+Enter"].map(kept) == [false; 4]);
}
