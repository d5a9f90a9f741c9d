//! Which file is the draft, and where does the list of its quotations go?

use super::chooser::{Ask, Kind};
use super::export::file_name;
use super::path_field::{PathField, usual_folder};
use super::{Verdict, explain, footer_ui, verdict};
use crate::app::{App, Command, QUOTATION_FORMATS, readable_ends};
use crate::project::{DocumentId, Format};
use eframe::egui::Ui;
use std::sync::LazyLock;

/// The ends of the names of all files that are read.
static ENDS: LazyLock<Vec<&str>> = LazyLock::new(|| readable_ends().collect());

/// A draft to bring in and check.
#[derive(Default)]
pub struct FileForm {
    file: PathField,
}

impl FileForm {
    /// The form.
    pub fn ui(&mut self, ui: &mut Ui, fresh: bool, error: Option<&str>) -> Verdict {
        explain(
            ui,
            "The draft becomes a document of kind “draft”: you can read it beside its sources, but it is not searched with them. Bring it in again when it has changed, or replace its text.",
        );
        let documents = Kind {
            name: "Documents",
            extensions: &ENDS,
        };
        let hint = "A Word, OpenDocument, Markdown, LaTeX, text or PDF file";
        let submitted = self.file.ui(ui, "Draft", hint, Ask::File(documents), fresh);
        let path = self.file.path();
        let ready = if path.is_some() {
            Ok(())
        } else {
            Err("Choose a file first")
        };
        let buttons = footer_ui(ui, "Check", ready, error);
        verdict(buttons, submitted, ready.is_ok(), || {
            Command::CheckFile(path.unwrap_or_default())
        })
    }
}

/// Where the list of quotations is written.
#[derive(Default)]
pub struct ExportForm {
    file: PathField,
    /// The draft that the usual name was made for.
    named_for: Option<DocumentId>,
}

impl ExportForm {
    /// Fills in what is usual.
    pub fn prepare(&mut self, app: &App) {
        let Some(session) = app.session() else { return };
        let draft = session.draft_checks().draft();
        let document = draft.and_then(|id| session.project().documents().get(id));
        let Some(document) = document.filter(|_| self.named_for != draft) else {
            return;
        };
        self.named_for = draft;
        let name = format!("{} quotations.xlsx", file_name(&document.title));
        self.file.text = usual_folder().join(name).display().to_string();
    }

    /// The form.
    pub fn ui(&mut self, ui: &mut Ui, fresh: bool, error: Option<&str>) -> Verdict {
        explain(
            ui,
            "The quotations that are listed now, each with its verdict, its place, the words of the source, what differs and what is cited: as a workbook (.xlsx), a Word document (.docx), .csv, .html, Markdown (.md) or LaTeX (.tex).",
        );
        let kind = Kind {
            name: "Excel, Word, CSV, web page, Markdown or LaTeX",
            extensions: &["xlsx", "docx", "csv", "html", "md", "tex"],
        };
        let hint = "A .xlsx, .docx, .csv, .html, .md or .tex file";
        let submitted = self.file.ui(ui, "File", hint, Ask::Save(kind), fresh);
        let path = self.file.path();
        if path.as_ref().is_some_and(|path| path.is_file()) {
            explain(ui, "This file is there already. It will be replaced.");
        }
        let known = path.as_ref().is_some_and(|path| {
            let end = path
                .extension()
                .map(|end| end.to_string_lossy().into_owned());
            let format = end.as_deref().and_then(Format::of_extension);
            format.is_some_and(|format| QUOTATION_FORMATS.contains(&format))
        });
        let ready = match (&path, known) {
            (None, _) => Err("Choose a file first"),
            (Some(_), false) => Err("The name must end in .xlsx, .docx, .csv, .html, .md or .tex"),
            (Some(_), true) => Ok(()),
        };
        let buttons = footer_ui(ui, "Export", ready, error);
        verdict(buttons, submitted, ready.is_ok(), || {
            Command::ExportQuotations(path.unwrap_or_default())
        })
    }
}
