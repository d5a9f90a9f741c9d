//! The keys of the table while it has the keyboard.

use super::sheet::Sheet;
use super::{ImplicationsTable, Part};
use crate::app::{CellId, Command, FindingField, Session};
use crate::project::Verdict;
use eframe::egui::{EventFilter, Key, Modifiers, Ui};

impl ImplicationsTable {
    pub(super) fn keys(
        &mut self,
        ui: &Ui,
        session: &Session,
        sheet: &Sheet,
        selected: Option<(usize, usize)>,
        out: &mut Vec<Command>,
    ) {
        let held = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
            ..EventFilter::default()
        };
        let id = Self::focus_id();
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, held));
        if let Some((line, column)) = walk(ui, sheet, selected)
            && let Some(cell) = sheet.cell_at(line, column)
        {
            self.go_to(cell, out);
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let escape = pressed(Key::Escape);
        let Some((line, column)) = selected else {
            if escape {
                ui.memory_mut(|memory| memory.surrender_focus(id));
            }
            return;
        };
        if escape {
            out.push(Command::SelectCell(None));
        }
        let (Some(line), Some(cell)) = (sheet.lines.get(line), sheet.cell_at(line, column)) else {
            return;
        };
        if pressed(Key::Space) && line.has_parts {
            self.follow = true;
            out.push(Command::FoldImplication(line.code, line.open));
        }
        for (key, part) in [
            (Key::Enter, Part::Top),
            (Key::V, Part::Verdict),
            (Key::T, Part::Test),
        ] {
            if pressed(key) {
                self.wanted = Some(part);
            }
        }
        if pressed(Key::F)
            && let Some(best) = session.best_passage(cell.code, &cell.subject)
        {
            out.push(Command::GoToCoding(best));
        }
        if session.read_only().is_none() {
            finding_keys(ui, session, &cell, out);
        }
    }
}

/// P pins the best passage or takes the pin off; 1 to 4 set the verdict, 0 takes it back.
fn finding_keys(ui: &Ui, session: &Session, cell: &CellId, out: &mut Vec<Command>) {
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let mut edit = |field| out.push(Command::EditFinding(Box::new(cell.clone()), field));
    if pressed(Key::P) {
        let finding = session.finding(cell.code, &cell.subject);
        let pinned = finding.and_then(|finding| finding.pinned);
        let best = session.best_passage(cell.code, &cell.subject);
        if best.is_some() || pinned.is_some() {
            edit(FindingField::Pinned(best.filter(|_| best != pinned)));
        }
    }
    let numbers = [Key::Num1, Key::Num2, Key::Num3, Key::Num4];
    for (key, verdict) in numbers.into_iter().zip(Verdict::ALL) {
        if pressed(key) {
            edit(FindingField::Verdict(Some(verdict)));
        }
    }
    if pressed(Key::Num0) {
        edit(FindingField::Verdict(None));
    }
}

/// Where the keys that walk lead to; the first cell where none is selected yet.
fn walk(ui: &Ui, sheet: &Sheet, selected: Option<(usize, usize)>) -> Option<(usize, usize)> {
    let last = (
        sheet.lines.len().checked_sub(1)?,
        sheet.columns.len().checked_sub(1)?,
    );
    let (line, column) = selected.unwrap_or_default();
    let screen = 5;
    let steps = [
        (Modifiers::COMMAND, Key::Home, (0, column)),
        (Modifiers::COMMAND, Key::End, (last.0, column)),
        (
            Modifiers::NONE,
            Key::ArrowUp,
            (line.saturating_sub(1), column),
        ),
        (
            Modifiers::NONE,
            Key::ArrowDown,
            ((line + 1).min(last.0), column),
        ),
        (
            Modifiers::NONE,
            Key::ArrowLeft,
            (line, column.saturating_sub(1)),
        ),
        (
            Modifiers::NONE,
            Key::ArrowRight,
            (line, (column + 1).min(last.1)),
        ),
        (Modifiers::NONE, Key::Home, (line, 0)),
        (Modifiers::NONE, Key::End, (line, last.1)),
        (
            Modifiers::NONE,
            Key::PageUp,
            (line.saturating_sub(screen), column),
        ),
        (
            Modifiers::NONE,
            Key::PageDown,
            ((line + screen).min(last.0), column),
        ),
    ];
    let pressed = |(modifiers, key, to): (Modifiers, Key, (usize, usize))| {
        ui.input_mut(|input| input.consume_key(modifiers, key))
            .then_some(to)
    };
    let to = steps.into_iter().find_map(pressed)?;
    Some(selected.map_or((0, 0), |_| to))
}
