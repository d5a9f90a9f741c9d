//! Which words, signs and fields does a query consist of?

use super::fields::Field;
use crate::search::QueryError;
use std::str::FromStr;

/// A piece of a query and the code points that it takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) at: usize,
    pub(super) length: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Open,
    Close,
    And,
    Or,
    Not,
    /// `NEAR/8`, or `W/8` where the order counts.
    Near {
        distance: u32,
        ordered: bool,
    },
    Word(String),
    Quote(String),
    Regex(String),
    Field {
        field: Field,
        value: String,
        value_at: usize,
    },
}

/// The most words that may stand between: more is a whole page, for which `AND` is the word.
const FARTHEST: u32 = 200;

/// Takes a query apart.
pub(super) fn tokens(query: &str) -> Result<Vec<Token>, QueryError> {
    let mut lexer = Lexer {
        signs: query.chars().map(narrow).collect(),
        written: query.chars().collect(),
        at: 0,
    };
    let mut found = Vec::new();
    while let Some(token) = lexer.next()? {
        found.push(token);
    }
    Ok(found)
}

struct Lexer {
    /// The query with all signs as a Latin keyboard has them.
    signs: Vec<char>,
    /// As it was typed.
    written: Vec<char>,
    at: usize,
}

/// Full-width signs and letters, as a Japanese keyboard has them, are what they look like.
fn narrow(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』'
    )
}

/// Whether a quotation mark closes what another opened. Those of Japan do so only for each other.
fn closes(open: char, c: char) -> bool {
    match open {
        '「' => c == '」',
        '『' => c == '』',
        _ => is_quote(c) && !matches!(c, '「' | '」' | '『' | '』'),
    }
}

