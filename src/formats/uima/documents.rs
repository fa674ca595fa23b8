//! What the structures of a file say of its texts.

use super::ARTICLE;
use super::model::{Cas, Sofa, Structure, Types, Value};
use crate::formats::foreign::{Builder, Details, Document, ForeignText, Said};
use crate::formats::inception::{RELATIONS, SPANS, Saying, is_of_tokens, short};
use crate::formats::warning::Warnings;
use crate::formats::{NotRead, Unit};
use crate::limits::RECORDS;
use crate::model::sorted::{SortedMap, SortedSet};

/// Lists in lists that are looked into.
const LEVELS: usize = 4;

/// Texts of one file: all structures are gone through for each.
const TEXTS: usize = 100;

pub(super) fn of(file: &str, cas: &Cas, types: &Types, warnings: &mut Warnings) -> Vec<Document> {
    let mut by_id = SortedMap::new();
    for (number, it) in cas.structures.iter().enumerate() {
        by_id.insert(it.id, number);
    }
    let texts = cas.sofas.iter().filter(|it| it.text.is_some()).count();
    if texts == 0 {
        warnings.skip(&file, NotRead::NoWords);
    }
    let mut documents = Vec::new();
    if texts > TEXTS {
        let why = format!("it has {texts} texts; the first {TEXTS} are read");
        warnings.skip(&file, NotRead::Misshapen(why));
    }
    for sofa in cas.sofas.iter().filter(|it| it.text.is_some()).take(TEXTS) {
        let Some(text) = &sofa.text else {
            continue;
        };
        match ForeignText::of_text(text) {
            Ok(foreign) => {
                let mut reader = Reader {
                    file,
                    cas,
                    types,
                    by_id: &by_id,
                    sofa,
                    left_out: SortedSet::new(),
                    followed: 0,
                    warnings,
                };
                let mut document = Builder::new(&reader.name(texts > 1), foreign);
                document.details = reader.details();
                reader.spans(&mut document, text);
                reader.relations(&mut document);
                documents.push(document.finish());
            }
            Err(why) => warnings.skip(&file, NotRead::NoText(why)),
        }
    }
    documents
}

struct Reader<'a, 'w> {
    file: &'a str,
    cas: &'a Cas,
    types: &'a Types,
    by_id: &'a SortedMap<i64, usize>,
    sofa: &'a Sofa,
    /// Types of which it was said that they are left out.
    left_out: SortedSet<&'a str>,
    /// How many links were followed: lists may be in one another.
    followed: usize,
    warnings: &'w mut Warnings,
}

