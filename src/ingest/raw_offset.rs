//! Between offsets in the canonical text and in the raw one, both in Unicode code points.

use super::Source;

/// Where a boundary of the canonical text lies in the raw one, in which the byte order mark
/// and each `\r` count 1.
///
/// A boundary before a line end lies before its `\r`, so that a span that ends there has no
/// `\r` in it, and one that covers the line end has all of it.
pub fn raw_offset(source: &Source, canonical: u32) -> u32 {
    canonical
        .saturating_add(removed_before(&source.carriage_returns, canonical))
        .saturating_add(u32::from(source.bom))
}

/// The way back. A boundary inside a `\r\n` or before the byte order mark has no place in
/// the canonical text; it becomes the one before the line end, or the start.
pub fn canonical_offset(source: &Source, raw: u32) -> u32 {
    let unmarked = raw.saturating_sub(u32::from(source.bom));
    let removed = source.carriage_returns.partition_point(|&at| at < unmarked);
    unmarked.saturating_sub(count(removed))
}

/// How many of the removed characters stood before a boundary of the canonical text.
///
/// The one at index `i` stood at its raw position less the `i` removed before it.
fn removed_before(carriage_returns: &[u32], canonical: u32) -> u32 {
    let mut low = 0;
    let mut high = carriage_returns.len();
    while low < high {
        let middle = low.midpoint(high);
        if carriage_returns[middle].saturating_sub(count(middle)) < canonical {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    count(low)
}

/// Counts stay below `u32::MAX`, as the positions they count do.
fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}
