use std::cell::{Cell, RefCell};
use std::rc::Rc;

use web_sys::{Element, HtmlCanvasElement, PointerEvent};
use yew::prelude::*;

use super::hooks::{ByAddress, records_version, use_selector_soon, use_store};
use super::parts::callback;
use super::reader::{Surface, colour_variable, surface_of};
use crate::app::{COLUMNS, Overview, ROWS, Scale, State};
use crate::model::ArticleId;
use crate::model::coverage::{LONGEST, ReportingVerbs, coverage};
use crate::text::TextSpan;
use crate::web::canvas::draw_stretch;
use crate::web::dom::window;
use crate::web::events::listen;
use crate::web::timing::after_next_frame;

/// A strip beside the text: where annotations, quotations without one and places found are, and
/// which of it is on the screen. A click goes there. For the eye and the pointer: the list of annotations and the
/// search say the same.
#[hook]
pub(super) fn use_overview(article: &ArticleId) -> Html {
    let article = *article;
    let store = use_store();
    let strip = use_node_ref();
    let view = use_node_ref();
    let _ = use_selector_soon(move |state| {
        let hits = ByAddress(Rc::clone(&state.session.search.hits));
        let lineage = ByAddress(Rc::clone(state.project.lineage()));
        let hash = state.project.article(article).map(|it| it.current().text);
        (records_version(state), hits, lineage, hash)
    });
    let overview = use_mut_ref(|| None::<Overview>);
    // The frame that opens an article need not wait for it.
    let opened = use_state(|| false);
    let is_open = *opened;
    use_effect_with(article, {
        let (strip, view) = (strip.clone(), view.clone());
        move |article| {
            let article = *article;
            let waits = Rc::new(Cell::new(false));
            // Once the frame is laid out and shown, asking where things are costs nothing.
            let show = Rc::new(move || {
                if waits.replace(true) {
                    return;
                }
                let (view, waits) = (view.clone(), Rc::clone(&waits));
                after_next_frame(move || {
                    waits.set(false);
                    if let Some(view) = view.cast::<HtmlCanvasElement>() {
                        show_viewport(article, &view);
                    }
                });
            });
            show();
            after_next_frame(move || opened.set(true));
            let scroller = strip
                .cast::<Element>()
                .and_then(|it| it.previous_element_sibling());
            let on_scroll = scroller.map(|it| {
                let show = Rc::clone(&show);
                listen(&it, "scroll", move |_| show())
            });
            let on_resize = listen(&window(), "resize", move |_| show());
            move || drop((on_scroll, on_resize))
        }
    });
    let go = {
        let strip = strip.clone();
        callback(move |event: PointerEvent| {
            if event.buttons() & 1 == 0 {
                return;
            }
            event.prevent_default();
            if let Some(strip) = strip.cast::<Element>() {
                let _ = strip.set_pointer_capture(event.pointer_id());
                go_to(article, &strip, f64::from(event.client_y()));
            }
        })
    };
    let state = store.state();
    let paths = if is_open {
        paths(&state, article, &overview)
    } else {
        Vec::new()
    };
    html! {
        <>
            <svg ref={strip} class="overview" aria-hidden="true" viewBox={format!("0 0 14 {ROWS}")}
                preserveAspectRatio="none" onpointerdown={go.clone()} onpointermove={go}>
                { for paths.into_iter().map(|(fill, d)| html! { <path {fill} {d} /> }) }
            </svg>
            <canvas ref={view} class="overview-frame" aria-hidden="true" width="1" height={ROWS.to_string()} />
        </>
    }
}

/// A colour and the outline of what has it.
fn paths(
    state: &State,
    article: ArticleId,
    overview: &RefCell<Option<Overview>>,
) -> Vec<(String, String)> {
    let mut overview = overview.borrow_mut();
    let Some(text) = state.project.text(article) else {
        return Vec::new();
    };
    if overview.as_ref().is_none_or(|it| !it.is_of(text)) {
        *overview = Some(Overview::new(article, Rc::clone(text)));
    }
    let Some(overview) = overview.as_mut() else {
        return Vec::new();
    };
    overview.follow(state);
    let mut paths = Vec::new();
    let labels = state.project.codebook().labels.iter().enumerate();
    for (number, label) in labels.take(COLUMNS) {
        let stretches = overview.stretches(number).into_iter();
        let colour = format!("var({})", colour_variable(&label.colour, number));
        let d = stretches.map(|it| outline(1 + 2 * number, 2, it)).collect();
        paths.push((colour, d));
    }
    let mut spots = |colour: &str, spans: Vec<TextSpan>| {
        let mut rows: Vec<usize> = spans
            .iter()
            .map(|it| overview.scale().row(it.start()))
            .collect();
        rows.dedup();
        let d = rows
            .into_iter()
            .map(|row| outline(10, 4, (row, 1)))
            .collect();
        paths.push((colour.to_owned(), d));
    };
    if text.as_str().len() <= LONGEST {
        // No verbs: only quotations are shown.
        let verbs = ReportingVerbs::default();
        let quotations = coverage(&state.project, article, &verbs).uncovered;
        spots(
            "var(--mark-red)",
            quotations.into_iter().map(|it| it.0).collect(),
        );
    }
    if let Some(whole) = text.whole() {
        let hits = state.session.search.hits_in(article, whole).iter();
        spots("var(--ink)", hits.map(|it| it.span).collect());
    }
    paths
}

/// A box of some columns over a stretch of rows; high enough to be seen.
fn outline(x: usize, width: usize, (first, count): (usize, usize)) -> String {
    format!("M{x} {first}h{width}v{}h-{width}z", count.max(3))
}

fn scale_of(surface: &Surface) -> Scale {
    Scale::new(Rc::clone(&surface.text.source))
}

/// Puts the frame where the part of the text is that is on the screen. It is drawn, and is no
/// element: with each change of an attribute, Chromium paints all marks of the page anew.
fn show_viewport(article: ArticleId, view: &HtmlCanvasElement) {
    let shown = surface_of(article).and_then(|it| {
        let (first, last) = it.text.on_screen()?;
        let scale = scale_of(&it);
        Some((scale.row(first), scale.row(last)))
    });
    let Some((first, last)) = shown else {
        return;
    };
    draw_stretch(view, ROWS, first, (last - first + 1).max(8));
}

fn go_to(article: ArticleId, strip: &Element, y: f64) {
    let frame = strip.get_bounding_client_rect();
    let share = ((y - frame.top()) / frame.height().max(1.0)).clamp(0.0, 1.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "of a share"
    )]
    #[allow(clippy::cast_precision_loss, reason = "a thousand")]
    let row = (share * ROWS as f64) as usize;
    if let Some(surface) = surface_of(article) {
        surface.show_in_the_middle(scale_of(&surface).place(row.min(ROWS - 1)));
    }
}
