//! The app without a window: what is open, and what a person can ask for.

mod absences;
mod asked;
mod cited;
mod codebook;
mod coding;
mod command;
mod concordance;
mod concordance_out;
mod dispatch;
mod documents;
mod exports;
mod finder;
mod frameworks;
mod freezes;
mod hits;
mod implications;
mod imports;
mod library;
mod names;
mod notes;
mod notices;
mod outputs;
mod pages;
mod parts;
mod passages;
mod projects;
mod proposals;
mod queries;
mod quest;
mod reading;
mod rivals;
pub mod rows;
mod sample;
mod saver;
mod scripts;
mod session;
mod settings;
mod sources;
mod table;
mod texts;
mod twins;
mod versions;
mod view;
mod walk;
mod weighing;

pub use crate::citations::{Mention, Source};
pub use crate::export::Clip;
pub use crate::import::{Options as ReadingOptions, READABLE, readable_ends};
pub use absences::{Asked, HitReading, Looking};
pub use asked::MOST_ASKED;
pub use coding::Said;
pub use command::{CodingField, Command, Direction, Edge, ExampleKind, NewProject, Start};
pub use concordance::{Concordance, HitsView, Lines};
pub use finder::{Finder, TickedHits};
pub use frameworks::{Framework, frameworks};
pub use freezes::FREEZE_FORMATS;
pub use hits::{Planned, plan_words};
pub use implications::{CellId, FindingField, Implications};
pub use imports::{
    ENCODINGS, FileState, HowToRead, ImportProgress, Remedy, describe, encoding_named, first_lines,
    is_doubtful, is_guess, remark_word, reports_in_order, result_words, summary,
};
pub use library::{Filling, WorkFilling, read_library};
pub use notices::{Level, Notice, Notices};
pub use outputs::{ExportProgress, Wanted, Wrote};
pub use pages::{PageChange, pages_by_rules};
pub use parts::{SplitInto, WantedPart};
pub use passages::Listing;
pub use quest::{Likeness, MOST_HITS, Quest};
pub use reading::{READ_FILE, read_for_another};
pub use rivals::NO_RIVAL;
pub use saver::{Saved, Saver};
pub use scripts::{decode_text, read_text};
pub use session::{Session, TableView};
pub use settings::{Layout, Settings, Theme};
pub use sources::{
    Around, Collected, DocumentGaps, Gap, MadeSources, SourceColumn, SourceFilter, SourceForm,
    SourceListing, SourceScope, SourceSort, WantedSources, write_file,
};
pub use texts::Texts;
pub use twins::Twins;
pub use versions::{Correction, Draft, Move, Replacing, WAITS};
pub use view::{Others, Reveal, Room, Selection, View};
pub use walk::{Verdict, Walk};

use crate::jobs::{Jobs, Wake};
use crate::project::{Date, IntakeId, Moment};
use crate::store::{Machine, settings as files, user_name};
use imports::{Asking, Importing};
use outputs::Exporting;
use rows::Tables;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// The app without a window.
pub struct App {
    machine: Machine,
    settings: Settings,
    saved_settings: Settings,
    session: Option<Session>,
    notices: Notices,
    jobs: Jobs,
    wake: Wake,
    importing: Option<Importing>,
    /// Files of reports that can be read once a person has said more; known while the project is open.
    asking: Vec<Asking>,
    /// The report of an import that a person should see.
    report: Option<IntakeId>,
    tables: Tables,
    exporting: Option<Exporting>,
    replacing: Option<Replacing>,
    drafts: versions::Drafts,
    copied: Option<Clip>,
    /// Whether settings are written down, and the corpus indexed ahead of questions: for the window, not for scripts.
    remembers: bool,
}

