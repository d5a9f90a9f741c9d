#![allow(clippy::unwrap_used)]

use super::*;
use crate::text::{Map, MappedNote, Text};
use proptest::prelude::*;

/// The best place of a quotation in a text.
fn best(quotation: &str, text: &str) -> Option<Place> {
    best_in(quotation, text, &[])
}

fn best_in(quotation: &str, text: &str, notes: &[MappedNote]) -> Option<Place> {
    let phrase = Phrase::quoted(quotation, &[Span::new(0, quotation.len())]);
    let whole = Text::new(text);
    let wording = Wording::in_order(text, &flows(&whole, notes));
    let found = Seeker::new(vec![phrase]).find(text, &wording, &|| true);
    found.into_iter().next().map(|(_, place)| place)
}

/// What differs: `wanted → found` for each piece that is not the same.
fn differences(quotation: &str, text: &str) -> Vec<String> {
    let place = best(quotation, text).unwrap();
    let words = |span: Option<Span>, of: &str| {
        span.map_or(String::new(), |span| of[span.range()].to_owned())
    };
    let other = place.pieces.iter().filter(|piece| piece.sort != Sort::Same);
    other
        .map(|piece| {
            format!(
                "{:?}: {} → {}",
                piece.sort,
                words(piece.wanted, quotation),
                words(piece.found, text)
            )
        })
        .collect()
}

#[track_caller]
fn exact(quotation: &str, text: &str, stands: &[&str]) {
    let place = best(quotation, text);
    let words = place
        .as_ref()
        .map(|place| -> Vec<&str> { place.spans.iter().map(|span| &text[span.range()]).collect() });
    assert_eq!(words.as_deref(), Some(stands), "{quotation}");
    assert_eq!(
        place.unwrap().verdict,
        Verdict::Exact,
        "{:?}",
        differences(quotation, text)
    );
}

#[track_caller]
fn differs(quotation: &str, text: &str, verdict: Verdict, wanted: &[&str]) {
    assert_eq!(differences(quotation, text), wanted, "{quotation}");
    assert_eq!(best(quotation, text).unwrap().verdict, verdict);
}

const PORT: &str = "Nobody asked the workers at the port. The court struck down the law in spring, \
    and the anti-trafficking office was closed by order of the minister. Trade fell.\n\
    Later that year the office opened again under another name, with half of its staff.\n";

#[test]
fn the_very_words_are_exact() {
    exact(
        "the court struck down the law in spring",
        PORT,
        &["The court struck down the law in spring"],
    );
    exact(
        "the antitrafficking office was closed",
        PORT,
        &["the anti-trafficking office was closed"],
    );
    exact(
        "the anti trafficking office was closed,",
        PORT,
        &["the anti-trafficking office was closed"],
    );
    exact(
        "struck “down” the law",
        "They struck ‘down’ the law.\n",
        &["struck ‘down’ the law"],
    );
}

#[test]
fn marks_markup_and_line_ends_are_no_difference() {
    exact(
        "the law of the sea was never in force",
        "He knew the law¹² of the *sea* was\nnever[^4] in <b>force</b>.\n",
        &["the law¹² of the *sea* was\nnever[^4] in <b>force"],
    );
    exact(
        "an international agreement on fishing rights",
        "It was an inter-\nnational agree\u{ad}ment on ﬁshing rights.\n",
        &["an inter-\nnational agree\u{ad}ment on ﬁshing rights"],
    );
    exact(
        "what Fernández said of it",
        "It is what Ferna\u{301}ndez said of it.\n",
        &["what Ferna\u{301}ndez said of it"],
    );
}

#[test]
fn what_an_ellipsis_leaves_out_may_be_left_out() {
    for ellipsis in ["…", "...", ". . .", "[…]", "[. . .]", "(...)", ". . . ."] {
        exact(
            &format!("Nobody asked the workers {ellipsis} the law in spring"),
            PORT,
            &["Nobody asked the workers", "the law in spring"],
        );
    }
    exact(
        "…the office was closed by order … the office opened again … staff.",
        &PORT.replace("anti-trafficking ", ""),
        &[
            "the office was closed by order",
            "the office opened again",
            "staff",
        ],
    );
    let turned = best("the law in spring … Nobody asked the workers", PORT).unwrap();
    assert_eq!(turned.verdict, Verdict::Differs, "in the wrong order");
}

