//! Do the fields ask the project what a person means by them?

use super::Shelf;
use attest::project::{Case, CaseId, Code, Coder, CoderId, Coding, CodingId, Colour, Span, Stance};
use attest::search::{Limit, Query, Scope};

const TEXT: &str = "The report was read aloud.\nUnions asked for inspectors.\n\nThe rank fell that year.\nNobody coded this law.";

struct Coded {
    shelf: Shelf,
    anna: CoderId,
}

fn words(code: &Code, coder: CoderId, shelf: &Shelf, at: usize, parts: &[&str]) -> Coding {
    let (document, text) = &shelf.texts[at];
    let span = |words: &&str| {
        let start = text.str().find(*words).unwrap();
        Span::new(start, start + words.len())
    };
    let spans: Vec<Span> = parts.iter().map(span).collect();
    Coding {
        id: CodingId::new(),
        document: *document,
        code: code.id,
        coder,
        quotation: Coding::quote(text.str(), &spans).unwrap(),
        spans,
        stance: Stance::Unset,
        case: None,
        date: None,
        speaker: String::new(),
        memo: String::new(),
        rivals: Default::default(),
        attributes: Default::default(),
        version: None,
        made: attest::project::Made::default(),
    }
}

/// Two documents, two coders, a code with a part, codings with stances, one of two spans.
fn coded() -> Coded {
    let mut shelf = Shelf::of(&[
        ("001_unions.txt", TEXT),
        ("other.txt", "A law on unions.\nA rank."),
    ]);
    let mut code = |name: &str, key: &str, parent: Option<&Code>| {
        let mut code = Code::named(name, parent.map(|code| code.id), 0, Colour::Palette(0));
        code.key = key.to_owned();
        shelf.put(code.clone());
        code
    };
    let pressure = code("Domestic pressure", "DP", None);
    let economic = code("Economic interests", "DP-ECON", Some(&pressure));
    let timing = code("Timing", "TIMING", None);
    let mut coder = |name: &str| {
        let coder = Coder {
            id: CoderId::new(),
            name: name.to_owned(),
            colour: Colour::Palette(1),
        };
        shelf.put(coder.clone());
        coder.id
    };
    let (anna, ben) = (coder("Anna Berg"), coder("Ben"));
    let mut case = |name: &str| {
        let case = Case {
            id: CaseId::new(),
            name: name.to_owned(),
            notes: String::new(),
        };
        shelf.put(case.clone());
        case.id
    };
    let (chad, peru) = (case("Chad"), case("Perú"));
    let mut first = shelf
        .project
        .documents()
        .get(shelf.texts[0].0)
        .unwrap()
        .clone();
    first.case = Some(chad);
    first.title = "Labour and the State".to_owned();
    first.author = "Ibáñez".to_owned();
    shelf.put(first);
    let mut unions = words(&economic, anna, &shelf, 0, &["Unions asked for inspectors"]);
    unions.stance = Stance::Supports;
    let mut rank = words(&timing, ben, &shelf, 0, &["inspectors", "The rank fell"]);
    rank.stance = Stance::Against;
    let mut law = words(&timing, anna, &shelf, 1, &["law on unions"]);
    law.case = Some(peru);
    for coding in [unions, rank, law] {
        shelf.put(coding);
    }
    Coded { shelf, anna }
}

#[test]
fn code_finds_passages_by_key_name_beginning_and_branch() {
    let shelf = coded().shelf;
    let unions = ["Unions asked for inspectors"];
    for query in [
        "code:DP-ECON",
        "code:dp-econ",
        "code:\"economic interests\"",
        "code:DP",
        "code:DP*",
        "code:\"Domestic*\"",
    ] {
        assert_eq!(shelf.find(query), unions, "{query}");
    }
    assert_eq!(
        shelf.find("code:TIMING"),
        ["inspectors … The rank fell", "law on unions"]
    );
    assert_eq!(shelf.find("code:ECON"), [""; 0]);
}

