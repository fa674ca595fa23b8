use yew::prelude::*;

use super::hooks::{records_version, use_selector, use_store};
use super::inspector::emphasised;
use super::label_toolbar::Swatch;
use crate::model::{Attribute, Codebook};
use crate::words::Word;

/// The codebook to read: definitions, examples and rules.
#[component]
pub(super) fn CodebookView() -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let state = store.state();
    let codebook = state.project.codebook();
    let name = codebook.name.get("en").unwrap_or(&codebook.id).to_owned();
    html! {
        <article class="codebook">
            <h2>{ format!("{name} {}", codebook.version) }</h2>
            <p>{ codebook.description.get("en").unwrap_or_default().to_owned() }</p>
            for label in &codebook.labels {
                <section key={label.id.to_string()}>
                    <h3>
                        <Swatch colour={label.colour.clone()} pattern={label.pattern.clone()} />
                        { state.label_name(&label.id) }
                        if !label.key.is_empty() {
                            <kbd>{ label.key.clone() }</kbd>
                        }
                    </h3>
                    <p>{ label.definition.get("en").unwrap_or_default().to_owned() }</p>
                    for example in &label.examples {
                        <p class="example" lang={example.language.clone()}>{ emphasised(&example.text, &example.quote) }</p>
                    }
                    <ul>
                        for rule in &label.guide {
                            <li>{ rule.get("en").unwrap_or_default().to_owned() }</li>
                        }
                    </ul>
                    { attributes(codebook, label.id.as_str()) }
                </section>
            }
            <h2>{ Word::Relations.text() }</h2>
            for relation in &codebook.relations {
                <section key={relation.id.to_string()}>
                    <h3>{ relation.name.get("en").unwrap_or(relation.id.as_str()).to_owned() }</h3>
                    <p>{ relation.definition.get("en").unwrap_or_default().to_owned() }</p>
                    <p class="hint">{ relation.constraint.get("en").unwrap_or_default().to_owned() }</p>
                    { attributes(codebook, relation.id.as_str()) }
                </section>
            }
        </article>
    }
}

fn attributes(codebook: &Codebook, on: &str) -> Html {
    let name = |attribute: &Attribute| {
        attribute
            .name
            .get("en")
            .unwrap_or(attribute.id.as_str())
            .to_owned()
    };
    html! {
        for attribute in codebook.attributes_on(on) {
            <details key={attribute.id.to_string()}>
                <summary>{ name(attribute) }</summary>
                <dl>
                    for value in &attribute.values {
                        <dt>{ value.name.get("en").unwrap_or(value.id.as_str()).to_owned() }</dt>
                        <dd>{ value.definition.get("en").unwrap_or_default().to_owned() }</dd>
                    }
                </dl>
            </details>
        }
    }
}
