//! Putting the sample back cannot be taken back, so it is asked once.

use super::{Verdict, explain, footer_ui, verdict};
use crate::app::Command;
use eframe::egui::Ui;

const WHAT: &str = "Your copy of the sample is thrown away, with all codings made in it, and a fresh one is opened. \
                    This cannot be undone.";

/// The question.
pub fn ui(ui: &mut Ui, error: Option<&str>) -> Verdict {
    explain(ui, WHAT);
    let buttons = footer_ui(ui, "Reset sample", Ok(()), error);
    verdict(buttons, false, true, || Command::ResetSample)
}
