use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use web_sys::{DomRect, StaticRange};

use super::styles::{self, MOST_LANES};
use super::{Surface, TextDom};
use crate::app::{Hit, State};
use crate::model::sorted::{SortedMap, SortedSet, sort_by_key};
use crate::model::{Annotation, AnnotationId, Codebook};
use crate::text::{ByteOffset, Lane, TextSpan, assign_lanes};
use crate::web::dom::document;
use crate::web::highlights::{self, Highlight};

/// Paint over one text: which paragraphs are near the viewport, and what is on them.
pub(super) struct Marks {
    near: Range<usize>,
    /// By paragraph.
    painted: SortedMap<usize, Painted>,
    overlays: Vec<Paint>,
    shown: Option<Shown>,
}

/// A range in a highlight.
type Paint = (Highlight, StaticRange);

#[derive(Clone, Default)]
struct Painted {
    marks: Vec<Mark>,
    /// How many annotations have no underline of their own.
    deeper: usize,
}

/// A piece of an annotation on one paragraph, in its lane.
#[derive(Clone)]
struct Mark {
    span: TextSpan,
    name: String,
    paint: Option<Paint>,
}

/// What the paint on the screen was made from.
#[derive(Clone)]
struct Shown {
    lineage: Rc<()>,
    codebook: Rc<Codebook>,
    records: u64,
    found: Rc<[Hit]>,
    overlay: Overlay,
}

/// What is tinted beside the marks.
#[derive(Clone, Default, PartialEq)]
struct Overlay {
    focused: Option<AnnotationId>,
    linking: Option<AnnotationId>,
    twins: SortedSet<AnnotationId>,
    pending: Vec<TextSpan>,
    parts: Rc<[TextSpan]>,
    hit: Option<TextSpan>,
    records: u64,
}

thread_local! {
    static HIGHLIGHTS: RefCell<SortedMap<String, Highlight>> = const { RefCell::new(SortedMap::new()) };
}

/// The highlight of that name, entered when first asked for.
fn highlight(name: &str, priority: i32) -> Highlight {
    HIGHLIGHTS.with_borrow_mut(|all| {
        all.or_insert_with(name.to_owned(), || highlights::enter(name, priority))
            .clone()
    })
}

/// Around what is on the screen, so much of a screen is painted at least, and so much when there
/// is something to paint. More would be ready for longer ways, but a browser goes through all
/// that is painted whenever anything in the page changes.
const LEAST: f64 = 0.1;
const AT_ONCE: f64 = 0.3;

impl Marks {
    pub(super) fn new(text: &TextDom) -> Self {
        Self {
            near: text
                .on_screen()
                .map(|it| text.near(it, AT_ONCE))
                .unwrap_or_default(),
            painted: SortedMap::new(),
            overlays: Vec::new(),
            shown: None,
        }
    }

    /// Brings the paint up to date with the state, and says whether that painted a paragraph.
    /// Only what changed is painted anew.
    pub(super) fn paint(&mut self, text: &TextDom, state: &State) -> bool {
        if !highlights::supported() {
            return false;
        }
        let mut painted = false;
        let overlay = overlay_of(text, state);
        let shown = Shown {
            lineage: Rc::clone(state.project.lineage()),
            codebook: Rc::clone(state.project.codebook()),
            records: state.project.annotations_version(text.article),
            found: Rc::clone(&state.session.search.hits),
            overlay,
        };
        let before = self.shown.replace(shown.clone());
        styles::make(state.project.codebook(), &state.settings);
        let same = before.as_ref().filter(|it| {
            Rc::ptr_eq(&it.lineage, &shown.lineage)
                && Rc::ptr_eq(&it.codebook, &shown.codebook)
                && Rc::ptr_eq(&it.found, &shown.found)
        });
        let changed = same.and_then(|it| {
            state
                .project
                .annotations_changed_since(text.article, it.records)
        });
        let changed: Option<Vec<_>> =
            changed.map(|it| it.map(|span| text.source.paragraphs_of(span)).collect());
        for number in self.near.clone() {
            // Only there can another annotation be painted.
            if changed
                .as_ref()
                .is_none_or(|it| it.iter().any(|it| it.contains(&number)))
            {
                self.paint_paragraph(text, state, number);
                painted = true;
            }
        }
        if before.is_none_or(|it| it.overlay != shown.overlay) {
            self.paint_overlay(text, state, &shown.overlay);
        }
        painted
    }

    /// Says beside the paragraphs how many annotations have no underline of their own.
    pub(super) fn show_deeper(&self, text: &TextDom) {
        for (number, painted) in &self.painted {
            text.show_deeper(*number, painted.deeper);
        }
    }

