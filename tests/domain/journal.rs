//! What is on disk: golden files, damage, keys.

mod pieces;

use std::collections::BTreeSet;

use cotejo::app::History;
use cotejo::journal::{
    BadStart, Begun, Damage, Decoded, Head, Key, NewerVersion, Record, Start, Torn, decode, encode,
    text_of, texts_of,
};
use cotejo::model::{Change, Kind, Project, ProjectId, ReplicaId, Step, TextHash};
use proptest::prelude::*;
use uuid::Uuid;

const RECORDS: &str = include_str!("../fixtures/journal/v1.json");
const START: &str = include_str!("../fixtures/journal/start-v1.json");
const HEAD: &str = include_str!("../fixtures/journal/head-v1.json");
const TEXTS: &str = include_str!("../fixtures/journal/texts.json");

/// One record for each line of the golden file.
fn payloads() -> Vec<&'static str> {
    RECORDS
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| line.trim_end_matches(','))
        .collect()
}

/// A frame as each value of storage has it.
pub(crate) fn framed(payload: &str) -> Vec<u8> {
    let len = u32::try_from(payload.len()).unwrap();
    let mut bytes = b"COTJ".to_vec();
    bytes.extend(len.to_le_bytes());
    bytes.extend(crc32fast::hash(payload.as_bytes()).to_le_bytes());
    bytes.extend(payload.as_bytes());
    bytes
}

fn golden() -> Vec<u8> {
    payloads().into_iter().flat_map(framed).collect()
}

fn golden_records() -> Vec<Record> {
    decode(&golden()).unwrap().records
}

fn golden_start() -> Start {
    start_of(Begun::decode(&framed(START.trim_end())).unwrap())
}

/// A start as it comes back from storage.
pub fn reread(start: &Start) -> Start {
    let frames = start.encode().unwrap();
    let mut begun = Begun::decode(&frames.first).unwrap();
    for piece in &frames.pieces {
        begun.take(Some(piece)).unwrap();
    }
    assert_eq!(begun.next(), None);
    start_of(begun)
}

fn additions(start: &Start) -> Vec<Change> {
    start.records.iter().cloned().map(Change::Add).collect()
}

fn start_of(begun: Begun) -> Start {
    Start {
        about: begun.about,
        codebook: begun.codebook,
        records: begun.records.into_iter().map(added).collect(),
    }
}

fn added(change: Change) -> cotejo::model::Record {
    match change {
        Change::Add(record) => record,
        other => panic!("{other:?}"),
    }
}

/// Without a wildcard: a new kind of change does not compile until the golden file has it.
fn kind(change: &Change) -> &'static str {
    let kind = match change {
        Change::About { .. } => return "about",
        Change::Codebook { .. } => return "codebook",
        Change::Add(record) | Change::Remove(record) => record.kind(),
        Change::Set { of, .. } => of.kind(),
    };
    match kind {
        Kind::Article => "article",
        Kind::Part => "part",
        Kind::Annotation => "annotation",
        Kind::Relation => "relation",
        Kind::Membership => "membership",
        Kind::CanonicalClaim => "canonical_claim",
        Kind::Actor => "actor",
        Kind::Topic => "topic",
        Kind::Reading => "reading",
        Kind::Override => "override",
        Kind::Coding => "coding",
        Kind::LintException => "lint_exception",
        Kind::Annotator => "annotator",
    }
}

#[test]
fn version_1_is_read_and_written_as_it_was() {
    let bytes = golden();
    let decoded = decode(&bytes).unwrap();
    assert_eq!(decoded.torn, None);
    assert_eq!(decoded.records.len(), payloads().len());
    assert_eq!(decoded.read, bytes.len());
    for (record, payload) in decoded.records.iter().zip(payloads()) {
        let written = encode([record]).unwrap();
        let written = std::str::from_utf8(&written[12..]).unwrap();
        // Where a property is an object, its keys may come in another order.
        let json = |text| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(json(written), json(payload));
        if payload.contains("revisions\":[{\"n\"") || payload.contains("before\":{\"provenance") {
            assert_eq!(written.len(), payload.len());
        } else {
            assert_eq!(written, payload);
        }
    }
    let again = encode(&decoded.records).unwrap();
    assert_eq!(decode(&again).unwrap().records, decoded.records);

    let written = golden_start().encode().unwrap();
    assert_eq!(*written.first, framed(START.trim_end()));
    assert!(written.pieces.is_empty());
    let head = Head::decode(HEAD.as_bytes()).unwrap();
    assert_eq!(head.encode(), HEAD.trim_end().as_bytes());
}

