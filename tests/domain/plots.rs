//! Drawings of who is quoted: what they count, what their marks stand for, and that they are sound
//! whatever articles and names hold.

mod sound;

use std::collections::{BTreeMap, BTreeSet};

use cotejo::formats::drawing::{Drawing, Form, Mark, Use};
use cotejo::formats::plots::{About, Scene};
use cotejo::model::sources::sources;
use cotejo::model::*;
use proptest::prelude::*;

use crate::arbitrary::project;
use crate::desk::Desk;
use crate::sample::sample;

pub fn drawings(project: &Project) -> Vec<Drawing> {
    let counted = sources(project, None);
    Scene::new(project, None, &counted).drawings(About::Everything)
}

fn network(project: &Project, about: About) -> Drawing {
    let counted = sources(project, None);
    Scene::new(project, None, &counted).network(about)
}

fn findings(project: &Project) -> Vec<String> {
    let counted = sources(project, None);
    Scene::new(project, None, &counted).findings()
}

fn drawing<'a>(all: &'a [Drawing], id: &str) -> &'a Drawing {
    all.iter().find(|it| it.id == id).expect(id)
}

fn marks(drawing: &Drawing) -> impl Iterator<Item = &Mark> {
    drawing.marks.iter().filter(|it| !it.behind.is_empty())
}

fn mark<'a>(drawing: &'a Drawing, name: &str) -> &'a Mark {
    let found = marks(drawing).find(|it| it.name.starts_with(name));
    found.unwrap_or_else(|| panic!("{name} in {:?}", names(drawing)))
}

fn names(drawing: &Drawing) -> Vec<&str> {
    marks(drawing).map(|it| it.name.as_str()).collect()
}

fn row(drawing: &Drawing, at: usize) -> Vec<&str> {
    let cells = drawing.table.rows[at].iter();
    cells.map(|it| it.words.as_str()).collect()
}

/// Two articles on one event: the mayor in both, her critic in one.
fn told() -> Desk {
    let mut desk = Desk::article(
        "en",
        "[source:1|The mayor] said [claim:2|taxes rise] and [claim:3|roads are built].",
    );
    desk.add_article(
        "es",
        "[source:4|La alcaldesa] dijo que [claim:5|suben los impuestos]. [source:6|Un vecino] [stance:7|protesta]: [claim:8|no suben].",
    );
    let mayor = desk.actor("The mayor");
    desk.affiliation(mayor, "government");
    for source in [1, 4] {
        desk.names(source, mayor);
        desk.set(source, "source_type", "named_person");
    }
    desk.set(6, "source_type", "unnamed_person");
    for (claim, source) in [(2, 1), (3, 1), (5, 4), (8, 6)] {
        desk.relate(claim, "attributed_to", source);
    }
    desk.set(2, "reporting", "direct_quote");
    let rise = desk.row("Taxes rise");
    desk.about(rise, "Taxes");
    desk.same(2, rise);
    desk.same(5, rise);
    desk.opposite(8, rise);
    let roads = desk.row("Roads are built");
    desk.same(3, roads);
    desk.relate(7, "held_by", 6);
    desk.relate(7, "targets", rise);
    desk.set(7, "value", "deny");
    desk
}

#[test]
fn who_quotes_no_critic_is_said_first() {
    let desk = told();
    let said = findings(&desk.project);
    assert_eq!(said[0], "No critic is heard in “Untitled article”.");
    assert_eq!(
        said[1],
        "One critic is heard in “Untitled article (2)”: Un vecino."
    );
    let all = drawings(&desk.project);
    let stances = drawing(&all, "stance");
    assert_eq!(row(stances, 0), ["Untitled article", "0"]);
    assert_eq!(row(stances, 1), ["Untitled article (2)", "1"]);
    assert_eq!(*marks(stances).next().unwrap().behind, [desk.handles[&7]]);
    // Where nobody is known to be against anything, nobody is said to be missing.
    let none = Desk::article("en", "[source:1|Ana] said [claim:2|so].");
    assert_eq!(findings(&none.project), [] as [String; 0]);
}

#[test]
fn the_sample_shows_that_one_article_hears_no_critic() {
    let said = findings(&sample());
    assert!(
        said[0].starts_with("No critic is heard in “Kast visita"),
        "{said:?}"
    );
    assert!(
        said[1].contains("critics are heard in “Chile’s"),
        "{said:?}"
    );
}

