//! What do the words in a column's cells mean: numbers, days, choices?

use crate::project::{Attribute, AttributeId, AttributeKind, Date, Moment};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which values an attribute made of a column takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ValueKind {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A date with its precision.
    Date,
    /// One of those that stand in the column.
    List,
}

impl ValueKind {
    /// The word for it in the window and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::List => "list",
        }
    }

    /// An attribute of this kind and name, for values like these.
    pub fn attribute<'w>(self, name: String, values: impl Iterator<Item = &'w str>) -> Attribute {
        let kind = match self {
            Self::Text => AttributeKind::Text,
            Self::Number => AttributeKind::Number,
            Self::Date => AttributeKind::Date,
            Self::List => {
                let mut choices = BTreeMap::<&str, ()>::new();
                choices.extend(
                    values
                        .filter(|value| !value.is_empty())
                        .map(|value| (value, ())),
                );
                AttributeKind::List(choices.into_keys().map(str::to_owned).collect())
            }
        };
        Attribute {
            id: AttributeId::new(),
            name,
            kind,
        }
    }
}

impl std::str::FromStr for ValueKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let all = [Self::Text, Self::Number, Self::Date, Self::List];
        let found = all
            .into_iter()
            .find(|kind| kind.word() == text.trim().to_lowercase());
        found.ok_or_else(|| format!("“{text}” is none of: text, number, date, list"))
    }
}

/// A number as people write it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub f64);

impl Number {
    /// Reads `1234.5`, `1234,5`, `1,234.5`, `1.234,5` and `1 234,5`. One comma or point ahead of three digits may mean
    /// either: a point is taken for the decimal sign, a comma for nothing, so that `1,234` is no number.
    pub fn read(text: &str) -> Option<Self> {
        let bare: String = text
            .trim()
            .chars()
            .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’'))
            .collect();
        let digits = bare.strip_prefix(['-', '+', '−']).unwrap_or(&bare);
        if !digits.starts_with(|c: char| c.is_ascii_digit())
            || digits.contains(|c: char| !c.is_ascii_digit() && !"., eE+-".contains(c))
        {
            return None;
        }
        let bare = bare.replace('−', "-");
        let plain = match (bare.rfind(','), bare.rfind('.')) {
            (None, _) => bare,
            (Some(comma), Some(point)) if comma > point => {
                grouped(&bare, '.', comma)?.replace(',', ".")
            }
            (Some(_), Some(point)) => grouped(&bare, ',', point)?,
            (Some(comma), None) => match bare.get(comma + 1..)?.len() {
                3 => (bare.matches(',').count() > 1).then(|| bare.replace(',', ""))?,
                _ if bare.matches(',').count() == 1 => bare.replace(',', "."),
                _ => return None,
            },
        };
        let number: f64 = plain.parse().ok()?;
        number.is_finite().then_some(Self(number))
    }
}

/// The number without the signs that group its digits, if they stand as such ahead of the decimal sign.
fn grouped(number: &str, sign: char, end: usize) -> Option<String> {
    let (whole, rest) = number.split_at_checked(end)?;
    let mut groups = whole.split(sign);
    let first = groups.next()?;
    let fits = !first.is_empty() && groups.all(|group| group.len() == 3);
    fits.then(|| format!("{}{rest}", whole.replace(sign, "")))
}

/// In which order a column gives the parts of its days, where that is no matter of the sign between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Days {
    /// 14/06/2004.
    DayFirst,
    /// 06/14/2004.
    MonthFirst,
    /// All days of the column could be either, so that none is read.
    #[default]
    Unclear,
}

