//! Is this a text at all, and if not, what does it seem to be and what can its owner do?

use super::Decoded;

/// What a file that is no text seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// With its article, such as "a PDF".
    pub name: &'static str,
    /// What the person can do.
    pub advice: &'static str,
}

/// No text, and nothing that is known.
pub(super) const BINARY: Kind = Kind {
    name: "a file for a program, not for a reader",
    advice: "Open it in the program that made it and save it there as plain text",
};

pub(super) const PDF: &str = "a PDF";
pub(super) const WORD: &str = "a Word document";
pub(super) const EXCEL: &str = "an Excel workbook";
pub(super) const EPUB: &str = "an e-book (EPUB)";
pub(super) const RICH_TEXT: &str = "a rich text (RTF) document";
pub(super) const OPEN_DOCUMENT: &str = "a LibreOffice document";
pub(super) const OLD_OFFICE: &str = "an old Word, Excel or PowerPoint file";

const SAVE_AS: &str =
    "Open it in its program, save it as Word (.docx), PDF or plain text, and import that";
/// Tables are told by their names, since their rows are to become documents.
const NAME_AS_TABLE: &str = "Import it under a name that ends in .xlsx, so that its rows become documents, or save it as plain text";
/// Of a format that has a reader, which says by itself what is wrong with a file.
const READ: &str = "";
const PICTURE: &str = "If it shows a page, run text recognition (OCR) on it and import the text";
const UNPACK: &str = "Unpack it and import the texts in it";
const RECORDING: &str = "Import a transcript of it";

/// What a file is by its first bytes, where that is no text.
pub(super) fn of(bytes: &[u8]) -> Option<Kind> {
    let kind = |name, advice| Some(Kind { name, advice });
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => kind(PDF, READ),
        [b'P', b'K', 3, 4, ..] => Some(zipped(bytes)),
        [b'P', b'K', 5, 6, ..] | [0x1f, 0x8b, ..] | [b'B', b'Z', b'h', b'1'..=b'9', b'1', ..] => {
            kind("an archive", UNPACK)
        }
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] | [b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c, ..] => {
            kind("an archive", UNPACK)
        }
        [b'R', b'a', b'r', b'!', 0x1a, 7, ..] => kind("an archive", UNPACK),
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => kind(OLD_OFFICE, SAVE_AS),
        [b'{', b'\\', b'r', b't', b'f', ..] => kind(RICH_TEXT, READ),
        [0x89, b'P', b'N', b'G', ..]
        | [0xff, 0xd8, 0xff, ..]
        | [b'G', b'I', b'F', b'8', ..]
        | [b'I', b'I', b'*', 0, ..]
        | [b'M', b'M', 0, b'*', ..] => kind("a picture", PICTURE),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => kind("a picture", PICTURE),
        [b'A', b'T', b'&', b'T', b'F', b'O', b'R', b'M', ..] => {
            kind("a scanned DjVu book", PICTURE)
        }
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'A',
            b'V',
            b'E',
            ..,
        ]
        | [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'A',
            b'V',
            b'I',
            b' ',
            ..,
        ]
        | [b'I', b'D', b'3', 2..=4, ..]
        | [b'O', b'g', b'g', b'S', 0, ..]
        | [b'f', b'L', b'a', b'C', 0, ..]
        | [0, 0, 0, _, b'f', b't', b'y', b'p', ..] => kind("a sound or film recording", RECORDING),
        [0x7f, b'E', b'L', b'F', ..] | [b'M', b'Z', _, 0, ..] => kind("a program", BINARY.advice),
        _ if bytes.starts_with(b"SQLite format 3\0") => kind("a database", BINARY.advice),
        // Some scanners put bytes ahead of the mark, as the PDF standard lets them.
        _ if head(bytes).windows(5).any(|five| five == b"%PDF-") && has_nul(bytes) => {
            kind(PDF, READ)
        }
        _ => None,
    }
}

/// What a zip file is by the names of the files in it, which stand in the clear.
fn zipped(bytes: &[u8]) -> Kind {
    let has = |name: &str| memchr::memmem::find(bytes, name.as_bytes()).is_some();
    let (name, advice) = if has("word/document") {
        (WORD, READ)
    } else if has("xl/workbook") {
        (EXCEL, NAME_AS_TABLE)
    } else if has("ppt/presentation") {
        ("a PowerPoint presentation", SAVE_AS)
    } else if has("mimetypeapplication/epub") {
        (EPUB, READ)
    } else if has("mimetypeapplication/vnd.oasis.opendocument") {
        (OPEN_DOCUMENT, READ)
    } else if has("[Content_Types].xml") {
        // Its text may have any name.
        (WORD, READ)
    } else if has("META-INF/manifest.xml") && has("content.xml") {
        // Not all programs leave its kind in the clear.
        (OPEN_DOCUMENT, READ)
    } else {
        ("an archive", UNPACK)
    };
    Kind { name, advice }
}

/// Whether decoded bytes look like something that a person wrote: hardly any control characters, and not made of
/// sequences without meaning.
pub(super) fn reads_as_text(decoded: &Decoded) -> bool {
    let mut all = 0_usize;
    let mut odd = 0_usize;
    for c in decoded.text.chars() {
        all += 1;
        // Old printers' and terminals' marks are found in texts; backspace and escape among them.
        let is_mark = matches!(
            c,
            '\t' | '\n' | '\x0b' | '\x0c' | '\x08' | '\x1a' | '\x1b' | '\u{85}'
        );
        odd += usize::from(c.is_control() && !is_mark);
    }
    odd * 50 <= all && decoded.malformed * 10 <= all
}

fn head(bytes: &[u8]) -> &[u8] {
    bytes.get(..1_024).unwrap_or(bytes)
}

fn has_nul(bytes: &[u8]) -> bool {
    memchr::memchr(0, bytes).is_some()
}
