use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::model::LabelId;
use crate::model::form::{form, form_of_words};
use crate::model::sorted::SortedMap;

/// What a person likes; kept per browser, never part of a project.
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Selections by mouse grow to whole words.
    pub snap_to_words: bool,
    /// The edge keys move by character rather than by word.
    pub edges_by_character: bool,
    /// Single letters and digits are commands.
    pub single_keys: bool,
    /// Labels that are not in the simple view are offered too.
    pub all_labels: bool,
    /// Chords that replace a command's own, by command name.
    pub keymap: SortedMap<String, Vec<String>>,
    pub theme: Theme,
    /// How articles are set: pixels of a letter, characters of a line, percent of a letter's
    /// height from line to line.
    pub text_size: u32,
    pub line_length: u32,
    pub line_spacing: u32,
    pub sans: bool,
    /// How much of a label's colour lies behind its words, in percent.
    pub tint: u32,
    /// Labels whose annotations are not painted.
    pub hidden_labels: Vec<LabelId>,
    /// Panes scroll to where the claim stands that is read in another one.
    pub linked_scrolling: bool,
    /// Only articles are on the screen, for reading.
    pub calm: bool,
    /// Empty until the person gives one.
    pub annotator_name: String,
    /// What words of other tools became, by codebook and word.
    pub mappings: SortedMap<String, String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    Light,
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            snap_to_words: true,
            edges_by_character: false,
            single_keys: true,
            all_labels: true,
            keymap: SortedMap::new(),
            theme: Theme::System,
            text_size: 18,
            line_length: 72,
            line_spacing: 178,
            sans: false,
            tint: 0,
            hidden_labels: Vec::new(),
            linked_scrolling: false,
            calm: false,
            annotator_name: String::new(),
            mappings: SortedMap::new(),
        }
    }
}

// A setting that is not kept yet is as for a new person.
form!(Settings {
    snap_to_words or (true),
    edges_by_character or default,
    single_keys or (true),
    all_labels or (true),
    keymap or default,
    theme or default,
    text_size or (18),
    line_length or (72),
    line_spacing or (178),
    sans or default,
    tint or default,
    hidden_labels or default,
    linked_scrolling or default,
    calm or default,
    annotator_name or default,
    mappings or default,
});
form_of_words!(Theme::System);
