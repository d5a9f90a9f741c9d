//! Every record that there is, with every field, goes to the disk and comes back the same.

use super::*;
use attest::project::{
    Absence, AbsenceHit, AbsenceId, Alias, Asked, Attribute, AttributeId, AttributeKind, By, Case,
    CaseId, Coder, Column, Date, Declined, Event, EventId, ExportId, Filter, Finding, Format,
    Freeze, Likelihoods, Made, Memo, MemoId, MemoOn, NamedExport, NamedQuery, Output, QueryId,
    Reading, Recipe, Record, Reference, Rival, RivalId, Searched, Sort, Stance, Style, Subject,
    Test, Tested, Value, Verdict, Weighing, Work, WorkId, WorkKind,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Hands out whatever a record can hold, as a test run chose it.
struct Draw {
    texts: Vec<String>,
    numbers: Vec<u32>,
    at: usize,
}

impl Draw {
    fn number(&mut self) -> u32 {
        self.at += 1;
        self.numbers[self.at % self.numbers.len()].rotate_left(self.at as u32)
    }

    fn text(&mut self) -> String {
        let at = self.number() as usize;
        self.texts[at % self.texts.len()].clone()
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.number() as usize % of.len()].clone()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (!self.number().is_multiple_of(3)).then(|| make(self))
    }

    fn some<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.number() % 3).map(|_| make(self)).collect()
    }

    fn id<T>(&mut self, named: impl Fn(&str) -> T) -> T {
        named(&(self.number() % 4).to_string())
    }

    fn date(&mut self) -> Date {
        let dates = [
            "2004",
            "2004-06",
            "1999-12-31",
            "2004..2006-03",
            "before 0999",
            "about 2004-06",
        ];
        self.one(&dates).parse().unwrap()
    }

    fn float(&mut self) -> f64 {
        let odd = [0.0, -0.0, 0.1, 1e300, -1.5e-300, 7.0, f64::MIN_POSITIVE];
        self.one(&odd) + f64::from(self.number() % 1000) / 7.0
    }

    fn stance(&mut self) -> Stance {
        self.one(&Stance::ALL)
    }

    fn subject(&mut self) -> Subject {
        match self.number() % 5 {
            0 => Subject::Case(self.maybe(|d| d.id(CaseId::named))),
            1 => Subject::Document(self.id(DocumentId::named)),
            2 => Subject::Coder(self.id(CoderId::named)),
            3 => Subject::Year(self.maybe(|d| d.number() as i32)),
            _ => Subject::Value(self.id(AttributeId::named), self.text()),
        }
    }

    fn spans(&mut self) -> Vec<Span> {
        self.some(|d| Span::new(d.number() as usize, d.number() as usize))
    }

    fn hit(&mut self) -> AbsenceHit {
        AbsenceHit {
            document: self.id(DocumentId::named),
            spans: self.spans(),
            quotation: self.text(),
        }
    }

    fn likelihoods(&mut self) -> Likelihoods {
        Likelihoods {
            argument: (self.float(), self.float()),
            rival: (self.float(), self.float()),
        }
    }

    fn column(&mut self) -> Column {
        let rival = Column::Rival(self.id(RivalId::named));
        let attribute = Column::Attribute(self.id(AttributeId::named));
        let plain = self.one(&Column::EXPORT);
        self.one(&[rival, attribute, plain, Column::Cited])
    }

    fn filter(&mut self) -> Filter {
        Filter {
            code: self.maybe(|d| d.id(CodeId::named)),
            case: self.maybe(|d| d.maybe(|d| d.id(CaseId::named))),
            coder: self.maybe(|d| d.id(CoderId::named)),
            stance: self.maybe(Self::stance),
            cannot_tell_from: self.maybe(|d| d.id(RivalId::named)),
            document: self.maybe(|d| d.id(DocumentId::named)),
            from: self.maybe(Self::date),
            to: self.maybe(Self::date),
            text: self.text(),
            source: self.text(),
        }
    }

    fn rival(&mut self) -> Rival {
        Rival {
            id: self.id(RivalId::named),
            name: self.text(),
            description: self.text(),
            rank: i64::from(self.number()),
        }
    }

    fn code(&mut self) -> Code {
        let parent = self.maybe(|d| d.id(CodeId::named));
        let own = Colour::Own(1, 2, 255);
        let colour = self.one(&[Colour::Palette(11), own]);
        let rank = i64::from(self.number()) - (1 << 31);
        let mut code = Code::named(self.text(), parent, rank, colour);
        code.id = self.id(CodeId::named);
        code.key = self.text();
        code.description = self.text();
        code.include = self.text();
        code.exclude = self.text();
        code.example = self.text();
        code.counter_example = self.text();
        code.question = self.text();
        code.predicts = self.text();
        code.rivals = self
            .some(|d| (d.id(RivalId::named), d.text()))
            .into_iter()
            .collect();
        code.test = self.maybe(|d| d.one(&Test::ALL));
        code.shortcut = self.maybe(|d| d.number() as u8);
        code
    }

    fn coding(&mut self) -> Coding {
        Coding {
            id: self.id(CodingId::named),
            document: self.id(DocumentId::named),
            code: self.id(CodeId::named),
            coder: self.id(CoderId::named),
            spans: self.spans(),
            quotation: self.text(),
            stance: self.stance(),
            rivals: self
                .some(|d| (d.id(RivalId::named), d.stance()))
                .into_iter()
                .collect(),
            case: self.maybe(|d| d.id(CaseId::named)),
            date: self.maybe(Self::date),
            speaker: self.text(),
            memo: self.text(),
            attributes: self
                .some(|d| {
                    let value = match d.number() % 3 {
                        0 => Value::Text(d.text()),
                        1 => Value::Number(d.float()),
                        _ => Value::Date(d.date()),
                    };
                    (d.id(AttributeId::named), value)
                })
                .into_iter()
                .collect(),
            version: None,
            made: self.made(),
        }
    }

    fn made(&mut self) -> Made {
        match self.number() % 4 {
            0 => Made::Reading,
            1 => Made::Search { query: self.text() },
            2 => Made::Proposal {
                name: self.text(),
                query: self.text(),
            },
            _ => Made::Likeness { to: self.text() },
        }
    }

    fn work(&mut self) -> Work {
        let aliases = self.some(|d| Alias {
            key: d.text(),
            document: d.maybe(|d| d.id(DocumentId::named)),
        });
        Work {
            id: self.id(WorkId::named),
            author: self.text(),
            title: self.text(),
            year: self.maybe(|d| d.number() as i32),
            reference: Reference {
                kind: self.maybe(|d| d.one(&WorkKind::ALL)),
                container: self.text(),
                pages: self.text(),
                date: self.maybe(Self::date),
                ..Reference::default()
            },
            notes: self.text(),
            aside: self.number().is_multiple_of(2),
            ..Work::new(aliases)
        }
    }

    fn document(&mut self) -> Document {
        Document {
            id: self.id(DocumentId::named),
            title: self.text(),
            author: self.text(),
            year: self.maybe(|d| d.number() as i32),
            case: self.maybe(|d| d.id(CaseId::named)),
            kind: self.text(),
            notes: self.text(),
            file: self.text(),
            original: self.text(),
            encoding: self.text(),
            sha256: self.text(),
            bytes: u64::from(self.number()),
            ..Document::new("", "")
        }
    }

    fn finding(&mut self) -> Finding {
        let (code, subject) = (self.id(CodeId::named), self.subject());
        let mut finding = Finding::new(code, subject, self.id(CoderId::named));
        finding.verdict = self.maybe(|d| d.one(&Verdict::ALL));
        finding.tested = self.maybe(|d| Tested {
            test: d.one(&Test::ALL),
            passed: d.number().is_multiple_of(2),
        });
        finding.text = self.text();
        finding.pinned = self.maybe(|d| d.id(CodingId::named));
        finding.likelihoods = self.maybe(Self::likelihoods);
        finding
    }

    fn absence(&mut self) -> Absence {
        let searched = self.some(|d| Searched {
            document: d.id(DocumentId::named),
            title: d.text(),
            sha256: d.text(),
        });
        Absence {
            id: self.id(AbsenceId::named),
            code: self.id(CodeId::named),
            subject: self.subject(),
            query: self.id(QueryId::named),
            asked: self.text(),
            corpus: Absence::corpus_hash(&searched),
            searched,
            on: self.date(),
            coder: self.id(CoderId::named),
            hits: self.some(Self::hit),
        }
    }

    fn reading(&mut self) -> Reading {
        let (code, subject, hit) = (self.id(CodeId::named), self.subject(), self.hit());
        let coder = self.id(CoderId::named);
        Reading {
            id: Reading::id_of(code, &subject, &hit, coder),
            code,
            subject,
            hit,
            coder,
            dismissed: self.number().is_multiple_of(2),
            why: self.text(),
            on: self.date(),
        }
    }

    fn freeze(&mut self) -> Freeze {
        let mut project = Project::default();
        let mut clock = Clock::new(CoderId::named("0"), Device(1));
        let about = About {
            title: self.text(),
            description: self.text(),
            codebook: self.text(),
        };
        let step = Transaction::new("")
            .put(about)
            .put(self.rival())
            .put(self.code())
            .put(self.code());
        project.apply(&step, &mut clock, 1);
        Freeze::of(&project, self.date(), CoderId::named("0"))
    }

    fn export(&mut self) -> NamedExport {
        let attribute = By::Attribute(self.id(AttributeId::named));
        let all = [By::Case, By::Document, By::Coder, By::Year, attribute];
        NamedExport {
            id: self.id(ExportId::named),
            name: self.text(),
            recipe: Recipe {
                output: self.one(&Output::ALL),
                by: self.one(&all),
                columns: self.some(Self::column),
                filter: self.filter(),
                sort: Sort {
                    column: self.column(),
                    descending: self.number().is_multiple_of(2),
                },
                style: Style {
                    note_marks: self.number().is_multiple_of(2),
                    cut: self.text(),
                    citation: self.text(),
                },
            },
            format: self.one(&Format::ALL),
            file: self.text(),
        }
    }

    fn smaller(&mut self) -> Vec<Record> {
        let kinds = [
            AttributeKind::List(vec![self.text(), self.text()]),
            AttributeKind::Text,
            AttributeKind::Number,
            AttributeKind::Date,
        ];
        let on = [
            MemoOn::Project,
            MemoOn::Document(self.id(DocumentId::named)),
            MemoOn::Code(self.id(CodeId::named)),
            MemoOn::Case(self.id(CaseId::named)),
            MemoOn::Coding(self.id(CodingId::named)),
        ];
        vec![
            Coder {
                id: self.id(CoderId::named),
                name: self.text(),
                colour: Colour::Palette(3),
            }
            .into(),
            Case {
                id: self.id(CaseId::named),
                name: self.text(),
                notes: self.text(),
            }
            .into(),
            Attribute {
                id: self.id(AttributeId::named),
                name: self.text(),
                kind: self.one(&kinds),
            }
            .into(),
            Event {
                id: self.id(EventId::named),
                case: self.maybe(|d| d.id(CaseId::named)),
                date: self.date(),
                kind: self.text(),
                label: self.text(),
                source: self.text(),
            }
            .into(),
            Memo {
                id: self.id(MemoId::named),
                on: self.one(&on),
                coder: self.id(CoderId::named),
                text: self.text(),
            }
            .into(),
            NamedQuery {
                id: self.id(QueryId::named),
                name: self.text(),
                query: self.text(),
                notes: self.text(),
                proposes: self.maybe(|d| d.id(CodeId::named)),
            }
            .into(),
            Asked::new(self.id(CoderId::named), &self.text()).into(),
            Declined::new(
                self.id(CodeId::named),
                self.id(DocumentId::named),
                &self.text(),
                self.id(CoderId::named),
            )
            .into(),
            self.work().into(),
            Weighing {
                rival: self.maybe(|d| d.id(RivalId::named)),
                prior: (self.float(), self.float()),
                tests: self
                    .some(|d| (d.one(&Test::ALL), d.likelihoods()))
                    .into_iter()
                    .collect::<BTreeMap<_, _>>(),
            }
            .into(),
        ]
    }

    /// One of each kind, and two where much can be left out.
    fn records(&mut self) -> Vec<Record> {
        let mut all = self.smaller();
        for _ in 0..2 {
            let more: [Record; 8] = [
                self.rival().into(),
                self.code().into(),
                self.document().into(),
                self.coding().into(),
                self.finding().into(),
                self.absence().into(),
                self.reading().into(),
                self.export().into(),
            ];
            all.extend(more);
        }
        all.push(self.freeze().into());
        all
    }
}

