//! Reports leave the app whole, in every format, and another program reads from the file what went in.
#![allow(clippy::unwrap_used)]

mod hard;
#[cfg(feature = "conversions")]
mod office;
pub mod read;

use self::hard::{all_blocks, cells, longest, report, report_of, seen, table, wide};
use attest::analysis::report::{Cell, Column, Report};
use attest::export::{self, Error};
use attest::project::Format;
use read::Grid;
use std::cell::RefCell;
use std::time::Duration;

fn bytes(report: Report<'_>, format: Format) -> Vec<u8> {
    export::bytes(report, format).unwrap()
}

/// The table of hard cells as a document shows it.
fn wanted() -> Grid {
    let header = ["No.", "Cell | with a <hard> “name”", "Quotation"].map(str::to_owned);
    let rows = cells().into_iter().enumerate().map(|(number, text)| {
        let text = seen(&text);
        vec![number.to_string(), text.clone(), text]
    });
    std::iter::once(header.into()).chain(rows).collect()
}

fn same(read: &Grid, wanted: &Grid) {
    assert_eq!(read.len(), wanted.len());
    for (row, (read, wanted)) in read.iter().zip(wanted).enumerate() {
        let mut read = read.clone();
        read.resize(wanted.len(), String::new());
        assert_eq!(&read, wanted, "row {row}");
    }
}

#[test]
fn csv_as_data_is_every_cell_as_it_is() {
    let read = read::csv(&bytes(report_of(&cells()), Format::Data));
    for (row, text) in read[1..].iter().zip(cells()) {
        assert_eq!((&row[1], &row[2]), (&text, &text));
    }
    let excel = read::csv(&bytes(report_of(&cells()), Format::Csv)[3..]);
    for (row, text) in excel[1..].iter().zip(cells()) {
        assert!(row[1] == text || row[1] == format!("'{text}"));
        assert!(!row[1].starts_with(['=', '+', '-', '@', '\t', '\r']));
    }
}

#[test]
fn a_workbook_holds_every_cell_as_text_or_number() {
    let package = bytes(report_of(&cells()), Format::Xlsx);
    let sheets = read::xlsx(&package);
    assert_eq!(sheets[0].0, "Hard- cells-all-");
    same(&sheets[0].1, &wanted());
    let sheet = read::part(&package, "xl/worksheets/sheet1.xml").unwrap();
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter"));
    assert_eq!(sheets[1].0, "Notes");
}

#[test]
fn a_text_too_long_for_a_cell_is_whole_on_a_sheet_of_its_own() {
    let sheets = read::xlsx(&bytes(report_of(&[longest()]), Format::Xlsx));
    let cell = &sheets[0].1[1][1];
    assert!(cell.starts_with("The words of a source"));
    assert!(
        cell.ends_with("[…] (all of it is in “Long texts”, for Hard- cells-all-, B2)"),
        "{}",
        &cell[32_600..]
    );
    assert_eq!(cell.encode_utf16().count(), 32_767);
    let (name, rows) = &sheets[1];
    assert_eq!(name, "Long texts");
    let parts = rows[1..].iter().filter(|row| row[0].ends_with("B2"));
    assert_eq!(
        parts.map(|row| row[2].as_str()).collect::<String>(),
        longest()
    );
}

#[test]
fn links_of_a_workbook_lead_to_addresses_and_files() {
    let link = |to: &str| {
        vec![Cell::lines([attest::analysis::report::Line::plain(
            "there",
        )
        .link(to)])]
    };
    let rows = vec![
        link("https://example.org/a?b=c&d=e"),
        link("documents/a file.txt"),
        link("documents/ไทย.txt"),
        link("javascript:alert(1)"),
    ];
    let report = report(
        "Links",
        false,
        vec![table("Links", vec![Column::text("Link", 20.0)], rows)],
    );
    let package = bytes(report, Format::Xlsx);
    let relations = read::part(&package, "xl/worksheets/_rels/sheet1.xml.rels").unwrap();
    for target in [
        "https://example.org/a?b=c&amp;d=e",
        "documents/a%20file.txt",
        "documents/ไทย.txt",
    ] {
        assert!(
            relations.contains(&format!("Target=\"{target}\"")),
            "{target} in {relations}"
        );
    }
    assert!(!relations.contains("javascript:"), "{relations}");
}

#[test]
fn a_word_document_holds_every_cell() {
    let package = bytes(report_of(&cells()), Format::Docx);
    let tables = read::docx(&package);
    assert_eq!(tables.len(), 1);
    same(&tables[0], &wanted());
}

#[test]
fn a_word_document_can_be_walked_through_and_printed() {
    let package = bytes(all_blocks(), Format::Docx);
    let document = read::part(&package, "word/document.xml").unwrap();
    for sign in [
        "<w:pStyle w:val=\"Title\"/>",
        "<w:pStyle w:val=\"Heading1\"/>",
        "<w:pStyle w:val=\"Heading3\"/>",
        "<w:pStyle w:val=\"Quote\"/>",
        "<w:tblHeader/>",
        "<w:hyperlink r:id=\"link0\"",
    ] {
        assert!(document.contains(sign), "{sign}");
    }
    let relations = read::part(&package, "word/_rels/document.xml.rels").unwrap();
    assert!(
        relations.contains("documents/a%20file%20%231%20(%E0%B9%84"),
        "{relations}"
    );
    let styles = read::part(&package, "word/styles.xml").unwrap();
    assert!(styles.contains("<w:outlineLvl w:val=\"0\"/>"));
    assert!(
        read::part(&package, "word/footer1.xml")
            .unwrap()
            .contains(" PAGE ")
    );
    assert!(!document.contains("landscape"));
    let turned = read::part(&bytes(wide(), Format::Docx), "word/document.xml").unwrap();
    assert!(turned.contains("w:orient=\"landscape\""));
    // Every part is well-formed, and what is linked is there.
    for part in [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "docProps/app.xml",
        "word/settings.xml",
    ] {
        roxmltree::Document::parse(&read::part(&package, part).unwrap()).unwrap();
    }
}

