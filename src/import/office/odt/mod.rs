//! OpenDocument texts: a zipped package of XML parts, or all of it in one XML file (ODF 1.0 to 1.4).

mod body;
mod inlines;
mod lists;
mod styles;

use super::container::{Archive, target};
use super::story::{About, Story, words_of};
use super::without;
use super::xml::{Element, Ns, Tree};
use crate::import::{Extract, Fault};
use body::Walk;
use std::collections::{HashMap, HashSet};
use styles::Styles;

/// More formulas than these are not looked at.
const FORMULAS: usize = 1_000;

/// Reads an ODT, OTT or FODT.
pub fn read(bytes: &[u8]) -> Result<Extract, Fault> {
    let parts = if bytes.starts_with(b"PK") {
        Parts::unzipped(bytes)?
    } else {
        Parts::flat(bytes)?
    };
    let content = parts.content()?;
    let body = content
        .child(Ns::Office, "body")
        .ok_or_else(|| without("text"))?;
    let Some(text) = body.child(Ns::Office, "text") else {
        return Err(Fault::NotText {
            kind: "a LibreOffice file without running text, such as a presentation or a drawing"
                .to_owned(),
            advice: "Open it there, copy its words into a text document, and import that"
                .to_owned(),
        });
    };
    let mut styles = Styles::default();
    for part in parts.frames() {
        styles.add(part);
    }
    let mut walk = Walk::of(&styles, &parts.formulas, text);
    let mut story = Story {
        blocks: walk.body(text),
        first: walk.first_page(),
        ..Story::default()
    };
    story.tally = walk.tally();
    story.comments = walk.comments();
    if story.about.title.is_empty() {
        story.about.title = walk.title();
    }
    story.heads = heads(&parts, &mut walk);
    for part in parts.frames() {
        about(part, &mut story);
    }
    if story.about.language.is_empty() {
        story.about.language = styles.language().to_owned();
    }
    story.tally.damaged = parts.damaged;
    story.set("Attest")
}

/// The parts that a text is made of.
struct Parts {
    content: Tree,
    /// Styles and what the document says of itself, where these are parts of their own.
    others: Vec<Tree>,
    /// Formulas, by the folder that each is in.
    formulas: HashMap<String, String>,
    damaged: bool,
}

impl Parts {
    fn unzipped(bytes: &[u8]) -> Result<Self, Fault> {
        let mut archive = Archive::open(bytes)?;
        let manifest = archive.part("META-INF/manifest.xml")?;
        if let Some(manifest) = manifest
            && Tree::read(&manifest)?
                .root()
                .descendants()
                .any(|element| element.is(Ns::Manifest, "encryption-data"))
        {
            return Err(Fault::Locked);
        }
        let content = archive
            .part("content.xml")?
            .ok_or_else(|| without("text part"))?;
        let content = Tree::read(&content)?;
        let mut damaged = content.is_broken();
        let mut others = Vec::new();
        for name in ["styles.xml", "meta.xml"] {
            if let Some(part) = archive.part(name)? {
                let tree = Tree::read(&part)?;
                damaged |= tree.is_broken();
                others.push(tree);
            }
        }
        let mut formulas = HashMap::new();
        let objects: HashSet<&str> = content
            .root()
            .descendants()
            .filter(|element| element.is(Ns::Draw, "object"))
            .filter_map(|object| object.attribute(Ns::Xlink, "href"))
            .take(FORMULAS)
            .collect();
        for object in objects {
            let part = target("", &format!("{object}/content.xml"));
            if let Some(part) = archive.part(&part)? {
                let line = inlines::formula(Tree::read(&part)?.root());
                formulas.insert(object.to_owned(), line);
            }
        }
        damaged |= archive.is_damaged();
        Ok(Self {
            content,
            others,
            formulas,
            damaged,
        })
    }

    fn flat(bytes: &[u8]) -> Result<Self, Fault> {
        let content = Tree::read(bytes)?;
        Ok(Self {
            damaged: content.is_broken(),
            content,
            others: Vec::new(),
            formulas: HashMap::new(),
        })
    }

    fn content(&self) -> Result<Element<'_>, Fault> {
        let mut children = self.content.root().children();
        children
            .find(|child| child.name().0 == Ns::Office)
            .ok_or_else(|| without("text"))
    }

    /// The outermost elements of all parts; what the text part says of styles comes last and holds.
    fn frames(&self) -> impl Iterator<Item = Element<'_>> {
        self.others
            .iter()
            .chain([&self.content])
            .flat_map(|tree| tree.root().children())
    }
}

/// Running heads and feet, each once.
fn heads(parts: &Parts, walk: &mut Walk<'_>) -> Vec<String> {
    let mut known = HashSet::new();
    let mut heads = Vec::new();
    let masters = parts
        .frames()
        .filter_map(|frame| frame.child(Ns::Office, "master-styles"))
        .flat_map(|masters| masters.children());
    for head in masters.flat_map(|master| master.children()) {
        let (Ns::Style, name) = head.name() else {
            continue;
        };
        if name.starts_with("header") || name.starts_with("footer") {
            let words = words_of(&walk.aside(head));
            if !words.is_empty() && known.insert(words.clone()) {
                heads.push(words);
            }
        }
    }
    heads
}

fn about(frame: Element<'_>, story: &mut Story) {
    let Some(meta) = frame.child(Ns::Office, "meta") else {
        return;
    };
    let about: &mut About = &mut story.about;
    let mut editor = String::new();
    for element in meta.children() {
        match element.name() {
            (Ns::Dc, "title") if !element.text().trim().is_empty() => about.title = element.text(),
            (Ns::Dc, "language") => about.language = element.text(),
            (Ns::Dc, "creator") => editor = element.text(),
            (Ns::Meta, "initial-creator") => about.author = element.text(),
            (Ns::Meta, "creation-date") => about.made = element.text(),
            (Ns::Meta, "document-statistic") => {
                let pages = element.attribute(Ns::Meta, "page-count");
                story.pages = pages.and_then(|pages| pages.parse().ok());
            }
            _ => {}
        }
    }
    if about.author.is_empty() {
        about.author = editor;
    }
}
