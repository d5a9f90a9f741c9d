//! What do the marks in a plain text say of it: which lines are notes, and who speaks when?

use crate::project::Span;
use crate::text::{Cue, MappedNote, NoteKind};
use regex::Regex;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The notes of a Markdown text: `[^4]` where the note is marked, `[^4]: …` where it stands, with the lines that go on
/// below it. In the order in which they stand.
pub(super) fn notes(text: &str) -> Vec<MappedNote> {
    let mut notes: Vec<MappedNote> = Vec::new();
    let mut by_label: HashMap<&str, usize> = HashMap::new();
    if !text.contains("[^") {
        return notes;
    }
    let lines = lines(text);
    // The note whose lines these are, and whether an empty line stands before this one.
    let (mut open, mut after_gap) = (None, false);
    for (start, line) in &lines {
        let end = start + line.trim_end().len();
        if let Some(label) = defined(line) {
            let next = notes.len();
            let note = *by_label.entry(label).or_insert(next);
            if note == next {
                notes.push(MappedNote {
                    label: label.to_owned(),
                    spans: Vec::new(),
                    marks: Vec::new(),
                    kind: NoteKind::Foot,
                });
            }
            open = Some(note);
        } else if line.trim().is_empty() {
            after_gap = true;
            continue;
        } else if after_gap && !line.starts_with("    ") && !line.starts_with('\t') {
            open = None;
        }
        after_gap = false;
        if let Some(note) = open.and_then(|note: usize| notes.get_mut(note)) {
            note.spans.push(Span::new(*start, end));
        }
    }
    for (start, line) in &lines {
        let skipped = defined(line).map_or(0, |label| line.find(label).unwrap_or(0) + label.len());
        for (at, label) in marked(line).filter(|(at, _)| *at >= skipped) {
            if let Some(note) = by_label.get(label).and_then(|note| notes.get_mut(*note)) {
                let at = start + at;
                note.marks.push(Span::new(at, at + label.len() + 3));
            }
        }
    }
    notes
}

/// The lines of a text with where they start, without those of program code between fences.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let mut fence: Option<&str> = None;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let bare = line.trim_start();
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| bare.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => lines.push((start, line)),
            _ => {}
        }
        start += line.len() + 1;
    }
    lines
}

/// The label of the note that a line begins.
fn defined(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches(' ');
    let (label, rest) = bare.strip_prefix("[^")?.split_once(']')?;
    let is_one = line.len() - bare.len() < 4 && rest.starts_with(':') && is_label(label);
    is_one.then_some(label)
}

/// The marks in a line, with where they start.
fn marked(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.match_indices("[^").filter_map(|(at, _)| {
        let (label, _) = line.get(at + 2..)?.split_once(']')?;
        // What stands between grave accents is code.
        let is_code = line.get(..at)?.matches('`').count() % 2 == 1;
        (is_label(label) && !is_code).then_some((at, label))
    })
}

fn is_label(label: &str) -> bool {
    !label.is_empty() && label.len() <= 80 && !label.contains([' ', '\t', '[', '^'])
}

