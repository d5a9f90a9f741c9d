//! What a word processor's file holds, whatever its format, and how it becomes a text with its map.
//!
//! The readers of DOCX, ODT and RTF tell a story; here it is set: notes behind the paragraph that bears their mark, tables
//! row by row, comments with the words that they are about, pages counted.

use super::numbers::Numbering;
use crate::import::{Block as Kind, Comment, Draft, Extract, Fault};
use crate::project::{Reference, Remark};
use crate::text::{LeftOut, NoteKind};

/// A text may have this many bytes.
const LONGEST: usize = 50_000_000;
/// Of the words that a comment is about, this many characters are kept.
const QUOTED: usize = 300;

/// All that is read out of a file.
#[derive(Debug, Default)]
pub struct Story {
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// Comments with the names that their ranges have.
    pub comments: Vec<(String, Comment)>,
    /// Running heads and feet.
    pub heads: Vec<String>,
    /// How its first page is numbered.
    pub first: Turn,
    /// How many pages its program counted when it was saved.
    pub pages: Option<u32>,
    /// What it says of itself.
    pub about: About,
    /// What is not in the text.
    pub tally: Tally,
}

/// What a document says of itself.
#[derive(Debug, Default)]
pub struct About {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// When it was made, as the file has it; it begins with the year.
    pub made: String,
    /// Its language, such as "th" or "en-GB".
    pub language: String,
}

/// What is not in the text, counted.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Passages that tracked changes took out.
    pub deleted: usize,
    /// Passages that are hidden.
    pub hidden: usize,
    /// Pictures without a description.
    pub pictures: usize,
    /// Signs of fonts without letters that are not known.
    pub signs: usize,
    /// Whether the file is cut or damaged.
    pub damaged: bool,
}

/// A paragraph, a table, a break between pages.
#[derive(Debug)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table, row by row.
    Table(Vec<Vec<Cell>>),
    /// A new page.
    Turn(Turn),
}

/// What stands in a cell of a table.
pub type Cell = Vec<Block>;

/// A paragraph.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Of a heading, its level, 1 for the highest.
    pub level: Option<u8>,
    /// What a list or a numbered heading puts ahead of it: "• ", "2.1 ".
    pub label: String,
    /// What stands in it.
    pub inlines: Vec<Inline>,
}

/// A part of a paragraph.
#[derive(Debug)]
pub enum Inline {
    /// Words.
    Words(String),
    /// The mark of a note, with the note.
    Note(Note),
    /// Words from here on lead elsewhere.
    LinkStart,
    /// Where they lead that end here.
    LinkEnd(String),
    /// A new page.
    Turn(Turn),
    /// The comment of that name is about words from here on.
    CommentStart(String),
    /// To here.
    CommentEnd(String),
    /// Where its mark stands.
    CommentAt(String),
    /// Something without words, such as a picture.
    Drawn,
}

/// A note.
#[derive(Debug)]
pub struct Note {
    /// At the foot or at the end.
    pub kind: NoteKind,
    /// As it is shown.
    pub label: String,
    /// What it says.
    pub body: Vec<Block>,
}

/// A new page.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    /// Who says so.
    pub by: TurnBy,
    /// The number that it starts from.
    pub number: Option<u32>,
    /// How its number is shown, where that changes.
    pub way: Option<Numbering>,
    /// Whether it has an odd number, or an even one.
    pub odd: Option<bool>,
}

/// Who says that a page starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TurnBy {
    /// The program that laid the pages out: where the text did not fit.
    Layout,
    /// A paragraph or section that starts on a new page, if it does not stand at the top of one.
    #[default]
    Style,
    /// The writer.
    Hand,
}

impl Turn {
    /// A new page without more.
    pub fn by(by: TurnBy) -> Self {
        Self {
            by,
            ..Self::default()
        }
    }
}

impl Paragraph {
    /// Adds words.
    pub fn push(&mut self, words: &str) {
        match self.inlines.last_mut() {
            Some(Inline::Words(last)) => last.push_str(words),
            _ if words.is_empty() => {}
            _ => self.inlines.push(Inline::Words(words.to_owned())),
        }
    }

