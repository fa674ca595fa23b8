//! The table "The matrix", a scene for each of its rows.

mod absence;
mod chain;
mod evidence;
mod laws;
mod rows;
mod story;

use cotejo::model::matrix::{Status, matrix};
use cotejo::model::*;
use strum::IntoEnumIterator;

use crate::desk::Desk;

/// An article in which a claim (1) is a member of a row, a source (2), a cue (3) and words
/// for stances (4, 5).
struct Scene {
    desk: Desk,
    row: CanonicalClaimId,
    article: ArticleId,
}

impl Scene {
    /// Without a member yet.
    fn bare() -> Self {
        let mut desk = Desk::article(
            "en",
            "[source:2|Ana] [cue:3|said] [claim:1|taxes rise], [stance:4|rightly] [stance:5|oddly].",
        );
        let (row, article) = (desk.row("Taxes rise"), desk.first());
        Self { desk, row, article }
    }

    fn same() -> Self {
        let mut scene = Self::bare();
        scene.desk.same(1, scene.row);
        scene
    }

    fn opposite() -> Self {
        let mut scene = Self::bare();
        scene.desk.opposite(1, scene.row);
        scene
    }

    fn authors_voice(mut self) -> Self {
        self.desk.set(1, "reporting", "authors_voice");
        self
    }

    fn sourced(mut self) -> Self {
        self.desk.relate(1, "attributed_to", 2);
        self
    }

    /// A stance of the article on something.
    fn holds(mut self, value: &str, on: impl Into<crate::desk::At>) -> Self {
        self.desk.set(4, "holder", "article");
        self.desk.set(4, "value", value);
        self.desk.relate(4, "targets", on);
        self
    }

    fn says(&self) -> String {
        self.desk.says(self.row, self.article)
    }
}

#[test]
fn statuses_are_those_of_the_table_in_its_order() {
    let ids: Vec<&str> = Status::iter().map(Status::id).collect();
    assert_eq!(
        ids,
        [
            "denies",
            "distances",
            "endorses",
            "reports",
            "reports_contrary",
            "unresolved",
            "related",
            "omits",
            "omits_unconfirmed",
            "not_read",
        ]
    );
}

#[test]
fn the_authors_voice_denies_with_the_opposite() {
    assert_eq!(Scene::opposite().authors_voice().says(), "denies");
}

#[test]
fn a_deny_of_the_articles_own_denies() {
    let scene = Scene::same().sourced();
    let row = scene.row;
    assert_eq!(scene.holds("deny", row).says(), "denies, reports");
    assert_eq!(
        Scene::same().sourced().holds("deny", 1).says(),
        "denies, reports"
    );
}

#[test]
fn a_stance_on_the_opposite_is_turned_round() {
    let scene = Scene::opposite().sourced();
    assert_eq!(scene.holds("deny", 1).says(), "endorses, reports_contrary");
    let scene = Scene::opposite().sourced();
    assert_eq!(scene.holds("support", 1).says(), "denies, reports_contrary");
}

#[test]
fn a_query_of_the_articles_own_distances() {
    let scene = Scene::same().sourced();
    assert_eq!(scene.holds("query", 1).says(), "distances, reports");
    let scene = Scene::bare();
    let row = scene.row;
    assert_eq!(
        scene.holds("query", row).says(),
        "distances",
        "a stance on the row is no omission"
    );
}

#[test]
fn a_comment_decides_nothing() {
    assert_eq!(
        Scene::same().sourced().holds("comment", 1).says(),
        "reports"
    );
}

#[test]
fn the_authors_voice_endorses() {
    assert_eq!(Scene::same().authors_voice().says(), "endorses");
}

#[test]
fn a_claim_the_article_doubts_is_not_endorsed() {
    assert_eq!(
        Scene::same().authors_voice().holds("query", 1).says(),
        "distances"
    );
    assert_eq!(
        Scene::same().authors_voice().holds("deny", 1).says(),
        "denies"
    );
}