#[test]
fn what_stands_in_brackets_may_stand_for_other_words() {
    exact(
        "[t]he court struck down the law",
        PORT,
        &["The court struck down the law"],
    );
    exact(
        "[The judges] struck down the law in spring",
        PORT,
        &["struck down the law in spring"],
    );
    exact(
        "the court str[ikes] down the law",
        PORT,
        &["The court struck down the law"],
    );
    exact(
        "the court [had] struck down [this] law in spring",
        PORT,
        &["The court struck down the law in spring"],
    );
    exact(
        "the court struck [sic] down the law [emphasis added]",
        PORT,
        &["The court struck down the law"],
    );
    exact(
        "[t]he lives of the many",
        "“[t]he lives of the many”\n",
        &["t]he lives of the many"],
    );
    exact(
        "the lives [sic] of the many",
        "the lives [sic] of the many\n",
        &["the lives [sic] of the many"],
    );
}

#[test]
fn other_words_differ_and_are_shown() {
    differs(
        "The court upheld the law in spring",
        "One day the court struck down the law in spring.\n",
        Verdict::Differs,
        &["Changed: upheld → struck down"],
    );
    differs(
        "Nobody ever asked the workers at the port",
        PORT,
        Verdict::Differs,
        &["Added: ever → "],
    );
    differs(
        "the office was closed by the minister",
        "In May the office was closed by order of the minister.\n",
        Verdict::Differs,
        &["Missing:  → order of"],
    );
    differs(
        "instead of moving towards internalization it ended",
        "And instead of moving towards internalization, the process it ended.\n",
        Verdict::Differs,
        &["Missing:  → the process"],
    );
    differs(
        "The courts struck down the law",
        PORT,
        Verdict::Differs,
        &["Changed: courts → court"],
    );
}

#[test]
fn capitals_and_stops_differ_less() {
    differs(
        "the Court struck down the law in spring and the",
        &PORT.replace("anti-trafficking ", ""),
        Verdict::Slight,
        &["Letters: Court → court", "Stops:  → ,"],
    );
    differs(
        "said Fernandez of it all",
        "So said Fernández of it all.\n",
        Verdict::Slight,
        &["Letters: Fernandez → Fernández"],
    );
}

#[test]
fn misread_letters_are_scars_and_slips_of_the_writer_are_not() {
    differs(
        "the modern government was informed of it",
        "At noon the modem govemment was informed of it.\n",
        Verdict::Slight,
        &["Scar: modern → modem", "Scar: government → govemment"],
    );
    differs(
        "the official trafficking report of the year",
        "It is the ocial traffi cking report of the year.\n",
        Verdict::Slight,
        &["Scar: official → ocial", "Scar: trafficking → traffi cking"],
    );
    differs(
        "the goverment was informed of it all",
        "At noon the government was informed of it all. The government fell.\n",
        Verdict::Differs,
        &["Changed: goverment → government"],
    );
}

#[test]
fn a_page_between_two_halves_is_read_over() {
    let text =
        "The office was closed by order of the\n112 Chapter Four\nminister in May. All left.\n";
    exact(
        "The office was closed by order of the minister in May",
        text,
        &["The office was closed by order of the", "minister in May"],
    );
    let noted = "The office was closed by order of the\n7 See the report of the year before, which tells it all.\nminister in May.\n";
    let start = noted.find("7 See").unwrap();
    let note = MappedNote {
        label: "7".to_owned(),
        spans: vec![Span::new(start, noted.find("minister").unwrap())],
        ..MappedNote::default()
    };
    let place = best_in(
        "closed by order of the minister in May",
        noted,
        std::slice::from_ref(&note),
    )
    .unwrap();
    assert_eq!(place.verdict, Verdict::Exact);
    assert_eq!(place.spans.len(), 2);
    let place = best_in("the report of the year before", noted, &[note]).unwrap();
    assert_eq!(place.verdict, Verdict::Exact, "notes are quoted too");
}

