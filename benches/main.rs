//! Parts of Cotejo that grow with its texts, natively and without a browser: `cargo xtask bench`
//! runs them and puts their figures into `docs/benchmarks.md`. Texts and annotations are as dense
//! as in the largest of its workloads, so that each place has some nine annotations.

use std::hint::black_box;
use std::rc::Rc;

use cotejo::model::{
    Annotation, AnnotationId, Annotator, AnnotatorId, Article, ArticleId, Attributes, Change,
    Codebook, Fragments, OrderKey, Origin, Project, Provenance, Revision, RevisionSource,
    Timestamp,
};
use cotejo::text::{ArticleText, ByteOffset, CharOffset, TextSpan, Utf16Offset, assign_lanes};
use divan::Bencher;
use divan::counter::ItemsCount;
use uuid::Uuid;

fn main() {
    divan::main();
}

/// Annotations, or places in a text.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// Questions asked of a project, whatever its size.
const QUESTIONS: usize = 1_000;

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }
}

const WORDS: [&str; 12] = [
    "la",
    "cárcel",
    "the",
    "mayor",
    "said",
    "“impuestos”",
    "президент",
    "עברית",
    "监狱",
    "🖐️🏽",
    "derechos",
    "and",
];

/// Paragraphs in several scripts.
fn text(chars: usize, chance: &mut Chance) -> ArticleText {
    let mut text = String::new();
    let (mut all, mut end) = (0, 400);
    while all < chars {
        let word = WORDS[chance.below(WORDS.len())];
        text.push_str(word);
        all += word.chars().count() + 1;
        if all < end {
            text.push(' ');
        } else {
            text.push('\n');
            end = all + 250 + chance.below(350);
        }
    }
    ArticleText::new(text)
}

/// So many spans of a text, in order of place, the longer first.
fn spans(text: &ArticleText, count: usize, chance: &mut Chance) -> Vec<TextSpan> {
    let chars = text.char_len().0;
    let mut spans: Vec<TextSpan> = (0..count)
        .map(|_| {
            let len = 20 + chance.below(140);
            let start = chance.below(chars as usize - len);
            let at = |chars: usize| CharOffset(u32::try_from(chars).unwrap_or(u32::MAX));
            let span = text.char_span(at(start), at(start + len));
            span.expect("a span inside the text")
        })
        .collect();
    spans.sort_by_key(|it| (it.start(), std::cmp::Reverse(it.end())));
    spans
}

/// All spans of a text that is one paragraph: the sweep ends with the text.
#[divan::bench(args = SIZES, sample_count = 30)]
fn lanes(bencher: Bencher<'_, '_>, count: usize) {
    let mut chance = Chance(7);
    let text = text(10 * count, &mut chance);
    let spans = spans(&text, count, &mut chance);
    bencher
        .counter(ItemsCount::new(count))
        .bench_local(|| assign_lanes(black_box(&spans)));
}

/// A conversion at places all over a text of that many.
fn convert<T: Copy>(
    bencher: Bencher<'_, '_>,
    count: usize,
    from: fn(&ArticleText, ByteOffset) -> T,
    to: fn(&ArticleText, T) -> u32,
) {
    let mut chance = Chance(7);
    let text = text(10 * count, &mut chance);
    let mut places: Vec<T> = spans(&text, count, &mut chance)
        .iter()
        .map(|it| from(&text, it.start()))
        .collect();
    // In no order: nothing is near to what was asked before.
    for at in (1..places.len()).rev() {
        places.swap(at, chance.below(at + 1));
    }
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        let all = places.iter().map(|it| to(&text, *it));
        all.fold(0, u32::wrapping_add)
    });
}

#[divan::bench(args = SIZES, sample_count = 30)]
fn byte_to_utf16(bencher: Bencher<'_, '_>, count: usize) {
    convert(bencher, count, |_, at| at, |text, at| text.to_utf16(at).0);
}

#[divan::bench(args = SIZES, sample_count = 30)]
fn utf16_to_byte(bencher: Bencher<'_, '_>, count: usize) {
    let to = |text: &ArticleText, at: Utf16Offset| text.from_utf16(at).map_or(0, ByteOffset::get);
    convert(bencher, count, ArticleText::to_utf16, to);
}

#[divan::bench(args = SIZES, sample_count = 30)]
fn byte_to_character(bencher: Bencher<'_, '_>, count: usize) {
    convert(bencher, count, |_, at| at, |text, at| text.to_char(at).0);
}

#[divan::bench(args = SIZES, sample_count = 30)]
fn character_to_byte(bencher: Bencher<'_, '_>, count: usize) {
    let to = |text: &ArticleText, at: CharOffset| text.from_char(at).map_or(0, ByteOffset::get);
    convert(bencher, count, ArticleText::to_char, to);
}

/// A project of one article with so many annotations.
struct Told {
    project: Project,
    article: ArticleId,
    annotator: AnnotatorId,
    spans: Vec<TextSpan>,
    chance: Chance,
}

