//! What counts as evidence, and what never does.

use cotejo::model::matrix::{Status, matrix};

use super::Scene;

#[test]
fn the_authors_voice_with_a_source_is_both() {
    assert_eq!(
        Scene::same().authors_voice().sourced().says(),
        "endorses, reports"
    );
    assert_eq!(
        Scene::opposite().authors_voice().sourced().says(),
        "denies, reports_contrary"
    );
}

#[test]
fn a_claim_in_no_row_is_no_evidence() {
    let mut scene = Scene::bare().authors_voice().sourced();
    let other = scene.desk.row("Roads are built");
    scene.desk.same(1, other);
    assert_eq!(scene.says(), "not_read");
    assert_eq!(scene.desk.cell(scene.row, scene.article).evidence, []);
}

#[test]
fn a_stance_on_a_member_in_boilerplate_decides_nothing() {
    let mut scene = Scene::same().sourced().holds("deny", 1);
    assert_eq!(scene.says(), "denies, reports");
    scene.desk.part(scene.article, "boilerplate", "taxes rise");
    assert_eq!(scene.says(), "not_read");
    assert_eq!(scene.desk.cell(scene.row, scene.article).stances, []);
}

#[test]
fn a_member_in_boilerplate_is_not_related() {
    let mut scene = Scene::same().sourced();
    let other = scene.desk.row("Taxes rise fast");
    scene.desk.relate(other, "more_specific_than", scene.row);
    scene.desk.part(scene.article, "boilerplate", "taxes rise");
    assert_eq!(scene.desk.says(other, scene.article), "not_read");
}

#[test]
fn an_orphan_stance_decides_nothing() {
    let mut scene = Scene::same().sourced().holds("deny", 1);
    scene.desk.orphan(4);
    assert_eq!(scene.says(), "reports");
    assert_eq!(scene.desk.cell(scene.row, scene.article).stances, []);
}

#[test]
fn a_stance_on_the_row_and_on_a_member_is_named_once() {
    let mut scene = Scene::same().sourced().holds("deny", 1);
    scene.desk.relate(4, "targets", scene.row);
    let cell = scene.desk.cell(scene.row, scene.article);
    assert_eq!(cell.stances, [scene.desk.handles[&4]]);
    assert_eq!(scene.says(), "denies, reports");
}

#[test]
fn annotators_who_agree_make_one_piece_of_evidence() {
    let mut scene = Scene::same().sourced();
    scene.desk.annotator("Ben");
    scene.desk.same(1, scene.row);
    let evidence = scene.desk.cell(scene.row, scene.article).evidence;
    assert_eq!(evidence.len(), 1);
}

#[test]
fn an_attribution_counts_whoever_made_it() {
    let mut scene = Scene::same();
    let ana = scene.desk.annotator("Ana");
    let ben = scene.desk.annotator("Ben");
    let scene = scene.sourced();
    let of_ana = matrix(&scene.desk.project, Some(&[ana]));
    assert_eq!(of_ana.rows[0].cells[0].statuses, [Status::Reports]);
    let of_ben = matrix(&scene.desk.project, Some(&[ben]));
    assert_eq!(of_ben.rows[0].cells[0].statuses, [Status::NotRead]);
}
