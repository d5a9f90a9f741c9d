//! The window: egui, and only here.
//!
//! Everything draws from [`App`] and says what a person asked for in [`Out`]; [`Window::logic`] does it before the next
//! frame is drawn.

pub mod actions;
mod clipboard;
pub mod dialogs;
pub mod help;
pub mod palette;
pub mod panels;
pub mod reader;
pub mod shell;
mod stance_keys;
pub mod theme;
mod views;

use crate::app::{App, Command, Level, Room, Saved, Session};
use crate::project::{Filter, Output, Recipe};
use actions::Action;
use dialogs::{Dialog, Dialogs};
use eframe::egui::{self, Context, ThemePreference, Ui, ViewportCommand};
use shell::{Pane, Shell};
use std::path::PathBuf;
use views::Views;

/// What a person asked for in a frame.
#[derive(Debug, Default)]
pub struct Out {
    /// For the app, in order.
    pub commands: Vec<Command>,
    /// For the window, in order.
    pub actions: Vec<Action>,
    /// A dialog to open.
    pub dialog: Option<Dialog>,
    /// Whether the text gets the keyboard.
    pub focus_text: bool,
}

impl Out {
    /// Asks the app for something.
    pub fn run(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Asks for an action.
    pub fn ask(&mut self, action: Action) {
        self.actions.push(action);
    }

    fn is_empty(&self) -> bool {
        self.commands.is_empty()
            && self.actions.is_empty()
            && self.dialog.is_none()
            && !self.focus_text
    }
}

/// The window over an app.
pub struct Window {
    app: App,
    out: Out,
    shell: Shell,
    views: Views,
    dialogs: Dialogs,
    palette: palette::Palette,
    help: help::Help,
    clipboard: clipboard::Clipboard,
    title: String,
    kept_at: f64,
    /// Whether the person knows what closing the window would lose.
    told_of_loss: bool,
}

/// Settings are written down this often, in seconds, and at the end.
const KEEP_EVERY: f64 = 5.0;

impl Window {
    /// A window over an app, dressed and laid out as it was.
    pub fn new(ctx: &Context, app: App) -> Self {
        theme::apply(ctx);
        // Scaling is ours: it is remembered, and has its place in the menu.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let layout = app.settings().layout;
        ctx.set_zoom_factor(layout.scale);
        let window = Self {
            shell: Shell::new(layout),
            app,
            out: Out::default(),
            views: Views::default(),
            dialogs: Dialogs::default(),
            palette: palette::Palette::default(),
            help: help::Help::default(),
            clipboard: clipboard::Clipboard::default(),
            title: String::new(),
            kept_at: 0.0,
            told_of_loss: false,
        };
        window.apply_theme(ctx);
        window
    }

    /// Tables go to the system's own clipboard, with their looks.
    pub fn use_system_clipboard(mut self) -> Self {
        self.clipboard.use_system();
        self
    }

    /// The app behind the window.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The app behind the window, for whoever drives it without one.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// Waits until nothing is left to do in the background: for tests.
    pub fn wait_idle(&mut self) {
        self.app.wait_idle();
        self.views.reader.wait_for_layout();
    }

    /// Does what was asked for since the last frame: takes in the background's work, keys, commands, dropped files.
    pub fn logic(&mut self, ctx: &Context) {
        self.app.tick();
        self.take_copied(ctx);
        self.take_leave(ctx);
        self.take_keys(ctx);
        self.take_dropped(ctx);
        self.show_report(ctx);
        let mut out = std::mem::take(&mut self.out);
        for command in out.commands.drain(..) {
            // Who walks along hits has the hands on the text; it is there in the next frame.
            let walks = matches!(
                command,
                Command::StartWalk(_)
                    | Command::WalkProposals(_)
                    | Command::AnswerWalk(_)
                    | Command::ChooseWalkCode(_)
            );
            self.out.focus_text |= walks;
            if let Command::ShowWork(key) = &command {
                self.views.sources.seek(key);
            }
            self.app.run(command);
        }
        for action in out.actions.drain(..) {
            self.perform(ctx, action);
        }
        if let Some(dialog) = out.dialog.take() {
            self.dialogs.open(dialog, &self.app);
        }
        if out.focus_text {
            self.shell.panes.focus(ctx, Pane::Centre);
        }
        if let Some(command) = self.dialogs.take_command() {
            let goes = matches!(command, Command::GoTo(..));
            let outcome = self.app.attempt(command);
            self.dialogs.settle(outcome);
            if goes {
                self.shell.panes.focus(ctx, Pane::Centre);
            }
        }
        if let Some(command) = self.dialogs.follow_table(&self.app) {
            self.app.run(command);
        }
        self.apply_theme(ctx);
        self.apply_title(ctx);
        self.keep_settings(ctx);
    }

