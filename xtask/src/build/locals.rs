//! Gives the variables of functions numbers that compress well.
//!
//! A function's own variables are numbered behind its parameters, the most used first. So the
//! same work is written with other numbers in a function that has one parameter more, and gzip
//! does not see that it is the same. Here variables have numbers that do not depend on that: the
//! pointer to the stack's frame always the first of [`NUMBERS`], then the others by use. The
//! numbers skipped belong to variables that nothing uses, which cost nothing.

use std::convert::Infallible;

use anyhow::Result;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, Function, Instruction, ValType};
use wasmparser::{FunctionBody, Operator, Parser, Payload};

use super::rewrite::rewritten;

/// What the most used variables are called, in this order: small numbers beyond those of most
/// parameters, and first those that stand in code anyway, as the codes of frequent instructions.
const NUMBERS: [u32; 12] = [16, 13, 11, 12, 14, 15, 10, 17, 18, 19, 20, 21];

pub fn renumber(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut parameters = Vec::new();
    let mut types = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::TypeSection(section) => {
                for function in section.into_iter_err_on_gc_types() {
                    parameters.push(u32::try_from(function?.params().len())?);
                }
            }
            Payload::FunctionSection(section) => {
                types = section.into_iter().collect::<Result<Vec<u32>, _>>()?;
            }
            _ => {}
        }
    }
    let of = |kind: u32| parameters[kind as usize];
    let parameters = types.into_iter().map(of).collect::<Vec<u32>>().into_iter();
    rewritten(wasm, &mut Renumber { parameters })
}

struct Renumber {
    /// How many parameters the functions have that are still to come.
    parameters: std::vec::IntoIter<u32>,
}

impl Reencode for Renumber {
    type Error = Infallible;

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error> {
        let parameters = self.parameters.next().unwrap_or_default();
        let operators = body.get_operators_reader()?.into_iter();
        let operators = operators.collect::<Result<Vec<_>, _>>()?;
        let mut variables = Variables::new(parameters);
        for declared in body.get_locals_reader()? {
            let (count, kind) = declared?;
            let kind = self.val_type(kind)?;
            variables.kinds.extend((0..count).map(|_| kind));
        }
        variables.count(&operators);
        let numbers = variables.numbers();

        let mut function = Function::new(variables.declared(&numbers));
        let number = |of: u32| match of.checked_sub(parameters) {
            Some(own) => numbers[own as usize].unwrap_or(of),
            None => of,
        };
        for operator in operators {
            function.instruction(&match operator {
                Operator::LocalGet { local_index } => Instruction::LocalGet(number(local_index)),
                Operator::LocalSet { local_index } => Instruction::LocalSet(number(local_index)),
                Operator::LocalTee { local_index } => Instruction::LocalTee(number(local_index)),
                other => self.instruction(other)?,
            });
        }
        code.function(&function);
        Ok(())
    }
}

/// The variables of a function that are no parameters.
struct Variables {
    parameters: u32,
    kinds: Vec<ValType>,
    uses: Vec<usize>,
    /// The one that points to the frame on the stack, where there is one.
    frame: Option<usize>,
}

impl Variables {
    fn new(parameters: u32) -> Self {
        Self {
            parameters,
            kinds: Vec::new(),
            uses: Vec::new(),
            frame: None,
        }
    }

