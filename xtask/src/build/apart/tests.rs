//! A small app, as the linker and wasm-bindgen would leave it, taken apart.

use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, DataSymbolDefinition, ElementSection,
    Elements, Encode, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    GlobalSection, GlobalType, ImportSection, Instruction, LinkingSection, MemorySection,
    MemoryType, Module, NameMap, NameSection, RefType, SymbolTable, TableSection, TableType,
    TypeSection, ValType,
};
use wasmparser::{Operator, RelocationType, Validator};

use super::app::App;
use super::plan::{is_within, leads_to};
use super::{Parts, file_name, loader, take_apart};

const LOG: u32 = 0;
const DRAW: u32 = 1;
const START: u32 = 2;
const LATE: u32 = 3;
const EVER: u32 = 4;
const ONLY_LATE: u32 = 5;
const POINTED_AT: u32 = 6;

const NAMES: [&str; 5] = [
    "_ZN3app5start17h0000000000000001E",
    "_ZN3app2ui10apart_late17h0000000000000002E",
    "_ZN3app4ever17h0000000000000003E",
    "_ZN3app9only_late17h0000000000000004E",
    "_ZN3app10pointed_at17h0000000000000005E",
];

const DATA: u32 = 1024;

/// Starts by calling what is there for all and what leads into the part; that has helpers, data
/// and a function it points at, which calls what only it needs of the page's script.
fn app() -> Vec<u8> {
    app_of(NAMES)
}

fn app_of(names_of_functions: [&str; 5]) -> Vec<u8> {
    use Instruction as I;
    let bodies: [&[I<'_>]; 5] = [
        &[I::I32Const(1024), I::Drop, I::Call(EVER), I::Call(LATE)],
        &[
            I::I32Const(1028),
            I::Drop,
            I::Call(EVER),
            I::Call(ONLY_LATE),
        ],
        &[I::GlobalGet(0), I::Drop, I::Call(LOG)],
        // A number that is an address, and one that only looks like it.
        &[I::I32Const(1), I::Drop, I::I32Const(2), I::Drop],
        &[I::GlobalGet(0), I::Drop, I::Call(DRAW)],
    ];
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    for name in ["log", "draw"] {
        imports.import("./app_bg.js", name, EntityType::Function(0));
    }
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for body in bodies {
        functions.function(0);
        let mut function = Function::new([]);
        for instruction in body {
            function.instruction(instruction);
        }
        code.function(function.instruction(&I::End));
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 3,
        maximum: Some(3),
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut globals = GlobalSection::new();
    let stack = GlobalType {
        val_type: ValType::I32,
        mutable: true,
        shared: false,
    };
    globals.global(stack, &ConstExpr::i32_const(1024));
    let mut exports = ExportSection::new();
    exports.export("memory", ExportKind::Memory, 0);
    exports.export("start", ExportKind::Func, START);
    let mut elements = ElementSection::new();
    let pointed_at = [POINTED_AT, EVER];
    elements.active(
        None,
        &ConstExpr::i32_const(1),
        Elements::Functions(pointed_at.as_slice().into()),
    );
    let mut data = DataSection::new();
    data.active(0, &ConstExpr::i32_const(1024), *b"everlate");
    let mut names = NameMap::new();
    for (function, name) in (START..).zip(names_of_functions) {
        names.append(function, name);
    }
    let mut name_section = NameSection::new();
    name_section.functions(&names);

    let (linking, relocations) = said_by_the_linker(&code);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables)
        .section(&memories)
        .section(&globals)
        .section(&exports)
        .section(&elements)
        .section(&code)
        .section(&data)
        .section(&linking)
        .section(&CustomSection {
            name: "reloc.CODE".into(),
            data: relocations.into(),
        })
        .section(&name_section);
    module.finish()
}

/// Names of data, and where in the code addresses stand.
fn said_by_the_linker(code: &CodeSection) -> (LinkingSection, Vec<u8>) {
    use Instruction as I;
    let mut symbols = SymbolTable::new();
    for (name, offset) in [("ever", 0), ("late", 4)] {
        let place = DataSymbolDefinition {
            index: 0,
            offset,
            size: 4,
        };
        symbols.data(0, name, Some(place));
    }
    let mut linking = LinkingSection::new();
    linking.symbol_table(&symbols);
    let relocations = [
        (RelocationType::MemoryAddrSleb, I::I32Const(1024), 0),
        (RelocationType::MemoryAddrSleb, I::I32Const(1028), 1),
        (RelocationType::TableIndexSleb, I::I32Const(1), 9),
    ];
    let mut written = Vec::new();
    code.encode(&mut written);
    let mut entries = Vec::new();
    for (kind, at, symbol) in &relocations {
        let mut instruction = Vec::new();
        at.encode(&mut instruction);
        let pieces = written.windows(instruction.len());
        let place = pieces
            .zip(0_u32..)
            .find(|it| it.0 == instruction)
            .unwrap()
            .1;
        entries.push(*kind as u8);
        // One more for the instruction's own byte, one less for the length before the section.
        place.encode(&mut entries);
        u32::encode(symbol, &mut entries);
        if *kind == RelocationType::MemoryAddrSleb {
            0_i32.encode(&mut entries);
        }
    }
    // Types, imports, functions, table, memory, global variables, exports, elements: then code.
    let mut all = vec![8, u8::try_from(relocations.len()).unwrap()];
    all.extend(entries);
    (linking, all)
}

fn parts() -> Parts {
    let app = app();
    take_apart(&app, &app).unwrap()
}

/// The code of all functions of a module.
fn code(wasm: &[u8]) -> Vec<Vec<String>> {
    let app = App::read(wasm).unwrap();
    let of = |it: &wasmparser::FunctionBody<'_>| {
        let operators = it.get_operators_reader().unwrap().into_iter();
        operators.map(|it| format!("{:?}", it.unwrap())).collect()
    };
    app.bodies.iter().map(of).collect()
}

