//! Which column is what, by its name and by what stands in it?

use super::{Days, Mapping, Number, Role, Row, Sheet, ValueKind};
use std::collections::BTreeSet;

/// Rows that are looked at.
const SAMPLE: usize = 1_000;
/// Columns that are given a meaning: behind them nobody looks.
const MOST_GUESSED: usize = 300;

/// A mapping for a sheet, to be shown and put right.
pub fn guess(sheet: &Sheet) -> Mapping {
    guess_with(sheet, has_header(sheet))
}

/// A mapping for a sheet of which it is known whether its first row names the columns.
pub fn guess_with(sheet: &Sheet, header: bool) -> Mapping {
    Mapping {
        header,
        roles: roles(sheet, header),
    }
}

fn roles(sheet: &Sheet, header: bool) -> Vec<Role> {
    let body = sheet.body(header);
    let rows = body.get(..SAMPLE).unwrap_or(body);
    let columns: Vec<Column> = (0..sheet.width.min(MOST_GUESSED))
        .map(|column| {
            Column::of(
                rows,
                column,
                if header {
                    sheet.column_name(column, true)
                } else {
                    String::new()
                },
            )
        })
        .collect();
    let mut roles = vec![None; columns.len()];
    by_name(&columns, &mut roles);
    texts(&columns, &mut roles);
    title(&columns, &mut roles);
    by_content(&columns, &mut roles);
    let rest = roles.into_iter().zip(&columns);
    rest.map(|(role, column)| role.unwrap_or_else(|| column.attribute()))
        .collect()
}

/// What stands in a column.
#[derive(Debug)]
struct Column {
    /// Its name in lower case, in single words.
    name: String,
    filled: usize,
    distinct: usize,
    /// Mean length of what stands in it, in characters.
    length: usize,
    numbers: bool,
    dates: bool,
    links: bool,
    rows: usize,
}

impl Column {
    fn of(rows: &[Row], column: usize, name: String) -> Self {
        let cells: Vec<&str> = rows
            .iter()
            .map(|row| row.cell(column))
            .filter(|cell| !cell.is_empty())
            .collect();
        let days = Days::of(cells.iter().copied());
        // Nine of ten, so that "n/a" and "unknown" here and there do not count.
        let mostly = |is: &dyn Fn(&str) -> bool| {
            let those = cells.iter().filter(|cell| is(cell)).count();
            those > 0 && those * 10 >= cells.len() * 9
        };
        let numbers = mostly(&|cell| Number::read(cell).is_some());
        let is_link = |cell: &str| {
            cell.starts_with("http://") || cell.starts_with("https://") || cell.starts_with("www.")
        };
        Self {
            name: words(&name),
            filled: cells.len(),
            distinct: cells.iter().collect::<BTreeSet<_>>().len(),
            length: cells.iter().map(|cell| cell.chars().count()).sum::<usize>()
                / cells.len().max(1),
            numbers,
            dates: !numbers && mostly(&|cell| days.read(cell).is_some()),
            links: mostly(&is_link),
            rows: rows.len(),
        }
    }

    fn is_called(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }

    /// Whether it holds words rather than numbers, days or addresses.
    fn is_words(&self) -> bool {
        self.filled > 0 && !self.numbers && !self.dates && !self.links
    }

    /// Whether nearly every row has another value, and it is short.
    fn names_rows(&self) -> bool {
        self.filled * 10 >= self.rows * 8
            && self.distinct * 20 >= self.filled * 19
            && self.length <= 120
    }

    /// Whether a few values come again and again.
    fn is_choice(&self) -> bool {
        self.filled > 3
            && self.distinct <= 12
            && self.distinct * 2 <= self.filled
            && self.length <= 40
    }

