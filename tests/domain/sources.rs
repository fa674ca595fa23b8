//! Who is quoted, a scene for each thing that is counted.

use cotejo::model::matrix::matrix;
use cotejo::model::sources::{SaidFirst, Sources, Tally, Voice, VoiceSources, said_first, sources};
use cotejo::model::*;
use proptest::prelude::*;

use crate::arbitrary::project;
use crate::desk::Desk;
use crate::sample::sample;

/// "Ana said A and B." with the claims 1 and 2, the source 3, a cue 4 and a stance 5.
fn said() -> Desk {
    let told = "[source:3|Ana] [cue:4|said] [claim:1|taxes rise] and [claim:2|roads are built], [stance:5|gladly].";
    Desk::article("en", told)
}

fn counted(desk: &Desk) -> Sources {
    sources(&desk.project, None)
}

fn voice<'a>(all: &'a Sources, name: &str) -> &'a VoiceSources {
    all.voices.iter().find(|it| it.name == name).unwrap()
}

/// The numbers of annotations in a scene.
fn numbers(desk: &Desk, ids: &[AnnotationId]) -> Vec<u32> {
    let number = |id: &AnnotationId| *desk.handles.iter().find(|it| it.1 == id).unwrap().0;
    ids.iter().map(number).collect()
}

fn tallies(desk: &Desk, all: &[Tally]) -> Vec<(String, Vec<u32>)> {
    let one = |it: &Tally| (it.value.clone(), numbers(desk, &it.annotations));
    all.iter().map(one).collect()
}

#[test]
fn a_voice_has_its_claims_by_article_and_way_of_reporting() {
    let mut desk = said();
    let other = desk.add_article("es", "[claim:6|Suben], [claim:7|dijo] [source:8|Ana]");
    for claim in [1, 2] {
        desk.relate(claim, "attributed_to", 3);
    }
    for claim in [6, 7] {
        desk.relate(claim, "attributed_to", 8);
    }
    desk.set(1, "reporting", "direct_quote");
    desk.set(2, "reporting", "indirect");
    desk.set(6, "reporting", "mixed");
    let all = counted(&desk);
    assert_eq!(all.voices.len(), 1, "the same words are one voice");
    let ana = voice(&all, "Ana");
    assert_eq!(ana.claim_count(), 4);
    assert_eq!(numbers(&desk, &ana.sources), [3, 8]);
    let [first, second] = ana.articles.as_slice() else {
        panic!("two articles")
    };
    assert_eq!((first.column, second.column), (0, 1));
    assert_eq!(second.article, other);
    assert_eq!(numbers(&desk, &first.claims), [1, 2]);
    assert_eq!(numbers(&desk, &first.direct), [1]);
    assert_eq!(numbers(&desk, &first.indirect), [2]);
    assert_eq!(numbers(&desk, &second.mixed), [6]);
    assert_eq!(numbers(&desk, &second.unset), [7]);
    assert_eq!(ana.in_article(1), Some(second));
    assert_eq!(all.articles[1].voices, 1);
}

#[test]
fn sources_of_one_actor_are_one_voice_that_says_a_claim_once() {
    let mut desk = said();
    let ana = desk.actor("Ana Pérez");
    desk.names(3, ana);
    desk.relate(1, "attributed_to", 3);
    desk.relate(1, "attributed_to", ana);
    let namesake = desk.actor("Ana Pérez");
    desk.relate(2, "attributed_to", namesake);
    let all = counted(&desk);
    let voices: Vec<&Voice> = all.voices.iter().map(|it| &it.voice).collect();
    assert_eq!(voices, [&Voice::Actor(ana), &Voice::Actor(namesake)]);
    assert_eq!(numbers(&desk, &all.voices[0].articles[0].claims), [1]);
}

