//! Files that are damaged, protected, pictures, or no PDF at all.

use super::fixture;
use attest::import::{Extract, Fault, Options, extract};
use attest::project::Weight;
use attest::text::PageTrouble;

fn read(bytes: &[u8]) -> Result<Extract, Fault> {
    extract("bad.pdf", bytes, &Options::default())
}

fn with_password(bytes: &[u8], password: &str) -> Result<Extract, Fault> {
    let options = Options {
        password: Some(password.to_owned()),
        ..Options::default()
    };
    extract("bad.pdf", bytes, &options)
}

/// A file of pages with these content streams; each page has a font without a Unicode map, one with letters, and a
/// picture.
pub fn pages(contents: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len())
        .map(|at| format!("{} 0 R", 10 + 2 * at))
        .collect();
    let mut objects = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (2, format!("<< /Type /Pages /Count {} /Kids [{}] >>", contents.len(), kids.join(" "))),
        (3, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned()),
        (4, "<< /Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H /DescendantFonts [5 0 R] >>".to_owned()),
        (5, "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /None /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>".to_owned()),
        (6, "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream".to_owned()),
    ];
    for (at, content) in contents.iter().enumerate() {
        let page = 10 + 2 * at;
        objects.push((page, format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 400] /Contents {} 0 R /Resources << /Font << /F 3 0 R /G 4 0 R >> /XObject << /I 6 0 R >> >> >>",
            page + 1
        )));
        objects.push((
            page + 1,
            format!(
                "<< /Length {} >>\nstream\n{content}\nendstream",
                content.len()
            ),
        ));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    for (number, object) in objects {
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    file.push_str("trailer << /Root 1 0 R >>\n%%EOF\n");
    file.into_bytes()
}

/// A page that is a picture.
pub const PICTURE: &str = "q 300 0 0 300 50 50 cm /I Do Q";
const WORDS: &str = "BT /F 12 Tf 50 300 Td (Here stand some words that a person can read.) Tj ET";
const SHAPES: &str = "BT /G 12 Tf 50 300 Td <00010002000300040005000600070008> Tj ET";

#[test]
fn pages_that_cannot_be_read_are_named() {
    let extract = read(&pages(&[WORDS, PICTURE, PICTURE, SHAPES, WORDS])).unwrap();
    let troubles: Vec<Option<PageTrouble>> =
        extract.map.pages.iter().map(|page| page.trouble).collect();
    let (picture, unreadable) = (Some(PageTrouble::Picture), Some(PageTrouble::Unreadable));
    assert_eq!(troubles, [None, picture, picture, unreadable, None]);
    let lost: Vec<&str> = extract
        .remarks
        .iter()
        .filter(|remark| remark.weight == Weight::Lost)
        .map(|remark| remark.text.as_str())
        .collect();
    assert!(
        lost[0].starts_with("Pages 2 and 3 are pictures") && lost[0].contains("OCR"),
        "{lost:?}"
    );
    assert!(lost[1].starts_with("Page 4 cannot be read"), "{lost:?}");
}

#[test]
fn a_file_of_pictures_is_refused_with_their_number() {
    let fault = read(&pages(&[PICTURE, PICTURE, PICTURE])).unwrap_err();
    assert_eq!(
        fault,
        Fault::NoText("3 pages, all of them pictures".to_owned())
    );
    assert!(fault.to_string().contains("text recognition (OCR)"));
}

#[test]
fn a_protected_file_asks_for_its_password() {
    let locked = fixture("locked");
    assert_eq!(read(&locked).unwrap_err(), Fault::PasswordNeeded);
    assert_eq!(
        with_password(&locked, "wrong").unwrap_err(),
        Fault::WrongPassword
    );
    assert!(
        with_password(&locked, "marrow")
            .unwrap()
            .text
            .contains("harbour")
    );
}

#[test]
fn a_file_that_only_its_owner_may_change_opens() {
    assert!(read(&fixture("owned")).unwrap().text.contains("harbour"));
}

#[test]
fn of_a_truncated_file_is_kept_what_is_there() {
    let words = [
        "ferry",
        "harbour",
        "minister",
        "village",
        "flood",
        "election",
        "memorandum",
    ];
    let contents: Vec<String> = (0..40)
        .map(|page| {
            let (one, other) = (words[page % 7], words[page / 7]);
            WORDS.replace("some words", &format!("{one} and {other}"))
        })
        .collect();
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    let whole = pages(&contents);
    let cut = read(&whole[..whole.len() * 3 / 4]).unwrap();
    let words = cut.text.matches("a person can read").count();
    assert!((20..40).contains(&words), "{words}");
    assert!(
        cut.remarks
            .iter()
            .any(|remark| remark.text.contains("damaged from page")),
        "{:?}",
        cut.remarks
    );
}

#[test]
fn nothing_at_all_is_said_to_be_damaged() {
    for bytes in [
        b"%PDF-1.7\n\xe2\xe3".to_vec(),
        b"%PDF-1.4\ntrailer << /Root 1 0 R >>\n\0".to_vec(),
        pages(&[]),
    ] {
        let fault = read(&bytes).unwrap_err();
        assert!(matches!(fault, Fault::Damaged(_)), "{fault:?}");
    }
}

#[test]
fn whatever_is_damaged_does_no_harm() {
    let file = fixture("article");
    let mut seed = 7_u64;
    let mut dice = || {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    for _ in 0..30 {
        let mut bytes = file.clone();
        for _ in 0..1 + dice() % 40 {
            let at = dice() % bytes.len();
            bytes[at] = (dice() % 256) as u8;
        }
        if dice() % 3 == 0 {
            bytes.truncate(dice() % file.len());
        }
        if let Ok(extract) = read(&bytes) {
            assert!(extract.map.fits(&extract.text));
        }
    }
}
