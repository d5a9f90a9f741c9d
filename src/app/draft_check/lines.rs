//! The list of quotations as it leaves the app.

use super::{Fit, Row, Session};
use crate::analysis::cite::{Cite, Ground};
use crate::analysis::draft::{Quoted, difference, report};
use crate::export::{bytes, write};
use crate::project::{Format, Style};
use std::path::Path;

/// The formats in which the list leaves, the first the usual one.
pub const QUOTATION_FORMATS: [Format; 6] = [
    Format::Xlsx,
    Format::Docx,
    Format::Csv,
    Format::Html,
    Format::Markdown,
    Format::Latex,
];

impl Session {
    /// A row of the draft that is shown, with the words and the source of its place: the best one, or another by its
    /// number.
    pub fn row_in_words(&self, row: &Row, place: usize) -> Quoted {
        let checks = self.draft_checks();
        let draft = checks.draft().and_then(|id| self.text(id));
        let mut quoted = Quoted {
            verdict: row.verdict(),
            aside: row.aside.map_or("", |aside| aside.word()).to_owned(),
            words: row.words.clone(),
            place: row.at.clone(),
            cited: row
                .cited
                .as_ref()
                .map_or(String::new(), |cited| cited.words.clone()),
            others: row.places.len().saturating_sub(1),
            ..Quoted::default()
        };
        let found = row.places.get(place);
        let text = found.and_then(|found| self.text(found.document));
        let (Some(found), Some(text)) = (found, text) else {
            return quoted;
        };
        // The usual style is a good one, as a test knows.
        if let Ok(cite) = Cite::new(&Style::default()) {
            let spans = &found.place.spans;
            let (sources, asides) = self.ground(found.document, spans);
            let ground = Ground {
                sources: &sources,
                asides: asides.as_ref(),
            };
            let cited = cite.spans(self.project(), found.document, text, spans, ground);
            (quoted.found, quoted.source) = (cited.words, cited.source);
        }
        let of = draft.map_or("", |draft| draft.str());
        let pieces = found.place.pieces.iter();
        quoted.differences = pieces
            .filter_map(|piece| difference(piece, of, text.str()))
            .collect();
        if found.fit != Fit::Nothing || row.cited.is_none() {
            found.fit.words().clone_into(&mut quoted.fit);
        }
        quoted
    }

    /// All rows of the draft that is shown which are listed now.
    fn quoted_rows(&self) -> Vec<Quoted> {
        let checks = self.draft_checks();
        let Some(checked) = checks.checked() else {
            return Vec::new();
        };
        let rows = checks.rows();
        rows.iter()
            .map(|at| self.row_in_words(&checked.rows[*at], 0))
            .collect()
    }

    /// Writes the list to a file, whose name says the format; gives how many quotations it holds.
    ///
    /// # Errors
    /// Nothing was checked, the name says no format, or the file cannot be written.
    pub fn export_quotations(&self, to: &Path) -> Result<usize, String> {
        let end = to.extension().map(|end| end.to_string_lossy().into_owned());
        let format = end.as_deref().and_then(Format::of_extension);
        let format = format.filter(|format| QUOTATION_FORMATS.contains(format)).ok_or(
            "Give the file a name that ends in .xlsx, .docx, .csv, .html, .md or .tex, so that its format is clear",
        )?;
        let (title, against) = self.checked_title()?;
        let rows = self.quoted_rows();
        write(report(&title, against, &rows), format, to, &|_, _| true)
            .map_err(|error| error.to_string())?;
        Ok(rows.len())
    }

    /// The same as the bytes of its file.
    ///
    /// # Errors
    /// Nothing was checked.
    pub fn quotations_as(&self, format: Format) -> Result<Vec<u8>, String> {
        let (title, against) = self.checked_title()?;
        bytes(report(&title, against, &self.quoted_rows()), format)
            .map_err(|error| error.to_string())
    }

    fn checked_title(&self) -> Result<(String, usize), String> {
        let checked = self.draft_checks().checked().ok_or("Check a draft first")?;
        let document = self.project().documents().get(checked.document);
        let title = document.map_or(String::new(), |document| document.title.clone());
        Ok((title, checked.sources()))
    }
}
