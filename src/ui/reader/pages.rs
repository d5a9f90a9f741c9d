//! Numbers in the gutter: of pages where the text has pages, times in a transcript, else of paragraphs.

use super::Reader;
use super::shown::Shown;
use super::sight::{Row, Sight};
use crate::text::{Map, Page, PageTrouble, PagesBy};
use crate::ui::theme::{self, Tokens};
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{
    Align, Color32, FontId, Painter, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2,
};

/// Width of the words in the gutter, in points.
const WIDTH: f32 = 50.0;

impl Reader {
    /// Draws them; the pointer on a page hears more of it.
    pub(super) fn show_numbers(&self, ui: &Ui, page: &Response, sight: &Sight) {
        let Some(shown) = &self.shown else { return };
        let painter = ui.painter_at(sight.columns.page);
        if !shown.text.structure().pages().is_empty() {
            pages_ui(ui, page, shown, sight, &painter);
        } else if !shown.text.map().cues.is_empty() {
            times(shown, sight, &painter);
        } else {
            paragraphs(shown, sight, &painter);
        }
    }
}

fn paragraphs(shown: &Shown, sight: &Sight, painter: &Painter) {
    let text = &shown.text;
    for row in &sight.rows {
        let paragraph = text.paragraphs().at(row.span.start);
        let starts = text.paragraphs().span(paragraph).start == row.span.start;
        let is_empty = row.words_end == row.span.start;
        if starts && !is_empty {
            let number = (paragraph + 1).to_string();
            write(painter, sight, row, &number, "", sight.tokens.quiet);
        }
    }
}

fn times(shown: &Shown, sight: &Sight, painter: &Painter) {
    let seen = sight.span();
    let cues = &shown.text.map().cues;
    let first = cues.partition_point(|cue| cue.start < seen.start);
    let mut last = None;
    for cue in cues[first..].iter().take_while(|cue| cue.start < seen.end) {
        let Some(row) = sight.rows.iter().find(|row| row.span.contains(cue.start)) else {
            continue;
        };
        if last != Some(row.span.start) {
            last = Some(row.span.start);
            write(painter, sight, row, &cue.time(), "", sight.tokens.quiet);
        }
    }
}

/// Each page stands beside the row that it starts in; the page of the first row in sight beside that.
fn pages_ui(ui: &Ui, response: &Response, shown: &Shown, sight: &Sight, painter: &Painter) {
    let pages = shown.text.structure().pages();
    let top = sight.columns.page.top();
    let rows = sight.rows.iter();
    let mut is_first = true;
    for row in rows.filter(|row| row.rect.center().y > top) {
        let from = pages.partition_point(|page| page.start < row.span.start);
        // What starts in what is hidden ahead of the row starts, for the eye, with it.
        let hidden = sight
            .rows
            .iter()
            .rfind(|other| other.span.end <= row.span.start);
        let gap = hidden.map_or(row.span.start, |above| above.span.end);
        let from = from
            - pages[..from]
                .iter()
                .rev()
                .take_while(|page| page.start >= gap)
                .count();
        let is_last = row.span.end == shown.text.str().len();
        let here = |page: &&Page| page.start < row.span.end || is_last;
        let count = pages[from..].iter().take_while(here).count();
        let starting = &pages[from..from + count];
        let sticky = is_first.then(|| from.checked_sub(1)).flatten();
        is_first = false;
        let first_starts_row = starting
            .first()
            .is_some_and(|page| page.start <= row.span.start);
        let named = match sticky {
            Some(before) if !first_starts_row => &pages[before..from + count],
            _ => starting,
        };
        for page in starting {
            rule(shown, sight, painter, row, page);
        }
        page_ui(ui, response, shown, sight, painter, row, named);
    }
}

/// A thin line across the text where a page starts with a paragraph; within one a tick at the very place.
fn rule(shown: &Shown, sight: &Sight, painter: &Painter, row: &Row, page: &Page) {
    if page.start == 0 {
        return;
    }
    let paragraphs = shown.text.paragraphs();
    let start = page.start.max(row.span.start);
    let paragraph = paragraphs.span(paragraphs.at(start));
    let ahead = shown.text.str().get(paragraph.start..start);
    let in_front = ahead.is_none_or(|words| words.trim().is_empty());
    if row.fold.is_some() || (in_front && start <= row.words_end) {
        let line = Stroke::new(1.0, sight.tokens.line);
        painter.hline(sight.columns.text.x_range(), row.rect.top(), line);
    } else {
        let x = sight.columns.text.left() + row.stops.x(start) - 1.0;
        let tick = Stroke::new(1.0, sight.tokens.quiet.gamma_multiply(0.8));
        let (top, bottom) = (row.rect.top() + 3.0, row.rect.bottom() - 3.0);
        painter.vline(x, top..=top + 5.0, tick);
        painter.vline(x, bottom - 5.0..=bottom, tick);
    }
}

fn page_ui(
    ui: &Ui,
    response: &Response,
    shown: &Shown,
    sight: &Sight,
    painter: &Painter,
    row: &Row,
    pages: &[Page],
) {
    let (Some(first), Some(last)) = (pages.first(), pages.last()) else {
        return;
    };
    let number = match pages.len() {
        1 => first.name(),
        2 => format!("{}, {}", first.name(), last.name()),
        _ => format!("{} … {}", first.name(), last.name()),
    };
    let trouble = pages.iter().rev().find_map(|page| page.trouble);
    let below = trouble.map_or("", short);
    let colour = if trouble.is_some() {
        sight.tokens.warning
    } else {
        sight.tokens.quiet
    };
    let rect = write(painter, sight, row, &number, below, colour);
    let said: Vec<String> = summed_up(shown.text.map(), shown.text.structure().pages(), pages);
    let said = said.join("\n");
    let id = response.id.with(("page", first.start, row.span.start));
    let rect = rect.intersect(sight.columns.page);
    let on_page = ui.interact(rect, id, Sense::hover());
    on_page.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
    on_page.on_hover_text(said);
}

