use super::*;
use crate::project::{
    Attribute, AttributeId, AttributeKind, Case, Clock, Code, Colour, Date, Device, Document, Edit,
    Finding, Record, RivalId, Span, Transaction, Value, Verdict,
};
use proptest::prelude::*;

fn case(at: u8) -> CaseId {
    CaseId::named(&format!("case {at}"))
}

fn code(at: u8) -> CodeId {
    CodeId::named(&format!("code {at}"))
}

fn document(at: u8) -> DocumentId {
    DocumentId::named(&format!("document {at}"))
}

fn coder(at: u8) -> CoderId {
    CoderId::named(&format!("coder {at}"))
}

fn coding(at: u8) -> CodingId {
    CodingId::named(&format!("coding {at}"))
}

fn period() -> AttributeId {
    AttributeId::named("period")
}

/// A coding that says nothing but where it stands and what it is tagged with.
fn bare(at: u8, of: u8, stands_in: u8) -> Coding {
    Coding {
        id: coding(at),
        document: document(stands_in),
        code: code(of),
        coder: coder(0),
        spans: vec![Span::new(usize::from(at), usize::from(at) + 4)],
        quotation: "four".to_owned(),
        stance: Stance::Unset,
        rivals: BTreeMap::new(),
        case: None,
        date: None,
        speaker: String::new(),
        memo: String::new(),
        attributes: BTreeMap::new(),
        version: None,
        made: crate::project::Made::default(),
    }
}

fn text(at: u8, title: u8, of: Option<u8>) -> Document {
    Document {
        id: document(at),
        title: format!("Title {title}"),
        author: String::new(),
        year: None,
        case: of.map(case),
        kind: String::new(),
        notes: String::new(),
        file: format!("{at}.txt"),
        original: String::new(),
        encoding: String::new(),
        sha256: String::new(),
        bytes: 0,
        ..Document::new("", "")
    }
}

/// A text of which a part is of another case, or which has a value for its passages.
fn with_more(text: Document, title: u8) -> Document {
    let part = Section {
        start: 2,
        case: Some(case(2)),
    };
    let value = (period(), Value::Text("early".to_owned()));
    Document {
        sections: (title == 1).then_some(part).into_iter().collect(),
        attributes: (title == 2).then_some(value).into_iter().collect(),
        ..text
    }
}

fn country(at: u8, name: &str) -> Case {
    Case {
        id: case(at),
        name: name.to_owned(),
        notes: String::new(),
    }
}

fn node(at: u8, under: Option<u8>) -> Code {
    let mut node = Code::named(
        format!("Code {at}"),
        under.map(code),
        i64::from(at),
        Colour::Palette(0),
    );
    node.id = code(at);
    node
}

fn finding(of: u8, subject: Subject) -> Finding {
    let mut finding = Finding::new(code(of), subject, coder(0));
    finding.verdict = Some(Verdict::Found);
    finding
}

/// A project, made step by step.
struct Desk {
    project: Project,
    clock: Clock,
}

impl Desk {
    fn new() -> Self {
        Self {
            project: Project::default(),
            clock: Clock::new(coder(0), Device(1)),
        }
    }

    fn with(mut self, records: impl IntoIterator<Item = Record>) -> Self {
        self.put(records);
        self
    }

    fn put(&mut self, records: impl IntoIterator<Item = Record>) {
        let step = records
            .into_iter()
            .fold(Transaction::new(""), Transaction::put);
        self.project.apply(&step, &mut self.clock, 0);
    }

    fn remove(&mut self, id: RecordId) {
        self.project
            .apply(&Transaction::new("").remove(id), &mut self.clock, 0);
    }

    fn tree(&self) -> Tree {
        Tree::of(&self.project)
    }

    fn tallies(&self, by: By) -> Tallies {
        Tallies::of(&self.project, by, None)
    }
}

/// All that a table says: its columns, its rows, its cells with their passages in order.
type Said = (
    Vec<Subject>,
    BTreeMap<CodeId, Tally>,
    BTreeMap<(CodeId, Subject), (Tally, Vec<CodingId>)>,
);

fn said(tallies: &Tallies, project: &Project) -> Said {
    let tree = Tree::of(project);
    let rows = tallies.rows.iter().filter(|(_, row)| !row.whole.is_empty());
    let mut cells = BTreeMap::new();
    for code in tallies.cells.keys().map(|(code, _)| *code) {
        for subject in tallies.subjects.used() {
            let tally = tallies.cell(code, subject);
            if !tally.whole.is_empty() {
                let passages = tallies.passages(&tree, code, subject, usize::MAX);
                cells.insert((code, subject.clone()), (tally, passages));
            }
        }
    }
    (
        tallies.columns().to_vec(),
        rows.map(|(code, row)| (*code, *row)).collect(),
        cells,
    )
}

fn a_stance() -> impl Strategy<Value = Stance> {
    proptest::sample::select(Stance::ALL.to_vec())
}

