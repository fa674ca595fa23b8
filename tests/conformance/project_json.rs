use std::collections::BTreeMap;
use std::fs;
use std::panic::catch_unwind;
use std::rc::Rc;

use cotejo::formats::project_json::{self, Opened, export};
use cotejo::formats::{Bundle, Confidence, NamedFile, ReadError, recognise};
use cotejo::model::{
    Annotation, Annotator, Article, Attributes, Change, Codebook, OrderKey, Origin, Project,
    Provenance, Revision, RevisionSource, Timestamp,
};
use cotejo::text::ArticleText;
use uuid::Uuid;

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

#[test]
fn naughty_strings_come_back_byte_for_byte() {
    let path = folder().join("hostile/blns.json");
    let strings: Vec<String> = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    for naughty in &strings {
        let project = project_of(naughty);
        let written = export(&project, naughty);
        let opened = read(&written).unwrap_or_else(|error| panic!("{naughty:?}: {error}"));
        assert_eq!(opened.warnings, [], "{naughty:?}");
        assert_eq!(opened.generator, *naughty);
        let again = export(&opened.project, naughty);
        assert!(again == written, "{naughty:?}");
    }
    println!("{} strings", strings.len());
}

/// A string as text, title and note; all of the text is one annotation.
fn project_of(naughty: &str) -> Project {
    let codebook = Rc::new(Codebook::news_claims());
    let now = Timestamp::from_millis(1);
    let mut project = Project::new(Uuid::from_u128(1).into(), naughty, now, codebook);
    let text = Rc::new(ArticleText::new(naughty));
    let fragments = text.whole().into_iter().collect();
    let article = Uuid::from_u128(2).into();
    let annotator = Uuid::from_u128(3).into();
    let hash = project.keep_text(text);
    let unset = String::new;
    let records = [
        Change::add(Annotator {
            id: annotator,
            name: naughty.to_owned(),
            extra: None,
        }),
        Change::add(Article {
            id: article,
            order: OrderKey::between(None, None),
            title: naughty.to_owned(),
            outlet: unset(),
            author: unset(),
            published: unset(),
            url: naughty.to_owned(),
            language: unset(),
            retrieved: unset(),
            note: naughty.to_owned(),
            revisions: vec![Revision {
                n: 1,
                text: hash,
                source: RevisionSource::default(),
                extra: None,
            }],
            extra: None,
        }),
        Change::add(Annotation {
            id: Uuid::from_u128(4).into(),
            article,
            revision: 1,
            label: "Claim".into(),
            fragments,
            attributes: Attributes::new(),
            actor: None,
            note: naughty.to_owned(),
            orphan: false,
            provenance: Provenance {
                annotator,
                created: now,
                modified: now,
                origin: Origin::Manual,
            },
            extra: None,
        }),
    ];
    project.apply_all(&records).unwrap();
    project
}
