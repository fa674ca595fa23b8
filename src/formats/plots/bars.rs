//! Bars by article: a row for each article, a column for each thing that is counted. All bars of a
//! drawing have one scale, so they compare along rows and columns.

use super::{ARTICLES, LABELS, ROW, Scene, annotations, rest, shared, words};
use crate::formats::drawing::{Behind, Cell, Drawing, Table, fitting, in_lines, rect, text};
use crate::formats::sentence::filled;
use crate::model::AnnotationId;
use crate::model::sources::{ArticleSources, Tally};

/// What is counted: a name, and for each article its annotations.
pub(super) struct Counted {
    pub(super) name: String,
    pub(super) by_article: Vec<Behind>,
}

/// Width of a column, and of the longest bar in it; behind it is room for the number.
const COLUMN: usize = 126;
const NARROWEST: usize = 88;
const BAR: usize = 82;
/// Where all columns together have no more room.
const WIDEST: usize = 1240;

pub(super) fn by_word(scene: &Scene<'_>) -> Drawing {
    type Claims = fn(&ArticleSources) -> Vec<AnnotationId>;
    let kinds: [(&str, Claims); 6] = [
        (words::NAMED, |it| it.named.clone()),
        (words::OTHER_SOURCE, other_source),
        (words::AGENTLESS, |it| it.agentless.clone()),
        (words::AUTHORS_VOICE, |it| it.authors_voice.clone()),
        (words::NEGATED, |it| it.negated.clone()),
        (words::UNRESOLVED, |it| it.unresolved.clone()),
    ];
    let mut all = Vec::new();
    for (name, claims) in kinds {
        let articles = scene.sources.articles.iter();
        all.push(Counted {
            name: name.to_owned(),
            by_article: articles.map(|it| claims(it).into()).collect(),
        });
    }
    bars(scene, "word", words::WORD, &all)
}

fn other_source(article: &ArticleSources) -> Vec<AnnotationId> {
    let mut named = article.named.iter().peekable();
    let mut others = Vec::new();
    // Both lists are in order of place.
    for claim in &article.attributed {
        if named.peek() == Some(&claim) {
            named.next();
        } else {
            others.push(*claim);
        }
    }
    others
}

/// Attributed claims by how they are reported.
pub(super) fn by_way(scene: &Scene<'_>) -> Drawing {
    let ways = [
        (words::DIRECT, "direct_quote"),
        (words::INDIRECT, "indirect"),
        (words::MIXED, "mixed"),
        (words::HOW_UNSET, ""),
    ];
    let mut all = Vec::new();
    for (name, way) in ways {
        let mut by_article = Vec::new();
        for article in &scene.sources.articles {
            let mut claims = article.attributed.clone();
            claims.retain(|it| {
                let claim = scene.project.annotation(*it);
                let is = |way: &str| claim.is_some_and(|it| it.has("reporting", way));
                match way {
                    "" => !["direct_quote", "indirect", "mixed"].into_iter().any(is),
                    way => is(way),
                }
            });
            by_article.push(claims.into());
        }
        all.push(Counted {
            name: name.to_owned(),
            by_article,
        });
    }
    bars(scene, "way", words::HOW, &all)
}

/// For and against, whoever is.
pub(super) fn by_stance(scene: &Scene<'_>) -> Drawing {
    tallied(scene, "stance", words::FOR_AND_AGAINST, "value", |it| {
        &it.stances
    })
}

pub(super) fn by_type(scene: &Scene<'_>) -> Drawing {
    tallied(scene, "type", words::TYPES, "source_type", |it| {
        &it.by_source_type
    })
}

pub(super) fn by_affiliation(scene: &Scene<'_>) -> Drawing {
    tallied(
        scene,
        "affiliation",
        words::AFFILIATIONS,
        "affiliation",
        |it| &it.by_affiliation,
    )
}

/// A column for each value that occurs: those of the codebook in its order, others behind them,
/// what is not coded last.
fn tallied(
    scene: &Scene<'_>,
    id: &'static str,
    title: &str,
    attribute: &str,
    tallies: fn(&ArticleSources) -> &[Tally],
) -> Drawing {
    let known = scene.project.codebook().attribute(&attribute.into());
    let mut values: Vec<&str> = known
        .map(|it| it.values.iter().map(|it| it.id.as_str()).collect())
        .unwrap_or_default();
    let mut others = Vec::new();
    let mut occurring = Vec::new();
    for article in &scene.sources.articles {
        for tally in tallies(article) {
            let value = tally.value.as_str();
            occurring.push(value);
            if !values.contains(&value) && !others.contains(&value) {
                others.push(value);
            }
        }
    }
    others.sort_by_key(|it| it.is_empty());
    values.append(&mut others);
    values.retain(|it| occurring.contains(it));
    let mut all = Vec::new();
    for value in values {
        let mut by_article = Vec::new();
        for article in &scene.sources.articles {
            let of = tallies(article).iter().find(|it| it.value == value);
            by_article.push(shared(of.map_or(&[], |it| &it.annotations)));
        }
        all.push(Counted {
            name: scene.value_name(attribute, value),
            by_article,
        });
    }
    bars(scene, id, title, &all)
}

