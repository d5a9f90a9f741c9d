//! Entries from outside, and entries that were written and read again.

use super::*;
use crate::project::{Date, Moment, Reference, WorkKind};
use proptest::prelude::*;

fn only(text: &str) -> Entry {
    let library = read(text).unwrap_or_else(|problem| panic!("{problem}"));
    assert_eq!(library.troubles, Vec::<String>::new());
    assert_eq!(library.entries.len(), 1);
    library.entries[0].clone()
}

#[test]
fn bibtex_is_read_with_all_its_ways_of_saying_things() {
    let entry = only(
        r#"
% Of the library's own
@string{jms = "Journal of " # {Mine Safety}}
@preamble{"\newcommand{\x}{y}"}
@comment{ @article{not, title={No}} }
@Article{moor2014,
  AUTHOR    = {Moor, Ada and Bo Lindqvist and {Office of Mines}},
  title     = "{T}in, K{\"o}nig \& the ``inspectors''", % a comment
  journal   = jms,
  year      = 2014, month = jun, day = {3},
  volume    = {12}, number = 3, pages = {12--19},
  doi       = {https://doi.org/10.1234/abc_d},
  url       = {https://example.org/a_b%20c},
  urldate   = {2015-01-02},
  publisher = {Mine \& Press}, address = {Bergen},
  langid    = {english},
  keywords  = {a, b},
}
"#,
    );
    assert_eq!(entry.author(), "Moor, Lindqvist and Office of Mines");
    assert_eq!(entry.title, "Tin, König & the “inspectors”");
    assert_eq!(entry.year, Some(2014));
    let reference = &entry.reference;
    assert_eq!(reference.key, "moor2014");
    assert_eq!(reference.kind, Some(WorkKind::Article));
    assert_eq!(reference.container, "Journal of Mine Safety");
    assert_eq!(
        (reference.volume.as_str(), reference.issue.as_str()),
        ("12", "3")
    );
    assert_eq!(reference.pages, "12–19");
    assert_eq!(
        reference.date.map(|date| date.to_string()).as_deref(),
        Some("2014-06-03")
    );
    assert_eq!(reference.doi, "10.1234/abc_d");
    assert_eq!(reference.url, "https://example.org/a_b%20c");
    assert_eq!(
        reference.accessed.map(|date| date.to_string()).as_deref(),
        Some("2015-01-02")
    );
    assert_eq!(reference.publisher, "Mine & Press");
    assert_eq!(reference.place, "Bergen");
}

#[test]
fn a_chapter_has_its_books_title_and_editors_from_the_entry_it_refers_to() {
    let library = read(
        r"@incollection{a, author={Moor, Ada}, title={One}, crossref={B}, pages={1--2}}
          @collection{b, editor={Ōta, Chie and Li, Na}, title={All of them}, subtitle={A reader}, publisher={P}, date={2001-05/2001-06}}
          @book{c, title={Circle}, crossref={c}}",
    );
    let library = library.unwrap_or_default();
    let chapter = &library.entries[0];
    assert_eq!(chapter.title, "One");
    assert_eq!(chapter.reference.container, "All of them");
    assert_eq!(chapter.reference.editor, "Ōta, Chie; Li, Na");
    assert_eq!(chapter.reference.publisher, "P");
    assert_eq!(chapter.year, Some(2001));
    assert_eq!(
        chapter
            .reference
            .date
            .map(|date| date.to_string())
            .as_deref(),
        Some("2001-05..2001-06")
    );
    // An edited book is cited by its editors.
    assert_eq!(library.entries[1].author(), "Ōta and Li");
    assert_eq!(library.entries[1].title, "All of them: A reader");
    assert_eq!(library.entries[2].title, "Circle");
}

#[test]
fn a_broken_entry_is_told_by_line_and_key_and_the_others_are_read() {
    let library = read(
        "@book{one, title={One}, year=2001}\n\
         @book{two, title={Two {never closed}, year=2002}\n\
         \n\
         @book{three, title={Three} year=2003}\n\
         @book{four, title=, year=2003}\n\
         @book{, title={No key}}\n\
         @book{six, year=2003}\n\
         @book{seven, title={Seven}}",
    );
    let library = library.unwrap_or_default();
    let titles: Vec<&str> = library
        .entries
        .iter()
        .map(|entry| entry.title.as_str())
        .collect();
    assert_eq!(titles, ["One", "No key", "Seven"]);
    let troubles = library.troubles.join("\n");
    for sign in [
        "Line 2 (“two”)",
        "Line 4 (“three”)",
        "Line 5 (“four”)",
        "Line 7: the entry “six”",
    ] {
        assert!(troubles.contains(sign), "{sign}: {troubles}");
    }
}

#[test]
fn ris_is_read_as_databases_write_it() {
    let entry = only(
        "\u{feff}Provider: A database\r\nContent: text\r\n\r\n\
         TY  - JOUR\r\nAU  - Moor, Ada\r\nA1  - Lindqvist, Bo\r\nAU  - Office of Mines\r\n\
         T1  - Tin and tigers: a history\r\n of mining inspection\r\nJO  - J. Mine Saf.\r\nJF  - Journal of Mine Safety\r\n\
         PY  - 2014/06/03/\r\nVL  - 12\r\nIS  - 3\r\nSP  - 12\r\nEP  - 19\r\nAB  - Of tin\r\nN1  - x\r\n\
         DO  - 10.1234/abc\r\nUR  - https://example.org/a\r\nUR  - https://example.org/b\r\nY2  - 2015/01/02/\r\nER  -\r\n",
    );
    assert_eq!(entry.author(), "Moor, Office of Mines and Lindqvist");
    assert_eq!(
        entry.title,
        "Tin and tigers: a history of mining inspection"
    );
    assert_eq!(entry.reference.container, "Journal of Mine Safety");
    assert_eq!(entry.reference.pages, "12–19");
    assert_eq!(
        entry.reference.date.map(|date| date.to_string()).as_deref(),
        Some("2014-06-03")
    );
    assert_eq!(entry.reference.url, "https://example.org/a");
    assert_eq!(entry.reference.doi, "10.1234/abc");
}

#[test]
fn an_entry_of_ris_that_is_not_closed_is_told_and_read() {
    let library = read(
        "TY  - BOOK\nBT  - One\nTY  - CHAP\nTI  - Two\nBT  - A book\nER  - \nTY  - BOOK\nPY  - 2001\nER  - \n",
    );
    let library = library.unwrap_or_default();
    assert_eq!(library.entries.len(), 2);
    assert_eq!(library.entries[0].title, "One");
    assert_eq!(library.entries[1].reference.container, "A book");
    assert!(
        library.troubles[0].starts_with("Line 1:"),
        "{:?}",
        library.troubles
    );
    assert!(
        library.troubles[1].starts_with("Line 7:"),
        "{:?}",
        library.troubles
    );
}

#[test]
fn csl_is_read_as_zotero_writes_it() {
    let entry = only(
        r#"[{"id": "http://zotero.org/users/1/items/AB", "citation-key": "meer2004", "type": "chapter",
            "title": "Tin <i>and</i> tigers < lions", "container-title": "All of them", "page": "1-2", "volume": 3,
            "author": [{"family": "Meer", "given": "Anna", "non-dropping-particle": "van der"},
                       {"family": "Tocqueville", "given": "Alexis", "dropping-particle": "de"},
                       {"literal": "Office of Mines"}],
            "editor": [{"family": "King", "given": "Martin", "suffix": "Jr."}],
            "issued": {"date-parts": [["2004", 6, "14"]]}, "accessed": {"raw": "2005-01-02"}, "DOI": "10.1234/abc"}]"#,
    );
    assert_eq!(
        entry.author(),
        "van der Meer, Tocqueville and Office of Mines"
    );
    assert_eq!(entry.authors[1].in_list(), "Tocqueville, Alexis de");
    assert_eq!(entry.title, "Tin and tigers < lions");
    assert_eq!(entry.reference.key, "meer2004");
    assert_eq!(entry.reference.editor, "King, Martin, Jr.");
    assert_eq!(entry.reference.volume, "3");
    assert_eq!(
        entry.reference.date.map(|date| date.to_string()).as_deref(),
        Some("2004-06-14")
    );
    assert_eq!(
        entry
            .reference
            .accessed
            .map(|date| date.to_string())
            .as_deref(),
        Some("2005-01-02")
    );
}

#[test]
fn dates_of_csl_may_be_words_ranges_and_guesses() {
    for (issued, wanted) in [
        (r#"{"literal": "Spring 2004"}"#, (2004, None)),
        (
            r#"{"date-parts": [[2004, 1], [2004, 3]]}"#,
            (2004, Some("2004-01..2004-03")),
        ),
        (
            r#"{"date-parts": [[2004]], "circa": true}"#,
            (2004, Some("about 2004")),
        ),
        (r#""2004-06""#, (2004, Some("2004-06"))),
        (r#"{"date-parts": [[2004, 0, 0]]}"#, (2004, None)),
    ] {
        let entry = only(&format!(
            r#"{{"items": [{{"title": "T", "issued": {issued}}}]}}"#
        ));
        let date = entry.reference.date.map(|date| date.to_string());
        assert_eq!(
            (entry.year, date.as_deref()),
            (Some(wanted.0), wanted.1),
            "{issued}"
        );
    }
}

#[test]
fn of_a_broken_list_the_whole_entries_are_read() {
    let library = read(
        "[{\"title\": \"One {\"},\n 7, {\"id\": \"k\"},\n {\"title\": \"Two\", \"page\": },\n {\"title\": \"Three\"}",
    );
    let library = library.unwrap_or_default();
    let titles: Vec<&str> = library
        .entries
        .iter()
        .map(|entry| entry.title.as_str())
        .collect();
    assert_eq!(titles, ["One {", "Three"]);
    assert!(
        library.troubles[0].starts_with("Line 3:"),
        "{:?}",
        library.troubles
    );
    assert!(
        library.troubles[1].contains("(“k”)"),
        "{:?}",
        library.troubles
    );
}

#[test]
fn what_is_no_library_is_said_to_be_none() {
    for text in [
        "",
        "A letter to a@b.org",
        "[]",
        "17",
        "@comment{x}",
        "{}",
        "TY  - JOUR\nER  - ",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}

fn word() -> impl Strategy<Value = String> {
    "[A-ZÄÖŁÇ][a-zäöß'é-]{1,8}[a-z]"
}

/// Words with the signs that the formats have uses for.
fn words() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        Just(""),
        Just(":"),
        Just(" &"),
        Just("%"),
        Just(" #"),
        Just("_x"),
        Just("$"),
        Just("\\"),
        Just("{"),
        Just("}"),
        Just("~"),
        Just("\""),
        Just(" “x”"),
        Just("–"),
        Just(" <b"),
        Just(" @book{"),
        Just(" ไทย"),
    ];
    proptest::collection::vec((word(), sign), 1..5).prop_map(|parts| {
        parts
            .into_iter()
            .map(|(word, sign)| word + sign)
            .collect::<Vec<_>>()
            .join(" ")
    })
}

fn name() -> impl Strategy<Value = Name> {
    let person = (
        proptest::option::of(Just("van der")),
        word(),
        word(),
        any::<bool>(),
    )
        .prop_map(|(particle, family, given, junior)| {
            let family = particle.map_or(family.clone(), |particle| format!("{particle} {family}"));
            Name::person(
                family,
                if junior {
                    format!("{given}, Jr.")
                } else {
                    given
                },
            )
        });
    let office = (word(), word()).prop_map(|(a, b)| Name::whole(format!("{a} of {b} and Mines")));
    prop_oneof![3 => person, 1 => office]
}

fn date() -> impl Strategy<Value = Date> {
    let moment = |years: std::ops::Range<i32>| {
        (
            years,
            proptest::option::of((1..=12u8, proptest::option::of(1..=28u8))),
        )
            .prop_map(|(year, rest)| Moment {
                year,
                month: rest.map(|(month, _)| month),
                day: rest.and_then(|(_, day)| day),
            })
    };
    (moment(1500..2000), moment(2000..2100), 0..4).prop_map(|(from, to, kind)| match kind {
        0 => Date::On(to),
        1 => Date::Range(from, to),
        2 => Date::Before(from),
        _ => Date::About(from),
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    let texts = proptest::collection::vec(prop_oneof![Just(String::new()), words()], 8);
    let kind = proptest::option::of(proptest::sample::select(WorkKind::ALL.as_slice()));
    let people = (
        proptest::collection::vec(name(), 0..4),
        proptest::collection::vec(name(), 0..3),
    );
    let dates = (proptest::option::of(date()), proptest::option::of(date()));
    let small = ("[a-z]{3,8}[0-9]{4}", "[0-9]{1,3}(–[0-9]{4})?", words());
    (texts, kind, people, dates, small).prop_map(
        |(texts, kind, (authors, editors), (date, accessed), (key, pages, title))| {
            let [container, publisher, place, volume, issue, language, ..] = texts.as_slice()
            else {
                unreachable!("eight texts were made")
            };
            Entry {
                title,
                authors,
                year: date.map(|date| date.year()),
                reference: Reference {
                    key,
                    kind,
                    container: container.clone(),
                    editor: as_list(&editors),
                    publisher: publisher.clone(),
                    place: place.clone(),
                    volume: volume.clone(),
                    issue: issue.clone(),
                    pages,
                    date: date.and_then(super::dates::beyond_year),
                    doi: "10.1234/abc".to_owned(),
                    url: "https://example.org/a_b%20c?d=e&f#g".to_owned(),
                    accessed,
                    language: language.clone(),
                },
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn entries_read_back_as_they_were_written(entries in proptest::collection::vec(entry(), 1..4)) {
        for format in Format::ALL {
            let written = write(&entries, format);
            prop_assert_eq!(Format::of(&written), Some(format));
            let library = read(&written).map_err(TestCaseError::fail)?;
            prop_assert_eq!(&library.troubles, &Vec::<String>::new());
            prop_assert_eq!(&library.entries, &entries, "{}", written);
        }
    }

    #[test]
    fn no_text_brings_the_reader_down(text in "(@[a-z]{1,8}\\{|TY  - |\\[\\{\"title\": )?[@{}\\\\\"',=#%~$a-zé\\[\\]:\n -]{0,80}") {
        let _ = read(&text);
    }
}
