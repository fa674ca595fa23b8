use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use yew::prelude::*;

use super::{ARTICLES, mapping, warnings};
use crate::app::{ImportingAction, State, Store};
use crate::formats::foreign::Mapping;
use crate::formats::{Bundle, Document, Format, Group, Known, NamedFile, Warning};
use crate::model::{ArticleId, TextHash};
use crate::ui::messages::title_of;
use crate::ui::parts::{button, element, element_of, heading, item, on_click, paragraph, text};
use crate::web::timing;
use crate::words::{PartWord, Word, counted};

/// Files, and bytes, that are read between two looks at the page.
const FILES: usize = 50;
const BYTES: usize = 2_000_000;

/// Files of other tools: being read, or ready to be taken in.
pub(super) struct Others {
    reading: Rc<Reading>,
}

struct Reading {
    /// What was read of how many files.
    done: Cell<usize>,
    all: usize,
    stopped: Cell<bool>,
    ready: Cell<bool>,
    read: RefCell<Read>,
    changed: Rc<dyn Fn()>,
}

#[derive(Default)]
struct Read {
    /// Names of formats with the number of their files.
    formats: Vec<(&'static str, usize)>,
    documents: Vec<Document>,
    /// The articles whose text documents have.
    known: Vec<Option<ArticleId>>,
    warnings: Vec<Warning>,
    mapping: Mapping,
}

impl Others {
    /// Begins to read files, some at a time.
    pub(super) fn read(store: &Store, groups: Vec<Group>, changed: Rc<dyn Fn()>) -> Self {
        let formats = groups.iter().map(|it| {
            let name = it.format.describe().name;
            (name, it.files.len())
        });
        let formats: Vec<_> = formats.collect();
        let reading = Rc::new(Reading {
            done: Cell::new(0),
            all: formats.iter().map(|it| it.1).sum(),
            stopped: Cell::new(false),
            ready: Cell::new(false),
            read: RefCell::new(Read {
                formats,
                ..Read::default()
            }),
            changed,
        });
        let of_all = Rc::clone(&reading);
        let store = store.clone();
        timing::spawn(async move { of_all.go(&store, groups).await });
        Self { reading }
    }

    pub(super) fn stop(&self) {
        self.reading.stopped.set(true);
    }

    pub(super) fn is_ready(&self) -> bool {
        self.reading.ready.get() && !self.reading.read.borrow().documents.is_empty()
    }

    /// Makes what was read part of the project that is open.
    pub(super) fn take_in(&self, store: &Store) {
        let read = self.reading.read.take();
        self.reading.ready.set(false);
        let start = timing::now();
        store.dispatch(ImportingAction::TakeIn {
            name: in_words(&read.formats),
            documents: read.documents,
            mapping: read.mapping,
        });
        timing::measure_to_next_frame("cotejo:import", start);
    }

    pub(super) fn shown(&self, store: &Store) -> Html {
        let reading = &self.reading;
        if !reading.ready.get() {
            return reading.progress();
        }
        let read = reading.read.borrow();
        let sum = |count: &dyn Fn(&Document) -> usize| read.documents.iter().map(count).sum();
        let summary = PartWord::ForeignSummary.with(&[
            ("format", &in_words(&read.formats)),
            (
                "texts",
                &counted(read.documents.len(), PartWord::OneText, PartWord::ManyTexts),
            ),
            (
                "annotations",
                &counted(
                    sum(&|it| it.spans.len()),
                    Word::OneAnnotation,
                    Word::ManyAnnotations,
                ),
            ),
            (
                "relations",
                &counted(
                    sum(&|it| it.relations.len()),
                    Word::OneRelation,
                    Word::ManyRelations,
                ),
            ),
        ]);
        let titles = read.documents.iter().zip(&read.known).take(ARTICLES);
        let mut titles: Vec<Html> = titles
            .map(|(document, known)| item(text(&store.read(|it| titled(it, document, *known)))))
            .collect();
        let more = read.documents.len().saturating_sub(ARTICLES);
        if more > 0 {
            titles.push(item(text(
                &Word::AndMore.with(&[("count", &more.to_string())]),
            )));
        }
        let choose = {
            let reading = Rc::clone(reading);
            let change: mapping::Change = Rc::new(move |change: &dyn Fn(&mut Mapping)| {
                change(&mut reading.read.borrow_mut().mapping);
                (reading.changed)();
            });
            change
        };
        html! {
            <>
                { heading(&summary) }
                { element_of("ul", "plain-list", titles) }
                { warnings(&read.warnings) }
                { store.read(|it| mapping::shown(&read.mapping, it.project.codebook(), &choose)) }
            </>
        }
    }
}

impl Reading {
    async fn go(&self, store: &Store, groups: Vec<Group>) {
        for group in groups {
            let format = group.format;
            for bundle in group.bundles(FILES, BYTES) {
                TimeoutFuture::new(0).await;
                if self.stopped.get() {
                    return;
                }
                self.bundle(store, format, &bundle);
                (self.changed)();
            }
        }
        let mut read = self.read.borrow_mut();
        let Read {
            documents, mapping, ..
        } = &mut *read;
        store.read(|state| {
            let codebook = state.project.codebook();
            *mapping = Mapping::proposed(documents, codebook);
            mapping.recall(codebook, &state.settings.mappings);
        });
        drop(read);
        self.ready.set(true);
        (self.changed)();
    }

    fn bundle(&self, store: &Store, format: &dyn Format, files: &[NamedFile]) {
        let mut read = self.read.borrow_mut();
        store.read(|state| {
            let known = known_texts(state);
            let found = format.read(Bundle(files), &known);
            for document in &found.documents {
                let hash = TextHash::of(document.text.text.as_bytes());
                let article = state.project.article_with_text(hash);
                read.known.push(article.map(|it| it.id));
            }
            read.documents.extend(found.documents);
            read.warnings.extend(found.warnings);
        });
        self.done.set((self.done.get() + files.len()).min(self.all));
    }

    fn progress(self: &Rc<Self>) -> Html {
        let [done, all] = [self.done.get(), self.all].map(|it| it.to_string());
        let stop = {
            let reading = Rc::clone(self);
            on_click(move || {
                reading.stopped.set(true);
                reading.read.take();
                reading.ready.set(true);
                (reading.changed)();
            })
        };
        let words = PartWord::ReadingFiles.with(&[("done", &done), ("all", &all)]);
        element(
            "div",
            "row",
            [
                html! { <progress value={done} max={all} aria-label={words.clone()} /> },
                paragraph("", &words),
                button("", PartWord::StopReading.text(), stop),
            ],
        )
    }
}

fn known_texts(state: &State) -> Vec<Known<'_>> {
    let articles = state.project.ordered_articles();
    let mut known = Vec::with_capacity(articles.len());
    for article in articles {
        if let Some(text) = state.project.text(article.id) {
            known.push(Known {
                title: &article.title,
                url: &article.url,
                text,
            });
        }
    }
    known
}

/// A text with the number of its annotations, and whether it is in the project already.
fn titled(state: &State, document: &Document, known: Option<ArticleId>) -> String {
    let count = document.spans.len().to_string();
    match known.and_then(|it| state.project.article(it)) {
        Some(article) => {
            PartWord::TextThere.with(&[("title", title_of(article)), ("count", &count)])
        }
        None => format!("{} · {count}", document.title()),
    }
}

/// `brat standoff (12), doccano (1)`
fn in_words(formats: &[(&'static str, usize)]) -> String {
    let each = formats
        .iter()
        .map(|(name, count)| format!("{name} ({count})"));
    each.collect::<Vec<_>>().join(", ")
}
