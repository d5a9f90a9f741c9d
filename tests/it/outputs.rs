//! What leaves the app: every table in every form, with the right numbers, the same bytes each time.
#![allow(clippy::unwrap_used)]

use attest::analysis::cite::{Cite, Grounds};
use attest::analysis::outputs::{Made, Source, Texts, make};
use attest::export::{bytes, write};
use attest::project::{
    Absence, AbsenceHit, AbsenceId, By, Case, Clock, Code, CodeId, Coder, CoderId, Coding,
    CodingId, Colour, Column, Device, Document, DocumentId, Filter, Finding, Format, NamedQuery,
    Output, Project, QueryId, Reading, ReadingId, Recipe, Rival, RivalId, Span, Stance, Style,
    Subject, Test, Tested, Transaction, Verdict,
};
use attest::text::Text;
use std::collections::BTreeMap;
use std::sync::Arc;

const REPORT: &str =
    "Report\x0cThe minister said that the list¹² changed\neverything. Later she denied it.";
const DIARY: &str = "Nobody spoke of coal that year.";
/// 2024-05-01 12:00 UTC.
const NOON: u64 = 1_714_564_800_000;

fn coder(name: &str) -> Coder {
    Coder {
        id: CoderId::named(name),
        name: name.to_owned(),
        colour: Colour::Palette(1),
    }
}

fn document(file: &str, title: &str, text: &str) -> Document {
    Document {
        id: DocumentId::named(file),
        title: title.to_owned(),
        author: "Okafor".to_owned(),
        year: Some(2011),
        case: Some(the_case().id),
        kind: "report".to_owned(),
        notes: String::new(),
        file: file.to_owned(),
        original: String::new(),
        encoding: String::new(),
        sha256: format!("{:064x}", text.len()),
        bytes: text.len() as u64,
        ..Document::new("", "")
    }
}

fn the_case() -> Case {
    Case {
        id: attest::project::CaseId::named("Thailand"),
        name: "Thailand".to_owned(),
        notes: String::new(),
    }
}

fn rival() -> Rival {
    Rival {
        id: RivalId::named("Domestic"),
        name: "Domestic pressure".to_owned(),
        description: String::new(),
        rank: 1,
    }
}

fn implication() -> Code {
    let mut code = Code::named(
        "Ministers name the list",
        Some(expectation().id),
        1,
        Colour::Palette(2),
    );
    code.id = CodeId::named("NAMED");
    code.key = "NAMED".to_owned();
    code.question = "Do ministers speak of the list?".to_owned();
    code.predicts = "They do".to_owned();
    code.rivals = [(rival().id, "They speak of voters".to_owned())].into();
    code.test = Some(Test::Hoop);
    code.example = "A pipe | and & sign".to_owned();
    code
}

fn expectation() -> Code {
    let mut code = Code::named("The list is noticed", None, 1, Colour::Palette(1));
    code.id = CodeId::named("NOTICED");
    code
}

fn coding(words: &str, by: &str, stance: Stance) -> Coding {
    let start = REPORT.find(words).unwrap();
    Coding {
        id: CodingId::named(&format!("{words}{by}")),
        document: DocumentId::named("report.txt"),
        code: implication().id,
        coder: CoderId::named(by),
        spans: vec![Span::new(start, start + words.len())],
        quotation: words.to_owned(),
        stance,
        rivals: BTreeMap::new(),
        case: None,
        date: None,
        speaker: "The minister".to_owned(),
        memo: format!("{by} thinks so"),
        attributes: BTreeMap::new(),
        version: None,
        made: attest::project::Made::default(),
    }
}

const LIST: &str = "the list¹² changed\neverything";

