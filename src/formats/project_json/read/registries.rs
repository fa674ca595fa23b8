use super::{Reader, named};
use crate::formats::project_json::ids::Kind;
use crate::formats::project_json::v1;
use crate::formats::project_json::values::Str;
use crate::model::sorted::SortedMap;
use crate::model::{Actor, CanonicalClaim, Change, Record, Topic};

impl<'a> Reader<'a> {
    pub(super) fn topic(&mut self, at: usize, it: &v1::Topic<'a>) {
        self.begin("topics", at, named("topic", it.name.as_str()));
        let record = Topic {
            id: self.ids.of(Kind::Topic, it.id.as_ref(), at).into(),
            name: it.name.to_text(),
            provenance: self.provenance(&it.rest),
            extra: self.extra(&it.rest),
        };
        self.add(&Change::Add(Record::from(record)));
    }

    pub(super) fn actor(&mut self, at: usize, it: &v1::Actor<'a>) {
        self.begin("actors", at, named("actor", it.name.as_str()));
        // Filled rather than collected, for which the standard library would sort.
        let mut aliases = SortedMap::new();
        for (language, names) in &it.aliases.0 {
            let names = names.0.iter().map(Str::to_text).collect();
            aliases.insert(language.to_text(), names);
        }
        let record = Actor {
            id: self.ids.of(Kind::Actor, it.id.as_ref(), at).into(),
            name: it.name.to_text(),
            aliases,
            kind: it.kind.to_text(),
            affiliation: it.affiliation.to_text(),
            status: it.status.to_text(),
            wikidata: it.wikidata.to_text(),
            note: it.note.to_text(),
            provenance: self.provenance(&it.rest),
            extra: self.extra(&it.rest),
        };
        self.add(&Change::Add(Record::from(record)));
    }

    pub(super) fn canonical_claim(&mut self, at: usize, it: &v1::CanonicalClaim<'a>) {
        let item = named("canonical claim", it.text.as_str());
        self.begin("canonical_claims", at, item);
        let record = CanonicalClaim {
            topic: self.link(Kind::Topic, it.topic.as_ref()).map(Into::into),
            id: self.ids.of(Kind::CanonicalClaim, it.id.as_ref(), at).into(),
            text: it.text.to_text(),
            note: it.note.to_text(),
            provenance: self.provenance(&it.rest),
            extra: self.extra(&it.rest),
        };
        self.add(&Change::Add(Record::from(record)));
    }
}
