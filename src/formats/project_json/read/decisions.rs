use uuid::Uuid;

use super::Reader;
use crate::formats::project_json::ids::{Kind, shortened};
use crate::formats::project_json::object::Object;
use crate::formats::project_json::values::{Id, Str};
use crate::formats::{Finding, Missing, Rejected};
use crate::model::{
    ArticleId, Coding, End, LintException, Membership, Override, Polarity, Reading, Relation,
    RelationTypeId, Subject,
};

impl<'o, 'a> Reader<'o, 'a> {
    pub(super) fn relation(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let id: Option<Id<'_>> = it.may("id");
        let kind: Str<'_> = it.must("type");
        let (mut from, mut to) = (it.must_object("from"), it.must_object("to"));
        let (entries, note) = (it.entries("attributes"), it.text("note"));
        let name = id.as_ref().map_or_else(String::new, ToString::to_string);
        let name = shortened(&format!("{} {name}", kind.as_str()));
        self.begin("relations", at, format!("relation {}", name.trim_end()));
        let id = self.ids.of(Kind::Relation, id.as_ref(), at).into();
        let kind = RelationTypeId::from(kind.as_str());
        let ends = (self.end("from", &mut from), self.end("to", &mut to));
        if self.leave_out_if_rejected() {
            return;
        }
        self.check_ends(&kind, ends.0, ends.1);
        let provenance = self.provenance(it);
        let (attributes, others) = self.keeper.attributes(entries);
        let reserved = vec![
            ("@from", self.keeper.object(&from.rest())),
            ("@to", self.keeper.object(&to.rest())),
            ("@attributes", others),
        ];
        let extra = self.keeper.extra(&it.rest(), reserved);
        self.add(Relation {
            id,
            kind,
            from: ends.0,
            to: ends.1,
            attributes,
            note,
            provenance,
            extra,
        });
    }

    fn end(&mut self, key: &'static str, end: &mut Object<'o, 'a>) -> End {
        let annotation: Option<Id<'_>> = end.may("annotation");
        let canonical_claim: Option<Id<'_>> = end.may("canonical_claim");
        let actor: Option<Id<'_>> = end.may("actor");
        let topic: Option<Id<'_>> = end.may("topic");
        match (&annotation, &canonical_claim, &actor, &topic) {
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

    pub(super) fn membership(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let (claim, row) = (it.must("claim"), it.must("canonical_claim"));
        let polarity: Option<Str<'_>> = it.may("as");
        self.begin("memberships", at, two_names("membership", &claim, &row));
        let claim = self.find(Kind::Annotation, &claim).into();
        let canonical_claim = self.find(Kind::CanonicalClaim, &row).into();
        let polarity = self.polarity(polarity.as_ref().map_or("same", Str::as_str));
        if self.leave_out_if_rejected() {
            return;
        }
        let membership = Membership {
            claim,
            canonical_claim,
            polarity,
            provenance: self.provenance(it),
            extra: self.extra(it),
        };
        self.add(membership);
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

    /// Turns to an entry of which there is one for an article.
    fn begin_of_article(
        &mut self,
        list: &'static str,
        at: usize,
        name: &str,
        it: &mut Object<'o, 'a>,
    ) -> ArticleId {
        let article = it.must("article");
        self.begin(list, at, one_name(name, &article));
        self.find(Kind::Article, &article).into()
    }

    pub(super) fn reading(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let article = self.begin_of_article("readings", at, "reading", it);
        let (revision, moment) = (it.may("revision"), it.may("at"));
        let current = self.project.article(article).map_or(1, |it| it.current().n);
        let revision = revision.unwrap_or(current);
        if !self.texts.contains_key(&(article, revision)) {
            self.reject(Rejected::NoRevision);
        }
        if self.leave_out_if_rejected() {
            return;
        }
        let provenance = self.provenance(it);
        let reading = Reading {
            article,
            revision,
            at: moment.unwrap_or(provenance.modified),
            provenance,
            extra: self.extra(it),
        };
        self.add(reading);
    }

    pub(super) fn override_of(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let (row, article) = (it.must("canonical_claim"), it.must("article"));
        let (status, note) = (it.text("status"), it.text("note"));
        self.begin("overrides", at, two_names("override", &row, &article));
        let canonical_claim = self.find(Kind::CanonicalClaim, &row).into();
        let article = self.find(Kind::Article, &article).into();
        if self.leave_out_if_rejected() {
            return;
        }
        let record = Override {
            canonical_claim,
            article,
            status,
            note,
            provenance: self.provenance(it),
            extra: self.extra(it),
        };
        self.add(record);
    }

    pub(super) fn coding(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let article = self.begin_of_article("codings", at, "coding", it);
        let entries = it.entries("attributes");
        if self.leave_out_if_rejected() {
            return;
        }
        let provenance = self.provenance(it);
        let (attributes, others) = self.keeper.attributes(entries);
        let reserved = vec![("@attributes", others)];
        let extra = self.keeper.extra(&it.rest(), reserved);
        self.add(Coding {
            article,
            attributes,
            provenance,
            extra,
        });
    }

    pub(super) fn lint_exception(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let rule: Str<'_> = it.must("rule");
        let (subject, note) = (it.must("subject"), it.text("note"));
        let item = format!("exception to {}", shortened(rule.as_str()));
        self.begin("lint_exceptions", at, item);
        let subject = self.subject(&subject);
        if self.leave_out_if_rejected() {
            return;
        }
        let exception = LintException {
            rule: rule.as_str().into(),
            subject,
            note,
            provenance: self.provenance(it),
            extra: self.extra(it),
        };
        self.add(exception);
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
        } else if let Ok(id) = found(Kind::Actor) {
            Subject::Actor(id.into())
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
