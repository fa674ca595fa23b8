//! A desk to tell scenes at: articles in marked text, decisions in one line each.
//!
//! `Desk::article("es", "[source:1|Ana] said [claim:2|taxes rise].")` is a project with one
//! article, a Source and a Claim. Numbers name annotations, across all articles; one number
//! twice makes fragments, or joins pieces that touch (so that marks may cross). `\[`, `\]` and
//! `\\` stand for themselves.

mod decisions;
mod marked;

use std::collections::BTreeMap;
use std::rc::Rc;

use cotejo::app::{History, Stamp};
use cotejo::model::lint::{Finding, lint};
use cotejo::model::matrix::{Cell, Status, cell};
use cotejo::model::*;
use cotejo::text::{ArticleText, TextSpan};
use uuid::Uuid;

pub struct Desk {
    pub project: Project,
    pub history: History,
    /// Annotations by their number.
    pub handles: BTreeMap<u32, AnnotationId>,
    me: AnnotatorId,
    next_id: u128,
    /// Every decision takes a second.
    now: i64,
}

/// An end of a relation: the number of an annotation, or a record of a registry.
#[derive(Clone, Copy)]
pub enum At {
    Number(u32),
    End(End),
}

impl From<u32> for At {
    fn from(number: u32) -> Self {
        Self::Number(number)
    }
}

macro_rules! ends {
    ($($id:ident $end:ident)*) => {$(
        impl From<$id> for At {
            fn from(id: $id) -> Self {
                Self::End(End::$end(id))
            }
        }
    )*};
}

ends!(ActorId Actor CanonicalClaimId CanonicalClaim TopicId Topic);

impl Desk {
    /// An empty project with the default codebook, and Ana at work.
    pub fn new() -> Self {
        Self::with_codebook(Codebook::news_claims())
    }

    pub fn with_codebook(codebook: Codebook) -> Self {
        let id = ProjectId(Uuid::from_u128(1));
        let mut desk = Self {
            project: Project::new(id, "Desk", Timestamp::default(), Rc::new(codebook)),
            history: History::new(ReplicaId(Uuid::from_u128(2))),
            handles: BTreeMap::new(),
            me: AnnotatorId(Uuid::nil()),
            next_id: 100,
            now: 0,
        };
        desk.annotator("Ana");
        desk
    }

    /// A project with one article.
    pub fn article(language: &str, marked: &str) -> Self {
        let mut desk = Self::new();
        desk.add_article(language, marked);
        desk
    }

    /// One more article behind the others, with its marks as annotations.
    pub fn add_article(&mut self, language: &str, marked: &str) -> ArticleId {
        let (text, marks) = marked::read(marked);
        let hash = self.project.keep_text(Rc::new(ArticleText::new(text)));
        let id = ArticleId(self.id());
        let last = self
            .project
            .ordered_articles()
            .last()
            .map(|it| it.order.clone());
        self.make(Change::add(Article {
            id,
            order: OrderKey::between(last.as_ref(), None),
            title: String::new(),
            outlet: String::new(),
            author: String::new(),
            published: String::new(),
            url: String::new(),
            language: language.to_owned(),
            retrieved: String::new(),
            note: String::new(),
            revisions: vec![revision(1, hash)],
            extra: None,
        }));
        for mark in marks {
            self.annotate(id, &mark.label, mark.number, mark.spans);
        }
        id
    }

    /// An annotation without words.
    pub fn wordless(&mut self, article: ArticleId, label: &str, number: u32) {
        self.annotate(article, label, number, Vec::new());
    }

    fn annotate(&mut self, article: ArticleId, label: &str, number: u32, spans: Vec<TextSpan>) {
        let id = AnnotationId(self.id());
        let provenance = self.provenance();
        self.handles.insert(number, id);
        self.make(Change::add(Annotation {
            id,
            article,
            revision: self.project.article(article).unwrap().current().n,
            label: label.into(),
            fragments: normalize(spans),
            attributes: Attributes::new(),
            actor: None,
            note: String::new(),
            orphan: false,
            provenance,
            extra: None,
        }));
    }

    /// A new text for an article; annotations stay where they were.
    pub fn revise(&mut self, article: ArticleId, text: &str) {
        let hash = self.project.keep_text(Rc::new(ArticleText::new(text)));
        let before = self.project.article(article).unwrap().revisions.clone();
        let mut after = before.clone();
        after.push(revision(u32::try_from(before.len()).unwrap() + 1, hash));
        self.make(Change::set(
            article,
            ArticleField::Revisions(before),
            ArticleField::Revisions(after),
        ));
    }

    /// From here on, this annotator decides; made when not there yet.
    pub fn annotator(&mut self, name: &str) -> AnnotatorId {
        let known = self.project.annotators().find(|it| it.name == name);
        self.me = known.map_or_else(|| AnnotatorId(self.fresh()), |it| it.id);
        if self.project.annotator(self.me).is_none() {
            self.next_id += 1;
            let (id, name) = (self.me, name.to_owned());
            self.make(Change::add(Annotator {
                id,
                name,
                extra: None,
            }));
        }
        self.me
    }

