//! When it appeared, in all the ways that bibliographies write it.

use crate::project::{Date, Moment};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The number of a month by its name in English or its number; what follows the first three letters does not count.
pub(super) fn month(text: &str) -> Option<u8> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    let number = match text.parse::<u8>() {
        Ok(number) => Some(number),
        Err(_) if text.chars().count() < 3 => None,
        Err(_) => {
            let at = MONTHS.iter().position(|month| text.starts_with(month));
            at.and_then(|at| u8::try_from(at + 1).ok())
        }
    };
    number.filter(|number| (1..=12).contains(number))
}

/// The three letters by which BibTeX knows a month.
pub(super) fn month_word(month: u8) -> Option<&'static str> {
    let at = usize::from(month).checked_sub(1)?;
    MONTHS.get(at).copied()
}

/// A date of a year, and month and day as far as they are good.
pub(super) fn date(year: i32, month: Option<u8>, day: Option<u8>) -> Date {
    let at = |month, day| Moment { year, month, day };
    let month = month.filter(|month| (1..=12).contains(month));
    let whole = at(month, month.and(day));
    let good = |at: &Moment| at.to_string().parse::<Moment>().is_ok();
    Date::On(if good(&whole) { whole } else { at(month, None) })
}

/// The date that a text gives: "2004", "2004-06-14", "2004/06/14/", "14 June 2004", "June 2004", "2004/2006", "2004~",
/// "c. 2004"; of anything else the first number of four digits.
pub(super) fn parse(text: &str) -> Option<Date> {
    any(text).filter(|date| date.year() > 0)
}

fn any(text: &str) -> Option<Date> {
    let text = text.trim().trim_matches(['[', ']', '(', ')']);
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    if let Some(near) = text.strip_suffix(['~', '?', '%']) {
        let date = parse(near)?;
        return Some(match date {
            Date::On(at) => Date::About(at),
            other => other,
        });
    }
    let lower = text.to_lowercase();
    for about in ["circa", "ca.", "c."] {
        if let Some(rest) = lower.strip_prefix(about)
            && let Some(Date::On(at)) = parse(rest)
        {
            return Some(Date::About(at));
        }
    }
    slashed(text).or_else(|| in_words(&lower))
}

/// "2004/06/14", with whatever RIS has behind it, and ranges: "2004/2006", "2004-03/2004-05", "/2006", "2004/".
fn slashed(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    let moment = |part: &str| day_of(part).parse::<Moment>().ok();
    match parts.as_slice() {
        [one] => moment(one).map(Date::On),
        ["", until] => moment(until).map(Date::Before),
        [from, to] if to.len() > 2 => {
            let (from, to) = (moment(from)?, moment(to)?);
            let ordered = from.first_day() <= to.last_day();
            ordered.then_some(Date::Range(from, to))
        }
        [year, rest @ ..] => {
            if let Some(Ok(said)) = rest.get(2).map(|said| said.parse::<Date>()) {
                return Some(said);
            }
            let year = moment(year)?.year;
            let day = rest.get(1).and_then(|day| day.parse().ok());
            Some(date(year, rest.first().and_then(|part| month(part)), day))
        }
        [] => None,
    }
}

/// A day without its time: "2004-06-14T08:00:00Z", "2004-06-14 08:00"; and without a month or a day of 0.
fn day_of(text: &str) -> &str {
    let text = text.split(['T', ' ']).next().unwrap_or(text);
    let text = text.strip_suffix("-00").unwrap_or(text);
    text.strip_suffix("-00").unwrap_or(text)
}

/// The year, month and day among words: "June 14, 2004", "14 jun. 2004", "Spring 2004", "2004a".
fn in_words(text: &str) -> Option<Date> {
    let mut year = None;
    let (mut the_month, mut day) = (None, None);
    let parts = text.split(|c: char| !c.is_alphanumeric());
    for part in parts.filter(|part| !part.is_empty()) {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        match digits {
            4 if year.is_none() => year = part[..4].parse::<i32>().ok(),
            1 | 2 if day.is_none() => day = part[..digits].parse::<u8>().ok(),
            0 if the_month.is_none() => the_month = month(part),
            _ => {}
        }
    }
    Some(date(year.filter(|year| *year > 0)?, the_month, day))
}

/// The date, where it says more than the year.
pub(super) fn beyond_year(date: Date) -> Option<Date> {
    match date {
        Date::On(at) if at.month.is_none() => None,
        date => Some(date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_all_their_forms() {
        for (text, wanted) in [
            ("2004", "2004"),
            ("2004-06-14", "2004-06-14"),
            ("2004-06-14T08:00:00Z", "2004-06-14"),
            ("2004-06-00", "2004-06"),
            ("2004-00-00", "2004"),
            ("2004/06/14/", "2004-06-14"),
            ("2004///", "2004"),
            ("2004/06//Summer", "2004-06"),
            ("2004///about 2004", "about 2004"),
            ("14 June 2004", "2004-06-14"),
            ("June 14, 2004", "2004-06-14"),
            ("Jun. 2004", "2004-06"),
            ("31 February 2004", "2004-02"),
            ("Spring 2004", "2004"),
            ("[2004]", "2004"),
            ("2004a", "2004"),
            ("2004/2006", "2004..2006"),
            ("/2006", "before 2006"),
            ("2004~", "about 2004"),
            ("c. 1998", "about 1998"),
            ("circa 1998", "about 1998"),
        ] {
            let read = parse(text).map(|date| date.to_string());
            assert_eq!(read.as_deref(), Some(wanted), "{text}");
        }
        for text in [
            "",
            "n.d.",
            "forthcoming",
            "in press",
            "99999999999999",
            "~",
            "0000",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
