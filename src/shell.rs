//! Puts the app together in a page: state, storage, effects and components.

mod analyst;
mod effects;
mod file_copy;
mod keeping;
mod opening;
mod pen;
mod rescue;
mod second_copy;
mod snapshots;

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use uuid::Uuid;

use opening::First;

use crate::app::saving::{Doubled, Library};
use crate::app::{
    CheckingAction, Part, ProjectsAction, SaveState, Settings, State, Store, UpdatingAction,
};
use crate::model::coverage::ReportingVerbs;
use crate::model::{Codebook, ReplicaId, form};
use crate::ports::{Clock, Fallback, IdSource, MemoryStorage, StorageError};
use crate::ui::{App, AppProps, listen_to_page, load_ahead, say_not_loaded};
use crate::web::timing::{after_next_frame, later, spawn};
use crate::web::{
    BrowserClock, CryptoIds, Fetching, IndexedDb, KeptMarks, SiteFiles, address, can_choose_file,
    highlights, keep_text, kept_text, modules, offline, recovery, use_browser_rules,
};
use crate::words::Word;

/// Name of the database, and of everything kept beside it.
const NAME: &str = "cotejo";
const SETTINGS: &str = "cotejo:settings";
const ANNOTATOR: &str = "cotejo:annotator";
/// "News claims 1.0"; `index.html` has the browser load it together with the app.
const CODEBOOK: &str = "codebooks/news-claims.json";
/// Verbs of saying in several languages.
const VERBS: &str = "lexicon/reporting-verbs.txt";
/// Paints marks in browsers that cannot, and is not asked for in others.
const HIGHLIGHTS: &str = "highlight-fallback.js";

/// A mark for each start since the last one that showed anything.
const STARTING: &str = "cotejo:starting";
const MARKS: &str = "...";
const MOST_STARTS: usize = MARKS.len();

/// Milliseconds from the first frame until a page is at rest, and gets what it may need later.
const AHEAD: u32 = 2_000;

type Storage = Doubled<Fallback<IndexedDb>, SiteFiles>;

/// What effects need beside the store.
#[derive(Clone)]
struct Shell {
    library: Library<Storage>,
    analyst: analyst::Analyst,
    pens: pen::Pens,
    newest_snapshot: Rc<Cell<snapshots::Newest>>,
    file_copies: file_copy::FileCopies,
}

/// Starts the app in this page.
pub fn start() {
    recovery::arm(&recovery_words());
    use_browser_rules();
    if modules::are_apart() {
        Part::expect_all();
    }
    if address::fragment() == rescue::FRAGMENT {
        return spawn(rescue::run());
    }
    if !begin() {
        return recovery::show(&[
            ("title", Word::NotBegun.text()),
            ("text", Word::NotBegunText.text()),
        ]);
    }
    highlights::when_supported(HIGHLIGHTS, Box::new(|| spawn(run())));
}

/// Storage with its second copy.
fn kept_twice(storage: Fallback<IndexedDb>) -> Storage {
    Doubled::new(storage, SiteFiles::default(), KeptMarks, BrowserClock)
}

