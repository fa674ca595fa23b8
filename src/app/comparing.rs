//! The matrix as it is looked at: which rows in which order, which cell is chosen, and what an
//! annotator says of a cell over what follows from the records.

use std::rc::Rc;

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{Effect, Env, State, View};
use crate::model::matrix::{
    Matrix, Outline, Outlines, Status, is_contested, is_unsourced, known_window, outline, speaks,
};
use crate::model::sorted::{SortedMap, SortedSet, sort_by};
use crate::model::{
    ActorId, ArticleId, CanonicalClaimId, Change, End, Override, OverrideField, OverrideKey,
    TopicId, TransactionName,
};
use crate::text::search::folded;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparing {
    pub arrangement: Arrangement,
    pub cell: Option<CellId>,
    /// The rows as they were arranged last. They stay where they are while cells change, so that
    /// nothing moves under the hand; [`ComparingAction::Arrange`] arranges them anew.
    pub rows: Rc<[MatrixRow]>,
    arranged_for: Option<ArrangedFor>,
    /// The matrix was left since: whoever comes back sees them arranged by what was done meanwhile.
    left: bool,
    outlines: Known,
}

/// What rows were arranged for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ArrangedFor {
    lineage: Rc<()>,
    /// Entries of the journal.
    edits: u64,
    /// Canonical claims, of which some may have come since.
    rows: usize,
}

/// What rows are like, which follows from the project.
#[derive(Clone, Debug, Default)]
struct Known(Outlines);

impl PartialEq for Known {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Known {}

/// Rows that are looked at in one go while nobody waits for them.
const AT_ONCE: usize = 100;

/// A cell by its row and its column; the name of the row where there is no column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellId {
    pub row: CanonicalClaimId,
    pub article: Option<ArticleId>,
}

