//! The app in a state, without a browser.

use std::cell::Cell;
use std::rc::Rc;

use cotejo::app::{AnnotatingAction, ArticlesAction, PastedArticle, State, Store};
use cotejo::model::{AnnotationId, AnnotatorId, Codebook, ReplicaId, Timestamp};
use cotejo::ports::{Clock, IdSource};
use cotejo::text::TextSpan;
use cotejo::ui::{App, AppProps};
use scraper::{Html, Selector};
use smallvec::SmallVec;
use uuid::Uuid;
use yew::LocalServerRenderer;

use super::outline;

pub struct Screen {
    pub store: Store,
}

/// Ids that count.
struct Counting(u128);

impl IdSource for Counting {
    fn next(&mut self) -> Uuid {
        self.0 += 1;
        Uuid::from_u128(self.0)
    }
}

/// A second goes by whenever somebody looks.
struct Ticking(Cell<i64>);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        self.0.set(self.0.get() + 1_000);
        Timestamp::from_millis(self.0.get())
    }
}

impl Screen {
    /// An empty project.
    pub fn new() -> Self {
        let mut ids = Counting(0);
        let (project, me) = (ids.next().into(), AnnotatorId(ids.next()));
        let (replica, at) = (ReplicaId(ids.next()), Timestamp::default());
        let state = State::new(project, me, replica, Rc::new(Codebook::news_claims()), at);
        Self {
            store: Store::new(state, ids, Ticking(Cell::new(0)), |_, _| ()),
        }
    }

    pub fn paste(&self, title: &str, language: &str, text: &str) {
        self.store
            .dispatch(ArticlesAction::AddPasted(PastedArticle {
                title: title.to_owned(),
                text: text.to_owned(),
                language: language.to_owned(),
                ..PastedArticle::default()
            }));
    }

    /// Gives the first place of `words` in an article a label.
    pub fn tag(&self, article: usize, words: &str, label: &str) {
        let (article, span) = self.store.read(|state| {
            let article = state.project.ordered_articles()[article].id;
            let text = state.project.text(article).unwrap();
            let start = text.as_str().find(words).unwrap();
            let at = |index: usize| text.byte(u32::try_from(index).unwrap()).unwrap();
            let span = TextSpan::new(at(start), at(start + words.len())).unwrap();
            (article, span)
        });
        self.store.dispatch(AnnotatingAction::Annotate {
            article,
            spans: SmallVec::from_elem(span, 1),
            label: label.into(),
        });
    }

    pub fn focused(&self) -> AnnotationId {
        self.store.state().session.focused.unwrap()
    }

    pub async fn html(&self) -> String {
        let props = AppProps {
            store: self.store.clone(),
        };
        let renderer = LocalServerRenderer::<App>::with_props(props);
        renderer.hydratable(false).render().await
    }

    /// The outline of the first element that matches.
    pub async fn outline(&self, selector: &str) -> String {
        let page = Html::parse_fragment(&self.html().await);
        let selector = Selector::parse(selector).unwrap();
        outline::outline(&page, page.select(&selector).next().unwrap())
    }

    pub async fn text(&self, selector: &str) -> String {
        let page = Html::parse_fragment(&self.html().await);
        let selector = Selector::parse(selector).unwrap();
        outline::said(page.select(&selector).next().unwrap())
    }

    pub async fn attribute(&self, selector: &str, name: &str) -> String {
        let page = Html::parse_fragment(&self.html().await);
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector).next().unwrap();
        found.attr(name).unwrap_or_default().to_owned()
    }
}
