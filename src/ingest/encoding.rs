//! From bytes to characters and back, without loss.

use super::Rejected;

pub(super) const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// How the characters of a text were written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// As the WHATWG Encoding Standard maps it: all 256 bytes, the five that Microsoft left
    /// unassigned to the C1 controls.
    Windows1252,
}

/// Bytes 0x80 to 0x9F of Windows-1252; the others are the code points of the same number.
const WINDOWS_1252_C1: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

impl Encoding {
    const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];

    /// As project files name it: the label of the WHATWG Encoding Standard.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1252 => "windows-1252",
        }
    }

    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.id() == id)
    }

    /// The bytes of a raw text. A character Windows-1252 lacks becomes `?`; no text that was
    /// read as such has one.
    pub(super) fn encode(self, raw: String) -> Vec<u8> {
        match self {
            Self::Utf8 => raw.into_bytes(),
            Self::Utf16Le => raw.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => raw.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Self::Windows1252 => raw.chars().map(windows_1252_byte).collect(),
        }
    }
}

/// The characters of a file, its byte order mark taken off.
pub(super) struct Decoded {
    pub(super) encoding: Encoding,
    pub(super) bom: bool,
    pub(super) raw: String,
}

impl Decoded {
    pub(super) fn from_utf8(text: &str) -> Self {
        let unmarked = text.strip_prefix(BYTE_ORDER_MARK);
        Self {
            encoding: Encoding::Utf8,
            bom: unmarked.is_some(),
            raw: unmarked.unwrap_or(text).to_owned(),
        }
    }
}

pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Rejected> {
    match bytes {
        [0xFF, 0xFE, units @ ..] => decode_utf16(Encoding::Utf16Le, u16::from_le_bytes, units),
        [0xFE, 0xFF, units @ ..] => decode_utf16(Encoding::Utf16Be, u16::from_be_bytes, units),
        _ => decode_unmarked(bytes),
    }
}

/// UTF-8 with or without its mark, else Windows-1252.
fn decode_unmarked(bytes: &[u8]) -> Result<Decoded, Rejected> {
    if let Ok(text) = str::from_utf8(bytes) {
        return Ok(Decoded::from_utf8(text));
    }
    if let Some(damaged) = damaged_utf8(bytes) {
        return Err(damaged);
    }
    Ok(Decoded {
        encoding: Encoding::Windows1252,
        bom: false,
        raw: bytes.iter().map(|&byte| windows_1252_char(byte)).collect(),
    })
}

/// Of bytes that are not valid UTF-8 but were meant to be: marked as such, or with more
/// well-formed characters beyond ASCII than stray bytes. In Windows-1252 prose a well-formed
/// one is a rare accident.
fn damaged_utf8(bytes: &[u8]) -> Option<Rejected> {
    let mut well_formed = 0;
    let mut stray = 0;
    for chunk in bytes.utf8_chunks() {
        well_formed += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        stray += chunk.invalid().len();
    }
    let intact = bytes.utf8_chunks().next()?.valid();
    let is_meant = intact.starts_with(BYTE_ORDER_MARK) || well_formed > stray;
    is_meant.then(|| Rejected::DamagedUtf8 {
        line: last_line(intact),
        byte: intact.len(),
    })
}

/// The number, from 1, of the line a text ends in.
fn last_line(text: &str) -> usize {
    1 + text.matches('\n').count()
}

/// `units` are the bytes after the byte order mark.
fn decode_utf16(
    encoding: Encoding,
    unit: fn([u8; 2]) -> u16,
    units: &[u8],
) -> Result<Decoded, Rejected> {
    const MARK_BYTES: usize = 2;
    let (pairs, rest) = units.as_chunks::<2>();
    let mut raw = String::with_capacity(units.len());
    let mut byte = MARK_BYTES;
    let damaged = |raw: &str, byte| Rejected::DamagedUtf16 {
        line: last_line(raw),
        byte,
    };
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let c = decoded.map_err(|_| damaged(&raw, byte))?;
        raw.push(c);
        byte += 2 * c.len_utf16();
    }
    if !rest.is_empty() {
        return Err(damaged(&raw, byte));
    }
    Ok(Decoded {
        encoding,
        bom: true,
        raw,
    })
}

fn windows_1252_char(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_1252_C1[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn windows_1252_byte(c: char) -> u8 {
    match (0x80..=0x9F)
        .zip(WINDOWS_1252_C1)
        .find(|&(_, mapped)| mapped == c)
    {
        Some((byte, _)) => byte,
        // A C1 code point that the table maps elsewhere is not to be found.
        None => match u8::try_from(c) {
            Ok(byte) if !(0x80..=0x9F).contains(&byte) => byte,
            _ => b'?',
        },
    }
}
