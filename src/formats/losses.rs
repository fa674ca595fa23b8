//! What no format but the project's own holds.

use super::{Loss, Lost, LostItem};
use crate::model::{
    Annotation, ArticleId, End, Extra, LOST, Project, Relation, RevisionSource, Subject,
};

/// All losses but those of annotations; `holds` tells the relations that are held.
pub(super) fn of_all(project: &Project, holds: &dyn Fn(&Relation) -> bool) -> Vec<Loss> {
    let title = |id: ArticleId| project.article(id).map_or("", |it| &it.title);
    let row = |id| project.canonical_claim(id).map_or("", |it| &it.text);
    let who = |id| project.annotator(id).map_or("", |it| &it.name);
    let claim = |id| project.annotation(id).map(|it| annotation(project, it));
    let codebook = project.codebook();
    let all = [
        Loss::of(
            Lost::Codebook,
            [LostItem::from(format!(
                "{} {}",
                codebook.id, codebook.version
            ))],
        ),
        Loss::of(Lost::EarlierRevisions, earlier_revisions(project)),
        Loss::of(Lost::SourceDetails, source_details(project)),
        Loss::of(
            Lost::Parts,
            project
                .parts()
                .map(|it| LostItem::of(it.key(), format!("{}: {}", title(it.article), it.part))),
        ),
        Loss::of(
            Lost::Relations,
            project
                .relations()
                .filter(|it| !holds(it))
                .map(|it| LostItem::of(it.id, relation(project, it))),
        ),
        Loss::of(
            Lost::Memberships,
            project.memberships().map(|it| {
                let word = <&str>::from(it.polarity);
                let words = claim(it.claim).unwrap_or_default();
                let words = format!("{words} {word} “{}”", row(it.canonical_claim));
                LostItem::of(it.key(), words)
            }),
        ),
        Loss::of(
            Lost::CanonicalClaims,
            project
                .canonical_claims()
                .map(|it| LostItem::of(it.id, &*it.text)),
        ),
        Loss::of(
            Lost::Actors,
            project.actors().map(|it| LostItem::of(it.id, &*it.name)),
        ),
        Loss::of(
            Lost::Topics,
            project.topics().map(|it| LostItem::of(it.id, &*it.name)),
        ),
        Loss::of(
            Lost::Readings,
            project.readings().map(|it| {
                let who = who(it.provenance.annotator);
                LostItem::of(it.key(), format!("{}: {who}", title(it.article)))
            }),
        ),
        Loss::of(
            Lost::Overrides,
            project.overrides().map(|it| {
                let (row, title) = (row(it.canonical_claim), title(it.article));
                LostItem::of(it.key(), format!("“{row}”, {title}: {}", it.status))
            }),
        ),
        Loss::of(
            Lost::Codings,
            project.codings().map(|it| {
                let who = who(it.provenance.annotator);
                LostItem::of(it.key(), format!("{}: {who}", title(it.article)))
            }),
        ),
        Loss::of(
            Lost::LintExceptions,
            project.lint_exceptions().map(|it| {
                let subject = match it.subject {
                    Subject::Annotation(id) => claim(id).unwrap_or_default(),
                    Subject::CanonicalClaim(id) => format!("“{}”", row(id)),
                    Subject::Relation(id) => id.to_string(),
                    Subject::Article(id) => title(id).to_owned(),
                    Subject::Actor(id) => project
                        .actor(id)
                        .map(|it| it.name.clone())
                        .unwrap_or_default(),
                };
                LostItem::of(it.subject, format!("{}: {subject}", it.rule))
            }),
        ),
        Loss::of(Lost::UnknownKeys, unknown_keys(project)),
    ];
    all.into_iter().flatten().collect()
}

/// One end, the type, and the other end.
fn relation(project: &Project, relation: &Relation) -> String {
    let (from, to) = (end(project, relation.from), end(project, relation.to));
    format!("{from} {} {to}", relation.kind)
}

/// What the articles say of themselves and the lines of annotations do not.
pub(super) fn metadata(project: &Project, keys: &[&str]) -> Vec<LostItem> {
    let mut details = Vec::new();
    for it in project.ordered_articles() {
        for (key, said) in [
            ("outlet", &it.outlet),
            ("author", &it.author),
            ("published", &it.published),
            ("url", &it.url),
            ("retrieved", &it.retrieved),
            ("note", &it.note),
        ] {
            if !said.is_empty() && keys.contains(&key) {
                details.push(LostItem::of(it.id, format!("{}, {key}: {said}", it.title)));
            }
        }
    }
    details
}

/// The annotations whose place is not in the current text.
pub(super) fn of_earlier_revisions(project: &Project) -> Option<Loss> {
    let all = project
        .annotations()
        .filter(|it| !in_current_text(project, it));
    Loss::of(
        Lost::AnnotationsOfEarlierRevisions,
        all.map(|it| of_annotation(project, it)),
    )
}

pub(super) fn in_current_text(project: &Project, annotation: &Annotation) -> bool {
    let article = project.article(annotation.article);
    let current = article.map(|it| it.current().n);
    !annotation.orphan && current == Some(annotation.revision)
}

pub(super) fn of_annotation(project: &Project, annotation: &Annotation) -> LostItem {
    LostItem::of(annotation.id, self::annotation(project, annotation))
}

/// Label and words.
fn annotation(project: &Project, annotation: &Annotation) -> String {
    let quote = project.quote(annotation);
    if quote.is_empty() {
        annotation.label.to_string()
    } else {
        format!("{} “{quote}”", annotation.label)
    }
}

fn end(project: &Project, end: End) -> String {
    match end {
        End::Annotation(id) => project
            .annotation(id)
            .map_or_else(String::new, |it| annotation(project, it)),
        End::CanonicalClaim(id) => {
            let claim = project.canonical_claim(id);
            format!("“{}”", claim.map_or("", |it| &it.text))
        }
        End::Actor(id) => project.actor(id).map_or("", |it| &it.name).to_owned(),
        End::Topic(id) => project.topic(id).map_or("", |it| &it.name).to_owned(),
    }
}

fn earlier_revisions(project: &Project) -> Vec<LostItem> {
    let mut earlier = Vec::new();
    for article in project.articles() {
        if let Some((_current, before)) = article.revisions.split_last() {
            earlier.extend(
                before
                    .iter()
                    .map(|it| LostItem::of(article.id, format!("{}, {}", article.title, it.n))),
            );
        }
    }
    earlier
}

fn source_details(project: &Project) -> impl Iterator<Item = LostItem> {
    let articles = project.articles();
    articles
        .filter(|it| it.current().source != RevisionSource::default())
        .map(|it| LostItem::of(it.id, &*it.title))
}

fn unknown_keys(project: &Project) -> Vec<LostItem> {
    let mut unknown = Vec::new();
    let mut add = |extra: &Extra, of: &dyn Fn() -> LostItem| {
        let Some(extra) = extra else {
            return;
        };
        // The quote of an orphan is in the file.
        for key in extra.keys().filter(|it| *it != LOST) {
            let mut item = of();
            item.words = format!("{}: {key}", item.words);
            unknown.push(item);
        }
    };
    let about = project.about();
    add(&about.extra, &|| about.title.clone().into());
    for it in project.articles() {
        add(&it.extra, &|| LostItem::of(it.id, &*it.title));
    }
    for it in project.annotations() {
        add(&it.extra, &|| of_annotation(project, it));
    }
    unknown
}
