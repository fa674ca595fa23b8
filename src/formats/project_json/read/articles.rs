use std::rc::Rc;

use super::{Reader, named};
use crate::formats::project_json::containers::Returns;
use crate::formats::project_json::ids::Kind;
use crate::formats::project_json::object::{Object, Unknown};
use crate::formats::project_json::values::{Id, Str};
use crate::formats::{Finding, ReadError, Rejected};
use crate::limits::LINES;
use crate::model::{Article, ArticleId, OrderKey, Part, Revision, RevisionSource, TextHash};
use crate::text::{ArticleText, CharOffset, TextSpan};

/// A revision's text as the file has it, and as the project does: without carriage returns.
pub(super) struct FileText {
    pub(super) given: Rc<ArticleText>,
    pub(super) canonical: Rc<ArticleText>,
    /// Bytes of the given text that the canonical one lacks.
    removed: Vec<u32>,
}

impl FileText {
    fn new(text: String) -> Self {
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

/// A revision as the file gives it.
struct Given<'o, 'a> {
    n: Option<u32>,
    text: Str<'a>,
    sha256: Option<Str<'a>>,
    source: Option<Object<'o, 'a>>,
    rest: Unknown<'a>,
}

impl<'o, 'a> Given<'o, 'a> {
    fn of(mut it: Object<'o, 'a>) -> Self {
        Self {
            n: it.may("n"),
            text: it.must("text"),
            sha256: it.may("sha256"),
            source: it.object("source"),
            rest: it.rest(),
        }
    }
}

/// A part as the file gives it.
struct GivenPart<'o, 'a> {
    part: Str<'a>,
    revision: Option<u32>,
    start: u32,
    end: u32,
    object: Object<'o, 'a>,
}

impl<'o, 'a> GivenPart<'o, 'a> {
    fn of(mut object: Object<'o, 'a>) -> Self {
        Self {
            part: object.must("part"),
            revision: object.may("revision"),
            start: object.must("start"),
            end: object.must("end"),
            object,
        }
    }
}

impl<'o, 'a> Reader<'o, 'a> {
    pub(super) fn article(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let Some(order) = self.orders.next() else {
            return;
        };
        let (id, title): (Id<'_>, _) = (it.must("id"), it.text("title"));
        let text: Option<Str<'_>> = it.may("text");
        let given = it.objects("revisions").into_iter();
        let given: Vec<Given<'_, '_>> = given.map(Given::of).collect();
        let parts = it.objects("parts").into_iter();
        let parts: Vec<GivenPart<'_, '_>> = parts.map(GivenPart::of).collect();
        let item = if title.is_empty() {
            named("article", &id.to_string())
        } else {
            named("article", &title)
        };
        self.begin("articles", at, item.clone());
        let id = self.ids.of(Kind::Article, Some(&id), at).into();
        if self.project.article(id).is_some() {
            self.reject(Rejected::Duplicate);
        }
        if self.leave_out_if_rejected() {
            // Nobody else looks at what they do not know.
            for mut part in parts {
                part.object.rest();
            }
            return;
        }
        let revisions = self.revisions(id, text, given);
        let Some(current) = revisions.last().map(|it| it.n) else {
            return;
        };
        self.begin("articles", at, item);
        let article = Article {
            id,
            order,
            title,
            outlet: it.text("outlet"),
            author: it.text("author"),
            published: it.text("published"),
            url: it.text("url"),
            language: it.text("language"),
            retrieved: it.text("retrieved"),
            note: it.text("note"),
            revisions,
            extra: self.extra(it),
        };
        self.add(article);
        let item = self.item();
        for (at, it) in parts.into_iter().enumerate() {
            self.part((id, current), at, it, &item);
        }
    }

    fn revisions(
        &mut self,
        article: ArticleId,
        text: Option<Str<'a>>,
        given: Vec<Given<'o, 'a>>,
    ) -> Vec<Revision> {
        match text {
            Some(text) if given.is_empty() => {
                self.begin_inner("revisions", 0, self.item());
                if self.texts.contains_key(&(article, 1)) {
                    self.reject(Rejected::Duplicate);
                }
                if self.leave_out_if_rejected() {
                    return Vec::new();
                }
                return vec![self.revision((article, 1), text, None)];
            }
            Some(_) => self.ignored("text", "the article has `revisions`"),
            None if given.is_empty() => {
                let place = self.entry.place.to_string();
                self.fail(ReadError::NoText { place });
            }
            None => {}
        }
        let item = self.item();
        let mut revisions: Vec<Revision> = Vec::with_capacity(given.len());
        let mut next = 1_u32;
        for (at, it) in given.into_iter().enumerate() {
            let n = it.n.unwrap_or(next);
            next = n.saturating_add(1);
            if self.texts.contains_key(&(article, n)) {
                self.begin_inner("revisions", at, format!("{item}, revision {n}"));
                self.reject(Rejected::Duplicate);
                self.leave_out_if_rejected();
                continue;
            }
            self.begin_inner("revisions", at, item.clone());
            let mut revision = self.revision((article, n), it.text, it.sha256.as_ref());
            let unknown = it.source.and_then(|mut it| {
                revision.source = self.source(&mut it);
                self.keeper.object(&it.rest())
            });
            revision.extra = self.keeper.extra(&it.rest, vec![("@source", unknown)]);
            revisions.push(revision);
        }
        revisions
    }

    fn revision(
        &mut self,
        key: (ArticleId, u32),
        text: Str<'a>,
        sha256: Option<&Str<'a>>,
    ) -> Revision {
        if let Some(says) = sha256 {
            let is = TextHash::of(text.as_str().as_bytes());
            if TextHash::try_from(says.to_text()) != Ok(is) {
                let item = self.item();
                self.warn(Finding::ChangedText { item });
            }
        }
        let count = text.as_str().matches('\r').count();
        if count > 0 {
            let item = self.item();
            self.warn(Finding::CarriageReturns { item, count });
        }
        let text = FileText::new(text.into_text());
        if text.canonical.paragraph_count() > LINES + 1 {
            let place = self.entry.place.to_string();
            let problem = format!("a text has more than {LINES} lines");
            self.fail(ReadError::Refused { place, problem });
        }
        let hash = self.project.keep_text(text.canonical.clone());
        self.texts.insert(key, text);
        Revision {
            n: key.1,
            text: hash,
            source: RevisionSource::default(),
            extra: None,
        }
    }

    fn source(&mut self, source: &mut Object<'o, 'a>) -> RevisionSource {
        let hash: Option<Str<'_>> = source.may("sha256");
        let hash = hash.map(|it| TextHash::try_from(it.into_text()));
        if let Some(Err(_)) = hash {
            self.ignored("source.sha256", "it is no SHA-256");
        }
        let mut returns = |key| source.may::<Returns>(key).unwrap_or_default().0;
        RevisionSource {
            carriage_returns: returns("carriage_returns"),
            lone_carriage_returns: returns("lone_carriage_returns"),
            file_name: source.may("file_name").map(Str::into_text),
            encoding: source.text("encoding"),
            bom: source.may("bom").unwrap_or_default(),
            sha256: hash.and_then(Result::ok),
        }
    }

    fn part(
        &mut self,
        (article, current): (ArticleId, u32),
        at: usize,
        mut it: GivenPart<'o, 'a>,
        of: &str,
    ) {
        let (part, start, end) = (it.part.as_str(), it.start, it.end);
        let item = format!("{of}, part {part:?} at {start}–{end}");
        self.begin_inner("parts", at, item);
        let revision = it.revision.unwrap_or(current);
        let text = self.texts.get(&(article, revision));
        let span = text.and_then(|text| {
            let span = text.given.char_span(CharOffset(start), CharOffset(end));
            text.canonical(span.ok()?)
        });
        let why = if text.is_none() {
            Rejected::NoRevision
        } else {
            Rejected::BadPlace
        };
        let Some(span) = span else {
            self.reject(why);
            self.leave_out_if_rejected();
            it.object.rest();
            return;
        };
        let part = Part {
            article,
            revision,
            part: it.part.as_str().into(),
            span,
            provenance: self.provenance(&mut it.object),
            extra: self.extra(&mut it.object),
        };
        self.add(part);
    }
}

/// Keys in rising order, each as short as can be: made from the middle out.
pub(super) fn order_keys(count: usize) -> Vec<OrderKey> {
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
