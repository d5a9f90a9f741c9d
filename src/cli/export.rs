//! How do the passages leave as a table?

use super::args::Export;
use super::desk;
use super::print::count;
use super::problem::Problem;
use super::records::in_order;
use crate::app::Flavour;
use crate::project::CodingId;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

pub(super) fn export(args: &Export, out: &mut dyn Write) -> Result<ExitCode, Problem> {
    let flavour = if args.data {
        Flavour::Data
    } else {
        Flavour::Excel
    };
    let app = desk::look(&args.dir)?;
    let session = desk::session(&app)?;
    let rows: Vec<CodingId> = in_order(session).iter().map(|coding| coding.id).collect();
    if args.to == Path::new("-") {
        out.write_all(&session.csv(flavour, &rows)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let written = session.export_csv(&args.to, flavour, &rows)?;
    let passages = count(written, "passage", "passages");
    writeln!(out, "Wrote {passages} to {}", args.to.display())?;
    Ok(ExitCode::SUCCESS)
}
