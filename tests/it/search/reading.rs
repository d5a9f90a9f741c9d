//! Are words, phrases and neighbours found as a reader sees them, across page cuts and the ends of rows?

use super::Shelf;
use attest::project::Span;
use attest::text::{Map, MappedNote, Text};

/// A paragraph that a page cuts in the middle of a word, with notes at the foot of the page.
const CUT: &str = "The harbour masters of the western coast kept a watch\n\n\
                   8. See the log of the *Arkell*, in which traffic is a word.\n\n\
                   9. Ibid.\n\n\
                   list of ships, and with it came forced la-\n\n\
                   10. The log again.\n\n\
                   bour in the docks. Labour was cheap.\n";

#[test]
fn a_phrase_goes_on_across_a_page_cut() {
    let shelf = Shelf::one(CUT);
    assert_eq!(
        shelf.find("\"a watch list of ships\""),
        ["a watch … list of ships"]
    );
    assert_eq!(shelf.find("coast W/4 list"), ["coast kept a watch … list"]);
    assert_eq!(shelf.find("list NEAR/2 watch"), ["watch … list"]);
    assert_eq!(shelf.find("ships NEAR/3 docks"), [""; 0]);
    assert_eq!(
        shelf.find("\"watch see\""),
        [""; 0],
        "the note stands elsewhere"
    );
    assert_eq!(shelf.find("\"word ibid\""), [""; 0]);
    assert_eq!(
        shelf.find("ibid OR log"),
        ["log", "Ibid", "log"],
        "what stands in notes is found there, in the order of the text"
    );
}

#[test]
fn a_word_that_a_page_cuts_is_found_whole() {
    let shelf = Shelf::one(CUT);
    for query in ["labour", "lab*", "l?bour", "labuor~1", "LABOUR"] {
        assert_eq!(shelf.find(query), ["la- … bour", "Labour"], "{query}");
    }
    assert_eq!(shelf.find("\"forced labour in\""), ["forced la- … bour in"]);
    assert_eq!(
        shelf.find("forced labour NOT cheap"),
        ["forced", "la- … bour"]
    );
    assert_eq!(shelf.find("/forced la- bour/"), ["forced la- … bour"]);
    assert_eq!(shelf.find("/watch list/"), ["watch … list"]);
    assert_eq!(shelf.find("/docks/"), ["docks"]);
}

#[test]
fn a_map_says_where_pages_cut() {
    let words = "Dues Were High\nNote 1.\nIn Each Port\nOther\n";
    let at = |part: &str| words.find(part).unwrap();
    let map = Map {
        cuts: vec![Span::new(at("\nNote"), at("In Each"))],
        notes: vec![MappedNote {
            label: "1".to_owned(),
            spans: vec![Span::new(at("Note"), at("\nIn"))],
            ..MappedNote::default()
        }],
        ..Map::default()
    };
    let shelf = Shelf::of_texts(vec![("a.pdf", Text::mapped(words, map))]);
    assert_eq!(shelf.find("\"high in each\""), ["High … In Each"]);
    assert_eq!(shelf.find("\"note 1\""), ["Note 1"]);
    assert_eq!(shelf.find("\"port other\""), [""; 0]);
    let plain = Shelf::one(words);
    assert_eq!(plain.find("\"high in each\""), [""; 0]);
}

#[test]
fn rows_of_a_paragraph_read_on() {
    let shelf = Shelf::one(
        "The harbour masters of the western coast had kept a watch\n\
         list of ships, and the harbour dues were col-\n\
         lected twice by the harbour mas\u{ad}\n\
         ters, who were forced by none, for all of\n\
         their labour.\n\n\
         Closed.\n",
    );
    assert_eq!(shelf.find("\"watch list\""), ["watch\nlist"]);
    assert_eq!(shelf.find("collected"), ["col-\nlected"]);
    assert_eq!(shelf.find("masters"), ["masters", "mas\u{ad}\nters"]);
    assert_eq!(
        shelf.find("forced labour"),
        ["forced", "labour"],
        "they are one paragraph"
    );
    assert_eq!(shelf.find("labour closed"), [""; 0]);
    assert_eq!(shelf.find("/watch list/"), ["watch\nlist"]);
    assert_eq!(shelf.find("/of\\s+their/"), ["of\ntheir"]);
    assert_eq!(shelf.find("/^the harbour/"), ["The harbour"]);
    assert_eq!(shelf.find("NOT harbour"), ["Closed."]);
}

#[test]
fn japanese_is_found_by_any_part_across_the_ends_of_rows() {
    let rows = "港の監督官は西海岸の船を見張り、人身取引対\n策のための記録を残した。港湾労働者はＮＧＯ\nと協力して強制労働をなくすために働いた。";
    let shelf = Shelf::one(rows);
    assert_eq!(shelf.find("対策"), ["対\n策"]);
    assert_eq!(shelf.find("人身取引対策のため"), ["人身取引対\n策のため"]);
    assert_eq!(shelf.find("策"), ["策"]);
    assert_eq!(shelf.find("ngoと協力"), ["ＮＧＯ\nと協力"]);
    assert_eq!(shelf.find("者は"), ["者は"]);
    assert_eq!(shelf.find("「強制労働」"), ["強制労働"]);
    assert_eq!(shelf.find("張り、人"), ["張り、人"]);
}

#[test]
fn thai_is_found_by_any_part_on_whole_characters() {
    let shelf = Shelf::one("ผู้ดูแลท่าเรือ\u{200b}เก็บบันทึกไว้ ปี ๒๕๔๗ และ 2548¹²");
    assert_eq!(shelf.find("ท่าเรือเก็บ"), ["ท่าเรือ\u{200b}เก็บ"]);
    assert_eq!(shelf.find("บันทึก"), ["บันทึก"]);
    assert_eq!(shelf.find("ท"), [""; 0], "with a tone it is another");
    assert_eq!(shelf.find("year:2547..2548"), ["๒๕๔๗", "2548"]);
    assert_eq!(shelf.find("year:๒๕๔๗"), ["๒๕๔๗"]);
}

#[test]
fn phrases_take_beginnings_wildcards_and_slips() {
    let shelf =
        Shelf::one("harbour traffic, harbour trafficking, harbour traficking, harbour trade");
    assert_eq!(
        shelf.find("\"harbour traff*\""),
        ["harbour traffic", "harbour trafficking"]
    );
    assert_eq!(shelf.find("\"harb*r tra?e\""), ["harbour trade"]);
    assert_eq!(
        shelf.find("\"harbor~1 trafficking~1\""),
        ["harbour trafficking", "harbour traficking"]
    );
    assert_eq!(
        shelf.find("\"trafficking~1, harbour trade\""),
        ["traficking, harbour trade"]
    );
}

#[test]
fn full_width_signs_are_what_they_look_like() {
    let shelf = Shelf::one("harbour dues\nharbour law\ndues alone");
    assert_eq!(shelf.find("（dues　ＯＲ　ｌａｗ）　harbour").len(), 4);
    assert_eq!(shelf.find("＂harbour　dues＂"), ["harbour dues"]);
    assert_eq!(shelf.find("harb＊　－dues"), ["harbour"]);
    assert_eq!(shelf.find("／harbour l／"), ["harbour l"]);
    assert_eq!(shelf.find("doc：text　law"), ["law"]);
}
