#![allow(clippy::unwrap_used)]

use super::super::rows;
use super::*;
use crate::project::{
    Case, Clock, Code, Coder, Colour, Device, Document, RivalId, Span, Transaction,
};
use proptest::prelude::*;

/// What people may do while the table is looked at, with small numbers that stand for records, so that they meet often.
#[derive(Clone, Debug)]
enum Deed {
    PutCoding(u8, Box<Draft>),
    RemoveCoding(u8),
    PutCode(u8, Option<u8>, u8),
    PutDocument(u8, u8, Option<u8>),
    PutCase(u8, u8),
    RemoveCase(u8),
    PutCoder(u8, u8),
    Filter(Box<Filter>),
    Sort(Sort),
    Blind(bool),
    /// An order begins to be worked out in the background.
    Begin(Sort),
    /// It is there.
    Arrives,
}

#[derive(Clone, Debug)]
struct Draft {
    document: u8,
    code: u8,
    coder: u8,
    start: usize,
    stance: usize,
    case: Option<u8>,
    date: Option<u8>,
    words: usize,
    memo: usize,
}

const WORDS: [&str; 5] = [
    "The ΣΟΦΟΣ law",
    "Straße in Łódź",
    "law\nand order",
    "ผู้ย้ายถิ่น",
    "",
];
const DATES: [&str; 4] = ["2004", "2004-06..2006", "before 2005", "about 2003-02-01"];

fn id<T>(kind: &str, n: u8, named: impl Fn(&str) -> T) -> T {
    named(&format!("{kind} {n}"))
}

fn draft() -> impl Strategy<Value = Box<Draft>> {
    (
        (0..3u8, 0..4u8, 0..2u8, 0..5usize, 0..4usize),
        (
            proptest::option::of(0..2u8),
            proptest::option::of(0..4u8),
            0..5usize,
            0..5usize,
        ),
    )
        .prop_map(
            |((document, code, coder, start, stance), (case, date, words, memo))| {
                Box::new(Draft {
                    document,
                    code,
                    coder,
                    start,
                    stance,
                    case,
                    date,
                    words,
                    memo,
                })
            },
        )
}

fn sort() -> impl Strategy<Value = Sort> {
    let columns = [
        Column::Code,
        Column::Key,
        Column::Stance,
        Column::Quotation,
        Column::Document,
        Column::Author,
        Column::Year,
        Column::Place,
        Column::Case,
        Column::Date,
        Column::Speaker,
        Column::Coder,
        Column::Memo,
        Column::End,
        Column::Rival(id("rival", 0, RivalId::named)),
    ];
    (proptest::sample::select(columns.to_vec()), any::<bool>())
        .prop_map(|(column, descending)| Sort { column, descending })
}

fn filter() -> impl Strategy<Value = Box<Filter>> {
    let date = || proptest::option::weighted(0.2, 0..4u8).prop_map(|n| n.and_then(date));
    (
        proptest::option::weighted(0.3, 0..4u8),
        proptest::option::weighted(0.3, proptest::option::of(0..2u8)),
        proptest::option::weighted(0.2, 0..2u8),
        proptest::option::weighted(0.3, 0..4usize),
        proptest::option::weighted(0.2, 0..2u8),
        proptest::option::weighted(0.2, 0..3u8),
        date(),
        date(),
        prop_oneof![
            4 => Just(""), 1 => Just("LAW"), 1 => Just("law the"), 1 => Just("σοφος"), 1 => Just("straße ŁÓ"),
            1 => Just("ย้าย"), 1 => Just("nowhere")
        ],
        prop_oneof![6 => Just(""), 1 => Just("06lima"), 1 => Just("AGAINST 2008")],
    )
        .prop_map(|(code, case, coder, stance, rival, document, from, to, text, source)| {
            Box::new(Filter {
                code: code.map(|n| id("code", n, CodeId::named)),
                case: case.map(|case| case.map(|n| id("case", n, CaseId::named))),
                coder: coder.map(|n| id("coder", n, CoderId::named)),
                stance: stance.map(|n| Stance::ALL[n]),
                cannot_tell_from: rival.map(|n| id("rival", n, RivalId::named)),
                document: document.map(|n| id("document", n, DocumentId::named)),
                from,
                to,
                text: text.to_owned(),
                source: source.to_owned(),
            })
        })
}

