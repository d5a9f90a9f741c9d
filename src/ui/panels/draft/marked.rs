//! Words with what differs in them marked, the draft's above the source's.

use crate::project::Span;
use crate::text::wording::{Piece, Sort};
use crate::ui::theme::{self, Tokens};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{FontId, Stroke};

/// A run of words and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub words: String,
    /// What differs there; none for what is the same.
    pub sort: Option<Sort>,
}

/// Which words of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Draft,
    Source,
}

impl Side {
    fn of(self, piece: &Piece) -> Option<Span> {
        match self {
            Self::Draft => piece.wanted,
            Self::Source => piece.found,
        }
    }
}

/// The words of some spans of a text as runs, with what the pieces say of them. What an ellipsis leaves out of the source is
/// shown as one.
pub(super) fn runs(text: &str, spans: &[Span], pieces: &[Piece], side: Side) -> Vec<Run> {
    let mut marks: Vec<(Span, Sort)> = pieces
        .iter()
        .filter(|piece| !matches!(piece.sort, Sort::Same | Sort::Elided))
        .filter_map(|piece| Some((side.of(piece)?, piece.sort)))
        .collect();
    marks.sort_unstable_by_key(|(span, _)| *span);
    let mut runs: Vec<Run> = Vec::new();
    let mut last: Option<Span> = None;
    for span in spans {
        if let Some(last) = last {
            let elided = pieces.iter().any(|piece| {
                piece.sort == Sort::Elided
                    && side
                        .of(piece)
                        .is_some_and(|gap| gap.start >= last.end && gap.end <= span.start)
            });
            put(&mut runs, if elided { " … " } else { " " }, None);
        }
        let mut at = span.start;
        for (mark, sort) in marks.iter().filter(|(mark, _)| mark.overlaps(*span)) {
            let (from, to) = (mark.start.max(at), mark.end.min(span.end));
            if from > at {
                put(&mut runs, text.get(at..from).unwrap_or_default(), None);
            }
            if to > from {
                put(
                    &mut runs,
                    text.get(from..to).unwrap_or_default(),
                    Some(*sort),
                );
                at = to;
            }
        }
        put(&mut runs, text.get(at..span.end).unwrap_or_default(), None);
        last = Some(*span);
    }
    runs
}

/// Adds words on one line.
fn put(runs: &mut Vec<Run>, words: &str, sort: Option<Sort>) {
    let mut line = String::with_capacity(words.len());
    let mut blank = runs.last().is_some_and(|run| run.words.ends_with(' '));
    for c in words.chars() {
        if c.is_whitespace() {
            if !blank {
                line.push(' ');
            }
            blank = true;
        } else {
            line.push(c);
            blank = false;
        }
    }
    if !line.is_empty() {
        runs.push(Run { words: line, sort });
    }
}

/// The runs as they are set: other words underlined twice as strong as stops and capitals, so that it shows without
/// colours.
pub(super) fn job(runs: &[Run], tokens: &Tokens, size: f32) -> LayoutJob {
    let mut job = LayoutJob::default();
    let plain = TextFormat {
        font_id: FontId::new(size, theme::serif()),
        color: tokens.ink,
        line_height: Some((size * 1.45).round()),
        ..TextFormat::default()
    };
    for run in runs {
        let (family, colour, stroke) = match run.sort {
            None | Some(Sort::Same | Sort::Elided) => (theme::serif(), tokens.ink, Stroke::NONE),
            Some(Sort::Altered) => (theme::serif_italic(), tokens.quiet, Stroke::NONE),
            Some(Sort::Letters | Sort::Stops | Sort::Scar) => (
                theme::serif(),
                tokens.warning,
                Stroke::new(1.0, tokens.warning),
            ),
            Some(Sort::Changed | Sort::Missing | Sort::Added) => (
                theme::serif_strong(),
                tokens.problem,
                Stroke::new(2.0, tokens.problem),
            ),
        };
        job.append(
            &run.words,
            0.0,
            TextFormat {
                font_id: FontId::new(size, family),
                color: colour,
                underline: stroke,
                ..plain.clone()
            },
        );
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_a_run_of_its_own_and_what_is_left_out_is_shown() {
        let text = "The old\nlaw stood. It was late. Then it fell.";
        let spans = [Span::new(0, 17), Span::new(32, 44)];
        let piece = |sort, from, to| Piece {
            sort,
            wanted: None,
            found: Some(Span::new(from, to)),
        };
        let pieces = [piece(Sort::Changed, 4, 7), piece(Sort::Elided, 17, 32)];
        let found = runs(text, &spans, &pieces, Side::Source);
        let words: Vec<(&str, Option<Sort>)> = found
            .iter()
            .map(|run| (run.words.as_str(), run.sort))
            .collect();
        assert_eq!(
            words,
            [
                ("The ", None),
                ("old", Some(Sort::Changed)),
                (" law stood", None),
                (" … ", None),
                ("Then it fell", None)
            ]
        );
    }
}
