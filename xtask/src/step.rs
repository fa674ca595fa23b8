//! Runs one child process as one step of a report.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::report::{Count, Report, closing_line, verdict};

/// What a test runner may print without having run a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// A suite that runs nothing has failed.
    Fails,
    /// A name filter was given, or the suite may rightly be empty.
    Passes,
}

/// A step that only passes or fails, such as a linter.
pub fn plain(report: &mut Report, name: &str, mut command: Command) -> bool {
    let started = announce(name);
    match command.status() {
        Ok(status) if status.success() => {
            report.add(name, Count::PASSED, started.elapsed(), None);
            true
        }
        Ok(_) => {
            report.add(name, Count::FAILED, started.elapsed(), None);
            false
        }
        Err(error) => {
            report.cannot_run(name, &cannot_start(&command, error));
            false
        }
    }
}

/// A step that counts its own tests.
pub fn tests(report: &mut Report, name: &str, mut command: Command, empty: Empty) {
    let started = announce(name);
    match run_counting(&mut command) {
        Ok((counts, status)) => {
            add_counted(report, name, (counts, status), started.elapsed(), empty);
        }
        Err(error) => report.cannot_run(name, &error),
    }
}

/// Adds what a test runner counted, and how it ended.
fn add_counted(
    report: &mut Report,
    name: &str,
    (counts, status): (Count, ExitStatus),
    took: Duration,
    empty: Empty,
) {
    let (counts, problem) = verdict(counts, status.success(), empty == Empty::Passes);
    let note = problem.map(|problem| format!("{problem} ({status})"));
    report.add(name, counts, took, note);
}

/// One of several steps that run at the same time.
#[derive(Debug)]
pub struct Together {
    pub name: String,
    pub command: Command,
    pub empty: Empty,
}

/// Steps that count their own tests, all at once; what they print comes one after the other.
pub fn tests_together(report: &mut Report, steps: Vec<Together>) {
    let started = Instant::now();
    let running: Vec<_> = steps
        .into_iter()
        .map(
            |Together {
                 name,
                 command,
                 empty,
             }| {
                let told = std::thread::spawn(move || {
                    let told = run_silently(command);
                    (told, started.elapsed())
                });
                (name, empty, told)
            },
        )
        .collect();
    for (name, empty, told) in running {
        announce(&name);
        let Ok((told, took)) = told.join() else {
            report.cannot_run(&name, &"its thread ended badly");
            continue;
        };
        match told {
            Ok((output, status)) => {
                let _ = std::io::stdout().write_all(&output);
                let mut counts = Count::default();
                for line in String::from_utf8_lossy(&output).lines() {
                    if let Some(found) = closing_line(line) {
                        counts += found;
                    }
                }
                add_counted(report, &name, (counts, status), took, empty);
            }
            Err(error) => report.cannot_run(&name, &error),
        }
    }
}

/// What a command prints, errors among it, and how it ended.
fn run_silently(mut command: Command) -> Result<(Vec<u8>, ExitStatus)> {
    let (mut output, input) = std::io::pipe()?;
    command.stdout(input.try_clone()?).stderr(input);
    let mut child = command
        .spawn()
        .map_err(|error| cannot_start(&command, error))?;
    // Ours are open for as long as the command is there, and the pipe with them.
    drop(command);
    let (send, pieces) = mpsc::channel();
    std::thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(length @ 1..) = output.read(&mut buffer) {
            if send.send(buffer[..length].to_vec()).is_err() {
                break;
            }
        }
    });
    let status = child.wait()?;
    let mut all = Vec::new();
    // As in `run_counting`: a browser left behind may keep the pipe open.
    while let Ok(piece) = pieces.recv_timeout(Duration::from_secs(5)) {
        all.extend(piece);
    }
    Ok((all, status))
}

/// Runs a command that has to succeed before anything else makes sense.
pub fn require(mut command: Command) -> Result<()> {
    let status = command
        .status()
        .map_err(|error| cannot_start(&command, error))?;
    if !status.success() {
        bail!("`{}` failed ({status})", spoken(&command));
    }
    Ok(())
}

/// The command as one would type it, for messages.
pub fn spoken(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let mut text = program.file_stem().map_or_else(
        || program.display().to_string(),
        |stem| stem.to_string_lossy().into_owned(),
    );
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

fn announce(name: &str) -> Instant {
    println!("\n── {name}");
    // The child writes to the same file descriptor, so ours has to be out first.
    let _ = std::io::stdout().flush();
    Instant::now()
}

fn cannot_start(command: &Command, error: std::io::Error) -> anyhow::Error {
    anyhow::Error::new(error).context(format!("cannot start `{}`", spoken(command)))
}

fn run_counting(command: &mut Command) -> Result<(Count, ExitStatus)> {
    let mut child: Child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| cannot_start(command, error))?;
    let output = child.stdout.take().context("the child has no output")?;
    let (send, lines) = mpsc::channel();
    std::thread::spawn(move || echo(output, &send));
    let status = child.wait()?;
    let mut counts = Count::default();
    // A browser left behind by a crashed runner keeps the pipe open: after the
    // runner's end, wait for what it printed, not for the pipe to close.
    while let Ok(found) = lines.recv_timeout(Duration::from_secs(5)) {
        counts += found;
    }
    Ok((counts, status))
}

/// Passes output through line by line and sends on the counts it sees.
fn echo(output: impl Read, counts: &mpsc::Sender<Count>) {
    let mut reader = BufReader::new(output);
    let mut line = Vec::new();
    while let Ok(1..) = reader.read_until(b'\n', &mut line) {
        let _ = std::io::stdout().write_all(&line);
        if let Some(found) = closing_line(&String::from_utf8_lossy(&line)) {
            let _ = counts.send(found);
        }
        line.clear();
    }
}
