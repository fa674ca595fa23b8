//! Tagging words, and changing what was tagged.

use smallvec::SmallVec;

use super::state::name_or_id;
use super::{Effect, Env, MessageKind, Said, Selected, State};
use crate::model::{
    ActorId, Annotation, AnnotationField, AnnotationId, Article, ArticleId, AttributeId,
    AttributeValue, Attributes, Change, Fragments, LabelId, Reference, TransactionName, Unfit,
    normalize,
};
use crate::text::{ArticleText, Motion, TextSpan, Unit};

#[derive(Debug, PartialEq)]
pub enum AnnotatingAction {
    /// Give a label to spans of an article. No span makes an annotation without words.
    Annotate {
        article: ArticleId,
        spans: SmallVec<[TextSpan; 1]>,
        label: LabelId,
    },
    Relabel(AnnotationId, LabelId),
    SetAttribute(AnnotationId, AttributeId, Option<AttributeValue>),
    SetNote(AnnotationId, String),
    SetActor(AnnotationId, Option<ActorId>),
    AddFragment(AnnotationId, TextSpan),
    /// Take away the fragment at the caret, where there are several.
    RemoveFragment(AnnotationId),
    /// Move the edge of an annotation's first or last fragment.
    MoveEdge {
        annotation: AnnotationId,
        edge: Edge,
        outwards: bool,
        unit: Unit,
    },
    Delete(AnnotationId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Start,
    End,
}

pub(super) fn step(state: &mut State, action: AnnotatingAction, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        AnnotatingAction::Annotate {
            article,
            spans,
            label,
        } => annotate(state, article, spans, label, env),
        AnnotatingAction::Relabel(id, label) => relabel(state, id, label, env),
        AnnotatingAction::SetAttribute(id, attribute, value) => {
            let detail = state.attribute_name(&attribute);
            let field = AnnotationField::Attribute(attribute, value);
            edit(state, id, &field, "set-attribute", &detail, env)
        }
        AnnotatingAction::SetNote(id, note) => {
            edit(state, id, &AnnotationField::Note(note), "set-note", "", env)
        }
        AnnotatingAction::SetActor(id, actor) => {
            let detail = actor
                .and_then(|it| state.project.actor(it))
                .map(|it| it.name.clone())
                .unwrap_or_default();
            let field = AnnotationField::Actor(actor);
            edit(state, id, &field, "set-actor", &detail, env)
        }
        AnnotatingAction::AddFragment(id, span) => add_fragment(state, id, span, env),
        AnnotatingAction::RemoveFragment(id) => remove_fragment(state, id, env),
        AnnotatingAction::MoveEdge {
            annotation,
            edge,
            outwards,
            unit,
        } => move_edge(state, annotation, edge, outwards, unit, env),
        AnnotatingAction::Delete(id) => delete(state, id, env),
    }
}

fn annotate(
    state: &mut State,
    article: ArticleId,
    spans: SmallVec<[TextSpan; 1]>,
    label: LabelId,
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let Some(found) = state.project.article(article) else {
        return Vec::new();
    };
    let fragments = normalize(spans);
    if let Some(refusal) = too_many_fragments(state, &label, &fragments) {
        return state.say(MessageKind::Error, refusal);
    }
    let annotation = state.new_annotation(found, label, fragments, env);
    let id = annotation.id;
    let caret = annotation.hull().map(TextSpan::end);
    let label = state.label_name(&annotation.label);
    let quote = state.project.quote(&annotation);
    let name = TransactionName::new("annotate", &label);
    let changes = vec![Change::add(annotation)];
    let mut effects = state.commit(name, changes, env, |state| {
        state.session.focused = Some(id);
        state.session.pending = super::Pending::default();
        if let Some(at) = caret {
            state.session.selection = Some(Selected::caret(article, at));
        }
    });
    if effects.is_empty() {
        return effects;
    }
    if let Some(at) = caret {
        let caret = Selected::caret(article, at);
        // The inspector that opens now can lie over the words.
        effects.extend([Effect::Select(caret), Effect::KeepInView(caret)]);
    }
    state.say(MessageKind::Note, Said::Annotated { label, quote });
    effects
}

