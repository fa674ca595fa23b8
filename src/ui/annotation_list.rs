use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::choice::{Offer, Options};
use super::hooks::{records_version, use_selector, use_selector_soon, use_store};
use super::label_toolbar::ByAddress;
use super::messages::{shortened, title_of};
use super::parts::{choice, dispatching, none_or, on_click, on_typing, spacer, span};
use crate::app::{ListFilter, State, Store, ViewingAction};
use crate::model::{AnnotationId, Codebook, Label, LabelId};
use crate::text::search::{folded, has_words};
use crate::words::Word;

/// Height of a row in pixels; the stylesheet has the same.
const ROW: i32 = 28;
/// Rows rendered beyond what is visible.
const SPARE: usize = 8;

/// What of the list is in view, in pixels.
#[derive(Clone, Copy, PartialEq)]
struct View {
    top: i32,
    height: i32,
}

impl View {
    fn of(list: &Element) -> Self {
        Self {
            top: list.scroll_top(),
            height: list.client_height(),
        }
    }

    /// As little as needed to have a row in view, and then in the middle.
    fn with(self, row: usize) -> Self {
        let y = pixels(row);
        let inside = y >= self.top && y + ROW <= self.top + self.height;
        let top = if inside {
            self.top
        } else {
            (y - self.height / 2).max(0)
        };
        Self { top, ..self }
    }
}

/// The height of so many rows.
fn pixels(rows: usize) -> i32 {
    i32::try_from(rows)
        .unwrap_or(i32::MAX / ROW)
        .saturating_mul(ROW)
}

/// All annotations of all articles, in order of place, as the filter lets through.
#[component]
pub(super) fn AnnotationList() -> Html {
    let store = use_store();
    let list = use_node_ref();
    let view = use_mut_ref(|| View {
        top: 0,
        height: 200,
    });
    let rerender = use_force_update();
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
    let version = use_selector_soon(records_version);
    let focused = use_selector_soon(|state| state.session.focused);
    let found = {
        let store = store.clone();
        use_memo((version, filter.clone()), move |(_, filter)| {
            store.read(|state| filtered(state, filter))
        })
    };
    let rows = Rc::clone(&found.rows);
    let at = focused.and_then(|id| rows.iter().position(|it| *it == id));
    // Where the list is about to stand is rendered at once, and not first where it stood.
    let (project, _) = version;
    let stood = use_mut_ref(|| (project, None, Rc::default()));
    let stands = (project, focused, Rc::clone(&rows));
    let before = stood.replace(stands.clone());
    if before != stands {
        let mut view = view.borrow_mut();
        if before.0 != project {
            view.top = 0;
        }
        if let Some(at) = at {
            *view = view.with(at);
        }
    }
    let top = view.borrow().top;
    let look = {
        let (view, list) = (Rc::clone(&view), list.clone());
        move |lowest: i32| {
            let Some(list) = list.cast::<Element>() else {
                return;
            };
            let seen = View::of(&list);
            let seen = View {
                top: seen.top.min((lowest - seen.height).max(0)),
                ..seen
            };
            if view.replace(seen) != seen {
                rerender.force_update();
            }
        }
    };
    let onscroll = {
        let look = look.clone();
        move |_: Event| look(i32::MAX)
    };
    let codebook = use_selector(|state| ByAddress(Rc::clone(state.project.codebook())));
    let offers = use_memo(codebook, |codebook| {
        (labels(&codebook.0), attributes(&codebook.0))
    });
    let (labels, attributes) = (*offers).clone();
    let set = |change: fn(&mut ListFilter, String)| {
        let store = store.clone();
        move |value| {
            let mut filter = store.state().session.filter.clone();
            change(&mut filter, value);
            store.dispatch(ViewingAction::Filter(filter));
        }
    };
    let height = view.borrow().height;
    let first = usize::try_from(top / ROW)
        .unwrap_or(0)
        .saturating_sub(SPARE);
    let visible = usize::try_from(height / ROW).unwrap_or(0) + 2 * SPARE;
    let size = rows.len();
    let first = first.min(size.saturating_sub(visible));
    let last = (first + visible).min(size);
    let onkeydown = {
        let store = store.clone();
        let rows = Rc::clone(&rows);
        Callback::from(move |event: KeyboardEvent| {
            // A key may be quicker than the rendering.
            let focused = store.state().session.focused;
            let at = focused.and_then(|id| rows.iter().position(|it| *it == id));
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
                store.dispatch(ViewingAction::Focus(Some(*row)));
            }
        })
    };
    let active = focused.map(|id| format!("row-{id}"));
    let label = filter.label.as_ref().map_or("", LabelId::as_str);
    let shown_of =
        Word::ShownOf.with(&[("shown", &size.to_string()), ("all", &found.of.to_string())]);
    let fold = {
        let open = open.clone();
        on_click(move || open.set(!*open))
    };
    use_effect_with((focused, Rc::clone(&rows)), {
        let list = list.clone();
        move |_| {
            if let Some(list) = list.cast::<Element>().filter(|it| it.scroll_top() != top) {
                list.set_scroll_top(top);
            }
        }
    });
    // A list that becomes shorter, or is unfolded, stands elsewhere than before, and not
    // every browser tells of it.
    use_effect_with((rows.len(), *open), move |(size, _)| look(pixels(*size)));
    let shown = (first..last).filter_map(|at| row(&store, rows[at], (at, size), focused));
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
                    { room(first) }
                    // A list of its own: only where all have keys, rows are kept.
                    <>{ for shown }</>
                    { room(size - last) }
                </div>
            }
        </section>
    }
}