impl App {
    /// An app on this machine with nothing open. `wake` is called from the background when there is something to show.
    pub fn new(machine: Machine, wake: Wake) -> Self {
        let loaded = files::load::<Settings>(&settings_file(&machine));
        let mut settings = loaded.value;
        if settings.coder.trim().is_empty() {
            settings.coder = user_name().unwrap_or_else(|| "Coder".to_owned());
        }
        let mut notices = Notices::default();
        if let Some(note) = loaded.note {
            notices.say(Level::Warning, note);
        }
        let jobs = Jobs::new(Arc::clone(&wake));
        let tables = Tables::new(Arc::clone(&wake));
        let mut app = Self {
            machine,
            saved_settings: settings.clone(),
            settings,
            session: None,
            notices,
            jobs,
            wake,
            importing: None,
            asking: Vec::new(),
            report: None,
            tables,
            exporting: None,
            replacing: None,
            drafts: versions::Drafts::default(),
            copied: None,
            remembers: true,
        };
        app.load_drafts();
        app
    }

    /// The machine that the app runs on.
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// The open project.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// What this machine remembers.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What there is to tell.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// Tells the person something.
    pub fn say(&mut self, level: Level, text: impl Into<String>) {
        self.notices.say(level, text);
    }

    /// How far the import is that runs now.
    pub fn import_progress(&self) -> Option<ImportProgress> {
        let files = self.importing.as_ref().map(Importing::progress);
        files.or_else(|| self.tables.progress())
    }

    /// Runs background work that belongs to the window, such as asking the system for a file.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// Does what a person asked for. What cannot be done is said in a notice; nothing is half done.
    pub fn run(&mut self, command: Command) {
        if let Err(problem) = self.attempt(command) {
            self.notices.say(Level::Problem, problem);
        }
    }

    /// Does what was asked for.
    ///
    /// # Errors
    /// Says in the person's words why it cannot be done.
    pub fn attempt(&mut self, command: Command) -> Result<(), String> {
        match command {
            Command::NewProject(new) => self.new_project(&new),
            Command::Open(dir) => self.open(&dir),
            Command::OpenSample => self.open_sample(),
            Command::ResetSample => self.reset_sample(),
            Command::Close => {
                self.write_all()?;
                self.close();
                self.settings.reopen = false;
                self.keep_settings();
                Ok(())
            }
            Command::SetCoder(name) => self.set_coder(&name),
            Command::SetTheme(theme) => {
                self.settings.theme = theme;
                Ok(())
            }
            Command::SetLayout(layout) => {
                self.settings.layout = layout;
                Ok(())
            }
            Command::SetTextSize(points) => {
                let sizes = Settings::TEXT_SIZES;
                self.settings.text_size = points.clamp(*sizes.start(), *sizes.end());
                Ok(())
            }
            Command::FoldNotes(folded) => {
                self.settings.fold_notes = folded;
                Ok(())
            }
            Command::SetPosition(document, offset) => {
                let coder = self.settings.coder.clone();
                self.settings
                    .positions
                    .entry(coder)
                    .or_default()
                    .insert(document, offset);
                Ok(())
            }
            Command::Dismiss(number) => {
                self.notices.dismiss(number);
                Ok(())
            }
            Command::Import(paths) => self.import(&paths, HowToRead::default()),
            Command::ImportWith(paths, how) => self.import(&paths, *how),
            Command::ReadAgain { intake, file, how } => self.read_again(intake, file, *how),
            Command::CancelImport => {
                self.cancel_import();
                self.cancel_rows();
                Ok(())
            }
            Command::OpenTables(paths) => self.open_tables(paths, &ReadingOptions::default()),
            Command::PlanRows(wanted) => self.plan_rows(*wanted),
            Command::ImportRows(wanted) => self.import_rows(*wanted),
            Command::CloseTable => {
                self.close_table();
                Ok(())
            }
            Command::CorrectText {
                document,
                text,
                note,
            } => self.correct_text(document, &text, note),
            Command::PrepareText(document, file) => self.prepare_text(document, file),
            Command::ReplaceText => self.replace_text(),
            Command::LeaveText => {
                self.leave_text();
                Ok(())
            }
            Command::DraftCorrection(document, span, words) => {
                self.draft_correction(document, span, words)
            }
            Command::PutCorrections(document) => self.put_corrections(document),
            Command::DropCorrections(document) => {
                self.drop_corrections(document);
                Ok(())
            }
            Command::GoBackTo(version) => self.go_back_to(version),
            Command::UseAsExample(kind) => self.use_as_example(kind),
            Command::SetColumns(columns) => self.set_columns(columns),
            Command::SetBy(by) => self.set_by(by),
            Command::Export { wanted, to } => self.export_as_chosen(*wanted, &to),
            Command::ExportHits { format, to } => self.export_hits(format, &to),
            Command::CopyTable { recipe, rows } => self.copy_table(*recipe, rows),
            Command::RunExport(id, to) => self.run_export(id, to),
            Command::CancelExport => {
                self.cancel_export();
                Ok(())
            }
            Command::ExportSources(wanted, to) => self.export_sources(wanted, Some(to)),
            Command::CopySources(wanted) => self.export_sources(wanted, None),
            Command::Freeze(on) => self.freeze(on),
            Command::ExportFreeze(id, to) => self.export_freeze(id, &to),
            Command::ExportAmendments(id, to) => self.export_amendments(id, &to),
            Command::Undo | Command::Redo => self.step_history(command == Command::Redo),
            command => self
                .session
                .as_mut()
                .ok_or_else(|| "Open a project first".to_owned())?
                .attempt(command),
        }
    }

