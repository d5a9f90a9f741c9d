//! What ready-made search engines get wrong, each shown once.

use super::Shelf;
use attest::search::Limit;

#[test]
fn a_prefix_finds_more_than_fifty_words() {
    let words: Vec<String> = (0..300).map(|n| format!("law{n:03}x")).collect();
    let shelf = Shelf::one(&words.join(" and "));
    assert_eq!(shelf.find("law*"), words);
}

#[test]
fn a_phrase_with_a_prefix_finds_more_than_fifty_words() {
    let words: Vec<String> = (0..120).map(|n| format!("the law{n:03}x")).collect();
    let shelf = Shelf::one(&words.join(", "));
    assert_eq!(shelf.find("\"the law*\""), words);
}

#[test]
fn prefix_and_slips_work_on_a_bare_word() {
    let shelf =
        Shelf::one("Coal, coals and coalfields; a Gevorgian, a Gevorkian, a Gevorigan, a George.");
    assert_eq!(shelf.find("coal*"), ["Coal", "coals", "coalfields"]);
    assert_eq!(
        shelf.find("gevorgian~1"),
        ["Gevorgian", "Gevorkian", "Gevorigan"]
    );
    assert_eq!(
        shelf.find("gevorgian~"),
        ["Gevorgian", "Gevorkian", "Gevorigan"]
    );
    assert_eq!(
        shelf.find("goerge~1"),
        ["George"],
        "two letters swapped are one slip"
    );
    assert_eq!(
        shelf.find("gevrgan~2"),
        ["Gevorgian", "Gevorigan"],
        "two letters missing"
    );
}

#[test]
fn a_phrase_is_one_hit_from_its_first_word_to_its_last() {
    let shelf = Shelf::one("On the Tier 2 Watch List; then Tier 2, then the watch list of tier 2.");
    assert_eq!(shelf.find("\"tier 2 watch list\""), ["Tier 2 Watch List"]);
    assert_eq!(shelf.find("\"tier 2\""), ["Tier 2", "Tier 2", "tier 2"]);
}

#[test]
fn a_phrase_does_not_run_on_into_the_next_paragraph() {
    let shelf = Shelf::one("the watch\nlist\n\nwatch\n\n\nlist of watch list");
    assert_eq!(shelf.find("\"watch list\""), ["watch list"]);
    assert_eq!(shelf.find("watch NEAR/50 of"), ["of watch"]);
}

#[test]
fn wildcards_and_expressions_are_marked_exactly() {
    let shelf = Shelf::one("Woman, women, womxen, WOMEN’s; tier 3 and Tier  12.");
    assert_eq!(shelf.find("wom?n"), ["Woman", "women", "WOMEN"]);
    assert_eq!(shelf.find("*men"), ["women", "WOMEN"]);
    assert_eq!(shelf.find("w*n"), ["Woman", "women", "womxen", "WOMEN"]);
    assert_eq!(shelf.find("/tier\\s+\\d+/"), ["tier 3", "Tier  12"]);
    assert_eq!(shelf.find("/(?-i)Tier/"), ["Tier"]);
    assert_eq!(shelf.find("/^woman/"), ["Woman"]);
    assert_eq!(shelf.find("/12\\.$/ women"), ["women", "WOMEN", "12."]);
    assert_eq!(
        shelf.find("/tier/ OR tier"),
        ["tier", "Tier"],
        "one place is one hit"
    );
}

#[test]
fn an_expression_sees_one_paragraph_at_a_time() {
    let shelf = Shelf::one("alpha\nbeta alpha\n\ngamma");
    assert_eq!(shelf.find("/alpha\\s+beta/"), [""; 0]);
    assert_eq!(shelf.find("/\\Aalpha\\z/"), ["alpha"]);
    assert_eq!(shelf.find("/a$/"), ["a", "a", "a"]);
    assert_eq!(shelf.find("/x*/"), [""; 0], "nothing is no hit");
}

#[test]
fn words_of_forty_bytes_and_more_do_not_vanish() {
    let long = "donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft";
    let shelf = Shelf::one(&format!(
        "die {long} und die 人身取引対策行動計画関係省庁連絡会議 heute"
    ));
    assert_eq!(shelf.find(long), [long]);
    assert_eq!(shelf.find("donau*"), [long]);
    assert_eq!(
        shelf.find("人身取引対策行動計画関係省庁連絡会議"),
        ["人身取引対策行動計画関係省庁連絡会議"]
    );
    let endless = "A".repeat(100_000);
    let shelf = Shelf::one(&format!("see {endless} here"));
    assert_eq!(shelf.find(&endless), std::slice::from_ref(&endless));
    assert_eq!(shelf.find("aaa*"), [endless]);
}

