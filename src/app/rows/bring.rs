//! The rows of a table on their way into the project: texts into its folder, documents into one step, and a report.

use super::plan::{Misfits, Question};
use crate::import::table::{Entries, Entry};
use crate::jobs::Control;
use crate::project::{
    Case, CaseId, Date, Document, DocumentId, Intake, IntakeFile, IntakeId, IntakeResult,
    Reference, Remark, Transaction, counted,
};
use crate::store::{Shelf, Texts};
use std::collections::BTreeMap;

/// What was brought in.
pub(super) struct Brought {
    step: Transaction,
    report: IntakeFile,
}

/// Puts the texts of the rows into the project's folder: the slow part, in the background.
pub(super) fn bring_in(
    question: &Question,
    texts: &Texts,
    control: &Control,
) -> Result<Brought, String> {
    let book = &question.table.book;
    let entries = question.entries().ok_or("This sheet is no longer there")?;
    let mut shelf = texts
        .shelf(&book.name, &question.table.original)
        .map_err(|error| error.to_string())?;
    let mut brought = Bringing::new(question, &entries);
    let total = entries.len();
    for (done, entry) in entries.iter().enumerate() {
        control.progress(done as u64, total as u64, entry.title.clone());
        if control.cancelled() {
            brought.stopped_before = Some(entry.row);
            break;
        }
        brought.take(entry, &mut shelf).map_err(|error| {
            format!(
                "Nothing was imported from {}, for its texts cannot be kept: {error}",
                book.name
            )
        })?;
    }
    Ok(brought.finish())
}

struct Bringing<'a> {
    question: &'a Question,
    entries: &'a Entries<'a>,
    documents: Vec<Document>,
    new_cases: BTreeMap<String, Case>,
    misfits: Misfits,
    empty: Vec<u32>,
    twins: usize,
    stopped_before: Option<u32>,
}

impl<'a> Bringing<'a> {
    fn new(question: &'a Question, entries: &'a Entries<'a>) -> Self {
        Self {
            question,
            entries,
            documents: Vec::new(),
            new_cases: BTreeMap::new(),
            misfits: Misfits::default(),
            empty: Vec::new(),
            twins: 0,
            stopped_before: None,
        }
    }

    fn take(&mut self, entry: Entry, shelf: &mut Shelf) -> Result<(), crate::store::Error> {
        if entry.text.is_empty() {
            self.empty.push(entry.row);
            return Ok(());
        }
        if self.question.is_known(&entry) {
            self.twins += 1;
            if self.question.wanted.without_twins {
                return Ok(());
            }
        }
        let book = &self.question.table.book;
        let (stored, map) = shelf.add(&file_name(&entry, &book.name), &entry.text, &entry.map)?;
        let mut notes = entry.notes.clone();
        let mut attributes = BTreeMap::new();
        for (column, words) in &entry.values {
            if let Ok((id, Some(value))) =
                self.question
                    .value(*column, self.entries.days(*column), words)
            {
                attributes.insert(id, value);
            }
        }
        // The words of a date that is none stand in the notes of the entry already.
        let date = (!entry.no_date.is_empty()).then_some(&entry.no_date);
        for (name, words) in self.misfits.look(self.question, self.entries, &entry) {
            if Some(&words) != date {
                notes.push_str(if notes.is_empty() { "" } else { "\n" });
                notes.push_str(&format!("{name}: {words}"));
            }
        }
        let (case, reader) = (self.case(&entry.case), self.reader(entry.row));
        self.documents.push(Document {
            author: entry.author,
            year: entry.date.map(|date| date.year()),
            case,
            kind: entry.kind,
            notes,
            original: stored.original,
            encoding: book.encoding.clone(),
            sha256: stored.sha256,
            bytes: stored.bytes,
            map,
            reader,
            reference: Reference {
                date: entry.date,
                url: entry.url,
                ..Reference::default()
            },
            attributes,
            ..Document::new(entry.title, stored.file)
        });
        Ok(())
    }

    fn case(&mut self, name: &str) -> Option<CaseId> {
        let key = name.to_lowercase();
        if key.is_empty() {
            return None;
        }
        if let Some(id) = self.question.cases.get(&key) {
            return Some(*id);
        }
        let case = self.new_cases.entry(key).or_insert_with(|| Case {
            id: CaseId::new(),
            name: name.to_owned(),
            notes: String::new(),
        });
        Some(case.id)
    }

