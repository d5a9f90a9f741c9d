//! Files become texts, in whatever encoding they come, or are refused with a reason and a way out.
#![allow(clippy::unwrap_used)]

use attest::import::{self, Decoded, Imported, decode};
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, ISO_2022_JP, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252,
};
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;

const ENGLISH: &str = "The minister’s café—“open” since 1999—served the délégation from Curaçao.\nNobody objected; naïve as it was, the façade held.\n";
const THAI: &str = "รัฐมนตรีกล่าวว่ารายงานฉบับนี้ไม่เป็นธรรม และรัฐบาลจะตอบกลับภายในเดือนหน้า\nองค์กรพัฒนาเอกชนไม่เห็นด้วยกับคำตอบของรัฐบาล\n";
const JAPANESE: &str = "大臣は報告書が公平ではないと述べた。政府は来月までに回答する予定である。\n市民団体はその回答に同意しなかった。\n";

fn utf_16(text: &str, little: bool) -> Vec<u8> {
    let bytes = |unit: u16| {
        if little {
            unit.to_le_bytes()
        } else {
            unit.to_be_bytes()
        }
    };
    text.encode_utf16().flat_map(bytes).collect()
}

fn marked(mark: &[u8], bytes: Vec<u8>) -> Vec<u8> {
    [mark, &bytes].concat()
}

fn old(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(
        !lossy,
        "the sample has letters that {} lacks",
        encoding.name()
    );
    bytes.into_owned()
}

#[test]
fn every_encoding_gives_the_same_text() {
    let thai = |bytes| (THAI, bytes);
    let cases: Vec<(&str, (&str, Vec<u8>))> = vec![
        ("UTF-8", thai(THAI.as_bytes().to_vec())),
        (
            "UTF-8",
            thai(marked(b"\xef\xbb\xbf", THAI.as_bytes().to_vec())),
        ),
        ("UTF-16LE", thai(marked(b"\xff\xfe", utf_16(THAI, true)))),
        ("UTF-16BE", thai(marked(b"\xfe\xff", utf_16(THAI, false)))),
        ("UTF-16LE", thai(utf_16(THAI, true))),
        ("UTF-16BE", thai(utf_16(THAI, false))),
        ("UTF-16LE", (ENGLISH, utf_16(ENGLISH, true))),
        ("UTF-16BE", (JAPANESE, utf_16(JAPANESE, false))),
        (
            "UTF-32LE",
            thai(marked(
                b"\xff\xfe\0\0",
                THAI.chars()
                    .flat_map(|c| (c as u32).to_le_bytes())
                    .collect(),
            )),
        ),
        (
            "UTF-32BE",
            thai(marked(
                b"\0\0\xfe\xff",
                THAI.chars()
                    .flat_map(|c| (c as u32).to_be_bytes())
                    .collect(),
            )),
        ),
        ("windows-1252", (ENGLISH, old(WINDOWS_1252, ENGLISH))),
        ("windows-874", thai(old(WINDOWS_874, THAI))),
        ("Shift_JIS", (JAPANESE, old(SHIFT_JIS, JAPANESE))),
        ("ISO-2022-JP", (JAPANESE, old(ISO_2022_JP, JAPANESE))),
        ("EUC-JP", (JAPANESE, old(encoding_rs::EUC_JP, JAPANESE))),
    ];
    for (encoding, (text, bytes)) in cases {
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.text, text, "{encoding}");
        assert_eq!((decoded.encoding, decoded.malformed), (encoding, 0));
    }
}

#[test]
fn other_scripts_come_through_too() {
    let samples = [
        (
            WINDOWS_1251,
            "Министр заявил, что доклад несправедлив, и правительство ответит в следующем месяце.\n",
        ),
        (
            WINDOWS_1250,
            "Příliš žluťoučký kůň úpěl ďábelské ódy; ministr řekl, že zpráva není spravedlivá.\n",
        ),
        (
            GBK,
            "部长表示，这份报告并不公平，政府将在下个月作出答复。民间团体不同意这一答复。\n",
        ),
        (
            BIG5,
            "部長表示，這份報告並不公平，政府將在下個月作出答覆。民間團體不同意這一答覆。\n",
        ),
        (
            EUC_KR,
            "장관은 보고서가 공정하지 않다고 말했다. 정부는 다음 달까지 답변할 예정이다.\n",
        ),
    ];
    for (encoding, text) in samples {
        assert_eq!(
            decode(&old(encoding, text), None).text,
            text,
            "{}",
            encoding.name()
        );
    }
}

#[test]
fn a_person_can_say_which_encoding_it_is() {
    let bytes = old(WINDOWS_874, "ก");
    let decoded = decode(&bytes, Some(WINDOWS_874));
    assert_eq!(
        (decoded.text.as_str(), decoded.encoding),
        ("ก", "windows-874")
    );
    assert_eq!(decode(b"\xef\xbb\xbfa", Some(UTF_8)).text, "a");
}

