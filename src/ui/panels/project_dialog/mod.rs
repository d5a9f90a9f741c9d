//! The project itself: what it is called, its cases, rivals, attributes, events and coders, and what two people changed at once.

mod attributes;
mod cases;
mod coders;
mod conflicts;
mod events;
mod rivals;
mod versions;

use super::fields::{Drafts, Look};
use super::memos::MemoList;
use super::widgets;
use crate::app::{Command, Session};
use crate::project::{About, MemoOn};
use crate::ui::theme;
use eframe::egui::{self, Id, Role, ScrollArea, Ui, WidgetInfo};

/// A part of the project dialog.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Title, question and memos.
    #[default]
    About,
    /// What is compared.
    Cases,
    /// What the argument is set against.
    Rivals,
    /// What else can be said of a passage.
    Attributes,
    /// What happened when.
    Events,
    /// Who codes, and how others' codings show.
    Coders,
    /// What two people changed at once.
    Conflicts,
}

impl Tab {
    const ALL: [Self; 7] = [
        Self::About,
        Self::Cases,
        Self::Rivals,
        Self::Attributes,
        Self::Events,
        Self::Coders,
        Self::Conflicts,
    ];

    fn name(self, session: &Session) -> String {
        match self {
            Self::About => "About".to_owned(),
            Self::Cases => "Cases".to_owned(),
            Self::Rivals => "Rivals".to_owned(),
            Self::Attributes => "Attributes".to_owned(),
            Self::Events => "Events".to_owned(),
            Self::Coders => "Coders".to_owned(),
            Self::Conflicts => match session.project().conflicts().len() {
                0 => "Conflicts".to_owned(),
                some => format!("Conflicts ({some})"),
            },
        }
    }
}

/// The project dialog. Each change is done as soon as its field is left, and can be undone.
#[derive(Debug, Default)]
pub struct ProjectDialog {
    tab: Option<Tab>,
    about: Drafts<AboutField>,
    memos: MemoList,
    cases: cases::Cases,
    rivals: rivals::Rivals,
    attributes: attributes::Attributes,
    events: events::Events,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum AboutField {
    Title,
    Description,
}

impl ProjectDialog {
    /// Opens it at a tab.
    pub fn open(&mut self, tab: Tab) {
        self.tab = Some(tab);
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.tab.is_some()
    }

    /// Shows the dialog over the window while it is open.
    pub fn show(&mut self, ctx: &egui::Context, session: &Session, out: &mut Vec<Command>) {
        let Some(tab) = self.tab else { return };
        let modal = egui::Modal::new(Id::unique("project dialog"))
            .frame(widgets::dialog_frame(ctx))
            .show(ctx, |ui| {
                let size = ui.ctx().content_rect().size();
                ui.set_width((size.x - 96.0).clamp(320.0, 720.0));
                ui.horizontal(|ui| {
                    ui.heading("Project");
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        ui.button("Close").clicked()
                    })
                    .inner
                })
                .inner
                .then(|| self.tab = None);
                ui.add_space(8.0);
                self.tabs_ui(ui, session, tab);
                ui.separator();
                theme::show_scroll_bar(ui);
                let height = (size.y - 240.0).clamp(160.0, 480.0);
                let area = ScrollArea::vertical()
                    .id_salt(("project tab", tab as u8))
                    .max_height(height)
                    .min_scrolled_height(height);
                area.auto_shrink([false, false])
                    .show(ui, |ui| self.tab_ui(ui, session, tab, out));
            });
        if modal.should_close() {
            self.tab = None;
        }
    }

    fn tabs_ui(&mut self, ui: &mut Ui, session: &Session, now: Tab) {
        ui.horizontal_wrapped(|ui| {
            for tab in Tab::ALL {
                let name = tab.name(session);
                let response = ui.add(egui::Button::new(&name).selected(tab == now));
                response.widget_info(|| WidgetInfo::selected(Role::Tab, true, tab == now, &name));
                if response.clicked() {
                    self.tab = Some(tab);
                }
            }
        });
    }

    fn tab_ui(&mut self, ui: &mut Ui, session: &Session, tab: Tab, out: &mut Vec<Command>) {
        let may = session.read_only().is_none();
        match tab {
            Tab::Coders => coders::show(ui, session, out),
            _ => {
                ui.add_enabled_ui(may, |ui| match tab {
                    Tab::About => self.about_ui(ui, session, out),
                    Tab::Cases => self.cases.show(ui, session, out),
                    Tab::Rivals => self.rivals.show(ui, session, out),
                    Tab::Attributes => self.attributes.show(ui, session, out),
                    Tab::Events => self.events.show(ui, session, out),
                    Tab::Conflicts => conflicts::show(ui, session, out),
                    Tab::Coders => {}
                });
            }
        }
    }

    fn about_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) {
        let about = session.project().about();
        if let Some(title) =
            self.about
                .field_ui(ui, AboutField::Title, &about.title, Look::line("Title"))
        {
            if title.trim().is_empty() {
                self.about.refuse(
                    AboutField::Title,
                    title,
                    "A project needs a title.".to_owned(),
                );
            } else {
                out.push(Command::SetAbout(About {
                    title: title.trim().to_owned(),
                    ..about.clone()
                }));
            }
        }
        let look = Look::lines("Question", 4).hint("What the project asks");
        if let Some(description) =
            self.about
                .field_ui(ui, AboutField::Description, &about.description, look)
        {
            out.push(Command::SetAbout(About {
                description: description.trim_end().to_owned(),
                ..about
            }));
        }
        ui.add_space(8.0);
        self.memos.show(ui, session, MemoOn::Project, out);
    }
}
