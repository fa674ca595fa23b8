//! Files that were almost right: real ones, changed at random. No coverage steers it; what is changed
//! is what parsers go wrong about.

/// Numbers that look random, from a beginning: a run can be made again.
pub struct Chance(u64);

impl Chance {
    pub fn from(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below another.
    pub fn below(&mut self, most: usize) -> usize {
        let most = u64::try_from(most.max(1)).unwrap();
        usize::try_from(self.next() % most).unwrap()
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// What has broken parsers.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\0",
    b"\xFF",
    b"\xED\xA0\x80",
    b"\xC0\x80",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\r",
    b"\r\n",
    b"\\u0000",
    b"\\ud800",
    b"\\udc00",
    b"\\uD83D\\uDE00",
    b"\\u00",
    b"null",
    b"true",
    b"-0",
    b"0.1",
    b"1e400",
    b"-1",
    b"4294967295",
    b"4294967296",
    b"9223372036854775808",
    b"18446744073709551615",
    b"99999999999999999999999999",
    b"NaN",
    b"\"\"",
    b"[]",
    b"{}",
    b"\"@file\"",
    b"\"@lost\"",
    b"\"@@x\"",
    b"\"id\"",
    b"\"x\":1,",
    b"\xE2\x80\xAE",
    b"\xF0\x9F\x93\xB0",
    b"e\xCC\x81",
    b"</script>",
    b"<p>",
    b"COTJ",
    b"\x00\x00\x00\x80",
];

/// A seed with some changes, or parts of several.
pub fn mutated(seeds: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    const LONGEST: usize = 200_000;
    let mut bytes = chance.one_of(seeds).clone();
    for _ in 0..=chance.below(6) {
        match chance.below(10) {
            0 => flip(&mut bytes, chance),
            1 => {
                let (from, to) = stretch(&bytes, chance);
                bytes.drain(from..to);
            }
            2 => {
                let (from, to) = stretch(&bytes, chance);
                let again = bytes[from..to].repeat(1 + chance.below(40));
                bytes.splice(to..to, again);
            }
            3 => bytes.truncate(chance.below(bytes.len() + 1)),
            4 => {
                let other = chance.one_of(seeds);
                let (from, to) = stretch(other, chance);
                let at = chance.below(bytes.len() + 1);
                bytes.splice(at..at, other[from..to].iter().copied());
            }
            5 => {
                let deep = chance
                    .one_of(&[&b"["[..], b"{\"x\":", b"<b>"])
                    .repeat(1 + chance.below(2_000));
                let at = chance.below(bytes.len() + 1);
                bytes.splice(at..at, deep);
            }
            6 | 7 => {
                let other: &Vec<u8> = chance.one_of(seeds);
                swap_values(&mut bytes, other, chance);
            }
            _ => {
                let at = chance.below(bytes.len() + 1);
                let to = (at + chance.below(4)).min(bytes.len());
                bytes.splice(at..to, chance.one_of(PIECES).iter().copied());
            }
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

fn flip(bytes: &mut [u8], chance: &mut Chance) {
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len());
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << chance.below(8);
        }
    }
}

fn stretch(bytes: &[u8], chance: &mut Chance) -> (usize, usize) {
    let from = chance.below(bytes.len() + 1);
    let long = *chance.one_of(&[4, 40, 400]);
    (from, (from + chance.below(long)).min(bytes.len()))
}

/// Puts a value of JSON in the place of another: what it is part of stays whole.
fn swap_values(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    let (Some((from, to)), Some((other_from, other_to))) =
        (value(bytes, chance), value(other, chance))
    else {
        return;
    };
    let value = match chance.below(3) {
        0 => chance.one_of(PIECES).to_vec(),
        _ => other[other_from..other_to].to_vec(),
    };
    bytes.splice(from..to, value);
}

/// Where a value stands, found from the colon or comma before it.
fn value(bytes: &[u8], chance: &mut Chance) -> Option<(usize, usize)> {
    let start = chance.below(bytes.len());
    let before = bytes[start..]
        .iter()
        .position(|it| matches!(it, b':' | b',' | b'['))?;
    let from = start + before + 1;
    let from = from
        + bytes[from..]
            .iter()
            .position(|it| !it.is_ascii_whitespace())?;
    let (mut depth, mut quoted, mut at) = (0_usize, false, from);
    while let Some(byte) = bytes.get(at) {
        match (quoted, byte) {
            (true, b'\\') => at += 1,
            (_, b'"') => quoted = !quoted,
            (false, b'[' | b'{') => depth += 1,
            (false, b']' | b'}' | b',') if depth == 0 => break,
            (false, b']' | b'}') => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    Some((from, at.min(bytes.len())))
}
