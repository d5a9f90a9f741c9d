//! What does a web page say of itself that a bibliography would: who wrote it, when, and where it appeared?
//!
//! Read in this order: the tags that libraries ask for (`citation_…`), schema.org in JSON-LD, Open Graph, Dublin Core,
//! the page's own head, and last what the page shows.

use super::address::host;
use crate::project::{Date, Reference, WorkKind};
use dom_query::Document;
use regex::Regex;
use serde_json::Value;
use std::sync::LazyLock;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Meta {
    /// Its title, without the name of the site.
    pub title: String,
    /// Its own address.
    pub url: String,
    authors: Vec<String>,
    date: Option<Date>,
    reference: Reference,
}

impl Meta {
    /// Reads it. `address` is where the page came from, as far as the file around it says.
    pub fn of(page: &Document, html: &str, address: &str) -> Self {
        let tags = Tags::of(page);
        let (saved_from, accessed) = saved(html);
        let url = page
            .select("link[rel~=canonical]")
            .attr("href")
            .map(|href| href.trim().to_owned())
            .into_iter()
            .chain([tags.first(&["og:url", "citation_public_url"])])
            .chain([address.to_owned(), saved_from, tags.schema.url.clone()])
            .find(|url| url.starts_with("http"))
            .unwrap_or_default();
        let site = tags.site(&url);
        let title = tags.title(page, &site);
        let date = tags.date(page);
        let journal = tags.first(&["citation_journal_title", "prism.publicationname"]);
        let kind = tags.kind(&journal);
        let pages = [
            tags.first(&["citation_firstpage", "prism.startingpage"]),
            tags.first(&["citation_lastpage", "prism.endingpage"]),
        ];
        let is_scholarly = !matches!(kind, WorkKind::News | WorkKind::Web);
        let reference = Reference {
            kind: Some(kind),
            container: if journal.is_empty() && !is_scholarly {
                site
            } else {
                journal
            },
            publisher: tags.first(&[
                "citation_publisher",
                "citation_technical_report_institution",
                "citation_dissertation_institution",
            ]),
            volume: tags.first(&["citation_volume", "prism.volume"]),
            issue: tags.first(&["citation_issue", "prism.number"]),
            pages: pages.map(|page| page.trim().to_owned()).join("–"),
            date,
            doi: tags.doi(),
            language: tags.language(page),
            accessed,
            url: url.clone(),
            ..Reference::default()
        };
        let authors = tags.authors(page);
        Self {
            title,
            url,
            authors,
            date,
            reference: Reference {
                pages: reference.pages.trim_matches('–').to_owned(),
                ..reference
            },
        }
    }

    /// Title, author, year and the rest.
    pub fn into_parts(self) -> (Option<String>, String, Option<i32>, Reference) {
        let title = Some(self.title).filter(|title| !title.is_empty());
        let year = self.date.as_ref().map(Date::year);
        (title, self.authors.join(", "), year, self.reference)
    }
}

/// What the head of a page says, by name.
struct Tags {
    all: Vec<(String, String)>,
    schema: Schema,
}

/// What a page says in JSON-LD.
#[derive(Default)]
struct Schema {
    kind: String,
    title: String,
    authors: Vec<String>,
    date: String,
    site: String,
    language: String,
    url: String,
}

impl Tags {
    fn of(page: &Document) -> Self {
        let mut all = Vec::new();
        for tag in page.select("meta[content]").nodes() {
            let content = one_line(&tag.attr_or("content", ""));
            for name in ["name", "property", "itemprop", "http-equiv"] {
                if let Some(name) = tag.attr(name)
                    && !content.is_empty()
                {
                    all.push((name.trim().to_ascii_lowercase(), content.clone()));
                }
            }
        }
        Self {
            all,
            schema: Schema::of(page),
        }
    }

    /// The first of these tags that there is; the earlier name wins.
    fn first(&self, names: &[&str]) -> String {
        let values = names.iter().filter_map(|name| self.each(name).next());
        values.map(str::to_owned).next().unwrap_or_default()
    }

    fn each(&self, name: &str) -> impl Iterator<Item = &str> {
        let tags = self.all.iter().filter(move |(known, _)| known == name);
        tags.map(|(_, content)| content.as_str())
    }

    fn site(&self, url: &str) -> String {
        let said = [
            self.first(&["og:site_name"]),
            self.schema.site.clone(),
            self.first(&["application-name", "dc.publisher", "dcterms.publisher"]),
        ];
        let said = said.into_iter().find(|name| !name.is_empty());
        said.unwrap_or_else(|| host(url).unwrap_or_default().to_owned())
    }

