//! Expected against found: the paper's own table, its third column filled with quotations and citations.

use super::entries::{Evidence, Group, Passage};
use super::evidence::{test, verdict};
use super::{Check, Made, Source, unverified_note};
use crate::analysis::implications::{Counts, Tallies};
use crate::analysis::report::{Block, Cell, Column as Head, Line, Look, Report, Table};
use crate::project::{
    Code, CodeId, Coding, CodingId, Freeze, Rival, Stance, Subject, Test, Tree, counted, path,
    rivals_in_order,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub(super) fn make(source: Source<'_>) -> Made<'_> {
    let evidence = Evidence::of(source);
    let (verified, unverified) = evidence.verified(source);
    let mut notes = source.notes(&evidence.codings);
    notes.extend(evidence.without_searches.map(str::to_owned));
    notes.push(unverified_note(verified, unverified));
    let passages = evidence.passages();
    let writer = Writer::of(source, &evidence);
    let table = if source.is_flat() {
        writer.flat(evidence)
    } else {
        writer.paper(&evidence)
    };
    let rows = counted(table.count, "row", "rows");
    let passages = counted(passages, "passage", "passages");
    Made {
        holds: format!("{rows} with {passages}"),
        report: Report {
            title: source.title("Expectations and evidence"),
            notes,
            wide: true,
            blocks: vec![Block::Table(table)],
        },
        verified,
        unverified,
    }
}

struct Writer<'a> {
    source: Source<'a>,
    tree: Tree,
    codes: Vec<&'a Code>,
    rivals: Vec<&'a Rival>,
    amendments: Option<(&'a Freeze, BTreeMap<CodeId, String>)>,
    tallies: Tallies,
    /// Which passages of the project are in the export.
    there: HashMap<CodingId, &'a Coding>,
}

impl<'a> Writer<'a> {
    fn of(source: Source<'a>, evidence: &Evidence<'a>) -> Self {
        let project = source.project;
        let tree = Tree::of(project);
        let branch = source.recipe.filter.code.map(|code| tree.branch(code));
        let is_asked = |code: &&Code| {
            let branch = branch.as_ref();
            branch.is_none_or(|branch| branch.contains(&code.id))
        };
        let codes = tree.rows().iter();
        let codings = evidence.codings.iter();
        Self {
            codes: codes
                .filter_map(|row| project.codes().get(row.code))
                .filter(is_asked)
                .collect(),
            tree,
            rivals: rivals_in_order(project),
            amendments: source.amendments(),
            tallies: Tallies::of(project, source.recipe.by, source.only),
            there: codings.map(|coding| (coding.id, *coding)).collect(),
            source,
        }
    }

    /// The passage that shows best what a cell holds, its parts' passages with its own.
    fn best(&self, group: &Group<'a>) -> Option<&'a Coding> {
        let code = group.code.id;
        let best = self
            .tallies
            .best(&self.tree, code, &group.subject, group.finding);
        let best = best.and_then(|id| self.there.get(&id).copied());
        // What is pinned or best of all may be kept out by the filter.
        best.or_else(|| self.ranked(group).first()?.first())
    }

    /// The passages of a cell itself, the best first.
    fn ranked<'g>(&self, group: &'g Group<'a>) -> Vec<&'g Passage<'a>> {
        let code = group.code.id;
        let all = self
            .tallies
            .passages(&self.tree, code, &group.subject, usize::MAX);
        let places: HashMap<CodingId, usize> = all.into_iter().zip(0..).collect();
        let pinned = group.finding.and_then(|finding| finding.pinned);
        let mut ranked: Vec<&Passage<'a>> = group.passages.iter().collect();
        ranked.sort_by_key(|passage| {
            let ids = passage.codings.iter().map(|coding| coding.id);
            let place = ids.clone().filter_map(|id| places.get(&id)).min();
            let is_pinned = ids.into_iter().any(|id| Some(id) == pinned);
            (!is_pinned, place.copied().unwrap_or(usize::MAX))
        });
        ranked
    }

    /// Expectation, observable implication, evidence.
    fn paper(&self, evidence: &Evidence<'a>) -> Table<'a> {
        let mut of_code: BTreeMap<CodeId, Vec<&Group<'a>>> = BTreeMap::new();
        for group in &evidence.groups {
            of_code.entry(group.code.id).or_default().push(group);
        }
        let subjects = evidence.groups.iter().map(|group| &group.subject);
        let several = subjects.collect::<BTreeSet<_>>().len() > 1;
        let mut rows = Vec::new();
        let mut root = None;
        for code in &self.codes {
            let groups = of_code.remove(&code.id).unwrap_or_default();
            if groups.is_empty() && self.is_a_heading(code) {
                continue;
            }
            let above = self.root(code);
            let expectation = if root == Some(above.id) {
                Cell::default()
            } else {
                expectation(above, code)
            };
            root = Some(above.id);
            let implication = self.implication(code);
            rows.push(vec![
                expectation,
                implication,
                self.found(code, &groups, several),
            ]);
        }
        Table::of(
            "Expectations and evidence",
            vec![
                Head::text("Expectation", 18.0),
                Head::text("Observable implication", 38.0),
                Head::text("Evidence", 66.0),
            ],
            rows,
        )
    }

    /// Whether a code only holds others together.
    fn is_a_heading(&self, code: &Code) -> bool {
        !self.tree.children(Some(code.id)).is_empty()
            && code.question.trim().is_empty()
            && (code.predicts.trim().is_empty() || code.parent.is_none())
    }

    fn root(&self, code: &'a Code) -> &'a Code {
        let mut at = code;
        // No deeper than there are codes: two coders' moves can make a circle.
        for _ in 0..self.codes.len() {
            match at.parent.and_then(|id| self.source.project.codes().get(id)) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    }

    fn implication(&self, code: &Code) -> Cell {
        let mut lines = Vec::new();
        let names = path(self.source.project, code.id);
        if let [_, below @ ..] = names.as_slice()
            && !below.is_empty()
        {
            lines.push(Line::plain(below.join(" > ")).look(Look::Strong));
        }
        lines.extend(plain(&code.question));
        lines.extend(led("The argument expects", &code.predicts));
        for rival in &self.rivals {
            let said = code.rivals.get(&rival.id).map_or("", String::as_str);
            lines.extend(led(&format!("“{}” expects", rival.name), said));
        }
        if let Some(test) = code.test {
            lines.push(Line::plain(test.to_string()).led("Test"));
        }
        if let Some((freeze, amended)) = &self.amendments
            && let Some(what) = amended.get(&code.id)
        {
            let amended = format!("Amended since {}: {what}", freeze.on);
            lines.push(Line::plain(amended).look(Look::Quiet));
        }
        Cell::lines(lines)
    }

    /// What was found, subject by subject; each with a heading of its own where there are several.
    fn found(&self, code: &Code, groups: &[&Group<'a>], several: bool) -> Cell {
        let mut lines = Vec::new();
        for group in groups {
            let mut head = Vec::new();
            if several {
                head.push(group.subject.name(self.source.project));
            }
            head.extend([verdict(group), concluded_test(group)]);
            head.retain(|part| !part.is_empty());
            if !head.is_empty() {
                lines.push(Line::plain(head.join(" · ")).look(Look::Strong));
            }
            lines.extend(
                group
                    .finding
                    .iter()
                    .flat_map(|finding| plain(&finding.text)),
            );
            if let Some(coding) = self.pinned_of_a_part(group) {
                let codings = vec![coding];
                lines.extend(self.quotation(&Passage { codings }));
            }
            for passage in self.ranked(group) {
                lines.extend(self.quotation(passage));
            }
            lines.extend(searches(group));
        }
        // A code with parts may have its evidence under them, and they say where there is none.
        if lines.is_empty() && self.tree.children(Some(code.id)).is_empty() {
            let none = match self.source.recipe.filter.is_empty() && self.source.rows.is_none() {
                true => "No evidence yet",
                false => "No evidence among these passages",
            };
            lines.push(Line::plain(none).look(Look::Quiet));
        }
        Cell::lines(lines)
    }

    /// The pinned passage, where it stands under a part of the code.
    fn pinned_of_a_part(&self, group: &Group<'a>) -> Option<&'a Coding> {
        let pinned = group.finding?.pinned?;
        let best = self.best(group)?;
        (best.id == pinned && best.code != group.code.id).then_some(best)
    }

    /// A quotation with its citation, and what a reader must know of it.
    fn quotation(&self, passage: &Passage<'a>) -> Vec<Line> {
        let Some(coding) = passage.first() else {
            return Vec::new();
        };
        let source = self.source;
        let cited = source.cited(coding).whole();
        let stance = match passage.bearing(source, |coding| coding.stance).as_str() {
            "" | "supports" => String::new(),
            "against" => "▼ Against: ".to_owned(),
            "mixed" => "◆ Mixed: ".to_owned(),
            differing => format!("{differing}: "),
        };
        let mut lines = vec![Line::plain(format!("{stance}{cited}")).look(Look::Quote)];
        let codings = &passage.codings;
        for rival in &self.rivals {
            if codings
                .iter()
                .all(|coding| coding.cannot_tell_from(rival.id))
            {
                let words = format!("Cannot tell the argument from “{}”", rival.name);
                lines.push(Line::plain(words).look(Look::Quiet));
            }
        }
        let doubt = match passage.check(source) {
            Check::Verified => return lines,
            Check::Differs => "the text of the document says something else here".to_owned(),
            Check::Waits => "it waits for its place in the corrected text".to_owned(),
            Check::NoText(why) => why,
        };
        lines.push(Line::plain(format!("Not verified: {doubt}")).look(Look::Strong));
        lines
    }

    /// A row a code and subject, for programs and filters: also where nothing was found, since an empty cell of the
    /// table is what a researcher looks for. Without any evidence each code has one row, of no subject.
    fn flat(&self, evidence: Evidence<'a>) -> Table<'a> {
        let mut cells: HashMap<(CodeId, Subject), Group<'a>> = HashMap::new();
        let mut subjects: Vec<Subject> = Vec::new();
        for group in evidence.groups {
            if subjects.last() != Some(&group.subject) {
                subjects.push(group.subject.clone());
            }
            cells.insert((group.code.id, group.subject.clone()), group);
        }
        let mut rows = Vec::new();
        for code in &self.codes {
            if subjects.is_empty() {
                let mut row = self.row(&empty(code, Subject::Case(None)));
                if let Some(of_subject) = row.get_mut(SUBJECT) {
                    *of_subject = Cell::from("");
                }
                rows.push(row);
            }
            for subject in &subjects {
                let group = cells.remove(&(code.id, subject.clone()));
                let group = group.unwrap_or_else(|| empty(code, subject.clone()));
                rows.push(self.row(&group));
            }
        }
        Table::of("Implications", self.heads(), rows)
    }

    fn heads(&self) -> Vec<Head> {
        let by = self.source.recipe.by.name(self.source.project);
        let mut heads = vec![
            Head::text("key", 16.0),
            Head::text("implication", 30.0),
            Head::text("part of", 30.0),
            Head::text(by, 18.0),
            Head::text("argument expects", 30.0),
        ];
        for rival in &self.rivals {
            heads.push(Head::text(format!("{} expects", rival.name), 30.0));
        }
        for stance in Stance::ALL {
            heads.push(Head::numbers(stance.word(), 9.0));
        }
        heads.push(Head::numbers("cannot tell apart", 9.0));
        heads.push(Head::numbers("searches", 9.0));
        for (name, width) in [
            ("verdict", 14.0),
            ("test", 16.0),
            ("outcome", 10.0),
            ("finding", 40.0),
            ("best passage", 60.0),
            ("sources", 30.0),
        ] {
            heads.push(Head::text(name, width));
        }
        if let Some((freeze, _)) = &self.amendments {
            heads.push(Head::text(format!("amended since {}", freeze.on), 30.0));
        }
        heads
    }

    fn row(&self, group: &Group<'a>) -> Vec<Cell> {
        let (code, source) = (group.code, self.source);
        let mut above = path(source.project, code.id);
        above.pop();
        let mut cells: Vec<Cell> = vec![
            code.key.as_str().into(),
            code.name.as_str().into(),
            above.join(" > ").into(),
            group.subject.name(source.project).into(),
            code.predicts.as_str().into(),
        ];
        for rival in &self.rivals {
            let said = code.rivals.get(&rival.id).map_or("", String::as_str);
            cells.push(said.into());
        }
        let counts = counts(group);
        cells.extend(Stance::ALL.map(|stance| Cell::count(counts.of(stance))));
        cells.push(Cell::count(counts.alike));
        cells.push(Cell::count(group.searches.len()));
        let tested = group.finding.and_then(|finding| finding.tested);
        let test = tested.map(|tested| tested.test).or(code.test);
        let outcome = tested.map(|tested| if tested.passed { "passed" } else { "failed" });
        let best = self.best(group);
        let sources = best.map_or(String::new(), |coding| source.grounds.words(coding));
        let best = best.map_or(String::new(), |coding| source.cited(coding).whole());
        cells.extend([
            verdict(group).into(),
            test.map_or("", Test::word).into(),
            outcome.unwrap_or_default().into(),
            group.finding.map_or("", |finding| &finding.text).into(),
            best.into(),
            sources.into(),
        ]);
        if let Some((_, amended)) = &self.amendments {
            let what = amended.get(&code.id).map_or("", String::as_str);
            cells.push(what.into());
        }
        cells
    }
}

/// The place of the subject among the cells of a flat row.
const SUBJECT: usize = 3;

fn empty(code: &Code, subject: Subject) -> Group<'_> {
    Group {
        subject,
        code,
        finding: None,
        passages: Vec::new(),
        searches: Vec::new(),
    }
}

/// Words after what leads into them; nothing where there are none.
fn led(lead: &str, said: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = plain(said).collect();
    if let Some(first) = lines.first_mut() {
        *first = std::mem::take(first).led(lead);
    }
    lines
}

/// The codings of a cell itself, counted as the implication table counts them.
fn counts(group: &Group<'_>) -> Counts {
    let mut counts = Counts::default();
    for coding in group.passages.iter().flat_map(|passage| &passage.codings) {
        match coding.stance {
            Stance::Supports => counts.supports += 1,
            Stance::Against => counts.against += 1,
            Stance::Mixed => counts.mixed += 1,
            Stance::Unset => counts.unset += 1,
        }
        let mut rivals = coding.rivals.keys();
        counts.alike += usize::from(rivals.any(|rival| coding.cannot_tell_from(*rival)));
    }
    counts
}

/// The test where it was done; what is only to be done stands with the implication.
fn concluded_test(group: &Group<'_>) -> String {
    match group.finding.and_then(|finding| finding.tested) {
        Some(_) => test(group),
        None => String::new(),
    }
}

/// What was looked for and not found.
fn searches(group: &Group<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (absence, state) in &group.searches {
        let documents = counted(absence.searched.len(), "document", "documents");
        lines.push(Line::plain(format!(
            "Looked for “{}” in {documents} on {}. {}",
            absence.asked,
            absence.on,
            state.words()
        )));
        for reason in &state.stale {
            lines.push(Line::plain(format!("Out of date. {reason}")).look(Look::Quiet));
        }
    }
    lines
}

/// The expectation at the root, with what the argument says of it where its own row does not.
fn expectation(root: &Code, code: &Code) -> Cell {
    let mut lines = vec![Line::plain(root.name.as_str()).look(Look::Strong)];
    if root.id != code.id {
        lines.extend(plain(&root.predicts));
    }
    lines.extend(plain(&root.description).map(|line| line.look(Look::Quiet)));
    Cell::lines(lines)
}

fn plain(text: &str) -> impl Iterator<Item = Line> + '_ {
    text.trim().lines().map(Line::plain)
}
