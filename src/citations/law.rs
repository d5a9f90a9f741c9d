//! Which treaties, statutes and resolutions are cited?
//!
//! By name with what makes it a citation: a year (`2000 Palermo Protocol`, `… Convention, 1926 / 1927`), what it is on
//! (`Protocol to Prevent, Suppress and Punish …`), a place in a code (`22 U.S.C. § 7107`), or a number (`Res. 1579`,
//! `Directive 2011/36/EU`, `Law No. 26.364`).

use super::law_keys::{self, Named};
use super::law_names;
use super::lines::{Lines, floor};
use super::names::Word;
use super::{Citation, Kind, numbers};
use crate::project::Span;
use regex::Regex;
use std::sync::LazyLock;

pub(super) fn find(text: &str, lines: &Lines) -> Vec<Citation> {
    static CORE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:Act|Protocol|Convention|Covenant|Declaration|Treaty|Charter|Law|Ordinance|Decree|Resolution|Directive|Regulation|Decision|Principles|Agreement|Memorandum of Understanding|TVPRA|TVPA|Statute|Code|Order|Constitution|Determination|amendments? (?:in|of))\b|\bRes\.|\bPub\. L\.|\bU\.S\.C\.|\bC\.F\.R\.",
        )
        .ok()
    });
    let Some(core) = CORE.as_ref() else {
        return Vec::new();
    };
    let mut laws: Vec<Law> = Vec::new();
    let mut words = Vec::new();
    let mut end = 0;
    for place in core.find_iter(text) {
        if place.start() < end {
            continue;
        }
        let Some(line) = lines.at(place.start()) else {
            continue;
        };
        let core = Span::new(place.start(), place.end());
        if let Some(law) = cited(text, lines.list[line], core, end, &mut words) {
            end = law.whole.end;
            laws.push(law);
        }
    }
    let named: Vec<Named> = laws.iter().map(|law| law.named(text)).collect();
    let keys = law_keys::keys(&named);
    laws.iter()
        .zip(keys)
        .map(|(law, key)| Citation::new(Kind::TreatyLaw, law.whole, key))
        .collect()
}

/// Where a law is named.
struct Law {
    whole: Span,
    name: Span,
    /// What stands between the word for its kind and the end of its number.
    number: Span,
    line_end: usize,
}

impl Law {
    fn named<'t>(&self, text: &'t str) -> Named<'t> {
        Named {
            name: &text[self.name.range()],
            kind: &text[self.name.start..self.number.start.max(self.name.start)],
            number: &text[self.number.range()],
            whole: &text[self.whole.range()],
            short: self.short(text),
        }
    }

    /// "(TVPA)", "(the Trafficking Protocol)", "[hereinafter Trafficking Protocol]" in the citation or right after it.
    fn short<'t>(&self, text: &'t str) -> Option<&'t str> {
        let rest = &text
            [self.name.end..floor(text, self.line_end.min(self.whole.end + 80)).max(self.name.end)];
        let near = self.whole.end.saturating_sub(self.name.end) + 2;
        let open = rest.find(['(', '[']).filter(|open| *open < near)?;
        let inside = &rest[open + 1..];
        let inside = &inside[..inside.find([')', ']'])?];
        let bracket = inside
            .trim_start_matches("hereinafter ")
            .trim_start_matches("the ")
            .trim_matches(['*', '"', '“', '”', ' ']);
        let letters = bracket.len() > 2 && bracket.bytes().all(|b| b.is_ascii_uppercase());
        let named = law_names::words_in(bracket) > 1
            && [
                "Protocol",
                "Convention",
                "Act",
                "Declaration",
                "Covenant",
                "Treaty",
            ]
            .iter()
            .any(|kind| bracket.ends_with(kind));
        (letters || named).then_some(bracket)
    }
}

/// Words for laws that are long enough to be cited by their names alone.
fn is_statute(core: &str) -> bool {
    matches!(
        core,
        "Act"
            | "TVPA"
            | "TVPRA"
            | "Law"
            | "Protocol"
            | "Convention"
            | "Covenant"
            | "Declaration"
            | "Treaty"
    )
}

