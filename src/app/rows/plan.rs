//! What would come of a table's rows: how many documents, what is new, what does not fit?

use super::{RowsWanted, Table};
use crate::import::table::{Days, Entries, Entry, Number, Role, Sheet};
use crate::jobs::Control;
use crate::project::{Attribute, AttributeId, AttributeKind, Project, Value, shortened};
use crate::store::sha256;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

/// What would come of a table's rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// How many rows there are.
    pub rows: usize,
    /// How many of them become documents.
    pub documents: usize,
    /// How many have no text.
    pub empty: usize,
    /// How many are in the project already, with their title and text.
    pub twins: usize,
    /// The cases that are new.
    pub cases: usize,
    /// The columns in which something does not fit, in their order.
    pub misfits: Vec<Misfit>,
}

/// What does not fit in a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Misfit {
    /// The attribute, or the column of dates.
    pub name: String,
    /// What its values should be, such as "a number".
    pub wanted: &'static str,
    /// How many do not fit.
    pub count: usize,
    /// The first of them, and the number of its row.
    pub first: (String, u32),
}

impl Misfit {
    /// What happens to the values, in a sentence without its full stop.
    pub fn sentence(&self) -> String {
        let (value, row) = &self.first;
        let value: String = value.chars().take(40).collect();
        let name = &self.name;
        match self.count {
            1 => format!(
                "“{value}” (row {row}) is not {} for “{name}”, and is put into the notes",
                self.wanted
            ),
            count => format!(
                "{count} values are not {} for “{name}”, such as “{value}” (row {row}), and are put into the notes",
                self.wanted
            ),
        }
    }
}

/// A question to the background: all that the rows are brought in by.
pub(super) struct Question {
    pub table: Arc<Table>,
    pub wanted: RowsWanted,
    pub revision: u64,
    /// The attributes of the columns that are any, and whether each is new.
    pub attributes: BTreeMap<usize, (Attribute, bool)>,
    /// The cases by their names in small letters.
    pub cases: BTreeMap<String, crate::project::CaseId>,
    /// Titles of documents with the hashes of their texts.
    known: HashSet<(String, String)>,
}

/// The answer.
pub(super) struct Planning {
    pub wanted: RowsWanted,
    pub revision: u64,
    pub plan: Plan,
}

/// A name of an attribute is no longer than that, in characters: questions of surveys are.
const LONGEST_NAME: usize = 80;

impl Question {
    pub fn new(project: &Project, table: Arc<Table>, wanted: RowsWanted, revision: u64) -> Self {
        let documents = project.documents().iter();
        let known = documents.map(|document| (document.title.clone(), document.sha256.clone()));
        let cases = project
            .cases()
            .iter()
            .map(|case| (case.name.to_lowercase(), case.id));
        let mut question = Self {
            known: known.collect(),
            cases: cases.collect(),
            attributes: BTreeMap::new(),
            table,
            wanted,
            revision,
        };
        question.find_attributes(project);
        question
    }

    /// The attributes of the project by the names of the columns; those that are not there are made.
    fn find_attributes(&mut self, project: &Project) {
        let Some(sheet) = self.sheet().cloned() else {
            return;
        };
        let mut used = BTreeSet::<AttributeId>::new();
        let mut names: BTreeSet<String> = project
            .attributes()
            .iter()
            .map(|one| one.name.to_lowercase())
            .collect();
        let header = self.wanted.mapping.header;
        for (column, kind) in self.wanted.mapping.attributes() {
            let name = shortened(&sheet.column_name(column, header), LONGEST_NAME);
            let mut there = project.attributes().iter();
            let there = there.find(|one| {
                one.name.to_lowercase() == name.to_lowercase() && !used.contains(&one.id)
            });
            let attribute = match there {
                Some(attribute) => (attribute.clone(), false),
                None => {
                    let name = free_name(name, &names);
                    let cells = sheet.body(header).iter().map(|row| row.cell(column));
                    (kind.attribute(name, cells), true)
                }
            };
            used.insert(attribute.0.id);
            names.insert(attribute.0.name.to_lowercase());
            self.attributes.insert(column, attribute);
        }
    }

    fn sheet(&self) -> Option<&Sheet> {
        self.table.book.sheets.get(self.wanted.sheet)
    }

    /// Whether anything can come of it.
    pub fn check(&self) -> Result<(), String> {
        if self.sheet().is_none() {
            return Err("This sheet is no longer there".to_owned());
        }
        if self.wanted.mapping.columns(Role::Text).next().is_none() {
            return Err("Choose which column is the text".to_owned());
        }
        Ok(())
    }

