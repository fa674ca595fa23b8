//! Which part of the app each function and each byte of data belongs to.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use wasmparser::ExternalKind;

use super::app::App;
use super::references::{References, Refers};

/// What every visitor loads.
pub const MAIN: usize = 0;
/// What several parts need and the page does not.
pub const SHARED: usize = 1;

/// A function whose name begins like this leads into the part that the next word names.
const LEADS: &str = "apart_";

#[derive(Debug)]
pub struct Plan {
    /// Names of the parts; the first two have none of their own.
    pub parts: Vec<String>,
    /// By the number of the function; those from outside belong to no part.
    pub functions: Vec<usize>,
    /// Functions that are called through the table from without their parts.
    pub entries: BTreeSet<u32>,
    /// By the segment of data, byte by byte.
    pub data: Vec<Vec<usize>>,
}

impl Plan {
    /// Whether nothing belongs to a part.
    pub fn is_empty(&self, part: usize) -> bool {
        let bytes = self.data.iter().flatten();
        !self.functions.iter().chain(bytes).any(|it| *it == part)
    }
}

/// Whether wasm-bindgen wrote a function: what it uses itself, and what stands between two others.
fn is_of_bindgen(name: &str) -> bool {
    name.starts_with("__wb") || name.ends_with(" shim")
}

/// The part that a function leads into, by its mangled name.
pub fn leads_to(name: &str) -> Option<&str> {
    let words = words(name)?;
    words.last()?.strip_prefix(LEADS)?.split('_').next()
}

/// What a mangled name is made of, without its hash.
fn words(name: &str) -> Option<Vec<&str>> {
    let mut rest = name.strip_prefix("_ZN")?;
    let mut words = Vec::new();
    while rest != "E" {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let length: usize = rest[..digits].parse().ok()?;
        words.push(rest.get(digits..digits + length)?);
        rest = &rest[digits + length..];
    }
    words.pop();
    Some(words)
}

pub fn plan(app: &App<'_>, references: &References) -> Result<Plan> {
    ensure!(
        app.other_imports.is_empty(),
        "not only functions come from outside: {:?}",
        app.other_imports
    );
    let mut entries: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for (function, name) in &app.names {
        if let Some(part) = leads_to(name) {
            entries.entry(part).or_default().insert(*function);
        }
    }
    let all_entries: BTreeSet<u32> = entries.values().flatten().copied().collect();

    let mut main = Marks::of(app, references);
    for function in app.exported(ExternalKind::Func).keys().chain(&app.start) {
        ensure!(
            !all_entries.contains(function),
            "what leads into a part is exported"
        );
        main.reach(*function);
    }
    // What wasm-bindgen wrote itself, the linker knows nothing of.
    for function in app.imported..app.functions() {
        match app.names.get(&function) {
            None => main.reach(function),
            Some(name) => ensure!(
                references.names.contains(*name) || is_of_bindgen(name),
                "the linker wrote no `{name}`; has index.html `data-no-demangle`?"
            ),
        }
    }
    let known: BTreeSet<u32> = all_slots(references);
    for (slot, function) in &app.slots {
        if !known.contains(slot) {
            main.reach(*function);
        }
    }
    main.follow(&references.others, app);
    main.go(app, references, &all_entries)?;

    ensure_kept_apart(app, &main)?;

    let mut plan = Plan {
        parts: vec!["main".to_owned(), "shared".to_owned()],
        functions: vec![MAIN; app.kinds.len()],
        entries: all_entries.clone(),
        data: Vec::new(),
    };
    let mut pieces = vec![MAIN; references.pieces.len()];
    let belongs = |to: &mut usize, in_main: bool, part: usize| {
        if !in_main {
            *to = if *to == MAIN || *to == part {
                part
            } else {
                SHARED
            };
        }
    };
    for (name, own) in &entries {
        let part = plan.parts.len();
        plan.parts.push((*name).to_owned());
        let mut marks = Marks::of(app, references);
        for entry in own {
            marks.reach(*entry);
        }
        let others = all_entries.difference(own).copied().collect();
        marks.go(app, references, &others)?;
        for (at, reached) in marks.functions.iter().enumerate() {
            if *reached {
                belongs(&mut plan.functions[at], main.functions[at], part);
            }
        }
        for (at, reached) in marks.pieces.iter().enumerate() {
            if *reached {
                belongs(&mut pieces[at], main.pieces[at], part);
            }
        }
    }
    plan.data = of_bytes(app, references, &main, &pieces);
    Ok(plan)
}

