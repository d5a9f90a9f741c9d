//! The card of a work: what is known of it, what can be said of it, and every place that cites it.

use super::SourcesRoom;
use super::mentions::MentionList;
use crate::app::{Command, Session, Source};
use crate::library::in_full;
use crate::project::{WorkId, WorkKind, joined};
use crate::ui::actions::Action;
use crate::ui::panels::Ask;
use crate::ui::panels::widgets::{self, count, first_words, heading_ui};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{self, Label, RichText, ScrollArea, Ui};

/// So many chosen works are named at most.
const MOST_CHOSEN: usize = 12;
/// So many passages are listed at most.
const MOST_PASSAGES: usize = 40;

/// The card of the works that are chosen in the list.
#[derive(Debug, Default)]
pub struct SourceCard {
    mentions: MentionList,
}

impl SourceCard {
    /// Gives the places that cite the work the keyboard.
    pub fn focus(&mut self) {
        self.mentions.focus();
    }

    /// Shows the card in all the room there is.
    pub fn show(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        let chosen = session.chosen_sources();
        match chosen.as_slice() {
            [] => {
                nothing_ui(ui, session, out);
                None
            }
            [source] => self.work_ui(ui, session, source, out),
            several => several_ui(ui, session, several, out),
        }
    }

    fn work_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        source: &Source,
        out: &mut Vec<Command>,
    ) -> Option<Ask> {
        head_ui(ui, source, out);
        facts_ui(ui, session, source);
        let ask = deeds_ui(ui, session, source, out);
        ui.add_space(8.0);
        passages_ui(ui, session, source, out);
        self.mentions.show(ui, session, source, out);
        ask
    }
}

/// What one sees before a work is chosen: how to choose one, and what was set aside.
fn nothing_ui(ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
    heading_ui(ui, "Work");
    ui.add_space(4.0);
    widgets::teach_ui(
        ui,
        "Choose a work to see what is known of it and every place that cites it. Choose several with Ctrl or Shift to make them one.",
    );
    let aside = session.aside();
    if aside.is_empty() {
        return;
    }
    ui.add_space(16.0);
    heading_ui(ui, "Set aside as no works");
    ScrollArea::vertical()
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for (id, label) in aside {
                ui.horizontal(|ui| {
                    let button = egui::Button::new(RichText::new("Bring back").small());
                    let name = format!("Bring back {label}");
                    let may = session.read_only().is_none();
                    if ui.add_enabled(may, button).accessible_name(&name).clicked() {
                        out.push(Command::BringBack(id));
                    }
                    ui.add(Label::new(label).truncate());
                });
            }
        });
}

/// Several works, to be made one.
fn several_ui(
    ui: &mut Ui,
    session: &Session,
    chosen: &[&Source],
    out: &mut Vec<Command>,
) -> Option<Ask> {
    heading_ui(ui, &count(chosen.len(), "work", "works"));
    ui.add_space(4.0);
    for source in chosen.iter().take(MOST_CHOSEN) {
        ui.add(Label::new(&source.label).truncate());
        if !source.title.is_empty() {
            let quiet = Tokens::of(ui).quiet;
            let title = RichText::new(&source.title).small().color(quiet);
            ui.add(Label::new(title).truncate());
        }
    }
    if chosen.len() > MOST_CHOSEN {
        let more = chosen.len() - MOST_CHOSEN;
        widgets::teach_ui(ui, &format!("and {more} more"));
    }
    ui.add_space(8.0);
    let may = session.read_only().is_none();
    let keys = || chosen.iter().map(|source| source.key.clone()).collect();
    ui.horizontal_wrapped(|ui| {
        let merge = ui.add_enabled(may, egui::Button::new("Make them one work"));
        let tip = "They are cited differently, but are one work; what is known of the first chosen goes ahead";
        if merge.on_hover_text(tip).clicked() {
            out.push(Command::MergeWorks(keys()));
        }
        let aside = ui.add_enabled(may, egui::Button::new("Not works"));
        if aside.on_hover_text(Action::SetAside.tip()).clicked() {
            out.push(Command::SetAside(keys()));
        }
    });
    None
}

fn head_ui(ui: &mut Ui, source: &Source, out: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::sign_button_ui(ui, "×", "Close this work").clicked() {
                out.push(Command::ChooseSources(Vec::new()));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let title = RichText::new(&source.label).font(theme::strong_font());
                ui.add(Label::new(title).truncate())
                    .on_hover_text(&source.label);
            });
        });
    });
}

