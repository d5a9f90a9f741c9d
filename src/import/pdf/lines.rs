//! Which letters stand on one line, and which of them are raised?
//!
//! Lines are made of spans in the order in which the file draws them, which in a typeset document is the order in which
//! they are meant to be read: sorting by place breaks columns and puts Thai tone marks before the wrong letter.

use super::engine::{Sheet, Span};
use super::script;

/// A line of print.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// What stands on it, from its start to its end.
    pub runs: Vec<Run>,
    /// Where it starts, in points.
    pub x: f32,
    /// Where it ends.
    pub end: f32,
    /// Its baseline, from the foot of the page.
    pub y: f32,
    /// The size of its type: of the larger letters, where there are raised ones.
    pub size: f32,
    /// Whether all its words are bold.
    pub bold: bool,
    /// The file itself says that this is a running head or foot.
    pub furniture: bool,
    /// It ends in a blank, which in Thai parts sentences.
    pub blank_end: bool,
    /// How the page was turned to read it.
    pub turn: u8,
}

/// Letters of a line that are of one sort.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Run {
    pub text: String,
    /// They are smaller and above the baseline.
    pub raised: bool,
    /// What stands ahead of them.
    pub gap: Gap,
    /// Where they start, in points.
    pub x: f32,
    /// Where they end.
    pub end: f32,
}

/// What stands between two runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gap {
    #[default]
    Nothing,
    Blank,
    /// As wide as between the cells of a table, or between columns.
    Wide,
}

/// Part of the type's size: what parts words. TeX shrinks its blanks to 0.22; kerning stays below 0.15.
const BLANK: f32 = 0.17;
/// Part of the type's size: what parts words where letters are spread to fill a line, as in Thai and Japanese.
const BLANK_SPREAD: f32 = 0.7;
/// Part of the type's size: what parts Han or kana from Latin letters and digits, which have a little air between them.
const BLANK_MIXED: f32 = 0.4;
/// Part of the type's size: what parts the mark of a note from its word.
const BLANK_MARK: f32 = 0.3;
/// Part of the type's size: what parts cells.
const WIDE: f32 = 1.15;
/// Part of the type's size: letters that lie this far off the baseline are raised or lowered.
const RAISED: f32 = 0.12;
/// More spans than that on one page are no page that anyone reads.
const MOST: usize = 400_000;

impl Line {
    /// Its words; wide gaps are tabs.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for run in &self.runs {
            match run.gap {
                _ if text.is_empty() => {}
                Gap::Nothing => {}
                Gap::Blank => text.push(' '),
                Gap::Wide => text.push('\t'),
            }
            text.push_str(&run.text);
        }
        text
    }

    /// Whether there are gaps in it as between the cells of a table.
    pub fn has_cells(&self) -> bool {
        self.runs.iter().skip(1).any(|run| run.gap == Gap::Wide)
    }

    /// Its wide gaps are only those of words that are spread to fill the line.
    pub fn unspread(&mut self) {
        let spread = !self
            .runs
            .iter()
            .any(|run| run.text.contains(' ') || run.text.contains(|c: char| c.is_ascii_digit()));
        for run in self.runs.iter_mut().filter(|_| spread) {
            if run.gap == Gap::Wide {
                run.gap = Gap::Blank;
            }
        }
    }

    /// Its letters and digits, counted.
    pub fn letters(&self) -> usize {
        let letters = |run: &Run| run.text.chars().filter(|c| c.is_alphanumeric()).count();
        self.runs.iter().map(letters).sum()
    }
}

/// The lines of a page, in the order in which they are drawn; and what stands on it turned, such as a stamp at its edge,
/// which is not read with the rest.
pub(super) fn of(sheet: &Sheet) -> (Vec<Line>, Vec<Line>) {
    let turn = upright(&sheet.spans);
    let blanks = sheet.spans.iter().filter(|span| span.text.contains(' '));
    let draws_blanks = blanks.take(3).count() == 3;
    // A letter that is turned, as in some logos, does not end the line that it stands in.
    let [mut read, mut turned] = [true, false].map(|is_upright| {
        let spans = sheet.spans.iter().take(MOST);
        let mut builder = Builder {
            draws_blanks,
            ..Builder::default()
        };
        let mut lines: Vec<Line> = spans
            .filter(|span| (span.turn == turn) == is_upright)
            .filter_map(|span| builder.add(span))
            .collect();
        lines.extend(builder.close());
        lines
    });
    // A table that was turned to fit its page is to be read; a stamp at the edge is not.
    let letters: usize = turned.iter().map(Line::letters).sum();
    if letters > 200 {
        read.append(&mut turned);
    }
    (read, turned)
}

/// How most of the letters of a page stand.
fn upright(spans: &[Span]) -> u8 {
    let mut letters = [0_usize; 5];
    for span in spans {
        if let Some(sum) = letters.get_mut(usize::from(span.turn)) {
            *sum += span.text.len();
        }
    }
    let most = letters.iter().enumerate().max_by_key(|(_, sum)| **sum);
    most.and_then(|(turn, _)| u8::try_from(turn).ok())
        .unwrap_or(0)
}

