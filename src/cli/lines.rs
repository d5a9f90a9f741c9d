//! What does a line of a file of passages ask for?

use crate::project::{Date, Stance};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A passage to code, as it was asked for: names are not looked up yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Asked {
    /// File name, title or id.
    pub document: Option<String>,
    /// In code points; empty where none were given.
    pub spans: Vec<(usize, usize)>,
    /// Keys, names or ids.
    pub codes: Vec<String>,
    /// How it bears on the argument.
    pub stance: Option<Stance>,
    /// Names of rivals, and how it bears on them.
    pub rivals: Vec<(String, Stance)>,
    /// By name.
    pub case: Option<String>,
    /// When what it says happened.
    pub date: Option<Date>,
    /// Whose words or view it gives.
    pub speaker: Option<String>,
    /// What the coder has to say of it.
    pub memo: Option<String>,
    /// By name.
    pub coder: Option<String>,
    /// What the text is thought to say there.
    pub quotation: Option<String>,
    /// Names of the project's own attributes, and their values as typed.
    pub attributes: Vec<(String, String)>,
}

/// A line, read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Line {
    /// What it asks for, as far as that can be read.
    pub asked: Asked,
    /// What is wrong with it.
    pub wrong: Vec<String>,
    /// Names that mean nothing here.
    pub foreign: BTreeSet<String>,
}

/// The names that the manual gives.
const NAMES: [&str; 14] = [
    "document",
    "start",
    "end",
    "spans",
    "code",
    "stance",
    "rivals",
    "case",
    "date",
    "speaker",
    "memo",
    "coder",
    "quotation",
    "attributes",
];

/// What `codings --json` prints beside them, which follows from them.
const OWN: [&str; 5] = ["name", "place", "id", "sources", "made"];

impl Line {
    /// Reads a line.
    pub fn read(line: &str) -> Self {
        let mut read = Self::default();
        match serde_json::from_str::<Value>(line) {
            Ok(Value::Object(fields)) => read.take(fields),
            Ok(_) => read.say("a line is one JSON object: {\"document\": …, \"start\": …, \"end\": …, \"code\": …}"),
            Err(error) => read.say(format!(
                "this is not JSON (column {}): {}",
                error.column(),
                without_place(&error.to_string())
            )),
        }
        read
    }

    fn say(&mut self, wrong: impl Into<String>) {
        self.wrong.push(wrong.into());
    }

    fn take(&mut self, fields: Map<String, Value>) {
        let (mut start, mut end) = (None, None);
        for (name, value) in fields {
            if value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()) {
                if !is_known(&name) {
                    self.take_foreign(name);
                }
                continue;
            }
            let taken = match name.as_str() {
                "document" | "file" => text(value).map(|text| self.asked.document = Some(text)),
                "start" | "char_start" => whole(&value).map(|at| start = Some(at)),
                "end" | "char_end" => whole(&value).map(|at| end = Some(at)),
                "spans" => spans(&value).map(|spans| self.asked.spans = spans),
                "code" | "codes" => texts(value).map(|codes| self.asked.codes.extend(codes)),
                "stance" => parsed(value).map(|stance| self.asked.stance = Some(stance)),
                "rivals" => bearings(value).map(|rivals| self.asked.rivals = rivals),
                "case" => text(value).map(|text| self.asked.case = Some(text)),
                "date" => parsed(value).map(|date| self.asked.date = Some(date)),
                "speaker" => text(value).map(|text| self.asked.speaker = Some(text)),
                "memo" => text(value).map(|text| self.asked.memo = Some(text)),
                "coder" => text(value).map(|text| self.asked.coder = Some(text)),
                "quotation" | "text" => text(value).map(|text| self.asked.quotation = Some(text)),
                "attributes" => pairs(value).map(|pairs| self.asked.attributes = pairs),
                _ => {
                    self.take_foreign(name);
                    continue;
                }
            };
            if let Err(wanted) = taken {
                self.say(format!("“{name}” {wanted}"));
            }
        }
        match (start, end) {
            _ if !self.asked.spans.is_empty() => {}
            (Some(start), Some(end)) => self.asked.spans = vec![(start, end)],
            (None, None) => {}
            (Some(_), None) => self.say("“start” is there, but no “end”"),
            (None, Some(_)) => self.say("“end” is there, but no “start”"),
        }
    }

    /// A name that means nothing here is a slip, where it is nearly one that does.
    fn take_foreign(&mut self, name: String) {
        let near = NAMES
            .iter()
            .find(|known| strsim::osa_distance(&name.to_lowercase(), known) <= 1);
        match near {
            Some(near) => self.say(format!(
                "“{name}” means nothing here. Did you mean “{near}”?"
            )),
            None if OWN.contains(&name.as_str()) => {}
            None => {
                self.foreign.insert(name);
            }
        }
    }
}

