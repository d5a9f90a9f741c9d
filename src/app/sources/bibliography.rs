//! Works that leave the app: as a library, as a bibliography in the style of a journal, or as a table; and what does not
//! fit in documents.

use super::places::DocumentGaps;
use super::works_out::WantedWorks;
use crate::analysis::report::{Block, Column, Report, Table};
use crate::app::outputs::Outcome;
use crate::app::{App, Level, Session};
use crate::export::{self, Clip};
use crate::library::{self, Style};
use crate::project::{DocumentId, Format, counted};
use std::path::{Path, PathBuf};

/// Which works are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SourceScope {
    /// Those that coded passages rest on.
    #[default]
    RestedOn,
    /// Those that the passages rest on which the filter of the passages table lets through.
    Passages,
    /// Those that the list shows.
    Listed,
}

/// In which form works are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SourceForm {
    /// Set in the style of a journal.
    Bibliography(Style),
    /// As entries of a library.
    Library(library::Format),
    /// As a table with a row for each.
    Table,
}

/// Works that are wanted in a file or on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WantedSources {
    /// Works.
    Works(SourceScope, SourceForm),
    /// What does not fit, in this document or in all.
    Gaps(Option<DocumentId>),
}

/// Works ready to be written.
pub struct MadeSources {
    pub(super) what: What,
    /// Such as "12 works".
    pub holds: String,
    /// What is missing of which works, a line each: "Gallagher 2001: title".
    pub incomplete: Vec<String>,
}

pub(super) enum What {
    Report(Report<'static>),
    Text(String),
}

/// What is collected from the project, still to be worked out and set: the slow part, which needs nothing more of it.
pub enum Collected {
    /// Works.
    Works(Box<WantedWorks>),
    /// What does not fit.
    Gaps(MadeSources),
}

impl Collected {
    /// Works it out and sets it.
    ///
    /// # Errors
    /// There is nothing to write, or the style cannot be used.
    pub fn make(self) -> Result<MadeSources, String> {
        match self {
            Self::Works(works) => works.make(),
            Self::Gaps(made) => Ok(made),
        }
    }
}

/// So many incomplete works are named in a notice.
const MOST_NAMED: usize = 5;

impl MadeSources {
    /// What was done, in one sentence without its full stop.
    pub fn sentence(&self, deed: &str, to: &str) -> String {
        let mut sentence = format!("{deed} {} {to}", self.holds);
        if !self.incomplete.is_empty() {
            let are = if self.incomplete.len() == 1 {
                "1 is incomplete".to_owned()
            } else {
                format!("{} are incomplete", self.incomplete.len())
            };
            let named: Vec<&str> = self
                .incomplete
                .iter()
                .take(MOST_NAMED)
                .map(String::as_str)
                .collect();
            let more = if self.incomplete.len() > MOST_NAMED {
                ", …"
            } else {
                ""
            };
            sentence.push_str(&format!(". {are}: {}{more}", named.join(", ")));
        }
        sentence
    }

    /// The bytes of a file of this name.
    ///
    /// # Errors
    /// The name says no form that these can have.
    pub fn bytes(self, to: &Path) -> Result<Vec<u8>, String> {
        let end = to
            .extension()
            .map(|end| end.to_string_lossy().to_lowercase());
        let end = end.unwrap_or_default();
        match self.what {
            What::Text(text) => Ok(text.into_bytes()),
            What::Report(report) if end == "txt" => Ok(export::clip(report).text.into_bytes()),
            What::Report(report) => {
                let format = Format::of_extension(&end).ok_or_else(|| {
                    "Give the file a name that ends in .docx, .html, .md, .tex or .txt, or for a table in .csv or .xlsx"
                        .to_owned()
                })?;
                export::bytes(report, format).map_err(|error| error.to_string())
            }
        }
    }

    /// The same for the clipboard.
    pub fn clip(self) -> Clip {
        match self.what {
            What::Text(text) => Clip {
                html: String::new(),
                text,
            },
            What::Report(report) => export::clip(report),
        }
    }
}

/// Writes bytes to a file, which is replaced only when the new one is whole: for the command line.
///
/// # Errors
/// The file cannot be written.
pub fn write_file(to: &Path, bytes: &[u8]) -> Result<(), String> {
    export::write_bytes(to, bytes).map_err(|error| error.to_string())
}

impl App {
    /// Waits until all texts have been read for citations and bound: for the command line.
    pub fn wait_for_register(&mut self) {
        if let Some(session) = &mut self.session {
            session.wait_for_register();
        }
    }

