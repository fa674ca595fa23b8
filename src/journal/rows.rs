//! Annotations, relations and memberships in few bytes, for where there are very many: what is the
//! same in them stands once.
//!
//! As JSON, reading them is most of what opening a large project takes. Numbers are written seven
//! bits to a byte, the lowest first; a byte that is not the last of its number has its highest bit
//! set. First come the ids and the words that rows name by their place, then the rows.

use uuid::Uuid;

use crate::model::sorted::{SortedMap, SortedSet};
use crate::model::{
    ActorId, Annotation, AnnotationId, AnnotatorId, ArticleId, AttributeId, AttributeValue,
    Attributes, CanonicalClaimId, Change, End, Fragments, LabelId, Membership, Origin, Polarity,
    Provenance, Record, Relation, RelationId, RelationTypeId, Timestamp, ValueId,
};
use crate::text::TextSpan;

/// What a payload of rows begins with; one of JSON begins with a bracket. Behind it comes of which
/// kind they are.
pub(super) const ROWS: &[u8] = b"rows";

const ANNOTATIONS: u8 = 1;
const RELATIONS: u8 = 2;
const MEMBERSHIPS: u8 = 3;

const ORIGINS: [Origin; 4] = [
    Origin::Manual,
    Origin::LabelAll,
    Origin::Suggestion,
    Origin::Import,
];

const POLARITIES: [Polarity; 2] = [Polarity::Same, Polarity::Opposite];

const FLAG: u64 = 0;
const ONE: u64 = 1;
const MANY: u64 = 2;

/// Of which kind of rows a record is, if it can be one.
fn kind_of(record: &Record) -> Option<u8> {
    let (kind, extra) = match record {
        Record::Annotation(it) => (ANNOTATIONS, &it.extra),
        Record::Relation(it) => (RELATIONS, &it.extra),
        Record::Membership(it) => (MEMBERSHIPS, &it.extra),
        _ => return None,
    };
    extra.is_none().then_some(kind)
}

/// Whether a record can be a row.
pub(super) fn fits(record: &Record) -> bool {
    kind_of(record).is_some()
}

/// Whether apps that know rows of annotations alone know these.
pub(super) fn are_new(records: &[Record]) -> bool {
    records.first().and_then(kind_of) > Some(ANNOTATIONS)
}

/// Writes rows behind what is there, all of the kind of the first; what does not fit is left out.
pub(super) fn append(bytes: &mut Vec<u8>, records: &[Record]) {
    let kind = records.first().and_then(kind_of);
    let mut rows = Rows::default();
    let mut count = 0;
    for record in records {
        if kind_of(record) != kind {
            continue;
        }
        match record {
            Record::Annotation(it) => rows.annotation(it),
            Record::Relation(it) => rows.relation(it),
            Record::Membership(it) => rows.membership(it),
            _ => continue,
        }
        count += 1;
    }
    bytes.extend(ROWS);
    bytes.push(kind.unwrap_or(ANNOTATIONS));
    number(bytes, rows.ids.len() as u64);
    let mut ids = vec![Uuid::nil(); rows.ids.len()];
    for (id, at) in &rows.ids {
        ids[*at] = *id;
    }
    for id in ids {
        bytes.extend(id.as_bytes());
    }
    number(bytes, rows.words.len() as u64);
    let mut words = vec![""; rows.words.len()];
    for (word, at) in &rows.words {
        words[*at] = word;
    }
    for word in words {
        text(bytes, word);
    }
    number(bytes, count);
    bytes.extend(rows.bytes);
}

#[derive(Default)]
struct Rows {
    ids: SortedMap<Uuid, usize>,
    words: SortedMap<String, usize>,
    bytes: Vec<u8>,
}

impl Rows {
    fn annotation(&mut self, it: &Annotation) {
        self.bytes.extend(it.id.0.as_bytes());
        self.id(it.article.0);
        self.number(it.revision.into());
        self.word(it.label.as_str());
        self.number(it.fragments.len() as u64);
        for fragment in &it.fragments {
            self.number(fragment.start().get().into());
            self.number(fragment.len().into());
        }
        self.attributes(&it.attributes);
        self.number(it.actor.is_some().into());
        if let Some(actor) = it.actor {
            self.id(actor.0);
        }
        text(&mut self.bytes, &it.note);
        self.number(it.orphan.into());
        self.provenance(&it.provenance);
    }