    /// Draws the window.
    pub fn ui(&mut self, ui: &mut Ui) {
        let out = &mut self.out;
        self.shell.ui(ui, &self.app, &mut self.views, out);
        self.views.popups_ui(ui, &self.app, out);
        self.dialogs.ui(ui.ctx(), &self.app, out);
        self.palette.ui(ui.ctx(), &self.app, out);
        self.help.ui(ui.ctx());
        drop_overlay_ui(ui, &self.app);
        if !self.out.is_empty() || self.dialogs.has_command() {
            ui.ctx().request_repaint();
        }
    }

    /// Writes down and closes what is open: at the end.
    pub fn close(&mut self) {
        self.app.run(Command::SetLayout(self.shell.layout));
        self.app.close();
        self.app.keep_settings();
    }

    /// Keeps the window open where closing it would lose what could not be written; who asks again has been told.
    fn take_leave(&mut self, ctx: &Context) {
        let saved = |session: &Session| session.saver().saved() == Saved::Yes;
        if self.app.session().is_none_or(saved) {
            self.told_of_loss = false;
            return;
        }
        if !ctx.input(|input| input.viewport().close_requested()) || self.told_of_loss {
            return;
        }
        if let Err(problem) = self.app.write_all() {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            self.app.say(
                Level::Problem,
                format!("{problem}. Close the window again to leave without them"),
            );
            self.told_of_loss = true;
        }
    }

    /// Puts on the clipboard what the background has made for it.
    fn take_copied(&mut self, ctx: &Context) {
        if let Some(clip) = self.app.take_clip() {
            self.clipboard.put(ctx, self.app.jobs(), clip);
        }
        if let Some((level, text)) = self.clipboard.poll(ctx) {
            self.app.say(level, text);
        }
    }

    fn take_keys(&mut self, ctx: &Context) {
        let choosing = self.views.is_choosing() || self.shell.is_choosing();
        if self.dialogs.is_open() || self.palette.is_open() || choosing {
            return;
        }
        for action in actions::pressed(ctx) {
            match action.enabled(&self.app) {
                Ok(()) => self.out.ask(action),
                Err(reason) => self.app.say(Level::Done, reason),
            }
        }
    }

    /// Shows the report of an import that a person should see, once their hands are free.
    fn show_report(&mut self, ctx: &Context) {
        let is_busy = self.dialogs.is_open()
            || self.palette.is_open()
            || self.views.is_choosing()
            || ctx.text_edit_focused();
        if is_busy {
            return;
        }
        if let Some(report) = self.app.take_report() {
            self.dialogs.open(Dialog::Reports(Some(report)), &self.app);
        }
    }

    fn take_dropped(&mut self, ctx: &Context) {
        let dropped = ctx.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        let paths: Vec<PathBuf> = dropped
            .into_iter()
            .map(|file| file.path().to_owned())
            .collect();
        if !paths.is_empty() {
            self.out.run(Command::Import(paths));
        }
    }

