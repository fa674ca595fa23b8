//! Writes the parts as modules of their own.
//!
//! All of them share one memory, one table of functions and the global variables, and every
//! address stays what it was: of function and of data. So a part, once it is loaded, is as if it
//! had always been there.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::ops::Range;

use anyhow::{Context, Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, EntityType,
    ExportKind, ExportSection, Function, FunctionSection, ImportSection, Instruction, Module,
    RawSection, SectionId, TableSection,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, DataSectionReader, ElementSectionReader,
    ExportSectionReader, ExternalKind, FunctionBody, FunctionSectionReader, Operator,
    TableSectionReader,
};

use super::app::App;
use super::plan::{MAIN, Plan};
use crate::build::rewrite::rewritten;

/// The modules of all parts, in the order of the plan.
pub fn modules(app: &App<'_>, plan: &Plan) -> Result<Vec<Vec<u8>>> {
    let mut layout = Layout::of(app, plan);
    let parts = plan.parts.len();
    let needs = (0..parts)
        .map(|it| layout.needs(it))
        .collect::<Result<Vec<_>>>()?;
    for (part, needed) in needs.iter().enumerate() {
        for function in &needed.functions {
            let owner = plan.functions[*function as usize];
            if *function >= app.imported && owner != part {
                let names = &mut layout.exports[owner];
                let name = short_name(names.len());
                names.entry(*function).or_insert(name);
            }
        }
        if part != MAIN {
            layout.globals.extend(&needed.globals);
        }
    }
    let mut modules = vec![layout.main()?];
    for (part, needed) in needs.iter().enumerate().skip(1) {
        modules.push(layout.part(part, needed)?);
    }
    Ok(modules)
}

struct Layout<'a> {
    app: &'a App<'a>,
    plan: &'a Plan,
    /// Where functions are in the table, with the places that entries got.
    slots: BTreeMap<u32, u32>,
    /// Where to call an entry.
    entries: BTreeMap<u32, u32>,
    /// Of each part what the others call, and by which name.
    exports: Vec<BTreeMap<u32, String>>,
    /// Global variables that other parts than the page use.
    globals: BTreeSet<u32>,
}

#[derive(Default)]
struct Needs {
    /// Called, and not of the part itself.
    functions: BTreeSet<u32>,
    globals: BTreeSet<u32>,
}

impl<'a> Layout<'a> {
    fn of(app: &'a App<'a>, plan: &'a Plan) -> Self {
        let mut slots = app.slots.clone();
        let by_function: BTreeMap<u32, u32> = slots.iter().map(|(at, it)| (*it, *at)).collect();
        let mut entries = BTreeMap::new();
        let first = app.tables.first().map_or(0, |it| it.initial);
        let mut next = u32::try_from(first).unwrap_or(u32::MAX);
        for entry in &plan.entries {
            let slot = by_function.get(entry).copied().unwrap_or_else(|| {
                next += 1;
                next - 1
            });
            slots.insert(slot, *entry);
            entries.insert(*entry, slot);
        }
        Self {
            app,
            plan,
            slots,
            entries,
            exports: vec![BTreeMap::new(); plan.parts.len()],
            globals: BTreeSet::new(),
        }
    }

    /// The app's own functions in a part.
    fn own(&self, part: usize) -> impl Iterator<Item = u32> {
        let all = self.app.imported..self.app.functions();
        all.filter(move |it| self.plan.functions[*it as usize] == part)
    }

    /// The part is not this one, and is called through the table.
    fn is_away(&self, function: u32, part: usize) -> bool {
        self.plan.functions[function as usize] != part && self.entries.contains_key(&function)
    }

    fn needs(&self, part: usize) -> Result<Needs> {
        let mut needs = Needs::default();
        for function in self.own(part) {
            let uses = self.app.uses(function)?;
            for called in uses.functions {
                let own =
                    called >= self.app.imported && self.plan.functions[called as usize] == part;
                if !own && !self.is_away(called, part) {
                    needs.functions.insert(called);
                }
            }
            needs.globals.extend(uses.globals);
        }
        Ok(needs)
    }

