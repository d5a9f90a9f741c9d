//! The entries of a file, with their fields as they stand there.

use std::collections::{BTreeMap, HashMap};

/// An entry as it stands in the file: names of fields in lower case, abbreviations put in.
#[derive(Debug, Default)]
pub(super) struct Raw {
    /// The line where it starts, from 1.
    pub line: usize,
    /// What stands behind the "@", in lower case.
    pub kind: String,
    pub key: String,
    pub fields: BTreeMap<String, String>,
}

/// Most bytes of a value: abbreviations of abbreviations could grow without end.
const LONGEST: usize = 1 << 20;

/// Reads all entries; those that are broken are told by line and key.
pub(super) fn parse(text: &str) -> (Vec<Raw>, Vec<String>) {
    let mut raws = Vec::new();
    let mut troubles = Vec::new();
    let mut strings: HashMap<String, String> = HashMap::new();
    let mut lines = Lines {
        text,
        at: 0,
        line: 1,
    };
    let mut from = 0;
    while let Some(start) = next_start(text, from) {
        let mut reader = Reader {
            text,
            at: start + 1,
            strings: &strings,
        };
        let mut raw = Raw {
            line: lines.of(start),
            ..Raw::default()
        };
        let mut new_strings = Vec::new();
        match reader.entry(&mut raw, &mut new_strings) {
            Ok(true) => raws.push(raw),
            Ok(false) => {}
            Err(problem) => {
                let key = if raw.key.is_empty() {
                    String::new()
                } else {
                    format!(" (“{}”)", raw.key)
                };
                troubles.push(format!("Line {}{key}: {problem}", raw.line));
                // What follows on a line of its own is whole again.
                from = next_on_own_line(text, start + 1);
                continue;
            }
        }
        from = reader.at.max(start + 1);
        strings.extend(new_strings);
    }
    (raws, troubles)
}

/// Counts lines on the way through a text.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, offset: usize) -> usize {
        let passed = self.text.get(self.at..offset).unwrap_or_default();
        self.line += passed.bytes().filter(|byte| *byte == b'\n').count();
        self.at = offset;
        self.line
    }
}

/// Where the next "@name{" is.
pub(super) fn next_start(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text.get(at..)?.find('@')?;
        let rest = &text[at + 1..];
        let name = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(0);
        if name > 0 && rest[name..].trim_start().starts_with(['{', '(']) {
            return Some(at);
        }
        at += 1;
    }
}

/// Where the next one is that has only blanks ahead of it on its line; the end where there is none.
fn next_on_own_line(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(start) = next_start(text, at) {
        let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
        if line >= from && text[line..start].trim().is_empty() {
            return start;
        }
        at = start + 1;
    }
    text.len()
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    strings: &'t HashMap<String, String>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Over blanks and comments to the end of a line.
    fn blanks(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            if self.peek() != Some('%') {
                return;
            }
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        }
    }

    fn take_if(&mut self, sign: char) -> bool {
        let there = self.peek() == Some(sign);
        self.at += if there { sign.len_utf8() } else { 0 };
        there
    }

    fn take_until(&mut self, ends: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(ends).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// What stands behind an "@". True where it is an entry.
    fn entry(
        &mut self,
        raw: &mut Raw,
        strings: &mut Vec<(String, String)>,
    ) -> Result<bool, String> {
        raw.kind = self
            .take_until(|c| !c.is_ascii_alphanumeric())
            .to_lowercase();
        self.blanks();
        let close = if self.peek() == Some('(') { ')' } else { '}' };
        match raw.kind.as_str() {
            "comment" | "preamble" => {
                if close == '}' {
                    self.braced()?;
                }
                return Ok(false);
            }
            "string" => {
                self.at += 1;
                let mut fields = BTreeMap::new();
                self.fields(close, &mut fields)?;
                strings.extend(fields);
                return Ok(false);
            }
            _ => self.at += 1,
        }
        self.blanks();
        let key = self.take_until(|c| c == ',' || c == close || c == '=' || c == '\n');
        if self.peek() == Some('=') {
            return Err("the entry has no key".to_owned());
        }
        key.trim().clone_into(&mut raw.key);
        self.blanks();
        if self.take_if(close) {
            return Ok(true);
        }
        if !self.take_if(',') {
            return Err("a comma is missing behind the key".to_owned());
        }
        self.fields(close, &mut raw.fields)?;
        Ok(true)
    }

    fn fields(&mut self, close: char, fields: &mut BTreeMap<String, String>) -> Result<(), String> {
        loop {
            self.blanks();
            if self.take_if(close) {
                return Ok(());
            }
            if self.take_if(',') {
                continue;
            }
            let name = self.take_until(|c| c.is_whitespace() || "={},\"@".contains(c));
            self.blanks();
            if name.is_empty() || !self.take_if('=') {
                return Err(self.missing(name));
            }
            let value = self
                .value()
                .map_err(|problem| format!("{problem} in the field “{name}”"))?;
            fields.entry(name.to_lowercase()).or_insert(value);
            self.blanks();
            if !matches!(self.peek(), Some(',')) && self.peek() != Some(close) {
                return Err(format!("a comma is missing behind the field “{name}”"));
            }
        }
    }

    fn missing(&self, name: &str) -> String {
        match self.peek() {
            None => "the entry is never closed".to_owned(),
            Some(_) if name.is_empty() => "the name of a field is missing".to_owned(),
            Some(_) => format!("“=” is missing behind “{name}”"),
        }
    }

    /// Pieces with "#" between them: in braces, in quotation marks, a number or an abbreviation.
    fn value(&mut self) -> Result<String, String> {
        let mut value = String::new();
        loop {
            self.blanks();
            match self.peek() {
                Some('{') => value.push_str(self.braced()?),
                Some('"') => value.push_str(self.quoted()?),
                _ => {
                    let word = self.take_until(|c| c.is_whitespace() || "#,{}()\"=".contains(c));
                    if word.is_empty() {
                        return Err("the value is missing".to_owned());
                    }
                    let known = self.strings.get(&word.to_lowercase());
                    // The months, numbers and what nobody explained stand for themselves.
                    value.push_str(known.map_or(word, |known| known));
                }
            }
            if value.len() > LONGEST {
                return Err("there is too much".to_owned());
            }
            self.blanks();
            if !self.take_if('#') {
                return Ok(value);
            }
        }
    }

    /// What stands in the braces that open here.
    fn braced(&mut self) -> Result<&'t str, String> {
        let rest = self.rest();
        let mut depth = 0usize;
        let mut escaped = false;
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'{' => depth += 1,
                b'}' if depth <= 1 => {
                    self.at += at + 1;
                    return Ok(&rest[1..at]);
                }
                b'}' => depth -= 1,
                _ => {}
            }
        }
        Err("a brace is never closed".to_owned())
    }

    /// What stands in the quotation marks that open here; within braces, one is a letter.
    fn quoted(&mut self) -> Result<&'t str, String> {
        let rest = self.rest();
        let mut depth = 0usize;
        for (at, byte) in rest.bytes().enumerate().skip(1) {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'"' if depth == 0 => {
                    self.at += at + 1;
                    return Ok(&rest[1..at]);
                }
                _ => {}
            }
        }
        Err("a quotation mark is never closed".to_owned())
    }
}
