use std::fmt;

use crate::model::Node;
use crate::model::json::Raw;

/// JSON that is not of the form it should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misshapen(Box<Problem>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Problem {
    why: String,
    /// From the inside out.
    place: Vec<OwnedStep>,
}

/// From a value to one inside.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'a> {
    Key(&'a str),
    Entry(usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum OwnedStep {
    Key(String),
    Entry(usize),
}

impl Misshapen {
    pub fn new(why: impl Into<String>) -> Self {
        Self(Box::new(Problem {
            why: why.into(),
            place: Vec::new(),
        }))
    }

    pub(super) fn missing(key: &str) -> Self {
        Self::new(format!("missing field `{key}`"))
    }

    /// It is in this step of a value that it is misshapen.
    pub(super) fn lies(&mut self, step: Step<'_>) {
        self.0.place.push(match step {
            Step::Key(key) => OwnedStep::Key(key.to_owned()),
            Step::Entry(at) => OwnedStep::Entry(at),
        });
    }

    /// What of a whole value is misshapen, or what it should be in.
    pub fn part_of<'a>(&self, whole: Raw<'a>) -> Raw<'a> {
        let mut part = whole;
        for step in self.0.place.iter().rev() {
            let inner = match step {
                OwnedStep::Key(key) => part.members().ok().and_then(|mut it| {
                    let found = it.find(|(name, _)| name.string().is_ok_and(|it| it == *key));
                    found.map(|(_, value)| value)
                }),
                OwnedStep::Entry(entry) => part.items().ok().and_then(|mut it| it.nth(*entry)),
            };
            match inner {
                Some(inner) => part = inner,
                None => break,
            }
        }
        part
    }
}

pub(super) fn unexpected(node: &Node, expected: &str) -> String {
    let found = match node {
        Node::Null => "null".to_owned(),
        Node::Flag(flag) => format!("boolean `{flag}`"),
        Node::Whole(number) => format!("integer `{number}`"),
        Node::Natural(number) => format!("integer `{number}`"),
        Node::Number(number) => format!("floating point `{number}`"),
        Node::Text(text) => format!("string {text:?}"),
        Node::List(_) => "sequence".to_owned(),
        Node::Object(_) => "map".to_owned(),
    };
    format!("invalid type: {found}, expected {expected}")
}

impl fmt::Display for Misshapen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.why)
    }
}

impl std::error::Error for Misshapen {}
