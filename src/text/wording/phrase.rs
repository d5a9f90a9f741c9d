//! Which words are wanted, and what do the ellipses and brackets between them allow?

use super::hash::Hash;
use crate::project::Span;
use crate::text::fold::{Joint, Words, fold, without_note_marks};
use std::ops::Range;

/// Words that are looked for in texts.
#[derive(Clone, Debug, Default)]
pub struct Phrase {
    pub(super) tokens: Vec<Token>,
    /// Runs of tokens with something left out between them; none is empty.
    pub(super) parts: Vec<Range<usize>>,
}

/// A word that is wanted.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub letters: Box<str>,
    pub hash: Hash,
    /// Where it stands in the text that it was taken from.
    pub span: Span,
    /// Nothing but a hyphen is between it and the one before.
    pub hyphen: bool,
    pub dense: bool,
    pub sort: Wanted,
    /// As it is written.
    pub raw: Box<str>,
    /// What stands between it and the one before in the same part.
    pub gap: Gap,
}

/// What stands between two words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// The stops in it, in one shape.
    pub stops: Box<str>,
    pub span: Option<Span>,
}

impl Gap {
    /// Between two words of a text.
    pub fn between(text: &str, from: usize, to: usize) -> Self {
        let words = text.get(from..to).unwrap_or_default();
        let bare = without_note_marks(words);
        let mut stops = String::new();
        let mut in_tag = false;
        for c in bare.chars() {
            match c {
                '<' => in_tag = true,
                '>' => in_tag = false,
                _ if in_tag || c.is_whitespace() || c.is_control() || c.is_alphanumeric() => {}
                '“' | '”' | '„' | '«' | '»' | '"' | '‘' | '’' | '‚' | '\'' | '`' | '´' | '‹'
                | '›' | '「' | '」' | '『' | '』' => {
                    if !stops.ends_with('\'') {
                        stops.push('\'');
                    }
                }
                '[' | ']' | '{' | '}' | '*' | '_' | '|' | '#' | '\\' | '^' | '$' | '-'
                | '\u{ad}' => {}
                '\u{200b}'..='\u{200f}' | '\u{2010}'..='\u{2015}' | '\u{2060}' | '\u{feff}' => {}
                '；' => stops.push(';'),
                '，' => stops.push(','),
                c => stops.push(c),
            }
        }
        let trimmed = words.trim();
        let lead = words.len() - words.trim_start().len();
        let span = Span::new(from + lead, from + lead + trimmed.len());
        Self {
            stops: stops.into(),
            span: (!trimmed.is_empty()).then_some(span),
        }
    }
}

/// How a word is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// As it is.
    Plain,
    /// A word in brackets: it stands for others.
    Instead,
    /// Some of its letters stand in brackets: these do not.
    Partly(Box<str>),
}

/// A stretch of a quotation.
enum Chunk {
    Words(Span),
    Bracket(Span),
    Ellipsis,
}

/// What in brackets is said about a quotation, by the start of a word of it.
const REMARKS: [&str; 12] = [
    "emphas", "italic", "omitted", "translat", "hervor", "soulign", "ubersetz", "traduc",
    "underlin", "footnote", "citation", "original",
];

