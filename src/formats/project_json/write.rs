//! From a project to the file types.

use super::containers::{Entries, List};
use super::kept::{attributes, own, reserved, unknown};
use super::object::{Decided, Unknown};
use super::v1::{
    About, Actor, Annotation, Annotator, Article, CanonicalClaim, Codebook, Coding, End, File,
    Fragment, LintException, Membership, Override, Part, Reading, Relation, Revision, Source,
    Topic,
};
use super::values::{Id, Str, When};
use super::{FORMAT, VERSION};
use crate::model::sorted::{SortedMap, sort_by_key};
use crate::model::{self, ArticleId, Node, Project, Provenance, RevisionSource, Subject};
use crate::text::{ArticleText, CharOffset, TextSpan};

pub(super) fn file<'a>(project: &'a Project, generator: &'a str) -> File<'a> {
    let about = project.about();
    let articles = project.ordered_articles();
    let annotations = annotations(project, &articles);
    let mut parts: SortedMap<ArticleId, Vec<&model::Part>> = SortedMap::new();
    for part in project.parts() {
        parts.or_insert_with(part.article, Vec::new).push(part);
    }
    File {
        format: FORMAT.into(),
        version: VERSION.into(),
        generator: generator.into(),
        project: Some(About {
            id: Some(Id::Uuid(about.id.0)),
            title: about.title.as_str().into(),
            language: about.language.as_str().into(),
            created: Some(When(about.created)),
            rest: own(&about.extra),
        }),
        codebook: Some(Codebook::Own(project.codebook())),
        annotators: list(project.annotators(), |it| Annotator {
            id: Some(Id::Uuid(it.id.0)),
            name: it.name.as_str().into(),
            rest: own(&it.extra),
        }),
        articles: list(articles, |it| {
            article(project, it, parts.get(&it.id).map_or(&[], Vec::as_slice))
        }),
        annotations,
        relations: list(project.relations(), relation),
        memberships: list(project.memberships(), |it| Membership {
            claim: Id::Uuid(it.claim.0),
            canonical_claim: Id::Uuid(it.canonical_claim.0),
            polarity: Some(Str::from(<&str>::from(it.polarity))),
            rest: decided(&it.provenance, &it.extra),
        }),
        canonical_claims: list(project.canonical_claims(), |it| CanonicalClaim {
            id: Some(Id::Uuid(it.id.0)),
            text: it.text.as_str().into(),
            topic: it.topic.map(|topic| Id::Uuid(topic.0)),
            note: it.note.as_str().into(),
            rest: decided(&it.provenance, &it.extra),
        }),
        actors: list(project.actors(), actor),
        topics: list(project.topics(), |it| Topic {
            id: Some(Id::Uuid(it.id.0)),
            name: it.name.as_str().into(),
            rest: decided(&it.provenance, &it.extra),
        }),
        readings: list(project.readings(), |it| Reading {
            article: Id::Uuid(it.article.0),
            revision: Some(it.revision),
            at: Some(When(it.at)),
            rest: decided(&it.provenance, &it.extra),
        }),
        overrides: list(project.overrides(), |it| Override {
            canonical_claim: Id::Uuid(it.canonical_claim.0),
            article: Id::Uuid(it.article.0),
            status: it.status.as_str().into(),
            note: it.note.as_str().into(),
            rest: decided(&it.provenance, &it.extra),
        }),
        codings: list(project.codings(), |it| Coding {
            article: Id::Uuid(it.article.0),
            attributes: attributes(&it.attributes, &it.extra),
            rest: decided(&it.provenance, &it.extra),
        }),
        lint_exceptions: list(project.lint_exceptions(), |it| LintException {
            rule: it.rule.as_str().into(),
            subject: Id::Uuid(match it.subject {
                Subject::Annotation(id) => id.0,
                Subject::CanonicalClaim(id) => id.0,
                Subject::Relation(id) => id.0,
                Subject::Article(id) => id.0,
            }),
            note: it.note.as_str().into(),
            rest: decided(&it.provenance, &it.extra),
        }),
        rest: unknown(reserved(&about.extra, "@file")),
    }
}

fn list<T, U>(items: impl IntoIterator<Item = T>, written: impl FnMut(T) -> U) -> List<U> {
    List(items.into_iter().map(written).collect())
}

fn decided<'a>(provenance: &Provenance, extra: &'a model::Extra) -> Decided<'a> {
    Decided {
        annotator: Some(Id::Uuid(provenance.annotator.0)),
        created: Some(When(provenance.created)),
        modified: Some(When(provenance.modified)),
        origin: Some(Str::from(<&str>::from(provenance.origin))),
        unknown: own(extra),
    }
}

fn article<'a>(
    project: &'a Project,
    article: &'a model::Article,
    parts: &[&'a model::Part],
) -> Article<'a> {
    Article {
        id: Id::Uuid(article.id.0),
        title: article.title.as_str().into(),
        outlet: article.outlet.as_str().into(),
        author: article.author.as_str().into(),
        published: article.published.as_str().into(),
        url: article.url.as_str().into(),
        language: article.language.as_str().into(),
        retrieved: article.retrieved.as_str().into(),
        note: article.note.as_str().into(),
        text: None,
        revisions: list(&article.revisions, |it| Revision {
            n: Some(it.n),
            text: project
                .text_by_hash(it.text)
                .map_or("", |text| text.as_str())
                .into(),
            sha256: Some(Str(it.text.to_string().into())),
            source: source(it),
            rest: own(&it.extra),
        }),
        parts: List(
            parts
                .iter()
                .filter_map(|it| {
                    let text = project.text_of_revision(article.id, it.revision)?;
                    text.get(it.span)?;
                    Some(Part {
                        part: it.part.as_str().into(),
                        revision: Some(it.revision),
                        start: text.to_char(it.span.start()).0,
                        end: text.to_char(it.span.end()).0,
                        rest: decided(&it.provenance, &it.extra),
                    })
                })
                .collect(),
        ),
        rest: own(&article.extra),
    }
}