/// One implication in one case: two coders on the same words, one on others, a finding, and a search for coal with
/// one hit, dismissed.
fn project() -> (Project, Texts) {
    let mut shared = coding(LIST, "Ann", Stance::Supports);
    shared.rivals = [(rival().id, Stance::Supports)].into();
    let twin = coding(LIST, "Ben", Stance::Supports);
    let against = coding("she denied it", "Ann", Stance::Against);
    let subject = Subject::Case(Some(the_case().id));
    let mut finding = Finding::new(implication().id, subject.clone(), CoderId::named("Ann"));
    finding.verdict = Some(Verdict::Found);
    finding.tested = Some(Tested {
        test: Test::Hoop,
        passed: true,
    });
    finding.text = "It was named.".to_owned();
    let query = NamedQuery {
        id: QueryId::named("coal"),
        name: "Coal".to_owned(),
        query: "coal".to_owned(),
        notes: String::new(),
        proposes: None,
    };
    let step = Transaction::new("")
        .put(attest::project::About {
            title: "Lists".to_owned(),
            description: String::new(),
            codebook: String::new(),
        })
        .put(coder("Ann"))
        .put(coder("Ben"))
        .put(the_case())
        .put(rival())
        .put(expectation())
        .put(implication())
        .put(document("report.txt", "A report", REPORT))
        .put(document("diary.txt", "A diary", DIARY))
        .put(shared)
        .put(twin)
        .put(against)
        .put(finding)
        .put(query.clone());
    let mut project = Project::default();
    let mut clock = Clock::new(CoderId::named("Ann"), Device(1));
    project.apply(&step, &mut clock, NOON);
    let at = DIARY.find("coal").unwrap();
    let hit = AbsenceHit {
        document: DocumentId::named("diary.txt"),
        spans: vec![Span::new(at, at + 4)],
        quotation: "coal".to_owned(),
    };
    let searched = Absence::scope(&project, &subject);
    let absence = Absence {
        id: AbsenceId::named("a"),
        code: implication().id,
        subject: subject.clone(),
        query: query.id,
        asked: "coal".to_owned(),
        corpus: Absence::corpus_hash(&searched),
        searched,
        on: "2024-04-30".parse().unwrap(),
        coder: CoderId::named("Ann"),
        hits: vec![hit.clone()],
    };
    let reading = Reading {
        id: Reading::id_of(absence.code, &subject, &hit, CoderId::named("Ben")),
        code: absence.code,
        subject,
        hit,
        coder: CoderId::named("Ben"),
        dismissed: true,
        why: "It says that nobody did".to_owned(),
        on: "2024-05-02".parse().unwrap(),
    };
    let _: ReadingId = reading.id;
    project.apply(
        &Transaction::new("").put(absence).put(reading),
        &mut clock,
        NOON,
    );
    let texts = [("report.txt", REPORT), ("diary.txt", DIARY)]
        .map(|(file, text)| (DocumentId::named(file), Ok(Arc::new(Text::new(text)))));
    (project, texts.into())
}

fn recipe(output: Output) -> Recipe {
    Recipe {
        output,
        ..Recipe::default()
    }
}

/// Makes a report and does something with it.
fn made<R>(
    project: &Project,
    texts: &Texts,
    recipe: &Recipe,
    format: Format,
    then: impl FnOnce(Made<'_>) -> R,
) -> R {
    let cite = Cite::new(&recipe.style).unwrap();
    let source = Source {
        project,
        texts,
        recipe,
        cite: &cite,
        grounds: &Grounds::default(),
        format,
        only: None,
        rows: None,
        folder: Some("documents/"),
    };
    then(make(source).unwrap())
}

fn file(project: &Project, texts: &Texts, recipe: &Recipe, format: Format) -> String {
    let bytes = made(project, texts, recipe, format, |made| {
        bytes(made.report, format).unwrap()
    });
    String::from_utf8(bytes).unwrap()
}

/// The rows of a CSV file, each cell by its header.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        let cells = header.iter().zip(&record);
        cells
            .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
            .collect()
    };
    reader
        .records()
        .map(|record| row(record.unwrap()))
        .collect()
}

#[test]
fn every_table_leaves_in_every_form_and_always_the_same() {
    let (project, texts) = project();
    for output in Output::ALL {
        for format in Format::ALL {
            let once = || {
                made(&project, &texts, &recipe(output), format, |made| {
                    bytes(made.report, format).unwrap()
                })
            };
            let first = once();
            assert!(first.len() > 100, "{output} {format:?}");
            assert_eq!(first, once(), "{output} {format:?}");
        }
    }
}

