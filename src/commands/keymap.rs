use super::{COMMANDS, Chord, Command, KeyPress, Scope};
use crate::app::Settings;

/// What has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// A field takes what is typed.
    InField,
    /// An article's text or a list.
    Reading,
    Elsewhere,
}

/// The chords of a command: the person's own, else those of the table.
pub fn chords_of(command: &Command, settings: &Settings) -> Vec<Chord> {
    let own = settings.keymap.get(command.name);
    let parse = |text: &str| text.parse().ok();
    match own {
        Some(own) => own.iter().filter_map(|it| parse(it)).collect(),
        None => command.keys.iter().filter_map(|it| parse(it)).collect(),
    }
}

/// The command that a key means here.
pub fn command_for(
    press: &KeyPress,
    typing: Typing,
    settings: &Settings,
) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| {
        let here = match command.scope {
            Scope::Anywhere => true,
            Scope::NotTyping => typing != Typing::InField,
            Scope::Reading => typing == Typing::Reading,
        };
        here && chords_of(command, settings)
            .iter()
            .any(|chord| chord.matches(press) && (settings.single_keys || !chord.is_single_key()))
    })
}
