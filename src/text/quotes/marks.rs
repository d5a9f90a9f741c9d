//! Which words stand between quotation marks, and which marks are apostrophes, inches or minutes?

use super::{Form, Quoted};

/// A quotation mark that was opened.
struct Open {
    shape: Shape,
    /// Where its words start.
    start: usize,
}

/// The shapes of quotation marks, by how they open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Curly,
    Low,
    Pointing,
    PointingBack,
    Corner,
    WhiteCorner,
    Straight,
    Latex,
}

/// So far, in bytes, a quotation goes on in the next paragraphs without a new mark at their start.
const FURTHEST: usize = 4000;

/// The quotations in marks, each once, in no order.
pub(super) fn find(text: &str) -> Vec<Quoted> {
    let mut scan = Scan {
        text,
        open: Vec::new(),
        found: Vec::new(),
        /* Marks ahead of this are read. */ read: 0,
    };
    for (at, c) in text.char_indices() {
        if at < scan.read {
            continue;
        }
        if c == '\n' {
            scan.end_line(at);
        } else {
            scan.take(at, c);
        }
    }
    while let Some(open) = scan.open.pop() {
        scan.give_up(&open);
    }
    scan.found
}

struct Scan<'t> {
    text: &'t str,
    open: Vec<Open>,
    found: Vec<Quoted>,
    read: usize,
}

impl Scan<'_> {
    fn take(&mut self, at: usize, c: char) {
        let after = at + c.len_utf8();
        match c {
            '“' if self.closes(Shape::Low, at) => self.close(Shape::Low, at),
            '“' => self.begin(Shape::Curly, after),
            '”' if self.is_open(Shape::Curly) => self.close(Shape::Curly, at),
            '”' if self.is_open(Shape::Low) => self.close(Shape::Low, at),
            '„' | '‟' => self.begin(Shape::Low, after),
            '«' if self.is_open(Shape::PointingBack) => self.close(Shape::PointingBack, at),
            '«' => self.begin(Shape::Pointing, after),
            '»' if self.is_open(Shape::Pointing) => self.close(Shape::Pointing, at),
            '»' if self.opens_here(at, after) => self.begin(Shape::PointingBack, after),
            '「' => self.begin(Shape::Corner, after),
            '」' if self.is_open(Shape::Corner) => self.close(Shape::Corner, at),
            '『' => self.begin(Shape::WhiteCorner, after),
            '』' if self.is_open(Shape::WhiteCorner) => self.close(Shape::WhiteCorner, at),
            '"' => self.straight(at),
            '`' if self.text[at..].starts_with("``") => {
                self.read = at + 2;
                self.begin(Shape::Latex, at + 2);
            }
            '\'' if self.text[at..].starts_with("''") && self.is_open(Shape::Latex) => {
                self.read = at + 2;
                self.close(Shape::Latex, at);
            }
            '‘' | '‚' | '\'' | '‹' | '›' => self.single(at, c),
            _ => {}
        }
    }

    fn straight(&mut self, at: usize) {
        let after = at + 1;
        let opens = self.opens_here(at, after);
        let follows_word = before(self.text, at).is_some_and(|c| !c.is_whitespace());
        if self.is_open(Shape::Straight) && (follows_word || !opens) {
            self.close(Shape::Straight, at);
        } else if opens {
            self.begin(Shape::Straight, after);
        }
    }

    /// Single marks are apostrophes unless one that opens has one that closes in its paragraph.
    fn single(&mut self, at: usize, c: char) {
        let after = at + c.len_utf8();
        if !self.opens_here(at, after) || is_elision(&self.text[after..]) {
            return;
        }
        let closers: &[char] = match c {
            '‘' => &['’', '\''],
            '‚' => &['‘', '’'],
            '‹' => &['›'],
            '›' => &['‹'],
            _ => &['\'', '’'],
        };
        if let Some(end) = single_end(self.text, after, c, closers) {
            self.found.push(Quoted {
                ranges: vec![after..end],
                form: Form::Marked,
            });
        }
    }

    /// Whether a mark here stands ahead of a word and after none.
    fn opens_here(&self, at: usize, after: usize) -> bool {
        let ahead = before(self.text, at).is_none_or(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    '(' | '['
                        | '{'
                        | '—'
                        | '–'
                        | '-'
                        | '/'
                        | '“'
                        | '„'
                        | '«'
                        | '"'
                        | '‘'
                        | '\''
                        | '>'
                        | '*'
                        | '_'
                        | '='
                        | '、'
                        | '。'
                        | '：'
                )
        });
        let next = self.text[after..].chars().next();
        ahead && next.is_some_and(|c| !c.is_whitespace() && !matches!(c, ')' | ',' | ';'))
    }

    fn is_open(&self, shape: Shape) -> bool {
        self.open.iter().any(|open| open.shape == shape)
    }

    /// Whether “ closes the German „ rather than opens one in it.
    fn closes(&self, shape: Shape, at: usize) -> bool {
        let follows_word = before(self.text, at).is_some_and(|c| !c.is_whitespace() && c != '(');
        self.is_open(shape) && follows_word
    }

    fn begin(&mut self, shape: Shape, start: usize) {
        // Opened again before it was closed: what stood open was a slip.
        if let Some(at) = self.open.iter().position(|open| open.shape == shape) {
            for open in self.open.split_off(at) {
                self.give_up(&open);
            }
        }
        self.open.push(Open { shape, start });
    }

    fn close(&mut self, shape: Shape, end: usize) {
        let Some(at) = self.open.iter().rposition(|open| open.shape == shape) else {
            return;
        };
        for open in self.open.split_off(at).into_iter().rev() {
            if open.shape == shape {
                self.found.push(Quoted {
                    ranges: vec![open.start..end],
                    form: Form::Marked,
                });
            } else {
                self.give_up(&open);
            }
        }
    }

    /// A mark that is never closed: its words are those up to the end of the paragraph.
    fn give_up(&mut self, open: &Open) {
        let rest = &self.text[open.start..];
        let end = rest.find('\n').unwrap_or(rest.len());
        let words = rest[..end].trim_end();
        if !words.is_empty() {
            self.found.push(Quoted {
                ranges: vec![open.start..open.start + words.len()],
                form: Form::Unclosed,
            });
        }
    }

    /// At the end of a paragraph with a mark open: the next one opens it again, or closes it, or it was a slip.
    fn end_line(&mut self, at: usize) {
        let Some(first) = self.open.first() else {
            return;
        };
        let rest = &self.text[at..];
        let lead = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', '>']).len();
        let next = &rest[lead..];
        let marks = opening(first.shape);
        if let Some(mark) = marks.iter().find(|mark| next.starts_with(**mark)) {
            // The habit of long quotations: each paragraph opens it, the last one closes it.
            let closed_later =
                closes_ahead(&next[mark.len()..], first.shape) || rest.len() < FURTHEST;
            if closed_later {
                self.read = at + lead + mark.len();
            }
            return;
        }
        if !closes_ahead(next, first.shape) {
            for open in std::mem::take(&mut self.open).into_iter().rev() {
                self.give_up(&open);
            }
        }
    }
}

