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
