//! Which part of a web page is its article?

use super::notes::Notes;
use super::walk::{Site, Walker};
use super::{again, too_long};
use crate::import::{Block, Draft, Fault};
use crate::text::Map;
use dom_query::{Document, NodeId};
use dom_smoothie::{Config, Readability};
use std::collections::HashMap;

/// The article of a page, its title ahead and its notes behind it; none where no article is found.
pub(super) fn of(
    html: &str,
    blocks: &HashMap<NodeId, String>,
    page: &Document,
    title: &str,
    site: &Site,
    notes: &Notes,
) -> Result<Option<(String, Map)>, Fault> {
    // Notes look like what stands around an article, so they are taken out first and put behind it again.
    let without = Document::from(html);
    for part in blocks.keys() {
        again(*part, &without).remove_from_parent();
    }
    let config = Config {
        keep_classes: true,
        ..Config::default()
    };
    let found = Readability::with_document(without, None, Some(config))
        .and_then(|mut finder| finder.parse())
        .ok();
    let Some(found) = found else {
        return Ok(None);
    };
    let article = Document::fragment(found.content);
    let mut draft = Draft::new();
    let headline = headline(page, title);
    if !headline.is_empty() && !starts_with(&article, &headline) {
        draft.push(&headline);
        draft.end(Block::Heading(1));
    }
    let ahead = draft.text().len();
    let mut walker = Walker::new(&mut draft, site, notes, 0);
    walker.walk(article.root());
    // The notes of the article, and those that they lead to themselves.
    let mut at = 0;
    while let Some(key) = walker.marked.get(at).cloned() {
        if let Some(note) = notes.get(&key) {
            walker.note(&key, again(note.at.1, page));
        }
        at += 1;
    }
    if walker.is_full() {
        return Err(too_long());
    }
    let (text, map) = draft.finish();
    Ok((text.len() > ahead).then_some((text, map)))
}

/// The headline as the page shows it: the heading that its title names, else the title.
fn headline(page: &Document, title: &str) -> String {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let wanted = plain(title);
    let headings = page.select("h1, h2, [itemprop=headline]");
    let shown = headings.nodes().iter().find_map(|heading| {
        let text = heading.text();
        let words: Vec<&str> = text.split_whitespace().collect();
        let bare = plain(&text);
        let is_it = bare.len() >= 4 && (wanted.contains(&bare) || bare.contains(&wanted));
        (is_it && !wanted.is_empty() && bare.len() < 1_000).then(|| words.join(" "))
    });
    shown.unwrap_or_else(|| title.to_owned())
}

/// Whether an article has that headline at its start already.
fn starts_with(article: &Document, headline: &str) -> bool {
    let plain = |text: &str, most: usize| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).take(most).collect()
    };
    let wanted = plain(headline, usize::MAX);
    let text = article.root().text();
    plain(&text, wanted.chars().count() + 200).contains(&wanted)
        && article
            .select("h1, h2, h3")
            .nodes()
            .iter()
            .take(3)
            .any(|heading| plain(&heading.text(), 1_000) == wanted)
}
