//! What does a text plainly say of itself at its head: its title, author and year?

use crate::text::{Paragraphs, Structure};

/// What the head of a text says; nothing is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub title: Option<String>,
    pub author: String,
    pub year: Option<i32>,
}

/// This much of a text is its head, in bytes.
const HEAD: usize = 8_192;
/// More lines than that are no front matter.
const LINES: usize = 60;

/// Reads front matter (`key: value` lines at the very start, between `---` fences or followed by an empty line), and where
/// that gives no title, the first Markdown heading.
pub(super) fn of(text: &str) -> Front {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text);
    let mut front = matter(head).map(|lines| read(&lines)).unwrap_or_default();
    front.title = front.title.or_else(|| heading(head));
    if text.len() >= LONG {
        front.title = front.title.or_else(|| title_line(head));
    }
    front
}

/// A text of so many bytes, about a page, has a title line rather than a first sentence.
const LONG: usize = 3_000;

/// The first line, where it stands alone and is no sentence, as that of a paper does.
fn title_line(head: &str) -> Option<String> {
    let mut lines = head.lines().skip_while(|line| line.trim().is_empty());
    let title = lines.next()?.trim().trim_matches(['*', '_']).trim();
    let alone = lines.next()?.trim().is_empty();
    let words = title.split_whitespace().count();
    let is_sentence =
        title.ends_with(['.', ';', ',', '!']) || title.contains(['|', '\t', '<', '{']);
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let fits = alone && !is_sentence && (2..=30).contains(&words) && letters * 2 > title.len() / 2;
    fits.then(|| title.to_owned())
}

/// The lines of the front matter.
fn matter(head: &str) -> Option<Vec<&str>> {
    let mut lines = head
        .trim_start_matches(['\n', ' '])
        .lines()
        .take(LINES)
        .peekable();
    let fenced = lines.next_if(|line| line.trim_end() == "---").is_some();
    let mut found = Vec::new();
    let mut has_known = false;
    for line in lines {
        let ends = match line.trim_end() {
            "---" | "..." => fenced,
            line => line.is_empty() && !fenced,
        };
        if ends {
            return has_known.then_some(found);
        }
        let is_part = line.starts_with([' ', '\t', '-', '#']) || line.trim().is_empty();
        match pair(line) {
            Some((key, _)) => has_known |= is_known(&key),
            // Values may go on in lists and indented lines, inside fences only.
            None if fenced && is_part => {}
            None => return None,
        }
        found.push(line);
    }
    (has_known && !fenced).then_some(found)
}

fn pair(line: &str) -> Option<(String, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty()
        && key.len() <= 30
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' '))
        && !key.starts_with([' ', '-'])
        && (value.is_empty() || value.starts_with([' ', '\t']));
    is_key.then(|| (key.trim().to_ascii_lowercase(), value.trim()))
}

fn is_known(key: &str) -> bool {
    matches!(
        key,
        "title" | "author" | "authors" | "date" | "year" | "published"
    )
}

fn read(lines: &[&str]) -> Front {
    let mut front = Front::default();
    let mut dates = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some((key, value)) = pair(line) else {
            continue;
        };
        match key.as_str() {
            "title" if !value.is_empty() => front.title = Some(plain(value).to_owned()),
            "author" | "authors" if front.author.is_empty() => {
                front.author = names(value, lines.get(at + 1..).unwrap_or_default());
            }
            "year" => dates.insert(0, value),
            "date" | "published" => dates.push(value),
            _ => {}
        }
    }
    front.title = front.title.filter(|title| !title.is_empty());
    front.year = dates.into_iter().find_map(year);
    front
}

/// One name, a list in brackets, or a list in the lines below.
fn names(value: &str, below: &[&str]) -> String {
    if let Some(list) = value
        .strip_prefix('[')
        .and_then(|list| list.strip_suffix(']'))
    {
        let names: Vec<&str> = list
            .split(',')
            .map(plain)
            .filter(|name| !name.is_empty())
            .collect();
        return names.join(", ");
    }
    if !value.is_empty() {
        return plain(value).to_owned();
    }
    let names: Vec<&str> = below
        .iter()
        .map_while(|line| line.trim_start().strip_prefix("- "))
        .map(|name| plain(name.strip_prefix("name:").unwrap_or(name)))
        .filter(|name| !name.is_empty())
        .collect();
    names.join(", ")
}

/// A value without its quotes.
fn plain(value: &str) -> &str {
    let value = value.trim();
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
        .trim()
}

/// The one number in a date that can be a year.
fn year(value: &str) -> Option<i32> {
    let mut years = value
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse::<i32>().ok())
        .filter(|year| (1000..=2999).contains(year));
    let first = years.next()?;
    years.all(|other| other == first).then_some(first)
}

fn heading(head: &str) -> Option<String> {
    let structure = Structure::of(head, &Paragraphs::of(head));
    let marked = structure
        .headings()
        .first()
        .map(|heading| heading.title.trim().to_owned());
    marked
        .or_else(|| underlined(head))
        .filter(|title| !title.is_empty())
}

/// Markdown's other way: the first line of the text, underlined with equals signs.
fn underlined(head: &str) -> Option<String> {
    let mut lines = head.lines().skip_while(|line| line.trim().is_empty());
    let title = lines.next()?.trim();
    let under = lines.next()?.trim_end();
    (under.len() >= 3 && under.bytes().all(|byte| byte == b'=')).then(|| title.to_owned())
}
