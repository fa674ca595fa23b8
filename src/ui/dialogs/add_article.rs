use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::modal;
use crate::app::{ArticlesAction, Dialog, PastedArticle};
use crate::ingest;
use crate::ui::choice::{Offer, Options};
use crate::ui::hooks::use_store;
use crate::ui::parts::{
    DATE_PATTERN, callback, choice, element, labelled, none_or, on_typing, spacer, worded,
};
use crate::ui::read::languages;
use crate::ui::taking::{chosen_files, take_files};
use crate::web::page_events;
use crate::words::{PartWord, Word};

/// What was written so far. A dialog is left by one key, so leaving it forgets nothing.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Draft {
    about: PastedArticle,
    /// What the person wrote themselves wins over what is proposed.
    title: Option<String>,
    language: Option<String>,
    from_page: bool,
}

impl Draft {
    /// Takes a text that was typed or pasted, or the article of a saved web page.
    fn take_text(&mut self, text: String) {
        let page = ingest::is_web_page(None, &text)
            .then(|| page_events(&text).ok())
            .flatten();
        let page = page.and_then(|it| ingest::article_of(&it));
        let Some(page) = page else {
            self.about.text = text;
            return;
        };
        // What the page says is proposed, to be looked at before it is added.
        let said = |it: &str| (!it.is_empty()).then(|| it.to_owned());
        self.title = self.title.take().or_else(|| said(&page.title));
        self.language = self.language.take().or_else(|| said(&page.language));
        self.about = page.into();
        self.from_page = true;
    }
}

thread_local! {
    /// A text for the dialog to begin with.
    static STAGED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Has the dialog begin with a text, unless one is being written there.
pub(in crate::ui) fn stage(text: String) {
    STAGED.set(Some(text));
}

/// A text to paste, or files to choose. Title and language are proposed and can be changed.
#[hook]
pub(super) fn use_add_article(draft: &Rc<RefCell<Draft>>) -> Html {
    let store = use_store();
    let rerender = use_force_update();
    let draft = Rc::clone(draft);
    use_memo((), |()| {
        let mut draft = draft.borrow_mut();
        if let Some(text) = STAGED.take()
            && draft.about.text.trim().is_empty()
        {
            draft.take_text(text);
        }
    });
    let Draft {
        about,
        title,
        language,
        from_page,
    } = draft.borrow().clone();
    let text = about.text;
    // Changes what was written so far, and shows it.
    let change = {
        let draft = Rc::clone(&draft);
        move |change: &dyn Fn(&mut Draft)| {
            change(&mut draft.borrow_mut());
            rerender.force_update();
        }
    };
    let proposed = use_memo(text.clone(), |text| {
        if text.trim().is_empty() {
            (String::new(), "")
        } else {
            (
                ingest::propose_title(text),
                ingest::guess_language(text).unwrap_or_default(),
            )
        }
    });
    let shown_title = title.unwrap_or_else(|| proposed.0.clone());
    let shown_language = language.unwrap_or_else(|| proposed.1.to_owned());
    let onsubmit = {
        let (store, draft) = (store.clone(), Rc::clone(&draft));
        let (title, language) = (shown_title.clone(), shown_language.clone());
        callback(move |event: SubmitEvent| {
            event.prevent_default();
            let pasted = PastedArticle {
                title: title.clone(),
                language: language.clone(),
                ..draft.borrow().about.clone()
            };
            store.dispatch(ArticlesAction::AddPasted(pasted));
            // A text that was refused is still being written.
            if store.state().session.dialog != Some(Dialog::AddArticle) {
                *draft.borrow_mut() = Draft::default();
            }
        })
    };
    let oninput = {
        let change = change.clone();
        on_typing(move |typed| change(&|draft| draft.take_text(typed.clone())))
    };
    let onfiles = {
        let store = store.clone();
        callback(move |event: Event| take_files(store.clone(), chosen_files(&event)))
    };
    let detail = |label: PartWord, field: fn(&mut PastedArticle) -> &mut String| {
        let value = field(&mut draft.borrow_mut().about).clone();
        let draft = Rc::clone(&draft);
        let oninput = on_typing(move |value| *field(&mut draft.borrow_mut().about) = value);
        let published = label == PartWord::Published;
        let pattern = match label {
            PartWord::Published => Some(DATE_PATTERN),
            PartWord::WebAddress => Some("https?://.+"),
            _ => None,
        };
        let field = html! {
            <input type="text" {value} {oninput}
                placeholder={published.then(|| PartWord::DateHint.text())} {pattern} />
        };
        labelled("stacked", label.text(), field)
    };
    let ontitle = {
        let change = change.clone();
        on_typing(move |it| change(&|draft| draft.title = Some(it.clone())))
    };
    let onlanguage = callback(move |it: String| {
        change(&|draft| draft.language = Some(it.clone()));
    });
    let text_area = html! {
        <textarea
            data-first="true"
            rows="12"
            aria-label={PartWord::Text.text()}
            placeholder={PartWord::PasteHere.text()}
            value={text.clone()}
            {oninput}
        />
    };
    let language = language_choice(&shown_language, onlanguage);
    let title_field = html! {
        <input type="text" aria-label={PartWord::Title.text()} value={shown_title} oninput={ontitle} />
    };
    let details = [
        detail(PartWord::Outlet, |it| &mut it.outlet),
        detail(PartWord::Author, |it| &mut it.author),
        detail(PartWord::Published, |it| &mut it.published),
        detail(PartWord::WebAddress, |it| &mut it.url),
    ];
    let files = html! {
        <input type="file" multiple=true accept=".txt,.text,.md,.html,.htm,text/plain,text/html" aria-label={PartWord::ArticleFiles.text()} onchange={onfiles} />
    };
    let add = html! {
        <button type="submit" class="primary" disabled={text.trim().is_empty()}>{ PartWord::Add.text() }</button>
    };
    modal(
        Word::AddArticle.text(),
        "add-article",
        html! {
            <>
                <form {onsubmit}>
                    { labelled("stacked", PartWord::Text.text(), text_area) }
                    { element("div", "row", [labelled("stacked grow", PartWord::Title.text(), title_field), language]) }
                    <p role="status">{ if from_page { PartWord::TakenFromPage.text() } else { "" } }</p>
                    <details open={from_page}>
                        { worded("summary", "", PartWord::MoreAboutIt.text()) }
                        { element("div", "row", details) }
                    </details>
                    { element("div", "row end", [labelled("file", PartWord::ArticleFiles.text(), files), spacer(), add]) }
                </form>
            </>
        },
    )
}

/// A language of those that news is often written in, or another that the article already has.
pub(super) fn language_choice(current: &str, onchoose: Callback<String>) -> Html {
    let mut options: Options = languages()
        .map(|(tag, name)| Offer::new(tag, name))
        .collect();
    if !current.is_empty() && options.iter().all(|it| it.value != current) {
        options.push(Offer::new(current, current));
    }
    let options = none_or(PartWord::UnknownLanguage.text(), options);
    let name = PartWord::Language.text();
    labelled(
        "stacked",
        name,
        choice("", name, options, current, onchoose),
    )
}