    /// Takes in what the background has done since. Call ahead of each frame. True where something changed.
    pub fn tick(&mut self) -> bool {
        let mut changed = self.collect_import();
        changed |= self.collect_tables();
        changed |= self.collect_export();
        changed |= self.collect_replacing();
        changed |= self.carry_drafts();
        if let Some(session) = &mut self.session {
            changed |= session.tick(&mut self.notices);
            if let Some((document, _)) = session.shown()
                && let Some(dir) = self.settings.recent.first().cloned()
            {
                self.settings.documents.insert(dir, document);
            }
        }
        changed
    }

    /// Takes in what colleagues have written by now; the background looks every other second by itself.
    pub fn look_for_news(&mut self) {
        self.tick();
        if let Some(session) = &mut self.session {
            session.look_for_news(&mut self.notices);
        }
    }

    /// Has the open project take this for today: for tests.
    pub fn set_today(&mut self, day: Date) {
        if let Some(session) = &mut self.session {
            session.day = Some(day);
        }
    }

    /// Waits until the background has nothing left to do, and takes in what it did: for the command line and tests.
    pub fn wait_idle(&mut self) {
        loop {
            if let Some(importing) = &self.importing {
                importing.wait();
            }
            self.tables.wait();
            self.wait_for_export();
            if let Some(replacing) = &self.replacing {
                replacing.wait();
            }
            if let Some(session) = &self.session {
                session.wait();
            }
            if !self.tick() {
                return;
            }
        }
    }

    /// Writes down what this machine remembers, where it has changed. Call now and then, and at the end.
    pub fn keep_settings(&mut self) {
        self.keep_drafts();
        if !self.remembers || self.settings == self.saved_settings {
            return;
        }
        // Settings may be lost without harm, so that a failure is said once and work goes on.
        match files::save(&settings_file(&self.machine), &self.settings) {
            Ok(()) => {}
            Err(error) => self.notices.say(Level::Warning, error.to_string()),
        }
        self.saved_settings = self.settings.clone();
    }

    fn step_history(&mut self, redo: bool) -> Result<(), String> {
        let Some(session) = &mut self.session else {
            return Ok(());
        };
        let (label, word) = if redo {
            (session.redo()?, "Did again")
        } else {
            (session.undo()?, "Undid")
        };
        if let Some(label) = label {
            self.notices.say(Level::Done, format!("{word}: {label}"));
        }
        Ok(())
    }
}

fn settings_file(machine: &Machine) -> PathBuf {
    machine.state_dir.join("settings.ron")
}

/// Milliseconds since 1970-01-01 UTC.
fn now() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// The day that it is here, as the calendar on the wall says.
pub fn today() -> Date {
    let day = jiff::Zoned::now().date();
    Date::On(Moment {
        year: day.year().into(),
        month: u8::try_from(day.month()).ok(),
        day: u8::try_from(day.day()).ok(),
    })
}
