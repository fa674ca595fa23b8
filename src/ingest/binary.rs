//! Files that are no text.

/// What a file is that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryKind {
    Pdf,
    /// `.docx`
    Word,
    /// `.doc` and other files of the older Microsoft Office.
    OldOffice,
    /// `.odt`
    OpenDocument,
    Rtf,
    Epub,
    /// ZIP, gzip, RAR, 7z.
    Archive,
    Picture,
    /// Sound or film.
    Recording,
    /// NUL or many control characters, of no kind known here.
    Unknown,
}

/// How many bytes at the start tell a ZIP container's kind: the names of its first entries.
const CONTAINER_BYTES: usize = 4096;

/// One control character in this many characters is too many for a text.
const CHARS_PER_CONTROL: usize = 50;

/// Bytes a file of a kind begins with.
const STARTS: &[(&[u8], BinaryKind)] = &[
    (b"%PDF-", BinaryKind::Pdf),
    (b"{\\rtf", BinaryKind::Rtf),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", BinaryKind::OldOffice),
    (b"\x1F\x8B", BinaryKind::Archive),
    (b"Rar!\x1A\x07", BinaryKind::Archive),
    (b"7z\xBC\xAF\x27\x1C", BinaryKind::Archive),
    (b"\x89PNG\r\n\x1A\n", BinaryKind::Picture),
    (b"\xFF\xD8\xFF", BinaryKind::Picture),
    (b"GIF87a", BinaryKind::Picture),
    (b"GIF89a", BinaryKind::Picture),
    (b"ID3\x02", BinaryKind::Recording),
    (b"ID3\x03", BinaryKind::Recording),
    (b"ID3\x04", BinaryKind::Recording),
    (b"OggS\0", BinaryKind::Recording),
];

/// Names and types that stand, uncompressed, near the start of a ZIP container.
const CONTAINERS: &[(&[u8], BinaryKind)] = &[
    (b"application/epub+zip", BinaryKind::Epub),
    (b"vnd.oasis.opendocument", BinaryKind::OpenDocument),
    (b"word/", BinaryKind::Word),
];

impl BinaryKind {
    /// The kind that the first bytes tell, if they tell one.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"PK\x03\x04") {
            return Some(Self::of_zip(bytes));
        }
        // RIFF and ISO media files name their kind after a length.
        if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            return Some(Self::Picture);
        }
        if bytes.first() == Some(&0) && bytes.get(4..8) == Some(b"ftyp") {
            return Some(match bytes.get(8..12) {
                Some(b"heic" | b"heix" | b"mif1" | b"avif") => Self::Picture,
                _ => Self::Recording,
            });
        }
        first_match(STARTS, |start| bytes.starts_with(start))
    }

    fn of_zip(bytes: &[u8]) -> Self {
        let head = &bytes[..bytes.len().min(CONTAINER_BYTES)];
        first_match(CONTAINERS, |name| {
            head.windows(name.len()).any(|part| part == name)
        })
        .unwrap_or(Self::Archive)
    }

    pub(super) const fn what_it_is(self) -> &'static str {
        match self {
            Self::Pdf => "This is a PDF",
            Self::Word => "This is a Word document",
            Self::OldOffice => "This is a document of an older Microsoft Office",
            Self::OpenDocument => "This is an OpenDocument file",
            Self::Rtf => "This is an RTF document",
            Self::Epub => "This is an e-book",
            Self::Archive => "This is a packed archive",
            Self::Picture => "This is a picture",
            Self::Recording => "This is a recording",
            Self::Unknown => "This is not plain text: it has characters in it that no text has",
        }
    }

    pub(super) const fn what_to_do(self) -> &'static str {
        match self {
            Self::Pdf | Self::Epub => "Copy the text out of it and paste it here.",
            Self::Word | Self::OldOffice | Self::OpenDocument | Self::Rtf => {
                "Copy the text out of it and paste it here, or save it as plain text (UTF-8)."
            }
            Self::Archive => "Unpack it and choose the text files that are in it.",
            Self::Picture | Self::Recording => "Make a text of it first and paste that here.",
            Self::Unknown => {
                "Open it with the program it was made with and save it as plain text (UTF-8)."
            }
        }
    }
}

fn first_match(
    table: &[(&[u8], BinaryKind)],
    matches: impl Fn(&[u8]) -> bool,
) -> Option<BinaryKind> {
    table
        .iter()
        .find(|(bytes, _)| matches(bytes))
        .map(|&(_, kind)| kind)
}

/// A NUL, or so many control characters that this cannot be meant to be read.
///
/// The C1 controls count too: bytes of another legacy encoding taken for Windows-1252 often
/// land on them.
pub(super) fn has_too_many_controls(raw: &str) -> bool {
    let mut controls = 0;
    let mut chars = 0;
    for c in raw.chars() {
        chars += 1;
        match c {
            '\0' => return true,
            // Line ends, tabs and form feeds, and the line end of mainframes.
            '\t'..='\r' | '\u{85}' => {}
            c if c.is_control() => controls += 1,
            _ => {}
        }
    }
    controls * CHARS_PER_CONTROL > chars
}
