//! Which law is meant, however it is named? `traffickingvictimsprotectionact:2000`, `scres1325:2000`, `iloc182:1999`.
//!
//! A text says the year of a law once, and then calls it by its name, by letters ("TVPA") or by a short name
//! ("hereinafter Trafficking Protocol"): all that it says of the name is brought together.

use super::{keys, names, numbers};
use std::collections::{HashMap, HashSet};

/// A law as it is named in one place.
#[derive(Debug)]
pub(super) struct Named<'t> {
    /// The name, without year, number and place in a code.
    pub name: &'t str,
    /// The name up to the word for its kind: "Presidential Decree".
    pub kind: &'t str,
    /// Its number, as the text writes it; empty where it has none.
    pub number: &'t str,
    /// All that is cited.
    pub whole: &'t str,
    /// What the text calls it from there on: "(TVPA)", "[hereinafter Trafficking Protocol]".
    pub short: Option<&'t str>,
}

/// The key of each law, in the order in which they stand.
pub(super) fn keys(laws: &[Named]) -> Vec<String> {
    let mut names: Vec<String> = laws.iter().map(Named::key).collect();
    let mut short: HashMap<String, String> = HashMap::new();
    for (law, name) in laws.iter().zip(&names) {
        if let Some(called) = law.short {
            let called = of_name(called);
            if called != *name && called.len() > 2 {
                short.entry(called).or_insert_with(|| name.clone());
            }
        }
    }
    for name in &mut names {
        if let Some(full) = short.get(name) {
            name.clone_from(full);
        }
    }
    let called: HashSet<&String> = short.values().collect();
    let mut years: HashMap<&str, HashSet<u32>> = HashMap::new();
    let dated: Vec<Option<u32>> = laws.iter().map(Named::year).collect();
    for (name, year) in names.iter().zip(&dated) {
        years.entry(name).or_default().extend(year);
    }
    let keyed = names
        .iter()
        .zip(&dated)
        .zip(laws)
        .map(|((name, year), law)| {
            let only = || {
                if law.is_common() && !called.contains(name) {
                    return None;
                }
                let years = years.get(name.as_str())?;
                let mut years = years.iter();
                years.next().filter(|_| years.next().is_none()).copied()
            };
            match year.or_else(only) {
                Some(year) => format!("{name}:{year}"),
                None => name.clone(),
            }
        });
    keyed.collect()
}

impl Named<'_> {
    fn key(&self) -> String {
        let name = self
            .name
            .rsplit_once("annex, ")
            .map_or(self.name, |(_, name)| name);
        let number = self.figures();
        let digits = |text: &str| -> String {
            let text = text.trim_start_matches(|c: char| !c.is_ascii_digit());
            text.chars().take_while(char::is_ascii_digit).collect()
        };
        let labour = self.name.contains("ILO") && name.contains("Convention");
        let labour = match self.whole.split_once("Doc. C") {
            Some((_, doc)) => digits(doc),
            None if labour => digits(number),
            None => String::new(),
        };
        if !labour.is_empty() {
            return format!("iloc{labour}");
        }
        if number.is_empty() {
            return of_name(name);
        }
        let mut key = of_name(self.kind);
        keys::push(number.split(" of ").next().unwrap_or(number), &mut key);
        key
    }

    /// The number without "No." and "(EC)".
    fn figures(&self) -> &str {
        let number = self.number.trim();
        let at = number.char_indices().position(|(at, c)| {
            let digit = number[at + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
            c.is_ascii_digit() || c.is_ascii_uppercase() && digit
        });
        at.and_then(|at| number.get(at..)).unwrap_or_default()
    }

    /// The first year of the citation, which is the law's own: others are those of a code's edition, or in its number.
    fn year(&self) -> Option<u32> {
        let number = self
            .whole
            .find(self.number)
            .filter(|_| !self.number.is_empty());
        let number = number.map_or(0..0, |at| at..at + self.number.len());
        let mut years = numbers::years(self.whole, 0, self.whole.len())
            .filter(|(at, _)| !self.whole[..*at].ends_with("Supp. "));
        let mut inside = None;
        let outside = years.find(|(at, year)| {
            let within = number.contains(at);
            if within && inside.is_none() {
                inside = Some(*year);
            }
            !within
        });
        outside.map(|(_, year)| year).or(inside)
    }

    /// Whether laws of that name are many: other states have an act or a law by the same name.
    fn is_common(&self) -> bool {
        ["Act", "Law", "Code", "Order", "Decree", "Ordinance"]
            .iter()
            .any(|kind| self.kind.ends_with(kind))
    }
}

/// Whose law it is goes without saying in most texts.
const ISSUERS: [&str; 20] = [
    "UN", "U.N", "UNGA", "UNHCR", "OHCHR", "UNSC", "United", "Nations", "US", "U.S", "States",
    "General", "Assembly", "G.A", "EcoSoc", "ECOSOC", "The", "League", "Palermo", "UNCRC",
];

/// A name as one word, without small words, without whose it is, and without what is added at its end.
fn of_name(name: &str) -> String {
    let mut key = String::new();
    let count = name.split_whitespace().count();
    for word in name.split_whitespace() {
        let bare = names::bare(word);
        let added = matches!(
            bare.to_lowercase().as_str(),
            "especially" | "particularly" | "supplementing"
        );
        if added {
            break;
        }
        let issuer = key.is_empty()
            && ISSUERS.contains(&bare)
            && count > 2
            && (bare != "Palermo" || name.contains("Protocol to"));
        let small = names::is_link(bare)
            || matches!(
                bare,
                "Against" | "Concerning" | "Relating" | "relating" | "On"
            );
        if issuer || small || numbers::year_at(bare.as_bytes(), 0).is_some() {
            continue;
        }
        if key.len() > 80 {
            break;
        }
        let word = match bare {
            "Res" => "Resolution",
            "Rep" => "Republic",
            "Labor" => "Labour",
            bare => bare,
        };
        keys::push(word, &mut key);
    }
    match key.as_str() {
        "palermoprotocol" => PALERMO.to_owned(),
        // "United States Code": it has no other name.
        "code" | "constitution" | "charter" | "law" | "protocol" | "convention" => keys::name(name),
        _ => key,
    }
}

/// What most texts call by the name of a town.
const PALERMO: &str = "protocolpreventsuppresspunishtraffickingpersons";
