//! Relations between annotations, actors, canonical claims and topics.

use super::state::name_or_id;
use super::{Effect, Env, FocusTarget, Linking, MessageKind, Said, State, TakenAway};
use crate::model::{
    Annotation, AnnotationId, AttributeId, AttributeValue, Attributes, Change, End, Reference,
    Relation, RelationField, RelationId, RelationTypeId, TransactionName, attributes_not_on,
};

#[derive(Debug, PartialEq)]
pub enum LinkingAction {
    /// Look for the other end of a relation from here.
    Start(End),
    Cancel,
    Relate {
        kind: RelationTypeId,
        from: End,
        to: End,
    },
    /// The other end was chosen; the only relation that fits is made, else nothing.
    Finish(End),
    /// Both ends were chosen at once; which relation it is is asked where several fit.
    Connect(End, End),
    /// The other end is somebody the project does not know yet, by name.
    FinishWithNewActor(RelationTypeId, String),
    FinishWithNewTopic(RelationTypeId, String),
    SetKind(RelationId, RelationTypeId),
    SetAttribute(RelationId, AttributeId, Option<AttributeValue>),
    SetNote(RelationId, String),
    Delete(RelationId),
}

pub(super) fn step(state: &mut State, action: LinkingAction, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        LinkingAction::Start(from) => {
            state.session.linking = Some(Linking { from, to: None });
            state.say(MessageKind::Note, Said::ChooseOtherEnd);
            vec![Effect::Focus(FocusTarget::OtherEnd)]
        }
        LinkingAction::Cancel => {
            state.session.linking = None;
            // Nothing is to be chosen any more.
            state.session.forget_notes();
            Vec::new()
        }
        LinkingAction::Relate { kind, from, to } => relate(state, kind, from, to, env),
        LinkingAction::Finish(to) => finish(state, to, env),
        LinkingAction::Connect(from, to) => {
            state.session.linking = Some(Linking { from, to: None });
            let effects = finish(state, to, env);
            // What cannot be is not asked for any longer.
            if state
                .session
                .linking
                .as_ref()
                .is_some_and(|it| it.to.is_none())
            {
                state.session.linking = None;
            }
            effects
        }
        LinkingAction::FinishWithNewActor(kind, name) => {
            let actor = state.new_actor(name.trim(), env);
            let to = End::Actor(actor.id);
            finish_with_new(state, kind, to, Change::add(actor), env)
        }
        LinkingAction::FinishWithNewTopic(kind, name) => {
            let topic = state.new_topic(name.trim(), env);
            let to = End::Topic(topic.id);
            finish_with_new(state, kind, to, Change::add(topic), env)
        }
        LinkingAction::SetKind(id, kind) => set_kind(state, id, kind, env),
        LinkingAction::SetAttribute(id, attribute, value) => {
            let detail = state.attribute_name(&attribute);
            let field = RelationField::Attribute(attribute, value);
            edit(state, id, &field, &detail, env)
        }
        LinkingAction::SetNote(id, note) => edit(state, id, &RelationField::Note(note), "", env),
        LinkingAction::Delete(id) => delete(state, id, env),
    }
}

fn finish(state: &mut State, to: End, env: &mut Env<'_>) -> Vec<Effect> {
    let Some(Linking { from, .. }) = state.session.linking.clone() else {
        return Vec::new();
    };
    let possible = state.possible_relations(from, to);
    // Two claims may say the same, which is no relation.
    let claims = state.is_claim(from) && state.is_claim(to);
    match possible.as_slice() {
        [] if !claims => refuse(state, from),
        [(kind, from, to)] if !claims => relate(state, kind.clone(), *from, *to, env),
        // Which of them it is, only the user can say.
        _ => {
            let to = Some(to);
            state.session.linking = Some(Linking { from, to });
            state.say(MessageKind::Note, Said::ChooseRelation);
            vec![Effect::Focus(FocusTarget::OtherEnd)]
        }
    }
}

/// Says what the codebook allows from an end.
fn refuse(state: &mut State, from: End) -> Vec<Effect> {
    let constraint = state.constraint_of(from);
    state.say(MessageKind::Error, Said::RelationRefused { constraint })
}

