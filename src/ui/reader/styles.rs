//! Which words of a paragraph are headings, emphasis, or marks that the eye should pass over? The text itself is never
//! changed: marks stay where they are, and are drawn quietly.

use crate::text::{Mark, Structure};
use std::ops::Range;

/// A typeface of the text and its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// Running text.
    Body,
    /// Emphasis.
    Italic,
    /// Strong emphasis.
    Strong,
    /// A heading of this level, 1 to 6.
    Heading(u8),
}

/// How loud a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Words.
    Ink,
    /// Marks: of Markdown, of notes.
    Quiet,
}

/// Bytes of a paragraph that look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// One past its last byte; it starts where the one before it ends.
    pub end: usize,
    /// Its typeface.
    pub face: Face,
    /// How loud it is.
    pub tone: Tone,
}

/// The runs of a paragraph, which cover it from its first byte to its last; at least one.
pub fn runs(content: &str, mark: Mark) -> Vec<Run> {
    let base = match mark {
        Mark::Heading(level) => Face::Heading(level),
        Mark::Body => Face::Body,
    };
    let whole = Run {
        end: content.len(),
        face: base,
        tone: Tone::Ink,
    };
    let marked = memchr::memchr3(b'*', b'_', b'[', content.as_bytes()).is_some()
        || (!content.is_ascii() && content.chars().any(is_superscript));
    if !marked && base == Face::Body {
        return vec![whole];
    }
    let mut found = Found::default();
    if let Mark::Heading(_) = mark {
        found.quiet.push(Structure::marks_of(content));
    }
    emphasis(content, &mut found);
    note_marks(content, &mut found);
    found.into_runs(whole)
}

/// The same with the first bytes strong: a heading that is run into its paragraph.
pub fn with_head(runs: Vec<Run>, head: usize) -> Vec<Run> {
    if head == 0 {
        return runs;
    }
    let mut start = 0;
    let mut found = Vec::with_capacity(runs.len() + 1);
    for run in runs {
        if start < head && run.face == Face::Body {
            let end = run.end.min(head);
            found.push(Run {
                end,
                face: Face::Strong,
                ..run
            });
        }
        if run.end > head || run.face != Face::Body {
            found.push(run);
        }
        start = run.end;
    }
    found
}

#[derive(Default)]
struct Found {
    quiet: Vec<Range<usize>>,
    emphasis: Vec<(Range<usize>, Face)>,
}

impl Found {
    fn into_runs(self, whole: Run) -> Vec<Run> {
        let mut cuts: Vec<usize> = vec![0, whole.end];
        for range in self
            .quiet
            .iter()
            .chain(self.emphasis.iter().map(|(range, _)| range))
        {
            cuts.extend([range.start, range.end]);
        }
        cuts.sort_unstable();
        cuts.dedup();
        let mut runs: Vec<Run> = Vec::with_capacity(cuts.len());
        for pair in cuts.windows(2) {
            let (start, end) = (pair[0], pair[1]);
            let quiet = self.quiet.iter().any(|range| range.contains(&start));
            let emphasis = self
                .emphasis
                .iter()
                .rfind(|(range, _)| range.contains(&start));
            let face = match (whole.face, emphasis) {
                (Face::Body, Some((_, face))) if !quiet => *face,
                (Face::Heading(_), _) if quiet => Face::Body,
                (face, _) => face,
            };
            let tone = if quiet { Tone::Quiet } else { Tone::Ink };
            match runs.last_mut() {
                Some(last) if last.face == face && last.tone == tone => last.end = end,
                _ => runs.push(Run { end, face, tone }),
            }
        }
        if runs.is_empty() {
            runs.push(whole);
        }
        runs
    }
}

struct Opener {
    mark: char,
    range: Range<usize>,
}

