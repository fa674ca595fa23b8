//! Actors, canonical claims and topics, and who or what belongs to them.

use super::merging::{self, Merging};
use super::{Effect, Env, State};
use crate::model::{
    Actor, ActorField, ActorId, AnnotationField, AnnotationId, CanonicalClaim, CanonicalClaimField,
    CanonicalClaimId, Change, Membership, MembershipField, MembershipKey, Polarity, Reference,
    Topic, TopicField, TopicId, TransactionName,
};
use crate::text::search::folded;

#[derive(Debug, PartialEq)]
pub enum RegisteringAction {
    /// Enter an actor and, where given, say that a Source names it.
    AddActor {
        name: String,
        source: Option<AnnotationId>,
    },
    EditActor(ActorId, ActorField),
    /// Another name in a language, in the place of one that is there; without a name that one goes.
    SetAlias {
        actor: ActorId,
        language: String,
        before: Option<String>,
        after: String,
    },
    RemoveActor(ActorId),
    /// Enter a canonical claim and, where given, make a Claim its member.
    AddCanonicalClaim {
        text: String,
        member: Option<(AnnotationId, Polarity)>,
    },
    EditCanonicalClaim(CanonicalClaimId, CanonicalClaimField),
    RemoveCanonicalClaim(CanonicalClaimId),
    /// The first is the second; it goes, and all that belongs to it stays.
    MergeCanonicalClaims(CanonicalClaimId, CanonicalClaimId),
    /// The same for topics.
    MergeTopics(TopicId, TopicId),
    /// The same for actors, with what is right where they differ.
    MergeActors(Merging, Vec<ActorField>),
    /// They are not to be merged after all.
    CancelMerging,
    /// Claims of one row, as somebody decided, get a row of their own.
    SplitClaims(Vec<MembershipKey>),
    /// Sources and relations of an actor get an actor of their own.
    SplitActor(ActorId, Vec<Reference>),
    /// Say what a Claim says, or take it back.
    SetMembership {
        claim: AnnotationId,
        membership: Option<(CanonicalClaimId, Polarity)>,
    },
    AddTopic {
        name: String,
        of: Option<CanonicalClaimId>,
    },
    EditTopic(TopicId, TopicField),
    RemoveTopic(TopicId),
}

pub(super) fn step(state: &mut State, action: RegisteringAction, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        RegisteringAction::AddActor { name, source } => add_actor(state, &name, source, env),
        RegisteringAction::EditActor(id, field) => {
            let Some(actor) = state.project.actor(id) else {
                return Vec::new();
            };
            let name = TransactionName::new("edit-actor", &actor.name);
            let changes = actor.edited(&field, env.now);
            state.commit(name, changes, env, |_| ())
        }
        RegisteringAction::SetAlias {
            actor,
            language,
            before,
            after,
        } => set_alias(
            state,
            actor,
            language,
            (before.as_deref(), after.trim()),
            env,
        ),
        RegisteringAction::RemoveActor(id) => {
            let name = state.project.actor(id).map(|it| it.name.clone());
            remove(state, &Reference::Actor(id), "remove-actor", name, env)
        }
        RegisteringAction::AddCanonicalClaim { text, member } => {
            add_canonical_claim(state, &text, member, env)
        }
        RegisteringAction::EditCanonicalClaim(id, field) => {
            let Some(claim) = state.project.canonical_claim(id) else {
                return Vec::new();
            };
            let name = TransactionName::new("edit-canonical-claim", &claim.text);
            let changes = claim.edited(&field, env.now);
            state.commit(name, changes, env, |_| ())
        }
        RegisteringAction::RemoveCanonicalClaim(id) => {
            let text = state.project.canonical_claim(id).map(|it| it.text.clone());
            let of = Reference::CanonicalClaim(id);
            remove(state, &of, "remove-canonical-claim", text, env)
        }
        RegisteringAction::MergeCanonicalClaims(from, into) => {
            merging::canonical_claims(state, from, into, env)
        }
        RegisteringAction::MergeTopics(from, into) => merging::topics(state, from, into, env),
        RegisteringAction::MergeActors(pair, decided) => {
            merging::actors(state, pair, &decided, env)
        }
        RegisteringAction::CancelMerging => {
            state.session.merging = None;
            Vec::new()
        }
        RegisteringAction::SplitClaims(moved) => merging::split_claims(state, &moved, env),
        RegisteringAction::SplitActor(from, moved) => {
            merging::split_actor(state, from, &moved, env)
        }
        RegisteringAction::SetMembership { claim, membership } => {
            let command = match membership {
                Some(_) => "set-membership",
                None => "remove-membership",
            };
            let (changes, detail) = membership_changes(state, claim, membership, env);
            let name = TransactionName::new(command, &detail);
            state.commit(name, changes, env, |_| ())
        }
        RegisteringAction::AddTopic { name, of } => add_topic(state, &name, of, env),
        RegisteringAction::EditTopic(id, field) => {
            let Some(topic) = state.project.topic(id) else {
                return Vec::new();
            };
            let name = TransactionName::new("edit-topic", &topic.name);
            let changes = topic.edited(&field, env.now);
            state.commit(name, changes, env, |_| ())
        }
        RegisteringAction::RemoveTopic(id) => {
            let name = state.project.topic(id).map(|it| it.name.clone());
            remove(state, &Reference::Topic(id), "remove-topic", name, env)
        }
    }
}