#[test]
fn accents_fold_both_ways_however_they_are_encoded() {
    let shelf = Shelf::one("Fernández, Ferna\u{301}ndez, Fernandez; Łódź; Søren Ærø; Straße; Đặng");
    for query in ["fernandez", "Fernández", "ferna\u{301}ndez", "FERNÁNDEZ"] {
        assert_eq!(
            shelf.find(query),
            ["Fernández", "Ferna\u{301}ndez", "Fernandez"]
        );
    }
    assert_eq!(shelf.find("lodz soren aero strasse dang").len(), 5);
    assert_eq!(shelf.find("Łódź"), ["Łódź"]);
}

#[test]
fn what_has_no_width_does_not_split_a_word() {
    let shelf = Shelf::one("traf\u{ad}fick\u{200b}ing \u{feff}law\u{200d}s ﬁne Ｔｉｅｒ");
    assert_eq!(shelf.find("trafficking"), ["traf\u{ad}fick\u{200b}ing"]);
    assert_eq!(shelf.find("laws"), ["law\u{200d}s"]);
    assert_eq!(shelf.find("fine tier"), ["ﬁne", "Ｔｉｅｒ"]);
}

#[test]
fn a_note_mark_ends_a_word_and_is_no_part_of_it() {
    for mark in ["¹¹⁸", "[^4]", "<sup>12</sup>", "^{31}", "$^{^{158}}$"] {
        let shelf = Shelf::one(&format!("the means of trafficking{mark} and more"));
        assert_eq!(
            shelf.find("\"means of trafficking\""),
            ["means of trafficking"],
            "{mark}"
        );
        assert_eq!(
            shelf.find("\"trafficking and\""),
            [format!("trafficking{mark} and")],
            "a note does not come between two words"
        );
    }
}

#[test]
fn marks_of_markdown_html_and_latex_cannot_be_seen() {
    let shelf = Shelf::one(
        "the *law*s of <u>forc</u>ed \\emph{labour}, <a href=\"law\">here</a> [law](http://law.example)",
    );
    assert_eq!(shelf.find("laws"), ["law*s"]);
    assert_eq!(
        shelf.find("\"forced labour\""),
        ["forc</u>ed \\emph{labour"]
    );
    assert_eq!(
        shelf.find("law"),
        ["law", "law"],
        "an address inside a tag is no word of the text"
    );
}

#[test]
fn quotes_apostrophes_and_dashes_of_all_shapes_are_one() {
    let shelf = Shelf::one(
        "a state’s efforts, a state's efforts, a state`s efforts; labor-related, labor–related, labor- related, labor related",
    );
    assert_eq!(shelf.find("\"state's efforts\"").len(), 3);
    assert_eq!(shelf.find("“state’s efforts”").len(), 3);
    assert_eq!(shelf.find("state's").len(), 3);
    let all = [
        "labor-related",
        "labor–related",
        "labor- related",
        "labor related",
    ];
    assert_eq!(shelf.find("\"labor-related\""), all);
    assert_eq!(shelf.find("labor‑related"), all);
}

#[test]
fn a_compound_is_one_word_closed_hyphenated_or_open() {
    let shelf = Shelf::one(
        "Anti-Trafficking law; antitrafficking law; anti trafficking law; anti–trafficking",
    );
    let all = [
        "Anti-Trafficking",
        "antitrafficking",
        "anti trafficking",
        "anti–trafficking",
    ];
    for query in [
        "antitrafficking",
        "anti-trafficking",
        "anti trafficking",
        "\"anti trafficking\"",
        "antitraffick*",
        "anti-traffick*",
        "antitrafficing~1",
    ] {
        assert_eq!(shelf.find(query), all, "{query}");
    }
    assert_eq!(shelf.find("\"antitrafficking law\"").len(), 3);
    assert_eq!(
        shelf.find("trafficking"),
        ["Trafficking", "trafficking", "trafficking"]
    );
    assert_eq!(shelf.find("anti*").len(), 4, "the first part is enough");
    let apart = ["Anti", "law", "law", "anti", "law", "anti"];
    assert_eq!(
        shelf.find("anti* law")[..2],
        apart[..2],
        "a beginning is a word of its own"
    );
}

#[test]
fn two_words_are_not_one_for_standing_side_by_side() {
    let shelf = Shelf::one("Without a cross, over time, under stand; to day, in form, 12-05.");
    for query in [
        "across",
        "overtime",
        "understand",
        "today",
        "inform",
        "1205",
    ] {
        assert_eq!(shelf.find(query), [""; 0], "{query}");
    }
    let shelf = Shelf::one("Across.");
    assert_eq!(shelf.find("\"a cross\""), [""; 0]);
    assert_eq!(
        shelf.find("a-cross"),
        ["Across"],
        "a hyphen in the query can be left out"
    );
}

#[test]
fn a_name_of_digits_and_letters_is_found_with_blanks_in_it() {
    let shelf = Shelf::one(
        "05LIMA406, ^{31 06}LIMA309, $^{^{2}\\,05} LIMA 406$; Tier 2, tier-2, Tier2 and 2 WL",
    );
    assert_eq!(shelf.find("05LIMA406"), ["05LIMA406", "05} LIMA 406"]);
    assert_eq!(shelf.find("06lima309"), ["06}LIMA309"]);
    assert_eq!(shelf.find("tier2"), ["Tier 2", "tier-2", "Tier2"]);
    assert_eq!(shelf.find("\"tier 2\""), ["Tier 2", "tier-2", "Tier2"]);
    assert_eq!(shelf.find("2wl"), ["2 WL"]);
}

