//! `cotejo`, for scripts: converts, checks and counts files of annotations, with the code of the app.

mod arguments;
mod check;
mod convert;
mod input;
mod stats;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;

use arguments::{Arguments, Task};

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(done) => done,
        Err(error) => {
            eprintln!("cotejo: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whoever reads may have enough before the end.
fn print_lines(lines: &[String]) {
    let mut to = std::io::stdout().lock();
    for line in lines {
        if writeln!(to, "{line}").is_err() {
            return;
        }
    }
}

fn run(given: Vec<String>) -> Result<ExitCode> {
    let arguments = Arguments::parse(given)?;
    match &arguments.task {
        Task::Help => {
            println!("{}", arguments::help());
            Ok(ExitCode::SUCCESS)
        }
        Task::Convert { from, to } => convert::convert(from, to, &arguments),
        Task::Check(files) => Ok(check::check(files, &arguments)),
        Task::Stats(files) => stats::stats(files, &arguments),
    }
}