#[test]
fn the_golden_file_has_every_kind_of_change_and_step() {
    let records = golden_records();
    let kinds: BTreeSet<&str> = records
        .iter()
        .flat_map(|it| &it.entry.changes)
        .map(kind)
        .collect();
    assert_eq!(kinds.len(), 15);
    for step in [Step::Do, Step::Undo(16), Step::Redo(16)] {
        assert!(records.iter().any(|it| it.entry.step == step), "{step:?}");
    }
    let first = &records[0];
    assert_eq!(first.entry.name.command, "rename-project");
    assert_eq!(first.entry.name.detail, "Kast at CECOT");
    assert_eq!(first.entry.at.to_string(), "2026-11-22T10:00:01Z");
    assert_eq!(first.codebook.version, "1.0");
}

#[test]
fn the_golden_journal_makes_a_project() {
    let start = golden_start();
    let mut project = Project::from_about(start.about.clone(), start.codebook.clone());
    project.apply_all(&additions(&start)).unwrap();
    let texts: Vec<String> = serde_json::from_str(TEXTS).unwrap();
    let mut hashes = BTreeSet::new();
    for text in texts {
        let hash = TextHash::of(text.as_bytes());
        project.keep_text(text_of(hash, text.into_bytes()).unwrap().into());
        hashes.insert(hash);
    }
    let mut history = History::new(ReplicaId(Uuid::from_u128(9)));
    for record in golden_records() {
        let needed: BTreeSet<TextHash> = texts_of(&record.entry.changes).into_iter().collect();
        assert!(needed.is_subset(&hashes));
        history.replay(&mut project, record.entry).unwrap();
        project.check().unwrap();
    }
    assert_eq!(history.next_undo().unwrap().command, "add-annotator");
    assert_eq!(history.next_redo().unwrap().command, "remove");
    let head = Head::decode(HEAD.as_bytes()).unwrap();
    let last = history.entries().last().unwrap();
    assert_eq!(Head::of(&project, last.seq, last.at), head);
}

#[test]
fn a_start_holds_every_record() {
    let start = golden_start();
    let mut project = Project::from_about(start.about.clone(), start.codebook.clone());
    project.apply_all(&additions(&start)).unwrap();
    for text in serde_json::from_str::<Vec<String>>(TEXTS).unwrap() {
        project.keep_text(std::rc::Rc::new(cotejo::text::ArticleText::new(text)));
    }
    for record in golden_records() {
        project.apply_all(&record.entry.changes).unwrap();
        let start = Start::of(&project);
        let again = reread(&start);
        assert_eq!(again, start);
        let mut copy = Project::from_about(again.about.clone(), again.codebook.clone());
        for hash in again.texts() {
            copy.keep_text(project.text_by_hash(hash).unwrap().clone());
        }
        copy.apply_all(&additions(&again)).unwrap();
        assert_eq!(copy, project);
        copy.check().unwrap();
    }
}

#[test]
fn damage_is_named_and_what_stands_before_it_is_kept() {
    let payloads = payloads();
    let [first, second, third] = [0, 1, 2].map(|at| framed(payloads[at]));
    let torn_after_two = |third: &[u8]| {
        let bytes = [&first, &second, third].concat();
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.records.len(), 2);
        let Torn { at, damage } = decoded.torn.unwrap();
        assert_eq!(at, first.len() + second.len());
        damage
    };
    let mut flipped = third.clone();
    *flipped.last_mut().unwrap() ^= 1;
    assert_eq!(torn_after_two(&flipped), Damage::Checksum);
    assert_eq!(torn_after_two(&third[..third.len() - 1]), Damage::Cut);
    assert_eq!(torn_after_two(&third[..3]), Damage::Cut);
    assert_eq!(torn_after_two(b"nonsense that goes on"), Damage::NoRecord);
    assert_eq!(torn_after_two(&[0; 4096]), Damage::NoRecord);
    assert!(matches!(torn_after_two(&framed("{}")), Damage::Form(_)));
    assert!(matches!(
        torn_after_two(&framed("{\"v\":1}")),
        Damage::Form(_)
    ));
    assert!(matches!(
        torn_after_two(&framed("{\"v\":0}")),
        Damage::Form(_)
    ));
    let (expected, found) = (3, 4);
    assert_eq!(
        torn_after_two(&framed(payloads[3])),
        Damage::Gap { expected, found }
    );
    let broken_chain = payloads[2].replace("\"parent\":2", "\"parent\":1");
    assert!(matches!(
        torn_after_two(&framed(&broken_chain)),
        Damage::Gap { .. }
    ));
    let own = "\"project\":\"00000000-0000-4000-8000-000000000001\"";
    let elsewhere = payloads[2].replace(own, &own.replace("0001\"", "0002\""));
    assert_eq!(torn_after_two(&framed(&elsewhere)), Damage::OtherProject);
    let deep = format!("{{\"v\":1,\"x\":{}", "[".repeat(100_000));
    assert!(matches!(torn_after_two(&framed(&deep)), Damage::Form(_)));
}