/// Enters a new registry record and relates to it, in one step.
fn finish_with_new(
    state: &mut State,
    kind: RelationTypeId,
    to: End,
    entry: Change,
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let Some(Linking { from, .. }) = state.session.linking.clone() else {
        return Vec::new();
    };
    let (from_kind, to_kind) = (state.project.kind_of(from), state.project.kind_of(to));
    let relation = state.project.codebook().relation(&kind);
    if !relation.is_some_and(|it| it.allows(&from_kind, &to_kind)) {
        return refuse(state, from);
    }
    state.session.linking = None;
    let name = state.relation_name(&kind);
    let relation = state.new_relation(kind.clone(), from, to, env);
    let mut effects = state.commit(
        TransactionName::new("add-relation", &name),
        vec![entry, Change::add(relation)],
        env,
        |_| (),
    );
    state.say(MessageKind::Note, Said::RelationMade { kind, from, to });
    effects.push(state.keyboard_to_text());
    effects
}

fn relate(
    state: &mut State,
    kind: RelationTypeId,
    from: End,
    to: End,
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let fits = state
        .project
        .codebook()
        .relations_between(&state.project, from, to)
        .any(|it| it.id == kind);
    if !fits {
        return refuse(state, from);
    }
    state.session.linking = None;
    let name = state.relation_name(&kind);
    if state.has_relation(&kind, from, to) {
        return state.say(MessageKind::Note, Said::RelationThere { kind, from, to });
    }
    let relation = state.new_relation(kind.clone(), from, to, env);
    let mut effects = state.commit(
        TransactionName::new("add-relation", &name),
        vec![Change::add(relation)],
        env,
        |_| (),
    );
    if !effects.is_empty() {
        state.say(MessageKind::Note, Said::RelationMade { kind, from, to });
        effects.push(state.keyboard_to_text());
    }
    effects
}

/// Makes a relation one of another type. Attributes that type does not have go in the same
/// step; a type that the codebook does not allow between the two ends is refused, and so is
/// one that another relation between them has.
fn set_kind(state: &mut State, id: RelationId, kind: RelationTypeId, env: &Env<'_>) -> Vec<Effect> {
    let Some(relation) = state.project.relation(id) else {
        return Vec::new();
    };
    let (from, to) = (relation.from, relation.to);
    let codebook = state.project.codebook();
    let fits = codebook
        .relations_between(&state.project, from, to)
        .any(|it| it.id == kind);
    if !fits {
        return refuse(state, from);
    }
    if kind != relation.kind && state.has_relation(&kind, from, to) {
        return state.say(MessageKind::Error, Said::RelationThere { kind, from, to });
    }
    let unfit = attributes_not_on(codebook, &relation.attributes, kind.as_str());
    let gone = TakenAway {
        attributes: unfit.len(),
        ..TakenAway::default()
    };
    let mut changes = Vec::new();
    for attribute in unfit {
        let field = RelationField::Attribute(attribute, None);
        changes.extend(relation.edited(&field, relation.provenance.modified));
    }
    let of = state.relation_name(&kind);
    changes.extend(relation.edited(&RelationField::Kind(kind), env.now));
    let name = TransactionName::new("edit-relation", &of);
    state.commit_taking(name, changes, (of, gone), env)
}

fn edit(
    state: &mut State,
    id: RelationId,
    field: &RelationField,
    detail: &str,
    env: &Env<'_>,
) -> Vec<Effect> {
    let Some(relation) = state.project.relation(id) else {
        return Vec::new();
    };
    let changes = relation.edited(field, env.now);
    state.commit(
        TransactionName::new("edit-relation", detail),
        changes,
        env,
        |_| (),
    )
}

fn delete(state: &mut State, id: RelationId, env: &Env<'_>) -> Vec<Effect> {
    let Some(relation) = state.project.relation(id) else {
        return Vec::new();
    };
    let detail = state.relation_name(&relation.kind);
    let changes = state.project.removal(&Reference::Relation(id));
    let mut effects = state.commit(
        TransactionName::new("delete-relation", &detail),
        changes,
        env,
        |_| (),
    );
    // The button that had it is gone.
    effects.push(state.keyboard_to_text());
    effects
}

