use roxmltree::Node;

use crate::formats::foreign::{Builder, Document, ForeignText, Place, Said};
use crate::formats::warning::Warnings;
use crate::formats::{NotRead, Unit, xml};
use crate::text::{ArticleText, Utf16Offset};

/// Reads a file. A tag that cannot be taken over is a warning with its line.
pub(super) fn read(name: &str, xml: &str, warnings: &mut Warnings) -> Result<Document, NotRead> {
    let parsed = xml::parse(xml)?;
    let root = parsed.root_element();
    let child = |name: &str| root.children().find(|it| it.tag_name().name() == name);
    let text = child("TEXT").ok_or(NotRead::NoWords)?;
    let parts = text.children().filter_map(|it| it.text());
    let text: String = parts.collect();
    let foreign = ForeignText::of_text(&text).map_err(NotRead::NoText)?;
    let text = ArticleText::new(text);
    let title = name.rsplit('/').next().unwrap_or_default();
    let title = title.strip_suffix(".xml").unwrap_or(title);
    let title = title.strip_suffix(".txt").unwrap_or(title);
    let mut document = Builder::new(title, foreign);
    let tags = || {
        let all = child("TAGS").into_iter().flat_map(|it| it.children());
        all.filter(Node::is_element)
    };
    let (mut line, mut counted) = (1, 0);
    let mut lines = Vec::new();
    for tag in tags() {
        let start = tag.range().start;
        line += xml[counted..start].matches('\n').count();
        counted = start;
        lines.push(line);
    }
    // A tag may join some that come after it.
    for (tag, line) in tags().zip(&lines).filter(|it| it.0.has_attribute("spans")) {
        let place = Place {
            file: name,
            line: *line,
        };
        if let Err(why) = span(tag, &place, &text, &mut document, warnings) {
            warnings.skip(&place, why);
        }
    }
    for (tag, line) in tags().zip(&lines).filter(|it| !it.0.has_attribute("spans")) {
        let place = Place {
            file: name,
            line: *line,
        };
        if let Err(why) = relation(tag, &mut document) {
            warnings.skip(&place, why);
        }
    }
    Ok(document.finish())
}

/// `<Severity spans="91~97" text="severe" id="S0" type="NA"/>`
fn span(
    tag: Node<'_, '_>,
    place: &Place<'_>,
    text: &ArticleText,
    document: &mut Builder,
    warnings: &mut Warnings,
) -> Result<(), NotRead> {
    let mut places = Vec::new();
    let spans = tag.attribute("spans").unwrap_or_default();
    if spans != "-1~-1" {
        for it in spans.split([',', ';']) {
            let (begin, end) = it.split_once('~').ok_or(NotRead::NoOffsets)?;
            let number = |it: &str| it.trim().parse::<u32>().map_err(|_| NotRead::NoOffsets);
            places.push((number(begin)?, number(end)?));
        }
    }
    let quotes = quotes(&places, text, tag.attribute("text").unwrap_or_default());
    let fragments = places.into_iter().zip(quotes);
    let said = Said {
        id: tag.attribute("id").unwrap_or_default().to_owned(),
        label: tag.tag_name().name(),
        fragments: fragments.map(|(it, quote)| (it.0, it.1, quote)).collect(),
    };
    let span = document.span(place, Unit::Utf16, said, warnings)?;
    for it in tag.attributes() {
        match it.name() {
            "spans" | "text" | "id" => {}
            "note" => it.value().clone_into(&mut span.note),
            name => span
                .attributes
                .push((name.to_owned(), it.value().to_owned())),
        }
    }
    Ok(())
}

/// What each place covers, if all of them together are what the tag has as its text; white space in it may
/// have become spaces, and what stands between two differs by version.
fn quotes(places: &[(u32, u32)], text: &ArticleText, said: &str) -> Vec<Option<String>> {
    // What is much longer than the text of the tag is something else.
    let mut left = 4 * said.len() + 64;
    let mut covered = |it: &(u32, u32)| {
        let span = text.utf16_span(Utf16Offset(it.0), Utf16Offset(it.1)).ok()?;
        let words = text.slice(span);
        left = left.checked_sub(words.len())?;
        Some(words.to_owned())
    };
    let all: Option<Vec<String>> = places.iter().map(&mut covered).collect();
    let words = |it: &str| {
        it.replace("...", " ")
            .split_whitespace()
            .collect::<String>()
    };
    match all {
        Some(all) if words(&all.concat()) == words(said) => all.into_iter().map(Some).collect(),
        _ if places.len() == 1 && !said.is_empty() => vec![Some(said.to_owned())],
        _ => vec![None; places.len()],
    }
}

/// `<AE_lk id="A0" PainID="P0" PainText="pain" Pain_SeverityID="S0" Pain_SeverityText="severe"/>`
fn relation(tag: Node<'_, '_>, document: &mut Builder) -> Result<(), NotRead> {
    let mut ends = Vec::new();
    let mut attributes = Vec::new();
    let mut note = String::new();
    for it in tag.attributes() {
        let (name, value) = (it.name(), it.value());
        let role = |suffix: &str, other: &str| {
            let role = name.strip_suffix(suffix)?;
            tag.has_attribute(&*format!("{role}{other}"))
                .then_some(role)
        };
        if role("ID", "Text").is_some() {
            ends.push(value);
        } else if name == "note" {
            value.clone_into(&mut note);
        } else if name != "id" && role("Text", "ID").is_none() {
            attributes.push((name.to_owned(), value.to_owned()));
        }
    }
    let Some((from, others)) = ends.split_first() else {
        return Err(NotRead::NoEnds);
    };
    if others.is_empty() {
        return Err(NotRead::NoEnds);
    }
    for to in others {
        let at = document.relate(tag.tag_name().name(), from, to)?;
        if let Some(relation) = document.relation(at) {
            relation.attributes.clone_from(&attributes);
            relation.note.clone_from(&note);
        }
    }
    Ok(())
}
