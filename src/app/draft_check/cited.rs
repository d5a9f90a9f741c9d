//! What does a draft cite for a quotation, and is that where its words stand?

use crate::citations::{self, Citation, Citations, Kind};
use crate::project::Span;
use crate::text::Text;
use crate::text::fold::fold;
use crate::text::quotes::Quotation;

/// What a draft cites for a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Where it does: the citation, or the mark of the note that has it.
    pub span: Span,
    /// In its own words.
    pub words: String,
    /// The works: `adams+baker:1999`.
    pub keys: Vec<String>,
    /// The first and the last page that it names.
    pub pages: Option<(u32, u32)>,
}

/// Whether what a draft cites is the document that its words were found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fit {
    /// It is; and the page, where both are known.
    Fits,
    /// The work is, the page is another.
    OtherPage,
    /// It is another work.
    OtherWork,
    /// Nothing is cited there.
    Nothing,
    /// Author and year of the document are not known, or the citation has none.
    Unknown,
}

impl Fit {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::OtherPage => "another page",
            Self::OtherWork => "another work",
            Self::Nothing => "nothing is cited",
            Self::Unknown => "cannot be told",
        }
    }
}

/// So far, in bytes, a citation stands from the quotation that it is of.
const AFTER: usize = 240;
/// So many words may stand between them: “…” as she says elsewhere (Adams 1999).
const MOST_BETWEEN: usize = 8;
/// How many times a note may send on to another.
const MOST_LINKS: usize = 6;

/// The citations of a draft.
pub(super) struct Citing<'t> {
    text: &'t str,
    found: Citations,
}

impl<'t> Citing<'t> {
    pub fn of(text: &'t Text) -> Self {
        Self {
            text: text.str(),
            found: citations::of(text),
        }
    }

    /// Whether a quotation is the title of a work in a citation or a list of references.
    pub fn holds(&self, span: Span) -> bool {
        self.found.list.iter().any(|one| {
            matches!(one.kind, Kind::ReferenceEntry | Kind::Bluebook)
                && one
                    .spans
                    .iter()
                    .any(|own| own.start <= span.start && span.end <= own.end)
        })
    }

    /// What is cited for a quotation: behind it, in the note whose mark stands behind it, else ahead of it in its sentence.
    pub fn cited(&self, quotation: &Quotation) -> Option<Cited> {
        let span = quotation.extent();
        self.behind(span).or_else(|| self.ahead(span))
    }

    fn behind(&self, span: Span) -> Option<Cited> {
        let first = self
            .found
            .list
            .partition_point(|one| one.span().start < span.end);
        let near = self.found.list[first..].iter();
        let mut near = near.take_while(|one| one.span().start <= span.end + AFTER);
        let one = near.find(|one| {
            !matches!(one.kind, Kind::FootnoteText | Kind::ReferenceEntry)
                && self.joins(span.end, one.span().start)
        })?;
        // Several works in one bracket are all cited.
        let mut all = vec![one];
        for next in near {
            let last = all.last().map_or(0, |one| one.span().end);
            let between = self.text.get(last..next.span().start).unwrap_or_default();
            if between.len() > 24 || between.contains([')', '\n', '.']) || next.span().start < last
            {
                break;
            }
            all.push(next);
        }
        self.told(&all)
    }

    /// Whether nothing ends between a quotation and a citation: no sentence, no paragraph but that of a block.
    fn joins(&self, end: usize, start: usize) -> bool {
        let Some(between) = self.text.get(end..start) else {
            return false;
        };
        let closed = between.trim_start_matches(|c: char| {
            matches!(
                c,
                '”' | '"'
                    | '’'
                    | '\''
                    | '»'
                    | '“'
                    | '」'
                    | '』'
                    | '.'
                    | ','
                    | ';'
                    | '!'
                    | '?'
                    | '*'
                    | '_'
            )
        });
        // “… it fell.” Later it rose: that is the next sentence.
        let stop = |text: &str| text.ends_with(['.', '!', '?']);
        let stops = stop(self.text.get(..end).unwrap_or_default())
            || between[..between.len() - closed.len()].contains(['.', '!', '?']);
        if stops && closed.trim_start().starts_with(char::is_uppercase) {
            return false;
        }
        let words = closed.split_whitespace().count();
        let ends =
            closed.contains(". ") || closed.contains('\n') || closed.contains(['“', '"', '«']);
        words <= MOST_BETWEEN && !(ends && closed.trim().len() > 1)
    }

