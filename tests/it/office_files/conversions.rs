//! Files that LibreOffice wrote: what went in comes out, whichever way it took.

use super::{ODF, read};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const WORDS: [&str; 40] = [
    "harbour",
    "the",
    "of",
    "ferry",
    "a",
    "keeper",
    "counted",
    "boats",
    "in",
    "winter",
    "ice",
    "under",
    "bridge",
    "slowly",
    "café",
    "naïve",
    "Łódź",
    "1998",
    "river’s",
    "“quiet”",
    "toll",
    "and",
    "was",
    "never",
    "paid",
    "for",
    "crossing",
    "by",
    "night",
    "lamps",
    "–",
    "แม่น้ำ",
    "ท่าเรือ",
    "港",
    "橋",
    "мост",
    "лёд",
    "grain",
    "salt",
    "letters",
];

/// Words without meaning, others each time, always the same.
struct Words(u64);

impl Words {
    fn next(&mut self, count: usize) -> String {
        let words = (0..count).map(|_| {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            WORDS[(self.0 >> 33) as usize % WORDS.len()]
        });
        let words: Vec<&str> = words.collect();
        format!("{}.", words.join(" "))
    }
}

/// A document as a flat ODT, and its words as they are to be read.
fn made() -> (String, String) {
    let mut words = Words(7);
    let (mut xml, mut wanted, mut last) = (String::new(), String::new(), String::new());
    let (mut notes, mut ends) = (0, 0);
    for part in 1..=12 {
        let level = if part % 3 == 1 { 1 } else { 2 };
        let title = words.next(5);
        let new = match (part, level) {
            (1, _) => "Heading_20_1",
            (_, 1) => "New",
            _ => "Heading_20_2",
        };
        write!(
            xml,
            "<text:h text:style-name=\"{new}\" text:outline-level=\"{level}\">{title}</text:h>"
        )
        .unwrap();
        writeln!(wanted, "{title}").unwrap();
        for at in 0..6 {
            let (first, second, note) = (words.next(30), words.next(40), words.next(15));
            match at {
                1 | 4 => {
                    notes += 1;
                    write!(xml, "<text:p>{first}<text:note text:note-class=\"footnote\"><text:note-citation>{notes}</text:note-citation><text:note-body><text:p>{note}</text:p></text:note-body></text:note> {second}</text:p>").unwrap();
                    let mark = attest::import::raised(&notes.to_string());
                    writeln!(wanted, "{first}{mark} {second}\n{notes}. {note}").unwrap();
                }
                2 if part % 4 == 0 => {
                    ends += 1;
                    let label = ["i", "ii", "iii"][ends - 1];
                    write!(xml, "<text:p>{first}<text:note text:note-class=\"endnote\"><text:note-citation>{label}</text:note-citation><text:note-body><text:p>{note}</text:p></text:note-body></text:note></text:p>").unwrap();
                    writeln!(wanted, "{first}[{label}]").unwrap();
                    writeln!(last, "{label}. {note}").unwrap();
                }
                3 => {
                    let link = words.next(3);
                    write!(xml, "<text:p>{first} <text:a xlink:href=\"https://example.org/{part}\">{link}</text:a> {second}</text:p>").unwrap();
                    writeln!(wanted, "{first} {link} {second}").unwrap();
                }
                _ => {
                    write!(xml, "<text:p>{first}</text:p>").unwrap();
                    writeln!(wanted, "{first}").unwrap();
                }
            }
        }
        let items = [words.next(4), words.next(5), words.next(6), words.next(3)];
        let [one, under, more, two] = &items;
        write!(xml, "<text:list text:style-name=\"L1\"><text:list-item><text:p>{one}</text:p><text:list><text:list-item><text:p>{under}</text:p></text:list-item><text:list-item><text:p>{more}</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>{two}</text:p></text:list-item></text:list>").unwrap();
        writeln!(wanted, "1. {one}\na) {under}\nb) {more}\n2. {two}").unwrap();
        xml += "<table:table><table:table-column table:number-columns-repeated=\"3\"/>";
        for _ in 0..4 {
            let cells = [words.next(2), words.next(3), words.next(2)];
            xml += "<table:table-row>";
            for cell in &cells {
                write!(xml, "<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>").unwrap();
            }
            xml += "</table:table-row>";
            writeln!(wanted, "{}", cells.join("\t")).unwrap();
        }
        xml += "</table:table>";
    }
    let mut spaces = String::new();
    for (prefix, name) in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    ] {
        write!(spaces, " xmlns:{prefix}=\"{ODF}:{name}:1.0\"").unwrap();
    }
    let follows = "<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\"><style:list-level-label-alignment text:label-followed-by=\"listtab\"/></style:list-level-properties>";
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document{spaces} xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\" office:mimetype=\"application/vnd.oasis.opendocument.text\">\
         <office:styles><style:style style:name=\"Heading_20_1\" style:display-name=\"Heading 1\" style:family=\"paragraph\" style:default-outline-level=\"1\"/><style:style style:name=\"Heading_20_2\" style:display-name=\"Heading 2\" style:family=\"paragraph\" style:default-outline-level=\"2\"/>\
         <text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\">{follows}</text:list-level-style-number><text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-suffix=\")\">{follows}</text:list-level-style-number></text:list-style>\
         <text:notes-configuration text:note-class=\"footnote\" style:num-format=\"1\" text:start-value=\"0\"/><text:notes-configuration text:note-class=\"endnote\" style:num-format=\"i\" text:start-value=\"0\"/></office:styles>\
         <office:automatic-styles><style:style style:name=\"New\" style:family=\"paragraph\" style:parent-style-name=\"Heading_20_1\"><style:paragraph-properties fo:break-before=\"page\"/></style:style></office:automatic-styles>\
         <office:body><office:text>{xml}</office:text></office:body></office:document>"
    );
    (file, wanted + &last)
}