fn opening(shape: Shape) -> &'static [&'static str] {
    match shape {
        Shape::Curly => &["“"],
        Shape::Low => &["„", "‟"],
        Shape::Pointing => &["«", "»"],
        Shape::PointingBack => &["»", "«"],
        Shape::Corner => &["「"],
        Shape::WhiteCorner => &["『"],
        Shape::Straight => &["\""],
        Shape::Latex => &["``"],
    }
}

/// Whether a mark of this shape is closed in what follows before it is opened again.
fn closes_ahead(rest: &str, shape: Shape) -> bool {
    let end = rest.floor_char_boundary(rest.len().min(FURTHEST));
    let near = &rest[..end];
    let (opens, closes): (&[char], &[char]) = match shape {
        Shape::Curly => (&['“'], &['”']),
        Shape::Low => (&['„'], &['“', '”']),
        Shape::Pointing => (&['«'], &['»']),
        Shape::PointingBack => (&['»'], &['«']),
        Shape::Corner => (&['「'], &['」']),
        Shape::WhiteCorner => (&['『'], &['』']),
        Shape::Straight => {
            let mark = near.match_indices('"').next();
            return mark.is_some_and(|(at, _)| {
                before(near, at).is_some_and(|c| !c.is_whitespace() && c != '(')
            });
        }
        Shape::Latex => {
            let close = near.find("''");
            return close.is_some_and(|close| near.find("``").is_none_or(|open| close < open));
        }
    };
    let close = near.find(closes);
    close.is_some_and(|close| near.find(opens).is_none_or(|open| close < open))
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// Words that begin with an apostrophe, and years: 'tis, '90s.
fn is_elision(rest: &str) -> bool {
    let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
    let known = [
        "tis", "twas", "twere", "em", "cause", "til", "till", "n", "round", "bout",
    ];
    word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 3
        || (known.contains(&word.to_lowercase().as_str())
            && !rest[word.len()..].starts_with(['\'', '’']))
}

/// Where the words after a single mark end; none where no mark of the paragraph closes it.
fn single_end(text: &str, start: usize, opener: char, closers: &[char]) -> Option<usize> {
    let rest = &text[start..];
    let line = rest
        .find("\n\n")
        .or_else(|| rest.find('\n'))
        .unwrap_or(rest.len());
    let line = &rest[..line];
    let mut last = None;
    for (at, c) in line.char_indices() {
        let next = line[at + c.len_utf8()..].chars().next();
        let previous = line[..at].chars().next_back();
        if closers.contains(&c) {
            let ends = previous.is_some_and(|c| !c.is_whitespace())
                && next.is_none_or(|c| !c.is_alphanumeric());
            if !ends {
                continue;
            }
            last = Some(start + at);
            // “the workers' rights” goes on; a mark after a stop, or ahead of one, does not.
            let mut after = line[at + c.len_utf8()..].chars();
            let possessive = previous.is_some_and(|c| matches!(c, 's' | 'S'))
                && after.next() == Some(' ')
                && after.next().is_some_and(char::is_lowercase);
            if !possessive {
                return last;
            }
        } else if c == opener
            && previous.is_none_or(|c| c.is_whitespace() || c == '(')
            && next.is_some_and(char::is_alphanumeric)
            && last.is_some()
        {
            break;
        }
    }
    last
}
