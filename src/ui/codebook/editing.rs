//! Fields of an entry: a table of what can be set of which kind, and one function for all.

use strum::VariantArray;
use yew::prelude::*;

use super::wording::{end_in_words, fault_in_words};
use super::{Page, adder};
use crate::app::CodebookAction;
use crate::model::sorted::SortedMap;
use crate::model::{
    AttributeKind, COLOURS, CodebookEdit, ENDS, EntryKind, EntryRef, Node, PATTERNS, Property,
};
use crate::ui::choice::{Offer, Options};
use crate::ui::parts::{
    button, callback, check, choice, dispatching, element, element_of, labelled, none_or, on_click,
    on_value, worded,
};
use crate::words::PartWord;

type Keys = SortedMap<String, Node>;

/// How a key is set.
#[derive(Clone, Copy)]
enum By {
    /// A line, or several, in each language of the codebook.
    Line,
    Lines,
    Flag,
    /// Whether there is a certain number.
    Number(i64),
    /// One of a list.
    Key,
    Colour,
    Pattern,
    Type,
    /// Any of a list: labels and relation types, or labels and kinds of records.
    On,
    Ends,
    Examples,
}

use EntryKind::{ArticleAttribute, ArticleValue, Attribute, Label, Part, Relation, Value};

const ALL: &[EntryKind] = EntryKind::VARIANTS;
const DEFINED: &[EntryKind] = &[
    Label,
    Attribute,
    Value,
    Relation,
    ArticleAttribute,
    ArticleValue,
    Part,
];

/// What can be set, in the order in which it is shown.
const FIELDS: &[(&[EntryKind], &str, PartWord, By)] = &[
    (ALL, "name", PartWord::Name, By::Line),
    (
        &[Relation],
        "inverse_name",
        PartWord::FieldInverseName,
        By::Line,
    ),
    (
        &[EntryKind::Codebook],
        "description",
        PartWord::FieldDescription,
        By::Lines,
    ),
    (DEFINED, "definition", PartWord::FieldDefinition, By::Lines),
    (&[Label], "key", PartWord::FieldKey, By::Key),
    (&[Label], "colour", PartWord::FieldColour, By::Colour),
    (&[Label], "pattern", PartWord::FieldPattern, By::Pattern),
    (&[Label], "simple", PartWord::FieldSimple, By::Flag),
    (
        &[Label],
        "min_fragments",
        PartWord::FieldNoWords,
        By::Number(0),
    ),
    (
        &[Label],
        "max_fragments",
        PartWord::FieldOneSpan,
        By::Number(1),
    ),
    (
        &[Attribute, ArticleAttribute],
        "type",
        PartWord::FieldType,
        By::Type,
    ),
    (&[Attribute], "on", PartWord::FieldOn, By::On),
    (&[Relation], "from", PartWord::FieldFrom, By::Ends),
    (&[Relation], "to", PartWord::FieldTo, By::Ends),
    (&[Relation], "symmetric", PartWord::FieldSymmetric, By::Flag),
    (&[Relation], "same_kind", PartWord::FieldSameKind, By::Flag),
    (
        &[Relation],
        "constraint",
        PartWord::FieldConstraint,
        By::Lines,
    ),
    (&[Label], "examples", PartWord::AddExample, By::Examples),
];

/// All fields of an entry, of its values too, and what else can be done with it.
pub(super) fn fields(page: &Page<'_>, entry: &EntryRef) -> Html {
    match page.codebook.entry(entry) {
        Some(keys) => fields_of(page, entry, &keys),
        None => Html::default(),
    }
}

fn fields_of(page: &Page<'_>, entry: &EntryRef, keys: &Keys) -> Html {
    let mut all = Vec::new();
    for (kinds, key, word, by) in FIELDS {
        if kinds.contains(&entry.kind) {
            let field = Field {
                page,
                entry,
                keys,
                key,
                word: *word,
            };
            field.push(*by, &mut all);
        }
    }
    let mut parts = vec![element_of("div", "fields", all)];
    if let Some(values) = entry.kind.values() {
        for node in list(keys, "values") {
            let Node::Object(keys) = node else {
                continue;
            };
            let value = EntryRef::within(values, &entry.id, text(keys, "id"));
            let name = page.codebook.name_of(&value);
            let content = fields_of(page, &value, keys);
            parts.push(html! {
                <div class="entry" role="group" aria-label={name.clone()} key={value.id}>
                    { worded("h4", "", &name) }{ content }
                </div>
            });
        }
        parts.push(adder(values, &entry.id, PartWord::AddValue));
    }
    if entry.kind != EntryKind::Codebook {
        parts.push(actions(page, entry, keys));
    }
    html! { <>{ for parts }</> }
}

