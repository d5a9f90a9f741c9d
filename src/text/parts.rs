//! A text cut into parts at its headings, and parts put together to one text, each with its map.

use super::{Headline, LeftOut, Map, MappedNote, Page, Text};
use crate::project::Span;
use std::ops::Range;

/// A part of a text, as its headings propose it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// From its heading to the next one.
    pub span: Span,
    /// The words of the heading, without what stands in brackets at its end; empty for what stands ahead of the first.
    pub title: String,
    /// The level of the heading; 0 for what stands ahead of the first.
    pub level: u8,
    /// Whether there is hardly more in it than its heading.
    pub is_bare: bool,
}

/// A part with fewer letters besides its heading has no text of its own.
const BARE: usize = 40;

/// The parts between headings down to a level, in order; together they are the whole text. One part where there is no such
/// heading.
pub fn parts(text: &Text, level: u8) -> Vec<Part> {
    let paragraphs = text.paragraphs();
    let headings = text.structure().headings().iter();
    let starts: Vec<(usize, &str, u8)> = headings
        .filter(|heading| heading.level <= level)
        .map(|heading| {
            let start = paragraphs.span(heading.paragraph).start;
            (start, heading.title.as_str(), heading.level)
        })
        .collect();
    let end = text.str().len();
    let mut found = Vec::with_capacity(starts.len() + 1);
    let first = starts.first().map_or(end, |(start, ..)| *start);
    if !text.str()[..first].trim().is_empty() {
        found.push(part(text, 0..first, "", 0));
    }
    for (at, (start, title, level)) in starts.iter().enumerate() {
        let next = starts.get(at + 1).map_or(end, |(next, ..)| *next);
        // What is blank ahead of the first heading goes with it.
        let start = if found.is_empty() { 0 } else { *start };
        found.push(part(text, start..next, title, *level));
    }
    found
}

fn part(text: &Text, range: Range<usize>, title: &str, level: u8) -> Part {
    let bare = title.split(" (").next().unwrap_or(title).trim();
    let words = text.str()[range.clone()].chars();
    let letters = words.filter(|c| c.is_alphanumeric()).count();
    let of_heading = title.chars().filter(|c| c.is_alphanumeric()).count();
    Part {
        span: Span::from(range),
        title: if bare.is_empty() { title } else { bare }.to_owned(),
        level,
        is_bare: letters < of_heading + BARE,
    }
}

/// The level down to which a text is best parted: the one whose headings have the same parts below them again and again,
/// such as the cases of a comparison; else the highest that makes at least two parts with a text. None where none does.
pub fn best_level(text: &Text) -> Option<u8> {
    let levels: Vec<u8> = (1..=6)
        .filter(|level| {
            parts(text, *level)
                .iter()
                .filter(|part| !part.is_bare)
                .count()
                > 1
        })
        .collect();
    let has_same_parts = |level: &&u8| {
        let below = text.structure().headings().iter();
        let mut titles: Vec<&str> = below
            .filter(|heading| heading.level == **level + 1)
            .map(|heading| heading.title.as_str())
            .collect();
        let all = titles.len();
        titles.sort_unstable();
        titles.dedup();
        all >= 6 && titles.len() * 2 <= all
    };
    let best = levels.iter().find(has_same_parts).or(levels.first());
    best.copied()
}