    fn relation(&mut self, it: &Relation) {
        self.bytes.extend(it.id.0.as_bytes());
        self.word(it.kind.as_str());
        self.end(it.from);
        self.end(it.to);
        self.attributes(&it.attributes);
        text(&mut self.bytes, &it.note);
        self.provenance(&it.provenance);
    }

    fn end(&mut self, end: End) {
        let (kind, id) = match end {
            End::Annotation(it) => (0, it.0),
            End::CanonicalClaim(it) => (1, it.0),
            End::Actor(it) => (2, it.0),
            End::Topic(it) => (3, it.0),
        };
        self.bytes.push(kind);
        self.bytes.extend(id.as_bytes());
    }

    fn membership(&mut self, it: &Membership) {
        self.bytes.extend(it.claim.0.as_bytes());
        self.id(it.canonical_claim.0);
        let polarity = POLARITIES.iter().position(|known| *known == it.polarity);
        self.number(polarity.unwrap_or_default() as u64);
        self.provenance(&it.provenance);
    }

    fn attributes(&mut self, attributes: &Attributes) {
        self.number(attributes.len() as u64);
        for (attribute, value) in attributes {
            self.word(attribute.as_str());
            self.value(value);
        }
    }

    fn provenance(&mut self, it: &Provenance) {
        let Provenance {
            annotator,
            created,
            modified,
            origin,
        } = *it;
        self.id(annotator.0);
        self.time(created);
        self.time(modified);
        let origin = ORIGINS.iter().position(|it| *it == origin);
        self.number(origin.unwrap_or_default() as u64);
    }

    fn value(&mut self, value: &AttributeValue) {
        match value {
            AttributeValue::Flag(flag) => {
                self.number(FLAG);
                self.number((*flag).into());
            }
            AttributeValue::One(one) => {
                self.number(ONE);
                self.word(one.as_str());
            }
            AttributeValue::Many(many) => {
                self.number(MANY);
                self.number(many.len() as u64);
                for one in many {
                    self.word(one.as_str());
                }
            }
        }
    }

    fn number(&mut self, it: u64) {
        number(&mut self.bytes, it);
    }

    fn time(&mut self, it: Timestamp) {
        self.number(it.millis().cast_unsigned());
    }

    fn id(&mut self, id: Uuid) {
        let next = self.ids.len();
        let at = *self.ids.or_insert_with(id, || next);
        self.number(at as u64);
    }

    fn word(&mut self, word: &str) {
        let next = self.words.len();
        let known = self.words.get(word).copied();
        if known.is_none() {
            self.words.insert(word.to_owned(), next);
        }
        let at = known.unwrap_or(next);
        self.number(at as u64);
    }
}

fn number(bytes: &mut Vec<u8>, mut it: u64) {
    while it >= 0x80 {
        bytes.push((it & 0x7F) as u8 | 0x80);
        it >>= 7;
    }
    bytes.push((it & 0x7F) as u8);
}

fn text(bytes: &mut Vec<u8>, it: &str) {
    number(bytes, it.len() as u64);
    bytes.extend(it.as_bytes());
}

/// Reads rows as additions; `None` where they are none.
pub(super) fn read(payload: &[u8]) -> Option<Vec<Change>> {
    let mut from = Bytes(payload.strip_prefix(ROWS)?);
    let [kind] = *from.take(1)? else {
        return None;
    };
    let mut names = Names::default();
    for _ in 0..from.number()? {
        names.ids.push(from.id()?);
    }
    for _ in 0..from.number()? {
        let word = from.text()?;
        names.labels.push(word.into());
        names.relations.push(word.into());
        names.attributes.push(word.into());
        names.values.push(word.into());
    }
    let (mut additions, mut known) = (Vec::new(), Known::new());
    for _ in 0..from.number()? {
        let record: Record = match kind {
            ANNOTATIONS => from.annotation(&names, &mut known)?.into(),
            RELATIONS => from.relation(&names, &mut known)?.into(),
            MEMBERSHIPS => from.membership(&names)?.into(),
            _ => return None,
        };
        additions.push(Change::Add(record));
    }
    from.0.is_empty().then_some(additions)
}

/// What rows name by its place. Words are whatever a row takes them for.
#[derive(Default)]
struct Names {
    ids: Vec<Uuid>,
    labels: Vec<LabelId>,
    relations: Vec<RelationTypeId>,
    attributes: Vec<AttributeId>,
    values: Vec<ValueId>,
}

/// The attributes of rows by the bytes that say them.
type Known<'a> = SortedMap<&'a [u8], Attributes>;

