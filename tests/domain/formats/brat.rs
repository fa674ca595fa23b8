//! brat standoff.

use cotejo::formats::NamedFile;
use cotejo::formats::brat::read;
use cotejo::formats::foreign::Document;

fn file(name: &str, content: &str) -> NamedFile {
    NamedFile {
        name: name.to_owned(),
        bytes: content.as_bytes().to_vec(),
    }
}

/// The document, and what was said about lines that were not taken over as they stand.
fn brat(text: &str, lines: &str) -> (Document, Vec<String>) {
    let (document, warnings) = read(&file("a/one.txt", text), &file("a/one.ann", lines)).unwrap();
    let said = warnings.iter().map(ToString::to_string).collect();
    (document, said)
}

/// Each span as `label: words | words`.
fn spans(document: &Document) -> Vec<String> {
    let words = |it: &cotejo::text::TextSpan| document.text.text[it.range()].to_owned();
    let each = document.spans.iter().map(|it| {
        let fragments: Vec<String> = it.fragments.iter().map(words).collect();
        format!("{}: {}", it.label, fragments.join(" | "))
    });
    each.collect()
}

fn relations(document: &Document) -> Vec<String> {
    let each = document.relations.iter();
    each.map(|it| format!("{} {} {}", it.from, it.kind, it.to))
        .collect()
}

const PIA: &str = "📰 Pia said no.\nNobody else spoke.\n";

#[test]
fn words_are_where_their_offsets_say() {
    let (document, said) = brat(PIA, "T1\tSource 2 5\tPia\nT2\tClaim 11 13\tno\n");
    assert_eq!(said, [] as [&str; 0]);
    assert_eq!(document.name, "one");
    assert_eq!(spans(&document), ["Source: Pia", "Claim: no"]);
}

#[test]
fn a_mark_and_carriage_returns_count() {
    let text = "\u{feff}Pia\r\nsaid no.";
    let (document, said) = brat(text, "T1\tSource 1 4\tPia\r\nT2\tCue 6 10\tsaid\r\n");
    assert_eq!(said, [] as [&str; 0]);
    assert_eq!(spans(&document), ["Source: Pia", "Cue: said"]);
}

#[test]
fn gaps_stay_and_line_ends_are_none() {
    let lines = "T1\tClaim 2 5;11 13\tPia no\nT2\tClaim 6 14;15 21\tsaid no. Nobody\n";
    let (document, said) = brat(PIA, lines);
    assert_eq!(said, [] as [&str; 0]);
    assert_eq!(
        spans(&document),
        ["Claim: Pia | no", "Claim: said no.\nNobody"]
    );
}

#[test]
fn events_are_relations_of_the_words_that_stand_for_them() {
    let lines = "E1\tAttribution:T2 Content:T3 Source:T1\nT1\tSource 2 5\tPia\nT2\tAttribution 6 10\tsaid\nT3\tClaim 11 13\tno\n";
    let (document, said) = brat(PIA, lines);
    assert_eq!(said, [] as [&str; 0]);
    assert_eq!(relations(&document), ["T2 Content T3", "T2 Source T1"]);
}

#[test]
fn relations_and_what_is_the_same_join_words() {
    let lines = "T1\tSource 2 5\tPia\nT2\tCue 6 10\tsaid\nT3\tClaim 11 13\tno\nR1\tattributed_to Arg1:T3 Arg2:T1\t\n*\tAlias T1 T2 T3\n";
    let (document, said) = brat(PIA, lines);
    assert_eq!(said, [] as [&str; 0]);
    assert_eq!(
        relations(&document),
        ["T3 attributed_to T1", "T1 Alias T2", "T2 Alias T3"]
    );
}

#[test]
fn attributes_and_notes_stay_with_what_they_are_about() {
    let lines = "T3\tClaim 11 13\tno\nT1\tSource 2 5\tPia\nE1\tClaim:T3 Source:T1\nR1\tsays Arg1:T1 Arg2:T3\n\
        A1\tNegated T3\nA2\tConfidence E1 very high\nN1\tReference T1 Wikidata:Q1\tPia P.\n\
        #1\tAnnotatorNotes T1\twho?\n#2\tAnnotatorNotes R1\tsure?\n";
    let (document, said) = brat(PIA, lines);
    assert_eq!(said, [] as [&str; 0]);
    let attributes: Vec<_> = document.spans[0]
        .attributes
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(attributes, ["Negated=true", "Confidence=very high"]);
    assert_eq!(document.spans[1].note, "Wikidata:Q1 Pia P.\nwho?");
    assert_eq!(document.relations[1].note, "sure?");
}

#[test]
fn what_is_not_taken_over_is_said_with_its_line() {
    let lines = "T1\tSource 2 5\tPia\nT1\tSource 2 5\tPia\nT2\tClaim eleven 13\tno\nT3\tClaim 40 50\tmaybe\nR1\tsays Arg1:T1 Arg2:T9\nX1\twhat\nA1\tNegated\nT4\tClaim 0 5\tPia s\n";
    let (document, said) = brat(PIA, lines);
    assert_eq!(
        spans(&document),
        ["Source: Pia", "Source: Pia", "Claim: Pia s"]
    );
    assert_eq!(
        said,
        [
            "a/one.ann, line 2: T1 is the id of another one too; what names it means the first",
            "a/one.ann, line 3: it was left out: it has no offsets, or they are no numbers",
            "a/one.ann, line 4: it was left out: its quote is not in the text",
            "a/one.ann, line 8: T4 was moved from 0–5 to 2–7: its quote stands there",
            "a/one.ann, line 5: it was left out: \"T9\" is not in the file, or was left out",
            "a/one.ann, line 7: it was left out: it does not say what it is about",
            "a/one.ann, line 6: it was left out: its beginning is none that is known",
        ]
    );
}