fn source(revision: &model::Revision) -> Option<Source<'_>> {
    let rest = unknown(reserved(&revision.extra, "@source"));
    let source = &revision.source;
    if *source == RevisionSource::default() && rest.0.is_empty() {
        return None;
    }
    Some(Source {
        file_name: source.file_name.as_deref().map(Str::from),
        encoding: source.encoding.as_str().into(),
        bom: source.bom,
        carriage_returns: List(source.carriage_returns.clone()),
        lone_carriage_returns: List(source.lone_carriage_returns.clone()),
        sha256: source.sha256.map(|it| Str(it.to_string().into())),
        rest,
    })
}

/// By article in the user's order, then by start, end and id; those without words last.
fn annotations<'a>(project: &'a Project, articles: &[&'a model::Article]) -> List<Annotation<'a>> {
    let mut all = Vec::with_capacity(project.annotations().len());
    for article in articles {
        let mut of_article = project.annotations_of(article.id);
        sort_by_key(&mut of_article, |it| {
            let hull = it.hull();
            (hull.is_none(), hull.map(|it| (it.start(), it.end())), it.id)
        });
        let texts: Vec<(u32, &ArticleText)> = article
            .revisions
            .iter()
            .filter_map(|it| Some((it.n, project.text_by_hash(it.text)?.as_ref())))
            .collect();
        all.extend(of_article.into_iter().map(|it| {
            let text = texts.iter().find(|(n, _)| *n == it.revision);
            annotation(it, text.map(|(_, text)| *text))
        }));
    }
    List(all)
}

fn annotation<'a>(
    annotation: &'a model::Annotation,
    text: Option<&'a ArticleText>,
) -> Annotation<'a> {
    let kept = match reserved(&annotation.extra, "@fragments") {
        Some(Node::List(kept)) if kept.len() == annotation.fragments.len() => kept.as_slice(),
        _ => &[],
    };
    let fragments = annotation.fragments.iter().enumerate();
    Annotation {
        id: Id::Uuid(annotation.id.0),
        article: Id::Uuid(annotation.article.0),
        revision: Some(annotation.revision),
        label: annotation.label.as_str().into(),
        orphan: annotation.orphan,
        fragments: List(
            fragments
                .filter_map(|(at, &span)| fragment(text?, span, unknown(kept.get(at))))
                .collect(),
        ),
        attributes: attributes(&annotation.attributes, &annotation.extra),
        actor: annotation.actor.map(|it| Id::Uuid(it.0)),
        note: annotation.note.as_str().into(),
        rest: decided(&annotation.provenance, &annotation.extra),
    }
}

/// A fragment with its quote, after making sure that the quote stands at these offsets. A
/// project has no span that does not fit its text.
fn fragment<'a>(text: &'a ArticleText, span: TextSpan, rest: Unknown<'a>) -> Option<Fragment<'a>> {
    let quote = text.get(span)?;
    let start = text.to_char(span.start());
    let end = CharOffset(start.0 + u32::try_from(quote.chars().count()).ok()?);
    if text.char_span(start, end) != Ok(span) {
        return None;
    }
    let start_utf16 = text.to_utf16(span.start()).0;
    Some(Fragment {
        start: start.0,
        end: end.0,
        start_utf16: Some(start_utf16),
        end_utf16: Some(start_utf16 + u32::try_from(quote.encode_utf16().count()).ok()?),
        quote: Some(quote.into()),
        prefix: text.prefix(span).into(),
        suffix: text.suffix(span).into(),
        rest,
    })
}

fn relation(relation: &model::Relation) -> Relation<'_> {
    let end = |end, name| {
        let (mut annotation, mut canonical_claim, mut actor, mut topic) = (None, None, None, None);
        match end {
            model::End::Annotation(id) => annotation = Some(Id::Uuid(id.0)),
            model::End::CanonicalClaim(id) => canonical_claim = Some(Id::Uuid(id.0)),
            model::End::Actor(id) => actor = Some(Id::Uuid(id.0)),
            model::End::Topic(id) => topic = Some(Id::Uuid(id.0)),
        }
        End {
            annotation,
            canonical_claim,
            actor,
            topic,
            rest: unknown(reserved(&relation.extra, name)),
        }
    };
    Relation {
        id: Some(Id::Uuid(relation.id.0)),
        kind: relation.kind.as_str().into(),
        from: end(relation.from, "@from"),
        to: end(relation.to, "@to"),
        attributes: attributes(&relation.attributes, &relation.extra),
        note: relation.note.as_str().into(),
        rest: decided(&relation.provenance, &relation.extra),
    }
}

fn actor(actor: &model::Actor) -> Actor<'_> {
    let aliases = actor.aliases.iter();
    Actor {
        id: Some(Id::Uuid(actor.id.0)),
        name: actor.name.as_str().into(),
        aliases: Entries(
            aliases
                .map(|(language, names)| {
                    let names = list(names, |it| Str::from(it.as_str()));
                    (language.as_str().into(), names)
                })
                .collect(),
        ),
        kind: actor.kind.as_str().into(),
        affiliation: actor.affiliation.as_str().into(),
        status: actor.status.as_str().into(),
        wikidata: actor.wikidata.as_str().into(),
        note: actor.note.as_str().into(),
        rest: decided(&actor.provenance, &actor.extra),
    }
}
