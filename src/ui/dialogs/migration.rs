use yew::prelude::*;

use super::modal;
use crate::app::{Asked, CodebookAction, State, Store, ViewingAction};
use crate::model::{End, EntryKind, EntryRef, Fate, Misfit, Reason, TakenAway};
use crate::ui::choice::{Offer, Options};
use crate::ui::codebook::end_in_words;
use crate::ui::hooks::{use_selector, use_store};
use crate::ui::messages::{shortened, taken_away};
use crate::ui::parts::{
    button, button_if, callback, choice, dispatching, element, element_of, item, none_or,
    paragraph, spacer, span, text,
};
use crate::words::{PartWord, Word, counted};

/// Quotes that are listed of what is in use.
const QUOTES: usize = 5;

/// Asks where that goes which is in use and not in a codebook any more.
#[hook]
pub(super) fn use_migration() -> Html {
    let store = use_store();
    let asked = use_selector(|state| state.session.recoding.asked.clone());
    let Some(asked) = asked else {
        return Html::default();
    };
    let state = store.state();
    let before = state.project.codebook();
    let mut rows = Vec::new();
    for at in 0..asked.fates.len() {
        rows.push(row(&store, &state, &asked, at));
    }
    let (hint, name, word) = if let Some(entry) = &asked.removed {
        (
            PartWord::RemovingHint,
            before.name_of(entry),
            PartWord::RemoveNow,
        )
    } else {
        let name = asked.codebook.name_of(&EntryRef::default());
        (PartWord::ReplacingHint, name, PartWord::UseNow)
    };
    let mut actions = vec![button(
        "",
        Word::Cancel.text(),
        dispatching(&store, || ViewingAction::Close),
    )];
    if let Some(entry) = asked.removed.clone() {
        let deprecate = dispatching(&store, move || {
            CodebookAction::Deprecate(entry.clone(), true)
        });
        actions.push(button("", PartWord::DeprecateInstead.text(), deprecate));
    }
    let migrate = dispatching(&store, || CodebookAction::Migrate);
    let answered = asked.is_answered();
    actions.push(button_if(answered, "primary", word.text(), migrate));
    let content = [
        paragraph("", &hint.with(&[("name", &name)])),
        element_of("ul", "plain-list migration", rows),
        element_of("div", "row end", actions),
    ];
    modal(
        PartWord::MigrationTitle.text(),
        "",
        html! { <>{ for content }</> },
    )
}

fn row(store: &Store, state: &State, asked: &Asked, at: usize) -> Html {
    let entry = asked.entries()[at];
    let misfit = at
        .checked_sub(asked.missing.len())
        .map(|at| &asked.misfits[at]);
    let count = misfit.map_or_else(|| asked.missing[at].1, Misfit::count);
    let before = state.project.codebook();
    let name = before.name_of(entry);
    let mut options = Options::new();
    for id in asked.offers(at, before) {
        let to = EntryRef::within(entry.kind, &entry.of, &id);
        let name = asked.codebook.name_of(&to);
        let name = PartWord::WhereInto.with(&[("name", &name)]);
        options.push(Offer::new(&format!("={id}"), &name));
    }
    let loses = match entry.kind {
        EntryKind::Label | EntryKind::Relation | EntryKind::Part => PartWord::WhereDelete,
        _ => PartWord::WhereUnset,
    };
    options.push(Offer::new("delete", loses.text()));
    if asked.removed.is_none() {
        options.insert(0, Offer::new("keep", PartWord::WhereKeep.text()));
    }
    let current = match &asked.fates[at] {
        None => String::new(),
        Some(Fate::Keep) => "keep".to_owned(),
        Some(Fate::Delete) => "delete".to_owned(),
        Some(Fate::Into(id)) => format!("={id}"),
    };
    if current.is_empty() {
        options = none_or(PartWord::WhereChoose.text(), options);
    }
    let onchoose = {
        let store = store.clone();
        callback(move |chosen: String| {
            let fate = match chosen.as_str() {
                "keep" => Fate::Keep,
                "delete" => Fate::Delete,
                other => match other.strip_prefix('=') {
                    Some(id) => Fate::Into(id.to_owned()),
                    None => return,
                },
            };
            store.dispatch(CodebookAction::SetFate(at, fate));
        })
    };
    let called = PartWord::WhereTo.with(&[("name", &name)]);
    let head = [
        span("title", &name),
        span("about", &counted(count, Word::OneRecord, Word::ManyRecords)),
        spacer(),
        choice("", &called, options, &current, onchoose),
    ];
    let mut all = vec![element("div", "row", head)];
    if let Some(misfit) = misfit {
        let mut reasons = Vec::new();
        for (reason, count) in &misfit.reasons {
            let words = reason_in_words(asked, reason);
            reasons.push(item(text(&format!("{words}: {count}"))));
        }
        all.push(element_of("ul", "plain-list hint", reasons));
        return element_of("li", "", all);
    }
    if entry.kind == EntryKind::Label {
        all.push(hanging(state, &entry.id));
    }
    element_of("li", "", all)
}

fn reason_in_words(asked: &Asked, reason: &Reason) -> String {
    let name = |id: &str| end_in_words(&asked.codebook, id);
    match reason {
        Reason::Type => PartWord::MisfitType.text().to_owned(),
        Reason::On(on) => PartWord::MisfitOn.with(&[("name", &name(on))]),
        Reason::Ends(from, to) => {
            PartWord::MisfitEnds.with(&[("from", &name(from)), ("to", &name(to))])
        }
    }
}

/// The first annotations with a label, and what hangs on all of them.
fn hanging(state: &State, label: &str) -> Html {
    let project = &state.project;
    let mut what = TakenAway::default();
    let mut quotes = Vec::new();
    let mut more = 0;
    for annotation in project.annotations().filter(|it| it.label == *label) {
        what.relations += project.relations_at(End::Annotation(annotation.id)).len();
        what.canonical_claims += project.memberships_of(annotation.id).len();
        if quotes.len() < QUOTES {
            let quote = shortened(&project.quote(annotation), 60);
            quotes.push(item(text(&quote)));
        } else {
            more += 1;
        }
    }
    if more > 0 {
        let more = Word::AndMore.with(&[("count", &more.to_string())]);
        quotes.push(item(text(&more)));
    }
    let hangs = match taken_away(&what).as_str() {
        "" => Html::default(),
        what => paragraph("hint", &PartWord::HangsOnThem.with(&[("what", what)])),
    };
    element(
        "div",
        "",
        [element_of("ul", "plain-list hint", quotes), hangs],
    )
}