#[test]
fn thai_and_japanese_are_found_by_any_part() {
    let shelf = Shelf::one("ประเทศไทยมีกฎหมายแรงงาน ๒๕๔๗\n日本の人身取引対策、ﾄﾗﾌｨｯｷﾝｸﾞ\n人身売買");
    assert_eq!(shelf.find("กฎหมาย"), ["กฎหมาย"]);
    assert_eq!(shelf.find("ไทย"), ["ไทย"]);
    assert_eq!(shelf.find("ทยมี"), ["ทยมี"], "across words");
    assert_eq!(shelf.find("2547"), ["๒๕๔๗"]);
    assert_eq!(shelf.find("人身"), ["人身", "人身"]);
    assert_eq!(shelf.find("人身*"), ["人身", "人身"]);
    assert_eq!(shelf.find("身取"), ["身取"]);
    assert_eq!(shelf.find("トラフィッキング"), ["ﾄﾗﾌｨｯｷﾝｸﾞ"]);
    assert_eq!(shelf.find("日本 NOT 売買"), ["日本"]);
    assert_eq!(
        shelf.find("ก"),
        ["ก"],
        "a letter with a vowel sign is another"
    );
}

#[test]
fn distance_without_blanks_is_counted_in_words_of_the_dictionary() {
    let shelf = Shelf::one("ประเทศไทยมีกฎหมายแรงงาน");
    assert_eq!(
        shelf.find("ประเทศ NEAR/4 แรงงาน"),
        ["ประเทศไทยมีกฎหมายแรงงาน"]
    );
    assert_eq!(shelf.find("ประเทศ NEAR/1 แรงงาน"), [""; 0]);
    assert_eq!(shelf.find("ประเทศ W/4 แรงงาน").len(), 1);
    assert_eq!(shelf.find("แรงงาน W/4 ประเทศ"), [""; 0]);
}

#[test]
fn near_finds_every_pair_in_either_order() {
    let shelf = Shelf::one("The tier rating motivated them to improve the ranking of that tier.");
    assert_eq!(
        shelf.find("motivated NEAR/5 (rating OR ranking OR tier)"),
        [
            "tier rating motivated",
            "rating motivated",
            "motivated them to improve the ranking"
        ]
    );
    assert_eq!(shelf.find("rating W/1 motivated"), ["rating motivated"]);
    assert_eq!(shelf.find("motivated W/1 rating"), [""; 0]);
    assert_eq!(
        shelf.find("\"tier rating\" NEAR/1 motivated"),
        ["tier rating motivated"]
    );
    assert_eq!(
        shelf.find("tier NEAR/50 tier").len(),
        1,
        "a word is not near itself"
    );
}

#[test]
fn boolean_queries_ask_a_paragraph_and_mark_the_words_that_made_it_hold() {
    let shelf = Shelf::one("law and rank\nlaw alone\nrank and coal\nlaw, rank, coal");
    assert_eq!(shelf.find("law rank NOT coal"), ["law", "rank"]);
    assert_eq!(shelf.find("law -rank"), ["law"]);
    assert_eq!(
        shelf.find("(law rank) OR alone"),
        ["law", "rank", "alone", "law", "rank"]
    );
    assert_eq!(
        shelf.find("NOT law"),
        ["rank and coal"],
        "without words the paragraph is the hit"
    );
    assert_eq!(shelf.find("NOT (law OR rank)"), [""; 0]);
}

#[test]
fn all_hits_are_counted_however_few_are_wanted() {
    let text = "law and law\n".repeat(500);
    let shelf = Shelf::of(&[("a.txt", &text), ("b.txt", "one law")]);
    let results = shelf.results("law", Limit::first(10));
    assert_eq!(
        (results.hits.len(), results.total, results.complete),
        (10, 1001, false)
    );
    let counts: Vec<usize> = results
        .by_document
        .iter()
        .map(|(_, count)| *count)
        .collect();
    assert_eq!(counts, [1000, 1]);
    let all = shelf.results("law", Limit::NONE);
    assert_eq!(results.hits, all.hits[..10]);
    assert!(all.complete);
}

#[test]
fn years_are_numbers_of_four_digits() {
    let shelf = Shelf::one("In 2004 and 2005¹², 20045, 04, 12004; 1990s; 2008’s end\nnothing");
    assert_eq!(shelf.find("year:2004..2008"), ["2004", "2005", "2008"]);
    assert_eq!(shelf.find("year:2005"), ["2005"]);
    assert_eq!(shelf.find("end year:2006.."), ["2008", "end"]);
    assert_eq!(shelf.find("year:..2004"), ["2004"]);
}
