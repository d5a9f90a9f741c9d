//! Word's files: a zipped package of XML parts (ECMA-376, transitional and strict).

mod body;
mod lists;
mod package;
mod runs;
mod sections;
mod styles;

use super::container::Archive;
use super::story::{About, Story, words_of};
use super::xml::{Ns, Tree};
use crate::import::{Comment, Extract, Fault};
use body::Walk;
use package::{Package, Relation};
use std::collections::HashSet;

/// More running heads and feet than these are not looked at.
const HEADS: usize = 100;

/// Reads a DOCX, DOCM, DOTX or DOTM.
pub fn read(bytes: &[u8]) -> Result<Extract, Fault> {
    let mut package = Package::open(Archive::open(bytes)?)?;
    let parts = Parts::read(&mut package)?;
    let mut walk = Walk::of(&parts);
    let mut story = Story {
        blocks: walk.body()?,
        first: walk.first_page(),
        ..Story::default()
    };
    story.tally = walk.tally();
    story.comments = comments(&parts, &mut walk);
    story.heads = heads(&mut package, &parts, &mut walk)?;
    story.pages = package
        .tree_of_root("/extended-properties")?
        .and_then(|tree| {
            let pages = tree
                .root()
                .descendants()
                .find(|element| element.name().1 == "Pages")?;
            pages.text().trim().parse().ok()
        });
    story.about = about(&mut package)?;
    if story.about.title.trim().is_empty() {
        story.about.title = walk.title();
    }
    if story.about.language.is_empty() {
        story.about.language = parts.styles.language().to_owned();
    }
    story.tally.damaged = package.is_damaged();
    story.set("Attest")
}

/// The parts that a text is made of.
struct Parts {
    document: Tree,
    relations: Vec<Relation>,
    styles: styles::Styles,
    lists: lists::Lists,
    settings: Option<Tree>,
    footnotes: Option<Tree>,
    endnotes: Option<Tree>,
    comments: Option<Tree>,
    /// The links of notes have lists of their own.
    footnote_links: Vec<Relation>,
    endnote_links: Vec<Relation>,
}

impl Parts {
    fn read(package: &mut Package<'_>) -> Result<Self, Fault> {
        let document = package.main()?;
        let styles = package.tree("/styles")?;
        let numbering = package.tree("/numbering")?;
        let styles = styles.map_or_else(styles::Styles::default, |tree| styles::Styles::of(&tree));
        let lists = numbering.map_or_else(lists::Lists::default, |tree| lists::Lists::of(&tree));
        Ok(Self {
            document,
            styles,
            lists,
            settings: package.tree("/settings")?,
            footnotes: package.tree("/footnotes")?,
            endnotes: package.tree("/endnotes")?,
            comments: package.tree("/comments")?,
            footnote_links: package.relations_of("/footnotes")?,
            endnote_links: package.relations_of("/endnotes")?,
            relations: package.relations().to_vec(),
        })
    }
}

fn comments(parts: &Parts, walk: &mut Walk<'_>) -> Vec<(String, Comment)> {
    let root = parts
        .comments
        .as_ref()
        .and_then(|tree| tree.root().child(Ns::W, "comments"));
    let mut found = Vec::new();
    for comment in root.iter().flat_map(|root| root.children()) {
        let Some(name) = comment.attribute(Ns::W, "id") else {
            continue;
        };
        let value = |key| comment.attribute(Ns::W, key).unwrap_or_default();
        found.push((
            name.to_owned(),
            Comment {
                author: value("author").trim().to_owned(),
                date: value("date").get(..10).unwrap_or_default().to_owned(),
                quotation: String::new(),
                text: words_of(&walk.aside(comment)),
            },
        ));
    }
    found
}

/// Running heads and feet, each once.
fn heads(
    package: &mut Package<'_>,
    parts: &Parts,
    walk: &mut Walk<'_>,
) -> Result<Vec<String>, Fault> {
    let mut known = HashSet::new();
    let mut heads = Vec::new();
    let named: Vec<String> = parts
        .relations
        .iter()
        .filter(|relation| relation.is("/header") || relation.is("/footer"))
        .map(|relation| relation.part.clone())
        .take(HEADS)
        .collect();
    for part in named {
        let Some(tree) = package.tree_at(&part)? else {
            continue;
        };
        for head in tree.root().children() {
            let words = words_of(&walk.aside(head));
            if !words.is_empty() && known.insert(words.clone()) {
                heads.push(words);
            }
        }
    }
    Ok(heads)
}

fn about(package: &mut Package<'_>) -> Result<About, Fault> {
    let mut about = About::default();
    let Some(tree) = package.tree_of_root("/core-properties")? else {
        return Ok(about);
    };
    for element in tree.root().descendants() {
        match element.name().1 {
            "title" => about.title = element.text(),
            "creator" => about.author = element.text(),
            "created" => about.made = element.text(),
            "language" => about.language = element.text(),
            _ => {}
        }
    }
    // What Word's printers leave there.
    if let Some(title) = about.title.strip_prefix("Microsoft Word - ") {
        about.title = title.to_owned();
    }
    Ok(about)
}
