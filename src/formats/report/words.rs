//! Every sentence of the report, by key.

use crate::model::matrix::Status;

pub(super) const UNTITLED: &str = "Untitled project";
pub(super) const STANDFIRST: &str =
    "A comparison of what news articles say: {articles}, {rows}, {claims}.";
pub(super) const MADE: &str = "Made with {generator} on {at}.";
pub(super) const CONTENTS: &str = "Contents";
pub(super) const ONE_ARTICLE: &str = "1 article";
pub(super) const MANY_ARTICLES: &str = "{count} articles";
pub(super) const ONE_ROW: &str = "1 canonical claim";
pub(super) const MANY_ROWS: &str = "{count} canonical claims";
pub(super) const ONE_CLAIM: &str = "1 claim in their texts";
pub(super) const MANY_CLAIMS: &str = "{count} claims in their texts";
pub(super) const ONE_QUOTE: &str = "1 quote";
pub(super) const MANY_QUOTES: &str = "{count} quotes";
pub(super) const BOILERPLATE: &str = "in boilerplate only";

// The articles
pub(super) const ARTICLES: &str = "The articles";
pub(super) const ARTICLES_CAPTION: &str = "The articles that were read";
pub(super) const ARTICLE: &str = "Article";
pub(super) const OUTLET: &str = "Outlet";
pub(super) const PUBLISHED: &str = "Published";
pub(super) const LANGUAGE: &str = "Language";
pub(super) const ANNOTATIONS: &str = "Annotations";
pub(super) const FULLY_READ: &str = "Fully read";
pub(super) const BY_AUTHOR: &str = "by {author}";
pub(super) const UNKNOWN: &str = "–";
pub(super) const UNKNOWN_HINT: &str =
    "A dash stands for what the article does not say, or what nobody entered.";

// Findings
pub(super) const FINDINGS: &str = "Findings";
pub(super) const NO_ROWS: &str =
    "The project has no canonical claims yet, so there is nothing to compare.";
pub(super) const IN_ALL_ONE: &str = "One of {all} canonical claims is in all articles";
pub(super) const IN_ALL: &str = "{count} of {all} canonical claims are in all articles";
pub(super) const IN_SOME_ONE: &str = "One is in several articles, but not in all";
pub(super) const IN_SOME: &str = "{count} are in several articles, but not in all";
pub(super) const IN_ONE_ONE: &str = "One is in “{article}” alone";
pub(super) const IN_ONE: &str = "{count} are in “{article}” alone";
pub(super) const IN_NONE_ONE: &str = "One is in no article";
pub(super) const IN_NONE: &str = "{count} are in no article";
pub(super) const CONTESTED_ONE: &str = "One is contested";
pub(super) const CONTESTED: &str = "{count} are contested";
pub(super) const CONTESTED_HINT: &str = "An article endorses or reports it, and one denies it, keeps its distance, reports the contrary or a source that denies it, or a claim that contradicts it is in an article too.";
pub(super) const UNSOURCED_ONE: &str = "One is given on nobody’s word";
pub(super) const UNSOURCED: &str = "{count} are given on nobody’s word";
pub(super) const UNSOURCED_HINT: &str = "No article that has it names or mentions a source for it.";
pub(super) const IN_ONE_HINT: &str =
    "In brackets: what the other articles do. Only “omits” is a finding; it takes a full reading.";
pub(super) const FIRST: &str = "Who published it first";
pub(super) const FIRST_CAPTION: &str =
    "Canonical claims of several articles, by the dates of publication";
pub(super) const FIRST_BY: &str = "First";
pub(super) const LATER: &str = "Later";
pub(super) const NO_DATE: &str = "Without a date";
pub(super) const FIRST_NONE: &str =
    "The articles have no dates of publication that could be compared.";

// The matrix
pub(super) const MATRIX: &str = "Who reports what";
pub(super) const MATRIX_CAPTION: &str =
    "Canonical claims by article. The number of quotes leads to them.";
