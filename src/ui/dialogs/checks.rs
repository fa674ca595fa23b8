use yew::prelude::*;

use super::modal;
use crate::app::{CheckingAction, Dialog, Selected, State, Store, ViewingAction, in_words};
use crate::model::coverage::coverage;
use crate::model::lint::{Finding, lint};
use crate::model::{ArticleId, LintExceptionKey, Subject};
use crate::text::TextSpan;
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::inspector::relation_in_words;
use crate::ui::messages::shortened;
use crate::ui::parts::{
    OnClick, button, dispatching, element, element_of, heading, item, on_click, on_value,
    paragraph, span,
};
use crate::ui::widget::widget;
use crate::words::{PartWord, Word, counted};

/// Findings shown at once.
const MOST: usize = 300;

/// What the codebook's rules have to say, each leading to its place.
#[hook]
pub(super) fn use_checks() -> Html {
    let store = use_store();
    let version = use_selector(records_version);
    let _ = use_selector(|state| state.verbs.is_empty());
    let found = use_memo(version, {
        let store = store.clone();
        move |_| store.read(|state| lint(&state.project))
    });
    let state = store.state();
    let mut uncovered: Vec<(Selected, String)> = Vec::new();
    for article in state.project.ordered_articles() {
        if uncovered.len() >= MOST {
            break;
        }
        let text = state.project.text(article.id);
        for (span, _) in coverage(&state.project, article.id, &state.verbs).uncovered {
            if let Some(words) = text.and_then(|it| it.get(span)) {
                uncovered.push((Selected::of(article.id, span), words.to_owned()));
            }
        }
    }
    uncovered.truncate(MOST);
    let count = PartWord::ChecksFound.with(&[
        (
            "findings",
            &counted(found.findings.len(), Word::OneFinding, Word::ManyFindings),
        ),
        ("excused", &found.excused.len().to_string()),
    ]);
    let rows = |findings: &[Finding], excused: bool| {
        let rows = findings.iter().take(MOST);
        list(rows.enumerate().map(|(at, it)| {
            // Who excuses a finding was writing in its row, and not in that of the next one.
            let alike = |other: &&Finding| (&other.rule, other.subject) == (&it.rule, it.subject);
            let nth = findings[..at].iter().filter(alike).count();
            let key = format!("{} {} {nth}", it.rule, it.subject.id());
            let finding = it.clone();
            widget!(
                use_finding_row(FindingProps { finding, excused }),
                key = key
            )
        }))
    };
    modal(
        Word::Checks.text(),
        "checks",
        html! {
            <>
                { paragraph("", &count) }
                { rows(&found.findings, false) }
                if !found.excused.is_empty() {
                    { heading(PartWord::Excused.text()) }
                    { rows(&found.excused, true) }
                }
                if !uncovered.is_empty() {
                    { heading(PartWord::Uncovered.text()) }
                    { list(uncovered.into_iter().map(|(selected, words)| {
                        item(button("chip", &shortened(&words, 80), leaving(&store, move || ViewingAction::GoTo(selected))))
                    })) }
                }
            </>
        },
    )
}

fn list(rows: impl Iterator<Item = Html>) -> Html {
    element_of("ul", "plain-list findings", rows.collect())
}

/// Closes the dialog and does something.
fn leaving(store: &Store, action: impl Fn() -> ViewingAction + 'static) -> OnClick {
    let store = store.clone();
    on_click(move || {
        store.dispatch(ViewingAction::Close);
        store.dispatch(action());
    })
}

#[derive(PartialEq)]
struct FindingProps {
    finding: Finding,
    excused: bool,
}

#[hook]
fn use_finding_row(props: &FindingProps) -> Html {
    let store = use_store();
    let asking = use_state(|| false);
    let field = use_node_ref();
    use_effect_with(*asking, {
        let field = field.clone();
        move |asking| {
            if *asking && let Some(field) = field.cast::<web_sys::HtmlElement>() {
                let _ = field.focus();
            }
        }
    });
    let finding = &props.finding;
    let state = store.state();
    let key = LintExceptionKey {
        rule: finding.rule.clone(),
        subject: finding.subject,
    };
    let exception = state.project.lint_exception(key.clone());
    let note = exception.map(|it| it.note.as_str()).unwrap_or_default();
    let rule = in_words(&finding.rule);
    let name = subject_name(&state, finding.subject);
    let answer = if props.excused {
        let take_back = dispatching(&store, move || CheckingAction::TakeBack(key.clone()));
        html! { <>{ span("note", note) }{ button("plain", PartWord::TakeBack.text(), take_back) }</> }
    } else if *asking {
        let store = store.clone();
        let excuse = on_value(move |note| {
            if !note.trim().is_empty() {
                store.dispatch(CheckingAction::Excuse {
                    rule: key.rule.clone(),
                    subject: key.subject,
                    note,
                });
            }
        });
        html! { <input ref={field} type="text" aria-label={PartWord::WhyRight.text()} placeholder={PartWord::WhyRight.text()} onchange={excuse} /> }
    } else {
        let ask = on_click(move || asking.set(true));
        button("plain", PartWord::RightAsItIs.text(), ask)
    };
    let go = {
        let (store, subject, place) = (store.clone(), finding.subject, finding.place);
        leaving(&store.clone(), move || {
            store.read(|state| place_of(state, subject, place))
        })
    };
    element(
        "li",
        "",
        [span("rule", &rule), button("chip", &name, go), answer],
    )
}

/// Goes to what a finding is about; of a relation, to an end that has words.
fn place_of(
    state: &State,
    subject: Subject,
    place: Option<(ArticleId, TextSpan)>,
) -> ViewingAction {
    let annotation = match subject {
        Subject::Annotation(id) => Some(id),
        Subject::Relation(id) => {
            let relation = state.project.relation(id);
            relation.and_then(|it| it.from.annotation().or(it.to.annotation()))
        }
        _ => None,
    };
    match (subject, place) {
        _ if annotation.is_some() => ViewingAction::Focus(annotation),
        (_, Some((article, span))) => ViewingAction::GoTo(Selected::of(article, span)),
        (Subject::Article(id), None) => ViewingAction::ShowArticle(id),
        // What only registries have.
        _ => ViewingAction::Open(Dialog::Registries),
    }
}

fn subject_name(state: &State, subject: Subject) -> String {
    let project = &state.project;
    match subject {
        Subject::Annotation(id) => project
            .annotation(id)
            .map(|it| crate::ui::inspector::named_annotation(state, it))
            .unwrap_or_default(),
        Subject::CanonicalClaim(id) => project
            .canonical_claim(id)
            .map(|it| it.text.clone())
            .unwrap_or_default(),
        Subject::Relation(id) => project
            .relation(id)
            .map(|it| relation_in_words(state, &it.kind, it.from, it.to))
            .unwrap_or_default(),
        Subject::Article(id) => project
            .article(id)
            .map(|it| it.title.clone())
            .unwrap_or_default(),
        Subject::Actor(id) => project
            .actor(id)
            .map(|it| it.name.clone())
            .unwrap_or_default(),
    }
}
