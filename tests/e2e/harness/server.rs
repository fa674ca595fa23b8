use std::fs::{self, File};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use tiny_http::{Header, Request, Response, Server};

/// A page of one's own for the story's preparations: nothing of the app runs in it.
pub const ASIDE: &str = "/aside";

/// Serves the built app on a port of its own, which is an origin of its own: whatever the
/// app keeps, no other story sees it.
pub struct AppServer {
    server: Arc<Server>,
    requests: Arc<Mutex<Vec<String>>>,
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
        let server = Arc::new(Server::http("127.0.0.1:0").expect("a free port"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let thread = {
            let (server, requests) = (Arc::clone(&server), Arc::clone(&requests));
            std::thread::spawn(move || {
                for request in server.incoming_requests() {
                    let log = requests.lock();
                    log.unwrap_or_else(PoisonError::into_inner)
                        .push(request.url().to_owned());
                    answer(&dist, request);
                }
            })
        };
        Self {
            server,
            requests,
            thread: Some(thread),
        }
    }

    /// The address, without a slash at its end.
    pub fn origin(&self) -> String {
        let port = self.server.server_addr().to_ip().map_or(0, |it| it.port());
        format!("http://127.0.0.1:{port}")
    }

    /// The paths that were asked for, in order.
    pub fn requests(&self) -> Vec<String> {
        let log = self.requests.lock();
        log.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for AppServer {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn answer(dist: &Path, request: Request) {
    let url = request.url().to_owned();
    let path = url.split('?').next().unwrap_or_default();
    if path == ASIDE {
        let page = Response::from_string("<!doctype html><meta charset=utf-8><title>Aside</title>")
            .with_header(content_type("text/html; charset=utf-8"));
        let _ = request.respond(page);
        return;
    }
    let relative = Path::new(path.trim_start_matches('/'));
    let plain = relative
        .components()
        .all(|it| matches!(it, Component::Normal(_)));
    let file = if path == "/" {
        dist.join("index.html")
    } else {
        dist.join(relative)
    };
    if !plain || !fs::metadata(&file).is_ok_and(|it| it.is_file()) {
        let _ = request.respond(Response::from_string("Not found").with_status_code(404));
        return;
    }
    match File::open(&file) {
        Ok(open) => {
            let _ =
                request.respond(Response::from_file(open).with_header(content_type(kind(&file))));
        }
        Err(_) => {
            let _ = request.respond(Response::from_string("Unreadable").with_status_code(500));
        }
    }
}

fn content_type(kind: &str) -> Header {
    Header::from_bytes("Content-Type", kind).expect("a plain header")
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