    /// Commits one change, which must fit, and leaves a sound project.
    pub fn make(&mut self, change: Change) {
        self.now += 1_000;
        let stamp = Stamp {
            annotator: self.me,
            at: Timestamp::from_millis(self.now),
        };
        let transaction = Transaction {
            name: TransactionName::new("scene", ""),
            changes: vec![change],
            focus: FocusChange::default(),
        };
        let made = self.history.commit(&mut self.project, transaction, stamp);
        made.expect("a scene's changes fit");
        assert_eq!(self.project.check(), Ok(()));
    }

    pub fn first(&self) -> ArticleId {
        self.project.ordered_articles()[0].id
    }

    pub fn annotation(&self, number: u32) -> &Annotation {
        self.project.annotation(self.handles[&number]).unwrap()
    }

    pub fn subject(&self, number: u32) -> Subject {
        Subject::Annotation(self.handles[&number])
    }

    pub fn span(&self, article: ArticleId, words: &str) -> TextSpan {
        let text = self.project.text(article).unwrap();
        let start = text
            .as_str()
            .find(words)
            .expect("the words stand in the text");
        let at = |index: usize| text.byte(u32::try_from(index).unwrap()).unwrap();
        TextSpan::new(at(start), at(start + words.len())).unwrap()
    }

    /// The article with its annotations, in the notation of [`Desk::article`].
    pub fn marked(&self, article: ArticleId) -> String {
        marked::write(self, article)
    }

    /// What lint finds, as `claim_without_source 2`; other subjects by their kind.
    pub fn findings(&self) -> Vec<String> {
        let found = lint(&self.project).findings;
        found.iter().map(|it| self.finding(it)).collect()
    }

    pub fn excused(&self) -> Vec<String> {
        let found = lint(&self.project).excused;
        found.iter().map(|it| self.finding(it)).collect()
    }

    pub fn finding(&self, finding: &Finding) -> String {
        let subject = match finding.subject {
            Subject::Annotation(id) => self.number(id).to_string(),
            Subject::CanonicalClaim(_) => "row".to_owned(),
            Subject::Relation(_) => "relation".to_owned(),
            Subject::Article(_) => "article".to_owned(),
            Subject::Actor(_) => "actor".to_owned(),
        };
        format!("{} {subject}", finding.rule)
    }

    fn number(&self, of: AnnotationId) -> u32 {
        let found = self.handles.iter().find(|(_, id)| **id == of);
        *found.expect("every annotation of a scene has a number").0
    }

    pub fn cell(&self, row: CanonicalClaimId, article: ArticleId) -> Cell {
        cell(&self.project, None, row, article).unwrap()
    }

    /// The statuses of a cell, as `endorses, reports (source denies)`.
    pub fn says(&self, row: CanonicalClaimId, article: ArticleId) -> String {
        let cell = self.cell(row, article);
        let say = |status: &Status| {
            let denies = if cell.source_denies(*status) {
                " (source denies)"
            } else {
                ""
            };
            format!("{}{denies}", status.id())
        };
        cell.statuses.iter().map(say).collect::<Vec<_>>().join(", ")
    }

    fn end(&self, at: At) -> End {
        match at {
            At::Number(number) => End::Annotation(self.handles[&number]),
            At::End(end) => end,
        }
    }

    fn id(&mut self) -> Uuid {
        self.next_id += 1;
        self.fresh()
    }

    fn fresh(&self) -> Uuid {
        Uuid::from_u128(self.next_id)
    }

    /// Of a decision made now.
    pub fn provenance(&self) -> Provenance {
        let at = Timestamp::from_millis(self.now + 1_000);
        Provenance {
            annotator: self.me,
            created: at,
            modified: at,
            origin: Origin::Manual,
        }
    }
}

fn revision(n: u32, text: TextHash) -> Revision {
    Revision {
        n,
        text,
        source: RevisionSource::default(),
        extra: None,
    }
}

#[test]
fn a_scene_reads_back_as_it_was_told() {
    for marked in [
        "[source:1|Ana] said [claim:2|taxes rise].",
        "[claim:2|“No [cue:3|x] more”], she said, [claim:2|“ever”]. \\[sic\\] \\\\ 🖐️",
        "No marks",
        "[claim:1|[source:2|Both] start] and [claim:3|end [cue:4|together]]",
    ] {
        let desk = Desk::article("en", marked);
        assert_eq!(desk.marked(desk.first()), marked);
    }
}

#[test]
fn marks_that_cross_are_written_in_pieces_that_join_again() {
    let told = "[claim:1|one [claim:2|two]][claim:2| three]";
    let desk = Desk::article("en", told);
    assert_eq!(desk.annotation(2).fragments.len(), 1);
    assert_eq!(desk.marked(desk.first()), told);
}