    fn title(&self, page: &Document, site: &str) -> String {
        let told = [
            self.first(&["citation_title"]),
            self.schema.title.clone(),
            self.first(&["og:title", "dc.title", "dcterms.title", "twitter:title"]),
        ];
        if let Some(title) = told.into_iter().find(|title| !title.is_empty()) {
            return without_site(&title, site).to_owned();
        }
        let title = one_line(&page.select_single("head title, title").text());
        let headings = page.select("h1");
        let heading = headings.nodes().first().map(|node| one_line(&node.text()));
        let heading = heading.unwrap_or_default();
        let heading = heading.trim_end_matches(['¶', '#', '§']).trim_end();
        match heading {
            "" => without_site(&title, site),
            heading if title.is_empty() || title.starts_with(heading) => heading,
            // The first heading is that of the site: its name stands in the title too.
            heading => without_site(&title, if site.is_empty() { heading } else { site }),
        }
        .to_owned()
    }

    fn authors(&self, page: &Document) -> Vec<String> {
        let mut authors: Vec<String> = Vec::new();
        let mut add = |name: &str| {
            let name = first_name_first(name);
            let is_name = !name.is_empty()
                && name.chars().count() <= 200
                && !name.contains("://")
                && !authors.contains(&name);
            if is_name {
                authors.push(name);
            }
        };
        for names in [
            &["citation_author", "citation_authors"][..],
            &[],
            &["dc.creator", "dcterms.creator", "dc.contributor"],
            &[
                "author",
                "article:author",
                "parsely-author",
                "byl",
                "sailthru.author",
            ],
        ] {
            if names.is_empty() {
                self.schema.authors.iter().for_each(|name| add(name));
            }
            for name in names {
                self.each(name)
                    .flat_map(|authors| authors.split(';'))
                    .for_each(&mut add);
            }
            // One sort of tag is enough: the others repeat it in another spelling.
            if self.has_any(names) || (names.is_empty() && !self.schema.authors.is_empty()) {
                return authors;
            }
        }
        for part in page
            .select("[itemprop=author], a[rel~=author], .byline-name, .p-author")
            .nodes()
            .iter()
            .take(10)
        {
            add(&one_line(&part.text()));
        }
        authors
    }

    fn has_any(&self, names: &[&str]) -> bool {
        let mut values = names.iter().flat_map(|name| self.each(name));
        values.any(|value| !value.contains("://"))
    }

    fn date(&self, page: &Document) -> Option<Date> {
        let shown = page.select(
            "[itemprop=datePublished], time[pubdate], article time, header time, main time",
        );
        let shown = shown.nodes().iter().take(3).map(|part| {
            let said = part.attr("datetime").or_else(|| part.attr("content"));
            said.map_or_else(|| one_line(&part.text()), |said| said.to_string())
        });
        [
            self.first(&[
                "citation_publication_date",
                "citation_date",
                "citation_online_date",
            ]),
            self.schema.date.clone(),
            self.first(&["article:published_time", "og:article:published_time"]),
            self.first(&[
                "dc.date.issued",
                "dcterms.issued",
                "dcterms.date",
                "dc.date",
                "datepublished",
                "parsely-pub-date",
                "pubdate",
                "publish-date",
                "publication_date",
                "date",
                "dcterms.created",
            ]),
        ]
        .into_iter()
        .chain(shown)
        .find_map(|said| date(&said))
    }

    fn doi(&self) -> String {
        let said = self.first(&[
            "citation_doi",
            "prism.doi",
            "dc.identifier.doi",
            "bepress_citation_doi",
        ]);
        let said = if said.is_empty() {
            let mut identifiers = self.each("dc.identifier");
            identifiers
                .find(|id| id.contains("10."))
                .unwrap_or_default()
                .to_owned()
        } else {
            said
        };
        let start = said.find("10.").unwrap_or(said.len());
        let doi = &said[start..];
        if doi.contains('/') {
            doi.to_owned()
        } else {
            String::new()
        }
    }

    fn language(&self, page: &Document) -> String {
        let root = page.html_root();
        [
            self.first(&["citation_language", "dc.language", "dcterms.language"]),
            root.attr_or("lang", "").to_string(),
            root.attr_or("xml:lang", "").to_string(),
            self.schema.language.clone(),
            self.first(&["og:locale", "content-language", "language"]),
        ]
        .into_iter()
        .map(|language| language.trim().replace('_', "-"))
        .find(|language| {
            (2..=15).contains(&language.len()) && language.is_ascii() && !language.contains(' ')
        })
        .unwrap_or_default()
    }

