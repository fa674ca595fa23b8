use crate::model::ProjectId;

/// What is remembered of a project outside of all that holds projects: so that one that is gone is
/// not taken for one that never was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Of the last write that was acknowledged.
    pub stamp: u64,
    /// The number of the last entry that was.
    pub seq: u64,
    pub title: String,
}

/// Remembers marks. It may fail to: nothing but a sentence depends on it.
pub trait Marks {
    fn all(&self) -> Vec<(ProjectId, Mark)>;

    /// That of a project; of one that is not known, one of nothing.
    fn of(&self, project: ProjectId) -> Mark;

    fn set(&self, project: ProjectId, mark: &Mark);

    fn forget(&self, project: ProjectId);
}
