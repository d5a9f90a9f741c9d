//! The slow part of an import, in the background: files are read, a few at a time, and what came of them is put into
//! the project's folder, one after another.

use super::encodings::GUESSED;
use super::report::capital;
use super::twins::Twins;
use super::{FileState, HowToRead, Outcome, Shown, Source};
use crate::app::pages_by_rules;
use crate::app::reading::{self, Cancelled};
use crate::app::twins::TwinFinder;
use crate::import::{self, Comment, Extract, Fault, Format, Imported, Options, Why};
use crate::jobs::{Control, in_order};
use crate::project::{Document, IntakeFile, IntakeResult, Remark, Weight, counted};
use crate::store::{StoredText, Texts};
use crate::text::Text;
use encoding_rs::Encoding;
use std::path::PathBuf;
use std::sync::Arc;

/// Files that are read at once.
const AT_ONCE: usize = 2;

/// What an import needs.
pub(super) struct Work {
    pub sources: Vec<Source>,
    pub how: HowToRead,
    pub program: Option<PathBuf>,
    pub texts: Texts,
    pub twins: Twins,
    pub nearly: TwinFinder,
    pub shown: Arc<Shown>,
}

/// What a file holds, or why it is not known.
struct Read {
    original: Vec<u8>,
    result: Result<Extract, Refusal>,
}

enum Refusal {
    /// Nothing came of opening the file.
    Closed(Why),
    /// Nothing can be read out of it.
    Fault(Fault),
    /// What it was imported from is gone.
    Gone(String),
    NotReached,
}

impl Work {
    /// Does it: an outcome for each file.
    pub fn run(mut self, control: &Control) -> Vec<Outcome> {
        let sources: Vec<(usize, Source)> = std::mem::take(&mut self.sources)
            .into_iter()
            .enumerate()
            .collect();
        let (how, program, texts) = (&self.how, self.program.as_deref(), &self.texts);
        let (shown, twins, nearly) = (&self.shown, &mut self.twins, &mut self.nearly);
        let read = |(at, source): &(usize, Source)| {
            if control.cancelled() {
                return Read::not_reached();
            }
            shown.set(*at, FileState::Reading);
            control.progress(shown.done(), sources.len() as u64, source.name());
            let (original, opened) = source.open(texts);
            if let Err(refusal) = opened {
                return Read {
                    original,
                    result: Err(refusal),
                };
            }
            let (name, cancelled) = (source.name(), || control.cancelled());
            let file = (name.as_str(), original.as_slice());
            let result = match reading::read(program, file, &how.options, &cancelled) {
                Ok(result) => result.map_err(Refusal::Fault),
                Err(Cancelled) => Err(Refusal::NotReached),
            };
            Read { original, result }
        };
        let mut outcomes = Vec::with_capacity(sources.len());
        in_order(&sources, AT_ONCE, read, |(at, source), read| {
            let read = read.unwrap_or_else(Read::broken);
            let outcome = keep(source, read, how, texts, (twins, nearly));
            shown.set(*at, FileState::of(outcome.file.result));
            control.progress(shown.done(), sources.len() as u64, shown.reading());
            outcomes.push(outcome);
        });
        outcomes
    }
}

impl Source {
    /// The file's name, without its folder.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => import::file_name(path),
            Self::Kept(document) => document.original.clone(),
        }
    }

    /// Its bytes, read once.
    fn open(&self, texts: &Texts) -> (Vec<u8>, Result<(), Refusal>) {
        let opened = match self {
            Self::File(path) => import::bytes(path).map_err(|error| Refusal::Closed(error.why)),
            Self::Kept(document) => texts
                .original(document)
                .map_err(|error| Refusal::Gone(error.to_string())),
        };
        match opened {
            Ok(bytes) => (bytes, Ok(())),
            Err(refusal) => (Vec::new(), Err(refusal)),
        }
    }
}

impl Read {
    fn not_reached() -> Self {
        Self {
            original: Vec::new(),
            result: Err(Refusal::NotReached),
        }
    }

    fn broken() -> Self {
        let fault = Fault::GaveUp("the reader broke down; the file may be damaged".to_owned());
        Self {
            original: Vec::new(),
            result: Err(Refusal::Fault(fault)),
        }
    }
}

/// Puts what was read into the project's folder: original, text and map, all of them before any record says so.
fn keep(
    source: &Source,
    read: Read,
    how: &HowToRead,
    texts: &Texts,
    (twins, nearly): (&mut Twins, &mut TwinFinder),
) -> Outcome {
    let name = source.name();
    let Read { original, result } = read;
    let (extract, result) = match result {
        Ok(mut extract) => {
            find_pages(&mut extract);
            (extract, IntakeResult::Whole)
        }
        Err(Refusal::Fault(Fault::NoText(instead))) if how.keep_without_text => {
            (without_text(&instead), IntakeResult::NoText)
        }
        Err(refusal) => return refused(source, name, refusal),
    };
    let read = Imported {
        name: name.clone(),
        original,
        extract,
    };
    let (stored, map) = match store(source, &read, texts) {
        Ok(stored) => stored,
        Err(problem) => return refused(source, name, Refusal::Gone(problem)),
    };
    let twin = twins.twin_of(texts, &stored.sha256, &read.original);
    let guess = guess_at(&read, &how.options);
    let document = document_of(source, &read, stored, map);
    let text = &read.extract.text;
    let near = nearly.remark(&document.title, &document.sha256, text);
    let twin = twin.or(near);
    twins.add(&document, &read.original);
    let Extract {
        title,
        author,
        comments,
        remarks,
        ..
    } = read.extract;
    let remarks: Vec<Remark> = guess.into_iter().chain(remarks).chain(twin).collect();
    let is_part = remarks.iter().any(|remark| remark.weight == Weight::Lost);
    let result = match result {
        IntakeResult::Whole if is_part => IntakeResult::Part,
        result => result,
    };
    Outcome {
        file: IntakeFile {
            name,
            result,
            documents: vec![document.id],
            reader: document.reader.clone(),
            remarks,
        },
        document: Some(Box::new(document)),
        title,
        author,
        comments,
        asks: None,
        source: source.clone(),
    }
}

