//! A project with something written into every field of text that there is, once for each of the
//! somethings. Tests without a browser, of the built app, and of the files of others use the same.

use serde_json::{Value, json};

/// An id that says of what it is, and by what number.
pub fn id(kind: u8, at: usize) -> String {
    format!("{kind:02x}000000-0000-4000-8000-{at:012x}")
}

pub const PROJECT: u8 = 1;
pub const ANNOTATOR: u8 = 2;
pub const TOPIC: u8 = 3;
pub const ACTOR: u8 = 4;
pub const ROW: u8 = 5;
pub const ARTICLE: u8 = 6;
pub const CLAIM: u8 = 7;
pub const SOURCE: u8 = 8;
pub const STANCE: u8 = 9;
pub const RELATION: u8 = 10;

const AT: &str = "2026-11-22T12:00:00Z";

/// The project file. An article's text is what is written, in a sentence of its own.
pub fn file(written: &[String]) -> String {
    let first = written.first().map_or("", String::as_str);
    let mut lists = Lists::default();
    for (at, words) in written.iter().enumerate() {
        lists.add(at, words);
    }
    let values: Vec<Value> = written
        .iter()
        .enumerate()
        .map(|(at, it)| json!({ "id": format!("v{at}"), "name": named(it), "definition": named(it) }))
        .collect();
    let file = json!({
        "format": "cotejo-project",
        "version": "1.0",
        "generator": first,
        "project": { "id": id(PROJECT, written.len()), "title": first, "language": "en", "created": AT },
        "codebook": codebook(first, &values),
        "annotators": lists.annotators,
        "topics": lists.topics,
        "actors": lists.actors,
        "canonical_claims": lists.rows,
        "articles": lists.articles,
        "annotations": lists.annotations,
        "relations": lists.relations,
        "memberships": lists.memberships,
        "readings": lists.readings,
        "overrides": lists.overrides,
        "codings": lists.codings,
        "lint_exceptions": lists.exceptions,
        "unknown key": first,
    });
    file.to_string()
}

/// The text of an article, and where in it the words stand, in code points.
pub fn text_with(words: &str) -> (String, usize, usize) {
    const BEFORE: &str = "It says: ";
    const BEHIND: &str = "\nThen it goes on, “as they said”, with 40,000 words.\n";
    let start = BEFORE.chars().count();
    let end = start + words.chars().count();
    (format!("{BEFORE}{words}{BEHIND}"), start, end)
}

fn named(words: &str) -> Value {
    json!({ "en": words, "es": words })
}

#[derive(Default)]
struct Lists {
    annotators: Vec<Value>,
    topics: Vec<Value>,
    actors: Vec<Value>,
    rows: Vec<Value>,
    articles: Vec<Value>,
    annotations: Vec<Value>,
    relations: Vec<Value>,
    memberships: Vec<Value>,
    readings: Vec<Value>,
    overrides: Vec<Value>,
    codings: Vec<Value>,
    exceptions: Vec<Value>,
}