fn too_many_fragments(state: &State, label: &LabelId, fragments: &Fragments) -> Option<Said> {
    let entry = state.project.codebook().label(label)?;
    let most = entry.max_fragments? as usize;
    (fragments.len() > most).then(|| Said::OneFragmentOnly {
        label: state.label_name(label),
    })
}

fn relabel(state: &mut State, id: AnnotationId, label: LabelId, env: &Env<'_>) -> Vec<Effect> {
    let Some(annotation) = state.project.annotation(id) else {
        return Vec::new();
    };
    if let Some(refusal) = too_many_fragments(state, &label, &annotation.fragments) {
        return state.say(MessageKind::Error, refusal);
    }
    let entry = state.project.codebook().label(&label);
    if entry.is_some_and(|it| it.has_too_few(annotation)) {
        let label = state.label_name(&label);
        return state.say(MessageKind::Error, Said::NeedsWords { label });
    }
    let detail = state.label_name(&label);
    // What the new label cannot have goes in the same step, so that one undo brings it back.
    let project = &state.project;
    let kind_of = |end| project.kind_of(end);
    let unfit = Unfit::of(project, project.codebook(), annotation, &label, &kind_of);
    let gone = unfit.count();
    let mut changes = project.removal_of_all(&unfit.records());
    changes.extend(unfit.taking(annotation));
    changes.extend(annotation.edited(&AnnotationField::Label(label), env.now));
    let name = TransactionName::new("relabel", &detail);
    state.commit_taking(name, changes, (detail, gone), env)
}

fn edit(
    state: &mut State,
    id: AnnotationId,
    field: &AnnotationField,
    command: &str,
    detail: &str,
    env: &Env<'_>,
) -> Vec<Effect> {
    let Some(annotation) = state.project.annotation(id) else {
        return Vec::new();
    };
    let moves = matches!(field, AnnotationField::Fragments(_));
    let mut changes = annotation.edited(field, env.now);
    // Whoever sets where an orphan is has found its place.
    if annotation.orphan && moves {
        let placed = AnnotationField::Orphan(false);
        changes.extend(annotation.edited(&placed, annotation.provenance.modified));
    }
    state.commit(
        TransactionName::new(command, detail),
        changes,
        env,
        |state| {
            state.session.focused = Some(id);
        },
    )
}

fn add_fragment(state: &mut State, id: AnnotationId, span: TextSpan, env: &Env<'_>) -> Vec<Effect> {
    let Some(annotation) = state.project.annotation(id) else {
        return Vec::new();
    };
    let fragments = normalize(annotation.fragments.iter().copied().chain([span]));
    if let Some(refusal) = too_many_fragments(state, &annotation.label, &fragments) {
        return state.say(MessageKind::Error, refusal);
    }
    let detail = state.label_name(&annotation.label);
    let field = AnnotationField::Fragments(fragments);
    let caret = Selected::caret(annotation.article, span.end());
    let mut effects = edit(state, id, &field, "add-fragment", &detail, env);
    if !effects.is_empty() {
        state.session.selection = Some(caret);
        effects.push(Effect::Select(caret));
    }
    effects
}

fn remove_fragment(state: &mut State, id: AnnotationId, env: &Env<'_>) -> Vec<Effect> {
    let at = |it: &Annotation| Some((it.fragments.clone(), state.fragment_at_caret(it)?));
    let Some((mut fragments, at)) = state.project.annotation(id).and_then(at) else {
        return Vec::new();
    };
    fragments.remove(at);
    let field = AnnotationField::Fragments(fragments);
    edit(state, id, &field, "remove-fragment", "", env)
}

