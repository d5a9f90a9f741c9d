#![allow(clippy::unwrap_used)]

use super::*;
use crate::project::Section;
use crate::text::{Cue, Headline, Map, MappedNote, NoteKind, Page, PagesBy};
use proptest::prelude::*;

/// Takes the brackets out of a text; gives it with the span that they marked.
fn marked(text: &str) -> (String, Span) {
    let start = text.find('[').unwrap();
    let end = text.find(']').unwrap() - 1;
    (text.replace(['[', ']'], ""), Span::new(start, end))
}

#[track_caller]
fn carried(before: &str, after: &str) {
    let (old, span) = marked(before);
    let (new, wanted) = marked(after);
    let anchor = Anchor::new(old, new.clone());
    let found = anchor.carry(&[span]);
    let words = found.as_ref().map(|spans| &new[spans[0].range()]);
    assert_eq!(found, Some(vec![wanted]), "{words:?}");
}

#[track_caller]
fn waits(before: &str, after: &str) {
    let (old, span) = marked(before);
    let anchor = Anchor::new(old, after);
    let found = anchor.carry(&[span]);
    let words = found
        .as_ref()
        .map(|spans| after[spans[0].range()].to_owned());
    assert_eq!(words, None);
}

#[test]
fn a_passage_goes_where_its_words_went() {
    carried(
        "One. [The law passed.] Three.",
        "One. Two. [The law passed.] Three.",
    );
    carried(
        "One. Two. [The law passed.] Three.",
        "[The law passed.] Three.",
    );
    carried(
        "[The law passed.] Three.",
        "[The law passed.] It was late. Three.",
    );
    carried(
        "A [goverment that singed teh treaty] lost.",
        "A [government that signed the treaty] lost.",
    );
    carried("He said he [lef] the room.", "He said he [left] the room.");
    carried(
        "an [antitrafficking law] came",
        "an [anti trafficking law] came",
    );
    carried(
        "an [inter-\nnational law] came",
        "an [international law] came",
    );
    carried(
        "the [bill was vetoed] in May",
        "the [bill was approved] in May",
    );
    carried(
        "the [bill was vetoed at last in May] and so on",
        "the [bill was vetoed at last] and so on",
    );
    carried("กขค [ฆง จฉชซ] ฌญ", "กขคค [ฆง จฉชฌ] ฌญ");
    carried(
        "前の文。[法律は成立した。]次の文。",
        "前の長い文。[法律が成立した。]次の文。",
    );
}

#[test]
fn lines_broken_elsewhere_are_the_same_text() {
    carried(
        "It was the\n[first time that\na court] had\nspoken.",
        "It was the [first\ntime that a\ncourt] had spoken.",
    );
}

#[test]
fn a_moved_paragraph_is_found_where_it_stands_once() {
    let sentence = "[Deportations rose sharply after the agreement was signed.]";
    let rest = "Alpha beta gamma delta epsilon zeta eta theta iota kappa.\nSome more words that stay where they are, and many of them.\n";
    let end = "The last words of all stand here and are many, many more.\n";
    carried(
        &format!("{sentence}\n{rest}{end}"),
        &format!("{rest}{sentence}\n{end}"),
    );
    let plain = sentence.replace(['[', ']'], "");
    waits(
        &format!("{sentence}\n{rest}{end}"),
        &format!("{rest}{plain}\n{plain}\n{end}"),
    );
}

