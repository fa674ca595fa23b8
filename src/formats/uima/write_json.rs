use serde_json::{Map, Value, json};

use super::write::{Feature, SOFA, structures, types};
use crate::formats::NamedFile;
use crate::formats::foreign::{Document, file_names};
use crate::formats::inception::Used;

/// A file for each document, each with the types of all of them.
pub(super) fn write(documents: &[Document]) -> Vec<NamedFile> {
    let used = Used::of(documents);
    let types = types_of(&used);
    let mut files = Vec::with_capacity(documents.len());
    for (document, name) in documents.iter().zip(file_names(documents)) {
        let (lines, members) = lines(document, &used);
        let views = json!({"_InitialView": {"%SOFA": SOFA, "%MEMBERS": members}});
        // Readers that go through it once need the types first.
        let json = format!(
            "{{\"%TYPES\": {types},\n\"%FEATURE_STRUCTURES\": [\n{}\n],\n\"%VIEWS\": {views}}}\n",
            lines.join(",\n")
        );
        files.push(NamedFile {
            name: format!("{name}.json"),
            bytes: json.into_bytes(),
        });
    }
    files
}

fn types_of(used: &Used<'_>) -> Value {
    let mut all = Map::new();
    for (name, above, features) in types(used) {
        let mut said = Map::new();
        said.insert("%NAME".to_owned(), name.into());
        said.insert("%SUPER_TYPE".to_owned(), above.into());
        for (feature, range) in features {
            let it = json!({"%NAME": feature, "%RANGE": range});
            said.insert(feature.to_owned(), it);
        }
        all.insert(name.to_owned(), said.into());
    }
    all.into()
}

/// A structure a line, and the ids of those that are in the view. Lists are structures of their own.
fn lines(document: &Document, used: &Used<'_>) -> (Vec<String>, Vec<usize>) {
    let text = &document.text.text;
    let sofa = json!({
        "%ID": SOFA, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView",
        "mimeType": "text/plain", "sofaString": text,
    });
    let mut lines = vec![sofa.to_string()];
    let all = structures(document, used);
    let mut list = all.last().map_or(SOFA, |it| it.id);
    let mut members = Vec::with_capacity(all.len());
    for it in all {
        members.push(it.id);
        let mut said = Map::new();
        said.insert("%ID".to_owned(), it.id.into());
        said.insert("%TYPE".to_owned(), it.type_name.into());
        said.insert("@sofa".to_owned(), SOFA.into());
        if let Some((begin, end)) = it.place {
            said.insert("begin".to_owned(), begin.into());
            said.insert("end".to_owned(), end.into());
        }
        for (name, feature) in it.features {
            match feature {
                Feature::Text(value) => said.insert(name.to_owned(), value.into()),
                Feature::Ref(id) => said.insert(format!("@{name}"), id.into()),
                Feature::Texts(all) => {
                    list += 1;
                    let it = json!({
                        "%ID": list, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": all,
                    });
                    lines.push(it.to_string());
                    said.insert(format!("@{name}"), list.into())
                }
            };
        }
        lines.push(Value::Object(said).to_string());
    }
    (lines, members)
}
