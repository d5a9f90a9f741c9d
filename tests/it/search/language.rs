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
        "tier cite:",
        "tier cable:\"",
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
        ("year:2008..2004", 5, "ends before it starts"),
        ("cite:efrat:soon", 5, "not a name and a year"),
        ("cite:: law", 5, "not a name and a year"),
        ("cable:309", 6, "not a cable or a post"),
        ("a NEAR/x b", 2, "number of words"),
        ("a NEAR/0 b", 2, "number of words"),
        ("NEAR/3 b", 0, "between words"),
        ("NOT a NEAR/3 code:x", 6, "between words"),
        ("law~7", 0, "not understood"),
        ("l?w~1", 0, "single word"),
        ("* law", 0, "at least one letter"),
        ("\"a b\"~5", 5, "after a phrase"),
        ("law /(a/", 4, "not understood"),
        ("law /a{1000}{1000}/", 4, "too much memory"),
        ("/a/x law", 3, "cannot stand after an expression"),
        ("~ law", 0, "needs a word before it"),
        ("~1", 0, "needs a word before it"),
        ("law ~1", 4, "needs a word before it"),
        ("? law", 0, "at least one letter"),
        ("\"the *\"", 0, "at least one letter"),
        ("cite: law", 0, "right after the colon"),
        ("cable: law", 0, "right after the colon"),
        ("（law） ）", 6, "no “(”"),
        ("NOT OR law", 4, "nothing after it"),
        ("law AND AND tier", 8, "nothing after it"),
        ("law AND )", 8, "nothing after it"),
        ("a W/x b", 2, "number of words"),
        ("a NEAR/ b", 2, "number of words"),
        ("a NEAR/999 b", 2, "number of words"),
        ("a NEAR/3 (b AND c)", 2, "between words"),
        ("a W/2 cite:b", 2, "between words"),
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
fn an_unknown_field_gets_the_nearest_one() {
    for (query, meant) in [
        ("cites:arkell", "cite:efrat:2012"),
        ("author:arkell", "cite:efrat:2012"),
        ("cabel:LIMA", "cable:06"),
        ("years:2004", "year:2004"),
        ("codes:x", "code:TIP"),
        ("documents:x", "doc:renshaw"),
        ("country:Peru", "case:Thailand"),
    ] {
        let error = error(query);
        assert!(
            error.advice.starts_with("Did you mean "),
            "{query}: {error}"
        );
        assert!(error.advice.contains(meant), "{query}: {error}");
    }
    assert!(error("colour:red").advice.starts_with("The fields are "));
}

#[test]
fn every_form_that_a_message_shows_works() {
    for form in [
        "traffick*",
        "wom?n",
        "Gevorgian~1",
        "tier NEAR/5 rank",
        "rank NEAR/8 tier",
        "rank W/2 tier",
        "motivated NEAR/8 (rating OR ranking)",
        "year:2004",
        "year:2004..2008",
        "year:2004..",
        "year:..2008",
        "cite:efrat:2012",
        "cite:efrat:2008..2012",
        "cite:simmons+lloyd",
        "cite:\"Ministry of Labour\":2006",
        "cable:06BUENOSAIRES309",
        "cable:\"Kuala Lumpur\"",
        "cable:BUENOS*",
        "cable:KUALALUMPUR year:2006..2008",
        "doc:renshaw",
        "doc:\"a title\"",
        "code:TIP*",
        "stance:supports",
        "coder:\"Anna Berg\"",
        "uncoded:yes",
        "/tier \\d/",
        "/tier \\d/i",
        "/(?-i)Tier/",
    ] {
        assert!(
            Query::parse(form).is_ok_and(|query| !query.is_empty()),
            "{form}"
        );
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

#[test]
fn a_soft_hyphen_at_the_end_of_a_row_is_found_whole() {
    let shelf = Shelf::one(";é\u{ad}\n“x");
    assert!(shelf.find("/./").contains(&"\u{ad}".to_owned()));
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