#[test]
fn a_moved_paragraph_is_found_over_misread_letters_and_page_cuts() {
    let rest = "Alpha beta gamma delta epsilon zeta eta theta iota kappa.\nSome more words that stay where they are, and many of them.\n";
    let end = "The last words of all stand here and are many, many more.\n";
    carried(
        &format!(
            "[The govemment raised its offcial fees sharply after the agreement was signed.]\n{rest}{end}"
        ),
        &format!(
            "{rest}[The government raised its official fees sharply after the agreement was signed.]\n{end}"
        ),
    );
    let (old, span) = marked(&format!(
        "[The government of the day raised its fees sharply after the agreement was signed.]\n{rest}{end}"
    ));
    let new = format!(
        "{rest}The government of the day raised its fees\n112 Chapter Two\nsharply after the agreement was signed.\n{end}"
    );
    let found = Anchor::new(old, new.as_str()).carry(&[span]).unwrap();
    let words: Vec<&str> = found.iter().map(|span| &new[span.range()]).collect();
    assert_eq!(
        words,
        [
            "The government of the day raised its fees",
            "sharply after the agreement was signed."
        ]
    );
}

#[test]
fn a_moved_paragraph_with_nearly_a_twin_waits() {
    let rest = "Alpha beta gamma delta epsilon zeta eta theta iota kappa.\nSome more words that stay where they are, and many of them.\n";
    let end = "The last words of all stand here and are many, many more.\n";
    let spring = "The government raised its fees sharply in spring after the agreement was signed.";
    let autumn = spring.replace("spring", "autumn");
    waits(
        &format!("[{}]\n{rest}{end}", spring.replace("spring", "winter")),
        &format!("{rest}{spring}\n{autumn}\n{end}"),
    );
}

#[test]
fn what_was_taken_out_or_written_anew_waits() {
    waits("One. [The law passed.] Three.", "One. Three.");
    waits(
        "One. [The law passed in spring.] Three.",
        "One. Nobody knows how many sheep graze up there. Three.",
    );
    waits(
        "See veto here. [The veto stood.] Three.",
        "See veto here. Three.",
    );
}

#[test]
fn a_passage_of_two_parts_stays_in_two_parts() {
    let old = "First half of it\n12 See the notes.\nand the second half. End.";
    let new = "Begin. First half of it\n12 See these notes.\nand the second half. End.";
    let spans = |text: &str| {
        let (a, b) = ("First half of it", "and the second half.");
        let (a_at, b_at) = (text.find(a).unwrap(), text.find(b).unwrap());
        vec![
            Span::new(a_at, a_at + a.len()),
            Span::new(b_at, b_at + b.len()),
        ]
    };
    let anchor = Anchor::new(old, new);
    assert_eq!(anchor.carry(&spans(old)), Some(spans(new)));
}

