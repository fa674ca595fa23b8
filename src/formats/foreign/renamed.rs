use super::holds::Names;
use crate::model::sorted::{SortedMap, SortedSet};

/// How names are written: two different ones stay different.
#[derive(Default)]
pub(super) struct Renamed {
    written: SortedMap<String, String>,
    taken: SortedSet<String>,
}

impl Renamed {
    pub(super) fn without(taken: &[&str]) -> Self {
        let mut renamed = Self::default();
        for it in taken {
            renamed.taken.insert((*it).to_owned());
        }
        renamed
    }

    /// A name as it is written, and whether it is asked for the first time.
    pub(super) fn name(&mut self, name: &str, names: Names) -> (String, bool) {
        if let Some(known) = self.written.get(name) {
            return (known.clone(), false);
        }
        let fits = |c: char| match names {
            Names::Any | Names::NotEmpty => true,
            Names::Word => !c.is_whitespace() && !c.is_control(),
            Names::Plain => c.is_ascii_alphanumeric() || matches!(c, '_' | '-'),
            Names::Identifier => c.is_ascii_alphanumeric() || c == '_',
        };
        let fitting = |it| if fits(it) { it } else { '_' };
        let mut plain: String = name.chars().map(fitting).collect();
        if plain.is_empty() && names != Names::Any {
            plain.push('_');
        }
        if names == Names::Identifier && !plain.starts_with(|it: char| it.is_ascii_alphabetic()) {
            plain.insert(0, 'x');
        }
        let mut free = plain.clone();
        let mut number = 2;
        while !self.taken.insert(free.clone()) {
            free = format!("{plain}_{number}");
            number += 1;
        }
        self.written.insert(name.to_owned(), free.clone());
        (free, true)
    }
}
