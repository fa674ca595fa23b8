//! Files made to be too much: by size, by depth, by count, by expansion. Each is read in a process
//! of its own, which says how long that took and how much memory was in use at the most, the file
//! itself included.

use std::fmt::Write;
use std::process::Command;
use std::rc::Rc;

use cotejo::formats::project_json;
use cotejo::ingest::{self, PageEvent};
use cotejo::journal;
use cotejo::model::Codebook;

/// What is measured in a process of its own.
const BOMB: &str = "COTEJO_BOMB";

const SECONDS: f64 = 1.0;
const MEGABYTES: f64 = 256.0;

/// What became of it, in few words.
type Outcome = Result<String, String>;

/// A file, and what reads it.
type Bomb = (&'static str, fn() -> Vec<u8>, fn(&[u8]) -> Outcome);

const BOMBS: &[Bomb] = &[
    (
        "project: one byte more than the limit",
        || vec![b' '; project_json::MAX_BYTES + 1],
        project,
    ),
    (
        "project: 250 MB of spaces",
        || vec![b' '; 250_000_000],
        project,
    ),
    (
        "project: 200 MB of opening brackets",
        || vec![b'['; 200_000_000],
        project,
    ),
    (
        "project: 100 MB of closed brackets",
        || brackets(50_000_000),
        project,
    ),
    (
        "project: 1,000,000 levels in a record",
        || in_record(&format!(r#", "x": {}"#, text(brackets(1_000_000)))),
        project,
    ),
    (
        "project: 100 MB of zeros in a list",
        || in_record(&format!(r#", "x": [{}0]"#, "0,".repeat(50_000_000))),
        project,
    ),
    (
        "project: 100 MB of empty objects",
        || in_record(&format!(r#", "x": [{}0]"#, "{},".repeat(33_000_000))),
        project,
    ),
    (
        "project: 10,000,000 annotations",
        || {
            in_file(&format!(
                r#""annotations": [{}{{}}]"#,
                "{},".repeat(10_000_000)
            ))
        },
        project,
    ),
    (
        "project: 900,000 records in each list",
        records_in_each_list,
        project,
    ),
    (
        "project: 20,000,000 keys in a record",
        || in_record(&format!(r#", {} "y": 1"#, "\"x\":0,".repeat(20_000_000))),
        project,
    ),
    (
        "project: 250 keys in each of 15,000 records",
        keys_in_records,
        project,
    ),
    (
        "project: 5,000,000 languages of an actor",
        || {
            in_file(&format!(
                r#""actors": [{{"id": "a", "aliases": {{{} "z": []}}}}]"#,
                many(5_000_000, |it| format!("\"{it}\":[],"))
            ))
        },
        project,
    ),
    (
        "project: 5,000,000 aliases of an actor",
        || {
            in_file(&format!(
                r#""actors": [{{"id": "a", "aliases": {{"es": [{} "z"]}}}}]"#,
                many(5_000_000, |it| format!("\"{it}\","))
            ))
        },
        project,
    ),
    (
        "project: 5,000,000 values of an attribute",
        || {
            in_record(&format!(
                r#", "attributes": {{"x": [{} "z"]}}"#,
                many(5_000_000, |it| format!("\"{it}\","))
            ))
        },
        project,
    ),
    (
        "project: 2,000,000 fragments of an annotation",
        || {
            annotation_of(&format!(
                "[{}{{\"start\":0,\"end\":1}}]",
                "{\"start\":0,\"end\":1},".repeat(2_000_000)
            ))
        },
        project,
    ),
    (
        "project: 2,000 annotations of 100,000 paragraphs",
        all_paragraphs,
        project,
    ),
    (
        "project: 3,000 fragments without their quotes",
        lost_fragments,
        project,
    ),
    (
        "project: 20,000 quotes to be looked for in 5 MB",
        lost_quotes,
        project,
    ),
    (
        "project: 1,000,000 revisions",
        || {
            in_file(&format!(
                r#""articles": [{{"id": "a", "revisions": [{}{{"text":"x"}}]}}]"#,
                "{\"text\":\"x\"},".repeat(1_000_000)
            ))
        },
        project,
    ),
    (
        "project: 1,500,000 parts",
        || {
            in_file(&format!(
                r#""articles": [{{"id": "a", "text": "xyz", "parts": [{}{{"part":"h","start":0,"end":1}}]}}]"#,
                "{\"part\":\"h\",\"start\":0,\"end\":1},".repeat(1_500_000)
            ))
        },
        project,
    ),
    (
        "project: 50,000,000 carriage returns",
        || {
            in_file(&format!(
                r#""articles": [{{"id": "a", "revisions": [{{"text": "x", "source": {{"carriage_returns": [{}0]}}}}]}}]"#,
                "0,".repeat(50_000_000)
            ))
        },
        project,
    ),
    (
        "project: a number of 100,000,000 digits",
        || in_record(&format!(r#", "x": {}"#, "1".repeat(100_000_000))),
        project,
    ),
    (
        "project: an exponent of 100,000,000 digits",
        || in_record(&format!(r#", "x": 1e{}"#, "1".repeat(100_000_000))),
        project,
    ),
    (
        "project: a title of 200 MB",
        || {
            in_file(&format!(
                r#""project": {{"title": "{}"}}"#,
                "x".repeat(200_000_000)
            ))
        },
        project,
    ),
    (
        "project: 30 MB of escapes",
        || {
            in_file(&format!(
                r#""project": {{"title": "{}"}}"#,
                "\\u0041".repeat(5_000_000)
            ))
        },
        project,
    ),
    (
        "project: 2,000,000 ids that are one",
        || {
            in_file(&format!(
                r#""topics": [{}{{"id":"a"}}]"#,
                "{\"id\":\"a\"},".repeat(900_000)
            ))
        },
        project,
    ),
    (
        "codebook: 10,000,000 labels",
        || codebook_with(&format!("{}{{}}", "{},".repeat(10_000_000))),
        codebook,
    ),
    (
        "codebook: 300,000 labels of one id",
        || {
            codebook_with(&format!(
                "{}{{\"id\":\"a\",\"name\":\"a\"}}",
                "{\"id\":\"a\",\"name\":\"a\"},".repeat(300_000)
            ))
        },
        codebook,
    ),
    (
        "codebook: 100,000,000 brackets",
        || codebook_with(&text(brackets(50_000_000))),
        codebook,
    ),
    (
        "article: one byte more than the limit",
        || vec![b'x'; ingest::MAX_BYTES + 1],
        article,
    ),
    (
        "article: 20 MB of one line",
        || vec![b'x'; ingest::MAX_BYTES],
        article,
    ),
    (
        "article: 20 MB of line ends",
        || [b"x".as_slice(), &b"\r\n".repeat(9_999_999)].concat(),
        article,
    ),
    (
        "article: 20 MB of carriage returns",
        || [b"x".as_slice(), &vec![b'\r'; ingest::MAX_BYTES - 1]].concat(),
        article,
    ),
    (
        "article: 20 MB that become 60",
        || {
            [
                b"a caf\xE9 ".as_slice(),
                &vec![0x80; ingest::MAX_BYTES - 10],
            ]
            .concat()
        },
        article,
    ),
    (
        "article: 20 MB of UTF-16",
        || [b"\xFF\xFE".as_slice(), &b"\x00\x4E".repeat(9_999_999)].concat(),
        article,
    ),
    (
        "article: 20 MB of marks on one letter",
        || format!("x{}", "\u{301}".repeat(9_999_999)).into_bytes(),
        article,
    ),
    (
        "article: 20 MB of zero bytes",
        || vec![0; ingest::MAX_BYTES],
        article,
    ),
    (
        "page: 6,000,000 elements",
        || format!("<html>{}", "<b>".repeat(6_000_000)).into_bytes(),
        tags,
    ),
    (
        "page: 500 articles in one another around 100,000 words",
        nested_articles,
        page,
    ),
    (
        "page: 500 empty headings in one another",
        nested_headings,
        page,
    ),
    (
        "settings: 5 MB of brackets",
        || vec![b'['; 5_000_000],
        settings,
    ),
    (
        "journal: a record that says it has 4 GB",
        || [b"COTJ".as_slice(), &[0xFF; 8], b"{}"].concat(),
        frames,
    ),
    (
        "journal: 5,000,000 brackets in a record",
        || frame(&text(brackets(2_500_000))),
        frames,
    ),
    (
        "journal: 5,000,000 changes in a record",
        || {
            frame(&format!(
                r#"{{"v":1,"changes":[{}0]}}"#,
                "{},".repeat(5_000_000)
            ))
        },
        frames,
    ),
];

#[test]
fn bombs_are_refused_within_a_second_and_256_megabytes() {
    let program = std::env::current_exe().unwrap();
    let mut bad = Vec::new();
    for (name, ..) in BOMBS {
        let output = Command::new(&program)
            .args(["--exact", "bombs::one", "--ignored", "--nocapture"])
            .env(BOMB, name)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let line = said
            .lines()
            .find_map(|it| it.split_once("bomb · "))
            .map(|it| it.1);
        let Some(line) = line else {
            bad.push(format!(
                "{name}: {}",
                String::from_utf8_lossy(&output.stderr)
            ));
            println!("{name}: ended without a word");
            continue;
        };
        println!("{line}");
        let figure = |unit: &str| {
            let word = line.split(" · ").find_map(|it| it.strip_suffix(unit));
            word.and_then(|it| it.parse::<f64>().ok())
                .unwrap_or(f64::MAX)
        };
        if figure(" s") > SECONDS || figure(" MB") > MEGABYTES {
            bad.push(line.to_owned());
        }
    }
    assert!(
        bad.is_empty(),
        "{} of {}:\n{}",
        bad.len(),
        BOMBS.len(),
        bad.join("\n")
    );
}

#[test]
#[ignore = "measured in a process of its own"]
fn one() {
    let Ok(wanted) = std::env::var(BOMB) else {
        return;
    };
    let (name, make, read) = BOMBS.iter().find(|it| it.0 == wanted).unwrap();
    let bytes = make();
    // What making it took does not count.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = running();
    let outcome = read(&bytes);
    let seconds = running() - before;
    let (word, said) = match outcome {
        Ok(said) => ("taken", said),
        Err(said) => ("refused", said),
    };
    let said: String = said.chars().take(110).collect();
    println!(
        "bomb · {seconds:.2} s · {:.0} MB · {name}: {word}: {said}",
        peak()
    );
}

/// Seconds that this thread has run: others may be at work on the machine.
fn running() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanoseconds = stat
        .split_whitespace()
        .next()
        .and_then(|it| it.parse::<f64>().ok());
    nanoseconds.unwrap_or(f64::MAX) / 1e9
}

/// The most memory that this process had since it was last set, in megabytes.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|it| it.starts_with("VmHWM"));
    let kilobytes = line.and_then(|it| it.split_whitespace().nth(1)?.parse::<f64>().ok());
    kilobytes.unwrap_or(f64::MAX) / 1000.0
}

fn project(bytes: &[u8]) -> Outcome {
    match project_json::read(bytes, &Rc::new(Codebook::news_claims())) {
        Ok(opened) => Ok(format!("{} warnings", opened.warnings.len())),
        Err(error) => Err(error.to_string()),
    }
}

fn codebook(bytes: &[u8]) -> Outcome {
    match project_json::read_codebook(bytes) {
        Ok(read) => Ok(format!(
            "{} labels, {:?}",
            read.labels.len(),
            read.check().len()
        )),
        Err(error) => Err(error.to_string()),
    }
}

fn article(bytes: &[u8]) -> Outcome {
    match ingest::ingest_bytes(Some("a.txt"), bytes) {
        Ok(read) => Ok(format!("{} bytes", read.text.len())),
        Err(error) => Err(error.to_string()),
    }
}

fn tags(bytes: &[u8]) -> Outcome {
    let text = str::from_utf8(bytes).unwrap();
    ingest::check_web_page(text)
        .map(|()| "parsed".to_owned())
        .map_err(|it| it.to_string())
}

fn page(bytes: &[u8]) -> Outcome {
    let text = str::from_utf8(bytes).unwrap();
    ingest::check_web_page(text).map_err(|it| it.to_string())?;
    let mut events = Vec::new();
    for tag in text.split('<').skip(1) {
        let (name, words) = tag.split_once('>').unwrap();
        events.push(if name.starts_with('/') {
            PageEvent::Close
        } else {
            PageEvent::Open(name.to_owned(), Vec::new())
        });
        if !words.is_empty() {
            events.push(PageEvent::Text(words.to_owned()));
        }
    }
    let article = ingest::article_of(&events);
    Ok(article.map_or_else(
        || "no article".to_owned(),
        |it| format!("{} bytes", it.text.len()),
    ))
}

fn settings(bytes: &[u8]) -> Outcome {
    let read = cotejo::model::form::read::<cotejo::app::Settings>(str::from_utf8(bytes).unwrap());
    read.map(|_| String::new()).map_err(|it| it.to_string())
}

fn frames(bytes: &[u8]) -> Outcome {
    let decoded = journal::decode(bytes).map_err(|it| it.to_string())?;
    Err(decoded.torn.map_or_else(String::new, |it| it.to_string()))
}

fn brackets(depth: usize) -> Vec<u8> {
    [vec![b'['; depth], vec![b']'; depth]].concat()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn many(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, it| {
        all.push_str(&each(it));
        all
    })
}

fn in_file(rest: &str) -> Vec<u8> {
    format!(r#"{{"format": "cotejo-project", "version": "1.0", {rest}}}"#).into_bytes()
}

fn in_record(rest: &str) -> Vec<u8> {
    let annotation = format!(r#"{{"id": "b", "article": "a", "label": "Claim"{rest}}}"#);
    in_file(&format!(
        r#""articles": [{{"id": "a", "text": "x y z"}}], "annotations": [{annotation}]"#
    ))
}

fn annotation_of(fragments: &str) -> Vec<u8> {
    in_record(&format!(r#", "fragments": {fragments}"#))
}

fn records_in_each_list() -> Vec<u8> {
    let lists = [
        "topics",
        "actors",
        "canonical_claims",
        "annotators",
        "readings",
        "codings",
    ];
    let mut all = String::new();
    for list in lists {
        write!(all, r#""{list}": ["#).unwrap();
        for at in 0..900_000 {
            write!(all, r#"{{"id":"{at}","article":"a"}},"#).unwrap();
        }
        all.push_str(r#"{"id":"z","article":"a"}], "#);
    }
    in_file(&format!(
        r#"{all} "articles": [{{"id": "a", "text": "x y z"}}]"#
    ))
}

fn keys_in_records() -> Vec<u8> {
    let keys = many(250, |it| format!(",\"{it}\":0"));
    let records = many(15_000, |it| format!("{{\"id\":\"{it}\"{keys}}},"));
    in_file(&format!(r#""topics": [{records} {{"id": "z"}}]"#))
}

fn all_paragraphs() -> Vec<u8> {
    let annotations = many(2_000, |it| {
        format!(
            r#"{{"id":"{it}","article":"a","label":"Claim","fragments":[{{"start":0,"end":200000}}]}},"#
        )
    });
    in_file(&format!(
        r#""articles": [{{"id": "a", "text": "{}"}}], "annotations": [{annotations} {{"id": "z", "article": "a", "label": "Claim"}}]"#,
        "x\\n".repeat(100_000)
    ))
}

/// One quote that is not there, and many fragments whose words would be kept beside it.
fn lost_fragments() -> Vec<u8> {
    let fragments = "{\"start\":0,\"end\":2000000},".repeat(3_000);
    in_file(&format!(
        r#""articles": [{{"id": "a", "text": "{}"}}], "annotations": [{{"id": "z", "article": "a", "label": "Claim", "fragments": [{fragments} {{"start": 0, "end": 1, "quote": "nowhere"}}]}}]"#,
        "x ".repeat(1_000_000)
    ))
}

fn lost_quotes() -> Vec<u8> {
    let annotations = many(20_000, |it| {
        format!(
            r#"{{"id":"{it}","article":"a","label":"Claim","fragments":[{{"start":0,"end":9,"quote":"xxxxxxxy"}}]}},"#
        )
    });
    in_file(&format!(
        r#""articles": [{{"id": "a", "text": "{}"}}], "annotations": [{annotations} {{"id": "z", "article": "a", "label": "Claim"}}]"#,
        "x".repeat(5_000_000)
    ))
}

fn codebook_with(labels: &str) -> Vec<u8> {
    format!(r#"{{"id": "x", "name": "x", "version": "1", "labels": [{labels}]}}"#).into_bytes()
}

fn nested_articles() -> Vec<u8> {
    let words = "<i>word</i>".repeat(90_000);
    let (open, close) = ("<article>".repeat(500), "</article>".repeat(500));
    format!("<html>{open}<p>{words}</p>{close}</html>").into_bytes()
}

fn nested_headings() -> Vec<u8> {
    let words = "<i></i>".repeat(90_000);
    let (open, close) = ("<h1>".repeat(500), "</h1>".repeat(500));
    format!("<html>{open}{words}{close}</html>").into_bytes()
}

/// A frame around a record.
fn frame(record: &str) -> Vec<u8> {
    let len = u32::try_from(record.len()).unwrap().to_le_bytes();
    let sum = crc32fast::hash(record.as_bytes()).to_le_bytes();
    [b"COTJ".as_slice(), &len, &sum, record.as_bytes()].concat()
}
