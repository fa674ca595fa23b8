//! Texts under annotations, and the version views look at.

use cotejo::model::*;

use super::note;
use crate::desk::Desk;

/// The change of an article's revisions.
fn revisions(desk: &Desk, article: ArticleId, after: Vec<Revision>) -> Change {
    Change::set(
        article,
        ArticleField::Revisions(desk.project.article(article).unwrap().revisions.clone()),
        ArticleField::Revisions(after),
    )
}

#[test]
fn a_revision_with_annotations_parts_or_readings_stays() {
    let mut desk = Desk::article("en", "[claim:1|Taxes rise]");
    let article = desk.first();
    let old = desk.project.article(article).unwrap().revisions.clone();
    desk.revise(article, "Short");
    let new = desk.project.article(article).unwrap().revisions[1].clone();
    let only_new = revisions(&desk, article, vec![new.clone()]);
    assert_eq!(
        desk.project.apply(&only_new),
        Err(Conflict::StillReferredTo)
    );
    // The same number with another text would move spans without saying so.
    let mut swapped = old[0].clone();
    swapped.text = new.text;
    let swapped = revisions(&desk, article, vec![swapped, new.clone()]);
    assert_eq!(desk.project.apply(&swapped), Err(Conflict::StillReferredTo));
    desk.read(article);
    let only_old = revisions(&desk, article, old);
    assert_eq!(
        desk.project.apply(&only_old),
        Err(Conflict::StillReferredTo)
    );
    assert_eq!(desk.project.check(), Ok(()));
}

#[test]
fn a_new_title_leaves_what_a_text_was_made_from() {
    let mut desk = Desk::article("en", "Taxes rise");
    let article = desk.first();
    let mut made = desk.project.article(article).unwrap().revisions.clone();
    made[0].source.carriage_returns = vec![3, 7];
    let change = revisions(&desk, article, made.clone());
    desk.make(change);
    let title = ArticleField::Title("Taxes".to_owned());
    for change in desk.project.article(article).unwrap().edited(&title) {
        desk.make(change);
    }
    let article = desk.project.article(article).unwrap();
    assert_eq!(article.title, "Taxes");
    assert_eq!(article.revisions, made);
}

#[test]
fn revisions_are_numbered_upwards() {
    let mut desk = Desk::article("en", "Taxes rise");
    let article = desk.first();
    let one = desk.project.article(article).unwrap().revisions[0].clone();
    for numbers in [vec![], vec![1, 1], vec![2, 1], vec![0, 1]] {
        let wrong = numbers
            .iter()
            .map(|&n| Revision { n, ..one.clone() })
            .collect();
        let change = revisions(&desk, article, wrong);
        assert!(desk.project.apply(&change).is_err(), "{numbers:?}");
    }
}

#[test]
fn a_reading_is_of_a_revision_that_is_there() {
    let mut desk = Desk::article("en", "Taxes rise");
    let reading = Change::add(Reading {
        article: desk.first(),
        revision: 2,
        at: Timestamp::default(),
        provenance: desk.provenance(),
        extra: None,
    });
    assert_eq!(desk.project.apply(&reading), Err(Conflict::MissingText));
}

#[test]
fn the_version_of_an_articles_annotations_never_falls() {
    let mut desk = Desk::article("en", "[claim:1|Taxes] [claim:2|rise]");
    let article = desk.first();
    let mut last = desk.project.annotations_version(article);
    let mut rises = |desk: &Desk| {
        let now = desk.project.annotations_version(article);
        assert!(now > last, "{now} after {last}");
        last = now;
    };
    for (before, after) in [("", "a"), ("a", "b"), ("b", "c")] {
        desk.make(note(desk.handles[&1], before, after));
        rises(&desk);
    }
    desk.make(Change::set(
        article,
        ArticleField::Title(String::new()),
        ArticleField::Title("A title".to_owned()),
    ));
    desk.make(note(desk.handles[&1], "c", "d"));
    rises(&desk);
    let removal = desk.project.removal(&Reference::Article(article));
    desk.project.apply_all(&removal).unwrap();
    desk.project.apply_all(&inverse_of(&removal)).unwrap();
    rises(&desk);
}
