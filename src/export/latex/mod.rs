//! Reports as LaTeX for XeLaTeX or LuaLaTeX: booktabs, tables over many pages, every character as it is.

mod slices;

use self::slices::{Measure, slices};
use super::Out;
use super::pace::{Pace, Stop};
use super::words::{Script, address, one_line, runs, seen};
use crate::analysis::report::{Block, Cell, Column, Line, Look, Report, Table};

/// Writes the whole document.
pub(super) fn write(
    report: Report<'_>,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    let title = one_line(&report.title);
    let side = if report.wide { ",landscape" } else { "" };
    write!(
        out,
        "% !TeX program = xelatex\n\\documentclass[10pt,a4paper]{{article}}\n\
         \\usepackage[a4paper,margin=20mm{side}]{{geometry}}\n{}\
         \\usepackage[unicode,colorlinks,allcolors=black,urlcolor=blue!60!black,pdftitle={{{}}}]{{hyperref}}\n\
         \\begin{{document}}\n\\BreakAs{{en}}\n{{\\LARGE\\bfseries {}\\par}}\n\\medskip\n",
        include_str!("preamble.tex"),
        escaped(&title),
        dressed(&title),
    )?;
    for note in &report.notes {
        writeln!(out, "\\Quiet{{\\small {}}}\\par", dressed(&seen(note)))?;
    }
    for block in report.blocks {
        write_block(block, report.wide, out, pace)?;
        pace.step()?;
    }
    out.write_all(b"\\end{document}\n")?;
    Ok(())
}

fn write_block(
    block: Block<'_>,
    wide: bool,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    match block {
        Block::Heading(level, words) => {
            let command = match level {
                0 | 1 => "section",
                2 => "subsection",
                3 => "subsubsection",
                _ => "paragraph",
            };
            let words = one_line(&words);
            // What stands in the list of bookmarks knows no fonts.
            let (dressed, plain) = (dressed(&words), escaped(&words));
            writeln!(
                out,
                "\n\\{command}{{\\texorpdfstring{{{dressed}}}{{{plain}}}}}"
            )?;
        }
        Block::Text(cell) => write_paragraphs(&cell, out)?,
        Block::Quote(cell) if cell.is_empty() => {}
        Block::Quote(cell) => {
            out.write_all(b"\n\\begin{quote}\n")?;
            write_paragraphs(&cell, out)?;
            out.write_all(b"\\end{quote}\n")?;
        }
        Block::Fields(fields) if fields.is_empty() => {}
        Block::Fields(fields) => {
            out.write_all(b"\n\\begin{fields}\n")?;
            for (name, cell) in fields {
                let lines: Vec<String> = cell
                    .lines
                    .iter()
                    .map(|line| match line.look {
                        Look::Quiet => format!("{{\\footnotesize {}}}", line_of(line)),
                        _ => line_of(line),
                    })
                    .collect();
                let (name, lines) = (dressed(&one_line(&name)), lines.join("\\par\n"));
                writeln!(out, "\\Field{{{name}}}{{{lines}}}")?;
            }
            out.write_all(b"\\end{fields}\n")?;
        }
        Block::Table(table) => write_table(table, wide, out, pace)?,
        Block::Kept(blocks) => {
            out.write_all(b"\n\\begin{kept}\n")?;
            for block in blocks {
                write_block(block, wide, out, pace)?;
            }
            out.write_all(b"\\end{kept}\n")?;
        }
    }
    Ok(())
}

fn write_paragraphs(cell: &Cell, out: &mut Out<'_>) -> Result<(), Stop> {
    for line in cell
        .lines
        .iter()
        .filter(|line| !line.text.trim().is_empty())
    {
        match line.look {
            Look::Quiet => writeln!(out, "\n{{\\small {}\\par}}", line_of(line))?,
            _ => writeln!(out, "\n{}\\par", line_of(line))?,
        }
    }
    Ok(())
}