#[test]
fn what_a_source_did_not_say_is_counted_apart() {
    let mut desk = said();
    let relation = desk.relate(1, "attributed_to", 3);
    desk.negate(relation);
    let all = counted(&desk);
    let ana = voice(&all, "Ana");
    assert_eq!((ana.claim_count(), ana.negated_count()), (0, 1));
    assert_eq!(numbers(&desk, &ana.articles[0].negated), [1]);
    assert_eq!(numbers(&desk, &all.articles[0].negated), [1]);
    assert_eq!(numbers(&desk, &all.articles[0].unresolved), [2]);
    assert_eq!(all.articles[0].voices, 0);
}

#[test]
fn a_voice_is_described_by_its_sources_and_by_its_actor() {
    let mut desk = said();
    let ana = desk.actor("Ana Pérez");
    desk.affiliation(ana, "government");
    desk.names(3, ana);
    desk.set(3, "source_type", "named_person");
    desk.set(3, "role", "decision_maker");
    desk.relate(1, "attributed_to", ana);
    let ben = desk.actor("Ben");
    desk.affiliation(ben, "ngo");
    desk.relate(2, "attributed_to", ben);
    let all = counted(&desk);
    let first = voice(&all, "Ana Pérez");
    assert_eq!(first.named(), Some(true));
    let government = [("government".to_owned(), vec![3])];
    assert_eq!(tallies(&desk, &first.affiliation), government);
    assert_eq!(first.role[0].value, "decision_maker");
    assert_eq!(first.status, []);
    let second = voice(&all, "Ben");
    assert_eq!(second.named(), None, "nobody coded it");
    assert_eq!(
        tallies(&desk, &second.affiliation),
        [("ngo".to_owned(), vec![])]
    );
    let totals = &all.articles[0];
    assert_eq!(numbers(&desk, &totals.named), [1]);
    assert_eq!(
        tallies(&desk, &totals.by_affiliation),
        [
            ("government".to_owned(), vec![1]),
            ("ngo".to_owned(), vec![2])
        ]
    );
    assert_eq!(
        tallies(&desk, &totals.by_source_type),
        [
            (String::new(), vec![2]),
            ("named_person".to_owned(), vec![1])
        ]
    );
}

#[test]
fn every_claim_of_an_article_stands_on_something() {
    let told =
        "[claim:1|a] [claim:2|b] [claim:3|c] [claim:4|d] [cue:5|said] [source:6|Ana] [claim:7|e]";
    let mut desk = Desk::article("en", told);
    desk.relate(1, "attributed_to", 6);
    desk.set(2, "reporting", "authors_voice");
    desk.relate(3, "signalled_by", 5);
    desk.part(desk.first(), "boilerplate", "e");
    let all = counted(&desk);
    let totals = &all.articles[0];
    assert_eq!(numbers(&desk, &totals.claims), [1, 2, 3, 4]);
    assert_eq!(numbers(&desk, &totals.attributed), [1]);
    assert_eq!(totals.named, []);
    assert_eq!(numbers(&desk, &totals.authors_voice), [2]);
    assert_eq!(numbers(&desk, &totals.agentless), [3]);
    assert_eq!(numbers(&desk, &totals.unresolved), [4]);
}

#[test]
fn orphans_and_boilerplate_do_not_count() {
    let mut desk = said();
    desk.relate(1, "attributed_to", 3);
    desk.relate(2, "attributed_to", 3);
    desk.orphan(2);
    desk.part(desk.first(), "boilerplate", "taxes rise");
    let all = counted(&desk);
    assert_eq!(all.voices, []);
    assert_eq!(all.articles[0].claims, []);
}

