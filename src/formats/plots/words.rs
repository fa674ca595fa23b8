//! Every sentence of the drawings, by key: they are in reports and files too.

pub(super) const UNTITLED_CLAIM: &str = "–";
pub(super) const ARTICLE: &str = "Article";
pub(super) const ARTICLES: &str = "{count} articles";
pub(super) const VOICE: &str = "Voice";
pub(super) const NOT_CODED: &str = "not coded";
/// What a mark is called: who or what, where, and how many annotations.
pub(super) const MARK: &str = "{article}: {what}, {count}";
pub(super) const ONE: &str = "1 annotation";
pub(super) const MANY: &str = "{count} annotations";
pub(super) const MORE_ARTICLES: &str =
    "{count} more articles are not drawn; the table (CSV) has all.";
pub(super) const MORE_VOICES: &str = "{count} more voices are not drawn; the table (CSV) has all.";
pub(super) const MANY_MORE_VOICES: &str = "{count} more voices are not drawn; the table (CSV) has the {rows} with most claims, the table of sources in the dialog “Report” has all.";
pub(super) const MORE_CLAIMS: &str =
    "{count} more canonical claims are not drawn; the table (CSV) has all.";
pub(super) const MORE_STANCES: &str = "{count} more rows are not drawn; the table (CSV) has all.";

// Critics
pub(super) const NO_CRITIC_IN: &str = "No critic is heard in “{article}”.";
pub(super) const ONE_CRITIC_IN: &str = "One critic is heard in “{article}”: {who}.";
pub(super) const CRITICS_IN: &str = "{count} critics are heard in “{article}”: {who}.";
pub(super) const NO_CRITIC_IN_SOME: &str = "In {count} of {all} articles no critic is heard.";
pub(super) const CRITICS_HINT: &str = "A critic is a voice with a stance against something, in any article; it is heard where claims stand on its word or it holds a stance.";

// Bars
pub(super) const FOR_AND_AGAINST: &str = "Stances for and against, whoever holds them";
pub(super) const WORD: &str = "On whose word the claims stand";
pub(super) const NAMED: &str = "Named source";
pub(super) const OTHER_SOURCE: &str = "Other source";
pub(super) const AGENTLESS: &str = "Cue, no source";
pub(super) const AUTHORS_VOICE: &str = "Author’s voice";
pub(super) const NEGATED: &str = "“Did not say”";
pub(super) const UNRESOLVED: &str = "Not coded yet";
pub(super) const HOW: &str = "How voices are quoted";
pub(super) const DIRECT: &str = "Direct quote";
pub(super) const INDIRECT: &str = "Indirect";
pub(super) const MIXED: &str = "Mixed";
pub(super) const HOW_UNSET: &str = "Not coded";
pub(super) const TYPES: &str = "What kind of source";
pub(super) const AFFILIATIONS: &str = "Where the sources belong";

// Voices
pub(super) const HEAT: &str = "Claims by voice and article";
pub(super) const TOTAL: &str = "All";
pub(super) const AFFILIATION: &str = "Affiliation";
pub(super) const HEAT_DESC: &str = "{who}: {count} claims in {articles} of {all} articles";

// Stances
pub(super) const STANCES: &str = "Who holds which stance to what";
pub(super) const ON: &str = "On";
pub(super) const STANCE_MARK: &str = "{who}: {value}: {what}, {count}";
pub(super) const NO_TARGET: &str = "nothing named";

// Network
pub(super) const NETWORK: &str = "Voices and canonical claims";
pub(super) const NETWORK_OF: &str = "Voices and canonical claims: {topic}";
pub(super) const WITHOUT_TOPIC: &str = "without a topic";
pub(super) const TIE: &str = "Tie";
pub(super) const ROW: &str = "Canonical claim";
pub(super) const SAYS: &str = "says it";
pub(super) const SAYS_OPPOSITE: &str = "says the opposite";
pub(super) const ENDORSES: &str = "endorses";
pub(super) const REJECTS: &str = "rejects";
pub(super) const QUESTIONS: &str = "questions";
pub(super) const COMMENTS: &str = "comments on";
pub(super) const CLAIMS_OR_STANCES: &str = "Claims and stances";
pub(super) const NETWORK_NONE: &str = "No voice says or holds anything of a canonical claim here.";
pub(super) const EDGE: &str = "{who} {tie}: {what}, {count}";
pub(super) const NODE: &str = "{who}, {count}";
pub(super) const NETWORK_DESC: &str =
    "Lines from {voices} voices to {claims} canonical claims, {ties} in all.";

// Time
pub(super) const TIMELINE: &str = "Articles in time";
pub(super) const PUBLISHED: &str = "Published";
pub(super) const NO_DATE: &str = "without a date";
pub(super) const SAID_FIRST: &str = "Said first";
pub(super) const SAID_LATER: &str = "Said later";
pub(super) const TIMELINE_DESC: &str = "{dated} articles with a date of publication, the earliest first; {undated} without one. A bar counts the claims of an article that say a canonical claim which no other article is known to have said before.";
pub(super) const FIRST: &str = "Who said it first";
pub(super) const FIRST_BY: &str = "First in";
pub(super) const FIRST_WHEN: &str = "On";
pub(super) const FIRST_WORD: &str = "On the word of";
pub(super) const LATER: &str = "Later in";
pub(super) const UNDATED: &str = "Without a date in";
pub(super) const OWN_VOICE: &str = "the article itself";
pub(super) const FIRST_MARK: &str = "{what}: first in {article}, {date}, on the word of {who}";
pub(super) const LATER_MARK: &str = "{what}: in {article}, {date}";
pub(super) const FIRST_DESC: &str = "A line for each canonical claim from its first article to its last; a full dot is first, an empty one came later.";
pub(super) const FIRST_NONE: &str = "No article that says a canonical claim has a date of publication. Enter the dates under “Article details”.";
