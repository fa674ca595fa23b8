use std::any::Any;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
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
const PATIENCE: Duration = Duration::from_secs(45);

/// Geckodriver knows one session at a time, and more than one browser of a kind at once
/// would only make each slower.
fn turn(browser: Browser) -> MutexGuard<'static, ()> {
    static CHROMIUM: Mutex<()> = Mutex::new(());
    static FIREFOX: Mutex<()> = Mutex::new(());
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
    let _turn = turn(browser);
    let started = Instant::now();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let told = runtime.block_on(LocalSet::new().run_until(async {
        let elsewhere = Elsewhere::listen();
        let client = timeout(PATIENCE, open(browser, limit, elsewhere.port()))
            .await
            .expect("the browser starts in time");
        let page = Page::new(client.clone(), browser, AppServer::start(), elsewhere);
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
        let told = match told {
            Ok(()) => kept.complaints().await,
            Err(panic) => {
                kept.describe(name).await;
                Err(panic)
            }
        };
        let _ = timeout(PATIENCE, client.close()).await;
        told
    }));
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

/// Chromium with a profile of its own, which outlives it and can be harmed between its lives.
pub async fn alive(profile: &Path, server: Rc<AppServer>) -> Page {
    let elsewhere = Elsewhere::listen();
    let opened = open_with(
        Browser::Chromium,
        Limit::Long,
        elsewhere.port(),
        Some(profile),
    );
    let client = timeout(PATIENCE, opened)
        .await
        .expect("the browser starts in time");
    Page::over(client, Browser::Chromium, server, elsewhere)
}

fn setting(name: &str) -> String {
    std::env::var(name)
        .unwrap_or_else(|_| panic!("{name} is not set: run `cargo xtask test --only e2e`"))
}

async fn open(browser: Browser, limit: Limit, elsewhere: u16) -> Client {
    open_with(browser, limit, elsewhere, None).await
}

async fn open_with(
    browser: Browser,
    limit: Limit,
    elsewhere: u16,
    profile: Option<&Path>,
) -> Client {
    let (driver, mut wants) = match browser {
        Browser::Chromium => (setting("COTEJO_CHROMEDRIVER"), chromium(elsewhere)),
        Browser::Firefox => (setting("COTEJO_GECKODRIVER"), firefox(elsewhere)),
    };
    if let Some(profile) = profile {
        let profile = format!("--user-data-dir={}", profile.display());
        let args = wants.pointer_mut("/goog:chromeOptions/args");
        let args = args.and_then(Value::as_array_mut);
        args.expect("arguments of Chromium").push(json!(profile));
    }
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
        .connect(&driver)
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
            "binary": setting("COTEJO_CHROMIUM"),
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
            "binary": setting("COTEJO_FIREFOX"),
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
