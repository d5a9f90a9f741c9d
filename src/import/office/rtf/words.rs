//! The walk through an RTF file: what its control words and groups mean.

use super::fonts::{Font, Fonts, code_page};
use super::sink::Sink;
use super::styles::{Style, Styles, level};
use super::tokens::{Token, Tokens};
use crate::import::office::numbers::Numbering;
use crate::import::office::story::{Block, Inline, Note, Story, Turn, TurnBy, words_of};
use crate::import::office::{fields, picture, symbols};
use crate::import::{Comment, Fault, raised};
use crate::text::NoteKind;
use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// Groups may be nested this deep.
const DEPTH: usize = 2_000;

/// Where words go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goes {
    /// Into the text, or the note or box that is open.
    Text,
    /// Into what is being collected: a name, an instruction.
    Collected,
    /// Nowhere, but parts of it may: a shape, a picture.
    Shape,
    /// Nowhere.
    Nowhere,
}

/// What is to be done when a group closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Nothing,
    Font,
    Style,
    Title,
    Author,
    Label,
    Instruction,
    Result,
    Field,
    Note,
    Head,
    Box,
    Drawing,
    PropertyName,
    PropertyValue,
    CommentStart,
    CommentStop,
    CommentAuthor,
    CommentName,
    CommentDate,
    Comment,
}

/// What holds within a group.
#[derive(Clone, Copy, Debug)]
struct State {
    goes: Goes,
    /// Where words of a part go that has a better part beside it.
    else_goes: Goes,
    end: End,
    /// Whether the group begins with `\*`: to be left out by who does not know it.
    optional: bool,
    /// How many characters stand in for one that older programs do not have.
    fallback: usize,
    font: i32,
    other_font: i32,
    from_right: bool,
    hidden: bool,
    raised: bool,
    deleted: bool,
    style: i32,
    outline: Option<i32>,
    depth: usize,
    in_made: bool,
    /// The list that this is in: fonts, styles, or none.
    list: End,
}

/// A field that is open.
#[derive(Default)]
struct Field {
    instruction: String,
    link: Option<String>,
    has_result: bool,
}

/// A drawing that is open.
#[derive(Default)]
struct Drawing {
    description: String,
    name: String,
    has_picture: bool,
    has_text: bool,
}

/// How notes of a kind are numbered.
struct Counter {
    way: Numbering,
    start: u32,
    next: u32,
    by_section: bool,
    by_page: bool,
}

/// A walk through a file.
pub struct Walk<'b> {
    tokens: Tokens<'b>,
    state: State,
    outer: Vec<State>,
    sinks: Vec<Sink>,
    collected: Vec<String>,
    raw: Vec<u8>,
    /// The first half of a character beyond U+FFFF.
    half: Option<u32>,
    skip: usize,
    encoding: &'static Encoding,
    ordinary_font: i32,
    fonts: Fonts,
    font: (i32, Font),
    styles: Styles,
    named: (i32, Style),
    fields: Vec<Field>,
    drawings: Vec<Drawing>,
    /// Notes that are open: at the end or not, and with a number of the file's or not.
    notes: Vec<(NoteKind, bool)>,
    numbered: bool,
    foot: Counter,
    end: Counter,
    comment: Comment,
    comment_name: String,
    commented: usize,
    merged: Vec<bool>,
    merges: bool,
    section: Turn,
    goes_on: bool,
    section_starts: bool,
    has_begun: bool,
    depth_of_list: usize,
    was_hidden: bool,
    was_deleted: bool,
    story: Story,
}

impl<'b> Walk<'b> {
    /// Reads a whole file.
    pub fn through(bytes: &'b [u8]) -> Result<Story, Fault> {
        let start = memchr::memmem::find(bytes, b"{\\rtf").unwrap_or(0);
        let mut walk = Self::of(bytes.get(start..).unwrap_or_default());
        let mut is_whole = false;
        while let Some(token) = walk.tokens.next() {
            walk.token(token)?;
            if walk.outer.is_empty() {
                is_whole = true;
                break;
            }
        }
        walk.flush();
        while !walk.outer.is_empty() {
            walk.close();
        }
        walk.story.tally.damaged = !is_whole;
        let sink = walk.sinks.pop().unwrap_or_default();
        let level = walk.level();
        walk.story.blocks = sink.finish(level, walk.state.depth);
        Ok(walk.story)
    }

