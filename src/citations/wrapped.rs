//! Which line ends are only those of a narrow page?
//!
//! The finders read a line as a paragraph. In a text whose lines are cut to the width of a page, a line end that came
//! only because the next word had no room is a blank, and a hyphen ahead of one is none.

use std::borrow::Cow;

/// The widest page, in bytes; longer lines are paragraphs.
const WIDEST: usize = 130;

/// The narrowest page.
const NARROWEST: usize = 40;

/// The text with blanks for such line ends, and soft hyphens for the hyphens ahead of them: all else stands where it
/// stood, byte by byte.
pub(super) fn unwrapped(text: &str) -> Cow<'_, str> {
    let Some(width) = width(text) else {
        return Cow::Borrowed(text);
    };
    let mut out = text.as_bytes().to_vec();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        let (line, next) = (&text[start..end], &text[end + 1..]);
        start = end + 1;
        if !goes_on(line, next, width) {
            continue;
        }
        let word = line.strip_suffix('-');
        let cut = word.is_some_and(|word| word.ends_with(char::is_alphabetic))
            && next.starts_with(char::is_lowercase);
        if cut {
            // The two bytes of a soft hyphen stand for the hyphen and the line end.
            out[end - 1] = 0xC2;
            out[end] = 0xAD;
        } else {
            out[end] = b' ';
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The width of the page, if the text is cut to one: many lines with another below them are as long as they can be.
fn width(text: &str) -> Option<usize> {
    let mut widths = [0usize; WIDEST + 1];
    let (mut lines, mut inner, mut long) = (0usize, 0usize, 0usize);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()) {
        let line = text[start..end].trim_end();
        let below = text[end + 1..].chars().next();
        start = end + 1;
        if line.is_empty() {
            continue;
        }
        lines += 1;
        if below.is_none_or(|c| c == '\n' || c == '\r') {
            continue;
        }
        inner += 1;
        // Letters, not bytes: but a line of fewer bytes has fewer letters.
        let length = if line.len() > WIDEST * 3 {
            WIDEST + 1
        } else {
            line.chars().count()
        };
        match widths.get_mut(length) {
            Some(count) => *count += 1,
            None => long += 1,
        }
    }
    if inner == 0 || inner * 4 < lines || long * 20 > inner {
        return None;
    }
    // All but the few that stick out.
    let mut left = inner - long;
    let spare = inner / 50;
    let width = (0..=WIDEST).rev().find(|width| {
        left -= widths[*width].min(left);
        inner - long - left > spare
    })?;
    let near: usize = widths[width.saturating_sub(width / 4)..].iter().sum();
    (width >= NARROWEST && near * 10 >= inner * 4).then_some(width)
}

/// Whether a line goes on in the next: its first word had no room, and it starts nothing of its own.
fn goes_on(line: &str, next: &str, width: usize) -> bool {
    let below = next.lines().next().unwrap_or_default();
    let first = below.trim_start();
    if line.trim().is_empty() || first.is_empty() {
        return false;
    }
    let word = first.split(' ').next().unwrap_or_default();
    let full = line.chars().count() + 1 + word.chars().count() > width;
    let table = line.contains(['\t', '|']) || below.contains(['\t', '|']);
    let heading = line.starts_with('#') || first.starts_with('#');
    let entry = line.ends_with(['.', ')', ']']) && starts_entry(first);
    let note = line.ends_with(['.', ')', ']', '”', '"', '>']) && starts_note(first);
    full && !table && !heading && !entry && !note && !starts_item(first) && !line.ends_with("  ")
}

/// Whether a line starts an entry of a list of references: "Efrad, A. (2012)", "Hertal, Shareen. Unexpected".
fn starts_entry(line: &str) -> bool {
    let mut words = line
        .split(' ')
        .skip_while(|word| super::names::is_particle(word));
    let (first, second) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    capital(first)
        && first.ends_with(',')
        && capital(second)
        && second.trim_end_matches(',').ends_with('.')
}

/// Whether a line starts with the bare number of a note: "12 Adams, Boats".
fn starts_note(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let words = line[digits..].strip_prefix(' ');
    (1..=3).contains(&digits)
        && words.is_some_and(|words| {
            words.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
        })
}

/// Whether a line starts an item of a list, a note, or what else stands on lines of its own.
fn starts_item(line: &str) -> bool {
    let bullet = [
        "- ",
        "* ",
        "+ ",
        "• ",
        "– ",
        "— ",
        "———",
        "[^",
        "> ",
        "^{",
        "$^",
        "<sup>",
    ]
    .iter()
    .any(|bullet| line.starts_with(bullet));
    if bullet || line.starts_with(|c| super::numbers::raised(c).is_some()) {
        return true;
    }
    let bracket = line.strip_prefix(['[', '(']);
    let rest = bracket.unwrap_or(line);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[digits..];
    // "12) and" may be a page at the end of a bracket.
    let closed = match after.as_bytes().first() {
        Some(b'.') => true,
        Some(b')' | b']') => bracket.is_some() || digits == 1,
        _ => false,
    };
    (1..=3).contains(&digits) && closed && after[1..].starts_with(' ')
}

#[cfg(test)]
mod tests {
    use super::unwrapped;

    #[test]
    fn lines_of_a_narrow_page_are_joined_and_words_whole() {
        let text = "The harbour of the old town was closed for all the boats of the fo-\n\
                    reigners, and the keepers of the bridge were told to row them out to\n\
                    the sea. A note says so.\n\n12. Another note, which is long enough to fill a whole line of it all\n\
                    13. And the next one.\n";
        let joined = unwrapped(text);
        assert_eq!(joined.len(), text.len());
        assert!(joined.contains("the fo\u{ad}reigners, and"), "{joined}");
        assert!(joined.contains("out to the sea"), "{joined}");
        assert!(joined.contains("so.\n\n12."), "{joined}");
        assert!(joined.contains("\n13. And"), "{joined}");
    }

    #[test]
    fn paragraphs_and_lists_stay_as_they_are() {
        let text =
            "One line.\nAnother.\n- An item\n- An item more\n\nA paragraph that goes on and on.\n";
        assert_eq!(unwrapped(text), text);
    }
}
