use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What a browser has in place of the network: it hears of everything that does not go to this
/// machine, and refuses it.
pub struct Elsewhere {
    address: SocketAddr,
    wanted: Arc<Mutex<Vec<String>>>,
    ended: Arc<AtomicBool>,
}

impl Elsewhere {
    pub fn listen() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let wanted: Arc<Mutex<Vec<String>>> = Arc::default();
        let ended: Arc<AtomicBool> = Arc::default();
        let (log, end) = (Arc::clone(&wanted), Arc::clone(&ended));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if end.load(Ordering::SeqCst) {
                    break;
                }
                let log = Arc::clone(&log);
                std::thread::spawn(move || stream.and_then(|it| refuse(it, &log)));
            }
        });
        Self {
            address,
            wanted,
            ended,
        }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// What was asked for, as the first lines of the requests; it is told once.
    pub fn wanted(&self) -> Vec<String> {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *wanted)
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
    }
}

/// Those that browsers ask by themselves, for news of their own. A page that asked them would be
/// noticed all the same: its policy forbids it.
const OF_BROWSERS: [&str; 5] = [
    ".google.com",
    ".googleapis.com",
    ".gvt1.com",
    ".mozilla.com",
    ".mozilla.net",
];

/// Whether the first line of a request is for one of these.
fn is_of_browser(line: &str) -> bool {
    let address = line.split(' ').nth(1).unwrap_or_default();
    let address = address.strip_prefix("http://").unwrap_or(address);
    let host = address.split(['/', ':']).next().unwrap_or_default();
    OF_BROWSERS.iter().any(|it| host.ends_with(it))
}

fn refuse(mut stream: TcpStream, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut line = String::new();
    BufReader::new(stream.try_clone()?).read_line(&mut line)?;
    if !line.trim().is_empty() && !is_of_browser(&line) {
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        log.push(line.trim().to_owned());
    }
    let page = "<!doctype html><title>Elsewhere</title>";
    write!(
        stream,
        "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{page}",
        page.len()
    )
}
