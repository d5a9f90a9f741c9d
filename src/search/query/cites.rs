//! What does a person mean by `cite:` and `cable:`?

use crate::search::cited::{Name, full_year, letters, plain_number};
use crate::search::pattern::Pattern;
use crate::text::fold::{WILD_ANY, WILD_ONE};

/// Citations that are asked for.
#[derive(Clone, Debug)]
pub(in crate::search) struct Cites {
    pub(in crate::search) what: What,
    /// Of these years, first and last; of cables, their own years.
    pub(in crate::search) years: Option<(u32, u32)>,
}

/// What they cite.
#[derive(Clone, Debug)]
pub(in crate::search) enum What {
    /// A work by all of these names, or by an organisation that is called so as a whole; of this date, letter and all.
    Work {
        whole: Option<Name>,
        names: Vec<Name>,
        date: Option<String>,
    },
    /// A cable of this post and number.
    Cable {
        post: Option<Pattern>,
        number: Option<Pattern>,
    },
}

impl Cites {
    /// The work that `cite:` names: `efrat`, `efrat:2012a`, `simmons+lloyd:2008..2010`, `US Department of State, 2006`.
    pub(super) fn work(value: &str) -> Option<Self> {
        let (called, date) = parted(value)?;
        let (years, date) = match date {
            Some(Date::Years(first, last)) => (Some((first, last)), None),
            Some(Date::Exact(date)) => (None, Some(date)),
            None => (None, None),
        };
        let called = with_signs(called);
        let any = called.trim().chars().all(|c| c == WILD_ANY);
        let parts = names(&called);
        let names: Vec<Name> = parts.iter().filter_map(|name| Name::new(name)).collect();
        let dated = years.is_some() || date.is_some();
        if names.len() < parts.len() && !any || any && called.is_empty() && !dated {
            return None;
        }
        let whole = Name::new(&called).filter(|_| names.len() > 1);
        Some(Self {
            what: What::Work { whole, names, date },
            years,
        })
    }

    /// The cables that `cable:` names: `06BUENOSAIRES309`, `Kuala Lumpur`, `BUENOS*`, `KUALALUMPUR:2006..2008`.
    pub(super) fn cable(value: &str) -> Option<Self> {
        let (named, years) = match value.rsplit_once(':') {
            Some((named, date)) => match Date::read(date)? {
                Date::Years(first, last) => (named, Some((first, last))),
                Date::Exact(_) => return None,
            },
            None => (value, None),
        };
        let named = letters(&with_signs(without_copy(named)));
        let digit = |c: char| c.is_ascii_digit();
        let post = named.trim_start_matches(digit);
        let year = &named[..named.len() - post.len()];
        let number = post.find(digit).unwrap_or(post.len());
        let (post, number) = post.split_at(number);
        let own = match year {
            "" => None,
            digits => Some(full_year(digits)?),
        };
        let fits = |c: char| digit(c) || matches!(c, WILD_ANY | WILD_ONE);
        if named.is_empty() || !number.chars().all(fits) {
            return None;
        }
        let any = |part: &str| part.chars().all(|c| c == WILD_ANY);
        Some(Self {
            what: What::Cable {
                post: (!any(post)).then(|| Pattern::of(post)),
                number: (!any(number)).then(|| Pattern::of(&plain_number(number))),
            },
            years: both(own.map(|year| (year, year)), years),
        })
    }

    /// Only those of these years, too.
    pub(super) fn within(&mut self, years: (u32, u32)) {
        self.years = both(self.years, Some(years));
    }
}

/// The years that are in both ranges; a range in which nothing is where there are none.
fn both(one: Option<(u32, u32)>, other: Option<(u32, u32)>) -> Option<(u32, u32)> {
    match (one, other) {
        (Some(one), Some(other)) => Some((one.0.max(other.0), one.1.min(other.1))),
        (one, other) => one.or(other),
    }
}

enum Date {
    Years(u32, u32),
    /// With a letter, or "n.d.".
    Exact(String),
}

impl Date {
    fn read(typed: &str) -> Option<Self> {
        let typed = typed.trim().to_lowercase();
        if let Some((first, last)) = super::fields::years(&typed) {
            return Some(Self::Years(first, last));
        }
        let year = typed.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let lettered = typed.len() == 5 && year.len() == 4 && super::fields::years(year).is_some();
        match typed.as_str() {
            "n.d." | "n.d" | "nd" => Some(Self::Exact("n.d.".to_owned())),
            "forthcoming" => Some(Self::Exact(typed)),
            _ => lettered.then_some(Self::Exact(typed)),
        }
    }
}

/// The names and the date of what is cited. None where what stands after a colon is no date.
fn parted(value: &str) -> Option<(&str, Option<Date>)> {
    let value = value.trim();
    if let Some((called, date)) = value.rsplit_once(':') {
        return Some((called, Some(Date::read(date)?)));
    }
    // "Efrat, 2012", and a year alone.
    let last = value.rfind(|c: char| c.is_whitespace() || matches!(c, ',' | '('));
    let (called, date) = match last {
        Some(at) => (&value[..at], value[at + 1..].trim()),
        None => ("", value),
    };
    let date = date.trim_end_matches(')');
    let numbered = date.starts_with(|c: char| c.is_numeric()) || date.starts_with("..");
    let date = Date::read(date).filter(|_| numbered || date.starts_with("n.d"));
    Some(date.map_or((value, None), |date| {
        (called.trim_end_matches([' ', ',', '(']), Some(date))
    }))
}

/// The names between "+", "&", "and" and commas.
fn names(called: &str) -> Vec<&str> {
    let parts = called.split(['+', '&', ',', ';']);
    parts
        .flat_map(|part| part.split(" and "))
        .map(|name| name.trim().trim_start_matches("and "))
        .map(|name| {
            let rest = name.trim_end_matches('.').trim_end();
            let rest = rest.strip_suffix("al").map(str::trim_end);
            rest.and_then(|rest| rest.strip_suffix("et"))
                .filter(|rest| rest.is_empty() || rest.ends_with(' '))
                .unwrap_or(name)
        })
        .filter(|name| !name.trim().is_empty())
        .collect()
}

/// A cable's name without the sign of its second copy, "_a".
fn without_copy(named: &str) -> &str {
    let named = named.trim();
    let rest = named.strip_suffix(['a', 'A']);
    rest.map(|rest| rest.trim_end_matches([' ', '_', '\\', '-']))
        .filter(|rest| rest.len() + 1 < named.len() && rest.ends_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(named)
}

fn with_signs(typed: &str) -> String {
    typed
        .replace('*', &WILD_ANY.to_string())
        .replace('?', &WILD_ONE.to_string())
}
