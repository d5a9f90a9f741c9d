//! Reports as Markdown: CommonMark, with tables as on GitHub. A renderer gives the very words back.

use super::Out;
use super::pace::{Pace, Stop};
use super::words::{address, one_line, seen};
use crate::analysis::report::{Block, Cell, Line, Look, Report, Table};

/// Writes the whole text.
pub(super) fn write(
    report: Report<'_>,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    writeln!(out, "# {}", escaped(&one_line(&report.title)))?;
    for note in &report.notes {
        write_paragraphs(&note.as_str().into(), "", out)?;
    }
    for block in report.blocks {
        write_block(block, out, pace)?;
        pace.step()?;
    }
    Ok(())
}

/// A block, after an empty line.
fn write_block(block: Block<'_>, out: &mut Out<'_>, pace: &mut Pace<'_>) -> Result<(), Stop> {
    match block {
        Block::Heading(level, words) => {
            let marks = "#".repeat(usize::from(level.clamp(1, 5)) + 1);
            writeln!(out, "\n{marks} {}", escaped(&one_line(&words)))?;
        }
        Block::Text(cell) => write_paragraphs(&cell, "", out)?,
        Block::Quote(cell) => write_paragraphs(&cell, "> ", out)?,
        Block::Fields(fields) => {
            out.write_all(b"\n")?;
            for (name, cell) in fields {
                let name = bold(&escaped(&one_line(&name)));
                writeln!(out, "- {name}: {}", inline(&cell))?;
            }
        }
        Block::Table(table) => write_table(table, out, pace)?,
        Block::Kept(blocks) => {
            for block in blocks {
                write_block(block, out, pace)?;
            }
        }
    }
    Ok(())
}

/// Each line of the cell as a paragraph, with a mark before each line of the file.
fn write_paragraphs(cell: &Cell, mark: &str, out: &mut Out<'_>) -> Result<(), Stop> {
    // A paragraph of spaces is none.
    let lines = cell
        .lines
        .iter()
        .filter(|line| !line.text.trim().is_empty());
    for (number, line) in lines.enumerate() {
        let between = if number > 0 { mark.trim_end() } else { "" };
        writeln!(out, "{between}\n{mark}{}", line_of(line))?;
    }
    Ok(())
}

fn write_table(table: Table<'_>, out: &mut Out<'_>, pace: &mut Pace<'_>) -> Result<(), Stop> {
    if table.columns.is_empty() {
        return Ok(());
    }
    let name = one_line(&table.name);
    if !name.is_empty() {
        writeln!(out, "\n{}", bold(&escaped(&name)))?;
    }
    out.write_all(b"\n|")?;
    for column in &table.columns {
        write!(out, " {} |", escaped(&one_line(&column.name)))?;
    }
    out.write_all(b"\n|")?;
    for column in &table.columns {
        out.write_all(if column.numbers {
            b" ---: |"
        } else {
            b" --- |"
        })?;
    }
    out.write_all(b"\n")?;
    for row in table.rows {
        out.write_all(b"|")?;
        for cell in &row {
            write!(out, " {} |", inline(cell))?;
        }
        out.write_all(b"\n")?;
        pace.step()?;
    }
    Ok(())
}

/// All lines of a cell in one line of the file.
fn inline(cell: &Cell) -> String {
    let lines: Vec<String> = cell.lines.iter().map(line_of).collect();
    lines.join("<br>")
}

fn line_of(line: &Line) -> String {
    let mut words = slanted(line);
    if let Some(link) = line.link.as_ref().filter(|_| !line.text.is_empty()) {
        // Between angles an address may hold round brackets.
        words = format!("[{words}](<{}>)", address(link));
    }
    if line.look == Look::Strong {
        words = bold(&words);
    }
    match line.lead.as_str() {
        "" => words,
        lead => format!("*{}:* {words}", escaped(&one_line(lead))),
    }
}

/// The words of a line, those in italics between stars: blanks stand outside of these, where a renderer wants them.
fn slanted(line: &Line) -> String {
    if line.italics.is_empty() {
        return escaped(&seen(&line.text));
    }
    let mut out = String::new();
    let parts = line.parts();
    let last = parts.len().saturating_sub(1);
    for (at, (words, italic)) in parts.into_iter().enumerate() {
        let words = seen(words);
        let bare = words.trim_matches(' ');
        if bare.is_empty() {
            out.push_str(&words);
            continue;
        }
        let lead = words.len() - words.trim_start_matches(' ').len();
        let trail = words.len() - words.trim_end_matches(' ').len();
        let (before, after) = (at > 0 && lead > 0, at < last && trail > 0);
        out.push_str(if before { " " } else { "" });
        let bare = escaped(bare);
        out.push_str(&if italic { format!("*{bare}*") } else { bare });
        out.push_str(if after { " " } else { "" });
    }
    out
}

fn bold(words: &str) -> String {
    match words {
        "" => String::new(),
        _ => format!("**{words}**"),
    }
}

