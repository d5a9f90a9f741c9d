//! Which columns are there, and in which order?

use crate::project::{AttributeKind, By, CoderId, Date, Project, Subject};
use std::collections::{BTreeSet, HashMap};

/// What columns stand for, each with a number for as long as the counts live, and how many codings it has.
#[derive(Clone, Debug, Default)]
pub(super) struct Subjects {
    numbers: HashMap<Subject, usize>,
    all: Vec<(Subject, usize)>,
}

impl Subjects {
    /// The number of a subject, a new one where it has none.
    pub fn intern(&mut self, subject: Subject) -> usize {
        if let Some(number) = self.numbers.get(&subject) {
            return *number;
        }
        let number = self.all.len();
        self.all.push((subject.clone(), 0));
        self.numbers.insert(subject, number);
        number
    }

    /// The number of a subject that has one.
    pub fn find(&self, subject: &Subject) -> Option<usize> {
        self.numbers.get(subject).copied()
    }

    /// A coding more. True where it is the first.
    pub fn count(&mut self, number: usize) -> bool {
        let Some((_, codings)) = self.all.get_mut(number) else {
            return false;
        };
        *codings += 1;
        *codings == 1
    }

    /// A coding less. True where it was the last.
    pub fn uncount(&mut self, number: usize) -> bool {
        let Some((_, codings)) = self.all.get_mut(number) else {
            return false;
        };
        *codings = codings.saturating_sub(1);
        *codings == 0
    }

    /// Those that have codings.
    pub fn used(&self) -> impl Iterator<Item = &Subject> {
        let used = self.all.iter().filter(|(_, codings)| *codings > 0);
        used.map(|(subject, _)| subject)
    }
}

/// The columns in their order. `hidden` says whose findings and searches are not shown.
pub(super) fn in_order<'a>(
    project: &Project,
    by: By,
    used: impl Iterator<Item = &'a Subject>,
    hidden: impl Fn(CoderId) -> bool,
) -> Vec<Subject> {
    let mut columns: BTreeSet<Subject> = used.cloned().collect();
    let findings = project.findings().iter();
    let findings = findings.map(|finding| (&finding.subject, finding.coder));
    let absences = project.absences().iter();
    let absences = absences.map(|absence| (&absence.subject, absence.coder));
    for (subject, coder) in findings.chain(absences) {
        let fits = subject.by() == by && !hidden(coder) && subject.is_there(project);
        if fits && !columns.contains(subject) {
            columns.insert(subject.clone());
        }
    }
    if by == By::Case {
        let cases = project.cases().iter();
        columns.extend(cases.map(|case| Subject::Case(Some(case.id))));
    }
    let mut columns: Vec<Subject> = columns.into_iter().collect();
    columns.sort_by_cached_key(|subject| (key(project, subject), subject.clone()));
    columns
}

/// What a column is ordered by; those without a value come last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Number(i64),
    Date(((i32, u8, u8), u8, u8)),
    Text(String),
    Nothing,
}

fn key(project: &Project, subject: &Subject) -> Key {
    match subject {
        Subject::Case(None) | Subject::Year(None) => Key::Nothing,
        Subject::Year(Some(year)) => Key::Number((*year).into()),
        Subject::Value(_, value) if value.is_empty() => Key::Nothing,
        Subject::Value(id, value) => match project.attributes().get(*id).map(|a| &a.kind) {
            Some(AttributeKind::List(choices)) => choices
                .iter()
                .position(|choice| choice == value)
                .map_or_else(
                    || Key::Text(value.to_lowercase()),
                    |at| Key::Number(i64::try_from(at).unwrap_or(i64::MAX)),
                ),
            Some(AttributeKind::Number) => value
                .parse()
                .map_or_else(|_| Key::Text(value.to_lowercase()), number),
            Some(AttributeKind::Date) => value.parse().map_or_else(
                |_| Key::Text(value.to_lowercase()),
                |date: Date| Key::Date(date.sort_key()),
            ),
            _ => Key::Text(value.to_lowercase()),
        },
        subject => Key::Text(subject.name(project).to_lowercase()),
    }
}

/// Numbers order as the bits of the float do, once the sign is seen to (IEEE 754, totalOrder).
fn number(value: f64) -> Key {
    let bits = value.to_bits().cast_signed();
    Key::Number(bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed())
}
