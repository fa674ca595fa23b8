//! Articles in the order in which they were published, and who said what first.

use super::bars::{label, named};
use super::{ARTICLES, LABELS, Lists, ROW, Scene, annotations, rest, shared, words};
use crate::formats::drawing::{Behind, Cell, Drawing, Table, circle, fitting, line, rect, text};
use crate::formats::sentence::filled;
use crate::model::sorted::{SortedMap, SortedSet, sort_by_key};
use crate::model::sources::{SaidBy, SaidFirst, When, said_first};
use crate::model::{AnnotationId, ArticleId, End};

/// Canonical claims that are drawn.
const CLAIMS: usize = 60;
/// Where the axis of time begins, and how long it is.
const AXIS: usize = 400;
const LENGTH: usize = 420;
/// Longest bar, behind the axis of articles.
const BAR: usize = 150;

pub(super) fn drawings(scene: &Scene<'_>) -> [Drawing; 2] {
    let first = said_first(scene.project, scene.annotators);
    [articles(scene, &first), claims(scene, &first)]
}

/// From the earliest day to the latest, as far as articles have one.
struct Axis {
    from: i64,
    to: i64,
}

impl Axis {
    fn new(scene: &Scene<'_>) -> Option<Self> {
        let all = scene.articles.iter();
        let mut all = all.filter_map(|it| When::of(&it.published)?.day());
        let first = all.next()?;
        let mut axis = Self {
            from: first,
            to: first,
        };
        for it in all {
            axis.from = axis.from.min(it);
            axis.to = axis.to.max(it);
        }
        Some(axis)
    }

    /// Where a date stands; one day alone in the middle.
    fn at(&self, published: &str) -> Option<usize> {
        let day = When::of(published)?.day()?;
        if self.from == self.to {
            return Some(AXIS + LENGTH / 2);
        }
        let length = i64::try_from(LENGTH).ok()?;
        let along = (day - self.from) * length / (self.to - self.from);
        Some(AXIS + usize::try_from(along).ok()?)
    }
}

fn articles(scene: &Scene<'_>, first: &[SaidFirst]) -> Drawing {
    let mut drawing = Drawing::new("timeline", words::TIMELINE, AXIS + LENGTH + BAR + 60);
    drawing.table = Table::headed(&[
        words::ARTICLE,
        words::PUBLISHED,
        words::SAID_FIRST,
        words::SAID_LATER,
    ]);
    let (mut leading, mut later) = (SortedMap::new(), SortedMap::new());
    for said in first {
        let first = said.leading();
        for (at, it) in said.dated.iter().enumerate() {
            let lists: &mut Lists<ArticleId> = if at < first { &mut leading } else { &mut later };
            let list = lists.or_insert_with(it.article, Vec::new);
            list.extend_from_slice(&it.claims);
        }
    }
    let mut order = Vec::new();
    let mut dated = 0;
    for (at, it) in scene.articles.iter().enumerate() {
        let when = When::of(&it.published);
        dated += usize::from(when.is_some());
        order.push((when.is_none(), when, at));
    }
    sort_by_key(&mut order, Clone::clone);
    let all = scene.articles.len();
    let of = |lists: &Lists<ArticleId>, id: &ArticleId| {
        shared(&once(lists.get(id).map_or(&[], |it| it)))
    };
    let mut most = 1;
    for it in leading.keys() {
        most = most.max(of(&leading, it).len());
    }
    drawing.words("soft", AXIS, 17, words::PUBLISHED);
    drawing.words("soft", AXIS + LENGTH + 20, 17, words::SAID_FIRST);
    let axis = Axis::new(scene);
    let drawn = all.min(ARTICLES);
    for (row, (undated, _, at)) in order.iter().enumerate() {
        let article = scene.articles[*at];
        let name = &scene.names[*at];
        let (behind, others) = (of(&leading, &article.id), of(&later, &article.id));
        let date = if *undated {
            words::NO_DATE
        } else {
            &article.published
        };
        drawing.table.rows.push(vec![
            Cell::foreign(name, &article.language),
            Cell::words(date),
            Cell::count(&behind),
            Cell::count(&others),
        ]);
        if row < drawn {
            let top = (row + 1) * ROW;
            label(&mut drawing, name, &article.language, top + 18);
            drawing.words("soft", LABELS, top + 18, &fitting(date, AXIS - LABELS - 10));
            drawing.plain(vec![line(
                "rule",
                [AXIS, top + 13, AXIS + LENGTH, top + 13],
            )]);
            if let Some(x) = axis.as_ref().and_then(|it| it.at(&article.published)) {
                drawing.plain(vec![circle("dot", x, top + 13, 5)]);
                bar(&mut drawing, top, name, &behind, most);
            }
        }
    }
    drawing.height = (drawn + 1) * ROW + 4;
    let (with, without) = (dated.to_string(), (all - dated).to_string());
    let parts = [("dated", with.as_str()), ("undated", without.as_str())];
    drawing.description = filled(words::TIMELINE_DESC, &parts);
    drawing.rest = rest(words::MORE_ARTICLES, all, drawn);
    if dated == 0 {
        words::FIRST_NONE.clone_into(&mut drawing.rest);
    }
    drawing
}

/// Each of them once, in order: a claim may say several canonical claims.
fn once(all: &[AnnotationId]) -> Vec<AnnotationId> {
    let mut seen = SortedSet::default();
    let mut left = all.to_vec();
    left.retain(|it| seen.insert(*it));
    left
}

