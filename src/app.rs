//! The running app: its state, what can happen to it, and what it asks of the outside.
//!
//! [`update`] is the one place where state changes, and it is pure. A feature is a file
//! named as users name it, with its actions and its step.

mod action;
mod address;
mod annotating;
mod articles;
mod checking;
mod codebook;
mod comparing;
mod drawing;
mod earlier;
mod effect;
mod file_copy;
mod hanging;
mod history;
mod importing;
mod label_all;
mod linking;
mod listing;
mod merging;
mod overview;
mod parts;
mod pen;
mod projects;
mod registering;
mod reporting;
mod same_actors;
pub mod saving;
mod searching;
mod session;
mod settings;
mod side_by_side;
mod state;
mod stepping;
mod store;
mod unlinked;
mod update;
mod updating;
mod viewing;

pub use crate::model::TakenAway;
pub use crate::ports::FileTrouble;
pub use action::Action;
pub use address::{Address, Nowhere};
pub use annotating::{AnnotatingAction, Edge};
pub use articles::{ArticleFile, ArticlesAction, PastedArticle};
pub use checking::{CheckingAction, in_words};
pub use codebook::{Asked, CodebookAction, Recoding, Refused};
pub use comparing::{
    Arrangement, CellId, Comparing, ComparingAction, MatrixRow, RowFilter, RowOrder,
};
pub use drawing::{Behind, DrawingAction, Drawings};
pub use earlier::{COUNTED, Earlier, EarlierAction, Numbers, Row};
pub use effect::{Blob, Effect, FocusTarget, NamedBytes};
pub use file_copy::{
    AT_MOST, Content, FileCopyAction, FileEffect, FileMark, FileSaid, FoundFile, KeptFile,
    NotWritten, QUIET, mark_of, write_copy,
};
pub use history::{History, Marks, Stamp, Stepped};
pub use importing::{Imported, ImportingAction};
pub use label_all::LabelAllAction;
pub use linking::LinkingAction;
pub use listing::{Grouping, ListRow, Listing};
pub use merging::{ActorConflict, ActorProperty, Merging};
pub use overview::{COLUMNS, Overview, ROWS, Scale};
pub use parts::Part;
pub use pen::{Followed, Pen, PenAction};
pub use projects::{OpenedProject, ProjectsAction};
pub use registering::RegisteringAction;
pub use reporting::{ReportingAction, Writing};
pub use same_actors::{MOST_SAME, SameActorsAction, SameActorsList};
pub use searching::MOST_HITS;
pub use session::{
    Dialog, Hit, Linking, ListFilter, Message, MessageKind, Pane, Pending, Place, Requests, Said,
    Search, SearchOptions, Selected, Session, View,
};
pub use settings::{Settings, Theme};
pub use state::{ProjectSummary, SaveState, State};
pub use store::{Store, Subscription};
pub use unlinked::{MOST_CANDIDATES, Tray, UnlinkedAction};
pub use update::{Env, update};
pub use updating::{NewVersion, UpdatingAction};
pub use viewing::ViewingAction;
