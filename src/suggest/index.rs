//! Which claims have a feature.

use std::rc::Rc;

use super::features::Features;
use super::lexicon::Lexicon;
use super::tokens::Tongue;
use crate::model::sorted::SortedMap;
use crate::model::{Annotation, AnnotationId, Article, ArticleId, Project};

/// What the model calls the label of claims.
const CLAIM: &str = "Claim";

/// A claim as it was taken in.
#[derive(Debug)]
pub(super) struct Entry {
    pub id: AnnotationId,
    pub article: ArticleId,
    /// Where it begins: what order two claims of an article have.
    pub start: u32,
    /// Revision, language and fragments: whether it is still the same.
    print: u64,
    /// Places of its keys in the index.
    pub keys: Vec<u32>,
}

/// An article as it was taken in.
#[derive(Clone, Debug, Default)]
struct Seen {
    version: u64,
    revision: u32,
    language: String,
    /// Places of its claims.
    claims: Vec<u32>,
}

#[derive(Debug, Default)]
pub(super) struct Index {
    /// The project that was taken in.
    lineage: Option<Rc<()>>,
    articles: SortedMap<ArticleId, Seen>,
    /// `None` where a claim has gone.
    entries: Vec<Option<Entry>>,
    free: Vec<u32>,
    /// Where the claims of a key are.
    places: SortedMap<u64, u32>,
    /// The claims that have a key, in order.
    claims: Vec<Vec<u32>>,
}

/// Whether claims are proposed for an annotation, and it for others.
pub(super) fn is_claim(annotation: &Annotation, revision: u32) -> bool {
    annotation.label == CLAIM
        && annotation.revision == revision
        && !annotation.orphan
        && !annotation.fragments.is_empty()
}

impl Index {
    /// How many claims there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len() - self.free.len()
    }

    pub(super) fn entry(&self, at: u32) -> Option<&Entry> {
        self.entries.get(at as usize)?.as_ref()
    }

    /// The claims that have a key.
    pub(super) fn claims_with(&self, key: u64) -> &[u32] {
        match self.places.get(&key) {
            Some(&place) => &self.claims[place as usize],
            None => &[],
        }
    }

    pub(super) fn update(&mut self, project: &Project, lexicon: &Lexicon) {
        let known = self.lineage.as_ref();
        if !known.is_some_and(|it| Rc::ptr_eq(it, project.lineage())) {
            *self = Self::default();
            self.lineage = Some(Rc::clone(project.lineage()));
        }
        let mut gone = Vec::new();
        for &id in self.articles.keys() {
            if project.article(id).is_none() {
                gone.push(id);
            }
        }
        for id in gone {
            let seen = self.articles.take(&id).unwrap_or_default();
            for claim in seen.claims {
                self.remove(claim);
            }
        }
        for article in project.articles() {
            self.take_in(project, article, lexicon);
        }
    }

    fn take_in(&mut self, project: &Project, article: &Article, lexicon: &Lexicon) {
        let (version, revision) = (project.annotations_version(article.id), article.current().n);
        let seen = self.articles.get(&article.id);
        if seen.is_some_and(|it| {
            it.version == version && it.revision == revision && it.language == article.language
        }) {
            return;
        }
        let seen = self.articles.take(&article.id).unwrap_or_default();
        let tongue = Tongue::of(&article.language);
        let mut known = SortedMap::new();
        for place in seen.claims {
            if let Some(entry) = self.entry(place) {
                known.insert(entry.id, place);
            }
        }
        let mut claims = Vec::new();
        for annotation in project.annotations_of(article.id) {
            if !is_claim(annotation, revision) {
                continue;
            }
            let print = print_of(annotation, tongue);
            let same = known.get(&annotation.id).copied();
            let same = same.filter(|it| self.entry(*it).is_some_and(|it| it.print == print));
            claims.push(if let Some(place) = same {
                known.remove(&annotation.id);
                place
            } else {
                let features = Features::of(&project.quote(annotation), tongue, lexicon);
                self.add(annotation, print, &features)
            });
        }
        for &place in known.values() {
            self.remove(place);
        }
        let seen = Seen {
            version,
            revision,
            language: article.language.clone(),
            claims,
        };
        self.articles.insert(article.id, seen);
    }

    fn add(&mut self, annotation: &Annotation, print: u64, features: &Features) -> u32 {
        let at = self.free.pop().unwrap_or_else(|| {
            self.entries.push(None);
            place(self.entries.len() - 1)
        });
        let mut keys: Vec<u32> = Vec::new();
        for feature in &features.all {
            for key in &feature.keys {
                let next = place(self.claims.len());
                let place = *self.places.or_insert_with(key.hash, || next);
                if place == next {
                    self.claims.push(Vec::new());
                }
                let claims = &mut self.claims[place as usize];
                if let Err(behind) = claims.binary_search(&at) {
                    claims.insert(behind, at);
                    keys.push(place);
                }
            }
        }
        self.entries[at as usize] = Some(Entry {
            id: annotation.id,
            article: annotation.article,
            start: annotation.hull().map_or(0, |it| it.start().get()),
            print,
            keys,
        });
        at
    }

    fn remove(&mut self, at: u32) {
        let Some(entry) = self.entries[at as usize].take() else {
            return;
        };
        for key in entry.keys {
            let claims = &mut self.claims[key as usize];
            if let Ok(place) = claims.binary_search(&at) {
                claims.remove(place);
            }
        }
        self.free.push(at);
    }
}

fn place(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

fn print_of(annotation: &Annotation, tongue: Tongue) -> u64 {
    let mut print = u64::from(annotation.revision) << 2 | tongue as u64;
    for fragment in &annotation.fragments {
        for at in [fragment.start().get(), fragment.end().get()] {
            print = (print ^ u64::from(at)).wrapping_mul(0x0000_0100_0000_01B3);
            print ^= print >> 31;
        }
    }
    print
}
