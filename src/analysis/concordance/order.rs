//! In which order do the lines of a concordance stand?

use super::{Place, Texts, case_of, labels, year_of};
use crate::project::{CodeId, DocumentId, Project};
use crate::text::fold::{Words, fold};
use std::cmp::Ordering;
use std::collections::HashMap;

/// A column of a concordance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Column {
    /// The words before the place; sorted from the nearest word backwards.
    Left,
    /// The words of the place.
    Hit,
    /// The words after it.
    Right,
    /// The document's title. With it, the order in which places were found.
    #[default]
    Document,
    /// Page, paragraph or time.
    Place,
    /// The case.
    Case,
    /// The year of the document.
    Year,
    /// The codes that it is coded with.
    Codes,
}

impl Column {
    /// All of them, from left to right.
    pub const ALL: [Self; 8] = [
        Self::Left,
        Self::Hit,
        Self::Right,
        Self::Document,
        Self::Place,
        Self::Case,
        Self::Year,
        Self::Codes,
    ];

    /// What stands over it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Left => "Left context",
            Self::Hit => "Hit",
            Self::Right => "Right context",
            Self::Document => "Document",
            Self::Place => "Page",
            Self::Case => "Case",
            Self::Year => "Year",
            Self::Codes => "Coded with",
        }
    }
}

/// Which column decides, and which end comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Order {
    /// The column.
    pub column: Column,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// Bytes of the text on one side of a place that its order depends on.
const NEAR: usize = 160;
/// Stands between words in a key: less than any letter, so that a word comes before the longer ones that begin with it.
const BETWEEN: char = '\u{1}';

impl Order {
    /// The places in this order, by their numbers; places that it does not tell apart stay as they come. None where `stop`
    /// says true in the meantime.
    pub fn of(
        self,
        project: &Project,
        texts: &Texts,
        places: &[impl Place],
        codes: &[Vec<CodeId>],
        stop: &dyn Fn() -> bool,
    ) -> Option<Vec<u32>> {
        let numbers = 0..u32::try_from(places.len()).ok()?;
        let no_codes = Vec::new();
        let ranks = Ranks::of(project);
        let mut keyed = Vec::with_capacity(places.len());
        for (number, place) in numbers.zip(places) {
            if number.is_multiple_of(256) && stop() {
                return None;
            }
            let codes = codes.get(number as usize).unwrap_or(&no_codes);
            keyed.push((self.key(project, texts, place, codes, &ranks), number));
        }
        keyed.sort_by(|(a, first), (b, second)| {
            let order = match (is_something(a), is_something(b)) {
                (true, true) if self.descending => compare(b, a),
                (true, true) => compare(a, b),
                // What has nothing there stands last in either order.
                (a, b) => b.cmp(&a),
            };
            order.then(first.cmp(second))
        });
        Some(keyed.into_iter().map(|(_, number)| number).collect())
    }

    fn key(
        self,
        project: &Project,
        texts: &Texts,
        place: &impl Place,
        codes: &[CodeId],
        ranks: &Ranks,
    ) -> Key {
        let text = || texts.get(&place.document()).map_or("", |text| text.str());
        match self.column {
            Column::Left => Key::Words(left(text(), place.start())),
            Column::Right => Key::Words(right(text(), place.end())),
            Column::Hit => {
                let parts = place.spans().iter();
                let words = parts.filter_map(|span| text().get(span.range()));
                Key::Words(words.map(fold).collect::<Vec<_>>().join(" "))
            }
            Column::Document => Key::Number(ranks.document(place), 0),
            Column::Place => Key::Number(
                i64::try_from(place.start()).unwrap_or(i64::MAX),
                ranks.document(place),
            ),
            Column::Year => match year_of(project, place) {
                Some(year) => Key::Number(year.into(), ranks.document(place)),
                None => Key::Nothing,
            },
            Column::Case => match case_of(project, place).and_then(|id| project.cases().get(id)) {
                Some(case) => Key::Words(fold(&case.name)),
                None => Key::Nothing,
            },
            Column::Codes if codes.is_empty() => Key::Nothing,
            Column::Codes => Key::Words(fold(&labels(project, codes))),
        }
    }
}

enum Key {
    Words(String),
    Number(i64, i64),
    Nothing,
}

fn compare(a: &Key, b: &Key) -> Ordering {
    match (a, b) {
        (Key::Words(a), Key::Words(b)) => a.cmp(b),
        (Key::Number(a, second), Key::Number(b, other)) => (a, second).cmp(&(b, other)),
        _ => Ordering::Equal,
    }
}

fn is_something(key: &Key) -> bool {
    !matches!(key, Key::Nothing)
}

/// The places of documents among their titles.
struct Ranks(HashMap<DocumentId, i64>);

impl Ranks {
    fn of(project: &Project) -> Self {
        let mut titles: Vec<(String, DocumentId)> = project
            .documents()
            .iter()
            .map(|document| (fold(&document.title), document.id))
            .collect();
        titles.sort();
        let ranked = titles.into_iter().zip(0..);
        Self(ranked.map(|((_, id), rank)| (id, rank)).collect())
    }

    fn document(&self, place: &impl Place) -> i64 {
        self.0.get(&place.document()).copied().unwrap_or(i64::MAX)
    }
}

/// The words before a place, the nearest first.
fn left(text: &str, start: usize) -> String {
    let start = text.floor_char_boundary(start.min(text.len()));
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let mut from = text.ceil_char_boundary(line.max(start.saturating_sub(NEAR)));
    if from > line {
        // A word that is cut is none.
        from = text[from..start]
            .find(char::is_whitespace)
            .map_or(from, |blank| from + blank);
    }
    let mut words = folded(&text[from..start]);
    words.reverse();
    joined(&words)
}

/// The words after a place.
fn right(text: &str, end: usize) -> String {
    let end = text.floor_char_boundary(end.min(text.len()));
    let line = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let to = text.floor_char_boundary(line.min(end + NEAR));
    joined(&folded(&text[end..to]))
}

fn folded(text: &str) -> Vec<String> {
    let mut words = Words::new(text);
    let mut found = Vec::new();
    while words.advance() {
        found.push(words.folded().to_owned());
    }
    found
}

fn joined(words: &[String]) -> String {
    let mut key = String::with_capacity(words.iter().map(|word| word.len() + 1).sum());
    for word in words {
        key.push_str(word);
        key.push(BETWEEN);
    }
    key
}
