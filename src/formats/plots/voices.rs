//! Voices by article: the darker, the more claims stand on the word of a voice.

use super::bars::named;
use super::{LABELS, ROW, Scene, annotations, heat, rest, shared, words};
use crate::formats::drawing::{Behind, Cell, Drawing, Table, fitting, rect, text};
use crate::formats::sentence::filled;
use crate::model::sources::VoiceSources;

/// Voices that are drawn, those with most claims first, and articles.
const VOICES: usize = 40;
const COLUMNS: usize = 100;
/// Cells of the table: where there are many articles, it has not all voices.
const CELLS: usize = 100_000;
/// As wide as the columns of a map are together, if they need not be narrower.
const WIDTH: usize = 840;
/// From here on there is room for a name, and for a number.
const FOR_NAME: usize = 90;
const FOR_NUMBER: usize = 22;

pub(super) fn drawing(scene: &Scene<'_>) -> Drawing {
    let columns = scene.names.len().min(COLUMNS);
    let width = (WIDTH / columns.max(1)).clamp(12, 190);
    let mut drawing = Drawing::new("voices", words::HEAT, LABELS + columns * width + 4);
    let mut head = vec![words::VOICE, words::AFFILIATION];
    head.extend(scene.names.iter().map(String::as_str));
    head.push(words::TOTAL);
    drawing.table = Table::headed(&head);
    let mut quoted: Vec<&VoiceSources> = scene.sources.voices.iter().collect();
    quoted.retain(|it| it.claim_count() > 0);
    let drawn = quoted.len().min(VOICES);
    let rows = quoted.len().min((CELLS / head.len()).max(VOICES));
    let mut most = 1;
    for voice in &quoted[..drawn] {
        for it in &voice.articles {
            most = most.max(it.claims.len());
        }
    }
    for (at, name) in scene.names.iter().take(columns).enumerate() {
        // Where names have no room there are numbers, as far as they have.
        let number = (at + 1).to_string();
        let (short, middle) = (fitting(name, width - 8), LABELS + at * width + width / 2);
        if width >= FOR_NAME {
            named(
                &mut drawing,
                name,
                vec![text("middle soft", middle, 17, &short)],
            );
        } else if width >= 7 * number.len() + 4 || (at + 1) % 10 == 0 {
            named(
                &mut drawing,
                name,
                vec![text("middle soft", middle, 17, &number)],
            );
        }
    }
    for (row, voice) in quoted[..rows].iter().enumerate() {
        let mut by_column: Vec<Behind> = vec![Behind::default(); scene.names.len()];
        let mut total = Vec::new();
        for it in &voice.articles {
            by_column[it.column] = shared(&it.claims);
            total.extend_from_slice(&it.claims);
        }
        let affiliation = voice.affiliation.first().map(|it| it.value.as_str());
        let affiliation = affiliation.map(|it| scene.value_name("affiliation", it));
        let mut cells = vec![
            Cell::words(&voice.name),
            Cell::words(&affiliation.unwrap_or_default()),
        ];
        cells.extend(by_column.iter().map(Cell::count));
        cells.push(Cell::count(&shared(&total)));
        drawing.table.rows.push(cells);
        if row < drawn {
            let top = (row + 1) * ROW;
            let short = fitting(&voice.name, LABELS - 10);
            named(
                &mut drawing,
                &voice.name,
                vec![text("end", LABELS - 10, top + 18, &short)],
            );
            drawing.plain(vec![rect("heat h0", [LABELS, top, columns * width, ROW])]);
            for (at, behind) in by_column.iter().take(columns).enumerate() {
                let place = [LABELS + at * width, top, width, ROW];
                cell(
                    &mut drawing,
                    place,
                    (&scene.names[at], &voice.name),
                    behind,
                    most,
                );
            }
        }
    }
    drawing.height = (drawn + 1) * ROW + 4;
    drawing.description = described(scene, &quoted);
    let mut left = Vec::new();
    let more = rest(words::MORE_VOICES, quoted.len(), drawn);
    for it in [
        if rows < quoted.len() {
            let count = (quoted.len() - drawn).to_string();
            let parts = [("count", count.as_str()), ("rows", &rows.to_string())];
            filled(words::MANY_MORE_VOICES, &parts)
        } else {
            more
        },
        rest(words::MORE_ARTICLES, scene.names.len(), columns),
    ] {
        if !it.is_empty() {
            left.push(it);
        }
    }
    drawing.rest = left.join(" ");
    drawing
}

fn cell(
    drawing: &mut Drawing,
    place: [usize; 4],
    (article, who): (&str, &str),
    behind: &Behind,
    most: usize,
) {
    let [left, top, width, _] = place;
    let number = text(
        if behind.is_empty() {
            "middle soft"
        } else {
            "middle"
        },
        left + width / 2,
        top + 18,
        &behind.len().to_string(),
    );
    let mut shapes = Vec::new();
    if !behind.is_empty() {
        shapes.push(rect(heat(behind.len(), most), place));
    }
    if width >= FOR_NUMBER {
        shapes.push(number);
    }
    if shapes.is_empty() {
        return;
    }
    let count = annotations(behind.len());
    let parts = [("article", article), ("what", who), ("count", &count)];
    drawing.mark(filled(words::MARK, &parts), behind, shapes);
}

/// Who is quoted most, and in how many articles.
fn described(scene: &Scene<'_>, quoted: &[&VoiceSources]) -> String {
    let mut all = Vec::new();
    for voice in quoted.iter().take(6) {
        let mut articles = 0;
        for it in &voice.articles {
            articles += usize::from(!it.claims.is_empty());
        }
        let parts = [
            ("who", voice.name.as_str()),
            ("count", &voice.claim_count().to_string()),
            ("articles", &articles.to_string()),
            ("all", &scene.names.len().to_string()),
        ];
        all.push(filled(words::HEAT_DESC, &parts));
    }
    all.join("; ")
}
