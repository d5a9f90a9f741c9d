//! Works that leave the app: as a library, as a bibliography in the style of a journal, or as a table; and what does not
//! fit in documents.

use super::list::{SourceFilter, SourceListing, SourceSort};
use super::places::DocumentGaps;
use crate::analysis::report::{Block, Cell, Column, Line, Report, Table};
use crate::app::outputs::Outcome;
use crate::app::{App, Level, Session};
use crate::citations::Source;
use crate::export::{self, Clip};
use crate::library::{self, Entry, Style, from_list};
use crate::project::{CodingId, DocumentId, Format, WorkKind, counted};
use std::collections::HashSet;
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
    what: What,
    /// Such as "12 works".
    pub holds: String,
    /// What is missing of which works, a line each: "Gallagher 2001: title".
    pub incomplete: Vec<String>,
}

enum What {
    Report(Report<'static>),
    Text(String),
}

/// Works that are collected from the project, still to be set: the slow part, which needs nothing more of it.
pub struct Collected {
    what: Ready,
    holds: String,
    incomplete: Vec<String>,
}

enum Ready {
    Report(Report<'static>),
    Library(Vec<Entry>, library::Format),
    Bibliography(Vec<Entry>, Style),
}

impl Collected {
    /// Sets the works.
    ///
    /// # Errors
    /// The style cannot be used.
    pub fn make(self) -> Result<MadeSources, String> {
        let what = match self.what {
            Ready::Report(report) => What::Report(report),
            Ready::Library(entries, format) => What::Text(library::write(&entries, format)),
            Ready::Bibliography(entries, style) => What::Report(bibliography(&entries, style)?),
        };
        Ok(MadeSources {
            what,
            holds: self.holds,
            incomplete: self.incomplete,
        })
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
    /// Collects what is wanted of the works.
    ///
    /// # Errors
    /// There is nothing to write.
    pub fn collect_sources(&self, wanted: WantedSources) -> Result<Collected, String> {
        let (scope, form) = match wanted {
            WantedSources::Works(scope, form) => (scope, form),
            WantedSources::Gaps(document) => return self.collect_gaps(document),
        };
        let (filter, sort) = match scope {
            SourceScope::Listed => (self.source_filter().clone(), self.source_sort()),
            SourceScope::RestedOn | SourceScope::Passages => (
                SourceFilter {
                    rested_on: true,
                    ..SourceFilter::default()
                },
                SourceSort::default(),
            ),
        };
        let listing = self.list_sources(&filter, sort);
        let mut rows = listing.rows().to_vec();
        if scope == SourceScope::Passages {
            let through: HashSet<CodingId> = self.rows().into_iter().collect();
            let counts = |at: &usize| listing.passages(*at).iter().any(|id| through.contains(id));
            rows.retain(counts);
        }
        if rows.is_empty() {
            return Err(match scope {
                SourceScope::Listed => "The list shows no works".to_owned(),
                _ => "No coded passage rests on a work: none cites one, nor does a note that it leads to".to_owned(),
            });
        }
        let sources: Vec<&Source> = rows.iter().filter_map(|at| listing.source(*at)).collect();
        let entries = with_keys(sources.iter().map(|source| entry_of(source)).collect());
        let holds = counted(rows.len(), "work", "works");
        let incomplete = sources.iter().zip(&entries).filter_map(|(source, entry)| {
            let missing = library::missing(entry)?;
            Some(format!("{} (no {missing})", source.label))
        });
        let incomplete = match form {
            SourceForm::Table => Vec::new(),
            _ => incomplete.collect(),
        };
        let what = match form {
            SourceForm::Library(format) => Ready::Library(entries, format),
            SourceForm::Bibliography(style) => Ready::Bibliography(entries, style),
            SourceForm::Table => Ready::Report(self.table_of_sources(&listing, &rows)),
        };
        Ok(Collected {
            what,
            holds,
            incomplete,
        })
    }

    /// A row for each work, as the list shows it.
    fn table_of_sources(&self, listing: &SourceListing, rows: &[usize]) -> Report<'static> {
        let columns = vec![
            Column::text("work", 24.0),
            Column::text("kind", 10.0),
            Column::text("author", 24.0),
            Column::text("year", 6.0),
            Column::text("title", 40.0),
            Column::text("post", 14.0),
            Column::numbers("cited", 6.0),
            Column::numbers("passages", 8.0),
            Column::text("documents", 40.0),
            Column::text("reference", 40.0),
        ];
        let title = |id: &DocumentId| {
            let document = self.project().documents().get(*id)?;
            Some(document.title.as_str())
        };
        let rows = rows.iter().filter_map(|at| {
            let source = listing.source(*at)?;
            let documents: Vec<&str> = listing.documents(*at).iter().filter_map(title).collect();
            Some(vec![
                source.label.as_str().into(),
                source.kind.map_or("", WorkKind::word).into(),
                source.author.as_str().into(),
                source.dated.as_str().into(),
                source.title.as_str().into(),
                source.post.as_str().into(),
                Cell::count(listing.times(*at)),
                Cell::count(listing.passages(*at).len()),
                documents.join("; ").into(),
                library::in_full(&source.reference).into(),
            ])
        });
        let table = Table::of("Sources", columns, rows.collect());
        Report {
            title: "Sources".to_owned(),
            notes: Vec::new(),
            wide: true,
            blocks: vec![Block::Table(table)],
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
        Ok(Collected {
            what: Ready::Report(Report {
                title: "What does not fit".to_owned(),
                notes: Vec::new(),
                wide: false,
                blocks: vec![Block::Table(table)],
            }),
            holds,
            incomplete: Vec::new(),
        })
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

/// A work as an entry of a library: what is known of it, and nothing else.
fn entry_of(source: &Source) -> Entry {
    let mut authors = from_list(&source.author);
    if authors.last().is_some_and(|last| last.family == "et al.") {
        authors.pop();
        if let Some(last) = authors.last_mut() {
            last.family.push_str(" et al.");
        }
    }
    let mut reference = source.reference.clone();
    reference.kind = source.kind;
    let title = match source.kind {
        // A cable is called by its number.
        Some(WorkKind::Cable) if source.title.is_empty() => source.label.clone(),
        _ => source.title.clone(),
    };
    Entry {
        title,
        authors,
        year: source.year,
        reference,
    }
}

/// The same entries, each with a key of its own.
fn with_keys(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut used: HashSet<String> = HashSet::new();
    for entry in &mut entries {
        let mut base = entry.reference.key.clone();
        if base.is_empty() {
            let name = entry
                .authors
                .first()
                .map_or(entry.title.as_str(), |name| &name.family);
            let first = crate::text::fold::fold(name);
            let word = first.split(' ').next().unwrap_or_default();
            let year = entry.year.filter(|year| !word.contains(&year.to_string()));
            base = format!(
                "{word}{}",
                year.map_or(String::new(), |year| year.to_string())
            );
        }
        let letters = ('a'..='z').map(|letter| letter.to_string());
        let numbers = (27..).map(|number: u32| format!("-{number}"));
        let free = [String::new()].into_iter().chain(letters).chain(numbers);
        let mut keys = free.map(|end| format!("{base}{end}"));
        if let Some(key) = keys.find(|key| !used.contains(key)) {
            used.insert(key.clone());
            entry.reference.key = key;
        }
    }
    entries
}

fn bibliography(entries: &[Entry], style: Style) -> Result<Report<'static>, String> {
    let set = library::set(entries, style)?;
    let lines = set.into_iter().map(|set| {
        let line = Line::plain(set.text).italics(set.italics);
        Block::Text(Cell::lines([line]))
    });
    Ok(Report {
        title: "Bibliography".to_owned(),
        notes: Vec::new(),
        wide: false,
        blocks: lines.collect(),
    })
}
