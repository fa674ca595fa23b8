//! Earlier states: what changed when, and a way back to how the project was.
//!
//! A state is made by taking entries back, one after the other, in a copy of the project. That may
//! take long, so it is done bit by bit, and whoever chooses another state ends it.

use std::rc::Rc;

use super::{
    Dialog, Effect, Env, Followed, History, MessageKind, OpenedProject, Part, ProjectsAction, Said,
    State, projects,
};
use crate::model::{
    AboutField, AnnotatorId, Change, Entry, Kind, Project, ProjectId, Step, Timestamp,
    TransactionName, inverse_of,
};

/// Rows that are shown at first.
const FIRST: usize = 100;

/// Changes that are made before anything else gets its turn: some milliseconds.
const AT_ONCE: usize = 1_000;

/// Edits of one kind that follow one another so closely are one row.
const TOGETHER: i64 = 5 * 60 * 1_000;

/// What is counted of a state.
pub const COUNTED: [Kind; 5] = [
    Kind::Article,
    Kind::Annotation,
    Kind::Relation,
    Kind::CanonicalClaim,
    Kind::Actor,
];

#[derive(Debug, PartialEq)]
pub enum EarlierAction {
    /// What changed when is looked at.
    Look,
    /// Older changes too.
    More,
    /// Show the state after the entry with this number; 0 for before all.
    Choose(u64),
    GoOn,
    /// Older entries, up to the one with this number; none where they cannot be read.
    Brought(Followed, u64),
    /// Make a project of its own of the chosen state, with this title.
    OpenCopy(String),
    /// Make the project what it was then; when that was, in words.
    GoBack(String),
}

/// What is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    /// The newest first.
    pub rows: Rc<[Row]>,
    /// There are older changes than those of the rows.
    pub more: bool,
    /// Older changes cannot be read.
    pub lost: bool,
    pub chosen: Option<u64>,
    most: usize,
    /// The entries that rows were made of: the last one, and the last that was not there.
    seen: Option<(u64, u64)>,
    walk: Option<Walk>,
    making: Option<Making>,
    /// Older entries were asked for: those up to the one with this number, of this project.
    asked: Option<(ProjectId, u64)>,
}

/// Edits of one kind by one annotator, close to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number of the last entry.
    pub last: u64,
    pub count: usize,
    pub from: Timestamp,
    pub to: Timestamp,
    pub who: AnnotatorId,
    pub step: Step,
    /// Without a detail where that is not the same for all.
    pub name: TransactionName,
}

/// A copy of the project on its way back.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Walk {
    project: Project,
    /// After which entry it is.
    at: u64,
    /// Changes of that entry that were taken back already.
    taken: usize,
    begin: u64,
}

/// A copy of the project on its way to what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Making {
    project: Project,
    changes: Rc<[Change]>,
    made: usize,
    when: String,
}

/// How many records of a kind there were, and are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    pub then: [usize; COUNTED.len()],
    pub now: [usize; COUNTED.len()],
    /// No record, and nothing else, is otherwise.
    pub same: bool,
}

pub(super) fn step(state: &mut State, action: EarlierAction, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        EarlierAction::Look => {
            state.session.earlier.most = FIRST;
            look(state)
        }
        EarlierAction::More => {
            state.session.earlier.most *= 2;
            look(state)
        }
        EarlierAction::Brought(followed, last) => brought(state, followed, last, env),
        EarlierAction::Choose(seq) => choose(state, seq),
        EarlierAction::GoOn => go_on(state, env),
        EarlierAction::OpenCopy(title) => open_copy(state, title, env),
        EarlierAction::GoBack(when) => begin(state, when, env),
    }
}

/// Keeps up with what is done meanwhile, as long as somebody looks. What will be undone next is
/// brought before.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    if state.history.wants_older() {
        return bring(state);
    }
    let Some(seen) = state.session.earlier.seen else {
        return Vec::new();
    };
    if state.session.dialog != Some(Dialog::History) {
        state.session.earlier = Earlier {
            asked: state.session.earlier.asked,
            ..Earlier::default()
        };
    } else if seen != of(&state.history) && Part::Dialogs.is_there() {
        return apart_dialogs_look_again(state);
    }
    Vec::new()
}