    fn ahead(&self, span: Span) -> Option<Cited> {
        let last = self
            .found
            .list
            .partition_point(|one| one.span().start < span.start);
        let before = self.found.list[..last].iter().rev();
        let mut before = before
            .filter(|one| matches!(one.kind, Kind::AuthorYear | Kind::CableId | Kind::Interview));
        let one = before.next().filter(|one| one.span().end <= span.start)?;
        let between = self.text.get(one.span().end..span.start)?;
        let new_sentence = between
            .match_indices(". ")
            .any(|(at, _)| between[at + 2..].starts_with(char::is_uppercase));
        let near = between.len() <= AFTER && !new_sentence && !between.contains('\n');
        near.then(|| self.told(&[one])).flatten()
    }

    fn told(&self, all: &[&Citation]) -> Option<Cited> {
        let span = Span::new(all.first()?.span().start, all.last()?.span().end);
        let mut keys = Vec::new();
        let mut pages = None;
        for one in all {
            self.follow(one, MOST_LINKS, &mut keys, &mut pages);
        }
        let words = self.text.get(span.range()).unwrap_or_default();
        let note = match all {
            [one] if one.kind == Kind::FootnoteRef => self.note_of(one),
            _ => None,
        };
        let words = note.map_or(words, |note| {
            self.text.get(note.range()).unwrap_or_default()
        });
        Some(Cited {
            span,
            words: words.split_whitespace().collect::<Vec<_>>().join(" "),
            keys,
            pages,
        })
    }

    fn note_of(&self, mark: &Citation) -> Option<Span> {
        let mut leads = mark
            .resolves_to
            .iter()
            .filter_map(|at| self.found.list.get(*at));
        leads
            .find(|one| one.kind == Kind::FootnoteText)
            .map(Citation::span)
    }

    /// Gathers the works that a citation leads to, through notes and "Id.".
    fn follow(
        &self,
        one: &Citation,
        links: usize,
        keys: &mut Vec<String>,
        pages: &mut Option<(u32, u32)>,
    ) {
        match one.kind {
            Kind::FootnoteRef | Kind::FootnoteText | Kind::SupraId if links > 0 => {
                for next in one
                    .resolves_to
                    .iter()
                    .filter_map(|at| self.found.list.get(*at))
                {
                    self.follow(next, links - 1, keys, pages);
                }
                if one.kind == Kind::FootnoteText {
                    let inside = self.found.list.iter().filter(|other| {
                        !matches!(other.kind, Kind::FootnoteText | Kind::FootnoteRef)
                            && one
                                .spans
                                .iter()
                                .any(|span| span.contains(other.span().start))
                    });
                    for next in inside {
                        self.follow(next, links - 1, keys, pages);
                    }
                }
            }
            Kind::FootnoteRef | Kind::FootnoteText | Kind::SupraId => {}
            _ => {
                if !keys.contains(&one.key) {
                    keys.push(one.key.clone());
                }
                let words = self.text.get(one.span().range()).unwrap_or_default();
                *pages = pages.or_else(|| pages_after_year(words));
            }
        }
    }
}

/// The pages that a citation names after its year: “Adams 1999, 4–6”.
fn pages_after_year(words: &str) -> Option<(u32, u32)> {
    let digits = |c: char| c.is_ascii_digit();
    let year = words.match_indices(digits).map(|(at, _)| at).find(|at| {
        words[*at..].len() >= 4 && words[*at..].bytes().take(4).all(|b| b.is_ascii_digit())
    })?;
    let rest = words.get(year + 4..)?;
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_lowercase() && c != 'p');
    let start = rest.find(digits)?;
    // Only stops and the signs for pages stand ahead of a page.
    let lead: String = rest[..start]
        .chars()
        .filter(|c| c.is_alphabetic())
        .collect();
    if !matches!(lead.as_str(), "" | "p" | "pp" | "S" | "at") || rest[..start].contains(';') {
        return None;
    }
    let mut numbers = rest[start..]
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let first: u32 = numbers.next()?.parse().ok()?;
    let range = rest[start..]
        .trim_start_matches(digits)
        .starts_with(['–', '-', '—']);
    let last: Option<u32> = numbers
        .next()
        .filter(|_| range)
        .and_then(|last| last.parse().ok());
    Some((first, last.unwrap_or(first).max(first)))
}

