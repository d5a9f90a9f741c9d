//! Where does a page cut a paragraph, and where does that go on?

use super::{End, Sort, end, first, first_word, last_word, sort};
use crate::text::Text;
use std::collections::HashSet;

/// More notes do not stand at the foot of one page.
const MOST_NOTES: usize = 40;
/// What a page cuts has at least so many letters before the cut: headings and rows of tables have fewer.
const SHORTEST: usize = 40;

/// The last line of each first half with the first line of what it goes on with, in order. `wrapped` are the lines that
/// the next goes on with on the same page.
pub(super) fn cuts(text: &Text, wrapped: &[usize]) -> Vec<(usize, usize)> {
    let map = text.map();
    let mut found = if map.cuts.is_empty() && map.pages.is_empty() {
        read_off(text, wrapped)
    } else {
        mapped(text)
    };
    // Only the last line of a paragraph is cut, only a first one goes on, and none twice.
    let starts = |line: usize| line == 0 || wrapped.binary_search(&(line - 1)).is_err();
    found.retain(|(from, to)| from < to && wrapped.binary_search(from).is_err() && starts(*to));
    found.sort_unstable();
    found.dedup_by_key(|(from, _)| *from);
    let mut taken = HashSet::new();
    found.retain(|(_, to)| taken.insert(*to));
    found
}

/// What the map of the text knows: the halves of its body, and of its notes.
fn mapped(text: &Text) -> Vec<(usize, usize)> {
    let (map, paragraphs) = (text.map(), text.paragraphs());
    let cuts = map.cuts.iter().map(|cut| (cut.start, cut.end));
    let notes = map.notes.iter().flat_map(|note| {
        let pairs = note.spans.windows(2);
        pairs.map(|pair| (pair[0].end.saturating_sub(1), pair[1].start))
    });
    cuts.chain(notes)
        .map(|(from, to)| (paragraphs.at(from), paragraphs.at(to)))
        .collect()
}

/// What was cut and has not gone on yet.
#[derive(Clone, Copy)]
struct Open {
    line: usize,
    end: End,
    /// Whether its last word cannot be the last of a sentence.
    awaits: bool,
    /// How many notes have come since.
    notes: usize,
}

struct Cutter<'t> {
    text: &'t Text,
    wrapped: &'t [usize],
    found: Vec<(usize, usize)>,
    body: Option<Open>,
    /// The note that stands last on its page and is cut.
    note: Option<Open>,
    words: Option<HashSet<&'t str>>,
}

fn read_off(text: &Text, wrapped: &[usize]) -> Vec<(usize, usize)> {
    let mut cutter = Cutter {
        text,
        wrapped,
        found: Vec::new(),
        body: None,
        note: None,
        words: None,
    };
    let count = text.paragraphs().count();
    let mut last_note = None;
    let mut line = 0;
    while line < count {
        let last = cutter.last(line);
        match sort(cutter.line(line)) {
            Sort::Blank | Sort::PageNumber => {}
            Sort::Numbered => {
                last_note = Some(last);
                if let Some(body) = &mut cutter.body {
                    body.notes += 1;
                    if body.notes > MOST_NOTES {
                        cutter.body = None;
                    }
                }
            }
            Sort::Apart => (cutter.body, cutter.note, last_note) = (None, None, None),
            Sort::Body => {
                if let Some(note) = last_note.take() {
                    let open = cutter.open(note);
                    cutter.note =
                        open.filter(|open| open.end == End::Hyphen || cutter.is_long(note));
                }
                if cutter.take(line) {
                    last_note = Some(last);
                }
            }
        }
        line = last + 1;
    }
    cutter.found
}