pub(super) fn bars(scene: &Scene<'_>, id: &'static str, title: &str, all: &[Counted]) -> Drawing {
    let column = ((WIDEST - LABELS) / all.len().max(1)).clamp(NARROWEST, COLUMN);
    let longest = column - (COLUMN - BAR);
    let mut drawing = Drawing::new(id, title, LABELS + all.len() * column + 4);
    let mut head = vec![words::ARTICLE];
    head.extend(all.iter().map(|it| it.name.as_str()));
    drawing.table = Table::headed(&head);
    let mut most = 1;
    for it in all {
        for behind in &it.by_article {
            most = most.max(behind.len());
        }
    }
    for (at, it) in all.iter().enumerate() {
        let lines = in_lines(&it.name, column - 6, 2);
        let first = 30 - 15 * lines.len().saturating_sub(1).min(1);
        for (line, words) in lines.iter().enumerate() {
            drawing.words("soft", LABELS + at * column, first + line * 15, words);
        }
    }
    let drawn = scene.names.len().min(ARTICLES);
    for (row, name) in scene.names.iter().enumerate() {
        let language = &scene.articles[row].language;
        let mut cells = vec![Cell::foreign(name, language)];
        let top = 38 + row * ROW;
        if row < drawn {
            label(&mut drawing, name, language, top + 18);
        }
        for (at, it) in all.iter().enumerate() {
            let behind = &it.by_article[row];
            cells.push(Cell::count(behind));
            if row < drawn {
                let place = (LABELS + at * column, top, longest);
                bar(&mut drawing, place, (name, &it.name), behind, most);
            }
        }
        drawing.table.rows.push(cells);
    }
    if all.is_empty() {
        drawing.table.rows.clear();
    }
    drawing.height = 38 + drawn * ROW + 6;
    drawing.description = described(&drawing.table, drawn);
    drawing.rest = rest(words::MORE_ARTICLES, scene.names.len(), drawn);
    drawing
}

fn bar(
    drawing: &mut Drawing,
    (left, top, longest): (usize, usize, usize),
    (article, what): (&str, &str),
    behind: &Behind,
    most: usize,
) {
    // Something is never nothing.
    let length = (behind.len() * longest).div_ceil(most);
    let class = if behind.is_empty() { "soft" } else { "" };
    let number = text(
        class,
        left + length + 6,
        top + 18,
        &behind.len().to_string(),
    );
    if behind.is_empty() {
        return drawing.plain(vec![rect("rule", [left, top + 5, 1, ROW - 9]), number]);
    }
    let name = filled(
        words::MARK,
        &[
            ("article", article),
            ("what", what),
            ("count", &annotations(behind.len())),
        ],
    );
    let shapes = vec![
        rect("hit", [left, top + 1, length + 34, ROW - 2]),
        rect("bar", [left, top + 5, length, ROW - 9]),
        number,
    ];
    drawing.mark(name, behind, shapes);
}

/// The name of an article before its row; whole where the mouse rests on it.
pub(super) fn label(drawing: &mut Drawing, name: &str, language: &str, y: usize) {
    let room = LABELS - 16 - if language.is_empty() { 0 } else { 28 };
    let mut shapes = vec![text("end", LABELS - 12, y, &fitting(name, room))];
    if !language.is_empty() {
        shapes.insert(0, text("soft", 0, y, &fitting(language, 28)));
    }
    named(drawing, name, shapes);
}

/// Shapes that say a whole name where the mouse rests.
pub(super) fn named(
    drawing: &mut Drawing,
    name: &str,
    shapes: Vec<crate::formats::drawing::Shape>,
) {
    drawing.plain(shapes);
    if let Some(last) = drawing.marks.last_mut() {
        name.clone_into(&mut last.name);
    }
}

/// The numbers of the first rows, in words.
fn described(table: &Table, drawn: usize) -> String {
    let mut all = Vec::new();
    for row in table.rows.iter().take(drawn.min(6)) {
        let mut numbers = Vec::new();
        for (cell, head) in row.iter().zip(&table.head).skip(1) {
            numbers.push(format!("{} {}", head.words, cell.words));
        }
        all.push(format!("{}: {}", row[0].words, numbers.join(", ")));
    }
    all.join("; ")
}
