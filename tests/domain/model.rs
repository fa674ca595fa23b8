//! Records, references between them, and changes that swap.

mod revisions;
mod timestamp;

use std::rc::Rc;

use cotejo::model::*;
use cotejo::text::ArticleText;
use uuid::Uuid;

use crate::desk::Desk;

/// Two articles, a claim with a source and an actor, in a row with a topic.
fn desk() -> Desk {
    let mut desk = Desk::article("en", "[source:1|Ana] said [claim:2|taxes rise].");
    let other = desk.add_article("es", "[claim:3|Suben los impuestos].");
    let (row, ana, topic) = (
        desk.row("Taxes rise"),
        desk.actor("Ana"),
        desk.topic("Taxes"),
    );
    desk.names(1, ana);
    desk.relate(2, "attributed_to", 1);
    desk.relate(3, "attributed_to", ana);
    desk.same(2, row);
    desk.same(3, row);
    desk.read(other);
    desk.part(other, "headline", "Suben");
    desk.override_cell(row, other, "reports");
    desk.make(Change::set(
        row,
        CanonicalClaimField::Topic(None),
        CanonicalClaimField::Topic(Some(topic)),
    ));
    desk.excuse("long_claim", desk.subject(2));
    desk
}

fn note(id: AnnotationId, before: &str, after: &str) -> Change {
    Change::set(
        id,
        AnnotationField::Note(before.to_owned()),
        AnnotationField::Note(after.to_owned()),
    )
}

/// Removes a record with all that goes with it, and takes that back.
fn remove(desk: &mut Desk, of: &Reference) -> Project {
    let before = desk.project.clone();
    let changes = desk.project.removal(of);
    desk.project.apply_all(&changes).unwrap();
    assert_eq!(desk.project.check(), Ok(()));
    assert!(!desk.project.has(of));
    let removed = desk.project.clone();
    desk.project.apply_all(&inverse_of(&changes)).unwrap();
    assert_eq!(desk.project.check(), Ok(()));
    assert_eq!(desk.project, before);
    removed
}

#[test]
fn what_others_refer_to_is_not_removed_alone() {
    let mut desk = desk();
    let source = desk.annotation(1).clone();
    let before = desk.project.clone();
    let removed = desk.project.apply(&Change::remove(source));
    assert_eq!(removed, Err(Conflict::StillReferredTo));
    assert_eq!(desk.project, before);
}

#[test]
fn a_claim_takes_its_relations_memberships_and_exceptions_along() {
    let mut desk = desk();
    let claim = Reference::Annotation(desk.handles[&2]);
    let left = remove(&mut desk, &claim);
    assert_eq!((left.relations().len(), left.memberships().len()), (1, 1));
    assert_eq!(left.lint_exceptions().len(), 0);
    assert_eq!(left.annotations().len(), 2);
}

#[test]
fn an_article_takes_everything_in_it_along() {
    let mut desk = desk();
    let second = desk.annotation(3).article;
    let left = remove(&mut desk, &Reference::Article(second));
    assert_eq!((left.articles().len(), left.annotations().len()), (1, 2));
    assert_eq!(
        (
            left.readings().len(),
            left.parts().len(),
            left.overrides().len()
        ),
        (0, 0, 0)
    );
    assert_eq!(left.relations().len(), 1);
}

#[test]
fn what_only_names_an_actor_or_a_topic_stays_without_the_name() {
    let mut desk = desk();
    let actor = desk.annotation(1).actor.unwrap();
    let left = remove(&mut desk, &Reference::Actor(actor));
    assert_eq!(left.annotation(desk.handles[&1]).unwrap().actor, None);
    assert_eq!(
        left.relations().len(),
        1,
        "the relation to the actor is gone"
    );
    let topic = desk.project.topics().next().unwrap().id;
    let left = remove(&mut desk, &Reference::Topic(topic));
    assert_eq!(left.canonical_claims().next().unwrap().topic, None);
}

#[test]
fn every_record_can_be_removed_and_brought_back() {
    let mut desk = desk();
    let articles = desk.project.articles().map(|it| Reference::Article(it.id));
    let rows = desk
        .project
        .canonical_claims()
        .map(|it| Reference::CanonicalClaim(it.id));
    let readings = desk
        .project
        .readings()
        .map(|it| Reference::Reading(it.key()));
    let all: Vec<Reference> = articles.chain(rows).chain(readings).collect();
    for reference in all {
        remove(&mut desk, &reference);
    }
}

#[test]
fn a_change_fits_only_what_it_was_made_for() {
    let mut desk = desk();
    let claim = desk.handles[&2];
    assert_eq!(desk.project.apply(&note(claim, "", "one")), Ok(()));
    assert_eq!(
        desk.project.apply(&note(claim, "", "two")),
        Err(Conflict::Changed)
    );
    let nobody = AnnotationId(Uuid::from_u128(0));
    assert_eq!(
        desk.project.apply(&note(nobody, "", "x")),
        Err(Conflict::NotThere)
    );
    let again = desk.annotation(2).clone();
    let again = desk.project.apply(&Change::add(again));
    assert_eq!(again, Err(Conflict::AlreadyThere));
}

