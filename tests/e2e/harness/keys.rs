use fantoccini::actions::KeyAction;
use fantoccini::key::Key;

/// A chord as `Control+Shift+z`, in the keys that go down, in order.
pub fn chord(text: &str) -> Vec<char> {
    // The plus sign itself is no chord of this app.
    text.split('+').map(key).collect()
}

fn key(name: &str) -> char {
    let named = match name {
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Delete" => Key::Delete,
        "Backspace" => Key::Backspace,
        "F6" => Key::F6,
        "Home" => Key::Home,
        "End" => Key::End,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "Space" => return ' ',
        one => {
            let mut chars = one.chars();
            let key = chars.next();
            assert!(chars.next().is_none(), "no key called {one}");
            return key.expect("a key has a name");
        }
    };
    named.into()
}

/// Down in order, up in the opposite order.
pub fn strokes(keys: &[char]) -> Vec<KeyAction> {
    let down = keys.iter().map(|&value| KeyAction::Down { value });
    let up = keys.iter().rev().map(|&value| KeyAction::Up { value });
    down.chain(up).collect()
}
