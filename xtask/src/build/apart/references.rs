//! What in the app refers to what, as the linker says it.
//!
//! In code an address is a number like any other. Only the linker knows which numbers are
//! addresses of functions or of data, and says so where it is asked to (`build.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use wasmparser::RelocationType::{
    MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb, TableIndexI32, TableIndexSleb,
};
use wasmparser::{
    BinaryReader, DataKind, KnownCustom, Linking, LinkingSectionReader, Name, Operator, Parser,
    Payload, RelocSectionReader, RelocationEntry, SymbolInfo, TypeRef,
};

/// What a function or a piece of data refers to, other than by calling it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refers {
    /// Functions, by their places in the table of functions.
    pub slots: BTreeSet<u32>,
    /// Numbers of pieces of data.
    pub data: BTreeSet<usize>,
}

#[derive(Debug)]
pub struct Piece {
    /// Its addresses in memory.
    pub at: Range<u32>,
    pub refers: Refers,
}

#[derive(Debug, Default)]
pub struct References {
    /// Of all functions that the linker wrote.
    pub names: BTreeSet<String>,
    /// By the name of the function; those of one name are taken together.
    pub functions: BTreeMap<String, Refers>,
    pub pieces: Vec<Piece>,
    /// Of data that has no name.
    pub others: Refers,
}

/// Something in the file, and where it is there.
type Placed<T> = (Range<usize>, T);

#[derive(Default)]
struct Linked<'a> {
    functions: Vec<Placed<u32>>,
    /// With the address where they begin.
    segments: Vec<Placed<u32>>,
    /// Where the contents of sections begin, by their numbers.
    sections: Vec<usize>,
    names: BTreeMap<u32, &'a str>,
    symbols: Vec<SymbolInfo<'a>>,
    relocations: Vec<(u32, RelocationEntry)>,
}

/// Reads what the linker wrote.
pub fn references(wasm: &[u8]) -> Result<References> {
    let linked = read(wasm)?;
    ensure!(
        !linked.relocations.is_empty(),
        "the linker did not say what refers to what"
    );
    let mut references = References {
        names: linked.names.values().map(ToString::to_string).collect(),
        ..References::default()
    };
    // By the number of the symbol.
    let mut piece_of = BTreeMap::new();
    for (number, symbol) in (0..).zip(&linked.symbols) {
        if let SymbolInfo::Data {
            symbol: Some(defined),
            ..
        } = symbol
        {
            let segment = linked.segments.get(defined.index as usize);
            let (_, base) = segment.context("a name stands for data that is not there")?;
            let start = base + defined.offset;
            piece_of.insert(number, references.pieces.len());
            references.pieces.push(Piece {
                at: start..start + defined.size,
                refers: Refers::default(),
            });
        }
    }
    let mut by_start: Vec<usize> = (0..references.pieces.len()).collect();
    by_start.sort_by_key(|it| references.pieces[*it].at.start);
    let longest = references.pieces.iter().map(|it| it.at.len()).max();
    let longest = u32::try_from(longest.unwrap_or_default())?;

    for (section, entry) in &linked.relocations {
        let begins = linked.sections.get(*section as usize);
        let place = begins.context("relocations of no section")? + entry.offset as usize;
        let mut found = Refers::default();
        match entry.ty {
            TableIndexSleb | TableIndexI32 => {
                found.slots.insert(slot(wasm, entry, place)?);
            }
            MemoryAddrLeb | MemoryAddrSleb | MemoryAddrI32 => {
                found.data.extend(piece_of.get(&entry.index));
            }
            _ => continue,
        }
        if let Some((_, function)) = containing(&linked.functions, place) {
            let name = linked
                .names
                .get(function)
                .context("a function without a name")?;
            let refers = references.functions.entry((*name).to_owned()).or_default();
            refers.add(found);
        } else if let Some((range, base)) = containing(&linked.segments, place) {
            let address = base + u32::try_from(place - range.start)?;
            let pieces = &mut references.pieces;
            let end = by_start.partition_point(|it| pieces[*it].at.start <= address);
            let mut named = false;
            for it in by_start[..end].iter().rev() {
                let piece = &mut pieces[*it];
                if piece.at.contains(&address) {
                    named = true;
                    piece.refers.add(found.clone());
                }
                if piece.at.start + longest < address {
                    break;
                }
            }
            if !named {
                references.others.add(found);
            }
        }
    }
    Ok(references)
}

impl Refers {
    fn add(&mut self, more: Self) {
        self.slots.extend(more.slots);
        self.data.extend(more.data);
    }
}

fn containing<T>(all: &[Placed<T>], place: usize) -> Option<&Placed<T>> {
    let after = all.partition_point(|(range, _)| range.start <= place);
    all[..after]
        .last()
        .filter(|(range, _)| range.contains(&place))
}

/// The number of a function that stands at a place of the file.
fn slot(wasm: &[u8], entry: &RelocationEntry, place: usize) -> Result<u32> {
    let mut reader = BinaryReader::new(&wasm[place..], 0);
    if entry.ty == TableIndexI32 {
        return Ok(reader.read_u32()?);
    }
    Ok(u32::try_from(reader.read_var_i32()?)?)
}

fn read(wasm: &[u8]) -> Result<Linked<'_>> {
    let mut linked = Linked::default();
    let mut function = 0;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Some((_, range)) = payload.as_section() {
            linked.sections.push(usize::try_from(range.start)?);
        }
        match payload {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    function += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => {
                linked.functions.push((of_file(body.range())?, function));
                function += 1;
            }
            Payload::DataSection(section) => {
                for data in section {
                    let data = data?;
                    let end = usize::try_from(data.range.end)?;
                    let base = match data.kind {
                        DataKind::Active { offset_expr, .. } => {
                            constant(&offset_expr).context("data at a place that is not fixed")?
                        }
                        DataKind::Passive => anyhow::bail!("data without a place"),
                    };
                    linked.segments.push((end - data.data.len()..end, base));
                }
            }
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::Linking(section) => symbols(&mut linked, &section)?,
                KnownCustom::Reloc(section) => relocations(&mut linked, &section)?,
                KnownCustom::Name(section) => {
                    for part in section {
                        if let Name::Function(names) = part? {
                            for name in names {
                                let name = name?;
                                linked.names.insert(name.index, name.name);
                            }
                        }
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    Ok(linked)
}

fn of_file(range: Range<u64>) -> Result<Range<usize>> {
    Ok(usize::try_from(range.start)?..usize::try_from(range.end)?)
}

fn symbols<'a>(linked: &mut Linked<'a>, section: &LinkingSectionReader<'a>) -> Result<()> {
    for part in section.subsections() {
        if let Linking::SymbolTable(table) = part? {
            for symbol in table {
                linked.symbols.push(symbol?);
            }
        }
    }
    Ok(())
}

fn relocations(linked: &mut Linked<'_>, section: &RelocSectionReader<'_>) -> Result<()> {
    for entry in section.entries() {
        linked.relocations.push((section.section_index(), entry?));
    }
    Ok(())
}

/// The number that an expression is.
pub fn constant(expression: &wasmparser::ConstExpr<'_>) -> Option<u32> {
    match expression.get_operators_reader().read().ok()? {
        Operator::I32Const { value } => u32::try_from(value).ok(),
        _ => None,
    }
}
