use super::{Place, Reader, named};
use crate::formats::Finding;
use crate::formats::project_json::ids::Kind;
use crate::formats::project_json::v1;
use crate::formats::project_json::values::Str;
use crate::model::sorted::SortedMap;
use crate::model::{Actor, CanonicalClaim, Change, Edit, Topic, TopicId};

impl<'a> Reader<'a> {
    pub(super) fn topics(&mut self, topics: Vec<v1::Topic<'a>>) {
        for (at, it) in topics.into_iter().enumerate() {
            let place = Place("topics", at);
            let name = it.name.into_string();
            let item = || named("topic", &name);
            let record = Topic {
                id: self.ids.of(Kind::Topic, it.id.as_ref(), at),
                name: name.clone(),
                provenance: self.provenance(&it.rest, &place, &item),
                extra: self.extra(it.rest.unknown, Vec::new()),
            };
            self.add(&place, &item, &Change::Topic(Edit::Add(record)));
        }
    }

    pub(super) fn actors(&mut self, actors: Vec<v1::Actor<'a>>) {
        for (at, it) in actors.into_iter().enumerate() {
            let place = Place("actors", at);
            let name = it.name.into_string();
            let item = || named("actor", &name);
            let aliases = it.aliases.0.into_iter().map(|(language, names)| {
                let names = names.0.into_iter().map(Str::into_string);
                (language.into_string(), names.collect())
            });
            // Filled rather than collected, for which the standard library would sort.
            let mut by_language = SortedMap::new();
            by_language.extend(aliases);
            let record = Actor {
                id: self.ids.of(Kind::Actor, it.id.as_ref(), at),
                name: name.clone(),
                aliases: by_language,
                kind: it.kind.into_string(),
                affiliation: it.affiliation.into_string(),
                status: it.status.into_string(),
                wikidata: it.wikidata.into_string(),
                note: it.note.into_string(),
                provenance: self.provenance(&it.rest, &place, &item),
                extra: self.extra(it.rest.unknown, Vec::new()),
            };
            self.add(&place, &item, &Change::Actor(Edit::Add(record)));
        }
    }

    pub(super) fn canonical_claims(&mut self, claims: Vec<v1::CanonicalClaim<'a>>) {
        for (at, it) in claims.into_iter().enumerate() {
            let place = Place("canonical_claims", at);
            let text = it.text.into_string();
            let item = || named("canonical claim", &text);
            let topic: Option<TopicId> = it.topic.and_then(|topic| {
                let found = self.find(Kind::Topic, &topic);
                found
                    .map_err(|missing| {
                        let what = Finding::Unlinked {
                            item: item(),
                            missing,
                        };
                        self.warnings.add(&place, what);
                    })
                    .ok()
            });
            let record = CanonicalClaim {
                id: self.ids.of(Kind::CanonicalClaim, it.id.as_ref(), at),
                text: text.clone(),
                topic,
                note: it.note.into_string(),
                provenance: self.provenance(&it.rest, &place, &item),
                extra: self.extra(it.rest.unknown, Vec::new()),
            };
            self.add(&place, &item, &Change::CanonicalClaim(Edit::Add(record)));
        }
    }
}