/// What a function that leads into a part only begins has to be in that part. The compiler can look
/// through such a function where it always gives the same: a future, say, has a fixed address.
fn ensure_kept_apart(app: &App<'_>, main: &Marks) -> Result<()> {
    for (function, name) in &app.names {
        ensure!(
            !main.functions[*function as usize] || !is_within(name),
            "`{name}` belongs to a part, and the page refers to it: hide what is given back \
             (`std::hint::black_box`)"
        );
    }
    Ok(())
}

/// Whether it was written in a function that leads into a part.
pub fn is_within(name: &str) -> bool {
    words(name).is_some_and(|it| {
        let mut around = it.iter().rev().skip(1);
        around.any(|it| it.starts_with(LEADS))
    })
}

fn all_slots(references: &References) -> BTreeSet<u32> {
    let functions = references.functions.values();
    let pieces = references.pieces.iter().map(|it| &it.refers);
    let all = functions.chain(pieces).chain([&references.others]);
    all.flat_map(|it| &it.slots).copied().collect()
}

/// Which part each byte belongs to; what has no name, and what several names stand for, the
/// page has.
fn of_bytes(
    app: &App<'_>,
    references: &References,
    main: &Marks,
    pieces: &[usize],
) -> Vec<Vec<usize>> {
    let mut all = Vec::new();
    for (start, data) in &app.data {
        let mut bytes: Vec<Option<usize>> = vec![None; data.data.len()];
        for (at, piece) in references.pieces.iter().enumerate() {
            let part = if main.pieces[at] { MAIN } else { pieces[at] };
            for address in piece.at.clone() {
                let Some(byte) = address.checked_sub(*start) else {
                    continue;
                };
                if let Some(byte) = bytes.get_mut(byte as usize) {
                    *byte = match *byte {
                        None => Some(part),
                        Some(other) if other == part => Some(part),
                        Some(_) => Some(MAIN),
                    };
                }
            }
        }
        all.push(bytes.into_iter().map(Option::unwrap_or_default).collect());
    }
    all
}

/// What can be reached.
struct Marks {
    functions: Vec<bool>,
    pieces: Vec<bool>,
    next_functions: Vec<u32>,
    next_pieces: Vec<usize>,
}

impl Marks {
    fn of(app: &App<'_>, references: &References) -> Self {
        Self {
            functions: vec![false; app.kinds.len()],
            pieces: vec![false; references.pieces.len()],
            next_functions: Vec::new(),
            next_pieces: Vec::new(),
        }
    }

    fn reach(&mut self, function: u32) {
        if !std::mem::replace(&mut self.functions[function as usize], true) {
            self.next_functions.push(function);
        }
    }

    fn follow(&mut self, refers: &Refers, app: &App<'_>) {
        for slot in &refers.slots {
            // wasm-bindgen takes out what only describes types to itself.
            if let Some(function) = app.slots.get(slot) {
                self.reach(*function);
            }
        }
        for piece in &refers.data {
            if !std::mem::replace(&mut self.pieces[*piece], true) {
                self.next_pieces.push(*piece);
            }
        }
    }

    /// Goes on from what was reached, but not into `closed`.
    fn go(&mut self, app: &App<'_>, references: &References, closed: &BTreeSet<u32>) -> Result<()> {
        loop {
            if let Some(function) = self.next_functions.pop() {
                if closed.contains(&function) {
                    self.functions[function as usize] = false;
                    continue;
                }
                for called in app.uses(function)?.functions {
                    if !closed.contains(&called) {
                        self.reach(called);
                    }
                }
                let name = app.names.get(&function);
                if let Some(refers) = name.and_then(|it| references.functions.get(*it)) {
                    self.follow(refers, app);
                }
            } else if let Some(piece) = self.next_pieces.pop() {
                self.follow(&references.pieces[piece].refers, app);
            } else {
                return Ok(());
            }
        }
    }
}
