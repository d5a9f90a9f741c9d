//! Rules held to texts made up for them.

use super::*;

/// A report of chapters, each page closed by its note, with a table of contents ahead.
fn report(
    pages_of_chapters: &[(&str, usize)],
    note_missing_on: Option<usize>,
) -> (String, Vec<Span>) {
    let mut text = String::from("Contents\n\n");
    let mut number = 5;
    for (chapter, pages) in pages_of_chapters {
        text.push_str(&format!("{chapter} ..... {number}\n"));
        number += pages;
    }
    text.push('\n');
    let mut notes = Vec::new();
    let mut note = 0;
    for (chapter, pages) in pages_of_chapters {
        text.push_str(&format!("{chapter}\n\n"));
        for _ in 0..*pages {
            text.push_str("A passage of the report that was made up for this test.\n\n");
            note += 1;
            if note_missing_on != Some(note) {
                let start = text.len();
                text.push_str(&format!("{note}. A made-up note.\n"));
                notes.push(Span::new(start, text.len() - 1));
                text.push('\n');
            }
        }
    }
    (text, notes)
}

const CHAPTERS: [(&str, usize); 4] = [
    ("1. Beginnings", 2),
    ("2. Pressure", 3),
    ("3. Laws", 2),
    ("Closing words", 1),
];

#[test]
fn contents_and_notes_tell_each_page() {
    let (text, notes) = report(&CHAPTERS, None);
    let text = Text::new(text);
    let found = propose(&text, &notes).unwrap_or_else(|| panic!("nothing was found"));
    let names: Vec<String> = found.pages.iter().map(Page::name).collect();
    assert_eq!(
        names,
        [
            "5 or earlier",
            "5",
            "6",
            "7",
            "8",
            "9",
            "10",
            "11",
            "12 or later"
        ]
    );
    assert_eq!(found.anchors.len(), 4);
    let third = &found.pages[3];
    assert!(text.str()[third.start..].starts_with("2. Pressure"));
}

#[test]
fn a_page_without_a_note_makes_a_range_and_no_guess() {
    let (text, notes) = report(&CHAPTERS, Some(4));
    let found = propose(&Text::new(text), &notes).unwrap_or_else(|| panic!("nothing was found"));
    let names: Vec<String> = found.pages.iter().map(Page::name).collect();
    assert!(names.contains(&"7 to 8".to_owned()), "{names:?}");
    assert!(
        names.contains(&"10".to_owned()),
        "the next chapter is sure again: {names:?}"
    );
}

#[test]
fn headings_of_one_name_are_told_apart_by_order_and_scars_are_forgiven() {
    let text = "| Argentina | 8 |\n|---|---|\n| Summary | 8 |\n| Laws | 11 |\n| igeria | 21 |\n| Summary | |\n| Laws | 23 |\n\nArgentina\n\nSummary\n\nWords.\n\nLaws\n\nWords.\n\nNigeria\n\nSummary\n\nWords.\n\nLaws\n\nWords.\n";
    let text = Text::new(format!("{text}{}", "Filler words to the end.\n".repeat(20)));
    let found = propose(&text, &[]).unwrap_or_else(|| panic!("nothing was found"));
    let levels: Vec<u8> = found.headings.iter().map(|heading| heading.level).collect();
    assert_eq!(levels, [1; 6], "parts that come twice could be chance");
    let numbers: Vec<u32> = found.anchors.iter().map(|anchor| anchor.number).collect();
    assert_eq!(numbers, [8, 8, 11, 21, 23]);
    let names: Vec<String> = found.pages.iter().map(Page::name).collect();
    assert_eq!(
        names,
        [
            "8 or earlier",
            "8",
            "8 to 11",
            "11 to 21",
            "21 to 23",
            "23 or later"
        ]
    );
}

#[test]
fn numbers_left_on_lines_of_their_own_part_pages() {
    let mut text = String::new();
    for number in 12..=20 {
        text.push_str(&"Words of a page that was scanned, made up for this test.\n".repeat(12));
        if number != 15 {
            text.push_str(&format!("- {number} -\n"));
        }
    }
    let found =
        propose(&Text::new(text.clone()), &[]).unwrap_or_else(|| panic!("nothing was found"));
    let names: Vec<String> = found.pages.iter().map(Page::name).collect();
    assert_eq!(
        names,
        ["12", "13", "14", "15 to 16", "17", "18", "19", "20"]
    );
    let second = &found.pages[1];
    assert!(text[..second.start].ends_with("- 12 -\n"));
}

#[test]
fn a_text_that_says_nothing_of_pages_gets_none() {
    for text in [
        "",
        "Only words.\n\n1. One\n2. Two\n3. Three\n4. Four\n5. Five\n",
        "Year ... 2001\nYear ... 2002\nYear ... 2003\nYear ... 2004\nNo heading follows.\n",
        "1\n2\n3\n4\n5\n6\n",
    ] {
        assert_eq!(propose(&Text::new(text), &[]), None, "{text}");
    }
}
