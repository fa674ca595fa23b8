//! Maps in order, beside those of the standard library.

use std::collections::BTreeMap;

use cotejo::model::sorted::{SortedMap, SortedSet, sort_by_key};
use proptest::prelude::*;

/// What one can do to a map.
#[derive(Clone, Debug)]
enum Deed {
    Insert(u16, u8),
    Remove(u16),
    Take(u16),
    /// Adds to the value there, or to 0.
    Add(u16),
    /// Doubles the value there, if there is one.
    Double(u16),
    /// Keeps a copy, which nothing done later may reach.
    Copy,
}

fn deed(keys: u16) -> impl Strategy<Value = Deed> {
    let key = 0..keys;
    prop_oneof![
        6 => (key.clone(), any::<u8>()).prop_map(|(key, value)| Deed::Insert(key, value)),
        2 => key.clone().prop_map(Deed::Remove),
        1 => key.clone().prop_map(Deed::Take),
        2 => key.clone().prop_map(Deed::Add),
        2 => key.prop_map(Deed::Double),
        1 => Just(Deed::Copy),
    ]
}

/// Few keys, which meet again and again; and many, for which one chunk is not enough.
fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    prop_oneof![
        prop::collection::vec(deed(12), 0..120),
        prop::collection::vec(deed(2_000), 0..1_500),
    ]
}

fn same(map: &SortedMap<u16, u64>, expected: &BTreeMap<u16, u64>) {
    assert_eq!(map.len(), expected.len());
    assert!(map.iter().eq(expected.iter()));
    assert!(map.iter().rev().eq(expected.iter().rev()));
    assert!(map.clone().into_iter().eq(expected.clone()));
    for (at, entry) in expected.iter().enumerate() {
        assert_eq!(map.nth(at), Some(entry));
        assert_eq!(map.rank(entry.0), Some(at));
    }
    assert_eq!(map.nth(expected.len()), None);
    let anew: SortedMap<u16, u64> = expected.iter().rev().map(|(k, v)| (*k, *v)).collect();
    assert!(*map == anew, "how a map came about makes no difference");
}

proptest! {
    #[test]
    fn a_map_does_what_the_standard_one_does_and_copies_keep_what_they_had(deeds in deeds()) {
        let mut map = SortedMap::new();
        let mut expected = BTreeMap::new();
        let mut copies = Vec::new();
        for deed in deeds {
            match deed {
                Deed::Insert(key, value) => {
                    let new = map.insert(key, u64::from(value));
                    assert_eq!(new, expected.insert(key, u64::from(value)).is_none());
                }
                Deed::Remove(key) => {
                    assert_eq!(map.remove(&key), expected.remove(&key).is_some());
                }
                Deed::Take(key) => assert_eq!(map.take(&key), expected.remove(&key)),
                Deed::Add(key) => {
                    *map.or_insert_with(key, || 0) += 1;
                    *expected.entry(key).or_insert(0) += 1;
                }
                Deed::Double(key) => {
                    let doubled = map.get_mut(&key).map(|it| { *it *= 2; *it });
                    let other = expected.get_mut(&key).map(|it| { *it *= 2; *it });
                    assert_eq!(doubled, other);
                    assert_eq!(map.get(&key), expected.get(&key));
                }
                Deed::Copy => copies.push((map.clone(), expected.clone())),
            }
        }
        same(&map, &expected);
        for (copy, expected) in &copies {
            same(copy, expected);
        }
    }

    #[test]
    fn a_set_has_each_value_once_and_in_order(values in prop::collection::vec(0_u16..300, 0..600)) {
        let set: SortedSet<u16> = values.iter().copied().collect();
        let mut expected = values;
        expected.sort_unstable();
        expected.dedup();
        assert!(set.iter().copied().eq(expected.iter().copied()));
        assert!(set.into_iter().eq(expected));
    }

    #[test]
    fn what_compares_equal_keeps_its_order(values in prop::collection::vec((0_u8..8, any::<u16>()), 0..300)) {
        let mut sorted = values.clone();
        sort_by_key(&mut sorted, |it| it.0);
        let mut expected = values;
        expected.sort_by_key(|it| it.0);
        assert_eq!(sorted, expected);
    }
}
