use std::any::Any;
use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use tokio::task::LocalSet;
use tokio::time::timeout;

use super::elsewhere::Elsewhere;
use super::server::AppServer;
use super::{Page, report};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    Chromium,
    Firefox,
}

/// How long a story may take before it counts as hanging.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Usual,
    Long,
    /// So many seconds, for what somebody asks to be done more often than usual.
    Seconds(u64),
    /// Other programs are slow.
    Measuring,
}

impl Limit {
    const fn duration(self) -> Duration {
        match self {
            Self::Usual => Duration::from_secs(90),
            Self::Long => Duration::from_mins(4),
            Self::Seconds(all) => Duration::from_secs(all),
            Self::Measuring => Duration::from_mins(30),
        }
    }
}

/// Why a story failed that did not panic.
#[derive(Debug)]
pub(super) struct Complaint(pub(super) String);

/// How long a browser may take to start or to close.
pub(super) const PATIENCE: Duration = Duration::from_secs(45);

/// Stories that one browser is told: a new one takes longer than many a story.
const STORIES: usize = 15;

/// A browser that is told one story after the other, each in a window of its own, by a server
/// whose address the browser has never seen. `cargo xtask` closes the last one.
struct Kept {
    runtime: Runtime,
    client: Client,
    elsewhere: Arc<Elsewhere>,
    stories: usize,
}

impl Kept {
    fn start(browser: Browser, limit: Limit) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let elsewhere = Arc::new(Elsewhere::listen());
        let opened = open(browser, limit, elsewhere.port());
        let client = runtime
            .block_on(async { timeout(PATIENCE, opened).await })
            .expect("the browser starts in time");
        Self {
            runtime,
            client,
            elsewhere,
            stories: 0,
        }
    }

    /// The browser of the last story with nothing of it left, or none.
    fn cleared(self) -> Option<Self> {
        let Self {
            runtime,
            client,
            elsewhere,
            ..
        } = &self;
        let cleared = runtime.block_on(async { timeout(PATIENCE, clear(client)).await });
        elsewhere.wanted();
        if self.stories < STORIES && matches!(cleared, Ok(Ok(()))) {
            return Some(self);
        }
        self.close();
        None
    }

    fn close(self) {
        let Self {
            runtime, client, ..
        } = self;
        let _ = runtime.block_on(async { timeout(PATIENCE, client.close()).await });
    }
}

/// Opens a window, and closes all others.
async fn clear(client: &Client) -> Result<(), CmdError> {
    let before = client.windows().await?;
    let fresh = client.new_window(false).await?.handle;
    for window in before {
        client.switch_to_window(window).await?;
        client.close_window().await?;
    }
    client.switch_to_window(fresh).await?;
    client.set_window_size(1440, 900).await
}

/// Geckodriver knows one session at a time, and more than one browser of a kind at once
/// would only make each slower.
fn turn(browser: Browser) -> MutexGuard<'static, Option<Kept>> {
    static CHROMIUM: Mutex<Option<Kept>> = Mutex::new(None);
    static FIREFOX: Mutex<Option<Kept>> = Mutex::new(None);
    let turn = match browser {
        Browser::Chromium => &CHROMIUM,
        Browser::Firefox => &FIREFOX,
    };
    turn.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells a story in a browser that has never seen the app.