pub(super) const ROW: &str = "Canonical claim";
pub(super) const NO_TOPIC: &str = "Without a topic";
pub(super) const BY_HAND: &str = "set by an annotator";
pub(super) const BY_HAND_NOTE: &str = "set by an annotator: {note}";
pub(super) const MEANINGS_ARE: &str = "What the words mean is said under";

// Quotes
pub(super) const QUOTES: &str = "The claims and their quotes";
pub(super) const QUOTES_HINT: &str = "Quotes are the exact words of the articles, in their languages. “ … ” stands between pieces of one quote.";
pub(super) const TO_TABLE: &str = "in the table";
pub(super) const ELSEWHERE: &str = "Elsewhere:";
pub(super) const OPPOSITE: &str = "says the opposite";
pub(super) const NOT_COUNTED: &str = "boilerplate, not counted";
pub(super) const SAID_BY: &str = "on the word of";
pub(super) const NOT_SAID_BY: &str = "not said by";
pub(super) const NAMED_AS: &str = "as";
pub(super) const CUE: &str = "signalled by";
pub(super) const DENIED: &str = "the source denies it";
pub(super) const STANCE: &str = "Stance:";
pub(super) const HOLDER_ARTICLE: &str = "the article";
pub(super) const HOLDER_UNNAMED: &str = "somebody unnamed";
pub(super) const HOLDER_NONE: &str = "holder not coded";
pub(super) const VALUE_NONE: &str = "value not coded";
pub(super) const RELATED_ROWS: &str = "See also:";

// Sources
pub(super) const SOURCES: &str = "Who is quoted";
pub(super) const NO_SOURCES: &str = "No claim is attributed to anybody yet.";
pub(super) const SOURCES_HINT: &str = "A voice is an actor, or the words of a source where no actor is linked. Claims in boilerplate do not count.";
pub(super) const WORD: &str = "On whose word the claims stand";
pub(super) const WORD_CAPTION: &str = "Claims by whose word they stand on, as drawn above";
pub(super) const CLAIMS: &str = "Claims";
pub(super) const NAMED: &str = "Named source";
pub(super) const OTHER_SOURCE: &str = "Other source";
pub(super) const AUTHORS_VOICE: &str = "Author’s voice";
pub(super) const AGENTLESS: &str = "Cue without source";
pub(super) const NEGATED: &str = "Said not to be said";
pub(super) const UNRESOLVED: &str = "Not coded yet";
pub(super) const VOICES: &str = "Voices";
pub(super) const VOICE: &str = "Voice";
pub(super) const AFFILIATION: &str = "Affiliation";
pub(super) const AFFILIATIONS: &str = "Where the sources belong";
pub(super) const AFFILIATIONS_CAPTION: &str = "Attributed claims by the affiliation of their sources. A claim with two sources can count twice.";
pub(super) const NOT_CODED: &str = "not coded";
pub(super) const VOICES_BY_ARTICLE: &str = "Voices by article";
pub(super) const VOICES_CAPTION: &str =
    "Claims on the word of each voice, by article. In brackets: what it is said not to have said.";
pub(super) const AS_TABLE: &str = "As a table";
pub(super) const MORE_ROWS: &str = "{count} more rows are in the files that Cotejo saves.";
pub(super) const IN_TIME: &str = "When, and who was first";
pub(super) const TOTAL: &str = "All";
pub(super) const STANCES: &str = "Stances of these voices";
pub(super) const STANCES_CAPTION: &str = "What quoted voices are for and against";
pub(super) const VALUE: &str = "Stance";
pub(super) const ON: &str = "On";