    fn perform(&mut self, ctx: &Context, action: Action) {
        if let Some(command) = action.command(self.app.settings()) {
            self.out.focus_text |= action == Action::CodeAsItComes;
            self.app.run(command);
            return;
        }
        let layout = &mut self.shell.layout;
        match action {
            Action::NewProject => self.dialogs.open(Dialog::NewProject, &self.app),
            Action::OpenProject => self.dialogs.open(Dialog::Open, &self.app),
            Action::ResetSample => self.dialogs.open(Dialog::ResetSample, &self.app),
            Action::Import => self.dialogs.open(Dialog::Import, &self.app),
            Action::Pages => self.dialogs.open(Dialog::Pages, &self.app),
            Action::Split => self.dialogs.open(Dialog::Split, &self.app),
            Action::Join => self.dialogs.open(Dialog::Join, &self.app),
            Action::CorrectText => self.dialogs.open(Dialog::Correct, &self.app),
            Action::Texts => self.dialogs.open(Dialog::Texts, &self.app),
            Action::Waiting => self.views.waiting.toggle(),
            Action::PutCorrections => self.put_corrections(),
            Action::ImportReports => self.dialogs.open(Dialog::Reports(None), &self.app),
            Action::Details => {
                if let Some(session) = self.app.session()
                    && let Some(document) = session.view().document
                {
                    self.views.documents.edit(session, document);
                    // The form stands where the list is.
                    layout.left_open = true;
                }
            }
            Action::EditWork => self.dialogs.open(Dialog::EditWork, &self.app),
            Action::SplitWork => self.dialogs.open(Dialog::SplitWork, &self.app),
            Action::ExportSources => self.dialogs.open(Dialog::ExportSources, &self.app),
            Action::MergeWorks => self.app.run(Command::MergeWorks(self.chosen_works())),
            Action::SetAside => self.app.run(Command::SetAside(self.chosen_works())),
            Action::MatchLibrary => self.dialogs.open(Dialog::MatchLibrary, &self.app),
            Action::FindDuplicates => self.dialogs.open(Dialog::Duplicates, &self.app),
            Action::CheckDraft => self.check_draft(),
            Action::CheckFile => self.dialogs.open(Dialog::CheckFile, &self.app),
            Action::CopyTable => self.copy_table(),
            Action::Export => self.dialogs.open(Dialog::Export, &self.app),
            Action::ImportCodebook => self.dialogs.open(Dialog::ImportCodebook, &self.app),
            Action::ExportCodebook => self.dialogs.open(Dialog::ExportCodebook, &self.app),
            Action::Rivals => self
                .dialogs
                .open(Dialog::Project(panels::Tab::Rivals), &self.app),
            Action::AboutProject => self
                .dialogs
                .open(Dialog::Project(views::FIRST_TAB), &self.app),
            Action::GoToPage => self.dialogs.open(Dialog::GoToPage, &self.app),
            Action::Follow => self.views.reader.follow(),
            Action::SaveQuery => self.dialogs.open(Dialog::SaveQuery, &self.app),
            Action::Proposals => self.dialogs.open(Dialog::Proposals, &self.app),
            Action::ExportHits => self.dialogs.open(Dialog::ExportHits, &self.app),
            Action::NamedQueries => self.dialogs.open(Dialog::Queries, &self.app),
            Action::EditCode => match self.views.codes.meant(&self.app) {
                Some(code) => self.dialogs.open(Dialog::Code(code), &self.app),
                None => self
                    .app
                    .say(Level::Done, "Choose a code in the codebook first"),
            },
            Action::Freeze => self.dialogs.open(Dialog::Frozen, &self.app),
            Action::Weigh => {
                self.app.run(Command::ShowRoom(Room::Implications));
                self.views.weighing.open();
            }
            Action::Search => self.shell.search(),
            Action::Palette => self.palette.open(),
            Action::Help => self.help.toggle(),
            Action::FoldLeft => layout.left_open = !layout.left_open,
            Action::FoldRight => layout.right_open = !layout.right_open,
            Action::Beside => layout.beside = !layout.beside,
            Action::NextPane => self.shell.panes.step(ctx, false),
            Action::PreviousPane => self.shell.panes.step(ctx, true),
            Action::Larger => self.scale(ctx, 1.1),
            Action::Smaller => self.scale(ctx, 1.0 / 1.1),
            Action::UsualSize => self.scale(ctx, 0.0),
            Action::CodeSelection => self.views.choose_code(panels::Purpose::Apply),
            Action::Recode => self.views.choose_code(panels::Purpose::Recode),
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            _ => {}
        }
    }

