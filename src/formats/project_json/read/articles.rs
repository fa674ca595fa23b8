use std::fmt::Display;
use std::rc::Rc;

use super::{Place, Reader, named};
use crate::formats::project_json::ids::Kind;
use crate::formats::project_json::object::Unknown;
use crate::formats::project_json::v1;
use crate::formats::project_json::values::Str;
use crate::formats::{Finding, ReadError, Rejected};
use crate::model::{
    Article, ArticleId, Change, Edit, Node, OrderKey, Part, Revision, RevisionSource, TextHash,
};
use crate::text::{ArticleText, CharOffset, TextSpan};

/// A revision's text as the file has it, and as the project does: without carriage returns.
pub(super) struct FileText {
    pub(super) given: Rc<ArticleText>,
    canonical: Rc<ArticleText>,
    /// Bytes of the given text that the canonical one lacks.
    removed: Vec<u32>,
}

impl FileText {
    fn new(text: Str<'_>) -> Self {
        let text = text.into_string();
        let carriage_returns = text.match_indices('\r');
        let removed = carriage_returns
            .filter(|(at, _)| text[at + 1..].starts_with('\n'))
            .filter_map(|(at, _)| u32::try_from(at).ok())
            .collect();
        let canonical = text
            .contains('\r')
            .then(|| text.replace("\r\n", "\n").replace('\r', "\n"));
        let given = Rc::new(ArticleText::new(text));
        Self {
            canonical: canonical.map_or_else(|| given.clone(), |it| Rc::new(ArticleText::new(it))),
            given,
            removed,
        }
    }

    /// A span of the given text in the canonical one.
    pub(super) fn canonical(&self, span: TextSpan) -> Option<TextSpan> {
        if self.removed.is_empty() {
            return Some(span);
        }
        let place = |at: u32| {
            let before = self.removed.partition_point(|&it| it < at);
            self.canonical.byte(at - u32::try_from(before).ok()?).ok()
        };
        TextSpan::new(place(span.start().get())?, place(span.end().get())?).ok()
    }
}

impl<'a> Reader<'a> {
    pub(super) fn articles(&mut self, articles: Vec<v1::Article<'a>>) {
        let orders = order_keys(articles.len());
        for (at, (it, order)) in articles.into_iter().zip(orders).enumerate() {
            let place = Place("articles", at);
            let id: ArticleId = self.ids.of(Kind::Article, Some(&it.id), at);
            let item = article_name(&it);
            if self.project.article(id).is_some() {
                self.leave_out(&place, item, Rejected::Duplicate);
                continue;
            }
            let revisions = self.revisions(id, place, &item, it.text, it.revisions.0);
            if revisions.is_empty() {
                continue;
            }
            let article = Article {
                id,
                order,
                title: it.title.into_string(),
                outlet: it.outlet.into_string(),
                author: it.author.into_string(),
                published: it.published.into_string(),
                url: it.url.into_string(),
                language: it.language.into_string(),
                retrieved: it.retrieved.into_string(),
                note: it.note.into_string(),
                revisions,
                extra: self.extra(it.rest, Vec::new()),
            };
            let current = article.current().n;
            self.add(
                &place,
                &|| item.clone(),
                &Change::Article(Edit::Add(article)),
            );
            self.parts(id, current, place, &item, it.parts.0);
        }
    }

    fn revisions(
        &mut self,
        article: ArticleId,
        place: Place,
        item: &str,
        short: Option<Str<'a>>,
        mut given: Vec<v1::Revision<'a>>,
    ) -> Vec<Revision> {
        match short {
            Some(text) if given.is_empty() => given.push(v1::Revision {
                n: None,
                text,
                sha256: None,
                source: None,
                rest: Unknown::default(),
            }),
            Some(_) => self.ignored(&place, item, "text", "the article has `revisions`"),
            None if given.is_empty() => {
                let place = place.to_string();
                self.fail(ReadError::NoText { place });
                return Vec::new();
            }
            None => {}
        }
        let mut revisions: Vec<Revision> = Vec::with_capacity(given.len());
        let mut next = 1_u32;
        for (at, it) in given.into_iter().enumerate() {
            let place = format!("{place}.revisions[{at}]");
            let n = it.n.unwrap_or(next);
            next = n.saturating_add(1);
            if self.texts.contains_key(&(article, n)) {
                let item = format!("{item}, revision {n}");
                self.leave_out(&place, item, Rejected::Duplicate);
                continue;
            }
            revisions.push(self.revision(article, n, &place, item, it));
        }
        revisions
    }