    fn writer(&self, part: usize) -> Writer<'_> {
        Writer {
            layout: self,
            part,
            functions: BTreeMap::new(),
            globals: BTreeMap::new(),
        }
    }

    fn main(&self) -> Result<Vec<u8>> {
        let mut writer = self.writer(MAIN);
        let all = (0..self.app.imported).chain(self.own(MAIN));
        writer.functions = all.zip(0..).collect();
        writer.globals = (0..u32::try_from(self.app.globals.len())?)
            .map(|it| (it, it))
            .collect();
        rewritten(self.app.wasm, &mut writer)
    }

    fn part(&self, part: usize, needs: &Needs) -> Result<Vec<u8>> {
        let app = self.app;
        let mut writer = self.writer(part);
        let mut imports = ImportSection::new();
        for function in &needs.functions {
            let owner = self.plan.functions[*function as usize];
            let (module, name) = if let Some(import) = app.imports.get(*function as usize) {
                (import.module, import.name)
            } else {
                let name = self.exports[owner].get(function);
                let name = name.context("nothing exports what is needed")?;
                (from(owner), name.as_str())
            };
            let kind = app.kinds[*function as usize];
            imports.import(module, name, EntityType::Function(kind));
            let number = u32::try_from(writer.functions.len())?;
            writer.functions.insert(*function, number);
        }
        for global in &needs.globals {
            let kind = writer
                .global_type(app.globals[*global as usize])
                .map_err(wrong)?;
            imports.import(from(MAIN), &global_name(app, *global), kind);
            let number = u32::try_from(writer.globals.len())?;
            writer.globals.insert(*global, number);
        }
        for (number, table) in (0..).zip(&app.tables) {
            let kind = writer.table_type(*table).map_err(wrong)?;
            let kind = EntityType::Table(wasm_encoder::TableType {
                // It may have grown since.
                maximum: if number == 0 { None } else { kind.maximum },
                ..kind
            });
            imports.import(from(MAIN), &table_name(app, number), kind);
        }
        let memory = wasm_encoder::MemoryType {
            minimum: 0,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        imports.import(from(MAIN), memory_name(app)?, memory);

        let mut functions = FunctionSection::new();
        for function in self.own(part) {
            functions.function(app.kinds[function as usize]);
            let number = u32::try_from(writer.functions.len())?;
            writer.functions.insert(function, number);
        }
        let mut exports = ExportSection::new();
        writer.export_to_others(&mut exports);
        let mut elements = ElementSection::new();
        writer.elements(&mut elements);
        let mut code = CodeSection::new();
        for function in self.own(part) {
            let body = app.body(function).context("a function without code")?;
            writer
                .parse_function_body(&mut code, body.clone())
                .map_err(wrong)?;
        }
        let mut data = DataSection::new();
        for (segment, (start, bytes)) in app.data.iter().enumerate() {
            for run in self.runs(segment, part) {
                let at = i32::try_from(*start)? + i32::try_from(run.start)?;
                let bytes = bytes.data[run].iter().copied();
                data.active(0, &ConstExpr::i32_const(at), bytes);
            }
        }
        let mut module = Module::new();
        module.section(&RawSection {
            id: SectionId::Type.into(),
            data: app.types,
        });
        module.section(&imports).section(&functions);
        if !exports.is_empty() {
            module.section(&exports);
        }
        module.section(&elements).section(&code).section(&data);
        if let Some(features) = app.features {
            module.section(&CustomSection {
                name: "target_features".into(),
                data: features.into(),
            });
        }
        Ok(module.finish())
    }

    /// Where in a segment bytes of a part are.
    fn runs(&self, segment: usize, part: usize) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for (at, owner) in self.plan.data[segment].iter().enumerate() {
            if *owner != part {
                continue;
            }
            match runs.last_mut().filter(|it| it.end == at) {
                Some(run) => run.end += 1,
                None => runs.push(at..at + 1),
            }
        }
        runs
    }
}

/// What a part is called by those that take something from it.
fn from(part: usize) -> &'static str {
    if part == MAIN { "m" } else { "s" }
}

/// Letters.
fn short_name(mut number: usize) -> String {
    let mut name = String::from("$");
    loop {
        name.push(char::from(b"abcdefghijklmnopqrstuvwxyz"[number % 26]));
        number /= 26;
        if number == 0 {
            return name;
        }
    }
}

fn global_name(app: &App<'_>, global: u32) -> String {
    let exported = app.exported(ExternalKind::Global);
    exported
        .get(&global)
        .map_or_else(|| format!("$g{global}"), ToString::to_string)
}

fn table_name(app: &App<'_>, table: u32) -> String {
    let exported = app.exported(ExternalKind::Table);
    exported
        .get(&table)
        .map_or_else(|| format!("$t{table}"), ToString::to_string)
}

fn memory_name<'a>(app: &App<'a>) -> Result<&'a str> {
    let exported = app.exported(ExternalKind::Memory);
    exported
        .get(&0)
        .copied()
        .context("the memory is not exported")
}

#[allow(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn wrong(error: Error) -> anyhow::Error {
    anyhow!("cannot write a part of the app: {error}")
}

/// Writes what belongs to one part.
struct Writer<'a> {
    layout: &'a Layout<'a>,
    part: usize,
    /// New numbers by old ones.
    functions: BTreeMap<u32, u32>,
    globals: BTreeMap<u32, u32>,
}

