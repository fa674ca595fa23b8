//! The reading surface: an article's text in the page, and what is painted over it.
//!
//! The text is built once per article, one element a paragraph with one text node each,
//! and no edit ever replaces a node: selections survive, and Yew has nothing to compare.
//! Marks are painted with the CSS Custom Highlight API, or what stands in for it, only near the
//! viewport.

mod caret;
mod gestures;
mod link_handle;
mod marks;
mod styles;
mod text_dom;
mod watch;

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::hooks::{use_selector, use_store};
use super::messages::title_of;
use crate::app::{Selected, State, Store, Subscription};
use crate::model::{ArticleId, TextHash};
use crate::text::ByteOffset;
use crate::web::dom;
use crate::web::selection::{self, NodeSelection};
use crate::web::timing::{later, spawn};

pub(super) use gestures::{annotation_at, finish_gesture};
use marks::Marks;
pub(super) use marks::caret_rect;
pub(super) use styles::colour_variable;
use text_dom::TextDom;

/// One article's text in the page.
pub(super) struct Surface {
    pub(super) text: TextDom,
    /// Of the text that was built: the article may have another one by now.
    hash: TextHash,
    marks: RefCell<Marks>,
    caret: caret::Caret,
    handle: link_handle::LinkHandle,
    settling: RefCell<Option<Timeout>>,
    store: Store,
}

/// Milliseconds without a change after which a text is at rest.
const RESTS: u32 = 120;

thread_local! {
    /// Every text in the page, so that effects find theirs.
    static SURFACES: RefCell<Vec<Weak<Surface>>> = const { RefCell::new(Vec::new()) };
}

/// All surfaces in the page, in order of appearance.
pub(super) fn surfaces() -> Vec<Rc<Surface>> {
    SURFACES.with_borrow_mut(|all| {
        all.retain(|it| it.strong_count() > 0);
        all.iter().filter_map(Weak::upgrade).collect()
    })
}

pub(super) fn surface_of(article: ArticleId) -> Option<Rc<Surface>> {
    surfaces().into_iter().find(|it| it.text.article == article)
}

/// The browser's selection, if it lies in an article, in offsets.
pub(super) fn selected_in_page() -> Option<Selected> {
    let selected = selection::current()?;
    let all = surfaces();
    // A selection belongs to the text in which it began, else to the first of whose words
    // it takes any.
    match all.iter().find(|it| it.text.holds(&selected.anchor)) {
        Some(surface) => surface.taken_by(&selected),
        None => all
            .iter()
            .filter_map(|it| it.taken_by(&selected))
            .find(|it| it.span().is_some()),
    }
}

impl Surface {
    fn mount(root: HtmlElement, article: ArticleId, store: &Store) -> Option<Rc<Self>> {
        let (hash, text) = store.read(|state| {
            let text = state.project.text(article).cloned()?;
            Some((current_text(state, article)?, text))
        })?;
        let text = TextDom::build(root, article, text);
        let surface = Rc::new(Self {
            caret: caret::Caret::new(&text.root),
            handle: link_handle::LinkHandle::default(),
            marks: RefCell::new(Marks::new(&text)),
            settling: RefCell::default(),
            store: store.clone(),
            hash,
            text,
        });
        SURFACES.with_borrow_mut(|all| all.push(Rc::downgrade(&surface)));
        store.read(|state| surface.show(state));
        Some(surface)
    }

    /// Whether the article still has the text that was built here.
    fn fits(&self, state: &State) -> bool {
        current_text(state, self.text.article) == Some(self.hash)
    }

    /// Paints what changed. Of another text than the one built here, nothing fits; it gets
    /// a surface of its own.
    fn show(self: &Rc<Self>, state: &State) {
        if !self.fits(state) {
            self.marks.borrow_mut().clear();
            return;
        }
        if self.marks.borrow_mut().paint(&self.text, state) {
            self.settle_soon();
        }
        caret::Caret::follow(self, state);
        link_handle::LinkHandle::follow(self, state);
    }

    /// Brings up to date what can wait until the text has come to rest.
    fn settle_soon(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        self.settling.replace(Some(later(RESTS, move || {
            if let Some(surface) = weak.upgrade() {
                surface.paint_near();
                surface.marks.borrow().show_deeper(&surface.text);
                surface.handle.settle(&surface);
            }
        })));
    }

    /// What a selection anywhere in the page takes of this text.
    fn taken_by(&self, selected: &NodeSelection) -> Option<Selected> {
        let (anchor, focus) = self.text.ends_of(selected)?;
        Some(Selected {
            article: self.text.article,
            anchor,
            focus,
        })
    }

    /// Makes a selection of this article the browser's.
    pub(super) fn select(&self, selected: Selected) {
        if let (Some(anchor), Some(focus)) = (
            self.text.place_of(selected.anchor),
            self.text.place_of(selected.focus),
        ) {
            selection::set(&NodeSelection { anchor, focus });
        }
    }