#[test]
fn fields_side_by_side_ask_one_and_the_same_coding() {
    let shelf = coded().shelf;
    assert_eq!(
        shelf.find("code:TIMING stance:against"),
        ["inspectors … The rank fell"]
    );
    assert_eq!(
        shelf.find("code:DP stance:against"),
        [""; 0],
        "one paragraph has both, but no coding"
    );
    assert_eq!(
        shelf.find("coder:anna*"),
        ["Unions asked for inspectors", "law on unions"]
    );
    assert_eq!(
        shelf.find("coder:\"Anna Berg\" case:peru"),
        ["law on unions"]
    );
    assert_eq!(shelf.find("stance:unset"), ["law on unions"]);
    assert_eq!(shelf.find("code:TIMING NOT coder:ben"), ["law on unions"]);
}

#[test]
fn with_words_the_words_are_the_hits() {
    let shelf = coded().shelf;
    assert_eq!(shelf.find("law code:TIMING"), ["law"]);
    assert_eq!(shelf.find("rank code:TIMING"), ["rank"]);
    assert_eq!(shelf.find("unions NOT code:DP"), ["unions"]);
    assert_eq!(
        shelf.find("aloud OR code:DP"),
        ["aloud", "Unions asked for inspectors"],
        "where no word is, the passage"
    );
}

#[test]
fn uncoded_finds_paragraphs_that_nobody_has_coded() {
    let shelf = coded().shelf;
    assert_eq!(
        shelf.find("uncoded:yes"),
        [
            "The report was read aloud.",
            "Nobody coded this law.",
            "A rank."
        ]
    );
    assert_eq!(shelf.find("uncoded:no").len(), 3);
    assert_eq!(shelf.find("uncoded:yes law"), ["law"]);
    assert_eq!(shelf.find("uncoded:no unions").len(), 2);
}

#[test]
fn doc_and_case_choose_documents() {
    let shelf = coded().shelf;
    for query in [
        "doc:001 law",
        "doc:unions law",
        "doc:\"the state\" law",
        "doc:ibanez law",
        "doc:001_unions.txt law",
    ] {
        assert_eq!(shelf.find(query), ["law"], "{query}");
    }
    assert_eq!(shelf.find("law NOT doc:001"), ["law"]);
    assert_eq!(shelf.find("doc:other"), ["A law on unions.", "A rank."]);
    assert_eq!(shelf.find("case:chad rank"), ["rank"]);
    assert_eq!(
        shelf.find("case:peru law"),
        ["law"],
        "the coding's case counts"
    );
    assert_eq!(shelf.find("case:peru rank"), [""; 0]);
    assert_eq!(shelf.find("case:peru"), ["law on unions"]);
}

#[test]
fn a_scope_leaves_out_documents_and_other_coders() {
    let coded = coded();
    let shelf = coded.shelf;
    let search = |query: &str, scope: &Scope<'_>| {
        let index = attest::search::Index::default();
        for (id, text) in &shelf.texts {
            index.put(*id, &id.to_string(), text.clone());
        }
        index
            .search(&Query::parse(query).unwrap(), scope, Limit::NONE)
            .total
    };
    let all = Scope::all(&shelf.project);
    assert_eq!(
        all.documents,
        shelf.texts.iter().map(|(id, _)| *id).collect::<Vec<_>>()
    );
    assert_eq!(search("law", &all), 2);
    assert_eq!(
        search("law", &Scope::of(&shelf.project, [shelf.texts[1].0])),
        1
    );
    let mut blind = Scope::all(&shelf.project);
    blind.coders = Some([coded.anna].into());
    assert_eq!(search("code:TIMING", &all), 2);
    assert_eq!(search("code:TIMING", &blind), 1);
    assert_eq!(
        search("uncoded:yes rank", &blind),
        2,
        "what others coded is not in sight"
    );
}