impl State {
    fn new_relation(
        &self,
        kind: RelationTypeId,
        from: End,
        to: End,
        env: &mut Env<'_>,
    ) -> Relation {
        Relation {
            id: env.id(),
            kind,
            from,
            to,
            attributes: Attributes::new(),
            note: String::new(),
            provenance: self.made(env.now),
            extra: None,
        }
    }

    /// Whether two ends are related so already; it makes no difference to a symmetric
    /// relation which of them is named first.
    pub fn has_relation(&self, kind: &RelationTypeId, from: End, to: End) -> bool {
        let of_type = self.project.codebook().relation(kind);
        let symmetric = of_type.is_some_and(|it| it.symmetric);
        let there = self.project.relations_as((kind, from, to), symmetric);
        !there.is_empty()
    }

    /// The relations that the codebook allows between two ends, either way round, as
    /// (type, from, to); those that begin at `from` come first.
    pub fn possible_relations(&self, from: End, to: End) -> Vec<(RelationTypeId, End, End)> {
        let between = |from: End, to: End| {
            self.project
                .codebook()
                .relations_between(&self.project, from, to)
                .filter(|it| !it.deprecated)
                .map(move |it| (it.id.clone(), from, to))
        };
        let mut found: Vec<_> = between(from, to).collect();
        for (kind, from, to) in between(to, from) {
            let symmetric = self
                .project
                .codebook()
                .relation(&kind)
                .is_some_and(|it| it.symmetric);
            if !(symmetric && found.iter().any(|it| it.0 == kind)) {
                found.push((kind, from, to));
            }
        }
        found
    }

    fn is_claim(&self, end: End) -> bool {
        let annotation = end.annotation().and_then(|it| self.project.annotation(it));
        annotation.is_some_and(|it| it.label == "Claim")
    }

    /// Whether anything can be said of two annotations together: a relation, or that both say the
    /// same.
    pub fn can_connect(&self, from: AnnotationId, to: AnnotationId) -> bool {
        let (from, to) = (End::Annotation(from), End::Annotation(to));
        let claims = self.is_claim(from) && self.is_claim(to);
        from != to && (claims || !self.possible_relations(from, to).is_empty())
    }

    /// Whether an annotation's words are marked in the text: its label is not hidden.
    pub fn is_marked(&self, annotation: &Annotation) -> bool {
        !self.settings.hidden_labels.contains(&annotation.label)
    }

    /// Which of some annotations in the text may be the other end from one: none that nobody sees.
    pub fn ends_among(&self, from: AnnotationId, here: &[&Annotation]) -> Vec<AnnotationId> {
        let mut ids = Vec::new();
        for it in here {
            if self.is_marked(it) && self.can_connect(from, it.id) {
                ids.push(it.id);
            }
        }
        ids
    }

    /// What the codebook allows from an end, in its own words.
    pub fn constraint_of(&self, end: End) -> String {
        let kind = self.project.kind_of(end);
        let sentences: Vec<&str> = self
            .project
            .codebook()
            .relations
            .iter()
            .filter(|it| !it.deprecated && (it.allows_from(&kind) || it.to.contains(&kind)))
            .filter_map(|it| it.constraint.get("en"))
            .collect();
        sentences.join(" ")
    }

    pub(super) fn attribute_name(&self, attribute: &AttributeId) -> String {
        let codebook = self.project.codebook();
        let mut all = codebook
            .attributes
            .iter()
            .chain(&codebook.article_attributes);
        let found = all.find(|it| it.id == *attribute);
        name_or_id(found.map(|it| &it.name), attribute)
    }

    /// What the value of an attribute is called; nothing where it is unset.
    pub fn value_name(&self, attribute: &str, value: &str) -> String {
        if value.is_empty() {
            return String::new();
        }
        let attribute = self.project.codebook().attribute(&attribute.into());
        let values = attribute.map_or(&[][..], |it| &it.values);
        let found = values.iter().find(|it| it.id == *value);
        name_or_id(found.map(|it| &it.name), &value)
    }

    pub fn relation_name(&self, kind: &RelationTypeId) -> String {
        name_or_id(
            self.project.codebook().relation(kind).map(|it| &it.name),
            kind,
        )
    }
}
