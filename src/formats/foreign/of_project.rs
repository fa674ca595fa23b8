use super::{Details, Document, ForeignRelation, ForeignSpan, NOT_SET, SET};
use crate::formats::losses::{self, in_current_text};
use crate::formats::{Loss, Lost, LostItem};
use crate::ingest::{Encoding, Ingested, Source};
use crate::model::sorted::{SortedMap, sort_by_key};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, AttributeValue, Attributes, Project, Relation,
};

/// The attribute that says whom a span names, by the actor's name.
pub const ACTOR: &str = "actor";

/// The current texts of a project with their annotations and the relations between annotations of
/// one text, and what of the project is in none of them. Ids of spans are those of annotations.
pub fn of_project(project: &Project) -> (Vec<Document>, Vec<Loss>) {
    let mut documents = Vec::new();
    let mut losses = losses::of_all(project, &|it| within(project, it).is_some());
    losses.extend(losses::of_earlier_revisions(project));
    losses.extend(Loss::of(
        Lost::ArticleDetails,
        losses::metadata(project, &["retrieved", "note"]),
    ));
    losses.extend(Loss::of(
        Lost::Annotators,
        project
            .annotators()
            .map(|it| LostItem::of(it.id, &*it.name)),
    ));
    let mut relations: SortedMap<ArticleId, Vec<&Relation>> = SortedMap::new();
    for relation in project.relations() {
        if let Some(article) = within(project, relation) {
            match relations.get_mut(&article) {
                Some(all) => all.push(relation),
                None => {
                    relations.insert(article, vec![relation]);
                }
            }
        }
    }
    for article in project.ordered_articles() {
        let Some(text) = project.text(article.id) else {
            continue;
        };
        let mut annotations = project.annotations_of(article.id);
        annotations.retain(|it| in_current_text(project, it));
        sort_by_key(&mut annotations, |it| {
            let hull = it.hull();
            (hull.map(|it| (it.start(), it.end())), it.id)
        });
        let relations = relations.get(&article.id).cloned().unwrap_or_default();
        documents.push(Document {
            name: article.title.clone(),
            details: details(article),
            text: canonical(text.as_str(), &article.title),
            spans: annotations
                .into_iter()
                .map(|it| span(project, it))
                .collect(),
            relations: relations.into_iter().filter_map(joining).collect(),
        });
    }
    (documents, losses)
}

/// The article in whose current text both ends stand.
fn within(project: &Project, relation: &Relation) -> Option<ArticleId> {
    let end = |id: AnnotationId| {
        let found = project.annotation(id)?;
        in_current_text(project, found).then_some(found.article)
    };
    let from = end(relation.from.annotation()?)?;
    (end(relation.to.annotation()?)? == from).then_some(from)
}

fn details(article: &Article) -> Details {
    Details {
        title: article.title.clone(),
        language: article.language.clone(),
        outlet: article.outlet.clone(),
        author: article.author.clone(),
        published: article.published.clone(),
        url: article.url.clone(),
    }
}

/// What is written of a text is the canonical one.
fn canonical(text: &str, title: &str) -> Ingested {
    Ingested {
        text: text.to_owned(),
        source: Source {
            file_name: None,
            encoding: Encoding::Utf8,
            bom: false,
            carriage_returns: Vec::new(),
            lone_carriage_returns: Vec::new(),
            sha256: [0; 32],
        },
        title: title.to_owned(),
        language: None,
    }
}

fn span(project: &Project, annotation: &Annotation) -> ForeignSpan {
    let mut attributes = values(&annotation.attributes);
    if let Some(actor) = annotation.actor.and_then(|it| project.actor(it)) {
        attributes.push((ACTOR.to_owned(), actor.name.clone()));
    }
    ForeignSpan {
        id: annotation.id.to_string(),
        label: annotation.label.to_string(),
        fragments: annotation.fragments.to_vec(),
        attributes,
        note: annotation.note.clone(),
    }
}

fn joining(relation: &Relation) -> Option<ForeignRelation> {
    Some(ForeignRelation {
        kind: relation.kind.to_string(),
        from: relation.from.annotation()?.to_string(),
        to: relation.to.annotation()?.to_string(),
        attributes: values(&relation.attributes),
        note: relation.note.clone(),
    })
}

fn values(attributes: &Attributes) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (key, value) in attributes {
        let mut say = |value: &str| all.push((key.to_string(), value.to_owned()));
        match value {
            AttributeValue::Flag(true) => say(SET),
            AttributeValue::Flag(false) => say(NOT_SET),
            AttributeValue::One(one) => say(one.as_str()),
            AttributeValue::Many(many) => many.iter().for_each(|it| say(it.as_str())),
        }
    }
    all
}