    fn kind(&self, journal: &str) -> WorkKind {
        let has = |name: &str| self.each(name).next().is_some();
        let schema = self.schema.kind.as_str();
        if !journal.is_empty() || schema == "ScholarlyArticle" {
            WorkKind::Article
        } else if has("citation_dissertation_institution") {
            WorkKind::Thesis
        } else if has("citation_technical_report_institution") || schema == "Report" {
            WorkKind::Report
        } else if has("citation_conference_title") {
            WorkKind::Paper
        } else if schema.contains("News")
            || matches!(schema, "Article" | "OpinionArticle" | "AnalysisNewsArticle")
            || has("article:published_time")
            || self.first(&["og:type"]) == "article"
        {
            WorkKind::News
        } else {
            WorkKind::Web
        }
    }
}

impl Schema {
    fn of(page: &Document) -> Self {
        for script in page.select("script[type='application/ld+json']").nodes() {
            let text = script.text();
            let text = text.trim().trim_end_matches(';');
            let Ok(value) = serde_json::from_str::<Value>(text) else {
                continue;
            };
            if let Some(work) = work(&value, 0) {
                return Self::read(work);
            }
        }
        Self::default()
    }

    fn read(work: &Value) -> Self {
        let text = |name: &str| work.get(name).map(named).unwrap_or_default();
        let publisher = text("publisher");
        let part_of = text("isPartOf");
        Self {
            kind: kind(work).unwrap_or_default().to_owned(),
            title: [text("headline"), text("name")]
                .into_iter()
                .find(|title| !title.is_empty())
                .unwrap_or_default(),
            authors: match work.get("author").or_else(|| work.get("creator")) {
                Some(Value::Array(authors)) => authors.iter().map(named).collect(),
                Some(author) => vec![named(author)],
                None => Vec::new(),
            }
            .into_iter()
            .filter(|name| !name.is_empty())
            .collect(),
            date: [text("datePublished"), text("dateCreated")]
                .into_iter()
                .find(|date| !date.is_empty())
                .unwrap_or_default(),
            site: if part_of.is_empty() {
                publisher
            } else {
                part_of
            },
            language: text("inLanguage"),
            url: text("url"),
        }
    }
}

/// The first thing in JSON-LD that is a work of words.
fn work(value: &Value, depth: usize) -> Option<&Value> {
    if depth > 4 {
        return None;
    }
    match value {
        Value::Array(values) => values.iter().find_map(|value| work(value, depth + 1)),
        Value::Object(_) => {
            let is_one = kind(value).is_some_and(|kind| {
                kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report"
            });
            if is_one {
                return Some(value);
            }
            let within = ["@graph", "mainEntity", "mainEntityOfPage"].into_iter();
            within
                .filter_map(|name| value.get(name))
                .find_map(|value| work(value, depth + 1))
        }
        _ => None,
    }
}

fn kind(value: &Value) -> Option<&str> {
    let kind = value.get("@type")?;
    let first = kind.as_array().and_then(|kinds| kinds.first());
    first.unwrap_or(kind).as_str()
}

/// The words of a value, or its name where it is a thing.
fn named(value: &Value) -> String {
    match value {
        Value::String(text) => one_line(&unescaped(text)),
        Value::Array(values) => values.first().map(named).unwrap_or_default(),
        Value::Object(thing) => thing
            .get("name")
            .and_then(Value::as_str)
            .map_or_else(String::new, |name| one_line(&unescaped(name))),
        _ => String::new(),
    }
}

/// JSON-LD often has the escapes of HTML in its words.
fn unescaped(text: &str) -> String {
    if text.contains('&') && text.len() < 10_000 {
        Document::fragment(text.replace('<', "&lt;"))
            .text()
            .to_string()
    } else {
        text.to_owned()
    }
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// A title without " | The Site" at its end, or "The Site: " ahead of it.
fn without_site<'a>(title: &'a str, site: &str) -> &'a str {
    const SIGNS: [&str; 6] = [" | ", " - ", " – ", " — ", " · ", " :: "];
    let is_site = |part: &str| {
        let bare = |text: &str| -> String {
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let (part, site) = (bare(part), bare(site));
        !site.is_empty() && !part.is_empty() && (site.contains(&part) || part.contains(&site))
    };
    for sign in SIGNS {
        if let Some((head, tail)) = title.rsplit_once(sign)
            && (is_site(tail) || (sign == " | " && head.split(' ').count() > 2))
        {
            return head.trim();
        }
        if let Some((head, tail)) = title.split_once(sign)
            && is_site(head)
        {
            return tail.trim();
        }
    }
    title
}