fn actions(page: &Page<'_>, entry: &EntryRef, keys: &Keys) -> Html {
    let moved = |up: bool| {
        let entry = entry.clone();
        dispatching(page.store, move || {
            let entry = entry.clone();
            CodebookAction::Edit(CodebookEdit::Move { entry, up }, String::new())
        })
    };
    let deprecated = matches!(keys.get("deprecated"), Some(Node::Flag(true)));
    let deprecate = {
        let entry = entry.clone();
        dispatching(page.store, move || {
            CodebookAction::Deprecate(entry.clone(), !deprecated)
        })
    };
    let remove = {
        let entry = entry.clone();
        dispatching(page.store, move || CodebookAction::Remove(entry.clone()))
    };
    let word = if deprecated {
        PartWord::OfferAgain
    } else {
        PartWord::Deprecate
    };
    let buttons = [
        button("small", PartWord::MoveUp.text(), moved(true)),
        button("small", PartWord::MoveDown.text(), moved(false)),
        button("small", word.text(), deprecate),
        button("danger small", PartWord::RemoveEntry.text(), remove),
    ];
    let buttons = element("div", "row", buttons);
    html! { <>{ buttons }{ problem(page, entry, "") }</> }
}

fn text<'a>(keys: &'a Keys, key: &str) -> &'a str {
    match keys.get(key) {
        Some(Node::Text(text)) => text,
        _ => "",
    }
}

fn list<'a>(keys: &'a Keys, key: &str) -> &'a [Node] {
    match keys.get(key) {
        Some(Node::List(list)) => list,
        _ => &[],
    }
}

fn offers(all: &[&str]) -> Options {
    all.iter().map(|it| Offer::new(it, it)).collect()
}

struct Field<'a> {
    page: &'a Page<'a>,
    entry: &'a EntryRef,
    keys: &'a Keys,
    key: &'static str,
    word: PartWord,
}

