//! The table of all codings: which rows, in which order, with which columns. The window shows it, exports write it.
//!
//! [`rows`] works them out from the project; an [`Index`] keeps them, and follows each change, for the window.

mod index;
mod order;
mod words;

pub use index::{Due, Index};
pub use order::Order;

use crate::project::{
    CodeId, Coder, CoderId, Coding, CodingId, Column, Date, DocumentId, Filter, Project, Sort,
    Span, Stance, Tree, Value,
};
use crate::text::Text;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// What a coding rests on, in the words of tables.
pub type Rests<'a> = &'a dyn Fn(&Coding) -> String;

/// Whether a table with this filter and order must know what codings rest on.
pub fn needs_sources(filter: &Filter, sort: Sort) -> bool {
    sort.column == Column::Sources || !filter.source.trim().is_empty()
}

/// The rows of the table: codings that the filter lets through, in order. `hidden` says whose codings are not shown.
pub fn rows(
    project: &Project,
    filter: &Filter,
    sort: Sort,
    rests: Rests<'_>,
    hidden: impl Fn(CoderId) -> bool,
) -> Vec<CodingId> {
    let branch: Option<BTreeSet<CodeId>> = filter.code.map(|code| Tree::of(project).branch(code));
    let words = wanted_words(&filter.text);
    let sources = wanted_words(&filter.source);
    let passes = |coding: &&Coding| {
        branch
            .as_ref()
            .is_none_or(|branch| branch.contains(&coding.code))
            && filter
                .case
                .is_none_or(|case| project.case_of(coding).map(|c| c.id) == case)
            && filter.coder.is_none_or(|coder| coding.coder == coder)
            && filter.stance.is_none_or(|stance| coding.stance == stance)
            && filter
                .cannot_tell_from
                .is_none_or(|rival| coding.cannot_tell_from(rival))
            && filter
                .document
                .is_none_or(|document| coding.document == document)
            && in_time(coding.date, filter.from, filter.to)
            && has_words(&words, || words_of(coding))
            && has_words(&sources, || rests(coding).to_lowercase())
            && !hidden(coding.coder)
    };
    let order = TextOrder::of(project);
    let mut rows: Vec<&Coding> = project.codings().iter().filter(passes).collect();
    if sort.descending {
        rows.sort_by_cached_key(|coding| {
            (
                Reverse(key(project, sort.column, coding, rests)),
                order.place(coding),
            )
        });
    } else {
        rows.sort_by_cached_key(|coding| {
            (
                key(project, sort.column, coding, rests),
                order.place(coding),
            )
        });
    }
    rows.into_iter().map(|coding| coding.id).collect()
}

fn in_time(date: Option<Date>, from: Option<Date>, to: Option<Date>) -> bool {
    let Some(date) = date else {
        return from.is_none() && to.is_none();
    };
    let (first, last) = date.bounds();
    from.is_none_or(|from| last >= from.bounds().0) && to.is_none_or(|to| first <= to.bounds().1)
}

/// The words that a filter asks for, in lower case.
fn wanted_words(asked: &str) -> Vec<String> {
    asked.split_whitespace().map(str::to_lowercase).collect()
}

fn has_words(words: &[String], text: impl FnOnce() -> String) -> bool {
    if words.is_empty() {
        return true;
    }
    let text = text();
    words.iter().all(|word| text.contains(word))
}

/// What the filter looks through, in lower case.
fn words_of(coding: &Coding) -> String {
    format!("{} {} {}", coding.quotation, coding.memo, coding.speaker).to_lowercase()
}

/// Documents by title, then where the passage stands in the text.
#[derive(Clone, Debug, Default)]
pub struct TextOrder {
    documents: HashMap<DocumentId, usize>,
}

impl TextOrder {
    /// The order of a project's documents.
    pub fn of(project: &Project) -> Self {
        let mut documents: Vec<_> = project.documents().iter().collect();
        documents.sort_by(|a, b| a.title.cmp(&b.title).then_with(|| a.id.cmp(&b.id)));
        Self {
            documents: documents
                .into_iter()
                .enumerate()
                .map(|(place, document)| (document.id, place))
                .collect(),
        }
    }

    /// The place of a coding: the smaller stands first.
    pub fn place(&self, coding: &Coding) -> Place {
        let document = self
            .documents
            .get(&coding.document)
            .copied()
            .unwrap_or(usize::MAX);
        (document, coding.extent(), coding.id)
    }
}

