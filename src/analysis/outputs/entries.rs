//! Which evidence is there? Each passage and each search for something absent, once, in the order of a write-up.

use super::{Check, Source};
use crate::analysis::absence::{State, searches_of};
use crate::analysis::implications::Tallies;
use crate::analysis::passages::TextOrder;
use crate::project::{
    Absence, CaseId, Code, CodeId, CoderId, Coding, Date, DocumentId, Finding, Made, Span, Stance,
    Subject, Tree, VersionId,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The evidence of one implication for one subject.
pub(super) struct Group<'a> {
    /// What it is evidence on.
    pub subject: Subject,
    /// The implication.
    pub code: &'a Code,
    /// What the team concluded.
    pub finding: Option<&'a Finding>,
    /// The passages, in the order of the text.
    pub passages: Vec<Passage<'a>>,
    /// The searches, the latest first.
    pub searches: Vec<(&'a Absence, State)>,
}

/// The same words under the same code: what one coder or several said of them.
pub(super) struct Passage<'a> {
    /// Never empty; by the names of their coders.
    pub codings: Vec<&'a Coding>,
}

impl<'a> Passage<'a> {
    /// One of its codings: they share words, code and place.
    pub fn first(&self) -> Option<&'a Coding> {
        self.codings.first().copied()
    }

    /// How it bears on something, in a word; with the coders where they do not agree.
    pub fn bearing(&self, source: Source<'_>, on: impl Fn(&Coding) -> Stance) -> String {
        let stances: BTreeSet<Stance> = self.codings.iter().map(|coding| on(coding)).collect();
        if stances.len() == 1 {
            return stances
                .first()
                .map_or(String::new(), |stance| word(*stance));
        }
        let said = self.codings.iter().map(|coding| {
            let stance = match on(coding) {
                Stance::Unset => "not said",
                stance => stance.word(),
            };
            format!("{stance} ({})", coder(source, coding))
        });
        said.collect::<Vec<_>>().join(", ")
    }

    /// Whether all of them are stored as the text says.
    pub fn check(&self, source: Source<'_>) -> Check {
        let checks = self.codings.iter().map(|coding| source.check(coding));
        let found = checks.into_iter().find(|check| *check != Check::Verified);
        found.unwrap_or(Check::Verified)
    }

    /// Who tagged it, and when each last changed what they say of it.
    pub fn coders(&self, source: Source<'_>) -> String {
        let coders = self.codings.iter().map(|coding| {
            let name = coder(source, coding);
            match source.stamp(coding.id) {
                Some(stamp) => format!("{name} ({})", Date::of_millis(stamp.millis)),
                None => name.to_owned(),
            }
        });
        coders.collect::<Vec<_>>().join(", ")
    }

    /// How its codings came about, where it is not by reading alone.
    pub fn made(&self) -> String {
        let made = self.codings.iter().map(|coding| &coding.made);
        let said: BTreeSet<String> = made.map(Made::words).collect();
        if said.len() == 1 && said.contains(&Made::Reading.words()) {
            return String::new();
        }
        said.into_iter().collect::<Vec<_>>().join(", ")
    }

    /// What the coders have to say of it; with their names where there are several.
    pub fn memos(&self, source: Source<'_>) -> Vec<String> {
        let codings = self.codings.iter();
        let with_memo = codings.filter(|coding| !coding.memo.trim().is_empty());
        with_memo
            .map(|coding| match self.codings.len() {
                1 => coding.memo.trim().to_owned(),
                _ => format!("{}: {}", coder(source, coding), coding.memo.trim()),
            })
            .collect()
    }
}

fn word(stance: Stance) -> String {
    match stance {
        Stance::Unset => String::new(),
        stance => stance.word().to_owned(),
    }
}

pub(super) fn coder<'a>(source: Source<'a>, coding: &Coding) -> &'a str {
    let coder = source.project.coders().get(coding.coder);
    coder.map_or("", |coder| coder.name.as_str())
}

/// All evidence of an export: subject by subject, in each the codes in the order of the codebook.
pub(super) struct Evidence<'a> {
    /// The codings that the filter lets through, in the order of documents and text.
    pub codings: Vec<&'a Coding>,
    /// Those groups that hold something: a passage, a search or a finding.
    pub groups: Vec<Group<'a>>,
    /// Why searches are left out; none where they are in.
    pub without_searches: Option<&'static str>,
}

