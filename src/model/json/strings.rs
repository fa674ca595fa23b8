use std::borrow::Cow;

/// What stands between the quotes of a string of JSON; `None` with half a surrogate pair.
pub(super) fn unescaped(inner: &str) -> Option<Cow<'_, str>> {
    if !inner.contains('\\') {
        return Some(Cow::Borrowed(inner));
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let kind = escape.chars().next()?;
        rest = escape.get(kind.len_utf8()..)?;
        text.push(match kind {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => code_point(&mut rest)?,
            itself => itself,
        });
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

/// The character of the four digits that `rest` begins with, or of a surrogate pair.
fn code_point(rest: &mut &str) -> Option<char> {
    let unit = four_digits(rest)?;
    let pair = if (0xD800..0xDC00).contains(&unit) {
        *rest = rest.strip_prefix("\\u")?;
        let low = four_digits(rest)?;
        let low = low.checked_sub(0xDC00).filter(|it| *it < 0x400)?;
        0x1_0000 + ((unit - 0xD800) << 10) + low
    } else {
        unit
    };
    char::from_u32(pair)
}

fn four_digits(rest: &mut &str) -> Option<u32> {
    let (digits, behind) = rest.split_at_checked(4)?;
    *rest = behind;
    u32::from_str_radix(digits, 16).ok()
}
