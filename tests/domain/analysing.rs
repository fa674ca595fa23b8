//! What works apart from the page: that it has the page's project, and says what the page would.

use std::rc::Rc;

use cotejo::analyst::{Analyst, Answer, Found, Request, What};
use cotejo::app::{AnnotatingAction, Effect, History, RegisteringAction, Stamp};
use cotejo::formats::project_json::export;
use cotejo::formats::report::{ReportOptions, report};
use cotejo::formats::tables::{TableOptions, matrix_table, sources_table};
use cotejo::journal::{CodebookVersion, Record, encode};
use cotejo::model::*;
use cotejo::suggest::{Candidate, Lexicon, Pairing};
use uuid::Uuid;

use crate::app::App;
use crate::desk::Desk;
use crate::history::operations::{Random, base, replica, transaction};
use crate::sample::sample;

const LEXICON: &str = include_str!("../../static/lexicon/es-en.txt");

/// An analyst beside the project of a page.
struct Beside {
    analyst: Analyst,
    /// How often it was given the project, and an entry.
    taken: usize,
    followed: usize,
}

impl Beside {
    fn new(project: &Project) -> Self {
        let mut beside = Self {
            analyst: Analyst::new(LEXICON),
            taken: 0,
            followed: 0,
        };
        beside.take(project);
        beside
    }

    fn take(&mut self, project: &Project) {
        let file = export(project, "test");
        assert_eq!(self.analyst.handle(&Request::Take, &file), None);
        assert!(self.analyst.project().is_some());
        self.taken += 1;
    }

    /// Hands on an entry as the page does; whether the analyst could make it too.
    fn follow(&mut self, entry: &Entry, project: &Project) -> bool {
        let record = Record {
            entry: entry.clone(),
            codebook: CodebookVersion::of(project.codebook()),
        };
        let bytes = encode([&record]).unwrap();
        assert_eq!(self.analyst.handle(&Request::Follow, &bytes), None);
        self.followed += 1;
        self.analyst.project().is_some()
    }

    fn has(&self, project: &Project) {
        let own = self.analyst.project().expect("it has a project");
        assert_eq!(own.check(), Ok(()));
        assert!(
            export(own, "test") == export(project, "test"),
            "it has the project of the page"
        );
    }

    fn candidates(&mut self, claim: AnnotationId, most: u32) -> Vec<Candidate> {
        let claim = claim.to_string();
        let request = Request::Candidates { claim, most };
        match self.analyst.handle(&request, &[]) {
            Some(Answer::Candidates(found)) => {
                let read = found.into_iter().map(Found::candidate);
                read.collect::<Option<_>>().expect("what it said is read")
            }
            other => panic!("{other:?}"),
        }
    }

    fn written(&mut self, what: What, include_data: bool) -> Vec<u8> {
        let request = Request::Write {
            what,
            title: "A title".to_owned(),
            include_data,
            at: "2026-11-23T10:00:00Z".to_owned(),
            generator: "cotejo 0.1.0".to_owned(),
        };
        match self.analyst.handle(&request, &[]) {
            Some(Answer::Written(bytes)) => bytes,
            other => panic!("{other:?}"),
        }
    }
}

fn stamp() -> Stamp {
    Stamp {
        annotator: AnnotatorId(Uuid::from_u128(1)),
        at: Timestamp::from_millis(1),
    }
}

fn step(random: &mut Random, project: &mut Project, history: &mut History) -> Option<Rc<Entry>> {
    match random.below(8) {
        0 | 1 => history.undo(project, stamp()).map(|it| it.entry),
        2 => history.redo(project, stamp()).map(|it| it.entry),
        _ => {
            let transaction = transaction(random, project);
            history.commit(project, transaction, stamp()).ok()
        }
    }
}

#[test]
fn after_any_edits_it_has_the_project_of_the_page_or_says_that_it_has_none() {
    let (mut taken, mut followed) = (0, 0);
    for seed in 1..=600 {
        let mut random = Random::new(seed);
        let (mut project, mut history) = (base(), History::new(replica()));
        let mut beside = Beside::new(&project);
        for _ in 0..20 {
            let Some(entry) = step(&mut random, &mut project, &mut history) else {
                continue;
            };
            if !beside.follow(&entry, &project) {
                beside.take(&project);
            }
            beside.has(&project);
        }
        taken += beside.taken - 1;
        followed += beside.followed;
    }
    assert!(followed > 5_000, "{followed}");
    // Only what is about articles and texts themselves: everyday edits are none of those.
    assert!(taken * 3 < followed, "{taken} of {followed}");
}

