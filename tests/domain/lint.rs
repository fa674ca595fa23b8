//! One scene for each rule: what it finds, what it leaves alone.

mod coverage;
mod spans;

use cotejo::model::lint::{Rule, lint, lint_article};
use cotejo::model::*;
use strum::IntoEnumIterator;

use crate::desk::Desk;

/// A claim in the author's voice, so that no rule about sources speaks.
fn claim(marked: &str) -> Desk {
    let mut desk = Desk::article("en", marked);
    desk.set(1, "reporting", "authors_voice");
    desk
}

const NOTHING: [&str; 0] = [];

#[test]
fn rules_have_stable_ids() {
    let ids: Vec<String> = Rule::iter().map(|it| it.id().to_string()).collect();
    assert_eq!(
        ids,
        [
            "claim_without_source",
            "claim_with_two_cues",
            "long_claim",
            "direct_quote_without_marks",
            "stance_without_holder",
            "stance_without_target",
            "cut_word",
            "outer_white_space",
            "trailing_punctuation",
            "relation_ends",
            "contradicts_within_row",
            "stale_reading",
            "canonical_claim_without_member",
        ]
    );
}

#[test]
fn a_claim_has_a_source_an_actor_a_cue_or_the_authors_voice() {
    let scene = || Desk::article("en", "[source:1|Ana] [cue:2|said] [claim:3|taxes rise].");
    assert_eq!(scene().findings(), ["claim_without_source 3"]);
    let mut with_source = scene();
    with_source.relate(3, "attributed_to", 1);
    assert_eq!(with_source.findings(), NOTHING);
    let mut with_cue = scene();
    with_cue.relate(3, "signalled_by", 2);
    assert_eq!(with_cue.findings(), NOTHING);
    let mut with_actor = scene();
    let ana = with_actor.actor("Ana");
    with_actor.relate(3, "attributed_to", ana);
    assert_eq!(with_actor.findings(), NOTHING);
    let mut authors = scene();
    authors.set(3, "reporting", "authors_voice");
    assert_eq!(authors.findings(), NOTHING);
    let mut indirect = scene();
    indirect.set(3, "reporting", "indirect");
    assert_eq!(indirect.findings(), ["claim_without_source 3"]);
}

#[test]
fn a_claim_has_one_cue_at_most() {
    let mut desk = Desk::article(
        "en",
        "[cue:1|According to] her, [cue:2|she said], [claim:3|no].",
    );
    desk.relate(3, "signalled_by", 1);
    assert_eq!(desk.findings(), NOTHING);
    desk.relate(3, "signalled_by", 2);
    assert_eq!(desk.findings(), ["claim_with_two_cues 3"]);
}

#[test]
fn a_claim_has_sixty_words_at_most() {
    let words = |n: usize| vec!["word"; n].join(" ");
    assert_eq!(
        claim(&format!("[claim:1|{}]", words(60))).findings(),
        NOTHING
    );
    assert_eq!(
        claim(&format!("[claim:1|{}]", words(61))).findings(),
        ["long_claim 1"]
    );
    let split = format!("[claim:1|{}], he said, [claim:1|{}]", words(30), words(31));
    assert_eq!(claim(&split).findings(), ["long_claim 1"]);
}

#[test]
fn a_stance_has_a_holder_and_a_target() {
    let scene = || Desk::article("en", "[source:1|Ana] [stance:2|sharply criticized] it");
    assert_eq!(
        scene().findings(),
        ["stance_without_holder 2", "stance_without_target 2"]
    );
    let mut desk = scene();
    desk.relate(2, "held_by", 1);
    let topic = desk.topic("Prisons");
    desk.relate(2, "targets", topic);
    assert_eq!(desk.findings(), NOTHING);
    for holder in ["article", "unnamed"] {
        let mut desk = scene();
        desk.set(2, "holder", holder);
        assert_eq!(desk.findings(), ["stance_without_target 2"]);
    }
    let mut wordless = Desk::article("en", "Text");
    wordless.wordless(wordless.first(), "Stance", 1);
    assert_eq!(
        wordless.findings(),
        ["stance_without_holder 1", "stance_without_target 1"]
    );
}

#[test]
fn a_row_has_members() {
    let mut desk = claim("[claim:1|Taxes rise]");
    let row = desk.row("Taxes rise");
    assert_eq!(desk.findings(), ["canonical_claim_without_member row"]);
    desk.same(1, row);
    assert_eq!(desk.findings(), NOTHING);
}

