//! Cells without members that count: related, omitted, or not read.

use super::Scene;

#[test]
fn a_member_of_a_row_that_is_joined_is_related() {
    for kind in ["more_specific_than", "overlaps", "contradicts"] {
        for turned in [false, true] {
            let mut scene = Scene::same().sourced();
            scene.desk.read(scene.article);
            let other = scene.desk.row("Taxes rise fast");
            let (from, to) = if turned {
                (other, scene.row)
            } else {
                (scene.row, other)
            };
            scene.desk.relate(from, kind, to);
            assert_eq!(scene.desk.says(other, scene.article), "related", "{kind}");
            let cell = scene.desk.cell(other, scene.article);
            assert_eq!(cell.related, [scene.row]);
        }
    }
    let mut scene = Scene::same().sourced();
    scene.desk.read(scene.article);
    let other = scene.desk.row("Taxes rose");
    scene.desk.read_again(scene.article);
    scene.desk.relate(other, "updates", scene.row);
    assert_eq!(scene.desk.says(other, scene.article), "omits");
}

#[test]
fn related_without_a_reading_says_both() {
    let mut scene = Scene::same().sourced();
    let other = scene.desk.row("Taxes rise fast");
    scene.desk.relate(other, "more_specific_than", scene.row);
    assert_eq!(scene.desk.says(other, scene.article), "related, not_read");
}

#[test]
fn only_a_reading_makes_an_omission() {
    let mut scene = Scene::same();
    let other = scene.desk.row("Roads are built");
    assert_eq!(scene.desk.says(other, scene.article), "not_read");
    scene.desk.read(scene.article);
    assert_eq!(scene.desk.says(other, scene.article), "omits");
}

#[test]
fn a_row_younger_than_the_reading_is_unconfirmed() {
    let mut scene = Scene::same();
    scene.desk.read(scene.article);
    let other = scene.desk.row("Roads are built");
    assert_eq!(scene.desk.says(other, scene.article), "omits_unconfirmed");
    scene.desk.read_again(scene.article);
    assert_eq!(scene.desk.says(other, scene.article), "omits");
}

#[test]
fn claims_without_a_row_leave_an_omission_unconfirmed() {
    let mut scene = Scene::bare();
    scene.desk.read(scene.article);
    assert_eq!(scene.says(), "omits_unconfirmed");
    let other = scene.desk.row("Other");
    scene.desk.same(1, other);
    assert_eq!(scene.says(), "omits");
}

#[test]
fn claims_in_boilerplate_need_no_row() {
    let mut scene = Scene::bare();
    scene.desk.read(scene.article);
    scene.desk.part(scene.article, "boilerplate", "taxes rise");
    assert_eq!(scene.says(), "omits");
}

#[test]
fn a_new_revision_has_not_been_read() {
    let mut scene = Scene::same();
    let other = scene.desk.row("Roads are built");
    scene.desk.read(scene.article);
    scene
        .desk
        .revise(scene.article, "Ana said taxes rise and roads are built.");
    assert_eq!(scene.desk.says(other, scene.article), "not_read");
}

#[test]
fn an_orphan_is_no_member() {
    let mut scene = Scene::same().sourced();
    scene.desk.orphan(1);
    assert_eq!(scene.says(), "not_read");
    scene.desk.read(scene.article);
    assert_eq!(scene.says(), "omits");
}

#[test]
fn members_in_boilerplate_do_not_count_but_are_shown() {
    let mut scene = Scene::same().sourced();
    scene.desk.read(scene.article);
    scene.desk.part(scene.article, "boilerplate", "taxes rise");
    assert_eq!(scene.says(), "omits");
    let cell = scene.desk.cell(scene.row, scene.article);
    assert_eq!(cell.evidence[0].part, Some("boilerplate".into()));
}
