//! Cells that are hard on formats, and reports made of them.

use attest::analysis::report::{Block, Cell, Column, Line, Look, Report, Table};

/// A quotation of 20,000 characters, with spaces to break at.
pub(super) fn long() -> String {
    let words = "The words of a source may be many, and none of them is to be lost. ";
    words
        .repeat(20_000 / words.len() + 1)
        .chars()
        .take(20_000)
        .collect()
}

/// More than a cell of Excel holds.
pub(super) fn longest() -> String {
    format!("{}{}", long(), long())
}

/// One cell each.
pub(super) fn cells() -> Vec<String> {
    let mut cells: Vec<String> = [
        "",
        "plain",
        "two\nlines",
        "CRLF\r\nand CR\rtoo",
        "\n\nempty lines before, between\n\n\nand after\n\n",
        "a | b || c",
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "'quoted",
        "\t=tab",
        "00123",
        "1e5",
        "TRUE",
        "2008-02-06",
        "1/2",
        "\\",
        "\\\\",
        "\\n",
        "C:\\new\\text",
        "\\textbf{x}",
        "\\end{document}",
        "&",
        "&amp;",
        "&#65;",
        "a && b",
        "<b>",
        "<script>alert(1)</script>",
        "</td></table>",
        "]]>",
        "<!-- c -->",
        "“double” ‘single’ „low“ «guillemets» \"straight\" 'straight' ``TeX'' ´acute´",
        "-- --- – — … ... ?` !` << >>",
        "tab\there\t\ttwo",
        " leading",
        "trailing ",
        "two  spaces   three",
        " ",
        "\t",
        "NUL \0 here",
        "bell \u{7} escape \u{1b}[31m",
        "vertical \u{b} form \u{c}",
        "delete \u{7f} C1 \u{9f}",
        "not a character: \u{fffe} \u{ffff}",
        "line\u{2028}paragraph\u{2029}next\u{85}end",
        "_x0041_ _x000D_",
        "# not a heading",
        "- not a list",
        "1. not a list",
        "> not a quote",
        "```",
        "* * *",
        "[a](b) ![c](d) [^1]",
        "*a* _b_ **c** ~~d~~ ~e~ ^f^ $g$ `h` {i} #j @k %l 100%",
        "https://example.org/a_b?c=d&e=f#g www.example.org",
        "[optional] argument",
        "*starred",
        "naïve café Łódź trafficking¹¹⁸ ½ € ™ H₂O cafe\u{301}",
        "Ελληνικά Русский",
        "พระราชบัญญัติป้องกันและปราบปรามการค้ามนุษย์ พ.ศ. ๒๕๕๑",
        "人身取引対策行動計画２００９。「引用」、『本』ー",
        "인신매매 방지법",
        "חוק איסור סחר בבני אדם, 2006 (English)",
        "قانون مكافحة الاتجار بالبشر ٢٠٠٩",
        "👍 👩‍👩‍👧‍👦 🏳️‍🌈 🇹🇭 1️⃣ ☎️ 🙂",
        "▲ for ▼ against ◆ mixed → ✓",
        "soft\u{ad}hyphen zero\u{200b}width no\u{a0}break \u{feff}mark \u{200f}rtl",
        "{\"json\": [1, \"two\"]}",
        "a,b;c\"d\"",
    ]
    .map(str::to_owned)
    .into();
    cells.push(long());
    cells.push("日本語".repeat(2_000));
    cells
}

/// What the eye is to see of a text in any document: line ends are one kind, what cannot stand in one has a picture.
pub(super) fn seen(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap(),
            '\u{7f}' => '␡',
            '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            _ => c,
        })
        .collect()
}

pub(super) fn table<'a>(name: &str, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Block<'a> {
    Block::Table(Table {
        name: name.to_owned(),
        columns,
        count: rows.len(),
        rows: Box::new(rows.into_iter()),
    })
}

pub(super) fn report<'a>(title: &str, wide: bool, blocks: Vec<Block<'a>>) -> Report<'a> {
    Report {
        title: title.to_owned(),
        notes: vec!["Made by a test, of cells that are hard on formats.".to_owned()],
        wide,
        blocks,
    }
}