/// A range of a text as a text of its own, with the map of it. Notes that stand elsewhere are left out.
///
/// The range must be on character boundaries of the text.
pub fn cut_out(text: &Text, span: Span) -> (String, Map) {
    let words = text.str().get(span.range()).unwrap_or_default().to_owned();
    let whole = full_map(text);
    let inside = |other: Span| shifted(other, span);
    let (pages, first_page) = pages_in(&whole.pages, span);
    let map = Map {
        pages_by: whole.pages_by,
        pages,
        headings: whole
            .headings
            .into_iter()
            .filter_map(|heading| {
                let span = inside(heading.span)?;
                Some(Headline { span, ..heading })
            })
            .collect(),
        notes: whole
            .notes
            .into_iter()
            .filter_map(|note| {
                let spans: Vec<Span> = note.spans.iter().filter_map(|one| inside(*one)).collect();
                let marks = note.marks.iter().filter_map(|one| inside(*one)).collect();
                let note = MappedNote {
                    spans,
                    marks,
                    ..note
                };
                (!note.spans.is_empty()).then_some(note)
            })
            .collect(),
        cuts: whole.cuts.into_iter().filter_map(inside).collect(),
        tables: whole.tables.into_iter().filter_map(inside).collect(),
        links: whole
            .links
            .into_iter()
            .filter_map(|mut link| {
                link.span = inside(link.span)?;
                Some(link)
            })
            .collect(),
        cues: whole
            .cues
            .into_iter()
            .filter(|cue| span.contains(cue.start))
            .map(|mut cue| {
                cue.start -= span.start;
                cue
            })
            .collect(),
        left_out: Vec::new(),
    };
    let left_out = whole.left_out.into_iter().filter_map(|left| {
        let page = left.page.checked_sub(first_page?)?;
        (page < map.pages.len()).then_some(LeftOut { page, ..left })
    });
    let left_out = left_out.collect();
    (words, Map { left_out, ..map })
}

/// The map of a text with the headings and pages that the text shows by itself.
fn full_map(text: &Text) -> Map {
    let mut map = text.map().clone();
    let structure = text.structure();
    map.pages = structure.pages().to_vec();
    if map.headings.is_empty() {
        let paragraphs = text.paragraphs();
        let shown = structure.headings().iter();
        map.headings = shown
            .map(|heading| Headline {
                span: paragraphs.span(heading.paragraph),
                level: heading.level,
            })
            .collect();
    }
    map
}

/// A span within another, counted from its start; none where it is not inside as a whole.
fn shifted(span: Span, of: Span) -> Option<Span> {
    let inside = of.start <= span.start && span.end <= of.end;
    inside.then(|| Span::new(span.start - of.start, span.end - of.start))
}

/// The pages of a range, the one that it starts on among them, and which of the whole that is.
fn pages_in(pages: &[Page], span: Span) -> (Vec<Page>, Option<usize>) {
    let after = pages.partition_point(|page| page.start <= span.start);
    let first = after.checked_sub(1);
    let inside = pages.iter().enumerate().skip(first.unwrap_or(0));
    let kept: Vec<(usize, Page)> = inside
        .filter(|(at, page)| Some(*at) == first || span.contains(page.start))
        .map(|(at, page)| {
            let start = page.start.saturating_sub(span.start);
            (
                at,
                Page {
                    start,
                    ..page.clone()
                },
            )
        })
        .collect();
    let first = kept.first().map(|(at, _)| *at);
    (kept.into_iter().map(|(_, page)| page).collect(), first)
}

/// Texts one after the other as one text, a blank line between them, with the map of the whole. With titles, each comes
/// after a heading of its own, and its own headings are parts of it. Gives where each text starts.
pub fn put_together(texts: &[(&str, &Text)], titles: bool) -> (String, Map, Vec<usize>) {
    let mut whole = String::new();
    let mut map = Map::default();
    let mut starts = Vec::with_capacity(texts.len());
    let any_pages = texts
        .iter()
        .any(|(_, text)| !text.structure().pages().is_empty());
    for (title, text) in texts {
        if !whole.is_empty() {
            let ends = whole.len() - whole.trim_end_matches('\n').len();
            whole.extend(std::iter::repeat_n('\n', 2_usize.saturating_sub(ends)));
        }
        if any_pages {
            // Pages of the text before do not go on in this one.
            map.pages.push(Page::unknown(whole.len()));
        }
        if titles {
            let span = Span::new(whole.len(), whole.len() + title.len());
            map.headings.push(Headline { span, level: 1 });
            whole.push_str(title);
            whole.push_str("\n\n");
        }
        let start = whole.len();
        starts.push(start);
        whole.push_str(text.str());
        append(&mut map, full_map(text), start, titles);
    }
    (whole, map, starts)
}

