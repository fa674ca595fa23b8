use super::page::foreign;
use crate::formats::markup::Markup;
use crate::formats::naming::article_names;
use crate::model::matrix::{Cell, Status, is_contested, matrix};
use crate::model::sorted::sort_by_key;
use crate::model::sources::{SaidFirst, Sources, said_first, sources};
use crate::model::{
    Annotation, AnnotatorId, Article, AttributeId, CanonicalClaim, CanonicalClaimId, End, Project,
    Provenance, TopicId,
};

/// What a report is about, as its parts need it.
pub(super) struct Facts<'a> {
    pub(super) project: &'a Project,
    pub(super) annotators: Option<&'a [AnnotatorId]>,
    /// In the user's order: the columns of the matrix.
    pub(super) articles: Vec<&'a Article>,
    pub(super) names: Vec<String>,
    /// The rows of the matrix by topic, and in each in the order in which the articles have
    /// them.
    pub(super) lines: Vec<Line<'a>>,
    pub(super) sources: Sources,
    pub(super) first: Vec<SaidFirst>,
}

/// A row of the matrix with its place in the report.
pub(super) struct Line<'a> {
    /// Counts from 1.
    pub(super) number: usize,
    pub(super) claim: &'a CanonicalClaim,
    pub(super) cells: Vec<Cell>,
    pub(super) is_contested: bool,
}

impl<'a> Facts<'a> {
    pub(super) fn new(project: &'a Project, annotators: Option<&'a [AnnotatorId]>) -> Self {
        let matrix = matrix(project, annotators);
        let first = said_first(project, annotators);
        let mut lines = Vec::new();
        for row in matrix.rows {
            if let Some(claim) = project.canonical_claim(row.canonical_claim) {
                lines.push(Line {
                    number: 0,
                    claim,
                    cells: row.cells,
                    is_contested: is_contested(project, annotators, claim.id),
                });
            }
        }
        sort_by_key(&mut lines, |it| first_place(project, &it.cells));
        let topics = topics(&lines);
        sort_by_key(&mut lines, |it| {
            let known = topics
                .iter()
                .position(|topic| Some(*topic) == it.claim.topic);
            known.unwrap_or(usize::MAX)
        });
        for (at, line) in lines.iter_mut().enumerate() {
            line.number = at + 1;
        }
        Self {
            project,
            annotators,
            articles: project.ordered_articles(),
            names: article_names(project),
            lines,
            sources: sources(project, annotators),
            first,
        }
    }

    /// Whether a record is by one of the annotators shown.
    pub(super) fn shows(&self, provenance: &Provenance) -> bool {
        self.annotators
            .is_none_or(|it| it.contains(&provenance.annotator))
    }

    pub(super) fn line_of(&self, claim: CanonicalClaimId) -> Option<&Line<'a>> {
        self.lines.iter().find(|it| it.claim.id == claim)
    }

    /// The language of what annotators write.
    pub(super) fn language(&self) -> &'a str {
        &self.project.about().language
    }

    /// Whether some article gives a row on the word of a source or an actor.
    pub(super) fn has_source(&self, line: &Line<'_>) -> bool {
        for cell in &line.cells {
            for it in &cell.evidence {
                let own = End::Annotation(it.claim);
                for relation in self.project.relations_at(own) {
                    if relation.from == own
                        && relation.kind == "attributed_to"
                        && !relation.is_negated()
                        && it.counts()
                    {
                        return true;
                    }
                }
            }
        }
        false
    }
}

/// Where the first quote of a row stands: article and place.
fn first_place(project: &Project, cells: &[Cell]) -> (usize, u32) {
    for (column, cell) in cells.iter().enumerate() {
        for it in &cell.evidence {
            let claim = project.annotation(it.claim);
            if let Some(hull) = claim.and_then(Annotation::hull) {
                return (column, hull.start().get());
            }
        }
    }
    (usize::MAX, 0)
}

/// The topics in the order in which the lines have them.
fn topics(lines: &[Line<'_>]) -> Vec<TopicId> {
    let mut topics = Vec::new();
    for line in lines {
        if let Some(topic) = line.claim.topic.filter(|it| !topics.contains(it)) {
            topics.push(topic);
        }
    }
    topics
}

impl Line<'_> {
    pub(super) fn id(&self) -> String {
        format!("claim-{}", self.number)
    }

    pub(super) fn cell_id(&self, column: usize) -> String {
        format!("cell-{}-{}", self.number, column + 1)
    }

    pub(super) fn quotes_id(&self, column: usize) -> String {
        format!("quotes-{}-{}", self.number, column + 1)
    }

    /// In how many articles it is.
    pub(super) fn saying(&self) -> usize {
        self.cells.iter().filter(|it| says(it)).count()
    }
}

/// Whether an article has the claim at all, whatever it makes of it.
pub(super) fn says(cell: &Cell) -> bool {
    cell.statuses.iter().any(|it| *it < Status::Related)
}

/// What the codebook calls a value, else its id in words.
pub(super) fn value(page: &mut Markup, facts: &Facts<'_>, attribute: &str, value: &str) {
    let codebook = facts.project.codebook();
    let attribute = codebook.attribute(&AttributeId::from(attribute));
    let known = attribute.and_then(|it| it.values.iter().find(|it| it.id == *value));
    let name = known.and_then(|it| it.name.get("en"));
    let name = name.map_or_else(|| value.replace('_', " "), str::to_owned);
    foreign(page, "span", "", "", &name);
}
