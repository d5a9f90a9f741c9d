//! Puts paragraphs, notes and pages down as a text with its map.

use super::super::{Block, Draft, raised};
use super::hyphens::{Join, Words};
use super::leaf::Measure;
use super::lines::{Gap, Line, Run};
use super::notes::{Note, lowered};
use super::paragraphs::{self, Paragraph};
use super::script;
use crate::project::Span;
use crate::text::{LeftOut, NoteKind, PageTrouble};
use std::collections::{HashMap, HashSet};

/// A page as it comes into the map.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub label: String,
    pub trouble: Option<PageTrouble>,
    pub aside: Vec<String>,
}

/// Text beyond this many bytes is not kept.
const MOST: usize = 50_000_000;

/// The text of a file, in the making.
pub(super) struct Composer<'a> {
    draft: Draft,
    words: &'a Words,
    places: &'a [Place],
    /// The names of the notes of each page by their labels, in order.
    names: HashMap<(usize, String), Vec<String>>,
    marked: HashSet<String>,
    /// The name and label of the last note.
    last_note: Option<(String, String)>,
    /// How many pages have been begun.
    begun: usize,
    measure: Measure,
    in_table: bool,
}

impl<'a> Composer<'a> {
    pub fn new(
        words: &'a Words,
        places: &'a [Place],
        notes: &[Vec<Note>],
        measure: Measure,
    ) -> Self {
        let mut names: HashMap<(usize, String), Vec<String>> = HashMap::new();
        for (page, notes) in notes.iter().enumerate() {
            for (at, note) in notes.iter().enumerate() {
                if !note.label.is_empty() {
                    let named = names.entry((page, note.label.clone())).or_default();
                    named.push(name(page, at));
                }
            }
        }
        Self {
            draft: Draft::new(),
            words,
            places,
            names,
            marked: HashSet::new(),
            last_note: None,
            begun: 0,
            measure,
            in_table: false,
        }
    }

    /// Puts everything down. Gives the draft, and whether it had to stop for its length.
    pub fn compose(mut self, paragraphs: &[Paragraph], notes: &[Vec<Note>]) -> (Draft, bool) {
        let mut ends: Vec<Option<Span>> = vec![None; paragraphs.len()];
        let mut noted = 0;
        let mut at = 0;
        let mut cuts = Vec::new();
        let mut full = false;
        while at < paragraphs.len() {
            let page = paragraphs[at].page();
            // The notes of a page come behind all that stands on it.
            while noted < page {
                self.notes(noted, notes);
                noted += 1;
            }
            let mut chain = vec![at];
            // What no note and nothing that floats parts is one paragraph.
            while let Some(next) = paragraphs.get(at + 1)
                && next.goes_on == Some(at)
                && notes
                    .get(page..next.page())
                    .is_none_or(|notes| notes.iter().all(Vec::is_empty))
                && noted <= page
            {
                at += 1;
                chain.push(at);
                noted = paragraphs[at].page();
            }
            let span = self.paragraph(paragraphs, &chain);
            let first = chain[0];
            if let Some(from) = paragraphs[first]
                .goes_on
                .and_then(|from| ends.get(from).copied())
                .flatten()
            {
                cuts.push(Span::new(from.end, span.start));
            }
            for at in chain {
                ends[at] = Some(span);
            }
            at += 1;
            if self.draft.text().len() > MOST {
                full = true;
                break;
            }
        }
        while noted < notes.len() && !full {
            self.notes(noted, notes);
            noted += 1;
        }
        self.table(false);
        self.pages_to(self.places.len());
        self.draft.end(Block::Body);
        self.leave_out();
        self.draft.map().cuts = cuts;
        (self.draft, full)
    }

    /// Begins the pages up to this many.
    fn pages_to(&mut self, count: usize) {
        while self.begun < count {
            if let Some(place) = self.places.get(self.begun) {
                let counted = u32::try_from(self.begun + 1).unwrap_or(u32::MAX);
                self.draft.page(&place.label, counted, place.trouble);
            }
            self.begun += 1;
        }
    }

    /// Puts down paragraphs that are one.
    fn paragraph(&mut self, paragraphs: &[Paragraph], chain: &[usize]) -> Span {
        let lines: Vec<&(usize, Line)> = chain
            .iter()
            .filter_map(|at| paragraphs.get(*at))
            .flat_map(|paragraph| &paragraph.lines)
            .collect();
        let level = chain
            .first()
            .and_then(|at| paragraphs.get(*at))
            .map_or(0, |paragraph| paragraph.level);
        self.table(
            chain
                .first()
                .and_then(|at| paragraphs.get(*at))
                .is_some_and(|paragraph| paragraph.is_table),
        );
        self.lines(&lines);
        self.draft.end(match level {
            0 => Block::Body,
            level => Block::Heading(level),
        })
    }