impl Told {
    fn empty(count: usize) -> Self {
        let mut chance = Chance(7);
        let text = text(10 * count, &mut chance);
        let spans = spans(&text, count, &mut chance);
        let codebook = Rc::new(Codebook::news_claims());
        let mut project = Project::new(Uuid::from_u128(1).into(), "Benches", now(), codebook);
        let article = ArticleId(Uuid::from_u128(2));
        let annotator = AnnotatorId(Uuid::from_u128(3));
        let hash = project.keep_text(Rc::new(text));
        let added = Change::add(Article {
            id: article,
            order: OrderKey::between(None, None),
            title: "Benches".to_owned(),
            outlet: String::new(),
            author: String::new(),
            published: String::new(),
            url: String::new(),
            language: "en".to_owned(),
            retrieved: String::new(),
            note: String::new(),
            revisions: vec![Revision {
                n: 1,
                text: hash,
                source: RevisionSource::default(),
                extra: None,
            }],
            extra: None,
        });
        project.apply(&added).expect("an article");
        let added = Change::add(Annotator {
            id: annotator,
            name: String::new(),
            extra: None,
        });
        project.apply(&added).expect("an annotator");
        Self {
            project,
            article,
            annotator,
            spans,
            chance,
        }
    }

    fn annotated(count: usize) -> Self {
        let mut told = Self::empty(count);
        for change in told.additions() {
            told.project.apply(&change).expect("an annotation");
        }
        told
    }

    fn addition(&self, id: usize, span: TextSpan) -> Change {
        Change::add(Annotation {
            // As random ids are: not in order of place.
            id: AnnotationId(Uuid::from_u128(
                (id as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835),
            )),
            article: self.article,
            revision: 1,
            label: ["Claim", "Source", "Cue", "Stance"][id % 4].into(),
            fragments: Fragments::from_elem(span, 1),
            attributes: Attributes::new(),
            actor: None,
            note: String::new(),
            orphan: false,
            provenance: Provenance {
                annotator: self.annotator,
                created: now(),
                modified: now(),
                origin: Origin::Manual,
            },
            extra: None,
        })
    }

    /// What makes all annotations, in no order of place.
    fn additions(&mut self) -> Vec<Change> {
        let mut spans = self.spans.clone();
        for at in (1..spans.len()).rev() {
            spans.swap(at, self.chance.below(at + 1));
        }
        let all = spans.into_iter().enumerate();
        all.map(|(id, span)| self.addition(id, span)).collect()
    }

    /// Spans all over the text, as many as questions are asked.
    fn places(&mut self) -> Vec<TextSpan> {
        (0..QUESTIONS)
            .map(|_| self.spans[self.chance.below(self.spans.len())])
            .collect()
    }
}

fn now() -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000)
}

/// Annotations added to a project one by one, until it has that many.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn index_all(bencher: Bencher<'_, '_>, count: usize) {
    bencher
        .counter(ItemsCount::new(count))
        .with_inputs(|| {
            let mut told = Told::empty(count);
            let changes = told.additions();
            (told.project, changes)
        })
        .bench_local_values(|(mut project, changes)| {
            for change in &changes {
                project.apply(change).expect("an annotation");
            }
            project
        });
}

/// One annotation more in a project of that many, and away again.
#[divan::bench(args = SIZES, sample_count = 30)]
fn add_and_remove(bencher: Bencher<'_, '_>, count: usize) {
    let mut told = Told::annotated(count);
    let places = told.places();
    let changes: Vec<(Change, Change)> = places
        .iter()
        .enumerate()
        .map(|(at, span)| {
            let added = told.addition(count + at, *span);
            let removed = added.clone().inverse();
            (added, removed)
        })
        .collect();
    bencher.counter(ItemsCount::new(QUESTIONS)).bench_local(|| {
        for (added, removed) in &changes {
            told.project.apply(added).expect("an annotation");
            told.project.apply(removed).expect("the same one");
        }
    });
}

/// The annotations at a place.
#[divan::bench(args = SIZES, sample_count = 30)]
fn annotations_at(bencher: Bencher<'_, '_>, count: usize) {
    let mut told = Told::annotated(count);
    let places = told.places();
    bencher.counter(ItemsCount::new(QUESTIONS)).bench_local(|| {
        let found = places
            .iter()
            .map(|it| told.project.annotations_in(told.article, *it).len());
        found.sum::<usize>()
    });
}

/// The annotation in a row of the list, and the row of an annotation.
#[divan::bench(args = SIZES, sample_count = 30)]
fn row_and_back(bencher: Bencher<'_, '_>, count: usize) {
    let mut told = Told::annotated(count);
    let rows: Vec<usize> = (0..QUESTIONS).map(|_| told.chance.below(count)).collect();
    let project = &told.project;
    bencher.counter(ItemsCount::new(QUESTIONS)).bench_local(|| {
        let back = rows.iter().filter_map(|row| {
            let id = project.nth_annotation(told.article, *row)?;
            project.rank_of(project.annotation(id)?)
        });
        back.sum::<usize>()
    });
}