fn date(n: u8) -> Option<Date> {
    DATES.get(usize::from(n)).and_then(|text| text.parse().ok())
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        8 => (0..12u8, draft()).prop_map(|(n, draft)| Deed::PutCoding(n, draft)),
        3 => (0..12u8).prop_map(Deed::RemoveCoding),
        1 => (0..4u8, proptest::option::of(0..4u8), 0..4u8).prop_map(|(n, parent, name)| Deed::PutCode(n, parent, name)),
        1 => (0..3u8, 0..4u8, proptest::option::of(0..2u8)).prop_map(|(n, title, case)| Deed::PutDocument(n, title, case)),
        1 => (0..2u8, 0..4u8).prop_map(|(n, name)| Deed::PutCase(n, name)),
        1 => (0..2u8).prop_map(Deed::RemoveCase),
        1 => (0..2u8, 0..4u8).prop_map(|(n, name)| Deed::PutCoder(n, name)),
        3 => filter().prop_map(Deed::Filter),
        2 => sort().prop_map(Deed::Sort),
        1 => any::<bool>().prop_map(Deed::Blind),
        2 => sort().prop_map(Deed::Begin),
        2 => Just(Deed::Arrives),
    ]
}

fn coding(n: u8, draft: &Draft) -> Coding {
    let rival = id("rival", 0, RivalId::named);
    Coding {
        id: id("coding", n, CodingId::named),
        document: id("document", draft.document, DocumentId::named),
        code: id("code", draft.code, CodeId::named),
        coder: id("coder", draft.coder, CoderId::named),
        spans: vec![Span::new(draft.start, draft.start + 1 + draft.words)],
        quotation: WORDS[draft.words].to_owned(),
        stance: Stance::ALL[draft.stance],
        rivals: [(rival, Stance::ALL[draft.words % 4])].into(),
        case: draft.case.map(|n| id("case", n, CaseId::named)),
        date: draft.date.and_then(date),
        speaker: WORDS[draft.memo].to_lowercase(),
        memo: WORDS[draft.memo].to_owned(),
        attributes: Default::default(),
        version: None,
        made: crate::project::Made::default(),
    }
}

fn document(n: u8, title: u8, case: Option<u8>) -> Document {
    Document {
        id: id("document", n, DocumentId::named),
        title: format!("Title {title}"),
        author: format!("Author {}", title % 2),
        year: (title > 1).then_some(2000 + i32::from(title)),
        case: case.map(|n| id("case", n, CaseId::named)),
        kind: String::new(),
        notes: String::new(),
        file: format!("{n}.txt"),
        original: String::new(),
        encoding: String::new(),
        sha256: String::new(),
        bytes: 9,
        ..Document::new("", "")
    }
}

fn step(deed: &Deed) -> Transaction {
    let step = Transaction::new("");
    match deed {
        Deed::PutCoding(n, draft) => step.put(coding(*n, draft)),
        Deed::RemoveCoding(n) => step.remove(RecordId::Coding(id("coding", *n, CodingId::named))),
        Deed::PutCode(n, parent, name) => {
            let parent = parent.map(|n| id("code", n, CodeId::named));
            let colour = Colour::Palette(0);
            let mut code = Code::named(format!("Name {name}"), parent, i64::from(*name), colour);
            code.id = id("code", *n, CodeId::named);
            step.put(code)
        }
        Deed::PutDocument(n, title, case) => step.put(document(*n, *title, *case)),
        Deed::PutCase(n, name) => step.put(Case {
            id: id("case", *n, CaseId::named),
            name: format!("Case {name}"),
            notes: String::new(),
        }),
        Deed::RemoveCase(n) => step.remove(RecordId::Case(id("case", *n, CaseId::named))),
        Deed::PutCoder(n, name) => step.put(Coder {
            id: id("coder", *n, CoderId::named),
            name: format!("Coder {name}"),
            colour: Colour::Palette(0),
        }),
        _ => step,
    }
}

