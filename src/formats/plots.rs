//! Who is quoted, in drawings: for the page, the report, and files of their own.

mod bars;
mod critics;
mod network;
mod stances;
mod timeline;
mod voices;
mod words;

use std::rc::Rc;

pub(crate) use network::ID as NETWORK;

use super::drawing::{Behind, Drawing};
use super::naming::article_names;
use super::sentence::{counted, filled};
use crate::model::sorted::SortedMap;
use crate::model::sources::Sources;
use crate::model::{
    AnnotationId, AnnotatorId, Article, AttributeId, CanonicalClaimId, End, Project, TopicId,
};

/// What a network is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    #[default]
    Everything,
    Topic(TopicId),
    NoTopic,
}

/// What drawings are made from.
#[derive(Debug)]
pub struct Scene<'a> {
    project: &'a Project,
    annotators: Option<&'a [AnnotatorId]>,
    sources: &'a Sources,
    /// In the user's order.
    articles: Vec<&'a Article>,
    names: Vec<String>,
}

/// Where labels end and what is drawn begins.
const LABELS: usize = 270;
/// Height of a row.
const ROW: usize = 26;
/// Articles that are drawn, a row for each.
const ARTICLES: usize = 60;

impl<'a> Scene<'a> {
    pub fn new(
        project: &'a Project,
        annotators: Option<&'a [AnnotatorId]>,
        sources: &'a Sources,
    ) -> Self {
        Self {
            project,
            annotators,
            sources,
            articles: project.ordered_articles(),
            names: article_names(project),
        }
    }

    /// Which articles quote critics and which do not, in sentences; none where nobody is known to
    /// be against anything.
    pub fn findings(&self) -> Vec<String> {
        critics::sentences(self)
    }

    /// All drawings, without those that would be empty.
    pub fn drawings(&self, about: About) -> Vec<Drawing> {
        let mut all = vec![
            bars::by_stance(self),
            bars::by_word(self),
            bars::by_way(self),
            bars::by_type(self),
            bars::by_affiliation(self),
            voices::drawing(self),
            stances::drawing(self),
            self.network(about),
        ];
        all.extend(timeline::drawings(self));
        all.retain(|it| !it.table.rows.is_empty() || it.id == NETWORK);
        all
    }

    /// Who says and holds what of the canonical claims of a topic.
    pub fn network(&self, about: About) -> Drawing {
        network::drawing(self, about)
    }

    /// What the codebook calls a value, else its id in words.
    fn value_name(&self, attribute: &str, value: &str) -> String {
        if value.is_empty() {
            return words::NOT_CODED.to_owned();
        }
        let codebook = self.project.codebook();
        let attribute = codebook.attribute(&AttributeId::from(attribute));
        let known = attribute.and_then(|it| it.values.iter().find(|it| it.id == *value));
        let name = known.and_then(|it| it.name.get("en"));
        name.map_or_else(|| value.replace('_', " "), str::to_owned)
    }

    fn claim_text(&self, id: CanonicalClaimId) -> &'a str {
        let text = self.project.canonical_claim(id).map_or("", |it| &it.text);
        if text.trim().is_empty() {
            words::UNTITLED_CLAIM
        } else {
            text
        }
    }

    fn language(&self) -> &'a str {
        &self.project.about().language
    }

    /// What is at an end of a relation, in words.
    fn end_name(&self, end: End) -> String {
        match end {
            End::CanonicalClaim(id) => self.claim_text(id).to_owned(),
            End::Topic(id) => {
                let topic = self.project.topic(id);
                topic.map(|it| it.name.clone()).unwrap_or_default()
            }
            End::Actor(id) => {
                let actor = self.project.actor(id);
                actor.map(|it| it.name.clone()).unwrap_or_default()
            }
            End::Annotation(id) => {
                let annotation = self.project.annotation(id);
                annotation
                    .map(|it| self.project.quote(it))
                    .unwrap_or_default()
            }
        }
    }
}

/// A number of annotations, in words.
fn annotations(count: usize) -> String {
    counted(count, words::ONE, words::MANY)
}

/// Says that so many more are not drawn; nothing where all are.
fn rest(sentence: &str, all: usize, drawn: usize) -> String {
    if all <= drawn {
        return String::new();
    }
    filled(sentence, &[("count", &(all - drawn).to_string())])
}

fn shared(ids: &[AnnotationId]) -> Behind {
    Rc::from(ids)
}

/// Which of five tints a number has beside the highest, or none.
fn heat(value: usize, most: usize) -> &'static str {
    const LEVELS: [&str; 6] = [
        "heat h0", "heat h1", "heat h2", "heat h3", "heat h4", "heat h5",
    ];
    LEVELS[(value * 5).div_ceil(most.max(1)).min(5)]
}

/// Lists of annotations by what they are about, in order.
type Lists<K> = SortedMap<K, Vec<AnnotationId>>;

/// Adds what comes once, and keeps the order.
fn put<K: Ord + Clone>(lists: &mut Lists<K>, key: K, id: AnnotationId) {
    let list = lists.or_insert_with(key, Vec::new);
    if !list.contains(&id) {
        list.push(id);
    }
}