/// Which rows, in which order, and which columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement {
    pub order: RowOrder,
    pub only: RowFilter,
    pub topic: Option<TopicId>,
    /// Only claims that stand on the word of this actor.
    pub actor: Option<ActorId>,
    /// Rows of a topic stand together under its name.
    pub by_topic: bool,
    /// Columns that are not shown.
    pub hidden: SortedSet<ArticleId>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum RowOrder {
    /// By how many articles have it, then by how much of it is check-worthy, then by quotes.
    #[default]
    MostReported,
    /// What only some articles have comes before what all have.
    Differences,
    Made,
    Alphabet,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum RowFilter {
    #[default]
    All,
    InAll,
    InOne,
    Contested,
    Unsourced,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatrixRow {
    /// The name of a topic, `None` for claims without one, and how many of its rows follow.
    Topic(Option<TopicId>, usize),
    /// A canonical claim, and whether an article has so many quotes of it that a cell may need more
    /// room, as it was when the rows were arranged.
    Claim(CanonicalClaimId, bool),
}

#[derive(Debug, PartialEq)]
pub enum ComparingAction {
    /// Arrange the rows anew, in the same way or in another.
    Arrange(Box<Arrangement>),
    Choose(Option<CellId>),
    /// Look at some rows before anybody asks for the matrix.
    Prepare,
    /// Read what a cell stands for, beside another article that has it.
    OpenBeside(CellId),
    /// Say what a cell says; `None` leaves it to the records again.
    SetStatus(CellId, Option<Status>),
    SetNote(CellId, String),
}

pub(super) fn step(state: &mut State, action: ComparingAction, env: &Env<'_>) -> Vec<Effect> {
    match action {
        ComparingAction::Arrange(arrangement) => {
            state.session.comparing.arrangement = *arrangement;
            state.session.comparing.arranged_for = None;
        }
        ComparingAction::Prepare => return prepare(state),
        ComparingAction::Choose(cell) => state.session.comparing.cell = cell,
        ComparingAction::OpenBeside(cell) => return open_beside(state, cell),
        ComparingAction::SetStatus(cell, status) => return set_status(state, cell, status, env),
        ComparingAction::SetNote(cell, note) => return set_note(state, cell, note, env),
    }
    Vec::new()
}

pub(super) fn prepare(state: &mut State) -> Vec<Effect> {
    let outlines = &mut state.session.comparing.outlines.0;
    if outlines.follow(&state.project, AT_ONCE) {
        Vec::new()
    } else {
        vec![Effect::PrepareMatrix]
    }
}

/// Arranges the rows when the matrix is shown, and puts rows that came at the end.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    let shown = state.session.view == View::Compare;
    let comparing = &mut state.session.comparing;
    let were_known = comparing.outlines.0.is_complete();
    // Whoever looks at the matrix needs all rows; else what changed is taken in at once, and the
    // rest by and by.
    let most = if shown { usize::MAX } else { 0 };
    let known = comparing.outlines.0.follow(&state.project, most);
    if !shown {
        comparing.left = true;
        let lost = were_known && !known;
        return lost.then_some(Effect::PrepareMatrix).into_iter().collect();
    }
    let edits = state.history.last_seq();
    let came_back = std::mem::take(&mut comparing.left);
    let now = ArrangedFor {
        lineage: Rc::clone(state.project.lineage()),
        edits,
        rows: state.project.canonical_claims().len(),
    };
    let before = comparing.arranged_for.clone();
    let before = before.filter(|it| Rc::ptr_eq(&it.lineage, &now.lineage));
    let (rows, edits) = match before {
        Some(before) if !came_back || before.edits == edits => {
            if before.rows == now.rows {
                return Vec::new();
            }
            (state.rows_after_edit(), before.edits)
        }
        _ => (state.arranged(), edits),
    };
    let comparing = &mut state.session.comparing;
    comparing.rows = rows.into();
    comparing.arranged_for = Some(ArrangedFor { edits, ..now });
    let project = &state.project;
    comparing.cell = comparing
        .cell
        .filter(|it| project.canonical_claim(it.row).is_some());
    Vec::new()
}

impl State {
    /// The articles that have a column, in the user's order.
    pub fn matrix_columns(&self) -> Vec<ArticleId> {
        let hidden = &self.session.comparing.arrangement.hidden;
        let articles = self.project.ordered_articles().into_iter().map(|it| it.id);
        articles.filter(|it| !hidden.contains(it)).collect()
    }

    /// The articles that have a member of a row, or hold something of it.
    pub fn articles_with(&self, row: CanonicalClaimId) -> SortedSet<ArticleId> {
        let mut articles = match self.outline_of(row) {
            Some(known) => known.articles.clone(),
            // Not looked at yet.
            None => outline(&self.project, None, row).articles,
        };
        for relation in self.project.relations_at(End::CanonicalClaim(row)) {
            let from = relation.from.annotation();
            let from = from.and_then(|it| self.project.annotation(it));
            articles.extend(from.map(|it| it.article));
        }
        articles
    }

    /// What a row is like now; nothing where it was not looked at yet.
    pub fn outline_of(&self, row: CanonicalClaimId) -> Option<&Outline> {
        self.session.comparing.outlines.0.of(row)
    }

    /// Some rows and columns of the matrix.
    pub fn matrix_window(&self, rows: &[CanonicalClaimId], columns: &[ArticleId]) -> Matrix {
        let known = &self.session.comparing.outlines.0;
        known_window(&self.project, known, rows, columns)
    }

    /// The rows that the filter lets through, in order.
    fn arranged(&self) -> Vec<MatrixRow> {
        let arrangement = &self.session.comparing.arrangement;
        let hidden = &arrangement.hidden;
        let columns = self.matrix_columns().len();
        let (outlines, unknown) = (&self.session.comparing.outlines.0, Outline::default());
        let mut rows: Vec<(Key, Option<TopicId>, MatrixRow)> = Vec::new();
        for claim in self.project.canonical_claims() {
            let found = outlines.of(claim.id).unwrap_or(&unknown);
            let topic = claim.topic;
            let having = having(found, hidden);
            if arrangement.topic.is_some_and(|it| topic != Some(it))
                || !self.lets_through(arrangement, claim.id, having, columns)
            {
                continue;
            }
            let key = Key {
                rank: rank(arrangement.order, found, having, columns),
                words: match arrangement.order {
                    RowOrder::Alphabet => folded(&claim.text),
                    _ => String::new(),
                },
                made: (claim.provenance.created, claim.id),
            };
            rows.push((key, topic, MatrixRow::Claim(claim.id, found.is_crowded())));
        }
        sort_by(&mut rows, |a, b| a.0.cmp(&b.0));
        let rows = rows.into_iter().map(|it| (it.1, it.2));
        if arrangement.by_topic {
            self.by_topic(rows.collect())
        } else {
            rows.map(|it| it.1).collect()
        }
    }

    /// Rows under the names of their topics, by name; those without one at the end.
    fn by_topic(&self, rows: Vec<(Option<TopicId>, MatrixRow)>) -> Vec<MatrixRow> {
        let mut topics: SortedMap<(bool, String, Option<TopicId>), Vec<MatrixRow>> =
            SortedMap::new();
        for (topic, row) in rows {
            let name = topic
                .and_then(|it| self.project.topic(it))
                .map(|it| folded(&it.name));
            let key = (name.is_none(), name.unwrap_or_default(), topic);
            topics.or_insert_with(key, Vec::new).push(row);
        }
        let mut all = Vec::new();
        for ((.., topic), rows) in topics {
            all.push(MatrixRow::Topic(topic, rows.len()));
            all.extend(rows);
        }
        all
    }

    fn lets_through(
        &self,
        arrangement: &Arrangement,
        row: CanonicalClaimId,
        having: usize,
        columns: usize,
    ) -> bool {
        let project = &self.project;
        let fits = match arrangement.only {
            RowFilter::All => true,
            RowFilter::InAll => having == columns,
            RowFilter::InOne => having == 1,
            RowFilter::Contested => is_contested(project, None, row),
            RowFilter::Unsourced => is_unsourced(project, None, row),
        };
        fits && arrangement
            .actor
            .is_none_or(|it| speaks(project, None, row, it))
    }

    /// The rows where they were, without those that went, and with those that came.
    fn rows_after_edit(&self) -> Vec<MatrixRow> {
        let mut rows: Vec<(Option<TopicId>, MatrixRow)> = Vec::new();
        let mut there = SortedSet::new();
        let mut under = None;
        for row in self.session.comparing.rows.iter() {
            match row {
                MatrixRow::Topic(topic, _) => under = *topic,
                MatrixRow::Claim(id, _) => {
                    if self.project.canonical_claim(*id).is_some() {
                        there.insert(*id);
                        rows.push((under, row.clone()));
                    }
                }
            }
        }
        for claim in self.project.canonical_claims() {
            if !there.contains(&claim.id) {
                let crowded = self.outline_of(claim.id).is_some_and(Outline::is_crowded);
                rows.push((claim.topic, MatrixRow::Claim(claim.id, crowded)));
            }
        }
        if self.session.comparing.arrangement.by_topic {
            return self.by_topic(rows);
        }
        rows.into_iter().map(|it| it.1).collect()
    }

    /// The row that is looked at: that of the chosen cell in the matrix, else the first that the
    /// focused Claim is a member of.
    pub fn chosen_row(&self) -> Option<CanonicalClaimId> {
        if self.session.view == View::Compare {
            return self.session.comparing.cell.map(|it| it.row);
        }
        let mut memberships = self.project.memberships_of(self.session.focused?);
        memberships.next().map(|it| it.canonical_claim)
    }

    /// The chosen cell, if it is one that needs to be confirmed.
    pub fn unconfirmed_cell(&self) -> Option<CellId> {
        let cell = self
            .session
            .comparing
            .cell
            .filter(|_| self.session.view == View::Compare)?;
        let matrix = self.matrix_window(&[cell.row], &[cell.article?]);
        let found = matrix.rows.first()?.cells.first()?;
        found
            .statuses
            .contains(&Status::OmitsUnconfirmed)
            .then_some(cell)
    }
}

/// What rows are sorted by, the first to differ decides.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    rank: [usize; 3],
    words: String,
    made: (crate::model::Timestamp, CanonicalClaimId),
}