impl<'a> Reader<'a, '_> {
    fn of_sofa(&self) -> impl Iterator<Item = &'a Structure> + use<'a> {
        let sofa = self.sofa.id;
        self.cas
            .structures
            .iter()
            .filter(move |it| it.sofa == Some(sofa))
    }

    fn name(&self, several: bool) -> String {
        let name = self.file.rsplit('/').next().unwrap_or_default();
        let name = name.rsplit_once('.').map_or(name, |it| it.0);
        if several {
            format!("{name} {}", self.sofa.name)
        } else {
            name.to_owned()
        }
    }

    /// What is said of the text as a whole: by us, else by `DKPro` Core.
    fn details(&self) -> Details {
        let mut details = Details::default();
        for it in self.of_sofa() {
            let ours = it.type_name == ARTICLE;
            if !ours
                && !self.types.is(&it.type_name, "uima.tcas.DocumentAnnotation")
                && short(&it.type_name) != "DocumentMetaData"
            {
                continue;
            }
            for (name, value) in &it.features {
                let Value::Text(said) = value else {
                    continue;
                };
                let to = match (&**name, ours) {
                    ("language", false) if said == "x-unspecified" => continue,
                    ("documentUri", false) if !said.starts_with("http") => continue,
                    ("title", true) | ("documentTitle", false) => &mut details.title,
                    ("language", _) => &mut details.language,
                    ("outlet", true) => &mut details.outlet,
                    ("author", true) => &mut details.author,
                    ("published", true) => &mut details.published,
                    ("url", true) | ("documentUri", false) => &mut details.url,
                    _ => continue,
                };
                to.clone_from(said);
            }
        }
        details
    }

    fn is_relation(it: &Structure) -> bool {
        it.features
            .iter()
            .any(|it| matches!(&*it.0, "Governor" | "Dependent"))
    }

    /// Whether it says something of tokens or of the whole text.
    fn is_left_out(&self, it: &Structure) -> bool {
        is_of_tokens(&it.type_name)
            || it.type_name == ARTICLE
            || self.types.is(&it.type_name, "uima.tcas.DocumentAnnotation")
    }

    fn spans(&mut self, document: &mut Builder, text: &str) {
        let is_wide = text.chars().any(|it| it.len_utf16() > 1);
        for it in self.of_sofa() {
            let Some((begin, end)) = it.place else {
                continue;
            };
            if self.is_left_out(it) {
                let structural = matches!(short(&it.type_name), "Token" | "Sentence")
                    || self.types.is(&it.type_name, "uima.tcas.DocumentAnnotation")
                    || short(&it.type_name) == "DocumentMetaData";
                if !structural && self.left_out.insert(&it.type_name) {
                    let why = NotRead::OfTokens(short(&it.type_name).to_owned());
                    self.warnings.skip(&it.at.of(self.file), why);
                }
                continue;
            }
            if Self::is_relation(it) {
                continue;
            }
            if begin == end {
                self.warnings.skip(&it.at.of(self.file), NotRead::NoWords);
                continue;
            }
            // Ours count what they should; of others nobody knows where units differ.
            let sure = !is_wide || matches!(&*it.type_name, SPANS | RELATIONS);
            document.sure = sure;
            let saying = Saying::of(&it.type_name, self.features(it));
            let said = Said {
                id: it.id.to_string(),
                label: &saying.label,
                fragments: vec![(begin, end, None)],
            };
            let place = it.at.of(self.file);
            match document.span(&place, Unit::Utf16, said, self.warnings) {
                Ok(span) => saying.tell(span),
                Err(why) => self.warnings.skip(&place, why),
            }
        }
    }

    /// What features say in words.
    fn features(&self, of: &Structure) -> Vec<(String, String)> {
        let mut said = Vec::new();
        for (name, value) in &of.features {
            let name = match &**name {
                "referenceType" => "value",
                "referenceRelation" => continue,
                other => other,
            };
            match value {
                Value::Text(it) => said.push((name.to_owned(), it.clone())),
                Value::Texts(all) => {
                    said.extend(all.iter().map(|it| (name.to_owned(), it.clone())));
                }
                Value::Refs(ids) => {
                    for it in ids.iter().filter_map(|it| self.structure(*it)) {
                        if let Some((_, Value::Texts(all))) = it.features.first() {
                            said.extend(all.iter().map(|it| (name.to_owned(), it.clone())));
                        }
                    }
                }
            }
        }
        said
    }

    fn structure(&self, id: i64) -> Option<&'a Structure> {
        self.cas.structures.get(*self.by_id.get(&id)?)
    }

    fn relations(&mut self, document: &mut Builder) {
        for it in self.of_sofa() {
            if self.is_left_out(it) {
                continue;
            }
            let place = it.at.of(self.file);
            if Self::is_relation(it) {
                if let Err(why) = self.relation(it, document) {
                    self.warnings.skip(&place, why);
                }
                continue;
            }
            if !document.has(&it.id.to_string()) {
                continue;
            }
            for (name, value) in &it.features {
                let Value::Refs(ids) = value else {
                    continue;
                };
                for id in ids {
                    self.links(it, name, *id, document, LEVELS);
                }
            }
        }
    }

    fn relation(&self, it: &Structure, document: &mut Builder) -> Result<(), NotRead> {
        let end = |name: &str| {
            let found = it.features.iter().find(|it| it.0 == name);
            match found.map(|it| &it.1) {
                Some(Value::Refs(ids)) => ids.first().copied().ok_or(NotRead::NoEnds),
                _ => Err(NotRead::NoEnds),
            }
        };
        let (from, to) = (end("Governor")?.to_string(), end("Dependent")?.to_string());
        let said = Saying::of(&it.type_name, self.features(it));
        let at = document.relate(&said.label, &from, &to)?;
        if let Some(relation) = document.relation(at) {
            relation.note = said.note;
            relation.attributes = said.attributes;
        }
        Ok(())
    }

    /// What a feature refers to: other spans, or links that give their role, one by one or in a list.
    fn links(&mut self, of: &Structure, name: &str, id: i64, to: &mut Builder, levels: usize) {
        self.followed += 1;
        if self.followed > RECORDS {
            return;
        }
        let place = of.at.of(self.file);
        let from = of.id.to_string();
        let Some(meant) = self.structure(id) else {
            self.warnings.skip(&place, NotRead::Unknown(id.to_string()));
            return;
        };
        let feature = |name: &str| meant.features.iter().find(|it| it.0 == name);
        if to.has(&id.to_string()) {
            let kind = if name == "next" {
                let kind = of.features.iter().find(|it| it.0 == "referenceRelation");
                match kind {
                    Some((_, Value::Text(kind))) => kind.as_str(),
                    _ => short(&of.type_name),
                }
            } else {
                name
            };
            to.take_relation(&place, kind, &from, &id.to_string(), self.warnings);
        } else if let Some((_, Value::Refs(targets))) = feature("target") {
            let role = match feature("role") {
                Some((_, Value::Text(role))) => role.as_str(),
                _ => name,
            };
            for target in targets {
                let target = target.to_string();
                to.take_relation(&place, role, &from, &target, self.warnings);
            }
        } else {
            match meant.features.first() {
                Some((list, Value::Refs(ids)))
                    if levels > 0 && matches!(&**list, "%ELEMENTS" | "elements") =>
                {
                    for id in ids {
                        self.links(of, name, *id, to, levels - 1);
                    }
                }
                Some((_, Value::Texts(_))) => {}
                _ => self.warnings.skip(&place, NotRead::Unknown(id.to_string())),
            }
        }
    }
}
