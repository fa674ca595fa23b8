use yew::prelude::*;

use super::Modal;
use crate::app::{CheckingAction, Selected, State, ViewingAction};
use crate::model::coverage::coverage;
use crate::model::lint::{Finding, lint};
use crate::model::{LintExceptionKey, Subject};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::messages::shortened;
use crate::words::{Word, counted};

/// Findings shown at once.
const MOST: usize = 300;

/// What the codebook's rules have to say, each leading to its place.
#[component]
pub(super) fn Checks() -> Html {
    let store = use_store();
    let version = use_selector(records_version);
    let found = use_memo(version, {
        let store = store.clone();
        move |_| store.read(|state| lint(&state.project))
    });
    let state = store.state();
    let uncovered: Vec<(Selected, String)> = state
        .project
        .ordered_articles()
        .into_iter()
        .flat_map(|article| {
            let text = state.project.text(article.id);
            coverage(&state.project, article.id)
                .uncovered
                .into_iter()
                .filter_map(move |(span, _)| {
                    let words = text?.get(span)?.to_owned();
                    Some((Selected::of(article.id, span), words))
                })
        })
        .take(MOST)
        .collect();
    html! {
        <Modal title={Word::Checks.text()} class="checks">
            <p>{ Word::ChecksFound.with(&[
                ("findings", &counted(found.findings.len(), Word::OneFinding, Word::ManyFindings)),
                ("excused", &found.excused.len().to_string()),
            ]) }</p>
            <ul class="plain-list findings">
                for finding in found.findings.iter().take(MOST) {
                    <FindingRow finding={finding.clone()} excused=false />
                }
            </ul>
            if !found.excused.is_empty() {
                <h3>{ Word::Excused.text() }</h3>
                <ul class="plain-list findings">
                    for finding in found.excused.iter().take(MOST) {
                        <FindingRow finding={finding.clone()} excused=true />
                    }
                </ul>
            }
            if !uncovered.is_empty() {
                <h3>{ Word::Uncovered.text() }</h3>
                <ul class="plain-list findings">
                    for (selected, words) in uncovered {
                        <li>
                            <button type="button" class="chip" onclick={
                                let store = store.clone();
                                move |_| {
                                    store.dispatch(ViewingAction::Close);
                                    store.dispatch(ViewingAction::GoTo(selected));
                                }
                            }>{ shortened(&words, 80) }</button>
                        </li>
                    }
                </ul>
            }
        </Modal>
    }
}

#[derive(PartialEq, Properties)]
struct FindingProps {
    finding: Finding,
    excused: bool,
}

#[component]
fn FindingRow(props: &FindingProps) -> Html {
    let store = use_store();
    let asking = use_state(|| false);
    let finding = &props.finding;
    let state = store.state();
    let name = subject_name(&state, finding.subject);
    let go = {
        let store = store.clone();
        let subject = finding.subject;
        let place = finding.place;
        move |_| {
            store.dispatch(ViewingAction::Close);
            match (subject, place) {
                (Subject::Annotation(id), _) => {
                    store.dispatch(ViewingAction::Focus(Some(id)));
                }
                (_, Some((article, span))) => {
                    store.dispatch(ViewingAction::GoTo(Selected::of(article, span)));
                }
                (Subject::Article(id), None) => store.dispatch(ViewingAction::ShowArticle(id)),
                (Subject::CanonicalClaim(_), None) => {
                    store.dispatch(ViewingAction::Open(crate::app::Dialog::Registries));
                }
                (Subject::Relation(_), None) => {}
            }
        }
    };
    let key = LintExceptionKey {
        rule: finding.rule.clone(),
        subject: finding.subject,
    };
    let note = state
        .project
        .lint_exception(key.clone())
        .map(|it| it.note.clone())
        .unwrap_or_default();
    html! {
        <li>
            <span class="rule">{ finding.rule.to_string().replace(['_', '-'], " ") }</span>
            <button type="button" class="chip" onclick={go}>{ name }</button>
            if props.excused {
                <span class="note">{ note }</span>
                <button type="button" class="plain" onclick={
                    let store = store.clone();
                    move |_| store.dispatch(CheckingAction::TakeBack(key.clone()))
                }>{ Word::TakeBack.text() }</button>
            } else if *asking {
                <input type="text" aria-label={Word::WhyRight.text()} placeholder={Word::WhyRight.text()} onchange={
                    let store = store.clone();
                    move |event: Event| {
                        let note = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
                        if !note.trim().is_empty() {
                            store.dispatch(CheckingAction::Excuse {
                                rule: key.rule.clone(),
                                subject: key.subject,
                                note,
                            });
                        }
                    }
                } />
            } else {
                <button type="button" class="plain" onclick={
                    let asking = asking.clone();
                    move |_| asking.set(true)
                }>{ Word::RightAsItIs.text() }</button>
            }
        </li>
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
            .map(|it| state.relation_name(&it.kind))
            .unwrap_or_default(),
        Subject::Article(id) => project
            .article(id)
            .map(|it| it.title.clone())
            .unwrap_or_default(),
    }
}
