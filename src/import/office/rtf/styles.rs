//! Which styles of paragraphs are headings?

use crate::import::office::level_by_name;
use std::collections::HashMap;

/// A style may be based on a style that is based on a style, so often.
const CHAIN: usize = 64;

/// The styles of paragraphs by their numbers.
#[derive(Default)]
pub struct Styles {
    styles: HashMap<i32, Style>,
}

/// A style of paragraphs.
#[derive(Clone, Debug, Default)]
pub struct Style {
    /// Its name.
    pub name: String,
    /// The style that it is based on.
    pub based_on: Option<i32>,
    /// The level of its heading from 0 on; 9 for none.
    pub outline: Option<i32>,
}

impl Styles {
    /// Adds one.
    pub fn add(&mut self, number: i32, style: Style) {
        self.styles.insert(number, style);
    }

    /// The level of a heading in a style, 1 for the highest.
    pub fn level(&self, number: i32) -> Option<u8> {
        let mut next = Some(number);
        for _ in 0..CHAIN {
            let style = self.styles.get(&next?)?;
            if let Some(outline) = style.outline {
                return level(outline);
            }
            if let Some(level) = level_by_name(&style.name) {
                return Some(level);
            }
            next = style.based_on.filter(|other| Some(*other) != next);
        }
        None
    }

    /// Whether a style is that of titles.
    pub fn is_title(&self, number: i32) -> bool {
        self.styles
            .get(&number)
            .is_some_and(|style| style.name.eq_ignore_ascii_case("title"))
    }
}

/// The level of a heading, 1 for the highest, by its number in the file.
pub fn level(outline: i32) -> Option<u8> {
    let level = u8::try_from(outline).ok().filter(|level| *level < 9)?;
    Some((level + 1).min(6))
}
