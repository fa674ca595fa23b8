//! Finding words in all articles.

use super::{Effect, Hit, MessageKind, Said, SearchOptions, Selected, State, View};
use crate::model::{ArticleId, TextHash};
use crate::text::search::folded;
use crate::text::{Motion, TextSpan};

/// Goes to the next place and selects it.
pub(super) fn next_hit(state: &mut State, motion: Motion) -> Vec<Effect> {
    match step(state, motion) {
        Some(hit) => super::viewing::go_to(state, hit),
        None => state.say(MessageKind::Note, Said::NotFound),
    }
}

/// Shows the next place. Nothing is selected: a page has one selection, and where it is, there
/// the keys go.
pub(super) fn show_hit(state: &mut State, motion: Motion) -> Vec<Effect> {
    match step(state, motion) {
        Some(hit) => {
            state.session.view = View::Read;
            state.show_article(hit.article);
            vec![Effect::Reveal(hit)]
        }
        None => state.say(MessageKind::Note, Said::NotFound),
    }
}

fn step(state: &mut State, motion: Motion) -> Option<Selected> {
    let search = &mut state.session.search;
    let hits = &search.hits;
    let at = search
        .current
        .and_then(|current| hits.iter().position(|it| *it == current));
    let next = match (at, motion) {
        (None, _) => 0,
        (Some(at), Motion::Forward) => (at + 1) % hits.len().max(1),
        (Some(0), Motion::Backward) => hits.len().saturating_sub(1),
        (Some(at), Motion::Backward) => at - 1,
    };
    let hit = hits.get(next).copied()?;
    search.current = Some(hit);
    Some(Selected::of(hit.article, hit.span))
}

/// Places that are looked for at most.
pub const MOST_HITS: usize = 10_000;

/// Looks again where the words stand, when they or the texts are others.
pub(super) fn follow(state: &mut State) {
    let search = &state.session.search;
    let query = search.query.trim();
    let texts = if query.is_empty() {
        Vec::new()
    } else {
        let only = state
            .active_article()
            .filter(|_| search.options.this_article);
        let articles = state.project.ordered_articles().into_iter();
        articles
            .filter(|it| only.is_none_or(|only| it.id == only))
            .map(|it| (it.id, it.current().text))
            .collect()
    };
    let found_for = (query.to_owned(), search.options, texts);
    if found_for != search.found_for {
        let hits = find(state, query, search.options, &found_for.2);
        let search = &mut state.session.search;
        search.hits = hits.into();
        search.current = search.current.filter(|it| search.hits.contains(it));
        search.found_for = found_for;
    }
}

fn find(
    state: &State,
    query: &str,
    options: SearchOptions,
    texts: &[(ArticleId, TextHash)],
) -> Vec<Hit> {
    let query = if options.exact {
        query.to_owned()
    } else {
        folded(query)
    };
    let mut hits = Vec::new();
    for (article, _) in texts {
        let Some(text) = state.project.text(*article) else {
            continue;
        };
        let whole = |span: &TextSpan| !text.cuts_word(span.start()) && !text.cuts_word(span.end());
        let accept = |span: &TextSpan| !options.whole_words || whole(span);
        let most = MOST_HITS - hits.len();
        let spans = if options.exact {
            text.find_exactly(&query, most, &accept)
        } else {
            text.find_folded(&query, most, &accept)
        };
        hits.extend(spans.into_iter().map(|span| Hit {
            article: *article,
            span,
        }));
    }
    hits
}
