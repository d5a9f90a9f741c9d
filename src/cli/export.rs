//! How do tables leave, and which exports have a name?

use super::args::{Export, List};
use super::desk;
use super::print::{Table, json};
use super::problem::Problem;
use super::records::in_order;
use crate::app::{App, Session, Wanted};
use crate::project::{By, CodingId, Filter, Format, NamedExport, Output, Recipe, Style};
use serde::Serialize;
use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(super) fn export(args: &Export, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let app = desk::look(&args.dir)?;
    let (wanted, to) = match &args.named {
        Some(name) => named(&app, args, name)?,
        None => asked(&app, args)?,
    };
    if to == Path::new("-") {
        out.write_all(&app.export_bytes(&wanted)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let wrote = app.export_now(&wanted, &to)?;
    let to = format!("to {}", to.display());
    writeln!(out, "{}", wrote.sentence("Wrote", &to))?;
    Ok(ExitCode::SUCCESS)
}

/// An export that has a name.
fn named(app: &App, args: &Export, name: &str) -> Result<(Wanted, PathBuf), Problem> {
    let export = desk::session(app)?.find_export(name)?.clone();
    let (format, to) = match &args.to {
        None => (export.format, app.export_target(&export)?),
        Some(to) => {
            let format = format_of(to, export.format == Format::Data)?;
            (format, to.clone())
        }
    };
    let wanted = Wanted {
        recipe: export.recipe,
        format,
        rows: None,
    };
    Ok((wanted, to))
}

/// An export as the options say.
fn asked(app: &App, args: &Export) -> Result<(Wanted, PathBuf), Problem> {
    let session = desk::session(app)?;
    let to = args.to.clone().unwrap_or_default();
    let format = format_of(&to, args.data)?;
    if args.data && format != Format::Data {
        return Err("--data is for CSV. Leave it out, or write to a .csv file".into());
    }
    let usual = Style::default();
    let recipe = Recipe {
        output: args.table,
        by: by_named(session, &args.by)?,
        filter: filter(session, args)?,
        style: Style {
            note_marks: args.note_marks,
            citation: args.cite.clone().unwrap_or(usual.citation),
            cut: usual.cut,
        },
        ..Recipe::default()
    };
    let rows = (recipe.output == Output::Passages).then(|| rows(session, &recipe));
    Ok((
        Wanted {
            recipe,
            format,
            rows,
        },
        to,
    ))
}

/// The passages by the file names of their documents, as all commands list them.
fn rows(session: &Session, recipe: &Recipe) -> Vec<CodingId> {
    let all = in_order(session);
    let all = all.iter().map(|coding| coding.id);
    if recipe.filter.is_empty() {
        return all.collect();
    }
    let through = session.rows_of(&recipe.filter, recipe.sort);
    let through: HashSet<CodingId> = through.into_iter().collect();
    all.filter(|id| through.contains(id)).collect()
}

/// What the end of a file's name says. Where there is none, a pipe, a device or the standard output takes CSV.
fn format_of(to: &Path, data: bool) -> Result<Format, Problem> {
    let csv = if data { Format::Data } else { Format::Csv };
    let Some(end) = to.extension() else {
        if to == Path::new("-") || (to.exists() && !to.is_file()) {
            return Ok(csv);
        }
        return Err(format!(
            "“{}” does not say which kind of file it is to be. End it in {ENDS}",
            to.display()
        )
        .into());
    };
    match Format::of_extension(&end.to_string_lossy()) {
        Some(Format::Csv | Format::Data) => Ok(csv),
        Some(format) => Ok(format),
        None if to.is_dir() => Ok(csv),
        None => Err(format!(
            "Attest cannot write “.{}” files. End the name in {ENDS}",
            end.display()
        )
        .into()),
    }
}

/// The ends of names that say a form.
const ENDS: &str = ".csv, .xlsx, .docx, .html, .md or .tex";

fn by_named(session: &Session, name: &str) -> Result<By, String> {
    let project = session.project();
    let all = By::all(project);
    let wanted = name.trim().to_lowercase();
    let found = all
        .iter()
        .find(|by| by.name(project).to_lowercase() == wanted);
    found.copied().ok_or_else(|| {
        let names: Vec<String> = all.iter().map(|by| by.name(project)).collect();
        format!(
            "Nothing can be set apart by “{name}”. Write one of: {}",
            names.join(", ")
        )
    })
}

fn filter(session: &Session, args: &Export) -> Result<Filter, String> {
    let project = session.project();
    let mut filter = Filter {
        stance: args.stance,
        ..Filter::default()
    };
    if let Some(name) = &args.code {
        filter.code = Some(session.find_code(name)?);
    }
    if let Some(name) = &args.case {
        let wanted = name.trim().to_lowercase();
        let case = project
            .cases()
            .iter()
            .find(|case| case.name.to_lowercase() == wanted);
        let case = case.ok_or_else(|| format!("There is no case “{name}”"))?;
        filter.case = Some(Some(case.id));
    }
    if let Some(name) = &args.coder {
        let wanted = name.trim().to_lowercase();
        let coder = project
            .coders()
            .iter()
            .find(|coder| coder.name.to_lowercase() == wanted);
        let coder = coder.ok_or_else(|| format!("There is no coder “{name}”"))?;
        filter.coder = Some(coder.id);
    }
    Ok(filter)
}

#[derive(Serialize)]
struct ExportLine<'a> {
    name: &'a str,
    table: &'a str,
    format: &'a str,
    to: Option<String>,
    id: String,
}

/// The exports that have a name.
pub(super) fn exports(args: &List, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let app = desk::look(&args.dir)?;
    let session = desk::session(&app)?;
    let mut table = Table::new(&["name", "table", "form", "to"]);
    for export in session.exports_in_order() {
        let line = export_line(&app, export);
        if args.json {
            json(out, &line)?;
        } else {
            table.row(vec![
                line.name.to_owned(),
                line.table.to_owned(),
                line.format.to_owned(),
                line.to.unwrap_or_default(),
            ]);
        }
    }
    table.print(out)?;
    Ok(ExitCode::SUCCESS)
}

fn export_line<'a>(app: &App, export: &'a NamedExport) -> ExportLine<'a> {
    let to = app.export_place(export);
    ExportLine {
        name: &export.name,
        table: export.recipe.output.word(),
        format: export.format.name(),
        to: to.map(|to| to.display().to_string()),
        id: export.id.to_string(),
    }
}