impl<'a> Evidence<'a> {
    pub fn of(source: Source<'a>) -> Self {
        let project = source.project;
        let by = source.recipe.by;
        let mut codings = source.codings();
        let order = TextOrder::of(project);
        codings.sort_by_cached_key(|coding| order.place(coding));
        let mut cells: HashMap<(CodeId, Subject), Vec<Passage<'a>>> = HashMap::new();
        let mut places: HashMap<Words<'a>, usize> = HashMap::new();
        for &coding in &codings {
            let subject = by.subject(project, coding);
            let passages = cells.entry((coding.code, subject.clone())).or_default();
            let words = (
                coding.document,
                coding.version,
                coding.spans.as_slice(),
                coding.code,
                subject,
            );
            let place = *places.entry(words).or_insert(passages.len());
            match passages.get_mut(place) {
                Some(same) => same.codings.push(coding),
                None => passages.push(Passage {
                    codings: vec![coding],
                }),
            }
        }
        for passage in cells.values_mut().flatten() {
            passage
                .codings
                .sort_by_key(|coding| (coder(source, coding), coding.id));
        }
        let gate = Gate::of(source);
        let findings: BTreeMap<(CodeId, &Subject), &Finding> = project
            .findings()
            .iter()
            .filter(|finding| gate.lets(finding.code, &finding.subject))
            .filter(|finding| source.only.is_none_or(|only| only == finding.coder))
            .map(|finding| ((finding.code, &finding.subject), finding))
            .collect();
        let without_searches = source.hides_searches();
        let searched: BTreeSet<(CodeId, &Subject)> = project
            .absences()
            .iter()
            .filter(|absence| without_searches.is_none() && source.is_of_coder(absence.coder))
            .map(|absence| (absence.code, &absence.subject))
            .filter(|(code, subject)| gate.lets(*code, subject))
            .collect();
        let codes: Vec<&Code> = gate
            .tree
            .rows()
            .iter()
            .filter_map(|row| project.codes().get(row.code))
            .collect();
        let mut groups = Vec::new();
        for subject in subjects(source, &cells) {
            for &code in &codes {
                let cell = (code.id, subject.clone());
                let group = Group {
                    code,
                    finding: findings.get(&(code.id, &subject)).copied(),
                    passages: cells.remove(&cell).unwrap_or_default(),
                    searches: if searched.contains(&(code.id, &subject)) {
                        searches(source, code, &subject)
                    } else {
                        Vec::new()
                    },
                    subject: cell.1,
                };
                if !group.is_empty() {
                    groups.push(group);
                }
            }
        }
        Self {
            codings,
            groups,
            without_searches,
        }
    }

    /// How many passages there are, those that several coders tagged alike counted once.
    pub fn passages(&self) -> usize {
        self.groups.iter().map(|group| group.passages.len()).sum()
    }

    /// How many searches there are.
    pub fn searches(&self) -> usize {
        self.groups.iter().map(|group| group.searches.len()).sum()
    }

    /// How many quotations are verified, and how many are not.
    pub fn verified(&self, source: Source<'_>) -> (usize, usize) {
        let passages = self.groups.iter().flat_map(|group| &group.passages);
        let checks = passages.map(|passage| passage.check(source));
        checks.fold((0, 0), |(verified, not), check| match check {
            Check::Verified => (verified + 1, not),
            _ => (verified, not + 1),
        })
    }
}

/// What makes two codings the same words under the same code.
type Words<'a> = (DocumentId, Option<VersionId>, &'a [Span], CodeId, Subject);

/// What the recipe's filter lets through of what is recorded for a cell of the implication table as a whole.
struct Gate<'a> {
    source: Source<'a>,
    tree: Tree,
    branch: Option<BTreeSet<CodeId>>,
}

impl<'a> Gate<'a> {
    fn of(source: Source<'a>) -> Self {
        let tree = Tree::of(source.project);
        Self {
            source,
            branch: source.recipe.filter.code.map(|code| tree.branch(code)),
            tree,
        }
    }

    fn lets(&self, code: CodeId, subject: &Subject) -> bool {
        let filter = &self.source.recipe.filter;
        let of_case =
            |wanted: Option<CaseId>| !matches!(subject, Subject::Case(case) if *case != wanted);
        let of_document =
            |wanted: DocumentId| !matches!(subject, Subject::Document(id) if *id != wanted);
        let of_coder = |wanted: CoderId| !matches!(subject, Subject::Coder(id) if *id != wanted);
        self.branch
            .as_ref()
            .is_none_or(|branch| branch.contains(&code))
            && filter.case.is_none_or(of_case)
            && filter.document.is_none_or(of_document)
            && filter.coder.is_none_or(of_coder)
    }
}

fn searches<'a>(source: Source<'a>, code: &Code, subject: &Subject) -> Vec<(&'a Absence, State)> {
    let seen = |coder| source.only.is_none_or(|only| only == coder);
    let mut found = searches_of(source.project, code.id, subject, seen);
    found.retain(|(absence, _)| source.is_of_coder(absence.coder));
    found
}

impl Group<'_> {
    fn is_empty(&self) -> bool {
        self.passages.is_empty() && self.searches.is_empty() && self.finding.is_none()
    }
}

/// The subjects in the order of the implication table's columns, then those of searches that were made for something
/// else than these columns stand for.
fn subjects(
    source: Source<'_>,
    cells: &HashMap<(CodeId, Subject), Vec<Passage<'_>>>,
) -> Vec<Subject> {
    let project = source.project;
    let tallies = Tallies::of(project, source.recipe.by, source.only);
    let used: BTreeSet<&Subject> = cells.keys().map(|(_, subject)| subject).collect();
    let mut found: Vec<Subject> = tallies.columns().to_vec();
    // Codings that were chosen by hand may be of subjects that nobody else would be shown.
    found.extend(used.into_iter().cloned());
    let findings = project.findings().iter().map(|finding| &finding.subject);
    let searches = project.absences().iter().map(|absence| &absence.subject);
    let elsewhere: BTreeSet<&Subject> = findings.chain(searches).collect();
    found.extend(elsewhere.into_iter().cloned());
    let mut seen = BTreeSet::new();
    found.retain(|subject| seen.insert(subject.clone()));
    found
}