    fn attribute(&self) -> Role {
        let kind = match self {
            Self { filled: 0, .. } => return Role::LeaveOut,
            Self { numbers: true, .. } => ValueKind::Number,
            Self { dates: true, .. } => ValueKind::Date,
            column if column.is_choice() => ValueKind::List,
            _ => ValueKind::Text,
        };
        Role::Attribute(kind)
    }
}

fn words(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

const TITLES: [&str; 12] = [
    "title",
    "headline",
    "name",
    "subject",
    "document",
    "respondent",
    "participant",
    "interviewee id",
    "response id",
    "respondent id",
    "participant id",
    "id",
];
const TEXTS: [&str; 14] = [
    "text",
    "full text",
    "answer",
    "answers",
    "comment",
    "comments",
    "response",
    "content",
    "body",
    "transcript",
    "statement",
    "quote",
    "quotation",
    "message",
];
const CASES: [&str; 12] = [
    "case",
    "country",
    "state",
    "region",
    "city",
    "town",
    "village",
    "organisation",
    "organization",
    "school",
    "party",
    "site",
];
const AUTHORS: [&str; 9] = [
    "author",
    "authors",
    "speaker",
    "interviewee",
    "writer",
    "by",
    "from",
    "source",
    "author s",
];
const DATES: [&str; 12] = [
    "date",
    "timestamp",
    "day",
    "published",
    "publication date",
    "submitted",
    "submit date",
    "date submitted",
    "created",
    "created at",
    "datum",
    "year",
];
const KINDS: [&str; 6] = [
    "kind",
    "type",
    "genre",
    "document type",
    "source type",
    "doc type",
];
const LINKS: [&str; 6] = ["url", "link", "web address", "website", "uri", "permalink"];
const NOTES: [&str; 5] = ["notes", "note", "remarks", "remark", "memo"];

/// What a column may be, the names that say so, and whether what stands in it can be that.
type Usual = (Role, &'static [&'static str], fn(&Column) -> bool);

/// What columns are by names that leave no doubt, where what stands in them does not speak against it.
fn by_name(columns: &[Column], roles: &mut [Option<Role>]) {
    let usual: [Usual; 7] = [
        (Role::Text, &TEXTS, |column| column.is_words()),
        (Role::Case, &CASES, |column| {
            column.is_words() && column.length <= 80
        }),
        (Role::Author, &AUTHORS, |column| {
            column.is_words() && column.length <= 120
        }),
        (Role::Date, &DATES, |column| column.dates || column.numbers),
        (Role::Kind, &KINDS, |column| {
            column.is_words() && column.length <= 60
        }),
        (Role::Url, &LINKS, |column| column.filled > 0),
        (Role::Notes, &NOTES, |column| column.is_words()),
    ];
    for (role, names, fits) in usual {
        // The likelier name first: "case" rather than "country".
        for name in names {
            for (column, taken) in columns.iter().zip(roles.iter_mut()) {
                let is_year = *name == "year" && !column.numbers;
                if taken.is_none() && column.is_called(&[name]) && fits(column) && !is_year {
                    *taken = Some(role);
                }
            }
            if role.is_single() && keep_first(roles, role) {
                break;
            }
        }
    }
}

/// Takes a role that only one column can have off all but the first. Whether any has it.
fn keep_first(roles: &mut [Option<Role>], role: Role) -> bool {
    let mut those = roles.iter_mut().filter(|taken| **taken == Some(role));
    let any = those.next().is_some();
    those.for_each(|taken| *taken = None);
    any
}

