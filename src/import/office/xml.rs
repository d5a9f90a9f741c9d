//! A part of a document as a tree of elements, read with caps and without entities of its own.

use crate::import::{Fault, decode};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};
use std::collections::HashMap;

/// Elements may be nested this deep.
const DEPTH: usize = 512;
/// A part may have this many elements and runs of text.
const NODES: usize = 6_000_000;

/// The vocabularies that readers know, whatever prefix a file gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ns {
    /// None, as attributes have as a rule.
    None,
    /// One that no reader asks for.
    Other,
    /// WordprocessingML, transitional or strict.
    W,
    /// What became of a comment, in newer Word.
    W15,
    /// Relationships, as attributes.
    R,
    /// Markup compatibility: alternatives.
    Mc,
    /// Drawings in Word's text.
    Wp,
    /// Shapes of older Word.
    V,
    /// Equations of Office.
    M,
    /// Dublin Core.
    Dc,
    /// OpenDocument: the frame of it.
    Office,
    /// OpenDocument: text.
    Text,
    /// OpenDocument: tables.
    Table,
    /// OpenDocument: drawings.
    Draw,
    /// OpenDocument: styles.
    Style,
    /// OpenDocument: formats.
    Fo,
    /// OpenDocument: titles and descriptions of drawings.
    Svg,
    /// OpenDocument: what a document says of itself.
    Meta,
    /// OpenDocument: the list of parts.
    Manifest,
    /// Links.
    Xlink,
}

fn vocabulary(address: &str) -> Ns {
    const WORD: &str = "wordprocessingml/";
    const ODF: &str = "urn:oasis:names:tc:opendocument:xmlns:";
    if let Some(name) = address.strip_prefix(ODF) {
        let name = name.split(':').next().unwrap_or_default();
        return match name {
            "office" => Ns::Office,
            "text" => Ns::Text,
            "table" => Ns::Table,
            "drawing" => Ns::Draw,
            "style" => Ns::Style,
            "xsl-fo-compatible" => Ns::Fo,
            "svg-compatible" => Ns::Svg,
            "meta" => Ns::Meta,
            "manifest" => Ns::Manifest,
            _ => Ns::Other,
        };
    }
    match address {
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Mc,
        "urn:schemas-microsoft-com:vml" => Ns::V,
        "http://purl.org/dc/elements/1.1/" => Ns::Dc,
        "http://www.w3.org/1999/xlink" => Ns::Xlink,
        "http://schemas.microsoft.com/office/word/2012/wordml" => Ns::W15,
        _ if address.contains(WORD) && address.ends_with("/main") => Ns::W,
        _ if address.ends_with("ocument/relationships") => Ns::R,
        _ if address.ends_with("rawingml/2006/wordprocessingDrawing")
            || address.ends_with("rawingml/wordprocessingDrawing") =>
        {
            Ns::Wp
        }
        _ if address.ends_with("ocument/2006/math") || address.ends_with("ocument/math") => Ns::M,
        _ if address.ends_with("ocument/2006/relationships") => Ns::R,
        _ => Ns::Other,
    }
}

/// A part as a tree.
pub struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    names: Vec<String>,
    /// All words and values, one behind the other.
    letters: String,
    broken: bool,
}

/// An element, or a run of text. Small, since there are millions.
struct Node {
    ns: Ns,
    /// In [`Tree::names`]; 0 for a run of text.
    name: u32,
    first: u32,
    next: u32,
    /// From where to where: attributes of an element, letters of a run of text.
    from: u32,
    to: u32,
}

struct Attribute {
    ns: Ns,
    name: u32,
    from: u32,
    to: u32,
}

impl Tree {
    /// Reads a part; of one that is damaged, what stands ahead of the damage.
    ///
    /// # Errors
    /// It declares entities, is nested too deep or too large.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let text = decode(bytes, None).text;
        let mut grower = Grower::new();
        let mut reader = NsReader::from_str(&text);
        reader.config_mut().allow_dangling_amp = true;
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event() {
                Ok(Event::Start(start)) => grower.start(&reader, &start)?,
                Ok(Event::End(_)) => grower.end(),
                Ok(Event::Text(words)) => grower.words(&words.xml10_content())?,
                Ok(Event::CData(words)) => grower.words(&words.xml10_content())?,
                Ok(Event::GeneralRef(reference)) => {
                    let mut letter = [0; 4];
                    match reference.resolve_char_ref() {
                        Ok(Some(c)) => grower.words(c.encode_utf8(&mut letter))?,
                        _ => grower
                            .words(resolve_predefined_entity(&reference).unwrap_or("\u{fffd}"))?,
                    }
                }
                Ok(Event::DocType(_)) => {
                    return Err(Fault::Damaged(
                        "declares a document type of its own (DOCTYPE), which no word processor writes"
                            .to_owned(),
                    ));
                }
                Ok(Event::Eof) => {
                    grower.tree.broken |= grower.open.len() > 1;
                    break;
                }
                Ok(_) => {}
                Err(_) => {
                    grower.tree.broken = true;
                    break;
                }
            }
        }
        Ok(grower.tree)
    }

    /// What the whole of it is in: the parent of its outermost element.
    pub fn root(&self) -> Element<'_> {
        Element { tree: self, at: 0 }
    }

    /// Whether it ends in the middle or cannot be read to its end.
    pub fn is_broken(&self) -> bool {
        self.broken
    }
}

