//! What holds of every matrix, over random coding.

use std::collections::{BTreeMap, BTreeSet};

use cotejo::app::{History, Stamp};
use cotejo::model::matrix::{
    Cell, Evidence, Link, Linked, Matrix, Outlines, Status, cell, chain, is_contested,
    is_unsourced, known_window, matrix, outline, speaks, window,
};
use cotejo::model::*;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use strum::IntoEnumIterator;
use uuid::Uuid;

use super::story::{base, story, told};

/// What a cell says where nothing in the article decides.
const ABSENT: [Status; 4] = [
    Status::Related,
    Status::Omits,
    Status::OmitsUnconfirmed,
    Status::NotRead,
];

fn cells(of: &Matrix) -> impl Iterator<Item = (CanonicalClaimId, ArticleId, &Cell)> {
    of.rows.iter().flat_map(|row| {
        let cells = of.columns.iter().zip(&row.cells);
        cells.map(|(article, cell)| (row.canonical_claim, *article, cell))
    })
}

fn is_absence(statuses: &[Status]) -> bool {
    !statuses.is_empty() && statuses.iter().all(|it| ABSENT.contains(it))
}

/// The annotations that a cell shows as what decides it.
fn deciding(cell: &Cell) -> BTreeSet<AnnotationId> {
    let claims = cell.evidence.iter().map(|it| it.claim);
    claims.chain(cell.stances.iter().copied()).collect()
}

/// Without some annotations, and whatever hangs on them.
fn without(project: &Project, gone: impl Fn(&Annotation) -> bool) -> Project {
    let mut left = project.clone();
    for it in project.annotations().filter(|it| gone(it)) {
        left.apply_all(&left.removal(&it.id.into())).unwrap();
    }
    left
}

fn without_records<'a>(project: &Project, gone: impl Iterator<Item = Reference> + 'a) -> Project {
    let mut left = project.clone();
    for it in gone {
        if left.has(&it) {
            left.apply_all(&left.removal(&it)).unwrap();
        }
    }
    left
}

/// Annotations that a relation leads to from some, or to some.
fn with_neighbours(project: &Project, some: &BTreeSet<AnnotationId>) -> BTreeSet<AnnotationId> {
    let mut all = some.clone();
    for it in some {
        let end = End::Annotation(*it);
        let others = project.relations_at(end).filter_map(|it| it.other(end));
        all.extend(others.filter_map(End::annotation));
    }
    all
}

/// What one annotator's matrix must not depend on: what others decided, and their claims that
/// the annotator has in no row. Attributions and parts belong to the words.
fn without_others(project: &Project, who: AnnotatorId) -> Project {
    let other = |it: &Provenance| it.annotator != who;
    let linked = |claim: AnnotationId| {
        let mut memberships = project.memberships_of(claim);
        memberships.any(|it| it.provenance.annotator == who)
    };
    let mut gone: Vec<Reference> = Vec::new();
    for it in project.memberships().filter(|it| other(&it.provenance)) {
        gone.push(it.key().into());
    }
    for it in project.readings().filter(|it| other(&it.provenance)) {
        gone.push(it.key().into());
    }
    for it in project.overrides().filter(|it| other(&it.provenance)) {
        gone.push(it.key().into());
    }
    for it in project.relations().filter(|it| other(&it.provenance)) {
        if matches!(it.from, End::CanonicalClaim(_)) {
            gone.push(it.id.into());
        }
    }
    for it in project.annotations().filter(|it| other(&it.provenance)) {
        if it.label == "Stance" || (it.label == "Claim" && !linked(it.id)) {
            gone.push(it.id.into());
        }
    }
    without_records(project, gone.into_iter())
}

fn stamp() -> Stamp {
    Stamp {
        annotator: base().annotators[0],
        at: Timestamp::from_millis(1),
    }
}

