//! The order of a map: numbers of slots, in chunks that are short enough to move in quickly.

use std::cmp::Ordering;
use std::slice::Iter;

/// Slots that lie together.
const MOST_TOGETHER: usize = 128;

/// Compares what is in a slot with what is looked for. Not [`Fn`], for the reason that
/// [`sort`](super::sort) gives.
pub(super) trait Compares {
    fn compare(&self, slot: usize) -> Ordering;
}

impl<F: Fn(usize) -> Ordering> Compares for F {
    fn compare(&self, slot: usize) -> Ordering {
        self(slot)
    }
}

/// Which slots of a map are taken, in the order of their keys.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// In order; none is empty.
    chunks: Vec<Vec<usize>>,
    len: usize,
    /// Slots that were taken once.
    free: Vec<usize>,
}

/// The chunk, and where in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place(usize, usize);

/// A slot that is taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) slot: usize,
    place: Place,
}

impl Order {
    pub(super) const fn new() -> Self {
        Self {
            chunks: Vec::new(),
            len: 0,
            free: Vec::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// The slot that compares equal, else the place where one would be put in.
    pub(super) fn find(&self, compare: &dyn Compares) -> Result<Found, Place> {
        // Whoever reads what was written in order puts each behind all others.
        if let Some(last) = self.chunks.last()
            && compare.compare(last[last.len() - 1]) == Ordering::Less
        {
            return Err(Place(self.chunks.len() - 1, last.len()));
        }
        let chunk = match find(self.chunks.len(), |at| compare.compare(self.chunks[at][0])) {
            Ok(chunk) => return Ok(self.found(Place(chunk, 0))),
            Err(behind) => behind.saturating_sub(1),
        };
        let slots = self.chunks.get(chunk).map_or(&[][..], Vec::as_slice);
        find(slots.len(), |at| compare.compare(slots[at]))
            .map(|at| self.found(Place(chunk, at)))
            .map_err(|at| Place(chunk, at))
    }

    fn found(&self, place: Place) -> Found {
        let slot = self.chunks[place.0][place.1];
        Found { slot, place }
    }

    /// The slot there, which is from now on taken: a free one, or the first behind all.
    pub(super) fn slot_at(&mut self, found: &Result<Found, Place>) -> usize {
        match found {
            Ok(found) => found.slot,
            Err(place) => {
                let slot = self.free.pop().unwrap_or(self.len);
                self.put(*place, slot);
                slot
            }
        }
    }

    fn put(&mut self, Place(mut chunk, mut at): Place, slot: usize) {
        if self.chunks.is_empty() {
            self.chunks.push(Vec::new());
        }
        if self.chunks[chunk].len() == MOST_TOGETHER {
            // Who only adds at the end leaves full chunks behind.
            let last = chunk + 1 == self.chunks.len() && at == MOST_TOGETHER;
            let half = if last { at } else { MOST_TOGETHER / 2 };
            let behind = self.chunks[chunk].split_off(half);
            self.chunks.insert(chunk + 1, behind);
            if last || at > half {
                (chunk, at) = (chunk + 1, at - half);
            }
        }
        self.chunks[chunk].insert(at, slot);
        self.len += 1;
    }

    pub(super) fn remove(&mut self, found: &Found) {
        let Place(chunk, at) = found.place;
        self.free.push(self.chunks[chunk].remove(at));
        if self.chunks[chunk].is_empty() {
            self.chunks.remove(chunk);
        }
        self.len -= 1;
    }

    /// The slot with so many before it.
    pub(super) fn nth(&self, mut at: usize) -> Option<usize> {
        for chunk in &self.chunks {
            match at.checked_sub(chunk.len()) {
                Some(behind) => at = behind,
                None => return Some(chunk[at]),
            }
        }
        None
    }

    /// How many slots are before it.
    pub(super) fn rank(&self, found: &Found) -> usize {
        let Place(chunk, at) = found.place;
        self.chunks[..chunk].iter().map(Vec::len).sum::<usize>() + at
    }

    pub(super) fn iter(&self) -> Slots<'_> {
        Slots {
            chunks: self.chunks.iter(),
            front: [].iter(),
            back: [].iter(),
            left: self.len,
        }
    }

    pub(super) fn into_slots(self) -> std::vec::IntoIter<usize> {
        self.chunks.concat().into_iter()
    }
}

/// Where among `len` things in order one is, or would be put in.
fn find(len: usize, compare: impl Fn(usize) -> Ordering) -> Result<usize, usize> {
    let (mut start, mut end) = (0, len);
    while start < end {
        let middle = start.midpoint(end);
        match compare(middle) {
            Ordering::Less => start = middle + 1,
            Ordering::Equal => return Ok(middle),
            Ordering::Greater => end = middle,
        }
    }
    Err(start)
}

/// The slots that are taken, in order.
#[derive(Clone, Debug)]
pub(super) struct Slots<'a> {
    chunks: Iter<'a, Vec<usize>>,
    front: Iter<'a, usize>,
    back: Iter<'a, usize>,
    left: usize,
}

impl Slots<'_> {
    pub(super) fn none() -> Self {
        Self {
            chunks: [].iter(),
            front: [].iter(),
            back: [].iter(),
            left: 0,
        }
    }
}

impl Iterator for Slots<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.front.as_slice().is_empty() {
            self.front = match self.chunks.next() {
                Some(chunk) => chunk.iter(),
                None => std::mem::take(&mut self.back),
            };
        }
        let slot = self.front.next()?;
        self.left -= 1;
        Some(*slot)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl DoubleEndedIterator for Slots<'_> {
    fn next_back(&mut self) -> Option<usize> {
        if self.back.as_slice().is_empty() {
            self.back = match self.chunks.next_back() {
                Some(chunk) => chunk.iter(),
                None => std::mem::take(&mut self.front),
            };
        }
        let slot = self.back.next_back()?;
        self.left -= 1;
        Some(*slot)
    }
}
