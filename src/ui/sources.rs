//! Who is quoted: how often, where, in their own words or not, by name or not, and with which
//! stance to what. Every number leads to the annotations behind it.

use std::rc::Rc;

use yew::prelude::*;

use super::hooks::{records_version, use_selector, use_store};
use super::messages::{shortened, title_of};
use super::parts::{
    button, dispatching, element, element_of, named_button, paragraph, span, text, worded,
};
use crate::app::{State, Store, ViewingAction};
use crate::model::sources::{
    ArticleSources, Held, InArticle, Sources, Tally, VoiceSources, sources,
};
use crate::model::{AnnotationId, CanonicalClaimId, End};
use crate::words::{Word, counted};

/// Voices shown, those with most claims first.
const MOST: usize = 200;

#[hook]
pub(super) fn use_sources_view() -> Html {
    let store = use_store();
    let version = use_selector(records_version);
    let found = use_memo(version, {
        let store = store.clone();
        move |_| Rc::new(store.read(|state| sources(&state.project, None)))
    });
    let state = store.state();
    if found.voices.is_empty() {
        let title = worded("h2", "", Word::NoSources.text());
        let hint = if state.project.codebook().attributes_claims() {
            Word::NoSourcesHint
        } else {
            Word::NoAttribution
        };
        let hint = paragraph("", hint.text());
        return element("div", "empty", [title, hint]);
    }
    element(
        "div",
        "source-tables",
        [
            worded("h2", "", Word::SourcesInArticles.text()),
            articles_table(&store, &state, &found),
            worded("h2", "", Word::SourcesByArticle.text()),
            voices_table(&store, &state, &found),
            worded("h2", "", Word::StancesHeld.text()),
            stances(&store, &state, &found),
        ],
    )
}

fn heads(state: &State, found: &Sources) -> Vec<Html> {
    let articles = found.articles.iter();
    articles
        .map(|it| {
            let article = state.project.article(it.article);
            let title = article.map_or("", title_of);
            let language = article.map_or("", |it| it.language.as_str());
            let words = format!("{language} · {}", shortened(title, 48));
            html! { <th scope="col">{ words }</th> }
        })
        .collect()
}

fn row_head(words: &str, about: &str) -> Html {
    html! { <th scope="row">{ text(words) }{ span("about", about) }</th> }
}

/// On whose word the claims of each article stand, as numbers and as bars.
fn articles_table(store: &Store, state: &State, found: &Sources) -> Html {
    type Claims = fn(&ArticleSources) -> &Vec<AnnotationId>;
    let kinds: [(Word, Claims); 7] = [
        (Word::AllClaimsOf, |it| &it.claims),
        (Word::ClaimsAttributed, |it| &it.attributed),
        (Word::ClaimsNamed, |it| &it.named),
        (Word::ClaimsAuthor, |it| &it.authors_voice),
        (Word::ClaimsAgentless, |it| &it.agentless),
        (Word::ClaimsNegated, |it| &it.negated),
        (Word::ClaimsUnresolved, |it| &it.unresolved),
    ];
    let most = found.articles.iter().map(|it| it.claims.len()).max();
    let most = most.unwrap_or(0);
    let mut rows = Vec::new();
    for (word, claims) in kinds {
        let cells = found.articles.iter().map(|it| {
            let claims = claims(it);
            element("td", "", [count(store, claims), bar(claims.len(), most)])
        });
        let cells: Vec<Html> = cells.collect();
        rows.push(element(
            "tr",
            "",
            [row_head(word.text(), ""), cells.into_iter().collect()],
        ));
    }
    let voices = found.articles.iter();
    let voices = voices.map(|it| {
        element(
            "td",
            "",
            [span("number", &it.voices.to_string()), Html::default()],
        )
    });
    rows.push(element(
        "tr",
        "",
        [row_head(Word::DistinctVoices.text(), ""), voices.collect()],
    ));
    for value in affiliations(found) {
        let cells = found.articles.iter().map(|it| {
            let of = it.by_affiliation.iter().find(|it| it.value == value);
            let claims = of.map(|it| it.annotations.as_slice()).unwrap_or_default();
            element("td", "", [count(store, claims), bar(claims.len(), most)])
        });
        let by = state.value_name("affiliation", &value);
        let name = Word::ClaimsBy.with(&[("who", &by)]);
        rows.push(element("tr", "", [row_head(&name, ""), cells.collect()]));
    }
    table(Word::SourcesInArticles, state, found, rows)
}

/// The affiliations that occur, in the order in which they are met.
fn affiliations(found: &Sources) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for article in &found.articles {
        for tally in &article.by_affiliation {
            if !tally.value.is_empty() && !all.contains(&tally.value) {
                all.push(tally.value.clone());
            }
        }
    }
    all
}

