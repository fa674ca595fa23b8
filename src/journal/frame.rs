//! A frame: `COTJ`, length of the payload (u32, little endian), its CRC-32 (IEEE, u32,
//! little endian), and the payload, which is JSON in UTF-8. Frames stand one behind the
//! other, so a file of them can be cut anywhere and read up to there.

use thiserror::Error;

use crate::model::ProjectId;
use crate::model::json::{ToJson, append_compact};

const MAGIC: [u8; 4] = *b"COTJ";
const HEADER: usize = 12;

/// Why bytes end to be readable, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("at byte {at}: {damage}")]
pub struct Torn {
    /// Where the first frame begins that could not be read.
    pub at: usize,
    pub damage: Damage,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Damage {
    #[error("here a record should begin")]
    NoRecord,
    #[error("the record is cut off")]
    Cut,
    #[error("the record's checksum is wrong")]
    Checksum,
    #[error("the record's content has not the form it should have ({0})")]
    Form(String),
    #[error("entry {expected} should follow, but here is entry {found}")]
    Gap { expected: u64, found: u64 },
    #[error("the record is of another project")]
    OtherProject,
    #[error("entry {0} does not fit what came before it")]
    Unfit(u64),
    #[error("a text that entry {0} needs is missing or damaged")]
    MissingText(u64),
    #[error("piece {0} of it is missing or of something else")]
    MissingPiece(usize),
}

/// A record that has no form on disk.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unwritable {
    #[error("the record is longer than 4 GB")]
    TooLong,
}

/// A payload that is no JSON.
pub(super) fn push_rows(
    bytes: &mut Vec<u8>,
    append: impl FnOnce(&mut Vec<u8>),
) -> Result<(), Unwritable> {
    push_payload(bytes, append)
}

/// The payload is written where it stays: that of a large project takes much room.
pub(super) fn push_frame(bytes: &mut Vec<u8>, payload: &dyn ToJson) -> Result<(), Unwritable> {
    push_payload(bytes, |bytes| append_compact(bytes, payload))
}

fn push_payload(bytes: &mut Vec<u8>, append: impl FnOnce(&mut Vec<u8>)) -> Result<(), Unwritable> {
    let at = bytes.len();
    bytes.extend([0; HEADER]);
    append(bytes);
    let payload = &bytes[at + HEADER..];
    let Ok(len) = u32::try_from(payload.len()) else {
        bytes.truncate(at);
        return Err(Unwritable::TooLong);
    };
    let header = [MAGIC, len.to_le_bytes(), crc32(payload).to_le_bytes()];
    bytes[at..at + HEADER].copy_from_slice(header.as_flattened());
    Ok(())
}

/// The frames of one project as those of another. Only whose they are is exchanged, so what
/// this code cannot read comes along as it is, damage included.
pub fn readdressed(mut bytes: &[u8], from: ProjectId, to: ProjectId) -> Vec<u8> {
    let (from, to) = (from.to_string(), to.to_string());
    let mut all = Vec::with_capacity(bytes.len());
    while let Ok((payload, behind)) = split_frame(bytes) {
        // Each payload says whose it is before anything that somebody wrote.
        let mut places = payload.windows(from.len());
        let place = places.position(|it| it == from.as_bytes());
        // As long as it was, and so short enough.
        let _ = push_payload(&mut all, |all| {
            let start = all.len();
            all.extend(payload);
            if let Some(at) = place {
                all[start + at..][..to.len()].copy_from_slice(to.as_bytes());
            }
        });
        bytes = behind;
    }
    all.extend(bytes);
    all
}

/// The payload of the frame at the beginning of `bytes`, and what stands behind it.
pub(super) fn split_frame(bytes: &[u8]) -> Result<(&[u8], &[u8]), Damage> {
    let start = &bytes[..bytes.len().min(MAGIC.len())];
    if !MAGIC.starts_with(start) {
        return Err(Damage::NoRecord);
    }
    let (header, rest) = bytes.split_at_checked(HEADER).ok_or(Damage::Cut)?;
    let number = |at: usize| {
        let digits = [header[at], header[at + 1], header[at + 2], header[at + 3]];
        u32::from_le_bytes(digits)
    };
    let len = usize::try_from(number(4)).map_err(|_| Damage::Cut)?;
    let (payload, behind) = rest.split_at_checked(len).ok_or(Damage::Cut)?;
    if crc32(payload) != number(8) {
        return Err(Damage::Checksum);
    }
    Ok((payload, behind))
}

/// The checksum that a frame says its payload has.
pub fn checksum(frame: &[u8]) -> u32 {
    let digits = frame.get(8..HEADER).and_then(|it| it.try_into().ok());
    digits.map_or(0, u32::from_le_bytes)
}

/// Bytes that are taken together where there are many.
const TOGETHER: usize = 8;

/// From so many bytes on, tables are made first.
const MANY: usize = 1 << 14;

/// CRC-32 (IEEE).
///
/// Four bits at a time, as most frames are small, and tables for whole bytes would weigh up to
/// 8 kB in the download; eight bytes at a time, by tables made for it, where there are many.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut sum = RunningSum::default();
    sum.add(bytes);
    sum.sum()
}

/// The CRC-32 of what comes in pieces.
#[derive(Clone, Copy, Debug)]
pub struct RunningSum(u32);

impl Default for RunningSum {
    fn default() -> Self {
        Self(!0)
    }
}

impl RunningSum {
    pub fn add(&mut self, bytes: &[u8]) {
        let many = if bytes.len() < MANY { 0 } else { bytes.len() };
        let (many, few) = bytes.split_at(many - many % TOGETHER);
        let crc = by_tables(self.0, many);
        self.0 = few.iter().fold(crc, |crc, byte| next(crc, *byte));
    }

    pub const fn sum(self) -> u32 {
        !self.0
    }
}

/// The checksum behind one more byte.
fn next(crc: u32, byte: u8) -> u32 {
    const TABLE: [u32; 16] = {
        let mut table = [0; 16];
        let mut at = 0_u32;
        while at < 16 {
            let mut rest = at;
            let mut bit = 0;
            while bit < 4 {
                let odd = rest & 1 == 1;
                rest >>= 1;
                if odd {
                    rest ^= 0xEDB8_8320;
                }
                bit += 1;
            }
            table[at as usize] = rest;
            at += 1;
        }
        table
    };
    let half = |crc: u32| (crc >> 4) ^ TABLE[(crc & 0xF) as usize];
    half(half(crc ^ u32::from(byte)))
}

/// The checksum behind bytes whose number can be divided by [`TOGETHER`]. A table says for each
/// value of a byte what it is so many bytes later.
fn by_tables(crc: u32, bytes: &[u8]) -> u32 {
    if bytes.is_empty() {
        return crc;
    }
    let mut tables = vec![[0_u32; 256]; TOGETHER];
    for value in 0..=u8::MAX {
        let mut crc = u32::from(value);
        for later in &mut tables {
            crc = next(crc, 0);
            later[usize::from(value)] = crc;
        }
    }
    bytes.chunks_exact(TOGETHER).fold(crc, |crc, chunk| {
        let chunk = chunk.try_into().map_or(0, u64::from_le_bytes);
        let mut rest = chunk ^ u64::from(crc);
        let mut sum = 0;
        for table in tables.iter().rev() {
            sum ^= table[(rest & 0xFF) as usize];
            rest >>= 8;
        }
        sum
    })
}
