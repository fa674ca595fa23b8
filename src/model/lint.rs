//! Deterministic checks of a codebook's rules. A finding is a hint, never a judgement:
//! an exception dismisses it for good, and is counted.

mod claims;
mod place;
mod quotes;
mod readings;
mod relations;
mod rows;
mod spans;
mod stances;

use strum::{EnumIter, EnumString, IntoStaticStr};

use super::{Annotation, ArticleId, LintExceptionKey, Project, RuleId, Subject};
use crate::text::TextSpan;
use place::Scope;

pub(super) use quotes::quotations;

/// The rules, in the order in which findings at one place are listed.
///
/// A rule that cannot be obeyed with the project's codebook, because a label, relation or
/// attribute it asks for is not in it, finds nothing.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Rule {
    /// A claim with no source, actor, cue or author's voice.
    ClaimWithoutSource,
    /// A claim that two cues signal.
    ClaimWithTwoCues,
    /// A claim over [`LONGEST_CLAIM`] words.
    LongClaim,
    /// A `direct_quote` whose claim has no quotation marks.
    DirectQuoteWithoutMarks,
    StanceWithoutHolder,
    StanceWithoutTarget,
    /// A span that starts or ends inside a word.
    CutWord,
    OuterWhiteSpace,
    /// A span that ends with sentence punctuation outside a closing mark.
    TrailingPunctuation,
    /// A relation whose ends the codebook does not allow.
    RelationEnds,
    /// A `contradicts` between claims that say the same.
    ContradictsWithinRow,
    /// A reading of a revision that is no longer the current one.
    StaleReading,
    CanonicalClaimWithoutMember,
}

/// Words a claim may have before it is taken for several.
pub const LONGEST_CLAIM: usize = 60;

/// What a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: RuleId,
    pub subject: Subject,
    /// Where to look; `None` when the subject has no words in a current revision.
    pub place: Option<(ArticleId, TextSpan)>,
}

/// Findings, apart from those an exception dismissed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lint {
    pub findings: Vec<Finding>,
    pub excused: Vec<Finding>,
}

impl Rule {
    pub fn id(self) -> RuleId {
        let id: &'static str = self.into();
        RuleId::from(id)
    }
}

/// Checks everything: each article in the user's order, then what belongs to none.
pub fn lint(project: &Project) -> Lint {
    let mut all = Lint::default();
    for article in project.ordered_articles() {
        all.append(lint_article(project, article.id));
    }
    all.append(lint_registries(project));
    all.excused.extend(excused_gaps(project));
    all
}

/// What coverage counts as missing, and somebody said is right so. Coverage is counted, not
/// found: of a gap that is excused, only the exception tells.
fn excused_gaps(project: &Project) -> impl Iterator<Item = Finding> {
    let exceptions = project.lint_exceptions();
    let gaps = exceptions.filter(|it| it.rule == "coverage");
    gaps.map(|it| Finding {
        rule: it.rule.clone(),
        subject: it.subject,
        place: None,
    })
}

/// Checks one article, its annotations in order of place, then the article itself.
///
/// A relation belongs to the article of the annotation it leads from.
pub fn lint_article(project: &Project, article: ArticleId) -> Lint {
    let mut found = Found::default();
    let Some(scope) = Scope::new(project, article) else {
        return Lint::default();
    };
    for annotation in project.annotations_of(article) {
        // Orphans wait in a list of their own until somebody places them.
        if annotation.orphan {
            break;
        }
        lint_annotation(&scope, annotation, &mut found);
    }
    readings::check(&scope, &mut found);
    found.sorted_by_exceptions(project)
}

/// Checks canonical claims, and relations that lead from no annotation.
pub fn lint_registries(project: &Project) -> Lint {
    let mut found = Found::default();
    rows::check_registry(project, &mut found);
    relations::check_registries(project, &mut found);
    found.sorted_by_exceptions(project)
}

fn lint_annotation(scope: &Scope<'_>, annotation: &Annotation, found: &mut Found) {
    claims::check(scope, annotation, found);
    quotes::check(scope, annotation, found);
    stances::check(scope, annotation, found);
    spans::check(scope, annotation, found);
    relations::check(scope, annotation, found);
    rows::check(scope, annotation, found);
}

impl Lint {
    fn append(&mut self, mut other: Self) {
        self.findings.append(&mut other.findings);
        self.excused.append(&mut other.excused);
    }
}

/// Findings as they are made.
#[derive(Debug, Default)]
struct Found(Vec<Finding>);

impl Found {
    fn add(&mut self, rule: Rule, subject: Subject, place: Option<(ArticleId, TextSpan)>) {
        self.0.push(Finding {
            rule: rule.id(),
            subject,
            place,
        });
    }

    fn sorted_by_exceptions(self, project: &Project) -> Lint {
        let (excused, findings) = self.0.into_iter().partition(|finding| {
            let key = LintExceptionKey {
                rule: finding.rule.clone(),
                subject: finding.subject,
            };
            project.lint_exception(key).is_some()
        });
        Lint { findings, excused }
    }
}
