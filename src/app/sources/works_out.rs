//! The works that leave the app, worked out away from the window: which of them are wanted, and in which form.

use super::bibliography::{MadeSources, SourceForm, SourceScope, What};
use super::list::{ListMaterials, SourceFilter, SourceListing, SourceSort};
use crate::analysis::report::{Block, Cell, Column, Line, Report, Table};
use crate::app::Session;
use crate::citations::Source;
use crate::library::{self, Entry, Style, from_list};
use crate::project::{CodingId, DocumentId, Project, WorkKind, counted};
use std::collections::HashSet;

/// Works that are wanted, with all that they are worked out from.
pub struct WantedWorks {
    scope: SourceScope,
    form: SourceForm,
    filter: SourceFilter,
    sort: SourceSort,
    /// The passages that count; none where all do.
    through: Option<HashSet<CodingId>>,
    materials: ListMaterials,
}

impl WantedWorks {
    pub(super) fn of(session: &Session, scope: SourceScope, form: SourceForm) -> Self {
        let (filter, sort) = match scope {
            SourceScope::Listed => (session.source_filter().clone(), session.source_sort()),
            SourceScope::RestedOn | SourceScope::Passages => (
                SourceFilter {
                    rested_on: true,
                    ..SourceFilter::default()
                },
                SourceSort::default(),
            ),
        };
        let passages = scope == SourceScope::Passages;
        Self {
            scope,
            form,
            filter,
            sort,
            through: passages.then(|| session.rows().into_iter().collect()),
            materials: ListMaterials::of(session),
        }
    }

    /// Lists and sets them.
    ///
    /// # Errors
    /// There is nothing to write, or the style cannot be used.
    pub(super) fn make(&self) -> Result<MadeSources, String> {
        let listing = self.materials.list(&self.filter, self.sort);
        let mut rows = listing.rows().to_vec();
        if let Some(through) = &self.through {
            let counts = |at: &usize| listing.passages(*at).iter().any(|id| through.contains(id));
            rows.retain(counts);
        }
        if rows.is_empty() {
            return Err(match self.scope {
                SourceScope::Listed => "The list shows no works".to_owned(),
                _ => "No coded passage rests on a work: none cites one, nor does a note that it leads to".to_owned(),
            });
        }
        let sources: Vec<&Source> = rows.iter().filter_map(|at| listing.source(*at)).collect();
        let entries = with_keys(sources.iter().map(|source| entry_of(source)).collect());
        let incomplete = sources.iter().zip(&entries).filter_map(|(source, entry)| {
            let missing = library::missing(entry)?;
            Some(format!("{} (no {missing})", source.label))
        });
        let incomplete = match self.form {
            SourceForm::Table => Vec::new(),
            _ => incomplete.collect(),
        };
        let what = match self.form {
            SourceForm::Library(format) => What::Text(library::write(&entries, format)),
            SourceForm::Bibliography(style) => What::Report(bibliography(&entries, style)?),
            SourceForm::Table => What::Report(table(self.materials.project(), &listing, &rows)),
        };
        Ok(MadeSources {
            what,
            holds: counted(rows.len(), "work", "works"),
            incomplete,
        })
    }
}

/// A row for each work, as the list shows it.
fn table(project: &Project, listing: &SourceListing, rows: &[usize]) -> Report<'static> {
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
        let document = project.documents().get(*id)?;
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