#[test]
fn the_map_goes_with_the_text_and_no_page_is_lost() {
    let old = "Chapter\nfirst page words\nsecond page words\n1 a note.\nlast row\n";
    let new = "New Chapter\nsecond page words\n1 a note!\nlast row\n";
    let at = |words: &str| {
        let start = old.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let page = |start, label: &str| Page {
        start,
        label: label.to_owned(),
        to: String::new(),
        counted: 0,
        trouble: None,
    };
    let map = Map {
        pages_by: PagesBy::Person,
        pages: vec![
            page(0, "1"),
            page(at("second").start, "2"),
            page(at("last").start, "3"),
        ],
        headings: vec![Headline {
            span: at("Chapter"),
            level: 1,
        }],
        notes: vec![MappedNote {
            label: "1".to_owned(),
            spans: vec![at("1 a note.")],
            marks: vec![at("first")],
            kind: NoteKind::Foot,
        }],
        cues: vec![
            Cue {
                start: at("first").start,
                at: 0,
                until: 0,
                speaker: "A".to_owned(),
            },
            Cue {
                start: at("second").start,
                at: 5,
                until: 5,
                speaker: "B".to_owned(),
            },
        ],
        ..Map::default()
    };
    let anchor = Anchor::new(old, new);
    let carried = anchor.map(&map);
    assert!(carried.fits(new));
    let words = |span: Span| &new[span.range()];
    assert_eq!(carried.pages.len(), 3);
    assert!(new[carried.pages[1].start..].starts_with("second"));
    assert!(new[carried.pages[2].start..].starts_with("last"));
    assert_eq!(words(carried.headings[0].span), "Chapter");
    assert_eq!(words(carried.notes[0].spans[0]), "1 a note!");
    assert!(carried.notes[0].marks.is_empty(), "its mark was taken out");
    let speakers: Vec<&str> = carried
        .cues
        .iter()
        .map(|cue| cue.speaker.as_str())
        .collect();
    assert_eq!(speakers, ["B"]);
    let sections = anchor.sections(&[Section {
        start: at("second").start,
        case: None,
    }]);
    assert!(new[sections[0].start..].starts_with("second"));
}

#[test]
fn likely_places_are_those_with_the_most_of_the_words() {
    let text = "Sheep graze.\nThe court struck the whole law down in spring.\nA court sat.\n";
    let likely = likely_places("The court struck down the law in spring", text, 3);
    assert_eq!(
        &text[likely[0].span.range()],
        "The court struck the whole law down in spring"
    );
    assert!(likely_places("zebra", text, 3).is_empty());
}

fn prose() -> impl Strategy<Value = String> {
    "([a-eé]{1,6}[ ,\n]{1,2}){0,30}"
}

proptest! {
    #[test]
    fn a_text_that_did_not_change_leaves_all_in_place(text in prose(), start in 0usize..200, length in 1usize..80) {
        let start = text.floor_char_boundary(start.min(text.len()));
        let end = text.ceil_char_boundary((start + length).min(text.len()));
        let anchor = Anchor::new(text.as_str(), text.as_str());
        prop_assert_eq!(anchor.point(start), start);
        if start < end {
            prop_assert_eq!(anchor.place(Span::new(start, end)), Some(Span::new(start, end)));
        }
    }

    #[test]
    fn what_is_put_before_moves_all_by_its_length(text in prose(), before in "X{1,9} ", start in 0usize..200, length in 1usize..80) {
        let start = text.floor_char_boundary(start.min(text.len()));
        let end = text.ceil_char_boundary((start + length).min(text.len()));
        let anchor = Anchor::new(text.as_str(), format!("{before}{text}"));
        if !text[start..end].trim().is_empty() {
            let moved = Span::new(start + before.len(), end + before.len());
            prop_assert_eq!(anchor.place(Span::new(start, end)), Some(moved));
        }
    }

    #[test]
    fn a_change_and_its_inverse_bring_back_what_they_did_not_touch(head in prose(), tail in prose(), gone in "X{1,3}", come in "[YZ]{4,9}") {
        let old = format!("{head} {gone} {tail}");
        let new = format!("{head} {come} {tail}");
        let (there, back) = (Anchor::new(old.as_str(), new.as_str()), Anchor::new(new.as_str(), old.as_str()));
        for span in [Span::new(0, head.len()), Span::new(old.len() - tail.len(), old.len())] {
            if !old[span.range()].trim().is_empty() {
                let moved = there.place(span);
                prop_assert!(moved.is_some());
                prop_assert_eq!(moved.and_then(|moved| back.place(moved)), Some(span));
            }
        }
    }

    #[test]
    fn places_are_on_boundaries_and_in_order(old in prose(), new in prose(), raw in proptest::collection::vec((0usize..150, 1usize..40), 1..6)) {
        let anchor = Anchor::new(old.as_str(), new.as_str());
        let mut points: Vec<usize> = raw.iter().map(|(at, _)| old.floor_char_boundary((*at).min(old.len()))).collect();
        points.sort_unstable();
        let moved: Vec<usize> = points.iter().map(|at| anchor.point(*at)).collect();
        prop_assert!(moved.is_sorted() && moved.iter().all(|at| new.is_char_boundary(*at)));
        for (start, length) in raw {
            let start = old.floor_char_boundary(start.min(old.len()));
            let end = old.ceil_char_boundary((start + length).min(old.len()));
            if let Some(spans) = anchor.carry(&[Span::new(start, end)]) {
                prop_assert!(spans.iter().all(|span| !span.is_empty() && new.get(span.range()).is_some()));
            }
        }
    }
}