#[test]
fn line_ends_become_line_feeds_and_nothing_else_changes() {
    let text = decode(b"a\r\nb\rc\n\r\n\x0cd\te \r", None).text;
    assert_eq!(text, "a\nb\nc\n\n\x0cd\te \n");
}

#[test]
fn a_few_broken_bytes_spoil_only_themselves_and_are_counted() {
    let mut bytes = THAI.repeat(3).into_bytes();
    bytes[1] = b'?';
    bytes.truncate(bytes.len() - 3);
    let Decoded {
        text,
        encoding,
        malformed,
    } = decode(&bytes, None);
    assert_eq!(encoding, "UTF-8");
    assert_eq!(malformed, text.matches('\u{fffd}').count());
    assert!((2..=4).contains(&malformed), "{malformed}");
    assert!(text.contains("มนตรีกล่าวว่ารายงาน"));
}

proptest! {
    #[test]
    fn any_text_in_utf_8_comes_back_to_the_letter(text in "[^\r\u{feff}\u{0}\u{1b}]{1,80}") {
        let decoded = decode(text.as_bytes(), None);
        prop_assert_eq!(decoded.text, text);
        prop_assert_eq!(decoded.encoding, "UTF-8");
    }

    #[test]
    fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let decoded = decode(&bytes, None);
        prop_assert!(!decoded.text.contains('\r'));
    }

    #[test]
    fn text_with_a_mark_comes_back_from_every_utf(text in "[^\r\u{feff}\u{0}]{1,80}", little in any::<bool>()) {
        let mark: &[u8] = if little { b"\xff\xfe" } else { b"\xfe\xff" };
        prop_assert_eq!(&decode(&marked(mark, utf_16(&text, little)), None).text, &text);
    }
}

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn reads(&self, name: &str, bytes: impl AsRef<[u8]>) -> Imported {
        import::read(&self.file(name, bytes), &import::Options::default()).unwrap()
    }

    fn refuses(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let error = import::read(&self.file(name, bytes), &import::Options::default())
            .unwrap_err()
            .to_string();
        assert!(error.contains(name), "the file is named: {error}");
        error
    }
}

#[test]
fn a_file_keeps_its_original_and_its_name() {
    let desk = Desk::new();
    let bytes = old(WINDOWS_874, &THAI.replace('\n', "\r\n"));
    let read = desk.reads("คำแถลง 2547.txt", &bytes);
    assert_eq!(read.extract.text, THAI);
    assert_eq!(read.original, bytes);
    assert_eq!(
        (read.name.as_str(), read.title().as_str()),
        ("คำแถลง 2547.txt", "คำแถลง 2547")
    );
    assert_eq!(
        (read.extract.encoding.as_str(), read.extract.remarks.len()),
        ("windows-874", 0)
    );
    assert_eq!(
        (read.extract.author.as_str(), read.extract.year),
        ("", None)
    );
}

#[test]
fn front_matter_and_headings_are_believed_and_nothing_is_guessed() {
    let desk = Desk::new();
    let of = |text: &str| {
        let read = desk.reads("notes.md", text);
        assert_eq!(read.extract.text, text, "front matter stays in the text");
        (read.title(), read.extract.author, read.extract.year)
    };
    let is = |title: &str, author: &str, year| (title.to_owned(), author.to_owned(), year);
    assert_eq!(
        of(
            "---\ntitle: \"On norms: a start\"\nauthor: Ada Norm\ndate: 2004-06-14\ntags:\n  - x\n---\n# Other\n"
        ),
        is("On norms: a start", "Ada Norm", Some(2004))
    );
    assert_eq!(
        of(
            "Title: On norms\nDate: 14 June 2004\nModified: 2017-01-01 10:00:00\nAuthors: [A. One, 'B. Two']\n\nText\n"
        ),
        is("On norms", "A. One, B. Two", Some(2004))
    );
    assert_eq!(
        of("---\nauthor:\n  - A. One\n  - name: B. Two\nyear: 1998\n...\n\n## *Kept apart*\n"),
        is("Kept apart", "A. One, B. Two", Some(1998))
    );
    assert_eq!(
        of("\n\nWords\n\n# **The heading** #\n"),
        is("The heading", "", None)
    );
    assert_eq!(
        of("The heading\n===========\nWords\n"),
        is("The heading", "", None)
    );
    // Speech is no front matter, a span of years no year, an open fence none.
    assert_eq!(
        of("Interviewer: When?\nMinister: In 2004.\n\n"),
        is("notes", "", None)
    );
    assert_eq!(
        of("Date: 2004 to 2006\nauthor: A\nSo it began.\n"),
        is("notes", "", None)
    );
    assert_eq!(of("date: 2004 to 2006\n\n"), is("notes", "", None));
    assert_eq!(of("---\ntitle: never closed\n"), is("notes", "", None));
    assert_eq!(of("by Ada Norm, 2004\n"), is("notes", "", None));
}

