//! Whom claims are about, and on whose word they stand.

use super::features::{Features, Key};
use super::lexicon::Lexicon;
use super::tokens::Tongue;
use crate::model::{ActorId, Annotation, End, Project};
use crate::text::search::folded;
use crate::text::{ArticleText, TextSpan};

const ATTRIBUTED_TO: &str = "attributed_to";
const SOURCE: &str = "Source";

/// Names of fewer letters stand in too many words.
const SHORTEST_NAME: usize = 3;

/// A registered actor that a claim names, with all names, folded.
pub(super) struct Named {
    pub actor: ActorId,
    names: Vec<String>,
}

/// The actors that a text names.
pub(super) fn named_in(project: &Project, text: &str) -> Vec<Named> {
    let text = folded(text);
    let mut found = Vec::new();
    for actor in project.actors() {
        let mut names = Vec::new();
        for name in actor.names() {
            if name.len() >= SHORTEST_NAME {
                names.push(folded(name));
            }
        }
        // With one name alone, its words are what is found.
        if names.len() > 1 && names.iter().any(|it| stands_in(it, &text)) {
            let actor = actor.id;
            found.push(Named { actor, names });
        }
    }
    found
}

impl Named {
    /// Whether the actor has another name there; `here` and `there` are folded.
    pub(super) fn is_renamed(&self, here: &str, there: &str) -> bool {
        let mut named = false;
        for name in &self.names {
            if stands_in(name, there) {
                if stands_in(name, here) {
                    return false;
                }
                named = true;
            }
        }
        named
    }

    /// By what claims are found that name the actor.
    pub(super) fn keys(&self, lexicon: &Lexicon, keys: &mut Vec<Key>) {
        for name in &self.names {
            for feature in Features::of(name, Tongue::Other, lexicon).all {
                keys.extend(feature.keys);
            }
        }
    }
}

/// Whether a name stands in a text as words of their own.
fn stands_in(name: &str, text: &str) -> bool {
    let mut from = 0;
    while let Some(at) = text[from..].find(name) {
        let (start, end) = (from + at, from + at + name.len());
        let before = text[..start].chars().next_back();
        let behind = text[end..].chars().next();
        if !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
        {
            return true;
        }
        from = end;
    }
    false
}

/// Whom a claim is attributed to. Where nothing says so, the Sources of its sentence.
pub(super) fn sources_of(project: &Project, claim: &Annotation) -> Vec<ActorId> {
    let mut actors = Vec::new();
    let end = End::Annotation(claim.id);
    for relation in project.relations_at(end) {
        if relation.kind != ATTRIBUTED_TO || relation.from != end {
            continue;
        }
        match relation.to {
            End::Actor(actor) => actors.push(actor),
            End::Annotation(source) => {
                actors.extend(project.annotation(source).and_then(|it| it.actor));
            }
            End::CanonicalClaim(_) | End::Topic(_) => {}
        }
    }
    if actors.is_empty()
        && let Some(text) = project.text(claim.article)
        && let Some(sentence) = sentence_of(text, claim)
    {
        for source in project.annotations_near(claim.article, sentence) {
            let within = source.hull().is_some_and(|it| sentence.contains(it));
            if source.label == SOURCE && within {
                actors.extend(source.actor);
            }
        }
    }
    actors
}

/// From the sentence in which a claim begins to that in which it ends, more or less.
fn sentence_of(text: &ArticleText, claim: &Annotation) -> Option<TextSpan> {
    let hull = claim.hull()?;
    let all = text.as_str();
    let place = hull.range();
    let (before, behind) = (all.get(..place.start)?, all.get(place.end..)?);
    let mut start = before.rfind('\n').map_or(0, |it| it + 1);
    if let Some(stop) = before.rfind(". ") {
        start = start.max(stop + 2);
    }
    let mut end = behind.find('\n').unwrap_or(behind.len());
    if let Some(stop) = behind.find(". ") {
        end = end.min(stop);
    }
    let start = u32::try_from(start).ok()?;
    TextSpan::of_bytes(start, u32::try_from(place.end + end).ok()?).ok()
}
