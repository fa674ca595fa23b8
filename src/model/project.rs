//! The project: tables of records that only [`Project::apply`] changes.

mod apply;
mod check;
mod difference;
mod edits;
mod placement;
mod references;
mod removal;

use std::rc::Rc;
use std::vec::IntoIter;

use super::{
    About, Actor, ActorId, Annotation, AnnotationId, Annotator, AnnotatorId, Article, ArticleId,
    AttributeId, CanonicalClaim, CanonicalClaimId, Codebook, Coding, CodingKey, End, Kind,
    LintException, LintExceptionKey, Membership, MembershipKey, Node, Override, OverrideKey, Part,
    PartKey, ProjectId, Reading, ReadingKey, Record, Reference, Relation, RelationId, TextHash,
    Timestamp, Topic, TopicId,
};
use crate::model::sorted::{Ordered, SortedMap, sort_by, sort_by_key};
use crate::text::{ArticleText, TextSpan};
use edits::Edits;
use placement::{Placement, place_of};
use references::Kept;

pub use apply::Conflict;
pub use check::Problem;
pub use difference::IN_ORDER;

/// The records of one kind, by key.
type Table = Ordered<Kept>;

const KINDS: usize = Kind::ALL.len();

/// Articles, codebook, annotations, relations and registries of one study.
///
/// Invariants, checked by [`Project::check`]: every reference leads to a record; every
/// span fits its revision's text; fragments are sorted and apart; derived indexes agree
/// with the tables.
#[derive(Clone, Debug)]
pub struct Project {
    about: About,
    codebook: Rc<Codebook>,
    /// One for each kind.
    tables: [Table; KINDS],
    /// Texts by hash. Only ever added to, so undo and redo of an article need no storage.
    texts: SortedMap<TextHash, Rc<ArticleText>>,
    placements: SortedMap<ArticleId, Placement>,
    /// Edits of annotations by article. Kept when an article goes, so that none comes
    /// back with a version that a view has seen.
    edits: SortedMap<ArticleId, Edits<TextSpan>>,
    /// Edits of members, by their rows in the matrix.
    row_edits: Edits<CanonicalClaimId>,
    /// This project in memory, and nothing else: another one may have its id.
    lineage: Rc<()>,
}

macro_rules! tables {
    ($($all:ident $one:ident: $record:ident by $key:ty;)*) => {
        impl Project {
            $(
                pub fn $all(&self) -> impl DoubleEndedIterator<Item = &$record> + ExactSizeIterator {
                    self.records(Kind::$record).map(|it| match it {
                        Record::$record(it) => &**it,
                        _ => unreachable!("a table has one kind of records"),
                    })
                }

                pub fn $one(&self, key: $key) -> Option<&$record> {
                    match self.record(&Reference::$record(key))? {
                        Record::$record(it) => Some(it),
                        _ => None,
                    }
                }
            )*
        }
    };
}

tables! {
    articles article: Article by ArticleId;
    parts part: Part by PartKey;
    annotations annotation: Annotation by AnnotationId;
    relations relation: Relation by RelationId;
    memberships membership: Membership by MembershipKey;
    canonical_claims canonical_claim: CanonicalClaim by CanonicalClaimId;
    actors actor: Actor by ActorId;
    topics topic: Topic by TopicId;
    readings reading: Reading by ReadingKey;
    overrides override_of: Override by OverrideKey;
    codings coding: Coding by CodingKey;
    lint_exceptions lint_exception: LintException by LintExceptionKey;
    annotators annotator: Annotator by AnnotatorId;
}

impl PartialEq for Project {
    /// Equal records make equal projects; kept texts and indexes follow from them.
    fn eq(&self, other: &Self) -> bool {
        let mut tables = self.tables.iter().zip(&other.tables);
        self.about == other.about
            && self.codebook == other.codebook
            && tables.all(|(one, two)| {
                let mut records = one.iter().zip(two.iter());
                one.len() == two.len() && records.all(|(one, two)| one.record == two.record)
            })
    }
}

impl Eq for Project {}

impl Project {
    /// A project without records.
    pub fn new(id: ProjectId, title: &str, created: Timestamp, codebook: Rc<Codebook>) -> Self {
        Self::from_about(
            About {
                id,
                title: title.to_owned(),
                language: "en".to_owned(),
                created,
                extra: None,
            },
            codebook,
        )
    }

    pub fn from_about(about: About, codebook: Rc<Codebook>) -> Self {
        Self {
            about,
            codebook,
            tables: [const { Table::new() }; KINDS],
            texts: SortedMap::new(),
            placements: SortedMap::new(),
            edits: SortedMap::new(),
            row_edits: Edits::default(),
            lineage: Rc::default(),
        }
    }

