//! Which parts is the document in the reader to have: as its headings propose them, each with its title and its case?

use super::{Verdict, explain, footer_ui, radio_ui, verdict};
use crate::app::{App, Command, Session, SplitInto, WantedPart};
use crate::project::DocumentId;
use crate::text::Text;
use crate::text::parts::{Part, best_level, parts};
use crate::ui::panels::widgets::{self, count};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{Align, Checkbox, Label, Layout, RichText, ScrollArea, TextEdit, Ui, vec2};

/// Height of a row of the list, in points.
const ROW: f32 = 34.0;

/// What is chosen.
#[derive(Default)]
pub struct Form {
    document: Option<DocumentId>,
    levels: Vec<(u8, usize)>,
    level: u8,
    into: SplitInto,
    with_cases: bool,
    rows: Vec<Row>,
}

/// A part that the headings propose.
struct Row {
    start: usize,
    /// Whether a part starts here; else this goes with the part before.
    ticked: bool,
    title: String,
    case: String,
    codings: usize,
    letters: usize,
}

impl Form {
    /// Proposes the parts of the document in the reader.
    pub fn prepare(&mut self, app: &App) {
        let Some((session, (id, text))) = shown(app) else {
            return;
        };
        self.document = Some(id);
        self.levels = App::split_levels(text);
        self.level = best_level(text).unwrap_or(1);
        self.propose(session, id, text);
    }

    fn propose(&mut self, session: &Session, id: DocumentId, text: &Text) {
        let found = parts(text, self.level);
        // Parts that are called as cases are, or as shortly as cases are, are taken for cases until someone says otherwise.
        let is_short = |part: &&Part| part.level > 0 && part.title.split_whitespace().count() <= 4;
        let short = found.iter().filter(is_short).count();
        self.with_cases = short * 4 >= found.len() * 3;
        self.rows = found
            .iter()
            .enumerate()
            .map(|(at, part)| row(session, (id, text), part, self.level, at == 0))
            .collect();
    }

    /// The list, with what it will come to.
    pub fn ui(&mut self, ui: &mut Ui, app: &App, error: Option<&str>) -> Verdict {
        let Some((session, (id, text))) = shown(app) else {
            return Verdict::Cancel;
        };
        if self.document != Some(id) {
            self.prepare(app);
        }
        explain(
            ui,
            "Its headings propose the parts. What is not ticked stays with the part before. Codings go with their passages, \
             and one undo takes all of it back.",
        );
        if self.levels.is_empty() {
            ui.add_space(4.0);
            widgets::teach_ui(
                ui,
                "This text has no headings to split it by. If it has a table of contents, “Pages of the text…” finds its \
                 headings too.",
            );
            let buttons = footer_ui(ui, "Split", Err("There are no headings"), error);
            return verdict(buttons, false, false, || Command::ShowDocument(id));
        }
        self.choices_ui(ui, session, id, text);
        self.list_ui(ui);
        let parts = self.wanted();
        let ready = if parts.len() < 2 {
            Err("Tick two parts or more")
        } else if session.read_only().is_some() {
            Err("This project is open to read only")
        } else {
            Ok(())
        };
        let verb = match self.into {
            SplitInto::Documents => format!("Make {}", count(parts.len(), "document", "documents")),
            SplitInto::Cases => format!("Mark {}", count(parts.len(), "part", "parts")),
        };
        let buttons = footer_ui(ui, &verb, ready, error);
        let into = self.into;
        verdict(buttons, false, ready.is_ok(), || {
            Command::Split(id, parts, into)
        })
    }

