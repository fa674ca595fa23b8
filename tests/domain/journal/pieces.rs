//! A start that is too large for one frame.

use std::fmt::Write;

use cotejo::journal::{BadStart, Begun, Damage, Frames, Start};
use cotejo::model::{Annotator, AnnotatorId, Change, Project, Record};
use proptest::prelude::*;
use uuid::Uuid;

use super::{framed, golden_start, reread};

const IN_PIECES: &str = include_str!("../../fixtures/journal/start-v2.json");

/// A start with so many annotators.
fn start_of(count: usize) -> Start {
    let mut start = golden_start();
    let annotator = |at: usize| {
        Record::from(Annotator {
            id: AnnotatorId(Uuid::from_u128(at as u128 + 100)),
            name: format!("number {at}"),
            extra: None,
        })
    };
    start.records = (0..count).map(annotator).collect();
    start
}

fn refused(begun: &mut Begun, piece: Option<&[u8]>) -> Damage {
    match begun.take(piece) {
        Err(BadStart::Damaged(damage)) => damage,
        other => panic!("{other:?}"),
    }
}

#[test]
fn version_2_is_read_as_it_was() {
    let mut frames = IN_PIECES.lines().map(framed);
    let mut begun = Begun::decode(&frames.next().unwrap()).unwrap();
    for (number, piece) in (1..).zip(frames) {
        assert_eq!(begun.next(), Some(number));
        begun.take(Some(&piece)).unwrap();
    }
    assert_eq!(begun.next(), None);
    let name = |it: &Change| match it {
        Change::Add(record) => format!("{record:?}"),
        other => panic!("{other:?}"),
    };
    let names: Vec<String> = begun.records.iter().map(name).collect();
    assert_eq!(names.len(), 4);
    for (found, wanted) in names.iter().zip(["me", "she", "José", "they"]) {
        assert!(found.contains(&format!("{wanted:?}")), "{found}");
    }
}

#[test]
fn a_frame_holds_so_much_that_memory_stays_small() {
    for (count, pieces) in [(0, 0), (4096, 0), (4097, 1), (8192, 1), (10_000, 2)] {
        let start = start_of(count);
        let Frames { first, pieces: got } = start.encode().unwrap();
        assert_eq!(got.len(), pieces, "{count}");
        assert!(got.iter().chain([&first]).all(|it| it.len() < 1 << 20));
        // Older versions know only the first form, and must not take it for all.
        let version = if pieces == 0 {
            "{\"v\":1,"
        } else {
            "{\"v\":2,"
        };
        assert!(first[12..].starts_with(version.as_bytes()));
    }
}

#[test]
fn a_piece_of_another_start_or_in_another_place_is_damage() {
    let frames = start_of(10_000).encode().unwrap();
    let mut other = start_of(10_000);
    other.records.reverse();
    let other = other.encode().unwrap();
    let begun = || Begun::decode(&frames.first).unwrap();
    assert_eq!(refused(&mut begun(), None), Damage::MissingPiece(1));
    for wrong in [&frames.pieces[1][..], &other.pieces[0], &frames.first, &[]] {
        assert_eq!(refused(&mut begun(), Some(wrong)), Damage::MissingPiece(1));
    }
    let mut second = begun();
    second.take(Some(&frames.pieces[0])).unwrap();
    assert_eq!(refused(&mut second, None), Damage::MissingPiece(2));
    // One more than there are.
    let mut all = begun();
    for piece in &frames.pieces {
        all.take(Some(piece)).unwrap();
    }
    assert_eq!(
        refused(&mut all, Some(&frames.pieces[0])),
        Damage::MissingPiece(3)
    );
    let mut flipped = frames.pieces[0].to_vec();
    *flipped.last_mut().unwrap() ^= 1;
    assert_eq!(refused(&mut begun(), Some(&flipped)), Damage::Checksum);
    let cut = &frames.pieces[0][..frames.pieces[0].len() - 1];
    assert_eq!(refused(&mut begun(), Some(cut)), Damage::Cut);
}