/// How many of the articles that are compared have a row.
fn having(outline: &Outline, hidden: &SortedSet<ArticleId>) -> usize {
    if hidden.is_empty() {
        return outline.articles.len();
    }
    outline
        .articles
        .iter()
        .filter(|it| !hidden.contains(*it))
        .count()
}

fn rank(order: RowOrder, outline: &Outline, having: usize, columns: usize) -> [usize; 3] {
    let most = [having, outline.worthy, outline.quotes].map(|it| usize::MAX - it);
    match order {
        RowOrder::MostReported => most,
        RowOrder::Differences => {
            let same = having == 0 || having == columns;
            [usize::from(same), most[1], most[2]]
        }
        RowOrder::Made | RowOrder::Alphabet => [0; 3],
    }
}

/// Shows the first quote of a cell, and beside it that of another article. Where an article has
/// none, what is to be read is what the others have.
fn open_beside(state: &mut State, cell: CellId) -> Vec<Effect> {
    let columns = state.matrix_columns();
    let mut having = columns.clone();
    let outline = state.outline_of(cell.row);
    having.retain(|it| outline.is_some_and(|outline| outline.articles.contains(it)));
    let matrix = state.matrix_window(&[cell.row], &having);
    let Some(row) = matrix.rows.first() else {
        return Vec::new();
    };
    let mut quotes = Vec::new();
    for (article, found) in matrix.columns.iter().zip(&row.cells) {
        if let Some(first) = found.evidence.first() {
            quotes.push((*article, first.claim));
        }
    }
    let own = cell.article.or(quotes.first().map(|it| it.0));
    let Some(own) = own else {
        return Vec::new();
    };
    let mut others = columns.iter().copied().filter(|it| *it != own);
    let other = quotes
        .iter()
        .map(|it| it.0)
        .find(|it| *it != own)
        .or_else(|| others.next());
    state.session.view = View::Read;
    state.show_both(own, other);
    let here = quotes.iter().find(|it| it.0 == own).or(quotes.first());
    let focus = here.map(|it| it.1);
    match focus {
        Some(_) => super::viewing::focus(state, focus),
        None => vec![state.keyboard_to_text()],
    }
}

