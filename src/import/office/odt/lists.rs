//! Which number does an item of a list have?

use super::styles::Styles;
use crate::import::office::numbers::Numbering;
use crate::import::office::xml::{Element, Ns};
use std::collections::HashMap;

/// Lists have this many levels.
const LEVELS: usize = 10;

/// How a level of a list is counted.
#[derive(Clone, Debug)]
pub struct Level {
    start: u32,
    way: Numbering,
    prefix: String,
    suffix: String,
    /// How many levels are shown: 2 for "3.1".
    shown: usize,
    /// "%1%.%2%)": each number stands for that level. Newer than prefix and suffix, and holds where it is there.
    pattern: Option<String>,
}

impl Level {
    /// Reads one; with its depth, 0 for the highest.
    pub fn of(element: Element<'_>) -> Option<(usize, Self)> {
        let (Ns::Text, name) = element.name() else {
            return None;
        };
        let number = |name| {
            element
                .attribute(Ns::Text, name)
                .and_then(|value| value.parse::<usize>().ok())
        };
        let style = |name| element.attribute(Ns::Style, name).unwrap_or_default();
        let way = match name {
            "list-level-style-number" | "outline-level-style" => {
                Numbering::of_sample(style("num-format"))
            }
            "list-level-style-bullet" | "list-level-style-image" => Numbering::Bullet,
            _ => return None,
        };
        let depth = number("level")?.checked_sub(1)?;
        Some((
            depth,
            Self {
                start: number("start-value").map_or(1, |start| start as u32),
                way,
                prefix: style("num-prefix").to_owned(),
                suffix: style("num-suffix").to_owned(),
                shown: number("display-levels").unwrap_or(1),
                pattern: element
                    .attribute(Ns::Other, "num-list-format")
                    .or_else(|| element.attribute(Ns::Style, "num-list-format"))
                    .map(str::to_owned),
            },
        ))
    }
}

/// The numbers that a list has reached.
pub type Reached = [Option<u32>; LEVELS];

/// The lists that were read, by name and by style, to be gone on with.
#[derive(Default)]
pub struct Lists {
    by_name: HashMap<String, Reached>,
    by_style: HashMap<String, Reached>,
    headings: Reached,
}

/// A list that is being read.
pub struct List {
    name: String,
    style: String,
    reached: Reached,
}

impl Lists {
    /// Starts a list, or goes on with one.
    pub fn open(&self, element: Element<'_>) -> List {
        let style = element
            .attribute(Ns::Text, "style-name")
            .unwrap_or_default();
        let goes_on = element.attribute(Ns::Text, "continue-numbering") == Some("true");
        let with = element.attribute(Ns::Text, "continue-list");
        let reached = with
            .and_then(|name| self.by_name.get(name))
            .or_else(|| self.by_style.get(style).filter(|_| goes_on));
        List {
            name: element
                .attribute(Ns::Other, "id")
                .or(with)
                .unwrap_or_default()
                .to_owned(),
            style: style.to_owned(),
            reached: reached.copied().unwrap_or_default(),
        }
    }

    /// A list is at its end.
    pub fn close(&mut self, list: List) {
        if !list.name.is_empty() {
            self.by_name.insert(list.name, list.reached);
        }
        self.by_style.insert(list.style, list.reached);
    }

    /// Counts a heading, 0 for the highest; gives what stands ahead of it.
    pub fn heading(&mut self, depth: usize, start: Option<u32>, styles: &Styles) -> String {
        count(&mut self.headings, "", depth, start, styles)
    }
}

impl List {
    /// The style of the list within it, which may have one of its own.
    pub fn style_of(&self, inner: Element<'_>) -> String {
        let own = inner.attribute(Ns::Text, "style-name");
        own.unwrap_or(&self.style).to_owned()
    }

    /// Its own style.
    pub fn style(&self) -> String {
        self.style.clone()
    }

    /// Counts an item; gives what stands ahead of it.
    pub fn item(
        &mut self,
        style: &str,
        depth: usize,
        start: Option<u32>,
        styles: &Styles,
    ) -> String {
        count(&mut self.reached, style, depth, start, styles)
    }

    /// A list within it starts from the beginning.
    pub fn restart(&mut self, depth: usize) {
        for reached in self.reached.iter_mut().skip(depth) {
            *reached = None;
        }
    }
}

fn count(
    reached: &mut Reached,
    style: &str,
    depth: usize,
    start: Option<u32>,
    styles: &Styles,
) -> String {
    let depth = depth.min(LEVELS - 1);
    let Some(level) = styles.level(style, depth) else {
        return String::new();
    };
    let next = match (start, reached[depth]) {
        (Some(start), _) => start,
        (None, Some(number)) => number.saturating_add(1),
        (None, None) => level.start,
    };
    reached[depth] = Some(next);
    for below in reached.iter_mut().skip(depth + 1) {
        *below = None;
    }
    let label = match level.way {
        Numbering::Bullet => ["•", "◦", "▪"][depth.min(2)].to_owned(),
        Numbering::None => level.pattern.as_ref().map_or_else(
            || format!("{}{}", level.prefix, level.suffix),
            |pattern| filled(pattern, reached, style, styles),
        ),
        _ => match &level.pattern {
            Some(pattern) => filled(pattern, reached, style, styles),
            None => {
                let first = (depth + 1).saturating_sub(level.shown);
                let numbers: Vec<String> = (first..=depth)
                    .map(|at| shown(at, reached, style, styles))
                    .filter(|number| !number.is_empty())
                    .collect();
                format!("{}{}{}", level.prefix, numbers.join("."), level.suffix)
            }
        },
    };
    let label = label.trim();
    if label.is_empty() {
        String::new()
    } else {
        format!("{label} ")
    }
}

fn shown(at: usize, reached: &Reached, style: &str, styles: &Styles) -> String {
    let Some(level) = styles.level(style, at) else {
        return String::new();
    };
    let number = reached.get(at).copied().flatten().unwrap_or(level.start);
    match level.way {
        Numbering::Bullet => String::new(),
        way => way.show(number),
    }
}

fn filled(pattern: &str, reached: &Reached, style: &str, styles: &Styles) -> String {
    let mut label = String::new();
    for (at, part) in pattern.split('%').enumerate() {
        // Every other part stands between two marks.
        match part.parse::<usize>() {
            Ok(level) if at % 2 == 1 && level > 0 => {
                label.push_str(&shown(level - 1, reached, style, styles));
            }
            _ => label.push_str(part),
        }
    }
    label
}
