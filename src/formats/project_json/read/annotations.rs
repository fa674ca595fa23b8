use super::{Place, Reader};
use crate::formats::project_json::ids::{Kind, shortened};
use crate::formats::project_json::place::Placed;
use crate::formats::project_json::v1;
use crate::formats::{Finding, NotFound, Rejected};
use crate::model::{
    ActorId, Annotation, AnnotationId, ArticleId, Change, Edit, Fragments, LabelId, Node, normalize,
};
use crate::text::TextSpan;

/// Where an annotation's fragments were found.
struct Found {
    fragments: Fragments,
    revision: u32,
    orphan: bool,
    /// Unknown keys of the fragments.
    unknown: Option<Node>,
}

impl<'a> Reader<'a> {
    pub(super) fn annotations(&mut self, annotations: Vec<v1::Annotation<'a>>) {
        for (at, it) in annotations.into_iter().enumerate() {
            self.annotation(Place("annotations", at), it);
        }
    }

    fn annotation(&mut self, place: Place, it: v1::Annotation<'a>) {
        let id: AnnotationId = self.ids.of(Kind::Annotation, Some(&it.id), place.1);
        let name = name(&it);
        let item = || name.clone();
        let article: ArticleId = match self.find(Kind::Article, &it.article) {
            Ok(article) => article,
            Err(missing) => {
                self.leave_out(&place, item(), Rejected::Missing(missing));
                return;
            }
        };
        if self.project.annotation(id).is_some() {
            self.leave_out(&place, item(), Rejected::Duplicate);
            return;
        }
        let label = LabelId::from(it.label.as_str());
        if self.project.codebook().label(&label).is_none() {
            let word = shortened(it.label.as_str());
            let what = Finding::NotInCodebook { item: item(), word };
            self.warnings.add(&place, what);
        }
        let actor: Option<ActorId> = it.actor.and_then(|actor| {
            let found = self.find(Kind::Actor, &actor);
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
        let provenance = self.provenance(&it.rest, &place, &item);
        let found = self.found(place, &name, article, it.revision, it.fragments.0);
        let attributes = self.keeper.attributes(it.attributes);
        let (attributes, others) = self.kept(attributes);
        let reserved = vec![("@fragments", found.unknown), ("@attributes", others)];
        let record = Annotation {
            id,
            article,
            revision: found.revision,
            label,
            fragments: found.fragments,
            attributes,
            actor,
            note: it.note.into_string(),
            orphan: it.orphan || found.orphan,
            provenance,
            extra: self.extra(it.rest.unknown, reserved),
        };
        self.add(&place, &item, &Change::Annotation(Edit::Add(record)));
    }

    fn found(
        &mut self,
        place: Place,
        item: &str,
        article: ArticleId,
        revision: Option<u32>,
        given: Vec<v1::Fragment<'a>>,
    ) -> Found {
        let current = self.project.article(article).map_or(1, |it| it.current().n);
        let named = revision.unwrap_or(current);
        let trusted = self.texts.contains_key(&(article, named));
        let revision = if trusted { named } else { current };
        if !trusted {
            let what = Finding::NoRevision {
                item: item.to_owned(),
                revision: named,
            };
            self.warnings.add(&place, what);
        }
        let mut spans = Vec::with_capacity(given.len());
        let (mut orphan, mut unknown) = (false, Vec::with_capacity(given.len()));
        for fragment in given {
            match self.fragment(place, item, (article, revision), &fragment, trusted) {
                Ok(span) => spans.push(span),
                Err(fitting) => {
                    orphan = true;
                    spans.extend(fitting);
                }
            }
            let kept = self.keeper.object(fragment.rest);
            unknown.push(self.kept(kept));
        }
        let fragments = normalize(spans.iter().copied());
        let as_given = *fragments == *spans;
        let unknown = unknown.iter().any(Option::is_some).then_some(unknown);
        if !as_given && fragments.len() < spans.len() {
            let item = item.to_owned();
            self.warnings.add(&place, Finding::Joined { item });
        }
        if unknown.is_some() && (!as_given || orphan) {
            let why = "the fragments are others than in the file";
            self.ignored(&place, item, "unknown keys of fragments", why);
        }
        let unknown = unknown.filter(|_| as_given && !orphan).map(|all| {
            let all = all.into_iter().map(|it| it.unwrap_or(Node::Null));
            Node::List(all.collect())
        });
        Found {
            fragments,
            revision,
            orphan,
            unknown,
        }
    }

    /// Where a fragment stands in the canonical text; else what is left of its place.
    fn fragment(
        &mut self,
        place: Place,
        item: &str,
        text: (ArticleId, u32),
        fragment: &v1::Fragment<'a>,
        trusted: bool,
    ) -> Result<TextSpan, Option<TextSpan>> {
        let at = (fragment.start, fragment.end);
        let item = || item.to_owned();
        let Some(text) = self.texts.get(&text) else {
            return Err(None);
        };
        let placed = self.searcher.place(&text.given, fragment, trusted);
        let (span, finding) = match placed {
            Placed::There(span) => (Ok(span), None),
            Placed::Unverified(span) => (Ok(span), Some(Finding::Unverified { item: item() })),
            Placed::Moved(span, how) => {
                let to = (
                    text.given.to_char(span.start()).0,
                    text.given.to_char(span.end()).0,
                );
                let (item, from) = (item(), at);
                (
                    Ok(span),
                    Some(Finding::Moved {
                        item,
                        from,
                        to,
                        how,
                    }),
                )
            }
            Placed::Lost(why, fitting) => {
                let item = item();
                (Err(fitting), Some(Finding::Orphaned { item, at, why }))
            }
        };
        let span = match span {
            Ok(span) => text.canonical(span).ok_or(None),
            Err(fitting) => Err(fitting.and_then(|it| text.canonical(it))),
        };
        let finding = finding.or_else(|| {
            let why = NotFound::Absent;
            (span == Err(None)).then(|| Finding::Orphaned {
                item: item(),
                at,
                why,
            })
        });
        if let Some(finding) = finding {
            self.warnings.add(&place, finding);
        }
        span
    }
}

/// Label, words and id, as far as the file has them.
fn name(it: &v1::Annotation<'_>) -> String {
    let label = shortened(it.label.as_str());
    let id = shortened(&it.id.to_string());
    let quote = it.fragments.0.first().and_then(|it| it.quote.as_ref());
    match quote {
        Some(quote) => format!("{label} “{}” ({id})", shortened(quote.as_str())),
        None => format!("{label} {id}"),
    }
}
