//! Taking in what other tools wrote.

use super::{Blob, Effect, Env, MessageKind, Said, State};
use crate::formats::foreign::{Document, Mapping, Taking, into_project};
use crate::model::{TextHash, TransactionName};

#[derive(Debug, PartialEq)]
pub enum ImportingAction {
    /// Makes documents part of the project that is open, in one step.
    TakeIn {
        /// What was read, as the user would call it: a file, or a format with a number of files.
        name: String,
        documents: Vec<Document>,
        mapping: Mapping,
    },
}

/// What an import brought, for the message about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub articles: usize,
    pub annotations: usize,
    pub relations: usize,
    /// Articles and annotations that were there already.
    pub known_articles: usize,
    pub known_annotations: usize,
    /// Annotations and relations whose word was left out.
    pub left_out: usize,
}

pub(super) fn step(state: &mut State, action: ImportingAction, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        ImportingAction::TakeIn {
            name,
            documents,
            mapping,
        } => take_in(state, &name, &documents, &mapping, env),
    }
}

fn take_in(
    state: &mut State,
    name: &str,
    documents: &[Document],
    mapping: &Mapping,
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let mut taking = Taking {
        provenance: state.made(env.now),
        by: &state.settings.annotator_name,
        new_id: env.new_id,
    };
    let taken = into_project(&state.project, documents, mapping, &mut taking);
    let imported = Imported {
        articles: taken.added.len(),
        annotations: taken.annotations,
        relations: taken.relations,
        known_articles: taken.there_already.len(),
        known_annotations: taken.known_annotations,
        left_out: taken.left_out,
    };
    let mut blobs = Vec::with_capacity(taken.texts.len());
    for text in taken.texts {
        let bytes = text.as_str().as_bytes();
        blobs.push(Blob {
            hash: TextHash::of(bytes),
            bytes: bytes.into(),
        });
        state.project.keep_text(text);
    }
    let opened: Vec<_> = taken.added.iter().map(|it| it.0).collect();
    let opened: Vec<_> = opened
        .into_iter()
        .chain(taken.there_already)
        .take(2)
        .collect();
    mapping.remember(&state.project.codebook().id, &mut state.settings.mappings);
    let mut effects = state.commit_with_blobs(
        TransactionName::new("import", name),
        taken.changes,
        blobs,
        env,
        |state| {
            for article in &opened {
                // Two panes open by themselves.
                state.open_beside(*article, 2);
            }
            state.session.focused = None;
        },
    );
    state.session.dialog = None;
    effects.push(Effect::KeepSettings);
    effects.push(state.keyboard_to_text());
    state.say(MessageKind::Note, Said::Imported(imported));
    effects
}
