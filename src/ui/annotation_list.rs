use std::rc::Rc;

use yew::prelude::*;

use super::choice::Offer;
use super::hooks::{records_version, use_selector, use_store};
use super::messages::shortened;
use super::parts::{choice, dispatching, none_or, on_click, on_typing, spacer, span};
use crate::app::{ListFilter, State, ViewingAction};
use crate::model::{AnnotationId, LabelId};
use crate::text::search::{folded, has_words};
use crate::words::Word;

/// Height of a row in pixels; the stylesheet has the same.
const ROW: i32 = 28;
/// Rows rendered beyond what is visible.
const SPARE: usize = 8;

#[derive(Clone, PartialEq)]
struct Row {
    id: AnnotationId,
    article: String,
    label: String,
    colour: String,
    pattern: String,
    quote: String,
}

/// All annotations of all articles, in order of place, as the filter lets through.
#[component]
pub(super) fn AnnotationList() -> Html {
    let store = use_store();
    let list = use_node_ref();
    let top = use_state_eq(|| 0_i32);
    let height = use_state_eq(|| 200_i32);
    let open = use_state(|| true);
    use_effect_with((), {
        let open = open.clone();
        // On a small screen the text comes first.
        move |()| {
            if crate::web::dom::is_narrow() {
                open.set(false);
            }
        }
    });
    let filter = use_selector(|state| state.session.filter.clone());
    let version = use_selector(records_version);
    let focused = use_selector(|state| state.session.focused);
    let (rows, total) = {
        let store = store.clone();
        let value = use_memo((version, filter.clone()), move |(_, filter)| {
            store.read(|state| filtered(state, filter))
        });
        (Rc::new(value.0.clone()), value.1)
    };
    use_effect_with((focused, rows.clone()), {
        let list = list.clone();
        move |(focused, rows)| {
            let at = focused.and_then(|id| rows.iter().position(|it| it.id == id));
            if let Some(at) = at
                && let Some(list) = list.cast::<web_sys::Element>()
            {
                let y = i32::try_from(at).unwrap_or(0) * ROW;
                if y < list.scroll_top() || y + ROW > list.scroll_top() + list.client_height() {
                    list.set_scroll_top((y - list.client_height() / 2).max(0));
                }
            }
        }
    });
    let onscroll = {
        let (top, height, list) = (top.clone(), height.clone(), list.clone());
        move |_: Event| {
            if let Some(list) = list.cast::<web_sys::Element>() {
                top.set(list.scroll_top());
                height.set(list.client_height());
            }
        }
    };
    // A list that becomes shorter, or is unfolded, stands elsewhere than before, and not
    // every browser tells of it.
    use_effect_with((rows.len(), *open), {
        let (top, height, list) = (top.clone(), height.clone(), list.clone());
        move |(size, _)| {
            if let Some(list) = list.cast::<web_sys::Element>() {
                let rows = i32::try_from(*size).unwrap_or(i32::MAX / ROW);
                let lowest = (rows * ROW - list.client_height()).max(0);
                top.set(list.scroll_top().min(lowest));
                height.set(list.client_height());
            }
        }
    });
    let labels = use_selector(|state| {
        let labels = &state.project.codebook().labels;
        let names = labels
            .iter()
            .map(|it| Offer::new(it.id.as_str(), &state.label_name(&it.id)));
        none_or(Word::AllLabels.text(), names.collect())
    });
    let attributes = use_selector(|state| {
        let mut all = Vec::new();
        for attribute in &state.project.codebook().attributes {
            let name = attribute.name.get("en").unwrap_or(attribute.id.as_str());
            for value in &attribute.values {
                let shown = value.name.get("en").unwrap_or(value.id.as_str());
                all.push(Offer::new(
                    &format!("{}={}", attribute.id, value.id),
                    &format!("{name}: {shown}"),
                ));
            }
        }
        none_or(Word::AnyAttribute.text(), all)
    });
    let set = |change: fn(&mut ListFilter, String)| {
        let store = store.clone();
        move |value| {
            let mut filter = store.state().session.filter.clone();
            change(&mut filter, value);
            store.dispatch(ViewingAction::Filter(filter));
        }
    };
    let first = usize::try_from(*top / ROW)
        .unwrap_or(0)
        .saturating_sub(SPARE);
    let visible = usize::try_from(*height / ROW).unwrap_or(0) + 2 * SPARE;
    let size = rows.len();
    let first = first.min(size.saturating_sub(visible));
    let last = (first + visible).min(size);
    let onkeydown = {
        let store = store.clone();
        let rows = Rc::clone(&rows);
        Callback::from(move |event: KeyboardEvent| {
            let at = focused.and_then(|id| rows.iter().position(|it| it.id == id));
            let next = match (event.key().as_str(), at) {
                ("ArrowDown", Some(at)) => at + 1,
                ("ArrowDown", None) | ("Home", _) => 0,
                ("ArrowUp", Some(at)) => at.saturating_sub(1),
                ("End", _) => rows.len().saturating_sub(1),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            if let Some(row) = rows.get(next) {
                store.dispatch(ViewingAction::Focus(Some(row.id)));
            }
        })
    };
    let active = focused.map(|id| format!("row-{id}"));
    let label = filter.label.as_ref().map_or("", LabelId::as_str);
    let shown_of = Word::ShownOf.with(&[("shown", &size.to_string()), ("all", &total.to_string())]);
    let fold = {
        let open = open.clone();
        on_click(move || open.set(!*open))
    };
    html! {
        <section class={classes!("list-area", (!*open).then_some("folded"))} aria-label={Word::AnnotationList.text()}>
            <div class="list-head">
                <button type="button" class="plain small" aria-expanded={open.to_string()} onclick={fold}>
                    { Word::Annotations.text() }
                </button>
                { span("count", &shown_of) }
                { spacer() }
                <input type="search" aria-label={Word::FilterText.text()} placeholder={Word::FilterText.text()}
                    value={filter.text.clone()}
                    oninput={on_typing(set(|it, value| it.text = value))} />
                { choice("", Word::FilterLabel.text(), labels, label, Callback::from(set(|it, value| {
                    it.label = (!value.is_empty()).then(|| LabelId::from(value));
                }))) }
                { choice("", Word::FilterAttribute.text(), attributes, &filter.attribute, Callback::from(set(|it, value| {
                    it.attribute = value;
                }))) }
            </div>
            if *open {
                <div
                    ref={list}
                    id="annotation-list"
                    class="list"
                    role="listbox"
                    tabindex="0"
                    aria-label={Word::Annotations.text()}
                    aria-activedescendant={active}
                    {onscroll}
                    {onkeydown}
                >
                    <Spacer rows={first} />
                    for (at, row) in rows.iter().enumerate().take(last).skip(first) {
                        <div
                            key={row.id.to_string()}
                            id={format!("row-{}", row.id)}
                            class="row"
                            role="option"
                            aria-label={format!("{}: {}", row.label, row.quote)}
                            aria-selected={(focused == Some(row.id)).to_string()}
                            aria-setsize={size.to_string()}
                            aria-posinset={(at + 1).to_string()}
                            onclick={dispatching(&store, ViewingAction::Focus(Some(row.id)))}
                        >
                            <super::label_toolbar::Swatch colour={row.colour.clone()} pattern={row.pattern.clone()} />
                            { span("label", &row.label) }
                            { span("quote", &shortened(&row.quote, 160)) }
                            { span("where", &row.article) }
                        </div>
                    }
                    <Spacer rows={size - last} />
                </div>
            }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct SpacerProps {
    rows: usize,
}

/// Room for rows that are not rendered.
#[component]
fn Spacer(props: &SpacerProps) -> Html {
    let spacer = use_node_ref();
    use_effect_with(props.rows, {
        let spacer = spacer.clone();
        move |rows| {
            if let Some(element) = spacer.cast::<web_sys::Element>() {
                let height = i32::try_from(*rows).unwrap_or(0) * ROW;
                crate::web::dom::style(&element, "height", &format!("{height}px"));
            }
        }
    });
    html! { <div ref={spacer} role="presentation" /> }
}

fn filtered(state: &State, filter: &ListFilter) -> (Vec<Row>, usize) {
    let mut rows = Vec::new();
    let mut total = 0;
    let wanted = folded(&filter.text);
    let attribute = filter.attribute.split_once('=');
    for article in state.project.ordered_articles() {
        for annotation in state.project.annotations_of(article.id) {
            total += 1;
            if filter
                .label
                .as_ref()
                .is_some_and(|it| *it != annotation.label)
                || attribute.is_some_and(|(name, value)| !annotation.has(name, value))
            {
                continue;
            }
            let quote = state.project.quote(annotation);
            let found = wanted.is_empty()
                || has_words(&quote, &wanted)
                || has_words(&annotation.note, &wanted);
            if !found {
                continue;
            }
            let label = state.project.codebook().label(&annotation.label);
            rows.push(Row {
                id: annotation.id,
                article: shortened(&article.title, 30),
                label: state.label_name(&annotation.label),
                colour: label.map(|it| it.colour.clone()).unwrap_or_default(),
                pattern: label.map(|it| it.pattern.clone()).unwrap_or_default(),
                quote,
            });
        }
    }
    (rows, total)
}