/// A tree that is being read.
struct Grower {
    tree: Tree,
    known: HashMap<String, u32>,
    /// The open elements, outermost first, each with its last child.
    open: Vec<(u32, u32)>,
}

impl Grower {
    fn new() -> Self {
        let root = Node {
            ns: Ns::None,
            name: 0,
            first: 0,
            next: 0,
            from: 0,
            to: 0,
        };
        Self {
            tree: Tree {
                nodes: vec![root],
                attributes: Vec::new(),
                names: vec![String::new()],
                letters: String::new(),
                broken: false,
            },
            known: HashMap::new(),
            open: vec![(0, 0)],
        }
    }

    fn name(&mut self, name: &str) -> u32 {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        let next = self.tree.names.len() as u32;
        self.tree.names.push(name.to_owned());
        self.known.insert(name.to_owned(), next);
        next
    }

    fn add(&mut self, node: Node) -> Result<u32, Fault> {
        let at = self.tree.nodes.len();
        if at >= NODES {
            return Err(Fault::TooMuch(format!("has {NODES} elements")));
        }
        self.tree.nodes.push(node);
        let at = at as u32;
        if let Some((parent, last)) = self.open.last_mut() {
            let before = if *last == 0 { *parent } else { *last } as usize;
            if let Some(node) = self.tree.nodes.get_mut(before) {
                if *last == 0 {
                    node.first = at;
                } else {
                    node.next = at;
                }
            }
            *last = at;
        }
        Ok(at)
    }

    fn start(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<(), Fault> {
        if self.open.len() > DEPTH {
            return Err(Fault::TooMuch(format!(
                "is nested more than {DEPTH} levels deep"
            )));
        }
        let resolver = reader.resolver();
        let from = self.tree.attributes.len() as u32;
        let mut attributes = start.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            let local = attribute.key.local_name();
            let local = local.as_ref();
            // Word stamps each element with when it was edited.
            if local.starts_with("rsid") || attribute.key.as_ref().starts_with("xmlns") {
                continue;
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.as_deref().unwrap_or(&attribute.value);
            let (bound, _) = resolver.resolve_attribute(attribute.key);
            let ns = found(&bound);
            let name = self.name(local);
            let from = self.tree.letters.len() as u32;
            self.tree.letters.push_str(value);
            let to = self.tree.letters.len() as u32;
            self.tree.attributes.push(Attribute { ns, name, from, to });
        }
        let (bound, local) = resolver.resolve_element(start.name());
        let ns = found(&bound);
        let name = self.name(local.as_ref());
        let to = self.tree.attributes.len() as u32;
        let at = self.add(Node {
            ns,
            name,
            first: 0,
            next: 0,
            from,
            to,
        })?;
        self.open.push((at, 0));
        Ok(())
    }

    fn end(&mut self) {
        if self.open.len() > 1 {
            self.open.pop();
        }
    }

    fn words(&mut self, words: &str) -> Result<(), Fault> {
        if words.is_empty() || self.open.len() == 1 {
            return Ok(());
        }
        let from = self.tree.letters.len() as u32;
        self.tree.letters.push_str(words);
        let to = self.tree.letters.len() as u32;
        // Words that an entity parted are one run.
        if let Some((_, last)) = self.open.last()
            && *last as usize + 1 == self.tree.nodes.len()
            && let Some(node) = self.tree.nodes.get_mut(*last as usize)
            && node.name == 0
            && node.to == from
            && *last != 0
        {
            node.to = to;
            return Ok(());
        }
        self.add(Node {
            ns: Ns::None,
            name: 0,
            first: 0,
            next: 0,
            from,
            to,
        })?;
        Ok(())
    }
}

fn found(bound: &ResolveResult<'_>) -> Ns {
    match bound {
        ResolveResult::Bound(namespace) => vocabulary(namespace.as_ref()),
        ResolveResult::Unbound => Ns::None,
        ResolveResult::Unknown(_) => Ns::Other,
    }
}

/// An element of a tree, or a run of text in one.
#[derive(Clone, Copy)]
pub struct Element<'t> {
    tree: &'t Tree,
    at: usize,
}

