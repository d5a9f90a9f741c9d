//! FrozenPart was expected when: the frozen tables, what was amended since, and their ways out.

use super::chooser::{Ask, Kind};
use super::export::{file_name, with_extension};
use super::path_field::{PathField, usual_folder};
use super::{Verdict, explain, footer_ui, verdict};
use crate::analysis::frozen::{Amendment, amendments, coded_then, sentence};
use crate::app::{App, Command, FREEZE_FORMATS, Session, today};
use crate::project::{Format, Freeze, FreezeId, RecordId, counted, freezes_in_order};
use crate::ui::Out;
use crate::ui::panels::widgets;
use crate::ui::theme::{self, Tokens};
use eframe::egui::{Button, CollapsingHeader, Label, RichText, ScrollArea, Ui, vec2};

const WHY: &str = "A frozen table says what you expected on a day, with a hash that anyone can check: readers see that it \
                   was not written after the evidence. You can still change the codebook; what changes is listed as \
                   amended.";

/// The frozen tables of a project, with what was amended since each.
#[derive(Default)]
pub struct List {
    /// The project, and its revision, that the rows were made of.
    made_of: Option<(std::path::PathBuf, u64)>,
    rows: Vec<Row>,
}

struct Row {
    id: FreezeId,
    day: String,
    sentence: String,
    hash: String,
    short_hash: String,
    is_whole: bool,
    amendments: Vec<Amendment>,
}

/// FrozenPart a person asks of the list.
pub enum Asked {
    /// Nothing; it stays.
    Nothing,
    /// That it goes.
    Close,
    /// Where to write a table, or what was amended since.
    Export(FreezeId, FrozenPart),
}

/// FrozenPart of a frozen table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrozenPart {
    /// The table itself.
    Table,
    /// FrozenPart was amended since.
    Amendments,
}

impl List {
    /// Shows the list, the latest first, and what would be frozen now.
    pub fn ui(&mut self, ui: &mut Ui, session: &Session, fresh: bool, out: &mut Out) -> Asked {
        self.follow(session);
        explain(ui, WHY);
        self.now_ui(ui, session, fresh, out);
        let mut asked = Asked::Nothing;
        let height = (ui.ctx().content_rect().height() - 320.0).clamp(120.0, 440.0);
        theme::show_scroll_bar(ui);
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for (at, row) in self.rows.iter().enumerate() {
                    ui.separator();
                    if let Some(what) = row_ui(ui, session, row, at == 0, out) {
                        asked = Asked::Export(row.id, what);
                    }
                }
            });
        ui.add_space(8.0);
        let close = widgets::close_ui(ui);
        if close { Asked::Close } else { asked }
    }

    /// Compares anew where the project has changed.
    fn follow(&mut self, session: &Session) {
        let now = Some((session.dir().to_owned(), session.revision()));
        if self.made_of == now {
            return;
        }
        let project = session.project();
        let row = |freeze: &Freeze| Row {
            id: freeze.id,
            day: freeze.on.to_string(),
            sentence: sentence(freeze),
            hash: freeze.hash.clone(),
            short_hash: freeze.short_hash().to_owned(),
            is_whole: freeze.is_whole(),
            amendments: amendments(freeze, project),
        };
        self.rows = freezes_in_order(project).into_iter().map(row).collect();
        self.made_of = now;
    }

    fn now_ui(&self, ui: &mut Ui, session: &Session, fresh: bool, out: &mut Out) {
        let tokens = Tokens::of(ui);
        let project = session.project();
        let ready = if let Some(reason) = session.read_only() {
            Err(reason)
        } else if project.codes().is_empty() {
            Err("The codebook has no codes yet, so that nothing is expected")
        } else if self
            .rows
            .first()
            .is_some_and(|latest| latest.is_whole && latest.amendments.is_empty())
        {
            Err("Nothing was amended since they were frozen last")
        } else {
            Ok(())
        };
        ui.horizontal(|ui| {
            let text = RichText::new("Freeze now")
                .family(theme::strong())
                .color(tokens.on_accent);
            let button = Button::new(text)
                .fill(tokens.accent)
                .min_size(vec2(112.0, 32.0));
            let response = ui.add_enabled(ready.is_ok(), button);
            if fresh && ready.is_ok() {
                response.request_focus();
            }
            let response = response.accessible_name("Freeze now");
            if response.clicked() {
                out.run(Command::Freeze(today()));
            }
            let told = match ready {
                Err(reason) => reason.to_owned(),
                Ok(()) => format!(
                    "Freezes {} and {} as they stand, {}.",
                    counted(project.codes().len(), "code", "codes"),
                    counted(project.rivals().len(), "rival", "rivals"),
                    coded_then(project.codings().len()),
                ),
            };
            ui.add(Label::new(RichText::new(told).color(tokens.quiet)).wrap());
        });
    }
}

