//! Sorting by places: what decides and moves is written once.

use std::cmp::Ordering;

/// Sorts; what compares equal keeps its order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places = places(items.len(), &|a, b| compare(&items[a], &items[b]));
    for at in 0..items.len() {
        loop {
            let place = places[at];
            if place == at {
                break;
            }
            items.swap(at, place);
            places.swap(at, place);
        }
    }
}

/// Sorts by what `key` gives; what has equal keys keeps its order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Compares two items by where they stand. Not [`Fn`]: for each closure that is made a `dyn Fn`,
/// code for being called only once comes along, which nothing ever calls.
trait ComparesTwo {
    fn compare(&self, one: usize, two: usize) -> Ordering;
}

impl<F: Fn(usize, usize) -> Ordering> ComparesTwo for F {
    fn compare(&self, one: usize, two: usize) -> Ordering {
        self(one, two)
    }
}

/// Where each of `len` items belongs in order.
fn places(len: usize, compare: &dyn ComparesTwo) -> Vec<usize> {
    let order = in_order(len, compare);
    let mut places = vec![0; len];
    for (place, item) in order.into_iter().enumerate() {
        places[item] = place;
    }
    places
}

/// The items in order: runs that stand in it already, merged by pairs.
fn in_order(len: usize, compare: &dyn ComparesTwo) -> Vec<usize> {
    let mut items: Vec<usize> = (0..len).collect();
    let mut ends: Vec<usize> = (1..len)
        .filter(|&at| compare.compare(at - 1, at) == Ordering::Greater)
        .collect();
    ends.push(len);
    let mut merged = Vec::with_capacity(len);
    while ends.len() > 1 {
        let mut start = 0;
        let mut joined = Vec::with_capacity(ends.len().div_ceil(2));
        for pair in ends.chunks(2) {
            let (middle, end) = (pair[0], pair[pair.len() - 1]);
            let (mut left, mut right) = (start, middle);
            while left < middle && right < end {
                let from_right = compare.compare(items[left], items[right]) == Ordering::Greater;
                let next = if from_right { &mut right } else { &mut left };
                merged.push(items[*next]);
                *next += 1;
            }
            merged.extend_from_slice(&items[left..middle]);
            merged.extend_from_slice(&items[right..end]);
            joined.push(end);
            start = end;
        }
        std::mem::swap(&mut items, &mut merged);
        merged.clear();
        ends = joined;
    }
    items
}
