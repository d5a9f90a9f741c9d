//! What stands in a paragraph: words, marks of notes, links, comments, drawings.

use super::body::Walk;
use super::styles::Style;
use crate::import::office::story::{Block, Inline, Note, Paragraph, Turn, TurnBy, words_of};
use crate::import::office::xml::{Element, Ns};
use crate::import::office::{picture, symbols};
use crate::import::{Comment, raised};
use crate::text::NoteKind;

/// A run of blanks is no longer than that.
const BLANKS: usize = 200;

impl Walk<'_> {
    /// What stands in a paragraph.
    pub(super) fn inlines(
        &mut self,
        within: Element<'_>,
        style: &Style,
        paragraph: &mut Paragraph,
        boxes: &mut Vec<Block>,
    ) {
        // Blanks of the file are one, and none at the start.
        let mut blank = true;
        self.pieces(within, style, paragraph, boxes, &mut blank);
    }

    fn pieces(
        &mut self,
        within: Element<'_>,
        style: &Style,
        paragraph: &mut Paragraph,
        boxes: &mut Vec<Block>,
        blank: &mut bool,
    ) {
        for child in within.children() {
            match child.name() {
                (_, "") => {
                    let words = collapsed(child.words(), blank);
                    if style.hidden == Some(true) {
                        self.tally.hidden += usize::from(!words.trim().is_empty());
                    } else {
                        let words = self.shown(words, style);
                        paragraph.push(&words);
                    }
                }
                (Ns::Text, "s") => {
                    let count = child.attribute(Ns::Text, "c");
                    let count = count.map_or(Some(1), |count| count.parse::<usize>().ok());
                    paragraph.push(&" ".repeat(count.unwrap_or(1).min(BLANKS)));
                    *blank = false;
                }
                (Ns::Text, "tab") => {
                    paragraph.push("\t");
                    *blank = false;
                }
                (Ns::Text, "line-break") => {
                    paragraph.push(" ");
                    *blank = false;
                }
                (Ns::Text, "span") => {
                    let name = child.attribute(Ns::Text, "style-name").unwrap_or_default();
                    let mut own = self.styles.get("text", name);
                    own.below(style);
                    self.pieces(child, &own, paragraph, boxes, blank);
                }
                (Ns::Text, "a") => {
                    let address = child.attribute(Ns::Xlink, "href").unwrap_or_default();
                    let leads = !address.is_empty() && !address.starts_with('#');
                    if leads {
                        paragraph.inlines.push(Inline::LinkStart);
                    }
                    self.pieces(child, style, paragraph, boxes, blank);
                    if leads {
                        let address = Inline::LinkEnd(address.to_owned());
                        paragraph.inlines.push(address);
                    }
                }
                (Ns::Text, "soft-page-break") => {
                    let turn = Turn::by(TurnBy::Layout);
                    paragraph.inlines.push(Inline::Turn(turn));
                }
                (Ns::Text, "note") => {
                    self.note(child, paragraph);
                    *blank = false;
                }
                (Ns::Office, "annotation") => self.comment(child, paragraph),
                (Ns::Office, "annotation-end") => {
                    if let Some(name) = child.attribute(Ns::Office, "name") {
                        paragraph.inlines.push(Inline::CommentEnd(name.to_owned()));
                    }
                }
                (Ns::Text, "ruby") => {
                    if let Some(base) = child.child(Ns::Text, "ruby-base") {
                        self.pieces(base, style, paragraph, boxes, blank);
                    }
                }
                (Ns::Text, "hidden-text") => {
                    if child.attribute(Ns::Text, "is-hidden") == Some("true") {
                        self.tally.hidden += 1;
                    } else {
                        self.pieces(child, style, paragraph, boxes, blank);
                    }
                }
                (Ns::Draw, "a") => self.pieces(child, style, paragraph, boxes, blank),
                (Ns::Draw, _) => self.drawing(child, paragraph, boxes),
                (Ns::Text | Ns::Other, name) if !name.ends_with("-source") => {
                    self.pieces(child, style, paragraph, boxes, blank);
                }
                _ => {}
            }
        }
    }

    /// Words as they are shown: raised digits raised, signs of fonts without letters as signs.
    fn shown(&mut self, words: String, style: &Style) -> String {
        let is_raised = style.raised == Some(true);
        let (shown, unknown) = symbols::shown(words, is_raised, style.font.as_deref());
        self.tally.signs += unknown;
        shown
    }

    fn note(&mut self, note: Element<'_>, paragraph: &mut Paragraph) {
        let kind = match note.attribute(Ns::Text, "note-class") {
            Some("endnote") => NoteKind::End,
            _ => NoteKind::Foot,
        };
        let citation = note.child(Ns::Text, "note-citation");
        let label = citation.map(|citation| citation.text()).unwrap_or_default();
        let label = match label.trim() {
            "" => "*",
            label => label,
        };
        // A note has no notes.
        let (false, Some(body)) = (self.aside, note.child(Ns::Text, "note-body")) else {
            paragraph.push(&raised(label));
            return;
        };
        let body = self.aside(body);
        paragraph.inlines.push(Inline::Note(Note {
            kind,
            label: label.to_owned(),
            body,
        }));
    }

    fn comment(&mut self, comment: Element<'_>, paragraph: &mut Paragraph) {
        if self.aside {
            return;
        }
        self.commented += 1;
        let given = comment.attribute(Ns::Office, "name");
        let name = given.map_or_else(|| format!("#{}", self.commented), str::to_owned);
        // An answer is about the words that the first comment is about.
        let about = comment
            .attribute(Ns::Other, "parent-name")
            .map_or_else(|| name.clone(), str::to_owned);
        let said = |ns, name| {
            let said = comment.child(ns, name).map(|said| said.text());
            said.unwrap_or_default().trim().to_owned()
        };
        let text = words_of(&self.aside(comment));
        self.comments.push((
            about,
            Comment {
                author: said(Ns::Dc, "creator"),
                date: said(Ns::Dc, "date")
                    .get(..10)
                    .unwrap_or_default()
                    .to_owned(),
                quotation: String::new(),
                text,
            },
        ));
        paragraph
            .inlines
            .push(if self.ranges.contains(name.as_str()) {
                Inline::CommentStart(name)
            } else {
                Inline::CommentAt(name)
            });
    }

    /// Text boxes go behind the paragraph; a picture leaves what its author says that it shows, a formula its signs.
    pub(super) fn drawing(
        &mut self,
        drawing: Element<'_>,
        paragraph: &mut Paragraph,
        boxes: &mut Vec<Block>,
    ) {
        let object = drawing.child(Ns::Draw, "object");
        let line = object.and_then(|object| {
            let kept = object.attribute(Ns::Xlink, "href");
            let line = match kept {
                Some(at) => self.formulas.get(at).cloned(),
                None => Some(formula(object)),
            };
            line.filter(|line| !line.trim().is_empty())
        });
        if let Some(line) = line {
            paragraph.push(line.trim());
            return;
        }
        let description = ["desc", "title"].into_iter().find_map(|name| {
            let words = drawing.child(Ns::Svg, name)?.text();
            (!words.trim().is_empty()).then_some(words)
        });
        let mut has_text = false;
        let mut has_picture = false;
        for child in drawing.children() {
            match child.name() {
                (Ns::Draw, "text-box") => {
                    has_text = true;
                    self.inside(child, boxes);
                }
                (Ns::Draw, "image" | "object" | "object-ole") => has_picture = true,
                (Ns::Draw, _) => self.drawing(child, paragraph, boxes),
                (Ns::Text | Ns::Table, _) => {
                    has_text = true;
                    self.block(child, &mut None, boxes);
                }
                _ => {}
            }
        }
        if has_text || !has_picture {
            return;
        }
        if let Some(description) = description {
            paragraph.push(&picture(&description));
        } else {
            self.tally.pictures += 1;
            paragraph.inlines.push(Inline::Drawn);
        }
    }
}