fn write_table(
    table: Table<'_>,
    wide: bool,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    if table.columns.is_empty() {
        return Ok(());
    }
    let measure = Measure::new(&table.columns, wide);
    writeln!(
        out,
        "\n{{{}\\setlength{{\\tabcolsep}}{{{}}}\\setlength{{\\parskip}}{{0pt}}%",
        measure.size, measure.gap
    )?;
    out.write_all(b"\\begin{longtable}{")?;
    for (column, part) in table.columns.iter().zip(&measure.parts) {
        let side = if column.numbers {
            "\\raggedleft"
        } else {
            "\\raggedright"
        };
        write!(
            out,
            "\n  >{{{side}\\arraybackslash}}p{{\\dimexpr {part:.5}\\linewidth-2\\tabcolsep\\relax}}"
        )?;
    }
    out.write_all(b"}\n")?;
    let name = one_line(&table.name);
    if !name.is_empty() {
        writeln!(out, "\\caption{{{}}}\\\\", dressed(&name))?;
    }
    let head = head(&table.columns);
    write!(
        out,
        "\\toprule\n{head}\\midrule\n\\endfirsthead\n\\toprule\n{head}\\midrule\n\\endhead\n\
         \\bottomrule\n\\endfoot\n"
    )?;
    for (number, row) in table.rows.enumerate() {
        if number > 0 {
            out.write_all(b"\\addlinespace[2pt]\n")?;
        }
        // A row cannot go over a page: a long one is several.
        for part in slices(row, &measure) {
            // The empty group keeps the end of the row before from taking a bracket for its own.
            out.write_all(b"{}")?;
            for (number, cell) in part.iter().enumerate() {
                let lines: Vec<String> = cell.lines.iter().map(line_of).collect();
                let between = if number > 0 { " & " } else { "" };
                write!(out, "{between}{}", lines.join("\\par "))?;
            }
            out.write_all(b" \\\\\n")?;
        }
        pace.step()?;
    }
    out.write_all(b"\\end{longtable}}\n")?;
    Ok(())
}

fn head(columns: &[Column]) -> String {
    let names: Vec<String> = columns
        .iter()
        .map(|column| format!("\\textbf{{{}}}", dressed(&one_line(&column.name))))
        .collect();
    format!("{{}}{} \\\\\n", names.join(" & "))
}

fn line_of(line: &Line) -> String {
    if line.text.is_empty() {
        return String::new();
    }
    let parts = line.parts().into_iter();
    let parts = parts.map(|(words, italic)| match (dressed(&seen(words)), italic) {
        (words, true) => format!("\\emph{{{words}}}"),
        (words, false) => words,
    });
    let mut words: String = parts.collect();
    if let Some(link) = &line.link {
        let address: String = address(link)
            .chars()
            .map(|c| match c {
                '~' => "\\%7E".to_owned(),
                '%' | '#' | '&' | '_' | '$' => format!("\\{c}"),
                _ => c.to_string(),
            })
            .collect();
        words = format!("\\href{{{address}}}{{{words}}}");
    }
    let words = match line.look {
        Look::Strong => format!("\\textbf{{{words}}}"),
        Look::Quiet => format!("\\Quiet{{{words}}}"),
        Look::Plain | Look::Quote => words,
    };
    match line.lead.as_str() {
        "" => words,
        lead => format!("\\Quiet{{{}:}} {words}", dressed(&one_line(lead))),
    }
}

/// Words with the fonts that their scripts need.
fn dressed(text: &str) -> String {
    let mut tex = String::with_capacity(text.len() + text.len() / 16);
    for (script, run) in runs(text) {
        let command = match script {
            Script::Usual => {
                let before = match tex.is_empty() {
                    true => ' ',
                    false => 'x',
                };
                tex.push_str(&part(run, before));
                continue;
            }
            Script::Thai => "Thai",
            Script::Han => "Han",
            Script::Korean => "Korean",
            Script::Hebrew => "Hebrew",
            Script::Arabic => "Arabic",
            Script::Emoji => "Emoji",
            Script::Signs => "Signs",
            Script::Controls => "Controls",
        };
        // Line ends stay outside: what goes from right to left is one line.
        for (number, line) in run.split('\n').enumerate() {
            if number > 0 {
                tex.push_str("\\LineEnd{}");
            }
            // Many a Thai font has no full stop of its own, nor any other sign of ASCII.
            let split = |c: char| script == Script::Thai && c.is_ascii_punctuation();
            for piece in line.split_inclusive(split) {
                let (letters, sign) =
                    match piece.char_indices().next_back().filter(|(_, c)| split(*c)) {
                        Some((at, _)) => piece.split_at(at),
                        None => (piece, ""),
                    };
                if !letters.is_empty() {
                    tex.push_str(&format!("\\{command}{{{}}}", escaped(letters)));
                }
                tex.push_str(&escaped(sign));
            }
        }
    }
    close(&mut tex);
    tex
}

