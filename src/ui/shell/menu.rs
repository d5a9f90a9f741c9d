//! The one menu that holds everything, and the coder's.

use super::icons::{Icon, blank_button, paint_on};
use super::welcome::recent_ui;
use crate::app::{App, Command};
use crate::ui::Out;
use crate::ui::actions::Action;
use crate::ui::theme::{self, Tokens};
use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{self, Button, RichText, TextEdit, Ui, vec2};

/// The button with the menu of all actions.
pub fn main_menu_ui(ui: &mut Ui, app: &App, out: &mut Out) {
    let (response, _) = MenuButton::from_button(blank_button()).ui(ui, |ui| {
        dress(ui, 280.0);
        items_ui(ui, app, &[Action::NewProject, Action::OpenProject], out);
        ui.add_enabled_ui(!app.settings().recent.is_empty(), |ui| {
            ui.menu_button("Open recent", |ui| {
                dress(ui, 220.0);
                recent_ui(ui, app, out);
            });
        });
        items_ui(ui, app, &[Action::OpenSample, Action::CloseProject], out);
        ui.separator();
        items_ui(
            ui,
            app,
            &[
                Action::Import,
                Action::ImportReports,
                Action::Pages,
                Action::Split,
                Action::Join,
                Action::CorrectText,
                Action::PutCorrections,
                Action::Texts,
                Action::Waiting,
                Action::Export,
                Action::CopyTable,
                Action::AboutProject,
                Action::Rivals,
                Action::Freeze,
                Action::Weigh,
            ],
            out,
        );
        submenu_ui(
            ui,
            app,
            "Documents",
            &[
                Action::Details,
                Action::MatchLibrary,
                Action::FindDuplicates,
                Action::CheckDraft,
                Action::CheckFile,
                Action::NextInexact,
                Action::PreviousInexact,
            ],
            out,
        );
        submenu_ui(
            ui,
            app,
            "Sources",
            &[
                Action::EditWork,
                Action::MergeWorks,
                Action::SplitWork,
                Action::SetAside,
                Action::MatchLibrary,
                Action::ExportSources,
            ],
            out,
        );
        submenu_ui(
            ui,
            app,
            "Codebook",
            &[
                Action::EditCode,
                Action::ImportCodebook,
                Action::ExportCodebook,
            ],
            out,
        );
        ui.separator();
        items_ui(ui, app, &[Action::Undo, Action::Redo], out);
        let coding = [
            Action::CodeSelection,
            Action::Recode,
            Action::Supports,
            Action::Against,
            Action::Mixed,
            Action::NoStance,
            Action::NextCoding,
            Action::PreviousCoding,
            Action::DeleteCodings,
            Action::UseAsExample,
            Action::UseAsCounterExample,
        ];
        submenu_ui(ui, app, "Coding", &coding, out);
        let rivals = [
            Action::RivalSupports,
            Action::RivalAgainst,
            Action::RivalMixed,
            Action::RivalUnset,
            Action::NextRival,
            Action::PreviousRival,
        ];
        submenu_ui(ui, app, "Rival explanation", &rivals, out);
        submenu_ui(
            ui,
            app,
            "Search",
            &[
                Action::Search,
                Action::NextHit,
                Action::PreviousHit,
                Action::SaveQuery,
                Action::NamedQueries,
            ],
            out,
        );
        ui.separator();
        let view = [
            Action::Read,
            Action::Passages,
            Action::Implications,
            Action::Sources,
            Action::DraftCheck,
            Action::GoToPage,
            Action::Follow,
            Action::FoldNotes,
            Action::FoldLeft,
            Action::FoldRight,
            Action::Beside,
            Action::NextPane,
            Action::PreviousPane,
        ];
        submenu_ui(ui, app, "View", &view, out);
        let size = [
            Action::TextLarger,
            Action::TextSmaller,
            Action::Larger,
            Action::Smaller,
            Action::UsualSize,
        ];
        submenu_ui(ui, app, "Size", &size, out);
        submenu_ui(
            ui,
            app,
            "Light and dark",
            &[Action::Light, Action::Dark, Action::SystemTheme],
            out,
        );
        ui.separator();
        items_ui(
            ui,
            app,
            &[
                Action::Palette,
                Action::Help,
                Action::ResetSample,
                Action::Quit,
            ],
            out,
        );
    });
    paint_on(ui, &response, Icon::Menu);
    response.accessible_name("Menu").on_hover_text("Menu");
}