    /// Starts to write works to a file, in the background; without one, to make them for the clipboard.
    pub(in crate::app) fn export_sources(
        &mut self,
        wanted: WantedSources,
        to: Option<PathBuf>,
    ) -> Result<(), String> {
        if to.as_ref().is_some_and(|to| to.as_os_str().is_empty()) {
            return Err("Choose a file first".to_owned());
        }
        let session = self.session.as_ref().ok_or("Open a project first")?;
        let collected = session.collect_sources(wanted)?;
        self.start_writing("Export sources", move |_| {
            match write_sources(collected, to) {
                Ok(outcome) => outcome,
                Err(problem) => Outcome::Failed(problem),
            }
        })
    }
}

fn write_sources(collected: Collected, to: Option<PathBuf>) -> Result<Outcome, String> {
    let made = collected.make()?;
    let level = if made.incomplete.is_empty() {
        Level::Done
    } else {
        Level::Warning
    };
    let Some(to) = to else {
        let told = made.sentence("Copied", "to the clipboard");
        return Ok(Outcome::Told(level, told, Some(made.clip())));
    };
    let told = made.sentence("Wrote", &format!("to {}", to.display()));
    let bytes = made.bytes(&to)?;
    write_file(&to, &bytes)?;
    Ok(Outcome::Told(level, told, None))
}

impl Session {
    /// Collects what is wanted of the works: quick, what takes time is left to [`Collected::make`].
    ///
    /// # Errors
    /// There is nothing to write.
    pub fn collect_sources(&self, wanted: WantedSources) -> Result<Collected, String> {
        match wanted {
            WantedSources::Works(scope, form) => {
                let works = WantedWorks::of(self, scope, form);
                Ok(Collected::Works(Box::new(works)))
            }
            WantedSources::Gaps(document) => self.collect_gaps(document),
        }
    }

    fn collect_gaps(&self, document: Option<DocumentId>) -> Result<Collected, String> {
        let mut documents: Vec<_> = self.project().documents().iter().collect();
        documents.retain(|one| document.is_none_or(|wanted| wanted == one.id));
        documents.sort_by(|a, b| (&a.title, a.id).cmp(&(&b.title, b.id)));
        let mut rows = Vec::new();
        for document in documents {
            let Some(gaps) = self.gaps_of(document.id) else {
                continue;
            };
            let text = self.text(document.id);
            for (what, found) in gaps.named() {
                for gap in found {
                    let place = gap.place.and_then(|place| Some(text?.place(place.start)));
                    rows.push(vec![
                        document.title.as_str().into(),
                        what.into(),
                        gap.name.as_str().into(),
                        place.unwrap_or_default().into(),
                    ]);
                }
            }
        }
        if rows.is_empty() {
            return Err("All fits: there is nothing to write".to_owned());
        }
        let holds = counted(
            rows.len(),
            "thing that does not fit",
            "things that do not fit",
        );
        let columns = vec![
            Column::text("document", 32.0),
            Column::text("what", 32.0),
            Column::text("name", 28.0),
            Column::text("place", 10.0),
        ];
        let table = Table::of("What does not fit", columns, rows);
        Ok(Collected::Gaps(MadeSources {
            what: What::Report(Report {
                title: "What does not fit".to_owned(),
                notes: Vec::new(),
                wide: false,
                blocks: vec![Block::Table(table)],
            }),
            holds,
            incomplete: Vec::new(),
        }))
    }
}

impl DocumentGaps {
    /// What was found, under the words for it.
    pub fn named(&self) -> [(&'static str, &[super::Gap]); 4] {
        [
            ("Cited, but not in its list of references", &self.unlisted),
            ("Listed, but never cited", &self.uncited),
            ("Notes that no mark leads to", &self.lost_marks),
            ("Notes that are lost", &self.lost_notes),
        ]
    }
}
