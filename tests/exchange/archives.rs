//! Archives: what is packed comes out again, and what is hostile is refused.

use cotejo::formats::NamedFile;
use cotejo::formats::archive::{NotUnpacked, files_of, is_archive, packed};
use proptest::prelude::*;

fn file(name: &str, bytes: &[u8]) -> NamedFile {
    NamedFile {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
    }
}

/// What is stored as it is.
fn unpacked(archive: &[u8]) -> Result<Vec<NamedFile>, NotUnpacked> {
    let packed = files_of(archive)?;
    packed.iter().map(|it| it.file(it.bytes.to_vec())).collect()
}

#[test]
fn files_come_out_of_an_archive_as_they_went_in() {
    let files = [
        file("a.txt", "Pía 👩‍👩‍👧 said no.".as_bytes()),
        file("Papá ¿qué?/b.ann", b""),
    ];
    let archive = packed(&files);
    assert!(is_archive(&archive));
    assert_eq!(unpacked(&archive).unwrap(), files);
}

#[test]
fn what_systems_put_in_for_themselves_is_left_out() {
    let archive = packed(&[
        file("a.txt", b"x"),
        file("__MACOSX/._a.txt", b"x"),
        file(".DS_Store", b"x"),
    ]);
    let names: Vec<String> = unpacked(&archive)
        .unwrap()
        .into_iter()
        .map(|it| it.name)
        .collect();
    assert_eq!(names, ["a.txt"]);
}

#[test]
fn a_file_that_is_not_as_it_says_is_damaged() {
    let archive = packed(&[file("a.txt", b"words")]);
    let found = files_of(&archive).unwrap();
    assert_eq!(found[0].file(b"wordz".to_vec()), Err(NotUnpacked::Damaged));
    assert_eq!(found[0].file(b"word".to_vec()), Err(NotUnpacked::Damaged));
}

#[test]
fn an_archive_that_was_cut_is_damaged() {
    let archive = packed(&[file("a.txt", b"words")]);
    assert!(files_of(&archive[..archive.len() - 10]).is_err());
}

#[test]
fn an_archive_that_says_it_unpacks_to_gigabytes_is_refused_before_it_is() {
    let mut archive = packed(&[file("a.txt", b"words")]);
    // The directory's entry says how large the file is 24 bytes behind its beginning.
    let at = archive
        .windows(4)
        .position(|it| it == b"PK\x01\x02")
        .unwrap();
    archive[at + 24..at + 28].copy_from_slice(&4_000_000_000_u32.to_le_bytes());
    assert_eq!(files_of(&archive).unwrap_err(), NotUnpacked::TooLarge);
}

proptest! {
    #[test]
    fn no_archive_panics(
        bytes in prop::collection::vec(any::<u8>(), 0..60),
        at in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut archive = packed(&[file("a.txt", b"words and words"), file("b/c.ann", b"T1")]);
        let at = at.index(archive.len());
        for (place, byte) in archive[at..].iter_mut().zip(&bytes) {
            *place = *byte;
        }
        archive.truncate(cut.index(archive.len()) + 1);
        if let Ok(found) = files_of(&archive) {
            for it in found {
                let _ = it.file(it.bytes.to_vec());
            }
        }
    }
}
