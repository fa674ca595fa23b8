//! Gives what the app imports from its script names of one or two letters.
//!
//! wasm-bindgen ends each name with a hash: sixteen letters that no compression shortens, in
//! the app and once more in the script, some hundreds of times.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use wasm_encoder::ImportSection;
use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::{ImportSectionReader, Parser, Payload};

use super::rewrite::rewritten;

/// The app and its script with short names for what the one imports from the other.
pub fn shorten(wasm: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let names = short_names(wasm)?;
    let app = rewritten(wasm, &mut Renamer(&names))?;
    let mut script = script.to_owned();
    for (long, short) in &names {
        let key = format!("{long}:");
        ensure!(
            script.matches(long).count() == 1 && script.contains(&key),
            "the script should name `{long}` once, as a key"
        );
        script = script.replace(&key, &format!("{short}:"));
    }
    Ok((app, script))
}

/// Short names of the imports whose names end with a hash.
fn short_names(wasm: &[u8]) -> Result<BTreeMap<String, String>> {
    let mut long = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                long.push(import?.name.to_owned());
            }
        }
    }
    long.retain(|it| ends_with_hash(it));
    let short = (0..).map(short_name);
    Ok(long.into_iter().zip(short).collect())
}

fn ends_with_hash(name: &str) -> bool {
    let hash = name.rsplit('_').next().unwrap_or_default();
    hash.len() == 16 && hash.bytes().all(|it| it.is_ascii_hexdigit())
}

/// Two letters and more: a name that nothing else in the script has as a key.
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

struct Renamer<'a>(&'a BTreeMap<String, String>);

impl Reencode for Renamer<'_> {
    type Error = std::convert::Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        for import in section.into_imports() {
            let import = import.map_err(Error::ParseError)?;
            let name = self.0.get(import.name).map_or(import.name, String::as_str);
            let kind = self.entity_type(import.ty)?;
            imports.import(import.module, name, kind);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, Module, TypeSection};

    use super::*;

    const LONG: &str = "__wbg_add_0123456789abcdef";

    fn app() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in [LONG, "__wbindgen_init_externref_table"] {
            imports.import("./app_bg.js", name, EntityType::Function(0));
        }
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.finish()
    }

    fn imported(wasm: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            if let Payload::ImportSection(section) = payload.unwrap() {
                names.extend(section.into_imports().map(|it| it.unwrap().name.to_owned()));
            }
        }
        names
    }

    #[test]
    fn only_names_with_a_hash_become_short_and_both_files_agree() {
        let script = format!("{{ {LONG}: function() {{}}, __wbindgen_init_externref_table: f }}");
        let (wasm, script) = shorten(&app(), &script).unwrap();
        assert_eq!(imported(&wasm), ["$a", "__wbindgen_init_externref_table"]);
        assert_eq!(
            script,
            "{ $a: function() {}, __wbindgen_init_externref_table: f }"
        );
    }

    #[test]
    fn a_script_that_does_not_fit_is_an_error() {
        assert!(shorten(&app(), "{}").is_err());
        assert!(shorten(&app(), &format!("{{ {LONG}: a, {LONG}: b }}")).is_err());
    }

    #[test]
    fn short_names_are_all_different() {
        let names: std::collections::BTreeSet<_> = (0..2_000).map(short_name).collect();
        assert_eq!(names.len(), 2_000);
    }
}
