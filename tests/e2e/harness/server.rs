use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// A page of one's own for the story's preparations: nothing of the app runs in it.
pub const ASIDE: &str = "/aside";

/// Stands before all other scripts of the page.
const FORGET_HIGHLIGHTS: &str =
    "<script>delete CSS.highlights; delete globalThis.Highlight</script><title>";

/// Serves the built app on a port of its own, which is an origin of its own: whatever the
/// app keeps, no other story sees it.
///
/// A thread for each connection, one answer for each: a browser opens several at once and
/// keeps them, and none may wait for another.
pub struct AppServer {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    lost: Arc<Mutex<Vec<String>>>,
    without_highlights: Arc<AtomicBool>,
    ended: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl AppServer {
    /// Serves the built app.
    pub fn start() -> Self {
        Self::serve("COTEJO_DIST")
    }

    /// Serves the folder that a setting names.
    pub fn serve(setting: &str) -> Self {
        let dist = PathBuf::from(
            std::env::var(setting)
                .unwrap_or_else(|_| panic!("{setting} is not set: this test is run by xtask")),
        );
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let lost: Arc<Mutex<Vec<String>>> = Arc::default();
        let without_highlights: Arc<AtomicBool> = Arc::default();
        let ended: Arc<AtomicBool> = Arc::default();
        let thread = {
            let without_highlights = Arc::clone(&without_highlights);
            let (requests, lost) = (Arc::clone(&requests), Arc::clone(&lost));
            let ended = Arc::clone(&ended);
            std::thread::spawn(move || {
                for stream in listener.incoming() {
                    if ended.load(Ordering::SeqCst) {
                        break;
                    }
                    let dist = dist.clone();
                    let (requests, lost) = (Arc::clone(&requests), Arc::clone(&lost));
                    let changed = without_highlights.load(Ordering::SeqCst);
                    // A browser that breaks off has its reasons.
                    std::thread::spawn(move || {
                        stream.and_then(|it| answer(&dist, &requests, &lost, changed, it))
                    });
                }
            })
        };
        Self {
            address,
            requests,
            lost,
            without_highlights,
            ended,
            thread: Some(thread),
        }
    }

    /// The address, without a slash at its end.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The paths that were asked for, in order.
    pub fn requests(&self) -> Vec<String> {
        let log = self.requests.lock();
        log.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Has paths that begin like this not be found from now on.
    pub fn lose(&self, path: &str) {
        let lost = self.lost.lock();
        lost.unwrap_or_else(PoisonError::into_inner)
            .push(path.to_owned());
    }

    /// Has everything be found again.
    pub fn find_again(&self) {
        let lost = self.lost.lock();
        lost.unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// From now on the app's page is as in a browser without highlights, whichever shows it.
    pub fn leave_out_highlights(&self) {
        self.without_highlights.store(true, Ordering::SeqCst);
    }
}

impl Drop for AppServer {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for the next connection.
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn answer(
    dist: &Path,
    requests: &Mutex<Vec<String>>,
    lost: &Mutex<Vec<String>>,
    without_highlights: bool,
    stream: TcpStream,
) -> io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let Some(first) = lines.next().transpose()? else {
        // Opened in advance, and not needed.
        return Ok(());
    };
    // Nothing here depends on headers; an empty line ends them.
    while lines.next().transpose()?.is_some_and(|it| !it.is_empty()) {}
    let url = first.split(' ').nth(1).unwrap_or_default();
    let log = requests.lock();
    log.unwrap_or_else(PoisonError::into_inner)
        .push(url.to_owned());
    let path = url.split('?').next().unwrap_or_default();
    let lost = lost.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let (status, kind, mut body) = if lost.iter().any(|it| path.starts_with(it)) {
        ("404 Not Found", "text/plain", Vec::new())
    } else {
        page(dist, path)
    };
    if without_highlights && path == "/" {
        let html = String::from_utf8_lossy(&body);
        body = html.replacen("<title>", FORGET_HIGHLIGHTS, 1).into();
    }
    let mut stream = stream;
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(&body)?;
    stream.flush()
}

fn page(dist: &Path, path: &str) -> (&'static str, &'static str, Vec<u8>) {
    let html = "text/html; charset=utf-8";
    if path == ASIDE {
        let page = "<!doctype html><meta charset=utf-8><title>Aside</title>";
        return ("200 OK", html, page.into());
    }
    let relative = match path.trim_start_matches('/') {
        "" => Path::new("index.html"),
        other => Path::new(other),
    };
    let plain = relative
        .components()
        .all(|it| matches!(it, Component::Normal(_)));
    match fs::read(dist.join(relative)) {
        Ok(bytes) if plain => ("200 OK", kind(relative), bytes),
        _ => ("404 Not Found", html, Vec::new()),
    }
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("woff2") => "font/woff2",
        _ => "text/plain; charset=utf-8",
    }
}
