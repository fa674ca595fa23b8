//! The tray of claims that are in no row yet: one after the other, with candidates beside it.

use std::rc::Rc;

use super::registering::membership_changes;
use super::{Effect, Env, FocusTarget, MessageKind, Said, State, View};
use crate::model::matrix::is_unlinked;
use crate::model::{AnnotationId, CanonicalClaimId, Change, Polarity, TransactionName};
use crate::suggest::Candidate;
use crate::text::{Motion, capital};

/// Candidates that are looked for.
pub const MOST_CANDIDATES: u32 = 5;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tray {
    /// The claim to be linked; `None` where all are.
    pub claim: Option<AnnotationId>,
    /// `None` as long as they are looked for.
    pub candidates: Option<Rc<[Candidate]>>,
    /// Nothing here can look for them.
    pub blind: bool,
    /// Up to which edit of rows `claim` is right.
    pub(super) seen: u64,
}

#[derive(Debug, PartialEq)]
pub enum UnlinkedAction {
    /// Open the tray, at the first claim, or close it.
    Toggle,
    Step(Motion),
    /// The claim says what this one of another article says, or its opposite.
    Accept(AnnotationId, Polarity),
    /// One claim says what another one says, or its opposite, wherever they are.
    Link(AnnotationId, AnnotationId, Polarity),
    /// None of the candidates: the claim begins a row.
    BeginRow,
    /// Candidates were found for a claim; `None` where they could not be looked for.
    Found(AnnotationId, Option<Vec<Candidate>>),
}

pub(super) fn step(state: &mut State, action: UnlinkedAction, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        UnlinkedAction::Toggle => {
            let tray = state.session.tray.take();
            state.session.tray = tray.is_none().then(Tray::default);
            if state.session.tray.is_none() {
                return Vec::new();
            }
            state.session.view = View::Compare;
            let mut effects = go(state, None, Motion::Forward);
            effects.push(Effect::Focus(FocusTarget::Tray));
            effects
        }
        UnlinkedAction::Step(motion) => {
            let here = state.session.tray.as_ref().and_then(|it| it.claim);
            go(state, here, motion)
        }
        UnlinkedAction::Accept(other, polarity) => {
            let claim = state.session.tray.as_ref().and_then(|it| it.claim);
            claim.map_or_else(Vec::new, |it| {
                link_claims(state, (it, other), polarity, env)
            })
        }
        UnlinkedAction::Link(claim, other, polarity) => {
            let mut effects = link_claims(state, (claim, other), polarity, env);
            effects.push(state.keyboard_to_text());
            effects
        }
        UnlinkedAction::BeginRow => begin_row(state, env),
        UnlinkedAction::Found(claim, found) => {
            if let Some(tray) = state
                .session
                .tray
                .as_mut()
                .filter(|it| it.claim == Some(claim))
            {
                tray.blind = found.is_none();
                tray.candidates = found.map(Rc::from);
            }
            Vec::new()
        }
    }
}

/// Keeps the tray at a claim that is not linked, whoever linked it or took it away.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    let Some(tray) = &state.session.tray else {
        return Vec::new();
    };
    let from = tray.claim;
    let stays = match from {
        Some(claim) => state.is_unlinked(claim),
        // Undo may have taken one out of its row.
        None => tray.seen == state.project.rows_version(),
    };
    if stays {
        return Vec::new();
    }
    let effects = go(state, from, Motion::Forward);
    if from.is_some() && effects.is_empty() {
        state.say(MessageKind::Note, Said::AllLinked);
    }
    effects
}

/// Goes to the next claim that is not linked; behind the last one comes the first.
fn go(state: &mut State, from: Option<AnnotationId>, motion: Motion) -> Vec<Effect> {
    let next = state.next_unlinked(from, motion);
    if let Some(tray) = &mut state.session.tray {
        *tray = Tray {
            claim: next,
            seen: state.project.rows_version(),
            ..Tray::default()
        };
    }
    next.map(Effect::FindCandidates).into_iter().collect()
}

/// Makes a claim a member of the row that another one is in, or of a new one where neither is in
/// any. A claim that is in a row already leaves it, unless the other one is in none.
fn link_claims(
    state: &mut State,
    (claim, other): (AnnotationId, AnnotationId),
    polarity: Polarity,
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let row_of = |state: &State, id| {
        let membership = state.shown_membership(id);
        membership.map(|it| (it.canonical_claim, it.polarity))
    };
    let (claim, other) = match (row_of(state, claim), row_of(state, other)) {
        (Some(_), None) => (other, claim),
        _ => (claim, other),
    };
    let mut changes = Vec::new();
    let (row, of_other) = row_of(state, other).unwrap_or_else(|| {
        let (row, change) = new_row(state, &[other, claim], env);
        changes.push(change);
        let membership = Some((row, Polarity::Same));
        changes.extend(membership_changes(state, other, membership, env).0);
        (row, Polarity::Same)
    });
    // What is the same as an opposite is an opposite, and the opposite of that is the same.
    let as_what = if polarity == of_other {
        Polarity::Same
    } else {
        Polarity::Opposite
    };
    let membership = Some((row, as_what));
    changes.extend(membership_changes(state, claim, membership, env).0);
    state.session.linking = None;
    link(state, claim, changes, env)
}