pub fn tell<F>(browser: Browser, name: &'static str, limit: Limit, story: impl FnOnce(Page) -> F)
where
    F: Future<Output = ()> + 'static,
{
    let mut turn = turn(browser);
    let started = Instant::now();
    let mut kept = match turn.take() {
        // It has its own limits.
        Some(kept) if limit == Limit::Measuring => {
            kept.close();
            None
        }
        Some(kept) => kept.cleared(),
        None => None,
    }
    .unwrap_or_else(|| Kept::start(browser, limit));
    kept.stories += 1;
    let (client, elsewhere) = (kept.client.clone(), Arc::clone(&kept.elsewhere));
    let told = kept.runtime.block_on(LocalSet::new().run_until(async {
        let page = Page::new(client, browser, AppServer::start(), elsewhere);
        let kept = page.clone();
        let telling = tokio::task::spawn_local(story(page));
        let stop = telling.abort_handle();
        let told = if let Ok(told) = timeout(limit.duration(), telling).await {
            told.map_err(|error| error.into_panic())
        } else {
            stop.abort();
            let why = format!("{name} took longer than {limit:?}");
            Err(Box::new(Complaint(why)) as Box<dyn Any + Send>)
        };
        match told {
            Ok(()) => kept.complaints().await,
            Err(panic) => {
                kept.describe(name).await;
                Err(panic)
            }
        }
    }));
    if told.is_ok() && limit != Limit::Measuring {
        *turn = Some(kept);
    } else {
        kept.close();
    }
    let took = started.elapsed().as_secs_f64();
    report(&format!("{browser:?} · {name} · {took:.1} s"));
    if let Err(panic) = told {
        // Only what panics says by itself why.
        if let Some(why) = panic.downcast_ref::<Complaint>() {
            println!("{}", why.0);
        }
        resume_unwind(panic);
    }
}

pub fn setting_of(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test --only e2e`"))
}

async fn open(browser: Browser, limit: Limit, elsewhere: u16) -> Client {
    let driver = match browser {
        Browser::Chromium => setting_of("COTEJO_CHROMEDRIVER"),
        Browser::Firefox => setting_of("COTEJO_GECKODRIVER"),
    };
    open_by(&driver, browser, limit, wanted(browser, elsewhere)).await
}

/// What is asked of a browser that is started.
pub(super) fn wanted(browser: Browser, elsewhere: u16) -> Value {
    match browser {
        Browser::Chromium => chromium(elsewhere),
        Browser::Firefox => firefox(elsewhere),
    }
}

pub(super) async fn open_by(driver: &str, browser: Browser, limit: Limit, wants: Value) -> Client {
    let Value::Object(mut wants) = wants else {
        panic!("capabilities are an object");
    };
    // In milliseconds. The defaults are minutes, longer than any story.
    let script = if limit == Limit::Measuring {
        300_000
    } else {
        20_000
    };
    let timeouts = json!({ "pageLoad": 30_000, "script": script });
    wants.insert("timeouts".to_owned(), timeouts);
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(wants)
        .connect(driver)
        .await
        .unwrap_or_else(|error| panic!("{browser:?} does not start: {error}"));
    client
        .set_window_size(1440, 900)
        .await
        .expect("a window has a size");
    client
}

/// Where downloads go that a story lets happen.
fn downloads() -> PathBuf {
    let folder = std::env::temp_dir().join("cotejo-e2e-downloads");
    let _ = std::fs::create_dir_all(&folder);
    folder
}

fn chromium(elsewhere: u16) -> Value {
    // What does not go to this machine goes there, where it is noticed.
    let elsewhere = format!("--proxy-server=127.0.0.1:{elsewhere}");
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "binary": setting_of("COTEJO_CHROMIUM"),
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--window-size=1440,900",
                "--lang=en-US", "--force-prefers-reduced-motion",
                // No story needs the network, and no name is looked up.
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                elsewhere,
            ],
            "prefs": { "download.default_directory": downloads() },
        },
    })
}

fn firefox(elsewhere: u16) -> Value {
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": setting_of("COTEJO_FIREFOX"),
            "args": ["-headless", "--width=1440", "--height=900"],
            "prefs": {
                "intl.accept_languages": "en-US, en",
                "intl.locale.requested": "en-US",
                "ui.prefersReducedMotion": 1,
                "browser.download.folderList": 2,
                "browser.download.dir": downloads(),
                "browser.download.useDownloadDir": true,
                // The panel takes the focus, and the page hears of no change any more.
                "browser.download.alwaysOpenPanel": false,
                "browser.download.always_ask_before_handling_new_types": false,
                "browser.helperApps.neverAsk.saveToDisk": "application/json",
                // What does not go to this machine goes there, where it is noticed.
                "network.proxy.type": 1,
                "network.proxy.http": "127.0.0.1",
                "network.proxy.http_port": elsewhere,
                "network.proxy.ssl": "127.0.0.1",
                "network.proxy.ssl_port": elsewhere,
            },
        },
    })
}
