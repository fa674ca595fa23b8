use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::Modal;
use super::add_article::LanguageOptions;
use crate::app::{ArticlesAction, ViewingAction};
use crate::model::{ArticleField, ArticleId, PartId};
use crate::ui::hooks::{records_version, use_selector, use_store};
use crate::ui::inspector::AttributeField;
use crate::ui::messages::shortened;
use crate::words::Word;

#[derive(PartialEq, Properties)]
pub(super) struct DetailsProps {
    pub id: ArticleId,
}

/// What is known about an article: metadata, codings, parts, where its text came from.
#[component]
pub(super) fn ArticleDetails(props: &DetailsProps) -> Html {
    let store = use_store();
    let id = props.id;
    let _ = use_selector(records_version);
    let state = store.state();
    let Some(article) = state.project.article(id) else {
        return html! {};
    };
    let field = |label: Word, value: &str, set: fn(String) -> ArticleField| {
        let store = store.clone();
        html! {
            <label class="stacked">{ label.text() }
                <input type="text" value={value.to_owned()} onchange={move |event: Event| {
                    let value = event.target_unchecked_into::<HtmlInputElement>().value();
                    store.dispatch(ArticlesAction::Edit(id, set(value)));
                }} />
            </label>
        }
    };
    let coding = state.shown_coding(id);
    let source = &article.current().source;
    let order = state.project.ordered_articles();
    let at = order.iter().position(|it| it.id == id).unwrap_or(0);
    let up = at.checked_sub(1).map(|at| order[at].id);
    let down = order.get(at + 2).map(|it| it.id);
    let is_last = at + 1 >= order.len();
    let revision = article.current().n;
    let parts: Vec<_> = state
        .project
        .parts()
        .filter(|it| it.article == id && it.revision == revision)
        .cloned()
        .collect();
    html! {
        <Modal title={Word::ArticleDetails.text()}>
            <div class="row">
                { field(Word::Title, &article.title, ArticleField::Title) }
                <label class="stacked">{ Word::Language.text() }
                    <select onchange={
                        let store = store.clone();
                        move |event: Event| {
                            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
                            store.dispatch(ArticlesAction::Edit(id, ArticleField::Language(value)));
                        }
                    }>
                        <LanguageOptions selected={article.language.clone()} />
                    </select>
                </label>
                { field(Word::Outlet, &article.outlet, ArticleField::Outlet) }
                { field(Word::Author, &article.author, ArticleField::Author) }
                { field(Word::Published, &article.published, ArticleField::Published) }
                { field(Word::WebAddress, &article.url, ArticleField::Url) }
                { field(Word::Retrieved, &article.retrieved, ArticleField::Retrieved) }
                { field(Word::Note, &article.note, ArticleField::Note) }
            </div>
            <h3>{ Word::Coding.text() }</h3>
            <div class="attributes">
                for attribute in &state.project.codebook().article_attributes {
                    <AttributeField
                        key={attribute.id.to_string()}
                        attribute={attribute.clone()}
                        value={coding.and_then(|it| it.attributes.get(&attribute.id).cloned())}
                        onset={
                            let store = store.clone();
                            let attribute = attribute.id.clone();
                            Callback::from(move |value| {
                                store.dispatch(ArticlesAction::SetCoding(id, attribute.clone(), value));
                            })
                        }
                    />
                }
            </div>
            <h3>{ Word::Parts.text() }</h3>
            <p class="hint">{ Word::PartsHint.text() }</p>
            <ul class="plain-list">
                for part in parts {
                    <li>
                        <select aria-label={Word::PartKind.text()} onchange={
                            let store = store.clone();
                            let span = part.span;
                            move |event: Event| {
                                let value = event.target_unchecked_into::<HtmlSelectElement>().value();
                                store.dispatch(ArticlesAction::SetPart {
                                    article: id,
                                    span,
                                    part: (value != "body").then(|| PartId::from(value)),
                                });
                            }
                        }>
                            for kind in &state.project.codebook().parts {
                                <option value={kind.id.to_string()} selected={kind.id == part.part}>
                                    { kind.name.get("en").unwrap_or(kind.id.as_str()).to_owned() }
                                </option>
                            }
                        </select>
                        <span class="quote">{
                            state.project.text(id).and_then(|it| it.get(part.span)).map(|it| shortened(it, 80)).unwrap_or_default()
                        }</span>
                    </li>
                }
            </ul>
            <p class="hint">
                { Word::SourceOf.with(&[
                    ("file", source.file_name.as_deref().unwrap_or("–")),
                    ("encoding", &source.encoding),
                    ("hash", &article.current().text.to_string()[..12]),
                ]) }
            </p>
            <div class="row end">
                <button type="button" disabled={up.is_none()} onclick={
                    let store = store.clone();
                    move |_| store.dispatch(ArticlesAction::Move { article: id, before: up })
                }>{ Word::MoveUp.text() }</button>
                <button type="button" disabled={is_last} onclick={
                    let store = store.clone();
                    move |_| store.dispatch(ArticlesAction::Move { article: id, before: down })
                }>{ Word::MoveDown.text() }</button>
                <span class="spacer" />
                <button type="button" class="danger" onclick={
                    let store = store.clone();
                    move |_| {
                        store.dispatch(ViewingAction::Close);
                        store.dispatch(ArticlesAction::Remove(id));
                    }
                }>{ Word::RemoveArticle.text() }</button>
            </div>
        </Modal>
    }
}
