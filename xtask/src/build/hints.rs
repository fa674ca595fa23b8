//! Gives all accesses to memory the hint that goes with their size.
//!
//! The compiler knows of some that they are aligned to less. A hint has no meaning for what a
//! program does, today's engines do not look at it, and where all are the same, gzip has less to
//! write down.

use std::convert::Infallible;

use anyhow::Result;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{Instruction, MemArg};
use wasmparser::Operator;

use super::rewrite::rewritten;

pub fn uniform(wasm: &[u8]) -> Result<Vec<u8>> {
    rewritten(wasm, &mut Uniform)
}

struct Uniform;

impl Reencode for Uniform {
    type Error = Infallible;

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error> {
        use Instruction as I;
        let bytes = |log2, memarg| MemArg {
            align: log2,
            ..memarg
        };
        Ok(match utils::instruction(self, operator)? {
            I::I32Load16S(it) => I::I32Load16S(bytes(1, it)),
            I::I32Load16U(it) => I::I32Load16U(bytes(1, it)),
            I::I32Store16(it) => I::I32Store16(bytes(1, it)),
            I::I32Load(it) => I::I32Load(bytes(2, it)),
            I::I32Store(it) => I::I32Store(bytes(2, it)),
            I::F32Load(it) => I::F32Load(bytes(2, it)),
            I::F32Store(it) => I::F32Store(bytes(2, it)),
            I::I64Load32S(it) => I::I64Load32S(bytes(2, it)),
            I::I64Load32U(it) => I::I64Load32U(bytes(2, it)),
            I::I64Store32(it) => I::I64Store32(bytes(2, it)),
            I::I64Load(it) => I::I64Load(bytes(3, it)),
            I::I64Store(it) => I::I64Store(bytes(3, it)),
            I::F64Load(it) => I::F64Load(bytes(3, it)),
            I::F64Store(it) => I::F64Store(bytes(3, it)),
            // Single bytes have no other alignment, and the rest does not reach into memory.
            other => other,
        })
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{CodeSection, Function, FunctionSection, MemArgTarget, MemorySection};
    use wasm_encoder::{MemoryType, Module, TypeSection, ValType};
    use wasmparser::{Parser, Payload};

    use super::*;

    /// Loads eight bytes at 4 + 16, of which the compiler knows that they lie at a multiple of 4.
    fn app() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], [ValType::I64]);
        let mut functions = FunctionSection::new();
        functions.function(0);
        let mut memories = MemorySection::new();
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut body = Function::new([]);
        body.instruction(&Instruction::I32Const(4));
        body.instruction(&Instruction::I64Load(MemArg {
            offset: 16,
            align: 2,
            target: MemArgTarget::default(),
            ordering: None,
        }));
        body.instruction(&Instruction::End);
        let mut code = CodeSection::new();
        code.function(&body);
        let mut module = Module::new();
        module
            .section(&types)
            .section(&functions)
            .section(&memories)
            .section(&code);
        module.finish()
    }

    #[test]
    fn the_hint_becomes_the_size_and_the_place_stays() {
        let mut found = Vec::new();
        let after = uniform(&app()).unwrap();
        for payload in Parser::new(0).parse_all(&after) {
            if let Payload::CodeSectionEntry(body) = payload.unwrap() {
                found.extend(body.get_operators_reader().unwrap());
            }
        }
        let load = found.into_iter().find_map(|it| match it.unwrap() {
            Operator::I64Load { memarg } => Some((memarg.align, memarg.offset)),
            _ => None,
        });
        assert_eq!(load, Some((3, 16)));
    }
}
