use yew::prelude::*;

use super::effects::focus_text;
use super::hooks::{use_selector, use_store};
use super::parts::{callback, check, dispatching, element, named_button_if, on_typing};
use super::top_bar::command_button;
use crate::app::{MOST_HITS, SearchOptions, Selected, Store, ViewingAction};
use crate::text::Motion;
use crate::web::timing::later;
use crate::words::Word;

/// Finds words in the articles: Enter goes on to the next place, Escape back to the text.
#[hook]
pub(super) fn use_search_box() -> Html {
    let store = use_store();
    let (query, options, hits, current) = use_selector(|state| {
        let search = &state.session.search;
        let current = search.current;
        let at = current.and_then(|it| search.hits.iter().position(|hit| *hit == it));
        (search.query.clone(), search.options, search.hits.len(), at)
    });
    let oninput = {
        let store = store.clone();
        on_typing(move |it| store.dispatch(ViewingAction::Search(it)))
    };
    let onkeydown = {
        let store = store.clone();
        callback(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                let motion = if event.shift_key() {
                    Motion::Backward
                } else {
                    Motion::Forward
                };
                store.dispatch(ViewingAction::ShowHit(motion));
            }
            "Escape" => {
                // Whoever found something goes on with it: the key is not for the page as well.
                event.stop_propagation();
                let hit = store.read(|state| state.session.search.current);
                store.dispatch(ViewingAction::Search(String::new()));
                focus_text(&store);
                if let Some(hit) = hit {
                    let store = store.clone();
                    let hit = Selected::of(hit.article, hit.span);
                    // Once the text has the keyboard: taking it takes the selection away.
                    later(0, move || store.dispatch(ViewingAction::GoTo(hit))).forget();
                }
            }
            _ => {}
        })
    };
    let idle = query.trim().is_empty();
    let found = if hits < MOST_HITS {
        hits.to_string()
    } else {
        format!("{hits}+")
    };
    let count = match (idle, current) {
        (true, _) => String::new(),
        (false, Some(at)) => format!("{} / {found}", at + 1),
        (false, None) => found,
    };
    let step = |sign: &str, name: Word, motion: Motion| {
        let onclick = dispatching(&store, move || ViewingAction::ShowHit(motion));
        named_button_if(hits > 0, "plain small", sign, name.text(), onclick)
    };
    let more = || {
        let content = [
            step("↑", Word::PreviousHit, Motion::Backward),
            step("↓", Word::NextHit, Motion::Forward),
            search_options(&store, options),
            command_button("label-all", ""),
        ];
        element("div", "search-more", content)
    };
    html! {
        <search class="search" role="search" aria-label={Word::SearchRegion.text()}>
            <input
                id="search"
                type="search"
                aria-label={Word::Search.text()}
                placeholder={Word::SearchHint.text()}
                value={query}
                autocomplete="off"
                {oninput}
                {onkeydown}
            />
            <span class="count" role="status">{ count }</span>
            if !idle {
                { more() }
            }
        </search>
    }
}

/// What counts as a place of the words, to tick.
pub(super) fn search_options(store: &Store, options: SearchOptions) -> Html {
    let tick = |word: Word, checked: bool, flip: fn(&mut SearchOptions)| {
        let store = store.clone();
        let onchange = callback(move |_| {
            let mut options = options;
            flip(&mut options);
            store.dispatch(ViewingAction::SearchBy(options));
        });
        check(word.text(), checked, onchange)
    };
    html! {
        <>
            { tick(Word::SearchExactly, options.exact, |it| it.exact = !it.exact) }
            { tick(Word::SearchWholeWords, options.whole_words, |it| it.whole_words = !it.whole_words) }
            { tick(Word::SearchThisArticle, options.this_article, |it| it.this_article = !it.this_article) }
        </>
    }
}
