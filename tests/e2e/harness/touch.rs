//! Fingers on glass, a pen, and the hand that holds it.

use std::time::Duration;

use fantoccini::actions::{
    InputSource, MOUSE_BUTTON_LEFT, PenActions, PointerAction, TouchActions, WheelAction,
    WheelActions,
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::gestures::move_to;
use super::{Browser, Page, Place, Point, Spot};

/// What a finger finds where it wants to tap.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Reach {
    Free(Point),
    /// It is out of sight, or something lies over it, and what is around it can be scrolled.
    Swipe {
        from: Point,
        to: Point,
    },
    Covered {
        covered: String,
    },
}

/// `reach` says where a finger gets at a box of an element, or how it has to swipe first: no
/// script scrolls for it.
const REACH: &str = "
  const settled = async (box) => {
    const before = box();
    for (let frame = 0; frame < 3; frame++) await new Promise((next) => requestAnimationFrame(next));
    const after = box();
    return before && after && before.top === after.top && before.left === after.left ? after : null;
  };
  const reach = (it, box) => {
    const x = box.left + Math.min(box.width / 2, 60), y = box.top + box.height / 2;
    const hit = document.elementFromPoint(x, y);
    if (hit && (it.contains(hit) || hit.contains(it) && hit.tagName === 'LABEL')) return { x, y };
    for (let around = it.parentElement; around; around = around.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(around), frame = around.getBoundingClientRect();
      const scrolls = (how, size, seen) => /auto|scroll/.test(how) && size > seen;
      const down = scrolls(overflowY, around.scrollHeight, around.clientHeight);
      const along = scrolls(overflowX, around.scrollWidth, around.clientWidth);
      if (!down && !along) continue;
      // What of it is not covered, by the points where a finger gets at it.
      const middle = { x: frame.left + frame.width / 2, y: frame.top + frame.height / 2 };
      const there = (x, y) => around.contains(document.elementFromPoint(x, y));
      const seen = (from, to, is) => {
        const all = [];
        for (let at = from + 6; at < to - 6; at += 4) if (is(at)) all.push(at);
        return all.length && { from: all[0], to: all.at(-1), middle: (all[0] + all.at(-1)) / 2 };
      };
      const rows = seen(frame.top, frame.bottom, (at) => there(middle.x, at));
      if (!rows) continue;
      const columns = seen(frame.left, frame.right, (at) => there(at, rows.middle));
      if (!columns) continue;
      const within = (it, { from, to }) => Math.max(Math.min(it, (to - from) * 0.7), (from - to) * 0.7);
      const inSight = (at, seen) => at > seen.from && at < seen.to;
      const dx = along && !inSight(x, columns) ? within(x - columns.middle, columns) : 0;
      const dy = down && !(inSight(y, rows) && dx) ? within(y - rows.middle, rows) : 0;
      if (Math.abs(dx) < 4 && Math.abs(dy) < 4) continue;
      // From far off the middle, so that the finger stays on what it moves.
      const from = { x: columns.middle + dx / 2, y: rows.middle + dy / 2 };
      return { from, to: { x: from.x - dx, y: from.y - dy } };
    }
    return { covered: hit ? hit.outerHTML.slice(0, 200) : 'nothing' };
  };";

/// A finger moves this far before a browser takes it for a swipe.
const SLOP: f64 = 16.0;

impl Page {
    /// Makes the page that of a telephone, with a screen to be touched. Windows of Firefox are
    /// 500 pixels wide at least, which gets the same arrangement, and still has a mouse.
    pub async fn on_a_telephone(&self) {
        match self.browser {
            Browser::Chromium => {
                let screen =
                    json!({ "width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": true });
                self.devtools("Emulation.setDeviceMetricsOverride", screen)
                    .await;
                let touch = json!({ "enabled": true, "maxTouchPoints": 5 });
                self.devtools("Emulation.setTouchEmulationEnabled", touch)
                    .await;
            }
            Browser::Firefox => self.window_size(360, 740).await,
        }
    }

    /// Taps the middle of an element, after as many swipes as that takes.
    pub async fn tap(&self, spot: impl Into<Spot>) {
        let spot = spot.into();
        let script = "const it = look.one(args[0]);
            if (!it || it.disabled) return null;
            const box = await settled(() => [...it.getClientRects()].find((it) => it.width > 0 && it.height > 0));
            return box && reach(it, box);";
        let point = self
            .reached(&spot.to_string(), script, vec![spot.json()])
            .await;
        self.tap_at(point).await;
    }