#[test]
fn stances_come_with_their_targets_by_value() {
    let mut desk = said();
    let row = desk.row("Taxes rise");
    let topic = desk.topic("Taxes");
    desk.same(1, row);
    let article = desk.first();
    desk.wordless(article, "Stance", 6);
    desk.wordless(article, "Stance", 7);
    for (stance, value) in [(5, "comment"), (6, "support")] {
        desk.set(stance, "value", value);
    }
    for stance in [5, 6, 7] {
        desk.relate(stance, "held_by", 3);
    }
    desk.relate(5, "targets", topic);
    desk.relate(6, "targets", 1);
    desk.relate(7, "targets", row);
    let all = counted(&desk);
    let ana = voice(&all, "Ana");
    assert_eq!(ana.claim_count(), 0, "who only holds something is listed");
    let held: Vec<&str> = ana.stances.iter().map(|it| it.value.as_str()).collect();
    assert_eq!(held, ["support", "comment", ""]);
    let ends: Vec<End> = ana.stances.iter().map(|it| it.targets[0].end).collect();
    let claim = End::Annotation(desk.handles[&1]);
    assert_eq!(ends, [claim, End::Topic(topic), End::CanonicalClaim(row)]);
    let said: Vec<usize> = ana
        .stances
        .iter()
        .map(|it| it.targets[0].canonical_claims.len())
        .collect();
    assert_eq!(said, [1, 0, 1]);
}

#[test]
fn claims_of_the_annotators_shown_count_whoever_attributed_them() {
    let mut desk = said();
    let ana = desk.annotator("Ana");
    let ben = desk.annotator("Ben");
    desk.relate(1, "attributed_to", 3);
    let claims = |who: &[AnnotatorId]| {
        let all = sources(&desk.project, Some(who));
        all.voices
            .iter()
            .map(VoiceSources::claim_count)
            .sum::<usize>()
    };
    assert_eq!((claims(&[ana]), claims(&[ben]), claims(&[])), (1, 0, 0));
}

#[test]
fn most_claims_come_first_and_names_decide_between_equals() {
    let told = "[source:1|Zoe] [source:2|Ben] [source:3|Ada] [claim:4|a] [claim:5|b] [claim:6|c]";
    let mut desk = Desk::article("en", told);
    for (claim, source) in [(4, 1), (5, 1), (4, 2), (6, 3)] {
        desk.relate(claim, "attributed_to", source);
    }
    let names: Vec<String> = counted(&desk)
        .voices
        .into_iter()
        .map(|it| it.name)
        .collect();
    assert_eq!(names, ["Zoe", "Ada", "Ben"]);
}

fn first(desk: &Desk) -> Vec<SaidFirst> {
    said_first(&desk.project, None)
}

/// A row that four articles say, published so; no words, no date.
fn published(dates: [&str; 4]) -> Desk {
    let mut desk = Desk::new();
    let row = desk.row("Up");
    for (number, date) in (1..).zip(dates) {
        let article = desk.add_article("en", &format!("[claim:{number}|up]"));
        if !date.is_empty() {
            desk.published(article, date);
        }
        desk.same(number, row);
    }
    desk
}

#[test]
fn the_earliest_date_says_it_first() {
    let desk = published(["2026-02-01", "", "2026-01-31", "yesterday"]);
    let all = first(&desk);
    let dates = |list: &[cotejo::model::sources::SaidBy]| -> Vec<String> {
        list.iter().map(|it| it.published.clone()).collect()
    };
    assert_eq!(dates(&all[0].dated), ["2026-01-31", "2026-02-01"]);
    assert_eq!(dates(&all[0].undated), ["", "yesterday"]);
    assert_eq!(all[0].leading(), 1);
    assert_eq!(numbers(&desk, &all[0].dated[0].claims), [3]);
}

#[test]
fn dates_that_tell_less_leave_open_who_was_first() {
    let of = |dates| first(&published(dates))[0].leading();
    assert_eq!(of(["2026-01", "2026-01-31", "2026-02-01", "2026"]), 3);
    assert_eq!(of(["2026-01", "2026-02-01", "2026-03", "2027"]), 1);
    let (early, late) = ("2026-01-31T23:00:00-05:00", "2026-02-01T05:00:00Z");
    assert_eq!(of([early, late, late, "2026-02-01"]), 2);
    assert_eq!(of(["2026-02-01", "2026-02-01", late, "2026-02-02"]), 3);
}

