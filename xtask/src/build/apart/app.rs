//! The app as wasm-bindgen left it: what taking it apart has to know of it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use wasmparser::{
    Data, DataKind, ElementItems, ElementKind, Export, ExternalKind, FunctionBody, GlobalType,
    Import, KnownCustom, Name, Operator, Parser, Payload, TableType, TypeRef,
};

use super::references::constant;

#[derive(Debug, Default)]
pub struct App<'a> {
    pub wasm: &'a [u8],
    /// What stands in the section of types.
    pub types: &'a [u8],
    /// Which features it may use, as tools note it down.
    pub features: Option<&'a [u8]>,
    /// Functions from outside.
    pub imports: Vec<Import<'a>>,
    /// What else comes from outside.
    pub other_imports: Vec<&'a str>,
    /// How many functions come from outside. They have the first numbers.
    pub imported: u32,
    /// The type of each function, with those from outside.
    pub kinds: Vec<u32>,
    pub bodies: Vec<FunctionBody<'a>>,
    pub names: BTreeMap<u32, &'a str>,
    pub exports: Vec<Export<'a>>,
    pub start: Option<u32>,
    /// By their places in the first table.
    pub slots: BTreeMap<u32, u32>,
    pub tables: Vec<TableType>,
    pub globals: Vec<GlobalType>,
    pub data: Vec<(u32, Data<'a>)>,
}

impl<'a> App<'a> {
    pub fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut app = Self {
            wasm,
            ..Self::default()
        };
        for payload in Parser::new(0).parse_all(wasm) {
            app.take(payload?)?;
        }
        Ok(app)
    }

    fn take(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::TypeSection(section) => {
                let range = section.range();
                self.types = &self.wasm[usize::try_from(range.start)?..usize::try_from(range.end)?];
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    match import.ty {
                        TypeRef::Func(kind) => {
                            self.kinds.push(kind);
                            self.imports.push(import);
                        }
                        _ => self.other_imports.push(import.name),
                    }
                }
                self.imported = u32::try_from(self.imports.len())?;
            }
            Payload::FunctionSection(section) => {
                for kind in section {
                    self.kinds.push(kind?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    self.tables.push(table?.ty);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    self.globals.push(global?.ty);
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    self.exports.push(export?);
                }
            }
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(section) => {
                for element in section {
                    let element = element?;
                    let (
                        ElementKind::Active {
                            table_index,
                            offset_expr,
                        },
                        ElementItems::Functions(all),
                    ) = (element.kind, element.items)
                    else {
                        bail!("functions without a place in a table");
                    };
                    if table_index.unwrap_or_default() != 0 {
                        bail!("functions in another table");
                    }
                    let first = constant(&offset_expr).context("a place that is not fixed")?;
                    for (slot, function) in (first..).zip(all) {
                        self.slots.insert(slot, function?);
                    }
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(section) => {
                for data in section {
                    let data = data?;
                    let DataKind::Active { offset_expr, .. } = &data.kind else {
                        bail!("data without a place");
                    };
                    let at = constant(offset_expr).context("a place that is not fixed")?;
                    self.data.push((at, data));
                }
            }
            Payload::CustomSection(section) => {
                if section.name() == "target_features" {
                    self.features = Some(section.data());
                }
                if let KnownCustom::Name(names) = section.as_known() {
                    for part in names {
                        if let Name::Function(all) = part? {
                            for name in all {
                                let name = name?;
                                self.names.insert(name.index, name.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    pub fn functions(&self) -> u32 {
        u32::try_from(self.kinds.len()).unwrap_or(u32::MAX)
    }

    pub fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        self.bodies
            .get(function.checked_sub(self.imported)? as usize)
    }

    /// What a function calls, and the global variables it uses.
    pub fn uses(&self, function: u32) -> Result<Uses> {
        let mut uses = Uses::default();
        let Some(body) = self.body(function) else {
            return Ok(uses);
        };
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index }
                | Operator::ReturnCall { function_index }
                | Operator::RefFunc { function_index } => uses.functions.push(function_index),
                Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index } => {
                    uses.globals.push(global_index);
                }
                _ => {}
            }
        }
        Ok(uses)
    }

    pub fn exported(&self, kind: ExternalKind) -> BTreeMap<u32, &'a str> {
        let of_kind = self.exports.iter().filter(|it| it.kind == kind);
        of_kind.map(|it| (it.index, it.name)).collect()
    }
}

#[derive(Debug, Default)]
pub struct Uses {
    pub functions: Vec<u32>,
    pub globals: Vec<u32>,
}