/// Finds `*emphasis*`, `_emphasis_` and `**strong**` by the flanking rules of CommonMark 0.31, section 6.2, without its rule
/// of three.
fn emphasis(content: &str, found: &mut Found) {
    let mut open: Vec<Opener> = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = content.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c == '\\'
            && chars
                .peek()
                .is_some_and(|(_, next)| *next == '*' || *next == '_')
        {
            found.quiet.push(start..start + 1);
            before = chars.next().map(|(_, next)| next);
            continue;
        }
        if c != '*' && c != '_' {
            before = Some(c);
            continue;
        }
        let mut end = start + 1;
        while chars.next_if(|(_, next)| *next == c).is_some() {
            end += 1;
        }
        let after = chars.peek().map(|(_, next)| *next);
        let solid = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let inside_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let can_open = solid(after) && (c == '*' || !inside_word(before));
        let can_close = solid(before) && (c == '*' || !inside_word(after));
        before = Some(c);
        if end - start > 3 {
            continue;
        }
        let opener = open
            .iter()
            .rposition(|opener| opener.mark == c && opener.range.len() == end - start)
            .filter(|_| can_close);
        if let Some(at) = opener {
            let opener = open.swap_remove(at);
            open.truncate(at);
            let face = if end - start == 1 {
                Face::Italic
            } else {
                Face::Strong
            };
            found.emphasis.push((opener.range.end..start, face));
            found.quiet.extend([opener.range, start..end]);
        } else if can_open {
            open.push(Opener {
                mark: c,
                range: start..end,
            });
        }
    }
}

/// Finds what refers to a note: ¹¹⁸, `[118]`, `[^a]`.
fn note_marks(content: &str, found: &mut Found) {
    for start in memchr::memchr_iter(b'[', content.as_bytes()) {
        let inside = &content[start + 1..];
        let Some(length) = memchr::memchr(
            b']',
            inside.as_bytes().get(..24).unwrap_or(inside.as_bytes()),
        ) else {
            continue;
        };
        let inside = &inside.as_bytes()[..length];
        let number = (1..=3).contains(&length) && inside.iter().all(u8::is_ascii_digit);
        if number || (length > 1 && inside[0] == b'^' && !inside.contains(&b' ')) {
            found.quiet.push(start..start + length + 2);
        }
    }
    if !content.is_ascii() {
        for (start, c) in content.char_indices().filter(|(_, c)| is_superscript(*c)) {
            found.quiet.push(start..start + c.len_utf8());
        }
    }
}

fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(content: &str, mark: Mark) -> Vec<(&str, Face, Tone)> {
        let mut start = 0;
        runs(content, mark)
            .into_iter()
            .map(|run| {
                let words = &content[start..run.end];
                start = run.end;
                (words, run.face, run.tone)
            })
            .collect()
    }

    #[test]
    fn emphasis_is_italic_and_its_marks_are_quiet() {
        assert_eq!(
            look("see *Case of* it", Mark::Body),
            [
                ("see ", Face::Body, Tone::Ink),
                ("*", Face::Body, Tone::Quiet),
                ("Case of", Face::Italic, Tone::Ink),
                ("*", Face::Body, Tone::Quiet),
                (" it", Face::Body, Tone::Ink),
            ]
        );
        assert_eq!(look("2 * 3 * 4 and snake_case_name", Mark::Body).len(), 1);
        assert_eq!(
            look("**bold**", Mark::Body)[1],
            ("bold", Face::Strong, Tone::Ink)
        );
    }

    #[test]
    fn a_heading_that_is_run_in_is_strong() {
        let content = "Aims. We *ask* why.";
        let head = with_head(runs(content, Mark::Body), 5);
        assert_eq!((head[0].end, head[0].face), (5, Face::Strong));
        assert_eq!((head[1].end, head[1].face), (9, Face::Body));
        assert_eq!(with_head(runs("All", Mark::Body), 3).len(), 1);
    }

    #[test]
    fn the_marks_of_headings_and_notes_are_quiet() {
        let heading = look("## **Two**", Mark::Heading(2));
        assert_eq!(heading[0], ("## **", Face::Body, Tone::Quiet));
        assert_eq!(heading[1], ("Two", Face::Heading(2), Tone::Ink));
        let notes: Vec<_> = look("law.¹² Then [3] and [^a], not [x] or [2012].", Mark::Body)
            .into_iter()
            .filter(|run| run.2 == Tone::Quiet)
            .map(|run| run.0)
            .collect();
        assert_eq!(notes, ["¹²", "[3]", "[^a]"]);
    }

    #[test]
    fn runs_cover_every_byte() {
        for content in [
            "", "*", "**", "*a", "_*a_*", "[", "[1", "\\*a*", "é*é*é", "***a***",
        ] {
            for mark in [Mark::Body, Mark::Heading(1)] {
                let runs = runs(content, mark);
                assert_eq!(runs.last().map(|run| run.end), Some(content.len()));
                assert!(runs.windows(2).all(|pair| pair[0].end < pair[1].end));
                assert!(runs.iter().all(|run| content.is_char_boundary(run.end)));
            }
        }
    }
}
