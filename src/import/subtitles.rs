//! Subtitles and transcripts with times, SRT and WebVTT: who says what, and when?
//!
//! A cue is what fits on a screen, not what was said. So the words of one speaker are joined until a sentence ends, and
//! what rolls up the screen (each cue repeating the line before it) is taken once.

use super::counts::{counted, words};
use super::{Block, Draft, Extract, Fault, Options, decode};
use crate::project::Remark;
use encoding_rs::Encoding;

/// Reads subtitles.
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Extract, Fault> {
    let said = options.encoding.as_deref();
    let said = said.and_then(|label| Encoding::for_label(label.as_bytes()));
    let decoded = decode(bytes, said);
    let cues = once(cues(&decoded.text));
    if cues.is_empty() {
        return Err(Fault::Damaged(
            "has no times with words below them".to_owned(),
        ));
    }
    let mut speakers: Vec<&str> = cues.iter().map(|cue| cue.speaker.as_str()).collect();
    speakers.sort_unstable();
    speakers.dedup();
    speakers.retain(|speaker| !speaker.is_empty());
    let speakers = speakers.len();
    let last = cues.iter().map(|cue| cue.until).max().unwrap_or_default();
    let mut draft = Draft::new();
    for turn in turns(cues) {
        draft.cue(turn.at, turn.until, &turn.speaker);
        if !turn.speaker.is_empty() {
            draft.push(&format!("{}: ", turn.speaker));
        }
        draft.push(&turn.words);
        draft.end(Block::Body);
    }
    let (text, map) = draft.finish();
    let mut parts = vec![words(&text), counted(map.cues.len(), "turn", "turns")];
    if speakers > 0 {
        parts.push(counted(speakers, "speaker", "speakers"));
    }
    parts.push(format!("up to {}", clock(last)));
    Ok(Extract {
        text,
        map,
        encoding: decoded.encoding.to_owned(),
        remarks: vec![Remark::kept(parts.join(", "))],
        ..Extract::default()
    })
}

/// What one person says from here to there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cue {
    at: u64,
    until: u64,
    speaker: String,
    words: String,
    /// A dash says that somebody else speaks, whoever that is.
    is_answer: bool,
}

/// The cues as the file has them, a speaker each.
fn cues(text: &str) -> Vec<Cue> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        let Some((from, until)) = times(line) else {
            // What WebVTT says to programs goes to the next empty line.
            if ["NOTE", "STYLE", "REGION"].contains(&line.trim_end()) || line.starts_with("NOTE ") {
                at += lines
                    .iter()
                    .skip(at)
                    .take_while(|line| !line.trim().is_empty())
                    .count();
            }
            continue;
        };
        let rest = lines.get(at..).unwrap_or_default();
        let shown = shown(rest);
        at += shown;
        said(
            rest.get(..shown).unwrap_or_default(),
            from,
            until,
            &mut found,
        );
    }
    found
}

/// How many of the lines belong to a cue: up to an empty line, or to the number and times of the next one.
fn shown(lines: &[&str]) -> usize {
    let ends = |at: usize, line: &str| {
        let next = lines.get(at + 1).copied().unwrap_or_default();
        let is_number = !line.trim().is_empty() && line.trim().bytes().all(|b| b.is_ascii_digit());
        line.trim().is_empty() || times(line).is_some() || (is_number && times(next).is_some())
    };
    let end = lines.iter().enumerate().find(|(at, line)| ends(*at, line));
    end.map_or(lines.len(), |(at, _)| at)
}

/// The times of a cue: "00:01:02,500 --> 00:01:04.000 align:start". Hours and thousandths may be missing.
fn times(line: &str) -> Option<(u64, u64)> {
    let (from, until) = line.split_once("-->")?;
    let until = until.split_whitespace().next()?;
    let from = time(from.trim())?;
    Some((from, time(until)?.max(from)))
}

fn time(clock: &str) -> Option<u64> {
    let (whole, part) = clock.split_once([',', '.']).unwrap_or((clock, "0"));
    let mut seconds = 0_u64;
    let parts: Vec<&str> = whole.split(':').map(str::trim).collect();
    if parts.len() > 3 || parts.len() < 2 {
        return None;
    }
    for part in parts {
        let number: u64 = part.parse().ok().filter(|number| *number < 100_000)?;
        seconds = seconds * 60 + number;
    }
    let part = part.trim();
    if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // "5" is half a second, "500" too.
    let thousandths: u64 = format!("{part:0<3}").get(..3)?.parse().ok()?;
    Some(seconds * 1_000 + thousandths)
}

