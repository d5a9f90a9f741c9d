//! Which lines at the foot of a page are notes, and where does each begin?
//!
//! A note is set smaller than the text, with nothing but notes below it in its column, and begins with a label: a raised
//! number, a number that is the next one, or a sign such as `*`. Small lines ahead of the first label go on with the last
//! note of the column or page before.

use super::leaf::{Leaf, Measure, is_near};
use super::lines::{Gap, Line};

/// A note, or what a page holds of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Note {
    /// Its label as printed, without stops; empty where it goes on from the page before.
    pub label: String,
    /// Its lines, the first without its label.
    pub lines: Vec<Line>,
}

/// Takes the notes out of each page; gives them, page by page.
pub(super) fn take_out(leaves: &mut [Leaf], measure: Measure) -> Vec<Vec<Note>> {
    let mut finder = Finder {
        measure,
        size: None,
        number: 0,
        is_open: false,
    };
    leaves.iter_mut().map(|leaf| finder.page(leaf)).collect()
}

struct Finder {
    measure: Measure,
    /// The size of the type of notes, once it is known.
    size: Option<f32>,
    /// The number of the last note.
    number: u32,
    /// Whether the last note may go on.
    is_open: bool,
}

impl Finder {
    fn page(&mut self, leaf: &mut Leaf) -> Vec<Note> {
        let at_foot = at_foot(&leaf.lines, self.measure);
        let raised = raised_marks(&leaf.lines);
        let mut notes: Vec<Note> = Vec::new();
        let mut kept = Vec::with_capacity(leaf.lines.len());
        let mut lines = std::mem::take(&mut leaf.lines)
            .into_iter()
            .zip(at_foot)
            .peekable();
        let mut above: Option<Line> = None;
        let mut had_notes = false;
        while let Some((line, foot)) = lines.next() {
            if !foot {
                above = Some(line.clone());
                kept.push(line);
                continue;
            }
            let mut run = vec![line];
            while let Some((line, _)) = lines.next_if(|(_, foot)| *foot) {
                run.push(line);
            }
            had_notes |= self.run(run, above.as_ref(), &raised, &mut kept, &mut notes);
            above = None;
        }
        leaf.lines = kept;
        self.is_open = had_notes;
        notes
    }

    /// Small lines that follow each other at the foot. Gives whether there are notes among them.
    fn run(
        &mut self,
        run: Vec<Line>,
        above: Option<&Line>,
        raised: &[String],
        kept: &mut Vec<Line>,
        notes: &mut Vec<Note>,
    ) -> bool {
        let labels: Vec<Option<Label>> = self.labels(&run, raised);
        let first = labels.iter().position(Option::is_some);
        let goes_on = self.goes_on(&run, first, above);
        if !goes_on && first.is_none() {
            kept.extend(run);
            return false;
        }
        let lines = run.into_iter().zip(labels).enumerate();
        for (at, (mut line, label)) in lines {
            if let Some(label) = label {
                if let Ok(number) = label.text.parse() {
                    self.number = number;
                }
                self.size.get_or_insert(line.size);
                label.cut_off(&mut line);
                notes.push(Note {
                    label: label.text,
                    lines: vec![line],
                });
            } else if first.is_none_or(|first| at < first) {
                if !goes_on {
                    kept.push(line);
                } else if let Some(note) = notes.last_mut() {
                    note.lines.push(line);
                } else {
                    notes.push(Note {
                        label: String::new(),
                        lines: vec![line],
                    });
                }
            } else if let Some(note) = notes.last_mut() {
                note.lines.push(line);
            }
        }
        self.is_open = true;
        true
    }

    /// The labels of lines that begin notes.
    fn labels(&self, run: &[Line], raised: &[String]) -> Vec<Option<Label>> {
        let mut next = self.number + 1;
        let mut labels = Vec::with_capacity(run.len());
        for line in run {
            let label = label(line).filter(|label| {
                let number: Option<u32> = label.text.parse().ok();
                let is_next = number.is_some_and(|number| number == next);
                let is_marked = raised.contains(&label.text);
                match label.is_raised {
                    // The first of a chapter begins anew; a number far off is part of the words.
                    true => number.is_none_or(|number| is_next || is_marked || number < 1_000),
                    false => is_marked || (is_next && self.size.is_some() && label.is_parted),
                }
            });
            if let Some(number) = label
                .as_ref()
                .and_then(|label| label.text.parse::<u32>().ok())
            {
                next = number + 1;
            }
            labels.push(label);
        }
        labels
    }

    /// Whether the lines ahead of the first label go on with the last note.
    fn goes_on(&self, run: &[Line], first: Option<usize>, above: Option<&Line>) -> bool {
        let (Some(size), Some(line)) = (self.size, run.first()) else {
            return false;
        };
        if !self.is_open || first == Some(0) || !is_near(line.size, size) {
            return false;
        }
        // Notes stand apart from the text above them; a quotation in small type at the end of a page does not.
        let Some(above) = above else {
            return true;
        };
        let apart = above.y - line.y;
        apart < 0.0 || apart > self.measure.leading * 0.95
    }
}

