//! Exports in the hands of other programs: LibreOffice opens them, XeLaTeX sets them, Chromium shows them.

use super::hard::{all_blocks, cells, report_of, wide};
use super::{bytes, read, same, wanted};
use attest::project::Format;
use roxmltree::{Document, Node};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder for this test's files, which stay there to be looked at.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("conversions")
        .join(name);
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "{command:?}\n{said}");
    said
}

/// Has LibreOffice write a file anew in another format, with a home of its own, since two cannot share one.
fn converted(file: &Path, filter: &str, name: &str) -> PathBuf {
    let folder = file.parent().unwrap();
    let home = format!(
        "-env:UserInstallation=file://{}",
        folder.join("home").display()
    );
    run(Command::new("soffice")
        .args([
            &home,
            "--headless",
            "--norestore",
            "--convert-to",
            filter,
            "--outdir",
        ])
        .args([folder, file]));
    let made = folder.join(name);
    assert!(
        made.is_file(),
        "LibreOffice did not make {}",
        made.display()
    );
    made
}

/// Comma, quotation mark, UTF-8, every cell as it is shown and text in quotation marks, the first sheet.
const SHEET_AS_CSV: &str =
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,1";

#[test]
fn libreoffice_reads_every_cell_of_a_workbook() {
    let file = folder("workbook").join("hard.xlsx");
    std::fs::write(&file, bytes(report_of(&cells()), Format::Xlsx)).unwrap();
    // It names the sheet, too.
    let made = converted(&file, SHEET_AS_CSV, "hard-Hard- cells-all-.csv");
    same(&read::csv(&std::fs::read(made).unwrap()), &wanted());
}

#[test]
fn libreoffice_reads_every_cell_of_a_word_document() {
    let file = folder("document").join("hard.docx");
    std::fs::write(&file, bytes(report_of(&cells()), Format::Docx)).unwrap();
    let made = std::fs::read_to_string(converted(&file, "fodt", "hard.fodt")).unwrap();
    let document = Document::parse(&made).unwrap();
    let table = named(document.root(), "table").next().unwrap();
    let read = named(table, "table-row")
        .map(|row| {
            let cells = named(row, "table-cell").map(|cell| {
                let paragraphs: Vec<String> = named(cell, "p").map(words).collect();
                paragraphs.join("\n")
            });
            cells.collect()
        })
        .collect();
    same(&read, &wanted());
}

/// Writes a table of the sample project by the command line.
fn exported(folder: &Path, table: &str, name: &str, options: &[&str]) -> PathBuf {
    let file = folder.join(name);
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/thailand");
    run(Command::new(env!("CARGO_BIN_EXE_attest"))
        .env("ATTEST_HOME", folder.join("attest"))
        .args(["export", "--table", table, "--to"])
        .args([&file, &sample])
        .args(options));
    file
}

#[test]
fn what_the_command_line_exports_is_the_same_in_a_workbook_as_in_data() {
    let folder = folder("sample");
    for (table, sheet) in [
        ("passages", "Passages"),
        ("implications", "Implications"),
        ("evidence", "Evidence"),
        ("codebook", "Codebook"),
    ] {
        let data = exported(&folder, table, &format!("{table}-data.csv"), &["--data"]);
        let workbook = exported(&folder, table, &format!("{table}.xlsx"), &[]);
        let made = converted(&workbook, SHEET_AS_CSV, &format!("{table}-{sheet}.csv"));
        let wanted = read::csv(&std::fs::read(data).unwrap());
        assert!(wanted.len() > 5, "{table}");
        same(&read::csv(&std::fs::read(made).unwrap()), &wanted);
        let document = exported(&folder, table, &format!("{table}.docx"), &[]);
        converted(&document, "pdf", &format!("{table}.pdf"));
    }
}

fn named<'a, 'x>(node: Node<'a, 'x>, name: &'a str) -> impl Iterator<Item = Node<'a, 'x>> {
    node.descendants()
        .filter(move |child| child.tag_name().name() == name)
}

/// The words of a paragraph in an OpenDocument text.
fn words(node: Node<'_, '_>) -> String {
    node.children()
        .map(|child| match child.tag_name().name() {
            "s" => " ".repeat(
                child
                    .attributes()
                    .find(|a| a.name() == "c")
                    .map_or(1, |a| a.value().parse().unwrap()),
            ),
            "tab" => "\t".to_owned(),
            "line-break" => "\n".to_owned(),
            _ if child.is_text() => child.text().unwrap_or("").to_owned(),
            _ => words(child),
        })
        .collect()
}

#[test]
fn libreoffice_prints_reports_on_pages_of_the_right_kind() {
    let folder = folder("print");
    for (name, report) in [
        ("all", all_blocks()),
        ("wide", wide()),
        ("hard", report_of(&cells())),
    ] {
        let file = folder.join(format!("{name}.docx"));
        std::fs::write(&file, bytes(report, Format::Docx)).unwrap();
        converted(&file, "pdf", &format!("{name}.pdf"));
    }
}

#[test]
fn xelatex_sets_every_report() {
    let folder = folder("latex");
    for (name, report) in [
        ("all", all_blocks()),
        ("wide", wide()),
        ("hard", report_of(&cells())),
    ] {
        std::fs::write(
            folder.join(format!("{name}.tex")),
            bytes(report, Format::Latex),
        )
        .unwrap();
        // Twice, for the widths of tables over several pages.
        for _ in 0..2 {
            run(Command::new("xelatex")
                .args([
                    "-interaction=nonstopmode",
                    "-halt-on-error",
                    "-no-shell-escape",
                    name,
                ])
                .current_dir(&folder));
        }
        let log = std::fs::read(folder.join(format!("{name}.log"))).unwrap();
        let log = String::from_utf8_lossy(&log);
        assert!(
            !log.contains("Overfull \\vbox"),
            "a row of {name} is higher than a page"
        );
        assert!(folder.join(format!("{name}.pdf")).is_file());
    }
}

#[test]
fn chromium_shows_and_prints_every_page() {
    let folder = folder("page");
    for (name, report) in [
        ("all", all_blocks()),
        ("wide", wide()),
        ("hard", report_of(&cells())),
    ] {
        let page = folder.join(format!("{name}.html"));
        std::fs::write(&page, bytes(report, Format::Html)).unwrap();
        for (option, end) in [("--print-to-pdf=", "pdf"), ("--screenshot=", "png")] {
            let made = page.with_extension(end);
            run(Command::new("chromium")
                .args([
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--hide-scrollbars",
                ])
                .args(["--no-pdf-header-footer", "--window-size=1280,1600"])
                .arg(format!("--user-data-dir={}", folder.join("home").display()))
                .arg(format!("{option}{}", made.display()))
                .arg(format!("file://{}", page.display())));
            assert!(
                std::fs::metadata(&made).unwrap().len() > 10_000,
                "{}",
                made.display()
            );
        }
    }
}