/// Takes the lines of one cue apart by their speakers.
fn said(lines: &[&str], at: u64, until: u64, found: &mut Vec<Cue>) {
    let first = found.len();
    let dashes = lines.iter().filter(|line| dashed(line).is_some()).count();
    let mut voice = String::new();
    for line in lines {
        for (speaker, words) in voices(line) {
            let is_answer = dashed(&words).is_some() && (dashes > 1 || found.len() == first);
            let words = dashed(&words).filter(|_| is_answer).unwrap_or(&words);
            let (named, words) = match named(words) {
                Some((name, words)) => (Some(name.to_owned()), words),
                None => (None, words),
            };
            let named = speaker.or(named);
            let is_turn = is_answer || named.is_some() || found.len() == first;
            if let Some(name) = named {
                voice = name;
            } else if is_answer {
                voice.clear();
            }
            if words.is_empty() {
                // A name alone on its line: its words come below.
                continue;
            }
            match found.last_mut().filter(|_| !is_turn) {
                Some(cue) if cue.speaker == voice => {
                    if !cue.words.is_empty() {
                        cue.words.push('\n');
                    }
                    cue.words.push_str(words);
                }
                _ => found.push(Cue {
                    at,
                    until,
                    speaker: voice.clone(),
                    words: words.to_owned(),
                    is_answer,
                }),
            }
        }
    }
}

/// A line without its tags, by the voices that they name: "<v Anna>Yes.</v>".
fn voices(line: &str) -> Vec<(Option<String>, String)> {
    let mut parts: Vec<(Option<String>, String)> = vec![(None, String::new())];
    let mut rest = line;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, tag) = rest.split_at(at);
        push(&mut parts, before);
        let end = if tag.starts_with('<') { '>' } else { '}' };
        let is_tag = tag.starts_with("{\\")
            || (tag.starts_with('<')
                && tag
                    .chars()
                    .nth(1)
                    .is_some_and(|c| c.is_ascii_alphanumeric() || c == '/'));
        match tag.find(end).filter(|_| is_tag) {
            Some(close) => {
                let inside = &tag[1..close];
                if let Some(name) = inside.strip_prefix('v').and_then(voice) {
                    parts.push((Some(name), String::new()));
                }
                rest = &tag[close + 1..];
            }
            None => {
                push(&mut parts, &tag[..1]);
                rest = &tag[1..];
            }
        }
    }
    push(&mut parts, rest);
    let parts = parts.into_iter().map(|(name, words)| {
        let words: Vec<&str> = words.split_whitespace().collect();
        (name, unescaped(&words.join(" ")))
    });
    parts
        .filter(|(name, words)| name.is_some() || !words.is_empty())
        .collect()
}

fn push(parts: &mut [(Option<String>, String)], words: &str) {
    if let Some((_, last)) = parts.last_mut() {
        last.push_str(words);
    }
}

/// The name in a voice tag, after its "v": ".loud Anna Weber".
fn voice(tag: &str) -> Option<String> {
    if !tag.starts_with([' ', '.', '\t']) {
        return None;
    }
    let (_, name) = tag.split_once([' ', '\t'])?;
    let name = unescaped(name.trim());
    (!name.is_empty()).then_some(name)
}

fn unescaped(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    let mut plain = words.to_owned();
    for (escape, letter) in [
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&lrm;", "\u{200e}"),
        ("&rlm;", "\u{200f}"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        plain = plain.replace(escape, letter);
    }
    plain
}

/// What follows the dash with which an answer starts.
fn dashed(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = line
        .strip_prefix(['-', '–', '‐'])
        .or_else(|| line.strip_prefix(">>"))?;
    // "--and then" goes on; "-5" is a number.
    let is_turn = rest.starts_with([' ', '\u{a0}'])
        || rest.starts_with(|c: char| c.is_alphabetic() || "¿¡\"“«[(".contains(c));
    is_turn.then(|| rest.trim_start())
}

/// The speaker that words start with: "ANNA WEBER: Yes." Names are short, and each word of them starts with a capital or
/// has no case.
fn named(words: &str) -> Option<(&str, &str)> {
    let (name, rest) = words.split_once(':')?;
    let bare = name.trim().trim_matches(['[', ']', '(', ')']);
    let is_name = !bare.is_empty()
        && bare.chars().count() <= 40
        && bare.split(' ').count() <= 4
        && bare.split(' ').all(|word| {
            let small = [
                "de", "van", "von", "der", "bin", "al", "la", "of", "da", "dos", "el",
            ];
            word.chars()
                .next()
                .is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase())
                || small.contains(&word)
        })
        && bare.contains(char::is_alphabetic)
        && (rest.is_empty() || rest.starts_with([' ', '\u{a0}', '\u{3000}']));
    is_name.then(|| (bare, rest.trim()))
}

