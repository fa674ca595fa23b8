//! What annotators decide, a line for each.

use cotejo::model::sorted::SortedMap;
use cotejo::model::*;

use super::{At, Desk};

impl Desk {
    pub fn relate(&mut self, from: impl Into<At>, kind: &str, to: impl Into<At>) -> RelationId {
        let (from, to) = (self.end(from.into()), self.end(to.into()));
        let id = RelationId(self.id());
        let provenance = self.provenance();
        self.make(Change::add(Relation {
            id,
            kind: kind.into(),
            from,
            to,
            attributes: Attributes::new(),
            note: String::new(),
            provenance,
            extra: None,
        }));
        id
    }

    /// The article says that the source did not say it.
    pub fn negate(&mut self, relation: RelationId) {
        self.make(Change::set(
            relation,
            RelationField::Attribute("negated".into(), None),
            RelationField::Attribute("negated".into(), Some(AttributeValue::Flag(true))),
        ));
    }

    pub fn set(&mut self, number: u32, attribute: &str, value: &str) {
        self.make(Change::set(
            self.handles[&number],
            AnnotationField::Attribute(attribute.into(), None),
            AnnotationField::Attribute(attribute.into(), Some(AttributeValue::one(value))),
        ));
    }

    /// Says whom a Source names.
    pub fn names(&mut self, number: u32, actor: ActorId) {
        self.make(Change::set(
            self.handles[&number],
            AnnotationField::Actor(None),
            AnnotationField::Actor(Some(actor)),
        ));
    }

    pub fn orphan(&mut self, number: u32) {
        self.make(Change::set(
            self.handles[&number],
            AnnotationField::Orphan(false),
            AnnotationField::Orphan(true),
        ));
    }

    pub fn row(&mut self, text: &str) -> CanonicalClaimId {
        let id = CanonicalClaimId(self.id());
        let provenance = self.provenance();
        self.make(Change::add(CanonicalClaim {
            id,
            text: text.to_owned(),
            topic: None,
            note: String::new(),
            provenance,
            extra: None,
        }));
        id
    }

    pub fn actor(&mut self, name: &str) -> ActorId {
        let id = ActorId(self.id());
        let provenance = self.provenance();
        self.make(Change::add(Actor {
            id,
            name: name.to_owned(),
            aliases: SortedMap::new(),
            kind: String::new(),
            affiliation: String::new(),
            status: String::new(),
            wikidata: String::new(),
            note: String::new(),
            provenance,
            extra: None,
        }));
        id
    }

    /// What the record of an actor says of it.
    pub fn affiliation(&mut self, actor: ActorId, affiliation: &str) {
        self.make(Change::set(
            actor,
            ActorField::Affiliation(String::new()),
            ActorField::Affiliation(affiliation.to_owned()),
        ));
    }

    /// Says when an article was published.
    pub fn published(&mut self, article: ArticleId, date: &str) {
        self.make(Change::set(
            article,
            ArticleField::Published(String::new()),
            ArticleField::Published(date.to_owned()),
        ));
    }

    pub fn topic(&mut self, name: &str) -> TopicId {
        let id = TopicId(self.id());
        let (name, provenance) = (name.to_owned(), self.provenance());
        self.make(Change::add(Topic {
            id,
            name,
            provenance,
            extra: None,
        }));
        id
    }

    /// Puts a row under a topic of its own.
    pub fn about(&mut self, row: CanonicalClaimId, name: &str) {
        let topic = self.topic(name);
        self.make(Change::set(
            row,
            CanonicalClaimField::Topic(None),
            CanonicalClaimField::Topic(Some(topic)),
        ));
    }

    pub fn same(&mut self, number: u32, row: CanonicalClaimId) {
        self.member(number, row, Polarity::Same);
    }

    pub fn opposite(&mut self, number: u32, row: CanonicalClaimId) {
        self.member(number, row, Polarity::Opposite);
    }

    fn member(&mut self, number: u32, canonical_claim: CanonicalClaimId, polarity: Polarity) {
        let provenance = self.provenance();
        self.make(Change::add(Membership {
            claim: self.handles[&number],
            canonical_claim,
            polarity,
            provenance,
            extra: None,
        }));
    }

    /// States that the current revision was fully read.
    pub fn read(&mut self, article: ArticleId) {
        let provenance = self.provenance();
        self.make(Change::add(Reading {
            article,
            revision: self.project.article(article).unwrap().current().n,
            at: provenance.created,
            provenance,
            extra: None,
        }));
    }

    /// Confirms the reading of the current revision.
    pub fn read_again(&mut self, article: ArticleId) {
        let key = ReadingKey {
            article,
            revision: self.project.article(article).unwrap().current().n,
            annotator: self.me,
        };
        self.make(Change::set(
            key,
            ReadingField::At(self.project.reading(key).unwrap().at),
            ReadingField::At(self.provenance().created),
        ));
    }

    pub fn override_cell(&mut self, row: CanonicalClaimId, article: ArticleId, status: &str) {
        self.override_with(row, article, status, "because");
    }

    pub fn override_with(
        &mut self,
        row: CanonicalClaimId,
        article: ArticleId,
        status: &str,
        note: &str,
    ) {
        let provenance = self.provenance();
        self.make(Change::add(Override {
            canonical_claim: row,
            article,
            status: status.to_owned(),
            note: note.to_owned(),
            provenance,
            extra: None,
        }));
    }

    /// Makes a part of the first place where `words` stand.
    pub fn part(&mut self, article: ArticleId, part: &str, words: &str) {
        let provenance = self.provenance();
        self.make(Change::add(Part {
            article,
            revision: self.project.article(article).unwrap().current().n,
            part: part.into(),
            span: self.span(article, words),
            provenance,
            extra: None,
        }));
    }

    pub fn excuse(&mut self, rule: &str, subject: Subject) {
        let provenance = self.provenance();
        self.make(Change::add(LintException {
            rule: rule.into(),
            subject,
            note: "because".to_owned(),
            provenance,
            extra: None,
        }));
    }
}
