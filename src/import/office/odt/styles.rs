//! What do styles say of the paragraphs, words and pages that have them?

use super::lists::Level;
use crate::import::office::numbers::Numbering;
use crate::import::office::xml::{Element, Ns};
use std::collections::HashMap;

/// A style may have a parent that has a parent, so often.
const CHAIN: usize = 64;

/// The styles of a document.
#[derive(Default)]
pub struct Styles {
    /// By family and name.
    styles: HashMap<(String, String), Style>,
    /// The ways in which lists are counted, by name; the one of headings has none.
    lists: HashMap<String, HashMap<usize, Level>>,
    /// The page layout of each sort of page.
    masters: HashMap<String, String>,
    /// How the pages of a layout are numbered.
    layouts: HashMap<String, Numbering>,
    language: String,
}

/// What a style says; none where it does not.
#[derive(Clone, Debug, Default)]
pub struct Style {
    name: String,
    parent: String,
    /// The sort of page that starts with it.
    pub master: Option<String>,
    /// The number of that page.
    pub number: Option<u32>,
    /// Whether a page starts ahead of it.
    pub before: Option<bool>,
    /// Whether a page starts behind it.
    pub after: Option<bool>,
    /// Whether its words are hidden.
    pub hidden: Option<bool>,
    /// Whether its words are raised, as the marks of notes are.
    pub raised: Option<bool>,
    /// Whether its words are in a font of signs, and in which.
    pub font: Option<String>,
}

impl Styles {
    /// Takes the styles of a part.
    pub fn add(&mut self, frame: Element<'_>) {
        for part in ["styles", "automatic-styles", "master-styles"] {
            let Some(part) = frame.child(Ns::Office, part) else {
                continue;
            };
            for element in part.children() {
                self.element(element);
            }
        }
    }

    fn element(&mut self, element: Element<'_>) {
        let named = |name| {
            element
                .attribute(Ns::Style, name)
                .unwrap_or_default()
                .to_owned()
        };
        match element.name() {
            (Ns::Style, "style") => {
                let style = Style::of(element);
                self.styles.insert((named("family"), named("name")), style);
            }
            (Ns::Style, "default-style") if named("family") == "paragraph" => {
                let words = element.child(Ns::Style, "text-properties");
                let said = |name| words.and_then(|words| words.attribute(Ns::Fo, name));
                let known = |name| said(name).filter(|value| *value != "none");
                self.language = match (known("language"), known("country")) {
                    (Some(language), Some(country)) => format!("{language}-{country}"),
                    (Some(language), None) => language.to_owned(),
                    _ => String::new(),
                };
            }
            (Ns::Text, "list-style") => {
                let levels = element.children().filter_map(Level::of).collect();
                self.lists.insert(named("name"), levels);
            }
            (Ns::Text, "outline-style") => {
                let levels = element.children().filter_map(Level::of).collect();
                self.lists.insert(String::new(), levels);
            }
            (Ns::Style, "page-layout") => {
                let properties = element.child(Ns::Style, "page-layout-properties");
                let sample = properties.and_then(|page| page.attribute(Ns::Style, "num-format"));
                let way = sample.map_or(Numbering::Arabic, Numbering::of_sample);
                self.layouts.insert(named("name"), way);
            }
            (Ns::Style, "master-page") => {
                self.masters
                    .insert(named("name"), named("page-layout-name"));
            }
            _ => {}
        }
    }

    /// A style with what it has from its parents.
    pub fn get(&self, family: &str, name: &str) -> Style {
        let mut key = (family.to_owned(), name.to_owned());
        let mut found = Style::default();
        for _ in 0..CHAIN {
            let Some(style) = self.styles.get(&key) else {
                break;
            };
            found.below(style);
            key.1.clone_from(&style.parent);
        }
        found
    }

    /// Whether a style is one of that name or comes from it.
    pub fn comes_from(&self, family: &str, name: &str, origin: &str) -> bool {
        let mut key = (family.to_owned(), name.to_owned());
        for _ in 0..CHAIN {
            if key.1 == origin {
                return true;
            }
            match self.styles.get(&key) {
                Some(style) => key.1.clone_from(&style.parent),
                None => return false,
            }
        }
        false
    }

    /// How a list counts at a level, 0 for the highest; an empty name is that of the headings.
    pub fn level(&self, list: &str, depth: usize) -> Option<&Level> {
        self.lists.get(list)?.get(&depth)
    }

    /// How the pages of a sort are numbered.
    pub fn way(&self, master: &str) -> Option<Numbering> {
        self.layouts.get(self.masters.get(master)?).copied()
    }

    /// The language that words are in where they do not say.
    pub fn language(&self) -> &str {
        &self.language
    }
}

impl Style {
    fn of(element: Element<'_>) -> Self {
        let mut style = Self {
            name: own(element, "name"),
            parent: own(element, "parent-style-name"),
            master: element
                .attribute(Ns::Style, "master-page-name")
                .map(str::to_owned),
            ..Self::default()
        };
        for name in ["paragraph-properties", "table-properties"] {
            let Some(properties) = element.child(Ns::Style, name) else {
                continue;
            };
            let breaks = |name| properties.attribute(Ns::Fo, name).map(|at| at == "page");
            style.before = style.before.or(breaks("break-before"));
            style.after = style.after.or(breaks("break-after"));
            let number = properties.attribute(Ns::Style, "page-number");
            style.number = number.and_then(|number| number.parse().ok());
        }
        if let Some(words) = element.child(Ns::Style, "text-properties") {
            style.hidden = words
                .attribute(Ns::Text, "display")
                .map(|display| display == "none");
            let place = words.attribute(Ns::Style, "text-position");
            style.raised = place.map(|place| {
                let first = place.split_whitespace().next().unwrap_or_default();
                let height = first
                    .strip_suffix('%')
                    .and_then(|part| part.parse::<f32>().ok());
                first == "super" || height.is_some_and(|height| height > 0.0)
            });
            style.font = words.attribute(Ns::Style, "font-name").map(|font| {
                font.trim_end_matches(|c: char| c.is_ascii_digit())
                    .to_owned()
            });
        }
        style
    }

    /// Takes from another style what this one does not say.
    pub fn below(&mut self, other: &Self) {
        if self.name.is_empty() {
            self.name.clone_from(&other.name);
        }
        if self.master.is_none() {
            self.master.clone_from(&other.master);
        }
        self.number = self.number.or(other.number);
        self.before = self.before.or(other.before);
        self.after = self.after.or(other.after);
        self.hidden = self.hidden.or(other.hidden);
        self.raised = self.raised.or(other.raised);
        if self.font.is_none() {
            self.font.clone_from(&other.font);
        }
    }
}

fn own(element: Element<'_>, name: &str) -> String {
    element
        .attribute(Ns::Style, name)
        .unwrap_or_default()
        .to_owned()
}
