//! The parts that the interface is made of again and again: buttons, fields, choices.
//!
//! Functions rather than components: they remember nothing. What `html!` writes out for an
//! element, it writes out at every place; a call weighs a fraction of that in the download.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew::virtual_dom::VText;

use super::choice::{ChoiceProps, Offer, Options, use_choice};
use super::widget::widget;
use crate::app::{Action, Store};

pub(super) type OnClick = Callback<MouseEvent>;

/// Does something with what it is given. Not [`Fn`], for the reason that [`callback`] gives.
trait Takes<T> {
    fn take(&self, it: T);
}

impl<T, F: Fn(T)> Takes<T> for F {
    fn take(&self, it: T) {
        self(it);
    }
}

/// A callback. For each closure that is made one directly, code for being called only once
/// and code for being called as mutable comes along, which nothing ever calls.
pub(super) fn callback<T: 'static>(take: impl Fn(T) + 'static) -> Callback<T> {
    fn of_any<T: 'static>(take: Rc<dyn Takes<T>>) -> Callback<T> {
        Callback::from(move |it| take.take(it))
    }
    of_any(Rc::new(take))
}

/// Dispatches an action.
pub(super) fn dispatching<A: Into<Action>>(
    store: &Store,
    action: impl Fn() -> A + 'static,
) -> OnClick {
    let store = store.clone();
    on_click(move || store.dispatch(action()))
}

pub(super) fn on_click(act: impl Fn() + 'static) -> OnClick {
    callback(move |_| act())
}

/// What stands in the field, or is chosen in the list, that an event came from.
pub(super) fn value_of(event: &Event) -> String {
    // Fields, lists and areas all have a value that is read in the same way.
    let field = event
        .target()
        .map(JsCast::unchecked_into::<HtmlInputElement>);
    field.map(|it| it.value()).unwrap_or_default()
}

/// Takes the value that a field has from now on.
pub(super) fn on_value(take: impl Fn(String) + 'static) -> Callback<Event> {
    fn of_any(take: Rc<dyn Takes<String>>) -> Callback<Event> {
        callback(move |event: Event| take.take(value_of(&event)))
    }
    of_any(Rc::new(take))
}

/// Takes what is being typed, letter by letter.
pub(super) fn on_typing(take: impl Fn(String) + 'static) -> Callback<InputEvent> {
    fn of_any(take: Rc<dyn Takes<String>>) -> Callback<InputEvent> {
        callback(move |event: InputEvent| take.take(value_of(&event)))
    }
    of_any(Rc::new(take))
}

