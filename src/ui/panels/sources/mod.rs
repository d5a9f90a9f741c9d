//! The works that the documents cite: a list to filter, sort and choose in, what does not fit, and the card of a work.

mod card;
mod cells;
mod filter;
mod gaps;
mod keys;
mod mentions;

pub use card::SourceCard;

use super::Ask;
use super::widgets::{self, count, paint_focus};
use crate::app::{Command, Session, SourceColumn, SourceListing};
use crate::ui::theme::Tokens;
use cells::{cells_ui, describe, header_ui, width};
use eframe::egui::{self, Id, RichText, Role, Sense, Ui, WidgetInfo};
use egui_extras::TableBuilder;
use std::collections::HashSet;
use std::sync::Arc;

/// The list of works.
#[derive(Debug, Default)]
pub struct SourcesRoom {
    /// Whether what does not fit is shown in the place of the list.
    shows_gaps: bool,
    /// The work that Shift chooses from, by its key.
    anchor: Option<String>,
    /// The work that keys walk from.
    head: Option<String>,
    /// Brings the row of `head` into sight when next drawn.
    follow: bool,
    /// Gives the filter the keyboard when next drawn.
    filter_wanted: bool,
    /// Gives the list the keyboard when next drawn.
    list_wanted: bool,
    /// Gives the card the keyboard.
    card_wanted: bool,
    gaps: gaps::GapList,
}

/// Height of the line under the list, in points.
const FOOTER: f32 = 40.0;
/// Height of a row.
const ROW: f32 = 28.0;

impl SourcesRoom {
    /// The widget that takes the keyboard.
    pub fn focus_id() -> Id {
        Id::unique("sources table")
    }

    /// Whether the card of the chosen work was asked for.
    pub fn take_card_wanted(&mut self) -> bool {
        std::mem::take(&mut self.card_wanted)
    }

    /// Brings a work into sight in the list, by its key, and gives the list the keyboard.
    pub fn seek(&mut self, key: &str) {
        self.shows_gaps = false;
        self.anchor = Some(key.to_owned());
        self.head = self.anchor.clone();
        self.follow = true;
        self.list_wanted = true;
    }

    /// Shows filter, list and footer in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        self.tabs_ui(ui, session);
        ui.add_space(4.0);
        if self.shows_gaps {
            return self.gaps.show(ui, session, out);
        }
        self.filter_ui(ui, session, out);
        ui.add_space(4.0);
        let listing = session.source_listing().cloned();
        let height = (ui.available_height() - FOOTER).max(64.0);
        let area = egui::ScrollArea::horizontal()
            .id_salt("sources sideways")
            .max_height(height);
        area.auto_shrink([false, false]).show(ui, |ui| {
            ui.set_height(height);
            match &listing {
                Some(listing) if !listing.all().is_empty() => {
                    self.table_ui(ui, session, listing, out);
                }
                _ => empty_ui(ui, session, listing.is_some()),
            }
        });
        footer_ui(ui, session, listing.as_ref())
    }

    fn tabs_ui(&mut self, ui: &mut Ui, session: &Session) {
        ui.horizontal(|ui| {
            for (gaps, name, tip) in [
                (false, "Works", "All works that the documents cite"),
                (
                    true,
                    "What does not fit",
                    "What a document cites and does not list, lists and does not cite, and notes and marks that are lost",
                ),
            ] {
                let here = self.shows_gaps == gaps;
                let tab = egui::Button::new(name).selected(here).frame_when_inactive(here);
                if ui.add(tab).on_hover_text(tip).clicked() {
                    self.shows_gaps = gaps;
                }
            }
            if let Some((read, all)) = session.register_progress().filter(|_| session.register().is_some()) {
                let quiet = Tokens::of(ui).quiet;
                let words = if read < all {
                    format!("Read {read} of {}", count(all, "document", "documents"))
                } else {
                    "Putting the works together".to_owned()
                };
                ui.label(RichText::new(words).small().color(quiet));
            }
        });
    }

    fn table_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        listing: &Arc<SourceListing>,
        out: &mut Vec<Command>,
    ) {
        let rows = listing.rows();
        let list = ui.interact(ui.max_rect(), Self::focus_id(), Sense::FOCUSABLE);
        list.widget_info(|| {
            WidgetInfo::labeled(Role::Table, true, format!("Works, {}", footer(listing)))
        });
        if std::mem::take(&mut self.list_wanted) {
            list.request_focus();
        }
        let chosen: Vec<String> = session
            .chosen_sources()
            .into_iter()
            .map(|source| source.key.clone())
            .collect();
        if list.has_focus() {
            paint_focus(ui, ui.max_rect());
            self.keys(ui, session, listing, &chosen, out);
        }
        if rows.is_empty() {
            widgets::teach_ui(ui, "No work fits the filter.");
            return;
        }
        let looked_up: HashSet<&str> = chosen.iter().map(String::as_str).collect();
        ui.visuals_mut().selection.bg_fill = Tokens::of(ui).selected_row;
        let mut builder = TableBuilder::new(ui)
            .id_salt("sources")
            .striped(false)
            .sense(Sense::CLICK)
            .animate_scrolling(false)
            .auto_shrink([false, false])
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center));
        for column in SourceColumn::ALL {
            builder = builder.column(width(column));
        }
        if std::mem::take(&mut self.follow)
            && let Some(at) = self.head.as_deref().and_then(|head| row_of(listing, head))
        {
            builder = builder.scroll_to_row(at, None);
        }
        let table = builder.header(28.0, |mut header| {
            for column in SourceColumn::ALL {
                header.col(|ui| header_ui(ui, column, session.source_sort(), out));
            }
        });
        table.body(|body| {
            body.rows(ROW, rows.len(), |mut row| {
                let Some((at, source)) = rows
                    .get(row.index())
                    .and_then(|at| Some((*at, listing.source(*at)?)))
                else {
                    return;
                };
                let is_chosen = looked_up.contains(source.key.as_str());
                row.set_selected(is_chosen);
                cells_ui(&mut row, session, listing, at, source);
                let response = row.response();
                describe(&response, listing, at, source, is_chosen);
                if response.clicked() {
                    response
                        .ctx
                        .memory_mut(|memory| memory.request_focus(list.id));
                    self.click(&response.ctx, listing, &chosen, &source.key, out);
                }
                if response.double_clicked() {
                    self.card_wanted = true;
                }
            });
        });
    }

    /// A click chooses a work; with Ctrl or Shift more, to make them one.
    fn click(
        &mut self,
        ctx: &egui::Context,
        listing: &SourceListing,
        chosen: &[String],
        key: &str,
        out: &mut Vec<Command>,
    ) {
        let modifiers = ctx.input(|input| input.modifiers);
        self.head = Some(key.to_owned());
        if modifiers.shift {
            let from = self.anchor.clone().unwrap_or_else(|| key.to_owned());
            out.push(Command::ChooseSources(between(listing, &from, key)));
            return;
        }
        self.anchor = Some(key.to_owned());
        if modifiers.command {
            let mut chosen = chosen.to_vec();
            let before = chosen.len();
            chosen.retain(|other| other != key);
            if chosen.len() == before {
                chosen.push(key.to_owned());
            }
            out.push(Command::ChooseSources(chosen));
        } else {
            out.push(Command::ChooseSources(vec![key.to_owned()]));
        }
    }
}

