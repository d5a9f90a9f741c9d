//! What do words need before they stand in a document: characters that no format holds, links, scripts, directions?

use icu_properties::{CodePointMapData, props::BidiClass};
use std::borrow::Cow;
use std::fmt::Write;

/// The same words for the eye: every kind of line end is one, and what no document can hold is there to be seen
/// (U+0000 as ␀). Data for programs are not treated so.
pub(super) fn seen(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
    };
    if !text.contains(hidden) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            // Unicode has a picture of each.
            '\0'..='\u{1f}' => {
                out.push(char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'))
            }
            '\u{7f}' => out.push('\u{2421}'),
            '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out.into()
}

/// The same words in one line, for headings and names.
pub(super) fn one_line(text: &str) -> String {
    seen(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a line begins on the right: by its first letter that has a direction (Unicode Annex 9, rule P2).
pub(super) fn begins_right(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let classes = CodePointMapData::<BidiClass>::new();
    text.chars()
        .find_map(|c| match classes.get(c) {
            BidiClass::LeftToRight => Some(false),
            BidiClass::RightToLeft | BidiClass::ArabicLetter => Some(true),
            _ => None,
        })
        .unwrap_or(false)
}

/// A link as an address that every format takes: only ASCII, nothing to escape but `&`. What has none of the schemes
/// that a document may lead to is the path of a file, so that no link can run anything.
pub(super) fn address(link: &str) -> String {
    const SCHEMES: [&str; 5] = ["http://", "https://", "mailto:", "ftp://", "file://"];
    let lower = link.trim().to_ascii_lowercase();
    if SCHEMES.iter().any(|scheme| lower.starts_with(scheme)) {
        return encoded(link.trim(), ":/?#[]@!$&()*+,;=%");
    }
    let path = link.replace('\\', "/");
    let drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let plain = encoded(&path, "/()!,;=@+");
    if drive {
        return format!("file:///{}", plain.replacen("%3A", ":", 1));
    }
    match path.starts_with("//") {
        true => format!("file:{plain}"),
        false if path.starts_with('/') => format!("file://{plain}"),
        false => plain,
    }
}

/// Percent-encoded (RFC 3986), but for letters, digits and what may stand.
fn encoded(text: &str, may_stand: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "-._~".contains(c) || may_stand.contains(c) {
            out.push(c);
        } else {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Which letters a run of text is written in, as far as a document must know to choose a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// What the document's own font has: Latin, Greek, Cyrillic, and all that is not below.
    Usual,
    Thai,
    /// Chinese and Japanese.
    Han,
    Korean,
    Hebrew,
    Arabic,
    Emoji,
    /// Arrows, shapes and other signs that many fonts lack.
    Signs,
    /// Pictures of what cannot be seen, such as ␀.
    Controls,
}

/// The text in runs of one script each. Spaces, digits and punctuation go with the letters on both sides of them
/// where those are of one script, else they are usual.
pub(super) fn runs(text: &str) -> Vec<(Script, &str)> {
    if text.is_ascii() {
        return match text {
            "" => Vec::new(),
            _ => vec![(Script::Usual, text)],
        };
    }
    let mut found: Vec<(Script, usize)> = Vec::new();
    let mut push = |script, end| match found.last_mut() {
        Some((last, until)) if *last == script => *until = end,
        _ => found.push((script, end)),
    };
    let mut current = Script::Usual;
    // Where the letters of the current run end.
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        match script(c) {
            None => {
                if current == Script::Usual || (joins(c) && end == at) {
                    end = after;
                }
            }
            Some(script) if script == current => end = after,
            Some(script) => {
                if end > 0 {
                    push(current, end);
                }
                if at > end {
                    push(Script::Usual, at);
                }
                (current, end) = (script, after);
            }
        }
    }
    if end > 0 {
        push(current, end);
    }
    if text.len() > end {
        push(Script::Usual, text.len());
    }
    let mut start = 0;
    found
        .into_iter()
        .map(|(script, end)| {
            let run = &text[start..end];
            start = end;
            (script, run)
        })
        .collect()
}

/// Whether a character belongs to the one before it, whatever that is.
fn joins(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}'
        | '\u{e0020}'..='\u{e007f}')
}

/// The script of a letter; none where it goes with its neighbours. Blocks, not the Unicode property: an ideographic
/// full stop is common to all scripts there, and yet only a Chinese or Japanese font has it.
fn script(c: char) -> Option<Script> {
    match c {
        '\0'..='\u{7f}' if !c.is_ascii_alphabetic() => None,
        '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => Some(Script::Hebrew),
        '\u{600}'..='\u{6ff}'
        | '\u{750}'..='\u{77f}'
        | '\u{8a0}'..='\u{8ff}'
        | '\u{fb50}'..='\u{fdff}'
        | '\u{fe70}'..='\u{fefc}' => Some(Script::Arabic),
        '\u{e00}'..='\u{e7f}' => Some(Script::Thai),
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7af}' => {
            Some(Script::Korean)
        }
        '\u{2e80}'..='\u{312f}'
        | '\u{3190}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ffef}'
        | '\u{20000}'..='\u{3ffff}' => Some(Script::Han),
        '\u{1f000}'..='\u{1faff}' => Some(Script::Emoji),
        '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{23ff}'
        | '\u{25a0}'..='\u{27bf}'
        | '\u{2b00}'..='\u{2bff}' => Some(Script::Signs),
        '\u{2400}'..='\u{243f}' => Some(Script::Controls),
        c if joins(c) => None,
        c if c.is_alphabetic() => Some(Script::Usual),
        _ => None,
    }
}