#[test]
fn a_support_of_the_articles_own_endorses() {
    assert_eq!(
        Scene::same().sourced().holds("support", 1).says(),
        "endorses, reports"
    );
}

#[test]
fn a_stance_that_others_hold_is_not_the_articles() {
    let mut scene = Scene::same().sourced();
    scene.desk.set(4, "value", "support");
    scene.desk.relate(4, "held_by", 2);
    scene.desk.relate(4, "targets", 1);
    assert_eq!(scene.says(), "reports");
}

#[test]
fn a_source_an_actor_or_a_cue_makes_a_report() {
    assert_eq!(Scene::same().sourced().says(), "reports");
    let mut with_cue = Scene::same();
    with_cue.desk.relate(1, "signalled_by", 3);
    assert_eq!(with_cue.says(), "reports");
    let mut with_actor = Scene::same();
    let ana = with_actor.desk.actor("Ana");
    with_actor.desk.relate(1, "attributed_to", ana);
    assert_eq!(with_actor.says(), "reports");
    assert_eq!(Scene::opposite().sourced().says(), "reports_contrary");
}

#[test]
fn the_source_that_denies_is_named() {
    // "Ana denied that taxes rise."
    let mut scene = Scene::same().sourced();
    scene.desk.set(4, "value", "deny");
    scene.desk.relate(4, "held_by", 2);
    scene.desk.relate(4, "targets", 1);
    assert_eq!(scene.says(), "reports (source denies)");
    assert!(scene.desk.cell(scene.row, scene.article).evidence[0].source_denies);
}

#[test]
fn a_source_denies_under_any_of_its_names() {
    let mut scene = Scene::same();
    let ana = scene.desk.actor("Ana");
    scene.desk.names(2, ana);
    scene.desk.relate(1, "attributed_to", ana);
    scene.desk.set(4, "value", "deny");
    scene.desk.relate(4, "held_by", 2);
    scene.desk.relate(4, "targets", scene.row);
    assert_eq!(scene.says(), "reports (source denies)");
}

#[test]
fn another_source_that_denies_is_not_the_claims() {
    let mut scene = Scene::same().sourced();
    let ben = scene.desk.actor("Ben");
    scene.desk.set(4, "value", "deny");
    scene.desk.relate(4, "held_by", ben);
    scene.desk.relate(4, "targets", 1);
    assert_eq!(scene.says(), "reports");
}

#[test]
fn a_source_of_the_opposite_that_denies_the_row_agrees_with_itself() {
    let mut scene = Scene::opposite().sourced();
    scene.desk.set(4, "value", "deny");
    scene.desk.relate(4, "held_by", 2);
    scene.desk.relate(4, "targets", scene.row);
    assert_eq!(scene.says(), "reports_contrary");
}

#[test]
fn unfinished_coding_is_never_a_finding() {
    assert_eq!(Scene::same().says(), "unresolved");
    assert_eq!(Scene::opposite().says(), "unresolved");
}

#[test]
fn several_statuses_hold_together_in_the_order_of_the_table() {
    let mut scene = Scene::same().authors_voice();
    let other = "[claim:6|Taxes fall], Ben [cue:7|said]. [claim:8|Up]";
    let article = scene.desk.add_article("en", other);
    scene.desk.relate(6, "signalled_by", 7);
    scene.desk.opposite(6, scene.row);
    scene.desk.same(8, scene.row);
    assert_eq!(
        scene.desk.says(scene.row, article),
        "reports_contrary, unresolved"
    );
    assert_eq!(scene.says(), "endorses", "each article for itself");
}

#[test]
fn what_the_source_did_not_say_is_shown_and_decides_nothing() {
    // "… but did not commit to …": the cue belongs to the negated attribution.
    let mut scene = Scene::same();
    let relation = scene.desk.relate(1, "attributed_to", 2);
    scene.desk.negate(relation);
    scene.desk.relate(1, "signalled_by", 3);
    scene.desk.read(scene.article);
    let cell = scene.desk.cell(scene.row, scene.article);
    assert_eq!(cell.statuses, []);
    assert!(cell.evidence[0].negated);
}

