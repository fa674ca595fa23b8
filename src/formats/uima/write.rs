//! The structures that a document is written as.

use super::ARTICLE;
use crate::formats::foreign::Document;
use crate::formats::inception::{LABEL, NOTE, RELATIONS, SPANS, Used};
use crate::model::sorted::SortedMap;
use crate::text::{ArticleText, Utf16Offset};

/// The id of the text.
pub(super) const SOFA: usize = 1;

pub(super) const DETAILS: &[&str] = &["author", "language", "outlet", "published", "title", "url"];

pub(super) struct Written<'a> {
    pub id: usize,
    pub type_name: &'static str,
    pub place: Option<(u32, u32)>,
    pub features: Vec<(&'a str, Feature<'a>)>,
}

pub(super) enum Feature<'a> {
    Text(&'a str),
    Texts(Vec<&'a str>),
    Ref(usize),
}

/// A type, the one above it, and its features with what they have.
type TypeOf<'a> = (&'static str, &'static str, Vec<(&'a str, &'static str)>);

/// What types have which features: of each attribute, whether it has lists.
pub(super) fn types<'a>(used: &Used<'a>) -> Vec<TypeOf<'a>> {
    const TEXT: &str = "uima.cas.String";
    let features = |attributes: &SortedMap<&'a str, bool>| {
        let mut all = vec![(LABEL, TEXT), (NOTE, TEXT)];
        for (name, several) in attributes {
            all.push((
                *name,
                if *several {
                    "uima.cas.StringArray"
                } else {
                    TEXT
                },
            ));
        }
        all
    };
    let mut of_relations = features(&used.of_relations);
    of_relations.extend([("Governor", SPANS), ("Dependent", SPANS)]);
    let of_articles = DETAILS.iter().map(|it| (*it, TEXT)).collect();
    vec![
        (SPANS, "uima.tcas.Annotation", features(&used.of_spans)),
        (RELATIONS, "uima.tcas.Annotation", of_relations),
        (ARTICLE, "uima.cas.AnnotationBase", of_articles),
    ]
}

pub(super) fn structures<'a>(document: &'a Document, used: &Used<'a>) -> Vec<Written<'a>> {
    let text = ArticleText::new(document.text.text.clone());
    let details = &document.details;
    let language = match &*details.language {
        "" => "x-unspecified",
        some => some,
    };
    let mut all = vec![Written {
        id: SOFA + 1,
        type_name: "uima.tcas.DocumentAnnotation",
        place: Some((0, text.utf16_len().0)),
        features: vec![("language", Feature::Text(language))],
    }];
    let said = [
        &details.author,
        &details.language,
        &details.outlet,
        &details.published,
        &details.title,
        &details.url,
    ];
    let mut features = Vec::new();
    for (name, said) in DETAILS.iter().zip(said) {
        if !said.is_empty() {
            features.push((*name, Feature::Text(said)));
        }
    }
    all.push(Written {
        id: SOFA + 2,
        type_name: ARTICLE,
        place: None,
        features,
    });
    let mut written: SortedMap<&str, (usize, (u32, u32))> = SortedMap::new();
    for span in &document.spans {
        let Some(fragment) = span.fragments.first() else {
            continue;
        };
        let at = |it| -> Utf16Offset { text.to_utf16(it) };
        let place = (at(fragment.start()).0, at(fragment.end()).0);
        let id = all.len() + SOFA + 1;
        written.insert(&span.id, (id, place));
        let mut features = vec![(LABEL, Feature::Text(&span.label))];
        noted(&mut features, &span.note);
        valued(&mut features, &span.attributes, &used.of_spans);
        all.push(Written {
            id,
            type_name: SPANS,
            place: Some(place),
            features,
        });
    }
    for relation in &document.relations {
        let (from, to) = (written.get(&*relation.from), written.get(&*relation.to));
        let Some(((from, _), (to, place))) = from.zip(to) else {
            continue;
        };
        let mut features = vec![
            (LABEL, Feature::Text(&relation.kind)),
            ("Governor", Feature::Ref(*from)),
            ("Dependent", Feature::Ref(*to)),
        ];
        noted(&mut features, &relation.note);
        valued(&mut features, &relation.attributes, &used.of_relations);
        all.push(Written {
            id: all.len() + SOFA + 1,
            type_name: RELATIONS,
            place: Some(*place),
            features,
        });
    }
    all
}

fn noted<'a>(features: &mut Vec<(&'a str, Feature<'a>)>, note: &'a str) {
    if !note.is_empty() {
        features.push((NOTE, Feature::Text(note)));
    }
}

/// Each attribute once, as its type has it.
fn valued<'a>(
    features: &mut Vec<(&'a str, Feature<'a>)>,
    attributes: &'a [(String, String)],
    used: &SortedMap<&'a str, bool>,
) {
    let mut by_name: SortedMap<&str, Vec<&str>> = SortedMap::new();
    for (name, value) in attributes {
        by_name.or_insert_with(&**name, Vec::new).push(value);
    }
    for (name, several) in used {
        match by_name.get(name) {
            Some(all) if *several => features.push((name, Feature::Texts(all.clone()))),
            Some(all) => features.extend(all.first().map(|it| (*name, Feature::Text(it)))),
            None => {}
        }
    }
}
