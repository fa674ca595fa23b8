//! What the stories are told with.

use std::io::Write;

mod browser;
mod build;
mod devtools;
mod elsewhere;
mod gestures;
mod keys;
mod lives;
mod page;
mod project;
mod server;
mod spot;
mod text;
mod touch;
mod tree;

pub use browser::{Browser, Limit, setting_of, tell};
pub use gestures::Point;
pub use lives::{Lives, kill_all_of};
pub use page::Page;
pub use project::Exported;
pub use server::AppServer;
pub use spot::{Spot, at};
pub use text::Place;

/// Adds a line to what the run prints, also when all is well: what `println!` says is kept
/// for failures.
pub fn report(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Makes two tests of each story: one in Chromium, one in Firefox. What Firefox has no means for
/// is told in Chromium alone.
macro_rules! stories {
    (in Chromium alone; $($name:ident),* $(,)?) => {$(
        mod $name {
            use $crate::harness::{Browser, Limit, tell};

            #[test]
            fn chromium() {
                tell(Browser::Chromium, stringify!($name), Limit::Usual, super::$name);
            }
        }
    )*};
    ($($name:ident),* $(,)?) => {
        stories! { in $crate::harness::Limit::Usual; $($name),* }
    };
    (in $limit:expr; $($name:ident),* $(,)?) => {$(
        mod $name {
            use $crate::harness::{Browser, tell};

            #[test]
            fn chromium() {
                tell(Browser::Chromium, stringify!($name), $limit, super::$name);
            }

            #[test]
            fn firefox() {
                tell(Browser::Firefox, stringify!($name), $limit, super::$name);
            }
        }
    )*};
}
pub(crate) use stories;
