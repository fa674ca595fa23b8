//! What a mark of a drawing stands for: quotes, article by article, and on whose word they are.

use yew::prelude::*;

use super::modal;
use crate::app::{Behind, DrawingAction, State, Store};
use crate::model::{Annotation, AnnotationId, ArticleId, End};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::messages::{language_and_title, shortened};
use crate::ui::parts::{
    button, dispatching, element, element_of, on_click, paragraph, quote_button, span, worded,
};
use crate::words::{PartWord, Word};

/// Annotations listed at first, and with each step.
const AT_ONCE: usize = 100;

#[hook]
pub(super) fn use_behind(behind: &Behind) -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let most = use_state(|| AT_ONCE);
    let state = store.state();
    let mut content = vec![paragraph("", &behind.name)];
    let mut items = Vec::new();
    let mut article: Option<ArticleId> = None;
    for id in behind.annotations.iter().take(*most) {
        let Some(annotation) = state.project.annotation(*id) else {
            continue;
        };
        if article != Some(annotation.article) {
            finish(&mut content, &mut items);
            article = Some(annotation.article);
            content.push(title(&state, annotation.article));
        }
        items.push(line(&store, &state, annotation));
    }
    finish(&mut content, &mut items);
    let left = behind.annotations.len().saturating_sub(*most);
    if left > 0 {
        let more = left.min(AT_ONCE).to_string();
        let step = {
            let most = most.clone();
            on_click(move || most.set(*most + AT_ONCE))
        };
        content.push(button(
            "",
            &PartWord::ShowMore.with(&[("count", &more)]),
            step,
        ));
    }
    modal(
        PartWord::BehindMark.text(),
        "behind",
        element_of("div", "chains", content),
    )
}

fn finish(content: &mut Vec<Html>, items: &mut Vec<Html>) {
    if !items.is_empty() {
        content.push(element_of("ul", "chain", std::mem::take(items)));
    }
}

fn title(state: &State, article: ArticleId) -> Html {
    let article = state.project.article(article);
    worded("h3", "", &language_and_title(article, 80))
}

/// One annotation: its words lead to it.
fn line(store: &Store, state: &State, annotation: &Annotation) -> Html {
    let project = &state.project;
    let id = annotation.id;
    let language = project.article(annotation.article);
    let language = language.map(|it| it.language.clone());
    let mut quote = shortened(&project.quote(annotation), 300);
    if quote.is_empty() {
        quote = Word::WithoutWords.into();
    }
    let go = dispatching(store, move || DrawingAction::Go(id));
    let mut about = Vec::new();
    for it in said_of(state, id) {
        about.push(element("li", "", [span("about", &it)]));
    }
    html! {
        <li>
            { quote_button(language, &quote, go) }
            { element_of("ul", "", about) }
        </li>
    }
}

/// On whose word it is, or who holds it and of what value.
fn said_of(state: &State, id: AnnotationId) -> Vec<String> {
    let end = End::Annotation(id);
    let mut said = Vec::new();
    let record = state.project.annotation(id);
    if record.is_some_and(|it| it.has("reporting", "authors_voice")) {
        said.push(PartWord::AuthorsVoice.into());
    }
    for relation in state.project.relations_at(end) {
        if relation.from != end {
            continue;
        }
        let who = state.source_named(relation.to).unwrap_or_default();
        let word = match relation.kind.as_str() {
            "attributed_to" if relation.is_negated() => PartWord::DidNotSay,
            "attributed_to" => PartWord::OnTheWordOf,
            "held_by" => PartWord::HeldBy,
            _ => continue,
        };
        said.push(word.with(&[("who", &shortened(&who, 80))]));
    }
    said
}