/// "Weber, Anna" as "Anna Weber", and without "By".
fn first_name_first(name: &str) -> String {
    let name = name.trim();
    let name = ["By ", "by ", "BY "]
        .iter()
        .find_map(|by| name.strip_prefix(by))
        .unwrap_or(name)
        .trim();
    match name.split_once(", ") {
        Some((last, first))
            if !first.contains(',')
                && last.split(' ').count() <= 3
                && first.split(' ').count() <= 3
                && !last.contains(' ') =>
        {
            format!("{} {}", first.trim(), last.trim())
        }
        _ => name.to_owned(),
    }
}

/// A date as pages write it: "2008-03-14T09:30:00Z", "2008/03/14", "14 March 2008", "March 14, 2008".
pub(in crate::import) fn date(text: &str) -> Option<Date> {
    static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^\s*(\d{4})(?:[-/.]?(\d{1,2})(?:[-/.]?(\d{1,2}))?)?(?:\D|$)").ok()
    });
    static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})\b").ok()
    });
    let parsed = |year: &str, month: Option<&str>, day: Option<&str>| {
        let with = |parts: &[&str]| parts.join("-").parse::<Date>().ok();
        match (month, day) {
            (Some(month), Some(day)) => with(&[year, month, day]),
            (Some(month), None) => with(&[year, month]),
            _ => with(&[year]),
        }
    };
    if let Some(found) = NUMBERS.as_ref().and_then(|numbers| numbers.captures(text)) {
        let part = |at| found.get(at).map(|part: regex::Match| part.as_str());
        return parsed(part(1)?, part(2), part(3)).or_else(|| parsed(part(1)?, None, None));
    }
    let found = WORDS.as_ref()?.captures(text)?;
    let part = |at| found.get(at).map(|part: regex::Match| part.as_str());
    let month = part(2)?.to_ascii_lowercase();
    let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let month = (months.iter().position(|known| *known == month)? + 1).to_string();
    parsed(part(4)?, Some(&month), part(1).or_else(|| part(3)))
}

/// Where a page was saved from and when, as browsers and their add-ons write it into a comment at its head.
fn saved(html: &str) -> (String, Option<Date>) {
    static SAVED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)(?:\s+saved date:\s*([^\n]+))?").ok()
    });
    let head = html.get(..html.floor_char_boundary(4_096)).unwrap_or(html);
    let Some(found) = SAVED.as_ref().and_then(|saved| saved.captures(head)) else {
        return (String::new(), None);
    };
    let part = |at| found.get(at).map_or("", |part: regex::Match| part.as_str());
    // "Fri Mar 14 2008 09:30:00 GMT+0100"
    let on: Vec<&str> = part(2).split(' ').collect();
    let accessed = match on.as_slice() {
        [_, month, day, year, ..] => date(&format!("{day} {month} {year}")),
        _ => None,
    };
    (part(1).to_owned(), accessed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_pages_write_them() {
        for (text, said) in [
            ("2008-03-14T09:30:00+01:00", "2008-03-14"),
            ("2008/3/4", "2008-03-04"),
            ("20080314", "2008-03-14"),
            ("2008", "2008"),
            ("March 14, 2008", "2008-03-14"),
            ("Fri, 14 Mar 2008 09:30:00 GMT", "2008-03-14"),
            ("Published Sept. 2008", "2008-09"),
        ] {
            assert_eq!(
                date(text).map(|date| date.to_string()).as_deref(),
                Some(said),
                "{text}"
            );
        }
        assert_eq!(date("three days ago"), None);
    }

    #[test]
    fn a_title_is_told_from_its_site() {
        assert_eq!(
            without_site("A law is passed | The Daily Example", "The Daily Example"),
            "A law is passed"
        );
        assert_eq!(
            without_site("Law - a history - example.org", "example.org"),
            "Law - a history"
        );
        assert_eq!(
            without_site("Ministry: a law", "Example"),
            "Ministry: a law"
        );
        assert_eq!(first_name_first("By Weber, Anna"), "Anna Weber");
        assert_eq!(
            first_name_first("Anna Weber, Reuters"),
            "Anna Weber, Reuters"
        );
    }
}