/// Voices by article: the darker a cell, the more claims stand on the word of that voice.
fn voices_table(store: &Store, state: &State, found: &Sources) -> Html {
    let counts = found.voices.iter().flat_map(|it| &it.articles);
    let most = counts.map(|it| it.claims.len()).max().unwrap_or(0);
    let mut rows = Vec::new();
    for voice in found.voices.iter().take(MOST) {
        let cells =
            (0..found.articles.len()).map(|column| heat(store, voice.in_article(column), most));
        let cells: Vec<Html> = cells.collect();
        let head = row_head(&shortened(&voice.name, 60), &described(state, voice));
        rows.push(element("tr", "", [head, cells.into_iter().collect()]));
    }
    table(Word::SourcesByArticle, state, found, rows)
}

/// What a voice is: named or not, of which kind, on whose side.
fn described(state: &State, voice: &VoiceSources) -> String {
    let coded: [(&str, &[Tally]); 3] = [
        ("source_type", &voice.source_type),
        ("affiliation", &voice.affiliation),
        ("status", &voice.status),
    ];
    let mut parts = Vec::new();
    for (attribute, tallies) in coded {
        let value = tallies.first().map_or("", |it| &it.value);
        let name = state.value_name(attribute, value);
        if !name.is_empty() {
            parts.push(name);
        }
    }
    parts.join(", ")
}

fn heat(store: &Store, found: Option<&InArticle>, most: usize) -> Html {
    let claims = found.map(|it| it.claims.as_slice()).unwrap_or_default();
    // Five steps, of which the last is for the most.
    let step = (claims.len() * 5).div_ceil(most.max(1));
    let how = found.map(how).unwrap_or_default();
    html! {
        <td data-heat={step.to_string()}>
            { count(store, claims) }
            { span("about", &how) }
        </td>
    }
}

/// How a voice is quoted in an article.
fn how(found: &InArticle) -> String {
    let kinds = [
        (Word::QuotedDirectly, &found.direct),
        (Word::QuotedIndirectly, &found.indirect),
        (Word::QuotedMixed, &found.mixed),
        (Word::NotSaid, &found.negated),
    ];
    let mut parts = Vec::new();
    for (word, claims) in kinds {
        if !claims.is_empty() {
            parts.push(word.with(&[("count", &claims.len().to_string())]));
        }
    }
    parts.join(", ")
}

fn table(name: Word, state: &State, found: &Sources, rows: Vec<Html>) -> Html {
    let head = [
        worded("td", "", ""),
        heads(state, found).into_iter().collect(),
    ];
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={name.text()}>
            <table class="sources-table" aria-label={name.text()}>
                { element("thead", "", [element("tr", "", head)]) }
                { element_of("tbody", "", rows) }
            </table>
        </div>
    }
}

/// A number that leads to the first annotation behind it.
fn count(store: &Store, claims: &[AnnotationId]) -> Html {
    let Some(first) = claims.first().copied() else {
        return span("none", "0");
    };
    let words = counted(claims.len(), Word::OneClaim, Word::ManyClaims);
    let go = dispatching(store, move || ViewingAction::Focus(Some(first)));
    named_button("plain number", &claims.len().to_string(), &words, go)
}

/// How long a number is beside the longest; the number itself stands beside it.
fn bar(length: usize, most: usize) -> Html {
    let width = (length * 100).div_ceil(most.max(1));
    html! {
        <svg class="bar" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
            <rect width={width.to_string()} height="8" />
        </svg>
    }
}

/// Who holds which stance to what.
fn stances(store: &Store, state: &State, found: &Sources) -> Html {
    let mut items = Vec::new();
    for voice in found.voices.iter().take(MOST) {
        let held = voice.stances.iter().map(|it| stance(store, state, it));
        let held: Vec<Html> = held.collect();
        if !held.is_empty() {
            items.push(element(
                "li",
                "",
                [
                    worded("strong", "", &voice.name),
                    element_of("ul", "", held),
                ],
            ));
        }
    }
    if items.is_empty() {
        return paragraph("hint", Word::NoStances.text());
    }
    element_of("ul", "stances", items)
}

fn stance(store: &Store, state: &State, held: &Held) -> Html {
    let mut about: Vec<String> = Vec::new();
    for target in &held.targets {
        let mut rows = target.canonical_claims.iter();
        match rows.next() {
            Some(row) => about.push(claim_text(state, *row)),
            None => about.push(named(state, target.end)),
        }
    }
    let words = Word::HoldsStance.with(&[
        ("who", &state.value_name("value", &held.value)),
        ("value", &about.join("; ")),
    ]);
    let id = held.stance;
    let go = dispatching(store, move || ViewingAction::Focus(Some(id)));
    element(
        "li",
        "",
        [button("plain small", &shortened(&words, 200), go)],
    )
}

/// What a stance is about, where no canonical claim says it.
fn named(state: &State, end: End) -> String {
    let project = &state.project;
    match end {
        End::Topic(id) => project.topic(id).map(|it| it.name.clone()),
        End::Annotation(id) => project.annotation(id).map(|it| project.quote(it)),
        other => state.source_named(other),
    }
    .unwrap_or_default()
}

fn claim_text(state: &State, row: CanonicalClaimId) -> String {
    let claim = state.project.canonical_claim(row);
    claim.map(|it| it.text.clone()).unwrap_or_default()
}