/// Whether one of the works that are cited is a document, by its author and year.
pub(super) fn fit(
    cited: Option<&Cited>,
    author: &str,
    year: Option<i32>,
    page: Option<u32>,
) -> Fit {
    let Some(cited) = cited else {
        return Fit::Nothing;
    };
    let names = fold(author).replace(' ', "");
    let works = cited.keys.iter().filter_map(|key| key.split_once(':'));
    let mut known = works
        .clone()
        .filter(|(name, _)| !name.is_empty())
        .peekable();
    let (Some(year), false, true) = (year, names.is_empty(), known.peek().is_some()) else {
        return Fit::Unknown;
    };
    let is_it = |(surnames, of): (&str, &str)| {
        let digits: String = of.chars().take_while(char::is_ascii_digit).collect();
        let first = surnames.split('+').next().unwrap_or_default();
        let first = fold(first).replace(' ', "");
        digits == year.to_string() && !first.is_empty() && names.contains(&first)
    };
    if !known.any(is_it) {
        return Fit::OtherWork;
    }
    match (cited.pages, page) {
        (Some((first, last)), Some(page)) if !(first..=last).contains(&page) => Fit::OtherPage,
        _ => Fit::Fits,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::text::quotes::quotations;
    use crate::text::wording::flows;

    /// The words of a citation, the keys of its works and its pages.
    type Told = (String, Vec<String>, Option<(u32, u32)>);

    fn cited(text: &str) -> Vec<Option<Told>> {
        let text = Text::new(text);
        let citing = Citing::of(&text);
        let found = quotations(text.str(), &flows(&text, &citations::mapped_notes(&text)));
        let told = found.iter().map(|one| citing.cited(one));
        told.map(|one| one.map(|one| (one.words, one.keys, one.pages)))
            .collect()
    }

    #[test]
    fn a_citation_stands_behind_its_quotation_or_ahead_of_it() {
        let keys = |text: &str| cited(text)[0].clone().map(|(_, keys, pages)| (keys, pages));
        let adams = |pages| Some((vec!["adams:1999".to_owned()], pages));
        assert_eq!(
            keys("It was “a new law for the port” (Adams 1999, 4–6).\n"),
            adams(Some((4, 6)))
        );
        assert_eq!(
            keys("It was “a new law for the port,” she says (Adams 1999).\n"),
            adams(None)
        );
        assert_eq!(
            keys("Adams (1999, 4) calls it “a new law for the port” there.\n"),
            adams(Some((4, 4)))
        );
        assert_eq!(
            keys("It was “a new law for the port.” Later it fell (Adams 1999).\n"),
            None
        );
    }

    #[test]
    fn the_note_behind_a_quotation_cites_for_it() {
        let text = "It was “a new law for the port.”¹ It fell.\n\n¹ Adams 1999, 12.\n";
        let found = cited(text);
        let (words, keys, _) = found[0].clone().unwrap();
        assert_eq!(keys, ["adams:1999"]);
        assert!(words.starts_with("Adams 1999"), "{words}");
    }

    #[test]
    fn a_citation_fits_by_author_year_and_page() {
        let cited = Cited {
            span: Span::new(0, 1),
            words: String::new(),
            keys: vec!["adams+baker:1999a".to_owned()],
            pages: Some((4, 6)),
        };
        let fit = |author, year, page| fit(Some(&cited), author, year, page);
        assert_eq!(
            fit("Adams, Ann, and Bo Baker", Some(1999), Some(5)),
            Fit::Fits
        );
        assert_eq!(fit("Adams, Ann", Some(1999), Some(7)), Fit::OtherPage);
        assert_eq!(fit("Adams, Ann", Some(2001), None), Fit::OtherWork);
        assert_eq!(fit("", Some(1999), None), Fit::Unknown);
        assert_eq!(super::fit(None, "Adams", Some(1999), None), Fit::Nothing);
    }
}