#[inline(never)]
fn apart_dialogs_look_again(state: &mut State) -> Vec<Effect> {
    let chosen = state.session.earlier.chosen;
    let last = state.session.earlier.seen.map(|it| it.0);
    let mut effects = look(state);
    if last != Some(state.history.last_seq()) {
        state.session.earlier.walk = None;
        if let Some(chosen) = chosen {
            effects.extend(choose(state, chosen));
        }
    }
    effects
}

/// Asks for older entries, once.
fn bring(state: &mut State) -> Vec<Effect> {
    let wanted = (state.project.id(), state.history.before());
    if state.session.earlier.asked == Some(wanted) {
        return Vec::new();
    }
    state.session.earlier.asked = Some(wanted);
    vec![Effect::BringOlder(wanted.0, wanted.1)]
}

fn brought(state: &mut State, older: Followed, last: u64, env: &mut Env<'_>) -> Vec<Effect> {
    if older.project != state.project.id() || last != state.history.before() {
        return Vec::new();
    }
    state.session.earlier.asked = None;
    if older.records.is_empty() {
        state.history.forget_older();
        let earlier = &mut state.session.earlier;
        (earlier.lost, earlier.more) = (true, false);
        (earlier.chosen, earlier.walk) = (None, None);
        return state.say(MessageKind::Error, Said::OlderLost { last });
    }
    let walk = state
        .session
        .earlier
        .walk
        .iter_mut()
        .map(|it| &mut it.project);
    for project in walk.chain([&mut state.project]) {
        for text in &older.texts {
            project.keep_text(Rc::clone(text));
        }
    }
    let entries = older.records.into_iter().map(|it| it.entry);
    state.history.bring(entries.collect());
    let mut effects = Vec::new();
    if state.session.earlier.seen.is_some() {
        effects.extend(look(state));
        effects.extend(go_on(state, env));
    }
    effects
}

fn of(history: &History) -> (u64, u64) {
    (history.last_seq(), history.before())
}

fn look(state: &mut State) -> Vec<Effect> {
    let earlier = &mut state.session.earlier;
    let (rows, more) = rows(state.history.entries(), earlier.most);
    earlier.rows = rows.into();
    let all = state.history.before() == 0 || earlier.lost;
    earlier.more = more || !all;
    earlier.seen = Some(of(&state.history));
    if more || all {
        Vec::new()
    } else {
        bring(state)
    }
}

/// At most so many rows, and whether there are more.
fn rows(entries: &[Rc<Entry>], most: usize) -> (Vec<Row>, bool) {
    let mut rows: Vec<Row> = Vec::new();
    for entry in entries.iter().rev() {
        if let Some(row) = rows.last_mut()
            && belongs(row, entry)
        {
            row.count += 1;
            row.from = entry.at;
            if row.name.detail != entry.name.detail {
                row.name.detail.clear();
            }
            continue;
        }
        if rows.len() == most {
            return (rows, true);
        }
        rows.push(Row {
            last: entry.seq,
            count: 1,
            from: entry.at,
            to: entry.at,
            who: entry.annotator,
            step: entry.step,
            name: entry.name.clone(),
        });
    }
    (rows, false)
}

fn belongs(row: &Row, entry: &Entry) -> bool {
    let kind = |it: Step| std::mem::discriminant(&it);
    let apart = row.from.millis() - entry.at.millis();
    row.name.command == entry.name.command
        && row.who == entry.annotator
        && kind(row.step) == kind(entry.step)
        && (0..=TOGETHER).contains(&apart)
}

fn choose(state: &mut State, seq: u64) -> Vec<Effect> {
    let last = state.history.last_seq();
    let earlier = &mut state.session.earlier;
    earlier.chosen = Some(seq.min(last));
    earlier.making = None;
    // What is on its way further back than that has to begin anew.
    let passed = |it: &Walk| it.at < seq || (it.at == seq && it.taken > 0);
    if earlier.walk.as_ref().is_none_or(passed) {
        earlier.walk = Some(Walk {
            project: state.project.clone(),
            at: last,
            taken: 0,
            begin: last,
        });
    }
    vec![Effect::GoOnLookingBack]
}

