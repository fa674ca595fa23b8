//! Who is quoted: for every voice the claims that articles give on its word and the stances
//! it holds, and for every article on whose word its claims stand.
//!
//! A reading of the records: every number is the length of a list of annotations. What stands
//! in boilerplate, and orphans, do not count. As in the matrix, claims and stances are those of
//! the annotators shown, while attributions belong to the words and count whoever made them.

mod described;
mod first;
mod gathered;
mod voice;

use super::{AnnotationId, AnnotatorId, ArticleId, CanonicalClaimId, End, Project};
use gathered::Gathered;

pub use first::{SaidBy, SaidFirst, When, said_first};
pub use voice::Voice;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// One for each article, in the user's order.
    pub articles: Vec<ArticleSources>,
    /// Most claims first.
    pub voices: Vec<VoiceSources>,
}

/// On whose word the claims of an article stand. Each claim is in one of `attributed`,
/// `authors_voice`, `agentless`, `negated` and `unresolved`, the first that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleSources {
    pub article: ArticleId,
    pub claims: Vec<AnnotationId>,
    /// With a source or an actor.
    pub attributed: Vec<AnnotationId>,
    /// Those of them with a source that is named.
    pub named: Vec<AnnotationId>,
    pub authors_voice: Vec<AnnotationId>,
    /// With a cue alone: "is considered".
    pub agentless: Vec<AnnotationId>,
    /// Given only as what a source did *not* say.
    pub negated: Vec<AnnotationId>,
    /// Nobody says yet on whose word.
    pub unresolved: Vec<AnnotationId>,
    /// How many voices have claims here.
    pub voices: usize,
    /// Attributed claims by the affiliation of their sources; one with two sources can be in
    /// two lists. The value is empty where it is not coded.
    pub by_affiliation: Vec<Tally>,
    /// The same by `source_type`.
    pub by_source_type: Vec<Tally>,
    /// Stances by value, whoever holds them: sources, the article itself, somebody unnamed.
    pub stances: Vec<Tally>,
}

/// What one voice says and holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoiceSources {
    pub voice: Voice,
    pub name: String,
    /// The Source annotations that name it, quoted or not.
    pub sources: Vec<AnnotationId>,
    /// How its Sources are coded, by themselves or by their actor; most first. What only the
    /// actor's record says has no annotation behind it.
    pub source_type: Vec<Tally>,
    pub affiliation: Vec<Tally>,
    pub role: Vec<Tally>,
    pub status: Vec<Tally>,
    /// Where it is quoted or holds something, in the user's order.
    pub articles: Vec<InArticle>,
    /// By value as the codebook lists them, then by place.
    pub stances: Vec<Held>,
}

/// The claims of one voice in one article, in order of place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InArticle {
    pub article: ArticleId,
    /// Where the article stands in the user's order.
    pub column: usize,
    pub claims: Vec<AnnotationId>,
    /// Those of `claims` that quote it, …
    pub direct: Vec<AnnotationId>,
    pub indirect: Vec<AnnotationId>,
    pub mixed: Vec<AnnotationId>,
    /// … and those of which nobody says so.
    pub unset: Vec<AnnotationId>,
    /// What it did *not* say, as the article has it. Not among `claims`.
    pub negated: Vec<AnnotationId>,
}

/// A Stance and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub stance: AnnotationId,
    pub article: ArticleId,
    /// Empty when unset.
    pub value: String,
    pub targets: Vec<Target>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub end: End,
    /// What a claim there says, or the canonical claim that is the target itself.
    pub canonical_claims: Vec<CanonicalClaimId>,
}

/// A value and the annotations that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub value: String,
    pub annotations: Vec<AnnotationId>,
}

/// Who is quoted, for some annotators or (`None`) for all. Its cost grows with annotations
/// and relations.
pub fn sources(project: &Project, annotators: Option<&[AnnotatorId]>) -> Sources {
    let mut gathered = Gathered::new(project, annotators);
    let articles = project.ordered_articles();
    // How a voice is described comes first: an attribution to an actor has nothing else.
    for article in &articles {
        gathered.describe(article.id);
    }
    gathered.rank();
    for (column, article) in articles.iter().enumerate() {
        gathered.count(column, article.id);
    }
    gathered.finish()
}

impl VoiceSources {
    /// How many claims are given on its word, in all articles.
    pub fn claim_count(&self) -> usize {
        self.articles.iter().map(|it| it.claims.len()).sum()
    }

    /// How many claims it is said not to have made.
    pub fn negated_count(&self) -> usize {
        self.articles.iter().map(|it| it.negated.len()).sum()
    }

    /// Whether it is an actor of the project rather than words.
    pub fn is_actor(&self) -> bool {
        matches!(self.voice, Voice::Actor(_))
    }

    /// What it says in an article, by the article's place in the user's order.
    pub fn in_article(&self, column: usize) -> Option<&InArticle> {
        self.articles.iter().find(|it| it.column == column)
    }

    /// Whether articles name it, as most of its Sources are coded; `None` where that is not
    /// coded, or the source is a document, data, an outlet or a poll.
    pub fn named(&self) -> Option<bool> {
        described::is_named(described::foremost(&self.source_type))
    }
}
