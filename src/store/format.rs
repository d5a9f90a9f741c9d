//! How does one record read as text, and where exactly is a slip in a text that a person edited?

use super::Error;
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::path::Path;

/// The newest format that this version reads, and the one that it writes.
pub const FORMAT: u32 = 4;

/// A place in a text, both from 1, columns in characters, and what would have been right there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub line: usize,
    pub column: usize,
    pub expected: String,
}

impl Slip {
    pub fn in_file(self, path: &Path) -> Error {
        Error::Typing {
            path: path.to_owned(),
            line: self.line,
            column: self.column,
            expected: self.expected,
        }
    }
}

/// Reads a file that a person may have edited.
pub(super) fn parse<T: DeserializeOwned>(path: &Path, bytes: &[u8]) -> Result<T, Error> {
    let text = utf8(bytes).map_err(|slip| slip.in_file(path))?;
    from_str(text).map_err(|slip| slip.in_file(path))
}

/// A file's bytes as text, without a byte order mark that an editor may have put there.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, Slip> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let good = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or(bytes));
            Err(Slip {
                line: 1 + good.matches('\n').count(),
                column: 1 + good.chars().rev().take_while(|c| *c != '\n').count(),
                expected: "this is not UTF-8 text. Save the file as UTF-8".to_owned(),
            })
        }
    }
}

/// Reads one value; a person may leave out `Some(…)`.
pub(super) fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, Slip> {
    options().from_str(text).map_err(|error| {
        let (line, column) = on_a_word(text, error.span.start.line, error.span.start.col);
        let expected = in_words(&error.code);
        Slip {
            line,
            column,
            expected,
        }
    })
}

