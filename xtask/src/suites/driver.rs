//! A WebDriver server that lives as long as the suite that needs it.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::neutral_locale;
use crate::tools::Tools;
use crate::tools::browsers::Browser;
use crate::workspace;

#[derive(Debug)]
pub struct Driver {
    child: Child,
    port: u16,
    pub url: String,
}

impl Driver {
    /// Starts the driver of a browser on a free port and waits until it answers.
    pub fn start(tools: &Tools, browser: &Browser) -> Result<Self> {
        let port = free_port()?;
        let folder = workspace::target().join("webdriver");
        fs::create_dir_all(&folder)?;
        let log = folder.join(format!("{}.log", browser.name.to_ascii_lowercase()));
        let output = File::create(&log)?;
        let mut command = tools.command(&browser.driver);
        command.arg(format!("--port={port}"));
        if browser.name == "Firefox" {
            // Its default is one fixed port, so that two runs would collide.
            command.arg(format!("--websocket-port={}", free_port()?));
        }
        neutral_locale(&mut command)
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output);
        let child = command
            .spawn()
            .with_context(|| format!("cannot start {}", browser.driver.display()))?;
        let mut driver = Self {
            child,
            port,
            url: format!("http://127.0.0.1:{port}"),
        };
        let deadline = Instant::now() + Duration::from_mins(1);
        while !ask(port, "/status", "\"ready\"").unwrap_or(false) {
            let ended = driver.child.try_wait()?;
            if ended.is_some() || Instant::now() > deadline {
                let log_text = fs::read_to_string(&log).unwrap_or_default();
                bail!(
                    "{} does not answer on port {port}. It says:\n{}",
                    browser.driver.display(),
                    log_text.trim_end()
                );
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Chromium's driver closes its browsers only when asked this way; Firefox's
        // does not know it, and closes them when it is told to end.
        let _ = ask(self.port, "/shutdown", "null");
        end(&mut self.child);
    }
}

/// Asks a process to end, then insists.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        let ended = |child: &mut Child| matches!(child.try_wait(), Ok(Some(_)));
        if ended(child) {
            return;
        }
        let _ = std::process::Command::new("kill")
            .args(["-TERM", &child.id().to_string()])
            .status();
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            if ended(child) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("there is no free port")?;
    Ok(listener.local_addr()?.port())
}

/// Whether the driver answers a request with this text.
fn ask(port: u16, path: &str, expected: &str) -> std::io::Result<bool> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    stream.write_all(
        format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")
            .as_bytes(),
    )?;
    // Not to the end: a driver may keep the connection open.
    let mut answer = String::new();
    let mut buffer = [0; 1024];
    while !answer.contains(expected) {
        match stream.read(&mut buffer)? {
            0 => return Ok(false),
            length => answer.push_str(&String::from_utf8_lossy(&buffer[..length])),
        }
    }
    Ok(true)
}
