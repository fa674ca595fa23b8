use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::ops::Range;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{DomRect, DomRectList, Element, HtmlElement, Node, Text};

use crate::app::State;
use crate::model::{ArticleId, PartId, ProjectId};
use crate::text::{ArticleText, ByteOffset, TextSpan, Utf16Offset};
use crate::ui::hooks::records_version;
use crate::web::dom::{document, style};
use crate::web::selection::{NodePlace, NodeSelection};
use crate::words::Word;

/// An article's text as elements: a paragraph each, with one text node that ends with the
/// paragraph's newline. `data-at` is the UTF-16 offset of its first character.
///
/// Paragraphs lie together in blocks. What the browser does for each frame, it does for each
/// element that may be out of sight: finding out which are, going through their layers. A
/// million characters are some hundred blocks, but thousands of paragraphs.
pub(in crate::ui) struct TextDom {
    pub(in crate::ui) article: ArticleId,
    pub(in crate::ui) source: Rc<ArticleText>,
    pub(in crate::ui) root: HtmlElement,
    paragraphs: Vec<Paragraph>,
    blocks: Vec<Block>,
    /// The parts that are shown, and the state of the records they were last compared with.
    parts: RefCell<Vec<(TextSpan, PartId)>>,
    /// Those of them that a paragraph cannot show.
    parts_inside: RefCell<Rc<[TextSpan]>>,
    version: Cell<Option<(ProjectId, u64)>>,
}

struct Block {
    element: HtmlElement,
    /// The number of its first paragraph.
    first: usize,
}

/// What a block holds at least, in bytes of text; a paragraph counts as so many more. About one
/// screen, so that little more is laid out and painted than is seen.
const BLOCK: usize = 1_500;
const PARAGRAPH: usize = 40;

/// Blocks that a text has at most, about.
const MOST_BLOCKS: usize = 400;

/// Bytes of a line, about, to say how high a block will be that was never seen.
const LINE: usize = 66;

struct Paragraph {
    element: Element,
    node: Text,
    start: u32,
    /// Says in its margin how many annotations have no underline of their own.
    deeper: RefCell<Option<(usize, Element)>>,
}

impl Block {
    fn build(first: usize, number: usize) -> Option<Self> {
        let element = document().create_element("div").ok()?;
        element.set_class_name("block");
        // Attributes of elements just made cannot be refused.
        let _ = element.set_attribute("data-block", &number.to_string());
        let element = element.unchecked_into();
        Some(Self { element, first })
    }

    /// Says how high it will be, for the time until it is seen.
    fn expect_lines(&self, lines: usize) {
        let height = format!("auto {lines}lh");
        style(&self.element, "contain-intrinsic-block-size", &height);
    }
}

impl Paragraph {
    fn build(text: &str, at: u32) -> Option<Self> {
        let element = document().create_element("p").ok()?;
        let node = document().create_text_node(text);
        // Attributes and children of elements just made cannot be refused.
        let _ = element.set_attribute("data-at", &at.to_string());
        let _ = element.set_attribute("dir", "auto");
        let _ = element.append_child(&node);
        Some(Self {
            element,
            node,
            start: at,
            deeper: RefCell::default(),
        })
    }
}

impl TextDom {
    pub(super) fn build(root: HtmlElement, article: ArticleId, source: Rc<ArticleText>) -> Self {
        let mut paragraphs = Vec::with_capacity(source.paragraph_count());
        let mut blocks: Vec<Block> = Vec::new();
        let fragment = document().create_document_fragment();
        let full = BLOCK.max(source.as_str().len() / MOST_BLOCKS);
        let (mut at, mut left, mut lines) = (0, 0, 0);
        for number in 0..source.paragraph_count() {
            let (start, end) = source.paragraph(number);
            let text = TextSpan::new(start, end).map_or("", |span| source.slice(span));
            if left == 0 {
                blocks.last().inspect(|it| it.expect_lines(lines));
                let Some(block) = Block::build(number, blocks.len()) else {
                    continue;
                };
                let _ = fragment.append_child(&block.element);
                blocks.push(block);
                (left, lines) = (full, 0);
            }
            let (Some(block), Some(paragraph)) = (blocks.last(), Paragraph::build(text, at)) else {
                continue;
            };
            // Nothing keeps a new element from being put into a new one.
            let _ = block.element.append_child(&paragraph.element);
            left = left.saturating_sub(text.len() + PARAGRAPH);
            lines += 1 + text.len() / LINE;
            at += paragraph.node.length();
            paragraphs.push(paragraph);
        }
        blocks.last().inspect(|it| it.expect_lines(lines));
        root.set_text_content(None);
        let _ = root.append_child(&fragment);
        Self {
            article,
            source,
            root,
            paragraphs,
            blocks,
            parts: RefCell::default(),
            parts_inside: RefCell::default(),
            version: Cell::default(),
        }
    }