    fn revision(
        &mut self,
        article: ArticleId,
        n: u32,
        place: &str,
        item: &str,
        it: v1::Revision<'a>,
    ) -> Revision {
        let count = it.text.as_str().matches('\r').count();
        let text = FileText::new(it.text);
        let hash = self.project.keep_text(text.canonical.clone());
        if let Some(says) = it.sha256 {
            let is = TextHash::of(text.given.as_str().as_bytes());
            if TextHash::try_from(says.into_string()) != Ok(is) {
                let item = item.to_owned();
                self.warnings.add(&place, Finding::ChangedText { item });
            }
        }
        if count > 0 {
            let item = item.to_owned();
            let what = Finding::CarriageReturns { item, count };
            self.warnings.add(&place, what);
        }
        self.texts.insert((article, n), text);
        let (source, unknown) = self.source(place, item, it.source);
        Revision {
            n,
            text: hash,
            source,
            extra: self.extra(it.rest, vec![("@source", unknown)]),
        }
    }

    fn source(
        &mut self,
        place: &str,
        item: &str,
        source: Option<v1::Source<'a>>,
    ) -> (RevisionSource, Option<Node>) {
        let Some(source) = source else {
            return (RevisionSource::default(), None);
        };
        let hash = source.sha256.map(|it| TextHash::try_from(it.into_string()));
        if let Some(Err(_)) = hash {
            self.ignored(&place, item, "source.sha256", "it is no SHA-256");
        }
        let unknown = self.keeper.object(source.rest);
        let unknown = self.kept(unknown);
        let source = RevisionSource {
            file_name: source.file_name.map(Str::into_string),
            encoding: source.encoding.into_string(),
            bom: source.bom,
            carriage_returns: source.carriage_returns.0,
            lone_carriage_returns: source.lone_carriage_returns.0,
            sha256: hash.and_then(Result::ok),
        };
        (source, unknown)
    }

    fn parts(
        &mut self,
        article: ArticleId,
        current: u32,
        of: Place,
        item: &str,
        parts: Vec<v1::Part<'a>>,
    ) {
        for (at, it) in parts.into_iter().enumerate() {
            let place = format!("{of}.parts[{at}]");
            let item = || {
                format!(
                    "{item}, part {:?} at {}–{}",
                    it.part.as_str(),
                    it.start,
                    it.end
                )
            };
            let revision = it.revision.unwrap_or(current);
            let Some(text) = self.texts.get(&(article, revision)) else {
                self.leave_out(&place, item(), Rejected::NoRevision);
                continue;
            };
            let span = text
                .given
                .char_span(CharOffset(it.start), CharOffset(it.end));
            let Some(span) = span.ok().and_then(|it| text.canonical(it)) else {
                self.leave_out(&place, item(), Rejected::BadPlace);
                continue;
            };
            let provenance = self.provenance(&it.rest, &place, &item);
            let item = item();
            let part = Part {
                article,
                revision,
                part: it.part.as_str().into(),
                span,
                provenance,
                extra: self.extra(it.rest.unknown, Vec::new()),
            };
            self.add(&place, &|| item.clone(), &Change::Part(Edit::Add(part)));
        }
    }

    pub(super) fn ignored(
        &mut self,
        place: &dyn Display,
        item: &str,
        key: &'static str,
        why: &'static str,
    ) {
        let item = item.to_owned();
        self.warnings
            .add(&place, Finding::Ignored { item, key, why });
    }
}

fn article_name(article: &v1::Article<'_>) -> String {
    let title = article.title.as_str();
    if title.is_empty() {
        named("article", &article.id.to_string())
    } else {
        named("article", title)
    }
}

/// Keys in rising order, each as short as can be: made from the middle out.
fn order_keys(count: usize) -> Vec<OrderKey> {
    fn fill(keys: &mut [Option<OrderKey>], low: Option<&OrderKey>, high: Option<&OrderKey>) {
        let middle = keys.len() / 2;
        let (left, rest) = keys.split_at_mut(middle);
        if let Some((slot, right)) = rest.split_first_mut() {
            let key = OrderKey::between(low, high);
            fill(left, low, Some(&key));
            fill(right, Some(&key), high);
            *slot = Some(key);
        }
    }
    let mut keys = vec![None; count];
    fill(&mut keys, None, None);
    keys.into_iter().flatten().collect()
}
