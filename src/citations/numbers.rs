//! Which number do raised or plain digits write?

/// The value of a raised digit.
pub(super) fn raised(c: char) -> Option<u32> {
    Some(match c {
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => c as u32 - '⁴' as u32 + 4,
        _ => return None,
    })
}

/// The raised number at the start: its value and its length in bytes. None for one that starts with zero.
pub(super) fn raised_number(text: &str) -> Option<(u32, usize)> {
    let mut value = 0u32;
    let mut length = 0;
    for c in text.chars() {
        let Some(digit) = raised(c) else { break };
        if length == 0 && digit == 0 {
            return None;
        }
        value = value.checked_mul(10)?.checked_add(digit)?;
        length += c.len_utf8();
    }
    (length > 0 && value < TOO_MANY).then_some((value, length))
}

/// The plain number at the start: its value and its length in bytes. None for one that starts with zero.
pub(super) fn plain_number(text: &str) -> Option<(u32, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&length) || text.starts_with('0') {
        return None;
    }
    Some((text[..length].parse().ok()?, length))
}

/// No text has so many notes: 1998 is a year.
pub(super) const TOO_MANY: u32 = 10_000;

/// Whether bytes at an offset write a year from 1600 to 2099.
pub(super) fn year_at(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4)?;
    let century = (digits[0], digits[1]);
    let plausible = matches!(century, (b'1', b'6'..=b'9') | (b'2', b'0'));
    if !plausible || !digits[2].is_ascii_digit() || !digits[3].is_ascii_digit() {
        return None;
    }
    if bytes.get(at + 4).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    if at > 0 && bytes[at - 1].is_ascii_alphanumeric() {
        return None;
    }
    year_in(bytes, at)
}

/// The four digits at an offset.
pub(super) fn year_in(bytes: &[u8], at: usize) -> Option<u32> {
    let value = |sum: u32, digit: &u8| {
        let digit = digit.is_ascii_digit().then(|| digit - b'0')?;
        Some(sum * 10 + u32::from(digit))
    };
    bytes.get(at..at + 4)?.iter().try_fold(0, value)
}

/// The offsets of the years in a part of a text.
pub(super) fn years(text: &str, start: usize, end: usize) -> impl Iterator<Item = (usize, u32)> {
    let bytes = text.as_bytes();
    let part = &bytes[start..end.min(bytes.len())];
    memchr::memchr2_iter(b'1', b'2', part)
        .filter_map(move |at| Some((start + at, year_at(bytes, start + at)?)))
}
