use yew::prelude::*;

use super::hooks::{records_version, use_selector, use_store};
use super::inspector::emphasised;
use super::label_toolbar::swatch;
use super::parts::{element, element_of, heading, item, paragraph, text, worded};
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
    let labels = codebook.labels.iter();
    let relations = codebook.relations.iter();
    element(
        "article",
        "codebook",
        [
            worded("h2", "", &format!("{name} {}", codebook.version)),
            paragraph("", codebook.description.get("en").unwrap_or_default()),
            labels.map(|it| label_section(codebook, it)).collect(),
            worded("h2", "", Word::Relations.text()),
            relations.map(|it| relation_section(codebook, it)).collect(),
        ],
    )
}

fn label_section(codebook: &Codebook, label: &Label) -> Html {
    let name = label.name.get("en").unwrap_or(label.id.as_str());
    let key = match label.key.as_str() {
        "" => Html::default(),
        key => worded("kbd", "", key),
    };
    let guide = label.guide.iter();
    let rules = guide.map(|it| item(text(it.get("en").unwrap_or_default())));
    html! {
        <section key={label.id.to_string()}>
            { element("h3", "", [swatch(Some(label)), text(name), key]) }
            { paragraph("", label.definition.get("en").unwrap_or_default()) }
            for example in &label.examples {
                <p class="example" lang={example.language.clone()}>{ emphasised(&example.text, &example.quote) }</p>
            }
            { element_of("ul", "", rules.collect()) }
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
    let values = |attribute: &Attribute| {
        let mut values = Vec::new();
        for it in &attribute.values {
            let name = it.name.get("en").unwrap_or(it.id.as_str());
            let definition = it.definition.get("en").unwrap_or_default();
            values.extend([worded("dt", "", name), worded("dd", "", definition)]);
        }
        element_of("dl", "", values)
    };
    html! {
        for attribute in codebook.attributes_on(on) {
            <details key={attribute.id.to_string()}>
                { worded("summary", "", attribute.name.get("en").unwrap_or(attribute.id.as_str())) }
                { values(attribute) }
            </details>
        }
    }
}
