//! What people wrote, as words of a Markdown file (CommonMark 0.31) that cannot pass for its structure.
//!
//! Each function can be undone: two texts never become one.

use std::fmt::Write;

/// A text on one line, as in a heading. Line ends become `&#10;`.
pub(super) fn heading(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        put(&mut escaped, c);
    }
    escaped
}

/// A text of any number of lines inside an item that is indented by two blanks. A line end becomes a hard line break, so
/// that the text stays one paragraph; those at its end become `&#10;`.
pub(super) fn text_under(text: &str) -> String {
    let body = text.trim_end_matches('\n');
    let mut escaped = String::with_capacity(text.len());
    for (at, line) in body.split('\n').enumerate() {
        if at > 0 {
            escaped.push_str("\\\n  ");
        }
        // Behind the name of its field, the first line cannot begin anything.
        put_line(&mut escaped, line, at > 0);
    }
    for c in text[body.len()..].chars() {
        put(&mut escaped, c);
    }
    escaped
}

/// Puts a line; where it begins one in the file, its first sign must not begin a list, a heading or an underline.
fn put_line(escaped: &mut String, line: &str, begins: bool) {
    let words = line.trim_start();
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    // Where in the line a sign stands that would make it something else.
    let sign = line.len() - words.len() + digits;
    for (at, c) in line.char_indices() {
        let starts_item = digits == 0 && matches!(c, '-' | '+' | '=' | ':');
        let numbers_item = digits > 0 && matches!(c, '.' | ')');
        if begins && at == sign && (starts_item || numbers_item) {
            escaped.push('\\');
        }
        put(escaped, c);
    }
}

/// Puts a character: with a backslash where Markdown could read it as a mark, as a reference where it would end a line,
/// or change what is seen of others.
fn put(escaped: &mut String, c: char) {
    let mark = matches!(
        c,
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#'
    );
    let unseen = matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    if (c.is_control() && c != '\t') || unseen {
        // Writing to a string cannot fail.
        write!(escaped, "&#{};", u32::from(c)).ok();
        return;
    }
    if mark {
        escaped.push('\\');
    }
    escaped.push(c);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_lose_their_meaning_and_lines_stay_in_their_item() {
        assert_eq!(heading("a\n# *b* & <c>"), "a&#10;\\# \\*b\\* \\& \\<c\\>");
        assert_eq!(
            text_under("- one\n- **Test:** two\n\n  12. three\n===\n"),
            "- one\\\n  \\- \\*\\*Test:\\*\\* two\\\n  \\\n    12\\. three\\\n  \\===&#10;"
        );
        assert_eq!(text_under("2008 - 2014 (ไทย)"), "2008 - 2014 (ไทย)");
        assert_eq!(heading("\u{202e}a\r"), "&#8238;a&#13;");
    }
}