/// A row a hard cell: its number, the cell, and the cell again as what it could be taken for.
pub(super) fn report_of(cells: &[String]) -> Report<'static> {
    let columns = vec![
        Column::numbers("No.", 5.0),
        Column::text("Cell | with a <hard> “name”", 50.0),
        Column::text("Quotation", 35.0),
    ];
    let rows = cells.iter().enumerate().map(|(number, text)| {
        vec![
            Cell::number(number as f64),
            text.as_str().into(),
            Cell::lines([Line::plain(text).look(Look::Quote)]),
        ]
    });
    let rows = rows.collect();
    report(
        "Hard cells & <their> \\formats",
        false,
        vec![table("Hard: cells/all?", columns, rows)],
    )
}

/// What each block looks like, and tables of every kind.
pub(super) fn all_blocks() -> Report<'static> {
    let quote = "In the seven months since, we have written seven names; none of them came back to ask for the book.";
    let mut blocks = vec![
        Block::Heading(1, "How the evidence was read".to_owned()),
        Block::Text(Cell::lines([
            Line::plain(
                "A paragraph with “quotation marks”, an em dash — and 50% & more_or_less #1.",
            ),
            Line::plain("A bold one.").look(Look::Strong),
            Line::plain("A quiet one.").look(Look::Quiet),
            Line::plain("An address").link("https://example.org/a_b?c=%20d&e=~f#g"),
            Line::plain("A file beside").link("documents/a file #1 (ไทย).txt"),
        ])),
        Block::Heading(2, "E1 พระราชบัญญัติ: a heading in two scripts".to_owned()),
        Block::Fields(vec![
            ("Case".to_owned(), "Thailand".into()),
            (
                "Explanation, which has a long name".to_owned(),
                "Law made under outside pressure".into(),
            ),
            (
                "Lines".to_owned(),
                Cell::lines([Line::plain("one"), Line::plain("two\nwith an end inside")]),
            ),
            (
                "[Link]".to_owned(),
                Cell::lines([Line::plain("source").link("../x y.txt")]),
            ),
        ]),
        Block::Quote(Cell::lines([
            Line::plain(quote),
            Line::plain(
                "พระราชบัญญัติป้องกันและปราบปรามการค้ามนุษย์มีวัตถุประสงค์เพื่อคุ้มครองผู้เสียหายจากการกระทำความผิดและช่วยเหลือเยียวยา",
            ),
            Line::plain("חוק איסור סחר בבני אדם התקבל בכנסת (2006) ופורסם."),
            Line::plain(
                "人身取引対策行動計画は、被害者の保護と加害者の訴追を目的として関係省庁が連携して取り組むべき施策を定めたものである。",
            ),
        ])),
        table(
            "Nothing in it",
            vec![Column::text("Code", 10.0), Column::text("Found", 30.0)],
            Vec::new(),
        ),
        table("No columns", Vec::new(), Vec::new()),
        Block::Fields(Vec::new()),
        Block::Quote(Cell::default()),
    ];
    let rows = (1..60).map(|number| {
        vec![
            Cell::lines([Line::plain(format!("E{number}")).link(format!("#E{number}"))]),
            Cell::lines([
                Line::plain("Outside pressure").look(Look::Strong),
                Line::plain("the law follows within a year").look(Look::Quiet),
            ]),
            Cell::lines([
                Line::plain(quote).look(Look::Quote),
                Line::plain("(Memoir, p. 7)").look(Look::Quiet),
            ]),
            "▲ supports".into(),
            Cell::number(f64::from(number)),
        ]
    });
    let columns = vec![
        Column::text("Entry", 7.0),
        Column::text("Expectation", 22.0),
        Column::text("Quotation", 48.0),
        Column::text("Bearing", 12.0),
        Column::numbers("Passages", 9.0),
    ];
    blocks.push(table("Expected against found", columns, rows.collect()));
    blocks.push(Block::Heading(3, "After the table".to_owned()));
    blocks.push(Block::Text("The last words.".into()));
    report("All that a report may hold", false, blocks)
}

/// Thirty columns, on a page turned on its side.
pub(super) fn wide() -> Report<'static> {
    let columns = (1..=30).map(|n| match n % 5 {
        0 => Column::numbers(format!("Count {n}"), 7.0),
        _ => Column::text(format!("Column {n}"), 12.0),
    });
    let rows = (0..25).map(|row| {
        let cell = |n: i32| match n % 5 {
            0 => Cell::number(f64::from(row * n)),
            _ => format!("row {row}, and column {n} | & more").into(),
        };
        (1..=30).map(cell).collect()
    });
    report(
        "Thirty columns",
        true,
        vec![table("Wide", columns.collect(), rows.collect())],
    )
}
