use yew::prelude::*;

use crate::app::{AnnotatingAction, State, Store};
use crate::model::sorted::SortedSet;
use crate::model::{Annotation, Attribute, AttributeKind, AttributeValue, ValueId};
use crate::ui::choice::{Offer, Options};
use crate::ui::parts::{callback, choice, element_of, none_or, on_value};
use crate::words::Word;

/// A field for each attribute that the label has.
pub(super) fn attributes(store: &Store, state: &State, annotation: &Annotation) -> Html {
    let id = annotation.id;
    let codebook = state.project.codebook();
    let attributes = codebook.attributes_on(annotation.label.as_str());
    let value_of = |id| annotation.attributes.get(id);
    let attributes = attributes.filter(|it| it.is_offered(value_of(&it.id)));
    let fields = attributes.map(|attribute| {
        attribute_field(&AttributeField {
            attribute,
            value: value_of(&attribute.id),
            inherited: state.project.inherited(annotation, &attribute.id),
            onset: {
                let store = store.clone();
                let attribute = attribute.id.clone();
                callback(move |value| {
                    store.dispatch(AnnotatingAction::SetAttribute(id, attribute.clone(), value));
                })
            },
        })
    });
    element_of("div", "attributes", fields.collect())
}

pub(in crate::ui) struct AttributeField<'a> {
    pub(in crate::ui) attribute: &'a Attribute,
    pub(in crate::ui) value: Option<&'a AttributeValue>,
    /// What holds while it is unset, by the actor.
    pub(in crate::ui) inherited: Option<&'a str>,
    pub(in crate::ui) onset: Callback<Option<AttributeValue>>,
}

/// One attribute as the codebook describes it. Unset is a choice like any other.
pub(in crate::ui) fn attribute_field(props: &AttributeField<'_>) -> Html {
    let attribute = props.attribute;
    let name = attribute
        .name
        .get("en")
        .unwrap_or(attribute.id.as_str())
        .to_owned();
    let title = attribute
        .definition
        .get("en")
        .unwrap_or_default()
        .to_owned();
    let field = match attribute.kind {
        AttributeKind::One => one(props, &name),
        AttributeKind::Many => many(props, name.clone()),
        AttributeKind::Flag => flag(props, &name),
        AttributeKind::Text => text(props, &name),
    };
    html! {
        <div key={attribute.id.to_string()} class="attribute" {title}>
            <span class="name" aria-hidden="true">{ name }</span>
            { field }
        </div>
    }
}

fn one(props: &AttributeField<'_>, name: &str) -> Html {
    let current = match &props.value {
        Some(AttributeValue::One(value)) => Some(value.clone()),
        _ => None,
    };
    let unknown = current
        .clone()
        .filter(|it| props.attribute.value(it).is_none());
    let values = props.attribute.values.iter();
    let values = values.filter(|it| !it.deprecated || current.as_ref() == Some(&it.id));
    let mut options: Options = values
        .map(|it| {
            let name = it.name.get("en").unwrap_or(it.id.as_str());
            Offer {
                hint: it.definition.get("en").map(str::to_owned),
                ..Offer::new(it.id.as_str(), name)
            }
        })
        .collect();
    options.extend(unknown.map(|it| Offer::new(it.as_str(), it.as_str())));
    let current = current.as_ref().map_or("", ValueId::as_str);
    let inherited = props.inherited.map(|value| {
        let named = props
            .attribute
            .value(&value.into())
            .and_then(|it| it.name.get("en"));
        Word::ByTheActor.with(&[("value", named.unwrap_or(value))])
    });
    let unset = inherited.unwrap_or_else(|| Word::NotCoded.into());
    let options = none_or(&unset, options);
    choice("", name, options, current, typed(props))
}

fn many(props: &AttributeField<'_>, name: String) -> Html {
    let current: SortedSet<ValueId> = match &props.value {
        Some(AttributeValue::Many(values)) => values.clone(),
        Some(AttributeValue::One(value)) => SortedSet::from_iter([value.clone()]),
        _ => SortedSet::new(),
    };
    let values = props.attribute.values.iter();
    let values = values.filter(|it| !it.deprecated || current.contains(&it.id));
    let boxes = values.map(|value| {
        html! {
            <label class="check" key={value.id.to_string()}>
                <input
                    type="checkbox"
                    checked={current.contains(&value.id)}
                    onchange={
                        let onset = props.onset.clone();
                        let mut next = current.clone();
                        if !next.remove(&value.id) {
                            next.insert(value.id.clone());
                        }
                        move |_| {
                            let next = next.clone();
                            onset.emit((!next.is_empty()).then_some(AttributeValue::Many(next)));
                        }
                    }
                />
                { value.name.get("en").unwrap_or(value.id.as_str()).to_owned() }
            </label>
        }
    });
    html! { <div class="many" role="group" aria-label={name}>{ for boxes }</div> }
}

fn flag(props: &AttributeField<'_>, name: &str) -> Html {
    let on = matches!(props.value, Some(AttributeValue::Flag(true)));
    let onset = props.onset.clone();
    html! {
        <input
            type="checkbox"
            aria-label={name.to_owned()}
            checked={on}
            onchange={callback(move |_| onset.emit((!on).then_some(AttributeValue::Flag(true))))}
        />
    }
}

fn text(props: &AttributeField<'_>, name: &str) -> Html {
    let value = match &props.value {
        Some(AttributeValue::One(value)) => value.to_string(),
        _ => String::new(),
    };
    let typed = typed(props);
    let onchange = on_value(move |it| typed.emit(it));
    html! { <input type="text" aria-label={name.to_owned()} {value} {onchange} /> }
}

/// Sets the value to what was chosen or typed; nothing unsets it.
fn typed(props: &AttributeField<'_>) -> Callback<String> {
    let onset = props.onset.clone();
    callback(move |it: String| {
        onset.emit((!it.is_empty()).then(|| AttributeValue::one(&it)));
    })
}