    /// Its words without marks.
    pub fn words(&self) -> String {
        let words = self.inlines.iter().map(|inline| match inline {
            Inline::Words(words) => words.as_str(),
            _ => "",
        });
        words.collect()
    }

    fn has_words(&self) -> bool {
        self.inlines.iter().any(|inline| match inline {
            Inline::Words(words) => words.chars().any(|c| !c.is_whitespace()),
            Inline::Note(_) => true,
            _ => false,
        })
    }
}

/// The words of blocks, a line for each paragraph; for heads, feet and comments.
pub fn words_of(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    gather(blocks, &mut lines);
    lines.join("\n")
}

fn gather(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let words = paragraph.words();
                if !words.trim().is_empty() {
                    lines.push(format!("{}{}", paragraph.label, words.trim()));
                }
            }
            Block::Table(rows) => rows.iter().flatten().for_each(|cell| gather(cell, lines)),
            Block::Turn(_) => {}
        }
    }
}

impl Story {
    /// The text, its map and what is to be said of them.
    ///
    /// # Errors
    /// There are no words in it, or too many.
    pub fn set(self, reader: &str) -> Result<Extract, Fault> {
        let mut setter = Setter::of(&self);
        setter.begin(&self.first);
        setter.blocks(&self.blocks)?;
        setter.notes()?;
        setter.endnotes()?;
        let (paragraphs, upto) = (setter.paragraphs, setter.upto);
        let (doubt, quotations) = (setter.pages.doubt(), setter.quotations);
        let (text, mut map) = setter.draft.finish();
        for (page, to) in map.pages.iter_mut().zip(upto) {
            page.to = to;
        }
        if text.trim().is_empty() {
            return Err(self.nothing());
        }
        let tally = self.tally.remarks();
        let comments = commented(self.comments, &quotations);
        let has_page = !map.pages.is_empty();
        if has_page {
            let left = self.heads.iter().map(|text| LeftOut {
                page: 0,
                text: text.clone(),
            });
            map.left_out.extend(left);
        }
        let counts = [
            (map.pages.len(), "page"),
            (paragraphs, "paragraph"),
            (map.headings.len(), "heading"),
            (map.notes.len(), "note"),
            (comments.len(), "comment"),
            (map.tables.len(), "table"),
        ];
        let mut remarks = vec![Remark::kept(counted(&counts))];
        remarks.extend(doubt.map(Remark::doubt));
        if !self.heads.is_empty() {
            let heads = self.heads.join(" / ").replace('\n', " ");
            remarks.push(Remark::kept(format!(
                "Running heads and feet are not in the text: {}",
                shortened(&heads)
            )));
        }
        remarks.extend(tally);
        let about = self.about;
        Ok(Extract {
            text,
            map,
            title: Some(about.title.trim().to_owned()).filter(|title| !title.is_empty()),
            author: about.author.trim().to_owned(),
            year: year(&about.made),
            reference: Reference {
                language: about.language.trim().to_owned(),
                ..Reference::default()
            },
            comments,
            reader: format!("{reader} {}", env!("CARGO_PKG_VERSION")),
            remarks,
            ..Extract::default()
        })
    }

    fn nothing(&self) -> Fault {
        match self.tally.pictures {
            0 if self.tally.damaged => Fault::Damaged("ends before its text".to_owned()),
            0 => Fault::Empty,
            1 => Fault::NoText("one picture".to_owned()),
            pictures => Fault::NoText(format!("{pictures} pictures")),
        }
    }
}

/// "2 pages, 1 note": what there is none of is not said.
fn counted(counts: &[(usize, &str)]) -> String {
    let said: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, thing)| plural(*count, thing))
        .collect();
    said.join(", ")
}

fn plural(count: usize, thing: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{s}")
}

fn were(count: usize) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

