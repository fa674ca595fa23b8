//! The app in this page. It is mounted once, since it listens to the page for good; every
//! test opens a project of its own in it.

use std::cell::RefCell;
use std::rc::Rc;

use cotejo::app::{
    Action, CheckingAction, Dialog, Effect, OpenedProject, ProjectsAction, State, Store,
    ViewingAction,
};
use cotejo::model::coverage::ReportingVerbs;
use cotejo::model::{
    Annotation, AnnotationId, Annotator, AnnotatorId, Article, ArticleId, Attributes, Change,
    Codebook, Fragments, OrderKey, Origin, Project, Provenance, ReplicaId, Revision,
    RevisionSource, Timestamp,
};
use cotejo::ports::IdSource;
use cotejo::text::{ArticleText, TextSpan};
use cotejo::ui::{App, AppProps, listen_to_page, run_in_page};
use cotejo::web::{BrowserClock, CryptoIds, use_browser_rules};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node, Selection, Text};

use super::elements::{all, document};

const STYLES: [&str; 5] = [
    include_str!("../../static/styles/tokens.css"),
    include_str!("../../static/styles/page.css"),
    include_str!("../../static/styles/reader.css"),
    include_str!("../../static/styles/inspector.css"),
    include_str!("../../static/styles/dialogs.css"),
];

/// Tests mean the page of a wide and high window, whatever window they were given;
/// `webdriver.json` asks for such a one.
fn styles() -> String {
    STYLES
        .join("\n")
        .replace("(max-width: 900px)", "(max-width: 9px)")
        .replace("(max-height: 520px)", "(max-height: 5px)")
        + ".under-test{position:fixed;inset:0;z-index:9}"
}

struct Mounted {
    store: Store,
    effects: Rc<RefCell<Vec<Effect>>>,
    root: Element,
}

thread_local! {
    static MOUNTED: Mounted = mount();
}

fn mount() -> Mounted {
    use_browser_rules();
    let style = document().create_element("style").unwrap();
    style.set_text_content(Some(&styles()));
    document().head().unwrap().append_child(&style).unwrap();
    let root = document().create_element("div").unwrap();
    root.set_class_name("under-test");
    document().body().unwrap().append_child(&root).unwrap();

    let mut ids = CryptoIds;
    let me = AnnotatorId(ids.next());
    let codebook = Rc::new(Codebook::news_claims());
    let state = State::new(
        ids.next().into(),
        me,
        ReplicaId(ids.next()),
        codebook,
        now(),
    );
    let effects: Rc<RefCell<Vec<Effect>>> = Rc::default();
    let store = {
        let effects = Rc::clone(&effects);
        Store::new(state, ids, BrowserClock, move |_, effect| {
            effects.borrow_mut().extend(run_in_page(effect));
        })
    };
    let verbs = Rc::new(ReportingVerbs::shipped());
    store.dispatch(CheckingAction::VerbsLoaded(verbs));
    listen_to_page(&store);
    let props = AppProps {
        store: store.clone(),
    };
    yew::Renderer::<App>::with_root_and_props(root.clone(), props).render();
    Mounted {
        store,
        effects,
        root,
    }
}

fn now() -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000)
}

/// A project to be opened.
pub struct Told {
    project: Project,
    articles: Vec<ArticleId>,
    ids: CryptoIds,
}

impl Told {
    pub fn new() -> Self {
        let mut ids = CryptoIds;
        let codebook = Rc::new(Codebook::news_claims());
        let project = Project::new(ids.next().into(), "Test", now(), codebook);
        Self {
            project,
            articles: Vec::new(),
            ids,
        }
    }

    pub fn article(&mut self, title: &str, text: &str) -> ArticleId {
        let id = ArticleId(self.ids.next());
        self.article_as(id, title, text);
        id
    }

    pub fn article_as(&mut self, id: ArticleId, title: &str, text: &str) {
        let hash = self.project.keep_text(Rc::new(ArticleText::new(text)));
        let last = self
            .project
            .ordered_articles()
            .last()
            .map(|it| it.order.clone());
        let article = Article {
            id,
            order: OrderKey::between(last.as_ref(), None),
            title: title.to_owned(),
            outlet: String::new(),
            author: String::new(),
            published: String::new(),
            url: String::new(),
            language: "en".to_owned(),
            retrieved: String::new(),
            note: String::new(),
            revisions: vec![Revision {
                n: 1,
                text: hash,
                source: RevisionSource::default(),
                extra: None,
            }],
            extra: None,
        };
        self.make(&Change::add(article));
        self.articles.push(id);
    }