#[test]
fn one_source_that_did_say_it_is_enough() {
    let mut scene = Scene::same().sourced();
    let ben = scene.desk.actor("Ben");
    let relation = scene.desk.relate(1, "attributed_to", ben);
    scene.desk.negate(relation);
    assert_eq!(scene.says(), "reports");
    assert!(!scene.desk.cell(scene.row, scene.article).evidence[0].negated);
}

#[test]
fn evidence_names_the_innermost_part() {
    let mut scene = Scene::same().sourced();
    scene
        .desk
        .part(scene.article, "body", "Ana said taxes rise, rightly");
    scene.desk.part(scene.article, "summary", "said taxes rise");
    let evidence = &scene.desk.cell(scene.row, scene.article).evidence;
    assert_eq!(evidence[0].part, Some("summary".into()));
    assert_eq!((evidence.len(), evidence[0].polarity), (1, Polarity::Same));
}

#[test]
fn an_override_wins_and_is_marked() {
    let mut scene = Scene::same().sourced();
    scene
        .desk
        .override_cell(scene.row, scene.article, "distances");
    let cell = scene.desk.cell(scene.row, scene.article);
    assert_eq!(cell.statuses, [Status::Distances]);
    assert_eq!(cell.derived, [Status::Reports]);
    assert!(cell.is_overridden());
    scene.desk.annotator("Ben");
    scene.desk.override_cell(scene.row, scene.article, "denies");
    assert_eq!(scene.says(), "denies, distances", "annotators may differ");
}

#[test]
fn an_override_nobody_understands_does_not_win() {
    let mut scene = Scene::same().sourced();
    scene.desk.override_cell(scene.row, scene.article, "shrugs");
    assert_eq!(scene.says(), "reports");
    assert!(!scene.desk.cell(scene.row, scene.article).is_overridden());
}

#[test]
fn only_the_annotators_shown_count() {
    let mut scene = Scene::same().sourced();
    let ana = scene.desk.annotator("Ana");
    let ben = scene.desk.annotator("Ben");
    scene.desk.read(scene.article);
    scene.desk.opposite(1, scene.row);
    let says = |scene: &Scene, who: &[AnnotatorId]| {
        let found = matrix(&scene.desk.project, Some(who));
        found.rows[0].cells[0].statuses.clone()
    };
    assert_eq!(says(&scene, &[ana]), [Status::Reports]);
    assert_eq!(says(&scene, &[ben]), [Status::ReportsContrary]);
    assert_eq!(
        says(&scene, &[ana, ben]),
        [Status::Reports, Status::ReportsContrary]
    );
    assert_eq!(says(&scene, &[]), [Status::NotRead]);
}

#[test]
fn one_cell_is_what_the_matrix_has() {
    let mut scene = Scene::same().sourced();
    let other = scene
        .desk
        .add_article("es", "[claim:6|Suben los impuestos]");
    scene.desk.opposite(6, scene.row);
    scene.desk.set(6, "reporting", "authors_voice");
    let joined = scene.desk.row("Taxes rise fast");
    scene.desk.relate(joined, "more_specific_than", scene.row);
    scene.desk.read(other);
    let matrix = matrix(&scene.desk.project, None);
    assert_eq!(matrix.columns, [scene.article, other]);
    let rows: Vec<CanonicalClaimId> = matrix.rows.iter().map(|it| it.canonical_claim).collect();
    assert_eq!(rows, [scene.row, joined]);
    for row in &matrix.rows {
        for (cell, &article) in row.cells.iter().zip(&matrix.columns) {
            assert_eq!(*cell, scene.desk.cell(row.canonical_claim, article));
        }
    }
    assert_eq!(scene.desk.says(scene.row, other), "denies");
}