/// No class attribute rather than an empty one.
fn class_of(class: &'static str) -> Option<&'static str> {
    (!class.is_empty()).then_some(class)
}

fn words_of(words: &str) -> AttrValue {
    AttrValue::from(words.to_owned())
}

pub(super) fn button(class: &'static str, words: &str, onclick: OnClick) -> Html {
    button_if(true, class, words, onclick)
}

pub(super) fn button_if(enabled: bool, class: &'static str, words: &str, onclick: OnClick) -> Html {
    html! {
        <button type="button" class={class_of(class)} disabled={!enabled} {onclick}>{ words_of(words) }</button>
    }
}

/// A button that is called something else than the words on it.
pub(super) fn named_button(class: &'static str, words: &str, name: &str, onclick: OnClick) -> Html {
    named_button_if(true, class, words, name, onclick)
}

pub(super) fn named_button_if(
    enabled: bool,
    class: &'static str,
    words: &str,
    name: &str,
    onclick: OnClick,
) -> Html {
    let name = words_of(name);
    html! {
        <button type="button" class={class_of(class)} aria-label={name.clone()} title={name} disabled={!enabled} {onclick}>
            { words_of(words) }
        </button>
    }
}

/// An element with nothing but a class, or not even that, and what it holds.
pub(super) fn element<const N: usize>(
    tag: &'static str,
    class: &'static str,
    content: [Html; N],
) -> Html {
    element_of(tag, class, Vec::from(content))
}

/// The same for any number of things.
#[allow(clippy::ignored_unit_patterns, reason = "written by `html!`")]
pub(super) fn element_of(tag: &'static str, class: &'static str, content: Vec<Html>) -> Html {
    html! { <@{tag} class={class_of(class)}>{ for content }</@> }
}

/// An element with nothing but a class and words.
pub(super) fn worded(tag: &'static str, class: &'static str, words: &str) -> Html {
    element(tag, class, [text(words)])
}

pub(super) fn text(words: &str) -> Html {
    VText::new(words_of(words)).into()
}

pub(super) fn span(class: &'static str, words: &str) -> Html {
    worded("span", class, words)
}

pub(super) fn paragraph(class: &'static str, words: &str) -> Html {
    worded("p", class, words)
}

pub(super) fn heading(words: &str) -> Html {
    worded("h3", "", words)
}

pub(super) fn item(content: Html) -> Html {
    element("li", "", [content])
}

/// Room between what stands at the start of a row and what stands at its end.
pub(super) fn spacer() -> Html {
    element("span", "spacer", [])
}

/// A field under its name.
pub(super) fn labelled(class: &'static str, name: &str, field: Html) -> Html {
    html! { <label class={class_of(class)}>{ words_of(name) }{ field }</label> }
}

/// A field for one line; what was typed counts when the field is left.
pub(super) fn text_field(name: &str, value: &str, onchange: Callback<String>) -> Html {
    checked_field(name, value, None, None, onchange)
}

/// The same, with a hint of what is expected, and with what is wrong with what stands there:
/// an id for a sentence, and the sentence.
pub(super) fn checked_field(
    name: &str,
    value: &str,
    hint: Option<&'static str>,
    problem: Option<(String, &'static str)>,
    onchange: Callback<String>,
) -> Html {
    let onchange = on_value(move |it| onchange.emit(it));
    let (id, sentence) = problem.unzip();
    html! {
        <>
            <input type="text" class="grow" aria-label={words_of(name)} value={words_of(value)} {onchange}
                placeholder={hint} aria-invalid={id.as_ref().map(|_| "true")} aria-describedby={id.clone()} />
            if let Some(sentence) = sentence {
                <span class="problem" role="alert" {id}>{ sentence }</span>
            }
        </>
    }
}

/// A year, a month or a day, with or without a time: `2026`, `2026-01`, `2026-01-30`.
pub(super) const DATE_PATTERN: &str = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T.+)?)?)?";

/// A field that narrows what is shown, letter by letter. A dialog begins with it.
pub(super) fn filter_field(name: &str, value: &str, oninput: Callback<InputEvent>) -> Html {
    let name = words_of(name);
    html! {
        <input type="search" data-first="true" aria-label={name.clone()} placeholder={name} value={words_of(value)} {oninput} />
    }
}

/// A box to tick.
pub(super) fn check(words: &str, checked: bool, onchange: Callback<Event>) -> Html {
    html! {
        <label class="check"><input type="checkbox" {checked} {onchange} />{ words_of(words) }</label>
    }
}

/// A number on a scale.
pub(super) fn slider(
    name: &str,
    value: u32,
    (least, most): (u32, u32),
    unit: &str,
    onslide: Callback<u32>,
) -> Html {
    let oninput = on_typing(move |it| it.parse().into_iter().for_each(|it| onslide.emit(it)));
    html! {
        <label class="stacked">
            { format!("{name}: {value}{unit}") }
            <input type="range" aria-label={words_of(name)} min={least.to_string()}
                max={most.to_string()} value={value.to_string()} {oninput} />
        </label>
    }
}

/// What can be chosen, after choosing nothing.
pub(super) fn none_or(none: &str, mut options: Options) -> Options {
    options.insert(0, Offer::new("", none));
    options
}

/// A native list.
pub(super) fn choice(
    class: &'static str,
    name: &str,
    options: Options,
    current: &str,
    onchoose: Callback<String>,
) -> Html {
    choice_if_first(false, class, name, options, current, onchoose)
}

/// A native list; a dialog may begin with it.
pub(super) fn choice_if_first(
    first: bool,
    class: &'static str,
    name: &str,
    options: Options,
    current: &str,
    onchoose: Callback<String>,
) -> Html {
    widget!(use_choice(ChoiceProps {
        class,
        name: name.to_owned(),
        options,
        current: current.to_owned(),
        first,
        onchoose
    }))
}

/// Words of an article that lead somewhere.
pub(super) fn quote_button(language: Option<String>, words: &str, onclick: OnClick) -> Html {
    html! {
        <button type="button" class="plain quote" lang={language} dir="auto" translate="no" {onclick}>{ text(words) }</button>
    }
}
