//! What did the coders think of this? The memos on one thing, and a field for the next.

use super::fields::{Drafts, Look};
use super::widgets::{field_name_ui, sign_button_ui};
use crate::app::{Command, Session};
use crate::project::{Memo, MemoId, MemoOn, RecordId};
use eframe::egui::{self, Ui};

/// The memos on one thing.
#[derive(Debug, Default)]
pub struct MemoList {
    drafts: Drafts<(MemoOn, Option<MemoId>)>,
}

impl MemoList {
    /// Shows the memos on a thing: one's own to change, others' to read.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, on: MemoOn, out: &mut Vec<Command>) {
        for ((on, id), text) in self.drafts.left(|(shown, _)| *shown == on) {
            put(session, on, id, text, out);
        }
        let memos = session
            .project()
            .memos()
            .iter()
            .filter(|memo| memo.on == on && !session.is_blind_to(memo.coder));
        for memo in memos {
            self.memo_ui(ui, session, memo, out);
        }
        let new = self.drafts.field_ui(
            ui,
            (on, None),
            "",
            Look::lines("New memo", 2).hint("What you think of it"),
        );
        if let Some(text) = new {
            put(session, on, None, text, out);
        }
    }

    fn memo_ui(&mut self, ui: &mut Ui, session: &Session, memo: &Memo, out: &mut Vec<Command>) {
        let name = session
            .project()
            .coders()
            .get(memo.coder)
            .map_or("someone", |coder| coder.name.as_str());
        if memo.coder != session.me() {
            field_name_ui(ui, &format!("Memo by {name}"));
            ui.add(egui::Label::new(&memo.text).wrap());
            return;
        }
        let title = format!("Memo by {name}");
        ui.horizontal(|ui| {
            field_name_ui(ui, &title);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if sign_button_ui(ui, "×", "Delete memo").clicked() {
                    out.push(Command::Remove(RecordId::Memo(memo.id)));
                }
            });
        });
        let (_, taken) = self.drafts.bare_ui(
            ui,
            (memo.on, Some(memo.id)),
            &memo.text,
            Look::lines(&title, 2),
        );
        if let Some(text) = taken {
            put(session, memo.on, Some(memo.id), text, out);
        }
    }
}

fn put(session: &Session, on: MemoOn, id: Option<MemoId>, text: String, out: &mut Vec<Command>) {
    let text = text.trim_end().to_owned();
    out.push(match id {
        Some(id) if text.is_empty() => Command::Remove(RecordId::Memo(id)),
        None if text.is_empty() => return,
        id => Command::PutMemo(Memo {
            id: id.unwrap_or_else(MemoId::new),
            on,
            coder: session.me(),
            text,
        }),
    });
}
