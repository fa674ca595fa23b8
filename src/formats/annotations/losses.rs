//! What neither of the flat formats holds.

use crate::formats::{Loss, Lost};
use crate::model::{Annotation, ArticleId, End, Extra, LOST, Project, RevisionSource, Subject};

pub(super) fn of_both(project: &Project) -> Vec<Loss> {
    let title = |id: ArticleId| project.article(id).map_or("", |it| &it.title);
    let row = |id| project.canonical_claim(id).map_or("", |it| &it.text);
    let who = |id| project.annotator(id).map_or("", |it| &it.name);
    let claim = |id| project.annotation(id).map(|it| annotation(project, it));
    let codebook = project.codebook();
    let all = [
        Loss::of(
            Lost::Codebook,
            [format!("{} {}", codebook.id, codebook.version)],
        ),
        Loss::of(Lost::EarlierRevisions, earlier_revisions(project)),
        Loss::of(Lost::SourceDetails, source_details(project)),
        Loss::of(
            Lost::Parts,
            project
                .parts()
                .map(|it| format!("{}: {}", title(it.article), it.part)),
        ),
        Loss::of(
            Lost::Relations,
            project.relations().map(|it| {
                let (from, to) = (end(project, it.from), end(project, it.to));
                format!("{from} {} {to}", it.kind)
            }),
        ),
        Loss::of(
            Lost::Memberships,
            project.memberships().map(|it| {
                let word = <&str>::from(it.polarity);
                let claim = claim(it.claim).unwrap_or_default();
                format!("{claim} {word} “{}”", row(it.canonical_claim))
            }),
        ),
        Loss::of(
            Lost::CanonicalClaims,
            project.canonical_claims().map(|it| it.text.clone()),
        ),
        Loss::of(Lost::Actors, project.actors().map(|it| it.name.clone())),
        Loss::of(Lost::Topics, project.topics().map(|it| it.name.clone())),
        Loss::of(
            Lost::Readings,
            project
                .readings()
                .map(|it| format!("{}: {}", title(it.article), who(it.provenance.annotator))),
        ),
        Loss::of(
            Lost::Overrides,
            project.overrides().map(|it| {
                let (row, title) = (row(it.canonical_claim), title(it.article));
                format!("“{row}”, {title}: {}", it.status)
            }),
        ),
        Loss::of(
            Lost::Codings,
            project
                .codings()
                .map(|it| format!("{}: {}", title(it.article), who(it.provenance.annotator))),
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
                format!("{}: {subject}", it.rule)
            }),
        ),
        Loss::of(Lost::UnknownKeys, unknown_keys(project)),
    ];
    all.into_iter().flatten().collect()
}

/// What the articles say of themselves and the lines of annotations do not.
pub(super) fn metadata(project: &Project) -> Vec<String> {
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
            if !said.is_empty() {
                details.push(format!("{}, {key}: {said}", it.title));
            }
        }
    }
    details
}

/// Label and words.
pub(super) fn annotation(project: &Project, annotation: &Annotation) -> String {
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

fn earlier_revisions(project: &Project) -> Vec<String> {
    let mut earlier = Vec::new();
    for article in project.articles() {
        if let Some((_current, before)) = article.revisions.split_last() {
            earlier.extend(
                before
                    .iter()
                    .map(|it| format!("{}, {}", article.title, it.n)),
            );
        }
    }
    earlier
}

fn source_details(project: &Project) -> impl Iterator<Item = String> {
    let articles = project.articles();
    articles
        .filter(|it| it.current().source != RevisionSource::default())
        .map(|it| it.title.clone())
}

fn unknown_keys(project: &Project) -> Vec<String> {
    let mut unknown = Vec::new();
    let mut add = |extra: &Extra, of: &dyn Fn() -> String| {
        let Some(extra) = extra else {
            return;
        };
        // The quote of an orphan is in the file.
        for key in extra.keys().filter(|it| *it != LOST) {
            unknown.push(format!("{}: {key}", of()));
        }
    };
    let about = project.about();
    add(&about.extra, &|| about.title.clone());
    for it in project.articles() {
        add(&it.extra, &|| it.title.clone());
    }
    for it in project.annotations() {
        add(&it.extra, &|| annotation(project, it));
    }
    unknown
}
