//! Trunk: builds the page around the WebAssembly and serves it.

use anyhow::Result;

use super::{Tools, announce};

/// The last version that this project's Rust can compile.
pub const VERSION: &str = "0.21.14";

pub fn ensure(tools: &Tools) -> Result<()> {
    if tools.version("trunk").as_deref() == Some(VERSION) {
        return Ok(());
    }
    announce(
        &format!("trunk {VERSION}"),
        "it builds the page and serves it",
        "about three minutes, once",
    );
    tools.cargo_install("trunk", VERSION, &["--locked"])
}
