//! Actors that may be one, as somebody looks through them: accepted, declined, never decided here.

use std::rc::Rc;

use super::merging::{self, Merging};
use super::{Dialog, Effect, Env, FocusTarget, State};
use crate::model::{
    ActorId, AnnotationField, AnnotationId, Change, LintException, LintExceptionKey, Reference,
    Subject, TransactionName,
};
use crate::suggest::{NOT_ACTOR, Party, SameActor, is_declined, is_not};

/// Pairs that are looked for at once; accepting or declining some brings the next.
pub const MOST_SAME: u32 = 40;

/// What is looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SameActorsList {
    /// `None` as long as they are looked for.
    pub found: Option<Rc<[SameActor]>>,
    /// Nothing here can look for them.
    pub blind: bool,
    /// Up to which edit `found` is right.
    seen: u64,
}

#[derive(Debug, PartialEq)]
pub enum SameActorsAction {
    /// Look for them, and show them.
    Look,
    /// They were found, for the request of this number; `None` where they could not be looked
    /// for.
    Found(u32, Option<Vec<SameActor>>),
    /// They are one.
    Accept(Party, Party),
    /// They are not, and are not to be proposed again.
    Decline(Party, Party),
}

pub(super) fn step(state: &mut State, action: SameActorsAction, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        SameActorsAction::Look => {
            super::viewing::open(state, Dialog::Registries);
            let mut effects = ask(state);
            effects.push(Effect::Focus(FocusTarget::SameActors));
            effects
        }
        SameActorsAction::Found(number, found) => {
            let last = number == state.session.requests.same_actors;
            if let Some(list) = state.session.same_actors.as_mut().filter(|_| last) {
                list.blind = found.is_none();
                list.found = found.map(Rc::from);
            }
            Vec::new()
        }
        SameActorsAction::Accept(here, there) => accept(state, here, there, env),
        SameActorsAction::Decline(here, there) => decline(state, &here, &there, env),
    }
}

/// Looks again after an edit, and no longer than somebody looks at it.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    if state.session.dialog != Some(Dialog::Registries) {
        state.session.same_actors = None;
        state.session.merging = None;
        return Vec::new();
    }
    if let Some(Merging { from, into }) = state.session.merging
        && (state.project.actor(from).is_none() || state.project.actor(into).is_none())
    {
        state.session.merging = None;
    }
    let edits = state.history.last_seq();
    let list = state.session.same_actors.as_ref();
    if list.is_some_and(|it| it.seen != edits) {
        return ask(state);
    }
    Vec::new()
}

fn ask(state: &mut State) -> Vec<Effect> {
    let seen = state.history.last_seq();
    let before = state.session.same_actors.take().unwrap_or_default();
    state.session.same_actors = Some(SameActorsList { seen, ..before });
    let requests = &mut state.session.requests;
    requests.same_actors += 1;
    vec![Effect::FindSameActors(requests.same_actors)]
}

fn accept(state: &mut State, here: Party, there: Party, env: &mut Env<'_>) -> Vec<Effect> {
    match (here, there) {
        (Party::Actor(one), Party::Actor(other)) => {
            // What more hangs on stays.
            let hang = |id: ActorId| state.project.referrers(&Reference::Actor(id)).count();
            let (from, into) = if hang(one) > hang(other) {
                (other, one)
            } else {
                (one, other)
            };
            merging::actors(state, Merging { from, into }, &[], env)
        }
        (Party::Sources(sources), Party::Actor(actor))
        | (Party::Actor(actor), Party::Sources(sources)) => {
            let name = state.project.actor(actor).map(|it| it.name.clone());
            let name = TransactionName::new("set-actor", &name.unwrap_or_default());
            let changes = naming(state, &sources, actor, env);
            state.commit(name, changes, env, |_| ())
        }
        (Party::Sources(mut sources), Party::Sources(others)) => {
            sources.extend(others);
            // The longest words say the most.
            let mut called = String::new();
            for source in &sources {
                let quote = state.project.annotation(*source);
                let quote = quote.map(|it| state.project.quote(it)).unwrap_or_default();
                if quote.chars().count() > called.chars().count() {
                    called = quote;
                }
            }
            let actor = state.new_actor(&called, env);
            let id = actor.id;
            let mut changes = vec![Change::add(actor)];
            changes.extend(naming(state, &sources, id, env));
            state.commit(
                TransactionName::new("add-actor", &called),
                changes,
                env,
                |_| (),
            )
        }
    }
}

