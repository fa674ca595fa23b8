use super::{Place, Reader};
use crate::formats::project_json::ids::{Kind, shortened};
use crate::formats::project_json::v1;
use crate::formats::{Finding, Missing, Rejected};
use crate::model::{
    ArticleId, CanonicalClaimId, Change, Coding, Edit, End, LintException, Membership, Override,
    Polarity, Reading, Relation, RelationId, RelationTypeId, Subject,
};

impl<'a> Reader<'a> {
    pub(super) fn relations(&mut self, relations: Vec<v1::Relation<'a>>) {
        for (at, it) in relations.into_iter().enumerate() {
            let place = Place("relations", at);
            let id: RelationId = self.ids.of(Kind::Relation, it.id.as_ref(), at);
            let name = it.id.as_ref().map_or_else(String::new, ToString::to_string);
            let name = shortened(&format!("{} {name}", it.kind.as_str()));
            let item = || format!("relation {}", name.trim_end());
            let ends = self
                .end("from", &it.from)
                .and_then(|from| Ok((from, self.end("to", &it.to)?)));
            let (from, to) = match ends {
                Ok(ends) => ends,
                Err(why) => {
                    self.leave_out(&place, item(), why);
                    continue;
                }
            };
            let kind = RelationTypeId::from(it.kind.as_str());
            self.check_ends(place, &item, &kind, from, to);
            let provenance = self.provenance(&it.rest, &place, &item);
            let (from_rest, to_rest) = (
                self.keeper.object(it.from.rest),
                self.keeper.object(it.to.rest),
            );
            let attributes = self.keeper.attributes(it.attributes);
            let (attributes, others) = self.kept(attributes);
            let reserved = vec![
                ("@from", self.kept(from_rest)),
                ("@to", self.kept(to_rest)),
                ("@attributes", others),
            ];
            let record = Relation {
                id,
                kind,
                from,
                to,
                attributes,
                note: it.note.into_string(),
                provenance,
                extra: self.extra(it.rest.unknown, reserved),
            };
            self.add(&place, &item, &Change::Relation(Edit::Add(record)));
        }
    }

    fn end(&self, key: &'static str, end: &v1::End<'a>) -> Result<End, Rejected> {
        let missing = |it| Rejected::Missing(it);
        match (
            &end.annotation,
            &end.canonical_claim,
            &end.actor,
            &end.topic,
        ) {
            (Some(id), None, None, None) => {
                let id = self.find(Kind::Annotation, id).map_err(missing)?;
                Ok(End::Annotation(id))
            }
            (None, Some(id), None, None) => {
                let id = self.find(Kind::CanonicalClaim, id).map_err(missing)?;
                Ok(End::CanonicalClaim(id))
            }
            (None, None, Some(id), None) => {
                let id = self.find(Kind::Actor, id).map_err(missing)?;
                Ok(End::Actor(id))
            }
            (None, None, None, Some(id)) => {
                let id = self.find(Kind::Topic, id).map_err(missing)?;
                Ok(End::Topic(id))
            }
            _ => Err(Rejected::BadEnd(key)),
        }
    }

    /// Data wins over the codebook: what it does not allow is kept and reported.
    fn check_ends(
        &mut self,
        place: Place,
        item: &dyn Fn() -> String,
        kind: &RelationTypeId,
        from: End,
        to: End,
    ) {
        let relation = shortened(kind.as_str());
        let what = match self.project.codebook().relation(kind) {
            None => Finding::NotInCodebook {
                item: item(),
                word: relation,
            },
            Some(it) if it.allows(&self.project.kind_of(from), &self.project.kind_of(to)) => return,
            Some(_) => Finding::IllegalEnds {
                item: item(),
                relation,
            },
        };
        self.warnings.add(&place, what);
    }

    pub(super) fn memberships(&mut self, memberships: Vec<v1::Membership<'a>>) {
        for (at, it) in memberships.into_iter().enumerate() {
            let place = Place("memberships", at);
            let item = || {
                let (claim, row) = (it.claim.to_string(), it.canonical_claim.to_string());
                format!("membership of {} in {}", shortened(&claim), shortened(&row))
            };
            let claim = self.find(Kind::Annotation, &it.claim);
            let canonical = self.find(Kind::CanonicalClaim, &it.canonical_claim);
            let polarity = polarity(it.polarity.as_ref().map_or("same", |it| it.as_str()));
            let (claim, canonical_claim, polarity) = match (claim, canonical, polarity) {
                (Ok(claim), Ok(canonical), Ok(polarity)) => (claim, canonical, polarity),
                (Err(missing), ..) | (_, Err(missing), _) => {
                    self.leave_out(&place, item(), Rejected::Missing(missing));
                    continue;
                }
                (.., Err(why)) => {
                    self.leave_out(&place, item(), why);
                    continue;
                }
            };
            let provenance = self.provenance(&it.rest, &place, &item);
            let item = item();
            let record = Membership {
                claim,
                canonical_claim,
                polarity,
                provenance,
                extra: self.extra(it.rest.unknown, Vec::new()),
            };
            self.add(
                &place,
                &|| item.clone(),
                &Change::Membership(Edit::Add(record)),
            );
        }
    }

