//! Finds the tools a task needs, and installs those that are missing.
//!
//! A tool counts as present when the right version comes first on the `PATH` our
//! children get: our own folder, then the user's `PATH`. So what we check is what
//! Trunk and Cargo will run.

pub mod browsers;
pub mod components;
pub mod esbuild;
pub mod fonts;
pub mod python;
pub mod trunk;
pub mod wasm_bindgen;
pub mod wasm_opt;
pub mod wasm_target;

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::step;
use crate::workspace;

#[derive(Debug)]
pub struct Tools {
    dir: PathBuf,
    path: OsString,
}

impl Tools {
    pub fn open() -> Result<Self> {
        let dir = folder();
        let mut path = vec![
            dir.join("bin"),
            wasm_opt::npm_bin(&dir),
            esbuild::npm_bin(&dir),
        ];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        let path = env::join_paths(path).with_context(|| {
            format!(
                "the folder {} cannot stand on PATH. Set COTEJO_TOOLS to one without colon or quote.",
                dir.display()
            )
        })?;
        Ok(Self { dir, path })
    }

    /// A command in the clone, with the tools on its `PATH`.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(workspace::root())
            .env("PATH", &self.path);
        for (name, _) in env::vars_os() {
            // What Cargo tells us about ourselves would make build scripts that
            // watch these variables run again.
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || name == "CARGO_BIN_NAME"
                || name == "CARGO_CRATE_NAME"
                || name == "CARGO_PRIMARY_PACKAGE"
            {
                command.env_remove(&*name);
            }
        }
        // Trunk accepts only `true` and `false` here, where others take any value.
        if env::var_os("NO_COLOR").is_some() {
            command.env("NO_COLOR", "true");
        }
        command
    }

    /// The Cargo that runs us.
    pub fn cargo(&self) -> Command {
        self.command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// The program our children would find.
    pub fn find(&self, program: &str) -> Option<PathBuf> {
        let name = format!("{program}{}", env::consts::EXE_SUFFIX);
        env::split_paths(&self.path)
            .map(|dir| dir.join(&name))
            .find(|path| is_program(path))
    }

    /// The version a program tells, or `None` where it is missing or does not run.
    pub fn version(&self, program: &str) -> Option<String> {
        version_in(&self.output(Command::new(self.find(program)?).arg("--version"))?)
    }

    /// What a command prints, or `None` where it fails.
    fn output(&self, command: &mut Command) -> Option<String> {
        let output = command
            .env("PATH", &self.path)
            .current_dir(workspace::root())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Builds a program from crates.io into our folder.
    fn cargo_install(&self, name: &str, version: &str, options: &[&str]) -> Result<()> {
        let mut command = self.cargo();
        // The tools' own release profiles take a quarter of an hour for a speed
        // nobody would notice. One build folder lets an interrupted installation go
        // on where it was.
        let build = self.dir.join("build");
        command
            .args(["install", &format!("{name}@{version}"), "--force", "--root"])
            .arg(&self.dir)
            .args(options)
            .env("CARGO_TARGET_DIR", &build)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env_remove("RUSTFLAGS");
        step::require(command).with_context(|| {
            format!(
                "cannot install {name} {version}. It needs the network and a C compiler; \
                 if both are there, the lines above say what is wrong. Or install it by \
                 hand: cargo install {name}@{version}{}",
                options
                    .iter()
                    .fold(String::new(), |all, option| all + " " + option)
            )
        })?;
        // Hundreds of megabytes that only an interrupted installation needs.
        let _ = std::fs::remove_dir_all(build);
        Ok(())
    }
}

/// Says what is installed and why, before it takes minutes.
fn announce(what: &str, why: &str, how_long: &str) {
    eprintln!("Installing {what}: {why} ({how_long}).");
}

/// Installs packages of npm in a folder of the tools. A folder for each purpose: npm takes away
/// what it was not asked for.
fn npm_install(tools: &Tools, npm: PathBuf, folder: &str, packages: &[String]) -> Result<()> {
    let folder = tools.dir.join(folder);
    std::fs::create_dir_all(&folder)?;
    let mut command = tools.command(npm);
    command
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--no-save",
            "--prefix",
        ])
        .arg(folder)
        .args(packages);
    step::require(command)
}

/// The same; returns where the packages are. Does nothing where they were installed before.
pub fn npm_modules(
    tools: &Tools,
    npm: PathBuf,
    folder: &str,
    packages: &[String],
) -> Result<PathBuf> {
    let modules = tools.dir.join(folder).join("node_modules");
    let note = modules.join(".installed");
    let wanted = packages.join("\n");
    if std::fs::read_to_string(&note).is_ok_and(|it| it == wanted) {
        return Ok(modules);
    }
    npm_install(tools, npm, folder, packages)?;
    std::fs::write(note, wanted)?;
    Ok(modules)
}

fn folder() -> PathBuf {
    let set = |name| env::var_os(name).filter(|value| !value.is_empty());
    if let Some(dir) = set("COTEJO_TOOLS") {
        return workspace::root().join(dir);
    }
    set("XDG_CACHE_HOME")
        .or_else(|| set("LOCALAPPDATA"))
        .map(PathBuf::from)
        .or_else(|| set("HOME").map(|home| Path::new(&home).join(".cache")))
        .map_or_else(
            || workspace::root().join(".tools"),
            |cache| cache.join("cotejo").join("tools"),
        )
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// The first word that starts with a digit: `trunk 0.21.14`, `wasm-opt version 132 (…)`.
fn version_in(text: &str) -> Option<String> {
    text.split_whitespace()
        .map(|word| word.trim_matches(['(', ')', ',']))
        .map(|word| word.strip_prefix('v').unwrap_or(word))
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))
        .map(str::to_owned)
}

/// The number before the first dot.
fn major(version: &str) -> Option<u32> {
    let digits = version.split(|letter: char| !letter.is_ascii_digit());
    digits.into_iter().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_every_tool() {
        for (text, version) in [
            ("trunk 0.21.14\n", "0.21.14"),
            ("wasm-bindgen 0.2.130", "0.2.130"),
            ("wasm-opt version 132 (version_132)", "132"),
            ("geckodriver 0.37.1 ( )\n\nThe source code of", "0.37.1"),
            (
                "Chromium 142.0.7444.59 built on Debian GNU/Linux 12",
                "142.0.7444.59",
            ),
            (
                "ChromeDriver 142.0.7444.59 (abc-refs/branch-heads/7444@{#1})",
                "142.0.7444.59",
            ),
            ("Mozilla Firefox 140.5.0esr", "140.5.0esr"),
            ("v22.1.0", "22.1.0"),
        ] {
            assert_eq!(version_in(text).as_deref(), Some(version), "{text}");
        }
        assert_eq!(version_in("no version here"), None);
    }

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("142.0.7444.59"), Some(142));
        assert_eq!(major("132"), Some(132));
        assert_eq!(major("esr"), None);
    }
}