prop_compose! {
    fn a_coding()(
        at in 0u8..10, of in 0u8..5, stands_in in 0u8..3, by in 0u8..3, start in 0usize..3,
        stance in a_stance(), on_rival in a_stance(), says_of in proptest::option::of(0u8..3),
        year in proptest::option::of(2001i32..2004), memo in any::<bool>(), value in proptest::option::of(0u8..3),
    ) -> Coding {
        let date = year.and_then(|year| year.to_string().parse::<Date>().ok());
        let value = value.map(|value| (period(), Value::Text(["late", "early", "none"][usize::from(value)].to_owned())));
        Coding {
            coder: coder(by),
            spans: vec![Span::new(start, start + 4)],
            stance,
            rivals: [(RivalId::named("rival"), on_rival)].into(),
            case: says_of.map(case),
            date,
            memo: if memo { "why".to_owned() } else { String::new() },
            attributes: value.into_iter().collect(),
            ..bare(at, of, stands_in)
        }
    }
}

/// Something that a person or a colleague does.
fn a_deed() -> impl Strategy<Value = Edit> {
    let choices = || AttributeKind::List(vec!["early".to_owned(), "late".to_owned()]);
    let attribute = move |listed: bool| Attribute {
        id: period(),
        name: "period".to_owned(),
        kind: if listed {
            choices()
        } else {
            AttributeKind::Text
        },
    };
    let of_case = |of: u8, at: u8| finding(of, Subject::Case(Some(case(at))));
    prop_oneof![
        8 => a_coding().prop_map(|coding| Edit::Put(coding.into())),
        3 => (0u8..10).prop_map(|at| Edit::Remove(RecordId::Coding(coding(at)))),
        2 => (0u8..3, 0u8..3, proptest::option::of(0u8..3)).prop_map(|(at, title, of)| Edit::Put(with_more(text(at, title, of), title).into())),
        1 => (0u8..3).prop_map(|at| Edit::Remove(RecordId::Document(document(at)))),
        2 => (0u8..3, "[a-c]").prop_map(|(at, name)| Edit::Put(country(at, &name).into())),
        1 => (0u8..3).prop_map(|at| Edit::Remove(RecordId::Case(case(at)))),
        2 => (0u8..5, proptest::option::of(0u8..5)).prop_map(|(at, under)| Edit::Put(node(at, under).into())),
        1 => (0u8..5).prop_map(|at| Edit::Remove(RecordId::Code(code(at)))),
        1 => (0u8..5, 0u8..3).prop_map(move |(of, at)| Edit::Put(of_case(of, at).into())),
        1 => (0u8..5).prop_map(|of| Edit::Put(finding(of, Subject::Year(Some(1999))).into())),
        1 => (0u8..5, 0u8..3).prop_map(move |(of, at)| Edit::Remove(RecordId::Finding(of_case(of, at).id))),
        1 => any::<bool>().prop_map(move |listed| Edit::Put(attribute(listed).into())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn counting_step_by_step_is_counting_anew(deeds in proptest::collection::vec(proptest::collection::vec(a_deed(), 1..3), 1..24)) {
        for by in [By::Case, By::Document, By::Coder, By::Year, By::Attribute(period())] {
            for only in [None, Some(coder(1))] {
                let mut desk = Desk::new();
                let mut tallies = Tallies::of(&desk.project, by, only);
                for step in &deeds {
                    let mut touched = Vec::new();
                    for deed in step {
                        match deed.clone() {
                            Edit::Put(record) => {
                                touched.push(record.id());
                                desk.put([record]);
                            }
                            Edit::Remove(id) => {
                                touched.push(id);
                                desk.remove(id);
                            }
                        }
                    }
                    tallies.update(&desk.project, &desk.tree(), &touched);
                    let anew = Tallies::of(&desk.project, by, only);
                    prop_assert_eq!(said(&tallies, &desk.project), said(&anew, &desk.project));
                }
            }
        }
    }
}

#[test]
fn a_branch_counts_its_parts_and_a_move_takes_them_along() {
    let mut supports = bare(1, 1, 0);
    supports.stance = Stance::Supports;
    let mut against = bare(2, 2, 0);
    against.stance = Stance::Against;
    against.rivals = [(RivalId::named("rival"), Stance::Against)].into();
    let mut desk = Desk::new().with([
        node(0, None).into(),
        node(1, Some(0)).into(),
        node(2, Some(1)).into(),
        country(0, "Thailand").into(),
        text(0, 0, Some(0)).into(),
        supports.into(),
        against.into(),
    ]);
    let here = Subject::Case(Some(case(0)));
    let mut tallies = desk.tallies(By::Case);
    let one = |tallies: &Tallies, at: u8| tallies.cell(code(at), &here);
    assert_eq!(one(&tallies, 0).own, Counts::default());
    let both = one(&tallies, 0).whole;
    assert_eq!((both.supports, both.against, both.alike), (1, 1, 1));
    assert_eq!(one(&tallies, 1).own.total(), 1);
    assert_eq!(one(&tallies, 1).whole.total(), 2);
    assert_eq!(tallies.row(code(0)).whole.total(), 2);

    desk.put([node(2, None).into()]);
    tallies.update(&desk.project, &desk.tree(), &[RecordId::Code(code(2))]);
    assert_eq!(one(&tallies, 0).whole.total(), 1);
    assert_eq!(one(&tallies, 2).whole.total(), 1);
}

#[test]
fn columns_stand_in_the_order_a_person_expects() {
    let dated = |at: u8, year: &str| Coding {
        date: year.parse().ok(),
        ..bare(at, 0, 0)
    };
    let desk = Desk::new().with([
        node(0, None).into(),
        country(0, "thailand").into(),
        country(1, "Laos").into(),
        country(2, "Viet Nam").into(),
        text(0, 0, Some(0)).into(),
        text(1, 1, None).into(),
        dated(1, "2009").into(),
        dated(2, "2001-05").into(),
        dated(3, "").into(),
        bare(4, 0, 1).into(),
    ]);
    let names = |by: By| -> Vec<String> {
        let tallies = desk.tallies(by);
        let columns = tallies.columns().iter();
        columns.map(|subject| subject.name(&desk.project)).collect()
    };
    assert_eq!(names(By::Case), ["Laos", "thailand", "Viet Nam", "No case"]);
    assert_eq!(names(By::Year), ["2001", "2009", "No date"]);
    assert_eq!(names(By::Document), ["Title 0", "Title 1"]);
}

#[test]
fn a_finding_makes_a_column_of_its_own() {
    let mut desk = Desk::new().with([
        node(0, None).into(),
        finding(0, Subject::Year(Some(1999))).into(),
    ]);
    let mut tallies = desk.tallies(By::Year);
    assert_eq!(tallies.columns(), [Subject::Year(Some(1999))]);
    let id = Finding::id_of(code(0), &Subject::Year(Some(1999)));
    desk.remove(RecordId::Finding(id));
    tallies.update(&desk.project, &desk.tree(), &[RecordId::Finding(id)]);
    assert!(tallies.columns().is_empty());
}

#[test]
fn the_best_passage_is_pinned_or_follows_the_rule() {
    let here = Subject::Case(None);
    let unset = bare(1, 0, 0);
    let mixed = Coding {
        stance: Stance::Mixed,
        memo: "why".to_owned(),
        ..bare(2, 0, 0)
    };
    let late = Coding {
        stance: Stance::Against,
        ..bare(5, 0, 0)
    };
    let early = Coding {
        stance: Stance::Supports,
        ..bare(3, 0, 0)
    };
    let shared = Coding {
        stance: Stance::Supports,
        ..bare(7, 0, 0)
    };
    let twin = Coding {
        id: coding(8),
        coder: coder(1),
        ..shared.clone()
    };
    let noted = Coding {
        stance: Stance::Supports,
        memo: "why".to_owned(),
        ..bare(9, 0, 0)
    };
    let mut desk = Desk::new().with([node(0, None).into(), text(0, 0, None).into(), unset.into()]);
    let best = |desk: &Desk, finding: Option<&Finding>| {
        desk.tallies(By::Case)
            .best(&desk.tree(), code(0), &here, finding)
    };
    for (better, why) in [
        (mixed.clone(), "a stance goes before none"),
        (late, "a side goes before some of both"),
        (early, "what comes first in the text"),
        (shared.clone(), "what two coders see"),
        (noted.clone(), "what has a memo"),
    ] {
        let id = better.id;
        desk.put([better.into()]);
        if id == shared.id {
            desk.put([twin.clone().into()]);
            let tallies = desk.tallies(By::Case);
            assert_eq!((tallies.coders(id), tallies.coders(noted.id)), (2, 0));
            assert!(
                [Some(id), Some(twin.id)].contains(&best(&desk, None)),
                "{why}"
            );
        } else {
            assert_eq!(best(&desk, None), Some(id), "{why}");
        }
    }
    let mut pin = Finding::new(code(0), here.clone(), coder(0));
    pin.pinned = Some(mixed.id);
    assert_eq!(best(&desk, Some(&pin)), Some(mixed.id));
    desk.put([Coding {
        code: code(4),
        ..mixed
    }
    .into()]);
    assert_eq!(
        best(&desk, Some(&pin)),
        Some(noted.id),
        "a pin holds only where its passage stands"
    );
}

#[test]
fn only_what_one_may_see_is_counted() {
    let theirs = Coding {
        coder: coder(1),
        ..bare(1, 0, 0)
    };
    let desk = Desk::new().with([
        node(0, None).into(),
        text(0, 0, None).into(),
        theirs.into(),
        bare(2, 0, 0).into(),
    ]);
    let mine = Tallies::of(&desk.project, By::Coder, Some(coder(0)));
    assert_eq!(mine.columns(), [Subject::Coder(coder(0))]);
    assert_eq!(mine.row(code(0)).whole.total(), 1);
}
