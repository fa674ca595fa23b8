//! Values in an order that they have by themselves: what they are in order of stands in them, not
//! beside them, and each takes the room that it needs.

use std::cmp::Ordering;
use std::fmt;

use super::order::{Found, Order, Place, Slots};

/// Values in order. Whoever looks for one says how a value compares with it.
#[derive(Clone)]
pub struct Ordered<T> {
    order: Order,
    /// Values in no order; free slots are empty.
    slots: Vec<Option<T>>,
}

/// # Panics
/// When nothing is in the slot, which no slot in order is.
fn value_in<T>(slots: &[Option<T>], slot: usize) -> &T {
    slots[slot].as_ref().expect("a slot in order is taken")
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

    fn find(&self, compare: impl Fn(&T) -> Ordering) -> Result<Found, Place> {
        let compare = |slot: usize| compare(value_in(&self.slots, slot));
        self.order.find(&compare)
    }

    /// The value that compares equal.
    pub fn get(&self, compare: impl Fn(&T) -> Ordering) -> Option<&T> {
        let found = self.find(compare).ok()?;
        Some(value_in(&self.slots, found.slot))
    }

    pub fn get_mut(&mut self, compare: impl Fn(&T) -> Ordering) -> Option<&mut T> {
        let found = self.find(compare).ok()?;
        self.slots[found.slot].as_mut()
    }

    /// Where the value lies that compares equal, as long as it is there.
    pub fn slot(&self, compare: impl Fn(&T) -> Ordering) -> Option<usize> {
        Some(self.find(compare).ok()?.slot)
    }

    pub fn in_slot(&mut self, slot: usize) -> Option<&mut T> {
        self.slots.get_mut(slot)?.as_mut()
    }

    /// Puts a value in the place of the one that compares equal, or where one would be.
    pub fn put(&mut self, value: T, compare: impl Fn(&T) -> Ordering) {
        let found = self.find(compare);
        let slot = self.order.slot_at(&found);
        if slot == self.slots.len() {
            self.slots.push(Some(value));
        } else {
            self.slots[slot] = Some(value);
        }
    }

    /// Takes out the value that compares equal.
    pub fn take(&mut self, compare: impl Fn(&T) -> Ordering) -> Option<T> {
        let found = self.find(compare).ok()?;
        self.order.remove(&found);
        self.slots[found.slot].take()
    }

    /// How many values are before the one that compares equal.
    pub fn rank(&self, compare: impl Fn(&T) -> Ordering) -> Option<usize> {
        let found = self.find(compare).ok()?;
        Some(self.order.rank(&found))
    }

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
