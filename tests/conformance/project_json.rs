use std::collections::BTreeMap;
use std::fs;
use std::panic::catch_unwind;
use std::rc::Rc;

use cotejo::formats::project_json::{self, Opened, export};
use cotejo::formats::{Bundle, Confidence, NamedFile, ReadError, recognise};
use cotejo::model::Codebook;

use crate::everywhere;
use crate::{files_below, folder};

fn read(bytes: &[u8]) -> Result<Opened, ReadError> {
    project_json::read(bytes, &Rc::new(Codebook::news_claims()))
}

#[test]
fn no_file_of_another_tool_is_taken_for_a_project() {
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    let mut broken = Vec::new();
    for path in files_below(&folder()) {
        let bytes = fs::read(&path).unwrap();
        let name = path.display().to_string();
        let file = [NamedFile {
            name: name.clone(),
            bytes,
        }];
        let sniffed = recognise(Bundle(&file)).map(|it| it.sniff(Bundle(&file)));
        let Ok(result) = catch_unwind(|| read(&file[0].bytes)) else {
            broken.push(format!("{name}: panicked"));
            continue;
        };
        let kind = match result {
            Ok(_) => {
                // A real project of Cotejo may lie among them.
                if sniffed.unwrap_or(Confidence::No) == Confidence::No {
                    broken.push(format!("{name}: taken for a project"));
                }
                "projects"
            }
            Err(error) => {
                let sentence = error.to_string();
                if !sentence.ends_with("Nothing was changed.") || sentence.len() > 600 {
                    broken.push(format!("{name}: {sentence}"));
                }
                kind(&error)
            }
        };
        *totals.entry(kind).or_default() += 1;
    }
    println!("{totals:?}");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

fn kind(error: &ReadError) -> &'static str {
    match error {
        ReadError::Empty => "empty",
        ReadError::TooLarge { .. } => "too large",
        ReadError::Utf16 => "UTF-16",
        ReadError::NotUtf8 { .. } => "not UTF-8",
        ReadError::NotJson { .. } => "not JSON",
        ReadError::Truncated { .. } => "cut off",
        ReadError::NotAProject { .. } => "other JSON",
        _ => "projects with mistakes",
    }
}

/// `y_` is JSON, `n_` is not, `i_` may be either; none is a project.
#[test]
fn json_is_told_from_what_is_not() {
    let folder = folder().join("hostile/json/test_parsing");
    let (mut totals, mut wrong) = ([0; 3], Vec::new());
    for path in files_below(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let error = read(&fs::read(&path).unwrap()).unwrap_err();
        let json = matches!(error, ReadError::NotAProject { .. });
        let (which, right) = match name.as_bytes() {
            [b'y', ..] => (0, json),
            [b'n', ..] => (1, !json),
            _ => (2, true),
        };
        totals[which] += 1;
        if !right {
            wrong.push(format!("{name}: {error}"));
        }
    }
    println!("valid, invalid, either: {totals:?}");
    assert!(totals[0] > 0 && totals[1] > 0);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same values within a project: what is JSON is kept there, or refused with a place; what is not
/// is refused with one.
#[test]
fn json_within_a_project_is_kept_or_refused_with_its_place() {
    let folder = folder().join("hostile/json/test_parsing");
    let (mut kept, mut either) = ([0; 3], Vec::new());
    for path in files_below(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let value = fs::read(&path).unwrap();
        let before = b"{\"format\": \"cotejo-project\", \"version\": \"1.0\",\n \"their\": ";
        let file = [before, value.as_slice(), b"\n}"].concat();
        let read = read(&file);
        let place = read.as_ref().err().map(ToString::to_string);
        let which = name.as_bytes().first().copied();
        if let Some(said) = &place {
            let at = said.contains("line ") && said.contains("column ");
            assert!(
                at && said.ends_with("Nothing was changed."),
                "{name}: {said}"
            );
        }
        match (which, &read) {
            (Some(b'y'), Ok(opened)) => {
                kept[0] += 1;
                let written = export(&opened.project, "");
                let again = super::project_json::read(&written).unwrap();
                assert!(export(&again.project, "") == written, "{name}");
            }
            // A key twice is JSON, but it cannot be said which of the two is meant.
            (Some(b'y'), Err(_)) if name.contains("duplicated_key") => kept[1] += 1,
            (Some(b'y'), Err(error)) => panic!("{name}: {error}"),
            // What ends the object early, or goes on behind it, is not JSON as a whole.
            (Some(b'n'), Ok(_)) => panic!("{name} was taken"),
            (Some(b'n'), Err(_)) => kept[2] += 1,
            (_, read) => either.push(format!(
                "{name}: {}",
                read.as_ref()
                    .map_or_else(ToString::to_string, |_| "kept".to_owned())
            )),
        }
    }
    println!("kept, keys twice, refused: {kept:?}");
    println!("either:\n{}", either.join("\n"));
}

#[test]
fn naughty_strings_come_through_every_field_and_format() {
    let path = folder().join("hostile/blns.json");
    let strings: Vec<String> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    for naughty in &strings {
        everywhere::check(naughty);
    }
    println!("{} strings", strings.len());
}

#[test]
fn markup_of_others_comes_through_every_field_and_format() {
    let path = folder().join("hostile/xss-half.txt");
    let lines = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    for line in lines.lines() {
        everywhere::check(line);
    }
    println!("{} lines", lines.lines().count());
}
