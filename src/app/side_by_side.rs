//! The same claim in several panes.

use super::{Selected, State};
use crate::model::{Annotation, AnnotationId};

impl State {
    /// Where other panes say the same as a Claim, the first place in each.
    pub(super) fn twins_beside(&self, claim: AnnotationId) -> Vec<Selected> {
        let project = &self.project;
        let here = project.annotation(claim).map(|it| it.article);
        let canonical = self.shown_membership(claim).map(|it| it.canonical_claim);
        let members: Vec<&Annotation> = canonical
            .into_iter()
            .flat_map(|it| project.members_of(it))
            .filter_map(|it| project.annotation(it.claim))
            .filter(|it| !it.orphan)
            .collect();
        let panes = self.session.panes.iter().map(|it| it.article);
        panes
            .filter(|it| Some(*it) != here)
            .filter_map(|article| {
                let inside = members.iter().filter(|it| it.article == article);
                let hull = inside
                    .filter_map(|it| it.hull())
                    .min_by_key(|it| it.start())?;
                Some(Selected::of(article, hull))
            })
            .collect()
    }
}
