//! Numbers as text. Those that are not counted with are kept as they were written, so that
//! no digit is lost and no code for floating point is needed.

pub(super) const OUT_OF_RANGE: &str = "number out of range";

/// Exponent and first digits of the smallest number that rounds to infinity in 64 bits.
const LIMIT: (i64, &str) = (308, "1797693134862315808");

pub(super) fn is_whole(number: &str) -> bool {
    number.bytes().all(|it| it == b'-' || it.is_ascii_digit())
}

/// Whether a number of JSON is too large for 64-bit floating point: other programs could not
/// read a file with it.
pub(super) fn is_out_of_range(number: &str) -> bool {
    let number = number.trim_start_matches('-');
    let (digits, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let whole = digits.split('.').next().map_or(0, str::len);
    let digits = digits.replace('.', "");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return false;
    }
    // An exponent that has no 64 bits itself is beyond everything, or close to zero.
    let exponent = exponent.parse::<i64>().unwrap_or_else(|_| {
        let small = exponent.starts_with('-');
        if small { i64::MIN / 2 } else { i64::MAX / 2 }
    });
    let zeros = digits.len() - significant.len();
    let place = |count: usize| i64::try_from(count).unwrap_or(i64::MAX / 4);
    let first = exponent.clamp(i64::MIN / 2, i64::MAX / 2) + place(whole) - place(zeros) - 1;
    (first, significant) >= LIMIT
}
