//! How much may come from outside: the caps on files, pages and messages of others, in one place.
//!
//! Each is far above what people do, and low enough that what is beyond it is refused before it
//! takes a second or more memory than a page has. What is over a cap is refused with a sentence that
//! says the cap and the place, and nothing is changed. `cargo xtask conformance` has files beyond
//! each of them read, and prints how long that took and how much memory it needed.
//!
//! | what | cap | of real use |
//! | --- | --- | --- |
//! | a project file | [`PROJECT_BYTES`] | 100,000 annotations take 73 MB |
//! | a file of another tool | [`FOREIGN_BYTES`] | the texts of a project with their annotations |
//! | an article | [`ARTICLE_BYTES`] | a long newspaper article has 60 kB |
//! | lines of an article | [`LINES`] | some hundred |
//! | a string of a file | [`STRING_BYTES`] | the text of the largest article, as UTF-8 |
//! | a number of a file, in characters | [`NUMBER_BYTES`] | 17 digits are all that a number has |
//! | lists and objects in one another | [`LEVELS`] to be looked at, [`DEPTH`] to be kept | 6 |
//! | records of a file, and of one list | [`RECORDS`], [`LIST`] | |
//! | entries of a list of a record | [`ENTRIES`] | fragments, revisions, parts, names, values |
//! | keys of an object that are not ours | [`UNKNOWN_KEYS`] | |
//! | values, and bytes, that are kept and not understood | [`NODES`], [`NODE_BYTES`] | |
//! | values of a codebook | [`CODEBOOK_NODES`] | *News claims* has 5,000 |
//! | bytes that annotations cover, and paragraphs | [`COVERED_BYTES`], [`COVERED_PARAGRAPHS`] | |
//! | bytes gone through for quotes that are not in their place | [`SEARCHED_BYTES`] | |
//! | tags of a saved web page, and spaces in one | [`PAGE_TAGS`], [`TAG_SPACES`] | some thousands, and ten |

/// Largest project file or codebook that is read.
pub const PROJECT_BYTES: usize = 256_000_000;

/// Largest file of another tool that is read. What is built of its JSON takes some times as much memory.
pub const FOREIGN_BYTES: usize = 64_000_000;

/// Largest article, in bytes of its file. Checked before anything is decoded.
pub const ARTICLE_BYTES: usize = 20_000_000;

/// Lines of an article. A page has an element for each: with millions of them it stands still for
/// minutes.
pub const LINES: usize = 100_000;

/// Longest string of a file. An article has up to 20 MB as it is loaded, and each byte of
/// Windows-1252 can become three of UTF-8: what was loaded must come back.
pub const STRING_BYTES: usize = 60_000_000;

/// Longest number.
pub const NUMBER_BYTES: usize = 10_000;

/// Brackets in one another that a file may have anywhere; whether it is JSON takes a byte for each.
pub const LEVELS: usize = 1_000_000;

/// Brackets in one another that are kept of what is not understood.
pub const DEPTH: usize = 127;

/// Entries that one list of a file may have.
pub const LIST: usize = 1_000_000;

/// Records in all lists of a file.
pub const RECORDS: usize = 2_500_000;

/// Entries of a list or an object that a record has: fragments, revisions, parts, other names,
/// values of an attribute, attributes, languages.
pub const ENTRIES: usize = 10_000;

/// Carriage returns that one article may have had: as many as it had bytes.
pub const CARRIAGE_RETURNS: usize = ARTICLE_BYTES;

/// Unknown keys that one object may have.
pub const UNKNOWN_KEYS: usize = 256;

/// Values of all that is not understood in one file.
pub const NODES: usize = 500_000;

/// Bytes of strings of all that is not understood in one file.
pub const NODE_BYTES: usize = 16_000_000;

/// Values that a codebook may have.
pub const CODEBOOK_NODES: usize = 200_000;

/// Bytes that all annotations of a file may cover: what is written has their quotes, and must be read
/// again.
pub const COVERED_BYTES: u64 = PROJECT_BYTES as u64;

/// Paragraphs that all annotations of a file may cover, each counted for each annotation: a paragraph
/// knows what stands in it.
pub const COVERED_PARAGRAPHS: u64 = 10_000_000;

/// Bytes of text that may be searched for the misplaced quotes of one file.
pub const SEARCHED_BYTES: u64 = 120_000_000;

/// Tags of a saved web page. Each of three bytes takes some hundred in a browser.
pub const PAGE_TAGS: usize = 200_000;

/// Spaces between a `<` and the next one that may be a tag of its own: before each attribute there is
/// one. Browsers compare each attribute of a tag with all before it. Styles and scripts have many too.
pub const TAG_SPACES: usize = 300_000;

/// Files of an archive.
pub const ARCHIVE_FILES: usize = 20_000;

/// What the files of an archive have together, unpacked.
pub const ARCHIVE_BYTES: usize = 200_000_000;
