//! Which file or folder, asked of the system's own dialog without holding up the window?

use eframe::egui::Context;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Poll, Wake, Waker};
use std::time::{Duration, Instant};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A folder, which may be new.
    Folder,
    /// A file that is there.
    File(Kind),
    /// One or more files that are there.
    Files(Kind),
    /// A name for a file.
    Save(Kind),
}

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    /// As a person calls it.
    pub name: &'static str,
    /// Its extensions, the usual one first.
    pub extensions: &'static [&'static str],
}

/// What came of asking.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// These.
    Chosen(Vec<PathBuf>),
    /// None after all.
    Nothing,
    /// No dialog could be shown.
    NoDialog,
}

/// No person closes a dialog this fast: where the answer comes sooner, there was no dialog.
const NO_PERSON: Duration = Duration::from_millis(700);

type Reply = Pin<Box<dyn Future<Output = Vec<PathBuf>> + Send>>;

/// A system dialog that may be open.
#[derive(Default)]
pub struct Chooser {
    waiting: Option<Waiting>,
}

struct Waiting {
    reply: Reply,
    since: Instant,
    /// Whether the window has lost the focus since, as it does when a dialog comes up.
    lost_focus: bool,
}

impl Chooser {
    /// Opens the system's dialog; the system runs it beside the window.
    pub fn ask(&mut self, ask: Ask, title: &str, near: &Path) {
        self.waiting = Some(Waiting {
            reply: reply(dialog(ask, title, near), ask),
            since: Instant::now(),
            lost_focus: false,
        });
    }

    /// Whether a dialog is open.
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// The answer, once it is there. The window is drawn again when it comes.
    pub fn poll(&mut self, ctx: &Context) -> Option<Answer> {
        let waiting = self.waiting.as_mut()?;
        waiting.lost_focus |= ctx.input(|input| !input.focused);
        let waker = Waker::from(Arc::new(Repaint(ctx.clone())));
        let mut context = std::task::Context::from_waker(&waker);
        let Poll::Ready(paths) = waiting.reply.as_mut().poll(&mut context) else {
            return None;
        };
        let unseen = !waiting.lost_focus || waiting.since.elapsed() < NO_PERSON;
        self.waiting = None;
        Some(match (paths.is_empty(), unseen) {
            (false, _) => Answer::Chosen(paths),
            (true, true) => Answer::NoDialog,
            (true, false) => Answer::Nothing,
        })
    }
}

fn dialog(ask: Ask, title: &str, near: &Path) -> rfd::AsyncFileDialog {
    let mut dialog = rfd::AsyncFileDialog::new().set_title(title);
    let folder = if near.is_dir() {
        Some(near)
    } else {
        near.parent().filter(|parent| parent.is_dir())
    };
    if let Some(folder) = folder {
        dialog = dialog.set_directory(folder);
    }
    match ask {
        Ask::Folder => dialog,
        Ask::File(kind) | Ask::Files(kind) => dialog
            .add_filter(kind.name, kind.extensions)
            .add_filter("All files", &["*"]),
        Ask::Save(kind) => {
            let name = near
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            dialog
                .add_filter(kind.name, kind.extensions)
                .set_file_name(name)
        }
    }
}

fn reply(dialog: rfd::AsyncFileDialog, ask: Ask) -> Reply {
    let one = |file: Option<rfd::FileHandle>| {
        file.into_iter()
            .map(|file| file.path().to_owned())
            .collect()
    };
    match ask {
        Ask::Folder => {
            let reply = dialog.pick_folder();
            Box::pin(async move { one(reply.await) })
        }
        Ask::File(_) => {
            let reply = dialog.pick_file();
            Box::pin(async move { one(reply.await) })
        }
        Ask::Save(_) => {
            let reply = dialog.save_file();
            Box::pin(async move { one(reply.await) })
        }
        Ask::Files(_) => {
            let reply = dialog.pick_files();
            Box::pin(async move {
                reply
                    .await
                    .unwrap_or_default()
                    .iter()
                    .map(|file| file.path().to_owned())
                    .collect()
            })
        }
    }
}

/// Draws the window again when the dialog has an answer.
struct Repaint(Context);

impl Wake for Repaint {
    fn wake(self: Arc<Self>) {
        self.0.request_repaint();
    }
}
