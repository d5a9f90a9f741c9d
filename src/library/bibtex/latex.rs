//! What LaTeX would print: accents on their letters, quotes and dashes as they look, nothing of the commands around them.

use icu_normalizer::ComposingNormalizerBorrowed;

/// Deeper than this, braces are left as they are.
const DEEPEST: usize = 64;

/// The text as a person reads it, on one line.
pub(super) fn plain(source: &str) -> String {
    let mut reader = Reader {
        chars: source.chars().collect(),
        at: 0,
        quoted: false,
    };
    let mut out = String::with_capacity(source.len());
    while reader.at < reader.chars.len() {
        reader.group(0, &mut out);
    }
    let out = super::super::names::tidy(&out);
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(&out)
        .into_owned()
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    /// Whether a single quotation mark waits for its end.
    quoted: bool,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    /// Up to the brace that closes, or the end.
    fn group(&mut self, depth: usize, out: &mut String) {
        while let Some(c) = self.next() {
            match c {
                '{' if depth < DEEPEST => self.group(depth + 1, out),
                '}' if depth < DEEPEST => return,
                '{' | '}' => {}
                '\\' => self.command(depth, out),
                '~' => out.push(' '),
                '-' => self.dashes(out),
                '`' if self.peek() == Some('`') => {
                    self.at += 1;
                    out.push('“');
                }
                '`' => {
                    self.quoted = true;
                    out.push('‘');
                }
                '\'' if self.peek() == Some('\'') => {
                    self.at += 1;
                    out.push('”');
                }
                // Else it is an apostrophe, which stays as it was typed.
                '\'' if std::mem::take(&mut self.quoted) => out.push('’'),
                // Of mathematics the letters are left: $\alpha$ stays as it is named.
                '$' => {}
                c => out.push(c),
            }
        }
    }

    fn dashes(&mut self, out: &mut String) {
        let mut count = 1;
        while count < 3 && self.peek() == Some('-') {
            self.at += 1;
            count += 1;
        }
        out.push(match count {
            1 => '-',
            2 => '–',
            _ => '—',
        });
    }

    fn command(&mut self, depth: usize, out: &mut String) {
        let Some(first) = self.next() else { return };
        if !first.is_ascii_alphabetic() {
            match accent(first) {
                Some(mark) => self.accented(mark, depth, out),
                None => match first {
                    // A place where a word may be cut, an italic correction: nothing to see.
                    '-' | '/' | '(' | ')' | '[' | ']' => {}
                    ',' | ';' | ':' | ' ' | '\n' | '\\' => out.push(' '),
                    '&' | '%' | '#' | '_' | '{' | '}' | '$' => out.push(first),
                    other => out.push(other),
                },
            }
            return;
        }
        let mut name = String::from(first);
        while let Some(c) = self.peek().filter(char::is_ascii_alphabetic) {
            name.push(c);
            self.at += 1;
        }
        self.blanks();
        let letter_accent = accent(first).filter(|_| name.len() == 1);
        match (letter_accent, symbol(&name)) {
            (Some(mark), _) => self.accented(mark, depth, out),
            (None, Some(symbol)) => {
                out.push_str(symbol);
                // “\ss{}” and “{\ss}” are the same.
                if self.peek() == Some('{') && self.chars.get(self.at + 1) == Some(&'}') {
                    self.at += 2;
                }
            }
            // What it does to its argument cannot be seen: \emph, \textit, \url.
            (None, None) => {}
        }
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// The next letter, or the group's first, with a mark on it.
    fn accented(&mut self, mark: char, depth: usize, out: &mut String) {
        self.blanks();
        let mut under = String::new();
        match self.next() {
            Some('{') if depth < DEEPEST => self.group(depth + 1, &mut under),
            Some('\\') if depth < DEEPEST => {
                let before = depth + 1;
                self.command(before, &mut under);
            }
            Some('}') => self.at -= 1,
            Some('{' | '\\') => {}
            Some(c) => under.push(c),
            None => {}
        }
        let mut letters = under.chars();
        let Some(first) = letters.next() else { return };
        out.push(match first {
            'ı' => 'i',
            'ȷ' => 'j',
            other => other,
        });
        out.push(mark);
        out.extend(letters);
    }
}

/// The mark that an accent command sets on a letter.
fn accent(command: char) -> Option<char> {
    Some(match command {
        '`' => '\u{300}',
        '\'' | '´' => '\u{301}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '=' => '\u{304}',
        'u' => '\u{306}',
        '.' => '\u{307}',
        '"' => '\u{308}',
        'r' => '\u{30A}',
        'H' => '\u{30B}',
        'v' => '\u{30C}',
        'd' => '\u{323}',
        'c' => '\u{327}',
        'k' => '\u{328}',
        'b' => '\u{331}',
        _ => return None,
    })
}

/// The letter or sign that a command stands for.
fn symbol(name: &str) -> Option<&'static str> {
    Some(match name {
        "i" => "ı",
        "j" => "ȷ",
        "ss" => "ß",
        "o" => "ø",
        "O" => "Ø",
        "l" => "ł",
        "L" => "Ł",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "aa" => "å",
        "AA" => "Å",
        "dh" => "ð",
        "DH" => "Ð",
        "dj" => "đ",
        "DJ" => "Đ",
        "th" => "þ",
        "TH" => "Þ",
        "ng" => "ŋ",
        "NG" => "Ŋ",
        "textendash" => "–",
        "textemdash" => "—",
        "textquoteleft" => "‘",
        "textquoteright" => "’",
        "textquotedblleft" => "“",
        "textquotedblright" => "”",
        "textquotesingle" => "'",
        "textquotedbl" => "\"",
        "guillemotleft" => "«",
        "guillemotright" => "»",
        "glqq" => "„",
        "grqq" => "“",
        "ldots" | "dots" | "textellipsis" => "…",
        "S" | "textsection" => "§",
        "P" | "textparagraph" => "¶",
        "copyright" | "textcopyright" => "©",
        "textregistered" => "®",
        "texttrademark" => "™",
        "pounds" | "textsterling" => "£",
        "euro" | "texteuro" => "€",
        "textdegree" => "°",
        "textbackslash" => "\\",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textunderscore" => "_",
        "textless" => "<",
        "textgreater" => ">",
        "textbar" => "|",
        "textbraceleft" => "{",
        "textbraceright" => "}",
        "textdollar" => "$",
        "textasciigrave" => "`",
        "slash" => "/",
        "LaTeX" => "LaTeX",
        "TeX" => "TeX",
        "space" | "quad" => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn letters_are_those_that_latex_prints() {
        for (source, wanted) in [
            (r#"K{\"o}nig"#, "König"),
            (r#"K\"{o}nig"#, "König"),
            (r#"K\"onig"#, "König"),
            (r"Garc{\'\i}a", "García"),
            (r"Garc{\'{\i}}a", "García"),
            (r"Garc\'ia", "García"),
            (r"Stra{\ss}e and Stra\ss{}e", "Straße and Straße"),
            (r"{\L}\'od\'z", "Łódź"),
            (
                r"\v{S}koda, Fran\c{c}ois, \c Sahin",
                "Škoda, François, Şahin",
            ),
            (r#"{\AA}ngstr{\"o}m"#, "Ångström"),
            ("pp. 12--19 --- or", "pp. 12–19 — or"),
            ("``Norms'' and `laws'", "“Norms” and ‘laws’"),
            (r"Law \& Order, 50\% of A\_B", "Law & Order, 50% of A_B"),
            (r"The {NATO} \emph{effect}~here", "The NATO effect here"),
            (r"an {\em old} {\it way}", "an old way"),
            ("Two\n   lines", "Two lines"),
            ("Plain ö stays", "Plain ö stays"),
            (r"\", ""),
            (r"a\textbackslash{}b", "a\\b"),
            ("unclosed {brace", "unclosed brace"),
            ("closed} too often", "closed too often"),
        ] {
            assert_eq!(plain(source), wanted, "{source}");
        }
        let deep = "{".repeat(100_000) + "x" + &"}".repeat(100_000);
        assert_eq!(plain(&deep), "x");
        assert!(!plain(&r"\'".repeat(100_000)).contains('\\'));
    }
}
