//! The table of all codings: filter, sort, choose columns, walk the rows, go to the passage.

use super::Ask;
use super::fields::{Drafts, Look};
use super::picker::{CodePicker, Picked, Purpose};
use super::widgets::{self, count, one_line, paint_focus, paint_swatch, some_lines};
use crate::analysis::passages::{Column, Filter, Sort, cell};
use crate::app::{Command, Others, Session};
use crate::project::{CaseId, Coding, CodingId, Date, Project, Stance};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, EventFilter, FontId, Id, Key, Response, Role, Sense, Ui, WidgetInfo, vec2,
};
use egui_extras::{TableBuilder, TableRow};
use std::collections::BTreeSet;

/// The table of all codings.
#[derive(Debug, Default)]
pub struct PassagesTable {
    picker: CodePicker,
    drafts: Drafts<Bound>,
    made: Option<Made>,
    /// The row that Shift selects from.
    anchor: Option<CodingId>,
    /// The row that keys walk from.
    head: Option<CodingId>,
    /// Brings the row of `head` into sight when next drawn.
    follow: bool,
}

/// An end of the time that the filter lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Bound {
    From,
    To,
}

/// The rows, and what they were made for.
#[derive(Debug)]
struct Made {
    revision: u64,
    filter: Filter,
    sort: Sort,
    others: Others,
    rows: Vec<CodingId>,
    footer: String,
}

/// Height of the line under the table.
const FOOTER: f32 = 40.0;