/// Words for what has a number rather than a name.
fn is_numbered(core: &str) -> bool {
    matches!(
        core,
        "Resolution" | "Res." | "Directive" | "Regulation" | "Decision" | "Determination" | "Order"
    )
}

fn cited<'t>(
    text: &'t str,
    line: Span,
    core: Span,
    last: usize,
    words: &mut Vec<Word<'t>>,
) -> Option<Law> {
    let kind = &text[core.range()];
    if kind.starts_with("amendment") {
        return amendment(text, line, core);
    }
    if matches!(kind, "U.S.C." | "C.F.R." | "Pub. L.") {
        return in_code(text, line, core);
    }
    // "G.A. Res. 55/25, annex, Protocol to …" is cited by the protocol's name.
    let near = floor(text, line.end.min(core.end + 24));
    if kind == "Res." && text[core.end..near].contains("annex") {
        return None;
    }
    let bound = line
        .start
        .max(last)
        .max(floor(text, core.start.saturating_sub(160)));
    let start = law_names::start(text, bound, core.start, words);
    // "The elaboration of a convention": there is none yet.
    if text[..start].ends_with(" a ") || text[..start].ends_with(" an ") {
        return None;
    }
    let ahead = &text[start..core.start];
    // An abbreviation is a name by itself.
    let short = matches!(kind, "TVPA" | "TVPRA");
    let before = law_names::words_in(ahead) + usize::from(short);
    let number = law_number(text, line, ahead, core);
    let numbered = number > core.end;
    let (named, on) = match law_names::end(text, line, core.end) {
        (end, on) if end > number => (end, on),
        _ => (number, 0),
    };
    let unnumbered = is_numbered(kind) && !numbered && on < 2 && !(kind == "Order" && before > 1);
    if headline(ahead) || unnumbered || ends_title(text, start, named) {
        return None;
    }
    let (mut end, mut reference) = reference(text, line, named);
    // "Convention against Organized Crime 1999" has its year as the work of an author would.
    let treaty = !matches!(
        kind,
        "Act" | "Law" | "Ordinance" | "Code" | "Order" | "Decree"
    );
    if treaty && on > 0 && text[named..end].len() == 5 && text[named..end].starts_with(' ') {
        (end, reference) = (named, false);
    }
    let year_first = year_ahead(text, line, start);
    let whole = Span::new(year_first.unwrap_or(start), end);
    let something = before > 0 || on > 0;
    let placed = reference || year_first.is_some();
    let decreed = matches!(kind, "Ordinance" | "Decree") && before > 0 && on > 0;
    // A bare word, "the Act", cites nothing; nor does "the Palermo Protocol" again.
    let law = kind != "Law" || is_law(text, ahead, core);
    let titled = on >= 3 && law
        || on == 2 && law && !matches!(kind, "Order" | "Code" | "Principles")
        || before >= 3 && on <= 1 && is_statute(kind) && law;
    let res = kind == "Res." && text[start..core.end].contains("Con.");
    let cites = placed && something || titled || decreed || numbered || res && reference;
    let enough = whole.end - whole.start > 8;
    (cites && enough).then(|| Law {
        whole,
        name: Span::new(start, if numbered && on == 0 { core.end } else { named }),
        number: Span::new(core.end, number),
        line_end: line.end,
    })
}

/// Whether a name in italics only ends them: "*Improving the Law of Boats*" is the title of an article.
fn ends_title(text: &str, start: usize, end: usize) -> bool {
    let closes = text[end..].starts_with('*') || text[..end].ends_with('*');
    closes && !text[..start].ends_with('*') && !text[start..end].trim_end_matches('*').contains('*')
}