impl Days {
    /// What the days of a column say between them.
    pub fn of<'w>(cells: impl Iterator<Item = &'w str>) -> Self {
        let (mut day_first, mut month_first) = (false, false);
        for (first, second, _, sign) in cells.filter_map(parts) {
            if sign != '.' {
                day_first |= first > 12;
                month_first |= second > 12;
            }
        }
        match (day_first, month_first) {
            (true, false) => Self::DayFirst,
            (false, true) => Self::MonthFirst,
            _ => Self::Unclear,
        }
    }

    /// Reads a date: as Attest writes it, with a time behind it that is left out, `14.06.2004`, and in the column's
    /// order `14/06/2004`.
    pub fn read(self, text: &str) -> Option<Date> {
        let text = text.trim();
        if let Ok(date) = text.parse() {
            return Some(date);
        }
        let day = text
            .split(['T', ' '])
            .next()
            .unwrap_or(text)
            .trim_end_matches(',');
        if let Ok(date) = day.replace('/', "-").parse::<Date>()
            && day.starts_with(|c: char| c.is_ascii_digit())
            && day
                .split(['-', '/'])
                .next()
                .is_some_and(|year| year.len() == 4)
        {
            return Some(date);
        }
        let (first, second, year, sign) = parts(text)?;
        let (day, month) = match (sign, self) {
            ('.', _) | (_, Self::DayFirst) => (first, second),
            (_, Self::MonthFirst) => (second, first),
            (_, Self::Unclear) => return None,
        };
        let moment = format!("{year:04}-{month:02}-{day:02}")
            .parse::<Moment>()
            .ok()?;
        Some(Date::On(moment))
    }
}

/// The three numbers of a day with its year last, and the sign between them.
fn parts(text: &str) -> Option<(u8, u8, i32, char)> {
    let day = text.trim().split([' ', ',', 'T']).next()?;
    let sign = ['/', '.', '-']
        .into_iter()
        .find(|sign| day.contains(*sign))?;
    let mut numbers = day.split(sign);
    let (first, second, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let fits = numbers.next().is_none() && year.len() == 4 && first.len() <= 2 && second.len() <= 2;
    fits.then_some((
        first.parse().ok()?,
        second.parse().ok()?,
        year.parse().ok()?,
        sign,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("1234.5", Some(1234.5)),
            ("3,5", Some(3.5)),
            ("-3,25", Some(-3.25)),
            ("1,234.5", Some(1234.5)),
            ("1.234,5", Some(1234.5)),
            ("1 234,5", Some(1234.5)),
            ("1,234,567", Some(1_234_567.0)),
            ("1,234", None),
            ("007", Some(7.0)),
            ("n/a", None),
            ("12,34,5", None),
            ("", None),
            ("inf", None),
            ("3-5", None),
        ] {
            assert_eq!(Number::read(text).map(|number| number.0), number, "{text}");
        }
    }

    #[test]
    fn days_are_read_in_the_order_of_their_column_and_never_guessed() {
        let read = |days: Days, text: &str| days.read(text).map(|date| date.to_string());
        let first = Days::of(["01/02/2004", "14/06/2004"].into_iter());
        assert_eq!(first, Days::DayFirst);
        assert_eq!(read(first, "01/02/2004").as_deref(), Some("2004-02-01"));
        let month = Days::of(["1/2/2004 8:15:00", "6/14/2004 9:00:01"].into_iter());
        assert_eq!(
            read(month, "1/2/2004 8:15:00").as_deref(),
            Some("2004-01-02")
        );
        let unclear = Days::of(["01/02/2004"].into_iter());
        assert_eq!(read(unclear, "01/02/2004"), None);
        for (text, date) in [
            ("14.06.2004", "2004-06-14"),
            ("2004-06-14 10:30", "2004-06-14"),
            ("2004-06-14T10:30:00Z", "2004-06-14"),
            ("2004/06/14 10:30:12 AM GMT+1", "2004-06-14"),
            ("2004", "2004"),
            ("about 2004", "about 2004"),
        ] {
            assert_eq!(read(unclear, text).as_deref(), Some(date), "{text}");
        }
        assert_eq!(read(unclear, "31.02.2004"), None);
        assert_eq!(read(unclear, "soon"), None);
    }
}
