use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{
    DomRect, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, StaticRange,
};

use super::styles::{self, MOST_LANES};
use super::{Surface, TextDom};
use crate::app::{Hit, State};
use crate::model::sorted::{SortedMap, SortedSet, sort_by_key};
use crate::model::{Annotation, AnnotationId, LabelId};
use crate::text::{ByteOffset, TextSpan, assign_lanes};
use crate::web::dom::document;
use crate::web::highlights::{self, Highlight};

/// Paint over one text: which blocks are near the viewport, and what is on their paragraphs.
pub(super) struct Marks {
    near: SortedSet<usize>,
    /// By paragraph.
    painted: SortedMap<usize, Vec<Mark>>,
    overlays: Vec<Paint>,
    shown: Option<Shown>,
    observer: Option<Observer>,
}

/// A range in a highlight.
type Paint = (Highlight, StaticRange);

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

struct Observer {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(js_sys::Array)>,
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

/// Blocks this far outside the viewport are painted too, in screens.
const MARGIN: u8 = 1;

impl Marks {
    pub(super) fn new(_text: &TextDom) -> Self {
        Self {
            near: SortedSet::new(),
            painted: SortedMap::new(),
            overlays: Vec::new(),
            shown: None,
            observer: None,
        }
    }

    /// Finds the first screen at once and the rest as it comes near.
    pub(super) fn watch(surface: &Rc<Surface>) {
        if !highlights::supported() {
            return;
        }
        let height = document()
            .document_element()
            .map_or(800.0, |it| f64::from(it.client_height()));
        {
            let mut marks = surface.marks.borrow_mut();
            for (number, element) in surface.text.blocks().enumerate() {
                if element.get_bounding_client_rect().top() > height * f64::from(1 + MARGIN) {
                    break;
                }
                marks.near.insert(number);
            }
        }
        let weak = Rc::downgrade(surface);
        let callback = Closure::new(move |entries: js_sys::Array| {
            let Some(surface) = weak.upgrade() else {
                return;
            };
            let mut marks = surface.marks.borrow_mut();
            let mut stale = false;
            for entry in entries.iter() {
                let entry: IntersectionObserverEntry = entry.unchecked_into();
                let Some(number) = TextDom::block_number(&entry.target()) else {
                    continue;
                };
                if entry.is_intersecting() {
                    stale |= marks.near.insert(number);
                } else if marks.near.remove(&number) {
                    for paragraph in surface.text.paragraphs_of_block(number) {
                        marks.unpaint(paragraph);
                    }
                }
            }
            drop(marks);
            if stale {
                surface.repaint_new();
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin(&format!("{}% 0px", 100 * u16::from(MARGIN)));
        if let Some(scroller) = surface.text.scroller() {
            options.set_root(Some(&scroller));
        }
        let observer =
            IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options);
        if let Ok(observer) = observer {
            surface.text.blocks().for_each(|it| observer.observe(it));
            surface.marks.borrow_mut().observer = Some(Observer {
                observer,
                _callback: callback,
            });
        }
    }

    /// Brings the paint up to date with the state. Only what changed is painted anew.
    pub(super) fn paint(&mut self, text: &TextDom, state: &State) {
        if !highlights::supported() {
            return;
        }
        let overlay = overlay_of(text, state);
        let shown = Shown {
            lineage: Rc::clone(state.project.lineage()),
            records: state.project.annotations_version(text.article),
            found: Rc::clone(&state.session.search.hits),
            overlay,
        };
        let before = self.shown.replace(shown.clone());
        styles::make(state.project.codebook(), &state.settings);
        let same = before.as_ref().filter(|it| {
            Rc::ptr_eq(&it.lineage, &shown.lineage) && Rc::ptr_eq(&it.found, &shown.found)
        });
        let changed = same.and_then(|it| {
            state
                .project
                .annotations_changed_since(text.article, it.records)
        });
        let changed: Option<Vec<_>> =
            changed.map(|it| it.map(|span| text.source.paragraphs_of(span)).collect());
        for number in self.near_paragraphs(text) {
            // Only there can another annotation be painted.
            if changed
                .as_ref()
                .is_none_or(|it| it.iter().any(|it| it.contains(&number)))
            {
                self.paint_paragraph(text, state, number);
            }
        }
        if before.is_none_or(|it| it.overlay != shown.overlay) {
            self.paint_overlay(text, state, &shown.overlay);
        }
    }

    fn paint_new(&mut self, text: &TextDom, state: &State) {
        for number in self.near_paragraphs(text) {
            if !self.painted.contains_key(&number) {
                self.paint_paragraph(text, state, number);
            }
        }
    }

    /// Paints all of the text, or again only what is near the viewport.
    fn paint_all(&mut self, text: &TextDom, state: &State, all: bool) {
        let near: SortedSet<usize> = self.near_paragraphs(text).into_iter().collect();
        for number in 0..text.source.paragraph_count() {
            match (near.contains(&number), all) {
                (true, _) => {}
                (false, true) => self.paint_paragraph(text, state, number),
                (false, false) => self.unpaint(number),
            }
        }
    }

    fn near_paragraphs(&self, text: &TextDom) -> Vec<usize> {
        let mut paragraphs = Vec::new();
        for block in &self.near {
            paragraphs.extend(text.paragraphs_of_block(*block));
        }
        paragraphs
    }

    /// Paints a paragraph; what is there and right stays, so that an edit costs what it
    /// changed.
    fn paint_paragraph(&mut self, text: &TextDom, state: &State, number: usize) {
        let (start, end) = text.source.paragraph(number);
        let Ok(paragraph) = TextSpan::new(start, end) else {
            return;
        };
        let annotations = state.project.annotations_in(text.article, paragraph);
        let mut pieces: Vec<(TextSpan, &LabelId)> = Vec::with_capacity(annotations.len());
        for it in &annotations {
            for span in &it.fragments {
                pieces.extend(span.intersection(paragraph).map(|span| (span, &it.label)));
            }
        }
        sort_by_key(&mut pieces, |(span, _)| {
            (span.start(), std::cmp::Reverse(span.end()))
        });
        let spans: Vec<TextSpan> = pieces.iter().map(|(span, _)| *span).collect();
        let lanes = assign_lanes(&spans);
        text.show_deeper(number, lanes.iter().filter(|it| **it >= MOST_LANES).count());
        let mut old = self.painted.take(&number).unwrap_or_default();
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
        for ((span, label), lane) in pieces.into_iter().zip(lanes) {
            let lane = lane.min(MOST_LANES - 1);
            mark(span, styles::mark_name(label, lane), i32::from(lane));
        }
        for hit in state.session.search.hits_in(text.article, paragraph) {
            if let Some(span) = hit.span.intersection(paragraph) {
                mark(span, "cotejo-found".to_owned(), 18);
            }
        }
        take_off(old.into_iter().filter_map(|it| it.paint));
        self.painted.insert(number, marks);
    }

    fn unpaint(&mut self, number: usize) {
        let marks = self.painted.take(&number).unwrap_or_default();
        take_off(marks.into_iter().filter_map(|it| it.paint));
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

    /// Takes off all paint; the text is about to go.
    pub(super) fn wipe(&mut self) {
        self.clear();
        if let Some(observer) = self.observer.take() {
            observer.observer.disconnect();
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

    /// Paints paragraphs that came near the viewport.
    fn repaint_new(&self) {
        self.store.read(|state| {
            if self.fits(state) {
                self.marks.borrow_mut().paint_new(&self.text, state);
            }
        });
    }
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
        records: state.history.entries().len() as u64,
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