impl PassagesTable {
    /// Shows filter, table and footer in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        self.filter_ui(ui, session, out);
        ui.add_space(4.0);
        self.update(session);
        let height = (ui.available_height() - FOOTER).max(64.0);
        // Many columns need more room than there is; then the table moves sideways under its own bar.
        let area = egui::ScrollArea::horizontal()
            .id_salt("passages sideways")
            .max_height(height);
        area.auto_shrink([false, false]).show(ui, |ui| {
            ui.set_height(height);
            self.table_ui(ui, session, out);
        });
        self.footer_ui(ui, session, out)
    }

    fn update(&mut self, session: &Session) {
        let (table, revision, others) =
            (session.table(), session.revision(), session.view().others);
        let same = |made: &Made| {
            made.revision == revision
                && made.others == others
                && made.sort == table.sort
                && made.filter == table.filter
        };
        if self.made.as_ref().is_some_and(same) {
            return;
        }
        let rows = session.rows();
        let footer = footer(session, &rows);
        self.made = Some(Made {
            revision,
            filter: table.filter.clone(),
            sort: table.sort,
            others,
            rows,
            footer,
        });
    }

    fn filter_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let filter = &session.table().filter;
        let mut new = filter.clone();
        ui.horizontal_wrapped(|ui| {
            ui.scope(|ui| {
                ui.set_max_width(200.0);
                let edit = egui::TextEdit::singleline(&mut new.text)
                    .hint_text("Words in the passages")
                    .desired_width(200.0);
                let _ = ui.add(edit).accessible_name("Filter passages");
            });
            self.code_ui(ui, session, &mut new);
            choices_ui(ui, session, &mut new);
            self.date_ui(ui, "from", Bound::From, &mut new.from);
            self.date_ui(ui, "to", Bound::To, &mut new.to);
            if !filter.is_empty() && ui.button("Clear filter").clicked() {
                new = Filter::default();
            }
        });
        if new != *filter {
            out.push(Command::SetFilter(Box::new(new)));
        }
    }

    fn code_ui(&mut self, ui: &mut Ui, session: &Session, filter: &mut Filter) {
        let chosen = filter.code.and_then(|id| session.project().codes().get(id));
        let words = chosen.map_or("Any code".to_owned(), |code| code.label().to_owned());
        let button = ui.add(egui::Button::new(words.clone()).selected(chosen.is_some()));
        button.widget_info(|| {
            WidgetInfo::labeled(Role::Button, true, format!("Filter by code, now {words}"))
        });
        if button.clicked() {
            self.picker.open(Purpose::Filter);
        }
        if chosen.is_some() && widgets::sign_button_ui(ui, "×", "Any code").clicked() {
            filter.code = None;
        }
        if let Some(Picked::Code(code)) = self.picker.popup(ui.ctx(), session, button.rect) {
            filter.code = Some(code);
        }
    }

    fn date_ui(&mut self, ui: &mut Ui, name: &str, bound: Bound, date: &mut Option<Date>) {
        ui.vertical(|ui| {
            ui.set_max_width(88.0);
            let shown = date.map_or(String::new(), |date| date.to_string());
            let look = Look::line(if bound == Bound::From {
                "Date from"
            } else {
                "Date to"
            })
            .hint(name);
            if let (_, Some(text)) = self.drafts.bare_ui(ui, bound, &shown, look) {
                match text.trim().parse::<Date>() {
                    Ok(parsed) => *date = Some(parsed),
                    Err(_) if text.trim().is_empty() => *date = None,
                    Err(error) => self.drafts.refuse(bound, text, error.to_string()),
                }
            }
        });
    }

    fn table_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let Some(made) = self.made.take() else { return };
        if made.rows.is_empty() {
            let words = if session.project().codings().is_empty() {
                "No passages are coded yet. Select words in the reader and press Enter, a number key, or click a code."
            } else {
                "No passage fits the filter."
            };
            widgets::teach_ui(ui, words);
            self.made = Some(made);
            return;
        }
        let list = ui.interact(
            ui.max_rect(),
            Id::unique("passages table"),
            Sense::FOCUSABLE,
        );
        list.widget_info(|| {
            WidgetInfo::labeled(Role::Table, true, format!("Passages, {}", made.footer))
        });
        if list.has_focus() {
            paint_focus(ui, ui.max_rect());
            self.keys(ui, session, &made.rows, list.id, out);
        }
        let columns = session.columns().to_vec();
        let project = session.project();
        let chosen: BTreeSet<CodingId> = session.view().codings.iter().copied().collect();
        ui.visuals_mut().selection.bg_fill = Tokens::of(ui).selected_row;
        let mut builder = TableBuilder::new(ui)
            .id_salt(
                columns
                    .iter()
                    .map(|column| column.name(project))
                    .collect::<Vec<_>>(),
            )
            .striped(false)
            .sense(Sense::CLICK)
            .animate_scrolling(false)
            .auto_shrink([false, false])
            .cell_layout(egui::Layout::left_to_right(egui::Align::Center));
        for column in &columns {
            builder = builder.column(width(*column));
        }
        if std::mem::take(&mut self.follow)
            && let Some(at) = self
                .head
                .and_then(|head| made.rows.iter().position(|row| *row == head))
        {
            builder = builder.scroll_to_row(at, None);
        }
        let table = builder.header(28.0, |mut header| {
            for column in &columns {
                header.col(|ui| sort_ui(ui, project, *column, session.table().sort, out));
            }
        });
        table.body(|body| {
            body.rows(40.0, made.rows.len(), |mut row| {
                let Some(coding) = made
                    .rows
                    .get(row.index())
                    .and_then(|id| project.codings().get(*id))
                else {
                    return;
                };
                row.set_selected(chosen.contains(&coding.id));
                cells_ui(&mut row, session, coding, &columns);
                let response = row.response();
                describe(&response, session, coding, chosen.contains(&coding.id));
                if response.clicked() {
                    response
                        .ctx
                        .memory_mut(|memory| memory.request_focus(list.id));
                    self.click(&response.ctx, session, &made.rows, coding.id, out);
                }
            });
        });
        self.made = Some(made);
    }

    /// A click goes to the passage; with Ctrl or Shift it selects more for the inspector.
    fn click(
        &mut self,
        ctx: &egui::Context,
        session: &Session,
        rows: &[CodingId],
        id: CodingId,
        out: &mut Vec<Command>,
    ) {
        let modifiers = ctx.input(|input| input.modifiers);
        self.head = Some(id);
        if modifiers.shift {
            out.push(Command::SelectCodings(between(
                rows,
                self.anchor.unwrap_or(id),
                id,
            )));
            return;
        }
        self.anchor = Some(id);
        if modifiers.command {
            let mut codings = session.view().codings.clone();
            let before = codings.len();
            codings.retain(|other| *other != id);
            if codings.len() == before {
                codings.push(id);
            }
            out.push(Command::SelectCodings(codings));
        } else {
            out.push(Command::GoToCoding(id));
        }
    }

    fn keys(
        &mut self,
        ui: &Ui,
        session: &Session,
        rows: &[CodingId],
        id: Id,
        out: &mut Vec<Command>,
    ) {
        let arrows = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        let head = self.head.or(session.view().codings.last().copied());
        let at = head.and_then(|head| rows.iter().position(|row| *row == head));
        let last = rows.len().saturating_sub(1);
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        let (shift, command) = ui.input(|input| (input.modifiers.shift, input.modifiers.command));
        let next = if pressed(Key::ArrowDown) {
            Some(at.map_or(0, |at| (at + 1).min(last)))
        } else if pressed(Key::ArrowUp) {
            Some(at.map_or(0, |at| at.saturating_sub(1)))
        } else if pressed(Key::PageDown) {
            Some(at.map_or(0, |at| (at + 10).min(last)))
        } else if pressed(Key::PageUp) {
            Some(at.map_or(0, |at| at.saturating_sub(10)))
        } else if pressed(Key::Home) {
            Some(0)
        } else if pressed(Key::End) {
            Some(last)
        } else {
            None
        };
        if let Some(row) = next.and_then(|at| rows.get(at)) {
            self.head = Some(*row);
            self.follow = true;
            if shift {
                out.push(Command::SelectCodings(between(
                    rows,
                    self.anchor.or(head).unwrap_or(*row),
                    *row,
                )));
            } else {
                self.anchor = Some(*row);
                out.push(Command::SelectCodings(vec![*row]));
            }
        }
        if command && pressed(Key::A) {
            out.push(Command::SelectCodings(rows.to_vec()));
        }
        if let Some(head) = head.filter(|_| pressed(Key::Enter)) {
            out.push(Command::GoToCoding(head));
        }
    }

    fn footer_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        let mut ask = None;
        ui.horizontal(|ui| {
            let words = self.made.as_ref().map_or("", |made| made.footer.as_str());
            ui.label(egui::RichText::new(words).color(Tokens::of(ui).quiet));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let any = self.made.as_ref().is_some_and(|made| !made.rows.is_empty());
                if ui
                    .add_enabled(any, egui::Button::new("Export…"))
                    .on_hover_text("Writes the passages that the filter lets through")
                    .clicked()
                {
                    ask = Some(Ask::Export);
                }
                columns_ui(ui, session, out);
            });
        });
        ask
    }
}

