use std::str::FromStr;

use thiserror::Error;

use crate::text::search::lower;

/// A key with modifiers, as `Mod+Shift+Z`, `L`, `F6` or `Shift+code:Comma`.
///
/// `Mod` is Command on Apple keyboards and Control elsewhere. A letter or a named key is
/// what the key gives; `code:` names the place on the keyboard, for pairs of keys that
/// must lie side by side in every layout.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    pub primary: bool,
    pub shift: bool,
    key: Key,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// In lower case.
    Gives(String),
    At(String),
}

/// A key that was pressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyPress {
    pub primary: bool,
    pub shift: bool,
    pub alt: bool,
    /// The browser's `key`.
    pub key: String,
    /// The browser's `code`.
    pub code: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0:?} is no key like L, F6 or Mod+Shift+Z")]
pub struct BadChord(String);

impl Chord {
    pub fn matches(&self, press: &KeyPress) -> bool {
        if press.alt || press.primary != self.primary {
            return false;
        }
        match &self.key {
            Key::At(code) => *code == press.code && self.shift == press.shift,
            Key::Gives(key) => {
                *key == lower(&press.key) && (self.shift == press.shift || is_symbol(key))
            }
        }
    }

    /// The chord of a pressed key; `None` for a lone modifier.
    pub fn of(press: &KeyPress) -> Option<Self> {
        let lone = [
            "Control",
            "Shift",
            "Alt",
            "Meta",
            "AltGraph",
            "Dead",
            "Unidentified",
        ];
        if press.alt || press.key.is_empty() || lone.contains(&press.key.as_str()) {
            return None;
        }
        let key = lower(&press.key);
        Some(Self {
            primary: press.primary,
            shift: press.shift && !is_symbol(&key),
            key: Key::Gives(key),
        })
    }

    /// Without a modifier, and a letter, digit or sign: what WCAG 2.1.4 speaks of.
    pub fn is_single_key(&self) -> bool {
        let one = match &self.key {
            Key::Gives(key) => key.chars().count() == 1,
            Key::At(_) => true,
        };
        !self.primary && one
    }

    /// Backspace or Delete alone, which takes away what is there.
    pub fn deletes(&self) -> bool {
        let deletes = |key: &str| ["backspace", "delete"].contains(&key);
        !self.primary && !self.shift && matches!(&self.key, Key::Gives(key) if deletes(key))
    }

    /// Closes, opens or leaves windows and tabs: a browser keeps it, whatever a page wants.
    pub fn is_of_browser(&self) -> bool {
        let closes = |key: &str| ["w", "t", "n", "q"].contains(&key);
        self.primary && matches!(&self.key, Key::Gives(key) if closes(key))
    }

    /// As people know it, as `aria-keyshortcuts` wants it.
    pub fn shown(&self) -> String {
        let mut shown = String::new();
        if self.primary {
            shown.push_str("Control+");
        }
        if self.shift {
            shown.push_str("Shift+");
        }
        match &self.key {
            Key::Gives(key) if key.chars().count() == 1 => {
                shown.push_str(&key.to_ascii_uppercase());
            }
            Key::Gives(key) => shown.push_str(
                NAMED
                    .iter()
                    .find(|it| lower(it) == *key)
                    .copied()
                    .unwrap_or(key),
            ),
            Key::At(code) if code == "Comma" => shown.push(','),
            Key::At(code) if code == "Period" => shown.push('.'),
            Key::At(code) => shown.push_str(code),
        }
        shown
    }
}

/// Named keys in the browser's spelling.
const NAMED: &[&str] = &[
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "ArrowDown",
    "Home",
    "End",
    "Enter",
    "Escape",
    "Delete",
    "Backspace",
    "Tab",
    "PageUp",
    "PageDown",
    "F1",
    "F2",
    "F3",
    "F4",
    "F5",
    "F6",
    "F7",
    "F8",
    "F9",
    "F10",
    "F11",
    "F12",
];

/// Where such a sign lies, and whether Shift gives it, differs between keyboards.
fn is_symbol(key: &str) -> bool {
    let mut chars = key.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if !c.is_alphabetic() && c != ' ')
}

impl FromStr for Chord {
    type Err = BadChord;

    fn from_str(text: &str) -> Result<Self, BadChord> {
        let bad = || BadChord(text.to_owned());
        let (mut primary, mut shift) = (false, false);
        let mut rest = text;
        loop {
            if let Some(after) = rest.strip_prefix("Mod+") {
                primary = true;
                rest = after;
            } else if let Some(after) = rest.strip_prefix("Shift+") {
                shift = true;
                rest = after;
            } else {
                break;
            }
        }
        let key = match rest.strip_prefix("code:") {
            Some("") => return Err(bad()),
            Some(code) => Key::At(code.to_owned()),
            None if rest.is_empty() => return Err(bad()),
            None if rest.chars().count() == 1 => Key::Gives(lower(rest)),
            None if NAMED.contains(&rest) => Key::Gives(lower(rest)),
            None => return Err(bad()),
        };
        Ok(Self {
            primary,
            shift,
            key,
        })
    }
}

impl std::fmt::Display for Chord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = self.shown().replace("Control+", "Mod+");
        match &self.key {
            Key::At(code) => {
                let prefix = if self.shift { "Shift+" } else { "" };
                write!(f, "{prefix}code:{code}")
            }
            Key::Gives(_) => f.write_str(&shown),
        }
    }
}
