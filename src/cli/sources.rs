//! Which works do the documents cite, and how is a bibliography of them set?

use super::args::{Bibliography, BibliographyStyle, Sources};
use super::desk;
use super::print::{Table, count, json};
use super::problem::{Problem, complain};
use super::records::file;
use crate::app::{
    Command, DocumentGaps, Gap, Session, SourceFilter, SourceForm, SourceListing, SourceScope,
    SourceSort, WantedSources, WorkFilling, read_library,
};
use crate::library::{Entry, Style};
use crate::project::{Document, WorkKind};
use serde::Serialize;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

#[derive(Serialize)]
struct WorkLine<'a> {
    work: &'a str,
    key: &'a str,
    kind: Option<&'static str>,
    author: &'a str,
    year: Option<i32>,
    dated: &'a str,
    title: &'a str,
    post: &'a str,
    cited: usize,
    passages: usize,
    documents: Vec<&'a str>,
    aliases: Vec<&'a str>,
    mentions: Vec<MentionLine<'a>>,
}

#[derive(Serialize)]
struct MentionLine<'a> {
    document: &'a str,
    start: usize,
    end: usize,
    kind: &'static str,
    place: String,
}

#[derive(Serialize)]
struct GapLine<'a> {
    document: &'a str,
    what: &'static str,
    name: &'a str,
    start: Option<usize>,
}

pub(super) fn sources(args: &Sources, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    if let Some(library) = &args.match_library {
        return match_library(args, library, out);
    }
    let mut app = desk::look(&args.dir)?;
    let filter = SourceFilter {
        document: document(desk::session(&app)?, args.document.as_deref())?,
        rested_on: args.rested_on,
        ..SourceFilter::default()
    };
    app.wait_for_register();
    let session = desk::session(&app)?;
    if args.gaps {
        return gaps(session, &filter, args.json, out);
    }
    let listing = session.list_sources(&filter, SourceSort::default());
    let mut table = Table::new(&[
        "work",
        "kind",
        "year",
        "title",
        "cited",
        "passages",
        "documents",
    ])
    .right("cited")
    .right("passages");
    for at in listing.rows() {
        let Some(line) = line(session, &listing, *at) else {
            continue;
        };
        if args.json {
            json(out, &line)?;
            continue;
        }
        table.row(vec![
            line.work.to_owned(),
            line.kind.unwrap_or_default().to_owned(),
            line.dated.to_owned(),
            line.title.to_owned(),
            line.cited.to_string(),
            line.passages.to_string(),
            line.documents.join(", "),
        ]);
    }
    table.print(out)?;
    Ok(ExitCode::SUCCESS)
}

fn document(
    session: &Session,
    wanted: Option<&str>,
) -> Result<Option<crate::project::DocumentId>, Problem> {
    Ok(wanted
        .map(|wanted| session.find_document(wanted))
        .transpose()?)
}

fn line<'a>(session: &'a Session, listing: &'a SourceListing, at: usize) -> Option<WorkLine<'a>> {
    let source = listing.source(at)?;
    let mut aliases: Vec<&str> = source
        .aliases
        .iter()
        .map(|alias| alias.key.as_str())
        .collect();
    aliases.sort_unstable();
    aliases.dedup();
    let mentions = source.mentions.iter().filter_map(|mention| {
        let text = session.text(mention.document)?;
        let point = |byte| text.code_points().from_byte(text.str(), byte);
        let (first, last) = (mention.spans.first()?, mention.spans.last()?);
        Some(MentionLine {
            document: file(session, mention.document),
            start: point(first.start),
            end: point(last.end),
            kind: mention.kind.word(),
            place: session
                .around(mention)
                .map_or_else(String::new, |around| around.place),
        })
    });
    Some(WorkLine {
        work: &source.label,
        key: &source.key,
        kind: source.kind.map(WorkKind::word),
        author: &source.author,
        year: source.year,
        dated: &source.dated,
        title: &source.title,
        post: &source.post,
        cited: listing.times(at),
        passages: listing.passages(at).len(),
        documents: listing
            .documents(at)
            .iter()
            .map(|id| file(session, *id))
            .collect(),
        aliases,
        mentions: mentions.collect(),
    })
}

fn gaps(
    session: &Session,
    filter: &SourceFilter,
    as_json: bool,
    out: &mut dyn Write,
) -> Result<ExitCode, Problem> {
    let mut table = Table::new(&["document", "what", "name"]);
    for document in super::records::by_file(session) {
        if filter.document.is_some_and(|wanted| wanted != document.id) {
            continue;
        }
        let Some(gaps) = session.gaps_of(document.id) else {
            continue;
        };
        if !gaps.has_list {
            complain(&format!("{}: it has no list of references", document.file));
        }
        for line in gap_lines(session, document, &gaps) {
            if as_json {
                json(out, &line)?;
                continue;
            }
            table.row(vec![
                line.document.to_owned(),
                line.what.to_owned(),
                line.name.to_owned(),
            ]);
        }
    }
    table.print(out)?;
    Ok(ExitCode::SUCCESS)
}