impl Field<'_> {
    fn push(&self, by: By, all: &mut Vec<Html>) {
        let word = self.word.text();
        match by {
            By::Line | By::Lines => {
                for language in self.languages() {
                    all.push(self.localized(&language, matches!(by, By::Lines)));
                }
                return;
            }
            By::Flag => {
                let on = matches!(self.keys.get(self.key), Some(Node::Flag(true)));
                let set = self.setting();
                let flip = callback(move |_: Event| set.emit(Node::Flag(!on)));
                all.push(check(word, on, flip));
            }
            By::Number(number) => {
                let on = self.keys.get(self.key) == Some(&Node::Whole(number));
                let set = self.setting();
                let value = if on { Node::Null } else { Node::Whole(number) };
                let flip = callback(move |_: Event| set.emit(value.clone()));
                all.push(check(word, on, flip));
            }
            By::Key => {
                let labels = &self.page.codebook.labels;
                let free = |key: &str| {
                    let taken = |it: &crate::model::Label| {
                        it.key == key && !it.deprecated && it.id != *self.entry.id
                    };
                    !labels.iter().any(taken)
                };
                let mut keys = Vec::new();
                for key in 1..=9 {
                    let key = key.to_string();
                    if free(&key) {
                        keys.push(Offer::new(&key, &key));
                    }
                }
                all.push(self.choice(none_or(PartWord::NoKey.text(), keys)));
            }
            By::Colour => all.push(self.choice(offers(COLOURS))),
            By::Pattern => all.push(self.choice(offers(PATTERNS))),
            By::Type => {
                let types = [
                    (AttributeKind::One, PartWord::TypeOne),
                    (AttributeKind::Many, PartWord::TypeMany),
                    (AttributeKind::Flag, PartWord::TypeFlag),
                    (AttributeKind::Text, PartWord::TypeText),
                ];
                let types = types.map(|(kind, word)| Offer::new(kind.into(), word.text()));
                all.push(self.choice(types.into()));
            }
            By::On | By::Ends => all.push(self.ends(matches!(by, By::Ends))),
            By::Examples => self.examples(all),
        }
        all.push(problem(self.page, self.entry, self.key));
    }

    /// The languages that the codebook says its name in, English first.
    fn languages(&self) -> Vec<String> {
        let mut languages = vec!["en".to_owned()];
        for language in self.page.codebook.name.0.keys() {
            if language != "en" {
                languages.push(language.clone());
            }
        }
        languages
    }

    /// Sets the key.
    fn setting(&self) -> Callback<Node> {
        self.setting_in(None)
    }

    fn setting_in(&self, language: Option<&str>) -> Callback<Node> {
        let (store, entry, key) = (self.page.store.clone(), self.entry.clone(), self.key);
        let language = language.map(str::to_owned);
        callback(move |value| {
            let property = Property {
                key,
                language: language.clone(),
                value,
            };
            let edit = CodebookEdit::Set(entry.clone(), property);
            store.dispatch(CodebookAction::Edit(edit, String::new()));
        })
    }

    fn localized(&self, language: &str, long: bool) -> Html {
        let value = match self.keys.get(self.key) {
            Some(Node::Object(texts)) => text(texts, language),
            _ => "",
        };
        let name = match language {
            "en" => self.word.into(),
            _ => PartWord::InLanguage.with(&[("field", self.word.text()), ("language", language)]),
        };
        let set = self.setting_in(Some(language));
        let field = typed(value, long, move |it| set.emit(Node::Text(it)));
        let field = labelled("stacked", &name, field);
        let problem = problem(self.page, self.entry, &format!("{}.{language}", self.key));
        html! { <>{ field }{ problem }</> }
    }

    fn choice(&self, options: Options) -> Html {
        let word = self.word.text();
        let current = text(self.keys, self.key);
        let mut options = options;
        if options.iter().all(|it| it.value != current) {
            options.push(Offer::new(current, current));
        }
        let set = self.setting();
        let chosen = callback(move |it| set.emit(Node::Text(it)));
        labelled("stacked", word, choice("", word, options, current, chosen))
    }

    /// Boxes for all that can stand at an end, or have an attribute.
    fn ends(&self, records: bool) -> Html {
        let codebook = self.page.codebook;
        let mut ids: Vec<&str> = codebook.labels.iter().map(|it| it.id.as_str()).collect();
        if records {
            ids.extend(ENDS);
        } else {
            ids.extend(codebook.relations.iter().map(|it| it.id.as_str()));
        }
        let current = list(self.keys, self.key);
        let mut boxes = vec![worded("legend", "", self.word.text())];
        for id in ids {
            let node = Node::Text(id.to_owned());
            let at = current.iter().position(|it| *it == node);
            let mut next = current.to_vec();
            match at {
                Some(at) => drop(next.remove(at)),
                None => next.push(node),
            }
            let set = self.setting();
            let flip = callback(move |_: Event| set.emit(Node::List(next.clone())));
            boxes.push(check(&end_in_words(codebook, id), at.is_some(), flip));
        }
        element_of("fieldset", "ends", boxes)
    }

    fn examples(&self, all: &mut Vec<Html>) {
        let examples = list(self.keys, self.key);
        for (at, example) in examples.iter().enumerate() {
            let Node::Object(example) = example else {
                continue;
            };
            // Another example in this place; none where nothing is left of it.
            let with = |example: Option<Keys>| {
                let mut next = examples.to_vec();
                match example {
                    Some(example) => next[at] = Node::Object(example),
                    None => drop(next.remove(at)),
                }
                Node::List(next)
            };
            let field = |key: &'static str, word: PartWord| {
                let set = self.setting();
                let (before, examples) = (example.clone(), examples.to_vec());
                let field = typed(text(example, key), key == "text", move |it| {
                    let mut example = before.clone();
                    example.insert(key.to_owned(), Node::Text(it));
                    let mut next = examples.clone();
                    next[at] = Node::Object(example);
                    set.emit(Node::List(next));
                });
                labelled("stacked", word.text(), field)
            };
            let remove = {
                let (set, without) = (self.setting(), with(None));
                on_click(move || set.emit(without.clone()))
            };
            let name = PartWord::ExampleName.with(&[("number", &(at + 1).to_string())]);
            let content = [
                field("text", PartWord::ExampleText),
                field("quote", PartWord::ExampleQuote),
                field("language", PartWord::Language),
                button("small", PartWord::RemoveExample.text(), remove),
            ];
            all.push(html! {
                <div class="entry" role="group" aria-label={name.clone()} key={name.clone()}>
                    { worded("h4", "", &name) }{ for content }
                </div>
            });
        }
        // The words to mark are all of it, until somebody says which.
        let set = self.setting();
        let examples = examples.to_vec();
        let add = typed("", true, move |it: String| {
            let mut example = Keys::new();
            for key in ["text", "quote"] {
                example.insert(key.to_owned(), Node::Text(it.clone()));
            }
            let mut next = examples.clone();
            next.push(Node::Object(example));
            if !it.is_empty() {
                set.emit(Node::List(next));
            }
        });
        all.push(labelled("stacked", PartWord::AddExample.text(), add));
    }
}

/// What was wrong with the last edit, if it was one of this.
fn problem(page: &Page<'_>, entry: &EntryRef, property: &str) -> Html {
    let refused = page.refused;
    let here = refused.filter(|it| it.entry == *entry && it.property == property);
    let Some(refused) = here else {
        return Html::default();
    };
    let name = page.codebook.name_of(&refused.fault.entry);
    let sentence = fault_in_words(&refused.fault, &name);
    html! { <p class="problem" role="alert">{ sentence }</p> }
}

/// A field for a line or for several.
fn typed(value: &str, long: bool, take: impl Fn(String) + 'static) -> Html {
    let onchange = on_value(move |it| take(it.trim().to_owned()));
    let value = value.to_owned();
    if long {
        html! { <textarea rows="2" {value} {onchange} /> }
    } else {
        html! { <input type="text" {value} {onchange} /> }
    }
}