/// The labels to filter by.
fn labels(codebook: &Codebook) -> Options {
    let offer = |it: &Label| {
        let name = it.name.get("en").unwrap_or(it.id.as_str());
        Offer::new(it.id.as_str(), name)
    };
    none_or(
        Word::AllLabels.text(),
        codebook.labels.iter().map(offer).collect(),
    )
}

/// The values of attributes to filter by, as `attribute=value`.
fn attributes(codebook: &Codebook) -> Options {
    let mut all = Vec::new();
    for attribute in &codebook.attributes {
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
}

/// Room for rows that are not rendered.
///
/// Its height is an attribute, which is there with the rows: an effect comes later where
/// rendering takes long, and rows would be seen where they do not belong.
fn room(rows: usize) -> Html {
    html! { <svg class="room" role="presentation" width="1" height={pixels(rows).to_string()} /> }
}

/// One annotation as a row, the so-manieth of so many.
fn row(
    store: &Store,
    id: AnnotationId,
    (at, of): (usize, usize),
    focused: Option<AnnotationId>,
) -> Option<Html> {
    let state = store.state();
    let annotation = state.project.annotation(id)?;
    let label = state.project.codebook().label(&annotation.label);
    let swatch = label.map(|it| (it.colour.clone(), it.pattern.clone()));
    let (colour, pattern) = swatch.unwrap_or_default();
    let label = state.label_name(&annotation.label);
    let mut quote = state.project.quote(annotation);
    if quote.is_empty() {
        Word::WithoutWords.text().clone_into(&mut quote);
    }
    let article = state.project.article(annotation.article)?;
    Some(html! {
        <div
            key={id.to_string()}
            id={format!("row-{id}")}
            class="row"
            role="option"
            aria-label={format!("{label}: {quote}")}
            aria-selected={(focused == Some(id)).to_string()}
            aria-setsize={of.to_string()}
            aria-posinset={(at + 1).to_string()}
            onclick={dispatching(store, ViewingAction::Focus(Some(id)))}
        >
            <super::label_toolbar::Swatch {colour} {pattern} />
            { span("label", &label) }
            { span("quote", &shortened(&quote, 160)) }
            { span("where", &shortened(title_of(article), 30)) }
        </div>
    })
}

/// What the filter lets through, of how many.
#[derive(PartialEq)]
struct Filtered {
    rows: Rc<Vec<AnnotationId>>,
    of: usize,
}

fn filtered(state: &State, filter: &ListFilter) -> Filtered {
    let mut rows = Vec::new();
    let mut of = 0;
    let wanted = folded(&filter.text);
    let attribute = filter.attribute.split_once('=');
    for article in state.project.ordered_articles() {
        for annotation in state.project.annotations_of(article.id) {
            of += 1;
            if filter
                .label
                .as_ref()
                .is_some_and(|it| *it != annotation.label)
                || attribute.is_some_and(|(name, value)| !annotation.has(name, value))
            {
                continue;
            }
            let found = wanted.is_empty()
                || has_words(&state.project.quote(annotation), &wanted)
                || has_words(&annotation.note, &wanted);
            if found {
                rows.push(annotation.id);
            }
        }
    }
    Filtered {
        rows: Rc::new(rows),
        of,
    }
}