/// Has LibreOffice write a file anew in another format, with a home of its own, since two cannot share one.
fn converted(file: &Path, end: &str, folder: &Path) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    let home = format!(
        "-env:UserInstallation=file://{}",
        folder.parent().unwrap().join("home").display()
    );
    let done = Command::new("soffice")
        .args([
            &home,
            "--headless",
            "--norestore",
            "--convert-to",
            end,
            "--outdir",
        ])
        .args([folder, file])
        .output()
        .unwrap();
    let made = folder.join(format!("made.{end}"));
    assert!(done.status.success() && made.is_file(), "{done:?}");
    made
}

/// How much of the words came out, and how many of those in their order: 1 is all.
fn likeness(wanted: &str, read: &str) -> (f64, f64) {
    let (wanted, read): (Vec<&str>, Vec<&str>) = (
        wanted.split_whitespace().collect(),
        read.split_whitespace().collect(),
    );
    let mut counts = std::collections::HashMap::new();
    for word in &wanted {
        *counts.entry(*word).or_insert(0_usize) += 1;
    }
    let common = read
        .iter()
        .filter(|word| match counts.get_mut(**word) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        })
        .count();
    let f1 = 2.0 * common as f64 / (wanted.len() + read.len()) as f64;
    let mut row = vec![0_usize; read.len() + 1];
    for word in &wanted {
        let mut corner = 0;
        for (at, other) in read.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if word == other {
                corner + 1
            } else {
                above.max(row[at])
            };
            corner = above;
        }
    }
    (f1, row[read.len()] as f64 / common.max(1) as f64)
}

#[test]
fn what_went_into_a_file_comes_out_of_it_whichever_way_it_took() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("conversions/read");
    std::fs::remove_dir_all(&folder).ok();
    std::fs::create_dir_all(&folder).unwrap();
    let (file, wanted) = made();
    let flat = folder.join("made.fodt");
    std::fs::write(&flat, file).unwrap();
    let mut files = vec![("fodt".to_owned(), flat.clone())];
    for first in ["odt", "docx", "rtf"] {
        let made = converted(&flat, first, &folder.join(first));
        for second in ["odt", "docx", "rtf"] {
            if first != second {
                let way = format!("{first}-{second}");
                files.push((way.clone(), converted(&made, second, &folder.join(way))));
            }
        }
        files.push((first.to_owned(), made));
    }
    println!(
        "{:10} {:>7} {:>7} {:>5} {:>5} {:>5} {:>5}",
        "file", "F1", "order", "heads", "notes", "tabs", "links"
    );
    let mut worst = (1.0_f64, 1.0_f64);
    for (way, path) in &files {
        let name = path.file_name().unwrap().to_string_lossy();
        let read = read(&name, &std::fs::read(path).unwrap());
        let (f1, order) = likeness(&wanted, &read.text);
        let map = &read.map;
        println!(
            "{way:10} {f1:7.4} {order:7.4} {:5} {:5} {:5} {:5}",
            map.headings.len(),
            map.notes.len(),
            map.tables.len(),
            map.links.len()
        );
        worst = (worst.0.min(f1), worst.1.min(order));
        assert_eq!(
            (
                map.headings.len(),
                map.notes.len(),
                map.tables.len(),
                map.links.len()
            ),
            (12, 27, 12, 12),
            "{way}"
        );
    }
    assert!(worst.0 >= 0.995 && worst.1 >= 0.995, "{worst:?}");
}
