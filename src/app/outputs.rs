//! Tables that leave the app: a recipe and the project in, a file or the clipboard out, in the background.

use super::sources::SourceReader;
use super::{App, Level, Session};
use crate::analysis::cite::{Cite, Grounds};
use crate::analysis::outputs::{self, Made, Source};
use crate::export::{self, Clip, Error};
use crate::jobs::{Control, Handle};
use crate::project::{
    CoderId, CodingId, Column, DocumentId, Format, Output, Project, Recipe, counted,
};
use crate::store::{Texts, way_to_documents};
use crate::text::Text;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An export that someone wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// What it holds, and how.
    pub recipe: Recipe,
    /// In which form.
    pub format: Format,
    /// These passages in this order, instead of those that the recipe's filter and order give.
    pub rows: Option<Vec<CodingId>>,
}

/// How far an export is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportProgress {
    /// Parts done.
    pub done: u64,
    /// Parts in all.
    pub total: u64,
    /// What is being done.
    pub next: String,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrote {
    /// Such as "12 passages".
    pub holds: String,
    /// How many quotations stand in their texts; none where the table is not one of quotations.
    pub verified: usize,
    /// How many do not, or could not be compared.
    pub unverified: usize,
    /// Whether quotations are what the table is about.
    quotes: bool,
}

impl Wrote {
    fn of(made: &Made<'_>, output: Output) -> Self {
        Self {
            holds: made.holds.clone(),
            verified: made.verified,
            unverified: made.unverified,
            quotes: matches!(output, Output::Evidence | Output::Implications),
        }
    }

    /// Of so many hits.
    pub(super) fn hits(count: usize) -> Self {
        Self {
            holds: counted(count, "hit", "hits"),
            verified: 0,
            unverified: 0,
            quotes: false,
        }
    }

    /// What was done, in one sentence without its full stop. `to` follows the words "12 passages".
    pub fn sentence(&self, deed: &str, to: &str) -> String {
        let mut sentence = format!("{deed} {} {to}", self.holds);
        let quotations = |count| counted(count, "quotation", "quotations");
        if self.unverified > 0 {
            let differ = if self.unverified == 1 {
                "is not what its document's text says, or could not be compared"
            } else {
                "are not what their documents' texts say, or could not be compared"
            };
            sentence.push_str(&format!(". {} {differ}", quotations(self.unverified)));
        } else if self.quotes && self.verified > 0 {
            sentence.push_str(&format!(". {} verified", quotations(self.verified)));
        }
        sentence
    }
}

const UNDER_WAY: &str = "An export is under way. Wait until it is done, or cancel it";

/// An export that is under way.
pub(super) enum Exporting {
    /// It waits until the texts have been read for what they cite.
    Waits(Box<Wanted>, To),
    Runs(Handle<Outcome>),
}

/// Where an export goes.
pub(super) enum To {
    File(PathBuf),
    Clipboard,
}

/// What became of an export.
pub(super) enum Outcome {
    Written(Wrote, PathBuf),
    Copied(Wrote, Clip),
    /// Something else was written, or is for the clipboard, and this is to be said of it.
    Told(Level, String, Option<Clip>),
    Stopped,
    Failed(String),
}

/// All that an export is made from, away from the window.
struct Materials {
    project: Arc<Project>,
    only: Option<CoderId>,
    read: HashMap<DocumentId, Arc<Text>>,
    store: Texts,
    dir: PathBuf,
    cite: Cite,
    sources: SourceReader,
}

impl Materials {
    fn of(session: &Session, recipe: &Recipe) -> Result<Self, String> {
        let cite = Cite::new(&recipe.style)?;
        let wanted = outputs::documents(&session.project, recipe);
        let read = wanted
            .into_iter()
            .filter_map(|id| Some((id, Arc::clone(session.text(id)?))));
        Ok(Self {
            read: read.collect(),
            only: session.seen_only(),
            store: session.store().texts(),
            dir: session.dir().to_owned(),
            project: Arc::clone(&session.project),
            cite,
            sources: session.sources.reader(),
        })
    }

    /// What the passages rest on, and the notes of the texts. None where it is to stop.
    fn grounds(
        &self,
        project: &Project,
        recipe: &Recipe,
        watch: &dyn Fn(usize, usize, &str) -> bool,
    ) -> Option<Grounds> {
        let wanted = outputs::documents(project, recipe);
        let all = project.codings().len();
        let step = |done| watch(done, all, "Looking up what passages rest on");
        self.sources.grounds(project, &wanted, &step)
    }

    /// The texts that are needed: those in memory, the others from the disk. None where it is to stop.
    fn texts(
        &self,
        project: &Project,
        recipe: &Recipe,
        watch: &dyn Fn(usize, usize, &str) -> bool,
    ) -> Option<outputs::Texts> {
        let wanted = outputs::documents(project, recipe);
        let mut texts = outputs::Texts::with_capacity(wanted.len());
        for (done, id) in wanted.iter().enumerate() {
            let Some(document) = project.documents().get(*id) else {
                continue;
            };
            if !watch(done, wanted.len(), &format!("Reading {}", document.title)) {
                return None;
            }
            let text = match self.read.get(id) {
                Some(text) => Ok(Arc::clone(text)),
                None => self
                    .store
                    .read(document)
                    .map(|text| Arc::new(Text::mapped(text, self.store.map(document))))
                    .map_err(|error| error.to_string()),
            };
            texts.insert(*id, text);
        }
        Some(texts)
    }
}