impl Tally {
    fn remarks(&self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        if self.deleted > 0 {
            remarks.push(Remark::kept(format!(
                "{} {} left out, and tracked insertions kept",
                plural(self.deleted, "tracked deletion"),
                were(self.deleted)
            )));
        }
        if self.pictures > 0 {
            remarks.push(Remark::kept(format!(
                "{} without a description {} left out",
                plural(self.pictures, "picture"),
                were(self.pictures)
            )));
        }
        if self.hidden > 0 {
            remarks.push(Remark::lost(format!(
                "{} {} left out. To have hidden text, show it in the word processor and save the file anew",
                plural(self.hidden, "hidden passage"),
                were(self.hidden)
            )));
        }
        if self.signs > 0 {
            remarks.push(Remark::doubt(format!(
                "{} of a font without letters could not be read and {} \u{fffd}",
                plural(self.signs, "sign"),
                if self.signs == 1 {
                    "shows as"
                } else {
                    "show as"
                }
            )));
        }
        if self.damaged {
            remarks.push(Remark::lost(
                "The file is damaged, and only what could be read of it is in the text. Compare its end with the original",
            ));
        }
        remarks
    }
}

/// The comments in the order of the words that they are about.
fn commented(comments: Vec<(String, Comment)>, quotations: &[(String, String)]) -> Vec<Comment> {
    let place = |name: &str| quotations.iter().position(|(other, _)| other == name);
    let mut placed: Vec<(usize, Comment)> = comments
        .into_iter()
        .filter(|(_, comment)| !comment.text.trim().is_empty())
        .map(|(name, comment)| match place(&name) {
            Some(at) => {
                let quotation = quotations.get(at).map(|(_, words)| shortened(words));
                (
                    at,
                    Comment {
                        quotation: quotation.unwrap_or_default(),
                        ..comment
                    },
                )
            }
            None => (usize::MAX, comment),
        })
        .collect();
    placed.sort_by_key(|(at, _)| *at);
    placed.into_iter().map(|(_, comment)| comment).collect()
}

fn shortened(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let words = words.join(" ");
    match words.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default().trim_end()),
        None => words,
    }
}

/// The year that a date begins with.
fn year(date: &str) -> Option<i32> {
    let year = date.trim().get(..4)?.parse().ok()?;
    (1000..=2999).contains(&year).then_some(year)
}

/// A story that is being set.
struct Setter<'s> {
    draft: Draft,
    pages: Pages,
    /// Notes whose paragraph, or table, is not at its end yet.
    waiting: Vec<(String, &'s Note)>,
    /// Notes that stand at the end of the whole.
    last: Vec<(String, &'s Note)>,
    noted: usize,
    in_note: bool,
    /// Names of comments whose words are being read, as places in `quotations`.
    open: Vec<usize>,
    quotations: Vec<(String, String)>,
    paragraphs: usize,
    size: usize,
    /// For each page the last number that it can have.
    upto: Vec<String>,
}

/// Where an inline stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Cell,
}

impl<'s> Setter<'s> {
    fn of(story: &Story) -> Self {
        Self {
            draft: Draft::new(),
            pages: Pages::of(story),
            waiting: Vec::new(),
            last: Vec::new(),
            noted: 0,
            in_note: false,
            open: Vec::new(),
            quotations: Vec::new(),
            paragraphs: 0,
            size: 0,
            upto: Vec::new(),
        }
    }

    fn begin(&mut self, first: &Turn) {
        self.pages.number(first);
        if self.pages.known != Known::None {
            self.start_page();
        }
    }

    fn start_page(&mut self) {
        let (label, to) = self.pages.labels();
        // Which page of the file it is, is not known where pages may be missing ahead of it.
        let counted = if to.is_empty() { self.pages.counted } else { 0 };
        self.draft.page(&label, counted, None);
        self.upto.push(to);
    }

    fn turn(&mut self, turn: &Turn) {
        if !self.in_note && self.pages.turn(turn) {
            self.start_page();
        }
    }

