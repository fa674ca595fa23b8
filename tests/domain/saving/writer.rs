//! Somebody who edits projects without the app.

use std::rc::Rc;

use cotejo::app::saving::Loaded;
use cotejo::app::{History, Stamp};
use cotejo::model::{
    AboutField, Annotation, AnnotationField, AnnotationId, Annotator, AnnotatorId, Article,
    ArticleId, Attributes, Change, Codebook, Entry, FocusChange, OrderKey, Origin, Project,
    ProjectId, Provenance, ReplicaId, Revision, RevisionSource, Timestamp, Transaction,
    TransactionName, normalize,
};
use cotejo::text::ArticleText;
use uuid::Uuid;

use super::shelf::Shelf;

pub const ME: AnnotatorId = AnnotatorId(Uuid::from_u128(1));
pub const REPLICA: ReplicaId = ReplicaId(Uuid::from_u128(2));
/// What a project is called after another one took its place.
pub const KEPT_AS: ProjectId = ProjectId(Uuid::from_u128(3));

/// Somebody at work on one project.
pub struct Writer {
    pub project: Project,
    pub history: History,
    pub clock: i64,
    pub next: u128,
}

impl Writer {
    pub fn new(id: u128, title: &str) -> Self {
        let id = ProjectId(Uuid::from_u128(id));
        let codebook = Rc::new(Codebook::news_claims());
        let at = Timestamp::from_millis(1_795_341_600_000);
        let mut project = Project::new(id, title, at, codebook);
        let me = Annotator {
            id: ME,
            name: "me".to_owned(),
            extra: None,
        };
        project.apply(&Change::add(me)).unwrap();
        Self {
            project,
            history: History::new(REPLICA),
            clock: at.millis(),
            next: 100,
        }
    }

    pub fn id(&self) -> ProjectId {
        self.project.id()
    }

    pub fn stamp(&mut self) -> Stamp {
        self.clock += 1000;
        Stamp {
            annotator: ME,
            at: Timestamp::from_millis(self.clock),
        }
    }

    pub fn provenance(&self) -> Provenance {
        let at = Timestamp::from_millis(self.clock);
        Provenance {
            annotator: ME,
            created: at,
            modified: at,
            origin: Origin::Manual,
        }
    }

    pub fn commit(&mut self, name: &str, changes: Vec<Change>) -> Rc<Entry> {
        let stamp = self.stamp();
        let transaction = Transaction {
            name: TransactionName::new(name, ""),
            changes,
            focus: FocusChange::default(),
        };
        self.history
            .commit(&mut self.project, transaction, stamp)
            .unwrap()
    }

    pub fn add_article(&mut self) -> Rc<Entry> {
        self.next += 1;
        let text = format!("Kast visited the prison {} times. 🏛️\n", self.next);
        let hash = self.project.keep_text(Rc::new(ArticleText::new(text)));
        let article = Article {
            id: ArticleId(Uuid::from_u128(self.next)),
            order: OrderKey::between(None, None),
            title: "Kast".to_owned(),
            outlet: String::new(),
            author: String::new(),
            published: String::new(),
            url: String::new(),
            language: "en".to_owned(),
            retrieved: String::new(),
            note: String::new(),
            revisions: vec![Revision {
                n: 1,
                text: hash,
                source: RevisionSource::default(),
                extra: None,
            }],
            extra: None,
        };
        self.commit("add-article", vec![Change::add(article)])
    }

    pub fn annotate(&mut self) -> Rc<Entry> {
        self.next += 1;
        let Some(article) = self.project.articles().next().map(|it| it.id) else {
            return self.add_article();
        };
        let text = self.project.text(article).unwrap();
        let annotation = Annotation {
            id: AnnotationId(Uuid::from_u128(self.next)),
            article,
            revision: 1,
            label: "Claim".into(),
            fragments: normalize(text.whole()),
            attributes: Attributes::default(),
            actor: None,
            note: String::new(),
            orphan: false,
            provenance: self.provenance(),
            extra: None,
        };
        self.commit("annotate", vec![Change::add(annotation)])
    }

    pub fn note(&mut self, text: &str) -> Rc<Entry> {
        let Some(annotation) = self.project.annotations().last().cloned() else {
            return self.annotate();
        };
        let change = Change::set(
            annotation.id,
            AnnotationField::Note(annotation.note),
            AnnotationField::Note(text.to_owned()),
        );
        self.commit("edit-note", vec![change])
    }

    pub fn rename(&mut self, title: &str) -> Rc<Entry> {
        let change = self
            .project
            .about_edited(&AboutField::Title(title.to_owned()));
        self.commit("rename-project", change.into_iter().collect())
    }

    pub fn undo(&mut self) -> Option<Rc<Entry>> {
        let stamp = self.stamp();
        let stepped = self.history.undo(&mut self.project, stamp);
        stepped.map(|it| it.entry)
    }

    pub fn redo(&mut self) -> Option<Rc<Entry>> {
        let stamp = self.stamp();
        let stepped = self.history.redo(&mut self.project, stamp);
        stepped.map(|it| it.entry)
    }

    /// Whatever the number says.
    pub fn something(&mut self, choice: u8) -> Rc<Entry> {
        match choice % 6 {
            0 => self.add_article(),
            1 | 2 => self.annotate(),
            3 => self.note(&format!("note {choice}")),
            4 => self.undo().unwrap_or_else(|| self.annotate()),
            _ => self.redo().unwrap_or_else(|| self.annotate()),
        }
    }

    pub fn save(&self, to: &Shelf, entry: &Entry) {
        to.library.save(&self.project, entry, Vec::new());
    }
}

#[track_caller]
pub fn assert_same(loaded: &Loaded, writer: &Writer) {
    assert_eq!(loaded.project, writer.project);
    assert_eq!(loaded.history, writer.history);
    assert_eq!(loaded.findings, []);
    loaded.project.check().unwrap();
}

/// All of a project is there under its other id, history included.
#[track_caller]
pub fn assert_kept(kept: &Loaded, writer: &Writer) {
    assert_eq!(kept.project, writer.project.clone().with_id(KEPT_AS));
    let entries = kept.history.entries().iter();
    let as_before = |it: &Rc<Entry>| Entry {
        project: writer.id(),
        ..Entry::clone(it)
    };
    let entries: Vec<Entry> = entries.map(as_before).collect();
    let before = writer.history.entries().iter();
    assert_eq!(entries, before.map(|it| (**it).clone()).collect::<Vec<_>>());
    assert_eq!(kept.findings, []);
}
