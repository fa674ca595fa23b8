//! What does not hold is named, and the rest opens.

use cotejo::app::{Action, AnnotatingAction, Edge, ListFilter, ViewingAction};
use cotejo::formats::project_json::export;
use cotejo::journal::Start;
use cotejo::text::Unit;
use serde_json::Value;

use crate::app::App;
use crate::desk::Desk;
use crate::files::read;
use crate::journal::reread;

use super::{ARTICLE, claim, opened, quotes, small, warnings};

// "📰 Pia said no." in code points: Pia 2–5, said 6–10, no 11–13; in UTF-16 one more.

#[test]
fn offsets_that_count_utf16_are_read_so_when_the_quote_agrees() {
    let opened = opened(&small(
        &claim(1, r#"{"start": 3, "end": 6, "quote": "Pia"}"#, ""),
        "",
    ));
    assert_eq!(quotes(&opened.project), ["Pia"]);
    assert_eq!(
        warnings(&opened),
        [
            "annotations[0]: Claim “Pia” (0c000000-0000-4000-8000-000000000001) was moved from \
             3–6 to 2–5: its offsets count UTF-16 code units"
        ]
    );
}

#[test]
fn offsets_that_count_bytes_are_read_so_when_the_quote_agrees() {
    let opened = opened(&small(
        &claim(1, r#"{"start": 5, "end": 8, "quote": "Pia"}"#, ""),
        "",
    ));
    assert_eq!(quotes(&opened.project), ["Pia"]);
    assert!(warnings(&opened)[0].ends_with("from 5–8 to 2–5: its offsets count bytes"));
}

#[test]
fn a_quote_elsewhere_is_followed() {
    let fragment = r#"{"start": 0, "end": 2, "quote": "no", "prefix": "said ", "suffix": "."}"#;
    let opened = opened(&small(&claim(1, fragment, ""), ""));
    assert_eq!(quotes(&opened.project), ["no"]);
    assert!(warnings(&opened)[0].ends_with("from 0–2 to 11–13: its quote stands there"));
}

#[test]
fn offsets_past_the_end_are_no_obstacle_to_a_quote() {
    let fragment = r#"{"start": 4294967295, "end": 4294967295, "quote": "said"}"#;
    assert_eq!(
        quotes(&opened(&small(&claim(1, fragment, ""), "")).project),
        ["said"]
    );
}

#[test]
fn a_quote_that_is_gone_makes_an_orphan_that_keeps_its_place() {
    let opened = opened(&small(
        &claim(1, r#"{"start": 2, "end": 5, "quote": "Ana"}"#, ""),
        "",
    ));
    assert_eq!(quotes(&opened.project), ["?Ana"]);
    let orphan = opened.project.annotations().next().unwrap();
    let text = opened.project.text(orphan.article).unwrap();
    assert_eq!(text.get(orphan.fragments[0]), Some("Pia"));
    assert_eq!(
        warnings(&opened),
        [
            "annotations[0]: Claim “Ana” (0c000000-0000-4000-8000-000000000001) at 2–5 is kept as \
             an orphan: its quote is not in the text"
        ]
    );
}

#[test]
fn what_an_orphan_quoted_is_stored_and_written_as_it_was() {
    let lost = r#"{"start": 2, "end": 5, "quote": "Ana", "prefix": "¡", "suffix": " said",
        "later": [1]}"#;
    let beyond = r#"{"start": 90, "end": 95, "quote": "gone"}"#;
    let fragments = format!(r#"{lost}, {{"start": 6, "end": 10}}, {beyond}"#);
    let opened = opened(&small(&claim(1, &fragments, ""), ""));
    assert_eq!(quotes(&opened.project), ["?Ana … said … gone"]);
    let written = export(&opened.project, "test");
    let again = read(&written).unwrap().project;
    assert_eq!(export(&again, "test"), written);
    let json: Value = serde_json::from_slice(&written).unwrap();
    let mut given: Value = serde_json::from_str(&format!("[{fragments}]")).unwrap();
    given[1]["quote"] = "said".into();
    assert_eq!(json["annotations"][0]["fragments"], given);
    let kept = reread(&Start::of(&opened.project));
    assert_eq!(kept.records, Start::of(&again).records);
}

#[test]
fn whoever_places_an_orphan_quotes_what_is_there() {
    let opened = opened(&small(
        &claim(1, r#"{"start": 2, "end": 5, "quote": "Ana"}"#, ""),
        "",
    ));
    let mut app = App::over(&Desk::new());
    app.state.project = opened.project;
    let id = app.state.project.annotations().next().unwrap().id;
    app.act(ViewingAction::Focus(Some(id)));
    let list = |app: &App| {
        let text = "orphan".to_owned();
        let filter = ListFilter {
            text,
            ..ListFilter::default()
        };
        app.state.listing(&filter).shown
    };
    assert_eq!(list(&app), 1);
    app.act(AnnotatingAction::MoveEdge {
        annotation: id,
        edge: Edge::End,
        outwards: true,
        unit: Unit::Word,
    });
    assert_eq!(quotes(&app.state.project), ["Pia said"]);
    assert_eq!(list(&app), 0);
    app.act(Action::Undo);
    assert_eq!(quotes(&app.state.project), ["?Ana"]);
}

#[test]
fn a_quote_at_two_places_alike_makes_an_orphan() {
    let file = small(
        &claim(1, r#"{"start": 99, "end": 100, "quote": "a"}"#, ""),
        "",
    );
    let opened = opened(&file);
    assert_eq!(quotes(&opened.project), ["?a"]);
    assert!(warnings(&opened)[0].ends_with(
        "at 99–100 is kept as an orphan: its quote stands at several places that fit equally well"
    ));
}

#[test]
fn offsets_that_do_not_fit_and_no_quote_make_an_orphan_without_words() {
    let opened = opened(&small(&claim(1, r#"{"start": 5, "end": 99}"#, ""), ""));
    assert_eq!(quotes(&opened.project), ["?"]);
    assert!(warnings(&opened)[0].ends_with("its offsets do not fit the text and it has no quote"));
}

#[test]
fn fragments_are_put_in_order_and_overlapping_ones_joined() {
    let fragments = r#"{"start": 8, "end": 13, "quote": "id no"},
        {"start": 2, "end": 5, "quote": "Pia"}, {"start": 6, "end": 9, "quote": "sai"}"#;
    let opened = opened(&small(&claim(1, fragments, ""), ""));
    assert_eq!(quotes(&opened.project), ["Pia … said no"]);
    assert!(warnings(&opened)[0].ends_with("overlapping fragments were joined"));
}

#[test]
fn an_annotation_of_a_missing_revision_is_looked_for_in_the_current_one() {
    let fragment = r#"{"start": 2, "end": 5, "quote": "Pia"}"#;
    let opened = opened(&small(&claim(1, fragment, r#", "revision": 7"#), ""));
    assert_eq!(quotes(&opened.project), ["Pia"]);
    assert!(warnings(&opened)[0].contains("the file has no revision 7"));
}

#[test]
fn records_that_need_a_missing_record_are_left_out_by_name() {
    let more = r#",
        "topics": [{"id": "t", "name": "Crime"}],
        "canonical_claims": [{"id": "row", "text": "It is safe", "topic": "gone"}],
        "relations": [
            {"id": "r1", "type": "attributed_to", "from": {"annotation": "gone"}, "to": {"topic": "t"}},
            {"id": "r2", "type": "attributed_to", "from": {"topic": "t"}, "to": {}},
            {"id": "r3", "type": "attributed_to", "from": {"topic": "t", "actor": "a"}, "to": {"topic": "t"}}
        ],
        "memberships": [{"claim": "gone", "canonical_claim": "row"}],
        "readings": [{"article": "gone"}],
        "overrides": [{"canonical_claim": "row", "article": "gone", "status": "omits"}],
        "codings": [{"article": "gone"}],
        "lint_exceptions": [{"rule": "long-claim", "subject": "gone"}]"#;
    let lost = r#"{"id": "lost", "article": "gone", "label": "Claim"}"#;
    let opened = opened(&small(lost, more));
    let project = &opened.project;
    assert_eq!(
        (project.annotations().len(), project.relations().len()),
        (0, 0)
    );
    assert_eq!(project.canonical_claims().next().unwrap().topic, None);
    assert_eq!(
        warnings(&opened),
        [
            "canonical_claims[0]: canonical claim “It is safe” names the topic gone, which the \
             file does not have; the link was left out",
            "annotations[0]: Claim lost was left out: it needs the article gone, which the file \
             does not have",
            "relations[0]: relation attributed_to r1 was left out: it needs the annotation gone, \
             which the file does not have",
            "relations[1]: relation attributed_to r2 was left out: `to` must name exactly one of \
             `annotation`, `canonical_claim`, `actor` and `topic`",
            "relations[2]: relation attributed_to r3 was left out: `from` must name exactly one of \
             `annotation`, `canonical_claim`, `actor` and `topic`",
            "memberships[0]: membership of gone in row was left out: it needs the annotation gone, \
             which the file does not have",
            "readings[0]: reading of gone was left out: it needs the article gone, which the file \
             does not have",
            "overrides[0]: override of row in gone was left out: it needs the article gone, which \
             the file does not have",
            "codings[0]: coding of gone was left out: it needs the article gone, which the file \
             does not have",
            "lint_exceptions[0]: exception to long-claim was left out: it needs the record gone, \
             which the file does not have",
            "1 ids of topics are no UUIDs, as \"t\"; each got a UUID made from it",
            "1 ids of canonical claims are no UUIDs, as \"row\"; each got a UUID made from it",
            "1 ids of annotations are no UUIDs, as \"lost\"; each got a UUID made from it",
            "3 ids of relations are no UUIDs, as \"r1\"; each got a UUID made from it",
        ]
    );
}

#[test]
fn ends_the_codebook_does_not_allow_are_kept_and_reported() {
    let more = r#", "topics": [{"id": "08000000-0000-4000-8000-000000000001"}],
        "actors": [{"id": "0d000000-0000-4000-8000-000000000001"}],
        "relations": [{"id": "0b000000-0000-4000-8000-000000000001", "type": "attributed_to",
            "from": {"topic": "08000000-0000-4000-8000-000000000001"},
            "to": {"actor": "0d000000-0000-4000-8000-000000000001"}}]"#;
    let opened = opened(&small("", more));
    assert_eq!(opened.project.relations().len(), 1);
    assert!(
        warnings(&opened)[0].ends_with("joins what \"attributed_to\" may not join; it was kept")
    );
}

#[test]
fn of_two_records_with_one_id_the_first_is_kept() {
    let twice = [
        claim(1, r#"{"start": 2, "end": 5, "quote": "Pia"}"#, ""),
        claim(1, r#"{"start": 6, "end": 10, "quote": "said"}"#, ""),
    ];
    let opened = opened(&small(&twice.join(","), ""));
    assert_eq!(quotes(&opened.project), ["Pia"]);
    assert!(
        warnings(&opened)[0].ends_with("was left out: the file has it twice; the first was kept")
    );
}

#[test]
fn foreign_ids_become_the_same_uuids_every_time() {
    let file = small(r#"{"id": "T1", "article": "doc-7", "label": "Claim"}"#, "")
        .replace(ARTICLE, "doc-7");
    let (first, second) = (opened(&file), opened(&file));
    assert_eq!(first.project, second.project);
    let id = first.project.annotations().next().unwrap().id;
    assert_eq!(id.0.get_version_num(), 5);
    assert_eq!(
        warnings(&first),
        [
            "1 ids of articles are no UUIDs, as \"doc-7\"; each got a UUID made from it",
            "1 ids of annotations are no UUIDs, as \"T1\"; each got a UUID made from it",
        ]
    );
}

#[test]
fn a_record_without_an_annotator_gets_the_first_or_an_unknown_one() {
    let annotation = claim(1, "", "");
    let nobody = opened(&small(&annotation, ""));
    assert_eq!(nobody.project.annotators().next().unwrap().name, "unknown");
    let more = r#", "annotators": [{"id": "b", "name": "Bea"}, {"id": "a", "name": "Ana"}]"#;
    let named = opened(&small(&annotation, more));
    let annotator = named
        .project
        .annotations()
        .next()
        .unwrap()
        .provenance
        .annotator;
    assert_eq!(named.project.annotator(annotator).unwrap().name, "Bea");
    assert_eq!(named.project.annotators().len(), 2);
}

#[test]
fn a_changed_text_and_carriage_returns_are_reported() {
    let sum = "0".repeat(64);
    let file = format!(
        r#"{{"format": "cotejo-project", "version": "1.0", "articles": [{{"id": "{ARTICLE}",
            "title": "Pia", "revisions": [{{"text": "Ay\r\n📰 Pia\rsaid", "sha256": "{sum}"}}]}}],
            "annotations": [{{"id": "0c000000-0000-4000-8000-000000000001", "article": "{ARTICLE}",
            "label": "Claim", "fragments": [{{"start": 4, "end": 9, "quote": "📰 Pia"}}]}}]}}"#
    );
    let opened = opened(&file);
    let article = opened.project.articles().next().unwrap().id;
    assert_eq!(
        opened.project.text(article).unwrap().as_str(),
        "Ay\n📰 Pia\nsaid"
    );
    assert_eq!(quotes(&opened.project), ["📰 Pia"]);
    assert_eq!(
        warnings(&opened),
        [
            "articles[0].revisions[0]: article “Pia”: the text is not the one that `sha256` was \
             made from",
            "articles[0].revisions[0]: article “Pia”: 2 carriage returns were taken out of the \
             text; spans moved with it",
        ]
    );
}

#[test]
fn of_many_alike_the_first_are_listed_and_the_rest_counted() {
    let lost =
        r#"{"id": "0c000000-0000-4000-8000-000000000001", "article": "x", "label": "Claim"}"#;
    let opened = opened(&small(&vec![lost; 1_000].join(","), ""));
    let warnings = warnings(&opened);
    assert_eq!(warnings.len(), 201);
    assert_eq!(warnings[200], "and 800 more: records left out");
}

#[test]
fn null_means_unset() {
    let rest = r#", "actor": null, "note": null, "attributes": null, "created": null"#;
    let opened = opened(&small(&claim(1, "", rest), r#", "relations": null"#));
    assert_eq!(warnings(&opened), Vec::<String>::new());
}

#[test]
fn of_what_is_left_out_nothing_is_looked_at() {
    let nobody = r#"{"claim": "0c000000-0000-4000-8000-00000000000f",
        "canonical_claim": "0a000000-0000-4000-8000-00000000000f", "later": 1e999}"#;
    let opened = opened(&small("", &format!(r#", "memberships": [{nobody}]"#)));
    assert_eq!(opened.project.annotators().count(), 0);
    let [warning] = &warnings(&opened)[..] else {
        panic!("{:?}", warnings(&opened));
    };
    assert!(
        warning.contains("was left out: it needs the annotation"),
        "{warning}"
    );
}
