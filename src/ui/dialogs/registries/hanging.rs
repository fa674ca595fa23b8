//! What hangs on a record: as a list, as what would go with it, and where it is to go when the
//! record is merged or split.

use yew::prelude::*;

use crate::app::{CellId, ComparingAction, RegisteringAction, State, Store, View, ViewingAction};
use crate::model::{CanonicalClaimId, End, Polarity, Reference};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::inspector::{Choice, named_annotation, place_name, use_combobox};
use crate::ui::messages::{shortened, title_of};
use crate::ui::parts::{
    button, button_if, callback, dispatching, element, element_of, on_click, paragraph, span,
};
use crate::ui::widget::widget;
use crate::words::{PartWord, Word, counted};

/// So many are shown at first, and with each wish for more.
const STEP: usize = 25;

/// What is done about a record.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Mode {
    Aliases,
    Places,
    Removing,
    Merging,
}

#[derive(PartialEq)]
pub(super) struct HangingProps {
    pub of: Reference,
    pub name: String,
    pub mode: Mode,
    pub onclose: Callback<()>,
}

#[hook]
pub(super) fn use_hanging(props: &HangingProps) -> Html {
    let store = use_store();
    let _ = use_selector(records_version);
    let shown = use_state(|| STEP);
    let chosen = use_state(Vec::<Reference>::new);
    let state = store.state();
    let of = &props.of;
    let all = state.hanging_on(of);
    let name = shortened(&props.name, 60);
    let splits = props.mode == Mode::Places
        && matches!(of, Reference::Actor(_) | Reference::CanonicalClaim(_));
    let mut items = Vec::new();
    for it in all.iter().take(*shown) {
        let tick = (splits && can_move(it, of)).then(|| {
            let (chosen, it) = (chosen.clone(), it.clone());
            let ticked = chosen.contains(&it);
            let about = PartWord::Choose.with(&[("what", &words_of(&state, &it, of))]);
            let onchange = callback(move |_: Event| {
                let mut all = (*chosen).clone();
                match all.iter().position(|other| *other == it) {
                    Some(at) => drop(all.remove(at)),
                    None => all.push(it.clone()),
                }
                chosen.set(all);
            });
            html! { <input type="checkbox" aria-label={about} checked={ticked} {onchange} /> }
        });
        let tick = tick.unwrap_or_default();
        items.push(element("li", "", [tick, leading(&store, &state, it, of)]));
    }
    let more = all.len().saturating_sub(*shown);
    let list = html! {
        <ul class="plain-list hanging" aria-label={PartWord::HangingOn.with(&[("name", &name)])}>{ for items }</ul>
    };
    let more = (more > 0).then(|| {
        let count = more.min(STEP).to_string();
        let words = PartWord::ShowMore.with(&[("count", &count)]);
        let shown = shown.clone();
        button(
            "plain small",
            &words,
            on_click(move || shown.set(*shown + STEP)),
        )
    });
    let more = more.unwrap_or_default();
    match props.mode {
        Mode::Places if splits => {
            let word = match of {
                Reference::Actor(_) => PartWord::SplitChosenActor,
                _ => PartWord::SplitChosenClaims,
            };
            let split = {
                let (store, of, chosen) = (store.clone(), of.clone(), chosen.clone());
                on_click(move || {
                    store.dispatch(split_of(&of, (*chosen).clone()));
                    chosen.set(Vec::new());
                })
            };
            let split = button_if(!chosen.is_empty(), "small", word.text(), split);
            element("div", "about-record", [list, more, split])
        }
        Mode::Aliases | Mode::Places => element("div", "about-record", [list, more]),
        Mode::Removing => {
            let asks = PartWord::RemoveAsks.with(&[("name", &name)]);
            element(
                "div",
                "about-record asks",
                [
                    html! { <p role="alert"><strong>{ asks }</strong>{ " " }{ consequences(&state, of) }</p> },
                    answers(&store, props),
                    list,
                    more,
                ],
            )
        }
        Mode::Merging => {
            let end = end_of(of);
            let into = end.map(|it| widget!(use_combobox(Choice::MergeRecord(it)), key = name));
            element("div", "about-record", [into.unwrap_or_default()])
        }
    }
}

/// What would become of all that hangs on a record.
fn consequences(state: &State, of: &Reference) -> String {
    let (gone, named) = state.goes_with(of);
    let mut said = Vec::new();
    if gone > 0 {
        said.push(counted(gone, PartWord::GoOne, PartWord::GoMany));
    }
    if named > 0 {
        said.push(counted(named, PartWord::LoseOne, PartWord::LoseMany));
    }
    said.push(PartWord::UndoBrings.into());
    said.join(" ")
}

fn answers(store: &Store, props: &HangingProps) -> Html {
    let remove = {
        let (store, of, close) = (store.clone(), props.of.clone(), props.onclose.clone());
        on_click(move || {
            close.emit(());
            store.dispatch(removal_of(&of));
        })
    };
    let keep = {
        let close = props.onclose.clone();
        on_click(move || close.emit(()))
    };
    element(
        "div",
        "row",
        [
            button("danger", PartWord::RemoveIt.text(), remove),
            button("", PartWord::KeepIt.text(), keep),
        ],
    )
}