    fn blocks(&mut self, blocks: &'s [Block]) -> Result<(), Fault> {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => {
                    self.paragraph(paragraph)?;
                    self.notes()?;
                }
                Block::Table(rows) => self.table(rows)?,
                Block::Turn(turn) => self.turn(turn),
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, paragraph: &'s Paragraph) -> Result<(), Fault> {
        let has_words = paragraph.has_words();
        if has_words {
            self.words(&paragraph.label, Place::Paragraph)?;
        }
        let mut starts = true;
        for inline in &paragraph.inlines {
            // An indent by a tab is no word.
            if let Inline::Words(words) = inline
                && starts
            {
                let words = words.trim_start_matches([' ', '\t', '\u{a0}']);
                starts = words.is_empty();
                self.words(words, Place::Paragraph)?;
            } else {
                self.inline(inline, paragraph, Place::Paragraph)?;
            }
        }
        let kind = match paragraph.level {
            Some(level) if has_words && !self.in_note => Kind::Heading(level),
            _ => Kind::Body,
        };
        let span = self.draft.end(kind);
        if !span.is_empty() && kind == Kind::Body && !self.in_note {
            self.paragraphs += 1;
        }
        for at in &self.open {
            if let Some((_, words)) = self.quotations.get_mut(*at) {
                words.push(' ');
            }
        }
        Ok(())
    }

    fn inline(
        &mut self,
        inline: &'s Inline,
        within: &'s Paragraph,
        place: Place,
    ) -> Result<(), Fault> {
        match inline {
            Inline::Words(words) => self.words(words, place)?,
            Inline::Note(note) => {
                self.noted += 1;
                let name = self.noted.to_string();
                self.mark(&name, note);
                match note.kind {
                    NoteKind::Foot => self.waiting.push((name, note)),
                    NoteKind::End => self.last.push((name, note)),
                }
            }
            Inline::LinkStart => self.draft.link_start(),
            Inline::LinkEnd(address) => self.draft.link_end(address),
            Inline::Turn(turn) => self.turn(turn),
            Inline::CommentStart(name) => {
                self.open.push(self.quotations.len());
                self.quotations.push((name.clone(), String::new()));
            }
            Inline::CommentEnd(name) => {
                let quotations = &self.quotations;
                self.open
                    .retain(|at| quotations.get(*at).is_some_and(|(other, _)| other != name));
            }
            Inline::CommentAt(name) => {
                let known = self.quotations.iter().any(|(other, _)| other == name);
                if !known {
                    self.quotations.push((name.clone(), within.words()));
                }
            }
            Inline::Drawn => self.pages.fresh = false,
        }
        Ok(())
    }

    fn mark(&mut self, name: &str, note: &Note) {
        if !note.label.contains(char::is_alphabetic) {
            self.draft.mark(name, &note.label, note.kind);
            return;
        }
        // Letters would be read as a part of the word that they stand behind.
        self.draft
            .mark(name, &format!("[{}]", note.label), note.kind);
        if let Some(marked) = self.draft.map().notes.get_mut(self.noted - 1) {
            marked.label.clone_from(&note.label);
        }
    }

    fn words(&mut self, words: &str, place: Place) -> Result<(), Fault> {
        if words.is_empty() {
            return Ok(());
        }
        self.size += words.len();
        if self.size > LONGEST {
            return Err(Fault::TooMuch(format!(
                "has more than {} MB of text",
                LONGEST / 1_000_000
            )));
        }
        if !self.in_note && words.chars().any(|c| !c.is_whitespace()) {
            self.pages.fresh = false;
        }
        for at in &self.open {
            if let Some((_, quoted)) = self.quotations.get_mut(*at)
                && quoted.len() < QUOTED * 8
            {
                quoted.push_str(words);
            }
        }
        match place {
            Place::Paragraph => self.draft.push(words),
            // A tab is what parts cells.
            Place::Cell => self.draft.push(&words.replace(['\t', '\n'], " ")),
        }
        Ok(())
    }

    fn table(&mut self, rows: &'s [Vec<Cell>]) -> Result<(), Fault> {
        // One column is a frame around paragraphs, not a table.
        if rows.iter().all(|row| row.len() <= 1) {
            for cell in rows.iter().flatten() {
                self.blocks(cell)?;
            }
            return Ok(());
        }
        let mut is_open = false;
        for row in rows {
            // So is a cell that holds a table.
            let holds = row
                .iter()
                .flatten()
                .any(|block| matches!(block, Block::Table(_)));
            if holds {
                if std::mem::take(&mut is_open) {
                    self.end_table()?;
                }
                for cell in row {
                    self.blocks(cell)?;
                }
                continue;
            }
            if !is_open && !self.in_note {
                self.draft.table_start();
                is_open = true;
            }
            self.row(row)?;
        }
        if is_open {
            self.end_table()?;
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Fault> {
        self.draft.table_end();
        self.notes()
    }

    fn row(&mut self, row: &'s [Cell]) -> Result<(), Fault> {
        // A row that a page cuts says so in each of its cells.
        let cut = row
            .iter()
            .enumerate()
            .max_by_key(|(at, cell)| (layouts(cell), std::cmp::Reverse(*at)))
            .map_or(0, |(at, _)| at);
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                self.draft.push("\t");
            }
            let mut follows = false;
            for block in cell {
                let paragraph = match block {
                    Block::Paragraph(paragraph) => paragraph,
                    Block::Turn(turn) => {
                        self.turn(turn);
                        continue;
                    }
                    Block::Table(_) => continue,
                };
                let has_words = paragraph.has_words();
                if has_words {
                    if std::mem::replace(&mut follows, true) {
                        self.draft.push(" ");
                    }
                    self.words(&paragraph.label, Place::Cell)?;
                }
                for inline in &paragraph.inlines {
                    match inline {
                        Inline::Turn(turn) if turn.by == TurnBy::Layout && at != cut => {}
                        Inline::Words(_) if !has_words => {}
                        inline => self.inline(inline, paragraph, Place::Cell)?,
                    }
                }
            }
        }
        self.draft.end(Kind::Body);
        Ok(())
    }

    /// Sets the notes that wait.
    fn notes(&mut self) -> Result<(), Fault> {
        if self.in_note {
            return Ok(());
        }
        let waiting = std::mem::take(&mut self.waiting);
        self.bodies(&waiting)
    }

    fn endnotes(&mut self) -> Result<(), Fault> {
        let last = std::mem::take(&mut self.last);
        self.bodies(&last)
    }

    fn bodies(&mut self, notes: &[(String, &'s Note)]) -> Result<(), Fault> {
        self.in_note = true;
        for (name, note) in notes {
            self.draft.note_start(name, &note.label, note.kind);
            self.body(note)?;
            self.draft.note_end();
        }
        self.in_note = false;
        Ok(())
    }

    /// What a note says, without the label that its own text may begin with.
    fn body(&mut self, note: &'s Note) -> Result<(), Fault> {
        let mut blocks = note.body.iter();
        if let Some(Block::Paragraph(first)) = note.body.first() {
            blocks.next();
            let mut starts = true;
            for inline in &first.inlines {
                match inline {
                    Inline::Words(words) if starts => {
                        let words = words.trim_start();
                        let bare = words.strip_prefix(note.label.as_str());
                        let is_sign = !note.label.chars().any(char::is_alphanumeric);
                        let ends = |rest: &&str| {
                            is_sign || rest.starts_with(|c: char| c.is_whitespace() || c == '.')
                        };
                        let bare = bare.filter(ends).map(|rest| {
                            let rest = rest.strip_prefix('.').unwrap_or(rest);
                            rest.trim_start()
                        });
                        let words = bare.unwrap_or(words);
                        starts = words.is_empty();
                        self.words(words, Place::Paragraph)?;
                    }
                    inline => self.inline(inline, first, Place::Paragraph)?,
                }
            }
            self.draft.end(Kind::Body);
        }
        self.blocks_of_note(blocks.as_slice())
    }

    fn blocks_of_note(&mut self, blocks: &'s [Block]) -> Result<(), Fault> {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph)?,
                Block::Table(rows) => {
                    for row in rows {
                        self.row(row)?;
                    }
                }
                Block::Turn(_) => {}
            }
        }
        Ok(())
    }
}