fn set_status(
    state: &mut State,
    cell: CellId,
    status: Option<Status>,
    env: &Env<'_>,
) -> Vec<Effect> {
    let Some((own, text)) = own_override(state, cell) else {
        return Vec::new();
    };
    let changes = match (state.project.override_of(own), status) {
        (None, None) => Vec::new(),
        (Some(there), None) => vec![Change::remove(there.clone())],
        (Some(there), Some(status)) => {
            there.edited(&OverrideField::Status(status.id().to_owned()), env.now)
        }
        (None, Some(status)) => vec![Change::add(Override {
            canonical_claim: own.canonical_claim,
            article: own.article,
            status: status.id().to_owned(),
            note: String::new(),
            provenance: state.made(env.now),
            extra: None,
        })],
    };
    state.commit(
        TransactionName::new("override-cell", &text),
        changes,
        env,
        |_| (),
    )
}

fn set_note(state: &mut State, cell: CellId, note: String, env: &Env<'_>) -> Vec<Effect> {
    let Some((own, text)) = own_override(state, cell) else {
        return Vec::new();
    };
    let Some(there) = state.project.override_of(own) else {
        return Vec::new();
    };
    let changes = there.edited(&OverrideField::Note(note), env.now);
    state.commit(
        TransactionName::new("override-cell", &text),
        changes,
        env,
        |_| (),
    )
}

/// Where one's own override of a cell is, or would be, and what the row says.
fn own_override(state: &State, cell: CellId) -> Option<(OverrideKey, String)> {
    let claim = state.project.canonical_claim(cell.row)?;
    let key = OverrideKey {
        canonical_claim: claim.id,
        article: cell.article?,
        annotator: state.me,
    };
    Some((key, claim.text.clone()))
}
