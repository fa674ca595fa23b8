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
    let hits = state.hits(&state.session.search.query);
    let at = state
        .session
        .search
        .current
        .and_then(|current| hits.iter().position(|it| *it == current));
    let next = match (at, motion) {
        (None, _) => 0,
        (Some(at), Motion::Forward) => (at + 1) % hits.len().max(1),
        (Some(0), Motion::Backward) => hits.len().saturating_sub(1),
        (Some(at), Motion::Backward) => at - 1,
    };
    let hit = hits.get(next).copied()?;
    state.session.search.current = Some(hit);
    Some(Selected::of(hit.article, hit.span))
}

impl State {
    /// Where the words stand in all articles, as people type them; at most a thousand places.
    pub fn hits(&self, query: &str) -> Vec<Hit> {
        const MOST: usize = 1_000;
        let query = folded(query.trim());
        if query.is_empty() {
            return Vec::new();
        }
        let mut hits = Vec::new();
        for article in self.project.ordered_articles() {
            let Some(text) = self.project.text(article.id) else {
                continue;
            };
            for span in text.find_folded(&query, MOST - hits.len()) {
                hits.push(Hit {
                    article: article.id,
                    span,
                });
            }
        }
        hits
    }
}
