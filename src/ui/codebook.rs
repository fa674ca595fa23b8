//! The codebook: to read, and to edit in place, one entry at a time.

mod adding;
mod editing;
mod log;
mod wording;

use std::rc::Rc;

use yew::prelude::*;

use super::hooks::{records_version, use_selector, use_store};
use super::inspector::emphasised;
use super::label_toolbar::swatch;
use super::parts::{
    button, dispatching, element, element_of, item, named_button, on_click, paragraph, spacer,
    span, text, worded,
};
use super::widget::widget;
use crate::app::{CodebookAction, Dialog, Refused, Store, ViewingAction};
use crate::model::{
    Attribute, Codebook, EntryKind, EntryRef, Label, Localized, Misfit, RelationType, Uses,
};
use crate::words::{PartWord, Word, counted};
use adding::{Adding, use_declaring, use_entry_adder};
use editing::fields;

pub(super) use wording::{end_in_words, fault_in_words};

/// What is told of that which the codebook does not have.
const MOST_UNKNOWN: usize = 20;

/// What all that shows the codebook needs.
struct Page<'a> {
    store: &'a Store,
    codebook: &'a Rc<Codebook>,
    uses: &'a Uses,
    misfits: &'a [Misfit],
    refused: Option<&'a Refused>,
    editing: &'a UseStateHandle<Option<EntryRef>>,
}

#[hook]
pub(super) fn use_codebook_view() -> Html {
    let store = use_store();
    let version = use_selector(records_version);
    let refused = use_selector(|state| state.session.recoding.refused.clone());
    let editing = use_state(|| None::<EntryRef>);
    let state = store.state();
    let uses = use_memo(version, |_| {
        let codebook = state.project.codebook();
        (
            Uses::of(&state.project),
            Misfit::of(&state.project, codebook),
        )
    });
    let codebook = state.project.codebook();
    let page = Page {
        store: &store,
        codebook,
        uses: &uses.0,
        misfits: &uses.1,
        refused: refused.as_ref(),
        editing: &editing,
    };
    let entry = EntryRef::default();
    let name = codebook.name_of(&entry);
    let name = if name.is_empty() { &codebook.id } else { &name };
    let mut all = vec![
        worded("h2", "", &format!("{name} {}", codebook.version)),
        paragraph("", said(&codebook.description)),
        tools(&store),
        section(
            &page,
            &entry,
            span("", PartWord::OfCodebook.text()),
            Vec::new(),
        ),
        wrong(codebook),
        unknown(&page),
        worded("h2", "", Word::Labels.text()),
    ];
    for label in &codebook.labels {
        all.push(label_section(&page, label));
    }
    all.push(adder(EntryKind::Label, "", PartWord::AddLabel));
    all.push(worded("h2", "", Word::Relations.text()));
    for relation in &codebook.relations {
        all.push(relation_section(&page, relation));
    }
    if !codebook.labels.is_empty() {
        all.push(adder(EntryKind::Relation, "", PartWord::AddRelationType));
    }
    all.push(worded("h2", "", PartWord::ArticleAttributes.text()));
    for attribute in &codebook.article_attributes {
        all.push(attribute_section(
            &page,
            EntryKind::ArticleAttribute,
            attribute,
        ));
    }
    let add = PartWord::AddArticleAttribute;
    all.push(adder(EntryKind::ArticleAttribute, "", add));
    all.push(worded("h2", "", PartWord::Parts.text()));
    for part in &codebook.parts {
        let entry = EntryRef::new(EntryKind::Part, part.id.as_str());
        let name = text(&codebook.name_of(&entry));
        let head = element("div", "", [name, mark_if_deprecated(part.deprecated)]);
        let reading = vec![paragraph("", said(&part.definition))];
        all.push(section(&page, &entry, head, reading));
    }
    all.push(adder(EntryKind::Part, "", PartWord::AddPartKind));
    all.push(worded("h2", "", PartWord::ChangeLog.text()));
    all.push(widget!(use_declaring()));
    all.push(log::change_log(codebook));
    element_of("article", "codebook", all)
}

fn adder(kind: EntryKind, of: &str, word: PartWord) -> Html {
    let adding = Adding {
        kind,
        of: of.to_owned(),
        word,
    };
    widget!(use_entry_adder(adding), key = format!("{} {of}", kind.id()))
}