/// The changes in another order, each as soon as what it refers to is there.
fn shuffled(changes: &[Change], keys: &[usize]) -> Vec<Change> {
    let mut waiting: Vec<(usize, Change)> = Vec::new();
    for (at, change) in changes.iter().enumerate() {
        waiting.push((
            keys[at % keys.len()] ^ ((at / keys.len()) << 7),
            change.clone(),
        ));
    }
    waiting.sort_by_key(|it| it.0);
    let mut project = base().project;
    let mut order = Vec::new();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|(_, change)| {
            let waits = project.apply(change).is_err();
            if !waits {
                order.push(change.clone());
            }
            waits
        });
        assert!(waiting.len() < before, "what waits has nothing to wait for");
    }
    order
}

fn some<T: Copy>(of: &[T], which: u8, turned: bool) -> Vec<T> {
    let chosen = of.iter().enumerate().filter(|it| which >> it.0 & 1 == 1);
    let mut chosen: Vec<T> = chosen.map(|it| *it.1).collect();
    if turned {
        chosen.reverse();
    }
    chosen
}

proptest! {
    #[test]
    fn the_order_of_edits_does_not_matter(story in story(), keys in vec(any::<usize>(), 64)) {
        let changes = story.changes();
        let other = told(&shuffled(&changes, &keys));
        prop_assert_eq!(matrix(&told(&changes), None), matrix(&other, None));
    }

    #[test]
    fn undo_gives_the_matrix_back(story in story(), more in 1..30_usize, gone in any::<prop::sample::Index>()) {
        let changes = story.changes();
        let (first, then) = changes.split_at(changes.len().saturating_sub(more));
        let mut project = told(first);
        let mut edits: Vec<Vec<Change>> = then.iter().map(|it| vec![it.clone()]).collect();
        let whole = told(&changes);
        let records: Vec<Reference> = Kind::ALL
            .iter()
            .flat_map(|kind| whole.records(*kind).map(Record::reference))
            .collect();
        edits.push(whole.removal(gone.get(&records)));
        let mut history = History::new(ReplicaId(Uuid::from_u128(5)));
        let mut before = Vec::new();
        for changes in edits {
            let seen = matrix(&project, None);
            let transaction = Transaction {
                name: TransactionName::default(),
                changes,
                focus: FocusChange::default(),
            };
            if history.commit(&mut project, transaction, stamp()).is_ok() {
                before.push(seen);
            }
        }
        let mut after = Vec::new();
        for seen in before.into_iter().rev() {
            after.push(matrix(&project, None));
            history.undo(&mut project, stamp()).unwrap();
            prop_assert_eq!(matrix(&project, None), seen);
        }
        for seen in after.into_iter().rev() {
            history.redo(&mut project, stamp()).unwrap();
            prop_assert_eq!(matrix(&project, None), seen);
        }
    }

    #[test]
    fn what_is_known_of_rows_follows_every_edit(story in story(), gone in any::<prop::sample::Index>()) {
        let changes = story.changes();
        let whole = told(&changes);
        let records: Vec<Reference> = Kind::ALL
            .iter()
            .flat_map(|kind| whole.records(*kind).map(Record::reference))
            .collect();
        let removed = whole.removal(gone.get(&records));
        let undone = inverse_of(&removed);
        let mut project = base().project;
        let mut known = Outlines::default();
        for change in changes.iter().chain(&removed).chain(&undone) {
            project.apply(change).unwrap();
            known.follow(&project, usize::MAX);
            let seen = matrix(&project, None);
            let rows: Vec<_> = seen.rows.iter().map(|it| it.canonical_claim).collect();
            prop_assert_eq!(known_window(&project, &known, &rows, &seen.columns), seen);
        }
    }

    #[test]
    fn a_window_and_a_cell_are_pieces_of_the_matrix(
        story in story(), which in any::<(u8, u8)>(), turned in any::<(bool, bool)>(), alone in any::<bool>()
    ) {
        let project = story.project();
        let who = base().annotators;
        let shown = alone.then_some(&who[..1]);
        let whole = matrix(&project, shown);
        let ids: Vec<CanonicalClaimId> = whole.rows.iter().map(|it| it.canonical_claim).collect();
        let rows = some(&ids, which.0, turned.0);
        let columns = some(&whole.columns, which.1, turned.1);
        let found = window(&project, shown, &rows, &columns);
        prop_assert_eq!(&found.columns, &columns);
        let found_rows: Vec<_> = found.rows.iter().map(|it| it.canonical_claim).collect();
        prop_assert_eq!(found_rows, rows);
        let of_whole: BTreeMap<_, _> = cells(&whole).map(|it| ((it.0, it.1), it.2)).collect();
        for (row, article, it) in cells(&found) {
            prop_assert_eq!(it, of_whole[&(row, article)]);
        }
        for ((row, article), it) in of_whole {
            prop_assert_eq!(&cell(&project, shown, row, article).unwrap(), it);
        }
    }

    #[test]
    fn what_decides_a_cell_is_in_its_article_and_its_text(story in story()) {
        let project = story.project();
        for (row, article, cell) in cells(&matrix(&project, None)) {
            let mut named = BTreeSet::new();
            for it in &cell.evidence {
                let claim = project.annotation(it.claim).unwrap();
                prop_assert!(claim.article == article && !claim.orphan && claim.label == "Claim");
                let mut memberships = project.memberships_of(it.claim);
                let member = memberships.any(|of| of.canonical_claim == row && of.polarity == it.polarity);
                prop_assert!(member, "evidence is a member");
                prop_assert!(named.insert((it.claim, it.polarity == Polarity::Same)), "named twice");
            }
            let mut named = BTreeSet::new();
            for it in &cell.stances {
                let stance = project.annotation(*it).unwrap();
                prop_assert!(stance.article == article && !stance.orphan && stance.label == "Stance");
                prop_assert!(stance.has("holder", "article"));
                prop_assert!(["deny", "query", "support"].iter().any(|it| stance.has("value", it)));
                prop_assert!(named.insert(*it), "a stance is named once");
            }
        }
    }

    #[test]
    fn nothing_else_decides_a_cell(story in story()) {
        let project = story.project();
        for (row, article, seen) in cells(&matrix(&project, None)) {
            let kept = with_neighbours(&project, &deciding(seen));
            let left = without(&project, |it| !kept.contains(&it.id));
            let left = cell(&left, None, row, article).unwrap();
            if is_absence(&seen.derived) {
                prop_assert!(is_absence(&left.derived), "{:?}", left.derived);
            } else {
                prop_assert_eq!(&left.derived, &seen.derived);
            }
        }
    }

    #[test]
    fn without_what_decides_it_a_cell_has_only_absence(story in story()) {
        let project = story.project();
        for (row, article, seen) in cells(&matrix(&project, None)) {
            let counting = || seen.evidence.iter().filter(|it| it.counts());
            let decided = counting().next().is_some() || !seen.stances.is_empty();
            prop_assert_eq!(is_absence(&seen.derived), !decided);
            prop_assert_eq!(is_absence(&seen.derived) || seen.derived.iter().all(|it| !ABSENT.contains(it)), true);
            let silent = decided && seen.stances.is_empty() && counting().all(|it| {
                it.negated && !project.annotation(it.claim).unwrap().has("reporting", "authors_voice")
            });
            prop_assert!(!silent || seen.derived.is_empty(), "negated attributions decide nothing");
            let gone = deciding(seen);
            let left = without(&project, |it| gone.contains(&it.id));
            let left = cell(&left, None, row, article).unwrap();
            prop_assert!(left.evidence.is_empty() && left.stances.is_empty());
            prop_assert!(is_absence(&left.derived));
        }
    }

    #[test]
    fn a_chain_has_every_quote_and_every_stance(story in story()) {
        fn gather(links: &[Link], found: &mut Vec<Linked>) {
            for it in links {
                found.push(it.what.clone());
                gather(&it.next, found);
            }
        }
        let project = story.project();
        for (row, article, cell) in cells(&matrix(&project, None)) {
            let mut found = Vec::new();
            gather(&chain(&project, row, article, cell, usize::MAX), &mut found);
            let has = |it: &Linked| found.iter().filter(|found| *found == it).count();
            for it in &cell.evidence {
                prop_assert_eq!(has(&Linked::Quote(it.clone())), 1);
                let end = End::Annotation(it.claim);
                for relation in project.relations_at(end).filter(|it| it.from == end) {
                    let voice = |it: &Linked| matches!(it, Linked::Voice { voice, .. } if *voice == relation.to);
                    prop_assert!(relation.kind != "attributed_to" || found.iter().any(voice));
                }
            }
            for it in project.annotations().filter(|it| it.label == "Stance" && !it.orphan) {
                let on = |end: End| project.relations_at(end).any(|relation| {
                    relation.kind == "targets" && relation.from == End::Annotation(it.id) && relation.to == end
                });
                let on_row = it.article == article && on(End::CanonicalClaim(row));
                let on_quote = cell.evidence.iter().any(|quote| on(End::Annotation(quote.claim)));
                if on_row || on_quote || cell.stances.contains(&it.id) {
                    prop_assert!(has(&Linked::Stance(it.id)) > 0, "a stance is missing");
                }
            }
        }
    }

    #[test]
    fn a_column_depends_on_its_own_article_only(story in story(), at in 0..2_usize) {
        let project = story.project();
        let article = base().articles[at];
        let left = without(&project, |it| it.article != article);
        let column = |of: &Project| {
            let all = matrix(of, None);
            cells(&all).filter(|it| it.1 == article).map(|it| it.2.clone()).collect::<Vec<_>>()
        };
        prop_assert_eq!(column(&left), column(&project));
    }

    #[test]
    fn statuses_are_sorted_and_each_is_there_once(story in story()) {
        for (_, _, cell) in cells(&matrix(&story.project(), None)) {
            for statuses in [&cell.statuses, &cell.derived] {
                prop_assert!(statuses.windows(2).all(|it| it[0] < it[1]), "{statuses:?}");
            }
            prop_assert!(cell.is_overridden() || cell.statuses == cell.derived);
            prop_assert_eq!(cell.related.is_empty(), !cell.derived.contains(&Status::Related));
        }
    }

    #[test]
    fn what_those_decided_who_are_not_shown_does_not_matter(story in story(), who in 0..2_usize) {
        let project = story.project();
        let who = base().annotators[who];
        let left = without_others(&project, who);
        let seen = matrix(&project, Some(&[who]));
        prop_assert_eq!(&matrix(&left, Some(&[who])), &seen);
        prop_assert_eq!(&matrix(&left, None), &seen);
        for row in project.canonical_claims() {
            let shown = [who];
            prop_assert_eq!(outline(&left, None, row.id), outline(&project, Some(&shown), row.id));
            prop_assert_eq!(is_contested(&left, None, row.id), is_contested(&project, Some(&shown), row.id));
        }
        let everybody = base().annotators;
        prop_assert_eq!(matrix(&project, Some(&everybody)), matrix(&project, None));
    }

    #[test]
    fn an_outline_says_what_the_cells_say(story in story()) {
        let project = story.project();
        for row in &matrix(&project, None).rows {
            let mut articles = BTreeSet::new();
            let mut claims = BTreeSet::new();
            for (cell, article) in row.cells.iter().zip(base().articles) {
                for it in cell.evidence.iter().filter(|it| it.counts()) {
                    articles.insert(article);
                    claims.insert(it.claim);
                }
            }
            let worthy = claims.iter().filter(|it| {
                project.annotation(**it).unwrap().has("check_worthiness", "check_worthy")
            });
            let seen = outline(&project, None, row.canonical_claim);
            prop_assert_eq!(seen.articles.iter().copied().collect::<BTreeSet<_>>(), articles);
            prop_assert_eq!((seen.quotes, seen.worthy), (claims.len(), worthy.count()));
        }
    }

    #[test]
    fn a_row_is_contested_by_what_its_cells_show(story in story()) {
        let project = story.project();
        let whole = matrix(&project, None);
        let has_members = |row: CanonicalClaimId| {
            cells(&whole).any(|it| it.0 == row && it.2.evidence.iter().any(Evidence::counts))
        };
        for row in &whole.rows {
            let says = |some: &[Status]| {
                row.cells.iter().any(|it| it.statuses.iter().any(|it| some.contains(it)))
            };
            let end = End::CanonicalClaim(row.canonical_claim);
            let contradicted = project.relations_at(end).any(|it| {
                it.kind == "contradicts"
                    && matches!(it.other(end), Some(End::CanonicalClaim(it)) if has_members(it))
            });
            let doubted = says(&[Status::Denies, Status::Distances, Status::ReportsContrary])
                || row.cells.iter().any(|cell| cell.statuses.iter().any(|it| cell.source_denies(*it)));
            let affirmed = says(&[Status::Endorses, Status::Reports]);
            prop_assert_eq!(
                is_contested(&project, None, row.canonical_claim),
                affirmed && (doubted || contradicted)
            );
        }
    }

    #[test]
    fn a_row_is_unsourced_where_no_member_has_a_source(story in story()) {
        let project = story.project();
        let voices = |claim: AnnotationId| {
            let end = End::Annotation(claim);
            let relations = project.relations_at(end);
            relations
                .filter(|it| it.kind == "attributed_to" && it.from == end && !it.is_negated())
                .map(|it| it.to)
                .collect::<Vec<_>>()
        };
        for row in &matrix(&project, None).rows {
            let evidence = row.cells.iter().flat_map(|it| &it.evidence);
            // Negated attributions decide nothing, nor does boilerplate.
            let claims: Vec<AnnotationId> = evidence
                .filter(|it| {
                    let own = project.annotation(it.claim).unwrap().has("reporting", "authors_voice");
                    it.counts() && (!it.negated || own)
                })
                .map(|it| it.claim)
                .collect();
            let sourced = claims.iter().any(|it| !voices(*it).is_empty());
            let unsourced = is_unsourced(&project, None, row.canonical_claim);
            prop_assert_eq!(unsourced, !claims.is_empty() && !sourced);
            for actor in base().actors {
                let is_actor = |end: &End| match *end {
                    End::Actor(id) => id == actor,
                    End::Annotation(id) => project.annotation(id).unwrap().actor == Some(actor),
                    _ => false,
                };
                let said = claims.iter().any(|it| voices(*it).iter().any(is_actor));
                prop_assert_eq!(speaks(&project, None, row.canonical_claim, actor), said);
            }
        }
    }
}

