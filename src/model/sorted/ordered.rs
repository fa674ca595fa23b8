//! Values in an order that they have by themselves: what they are in order of stands in them, not
//! beside them, and each takes the room that it needs.

use std::cmp::Ordering;
use std::fmt;

use super::order::{Found, Order, Place, Slots};
use super::value_in;

/// What has by itself what it is in order of.
pub trait Keyed {
    type Key;

    /// Where it is, seen from another key.
    fn compare(&self, key: &Self::Key) -> Ordering;
}

/// Values in order of their keys.
#[derive(Clone)]
pub struct Ordered<T> {
    order: Order,
    /// Values in no order; free slots are empty.
    slots: Vec<Option<T>>,
}

impl<T> Ordered<T> {
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
}

impl<T: Keyed> Ordered<T> {
    fn find(&self, key: &T::Key) -> Result<Found, Place> {
        let compare = |slot: usize| value_in(&self.slots, slot).compare(key);
        self.order.find(&compare)
    }

    pub fn get(&self, key: &T::Key) -> Option<&T> {
        Some(value_in(&self.slots, self.slot(key)?))
    }

    /// Where the value with a key lies, as long as it is there.
    pub fn slot(&self, key: &T::Key) -> Option<usize> {
        Some(self.find(key).ok()?.slot)
    }

    pub fn in_slot(&mut self, slot: usize) -> Option<&mut T> {
        self.slots.get_mut(slot)?.as_mut()
    }

    /// Puts a value in the place of the one with its key, or where one would be.
    pub fn put(&mut self, value: T, key: &T::Key) {
        let found = self.find(key);
        let slot = self.order.slot_at(&found);
        if slot == self.slots.len() {
            self.slots.push(Some(value));
        } else {
            self.slots[slot] = Some(value);
        }
    }

    /// Takes out the value with a key.
    pub fn take(&mut self, key: &T::Key) -> Option<T> {
        let found = self.find(key).ok()?;
        self.order.remove(&found);
        self.slots[found.slot].take()
    }

    /// How many values are before the one with a key.
    pub fn rank(&self, key: &T::Key) -> Option<usize> {
        let found = self.find(key).ok()?;
        Some(self.order.rank(&found))
    }
}

impl<T> Ordered<T> {
    /// The value with so many before it.
    pub fn nth(&self, at: usize) -> Option<&T> {
        Some(value_in(&self.slots, self.order.nth(at)?))
    }

    pub fn iter(&self) -> Values<'_, T> {
        Values {
            order: self.order.iter(),
            slots: &self.slots,
        }
    }
}

impl<'a, T> IntoIterator for &'a Ordered<T> {
    type Item = &'a T;
    type IntoIter = Values<'a, T>;

    fn into_iter(self) -> Values<'a, T> {
        self.iter()
    }
}

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Ordered<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T: PartialEq> PartialEq for Ordered<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other.iter()).all(|(one, two)| one == two)
    }
}

impl<T: Eq> Eq for Ordered<T> {}

/// Values, in order.
pub struct Values<'a, T> {
    order: Slots<'a>,
    slots: &'a [Option<T>],
}

impl<T> Values<'_, T> {
    pub fn none() -> Self {
        Self {
            order: Slots::none(),
            slots: &[],
        }
    }
}

impl<T> Clone for Values<'_, T> {
    fn clone(&self) -> Self {
        Self {
            order: self.order.clone(),
            slots: self.slots,
        }
    }
}

impl<'a, T> Iterator for Values<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        Some(value_in(self.slots, self.order.next()?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.order.size_hint()
    }
}

impl<T> DoubleEndedIterator for Values<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        Some(value_in(self.slots, self.order.next_back()?))
    }
}

impl<T> ExactSizeIterator for Values<'_, T> {}

impl<T> fmt::Debug for Values<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Values").finish_non_exhaustive()
    }
}
