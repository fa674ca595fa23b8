use std::str::FromStr;

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::column::Column;
use super::evidence::Member;
use super::row::{Held, Row};
use super::{Cell, Shown};
use crate::model::sorted::sort_by;
use crate::model::{
    ArticleId, CanonicalClaimId, OverrideKey, Polarity, Project, Record, Reference,
};

/// What an article does with a canonical claim, in the order in which a cell lists it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    Denies,
    Distances,
    Endorses,
    Reports,
    ReportsContrary,
    /// A member without source, actor, cue or author's voice: unfinished, no finding.
    Unresolved,
    Related,
    Omits,
    OmitsUnconfirmed,
    NotRead,
}

impl Status {
    pub fn id(self) -> &'static str {
        self.into()
    }
}

pub(super) fn decide(project: &Project, shown: Shown<'_>, row: &Row<'_>, column: &Column) -> Cell {
    let derived = derived(project, shown, row, column);
    let related = if derived.contains(&Status::Related) {
        related(row, column).collect()
    } else {
        Vec::new()
    };
    let set = row.overrides.iter().copied();
    let (overrides, mut own): (_, Vec<Status>) =
        set.filter(|it| it.0.article == column.article).unzip();
    sort_by(&mut own, Ord::cmp);
    own.dedup();
    // A stance can be on the row and on its members; it is named once.
    let mut stances = Vec::new();
    for it in &row.stances {
        if it.article == column.article && !stances.contains(&it.stance) {
            stances.push(it.stance);
        }
    }
    Cell {
        statuses: if own.is_empty() { derived.clone() } else { own },
        derived,
        overrides,
        evidence: row
            .members_in(column.article)
            .iter()
            .map(Member::evidence)
            .collect(),
        stances,
        related,
    }
}

fn derived(project: &Project, shown: Shown<'_>, row: &Row<'_>, column: &Column) -> Vec<Status> {
    let mut found = told(row, column.article);
    // A stance of the article's own is about the row as much as a member is.
    if found.is_empty() && !row.members_in(column.article).iter().any(Member::counts) {
        absent(project, shown, (row, column), &mut found);
    }
    found
}

/// What the members of a row in an article, and the article's own stances, say.
pub(super) fn told(row: &Row<'_>, article: ArticleId) -> Vec<Status> {
    let members = || {
        let all = row.members_in(article).iter();
        all.filter(|it| it.counts())
    };
    let holds = |held: Held| {
        let mut stances = row.stances.iter();
        stances.any(|it| it.article == article && it.holds == held)
    };
    let (same, opposite) = (Polarity::Same, Polarity::Opposite);
    let told = |polarity| members().any(|it| it.attributed() && it.polarity == polarity);
    let table = [
        (
            Status::Denies,
            holds(Held::Deny) || members().any(|it| it.authors_voice && it.polarity == opposite),
        ),
        (Status::Distances, holds(Held::Query)),
        (
            Status::Endorses,
            holds(Held::Support)
                || members().any(|it| it.authors_voice && it.polarity == same && !it.doubted),
        ),
        (Status::Reports, told(same)),
        (Status::ReportsContrary, told(opposite)),
        (Status::Unresolved, members().any(Member::unresolved)),
    ];
    table
        .into_iter()
        .filter_map(|(status, holds)| holds.then_some(status))
        .collect()
}

/// What a cell without members says.
fn absent(
    project: &Project,
    shown: Shown<'_>,
    (row, column): (&Row<'_>, &Column),
    found: &mut Vec<Status>,
) {
    let is_related = related(row, column).next().is_some();
    if is_related {
        found.push(Status::Related);
    }
    match column.read {
        None => found.push(Status::NotRead),
        Some(_) if is_related => {}
        // Rewording a row leaves its making, and so its readings, as they were.
        Some(at) if at >= row.claim.provenance.created && !column.has_unlinked(project, shown) => {
            found.push(Status::Omits);
        }
        Some(_) => found.push(Status::OmitsUnconfirmed),
    }
}

fn related(row: &Row<'_>, column: &Column) -> impl Iterator<Item = CanonicalClaimId> {
    let article = column.article;
    row.related
        .iter()
        .filter(move |it| it.0 == article)
        .map(|it| it.1)
}

/// The overrides of a row. A status that this version does not know cannot win; the record stays.
pub(super) fn overrides(
    project: &Project,
    shown: Shown<'_>,
    row: CanonicalClaimId,
) -> Vec<(OverrideKey, Status)> {
    let mut found = Vec::new();
    for it in project.referrers(&Reference::CanonicalClaim(row)) {
        if let Record::Override(record) = it
            && let Ok(status) = Status::from_str(&record.status)
            && shown.has(&record.provenance)
        {
            found.push((record.key(), status));
        }
    }
    found
}