/// Whether lines are smaller than the text and have none of it below them in their column.
fn at_foot(lines: &[Line], measure: Measure) -> Vec<bool> {
    let is_small =
        |line: &Line| line.size < measure.body * 0.94 && !is_near(line.size, measure.body);
    let text: Vec<&Line> = lines
        .iter()
        .filter(|line| !is_small(line) && line.letters() > 0)
        .collect();
    // Ordinary text reaches down to this place in each strip of the page, which is some 9 points wide.
    let strip = |x: f32| ((x.clamp(-2_000.0, 4_000.0) + 2_000.0) / 9.0) as usize;
    let mut lowest = vec![f32::MAX; 700];
    for line in text {
        for place in strip(line.x)..=strip(line.end).max(strip(line.x)) {
            if let Some(lowest) = lowest.get_mut(place) {
                *lowest = lowest.min(line.y);
            }
        }
    }
    lines
        .iter()
        .map(|line| {
            // The strips at its ends may be those of the next column.
            let from = strip(line.x + 9.0);
            let to = strip(line.end - 9.0).max(from);
            let strips = lowest.get(from..=to.min(699)).unwrap_or_default();
            is_small(line) && strips.iter().all(|lowest| *lowest > line.y)
        })
        .collect()
}

/// What is raised in the text of a page: the marks of its notes, among others.
fn raised_marks(lines: &[Line]) -> Vec<String> {
    let runs = lines.iter().flat_map(|line| {
        let start = usize::from(line.runs.first().is_some_and(|run| run.raised));
        line.runs.iter().skip(start)
    });
    let mut marks = Vec::new();
    for run in runs {
        if run.raised {
            let parts = run.text.split(|c: char| c == ',' || c.is_whitespace());
            marks.extend(parts.map(str::to_owned));
        } else {
            marks.extend(superscripts(&run.text));
        }
    }
    marks
}

/// Digits that the font itself has as raised ones.
pub(super) fn superscripts(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut number = String::new();
    for c in text.chars() {
        match lowered(c) {
            Some(digit) => number.push(digit),
            None if number.is_empty() => {}
            None => found.push(std::mem::take(&mut number)),
        }
    }
    if !number.is_empty() {
        found.push(number);
    }
    found
}

/// The digit that a raised one is.
pub(super) fn lowered(c: char) -> Option<char> {
    match c {
        '⁰' => Some('0'),
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '⁴'..='⁹' => char::from_digit(c as u32 - '⁰' as u32, 10),
        _ => None,
    }
}

/// The label that a note begins with.
struct Label {
    text: String,
    is_raised: bool,
    /// There is a blank behind it.
    is_parted: bool,
    /// Bytes of the first run that it takes.
    len: usize,
}

fn label(line: &Line) -> Option<Label> {
    let run = line.runs.first()?;
    let text = run.text.as_str();
    if run.raised {
        let bare = text.trim().trim_end_matches(['.', ')']);
        let digits = bare.bytes().all(|byte| byte.is_ascii_digit()) && bare.len() <= 4;
        let is_label = !bare.is_empty() && (digits || is_sign(bare) || is_letter(bare));
        return (is_label && line.runs.len() > 1).then(|| Label {
            text: bare.to_owned(),
            is_raised: true,
            is_parted: true,
            len: text.len(),
        });
    }
    let raised: String = text.chars().map_while(lowered).collect();
    if !raised.is_empty() {
        let len = text.chars().take(raised.len()).map(char::len_utf8).sum();
        return Some(Label {
            text: raised,
            is_raised: true,
            is_parted: true,
            len,
        });
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut len = digits;
    if digits == 0 {
        len = text
            .chars()
            .take_while(|c| is_sign_letter(*c))
            .map(char::len_utf8)
            .sum();
        // A sign needs no blank behind it.
        return (len > 0 && (len < text.len() || line.runs.len() > 1)).then(|| Label {
            text: text[..len].to_owned(),
            is_raised: true,
            is_parted: true,
            len,
        });
    }
    let stop = text[len..].starts_with(['.', ')', ']']);
    len += usize::from(stop);
    let next = line.runs.get(1);
    // LibreOffice may set no blank behind the number; then only a mark in the text shows that it is one.
    let parted = match text[len..].chars().next() {
        Some(c) => c == ' ' || c.is_alphabetic(),
        None => next.is_some_and(|run| run.gap != Gap::Nothing),
    };
    (parted && digits <= 4).then(|| Label {
        text: text[..digits].to_owned(),
        is_raised: false,
        is_parted: !text[len..].starts_with(char::is_alphabetic),
        len,
    })
}

impl Label {
    /// Takes it off its line.
    fn cut_off(&self, line: &mut Line) {
        let Some(run) = line.runs.first_mut() else {
            return;
        };
        let rest = run.text.get(self.len..).unwrap_or_default().trim_start();
        if rest.is_empty() {
            line.runs.remove(0);
        } else {
            run.text = rest.to_owned();
        }
        if let Some(run) = line.runs.first_mut() {
            run.gap = Gap::Nothing;
        }
    }
}

fn is_sign_letter(c: char) -> bool {
    matches!(c, '*' | '∗' | '†' | '‡' | '§' | '¶' | '‖')
}

fn is_sign(text: &str) -> bool {
    text.chars().count() <= 3 && text.chars().all(is_sign_letter)
}

/// A small letter, as some publishers label notes.
fn is_letter(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_lowercase())
}
