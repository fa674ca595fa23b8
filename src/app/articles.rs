//! Loading articles and saying what is known about them.

use std::rc::Rc;

use super::state::name_or_id;
use super::{Blob, Effect, Env, MessageKind, Said, Selected, State};
use crate::formats::foreign::revision_source;
use crate::ingest::{self, Ingested, WebPage};
use crate::model::{
    Article, ArticleField, ArticleId, AttributeId, AttributeValue, Attributes, Change, Coding,
    CodingField, CodingKey, OrderKey, Part, PartId, PartKey, Reading, ReadingKey, Reference,
    Revision, TextHash, TransactionName,
};
use crate::text::{ArticleText, TextSpan};

#[derive(Debug, PartialEq)]
pub enum ArticlesAction {
    /// A text typed or pasted; empty title and language mean "as proposed".
    AddPasted(PastedArticle),
    /// Files, each an article.
    AddFiles(Vec<ArticleFile>),
    Edit(ArticleId, ArticleField),
    Remove(ArticleId),
    /// Put an article before another, or last.
    Move {
        article: ArticleId,
        before: Option<ArticleId>,
    },
    SetFullyRead(ArticleId, bool),
    /// What a stretch is; `None` makes it body again.
    SetPart {
        article: ArticleId,
        span: TextSpan,
        part: Option<PartId>,
    },
    SetCoding(ArticleId, AttributeId, Option<AttributeValue>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PastedArticle {
    pub title: String,
    pub text: String,
    pub language: String,
    pub outlet: String,
    pub author: String,
    pub published: String,
    pub url: String,
}

impl From<WebPage> for PastedArticle {
    fn from(page: WebPage) -> Self {
        Self {
            title: page.title,
            text: page.text,
            language: page.language,
            outlet: page.outlet,
            author: page.author,
            published: page.published,
            url: page.url,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFile {
    pub name: String,
    pub bytes: Rc<[u8]>,
}

pub(super) fn step(state: &mut State, action: ArticlesAction, env: &mut Env<'_>) -> Vec<Effect> {
    match action {
        ArticlesAction::AddPasted(pasted) => add_pasted(state, pasted, env),
        ArticlesAction::AddFiles(files) => add_files(state, files, env),
        ArticlesAction::Edit(id, field) => edit(state, id, &field, env),
        ArticlesAction::Remove(id) => remove(state, id, env),
        ArticlesAction::Move { article, before } => reorder(state, article, before, env),
        ArticlesAction::SetFullyRead(id, read) => set_fully_read(state, id, read, env),
        ArticlesAction::SetPart {
            article,
            span,
            part,
        } => set_part(state, article, span, part, env),
        ArticlesAction::SetCoding(id, attribute, value) => {
            set_coding(state, id, attribute, value, env)
        }
    }
}

fn add_pasted(state: &mut State, pasted: PastedArticle, env: &mut Env<'_>) -> Vec<Effect> {
    match ingest::ingest_text(&pasted.text) {
        Ok(ingested) => add(state, vec![(pasted, ingested)], Vec::new(), env),
        Err(reason) => state.say(
            MessageKind::Error,
            Said::ArticleRejected {
                name: pasted.title,
                reason: reason.to_string(),
            },
        ),
    }
}

fn add_files(state: &mut State, files: Vec<ArticleFile>, env: &mut Env<'_>) -> Vec<Effect> {
    let mut accepted = Vec::new();
    let mut originals = Vec::new();
    for file in files {
        match ingest::ingest_bytes(Some(&file.name), &file.bytes) {
            Ok(ingested) => {
                accepted.push((PastedArticle::default(), ingested));
                originals.push(file.bytes);
            }
            Err(reason) => {
                state.say(
                    MessageKind::Error,
                    Said::ArticleRejected {
                        name: file.name,
                        reason: reason.to_string(),
                    },
                );
            }
        }
    }
    add(state, accepted, originals, env)
}

/// Adds what is not there yet, all in one undo step.
fn add(
    state: &mut State,
    texts: Vec<(PastedArticle, Ingested)>,
    originals: Vec<Rc<[u8]>>,
    env: &mut Env<'_>,
) -> Vec<Effect> {
    let mut changes = Vec::new();
    let mut blobs = Vec::new();
    let mut added: Vec<(ArticleId, TextHash, String, Option<String>)> = Vec::new();
    let mut last = state
        .project
        .ordered_articles()
        .last()
        .map(|it| it.order.clone());
    let mut refusals = Vec::new();
    let mut originals = originals.into_iter();
    for (about, ingested) in texts {
        let original = originals.next();
        let hash = TextHash::of(ingested.text.as_bytes());
        let name = ingested
            .source
            .file_name
            .clone()
            .unwrap_or_else(|| ingested.title.clone());
        let twin = state.project.article_with_text(hash);
        let twin = twin.map(|it| (it.id, it.title.clone())).or_else(|| {
            let earlier = added.iter().find(|(_, text, ..)| *text == hash);
            earlier.map(|(id, _, title, _)| (*id, title.clone()))
        });
        if let Some((article, title)) = twin {
            refusals.push(Said::SameText {
                name,
                title,
                article,
            });
            continue;
        }
        let order = OrderKey::between(last.as_ref(), None);
        last = Some(order.clone());
        blobs.push(Blob {
            hash,
            bytes: ingested.text.as_bytes().into(),
        });
        let original_hash = TextHash(ingested.source.sha256);
        // A file that is its own canonical text is kept once.
        if let Some(bytes) = original.filter(|_| original_hash != hash) {
            blobs.push(Blob {
                hash: original_hash,
                bytes,
            });
        }
        let article = new_article(env.id(), order, about, &ingested);
        state
            .project
            .keep_text(Rc::new(ArticleText::new(ingested.text)));
        let source = &article.current().source;
        // What was pasted came as text.
        let encoding = source.file_name.is_some().then(|| source.encoding.clone());
        added.push((article.id, hash, article.title.clone(), encoding));
        changes.push(Change::add(article));
    }
    let first = added.first().map_or("", |(_, _, title, _)| title.as_str());
    let detail = match added.len() {
        0 | 1 => first.to_owned(),
        count => format!("{first} (+{})", count - 1),
    };
    let name = TransactionName::new("add-article", &detail);
    let opened = added.clone();
    let mut effects = state.commit_with_blobs(name, changes, blobs, env, |state| {
        for (article, ..) in &opened {
            // Two panes open by themselves.
            state.open_beside(*article, 2);
        }
        state.session.focused = None;
    });
    if !effects.is_empty() {
        state.session.dialog = None;
        effects.push(state.keyboard_to_text());
        let articles = added.into_iter().map(|it| (it.2, it.3)).collect();
        state.say(MessageKind::Note, Said::ArticlesAdded(articles));
    }
    for refusal in refusals {
        state.say(MessageKind::Error, refusal);
    }
    effects
}

fn new_article(
    id: ArticleId,
    order: OrderKey,
    about: PastedArticle,
    ingested: &Ingested,
) -> Article {
    let or_proposed = |given: String, proposed: &str| match given.trim() {
        "" => proposed.to_owned(),
        given => given.to_owned(),
    };
    Article {
        id,
        order,
        title: or_proposed(about.title, &ingested.title),
        outlet: about.outlet,
        author: about.author,
        published: about.published,
        url: about.url,
        language: or_proposed(about.language, ingested.language.unwrap_or_default()),
        retrieved: String::new(),
        note: String::new(),
        revisions: vec![Revision {
            n: 1,
            text: TextHash::of(ingested.text.as_bytes()),
            source: revision_source(ingested),
            extra: None,
        }],
        extra: None,
    }
}

fn edit(state: &mut State, id: ArticleId, field: &ArticleField, env: &Env<'_>) -> Vec<Effect> {
    let Some(article) = state.project.article(id).filter(|_| field.is_sound()) else {
        return Vec::new();
    };
    // The title only so far that undo has room to say which field it is.
    let title: String = article.title.chars().take(28).collect();
    let cut = if title == article.title { "" } else { "…" };
    let detail = format!("{title}{cut}: {}", field.name().to_ascii_lowercase());
    let name = TransactionName::new("edit-article", detail.trim_start_matches(": "));
    let changes = article.edited(field);
    state.commit(name, changes, env, |_| ())
}

fn remove(state: &mut State, id: ArticleId, env: &Env<'_>) -> Vec<Effect> {
    let Some(article) = state.project.article(id) else {
        return Vec::new();
    };
    let name = TransactionName::new("remove-article", &article.title);
    let changes = state.project.removal(&Reference::Article(id));
    state.commit(name, changes, env, |_| ())
}

fn reorder(
    state: &mut State,
    id: ArticleId,
    before: Option<ArticleId>,
    env: &Env<'_>,
) -> Vec<Effect> {
    let mut others = state.project.ordered_articles();
    let here = others.iter().position(|it| it.id == id);
    others.retain(|it| it.id != id);
    let at = before
        .and_then(|before| others.iter().position(|it| it.id == before))
        .unwrap_or(others.len());
    // Where it is already there is nothing to do, and nothing to undo.
    if before == Some(id) || here == Some(at) {
        return Vec::new();
    }
    let order = OrderKey::between(
        at.checked_sub(1).map(|at| &others[at].order),
        others.get(at).map(|it| &it.order),
    );
    edit_named(state, id, &ArticleField::Order(order), "move-article", env)
}

fn edit_named(
    state: &mut State,
    id: ArticleId,
    field: &ArticleField,
    command: &str,
    env: &Env<'_>,
) -> Vec<Effect> {
    let Some(article) = state.project.article(id) else {
        return Vec::new();
    };
    let name = TransactionName::new(command, &article.title);
    let changes = article.edited(field);
    state.commit(name, changes, env, |_| ())
}

fn set_fully_read(state: &mut State, id: ArticleId, read: bool, env: &Env<'_>) -> Vec<Effect> {
    let Some(article) = state.project.article(id) else {
        return Vec::new();
    };
    let shown = state.shown_reading(id).cloned();
    let (command, changes) = match (read, shown) {
        (true, None) => {
            let reading = Reading {
                article: id,
                revision: article.current().n,
                at: env.now,
                provenance: state.made(env.now),
                extra: None,
            };
            ("fully-read", vec![Change::add(reading)])
        }
        (false, Some(reading)) => ("not-fully-read", vec![Change::remove(reading)]),
        _ => return Vec::new(),
    };
    let name = TransactionName::new(command, &article.title);
    state.commit(name, changes, env, |_| ())
}

fn set_part(
    state: &mut State,
    id: ArticleId,
    span: TextSpan,
    part: Option<PartId>,
    env: &Env<'_>,
) -> Vec<Effect> {
    let Some(article) = state.project.article(id) else {
        return Vec::new();
    };
    let revision = article.current().n;
    // A place is in one part: of others, what the new one does not touch is left.
    let mut changes = Vec::new();
    let parts = state.project.parts();
    for old in parts.filter(|it| it.article == id && it.revision == revision) {
        if !old.span.overlaps(span) {
            continue;
        }
        changes.push(Change::remove(old.clone()));
        let rest = [
            TextSpan::new(old.span.start(), span.start().max(old.span.start())),
            TextSpan::new(span.end().min(old.span.end()), old.span.end()),
        ];
        let text = state.project.text(id);
        let rest = rest.into_iter().filter_map(|it| text?.trim(it.ok()?));
        changes.extend(rest.map(|span| {
            let rest = Part {
                span,
                ..old.clone()
            };
            Change::add(rest)
        }));
    }
    let body = PartId::from("body");
    let detail = state.part_name(part.as_ref().unwrap_or(&body));
    if let Some(part) = part {
        let part = Part {
            article: id,
            revision,
            part,
            span,
            provenance: state.made(env.now),
            extra: None,
        };
        let same = |it: &PartKey| state.project.part(it.clone()).is_some();
        if same(&part.key()) {
            return Vec::new();
        }
        changes.push(Change::add(part));
    }
    let caret = Selected::caret(id, span.end());
    let mut effects = state.commit(
        TransactionName::new("set-part", &detail),
        changes,
        env,
        |state| state.session.selection = Some(caret),
    );
    if !effects.is_empty() {
        effects.push(Effect::Select(caret));
    }
    effects
}

fn set_coding(
    state: &mut State,
    id: ArticleId,
    attribute: AttributeId,
    value: Option<AttributeValue>,
    env: &Env<'_>,
) -> Vec<Effect> {
    let detail = state.attribute_name(&attribute);
    let changes = match (state.shown_coding(id), value) {
        (Some(coding), value) => {
            let field = CodingField::Attribute(attribute.clone(), value.clone());
            let only_this = coding.attributes.keys().all(|it| *it == attribute);
            if value.is_none() && only_this {
                vec![Change::remove(coding.clone())]
            } else {
                coding.edited(&field, env.now)
            }
        }
        (None, Some(value)) => vec![Change::add(Coding {
            article: id,
            attributes: Attributes::from_iter([(attribute, value)]),
            provenance: state.made(env.now),
            extra: None,
        })],
        (None, None) => Vec::new(),
    };
    state.commit(
        TransactionName::new("set-coding", &detail),
        changes,
        env,
        |_| (),
    )
}

impl State {
    /// Before which article one is put that is dropped on the upper half of another's row, or
    /// on the lower one; `None` puts it last.
    pub fn dropped_on(&self, row: ArticleId, lower: bool) -> Option<ArticleId> {
        let all = self.project.ordered_articles();
        let at = all.iter().position(|it| it.id == row)?;
        all.get(at + usize::from(lower)).map(|it| it.id)
    }

    /// The reading of the current revision that counts here: one's own, else anybody's.
    pub fn shown_reading(&self, article: ArticleId) -> Option<&Reading> {
        let revision = self.project.article(article)?.current().n;
        let own = ReadingKey {
            article,
            revision,
            annotator: self.me,
        };
        self.project.reading(own).or_else(|| {
            self.project
                .readings()
                .find(|it| it.article == article && it.revision == revision)
        })
    }

    /// A kind of part as the reader knows it.
    fn part_name(&self, id: &PartId) -> String {
        let parts = &self.project.codebook().parts;
        let part = parts.iter().find(|it| it.id == *id);
        name_or_id(part.map(|it| &it.name), id)
    }

    /// The coding of an article that counts here: one's own, else anybody's.
    pub fn shown_coding(&self, article: ArticleId) -> Option<&Coding> {
        let own = CodingKey {
            article,
            annotator: self.me,
        };
        self.project
            .coding(own)
            .or_else(|| self.project.codings().find(|it| it.article == article))
    }
}
