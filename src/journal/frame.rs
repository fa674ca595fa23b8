//! A frame: `COTJ`, length of the payload (u32, little endian), its CRC-32 (IEEE, u32,
//! little endian), and the payload, which is JSON in UTF-8. Frames stand one behind the
//! other, so a file of them can be cut anywhere and read up to there.

use thiserror::Error;

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
}

/// A record that has no form on disk.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unwritable {
    #[error("the record is longer than 4 GB")]
    TooLong,
    #[error("the record cannot be written as JSON ({0})")]
    Form(String),
}

pub(super) fn push_frame(
    bytes: &mut Vec<u8>,
    payload: &impl serde::Serialize,
) -> Result<(), Unwritable> {
    let payload = serde_json::to_vec(payload).map_err(|it| Unwritable::Form(it.to_string()))?;
    let len = u32::try_from(payload.len()).map_err(|_| Unwritable::TooLong)?;
    bytes.extend(MAGIC);
    bytes.extend(len.to_le_bytes());
    bytes.extend(crc32fast::hash(&payload).to_le_bytes());
    bytes.extend(payload);
    Ok(())
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
    if crc32fast::hash(payload) != number(8) {
        return Err(Damage::Checksum);
    }
    Ok((payload, behind))
}
