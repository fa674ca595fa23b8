use super::Reader;
use super::articles::FileText;
use crate::formats::place::Placed;
use crate::formats::project_json::ids::{Kind, shortened};
use crate::formats::project_json::object::Object;
use crate::formats::project_json::place::{Fragment, place};
use crate::formats::project_json::values::{Id, Str};
use crate::formats::{Finding, NotFound, ReadError, Rejected};
use crate::limits::{COVERED_BYTES, COVERED_PARAGRAPHS};
use crate::model::sorted::SortedMap;
use crate::model::{Annotation, ArticleId, Fragments, LOST, LabelId, Node, normalize};
use crate::text::TextSpan;

/// Where an annotation's fragments were found.
struct Found {
    fragments: Fragments,
    revision: u32,
    orphan: bool,
    /// Unknown keys of the fragments.
    unknown: Option<Node>,
    /// All of the fragments, if some quote of theirs is gone.
    lost: Option<Node>,
}

impl<'o, 'a> Reader<'o, 'a> {
    pub(super) fn annotation(&mut self, at: usize, it: &mut Object<'o, 'a>) {
        let (id, article) = (it.must("id"), it.must("article"));
        let revision = it.may("revision");
        let label: Str<'_> = it.must("label");
        let orphan = it.may("orphan").unwrap_or_default();
        let fragments = it.objects("fragments").into_iter();
        let fragments: Vec<Fragment<'_>> = fragments.map(Fragment::of).collect();
        let entries = it.entries("attributes");
        let (actor, note) = (it.may("actor"), it.text("note"));
        self.begin("annotations", at, name(&label, &id, fragments.first()));
        let id = self.ids.of(Kind::Annotation, Some(&id), at).into();
        let article = self.find(Kind::Article, &article).into();
        if self.project.annotation(id).is_some() {
            self.reject(Rejected::Duplicate);
        }
        if self.leave_out_if_rejected() {
            return;
        }
        let known = LabelId::from(label.as_str());
        if self.project.codebook().label(&known).is_none() {
            let (item, word) = (self.item(), shortened(label.as_str()));
            self.warn(Finding::NotInCodebook { item, word });
        }
        let actor = self.link(Kind::Actor, actor.as_ref()).map(Into::into);
        let provenance = self.provenance(it);
        let found = self.found(article, revision, &fragments);
        if !self.is_room_for((article, found.revision), &found.fragments) {
            return;
        }
        let (attributes, others) = self.keeper.attributes(entries);
        let reserved = vec![
            ("@fragments", found.unknown),
            (LOST, found.lost),
            ("@attributes", others),
        ];
        let extra = self.keeper.extra(&it.rest(), reserved);
        self.add(Annotation {
            id,
            article,
            revision: found.revision,
            label: known,
            fragments: found.fragments,
            attributes,
            actor,
            note,
            orphan: orphan || found.orphan,
            provenance,
            extra,
        });
    }

    /// Whether a file may cover that too.
    fn is_room_for(&mut self, text: (ArticleId, u32), fragments: &Fragments) -> bool {
        let Some(text) = self.texts.get(&text) else {
            return true;
        };
        for span in fragments {
            self.covered.bytes += span.range().len() as u64;
            let paragraphs = text.canonical.paragraphs_of(*span);
            self.covered.paragraphs += (paragraphs.end() - paragraphs.start() + 1) as u64;
        }
        let room =
            self.covered.bytes <= COVERED_BYTES && self.covered.paragraphs <= COVERED_PARAGRAPHS;
        if !room {
            let place = self.entry.place.to_string();
            let problem = format!(
                "the annotations up to it cover more than {} MB of text, or more than \
                 {COVERED_PARAGRAPHS} paragraphs",
                COVERED_BYTES / 1_000_000
            );
            self.fail(ReadError::Refused { place, problem });
        }
        room
    }

