//! What the cells of rows say, put together over the rows.

use super::cells::{self, NONE, disambiguated, split};
use super::header::{Column, Kind, Layer};
use super::sentences::Spot;
use crate::model::sorted::SortedMap;

/// An annotation, or a link of a chain.
#[derive(Clone, Debug)]
pub(super) struct Mark<'a> {
    pub layer: usize,
    pub line: usize,
    /// Of its first row, and the end of its last one, as the file says.
    pub said: (u32, u32),
    /// Nothing where a row is not in the text.
    pub place: Option<Spot>,
    pub features: Vec<(&'a str, String)>,
    /// Role or feature, and the unit that is meant.
    pub slots: Vec<(String, &'a str)>,
}

/// A relation, whose row is that of its end.
#[derive(Debug)]
pub(super) struct Joined<'a> {
    pub layer: usize,
    pub line: usize,
    pub features: Vec<(&'a str, String)>,
    pub from: Option<&'a str>,
    pub to: &'a str,
    pub ids: Option<&'a str>,
}

#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub line: usize,
    pub unit: &'a str,
    pub said: (u32, u32),
    pub place: Option<Spot>,
}

#[derive(Default)]
pub(super) struct Marks<'a> {
    pub all: Vec<Mark<'a>>,
    pub relations: Vec<Joined<'a>>,
    /// By what stands in brackets.
    by_id: SortedMap<&'a str, Vec<usize>>,
    /// By unit, in the order of their layers.
    by_unit: SortedMap<&'a str, Vec<usize>>,
    /// Links by layer, chain and number.
    links: SortedMap<(usize, u32, u32), usize>,
}

/// One annotation of a row: what each column says of it.
#[derive(Default)]
struct Entry<'a> {
    id: Option<&'a str>,
    cells: Vec<(Column<'a>, &'a str)>,
}

/// Annotations of one token among which one is looked for.
const STACKED: usize = 1_000;

/// So many that stand in one cell are told apart by their numbers alone.
const SEARCHED: usize = 100;

impl<'a> Marks<'a> {
    /// Takes what a row says of a layer; whether it says anything.
    pub fn take(&mut self, row: Row<'a>, number: usize, layer: &Layer<'a>, cells: &[&'a str]) {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        for (column, cell) in layer.columns.iter().zip(cells) {
            if *cell == NONE {
                continue;
            }
            for (at, part) in split(cell, '|').into_iter().enumerate() {
                let (value, id) = match column {
                    Column::Slots => (part, None),
                    _ => disambiguated(part),
                };
                let fits = |it: &Entry<'_>| id.is_none() || it.id.is_none() || it.id == id;
                let place = match entries.get(at) {
                    Some(entry) if !fits(entry) && entries.len() < SEARCHED => {
                        entries.iter().position(|it| it.id == id)
                    }
                    Some(_) => Some(at),
                    None => None,
                };
                let place = place.unwrap_or_else(|| {
                    entries.push(Entry::default());
                    entries.len() - 1
                });
                let entry = &mut entries[place];
                entry.id = entry.id.or(id);
                entry.cells.push((*column, value));
            }
        }
        for entry in entries {
            match layer.kind {
                Kind::Spans => self.span(row, number, entry),
                Kind::Relations => self.relation(row, number, &entry),
                Kind::Chains => self.link(row, number, &entry),
            }
        }
    }

    fn span(&mut self, row: Row<'a>, layer: usize, entry: Entry<'a>) {
        let known = entry.id.and_then(|it| self.by_id.get(&it));
        let of_layer = |it: &&usize| self.all[**it].layer == layer;
        let known = known.and_then(|it| it.iter().find(of_layer)).copied();
        let at = self.mark(row, layer, known);
        if known.is_some() {
            return;
        }
        if let Some(id) = entry.id {
            self.by_id.or_insert_with(id, Vec::new).push(at);
        }
        let mut roles = Vec::new();
        for (column, cell) in entry.cells {
            match column {
                Column::Feature(name) => {
                    if let Some(value) = cells::value(cell) {
                        self.all[at].features.push((name, value));
                    }
                }
                Column::Roles(name) => {
                    let role = |it| cells::value(it).unwrap_or_else(|| name.to_owned());
                    roles = split(cell, ';').into_iter().map(role).collect();
                }
                Column::Slots if cell != cells::NO_VALUE => {
                    let slots = split(cell, ';').into_iter();
                    let slots = std::mem::take(&mut roles).into_iter().zip(slots);
                    self.all[at].slots.extend(slots);
                }
                _ => {}
            }
        }
    }

