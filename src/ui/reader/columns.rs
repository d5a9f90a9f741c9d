//! How is the width of the reader shared out? A column of text that is good to read first, then the margin, then labels.

use eframe::egui::{Rangef, Rect, pos2};

/// Where things stand from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Columns {
    /// All but the strip and the scroll bar.
    pub page: Rect,
    /// Right edge of page and paragraph numbers.
    pub gutter: f32,
    /// The column of text.
    pub text: Rect,
    /// Left edge of the first lane of brackets.
    pub lanes: f32,
    /// How many lanes there is room for.
    pub lane_count: usize,
    /// Where labels of codes go, if there is room for any.
    pub labels: Option<Rangef>,
    /// Where codings and hits are in the whole document.
    pub strip: Rect,
    /// The scroll bar.
    pub bar: Rect,
}

impl Columns {
    /// Width of a lane, in points.
    pub const LANE: f32 = 12.0;
    const BAR: f32 = 12.0;
    const STRIP: f32 = 12.0;
    const GUTTER: f32 = 52.0;
    const GAP: f32 = 16.0;
    /// Labels narrower than this say nothing.
    const LABELS: f32 = 88.0;

    /// Shares out `all`. `character` is the mean width of a character of the text.
    pub fn new(all: Rect, character: f32) -> Self {
        let bar = Rect::from_min_max(pos2(all.right() - Self::BAR, all.top()), all.max);
        let strip = Rect::from_min_max(
            pos2(bar.left() - Self::STRIP, all.top()),
            pos2(bar.left(), all.bottom()),
        );
        let page = Rect::from_min_max(all.min, pos2(strip.left(), all.bottom()));
        let (best, least) = (70.0 * character, 60.0 * character);
        let lane_count = match page.width() {
            ..600.0 => 4,
            ..760.0 => 5,
            _ => 6,
        };
        let fixed = Self::GUTTER + 2.0 * Self::GAP + lane_count as f32 * Self::LANE + 8.0;
        let room = page.width() - fixed;
        let (width, labels) = if room - least >= Self::LABELS {
            let width = best.min(room - Self::LABELS);
            (width, (room - width).min(220.0))
        } else {
            (best.min(room).max(120.0), 0.0)
        };
        let width = width.floor();
        let group = fixed + width + labels;
        let left = (page.left() + ((page.width() - group) / 2.0).max(0.0)).round();
        let gutter = left + Self::GUTTER;
        let text = Rect::from_min_max(
            pos2(gutter + Self::GAP, page.top()),
            pos2(gutter + Self::GAP + width, page.bottom()),
        );
        let lanes = text.right() + Self::GAP;
        let label = lanes + lane_count as f32 * Self::LANE + 4.0;
        Self {
            page,
            gutter,
            text,
            lanes,
            lane_count,
            labels: (labels >= Self::LABELS)
                .then(|| Rangef::new(label, (label + labels).min(page.right() - 4.0))),
            strip,
            bar,
        }
    }

    /// The middle of a lane; lanes for which there is no room share the last.
    pub fn lane(&self, lane: usize) -> f32 {
        let lane = lane.min(self.lane_count - 1);
        self.lanes + (lane as f32 + 0.5) * Self::LANE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::vec2;

    #[test]
    fn the_column_holds_45_to_90_characters_in_windows_of_every_usual_width() {
        for (window, size) in [
            (520.0, 16.0),
            (700.0, 18.0),
            (1000.0, 18.0),
            (1600.0, 18.0),
            (2400.0, 24.0),
        ] {
            let character = size * 0.44;
            let columns = Columns::new(
                Rect::from_min_size(pos2(0.0, 0.0), vec2(window, 700.0)),
                character,
            );
            let characters = columns.text.width() / character;
            assert!(
                (45.0..=90.0).contains(&characters),
                "{window}: {characters}"
            );
            assert!(columns.lane(9) < columns.page.right());
            assert!(
                columns
                    .labels
                    .is_none_or(|labels| labels.max <= columns.page.right())
            );
        }
    }

    #[test]
    fn wide_windows_have_room_for_labels_and_the_text_in_the_middle() {
        let columns = Columns::new(
            Rect::from_min_size(pos2(0.0, 0.0), vec2(1400.0, 700.0)),
            8.0,
        );
        assert!(columns.labels.is_some());
        assert!(columns.gutter > 100.0);
    }
}