/// The rows from one to another, whichever comes first; the other is the last.
fn between(rows: &[CodingId], from: CodingId, to: CodingId) -> Vec<CodingId> {
    let place = |id| rows.iter().position(|row| *row == id);
    let (Some(a), Some(b)) = (place(from), place(to)) else {
        return vec![to];
    };
    let mut chosen: Vec<CodingId> = rows.get(a.min(b)..=a.max(b)).unwrap_or_default().to_vec();
    if b < a {
        chosen.reverse();
    }
    chosen
}

/// "37 of 212 passages · 20 supports · 10 against".
fn footer(session: &Session, rows: &[CodingId]) -> String {
    let project = session.project();
    let all = if project
        .coders()
        .iter()
        .any(|coder| session.is_blind_to(coder.id))
    {
        project
            .codings()
            .iter()
            .filter(|coding| !session.is_blind_to(coding.coder))
            .count()
    } else {
        project.codings().len()
    };
    let mut stances = [0usize; Stance::ALL.len()];
    for coding in rows.iter().filter_map(|id| project.codings().get(*id)) {
        if let Some(at) = Stance::ALL
            .iter()
            .position(|stance| *stance == coding.stance)
        {
            stances[at] += 1;
        }
    }
    let mut parts = vec![if rows.len() == all {
        count(all, "passage", "passages")
    } else {
        format!("{} of {}", rows.len(), count(all, "passage", "passages"))
    }];
    for (stance, number) in Stance::ALL
        .iter()
        .zip(stances)
        .filter(|(_, number)| *number > 0)
    {
        parts.push(format!("{number} {}", stance.word()));
    }
    parts.join(" · ")
}

/// Case, coder, stance and document of the filter.
fn choices_ui(ui: &mut Ui, session: &Session, filter: &mut Filter) {
    let project = session.project();
    let none = || "No case".to_owned();
    let name = |case: Option<CaseId>| {
        case.map_or_else(
            || Some(none()),
            |id| Some(project.cases().get(id)?.name.clone()),
        )
    };
    choice_ui(ui, "case", &mut filter.case, name, || {
        project
            .cases()
            .iter()
            .map(|case| Some(case.id))
            .chain([None])
            .collect()
    });
    let name = |id| Some(project.coders().get(id)?.name.clone());
    choice_ui(ui, "coder", &mut filter.coder, name, || {
        let seen = project
            .coders()
            .iter()
            .filter(|coder| !session.is_blind_to(coder.id));
        seen.map(|coder| coder.id).collect()
    });
    let name = |stance| Some(widgets::stance_text(stance));
    choice_ui(ui, "stance", &mut filter.stance, name, || {
        Stance::ALL.to_vec()
    });
    let name = |id| Some(project.documents().get(id)?.title.clone());
    choice_ui(ui, "document", &mut filter.document, name, || {
        project
            .documents()
            .iter()
            .map(|document| document.id)
            .collect()
    });
}