/// A place that may be on the space ahead of a word, moved on to the word.
fn on_a_word(text: &str, line: usize, column: usize) -> (usize, usize) {
    let rest = text.lines().nth(line - line.min(1)).unwrap_or_default();
    let spaces = rest
        .chars()
        .skip(column - column.min(1))
        .take_while(|c| c.is_whitespace())
        .count();
    (line, column + spaces)
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

fn in_words(error: &ron::Error) -> String {
    match error {
        ron::Error::Eof => "the file ends before it is complete".to_owned(),
        ron::Error::ExpectedComma => "expected a comma".to_owned(),
        ron::Error::ExpectedString => "expected a text in double quotes".to_owned(),
        ron::Error::ExpectedStringEnd => "a text that starts here has no closing quote".to_owned(),
        ron::Error::ExpectedStructLike | ron::Error::ExpectedNamedStructLike(_) => {
            "expected an opening “(”".to_owned()
        }
        ron::Error::ExpectedStructLikeEnd | ron::Error::ExpectedOptionEnd => {
            "expected a comma or a closing “)”".to_owned()
        }
        ron::Error::ExpectedArray => "expected an opening “[”".to_owned(),
        ron::Error::ExpectedArrayEnd => "expected a comma or a closing “]”".to_owned(),
        ron::Error::ExpectedMap => "expected an opening “{”".to_owned(),
        ron::Error::ExpectedMapEnd => "expected a comma or a closing “}”".to_owned(),
        ron::Error::ExpectedMapColon => "expected a colon".to_owned(),
        ron::Error::ExpectedInteger => "expected a whole number".to_owned(),
        ron::Error::ExpectedIdentifier => "expected the name of a field".to_owned(),
        ron::Error::TrailingCharacters => "there is more text after the end".to_owned(),
        ron::Error::NoSuchStructField {
            expected, found, ..
        } => {
            let known: Vec<String> = expected.iter().map(|name| format!("“{name}”")).collect();
            format!(
                "no field is called “{found}”; expected {}",
                known.join(", ")
            )
        }
        ron::Error::NoSuchEnumVariant {
            expected, found, ..
        } => {
            let known: Vec<String> = expected.iter().map(|name| format!("“{name}”")).collect();
            format!("“{found}” is not known; expected {}", known.join(", "))
        }
        ron::Error::MissingStructField { field, .. } => {
            format!("the field “{field}” is missing; expected it before this place")
        }
        ron::Error::DuplicateStructField { field, .. } => {
            format!("the field “{field}” is here twice; expected it once")
        }
        ron::Error::InvalidValueForType { expected, found } => {
            format!("expected {expected}, found {found}")
        }
        other => other.to_string(),
    }
}

/// The format that a file of ours says it has, near its start; none where it does not say.
pub(super) fn format_of(bytes: &[u8]) -> Option<u32> {
    let head = String::from_utf8_lossy(bytes.get(..4_096).unwrap_or(bytes));
    head.lines()
        .map(|line| line.split("//").next().unwrap_or(line))
        .find_map(|line| line.split_once("format:"))
        .and_then(|(_, number)| {
            let digits: String = number
                .trim_start()
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            // A number too long for us is surely a newer format.
            (!digits.is_empty()).then(|| digits.parse().unwrap_or(u32::MAX))
        })
}

/// Refuses a file of a newer format.
pub(super) fn refuse_newer(path: &Path, found: Option<u32>) -> Result<(), Error> {
    match found {
        Some(found) if found > FORMAT => Err(Error::Newer {
            path: path.to_owned(),
            found,
            known: FORMAT,
        }),
        _ => Ok(()),
    }
}

/// Text of many lines, for a person to read and edit.
pub(super) fn pretty<T: Serialize>(value: &T) -> String {
    let text = options().to_string_pretty(value, PrettyConfig::new().indentor("  "));
    // Our own types are plain trees of texts and numbers, which always have a form in RON.
    legible(&text.unwrap_or_default()).into_owned() + "\n"
}

/// A record as one line without its line end.
pub(super) fn line<T: Serialize>(value: &T) -> String {
    let config = PrettyConfig::new()
        .compact_structs(true)
        .compact_arrays(true)
        .compact_maps(true);
    let text = ron::Options::default().to_string_pretty(value, config);
    legible(&text.unwrap_or_default()).into_owned()
}

/// RON escapes all combining marks, which makes Thai and accents unreadable. Takes those escapes back, but for what
/// cannot be seen anyway.
fn legible(text: &str) -> Cow<'_, str> {
    if !text.contains("\\u{") && !text.contains("\\'") {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let escaped = after
            .strip_prefix("u{")
            .and_then(|code| code.split_once('}'));
        if let Some((code, behind)) = escaped {
            let seen = u32::from_str_radix(code, 16)
                .ok()
                .and_then(char::from_u32)
                .filter(|c| !is_invisible(*c));
            match seen {
                Some(c) => plain.push(c),
                None => {
                    plain.push_str("\\u{");
                    plain.push_str(code);
                    plain.push('}');
                }
            }
            rest = behind;
        } else if let Some(behind) = after.strip_prefix('\'') {
            plain.push('\'');
            rest = behind;
        } else {
            // One more character belongs to the escape, and may be a backslash itself.
            let mut chars = after.chars();
            plain.push('\\');
            plain.extend(chars.next());
            rest = chars.as_str();
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// Characters that change what is around them or are not seen at all, so that a person reading the file would miss
/// them. Joiners stay: scripts and emoji are built with them.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}'
            | '\u{e0000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_reads_back_as_it_was_written_and_stays_on_its_line(text in any::<String>(), marks in "[\u{e00}-\u{e7f}\u{300}-\u{36f}\\\\\"'\n\u{0}]{0,20}") {
            let text = text + &marks;
            let line = line(&text);
            prop_assert!(!line.contains(['\n', '\r']));
            prop_assert_eq!(from_str::<String>(&line), Ok(text));
        }
    }

    #[test]
    fn thai_and_accents_stay_legible_and_what_cannot_be_seen_is_shown() {
        let text = "ผู้ย้ายถิ่น, e\u{301}, it’s 'so'\u{202e}\u{200b}\\u{41}";
        let line = line(&text);
        assert!(line.starts_with("\"ผู้ย้ายถิ่น, e\u{301}, it’s 'so'"), "{line}");
        assert!(line.contains("\\u{202e}\\u{200b}\\\\u{41}"), "{line}");
        assert_eq!(from_str::<String>(&line), Ok(text.to_owned()));
    }

    #[test]
    fn the_format_is_found_whatever_stands_around_it() {
        assert_eq!(format_of(b"// format: 9\n(\n  format: 1,\n"), Some(1));
        assert_eq!(format_of(b"(format:12,about:())"), Some(12));
        assert_eq!(format_of(b"(format: 99999999999)"), Some(u32::MAX));
        assert_eq!(format_of(b"hello"), None);
    }
}
