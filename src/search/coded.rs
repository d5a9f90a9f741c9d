//! What does the project say of a document, as far as queries ask: its names, its case, its codings?

use super::Scope;
use super::occurrence::Paragraphs;
use super::query::{Cites, Name, Test};
use crate::project::{CaseId, CodeId, CoderId, Coding, DocumentId, Span};
use crate::text::fold::fold;
use crate::text::{Reading, Text};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

/// Which records of a project are called what, looked up once a query.
#[derive(Default)]
pub(super) struct Names {
    codes: RefCell<HashMap<Name, Rc<HashSet<CodeId>>>>,
    cases: RefCell<HashMap<Name, Rc<HashSet<CaseId>>>>,
    coders: RefCell<HashMap<Name, Rc<HashSet<CoderId>>>>,
}

impl Names {
    /// Codes of this key or name, and all under them.
    fn codes(&self, scope: &Scope<'_>, name: &Name) -> Rc<HashSet<CodeId>> {
        look_up(&self.codes, name, || {
            let codes = scope.project.codes();
            let called = |id: CodeId| {
                codes
                    .get(id)
                    .is_some_and(|code| name.fits(&code.key) || name.fits(&code.name))
            };
            let under = |id: CodeId| {
                let mut seen = BTreeSet::new();
                let mut at = Some(id);
                while let Some(id) = at.filter(|id| seen.insert(*id)) {
                    if called(id) {
                        return true;
                    }
                    at = codes.get(id).and_then(|code| code.parent);
                }
                false
            };
            codes
                .iter()
                .map(|code| code.id)
                .filter(|id| under(*id))
                .collect()
        })
    }

    fn cases(&self, scope: &Scope<'_>, name: &Name) -> Rc<HashSet<CaseId>> {
        look_up(&self.cases, name, || {
            let cases = scope.project.cases().iter();
            cases
                .filter(|case| name.fits(&case.name))
                .map(|case| case.id)
                .collect()
        })
    }

    fn coders(&self, scope: &Scope<'_>, name: &Name) -> Rc<HashSet<CoderId>> {
        look_up(&self.coders, name, || {
            let coders = scope.project.coders().iter();
            coders
                .filter(|coder| name.fits(&coder.name))
                .map(|coder| coder.id)
                .collect()
        })
    }
}

fn look_up<T>(
    known: &RefCell<HashMap<Name, Rc<HashSet<T>>>>,
    name: &Name,
    find: impl FnOnce() -> HashSet<T>,
) -> Rc<HashSet<T>> {
    let mut known = known.borrow_mut();
    Rc::clone(known.entry(name.clone()).or_insert_with(|| Rc::new(find())))
}

/// A document as the project knows it.
pub(super) struct Seen<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) names: &'a Names,
    pub(super) document: DocumentId,
}

impl Seen<'_> {
    /// Whether its file name, title or author has these folded words in it.
    pub(super) fn is_called(&self, needle: &str) -> bool {
        self.scope
            .project
            .documents()
            .get(self.document)
            .is_some_and(|document| {
                [&document.file, &document.title, &document.author]
                    .iter()
                    .any(|called| fold(called).contains(needle))
            })
    }

    /// Whether it belongs to a case of this name.
    pub(super) fn has_case(&self, name: &Name) -> bool {
        let document = self.scope.project.documents().get(self.document);
        let case = document.and_then(|document| document.case);
        case.is_some_and(|case| self.names.cases(self.scope, name).contains(&case))
    }

    /// The spans of the places that cite what is asked for.
    pub(super) fn cited(&self, cites: &Cites, text: &str) -> Vec<Vec<Span>> {
        let cited = self.scope.cited_in(self.document).unwrap_or_default();
        cited
            .iter()
            .filter(|cited| cited.is_meant(cites, text))
            .map(|cited| cited.spans().to_vec())
            .collect()
    }

    /// The spans of its codings for a case of this name.
    pub(super) fn coded_for(&self, name: &Name) -> Vec<Vec<Span>> {
        self.coded(&[Test::Case(name.clone())])
    }

    /// The spans of its codings of which all this is true.
    pub(super) fn coded(&self, tests: &[Test]) -> Vec<Vec<Span>> {
        let tests: Vec<_> = tests.iter().map(|test| self.test(test)).collect();
        self.scope
            .codings(self.document)
            .filter(|coding| tests.iter().all(|test| test(coding)))
            .map(|coding| coding.spans.clone())
            .collect()
    }

    fn test<'t>(&'t self, test: &'t Test) -> Box<dyn Fn(&Coding) -> bool + 't> {
        match test {
            Test::Code(name) => {
                let codes = self.names.codes(self.scope, name);
                Box::new(move |coding| codes.contains(&coding.code))
            }
            Test::Stance(stance) => Box::new(|coding| coding.stance == *stance),
            Test::Coder(name) => {
                let coders = self.names.coders(self.scope, name);
                Box::new(move |coding| coders.contains(&coding.coder))
            }
            Test::Case(name) => {
                let cases = self.names.cases(self.scope, name);
                let project = self.scope.project;
                Box::new(move |coding| {
                    project
                        .case_of(coding)
                        .is_some_and(|case| cases.contains(&case.id))
                })
            }
        }
    }
}

/// A coding's spans and the paragraphs that they touch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) spans: Vec<Span>,
    pub(super) paragraphs: Vec<usize>,
    /// The first paragraph that it touches and in which the query holds.
    pub(super) first: usize,
}

impl Marked {
    pub(super) fn new(spans: Vec<Span>, text: &Text, reading: &Reading) -> Self {
        let mut touched: Vec<usize> = spans
            .iter()
            .flat_map(|span| text.paragraphs().touching(*span))
            .map(|line| reading.unit_of(line))
            .collect();
        touched.dedup();
        let first = touched.first().copied().unwrap_or(0);
        Self {
            spans,
            paragraphs: touched,
            first,
        }
    }

    /// Whether it touches some of these.
    pub(super) fn within(&mut self, held: &Paragraphs) -> bool {
        let first = self
            .paragraphs
            .iter()
            .find(|paragraph| held.has(**paragraph));
        first.is_some_and(|first| {
            self.first = *first;
            true
        })
    }
}
