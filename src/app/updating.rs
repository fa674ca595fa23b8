//! A new version of the app, which this browser keeps whole beside the one that is open.

use super::{Effect, MessageKind, Said, SaveState, State};

/// How far it is with a new version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NewVersion {
    #[default]
    None,
    /// It is used when no window has this one open any more, or when somebody asks for it.
    Waits,
    /// Somebody did: it is used once everything is saved.
    Wanted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpdatingAction {
    /// A new version is there.
    Waits,
    /// Go on with it.
    Use,
    /// Nobody needs to hear of it; it is used when the app is opened the next time.
    Later,
    /// Other windows have the app open, and would lose the files they may still need.
    OthersOpen,
    /// It could not be begun with.
    NotReached,
}

pub(super) fn step(state: &mut State, action: UpdatingAction) -> Vec<Effect> {
    state.new_version = match action {
        UpdatingAction::Waits => NewVersion::Waits,
        UpdatingAction::Use => NewVersion::Wanted,
        UpdatingAction::Later => NewVersion::None,
        UpdatingAction::OthersOpen => {
            state.new_version = NewVersion::Waits;
            return state.say(MessageKind::Error, Said::OtherWindows);
        }
        UpdatingAction::NotReached => {
            state.new_version = NewVersion::Waits;
            return state.say(MessageKind::Error, Said::NewVersionNotReached);
        }
    };
    follow(state)
}

/// Uses the version that is wanted once there is nothing that a new page would not have.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    if state.new_version != NewVersion::Wanted || state.save != SaveState::Saved {
        return Vec::new();
    }
    // Asked for once.
    state.new_version = NewVersion::Waits;
    vec![Effect::UseNewVersion]
}