/// How many times the layout cuts a cell.
fn layouts(cell: &Cell) -> usize {
    let inlines = cell.iter().flat_map(|block| match block {
        Block::Paragraph(paragraph) => paragraph.inlines.as_slice(),
        _ => &[],
    });
    inlines
        .filter(|inline| matches!(inline, Inline::Turn(turn) if turn.by == TurnBy::Layout))
        .count()
}

/// How much is known of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// Nothing.
    None,
    /// Where each starts.
    All,
    /// Where some start, of so many that there are more of.
    Some { more: u32 },
    /// Where some start; how many there are is not known.
    AtLeast,
}

/// The pages as they are counted.
struct Pages {
    known: Known,
    counted: u32,
    number: u32,
    way: Numbering,
    /// Whether there is nothing on the page yet.
    fresh: bool,
    /// How many there are, as the file says; 0 where it does not.
    stored: u32,
}

impl Pages {
    fn of(story: &Story) -> Self {
        let mut found = (0_u32, 0_u32);
        turns(&story.blocks, &mut found);
        let (layout, other) = found;
        let known = match (layout, other, story.pages) {
            (1.., _, _) => Known::All,
            (0, other, Some(pages)) if pages <= other + 1 && pages > 0 => Known::All,
            (0, 0, _) => Known::None,
            (0, other, Some(pages)) if pages > 0 => Known::Some {
                more: pages - other - 1,
            },
            (0, _, _) => Known::AtLeast,
        };
        Self {
            known,
            counted: 1,
            number: 1,
            way: Numbering::Arabic,
            fresh: true,
            stored: story.pages.unwrap_or(0),
        }
    }

