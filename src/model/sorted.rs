//! Sorting, and maps and sets in order, that cost little in the download.
//!
//! The standard ones come as code anew for every type they hold, some kilobytes each time.
//! Here what decides and moves is written once, for places instead of values.

mod order;
mod ordered;
mod sort;

use std::borrow::Borrow;
use std::fmt;
use std::iter::Map;
use std::rc::Rc;

use order::{Found, Order, Place, Slots};

pub use ordered::{Keyed, Ordered, Values};
pub use sort::{sort_by, sort_by_key};

/// Values in the order of their keys. A copy shares all entries until one of them changes.
///
/// What decides and moves knows slots only, and so is the same code for all types.
pub struct SortedMap<K, V> {
    order: Order,
    /// Entries in no order; free slots are empty.
    slots: Vec<Option<Rc<Entry<K, V>>>>,
}

/// A key with its value. Laid out as written, so that keys of a type are found at the same
/// place whatever stands behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[repr(C)]
struct Entry<K, V> {
    key: K,
    value: V,
}

impl<K, V> SortedMap<K, V> {
    pub const fn new() -> Self {
        Self {
            order: Order::new(),
            slots: Vec::new(),
        }
    }

    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn iter(&self) -> Entries<'_, K, V> {
        Entries {
            order: self.order.iter(),
            slots: &self.slots,
        }
    }

    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + ExactSizeIterator + Clone {
        self.iter().map(|(_, value)| value)
    }

    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + ExactSizeIterator + Clone {
        self.iter().map(|(key, _)| key)
    }

    /// The entry with so many before it. Found chunk by chunk, not entry by entry.
    pub fn nth(&self, at: usize) -> Option<(&K, &V)> {
        let entry = value_in(&self.slots, self.order.nth(at)?);
        Some((&entry.key, &entry.value))
    }
}

/// # Panics
/// When nothing is in the slot, which no slot in order is.
fn value_in<T>(slots: &[Option<T>], slot: usize) -> &T {
    slots[slot].as_ref().expect("a slot in order is taken")
}

impl<K: Ord, V> SortedMap<K, V> {
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<Found, Place>
    where
        K: Borrow<Q>,
    {
        let compare = |slot: usize| value_in(&self.slots, slot).key.borrow().cmp(key);
        self.order.find(&compare)
    }

    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let found = self.find(key).ok()?;
        Some(&value_in(&self.slots, found.slot).value)
    }

    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// How many entries are before that of a key which is there.
    pub fn rank<Q: Ord + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        let found = self.find(key).ok()?;
        Some(self.order.rank(&found))
    }

    /// Whether the key was not there before.
    pub fn insert(&mut self, key: K, value: V) -> bool {
        let found = self.find(&key);
        let slot = self.order.slot_at(&found);
        put_in(&mut self.slots, slot, Rc::new(Entry { key, value }));
        found.is_err()
    }

    /// Whether the key was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.take_entry(key).is_some()
    }

    fn take_entry<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<Rc<Entry<K, V>>>
    where
        K: Borrow<Q>,
    {
        let found = self.find(key).ok()?;
        self.order.remove(&found);
        self.slots[found.slot].take()
    }
}

fn put_in<T>(slots: &mut Vec<Option<Rc<T>>>, slot: usize, entry: Rc<T>) {
    if slot == slots.len() {
        slots.push(Some(entry));
    } else {
        slots[slot] = Some(entry);
    }
}

impl<K: Ord + Clone, V: Clone> SortedMap<K, V> {
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let found = self.find(key).ok()?;
        let entry = self.slots[found.slot].as_mut()?;
        Some(&mut Rc::make_mut(entry).value)
    }

    /// The value there, after `make` has given one where there was none.
    ///
    /// # Panics
    /// Never: what is looked for was just put there.
    pub fn or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let found = self.find(&key);
        let slot = self.order.slot_at(&found);
        if found.is_err() {
            let value = make();
            put_in(&mut self.slots, slot, Rc::new(Entry { key, value }));
        }
        let entry = self.slots[slot].as_mut().expect("a slot in order is taken");
        &mut Rc::make_mut(entry).value
    }

    /// Removes an entry and gives its value.
    pub fn take<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let entry = self.take_entry(key)?;
        Some(Rc::unwrap_or_clone(entry).value)
    }
}

impl<K, V> Clone for SortedMap<K, V> {
    fn clone(&self) -> Self {
        Self {
            order: self.order.clone(),
            slots: self.slots.clone(),
        }
    }
}