impl App {
    /// How far the export is that runs now.
    pub fn export_progress(&self) -> Option<ExportProgress> {
        let handle = match self.exporting.as_ref()? {
            Exporting::Runs(handle) => handle,
            Exporting::Waits(..) => {
                let session = self.session.as_ref();
                let read = session.and_then(|session| session.register_progress());
                let (done, total) = read.unwrap_or((0, 0));
                return Some(ExportProgress {
                    done: done as u64,
                    total: total as u64,
                    next: "Reading what the documents cite".to_owned(),
                });
            }
        };
        let progress = handle.progress();
        Some(ExportProgress {
            done: progress.done,
            total: progress.total,
            next: progress.next,
        })
    }

    /// What was copied and waits for the window to put it on the clipboard.
    pub fn take_clip(&mut self) -> Option<Clip> {
        self.copied.take()
    }

    /// Starts to write an export, in the background.
    pub(super) fn export(&mut self, wanted: Wanted, to: &Path) -> Result<(), String> {
        if to.as_os_str().is_empty() {
            return Err("Choose a file first".to_owned());
        }
        self.start_export(wanted, To::File(to.to_owned()))
    }

    /// Starts to make a table for the clipboard, in the background; see [`take_clip`](Self::take_clip).
    pub(super) fn copy_table(
        &mut self,
        mut recipe: Recipe,
        rows: Option<Vec<CodingId>>,
    ) -> Result<(), String> {
        // What is pasted into a spreadsheet has the columns of one.
        if recipe.columns.is_empty()
            && let Some(session) = &self.session
        {
            recipe.columns = Column::all(session.project());
        }
        let wanted = Wanted {
            recipe,
            format: Format::Html,
            rows,
        };
        self.start_export(wanted, To::Clipboard)
    }

    fn start_export(&mut self, wanted: Wanted, to: To) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        if self.exporting.is_some() {
            return Err(UNDER_WAY.to_owned());
        }
        Cite::new(&wanted.recipe.style)?;
        if !session.is_register_whole() {
            // Without it, passages would seem to rest on nothing.
            self.exporting = Some(Exporting::Waits(Box::new(wanted), to));
            return Ok(());
        }
        self.run_job(wanted, to)
    }

    fn run_job(&mut self, wanted: Wanted, to: To) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        let materials = Materials::of(session, &wanted.recipe)?;
        let name = match &to {
            To::File(_) => format!("Export {}", wanted.recipe.output),
            To::Clipboard => format!("Copy {}", wanted.recipe.output),
        };
        let handle = self
            .jobs
            .start(name, move |control| work(materials, &wanted, &to, control));
        self.exporting = Some(Exporting::Runs(handle));
        Ok(())
    }

    /// Starts to write something else than a recipe says, in the background.
    pub(super) fn start_writing(
        &mut self,
        name: &str,
        work: impl FnOnce(&Control) -> Outcome + Send + 'static,
    ) -> Result<(), String> {
        if self.exporting.is_some() {
            return Err(UNDER_WAY.to_owned());
        }
        let handle = self.jobs.start(name, work);
        self.exporting = Some(Exporting::Runs(handle));
        Ok(())
    }

    /// Writes an export and waits for it: for the command line.
    ///
    /// # Errors
    /// Says why it cannot be made or written.
    pub fn export_now(&self, wanted: &Wanted, to: &Path) -> Result<Wrote, String> {
        let way = |dir: &Path| Some(way_to_documents(to, dir));
        self.with_made(wanted, way, |made| {
            let wrote = Wrote::of(&made, wanted.recipe.output);
            export::write(made.report, wanted.format, to, &|_, _| true)
                .map_err(|error| error.to_string())?;
            Ok(wrote)
        })
    }

    /// An export as the bytes of its file: for the command line.
    ///
    /// # Errors
    /// Says why it cannot be made.
    pub fn export_bytes(&self, wanted: &Wanted) -> Result<Vec<u8>, String> {
        self.with_made(
            wanted,
            |_| None,
            |made| export::bytes(made.report, wanted.format).map_err(|error| error.to_string()),
        )
    }

    fn with_made<R>(
        &self,
        wanted: &Wanted,
        way: impl FnOnce(&Path) -> Option<String>,
        then: impl FnOnce(Made<'_>) -> Result<R, String>,
    ) -> Result<R, String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        let materials = Materials::of(session, &wanted.recipe)?;
        let project = &materials.project;
        let texts = materials.texts(project, &wanted.recipe, &|_, _, _| true);
        // Nobody stops it, so that they are there.
        let texts = texts.unwrap_or_default();
        let grounds = materials.grounds(project, &wanted.recipe, &|_, _, _| true);
        let grounds = grounds.unwrap_or_default();
        let folder = way(&materials.dir);
        let known = (&texts, &grounds);
        let source = source(&materials, project, known, wanted, folder.as_deref());
        then(outputs::make(source)?)
    }

    /// Stops the export that runs. What was there before stays.
    pub(super) fn cancel_export(&mut self) {
        match &self.exporting {
            Some(Exporting::Runs(handle)) => {
                handle.cancel();
                handle.wait_until_done();
                self.collect_export();
            }
            Some(Exporting::Waits(..)) => {
                self.exporting = None;
                self.notices.say(Level::Done, Error::Stopped.to_string());
            }
            None => {}
        }
    }

    /// Starts an export that waited for the register of works, now that this is whole.
    fn start_waiting(&mut self) -> bool {
        let whole = self.session.as_ref().is_none_or(Session::is_register_whole);
        let waits = |exporting: &mut Exporting| matches!(exporting, Exporting::Waits(..));
        let Some(Exporting::Waits(wanted, to)) = self
            .exporting
            .take_if(|exporting| whole && waits(exporting))
        else {
            return false;
        };
        if let Err(problem) = self.run_job(*wanted, to) {
            self.notices.say(Level::Problem, problem);
        }
        true
    }

    /// Tells what came of an export. True where there was something.
    pub(super) fn collect_export(&mut self) -> bool {
        if self.start_waiting() {
            return true;
        }
        let done = |exporting: &mut Exporting| match exporting {
            Exporting::Runs(handle) => handle.is_done(),
            Exporting::Waits(..) => false,
        };
        let Some(Exporting::Runs(handle)) = self.exporting.take_if(done) else {
            return false;
        };
        let (level, text) = match handle.try_take() {
            Some(Ok(Outcome::Written(wrote, file))) => (
                told(&wrote),
                wrote.sentence("Wrote", &format!("to {}", file.display())),
            ),
            Some(Ok(Outcome::Copied(wrote, clip))) => {
                self.copied = Some(clip);
                (told(&wrote), wrote.sentence("Copied", "to the clipboard"))
            }
            Some(Ok(Outcome::Told(level, text, clip))) => {
                self.copied = clip.or(self.copied.take());
                (level, text)
            }
            Some(Ok(Outcome::Stopped)) => (Level::Done, Error::Stopped.to_string()),
            Some(Ok(Outcome::Failed(problem))) => (Level::Problem, problem),
            Some(Err(fault)) => (Level::Problem, fault.to_string()),
            None => return true,
        };
        self.notices.say(level, text);
        true
    }

    /// Waits until the export that runs has ended.
    pub(super) fn wait_for_export(&self) {
        if let Some(Exporting::Runs(handle)) = &self.exporting {
            handle.wait_until_done();
        }
    }
}