#[test]
fn a_page_holds_every_cell_and_runs_nothing() {
    let page = bytes(report_of(&cells()), Format::Html);
    let tables = read::html(&page);
    assert_eq!(tables.len(), 1);
    same(&tables[0], &wanted());
    let page = String::from_utf8(page).unwrap();
    assert!(!page.contains("<script") && page.contains("default-src 'none'"));
    assert!(
        page.contains("<html lang=\"en\">")
            && page.contains("<th scope=\"col\"")
            && page.contains("<caption>")
    );
    assert!(
        page.contains(" lang=\"th\">พระราชบัญญัติ") && page.contains(" lang=\"he\" dir=\"rtl\">חוק")
    );
}

#[test]
fn markdown_holds_every_cell() {
    let tables = read::markdown(&bytes(report_of(&cells()), Format::Markdown));
    assert_eq!(tables.len(), 1);
    let mut wanted = wanted();
    wanted[0][1] = "Cell | with a <hard> “name”".to_owned();
    same(&tables[0], &wanted);
}

#[test]
fn latex_holds_what_it_should_and_ends_where_it_should() {
    let tex = String::from_utf8(bytes(report_of(&cells()), Format::Latex)).unwrap();
    assert_eq!(tex.matches("\\end{document}").count(), 1);
    assert!(tex.ends_with("\\end{document}\n"));
    assert!(tex.contains("\\textbackslash{}end\\{document\\}"));
    assert!(tex.contains("=1+1") && tex.contains("\\Thai{พระราชบัญญัติ"));
    let turned = String::from_utf8(bytes(wide(), Format::Latex)).unwrap();
    assert!(turned.contains("landscape") && turned.contains("\\fontsize{5.5}"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let make = |format| {
        [
            report_of(&cells()),
            report_of(&[longest()]),
            all_blocks(),
            wide(),
        ]
        .map(|report| bytes(report, format))
    };
    let before = Format::ALL.map(make);
    // Times in packages are of two seconds, dates in properties of one.
    std::thread::sleep(Duration::from_millis(2_100));
    for (format, before) in Format::ALL.into_iter().zip(before) {
        assert!(make(format) == before, "{}", format.name());
    }
}

#[test]
fn empty_tables_and_many_columns_are_tables_too() {
    for format in Format::ALL {
        assert!(!bytes(all_blocks(), format).is_empty());
    }
    let wanted: Vec<String> = (1..=30)
        .map(|n| match n % 5 {
            0 => format!("Count {n}"),
            _ => format!("Column {n}"),
        })
        .collect();
    assert_eq!(read::csv(&bytes(wide(), Format::Data))[0], wanted);
    assert_eq!(read::xlsx(&bytes(wide(), Format::Xlsx))[0].1[0], wanted);
    assert_eq!(read::docx(&bytes(wide(), Format::Docx))[0][0], wanted);
    assert_eq!(read::html(&bytes(wide(), Format::Html))[0][0], wanted);
    assert_eq!(
        read::markdown(&bytes(wide(), Format::Markdown))[0][0],
        wanted
    );
    let all = bytes(all_blocks(), Format::Data);
    assert!(
        String::from_utf8(all)
            .unwrap()
            .starts_with("Code,Found\r\n\r\n")
    );
}

#[test]
fn what_holds_tables_only_says_so_where_there_is_none() {
    for format in [Format::Csv, Format::Data, Format::Xlsx] {
        let empty = report("Words", false, Vec::new());
        let error = export::bytes(empty, format).unwrap_err();
        assert!(
            error.to_string().contains("Choose another format"),
            "{error}"
        );
    }
    assert!(!bytes(report("Words", false, Vec::new()), Format::Docx).is_empty());
}

#[test]
fn an_export_tells_how_far_it_is_and_can_be_stopped() {
    let dir = tempfile::tempdir().unwrap();
    for format in Format::ALL {
        let file = dir.path().join(format!("table.{}", format.extension()));
        std::fs::write(&file, "old").unwrap();
        let many = || {
            let rows =
                (0..1_000).map(|n| vec![Cell::number(f64::from(n)), format!("row {n}").into()]);
            let columns = vec![Column::numbers("No.", 5.0), Column::text("Text", 20.0)];
            report("Many", false, vec![table("Many", columns, rows.collect())])
        };
        let seen = RefCell::new(Vec::new());
        let stop = export::write(many(), format, &file, &|done, of| {
            seen.borrow_mut().push((done, of));
            done < 500
        });
        assert!(matches!(stop, Err(Error::Stopped)), "{}", format.name());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "old");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        assert!(seen.borrow().len() > 3 && seen.borrow().iter().all(|(_, of)| *of == 1_001));
        let last = RefCell::new((0, 0));
        let watch = |done, of| {
            *last.borrow_mut() = (done, of);
            true
        };
        export::write(many(), format, &file, &watch).unwrap();
        assert_eq!(*last.borrow(), (1_001, 1_001), "{}", format.name());
        assert!(std::fs::metadata(&file).unwrap().len() > 3);
        assert_eq!(std::fs::read(&file).unwrap(), bytes(many(), format));
        std::fs::remove_file(&file).unwrap();
    }
}
