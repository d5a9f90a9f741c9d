//! What is the title, who wrote it and when did it appear: by what the file says of itself, else by its first page.

use super::engine::About;
use super::leaf::Measure;
use super::paragraphs::Paragraph;

/// What the first page tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    pub title: Option<String>,
    pub author: String,
    pub year: Option<i32>,
}

/// More characters than that are no title.
const LONGEST: usize = 300;

/// Reads them off.
pub(super) fn of(
    about: &About,
    paragraphs: &[Paragraph],
    aside: &[String],
    measure: Measure,
) -> Front {
    let first: Vec<&Paragraph> = paragraphs
        .iter()
        .take_while(|paragraph| paragraph.page() == 0)
        .collect();
    let largest = largest(&first, measure);
    let title = about.title.as_deref().and_then(sensible_title);
    let printed = largest.clone().map(|(_, title)| title);
    let author = about.author.as_deref().and_then(sensible_author);
    let author = author.or_else(|| authors(&first, largest.map_or(0, |(at, _)| at + 1), measure));
    Front {
        title: title.or(printed),
        author: author.unwrap_or_default(),
        year: year(&first, aside, measure).or(about.year),
    }
}

/// A title as a person gives one: programs put the file's name there, or nothing.
fn sensible_title(title: &str) -> Option<String> {
    let title: Vec<&str> = title.split_whitespace().collect();
    let title = title.join(" ");
    let title = title
        .strip_prefix("Microsoft Word - ")
        .unwrap_or(&title)
        .trim()
        .to_owned();
    let lower = title.to_lowercase();
    let endings = [
        ".doc", ".docx", ".odt", ".rtf", ".tex", ".dvi", ".pdf", ".indd", ".qxd", ".qxp", ".pmd",
        ".wpd", ".ps", ".txt", ".html", ".htm", ".pages", ".ppt", ".pptx", ".xls", ".xlsx", ".tif",
        ".jpg",
    ];
    let is_name = endings.iter().any(|ending| lower.ends_with(ending))
        || [
            "untitled",
            "unbenannt",
            "sans titre",
            "document",
            "layout",
            "slide",
            "print",
            "title",
            "scan",
            "no title",
            "pdf",
        ]
        .iter()
        .any(|empty| {
            lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '-') == *empty
        });
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let is_code = title.is_ascii()
        && !title.contains(' ')
        && (title.contains(['_', '\\', '/']) || title.chars().any(|c| c.is_ascii_digit()));
    (letters >= 3
        && !is_name
        && !is_code
        && title.chars().count() <= LONGEST
        && !title.contains('\u{fffd}'))
    .then_some(title)
}

/// A name as a person gives one: programs put the account's name there.
fn sensible_author(author: &str) -> Option<String> {
    let words: Vec<&str> = author.split_whitespace().collect();
    let author = words.join(" ");
    let lower = author.to_lowercase();
    let accounts = [
        "user",
        "admin",
        "administrator",
        "root",
        "owner",
        "author",
        "unknown",
        "microsoft office user",
        "windows user",
        "default",
        "guest",
        "anonymous",
        "test",
        "pc",
        "dell",
        "hp",
        "lenovo",
        "asus",
        "acer",
    ];
    let letters = author.chars().filter(|c| c.is_alphabetic()).count();
    let is_account = accounts.contains(&lower.as_str())
        || (author.is_ascii()
            && !author.contains(' ')
            && author.chars().any(|c| c.is_ascii_digit()));
    (letters >= 2
        && !is_account
        && !author.contains(['\\', '\u{fffd}'])
        && author.chars().count() <= LONGEST)
        .then(|| author.replace("; ", ", ").replace(';', ", "))
}

/// The largest type in the upper part of the first page, where it is larger than the text's: its place and its words.
fn largest(first: &[&Paragraph], measure: Measure) -> Option<(usize, String)> {
    let has_letters = |paragraph: &Paragraph| {
        paragraph
            .text()
            .chars()
            .filter(|c| c.is_alphabetic())
            .count()
            >= 4
    };
    let size = first
        .iter()
        .filter(|paragraph| has_letters(paragraph) && paragraph.text().chars().count() <= LONGEST)
        .map(|paragraph| paragraph.size())
        .fold(0.0, f32::max);
    if size < measure.body * 1.15 {
        return None;
    }
    let alike = |paragraph: &Paragraph| (paragraph.size() - size).abs() < size * 0.03;
    let from = first
        .iter()
        .position(|paragraph| alike(paragraph) && has_letters(paragraph))?;
    let parts: Vec<String> = first
        .iter()
        .skip(from)
        .take_while(|paragraph| alike(paragraph))
        .map(|paragraph| paragraph.text())
        .collect();
    let title = parts.join(" ");
    let title = title.trim_end_matches(['*', '∗', '†']).trim().to_owned();
    (title.chars().count() <= LONGEST).then_some((from + parts.len() - 1, title))
}

/// The names in the lines behind the title, where they plainly are names.
fn authors(first: &[&Paragraph], from: usize, measure: Measure) -> Option<String> {
    let near = first.iter().skip(from).take(3);
    near.filter(|paragraph| paragraph.size() < measure.body * 1.8 && paragraph.lines.len() <= 3)
        .find_map(|paragraph| names(&paragraph.text()))
}

/// One or more names: two to five words each, all with capitals but for particles, and nothing else.
fn names(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text
        .strip_prefix("By ")
        .or_else(|| text.strip_prefix("by "))
        .unwrap_or(text);
    let text: String = text
        .chars()
        .filter(|c| !matches!(c, '*' | '∗' | '†' | '‡' | '§') && !c.is_numeric())
        .collect();
    let parts: Vec<&str> = text
        .split([',', ';', '&'])
        .flat_map(|part| part.split(" and "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let particles = [
        "de", "da", "van", "von", "der", "den", "la", "le", "del", "di", "du", "bin", "al", "dos",
        "y",
    ];
    let no_names = [
        "university",
        "abstract",
        "introduction",
        "department",
        "institute",
        "report",
        "law",
        "journal",
        "review",
        "draft",
        "school",
        "college",
        "version",
        "center",
        "centre",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "contents",
        "the",
        "of",
        "manual",
        "guide",
        "chapter",
        "part",
    ];
    let is_name = |part: &&str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        let capital = |word: &str| {
            word.starts_with(char::is_uppercase)
                && word
                    .chars()
                    .all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
        };
        (2..=5).contains(&words.len())
            && words
                .iter()
                .all(|word| capital(word) || particles.contains(word))
            && !words
                .iter()
                .any(|word| no_names.contains(&word.to_lowercase().as_str()))
            && words
                .iter()
                .any(|word| word.chars().any(char::is_lowercase))
    };
    (!parts.is_empty() && parts.len() <= 8 && parts.iter().all(is_name)).then(|| parts.join(", "))
}

/// The one year that stands above and below the text of the first page.
fn year(first: &[&Paragraph], aside: &[String], measure: Measure) -> Option<i32> {
    let heads = first
        .iter()
        .filter(|paragraph| paragraph.lines.len() <= 3)
        .filter(|paragraph| {
            paragraph.text().chars().count() < 120 && paragraph.size() >= measure.body * 0.6
        })
        .take(8)
        .map(|paragraph| paragraph.text());
    let mut years: Vec<i32> = heads
        .chain(aside.iter().cloned())
        .flat_map(|text| years(&text))
        .collect();
    years.sort_unstable();
    years.dedup();
    match years.as_slice() {
        [year] => Some(*year),
        _ => None,
    }
}

fn years(text: &str) -> Vec<i32> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .filter(|year| (1700..=2099).contains(year))
        .collect()
}