    fn of(bytes: &'b [u8]) -> Self {
        let counter = || Counter {
            way: Numbering::Arabic,
            start: 1,
            next: 1,
            by_section: false,
            by_page: false,
        };
        Self {
            tokens: Tokens::of(bytes),
            state: State {
                goes: Goes::Text,
                else_goes: Goes::Text,
                end: End::Nothing,
                optional: false,
                fallback: 1,
                font: -1,
                other_font: -1,
                from_right: false,
                hidden: false,
                raised: false,
                deleted: false,
                style: 0,
                outline: None,
                depth: 0,
                in_made: false,
                list: End::Nothing,
            },
            outer: Vec::new(),
            sinks: vec![Sink::default()],
            collected: Vec::new(),
            raw: Vec::new(),
            half: None,
            skip: 0,
            encoding: WINDOWS_1252,
            ordinary_font: -1,
            fonts: Fonts::default(),
            font: (0, Font::default()),
            styles: Styles::default(),
            named: (0, Style::default()),
            fields: Vec::new(),
            drawings: Vec::new(),
            notes: Vec::new(),
            numbered: false,
            foot: counter(),
            end: counter(),
            comment: Comment::default(),
            comment_name: String::new(),
            commented: 0,
            merged: Vec::new(),
            merges: false,
            section: Turn::default(),
            goes_on: false,
            section_starts: false,
            has_begun: false,
            depth_of_list: 0,
            was_hidden: false,
            was_deleted: false,
            story: Story::default(),
        }
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), Fault> {
        match token {
            Token::Byte(byte) => {
                if self.skip > 0 {
                    self.skip -= 1;
                } else {
                    self.raw.push(byte);
                }
            }
            Token::Open => {
                self.flush();
                if self.outer.len() >= DEPTH {
                    return Err(Fault::TooMuch(format!(
                        "is nested more than {DEPTH} levels deep"
                    )));
                }
                self.outer.push(self.state);
                self.state.end = End::Nothing;
                self.state.optional = false;
            }
            Token::Close => {
                self.flush();
                self.close();
            }
            Token::Sign(sign) => {
                if self.skip > 0 {
                    self.skip -= 1;
                    return Ok(());
                }
                self.flush();
                match sign {
                    b'~' => self.words("\u{a0}"),
                    b'-' => self.words("\u{ad}"),
                    b'_' => self.words("\u{2011}"),
                    b'*' => self.state.optional = true,
                    _ => {}
                }
            }
            Token::Word("bin", count) => {
                self.tokens
                    .pass(usize::try_from(count.unwrap_or(0)).unwrap_or(0));
            }
            Token::Word("u", Some(number)) => {
                self.letters();
                self.skip = 0;
                self.unicode(number);
                self.skip = self.state.fallback;
            }
            Token::Word(name, number) => {
                self.flush();
                self.word(name, number);
            }
        }
        Ok(())
    }

    /// Ends a run of bytes.
    fn flush(&mut self) {
        self.letters();
        self.skip = 0;
        if self.half.take().is_some() {
            self.words("\u{fffd}");
        }
    }

    /// Bytes as letters.
    fn letters(&mut self) {
        if self.raw.is_empty() {
            return;
        }
        let raw = std::mem::take(&mut self.raw);
        let font = self.current_font();
        if self.state.goes == Goes::Text && font.is_some_and(|font| font.is_signs) {
            let name = font.map(|font| font.name.clone()).unwrap_or_default();
            let mut signs = String::new();
            for byte in &raw {
                let sign = symbols::meant(&name, u32::from(*byte));
                let plain = byte.is_ascii().then_some(char::from(*byte));
                signs.push(self.counted(sign.or(plain).unwrap_or('\u{fffd}')));
            }
            self.words(&signs);
            return;
        }
        if self.state.end == End::Label && font.is_some_and(|font| font.is_signs) {
            self.words("•");
            return;
        }
        let encoding = font.and_then(|font| font.encoding).unwrap_or(self.encoding);
        let (words, _) = encoding.decode_without_bom_handling(&raw);
        let words = words.replace(['\n', '\r'], " ");
        self.words(&words);
    }