    /// "calamine 0.38 · sheet Answers · row 12".
    fn reader(&self, row: u32) -> String {
        let book = &self.question.table.book;
        let sheet = book
            .sheets
            .get(self.question.wanted.sheet)
            .map_or("", |sheet| sheet.name.as_str());
        let mut parts = Vec::new();
        if !book.reader.is_empty() {
            parts.push(book.reader.clone());
        }
        if !sheet.is_empty() {
            parts.push(format!("sheet {sheet}"));
        }
        parts.push(format!("row {row}"));
        parts.join(" · ")
    }

    fn finish(self) -> Brought {
        let book = &self.question.table.book;
        let mut step = Transaction::new(format!("Import rows of “{}”", book.name));
        let used = self
            .documents
            .iter()
            .flat_map(|document| document.attributes.keys());
        let used: std::collections::BTreeSet<_> = used.copied().collect();
        for (attribute, is_new) in self.question.attributes.values() {
            if *is_new && used.contains(&attribute.id) {
                step = step.put(attribute.clone());
            }
        }
        let remarks = self.remarks();
        let lost = self.stopped_before.is_some();
        let result = match self.documents.is_empty() {
            true if lost => IntakeResult::NotReached,
            // Nothing was to come of it.
            true if self.twins > 0 => IntakeResult::Whole,
            true => IntakeResult::Refused,
            false if lost || !self.empty.is_empty() => IntakeResult::Part,
            false => IntakeResult::Whole,
        };
        let report = IntakeFile {
            name: book.name.clone(),
            result,
            documents: self.documents.iter().map(|document| document.id).collect(),
            reader: book.reader.clone(),
            remarks,
        };
        step = self.new_cases.into_values().fold(step, Transaction::put);
        step = self.documents.into_iter().fold(step, Transaction::put);
        Brought { step, report }
    }

    fn remarks(&self) -> Vec<Remark> {
        let book = &self.question.table.book;
        let mut remarks = vec![Remark::kept(counted(
            self.documents.len(),
            "row became a document",
            "rows became documents",
        ))];
        let sheet = book.sheets.get(self.question.wanted.sheet);
        if let Some(sheet) = sheet.filter(|_| book.sheets.len() > 1) {
            remarks.push(Remark::kept(format!(
                "Of its {} sheets, “{}” was imported",
                book.sheets.len(),
                sheet.name
            )));
        }
        if !self.empty.is_empty() {
            let rows: Vec<String> = self.empty.iter().take(10).map(u32::to_string).collect();
            let more = if self.empty.len() > 10 {
                " and more"
            } else {
                ""
            };
            let words = counted(
                self.empty.len(),
                "row has no text and was",
                "rows have no text and were",
            );
            remarks.push(Remark::lost(format!(
                "{words} left out: {}{more}",
                rows.join(", ")
            )));
        }
        match (self.twins, self.question.wanted.without_twins) {
            (0, _) => {}
            (twins, true) => {
                let words = counted(
                    twins,
                    "row was in the project already and was",
                    "rows were in the project already and were",
                );
                remarks.push(Remark::kept(format!("{words} left out")));
            }
            (twins, false) => {
                let words = counted(
                    twins,
                    "row was in the project already and is",
                    "rows were in the project already and are",
                );
                remarks.push(Remark::doubt(format!("{words} there twice now")));
            }
        }
        remarks.extend(self.misfits.sentences().map(Remark::doubt));
        if let Some(row) = self.stopped_before {
            remarks.push(Remark::lost(format!(
                "Stopped before row {row}. Import the table again without the rows that are there to go on"
            )));
        }
        remarks.extend(sheet.into_iter().flat_map(|sheet| sheet.remarks.clone()));
        remarks.extend(book.remarks.clone());
        remarks
    }
}

/// What to call the text of a row: its title, with the table's name ahead where that says nothing by itself.
fn file_name(entry: &Entry, table: &str) -> String {
    if entry.title.chars().any(char::is_alphabetic) {
        return entry.title.clone();
    }
    let stem = table.rsplit_once('.').map_or(table, |(stem, _)| stem);
    format!("{stem} {}", entry.title)
}

impl Brought {
    /// The first of the documents.
    pub fn first(&self) -> Option<DocumentId> {
        self.report.documents.first().copied()
    }

    /// All of it as one step, and the report that goes with it.
    pub fn step(self, on: Date) -> (Transaction, Intake) {
        let report = Intake {
            id: IntakeId::new(),
            on,
            files: vec![self.report],
        };
        (self.step, report)
    }
}
