use std::cmp::{Ordering, Reverse};
use std::ops::RangeInclusive;
use std::rc::Rc;

use smallvec::SmallVec;

use crate::model::sorted::{Keyed, Ordered};
use crate::model::{Annotation, AnnotationId};
use crate::text::ArticleText;

/// Where an article's annotations stand, by paragraph of the current revision.
///
/// An edit touches only the paragraphs under the annotation, whatever the article holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Placement {
    paragraphs: Vec<Placed>,
    /// In order of place.
    all: Ordered<Rc<Annotation>>,
}

/// The annotations with words in a paragraph. Themselves, not their ids: a long article is gone
/// through at once, and looking each of them up would take most of the time.
type Placed = SmallVec<[Rc<Annotation>; 4]>;

/// What annotations are in order of: without words and orphans last; by start, the longer
/// first; by id.
pub(super) type Place = (bool, u32, Reverse<u32>, AnnotationId);

pub(super) fn place_of(annotation: &Annotation) -> Place {
    let hull = annotation.hull();
    (
        hull.is_none() || annotation.orphan,
        hull.map_or(0, |it| it.start().get()),
        Reverse(hull.map_or(0, |it| it.end().get())),
        annotation.id,
    )
}

impl Keyed for Rc<Annotation> {
    type Key = Place;

    fn compare(&self, key: &Place) -> Ordering {
        place_of(self).cmp(key)
    }
}

/// Puts annotations that come by id in order of place, by one byte after the other: comparing very
/// many with each other takes most of the time in which a project is opened.
fn sort_by_place(annotations: &[&Rc<Annotation>]) -> Vec<Rc<Annotation>> {
    const BYTES: usize = 9;
    let mut places: Vec<(Place, &Rc<Annotation>)> = Vec::with_capacity(annotations.len());
    for annotation in annotations {
        places.push((place_of(annotation), annotation));
    }
    let byte = |(place, _): &(Place, _), at: usize| {
        let (last, start, Reverse(end), _) = *place;
        match at {
            0..4 => (!end).to_le_bytes()[at],
            4..8 => start.to_le_bytes()[at - 4],
            _ => u8::from(last),
        }
    };
    let mut sorted: Vec<(Place, &Rc<Annotation>)> = Vec::new();
    for at in 0..BYTES {
        let mut counts = [0_usize; 256];
        for place in &places {
            counts[usize::from(byte(place, at))] += 1;
        }
        if counts.contains(&places.len()) {
            continue;
        }
        let mut sum = 0;
        for count in &mut counts {
            sum += std::mem::replace(count, sum);
        }
        sorted.clone_from(&places);
        for place in &places {
            let next = &mut counts[usize::from(byte(place, at))];
            sorted[*next] = *place;
            *next += 1;
        }
        std::mem::swap(&mut places, &mut sorted);
    }
    places.into_iter().map(|it| Rc::clone(it.1)).collect()
}

impl Placement {
    pub(super) fn new(text: &ArticleText) -> Self {
        Self {
            paragraphs: vec![Placed::new(); text.paragraph_count()],
            ..Self::default()
        }
    }

    /// `current` is the number of the current revision; other annotations have no place.
    pub(super) fn insert(&mut self, annotation: &Rc<Annotation>, text: &ArticleText, current: u32) {
        self.put(annotation);
        self.stand(annotation, text, current);
    }

    fn put(&mut self, annotation: &Rc<Annotation>) {
        let place = place_of(annotation);
        let annotation = Rc::clone(annotation);
        self.all.put(annotation, &place);
    }

    /// Puts annotations that stand there already in order of place. They come by id.
    pub(super) fn put_in_order(&mut self, annotations: &[&Rc<Annotation>]) {
        for annotation in sort_by_place(annotations) {
            self.put(&annotation);
        }
    }

    pub(super) fn stand(&mut self, annotation: &Rc<Annotation>, text: &ArticleText, current: u32) {
        self.each_paragraph(annotation, text, current, |placed| {
            // Two fragments in one paragraph come one behind the other.
            if placed.last().is_none_or(|it| it.id != annotation.id) {
                placed.push(Rc::clone(annotation));
            }
        });
    }

    pub(super) fn remove(&mut self, annotation: &Rc<Annotation>, text: &ArticleText, current: u32) {
        let place = place_of(annotation);
        self.all.take(&place);
        self.each_paragraph(annotation, text, current, |placed| {
            placed.retain(|it| it.id != annotation.id);
        });
    }

    pub(super) fn touching(&self, paragraphs: RangeInclusive<usize>) -> Vec<&Annotation> {
        let mut touching = Vec::new();
        for paragraph in self.paragraphs.get(paragraphs).unwrap_or_default() {
            for annotation in paragraph {
                touching.push(&**annotation);
            }
        }
        touching
    }

    /// All annotations of the article, in order of place.
    pub(super) fn all(&self) -> Vec<&Annotation> {
        self.all.iter().map(|it| &**it).collect()
    }

    /// The annotation with so many before it.
    pub(super) fn nth(&self, at: usize) -> Option<AnnotationId> {
        self.all.nth(at).map(|it| it.id)
    }

    /// How many annotations of the article are before one.
    pub(super) fn rank(&self, annotation: &Annotation) -> Option<usize> {
        let place = place_of(annotation);
        self.all.rank(&place)
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether the same annotations stand at the same places, in whatever order.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        let sorted = |it: &Self| {
            let mut paragraphs = it.paragraphs.clone();
            for placed in &mut paragraphs {
                placed.sort_by_key(|it| it.id);
            }
            paragraphs
        };
        self.all == other.all && sorted(self) == sorted(other)
    }

    fn each_paragraph(
        &mut self,
        annotation: &Annotation,
        text: &ArticleText,
        current: u32,
        mut change: impl FnMut(&mut Placed),
    ) {
        if annotation.orphan || annotation.revision != current {
            return;
        }
        for &fragment in &annotation.fragments {
            for number in text.paragraphs_of(fragment) {
                if let Some(placed) = self.paragraphs.get_mut(number) {
                    change(placed);
                }
            }
        }
    }
}
