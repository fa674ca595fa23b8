use super::{Reader, named};
use crate::formats::project_json::containers::Strings;
use crate::formats::project_json::ids::Kind;
use crate::formats::project_json::object::Object;
use crate::formats::project_json::values::Str;
use crate::model::sorted::SortedMap;
use crate::model::{Actor, CanonicalClaim, Topic};

impl<'o, 'a> Reader<'o, 'a> {
    pub(super) fn topic(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let (id, name) = (it.may("id"), it.text("name"));
        self.begin("topics", at, named("topic", &name));
        let topic = Topic {
            id: self.ids.of(Kind::Topic, id.as_ref(), at).into(),
            name,
            provenance: self.provenance(it),
            extra: self.extra(it),
        };
        self.add(topic);
    }

    pub(super) fn actor(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let (id, name) = (it.may("id"), it.text("name"));
        self.begin("actors", at, named("actor", &name));
        // Filled rather than collected, for which the standard library would sort.
        let mut aliases = SortedMap::new();
        for (language, names) in it.entries("aliases") {
            let names: Strings<'_> = it.read(names);
            let names = names.0.into_iter().map(Str::into_text).collect();
            aliases.insert(language.into_text(), names);
        }
        let actor = Actor {
            id: self.ids.of(Kind::Actor, id.as_ref(), at).into(),
            name,
            aliases,
            kind: it.text("kind"),
            affiliation: it.text("affiliation"),
            status: it.text("status"),
            wikidata: it.text("wikidata"),
            note: it.text("note"),
            provenance: self.provenance(it),
            extra: self.extra(it),
        };
        self.add(actor);
    }

    pub(super) fn canonical_claim(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let (id, text) = (it.may("id"), it.text("text"));
        self.begin("canonical_claims", at, named("canonical claim", &text));
        let topic = it.may("topic");
        let claim = CanonicalClaim {
            topic: self.link(Kind::Topic, topic.as_ref()).map(Into::into),
            id: self.ids.of(Kind::CanonicalClaim, id.as_ref(), at).into(),
            text,
            note: it.text("note"),
            provenance: self.provenance(it),
            extra: self.extra(it),
        };
        self.add(claim);
    }
}