/// "Trafficking in Persons Law", but not "Michigan Journal of International Law" nor "Law Review" nor "Law of Boats".
fn is_law(text: &str, ahead: &str, core: Span) -> bool {
    let science = [
        "Journal",
        "International",
        "School",
        "Review",
        "Association",
        "Institute",
        "University",
        "Faculty",
        "Society",
        "Rights",
        "Humanitarian",
        "Criminal",
        "Constitutional",
        "Comparative",
        "European",
        "Common",
        "Rule",
        "J.",
    ];
    let next = text[core.end..].trim_start();
    let next = next.strip_prefix("and ").unwrap_or(next);
    let of = next.starts_with("of ") && ahead.is_empty();
    !science.iter().any(|word| ahead.contains(word)) && !next.starts_with(char::is_uppercase) && !of
}

/// "Assembly Passes Law …": a headline, not a name.
fn headline(ahead: &str) -> bool {
    let verb = |word: &str| {
        matches!(
            word,
            "Passes"
                | "Passed"
                | "Signs"
                | "Signed"
                | "Sign"
                | "Adopts"
                | "Enacts"
                | "Approves"
                | "Approved"
                | "Ratifies"
                | "Urges"
                | "Seeks"
                | "Backs"
                | "Rejects"
        )
    };
    ahead.split_whitespace().any(verb) || ahead.trim_end().ends_with("New")
}

/// "amendments in 2015"
fn amendment(text: &str, line: Span, core: Span) -> Option<Law> {
    let rest = &text[core.end..line.end];
    let at = core.end + rest.len() - rest.trim_start().len();
    numbers::year_at(text.as_bytes(), at)?;
    Some(Law {
        whole: Span::new(core.start, at + 4),
        name: core,
        number: Span::new(core.end, core.end),
        line_end: line.end,
    })
}

/// "18 U.S.C. § 1591", "Pub. L. No. 106-386" on their own.
fn in_code(text: &str, line: Span, core: Span) -> Option<Law> {
    static PLACE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^(?x) \s (?: §+\s?\d | No\.\s\d | \d ) [\w–-]* (?: \(\w{1,4}\) )* (?: \s\((?:1[6-9]|20)\d\d\) )?").ok()
    });
    let window = &text[core.end..floor(text, line.end.min(core.end + 60))];
    let found = PLACE.as_ref()?.find(window)?;
    let ahead = text[line.start..core.start].trim_end();
    let title = ahead.len() - ahead.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = match title {
        0 if text[core.range()].starts_with("Pub") => core.start,
        0 => return None,
        title => line.start + ahead.len() - title,
    };
    let end = core.end + found.end();
    Some(Law {
        whole: Span::new(start, end),
        name: Span::new(start, end),
        number: Span::new(end, end),
        line_end: line.end,
    })
}

/// Where the number after a kind of law ends: " No. 26.364", " 2011/36/EU", " (EC) No 562/2006", " 1325". Its start
/// where there is none, or where it may be a year. `ahead` is the name ahead of the kind.
fn law_number(text: &str, line: Span, ahead: &str, core: Span) -> usize {
    let rest = &text[core.end..floor(text, line.end.min(core.end + 40))];
    let mut left = rest;
    for union in [" (EC)", " (EU)", " (EEC)"] {
        left = left.strip_prefix(union).unwrap_or(left);
    }
    let mark = [
        ". No. ", " No. ", " no. ", " No.", " no.", " No ", " no ", " Nos. ", " Number ", " Nr. ",
        " N° ", " nº ",
    ]
    .iter()
    .find_map(|mark| left.strip_prefix(*mark));
    let Some(number) = mark.or_else(|| left.strip_prefix(' ')) else {
        return core.end;
    };
    let length = number
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | '/' | '-' | '–')))
        .unwrap_or(number.len());
    let written = number[..length].trim_end_matches(['.', ',', '-', '–', '/']);
    let written = written.split_once(", ").map_or(written, |(first, _)| first);
    let letters = written.bytes().take_while(u8::is_ascii_uppercase).count();
    let figures = written[letters..].starts_with(|c: char| c.is_ascii_digit());
    let year = written.len() == 4 && numbers::year_at(written.as_bytes(), 0).is_some();
    let kind = &text[core.range()];
    let plain = match kind {
        "Resolution" | "Res." => {
            !year
                || ["Council", "Assembly", "S.C.", "G.A.", "UNSC"]
                    .iter()
                    .any(|body| ahead.contains(body))
        }
        "Directive" | "Order" => !year,
        "Law" | "Act" | "Convention" | "Decree" | "Ordinance" => {
            !year && (letters > 0 || written.len() < 4 || written.contains(['.', ',', '/']))
        }
        "Regulation" | "Decision" => written.contains('/'),
        _ => false,
    };
    if !figures || letters > 2 || !(mark.is_some() || plain) {
        return core.end;
    }
    let mut end = core.end + rest.len() - number.len() + written.len();
    // "Act 12 of 2004"
    let of = &text[end..line.end];
    if of.starts_with(" of ")
        && numbers::year_at(text.as_bytes(), end + 4).is_some()
        && kind == "Act"
    {
        end += 8;
    }
    end
}

