//! Which format is a file in, and which reader reads it?

use super::kind::{self, Kind};
use super::{Extract, Fault, Options, epub, html, mail, office, pdf, plain, subtitles};

/// The formats that documents are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Pages with words at places.
    Pdf,
    /// Word's.
    Docx,
    /// LibreOffice's text documents.
    Odt,
    /// Rich text.
    Rtf,
    /// A web page.
    Html,
    /// A web page with its pictures in one file, as browsers save it.
    Mhtml,
    /// A mail.
    Mail,
    /// An e-book.
    Epub,
    /// Subtitles or a transcript with times: SRT, WebVTT.
    Subtitles,
    /// A table as text, whose rows are documents.
    Csv,
    /// A workbook, whose rows are documents: Excel's new and old ones, LibreOffice's.
    Workbook,
    /// Plain text, Markdown among it.
    Plain,
}

/// Reads a text, and what is known of it, out of a file's bytes. The file's name tells formats apart that their bytes do
/// not.
///
/// # Errors
/// Says why nothing can be read out of it.
pub fn extract(name: &str, bytes: &[u8], options: &Options) -> Result<Extract, Fault> {
    match format_of(name, bytes) {
        Some(Format::Docx) => office::docx::read(bytes),
        Some(Format::Odt) => office::odt::read(bytes),
        Some(Format::Rtf) => office::rtf::read(bytes),
        Some(Format::Plain) => plain::read(bytes, options),
        Some(Format::Pdf) => pdf::read(bytes, options),
        Some(Format::Html) => html::read(bytes, options),
        Some(Format::Epub) => epub::read(bytes, options),
        Some(Format::Mhtml) => mail::read_page(bytes, options),
        Some(Format::Mail) => mail::read(bytes, options),
        Some(Format::Subtitles) => subtitles::read(bytes, options),
        _ if office::is_locked(bytes) => Err(Fault::Locked),
        // What has no reader is told from a text by its first bytes.
        _ => Err(kind::of(bytes).unwrap_or(kind::BINARY).fault()),
    }
}

/// The format of a file; none where it is nothing that is read.
pub fn format_of(name: &str, bytes: &[u8]) -> Option<Format> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let extension = extension.to_ascii_lowercase();
    by_bytes(bytes, &extension).or_else(|| {
        let by_name = match extension.as_str() {
            "html" | "htm" | "xhtml" => Format::Html,
            "mht" | "mhtml" => Format::Mhtml,
            "eml" => Format::Mail,
            "srt" | "vtt" => Format::Subtitles,
            "csv" | "tsv" | "tab" => Format::Csv,
            _ => Format::Plain,
        };
        kind::of(bytes).is_none().then_some(by_name)
    })
}

/// The formats that tell themselves by their first bytes.
fn by_bytes(bytes: &[u8], extension: &str) -> Option<Format> {
    match kind::of(bytes).map(|kind| kind.name) {
        Some(kind::PDF) => Some(Format::Pdf),
        Some(kind::WORD) => Some(Format::Docx),
        Some(kind::EXCEL) => Some(Format::Workbook),
        Some(kind::EPUB) => Some(Format::Epub),
        Some(kind::RICH_TEXT) => Some(Format::Rtf),
        Some(kind::OPEN_DOCUMENT) if extension == "ods" => Some(Format::Workbook),
        Some(kind::OPEN_DOCUMENT) => Some(Format::Odt),
        Some(kind::OLD_OFFICE) if extension == "xls" => Some(Format::Workbook),
        Some(_) => None,
        None => marked_up(bytes),
    }
}

/// Texts that say at their head what they are.
fn marked_up(bytes: &[u8]) -> Option<Format> {
    let head = bytes.get(..1_024).unwrap_or(bytes);
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let head = head.trim_ascii_start();
    let starts = |with: &[u8]| {
        head.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    if starts(b"<!doctype html") || starts(b"<html") {
        Some(Format::Html)
    } else if starts(b"From: <Saved by") {
        Some(Format::Mhtml)
    } else if starts(b"WEBVTT") {
        Some(Format::Subtitles)
    } else if starts(b"<?xml") && memchr::memmem::find(head, b"<office:document").is_some() {
        Some(Format::Odt)
    } else {
        None
    }
}

impl Kind {
    pub(super) fn fault(self) -> Fault {
        Fault::NotText {
            kind: self.name.to_owned(),
            advice: self.advice.to_owned(),
        }
    }
}
