use crate::model::Timestamp;
use crate::ports::Clock;

/// The time of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "JavaScript counts whole milliseconds, far from the limits of either type"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(js_sys::Date::now() as i64)
    }
}

/// A moment as the clock on the wall of this machine said it: `2026-11-28 00:15`.
pub fn local_minute(at: Timestamp) -> String {
    const MINUTE: i64 = 60_000;
    let ahead = if cfg!(target_arch = "wasm32") {
        minutes_ahead(at)
    } else {
        0
    };
    let local = Timestamp::from_millis(at.millis() + ahead * MINUTE);
    local.to_string()[..16].replace('T', " ")
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "minutes of a day, and milliseconds far from what either type cannot hold"
)]
fn minutes_ahead(at: Timestamp) -> i64 {
    let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.millis() as f64));
    -date.get_timezone_offset() as i64
}
