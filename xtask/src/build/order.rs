//! Puts functions that resemble each other next to each other.
//!
//! gzip finds repetitions in the 32 kB before, and much of the app is the same code for other
//! types: in a good order it weighs some percent less, and runs as it did.

use std::collections::{BTreeMap, VecDeque};
use std::convert::Infallible;

use anyhow::Result;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

use super::rewrite::rewritten;

/// The app with its functions in an order that compresses well.
pub fn for_compression(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let order = similar_together(&bodies);
    let mut places = vec![0; order.len()];
    for (place, &function) in (imported..).zip(&order) {
        places[function] = place;
    }
    let mut reorder = Reorder {
        imported,
        order,
        places,
    };
    rewritten(wasm, &mut reorder)
}

/// Length of the pieces that are compared, in bytes.
const PIECE: usize = 5;
/// A piece that more functions have says little about any of them.
const MOST: usize = 100;
/// How far gzip sees, less some room for the function itself.
const WINDOW: usize = 30_000;
/// Keeps short functions, which always resemble something, from all coming first.
const SMALL: f64 = 200.0;

/// An order in which each follows those it shares most with: again and again the one is taken
/// that has the most in common, for its length, with what lies in the window before it. What
/// few have counts more than what many have.
fn similar_together(bodies: &[&[u8]]) -> Vec<usize> {
    let mut having: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (number, body) in bodies.iter().enumerate() {
        for piece in body.windows(PIECE) {
            let having = having.entry(piece).or_default();
            if having.last() != Some(&number) {
                having.push(number);
            }
        }
    }
    having.retain(|_, functions| (2..=MOST).contains(&functions.len()));
    let mut pieces: Vec<Vec<&[usize]>> = vec![Vec::new(); bodies.len()];
    for functions in having.values() {
        for &function in functions {
            pieces[function].push(functions);
        }
    }
    let mut shared = vec![0.0; bodies.len()];
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut window = VecDeque::new();
    let mut size = 0;
    let weigh = |shared: &mut Vec<f64>, function: usize, sign: f64| {
        for functions in &pieces[function] {
            for &other in *functions {
                shared[other] += sign / count(functions.len());
            }
        }
    };
    while !left.is_empty() {
        let likeness = |function: usize| shared[function] / (count(bodies[function].len()) + SMALL);
        let best = (0..left.len())
            .max_by(|a, b| {
                let (a, b) = (left[*a], left[*b]);
                // Where nothing is shared, a long one begins anew; else the first of equals.
                let by_likeness = likeness(a).total_cmp(&likeness(b));
                by_likeness
                    .then(bodies[a].len().cmp(&bodies[b].len()))
                    .then(b.cmp(&a))
            })
            .map(|at| left.swap_remove(at))
            .unwrap_or_default();
        order.push(best);
        window.push_back(best);
        size += bodies[best].len();
        weigh(&mut shared, best, 1.0);
        while size > WINDOW && window.len() > 1 {
            let Some(gone) = window.pop_front() else {
                break;
            };
            size -= bodies[gone].len();
            weigh(&mut shared, gone, -1.0);
        }
    }
    order
}

#[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
fn count(of: usize) -> f64 {
    of as f64
}

struct Reorder {
    /// How many functions come from outside, and keep their place.
    imported: u32,
    order: Vec<usize>,
    /// The new index of each function of the app.
    places: Vec<u32>,
}

impl Reencode for Reorder {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let own = function.checked_sub(self.imported);
        Ok(own.map_or(function, |it| self.places[it as usize]))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
        for at in self.order.clone() {
            functions.function(self.type_index(types[at])?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies = section.into_iter();
        let bodies = bodies.collect::<Result<Vec<FunctionBody<'_>>, _>>()?;
        for at in self.order.clone() {
            self.parse_function_body(code, bodies[at].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ExportKind, ExportSection, Function, ImportSection};
    use wasm_encoder::{Instruction, Module, TypeSection};

    use super::*;

    /// An app that imports one function; its own call the one before them, or push numbers.
    fn app(bodies: &[Vec<Instruction<'_>>]) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import("./app_bg.js", "$a", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        let mut exports = ExportSection::new();
        let mut code = CodeSection::new();
        for (number, body) in (1..).zip(bodies) {
            functions.function(0);
            exports.export(&format!("f{number}"), ExportKind::Func, number);
            let mut function = Function::new([]);
            for instruction in body {
                function.instruction(instruction);
            }
            code.function(function.instruction(&Instruction::End));
        }
        let mut module = Module::new();
        module
            .section(&types)
            .section(&imports)
            .section(&functions)
            .section(&exports)
            .section(&code);
        module.finish()
    }

    fn pushing(numbers: impl Iterator<Item = i32>) -> Vec<Instruction<'static>> {
        numbers
            .flat_map(|it| [Instruction::I32Const(it), Instruction::Drop])
            .collect()
    }

    /// By its name: the body of an exported function, and where it lies.
    fn exported(wasm: &[u8]) -> BTreeMap<String, (u32, Vec<String>)> {
        let mut names = BTreeMap::new();
        let mut bodies = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export.unwrap();
                        names.insert(export.name.to_owned(), export.index);
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    let operators = body.get_operators_reader().unwrap().into_iter();
                    bodies.push(operators.map(|it| format!("{:?}", it.unwrap())).collect());
                }
                _ => {}
            }
        }
        let body_of = |index: u32| -> Vec<String> { Vec::clone(&bodies[index as usize - 1]) };
        names
            .into_iter()
            .map(|(name, index)| (name, (index, body_of(index))))
            .collect()
    }

    #[test]
    fn what_is_alike_comes_together_and_every_name_keeps_its_code() {
        let one = || pushing(1_000..1_050);
        let other = || pushing(90_000..90_050);
        let before = app(&[one(), other(), one(), other()]);
        let after = for_compression(&before).unwrap();
        let (was, is) = (exported(&before), exported(&after));
        for (name, (_, body)) in &was {
            assert_eq!(is[name].1, *body, "{name}");
        }
        let place = |name: &str| is[name].0;
        assert_eq!(place("f1").abs_diff(place("f3")), 1);
        assert_eq!(place("f2").abs_diff(place("f4")), 1);
    }

    #[test]
    fn calls_lead_where_they_led() {
        let mut calling = pushing(0..40);
        calling.push(Instruction::Call(0));
        calling.push(Instruction::Call(2));
        let before = app(&[calling, pushing(500..600), pushing(20..60)]);
        let after = exported(&for_compression(&before).unwrap());
        let calls: Vec<&String> = after["f1"]
            .1
            .iter()
            .filter(|it| it.contains("Call"))
            .collect();
        let second = after["f2"].0;
        let expected = [0, second].map(|it| format!("Call {{ function_index: {it} }}"));
        assert_eq!(calls, expected.iter().collect::<Vec<_>>());
    }
}
