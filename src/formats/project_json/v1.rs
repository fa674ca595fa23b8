//! The file types of version 1, key by key as `static/schema/project.schema.json` says.

use super::containers::{Entries, List, MAX_RETURNS};
use super::object::{Decided, Decoder, FromRaw, Rest, Unknown, object};
use super::values::{Attribute, Id, Str, When};
use crate::model::Timestamp;
use crate::model::json::Raw;

pub(super) type Attributes<'a> = Entries<'a, Attribute<'a>>;

object! {
    /// The whole file. The codebook is a format of its own.
    File<'a> with Unknown<'a> {
        must _format "format": Str<'a>,
        must _version "version": Str<'a>,
        may generator "generator": Str<'a>,
        may project "project": Option<About<'a>>,
        may codebook "codebook": Option<Raw<'a>>,
        may annotators "annotators": List<Annotator<'a>>,
        may articles "articles": List<Article<'a>>,
        may annotations "annotations": List<Annotation<'a>>,
        may relations "relations": List<Relation<'a>>,
        may memberships "memberships": List<Membership<'a>>,
        may canonical_claims "canonical_claims": List<CanonicalClaim<'a>>,
        may actors "actors": List<Actor<'a>>,
        may topics "topics": List<Topic<'a>>,
        may readings "readings": List<Reading<'a>>,
        may overrides "overrides": List<Override<'a>>,
        may codings "codings": List<Coding<'a>>,
        may lint_exceptions "lint_exceptions": List<LintException<'a>>,
    }
}

/// The whole file, and the first time that any of its records names.
#[derive(Debug)]
pub(super) struct Dated<'a>(pub(super) File<'a>, pub(super) Option<Timestamp>);

impl<'a> FromRaw<'a> for Dated<'a> {
    fn from_raw(raw: Raw<'a>, decoder: &mut Decoder<'a>) -> Self {
        Self(File::from_raw(raw, decoder), decoder.earliest)
    }
}

object! {
    About<'a> with Unknown<'a> {
        may id "id": Option<Id<'a>>,
        may title "title": Str<'a>,
        may language "language": Str<'a>,
        may created "created": Option<When>,
    }
}

object! {
    Annotator<'a> with Unknown<'a> {
        may id "id": Option<Id<'a>>,
        may name "name": Str<'a>,
    }
}

object! {
    Article<'a> with Unknown<'a> {
        must id "id": Id<'a>,
        may title "title": Str<'a>,
        may outlet "outlet": Str<'a>,
        may author "author": Str<'a>,
        may published "published": Str<'a>,
        may url "url": Str<'a>,
        may language "language": Str<'a>,
        may retrieved "retrieved": Str<'a>,
        may note "note": Str<'a>,
        may text "text": Option<Str<'a>>,
        may revisions "revisions": List<Revision<'a>>,
        may parts "parts": List<Part<'a>>,
    }
}

object! {
    Revision<'a> with Unknown<'a> {
        may n "n": Option<u32>,
        must text "text": Str<'a>,
        may sha256 "sha256": Option<Str<'a>>,
        may source "source": Option<Source<'a>>,
    }
}

object! {
    Source<'a> with Unknown<'a> {
        may file_name "file_name": Option<Str<'a>>,
        may encoding "encoding": Str<'a>,
        may bom "bom": bool,
        may carriage_returns "carriage_returns": List<u32, MAX_RETURNS>,
        may lone_carriage_returns "lone_carriage_returns": List<u32, MAX_RETURNS>,
        may sha256 "sha256": Option<Str<'a>>,
    }
}

object! {
    Part<'a> with Decided<'a> {
        must part "part": Str<'a>,
        may revision "revision": Option<u32>,
        must start "start": u32,
        must end "end": u32,
    }
}

object! {
    Annotation<'a> with Decided<'a> {
        must id "id": Id<'a>,
        must article "article": Id<'a>,
        may revision "revision": Option<u32>,
        must label "label": Str<'a>,
        may orphan "orphan": bool,
        may fragments "fragments": List<Fragment<'a>>,
        may attributes "attributes": Attributes<'a>,
        may actor "actor": Option<Id<'a>>,
        may note "note": Str<'a>,
    }
}

object! {
    /// One piece of an annotation; `start` and `end` count code points.
    Fragment<'a> with Unknown<'a> {
        must start "start": u32,
        must end "end": u32,
        may start_utf16 "start_utf16": Option<u32>,
        may end_utf16 "end_utf16": Option<u32>,
        may quote "quote": Option<Str<'a>>,
        may prefix "prefix": Str<'a>,
        may suffix "suffix": Str<'a>,
    }
}

object! {
    Relation<'a> with Decided<'a> {
        may id "id": Option<Id<'a>>,
        must kind "type": Str<'a>,
        must from "from": End<'a>,
        must to "to": End<'a>,
        may attributes "attributes": Attributes<'a>,
        may note "note": Str<'a>,
    }
}

object! {
    /// Exactly one of the four.
    End<'a> with Unknown<'a> {
        may annotation "annotation": Option<Id<'a>>,
        may canonical_claim "canonical_claim": Option<Id<'a>>,
        may actor "actor": Option<Id<'a>>,
        may topic "topic": Option<Id<'a>>,
    }
}

object! {
    Membership<'a> with Decided<'a> {
        must claim "claim": Id<'a>,
        must canonical_claim "canonical_claim": Id<'a>,
        may polarity "as": Option<Str<'a>>,
    }
}

object! {
    CanonicalClaim<'a> with Decided<'a> {
        may id "id": Option<Id<'a>>,
        may text "text": Str<'a>,
        may topic "topic": Option<Id<'a>>,
        may note "note": Str<'a>,
    }
}

object! {
    Actor<'a> with Decided<'a> {
        may id "id": Option<Id<'a>>,
        may name "name": Str<'a>,
        may aliases "aliases": Entries<'a, List<Str<'a>>>,
        may kind "kind": Str<'a>,
        may affiliation "affiliation": Str<'a>,
        may status "status": Str<'a>,
        may wikidata "wikidata": Str<'a>,
        may note "note": Str<'a>,
    }
}

object! {
    Topic<'a> with Decided<'a> {
        may id "id": Option<Id<'a>>,
        may name "name": Str<'a>,
    }
}

object! {
    Reading<'a> with Decided<'a> {
        must article "article": Id<'a>,
        may revision "revision": Option<u32>,
        may at "at": Option<When>,
    }
}

object! {
    Override<'a> with Decided<'a> {
        must canonical_claim "canonical_claim": Id<'a>,
        must article "article": Id<'a>,
        may status "status": Str<'a>,
        may note "note": Str<'a>,
    }
}

object! {
    Coding<'a> with Decided<'a> {
        must article "article": Id<'a>,
        may attributes "attributes": Attributes<'a>,
    }
}

object! {
    LintException<'a> with Decided<'a> {
        must rule "rule": Str<'a>,
        must subject "subject": Id<'a>,
        may note "note": Str<'a>,
    }
}
