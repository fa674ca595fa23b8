use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::parts::{callback, value_of};

/// What can be chosen in a list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Offer {
    pub value: String,
    pub words: String,
    /// What it means.
    pub hint: Option<String>,
}

impl Offer {
    pub(super) fn new(value: &str, words: &str) -> Self {
        Self {
            value: value.to_owned(),
            words: words.to_owned(),
            hint: None,
        }
    }
}

pub(super) type Options = Vec<Offer>;

#[derive(PartialEq)]
pub(super) struct ChoiceProps {
    pub class: &'static str,
    pub name: String,
    pub options: Options,
    pub current: String,
    /// Whether a dialog begins with it.
    pub first: bool,
    pub onchoose: Callback<String>,
}

/// A native list that shows what is the case.
///
/// Once somebody has chosen an option, a browser goes by that and no longer by the attribute
/// `selected`: after undo the list would show what was undone. So the value is set after each
/// rendering; and what was chosen stands there only once the state says so.
#[hook]
pub(super) fn use_choice(props: &ChoiceProps) -> Html {
    let list = use_node_ref();
    use_effect({
        let (list, current) = (list.clone(), props.current.clone());
        move || show(&list, &current)
    });
    let onchange = {
        let (list, current) = (list.clone(), props.current.clone());
        let onchoose = props.onchoose.clone();
        callback(move |event: Event| {
            let chosen = value_of(&event);
            show(&list, &current);
            onchoose.emit(chosen);
        })
    };
    let option = |it: &Offer| {
        let selected = it.value == props.current;
        html! { <option value={it.value.clone()} title={it.hint.clone()} {selected}>{ it.words.clone() }</option> }
    };
    html! {
        <select
            ref={list}
            class={(!props.class.is_empty()).then_some(props.class)}
            aria-label={props.name.clone()}
            data-first={props.first.then_some("true")}
            {onchange}
        >
            { for props.options.iter().map(option) }
        </select>
    }
}

fn show(list: &NodeRef, current: &str) {
    if let Some(list) = list.cast::<HtmlSelectElement>() {
        list.set_value(current);
    }
}
