//! Which article said something first, as far as dates tell.

use crate::model::matrix::saying;
use crate::model::sorted::{SortedMap, sort_by_key};
use crate::model::{
    AnnotationId, AnnotatorId, ArticleId, CanonicalClaimId, Project, Timestamp, is_date,
};

/// The articles that say a canonical claim, by the day they were published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidFirst {
    pub canonical_claim: CanonicalClaimId,
    /// Those with a date, earliest first; of one day, in the user's order.
    pub dated: Vec<SaidBy>,
    /// Those of which nobody knows the day, in the user's order.
    pub undated: Vec<SaidBy>,
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
    pub fn leading(&self) -> usize {
        let mut leading = 0;
        while leading < self.dated.len() {
            let published = &self.dated[leading].published;
            if self.dated[..leading]
                .iter()
                .any(|it| is_before(&it.published, published))
            {
                break;
            }
            leading += 1;
        }
        leading
    }
}

/// Who said it first, for each canonical claim that some article says, for some annotators or
/// (`None`) for all. Who says the opposite, or that somebody did not say it, does not say it.
pub fn said_first(project: &Project, annotators: Option<&[AnnotatorId]>) -> Vec<SaidFirst> {
    let articles = project.ordered_articles();
    let mut all = Vec::new();
    for row in project.canonical_claims() {
        let mut by_article: SortedMap<ArticleId, Vec<AnnotationId>> = SortedMap::new();
        for claim in saying(project, annotators, row.id) {
            by_article
                .or_insert_with(claim.article, Vec::new)
                .push(claim.id);
        }
        if by_article.is_empty() {
            continue;
        }
        let mut said = SaidFirst {
            canonical_claim: row.id,
            dated: Vec::new(),
            undated: Vec::new(),
        };
        for article in &articles {
            let Some(claims) = by_article.take(&article.id) else {
                continue;
            };
            let list = if is_date(&article.published) {
                &mut said.dated
            } else {
                &mut said.undated
            };
            list.push(SaidBy {
                article: article.id,
                published: article.published.clone(),
                claims,
            });
        }
        sort_by_key(&mut said.dated, |it| when(&it.published));
        all.push(said);
    }
    all
}

/// The day, or what is known of it, and the moment where that is known: both of UTC, so that
/// outlets on two sides of midnight can be compared.
fn when(published: &str) -> (String, Option<Timestamp>) {
    let moment: Option<Timestamp> = published.parse().ok();
    let written = moment.map_or_else(|| published.to_owned(), |it| it.to_string());
    (written.get(..10).unwrap_or(&written).to_owned(), moment)
}

fn is_before(one: &str, two: &str) -> bool {
    let ((one_day, one), (two_day, two)) = (when(one), when(two));
    match one.zip(two) {
        Some((one, two)) => one < two,
        None => one_day < two_day && !two_day.starts_with(&one_day),
    }
}
