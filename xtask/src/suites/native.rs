//! What is measured without a browser: runs it, and makes a table of what it prints.

use std::fmt::Write;

use anyhow::{Context, Result, ensure};

use crate::tools::Tools;

/// Runs the measurements; returns their part of `docs/benchmarks.md`.
pub fn figures(tools: &Tools) -> Result<String> {
    println!("\n── without a browser");
    let mut command = tools.cargo();
    command
        .args(["run", "--release", "--package", "benches"])
        .args(["--", "--bench"])
        .stderr(std::process::Stdio::inherit());
    let output = command.output().context("cannot start cargo")?;
    let printed = String::from_utf8_lossy(&output.stdout);
    println!("{printed}");
    ensure!(output.status.success(), "the benches ended badly");
    let all = read(&printed);
    ensure!(!all.is_empty(), "the benches print nothing that is known");
    Ok(table(&all))
}

/// A part that was measured, with nanoseconds for one of its elements at each size.
#[derive(Debug, PartialEq)]
struct Figures {
    name: String,
    sizes: Vec<(String, f64)>,
}

/// Reads the tree that `divan` prints. Under the line of a size stands the one that says how many
/// elements go by in a second.
fn read(printed: &str) -> Vec<Figures> {
    let mut all: Vec<Figures> = Vec::new();
    let mut size = String::new();
    for line in printed.lines() {
        let deep = line.starts_with(['│', ' ']);
        let line = line.trim_start_matches(['│', '├', '╰', '─', ' ']);
        let cells: Vec<&str> = line.split('│').map(str::trim).collect();
        let first = cells[0].split_whitespace().next().unwrap_or_default();
        if !deep {
            all.push(Figures {
                name: first.to_owned(),
                sizes: Vec::new(),
            });
        } else if let Some(speed) = cells.get(2).and_then(|it| nanoseconds(it)) {
            if let Some(last) = all.last_mut() {
                last.sizes.push((size.clone(), speed));
            }
        } else {
            first.clone_into(&mut size);
        }
    }
    all.retain(|it| !it.sizes.is_empty());
    all
}

/// What one takes, when so many go by: `12.3 Mitem/s`.
fn nanoseconds(speed: &str) -> Option<f64> {
    let (number, unit) = speed.split_once(' ')?;
    let times = match unit.strip_suffix("item/s")? {
        "" => 1.0,
        "K" => 1e3,
        "M" => 1e6,
        "G" => 1e9,
        _ => return None,
    };
    Some(1e9 / (number.parse::<f64>().ok()? * times))
}

const HEAD: &str = "
## Without a browser

Nanoseconds for each element, natively, compiled as the app is (for size): medians. Texts are in
several scripts, and each place has some nine annotations. *growth* is the last by the first: 1
where size does not matter.

";

fn table(all: &[Figures]) -> String {
    let mut text = HEAD.to_owned();
    let sizes: Vec<&str> = all[0].sizes.iter().map(|it| it.0.as_str()).collect();
    let _ = writeln!(text, "| | {} | growth |", sizes.join(" | "));
    let _ = writeln!(text, "| --- |{} --- |", " --- |".repeat(sizes.len()));
    for Figures { name, sizes } in all {
        let figures: Vec<String> = sizes.iter().map(|it| format!("{:.0}", it.1)).collect();
        let growth = sizes[sizes.len() - 1].1 / sizes[0].1;
        let _ = writeln!(
            text,
            "| {} | {} | {growth:.2} |",
            name.replace('_', " "),
            figures.join(" | ")
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "\
Timer precision: 41 ns
benches          fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ add_and_remove               │               │               │               │         │
│  ├─ 1000       1 ms          │ 2 ms          │ 1.5 ms        │ 1.6 ms        │ 100     │ 100
│  │             1 Mitem/s     │ 500 Kitem/s   │ 500 Kitem/s   │ 600 Kitem/s   │         │
│  ╰─ 100000     1 ms          │ 2 ms          │ 1.5 ms        │ 1.6 ms        │ 100     │ 100
│                1 Mitem/s     │ 500 Kitem/s   │ 250 Kitem/s   │ 600 Kitem/s   │         │
╰─ lanes                        │               │               │               │         │
   ├─ 1000       1 µs          │ 2 µs          │ 1.5 µs        │ 1.6 µs        │ 100     │ 100
   │             1 Gitem/s     │ 100 Mitem/s   │ 125 Mitem/s   │ 100 Mitem/s   │         │
   ╰─ 100000     1 µs          │ 2 µs          │ 1.5 µs        │ 1.6 µs        │ 100     │ 100
                 1 Gitem/s     │ 100 Mitem/s   │ 100 Mitem/s   │ 100 Mitem/s   │         │
";

    #[test]
    fn figures_are_read_from_what_is_printed() {
        let read = read(PRINTED);
        let names: Vec<&str> = read.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, ["add_and_remove", "lanes"]);
        let at = |size: &str, figure: f64| (size.to_owned(), figure);
        assert_eq!(read[0].sizes, [at("1000", 2_000.0), at("100000", 4_000.0)]);
        assert_eq!(read[1].sizes, [at("1000", 8.0), at("100000", 10.0)]);
    }

    #[test]
    fn a_row_says_how_a_figure_grows() {
        let table = table(&read(PRINTED));
        assert!(table.contains("| | 1000 | 100000 | growth |"), "{table}");
        assert!(
            table.contains("| add and remove | 2000 | 4000 | 2.00 |"),
            "{table}"
        );
    }
}
