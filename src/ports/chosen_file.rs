use thiserror::Error;

/// A file outside of the browser's storage that somebody chose to have a copy in. Others may write
/// to it, move it and delete it.
#[allow(
    async_fn_in_trait,
    reason = "the app has one thread, so futures need not be Send"
)]
pub trait ChosenFile {
    /// What was kept of what was last written, by whichever window.
    async fn marks(&self) -> String;

    /// Keeps that, as long as the browser keeps anything.
    async fn keep_marks(&self, marks: &str);

    /// Asks the system for the file as it is now.
    async fn look(&self) -> Result<Seen, FileTrouble>;

    /// Bytes of the file as it was last looked at, from a place on, at most so many.
    async fn read(&self, at: u64, most: u64) -> Result<Vec<u8>, FileTrouble>;

    /// Begins another content, beside that which the file has.
    async fn begin(&self) -> Result<(), FileTrouble>;

    /// Adds to it.
    async fn write(&self, bytes: Vec<u8>) -> Result<(), FileTrouble>;

    /// Has the file be what was written, all at once.
    async fn finish(&self) -> Result<(), FileTrouble>;

    /// Leaves the file as it is.
    async fn abandon(&self);

    /// Lets others have their turn.
    async fn rest(&self);
}

/// A file as the system shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub size: u64,
    /// When it was last changed, in milliseconds since 1970.
    pub modified: i64,
}

/// Why a file was not read or written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FileTrouble {
    #[error("the browser wants to ask first")]
    NeedsPermission,
    #[error("the browser does not allow it")]
    Refused,
    #[error("there is no such file any more")]
    Gone,
    #[error("there is no room for it")]
    Full,
    #[error("another program keeps it")]
    InUse,
    /// Anything else, as the browser names it.
    #[error("{0}")]
    Failed(String),
}
