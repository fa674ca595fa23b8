//! A drawing that the analyst made, as a picture or as a table: its marks lead to what they stand
//! for.
//!
//! The markup comes ready, so this only knows its elements of the class `mark`. Tab goes to one of
//! them, arrows from one to the next.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{DomRect, Element, FocusEvent, HtmlElement};
use yew::prelude::*;

use super::hooks::use_store;
use super::parts::{button, callback, dispatching, element, on_click, paragraph, worded};
use crate::analyst::{Form, Plot};
use crate::app::{Behind, DrawingAction, Store};
use crate::web::dom::document;
use crate::web::element_of;
use crate::web::timing::spawn;
use crate::words::PartWord;

#[hook]
pub(super) fn use_plot(plot: &Rc<Plot>) -> Html {
    let store = use_store();
    let as_table = use_state(|| false);
    let root = use_node_ref();
    // The mark that has the keyboard; another one takes its place when all are drawn anew.
    let last = use_mut_ref(|| None::<usize>);
    let form = if *as_table {
        &plot.table
    } else {
        &plot.picture
    };
    use_effect_with(Rc::clone(&form.markup), {
        let (root, last) = (root.clone(), Rc::clone(&last));
        move |_| {
            let lost = document()
                .active_element()
                .is_none_or(|it| it.tag_name() == "BODY");
            let mark = last.borrow().filter(|_| lost);
            if let Some(mark) = mark.and_then(|it| marks(&root).into_iter().nth(it)) {
                give_keyboard(&root, &mark);
            }
        }
    });
    let onclick = {
        let (store, root, plot, as_table) =
            (store.clone(), root.clone(), Rc::clone(plot), *as_table);
        callback(move |event: MouseEvent| {
            let form = if as_table { &plot.table } else { &plot.picture };
            open(&store, &root, form, &event);
        })
    };
    let onkeydown = {
        let (store, root, plot, as_table) =
            (store.clone(), root.clone(), Rc::clone(plot), *as_table);
        callback(move |event: KeyboardEvent| {
            let form = if as_table { &plot.table } else { &plot.picture };
            pressed(&store, &root, form, &event);
        })
    };
    let onfocusin = {
        let (root, last) = (root.clone(), Rc::clone(&last));
        callback(move |event: FocusEvent| {
            let mark = mark_of(&event);
            *last.borrow_mut() = mark.as_ref().and_then(|it| place_of(&root, it));
            if let Some(mark) = mark {
                make_stop(&root, &mark);
            }
        })
    };
    // Who leaves a mark that stays wants no other.
    let onfocusout = callback(move |event: FocusEvent| {
        let last = Rc::clone(&last);
        if let Some(mark) = mark_of(&event) {
            spawn(async move {
                if mark.is_connected() {
                    *last.borrow_mut() = None;
                }
            });
        }
    });
    let toggle = {
        let as_table = as_table.clone();
        on_click(move || as_table.set(!*as_table))
    };
    let save = |action: fn(Rc<Plot>) -> DrawingAction| {
        let plot = Rc::clone(plot);
        dispatching(&store, move || action(Rc::clone(&plot)))
    };
    let pressed = (*as_table).to_string();
    let actions = html! {
        <div class="actions">
            <button type="button" class="small" aria-pressed={pressed} onclick={toggle}>{ PartWord::AsTable.text() }</button>
            { button("small", PartWord::SaveSvg.text(), save(DrawingAction::SaveSvg)) }
            { button("small", PartWord::SaveCsv.text(), save(DrawingAction::SaveCsv)) }
        </div>
    };
    let mut left = plot.rest.clone();
    if *as_table {
        left = match plot.more_rows {
            0 => String::new(),
            more => PartWord::MoreRowsInFile.with(&[("count", &more.to_string())]),
        };
    }
    let picture = use_memo(Rc::clone(&form.markup), |it| element_of(it));
    // What has no marks is scrolled by the keyboard all the same.
    let stop = form.behind.is_empty().then_some("0");
    html! {
        <section class="drawing" aria-label={plot.title.clone()} data-plot={plot.id.clone()}>
            { element("header", "", [worded("h2", "", &plot.title), actions]) }
            <div ref={root} class="plot-scroll" tabindex={stop} role={stop.map(|_| "group")} aria-label={stop.map(|_| plot.title.clone())}
                {onclick} {onkeydown} {onfocusin} {onfocusout}>
                { picture.as_ref().clone().map(|it| Html::VRef(it.into())) }
            </div>
            { paragraph("hint", &left) }
        </section>
    }
}