/// Finds the pages of a text that was kept as it came, where it says itself what they were.
fn find_pages(extract: &mut Extract) {
    let came_so = extract.reader.is_empty() && extract.map.pages.is_empty();
    if !came_so || extract.text.contains('\u{c}') {
        return;
    }
    let text = Text::mapped(extract.text.as_str(), extract.map.clone());
    let Some(found) = pages_by_rules(&text) else {
        return;
    };
    let (known, ranges) = found.counts();
    extract.remarks.push(Remark::kept(format!(
        "{}, {}, found by {}. “Pages of the text…” shows them, to be put right",
        counted(known, "page", "pages"),
        counted(ranges, "range of pages", "ranges of pages"),
        found.rule
    )));
    found.put_into(&mut extract.map);
}

/// What stands for the text of a file that has none.
fn without_text(instead: &str) -> Extract {
    let sentence = format!(
        "There is no text in it: {instead}. It is kept as it is, so that its text can be added once it has been recognised"
    );
    Extract {
        remarks: vec![Remark::lost(sentence)],
        ..Extract::default()
    }
}

fn refused(source: &Source, name: String, refusal: Refusal) -> Outcome {
    let (result, sentence, asks) = match refusal {
        Refusal::NotReached => (IntakeResult::NotReached, None, None),
        Refusal::Closed(why) => (IntakeResult::Refused, Some(why.to_string()), None),
        Refusal::Gone(problem) => (IntakeResult::Refused, Some(problem), None),
        Refusal::Fault(fault) => {
            let sentence = fault.to_string();
            (IntakeResult::Refused, Some(sentence), Some(fault))
        }
    };
    let remarks = sentence.map(|sentence| Remark::lost(capital(&sentence)));
    Outcome {
        file: IntakeFile {
            name,
            result,
            documents: Vec::new(),
            reader: String::new(),
            remarks: remarks.into_iter().collect(),
        },
        document: None,
        title: None,
        author: String::new(),
        comments: Vec::new(),
        asks,
        source: source.clone(),
    }
}

fn store(source: &Source, read: &Imported, texts: &Texts) -> Result<(StoredText, String), String> {
    let failed = |error: crate::store::Error| format!("was not imported: {error}");
    let original = match source {
        Source::File(_) => Some((read.name.as_str(), read.original.as_slice())),
        Source::Kept(_) => None,
    };
    let stored = texts
        .add(&read.name, &read.extract.text, original)
        .map_err(failed)?;
    match texts.add_map(&stored.file, &read.extract.map) {
        Ok(map) => Ok((stored, map)),
        Err(error) => {
            texts.take_back(&stored.original, &stored.file);
            Err(failed(error))
        }
    }
}

fn document_of(source: &Source, read: &Imported, stored: StoredText, map: String) -> Document {
    let extract = &read.extract;
    let document = match source {
        Source::File(_) => Document {
            author: extract.author.clone(),
            year: extract.year,
            original: stored.original,
            reference: extract.reference.clone(),
            ..Document::new(read.title(), "")
        },
        Source::Kept(document) => (**document).clone(),
    };
    Document {
        file: stored.file,
        encoding: extract.encoding.clone(),
        reader: extract.reader.clone(),
        sha256: stored.sha256,
        bytes: stored.bytes,
        map,
        ..document
    }
}

/// What there is to say of an encoding that nobody has said and the file does not mark: it is a guess.
fn guess_at(read: &Imported, options: &Options) -> Option<Remark> {
    let encoding = read.extract.encoding.as_str();
    let format = import::format_of(&read.name, &read.original);
    let is_open = matches!(format, Some(Format::Plain | Format::Subtitles));
    let is_sure = options.encoding.is_some()
        || ["", "UTF-8"].contains(&encoding)
        || encoding.starts_with("UTF-32")
        || Encoding::for_bom(&read.original).is_some();
    (is_open && !is_sure).then(|| {
        Remark::doubt(format!(
            "{GUESSED}{encoding}. If the words look wrong, choose another one"
        ))
    })
}

/// A comment as a memo has it: what it is about, what it says, who wrote it and when.
pub(super) fn memo_of(comment: &Comment) -> String {
    let mut text = String::new();
    if !comment.quotation.is_empty() {
        text = format!("“{}”\n", comment.quotation);
    }
    text.push_str(&comment.text);
    let by: Vec<&str> = [comment.author.as_str(), comment.date.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if !by.is_empty() {
        text.push_str(&format!("\n({})", by.join(", ")));
    }
    text
}