fn go_on(state: &mut State, env: &mut Env<'_>) -> Vec<Effect> {
    let earlier = &mut state.session.earlier;
    if earlier.making.is_some() {
        return go_on_making(state, env);
    }
    let (Some(goal), Some(walk)) = (earlier.chosen, &mut earlier.walk) else {
        return Vec::new();
    };
    let mut left = AT_ONCE;
    while walk.at > goal {
        let Some(entry) = state.history.entry(walk.at) else {
            return bring(state);
        };
        let changes = &entry.changes[..entry.changes.len() - walk.taken];
        for change in changes.iter().rev().take(left) {
            if walk.project.apply(&change.clone().inverse()).is_err() {
                // Whatever is done is done by changes that fit: it cannot be.
                (earlier.walk, earlier.chosen) = (None, None);
                return state.say(MessageKind::Error, Said::Conflict);
            }
        }
        if changes.len() > left {
            walk.taken += left;
            break;
        }
        left -= changes.len();
        (walk.at, walk.taken) = (walk.at - 1, 0);
    }
    let there = walk.at == goal;
    (!there)
        .then_some(Effect::GoOnLookingBack)
        .into_iter()
        .collect()
}

fn open_copy(state: &mut State, title: String, env: &mut Env<'_>) -> Vec<Effect> {
    let Some(then) = state.session.earlier.there() else {
        return Vec::new();
    };
    let mut project = then.clone();
    for change in project.about_edited(&AboutField::Title(title.clone())) {
        if project.apply(&change).is_err() {
            return state.say(MessageKind::Error, Said::Conflict);
        }
    }
    let opened = Box::new(OpenedProject {
        project,
        history: None,
        keep: true,
        warnings: Vec::new(),
    });
    let copy = true;
    let effects = projects::step(state, ProjectsAction::TakeIn { opened, copy }, env);
    state.say(MessageKind::Note, Said::ProjectOpened { title });
    effects
}

fn begin(state: &mut State, when: String, env: &mut Env<'_>) -> Vec<Effect> {
    let Some(then) = state.session.earlier.there() else {
        return Vec::new();
    };
    let making = Making {
        project: state.project.clone(),
        changes: state.project.changes_to(then).into(),
        made: 0,
        when,
    };
    state.session.earlier.making = Some(making);
    go_on_making(state, env)
}

fn go_on_making(state: &mut State, env: &mut Env<'_>) -> Vec<Effect> {
    let earlier = &mut state.session.earlier;
    let Some(mut making) = earlier.making.take() else {
        return Vec::new();
    };
    let left = &making.changes[making.made..];
    let now = &left[..left.len().min(AT_ONCE)];
    let fits = now.iter().all(|it| making.project.apply(it).is_ok());
    making.made += now.len();
    if fits && making.made < making.changes.len() {
        earlier.making = Some(making);
        return vec![Effect::GoOnLookingBack];
    }
    let (Some(goal), Some(then)) = (earlier.chosen, earlier.there()) else {
        return Vec::new();
    };
    let (project, changes) = if fits && making.project == *then {
        (making.project, making.changes.to_vec())
    } else {
        // What was done since, taken back in turn: that fits, and is longer.
        (then.clone(), taken_back(&state.history, goal))
    };
    let name = TransactionName::new("go-back", &making.when);
    state.session.dialog = None;
    let effects = state.commit_made(project, name, changes, env);
    let when = making.when;
    state.say(MessageKind::Note, Said::WentBack { when });
    effects
}

fn taken_back(history: &History, goal: u64) -> Vec<Change> {
    let mut changes = Vec::new();
    for entry in history.entries().iter().rev() {
        if entry.seq <= goal {
            break;
        }
        changes.extend(inverse_of(&entry.changes));
    }
    changes
}

impl Earlier {
    /// The project as it was, once that is known.
    fn there(&self) -> Option<&Project> {
        let walk = self.walk.as_ref()?;
        (Some(walk.at) == self.chosen && walk.taken == 0).then_some(&walk.project)
    }

    /// How far it is with what is worked out, in percent.
    pub fn progress(&self) -> Option<u64> {
        if let Some(making) = &self.making {
            let all = making.changes.len().max(1);
            return Some((making.made * 100 / all) as u64);
        }
        let (walk, goal) = (self.walk.as_ref()?, self.chosen?);
        let all = walk.begin.saturating_sub(goal).max(1);
        (walk.at != goal).then(|| (walk.begin - walk.at) * 100 / all)
    }
}

impl State {
    /// What there was in the chosen state, once that is known, and what there is.
    pub fn earlier_numbers(&self) -> Option<Numbers> {
        let then = self.session.earlier.there()?;
        let numbers = |of: &Project| COUNTED.map(|it| of.records(it).len());
        Some(Numbers {
            then: numbers(then),
            now: numbers(&self.project),
            same: *then == self.project,
        })
    }
}
