//! The hand on the mouse and the fingers on the keys.

use std::time::Duration;

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use serde::Deserialize;

use super::keys::{chord, strokes};
use super::{Page, Spot};

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// Longer than the time in which two clicks are a double click.
const CALM: Duration = Duration::from_millis(560);

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Target {
    Free(Point),
    Covered { covered: String },
}

impl Page {
    // Keys

    /// Presses a chord, such as `Control+Shift+z`.
    pub async fn press(&self, keys: &str) {
        self.acted();
        self.press_silently(keys).await;
    }

    pub(super) async fn press_silently(&self, keys: &str) {
        self.strike(strokes(&chord(keys))).await;
    }

    /// Presses a chord several times.
    pub async fn press_times(&self, keys: &str, times: usize) {
        let once = strokes(&chord(keys));
        let all = once.iter().cycle().take(once.len() * times).cloned();
        for _ in 0..times {
            self.acted();
        }
        self.strike(all.collect()).await;
    }

    /// Types into whatever has the keyboard.
    pub async fn type_text(&self, text: &str) {
        self.acted();
        self.type_silently(text).await;
    }

    pub(super) async fn type_silently(&self, text: &str) {
        let keys = text.chars().flat_map(|key| strokes(&[key]));
        self.strike(keys.collect()).await;
    }

    pub async fn hold(&self, key: &str) {
        let keys = chord(key).into_iter();
        self.strike(keys.map(|value| KeyAction::Down { value }).collect())
            .await;
    }

    pub async fn let_go(&self, key: &str) {
        let keys = chord(key).into_iter();
        self.strike(keys.map(|value| KeyAction::Up { value }).collect())
            .await;
    }

    async fn strike(&self, keys: Vec<KeyAction>) {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for key in keys {
            actions = actions.then(key);
        }
        self.client
            .perform_actions(actions)
            .await
            .expect("the keys can be pressed");
    }

    // Mouse

    /// Clicks on the middle of an element, once nothing lies over it.
    pub async fn click(&self, spot: impl Into<Spot>) {
        self.acted();
        self.click_silently(&spot.into()).await;
    }

    pub(super) async fn click_silently(&self, spot: &Spot) {
        let mut last = None;
        let point = self
            .until(
                &format!("a way to click {spot} (last {last:?})"),
                async || {
                    // Where it stays: lists render after the frame in which they changed, and
                    // who clicks waits until nothing moves.
                    let script = "const it = look.one(args[0]);
                    if (!it || it.disabled) return null;
                    look.target(it);
                    const before = it.getBoundingClientRect();
                    for (let frame = 0; frame < 3; frame++)
                      await new Promise((next) => requestAnimationFrame(next));
                    const after = it.getBoundingClientRect();
                    const stays = it.isConnected && before.top === after.top && before.left === after.left;
                    return stays ? look.target(it) : null;";
                    match self
                        .run_async::<Option<Target>>(script, vec![spot.json()])
                        .await
                    {
                        Some(Target::Free(point)) => Some(point),
                        Some(Target::Covered { covered }) => {
                            last = Some(covered);
                            None
                        }
                        None => None,
                    }
                },
            )
            .await;
        self.point_and(point, &clicks(1)).await;
    }

    /// Clicks so that no other click before makes it a double click.
    pub async fn click_at(&self, point: Point) {
        self.acted();
        let mut gesture = vec![PointerAction::Pause { duration: CALM }];
        gesture.extend(clicks(1));
        self.point_and(point, &gesture).await;
    }

    pub async fn double_click_at(&self, point: Point) {
        self.click_times_at(point, 2).await;
    }

    pub async fn triple_click_at(&self, point: Point) {
        self.click_times_at(point, 3).await;
    }

    /// Clicks several times so fast that it counts as one gesture. A busy machine can be
    /// too slow for that, and then, as anyone would, this does it again.
    async fn click_times_at(&self, point: Point, times: usize) {
        self.acted();
        let mut gesture = vec![PointerAction::Pause { duration: CALM }];
        gesture.extend(clicks(times));
        for _ in 0..5 {
            self.run::<serde_json::Value>(
                "if (!window.clicked)
                   addEventListener('click', (it) => { clicked.times = Math.max(clicked.times, it.detail); }, true);
                 window.clicked = { times: 0 };",
            )
            .await;
            self.point_and(point, &gesture).await;
            if self.get::<usize>("clicked.times").await == times {
                return;
            }
        }
        panic!("this machine is too slow to click {times} times in one go");
    }

    /// Presses at one point, moves by way of others and lets go at the last.
    pub async fn drag(&self, from: Point, way: &[Point]) {
        self.acted();
        let mut gesture = vec![PointerAction::Down {
            button: MOUSE_BUTTON_LEFT,
        }];
        let mut before = from;
        for &to in way {
            let middle = Point {
                x: f64::midpoint(before.x, to.x),
                y: f64::midpoint(before.y, to.y),
            };
            gesture.push(move_to(middle));
            gesture.push(move_to(to));
            before = to;
        }
        gesture.push(PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        });
        self.point_and(from, &gesture).await;
    }

    async fn point_and(&self, point: Point, gesture: &[PointerAction]) {
        let mut actions = MouseActions::new("mouse".to_owned()).then(move_to(point));
        for action in gesture {
            actions = actions.then(action.clone());
        }
        self.client
            .perform_actions(actions)
            .await
            .expect("the mouse can be moved");
    }
}

pub(super) fn move_to(point: Point) -> PointerAction {
    PointerAction::MoveTo {
        duration: Some(Duration::ZERO),
        x: point.x,
        y: point.y,
    }
}

fn clicks(times: usize) -> Vec<PointerAction> {
    let click = [
        PointerAction::Down {
            button: MOUSE_BUTTON_LEFT,
        },
        PointerAction::Up {
            button: MOUSE_BUTTON_LEFT,
        },
    ];
    click.iter().cycle().take(2 * times).cloned().collect()
}
