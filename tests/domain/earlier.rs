//! Earlier states: what changed when, how the project was then, and the ways back to that.

use std::rc::Rc;

use cotejo::app::{
    Action, Dialog, Earlier, EarlierAction, Effect, History, Row, Said, Stamp, ViewingAction,
};
use cotejo::model::*;

use crate::app::App;
use crate::desk::Desk;
use crate::history::operations::{Random, base, replica, transaction};

/// A project at which somebody worked, and all the states it had.
struct Worked {
    app: App,
    states: Vec<Project>,
}

const MINUTE: i64 = 60_000;

impl Worked {
    fn at_random(seed: u64, edits: usize) -> Self {
        let mut random = Random::new(seed);
        let (mut project, mut history) = (base(), History::new(replica()));
        let mut states = vec![project.clone()];
        while states.len() <= edits {
            let last = history.last_seq();
            let stamp = Stamp {
                annotator: project.annotators().next().unwrap().id,
                at: Timestamp::from_millis(i64::try_from(last).unwrap() * MINUTE),
            };
            match random.below(6) {
                0 => drop(history.undo(&mut project, stamp)),
                1 => drop(history.redo(&mut project, stamp)),
                _ => {
                    let transaction = transaction(&mut random, &project);
                    let _ = history.commit(&mut project, transaction, stamp);
                }
            }
            if history.last_seq() > last {
                states.push(project.clone());
            }
        }
        let mut app = App::over(&Desk::new());
        (app.state.project, app.state.history) = (project, history);
        app.state.stored = true;
        let mut worked = Self { app, states };
        worked.act(ViewingAction::Open(Dialog::History));
        worked.act(EarlierAction::Look);
        worked
    }

    /// An action, and what it has to be done bit by bit.
    fn act(&mut self, action: impl Into<Action>) -> Vec<Effect> {
        let mut effects = self.app.act_and_keep(action);
        let goes_on = |it: &Effect| *it == Effect::GoOnLookingBack;
        while let Some(at) = effects.iter().position(goes_on) {
            effects.remove(at);
            effects.extend(self.app.act_and_keep(EarlierAction::GoOn));
        }
        effects
    }

    fn rows(&self) -> Vec<Row> {
        self.app.state.session.earlier.rows.to_vec()
    }
}

/// The entries of a project, made again from its beginning.
fn replayed(entries: &[Rc<Entry>]) -> Project {
    let (mut project, mut history) = (base(), History::new(replica()));
    for entry in entries {
        history.replay(&mut project, Entry::clone(entry)).unwrap();
    }
    project
}

#[test]
fn every_state_there_was_can_be_gone_back_to_and_that_can_be_undone() {
    for seed in 0..60 {
        let mut worked = Worked::at_random(seed, 40);
        let mut random = Random::new(seed);
        for _ in 0..4 {
            let last = worked.app.state.history.last_seq();
            let goal = usize::try_from(random.below(worked.states.len() as u64)).unwrap();
            let before = worked.app.state.project.clone();
            worked.act(ViewingAction::Open(Dialog::History));
            worked.act(EarlierAction::Look);
            worked.act(EarlierAction::Choose(goal as u64));
            let numbers = worked.app.state.earlier_numbers().expect("it is there");
            assert_eq!(numbers.then[1], worked.states[goal].annotations().len());
            assert_eq!(numbers.same, worked.states[goal] == before);
            let effects = worked.act(EarlierAction::GoBack("then".to_owned()));
            let state = &worked.app.state;
            assert!(state.project == worked.states[goal], "seed {seed}, {goal}");
            assert_eq!(state.history.last_seq(), last + 1);
            let saved = effects.iter().filter(|it| matches!(it, Effect::Save(..)));
            assert_eq!(saved.count(), 1, "one entry");
            assert_eq!(state.session.dialog, None);
            assert!(replayed(state.history.entries()) == state.project);
            worked.states.push(state.project.clone());
            worked.act(Action::Undo);
            assert!(worked.app.state.project == before, "undo leads back");
            worked.states.push(before);
            if random.below(2) == 0 {
                worked.act(Action::Redo);
                assert!(worked.app.state.project == worked.states[goal]);
                worked.states.push(worked.app.state.project.clone());
            }
        }
    }
}

#[test]
fn going_back_is_as_few_changes_as_there_are_differences() {
    let mut worked = Worked::at_random(3, 60);
    let half = worked.states.len() / 2;
    worked.act(EarlierAction::Choose(half as u64));
    worked.act(EarlierAction::GoBack(String::new()));
    let entry = worked.app.state.history.entries().last().unwrap();
    let differing = worked.states[60].changes_to(&worked.states[half]);
    assert_eq!(entry.changes, differing);
    // There and back again: what is the same needs no change.
    assert_eq!(worked.states[half].changes_to(&worked.states[half]), []);
}