fn add_actor(
    state: &mut State,
    name: &str,
    source: Option<AnnotationId>,
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let name = name.trim();
    if name.is_empty() {
        return Vec::new();
    }
    let actor = state.new_actor(name, env);
    let field = AnnotationField::Actor(Some(actor.id));
    let mut changes = vec![Change::add(actor)];
    if let Some(source) = source.and_then(|it| state.project.annotation(it)) {
        changes.extend(source.edited(&field, env.now));
    }
    state.commit(
        TransactionName::new("add-actor", name),
        changes,
        env,
        |_| (),
    )
}

fn add_canonical_claim(
    state: &mut State,
    text: &str,
    member: Option<(AnnotationId, Polarity)>,
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let text = text.trim();
    if text.is_empty() {
        return Vec::new();
    }
    let claim = state.new_canonical_claim(text, env);
    let id = claim.id;
    let mut changes = vec![Change::add(claim)];
    if let Some((claim, polarity)) = member {
        let membership = Some((id, polarity));
        changes.extend(membership_changes(state, claim, membership, env).0);
    }
    let name = TransactionName::new("add-canonical-claim", text);
    state.commit(name, changes, env, |_| ())
}

/// The changes that make a claim say this, and what it says, or said until now, in words.
pub(super) fn membership_changes(
    state: &State,
    claim: AnnotationId,
    membership: Option<(CanonicalClaimId, Polarity)>,
    env: &Env<'_>,
) -> (Vec<Change>, String) {
    let shown = state.shown_membership(claim);
    let own = shown.filter(|it| it.provenance.annotator == state.me);
    let of = membership.map(|it| it.0);
    let of = of.or(shown.map(|it| it.canonical_claim));
    let detail = of
        .and_then(|it| state.project.canonical_claim(it))
        .map(|it| it.text.clone())
        .unwrap_or_default();
    let Some((canonical_claim, polarity)) = membership else {
        let gone = shown.map(|it| Change::remove(it.clone()));
        return (gone.into_iter().collect(), detail);
    };
    if let Some(own) = own {
        let mut changes = own.edited(&MembershipField::CanonicalClaim(canonical_claim), env.now);
        let later = if changes.is_empty() {
            env.now
        } else {
            // The time was set by the first change already.
            own.provenance.modified
        };
        changes.extend(own.edited(&MembershipField::Polarity(polarity), later));
        return (changes, detail);
    }
    if shown.is_some_and(|it| it.canonical_claim == canonical_claim && it.polarity == polarity) {
        return (Vec::new(), detail);
    }
    // A decision by somebody else gives way to the one made here.
    let gone = shown.map(|it| Change::remove(it.clone()));
    let made = Change::add(Membership {
        claim,
        canonical_claim,
        polarity,
        provenance: state.made(env.now),
        extra: None,
    });
    (gone.into_iter().chain([made]).collect(), detail)
}