impl<'t> Cutter<'t> {
    fn line(&self, at: usize) -> &'t str {
        let span = self.text.paragraphs().span(at);
        self.text.str().get(span.range()).unwrap_or_default()
    }

    /// The last line of the paragraph that starts here.
    fn last(&self, mut line: usize) -> usize {
        while self.wrapped.binary_search(&line).is_ok() {
            line += 1;
        }
        line
    }

    /// Whether what ends with this line is long enough to be cut by a page.
    fn is_long(&self, last: usize) -> bool {
        let rows = last > 0 && self.wrapped.binary_search(&(last - 1)).is_ok();
        rows || self.line(last).len() >= SHORTEST
    }

    /// What is open at the end of a line.
    fn open(&self, line: usize) -> Option<Open> {
        let words = self.line(line);
        let end = end(words);
        let last = words.split_whitespace().next_back().unwrap_or_default();
        (end != End::Closed && !is_address(last)).then(|| Open {
            line,
            end,
            awaits: end == End::Hyphen || words.trim_end().ends_with(',') || awaits(words),
            notes: 0,
        })
    }

    /// Takes the line of a body: does something open go on here? True where it was a note.
    fn take(&mut self, line: usize) -> bool {
        let words = self.line(line);
        if words.split_whitespace().next().is_some_and(is_address) {
            // The rest of a note, whichever it is.
            return true;
        }
        let lower = first(words).is_some_and(char::is_lowercase);
        let (body, note) = (self.body, self.note);
        let body = body.filter(|open| lower || self.may_go_on(open, line));
        // Notes end in all sorts of words: "01LIMA12_a".
        let note = note.filter(|open| lower || open.end == End::Hyphen && self.fits(open, line));
        let to_note = match (body, note) {
            (Some(body), Some(note)) => !self.rather_body(&body, &note, line),
            (None, Some(_)) => true,
            _ => false,
        };
        if let Some(note) = note.filter(|_| to_note) {
            self.found.push((note.line, line));
            self.note = None;
            return true;
        }
        let goes_on = body.is_some();
        if let Some(body) = body {
            self.found.push((body.line, line));
        } else {
            self.note = None;
        }
        let last = self.last(line);
        let long = goes_on || words.len() >= SHORTEST || last > line;
        self.body = self.open(last).filter(|_| long);
        false
    }

    /// Whether a line that does not start with a small letter can go on with what is open: the other half of a word, or a
    /// name after a word that is never the last.
    fn may_go_on(&mut self, open: &Open, line: usize) -> bool {
        if open.end == End::Hyphen {
            return self.fits(open, line);
        }
        let words = self.line(line);
        let starts = first(words).is_some_and(char::is_alphabetic);
        open.awaits && starts && !is_function_word(&first_word(words).to_lowercase())
    }

    /// Whether a line goes on with the body rather than with a note, both of which are open.
    fn rather_body(&mut self, body: &Open, note: &Open, line: usize) -> bool {
        if body.end == End::Hyphen || note.end == End::Hyphen {
            let (of_body, of_note) = (self.fits(body, line), self.fits(note, line));
            if of_body != of_note {
                return of_body;
            }
        }
        // The rest of a note stands at the foot of the page that the notes of the next one are on.
        body.notes > 0 || !self.notes_follow(line)
    }

    /// Whether the halves of a word that a hyphen cuts make a word that the text has elsewhere.
    fn fits(&mut self, open: &Open, line: usize) -> bool {
        let (head, tail) = (last_word(self.line(open.line)), first_word(self.line(line)));
        if open.end != End::Hyphen {
            return false;
        }
        let text = self.text.str();
        let words = self
            .words
            .get_or_insert_with(|| text.split(|c: char| !c.is_alphabetic()).collect());
        let whole = format!("{head}{tail}");
        words.contains(whole.as_str())
            || words.contains(whole.to_lowercase().as_str())
            || text.contains(&format!("{head}-{tail}"))
    }

    fn notes_follow(&self, line: usize) -> bool {
        let count = self.text.paragraphs().count();
        let mut rest = (self.last(line) + 1..count).map(|at| sort(self.line(at)));
        let next = rest.find(|sort| !matches!(sort, Sort::Blank | Sort::PageNumber));
        next == Some(Sort::Numbered)
    }
}

/// Whether a word is, or is part of, the address of a page on the web.
fn is_address(word: &str) -> bool {
    word.starts_with("http")
        || word.starts_with("www.")
        || word.contains("://")
        || word.matches(['/', '=']).count() > 1
}