fn said(texts: &Localized) -> &str {
    texts.get("en").unwrap_or_default()
}

fn tools(store: &Store) -> Html {
    let choose = || {
        dispatching(store, || {
            ViewingAction::Open(Dialog::Codebooks { begin: false })
        })
    };
    let export = dispatching(store, || CodebookAction::Export);
    element(
        "div",
        "row",
        [
            button("", PartWord::ImportCodebook.text(), choose()),
            button("", Word::UseAnotherCodebook.text(), choose()),
            button("", Word::ExportCodebook.text(), export),
        ],
    )
}

/// What is wrong with a codebook that came from elsewhere.
fn wrong(codebook: &Codebook) -> Html {
    let faults = codebook.check();
    if faults.is_empty() {
        return Html::default();
    }
    let mut items = Vec::new();
    for fault in &faults {
        let name = codebook.name_of(&fault.entry);
        items.push(item(text(&fault_in_words(fault, &name))));
    }
    let heading = worded("h3", "", PartWord::WrongWithIt.text());
    element("div", "", [heading, element_of("ul", "warnings", items)])
}

/// What records name and the codebook does not have, be it kept or from another file.
fn unknown(page: &Page<'_>) -> Html {
    let missing = page.uses.missing(page.codebook);
    if missing.is_empty() && page.misfits.is_empty() {
        return Html::default();
    }
    let mut items = Vec::new();
    for misfit in page.misfits {
        let name = page.codebook.name_of(&misfit.entry);
        let words =
            PartWord::FitsNot.with(&[("name", &name), ("count", &misfit.count().to_string())]);
        items.push(item(text(&words)));
    }
    for (entry, count) in missing.iter().take(MOST_UNKNOWN) {
        items.push(item(text(&format!("{}: {}", entry.id, used(*count)))));
    }
    let more = missing.len().saturating_sub(MOST_UNKNOWN);
    if more > 0 {
        let more = Word::AndMore.with(&[("count", &more.to_string())]);
        items.push(item(text(&more)));
    }
    let codebook = Rc::clone(page.codebook);
    let choose = dispatching(page.store, move || {
        CodebookAction::Use(Rc::clone(&codebook))
    });
    let content = [
        worded("h3", "", PartWord::NotInCodebook.text()),
        element_of("ul", "", items),
        button("", PartWord::MoveThem.text(), choose),
    ];
    element("div", "", content)
}

/// An entry: its name with a button that edits it, and what it says.
fn section(page: &Page<'_>, entry: &EntryRef, head: Html, reading: Vec<Html>) -> Html {
    let name = page.codebook.name_of(entry);
    let edited = page.editing.as_ref() == Some(entry);
    let toggle = {
        let (editing, entry) = (page.editing.clone(), entry.clone());
        on_click(move || editing.set((!edited).then(|| entry.clone())))
    };
    let toggle = if edited {
        button("small", PartWord::DoneEditing.text(), toggle)
    } else {
        let called = PartWord::EditEntry.with(&[("name", &name)]);
        named_button(
            "plain small",
            PartWord::EditEntryShort.text(),
            &called,
            toggle,
        )
    };
    let is_top = entry.kind == EntryKind::Codebook;
    let uses = if is_top {
        Html::default()
    } else {
        span("about", &used(page.uses.count(entry)))
    };
    let head = element("div", "row entry-head", [head, uses, spacer(), toggle]);
    let content = if edited {
        fields(page, entry)
    } else {
        html! { <>{ for reading }</> }
    };
    let key = format!("{} {} {}", entry.kind.id(), entry.of, entry.id);
    html! {
        <div class="entry" role="group" aria-label={name} {key}>{ head }{ content }</div>
    }
}

fn used(count: usize) -> String {
    match count {
        0 => PartWord::NotUsed.into(),
        _ => counted(count, PartWord::UsedOnce, PartWord::UsedTimes),
    }
}

/// Says of an entry that it is offered no more.
fn mark_if_deprecated(deprecated: bool) -> Html {
    if !deprecated {
        return Html::default();
    }
    html! {
        <span class="badge" title={PartWord::DeprecatedHint.text()}>{ PartWord::Deprecated.text() }</span>
    }
}

