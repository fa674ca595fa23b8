use yew::prelude::*;

use super::Modal;
use crate::app::{ArticlesAction, PastedArticle};
use crate::ingest;
use crate::ui::app::{chosen_files, take_files};
use crate::ui::choice::{Offer, Options};
use crate::ui::hooks::use_store;
use crate::ui::parts::{choice, labelled, none_or, on_typing};
use crate::ui::read::{LANGUAGES, language_name};
use crate::web::page_events;
use crate::words::Word;

/// A text to paste, or files to choose. Title and language are proposed and can be changed.
#[component]
pub(super) fn AddArticle() -> Html {
    let store = use_store();
    let text = use_state(String::new);
    // What the person wrote themselves wins over what is proposed.
    let title = use_state(|| None::<String>);
    let language = use_state(|| None::<String>);
    let about = use_mut_ref(PastedArticle::default);
    let from_page = use_state(|| false);
    let proposed = use_memo((*text).clone(), |text| {
        if text.trim().is_empty() {
            (String::new(), "")
        } else {
            (
                ingest::propose_title(text),
                ingest::guess_language(text).unwrap_or_default(),
            )
        }
    });
    let shown_title = (*title).clone().unwrap_or_else(|| proposed.0.clone());
    let shown_language = (*language).clone().unwrap_or_else(|| proposed.1.to_owned());
    let onsubmit = {
        let store = store.clone();
        let text = text.clone();
        let (title, language) = (shown_title.clone(), shown_language.clone());
        let about = about.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            let pasted = PastedArticle {
                title: title.clone(),
                text: (*text).clone(),
                language: language.clone(),
                ..about.borrow().clone()
            };
            store.dispatch(ArticlesAction::AddPasted(pasted));
        }
    };
    let oninput = {
        let (text, title, language) = (text.clone(), title.clone(), language.clone());
        let (about, from_page) = (about.clone(), from_page.clone());
        on_typing(move |typed| {
            let page = ingest::is_web_page(None, &typed)
                .then(|| ingest::article_of(&page_events(&typed)))
                .flatten();
            let Some(page) = page else {
                text.set(typed);
                return;
            };
            // What the page says is proposed, to be looked at before it is added.
            text.set(page.text.clone());
            let said = |it: &str| (!it.is_empty()).then(|| it.to_owned());
            title.set((*title).clone().or_else(|| said(&page.title)));
            language.set((*language).clone().or_else(|| said(&page.language)));
            *about.borrow_mut() = page.into();
            from_page.set(true);
        })
    };
    let onfiles = {
        let store = store.clone();
        move |event: Event| take_files(store.clone(), chosen_files(&event))
    };
    let detail = |label: Word, field: fn(&mut PastedArticle) -> &mut String| {
        let value = field(&mut about.borrow_mut()).clone();
        let about = about.clone();
        let oninput = on_typing(move |value| *field(&mut about.borrow_mut()) = value);
        labelled(
            "stacked",
            label.text(),
            html! { <input type="text" {value} {oninput} /> },
        )
    };
    let ontitle = {
        let title = title.clone();
        on_typing(move |it| title.set(Some(it)))
    };
    let onlanguage = {
        let language = language.clone();
        Callback::from(move |it| language.set(Some(it)))
    };
    html! {
        <Modal title={Word::AddArticle.text()} class="add-article">
            <form {onsubmit}>
                <label class="stacked">{ Word::Text.text() }
                    <textarea
                        data-first="true"
                        rows="12"
                        aria-label={Word::Text.text()}
                        placeholder={Word::PasteHere.text()}
                        value={(*text).clone()}
                        {oninput}
                    />
                </label>
                <div class="row">
                    <label class="stacked grow">{ Word::Title.text() }
                        <input type="text" aria-label={Word::Title.text()} value={shown_title} oninput={ontitle} />
                    </label>
                    { language_choice(&shown_language, onlanguage) }
                </div>
                <p role="status">{ if *from_page { Word::TakenFromPage.text() } else { "" } }</p>
                <details open={*from_page}>
                    <summary>{ Word::MoreAboutIt.text() }</summary>
                    <div class="row">
                        { detail(Word::Outlet, |it| &mut it.outlet) }
                        { detail(Word::Author, |it| &mut it.author) }
                        { detail(Word::Published, |it| &mut it.published) }
                        { detail(Word::WebAddress, |it| &mut it.url) }
                    </div>
                </details>
                <div class="row end">
                    <label class="file">{ Word::ArticleFiles.text() }
                        <input type="file" multiple=true accept=".txt,.text,.md,.html,.htm,text/plain,text/html" aria-label={Word::ArticleFiles.text()} onchange={onfiles} />
                    </label>
                    <span class="spacer" />
                    <button type="submit" class="primary" disabled={text.trim().is_empty()}>{ Word::Add.text() }</button>
                </div>
            </form>
        </Modal>
    }
}

/// A language of those that are guessed, or another that the article already has.
pub(super) fn language_choice(current: &str, onchoose: Callback<String>) -> Html {
    let known = LANGUAGES.iter();
    let mut options: Options = known
        .map(|tag| Offer::new(tag, language_name(tag)))
        .collect();
    if !current.is_empty() && !LANGUAGES.contains(&current) {
        options.push(Offer::new(current, current));
    }
    let options = none_or(Word::UnknownLanguage.text(), options);
    let name = Word::Language.text();
    labelled(
        "stacked",
        name,
        choice("", name, options, current, onchoose),
    )
}