    /// Gives each of `spans` (in bytes) of an article a label.
    pub fn annotate(
        &mut self,
        article: ArticleId,
        label: &str,
        spans: &[(usize, usize)],
    ) -> AnnotationId {
        let text = Rc::clone(self.project.text(article).unwrap());
        let fragments: Fragments = spans.iter().map(|it| span(&text, *it)).collect();
        let me = MOUNTED.with(|it| it.store.state().me);
        if self.project.annotator(me).is_none() {
            self.make(&Change::add(Annotator {
                id: me,
                name: "me".to_owned(),
                extra: None,
            }));
        }
        let id = AnnotationId(self.ids.next());
        self.make(&Change::add(Annotation {
            id,
            article,
            revision: 1,
            label: label.into(),
            fragments,
            attributes: Attributes::new(),
            actor: None,
            note: String::new(),
            orphan: false,
            provenance: Provenance {
                annotator: me,
                created: now(),
                modified: now(),
                origin: Origin::Manual,
            },
            extra: None,
        }));
        id
    }

    fn make(&mut self, change: &Change) {
        self.project.apply(change).unwrap();
    }

    pub async fn open(self) -> Page {
        let (store, effects, root) =
            MOUNTED.with(|it| (it.store.clone(), Rc::clone(&it.effects), it.root.clone()));
        // Nothing of the test before is left over.
        selection().remove_all_ranges().unwrap();
        leave().await;
        if let Some(list) = document().get_element_by_id("annotation-list") {
            list.set_scroll_top(0);
        }
        store.dispatch(ViewingAction::Close);
        store.dispatch(ViewingAction::Set(Box::default()));
        store.dispatch(ProjectsAction::Opened(Box::new(OpenedProject {
            project: self.project,
            history: None,
            keep: false,
            warnings: Vec::new(),
        })));
        let page = Page {
            store,
            root,
            effects,
            articles: self.articles,
        };
        page.shown().await;
        // Lines take their height, and the first marks their place, when they are drawn.
        frame().await;
        frame().await;
        // The text got the keyboard of what went with the test before.
        leave().await;
        page.effects.borrow_mut().clear();
        page
    }
}

/// The span of a text between two bytes.
pub fn span(text: &ArticleText, (start, end): (usize, usize)) -> TextSpan {
    let at = |index: usize| text.byte(u32::try_from(index).unwrap()).unwrap();
    TextSpan::new(at(start), at(end)).unwrap()
}

/// The open project in the page.
pub struct Page {
    pub store: Store,
    pub root: Element,
    pub effects: Rc<RefCell<Vec<Effect>>>,
    pub articles: Vec<ArticleId>,
}

impl Page {
    /// Opens a project of articles with these texts, titled “Article 1” and so on.
    pub async fn open(texts: &[&str]) -> Self {
        let mut told = Told::new();
        for (at, text) in texts.iter().enumerate() {
            told.article(&format!("Article {}", at + 1), text);
        }
        told.open().await
    }

    /// Does something and waits until the page shows it.
    pub async fn does(&self, action: impl Into<Action>) {
        self.store.dispatch(action);
        self.shown().await;
    }

    /// Waits until the components have rendered, also what does so after a frame.
    pub async fn shown(&self) {
        rendered().await;
        frame().await;
        TimeoutFuture::new(0).await;
        rendered().await;
    }

    pub async fn opens(&self, dialog: Dialog) {
        self.does(ViewingAction::Open(dialog)).await;
    }

    /// The element that holds the text of an article, by its number.
    pub fn text(&self, article: usize) -> HtmlElement {
        let id = self.articles[article];
        let found = self
            .root
            .query_selector(&format!(".text[data-article-id='{id}']"));
        found.unwrap().unwrap().unchecked_into()
    }

    pub fn source(&self, article: usize) -> Rc<ArticleText> {
        let id = self.articles[article];
        self.store
            .read(|state| Rc::clone(state.project.text(id).unwrap()))
    }

    pub fn paragraphs(&self, article: usize) -> Vec<HtmlElement> {
        all(&self.text(article), "p")
    }

