use serde_json::{Map, Value as Json};

use super::model::{At, Cas, Sofa, Structure, Types, Value};
use super::types::of_json;
use crate::formats::NotRead;
use crate::limits::FOREIGN_BYTES;

pub(super) fn read(text: &str, types: &mut Types) -> Result<Cas, NotRead> {
    if text.len() > FOREIGN_BYTES {
        let why = "it is larger than a file may be".to_owned();
        return Err(NotRead::Misshapen(why));
    }
    let said: Json =
        serde_json::from_str(text).map_err(|error| NotRead::Misshapen(error.to_string()))?;
    if let Some(all) = said.get("%TYPES") {
        of_json(all, types);
    }
    let mut cas = Cas::default();
    match said.get("%FEATURE_STRUCTURES") {
        Some(Json::Array(all)) => {
            for it in all.iter().filter_map(Json::as_object) {
                let id = it.get("%ID").and_then(Json::as_i64).unwrap_or(-1);
                take(id, it, &mut cas);
            }
        }
        Some(Json::Object(all)) => {
            for (id, it) in all {
                if let (Ok(id), Some(it)) = (id.parse(), it.as_object()) {
                    take(id, it, &mut cas);
                }
            }
        }
        _ => {}
    }
    Ok(cas)
}

fn take(id: i64, said: &Map<String, Json>, cas: &mut Cas) {
    let text = |key: &str| said.get(key).and_then(Json::as_str).map(str::to_owned);
    let type_name = text("%TYPE").unwrap_or_default();
    if type_name == "uima.cas.Sofa" {
        cas.sofas.push(Sofa {
            id,
            name: text("sofaID").unwrap_or_default(),
            text: text("sofaString"),
        });
        return;
    }
    let number = |key: &str| said.get(key)?.as_u64()?.try_into().ok();
    let mut features = Vec::new();
    for (key, value) in said {
        if matches!(
            &**key,
            "%ID" | "%TYPE" | "%FLAGS" | "@sofa" | "begin" | "end"
        ) {
            continue;
        }
        let is_ref = key.starts_with('@') || (key == "%ELEMENTS" && is_of_refs(&type_name));
        let name = key.trim_start_matches(['@', '#', '^']);
        let value = match value {
            Json::Null => continue,
            Json::Array(all) if is_ref => {
                Value::Refs(all.iter().filter_map(Json::as_i64).collect())
            }
            Json::Array(all) => Value::Texts(all.iter().map(words).collect()),
            one if is_ref => match one.as_i64() {
                Some(id) => Value::Refs(vec![id]),
                None => continue,
            },
            one => Value::Text(words(one)),
        };
        features.push((name.to_owned(), value));
    }
    cas.structures.push(Structure {
        id,
        at: At::Id(id),
        sofa: said.get("@sofa").and_then(Json::as_i64),
        place: number("begin").zip(number("end")),
        type_name,
        features,
    });
}

/// Whether an array has structures, not numbers or texts.
fn is_of_refs(type_name: &str) -> bool {
    type_name == "uima.cas.FSArray"
        || type_name
            .strip_suffix("[]")
            .is_some_and(|it| !it.starts_with("uima.cas.") || it == "uima.cas.TOP")
}

fn words(value: &Json) -> String {
    match value {
        Json::String(it) => it.clone(),
        other => other.to_string(),
    }
}