    /// Scrolls no more than needed to show a selection's words, and not at the very edge.
    pub(super) fn reveal(&self, selected: Selected) {
        self.scroll_to(selected, 96.0);
    }

    /// Scrolls a place out from under the inspector, where that lies over the text. What is
    /// not under it does not move.
    pub(super) fn keep_in_view(&self, selected: Selected) {
        if self.sheet().is_some() {
            self.scroll_to(selected, 0.0);
        }
    }

    /// Where the inspector begins to lie over the end of the text, as on a small screen.
    fn sheet(&self) -> Option<f64> {
        let frame = self.text.scroller()?.get_bounding_client_rect();
        let sheet = dom::query(".inspector[data-open='true']")?.get_bounding_client_rect();
        let over = sheet.left() < frame.right() && sheet.top() < frame.bottom();
        over.then(|| sheet.top().max(frame.top()))
    }

    /// Scrolls a place to the middle, wherever it is now.
    pub(super) fn show_in_the_middle(&self, at: ByteOffset) {
        let place = caret_rect(&self.text, at).zip(self.text.scroller());
        if let Some((rect, scroller)) = place {
            let frame = scroller.get_bounding_client_rect();
            let middle = frame.top() + frame.height() / 2.0;
            scroller.scroll_by_with_x_and_y(0.0, rect.top() - middle);
        }
    }

    fn scroll_to(&self, selected: Selected, margin: f64) {
        let start = selected.anchor.min(selected.focus);
        let Some(rect) = caret_rect(&self.text, start) else {
            return;
        };
        let Some(scroller) = self.text.scroller() else {
            return;
        };
        let frame = scroller.get_bounding_client_rect();
        let bottom = self.sheet().unwrap_or(frame.bottom());
        let height = bottom - frame.top();
        let margin = (height / 5.0).min(margin);
        let above = rect.top() < frame.top() + margin;
        let below = rect.bottom() > bottom - margin;
        if above || below {
            let middle = frame.top() + height * 0.4;
            let by = rect.top() - middle;
            scroller.scroll_by_with_x_and_y(0.0, by);
        }
    }
}

fn current_text(state: &State, article: ArticleId) -> Option<TextHash> {
    Some(state.project.article(article)?.current().text)
}

/// A text in its element, and what listens there.
struct Mounted {
    surface: Rc<Surface>,
    _listening: (watch::Watch, Subscription, gestures::Gestures),
}

impl Mounted {
    /// Puts another text in the place of one, unless it is there already.
    fn become_of(
        mounted: &mut Option<Self>,
        root: &NodeRef,
        (article, hash, store): &(ArticleId, Option<TextHash>, Store),
        pane: usize,
    ) {
        let surface = mounted.as_ref().map(|it| &it.surface);
        let is_there = |it: &Rc<Surface>| {
            it.text.article == *article && Some(it.hash) == *hash && it.store == *store
        };
        if surface.is_some_and(is_there) {
            return;
        }
        // What was there goes first.
        *mounted = None;
        *mounted = root.cast::<HtmlElement>().and_then(|root| {
            let surface = Surface::mount(root, *article, store)?;
            let shown = Rc::clone(&surface);
            let subscription = store.subscribe(move |state| shown.show(state));
            let gestures = gestures::listen(&surface, store, pane);
            let watch = watch::Watch::over(&surface);
            Some(Self {
                surface,
                _listening: (watch, subscription, gestures),
            })
        });
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        self.surface.marks.borrow_mut().clear();
        self.surface.text.take_down();
    }
}

#[derive(PartialEq)]
pub(super) struct ReaderProps {
    pub article: ArticleId,
    pub pane: usize,
}

/// The text of one article. Its content is not Yew's: see [`TextDom`].
#[hook]
pub(super) fn use_reader(props: &ReaderProps) -> Html {
    let store = use_store();
    let root = use_node_ref();
    let (article, pane) = (props.article, props.pane);
    let hash = use_selector(move |state| current_text(state, article));
    // Goes with the widget.
    let mounted = use_mut_ref(|| None::<Mounted>);
    let of = (article, hash, store);
    let mount = {
        let (root, of) = (root.clone(), of.clone());
        move || Mounted::become_of(&mut mounted.borrow_mut(), &root, &of, pane)
    };
    // As soon as the element is there: where rendering took long, effects come only after a
    // frame, which would be one without the text.
    if cfg!(target_arch = "wasm32") {
        let mount = mount.clone();
        spawn(async move { mount() });
    }
    use_effect_with(of, move |_| mount());
    let (language, title) = use_selector(move |state| {
        let article = state.project.article(article);
        let words = article.map(|it| (it.language.clone(), title_of(it).to_owned()));
        words.unwrap_or_default()
    });
    html! {
        <div
            ref={root}
            class="text"
            role="document"
            tabindex="0"
            translate="no"
            aria-label={title}
            lang={(!language.is_empty()).then_some(language)}
            data-article-id={article.to_string()}
            data-pane={pane.to_string()}
        />
    }
}