    /// What paragraphs of an article lie together in, in order.
    pub fn blocks(&self, article: usize) -> Vec<HtmlElement> {
        all(&self.text(article), ".block")
    }

    /// The text nodes of an article, in order.
    pub fn nodes(&self, article: usize) -> Vec<Text> {
        let paragraphs = self.paragraphs(article);
        let nodes = paragraphs.iter().filter_map(|it| it.first_child());
        nodes.map(JsCast::unchecked_into).collect()
    }

    /// Where a byte of an article is in the page.
    pub fn place(&self, article: usize, byte: usize) -> (Node, u32) {
        let source = self.source(article);
        let mut left = source.as_str()[..byte].encode_utf16().count();
        for node in self.nodes(article) {
            let length = node.length() as usize;
            if left < length || (left == length && !node.data().ends_with('\n')) {
                return (node.into(), u32::try_from(left).unwrap());
            }
            left -= length;
        }
        panic!("byte {byte} is behind the text")
    }

    /// Selects the first place where `words` stand, as a script does, and waits until the
    /// app has heard of it.
    pub async fn select(&self, article: usize, words: &str) {
        let start = self.source(article).as_str().find(words).unwrap();
        let from = self.place(article, start);
        let to = self.place(article, start + words.len());
        select((&from.0, from.1), (&to.0, to.1));
        until("the selection is heard", || self.selected() == words).await;
        self.shown().await;
    }

    /// The words that the app takes for selected.
    pub fn selected(&self) -> String {
        self.store
            .read(|state| {
                let selected = state.session.selection?;
                let text = state.project.text(selected.article)?;
                Some(text.slice(selected.span()?).to_owned())
            })
            .unwrap_or_default()
    }

    /// Quotes of all annotations, by article and place, each with its label.
    pub fn annotations(&self) -> Vec<String> {
        self.store.read(|state| {
            let mut quotes = Vec::new();
            for article in &self.articles {
                for it in state.project.annotations_of(*article) {
                    quotes.push(format!("{}: {}", it.label, state.project.quote(it)));
                }
            }
            quotes
        })
    }

    /// The words of the annotation that has the focus.
    pub fn focused(&self) -> String {
        self.store
            .read(|state| {
                let focused = state.project.annotation(state.session.focused?)?;
                Some(format!(
                    "{}: {}",
                    focused.label,
                    state.project.quote(focused)
                ))
            })
            .unwrap_or_default()
    }
}

pub fn selection() -> Selection {
    web_sys::window().unwrap().get_selection().unwrap().unwrap()
}

pub fn select(from: (&Node, u32), to: (&Node, u32)) {
    selection()
        .set_base_and_extent(from.0, from.1, to.0, to.1)
        .unwrap();
}

/// Waits until something is so, and panics when it does not come about.
pub async fn until(what: &str, mut check: impl FnMut() -> bool) {
    let deadline = js_sys::Date::now() + 15_000.0;
    while !check() {
        assert!(js_sys::Date::now() < deadline, "waited in vain: {what}");
        TimeoutFuture::new(4).await;
    }
}

/// Nothing has the keyboard. Nobody leaves the text and replaces it in one task.
async fn leave() {
    if let Some(element) = document().active_element() {
        let _ = element.unchecked_into::<HtmlElement>().blur();
    }
    TimeoutFuture::new(0).await;
}

/// Waits until the components have rendered, without a frame.
pub async fn rendered() {
    yew::scheduler::flush().await;
    // What waits for the rendering comes after it in the same queue.
    for _ in 0..4 {
        let turn = js_sys::Promise::resolve(&JsValue::NULL);
        wasm_bindgen_futures::JsFuture::from(turn).await.unwrap();
    }
}

/// Waits for the next frame.
pub async fn frame() {
    let drawn = js_sys::Promise::new(&mut |drawn, _| {
        let window = web_sys::window().unwrap();
        window.request_animation_frame(&drawn).unwrap();
    });
    wasm_bindgen_futures::JsFuture::from(drawn).await.unwrap();
}

/// Adds a line to what the run prints, also when all is well.
pub fn report(line: &str) {
    web_sys::console::log_1(&line.into());
    if let Some(output) = document().get_element_by_id("output") {
        let before = output.text_content().unwrap_or_default();
        output.set_text_content(Some(&format!("{before}{line}\n")));
    }
}
