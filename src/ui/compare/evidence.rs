//! What a cell stands on: the quotes, on whose word they are, and what is held of them. One
//! claim's chain of evidence through all articles, as a list in lists.

use strum::IntoEnumIterator;
use yew::prelude::*;

use super::cell::{in_words, status_name};
use crate::app::{
    CellId, ComparingAction, RegisteringAction, State, Store, ViewingAction, as_sentence,
};
use crate::model::matrix::{Cell, Evidence, Status};
use crate::model::sorted::SortedSet;
use crate::model::{
    AnnotationId, ArticleId, AttributeValue, CanonicalClaimId, End, OverrideKey, Polarity,
};
use crate::ui::choice::{Offer, Options};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::inspector::{Choice, use_combobox};
use crate::ui::messages::{shortened, title_of};
use crate::ui::parts::{
    button, callback, choice, dispatching, element, element_of, item, none_or, paragraph, span,
    text_field, worded,
};
use crate::ui::widget::widget;
use crate::words::Word;

/// Quotes shown of a row; the rest is counted.
const MOST: usize = 60;

#[hook]
pub(super) fn use_evidence() -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let chosen = use_selector(|state| state.session.comparing.cell);
    let columns = use_selector(State::matrix_columns);
    let state = store.state();
    let content = chosen.and_then(|it| about(&store, &state, it, columns));
    let content = content.unwrap_or_else(|| vec![paragraph("hint", Word::EvidenceHint.text())]);
    html! {
        <aside class="evidence" role="complementary" tabindex="0" aria-label={Word::Evidence.text()} data-open={chosen.is_some().to_string()}>
            { for content }
        </aside>
    }
}

fn about(
    store: &Store,
    state: &State,
    chosen: CellId,
    mut columns: Vec<ArticleId>,
) -> Option<Vec<Html>> {
    let claim = state.project.canonical_claim(chosen.row)?;
    // The article of the chosen cell first.
    if let Some(at) = columns.iter().position(|it| Some(*it) == chosen.article) {
        let first = columns.remove(at);
        columns.insert(0, first);
    }
    // Only where there is something of it, however many articles there are.
    let having = articles_with(state, chosen.row);
    columns.retain(|it| having.contains(it) || Some(*it) == chosen.article);
    let matrix = state.matrix_window(&[chosen.row], &columns);
    let cells = &matrix.rows.first()?.cells;
    let mut content = vec![
        worded("h2", "", &claim.text),
        button(
            "",
            Word::OpenSideBySide.text(),
            dispatching(store, move || ComparingAction::OpenBeside(chosen)),
        ),
        widget!(use_combobox(Choice::Merge(chosen.row)), key = chosen.row),
    ];
    let mut left = MOST;
    let mut more = 0;
    for (article, cell) in matrix.columns.iter().zip(cells) {
        let is_chosen = Some(*article) == chosen.article;
        if !is_chosen && cell.evidence.is_empty() && cell.stances.is_empty() {
            continue;
        }
        let quotes = cell.evidence.len();
        let shown = quotes.min(left);
        left -= shown;
        more += quotes - shown;
        if shown > 0 || is_chosen || quotes == 0 {
            content.push(section(store, state, chosen, *article, cell, shown));
        }
    }
    if more > 0 {
        content.push(paragraph(
            "hint",
            &Word::MoreQuotes.with(&[("count", &more.to_string())]),
        ));
    }
    if content.len() == 3 {
        content.push(paragraph("hint", Word::NoQuotes.text()));
    }
    Some(content)
}

/// The articles that have a member of a row, or hold something of it.
fn articles_with(state: &State, row: CanonicalClaimId) -> SortedSet<ArticleId> {
    let outline = state.outline_of(row);
    let mut articles = outline.map_or_else(SortedSet::new, |it| it.articles.clone());
    let end = End::CanonicalClaim(row);
    for relation in state.project.relations_at(end) {
        let from = relation.from.annotation();
        let article = from
            .and_then(|it| state.project.annotation(it))
            .map(|it| it.article);
        articles.extend(article);
    }
    articles
}

/// One article: what its cell says, and its quotes.
fn section(
    store: &Store,
    state: &State,
    chosen: CellId,
    article: ArticleId,
    cell: &Cell,
    shown: usize,
) -> Html {
    let record = state.project.article(article);
    let language = record.map_or("", |it| it.language.as_str());
    let title = record.map_or("", title_of);
    let statuses = in_words(cell, &cell.statuses).join("; ");
    let quotes = cell.evidence.iter().take(shown);
    let mut items: Vec<Html> = quotes.map(|it| quote(store, state, it, language)).collect();
    for stance in &cell.stances {
        items.push(item(held(store, state, *stance)));
    }
    let is_chosen = Some(article) == chosen.article;
    element(
        "section",
        "",
        [
            worded("h3", "", &format!("{language} · {}", shortened(title, 60))),
            if is_chosen {
                own_status(store, state, chosen, cell)
            } else {
                paragraph("says", &statuses)
            },
            element_of("ul", "chain", items),
        ],
    )
}

