//! Drafts of `ClaimReview` markup (JSON-LD of schema.org), one for each canonical claim: the claim and where
//! it appears. Such markup states a verdict, and who reached it: none of that is in a project, so a draft
//! has no `reviewRating`, no `author` and no date, and whoever publishes it must add them.
//! After <https://schema.org/ClaimReview>.

use serde_json::{Map, Value, json};

use super::foreign::{json_file, unused_name};
use super::{
    Description, ExportOptions, Exported, Format, Loss, Lost, LostItem, Reads, losses,
    safe_file_name,
};
use crate::model::sorted::{SortedMap, SortedSet};
use crate::model::{Article, ArticleId, CanonicalClaim, Polarity, Project};

#[derive(Clone, Copy, Debug)]
pub struct ClaimReview;

impl Format for ClaimReview {
    fn describe(&self) -> &'static Description {
        &Description {
            id: "claim-review",
            name: "ClaimReview drafts (JSON-LD)",
            extensions: &["jsonld"],
            mime: "application/ld+json",
            reads: Reads::Nothing,
            writes: true,
        }
    }

    fn export(&self, project: &Project, _options: &ExportOptions<'_>) -> Exported {
        let mut taken = SortedSet::new();
        let mut files = Vec::new();
        for claim in project.canonical_claims() {
            let name = unused_name(&safe_file_name(&claim.text, "claim"), &mut taken);
            files.push(json_file(format!("{name}.jsonld"), &draft(project, claim)));
        }
        let mut lost = losses::of_all(project, &|_| false);
        lost.retain(|it| it.what != Lost::CanonicalClaims);
        let texts = project.ordered_articles();
        let texts = texts.iter().map(|it| LostItem::of(it.id, &*it.title));
        lost.extend(Loss::of(Lost::ArticleTexts, texts));
        let annotations = project.annotations();
        let annotations = annotations.map(|it| losses::of_annotation(project, it));
        lost.extend(Loss::of(Lost::Annotations, annotations));
        Exported {
            files,
            losses: lost,
        }
    }
}

fn draft(project: &Project, claim: &CanonicalClaim) -> Value {
    let mut item = json!({"@type": "Claim", "name": claim.text});
    let appearances = appearances(project, claim);
    if !appearances.is_empty() {
        item["appearance"] = appearances.into();
    }
    json!({
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": claim.text,
        "itemReviewed": item,
    })
}

/// The articles that claim it, in the user's order, with their words. One that claims the opposite is none.
fn appearances(project: &Project, claim: &CanonicalClaim) -> Vec<Value> {
    let mut quotes: SortedMap<ArticleId, Vec<String>> = SortedMap::new();
    for member in project.members_of(claim.id) {
        let found = project.annotation(member.claim);
        let Some(annotation) = found.filter(|_| member.polarity == Polarity::Same) else {
            continue;
        };
        let quote = project.quote(annotation);
        match quotes.get_mut(&annotation.article) {
            Some(known) if known.contains(&quote) => {}
            Some(known) => known.push(quote),
            None => {
                quotes.insert(annotation.article, vec![quote]);
            }
        }
    }
    let mut all = Vec::new();
    for article in project.ordered_articles() {
        if let Some(quotes) = quotes.get(&article.id) {
            all.push(appearance(article, quotes));
        }
    }
    all
}

fn appearance(article: &Article, quotes: &[String]) -> Value {
    let mut said = Map::new();
    said.insert("@type".to_owned(), "Article".into());
    let known = [
        ("headline", &article.title),
        ("url", &article.url),
        ("datePublished", &article.published),
        ("inLanguage", &article.language),
    ];
    for (key, value) in known {
        if !value.is_empty() {
            said.insert(key.to_owned(), (&**value).into());
        }
    }
    // Whether that is a person, nobody said.
    if !article.author.is_empty() {
        said.insert("author".to_owned(), (&*article.author).into());
    }
    if !article.outlet.is_empty() {
        let publisher = json!({"@type": "Organization", "name": article.outlet});
        said.insert("publisher".to_owned(), publisher);
    }
    let quotes: Vec<&String> = quotes.iter().filter(|it| !it.is_empty()).collect();
    let parts: Vec<Value> = quotes
        .iter()
        .map(|it| json!({"@type": "Quotation", "text": it}))
        .collect();
    if !parts.is_empty() {
        said.insert("hasPart".to_owned(), parts.into());
    }
    said.into()
}