#[test]
fn what_is_no_text_is_named_with_a_way_out() {
    let desk = Desk::new();
    let zip = |name: &str| [b"PK\x03\x04\x14\0\0\0", name.as_bytes(), b"\0\x01"].concat();
    let binary: Vec<u8> = (0..4_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    for (name, bytes, kind, advice) in [
        (
            "c.xlsx",
            zip("xl/workbook.xml"),
            "an Excel workbook",
            "plain text",
        ),
        ("f.zip", zip("notes.txt"), "an archive", "Unpack it"),
        (
            "g.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0".to_vec(),
            "an old Word",
            "plain text",
        ),
        (
            "i.png",
            b"\x89PNG\r\n\x1a\n\0\0".to_vec(),
            "a picture",
            "OCR",
        ),
        (
            "j.jpg",
            b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(),
            "a picture",
            "OCR",
        ),
        (
            "k.mp3",
            b"ID3\x03\0\0\0".to_vec(),
            "a sound or film recording",
            "transcript",
        ),
        (
            "l.exe",
            b"MZ\x90\0\x03\0\0\0".to_vec(),
            "a program",
            "plain text",
        ),
        (
            "m.db",
            b"SQLite format 3\0\x10\0".to_vec(),
            "a database",
            "plain text",
        ),
        ("n.txt", binary, "a file for a program", "plain text"),
        (
            "o.txt",
            vec![0; 5_000],
            "a file for a program",
            "plain text",
        ),
    ] {
        let said = desk.refuses(name, bytes);
        assert!(said.contains("is not a text: it looks like "), "{said}");
        assert!(said.contains(kind) && said.contains(advice), "{said}");
    }
}

#[test]
fn texts_that_look_a_little_odd_are_still_texts() {
    let desk = Desk::new();
    for text in [
        "%PDF files are hard to read.\n",
        "PK said so.\n",
        "A\x0cB\x1a",
        "MZ",
        "x",
        "ftyp: a word\n",
    ] {
        assert_eq!(desk.reads("odd.txt", text).extract.text, text);
    }
}

#[test]
fn an_empty_file_is_refused() {
    let desk = Desk::new();
    for bytes in [&b""[..], b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\t\n"] {
        assert!(
            desk.refuses("empty.txt", bytes)
                .contains("is empty. There is nothing in it to code")
        );
    }
}

#[test]
fn a_file_of_200_mb_is_refused_before_it_is_read() {
    let desk = Desk::new();
    let path = desk.file("huge.txt", "");
    // A hole in the file system: no disk is filled.
    fs::File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(200_000_000)
        .unwrap();
    let said = import::read(&path, &import::Options::default())
        .unwrap_err()
        .to_string();
    assert!(said.contains("huge.txt is too large: 200 MB"), "{said}");
    assert!(said.contains("Split it into parts"), "{said}");
}

#[test]
fn folders_devices_and_missing_files_are_refused() {
    let desk = Desk::new();
    let folder = import::read(desk.folder.path(), &import::Options::default())
        .unwrap_err()
        .to_string();
    assert!(
        folder.contains("is a folder. Choose the files in it"),
        "{folder}"
    );
    let missing = import::read(
        &desk.folder.path().join("gone.txt"),
        &import::Options::default(),
    )
    .unwrap_err()
    .to_string();
    assert!(missing.contains("gone.txt is not there"), "{missing}");
    if cfg!(unix) {
        let device = import::read("/dev/null".as_ref(), &import::Options::default())
            .unwrap_err()
            .to_string();
        assert!(device.contains("not an ordinary file"), "{device}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_file_that_may_not_be_read_says_so() {
    // Not even root reads this one: the system refuses, as it refuses others a locked file.
    let said = import::read("/proc/self/mem".as_ref(), &import::Options::default())
        .unwrap_err()
        .to_string();
    assert!(said.contains("/proc/self/mem"), "{said}");
}

#[test]
fn the_first_line_of_a_long_text_is_its_title_where_it_stands_alone() {
    let desk = Desk::new();
    let body = "Words of a made-up paper that goes on for a while.\n\n".repeat(80);
    let titled = |first: &str| {
        let text = format!("\n{first}\n\n{body}");
        desk.reads("scan.txt", text.as_bytes()).title()
    };
    assert_eq!(
        titled("HARBOURS AND THEIR LAWS: A MADE-UP PAPER"),
        "HARBOURS AND THEIR LAWS: A MADE-UP PAPER"
    );
    assert_eq!(titled("This is a sentence that opens the text."), "scan");
    assert_eq!(titled("| a table | of things |"), "scan");
    let short = desk.reads("memo.txt", b"Dear colleague\n\nThe pier stands.\n");
    assert_eq!(
        short.title(),
        "memo",
        "a short text may start with anything"
    );
}
