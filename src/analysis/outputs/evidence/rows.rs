//! The appendix as a table: a row a piece of evidence, for programs and filters.

use super::super::Check;
use super::super::entries::{Evidence, Group, Passage};
use super::{Writer, expects, stale, verdict};
use crate::analysis::absence::State;
use crate::analysis::report::{Cell, Column as Head, Table};
use crate::project::{Absence, Test};

impl<'a> Writer<'a> {
    /// A row a piece of evidence, for programs and filters.
    pub(super) fn flat(&self, evidence: &Evidence<'a>) -> Table<'a> {
        let mut rows = Vec::new();
        for group in &evidence.groups {
            for passage in &group.passages {
                rows.push(self.passage_row(rows.len() + 1, group, passage));
            }
            for (absence, state) in &group.searches {
                rows.push(self.absence_row(rows.len() + 1, group, absence, state));
            }
        }
        Table::of("Evidence", self.heads(), rows)
    }

    fn heads(&self) -> Vec<Head> {
        let by = self.source.recipe.by.name(self.source.project);
        let mut heads = vec![
            Head::numbers("number", 8.0),
            Head::text("kind", 10.0),
            Head::text(by, 18.0),
            Head::text("key", 16.0),
            Head::text("implication", 30.0),
            Head::text("question", 30.0),
            Head::text("argument expects", 30.0),
        ];
        for rival in &self.rivals {
            heads.push(Head::text(format!("{} expects", rival.name), 30.0));
        }
        heads.push(Head::text("on the argument", 14.0));
        for rival in &self.rivals {
            heads.push(Head::text(format!("on {}", rival.name), 14.0));
        }
        for (name, width) in [
            ("test", 16.0),
            ("outcome", 10.0),
            ("verdict", 14.0),
            ("finding", 40.0),
            ("quotation", 60.0),
            ("citation", 24.0),
            ("source", 40.0),
            ("sources", 30.0),
            ("speaker", 16.0),
            ("date", 12.0),
            ("document", 20.0),
            ("sha256", 20.0),
            ("check", 14.0),
            ("why it counts", 40.0),
            ("coders", 24.0),
            ("made by", 16.0),
            ("query", 24.0),
            ("searched", 30.0),
            ("hits", 40.0),
            ("state", 20.0),
        ] {
            heads.push(Head::text(name, width));
        }
        heads
    }

    /// The cells that a passage and an absence have in common, up to how it bears on the argument and its rivals.
    fn start(&self, number: usize, kind: &str, group: &Group<'a>) -> Vec<Cell> {
        let code = group.code;
        let mut cells = vec![
            Cell::count(number),
            kind.into(),
            group.subject.name(self.source.project).into(),
            code.key.as_str().into(),
            code.name.as_str().into(),
            code.question.as_str().into(),
            code.predicts.as_str().into(),
        ];
        for rival in &self.rivals {
            cells.push(expects(rival, code).into());
        }
        cells
    }

    /// The test and its outcome, the verdict and the finding.
    fn concluded(group: &Group<'a>) -> [Cell; 4] {
        let tested = group.finding.and_then(|finding| finding.tested);
        let test = tested.map(|tested| tested.test).or(group.code.test);
        let outcome = tested.map(|tested| if tested.passed { "passed" } else { "failed" });
        [
            test.map_or("", Test::word).into(),
            outcome.unwrap_or_default().into(),
            verdict(group).into(),
            group.finding.map_or("", |finding| &finding.text).into(),
        ]
    }

    fn passage_row(&self, number: usize, group: &Group<'a>, passage: &Passage<'a>) -> Vec<Cell> {
        let mut cells = self.start(number, "passage", group);
        let Some(coding) = passage.first() else {
            return cells;
        };
        let source = self.source;
        let document = source.project.documents().get(coding.document);
        let cited = source.cited(coding);
        cells.push(passage.bearing(source, |coding| coding.stance).into());
        for rival in &self.rivals {
            cells.push(
                passage
                    .bearing(source, |coding| coding.on_rival(rival.id))
                    .into(),
            );
        }
        cells.extend(Self::concluded(group));
        let check = match passage.check(source) {
            Check::Verified => "verified".to_owned(),
            Check::Differs => "differs from the text".to_owned(),
            Check::Waits => "not verified: it waits for its place in the corrected text".to_owned(),
            Check::NoText(why) => format!("not verified: {why}"),
        };
        let file = document.map_or("", |document| document.file.as_str());
        cells.extend([
            cited.words.into(),
            cited.source.into(),
            self.whole_source(coding).into(),
            source.grounds.words(coding).into(),
            coding.speaker.as_str().into(),
            coding
                .date
                .map_or(String::new(), |date| date.to_string())
                .into(),
            Cell::lines([source.linked(coding.document, file)]),
            document
                .map_or("", |document| document.sha256.as_str())
                .into(),
            check.into(),
            passage.memos(source).join("\n").into(),
            passage.coders(source).into(),
            passage.made().into(),
        ]);
        cells.extend((0..4).map(|_| Cell::from("")));
        cells
    }

    fn absence_row(
        &self,
        number: usize,
        group: &Group<'a>,
        absence: &Absence,
        state: &State,
    ) -> Vec<Cell> {
        let mut cells = self.start(number, "absence", group);
        cells.extend((0..=self.rivals.len()).map(|_| Cell::from("")));
        cells.extend(Self::concluded(group));
        cells.extend((0..9).map(|_| Cell::from("")));
        let searched = absence.searched.iter();
        let searched: Vec<String> = searched
            .map(|one| format!("{} (SHA-256 {})", one.title, one.sha256))
            .collect();
        let hits: Vec<String> = self
            .hits(absence, state)
            .into_iter()
            .map(|line| line.text)
            .collect();
        let mut standing = vec![state.words()];
        standing.extend(stale(state).into_iter().map(|line| line.text));
        cells.extend([
            "".into(),
            format!("{} ({})", self.coder(absence.coder), absence.on).into(),
            "".into(),
            absence.asked.as_str().into(),
            searched.join("\n").into(),
            hits.join("\n").into(),
            standing.join("\n").into(),
        ]);
        cells
    }
}
