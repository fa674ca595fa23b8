//! What types there are, and what their features have.

use serde_json::Value;

use super::model::{Type, Types};
use crate::formats::{NotRead, xml};
use crate::model::sorted::SortedMap;

/// Adds the types of `TypeSystem.xml`.
pub(super) fn of_xml(text: &str, to: &mut Types) -> Result<(), NotRead> {
    let document = xml::parse(text)?;
    let says = |node: roxmltree::Node<'_, '_>, name: &str| {
        let mut parts = node.children();
        let part = parts.find(|it| it.tag_name().name() == name)?;
        Some(part.text()?.trim().to_owned())
    };
    let all = document.descendants();
    for node in all.filter(|it| it.tag_name().name() == "typeDescription") {
        let Some(name) = says(node, "name") else {
            continue;
        };
        let mut features = SortedMap::new();
        let lists = node.children();
        for list in lists.filter(|it| it.tag_name().name() == "features") {
            for feature in list.children() {
                let said = says(feature, "name").zip(says(feature, "rangeTypeName"));
                if let Some((name, range)) = said {
                    features.insert(name, range);
                }
            }
        }
        let above = says(node, "supertypeName").unwrap_or_default();
        to.all.insert(name, Type { above, features });
    }
    Ok(())
}

/// Adds the types that a JSON file has in itself.
pub(super) fn of_json(said: &Value, to: &mut Types) {
    for (name, said) in said.as_object().into_iter().flatten() {
        let word = |it: &Value, key: &str| it.get(key)?.as_str().map(str::to_owned);
        let mut features = SortedMap::new();
        for (name, feature) in said.as_object().into_iter().flatten() {
            if let Some(range) = word(feature, "%RANGE") {
                features.insert(name.clone(), range);
            }
        }
        let above = word(said, "%SUPER_TYPE").unwrap_or_default();
        to.all.insert(name.clone(), Type { above, features });
    }
}