/// What is said of some pages; of very many alike, of the first and the last.
fn summed_up(map: &Map, all: &[Page], pages: &[Page]) -> Vec<String> {
    const MOST: usize = 6;
    let say = |page: &Page| said(map, page, all);
    if pages.len() <= MOST {
        return pages.iter().map(say).collect();
    }
    let (first, last) = (&pages[..MOST - 2], &pages[pages.len() - 1]);
    let mut lines: Vec<String> = first.iter().map(say).collect();
    lines.push("…".to_owned());
    lines.push(say(last));
    lines
}

/// All that is known of a page: "Page xii, 4th of 300 in the file".
fn said(map: &Map, page: &Page, all: &[Page]) -> String {
    if !page.is_known() {
        return "It is not known which page this is".to_owned();
    }
    let total = all.iter().map(|page| page.counted).max().unwrap_or(0);
    let mut words = if page.to.is_empty() && page.name() == page.label {
        let mut words = format!("Page {}", page.label);
        if page.label == page.counted.to_string() {
            words.push_str(&format!(" of {total}"));
        } else if page.counted != 0 {
            words.push_str(&format!(
                ", {} of {total} in the file",
                ordinal(page.counted)
            ));
        }
        match &map.pages_by {
            PagesBy::Rule(rule) => words.push_str(&format!(", known from {rule}")),
            PagesBy::Person => words.push_str(", put right by hand"),
            PagesBy::File => {}
        }
        words
    } else {
        let name = page.name();
        let pages = if name.contains(" to ") {
            "pages"
        } else {
            "page"
        };
        let mut words =
            format!("Somewhere on {pages} {name}: the file does not say where its pages start");
        if let PagesBy::Rule(rule) = &map.pages_by {
            words.push_str(&format!(". So much is known from {rule}"));
        }
        words
    };
    if let Some(trouble) = page.trouble {
        words.push_str(". ");
        words.push_str(long(trouble));
    }
    words
}

/// Under the number in the gutter.
fn short(trouble: PageTrouble) -> &'static str {
    match trouble {
        PageTrouble::Picture => "picture",
        PageTrouble::Unreadable => "unreadable",
        PageTrouble::Damaged => "damaged",
    }
}

fn long(trouble: PageTrouble) -> &'static str {
    match trouble {
        PageTrouble::Picture => {
            "It is a picture: no text. Run text recognition (OCR) on the file and import it again"
        }
        PageTrouble::Unreadable => {
            "Its letters cannot be read: its font does not say which they are. Run text recognition (OCR) on the file and import it again"
        }
        PageTrouble::Damaged => "The file is damaged there: its text is not all here",
    }
}

fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Writes a number into the gutter, in the middle of its row, and a word under it. Gives where it stands.
fn write(
    painter: &Painter,
    sight: &Sight,
    row: &Row,
    number: &str,
    below: &str,
    colour: Color32,
) -> Rect {
    let size = (theme::SMALL - 1.0).max(9.0);
    let mut job = LayoutJob {
        halign: Align::RIGHT,
        ..LayoutJob::default()
    };
    job.wrap.max_width = WIDTH;
    job.wrap.max_rows = 3;
    let format = |size, colour| TextFormat::simple(FontId::proportional(size), colour);
    job.append(number, 0.0, format(size, colour));
    if !below.is_empty() {
        job.append(&format!("\n{below}"), 0.0, format(size - 2.0, colour));
    }
    let galley = painter.layout_job(job);
    let top = row.rect.center().y - galley.size().y / 2.0;
    let place = pos2(sight.columns.gutter, top);
    let rect = galley.rect.translate(place.to_vec2());
    painter.galley(place, galley, Tokens::dark(false).quiet);
    rect
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(label: &str, to: &str, counted: u32) -> Page {
        Page {
            start: 0,
            label: label.to_owned(),
            to: to.to_owned(),
            counted,
            trouble: None,
        }
    }

    #[test]
    fn a_page_is_said_as_far_as_it_is_known() {
        let mut map = Map {
            pages: vec![page("xii", "", 22), page("300", "", 300)],
            ..Map::default()
        };
        let say = |map: &Map, page: &Page| said(map, page, &map.pages);
        assert_eq!(
            say(&map, &map.pages[0]),
            "Page xii, 22nd of 300 in the file"
        );
        assert_eq!(say(&map, &map.pages[1]), "Page 300 of 300");
        let mut picture = page("7", "", 11);
        picture.trouble = Some(PageTrouble::Picture);
        let said_of = say(&map, &picture);
        assert!(said_of.starts_with("Page 7, 11th of 300 in the file. It is a picture: no text."));
        map.pages_by = PagesBy::Rule("the table of contents".to_owned());
        map.pages = vec![page("8", "10", 0), page("11", "", 0)];
        assert_eq!(
            say(&map, &map.pages[0]),
            "Somewhere on pages 8 to 10: the file does not say where its pages start. So much is known from the table of contents"
        );
        assert_eq!(
            say(&map, &map.pages[1]),
            "Page 11, known from the table of contents"
        );
    }

    #[test]
    fn very_many_pages_in_one_place_are_summed_up() {
        let pages: Vec<Page> = (1..=300).map(|at| page(&at.to_string(), "", at)).collect();
        let lines = summed_up(&Map::default(), &pages, &pages);
        assert_eq!(lines.len(), 6);
        assert_eq!(lines[5], "Page 300 of 300");
    }
}