/// Passages rest on works that their stance names; those without one on nothing.
fn rests(coding: &Coding) -> String {
    match coding.stance {
        Stance::Unset => String::new(),
        stance => format!("{stance} 2008; 06LIMA12"),
    }
}

fn made(project: &Project, sort: Sort) -> Index {
    Index::read(project, sort, &rests, || false)
        .unwrap()
        .sorted()
}

fn order(project: &Project, sort: Sort, index: &Index) -> Order {
    Order::read(project, sort, index.slots(), &rests, || false)
        .unwrap()
        .sorted()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_rows_are_those_that_working_them_out_afresh_gives(deeds in proptest::collection::vec(deed(), 1..60)) {
        let mut project = Project::default();
        let mut clock = Clock::new(CoderId::named("coder 0"), Device(1));
        let mut index = made(&project, Sort::default());
        let (mut filter, mut wanted, mut only) = (Filter::default(), Sort::default(), None);
        let mut begun: Option<(Order, Vec<CodingId>)> = None;
        for deed in &deeds {
            match deed {
                Deed::Filter(new) => filter = (**new).clone(),
                Deed::Sort(new) => wanted = *new,
                Deed::Blind(blind) => only = blind.then(|| CoderId::named("coder 0")),
                Deed::Begin(sort) => begun = Some((order(&project, *sort, &index), Vec::new())),
                Deed::Arrives => {
                    if let Some((order, changed)) = begun.take() {
                        wanted = order.sort();
                        index.adopt(order, &project, changed, &rests);
                    }
                }
                _ => {
                    let step = step(deed);
                    let touched: Vec<RecordId> = step.edits.iter().map(crate::project::Edit::id).collect();
                    project.apply(&step, &mut clock, 1);
                    match touched[..] {
                        [RecordId::Coding(id)] => begun.iter_mut().for_each(|(_, changed)| changed.push(id)),
                        _ => begun = None,
                    }
                    match index.follow(&project, touched, &rests) {
                        Due::Nothing => {}
                        Due::Order => index.adopt(order(&project, wanted, &index), &project, [], &rests),
                        Due::All => {
                            begun = None;
                            index = made(&project, wanted);
                        }
                    }
                }
            }
            if index.sort() != wanted {
                index.adopt(order(&project, wanted, &index), &project, [], &rests);
            }
            if !index.answers(&filter, only) {
                index.ask(&project, &filter, only);
            }
            let hidden = |coder| only.is_some_and(|only| coder != only);
            let plain = rows(&project, &filter, wanted, &rests, hidden);
            let of = |stance| {
                let codings = plain.iter().filter_map(|id| project.codings().get(*id));
                codings.filter(|coding| coding.stance == stance).count()
            };
            prop_assert_eq!(index.stances(), Stance::ALL.map(of));
            prop_assert_eq!(index.rows(), plain);
            let seen = project.codings().iter().filter(|coding| !hidden(coding.coder)).count();
            prop_assert_eq!(index.all(), seen);
        }
    }
}

#[test]
fn reading_stops_when_it_is_told_to() {
    let mut project = Project::default();
    let mut clock = Clock::new(CoderId::named("coder 0"), Device(1));
    let draft = Draft {
        document: 0,
        code: 0,
        coder: 0,
        start: 0,
        stance: 0,
        case: None,
        date: None,
        words: 0,
        memo: 0,
    };
    let put = step(&Deed::PutCoding(0, Box::new(draft)));
    project.apply(&put, &mut clock, 1);
    assert!(Index::read(&project, Sort::default(), &rests, || true).is_none());
    let index = made(&project, Sort::default());
    assert!(Order::read(&project, Sort::default(), index.slots(), &rests, || true).is_none());
}
