//! Is what was read what was set: words, order, notes, headings, paragraphs?

use super::made::Work;
use super::score;
use attest::import::{Extract, Options, extract};

/// The text without its notes.
fn body(extract: &Extract) -> String {
    let mut body = extract.text.clone();
    let mut spans: Vec<_> = extract
        .map
        .notes
        .iter()
        .flat_map(|note| &note.spans)
        .collect();
    spans.extend(extract.map.notes.iter().flat_map(|note| &note.marks));
    spans.sort_by_key(|span| span.start);
    for span in spans.into_iter().rev() {
        body.replace_range(span.range(), "");
    }
    body
}

/// The words of a note without its label, over all pages that it stands on.
fn note_words(extract: &Extract, at: usize) -> Vec<String> {
    let note = &extract.map.notes[at];
    let parts: Vec<&str> = note
        .spans
        .iter()
        .map(|span| &extract.text[span.range()])
        .collect();
    let words = score::words(&parts.join(" "));
    words[1..].to_vec()
}

/// Compares what was read with what was set; gives a row of the table.
pub fn compare(name: &str, work: &Work, bytes: &[u8], front: &[&str]) -> (String, Vec<String>) {
    let extract = extract(&format!("{name}.pdf"), bytes, &Options::default()).unwrap();
    let mut wrong = Vec::new();
    let expected = score::words(&format!("{} {}", front.join(" "), work.body().join("\n")));
    let found = score::words(&body(&extract));
    let notes: Vec<Vec<String>> = work.notes().iter().map(|note| score::words(note)).collect();
    let found_notes: Vec<Vec<String>> = (0..extract.map.notes.len())
        .map(|at| note_words(&extract, at))
        .collect();
    let all = [expected.clone(), notes.concat()].concat();
    let all_found = [found.clone(), found_notes.concat()].concat();
    let f1 = score::f1(&all, &all_found);
    let order = score::order(&expected, &found);
    let same = notes
        .iter()
        .zip(&found_notes)
        .filter(|(one, other)| one == other)
        .count();
    if notes != found_notes {
        wrong.push(format!("{name}: notes"));
    }
    let labels: Vec<String> = extract
        .map
        .notes
        .iter()
        .map(|note| note.label.clone())
        .collect();
    let numbers: Vec<String> = (1..=notes.len()).map(|number| number.to_string()).collect();
    if labels != numbers || extract.map.notes.iter().any(|note| note.marks.len() != 1) {
        wrong.push(format!("{name}: labels and marks of notes {labels:?}"));
    }
    let headings: Vec<&str> = extract
        .map
        .headings
        .iter()
        .map(|heading| &extract.text[heading.span.range()])
        .collect();
    let expected_headings = work.headings();
    if headings != expected_headings
        && headings.get(1..) != Some(&expected_headings)
        && headings.get(2..) != Some(&expected_headings)
    {
        wrong.push(format!("{name}: headings {headings:?}"));
    }
    if extract.title.as_deref() != Some(&work.title) || extract.author != work.author {
        wrong.push(format!("{name}: {:?} by {}", extract.title, extract.author));
    }
    let paragraphs = extract.text.lines().count()
        - extract
            .map
            .notes
            .iter()
            .map(|note| note.spans.len())
            .sum::<usize>()
        - extract.map.cuts.len();
    let parts = work.body().len() + front.len();
    if paragraphs != parts {
        wrong.push(format!("{name}: {paragraphs} paragraphs for {parts}"));
    }
    assert!(extract.map.fits(&extract.text));
    let row = format!(
        "{name:14} pages {:3} words {:5} F1 {f1:.4} order {order:.4} notes {same}/{} paragraphs {paragraphs}/{parts}",
        extract.map.pages.len(),
        all.len(),
        notes.len()
    );
    let least = if name.contains('2') { 0.95 } else { 0.98 };
    if f1 < 0.99 || order < least {
        wrong.push(format!("{name}: F1 {f1} order {order}"));
    }
    (row, wrong)
}