    /// Paints other paragraphs than before.
    fn go_to(&mut self, near: Range<usize>, text: &TextDom, state: &State) {
        for number in std::mem::replace(&mut self.near, near.clone()) {
            if !near.contains(&number) {
                self.unpaint(number);
            }
        }
        for number in near {
            if !self.painted.contains_key(&number) {
                self.paint_paragraph(text, state, number);
            }
        }
    }

    /// Paints all of the text, or again only what is near the viewport.
    fn paint_all(&mut self, text: &TextDom, state: &State, all: bool) {
        for number in 0..text.source.paragraph_count() {
            match (self.near.contains(&number), all) {
                (true, _) => {}
                (false, true) => self.paint_paragraph(text, state, number),
                (false, false) => self.unpaint(number),
            }
        }
    }

    /// Paints a paragraph; what is there and right stays, so that an edit costs what it
    /// changed.
    fn paint_paragraph(&mut self, text: &TextDom, state: &State, number: usize) {
        let Some((paragraph, pieces)) = pieces_of(text, state, number) else {
            return;
        };
        let mut old = self.painted.take(&number).unwrap_or_default().marks;
        let mut marks = Vec::with_capacity(pieces.len());
        let mut mark = |span: TextSpan, name: String, priority: i32| {
            let kept = old.iter().position(|it| it.span == span && it.name == name);
            let kept = kept.map(|at| old.remove(at));
            marks.push(kept.unwrap_or_else(|| Mark {
                paint: paint(text, number, span, &highlight(&name, priority)),
                span,
                name,
            }));
        };
        let mut deeper: Vec<TextSpan> = Vec::new();
        let mut count = 0;
        for Piece { span, of, lane } in pieces {
            if lane < MOST_LANES {
                let name = styles::mark_name_of(state.project.codebook(), &of.label, lane);
                mark(span, name, i32::from(lane));
            } else {
                count += 1;
                // In order of their starts, and one stretch where they touch.
                match deeper.last_mut() {
                    Some(last) if span.start() <= last.end() => *last = last.hull(span),
                    _ => deeper.push(span),
                }
            }
        }
        for span in deeper {
            mark(span, "cotejo-deeper".to_owned(), -4);
        }
        for hit in state.session.search.hits_in(text.article, paragraph) {
            if let Some(span) = hit.span.intersection(paragraph) {
                mark(span, "cotejo-found".to_owned(), 18);
            }
        }
        take_off(old.into_iter().filter_map(|it| it.paint));
        let deeper = count;
        self.painted.insert(number, Painted { marks, deeper });
    }

    fn unpaint(&mut self, number: usize) {
        let painted = self.painted.take(&number).unwrap_or_default();
        take_off(painted.marks.into_iter().filter_map(|it| it.paint));
    }

    fn paint_overlay(&mut self, text: &TextDom, state: &State, overlay: &Overlay) {
        take_off(self.overlays.drain(..));
        let project = &state.project;
        let of = |id: &AnnotationId| project.annotation(*id).filter(|it| is_here(it, text));
        let mut tint = |spans: &[TextSpan], name: &str, priority: i32| {
            for span in spans {
                for number in text.source.paragraphs_of(*span) {
                    let ranges = paint(text, number, *span, &highlight(name, priority));
                    self.overlays.extend(ranges);
                }
            }
        };
        tint(&overlay.parts, "cotejo-part", -3);
        for twin in overlay.twins.iter().filter_map(of) {
            tint(&twin.fragments, "cotejo-twin", -2);
        }
        if let Some(focused) = overlay.focused.as_ref().and_then(of) {
            tint(&focused.fragments, "cotejo-focused", -1);
        }
        if let Some(from) = overlay.linking.as_ref().and_then(of) {
            tint(&from.fragments, "cotejo-linking", -1);
        }
        tint(&overlay.pending, "cotejo-pending", 20);
        if let Some(hit) = overlay.hit {
            tint(&[hit], "cotejo-hit", 19);
        }
    }

    /// Takes off all paint, until there is something to show again.
    pub(super) fn clear(&mut self) {
        self.shown = None;
        let numbers: Vec<usize> = self.painted.keys().copied().collect();
        for number in numbers {
            self.unpaint(number);
        }
        take_off(self.overlays.drain(..));
    }
}

impl Surface {
    /// Paints all of the text for a printer, and takes that off again.
    pub(in crate::ui) fn paint_for_print(&self, printing: bool) {
        self.store.read(|state| {
            if highlights::supported() && self.fits(state) {
                self.marks
                    .borrow_mut()
                    .paint_all(&self.text, state, printing);
            }
        });
    }

    /// Paints what came near the viewport.
    pub(super) fn paint_near(self: &Rc<Self>) {
        if !highlights::supported() {
            return;
        }
        let Some(screen) = self.text.on_screen() else {
            return;
        };
        let mut marks = self.marks.borrow_mut();
        let wanted = self.text.near(screen, LEAST);
        if marks.near.start <= wanted.start && wanted.end <= marks.near.end {
            return;
        }
        self.store.read(|state| {
            if self.fits(state) {
                let near = self.text.near(screen, AT_ONCE);
                marks.go_to(near, &self.text, state);
                self.settle_soon();
            }
        });
    }
}

