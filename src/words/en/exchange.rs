//! Files of other tools.

macro_rules! exchange {
    (($then:ident $($rest:ident)*) $($before:tt)*) => { $then! { ($($rest)*) $($before)*
    FolderToImport = "Or a whole folder",
    ReadingFiles = "Reading: {done} of {all} files",
    StopReading = "Stop",
    ForeignSummary = "{format} · {texts} · {annotations} · {relations}",
    OneText = "1 text",
    ManyTexts = "{count} texts",
    TextThere = "{title} · {count} · this project has the text already: its article gets the annotations",
    WordsBecome = "What their words become",
    WordsBecomeHint = "It is remembered for this codebook.",
    TheirLabels = "Labels",
    TheirAttributes = "Attributes",
    TheirRelations = "Relation types",
    BecomesNew = "Add “{name}” to the codebook",
    BecomesNothing = "Leave out",
    NoLabelGiven = "(no label)",
    SaidImported = "Imported: {articles}, {annotations}, {relations}.",
    SaidTextsKnown = "Texts that were here already: {count}.",
    SaidAnnotationsKnown = "Annotations that were here already, and were not taken again: {count}.",
    SaidWordsLeftOut = "Left out with their words: {count}.",
    }};
}