    fn found(
        &mut self,
        article: ArticleId,
        revision: Option<u32>,
        given: &[Fragment<'a>],
    ) -> Found {
        let current = self.project.article(article).map_or(1, |it| it.current().n);
        let named = revision.unwrap_or(current);
        let trusted = self.texts.contains_key(&(article, named));
        let revision = if trusted { named } else { current };
        if !trusted {
            let (item, revision) = (self.item(), named);
            self.warn(Finding::NoRevision { item, revision });
        }
        let mut spans = Vec::with_capacity(given.len());
        let (mut orphan, mut unknown) = (false, Vec::with_capacity(given.len()));
        let mut places = Vec::with_capacity(given.len());
        for fragment in given {
            let (span, lost) = self.fragment((article, revision), fragment, trusted);
            orphan |= lost;
            spans.extend(span);
            places.push(span);
            unknown.push(self.keeper.object(&fragment.rest));
        }
        if orphan && given.iter().any(|it| it.quote.is_some()) {
            let mut all = Vec::new();
            for ((it, span), rest) in given.iter().zip(places).zip(unknown) {
                let span = span.filter(|span| {
                    let copied = if it.quote.is_none() {
                        span.range().len()
                    } else {
                        0
                    };
                    self.keeper.has_room(it.at, copied)
                });
                let text = self.texts.get(&(article, revision));
                all.push(as_given(it, text.zip(span), rest));
            }
            return Found {
                lost: Some(Node::List(all)),
                fragments: normalize(spans),
                revision,
                orphan,
                unknown: None,
            };
        }
        let fragments = normalize(spans.iter().copied());
        let as_given = *fragments == *spans;
        if !as_given && fragments.len() < spans.len() {
            let item = self.item();
            self.warn(Finding::Joined { item });
        }
        let any = unknown.iter().any(Option::is_some);
        let kept = as_given && !orphan;
        if any && !kept {
            let why = "the fragments are others than in the file";
            self.ignored("unknown keys of fragments", why);
        }
        let unknown = (any && kept).then(|| {
            let all = unknown.into_iter().map(|it| it.unwrap_or(Node::Null));
            Node::List(all.collect())
        });
        Found {
            fragments,
            revision,
            orphan,
            unknown,
            lost: None,
        }
    }

    /// Where a fragment stands in the canonical text, or what is left of its place, and
    /// whether it is lost.
    fn fragment(
        &mut self,
        text: (ArticleId, u32),
        fragment: &Fragment<'a>,
        trusted: bool,
    ) -> (Option<TextSpan>, bool) {
        let at = (fragment.start, fragment.end);
        let Some(text) = self.texts.get(&text) else {
            return (None, true);
        };
        let placed = place(&mut self.searcher, &text.given, fragment, trusted);
        let (span, finding) = match placed {
            Placed::There(span) => (Some(span), None),
            Placed::Unverified(span) => {
                let item = self.item();
                (Some(span), Some(Finding::Unverified { item }))
            }
            Placed::Moved(span, how) => {
                let to = (
                    text.given.to_char(span.start()).0,
                    text.given.to_char(span.end()).0,
                );
                let (item, from) = (self.item(), at);
                let moved = Finding::Moved {
                    item,
                    from,
                    to,
                    how,
                };
                (Some(span), Some(moved))
            }
            Placed::Lost(why, fitting) => {
                let item = self.item();
                (fitting, Some(Finding::Orphaned { item, at, why }))
            }
        };
        let mut lost = matches!(placed, Placed::Lost(..));
        let canonical = span.and_then(|it| text.canonical(it));
        if let Some(finding) = finding {
            self.warn(finding);
        } else if canonical.is_none() {
            let (item, why) = (self.item(), NotFound::Absent);
            self.warn(Finding::Orphaned { item, at, why });
        }
        lost |= canonical.is_none();
        (canonical, lost)
    }
}

/// A fragment as the file has it, but with its place in the text as it is kept: what is
/// written again is read again in the same way.
fn as_given(
    fragment: &Fragment<'_>,
    place: Option<(&FileText, TextSpan)>,
    rest: Option<Node>,
) -> Node {
    let mut keys = match rest {
        Some(Node::Object(keys)) => keys,
        _ => SortedMap::new(),
    };
    let (mut start, mut end) = (fragment.start, fragment.end);
    let mut quote = fragment.quote.as_ref().map(Str::as_str);
    if let Some((text, span)) = place {
        start = text.canonical.to_char(span.start()).0;
        end = text.canonical.to_char(span.end()).0;
        quote = quote.or_else(|| text.canonical.get(span));
    }
    for (key, number) in [("start", start), ("end", end)] {
        keys.insert(key.to_owned(), Node::Whole(number.into()));
    }
    let around = [("prefix", &fragment.prefix), ("suffix", &fragment.suffix)];
    let around = around.map(|(key, it)| (key, Some(it.as_str()).filter(|it| !it.is_empty())));
    for (key, words) in around.into_iter().chain([("quote", quote)]) {
        if let Some(words) = words {
            keys.insert(key.to_owned(), Node::Text(words.to_owned()));
        }
    }
    Node::Object(keys)
}

/// Label, words and id, as far as the file has them.
fn name(label: &Str<'_>, id: &Id<'_>, first: Option<&Fragment<'_>>) -> String {
    let (label, id) = (shortened(label.as_str()), shortened(&id.to_string()));
    match first.and_then(|it| it.quote.as_ref()) {
        Some(quote) => format!("{label} “{}” ({id})", shortened(quote.as_str())),
        None => format!("{label} {id}"),
    }
}