async fn run() {
    // What is needed is asked for at once, and waited for one after the other.
    let codebook = Fetching::begin(CODEBOOK);
    let first = First::of_page();
    let shared: Rc<OnceCell<Store>> = Rc::default();
    let storage = {
        let store = Rc::clone(&shared);
        let opened = IndexedDb::open(NAME, move || {
            // Before there is a store nothing was done that could be lost.
            if let Some(store) = store.get() {
                store.dispatch(ProjectsAction::StorageTakenOver);
            }
        });
        opened.await
    };
    let Some(codebook) = shipped_codebook(codebook).await else {
        return say_not_loaded();
    };
    let (state, ids) = first_state(codebook);
    let shell: Rc<OnceCell<Shell>> = Rc::default();
    let store = {
        let shell = Rc::clone(&shell);
        Store::new(state, ids, BrowserClock, move |store, effect| {
            if let Some(shell) = shell.get() {
                effects::run(shell, store, effect);
            }
        })
    };
    shared.get_or_init(|| store.clone());
    let (storage, trouble) = match storage {
        Ok(storage) => (Fallback::Kept(storage), None),
        Err(error) => {
            let memory = MemoryStorage::default();
            let instead = match error {
                StorageError::Closed => Fallback::Newer(memory),
                _ => Fallback::UntilClosed(memory),
            };
            (instead, Some(error.to_string()))
        }
    };
    if let Some(reason) = trouble {
        store.dispatch(ProjectsAction::NoStorage(reason));
    }
    let library = {
        let (shell, store) = (Rc::clone(&shell), store.clone());
        let spawn: crate::app::saving::Spawn = Rc::new(|future| {
            spawn(future);
        });
        let storage = kept_twice(storage);
        Library::new(storage, spawn, move |save| {
            store.dispatch(ProjectsAction::Saving(save.clone()));
            if let Some(shell) = shell.get().filter(|_| *save == SaveState::Saved) {
                second_copy::follow(&shell.library, &store);
                shell.pens.saved(&store);
                keeping::saved(&shell.library, &store);
                snapshots::saved(shell, &store);
            }
        })
    };
    let shell = shell.get_or_init(|| {
        let analyst = analyst::Analyst::default();
        let pens = pen::Pens::new(library.clone(), analyst.clone());
        Shell {
            library,
            analyst,
            pens,
            newest_snapshot: Rc::default(),
            file_copies: file_copy::FileCopies::default(),
        }
    });
    shell.pens.listen(&store);
    first.open(shell, &store).await;
    opening::follow_address(&store);
    listen_to_page(&store);
    file_copy::listen_to_leaving(&store);
    yew::Renderer::<App>::with_props(AppProps {
        store: store.clone(),
    })
    .render();
    after_next_frame(begun);
    let (library, at_rest) = (shell.library.clone(), store.clone());
    after_next_frame(move || {
        later(AHEAD, move || {
            second_copy::look(&library, &at_rest);
            keeping::look_for_room(&at_rest);
            load_what_may_be_needed(at_rest);
        })
        .forget();
    });
    // Nobody waits for them: coverage counts quotations until then.
    let verbs = Fetching::begin(VERBS).bytes().await;
    let verbs = verbs.unwrap_or_default();
    if let Ok(verbs) = str::from_utf8(&verbs) {
        let verbs = Rc::new(ReportingVerbs::parse(verbs));
        store.dispatch(CheckingAction::VerbsLoaded(verbs));
    }
}

/// What is not needed to read and annotate, and takes its share of the line: parts of the app, and
/// all of it once more for when there is no line.
fn load_what_may_be_needed(store: Store) {
    if modules::is_scarce() {
        return;
    }
    load_ahead();
    let waits = Box::new(move || store.dispatch(UpdatingAction::Waits));
    spawn(offline::keep_app(waits));
}

/// What the screen says that stands in for the app when it breaks.
fn recovery_words() -> [(&'static str, &'static str); 11] {
    [
        ("version", env!("CARGO_PKG_VERSION")),
        ("title", Word::Broke.text()),
        ("text", Word::BrokeText.text()),
        ("rescue", Word::GetProjects.text()),
        ("reload", Word::ReloadPage.text()),
        ("report", Word::BrokeReport.text()),
        ("reportText", Word::BrokeReportText.text()),
        ("copy", Word::CopyReport.text()),
        ("happened", Word::BrokeWhat.text()),
        ("place", Word::BrokeWhere.text()),
        ("commands", Word::BrokeCommands.text()),
    ]
}

/// Counts starts that came to nothing: whether it is worth another one. What is stored can be such
/// that the page hangs or ends each time, and nobody may be locked out by it.
fn begin() -> bool {
    let before = kept_text(STARTING).map_or(0, |it| it.len());
    let again = before < MOST_STARTS;
    keep_text(STARTING, if again { &MARKS[..=before] } else { "" });
    again
}

fn begun() {
    keep_text(STARTING, "");
}

/// The codebook that comes with the app, as a file beside it.
async fn shipped_codebook(codebook: Fetching) -> Option<Rc<Codebook>> {
    let bytes = codebook.bytes().await.ok()?;
    form::read(str::from_utf8(&bytes).ok()?).map(Rc::new).ok()
}

fn first_state(codebook: Rc<Codebook>) -> (State, CryptoIds) {
    let mut ids = CryptoIds;
    let me = kept_id(ANNOTATOR, &mut ids).into();
    let replica = ReplicaId(ids.next());
    let now = BrowserClock.now();
    let mut state = State::new(ids.next().into(), me, replica, codebook, now);
    state.settings = kept_settings();
    state.can_choose_file = can_choose_file();
    // A name tells annotators apart once there are several.
    if state.settings.annotator_name.is_empty() {
        "me".clone_into(&mut state.settings.annotator_name);
    }
    (state, ids)
}

fn kept_settings() -> Settings {
    kept_text(SETTINGS)
        .and_then(|it| form::read(&it).ok())
        .unwrap_or_default()
}

/// An id that this browser keeps, made when there is none.
fn kept_id(key: &str, ids: &mut CryptoIds) -> Uuid {
    let kept = kept_text(key).and_then(|it| it.parse().ok());
    kept.unwrap_or_else(|| {
        let id = ids.next();
        keep_text(key, &id.to_string());
        id
    })
}