#[test]
fn a_change_of_two_different_fields_is_refused() {
    let mut desk = desk();
    let before = desk.project.clone();
    let mixed = Change::set(
        desk.handles[&2],
        AnnotationField::Orphan(false),
        AnnotationField::Note("from a damaged file".to_owned()),
    );
    assert_eq!(desk.project.apply(&mixed), Err(Conflict::Changed));
    let about = Change::About {
        before: AboutField::Title("Desk".to_owned()).into(),
        after: AboutField::Language("es".to_owned()).into(),
    };
    assert_eq!(desk.project.apply(&about), Err(Conflict::Changed));
    assert_eq!(desk.project, before);
}

#[test]
fn a_property_from_a_damaged_journal_is_refused() {
    let mut desk = desk();
    let before = desk.project.clone();
    let (one, other) = (desk.handles[&1], desk.handles[&2]);
    let cases = [
        // A value that is none there.
        (
            r#"{"orphan":false}"#.to_owned(),
            r#"{"orphan":"yes"}"#.to_owned(),
            Conflict::Misshapen,
        ),
        (
            r#"{"attribute":["certainty",null]}"#.to_owned(),
            r#"{"attribute":["certainty",5]}"#.to_owned(),
            Conflict::Misshapen,
        ),
        // A record does not become another one.
        (
            format!(r#"{{"id":"{one}"}}"#),
            format!(r#"{{"id":"{other}"}}"#),
            Conflict::Misshapen,
        ),
        // What no annotation has.
        (
            r#"{"weight":null}"#.to_owned(),
            r#"{"weight":1}"#.to_owned(),
            Conflict::Changed,
        ),
        (
            r#"{"attribute":"certainty"}"#.to_owned(),
            r#"{"attribute":"probable"}"#.to_owned(),
            Conflict::Changed,
        ),
        (
            r#"{"aliases":["es",null]}"#.to_owned(),
            r#"{"aliases":["es",["Kast"]]}"#.to_owned(),
            Conflict::Changed,
        ),
    ];
    for (was, is, why) in cases {
        let json =
            format!(r#"{{"annotation":{{"set":{{"key":"{one}","before":{was},"after":{is}}}}}}}"#);
        let change: Change = cotejo::model::form::read(&json).unwrap();
        assert_eq!(desk.project.apply(&change), Err(why), "{json}");
        assert_eq!(desk.project, before);
    }
}

#[test]
fn a_conflict_takes_back_what_was_made_before_it() {
    let mut desk = desk();
    let before = desk.project.clone();
    let claim = desk.handles[&2];
    let changes = [
        note(claim, "", "one"),
        note(claim, "one", "two"),
        note(claim, "", "three"),
    ];
    assert_eq!(desk.project.apply_all(&changes), Err(Conflict::Changed));
    assert_eq!(desk.project, before);
    let (made, skipped) = desk.project.apply_what_fits(changes.to_vec());
    assert_eq!((made.len(), skipped.len()), (2, 1));
}

#[test]
fn no_record_refers_to_one_that_is_not_there() {
    let mut desk = desk();
    let nobody = ActorId(Uuid::from_u128(0));
    let named = Change::set(
        desk.handles[&2],
        AnnotationField::Actor(None),
        AnnotationField::Actor(Some(nobody)),
    );
    let missing = Conflict::MissingReference(Reference::Actor(nobody));
    assert_eq!(desk.project.apply(&named), Err(missing));
}

#[test]
fn spans_fit_their_text_and_keep_apart() {
    let mut desk = Desk::article("en", "[claim:1|Hand 🖐️]");
    let other = ArticleText::new("Something much longer than that 🖐️");
    let span = |start, end| {
        cotejo::text::TextSpan::new(other.byte(start).unwrap(), other.byte(end).unwrap()).unwrap()
    };
    for fragments in [
        vec![span(0, 30)],
        vec![span(3, 6)],
        vec![span(2, 4), span(0, 1)],
        vec![span(0, 2), span(1, 3)],
        vec![span(0, 2), span(2, 3)],
    ] {
        let set = Change::set(
            desk.handles[&1],
            AnnotationField::Fragments(desk.annotation(1).fragments.clone()),
            AnnotationField::Fragments(fragments.into()),
        );
        assert_eq!(desk.project.apply(&set), Err(Conflict::BadSpan));
    }
}

#[test]
fn fragments_that_touch_become_one() {
    let text = ArticleText::new("0123456789");
    let span = |start, end| {
        cotejo::text::TextSpan::new(text.byte(start).unwrap(), text.byte(end).unwrap()).unwrap()
    };
    let joined = normalize([span(5, 7), span(0, 2), span(2, 3), span(6, 9)]);
    assert_eq!(joined.as_slice(), [span(0, 3), span(5, 9)]);
}

#[test]
fn annotations_are_found_by_place() {
    let mut desk = Desk::article(
        "en",
        "[claim:1|One [source:2|two]\nthree] four\n[claim:3|five] six [claim:3|seven]",
    );
    desk.wordless(desk.first(), "Stance", 4);
    let article = desk.first();
    let here = |words: &str| -> Vec<AnnotationId> {
        let span = desk.span(article, words);
        desk.project
            .annotations_in(article, span)
            .iter()
            .map(|it| it.id)
            .collect()
    };
    let ids = |numbers: &[u32]| {
        numbers
            .iter()
            .map(|it| desk.handles[it])
            .collect::<Vec<_>>()
    };
    assert_eq!(here("two"), ids(&[1, 2]));
    assert_eq!(here("hree four\nfi"), ids(&[1, 3]));
    assert_eq!(here("six"), ids(&[]));
    assert_eq!(here("seven"), ids(&[3]));
    let all: Vec<AnnotationId> = desk
        .project
        .annotations_of(article)
        .iter()
        .map(|it| it.id)
        .collect();
    assert_eq!(all, ids(&[1, 2, 3, 4]));
}

#[test]
fn an_order_key_always_fits_between() {
    let mut keys = vec![OrderKey::between(None, None)];
    for _ in 0..40 {
        let first = OrderKey::between(None, keys.first());
        keys.insert(0, first);
        let last = OrderKey::between(keys.last(), None);
        keys.push(last);
        let middle = OrderKey::between(keys.get(1), keys.get(2));
        keys.insert(2, middle);
    }
    assert!(keys.is_sorted_by(|a, b| a < b));
}

#[test]
fn the_shipped_codebook_says_what_relations_may_join() {
    let desk = desk();
    let (source, claim) = (
        End::Annotation(desk.handles[&1]),
        End::Annotation(desk.handles[&2]),
    );
    let actor = End::Actor(desk.annotation(1).actor.unwrap());
    let between = |from, to| -> Vec<&str> {
        let found = desk
            .project
            .codebook()
            .relations_between(&desk.project, from, to);
        found.map(|it| it.id.as_str()).collect()
    };
    assert_eq!(between(claim, source), ["attributed_to"]);
    assert_eq!(between(claim, actor), ["attributed_to"]);
    assert_eq!(between(source, claim), [] as [&str; 0]);
    assert_eq!(
        between(claim, End::Annotation(desk.handles[&3])),
        ["contradicts", "more_specific_than", "overlaps", "updates"]
    );
    assert_eq!(between(claim, claim), [] as [&str; 0]);
}

#[test]
fn texts_are_kept_once_under_their_hash() {
    let mut desk = Desk::article("en", "Taxes rise");
    let hash = desk
        .project
        .keep_text(Rc::new(ArticleText::new("Taxes rise")));
    assert_eq!(
        desk.project.article_with_text(hash).unwrap().id,
        desk.first()
    );
    let hex = String::from(hash);
    assert_eq!(TextHash::try_from(hex), Ok(hash));
    assert_eq!(TextHash::try_from("é".repeat(32)), Err(BadHash));
}

#[test]
fn views_learn_where_annotations_changed() {
    let mut desk = Desk::article("en", "[claim:1|One] and [claim:2|two].");
    let article = desk.first();
    let seen = desk.project.annotations_version(article);
    let place = desk.annotation(2).hull().unwrap();
    let claim = desk.annotation(2).clone();
    desk.make(Change::remove(claim));
    let changed = desk.project.annotations_changed_since(article, seen);
    assert_eq!(changed.unwrap().collect::<Vec<_>>(), [place]);
    let now = desk.project.annotations_version(article);
    let changed = desk.project.annotations_changed_since(article, now);
    assert_eq!(changed.unwrap().count(), 0);
}

#[test]
fn views_are_told_when_too_much_changed_to_say_where() {
    let mut desk = Desk::article("en", "[claim:1|One] and two.");
    let article = desk.first();
    let seen = desk.project.annotations_version(article);
    for round in 0..40 {
        let (before, after) = (round.to_string(), (round + 1).to_string());
        let before = if round == 0 { "" } else { &before };
        desk.make(note(desk.handles[&1], before, &after));
    }
    assert!(
        desk.project
            .annotations_changed_since(article, seen)
            .is_none()
    );
}

#[test]
fn a_project_made_anew_is_not_taken_for_the_one_before() {
    let desk = Desk::article("en", "One.");
    let copy = desk.project.clone();
    assert!(Rc::ptr_eq(desk.project.lineage(), copy.lineage()));
    let other = Desk::article("en", "One.").project;
    assert!(!Rc::ptr_eq(desk.project.lineage(), other.lineage()));
}
