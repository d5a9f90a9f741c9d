//! What Excel takes: texts cut to the length of a cell, names of sheets, addresses.

use super::super::words::{address, one_line};
use rust_xlsxwriter::Url;
use std::collections::BTreeSet;

/// UTF-16 units of a cell.
pub(super) const UNITS: usize = 32_767;
/// UTF-16 units of an address.
const ADDRESS: usize = 2_079;

/// The beginning of a text that has no more UTF-16 units than these, cut between characters.
pub(super) fn cut(text: &str, units: usize) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, c)| {
        used += c.len_utf16();
        used > units
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// The text in parts that fit into cells, parted after a space where there is one.
pub(super) fn parts(mut text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    while !text.is_empty() {
        let start = cut(text, UNITS);
        let space = start
            .rfind(char::is_whitespace)
            .filter(|_| start.len() < text.len());
        let end = match space.and_then(|at| start[at..].chars().next().map(|c| at + c.len_utf8())) {
            Some(end) => end,
            None => start.len(),
        };
        parts.push(&text[..end]);
        text = &text[end..];
    }
    parts
}

/// A legal name for a sheet that no other has: 31 characters, without those that formulas use.
pub(super) fn sheet_name(wanted: &str, names: &mut BTreeSet<String>) -> String {
    let legal: String = one_line(wanted)
        .chars()
        .map(|c| match c {
            '[' => '(',
            ']' => ')',
            '*' | '?' | ':' | '\\' | '/' => '-',
            _ => c,
        })
        .collect();
    let legal = match legal.trim_matches(['\'', ' ']) {
        "" => "Table",
        legal => legal,
    };
    let mut number = 1;
    loop {
        let end = match number {
            1 => String::new(),
            _ => format!(" ({number})"),
        };
        let name = format!(
            "{}{end}",
            cut(legal, 31 - end.len()).trim_end_matches(['\'', ' '])
        );
        if names.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

/// A link as the writer takes it. It escapes an address that it does not take for escaped already, which it tells by
/// a few escapes only: one with others alone would be escaped twice and lead nowhere, so it is left out.
pub(super) fn url(link: &str) -> Option<Url> {
    let address = address(link);
    let known = [
        "%20", "%25", "%22", "%60", "%3C", "%3E", "%5B", "%5D", "%5E", "%7B", "%7D",
    ];
    let upper = address.to_ascii_uppercase();
    let kept = !address.contains('%') || known.iter().any(|escape| upper.contains(escape));
    let address = match kept {
        true => address,
        false => letters(&address)?,
    };
    if address.is_empty() || address.encode_utf16().count() > ADDRESS {
        return None;
    }
    let whole = match address.contains("://") || address.starts_with("mailto:") {
        true => address,
        // A file beside this one.
        false => format!("file:///{}", address.trim_start_matches("file:")),
    };
    Some(Url::new(whole))
}

/// The address with letters beyond ASCII instead of their escapes; none where other escapes remain.
fn letters(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
        let (high, low) = (digit()?, digit()?);
        let byte = u8::try_from(high * 16 + low).ok()?;
        if byte.is_ascii() {
            return None;
        }
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_legal_and_of_one_sheet_each() {
        let mut names = BTreeSet::new();
        let mut name = |wanted: &str| sheet_name(wanted, &mut names);
        assert_eq!(name("Passages"), "Passages");
        assert_eq!(name("passages"), "passages (2)");
        assert_eq!(name("a/b: [c]*?\\"), "a-b- (c)---");
        assert_eq!(name("''"), "Table");
        assert_eq!(name("\n"), "Table (2)");
        let long = "Who said what, when, to whom and why";
        assert_eq!(name(long), "Who said what, when, to whom an");
        assert_eq!(name(long), "Who said what, when, to who (2)");
        // A face is two UTF-16 units.
        assert_eq!(name(&"🙂".repeat(20)), "🙂".repeat(15));
    }

    #[test]
    fn parts_are_the_whole_text_and_fit() {
        let words = "ก word 🙂\n".repeat(9_000);
        let no_space = "日".repeat(UNITS * 2 + 1);
        for text in [words, no_space] {
            let parts = parts(&text);
            assert!(parts.len() >= 3);
            assert!(
                parts
                    .iter()
                    .all(|part| part.encode_utf16().count() <= UNITS)
            );
            assert_eq!(parts.concat(), text);
        }
    }

    #[test]
    fn an_address_is_not_escaped_twice() {
        let given = |link: &str| url(link).map(|url| format!("{url:?}"));
        assert!(given("documents/ไทย.txt").is_some_and(|url| url.contains("documents/ไทย.txt")));
        assert!(given("a b.txt").is_some_and(|url| url.contains("a%20b.txt")));
        assert!(given("https://a.org/%2F").is_none());
        assert!(given("https://a.org/x").is_some());
    }
}
