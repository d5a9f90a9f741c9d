//! The pattern of a citation: what is typed, read once and filled for each passage.

use std::str::FromStr;

/// What a pattern can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// Who wrote the document.
    Author,
    /// Its title.
    Title,
    /// Its year.
    Year,
    /// Page or paragraph, with its sign: “p. 12”.
    Place,
    /// The number of the page, or of the first and last.
    Page,
    /// The number of the paragraph, or of the first and last.
    Paragraph,
    /// The works that the passage rests on.
    Sources,
    /// The file of the text.
    Document,
    /// Whose words or view the passage gives.
    Speaker,
    /// When what it says happened.
    Date,
    /// The case.
    Case,
    /// The journal, book or site that the document is part of.
    Container,
    /// Who published it.
    Publisher,
    /// Its volume.
    Volume,
    /// Its issue.
    Issue,
    /// Its DOI.
    Doi,
    /// Where it is on line.
    Url,
    /// How a library calls it.
    Key,
}

impl Name {
    /// All of them with their words, in the order that help shows them.
    pub const ALL: [(Self, &'static str); 18] = [
        (Self::Author, "author"),
        (Self::Title, "title"),
        (Self::Year, "year"),
        (Self::Place, "place"),
        (Self::Page, "page"),
        (Self::Paragraph, "paragraph"),
        (Self::Sources, "sources"),
        (Self::Document, "document"),
        (Self::Speaker, "speaker"),
        (Self::Date, "date"),
        (Self::Case, "case"),
        (Self::Container, "container"),
        (Self::Publisher, "publisher"),
        (Self::Volume, "volume"),
        (Self::Issue, "issue"),
        (Self::Doi, "doi"),
        (Self::Url, "url"),
        (Self::Key, "key"),
    ];

    fn of(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        let found = Self::ALL.into_iter().find(|(_, known)| *known == word);
        found.map(|(name, _)| name)
    }
}

/// A pattern that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// As it stands.
    Words(String),
    /// The first of these that is known.
    Names(Vec<Name>),
    /// Goes where a name in it is not known.
    Optional(Vec<Piece>),
}

impl Pattern {
    /// The pattern with what is known put in. Names outside brackets of which nothing is known leave nothing.
    pub fn fill(&self, known: impl Fn(Name) -> Option<String>) -> String {
        let mut filled = String::new();
        fill(&self.pieces, &known, &mut filled);
        filled.trim().to_owned()
    }
}

/// Adds the pieces; true where all names in them were known.
fn fill(pieces: &[Piece], known: &impl Fn(Name) -> Option<String>, out: &mut String) -> bool {
    let mut whole = true;
    for piece in pieces {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Names(names) => match names.iter().find_map(|name| known(*name)) {
                Some(said) => out.push_str(&said),
                None => whole = false,
            },
            Piece::Optional(pieces) => {
                let before = out.len();
                if !fill(pieces, known, out) {
                    out.truncate(before);
                }
            }
        }
    }
    whole
}

impl FromStr for Pattern {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut reader = Reader {
            rest: text,
            at: 1,
            open: Vec::new(),
        };
        let pieces = reader.pieces()?;
        Ok(Self { pieces })
    }
}

/// Reads a pattern from its start to its end.
struct Reader<'t> {
    rest: &'t str,
    /// The next character, counted from 1.
    at: usize,
    /// Where the brackets around it were opened.
    open: Vec<usize>,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        self.at += 1;
        Some(c)
    }

    /// Up to the bracket that closes, or the end.
    fn pieces(&mut self) -> Result<Vec<Piece>, String> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        loop {
            let at = self.at;
            let Some(c) = self.next() else {
                if let Some(open) = self.open.last() {
                    return Err(format!(
                        "The “[” at character {open} is never closed. Add a “]”, or write “\\[” for the sign itself"
                    ));
                }
                break;
            };
            let piece = match c {
                '\\' => {
                    // At the very end there is nothing to protect.
                    words.push(self.next().unwrap_or('\\'));
                    continue;
                }
                '{' => Piece::Names(self.names(at)?),
                '[' => {
                    self.open.push(at);
                    Piece::Optional(self.pieces()?)
                }
                ']' if self.open.pop().is_some() => break,
                ']' | '}' => {
                    return Err(format!(
                        "The “{c}” at character {at} closes nothing. Take it away, or write “\\{c}” for the sign itself"
                    ));
                }
                c => {
                    words.push(c);
                    continue;
                }
            };
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            pieces.push(piece);
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        Ok(pieces)
    }

    /// The names between braces, of which the first stands at `at`.
    fn names(&mut self, at: usize) -> Result<Vec<Name>, String> {
        let mut inside = String::new();
        loop {
            match self.next() {
                Some('}') => break,
                None | Some('{' | '[' | ']') => {
                    return Err(format!(
                        "The “{{” at character {at} is never closed. Add a “}}”, or write “\\{{” for the sign itself"
                    ));
                }
                Some(c) => inside.push(c),
            }
        }
        let named = inside.split('|').map(|word| {
            Name::of(word).ok_or_else(|| {
                let known = Name::ALL.map(|(_, word)| word).join(", ");
                format!(
                    "“{{{inside}}}” at character {at} names nothing that a citation can give. Between braces stand: {known}"
                )
            })
        });
        named.collect()
    }
}
