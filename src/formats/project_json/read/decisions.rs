use uuid::Uuid;

use super::Reader;
use crate::formats::project_json::ids::{Kind, shortened};
use crate::formats::project_json::v1;
use crate::formats::project_json::values::{Id, Str};
use crate::formats::{Finding, Missing, Rejected};
use crate::model::{
    Change, Coding, End, LintException, Membership, Override, Polarity, Reading, Record, Relation,
    RelationTypeId, Subject,
};

impl<'a> Reader<'a> {
    pub(super) fn relation(&mut self, at: usize, it: &v1::Relation<'a>) {
        let name = it.id.as_ref().map_or_else(String::new, ToString::to_string);
        let name = shortened(&format!("{} {name}", it.kind.as_str()));
        self.begin("relations", at, format!("relation {}", name.trim_end()));
        let id = self.ids.of(Kind::Relation, it.id.as_ref(), at).into();
        let kind = RelationTypeId::from(it.kind.as_str());
        let from = self.end("from", &it.from);
        let to = self.end("to", &it.to);
        if self.leave_out_if_rejected() {
            return;
        }
        self.check_ends(&kind, from, to);
        let provenance = self.provenance(&it.rest);
        let (attributes, others) = self.keeper.attributes(&it.attributes);
        let reserved = vec![
            ("@from", self.keeper.object(&it.from.rest)),
            ("@to", self.keeper.object(&it.to.rest)),
            ("@attributes", others),
        ];
        let record = Relation {
            id,
            kind,
            from,
            to,
            attributes,
            note: it.note.to_text(),
            provenance,
            extra: self.keeper.extra(&it.rest.unknown, reserved),
        };
        self.add(&Change::Add(Record::from(record)));
    }

    fn end(&mut self, key: &'static str, end: &v1::End<'a>) -> End {
        match (
            &end.annotation,
            &end.canonical_claim,
            &end.actor,
            &end.topic,
        ) {
            (Some(id), None, None, None) => End::Annotation(self.find(Kind::Annotation, id).into()),
            (None, Some(id), None, None) => {
                End::CanonicalClaim(self.find(Kind::CanonicalClaim, id).into())
            }
            (None, None, Some(id), None) => End::Actor(self.find(Kind::Actor, id).into()),
            (None, None, None, Some(id)) => End::Topic(self.find(Kind::Topic, id).into()),
            _ => {
                self.reject(Rejected::BadEnd(key));
                End::Topic(Uuid::nil().into())
            }
        }
    }

    /// Data wins over the codebook: what it does not allow is kept and reported.
    fn check_ends(&mut self, kind: &RelationTypeId, from: End, to: End) {
        let relation = shortened(kind.as_str());
        let item = self.item();
        let what = match self.project.codebook().relation(kind) {
            None => Finding::NotInCodebook {
                item,
                word: relation,
            },
            Some(it) if it.allows(&self.project.kind_of(from), &self.project.kind_of(to)) => return,
            Some(_) => Finding::IllegalEnds { item, relation },
        };
        self.warn(what);
    }

    pub(super) fn membership(&mut self, at: usize, it: &v1::Membership<'a>) {
        let item = two_names("membership", &it.claim, &it.canonical_claim);
        self.begin("memberships", at, item);
        let claim = self.find(Kind::Annotation, &it.claim).into();
        let canonical_claim = self.find(Kind::CanonicalClaim, &it.canonical_claim).into();
        let polarity = self.polarity(it.polarity.as_ref().map_or("same", Str::as_str));
        if self.leave_out_if_rejected() {
            return;
        }
        let record = Membership {
            claim,
            canonical_claim,
            polarity,
            provenance: self.provenance(&it.rest),
            extra: self.extra(&it.rest),
        };
        self.add(&Change::Add(Record::from(record)));
    }

    fn polarity(&mut self, word: &str) -> Polarity {
        word.parse().unwrap_or_else(|_| {
            self.reject(Rejected::UnknownWord {
                key: "as",
                word: shortened(word),
            });
            Polarity::Same
        })
    }

