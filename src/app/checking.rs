//! Findings of the lint rules that are right as they are.

use std::rc::Rc;

use super::{Effect, Env, MessageKind, Said, Selected, State};
use crate::model::coverage::{ReportingVerbs, coverage};
use crate::model::{Change, LintException, LintExceptionKey, RuleId, Subject, TransactionName};
use crate::text::Motion;

#[derive(Debug, PartialEq, Eq)]
pub enum CheckingAction {
    /// Say why a finding is right as it is.
    Excuse {
        rule: RuleId,
        subject: Subject,
        note: String,
    },
    /// Let the rule speak of it again.
    TakeBack(LintExceptionKey),
    /// Select the next stretch that calls for an annotation and has none.
    NextUncovered(Motion),
    /// The verbs of saying are there.
    VerbsLoaded(Rc<ReportingVerbs>),
}

pub(super) fn step(state: &mut State, action: CheckingAction, env: &mut Env<'_>) -> Vec<Effect> {
    let (command, detail, change) = match action {
        CheckingAction::Excuse {
            rule,
            subject,
            note,
        } => {
            let detail = in_words(&rule);
            let exception = LintException {
                rule,
                subject,
                note,
                provenance: state.made(env.now),
                extra: None,
            };
            let change = Change::add(exception);
            ("add-exception", detail, change)
        }
        CheckingAction::TakeBack(key) => {
            let Some(exception) = state.project.lint_exception(key) else {
                return Vec::new();
            };
            let detail = in_words(&exception.rule);
            let change = Change::remove(exception.clone());
            ("remove-exception", detail, change)
        }
        CheckingAction::NextUncovered(motion) => return next_uncovered(state, motion),
        // Done without this part of the app, which may never be needed.
        CheckingAction::VerbsLoaded(_) => return Vec::new(),
    };
    state.commit(
        TransactionName::new(command, &detail),
        vec![change],
        env,
        |_| (),
    )
}

/// A rule as it is read.
pub fn in_words(rule: &RuleId) -> String {
    rule.to_string().replace(['_', '-'], " ")
}

fn next_uncovered(state: &mut State, motion: Motion) -> Vec<Effect> {
    let Some(article) = state.active_article() else {
        return Vec::new();
    };
    let here = state.session.selection.filter(|it| it.article == article);
    let at = here.map(|it| it.anchor.min(it.focus)).unwrap_or_default();
    let selected = here.and_then(Selected::span);
    let uncovered = coverage(&state.project, article, &state.verbs).uncovered;
    let mut spans = uncovered.iter().map(|(span, _)| *span);
    let next = match motion {
        Motion::Forward => spans.find(|it| it.start() >= at && Some(*it) != selected),
        Motion::Backward => spans.rfind(|it| it.start() < at),
    };
    match next {
        Some(span) => super::viewing::go_to(state, Selected::of(article, span)),
        None => state.say(MessageKind::Note, Said::NothingUncovered),
    }
}