    fn choices_ui(&mut self, ui: &mut Ui, session: &Session, id: DocumentId, text: &Text) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().interact_size.y = 28.0;
            if radio_ui(
                ui,
                self.into == SplitInto::Documents,
                "Documents of their own",
            ) {
                self.into = SplitInto::Documents;
            }
            if radio_ui(
                ui,
                self.into == SplitInto::Cases,
                "Cases within this document",
            ) {
                self.into = SplitInto::Cases;
                self.with_cases = true;
            }
        });
        let mut level = self.level;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().interact_size.y = 28.0;
            let quiet = Tokens::of(ui).quiet;
            ui.label(RichText::new("By headings of level").color(quiet));
            for (choice, count) in &self.levels {
                if radio_ui(ui, level == *choice, &format!("{choice} ({count} parts)")) {
                    level = *choice;
                }
            }
            if self.into == SplitInto::Documents {
                ui.add_space(12.0);
                widgets::outline_ticks(ui);
                ui.add(Checkbox::new(&mut self.with_cases, "Each is a case"));
            }
        });
        if level != self.level {
            self.level = level;
            self.propose(session, id, text);
        }
    }

    fn list_ui(&mut self, ui: &mut Ui) {
        let height = (ui.ctx().content_rect().height() - 360.0).clamp(120.0, 420.0);
        let with_cases = self.with_cases || self.into == SplitInto::Cases;
        let (width, half) = (ui.available_width(), if with_cases { 0.36 } else { 0.62 });
        let columns = Columns {
            title: width * half,
            case: if with_cases { width * 0.26 } else { 0.0 },
        };
        ui.separator();
        theme::show_scroll_bar(ui);
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .max_height(height)
            .min_scrolled_height(height)
            .auto_shrink([false, true])
            .show_rows(ui, ROW, self.rows.len(), |ui, range| {
                for at in range {
                    if let Some(row) = self.rows.get_mut(at) {
                        row_ui(ui, row, at == 0, columns);
                    }
                }
            });
    }

    /// The parts that are ticked; what is not goes with the one before.
    fn wanted(&self) -> Vec<WantedPart> {
        let with_cases = self.with_cases || self.into == SplitInto::Cases;
        let ticked = self
            .rows
            .iter()
            .enumerate()
            .filter(|(at, row)| row.ticked || *at == 0);
        ticked
            .map(|(at, row)| WantedPart {
                start: if at == 0 { 0 } else { row.start },
                title: row.title.trim().to_owned(),
                case: if with_cases {
                    row.case.trim().to_owned()
                } else {
                    String::new()
                },
            })
            .collect()
    }
}

/// Widths in points.
#[derive(Clone, Copy)]
struct Columns {
    title: f32,
    case: f32,
}

fn row(
    session: &Session,
    (id, text): (DocumentId, &Text),
    part: &Part,
    level: u8,
    is_first: bool,
) -> Row {
    let whole = session.project().documents().get(id);
    let title = if part.title.is_empty() {
        let whole = whole.map_or("", |document| document.title.as_str());
        format!("{whole}: beginning")
    } else {
        part.title.clone()
    };
    // Headings above the level that was chosen hold the cases together.
    let is_case = part.level == level;
    let codings = session.project().codings_in(id);
    Row {
        start: part.span.start,
        ticked: is_first || !part.is_bare,
        case: if is_case {
            part.title.clone()
        } else {
            String::new()
        },
        title,
        codings: codings
            .filter(|coding| part.span.contains(coding.extent().start))
            .count(),
        letters: text.str()[part.span.range()].chars().count(),
    }
}

fn row_ui(ui: &mut Ui, row: &mut Row, is_first: bool, columns: Columns) {
    let middle = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(ui.available_width(), ROW), middle, |ui| {
        widgets::outline_ticks(ui);
        let name = row.title.clone();
        ui.add_enabled_ui(!is_first, |ui| {
            let mut ticked = row.ticked || is_first;
            let tick = ui.add(Checkbox::without_text(&mut ticked));
            if tick
                .accessible_name(format!("A part starts at {name}"))
                .changed()
            {
                row.ticked = ticked;
            }
        });
        ui.add_enabled_ui(row.ticked || is_first, |ui| {
            let title = TextEdit::singleline(&mut row.title)
                .desired_width(columns.title)
                .min_size(vec2(0.0, 28.0));
            ui.add(title).accessible_name(format!("Title of {name}"));
            if columns.case > 0.0 {
                let case = TextEdit::singleline(&mut row.case)
                    .hint_text("No case")
                    .desired_width(columns.case)
                    .min_size(vec2(0.0, 28.0));
                ui.add(case).accessible_name(format!("Case of {name}"));
            }
        });
        let mut told = format!("{} characters", row.letters);
        if row.codings > 0 {
            told = format!("{}, {told}", count(row.codings, "coding", "codings"));
        }
        let quiet = Tokens::of(ui).quiet;
        ui.add(Label::new(RichText::new(told).small().color(quiet)).truncate());
    });
}

/// The document in the reader.
fn shown(app: &App) -> Option<(&Session, (DocumentId, &Text))> {
    let session = app.session()?;
    let (id, text) = session.shown()?;
    Some((session, (id, text.as_ref())))
}
