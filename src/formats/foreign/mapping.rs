use std::fmt;

use super::{ACTOR, Document};
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
    /// One that is to be added to it, under the word as its name.
    New,
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
                // Whom a span names becomes an actor, whatever the codebook says.
                for (name, _) in span.attributes.iter().filter(|it| it.0 != ACTOR) {
                    attributes.add(name);
                }
            }
            for relation in &document.relations {
                relations.add(&relation.kind);
                for (name, _) in &relation.attributes {
                    attributes.add(name);
                }
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

/// Words that are remembered; beyond that the oldest are not told from others, so all go.
const REMEMBERED: usize = 2_000;

impl Mapping {
    /// Puts what a person chose for the same words before what is proposed, as long as the
    /// codebook has it.
    pub fn recall(&mut self, codebook: &Codebook, remembered: &SortedMap<String, String>) {
        let id = &codebook.id;
        recall(&mut self.labels, (id, LABEL), remembered, &|it| {
            codebook.label(&it.into()).is_some()
        });
        recall(&mut self.attributes, (id, ATTRIBUTE), remembered, &|it| {
            codebook.attribute(&it.into()).is_some()
        });
        recall(&mut self.relations, (id, RELATION), remembered, &|it| {
            codebook.relation(&it.into()).is_some()
        });
    }

    /// Keeps what each word became. Those that are new are not kept: there they are known the
    /// next time.
    pub fn remember(&self, codebook: &str, remembered: &mut SortedMap<String, String>) {
        if remembered.len() > REMEMBERED {
            *remembered = SortedMap::new();
        }
        remember(&self.labels, (codebook, LABEL), remembered);
        remember(&self.attributes, (codebook, ATTRIBUTE), remembered);
        remember(&self.relations, (codebook, RELATION), remembered);
    }
}

const LABEL: &str = "label";
const ATTRIBUTE: &str = "attribute";
const RELATION: &str = "relation";

fn key((codebook, kind): (&str, &str), theirs: &str) -> String {
    format!("{codebook} {kind} {theirs}")
}

fn recall<T: for<'a> From<&'a str>>(
    all: &mut [Mapped<T>],
    of: (&str, &str),
    remembered: &SortedMap<String, String>,
    has: &dyn Fn(&str) -> bool,
) {
    for it in all {
        match remembered.get(&key(of, &it.theirs)).map(String::as_str) {
            Some("") => it.becomes = Becomes::LeftOut,
            Some(id) if has(id) => it.becomes = Becomes::Known(T::from(id)),
            _ => {}
        }
    }
}

fn remember<T: fmt::Display>(
    all: &[Mapped<T>],
    of: (&str, &str),
    remembered: &mut SortedMap<String, String>,
) {
    for it in all {
        let id = match &it.becomes {
            Becomes::Known(id) => id.to_string(),
            Becomes::LeftOut => String::new(),
            Becomes::New => {
                remembered.remove(&key(of, &it.theirs));
                continue;
            }
        };
        remembered.insert(key(of, &it.theirs), id);
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
        T: Clone + fmt::Display,
    {
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
                None => Becomes::New,
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

impl<T> Mapped<T> {
    /// What a word becomes.
    pub fn of<'a>(all: &'a [Self], theirs: &str) -> Option<&'a Becomes<T>> {
        let at = all.binary_search_by(|it| it.theirs.as_str().cmp(theirs));
        at.ok().map(|it| &all[it].becomes)
    }
}

/// A word without what tools write differently: capitals, accents, spaces, hyphens.
pub(super) fn plain(word: &str) -> String {
    let folded = folded(word);
    folded.chars().filter(|it| it.is_alphanumeric()).collect()
}
