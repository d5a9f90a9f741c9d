//! Is a query understood as it was meant, and if not, does the message say where and what would work?

use super::Shelf;
use attest::search::{Query, QueryError};
use proptest::prelude::*;

fn error(query: &str) -> QueryError {
    match Query::parse(query) {
        Ok(query) => panic!("understood as {query:?}"),
        Err(error) => error,
    }
}

#[test]
fn nothing_asks_for_nothing() {
    for query in [
        "",
        "  ",
        "()",
        "\"\"",
        "- , …",
        "/",
        "AND NOT".trim_start_matches("AND "),
    ] {
        assert!(Query::parse(query).unwrap().is_empty(), "{query:?}");
    }
    assert!(!Query::parse("law").unwrap().is_empty());
}

#[test]
fn and_binds_tighter_than_or_and_lower_case_is_a_word() {
    let shelf = Shelf::one("a b\nc\nor and");
    assert_eq!(shelf.find("a b OR c"), ["a", "b", "c"]);
    assert_eq!(shelf.find("c OR a AND b"), ["a", "b", "c"]);
    assert_eq!(shelf.find("a (b OR c)"), ["a", "b"]);
    assert_eq!(shelf.find("or and"), ["or", "and"]);
    assert_eq!(shelf.find("\"OR and\""), ["or and"]);
}

#[test]
fn what_is_not_finished_yet_is_forgiven() {
    let shelf = Shelf::one("the watch list of tier two");
    assert_eq!(shelf.find("\"watch list"), ["watch list"]);
    assert_eq!(shelf.find("“watch list"), ["watch list"]);
    for query in [
        "tier AND",
        "tier OR",
        "tier NOT",
        "tier NEAR/",
        "tier NEAR/8",
        "(tier",
        "(tier OR (",
        "tier code:",
        "tier -",
        "tier doc:\"",
        "tier year:",
    ] {
        assert_eq!(shelf.find(query), ["tier"], "{query}");
    }
    assert_eq!(shelf.find("/w[a-z]+h"), ["watch"]);
}

#[test]
fn a_message_says_where_and_what_would_work() {
    let cases = [
        ("tier)", 4, "no “(”"),
        ("é OR OR law", 5, "nothing after it"),
        ("AND law", 0, "nothing before it"),
        ("(OR law)", 1, "nothing before it"),
        ("law colour:red", 4, "no field “colour:”"),
        ("code: x", 0, "right after the colon"),
        ("stance:pro", 7, "not a stance"),
        ("uncoded:maybe", 8, "neither yes nor no"),
        ("year:recent", 5, "not a year"),
        ("year:2008..2004", 5, "not a year"),
        ("cite:efrat:2012", 5, "not possible yet"),
        ("cable:06LIMA309", 6, "not possible yet"),
        ("a NEAR/x b", 2, "number of words"),
        ("a NEAR/0 b", 2, "number of words"),
        ("NEAR/3 b", 0, "between words"),
        ("NOT a NEAR/3 code:x", 6, "between words"),
        ("law~7", 0, "not understood"),
        ("l?w~1", 0, "single word"),
        ("* law", 0, "at least one letter"),
        ("\"a b\"~5", 5, "after a phrase"),
        ("law /(a/", 4, "not understood"),
    ];
    for (query, at, words) in cases {
        let error = error(query);
        assert_eq!(error.at, at, "{query}: {error}");
        assert!(error.message.contains(words), "{query}: {error}");
        assert!(error.at + error.length <= query.chars().count(), "{query}");
        assert!(error.advice.ends_with('.'), "{query}: {error}");
    }
}

#[test]
fn colons_and_slashes_in_words_are_no_fields() {
    let shelf = Shelf::one("see https://law.example/tier at 06:30, and/or: more");
    assert_eq!(
        shelf.find("https://law.example/tier"),
        ["https://law.example/tier"]
    );
    assert_eq!(shelf.find("06:30"), ["06:30"]);
    assert_eq!(shelf.find("and/or"), ["and/or"]);
    assert_eq!(shelf.find("or: more").len(), 2);
}

#[test]
fn very_deep_parentheses_get_a_message() {
    assert!(error(&"(".repeat(10_000)).message.contains("parentheses"));
}

proptest! {
    #[test]
    fn any_query_gets_an_answer_or_a_message(query in "[a-c()\"“”/~*?:. \\-AND|OR|NOT|NEAR|é๒ก日\u{300}^{}\\[\\]<>&;0-9]{0,24}") {
        let shelf = Shelf::one("a b-c é ก日 2 <a> ^{2} {b} [^1]");
        if let Ok(parsed) = Query::parse(&query) {
            let _ = parsed.is_empty();
            shelf.find(&query);
        }
    }

    #[test]
    fn any_text_can_be_searched(text in "(a|b|law|-|\\*|<|>|sup>|/|\\{|\\}|\\^|\\[|\\]|\\\\|'|&|#|;|1|²|é|\u{301}|ก|ั|日|\u{ad}|\n| |“|x){0,30}") {
        let shelf = Shelf::one(&text);
        for query in ["law", "a*", "ก", "x NEAR/3 b", "\"a b\"", "NOT law", "/./", "b~1"] {
            shelf.find(query);
        }
    }
}
