//! What stands in a paragraph: words, marks of notes, fields, drawings, equations.

use super::body::{Walk, chosen, is_hidden, is_on};
use super::styles::{Style, value};
use crate::import::office::story::{Block, Inline, Note, Paragraph, Turn, TurnBy};
use crate::import::office::xml::{Element, Ns};
use crate::import::office::{fields, picture, symbols};
use crate::import::raised;
use crate::text::NoteKind;

/// A field: an instruction, and the words that it came to.
#[derive(Default)]
pub struct Field {
    instruction: String,
    /// Whether its instruction is at its end.
    is_result: bool,
    link: Option<String>,
    /// Of a box to be ticked, whether it is.
    ticked: Option<bool>,
}

/// Where what a run holds goes to.
struct Out<'p> {
    paragraph: &'p mut Paragraph,
    boxes: &'p mut Vec<Block>,
}

impl Walk<'_> {
    /// What stands in a paragraph, or in a frame within one.
    pub(super) fn inlines(
        &mut self,
        within: Element<'_>,
        style: &Style,
        paragraph: &mut Paragraph,
        boxes: &mut Vec<Block>,
    ) {
        for child in within.children() {
            match child.name() {
                (Ns::W, "r") => self.run(child, style, &mut Out { paragraph, boxes }),
                (Ns::W, "hyperlink") => {
                    let address = self.address(child);
                    let starts = address.is_some() && !self.in_link();
                    if starts {
                        paragraph.inlines.push(Inline::LinkStart);
                    }
                    self.inlines(child, style, paragraph, boxes);
                    if let (true, Some(address)) = (starts, address) {
                        paragraph.inlines.push(Inline::LinkEnd(address));
                    }
                }
                (Ns::W, "fldSimple") => {
                    let address = child.attribute(Ns::W, "instr").and_then(fields::link);
                    if address.is_some() {
                        paragraph.inlines.push(Inline::LinkStart);
                    }
                    self.inlines(child, style, paragraph, boxes);
                    paragraph.inlines.extend(address.map(Inline::LinkEnd));
                }
                (
                    Ns::W,
                    "ins" | "moveTo" | "smartTag" | "customXml" | "sdt" | "sdtContent" | "dir"
                    | "bdo",
                ) => self.inlines(child, style, paragraph, boxes),
                (Ns::W, "del" | "moveFrom") => {
                    let has_words = child
                        .descendants()
                        .any(|inner| inner.is(Ns::W, "delText") || inner.is(Ns::W, "t"));
                    self.tally.deleted += usize::from(has_words);
                }
                (Ns::W, "commentRangeStart" | "commentRangeEnd") => {
                    paragraph.inlines.extend(comment_mark(child));
                }
                (Ns::Mc, "AlternateContent") => {
                    if let Some(chosen) = chosen(child) {
                        self.inlines(chosen, style, paragraph, boxes);
                    }
                }
                (Ns::M, "oMath" | "oMathPara") => paragraph.push(&equation(child)),
                _ => {}
            }
        }
    }

    fn in_link(&self) -> bool {
        self.fields.iter().any(|field| field.link.is_some())
    }

    /// Where a link leads; none for one within the document.
    fn address(&self, link: Element<'_>) -> Option<String> {
        let id = link.attribute(Ns::R, "id")?;
        let relation = self.links.iter().find(|relation| relation.id == id)?;
        if !relation.is_outside {
            return None;
        }
        let place = link.attribute(Ns::W, "anchor");
        Some(match place {
            Some(place) if !relation.part.contains('#') => format!("{}#{place}", relation.part),
            _ => relation.part.clone(),
        })
    }

    fn run(&mut self, run: Element<'_>, paragraph_style: &Style, out: &mut Out<'_>) {
        let mut style = Style::default();
        if let Some(properties) = run.child(Ns::W, "rPr") {
            style.run(properties);
            let named = value(properties, "rStyle").and_then(|id| self.parts.styles.get(id));
            if let Some(named) = named {
                style.below(named);
            }
        }
        style.below(paragraph_style);
        self.content(run, &style, out);
    }

    /// What stands in a run.
    fn content(&mut self, run: Element<'_>, style: &Style, out: &mut Out<'_>) {
        let mut children = run.children();
        while let Some(child) = children.next() {
            match child.name() {
                (Ns::W, "fldChar") => self.field(child, out),
                (Ns::W, "instrText") => {
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(&child.text());
                    }
                }
                (Ns::W, "lastRenderedPageBreak") => {
                    self.sections.page();
                    let turn = Turn::by(TurnBy::Layout);
                    out.paragraph.inlines.push(Inline::Turn(turn));
                }
                (Ns::W, "commentReference") => {
                    let name = child.attribute(Ns::W, "id").unwrap_or_default();
                    out.paragraph
                        .inlines
                        .push(Inline::CommentAt(name.to_owned()));
                }
                _ if self.fields.iter().any(|field| !field.is_result) => {}
                _ if is_hidden(style) => {
                    let has_words = matches!(child.name(), (Ns::W, "t"));
                    if has_words && !std::mem::replace(&mut self.hiding, true) {
                        self.tally.hidden += 1;
                    }
                    continue;
                }
                (Ns::W, "footnoteReference" | "endnoteReference") => {
                    let kind = if child.is(Ns::W, "footnoteReference") {
                        NoteKind::Foot
                    } else {
                        NoteKind::End
                    };
                    let own = child.attribute(Ns::W, "customMarkFollows");
                    let mark = matches!(own, Some("1" | "true" | "on")).then(|| {
                        let rest = children.by_ref().map(|sign| self.sign(sign));
                        rest.collect::<String>()
                    });
                    self.note(child, kind, mark, out.paragraph);
                }
                _ => self.piece(child, style, out),
            }
            if child.is(Ns::W, "t") {
                self.hiding = false;
            }
        }
    }

    /// A piece of a run that makes words.
    fn piece(&mut self, piece: Element<'_>, style: &Style, out: &mut Out<'_>) {
        match piece.name() {
            (Ns::W, "t") => {
                let words = self.words(&piece.text(), style);
                out.paragraph.push(&words);
            }
            (Ns::W, "tab" | "ptab") => out.paragraph.push("\t"),
            (Ns::W, "br") if piece.attribute(Ns::W, "type") == Some("page") => {
                self.sections.page();
                let turn = Turn::by(TurnBy::Hand);
                out.paragraph.inlines.push(Inline::Turn(turn));
            }
            (Ns::W, "br" | "cr") => out.paragraph.push(" "),
            (Ns::W, "noBreakHyphen") => out.paragraph.push("\u{2011}"),
            (Ns::W, "softHyphen") => out.paragraph.push("\u{ad}"),
            (Ns::W, "sym") => {
                let sign = self.sign(piece);
                out.paragraph.push(&sign);
            }
            (Ns::W, "ruby") => {
                if let Some(base) = piece.child(Ns::W, "rubyBase") {
                    self.inlines(base, style, out.paragraph, out.boxes);
                }
            }
            (Ns::W, "drawing" | "pict" | "object") => self.drawing(piece, out),
            (Ns::Mc, "AlternateContent") => {
                if let Some(chosen) = chosen(piece) {
                    self.content(chosen, style, out);
                }
            }
            _ => {}
        }
    }

    /// Words of a run as they are shown: raised digits raised, signs of fonts without letters as signs.
    fn words(&mut self, words: &str, style: &Style) -> String {
        let words = words.replace(['\n', '\t'], " ");
        let is_raised = style.raised == Some(true);
        let (shown, unknown) = symbols::shown(words, is_raised, style.font.as_deref());
        self.tally.signs += unknown;
        shown
    }

    /// A sign by font and code, or the words of a piece.
    fn sign(&mut self, piece: Element<'_>) -> String {
        if !piece.is(Ns::W, "sym") {
            return if piece.is(Ns::W, "t") {
                piece.text()
            } else {
                String::new()
            };
        }
        let font = piece.attribute(Ns::W, "font").unwrap_or_default();
        let code = piece.attribute(Ns::W, "char").unwrap_or_default();
        let code = u32::from_str_radix(code, 16).unwrap_or(0xfffd);
        let letter = match symbols::meant(font, code) {
            Some(sign) => sign,
            // In other fonts codes are letters, moved up or not.
            None if (0xf000..=0xf0ff).contains(&code) => '\u{fffd}',
            None => char::from_u32(code).unwrap_or('\u{fffd}'),
        };
        self.tally.signs += usize::from(letter == '\u{fffd}');
        letter.to_string()
    }

    fn field(&mut self, mark: Element<'_>, out: &mut Out<'_>) {
        match mark.attribute(Ns::W, "fldCharType") {
            Some("begin") => {
                let tick = mark
                    .child(Ns::W, "ffData")
                    .and_then(|data| data.child(Ns::W, "checkBox"));
                let ticked = tick.map(|tick| match tick.child(Ns::W, "checked") {
                    Some(_) => is_on(tick, "checked"),
                    None => is_on(tick, "default"),
                });
                self.fields.push(Field {
                    ticked,
                    ..Field::default()
                });
            }
            Some("separate") => {
                let nested = self.in_link();
                if let Some(field) = self.fields.last_mut() {
                    field.is_result = true;
                    field.link = fields::link(&field.instruction).filter(|_| !nested);
                    if field.link.is_some() {
                        out.paragraph.inlines.push(Inline::LinkStart);
                    }
                }
            }
            Some("end") => {
                let field = self.fields.pop().unwrap_or_default();
                let is_shown = self.fields.iter().all(|field| field.is_result);
                if let (true, Some(ticked)) = (is_shown, field.ticked) {
                    out.paragraph.push(if ticked { "☒" } else { "☐" });
                }
                if is_shown && !field.is_result {
                    let words = fields::shown(&field.instruction).unwrap_or_default();
                    self.tally.signs += usize::from(words == "\u{fffd}");
                    out.paragraph.push(&words);
                }
                out.paragraph
                    .inlines
                    .extend(field.link.map(Inline::LinkEnd));
            }
            _ => {}
        }
    }

    fn note(
        &mut self,
        reference: Element<'_>,
        kind: NoteKind,
        mark: Option<String>,
        paragraph: &mut Paragraph,
    ) {
        // A note has no notes.
        if self.aside {
            return;
        }
        let label = match mark.map(|mark| mark.trim().to_owned()) {
            Some(mark) if mark.is_empty() => "*".to_owned(),
            Some(mark) => mark,
            None => self.sections.note(kind),
        };
        let id = reference.attribute(Ns::W, "id").unwrap_or_default();
        let parts = self.parts;
        let (notes, links) = match kind {
            NoteKind::Foot => (&self.footnotes, &parts.footnote_links),
            NoteKind::End => (&self.endnotes, &parts.endnote_links),
        };
        let Some(note) = notes.get(id).copied() else {
            paragraph.push(&raised(&label));
            return;
        };
        let was = std::mem::replace(&mut self.links, links);
        let body = self.aside(note);
        self.links = was;
        paragraph
            .inlines
            .push(Inline::Note(Note { kind, label, body }));
    }

    /// Text boxes go behind the paragraph; a picture leaves what its author says that it shows.
    fn drawing(&mut self, drawing: Element<'_>, out: &mut Out<'_>) {
        let mut seen = Seen::default();
        self.drawn(drawing, &mut seen, out.boxes);
        if seen.has_text || !seen.has_picture {
            return;
        }
        if seen.description.trim().is_empty() {
            self.tally.pictures += 1;
            out.paragraph.inlines.push(Inline::Drawn);
        } else {
            out.paragraph.push(&picture(&seen.description));
        }
    }

    fn drawn(&mut self, within: Element<'_>, seen: &mut Seen, boxes: &mut Vec<Block>) {
        for child in within.children() {
            match child.name() {
                (Ns::W, "txbxContent") => {
                    let fields = std::mem::take(&mut self.fields);
                    self.blocks(child, boxes);
                    self.fields = fields;
                    seen.has_text = true;
                    continue;
                }
                (Ns::Mc, "AlternateContent") => {
                    if let Some(chosen) = chosen(child) {
                        self.drawn(chosen, seen, boxes);
                    }
                    continue;
                }
                (Ns::Wp, "docPr") => {
                    seen.describe(child.attribute(Ns::None, "descr"));
                    seen.describe(child.attribute(Ns::None, "title"));
                }
                (Ns::V, "shape" | "rect" | "group") => {
                    seen.describe(child.attribute(Ns::None, "alt"));
                }
                (Ns::V, "imagedata") | (_, "pic" | "chart" | "relIds") => seen.has_picture = true,
                _ => {}
            }
            self.drawn(child, seen, boxes);
        }
    }
}

