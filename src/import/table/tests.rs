#![allow(clippy::unwrap_used)]

use super::*;
use crate::import::Options;

fn book(text: &str) -> Book {
    read("answers.csv", text.as_bytes(), &Options::default())
        .unwrap_or_else(|fault| panic!("{fault}"))
}

fn cells(text: &str) -> Vec<Vec<String>> {
    book(text)
        .sheets
        .remove(0)
        .rows
        .into_iter()
        .map(|row| row.cells)
        .collect()
}

fn fault(bytes: &[u8]) -> String {
    match read("answers.csv", bytes, &Options::default()) {
        Ok(_) => String::new(),
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn what_parts_the_cells_is_found_out_over_quotation_marks_and_decimal_commas() {
    let two = vec![vec!["name", "age"], vec!["Ann; Bo", "41"], vec!["Cy", "7"]];
    assert_eq!(cells("name,age\n\"Ann; Bo\",41\nCy,7\n"), two);
    assert_eq!(cells("name\tage\n\"Ann; Bo\"\t41\nCy\t7\n"), two);
    assert_eq!(cells("name;age\n\"Ann; Bo\";41\nCy;7\n"), two);
    assert_eq!(cells("name|age\nAnn; Bo|41\nCy|7\n"), two);
    assert_eq!(cells("sep=|\nname|age\nAnn; Bo|41\nCy|7\n"), two);
    assert_eq!(
        cells("size;share\n1,5;2,25\n3,5;4,75\n"),
        [["size", "share"], ["1,5", "2,25"], ["3,5", "4,75"]]
    );
    assert_eq!(
        cells("only\none column, with a comma\nand more\n"),
        [["only"], ["one column, with a comma"], ["and more"]]
    );
}

#[test]
fn line_ends_in_cells_a_byte_order_mark_and_empty_rows_do_not_matter() {
    let book =
        book("\u{feff}id,text\r\n1,\"First line\r\nsecond\"\r\n,\r\n\r\n2,\"said \"\"no\"\"\"\r\n");
    let rows: Vec<_> = book.sheets[0]
        .rows
        .iter()
        .map(|row| (row.number, row.cells.join("|")))
        .collect();
    assert_eq!(
        rows,
        [
            (1, "id|text".to_owned()),
            (2, "1|First line\nsecond".to_owned()),
            (4, "2|said \"no\"".to_owned())
        ]
    );
    assert!(
        book.sheets[0].remarks.is_empty(),
        "{:?}",
        book.sheets[0].remarks
    );
}

#[test]
fn ragged_rows_come_in_and_are_said() {
    let book = book("a,b,c\n1,2,3\n4,5\n6,7,8,9\n");
    assert_eq!(book.sheets[0].width, 4);
    assert_eq!(book.sheets[0].rows[2].cells, ["4", "5"]);
    assert!(
        book.sheets[0].remarks[0]
            .text
            .starts_with("2 rows, the first of them row 3"),
        "{:?}",
        book.sheets[0].remarks
    );
}

#[test]
fn a_quotation_mark_left_open_is_said_with_its_line() {
    let book = book("a,b\n1,\"left open\n2,more\n3,more\n");
    assert!(
        book.sheets[0].remarks[0]
            .text
            .contains("opened in line 2 is never closed")
    );
    let mut long = b"a,b\n1,\"left open\n".to_vec();
    long.extend(b"2,more\n".repeat(1_000_000));
    assert!(
        fault(&long).contains("opens a quotation mark"),
        "{}",
        fault(&long)
    );
}

#[test]
fn tables_without_end_are_refused_in_clear_words() {
    let wide = vec!["x"; 10_001].join(",");
    assert_eq!(
        fault(wide.as_bytes()),
        "has more than 10,000 columns, which is more than is read from one file"
    );
    assert_eq!(
        fault("x\n".repeat(100_002).as_bytes()),
        "has more than 100,000 rows, which is more than is read from one file"
    );
    assert_eq!(fault(b" \n"), Fault::Empty.to_string());
    assert!(fault(b"\x00\x01\x02\x03\xff\xfe\x00").contains("is not a text"));
}

fn guessed(text: &str) -> (bool, Vec<&'static str>) {
    let book = book(text);
    let mapping = guess(&book.sheets[0]);
    (
        mapping.header,
        mapping.roles.into_iter().map(Role::name).collect(),
    )
}

const ANSWERS: &str = "\
Timestamp,Name,Country,Age,What did the visit change for you and your office?,Rank,Link
2024-03-01 10:30,Ann,Laos,41,Nothing at all changed for us in the office that year,low,https://a.example/1
2024-03-02 11:30,Bo,Siam,n/a,Everything changed from the day that the letter came in,high,https://a.example/2
2024-03-03 12:30,Cy,Laos,27,\"We were asked to count again, and we counted again\",low,https://a.example/3
2024-03-04 13:30,Di,Siam,33,The minister called twice and then he never called again,high,https://a.example/4
";

#[test]
fn a_mapping_is_guessed_from_names_and_from_what_stands_there() {
    let (header, roles) = guessed(ANSWERS);
    assert!(header);
    assert_eq!(
        roles,
        [
            "Date",
            "Title",
            "Case",
            "Attribute: text",
            "Text",
            "Attribute: list",
            "Web address"
        ]
    );
    let without: String = ANSWERS
        .lines()
        .skip(1)
        .map(|line| format!("{line}\n"))
        .collect();
    let (header, roles) = guessed(&without);
    assert!(!header);
    assert_eq!(
        (roles[1], roles[4], roles[6]),
        ("Title", "Text", "Web address")
    );
}

#[test]
fn several_open_answers_are_joined_under_their_questions() {
    let text = "id;Why did you leave the town?;Why did you come back to it?\n\
                1;Because the harbour was closed and there was no more work to be had;I missed the sea and the noise of the market on a Sunday\n\
                2;Nobody was left there whom I knew from the years before the war;\n";
    let book = book(text);
    let mapping = guess(&book.sheets[0]);
    let entries = book.entries(0, &mapping).unwrap();
    let first = entries.get(0).unwrap();
    assert_eq!(first.title, "1");
    assert_eq!(
        first.text,
        "Why did you leave the town?\nBecause the harbour was closed and there was no more work to be had\n\
         Why did you come back to it?\nI missed the sea and the noise of the market on a Sunday\n"
    );
    assert_eq!(first.map.headings.len(), 2);
    let second = entries.get(1).unwrap();
    assert!(
        !second.text.contains("come back"),
        "a question without an answer is left out"
    );
}

#[test]
fn a_row_becomes_what_its_columns_say() {
    let book = book(ANSWERS);
    let mut mapping = guess(&book.sheets[0]);
    mapping.set(3, Role::Attribute(ValueKind::Number));
    let entries = book.entries(0, &mapping).unwrap();
    let bo = entries.get(1).unwrap();
    assert_eq!(
        (bo.row, bo.title.as_str(), bo.case.as_str()),
        (3, "Bo", "Siam")
    );
    assert_eq!(
        bo.date.map(|date| date.to_string()).as_deref(),
        Some("2024-03-02")
    );
    assert_eq!(
        bo.text,
        "Everything changed from the day that the letter came in\n"
    );
    assert_eq!(bo.values, [(3, "n/a".to_owned()), (5, "high".to_owned())]);
    mapping.set(5, Role::Title);
    assert_eq!(mapping.role(1), Role::LeaveOut, "one title only");
    mapping.set(5, Role::LeaveOut);
    let entries = book.entries(0, &mapping).unwrap();
    assert_eq!(entries.get(1).unwrap().title, "answers row 3");
}
