use std::rc::Rc;

use strum::IntoEnumIterator;
use web_sys::Element;
use yew::prelude::*;

use super::choice::{Offer, Options};
use super::coverage_meter::use_coverage_meter;
use super::effects::act;
use super::hooks::{ByAddress, records_version, use_selector, use_selector_soon, use_store};
use super::keyboard::key_press;
use super::label_toolbar::swatch;
use super::messages::{shortened, title_of};
use super::parts::{OnClick, callback, choice, none_or, on_click, on_typing, span};
use super::widget::widget;
use crate::app::{
    Action, AnnotatingAction, Grouping, LinkingAction, ListFilter, ListRow, Store, ViewingAction,
};
use crate::commands::{Typing, command_for};
use crate::model::{AnnotationId, Codebook, End, Label, LabelId};
use crate::web::dom::has_coarse_pointer;
use crate::web::timing::after_next_frame;
use crate::words::Word;

/// Height of a row in pixels; the stylesheet has the same.
fn row_height() -> i32 {
    if has_coarse_pointer() { 44 } else { 28 }
}

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
        let inside = y >= self.top && y + row_height() <= self.top + self.height;
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
        .unwrap_or(i32::MAX)
        .saturating_mul(row_height())
}

/// All annotations of all articles, in order of place, as the filter lets through.
#[hook]
pub(super) fn use_annotation_list() -> Html {
    let store = use_store();
    let list = use_node_ref();
    // The frame that opens a project is that of its texts: rows come with the next one, when
    // asking how high the list is costs nothing.
    let view = use_mut_ref(|| View {
        top: 0,
        height: if cfg!(target_arch = "wasm32") { 0 } else { 200 },
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
            Rc::new(store.read(|state| state.listing(filter)))
        })
    };
    let found = Rc::clone(&found);
    let at = focused.and_then(|id| store.read(|state| state.row_of(&found, id)));
    // Where the list is about to stand is rendered at once, and not first where it stood.
    let (project, _) = version;
    let stood = use_mut_ref(|| (project, None, ByAddress(Rc::default())));
    let stands = (project, focused, ByAddress(Rc::clone(&found)));
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
        callback(move |_: Event| look(i32::MAX))
    };
    let codebook = use_selector(|state| ByAddress(Rc::clone(state.project.codebook())));
    let height = view.borrow().height;
    let offers = use_memo(
        (codebook, filter.label.clone(), height > 0),
        |(codebook, label, opened)| {
            let codebook = opened.then_some(&*codebook.0);
            (labels(codebook), attributes(codebook, label.as_ref()))
        },
    );
    let (labels, attributes) = (*offers).clone();
    let set = |change: fn(&mut ListFilter, String)| {
        let store = store.clone();
        move |value| {
            let mut filter = store.state().session.filter.clone();
            change(&mut filter, value);
            store.dispatch(ViewingAction::Filter(filter));
        }
    };
    let first = usize::try_from(top / row_height())
        .unwrap_or(0)
        .saturating_sub(SPARE);
    let visible = match usize::try_from(height / row_height()) {
        Ok(rows) if height > 0 => rows + 2 * SPARE,
        _ => 0,
    };
    let size = found.len();
    let first = first.min(size.saturating_sub(visible));
    let last = (first + visible).min(size);
    let onkeydown = {
        let store = store.clone();
        let found = Rc::clone(&found);
        let page = usize::try_from(height / row_height()).unwrap_or(0).max(1);
        callback(move |event: KeyboardEvent| {
            // A key may be quicker than the rendering.
            let (next, deleted) = store.read(|state| {
                let focused = state.session.focused;
                let at = focused.and_then(|id| state.row_of(&found, id));
                let one = |at: usize| match state.row(&found, at) {
                    Some(ListRow::Annotation(id, _)) => Some(id),
                    _ => None,
                };
                let size = found.len();
                let from = |at: usize| (at..size).find_map(one);
                let before = |at: usize| (0..at).rev().find_map(one);
                let deletes = command_for(&key_press(&event), Typing::Reading, &state.settings)
                    .is_some_and(|it| it.name == "delete-annotation");
                let next = match (event.key().as_str(), at) {
                    // Whoever deletes row after row stays where the rows go.
                    (_, Some(at)) if deletes => Some(from(at + 1).or_else(|| before(at))),
                    ("ArrowDown", Some(at)) => Some(from(at + 1)),
                    ("ArrowUp", Some(at)) => Some(before(at)),
                    ("PageDown", Some(at)) => Some(from(at + page).or_else(|| before(size))),
                    ("PageUp", Some(at)) => {
                        Some(before((at + 1).saturating_sub(page)).or_else(|| from(0)))
                    }
                    ("ArrowDown" | "ArrowUp" | "PageDown" | "PageUp", None) | ("Home", _) => {
                        Some(from(0))
                    }
                    ("End", _) => Some(before(size)),
                    _ => None,
                };
                (next, focused.filter(|_| deletes))
            });
            let Some(next) = next else {
                return;
            };
            event.prevent_default();
            event.stop_propagation();
            if let Some(id) = deleted {
                act(
                    &store,
                    AnnotatingAction::Delete(id).into(),
                    event.time_stamp(),
                );
            }
            if next.is_some() {
                store.dispatch(ViewingAction::Focus(next));
            }
        })
    };
    let active = focused.map(|id| format!("row-{id}"));
    let label = filter.label.as_ref().map_or("", LabelId::as_str);
    let shown_of = Word::ShownOf.with(&[
        ("shown", &found.shown.to_string()),
        ("all", &found.of.to_string()),
    ]);
    let fold = {
        let open = open.clone();
        on_click(move || open.set(!*open))
    };
    use_effect_with((focused, ByAddress(Rc::clone(&found))), {
        let list = list.clone();
        move |_| {
            if let Some(list) = list.cast::<Element>().filter(|it| it.scroll_top() != top) {
                list.set_scroll_top(top);
            }
        }
    });
    // A list that becomes shorter, or is unfolded, stands elsewhere than before, and not
    // every browser tells of it.
    use_effect_with((size, *open), move |(size, _)| {
        let lowest = pixels(*size);
        after_next_frame(move || look(lowest));
    });
    let shown = store.read(|state| {
        let rows = (first..last).filter_map(|at| state.row(&found, at));
        rows.collect::<Vec<_>>()
    });
    let shown = shown.into_iter().filter_map(|it| match it {
        ListRow::Annotation(id, at) => row(&store, id, (at, found.shown), focused),
        ListRow::Group(name, count) => Some(group(name.as_deref(), count)),
    });
    html! {
        <section class={classes!("list-area", (!*open).then_some("folded"))} aria-label={Word::AnnotationList.text()}>
            <div class="list-head">
                <button type="button" class="plain small" aria-expanded={open.to_string()} onclick={fold}>
                    { Word::Annotations.text() }
                </button>
                // Said to who filters, not at every edit.
                <span class="count" role="status" aria-live={if found.shown < found.of { "polite" } else { "off" }}>
                    { shown_of }
                </span>
                { widget!(use_coverage_meter()) }
                <input type="search" aria-label={Word::FilterText.text()} placeholder={Word::FilterText.text()}
                    value={filter.text.clone()}
                    oninput={on_typing(set(|it, value| it.text = value))} />
                { choice("", Word::GroupBy.text(), groupings(), filter.group.into(), callback(set(|it, value| {
                    it.group = value.parse().unwrap_or_default();
                }))) }
                { choice("", Word::FilterLabel.text(), labels, label, callback(set(|it, value| {
                    it.label = (!value.is_empty()).then(|| LabelId::from(value));
                }))) }
                { choice("", Word::FilterAttribute.text(), attributes, &filter.attribute, callback(set(|it, value| {
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
fn labels(codebook: Option<&Codebook>) -> Options {
    let offer = |it: &Label| {
        let name = it.name.get("en").unwrap_or(it.id.as_str());
        Offer::new(it.id.as_str(), name)
    };
    let labels = codebook.map_or(&[][..], |it| &it.labels);
    none_or(Word::AllLabels.text(), labels.iter().map(offer).collect())
}

/// The values of attributes to filter by, as `attribute=value`: those of a label, or of all.
fn attributes(codebook: Option<&Codebook>, label: Option<&LabelId>) -> Options {
    let Some(codebook) = codebook else {
        return none_or(Word::AnyAttribute.text(), Options::new());
    };
    let mut all = Options::new();
    for attribute in &codebook.attributes {
        let labels = codebook.labels.iter().map(|it| &it.id);
        let mut labels = labels.filter(|it| label.is_none_or(|label| label == *it));
        if !labels.any(|it| attribute.on.iter().any(|on| on == it.as_str())) {
            continue;
        }
        let name = attribute.name.get("en").unwrap_or(attribute.id.as_str());
        all.push(Offer::new(
            &format!("{}=", attribute.id),
            &format!("{name} {}", Word::NotCoded),
        ));
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

/// What the list can be grouped by.
fn groupings() -> Options {
    let name = |it: Grouping| match it {
        Grouping::Place => Word::ByPlace,
        Grouping::Label => Word::ByLabel,
        Grouping::Source => Word::BySource,
        Grouping::Claim => Word::ByClaim,
    };
    Grouping::iter()
        .map(|it| Offer::new(it.into(), name(it).text()))
        .collect()
}

/// The name of a group, as high as a row. Not an option: it cannot be chosen.
fn group(name: Option<&str>, count: usize) -> Html {
    let key = format!("group {}", name.unwrap_or_default());
    let name = name.unwrap_or(Word::InNoGroup.text());
    html! {
        <div {key} class="row-group" role="presentation">
            { span("name", &shortened(name, 120)) }
            { span("count", &count.to_string()) }
        </div>
    }
}

/// Room for rows that are not rendered.
///
/// Its height is an attribute, which is there with the rows: an effect comes later where
/// rendering takes long, and rows would be seen where they do not belong.
fn room(rows: usize) -> Html {
    html! { <svg class="room" role="presentation" width="1" height={pixels(rows).to_string()} /> }
}

/// Goes to an annotation, or makes it the other end of a relation that is being made.
fn choosing(store: &Store, id: AnnotationId) -> OnClick {
    let store = store.clone();
    on_click(move || {
        let linking = store.read(|state| state.linking().is_some());
        let action: Action = if linking {
            LinkingAction::Finish(End::Annotation(id)).into()
        } else {
            ViewingAction::Focus(Some(id)).into()
        };
        store.dispatch(action);
    })
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
    let swatch = swatch(label);
    let mut label = state.label_name(&annotation.label);
    if annotation.orphan {
        label.push_str(Word::ListedOrphan.text());
    }
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
            aria-description={title_of(article).to_owned()}
            aria-selected={(focused == Some(id)).to_string()}
            aria-setsize={of.to_string()}
            aria-posinset={(at + 1).to_string()}
            onclick={choosing(store, id)}
        >
            { swatch }
            { span("label", &label) }
            { span("quote", &shortened(&quote, 160)) }
            { span("where", &shortened(title_of(article), 30)) }
        </div>
    })
}