    /// Whether what comes is a row of a table.
    fn table(&mut self, is_row: bool) {
        match (self.in_table, is_row) {
            (false, true) => self.draft.table_start(),
            (true, false) => self.draft.table_end(),
            _ => {}
        }
        self.in_table = is_row;
    }

    /// Puts lines down as one: joined as their ends ask for.
    fn lines(&mut self, lines: &[&(usize, Line)]) {
        let mut pending: Option<(String, Vec<Run>, bool)> = None;
        let mut due = None;
        for (page, line) in lines.iter().map(|one| (one.0, &one.1)) {
            let text = line.text();
            let mut runs = line.runs.clone();
            if let Some((last, mut held, blank_end)) = pending.take() {
                match self.joint(&last, &text, blank_end) {
                    Join::Cut(bytes) => {
                        cut(&mut held, bytes);
                        // A word that goes over to the next page stands on the first as a whole.
                        let head = split_word(&mut runs);
                        self.put(&held, due.unwrap_or(page));
                        self.put(&head, page);
                    }
                    Join::Nothing => {
                        let head = split_word(&mut runs);
                        self.put(&held, due.unwrap_or(page));
                        self.put(&head, page);
                    }
                    Join::Blank => {
                        self.put(&held, due.unwrap_or(page));
                        self.draft.push(" ");
                    }
                }
            }
            self.pages_to(page + 1);
            due = Some(page);
            pending = Some((text, runs, line.blank_end));
        }
        if let Some((_, held, _)) = pending {
            self.put(&held, due.unwrap_or(0));
        }
    }

    /// What stands between two lines of a paragraph.
    fn joint(&self, last: &str, next: &str, blank_end: bool) -> Join {
        let (Some(before), Some(after)) = (last.chars().next_back(), next.chars().next()) else {
            return Join::Blank;
        };
        let unspaced = script::is_unspaced(before) && script::is_unspaced(after);
        let ideographic = script::is_ideographic(before) && script::is_ideographic(after);
        if ideographic || (unspaced && !blank_end) {
            return Join::Cut(0);
        }
        if before == '—' && after.is_alphanumeric() && !last.ends_with(" —") {
            return Join::Nothing;
        }
        if is_address(last) {
            return Join::Nothing;
        }
        self.words.join(last, next)
    }

    fn put(&mut self, runs: &[Run], page: usize) {
        for (at, run) in runs.iter().enumerate() {
            match run.gap {
                _ if at == 0 => {}
                Gap::Nothing => {}
                Gap::Blank => self.draft.push(" "),
                Gap::Wide if self.in_table => self.draft.push("\t"),
                Gap::Wide => self.draft.push(" "),
            }
            if run.raised {
                self.raised(&run.text, page);
            } else {
                self.plain(&run.text, page);
            }
        }
    }

    /// Letters on the baseline; the font's own raised digits among them may be marks.
    fn plain(&mut self, text: &str, page: usize) {
        let mut rest = text;
        while let Some(from) = rest.find(|c| lowered(c).is_some()) {
            let len: usize = rest[from..]
                .chars()
                .take_while(|c| lowered(*c).is_some())
                .map(char::len_utf8)
                .sum();
            self.draft.push(&rest[..from]);
            let label: String = rest[from..from + len].chars().filter_map(lowered).collect();
            self.mark(&label, page);
            rest = &rest[from + len..];
        }
        self.draft.push(rest);
    }

    /// Raised letters: marks of notes, parted by commas; powers; the letters of "1st".
    fn raised(&mut self, text: &str, page: usize) {
        for part in text.split_inclusive(|c: char| matches!(c, ',' | ';') || c.is_whitespace()) {
            let label =
                part.trim_end_matches(|c: char| matches!(c, ',' | ';') || c.is_whitespace());
            self.mark(label, page);
            self.draft.push(&part[label.len()..]);
        }
    }