/// The row of a work.
fn row_of(listing: &SourceListing, key: &str) -> Option<usize> {
    let is_it = |at: &usize| listing.source(*at).is_some_and(|source| source.key == key);
    listing.rows().iter().position(is_it)
}

/// The keys of the rows from one to another, whichever comes first; the other is the last.
fn between(listing: &SourceListing, from: &str, to: &str) -> Vec<String> {
    let (Some(a), Some(b)) = (row_of(listing, from), row_of(listing, to)) else {
        return vec![to.to_owned()];
    };
    let rows = listing.rows().get(a.min(b)..=a.max(b)).unwrap_or_default();
    let key = |at: &usize| Some(listing.source(*at)?.key.clone());
    let mut keys: Vec<String> = rows.iter().filter_map(key).collect();
    if b < a {
        keys.reverse();
    }
    keys
}

/// What stands where there are no works.
fn empty_ui(ui: &mut Ui, session: &Session, listed: bool) {
    let documents = session.project().documents().len();
    let words = match session.register_progress() {
        _ if documents == 0 => {
            "No documents yet. Import texts with Ctrl+I, and the works that they cite are listed here."
                .to_owned()
        }
        Some((read, all)) => format!(
            "Reading what the documents cite: {read} of {} read.",
            count(all, "document", "documents")
        ),
        None if !listed => "The works are being listed.".to_owned(),
        None => "The documents cite nothing that Attest can tell: no author with a year, no cable, law or interview, and no list of references.".to_owned(),
    };
    widgets::teach_ui(ui, &words);
    if !listed && documents > 0 {
        // It is made ahead of the next frame, or in the background.
        ui.ctx().request_repaint();
    }
}

fn footer_ui(ui: &mut Ui, session: &Session, listing: Option<&Arc<SourceListing>>) -> Option<Ask> {
    let mut ask = None;
    ui.horizontal(|ui| {
        let words = listing.map_or_else(String::new, |listing| footer(listing));
        ui.label(RichText::new(words).color(Tokens::of(ui).quiet));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let any = listing.is_some_and(|listing| !listing.rows().is_empty());
            let export = ui.add_enabled(any, egui::Button::new("Export sources…"));
            let tip =
                "Writes works as BibTeX, RIS, CSL-JSON or a table, or sets them as a bibliography";
            if export.on_hover_text(tip).clicked() {
                ask = Some(Ask::ExportSources);
            }
            let may = session.read_only().is_none();
            let library = ui.add_enabled(may, egui::Button::new("Match a library…"));
            let tip = "Fills works from the entries of a BibTeX, RIS or CSL-JSON file";
            if library.on_hover_text(tip).clicked() {
                ask = Some(Ask::MatchLibrary);
            }
        });
    });
    ask
}

/// "37 of 212 works".
fn footer(listing: &SourceListing) -> String {
    let (shown, all) = (listing.rows().len(), listing.all().len());
    if shown == all {
        count(all, "work", "works")
    } else {
        format!("{shown} of {}", count(all, "work", "works"))
    }
}