/// The first frame of a start that has one piece with this payload.
fn beginning_of(payload: &str) -> Begun {
    beginning_with(crc32fast::hash(payload.as_bytes()))
}

/// The same of one that has one piece with this checksum.
fn beginning_with(sum: u32) -> Begun {
    let first = IN_PIECES.lines().next().unwrap();
    let (before, rest) = first.split_once("\"pieces\":[").unwrap();
    let (_, after) = rest.split_once(']').unwrap();
    Begun::decode(&framed(&format!("{before}\"pieces\":[{sum}]{after}"))).unwrap()
}

#[test]
fn ids_are_read_in_every_form_that_they_have_elsewhere() {
    let id = Uuid::from_u128(0x0123_4567_89ab_cdef_fedc_ba98_7654_3210);
    let first = IN_PIECES.lines().next().unwrap();
    let known = "00000000-0000-4000-8000-000000000001";
    let read = |text: &str| Begun::decode(&framed(&first.replace(known, text)));
    for text in [
        id.hyphenated().to_string(),
        id.hyphenated().to_string().to_uppercase(),
        id.simple().to_string(),
        id.braced().to_string(),
        id.urn().to_string(),
    ] {
        assert_eq!(read(&text).unwrap().about.id.0, id, "{text}");
    }
    for text in [
        "",
        "0",
        "00000000-0000-4000-8000-00000000000",
        "00000000-0000-4000-8000-00000000000-",
        "0000000--0000-4000-8000-000000000001",
        "0000000000000000-0000-0000-0000-0000",
        "é0000000-0000-4000-8000-000000000001",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn no_piece_makes_reading_panic_or_go_on_for_ever(
        payload in prop_oneof![
            "[\\[\\]{}:,\"\\\\ 0-9a-zé€-]{0,80}",
            "\\{\"v\":2,\"records\":[\\[\\]{}:,\"\\\\ 0-9a-z-]{0,60}",
            any::<String>(),
        ],
    ) {
        let mut begun = beginning_of(&payload);
        let _ = begun.take(Some(&framed(&payload)));
    }

    #[test]
    fn a_piece_that_is_cut_or_changed_anywhere_is_read_to_its_end(
        at in any::<prop::sample::Index>(),
        cut in any::<bool>(),
        instead in "[\\[\\]{}:,\"\\\\0-9a-z]?",
    ) {
        let piece = IN_PIECES.lines().nth(2).unwrap();
        let places: Vec<usize> = piece.char_indices().map(|it| it.0).collect();
        let at = places[at.index(places.len())];
        let behind = piece[at..].chars().skip(1).collect::<String>();
        let payload = format!("{}{instead}{}", &piece[..at], if cut { "" } else { &behind });
        let mut begun = beginning_of(&payload);
        let _ = begun.take(Some(&framed(&payload)));
    }
}

/// Version 3 as it was first written, in hexadecimal: a start with annotations in rows.
const IN_ROWS: &str = include_str!("../../fixtures/journal/start-v3.hex");

/// Version 4: relations and memberships are rows too.
const ALL_IN_ROWS: &str = include_str!("../../fixtures/journal/start-v4.hex");

fn packed(project: &Project) -> Vec<Vec<u8>> {
    let Frames { first, pieces } = Start::of(project).pack().unwrap();
    [first]
        .iter()
        .chain(&pieces)
        .map(|it| it.to_vec())
        .collect()
}

fn unpacked(frames: &[Vec<u8>]) -> Result<Begun, BadStart> {
    let mut begun = Begun::decode(&frames[0])?;
    for piece in &frames[1..] {
        begun.take(Some(piece))?;
    }
    assert_eq!(begun.next(), None);
    Ok(begun)
}

fn hex(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in bytes {
        write!(digits, "{byte:02x}").unwrap();
    }
    digits
}

fn from_hex(line: &str) -> Vec<u8> {
    let byte = |at: usize| u8::from_str_radix(&line[at..at + 2], 16).unwrap();
    (0..line.len()).step_by(2).map(byte).collect()
}

#[test]
fn version_3_is_read_and_written_as_it_was() {
    let kept: Vec<Vec<u8>> = IN_ROWS.lines().map(from_hex).collect();
    let begun = unpacked(&kept).unwrap();
    let start = super::start_of(begun);
    assert_eq!(start.records.len(), 8);
    let Frames { first, pieces } = start.pack().unwrap();
    let again: Vec<String> = [first].iter().chain(&pieces).map(|it| hex(it)).collect();
    assert_eq!(again, IN_ROWS.lines().collect::<Vec<_>>());
}

#[test]
fn version_4_is_read_and_written_as_it_was() {
    let kept: Vec<Vec<u8>> = ALL_IN_ROWS.lines().map(from_hex).collect();
    let start = super::start_of(unpacked(&kept).unwrap());
    let mut told = Vec::new();
    for record in &start.records {
        match record {
            Record::Relation(it) => told.push(format!("{} {}", it.kind, it.note)),
            Record::Membership(it) => told.push(format!("{:?}", it.polarity)),
            _ => {}
        }
    }
    assert_eq!(told, ["attributed_to ", "targets é", "Same", "Opposite"]);
    let Frames { first, pieces } = start.pack().unwrap();
    let again: Vec<String> = [first].iter().chain(&pieces).map(|it| hex(it)).collect();
    assert_eq!(again, ALL_IN_ROWS.lines().collect::<Vec<_>>());
}

#[test]
fn no_damage_of_rows_goes_unseen() {
    let kept: Vec<Vec<u8>> = ALL_IN_ROWS.lines().map(from_hex).collect();
    for frame in 1..kept.len() {
        for at in 0..kept[frame].len() {
            let mut harmed = kept.clone();
            harmed[frame][at] ^= 1 << (at % 8);
            assert!(unpacked(&harmed).is_err(), "{frame}, {at}");
            harmed[frame].truncate(at);
            assert!(unpacked(&harmed).is_err(), "{frame} up to {at}");
        }
    }
}

/// A frame of rows of a kind with these bytes behind their beginning.
fn of_rows(kind: u8, bytes: &[u8]) -> Vec<u8> {
    let payload = [b"rows".as_slice(), &[kind], bytes].concat();
    let len = u32::try_from(payload.len()).unwrap();
    let sum = crc32fast::hash(&payload);
    [
        b"COTJ".as_slice(),
        &len.to_le_bytes(),
        &sum.to_le_bytes(),
        &payload,
    ]
    .concat()
}

proptest! {
    #[test]
    fn any_project_comes_back_from_rows(project in crate::arbitrary::project()) {
        let frames = packed(&project);
        let back = super::start_of(unpacked(&frames).unwrap());
        let mut records: Vec<String> = back.records.iter().map(|it| format!("{it:?}")).collect();
        let mut wanted: Vec<String> =
            Start::of(&project).records.iter().map(|it| format!("{it:?}")).collect();
        records.sort();
        wanted.sort();
        prop_assert_eq!(records, wanted);
        prop_assert_eq!(&back.about, project.about());
    }

    #[test]
    fn no_rows_make_reading_panic_or_take_much(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        count in 0_u8..4,
        kind in 0_u8..5,
    ) {
        let piece = of_rows(kind, &[&[count][..], &bytes].concat());
        let mut begun = beginning_with(u32::from_le_bytes(piece[8..12].try_into().unwrap()));
        let _ = begun.take(Some(&piece));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_start_of_any_size_comes_back(count in 0_usize..13_000) {
        let start = start_of(count);
        prop_assert_eq!(reread(&start), start);
    }

    #[test]
    fn no_damage_of_a_piece_goes_unseen(
        at in any::<prop::sample::Index>(),
        flip in 1_u8..,
    ) {
        let frames = start_of(4_200).encode().unwrap();
        let mut piece = frames.pieces[0].to_vec();
        let at = at.index(piece.len());
        piece[at] ^= flip;
        let mut begun = Begun::decode(&frames.first).unwrap();
        prop_assert!(begun.take(Some(&piece)).is_err());
    }
}