#[test]
fn members_that_say_the_same_do_not_contradict() {
    let scene = || {
        let mut desk = claim("[claim:1|Taxes rise]. [claim:2|They grow].");
        desk.set(2, "reporting", "authors_voice");
        desk.relate(1, "contradicts", 2);
        let row = desk.row("Taxes rise");
        desk.same(1, row);
        (desk, row)
    };
    let (mut desk, row) = scene();
    desk.same(2, row);
    assert_eq!(desk.findings(), ["contradicts_within_row relation"]);
    let (mut desk, row) = scene();
    desk.opposite(2, row);
    assert_eq!(
        desk.findings(),
        NOTHING,
        "opposites do contradict each other"
    );
    let (mut desk, _) = scene();
    let other = desk.row("They grow");
    desk.same(2, other);
    assert_eq!(desk.findings(), NOTHING);
    let (mut desk, row) = scene();
    desk.annotator("Ben");
    desk.same(2, row);
    assert_eq!(desk.findings(), NOTHING, "two annotators may differ");
}

#[test]
fn a_reading_is_of_the_current_revision() {
    let mut desk = Desk::article("en", "One");
    let article = desk.first();
    desk.read(article);
    assert_eq!(desk.findings(), NOTHING);
    desk.revise(article, "Two");
    assert_eq!(desk.findings(), ["stale_reading article"]);
    desk.read(article);
    assert_eq!(desk.findings(), NOTHING);
    desk.annotator("Ben");
    desk.read(article);
    desk.revise(article, "Three");
    desk.read(article);
    assert_eq!(
        desk.findings(),
        ["stale_reading article"],
        "Ana has not read it again"
    );
}

#[test]
fn annotating_on_makes_no_reading_old() {
    let mut desk = claim("[claim:1|Taxes rise]");
    desk.read(desk.first());
    desk.set(1, "certainty", "certain");
    assert_eq!(desk.findings(), NOTHING);
}

#[test]
fn relations_join_what_the_codebook_says() {
    let mut desk = claim("[claim:1|Taxes rise], [source:2|Ana] [cue:3|said]");
    desk.relate(1, "attributed_to", 2);
    assert_eq!(desk.findings(), NOTHING);
    desk.relate(2, "attributed_to", 1);
    assert_eq!(desk.findings(), ["relation_ends relation"]);
    let mut desk = claim("[claim:1|Taxes rise]");
    let row = desk.row("Taxes rise");
    desk.same(1, row);
    desk.relate(1, "contradicts", row);
    assert_eq!(
        desk.findings(),
        ["relation_ends relation"],
        "both ends must be of one kind"
    );
    let mut desk = claim("[claim:1|Taxes rise]");
    desk.relate(1, "overlaps", 1);
    assert_eq!(
        desk.findings(),
        ["relation_ends relation"],
        "nothing is related to itself"
    );
    let mut desk = Desk::new();
    let (ana, ben) = (desk.actor("Ana"), desk.actor("Ben"));
    desk.relate(ana, "attributed_to", ben);
    assert_eq!(desk.findings(), ["relation_ends relation"]);
}

#[test]
fn an_exception_excuses_and_is_counted() {
    let mut desk = Desk::article("en", "[claim:1|Taxes rise.] [claim:2|Yes]");
    desk.excuse("claim_without_source", desk.subject(1));
    assert_eq!(
        desk.findings(),
        ["trailing_punctuation 1", "claim_without_source 2"]
    );
    assert_eq!(desk.excused(), ["claim_without_source 1"]);
}

#[test]
fn findings_come_by_article_and_place() {
    let mut desk = Desk::article("en", "[claim:4|b.] [claim:2|c] [source:3|d.]");
    desk.add_article("en", "[claim:1|a]");
    desk.row("e");
    let expected = [
        "claim_without_source 4",
        "trailing_punctuation 4",
        "claim_without_source 2",
        "trailing_punctuation 3",
        "claim_without_source 1",
        "canonical_claim_without_member row",
    ];
    assert_eq!(desk.findings(), expected);
    let one = lint_article(&desk.project, desk.first()).findings;
    assert_eq!(one, lint(&desk.project).findings[..4]);
    let (article, span) = one[1].place.unwrap();
    assert_eq!(desk.project.text(article).unwrap().slice(span), "b.");
}

#[test]
fn orphans_wait_elsewhere() {
    let mut desk = Desk::article("en", "[claim:1|Taxes rise.]");
    desk.orphan(1);
    assert_eq!(desk.findings(), NOTHING);
}

#[test]
fn what_the_codebook_lacks_has_no_rules() {
    let mut codebook = Codebook::news_claims();
    codebook.relations.clear();
    codebook.attributes.clear();
    let mut desk = Desk::with_codebook(codebook);
    desk.add_article("en", "[claim:1|Taxes rise] [stance:2|badly] [odd:3|x.]");
    assert_eq!(desk.findings(), ["trailing_punctuation 3"]);
}