/// A line that is being put together.
#[derive(Debug, Default)]
struct Builder {
    line: Line,
    /// Where the last letters ended, blanks included.
    pen: f32,
    /// The size of the last letters.
    size: f32,
    blank: bool,
    /// Blanks are drawn as letters on this page, and not only left.
    draws_blanks: bool,
    bold: usize,
    plain: usize,
    last: Span,
}

impl Builder {
    /// Adds letters; gives the line that they do not belong to any more.
    fn add(&mut self, span: &Span) -> Option<Line> {
        if !span.size.is_finite() || span.text.is_empty() {
            return None;
        }
        let words = span.text.trim();
        // Some programs draw bold letters twice, a hair apart.
        let again = !words.is_empty()
            && span.text == self.last.text
            && (span.x - self.last.x).abs() < span.size * 0.1
            && (span.y - self.last.y).abs() < span.size * 0.1;
        if again {
            return None;
        }
        let is_first = self.line.runs.is_empty();
        let place = if is_first {
            Place::Base
        } else {
            self.place(span)
        };
        let done = match place {
            Place::Elsewhere => self.close(),
            _ => None,
        };
        if words.is_empty() {
            // Blanks alone start no line, but part words on one.
            if place != Place::Elsewhere && !is_first {
                self.blank = true;
                self.pen = span.end.max(self.pen);
            }
            return done;
        }
        if self.line.runs.is_empty() {
            self.start(span);
            self.push(span, false);
        } else {
            if place == Place::Lower {
                self.lower(span);
            }
            self.push(span, place == Place::Raised);
        }
        self.last = span.clone();
        done
    }

    /// Where letters stand to the line so far.
    fn place(&self, span: &Span) -> Place {
        let line = &self.line;
        let em = line.size.max(span.size).max(1.0);
        let rise = span.y - line.y;
        let gap = span.x - self.pen;
        let goes_on = span.turn == line.turn && span.furniture == line.furniture && gap > -0.7 * em;
        if !goes_on {
            return Place::Elsewhere;
        }
        let smaller = span.size < line.size * 0.9;
        let all_small = line.runs.iter().all(|run| run.raised) || line.size < span.size * 0.9;
        if rise.abs() <= RAISED * em {
            Place::Base
        } else if rise > 0.0 && rise < 0.8 * em && smaller && gap < 2.0 * em {
            Place::Raised
        } else if rise < 0.0 && rise > -0.8 * em && all_small && gap < 3.0 * em {
            Place::Lower
        } else if rise.abs() < 0.4 * em && gap < 1.0 * em {
            Place::Base
        } else {
            Place::Elsewhere
        }
    }

    fn start(&mut self, span: &Span) {
        self.line = Line {
            x: span.x,
            end: span.x,
            y: span.y,
            size: span.size,
            furniture: span.furniture,
            turn: span.turn,
            ..Line::default()
        };
        self.pen = span.x;
        self.size = span.size;
        self.blank = false;
        self.bold = 0;
        self.plain = 0;
    }

    /// What was taken for the line so far was raised: the mark of a note at its start.
    fn lower(&mut self, span: &Span) {
        for run in &mut self.line.runs {
            run.raised = true;
        }
        self.line.y = span.y;
        self.line.size = span.size;
        self.bold = 0;
        self.plain = 0;
    }

    fn push(&mut self, span: &Span, raised: bool) {
        let gap = self.gap(span, raised);
        let words = span.text.trim_matches([' ', '\u{a0}', '\t', '\n', '\r']);
        let letters = words.chars().count();
        match span.bold {
            true => self.bold += letters,
            false if words.chars().any(char::is_alphanumeric) => self.plain += letters,
            false => {}
        }
        let text = one_way(span);
        match self.line.runs.last_mut() {
            Some(run) if run.raised == raised && gap != Gap::Wide => {
                if gap == Gap::Blank {
                    run.text.push(' ');
                }
                run.text.push_str(&text);
                run.end = span.end;
            }
            _ => self.line.runs.push(Run {
                text,
                raised,
                gap,
                x: span.x,
                end: span.end,
            }),
        }
        if !raised {
            self.line.size = self.line.size.max(span.size);
        }
        self.pen = span.end.max(span.x);
        self.size = span.size;
        self.line.end = self.line.end.max(span.end);
        self.blank = span.text.ends_with([' ', '\u{a0}', '\t', '\n', '\r']);
    }

