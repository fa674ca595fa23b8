//! Single values.

use std::rc::Rc;

use cotejo::model::sorted::SortedMap;
use cotejo::model::{AttributeValue, Attributes, Extra, Node, Origin, ValueId};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select;

/// Text of an article: several scripts, all that makes offsets differ, no carriage returns.
pub(super) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => select(vec![
            "el país ", "said ", "40,000 ", "“medidas” ", "\n", "\n\n", ". ", "\u{a0}", "e\u{301}",
            "👍", "👩‍👩‍👧‍👦 ", "🇨🇱", "新聞", "שלום ", "سلام ", "\u{200f}", "\u{feff}", "\t", "𝒜",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(|c| if c == '\r' { ' ' } else { c }.to_string()),
    ];
    vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// What people type into a field, or leave empty.
pub(super) fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        4 => select(vec!["Kast en el CECOT", "📰", "\"q\" \\ / \u{0}\u{1b}\u{2028}", "=1+1", "es"])
            .prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn key() -> impl Strategy<Value = String> {
    select(vec!["confidence", "ключ", "@@fragments", "", "x y"]).prop_map(str::to_owned)
}

/// JSON that this version does not know, as a reader makes it.
fn node() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        Just(Node::Null),
        any::<bool>().prop_map(Node::Flag),
        any::<i64>().prop_map(Node::Whole),
        (i64::MAX as u64 + 1..=u64::MAX).prop_map(Node::Natural),
        any::<f64>()
            .prop_filter("JSON has no others", |it| it.is_finite())
            .prop_map(|it| Node::Number(serde_json::to_string(&it).unwrap())),
        words().prop_map(Node::Text),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Node::List),
            keyed(key(), inner, 0..3).prop_map(Node::Object),
        ]
    })
}

/// Unknown keys of one object.
pub(super) fn object() -> impl Strategy<Value = Node> {
    let key = select(vec!["confidence", "ключ", "@odd", "x y"]).prop_map(str::to_owned);
    // Strings, flags and lists of strings are values that this version knows.
    let value = node().prop_map(|it| Node::Object(SortedMap::from_iter([("is".to_owned(), it)])));
    keyed(key, value, 1..3).prop_map(Node::Object)
}

pub(super) fn extra() -> impl Strategy<Value = Extra> {
    prop_oneof![
        3 => Just(None),
        1 => keyed(key(), node(), 1..3).prop_map(|it| Some(Rc::new(it))),
    ]
}

/// Which annotator, when made and changed, how.
pub(super) fn provenance() -> impl Strategy<Value = (usize, i64, i64, Origin)> {
    let time = 0..=253_402_300_799_999_i64;
    let origin = select(vec![
        Origin::Manual,
        Origin::LabelAll,
        Origin::Suggestion,
        Origin::Import,
    ]);
    (any::<usize>(), time.clone(), time, origin)
}

pub(super) fn attributes() -> impl Strategy<Value = Attributes> {
    let value = || words().prop_map(ValueId::from);
    let value = prop_oneof![
        any::<bool>().prop_map(AttributeValue::Flag),
        value().prop_map(AttributeValue::One),
        btree_set(value(), 0..3).prop_map(|it| AttributeValue::Many(it.into_iter().collect())),
    ];
    let key = select(vec!["claim_type", "negated", "clé", "holder"]);
    let all = keyed(key.prop_map(Into::into), value, 0..3);
    all.prop_map(Attributes::from_iter)
}

/// Values by key, fewer than `count` where keys fall together.
fn keyed<K: Ord + std::fmt::Debug, V: std::fmt::Debug>(
    key: impl Strategy<Value = K>,
    value: impl Strategy<Value = V>,
    count: std::ops::Range<usize>,
) -> impl Strategy<Value = SortedMap<K, V>> {
    btree_map(key, value, count).prop_map(SortedMap::from_iter)
}