    pub(super) fn readings(&mut self, readings: Vec<v1::Reading<'a>>) {
        for (at, it) in readings.into_iter().enumerate() {
            let place = Place("readings", at);
            let item = || format!("reading of {}", shortened(&it.article.to_string()));
            let article: ArticleId = match self.find(Kind::Article, &it.article) {
                Ok(article) => article,
                Err(missing) => {
                    self.leave_out(&place, item(), Rejected::Missing(missing));
                    continue;
                }
            };
            let current = self.project.article(article).map_or(1, |it| it.current().n);
            let revision = it.revision.unwrap_or(current);
            if !self.texts.contains_key(&(article, revision)) {
                self.leave_out(&place, item(), Rejected::NoRevision);
                continue;
            }
            let provenance = self.provenance(&it.rest, &place, &item);
            let item = item();
            let record = Reading {
                article,
                revision,
                at: it.at.map_or(provenance.modified, |it| it.0),
                provenance,
                extra: self.extra(it.rest.unknown, Vec::new()),
            };
            self.add(
                &place,
                &|| item.clone(),
                &Change::Reading(Edit::Add(record)),
            );
        }
    }

    pub(super) fn overrides(&mut self, overrides: Vec<v1::Override<'a>>) {
        for (at, it) in overrides.into_iter().enumerate() {
            let place = Place("overrides", at);
            let item = || {
                let (row, article) = (it.canonical_claim.to_string(), it.article.to_string());
                format!("override of {} in {}", shortened(&row), shortened(&article))
            };
            let canonical: Result<CanonicalClaimId, Missing> =
                self.find(Kind::CanonicalClaim, &it.canonical_claim);
            let ends = canonical.and_then(|row| Ok((row, self.find(Kind::Article, &it.article)?)));
            let (canonical_claim, article) = match ends {
                Ok(ends) => ends,
                Err(missing) => {
                    self.leave_out(&place, item(), Rejected::Missing(missing));
                    continue;
                }
            };
            let provenance = self.provenance(&it.rest, &place, &item);
            let item = item();
            let record = Override {
                canonical_claim,
                article,
                status: it.status.into_string(),
                note: it.note.into_string(),
                provenance,
                extra: self.extra(it.rest.unknown, Vec::new()),
            };
            self.add(
                &place,
                &|| item.clone(),
                &Change::Override(Edit::Add(record)),
            );
        }
    }

    pub(super) fn codings(&mut self, codings: Vec<v1::Coding<'a>>) {
        for (at, it) in codings.into_iter().enumerate() {
            let place = Place("codings", at);
            let item = || format!("coding of {}", shortened(&it.article.to_string()));
            let article = match self.find(Kind::Article, &it.article) {
                Ok(article) => article,
                Err(missing) => {
                    self.leave_out(&place, item(), Rejected::Missing(missing));
                    continue;
                }
            };
            let provenance = self.provenance(&it.rest, &place, &item);
            let item = item();
            let attributes = self.keeper.attributes(it.attributes);
            let (attributes, others) = self.kept(attributes);
            let record = Coding {
                article,
                attributes,
                provenance,
                extra: self.extra(it.rest.unknown, vec![("@attributes", others)]),
            };
            self.add(&place, &|| item.clone(), &Change::Coding(Edit::Add(record)));
        }
    }

    pub(super) fn lint_exceptions(&mut self, exceptions: Vec<v1::LintException<'a>>) {
        for (at, it) in exceptions.into_iter().enumerate() {
            let place = Place("lint_exceptions", at);
            let item = || format!("exception to {}", shortened(it.rule.as_str()));
            let Some(subject) = self.subject(&it.subject) else {
                let missing = Missing {
                    kind: "record",
                    id: shortened(&it.subject.to_string()),
                };
                self.leave_out(&place, item(), Rejected::Missing(missing));
                continue;
            };
            let provenance = self.provenance(&it.rest, &place, &item);
            let item = item();
            let record = LintException {
                rule: it.rule.as_str().into(),
                subject,
                note: it.note.into_string(),
                provenance,
                extra: self.extra(it.rest.unknown, Vec::new()),
            };
            self.add(
                &place,
                &|| item.clone(),
                &Change::LintException(Edit::Add(record)),
            );
        }
    }

    /// The file gives an id alone; ids are unique over all kinds.
    fn subject(&self, id: &crate::formats::project_json::values::Id<'_>) -> Option<Subject> {
        let annotation = self.find(Kind::Annotation, id).map(Subject::Annotation);
        annotation
            .or_else(|_| self.find(Kind::Relation, id).map(Subject::Relation))
            .or_else(|_| {
                self.find(Kind::CanonicalClaim, id)
                    .map(Subject::CanonicalClaim)
            })
            .or_else(|_| self.find(Kind::Article, id).map(Subject::Article))
            .ok()
    }
}

fn polarity(word: &str) -> Result<Polarity, Rejected> {
    word.parse().map_err(|_| Rejected::UnknownWord {
        key: "as",
        word: shortened(word),
    })
}