fn begin_row(state: &mut State, env: &mut Env<'_>) -> Vec<Effect> {
    let Some(claim) = state.session.tray.as_ref().and_then(|it| it.claim) else {
        return Vec::new();
    };
    let (row, change) = new_row(state, &[claim], env);
    let membership = Some((row, Polarity::Same));
    let mut changes = vec![change];
    changes.extend(membership_changes(state, claim, membership, env).0);
    link(state, claim, changes, env)
}

/// One step for undo; the tray goes on behind the claim.
fn link(
    state: &mut State,
    claim: AnnotationId,
    changes: Vec<Change>,
    env: &Env<'_>,
) -> Vec<Effect> {
    let quote = state
        .project
        .annotation(claim)
        .map(|it| state.project.quote(it));
    let name = TransactionName::new("link-claim", &quote.unwrap_or_default());
    state.commit(name, changes, env, |_| ())
}

/// A row that says what a claim says: in the words of the one in the project's language, if one
/// is.
fn new_row(
    state: &State,
    claims: &[AnnotationId],
    env: &mut Env<'_>,
) -> (CanonicalClaimId, Change) {
    let language = state.project.about().language.as_str();
    let speaks = |id: &&AnnotationId| {
        let article = state.project.annotation(**id).map(|it| it.article);
        let article = article.and_then(|it| state.project.article(it));
        article.is_some_and(|it| it.language.split('-').next() == language.split('-').next())
    };
    let of = claims.iter().find(speaks).or(claims.first());
    let quote = of
        .and_then(|it| state.project.annotation(*it))
        .map(|it| state.project.quote(it));
    let text = as_sentence(&quote.unwrap_or_default());
    let claim = state.new_canonical_claim(&text, env);
    (claim.id, Change::add(claim))
}

/// A quote as a sentence of its own: without the quotation marks around it, with a capital letter
/// and a full stop.
pub(super) fn as_sentence(quote: &str) -> String {
    const MARKS: &[char] = &['«', '»', '“', '”', '‘', '’', '„', '"', '\''];
    let words = quote.trim().trim_matches(MARKS).trim().replace('\n', " ");
    let mut letters = words.chars();
    let mut sentence: String = letters.next().map(capital).into_iter().collect();
    sentence.push_str(letters.as_str());
    if !sentence.ends_with(['.', '!', '?', '…']) {
        sentence.push('.');
    }
    sentence
}

impl State {
    /// A Claim that nobody says the meaning of.
    pub fn is_unlinked(&self, id: AnnotationId) -> bool {
        let claim = self.project.annotation(id);
        claim.is_some_and(|it| is_unlinked(&self.project, None, it))
    }

    /// The unlinked claim behind or before another, article by article, in order of place.
    pub fn next_unlinked(
        &self,
        from: Option<AnnotationId>,
        motion: Motion,
    ) -> Option<AnnotationId> {
        let articles = self.project.ordered_articles();
        let here = from.and_then(|it| self.project.annotation(it));
        let at = here.and_then(|here| articles.iter().position(|it| it.id == here.article));
        let rank = here.and_then(|it| self.project.rank_of(it));
        let count = articles.len();
        let start = at.unwrap_or(match motion {
            Motion::Forward => 0,
            Motion::Backward => count.saturating_sub(1),
        });
        // The article it is in comes first from there on, and last up to there.
        for turn in 0..=count {
            let article = match motion {
                Motion::Forward => articles.get((start + turn) % count.max(1))?,
                Motion::Backward => articles.get((start + count * 2 - turn) % count.max(1))?,
            };
            let all = self.project.annotation_count(article.id);
            let mut places: Vec<usize> = match (turn, rank, motion) {
                (0, Some(rank), Motion::Forward) => (rank + 1..all).collect(),
                (0, Some(rank), Motion::Backward) => (0..rank).collect(),
                _ => (0..all).collect(),
            };
            if motion == Motion::Backward {
                places.reverse();
            }
            let mut ids = places
                .into_iter()
                .filter_map(|it| self.project.nth_annotation(article.id, it));
            if let Some(id) = ids.find(|it| self.is_unlinked(*it)) {
                return Some(id);
            }
        }
        None
    }
}