#[test]
fn who_says_the_opposite_or_that_somebody_did_not_does_not_say_it() {
    let mut desk = said();
    let row = desk.row("Taxes rise");
    desk.opposite(1, row);
    desk.same(2, row);
    let relation = desk.relate(2, "attributed_to", 3);
    desk.negate(relation);
    assert_eq!(first(&desk), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn who_said_it_first_is_what_the_cells_of_the_matrix_have(project in project()) {
        let mut long = Vec::new();
        for row in &matrix(&project, None).rows {
            let mut claims = Vec::new();
            for it in row.cells.iter().flat_map(|it| &it.evidence) {
                if it.counts() && !it.negated && it.polarity == Polarity::Same {
                    claims.push(it.claim);
                }
            }
            if !claims.is_empty() {
                claims.sort_unstable();
                long.push((row.canonical_claim, claims));
            }
        }
        let mut found = Vec::new();
        for it in said_first(&project, None) {
            let all = it.dated.iter().chain(&it.undated);
            let mut claims: Vec<AnnotationId> = all.flat_map(|it| it.claims.clone()).collect();
            claims.sort_unstable();
            found.push((it.canonical_claim, claims));
        }
        prop_assert_eq!(found, long);
    }
}

/// How many may be first, each looked at beside each before it.
fn leading_the_long_way(dates: &[String]) -> usize {
    let when = |published: &str| {
        let moment: Option<Timestamp> = published.parse().ok();
        let written = moment.map_or_else(|| published.to_owned(), |it| it.to_string());
        (written.get(..10).unwrap_or(&written).to_owned(), moment)
    };
    let is_before = |one: &str, two: &str| {
        let ((one_day, one), (two_day, two)) = (when(one), when(two));
        match one.zip(two) {
            Some((one, two)) => one < two,
            None => one_day < two_day && !two_day.starts_with(&one_day),
        }
    };
    let mut leading = 0;
    while leading < dates.len() {
        if dates[..leading]
            .iter()
            .any(|it| is_before(it, &dates[leading]))
        {
            break;
        }
        leading += 1;
    }
    leading
}

const DATES: [&str; 9] = [
    "2026",
    "2026-01",
    "2026-01-31",
    "2026-02",
    "2026-02-01",
    "2026-01-31T23:30:00-05:00",
    "2026-02-01T03:00:00Z",
    "2026-02-01T03:00:00.000Z",
    "",
];

proptest! {
    #[test]
    fn who_may_be_first_is_what_a_long_way_finds(at in prop::array::uniform4(0..DATES.len())) {
        let desk = published(at.map(|it| DATES[it]));
        let said = &first(&desk)[0];
        let dates: Vec<String> = said.dated.iter().map(|it| it.published.clone()).collect();
        prop_assert_eq!(said.leading(), leading_the_long_way(&dates));
    }
}

#[test]
fn the_sample_quotes_these_most() {
    let project = sample();
    let all = sources(&project, None);
    let counts = |at: usize| {
        let voice = &all.voices[at];
        let of = |column| voice.in_article(column).map_or(0, |it| it.claims.len());
        (voice.name.clone(), of(0), of(1))
    };
    assert_eq!(counts(0).0, "José Antonio Kast");
    let claims: usize = all.articles.iter().map(|it| it.claims.len()).sum();
    let labelled = project
        .annotations()
        .filter(|it| it.label == "Claim")
        .count();
    assert_eq!(claims, labelled);
    for it in &all.articles {
        let parts = [
            &it.attributed,
            &it.authors_voice,
            &it.agentless,
            &it.negated,
            &it.unresolved,
        ];
        assert_eq!(parts.map(Vec::len).iter().sum::<usize>(), it.claims.len());
        assert_eq!(it.unresolved, []);
    }
}