/// The button with who codes here, and how the others' codings are shown.
pub fn coder_menu_ui(ui: &mut Ui, app: &App, draft: &mut Option<String>, out: &mut Out) {
    let coder = app.settings().coder.as_str();
    let button = Button::new(format!("{coder}    "))
        .frame_when_inactive(false)
        .truncate();
    let config = eframe::egui::containers::menu::MenuConfig::new()
        .close_behavior(eframe::egui::PopupCloseBehavior::CloseOnClickOutside);
    let (response, _) = MenuButton::from_button(button).config(config).ui(ui, |ui| {
        dress(ui, 260.0);
        let tokens = Tokens::of(ui);
        let label = ui.label(
            RichText::new("Your name, as it goes with your codings")
                .small()
                .color(tokens.quiet),
        );
        let name = draft.get_or_insert_with(|| coder.to_owned());
        let field = ui
            .add(TextEdit::singleline(name).desired_width(f32::INFINITY))
            .labelled_by(label.id);
        let entered =
            field.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
        let changed = name.trim() != coder && !name.trim().is_empty();
        if (ui
            .add_enabled(changed, Button::new("Change name"))
            .clicked()
            || entered)
            && changed
        {
            out.run(Command::SetCoder(name.trim().to_owned()));
            *draft = None;
            ui.close();
        }
        ui.separator();
        ui.label(RichText::new("Other coders").font(theme::strong_font()));
        items_ui(
            ui,
            app,
            &[
                Action::ShowOthers,
                Action::DimOthers,
                Action::HideOthers,
                Action::Blind,
            ],
            out,
        );
        coders_ui(ui, app);
    });
    let caret = egui::pos2(response.rect.right() - 12.0, response.rect.center().y);
    let caret = egui::Rect::from_center_size(caret, vec2(8.0, 8.0));
    Icon::Down.paint(ui.painter(), caret, Tokens::of(ui).quiet);
    response
        .accessible_name(format!("Coder {coder}"))
        .on_hover_text("Who codes here, and how other coders' codings are shown");
}

/// Who has coded what in this project.
fn coders_ui(ui: &mut Ui, app: &App) {
    let Some(session) = app.session() else { return };
    let project = session.project();
    let mut others: Vec<_> = project
        .coders()
        .iter()
        .filter(|coder| !session.is_blind_to(coder.id))
        .collect();
    if others.is_empty() {
        return;
    }
    others.sort_by(|a, b| a.name.cmp(&b.name));
    ui.separator();
    let tokens = Tokens::of(ui);
    for coder in others {
        ui.horizontal(|ui| {
            ui.label(RichText::new("■").color(tokens.code(coder.colour)));
            let count = project
                .codings()
                .iter()
                .filter(|coding| coding.coder == coder.id)
                .count();
            ui.label(&coder.name);
            ui.label(
                RichText::new(if count == 1 {
                    "1 coding".to_owned()
                } else {
                    format!("{count} codings")
                })
                .small()
                .color(tokens.quiet),
            );
        });
    }
}

fn submenu_ui(ui: &mut Ui, app: &App, name: &str, actions: &[Action], out: &mut Out) {
    ui.menu_button(name, |ui| {
        dress(ui, 260.0);
        items_ui(ui, app, actions, out);
    });
}

/// Rows of a menu, one for each action.
fn items_ui(ui: &mut Ui, app: &App, actions: &[Action], out: &mut Out) {
    for &action in actions {
        let name = action.name(app);
        let mut button = Button::new(name.as_ref()).shortcut_text(action.key_text(ui.ctx()));
        if let Some(on) = action.is_on(app) {
            button = button.selected(on);
        }
        let enabled = action.enabled(app);
        let response = ui
            .add_enabled(enabled.is_ok(), button)
            .accessible_name(name.as_ref());
        let response = response
            .on_hover_text(action.tip())
            .on_disabled_hover_text(enabled.err().unwrap_or_default());
        if response.clicked() {
            out.ask(action);
            ui.close();
        }
    }
}

/// Menus are set a little wider than egui's.
fn dress(ui: &mut Ui, width: f32) {
    ui.spacing_mut().button_padding = vec2(8.0, 4.0);
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.set_width(width);
}
