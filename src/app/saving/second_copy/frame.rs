//! A frame of a second copy: what one write to storage did.
//!
//! `COTC`, what it is (u32), the stamp of the write before it (u64) and its own (u64), length of the
//! payload (u32); the payload; CRC-32 of all that, the length again, and `CTOC`. Numbers are little
//! endian. So the last frame of a file can be found from its end, and tells that the file ends well.
//!
//! The payload is steps, one behind the other: what it does (u8), length of the key (u16), the key,
//! and for something that is put the length of the value (u32) and the value.

use crate::journal::crc32;
use crate::ports::Batch;

const MAGIC: [u8; 4] = *b"COTC";
const END: [u8; 4] = *b"CTOC";
pub(super) const HEADER: usize = 28;
pub(super) const TRAILER: usize = 12;

const CLEAR: u8 = 0;
const DELETE: u8 = 1;
const PUT: u8 = 2;

/// What a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A part of what a copy begins with; there is more to come.
    Part,
    /// The last part: now the copy is whole.
    Last,
    /// A write to storage.
    Batch,
}

impl Kind {
    const fn number(self) -> u32 {
        match self {
            Self::Part => 0,
            Self::Last => 1,
            Self::Batch => 2,
        }
    }

    const fn of(number: u32) -> Option<Self> {
        match number {
            0 => Some(Self::Part),
            1 => Some(Self::Last),
            2 => Some(Self::Batch),
            _ => None,
        }
    }
}

/// What stands before a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub kind: Kind,
    /// The stamp of the write before it.
    pub before: u64,
    pub stamp: u64,
    pub payload: usize,
}

impl Header {
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        Some(Self {
            kind: Kind::of(number(rest, 0)?)?,
            before: long(rest, 4)?,
            stamp: long(rest, 12)?,
            payload: usize::try_from(number(rest, 20)?).ok()?,
        })
    }

    /// How long the whole frame is.
    pub(super) const fn frame(&self) -> usize {
        HEADER + self.payload + TRAILER
    }
}

/// The length of the payload that a frame says at its end.
pub(super) fn read_trailer(bytes: &[u8]) -> Option<usize> {
    let rest = bytes.strip_suffix(&END)?;
    usize::try_from(number(rest, rest.len().checked_sub(4)?)?).ok()
}

/// A frame for a batch; `None` when it is longer than 4 GB.
pub(super) fn frame(kind: Kind, before: u64, stamp: u64, batch: &Batch) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.extend(MAGIC);
    bytes.extend(kind.number().to_le_bytes());
    bytes.extend(before.to_le_bytes());
    bytes.extend(stamp.to_le_bytes());
    bytes.extend([0; 4]);
    for prefix in &batch.clears {
        push_step(&mut bytes, CLEAR, prefix)?;
    }
    for key in &batch.deletes {
        push_step(&mut bytes, DELETE, key)?;
    }
    for values in [&batch.adds, &batch.puts] {
        for (key, value) in values {
            push_step(&mut bytes, PUT, key)?;
            bytes.extend(u32::try_from(value.len()).ok()?.to_le_bytes());
            bytes.extend_from_slice(value);
        }
    }
    let payload = u32::try_from(bytes.len() - HEADER).ok()?.to_le_bytes();
    bytes[HEADER - 4..HEADER].copy_from_slice(&payload);
    let sum = crc32(&bytes);
    bytes.extend(sum.to_le_bytes());
    bytes.extend(payload);
    bytes.extend(END);
    Some(bytes)
}

fn push_step(bytes: &mut Vec<u8>, step: u8, key: &str) -> Option<()> {
    bytes.push(step);
    bytes.extend(u16::try_from(key.len()).ok()?.to_le_bytes());
    bytes.extend_from_slice(key.as_bytes());
    Some(())
}

/// The payload of a whole frame that is what it was when it was written.
pub(super) fn payload(frame: &[u8]) -> Option<&[u8]> {
    let header = Header::read(frame)?;
    let payload = frame.get(HEADER..HEADER.checked_add(header.payload)?)?;
    let (written, trailer) = frame.split_at_checked(HEADER + header.payload)?;
    let sound = trailer.len() == TRAILER
        && read_trailer(trailer) == Some(header.payload)
        && number(trailer, 0) == Some(crc32(written));
    sound.then_some(payload)
}

/// The write that a payload tells of.
pub(super) fn batch(mut payload: &[u8]) -> Option<Batch> {
    let mut batch = Batch::default();
    while let Some((step, rest)) = payload.split_first() {
        let length = usize::from(u16::from_le_bytes(rest.get(..2)?.try_into().ok()?));
        let (key, rest) = rest.get(2..)?.split_at_checked(length)?;
        let key = str::from_utf8(key).ok()?.to_owned();
        payload = rest;
        match *step {
            CLEAR => batch.clears.push(key),
            DELETE => batch.deletes.push(key),
            PUT => {
                let length = usize::try_from(number(rest, 0)?).ok()?;
                let (value, rest) = rest.get(4..)?.split_at_checked(length)?;
                batch.puts.push((key, value.into()));
                payload = rest;
            }
            _ => return None,
        }
    }
    Some(batch)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at.checked_add(4)?)?;
    digits.try_into().ok().map(u32::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(8)?)?;
    digits.try_into().ok().map(u64::from_le_bytes)
}
