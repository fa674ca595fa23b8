//! What the list of annotations shows, and in which order.

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{ListFilter, State};
use crate::model::sorted::SortedMap;
use crate::model::{Annotation, AnnotationId, ArticleId, End};
use crate::text::TextSpan;
use crate::text::search::{folded, has_words};

/// What annotations are put together by; inside a group they are in order of place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Grouping {
    /// No groups: all articles in their order.
    #[default]
    Place,
    Label,
    /// On whose word something is said, or who is named.
    Source,
    /// What is said, or what something is about.
    Claim,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListRow {
    /// The name of the group that follows, `None` for what is in none, and how many it has.
    Group(Option<String>, usize),
    /// An annotation, the so-manieth of all that are shown.
    Annotation(AnnotationId, usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rows {
    Made(Vec<ListRow>),
    /// All annotations: in which row each article begins. A list that is seen a window at a
    /// time need not be written out after each edit.
    ByPlace(Vec<(ArticleId, usize)>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    rows: Rows,
    /// How many annotations are among the rows.
    pub shown: usize,
    /// How many there are.
    pub of: usize,
}

impl Default for Listing {
    fn default() -> Self {
        Self {
            rows: Rows::Made(Vec::new()),
            shown: 0,
            of: 0,
        }
    }
}

impl Listing {
    /// How many rows there are, those of groups among them.
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Made(rows) => rows.len(),
            Rows::ByPlace(_) => self.shown,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl State {
    /// The annotations that the filter lets through, in groups where there are any.
    pub fn listing(&self, filter: &ListFilter) -> Listing {
        if *filter == ListFilter::default() {
            return self.listing_of_all();
        }
        let mut found: Vec<&Annotation> = Vec::new();
        let mut of = 0;
        let wanted = folded(&filter.text);
        for article in self.project.ordered_articles() {
            let all = self.project.annotations_of(article.id);
            of += all.len();
            found.extend(
                all.into_iter()
                    .filter(|it| self.passes(it, filter, &wanted)),
            );
        }
        let groups = self.grouped(found, filter.group);
        let mut rows = Vec::new();
        let mut shown = 0;
        for (name, members) in groups {
            if filter.group != Grouping::Place {
                rows.push(ListRow::Group(name, members.len()));
            }
            for it in members {
                rows.push(ListRow::Annotation(it.id, shown));
                shown += 1;
            }
        }
        let rows = Rows::Made(rows);
        Listing { rows, shown, of }
    }

    /// Everything in order of place, which the project keeps: no annotation is looked at.
    fn listing_of_all(&self) -> Listing {
        let mut of = 0;
        let articles = self.project.ordered_articles().into_iter();
        let starts = articles.map(|it| {
            let start = of;
            of += self.project.annotation_count(it.id);
            (it.id, start)
        });
        let rows = Rows::ByPlace(starts.collect());
        Listing {
            rows,
            shown: of,
            of,
        }
    }

    /// The row with so many before it; `None` also where the project has become another one.
    pub fn row(&self, listing: &Listing, at: usize) -> Option<ListRow> {
        match &listing.rows {
            Rows::Made(rows) => rows.get(at).cloned(),
            Rows::ByPlace(starts) => {
                // Of articles without annotations, which begin where the next one does, the
                // last is that next one.
                let behind = starts.partition_point(|it| it.1 <= at);
                let (article, start) = starts[behind.checked_sub(1)?];
                let id = self.project.nth_annotation(article, at - start)?;
                Some(ListRow::Annotation(id, at))
            }
        }
    }

    /// How many rows are before that of an annotation.
    pub fn row_of(&self, listing: &Listing, id: AnnotationId) -> Option<usize> {
        match &listing.rows {
            Rows::Made(rows) => {
                let is_it = |it: &ListRow| matches!(it, ListRow::Annotation(it, _) if *it == id);
                rows.iter().position(is_it)
            }
            Rows::ByPlace(starts) => {
                let annotation = self.project.annotation(id)?;
                let (_, start) = starts.iter().find(|it| it.0 == annotation.article)?;
                Some(start + self.project.rank_of(annotation)?)
            }
        }
    }

    /// `wanted` are the folded words of the filter.
    pub(super) fn passes(
        &self,
        annotation: &Annotation,
        filter: &ListFilter,
        wanted: &str,
    ) -> bool {
        let attribute = filter.attribute.split_once('=');
        let is_so = |(name, value): (&str, &str)| match value {
            "" => self.lacks(annotation, name),
            value => self.project.has_value(annotation, name, value),
        };
        filter
            .label
            .as_ref()
            .is_none_or(|it| *it == annotation.label)
            && attribute.is_none_or(is_so)
            && (wanted.is_empty()
                || has_words(&self.project.quote(annotation), wanted)
                || has_words(&annotation.note, wanted)
                || (annotation.orphan && has_words("orphan", wanted)))
    }

    /// Whether an attribute that its label has is not coded.
    fn lacks(&self, annotation: &Annotation, attribute: &str) -> bool {
        let mut all = self
            .project
            .codebook()
            .attributes_on(annotation.label.as_str());
        all.any(|it| {
            let known = annotation.attributes.contains_key(&it.id)
                || self.project.inherited(annotation, &it.id).is_some();
            it.id == attribute && !known
        })
    }

    /// A filter without the attribute, where that is none of the label's: nothing passed it.
    pub(super) fn fitting(&self, mut filter: ListFilter) -> ListFilter {
        let codebook = self.project.codebook();
        if let (Some(label), Some((name, _))) = (&filter.label, filter.attribute.split_once('='))
            && !codebook
                .attributes_on(label.as_str())
                .any(|it| it.id == name)
        {
            filter.attribute.clear();
        }
        filter
    }

    /// Groups by name, those of labels as the codebook has them; what is in none comes last.
    fn grouped<'a>(
        &self,
        all: Vec<&'a Annotation>,
        by: Grouping,
    ) -> Vec<(Option<String>, Vec<&'a Annotation>)> {
        if by == Grouping::Place {
            return vec![(None, all)];
        }
        let labels = &self.project.codebook().labels;
        // In this order: the place of a label; a name as it is sorted; the name.
        let mut groups: SortedMap<(usize, String, String), Vec<&Annotation>> = SortedMap::new();
        for annotation in all {
            let name = match by {
                Grouping::Source => self.source_of(annotation),
                Grouping::Claim => self.claim_of(annotation),
                Grouping::Place | Grouping::Label => Some(self.label_name(&annotation.label)),
            };
            let place = match (by, &name) {
                (Grouping::Label, _) => labels.iter().position(|it| it.id == annotation.label),
                (_, Some(name)) if !name.is_empty() => Some(0),
                _ => None,
            };
            let name = name.unwrap_or_default();
            let key = (place.unwrap_or(usize::MAX), folded(&name), name);
            groups.or_insert_with(key, Vec::new).push(annotation);
        }
        let named = |name: String| (!name.is_empty()).then_some(name);
        let groups = groups.into_iter();
        groups.map(|(key, all)| (named(key.2), all)).collect()
    }

    /// Who says or holds it; of a Source, whom it names.
    fn source_of(&self, annotation: &Annotation) -> Option<String> {
        let own = End::Annotation(annotation.id);
        let said = self
            .project
            .relations_at(own)
            .find(|it| it.from == own && (it.kind == "attributed_to" || it.kind == "held_by"));
        match said {
            Some(said) => self.source_named(said.to),
            None if annotation.label == "Source" => self.source_named(own),
            None => None,
        }
    }

    /// What a source is called at an end of a relation: the actor, or the one that a Source
    /// names, else its words.
    pub fn source_named(&self, end: End) -> Option<String> {
        let voice = self.project.voice_at(end)?;
        Some(self.project.voice_name(&voice))
    }

    /// The canonical claim, else the words, of the Claim that this is or belongs to.
    fn claim_of(&self, annotation: &Annotation) -> Option<String> {
        let own = End::Annotation(annotation.id);
        let is_claim = |it: &&Annotation| it.label == "Claim";
        let claim = Some(annotation).filter(is_claim).or_else(|| {
            let others = self.project.relations_at(own);
            others
                .filter_map(|it| self.project.annotation(it.other(own)?.annotation()?))
                .filter(is_claim)
                // Of several, the first in the text.
                .min_by_key(|it| {
                    (
                        it.article != annotation.article,
                        it.hull().map(TextSpan::start),
                    )
                })
        })?;
        let canonical = self
            .shown_membership(claim.id)
            .and_then(|it| self.project.canonical_claim(it.canonical_claim));
        Some(canonical.map_or_else(|| self.project.quote(claim), |it| it.text.clone()))
    }
}