fn told(wrote: &Wrote) -> Level {
    if wrote.unverified > 0 {
        Level::Warning
    } else {
        Level::Done
    }
}

fn source<'a>(
    materials: &'a Materials,
    project: &'a Project,
    (texts, grounds): (&'a outputs::Texts, &'a Grounds),
    wanted: &'a Wanted,
    folder: Option<&'a str>,
) -> Source<'a> {
    Source {
        project,
        texts,
        recipe: &wanted.recipe,
        cite: &materials.cite,
        grounds,
        format: wanted.format,
        only: materials.only,
        rows: wanted.rows.as_deref(),
        folder,
    }
}

/// The slow part, in the background.
fn work(mut materials: Materials, wanted: &Wanted, to: &To, control: &Control) -> Outcome {
    let go_on = |done: usize, total: usize, next: &str| {
        control.progress(done as u64, total as u64, next.to_owned());
        !control.cancelled()
    };
    // A copy of its own: while it shared the window's, the next coding would have to copy the whole project, in the window.
    let project = Project::clone(&materials.project);
    materials.project = Arc::default();
    let Some(texts) = materials.texts(&project, &wanted.recipe, &go_on) else {
        return Outcome::Stopped;
    };
    let Some(grounds) = materials.grounds(&project, &wanted.recipe, &go_on) else {
        return Outcome::Stopped;
    };
    let folder = match to {
        To::File(file) => Some(way_to_documents(file, &materials.dir)),
        To::Clipboard => None,
    };
    let known = (&texts, &grounds);
    let source = source(&materials, &project, known, wanted, folder.as_deref());
    let made = match outputs::make(source) {
        Ok(made) => made,
        Err(problem) => return Outcome::Failed(problem),
    };
    if control.cancelled() {
        return Outcome::Stopped;
    }
    let wrote = Wrote::of(&made, wanted.recipe.output);
    let file = match to {
        To::Clipboard => return Outcome::Copied(wrote, export::clip(made.report)),
        To::File(file) => file,
    };
    let watch = |done: usize, total: usize| go_on(done, total, "Writing");
    match export::write(made.report, wanted.format, file, &watch) {
        Ok(()) => Outcome::Written(wrote, file.clone()),
        Err(Error::Stopped) => Outcome::Stopped,
        Err(error) => Outcome::Failed(error.to_string()),
    }
}