#[test]
fn stories_reach_every_rule() {
    let mut runner = TestRunner::deterministic();
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..400 {
        let project = story().new_tree(&mut runner).unwrap().current().project();
        let whole = matrix(&project, None);
        for row in &whole.rows {
            let contested = is_contested(&project, None, row.canonical_claim);
            let unsourced = is_unsourced(&project, None, row.canonical_claim);
            *seen.entry("contested").or_default() += u32::from(contested);
            *seen.entry("unsourced").or_default() += u32::from(unsourced);
        }
        for (_, _, cell) in cells(&whole) {
            for it in &cell.derived {
                *seen.entry(it.id()).or_default() += 1;
                *seen.entry("source denies").or_default() += u32::from(cell.source_denies(*it));
            }
            for it in &cell.evidence {
                *seen.entry("negated").or_default() += u32::from(it.negated);
                *seen.entry("boilerplate").or_default() += u32::from(!it.counts());
            }
            *seen.entry("nothing").or_default() += u32::from(cell.derived.is_empty());
            *seen.entry("overridden").or_default() += u32::from(cell.is_overridden());
        }
    }
    let others = [
        "contested",
        "unsourced",
        "source denies",
        "negated",
        "boilerplate",
        "nothing",
        "overridden",
    ];
    for what in Status::iter().map(Status::id).chain(others) {
        let times = seen.get(what).copied().unwrap_or_default();
        assert!(times >= 10, "{what}: {times} of {seen:?}");
    }
}
