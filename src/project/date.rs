//! Dates as sources give them: a year, a month, a day, a range, "before", "about".

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A point in the calendar, as exactly as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Year of the common era.
    pub year: i32,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; never without a month.
    pub day: Option<u8>,
}

/// A date with its precision. Written `2004`, `2004-06`, `2004-06-14`, `2004..2006-03`, `before 2004`,
/// `about 2004-06`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// Known to the year, month or day.
    On(Moment),
    /// Somewhere from the first to the second, both included.
    Range(Moment, Moment),
    /// Earlier than this.
    Before(Moment),
    /// Near this.
    About(Moment),
}

impl Moment {
    /// The first day it can mean, as (year, month, day).
    pub fn first_day(&self) -> (i32, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it can mean, as (year, month, day).
    pub fn last_day(&self) -> (i32, u8, u8) {
        let month = self.month.unwrap_or(12);
        (
            self.year,
            month,
            self.day.unwrap_or_else(|| days_in(self.year, month)),
        )
    }
}

impl Date {
    /// The day, by UTC, of milliseconds since 1970-01-01 (after Hinnant, "chrono-compatible low-level date algorithms").
    pub fn of_millis(millis: u64) -> Self {
        const FOUR_CENTURIES: u64 = 146_097;
        // Years start in March here, so that the leap day ends one.
        let days = millis / 86_400_000 + 719_468;
        let (era, day_of_era) = (days / FOUR_CENTURIES, days % FOUR_CENTURIES);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 {
            shifted + 3
        } else {
            shifted - 9
        };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        Self::On(Moment {
            year: i32::try_from(year).unwrap_or(i32::MAX),
            month: u8::try_from(month).ok(),
            day: u8::try_from(day).ok(),
        })
    }

    /// The year that the date is filed under: of a range, the first.
    pub fn year(&self) -> i32 {
        self.start().year
    }

    /// The first and the last day that it can mean, as (year, month, day). "Before" reaches back without end; "about"
    /// reaches a year either way where only a year is given, else a month.
    pub fn bounds(&self) -> ((i32, u8, u8), (i32, u8, u8)) {
        match *self {
            Self::On(at) => (at.first_day(), at.last_day()),
            Self::Range(from, to) => (from.first_day(), to.last_day()),
            Self::Before(at) => ((i32::MIN, 1, 1), at.first_day()),
            Self::About(at) => {
                let near = |steps: i32| match at.month {
                    None => Moment {
                        year: at.year + steps,
                        month: None,
                        day: None,
                    },
                    Some(month) => {
                        let months = at.year * 12 + i32::from(month) - 1 + steps;
                        let month = u8::try_from(months.rem_euclid(12) + 1).ok();
                        Moment {
                            year: months.div_euclid(12),
                            month,
                            day: None,
                        }
                    }
                };
                (near(-1).first_day(), near(1).last_day())
            }
        }
    }

    fn start(&self) -> Moment {
        match *self {
            Self::On(at) | Self::Range(at, _) | Self::Before(at) | Self::About(at) => at,
        }
    }

    /// Puts dates in order: by first day, "before" ahead of the day itself, the exact ahead of the vague. First day as
    /// (year, month, day), then kind, then vagueness.
    pub fn sort_key(&self) -> ((i32, u8, u8), u8, u8) {
        let at = self.start();
        let vagueness = u8::from(at.month.is_none()) + u8::from(at.day.is_none());
        let kind = match self {
            Self::Before(_) => 0,
            Self::On(_) => 1,
            Self::About(_) => 2,
            Self::Range(..) => 3,
        };
        (at.first_day(), kind, vagueness)
    }
}

fn days_in(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Why a text is not a date, in words for the person who typed it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a date. Write 2004, 2004-06, 2004-06-14, 2004..2006, before 2004 or about 2004"
)]
pub struct NotADate(String);

impl FromStr for Moment {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let parse = || {
            let mut parts = text.trim().split('-');
            let year = parts.next()?;
            let digits = |part: &str, widest| {
                (1..=widest).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
            };
            let number = |part: &str| digits(part, 2).then(|| part.parse::<u8>().ok()).flatten();
            let year = (digits(year, 4) && year.len() >= 3)
                .then(|| year.parse().ok())
                .flatten()?;
            let month = parts
                .next()
                .map(|part| number(part).filter(|m| (1..=12).contains(m)).ok_or(()))
                .transpose()
                .ok()?;
            let last = month.map_or(31, |month| days_in(year, month));
            let day = parts
                .next()
                .map(|part| number(part).filter(|d| (1..=last).contains(d)).ok_or(()))
                .transpose()
                .ok()?;
            parts.next().is_none().then_some(Self { year, month, day })
        };
        parse().ok_or_else(|| NotADate(text.trim().to_owned()))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let whole = text.trim();
        let lower = whole.to_lowercase();
        let after = |words: &[&str]| words.iter().find_map(|word| lower.strip_prefix(word));
        let named = |error: NotADate| {
            NotADate(if whole.is_empty() {
                error.0
            } else {
                whole.to_owned()
            })
        };
        if let Some(rest) = after(&["before ", "<"]) {
            return rest.parse().map(Self::Before).map_err(named);
        }
        if let Some(rest) = after(&["about ", "circa ", "ca. ", "c. ", "~"]) {
            return rest.parse().map(Self::About).map_err(named);
        }
        if let Some((from, to)) = lower.split_once("..").or_else(|| lower.split_once('–')) {
            let (from, to): (Moment, Moment) =
                (from.parse().map_err(named)?, to.parse().map_err(named)?);
            let ordered = from.first_day() <= to.last_day();
            return if ordered {
                Ok(Self::Range(from, to))
            } else {
                Err(NotADate(whole.to_owned()))
            };
        }
        lower.parse().map(Self::On).map_err(named)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(at) => write!(f, "{at}"),
            Self::Range(from, to) => write!(f, "{from}..{to}"),
            Self::Before(at) => write!(f, "before {at}"),
            Self::About(at) => write!(f, "about {at}"),
        }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn moment() -> impl Strategy<Value = Moment> {
        (
            1000..9999i32,
            proptest::option::of((1..=12u8, proptest::option::of(1..=28u8))),
        )
            .prop_map(|(year, rest)| Moment {
                year,
                month: rest.map(|(month, _)| month),
                day: rest.and_then(|(_, day)| day),
            })
    }

    proptest! {
        #[test]
        fn every_date_reads_back_as_it_was_written(from in moment(), to in moment(), kind in 0..4) {
            let date = match kind {
                0 => Date::On(from),
                1 => Date::Before(from),
                2 => Date::About(from),
                _ if from.first_day() <= to.last_day() => Date::Range(from, to),
                _ => Date::Range(to, from),
            };
            prop_assert_eq!(date.to_string().parse(), Ok(date));
        }
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for text in [
            "",
            "soon",
            "2004-13",
            "2004-02-30",
            "20045",
            "2004-",
            "2006..2004",
            "before",
            "2004-06-14-1",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn dates_stand_in_the_order_of_time() {
        let mut dates: Vec<Date> = [
            "2004-06",
            "about 2004",
            "2003..2009",
            "before 2004",
            "2004-01-01",
        ]
        .iter()
        .filter_map(|d| d.parse().ok())
        .collect();
        dates.sort_by_key(Date::sort_key);
        let shown: Vec<String> = dates.iter().map(Date::to_string).collect();
        assert_eq!(
            shown,
            [
                "2003..2009",
                "before 2004",
                "2004-01-01",
                "about 2004",
                "2004-06"
            ]
        );
    }
}
