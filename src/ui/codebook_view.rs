use yew::prelude::*;

use super::hooks::{records_version, use_selector, use_store};
use super::inspector::emphasised;
use super::label_toolbar::swatch;
use super::parts::{heading, paragraph};
use crate::model::{Attribute, Codebook, Label, RelationType};
use crate::words::Word;

/// The codebook to read: definitions, examples and rules.
#[hook]
pub(super) fn use_codebook_view() -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let state = store.state();
    let codebook = state.project.codebook();
    let name = codebook.name.get("en").unwrap_or(&codebook.id).to_owned();
    html! {
        <article class="codebook">
            <h2>{ format!("{name} {}", codebook.version) }</h2>
            <p>{ codebook.description.get("en").unwrap_or_default().to_owned() }</p>
            { for codebook.labels.iter().map(|it| label_section(codebook, it)) }
            <h2>{ Word::Relations.text() }</h2>
            { for codebook.relations.iter().map(|it| relation_section(codebook, it)) }
        </article>
    }
}

fn label_section(codebook: &Codebook, label: &Label) -> Html {
    let name = label.name.get("en").unwrap_or(label.id.as_str());
    html! {
        <section key={label.id.to_string()}>
            <h3>
                { swatch(Some(label)) }
                { name.to_owned() }
                if !label.key.is_empty() {
                    <kbd>{ label.key.clone() }</kbd>
                }
            </h3>
            { paragraph("", label.definition.get("en").unwrap_or_default()) }
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
}

fn relation_section(codebook: &Codebook, relation: &RelationType) -> Html {
    html! {
        <section key={relation.id.to_string()}>
            { heading(relation.name.get("en").unwrap_or(relation.id.as_str())) }
            { paragraph("", relation.definition.get("en").unwrap_or_default()) }
            { paragraph("hint", relation.constraint.get("en").unwrap_or_default()) }
            { attributes(codebook, relation.id.as_str()) }
        </section>
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
