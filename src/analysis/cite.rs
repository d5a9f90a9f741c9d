//! How does a passage stand in a write-up? Its words, and where they come from, in the style of the export.

mod ground;
mod pattern;

pub use ground::{Ground, Grounds, SEPARATOR};
pub use pattern::{Name, Pattern};

use crate::project::{Case, Coding, Document, DocumentId, Project, Span, Style};
use crate::text::fold::without_note_marks;
use crate::text::{Asides, Text};

/// A style that has been read: how all quotations of an export are put.
#[derive(Clone, Debug)]
pub struct Cite {
    note_marks: bool,
    cut: String,
    pattern: Pattern,
}

/// A passage as a write-up has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// Its words, without quotation marks around them; empty where it has none.
    pub words: String,
    /// Where they come from, as the pattern says it.
    pub source: String,
}

impl Cited {
    /// `“words” (source)`; empty without words.
    pub fn whole(&self) -> String {
        match (self.words.as_str(), self.source.as_str()) {
            ("", _) => String::new(),
            (words, "") => format!("“{words}”"),
            (words, source) => format!("“{words}” {source}"),
        }
    }
}

impl Cite {
    /// Reads a style.
    ///
    /// # Errors
    /// The pattern of its citations is not one, and where.
    pub fn new(style: &Style) -> Result<Self, String> {
        Ok(Self {
            note_marks: style.note_marks,
            cut: one_line(&style.cut),
            pattern: style.citation.parse()?,
        })
    }

    /// A coding with its source. Without the text there is no page or paragraph, and for
    /// one that waits for its place in a corrected text neither.
    pub fn coding(
        &self,
        project: &Project,
        text: Option<&Text>,
        coding: &Coding,
        ground: Ground<'_>,
    ) -> Cited {
        // One that waits for its place in a corrected text has none.
        let text = text.filter(|_| project.is_placed(coding));
        let source = Source {
            document: project.documents().get(coding.document),
            place: text.map(|text| (text, coding.extent())),
            coding: Some(coding),
            case: project.case_of(coding),
            sources: ground.sources,
        };
        let parts = parts(&coding.quotation, &coding.spans);
        Cited {
            words: self.words(&parts, text, &coding.spans, ground),
            source: self.pattern.fill(|name| source.known(name)),
        }
    }

    /// Any spans of a text with their source. The words are empty where the spans hold none or do not fit the text.
    pub fn spans(
        &self,
        project: &Project,
        document: DocumentId,
        text: &Text,
        spans: &[Span],
        ground: Ground<'_>,
    ) -> Cited {
        let document = project.documents().get(document);
        let start = spans.first().map_or(0, |span| span.start);
        let end = spans.last().map_or(start, |span| span.end);
        let source = Source {
            document,
            place: Some((text, Span::new(start, end))),
            coding: None,
            case: document.and_then(|document| project.cases().get(document.case?)),
            sources: ground.sources,
        };
        let parts: Option<Vec<&str>> = spans
            .iter()
            .map(|span| text.str().get(span.range()))
            .collect();
        Cited {
            words: self.words(&parts.unwrap_or_default(), Some(text), spans, ground),
            source: self.pattern.fill(|name| source.known(name)),
        }
    }

    /// Parts of a quotation as one: line ends are blanks, and the cut sign stands between the parts. Halves of a
    /// paragraph that a page cuts read on without it: nothing is left out of the sentence.
    fn words(
        &self,
        parts: &[&str],
        text: Option<&Text>,
        spans: &[Span],
        ground: Ground<'_>,
    ) -> String {
        let mut words = String::new();
        let mut last: Option<usize> = None;
        for (at, part) in parts.iter().enumerate() {
            let part = self.part(part, text, spans.get(at), ground.asides);
            if part.is_empty() {
                continue;
            }
            if let Some(last) = last {
                let reads_on = text.is_some_and(|text| {
                    let pair = (spans.get(last), spans.get(at));
                    let (Some(first), Some(next)) = pair else {
                        return false;
                    };
                    let over_notes = |asides: &Asides| asides.reads_on(text.str(), *first, *next);
                    text.reads_on(*first, *next) || ground.asides.is_some_and(over_notes)
                });
                words.push(' ');
                if !reads_on && !self.cut.is_empty() {
                    words.push_str(&self.cut);
                    words.push(' ');
                }
            }
            words.push_str(&part);
            last = Some(at);
        }
        words
    }

    /// One part on one line, without note marks unless they are wanted: exactly those that are known of its text; those
    /// that look like nothing else where none are.
    fn part(
        &self,
        part: &str,
        text: Option<&Text>,
        span: Option<&Span>,
        asides: Option<&Asides>,
    ) -> String {
        if self.note_marks {
            return one_line(part);
        }
        let known = asides.filter(|asides| !asides.is_empty());
        let known = known
            .zip(text)
            .zip(span)
            .and_then(|((asides, text), span)| {
                let same = text.str().get(span.range()) == Some(part);
                same.then(|| asides.without(text.str(), *span))
            });
        match one_line(&known.unwrap_or_else(|| without_note_marks(part))) {
            // Whoever coded nothing but the mark wants to see it.
            bare if bare.is_empty() => one_line(part),
            bare => bare,
        }
    }
}

