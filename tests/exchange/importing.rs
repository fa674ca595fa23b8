//! Documents of other tools become part of a project.

use cotejo::formats::brat::Brat;
use cotejo::formats::foreign::{
    Becomes, Mapping, SET, Taken, Taking, into_project, kept, of_project,
};
use cotejo::formats::{Bundle, Document, Format, Holds, NamedFile};
use cotejo::model::{
    AnnotatorId, AttributeKind, Change, Codebook, Origin, Project, Provenance, Timestamp,
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::arbitrary::project;
use crate::sample;

fn file(name: &str, text: &str) -> NamedFile {
    NamedFile {
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

/// A text of brat with the lines about it.
fn brat(text: &str, lines: &str) -> Vec<Document> {
    let files = [file("pia.txt", text), file("pia.ann", lines)];
    Brat.read(Bundle(&files), &[]).documents
}

fn taken(project: &Project, documents: &[Document], mapping: &Mapping) -> Taken {
    let mut next = 0;
    let mut new_id = || {
        next += 1;
        Uuid::from_u128(0xA << 120 | next)
    };
    let mut taking = Taking {
        provenance: Provenance {
            annotator: AnnotatorId(Uuid::from_u128(1)),
            created: Timestamp::default(),
            modified: Timestamp::default(),
            origin: Origin::Manual,
        },
        by: "Ana",
        new_id: &mut new_id,
    };
    into_project(project, documents, mapping, &mut taking)
}

/// The project with the documents in it.
fn with(mut project: Project, documents: &[Document], mapping: &Mapping) -> (Project, Taken) {
    let taken = taken(&project, documents, mapping);
    for text in &taken.texts {
        project.keep_text(text.clone());
    }
    for change in &taken.changes {
        project.apply(change).unwrap();
    }
    project.check().unwrap();
    (project, taken)
}

fn proposed(project: &Project, documents: &[Document]) -> Mapping {
    Mapping::proposed(documents, project.codebook())
}

fn without_articles() -> Project {
    let mut project = sample();
    let articles: Vec<_> = project.articles().map(|it| it.id).collect();
    for id in articles {
        for change in project.removal(&id.into()) {
            project.apply(&change).unwrap();
        }
    }
    project
}

#[test]
fn a_text_of_brat_becomes_an_article_with_annotations_relations_and_new_entries() {
    let documents = brat(
        "Pia said no.\nThe rest.",
        "T1\tSource 0 3\tPia\nT2\tVerb 4 8\tsaid\nT3\tClaim 9 11\tno\nA1\tNegated T3\nA2\tMood T3 firm\nR1\tattributed_to Arg1:T3 Arg2:T1\t\nR2\tCued-by Arg1:T3 Arg2:T2\t\n#1\tAnnotatorNotes T3\tsee above\n",
    );
    let project = without_articles();
    let mapping = proposed(&project, &documents);
    let (project, taken) = with(project, &documents, &mapping);
    assert_eq!(
        (taken.added.len(), taken.annotations, taken.relations),
        (1, 3, 2)
    );
    assert_eq!(taken.added[0].1, "pia");
    let annotations: Vec<_> = project.annotations().collect();
    let said = |label: &str| {
        let found = annotations.iter().find(|it| it.label.as_str() == label);
        project.quote(found.unwrap())
    };
    assert_eq!(said("Source"), "Pia");
    assert_eq!(said("Verb"), "said");
    let claim = annotations.iter().find(|it| it.label == *"Claim").unwrap();
    assert_eq!(claim.note, "see above");
    assert_eq!(claim.provenance.origin, Origin::Import);
    assert!(claim.has("Mood", "firm"));
    let codebook = project.codebook();
    let mood = codebook.attribute(&"Mood".into()).unwrap();
    assert_eq!(
        (mood.kind, &mood.on[..]),
        (AttributeKind::One, &["Claim".to_owned()][..])
    );
    let cued = codebook.relation(&"Cued-by".into()).unwrap();
    assert_eq!(
        (&cued.from[..], &cued.to[..]),
        (&["Claim".to_owned()][..], &["Verb".to_owned()][..])
    );
    // The codebook had a flag of that name already, for relations.
    assert!(codebook.check().is_empty(), "{:?}", codebook.check());
    assert_eq!(codebook.log.last().unwrap().by, "Ana");
}

#[test]
fn what_is_left_out_is_counted_and_so_are_relations_to_it() {
    let documents = brat(
        "Pia said no.",
        "T1\tSource 0 3\tPia\nT2\tVerb 4 8\tsaid\nR1\tcue Arg1:T1 Arg2:T2\t\n",
    );
    let project = without_articles();
    let mut mapping = proposed(&project, &documents);
    let verb = mapping.labels.iter_mut().find(|it| it.theirs == "Verb");
    verb.unwrap().becomes = Becomes::LeftOut;
    let (project, taken) = with(project, &documents, &mapping);
    assert_eq!(
        (taken.annotations, taken.relations, taken.left_out),
        (1, 0, 2)
    );
    assert!(project.codebook().label(&"Verb".into()).is_none());
}

#[test]
fn the_same_file_again_adds_nothing() {
    let documents = brat("Pia said no.", "T1\tSource 0 3\tPia\n");
    let project = without_articles();
    let mapping = proposed(&project, &documents);
    let (project, _) = with(project, &documents, &mapping);
    let again = taken(&project, &documents, &proposed(&project, &documents));
    assert_eq!((again.changes.len(), again.known_annotations), (0, 1));
    assert_eq!(again.there_already.len(), 1);
}

#[test]
fn what_was_chosen_for_a_word_is_proposed_the_next_time() {
    let documents = brat("Pia said no.", "T1\tVerb 4 8\tsaid\nT2\tPer 0 3\tPia\n");
    let project = without_articles();
    let mut mapping = proposed(&project, &documents);
    mapping.labels[0].becomes = Becomes::LeftOut;
    mapping.labels[1].becomes = Becomes::Known("Cue".into());
    let mut remembered = cotejo::model::sorted::SortedMap::new();
    mapping.remember(&project.codebook().id, &mut remembered);
    let mut again = proposed(&project, &documents);
    assert_ne!(again, mapping);
    again.recall(project.codebook(), &remembered);
    assert_eq!(again, mapping);
    // A codebook without the entry gets what it has itself.
    let mut other = Mapping::proposed(&documents, &Codebook::default());
    other.recall(&Codebook::default(), &remembered);
    assert_eq!(other.labels[1].becomes, Becomes::New);
}

#[test]
fn values_are_those_of_the_codebook_whatever_their_case() {
    let documents = brat(
        "Pia said no.",
        "T1\tClaim 9 11\tno\nA1\tclaim_type T1 Quantity\nA2\tclaim_type T1 unheard-of\n",
    );
    let project = without_articles();
    let mapping = proposed(&project, &documents);
    let (project, _) = with(project, &documents, &mapping);
    let claim = project.annotations().next().unwrap();
    // The last one holds, where only one can; a value that the codebook lacks is kept as it is.
    assert!(claim.has("claim_type", "unheard-of"));
    assert!(
        !documents[0].spans[0]
            .attributes
            .iter()
            .any(|it| it.1 == SET)
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// What a project says in documents is what another one says that they were taken into.
    #[test]
    fn documents_of_a_project_make_the_same_documents_of_another(project in project()) {
        let (documents, _) = of_project(&project);
        let (documents, _) = kept(&documents, &Holds::ALL);
        let mut empty = without_articles();
        empty.apply(&Change::Codebook {
            before: empty.codebook().clone(),
            after: project.codebook().clone(),
        }).unwrap();
        let mapping = proposed(&empty, &documents);
        let (taken_in, taken) = with(empty, &documents, &mapping);
        let spans: usize = documents.iter().map(|it| it.spans.len()).sum();
        prop_assert_eq!(taken.annotations + taken.known_annotations + taken.left_out, spans);
        let mut all: Vec<String> = Vec::new();
        for document in &documents {
            let text = &document.text.text;
            for span in &document.spans {
                let fragments = span.fragments.iter().map(|it| &text[it.range()]);
                all.push(fragments.collect::<Vec<_>>().join(" … "));
            }
        }
        for annotation in taken_in.annotations() {
            let quote = taken_in.quote(annotation);
            prop_assert!(all.contains(&quote), "{quote:?}");
        }
    }
}