/// Words that a renderer gives back as they are, wherever in a line they stand. Line ends are `<br>`.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let ends = text.trim_end_matches([' ', '\t']).len();
    let mut at_start = true;
    // Digits only so far: a dot after them would begin a list.
    let mut counting = true;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        match c {
            '\n' => out.push_str("<br>"),
            '\t' => out.push_str("&#9;"),
            // Space at an end of a line would be cut off.
            ' ' if at_start || at >= ends || next.is_none_or(|next| next == '\n') => {
                out.push_str("&#32;");
            }
            // A second space, too, where somebody tidies the file up.
            ' ' if out.ends_with(' ') => out.push_str("&#32;"),
            _ => {
                if is_mark(c, next, at_start, counting) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
        counting = match c {
            '\n' => true,
            _ => counting && c.is_ascii_digit(),
        };
        at_start = c == '\n' || (at_start && matches!(c, ' ' | '\t'));
    }
    out
}

/// Whether this would be a mark of Markdown, or of what GitHub adds to it: `$` sets mathematics, `@` calls a person,
/// `:` and `.` make addresses into links and words into pictures.
fn is_mark(c: char, next: Option<char>, at_start: bool, counting: bool) -> bool {
    match c {
        '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
        | '$' | '@' | '^' => true,
        '-' | '+' | '=' | ':' if at_start => true,
        '.' | ')' if counting && !at_start => true,
        '!' => next == Some('['),
        ':' => next.is_some_and(|next| next == '/' || next.is_ascii_alphanumeric() || next == '+'),
        // www.example.org
        '.' => next.is_some_and(|next| next.is_ascii_alphanumeric()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// The words of each cell, paragraph and item, as a renderer of Markdown reads them.
    fn read(markdown: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut words = String::new();
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(text) => words.push_str(&text),
                Event::InlineHtml(html) if &*html == "<br>" => words.push('\n'),
                Event::End(
                    TagEnd::TableCell | TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_),
                ) => {
                    found.push(std::mem::take(&mut words));
                }
                Event::Start(
                    Tag::Table(_)
                    | Tag::TableHead
                    | Tag::TableRow
                    | Tag::TableCell
                    | Tag::Paragraph
                    | Tag::Strong
                    | Tag::List(None)
                    | Tag::Item
                    | Tag::BlockQuote(None)
                    | Tag::Heading { .. },
                )
                | Event::End(
                    TagEnd::Table
                    | TagEnd::TableHead
                    | TagEnd::TableRow
                    | TagEnd::Strong
                    | TagEnd::List(false)
                    | TagEnd::BlockQuote(None),
                ) => {}
                other => panic!("{other:?} in {markdown:?}"),
            }
        }
        found
    }

    fn written(blocks: Vec<Block<'_>>) -> String {
        let report = Report {
            title: "T".to_owned(),
            notes: Vec::new(),
            wide: false,
            blocks,
        };
        let bytes = crate::export::bytes(report, crate::project::Format::Markdown).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn marks_lose_their_power() {
        for text in [
            "1. one",
            "12) two",
            "- a",
            "+ b",
            "* c",
            "# d",
            "> e",
            "    code",
            "---",
            "===",
            "***",
            "~~~",
            "```",
            "a | b",
            "\\",
            "\\|",
            "`a`",
            "``",
            "<b>x</b>",
            "&amp;",
            "&#65;",
            "[a](b)",
            "![a](b)",
            "https://a.org",
            "www.a.org",
            "a@b.org",
            "_a_",
            "**a**",
            "~~a~~",
            "$a$",
            "a  b",
            " a ",
            "\ta\t",
            "a\n\nb",
            "a\\\nb",
            "[^1]: note",
            "[ ] task",
            ":smile:",
            "^x^",
            "==x==",
            "<!-- c -->",
            "a\n- b",
            "a\n1. b",
            "{.class}",
        ] {
            let name = Line::plain(text).look(Look::Strong);
            let markdown = written(vec![
                Block::Text(text.into()),
                Block::Quote(text.into()),
                Block::Fields(vec![("F".to_owned(), text.into())]),
                Block::Text(Cell::lines([name])),
            ]);
            let wanted = ["T", text, text, &format!("F: {text}"), text];
            assert_eq!(read(&markdown), wanted, "{markdown}");
        }
    }

    proptest! {
        #[test]
        fn a_renderer_gives_the_words_back(text in "[-a1.)#>|\\\\`*_~\\[\\](){}<>&;!:/@$=+^\"'\t\n é日🙂]{1,16}") {
            let text = text.as_str();
            prop_assume!(!text.trim().is_empty());
            let table = Table {
                name: String::new(),
                columns: vec![crate::analysis::report::Column::text("C", 10.0)],
                count: 1,
                rows: Box::new(std::iter::once(vec![text.into()])),
            };
            let markdown = written(vec![
                Block::Text(text.into()),
                Block::Quote(text.into()),
                Block::Fields(vec![("F".to_owned(), text.into())]),
                Block::Table(table),
            ]);
            let field = format!("F: {text}");
            let wanted = vec!["T", text, text, &field, "C", text];
            prop_assert_eq!(read(&markdown), wanted, "{}", markdown);
        }
    }
}
