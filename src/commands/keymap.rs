use super::{COMMANDS, Chord, Command, KeyPress, Scope, command};
use crate::app::Settings;
use crate::model::Label;

/// What has the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typing {
    /// A field takes what is typed.
    InField,
    /// An article's text or a list.
    Reading,
    Elsewhere,
}

/// The chords of a command that work: none is shown to anybody for whom it does nothing.
pub fn chords_of(command: &Command, settings: &Settings) -> Vec<Chord> {
    let mut chords = all_chords_of(command, settings);
    chords.retain(|it| settings.single_keys || !it.is_single_key());
    chords
}

/// The person's own, else those of the table; single keys also where they are switched off.
fn all_chords_of(command: &Command, settings: &Settings) -> Vec<Chord> {
    let own = settings.keymap.get(command.name);
    let parse = |text: &str| text.parse().ok();
    match own {
        Some(own) => own.iter().filter_map(|it| parse(it)).collect(),
        None => command.keys.iter().filter_map(|it| parse(it)).collect(),
    }
}

/// The key that gives a label, as the person has it.
pub fn key_of_label(label: &Label, settings: &Settings) -> Option<String> {
    let command = command(&format!("label-{}", label.key))?;
    chords_of(command, settings).first().map(Chord::shown)
}

/// Another command that has a chord already, be it that it sleeps with the single keys.
pub fn taken_by(
    chord: &Chord,
    command: &'static str,
    settings: &Settings,
) -> Option<&'static Command> {
    COMMANDS
        .iter()
        .filter(|it| it.name != command)
        .find(|it| all_chords_of(it, settings).contains(chord))
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
            .any(|chord| chord.matches(press))
    })
}
