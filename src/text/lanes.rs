//! Overlapping spans are drawn as stacked underlines; each gets a lane of its own.

use super::TextSpan;

/// Number of an underline counted from the text downwards, from 0.
pub type Lane = u8;

/// Gives every span of one paragraph a lane such that no two that overlap share one.
///
/// `spans` must be sorted by start. Outer spans come first where two begin together, so
/// they lie nearer to the text. Spans that overlap nothing new keep lane 0, so an
/// annotation added elsewhere moves no line. One sweep: time grows with the number of
/// spans times the number of lanes in use.
pub fn assign_lanes(spans: &[TextSpan]) -> Vec<Lane> {
    let mut ends: Vec<Option<TextSpan>> = Vec::new();
    spans
        .iter()
        .map(|span| {
            let free = ends
                .iter()
                .position(|last| last.is_none_or(|last| last.end() <= span.start()));
            let lane = free.unwrap_or_else(|| {
                ends.push(None);
                ends.len() - 1
            });
            ends[lane] = Some(*span);
            Lane::try_from(lane).unwrap_or(Lane::MAX)
        })
        .collect()
}