    /// The works chosen in the list of sources, by their keys.
    fn chosen_works(&self) -> Vec<String> {
        let chosen = self.app.session().map(Session::chosen_sources);
        let chosen = chosen.unwrap_or_default().into_iter();
        chosen.map(|source| source.key.clone()).collect()
    }

    fn put_corrections(&mut self) {
        let shown = self.app.session().and_then(|session| session.shown());
        if let Some((document, _)) = shown {
            self.app.run(Command::PutCorrections(document));
        }
    }

    fn check_draft(&mut self) {
        let session = self.app.session();
        if let Some(document) = session.and_then(|session| session.view().document) {
            self.app.run(Command::CheckDraft(document, None));
        }
    }

    /// Copies the table that is on screen: of the passages the selected rows, where there are several.
    fn copy_table(&mut self) {
        let Some(session) = self.app.session() else {
            return;
        };
        let table = session.table();
        let mut recipe = Recipe {
            filter: table.filter.clone(),
            sort: table.sort,
            by: session.implications().by(),
            ..Recipe::default()
        };
        let mut rows = None;
        if session.view().room == Room::Implications {
            recipe.output = Output::Implications;
            recipe.filter = Filter::default();
        } else {
            recipe.columns = session.columns().to_vec();
            let selected = &session.view().codings;
            if selected.len() > 1 {
                let through = session.rows();
                rows = Some(
                    through
                        .into_iter()
                        .filter(|row| selected.contains(row))
                        .collect(),
                );
            }
        }
        self.app.run(Command::CopyTable {
            recipe: Box::new(recipe),
            rows,
        });
    }

    /// Scales all by a factor; 0 takes it back to its usual size.
    fn scale(&mut self, ctx: &Context, factor: f32) {
        let scale = &mut self.shell.layout.scale;
        *scale = if factor == 0.0 {
            1.0
        } else {
            (*scale * factor).clamp(0.5, 3.0)
        };
        ctx.set_zoom_factor(*scale);
    }

    fn apply_theme(&self, ctx: &Context) {
        let wanted = match self.app.settings().theme {
            crate::app::Theme::System => ThemePreference::System,
            crate::app::Theme::Light => ThemePreference::Light,
            crate::app::Theme::Dark => ThemePreference::Dark,
        };
        if ctx.options(|options| options.theme_preference) != wanted {
            ctx.set_theme(wanted);
        }
    }

    fn apply_title(&mut self, ctx: &Context) {
        let project = self
            .app
            .session()
            .map(|session| session.project().about().title);
        let title = project.map_or_else(
            || "Attest".to_owned(),
            |project| format!("{project} — Attest"),
        );
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn keep_settings(&mut self, ctx: &Context) {
        let (now, busy) = ctx.input(|input| (input.time, input.pointer.any_down()));
        if busy || now - self.kept_at < KEEP_EVERY {
            return;
        }
        self.kept_at = now;
        if self.app.settings().layout != self.shell.layout {
            self.app.run(Command::SetLayout(self.shell.layout));
        }
        self.app.keep_settings();
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
    }

    #[cfg(feature = "glow")]
    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.close();
    }

    #[cfg(not(feature = "glow"))]
    fn on_exit(&mut self) {
        self.close();
    }
}

/// While files hang over the window: what letting go would do.
fn drop_overlay_ui(ui: &Ui, app: &App) {
    let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
    if !hovering {
        return;
    }
    let tokens = theme::Tokens::of(ui);
    let (rect, layer) = (
        ui.ctx().content_rect(),
        egui::LayerId::new(egui::Order::Tooltip, egui::Id::unique("drop")),
    );
    let painter = ui.ctx().layer_painter(layer);
    painter.rect_filled(rect, 0.0, tokens.page.gamma_multiply(0.9));
    painter.rect_stroke(
        rect.shrink(16.0),
        8.0,
        egui::Stroke::new(2.0, tokens.accent),
        egui::StrokeKind::Inside,
    );
    let text = if app.session().is_some() {
        "Let go to import these files"
    } else {
        "Open a project first, then drop files here"
    };
    painter.text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        text,
        egui::FontId::new(22.0, theme::strong()),
        tokens.ink,
    );
}
