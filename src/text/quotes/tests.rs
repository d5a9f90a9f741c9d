#![allow(clippy::unwrap_used)]

use super::*;
use crate::text::Text;
use crate::text::wording::flows;
use proptest::prelude::*;

fn found(text: &str) -> Vec<Quotation> {
    let whole = Text::new(text);
    quotations(text, &flows(&whole, &[]))
}

fn words(text: &str) -> Vec<String> {
    let join = |one: &Quotation| -> String {
        let parts: Vec<&str> = one.spans.iter().map(|span| &text[span.range()]).collect();
        parts.join(" | ")
    };
    found(text).iter().map(join).collect()
}

#[track_caller]
fn quotes(text: &str, wanted: &[&str]) {
    assert_eq!(words(text), wanted, "{text}");
}

#[test]
fn marks_of_all_shapes_are_quotation_marks() {
    quotes("He saw “a new law” there.", &["a new law"]);
    quotes("He saw \"a new law\" there.", &["a new law"]);
    quotes("Er sah „ein neues Gesetz“ dort.", &["ein neues Gesetz"]);
    quotes("Er sah „ein neues Gesetz” dort.", &["ein neues Gesetz"]);
    quotes("Er sah »ein neues Gesetz« dort.", &["ein neues Gesetz"]);
    quotes("Il vit « une loi nouvelle » là.", &[" une loi nouvelle "]);
    quotes("彼は「新しい法律」を見た。", &["新しい法律"]);
    quotes("He saw ``a new law'' there.", &["a new law"]);
    quotes(
        "He saw \\enquote{a {\\it new} law} there.",
        &["a {\\it new} law"],
    );
    quotes("He saw ‘a new law’ there.", &["a new law"]);
    quotes("He saw 'a new law' there.", &["a new law"]);
}

#[test]
fn apostrophes_inches_and_elisions_are_none() {
    quotes(
        "The workers’ rights and the state's duty in the ’90s don’t fit.",
        &[],
    );
    quotes("'Tis the season of '68, said the boys' club.", &[]);
    quotes("A 5'10\" man with a 12\" rule.", &[]);
    quotes(
        "He spoke of ‘the workers’ rights at sea’ twice.",
        &["the workers’ rights at sea"],
    );
    quotes(
        "He 'didn't see the boys' club' again.",
        &["didn't see the boys' club"],
    );
    quotes("L’État c’est moi, d'abord.", &[]);
}

#[test]
fn one_quotation_stands_in_another() {
    let text = "She wrote, “He told me ‘never come back again’ and left.”";
    let list = found(text);
    assert_eq!(
        words(text),
        [
            "He told me ‘never come back again’ and left.",
            "never come back again"
        ]
    );
    assert_eq!((list[0].within, list[1].within), (None, Some(0)));
    quotes(
        "『外の「中の言葉」です』",
        &["外の「中の言葉」です", "中の言葉"],
    );
}

#[test]
fn a_quotation_goes_on_over_paragraphs() {
    let text = "He said: “First we waited.\n\n“Then we went home.” All saw it. “Now” is late.\n";
    quotes(text, &["First we waited.\n\n“Then we went home.", "Now"]);
    quotes(
        "A “line that is\nbroken here” goes on.",
        &["line that is\nbroken here"],
    );
}

#[test]
fn a_mark_that_is_never_closed_swallows_nothing() {
    let text = "He said “it was late and left.\n\nThen “a new law” came.\n";
    let list = found(text);
    assert_eq!(words(text), ["it was late and left.", "a new law"]);
    assert_eq!((list[0].form, list[1].form), (Form::Unclosed, Form::Marked));
}

#[test]
fn paragraphs_that_are_set_apart_are_quotations() {
    let text = "As she puts it:\n\n> The port was closed\n> for all of the summer. (Adams 1999, 4)\n> — the mayor\n\nSo it was.\n";
    assert_eq!(found(text)[0].form, Form::Block);
    quotes(text, &["The port was closed | for all of the summer."]);
    quotes(
        "As she puts it:\n\n    The port was closed for all of the summer.\n\nSo it was.\nAnd so on.\n",
        &["The port was closed for all of the summer."],
    );
    quotes(
        "So:\n\\begin{quote}\nThe port was closed.\n\\end{quote}\nYes.\n",
        &["The port was closed."],
    );
    let likely = "She put it well.\nThe port was closed for all of the summer, and nobody asked the workers why. (Adams 1999, 4)\nSo it was.\n";
    assert_eq!(found(likely)[0].form, Form::Likely);
    quotes(
        "    One begins so.\n    Two begins so.\n    Three begins so.\n",
        &[],
    );
}

#[test]
fn notes_and_their_marks_are_no_part_of_a_quotation() {
    let text = "He said “the port¹ was\n1 See “all of it” there.\nclosed for good” then.\n";
    let note = crate::text::MappedNote {
        label: "1".to_owned(),
        spans: vec![Span::new(
            text.find("1 See").unwrap(),
            text.find("closed").unwrap(),
        )],
        marks: vec![Span::new(
            text.find('¹').unwrap(),
            text.find('¹').unwrap() + 2,
        )],
        ..Default::default()
    };
    let whole = Text::new(text);
    let list = quotations(text, &flows(&whole, &[note]));
    let parts = |one: &Quotation| -> Vec<&str> {
        one.spans.iter().map(|span| &text[span.range()]).collect()
    };
    assert_eq!(parts(&list[0]), ["the port¹ was\n", "closed for good"]);
    assert_eq!(parts(&list[1]), ["all of it"]);
}

#[test]
fn words_are_counted_in_scripts_without_blanks_too() {
    let text = "「新しい法律が制定された」";
    assert!((3..8).contains(&found(text)[0].words(text)));
}

proptest! {
    #[test]
    fn any_text_can_be_read(text in "[a“”\"'‘’«»「」\n> .s(]{0,60}") {
        for one in found(&text) {
            prop_assert!(one.spans.iter().all(|span| text.get(span.range()).is_some()));
            prop_assert!(!one.spans.is_empty());
        }
    }
}