fn row_ui(
    ui: &mut Ui,
    session: &Session,
    row: &Row,
    is_latest: bool,
    out: &mut Out,
) -> Option<FrozenPart> {
    let tokens = Tokens::of(ui);
    let mut asked = None;
    ui.add(Label::new(RichText::new(&row.sentence).font(theme::strong_font())).wrap());
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("SHA-256").small().color(tokens.quiet));
        ui.label(RichText::new(&row.short_hash).monospace())
            .on_hover_text(&row.hash);
        let copy = ui.button("Copy").on_hover_text("Copy the whole hash");
        let copy = copy.accessible_name(format!("Copy the hash {}", row.short_hash));
        if copy.clicked() {
            ui.ctx().copy_text(row.hash.clone());
        }
        let name =
            |verb: &str| format!("{verb} the table frozen on {}, {}", row.day, row.short_hash);
        let export = ui.add_enabled(row.is_whole, Button::new("Export…"));
        if export
            .accessible_name(name("Export"))
            .on_hover_text("For preregistration: as Markdown to the byte what the hash is of")
            .clicked()
        {
            asked = Some(FrozenPart::Table);
        }
        let remove = ui.add_enabled(session.read_only().is_none(), Button::new("Remove"));
        if remove.accessible_name(name("Remove")).clicked() {
            out.run(Command::Remove(RecordId::Freeze(row.id)));
        }
    });
    if !row.is_whole {
        let text = "This is not what was frozen: its text no longer has this hash. Restore the project from a backup.";
        ui.add(Label::new(RichText::new(text).color(tokens.problem)).wrap());
    }
    if row.amendments.is_empty() {
        ui.label(RichText::new("Nothing was amended since.").color(tokens.quiet));
        return asked;
    }
    let title = format!(
        "{} since {}",
        counted(row.amendments.len(), "amendment", "amendments"),
        row.day
    );
    CollapsingHeader::new(title)
        .id_salt(row.id)
        .default_open(is_latest)
        .show(ui, |ui| {
            for amendment in &row.amendments {
                amendment_ui(ui, amendment);
            }
            let export = ui.button("Export amendments…");
            let export = export.accessible_name(format!(
                "Export amendments since {}, {}",
                row.day, row.short_hash
            ));
            if export
                .on_hover_text("For the appendix of a paper: each with before and after")
                .clicked()
            {
                asked = Some(FrozenPart::Amendments);
            }
        });
    asked
}

fn amendment_ui(ui: &mut Ui, amendment: &Amendment) {
    let tokens = Tokens::of(ui);
    let (before, after) = amendment.what.before_and_after();
    ui.add(Label::new(format!("{}: {}", amendment.name, amendment.what.words())).wrap());
    ui.indent(("before and after", &amendment.name), |ui| {
        for (word, text) in [("Before", before), ("After", after)] {
            if !text.is_empty() {
                let line = RichText::new(format!("{word}: {text}"));
                ui.add(Label::new(line.small().color(tokens.quiet)).wrap());
            }
        }
    });
}

const DOCUMENT: Kind = Kind {
    name: "Markdown, Word, web page or LaTeX",
    extensions: &["md", "docx", "html", "tex"],
};

/// Where a frozen table is written, or what was amended since.
#[derive(Default)]
pub struct ExportForm {
    file: PathField,
    /// FrozenPart the usual name was made for.
    named_for: Option<(FreezeId, FrozenPart)>,
    sentence: String,
}

impl ExportForm {
    /// Fills in what is usual.
    pub fn prepare(&mut self, app: &App, id: FreezeId, what: FrozenPart) {
        let freeze = app.session().and_then(|session| session.frozen(id).ok());
        let Some(freeze) = freeze.filter(|_| self.named_for != Some((id, what))) else {
            return;
        };
        let (of, format) = match what {
            FrozenPart::Table => ("expectations", Format::Markdown),
            FrozenPart::Amendments => ("amendments", Format::Docx),
        };
        let title = file_name(&freeze.title);
        let name = format!("{title} {of} {}.{}", freeze.on, format.extension());
        self.file.text = usual_folder().join(name).display().to_string();
        self.sentence = sentence(freeze);
        self.named_for = Some((id, what));
    }

    /// The form.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        (id, what): (FreezeId, FrozenPart),
        fresh: bool,
        error: Option<&str>,
    ) -> Verdict {
        explain(ui, &self.sentence);
        let (hint, about) = match what {
            FrozenPart::Table => (
                "A .md, .docx, .html or .tex file",
                "As Markdown (.md) the file is to the byte what the hash is of: sha256sum prints it. As a Word document (.docx), a web page (.html) or LaTeX (.tex) the hash stands in it.",
            ),
            FrozenPart::Amendments => (
                "A .docx, .html, .md or .tex file",
                "Each amendment with before and after: as a Word document (.docx), a web page (.html), Markdown (.md) or LaTeX (.tex).",
            ),
        };
        let submitted = self.file.ui(ui, "File", hint, Ask::Save(DOCUMENT), fresh);
        explain(ui, about);
        let path = self.file.path().map(|path| {
            let usual = match what {
                FrozenPart::Table => Format::Markdown,
                FrozenPart::Amendments => Format::Docx,
            };
            with_extension(path, usual.extension())
        });
        if path.as_ref().is_some_and(|path| path.is_file()) {
            explain(ui, "This file is there already. It will be replaced.");
        }
        let known = path.as_ref().is_some_and(|path| {
            let end = path
                .extension()
                .map(|end| end.to_string_lossy().into_owned());
            let format = end.as_deref().and_then(Format::of_extension);
            format.is_some_and(|format| FREEZE_FORMATS.contains(&format))
        });
        let ready = match (&path, known) {
            (None, _) => Err("Choose a file first"),
            (Some(_), false) => Err("The name must end in .md, .docx, .html or .tex"),
            (Some(_), true) => Ok(()),
        };
        let buttons = footer_ui(ui, "Export", ready, error);
        verdict(buttons, submitted, ready.is_ok(), || {
            let path = path.unwrap_or_default();
            match what {
                FrozenPart::Table => Command::ExportFreeze(id, path),
                FrozenPart::Amendments => Command::ExportAmendments(id, path),
            }
        })
    }
}
