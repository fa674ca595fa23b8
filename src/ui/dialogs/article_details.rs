use yew::prelude::*;

use super::add_article::language_choice;
use super::modal;
use crate::app::{ArticlesAction, State, Store, ViewingAction};
use crate::model::{ArticleField, ArticleId, Part, PartId, Reading};
use crate::ui::choice::Offer;
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::inspector::{AttributeField, attribute_field};
use crate::ui::messages::shortened;
use crate::ui::parts::{
    self, button, button_if, callback, checked_field, choice, dispatching, element, element_of,
    heading, labelled, on_click, paragraph, spacer,
};
use crate::words::{PartWord, Word};

/// What is known about an article: metadata, codings, parts, where its text came from.
#[hook]
pub(super) fn use_article_details(id: &ArticleId) -> Html {
    let store = use_store();
    let id = *id;
    let _ = use_selector(records_version);
    // What somebody wrote that cannot be kept: it stands there until it is put right.
    let refused = use_state(Vec::<(&'static str, String)>::new);
    let state = store.state();
    let Some(article) = state.project.article(id) else {
        return html! {};
    };
    let field = |label: &'static str, value: &str, set: fn(String) -> ArticleField| {
        let is_date = label == PartWord::Published.text() || label == PartWord::Retrieved.text();
        let (hint, sentence) = if is_date {
            (Some(PartWord::DateHint.text()), PartWord::NoDate.text())
        } else {
            (None, PartWord::NoAddress.text())
        };
        let wrong = refused
            .iter()
            .find(|it| it.0 == label)
            .map(|it| it.1.as_str());
        let problem = wrong.map(|_| (format!("problem-{}", label.replace(' ', "-")), sentence));
        let (store, refused) = (store.clone(), refused.clone());
        let onchange = callback(move |value: String| {
            let field = set(value.clone());
            let mut left = (*refused).clone();
            left.retain(|it| it.0 != label);
            if field.is_sound() {
                store.dispatch(ArticlesAction::Edit(id, field));
            } else {
                left.push((label, value));
            }
            refused.set(left);
        });
        let value = wrong.unwrap_or(value);
        let field = checked_field(label, value, hint, problem, onchange);
        labelled("stacked", label, field)
    };
    let coding = state.shown_coding(id);
    let source = &article.current().source;
    let order = state.project.ordered_articles();
    let at = order.iter().position(|it| it.id == id).unwrap_or(0);
    let up = at.checked_sub(1).map(|at| order[at].id);
    let down = order.get(at + 2).map(|it| it.id);
    let is_last = at + 1 >= order.len();
    let revision = article.current().n;
    let parts = state.project.parts();
    let parts = parts.filter(|it| it.article == id && it.revision == revision);
    let readings = state.project.readings();
    let readings = readings.filter(|it| it.article == id && it.revision == revision);
    let moved = |before| {
        dispatching(&store, move || ArticlesAction::Move {
            article: id,
            before,
        })
    };
    let onlanguage = {
        let store = store.clone();
        callback(move |it| {
            store.dispatch(ArticlesAction::Edit(id, ArticleField::Language(it)));
        })
    };
    let onremove = {
        let store = store.clone();
        on_click(move || {
            store.dispatch(ViewingAction::Close);
            store.dispatch(ArticlesAction::Remove(id));
        })
    };
    let source = PartWord::SourceOf.with(&[
        ("file", source.file_name.as_deref().unwrap_or("–")),
        ("encoding", &source.encoding),
        ("hash", &article.current().text.to_string()[..12]),
    ]);
    let fields = [
        field(PartWord::Title.text(), &article.title, ArticleField::Title),
        language_choice(&article.language, onlanguage),
        field(
            PartWord::Outlet.text(),
            &article.outlet,
            ArticleField::Outlet,
        ),
        field(
            PartWord::Author.text(),
            &article.author,
            ArticleField::Author,
        ),
        field(
            PartWord::Published.text(),
            &article.published,
            ArticleField::Published,
        ),
        field(PartWord::WebAddress.text(), &article.url, ArticleField::Url),
        field(
            PartWord::Retrieved.text(),
            &article.retrieved,
            ArticleField::Retrieved,
        ),
        field(Word::Note.text(), &article.note, ArticleField::Note),
    ];
    let attributes = state.project.codebook().article_attributes.iter();
    let value_of = |id| coding.and_then(|it| it.attributes.get(id));
    let attributes = attributes.filter(|it| it.is_offered(value_of(&it.id)));
    let attributes = attributes.map(|attribute| {
        attribute_field(&AttributeField {
            attribute,
            value: value_of(&attribute.id),
            inherited: None,
            onset: {
                let store = store.clone();
                let attribute = attribute.id.clone();
                callback(move |value| {
                    store.dispatch(ArticlesAction::SetCoding(id, attribute.clone(), value));
                })
            },
        })
    });
    let parts = parts.map(|it| part_row(&store, &state, it));
    let actions = [
        button_if(up.is_some(), "", PartWord::MoveUp.text(), moved(up)),
        button_if(!is_last, "", PartWord::MoveDown.text(), moved(down)),
        spacer(),
        button("danger", Word::RemoveArticle.text(), onremove),
    ];
    modal(
        Word::ArticleDetails.text(),
        "",
        html! {
            <>
                { element("div", "row", fields) }
                { heading(PartWord::Coding.text()) }
                { element_of("div", "attributes", attributes.collect()) }
                { heading(PartWord::Parts.text()) }
                { paragraph("hint", PartWord::PartsHint.text()) }
                { element_of("ul", "plain-list", parts.collect()) }
                { for readings.map(|it| paragraph("hint", &reading_in_words(&state, it))) }
                { paragraph("hint", &source) }
                { element("div", "row end", actions) }
            </>
        },
    )
}

/// Who says that everything in the article is annotated, and when they said so.
fn reading_in_words(state: &State, reading: &Reading) -> String {
    let who = state.project.annotator(reading.provenance.annotator);
    PartWord::ReadBy.with(&[
        ("who", who.map_or("", |it| it.name.as_str())),
        ("at", &reading.at.to_string().replace('T', " ")),
        ("revision", &reading.revision.to_string()),
    ])
}

/// A stretch that is something else than body, which can be changed.
fn part_row(store: &Store, state: &State, part: &Part) -> Html {
    let (article, span) = (part.article, part.span);
    let store = store.clone();
    let onchoose = callback(move |kind: String| {
        store.dispatch(ArticlesAction::SetPart {
            article,
            span,
            part: (kind != "body").then(|| PartId::from(kind)),
        });
    });
    let kinds = state.project.codebook().parts.iter();
    let kinds = kinds.filter(|it| !it.deprecated || it.id == part.part);
    let kinds = kinds.map(|it| {
        let name = it.name.get("en").unwrap_or(it.id.as_str());
        Offer::new(it.id.as_str(), name)
    });
    let text = state.project.text(article);
    let quote = text.and_then(|it| it.get(span)).unwrap_or_default();
    element(
        "li",
        "",
        [
            choice(
                "",
                PartWord::PartKind.text(),
                kinds.collect(),
                part.part.as_str(),
                onchoose,
            ),
            parts::span("quote", &shortened(quote, 80)),
        ],
    )
}