/// Where the year, the place in a code or the like after a name ends, and whether there is any.
fn reference(text: &str, line: Span, named: usize) -> (usize, bool) {
    static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^(?x) \*?
            (?: \s? \([A-Z][A-Za-z.-]{1,12}\) )?
            (?: \s (?:of\s)? (?:1[6-9]|20)\d\d \b )?
            (?: \s \([A-Z][A-Z0-9-]{1,12}\) )?
            (?: ,?\s? \([^()]{0,30}(?:No\.|B\.E\.?)\s[^()]{1,30}\) )?
            (?: ,?\s (?: No|no|Nos )\.\s?[\d/-]+ )?
            (?: \s \d{2,4} (?: /\d+ )* \b )?
            (?: ,\s Doc\.\s\w+ )?
            (?: ,[\x22”]?\s Rep\.\sAct\sNo\.\s\d+ )?
            (?: ,?\s (?: art|arts|ch|sec )\.\s [\w()]+ )?
            (?: ,?\s §+\s?\d[\w()–-]* )?
            (?: ,\s [\d:]+\sO\.G\.\s[\d–-]+ )?
            (?: ,\s \d+\sU\.S\.C\.\s§+\s?[\w()–-]+ )?
            (?: ,\s Pub\.\sL\.\s(?:No\.\s)?[\d–-]+ )?
            (?: ,\s \d+\sStat\.\s\d+ )?
            (?: ,\s \d+(?:st|nd|rd|th)\sCong\. )?
            (?: ,\s (?:1[6-9]|20)\d\d (?: \s?/\s?(?:1[6-9]|20)\d\d )? \b )?
            (?: \.?,\s [A-Z][a-z]{2,8}\.? \s \d{1,2}, \s (?:1[6-9]|20)\d\d \b )?
            (?: \sof\s [A-Z][a-z]{2,8} \s \d{1,2}, \s (?:1[6-9]|20)\d\d \b )?
            (?: ,?\s? \( (?: [^()]{0,24} \s )? (?:1[6-9]|20)\d\d (?:/\d+)? \) )?",
        )
        .ok()
    });
    let window = &text[named..floor(text, line.end.min(named + 200))];
    let Some(found) = REFERENCE
        .as_ref()
        .and_then(|reference| reference.find(window))
    else {
        return (named, false);
    };
    let matched = found.as_str();
    let letters = matched
        .split_once('(')
        .is_some_and(|(_, inside)| inside.bytes().take_while(u8::is_ascii_uppercase).count() > 2);
    if letters || matched.chars().any(|c| c.is_ascii_digit()) {
        (named + matched.trim_end().len(), true)
    } else if matched.contains('(') {
        (named + matched.trim_end().len(), false)
    } else {
        (named, false)
    }
}

/// "2000 Palermo Protocol": the year ahead of the name.
fn year_ahead(text: &str, line: Span, start: usize) -> Option<usize> {
    let ahead = text[line.start..start].trim_end();
    let at = (line.start + ahead.len()).checked_sub(4)?;
    (at >= line.start && text.is_char_boundary(at)).then_some(())?;
    numbers::year_at(text.as_bytes(), at)?;
    Some(at)
}