    /// The same records as a project of its own.
    pub fn with_id(mut self, id: ProjectId) -> Self {
        self.about.id = id;
        self.lineage = Rc::default();
        self
    }

    pub fn about(&self) -> &About {
        &self.about
    }

    pub fn id(&self) -> ProjectId {
        self.about.id
    }

    /// All records of a kind, by key.
    pub fn records(
        &self,
        kind: Kind,
    ) -> impl DoubleEndedIterator<Item = &Record> + ExactSizeIterator + Clone {
        self.tables[kind as usize].iter().map(|it| &it.record)
    }

    pub fn record(&self, reference: &Reference) -> Option<&Record> {
        Some(&self.kept(reference)?.record)
    }

    fn kept(&self, key: &Reference) -> Option<&Kept> {
        self.tables[key.kind() as usize].get(key)
    }

    fn kept_mut(&mut self, key: &Reference) -> Option<&mut Kept> {
        let table = &mut self.tables[key.kind() as usize];
        let slot = table.slot(key)?;
        table.in_slot(slot)
    }

    pub fn codebook(&self) -> &Rc<Codebook> {
        &self.codebook
    }

    /// Makes a text known. It must be there before an article refers to it.
    pub fn keep_text(&mut self, text: Rc<ArticleText>) -> TextHash {
        let hash = TextHash::of(text.as_str().as_bytes());
        self.texts.or_insert_with(hash, || text);
        hash
    }

    pub fn text_by_hash(&self, hash: TextHash) -> Option<&Rc<ArticleText>> {
        self.texts.get(&hash)
    }

    /// The text of the current revision.
    pub fn text(&self, article: ArticleId) -> Option<&Rc<ArticleText>> {
        self.texts.get(&self.article(article)?.current().text)
    }

    pub fn text_of_revision(&self, article: ArticleId, n: u32) -> Option<&Rc<ArticleText>> {
        self.texts.get(&self.article(article)?.revision(n)?.text)
    }

    /// The exact text of an annotation; fragments are joined by " … ". Empty without words.
    /// Of an orphan it is what it quoted when it was lost.
    pub fn quote(&self, annotation: &Annotation) -> String {
        if let Some(Node::List(lost)) = annotation.lost() {
            let quotes: Vec<&str> = lost.iter().filter_map(quote_of).collect();
            return quotes.join(" … ");
        }
        let Some(text) = self.text_of_revision(annotation.article, annotation.revision) else {
            return String::new();
        };
        let quotes: Vec<&str> = annotation
            .fragments
            .iter()
            .filter_map(|&span| text.get(span))
            .collect();
        quotes.join(" … ")
    }

    /// Articles in the user's order.
    pub fn ordered_articles(&self) -> Vec<&Article> {
        let mut articles: Vec<&Article> = self.articles().collect();
        sort_by(&mut articles, |a, b| {
            (&a.order, a.id).cmp(&(&b.order, b.id))
        });
        articles
    }

    /// The article whose current text has this hash.
    pub fn article_with_text(&self, hash: TextHash) -> Option<&Article> {
        self.articles().find(|it| it.current().text == hash)
    }

    // Gathered: what looks through them is the same code wherever they come from.

    /// The relations at an end, by id.
    pub fn relations_at(&self, end: End) -> IntoIter<&Relation> {
        let mut all = Vec::new();
        for it in self.referrers(&end.into()) {
            if let Record::Relation(it) = it {
                all.push(&**it);
            }
        }
        all.into_iter()
    }

    /// The memberships of a claim, one for each annotator who decided.
    pub fn memberships_of(&self, claim: AnnotationId) -> IntoIter<&Membership> {
        self.memberships_referring(&Reference::Annotation(claim))
    }

    /// The members of a canonical claim.
    pub fn members_of(&self, canonical: CanonicalClaimId) -> IntoIter<&Membership> {
        self.memberships_referring(&Reference::CanonicalClaim(canonical))
    }

    /// The Source annotations that name an actor.
    pub fn sources_of(&self, actor: ActorId) -> IntoIter<&Annotation> {
        let mut all = Vec::new();
        for it in self.referrers(&Reference::Actor(actor)) {
            if let Record::Annotation(it) = it {
                all.push(&**it);
            }
        }
        all.into_iter()
    }

    fn memberships_referring(&self, to: &Reference) -> IntoIter<&Membership> {
        let mut all = Vec::new();
        for it in self.referrers(to) {
            if let Record::Membership(it) = it {
                all.push(&**it);
            }
        }
        all.into_iter()
    }