fn bar(drawing: &mut Drawing, top: usize, article: &str, behind: &Behind, most: usize) {
    let (left, length) = (AXIS + LENGTH + 20, (behind.len() * BAR).div_ceil(most));
    let count = annotations(behind.len());
    let parts = [
        ("article", article),
        ("what", words::SAID_FIRST),
        ("count", &count),
    ];
    let shapes = vec![
        rect("hit", [left, top + 1, length + 34, ROW - 2]),
        rect("bar", [left, top + 5, length, ROW - 9]),
        text("", left + length + 6, top + 18, &behind.len().to_string()),
    ];
    drawing.mark(filled(words::MARK, &parts), behind, shapes);
}

/// A row for each canonical claim that a dated article says.
fn claims(scene: &Scene<'_>, first: &[SaidFirst]) -> Drawing {
    let mut drawing = Drawing::new("first", words::FIRST, AXIS + LENGTH + 240);
    drawing.table = Table::headed(&[
        words::ROW,
        words::FIRST_BY,
        words::FIRST_WHEN,
        words::FIRST_WORD,
        words::LATER,
        words::UNDATED,
    ]);
    words::FIRST_DESC.clone_into(&mut drawing.description);
    let Some(axis) = Axis::new(scene) else {
        return drawing;
    };
    // What most articles say comes first: there it matters most who was first.
    let mut said: Vec<&SaidFirst> = first.iter().filter(|it| !it.dated.is_empty()).collect();
    sort_by_key(&mut said, |it| usize::MAX - it.dated.len());
    let drawn = said.len().min(CLAIMS);
    drawing.words("soft", AXIS + LENGTH + 20, 17, words::FIRST_WORD);
    for (row, it) in said.iter().enumerate() {
        let claim = scene.claim_text(it.canonical_claim);
        let (leading, later) = it.dated.split_at(it.leading());
        let who = voices(scene, leading);
        drawing.table.rows.push(vec![
            Cell::foreign(claim, scene.language()),
            linked(&titles(scene, leading), leading),
            Cell::words(leading.first().map_or("", |it| &it.published)),
            Cell::words(&who),
            linked(&titles(scene, later), later),
            linked(&titles(scene, &it.undated), &it.undated),
        ]);
        if row >= drawn {
            continue;
        }
        let top = (row + 1) * ROW;
        let short = fitting(claim, AXIS - 20);
        named(
            &mut drawing,
            claim,
            vec![text("end", AXIS - 14, top + 18, &short)],
        );
        let at = |it: &SaidBy| axis.at(&it.published).unwrap_or(AXIS);
        if let (Some(from), Some(to)) = (it.dated.first(), it.dated.last()) {
            drawing.plain(vec![line("rule", [at(from), top + 13, at(to), top + 13])]);
        }
        // The first ones lie over others of their day.
        for (said, sentence, class) in [
            (later, words::LATER_MARK, "later"),
            (leading, words::FIRST_MARK, "dot"),
        ] {
            for said in said.chunk_by(|one, two| at(one) == at(two)) {
                let parts = [
                    ("what", claim),
                    ("article", &articles_of(scene, said)),
                    ("date", &dates(said)),
                    ("who", &voices(scene, said)),
                ];
                let shapes = vec![circle(class, at(&said[0]), top + 13, 5)];
                drawing.mark(filled(sentence, &parts), &claims_of(said), shapes);
            }
        }
        let short = fitting(&who, 210);
        named(
            &mut drawing,
            &who,
            vec![text("", AXIS + LENGTH + 20, top + 18, &short)],
        );
    }
    drawing.height = (drawn + 1) * ROW + 4;
    drawing.rest = rest(words::MORE_CLAIMS, said.len(), drawn);
    drawing
}

fn linked(words: &str, said: &[SaidBy]) -> Cell {
    Cell::linked(words, &claims_of(said))
}

fn claims_of(said: &[SaidBy]) -> Behind {
    let mut claims = Vec::new();
    for it in said {
        claims.extend_from_slice(&it.claims);
    }
    claims.into()
}

/// What a mark calls the articles that it stands for.
fn articles_of(scene: &Scene<'_>, said: &[SaidBy]) -> String {
    if let [only] = said {
        return title(scene, only.article).to_owned();
    }
    filled(words::ARTICLES, &[("count", &said.len().to_string())])
}

/// When they were published: days that lie on one place may be several.
fn dates(said: &[SaidBy]) -> String {
    let (first, last) = (&said[0].published, &said[said.len() - 1].published);
    if first == last {
        return first.clone();
    }
    format!("{first} – {last}")
}

fn title<'a>(scene: &'a Scene<'_>, article: ArticleId) -> &'a str {
    let at = scene.articles.iter().position(|it| it.id == article);
    at.map_or("", |it| &scene.names[it])
}

fn titles(scene: &Scene<'_>, said: &[SaidBy]) -> String {
    let titles: Vec<&str> = said.iter().map(|it| title(scene, it.article)).collect();
    titles.join("; ")
}

/// On whose word the first articles have it.
fn voices(scene: &Scene<'_>, said: &[SaidBy]) -> String {
    let mut names: Vec<String> = Vec::new();
    for claim in said.iter().flat_map(|it| &it.claims) {
        let own = End::Annotation(*claim);
        let mut found = false;
        for relation in scene.project.relations_at(own) {
            if relation.from == own && relation.kind == "attributed_to" && !relation.is_negated() {
                let voice = scene.project.voice_at(relation.to);
                let name = voice.map(|it| scene.project.voice_name(&it));
                found = true;
                names.extend(name.filter(|it| !names.contains(it)));
            }
        }
        let record = scene.project.annotation(*claim);
        let is_own = !found && record.is_some_and(|it| it.has("reporting", "authors_voice"));
        let own = words::OWN_VOICE.to_owned();
        if is_own && !names.contains(&own) {
            names.push(own);
        }
    }
    if names.is_empty() {
        return words::NOT_CODED.to_owned();
    }
    names.join(", ")
}
