use super::{SecondCopy, generation_of};
use crate::model::ProjectId;
use crate::model::sorted::SortedMap;
use crate::ports::{Files, StorageError};

impl<F: Files> SecondCopy<F> {
    /// How many bytes the newest copy of each project has. That is as much as storage has of it, and
    /// costs no reading.
    pub async fn sizes(&self) -> Result<Vec<(ProjectId, u64)>, StorageError> {
        let mut newest: SortedMap<ProjectId, String> = SortedMap::new();
        for name in self.files.names().await? {
            if let Some((project, _)) = generation_of(&name) {
                // Names sort as generations do.
                newest.insert(project, name);
            }
        }
        let mut sizes = Vec::new();
        for (project, name) in &newest {
            sizes.push((*project, self.files.size(name).await?));
        }
        Ok(sizes)
    }
}