fn gap_lines<'a>(
    session: &Session,
    document: &'a Document,
    gaps: &'a DocumentGaps,
) -> Vec<GapLine<'a>> {
    let text = session.text(document.id);
    let line = |what, gap: &'a Gap| GapLine {
        document: &document.file,
        what,
        name: &gap.name,
        start: gap
            .place
            .and_then(|place| Some(text?.code_points().from_byte(text?.str(), place.start))),
    };
    let named = gaps.named().into_iter();
    let lines = named.flat_map(|(what, found)| found.iter().map(move |gap| line(what, gap)));
    lines.collect()
}

fn match_library(args: &Sources, path: &Path, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let library = read_library(path)?;
    library
        .troubles
        .iter()
        .for_each(|trouble| complain(trouble));
    let mut app = if args.apply {
        desk::open(&args.dir, args.who.coder.as_deref())?
    } else {
        desk::look(&args.dir)?
    };
    app.wait_for_register();
    let fillings = desk::session(&app)?.work_fillings(&library);
    let mut table = Table::new(&["work", "likeness", "entry", "changes"]).right("likeness");
    for filling in &fillings {
        let entry = library.entries.get(filling.entry.entry);
        let named = entry.map_or_else(String::new, |entry| {
            format!("{} {}", entry.author(), entry.title)
        });
        if args.json {
            json(out, &match_line(filling, entry))?;
            continue;
        }
        let fields: Vec<&str> = filling
            .changes
            .iter()
            .map(|change| change.field.word())
            .collect();
        table.row(vec![
            filling.label.clone(),
            format!("{:.0} %", filling.entry.score * 100.0),
            named,
            fields.join(", "),
        ]);
    }
    table.print(out)?;
    if !args.apply {
        return Ok(ExitCode::SUCCESS);
    }
    let sure = fillings
        .into_iter()
        .filter(|filling| filling.entry.is_sure() && !filling.changes.is_empty());
    let entry = |filling: &WorkFilling| library.entries.get(filling.entry.entry).cloned();
    let works: Vec<(String, Entry)> = sure
        .filter_map(|filling| Some((filling.key.clone(), entry(&filling)?)))
        .collect();
    let said = count(works.len(), "work", "works");
    app.attempt(Command::MatchLibrary(Vec::new(), works))?;
    desk::leave(app)?;
    if !args.json {
        writeln!(out, "Filled {said}")?;
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Serialize)]
struct MatchLine<'a> {
    work: &'a str,
    key: &'a str,
    entry: Option<&'a str>,
    entry_title: Option<&'a str>,
    likeness: f32,
    sure: bool,
    changes: Vec<&'static str>,
}

fn match_line<'a>(filling: &'a WorkFilling, entry: Option<&'a Entry>) -> MatchLine<'a> {
    MatchLine {
        work: &filling.label,
        key: &filling.key,
        entry: entry.map(|entry| entry.reference.key.as_str()),
        entry_title: entry.map(|entry| entry.title.as_str()),
        likeness: filling.entry.score,
        sure: filling.entry.is_sure(),
        changes: filling
            .changes
            .iter()
            .map(|change| change.field.word())
            .collect(),
    }
}

pub(super) fn bibliography(args: &Bibliography, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let mut app = desk::look(&args.dir)?;
    app.wait_for_register();
    let session = desk::session(&app)?;
    let scope = if args.all {
        SourceScope::Listed
    } else {
        SourceScope::RestedOn
    };
    let form = match args.style {
        BibliographyStyle::Chicago => SourceForm::Bibliography(Style::Chicago),
        BibliographyStyle::Apa => SourceForm::Bibliography(Style::Apa),
        BibliographyStyle::Legal => SourceForm::Bibliography(Style::Legal),
        BibliographyStyle::Bibtex => SourceForm::Library(crate::library::Format::Bibtex),
        BibliographyStyle::Ris => SourceForm::Library(crate::library::Format::Ris),
        BibliographyStyle::CslJson => SourceForm::Library(crate::library::Format::Csl),
        BibliographyStyle::Table => SourceForm::Table,
    };
    let made = session
        .collect_sources(WantedSources::Works(scope, form))?
        .make()?;
    for work in &made.incomplete {
        complain(&format!("Incomplete: {work}"));
    }
    let to = args.to.as_deref().filter(|to| *to != Path::new("-"));
    let Some(to) = to else {
        out.write_all(made.clip().text.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    };
    let holds = made.holds.clone();
    let bytes = made.bytes(to)?;
    crate::app::write_file(to, &bytes)?;
    writeln!(out, "Wrote {holds} to {}", to.display())?;
    Ok(ExitCode::SUCCESS)
}
