use yew::prelude::*;

use super::modal;
use crate::app::{Hit, LabelAllAction, State, ViewingAction};
use crate::model::{Annotation, LabelId};
use crate::ui::choice::Offer;
use crate::ui::hooks::{ByAddress, use_selector, use_store};
use crate::ui::label_toolbar::offered;
use crate::ui::messages::title_of;
use crate::ui::parts::{
    button_if, callback, check, choice, element, filter_field, item, labelled, on_click, on_typing,
    paragraph, span, text, worded,
};
use crate::ui::search_box::search_options;
use crate::words::{PartWord, Word, counted};

/// Places listed at once; all are tagged.
const MOST: usize = 200;

/// Every place of some words, to be tagged in one step.
#[hook]
pub(super) fn use_label_all() -> Html {
    let store = use_store();
    let (query, options, hits) = use_selector(|state| {
        let search = &state.session.search;
        (
            search.query.clone(),
            search.options,
            ByAddress(search.hits.clone()),
        )
    });
    let state = store.state();
    let chosen = use_state(|| first_label(&state));
    let left_out = use_state(Vec::<Hit>::new);
    let alike = use_state(|| true);
    let label = (*chosen).clone();
    let (labelled_already, free): (Vec<Hit>, Vec<Hit>) = hits
        .0
        .iter()
        .copied()
        .partition(|it| state.has_label(*it, &label));
    let wanted: Vec<Hit> = free
        .into_iter()
        .filter(|it| !left_out.contains(it))
        .collect();
    let like = model(&state, &label);
    let name = state.label_name(&label);
    let summary = summary(&hits.0, labelled_already.len(), &name);
    let give =
        PartWord::LabelAllGive.with(&[("count", &wanted.len().to_string()), ("label", &name)]);
    let enabled = !wanted.is_empty();
    let onclick = {
        let (store, label) = (store.clone(), label.clone());
        let like = like.filter(|_| *alike).map(|it| it.id);
        on_click(move || {
            store.dispatch(LabelAllAction::Give {
                label: label.clone(),
                places: wanted.clone(),
                like,
            });
        })
    };
    let ontype = {
        let store = store.clone();
        on_typing(move |it| store.dispatch(ViewingAction::Search(it)))
    };
    let labels = offered(state.project.codebook(), &state.settings);
    let labels = labels.map(|it| Offer::new(it.id.as_str(), &state.label_name(&it.id)));
    let choose = callback(move |id: String| chosen.set(LabelId::from(id.as_str())));
    let rows = hits.0.iter().take(MOST).map(|hit| {
        let already = labelled_already.contains(hit);
        let onchange = {
            let (left_out, hit) = (left_out.clone(), *hit);
            callback(move |_| {
                let mut all = (*left_out).clone();
                match all.iter().position(|it| *it == hit) {
                    Some(at) => drop(all.remove(at)),
                    None => all.push(hit),
                }
                left_out.set(all);
            })
        };
        place(&state, *hit, already, !left_out.contains(hit), onchange)
    });
    let more = hits.0.len().saturating_sub(MOST);
    let name = PartWord::Label.text();
    let label = choice("", name, labels.collect(), label.as_str(), choose);
    modal(
        Word::LabelAll.text(),
        "label-all",
        html! {
            <>
                { filter_field(PartWord::LabelAllWords.text(), &query, ontype) }
                { element("div", "row", [search_options(&store, options)]) }
                { element("div", "row", [
                    labelled("stacked", name, label),
                    button_if(enabled, "primary", &give, onclick),
                ]) }
                if let Some(like) = like {
                    { check(&PartWord::LabelAllLike.with(&[("what", &crate::ui::inspector::named_annotation(&state, like))]), *alike, {
                        let alike = alike.clone();
                        callback(move |_| alike.set(!*alike))
                    }) }
                }
                <div role="status">{ paragraph("", &summary) }</div>
                <ul class="plain-list places" role="list" aria-label={PartWord::LabelAllPlaces.text()}>
                    { for rows }
                    if more > 0 {
                        { item(text(&Word::AndMore.with(&[("count", &more.to_string())]))) }
                    }
                </ul>
            </>
        },
    )
}

/// The label to begin with: of the annotation with the focus, else the armed one, else the
/// first of the codebook.
fn first_label(state: &State) -> LabelId {
    let focused = state
        .session
        .focused
        .and_then(|it| state.project.annotation(it));
    let label = focused
        .map(|it| it.label.clone())
        .or_else(|| state.session.armed.clone());
    label
        .or_else(|| {
            offered(state.project.codebook(), &state.settings)
                .next()
                .map(|it| it.id.clone())
        })
        .unwrap_or_else(|| LabelId::from(""))
}

/// The annotation with the focus, where it has something to pass on.
fn model<'a>(state: &'a State, label: &LabelId) -> Option<&'a Annotation> {
    let focused = state.project.annotation(state.session.focused?)?;
    let has_something = focused.actor.is_some() || !focused.attributes.is_empty();
    (focused.label == *label && has_something).then_some(focused)
}

fn summary(hits: &[Hit], already: usize, label: &str) -> String {
    let mut articles: Vec<_> = hits.iter().map(|it| it.article).collect();
    articles.dedup();
    let found = counted(hits.len(), PartWord::OnePlace, PartWord::ManyPlaces);
    let articles = counted(articles.len(), Word::OneArticle, Word::ManyArticles);
    let mut summary = PartWord::LabelAllFound.with(&[("places", &found), ("articles", &articles)]);
    if already > 0 {
        summary.push_str(
            &PartWord::LabelAllAlready.with(&[("count", &already.to_string()), ("label", label)]),
        );
    }
    summary
}

/// A place with what stands around it, to be left out or taken.
fn place(state: &State, hit: Hit, already: bool, taken: bool, onchange: Callback<Event>) -> Html {
    let Some(text) = state.project.text(hit.article) else {
        return html! {};
    };
    let title = state.project.article(hit.article).map_or("", title_of);
    let about = if already {
        PartWord::LabelAllHasIt.text()
    } else {
        title
    };
    item(element(
        "label",
        "check place",
        [
            html! { <input type="checkbox" checked={taken && !already} disabled={already} {onchange} /> },
            span("", text.prefix(hit.span)),
            worded("mark", "", text.slice(hit.span)),
            span("", text.suffix(hit.span)),
            span("about", about),
        ],
    ))
}