#[test]
fn bars_are_claims_by_article() {
    let desk = told();
    let all = drawings(&desk.project);
    assert_eq!(
        row(drawing(&all, "word"), 1),
        ["Untitled article (2)", "1", "1", "0", "0", "0", "0"]
    );
    assert_eq!(
        row(drawing(&all, "way"), 0),
        ["Untitled article", "1", "0", "0", "1"]
    );
    let kinds = drawing(&all, "type");
    let heads: Vec<&str> = kinds
        .table
        .head
        .iter()
        .map(|it| it.words.as_str())
        .collect();
    assert_eq!(heads, ["Article", "named person", "unnamed person"]);
    let bar = mark(
        drawing(&all, "way"),
        "Untitled article: Direct quote, 1 annotation",
    );
    assert_eq!(*bar.behind, [desk.handles[&2]]);
}

#[test]
fn the_network_ties_voices_to_claims() {
    let desk = told();
    let everything = network(&desk.project, About::Everything);
    let mayor = mark(&everything, "The mayor says it: Taxes rise");
    assert_eq!(*mayor.behind, [desk.handles[&2], desk.handles[&5]]);
    assert_eq!(
        *mark(&everything, "Un vecino rejects: Taxes rise").behind,
        [desk.handles[&7]]
    );
    assert_eq!(
        *mark(&everything, "Un vecino says the opposite: Taxes rise").behind,
        [desk.handles[&8]]
    );
    let whole = mark(&everything, "The mayor, 3 annotations");
    assert_eq!(whole.behind.len(), 3);
    let topic = desk.project.topics().next().unwrap().id;
    let of_topic = network(&desk.project, About::Topic(topic));
    assert_eq!(of_topic.table.rows.len(), 3);
    assert!(of_topic.title.ends_with("Taxes"));
    let rest = network(&desk.project, About::NoTopic);
    assert_eq!(
        row(&rest, 0),
        ["The mayor", "says it", "Roads are built", "1"]
    );
    let nothing = network(&Desk::new().project, About::Everything);
    assert_eq!(marks(&nothing).count(), 0);
}

#[test]
fn time_goes_from_left_to_right() {
    let mut desk = told();
    let other = desk.project.ordered_articles()[1].id;
    let undated = drawings(&desk.project);
    assert!(drawing(&undated, "timeline").rest.starts_with("No article"));
    assert!(undated.iter().all(|it| it.id != "first"));
    desk.published(desk.first(), "2026-02-01");
    desk.published(other, "2026-01-31");
    desk.add_article("en", "[claim:9|Taxes rise]");
    let rise = desk.project.canonical_claims().next().unwrap().id;
    desk.same(9, rise);
    let all = drawings(&desk.project);
    let timeline = drawing(&all, "timeline");
    assert_eq!(
        row(timeline, 0),
        ["Untitled article (2)", "2026-01-31", "1", "0"]
    );
    assert_eq!(
        row(timeline, 1),
        ["Untitled article", "2026-02-01", "1", "1"]
    );
    assert_eq!(row(timeline, 2)[1], "without a date");
    let first = drawing(&all, "first");
    assert_eq!(
        row(first, 0),
        [
            "Taxes rise",
            "Untitled article (2)",
            "2026-01-31",
            "The mayor",
            "Untitled article",
            "Untitled article (3)"
        ]
    );
    let at = |name: &str| match mark(first, name).shapes[0].form {
        Form::Circle([x, ..]) => x,
        ref other => panic!("{other:?}"),
    };
    let leading =
        at("Taxes rise: first in Untitled article (2), 2026-01-31, on the word of The mayor");
    assert!(leading < at("Taxes rise: in Untitled article, 2026-02-01"));
}

/// A row that articles of these dates say, each on the word of somebody else.
fn dated(dates: &[&str]) -> Desk {
    let mut desk = Desk::new();
    let row = desk.row("Taxes rise");
    for (at, date) in (0..).zip(dates) {
        let (source, claim) = (at * 2 + 1, at * 2 + 2);
        let told = format!("[source:{source}|Voice {at}] said [claim:{claim}|so].");
        let article = desk.add_article("en", &told);
        desk.published(article, date);
        desk.relate(claim, "attributed_to", source);
        desk.same(claim, row);
    }
    desk
}

fn places(drawing: &Drawing) -> Vec<usize> {
    let mut places = Vec::new();
    for shape in drawing.marks.iter().flat_map(|it| &it.shapes) {
        if let Form::Circle([x, ..]) = shape.form {
            places.push(x);
        }
    }
    places
}