/// The mark that an event is about.
fn mark_of(event: &Event) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(".mark").ok()?
}

fn marks(root: &NodeRef) -> Vec<Element> {
    let mut all = Vec::new();
    let found = root
        .cast::<Element>()
        .and_then(|it| it.query_selector_all(".mark").ok());
    if let Some(found) = found {
        for at in 0..found.length() {
            all.extend(found.get(at).and_then(|it| it.dyn_into().ok()));
        }
    }
    all
}

fn place_of(root: &NodeRef, mark: &Element) -> Option<usize> {
    marks(root).iter().position(|it| it == mark)
}

/// From here on Tab comes to this mark.
fn make_stop(root: &NodeRef, mark: &Element) {
    if let Some(root) = root.cast::<Element>()
        && let Ok(Some(before)) = root.query_selector(".mark[tabindex='0']")
    {
        let _ = before.set_attribute("tabindex", "-1");
    }
    let _ = mark.set_attribute("tabindex", "0");
}

fn give_keyboard(root: &NodeRef, mark: &Element) {
    make_stop(root, mark);
    // SVG has the same method.
    let _ = mark.unchecked_ref::<HtmlElement>().focus();
    keep_in_view(mark);
}

/// Not every browser scrolls to what is inside of SVG when it gets the keyboard.
fn keep_in_view(mark: &Element) {
    let Ok(Some(view)) = mark.closest(".view") else {
        return;
    };
    let (place, frame) = (
        mark.get_bounding_client_rect(),
        view.get_bounding_client_rect(),
    );
    if place.top() < frame.top() || place.bottom() > frame.bottom() {
        let by = place.top() - frame.top() - frame.height() / 2.0;
        view.scroll_by_with_x_and_y(0.0, by);
    }
}

fn open(store: &Store, root: &NodeRef, form: &Form, event: &Event) {
    let Some(mark) = mark_of(event) else {
        return;
    };
    let Some(annotations) = place_of(root, &mark).and_then(|it| form.behind.get(it)) else {
        return;
    };
    event.prevent_default();
    // A dialog gives the keyboard back to where it came from.
    give_keyboard(root, &mark);
    store.dispatch(DrawingAction::Open(Behind {
        name: mark.get_attribute("aria-label").unwrap_or_default(),
        annotations: Rc::clone(annotations),
    }));
}

fn pressed(store: &Store, root: &NodeRef, form: &Form, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let Some(mark) = mark_of(event) else {
        return;
    };
    let all = marks(root);
    let next = match event.key().as_str() {
        "Enter" | " " => return open(store, root, form, event),
        "ArrowRight" => nearest(&all, &mark, (1.0, 0.0)),
        "ArrowLeft" => nearest(&all, &mark, (-1.0, 0.0)),
        "ArrowDown" => nearest(&all, &mark, (0.0, 1.0)),
        "ArrowUp" => nearest(&all, &mark, (0.0, -1.0)),
        "Home" => all.first(),
        "End" => all.last(),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next {
        give_keyboard(root, next);
    }
}

/// The mark that is next in a direction; what lies aside counts as farther.
fn nearest<'a>(all: &'a [Element], from: &Element, (x, y): (f64, f64)) -> Option<&'a Element> {
    let here = from.get_bounding_client_rect();
    let (mut best, mut least) = (None, f64::MAX);
    for it in all {
        let there = it.get_bounding_client_rect();
        let (dx, dy) = (start(&there) - start(&here), middle(&there) - middle(&here));
        let along = dx.mul_add(x, dy * y);
        let aside = dx.mul_add(y, dy * x).abs();
        let far = aside.mul_add(3.0, along);
        if along > 1.0 && far < least {
            (best, least) = (Some(it), far);
        }
    }
    best
}

/// Where a mark begins: bars of a column do so at one place, however long they are.
fn start(of: &DomRect) -> f64 {
    of.left()
}

fn middle(of: &DomRect) -> f64 {
    of.top() + of.height() / 2.0
}