/// Words that TeX sets as they are.
fn escaped(text: &str) -> String {
    let mut tex = part(text, ' ');
    close(&mut tex);
    tex
}

/// At the end of a cell or a line of the file TeX swallows a space.
fn close(tex: &mut String) {
    if tex.ends_with(' ') && !tex.ends_with("\\ ") {
        tex.pop();
        tex.push_str("\\ ");
    }
}

/// A part of a text, after this character.
fn part(text: &str, mut before: char) -> String {
    let mut tex = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '\\' => tex.push_str("\\textbackslash{}"),
            '~' => tex.push_str("\\textasciitilde{}"),
            '^' => tex.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '_' | '%' => {
                tex.push('\\');
                tex.push(c);
            }
            // Else it could be an option of the command before it.
            '[' | ']' => {
                tex.push('{');
                tex.push(c);
                tex.push('}');
            }
            '\n' => tex.push_str("\\LineEnd{}"),
            '\t' => tex.push_str("\\Tab{}"),
            // Spaces that TeX would swallow.
            ' ' if before.is_whitespace() => tex.push_str("\\ "),
            '\u{ad}' => tex.push_str("\\-"),
            '\u{200b}' => tex.push_str("\\MayBreak{}"),
            _ => tex.push(c),
        }
        before = c;
    }
    tex
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What TeX makes of it.
    fn read(tex: &str) -> String {
        const COMMANDS: [(&str, &str); 16] = [
            ("\\textbackslash{}", "\\"),
            ("\\textasciitilde{}", "~"),
            ("\\textasciicircum{}", "^"),
            ("\\LineEnd{}", "\n"),
            ("\\Tab{}", "\t"),
            ("\\MayBreak{}", "\u{200b}"),
            ("\\{", "{"),
            ("\\}", "}"),
            ("\\$", "$"),
            ("\\&", "&"),
            ("\\#", "#"),
            ("\\_", "_"),
            ("\\%", "%"),
            ("\\ ", " "),
            ("\\-", "\u{ad}"),
            ("{[}", "["),
        ];
        let mut words = String::new();
        let mut rest = tex;
        while let Some(c) = rest.chars().next() {
            let command = COMMANDS
                .iter()
                .find(|(command, _)| rest.starts_with(command));
            if let Some((command, meaning)) = command {
                words.push_str(meaning);
                rest = &rest[command.len()..];
            } else if let Some(after) = rest.strip_prefix("{]}") {
                words.push(']');
                rest = after;
            } else {
                assert!(!"\\{}$&#_%~^".contains(c), "{c} has power in {tex:?}");
                words.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        words
    }

    proptest! {
        #[test]
        fn escaping_loses_nothing(text in "[a1\\\\{}$&#^_~%\\[\\]*\t\n \u{ad}\u{200b}'`\"é<-]{0,24}") {
            let tex = escaped(&text);
            // Of two spaces TeX makes one, of one at an end none.
            prop_assert!(!tex.contains('\n') && !tex.contains("  "));
            prop_assert!(!tex.starts_with(' ') && (!tex.ends_with(' ') || tex.ends_with("\\ ")));
            prop_assert_eq!(read(&tex), text);
        }
    }

    #[test]
    fn scripts_get_their_fonts() {
        assert_eq!(
            dressed("see กฎหมาย & 日本"),
            "see \\Thai{กฎหมาย} \\& \\Han{日本}"
        );
        assert_eq!(
            dressed("שלום\nעולם"),
            "\\Hebrew{שלום}\\LineEnd{}\\Hebrew{עולם}"
        );
    }

    #[test]
    fn links_are_escaped_for_tex() {
        let line = Line::plain("a_b").link("https://a.org/~x_y?a=1&b=%20#c");
        assert_eq!(
            line_of(&line),
            "\\href{https://a.org/\\%7Ex\\_y?a=1\\&b=\\%20\\#c}{a\\_b}"
        );
    }
}