/// What was found in a drawing.
#[derive(Default)]
struct Seen {
    description: String,
    has_text: bool,
    has_picture: bool,
}

impl Seen {
    fn describe(&mut self, words: Option<&str>) {
        if let Some(words) = words
            && self.description.is_empty()
        {
            words.clone_into(&mut self.description);
        }
    }
}

/// Where the words start or end that a comment is about.
pub(super) fn comment_mark(mark: Element<'_>) -> Option<Inline> {
    let name = mark.attribute(Ns::W, "id")?.to_owned();
    Some(if mark.is(Ns::W, "commentRangeStart") {
        Inline::CommentStart(name)
    } else {
        Inline::CommentEnd(name)
    })
}

/// An equation in one line: "a²+b/c".
pub(super) fn equation(within: Element<'_>) -> String {
    let mut line = String::new();
    for child in within.children() {
        match child.name() {
            (Ns::M, "t") | (Ns::W, "t") => line.push_str(&child.text()),
            (Ns::W, "del" | "moveFrom") => {}
            (Ns::M, "sup") => {
                let power = equation(child);
                if !power.is_empty() && power.bytes().all(|byte| byte.is_ascii_digit()) {
                    line.push_str(&raised(&power));
                } else if !power.is_empty() {
                    line.push('^');
                    line.push_str(&power);
                }
            }
            // A sum, or an integral where it does not say.
            (Ns::M, "nary") => {
                let sign = child.path(Ns::M, &["naryPr", "chr"]);
                let sign = sign.map_or(Some("∫"), |sign| sign.attribute(Ns::M, "val"));
                line.push_str(sign.unwrap_or_default());
                line.push_str(&equation(child));
            }
            (Ns::M, "den") => {
                line.push('/');
                line.push_str(&equation(child));
            }
            (Ns::M, "d") => {
                line.push('(');
                line.push_str(&equation(child));
                line.push(')');
            }
            _ => line.push_str(&equation(child)),
        }
    }
    line
}
