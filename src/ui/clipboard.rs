//! Tables on the system's clipboard: HTML that word processors take with its looks, with plain text beside it.

use crate::app::{Clip, Level};
use crate::jobs::{Handle, Jobs};
use eframe::egui::Context;

/// The way to the clipboard.
#[derive(Default)]
pub struct Clipboard {
    /// Whether the system's own is used; a window without a screen hands its text to egui.
    is_native: bool,
    /// On its way: the system may take its time.
    putting: Option<Handle<(Clip, Result<arboard::Clipboard, arboard::Error>)>>,
    /// X11 asks the owner of what was copied whenever it is pasted.
    held: Option<arboard::Clipboard>,
}

impl Clipboard {
    /// Uses the clipboard of the system.
    pub fn use_system(&mut self) {
        self.is_native = true;
    }

    /// Puts a table there, away from the frame.
    pub fn put(&mut self, ctx: &Context, jobs: &Jobs, clip: Clip) {
        if !self.is_native {
            ctx.copy_text(clip.text);
            return;
        }
        let held = self.held.take();
        self.putting = Some(jobs.start("Copy a table", move |_| {
            let put = held
                .map_or_else(arboard::Clipboard::new, Ok)
                .and_then(|mut system| {
                    system.set_html(clip.html.as_str(), Some(clip.text.as_str()))?;
                    Ok(system)
                });
            (clip, put)
        }));
    }

    /// What there is to tell of it.
    pub fn poll(&mut self, ctx: &Context) -> Option<(Level, String)> {
        let putting = self.putting.take_if(|putting| putting.is_done())?;
        match putting.try_take()? {
            Ok((_, Ok(system))) => {
                self.held = Some(system);
                None
            }
            Ok((clip, Err(error))) => {
                // The toolkit has a way of its own to the clipboard, for text alone.
                ctx.copy_text(clip.text);
                let text = format!(
                    "The table was copied as plain text only, since the system did not take it with its looks: {error}"
                );
                Some((Level::Warning, text))
            }
            Err(fault) => Some((Level::Problem, fault.to_string())),
        }
    }
}
