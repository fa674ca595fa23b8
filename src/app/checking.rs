//! Findings of the lint rules that are right as they are.

use super::{Effect, Env, State};
use crate::model::{
    Change, Edit, LintException, LintExceptionKey, RuleId, Subject, TransactionName,
};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckingAction {
    /// Say why a finding is right as it is.
    Excuse {
        rule: RuleId,
        subject: Subject,
        note: String,
    },
    /// Let the rule speak of it again.
    TakeBack(LintExceptionKey),
}

pub(super) fn step(state: &mut State, action: CheckingAction, env: &mut Env<'_>) -> Vec<Effect> {
    let (command, detail, change) = match action {
        CheckingAction::Excuse {
            rule,
            subject,
            note,
        } => {
            let detail = rule.to_string();
            let exception = LintException {
                rule,
                subject,
                note,
                provenance: state.made(env.now),
                extra: None,
            };
            let change = Change::LintException(Edit::Add(exception));
            ("add-exception", detail, change)
        }
        CheckingAction::TakeBack(key) => {
            let Some(exception) = state.project.lint_exception(key) else {
                return Vec::new();
            };
            let detail = exception.rule.to_string();
            let change = Change::LintException(Edit::Remove(exception.clone()));
            ("remove-exception", detail, change)
        }
    };
    state.commit(
        TransactionName::new(command, &detail),
        vec![change],
        env,
        |_| (),
    )
}