#[test]
fn a_mark_names_the_voices_of_its_own_article() {
    let desk = dated(&["2026-01", "2026-01-31", "2026-03-01"]);
    let all = drawings(&desk.project);
    let first = drawing(&all, "first");
    assert_eq!(row(first, 0)[3], "Voice 0, Voice 1", "both may be first");
    assert_eq!(
        names(first),
        [
            "Taxes rise: in Untitled article (3), 2026-03-01",
            "Taxes rise: first in Untitled article, 2026-01, on the word of Voice 0",
            "Taxes rise: first in Untitled article (2), 2026-01-31, on the word of Voice 1",
        ]
    );
}

#[test]
fn articles_of_one_day_are_one_mark() {
    let days = [
        "2026-01-31",
        "2026-01-31",
        "2026-02-01",
        "2026-02-01",
        "2026-02-01",
    ];
    let desk = dated(&days);
    let all = drawings(&desk.project);
    let first = drawing(&all, "first");
    assert_eq!(
        names(first),
        [
            "Taxes rise: in 3 articles, 2026-02-01",
            "Taxes rise: first in 2 articles, 2026-01-31, on the word of Voice 0, Voice 1",
        ]
    );
    let behind: Vec<usize> = marks(first).map(|it| it.behind.len()).collect();
    assert_eq!(behind, [3, 2]);
    sound::check(&desk.project, first);
}

#[test]
fn days_are_those_by_which_somebody_was_first() {
    // The one that is later where it was written is earlier.
    let desk = dated(&[
        "2026-01-31T23:30:00-05:00",
        "2026-02-01T03:00:00Z",
        "2026-02-03",
    ]);
    let all = drawings(&desk.project);
    let timeline = drawing(&all, "timeline");
    assert_eq!(
        row(timeline, 0),
        ["Untitled article (2)", "2026-02-01T03:00:00Z", "1", "0"]
    );
    assert_eq!(row(timeline, 1)[2..], ["0", "1"]);
    // Both are of one day.
    let dots = places(timeline);
    assert_eq!(dots[0], dots[1]);
    assert!(dots[1] < dots[2]);
}

#[test]
fn what_a_bar_counts_is_what_is_said_of_it() {
    let mut desk = Desk::article("en", "[claim:1|Taxes rise] and [claim:2|up they go].");
    let rise = desk.row("Taxes rise");
    desk.same(1, rise);
    desk.same(2, rise);
    desk.published(desk.first(), "2026-01-31");
    let all = drawings(&desk.project);
    let timeline = drawing(&all, "timeline");
    assert_eq!(
        mark(timeline, "Untitled article: Said first").behind.len(),
        2
    );
    let said = "A bar counts the claims of an article that say a canonical claim";
    assert!(
        timeline.description.contains(said),
        "{}",
        timeline.description
    );
}

