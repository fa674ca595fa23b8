//! Counts what passed and failed, from the test runners' own closing lines.

use std::fmt::{Display, Write as _};
use std::ops::AddAssign;
use std::process::ExitCode;
use std::time::Duration;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u64,
    pub failed: u64,
}

impl Count {
    pub const PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
    pub const FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };

    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Reads `test result: ok. 3 passed; 0 failed; …`, which libtest and
/// `wasm-bindgen-test-runner` both print once per test binary.
pub fn closing_line(line: &str) -> Option<Count> {
    let (_, counts) = line
        .trim_end()
        .strip_prefix("test result: ")?
        .split_once(". ")?;
    let mut fields = counts.split("; ");
    Some(Count {
        passed: number_before(fields.next()?, " passed")?,
        failed: number_before(fields.next()?, " failed")?,
    })
}

fn number_before(field: &str, word: &str) -> Option<u64> {
    field.strip_suffix(word)?.parse().ok()
}

/// What one run of a test runner amounts to: its counts, and one failure more
/// where it ended badly or ran nothing without saying so in its counts.
pub fn verdict(
    counts: Count,
    ended_well: bool,
    may_be_empty: bool,
) -> (Count, Option<&'static str>) {
    if counts.failed > 0 {
        return (counts, None);
    }
    let problem = if !ended_well {
        "it did not build, or ended before its closing line"
    } else if counts.is_empty() && !may_be_empty {
        "it ran no test, and a check that cannot fail checks nothing"
    } else {
        return (counts, None);
    };
    let mut counts = counts;
    counts += Count::FAILED;
    (counts, Some(problem))
}

#[derive(Debug)]
struct Row {
    name: String,
    count: Count,
    took: Duration,
    note: Option<String>,
}

/// Every step of a task, in the order they ran.
#[derive(Debug, Default)]
pub struct Report {
    rows: Vec<Row>,
}

impl Report {
    pub fn add(&mut self, name: &str, count: Count, took: Duration, note: Option<String>) {
        self.rows.push(Row {
            name: name.to_owned(),
            count,
            took,
            note,
        });
    }

    /// A step that could not even start, with what to do about it.
    pub fn cannot_run(&mut self, name: &str, why: &impl Display) {
        eprintln!("error: {name}: {why:#}");
        self.add(
            name,
            Count::FAILED,
            Duration::ZERO,
            Some(format!("{why:#}")),
        );
    }

    pub fn total(&self) -> Count {
        let mut total = Count::default();
        for row in &self.rows {
            total += row.count;
        }
        total
    }

    /// Prints the summary and, last and alone on its line, the total.
    pub fn finish(&self) -> ExitCode {
        println!("\n{}", self.summary());
        if self.total().failed == 0 && !self.total().is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    fn summary(&self) -> String {
        let width = self
            .rows
            .iter()
            .map(|row| row.name.len())
            .max()
            .unwrap_or(0);
        let mut text = String::new();
        for row in &self.rows {
            let Count { passed, failed } = row.count;
            let mark = if failed == 0 { "ok  " } else { "FAIL" };
            let seconds = row.took.as_secs_f64();
            let _ = writeln!(
                text,
                "{mark}  {:width$}  {passed:>5} passed  {failed:>3} failed  {seconds:>6.1} s",
                row.name
            );
            if let Some(note) = &row.note {
                for line in note.lines() {
                    let _ = writeln!(text, "      {line}");
                }
            }
        }
        let Count { passed, failed } = self.total();
        let _ = write!(text, "\n{passed} passed, {failed} failed");
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(passed: u64, failed: u64) -> Count {
        Count { passed, failed }
    }

    #[test]
    fn reads_the_closing_line_of_libtest() {
        let line = "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 1 filtered out; finished in 0.02s\n";
        assert_eq!(closing_line(line), Some(count(12, 0)));
        let line = "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(closing_line(line), Some(count(1, 2)));
    }

    #[test]
    fn reads_the_closing_line_of_wasm_bindgen_test_runner() {
        let line =
            "test result: FAILED. 4 passed; 1 failed; 0 ignored; 0 filtered out; finished in 1.31s";
        assert_eq!(closing_line(line), Some(count(4, 1)));
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            "",
            "test result: ok",
            "test result: ok. many passed; 0 failed;",
            "a test result: ok. 1 passed; 0 failed; 0 ignored",
            "test tests::passed ... ok",
        ] {
            assert_eq!(closing_line(line), None, "{line}");
        }
    }

    #[test]
    fn a_crash_is_a_failure_even_after_passing_tests() {
        let (counted, problem) = verdict(count(3, 0), false, false);
        assert_eq!(counted, count(3, 1));
        assert!(problem.is_some());
    }

    #[test]
    fn failures_the_runner_counted_are_not_counted_twice() {
        assert_eq!(verdict(count(3, 2), false, false), (count(3, 2), None));
    }

    #[test]
    fn a_run_without_tests_is_a_failure_unless_allowed() {
        assert_eq!(verdict(Count::default(), true, false).0, Count::FAILED);
        assert_eq!(verdict(Count::default(), true, true).0, Count::default());
    }

    #[test]
    fn the_total_stands_alone_on_the_last_line() {
        let mut report = Report::default();
        report.add("formatting", Count::PASSED, Duration::ZERO, None);
        report.add(
            "domain",
            count(40, 2),
            Duration::ZERO,
            Some("see above".into()),
        );
        assert_eq!(report.summary().lines().last(), Some("41 passed, 2 failed"));
    }
}
