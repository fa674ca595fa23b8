//! When a new version of the app is used.

use cotejo::app::{Effect, NewVersion, ProjectsAction, Said, SaveState, UpdatingAction};

use crate::app::App;
use crate::desk::Desk;

fn app() -> App {
    let mut app = App::over(&Desk::article("en", "[claim:1|Taxes] rise."));
    app.act(UpdatingAction::Waits);
    assert_eq!(app.state.new_version, NewVersion::Waits);
    app
}

fn used(effects: &[Effect]) -> usize {
    let used = effects.iter().filter(|it| **it == Effect::UseNewVersion);
    used.count()
}

#[test]
fn what_is_saved_can_go_on_in_a_new_version_at_once() {
    let mut app = app();
    assert_eq!(used(&app.act(UpdatingAction::Use)), 1);
}

#[test]
fn a_new_version_waits_until_everything_is_saved_and_is_used_once() {
    let mut app = app();
    app.act(ProjectsAction::Saving(SaveState::Saving));
    assert_eq!(used(&app.act(UpdatingAction::Use)), 0);
    assert_eq!(app.state.new_version, NewVersion::Wanted);
    let failed = SaveState::NotSaved("The disk is full.".to_owned());
    assert_eq!(used(&app.act(ProjectsAction::Saving(failed))), 0);
    let saved = || ProjectsAction::Saving(SaveState::Saved);
    assert_eq!(used(&app.act(saved())), 1);
    assert_eq!(used(&app.act(saved())), 0);
}

#[test]
fn what_only_memory_has_is_not_left_for_a_new_version() {
    let mut app = app();
    app.act(ProjectsAction::NoStorage("Blocked".to_owned()));
    assert_eq!(used(&app.act(UpdatingAction::Use)), 0);
    let saved = ProjectsAction::Saving(SaveState::Saved);
    assert_eq!(used(&app.act(saved)), 0);
}

#[test]
fn with_other_windows_open_it_says_so_and_goes_on_waiting() {
    let mut app = app();
    app.act(UpdatingAction::Use);
    assert_eq!(used(&app.act(UpdatingAction::OthersOpen)), 0);
    assert_eq!(app.state.new_version, NewVersion::Waits);
    let messages = &app.state.session.messages;
    assert_eq!(*messages.last().unwrap().text, Said::OtherWindows);
    assert_eq!(used(&app.act(UpdatingAction::Use)), 1);
}

#[test]
fn what_did_not_start_is_said_and_offered_again() {
    let mut app = app();
    app.act(UpdatingAction::Use);
    assert_eq!(used(&app.act(UpdatingAction::NotReached)), 0);
    let messages = &app.state.session.messages;
    assert_eq!(*messages.last().unwrap().text, Said::NewVersionNotReached);
    assert_eq!(used(&app.act(UpdatingAction::Use)), 1);
}

#[test]
fn later_is_not_never() {
    let mut app = app();
    app.act(UpdatingAction::Later);
    assert_eq!(app.state.new_version, NewVersion::None);
    app.act(UpdatingAction::Waits);
    assert_eq!(app.state.new_version, NewVersion::Waits);
}
