//! The chain of evidence of a cell: quotes, on whose word, what is held of them.

use cotejo::model::matrix::{Link, Linked, chain, related_rows};
use cotejo::model::*;

use super::Scene;

impl Scene {
    /// The chain of the cell, a line for each link, as deep as it hangs.
    fn chain(&self) -> Vec<String> {
        let project = &self.desk.project;
        let cell = cotejo::model::matrix::cell(project, None, self.row, self.article).unwrap();
        let mut lines = Vec::new();
        for link in chain(project, self.row, self.article, &cell, 9) {
            self.describe(&link, 0, &mut lines);
        }
        lines
    }

    fn describe(&self, link: &Link, depth: usize, lines: &mut Vec<String>) {
        let project = &self.desk.project;
        let quote = |id: AnnotationId| project.quote(project.annotation(id).unwrap());
        let words = match &link.what {
            Linked::Quote(it) => quote(it.claim),
            Linked::AuthorsVoice => "own voice".to_owned(),
            Linked::Voice { voice, negated } => {
                let who = project.voice_name(&project.voice_at(*voice).unwrap());
                format!("{} {who}", if *negated { "not" } else { "by" })
            }
            Linked::Cue(it) => format!("cue {}", quote(*it)),
            Linked::Stance(it) => {
                let stance = project.annotation(*it).unwrap();
                let values = ["support", "deny", "query"];
                let value = values.iter().find(|it| stance.has("value", it));
                format!("stance {}", value.unwrap_or(&"open"))
            }
            Linked::Related {
                kind, backwards, ..
            } => format!("{kind}{}", if *backwards { " it" } else { "" }),
        };
        lines.push(format!("{}{words}", "  ".repeat(depth)));
        for it in &link.next {
            self.describe(it, depth + 1, lines);
        }
    }
}

#[test]
fn a_quote_stands_on_its_voices_and_its_cue() {
    let mut scene = Scene::same().sourced();
    scene.desk.relate(1, "signalled_by", 3);
    let chain = scene.chain();
    let (first, rest) = chain.split_first().unwrap();
    assert!(!first.starts_with(' '));
    assert_eq!(rest.len(), 2);
    assert!(rest[0].starts_with("  by "), "{rest:?}");
    assert!(rest[1].starts_with("  cue "), "{rest:?}");
}

#[test]
fn what_a_voice_holds_hangs_on_the_voice() {
    let mut scene = Scene::same().sourced();
    scene.desk.set(4, "value", "deny");
    scene.desk.relate(4, "held_by", 2);
    scene.desk.relate(4, "targets", 1);
    assert_eq!(scene.chain()[2], "    stance deny");
}

#[test]
fn a_stance_of_two_voices_hangs_on_both() {
    let mut scene = Scene::same().sourced();
    let ana = scene.desk.actor("Ana");
    scene.desk.relate(1, "attributed_to", ana);
    scene.desk.set(4, "value", "deny");
    scene.desk.relate(4, "held_by", 2);
    scene.desk.relate(4, "held_by", ana);
    scene.desk.relate(4, "targets", 1);
    let chain = scene.chain();
    let stances = chain.iter().filter(|it| **it == "    stance deny");
    assert_eq!(stances.count(), 2, "{chain:?}");
}

#[test]
fn what_the_article_holds_of_the_quote_hangs_on_the_quote() {
    let scene = Scene::same().sourced().holds("query", 1);
    assert_eq!(scene.chain()[2], "  stance query");
}

#[test]
fn what_the_article_holds_of_the_row_hangs_on_nothing() {
    let scene = Scene::same().authors_voice();
    let row = scene.row;
    let scene = scene.holds("deny", row);
    assert_eq!(scene.chain()[1..], ["  own voice", "stance deny"]);
}

#[test]
fn what_an_article_holds_of_another_ones_claim_is_in_its_chain() {
    let mut scene = Scene::bare();
    scene.desk.add_article("es", "[claim:6|Suben]");
    scene.desk.same(6, scene.row);
    let scene = scene.holds("support", 6);
    assert_eq!(scene.chain(), ["stance support"]);
}

#[test]
fn who_did_not_say_it_is_named_as_such() {
    let mut scene = Scene::same();
    let relation = scene.desk.relate(1, "attributed_to", 2);
    scene.desk.negate(relation);
    assert!(scene.chain()[1].starts_with("  not "));
}

#[test]
fn claims_and_rows_lead_to_what_they_are_related_to() {
    let mut scene = Scene::same();
    scene.desk.add_article("es", "[claim:6|Bajan]");
    scene.desk.relate(6, "updates", 1);
    assert_eq!(scene.chain()[1], "  updates it");
    let other = scene.desk.row("Taxes fall");
    scene.desk.relate(scene.row, "contradicts", other);
    let links = related_rows(&scene.desk.project, scene.row);
    assert_eq!(
        links[0].what,
        Linked::Related {
            kind: "contradicts".into(),
            other: End::CanonicalClaim(other),
            backwards: false,
        }
    );
}
