use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use cotejo::formats::Document;
use serde::Serialize;

use super::arguments::Arguments;
use super::input::read;
use super::print_lines;

#[derive(Default, Serialize)]
struct Stats {
    texts: usize,
    characters: usize,
    annotations: usize,
    /// With more than one fragment.
    with_gaps: usize,
    /// That share words with another one of their text.
    overlapping: usize,
    relations: usize,
    labels: BTreeMap<String, usize>,
    /// Values by attribute.
    attributes: BTreeMap<String, BTreeMap<String, usize>>,
    relation_types: BTreeMap<String, usize>,
    warnings: usize,
}

/// Values of one attribute that are printed.
const VALUES: usize = 12;

/// Prints how much of what there is.
pub fn stats(paths: &[PathBuf], arguments: &Arguments) -> Result<ExitCode> {
    let mut stats = Stats::default();
    for path in paths {
        let reading = read(path, arguments.from)?;
        stats.warnings += reading.warnings.len();
        for document in reading.documents() {
            stats.add(&document);
        }
    }
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&stats)?);
    } else {
        print_lines(&stats.lines());
    }
    Ok(ExitCode::SUCCESS)
}

impl Stats {
    fn add(&mut self, document: &Document) {
        self.texts += 1;
        self.characters += document.text.text.chars().count();
        self.annotations += document.spans.len();
        self.relations += document.relations.len();
        self.overlapping += overlapping(document);
        for span in &document.spans {
            self.with_gaps += usize::from(span.fragments.len() > 1);
            *self.labels.entry(span.label.clone()).or_default() += 1;
            for (name, value) in &span.attributes {
                let values = self.attributes.entry(name.clone()).or_default();
                *values.entry(value.clone()).or_default() += 1;
            }
        }
        for relation in &document.relations {
            let kind = relation.kind.clone();
            *self.relation_types.entry(kind).or_default() += 1;
        }
    }

    /// A figure a line.
    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut say = |line: String| lines.push(line);
        say(format!("{:>9} texts", self.texts));
        say(format!("{:>9} characters", self.characters));
        say(format!(
            "{:>9} annotations, {} with gaps, {} that share words",
            self.annotations, self.with_gaps, self.overlapping
        ));
        for (label, count) in &self.labels {
            say(format!("{count:>9}   {label}"));
        }
        for (name, values) in &self.attributes {
            say(format!("{:>9} {name}", values.values().sum::<usize>()));
            let mut values: Vec<_> = values.iter().collect();
            values.sort_by_key(|it| std::cmp::Reverse(*it.1));
            for (value, count) in values.iter().take(VALUES) {
                say(format!("{count:>9}   {value}"));
            }
            let more = values.len().saturating_sub(VALUES);
            if more > 0 {
                say(format!("            and {more} other values"));
            }
        }
        say(format!("{:>9} relations", self.relations));
        for (kind, count) in &self.relation_types {
            say(format!("{count:>9}   {kind}"));
        }
        say(format!(
            "{:>9} warnings (`cotejo check` lists them)",
            self.warnings
        ));
        lines
    }
}

/// Annotations that share words with another one: in order of their beginnings, each is compared with
/// what reaches furthest before it.
fn overlapping(document: &Document) -> usize {
    let mut hulls: Vec<(usize, usize, usize)> = Vec::new();
    for (at, span) in document.spans.iter().enumerate() {
        for fragment in &span.fragments {
            let range = fragment.range();
            hulls.push((range.start, range.end, at));
        }
    }
    hulls.sort_unstable();
    let mut shares = vec![false; document.spans.len()];
    let mut furthest: Option<(usize, usize)> = None;
    for (start, end, at) in hulls {
        if let Some((reach, of)) = furthest
            && start < reach
            && of != at
        {
            shares[of] = true;
            shares[at] = true;
        }
        if furthest.is_none_or(|it| end > it.0) {
            furthest = Some((end, at));
        }
    }
    shares.into_iter().filter(|it| *it).count()
}
