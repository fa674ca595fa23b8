//! Sources and their plots. What is drawn has its words in `formats/plots/words.rs`.

macro_rules! sources {
    (($then:ident $($rest:ident)*) $($before:tt)*) => { $then! { ($($rest)*) $($before)*
    NoSources = "No sources yet",
    NoSourcesHint = "Add a relation from a claim to its source, and it is counted here.",
    Drawing = "Counting and drawing…",
    NotDrawn = "The drawings could not be made. Check the connection, then try again.",
    PlotKeys = "Every mark and every number leads to its annotations. Arrow keys go from one to the next, Enter opens it.",
    AsTable = "Table", SaveSvg = "Save as SVG", SaveCsv = "Save as CSV",
    MoreRowsInFile = "{count} more rows are in the CSV file.",
    NetworkTopic = "Topic of the network",
    BehindMark = "What it stands for",
    ShowMore = "Show {count} more",
    HeldBy = "Held by {who}",
    } };
}