// Method
pub(super) const METHOD: &str = "How this was made";
pub(super) const CODEBOOK: &str = "People marked words in the articles by the codebook “{name}”, version {version}, and said of each claim whether it says the same as others.";
pub(super) const ALL_ANNOTATORS: &str = "The work of all annotators counts:";
pub(super) const SOME_ANNOTATORS: &str = "Only the work of these annotators counts:";
pub(super) const NO_ANNOTATORS: &str = "nobody";
pub(super) const NOT_TRUTH: &str = "Nothing here says whether a claim is true. A canonical claim puts into one sentence what claims of several articles and languages have in common: two claims say the same if one piece of evidence would settle both.";
pub(super) const READINGS_CAPTION: &str = "Full readings";
pub(super) const REVISION: &str = "Revision of the text";
pub(super) const REVISION_IS: &str = "{n} of {last}";
pub(super) const READ_BY: &str = "Read by";
pub(super) const READ_AT: &str = "Read on";
pub(super) const NO_READINGS: &str =
    "Nobody has stated that an article was fully read, so nothing is called omitted.";
pub(super) const OMITS_RULE: &str = "“Omits” is said only of an article whose current text somebody has stated to have fully read, after the canonical claim was written down and with every claim of the article compared. Else the table says “omits, unconfirmed” or “not read”: that nothing was found yet is no finding.";
pub(super) const MEANINGS_CAPTION: &str = "What the words of the table mean";
pub(super) const SYMBOL: &str = "Sign";
pub(super) const STATUS: &str = "Word";
pub(super) const MEANING: &str = "Meaning";
pub(super) const EVIDENCE_ONLY: &str =
    "The article says only that a source did not say it; this decides nothing.";
pub(super) const BY_HAND_MEANING: &str = "Where an annotator set a word by hand, it stands for what follows from the records, and is marked.";

// Data
pub(super) const DATA: &str = "The data";
pub(super) const DATA_TEXT: &str = "The whole project, with the texts of the articles, is part of this file: the content of the element “project-data” is a project file in JSON that Cotejo opens. Nothing in this page runs it.";
pub(super) const NO_DATA: &str = "The data are not part of this file.";

/// A sign for a status, so that a table can be read at a glance without colours.
pub(super) fn sign(status: Status) -> &'static str {
    match status {
        Status::Denies => "✕",
        Status::Distances => "◇",
        Status::Endorses => "●",
        Status::Reports => "◐",
        Status::ReportsContrary => "◑",
        Status::Unresolved => "…",
        Status::Related => "↔",
        Status::Omits => "∅",
        Status::OmitsUnconfirmed => "∅?",
        Status::NotRead => "?",
    }
}

pub(super) fn meaning(status: Status) -> &'static str {
    match status {
        Status::Denies => {
            "The article itself says that it is not so: in its author’s voice, or by a stance of its own."
        }
        Status::Distances => "The article itself calls it into question.",
        Status::Endorses => {
            "The article itself says so: in its author’s voice and without doubting it, or by a stance of its own."
        }
        Status::Reports => {
            "The article gives it as somebody’s word. “Source denies” is added where that source denies it."
        }
        Status::ReportsContrary => "The article gives the opposite as somebody’s word.",
        Status::Unresolved => {
            "Nobody has coded yet on whose word the article has it: unfinished work, no finding."
        }
        Status::Related => "The article does not have it, but has one that is linked to it.",
        Status::Omits => {
            "The article was fully read, and all its claims compared: it does not have it."
        }
        Status::OmitsUnconfirmed => {
            "Not found in a full reading, but the claim was written down later, or claims of the article are not compared yet."
        }
        Status::NotRead => "Not found, and nobody has stated to have fully read the article.",
    }
}

/// All statuses, in the order of the table.
pub(super) const STATUSES: [Status; 10] = [
    Status::Denies,
    Status::Distances,
    Status::Endorses,
    Status::Reports,
    Status::ReportsContrary,
    Status::Unresolved,
    Status::Related,
    Status::Omits,
    Status::OmitsUnconfirmed,
    Status::NotRead,
];
