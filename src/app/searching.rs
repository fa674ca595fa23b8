//! Finding words in all articles.

use super::{Effect, Hit, MessageKind, Said, Selected, State, View};
use crate::text::Motion;
use crate::text::search::folded;

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

/// Looks again where the words stand, when they or the texts are others.
pub(super) fn follow(state: &mut State) {
    let query = state.session.search.query.trim();
    let texts = if query.is_empty() {
        Vec::new()
    } else {
        let articles = state.project.ordered_articles().into_iter();
        articles.map(|it| (it.id, it.current().text)).collect()
    };
    let found_for = (query.to_owned(), texts);
    if found_for != state.session.search.found_for {
        let hits = find(state, &folded(query));
        state.session.search.hits = hits.into();
        state.session.search.found_for = found_for;
    }
}

/// Where folded words stand in all articles; at most a thousand places.
fn find(state: &State, query: &str) -> Vec<Hit> {
    const MOST: usize = 1_000;
    let mut hits = Vec::new();
    if query.is_empty() {
        return hits;
    }
    for article in state.project.ordered_articles() {
        let Some(text) = state.project.text(article.id) else {
            continue;
        };
        for span in text.find_folded(query, MOST - hits.len()) {
            hits.push(Hit {
                article: article.id,
                span,
            });
        }
    }
    hits
}