/// A choice of one of some things, or any; what there is to choose from is asked only when the list is open.
fn choice_ui<T: PartialEq + Copy>(
    ui: &mut Ui,
    what: &str,
    chosen: &mut Option<T>,
    name: impl Fn(T) -> Option<String>,
    choices: impl FnOnce() -> Vec<T>,
) {
    let any = format!("Any {what}");
    let now = chosen
        .and_then(&name)
        .map_or_else(|| any.clone(), |name| widgets::first_words(&name, 24));
    let combo = egui::ComboBox::from_id_salt(("filter", what))
        .selected_text(now)
        .width(88.0);
    let response = combo.show_ui(ui, |ui| {
        if ui.selectable_label(chosen.is_none(), any).clicked() {
            *chosen = None;
        }
        let mut named: Vec<(String, T)> = choices()
            .into_iter()
            .filter_map(|choice| Some((name(choice)?, choice)))
            .collect();
        named.sort_by(|a, b| a.0.cmp(&b.0));
        for (name, value) in named {
            if ui.selectable_label(*chosen == Some(value), name).clicked() {
                *chosen = Some(value);
            }
        }
    });
    let _ = response
        .response
        .accessible_name(format!("Filter by {what}"));
}

fn width(column: Column) -> egui_extras::Column {
    let (initial, least) = match column {
        Column::Quotation => {
            return egui_extras::Column::remainder()
                .at_least(QUOTATION)
                .clip(true)
                .resizable(true);
        }
        Column::Memo | Column::Code => (160.0, 64.0),
        Column::Document | Column::Key => (128.0, 64.0),
        Column::Start | Column::End | Column::Year | Column::Place => (56.0, 40.0),
        Column::Coder => (64.0, 40.0),
        _ => (96.0, 48.0),
    };
    egui_extras::Column::initial(initial)
        .at_least(least)
        .clip(true)
        .resizable(true)
}

/// Least width of the quotations, in points: they are what the table is read for.
const QUOTATION: f32 = 240.0;

/// Header names in the window; exports have their own.
fn title(project: &Project, column: Column) -> String {
    let name = column.name(project);
    let mut letters = name.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn sort_ui(ui: &mut Ui, project: &Project, column: Column, sort: Sort, out: &mut Vec<Command>) {
    let here = sort.column == column;
    let name = title(project, column);
    let arrow = match (here, sort.descending) {
        (true, true) => " ▼",
        (true, false) => " ▲",
        _ => "",
    };
    let text = egui::RichText::new(format!("{name}{arrow}")).font(theme::strong_font());
    let response = ui.add(egui::Button::new(text).frame(false).truncate());
    let order = match (here, sort.descending) {
        (true, true) => ", sorted, greatest first",
        (true, false) => ", sorted",
        _ => "",
    };
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Button,
            true,
            format!("Sort by {}{order}", name.to_lowercase()),
        )
    });
    if response.clicked() {
        out.push(Command::SetSort(Sort {
            column,
            descending: here && !sort.descending,
        }));
    }
}

fn cells_ui(row: &mut TableRow<'_, '_>, session: &Session, coding: &Coding, columns: &[Column]) {
    let project = session.project();
    let text = session.text(coding.document).map(AsRef::as_ref);
    for column in columns {
        row.col(|ui| {
            let tokens = Tokens::of(ui);
            let rect = ui.max_rect();
            let shown = cell(project, text, coding, *column);
            let body = FontId::proportional(theme::BODY);
            let mut left = 4.0;
            let mut ink = tokens.ink;
            let mut words = shown.clone();
            match column {
                Column::Code | Column::Key => {
                    if let Some(code) = project.codes().get(coding.code) {
                        paint_swatch(ui, widgets::on_row(rect, 9.0), code.colour);
                        left = 20.0;
                        // A code without a key shows by its name, so that no cell is blank.
                        if *column == Column::Key {
                            code.label().clone_into(&mut words);
                        }
                    }
                }
                Column::Stance if coding.stance != Stance::Unset => {
                    ink = tokens.stance(coding.stance);
                    words = widgets::stance_text(coding.stance);
                }
                _ => {}
            }
            let room = rect.width() - left - 4.0;
            let long = matches!(
                column,
                Column::Quotation | Column::Memo | Column::Document | Column::Code
            );
            let galley = if long {
                let font = if *column == Column::Quotation {
                    FontId::new(theme::BODY, theme::serif())
                } else {
                    body
                };
                some_lines(ui, &words, &font, ink, room, 2)
            } else {
                one_line(ui, &words, body, ink, room)
            };
            let cut = galley.elided || galley.text() != words;
            ui.painter().galley(
                widgets::on_row(rect, left) - vec2(0.0, galley.size().y / 2.0),
                galley,
                ink,
            );
            if cut && ui.rect_contains_pointer(rect) {
                hover_ui(ui, &words);
            }
        });
    }
}