fn label_section(page: &Page<'_>, label: &Label) -> Html {
    let id = label.id.as_str();
    let entry = EntryRef::new(EntryKind::Label, id);
    let key = match label.key.as_str() {
        "" => Html::default(),
        key => worded("kbd", "", key),
    };
    let name = page.codebook.name_of(&entry);
    let deprecated = mark_if_deprecated(label.deprecated);
    let head = [swatch(Some(label)), text(&name), key, deprecated];
    let mut reading = vec![paragraph("", said(&label.definition))];
    for example in &label.examples {
        let words = emphasised(&example.text, &example.quote);
        let language = example.language.clone();
        reading.push(html! { <p class="example" lang={language}>{ words }</p> });
    }
    reading.push(rules(&label.guide));
    let mut all = vec![section(page, &entry, element("h3", "", head), reading)];
    attributes(page, id, &mut all);
    html! { <div class="label-entry" key={id.to_owned()}>{ for all }</div> }
}

fn rules(guide: &[Localized]) -> Html {
    let mut items = Vec::new();
    for rule in guide {
        items.push(item(text(said(rule))));
    }
    element_of("ul", "", items)
}

fn relation_section(page: &Page<'_>, relation: &RelationType) -> Html {
    let id = relation.id.as_str();
    let entry = EntryRef::new(EntryKind::Relation, id);
    let name = page.codebook.name_of(&entry);
    let head = [text(&name), mark_if_deprecated(relation.deprecated)];
    let ends = |ends: &[String]| {
        let mut names = Vec::new();
        for end in ends {
            names.push(end_in_words(page.codebook, end));
        }
        names.join(", ")
    };
    let joins = [
        ("from", &*ends(&relation.from)),
        ("to", &*ends(&relation.to)),
    ];
    let reading = vec![
        paragraph("", said(&relation.definition)),
        paragraph("hint", said(&relation.constraint)),
        paragraph("hint", &PartWord::JoinsEnds.with(&joins)),
        rules(&relation.guide),
    ];
    let mut all = vec![section(page, &entry, element("h3", "", head), reading)];
    attributes(page, id, &mut all);
    html! { <div class="label-entry" key={id.to_owned()}>{ for all }</div> }
}

/// The attributes of a label or a relation type, each once: where it is on several, with the
/// first of them.
fn attributes(page: &Page<'_>, on: &str, all: &mut Vec<Html>) {
    let mut further = Vec::new();
    for attribute in page.codebook.attributes_on(on) {
        if attribute.on.first().is_some_and(|it| it == on) {
            all.push(attribute_section(page, EntryKind::Attribute, attribute));
        } else {
            let entry = EntryRef::new(EntryKind::Attribute, attribute.id.as_str());
            further.push(page.codebook.name_of(&entry));
        }
    }
    if !further.is_empty() {
        let names = further.join(", ");
        all.push(paragraph(
            "hint",
            &PartWord::AlsoOn.with(&[("names", &names)]),
        ));
    }
    let is_edited = |it: &EntryRef| {
        let kinds = [EntryKind::Label, EntryKind::Relation];
        it.id == on && kinds.contains(&it.kind)
    };
    if page.editing.as_ref().is_some_and(is_edited) {
        all.push(adder(EntryKind::Attribute, on, PartWord::AddAttribute));
    }
}

fn attribute_section(page: &Page<'_>, kind: EntryKind, attribute: &Attribute) -> Html {
    let entry = EntryRef::new(kind, attribute.id.as_str());
    let mut values = Vec::new();
    for value in &attribute.values {
        let id = value.id.as_str();
        let of = kind.values().unwrap_or_default();
        let entry = EntryRef::within(of, attribute.id.as_str(), id);
        let name = text(&page.codebook.name_of(&entry));
        let uses = span("about", &used(page.uses.count(&entry)));
        let deprecated = mark_if_deprecated(value.deprecated);
        values.push(element("dt", "", [name, deprecated, uses]));
        values.push(worded("dd", "", said(&value.definition)));
    }
    let name = page.codebook.name_of(&entry);
    let mut content = vec![worded("summary", "", &name)];
    content.push(paragraph("", said(&attribute.definition)));
    if !values.is_empty() {
        content.push(element_of("dl", "", values));
    }
    let edited = page.editing.as_ref() == Some(&entry);
    let head = if edited {
        worded("h4", "", &name)
    } else {
        element_of("details", "", content)
    };
    let deprecated = mark_if_deprecated(attribute.deprecated);
    section(
        page,
        &entry,
        element("div", "", [head, deprecated]),
        Vec::new(),
    )
}