fn hard_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any::<String>(),
        3 => "[\u{e00}-\u{e7f}\u{300}-\u{36f}\\\\\"'(),:\\[\\]{}\n\r\t\u{0} 🙂=|&]{0,12}",
        1 => Just(String::new()),
        1 => Just("None".to_owned()),
        1 => Just("Some(\"x\")),\n  ],\n)\n".to_owned()),
        1 => Just("// format: 99\n(".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_kind_of_record_is_read_as_it_was_written(
        texts in proptest::collection::vec(hard_text(), 12),
        numbers in proptest::collection::vec(any::<u32>(), 97),
    ) {
        let lab = Lab::new();
        let mut ana = lab.make();
        let records = Draw { texts, numbers, at: 0 }.records();
        let step = records.into_iter().fold(Transaction::new("All"), Transaction::put);
        ana.does(&step);
        let before = ana.project.clone();
        drop(ana);
        let mut ana = lab.open("Ana", 1);
        prop_assert_eq!(&ana.notes, &[""; 0]);
        prop_assert_eq!(&ana.project, &before, "from the journal");
        ana.tidies();
        drop(ana);
        let ana = lab.open("Ana", 1);
        prop_assert_eq!(&ana.notes, &[""; 0]);
        prop_assert_eq!(&ana.project, &before, "from project.ron");
        drop(ana);
        // Where the file is damaged, its lines are read one by one.
        let path = lab.dir().join("project.ron");
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() - 2]).unwrap();
        prop_assert_eq!(&lab.open("Ana", 1).project, &before, "line by line");
    }
}

#[test]
fn a_filter_for_passages_of_no_case_is_not_one_for_any_case() {
    let lab = Lab::new();
    let mut ana = lab.make();
    let filters = [None, Some(None), Some(Some(CaseId::named("Siam")))];
    for (n, case) in filters.into_iter().enumerate() {
        let export = NamedExport {
            id: ExportId::named(&n.to_string()),
            name: format!("Export {n}"),
            recipe: Recipe {
                filter: Filter {
                    case,
                    ..Filter::default()
                },
                ..Recipe::default()
            },
            format: Format::Csv,
            file: format!("{n}.csv"),
        };
        ana.does(&Transaction::new("Name an export").put(export));
    }
    ana.tidies();
    drop(ana);
    let ana = lab.open("Ana", 1);
    let read = (0..3).map(|n| {
        let id = ExportId::named(&n.to_string());
        ana.project.exports().get(id).unwrap().recipe.filter.case
    });
    assert_eq!(read.collect::<Vec<_>>(), filters);
}
