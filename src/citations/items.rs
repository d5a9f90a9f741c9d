//! Where does each item of a note start? After a semicolon, a sentence, a bracket or a signal, outside of italics.

/// Reads a note byte by byte and knows the item that it is in. Time grows with the length of the note.
#[derive(Debug)]
pub(super) struct Items<'t> {
    text: &'t str,
    at: usize,
    start: usize,
    /// Where the italics opened that are open.
    italic: Option<usize>,
    /// The brackets that are open: where, and where the item starts that each stands in.
    open: Vec<(usize, usize)>,
}

/// What an item may end with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stop {
    /// Where the item starts, signals and all.
    pub start: usize,
    /// Where the sign stands.
    pub at: usize,
    pub sign: Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A bracket closes that opened there.
    Bracket { open: usize, italic: bool },
    /// A web address starts; it ends there.
    Address { end: usize },
    /// "supra" or "infra" outside of brackets.
    Pointer,
    /// A comma ahead of the name of a month, outside of brackets and italics.
    Date,
}

/// A title is no longer than this: an asterisk too many does not put all that follows into italics.
const ITALICS: usize = 320;

/// Brackets in brackets that are followed.
const DEEPEST: usize = 64;

impl<'t> Items<'t> {
    pub fn of(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            start: 0,
            italic: None,
            open: Vec::new(),
        }
    }

    /// Says that what ends here was taken: a new item starts.
    pub fn taken(&mut self, end: usize) {
        self.start = end;
        self.at = self.at.max(end);
        for (_, start) in &mut self.open {
            *start = end.max(*start);
        }
        if self.italic.is_some_and(|from| from < end) && end > self.at {
            self.italic = None;
        }
    }

    /// Where the item starts that the end of the text stands in.
    pub fn last_start(mut self) -> usize {
        while self.next().is_some() {}
        self.start
    }

    fn in_italics(&self) -> bool {
        self.italic.is_some_and(|from| self.at - from <= ITALICS)
    }

    fn address_end(&self) -> usize {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | ']' | '”'))
            .unwrap_or(rest.len());
        let end = rest[..end].trim_end_matches(['.', ',', ';', ')']).len();
        self.at + end.max("http".len())
    }

    /// What one byte means; the byte stands at `self.at`.
    fn step(&mut self, byte: u8) -> Option<Stop> {
        let bytes = self.text.as_bytes();
        let (text, at) = (self.text, self.at);
        let next = bytes.get(at + 1).copied();
        let stop = |start: usize, sign: Sign| Some(Stop { start, at, sign });
        match byte {
            b'*' => {
                self.italic = match self.italic {
                    Some(_) if self.in_italics() => None,
                    _ => Some(at),
                };
            }
            b'\n' => {
                self.start = at + 1;
                self.italic = None;
                self.open.clear();
            }
            b'(' if self.open.len() < DEEPEST => self.open.push((at, self.start)),
            b')' => {
                let (open, start) = self.open.pop()?;
                self.start = start;
                let italic = self.in_italics() && self.italic.is_some_and(|from| from < open);
                return stop(start, Sign::Bracket { open, italic });
            }
            b';' if !self.in_italics() => self.start = at + 1,
            b'>' | b']' if next == Some(b'.') => self.start = at + 2,
            b'.' | b'?' | b'!' if !self.in_italics() && ends_sentence(text, at) => {
                self.start = at + 1;
            }
            // "*Id.* As …"
            b'.' if next == Some(b'*')
                && ends_sentence(text, at + 1)
                && matches!(word_ahead(text, at), "Id" | "id") =>
            {
                self.start = at + 2;
            }
            b'h' if text[at..].starts_with("http")
                && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric()) =>
            {
                let end = self.address_end();
                return stop(self.start, Sign::Address { end });
            }
            b's' | b'i'
                if self.open.is_empty()
                    && matches!(text.get(at..at + 5), Some("supra" | "infra")) =>
            {
                let alone = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
                return alone
                    .then_some(())
                    .and_then(|()| stop(self.start, Sign::Pointer));
            }
            b',' if self.open.is_empty()
                && !self.in_italics()
                && month_follows(&text[at + 1..]) =>
            {
                return stop(self.start, Sign::Date);
            }
            _ => {}
        }
        None
    }
}

impl Iterator for Items<'_> {
    type Item = Stop;

    fn next(&mut self) -> Option<Stop> {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            let stop = self.step(byte);
            self.at += 1;
            if let Some(stop) = stop {
                if let Sign::Address { end } = stop.sign {
                    self.at = self.at.max(end);
                }
                return Some(stop);
            }
        }
        None
    }
}

/// Whether the name of a month and a day follow: " May 3, 2010".
fn month_follows(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix(' ') else {
        return false;
    };
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    rest.get(..letters)
        .is_some_and(|word| super::vocabulary::MONTHS.has(word) && !word.ends_with("day"))
}

/// Where the item starts that some text ends in, without the signal that leads to it.
pub(super) fn item_start(ahead: &str) -> usize {
    let start = Items::of(ahead).last_start().min(ahead.len());
    start + opening(&ahead[start..])
}

/// How long what leads to a work is at the start of an item: the end of a sentence, words, a signal.
pub(super) fn opening(item: &str) -> usize {
    let start = closing(item);
    let start = start + led(&item[start..]);
    let start = start + signal(&item[start..]);
    start + told(&item[start..])
}