/// Who speaks when in a transcript: lines such as "[00:12:31] Weber: …", "Weber (00:01): …", or "Weber 0:03" above what
/// is said. None where fewer than three lines are of that form, or their times do not go forward.
pub(super) fn cues(text: &str) -> Vec<Cue> {
    const TIME: &str = r"(\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)";
    const NAME: &str = r"(\p{L}[^:\[\]()\n]{0,39}?)";
    static FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(&format!(
            r"^\s*(?:\[{TIME}\]|\({TIME}\))\s*(?:[-–]\s*)?(?:{NAME}:(?:\s|$))?"
        ))
        .ok()
    });
    static BARE: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(&format!(r"^\s*{TIME}\s+(?:[-–]\s*)?{NAME}:(?:\s|$)")).ok());
    static LAST: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(&format!(
            r"^\s*{NAME}:?\s*(?:\[{TIME}\]|\({TIME}\)):?(?:\s|$)|^\s*{NAME}\s+{TIME}\s*$"
        ))
        .ok()
    });
    let mut cues: Vec<Cue> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let head = line.get(..line.floor_char_boundary(200)).unwrap_or(line);
        let found = [
            (&FIRST, [1, 2], [3, 3]),
            (&BARE, [1, 1], [2, 2]),
            (&LAST, [2, 3], [1, 4]),
        ]
        .into_iter()
        .find_map(|(form, times, names)| {
            let found = form.as_ref()?.captures(head)?;
            let first = |groups: [usize; 2]| {
                let mut parts = groups.into_iter().filter_map(|group| found.get(group));
                parts
                    .next()
                    .map(|part: regex::Match| part.as_str().trim().to_owned())
            };
            // The last form has its time in a fifth group where it has no brackets.
            let time = first(times).or_else(|| found.get(5).map(|part| part.as_str().to_owned()));
            Some((milliseconds(&time?)?, first(names).unwrap_or_default()))
        });
        if let Some((at, speaker)) = found {
            cues.push(Cue {
                start,
                at,
                until: at,
                speaker,
            });
        }
        start += line.len() + 1;
    }
    let goes_on = cues.is_sorted_by_key(|cue| cue.at);
    if cues.len() < 3 || !goes_on {
        cues.clear();
    }
    cues
}

/// "1:02:03.5" in milliseconds.
fn milliseconds(time: &str) -> Option<u64> {
    let (whole, part) = time.split_once(['.', ',']).unwrap_or((time, "0"));
    let mut seconds = 0_u64;
    for part in whole.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.parse().ok()?)?;
    }
    let part: u64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
    Some(seconds * 1_000 + part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_a_markdown_text_are_found_where_they_stand() {
        let text = "The law[^1] passed.[^mill] `[^1]` stays.\n\n[^1]: Act 4, see\nsection 2.\n\n    And section 3.\n\n[^mill]: As before.[^1]\n\nThe end.\n";
        let notes = notes(text);
        let of = |note: &MappedNote, spans: &[Span]| -> Vec<String> {
            assert!(!note.label.is_empty());
            spans
                .iter()
                .map(|span| text[span.range()].to_owned())
                .collect()
        };
        assert_eq!(notes.len(), 2);
        assert_eq!(
            of(&notes[0], &notes[0].spans),
            ["[^1]: Act 4, see", "section 2.", "    And section 3."]
        );
        assert_eq!(of(&notes[0], &notes[0].marks), ["[^1]", "[^1]"]);
        assert_eq!(of(&notes[1], &notes[1].spans), ["[^mill]: As before.[^1]"]);
        assert_eq!(of(&notes[1], &notes[1].marks), ["[^mill]"]);
    }

    #[test]
    fn times_and_speakers_of_a_transcript_are_read_in_three_forms() {
        let said = |text: &str| -> Vec<(u64, String)> {
            let cues = cues(text).into_iter();
            cues.map(|cue| (cue.at, cue.speaker)).collect()
        };
        let weber = |seconds: u64| (seconds * 1_000, "Anna Weber".to_owned());
        let text =
            "[00:00:01] Anna Weber: One.\n[00:00:05] Two.\nmore\n(00:01:00) Anna Weber: Three.\n";
        assert_eq!(said(text), [weber(1), (5_000, String::new()), weber(60)]);
        let text =
            "Anna Weber (00:01): One.\nAnna Weber (00:05): Two.\nAnna Weber [1:00:00]\nThree.\n";
        assert_eq!(said(text), [weber(1), weber(5), weber(3_600)]);
        let text = "Anna Weber  0:01\nOne.\n\nAnna Weber  0:05\nTwo.\n\nAnna Weber  0:09\nThree.\n";
        assert_eq!(said(text), [weber(1), weber(5), weber(9)]);
        assert_eq!(
            said("At 10:30 we met.\nAt 10:40 we left.\nThe end: 10:50 sharp.\n"),
            []
        );
    }
}