/// What is known of it, as a bibliography would say it, and what people did to it.
fn facts_ui(ui: &mut Ui, session: &Session, source: &Source) {
    let quiet = Tokens::of(ui).quiet;
    let line = |ui: &mut Ui, words: &str| {
        if !words.is_empty() {
            ui.add(Label::new(words).wrap());
        }
    };
    if source.title != source.label {
        line(ui, &first_words(&source.title, 300));
    }
    if source.author != source.label {
        line(ui, &first_words(&source.author, 200));
    }
    let kind = source.kind.map_or("", WorkKind::word);
    line(ui, &in_full(&source.reference));
    let small = |words: &str| RichText::new(words).small().color(quiet);
    let facts = joined(&[kind, &source.dated, &source.post], " · ");
    if !facts.is_empty() {
        ui.label(small(&facts));
    }
    if session.is_merged_by_hand(source) {
        let mut keys: Vec<&str> = source
            .aliases
            .iter()
            .map(|alias| alias.key.as_str())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let words = format!("Merged by hand: cited as {}", keys.join(", "));
        ui.add(Label::new(small(&words)).wrap());
    } else if source.work.is_some() {
        ui.label(small("Put right by hand or from a library"));
    }
}

fn deeds_ui(
    ui: &mut Ui,
    session: &Session,
    source: &Source,
    out: &mut Vec<Command>,
) -> Option<Ask> {
    let mut ask = None;
    let may = session.read_only().is_none();
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let mut button = |ui: &mut Ui, name: &str, enabled: bool, tip: &str| {
            let button = egui::Button::new(name).small();
            let button = ui.add_enabled(may && enabled, button);
            button.on_hover_text(tip).clicked()
        };
        if button(ui, "Edit…", true, Action::EditWork.tip()) {
            ask = Some(Ask::EditWork);
        }
        if button(
            ui,
            "Split…",
            source.aliases.len() > 1,
            Action::SplitWork.tip(),
        ) {
            ask = Some(Ask::SplitWork);
        }
        if button(ui, "Not a work", true, Action::SetAside.tip()) {
            out.push(Command::SetAside(vec![source.key.clone()]));
        }
        if let Some(work) = source.work {
            forget_ui(ui, work, &mut button, out);
        }
    });
    ask
}

fn forget_ui(
    ui: &mut Ui,
    work: WorkId,
    button: &mut impl FnMut(&mut Ui, &str, bool, &str) -> bool,
    out: &mut Vec<Command>,
) {
    let tip =
        "Forgets what was put right, merged or split: the work is again what its citations say";
    if button(ui, "Forget changes", true, tip) {
        out.push(Command::ForgetWork(work));
    }
}

/// The coded passages that rest on it.
fn passages_ui(ui: &mut Ui, session: &Session, source: &Source, out: &mut Vec<Command>) {
    let Some(listing) = session.source_listing() else {
        return;
    };
    let at = listing
        .all()
        .iter()
        .position(|other| other.key == source.key);
    let passages = at.map_or(&[][..], |at| listing.passages(at));
    if passages.is_empty() {
        return;
    }
    let title = if passages.len() == 1 {
        "1 coded passage rests on it".to_owned()
    } else {
        format!("{} coded passages rest on it", passages.len())
    };
    egui::CollapsingHeader::new(title)
        .id_salt("passages on a work")
        .show(ui, |ui| {
            let area = ScrollArea::vertical()
                .max_height(160.0)
                .auto_shrink([false, true]);
            area.show(ui, |ui| {
                for id in passages.iter().take(MOST_PASSAGES) {
                    let Some(coding) = session.project().codings().get(*id) else {
                        continue;
                    };
                    let code = widgets::code_label(session.project(), coding.code);
                    let words = format!("{code}: {}", first_words(&coding.quotation, 120));
                    let button = egui::Button::new(words).frame(false).truncate();
                    if ui.add(button).clicked() {
                        out.push(Command::GoToCoding(*id));
                    }
                }
                if passages.len() > MOST_PASSAGES {
                    let more = passages.len() - MOST_PASSAGES;
                    widgets::teach_ui(ui, &format!("and {more} more"));
                }
            });
        });
}

/// Goes back to the list.
pub(super) fn back_out(ui: &Ui) {
    ui.memory_mut(|memory| memory.request_focus(SourcesRoom::focus_id()));
}
