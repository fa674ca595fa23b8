//! `cargo xtask serve`: builds the app and serves it, rebuilding on every change.

use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::tools::{Tools, trunk, wasm_bindgen, wasm_opt, wasm_target};

pub fn run(options: &[String]) -> Result<ExitCode> {
    let host = option(options, "--address", "-a").unwrap_or("127.0.0.1");
    let port = option(options, "--port", "-p").unwrap_or("8080");
    let port: u16 = port
        .parse()
        .with_context(|| format!("`{port}` is no port: give a number from 1 to 65535"))?;
    if TcpListener::bind((host, port)).is_err() {
        bail!(
            "{host}:{port} is taken by another program. End that one, or choose another port: \
             cargo xtask serve --port {}",
            port.saturating_add(1)
        );
    }

    let tools = Tools::open()?;
    wasm_target::ensure(&tools)?;
    trunk::ensure(&tools)?;
    wasm_bindgen::ensure(&tools)?;
    wasm_opt::ensure(&tools);

    let mut command = tools.command("trunk");
    // No look for a newer Trunk: serving works without a network.
    command
        .arg("serve")
        .args(options)
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    let mut child = command.spawn().context("cannot start trunk")?;
    let url = format!("http://{host}:{port}/");
    println!("Building Cotejo, then serving it at {url}");
    let address = (host.to_owned(), port);
    std::thread::spawn(move || say_when_ready(&address, &url));
    let status = child.wait()?;
    if !status.success() {
        bail!("trunk ended ({status}); the lines above say why");
    }
    Ok(ExitCode::SUCCESS)
}

fn say_when_ready(address: &(String, u16), url: &str) {
    let listening = || {
        address
            .to_socket_addrs()
            .is_ok_and(|mut found| found.any(|one| TcpStream::connect(one).is_ok()))
    };
    while !listening() {
        std::thread::sleep(Duration::from_millis(200));
    }
    println!("\nCotejo is at {url} (Ctrl+C ends it)\n");
}

/// The value of an option, as `--port 9000`, `--port=9000` or `-p 9000`.
fn option<'a>(options: &'a [String], long: &str, short: &str) -> Option<&'a str> {
    options.iter().enumerate().find_map(|(index, option)| {
        if option == long || option == short {
            return options.get(index + 1).map(String::as_str);
        }
        option.strip_prefix(long)?.strip_prefix('=')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_port_however_it_is_written() {
        let port = |text: &str| {
            let options: Vec<String> = text.split(' ').map(str::to_owned).collect();
            option(&options, "--port", "-p").map(str::to_owned)
        };
        assert_eq!(port("--open --port 9000").as_deref(), Some("9000"));
        assert_eq!(port("--port=9000").as_deref(), Some("9000"));
        assert_eq!(port("-p 9000").as_deref(), Some("9000"));
        assert_eq!(port("--open"), None);
        assert_eq!(port("--port"), None);
    }
}
