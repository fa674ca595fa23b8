//! Yew components: they read the state through selectors and answer with actions.

mod annotation_list;
mod app;
mod choice;
mod codebook;
mod compare;
mod connectors;
mod coverage_meter;
mod dialogs;
mod effects;
mod hooks;
mod inspector;
mod keyboard;
mod label_toolbar;
mod later;
mod link_drag;
mod linked_scrolling;
mod messages;
mod overview;
mod pane;
mod parts;
mod plot;
mod projects_menu;
mod read;
mod reader;
mod search_box;
mod selection_popover;
mod sidebar;
mod sources;
mod taking;
mod top_bar;
mod widget;

pub use app::{App, AppProps, say_not_loaded};
pub use effects::run_in_page;
pub use keyboard::listen_to_page;
pub use later::{load_ahead, load_part};