    /// The annotation that goes on in a row, or a new one.
    fn mark(&mut self, row: Row<'a>, layer: usize, known: Option<usize>) -> usize {
        let at = if let Some(known) = known {
            let mark = &mut self.all[known];
            mark.said.1 = row.said.1;
            let place = mark.place.zip(row.place);
            mark.place = place.map(|(whole, row)| Spot {
                begin: whole.begin,
                end: whole.end.max(row.end),
                exact: whole.exact && row.exact,
            });
            known
        } else {
            self.all.push(Mark {
                layer,
                line: row.line,
                said: row.said,
                place: row.place,
                features: Vec::new(),
                slots: Vec::new(),
            });
            self.all.len() - 1
        };
        self.by_unit.or_insert_with(row.unit, Vec::new).push(at);
        at
    }

    fn relation(&mut self, row: Row<'a>, layer: usize, entry: &Entry<'a>) {
        let mut joined = Joined {
            layer,
            line: row.line,
            features: Vec::new(),
            from: None,
            to: row.unit,
            ids: entry.id,
        };
        for (column, cell) in &entry.cells {
            match column {
                Column::Feature(name) => {
                    let value = cells::value(cell);
                    joined.features.extend(value.map(|it| (*name, it)));
                }
                Column::Ends(_) => joined.from = Some(cell),
                _ => {}
            }
        }
        self.relations.push(joined);
    }

    /// `coref->1-2`, and `pr[1]`: the second link of the first chain.
    fn link(&mut self, row: Row<'a>, layer: usize, entry: &Entry<'a>) {
        let mut features = Vec::new();
        let mut link = None;
        for (column, cell) in &entry.cells {
            match column {
                Column::ChainLink => {
                    let Some((kind, place)) = cell.rsplit_once("->") else {
                        continue;
                    };
                    let place = place.split_once('-');
                    let place = place.and_then(|it| it.0.parse().ok().zip(it.1.parse().ok()));
                    link = place;
                    features.extend(cells::value(kind).map(|it| (LINK, it)));
                }
                Column::ChainElement => {
                    features.extend(cells::value(cell).map(|it| ("value", it)));
                }
                _ => {}
            }
        }
        let Some((chain, number)) = link else {
            return;
        };
        let key = (layer, chain, number);
        let known = self.links.get(&key).copied();
        let at = self.mark(row, layer, known);
        if known.is_none() {
            self.links.insert(key, at);
            self.all[at].features = features;
        }
    }

    /// Each link with the one that comes after it.
    pub fn linked(&self) -> Vec<(usize, usize)> {
        let mut linked = Vec::new();
        let mut before: Option<(&(usize, u32, u32), usize)> = None;
        for (key, at) in &self.links {
            if let Some((last, from)) = before
                && (last.0, last.1) == (key.0, key.1)
            {
                linked.push((from, *at));
            }
            before = Some((key, *at));
        }
        linked
    }

    /// The annotation that a unit and a number mean; the first of the unit without a number.
    pub fn meant(&self, unit: &str, id: Option<&str>, layer: Option<usize>) -> Option<usize> {
        let fits = |it: &&usize| layer.is_none_or(|layer| self.all[**it].layer == layer);
        let first = |it: &Vec<usize>| it.iter().take(STACKED).find(fits).or(it.first()).copied();
        match id {
            Some(id) if id != "0" => self.by_id.get(id).and_then(first),
            _ => {
                let there = self.by_unit.get(unit)?;
                there.iter().take(STACKED).find(fits).copied()
            }
        }
    }
}

/// What joins a link to the next one of its chain.
pub(super) const LINK: &str = "->";
