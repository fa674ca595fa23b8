use yew::prelude::*;

use super::wording::kind_in_words;
use crate::model::{Codebook, LogEntry};
use crate::ui::parts::{element_of, item, paragraph, text};
use crate::words::{PartWord, Word};

/// Edits that are shown, the last ones.
const MOST: usize = 100;

/// What was changed, the last first.
pub(super) fn change_log(codebook: &Codebook) -> Html {
    let log = &codebook.log;
    if log.is_empty() {
        return paragraph("hint", PartWord::ChangeLogEmpty.text());
    }
    let mut items = Vec::new();
    for entry in log.iter().rev().take(MOST) {
        items.push(item(text(&line(entry))));
    }
    let more = log.len().saturating_sub(MOST);
    if more > 0 {
        items.push(item(text(
            &Word::AndMore.with(&[("count", &more.to_string())]),
        )));
    }
    let items = element_of("ul", "plain-list", items);
    html! { <section class="change-log" aria-label={PartWord::ChangeLog.text()}>{ items }</section> }
}

fn line(entry: &LogEntry) -> String {
    let word = match (entry.edit.as_str(), entry.property.as_str()) {
        ("add", _) => PartWord::LogAdded,
        ("set", "deprecated") if entry.to == "false" => PartWord::LogOfferedAgain,
        ("set", "deprecated") => PartWord::LogDeprecated,
        ("set", property) if property.starts_with("name") && !entry.to.is_empty() => {
            PartWord::LogRenamed
        }
        ("set", _) => PartWord::LogSet,
        ("move", _) => PartWord::LogMoved,
        ("remove", _) if entry.to.is_empty() => PartWord::LogRemoved,
        ("remove", _) => PartWord::LogRemovedTo,
        ("declare", _) => PartWord::LogDeclared,
        _ => PartWord::LogOther,
    };
    let what = word.with(&[
        ("kind", kind_in_words(entry.kind)),
        ("property", &entry.property),
        ("name", &entry.name),
        ("to", &entry.to),
    ]);
    // As precise as a person needs it.
    let at = entry.at.get(..16).unwrap_or(&entry.at).replace('T', " ");
    let line = PartWord::LogLine.with(&[
        ("version", &entry.version),
        ("at", &at),
        ("by", &entry.by),
        ("what", &what),
    ]);
    match entry.note.as_str() {
        "" => line,
        note => format!("{line} — {note}"),
    }
}