impl Lists {
    fn add(&mut self, at: usize, words: &str) {
        let who = id(ANNOTATOR, at);
        let made = |mut it: Value| {
            it["annotator"] = json!(who);
            it["created"] = json!(AT);
            it["modified"] = json!(AT);
            it["origin"] = json!("manual");
            it
        };
        let (text, start, end) = text_with(words);
        // Words that are none cannot be annotated; what stands before them can.
        let (start, end) = if start == end { (0, 2) } else { (start, end) };
        self.annotators.push(json!({ "id": who, "name": words }));
        self.topics
            .push(made(json!({ "id": id(TOPIC, at), "name": words })));
        self.actors.push(made(json!({
            "id": id(ACTOR, at), "name": words, "aliases": { "es": [words], words: [words] },
            "kind": words, "affiliation": words, "status": words, "wikidata": words, "note": words,
        })));
        self.rows.push(made(json!({
            "id": id(ROW, at), "text": words, "note": words, "topic": id(TOPIC, at),
        })));
        self.articles.push(json!({
            "id": id(ARTICLE, at), "title": words, "outlet": words, "author": words,
            "published": words, "url": words, "language": words, "retrieved": words, "note": words,
            "revisions": [{ "n": 1, "text": text, "source": { "file_name": words, "encoding": words } }],
            "parts": [made(json!({ "part": "headline", "start": 0, "end": 2 })), made(json!({ "part": words, "start": 3, "end": 6 }))],
        }));
        let mut annotation = |kind: u8, label: &str, more: Value| {
            let mut it = made(json!({
                "id": id(kind, at), "article": id(ARTICLE, at), "revision": 1, "label": label,
                "fragments": [{ "start": start, "end": end }], "note": words,
            }));
            if let (Some(it), Some(more)) = (it.as_object_mut(), more.as_object()) {
                it.extend(more.clone());
            }
            self.annotations.push(it);
        };
        annotation(
            CLAIM,
            "Claim",
            json!({
                "attributes": { "claim_type": words, "hostile": format!("v{at}"), "words": words, words: [words] },
                "unknown": { words: words },
            }),
        );
        annotation(
            SOURCE,
            "Source",
            json!({ "actor": id(ACTOR, at), "attributes": { "affiliation": words } }),
        );
        annotation(
            STANCE,
            "Stance",
            json!({ "attributes": { "value": words } }),
        );
        let end = |kind: u8, what: &str| json!({ what: id(kind, at) });
        for (number, (kind, from, to)) in [
            (
                "attributed_to",
                end(CLAIM, "annotation"),
                end(SOURCE, "annotation"),
            ),
            ("held_by", end(STANCE, "annotation"), end(ACTOR, "actor")),
            (
                "targets",
                end(STANCE, "annotation"),
                end(ROW, "canonical_claim"),
            ),
            (
                "contradicts",
                end(ROW, "canonical_claim"),
                json!({ "canonical_claim": id(ROW, 0) }),
            ),
        ]
        .into_iter()
        .enumerate()
        {
            self.relations.push(made(json!({
                "id": id(RELATION, 4 * at + number), "type": kind, "from": from, "to": to,
                "note": words, "attributes": { "x": words },
            })));
        }
        self.memberships.push(made(json!({
            "claim": id(CLAIM, at), "canonical_claim": id(ROW, at), "as": "same",
        })));
        self.readings.push(made(
            json!({ "article": id(ARTICLE, at), "revision": 1, "at": AT }),
        ));
        self.overrides.push(made(json!({
            "canonical_claim": id(ROW, at), "article": id(ARTICLE, at), "status": "denies", "note": words,
        })));
        self.codings.push(made(json!({
            "article": id(ARTICLE, at), "attributes": { "genre": words, "words": words },
        })));
        self.exceptions.push(made(json!({
            "rule": "claim_without_source", "subject": id(CLAIM, at), "note": words,
        })));
    }
}

fn codebook(words: &str, values: &[Value]) -> Value {
    let label = |id: &str, key: &str, colour: &str| {
        json!({
            "id": id, "name": named(words), "definition": named(words), "key": key,
            "colour": colour, "pattern": "solid", "simple": true, "min_fragments": 0,
            "guide": [named(words)],
            "examples": [{ "language": "en", "text": words, "quote": words, "note": named(words) }],
        })
    };
    let attribute = |id: &str, on: &str, kind: &str| {
        json!({
            "id": id, "on": [on], "name": named(words), "definition": named(words), "kind": kind,
            "values": if kind == "one" { values.to_vec() } else { Vec::new() },
        })
    };
    let ends = [
        "Claim",
        "Source",
        "Stance",
        "@actor",
        "@canonical_claim",
        "@topic",
    ];
    let relation = |id: &str| {
        json!({
            "id": id, "name": named(words), "inverse_name": named(words), "definition": named(words),
            "constraint": named(words), "guide": [named(words)], "from": ends, "to": ends,
        })
    };
    let types = ["attributed_to", "held_by", "targets", "contradicts"];
    json!({
        "id": words, "version": words, "name": named(words), "description": named(words),
        "labels": [label("Claim", "1", "blue"), label("Stance", "2", "orange"), label("Source", "3", "green")],
        "attributes": [attribute("hostile", "Claim", "one"), attribute("words", "Claim", "text"),
                       attribute("flag", "Claim", "flag"), attribute("value", "Stance", "one")],
        "article_attributes": [attribute("genre", "", "one"), attribute("words_too", "", "text")],
        "relations": types.map(relation),
        "parts": [{ "id": "headline", "name": named(words), "definition": named(words) }],
        "guide": { "Claim": [named(words)], words: [named(words)] },
    })
}