    fn number(&mut self, turn: &Turn) {
        self.number = turn.number.unwrap_or(self.number);
        self.way = turn.way.unwrap_or(self.way);
        // Ahead of a page that must have an odd number an empty one is put.
        if let Some(odd) = turn.odd
            && turn.number.is_none()
            && (self.number % 2 == 1) != odd
        {
            self.number = self.number.saturating_add(1);
            self.counted += 1;
        }
    }

    /// Counts a new page, if it is one.
    fn turn(&mut self, turn: &Turn) -> bool {
        if self.fresh && turn.by != TurnBy::Hand {
            // It may say how the page is numbered that has just begun.
            if self.counted == 1 || turn.number.is_none() {
                return false;
            }
        } else {
            self.counted += 1;
            self.number = self.number.saturating_add(1);
        }
        self.fresh = true;
        self.number(turn);
        self.known != Known::None
    }

    /// The first and last number that the page can have; the last is empty if it is the first.
    fn labels(&self) -> (String, String) {
        let label = self.way.show(self.number);
        let to = match self.known {
            Known::Some { more } if more > 0 => self.way.show(self.number.saturating_add(more)),
            _ => String::new(),
        };
        (label, to)
    }

    fn doubt(&self) -> Option<String> {
        match self.known {
            Known::None if self.stored > 1 => Some(format!(
                "The file has {} pages and does not say where they start. For page numbers import it as a PDF",
                self.stored
            )),
            Known::None | Known::All => None,
            Known::Some { more } => Some(format!(
                "The file says where {} of its {} pages start, so that most page numbers are ranges. For exact ones import it as a PDF",
                self.counted,
                self.counted + more
            )),
            Known::AtLeast => Some(
                "Pages are counted by the breaks that the writer put in. There may be more of them, since the file does not say where the text went on to the next page by itself. For exact page numbers import it as a PDF"
                    .to_owned(),
            ),
        }
    }
}

/// How many pages the layout starts, and how many the writer.
fn turns(blocks: &[Block], found: &mut (u32, u32)) {
    let mut count = |turn: &Turn| {
        if turn.by == TurnBy::Layout {
            found.0 += 1;
        } else {
            found.1 += 1;
        }
    };
    for block in blocks {
        match block {
            Block::Turn(turn) => count(turn),
            Block::Paragraph(paragraph) => {
                for inline in &paragraph.inlines {
                    if let Inline::Turn(turn) = inline {
                        count(turn);
                    }
                }
            }
            Block::Table(_) => {}
        }
    }
    let tables = blocks.iter().filter_map(|block| match block {
        Block::Table(rows) => Some(rows),
        _ => None,
    });
    for cell in tables.flatten().flatten() {
        turns(cell, found);
    }
}