    fn counted(&mut self, sign: char) -> char {
        self.story.tally.signs += usize::from(sign == '\u{fffd}');
        sign
    }

    fn current_font(&self) -> Option<&Font> {
        let number = match self.state {
            State {
                from_right: true,
                other_font,
                ..
            } if other_font >= 0 => other_font,
            State { font, .. } if font >= 0 => font,
            _ => self.ordinary_font,
        };
        self.fonts.get(number)
    }

    fn unicode(&mut self, number: i32) {
        let code = number.rem_euclid(65_536) as u32;
        match (self.half.take(), code) {
            (None, 0xd800..=0xdbff) => {
                self.half = Some(code);
            }
            (Some(half), 0xdc00..=0xdfff) => {
                let code = 0x10000 + ((half - 0xd800) << 10) + (code - 0xdc00);
                let letter = char::from_u32(code).unwrap_or('\u{fffd}');
                self.words(letter.encode_utf8(&mut [0; 4]));
            }
            (half, code) => {
                if half.is_some() {
                    self.words("\u{fffd}");
                }
                let name = self.current_font().map(|font| font.name.clone());
                let is_sign = (0xf000..=0xf0ff).contains(&code);
                let sign = name
                    .filter(|_| is_sign)
                    .and_then(|name| symbols::meant(&name, code));
                let letter = sign.or_else(|| char::from_u32(code)).unwrap_or('\u{fffd}');
                let letter = self.counted(letter);
                self.words(letter.encode_utf8(&mut [0; 4]));
            }
        }
    }

    /// Words, to where they go.
    fn words(&mut self, words: &str) {
        match self.state.goes {
            Goes::Nowhere | Goes::Shape => {}
            Goes::Collected => {
                if let Some(collected) = self.collected.last_mut() {
                    collected.push_str(words);
                }
            }
            Goes::Text => {
                if self.state.deleted {
                    let new = !std::mem::replace(&mut self.was_deleted, true);
                    self.story.tally.deleted += usize::from(new);
                    return;
                }
                if self.state.hidden {
                    let new = !std::mem::replace(&mut self.was_hidden, true);
                    self.story.tally.hidden += usize::from(new);
                    return;
                }
                self.was_deleted = false;
                self.was_hidden = false;
                self.begin();
                let is_number = self.state.raised && symbols::is_number(words);
                if let Some(sink) = self.sinks.last_mut() {
                    if is_number {
                        sink.paragraph.push(&raised(words));
                    } else {
                        sink.paragraph.push(words);
                    }
                }
            }
        }
    }

    fn inline(&mut self, inline: Inline) {
        if let Some(sink) = self.sinks.last_mut() {
            sink.paragraph.inlines.push(inline);
        }
    }

    /// Whether this is the text itself, not a note or a box.
    fn is_outermost(&self) -> bool {
        self.sinks.len() == 1
    }

    /// Something is about to stand on the page: the section has said by now how it starts.
    fn begin(&mut self) {
        if !self.is_outermost() {
            return;
        }
        if !std::mem::replace(&mut self.has_begun, true) {
            self.story.first = self.section.clone();
            self.section_starts = false;
        }
        if std::mem::take(&mut self.section_starts) && !self.goes_on {
            let turn = self.section.clone();
            self.inline(Inline::Turn(turn));
        }
    }

    /// The level of the open paragraph, if it is a heading.
    fn level(&self) -> Option<u8> {
        match self.state.outline {
            Some(outline) => level(outline),
            None => self.styles.level(self.state.style),
        }
    }

    fn collect(&mut self, end: End) {
        if self.state.goes == Goes::Nowhere {
            return;
        }
        self.collected.push(String::new());
        self.state.goes = Goes::Collected;
        self.state.end = end;
    }

    fn fill(&mut self, end: End) {
        if self.state.goes == Goes::Nowhere {
            return;
        }
        self.begin();
        self.sinks.push(Sink::default());
        self.state.goes = Goes::Text;
        self.state.end = end;
        self.state.depth = 0;
        self.state.raised = false;
        self.state.outline = None;
    }