    pub(super) fn take_down(&self) {
        self.root.set_text_content(None);
    }

    /// Which block an element is.
    pub(super) fn block_number(element: &Element) -> Option<usize> {
        element.get_attribute("data-block")?.parse().ok()
    }

    /// The numbers of a block's paragraphs.
    pub(super) fn paragraphs_of_block(&self, block: usize) -> Range<usize> {
        let first = |it: &Block| it.first;
        let start = self.blocks.get(block).map_or(0, first);
        let end = self.blocks.get(block + 1);
        start..end.map_or(self.paragraphs.len(), first)
    }

    /// The box that scrolls the text.
    pub(in crate::ui) fn scroller(&self) -> Option<Element> {
        self.root.closest(".pane-scroll").ok()?
    }

    /// The places at the top and at the bottom of what is on the screen; `None` while nothing
    /// of it is. Looks at few elements, however long the text is.
    pub(in crate::ui) fn on_screen(&self) -> Option<(ByteOffset, ByteOffset)> {
        let frame = self.scroller()?.get_bounding_client_rect();
        let shown = frame.height() > 0.0;
        shown.then(|| (self.at_height(frame.top()), self.at_height(frame.bottom())))
    }

    /// The paragraphs on a screen, and as much of the text around them as a share of that.
    pub(super) fn near(&self, screen: (ByteOffset, ByteOffset), share: f64) -> Range<usize> {
        let (first, last) = screen;
        let at = |place| f64::from(self.source.to_utf16(place).0);
        let (first, last) = (at(first), at(last));
        let around = (last - first) * share;
        let paragraph = |at: f64| {
            let before = self
                .paragraphs
                .partition_point(|it| f64::from(it.start) <= at);
            before.saturating_sub(1)
        };
        paragraph(first - around)..paragraph(last + around) + 1
    }