/// How long what closes the sentence before is: quotation marks, stops.
fn closing(item: &str) -> usize {
    item.len()
        - item
            .trim_start_matches(['”', '"', '.', ' ', ',', '’', ')', '\n'])
            .len()
}

/// Where the work starts that a sentence leads to: "For a response to the criticism, see Ryan …".
fn led(item: &str) -> usize {
    let title = item.find(", *").or(item.find(" *")).unwrap_or(item.len());
    let lead = ["see ", "see also ", "*see* ", "*see also* ", "amended by "]
        .iter()
        .filter_map(|lead| {
            let at = item.find(lead)?;
            let word = at == 0 || item[..at].ends_with([' ', '*']);
            (word && at <= title + 2).then_some(at + lead.len())
        });
    lead.max().unwrap_or(0)
}

/// How long words about a work are ahead of it: "the earlier work of both, Ryan …".
fn told(item: &str) -> usize {
    let title = item.find('*').unwrap_or(item.len());
    let starts_low = |part: &str| {
        let word = part.trim_start().split(' ').next().unwrap_or_default();
        word.starts_with(|c: char| c.is_lowercase())
            && !super::vocabulary::PARTICLES.has(word)
            && !matches!(
                word.trim_end_matches('.'),
                "et" | "eds" | "ed" | "and" | "trans" | "with"
            )
    };
    let mut end = 0;
    let mut from = 0;
    for (comma, _) in item[..title].match_indices(", ") {
        let part = &item[from..comma];
        from = comma + 2;
        if starts_low(part) && item[from..].starts_with(|c: char| c.is_uppercase() || c == '*') {
            end = from;
        }
    }
    end
}

/// Whether a stop ends a sentence, and not an initial or an abbreviation.
pub(super) fn ends_sentence(text: &str, stop: usize) -> bool {
    let rest = &text[stop + 1..];
    let rest = rest
        .strip_prefix(['”', '"', ')', '’', '*', '_'])
        .unwrap_or(rest);
    let Some(next) = rest.strip_prefix(' ').and_then(|rest| rest.chars().next()) else {
        return false;
    };
    if !(next.is_uppercase() || matches!(next, '*' | '“' | '"' | '[') || next.is_ascii_digit()) {
        return false;
    }
    if text.as_bytes()[stop] != b'.' {
        return true;
    }
    let word = word_ahead(text, stop);
    if word.ends_with([')', ']', '”', '"']) {
        return true;
    }
    // "Harb. L. Rev.": an abbreviation ahead of another one.
    let follows = rest.trim_start().split(' ').next().unwrap_or_default();
    let short = follows.len() <= 6 && follows.trim_end_matches(',').ends_with('.');
    let pointer = follows.trim_matches(['*', '_', ',']).trim_end_matches('.');
    let capital = word.starts_with(char::is_uppercase) && word.len() <= 9;
    if short && capital && !matches!(pointer, "Id" | "Ibid" | "See" | "Cf") {
        return false;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters > 0
        && word
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_uppercase);
    // In "HUM. RTS. Q." and "Int'l Org." a stop closes an abbreviation.
    !(letters <= 1 && !word.ends_with(|c: char| c.is_ascii_digit())
        || (capitals && letters <= 6)
        || word.contains('.') && letters <= 4
        || SHORT.contains(&word))
}

fn word_ahead(text: &str, at: usize) -> &str {
    let ahead = &text[..at];
    &ahead[ahead
        .rfind([' ', '(', '*', '[', '\n'])
        .map_or(0, |blank| blank + 1)..]
}

/// Abbreviations of law reviews that do not end a sentence.
const SHORT: [&str; 66] = [
    "No",
    "Nos",
    "Dep't",
    "Dep’t",
    "Int'l",
    "Int’l",
    "Cong",
    "Res",
    "Comm",
    "Subcomm",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sept",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
    "Rts",
    "Stat",
    "Pub",
    "Supp",
    "art",
    "arts",
    "ed",
    "eds",
    "et",
    "al",
    "Dr",
    "Mr",
    "Ms",
    "Mrs",
    "Prof",
    "St",
    "Jr",
    "Doc",
    "Org",
    "Lab",
    "Univ",
    "Gov't",
    "Nat'l",
    "Ass'n",
    "Thai",
    "vol",
    "Vol",
    "trans",
    "Rev",
    "Ct",
    "Cir",
    "Hum",
    "Crim",
    "Pol",
    "Econ",
    "Stud",
    "Soc",
    "Educ",
    "Just",
    "Inst",
    "Fed",
    "Ann",
    "Comp",
    "Transnat'l",
];

/// How long the signal is that a citation starts with: "See, e.g.,", "*See also*".
fn signal(item: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &item[at..];
        let trimmed = rest.trim_start();
        let blank = rest.len() - trimmed.len();
        let word = trimmed.split_whitespace().next().unwrap_or_default();
        let bare = word
            .trim_matches(['*', ',', '.', '[', '(', '_'])
            .to_lowercase();
        let is_signal = matches!(
            bare.as_str(),
            "see"
                | "also"
                | "e.g"
                | "cf"
                | "compare"
                | "generally"
                | "but"
                | "accord"
                | "contra"
                | "in"
                | "and"
                | "with"
                | "citing"
                | "quoting"
                | "for"
                | "example"
                | "instance"
        );
        // "In re Gault" is the name of a case.
        let case = trimmed.trim_start_matches(['*', '_']).starts_with("In re");
        if !is_signal || word.is_empty() || case {
            return at + blank;
        }
        at += blank + word.len();
    }
}
