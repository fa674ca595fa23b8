//! From a project to a file, key by key as `static/schema/project.schema.json` says.

use super::kept::{attributes, kept_under, own, reserved, unknown};
use super::{FORMAT, VERSION};
use crate::formats::metadata::metadata;
use crate::model::json::{ToJson, Writer};
use crate::model::{
    Actor, Annotation, Article, End, Extra, Node, Project, Provenance, Record, Reference, Relation,
    Revision, RevisionSource, Timestamp,
};
use crate::text::{ArticleText, CharOffset, TextSpan};

/// What is above all records.
pub(super) fn head(to: &mut Writer, project: &Project, generator: &str) {
    let about = project.about();
    to.begin(b'{');
    to.entry("format", &FORMAT);
    to.entry("version", &VERSION);
    to.entry_if_set("generator", &generator);
    to.key("project");
    to.object(|to| {
        to.entry("id", &about.id);
        to.entry_if_set("title", &about.title);
        to.entry_if_set("language", &about.language);
        moment(to, "created", about.created);
        own(to, &about.extra);
    });
    to.entry("codebook", project.codebook());
}

/// What is below all records.
pub(super) fn foot(to: &mut Writer, project: &Project) {
    unknown(to, kept_under(&project.about().extra, "@file"));
    to.end(b'}');
    to.plain("\n");
}

/// One record of a list; `parts` are those of an article.
pub(super) fn record(to: &mut Writer, project: &Project, record: &Record, parts: &[Reference]) {
    to.item(&Written {
        project,
        record,
        parts,
    });
}

struct Written<'a> {
    project: &'a Project,
    record: &'a Record,
    parts: &'a [Reference],
}

impl ToJson for Written<'_> {
    fn write(&self, to: &mut Writer) {
        to.object(|to| {
            fill(to, self.project, self.record, self.parts);
        });
    }
}

fn fill(to: &mut Writer, project: &Project, record: &Record, parts: &[Reference]) {
    match record {
        Record::Annotator(it) => {
            to.entry("id", &it.id);
            to.entry_if_set("name", &it.name);
            own(to, &it.extra);
        }
        Record::Article(it) => article(project, to, it, parts),
        // They stand in their articles.
        Record::Part(_) => {}
        Record::Annotation(it) => annotation(project, to, it),
        Record::Relation(it) => relation(to, it),
        Record::Membership(it) => {
            to.entry("claim", &it.claim);
            to.entry("canonical_claim", &it.canonical_claim);
            to.entry("as", &it.polarity);
            decided(to, &it.provenance, &it.extra);
        }
        Record::CanonicalClaim(it) => {
            to.entry("id", &it.id);
            to.entry_if_set("text", &it.text);
            to.entry_if_set("topic", &it.topic);
            to.entry_if_set("note", &it.note);
            decided(to, &it.provenance, &it.extra);
        }
        Record::Actor(it) => actor(to, it),
        Record::Topic(it) => {
            to.entry("id", &it.id);
            to.entry_if_set("name", &it.name);
            decided(to, &it.provenance, &it.extra);
        }
        Record::Reading(it) => {
            to.entry("article", &it.article);
            to.entry("revision", &it.revision);
            moment(to, "at", it.at);
            decided(to, &it.provenance, &it.extra);
        }
        Record::Override(it) => {
            to.entry("canonical_claim", &it.canonical_claim);
            to.entry("article", &it.article);
            to.entry_if_set("status", &it.status);
            to.entry_if_set("note", &it.note);
            decided(to, &it.provenance, &it.extra);
        }
        Record::Coding(it) => {
            to.entry("article", &it.article);
            attributes(to, &it.attributes, &it.extra);
            decided(to, &it.provenance, &it.extra);
        }
        Record::LintException(it) => {
            to.entry("rule", &it.rule);
            to.entry("subject", &it.subject.id());
            to.entry_if_set("note", &it.note);
            decided(to, &it.provenance, &it.extra);
        }
    }
}

/// RFC 3339.
fn moment(to: &mut Writer, key: &str, moment: Timestamp) {
    to.entry(key, &moment.to_string());
}

fn decided(to: &mut Writer, provenance: &Provenance, extra: &Extra) {
    to.entry("annotator", &provenance.annotator);
    moment(to, "created", provenance.created);
    moment(to, "modified", provenance.modified);
    to.entry("origin", &provenance.origin);
    own(to, extra);
}

fn article(project: &Project, to: &mut Writer, article: &Article, parts: &[Reference]) {
    metadata(to, article);
    to.key("revisions");
    to.objects(&article.revisions, |to, it| {
        let text = project.text_by_hash(it.text);
        to.entry("n", &it.n);
        to.entry("text", &text.map_or("", |text| text.as_str()));
        to.entry("sha256", &it.text);
        source(to, it);
        own(to, &it.extra);
    });
    let placed = parts.iter().filter_map(|it| {
        let Some(Record::Part(it)) = project.record(it) else {
            return None;
        };
        let text = project.text_of_revision(article.id, it.revision)?;
        text.get(it.span)?;
        Some((text, it))
    });
    let mut placed = placed.peekable();
    if placed.peek().is_some() {
        to.key("parts");
        to.objects(placed, |to, (text, it)| {
            to.entry("part", &it.part);
            to.entry("revision", &it.revision);
            to.entry("start", &text.to_char(it.span.start()).0);
            to.entry("end", &text.to_char(it.span.end()).0);
            decided(to, &it.provenance, &it.extra);
        });
    }
    own(to, &article.extra);
}

