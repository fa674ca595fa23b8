//! The same claim in several panes.

use super::{Pane, Selected, State};
use crate::model::matrix::{Status, cell};
use crate::model::{Annotation, AnnotationId, ArticleId};
use crate::text::{ByteOffset, TextSpan};

impl State {
    /// Shows an article, and another beside it, in the panes that are there where it can.
    pub(super) fn show_both(&mut self, article: ArticleId, other: Option<ArticleId>) {
        let wanted = [Some(article), other];
        for shown in wanted.into_iter().flatten() {
            let panes = &mut self.session.panes;
            if panes.iter().any(|it| it.article == shown) {
                continue;
            }
            let pane = Pane {
                article: shown,
                pinned: false,
            };
            let free = panes
                .iter()
                .position(|it| !it.pinned && !wanted.contains(&Some(it.article)));
            match free {
                Some(at) if panes.len() > 1 => panes[at] = pane,
                _ => panes.push(pane),
            }
        }
        self.show_article(article);
    }

    /// The other Claims of the same canonical claim, whether they say the same or the opposite.
    pub fn twins(&self, claim: AnnotationId) -> impl Iterator<Item = &Annotation> {
        let membership = self.shown_membership(claim);
        let members = membership.map(|it| self.project.members_of(it.canonical_claim));
        members
            .unwrap_or_default()
            .filter(move |it| it.claim != claim)
            .filter_map(|it| self.project.annotation(it.claim))
    }

    /// What an article does with the canonical claim of the selected Claim of another article, if
    /// none of its own Claims is a member: it omits it, say.
    pub fn missing_claim(&self, article: ArticleId) -> Option<Vec<Status>> {
        let claim = self.project.annotation(self.session.focused?)?;
        if claim.article == article {
            return None;
        }
        let row = self.shown_membership(claim.id)?.canonical_claim;
        let cell = cell(&self.project, None, row, article)?;
        cell.evidence.is_empty().then_some(cell.statuses)
    }

    /// The Claim nearest to a place of which one of the other panes has a twin, among those with
    /// words in a span, and where that twin is.
    pub fn twin_near(
        &self,
        article: ArticleId,
        span: TextSpan,
        at: ByteOffset,
    ) -> Option<(Selected, Vec<Selected>)> {
        let mut nearest: Option<(u32, Selected, Vec<Selected>)> = None;
        for claim in self.project.annotations_in(article, span) {
            let Some(hull) = claim.hull() else { continue };
            let far = hull.start().get().abs_diff(at.get());
            if claim.label != "Claim" || nearest.as_ref().is_some_and(|it| it.0 <= far) {
                continue;
            }
            let beside = self.twins_beside(claim.id);
            if !beside.is_empty() {
                nearest = Some((far, Selected::of(article, hull), beside));
            }
        }
        nearest.map(|it| (it.1, it.2))
    }

    /// Where other panes say the same as a Claim, the first place in each.
    pub(super) fn twins_beside(&self, claim: AnnotationId) -> Vec<Selected> {
        let here = self.project.annotation(claim).map(|it| it.article);
        let members: Vec<&Annotation> = self.twins(claim).filter(|it| !it.orphan).collect();
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
