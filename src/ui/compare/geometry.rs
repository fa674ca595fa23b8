//! Which rows and columns of the matrix are in view, and where they stand.
//!
//! Heights and widths follow from the content alone, so that what is not rendered has its room.

use std::ops::Range;

/// What of the matrix is in view, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Viewport {
    pub top: i32,
    pub left: i32,
    pub width: i32,
    pub height: i32,
    /// It was looked at; the frame that opens the matrix has nothing to spare.
    pub settled: bool,
}

/// Rendered beyond what is visible, so that a scroll has something to show at once.
const SPARE_ROWS: usize = 6;
const SPARE_COLUMNS: usize = 1;

/// Of a row of one line; the stylesheet has the same.
const ROW: i32 = 28;
/// Of each further line.
const LINE: i32 = 17;
/// Of the row of titles.
pub(super) const HEAD: i32 = 46;
/// A column is at least so wide: a title and two statuses fit.
const COLUMN: i32 = 190;
/// A letter of a canonical claim, on average; it may only be too wide.
const LETTER: f64 = 6.85;
const MOST_LINES: usize = 3;

/// How wide the column of canonical claims and the others are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Widths {
    pub first: i32,
    pub column: i32,
}

impl Widths {
    pub(super) fn of(width: i32, columns: usize) -> Self {
        let columns = i32::try_from(columns).unwrap_or(i32::MAX).max(1);
        // What the columns leave, but neither all of a small screen nor all of a large one.
        let left = width.saturating_sub(COLUMN.saturating_mul(columns));
        let first = left.clamp((width * 2 / 5).clamp(140, 420), 640);
        Self {
            first,
            column: ((width - first) / columns).max(COLUMN),
        }
    }

    /// Lines that a canonical claim takes.
    pub(super) fn lines(self, text: &str) -> usize {
        let mut letters = 0;
        for letter in text.chars() {
            // Letters of East Asia are twice as wide.
            letters += if letter >= '\u{2E80}' { 2 } else { 1 };
        }
        // Where there is room, who reports it stands at the end.
        let rest = if self.first < 200 { 20 } else { 84 };
        let room = f64::from(self.first - rest);
        let width = f64::from(letters) * LETTER;
        let mut lines = 1;
        while lines < MOST_LINES && width > room * f64::from(u32::try_from(lines).unwrap_or(1)) {
            lines += 1;
        }
        lines
    }

    pub(super) fn all(self, columns: usize) -> i32 {
        self.first + self.of_columns(columns)
    }

    pub(super) fn of_columns(self, columns: usize) -> i32 {
        i32::try_from(columns)
            .unwrap_or(0)
            .saturating_mul(self.column)
    }

    /// The columns in view.
    pub(super) fn columns(self, view: Viewport, count: usize) -> Range<usize> {
        let at = |x: i32| usize::try_from(x / self.column).unwrap_or(0);
        let spare = if view.settled { SPARE_COLUMNS } else { 0 };
        let first = at(view.left).saturating_sub(spare).min(count);
        let last = at(view.left + (view.width - self.first).max(0)) + 1 + spare;
        first..last.clamp(first, count)
    }

    /// Where to scroll to have a column in view.
    pub(super) fn reveal(self, view: Viewport, column: usize) -> i32 {
        let x = self.of_columns(column);
        let room = (view.width - self.first).max(self.column);
        view.left.clamp((x + self.column - room).max(0), x)
    }
}

/// Where each row ends.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Heights(Vec<i32>);

impl Heights {
    pub(super) fn of(lines: impl Iterator<Item = usize>) -> Self {
        let mut ends = Vec::new();
        let mut end: i32 = 0;
        for lines in lines {
            end = end.saturating_add(height_of(lines));
            ends.push(end);
        }
        Self(ends)
    }

    /// Where a row begins.
    pub(super) fn top(&self, row: usize) -> i32 {
        row.checked_sub(1)
            .and_then(|it| self.0.get(it))
            .copied()
            .unwrap_or(0)
    }

    pub(super) fn all(&self) -> i32 {
        self.0.last().copied().unwrap_or(0)
    }

    /// The rows in view.
    pub(super) fn rows(&self, view: Viewport) -> Range<usize> {
        let at = |y: i32| self.0.partition_point(|end| *end <= y);
        let spare = if view.settled { SPARE_ROWS } else { 0 };
        let first = at(view.top).saturating_sub(spare);
        let last = at(view.top + view.height) + 1 + spare;
        first..last.clamp(first, self.0.len())
    }

    /// Where to scroll to have a row in view.
    pub(super) fn reveal(&self, view: Viewport, row: usize) -> i32 {
        let room = (view.height - HEAD).max(ROW);
        let (top, bottom) = (self.top(row), self.top(row + 1));
        view.top.clamp((bottom - room).max(0), top.max(0))
    }
}

pub(super) fn height_of(lines: usize) -> i32 {
    let further = i32::try_from(lines.saturating_sub(1)).unwrap_or(0);
    ROW + LINE * further
}