#[test]
fn a_state_is_opened_as_a_project_of_its_own() {
    let mut worked = Worked::at_random(5, 30);
    let id = worked.app.state.project.id();
    worked.act(EarlierAction::Choose(10));
    let title = "Prison (2026-11-28 00:10)".to_owned();
    let effects = worked.act(EarlierAction::OpenCopy(title.clone()));
    let state = &worked.app.state;
    assert_ne!(state.project.id(), id);
    assert_eq!(state.project.about().title, title);
    let then = worked.states[10].annotations();
    assert!(state.project.annotations().eq(then));
    let created = effects.iter().any(|it| matches!(it, Effect::Create(_)));
    assert!(created, "it is stored at once");
    let message = &state.session.messages.last().unwrap().text;
    assert_eq!(**message, Said::ProjectOpened { title });
}

#[test]
fn whoever_chooses_another_state_on_the_way_gets_that_one() {
    let mut worked = Worked::at_random(7, 50);
    for goal in [0, 40, 12, 50, 3, 3] {
        worked.app.act_and_keep(EarlierAction::Choose(goal));
        worked.app.act_and_keep(EarlierAction::Choose(20));
    }
    worked.act(EarlierAction::GoOn);
    worked.act(EarlierAction::GoBack(String::new()));
    assert!(worked.app.state.project == worked.states[20]);
}

#[test]
fn an_edit_from_elsewhere_is_listed_and_the_chosen_state_stays() {
    let mut worked = Worked::at_random(9, 20);
    worked.act(EarlierAction::Choose(5));
    let rows = worked.rows().len();
    worked.act(Action::Undo);
    assert!(worked.rows().len() > rows || worked.rows()[0].count > 1);
    worked.act(EarlierAction::GoBack(String::new()));
    assert!(worked.app.state.project == worked.states[5]);
}

/// Somebody who annotates, each time so many minutes after the last.
fn annotated(minutes: &[i64]) -> Worked {
    let mut worked = Worked::at_random(1, 0);
    let desk = Desk::article("en", "[claim:1|Taxes rise].");
    let annotation = desk.annotation(1).clone();
    (worked.app.state.project, worked.app.state.history) = (desk.project, History::new(replica()));
    let mut at = 1_000 * MINUTE;
    for (id, minutes) in minutes.iter().enumerate() {
        at += minutes * MINUTE;
        let mut annotation = annotation.clone();
        annotation.id = AnnotationId(uuid::Uuid::from_u128(10_000 + id as u128));
        let transaction = Transaction {
            name: TransactionName::new("annotate", "Claim"),
            changes: vec![Change::add(annotation)],
            focus: FocusChange::default(),
        };
        let stamp = Stamp {
            annotator: worked.app.state.me,
            at: Timestamp::from_millis(at),
        };
        let state = &mut worked.app.state;
        state
            .history
            .commit(&mut state.project, transaction, stamp)
            .unwrap();
    }
    worked.act(EarlierAction::Look);
    worked
}

#[test]
fn equal_edits_that_follow_one_another_are_one_row() {
    let worked = annotated(&[0, 1, 4, 6, 1, 5, 20]);
    let rows = worked.rows();
    let told: Vec<(u64, usize)> = rows.iter().map(|it| (it.last, it.count)).collect();
    assert_eq!(told, [(7, 1), (6, 3), (3, 3)]);
    assert_eq!(rows[1].to.millis() - rows[1].from.millis(), 6 * MINUTE);
    assert_eq!(rows[1].name, TransactionName::new("annotate", "Claim"));
}

#[test]
fn rows_are_bounded_and_more_come_when_they_are_asked_for() {
    let mut worked = annotated(&[10; 350]);
    assert_eq!(worked.rows().len(), 100);
    assert!(worked.app.state.session.earlier.more);
    worked.act(EarlierAction::More);
    worked.act(EarlierAction::More);
    assert_eq!(worked.rows().len(), 350);
    assert!(!worked.app.state.session.earlier.more);
}

#[test]
fn a_long_way_back_is_gone_in_steps_that_stay_short() {
    let mut worked = annotated(&vec![1; 5_000]);
    let mut effects = worked.app.act(EarlierAction::Choose(1));
    let mut steps = 0;
    while effects == [Effect::GoOnLookingBack] {
        assert!(worked.app.state.earlier_numbers().is_none());
        let progress = worked.app.state.session.earlier.progress().unwrap();
        assert!(progress >= steps * 100 / 6, "{progress} after {steps}");
        effects = worked.app.act(EarlierAction::GoOn);
        steps += 1;
    }
    assert_eq!(steps, 5);
    assert_eq!(worked.app.state.earlier_numbers().unwrap().then[1], 2);
    // Nobody looks any more: nothing is kept of it.
    worked.act(ViewingAction::Close);
    assert_eq!(worked.app.state.session.earlier, Earlier::default());
}
