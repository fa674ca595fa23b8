use serde_json::{Value, json};

/// Where something is: roles with accessible names, from the outside in.
///
/// A name that ends with `*` is the beginning of the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    steps: Vec<(String, String)>,
    nth: usize,
}

pub fn at(role: &str, name: &str) -> Spot {
    Spot {
        steps: vec![(role.to_owned(), name.to_owned())],
        nth: 0,
    }
}

impl Spot {
    /// Something inside this.
    pub fn then(mut self, role: &str, name: &str) -> Self {
        self.steps.push((role.to_owned(), name.to_owned()));
        self
    }

    /// Not the first of them.
    pub fn nth(mut self, nth: usize) -> Self {
        self.nth = nth;
        self
    }

    pub(super) fn steps(&self) -> &[(String, String)] {
        &self.steps
    }

    pub(super) fn json(&self) -> Value {
        json!({ "steps": self.steps, "nth": self.nth })
    }
}

impl From<(&str, &str)> for Spot {
    fn from((role, name): (&str, &str)) -> Self {
        at(role, name)
    }
}

impl From<&Spot> for Spot {
    fn from(spot: &Spot) -> Self {
        spot.clone()
    }
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, (role, name)) in self.steps.iter().enumerate() {
            let within = if at == 0 { "" } else { " › " };
            write!(f, "{within}{role} “{name}”")?;
        }
        if self.nth > 0 {
            write!(f, " no. {}", self.nth + 1)?;
        }
        Ok(())
    }
}
