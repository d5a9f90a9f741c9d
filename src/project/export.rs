//! Exports that have a name: which table, how it is written, to be made again by one click.

use super::{By, Column, ExportId, Filter, Sort};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An export with all its choices, kept in the project: the same project gives the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedExport {
    /// Its name in the project.
    pub id: ExportId,
    /// As a person calls it, and as the command line asks for it.
    pub name: String,
    /// What it holds, and how.
    pub recipe: Recipe,
    /// The form of the file.
    pub format: Format,
    /// Name of the file, without a folder; it goes into the project's folder `exports` unless a person says another.
    pub file: String,
}

/// What an export holds, and how it is put.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Which table.
    pub output: Output,
    /// What sets the columns of the implication table apart, and groups the evidence.
    #[serde(default)]
    pub by: By,
    /// The columns of the passages table; empty takes all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// Which passages are in it.
    #[serde(default, skip_serializing_if = "Filter::is_empty")]
    pub filter: Filter,
    /// The order of the passages.
    #[serde(default)]
    pub sort: Sort,
    /// How quotations and citations are written.
    #[serde(default)]
    pub style: Style,
}

/// A table that can leave the app.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Output {
    /// The passages, a row each.
    #[default]
    Passages,
    /// Expected against found.
    Implications,
    /// The appendix of evidence, an entry a passage or an absence.
    Evidence,
    /// The codebook.
    Codebook,
}

impl Output {
    /// All of them, in the order that lists show.
    pub const ALL: [Self; 4] = [
        Self::Passages,
        Self::Implications,
        Self::Evidence,
        Self::Codebook,
    ];

    /// The word for it on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Passages => "passages",
            Self::Implications => "implications",
            Self::Evidence => "evidence",
            Self::Codebook => "codebook",
        }
    }

    /// The form that people mostly want it in: what is read as a document, what is reckoned with as a workbook.
    pub fn usual_format(self) -> Format {
        match self {
            Self::Passages => Format::Xlsx,
            Self::Implications | Self::Evidence | Self::Codebook => Format::Docx,
        }
    }
}

/// The form of an exported file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// CSV (RFC 4180) for Excel: marked as UTF-8, and cells that it would take for formulas made harmless.
    #[default]
    Csv,
    /// CSV for programs: every cell as it is.
    Data,
    /// A workbook (Office Open XML).
    Xlsx,
    /// A Word document (Office Open XML).
    Docx,
    /// One HTML file.
    Html,
    /// Markdown with tables as on GitHub.
    Markdown,
    /// LaTeX for XeLaTeX or LuaLaTeX, with booktabs and longtable.
    Latex,
}

impl Format {
    /// All of them, in the order that lists show.
    pub const ALL: [Self; 7] = [
        Self::Docx,
        Self::Xlsx,
        Self::Csv,
        Self::Data,
        Self::Html,
        Self::Markdown,
        Self::Latex,
    ];

    /// Whether its files hold tables and nothing else.
    pub fn is_flat(self) -> bool {
        matches!(self, Self::Csv | Self::Data | Self::Xlsx)
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV for Excel",
            Self::Data => "CSV as plain data",
            Self::Xlsx => "Excel workbook",
            Self::Docx => "Word document",
            Self::Html => "Web page (HTML)",
            Self::Markdown => "Markdown",
            Self::Latex => "LaTeX",
        }
    }

    /// The end of the names of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv | Self::Data => "csv",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Latex => "tex",
        }
    }

    /// The format of files with this end, in any case; CSV is for Excel.
    pub fn of_extension(extension: &str) -> Option<Self> {
        let wanted = extension.to_lowercase();
        match wanted.as_str() {
            "htm" => Some(Self::Html),
            "markdown" => Some(Self::Markdown),
            _ => [Self::Csv]
                .into_iter()
                .chain(Self::ALL)
                .find(|format| format.extension() == wanted),
        }
    }
}

/// How quotations and citations are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Whether note marks (the 118 of “trafficking¹¹⁸”) stay in quotations.
    #[serde(default)]
    pub note_marks: bool,
    /// What stands for the text left out between the parts of a quotation.
    pub cut: String,
    /// The pattern of a citation: `{author}`, `{title}`, `{year}`, `{place}` (“p. 12” or “¶ 214”), `{page}`,
    /// `{paragraph}` (numbers alone), `{sources}` (what the passage rests on: “07KUALALUMPUR1290; Smith 2011”),
    /// `{document}` (the file), `{speaker}`, `{date}`, `{case}`, and of the reference `{container}`, `{publisher}`,
    /// `{volume}`, `{issue}`, `{doi}`, `{url}`, `{key}`; `{author|title}` takes the first that is known; what stands in
    /// square brackets goes where a name in it is not known. A sign after `\` is only itself.
    pub citation: String,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            note_marks: false,
            cut: "[…]".to_owned(),
            citation: Self::PATTERNS[0].1.to_owned(),
        }
    }
}

impl Style {
    /// Patterns of citations that people choose from, each with its name; the first is the usual one.
    pub const PATTERNS: [(&'static str, &'static str); 6] = [
        (
            "Author, year, page, and what it cites",
            "({author|title}[ {year}][, {place}][, citing {sources}])",
        ),
        ("Author, year, page", "({author|title}[ {year}][, {place}])"),
        (
            "The source first, cited in author, year, page",
            "([{sources}, cited in ]{author|title}[ {year}][, {place}])",
        ),
        (
            "Case, author, year, page, and what it cites",
            "([{case}, in ]{author|title}[ {year}][, {place}][, citing {sources}])",
        ),
        (
            "Full note",
            "[{author}, ]{title}[, {container}][ {volume}][ ({year})][, {place}][, citing {sources}].",
        ),
        (
            "Key of a library, for Markdown",
            "\\[@{key|author|title}[, {place}]\\][ (citing {sources})]",
        ),
    ];
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let word = text.trim().to_lowercase();
        let found = Self::ALL.into_iter().find(|output| output.word() == word);
        found.ok_or_else(|| {
            let known = Self::ALL.map(Self::word).join(", ");
            format!("“{text}” is not a table. Write one of: {known}")
        })
    }
}