/// What the cell says, to be set by hand, and why.
fn own_status(store: &Store, state: &State, chosen: CellId, cell: &Cell) -> Html {
    let own = chosen.article.and_then(|article| {
        state.project.override_of(OverrideKey {
            canonical_claim: chosen.row,
            article,
            annotator: state.me,
        })
    });
    let records = in_words(cell, &cell.derived).join("; ");
    let choose = {
        let store = store.clone();
        callback(move |value: String| {
            let status = value.parse::<Status>().ok();
            store.dispatch(ComparingAction::SetStatus(chosen, status));
        })
    };
    let options: Options = Status::iter()
        .map(|it| Offer::new(it.id(), status_name(it).text()))
        .collect();
    let options = none_or(&Word::FromRecords.with(&[("what", &records)]), options);
    let current = own.map_or("", |it| it.status.as_str());
    let note = own.map(|it| {
        let store = store.clone();
        let set = callback(move |note| store.dispatch(ComparingAction::SetNote(chosen, note)));
        text_field(Word::WhyOverride.text(), &it.note, set)
    });
    let marked = cell
        .is_overridden()
        .then(|| paragraph("hint", &Word::Overridden.with(&[("what", &records)])));
    element(
        "div",
        "own-status",
        [
            choice("", Word::CellStatus.text(), options, current, choose),
            note.unwrap_or_default(),
            marked.unwrap_or_default(),
        ],
    )
}

/// A quote, and what hangs on it.
fn quote(store: &Store, state: &State, evidence: &Evidence, language: &str) -> Html {
    let project = &state.project;
    let Some(claim) = project.annotation(evidence.claim) else {
        return Html::default();
    };
    let (id, words) = (claim.id, project.quote(claim));
    let end = End::Annotation(id);
    let mut chain = Vec::new();
    if evidence.polarity == Polarity::Opposite {
        chain.push(item(span("", Word::OppositeOf.text())));
    }
    if let Some(part) = &evidence.part {
        chain.push(item(span("about", &part.as_str().replace('_', " "))));
    }
    if claim.has("reporting", "authors_voice") {
        chain.push(item(span("", Word::AuthorsVoice.text())));
    }
    for relation in project.relations_at(end) {
        if relation.from == end && relation.kind == "attributed_to" {
            let who = state.source_named(relation.to).unwrap_or_default();
            let word = if relation.is_negated() {
                Word::DidNotSay
            } else {
                Word::OnTheWordOf
            };
            let said = word.with(&[("who", &shortened(&who, 80))]);
            chain.push(item(leading(store, relation.to.annotation(), &said)));
        } else if relation.from == end && relation.kind == "signalled_by" {
            let cue = relation
                .to
                .annotation()
                .and_then(|it| project.annotation(it));
            let words = cue.map(|it| project.quote(it)).unwrap_or_default();
            let said = Word::SignalledBy.with(&[("words", &shortened(&words, 60))]);
            chain.push(item(leading(store, relation.to.annotation(), &said)));
        } else if relation.to == end
            && relation.kind == "targets"
            && let Some(stance) = relation.from.annotation()
        {
            chain.push(item(held(store, state, stance)));
        }
    }
    let focus = dispatching(store, move || ViewingAction::Focus(Some(id)));
    let text = words.clone();
    let split = dispatching(store, move || RegisteringAction::AddCanonicalClaim {
        text: as_sentence(&text),
        member: Some((id, Polarity::Same)),
    });
    chain.push(item(button("plain small", Word::SplitOff.text(), split)));
    html! {
        <li>
            <button type="button" class="plain quote" lang={language.to_owned()} dir="auto" translate="no" onclick={focus}>
                { shortened(&words, 400) }
            </button>
            { element_of("ul", "", chain) }
        </li>
    }
}

/// A Stance: who holds what.
fn held(store: &Store, state: &State, stance: AnnotationId) -> Html {
    let project = &state.project;
    let end = End::Annotation(stance);
    let mut relations = project.relations_at(end);
    let holder = relations.find(|it| it.from == end && it.kind == "held_by");
    let holder = holder.and_then(|it| state.source_named(it.to));
    let record = project.annotation(stance);
    let coded = |name: &str| match record.and_then(|it| it.attributes.get(&name.into())) {
        Some(AttributeValue::One(value)) => value.as_str().to_owned(),
        _ => String::new(),
    };
    let who = holder.unwrap_or_else(|| match coded("holder").as_str() {
        "article" => Word::TheArticle.into(),
        other => state.value_name("holder", other),
    });
    let value = state.value_name("value", &coded("value"));
    let said = Word::HoldsStance.with(&[("who", &shortened(&who, 60)), ("value", &value)]);
    leading(store, Some(stance), &said)
}

/// Words that lead to their annotation, where they have one.
fn leading(store: &Store, to: Option<AnnotationId>, words: &str) -> Html {
    match to {
        Some(id) => button(
            "plain small",
            words,
            dispatching(store, move || ViewingAction::Focus(Some(id))),
        ),
        None => span("", words),
    }
}
