use std::fmt;

use super::Document;
use crate::model::sorted::SortedMap;
use crate::model::{AttributeId, Codebook, LabelId, Localized, RelationTypeId};
use crate::text::search::folded;

/// What the words of another tool become in a codebook: one entry for each word that is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    pub labels: Vec<Mapped<LabelId>>,
    pub attributes: Vec<Mapped<AttributeId>>,
    pub relations: Vec<Mapped<RelationTypeId>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped<T> {
    pub theirs: String,
    /// How often it is used.
    pub count: usize,
    pub becomes: Becomes<T>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Becomes<T> {
    /// An entry that the codebook has.
    Known(T),
    /// One that is to be added to it.
    New(T),
    LeftOut,
}

impl Mapping {
    /// Each word as the entry whose id or whose name in any language is the same but for capitals,
    /// accents and what stands between words; the others are new. No word becomes a deprecated entry.
    pub fn proposed(documents: &[Document], codebook: &Codebook) -> Self {
        let mut labels = Counts::default();
        let mut attributes = Counts::default();
        let mut relations = Counts::default();
        for document in documents {
            for span in &document.spans {
                labels.add(&span.label);
                for (name, _) in &span.attributes {
                    attributes.add(name);
                }
            }
            for relation in &document.relations {
                relations.add(&relation.kind);
            }
        }
        let known = codebook.labels.iter().filter(|it| !it.deprecated);
        let labels = labels.mapped(
            &known
                .map(|it| (it.id.clone(), &it.name))
                .collect::<Vec<_>>(),
        );
        let known = codebook.attributes.iter().filter(|it| !it.deprecated);
        let attributes = attributes.mapped(
            &known
                .map(|it| (it.id.clone(), &it.name))
                .collect::<Vec<_>>(),
        );
        let known = codebook.relations.iter().filter(|it| !it.deprecated);
        let relations = relations.mapped(
            &known
                .map(|it| (it.id.clone(), &it.name))
                .collect::<Vec<_>>(),
        );
        Self {
            labels,
            attributes,
            relations,
        }
    }
}

/// How often each word is used, in order of the words.
#[derive(Default)]
struct Counts(SortedMap<String, usize>);

impl Counts {
    fn add(&mut self, word: &str) {
        match self.0.get_mut(word) {
            Some(count) => *count += 1,
            None => {
                self.0.insert(word.to_owned(), 1);
            }
        }
    }

    fn mapped<T>(self, known: &[(T, &Localized)]) -> Vec<Mapped<T>>
    where
        T: Clone + PartialEq + fmt::Display + for<'a> From<&'a str>,
    {
        let mut taken: Vec<T> = known.iter().map(|it| it.0.clone()).collect();
        let mut mapped = Vec::new();
        for (theirs, &count) in &self.0 {
            let means = |it: &&(T, &Localized)| {
                let plain = plain(theirs);
                plain == self::plain(&it.0.to_string())
                    || it.1.values().any(|name| plain == self::plain(name))
            };
            let becomes = match known.iter().find(means) {
                Some((id, _)) => Becomes::Known(id.clone()),
                // Who gave no label has none to add.
                None if theirs.trim().is_empty() => Becomes::LeftOut,
                None => {
                    let id = unused(&id_of(theirs), &taken);
                    taken.push(id.clone());
                    Becomes::New(id)
                }
            };
            mapped.push(Mapped {
                theirs: theirs.clone(),
                count,
                becomes,
            });
        }
        mapped
    }
}

/// A word without what tools write differently: capitals, accents, spaces, hyphens.
fn plain(word: &str) -> String {
    let folded = folded(word);
    folded.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// An id that reads like the word.
fn id_of(word: &str) -> String {
    let one = |it: char| if it.is_whitespace() { '_' } else { it };
    word.trim().chars().map(one).collect()
}

fn unused<T: PartialEq + for<'a> From<&'a str>>(id: &str, taken: &[T]) -> T {
    let mut number = 1;
    loop {
        let tried = match number {
            1 => T::from(id),
            _ => T::from(&format!("{id}_{number}")),
        };
        if !taken.contains(&tried) {
            return tried;
        }
        number += 1;
    }
}
