//! Every parser gets real files that were changed at random: none may panic, and what is taken must
//! hold together. Some thousand in a test run; `cargo xtask fuzz SECONDS` makes as many as find time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use cotejo::app::{Address, Settings};
use cotejo::formats::project_json::{export, export_codebook, read_codebook};
use cotejo::formats::{Bundle, FORMATS, Format, NamedFile, Reads, recognise};
use cotejo::ingest::{
    PageEvent, article_of, ingest_bytes, is_web_page, may_be_web_page, original_bytes,
};
use cotejo::journal::{Begun, Head, decode, encode};
use cotejo::model::form;

use super::mutation::{Chance, mutated};
use crate::files::read;

/// Of each parser, where nothing else is asked for.
const RUNS: usize = 300;

/// A file may take so long, in a program that is not optimised and beside others.
const SLOW: Duration = Duration::from_secs(4);

type Seeds = Vec<Vec<u8>>;

type Parser = (&'static str, fn() -> Seeds, fn(&[u8]));

/// A parser, what is changed for it, and what it must do with it.
const PARSERS: &[Parser] = &[
    ("project", projects, project),
    ("codebook", codebooks, codebook),
    ("article", articles, article),
    ("page", pages, page),
    ("journal", journals, journal),
    ("settings", settings, setting),
    ("address", addresses, address),
    ("record on its way to the worker", journals, follow),
    ("texts of other tools", exchanged, exchange),
];

#[test]
fn no_file_makes_a_parser_panic() {
    let seconds = std::env::var("COTEJO_FUZZ")
        .ok()
        .and_then(|it| it.parse::<u64>().ok());
    let seed = std::env::var("COTEJO_SEED")
        .ok()
        .and_then(|it| it.parse::<u64>().ok());
    let begun = Instant::now();
    let limit = seconds.map(Duration::from_secs);
    let mut counts = vec![0_usize; PARSERS.len()];
    let mut slowest = vec![Duration::ZERO; PARSERS.len()];
    let seeds: Vec<Seeds> = PARSERS.iter().map(|it| it.1()).collect();
    let first = seed.unwrap_or_else(|| {
        if limit.is_some() {
            u64::from(std::process::id())
        } else {
            1
        }
    });
    let mut run = 0;
    while limit.map_or(run < RUNS, |it| begun.elapsed() < it) {
        for (at, (name, _, parse)) in PARSERS.iter().enumerate() {
            let number = first.wrapping_mul(1_000_003).wrapping_add(run as u64) ^ (at as u64) << 56;
            let bytes = mutated(&seeds[at], &mut Chance::from(number));
            let started = Instant::now();
            let parsed = catch_unwind(AssertUnwindSafe(|| parse(&bytes)));
            let took = started.elapsed();
            counts[at] += 1;
            slowest[at] = slowest[at].max(took);
            if parsed.is_err() || took > SLOW {
                let path = std::env::temp_dir().join(format!("cotejo-fuzz-{name}-{number}"));
                let kept = std::fs::write(&path, &bytes);
                panic!(
                    "{name}: {took:?}; the file is {} ({kept:?})",
                    path.display()
                );
            }
        }
        run += 1;
    }
    for (at, (name, ..)) in PARSERS.iter().enumerate() {
        println!(
            "{name}: {} files, the slowest in {:?}",
            counts[at], slowest[at]
        );
    }
}

fn file(path: &str) -> Vec<u8> {
    std::fs::read(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn projects() -> Seeds {
    let mut all = Seeds::new();
    for _ in 0..6 {
        all.push(file("tests/fixtures/project/by-hand.json"));
        all.push(file("tests/fixtures/project/by-hand.written.json"));
        all.push(file("tests/fixtures/project/newer-minor.json"));
    }
    // A large one takes its time.
    let sample = file("static/samples/kast-cecot.cotejo.json");
    all.push(sample[..60_000].to_vec());
    all.push(sample);
    all
}

fn project(bytes: &[u8]) {
    let files = [NamedFile {
        name: "a.json".to_owned(),
        bytes: bytes.to_vec(),
    }];
    recognise(Bundle(&files));
    let opened = match read(bytes) {
        Ok(opened) => opened,
        Err(refused) => {
            let said = refused.to_string();
            assert!(
                said.ends_with("Nothing was changed.") && said.len() < 700,
                "{said}"
            );
            return;
        }
    };
    opened.project.check().unwrap();
    for warning in &opened.warnings {
        assert!(warning.to_string().len() < 1_000);
    }
    let written = export(&opened.project, "fuzz");
    let again = read(&written).unwrap();
    let written_again = export(&again.project, "fuzz");
    assert!(
        written_again == written,
        "what was written is read as something else"
    );
    let options = cotejo::formats::ExportOptions { generator: "fuzz" };
    for format in FORMATS {
        format.export(&opened.project, &options);
    }
}

fn codebooks() -> Seeds {
    let names = [
        "blank",
        "argument",
        "attribution",
        "check-worthiness",
        "frames",
        "rumour-stance",
    ];
    let path = |name: &str| format!("static/codebooks/{name}.json");
    let mut all: Seeds = names.iter().map(|it| file(&path(it))).collect();
    all.push(file("tests/fixtures/project/by-hand.json"));
    all
}

fn codebook(bytes: &[u8]) {
    match read_codebook(bytes) {
        Ok(codebook) => {
            codebook.check();
            let written = export_codebook(&codebook);
            let again = read_codebook(&written).unwrap();
            assert!(*again == *codebook);
        }
        Err(refused) => assert!(refused.to_string().ends_with("Nothing was changed.")),
    }
}

fn articles() -> Seeds {
    let names = [
        "kept-byte-for-byte",
        "utf-16be",
        "utf-16le",
        "utf-8-bom-mixed-line-ends",
        "windows-1252",
    ];
    let path = |name: &str| format!("tests/fixtures/ingest/{name}.txt");
    let mut all: Seeds = names.iter().map(|it| file(&path(it))).collect();
    all.push(file("static/samples/kast-cecot-es.txt"));
    all
}

fn article(bytes: &[u8]) {
    may_be_web_page(bytes);
    match ingest_bytes(Some("a.txt"), bytes) {
        Ok(read) => {
            is_web_page(Some("a.html"), &read.text);
            assert_eq!(original_bytes(&read.text, &read.source), bytes);
        }
        Err(refused) => assert!(refused.to_string().ends_with("Nothing was changed.")),
    }
}

const PAGE: &str = "<html><head><title>T</title><meta property=og:title content=x></head><body>\
<article><h1>T <b>b</b></h1><p>One <a href=x>two</a>.<br>Three</p><aside>no</aside>\
<h2><a>H</a></h2><p>Four <span hidden>five</span></p></article></body></html>";

fn pages() -> Seeds {
    vec![PAGE.as_bytes().to_vec()]
}

/// Events in any order, more of what ends than of what begins among them.
fn page(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut events = Vec::new();
    for tag in text.split('<') {
        let (tag, words) = tag.split_once('>').unwrap_or((tag, ""));
        let mut parts = tag.split(' ');
        let name = parts.next().unwrap_or_default();
        if name.starts_with('/') {
            events.push(PageEvent::Close);
        } else {
            let attributes = parts.filter_map(|it| {
                let (key, value) = it.split_once('=').unwrap_or((it, ""));
                let key = cotejo::ingest::ATTRIBUTES.iter().find(|it| **it == key)?;
                Some((*key, value.to_owned()))
            });
            events.push(PageEvent::Open(name.to_owned(), attributes.collect()));
        }
        events.push(PageEvent::Text(words.to_owned()));
    }
    if let Some(page) = article_of(&events) {
        assert!(!page.text.trim().is_empty());
    }
}

/// Journals and starts, with their frames.
fn journals() -> Seeds {
    let frame = |payload: &[u8]| {
        let len = u32::try_from(payload.len()).unwrap().to_le_bytes();
        let sum = crc32fast::hash(payload).to_le_bytes();
        [b"COTJ".as_slice(), &len, &sum, payload].concat()
    };
    let lines = file("tests/fixtures/journal/v1.json");
    let lines: Vec<&[u8]> = lines
        .split(|it| *it == b'\n')
        .filter(|it| !it.is_empty())
        .collect();
    let mut all: Seeds = vec![lines.iter().flat_map(|it| frame(it)).collect()];
    for name in ["start-v1", "start-v2", "head-v1"] {
        let lines = file(&format!("tests/fixtures/journal/{name}.json"));
        let first = lines.split(|it| *it == b'\n').next().unwrap_or_default();
        all.push(frame(first));
    }
    all
}

/// The bytes as they are, and as the content of a frame whose checksum is right: what reads it must
/// not rely on that.
fn journal(bytes: &[u8]) {
    let mut inner = Vec::new();
    let mut rest = bytes;
    while let Some(payload) = rest.get(12..) {
        let end = payload
            .windows(4)
            .position(|it| it == b"COTJ")
            .unwrap_or(payload.len());
        let payload = &payload[..end];
        inner.extend(b"COTJ");
        inner.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
        inner.extend(crc32fast::hash(payload).to_le_bytes());
        inner.extend(payload);
        rest = &rest[12 + end..];
    }
    for bytes in [bytes, &inner] {
        if let Ok(decoded) = decode(bytes) {
            let again = encode(&decoded.records).unwrap();
            assert_eq!(decode(&again).unwrap().records, decoded.records);
        }
        if let Ok(mut begun) = Begun::decode(bytes) {
            let _ = begun.take(Some(bytes));
        }
        let _ = Head::decode(bytes);
    }
}

/// What the page sends the worker, to which the same frames go.
fn follow(bytes: &[u8]) {
    use cotejo::analyst::{Analyst, Request};
    let mut analyst = Analyst::new("");
    analyst.handle(&Request::Take, &file("tests/fixtures/project/by-hand.json"));
    analyst.handle(&Request::Follow, bytes);
    analyst.handle(&Request::Take, bytes);
}

fn of_others() -> impl Iterator<Item = &'static dyn Format> {
    let texts = |it: &&'static dyn Format| it.describe().reads == Reads::Texts;
    FORMATS.iter().copied().filter(texts)
}

/// A small project in each format.
fn exchanged() -> Seeds {
    let project = read(&file("tests/fixtures/project/by-hand.json"))
        .unwrap()
        .project;
    let options = cotejo::formats::ExportOptions { generator: "fuzz" };
    let files = of_others().flat_map(|it| it.export(&project, &options).files);
    files.map(|it| it.bytes).collect()
}

/// A file may be any of the files that a format looks for, beside itself.
fn exchange(bytes: &[u8]) {
    for format in of_others() {
        let extensions = format.describe().extensions.iter();
        let files: Vec<NamedFile> = extensions
            .map(|it| NamedFile {
                name: format!("folder/a.{it}"),
                bytes: bytes.to_vec(),
            })
            .collect();
        format.sniff(Bundle(&files));
        let read = format.read(Bundle(&files), &[]);
        for document in &read.documents {
            let text = &document.text.text;
            let ids: Vec<&str> = document.spans.iter().map(|it| &*it.id).collect();
            for fragment in document.spans.iter().flat_map(|it| &it.fragments) {
                assert!(!text[fragment.range()].is_empty());
            }
            for relation in &document.relations {
                assert!(ids.contains(&&*relation.from) && ids.contains(&&*relation.to));
            }
        }
        for warning in &read.warnings {
            assert!(warning.to_string().len() < 100_000);
        }
    }
}

fn settings() -> Seeds {
    let written = cotejo::model::json::compact(&Settings::default());
    vec![written]
}

fn setting(bytes: &[u8]) {
    if let Ok(text) = str::from_utf8(bytes)
        && let Ok(settings) = form::read::<Settings>(text)
    {
        let written = cotejo::model::json::compact(&settings);
        let again = form::read::<Settings>(str::from_utf8(&written).unwrap()).unwrap();
        assert_eq!(again, settings);
    }
}

fn addresses() -> Seeds {
    let id = "6d1b7a52-0f0e-4c55-9c0a-3f1fc07e7001";
    vec![
        b"#sample".to_vec(),
        format!("#project={id}&annotation={id}").into_bytes(),
        format!("#rescue={id}").into_bytes(),
    ]
}

fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(address) = text.parse::<Address>() {
        assert_eq!(address.to_string().parse(), Ok(address));
    }
}
