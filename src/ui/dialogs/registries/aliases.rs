//! Other names of an actor, a row for each language.

use yew::prelude::*;

use crate::app::{RegisteringAction, Store};
use crate::model::{Actor, ActorId};
use crate::text::search::folded;
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::parts::{callback, element, named_button, on_click, on_value, span, value_of};
use crate::ui::read::{language_name, languages};
use crate::web::dom;
use crate::words::PartWord;

/// What languages are chosen from.
const OFFERED: &str = "alias-languages";
const PROBLEM: &str = "alias-problem";

/// All names in words, for who looks at the list of actors.
pub(super) fn in_words(actor: &Actor) -> String {
    let mut names = String::from(PartWord::Aliases.text());
    for (at, name) in actor.names().iter().skip(1).enumerate() {
        names.push_str(if at == 0 { ": " } else { ", " });
        names.push_str(name);
    }
    names
}

#[hook]
pub(super) fn use_aliases(of: &ActorId) -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let wanted = use_state(Vec::<String>::new);
    let unknown = use_state(|| false);
    let state = store.state();
    let Some(actor) = state.project.actor(*of) else {
        return Html::default();
    };
    let shown = shown_languages(
        actor,
        state.project.articles().map(|it| &*it.language),
        &wanted,
    );
    let mut rows = Vec::new();
    for language in &shown {
        rows.push(row(&store, actor, language));
    }
    let onchange = {
        let (wanted, unknown) = (wanted.clone(), unknown.clone());
        callback(move |event: Event| {
            let written = value_of(&event);
            let tag = tag_of(&written);
            unknown.set(tag.is_none() && !written.trim().is_empty());
            let Some(tag) = tag else { return };
            if let Some(field) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                field.set_value("");
            }
            let mut all = (*wanted).clone();
            all.push(tag);
            wanted.set(all);
        })
    };
    use_effect_with((*wanted).clone(), |wanted| {
        if let Some(tag) = wanted.last() {
            keyboard_to_last_field(tag);
        }
    });
    let name = PartWord::AliasLanguage.text();
    let problem = unknown.then_some(PROBLEM);
    let offered = languages().map(|it| it.1);
    html! {
        <div class="about-record" role="group" aria-label={PartWord::AliasesOf.with(&[("name", &actor.name)])}>
            <ul class="plain-list aliases">{ for rows }</ul>
            <input type="text" list={OFFERED} aria-label={name} placeholder={name} {onchange}
                aria-invalid={problem.map(|_| "true")} aria-describedby={problem} />
            <datalist id={OFFERED}>for it in offered { <option value={it} /> }</datalist>
            if problem.is_some() {
                <span class="problem" role="alert" id={PROBLEM}>{ PartWord::NoLanguage.text() }</span>
            }
        </div>
    }
}

/// Names of no language in particular, languages of the articles, others that are there, and those
/// that somebody wants.
fn shown_languages<'a>(
    actor: &Actor,
    articles: impl Iterator<Item = &'a str>,
    wanted: &[String],
) -> Vec<String> {
    let mut shown = vec![String::new()];
    let mut add = |language: &str| {
        if shown.iter().all(|it| it != language) {
            shown.push(language.to_owned());
        }
    };
    for language in articles {
        add(language.split('-').next().unwrap_or_default());
    }
    for language in actor.aliases.keys() {
        add(language);
    }
    for language in wanted {
        add(language);
    }
    shown
}

/// The language that is meant by its name or its tag.
fn tag_of(written: &str) -> Option<String> {
    let written = written.trim();
    let named = languages().find(|it| folded(it.1) == folded(written));
    if let Some((tag, _)) = named {
        return Some(tag.to_owned());
    }
    let mut parts = written.split('-');
    let letters =
        |it: &str| (2..=8).contains(&it.len()) && it.chars().all(|it| it.is_ascii_alphabetic());
    let more =
        |it: &str| (1..=8).contains(&it.len()) && it.chars().all(|it| it.is_ascii_alphanumeric());
    let is_tag = parts.next().is_some_and(letters) && parts.all(more);
    is_tag.then(|| written.to_owned())
}

fn name_of(language: &str) -> String {
    let name = match language {
        "" => PartWord::NoLanguageInParticular.text(),
        tag => language_name(tag),
    };
    if name.is_empty() {
        language.to_owned()
    } else if language.contains('-') {
        format!("{name} ({language})")
    } else {
        name.to_owned()
    }
}

/// The names in a language, each in a field, and a field for another.
fn row(store: &Store, actor: &Actor, language: &str) -> Html {
    let name = name_of(language);
    let one = PartWord::AliasIn.with(&[("language", &name)]);
    let another = PartWord::AddAliasIn.with(&[("language", &name)]);
    let set = |before: Option<String>| {
        let (store, actor, language) = (store.clone(), actor.id, language.to_owned());
        move |after: String| {
            store.dispatch(RegisteringAction::SetAlias {
                actor,
                language: language.clone(),
                before: before.clone(),
                after,
            });
        }
    };
    let lang = (!language.is_empty()).then(|| language.to_owned());
    let field = |value: &str, name: &str, before: Option<String>| {
        let onchange = on_value(set(before));
        html! {
            <input type="text" aria-label={name.to_owned()} placeholder={name.to_owned()} lang={lang.clone()} dir="auto"
                value={value.to_owned()} {onchange} />
        }
    };
    let mut fields = vec![span("about", &name)];
    for alias in actor.aliases.get(language).into_iter().flatten() {
        let remove = set(Some(alias.clone()));
        let tag = language.to_owned();
        // The button that has it goes.
        let onclick = on_click(move || {
            keyboard_to_last_field(&tag);
            remove(String::new());
        });
        let about = PartWord::RemoveAlias.with(&[("name", alias)]);
        let parts = [
            field(alias, &one, Some(alias.clone())),
            named_button("plain small", "✕", &about, onclick),
        ];
        fields.push(element("span", "alias", parts));
    }
    fields.push(element("span", "alias", [field("", &another, None)]));
    html! { <li key={language.to_owned()}>{ for fields }</li> }
}

/// There is one such field for each language.
fn keyboard_to_last_field(language: &str) {
    let is_its = match language {
        "" => ":not([lang])".to_owned(),
        tag => format!("[lang='{tag}']"),
    };
    let field = dom::query(&format!(".aliases .alias:last-child input{is_its}"));
    if let Some(field) = field {
        let _ = field.focus();
    }
}