/// The cues without what they repeat of the ones before: lines that roll up the screen, and cues shown twice.
fn once(cues: Vec<Cue>) -> Vec<Cue> {
    let mut kept: Vec<Cue> = Vec::new();
    // The lines of the cue before, as it was shown.
    let mut before: Vec<String> = Vec::new();
    for mut cue in cues {
        let lines: Vec<String> = cue.words.lines().map(str::to_owned).collect();
        let close = kept
            .last()
            .is_some_and(|last| last.speaker == cue.speaker && cue.at <= last.until + 200);
        let repeated = if close { overlap(&before, &lines) } else { 0 };
        let new = lines.get(repeated..).unwrap_or_default().to_vec();
        before = lines;
        // The last line of a rolling cue grows: "we have" is shown again as "we have seen".
        if close
            && let (Some(last), Some(first)) = (kept.last_mut(), new.first())
            && let Some(tail) = last.words.lines().next_back()
            && first.starts_with(tail)
            && first.len() > tail.len()
            && tail.contains(' ')
        {
            let cut = last.words.len() - tail.len();
            last.words.truncate(cut);
            last.words.push_str(&new.join("\n"));
            last.until = cue.until;
            continue;
        }
        if new.is_empty() {
            if let Some(last) = kept.last_mut() {
                last.until = last.until.max(cue.until);
            }
            continue;
        }
        cue.words = new.join("\n");
        kept.push(cue);
    }
    for cue in &mut kept {
        cue.words = cue.words.replace('\n', " ");
    }
    kept
}

/// How many lines at the start of a cue are the last ones of the cue before it.
fn overlap(before: &[String], lines: &[String]) -> usize {
    let most = before.len().min(lines.len());
    (1..=most)
        .rev()
        .find(|many| before.get(before.len() - many..) == lines.get(..*many))
        .unwrap_or(0)
}

/// Joins what one speaker says until a sentence ends.
fn turns(cues: Vec<Cue>) -> Vec<Cue> {
    /// A silence as long as that, in milliseconds, ends a paragraph.
    const SILENCE: u64 = 5_000;
    /// So does a paragraph of that many bytes, where a transcript has no sentence ends.
    const LONG: usize = 1_000;
    let mut turns: Vec<Cue> = Vec::new();
    for cue in cues {
        match turns.last_mut() {
            Some(last)
                // Who is not named again goes on speaking.
                if (last.speaker == cue.speaker || cue.speaker.is_empty())
                    && !cue.is_answer
                    && !is_sentence(&last.words)
                    && cue.at <= last.until + SILENCE
                    && last.words.len() < LONG =>
            {
                last.words.push(' ');
                last.words.push_str(&cue.words);
                last.until = last.until.max(cue.until);
            }
            _ => turns.push(cue),
        }
    }
    turns
}

fn is_sentence(words: &str) -> bool {
    let end = words.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '」', '♪', ' ']);
    end.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
        || words.ends_with([')', ']', '♪'])
}

/// A time as a clock shows it: "1:02:03".
fn clock(milliseconds: u64) -> String {
    let seconds = milliseconds / 1_000;
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{hours}:{minutes:02}:{:02}", seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_in_many_shapes() {
        for (line, at) in [
            ("00:01:02,500 --> 00:01:04,000", Some((62_500, 64_000))),
            (
                "01:02.5 --> 01:04.25 align:start position:0%",
                Some((62_500, 64_250)),
            ),
            ("1:00:00 --> 1:00:01", Some((3_600_000, 3_601_000))),
            ("a --> b", None),
            ("he wrote --> on the wall", None),
        ] {
            assert_eq!(times(line), at, "{line}");
        }
    }

    #[test]
    fn a_name_is_told_from_a_sentence_with_a_colon() {
        assert_eq!(named("ANNA WEBER: Yes."), Some(("ANNA WEBER", "Yes.")));
        assert_eq!(
            named("Interviewer 1: Why?"),
            Some(("Interviewer 1", "Why?"))
        );
        assert_eq!(named("[Minister]: No."), Some(("Minister", "No.")));
        assert_eq!(named("and this is why: it failed"), None);
        assert_eq!(named("at 10:30"), None);
    }
}