/// The language of a text as far as its letters tell it, by its tag in HTML (BCP 47).
pub(super) fn language(text: &str) -> Option<&'static str> {
    if text.is_ascii() {
        return None;
    }
    let kana = |c: char| matches!(c, '\u{3040}'..='\u{30ff}');
    let mut weights = [("th", 0usize), ("ja", 0), ("ko", 0), ("he", 0)];
    let mut all = 0usize;
    for (script, run) in runs(text) {
        all += run.len();
        let of = match script {
            Script::Thai => 0,
            Script::Han => 1,
            Script::Korean => 2,
            Script::Hebrew => 3,
            _ => continue,
        };
        weights[of].1 += run.len();
    }
    let (tag, weight) = weights.into_iter().max_by_key(|(_, weight)| *weight)?;
    // Han letters alone may be Chinese of any kind.
    (weight * 2 > all && (tag != "ja" || text.contains(kana))).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_no_document_holds_can_be_seen() {
        assert_eq!(seen("plain\ttext\n"), "plain\ttext\n");
        assert_eq!(seen("a\r\nb\rc\u{85}d\u{2028}e"), "a\nb\nc\nd\ne");
        assert_eq!(seen("\0\u{1}\u{b}\u{1b}\u{7f}"), "␀␁␋␛␡");
        assert_eq!(seen("\u{fffe}\u{9c}"), "\u{fffd}\u{fffd}");
    }

    #[test]
    fn links_lead_to_addresses_and_files_and_run_nothing() {
        assert_eq!(
            address("https://example.org/a?b=c&d=é#e"),
            "https://example.org/a?b=c&d=%C3%A9#e"
        );
        assert_eq!(
            address("https://a.org/%20 \"<x>"),
            "https://a.org/%20%20%22%3Cx%3E"
        );
        assert_eq!(address("documents/a b#1.txt"), "documents/a%20b%231.txt");
        assert_eq!(address("..\\ไทย.txt"), "../%E0%B9%84%E0%B8%97%E0%B8%A2.txt");
        assert_eq!(address("C:\\a b.txt"), "file:///C:/a%20b.txt");
        assert_eq!(address("/home/ann/x.txt"), "file:///home/ann/x.txt");
        assert_eq!(address("\\\\server\\x.txt"), "file://server/x.txt");
        assert_eq!(address("javascript:alert(1)"), "javascript%3Aalert(1)");
        assert_eq!(address("data:text/html,x"), "data%3Atext/html,x");
    }

    #[test]
    fn a_line_begins_where_its_first_letter_does() {
        assert!(begins_right("«שלום» hello"));
        assert!(begins_right("12 مرحبا"));
        assert!(!begins_right("hello שלום"));
        assert!(!begins_right("12 €"));
    }

    #[test]
    fn runs_keep_what_stands_between_letters_of_one_script() {
        use Script::{Emoji, Han, Hebrew, Signs, Thai, Usual};
        assert_eq!(runs("plain"), [(Usual, "plain")]);
        assert_eq!(
            runs("see กฎหมาย ๒๕๕๑ และ (that) 日本語。x"),
            [
                (Usual, "see "),
                (Thai, "กฎหมาย ๒๕๕๑ และ"),
                (Usual, " (that) "),
                (Han, "日本語。"),
                (Usual, "x")
            ]
        );
        assert_eq!(runs("שלום, עולם!"), [(Hebrew, "שלום, עולם"), (Usual, "!")]);
        assert_eq!(
            runs("👩‍👩‍👧 ▲3"),
            [(Emoji, "👩‍👩‍👧"), (Usual, " "), (Signs, "▲"), (Usual, "3")]
        );
        assert_eq!(runs(""), []);
        assert_eq!(runs("“"), [(Usual, "“")]);
    }

    #[test]
    fn a_language_is_told_by_its_letters_only_where_they_tell_it() {
        assert_eq!(language("กฎหมาย 2551"), Some("th"));
        assert_eq!(language("人身取引に関する法律"), Some("ja"));
        assert_eq!(language("人身"), None);
        assert_eq!(language("naïve"), None);
        assert_eq!(language("a long English sentence with กฎ"), None);
    }

    proptest! {
        #[test]
        fn runs_are_the_whole_text(text in "[a 1ก日ש👩\u{200d}\u{301}▲.é\n]{0,12}") {
            let whole: String = runs(&text).into_iter().map(|(_, run)| run).collect();
            prop_assert_eq!(whole, text.clone());
            for pair in runs(&text).windows(2) {
                prop_assert_ne!(pair[0].0, pair[1].0);
            }
        }

        #[test]
        fn what_is_seen_is_legal_xml(text in any::<String>()) {
            for c in seen(&text).chars() {
                let legal = matches!(c, '\t' | '\n' | ' '..='\u{7e}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..);
                prop_assert!(legal);
            }
        }
    }
}
