//! What the words of other tools become: a native list for each.

use std::rc::Rc;

use yew::prelude::*;

use crate::formats::foreign::{Becomes, Mapped, Mapping};
use crate::model::{Codebook, Localized};
use crate::ui::choice::Offer;
use crate::ui::parts::{callback, choice, element, element_of, heading, paragraph, text};
use crate::words::{PartWord, Word};

/// Words that are listed; what stands behind them becomes what is proposed.
const WORDS: usize = 200;

/// Changes a mapping, and has it shown.
pub(super) type Change = Rc<dyn Fn(&dyn Fn(&mut Mapping))>;

/// What is chosen to leave a word out, or to add it: no id begins so.
const NOTHING: &str = "-";
const NEW: &str = "+";

pub(super) fn shown(mapping: &Mapping, codebook: &Codebook, change: &Change) -> Html {
    let labels = codebook.labels.iter().filter(|it| !it.deprecated);
    let labels: Vec<_> = labels.map(|it| offer(it.id.as_str(), &it.name)).collect();
    let attributes = codebook.attributes.iter().filter(|it| !it.deprecated);
    let attributes: Vec<_> = attributes
        .map(|it| offer(it.id.as_str(), &it.name))
        .collect();
    let relations = codebook.relations.iter().filter(|it| !it.deprecated);
    let relations: Vec<_> = relations
        .map(|it| offer(it.id.as_str(), &it.name))
        .collect();
    if mapping.labels.is_empty() && mapping.relations.is_empty() && mapping.attributes.is_empty() {
        return html! {};
    }
    html! {
        <>
            { heading(PartWord::WordsBecome.text()) }
            { paragraph("hint", PartWord::WordsBecomeHint.text()) }
            { rows(PartWord::TheirLabels, &mapping.labels, &labels, change, |it| &mut it.labels) }
            { rows(PartWord::TheirAttributes, &mapping.attributes, &attributes, change, |it| &mut it.attributes) }
            { rows(PartWord::TheirRelations, &mapping.relations, &relations, change, |it| &mut it.relations) }
        </>
    }
}

fn offer(id: &str, name: &Localized) -> Offer {
    Offer::new(id, name.get("en").unwrap_or(id))
}

fn rows<T>(
    kind: PartWord,
    mapped: &[Mapped<T>],
    known: &[Offer],
    change: &Change,
    list: fn(&mut Mapping) -> &mut Vec<Mapped<T>>,
) -> Html
where
    T: Clone + std::fmt::Display + for<'a> From<&'a str> + 'static,
{
    if mapped.is_empty() {
        return html! {};
    }
    let mut rows = Vec::new();
    for (at, word) in mapped.iter().take(WORDS).enumerate() {
        let change = Rc::clone(change);
        let onchoose = callback(move |chosen: String| {
            let becomes = match &*chosen {
                NOTHING => Becomes::LeftOut,
                NEW => Becomes::New,
                id => Becomes::Known(T::from(id)),
            };
            change(&|mapping: &mut Mapping| {
                if let Some(word) = list(mapping).get_mut(at) {
                    word.becomes = becomes.clone();
                }
            });
        });
        rows.push(row(word, known, onchoose));
    }
    let more = mapped.len().saturating_sub(WORDS);
    if more > 0 {
        let more = Word::AndMore.with(&[("count", &more.to_string())]);
        rows.push(element("li", "", [text(&more)]));
    }
    let summary = format!("{} · {}", kind.text(), mapped.len());
    // What the codebook does not know is to be looked at.
    let known = |it: &Mapped<T>| matches!(it.becomes, Becomes::Known(_));
    html! {
        <details class="mapping" open={!mapped.iter().all(known)}>
            <summary>{ text(&summary) }</summary>
            { element_of("ul", "plain-list", rows) }
        </details>
    }
}

fn row<T: std::fmt::Display>(
    word: &Mapped<T>,
    known: &[Offer],
    onchoose: Callback<String>,
) -> Html {
    let theirs = match word.theirs.trim() {
        "" => PartWord::NoLabelGiven.text().to_owned(),
        theirs => theirs.to_owned(),
    };
    let mut offers = Vec::with_capacity(known.len() + 2);
    if !word.theirs.trim().is_empty() {
        offers.push(Offer::new(
            NEW,
            &PartWord::BecomesNew.with(&[("name", &theirs)]),
        ));
    }
    offers.push(Offer::new(NOTHING, PartWord::BecomesNothing.text()));
    offers.extend(known.iter().cloned());
    let current = match &word.becomes {
        Becomes::Known(id) => id.to_string(),
        Becomes::New => NEW.to_owned(),
        Becomes::LeftOut => NOTHING.to_owned(),
    };
    let named = html! { <span class="theirs" translate="no" dir="auto">{ text(&theirs) }</span> };
    let count = element("span", "count", [text(&format!("× {}", word.count))]);
    let list = choice("", &theirs, offers, &current, onchoose);
    element("li", "mapped", [named, count, list])
}