    /// What stands ahead of letters.
    fn gap(&self, span: &Span, raised: bool) -> Gap {
        let Some(run) = self.line.runs.last() else {
            return Gap::Nothing;
        };
        let em = self.size.max(span.size).max(1.0);
        let width = span.x - self.pen;
        let before = run.text.chars().next_back().unwrap_or(' ');
        let after = span.text.trim_start().chars().next().unwrap_or(' ');
        if width > WIDE * em {
            return Gap::Wide;
        }
        if self.blank || span.text.starts_with([' ', '\u{a0}', '\t']) {
            return Gap::Blank;
        }
        if script::is_mark(after) {
            return Gap::Nothing;
        }
        let ideographic = [before, after].map(script::is_ideographic);
        let unspaced = script::is_unspaced(before) && script::is_unspaced(after);
        let least = match ideographic {
            [true, true] => BLANK_SPREAD,
            [true, false] | [false, true] => BLANK_MIXED,
            _ if unspaced && self.draws_blanks => BLANK_SPREAD,
            _ => BLANK,
        };
        // The mark of a note stands close to its word, but in a line that is spread to be full.
        let is_mark = run.raised != raised;
        let least = if is_mark {
            least.max(BLANK_MARK)
        } else {
            least
        };
        let em = if is_mark {
            em
        } else {
            self.size.min(span.size).max(1.0)
        };
        if width > least * em {
            Gap::Blank
        } else {
            Gap::Nothing
        }
    }

    fn close(&mut self) -> Option<Line> {
        let mut line = std::mem::take(&mut self.line);
        line.bold = self.bold > 0 && self.plain == 0;
        line.blank_end = self.blank;
        self.blank = false;
        self.last = Span::default();
        (!line.runs.is_empty()).then_some(line)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// On the baseline, or so little off it that it is read on.
    Base,
    /// Smaller and above it.
    Raised,
    /// On a lower baseline, which is the line's own: what came before is raised.
    Lower,
    /// On another line.
    Elsewhere,
}

/// The letters of a span with single blanks, and without ligatures, so that words can be compared.
fn one_way(span: &Span) -> String {
    let mut text = String::with_capacity(span.text.len());
    let mut blank = false;
    for c in span.text.trim().chars() {
        if c == ' ' || c == '\u{a0}' || c == '\t' || c == '\n' || c == '\r' {
            blank = true;
            continue;
        }
        if blank {
            text.push(' ');
            blank = false;
        }
        match c {
            '\u{fb00}' => text.push_str("ff"),
            '\u{fb01}' => text.push_str("fi"),
            '\u{fb02}' => text.push_str("fl"),
            '\u{fb03}' => text.push_str("ffi"),
            '\u{fb04}' => text.push_str("ffl"),
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(x: f32, y: f32, size: f32, text: &str) -> Span {
        Span {
            text: text.to_owned(),
            x,
            y,
            end: x + 0.5 * size * text.chars().count() as f32,
            size,
            ..Span::default()
        }
    }

    fn texts(spans: Vec<Span>) -> Vec<String> {
        let sheet = Sheet {
            spans,
            ..Sheet::default()
        };
        of(&sheet).0.iter().map(Line::text).collect()
    }

    #[test]
    fn gaps_part_words_and_cells_but_not_letters() {
        let line = texts(vec![
            span(0.0, 100.0, 10.0, "Fer"),
            span(15.5, 100.0, 10.0, "ries"),
            span(38.0, 100.0, 10.0, "sail"),
            span(90.0, 100.0, 10.0, "1987"),
        ]);
        assert_eq!(line, ["Ferries sail\t1987"]);
    }

    #[test]
    fn raised_letters_stay_on_their_line_and_are_known() {
        let sheet = Sheet {
            spans: vec![
                span(0.0, 103.5, 6.0, "7"),
                span(4.0, 100.0, 9.0, "See the file"),
                span(58.5, 103.5, 6.0, "8"),
            ],
            ..Sheet::default()
        };
        let (lines, _) = of(&sheet);
        let raised: Vec<bool> = lines[0].runs.iter().map(|run| run.raised).collect();
        assert_eq!((lines.len(), raised), (1, vec![true, false, true]));
        assert!((lines[0].size - 9.0).abs() < 0.01);
    }

    #[test]
    fn letters_that_are_drawn_twice_are_read_once_and_ligatures_are_undone() {
        let line = texts(vec![
            span(0.0, 100.0, 10.0, "O\u{fb03}ce"),
            span(0.2, 100.0, 10.0, "O\u{fb03}ce"),
        ]);
        assert_eq!(line, ["Office"]);
    }

    #[test]
    fn lines_come_in_the_order_in_which_they_are_drawn() {
        let lines = texts(vec![
            span(0.0, 100.0, 10.0, "left, one"),
            span(0.0, 88.0, 10.0, "left, two"),
            span(200.0, 100.0, 10.0, "right, one"),
        ]);
        assert_eq!(lines, ["left, one", "left, two", "right, one"]);
    }

    #[test]
    fn a_stamp_at_the_edge_is_set_aside() {
        let mut stamp = span(300.0, 10.0, 8.0, "Copy 12");
        stamp.turn = 1;
        let sheet = Sheet {
            spans: vec![span(0.0, 100.0, 10.0, "the text of the page"), stamp],
            ..Sheet::default()
        };
        let (read, turned) = of(&sheet);
        assert_eq!((read.len(), turned[0].text().as_str()), (1, "Copy 12"));
    }
}