#[test]
fn the_same_words_by_two_coders_are_one_piece_of_evidence() {
    let (project, texts) = project();
    let recipe = recipe(Output::Evidence);
    let csv = file(&project, &texts, &recipe, Format::Data);
    let rows = rows(&csv);
    let cell = |row: usize, name: &str| rows[row][name].as_str();
    assert_eq!(rows.len(), 3, "two passages and a search: {csv}");
    assert_eq!(cell(0, "kind"), "passage");
    assert_eq!(cell(0, "coders"), "Ann (2024-05-01), Ben (2024-05-01)");
    assert_eq!(cell(0, "quotation"), "the list changed everything");
    assert_eq!(cell(0, "citation"), "(Okafor 2011, p. 2)");
    assert_eq!(cell(0, "source"), "Okafor. 2011. A report. Report. p. 2.");
    assert_eq!(cell(0, "on the argument"), "supports");
    assert_eq!(
        cell(0, "on Domestic pressure"),
        "supports (Ann), not said (Ben)"
    );
    assert_eq!(
        cell(0, "why it counts"),
        "Ann: Ann thinks so\nBen: Ben thinks so"
    );
    assert_eq!(cell(0, "check"), "verified");
    assert_eq!(
        (cell(0, "test"), cell(0, "outcome"), cell(0, "verdict")),
        ("hoop", "passed", "found")
    );
    assert_eq!(cell(1, "on the argument"), "against");
    assert_eq!(cell(2, "kind"), "absence");
    assert_eq!(cell(2, "query"), "coal");
    assert!(
        cell(2, "hits").contains("Dismissed by Ben on 2024-05-02: It says that nobody did"),
        "{csv}"
    );
    assert!(cell(2, "state").starts_with("Holds"), "{csv}");

    let markdown = file(&project, &texts, &recipe, Format::Markdown);
    assert_eq!(
        markdown.matches("They speak of voters").count(),
        1,
        "what is common stands once: {markdown}"
    );
    let context = "Thailand · NAMED · Ministers name the list · on the argument\\: against";
    assert!(
        markdown
            .replace("\\:", ":")
            .contains(&context.replace("\\:", ":")),
        "{markdown}"
    );

    let appendix = file(&project, &texts, &recipe, Format::Html);
    for words in [
        "Evidence 3",
        "All 2 quotations were compared",
        "Okafor. 2011. A report. Report. p. 2.",
        "documents/report.txt",
        "Coded by Ann, Ben; last changed on 2024-05-01.",
        "They speak of voters",
    ] {
        assert!(appendix.contains(words), "{words}: {appendix}");
    }
}

#[test]
fn a_quotation_that_its_text_does_not_hold_is_said_to_be_none() {
    let (mut project, mut texts) = project();
    let mut broken = coding("she denied it", "Ann", Stance::Against);
    "she confirmed it".clone_into(&mut broken.quotation);
    let mut clock = Clock::new(CoderId::named("Ann"), Device(1));
    project.apply(&Transaction::new("").put(broken), &mut clock, NOON + 1);
    let wanted = recipe(Output::Evidence);
    let counted = made(&project, &texts, &wanted, Format::Data, |made| {
        (made.verified, made.unverified)
    });
    assert_eq!(counted, (1, 1));
    let csv = file(&project, &texts, &wanted, Format::Data);
    assert_eq!(rows(&csv)[1]["check"], "differs from the text");
    let markdown = file(&project, &texts, &wanted, Format::Markdown);
    assert!(
        markdown.contains("Of 2 quotations, 1 could not be verified"),
        "{markdown}"
    );
    assert!(
        markdown.contains("says something else at this place"),
        "{markdown}"
    );

    texts.insert(
        DocumentId::named("report.txt"),
        Err("it is gone".to_owned()),
    );
    let csv = file(&project, &texts, &wanted, Format::Data);
    assert_eq!(rows(&csv)[0]["check"], "not verified: it is gone");
    let cite = Cite::new(&Style::default()).unwrap();
    let passages = recipe(Output::Passages);
    let grounds = Grounds::default();
    let refused = make(Source {
        project: &project,
        texts: &texts,
        recipe: &passages,
        cite: &cite,
        grounds: &grounds,
        format: Format::Data,
        only: None,
        rows: None,
        folder: None,
    });
    assert!(refused.err().unwrap().contains("“A report” is needed"));
}

#[test]
fn the_papers_table_has_its_third_column_filled() {
    let (project, texts) = project();
    let wanted = recipe(Output::Implications);
    let rows = rows(&file(&project, &texts, &wanted, Format::Data));
    let row = rows.iter().find(|row| row["key"] == "NAMED").unwrap();
    let cell = |name: &str| row[name].as_str();
    assert_eq!(cell("case"), "Thailand");
    assert_eq!(
        (
            cell("supports"),
            cell("against"),
            cell("mixed"),
            cell("unset")
        ),
        ("2", "1", "0", "0")
    );
    assert_eq!((cell("cannot tell apart"), cell("searches")), ("1", "1"));
    assert_eq!((cell("verdict"), cell("outcome")), ("found", "passed"));
    assert_eq!(
        cell("best passage"),
        "“the list changed everything” (Okafor 2011, p. 2)"
    );
    let paper = file(&project, &texts, &wanted, Format::Markdown);
    let line = paper
        .lines()
        .find(|line| line.contains("Ministers name the list"))
        .unwrap();
    let (quote, denial) = (
        line.find("“the list changed everything” (Okafor 2011, p. 2)")
            .unwrap(),
        line.find("Against: “she denied it”").unwrap(),
    );
    assert!(quote < denial, "the best first: {line}");
    assert!(line.contains("found · hoop, passed"), "{line}");
    assert!(
        line.contains("It was named.") && line.contains("Looked for “coal” in 2 documents"),
        "{line}"
    );
}