    /// The place at a height in the viewport, about.
    fn at_height(&self, y: f64) -> ByteOffset {
        let above = |element: &Element| element.get_bounding_client_rect().top() <= y;
        let block = self.blocks.partition_point(|it| above(&it.element));
        let all = self.paragraphs_of_block(block.saturating_sub(1));
        let first = all.start;
        let before = self.paragraphs[all].partition_point(|it| above(&it.element));
        let number = (first + before).saturating_sub(1);
        let Some(paragraph) = self.paragraphs.get(number) else {
            return ByteOffset::default();
        };
        let rect = paragraph.element.get_bounding_client_rect();
        let share = ((y - rect.top()) / rect.height().max(1.0)).clamp(0.0, 1.0);
        let (start, end) = self.source.paragraph(number);
        let length = f64::from(end.get() - start.get());
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "of a length"
        )]
        let into = (share * length) as u32;
        let at = (start.get()..=start.get() + into).rev();
        at.into_iter()
            .find_map(|it| self.source.byte(it).ok())
            .unwrap_or(start)
    }

    /// The part of a span that lies in a paragraph, as a node with two UTF-16 offsets.
    pub(super) fn piece(&self, number: usize, span: TextSpan) -> Option<(&Text, u32, u32)> {
        let paragraph = self.paragraphs.get(number)?;
        let (start, end) = self.source.paragraph(number);
        let here = TextSpan::new(start, end).ok()?.intersection(span)?;
        let from = self.source.to_utf16(here.start()).0 - paragraph.start;
        let to = self.source.to_utf16(here.end()).0 - paragraph.start;
        Some((&paragraph.node, from, to))
    }

    /// Where an offset is in the page.
    pub(in crate::ui) fn place_of(&self, at: ByteOffset) -> Option<NodePlace> {
        let paragraph = self.paragraphs.get(self.source.paragraph_at(at))?;
        let offset = self.source.to_utf16(at).0 - paragraph.start;
        Some(NodePlace {
            node: paragraph.node.clone().into(),
            offset: offset.min(paragraph.node.length()),
        })
    }

    /// The paragraph of a place.
    pub(super) fn paragraph_element(&self, at: ByteOffset) -> Option<&Element> {
        let paragraph = self.paragraphs.get(self.source.paragraph_at(at))?;
        Some(&paragraph.element)
    }

    /// The boxes of a span, one for each line, as left, top, right and bottom in the viewport.
    pub(in crate::ui) fn lines_of(&self, span: TextSpan) -> Vec<[f64; 4]> {
        let ends = self.place_of(span.start()).zip(self.place_of(span.end()));
        let rects = ends.and_then(|(from, to)| {
            let range = document().create_range().ok()?;
            range.set_start(&from.node, from.offset).ok()?;
            range.set_end(&to.node, to.offset).ok()?;
            range.get_client_rects()
        });
        let mut lines: Vec<[f64; 4]> = Vec::new();
        let count = rects.as_ref().map_or(0, DomRectList::length);
        for at in 0..count {
            let Some(rect) = rects.as_ref().and_then(|it| it.item(at)) else {
                continue;
            };
            match lines.last_mut() {
                // A space at the end of a line has a box of its own.
                Some(line) if (line[1] - rect.top()).abs() < 1.0 => line[2] = rect.right(),
                _ => lines.push([rect.left(), rect.top(), rect.right(), rect.bottom()]),
            }
        }
        lines
    }

    /// The box around all lines of a span, in viewport coordinates.
    pub(in crate::ui) fn bounds(&self, span: TextSpan) -> Option<DomRect> {
        let (from, to) = (self.place_of(span.start())?, self.place_of(span.end())?);
        let range = document().create_range().ok()?;
        range.set_start(&from.node, from.offset).ok()?;
        range.set_end(&to.node, to.offset).ok()?;
        Some(range.get_bounding_client_rect())
    }

    /// Whether a place is inside this text.
    pub(in crate::ui) fn holds(&self, place: &NodePlace) -> bool {
        self.root.contains(Some(&place.node))
    }

    /// The offset of a place inside this text; `None` for places elsewhere in the page.
    pub(in crate::ui) fn offset_inside(&self, place: &NodePlace) -> Option<ByteOffset> {
        self.holds(place)
            .then(|| self.at_or_before(self.utf16_of(place)))
            .flatten()
    }

    /// The offsets of a selection's ends. The browser can stand in the middle of a surrogate
    /// pair; such an end moves outwards, so that a character is taken whole.
    pub(super) fn ends_of(&self, selected: &NodeSelection) -> Option<(ByteOffset, ByteOffset)> {
        let (anchor, focus) = (
            self.utf16_of(&selected.anchor),
            self.utf16_of(&selected.focus),
        );
        Some(match anchor.cmp(&focus) {
            Ordering::Less => (self.at_or_before(anchor)?, self.at_or_behind(focus)?),
            Ordering::Equal => (self.at_or_before(anchor)?, self.at_or_before(focus)?),
            Ordering::Greater => (self.at_or_behind(anchor)?, self.at_or_before(focus)?),
        })
    }

    fn at_or_before(&self, units: u32) -> Option<ByteOffset> {
        let at = |units| self.source.from_utf16(Utf16Offset(units));
        at(units).or_else(|_| at(units.saturating_sub(1))).ok()
    }

    fn at_or_behind(&self, units: u32) -> Option<ByteOffset> {
        let at = |units| self.source.from_utf16(Utf16Offset(units));
        at(units).or_else(|_| at(units + 1)).ok()
    }

    /// The UTF-16 offset of any place in the page: places before the text are its start,
    /// places behind it its end, and places on elements the edge of what stands there.
    fn utf16_of(&self, place: &NodePlace) -> u32 {
        let end = self.source.utf16_len().0;
        let before_paragraph =
            |number: usize| self.paragraphs.get(number).map_or(end, |it| it.start);
        if self.root.is_same_node(Some(&place.node)) {
            let block = self.blocks.get(place.offset as usize);
            return block.map_or(end, |it| before_paragraph(it.first));
        }
        if !self.root.contains(Some(&place.node)) {
            let order = self.root.compare_document_position(&place.node);
            // An element around the text: by which of its children comes next.
            if order & Node::DOCUMENT_POSITION_CONTAINS != 0 {
                let next = place.node.child_nodes().item(place.offset);
                let before = next.is_some_and(|next| {
                    next.contains(Some(&self.root))
                        || next.compare_document_position(&self.root)
                            & Node::DOCUMENT_POSITION_FOLLOWING
                            != 0
                });
                return if before { 0 } else { end };
            }
            let precedes = order & Node::DOCUMENT_POSITION_PRECEDING != 0;
            return if precedes { 0 } else { end };
        }
        let element = match place.node.dyn_ref::<Element>() {
            Some(element) => {
                if let Some(block) = Self::block_number(element) {
                    // What stands beside paragraphs is none.
                    let mut next = element.child_nodes().item(place.offset);
                    while let Some(node) = next {
                        if let Some(start) = start_of(node.unchecked_ref()) {
                            return start;
                        }
                        next = node.next_sibling();
                    }
                    return before_paragraph(self.paragraphs_of_block(block).end);
                }
                Some(element.clone())
            }
            None => place.node.parent_element(),
        };
        let start = element.as_ref().and_then(start_of).unwrap_or(end);
        if place.node.node_type() == Node::TEXT_NODE {
            return start + place.offset;
        }
        // On a paragraph: before or behind its only child.
        let length = place
            .node
            .text_content()
            .map_or(0, |it| it.encode_utf16().count());
        if place.offset == 0 {
            start
        } else {
            start + u32::try_from(length).unwrap_or(0)
        }
    }

    /// Says beside a paragraph how many annotations have no underline of their own. Not inside of
    /// it: the paragraph would be laid out anew while somebody scrolls.
    pub(super) fn show_deeper(&self, number: usize, count: usize) {
        let Some(paragraph) = self.paragraphs.get(number) else {
            return;
        };
        let mut deeper = paragraph.deeper.borrow_mut();
        if deeper.as_ref().map_or(0, |it| it.0) == count {
            return;
        }
        let button = deeper.take().map(|it| it.1);
        if count == 0 {
            button.inspect(Element::remove);
            return;
        }
        let button = button.or_else(|| {
            let button = document().create_element("button").ok()?;
            button.set_class_name("deeper");
            // Attributes of an element just made cannot be refused, nor can its place.
            let _ = button.set_attribute("tabindex", "-1");
            let _ = button.set_attribute("value", &number.to_string());
            let _ = paragraph.element.before_with_node_1(&button);
            Some(button)
        });
        *deeper = button.map(|button| {
            // Shown by the stylesheet: it is no part of the text.
            let count_text = count.to_string();
            let _ = button.set_attribute("data-count", &count_text);
            let label = Word::DeeperHere.with(&[("count", &count_text)]);
            let _ = button.set_attribute("aria-label", &label);
            (count, button)
        });
    }

    /// The number of the paragraph beside which a button says how many lie deeper.
    pub(super) fn deeper_at(element: &Element) -> Option<usize> {
        let button = element.closest("button.deeper").ok()??;
        button.get_attribute("value")?.parse().ok()
    }

    /// Whether a span has all words of a paragraph.
    fn fills(&self, span: TextSpan, paragraph: usize) -> bool {
        let (start, end) = self.source.paragraph(paragraph);
        let whole = TextSpan::new(start, end).ok();
        let words = whole.and_then(|it| self.source.trim(it));
        // An empty line belongs to what is around it.
        words
            .or(whole)
            .is_some_and(|it| span.start() <= it.start() && it.end() <= span.end())
    }

    /// The parts that begin or end inside a paragraph, which no paragraph can show.
    pub(super) fn parts_inside(&self, state: &State) -> Rc<[TextSpan]> {
        self.show_parts(state);
        Rc::clone(&self.parts_inside.borrow())
    }

    /// Says in the page which paragraphs belong to a part.
    fn show_parts(&self, state: &State) {
        let Some(article) = state.project.article(self.article) else {
            return;
        };
        let version = records_version(state);
        if self.version.replace(Some(version)) == Some(version) {
            return;
        }
        let revision = article.current().n;
        let parts = state.project.parts();
        let parts: Vec<(TextSpan, PartId)> = parts
            .filter(|it| it.article == self.article && it.revision == revision)
            .map(|it| (it.span, it.part.clone()))
            .collect();
        if *self.parts.borrow() == parts {
            return;
        }
        for (number, paragraph) in self.paragraphs.iter().enumerate() {
            let part = parts.iter().find(|(span, _)| self.fills(*span, number));
            let _ = match part {
                Some((_, part)) => paragraph.element.set_attribute("data-part", part.as_str()),
                None => paragraph.element.remove_attribute("data-part"),
            };
        }
        let inside = parts.iter().map(|it| it.0).filter(|span| {
            let mut paragraphs = self.source.paragraphs_of(*span);
            paragraphs.any(|it| !self.fills(*span, it))
        });
        self.parts_inside.replace(inside.collect());
        *self.parts.borrow_mut() = parts;
    }
}

/// The UTF-16 offset of a paragraph's first character.
fn start_of(paragraph: &Element) -> Option<u32> {
    paragraph.get_attribute("data-at")?.parse().ok()
}