/// Words in which runs of blanks are one; none follows a blank.
fn collapsed(words: &str, blank: &mut bool) -> String {
    let mut kept = String::with_capacity(words.len());
    for c in words.chars() {
        let is_blank = matches!(c, ' ' | '\t' | '\n' | '\r');
        if !is_blank {
            kept.push(c);
        } else if !*blank {
            kept.push(' ');
        }
        *blank = is_blank;
    }
    kept
}

/// A formula (MathML) in one line: "a²+b/c".
pub(super) fn formula(within: Element<'_>) -> String {
    let mut line = String::new();
    for child in within.children() {
        let inner = || child.children().filter(|part| !part.name().1.is_empty());
        match child.name().1 {
            "" => line.push_str(child.words().trim()),
            "annotation" => {}
            "mfrac" => {
                let parts: Vec<String> = inner().map(formula).collect();
                line.push_str(&parts.join("/"));
            }
            "msup" => {
                let parts: Vec<String> = inner().map(formula).collect();
                if let [base, power] = parts.as_slice() {
                    line.push_str(base);
                    if power.bytes().all(|byte| byte.is_ascii_digit()) {
                        line.push_str(&raised(power));
                    } else {
                        line.push('^');
                        line.push_str(power);
                    }
                }
            }
            _ => line.push_str(&formula(child)),
        }
    }
    line
}
