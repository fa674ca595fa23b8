use crate::formats::Unit;

/// What files of a format can say of a text.
#[allow(clippy::struct_excessive_bools, reason = "each is a thing of its own")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holds {
    /// What its offsets count; none where places are said otherwise.
    pub unit: Option<Unit>,
    /// The text as it is; else its tokens alone, with a space or a line end between two.
    pub text: bool,
    /// White space before the first word as it is; else a space for each character of it.
    pub leading_space: bool,
    /// Annotations of several fragments.
    pub gaps: bool,
    /// Fragments between which there are line ends only.
    pub line_end_gaps: bool,
    /// Words in two annotations.
    pub overlaps: bool,
    /// Annotations that no words show.
    pub wordless: bool,
    pub edges: Edges,
    /// Annotations that go over a line end.
    pub over_lines: bool,
    /// What can stand in names of labels and relation types.
    pub names: Names,
    /// What can stand in names of attributes.
    pub attribute_names: Names,
    /// Values of attributes.
    pub attributes: Room,
    /// Several values of one attribute.
    pub many_values: bool,
    pub notes: Room,
    /// Relations between annotations of one text.
    pub relations: bool,
    pub relation_attributes: Room,
    pub relation_notes: Room,
    /// Title, outlet and what else is known of a text.
    pub details: bool,
    /// The address of a text, if it is one of the web; even where nothing else is known of it.
    pub address: bool,
    /// Control characters and others that XML has not.
    pub controls: bool,
}

/// Where annotations can begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edges {
    Anywhere,
    /// Not in white space.
    Words,
    /// With tokens: see [`tokens`](super::tokens).
    Tokens,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    Any,
    NotEmpty,
    /// Whatever has no white space.
    Word,
    /// ASCII letters, digits, `_` and `-`.
    Plain,
    /// ASCII letters, digits and `_`, a letter first; of attributes none of [`RESERVED`].
    Identifier,
}

/// What annotations and relations of a format with [`Names::Identifier`] have beside attributes.
pub const RESERVED: &[&str] = &[
    "Dependent",
    "Governor",
    "begin",
    "end",
    "fromID",
    "fromText",
    "id",
    "label",
    "note",
    "sofa",
    "spans",
    "tag",
    "text",
    "toID",
    "toText",
];

/// What words a format has room for in a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Room {
    Nothing,
    /// Without white space.
    Word,
    /// In one line.
    Line,
    Anything,
}

impl Holds {
    /// What the most capable of formats holds: to begin from in a table of formats.
    pub const ALL: Self = Self {
        unit: Some(Unit::CodePoint),
        text: true,
        leading_space: true,
        gaps: true,
        line_end_gaps: true,
        overlaps: true,
        wordless: true,
        edges: Edges::Anywhere,
        over_lines: true,
        names: Names::Any,
        attribute_names: Names::Any,
        attributes: Room::Anything,
        many_values: true,
        notes: Room::Anything,
        relations: true,
        relation_attributes: Room::Anything,
        relation_notes: Room::Anything,
        details: true,
        address: true,
        controls: true,
    };
}
