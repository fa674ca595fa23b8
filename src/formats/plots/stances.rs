//! Who holds which stance to what: a row for each holder and thing, a column for each value.

use super::bars::named;
use super::{Lists, ROW, Scene, annotations, heat, put, rest, shared, words};
use crate::formats::drawing::{Behind, Cell, Drawing, Table, fitting, rect, text};
use crate::formats::sentence::filled;
use crate::model::sources::{Target, VoiceSources};

/// Rows that are drawn.
const ROWS: usize = 60;
/// Where the holder's name ends, what it is about begins, and the columns do.
const HOLDER: usize = 216;
const ABOUT: usize = 660;
const COLUMN: usize = 92;

/// What one voice holds of one thing, by value.
struct Line<'a> {
    voice: &'a VoiceSources,
    about: String,
    by_value: Vec<Behind>,
}

pub(super) fn drawing(scene: &Scene<'_>) -> Drawing {
    let values = values(scene);
    let lines = lines(scene, &values);
    let mut names = Vec::new();
    for value in &values {
        names.push(scene.value_name("value", value));
    }
    let width = ABOUT + values.len() * COLUMN + 4;
    let mut drawing = Drawing::new("stances", words::STANCES, width);
    let mut head = vec![words::VOICE, words::ON];
    head.extend(names.iter().map(String::as_str));
    drawing.table = Table::headed(&head);
    for (at, name) in names.iter().enumerate() {
        let (middle, short) = (ABOUT + at * COLUMN + COLUMN / 2, fitting(name, COLUMN - 4));
        named(
            &mut drawing,
            name,
            vec![text("middle soft", middle, 17, &short)],
        );
    }
    let mut most = 1;
    for it in lines.iter().flat_map(|it| &it.by_value) {
        most = most.max(it.len());
    }
    let drawn = lines.len().min(ROWS);
    let mut before: Option<&VoiceSources> = None;
    for (row, line) in lines.iter().enumerate() {
        let mut cells = vec![Cell::words(&line.voice.name), Cell::words(&line.about)];
        cells.extend(line.by_value.iter().map(Cell::count));
        drawing.table.rows.push(cells);
        if row >= drawn {
            continue;
        }
        let top = (row + 1) * ROW;
        // The name of a holder stands once.
        if before.is_none_or(|it| it.voice != line.voice.voice) {
            let short = fitting(&line.voice.name, HOLDER - 12);
            let end = HOLDER - 12;
            named(
                &mut drawing,
                &line.voice.name,
                vec![text("end", end, top + 18, &short)],
            );
        }
        before = Some(line.voice);
        let short = fitting(&line.about, ABOUT - HOLDER - 12);
        named(
            &mut drawing,
            &line.about,
            vec![text("soft", HOLDER, top + 18, &short)],
        );
        for (at, behind) in line.by_value.iter().enumerate() {
            let place = [ABOUT + at * COLUMN, top, COLUMN, ROW];
            cell(&mut drawing, place, line, &names[at], behind, most);
        }
    }
    drawing.height = (drawn + 1) * ROW + 4;
    drawing.rest = rest(words::MORE_STANCES, lines.len(), drawn);
    let mut said = Vec::new();
    for line in lines.iter().take(6) {
        for (behind, name) in line.by_value.iter().zip(&names) {
            if !behind.is_empty() {
                said.push(format!("{}: {name}: {}", line.voice.name, line.about));
            }
        }
    }
    drawing.description = said.join("; ");
    drawing
}

fn cell(
    drawing: &mut Drawing,
    place: [usize; 4],
    line: &Line<'_>,
    value: &str,
    behind: &Behind,
    most: usize,
) {
    let middle = place[0] + COLUMN / 2;
    let base = place[1] + 18;
    if behind.is_empty() {
        return drawing.plain(vec![
            rect("heat h0", place),
            text("middle soft", middle, base, "0"),
        ]);
    }
    let name = filled(
        words::STANCE_MARK,
        &[
            ("who", &line.voice.name),
            ("value", value),
            ("what", &line.about),
            ("count", &annotations(behind.len())),
        ],
    );
    let shapes = vec![
        rect(heat(behind.len(), most), place),
        text("middle", middle, base, &behind.len().to_string()),
    ];
    drawing.mark(name, behind, shapes);
}

/// The values that the codebook has, and others that occur; what is not coded last.
fn values(scene: &Scene<'_>) -> Vec<String> {
    let known = scene.project.codebook().attribute(&"value".into());
    let mut values = Vec::new();
    for it in known.iter().flat_map(|it| &it.values) {
        values.push(it.id.as_str().to_owned());
    }
    let mut others = Vec::new();
    for held in scene.sources.voices.iter().flat_map(|it| &it.stances) {
        if !values.contains(&held.value) && !others.contains(&held.value) {
            others.push(held.value.clone());
        }
    }
    others.sort_by_key(String::is_empty);
    values.extend(others);
    values
}

fn lines<'a>(scene: &Scene<'a>, values: &[String]) -> Vec<Line<'a>> {
    let mut all = Vec::new();
    for voice in &scene.sources.voices {
        // In the order in which they are met.
        let mut abouts: Vec<String> = Vec::new();
        let mut lists: Lists<(usize, usize)> = Lists::new();
        for held in &voice.stances {
            let value = values.iter().position(|it| *it == held.value);
            let mut targets = Vec::new();
            for target in &held.targets {
                targets.extend(about(scene, target));
            }
            if targets.is_empty() {
                targets.push(words::NO_TARGET.to_owned());
            }
            for it in targets {
                let known = abouts.iter().position(|one| *one == it);
                let at = known.unwrap_or(abouts.len());
                if known.is_none() {
                    abouts.push(it);
                }
                put(&mut lists, (at, value.unwrap_or_default()), held.stance);
            }
        }
        for (at, about) in abouts.into_iter().enumerate() {
            let mut by_value = Vec::new();
            for value in 0..values.len() {
                by_value.push(shared(lists.get(&(at, value)).map_or(&[], |it| it)));
            }
            all.push(Line {
                voice,
                about,
                by_value,
            });
        }
    }
    all
}

/// What a target is called: its canonical claims, if it has any.
fn about(scene: &Scene<'_>, target: &Target) -> Vec<String> {
    if target.canonical_claims.is_empty() {
        return vec![scene.end_name(target.end)];
    }
    let claims = target.canonical_claims.iter();
    claims.map(|it| scene.claim_text(*it).to_owned()).collect()
}