    fn count(&mut self, operators: &[Operator<'_>]) {
        let own = |number: u32| number.checked_sub(self.parameters).map(|it| it as usize);
        self.uses = vec![0; self.kinds.len()];
        for operator in operators {
            if let Some(own) = variable(operator).and_then(own) {
                self.uses[own] += 1;
            }
        }
        // How the compiler has every function begin that needs a frame.
        if let [
            Operator::GlobalGet { .. },
            Operator::I32Const { .. },
            Operator::I32Sub,
            frame,
            ..,
        ] = operators
        {
            self.frame = variable(frame).and_then(own);
        }
    }

    /// The new number of each; `None` for those that nothing uses.
    fn numbers(&self) -> Vec<Option<u32>> {
        let mut used: Vec<usize> = (0..self.kinds.len())
            .filter(|&it| self.uses[it] > 0)
            .collect();
        used.sort_by_key(|&it| {
            let first = self.frame != Some(it);
            (kind_rank(self.kinds[it]), first, usize::MAX - self.uses[it])
        });
        let mut numbers = vec![None; self.kinds.len()];
        let others = (0..).filter(|it| !NUMBERS.contains(it));
        let own = NUMBERS.into_iter().chain(others);
        let mut own = own.filter(|it| *it >= self.parameters);
        let mut behind = self.parameters;
        for it in used {
            let number = if self.kinds[it] == ValType::I32 {
                own.next().unwrap_or(behind)
            } else {
                behind
            };
            numbers[it] = Some(number);
            behind = behind.max(number + 1);
        }
        numbers
    }

    /// The kinds of all variables, in order of their numbers, as a function declares them.
    fn declared(&self, numbers: &[Option<u32>]) -> Vec<(u32, ValType)> {
        let place = |number: u32| (number - self.parameters) as usize;
        let len = numbers.iter().flatten().map(|&it| place(it) + 1).max();
        let mut kinds = vec![ValType::I32; len.unwrap_or(0)];
        for (number, kind) in numbers.iter().zip(&self.kinds) {
            if let Some(number) = *number {
                kinds[place(number)] = *kind;
            }
        }
        let runs = kinds.chunk_by(|one, two| one == two);
        runs.filter_map(|run| Some((u32::try_from(run.len()).ok()?, *run.first()?)))
            .collect()
    }
}

fn variable(operator: &Operator<'_>) -> Option<u32> {
    match operator {
        Operator::LocalGet { local_index }
        | Operator::LocalSet { local_index }
        | Operator::LocalTee { local_index } => Some(*local_index),
        _ => None,
    }
}

/// Most variables are of one kind; the others come behind them, each kind together.
fn kind_rank(kind: ValType) -> u8 {
    match kind {
        ValType::I32 => 0,
        ValType::I64 => 1,
        ValType::F64 => 2,
        ValType::F32 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        ConstExpr, FunctionSection, GlobalSection, GlobalType, Module, TypeSection,
    };

    use super::*;

    /// A function with `parameters` numbers, and a frame: it stores 5 in `extra` more variables
    /// of each kind, one more often than the one before.
    fn app(parameters: usize, extra: u32) -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function(vec![ValType::I32; parameters], []);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut globals = GlobalSection::new();
        let stack = GlobalType {
            val_type: ValType::I32,
            mutable: true,
            shared: false,
        };
        globals.global(stack, &ConstExpr::i32_const(1024));
        let first = u32::try_from(parameters).unwrap();
        let mut body = Function::new([(extra, ValType::I64), (extra + 1, ValType::I32)]);
        let frame = first + 2 * extra;
        body.instruction(&Instruction::GlobalGet(0));
        body.instruction(&Instruction::I32Const(16));
        body.instruction(&Instruction::I32Sub);
        body.instruction(&Instruction::LocalSet(frame));
        for at in 0..extra {
            for _ in 0..=at {
                body.instruction(&Instruction::I64Const(5));
                body.instruction(&Instruction::LocalSet(first + at));
                body.instruction(&Instruction::I32Const(5));
                body.instruction(&Instruction::LocalSet(first + extra + at));
            }
        }
        body.instruction(&Instruction::End);
        let mut code = CodeSection::new();
        code.function(&body);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&functions)
            .section(&globals)
            .section(&code);
        module.finish()
    }

    /// The kinds of a function's variables and the numbers it uses, in order of use.
    fn read(wasm: &[u8]) -> (Vec<wasmparser::ValType>, Vec<u32>) {
        let mut kinds = Vec::new();
        let mut numbers = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            if let Payload::CodeSectionEntry(body) = payload.unwrap() {
                for declared in body.get_locals_reader().unwrap() {
                    let (count, kind) = declared.unwrap();
                    kinds.extend((0..count).map(|_| kind));
                }
                for operator in body.get_operators_reader().unwrap() {
                    numbers.extend(variable(&operator.unwrap()));
                }
            }
        }
        (kinds, numbers)
    }

    #[test]
    fn the_frame_has_one_number_however_many_parameters_there_are() {
        for parameters in [0, 3, 9] {
            let (_, numbers) = read(&renumber(&app(parameters, 2)).unwrap());
            assert_eq!(numbers[0], NUMBERS[0], "{parameters} parameters");
        }
    }

    #[test]
    fn variables_stay_apart_and_keep_their_kinds() {
        for (parameters, extra) in [(0, 0), (0, 1), (2, 5), (11, 4), (20, 3), (3, 40), (0, 200)] {
            let (was, before) = read(&app(parameters, extra));
            let (is, after) = read(&renumber(&app(parameters, extra)).unwrap());
            let mut pairs: Vec<(u32, u32)> = before.into_iter().zip(after).collect();
            pairs.sort_unstable();
            pairs.dedup();
            let mut new: Vec<u32> = pairs.iter().map(|it| it.1).collect();
            new.sort_unstable();
            new.dedup();
            assert_eq!(
                new.len(),
                pairs.len(),
                "{parameters} and {extra}: {pairs:?}"
            );
            for (old, new) in pairs {
                let kind = |kinds: &[wasmparser::ValType], number: u32| {
                    kinds[number as usize - parameters]
                };
                assert_eq!(kind(&was, old), kind(&is, new), "{parameters} and {extra}");
            }
        }
    }

    #[test]
    fn parameters_keep_their_numbers() {
        let mut body = Function::new([]);
        body.instruction(&Instruction::LocalGet(1));
        body.instruction(&Instruction::LocalSet(0));
        body.instruction(&Instruction::End);
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32, ValType::I32], []);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut code = CodeSection::new();
        code.function(&body);
        let mut module = Module::new();
        module.section(&types).section(&functions).section(&code);
        let (kinds, numbers) = read(&renumber(&module.finish()).unwrap());
        assert_eq!((kinds, numbers), (vec![], vec![1, 0]));
    }
}