impl Writer<'_> {
    fn export_to_others(&self, exports: &mut ExportSection) {
        for (function, name) in &self.layout.exports[self.part] {
            exports.export(name, ExportKind::Func, self.functions[function]);
        }
    }

    /// Functions of this part at their places in the table.
    fn elements(&self, elements: &mut ElementSection) {
        let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
        for (slot, function) in &self.layout.slots {
            let imported = *function < self.layout.app.imported;
            let owner = self.layout.plan.functions[*function as usize];
            if owner != self.part || (imported && self.part != MAIN) {
                continue;
            }
            let function = self.functions[function];
            match runs.last_mut() {
                Some((first, run)) if *first as usize + run.len() == *slot as usize => {
                    run.push(function);
                }
                _ => runs.push((*slot, vec![function])),
            }
        }
        for (first, run) in runs {
            let offset = ConstExpr::i32_const(first.cast_signed());
            elements.active(None, &offset, Elements::Functions(run.into()));
        }
    }
}

impl Reencode for Writer<'_> {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        let number = self.functions.get(&function).copied();
        number.ok_or(Error::InvalidConstExpr)
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error> {
        let number = self.globals.get(&global).copied();
        number.ok_or(Error::InvalidConstExpr)
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        for function in self.layout.own(self.part) {
            functions.function(self.layout.app.kinds[function as usize]);
        }
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        _: TableSectionReader<'_>,
    ) -> Result<(), Error> {
        for (number, table) in self.layout.app.tables.iter().enumerate() {
            let mut kind = self.table_type(*table)?;
            if number == 0 {
                let last = self.layout.slots.keys().last().copied().unwrap_or_default();
                let more = u64::from(last + 1).saturating_sub(kind.minimum);
                kind.minimum += more;
                kind.maximum = kind.maximum.map(|it| it + more);
            }
            tables.table(kind);
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: ExportSectionReader<'_>,
    ) -> Result<(), Error> {
        for export in section {
            self.parse_export(exports, export?)?;
        }
        self.export_to_others(exports);
        let app = self.layout.app;
        let globals = app.exported(ExternalKind::Global);
        for global in &self.layout.globals {
            if !globals.contains_key(global) {
                exports.export(&global_name(app, *global), ExportKind::Global, *global);
            }
        }
        let tables = app.exported(ExternalKind::Table);
        for number in (0..).take(app.tables.len()) {
            if !tables.contains_key(&number) {
                exports.export(&table_name(app, number), ExportKind::Table, number);
            }
        }
        Ok(())
    }

    fn parse_element_section(
        &mut self,
        elements: &mut ElementSection,
        _: ElementSectionReader<'_>,
    ) -> Result<(), Error> {
        self.elements(elements);
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        _: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        for function in self.layout.own(self.part) {
            if let Some(body) = self.layout.app.body(function) {
                self.parse_function_body(code, body.clone())?;
            }
        }
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), Error> {
        let mut locals = Vec::new();
        for declared in body.get_locals_reader()? {
            let (count, kind) = declared?;
            locals.push((count, self.val_type(kind)?));
        }
        let mut function = Function::new(locals);
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            match operator {
                Operator::Call { function_index }
                    if self.layout.is_away(function_index, self.part) =>
                {
                    let slot = self.layout.entries[&function_index];
                    function.instruction(&Instruction::I32Const(slot.cast_signed()));
                    function.instruction(&Instruction::CallIndirect {
                        type_index: self.layout.app.kinds[function_index as usize],
                        table_index: 0,
                    });
                }
                _ => {
                    function.instruction(&self.instruction(operator)?);
                }
            }
        }
        code.function(&function);
        Ok(())
    }

    fn parse_data_section(
        &mut self,
        data: &mut DataSection,
        _: DataSectionReader<'_>,
    ) -> Result<(), Error> {
        for (segment, (start, bytes)) in self.layout.app.data.iter().enumerate() {
            let owners = &self.layout.plan.data[segment];
            // What parts bring with them is as good as never written until then.
            let bytes = bytes.data.iter().zip(owners);
            let bytes = bytes.map(|(byte, owner)| if *owner == MAIN { *byte } else { 0 });
            data.active(0, &ConstExpr::i32_const(start.cast_signed()), bytes);
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        module: &mut Module,
        section: CustomSectionReader<'_>,
    ) -> Result<(), Error> {
        // Names and addresses are those of the whole.
        if section.name() == "target_features" {
            module.section(&CustomSection {
                name: section.name().into(),
                data: section.data().into(),
            });
        }
        Ok(())
    }
}
