//! A row for every canonical claim, a column for every article: what each article does
//! with each claim, as the records of the annotators shown have it.

mod chain;
mod column;
mod evidence;
mod outline;
mod part;
mod row;
mod status;

use super::{AnnotationId, AnnotatorId, ArticleId, CanonicalClaimId, PartId, Polarity, Project};
use super::{OverrideKey, Provenance};
use crate::model::sorted::sort_by_key;
use column::Column;
use row::Row as RowRecords;

pub use chain::{Link, Linked, chain, related_rows};
pub use column::is_unlinked;
pub use outline::{Outline, Outlines, is_contested, is_unsourced, outline, saying, speaks};
pub(super) use part::{part_of, parts_of};
pub use status::Status;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    /// Articles in the user's order.
    pub columns: Vec<ArticleId>,
    /// Canonical claims in the order in which they were made.
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub canonical_claim: CanonicalClaimId,
    /// One for each column.
    pub cells: Vec<Cell>,
}

/// What one article does with one canonical claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What the cell says, in the order of [`Status`]: the overrides where there are any,
    /// else what follows from the records. Empty where all members are negated: "did not
    /// say it" decides nothing.
    pub statuses: Vec<Status>,
    /// What follows from the records, whatever overrides say.
    pub derived: Vec<Status>,
    /// Whose overrides win; several annotators may differ.
    pub overrides: Vec<OverrideKey>,
    /// The members in this article, in order of place, boilerplate included.
    pub evidence: Vec<Evidence>,
    /// The Stances of the article's own that decide: those on the row, then those on its members.
    pub stances: Vec<AnnotationId>,
    /// Rows with members here that are joined to this row; only where `related` holds.
    pub related: Vec<CanonicalClaimId>,
}

/// A claim of the article that is a member of the row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub claim: AnnotationId,
    pub polarity: Polarity,
    /// The part the claim stands in; `None` in the body. Boilerplate does not count.
    pub part: Option<PartId>,
    /// The article says that its source did *not* say it.
    pub negated: bool,
    /// The source it is attributed to denies it.
    pub source_denies: bool,
}

impl Cell {
    /// Whether "source denies" is to be added to `reports` or `reports_contrary`.
    pub fn source_denies(&self, status: Status) -> bool {
        let polarity = match status {
            Status::Reports => Polarity::Same,
            Status::ReportsContrary => Polarity::Opposite,
            _ => return false,
        };
        self.evidence
            .iter()
            .any(|it| it.counts() && it.source_denies && it.polarity == polarity)
    }

    pub fn is_overridden(&self) -> bool {
        !self.overrides.is_empty()
    }
}

impl Evidence {
    /// Whether it stands in the article itself rather than in boilerplate.
    pub fn counts(&self) -> bool {
        self.part.as_ref().is_none_or(|it| *it != "boilerplate")
    }
}

/// The whole matrix, for some annotators or (`None`) for all.
///
/// What an annotator shown decided counts: memberships, stances, readings, overrides and
/// relations between rows. The attributions of a claim belong to its words and count
/// whoever made them.
pub fn matrix(project: &Project, annotators: Option<&[AnnotatorId]>) -> Matrix {
    let claims = rows_of(project);
    let articles = project.ordered_articles();
    let articles: Vec<ArticleId> = articles.into_iter().map(|it| it.id).collect();
    window(project, annotators, &claims, &articles)
}

/// The canonical claims in the order in which they were made, which is that of the rows.
pub fn rows_of(project: &Project) -> Vec<CanonicalClaimId> {
    let mut claims: Vec<_> = project.canonical_claims().collect();
    sort_by_key(&mut claims, |it| (it.provenance.created, it.id));
    claims.into_iter().map(|it| it.id).collect()
}

/// Some rows and columns of the [`matrix`], in the order in which they are asked for; what the
/// project does not have is left out. Its cost grows with what is asked for only.
pub fn window(
    project: &Project,
    annotators: Option<&[AnnotatorId]>,
    rows: &[CanonicalClaimId],
    columns: &[ArticleId],
) -> Matrix {
    window_by(project, Shown(annotators), None, rows, columns)
}

/// The [`window`] by everybody's records, where rows that are `known` need not be gone through
/// for what stands in other articles.
pub fn known_window(
    project: &Project,
    known: &Outlines,
    rows: &[CanonicalClaimId],
    columns: &[ArticleId],
) -> Matrix {
    window_by(project, Shown(None), Some(known), rows, columns)
}

fn window_by(
    project: &Project,
    shown: Shown<'_>,
    known: Option<&Outlines>,
    rows: &[CanonicalClaimId],
    columns: &[ArticleId],
) -> Matrix {
    let mut of_articles: Vec<Column> = Vec::new();
    for article in columns {
        if let Some(article) = project.article(*article) {
            of_articles.push(Column::new(project, shown, article));
        }
    }
    let mut of_claims = Vec::new();
    for row in rows {
        let Some(claim) = project.canonical_claim(*row) else {
            continue;
        };
        let row = RowRecords::new(project, shown, claim, Some(columns), known);
        let cells = of_articles.iter();
        of_claims.push(Row {
            canonical_claim: claim.id,
            cells: cells
                .map(|it| status::decide(project, shown, &row, it))
                .collect(),
        });
    }
    Matrix {
        columns: of_articles.iter().map(|it| it.article).collect(),
        rows: of_claims,
    }
}

/// One cell, as [`matrix`] would have it; its cost grows with the row and the article only.
pub fn cell(
    project: &Project,
    annotators: Option<&[AnnotatorId]>,
    canonical_claim: CanonicalClaimId,
    article: ArticleId,
) -> Option<Cell> {
    let shown = Shown(annotators);
    let claim = project.canonical_claim(canonical_claim)?;
    let row = RowRecords::new(project, shown, claim, Some(&[article]), None);
    let column = Column::new(project, shown, project.article(article)?);
    Some(status::decide(project, shown, &row, &column))
}

/// Whose records count.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a>(pub(super) Option<&'a [AnnotatorId]>);

impl Shown<'_> {
    pub(super) fn has(self, provenance: &Provenance) -> bool {
        self.0.is_none_or(|it| it.contains(&provenance.annotator))
    }
}