/// What is on one paragraph of an annotation.
struct Piece<'a> {
    span: TextSpan,
    of: &'a Annotation,
    lane: Lane,
}

/// A paragraph, and what is on it, in the order of the text.
fn pieces_of<'a>(
    text: &TextDom,
    state: &'a State,
    number: usize,
) -> Option<(TextSpan, Vec<Piece<'a>>)> {
    let (start, end) = text.source.paragraph(number);
    let paragraph = TextSpan::new(start, end).ok()?;
    let annotations = state.project.annotations_in(text.article, paragraph);
    let mut pieces = Vec::with_capacity(annotations.len());
    for of in annotations {
        for span in &of.fragments {
            let here = span.intersection(paragraph);
            pieces.extend(here.map(|span| Piece { span, of, lane: 0 }));
        }
    }
    sort_by_key(&mut pieces, |it| {
        (it.span.start(), std::cmp::Reverse(it.span.end()))
    });
    let spans: Vec<TextSpan> = pieces.iter().map(|it| it.span).collect();
    for (piece, lane) in pieces.iter_mut().zip(assign_lanes(&spans)) {
        piece.lane = lane;
    }
    Some((paragraph, pieces))
}

/// Of the annotations on a paragraph that have no underline of their own: the one behind the
/// one that has the focus, or the first.
pub(super) fn next_deeper(text: &TextDom, state: &State, number: usize) -> Option<AnnotationId> {
    let (_, mut pieces) = pieces_of(text, state, number)?;
    pieces.retain(|it| it.lane >= MOST_LANES);
    let focused = pieces
        .iter()
        .position(|it| Some(it.of.id) == state.session.focused);
    let next = focused.map_or(0, |it| (it + 1) % pieces.len());
    pieces.get(next).map(|it| it.of.id)
}

fn is_here(annotation: &Annotation, text: &TextDom) -> bool {
    annotation.article == text.article && !annotation.orphan
}

fn overlay_of(text: &TextDom, state: &State) -> Overlay {
    let session = &state.session;
    let linking = state.linking().and_then(|it| it.from.annotation());
    let twins = session
        .focused
        .map(|id| twins_of(state, id))
        .unwrap_or_default();
    let here = session.pending.article == Some(text.article);
    Overlay {
        parts: text.parts_inside(state),
        focused: session.focused,
        linking,
        twins,
        pending: if here {
            session.pending.spans.to_vec()
        } else {
            Vec::new()
        },
        hit: session
            .search
            .current
            .filter(|it| it.article == text.article)
            .map(|it| it.span),
        records: state.history.last_seq(),
    }
}

/// The Claims that say the same canonical claim, and what relations lead to.
fn twins_of(state: &State, id: AnnotationId) -> SortedSet<AnnotationId> {
    let project = &state.project;
    let members = state.twins(id).map(|it| it.id);
    let end = crate::model::End::Annotation(id);
    let related = project
        .relations_at(end)
        .filter_map(|it| it.other(end)?.annotation());
    members.chain(related).filter(|it| *it != id).collect()
}

fn take_off(paint: impl Iterator<Item = Paint>) {
    for (highlight, range) in paint {
        highlight.remove(&range);
    }
}

fn paint(text: &TextDom, number: usize, span: TextSpan, highlight: &Highlight) -> Option<Paint> {
    let (node, start, end) = text.piece(number, span)?;
    let range = highlights::range(node, start, end)?;
    highlight.add(&range);
    Some((highlight.clone(), range))
}

/// Where the caret would stand, in viewport coordinates.
///
/// A place without characters has no box of its own in some browsers, on an empty line or
/// behind the last newline: there, the box of the newline beside it counts.
pub(in crate::ui) fn caret_rect(text: &TextDom, at: ByteOffset) -> Option<DomRect> {
    let place = text.place_of(at)?;
    let boxes = |from: u32, to: u32| {
        let range = document().create_range().ok()?;
        range.set_start(&place.node, from).ok()?;
        range.set_end(&place.node, to).ok()?;
        let rects = range.get_client_rects()?;
        let mut all = (0..rects.length()).filter_map(|at| rects.item(at));
        all.rfind(|it| it.height() > 0.0)
    };
    let offset = place.offset;
    let around = || {
        let line = place.node.parent_element()?;
        let rect: DomRect = line.get_bounding_client_rect();
        (rect.height() > 0.0).then_some(rect)
    };
    boxes(offset, offset)
        .or_else(|| boxes(offset, offset + 1))
        .or_else(|| boxes(offset.checked_sub(1)?, offset))
        .or_else(around)
}