    /// Taps words of a text.
    pub async fn tap_on<'a>(&self, place: impl Into<Place<'a>>) {
        let point = self.finger_on(place.into()).await;
        self.tap_at(point).await;
    }

    pub async fn tap_at(&self, point: Point) {
        self.acted();
        self.finger(&[
            move_to(point),
            DOWN,
            PointerAction::Pause {
                duration: Duration::from_millis(40),
            },
            UP,
        ])
        .await;
    }

    /// Swipes until the first character of words can be touched, and says where it is.
    async fn finger_on(&self, place: Place<'_>) -> Point {
        let (start, _) = self.span_of(place).await;
        let script = "const [pane, at] = args;
            const box = await settled(() => text.boxes(pane, at, at + 1).find((it) => it.width > 0));
            return box && reach(text.placeOf(pane, at).node.parentElement, box);";
        self.reached(place.words, script, vec![json!(place.pane), json!(start)])
            .await
    }

    /// Waits until nothing lies over the first character of words, without moving anything.
    pub async fn in_sight<'a>(&self, place: impl Into<Place<'a>>) {
        let place = place.into();
        let (start, _) = self.span_of(place).await;
        let script = "const [pane, at] = args;
            const box = text.boxes(pane, at, at + 1).find((it) => it.width > 0);
            const hit = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
            return text.placeOf(pane, at).node.parentElement.contains(hit) || null;";
        self.until(&format!("{} in sight", place.words), async || {
            let args = vec![json!(place.pane), json!(start)];
            self.run_async::<Option<bool>>(script, args).await
        })
        .await;
    }

    async fn reached(&self, what: &str, script: &str, args: Vec<Value>) -> Point {
        let script = format!("{REACH}\n{script}");
        let mut covered_by = String::new();
        self.until(&format!("a finger to get at {what}"), async || {
            let reach = self
                .run_async::<Option<Reach>>(&script, args.clone())
                .await?;
            match reach {
                Reach::Free(point) => return Some(point),
                Reach::Swipe { from, to } => self.swipe(from, to).await,
                Reach::Covered { covered } => {
                    if covered != covered_by {
                        println!("{what} is covered by {covered}");
                        covered_by = covered;
                    }
                }
            }
            None
        })
        .await
    }

    /// Moves what is under a finger, and holds still at the end, so that nothing goes on by
    /// itself. The fingers that WebDriver has in Firefox scroll nothing: there, the wheel does.
    pub async fn swipe(&self, from: Point, to: Point) {
        if self.browser == Browser::Firefox {
            return self.wheel(from, from.x - to.x, from.y - to.y).await;
        }
        let far = (to.x - from.x).hypot(to.y - from.y).max(1.0);
        let to = Point {
            x: to.x + (to.x - from.x) / far * SLOP,
            y: to.y + (to.y - from.y) / far * SLOP,
        };
        let mut gesture = vec![move_to(from), DOWN];
        gesture.extend((1..=8).map(|step| {
            let part = f64::from(step) / 8.0;
            PointerAction::MoveTo {
                duration: Some(Duration::from_millis(20)),
                x: from.x + (to.x - from.x) * part,
                y: from.y + (to.y - from.y) * part,
            }
        }));
        gesture.push(PointerAction::Pause {
            duration: Duration::from_millis(150),
        });
        gesture.push(UP);
        self.finger(&gesture).await;
    }

    async fn finger(&self, gesture: &[PointerAction]) {
        let mut actions = TouchActions::new("finger".to_owned());
        for action in gesture {
            actions = actions.then(action.clone());
        }
        self.client
            .perform_actions(actions)
            .await
            .expect("the screen can be touched");
    }

    #[allow(clippy::cast_possible_truncation, reason = "a wheel goes by pixels")]
    async fn wheel(&self, at: Point, dx: f64, dy: f64) {
        let turn = WheelAction::Scroll {
            duration: Some(Duration::ZERO),
            x: at.x as i64,
            y: at.y as i64,
            delta_x: dx as i64,
            delta_y: dy as i64,
        };
        let actions = WheelActions::new("wheel".to_owned()).then(turn);
        self.client
            .perform_actions(actions)
            .await
            .expect("the wheel can be turned");
    }

    /// Holds a finger on the first of some words until the browser selects it, and lets go: where
    /// the finger was. Then the handles of the selection are drawn over all of the words.
    ///
    /// Chromium selects the word itself. Firefox does so on telephones only, so there the word is
    /// selected by script while the finger is down. The handles belong to the system and not to
    /// the page, which hears nothing of them but that the selection changes: a script does that.
    pub async fn hold_on<'a>(&self, place: impl Into<Place<'a>>) -> Point {
        let place = place.into();
        let point = self.finger_on(place).await;
        let first = place.words.split_whitespace().next().unwrap_or_default();
        let (start, end) = self.span_of(place).await;
        self.acted();
        match self.browser {
            Browser::Chromium => self.long_press(point).await,
            Browser::Firefox => {
                let hold = PointerAction::Pause { duration: LONG };
                self.finger(&[move_to(point), DOWN, hold]).await;
                self.select_as_the_system_does(place.pane, start, start + utf16(first))
                    .await;
                self.finger(&[UP]).await;
            }
        }
        if first != place.words {
            self.select_as_the_system_does(place.pane, start, end).await;
        }
        point
    }

    /// Taps and touches of WebDriver are never long to Chromium. What it makes of the mouse on an
    /// emulated telephone are, but only as long as nothing else touches the screen.
    async fn long_press(&self, point: Point) {
        let emulated = |on: bool| json!({ "enabled": on, "configuration": "mobile" });
        let mouse = |what: &str| {
            let (x, y) = (point.x.round(), point.y.round());
            json!({ "type": what, "x": x, "y": y, "button": "left", "clickCount": 1 })
        };
        self.run::<Value>(
            "window.held = '';
             for (const what of ['contextmenu', 'pointerup'])
               addEventListener(what, () => { held = what; }, { capture: true, once: true });",
        )
        .await;
        self.devtools("Emulation.setEmitTouchEventsForMouse", emulated(true))
            .await;
        self.devtools("Input.emulateTouchFromMouseEvent", mouse("mousePressed"))
            .await;
        self.until_true("a long press", "held === 'contextmenu'")
            .await;
        // Not later: a label in the hand takes the word as soon as the finger is lifted.
        self.until_true(
            "a word to be selected",
            "text.highlighted().join('') !== ''",
        )
        .await;
        self.devtools("Input.emulateTouchFromMouseEvent", mouse("mouseReleased"))
            .await;
        // Until then, the end of the emulation would take the finger away by force.
        self.until_true("the finger to be lifted", "held === 'pointerup'")
            .await;
        self.devtools("Emulation.setEmitTouchEventsForMouse", emulated(false))
            .await;
    }

    async fn select_as_the_system_does(&self, pane: usize, start: usize, end: usize) {
        self.run_with::<Value>(
            "const [pane, start, end] = arguments;
             const from = text.placeOf(pane, start), to = text.placeOf(pane, end);
             getSelection().setBaseAndExtent(from.node, from.offset, to.node, to.offset);",
            vec![json!(pane), json!(start), json!(end)],
        )
        .await;
        self.settle().await;
    }

    /// Several fingers go on the screen and along their ways, all at once. Only in Chromium.
    pub async fn fingers(&self, ways: &[(Point, Point)]) {
        let at = |part: f64| -> Vec<Value> {
            let between = |from: f64, to: f64| from + (to - from) * part;
            let ways = ways.iter().enumerate();
            ways.map(|(id, (from, to))| {
                json!({ "id": id, "x": between(from.x, to.x), "y": between(from.y, to.y) })
            })
            .collect()
        };
        self.touch("touchStart", at(0.0)).await;
        for step in 1..=12 {
            self.touch("touchMove", at(f64::from(step) / 12.0)).await;
        }
        self.touch("touchEnd", Vec::new()).await;
        self.settle().await;
    }

    /// A hand lies down, or is lifted where it is `None`. Only in Chromium.
    pub async fn palm(&self, at: Option<Point>) {
        let palm = at.map(|it| json!({ "x": it.x, "y": it.y, "radiusX": 44, "radiusY": 60 }));
        let what = if palm.is_some() {
            "touchStart"
        } else {
            "touchEnd"
        };
        self.touch(what, palm.into_iter().collect()).await;
    }

    async fn touch(&self, what: &str, points: Vec<Value>) {
        self.devtools(
            "Input.dispatchTouchEvent",
            json!({ "type": what, "touchPoints": points }),
        )
        .await;
    }

    /// A pen goes down, and then along.
    pub async fn pen_down(&self, from: Point, to: Point) {
        self.pen(&[move_to(from), DOWN, move_to(to)]).await;
        self.settle().await;
    }

    pub async fn pen_up(&self) {
        self.pen(&[UP]).await;
    }

    async fn pen(&self, gesture: &[PointerAction]) {
        let mut actions = PenActions::new("pen".to_owned());
        for action in gesture {
            actions = actions.then(action.clone());
        }
        self.client
            .perform_actions(actions)
            .await
            .expect("the pen can be moved");
    }
}

/// Too long for a tap.
const LONG: Duration = Duration::from_millis(700);

const DOWN: PointerAction = PointerAction::Down {
    button: MOUSE_BUTTON_LEFT,
};
const UP: PointerAction = PointerAction::Up {
    button: MOUSE_BUTTON_LEFT,
};

fn utf16(words: &str) -> usize {
    words.encode_utf16().count()
}