/// What is still to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7F).checked_shl(shift)?;
            if *byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }

    fn small(&mut self) -> Option<u32> {
        self.number()?.try_into().ok()
    }

    fn index(&mut self) -> Option<usize> {
        self.number()?.try_into().ok()
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn id(&mut self) -> Option<Uuid> {
        Uuid::from_slice(self.take(16)?).ok()
    }

    fn text(&mut self) -> Option<&'a str> {
        let len = self.index()?;
        str::from_utf8(self.take(len)?).ok()
    }

    fn named<T: Clone>(&mut self, names: &[T]) -> Option<T> {
        names.get(self.index()?).cloned()
    }

    fn time(&mut self) -> Option<Timestamp> {
        Some(Timestamp::from_millis(self.number()?.cast_signed()))
    }

    fn annotation(&mut self, names: &Names, known: &mut Known<'a>) -> Option<Annotation> {
        let id = AnnotationId(self.id()?);
        let article = ArticleId(self.named(&names.ids)?);
        let revision = self.small()?;
        let label = self.named(&names.labels)?;
        let mut fragments = Fragments::new();
        for _ in 0..self.number()? {
            let start = self.small()?;
            let end = start.checked_add(self.small()?)?;
            fragments.push(TextSpan::of_bytes(start, end).ok()?);
        }
        let attributes = self.attributes(names, known)?;
        let mut actor = None;
        if self.number()? != 0 {
            actor = Some(ActorId(self.named(&names.ids)?));
        }
        let note = self.text()?.to_owned();
        let orphan = self.number()? != 0;
        let provenance = self.provenance(names)?;
        Some(Annotation {
            id,
            article,
            revision,
            label,
            fragments,
            attributes,
            actor,
            note,
            orphan,
            provenance,
            extra: None,
        })
    }

    fn relation(&mut self, names: &Names, known: &mut Known<'a>) -> Option<Relation> {
        Some(Relation {
            id: RelationId(self.id()?),
            kind: self.named(&names.relations)?,
            from: self.end()?,
            to: self.end()?,
            attributes: self.attributes(names, known)?,
            note: self.text()?.to_owned(),
            provenance: self.provenance(names)?,
            extra: None,
        })
    }

    fn end(&mut self) -> Option<End> {
        let kind = self.number()?;
        let id = self.id()?;
        Some(match kind {
            0 => End::Annotation(id.into()),
            1 => End::CanonicalClaim(id.into()),
            2 => End::Actor(id.into()),
            3 => End::Topic(id.into()),
            _ => return None,
        })
    }

    fn membership(&mut self, names: &Names) -> Option<Membership> {
        Some(Membership {
            claim: AnnotationId(self.id()?),
            canonical_claim: CanonicalClaimId(self.named(&names.ids)?),
            polarity: self.named(&POLARITIES)?,
            provenance: self.provenance(names)?,
            extra: None,
        })
    }

    fn provenance(&mut self, names: &Names) -> Option<Provenance> {
        Some(Provenance {
            annotator: AnnotatorId(self.named(&names.ids)?),
            created: self.time()?,
            modified: self.time()?,
            origin: self.named(&ORIGINS)?,
        })
    }

    /// Attributes that another row has too are the same ones.
    fn attributes(&mut self, names: &Names, known: &mut Known<'a>) -> Option<Attributes> {
        let begin = self.0;
        let mut skipped = Bytes(begin);
        for _ in 0..skipped.number()? {
            skipped.number()?;
            skipped.skip_value()?;
        }
        let said = &begin[..begin.len() - skipped.0.len()];
        if let Some(attributes) = known.get(said) {
            *self = skipped;
            return Some(attributes.clone());
        }
        let mut attributes = Attributes::new();
        for _ in 0..self.number()? {
            let attribute = self.named(&names.attributes)?;
            attributes.insert(attribute, self.value(names)?);
        }
        known.insert(said, attributes.clone());
        Some(attributes)
    }

    fn skip_value(&mut self) -> Option<()> {
        let values = match self.number()? {
            MANY => self.number()?,
            _ => 1,
        };
        for _ in 0..values {
            self.number()?;
        }
        Some(())
    }

    fn value(&mut self, names: &Names) -> Option<AttributeValue> {
        Some(match self.number()? {
            FLAG => AttributeValue::Flag(self.number()? != 0),
            ONE => AttributeValue::One(self.named(&names.values)?),
            MANY => {
                let mut many = SortedSet::new();
                for _ in 0..self.number()? {
                    many.insert(self.named(&names.values)?);
                }
                AttributeValue::Many(many)
            }
            _ => return None,
        })
    }
}