/// What each of the voices says in each article, found the long way.
fn naive(project: &Project) -> BTreeMap<(String, ArticleId), BTreeSet<AnnotationId>> {
    let mut found = BTreeMap::new();
    // Which claims count is looked at in `sources.rs`.
    let counted = sources(project, None);
    let claims: BTreeSet<AnnotationId> = counted
        .articles
        .iter()
        .flat_map(|it| it.claims.clone())
        .collect();
    for claim in project.annotations().filter(|it| claims.contains(&it.id)) {
        for relation in project.relations() {
            let own = End::Annotation(claim.id);
            if relation.from != own || relation.kind != "attributed_to" || relation.is_negated() {
                continue;
            }
            if let Some(voice) = project.voice_at(relation.to) {
                let key = (format!("{voice:?}"), claim.article);
                found
                    .entry(key)
                    .or_insert_with(BTreeSet::new)
                    .insert(claim.id);
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_project_has_sound_drawings(project in project()) {
        for it in drawings(&project) {
            sound::check(&project, &it);
        }
    }

    #[test]
    fn the_map_is_what_a_long_way_finds(project in project()) {
        let all = drawings(&project);
        let long = naive(&project);
        let found: usize = long.values().map(BTreeSet::len).sum();
        let map = all.iter().find(|it| it.id == "voices");
        let cells = map.map_or(0, |it| marks(it).map(|mark| mark.behind.len()).sum());
        prop_assert_eq!(cells, found);
        for mark in map.into_iter().flat_map(marks) {
            let set: BTreeSet<AnnotationId> = mark.behind.iter().copied().collect();
            prop_assert!(long.values().any(|it| *it == set), "{}", mark.name);
        }
    }

    #[test]
    fn each_claim_of_an_article_is_in_one_bar(project in project()) {
        let all = drawings(&project);
        let Some(word) = all.iter().find(|it| it.id == "word") else { return Ok(()) };
        let counted = sources(&project, None);
        for (row, article) in word.table.rows.iter().zip(&counted.articles) {
            let mut claims: Vec<AnnotationId> = row.iter().flat_map(|it| it.behind.to_vec()).collect();
            let mut expected = article.claims.clone();
            claims.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(claims, expected);
        }
    }
}

const PAYLOAD: &str = "\"><script>alert(1)</script><svg onload='x'>&amp;]]>\u{0}\u{202e}=1+1";

#[test]
fn hostile_words_are_words() {
    let mut desk = Desk::article("en", "[source:1|Ana] said [claim:2|so], [stance:3|no].");
    let first = desk.first();
    let title = ArticleField::Title(PAYLOAD.to_owned());
    desk.make(Change::set(
        first,
        ArticleField::Title(String::new()),
        title,
    ));
    let (actor, row) = (desk.actor(PAYLOAD), desk.row(PAYLOAD));
    desk.names(1, actor);
    desk.about(row, PAYLOAD);
    desk.relate(2, "attributed_to", 1);
    desk.same(2, row);
    desk.relate(3, "held_by", 1);
    desk.relate(3, "targets", row);
    desk.set(3, "value", "deny");
    desk.published(first, "2026-01-01");
    let all = drawings(&desk.project);
    assert_eq!(all.len(), 10);
    for it in &all {
        sound::check(&desk.project, it);
        let mut lists = Vec::new();
        for written in [
            it.svg(Use::Page(&mut lists)),
            it.svg(Use::Alone),
            it.table_html(Some(&mut Vec::new())).0,
        ] {
            assert!(!written.contains("<script"), "{written}");
            assert!(!written.contains("<svg onload"), "{written}");
        }
    }
    desk.actor("=HYPERLINK(\"x\")");
    let mut formula = Desk::article("en", "[source:1|=1+1] said [claim:2|so].");
    formula.relate(2, "attributed_to", 1);
    let csv = drawing(&drawings(&formula.project), "voices").csv();
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("\r\n'=1+1,"), "{csv}");
    assert!(csv.starts_with("\u{feff}Voice,Affiliation,"), "{csv}");
}

#[test]
fn voices_that_the_table_has_no_room_for_are_said() {
    let mut desk = Desk::new();
    for article in 0..250 {
        let from = article * 4 + 1;
        let (other, one, two) = (from + 1, from + 2, from + 3);
        desk.add_article(
            "en",
            &format!("[source:{from}|Voice {from}] [source:{other}|Voice {other}] [claim:{one}|so] [claim:{two}|no]"),
        );
        desk.relate(one, "attributed_to", from);
        desk.relate(two, "attributed_to", other);
    }
    let all = drawings(&desk.project);
    let map = drawing(&all, "voices");
    assert_eq!(map.table.rows.len(), 395);
    let said = "460 more voices are not drawn; the table (CSV) has the 395 with most claims";
    assert!(map.rest.starts_with(said), "{}", map.rest);
}

#[test]
fn much_is_bounded_and_the_rest_is_said() {
    let mut desk = Desk::new();
    for article in 0..70 {
        let from = article * 4 + 1;
        desk.add_article(
            "en",
            &format!(
                "[source:{}|Voice {article}] said [claim:{}|this {article}] [claim:{}|that].",
                from,
                from + 1,
                from + 2
            ),
        );
        for claim in [from + 1, from + 2] {
            desk.relate(claim, "attributed_to", from);
            let row = desk.row(&format!("Row {claim}"));
            desk.same(claim, row);
        }
    }
    let all = drawings(&desk.project);
    let word = drawing(&all, "word");
    assert_eq!(
        word.rest,
        "10 more articles are not drawn; the table (CSV) has all."
    );
    assert_eq!(word.table.rows.len(), 70);
    let map = drawing(&all, "voices");
    assert!(map.rest.starts_with("30 more voices"), "{}", map.rest);
    let (_, left) = map.table_html(None);
    assert_eq!(left, 70 - 3000 / 73);
    assert_eq!(String::from_utf8(map.csv()).unwrap().lines().count(), 71);
    let net = drawing(&all, "network");
    assert!(net.rest.contains("more voices") && net.rest.contains("more canonical claims"));
    for it in &all {
        sound::check(&desk.project, it);
    }
}