/// Says of Sources whom they name.
fn naming(state: &State, sources: &[AnnotationId], actor: ActorId, env: &Env<'_>) -> Vec<Change> {
    let field = AnnotationField::Actor(Some(actor));
    let mut changes = Vec::new();
    for source in sources {
        if let Some(source) = state.project.annotation(*source) {
            changes.extend(source.edited(&field, env.now));
        }
    }
    changes
}

fn decline(state: &mut State, here: &Party, there: &Party, env: &Env<'_>) -> Vec<Effect> {
    let keys = match (here, there) {
        (Party::Actor(one), Party::Actor(other)) => vec![is_not(Subject::Actor(*one), *other)],
        (Party::Sources(sources), Party::Actor(actor))
        | (Party::Actor(actor), Party::Sources(sources)) => {
            let each = sources.iter();
            let each = each.map(|it| is_not(Subject::Annotation(*it), *actor));
            each.collect()
        }
        (Party::Sources(here), Party::Sources(there)) => {
            let first = here.first().zip(there.first());
            let key = first.map(|(one, other)| is_not(Subject::Annotation(*one), *other));
            key.into_iter().collect()
        }
    };
    let mut changes = Vec::new();
    for LintExceptionKey { rule, subject } in keys {
        changes.push(Change::add(LintException {
            rule,
            subject,
            note: String::new(),
            provenance: state.made(env.now),
            extra: None,
        }));
    }
    let name = TransactionName::new("decline-same", &state.name_of_party(here));
    state.commit(name, changes, env, |_| ())
}

impl State {
    /// Whom or what words a candidate is about.
    pub fn name_of_party(&self, party: &Party) -> String {
        match party {
            Party::Actor(id) => {
                let actor = self.project.actor(*id);
                actor.map(|it| it.name.clone()).unwrap_or_default()
            }
            Party::Sources(all) => {
                let first = all.first().and_then(|it| self.project.annotation(*it));
                first.map(|it| self.project.quote(it)).unwrap_or_default()
            }
        }
    }

    /// The candidates that were found and are still to be decided.
    pub fn same_actors(&self) -> Vec<SameActor> {
        let list = self.session.same_actors.as_ref();
        let found = list.and_then(|it| it.found.clone());
        let mut left = found.map_or_else(Vec::new, |it| it.to_vec());
        left.retain(|it| self.is_open(&it.here) && self.is_open(&it.there));
        left.retain(|it| !is_declined(&self.project, &it.here, &it.there));
        left
    }

    fn is_open(&self, party: &Party) -> bool {
        match party {
            Party::Actor(id) => self.project.actor(*id).is_some(),
            Party::Sources(all) => all.iter().all(|it| {
                let source = self.project.annotation(*it);
                source.is_some_and(|it| it.actor.is_none())
            }),
        }
    }

    /// What was said not to be the same, as the two names, and what takes it back.
    pub fn declined_actors(&self) -> Vec<(String, String, LintExceptionKey)> {
        let mut declined = Vec::new();
        for exception in self.project.lint_exceptions() {
            let Some(other) = exception.rule.as_str().strip_prefix(NOT_ACTOR) else {
                continue;
            };
            let here = match exception.subject {
                Subject::Actor(id) => Party::Actor(id),
                Subject::Annotation(id) => Party::Sources(vec![id]),
                _ => continue,
            };
            let Ok(other) = other.parse::<uuid::Uuid>() else {
                continue;
            };
            let mut there = self.name_of_party(&Party::Actor(ActorId(other)));
            if there.is_empty() {
                there = self.name_of_party(&Party::Sources(vec![AnnotationId(other)]));
            }
            if !there.is_empty() {
                declined.push((self.name_of_party(&here), there, exception.key()));
            }
        }
        declined
    }
}
