//! What stands where along an article, at the scale of a strip beside it.

use std::rc::Rc;

use super::State;
use crate::model::{ArticleId, Codebook};
use crate::text::{ArticleText, ByteOffset, TextSpan};

/// Rows of a strip, whatever its height on the screen.
pub const ROWS: usize = 1_000;

/// What a paragraph takes beside its characters, in bytes.
const PARAGRAPH: u64 = 40;

/// Labels that have columns of their own; further ones share them.
pub const COLUMNS: usize = 4;

/// How far down an article a place is. Does not depend on how the text is laid out, so that
/// nothing in a strip moves while the article is read.
#[derive(Clone, Debug)]
pub struct Scale(Rc<ArticleText>);

impl Scale {
    pub const fn new(text: Rc<ArticleText>) -> Self {
        Self(text)
    }

    fn weight(&self, at: ByteOffset) -> u64 {
        u64::from(at.get()) + PARAGRAPH * self.0.paragraph_at(at) as u64
    }

    fn total(&self) -> u64 {
        u64::from(self.0.end().get()) + PARAGRAPH * self.0.paragraph_count() as u64
    }

    /// From 0 to less than [`ROWS`].
    pub fn row(&self, at: ByteOffset) -> usize {
        self.row_of(self.weight(at))
    }

    fn row_of(&self, weight: u64) -> usize {
        let row = weight * ROWS as u64 / self.total().max(1);
        usize::try_from(row).map_or(ROWS - 1, |it| it.min(ROWS - 1))
    }

    /// The first and the last row with characters of a span.
    fn rows_of(&self, span: TextSpan) -> (usize, usize) {
        let last = self.row_of(self.weight(span.end()) - 1);
        (self.row(span.start()), last)
    }

    /// The place where a row begins.
    pub fn place(&self, row: usize) -> ByteOffset {
        let weight = (row as u64 * self.total()).div_ceil(ROWS as u64);
        let (mut low, mut high) = (0, self.0.paragraph_count());
        while high - low > 1 {
            let middle = usize::midpoint(low, high);
            if self.weight(self.0.paragraph(middle).0) <= weight {
                low = middle;
            } else {
                high = middle;
            }
        }
        let (start, end) = self.0.paragraph(low);
        let into = weight.saturating_sub(self.weight(start));
        let into = u32::try_from(into).unwrap_or(u32::MAX);
        let mut at = start.get().saturating_add(into).min(end.get());
        loop {
            match self.0.byte(at) {
                Ok(place) => return place,
                // Inside a character, which belongs to the row before.
                Err(_) => at += 1,
            }
        }
    }
}

/// Which labels have words in which row of an article's strip.
#[derive(Debug)]
pub struct Overview {
    article: ArticleId,
    scale: Scale,
    /// For each row, a bit for each column.
    rows: Vec<u8>,
    /// The annotations that were counted last, and by which codebook.
    counted: Option<(Rc<()>, u64, Rc<Codebook>)>,
}

impl Overview {
    pub fn new(article: ArticleId, text: Rc<ArticleText>) -> Self {
        Self {
            article,
            scale: Scale::new(text),
            rows: vec![0; ROWS],
            counted: None,
        }
    }

    pub fn is_of(&self, text: &Rc<ArticleText>) -> bool {
        Rc::ptr_eq(&self.scale.0, text)
    }

    pub const fn scale(&self) -> &Scale {
        &self.scale
    }

    /// Counts again where annotations changed, at the cost of those in the same rows.
    pub fn follow(&mut self, state: &State) {
        let project = &state.project;
        let now = project.annotations_version(self.article);
        let codebook = project.codebook();
        let counted = (Rc::clone(project.lineage()), now, Rc::clone(codebook));
        let before = self.counted.replace(counted);
        let version = before
            .filter(|it| Rc::ptr_eq(&it.0, project.lineage()) && Rc::ptr_eq(&it.2, codebook))
            .map(|it| it.1);
        let changed = version.and_then(|it| project.annotations_changed_since(self.article, it));
        let changed: Option<Vec<TextSpan>> = changed.map(Iterator::collect);
        match changed {
            Some(changed) => {
                for span in changed {
                    self.count(
                        state,
                        self.scale.row(span.start()),
                        self.scale.row(span.end()),
                    );
                }
            }
            None => self.count(state, 0, ROWS - 1),
        }
    }

    fn count(&mut self, state: &State, first: usize, last: usize) {
        let text = &self.scale.0;
        let end = if last + 1 < ROWS {
            self.scale.place(last + 1)
        } else {
            text.end()
        };
        self.rows[first..=last].fill(0);
        let Ok(span) = TextSpan::new(self.scale.place(first), end) else {
            return;
        };
        let labels = &state.project.codebook().labels;
        for annotation in state.project.annotations_near(self.article, span) {
            let Some(column) = labels.iter().position(|it| it.id == annotation.label) else {
                continue;
            };
            let bit = 1 << (column % COLUMNS);
            for fragment in &annotation.fragments {
                let (from, to) = self.scale.rows_of(*fragment);
                for row in from.max(first)..=to.min(last) {
                    self.rows[row] |= bit;
                }
            }
        }
    }

    /// The stretches of rows in which a column has something, as first row and how many.
    pub fn stretches(&self, column: usize) -> Vec<(usize, usize)> {
        let bit = 1 << column;
        let mut all: Vec<(usize, usize)> = Vec::new();
        for (row, _) in self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, it)| **it & bit != 0)
        {
            match all.last_mut() {
                Some((first, count)) if *first + *count == row => *count += 1,
                _ => all.push((row, 1)),
            }
        }
        all
    }
}