/// Whether a line ends in a word that is never the last of an English sentence.
pub(super) fn awaits(line: &str) -> bool {
    line.trim_end().ends_with(char::is_alphabetic) && is_function_word(last_word(line))
}

/// Whether an English sentence never ends with a word; those that start with one do so with a capital.
fn is_function_word(word: &str) -> bool {
    const WORDS: [&str; 44] = [
        "a", "an", "and", "are", "as", "at", "because", "been", "but", "by", "for", "from", "had",
        "has", "have", "her", "his", "in", "into", "is", "its", "may", "nor", "of", "on", "or",
        "our", "that", "the", "their", "these", "this", "those", "to", "towards", "was", "were",
        "which", "who", "whose", "will", "with", "would", "your",
    ];
    WORDS.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use crate::text::Text;
    use crate::text::reading::Reading;

    /// The paragraphs as they are read, a "+" where a page cuts one.
    fn read(text: &str) -> Vec<String> {
        let text = Text::new(text);
        let reading = Reading::of(&text);
        let mut found: Vec<String> = Vec::new();
        for at in 0..reading.count() {
            let unit = reading.unit(at);
            let lines = (unit.first..=unit.last).map(|line| {
                let span = text.paragraphs().span(line);
                &text.str()[span.range()]
            });
            let words = lines.collect::<Vec<_>>().join("/");
            match found.last_mut().filter(|_| unit.reads_on) {
                Some(before) => before.extend(["+", &words]),
                None if words.is_empty() => {}
                None => found.push(words),
            }
        }
        found
    }

    const HALF: &str = "The harbours of the western coast were, it must be said,";

    #[test]
    fn a_paragraph_that_a_page_cuts_goes_on_after_the_notes() {
        let found = read(&format!(
            "{HALF}¹\n\n1. See the log.\n\n2. Ibid.\n\n14\n\nslow and dear.\n\nThey were closed."
        ));
        assert_eq!(
            found,
            [
                &format!("{HALF}¹+slow and dear."),
                "1. See the log.",
                "2. Ibid.",
                "14",
                "They were closed."
            ]
        );
    }

    #[test]
    fn the_rest_of_a_note_is_not_taken_for_the_body() {
        // The first page ends with a note that the foot of the second goes on with.
        let found = read(
            "The harbours of the western coast were closed at the\n\n\
             8. Arkell, in the Inter-\n\n\
             end of the year, when ships came from all of the Mari-\n\n\
             national Journal of Ports.\n\n\
             9. Ibid.\n\n\
             time provinces. An international congress of Maritime law met.",
        );
        assert_eq!(
            found,
            [
                "The harbours of the western coast were closed at the+end of the year, when ships came from all of the Mari-+time provinces. An international congress of Maritime law met.",
                "8. Arkell, in the Inter-+national Journal of Ports.",
                "9. Ibid.",
            ]
        );
    }

    #[test]
    fn headings_tables_and_what_is_finished_stand_alone() {
        for alone in [
            "What the Harbours of the Western Coast were Called in Reports\n\nThey were slow.",
            "The harbours of the western coast were slow.\n\nand so on",
            "Name of the harbour on the western coast\tdues of\n\nships of all sizes",
            "slow ports\n\nand dear ones",
        ] {
            assert_eq!(read(alone), alone.split("\n\n").collect::<Vec<_>>());
        }
    }

    #[test]
    fn rows_of_a_text_with_hard_line_ends_are_one_paragraph() {
        let rows = "The harbours of the western coast were slow and dear, as\n\
                    Arkell has it in a report on the traf-\n\
                    ficking of goods through the ports.\n\n\
                    They were closed.";
        assert_eq!(
            read(rows),
            [
                rows.split("\n\n").next().unwrap_or("").replace('\n', "/"),
                "They were closed.".to_owned()
            ]
        );
        let list = "Wool and leather\nTimber\nGlass of all kinds";
        assert_eq!(read(list), list.split('\n').collect::<Vec<_>>());
        let long = format!(
            "{}\n{}",
            "word ".repeat(40),
            "More words of another paragraph"
        );
        assert_eq!(read(&long).len(), 2);
    }
}