    fn mark(&mut self, label: &str, page: usize) {
        if label.is_empty() {
            return;
        }
        let here = self
            .names
            .get(&(page, label.to_owned()))
            .into_iter()
            .flatten();
        let next = self
            .names
            .get(&(page + 1, label.to_owned()))
            .into_iter()
            .flatten();
        let fresh = here.clone().find(|name| !self.marked.contains(*name));
        let name = fresh.or_else(|| here.clone().next());
        // The note of a mark in the last line may stand on the next page.
        let name = name.or_else(|| next.clone().find(|name| !self.marked.contains(*name)));
        match name.cloned() {
            Some(name) => {
                self.draft.mark(&name, label, NoteKind::Foot);
                self.marked.insert(name);
            }
            None if label.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.draft.push(&raised(label));
            }
            None => self.draft.push(label),
        }
    }

    /// The notes of a page.
    fn notes(&mut self, page: usize, notes: &[Vec<Note>]) {
        for (at, note) in notes.get(page).into_iter().flatten().enumerate() {
            self.table(false);
            self.pages_to(page + 1);
            if note.label.is_empty() {
                let Some((name, _)) = self.last_note.clone() else {
                    continue;
                };
                self.draft.note_again(&name);
            } else {
                let name = name(page, at);
                self.draft.note_start(&name, &note.label, NoteKind::Foot);
                self.last_note = Some((name, note.label.clone()));
            }
            let parts =
                paragraphs::of_lines(note.lines.clone(), page, self.measure.of_notes(&note.lines));
            for part in &parts {
                let lines: Vec<&(usize, Line)> = part.lines.iter().collect();
                self.lines(&lines);
                self.draft.end(Block::Body);
            }
            self.draft.note_end();
        }
    }

    fn leave_out(&mut self) {
        let left_out = self.places.iter().enumerate().flat_map(|(page, place)| {
            place.aside.iter().map(move |text| LeftOut {
                page,
                text: text.clone(),
            })
        });
        self.draft.map().left_out = left_out.collect();
    }
}

/// A word that a page or a column cuts stands whole at the end of the first part, notes and all that comes between
/// notwithstanding.
pub(super) fn mend(paragraphs: &mut [Paragraph], notes: &mut [Vec<Note>], words: &Words) {
    for at in 0..paragraphs.len() {
        let Some(from) = paragraphs[at].goes_on.filter(|from| *from < at) else {
            continue;
        };
        let (before, after) = paragraphs.split_at_mut(at);
        let last = before.get_mut(from).and_then(|one| one.lines.last_mut());
        let first = after.first_mut().and_then(|one| one.lines.first_mut());
        if let (Some((_, last)), Some((_, first))) = (last, first) {
            whole(last, first, words);
        }
    }
    let mut last: Option<&mut Line> = None;
    for note in notes.iter_mut().flatten() {
        let goes_on = note.label.is_empty();
        let mut lines = note.lines.iter_mut();
        let Some(first) = lines.next() else {
            continue;
        };
        if let Some(last) = last.take().filter(|_| goes_on) {
            whole(last, first, words);
        }
        last = Some(lines.next_back().unwrap_or(first));
    }
}

/// Puts the rest of a word that was broken onto the line where it begins.
fn whole(last: &mut Line, next: &mut Line, words: &Words) {
    let bytes = match words.join(&last.text(), &next.text()) {
        Join::Cut(bytes) => bytes,
        Join::Nothing => 0,
        Join::Blank => return,
    };
    // A line of one word only stays where it is.
    let head = split_word(&mut next.runs);
    if head.is_empty() {
        return;
    }
    cut(&mut last.runs, bytes);
    last.runs.extend(head.into_iter().map(|run| Run {
        text: run.text.trim_end().to_owned(),
        gap: Gap::Nothing,
        ..run
    }));
}

fn name(page: usize, at: usize) -> String {
    format!("{page}.{at}")
}

/// Takes bytes off the end of runs.
fn cut(runs: &mut [Run], bytes: usize) {
    if let Some(run) = runs.last_mut() {
        let keep = run.text.len().saturating_sub(bytes);
        if run.text.is_char_boundary(keep) {
            run.text.truncate(keep);
        }
    }
}

/// Takes the first word, with what blank stands behind it, off runs.
fn split_word(runs: &mut [Run]) -> Vec<Run> {
    let Some(run) = runs.first_mut() else {
        return Vec::new();
    };
    match run.text.split_once(' ') {
        Some((word, rest)) => {
            let head = Run {
                text: format!("{word} "),
                ..run.clone()
            };
            rest.to_owned().clone_into(&mut run.text);
            vec![head]
        }
        None => Vec::new(),
    }
}

/// Whether a text ends in an address that the end of its line broke.
fn is_address(text: &str) -> bool {
    let last = text.rsplit([' ', '\t']).next().unwrap_or(text);
    let begins = last.contains("://") || last.starts_with("www.");
    begins && last.ends_with(['/', '.', '-', '_', '=', '?', '&', '%', '#'])
}