#[test]
fn a_filter_holds_in_every_table_and_is_said() {
    let (project, texts) = project();
    let filtered = |output| Recipe {
        output,
        filter: Filter {
            stance: Some(Stance::Against),
            ..Filter::default()
        },
        ..Recipe::default()
    };
    let data = |output| rows(&file(&project, &texts, &filtered(output), Format::Data));
    assert_eq!(data(Output::Passages).len(), 1);
    assert_eq!(data(Output::Evidence).len(), 1);
    let row = data(Output::Implications);
    let row = row.iter().find(|row| row["key"] == "NAMED").unwrap();
    assert_eq!(
        (row["supports"].as_str(), row["against"].as_str()),
        ("0", "1")
    );
    assert!(row["best passage"].starts_with("“she denied it”"));
    let appendix = file(&project, &texts, &filtered(Output::Evidence), Format::Html);
    assert!(appendix.contains("stance against"), "{appendix}");
    assert!(
        appendix.contains("are left out, since they have no stance"),
        "{appendix}"
    );
}

#[test]
fn columns_come_as_they_were_chosen_with_quotations_as_the_style_says() {
    let (project, texts) = project();
    let chosen = Recipe {
        columns: vec![Column::Cited, Column::Place, Column::Rival(rival().id)],
        style: Style {
            note_marks: true,
            cut: "...".to_owned(),
            citation: "[{author}: ]{page}".to_owned(),
        },
        ..Recipe::default()
    };
    let csv = file(&project, &texts, &chosen, Format::Data);
    let mut lines = csv.split("\r\n");
    assert_eq!(lines.next(), Some("cited,place,on Domestic pressure"));
    assert_eq!(
        lines.next(),
        Some("“the list¹² changed everything” Okafor: 2,p. 2,supports")
    );
    let linked = Recipe {
        columns: vec![Column::Document],
        ..Recipe::default()
    };
    let html = file(&project, &texts, &linked, Format::Html);
    assert!(html.contains("href=\"documents/report.txt\""), "{html}");
}

#[test]
fn pages_have_the_columns_that_can_be_read_and_data_has_all() {
    let (project, texts) = project();
    let wanted = recipe(Output::Passages);
    let markdown = file(&project, &texts, &wanted, Format::Markdown);
    assert!(
        markdown.contains("| key | argument, rivals | cited | case | speaker | coder | memo |"),
        "no date, since none is filled in: {markdown}"
    );
    assert!(
        markdown.contains("▲ supports<br>▲ supports “Domestic pressure”"),
        "{markdown}"
    );
    let csv = file(&project, &texts, &wanted, Format::Data);
    assert!(
        csv.starts_with("code,key,stance,quotation,document,"),
        "{csv}"
    );
}

#[test]
fn the_codebook_says_all_that_a_code_is() {
    let (project, texts) = project();
    let wanted = recipe(Output::Codebook);
    let rows = rows(&file(&project, &texts, &wanted, Format::Data));
    assert_eq!(rows.len(), 2);
    let row = &rows[1];
    assert_eq!(row["key"], "NAMED");
    assert_eq!(row["parent"], "The list is noticed");
    assert_eq!(row["the argument expects"], "They do");
    assert_eq!(row["“Domestic pressure” expects"], "They speak of voters");
    assert_eq!(
        (row["test"].as_str(), row["codings"].as_str()),
        ("hoop", "3")
    );
    let markdown = file(&project, &texts, &wanted, Format::Markdown);
    assert!(
        markdown.contains("NAMED · Ministers name the list"),
        "{markdown}"
    );
}

#[test]
fn sets_apart_by_whatever_is_asked() {
    let (project, texts) = project();
    for (by, subjects) in [
        (By::Coder, vec!["Ann", "Ben"]),
        (By::Document, vec!["A report"]),
        (By::Year, vec!["No date"]),
    ] {
        let wanted = Recipe {
            by,
            ..recipe(Output::Implications)
        };
        let rows = rows(&file(&project, &texts, &wanted, Format::Data));
        let name = by.name(&project);
        let found: Vec<&str> = rows
            .iter()
            .filter(|row| row["key"] == "NAMED" && row["supports"] != "0")
            .map(|row| row[&name].as_str())
            .collect();
        assert_eq!(found, subjects, "{name}");
    }
}

#[test]
fn stopping_leaves_the_old_file() {
    let (project, texts) = project();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("table.csv");
    std::fs::write(&path, "old").unwrap();
    let stopped = made(
        &project,
        &texts,
        &recipe(Output::Passages),
        Format::Csv,
        |made| write(made.report, Format::Csv, &path, &|_, _| false),
    );
    assert!(stopped.unwrap_err().to_string().contains("stopped"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}
