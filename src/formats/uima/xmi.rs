use roxmltree::Node;

use super::model::{At, Cas, Range, Sofa, Structure, Types, Value};
use crate::formats::warning::Warnings;
use crate::formats::{Finding, NamedFile, NotRead, xml};
use crate::model::sorted::SortedSet;

const XMI: &str = "http://www.omg.org/XMI";

/// Features that name others, where no type system says so.
const REFS: &[&str] = &[
    "Governor",
    "Dependent",
    "first",
    "next",
    "target",
    "members",
];

/// Features of types that every system has, which never name others.
const TEXTS: &[&str] = &["language"];

pub(super) fn read(
    file: &NamedFile,
    text: &str,
    types: &Types,
    warnings: &mut Warnings,
) -> Result<Cas, NotRead> {
    let document = xml::parse(text)?;
    let root = document.root_element();
    let mut cas = Cas::default();
    let mut ids = SortedSet::new();
    let (mut line, mut counted) = (1, 0);
    let mut unsure = Vec::new();
    for node in root.children().filter(Node::is_element) {
        let start = node.range().start;
        line += text[counted..start].matches('\n').count();
        counted = start;
        let type_name = type_name(node);
        let number = |it: &str| it.parse::<i64>().ok();
        let id = node.attribute((XMI, "id")).and_then(number).unwrap_or(-1);
        ids.insert(id);
        match &*type_name {
            "uima.cas.NULL" | "uima.cas.View" => {}
            "uima.cas.Sofa" => cas.sofas.push(Sofa {
                id,
                name: node.attribute("sofaID").unwrap_or_default().to_owned(),
                text: node.attribute("sofaString").map(str::to_owned),
            }),
            _ => {
                let number = cas.structures.len();
                let mut seems = |feature, ids| unsure.push((number, feature, ids));
                let it = structure(node, id, At::Line(line), type_name, types, &mut seems);
                cas.structures.push(it);
            }
        }
    }
    if !settle(unsure, &ids, &mut cas.structures) {
        let item = file.name.clone();
        warnings.add(&file.name, Finding::WithoutTypes { item });
    }
    Ok(cas)
}

/// Of features that no type system knows, and that may name others: those that name links, which have a
/// target, do so. Whether no other one seems to.
fn settle(
    unsure: Vec<(usize, usize, Vec<i64>)>,
    there: &SortedSet<i64>,
    structures: &mut [Structure],
) -> bool {
    let mut links = SortedSet::new();
    for it in &*structures {
        if it.features.iter().any(|it| it.0 == "target") {
            links.insert(it.id);
        }
    }
    let mut settled = true;
    for (structure, feature, ids) in unsure {
        if ids.is_empty() {
            continue;
        }
        if ids.iter().all(|it| links.contains(it)) {
            structures[structure].features[feature].1 = Value::Refs(ids);
        } else if ids.iter().any(|it| there.contains(it)) {
            settled = false;
        }
    }
    settled
}

/// `http:///webanno/custom.ecore` and `Span` are `webanno.custom.Span`.
fn type_name(node: Node<'_, '_>) -> String {
    let name = node.tag_name();
    let package = name.namespace().unwrap_or_default();
    let package = package.strip_prefix("http:///").unwrap_or(package);
    let package = package.strip_suffix(".ecore").unwrap_or(package);
    let package = package.replace('/', ".");
    let package = match &*package {
        // What is in no package.
        "" | "uima.noNamespace" => String::new(),
        some => format!("{some}."),
    };
    package + name.name()
}

fn structure(
    node: Node<'_, '_>,
    id: i64,
    at: At,
    type_name: String,
    types: &Types,
    seems: &mut dyn FnMut(usize, Vec<i64>),
) -> Structure {
    let mut features = Vec::new();
    let (mut sofa, mut begin, mut end) = (None, None, None);
    for it in node.attributes().filter(|it| it.namespace().is_none()) {
        let (name, said) = (it.name(), it.value());
        match name {
            "sofa" => sofa = said.parse().ok(),
            "begin" => begin = said.parse().ok(),
            "end" => end = said.parse().ok(),
            _ => {
                let ids = || said.split_ascii_whitespace().map(str::parse::<i64>);
                let ids = || ids().collect::<Result<Vec<i64>, _>>();
                let range = types.range(&type_name, name);
                let value = match range {
                    Some(Range::Refs) => ids().map(Value::Refs).ok(),
                    Some(Range::Texts) => {
                        let all = said.split_ascii_whitespace().map(str::to_owned);
                        Some(Value::Texts(all.collect()))
                    }
                    None if TEXTS.contains(&name) => None,
                    None if REFS.contains(&name) => ids().map(Value::Refs).ok(),
                    None => {
                        if let Ok(ids) = ids() {
                            seems(features.len(), ids);
                        }
                        None
                    }
                    Some(Range::Text) => None,
                };
                let value = value.unwrap_or_else(|| Value::Text(said.to_owned()));
                features.push((name.to_owned(), value));
            }
        }
    }
    // Lists of texts are elements, one after the other.
    for it in node.children().filter(Node::is_element) {
        let name = it.tag_name().name();
        let said = it.text().unwrap_or_default().to_owned();
        match features.last_mut() {
            Some((last, Value::Texts(all))) if last == name => all.push(said),
            _ => features.push((name.to_owned(), Value::Texts(vec![said]))),
        }
    }
    Structure {
        id,
        at,
        type_name,
        sofa,
        place: begin.zip(end),
        features,
    }
}