/// The columns to code: all that hold answers in sentences; where none does, the one with the longest words.
fn texts(columns: &[Column], roles: &mut [Option<Role>]) {
    let is_free = |at: usize| roles.get(at).is_some_and(Option::is_none);
    let candidates: Vec<(usize, &Column)> = columns
        .iter()
        .enumerate()
        .filter(|(at, column)| is_free(*at) && column.is_words() && !column.is_choice())
        .collect();
    let has_text = roles.contains(&Some(Role::Text));
    let longest = candidates
        .iter()
        .map(|(_, column)| column.length)
        .max()
        .unwrap_or(0);
    // Answers to open questions are of some length, and hardly any two are alike.
    let in_sentences = |column: &Column| {
        column.length >= 40
            && column.length * 5 >= longest
            && column.distinct * 10 >= column.filled * 6
    };
    let mut found: Vec<usize> = candidates
        .iter()
        .filter(|(_, column)| in_sentences(column))
        .map(|(at, _)| *at)
        .collect();
    if found.is_empty() && !has_text {
        let named = |column: &Column| column.is_called(&TITLES);
        let best = candidates
            .iter()
            .rev()
            .max_by_key(|(_, column)| (column.length, !named(column)));
        found.extend(best.map(|(at, _)| *at));
    }
    // A column that is called "text" is meant to be all of it, unless the others say as much.
    let called = columns
        .iter()
        .zip(roles.iter())
        .filter(|(_, role)| **role == Some(Role::Text));
    let called = called.map(|(column, _)| column.length).max().unwrap_or(0);
    for at in found {
        if let (Some(role), Some(column)) = (roles.get_mut(at), columns.get(at))
            && column.length * 3 >= called
        {
            *role = Some(Role::Text);
        }
    }
}

fn title(columns: &[Column], roles: &mut [Option<Role>]) {
    let is_free = |at: usize| roles.get(at).is_some_and(Option::is_none);
    let free = || {
        columns.iter().enumerate().filter(|(at, column)| {
            is_free(*at) && column.names_rows() && !column.links && !column.dates
        })
    };
    let named = TITLES
        .iter()
        .find_map(|name| free().find(|(_, column)| column.is_called(&[name])));
    let spoken = || free().find(|(_, column)| column.is_words() && column.length <= 80);
    if let Some(role) = named.or_else(spoken).and_then(|(at, _)| roles.get_mut(at)) {
        *role = Some(Role::Title);
    }
}

fn by_content(columns: &[Column], roles: &mut [Option<Role>]) {
    for (role, is) in [
        (Role::Date, (|column| column.dates) as fn(&Column) -> bool),
        (Role::Url, |column| column.links),
    ] {
        if !roles.contains(&Some(role))
            && let Some((_, taken)) = columns
                .iter()
                .zip(roles.iter_mut())
                .find(|(column, taken)| taken.is_none() && is(column))
        {
            *taken = Some(role);
        }
    }
}

/// Whether the first row names the columns.
fn has_header(sheet: &Sheet) -> bool {
    let Some((first, rest)) = sheet.rows.split_first() else {
        return false;
    };
    let rest = rest.get(..SAMPLE).unwrap_or(rest);
    let cells: Vec<&str> = first
        .cells
        .iter()
        .map(String::as_str)
        .filter(|cell| !cell.is_empty())
        .collect();
    let names: BTreeSet<String> = cells.iter().map(|cell| words(cell)).collect();
    let is_value = |cell: &&str| {
        Number::read(cell).is_some()
            || Days::default().read(cell).is_some()
            || cell.starts_with("http")
    };
    if rest.is_empty() || names.len() < cells.len() || cells.iter().any(is_value) {
        return false;
    }
    let known: [&[&str]; 8] = [
        &TITLES, &TEXTS, &CASES, &AUTHORS, &DATES, &KINDS, &LINKS, &NOTES,
    ];
    if known
        .iter()
        .any(|group| group.iter().any(|name| names.contains(*name)))
    {
        return true;
    }
    let columns = (0..sheet.width.min(MOST_GUESSED))
        .map(|column| (first.cell(column), Column::of(rest, column, String::new())));
    // A name is another kind of thing than the values under it, or shorter than the answers.
    columns.into_iter().any(|(name, column)| {
        !name.is_empty()
            && (column.numbers
                || column.dates
                || column.links
                || column.is_choice()
                || name.chars().count() * 2 < column.length)
    })
}