impl Phrase {
    /// Words as they stand, where brackets and dots mean nothing.
    pub fn plain(text: &str) -> Self {
        let mut phrase = Self::default();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            phrase.take(text, Span::new(start, start + line.len()));
            start += line.len();
        }
        phrase.end_part();
        phrase
    }

    /// The words of a quotation that stands in these parts of a text: an ellipsis leaves words out, what stands in
    /// brackets stands for others, “[sic]” and remarks such as “[emphasis added]” are no part of it.
    pub fn quoted(text: &str, spans: &[Span]) -> Self {
        let mut phrase = Self::default();
        for span in spans {
            for chunk in chunks(text, *span) {
                match chunk {
                    Chunk::Words(span) => phrase.take(text, span),
                    Chunk::Bracket(span) => phrase.take_bracket(text, span),
                    Chunk::Ellipsis => phrase.end_part(),
                }
            }
        }
        phrase.end_part();
        phrase
    }

    /// How many words it has; of a script without blanks, how many characters.
    pub fn count(&self) -> usize {
        self.tokens.len()
    }

    /// Whether it is written without blanks, for the most part.
    pub fn is_dense(&self) -> bool {
        self.tokens.iter().filter(|token| token.dense).count() * 2 > self.tokens.len()
    }

    fn end_part(&mut self) {
        let start = self.parts.last().map_or(0, |part| part.end);
        if start < self.tokens.len() {
            self.parts.push(start..self.tokens.len());
        }
    }

    fn take(&mut self, text: &str, span: Span) {
        let Some(part) = text.get(span.range()) else {
            return;
        };
        // The rest of a word that began in brackets: “[t]he”.
        let mut joins = self.tokens.last().is_some_and(|last| {
            let between = text.get(last.span.end..span.start);
            let closes = between.is_some_and(|between| between == "]");
            last.sort == Wanted::Instead && closes && part.starts_with(char::is_alphabetic)
        });
        let mut words = Words::new(part);
        while words.advance() {
            let found = words.span();
            let found = Span::new(span.start + found.start, span.start + found.end);
            if std::mem::take(&mut joins)
                && let Some(last) = self.tokens.last_mut()
            {
                last.letters = format!("{}{}", last.letters, words.folded()).into();
                last.hash = Hash::of(&last.letters);
                last.span.end = found.end;
                last.raw = format!("{}{}", last.raw, &part[words.span().range()]).into();
                last.sort = Wanted::Partly(words.folded().into());
                continue;
            }
            let starts = self.parts.last().map_or(0, |part| part.end) == self.tokens.len();
            let before = self.tokens.last().filter(|_| !starts);
            let gap = before.map_or_else(Gap::default, |before| {
                Gap::between(text, before.span.end, found.start)
            });
            self.tokens.push(Token {
                letters: words.folded().into(),
                hash: Hash::of(words.folded()),
                raw: part[words.span().range()].into(),
                gap,
                span: found,
                hyphen: words.joint() == Joint::Hyphen,
                dense: words.is_dense(),
                sort: Wanted::Plain,
            });
        }
    }

    /// `span` is what stands between the brackets.
    fn take_bracket(&mut self, text: &str, span: Span) {
        let inner = text.get(span.range()).unwrap_or_default();
        let folded = fold(inner);
        let mut words = folded.split(' ');
        let is_remark = |word: &str| REMARKS.iter().any(|start| word.starts_with(start));
        if words.clone().next() == Some("sic") || words.any(is_remark) {
            return;
        }
        // The end of a word stands in brackets, or has gone: “charg[ing]”, “state[]”.
        let before = text.get(..span.start.saturating_sub(1)).unwrap_or_default();
        if before.ends_with(char::is_alphabetic)
            && let Some(last) = self.tokens.last_mut()
            && last.span.end + 1 == span.start
        {
            last.sort = Wanted::Partly(last.letters.clone());
            last.letters = format!("{}{}", last.letters, folded.replace(' ', "")).into();
            last.raw = format!("{}{inner}", last.raw).into();
            last.hash = Hash::of(&last.letters);
            last.span.end = span.end;
            return;
        }
        let first = self.tokens.len();
        self.take(text, span);
        for token in &mut self.tokens[first..] {
            token.sort = Wanted::Instead;
        }
    }
}

/// Parts a quotation at its brackets and ellipses.
fn chunks(text: &str, span: Span) -> Vec<Chunk> {
    let Some(whole) = text.get(span.range()) else {
        return Vec::new();
    };
    let mut chunks = Vec::new();
    let (mut at, mut done) = (0, 0);
    let words =
        |from: usize, to: usize| Chunk::Words(Span::new(span.start + from, span.start + to));
    while let Some(c) = whole[at..].chars().next() {
        let rest = &whole[at..];
        let ellipsis = ellipsis(rest);
        if ellipsis > 0 {
            chunks.push(words(done, at));
            chunks.push(Chunk::Ellipsis);
            at += ellipsis;
            done = at;
        } else if let Some(length) = bracket(rest) {
            chunks.push(words(done, at));
            let inner = Span::new(span.start + at + 1, span.start + at + length - 1);
            chunks.push(Chunk::Bracket(inner));
            at += length;
            done = at;
        } else {
            at += c.len_utf8();
        }
    }
    chunks.push(words(done, whole.len()));
    chunks
}

/// Bytes of the ellipsis that starts here, brackets and all; 0 where there is none.
fn ellipsis(rest: &str) -> usize {
    for (open, close) in [('[', ']'), ('(', ')')] {
        if let Some(inner) = rest.strip_prefix(open)
            && let blank = inner.len() - inner.trim_start().len()
            && let dots = dots(&inner[blank..])
            && dots > 0
            && let after = inner[blank + dots..].trim_start()
            && after.starts_with(close)
        {
            return rest.len() - after.len() + 1;
        }
    }
    dots(rest)
}

/// Bytes of "…", "...", ". . ." and longer ones; 0 where there are fewer than three dots.
fn dots(rest: &str) -> usize {
    let (mut count, mut length) = (0, 0);
    for (at, c) in rest.char_indices() {
        match c {
            '…' | '⋯' => count += 3,
            '.' => count += 1,
            ' ' | '\u{a0}' | '\u{202f}' if count > 0 => continue,
            _ => break,
        }
        length = at + c.len_utf8();
    }
    if count >= 3 { length } else { 0 }
}

/// Bytes of the square brackets that start here; none for a note mark, a link, or a bracket that is not closed.
fn bracket(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let close = inner.find([']', '[', '\n'])?;
    let closes = inner[close..].starts_with(']');
    let is_link = inner[close..].starts_with("](");
    (closes && !is_link && !inner.starts_with('^')).then_some(close + 2)
}