/// The entries of a map, by key.
pub struct Entries<'a, K, V> {
    order: Slots<'a>,
    slots: &'a [Option<Rc<Entry<K, V>>>],
}

impl<K, V> Entries<'_, K, V> {
    fn none() -> Self {
        Self {
            order: Slots::none(),
            slots: &[],
        }
    }
}

impl<K, V> Clone for Entries<'_, K, V> {
    fn clone(&self) -> Self {
        Self {
            order: self.order.clone(),
            slots: self.slots,
        }
    }
}

impl<'a, K, V> Iterator for Entries<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        let entry = value_in(self.slots, self.order.next()?);
        Some((&entry.key, &entry.value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.order.size_hint()
    }
}

impl<K, V> DoubleEndedIterator for Entries<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let entry = value_in(self.slots, self.order.next_back()?);
        Some((&entry.key, &entry.value))
    }
}

impl<K, V> ExactSizeIterator for Entries<'_, K, V> {}

impl<K, V> fmt::Debug for Entries<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entries").finish_non_exhaustive()
    }
}

impl<'a, K, V> IntoIterator for &'a SortedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Entries<'a, K, V>;

    fn into_iter(self) -> Entries<'a, K, V> {
        self.iter()
    }
}

impl<K: Clone, V: Clone> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoEntries<K, V>;

    fn into_iter(self) -> Self::IntoIter {
        IntoEntries {
            order: self.order.into_slots(),
            slots: self.slots,
        }
    }
}

/// The entries of a map that is given up, by key.
#[derive(Debug)]
pub struct IntoEntries<K, V> {
    order: std::vec::IntoIter<usize>,
    slots: Vec<Option<Rc<Entry<K, V>>>>,
}

impl<K: Clone, V: Clone> Iterator for IntoEntries<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.slots[self.order.next()?].take()?;
        let Entry { key, value } = Rc::unwrap_or_clone(entry);
        Some((key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.order.size_hint()
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for SortedMap<K, V> {
    fn eq(&self, other: &Self) -> bool {
        let slots = self.order.iter().zip(other.order.iter());
        let mut entries =
            slots.map(|(one, two)| (value_in(&self.slots, one), value_in(&other.slots, two)));
        // What a copy still shares need not be looked at.
        self.len() == other.len() && entries.all(|(one, two)| Rc::ptr_eq(one, two) || one == two)
    }
}

impl<K: Eq, V: Eq> Eq for SortedMap<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for SortedMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

/// Values in order, each once.
#[derive(Clone, PartialEq, Eq)]
pub struct SortedSet<T>(SortedMap<T, ()>);

impl<T> SortedSet<T> {
    pub const fn new() -> Self {
        Self(SortedMap::new())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> Members<'_, T> {
        Members(self.0.iter())
    }
}

impl<T> SortedSet<T> {
    /// The values of a set that may not be there.
    pub fn members_of(set: Option<&Self>) -> Members<'_, T> {
        set.map_or_else(|| Members(Entries::none()), Self::iter)
    }
}

impl<T: Ord> SortedSet<T> {
    /// The value with so many before it.
    pub fn nth(&self, at: usize) -> Option<&T> {
        self.0.nth(at).map(|it| it.0)
    }

    /// How many values are before one that is there.
    pub fn rank<Q: Ord + ?Sized>(&self, value: &Q) -> Option<usize>
    where
        T: Borrow<Q>,
    {
        self.0.rank(value)
    }

    pub fn contains<Q: Ord + ?Sized>(&self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.contains_key(value)
    }

    /// Whether it was not there before.
    pub fn insert(&mut self, value: T) -> bool {
        self.0.insert(value, ())
    }

    /// Whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, value: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.0.remove(value)
    }
}

/// The values of a set, in order.
#[derive(Debug)]
pub struct Members<'a, T>(Entries<'a, T, ()>);

impl<'a, T> Iterator for Members<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.0.next().map(|(value, ())| value)
    }
}

impl<'a, T> IntoIterator for &'a SortedSet<T> {
    type Item = &'a T;
    type IntoIter = Members<'a, T>;

    fn into_iter(self) -> Members<'a, T> {
        self.iter()
    }
}

impl<T: Clone> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = Map<IntoEntries<T, ()>, fn((T, ())) -> T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().map(|(value, ())| value)
    }
}

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for SortedSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

impl<T: Ord> Extend<T> for SortedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        for value in values {
            self.insert(value);
        }
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut set = Self::new();
        set.extend(values);
        set
    }
}
