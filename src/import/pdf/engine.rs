//! What is asked of a library that reads PDF, so that one can stand in for another.
//!
//! An engine gives what is drawn and where. What that means as a text (lines, paragraphs, notes, headings) is said by the
//! other files of this room, the same for every engine.

use super::super::Fault;

/// A library that reads PDF.
pub(super) trait Engine {
    /// Its name and version, as they are recorded with a document.
    fn name(&self) -> &'static str;

    /// Reads a file page by page, so that no more than one page of raw words is held at a time. An empty password opens
    /// files that only their owner's password protects.
    ///
    /// # Errors
    /// The file is protected, or nothing of it can be made out.
    fn read(
        &self,
        bytes: &[u8],
        password: &str,
        page: &mut dyn FnMut(Sheet) -> Flow,
    ) -> Result<About, Fault>;
}

/// Whether the next page is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    On,
    Stop,
}

/// A page as it is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sheet {
    /// What is written on it, in the order of the content stream.
    pub spans: Vec<Span>,
    /// Its width, in points.
    pub width: f32,
    /// Its height, in points.
    pub height: f32,
    /// How many pictures are drawn on it. Only counted where there are hardly any letters.
    pub pictures: usize,
    /// A part of it could not be read, in the engine's words.
    pub skipped: Option<String>,
}

/// Letters that are drawn in one go.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Span {
    /// The letters, blanks among them.
    pub text: String,
    /// Where they start, in points, once the page is turned so that they read upright.
    pub x: f32,
    /// Their baseline, in points from the foot.
    pub y: f32,
    /// Where the next letter would start.
    pub end: f32,
    /// The size of the type, in points.
    pub size: f32,
    /// Whether the type is bold.
    pub bold: bool,
    /// How far the page was turned, in quarters clockwise; 4 for vertical writing.
    pub turn: u8,
    /// The file itself says that this is a running head or foot, or the number of the page.
    pub furniture: bool,
    /// The letters are in the order in which they are read, though their script runs from right to left.
    pub logical: bool,
}

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct About {
    pub title: Option<String>,
    pub author: Option<String>,
    /// The year that the file was made in.
    pub year: Option<i32>,
    /// Its language, such as "en-GB".
    pub language: Option<String>,
    /// The pages' numbers as printed; empty where the file does not say.
    pub labels: Vec<String>,
    /// Its bookmarks.
    pub outline: Vec<Bookmark>,
    /// How many pages it says that it has, were they all there.
    pub declared: usize,
}

/// An entry of a file's own table of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bookmark {
    pub title: String,
    /// 1 for the highest.
    pub level: u8,
    /// Which page it leads to, counted from 0, where that is known.
    pub page: Option<usize>,
}

impl Span {
    /// A place of the page, once the page is turned so that what stands there reads upright.
    pub fn upright(turn: u8, x: f32, y: f32) -> (f32, f32) {
        match turn {
            1 => (y, -x),
            2 => (-x, -y),
            // Vertical writing goes down, and its lines go left: as if the page were turned three quarters.
            3 | 4 => (-y, x),
            _ => (x, y),
        }
    }
}

impl Sheet {
    /// How many letters and digits stand on it.
    pub fn letters(&self) -> usize {
        let letters = |span: &Span| span.text.chars().filter(|c| c.is_alphanumeric()).count();
        self.spans.iter().map(letters).sum()
    }
}