/// Spans of a text with their source, in the usual style: `“words” (Author Year, p. 12, citing 07KUALALUMPUR1290)`. Empty where they hold no words.
pub fn quoted(
    project: &Project,
    document: DocumentId,
    text: &Text,
    spans: &[Span],
    ground: Ground<'_>,
) -> String {
    let cite = Cite::new(&Style::default());
    // The usual style is a good one, as a test knows.
    cite.map_or_else(
        |_| String::new(),
        |cite| cite.spans(project, document, text, spans, ground).whole(),
    )
}

/// The parts of a stored quotation. One that is not as long as its spans say is taken as it is.
fn parts<'q>(quotation: &'q str, spans: &[Span]) -> Vec<&'q str> {
    let mut parts = Vec::with_capacity(spans.len());
    let mut rest = quotation;
    for (at, span) in spans.iter().enumerate() {
        let Some((part, after)) = rest.split_at_checked(span.len()) else {
            return vec![quotation];
        };
        parts.push(part);
        rest = after;
        if at + 1 < spans.len() {
            match rest.strip_prefix(Coding::CUT) {
                Some(after) => rest = after,
                None => return vec![quotation],
            }
        }
    }
    if rest.is_empty() {
        parts
    } else {
        vec![quotation]
    }
}

/// What a citation can tell of a passage.
struct Source<'a> {
    document: Option<&'a Document>,
    place: Option<(&'a Text, Span)>,
    coding: Option<&'a Coding>,
    case: Option<&'a Case>,
    sources: &'a [String],
}

impl Source<'_> {
    fn known(&self, name: Name) -> Option<String> {
        let document = self.document;
        let said = match name {
            Name::Author => document?.author.clone(),
            Name::Title => document?.title.clone(),
            Name::Year => document?.year?.to_string(),
            Name::Document => document?.file.clone(),
            Name::Place => place(self.place?.0, self.place?.1),
            Name::Page => pages(self.place?.0, self.place?.1)?.0,
            Name::Paragraph => {
                let (first, last) = paragraphs(self.place?.0, self.place?.1);
                range(&first.to_string(), &last.to_string())
            }
            Name::Sources => self.sources.join(SEPARATOR),
            Name::Speaker => self.coding?.speaker.clone(),
            Name::Date => self.coding?.date?.to_string(),
            Name::Case => self.case?.name.clone(),
            Name::Container => document?.reference.container.clone(),
            Name::Publisher => document?.reference.publisher.clone(),
            Name::Volume => document?.reference.volume.clone(),
            Name::Issue => document?.reference.issue.clone(),
            Name::Doi => document?.reference.doi.clone(),
            Name::Url => document?.reference.url.clone(),
            Name::Key => document?.reference.key.clone(),
        };
        Some(one_line(&said)).filter(|said| !said.is_empty())
    }
}

/// Where a passage stands, from its first to its last page or paragraph: “p. 12”, “pp. 12–13”, “¶ 214”, “¶¶ 214–215”; “p. 8
/// to 10” where only that is known of its page; in a transcript the time, “00:12:31–00:13:02”.
pub fn place(text: &Text, span: Span) -> String {
    if let Some((pages, several)) = pages(text, span) {
        return format!("{} {pages}", if several { "pp." } else { "p." });
    }
    if let Some(first) = text.map().cue_at(span.start) {
        let last = text.map().cue_at(last_byte(text, span)).unwrap_or(first);
        return range(&first.time(), &last.time());
    }
    match paragraphs(text, span) {
        (first, last) if first == last => format!("¶ {first}"),
        (first, last) => format!("¶¶ {}", range(&first.to_string(), &last.to_string())),
    }
}

/// The pages of a passage as a citation numbers them, and whether there are several.
fn pages(text: &Text, span: Span) -> Option<(String, bool)> {
    let structure = text.structure();
    let first = structure.page_at(span.start)?;
    let last = structure.page_at(last_byte(text, span)).unwrap_or(first);
    Some(first.name_to(last))
}

fn paragraphs(text: &Text, span: Span) -> (usize, usize) {
    let paragraphs = text.paragraphs();
    let first = paragraphs.at(span.start) + 1;
    (first, (paragraphs.at(last_byte(text, span)) + 1).max(first))
}

/// The start of the last word's end: a passage that ends with a line end does not reach into the next paragraph.
fn last_byte(text: &Text, span: Span) -> usize {
    let words = text.str().get(span.range()).map_or(0, |words| {
        words
            .trim_end_matches(|c: char| c.is_whitespace() || c == '\u{c}')
            .len()
    });
    span.start + words.saturating_sub(1)
}

fn range(first: &str, last: &str) -> String {
    if first == last {
        first.to_owned()
    } else {
        format!("{first}–{last}")
    }
}

/// On one line: blanks and line ends in a row are one blank.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