#[test]
fn what_a_newer_version_wrote_is_no_damage() {
    let newer = framed("{\"v\":2,\"anything\":[]}");
    let bytes = [framed(payloads()[0]), newer.clone()].concat();
    assert_eq!(decode(&bytes), Err(NewerVersion { found: 2 }));
    let known_shape = payloads()[0].replacen("\"v\":1", "\"v\":7", 1);
    assert_eq!(
        decode(&framed(&known_shape)),
        Err(NewerVersion { found: 7 })
    );
    let newer = framed("{\"v\":5,\"anything\":[]}");
    let found = NewerVersion { found: 5 };
    assert_eq!(Begun::decode(&newer).unwrap_err(), BadStart::Newer(found));
}

#[test]
fn keys_sort_as_entries_follow() {
    let project = ProjectId(Uuid::from_u128(1));
    let keys: Vec<String> = [1, 9, 10, 99, 100, u64::MAX]
        .map(|seq| Key::Log(project, seq).to_string())
        .into();
    assert!(keys.is_sorted());
    assert_eq!(
        keys[0],
        "project/00000000-0000-0000-0000-000000000001/log/00000000000000000001"
    );
}

proptest! {
    #[test]
    fn no_damage_makes_reading_panic_or_changes_what_stands_before(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = golden();
        let records = golden_records();
        let mut bytes = whole.clone();
        bytes.truncate(cut.index(whole.len()) + 1);
        for (at, flip) in edits {
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
        }
        let same = bytes.iter().zip(&whole).take_while(|(a, b)| a == b).count();
        // A flipped version digit is caught by the checksum first.
        let decoded = decode(&bytes).unwrap();
        let kept = decoded.records.len();
        prop_assert_eq!(&decoded.records[..], &records[..kept]);
        let undamaged = decode(&whole[..same]).unwrap().records.len();
        prop_assert_eq!(kept, undamaged);
    }

    #[test]
    fn nothing_makes_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = decode(&bytes);
        let _ = decode(&framed(&String::from_utf8_lossy(&bytes)));
        let _ = Begun::decode(&bytes);
        let _ = Head::decode(&bytes);
    }

    #[test]
    fn the_checksum_of_a_long_record_is_the_one_everybody_counts(
        length in 0_usize..100_000,
        seed in any::<u8>(),
    ) {
        let letters = ('a'..='z').cycle().skip(usize::from(seed));
        let filling: String = letters.take(length).collect();
        let payload = payloads()[0].replacen("Kast at CECOT", &filling, 1);
        let record = decode(&framed(&payload)).unwrap().records.remove(0);
        prop_assert_eq!(encode([&record]).unwrap(), framed(&payload));
    }

    #[test]
    fn keys_are_read_in_any_order(turn in 1_usize..12) {
        for (payload, record) in payloads().into_iter().zip(golden_records()) {
            let value = serde_json::from_str(payload).unwrap();
            let turned = framed(&turned(&value, turn));
            prop_assert_eq!(decode(&turned).unwrap().records, [record]);
        }
    }

    #[test]
    fn another_value_in_a_record_is_damage_or_is_what_was_read(
        which in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        instead in prop::sample::select(INSTEAD),
    ) {
        let payloads = payloads();
        let mut value = serde_json::from_str(payloads[which.index(payloads.len())]).unwrap();
        let mut all = usize::MAX;
        mark(&mut value, &mut all);
        mark(&mut value, &mut (1 + place.index(usize::MAX - all)));
        let json = value.to_string().replace("\"@\"", instead);
        if let Ok(Decoded { records, torn: None, .. }) = decode(&framed(&json)) {
            let again = decode(&encode(&records).unwrap()).unwrap();
            prop_assert_eq!(again.records, records);
        }
    }
}

const INSTEAD: &[&str] = &[
    "null",
    "true",
    "-3",
    "1e400",
    "18446744073709551615",
    "\"x\"",
    "\"\\ud800\"",
    "[]",
    "{}",
    "[[1,2],{\"a\":[]}]",
    "{\"add\":{}}",
    "{\"add\":{},\"remove\":[]}",
];

/// JSON with the keys of each object in another order.
fn turned(value: &serde_json::Value, turn: usize) -> String {
    match value {
        serde_json::Value::Object(keys) => {
            let mut keys: Vec<String> = keys
                .iter()
                .map(|(key, value)| format!("{key:?}:{}", turned(value, turn)))
                .collect();
            let first = turn % keys.len().max(1);
            keys.rotate_left(first);
            format!("{{{}}}", keys.join(","))
        }
        serde_json::Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|it| turned(it, turn)).collect();
            format!("[{}]", items.join(","))
        }
        one => one.to_string(),
    }
}

/// Puts a mark in the place of the value with so many before it.
fn mark(value: &mut serde_json::Value, before: &mut usize) {
    let Some(left) = before.checked_sub(1) else {
        return;
    };
    *before = left;
    if left == 0 {
        *value = "@".into();
        return;
    }
    match value {
        serde_json::Value::Object(keys) => keys.values_mut().for_each(|it| mark(it, before)),
        serde_json::Value::Array(items) => items.iter_mut().for_each(|it| mark(it, before)),
        _ => {}
    }
}