    /// Annotations of the current revision with words in `span`, in order of place: by
    /// start, the longer first, then by id.
    pub fn annotations_in(&self, article: ArticleId, span: TextSpan) -> Vec<&Annotation> {
        let mut found: Vec<&Annotation> = self
            .annotations_near(article, span)
            .filter(|it| it.fragments.iter().any(|fragment| fragment.overlaps(span)))
            .collect();
        sort_by_key(&mut found, |it| place_of(it));
        found.dedup_by_key(|it| it.id);
        found
    }

    /// What an annotation has of its actor, where it says nothing itself: affiliation and
    /// status of a Source are those of whom it names.
    pub fn inherited(&self, annotation: &Annotation, attribute: &AttributeId) -> Option<&str> {
        let actor = self.actor(annotation.actor?)?;
        let value = match attribute.as_str() {
            "affiliation" => &actor.affiliation,
            "status" => &actor.status,
            _ => "",
        };
        let own = annotation.attributes.contains_key(attribute);
        (!own && !value.is_empty()).then_some(value)
    }

    /// Whether an attribute has a value, by the annotation itself or by its actor.
    pub fn has_value(&self, annotation: &Annotation, attribute: &str, value: &str) -> bool {
        annotation.has(attribute, value)
            || self.inherited(annotation, &attribute.into()) == Some(value)
    }

    /// Annotations of the current revision with words in the paragraphs of `span`, in no
    /// order; one may come several times.
    pub fn annotations_near(&self, article: ArticleId, span: TextSpan) -> IntoIter<&Annotation> {
        let place = self.text(article).zip(self.placements.get(&article));
        let found = place.map_or_else(Vec::new, |(text, placement)| {
            placement.touching(text.paragraphs_of(span))
        });
        found.into_iter()
    }

    /// All annotations of an article in order of place; orphans and such without words last.
    pub fn annotations_of(&self, article: ArticleId) -> Vec<&Annotation> {
        let placement = self.placements.get(&article);
        placement.map_or_else(Vec::new, Placement::all)
    }

    /// The same by their ids.
    pub fn places_of(&self, article: ArticleId) -> Vec<AnnotationId> {
        let all = self.annotations_of(article).into_iter();
        all.map(|it| it.id).collect()
    }

    /// A copy for who only goes through records and texts: what is derived from them is left out,
    /// which a copy would have edits of the project exchange as a whole.
    pub fn records_alone(&self) -> Self {
        Self {
            tables: self.tables.clone(),
            texts: self.texts.clone(),
            lineage: Rc::clone(&self.lineage),
            ..Self::from_about(self.about.clone(), Rc::clone(&self.codebook))
        }
    }

    /// The annotation of an article with so many before it in order of place.
    pub fn nth_annotation(&self, article: ArticleId, at: usize) -> Option<AnnotationId> {
        self.placements.get(&article)?.nth(at)
    }

    /// How many annotations of its article are before one in order of place.
    pub fn rank_of(&self, annotation: &Annotation) -> Option<usize> {
        self.placements.get(&annotation.article)?.rank(annotation)
    }

    /// How many annotations an article has.
    pub fn annotation_count(&self, article: ArticleId) -> usize {
        self.placements.get(&article).map_or(0, Placement::len)
    }

    /// What is shared by this project and its copies alone, whatever others have its id.
    pub const fn lineage(&self) -> &Rc<()> {
        &self.lineage
    }

    /// Rises with every change to an article's annotations; lets views know when to look.
    pub fn annotations_version(&self, article: ArticleId) -> u64 {
        self.edits.get(&article).map_or(0, Edits::count)
    }

    /// Where an article's annotations changed after a version; `None` when that is not
    /// remembered, and all may be others.
    pub fn annotations_changed_since(
        &self,
        article: ArticleId,
        version: u64,
    ) -> Option<impl Iterator<Item = TextSpan>> {
        self.edits.get(&article)?.since(version)
    }

    /// Rises with every change to the members of canonical claims.
    pub const fn rows_version(&self) -> u64 {
        self.row_edits.count()
    }

    /// Canonical claims of which members changed after a version; `None` when that is not
    /// remembered, and all may have other ones.
    pub fn rows_changed_since(
        &self,
        version: u64,
    ) -> Option<impl Iterator<Item = CanonicalClaimId>> {
        self.row_edits.since(version)
    }
}

/// What a fragment of a file quotes.
fn quote_of(fragment: &Node) -> Option<&str> {
    match fragment {
        Node::Object(keys) => match keys.get("quote")? {
            Node::Text(quote) => Some(quote),
            _ => None,
        },
        _ => None,
    }
}
