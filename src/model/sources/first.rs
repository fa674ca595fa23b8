//! Which article said something first, as far as dates tell.

use crate::model::matrix::{rows_of, saying};
use crate::model::sorted::{SortedMap, sort_by_key};
use crate::model::{
    AnnotationId, AnnotatorId, ArticleId, CanonicalClaimId, Project, Timestamp, day_in,
};

/// The articles that say a canonical claim, by the day they were published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidFirst {
    pub canonical_claim: CanonicalClaimId,
    /// Those with a date, earliest first; of one day, in the user's order.
    pub dated: Vec<SaidBy>,
    /// Those of which nobody knows the day, in the user's order.
    pub undated: Vec<SaidBy>,
    leading: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidBy {
    pub article: ArticleId,
    /// As the article's record has it.
    pub published: String,
    pub claims: Vec<AnnotationId>,
}

impl SaidFirst {
    /// How many of `dated` may have been first: no other is known to be earlier. A month may
    /// be earlier or later than a day in it.
    pub const fn leading(&self) -> usize {
        self.leading
    }
}

/// Who said it first, for each canonical claim that some article says, for some annotators or
/// (`None`) for all, in the order of the matrix. Who says the opposite, or that somebody did not
/// say it, does not say it.
pub fn said_first(project: &Project, annotators: Option<&[AnnotatorId]>) -> Vec<SaidFirst> {
    let mut articles = Vec::new();
    for it in project.ordered_articles() {
        articles.push((When::of(&it.published), it));
    }
    sort_by_key(&mut articles, |(when, _)| (when.is_none(), when.clone()));
    let mut all = Vec::new();
    for row in rows_of(project) {
        let mut by_article: SortedMap<ArticleId, Vec<AnnotationId>> = SortedMap::new();
        for claim in saying(project, annotators, row) {
            by_article
                .or_insert_with(claim.article, Vec::new)
                .push(claim.id);
        }
        if by_article.is_empty() {
            continue;
        }
        let mut said = SaidFirst {
            canonical_claim: row,
            dated: Vec::new(),
            undated: Vec::new(),
            leading: 0,
        };
        let mut dates = Vec::new();
        for (when, article) in &articles {
            let Some(claims) = by_article.take(&article.id) else {
                continue;
            };
            let list = if when.is_some() {
                &mut said.dated
            } else {
                &mut said.undated
            };
            list.push(SaidBy {
                article: article.id,
                published: article.published.clone(),
                claims,
            });
            dates.extend(when);
        }
        said.leading = leading(&dates);
        all.push(said);
    }
    all
}

/// How many of these, which are in order, may be the first.
fn leading(dates: &[&When]) -> usize {
    // Few: of those that are not known to be earlier than another, each tells less than the next.
    let mut unlike: Vec<&When> = Vec::new();
    for (at, date) in dates.iter().enumerate() {
        if unlike.last() == Some(date) {
            continue;
        }
        if unlike.iter().any(|it| it.is_before(date)) {
            return at;
        }
        unlike.push(date);
    }
    dates.len()
}

/// The day, or what is known of it, and the moment where that is known: both of UTC, so that
/// outlets on two sides of midnight can be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    day: String,
    moment: Option<Timestamp>,
}

impl When {
    /// What a record of an article says of it, if it is a date.
    pub fn of(published: &str) -> Option<Self> {
        day_in(published)?;
        let moment: Option<Timestamp> = published.parse().ok();
        let written = moment.map_or_else(|| published.to_owned(), |it| it.to_string());
        let day = written.get(..10).unwrap_or(&written).to_owned();
        Some(Self { day, moment })
    }

    /// The day since 1970, or the first that it may be.
    pub fn day(&self) -> Option<i64> {
        day_in(&self.day)
    }

    fn is_before(&self, other: &Self) -> bool {
        match self.moment.zip(other.moment) {
            Some((one, two)) => one < two,
            None => self.day < other.day && !other.day.starts_with(&self.day),
        }
    }
}