fn move_edge(
    state: &mut State,
    id: AnnotationId,
    edge: Edge,
    outwards: bool,
    unit: Unit,
    env: &Env<'_>,
) -> Vec<Effect> {
    let Some(annotation) = state.project.annotation(id) else {
        return Vec::new();
    };
    let Some(text) = state.project.text(annotation.article) else {
        return Vec::new();
    };
    // Of several fragments, the one at the caret is meant, else the outer edge.
    let at = state.fragment_at_caret(annotation).unwrap_or(match edge {
        Edge::Start => 0,
        Edge::End => annotation.fragments.len().saturating_sub(1),
    });
    let moved = with_edge_moved(text, &annotation.fragments, at, edge, outwards, unit);
    let Some(fragments) = moved else {
        return Vec::new();
    };
    let detail = state.label_name(&annotation.label);
    let field = AnnotationField::Fragments(fragments);
    edit(state, id, &field, "move-edge", &detail, env)
}

/// The fragments with an edge of one moved; `None` when nothing would be left of it.
fn with_edge_moved(
    text: &ArticleText,
    fragments: &Fragments,
    at: usize,
    edge: Edge,
    outwards: bool,
    unit: Unit,
) -> Option<Fragments> {
    let mut moved = fragments.clone();
    let span = moved.get_mut(at)?;
    let motion = match (edge, outwards) {
        (Edge::Start, true) | (Edge::End, false) => Motion::Backward,
        (Edge::Start, false) | (Edge::End, true) => Motion::Forward,
    };
    let from = match edge {
        Edge::Start => span.start(),
        Edge::End => span.end(),
    };
    let mut to = text.step(from, motion, unit);
    // Inwards, a step lands on the far side of a word; the edge belongs on its near side.
    if unit == Unit::Word && !outwards {
        let (start, end) = match edge {
            Edge::Start => (to, span.end()),
            Edge::End => (span.start(), to),
        };
        let trimmed = text.trim(TextSpan::new(start, end).ok()?)?;
        to = match edge {
            Edge::Start => trimmed.start(),
            Edge::End => trimmed.end(),
        };
    }
    *span = match edge {
        Edge::Start => TextSpan::new(to, span.end()).ok()?,
        Edge::End => TextSpan::new(span.start(), to).ok()?,
    };
    Some(normalize(moved))
}

fn delete(state: &mut State, id: AnnotationId, env: &Env<'_>) -> Vec<Effect> {
    let Some(annotation) = state.project.annotation(id) else {
        return Vec::new();
    };
    let label = state.label_name(&annotation.label);
    let quote = state.project.quote(annotation);
    let caret = annotation
        .hull()
        .map(|it| Selected::caret(annotation.article, it.start()));
    let changes = state.project.removal(&Reference::Annotation(id));
    let name = TransactionName::new("delete-annotation", &label);
    let mut effects = state.commit(name, changes, env, |state| {
        state.session.focused = None;
        state.session.selection = caret.or(state.session.selection);
    });
    if !effects.is_empty() {
        effects.extend(caret.map(Effect::Select));
        state.say(MessageKind::Note, Said::Deleted { label, quote });
    }
    effects
}

impl State {
    /// An annotation that nothing is said of yet, in the current text of an article.
    pub(super) fn new_annotation(
        &self,
        article: &Article,
        label: LabelId,
        fragments: Fragments,
        env: &mut Env<'_>,
    ) -> Annotation {
        Annotation {
            id: env.id(),
            article: article.id,
            revision: article.current().n,
            label,
            fragments,
            attributes: Attributes::new(),
            actor: None,
            note: String::new(),
            orphan: false,
            provenance: self.made(env.now),
            extra: None,
        }
    }

    /// Of an annotation with several fragments, the one that the caret stands in or at.
    pub fn fragment_at_caret(&self, annotation: &Annotation) -> Option<usize> {
        let caret = self.caret().filter(|it| it.article == annotation.article)?;
        let fragments = &annotation.fragments;
        let at = |it: &TextSpan| it.start() <= caret.at && caret.at <= it.end();
        (fragments.len() > 1).then(|| fragments.iter().position(at))?
    }

    /// A label as the reader knows it.
    pub fn label_name(&self, id: &LabelId) -> String {
        name_or_id(self.project.codebook().label(id).map(|it| &it.name), id)
    }
}