    fn draw(&mut self) {
        match self.state.goes {
            Goes::Text => {
                self.drawings.push(Drawing::default());
                self.state.end = End::Drawing;
                self.state.goes = Goes::Shape;
            }
            Goes::Shape => {}
            Goes::Collected | Goes::Nowhere => self.state.goes = Goes::Nowhere,
        }
    }

    fn word(&mut self, name: &str, number: Option<i32>) {
        let optional = std::mem::take(&mut self.state.optional);
        if self.destination(name) {
            return;
        }
        if optional {
            self.state.goes = Goes::Nowhere;
            return;
        }
        if self.state.goes == Goes::Nowhere {
            return;
        }
        let on = number != Some(0);
        match name {
            "plain" => {
                self.state.hidden = false;
                self.state.raised = false;
                self.state.deleted = false;
                self.state.font = -1;
            }
            "v" => self.state.hidden = on,
            "super" => self.state.raised = on,
            "up" => self.state.raised = number.unwrap_or(6) > 0,
            "nosupersub" | "sub" | "dn" => self.state.raised = false,
            "deleted" | "mvf" => self.state.deleted = on,
            "uc" => self.state.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8),
            "rtlch" => self.state.from_right = true,
            "ltrch" => self.state.from_right = false,
            "af" => self.state.other_font = number.unwrap_or(-1),
            "f" if self.state.list == End::Font => self.font.0 = number.unwrap_or(0),
            "f" => self.state.font = number.unwrap_or(-1),
            _ if self.paragraph_word(name, number) => {}
            _ if self.sign(name) => {}
            _ if self.table_word(name, number) => {}
            _ => self.document_word(name, number),
        }
    }

    /// Words that say what a group is; those that are not known here and begin with `\*` are left out.
    fn destination(&mut self, name: &str) -> bool {
        match name {
            "fonttbl" | "stylesheet" => {
                let list = if name == "fonttbl" {
                    End::Font
                } else {
                    End::Style
                };
                self.collect(list);
                self.state.list = list;
            }
            "info" => self.state.goes = Goes::Shape,
            "title" if self.state.goes == Goes::Shape => self.collect(End::Title),
            "author" if self.state.goes == Goes::Shape => self.collect(End::Author),
            "creatim" => self.state.in_made = true,
            "listtext" | "pntext" => {
                self.collect(End::Label);
            }
            "field" if self.state.goes != Goes::Nowhere => {
                self.fields.push(Field::default());
                self.state.end = End::Field;
            }
            "fldinst" => self.collect(End::Instruction),
            "fldrslt" => self.result(),
            "footnote" => {
                self.notes
                    .push((NoteKind::Foot, std::mem::take(&mut self.numbered)));
                self.fill(End::Note);
                if self.state.end != End::Note {
                    self.notes.pop();
                }
            }
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" => {
                if self.state.goes == Goes::Text {
                    self.sinks.push(Sink::default());
                    self.state.end = End::Head;
                    self.state.depth = 0;
                }
            }
            "shp" | "do" | "pict" => {
                let is_inner = self.state.goes == Goes::Shape;
                self.draw();
                if name == "pict"
                    && let Some(drawing) = self.drawings.last_mut()
                {
                    drawing.has_picture = true;
                }
                // What stands in a picture is no text.
                if name == "pict" && is_inner {
                    self.state.goes = Goes::Nowhere;
                }
            }
            "shpinst" | "picprop" | "sp" => {
                if self.state.goes != Goes::Shape {
                    self.state.goes = Goes::Nowhere;
                }
            }
            "shptxt" | "dptxbxtext" => {
                if self.state.goes == Goes::Shape {
                    if let Some(drawing) = self.drawings.last_mut() {
                        drawing.has_text = true;
                    }
                    self.fill(End::Box);
                }
            }
            "sn" => self.property(End::PropertyName),
            "sv" => self.property(End::PropertyValue),
            "atrfstart" => self.collect(End::CommentStart),
            "atrfend" => self.collect(End::CommentStop),
            "atnauthor" => self.collect(End::CommentAuthor),
            "atnref" => self.collect(End::CommentName),
            "atndate" => self.collect(End::CommentDate),
            "annotation" => {
                self.commented += 1;
                self.comment_name = format!("#{}", self.commented);
                self.fill(End::Comment);
            }
            "upr" => {
                self.state.else_goes = self.state.goes;
                self.state.goes = Goes::Nowhere;
            }
            "ud" => self.state.goes = self.state.else_goes,
            "shppict" | "nesttableprops" | "moMath" | "moMathPara" => {}
            "nonshppict" | "shprslt" | "nonesttables" | "colortbl" | "xe" | "tc" | "tcn"
            | "rxe" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc" | "aftncn"
            | "revtbl" | "filetbl" | "mmathPict" | "atnid" => self.state.goes = Goes::Nowhere,
            _ => return false,
        }
        true
    }

    fn property(&mut self, end: End) {
        if self.state.goes == Goes::Shape && !self.drawings.is_empty() {
            self.collect(end);
        } else {
            self.state.goes = Goes::Nowhere;
        }
    }

    fn result(&mut self) {
        if self.state.goes != Goes::Text {
            return;
        }
        let nested = self.fields.iter().any(|field| field.link.is_some());
        let Some(field) = self.fields.last_mut() else {
            return;
        };
        field.has_result = true;
        self.state.end = End::Result;
        if !nested {
            field.link = fields::link(&field.instruction);
        }
        if !nested && field.link.is_some() {
            self.begin();
            self.inline(Inline::LinkStart);
        }
    }

    fn paragraph_word(&mut self, name: &str, number: Option<i32>) -> bool {
        let whole = number.unwrap_or(0);
        match name {
            "pard" => {
                self.state.style = 0;
                self.state.outline = None;
                self.state.depth = 0;
                self.depth_of_list = 0;
            }
            "s" if self.in_styles() => self.named.0 = whole,
            "s" => self.state.style = whole,
            "cs" | "ds" | "ts" if self.in_styles() => self.named.0 = -1,
            "sbasedon" => self.named.1.based_on = number,
            "outlinelevel" if self.in_styles() => self.named.1.outline = number,
            "outlinelevel" => self.state.outline = number,
            "intbl" => self.state.depth = self.state.depth.max(1),
            "itap" => self.state.depth = usize::try_from(whole).unwrap_or(0),
            "ilvl" => self.depth_of_list = usize::try_from(whole).unwrap_or(0),
            "pagebb" if number != Some(0) && self.is_outermost() && !self.in_styles() => {
                self.begin();
                self.inline(Inline::Turn(Turn::by(TurnBy::Style)));
                self.page();
            }
            "par" => self.end_paragraph(),
            "page" if self.state.goes == Goes::Text && !self.state.deleted => {
                self.begin();
                self.inline(Inline::Turn(Turn::by(TurnBy::Hand)));
                self.page();
            }
            "softpage" if self.state.goes == Goes::Text => {
                self.inline(Inline::Turn(Turn::by(TurnBy::Layout)));
                self.page();
            }
            _ => return false,
        }
        true
    }

    /// A new page: notes may be counted from the start.
    fn page(&mut self) {
        for counter in [&mut self.foot, &mut self.end] {
            if counter.by_page {
                counter.next = counter.start;
            }
        }
    }

    fn in_styles(&self) -> bool {
        self.state.list == End::Style
    }

    fn end_paragraph(&mut self) {
        // A paragraph mark that was taken out joins two paragraphs.
        if self.state.goes != Goes::Text || self.state.deleted {
            return;
        }
        self.settle();
        let (level, depth) = (self.level(), self.state.depth);
        if let Some(sink) = self.sinks.last_mut() {
            sink.end_paragraph(level, depth);
        }
    }

    /// Before a paragraph ends: the number that it has in a list, and whether it is the title.
    fn settle(&mut self) {
        let depth = self.depth_of_list;
        let is_title = self.is_outermost()
            && self.story.about.title.is_empty()
            && self.styles.is_title(self.state.style);
        if let Some(sink) = self.sinks.last_mut() {
            if is_title {
                self.story.about.title = sink.paragraph.words().trim().to_owned();
            }
            let label = sink.label.trim();
            if label.is_empty() {
                sink.label.clear();
            } else {
                sink.label = if label != "o" && label.chars().any(char::is_alphanumeric) {
                    format!("{label} ")
                } else {
                    format!("{} ", ["•", "◦", "▪"][depth.min(2)])
                };
            }
        }
    }

    /// Words that stand for a sign.
    fn sign(&mut self, name: &str) -> bool {
        let sign = match name {
            "tab" => "\t",
            "line" | "lbr" | "emspace" | "enspace" | "qmspace" => " ",
            "emdash" => "—",
            "endash" => "–",
            "bullet" => "•",
            "lquote" => "‘",
            "rquote" => "’",
            "ldblquote" => "“",
            "rdblquote" => "”",
            "zwj" => "\u{200d}",
            "zwnj" => "\u{200c}",
            "chftn" => {
                self.numbered = true;
                if let Some((_, numbered)) = self.notes.last_mut() {
                    *numbered = true;
                }
                ""
            }
            _ => return false,
        };
        if !sign.is_empty() {
            self.words(sign);
        }
        true
    }

    fn table_word(&mut self, name: &str, number: Option<i32>) -> bool {
        match name {
            "trowd" => {
                self.merged.clear();
                self.merges = false;
            }
            "clvmrg" | "clmrg" => self.merges = true,
            "cellx" => {
                let merges = std::mem::take(&mut self.merges);
                if self.merged.len() < 1_000 {
                    self.merged.push(merges);
                }
            }
            "cell" | "nestcell" if self.state.goes == Goes::Text => {
                self.settle();
                let depth = if name == "cell" {
                    1
                } else {
                    self.state.depth.max(2)
                };
                let level = self.level();
                self.begin();
                if let Some(sink) = self.sinks.last_mut() {
                    sink.end_cell(level, depth);
                }
            }
            "row" | "nestrow" if self.state.goes == Goes::Text => {
                let depth = if name == "row" {
                    1
                } else {
                    self.state.depth.max(2)
                };
                if let Some(sink) = self.sinks.last_mut() {
                    sink.end_row(depth, &self.merged);
                }
            }
            "fcharset" => self.font.1.set(number.unwrap_or(1)),
            "cpg" => self.font.1.encoding = number.and_then(code_page),
            _ => return false,
        }
        true
    }

    /// What holds for the document, a section or its notes.
    fn document_word(&mut self, name: &str, number: Option<i32>) {
        let positive = number.and_then(|number| u32::try_from(number).ok());
        match name {
            "mac" => self.encoding = MACINTOSH,
            "ansicpg" => {
                let page = number.and_then(code_page);
                self.encoding = page.unwrap_or(self.encoding);
            }
            "deff" => self.ordinary_font = number.unwrap_or(-1),
            "nofpages" => self.story.pages = positive.filter(|pages| *pages > 0),
            "yr" if self.state.in_made => {
                self.story.about.made = number.unwrap_or(0).to_string();
            }
            "sect" if self.state.goes == Goes::Text => self.end_section(),
            "sectd" => {
                self.section = Turn {
                    way: Some(Numbering::Arabic),
                    ..Turn::default()
                };
                self.goes_on = false;
            }
            "sbknone" | "sbkcol" => self.goes_on = true,
            "sbkpage" => self.goes_on = false,
            "sbkodd" => self.section.odd = Some(true),
            "sbkeven" => self.section.odd = Some(false),
            "pgnrestart" => self.section.number = self.section.number.or(Some(1)),
            "pgnstarts" | "pgnstart" => self.section.number = positive,
            "pgndec" => self.section.way = Some(Numbering::Arabic),
            "pgnlcrm" => self.section.way = Some(Numbering::LowerRoman),
            "pgnucrm" => self.section.way = Some(Numbering::UpperRoman),
            "pgnlcltr" => self.section.way = Some(Numbering::LowerLetter),
            "pgnucltr" => self.section.way = Some(Numbering::UpperLetter),
            "ftnalt" => {
                if let Some((kind, _)) = self.notes.last_mut() {
                    *kind = NoteKind::End;
                }
            }
            name => self.note_word(name.strip_prefix('s').unwrap_or(name), positive),
        }
    }

    /// How notes are numbered.
    fn note_word(&mut self, name: &str, number: Option<u32>) {
        let (counter, name) = if let Some(name) = name.strip_prefix("aftn") {
            (&mut self.end, name)
        } else if let Some(name) = name.strip_prefix("ftn") {
            (&mut self.foot, name)
        } else {
            return;
        };
        match name {
            "nar" => counter.way = Numbering::Arabic,
            "nalc" => counter.way = Numbering::LowerLetter,
            "nauc" => counter.way = Numbering::UpperLetter,
            "nrlc" => counter.way = Numbering::LowerRoman,
            "nruc" => counter.way = Numbering::UpperRoman,
            "nchi" => counter.way = Numbering::Signs,
            "start" => {
                counter.start = number.unwrap_or(1);
                counter.next = counter.start;
            }
            "restart" => counter.by_section = true,
            "rstpg" => counter.by_page = true,
            "rstcont" => {
                counter.by_section = false;
                counter.by_page = false;
            }
            _ => {}
        }
    }

    fn end_section(&mut self) {
        let is_fresh = self.sinks.last().is_some_and(Sink::is_fresh);
        if !is_fresh {
            self.end_paragraph();
        }
        self.section_starts = true;
        for counter in [&mut self.foot, &mut self.end] {
            if counter.by_section {
                counter.next = counter.start;
            }
        }
        self.page();
    }

    fn close(&mut self) {
        let Some(outer) = self.outer.pop() else {
            return;
        };
        let state = std::mem::replace(&mut self.state, outer);
        // What a group of the table of fonts, or of styles, holds is one of them.
        let is_entry = matches!(outer.end, End::Font | End::Style)
            && outer.goes == Goes::Collected
            && state.end == End::Nothing
            && state.goes == Goes::Collected;
        if is_entry {
            self.entry(outer.end);
            return;
        }
        self.end(state);
    }

    fn taken(&mut self) -> String {
        self.collected.pop().unwrap_or_default()
    }

    fn end(&mut self, state: State) {
        match state.end {
            End::Nothing => {}
            End::Font | End::Style => {
                // Old files have one font without a group of its own.
                self.entry(state.end);
                self.taken();
                self.named = (0, Style::default());
            }
            End::Title => self.story.about.title = self.taken().trim().to_owned(),
            End::Author => self.story.about.author = self.taken().trim().to_owned(),
            End::Label => {
                let label = self.taken();
                if let Some(sink) = self.sinks.last_mut() {
                    sink.label = label;
                }
            }
            End::Instruction => {
                let instruction = self.taken();
                if let Some(field) = self.fields.last_mut() {
                    field.instruction.push_str(&instruction);
                }
            }
            End::Result => {
                let link = self.fields.last_mut().and_then(|field| field.link.take());
                if let Some(link) = link {
                    self.inline(Inline::LinkEnd(link));
                }
            }
            End::Field => self.end_field(),
            End::Note => self.end_note(state),
            End::Head => {
                let words = words_of(&self.filled(state));
                if !words.is_empty() && !self.story.heads.contains(&words) {
                    self.story.heads.push(words);
                }
            }
            End::Box => {
                let blocks = self.filled(state);
                if let Some(sink) = self.sinks.last_mut() {
                    sink.boxes.extend(blocks);
                }
            }
            End::Drawing => self.end_drawing(),
            End::PropertyName => {
                let name = self.taken();
                if let Some(drawing) = self.drawings.last_mut() {
                    drawing.name = name;
                }
            }
            End::PropertyValue => {
                let value = self.taken();
                if let Some(drawing) = self.drawings.last_mut()
                    && drawing.name == "wzDescription"
                {
                    drawing.description = value;
                }
            }
            End::CommentStart => {
                let name = self.taken().trim().to_owned();
                self.inline(Inline::CommentStart(name));
            }
            End::CommentStop => {
                let name = self.taken().trim().to_owned();
                self.inline(Inline::CommentEnd(name));
            }
            End::CommentAuthor => self.comment.author = self.taken().trim().to_owned(),
            End::CommentName => self.comment_name = self.taken().trim().to_owned(),
            End::CommentDate => {
                let packed = self.taken().trim().parse().unwrap_or(0);
                self.comment.date = date(packed);
            }
            End::Comment => {
                let text = words_of(&self.filled(state));
                let name = std::mem::take(&mut self.comment_name);
                let comment = Comment {
                    text,
                    ..std::mem::take(&mut self.comment)
                };
                self.story.comments.push((name.clone(), comment));
                self.inline(Inline::CommentAt(name));
            }
        }
    }

    /// A font or a style is at its end.
    fn entry(&mut self, kind: End) {
        let name = self.collected.last_mut().map(std::mem::take);
        let name = name.unwrap_or_default();
        let name = name.split(';').next().unwrap_or_default().trim().to_owned();
        if kind == End::Font {
            let (number, mut font) = std::mem::take(&mut self.font);
            if !name.is_empty() {
                font.name = name;
                self.fonts.add(number, font);
            }
        } else {
            let (number, mut style) = std::mem::take(&mut self.named);
            if number >= 0 && !name.is_empty() {
                style.name = name;
                self.styles.add(number, style);
            }
        }
    }

    /// What the innermost note or box holds.
    fn filled(&mut self, state: State) -> Vec<Block> {
        let level = match state.outline {
            Some(outline) => level(outline),
            None => self.styles.level(state.style),
        };
        if self.sinks.len() < 2 {
            return Vec::new();
        }
        let sink = self.sinks.pop().unwrap_or_default();
        sink.finish(level, state.depth)
    }

    fn end_field(&mut self) {
        let Some(field) = self.fields.pop() else {
            return;
        };
        if field.has_result || self.state.goes != Goes::Text {
            return;
        }
        if let Some(words) = fields::shown(&field.instruction) {
            self.story.tally.signs += usize::from(words == "\u{fffd}");
            self.words(&words);
        }
    }

    fn end_note(&mut self, state: State) {
        let (kind, numbered) = self.notes.pop().unwrap_or((NoteKind::Foot, false));
        let body = self.filled(state);
        self.numbered = false;
        let counter = match kind {
            NoteKind::Foot => &mut self.foot,
            NoteKind::End => &mut self.end,
        };
        let label = if numbered {
            let number = counter.next;
            counter.next = number.saturating_add(1);
            counter.way.show(number)
        } else {
            self.own_mark()
        };
        if self.state.deleted || self.state.hidden || self.state.goes != Goes::Text {
            return;
        }
        self.inline(Inline::Note(Note { kind, label, body }));
    }

    /// The mark of a note that has no number of the program's: the sign that stands ahead of it.
    fn own_mark(&mut self) -> String {
        let last = self
            .sinks
            .last_mut()
            .and_then(|sink| sink.paragraph.inlines.last_mut());
        let Some(Inline::Words(words)) = last else {
            return "*".to_owned();
        };
        let is_sign =
            |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !".,;:!?)]”’\"'".contains(c);
        let bare = words.trim_end_matches(is_sign).len();
        let mark = words.split_off(bare);
        if mark.is_empty() {
            "*".to_owned()
        } else {
            mark
        }
    }

    fn end_drawing(&mut self) {
        let Some(drawing) = self.drawings.pop() else {
            return;
        };
        if drawing.has_text || !drawing.has_picture {
            return;
        }
        self.begin();
        if drawing.description.trim().is_empty() {
            self.story.tally.pictures += 1;
            self.inline(Inline::Drawn);
        } else {
            self.words(&picture(&drawing.description));
        }
    }
}

/// A date that is packed into one number: minutes, hours, day, month, years since 1900, from the lowest bit on.
fn date(packed: u32) -> String {
    let (day, month, year) = (
        packed >> 11 & 31,
        packed >> 16 & 15,
        (packed >> 20 & 511) + 1900,
    );
    if (1..=12).contains(&month) && day > 0 {
        format!("{year}-{month:02}-{day:02}")
    } else {
        String::new()
    }
}
