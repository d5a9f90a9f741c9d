//! Which paragraphs are quotations, set apart?

use super::{Form, Quoted, count_words};
use std::ops::Range;

/// Fewer words than this are no paragraph that is quoted without a sign.
const FEWEST_LIKELY: usize = 12;
/// What stands in brackets at the end of a block is its source up to this length, in bytes.
const LONGEST_SOURCE: usize = 160;

/// The quotations that are set apart, in no order. Those of which most stands in marks are left to the marks.
pub(super) fn find(text: &str, marked: &[Quoted]) -> Vec<Quoted> {
    let lines = lines(text);
    let mut found = quoted_lines(text, &lines);
    found.extend(indented(text, &lines));
    found.extend(latex(text));
    let taken: Vec<Range<usize>> = found.iter().map(|one| one.start()..one.end()).collect();
    let inside = |at: usize| taken.iter().any(|range| range.contains(&at));
    found.extend(
        likely(text, &lines)
            .into_iter()
            .filter(|one| !inside(one.start())),
    );
    found.retain(|block| {
        let size = block.end() - block.start();
        !marked.iter().any(|one| {
            let shared = one
                .end()
                .min(block.end())
                .saturating_sub(one.start().max(block.start()));
            shared * 5 > size * 4
        })
    });
    found
}

/// The lines of a text, without their ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let range = start..start + line.trim_end_matches(['\n', '\r']).len();
            start += line.len();
            range
        })
        .collect()
}

/// Markdown: lines that begin with `>`.
fn quoted_lines(text: &str, lines: &[Range<usize>]) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut block: Vec<Range<usize>> = Vec::new();
    for line in lines {
        let words = &text[line.clone()];
        let bare = words.trim_start();
        if bare.starts_with('>') {
            let inner = bare.trim_start_matches(['>', ' ', '\t']);
            if !inner.trim().is_empty() {
                block.push(line.end - inner.len()..line.end);
            }
        } else {
            found.extend(ended(text, std::mem::take(&mut block), Form::Block));
        }
    }
    found.extend(ended(text, block, Form::Block));
    found
}

/// Paragraphs that are indented among others that are not.
fn indented(text: &str, lines: &[Range<usize>]) -> Vec<Quoted> {
    let is_blank = |line: &Range<usize>| text[line.clone()].trim().is_empty();
    let is_indented = |line: &Range<usize>| {
        let words = &text[line.clone()];
        let bare = words.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
        let deep =
            words.starts_with('\t') || words.starts_with("    ") || words.starts_with('\u{3000}');
        let list = bare.trim_start().starts_with(['-', '*', '•', '|'])
            || bare.trim_start().starts_with(|c: char| c.is_ascii_digit());
        deep && !list && !bare.contains('\t')
    };
    let all = lines.iter().filter(|line| !is_blank(line)).count();
    let deep = lines.iter().filter(|line| is_indented(line)).count();
    // Where many are, it is how paragraphs begin.
    if deep == 0 || deep * 3 > all {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut block: Vec<Range<usize>> = Vec::new();
    for line in lines {
        if is_indented(line) && !is_blank(line) {
            let words = &text[line.clone()];
            block.push(line.end - words.trim_start().len()..line.end);
        } else if !is_blank(line) {
            found.extend(ended(text, std::mem::take(&mut block), Form::Block));
        }
    }
    found.extend(ended(text, block, Form::Block));
    found
}

/// LaTeX: `\begin{quote}` and its kin, and `\enquote{…}`.
fn latex(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    for name in ["quote", "quotation", "displayquote"] {
        let (begin, end) = (format!("\\begin{{{name}}}"), format!("\\end{{{name}}}"));
        for (at, _) in text.match_indices(&begin) {
            let start = at + begin.len();
            if let Some(length) = text[start..].find(&end) {
                let words = &text[start..start + length];
                let from = start + words.len() - words.trim_start().len();
                found.extend(ended(
                    text,
                    vec![from..start + words.trim_end().len()],
                    Form::Block,
                ));
            }
        }
    }
    for (at, begin) in text.match_indices("\\enquote{") {
        let start = at + begin.len();
        let mut depth = 1;
        let end = text[start..].char_indices().find(|(_, c)| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        if let Some((length, _)) = end {
            found.push(Quoted {
                ranges: vec![start..start + length],
                form: Form::Marked,
            });
        }
    }
    found
}

/// Paragraphs that end with a full stop and then the source, as a quotation that is set apart does.
fn likely(text: &str, lines: &[Range<usize>]) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut introduced = false;
    for line in lines {
        let words = text[line.clone()].trim();
        if words.is_empty() {
            continue;
        }
        let after_colon = std::mem::replace(&mut introduced, words.ends_with(':'));
        // Behind the brackets of a quotation that is set apart stands no stop.
        let source = source_at_end(words).filter(|_| words.ends_with([')', ']']));
        let set_apart = source.is_some_and(|source| {
            let before = words[..source].trim_end();
            before.ends_with(['.', '!', '?', '…', '。'])
        });
        let listed = words.starts_with(['-', '*', '#', '|', '>', '•']);
        if listed || !(set_apart || after_colon) || count_words(words) < FEWEST_LIKELY {
            continue;
        }
        let start = line.start + text[line.clone()].len() - text[line.clone()].trim_start().len();
        found.extend(ended(
            text,
            std::iter::once(start..start + words.len()).collect(),
            Form::Likely,
        ));
    }
    found
}

/// A block without the source at its end, nor the line that names whose words it is.
fn ended(text: &str, mut ranges: Vec<Range<usize>>, form: Form) -> Option<Quoted> {
    if ranges.len() > 1
        && let Some(last) = ranges.last()
        && text[last.clone()].starts_with(['—', '–', '―'])
    {
        ranges.pop();
    }
    let last = ranges.last_mut()?;
    let words = &text[last.clone()];
    if let Some(source) = source_at_end(words) {
        last.end = last.start + words[..source].trim_end().len();
    }
    ranges.retain(|range| !text[range.clone()].trim().is_empty());
    (!ranges.is_empty()).then_some(Quoted { ranges, form })
}

/// Where the brackets with a source begin that words end with: they hold a number, of a year or a page.
fn source_at_end(words: &str) -> Option<usize> {
    let bare = words.trim_end().trim_end_matches(['.', ';']).trim_end();
    let (open, close) = if bare.ends_with(')') {
        ('(', ')')
    } else {
        ('[', ']')
    };
    let inner = bare.strip_suffix(close)?;
    let mut depth = 0;
    let start = inner.char_indices().rev().find(|(_, c)| {
        if *c == close {
            depth += 1;
        } else if *c == open {
            depth -= 1;
        }
        depth < 0
    });
    let (start, _) = start?;
    let source = &inner[start..];
    let numbered = source.contains(|c: char| c.is_ascii_digit());
    (numbered && source.len() <= LONGEST_SOURCE).then_some(start)
}
