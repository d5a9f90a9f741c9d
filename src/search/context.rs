//! How does a hit read in a list: the words before it, itself, the words after it?

use super::Hit;
use crate::project::Span;
use crate::text::{Text, grapheme_at_or_before};

/// A hit with its surroundings, on one line. Concatenated, the three parts read as the text does, but for what stands
/// between the parts of a hit that a page cuts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// The words before it, from a word's start; opens with "…" where the paragraph goes on before.
    pub before: String,
    /// The hit, with "…" between its parts; its middle is left out ("…") where it is longer than the width.
    pub hit: String,
    /// The words after it, up to a word's end; closes with "…" where the paragraph goes on.
    pub after: String,
}

/// The hit with about `width` code points of its paragraph on either side.
pub fn context(text: &Text, hit: &Hit, width: usize) -> Context {
    let whole = text.str();
    let extent = hit.extent();
    let end = whole.floor_char_boundary(extent.end.min(whole.len()));
    let start = whole.floor_char_boundary(extent.start.min(end));
    let first = text.paragraphs().span(text.paragraphs().at(start));
    let last = text
        .paragraphs()
        .span(text.paragraphs().at(end.saturating_sub(1).max(start)));
    let before = tail(&whole[first.start.min(start)..start], width);
    let after = head(&whole[end..last.end.max(end)], width);
    let parts = hit.spans.iter().filter_map(|span| whole.get(span.range()));
    let words = if hit.spans.len() > 1 {
        parts.collect::<Vec<_>>().join(" … ")
    } else {
        whole[Span::new(start, end).range()].to_owned()
    };
    Context {
        before,
        hit: middle(&words, width.max(20)),
        after,
    }
}

fn tail(text: &str, width: usize) -> String {
    let Some((from, _)) = text.char_indices().rev().nth(width) else {
        return one_line(text.trim_start());
    };
    let from = grapheme_at_or_before(text, from);
    let cut = text[from..]
        .find(char::is_whitespace)
        .map_or(from, |blank| from + blank);
    // A run without blanks, as Thai is written, is cut between characters.
    let cut = if cut == text.len() || text.len() - cut < (text.len() - from) / 2 {
        from
    } else {
        cut
    };
    format!("…{}", one_line(text[cut..].trim_start()))
}

fn head(text: &str, width: usize) -> String {
    let Some((to, _)) = text.char_indices().nth(width) else {
        return one_line(text.trim_end());
    };
    let to = grapheme_at_or_before(text, to);
    let cut = text[..to].rfind(char::is_whitespace).unwrap_or(to);
    let cut = if cut < to / 2 { to } else { cut };
    format!("{}…", one_line(text[..cut].trim_end()))
}

fn middle(text: &str, width: usize) -> String {
    let count = text.chars().count();
    if count <= 3 * width {
        return one_line(text);
    }
    let start = head(text, width);
    let end = tail(text, width);
    format!("{} {}", start, end.trim_start_matches('…'))
}

/// Line ends, tabs and runs of blanks become one blank; what cannot be seen goes.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else {
            line.push(c);
        }
    }
    line
}
