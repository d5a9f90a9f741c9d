//! How wide are words? Each word is shaped once and remembered, since a text says the same words over and over.

use super::layout::Spec;
use super::rows::Ruler;
use super::styles::{Face, Run, Tone};
use super::tables::next_stop;
use crate::ui::theme::Tokens;
use eframe::egui::epaint::text::FontsView;
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{Color32, FontId};
use std::borrow::Cow;
use std::collections::HashMap;

/// Widths of the words of one size, whatever the width of the column.
#[derive(Debug, Default)]
pub struct Widths {
    faces: HashMap<Face, HashMap<Box<str>, f32>>,
    /// Size and pixels for each point.
    of: (f32, f32),
    words: usize,
}

impl Widths {
    /// More words than any language has; then it starts anew, so that a text of random letters does not fill the memory.
    const MOST: usize = 400_000;

    /// Forgets what does not hold for `spec`.
    pub fn fit(&mut self, spec: &Spec) {
        let of = (spec.size, spec.pixels_per_point);
        if self.of != of || self.words > Self::MOST {
            *self = Self {
                of,
                ..Self::default()
            };
        }
    }
}

/// Measures words by shaping them.
pub struct Shaper<'a, 'f> {
    /// What is known already.
    pub widths: &'a mut Widths,
    /// Shapes the rest.
    pub fonts: &'a mut FontsView<'f>,
    /// The sizes.
    pub spec: Spec,
}

impl Ruler for Shaper<'_, '_> {
    fn width(&mut self, words: &str, face: Face) -> f32 {
        let known = self.widths.faces.entry(face).or_default();
        if let Some(width) = known.get(words) {
            return *width;
        }
        let job = job_of(words, self.spec.font(face));
        let width = self.fonts.layout_job(job).intrinsic_size().x;
        known.insert(words.into(), width);
        self.widths.words += 1;
        width
    }
}

/// What asks for the width of words in one row.
pub fn job_of(words: &str, font: FontId) -> LayoutJob {
    let mut job = row_job();
    job.append(
        &display(words),
        0.0,
        TextFormat::simple(font, Color32::PLACEHOLDER),
    );
    job
}

/// What draws a row: `words` start at `from` in their paragraph, whose looks are `runs`.
pub fn job_of_row(
    words: &str,
    from: usize,
    runs: &[Run],
    spec: &Spec,
    tokens: &Tokens,
) -> LayoutJob {
    let mut job = row_job();
    let first = runs.partition_point(|run| run.end <= from);
    let mut at = 0;
    for run in runs.iter().skip(first) {
        let end = run.end.saturating_sub(from).min(words.len());
        if let Some(part) = words.get(at..end).filter(|part| !part.is_empty()) {
            let colour = match run.tone {
                Tone::Ink => tokens.ink,
                Tone::Quiet => tokens.quiet,
            };
            let format = TextFormat::simple(spec.font(run.face), colour);
            job.append(&display(part), 0.0, format);
        }
        at = end.max(at);
        if at >= words.len() {
            break;
        }
    }
    job
}

/// The same for a row of a table: what stands behind a tab starts at the next of these stops, as it was measured.
pub fn job_of_cells(
    job: &LayoutJob,
    stops: &[f32],
    mut width: impl FnMut(LayoutJob) -> f32,
) -> LayoutJob {
    let mut cells = row_job();
    let (mut x, mut space) = (0.0, 0.0);
    for section in &job.sections {
        let range = section.byte_range.start.0..section.byte_range.end.0;
        for piece in job
            .text
            .get(range)
            .unwrap_or_default()
            .split_inclusive('\t')
        {
            let words = piece.trim_end_matches('\t');
            for part in [words, &piece[words.len()..]] {
                if part.is_empty() {
                    continue;
                }
                cells.append(part, space, section.format.clone());
                let mut alone = row_job();
                alone.append(part, 0.0, section.format.clone());
                let wide = width(alone);
                space = 0.0;
                if part == "\t" {
                    let stop = next_stop(stops, x, wide);
                    space = stop - x - wide;
                    x = stop;
                } else {
                    x += wide;
                }
            }
        }
    }
    cells
}

fn row_job() -> LayoutJob {
    LayoutJob {
        wrap: TextWrapping::no_max_width(),
        break_on_newline: false,
        keep_trailing_whitespace: true,
        ..LayoutJob::default()
    }
}

/// The words with what no font has a shape for (form feeds and their like) as blanks, one for one.
pub fn display(words: &str) -> Cow<'_, str> {
    let unseen = |c: char| c != '\t' && c.is_control();
    if words.contains(unseen) {
        Cow::Owned(words.replace(unseen, " "))
    } else {
        Cow::Borrowed(words)
    }
}
