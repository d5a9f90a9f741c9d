//! What this machine remembers between sessions, for whatever project.

use crate::project::{By, DocumentId, ExportId, Format, Output};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Light, dark, or what the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// What the system says.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// How the window is divided, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    /// Whether documents and outline are unfolded.
    pub left_open: bool,
    /// Whether codes and passage are unfolded.
    pub right_open: bool,
    /// Width of documents and outline.
    pub left: f32,
    /// Width of codes and passage.
    pub right: f32,
    /// Height of the documents over the outline.
    pub documents: f32,
    /// Height of the passage under the codes.
    pub passage: f32,
    /// How much larger than usual all is.
    pub scale: f32,
    /// Whether the table stands beside the text where there is room for both.
    pub beside: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            left_open: true,
            right_open: true,
            left: 248.0,
            right: 312.0,
            documents: 340.0,
            passage: 330.0,
            scale: 1.0,
            beside: false,
        }
    }
}

/// What this machine remembers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Who codes here.
    pub coder: String,
    /// Whether that name was given by a person; before, it is the system's name for them.
    pub named: bool,
    /// How the window is divided.
    pub layout: Layout,
    /// Projects opened before, the latest first.
    pub recent: Vec<PathBuf>,
    /// Whether the last project was still open when the app ended.
    pub reopen: bool,
    /// Light or dark.
    pub theme: Theme,
    /// Size of the text in the reader, in points.
    pub text_size: f32,
    /// Whether the reader folds notes away.
    pub fold_notes: bool,
    /// Where each coder was in each document, as a byte offset.
    pub positions: BTreeMap<String, BTreeMap<DocumentId, usize>>,
    /// The document that was shown last in each project.
    pub documents: BTreeMap<PathBuf, DocumentId>,
    /// Columns of the passages table by their names; empty shows the usual ones.
    pub columns: Vec<String>,
    /// What sets the columns of the implication table apart in each project.
    pub by: BTreeMap<PathBuf, By>,
    /// Where named exports go that do not go into their project's folder.
    pub exports: BTreeMap<ExportId, PathBuf>,
    /// The form in which each table was exported last.
    pub forms: BTreeMap<Output, Format>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            coder: String::new(),
            named: false,
            layout: Layout::default(),
            recent: Vec::new(),
            reopen: true,
            theme: Theme::System,
            text_size: 18.0,
            fold_notes: false,
            positions: BTreeMap::new(),
            documents: BTreeMap::new(),
            columns: Vec::new(),
            by: BTreeMap::new(),
            exports: BTreeMap::new(),
            forms: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// The sizes that the text in the reader can have, in points.
    pub const TEXT_SIZES: std::ops::RangeInclusive<f32> = 12.0..=36.0;

    const MOST_RECENT: usize = 12;

    /// Puts a project at the head of the recent ones.
    pub fn opened(&mut self, dir: &Path) {
        self.recent.retain(|other| other != dir);
        self.recent.insert(0, dir.to_owned());
        self.recent.truncate(Self::MOST_RECENT);
        self.reopen = true;
    }

    /// Where a coder was in a document.
    pub fn position(&self, coder: &str, document: DocumentId) -> Option<usize> {
        self.positions.get(coder)?.get(&document).copied()
    }
}