/// The whole text of a cell that is cut.
fn hover_ui(ui: &mut Ui, words: &str) {
    let response = ui.interact(ui.max_rect(), ui.scope_id().with("whole"), Sense::hover());
    response.on_hover_ui(|ui| {
        ui.set_max_width(480.0);
        ui.label(widgets::first_words(words, 1200));
    });
}

fn describe(response: &Response, session: &Session, coding: &Coding, chosen: bool) {
    response.widget_info(|| {
        let document = session
            .project()
            .documents()
            .get(coding.document)
            .map_or("", |document| document.title.as_str());
        let code = session
            .project()
            .codes()
            .get(coding.code)
            .map_or("", crate::project::Code::label);
        let words = widgets::first_words(&coding.quotation, 120);
        WidgetInfo::labeled(
            Role::Row,
            true,
            format!("{code}, {}, “{words}”, {document}", coding.stance),
        )
    });
    response
        .ctx
        .accesskit_node_builder(response.id, |node| node.set_selected(chosen));
}

/// Which columns, in which order.
fn columns_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    let button = ui.button("Columns");
    let popup =
        egui::Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        let project = session.project();
        let now = session.columns();
        let attributes = project
            .attributes()
            .iter()
            .map(|attribute| Column::Attribute(attribute.id));
        let others = Column::EXPORT
            .into_iter()
            .chain(attributes)
            .filter(|column| !now.contains(column));
        let all: Vec<(Column, bool)> = now
            .iter()
            .map(|column| (*column, true))
            .chain(others.map(|column| (column, false)))
            .collect();
        let mut new = now.to_vec();
        egui::ScrollArea::vertical()
            .max_height(ui.ctx().content_rect().height() - 160.0)
            .show(ui, |ui| {
                for (column, shown) in all {
                    column_ui(ui, &title(project, column), column, shown, &mut new);
                }
            });
        ui.separator();
        if ui.button("Usual columns").clicked() {
            new = Column::USUAL.to_vec();
        }
        if new != now && !new.is_empty() {
            out.push(Command::SetColumns(new));
        }
    });
}

fn column_ui(ui: &mut Ui, name: &str, column: Column, shown: bool, columns: &mut Vec<Column>) {
    ui.horizontal(|ui| {
        widgets::outline_ticks(ui);
        let mut ticked = shown;
        let last = shown && columns.len() == 1;
        if ui
            .add_enabled(!last, egui::Checkbox::new(&mut ticked, name))
            .changed()
        {
            columns.retain(|other| *other != column);
            if ticked {
                columns.push(column);
            }
        }
        let Some(at) = columns
            .iter()
            .position(|other| *other == column)
            .filter(|_| shown)
        else {
            return;
        };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let down = ui.add_enabled_ui(at + 1 < columns.len(), |ui| {
                widgets::sign_button_ui(ui, "▼", &format!("Move {} down", name.to_lowercase()))
            });
            if down.inner.clicked() {
                columns.swap(at, at + 1);
            }
            let up = ui.add_enabled_ui(at > 0, |ui| {
                widgets::sign_button_ui(ui, "▲", &format!("Move {} up", name.to_lowercase()))
            });
            if up.inner.clicked() {
                columns.swap(at, at - 1);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shift_selects_the_rows_between_with_the_clicked_one_last() {
        let rows: Vec<CodingId> = ["a", "b", "c", "d"].map(CodingId::named).to_vec();
        assert_eq!(between(&rows, rows[1], rows[3]), rows[1..].to_vec());
        assert_eq!(
            between(&rows, rows[2], rows[0]),
            [rows[2], rows[1], rows[0]]
        );
        assert_eq!(between(&rows, CodingId::named("gone"), rows[0]), [rows[0]]);
    }
}