fn append(map: &mut Map, other: Map, by: usize, lower: bool) {
    let moved = |span: Span| Span::new(span.start + by, span.end + by);
    let first_page = map.pages.len();
    map.pages.extend(other.pages.into_iter().map(|page| Page {
        start: page.start + by,
        ..page
    }));
    map.headings
        .extend(other.headings.into_iter().map(|heading| Headline {
            span: moved(heading.span),
            level: (heading.level + u8::from(lower)).min(6),
        }));
    map.notes
        .extend(other.notes.into_iter().map(|note| MappedNote {
            spans: note.spans.into_iter().map(moved).collect(),
            marks: note.marks.into_iter().map(moved).collect(),
            ..note
        }));
    map.cuts.extend(other.cuts.into_iter().map(moved));
    map.tables.extend(other.tables.into_iter().map(moved));
    map.links.extend(other.links.into_iter().map(|mut link| {
        link.span = moved(link.span);
        link
    }));
    map.cues.extend(other.cues.into_iter().map(|mut cue| {
        cue.start += by;
        cue
    }));
    map.left_out
        .extend(other.left_out.into_iter().map(|left| LeftOut {
            page: left.page + first_page,
            ..left
        }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(start: usize, label: &str) -> Page {
        Page {
            label: label.to_owned(),
            ..Page::unknown(start)
        }
        .known()
    }

    impl Page {
        fn known(mut self) -> Self {
            self.to.clear();
            self
        }
    }

    #[test]
    fn a_part_keeps_its_pages_and_its_notes() {
        let string = "Chad\nIt passed a law¹ there.\n1. A note.\nOman\nNothing.\n";
        let at = |words: &str| string.find(words).unwrap_or_default();
        let span = |words: &str| Span::new(at(words), at(words) + words.len());
        let map = Map {
            pages: vec![page(0, "8"), page(at("Nothing"), "9")],
            headings: vec![
                Headline {
                    span: span("Chad"),
                    level: 1,
                },
                Headline {
                    span: span("Oman"),
                    level: 1,
                },
            ],
            notes: vec![MappedNote {
                label: "1".to_owned(),
                spans: vec![span("1. A note.")],
                marks: vec![span("¹")],
                kind: super::super::NoteKind::Foot,
            }],
            ..Map::default()
        };
        let text = Text::mapped(string, map);
        let parts = parts(&text, 1);
        let titles: Vec<&str> = parts.iter().map(|part| part.title.as_str()).collect();
        assert_eq!(titles, ["Chad", "Oman"]);
        let (chad, of_chad) = cut_out(&text, parts[0].span);
        assert!(of_chad.fits(&chad));
        assert_eq!(&chad[of_chad.notes[0].marks[0].range()], "¹");
        let (oman, of_oman) = cut_out(&text, parts[1].span);
        let names: Vec<String> = of_oman.pages.iter().map(Page::name).collect();
        assert_eq!(names, ["8", "9"]);
        assert!(oman[of_oman.pages[1].start..].starts_with("Nothing"));
        assert!(of_oman.notes.is_empty());
    }

    proptest! {
        #[test]
        fn parts_are_the_whole_text_and_put_together_give_it_back(
            lines in proptest::collection::vec("(# |## )?[a-cé ]{0,12}", 0..12)
        ) {
            let text = Text::new(lines.join("\n"));
            let parts = parts(&text, 6);
            let words: String = parts.iter().map(|part| &text.str()[part.span.range()]).collect();
            if !text.str().trim().is_empty() {
                prop_assert_eq!(&words, text.str());
            }
            let cut: Vec<Text> = parts.iter().map(|part| {
                let (words, map) = cut_out(&text, part.span);
                prop_assert!(map.fits(&words));
                Ok(Text::mapped(words, map))
            }).collect::<Result<_, TestCaseError>>()?;
            let named: Vec<(&str, &Text)> = cut.iter().map(|text| ("T", text)).collect();
            let (whole, map, starts) = put_together(&named, true);
            prop_assert!(map.fits(&whole));
            for (start, part) in starts.iter().zip(&cut) {
                prop_assert!(whole[*start..].starts_with(part.str()));
            }
        }
    }
}
