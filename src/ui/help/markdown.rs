//! What does a help page consist of? The little of Markdown that our own pages use.

/// A part of a page.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// Its level, 1 for the title, and its words.
    Heading(usize, String),
    /// Words.
    Paragraph(Vec<Piece>),
    /// A point of a list, with its sign or number.
    Item(String, Vec<Piece>),
    /// Lines as typed.
    Code(String),
    /// Rows of cells, the header first.
    Table(Vec<Vec<Vec<Piece>>>),
}

/// Words of one look.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// As all others.
    Plain(String),
    /// In the heavier weight.
    Strong(String),
    /// As typed.
    Code(String),
}

/// The parts of a page in their order.
pub fn blocks(source: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = Open::Nothing;
    let mut fenced = false;
    for line in source.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            open.close(&mut blocks);
            continue;
        }
        if fenced {
            open.code(line, &mut blocks);
        } else {
            open.take(line, &mut blocks);
        }
    }
    open.close(&mut blocks);
    blocks
}

/// A part that more lines may belong to.
enum Open {
    Nothing,
    Paragraph(String),
    Item(String, String),
    Code(String),
    Table(Vec<Vec<Vec<Piece>>>),
}

impl Open {
    fn take(&mut self, line: &str, blocks: &mut Vec<Block>) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            // Typed lines may have empty ones between them; what follows tells.
            if let Self::Code(text) = self {
                text.push('\n');
            } else {
                self.close(blocks);
            }
        } else if let Some(code) = line
            .strip_prefix("    ")
            .filter(|_| !matches!(self, Self::Item(..) | Self::Paragraph(_)))
        {
            self.code(code, blocks);
        } else if let Some((level, text)) = heading(trimmed) {
            self.close(blocks);
            blocks.push(Block::Heading(level, text.to_owned()));
        } else if let Some((sign, text)) = item(trimmed) {
            self.close(blocks);
            *self = Self::Item(sign, text.to_owned());
        } else if let Some(cells) = trimmed.strip_prefix('|') {
            self.row(cells, blocks);
        } else {
            match self {
                Self::Paragraph(words) | Self::Item(_, words) => {
                    words.push(' ');
                    words.push_str(trimmed);
                }
                _ => {
                    self.close(blocks);
                    *self = Self::Paragraph(trimmed.to_owned());
                }
            }
        }
    }

    fn code(&mut self, line: &str, blocks: &mut Vec<Block>) {
        if let Self::Code(text) = self {
            text.push_str(line);
            text.push('\n');
            return;
        }
        self.close(blocks);
        *self = Self::Code(format!("{line}\n"));
    }

    fn row(&mut self, cells: &str, blocks: &mut Vec<Block>) {
        let cells = cells.strip_suffix('|').unwrap_or(cells);
        if cells.chars().all(|c| "|-: ".contains(c)) {
            return;
        }
        let row = cells.split('|').map(|cell| pieces(cell.trim())).collect();
        if let Self::Table(rows) = self {
            rows.push(row);
            return;
        }
        self.close(blocks);
        *self = Self::Table(vec![row]);
    }

    fn close(&mut self, blocks: &mut Vec<Block>) {
        match std::mem::replace(self, Self::Nothing) {
            Self::Nothing => {}
            Self::Paragraph(words) => blocks.push(Block::Paragraph(pieces(&words))),
            Self::Item(sign, words) => blocks.push(Block::Item(sign, pieces(&words))),
            Self::Code(text) => blocks.push(Block::Code(text.trim_end().to_owned())),
            Self::Table(rows) => blocks.push(Block::Table(rows)),
        }
    }
}

fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    text.strip_prefix(' ')
        .filter(|_| (1..=6).contains(&level))
        .map(|text| (level, text))
}

fn item(line: &str) -> Option<(String, &str)> {
    if let Some(text) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
        return Some(("•".to_owned(), text));
    }
    let (number, text) = line.split_once(". ")?;
    let is_number =
        !number.is_empty() && number.len() < 4 && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| (format!("{number}."), text))
}

/// Parts a line at its marks; a mark without its partner is a letter like others.
fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let marked = [("**", true), ("`", false)]
            .into_iter()
            .find_map(|(mark, strong)| {
                let (inside, after) = rest.strip_prefix(mark)?.split_once(mark)?;
                (!inside.is_empty()).then_some((inside, after, strong))
            });
        let Some((inside, after, strong)) = marked else {
            plain.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        if !plain.is_empty() {
            pieces.push(Piece::Plain(std::mem::take(&mut plain)));
        }
        pieces.push(if strong {
            Piece::Strong(inside.to_owned())
        } else {
            Piece::Code(inside.to_owned())
        });
        rest = after;
    }
    if !plain.is_empty() {
        pieces.push(Piece::Plain(plain));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_falls_into_its_parts() {
        let page = "# Title\n\nTwo lines\nare one.\n\n- `a` first\n- second\n\n    typed as is\n\n| x | y |\n|---|---|\n| 1 | **2** |\n";
        let plain = |text: &str| Piece::Plain(text.to_owned());
        let expected = vec![
            Block::Heading(1, "Title".to_owned()),
            Block::Paragraph(vec![plain("Two lines are one.")]),
            Block::Item(
                "•".to_owned(),
                vec![Piece::Code("a".to_owned()), plain(" first")],
            ),
            Block::Item("•".to_owned(), vec![plain("second")]),
            Block::Code("typed as is".to_owned()),
            Block::Table(vec![
                vec![vec![plain("x")], vec![plain("y")]],
                vec![vec![plain("1")], vec![Piece::Strong("2".to_owned())]],
            ]),
        ];
        assert_eq!(blocks(page), expected);
    }

    #[test]
    fn a_mark_without_its_partner_is_a_letter() {
        assert_eq!(pieces("2 ** 3"), [Piece::Plain("2 ** 3".to_owned())]);
        assert_eq!(pieces("Ctrl+`"), [Piece::Plain("Ctrl+`".to_owned())]);
    }
}