/// Where a coding stands in the order of documents and text; no two stand at one place.
pub type Place = (usize, Span, CodingId);

/// What a column is sorted by. Cells without a value come last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Nothing,
    Number(i64),
    Date(((i32, u8, u8), u8, u8)),
    Text(String),
    Empty,
}

fn key(project: &Project, column: Column, coding: &Coding, rests: Rests<'_>) -> Key {
    let number = |number: usize| Key::Number(i64::try_from(number).unwrap_or(i64::MAX));
    match column {
        // The order of the text is what comes after the key in any case.
        Column::Document => Key::Nothing,
        Column::Start | Column::Place => number(coding.extent().start),
        Column::End => number(coding.extent().end),
        Column::Stance => number(place_of(coding.stance)),
        Column::Rival(id) => number(place_of(coding.on_rival(id))),
        Column::Date => coding
            .date
            .map_or(Key::Empty, |date| Key::Date(date.sort_key())),
        Column::Year => project
            .documents()
            .get(coding.document)
            .and_then(|d| d.year)
            .map_or(Key::Empty, |y| Key::Number(y.into())),
        Column::Attribute(id) => match project.value_of(coding, id) {
            None => Key::Empty,
            // Whole numbers order as the bits of the float do, once the sign is seen to (IEEE 754, totalOrder).
            Some(Value::Number(number)) => {
                let bits = number.to_bits().cast_signed();
                Key::Number(bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed())
            }
            Some(Value::Date(date)) => Key::Date(date.sort_key()),
            Some(Value::Text(text)) => Key::Text(text.to_lowercase()),
        },
        Column::Sources => Key::of_text(&rests(coding)),
        _ => Key::of_text(&cell(project, None, coding, column)),
    }
}

impl Key {
    fn of_text(text: &str) -> Self {
        if text.is_empty() {
            return Self::Empty;
        }
        Self::Text(text.to_lowercase())
    }
}

/// The place of a stance in lists.
fn place_of(stance: Stance) -> usize {
    let place = Stance::ALL.iter().position(|one| *one == stance);
    place.unwrap_or(0)
}

/// What stands for the place of a passage that waits for one in a corrected text.
pub const WAITING: &str = "waiting";

/// What stands in a cell. What the passage rests on is not known here: that cell is empty. Without the text, place,
/// start and end are empty; those of a passage that waits for its place in a corrected text are too, and its place says so.
pub fn cell(project: &Project, text: Option<&Text>, coding: &Coding, column: Column) -> String {
    let document = project.documents().get(coding.document);
    let waits = document.is_some_and(|document| !document.places(coding));
    let text = text.filter(|_| !waits);
    let code = project.codes().get(coding.code);
    let code_point = |byte| {
        text.map_or(String::new(), |text| {
            text.code_points().from_byte(text.str(), byte).to_string()
        })
    };
    match column {
        Column::Code => code.map_or(String::new(), |code| code.name.clone()),
        Column::Key => code.map_or(String::new(), |code| code.key.clone()),
        Column::Stance => said(coding.stance),
        Column::Rival(id) => said(coding.on_rival(id)),
        Column::Quotation | Column::Cited => coding.quotation.clone(),
        Column::Document => document.map_or(String::new(), |document| document.title.clone()),
        Column::Author => document.map_or(String::new(), |document| document.author.clone()),
        Column::Year => document
            .and_then(|document| document.year)
            .map_or(String::new(), |year| year.to_string()),
        Column::Place if waits => WAITING.to_owned(),
        Column::Place => text.map_or(String::new(), |text| text.place(coding.extent().start)),
        Column::Case => project
            .case_of(coding)
            .map_or(String::new(), |case| case.name.clone()),
        Column::Date => coding.date.map_or(String::new(), |date| date.to_string()),
        Column::Speaker => coding.speaker.clone(),
        Column::Coder => project
            .coders()
            .get(coding.coder)
            .map_or(String::new(), |coder: &Coder| coder.name.clone()),
        Column::Memo => coding.memo.clone(),
        Column::Sources => String::new(),
        Column::Made => coding.made.words(),
        Column::Start => code_point(coding.extent().start),
        Column::End => code_point(coding.extent().end),
        Column::Attribute(id) => project
            .value_of(coding, id)
            .map_or(String::new(), ToString::to_string),
    }
}

fn said(stance: Stance) -> String {
    match stance {
        Stance::Unset => String::new(),
        stance => stance.to_string(),
    }
}
