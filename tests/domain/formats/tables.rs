//! Tables for spreadsheets, read back by a reader of RFC 4180.

use cotejo::formats::tables::{TableOptions, matrix_table, sources_table};
use cotejo::model::matrix::matrix;
use cotejo::model::sources::{VoiceSources, sources};
use cotejo::model::*;
use proptest::prelude::*;

use crate::arbitrary::project;
use crate::desk::Desk;
use crate::sample::sample;

/// Rows of cells as they stand. Fails where RFC 4180 is not kept.
fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut rest = text.chars().peekable();
    let (mut rows, mut row) = (Vec::new(), Vec::new());
    while rest.peek().is_some() {
        let mut cell = String::new();
        if rest.next_if_eq(&'"').is_some() {
            loop {
                match rest.next().expect("a quoted cell ends") {
                    '"' if rest.next_if_eq(&'"').is_some() => cell.push('"'),
                    '"' => break,
                    other => cell.push(other),
                }
            }
        } else {
            while let Some(c) = rest.next_if(|it| !matches!(it, ',' | '\r')) {
                assert!(c != '\n' && c != '"', "{c:?} only in quoted cells");
                cell.push(c);
            }
        }
        row.push(cell);
        match rest.next() {
            Some(',') => {}
            Some('\r') => {
                assert_eq!(rest.next(), Some('\n'));
                rows.push(std::mem::take(&mut row));
            }
            other => panic!("{other:?} behind a cell"),
        }
    }
    assert_eq!(row, [] as [String; 0], "the last row ends");
    rows
}

/// The text that a cell was made of.
fn original(cell: &str) -> &str {
    let bare = cell.trim_start_matches('\'');
    let formula = bare.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula {
        cell.strip_prefix('\'').expect("no cell is a formula")
    } else {
        cell
    }
}

fn matrix_of(project: &Project) -> Vec<Vec<String>> {
    rows(&matrix_table(project, None, TableOptions::default()))
}

fn sources_of(project: &Project) -> Vec<Vec<String>> {
    rows(&sources_table(project, None, TableOptions::default()))
}

#[test]
fn the_matrix_is_a_row_for_each_canonical_claim() {
    let table = matrix_of(&sample());
    assert_eq!(table.len(), 56);
    assert_eq!(table[0].len(), 2 + 2 * 4);
    assert_eq!(table[0][2], "Kast visita el CECOT en El Salvador: status");
    let row = table
        .iter()
        .find(|it| it[1].contains("480 people"))
        .unwrap();
    assert_eq!((row[2].as_str(), row[5].as_str()), ("omits", "0"));
    assert_eq!((row[6].as_str(), row[9].as_str()), ("reports", "2"));
    assert!(row[7].contains("480 people have died"), "{}", row[7]);
}

#[test]
fn several_quotes_and_an_override_share_cells() {
    let told = "[source:1|Ana] said [claim:2|taxes \"rise\", fast] and [claim:3|=1+1].";
    let mut desk = Desk::article("en", told);
    let row = desk.row("=HYPERLINK(\"http://evil.example\",\"x\")");
    desk.same(2, row);
    desk.same(3, row);
    desk.relate(2, "attributed_to", 1);
    desk.override_cell(row, desk.first(), "distances");
    let bytes = matrix_table(&desk.project, None, TableOptions { bom: true });
    let body = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap();
    let table = rows(body);
    let [topic, claim, status, quotes, note, count] = table[1].as_slice() else {
        panic!("six cells")
    };
    assert_eq!(topic, "");
    assert_eq!(claim, "'=HYPERLINK(\"http://evil.example\",\"x\")");
    assert_eq!(quotes, "taxes \"rise\", fast | =1+1");
    assert_eq!(
        (status.as_str(), note.as_str(), count.as_str()),
        ("distances", "because", "2")
    );
}

#[test]
fn sources_are_a_row_for_each_voice_in_each_article() {
    let project = sample();
    let table = sources_of(&project);
    assert!(table.iter().all(|it| it.len() == table[0].len()));
    let all = sources(&project, None);
    let expected: usize = all.voices.iter().map(|it| it.articles.len()).sum();
    assert_eq!(table.len(), expected + 1);
    assert_eq!(table[1][0], "José Antonio Kast");
    let column = |name: &str| table[0].iter().position(|it| it == name).unwrap();
    let claims = column("claims");
    let sum: usize = table[1..]
        .iter()
        .map(|it| it[claims].parse::<usize>().unwrap())
        .sum();
    assert_eq!(
        sum,
        all.voices
            .iter()
            .map(VoiceSources::claim_count)
            .sum::<usize>()
    );
}

#[test]
fn articles_of_the_same_title_are_told_apart() {
    let mut desk = Desk::article("en", "one");
    desk.add_article("en", "two");
    let header = matrix_of(&desk.project)[0].clone();
    assert_eq!(header[2], "Untitled article: status");
    assert_eq!(header[6], "Untitled article (2): status");
}

/// Words of the kind that breaks tables.
fn hostile() -> impl Strategy<Value = String> {
    "[='+@\"\r\n\t,;a-]{0,8}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tables_of_any_project_read_back(project in project()) {
        let found = matrix(&project, None);
        let table = matrix_of(&project);
        prop_assert_eq!(table.len(), found.rows.len() + 1);
        for (row, cells) in found.rows.iter().zip(&table[1..]) {
            let claim = project.canonical_claim(row.canonical_claim).unwrap();
            prop_assert_eq!(original(&cells[1]), &claim.text);
            prop_assert_eq!(cells.len(), table[0].len());
        }
        for row in sources_of(&project) {
            for cell in &row {
                original(cell);
            }
        }
    }

    #[test]
    fn hostile_words_read_back(words in hostile()) {
        let mut desk = Desk::article("en", "text");
        let row = desk.row(&words);
        desk.about(row, &words);
        let table = matrix_of(&desk.project);
        prop_assert_eq!(original(&table[1][0]), &words);
        prop_assert_eq!(original(&table[1][1]), &words);
    }
}
