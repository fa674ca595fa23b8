use std::fmt::Write;

use super::write::{Feature, SOFA, Written, structures, types};
use crate::formats::NamedFile;
use crate::formats::foreign::{Document, file_names};
use crate::formats::inception::{Used, short};
use crate::formats::xml::{attribute, escape};

const HEAD: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" ",
    "xmlns:tcas=\"http:///uima/tcas.ecore\" xmlns:custom=\"http:///webanno/custom.ecore\" ",
    "xmi:version=\"2.0\">\n<cas:NULL xmi:id=\"0\"/>\n",
);

/// A file for each document, and the types of all of them.
pub(super) fn write(documents: &[Document]) -> Vec<NamedFile> {
    let used = Used::of(documents);
    let mut files = Vec::with_capacity(documents.len() + 1);
    for (document, name) in documents.iter().zip(file_names(documents)) {
        let mut xml = HEAD.to_owned();
        let all = structures(document, &used);
        for it in &all {
            element(&mut xml, it);
        }
        put(
            &mut xml,
            format_args!("<cas:Sofa xmi:id=\"{SOFA}\" sofaNum=\"1\" sofaID=\"_InitialView\""),
        );
        attribute("mimeType", "text/plain", &mut xml);
        attribute("sofaString", &document.text.text, &mut xml);
        put(
            &mut xml,
            format_args!("/>\n<cas:View sofa=\"{SOFA}\" members=\""),
        );
        for (at, it) in all.iter().enumerate() {
            let between = if at > 0 { " " } else { "" };
            put(&mut xml, format_args!("{between}{}", it.id));
        }
        xml.push_str("\"/>\n</xmi:XMI>\n");
        files.push(NamedFile {
            name: format!("{name}.xmi"),
            bytes: xml.into_bytes(),
        });
    }
    files.push(type_system(&used));
    files
}

fn element(xml: &mut String, it: &Written<'_>) {
    let prefix = if it.type_name.starts_with("uima.tcas") {
        "tcas"
    } else {
        "custom"
    };
    let name = short(it.type_name);
    put(
        xml,
        format_args!("<{prefix}:{name} xmi:id=\"{}\" sofa=\"{SOFA}\"", it.id),
    );
    if let Some((begin, end)) = it.place {
        put(xml, format_args!(" begin=\"{begin}\" end=\"{end}\""));
    }
    let mut lists = String::new();
    for (name, feature) in &it.features {
        match feature {
            Feature::Text(said) => attribute(name, said, xml),
            Feature::Ref(id) => put(xml, format_args!(" {name}=\"{id}\"")),
            Feature::Texts(all) => {
                for said in all {
                    put(&mut lists, format_args!("<{name}>"));
                    escape(said, &mut lists);
                    put(&mut lists, format_args!("</{name}>"));
                }
            }
        }
    }
    if lists.is_empty() {
        xml.push_str("/>\n");
    } else {
        put(xml, format_args!(">{lists}</{prefix}:{name}>\n"));
    }
}

/// The types of what is written.
pub(in crate::formats) fn type_system(used: &Used<'_>) -> NamedFile {
    let mut xml = String::from(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n<types>\n",
    ));
    for (name, above, features) in types(used) {
        put(
            &mut xml,
            format_args!(
                "<typeDescription>\n<name>{name}</name>\n<description/>\n\
                 <supertypeName>{above}</supertypeName>\n<features>\n"
            ),
        );
        for (name, range) in features {
            put(
                &mut xml,
                format_args!(
                    "<featureDescription><name>{name}</name><description/>\
                     <rangeTypeName>{range}</rangeTypeName></featureDescription>\n"
                ),
            );
        }
        xml.push_str("</features>\n</typeDescription>\n");
    }
    xml.push_str("</types>\n</typeSystemDescription>\n");
    NamedFile {
        name: "TypeSystem.xml".to_owned(),
        bytes: xml.into_bytes(),
    }
}

/// Writing into a string never fails.
fn put(to: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = to.write_fmt(what);
}
