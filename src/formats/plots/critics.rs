//! Who speaks against something, and in which article nobody does.

use super::{Scene, words};
use crate::formats::sentence::filled;
use crate::model::sources::VoiceSources;

/// Articles of which each has a sentence.
const EACH: usize = 6;
/// Critics who are named in a sentence.
const NAMED: usize = 4;

/// Whether a voice is against anything.
fn is_critic(voice: &VoiceSources) -> bool {
    voice.stances.iter().any(|it| it.value == "deny")
}

pub(super) fn sentences(scene: &Scene<'_>) -> Vec<String> {
    let mut critics: Vec<Vec<&str>> = vec![Vec::new(); scene.names.len()];
    for voice in scene.sources.voices.iter().filter(|it| is_critic(it)) {
        for it in &voice.articles {
            let holds = voice.stances.iter().any(|held| held.article == it.article);
            if holds || !it.claims.is_empty() {
                critics[it.column].push(&voice.name);
            }
        }
    }
    if critics.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    let mut sentences = Vec::new();
    if scene.names.len() > EACH {
        let without = critics.iter().filter(|it| it.is_empty()).count();
        let (count, all) = (without.to_string(), scene.names.len().to_string());
        let parts = [("count", count.as_str()), ("all", all.as_str())];
        sentences.push(filled(words::NO_CRITIC_IN_SOME, &parts));
    } else {
        // What is not there comes first: nobody sees it by reading.
        let (without, with): (Vec<usize>, Vec<usize>) =
            (0..critics.len()).partition(|at| critics[*at].is_empty());
        for at in without.into_iter().chain(with) {
            sentences.push(sentence(&scene.names[at], &critics[at]));
        }
    }
    sentences.push(words::CRITICS_HINT.to_owned());
    sentences
}

fn sentence(article: &str, critics: &[&str]) -> String {
    let of = ("article", article);
    if critics.is_empty() {
        return filled(words::NO_CRITIC_IN, &[of]);
    }
    let mut who = critics[..critics.len().min(NAMED)].join(", ");
    if critics.len() > NAMED {
        who.push_str(", …");
    }
    let count = critics.len().to_string();
    let sentence = if critics.len() == 1 {
        words::ONE_CRITIC_IN
    } else {
        words::CRITICS_IN
    };
    filled(sentence, &[("count", &count), ("who", &who), of])
}