impl<'t> Element<'t> {
    fn node(&self) -> Option<&'t Node> {
        self.tree.nodes.get(self.at)
    }

    /// Its vocabulary and local name; an empty name for a run of text.
    pub fn name(&self) -> (Ns, &'t str) {
        let Some(node) = self.node() else {
            return (Ns::None, "");
        };
        let name = self.tree.names.get(node.name as usize);
        (node.ns, name.map_or("", String::as_str))
    }

    /// Whether it is that.
    pub fn is(&self, ns: Ns, name: &str) -> bool {
        self.name() == (ns, name)
    }

    /// The words of a run of text; empty for an element.
    pub fn words(&self) -> &'t str {
        match self.node() {
            Some(node) if node.name == 0 => self.letters(node.from, node.to),
            _ => "",
        }
    }

    fn letters(&self, from: u32, to: u32) -> &'t str {
        let letters = self.tree.letters.get(from as usize..to as usize);
        letters.unwrap_or_default()
    }

    /// An attribute.
    pub fn attribute(&self, ns: Ns, name: &str) -> Option<&'t str> {
        let node = self.node().filter(|node| node.name != 0)?;
        let attributes = self
            .tree
            .attributes
            .get(node.from as usize..node.to as usize)?;
        let found = attributes.iter().find(|attribute| {
            attribute.ns == ns
                && self
                    .tree
                    .names
                    .get(attribute.name as usize)
                    .map(String::as_str)
                    == Some(name)
        })?;
        Some(self.letters(found.from, found.to))
    }

    /// What stands in it: elements and runs of text.
    pub fn children(&self) -> Children<'t> {
        let first = self.node().map_or(0, |node| node.first);
        Children {
            tree: self.tree,
            next: if self.at != 0 && self.node().is_some_and(|node| node.name == 0) {
                0
            } else {
                first
            },
        }
    }

    /// The first child that is that.
    pub fn child(&self, ns: Ns, name: &str) -> Option<Self> {
        self.children().find(|child| child.is(ns, name))
    }

    /// The child at the end of a path of names in one vocabulary.
    pub fn path(&self, ns: Ns, names: &[&str]) -> Option<Self> {
        names
            .iter()
            .try_fold(*self, |element, name| element.child(ns, name))
    }

    /// All elements in it, at any depth, in the order of the part.
    pub fn descendants(&self) -> impl Iterator<Item = Self> + use<'t> {
        let mut open = vec![self.children()];
        std::iter::from_fn(move || {
            loop {
                if let Some(next) = open.last_mut()?.next() {
                    open.push(next.children());
                    return Some(next);
                }
                open.pop();
            }
        })
    }

    /// All words in it.
    pub fn text(&self) -> String {
        let mut text = self.words().to_owned();
        text.extend(self.descendants().map(|child| child.words()));
        text
    }
}

/// What stands in an element.
#[derive(Clone)]
pub struct Children<'t> {
    tree: &'t Tree,
    next: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = Element<'t>;

    fn next(&mut self) -> Option<Element<'t>> {
        let at = self.next as usize;
        if at == 0 {
            return None;
        }
        self.next = self.tree.nodes.get(at)?.next;
        Some(Element {
            tree: self.tree,
            at,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_whatever_its_prefixes_and_encoding() {
        let part = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><x:p xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\" x:val=\"a&amp;b\">one &lt; &#x74;wo<x:tab/>three</x:p>";
        let wide: Vec<u8> = std::iter::once(0xfeff)
            .chain(part.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [part.as_bytes(), &wide] {
            let Ok(tree) = Tree::read(bytes) else {
                panic!("cannot be read");
            };
            assert!(!tree.is_broken());
            let root = tree.root();
            let Some(p) = root.child(Ns::W, "p") else {
                panic!("no paragraph");
            };
            assert_eq!(p.attribute(Ns::W, "val"), Some("a&b"));
            assert_eq!(p.text(), "one < twothree");
            assert_eq!(p.children().count(), 3);
        }
    }

    #[test]
    fn what_could_do_harm_is_refused_and_what_is_cut_is_kept() {
        let deep = "<a>".repeat(600);
        assert!(matches!(
            Tree::read(deep.as_bytes()),
            Err(Fault::TooMuch(_))
        ));
        let entities = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>";
        assert!(matches!(
            Tree::read(entities.as_bytes()),
            Err(Fault::Damaged(_))
        ));
        let cut = Tree::read(b"<a><b>kept</b><c>also");
        assert!(cut.is_ok_and(|tree| tree.is_broken() && tree.root().text() == "keptalso"));
    }
}
