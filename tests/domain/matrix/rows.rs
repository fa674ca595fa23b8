//! What rows are chosen by: in which articles they are, contested or not, on whose word.

use cotejo::model::matrix::{
    Outlines, Status, is_contested, is_unsourced, known_window, outline, speaks,
};
use cotejo::model::*;

use super::Scene;

impl Scene {
    /// One more article that has the row: as a report or as its contrary.
    fn another(&mut self, number: u32, polarity: Polarity) -> ArticleId {
        let (claim, cue) = (number, number + 1);
        let marked = format!("[claim:{claim}|Taxes], Ben [cue:{cue}|said].");
        let article = self.desk.add_article("en", &marked);
        match polarity {
            Polarity::Same => self.desk.same(claim, self.row),
            Polarity::Opposite => self.desk.opposite(claim, self.row),
        }
        self.desk.relate(claim, "signalled_by", cue);
        article
    }

    fn is_contested(&self) -> bool {
        is_contested(&self.desk.project, None, self.row)
    }

    fn is_unsourced(&self) -> bool {
        is_unsourced(&self.desk.project, None, self.row)
    }
}

#[test]
fn a_row_is_in_the_articles_that_have_a_member() {
    let mut scene = Scene::same();
    let second = scene.another(6, Polarity::Opposite);
    scene.desk.set(6, "check_worthiness", "check_worthy");
    let third = scene.desk.add_article("es", "[claim:8|Suben]");
    scene.desk.same(8, scene.row);
    let of = |scene: &Scene| {
        let found = outline(&scene.desk.project, None, scene.row);
        let articles: Vec<ArticleId> = found.articles.iter().copied().collect();
        (articles, found.quotes, found.worthy)
    };
    assert_eq!(of(&scene), (vec![scene.article, second, third], 3, 1));
    scene.desk.part(third, "boilerplate", "Suben");
    assert_eq!(of(&scene), (vec![scene.article, second], 2, 1));
    scene.desk.orphan(1);
    assert_eq!(of(&scene), (vec![second], 1, 1));
    scene.desk.annotator("Ben");
    scene.desk.opposite(6, scene.row);
    assert_eq!(of(&scene), (vec![second], 1, 1), "one claim, one quote");
}

#[test]
fn what_is_known_of_a_row_follows_a_stance_on_its_member() {
    let mut scene = Scene::same().sourced();
    scene.desk.set(4, "holder", "article");
    scene.desk.relate(4, "targets", 1);
    let mut known = Outlines::default();
    let mut says = |scene: &Scene| {
        let project = &scene.desk.project;
        known.follow(project, usize::MAX);
        let window = known_window(project, &known, &[scene.row], &[scene.article]);
        window.rows[0].cells[0].statuses.clone()
    };
    assert_eq!(says(&scene), [Status::Reports]);
    scene.desk.set(4, "value", "deny");
    assert_eq!(says(&scene), [Status::Denies, Status::Reports]);
}

#[test]
fn articles_that_do_not_agree_contest_a_row() {
    let mut scene = Scene::same().sourced();
    assert!(!scene.is_contested());
    scene.another(6, Polarity::Same);
    assert!(!scene.is_contested());
    scene.another(8, Polarity::Opposite);
    assert!(scene.is_contested());
    let mut scene = Scene::opposite().authors_voice();
    scene.another(6, Polarity::Opposite);
    assert!(!scene.is_contested(), "nobody affirms it");
    assert!(Scene::same().sourced().holds("query", 1).is_contested());
}

#[test]
fn a_source_that_denies_contests_a_row() {
    let mut scene = Scene::same().sourced();
    scene.desk.set(4, "value", "deny");
    scene.desk.relate(4, "held_by", 2);
    scene.desk.relate(4, "targets", 1);
    assert!(scene.is_contested());
    scene
        .desk
        .override_cell(scene.row, scene.article, "reports");
    assert_eq!(scene.says(), "reports (source denies)");
    assert!(scene.is_contested());
}

#[test]
fn a_row_that_contradicts_it_contests_a_row_if_it_has_members() {
    let mut scene = Scene::same().sourced();
    let other = scene.desk.row("Taxes fall");
    scene.desk.relate(other, "contradicts", scene.row);
    assert!(!scene.is_contested());
    scene.desk.add_article("es", "[claim:6|Bajan]");
    scene.desk.same(6, other);
    assert!(scene.is_contested());
}

#[test]
fn where_an_override_wins_the_records_contest_nothing() {
    let mut scene = Scene::same().sourced();
    let denies = scene.another(6, Polarity::Opposite);
    assert!(scene.is_contested());
    scene.desk.override_cell(scene.row, denies, "reports");
    assert!(!scene.is_contested());
    scene.desk.annotator("Ben");
    scene.desk.override_cell(scene.row, denies, "distances");
    assert!(scene.is_contested());
    // A source that denies the contrary does not deny what the override says.
    let mut scene = Scene::opposite().sourced();
    scene.desk.set(4, "value", "deny");
    scene.desk.relate(4, "held_by", 2);
    scene.desk.relate(4, "targets", 1);
    scene
        .desk
        .override_cell(scene.row, scene.article, "reports");
    assert_eq!(scene.says(), "reports");
    assert!(!scene.is_contested());
}

#[test]
fn a_row_is_unsourced_on_nobodys_word() {
    assert!(!Scene::bare().is_unsourced(), "nothing is said at all");
    assert!(Scene::same().is_unsourced());
    assert!(Scene::same().authors_voice().is_unsourced());
    let mut scene = Scene::same();
    scene.desk.relate(1, "signalled_by", 3);
    assert!(scene.is_unsourced(), "a cue says that it is said");
    assert!(!Scene::same().sourced().is_unsourced());
    let ana = scene.desk.actor("Ana");
    scene.desk.relate(1, "attributed_to", ana);
    assert!(!scene.is_unsourced());
}

#[test]
fn sources_in_boilerplate_give_a_row_no_word() {
    let mut scene = Scene::same();
    let other = scene
        .desk
        .add_article("en", "[claim:6|Up], [source:7|Ben] said.");
    let ben = scene.desk.actor("Ben");
    scene.desk.names(7, ben);
    scene.desk.same(6, scene.row);
    scene.desk.relate(6, "attributed_to", 7);
    let speaks = |scene: &Scene| speaks(&scene.desk.project, None, scene.row, ben);
    assert!(!scene.is_unsourced() && speaks(&scene));
    scene.desk.part(other, "boilerplate", "Up");
    assert!(scene.is_unsourced() && !speaks(&scene));
}

#[test]
fn who_did_not_say_it_gives_a_row_no_word() {
    let mut scene = Scene::same();
    let ana = scene.desk.actor("Ana");
    let relation = scene.desk.relate(1, "attributed_to", ana);
    let speaks = |scene: &Scene| speaks(&scene.desk.project, None, scene.row, ana);
    assert!(!scene.is_unsourced() && speaks(&scene));
    scene.desk.negate(relation);
    assert!(!speaks(&scene));
    assert!(!scene.is_unsourced(), "it decides nothing either way");
    scene.desk.set(1, "reporting", "authors_voice");
    assert!(scene.is_unsourced());
}