    pub(super) fn reading(&mut self, at: usize, it: &v1::Reading<'a>) {
        self.begin("readings", at, one_name("reading", &it.article));
        let article = self.find(Kind::Article, &it.article).into();
        let current = self.project.article(article).map_or(1, |it| it.current().n);
        let revision = it.revision.unwrap_or(current);
        if !self.texts.contains_key(&(article, revision)) {
            self.reject(Rejected::NoRevision);
        }
        if self.leave_out_if_rejected() {
            return;
        }
        let provenance = self.provenance(&it.rest);
        let record = Reading {
            article,
            revision,
            at: it.at.map_or(provenance.modified, |it| it.0),
            provenance,
            extra: self.extra(&it.rest),
        };
        self.add(&Change::Add(Record::from(record)));
    }

    pub(super) fn override_of(&mut self, at: usize, it: &v1::Override<'a>) {
        let item = two_names("override", &it.canonical_claim, &it.article);
        self.begin("overrides", at, item);
        let canonical_claim = self.find(Kind::CanonicalClaim, &it.canonical_claim).into();
        let article = self.find(Kind::Article, &it.article).into();
        if self.leave_out_if_rejected() {
            return;
        }
        let record = Override {
            canonical_claim,
            article,
            status: it.status.to_text(),
            note: it.note.to_text(),
            provenance: self.provenance(&it.rest),
            extra: self.extra(&it.rest),
        };
        self.add(&Change::Add(Record::from(record)));
    }

    pub(super) fn coding(&mut self, at: usize, it: &v1::Coding<'a>) {
        self.begin("codings", at, one_name("coding", &it.article));
        let article = self.find(Kind::Article, &it.article).into();
        if self.leave_out_if_rejected() {
            return;
        }
        let provenance = self.provenance(&it.rest);
        let (attributes, others) = self.keeper.attributes(&it.attributes);
        let reserved = vec![("@attributes", others)];
        let record = Coding {
            article,
            attributes,
            provenance,
            extra: self.keeper.extra(&it.rest.unknown, reserved),
        };
        self.add(&Change::Add(Record::from(record)));
    }

    pub(super) fn lint_exception(&mut self, at: usize, it: &v1::LintException<'a>) {
        let item = format!("exception to {}", shortened(it.rule.as_str()));
        self.begin("lint_exceptions", at, item);
        let subject = self.subject(&it.subject);
        if self.leave_out_if_rejected() {
            return;
        }
        let record = LintException {
            rule: it.rule.as_str().into(),
            subject,
            note: it.note.to_text(),
            provenance: self.provenance(&it.rest),
            extra: self.extra(&it.rest),
        };
        self.add(&Change::Add(Record::from(record)));
    }

    /// The file gives an id alone; ids are unique over all kinds.
    fn subject(&mut self, id: &Id<'_>) -> Subject {
        let found = |kind| self.ids.find(&self.project, kind, id);
        if let Ok(id) = found(Kind::Annotation) {
            Subject::Annotation(id.into())
        } else if let Ok(id) = found(Kind::Relation) {
            Subject::Relation(id.into())
        } else if let Ok(id) = found(Kind::CanonicalClaim) {
            Subject::CanonicalClaim(id.into())
        } else if let Ok(id) = found(Kind::Article) {
            Subject::Article(id.into())
        } else {
            self.reject(Rejected::Missing(Missing {
                kind: "record",
                id: shortened(&id.to_string()),
            }));
            Subject::Article(Uuid::nil().into())
        }
    }
}

fn one_name(what: &str, of: &Id<'_>) -> String {
    format!("{what} of {}", shortened(&of.to_string()))
}

fn two_names(what: &str, of: &Id<'_>, within: &Id<'_>) -> String {
    let within = shortened(&within.to_string());
    format!("{} in {within}", one_name(what, of))
}