fn add_topic(
    state: &mut State,
    name: &str,
    of: Option<CanonicalClaimId>,
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let name = name.trim();
    if name.is_empty() {
        return Vec::new();
    }
    let topic = state.new_topic(name, env);
    let field = CanonicalClaimField::Topic(Some(topic.id));
    let mut changes = vec![Change::add(topic)];
    if let Some(claim) = of.and_then(|it| state.project.canonical_claim(it)) {
        changes.extend(claim.edited(&field, env.now));
    }
    state.commit(
        TransactionName::new("add-topic", name),
        changes,
        env,
        |_| (),
    )
}

fn remove(
    state: &mut State,
    of: &Reference,
    command: &str,
    name: Option<String>,
    env: &Env<'_>,
) -> Vec<Effect> {
    let name = TransactionName::new(command, &name.unwrap_or_default());
    let changes = state.project.removal(of);
    state.commit(name, changes, env, |_| ())
}

impl State {
    pub(super) fn new_actor(&self, name: &str, env: &mut Env<'_>) -> Actor {
        Actor {
            id: env.id(),
            name: name.to_owned(),
            aliases: crate::model::sorted::SortedMap::new(),
            kind: String::new(),
            affiliation: String::new(),
            status: String::new(),
            wikidata: String::new(),
            note: String::new(),
            provenance: self.made(env.now),
            extra: None,
        }
    }

    pub(super) fn new_canonical_claim(&self, text: &str, env: &mut Env<'_>) -> CanonicalClaim {
        CanonicalClaim {
            id: env.id(),
            text: text.to_owned(),
            topic: None,
            note: String::new(),
            provenance: self.made(env.now),
            extra: None,
        }
    }

    pub(super) fn new_topic(&self, name: &str, env: &mut Env<'_>) -> Topic {
        Topic {
            id: env.id(),
            name: name.to_owned(),
            provenance: self.made(env.now),
            extra: None,
        }
    }

    /// The actor with this name or alias, as people type it.
    pub fn actor_named(&self, name: &str) -> Option<ActorId> {
        let wanted = folded(name.trim());
        let mut actors = self.project.actors();
        let named = actors.find(|it| it.names().into_iter().any(|name| folded(name) == wanted));
        named.map(|it| it.id)
    }

    pub fn canonical_claim_saying(&self, text: &str) -> Option<CanonicalClaimId> {
        let wanted = folded(text.trim());
        let mut claims = self.project.canonical_claims();
        claims.find(|it| folded(&it.text) == wanted).map(|it| it.id)
    }

    pub fn topic_named(&self, name: &str) -> Option<TopicId> {
        let wanted = folded(name.trim());
        let mut topics = self.project.topics();
        topics.find(|it| folded(&it.name) == wanted).map(|it| it.id)
    }

    /// What a Claim says, by one's own decision, else by anybody's.
    pub fn shown_membership(&self, claim: AnnotationId) -> Option<&Membership> {
        let own = MembershipKey {
            claim,
            annotator: self.me,
        };
        self.project
            .membership(own)
            .or_else(|| self.project.memberships_of(claim).next())
    }
}

fn set_alias(
    state: &mut State,
    id: ActorId,
    language: String,
    (before, after): (Option<&str>, &str),
    env: &Env<'_>,
) -> Vec<Effect> {
    let Some(actor) = state.project.actor(id) else {
        return Vec::new();
    };
    let there = actor.aliases.get(&language).cloned().unwrap_or_default();
    let mut names = there.clone();
    let at = before.and_then(|it| names.iter().position(|name| name == it));
    let is_there = names.iter().any(|it| it == after);
    match at {
        Some(at) if after.is_empty() || is_there && names[at] != after => drop(names.remove(at)),
        Some(at) => after.clone_into(&mut names[at]),
        None if before.is_some() || after.is_empty() || is_there => {}
        None => names.push(after.to_owned()),
    }
    if names == there {
        return Vec::new();
    }
    let names = (!names.is_empty()).then_some(names);
    let changes = actor.edited(&ActorField::Aliases(language, names), env.now);
    let name = TransactionName::new("edit-actor", &actor.name);
    state.commit(name, changes, env, |_| ())
}
