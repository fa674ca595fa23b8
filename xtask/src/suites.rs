//! The suites that `test` and `check` are made of.

mod browser;
mod driver;
mod end_to_end;
mod lint;
mod native;

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::report::Report;
use crate::step::{self, Empty};
use crate::tools::Tools;
use crate::tools::browsers::{self, Browser, Browsers};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suite {
    /// Formatting, lints and the guard of the pure core, also for WebAssembly.
    Lint,
    /// The same without WebAssembly.
    LintNative,
    /// The tests of these tasks.
    Xtask,
    Domain,
    View,
    Browser,
    EndToEnd,
    /// The README's pictures, made from the built app.
    Pictures,
    /// Speed of the built app beside a bare page, in one run.
    Figures,
    /// What projects of up to a million annotations take.
    Sizes,
    /// Browsers that are killed, and storage that is harmed.
    Trials,
    /// Barriers that axe-core finds in the built app.
    Audit,
}

/// One run of some suites.
#[derive(Debug)]
pub struct Run {
    pub report: Report,
    tools: Tools,
    filters: Vec<String>,
    /// Looked for by the first suite that needs them.
    browsers: Option<Browsers>,
}

impl Run {
    pub fn new(filters: Vec<String>) -> Result<Self> {
        Ok(Self {
            report: Report::default(),
            tools: Tools::open()?,
            filters,
            browsers: None,
        })
    }

    /// A run that goes on with what was reported.
    pub fn of(report: Report, tools: Tools) -> Self {
        Self {
            report,
            tools,
            filters: Vec::new(),
            browsers: None,
        }
    }

    /// Has the words of others in a folder go through the running app.
    pub fn hostile(&mut self, folder: &Path) {
        end_to_end::hostile(self, folder);
    }

    pub fn suite(&mut self, suite: Suite) {
        match suite {
            Suite::Lint => lint::run(self, true),
            Suite::LintNative => lint::run(self, false),
            // With the profile it is running in: its dependencies are built already.
            Suite::Xtask => self.cargo_test(
                "xtask",
                &["--package", "xtask", "--profile", "dev"],
                Empty::Fails,
            ),
            Suite::Domain => {
                self.cargo_test("domain", &["--test", "domain"], Empty::Fails);
                self.cargo_test("exchange", &["--test", "exchange"], Empty::Fails);
                self.cargo_test("examples in the documentation", &["--doc"], Empty::Passes);
            }
            Suite::View => self.cargo_test("view", &["--test", "view"], Empty::Fails),
            Suite::Browser => browser::run(self),
            Suite::EndToEnd => end_to_end::run(self),
            Suite::Pictures => end_to_end::make(self, "pictures"),
            Suite::Figures => end_to_end::make(self, "figures"),
            Suite::Sizes => end_to_end::make(self, "sizes"),
            Suite::Trials => end_to_end::make(self, "trials"),
            Suite::Audit => end_to_end::make(self, "audit"),
        }
    }

    fn cargo_test(&mut self, name: &str, selection: &[&str], empty: Empty) {
        let mut command = self.tools.cargo();
        command.arg("test").args(selection);
        self.counted(name, command, empty);
    }

    /// Runs a test runner with the filters the developer gave.
    fn counted(&mut self, name: &str, mut command: Command, empty: Empty) {
        let empty = self.filtered(&mut command, empty);
        step::tests(&mut self.report, name, command, empty);
    }

    /// Adds the filters the developer gave; with any, it is no failure to run nothing.
    fn filtered(&self, command: &mut Command, empty: Empty) -> Empty {
        if self.filters.is_empty() {
            return empty;
        }
        command.arg("--").args(&self.filters);
        Empty::Passes
    }

    fn browsers(&mut self) -> &Browsers {
        self.browsers
            .get_or_insert_with(|| browsers::ensure(&self.tools))
    }

    /// Chromium and Firefox, or a sentence about the first that is missing.
    fn both_browsers(&mut self) -> Result<(Browser, Browser), String> {
        let Browsers { chromium, firefox } = self.browsers();
        Ok((chromium.clone()?, firefox.clone()?))
    }
}

/// Keeps the machine's language and clock out of what the browsers show.
fn neutral_locale(command: &mut Command) -> &mut Command {
    command
        .env("LANG", "C.UTF-8")
        .env("LC_ALL", "C.UTF-8")
        .env("LANGUAGE", "en_US")
        .env("TZ", "UTC")
}