fn memory(wasm: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let app = App::read(wasm);
    let data = app.unwrap().data.into_iter();
    data.map(|(at, data)| (at, data.data.to_vec())).collect()
}

#[test]
fn what_only_the_part_needs_is_in_its_module() {
    let parts = parts();
    let names: Vec<&str> = parts.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(names, ["main", "late"]);
    let [main, late] = [&parts[0].1, &parts[1].1];
    // What starts, and what is there for all; the other three are in the part.
    assert_eq!(code(main).len(), 2);
    assert_eq!(code(late).len(), 3);
    assert_eq!(memory(main), [(DATA, b"ever\0\0\0\0".to_vec())]);
    assert_eq!(memory(late), [(DATA + 4, b"late".to_vec())]);
}

#[test]
fn every_address_stays_and_the_part_is_called_through_the_table() {
    let parts = parts();
    let [main, late] = [0, 1].map(|it| App::read(&parts[it].1).unwrap());
    let slots = |app: &App<'_>| app.slots.keys().copied().collect::<Vec<_>>();
    assert_eq!(slots(&main), [2]);
    // What the part points at, and one more for what leads into it.
    assert_eq!(slots(&late), [1, 3]);
    assert_eq!(
        (main.tables[0].initial, main.tables[0].maximum),
        (4, Some(4))
    );
    let start = &code(&parts[0].1)[0];
    let call = start.iter().position(|it| it.starts_with("CallIndirect"));
    assert_eq!(start[call.unwrap() - 1], "I32Const { value: 3 }");
    let entry = main.bodies[0].get_operators_reader().unwrap();
    let calls = entry
        .into_iter()
        .filter(|it| matches!(it, Ok(Operator::Call { .. })));
    assert_eq!(calls.count(), 1);
}

#[test]
fn a_part_takes_what_it_needs_from_the_page_and_its_script() {
    let parts = parts();
    let mut taken = Vec::new();
    for payload in wasmparser::Parser::new(0).parse_all(&parts[1].1) {
        if let wasmparser::Payload::ImportSection(section) = payload.unwrap() {
            for import in section.into_imports() {
                let import = import.unwrap();
                taken.push(format!("{} {}", import.module, import.name));
            }
        }
    }
    let expected = ["./app_bg.js draw", "m $a", "m $g0", "m $t0", "m memory"];
    assert_eq!(taken, expected);
    let app = App::read(&parts[0].1).unwrap();
    let given: Vec<&str> = app.exports.iter().map(|it| it.name).collect();
    assert_eq!(given, ["memory", "start", "$a", "$g0", "$t0"]);
}

#[test]
fn all_modules_are_valid() {
    for (name, wasm) in parts() {
        let valid = Validator::new().validate_all(&wasm);
        assert!(valid.is_ok(), "{name}: {:?}", valid.err());
    }
}

#[test]
fn the_name_of_a_function_says_where_it_leads() {
    assert_eq!(leads_to(NAMES[1]), Some("late"));
    assert_eq!(
        leads_to("_ZN3app21apart_late_and_lately17h0000000000000002E"),
        Some("late")
    );
    assert_eq!(leads_to(NAMES[0]), None);
    // What is inside of such a function is not it.
    let inside = "_ZN3app10apart_late28_$u7b$$u7b$closure$u7d$$u7d$17h0000000000000002E";
    assert_eq!(leads_to(inside), None);
    assert!(is_within(inside));
    assert!(!is_within(NAMES[1]) && !is_within(NAMES[0]));
    assert_eq!(leads_to("apart_late"), None);
}

#[test]
fn what_a_part_begins_does_not_come_with_the_page_unnoticed() {
    let closure = "_ZN3app10apart_late1c17h0000000000000006E";
    let mut names = NAMES;
    names[2] = closure;
    let app = app_of(names);
    let refused = take_apart(&app, &app).unwrap_err();
    assert!(refused.to_string().contains(closure), "{refused}");
}

#[test]
fn without_what_the_linker_says_nothing_is_taken_apart() {
    let app = app();
    let mut plain = Module::new();
    plain.section(&TypeSection::new());
    assert!(take_apart(&plain.finish(), &app).is_err());
}

#[test]
fn a_part_has_another_name_with_another_app() {
    let name = file_name("late", b"app", b"part");
    assert!(name.starts_with("part-late-"), "{name}");
    assert_ne!(name, file_name("late", b"newer", b"part"));
    assert_ne!(name, file_name("late", b"app", b"newer"));
    let files = [("late".to_owned(), [name.clone(), "sha384-A".to_owned()])];
    let script = loader(&files.into()).unwrap();
    assert!(
        script.contains(&format!("{{\"late\":[\"{name}\",\"sha384-A\"]}}")),
        "{script}"
    );
}
