use std::path::PathBuf;

use anyhow::{Result, bail};
use cotejo::formats::{FORMATS, Format, Reads, format};

/// What is to be done, and how.
pub struct Arguments {
    pub task: Task,
    /// The format that is read; else each file is known by its content.
    pub from: Option<&'static dyn Format>,
    /// The format that is written; else the one that the name of the output says.
    pub to: Option<&'static dyn Format>,
    /// Figures as JSON, for other programs.
    pub json: bool,
}

pub enum Task {
    Help,
    Convert { from: PathBuf, to: PathBuf },
    Check(Vec<PathBuf>),
    Stats(Vec<PathBuf>),
}

impl Arguments {
    pub fn parse(given: Vec<String>) -> Result<Self> {
        let mut arguments = Self {
            task: Task::Help,
            from: None,
            to: None,
            json: false,
        };
        let mut words = Vec::new();
        let mut given = given.into_iter();
        while let Some(it) = given.next() {
            match &*it {
                "--from" => arguments.from = Some(named(given.next(), Direction::In)?),
                "--to" => arguments.to = Some(named(given.next(), Direction::Out)?),
                "--json" => arguments.json = true,
                "-h" | "--help" | "help" => return Ok(arguments),
                option if option.starts_with("--") => {
                    bail!("there is no option {option}. `cotejo help` lists them")
                }
                _ => words.push(it),
            }
        }
        let mut words = words.into_iter();
        let task = words.next();
        let paths: Vec<PathBuf> = words.map(PathBuf::from).collect();
        arguments.task = match (task.as_deref(), &paths[..]) {
            (None, _) => Task::Help,
            (Some("convert"), [from, to]) => Task::Convert {
                from: from.clone(),
                to: to.clone(),
            },
            (Some("convert"), _) => bail!("`cotejo convert` needs what to read and what to write"),
            (Some("check" | "stats"), []) => bail!("name at least one file or folder"),
            (Some("check"), _) => Task::Check(paths),
            (Some("stats"), _) => Task::Stats(paths),
            (Some(other), _) => bail!("there is no task {other:?}. `cotejo help` lists them"),
        };
        Ok(arguments)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    In,
    Out,
}

impl Direction {
    fn has(self, format: &dyn Format) -> bool {
        let described = format.describe();
        match self {
            Self::In => described.reads != Reads::Nothing,
            Self::Out => described.writes,
        }
    }
}

fn named(id: Option<String>, direction: Direction) -> Result<&'static dyn Format> {
    let id = id.unwrap_or_default();
    match format(&id).filter(|it| direction.has(*it)) {
        Some(format) => Ok(format),
        None => bail!(
            "there is no format {id:?} here, but {}",
            ids(direction).join(", ")
        ),
    }
}

fn ids(direction: Direction) -> Vec<&'static str> {
    let formats = FORMATS.iter().filter(|it| direction.has(**it));
    formats.map(|it| it.describe().id).collect()
}

pub fn help() -> String {
    format!(
        "\
Converts, checks and counts files of annotations. A file, a folder or a zip is read as
what its content says.

  cotejo convert IN OUT [--from FORMAT] [--to FORMAT]
      writes IN in another format. OUT is a folder, or a file where the format is one
      file (a project of Cotejo: OUT ends in .json). What the format cannot hold is
      listed in OUT, in “losses.txt”, and counted on the terminal.
  cotejo check FILES...
      reads everything and prints what is not as it says, with its place. Ends with 1
      if there is anything.
  cotejo stats FILES... [--json]
      counts texts, annotations by label, attributes and relations.

Formats that are read: {}
Formats that are written: {}",
        ids(Direction::In).join(", "),
        ids(Direction::Out).join(", "),
    )
}
