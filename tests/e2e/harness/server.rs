use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::build;

/// A page of one's own for the story's preparations: nothing of the app runs in it.
pub const ASIDE: &str = "/aside";

/// Where browsers report what a page's policy did not let happen.
const REPORTS: &str = "/harness/report";

/// Scripts of the harness, as files: the page's policy lets in nothing else.
const SCRIPTS: [(&str, &str); 2] = [
    ("/harness/watch.js", include_str!("watch.js")),
    (
        "/harness/no-highlights.js",
        "delete CSS.highlights; delete globalThis.Highlight;",
    ),
];

/// What a story has run before all else.
const BEFORE_ALL: &str = "/harness/before-all.js";

/// Serves the built app on a port of its own, which is an origin of its own: whatever the
/// app keeps, no other story sees it.
///
/// A thread for each connection, one answer for each: a browser opens several at once and
/// keeps them, and none may wait for another.
pub struct AppServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

/// What the story says and the answers go by.
#[derive(Default)]
struct Shared {
    dist: PathBuf,
    /// The app, with the headers and the scripts that come with it.
    is_app: bool,
    requests: Mutex<Vec<String>>,
    reports: Mutex<Vec<String>>,
    lost: Mutex<Vec<String>>,
    published: Mutex<BTreeMap<String, Vec<u8>>>,
    before_all: Mutex<String>,
    without_highlights: AtomicBool,
    without_headers: AtomicBool,
    is_kept: AtomicBool,
    is_away: AtomicBool,
    ended: AtomicBool,
}

/// An address that no browser of this run has seen, and so has kept nothing of.
fn unseen() -> (TcpListener, SocketAddr) {
    static SEEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        if held(&SEEN).insert(address.port()) {
            return (listener, address);
        }
    }
}

impl AppServer {
    /// Serves the built app.
    pub fn start() -> Self {
        Self::serving("COTEJO_DIST", true)
    }

    /// Serves the folder that a setting names.
    pub fn serve(setting: &str) -> Self {
        Self::serving(setting, false)
    }

    fn serving(setting: &str, is_app: bool) -> Self {
        let dist = PathBuf::from(
            std::env::var(setting)
                .unwrap_or_else(|_| panic!("{setting} is not set: this test is run by xtask")),
        );
        let (listener, address) = unseen();
        let shared = Arc::new(Shared {
            dist,
            is_app,
            ..Shared::default()
        });
        let thread = {
            let shared = Arc::clone(&shared);
            std::thread::spawn(move || {
                for stream in listener.incoming() {
                    if shared.ended.load(Ordering::SeqCst) {
                        break;
                    }
                    let shared = Arc::clone(&shared);
                    // A browser that breaks off has its reasons.
                    std::thread::spawn(move || stream.and_then(|it| shared.answer(it)));
                }
            })
        };
        Self {
            address,
            shared,
            thread: Some(thread),
        }
    }

    /// The address, without a slash at its end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The paths that were asked for, in order.
    pub fn requests(&self) -> Vec<String> {
        held(&self.shared.requests).clone()
    }

    /// What browsers reported that a policy did not let happen; it is told once.
    pub fn reports(&self) -> Vec<String> {
        std::mem::take(&mut *held(&self.shared.reports))
    }

    /// Has paths that begin like this not be found from now on.
    pub fn lose(&self, path: &str) {
        held(&self.shared.lost).push(path.to_owned());
    }

    /// Has everything be found again.
    pub fn find_again(&self) {
        held(&self.shared.lost).clear();
    }

    /// Has a script run before all others of the app's page, and of its worker.
    pub fn put_before_all(&self, script: &str) {
        script.clone_into(&mut held(&self.shared.before_all));
    }

    /// From now on the app's page is as in a browser without highlights, whichever shows it.
    pub fn leave_out_highlights(&self) {
        self.shared.without_highlights.store(true, Ordering::SeqCst);
    }

    /// From now on it is like a server that sends no headers of ours, or like ours again.
    pub fn leave_out_headers(&self, without: bool) {
        self.shared.without_headers.store(without, Ordering::SeqCst);
    }

    /// Has browsers keep the app from now on, as the release build does. Stories whose server
    /// changes its mind about what it has do without.
    pub fn have_it_kept(&self) {
        self.shared.is_kept.store(true, Ordering::SeqCst);
    }

    /// Answers nobody any more, or everybody again.
    pub fn be_away(&self, away: bool) {
        self.shared.is_away.store(away, Ordering::SeqCst);
    }

    /// The file of the app whose name begins and ends like this: between them is a hash.
    pub fn named(&self, beginning: &str, end: &str) -> String {
        let files = fs::read_dir(&self.shared.dist).expect("the app");
        let mut all = files.filter_map(|it| it.ok()?.file_name().into_string().ok());
        let named = all.find(|it| it.starts_with(beginning) && it.ends_with(end));
        named.expect("such a file")
    }