#[test]
fn candidates_are_those_that_pairing_finds() {
    let project = sample();
    let mut pairing = Pairing::new(Lexicon::parse(LEXICON));
    pairing.update(&project);
    let mut beside = Beside::new(&project);
    let mut some = 0;
    for claim in project.annotations().filter(|it| it.label == "Claim") {
        for most in [1, 5] {
            let found = beside.candidates(claim.id, u32::try_from(most).unwrap());
            assert_eq!(found, pairing.candidates(&project, claim.id, most));
            some += found.len();
        }
    }
    assert!(some > 50, "{some}");
    assert_eq!(beside.candidates(AnnotationId(Uuid::nil()), 5), []);
}

/// Entries as the app makes them, from its effects.
fn entries(effects: Vec<Effect>) -> Vec<Rc<Entry>> {
    let entry = |it| match it {
        Effect::Save(entry, _) => Some(entry),
        _ => None,
    };
    effects.into_iter().filter_map(entry).collect()
}

#[test]
fn candidates_follow_the_edits_of_the_app() {
    let mut desk = Desk::new();
    desk.add_article(
        "es",
        "[claim:1|CECOT tiene capacidad para 40,000 personas].",
    );
    desk.add_article("en", "[claim:2|It can hold 40,000 people]. Nothing else.");
    let (one, other) = (desk.handles[&1], desk.handles[&2]);
    let mut app = App::over(&desk);
    let mut beside = Beside::new(&app.state.project);
    assert_eq!(beside.candidates(one, 5)[0].claim, other);
    let mut act = |beside: &mut Beside, action: cotejo::app::Action| {
        let made = entries(app.act(action));
        assert_eq!(made.len(), 1);
        assert!(beside.follow(&made[0], &app.state.project));
        beside.has(&app.state.project);
    };
    let row = RegisteringAction::AddCanonicalClaim {
        text: "CECOT holds 40,000.".to_owned(),
        member: Some((one, Polarity::Same)),
    };
    act(&mut beside, row.into());
    assert_eq!(beside.candidates(one, 5)[0].claim, other);
    act(&mut beside, AnnotatingAction::Delete(other).into());
    assert_eq!(beside.candidates(one, 5), []);
    act(&mut beside, cotejo::app::Action::Undo);
    assert_eq!(beside.candidates(one, 5)[0].claim, other);
    assert_eq!(beside.taken, 1);
}

#[test]
fn files_are_those_that_the_page_would_write() {
    let project = sample();
    let mut beside = Beside::new(&project);
    for include_data in [true, false] {
        let options = ReportOptions {
            title: "A title",
            generator: "cotejo 0.1.0",
            at: "2026-11-23T10:00:00Z".parse().unwrap(),
            include_data,
        };
        let written = beside.written(What::Report, include_data);
        assert!(written == report(&project, None, &options));
    }
    let marked = TableOptions { bom: true };
    let matrix = beside.written(What::Matrix, false);
    assert!(matrix == matrix_table(&project, None, marked));
    let sources = beside.written(What::Sources, false);
    assert!(sources == sources_table(&project, None, marked));
}

#[test]
fn what_does_not_fit_is_refused_and_the_project_asked_for() {
    let project = sample();
    let claim = project.annotations().next().unwrap().clone();
    let entry = |of: &Project, changes| {
        let transaction = Transaction {
            name: TransactionName::new("test", ""),
            changes,
            focus: FocusChange::default(),
        };
        History::new(replica()).made(of, transaction, stamp())
    };
    let there = entry(&project, vec![Change::add(Annotation::clone(&claim))]);
    let elsewhere = project.clone().with_id(ProjectId(Uuid::from_u128(5)));
    let articles = project.ordered_articles();
    let moved = articles[1];
    let order = OrderKey::between(None, Some(&articles[0].order));
    let moved = Change::set(
        moved.id,
        ArticleField::Order(moved.order.clone()),
        ArticleField::Order(order),
    );
    for entry in [
        there,
        entry(&elsewhere, Vec::new()),
        entry(&project, vec![moved]),
    ] {
        let mut beside = Beside::new(&project);
        assert!(!beside.follow(&entry, &project));
        let request = Request::Candidates {
            claim: claim.id.to_string(),
            most: 5,
        };
        assert_eq!(
            beside.analyst.handle(&request, &[]),
            Some(Answer::NoProject)
        );
        beside.take(&project);
        beside.has(&project);
    }
    for bytes in [&b"no record"[..], b""] {
        let mut beside = Beside::new(&project);
        beside.analyst.handle(&Request::Follow, bytes);
        assert_eq!(beside.analyst.project(), None);
        beside.analyst.handle(&Request::Take, bytes);
        assert_eq!(beside.analyst.project(), None);
    }
}
