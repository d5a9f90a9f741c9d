//! In which encoding do these bytes mean something, and what do they say in it?

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Bytes as text, and what was found out on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text: LF line ends, no byte order mark, otherwise as it came.
    pub text: String,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// How many byte sequences meant nothing and stand as U+FFFD now.
    pub malformed: usize,
}

/// Turns bytes into text: by byte order mark, else as strict UTF-8, else as UTF-16 by its NULs, else as the likeliest
/// old encoding; or, where a person has said which it is, in that one.
pub fn decode(bytes: &[u8], encoding: Option<&'static Encoding>) -> Decoded {
    if let Some(encoding) = encoding {
        let marked = Encoding::for_bom(bytes).filter(|(found, _)| *found == encoding);
        let rest = marked.and_then(|(_, mark)| bytes.get(mark..));
        return in_encoding(rest.unwrap_or(bytes), encoding);
    }
    if let Some(decoded) = utf_32(bytes) {
        return decoded;
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return in_encoding(bytes.get(mark..).unwrap_or_default(), encoding);
    }
    // The only old encoding that is valid UTF-8 and means something else: its escapes are seven bits wide.
    if memchr::memmem::find(bytes, b"\x1b$").is_some() {
        let decoded = in_encoding(bytes, ISO_2022_JP);
        if decoded.malformed == 0 {
            return decoded;
        }
    }
    let has_nul = memchr::memchr(0, bytes).is_some();
    if has_nul && let Some(decoded) = utf_16(bytes) {
        return decoded;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded {
            text: line_feeds(text).into_owned(),
            encoding: UTF_8.name(),
            malformed: 0,
        };
    }
    if is_mostly_utf_8(bytes) {
        return in_encoding(bytes, UTF_8);
    }
    in_encoding(bytes, likeliest(bytes))
}

fn in_encoding(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let (text, malformed) = counted(bytes, encoding);
    Decoded {
        text: match line_feeds(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(text) => text,
        },
        encoding: encoding.name(),
        malformed,
    }
}

/// The text, and how many sequences were replaced in it.
fn counted(bytes: &[u8], encoding: &'static Encoding) -> (String, usize) {
    // The encoding named "replacement" gives up at the first byte, which is of no use to a person.
    let encoding = if encoding == REPLACEMENT {
        UTF_8
    } else {
        encoding
    };
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or(bytes.len()).min(bytes.len() * 3 + 16));
    let mut rest = bytes;
    let mut malformed = 0;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return (text, malformed),
            DecoderResult::OutputFull => text.reserve(rest.len().max(64)),
            DecoderResult::Malformed(..) => {
                malformed += 1;
                text.reserve(rest.len() + 64);
                text.push('\u{fffd}');
            }
        }
    }
}

/// UTF-32 by its mark, the little-endian one of which begins like UTF-16's.
fn utf_32(bytes: &[u8]) -> Option<Decoded> {
    let (rest, read, encoding): (_, fn([u8; 4]) -> u32, _) = match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => (rest, u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0xfe, 0xff, rest @ ..] => (rest, u32::from_be_bytes, "UTF-32BE"),
        _ => return None,
    };
    let mut malformed = 0;
    let (units, left) = rest.as_chunks::<4>();
    let text: String = units
        .iter()
        .map(|unit| {
            char::from_u32(read(*unit)).unwrap_or_else(|| {
                malformed += 1;
                '\u{fffd}'
            })
        })
        .collect();
    Some(Decoded {
        text: line_feeds(&text).into_owned(),
        encoding,
        malformed: malformed + usize::from(!left.is_empty()),
    })
}

/// UTF-16 without a mark: spaces, line ends and Latin letters have their NULs all on one side.
fn utf_16(bytes: &[u8]) -> Option<Decoded> {
    let sample = bytes.get(..1 << 20).unwrap_or(bytes);
    let mut nuls = [0_usize; 2];
    for at in memchr::memchr_iter(0, sample) {
        nuls[at % 2] += 1;
    }
    let [even, odd] = nuls;
    let encoding = match (even, odd) {
        _ if odd > even * 8 => UTF_16LE,
        _ if even > odd * 8 => UTF_16BE,
        _ => return None,
    };
    let decoded = in_encoding(bytes, encoding);
    // A few NULs in some other file look like that too, but hardly give words.
    let unlikely = decoded.text.chars().filter(|c| {
        (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
    });
    let plain = decoded
        .text
        .chars()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace());
    let (unlikely, plain, all) = (
        unlikely.count(),
        plain.count(),
        decoded.text.chars().count(),
    );
    (unlikely * 50 <= all && plain * 2 >= all).then_some(decoded)
}

/// Whether a few bytes only keep this from being UTF-8, as when a file was cut or two were joined. In other encodings
/// sequences that are good UTF-8 are rare.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * 10
}

fn likeliest(bytes: &[u8]) -> &'static Encoding {
    /// Far more than the statistics of letter pairs need.
    const ENOUGH: usize = 8 << 20;
    let first = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    // Words ahead of the first such letter tell nothing.
    let start = first.saturating_sub(64);
    let sample = bytes.get(start..).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample.get(..ENOUGH).unwrap_or(sample), true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The text with LF line ends, whether they were CRLF or, as on old Macs, CR.
fn line_feeds(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'\r', text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut plain = String::with_capacity(text.len());
    let (head, mut rest) = text.split_at(first);
    plain.push_str(head);
    while let Some((line, after)) = rest.split_once('\r') {
        plain.push_str(line);
        plain.push('\n');
        rest = after.strip_prefix('\n').unwrap_or(after);
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}