    /// Has a file of a newer build.
    pub fn publish(&self, file: &str, change: impl FnOnce(String) -> String) {
        let before = fs::read_to_string(self.shared.dist.join(file)).expect("a file of the app");
        let after = change(before.clone());
        assert_ne!(before, after, "{file} is as it was");
        held(&self.shared.published).insert(file.to_owned(), after.into());
    }
}

impl Drop for AppServer {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for the next connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn held<T>(it: &Mutex<T>) -> MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        if self.is_away.load(Ordering::SeqCst) {
            return Ok(());
        }
        let mut reader = BufReader::new(stream.try_clone()?);
        let mut first = String::new();
        if reader.read_line(&mut first)? == 0 {
            // Opened in advance, and not needed.
            return Ok(());
        }
        let mut length = 0;
        loop {
            let mut line = String::new();
            // An empty line ends the headers.
            if reader.read_line(&mut line)? == 0 || line.trim_end().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        let url = first.split(' ').nth(1).unwrap_or_default();
        let path = url.split('?').next().unwrap_or_default();
        let (status, kind, body) = if path == REPORTS {
            let mut report = String::new();
            reader.take(length).read_to_string(&mut report)?;
            held(&self.reports).push(report);
            ("204 No Content", "text/plain", Vec::new())
        } else {
            if !path.starts_with("/harness/") {
                held(&self.requests).push(url.to_owned());
            }
            self.page(path)
        };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
             Cache-Control: no-store\r\nConnection: close\r\n{}\r\n",
            body.len(),
            self.headers(),
        )?;
        if !first.starts_with("HEAD ") {
            stream.write_all(&body)?;
        }
        stream.flush()
    }

    /// What the documentation has servers send, and where to report to.
    fn headers(&self) -> String {
        if !self.is_app || self.without_headers.load(Ordering::SeqCst) {
            return String::new();
        }
        let mut headers = String::new();
        for (name, value) in build::headers() {
            let reports = match name.as_str() {
                "Content-Security-Policy" => format!("; report-uri {REPORTS}"),
                _ => String::new(),
            };
            for part in [&name, ": ", &value, &reports, "\r\n"] {
                headers.push_str(part);
            }
        }
        headers
    }

    fn page(&self, path: &str) -> (&'static str, &'static str, Vec<u8>) {
        let html = "text/html; charset=utf-8";
        let lost = |path: &str| held(&self.lost).iter().any(|it| path.starts_with(it));
        if lost(path) {
            return ("404 Not Found", "text/plain", Vec::new());
        }
        if path == ASIDE {
            let page = "<!doctype html><meta charset=utf-8><title>Aside</title>";
            return ("200 OK", html, page.into());
        }
        if path == BEFORE_ALL {
            let script = held(&self.before_all).clone();
            return ("200 OK", "text/javascript", script.into());
        }
        if let Some((_, script)) = SCRIPTS.iter().find(|it| it.0 == path) {
            return ("200 OK", "text/javascript", (*script).into());
        }
        let file = match path.trim_start_matches('/') {
            "" => "index.html",
            other => other,
        };
        let plain = Path::new(file)
            .components()
            .all(|it| matches!(it, Component::Normal(_)));
        match self.file(file) {
            Some(bytes) if plain => ("200 OK", kind(Path::new(file)), bytes),
            _ => ("404 Not Found", html, Vec::new()),
        }
    }

    fn file(&self, file: &str) -> Option<Vec<u8>> {
        let published = held(&self.published).get(file).cloned();
        let bytes = published.or_else(|| fs::read(self.dist.join(file)).ok())?;
        Some(match file {
            _ if !self.is_app => bytes,
            "index.html" => self.watched(&String::from_utf8_lossy(&bytes)).into(),
            "analyst.js" if !held(&self.before_all).is_empty() => {
                let script = String::from_utf8_lossy(&bytes);
                format!("import '{BEFORE_ALL}';\n{script}").into()
            }
            build::WORKER => {
                let mut changed = held(&self.published).clone();
                changed.remove("index.html");
                changed.remove(build::WORKER);
                changed.insert("./".to_owned(), self.file("index.html")?);
                build::relisted(&String::from_utf8_lossy(&bytes), &changed).into()
            }
            _ => bytes,
        })
    }

    /// The app's page, with the harness' scripts before all others.
    fn watched(&self, html: &str) -> String {
        let mut scripts = String::from("<script src=/harness/watch.js></script>");
        if self.without_highlights.load(Ordering::SeqCst) {
            scripts.push_str("<script src=/harness/no-highlights.js></script>");
        }
        if !held(&self.before_all).is_empty() {
            for part in ["<script src=", BEFORE_ALL, "></script>"] {
                scripts.push_str(part);
            }
        }
        let mut html = html.replacen("<title>", &format!("{scripts}<title>"), 1);
        if !self.is_kept.load(Ordering::SeqCst) {
            html = html.replacen("name=cotejo-version", "name=not-kept", 1);
        }
        html
    }
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "text/plain; charset=utf-8",
    }
}