impl Lexer {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.signs.get(self.at + ahead).copied()
    }

    fn next(&mut self) -> Result<Option<Token>, QueryError> {
        while self.peek(0).is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        let at = self.at;
        let Some(c) = self.peek(0) else {
            return Ok(None);
        };
        let follows = self.peek(1).is_some_and(|c| !c.is_whitespace());
        let kind = match c {
            '(' => self.sign(Kind::Open),
            ')' => self.sign(Kind::Close),
            '-' | '−' if follows && self.peek(1) != Some(c) => self.sign(Kind::Not),
            '/' if follows => Kind::Regex(self.expression()?),
            c if is_quote(c) => {
                let quote = Kind::Quote(self.until_quote());
                self.no_number_after_quote()?;
                quote
            }
            _ => self.word()?,
        };
        let length = self.at - at;
        Ok(Some(Token { kind, at, length }))
    }

    fn sign(&mut self, kind: Kind) -> Kind {
        self.at += 1;
        kind
    }

    fn until_quote(&mut self) -> String {
        let open = self.peek(0).unwrap_or('"');
        self.at += 1;
        let start = self.at;
        while self.peek(0).is_some_and(|c| !closes(open, c)) {
            self.at += 1;
        }
        let text = self.signs[start..self.at].iter().collect();
        self.at = (self.at + 1).min(self.signs.len());
        text
    }

    fn no_number_after_quote(&self) -> Result<(), QueryError> {
        if self.peek(0) != Some('~') {
            return Ok(());
        }
        Err(QueryError {
            at: self.at,
            length: 1,
            message: "“~” cannot stand after a phrase".to_owned(),
            advice: "For words that stand near each other write, for example, tier NEAR/5 rank."
                .to_owned(),
        })
    }

    /// What stands between slashes; an "i" may follow, which changes nothing.
    fn expression(&mut self) -> Result<String, QueryError> {
        let open = self.written.get(self.at).copied();
        self.at += 1;
        let mut text = String::new();
        let next = |lexer: &Self| lexer.written.get(lexer.at).copied();
        while let Some(c) = next(self) {
            self.at += 1;
            match (c, next(self)) {
                ('\\', Some('/')) => {
                    text.push('/');
                    self.at += 1;
                }
                ('\\', Some(next)) => {
                    text.extend([c, next]);
                    self.at += 1;
                }
                ('/', _) => break,
                _ if Some(c) == open => break,
                _ => text.push(c),
            }
        }
        let start = self.at;
        while self.peek(0).is_some_and(char::is_alphanumeric) {
            self.at += 1;
        }
        let flags: String = self.signs[start..self.at].iter().collect();
        if !matches!(flags.as_str(), "" | "i") {
            return Err(QueryError {
                at: start,
                length: self.at - start,
                message: format!("“{flags}” cannot stand after an expression"),
                advice: "Write /tier \\d/ to find capitals and small letters alike, /(?-i)Tier/ to tell them apart. To \
                         find a slash, put the words in quotes."
                    .to_owned(),
            });
        }
        Ok(text)
    }

    fn word(&mut self) -> Result<Kind, QueryError> {
        let start = self.at;
        while let Some(c) = self.peek(0) {
            if c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c) {
                break;
            }
            self.at += 1;
            if c == ':'
                && let Some(kind) = self.field(start)?
            {
                return Ok(kind);
            }
        }
        let word: String = self.signs[start..self.at].iter().collect();
        Ok(match word.as_str() {
            "AND" => Kind::And,
            "OR" => Kind::Or,
            "NOT" => Kind::Not,
            _ => self.near(&word, start)?.unwrap_or(Kind::Word(word)),
        })
    }

    fn near(&self, word: &str, at: usize) -> Result<Option<Kind>, QueryError> {
        let (ordered, number) = match word.split_once('/') {
            Some(("NEAR", number)) => (false, number),
            Some(("W", number)) => (true, number),
            None if word == "NEAR" => (false, "10"),
            _ => return Ok(None),
        };
        let unfinished = number.is_empty() && self.at == self.signs.len();
        let distance = if unfinished { Ok(10) } else { number.parse() };
        match distance {
            Ok(distance @ 1..=FARTHEST) => Ok(Some(Kind::Near { distance, ordered })),
            _ => Err(QueryError {
                at,
                length: word.chars().count(),
                message: format!("“{word}” needs a number of words from 1 to {FARTHEST}"),
                advice: "Write, for example, rank NEAR/8 tier (either order) or rank W/2 tier (in this order)."
                    .to_owned(),
            }),
        }
    }

    /// The field whose name and colon were just passed; none where this is no field but part of a word.
    fn field(&mut self, start: usize) -> Result<Option<Kind>, QueryError> {
        let name: String = self.signs[start..self.at - 1].iter().collect();
        let is_name = name.len() > 1 && name.chars().all(|c| c.is_ascii_alphabetic());
        let next = self.peek(0);
        if !is_name || next == Some('/') {
            return Ok(None);
        }
        let ends = next.is_none_or(|c| c.is_whitespace() || c == ')');
        let Ok(field) = Field::from_str(&name) else {
            if ends {
                return Ok(None);
            }
            return Err(self.unknown(start, &name));
        };
        let value_at = self.at;
        let value = if matches!(field, Field::Cite | Field::Cable) {
            self.quoted_or_not()
        } else if next.is_some_and(is_quote) {
            self.until_quote()
        } else {
            while self
                .peek(0)
                .is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | ')'))
            {
                self.at += 1;
            }
            self.signs[value_at..self.at].iter().collect()
        };
        if value.trim().is_empty() && self.at < self.signs.len() {
            return Err(QueryError {
                at: start,
                length: name.len() + 1,
                message: format!("“{name}:” needs a value right after the colon"),
                advice: format!("Write {}.", example(field)),
            });
        }
        Ok(Some(Kind::Field {
            field,
            value,
            value_at,
        }))
    }

    /// A value of which parts may be in quotes: `"Ministry of Labour":2006`.
    fn quoted_or_not(&mut self) -> String {
        let mut value = String::new();
        while let Some(c) = self.peek(0) {
            if is_quote(c) {
                value.push_str(&self.until_quote());
            } else if c.is_whitespace() || matches!(c, '(' | ')') {
                break;
            } else {
                value.push(c);
                self.at += 1;
            }
        }
        value
    }

    fn unknown(&self, at: usize, name: &str) -> QueryError {
        let meant = match Field::nearest(name) {
            Some(field) => format!("Did you mean {}? ", example(field)),
            None => String::new(),
        };
        QueryError {
            at,
            length: name.len() + 1,
            message: format!("There is no field “{name}:”"),
            advice: format!(
                "{meant}The fields are doc:, case:, code:, stance:, coder:, cite:, cable:, year: and uncoded:. To find \
                 the words themselves, put them in quotes."
            ),
        }
    }
}

fn example(field: Field) -> &'static str {
    match field {
        Field::Doc => "doc:renshaw, or doc:\"a title\"",
        Field::Case => "case:Thailand",
        Field::Code => "code:TIP-NOTICED, or code:TIP*",
        Field::Stance => "stance:supports",
        Field::Coder => "coder:Anna, or coder:\"Anna Berg\"",
        Field::Year => "year:2004, or year:2004..2008",
        Field::Uncoded => "uncoded:yes",
        Field::Cite => "cite:efrat:2012, or cite:\"Ministry of Labour\":2006",
        Field::Cable => "cable:06BUENOSAIRES309, or cable:\"Kuala Lumpur\"",
    }
}