fn source(to: &mut Writer, revision: &Revision) {
    let kept = kept_under(&revision.extra, "@source");
    let source = &revision.source;
    if *source == RevisionSource::default() && kept.is_none() {
        return;
    }
    to.key("source");
    to.object(|to| {
        to.entry_if_set("file_name", &source.file_name);
        to.entry_if_set("encoding", &source.encoding);
        to.entry("bom", &source.bom);
        to.entry("carriage_returns", &source.carriage_returns);
        to.entry_if_set("lone_carriage_returns", &source.lone_carriage_returns);
        to.entry_if_set("sha256", &source.sha256);
        unknown(to, kept);
    });
}

fn annotation(project: &Project, to: &mut Writer, annotation: &Annotation) {
    let kept = match reserved(&annotation.extra, "@fragments") {
        Some(Node::List(kept)) if kept.len() == annotation.fragments.len() => kept.as_slice(),
        _ => &[],
    };
    let text = project.text_of_revision(annotation.article, annotation.revision);
    let fragments = annotation.fragments.iter().enumerate();
    let fragments = fragments.filter_map(|(at, &span)| Fragment::of(text?, span, kept.get(at)));
    to.entry("id", &annotation.id);
    to.entry("article", &annotation.article);
    to.entry("revision", &annotation.revision);
    to.entry("label", &annotation.label);
    to.entry("orphan", &annotation.orphan);
    to.key("fragments");
    match annotation.lost() {
        Some(lost) => lost.write(to),
        None => to.list(fragments),
    }
    attributes(to, &annotation.attributes, &annotation.extra);
    to.entry_if_set("actor", &annotation.actor);
    to.entry_if_set("note", &annotation.note);
    decided(to, &annotation.provenance, &annotation.extra);
}

/// A fragment with its quote, whose offsets were turned into code points and back.
struct Fragment<'a> {
    text: &'a ArticleText,
    span: TextSpan,
    quote: &'a str,
    start: u32,
    end: u32,
    kept: Option<&'a Node>,
}

impl<'a> Fragment<'a> {
    /// `None` when the quote does not stand at these offsets; a project has no such span.
    fn of(text: &'a ArticleText, span: TextSpan, kept: Option<&'a Node>) -> Option<Self> {
        let quote = text.get(span)?;
        let start = text.to_char(span.start());
        let end = CharOffset(start.0 + u32::try_from(quote.chars().count()).ok()?);
        (text.char_span(start, end) == Ok(span)).then_some(Self {
            text,
            span,
            quote,
            start: start.0,
            end: end.0,
            kept,
        })
    }
}

impl ToJson for Fragment<'_> {
    fn write(&self, to: &mut Writer) {
        let start = self.text.to_utf16(self.span.start()).0;
        let end = start as usize + self.quote.encode_utf16().count();
        to.object(|to| {
            to.entry("start", &self.start);
            to.entry("end", &self.end);
            to.entry("start_utf16", &start);
            to.entry("end_utf16", &end);
            to.entry("quote", &self.quote);
            to.entry("prefix", &self.text.prefix(self.span));
            to.entry("suffix", &self.text.suffix(self.span));
            unknown(to, self.kept);
        });
    }
}

fn relation(to: &mut Writer, relation: &Relation) {
    to.entry("id", &relation.id);
    to.entry("type", &relation.kind);
    end(
        to,
        "from",
        relation.from,
        kept_under(&relation.extra, "@from"),
    );
    end(to, "to", relation.to, kept_under(&relation.extra, "@to"));
    attributes(to, &relation.attributes, &relation.extra);
    to.entry_if_set("note", &relation.note);
    decided(to, &relation.provenance, &relation.extra);
}

fn end(to: &mut Writer, key: &str, end: End, kept: Option<&Node>) {
    let (kind, id) = match end {
        End::Annotation(id) => ("annotation", id.0),
        End::CanonicalClaim(id) => ("canonical_claim", id.0),
        End::Actor(id) => ("actor", id.0),
        End::Topic(id) => ("topic", id.0),
    };
    to.key(key);
    to.object(|to| {
        to.entry(kind, &id);
        unknown(to, kept);
    });
}

fn actor(to: &mut Writer, actor: &Actor) {
    to.entry("id", &actor.id);
    to.entry_if_set("name", &actor.name);
    to.entry_if_set("aliases", &actor.aliases);
    to.entry_if_set("kind", &actor.kind);
    to.entry_if_set("affiliation", &actor.affiliation);
    to.entry_if_set("status", &actor.status);
    to.entry_if_set("wikidata", &actor.wikidata);
    to.entry_if_set("note", &actor.note);
    decided(to, &actor.provenance, &actor.extra);
}