fn is_known(name: &str) -> bool {
    NAMES.contains(&name) || ["file", "char_start", "char_end", "codes", "text"].contains(&name)
}

/// The message of a JSON reader without the place, which it counts within the line.
fn without_place(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

/// A text, or a number written as one.
fn text(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err("should be a text".to_owned()),
    }
}

fn texts(value: Value) -> Result<Vec<String>, String> {
    match value {
        Value::Array(list) => list.into_iter().map(text).collect(),
        one => text(one).map(|text| vec![text]),
    }
    .map_err(|_| "should be a text, or a list of texts".to_owned())
}

fn pairs(value: Value) -> Result<Vec<(String, String)>, String> {
    let wanted = "should be names with values: {\"tone\": \"critical\"}";
    let Value::Object(fields) = value else {
        return Err(wanted.to_owned());
    };
    fields
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| Ok((name, text(value).map_err(|_| wanted.to_owned())?)))
        .collect()
}

fn bearings(value: Value) -> Result<Vec<(String, Stance)>, String> {
    let wanted = "should be names of rivals with stances: {\"Domestic pressure\": \"against\"}";
    let Value::Object(fields) = value else {
        return Err(wanted.to_owned());
    };
    fields
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(name, value)| Ok((name, parsed(value)?)))
        .collect()
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(value: Value) -> Result<T, String> {
    let text = text(value)?;
    text.parse()
        .map_err(|wrong: T::Err| format!("is not understood: {wrong}"))
}

/// A whole number; other programs write it as 12.0 or "12" too.
fn whole(value: &Value) -> Result<usize, String> {
    let number = match value {
        Value::String(text) => text.trim().parse().ok(),
        // Whole numbers up to 2^53 are exact in a float, and no text is longer.
        Value::Number(number) => number.as_u64().or_else(|| {
            let float = number.as_f64()?;
            (float.fract() == 0.0 && (0.0..9e15).contains(&float)).then_some(float as u64)
        }),
        _ => None,
    };
    let fits = number.and_then(|number| usize::try_from(number).ok());
    fits.ok_or_else(|| format!("should be a whole number, 0 or more, and is {value}"))
}

fn spans(value: &Value) -> Result<Vec<(usize, usize)>, String> {
    let wanted = || "should be pairs of whole numbers: [[120,164],[180,201]]".to_owned();
    let pair = |value: &Value| match value.as_array().map(Vec::as_slice) {
        Some([start, end]) => Some((whole(start).ok()?, whole(end).ok()?)),
        _ => None,
    };
    let list = value.as_array().ok_or_else(wanted)?;
    let spans: Option<Vec<(usize, usize)>> = list.iter().map(pair).collect();
    spans.filter(|spans| !spans.is_empty()).ok_or_else(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_come_from_other_programs() {
        let line = Line::read(
            r#"{"file":"a.txt","char_start":"3","char_end":7.0,"codes":["A","B"],"date":2004,"memo":null,"line":12}"#,
        );
        assert_eq!(line.asked.document.as_deref(), Some("a.txt"));
        assert_eq!(line.asked.spans, [(3, 7)]);
        assert_eq!(line.asked.codes, ["A", "B"]);
        assert_eq!(line.asked.date, "2004".parse().ok());
        assert_eq!(line.asked.memo, None);
        assert_eq!(line.foreign.into_iter().collect::<Vec<_>>(), ["line"]);
        assert!(line.wrong.is_empty());
    }

    #[test]
    fn every_slip_of_a_line_is_named() {
        let line = Line::read(
            r#"{"document":[1],"start":-1,"stanse":"against","date":"soon","spans":[[1]]}"#,
        );
        assert_eq!(line.wrong.len(), 5, "{:#?}", line.wrong);
        assert!(
            line.wrong
                .iter()
                .any(|wrong| wrong.contains("Did you mean “stance”?"))
        );
        assert_eq!(Line::read("[1, 2]").wrong.len(), 1);
        assert!(Line::read("{\"document\": ").wrong[0].starts_with("this is not JSON (column"));
    }
}