pub(super) fn removal_of(of: &Reference) -> RegisteringAction {
    match of {
        Reference::Actor(id) => RegisteringAction::RemoveActor(*id),
        Reference::Topic(id) => RegisteringAction::RemoveTopic(*id),
        Reference::CanonicalClaim(id) => RegisteringAction::RemoveCanonicalClaim(*id),
        _ => RegisteringAction::CancelMerging,
    }
}

fn end_of(of: &Reference) -> Option<End> {
    Some(match of {
        Reference::Actor(id) => End::Actor(*id),
        Reference::Topic(id) => End::Topic(*id),
        Reference::CanonicalClaim(id) => End::CanonicalClaim(*id),
        _ => return None,
    })
}

/// Whether something can belong to another record of the kind instead.
fn can_move(it: &Reference, of: &Reference) -> bool {
    match of {
        Reference::Actor(_) => matches!(it, Reference::Annotation(_) | Reference::Relation(_)),
        _ => matches!(it, Reference::Membership(_)),
    }
}

fn split_of(of: &Reference, moved: Vec<Reference>) -> RegisteringAction {
    if let Reference::Actor(id) = of {
        return RegisteringAction::SplitActor(*id, moved);
    }
    let mut keys = Vec::new();
    for it in moved {
        if let Reference::Membership(key) = it {
            keys.push(key);
        }
    }
    RegisteringAction::SplitClaims(keys)
}

/// One of those that hang on a record: what it is, its words, and the way there.
fn leading(store: &Store, state: &State, it: &Reference, of: &Reference) -> Html {
    let project = &state.project;
    let annotation = state.annotation_of(it, of);
    let place = annotation.and_then(|id| project.annotation(id)).map(|it| {
        let title = project.article(it.article).map_or("", title_of);
        format!("{} · {}", place_name(state, it), shortened(title, 40))
    });
    let cell = cell_of(state, it);
    let words = words_of(state, it, of);
    let place = span("about", &place.unwrap_or_default());
    if annotation.is_none() && cell.is_none() {
        return element("span", "", [paragraph("", &words), place]);
    }
    let go = {
        let store = store.clone();
        on_click(move || {
            store.dispatch(ViewingAction::Close);
            if let Some(cell) = cell.filter(|_| annotation.is_none()) {
                store.dispatch(ViewingAction::Show(View::Compare));
                store.dispatch(ComparingAction::Choose(Some(cell)));
            } else {
                store.dispatch(ViewingAction::Focus(annotation));
            }
        })
    };
    element_of("span", "", vec![button("chip", &words, go), place])
}

/// The cell or the row of the matrix that something is about.
fn cell_of(state: &State, it: &Reference) -> Option<CellId> {
    let row = |row: CanonicalClaimId| CellId { row, article: None };
    match it {
        Reference::CanonicalClaim(id) => Some(row(*id)),
        Reference::Override(key) => Some(CellId {
            row: key.canonical_claim,
            article: Some(key.article),
        }),
        Reference::Relation(id) => {
            let relation = state.project.relation(*id)?;
            let ends = [relation.to, relation.from].into_iter();
            let mut rows = ends.filter_map(|it| match it {
                End::CanonicalClaim(id) => Some(row(id)),
                _ => None,
            });
            rows.next()
        }
        _ => None,
    }
}

fn words_of(state: &State, it: &Reference, of: &Reference) -> String {
    let project = &state.project;
    let named = |id| {
        let annotation = project.annotation(id);
        annotation
            .map(|it| named_annotation(state, it))
            .unwrap_or_default()
    };
    match it {
        Reference::Annotation(id) => named(*id),
        Reference::Membership(key) => {
            let membership = project.membership(*key);
            let opposite = membership.is_some_and(|it| it.polarity == Polarity::Opposite);
            let words = named(key.claim);
            if opposite {
                format!("{}: {words}", Word::SaysOpposite.text())
            } else {
                words
            }
        }
        Reference::Relation(id) => {
            let Some(relation) = project.relation(*id) else {
                return String::new();
            };
            let name = state.relation_name(&relation.kind);
            let other = match state.annotation_of(it, of) {
                Some(id) => named(id),
                None => crate::ui::inspector::relation_in_words(
                    state,
                    &relation.kind,
                    relation.from,
                    relation.to,
                ),
            };
            format!("{name}: {other}")
        }
        Reference::CanonicalClaim(id) => {
            let claim = project.canonical_claim(*id);
            claim.map(|it| shortened(&it.text, 100)).unwrap_or_default()
        }
        Reference::Override(key) => {
            let title = project.article(key.article).map_or("", title_of);
            format!(
                "{}: {}",
                PartWord::HangingOverride.text(),
                shortened(title, 60)
            )
        }
        _ => PartWord::HangingException.into(),
    }
}

/// The button that shows what hangs on a record: how much it is.
pub(super) fn counted_uses(state: &State, of: &Reference) -> String {
    let used = state.project.referrers(of).count();
    if used == 0 {
        PartWord::HangsOnNothing.into()
    } else {
        counted(used, PartWord::HangsOnOne, PartWord::HangsOn)
    }
}

pub(super) fn remove_at_once(store: &Store, of: &Reference) -> Callback<MouseEvent> {
    let of = of.clone();
    dispatching(store, move || removal_of(&of))
}