    pub fn entries(&self) -> Option<Entries<'_>> {
        self.table
            .book
            .entries(self.wanted.sheet, &self.wanted.mapping)
    }

    /// The name of a column.
    pub fn column_name(&self, column: usize) -> String {
        self.sheet().map_or(String::new(), |sheet| {
            sheet.column_name(column, self.wanted.mapping.header)
        })
    }

    /// Whether the project has a row's title and text already.
    pub fn is_known(&self, entry: &Entry) -> bool {
        // Hashing is for those alone whose title is there.
        !self.known.is_empty()
            && self
                .known
                .contains(&(entry.title.clone(), sha256(entry.text.as_bytes())))
    }

    /// The value of an attribute that stands in a cell, or why it is none.
    pub fn value(
        &self,
        column: usize,
        days: Days,
        words: &str,
    ) -> Result<(AttributeId, Option<Value>), &'static str> {
        let Some((attribute, _)) = self.attributes.get(&column) else {
            return Err("a value");
        };
        let value = match &attribute.kind {
            AttributeKind::Number => Some(Value::Number(Number::read(words).ok_or("a number")?.0)),
            AttributeKind::Date => Some(Value::Date(days.read(words).ok_or("a date")?)),
            AttributeKind::Text => Some(Value::Text(words.to_owned())),
            AttributeKind::List(choices) => {
                let mut choices = choices.iter();
                let choice = choices.find(|choice| choice.to_lowercase() == words.to_lowercase());
                Some(Value::Text(choice.ok_or("one of the choices")?.clone()))
            }
        };
        Ok((attribute.id, value))
    }

    pub fn answer(self, control: &Control) -> Planning {
        let mut plan = Plan::default();
        let mut cases = BTreeSet::new();
        let mut misfits = Misfits::default();
        if let Some(entries) = self.entries() {
            plan.rows = entries.len();
            for entry in entries.iter() {
                if control.cancelled() {
                    break;
                }
                let twin = !entry.text.is_empty() && self.is_known(&entry);
                plan.twins += usize::from(twin);
                if entry.text.is_empty() {
                    plan.empty += 1;
                } else if !(twin && self.wanted.without_twins) {
                    plan.documents += 1;
                    misfits.look(&self, &entries, &entry);
                    let case = entry.case.to_lowercase();
                    if !case.is_empty() && !self.cases.contains_key(&case) {
                        cases.insert(case);
                    }
                }
            }
        }
        plan.cases = cases.len();
        plan.misfits = misfits.list();
        Planning {
            wanted: self.wanted,
            revision: self.revision,
            plan,
        }
    }
}

/// What does not fit, column by column.
#[derive(Default)]
pub(super) struct Misfits(BTreeMap<usize, Misfit>);

impl Misfits {
    /// Looks at a row. Gives what does not fit in it, name and words.
    pub fn look(
        &mut self,
        question: &Question,
        entries: &Entries<'_>,
        entry: &Entry,
    ) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut add = |column: usize, name: String, wanted: &'static str, words: &str| {
            let first = || Misfit {
                name: name.clone(),
                wanted,
                count: 0,
                first: (words.to_owned(), entry.row),
            };
            self.0.entry(column).or_insert_with(first).count += 1;
            found.push((name, words.to_owned()));
        };
        for (column, words) in &entry.values {
            if let Err(wanted) = question.value(*column, entries.days(*column), words) {
                let name = question
                    .attributes
                    .get(column)
                    .map_or("", |(attribute, _)| attribute.name.as_str());
                add(*column, name.to_owned(), wanted, words);
            }
        }
        let date = question.wanted.mapping.columns(Role::Date).next();
        if let (false, Some(column)) = (entry.no_date.is_empty(), date) {
            add(
                column,
                question.column_name(column),
                "a date",
                &entry.no_date,
            );
        }
        found
    }

    pub fn list(self) -> Vec<Misfit> {
        self.0.into_values().collect()
    }

    /// What is said of each column.
    pub fn sentences(&self) -> impl Iterator<Item = String> + '_ {
        self.0.values().map(Misfit::sentence)
    }
}

/// The name, or with a number where another has it.
fn free_name(name: String, taken: &BTreeSet<String>) -> String {
    if !taken.contains(&name.to_lowercase()) {
        return name;
    }
    let mut numbered = (2_usize..).map(|number| format!("{name} {number}"));
    numbered
        .find(|name| !taken.contains(&name.to_lowercase()))
        .unwrap_or(name)
}
