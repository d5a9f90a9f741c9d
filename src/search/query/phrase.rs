//! How do words that stand together in a query become words that stand together in a text?

use super::super::analysis::DENSE;
use super::super::pattern::{Fuzzy, Pattern};
use crate::text::fold::{Joint, WILD_ANY, WILD_ONE, Words, compounds};

/// Words one after the other. Each way to close them up is a group: `anti-trafficking law` is the groups `anti`,
/// `trafficking`, `antitrafficking`, `law`, and holds where groups follow each other from the first word to the last.
#[derive(Clone, Debug)]
pub(in crate::search) struct Phrase {
    /// How many words it has.
    pub(in crate::search) words: usize,
    /// By their first word.
    pub(in crate::search) groups: Vec<Group>,
}

/// Some of a phrase's words, closed up.
#[derive(Clone, Copy, Debug)]
pub(in crate::search) struct Group {
    /// The first of them.
    pub(in crate::search) from: usize,
    /// One past the last.
    pub(in crate::search) to: usize,
    /// What they are when closed up: a place in [`Query::units`](super::Query::units).
    pub(in crate::search) unit: usize,
}

/// The most words that are closed up into one.
const MOST_CLOSED: usize = 6;

/// A word of a phrase, and whether the boundary before it may be left out.
pub(super) struct Piece {
    pub(super) pattern: Pattern,
    pub(super) closes: bool,
}

/// What is wrong with a word.
pub(super) enum Trouble {
    /// `*` or `?` with no letter.
    Bare,
    /// `~` on something that is not one word of letters.
    NoSlips,
    /// `~` without a word.
    LoneSlips,
}

/// The words of a phrase, in which a word may have slips of its own: `"human traficking~1"`.
pub(super) fn phrase(typed: &str) -> Result<Vec<Piece>, Trouble> {
    let with_slips = |word: &str| {
        let (word, number) = word.split_once('~')?;
        let slips = match number.trim_end_matches(|c: char| !c.is_alphanumeric()) {
            "" | "1" => 1,
            "2" => 2,
            _ => return None,
        };
        word.ends_with(char::is_alphanumeric)
            .then(|| (word.to_owned(), slips))
    };
    if !typed
        .split_whitespace()
        .any(|word| with_slips(word).is_some())
    {
        return pieces(typed, None);
    }
    let mut found = Vec::new();
    let mut plain = String::new();
    for word in typed.split_whitespace() {
        match with_slips(word) {
            Some((word, slips)) => {
                found.extend(pieces(&plain, None)?);
                plain.clear();
                found.extend(pieces(&word, Some(slips))?);
            }
            None => {
                plain.push_str(word);
                plain.push(' ');
            }
        }
    }
    found.extend(pieces(&plain, None)?);
    Ok(found)
}

/// The words of a text that was typed; `slips` are meant for its only word.
pub(super) fn pieces(typed: &str, slips: Option<u8>) -> Result<Vec<Piece>, Trouble> {
    let typed = typed
        .replace('*', &WILD_ANY.to_string())
        .replace('?', &WILD_ONE.to_string());
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last = String::new();
    let mut last_dense = false;
    let mut words = Words::of_query(&typed);
    while words.advance() {
        if words.is_dense() {
            if slips.is_some() {
                return Err(Trouble::NoSlips);
            }
            pieces.push(Piece {
                pattern: Pattern::Exact(format!("{DENSE}{}", words.folded())),
                closes: false,
            });
            (last_dense, last) = (true, String::new());
            continue;
        }
        let pattern = Pattern::of(words.folded());
        let glued = words.joint() == Joint::Glued;
        if !pattern.says_something() {
            // Without blanks any part of a word is found anyhow.
            if glued && last_dense {
                continue;
            }
            return Err(Trouble::Bare);
        }
        let closes = compounds::may_close(&last, words.joint(), words.folded());
        match pattern {
            Pattern::Exact(word) => {
                by_number_and_letters(&word, closes, words.joint(), &mut pieces)
            }
            pattern => pieces.push(Piece { pattern, closes }),
        }
        (last_dense, last) = (false, words.folded().to_owned());
    }
    if let Some(slips) = slips {
        return with_slips(pieces, slips);
    }
    Ok(pieces)
}

/// A word with digits and letters is a name of something, and written with blanks elsewhere.
fn by_number_and_letters(word: &str, closes: bool, joint: Joint, pieces: &mut Vec<Piece>) {
    let mut from = 0;
    let digit = |c: char| c.is_ascii_digit();
    let mut after_change = false;
    for (at, c) in word.char_indices().skip(1) {
        let before = word[..at].chars().next_back().is_some_and(digit);
        if before != digit(c) {
            push_exact(&word[from..at], closes || after_change, pieces);
            (from, after_change) = (at, true);
        }
    }
    let changes = |piece: &Piece| {
        joint == Joint::Blank
            && from == 0
            && matches!(&piece.pattern, Pattern::Exact(last)
                if !last.starts_with(DENSE)
                && compounds::ends_in_digit(last) != compounds::starts_with_digit(word))
    };
    let closes = closes || after_change || pieces.last().is_some_and(changes);
    push_exact(&word[from..], closes, pieces);
}

fn push_exact(word: &str, closes: bool, pieces: &mut Vec<Piece>) {
    pieces.push(Piece {
        pattern: Pattern::Exact(word.to_owned()),
        closes,
    });
}

fn with_slips(pieces: Vec<Piece>, slips: u8) -> Result<Vec<Piece>, Trouble> {
    let mut word = String::new();
    for piece in &pieces {
        match &piece.pattern {
            Pattern::Exact(part) if word.is_empty() || piece.closes => word.push_str(part),
            _ => return Err(Trouble::NoSlips),
        }
    }
    if word.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![Piece {
        pattern: Pattern::Fuzzy(Fuzzy::new(word, slips)),
        closes: false,
    }])
}

impl Phrase {
    /// The phrase that finds a word of a text wherever it stands, closed up, hyphenated or open; none without a letter.
    pub(in crate::search) fn of_word(written: &str, units: &mut Vec<Pattern>) -> Option<Self> {
        let word = written.replace(['*', '?'], " ");
        Self::new(pieces(&word, None).ok()?, units)
    }

    /// The phrase of these words, which are added to the query's; none where there is no word.
    pub(super) fn new(pieces: Vec<Piece>, units: &mut Vec<Pattern>) -> Option<Self> {
        let mut groups = Vec::new();
        for from in 0..pieces.len() {
            let mut closed = pieces[from].pattern.clone();
            let mut to = from + 1;
            loop {
                groups.push(Group {
                    from,
                    to,
                    unit: units.len(),
                });
                units.push(closed.clone());
                let next = pieces
                    .get(to)
                    .filter(|next| next.closes && to - from < MOST_CLOSED);
                let Some(longer) = next.and_then(|next| closed.closed_up(&next.pattern)) else {
                    break;
                };
                closed = longer;
                to += 1;
            }
        }
        (!pieces.is_empty()).then_some(Self {
            words: pieces.len(),
            groups,
        })
    }
}
