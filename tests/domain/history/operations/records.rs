//! New records of every kind; whatever they need may be missing.

use std::rc::Rc;

use cotejo::model::sorted::SortedMap;
use cotejo::model::*;
use cotejo::text::{ArticleText, TextSpan};

use super::{Random, TEXTS};

fn provenance(random: &mut Random) -> Provenance {
    let at = Timestamp::from_millis(i64::try_from(random.below(5)).unwrap());
    Provenance {
        annotator: AnnotatorId(random.id(1)),
        created: at,
        modified: at,
        origin: Origin::Manual,
    }
}

pub fn spans(random: &mut Random, text: &ArticleText, at_most: u64) -> Fragments {
    let mut found = Vec::new();
    let len = text.end().get();
    for _ in 0..random.below(at_most + 1) {
        let (a, b) = (
            random.below(u64::from(len) + 1),
            random.below(u64::from(len) + 1),
        );
        let at = |it: u64| text.byte(u32::try_from(it).unwrap());
        if let (Ok(a), Ok(b)) = (at(a.min(b)), at(a.max(b))) {
            found.extend(TextSpan::new(a, b));
        }
    }
    normalize(found)
}

pub fn end(random: &mut Random) -> End {
    match random.below(6) {
        0 => End::Actor(ActorId(random.id(5))),
        1 => End::CanonicalClaim(CanonicalClaimId(random.id(4))),
        2 => End::Topic(TopicId(random.id(6))),
        _ => End::Annotation(AnnotationId(random.id(3))),
    }
}

pub fn text_hash(random: &mut Random) -> TextHash {
    TextHash::of(random.pick(&TEXTS).as_bytes())
}

pub fn revision(n: u32, text: TextHash) -> Revision {
    Revision {
        n,
        text,
        source: RevisionSource::default(),
        extra: None,
    }
}

/// A record of any kind; whatever it needs may be missing.
#[allow(clippy::too_many_lines, reason = "an arm for every kind of record")]
pub fn add(random: &mut Random, project: &Project) -> Change {
    let provenance = provenance(random);
    let article = ArticleId(random.id(2));
    let claim = AnnotationId(random.id(3));
    let row = CanonicalClaimId(random.id(4));
    let extra: Extra = None;
    let note = String::new();
    let n = u32::try_from(1 + random.below(2)).unwrap();
    let text = project.text_of_revision(article, n).cloned();
    let text = text.unwrap_or_else(|| Rc::new(ArticleText::new("Short")));
    match random.below(20) {
        0 => Change::add(Article {
            id: article,
            order: OrderKey::between(None, None),
            title: note.clone(),
            outlet: note.clone(),
            author: note.clone(),
            published: note.clone(),
            url: note.clone(),
            language: note.clone(),
            retrieved: note.clone(),
            note,
            revisions: vec![revision(1, text_hash(random))],
            extra,
        }),
        1 => {
            let span = spans(random, &text, 1).first().copied();
            let Some(span) = span.or_else(|| text.whole()) else {
                unreachable!("no text is empty")
            };
            let part = random.pick(&["headline", "boilerplate"]).into();
            Change::add(Part {
                article,
                revision: n,
                part,
                span,
                provenance,
                extra,
            })
        }
        2..=6 => Change::add(Annotation {
            id: claim,
            article,
            revision: n,
            label: random.pick(&["Claim", "Source", "Stance"]).into(),
            fragments: spans(random, &text, 2),
            attributes: Attributes::new(),
            actor: random.one_in(5).then(|| ActorId(random.id(5))),
            note,
            orphan: random.one_in(8),
            provenance,
            extra,
        }),
        7..=9 => Change::add(Relation {
            id: RelationId(random.id(7)),
            kind: random.pick(&["attributed_to", "targets"]).into(),
            from: end(random),
            to: end(random),
            attributes: Attributes::new(),
            note,
            provenance,
            extra,
        }),
        10 | 11 => Change::add(Membership {
            claim,
            canonical_claim: row,
            polarity: random.pick(&[Polarity::Same, Polarity::Opposite]),
            provenance,
            extra,
        }),
        12 => {
            let topic = random.one_in(2).then(|| TopicId(random.id(6)));
            let text = "Taxes rise".to_owned();
            let new = CanonicalClaim {
                id: row,
                text,
                topic,
                note,
                provenance,
                extra,
            };
            Change::add(new)
        }
        13 => Change::add(Actor {
            id: ActorId(random.id(5)),
            name: "Ana".to_owned(),
            aliases: SortedMap::new(),
            kind: note.clone(),
            affiliation: note.clone(),
            status: note.clone(),
            wikidata: note.clone(),
            note,
            provenance,
            extra,
        }),
        14 => {
            let id = TopicId(random.id(6));
            Change::add(Topic {
                id,
                name: note,
                provenance,
                extra,
            })
        }
        15 => {
            let at = provenance.created;
            Change::add(Reading {
                article,
                revision: n,
                at,
                provenance,
                extra,
            })
        }
        16 => Change::add(Override {
            canonical_claim: row,
            article,
            status: "omits".to_owned(),
            note,
            provenance,
            extra,
        }),
        17 => {
            let attributes = Attributes::new();
            Change::add(Coding {
                article,
                attributes,
                provenance,
                extra,
            })
        }
        18 => {
            let subject = match random.below(5) {
                0 => Subject::Annotation(claim),
                1 => Subject::CanonicalClaim(row),
                2 => Subject::Relation(RelationId(random.id(7))),
                3 => Subject::Actor(ActorId(random.id(5))),
                _ => Subject::Article(article),
            };
            let rule = "cut_word".into();
            Change::add(LintException {
                rule,
                subject,
                note,
                provenance,
                extra,
            })
        }
        _ => {
            let id = AnnotatorId(random.id(1));
            Change::add(Annotator {
                id,
                name: note,
                extra,
            })
        }
    }
}
