use crate::model::{ActorId, End, Project};

/// Who is quoted: an actor, or words where no actor is linked. The same words are one voice
/// wherever they stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voice {
    Actor(ActorId),
    Words(String),
}

impl Project {
    /// Who speaks at an end of a relation: the actor, or the one that a Source names, else
    /// its words.
    pub fn voice_at(&self, end: End) -> Option<Voice> {
        match end {
            End::Actor(actor) => Some(Voice::Actor(actor)),
            End::Annotation(source) => {
                let source = self.annotation(source)?;
                Some(match source.actor {
                    Some(actor) => Voice::Actor(actor),
                    None => Voice::Words(self.quote(source)),
                })
            }
            End::CanonicalClaim(_) | End::Topic(_) => None,
        }
    }

    /// What a voice is called.
    pub fn voice_name(&self, voice: &Voice) -> String {
        match voice {
            Voice::Actor(actor) => {
                let actor = self.actor(*actor);
                actor.map(|it| it.name.clone()).unwrap_or_default()
            }
            Voice::Words(words) => words.clone(),
        }
    }
}
