//! Projects of every shape that the model allows.
//!
//! Record by record through [`Project::apply`]: what does not fit is left out, so that
//! smaller sketches are still projects.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod parts;

use std::rc::Rc;

use cotejo::model::{
    About, Actor, Annotation, Annotator, Article, CanonicalClaim, Change, Codebook, Coding, End,
    LintException, Membership, Node, OrderKey, Override, Part, Polarity, Project, Provenance,
    Reading, Relation, Revision, RevisionSource, Subject, TextHash, Timestamp, Topic, normalize,
};
use cotejo::text::{ArticleText, TextSpan};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use parts::{attributes, extra, object, provenance, text, words};

/// Any project: up to three articles with up to two revisions each, and records of all kinds.
pub fn project() -> impl Strategy<Value = Project> {
    (base(), annotations(), decisions()).prop_map(|(base, annotations, decisions)| {
        let mut builder = base;
        for it in annotations {
            builder.annotation(it);
        }
        for it in decisions {
            builder.decision(it);
        }
        builder.project
    })
}

/// Ids of different kinds never meet, even when shrunk.
fn id<T: From<Uuid>>(kind: u8, random: u64) -> T {
    Uuid::from_u128(u128::from(kind) << 120 | u128::from(random)).into()
}

#[derive(Clone, Debug)]
struct Builder {
    project: Project,
}

fn base() -> impl Strategy<Value = Builder> {
    let about = (
        any::<u64>(),
        words(),
        words(),
        0..=253_402_300_799_999_i64,
        extra(),
    );
    let file = proptest::option::of(object());
    let annotators = vec((any::<u64>(), words(), extra()), 1..4);
    let registry = || vec((any::<u64>(), vec(words(), 6), provenance(), extra()), 0..4);
    let articles = vec(
        (
            (any::<u64>(), vec(words(), 8), extra(), any::<bool>()),
            vec(
                (text(), source(), extra(), proptest::option::of(object())),
                1..3,
            ),
        ),
        0..4,
    );
    (
        about,
        file,
        annotators,
        [registry(), registry(), registry()],
        articles,
    )
        .prop_map(
            |(about, file, annotators, [topics, actors, claims], articles)| {
                let mut builder = Builder::new(about, file);
                for (random, name, extra) in annotators {
                    let record = Annotator {
                        id: id(1, random),
                        name,
                        extra,
                    };
                    builder.add(&Change::add(record));
                }
                for (random, strings, provenance, extra) in topics {
                    let record = Topic {
                        id: id(2, random),
                        name: strings[0].clone(),
                        provenance: builder.provenance(provenance),
                        extra,
                    };
                    builder.add(&Change::add(record));
                }
                for (random, strings, provenance, extra) in actors {
                    builder.actor(random, strings, provenance, extra);
                }
                for (random, strings, provenance, extra) in claims {
                    let topics: Vec<_> = builder.project.topics().map(|it| it.id).collect();
                    let record = CanonicalClaim {
                        id: id(4, random),
                        text: strings[0].clone(),
                        topic: picked(&topics, random),
                        note: strings[1].clone(),
                        provenance: builder.provenance(provenance),
                        extra,
                    };
                    builder.add(&Change::add(record));
                }
                for ((random, strings, extra, first), revisions) in articles {
                    builder.article(random, strings, extra, first, revisions);
                }
                builder
            },
        )
}

fn source() -> impl Strategy<Value = RevisionSource> {
    prop_oneof![
        Just(RevisionSource::default()),
        (
            proptest::option::of(words()),
            words(),
            any::<bool>(),
            vec(any::<u32>(), 0..3)
        )
            .prop_map(
                |(file_name, encoding, bom, carriage_returns)| RevisionSource {
                    sha256: bom.then(|| TextHash::of(encoding.as_bytes())),
                    file_name,
                    encoding,
                    bom,
                    carriage_returns,
                    ..RevisionSource::default()
                }
            ),
    ]
}

type Who = (usize, i64, i64, cotejo::model::Origin);
type Extra = cotejo::model::Extra;

#[derive(Clone, Debug)]
struct AnnotationSketch {
    random: u64,
    at: usize,
    pieces: Vec<(usize, usize)>,
    label: &'static str,
    attributes: cotejo::model::Attributes,
    other: Option<Node>,
    unknown: Option<Node>,
    note: String,
    orphan: bool,
    who: Who,
    extra: Extra,
}

fn annotations() -> impl Strategy<Value = Vec<AnnotationSketch>> {
    let label = select(vec![
        "Claim",
        "Stance",
        "Source",
        "Cue",
        "not in the codebook",
    ]);
    let one = (
        (
            any::<u64>(),
            any::<usize>(),
            vec(any::<(usize, usize)>(), 0..4),
            label,
        ),
        (
            attributes(),
            proptest::option::of(object()),
            proptest::option::of(object()),
        ),
        (words(), any::<bool>(), provenance(), extra()),
    );
    let one = one.prop_map(|(place, attributes, rest)| AnnotationSketch {
        random: place.0,
        at: place.1,
        pieces: place.2,
        label: place.3,
        attributes: attributes.0,
        other: attributes.1,
        unknown: attributes.2,
        note: rest.0,
        orphan: rest.1,
        who: rest.2,
        extra: rest.3,
    });
    vec(one, 0..12)
}

#[derive(Clone, Debug)]
struct DecisionSketch {
    kind: u8,
    random: u64,
    picks: (u64, u64),
    strings: (String, String),
    attributes: cotejo::model::Attributes,
    objects: (Option<Node>, Option<Node>),
    who: Who,
    extra: Extra,
}

fn decisions() -> impl Strategy<Value = Vec<DecisionSketch>> {
    let objects = (
        proptest::option::of(object()),
        proptest::option::of(object()),
    );
    let one = (
        (0..8_u8, any::<u64>(), any::<(u64, u64)>()),
        (words(), words()),
        (attributes(), objects, provenance(), extra()),
    );
    let one = one.prop_map(|(numbers, strings, rest)| DecisionSketch {
        kind: numbers.0,
        random: numbers.1,
        picks: numbers.2,
        strings,
        attributes: rest.0,
        objects: rest.1,
        who: rest.2,
        extra: rest.3,
    });
    vec(one, 0..16)
}

fn picked<T: Copy>(from: &[T], pick: u64) -> Option<T> {
    let at = usize::try_from(pick).unwrap().checked_rem(from.len())?;
    Some(from[at])
}

/// `extra` with objects under reserved names.
fn with(extra: Extra, reserved: impl IntoIterator<Item = (&'static str, Option<Node>)>) -> Extra {
    let mut all = extra.map(|it| (*it).clone()).unwrap_or_default();
    for (name, node) in reserved {
        all.extend(node.map(|it| (name.to_owned(), it)));
    }
    (!all.is_empty()).then(|| Rc::new(all))
}

mod build;