#[test]
fn a_line_of_broken_lines_is_no_running_head() {
    let text = "The office in the old town was closed by\norder of the Minister of Fish and Trade in\nmay and so were all the others of its kind\n";
    let place = best(
        "The office in the old town was closed by may and so were all the others of its kind",
        text,
    );
    assert_eq!(
        place.unwrap().verdict,
        Verdict::Differs,
        "a line was left out"
    );
}

#[test]
fn the_same_words_in_several_places_are_all_found() {
    let text = format!("{PORT}{PORT}And the court struck down the law in autumn.\n");
    let phrase = Phrase::plain("the court struck down the law in spring");
    let found = Seeker::new(vec![phrase]).find(&text, &Wording::of(&text), &|| true);
    let verdicts: Vec<Verdict> = found.iter().map(|(_, place)| place.verdict).collect();
    assert_eq!(verdicts, [Verdict::Exact, Verdict::Exact, Verdict::Differs]);
    assert!(found[0].1.spans < found[1].1.spans);
}

#[test]
fn what_stands_nowhere_is_not_found() {
    for nowhere in [
        "sheep graze on the hills above the town",
        "the law of the land in the year of the king",
        "",
        "…",
        "[sic]",
    ] {
        assert_eq!(best(nowhere, PORT), None, "{nowhere}");
    }
}

#[test]
fn scripts_without_blanks_are_searched_by_their_letters() {
    let text = "前の文。新しい法律は春に制定され、人々は喜んだ。次の文。\n";
    exact(
        "新しい法律は春に制定され",
        text,
        &["新しい法律は春に制定され"],
    );
    exact(
        "新しい法律は…人々は喜んだ",
        text,
        &["新しい法律は", "人々は喜んだ"],
    );
    assert_eq!(
        best("新しい法律が春に制定され", text).unwrap().verdict,
        Verdict::Differs
    );
    let thai = "รัฐบาลประกาศใช้กฎหมายใหม่ในปีนั้น แล้วประชาชนก็ยินดี\n";
    exact("ประกาศใช้กฎหมายใหม่ในปีนั้น", thai, &["ประกาศใช้กฎหมายใหม่ในปีนั้น"]);
}

#[test]
fn a_cut_that_the_map_knows_is_read_over() {
    let text = "The law was\n1. A note.\nnew then and stayed so.\n";
    let map = Map {
        cuts: vec![Span::new(11, 23)],
        ..Map::default()
    };
    let whole = Text::mapped(text, map);
    let wording = Wording::in_order(text, &flows(&whole, &[]));
    let phrase = Phrase::plain("The law was new then");
    let found = Seeker::new(vec![phrase]).find(text, &wording, &|| true);
    assert_eq!(found[0].1.spans, [Span::new(0, 11), Span::new(23, 31)]);
}

proptest! {
    #[test]
    fn what_is_taken_out_of_a_text_is_found_there(
        words in proptest::collection::vec("[a-z]{1,7}", 20..80), start in 0usize..60, length in 5usize..20,
    ) {
        let start = start.min(words.len() - 5);
        let end = (start + length).min(words.len());
        let text = words.join(" ");
        let quotation = words[start..end].join(" ");
        let place = best(&quotation, &text);
        prop_assert!(place.is_some_and(|place| place.verdict == Verdict::Exact));
    }

    #[test]
    fn any_two_texts_can_be_compared(quotation in "[a-c\\[\\].… ¹\n“]{0,60}", text in "[a-c\\[\\].… ¹\n“]{0,90}") {
        if let Some(place) = best(&quotation, &text) {
            prop_assert!(place.spans.iter().all(|span| text.get(span.range()).is_some_and(|words| !words.is_empty())));
            let spans = |get: fn(&Piece) -> Option<Span>| place.pieces.iter().filter_map(get).collect::<Vec<_>>();
            prop_assert!(spans(|piece| piece.wanted).iter().all(|span| quotation.get(span.range()).is_some()));
            prop_assert!(spans(|piece| piece.found).iter().all(|span| text.get(span.range()).is_some()));
        }
    }
}
