//! The explanations that the argument is set against: their names, what they claim, and their order.

use crate::app::{Command, Direction, Session};
use crate::project::{RecordId, Rival, RivalId, Stance, rivals_in_order};
use crate::ui::panels::fields::{Drafts, Look};
use crate::ui::panels::widgets::{self, count};
use eframe::egui::{self, Key, Modifiers, Ui};
use std::collections::BTreeMap;

/// The rivals tab.
#[derive(Debug, Default)]
pub struct Rivals {
    drafts: Drafts<(Option<RivalId>, Field)>,
    /// How many passages bear on each, for as long as the project does not change.
    bearings: Option<(u64, BTreeMap<RivalId, usize>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Field {
    Name,
    Description,
}

impl Rivals {
    /// Shows the rivals in their order, and a field for a new one.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        widgets::teach_ui(
            ui,
            "A rival is another explanation of the same outcome. Beside its stance on the argument, a passage can bear on each rival: \
             Alt with + - = 0 says how. Each code can say what each rival expects to find. Ctrl+Up and Ctrl+Down in a name move the rival.",
        );
        self.count(session);
        let rivals = rivals_in_order(session.project());
        for (at, rival) in rivals.iter().enumerate() {
            ui.separator();
            self.rival_ui(ui, session, rival, (at, rivals.len()), out);
        }
        ui.separator();
        let key = (None, Field::Name);
        let look = Look::line("New rival").hint("Its name, such as Domestic pressure");
        if let Some(name) = self.drafts.field_ui(ui, key, "", look) {
            let rival = Rival {
                id: RivalId::new(),
                name,
                description: String::new(),
                rank: 0,
            };
            self.put(session, key, rival, out);
        }
    }

    fn rival_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        rival: &Rival,
        (at, all): (usize, usize),
        out: &mut Vec<Command>,
    ) {
        let key = (Some(rival.id), Field::Name);
        let title = format!("Name of rival {}", rival.name);
        let (response, name) = self
            .drafts
            .bare_ui(ui, key, &rival.name, Look::line(&title));
        if response.has_focus() {
            out.extend(moved_by_key(ui).map(|way| Command::MoveRival(rival.id, way)));
        }
        if let Some(name) = name {
            let renamed = Rival {
                name,
                ..rival.clone()
            };
            self.put(session, key, renamed, out);
        }
        let title = format!("What {} claims", rival.name);
        let look = Look::lines(&title, 2).hint("What it claims");
        let key = (Some(rival.id), Field::Description);
        if let (_, Some(description)) = self.drafts.bare_ui(ui, key, &rival.description, look) {
            out.push(Command::PutRival(Rival {
                description,
                ..rival.clone()
            }));
        }
        ui.horizontal(|ui| {
            let bearing = self.bearing(rival.id);
            widgets::field_name_ui(
                ui,
                &match bearing {
                    0 => "no passage bears on it".to_owned(),
                    1 => "1 passage bears on it".to_owned(),
                    more => format!("{more} passages bear on it"),
                },
            );
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let words = match bearing {
                    0 => "Remove".to_owned(),
                    some => format!("Remove with {}", count(some, "bearing", "bearings")),
                };
                let button = ui
                    .button(words)
                    .on_hover_text(
                        "The passages stay; what they and the codes say of this rival goes",
                    )
                    .accessible_name(format!("Remove rival {}", rival.name));
                if button.clicked() {
                    out.push(Command::Remove(RecordId::Rival(rival.id)));
                }
                let ways = [
                    ("↓", "down", Direction::On, at + 1 < all),
                    ("↑", "up", Direction::Back, at > 0),
                ];
                for (sign, word, way, can) in ways {
                    let name = format!("Move {} {word}", rival.name);
                    let button =
                        ui.add_enabled_ui(can, |ui| widgets::sign_button_ui(ui, sign, &name));
                    if button.inner.clicked() {
                        out.push(Command::MoveRival(rival.id, way));
                    }
                }
            });
        });
    }

    fn put(
        &mut self,
        session: &Session,
        key: (Option<RivalId>, Field),
        rival: Rival,
        out: &mut Vec<Command>,
    ) {
        match session.rival_name_problem(rival.id, &rival.name) {
            Some(problem) => self.drafts.refuse(key, rival.name, format!("{problem}.")),
            None => out.push(Command::PutRival(rival)),
        }
    }

    fn count(&mut self, session: &Session) {
        let now = session.revision();
        if self.bearings.as_ref().is_some_and(|(made, _)| *made == now) {
            return;
        }
        let mut bearings: BTreeMap<RivalId, usize> = BTreeMap::new();
        for coding in session.project().codings().iter() {
            let said = coding.rivals.iter().filter(|said| *said.1 != Stance::Unset);
            for (rival, _) in said {
                *bearings.entry(*rival).or_default() += 1;
            }
        }
        self.bearings = Some((now, bearings));
    }

    fn bearing(&self, rival: RivalId) -> usize {
        let counted = self.bearings.as_ref();
        counted
            .and_then(|(_, bearings)| bearings.get(&rival).copied())
            .unwrap_or(0)
    }
}

/// Which way the keys move what has the keyboard.
fn moved_by_key(ui: &Ui) -> Option<Direction> {
    ui.input_mut(|input| {
        if input.consume_key(Modifiers::COMMAND, Key::ArrowUp) {
            Some(Direction::Back)
        } else {
            input
                .consume_key(Modifiers::COMMAND, Key::ArrowDown)
                .then_some(Direction::On)
        }
    })
}
