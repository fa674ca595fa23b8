//! Two records of a registry that turn out to be one, and one that turns out to be two.

use super::unlinked::as_sentence;
use super::{Dialog, Effect, Env, FocusTarget, MessageKind, Said, State};
use crate::model::sorted::SortedSet;
use crate::model::{
    Actor, ActorField, ActorId, AnnotationField, CanonicalClaimField, CanonicalClaimId, Change,
    End, LintException, MembershipField, MembershipKey, Override, OverrideKey, Polarity, Record,
    Reference, Relation, RelationField, Subject, TopicId, TransactionName,
};
use crate::suggest::NOT_ACTOR;
use crate::text::search::folded;

/// An actor that is another one, once it is said what is right where they differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merging {
    pub from: ActorId,
    pub into: ActorId,
}

/// Something about two actors that cannot both be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorConflict {
    pub what: ActorProperty,
    pub from: String,
    pub into: String,
}

impl ActorConflict {
    /// Whether one of the two was chosen, as they are now.
    pub fn is_settled_by(&self, field: &ActorField) -> bool {
        let of = |value: &String| self.what.set(value.clone()) == *field;
        of(&self.from) || of(&self.into)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorProperty {
    Kind,
    Affiliation,
    Status,
    Wikidata,
}

impl ActorProperty {
    const ALL: [Self; 4] = [Self::Kind, Self::Affiliation, Self::Status, Self::Wikidata];

    fn of(self, actor: &Actor) -> &str {
        match self {
            Self::Kind => &actor.kind,
            Self::Affiliation => &actor.affiliation,
            Self::Status => &actor.status,
            Self::Wikidata => &actor.wikidata,
        }
    }

    pub fn set(self, value: String) -> ActorField {
        match self {
            Self::Kind => ActorField::Kind(value),
            Self::Affiliation => ActorField::Affiliation(value),
            Self::Status => ActorField::Status(value),
            Self::Wikidata => ActorField::Wikidata(value),
        }
    }
}

/// Puts all that belongs to one canonical claim to another, and removes it, in one step for undo.
///
/// Relations between the two go, and so do those that the other has already. Where somebody set a
/// cell of both by hand, what was said of the one that stays stands.
pub(super) fn canonical_claims(
    state: &mut State,
    from: CanonicalClaimId,
    into: CanonicalClaimId,
    env: &Env<'_>,
) -> Vec<Effect> {
    let project = &state.project;
    let (Some(gone), Some(stays)) = (project.canonical_claim(from), project.canonical_claim(into))
    else {
        return Vec::new();
    };
    if from == into {
        return Vec::new();
    }
    let name = TransactionName::new("merge-canonical-claims", &gone.text);
    let mut fields = Vec::new();
    if stays.topic.is_none() && gone.topic.is_some() {
        fields.push(CanonicalClaimField::Topic(gone.topic));
    }
    if let Some(note) = joined(&stays.note, &gone.note) {
        fields.push(CanonicalClaimField::Note(note));
    }
    let mut changes = stays.all_edited(&fields, env.now);
    for membership in project.members_of(from) {
        changes.extend(membership.edited(&MembershipField::CanonicalClaim(into), env.now));
    }
    let (old, new) = (End::CanonicalClaim(from), End::CanonicalClaim(into));
    changes.extend(relations(state, old, new, env));
    changes.extend(overrides(state, from, into));
    let effects = without(state, &from.into(), name, changes, env);
    if let Some(cell) = &mut state.session.comparing.cell
        && cell.row == from
    {
        cell.row = into;
    }
    effects
}

/// The same for two topics.
pub(super) fn topics(
    state: &mut State,
    from: TopicId,
    into: TopicId,
    env: &Env<'_>,
) -> Vec<Effect> {
    let project = &state.project;
    let (Some(gone), Some(_)) = (project.topic(from), project.topic(into)) else {
        return Vec::new();
    };
    if from == into {
        return Vec::new();
    }
    let name = TransactionName::new("merge-topics", &gone.name);
    let mut changes = Vec::new();
    for referrer in project.referrers(&from.into()) {
        if let Record::CanonicalClaim(claim) = referrer {
            changes.extend(claim.edited(&CanonicalClaimField::Topic(Some(into)), env.now));
        }
    }
    changes.extend(relations(state, End::Topic(from), End::Topic(into), env));
    without(state, &from.into(), name, changes, env)
}

/// The same for two actors, with what was decided where they differ. As long as something is not
/// decided, it is asked for.
///
/// The name of the one that goes is an alias of the one that stays.
pub(super) fn actors(
    state: &mut State,
    Merging { from, into }: Merging,
    decided: &[ActorField],
    env: &Env<'_>,
) -> Vec<Effect> {
    let project = &state.project;
    let (Some(gone), Some(stays)) = (project.actor(from), project.actor(into)) else {
        return Vec::new();
    };
    if from == into {
        return Vec::new();
    }
    let conflicts = state.actor_conflicts(from, into);
    let mut fields = Vec::new();
    for conflict in &conflicts {
        // What was decided before one of them was edited is no answer any more.
        fields.extend(
            decided
                .iter()
                .find(|it| conflict.is_settled_by(it))
                .cloned(),
        );
    }
    if fields.len() < conflicts.len() {
        state.session.merging = Some(Merging { from, into });
        state.session.dialog = Some(Dialog::Registries);
        return Vec::new();
    }
    let name = TransactionName::new("merge-actors", &gone.name);
    for property in ActorProperty::ALL {
        let value = property.of(gone);
        if property.of(stays).is_empty() && !value.is_empty() {
            fields.push(property.set(value.to_owned()));
        }
    }
    if let Some(note) = joined(&stays.note, &gone.note) {
        fields.push(ActorField::Note(note));
    }
    fields.extend(aliases(state, gone, stays));
    let mut changes = stays.all_edited(&fields, env.now);
    for source in project.sources_of(from) {
        changes.extend(source.edited(&AnnotationField::Actor(Some(into)), env.now));
    }
    changes.extend(relations(state, End::Actor(from), End::Actor(into), env));
    changes.extend(exceptions(state, from, into));
    let mut effects = without(state, &from.into(), name, changes, env);
    if state.project.actor(from).is_some() {
        return effects;
    }
    state.session.merging = None;
    if state.session.same_actors.is_some() {
        effects.push(Effect::Focus(FocusTarget::SameActors));
    }
    effects
}

/// The notes of two that become one; `None` where that of the one that stays says it all.
fn joined(stays: &str, gone: &str) -> Option<String> {
    let more = !gone.is_empty() && gone != stays;
    more.then(|| [stays, gone].join("\n").trim().to_owned())
}

/// Commits changes after which nothing but what goes with a record refers to it, and removes it.
fn without(
    state: &mut State,
    gone: &Reference,
    name: TransactionName,
    mut changes: Vec<Change>,
    env: &Env<'_>,
) -> Vec<Effect> {
    let mut after = state.project.clone();
    if after.apply_all(&changes).is_err() {
        return state.say(MessageKind::Error, Said::Conflict);
    }
    changes.extend(after.removal(gone));
    state.commit(name, changes, env, |_| ())
}

/// Moves relations from one end to another. Those that are not moved go with the first: such as
/// join the two, and such as the other one has in the very same words.
fn relations(state: &State, old: End, new: End, env: &Env<'_>) -> Vec<Change> {
    let moved = |end: End| if end == old { new } else { end };
    let mut changes = Vec::new();
    for relation in state.project.relations_at(old) {
        let (start, end) = (moved(relation.from), moved(relation.to));
        if start == end || says_the_same(state, relation, start, end) {
            continue;
        }
        let field = if relation.from == old {
            RelationField::From(new)
        } else {
            RelationField::To(new)
        };
        changes.extend(relation.edited(&field, env.now));
    }
    changes
}

/// Whether there is a relation that says of two ends what this one would.
fn says_the_same(state: &State, relation: &Relation, start: End, end: End) -> bool {
    let of_type = state.project.codebook().relation(&relation.kind);
    let symmetric = of_type.is_some_and(|it| it.symmetric);
    let there = (&relation.kind, start, end);
    let there = state.project.relations_as(there, symmetric);
    there.iter().any(|it| relation.adds_nothing_to(it))
}

fn overrides(state: &State, from: CanonicalClaimId, into: CanonicalClaimId) -> Vec<Change> {
    let mut changes = Vec::new();
    for referrer in state.project.referrers(&Reference::CanonicalClaim(from)) {
        let Record::Override(record) = referrer else {
            continue;
        };
        let moved = OverrideKey {
            canonical_claim: into,
            ..record.key()
        };
        if state.project.override_of(moved).is_none() {
            let mut record = Override::clone(record);
            record.canonical_claim = into;
            changes.push(Change::add(record));
        }
    }
    changes
}

/// Names that an actor gets from one that goes: aliases in their languages, and the name in that of
/// the articles that use it.
fn aliases(state: &State, gone: &Actor, stays: &Actor) -> Vec<ActorField> {
    let mut known: SortedSet<String> = SortedSet::new();
    for name in stays.names() {
        known.insert(folded(name));
    }
    let mut wanted = stays.aliases.clone();
    let mut add = |language: String, name: &str| {
        if known.insert(folded(name)) {
            let names = wanted.or_insert_with(language, Vec::new);
            names.push(name.to_owned());
        }
    };
    for (language, names) in &gone.aliases {
        for name in names {
            add(language.clone(), name);
        }
    }
    add(language_of(state, gone.id), &gone.name);
    let mut fields = Vec::new();
    for (language, names) in &wanted {
        if stays.aliases.get(language) != Some(names) {
            fields.push(ActorField::Aliases(language.clone(), Some(names.clone())));
        }
    }
    fields
}

/// The language of the articles that name an actor; none where there are several.
fn language_of(state: &State, actor: ActorId) -> String {
    let mut found: Option<&str> = None;
    for source in state.project.sources_of(actor) {
        let article = state.project.article(source.article);
        let language = article.map_or("", |it| it.language.as_str());
        let main = language.split('-').next().unwrap_or_default();
        if found.is_some_and(|it| it != main) {
            return String::new();
        }
        found = Some(main);
    }
    found.unwrap_or_default().to_owned()
}

/// What somebody said one actor is not, the other one is not either.
fn exceptions(state: &State, from: ActorId, into: ActorId) -> Vec<Change> {
    let old_rule = format!("{NOT_ACTOR}{from}");
    let new_rule = format!("{NOT_ACTOR}{into}");
    let mut changes = Vec::new();
    for exception in state.project.lint_exceptions() {
        let is_subject = exception.subject == Subject::Actor(from);
        let is_other = exception.rule.as_str() == old_rule;
        if !is_subject && !is_other {
            continue;
        }
        let mut moved: LintException = exception.clone();
        if is_subject {
            moved.subject = Subject::Actor(into);
        }
        if is_other {
            moved.rule = new_rule.as_str().into();
        }
        changes.push(Change::remove(exception.clone()));
        let itself =
            moved.subject == Subject::Actor(into) && moved.rule.as_str() == new_rule.as_str();
        if !itself && state.project.lint_exception(moved.key()).is_none() {
            changes.push(Change::add(moved));
        }
    }
    changes
}

/// Makes what was decided of some Claims of a row a row of its own, called as the first of them.
/// Whoever decided that they belong to it decided so of the new one.
pub(super) fn split_claims(
    state: &mut State,
    moved: &[MembershipKey],
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let Some(first) = moved.first().and_then(|it| state.project.membership(*it)) else {
        return Vec::new();
    };
    let (says, old) = (first.polarity, first.canonical_claim);
    let Some(claim) = state.project.annotation(first.claim) else {
        return Vec::new();
    };
    let text = as_sentence(&state.project.quote(claim));
    let mut row = state.new_canonical_claim(&text, env);
    let old = state.project.canonical_claim(old);
    row.topic = old.and_then(|it| it.topic);
    let field = MembershipField::CanonicalClaim(row.id);
    let mut changes = vec![Change::add(row)];
    for key in moved {
        let Some(membership) = state.project.membership(*key) else {
            continue;
        };
        // The row says what its first claim says.
        let polarity = if membership.polarity == says {
            Polarity::Same
        } else {
            Polarity::Opposite
        };
        changes.extend(membership.edited(&field, env.now));
        // The time was set by the first change already.
        let at = membership.provenance.modified;
        changes.extend(membership.edited(&MembershipField::Polarity(polarity), at));
    }
    let name = TransactionName::new("split-canonical-claim", &text);
    state.commit(name, changes, env, |_| ())
}

/// Makes some of the Sources of an actor, and some of the relations that lead to it, those of an
/// actor of their own, called as the first of the Sources.
pub(super) fn split_actor(
    state: &mut State,
    from: ActorId,
    moved: &[Reference],
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let Some(actor) = state.project.actor(from) else {
        return Vec::new();
    };
    let called = moved.iter().find_map(|it| match it {
        Reference::Annotation(id) => state.project.annotation(*id),
        _ => None,
    });
    let called = called.map(|it| state.project.quote(it));
    let called = called.unwrap_or_else(|| actor.name.clone());
    let new = state.new_actor(&called, env);
    let (old, end) = (End::Actor(from), End::Actor(new.id));
    let field = AnnotationField::Actor(Some(new.id));
    let mut changes = vec![Change::add(new)];
    for it in moved {
        match it {
            Reference::Annotation(id) => {
                if let Some(source) = state.project.annotation(*id) {
                    changes.extend(source.edited(&field, env.now));
                }
            }
            Reference::Relation(id) => {
                if let Some(relation) = state.project.relation(*id) {
                    let field = if relation.from == old {
                        RelationField::From(end)
                    } else {
                        RelationField::To(end)
                    };
                    changes.extend(relation.edited(&field, env.now));
                }
            }
            _ => {}
        }
    }
    let name = TransactionName::new("split-actor", &called);
    state.commit(name, changes, env, |_| ())
}

impl State {
    /// What of two actors cannot both be so.
    pub fn actor_conflicts(&self, from: ActorId, into: ActorId) -> Vec<ActorConflict> {
        let mut found = Vec::new();
        if let (Some(gone), Some(stays)) = (self.project.actor(from), self.project.actor(into)) {
            for what in ActorProperty::ALL {
                let (from, into) = (what.of(gone), what.of(stays));
                if !from.is_empty() && !into.is_empty() && from != into {
                    let (from, into) = (from.to_owned(), into.to_owned());
                    found.push(ActorConflict { what, from, into });
                }
            }
        }
        found
    }
}
