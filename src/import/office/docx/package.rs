//! Which part of a package is which? Parts are found by what the package says of them, not by their names.

use crate::import::Fault;
use crate::import::office::container::{Archive, target};
use crate::import::office::without;
use crate::import::office::xml::{Ns, Tree};

/// One part names another, or an address outside.
#[derive(Clone, Debug)]
pub struct Relation {
    /// How the naming part calls it.
    pub id: String,
    kind: String,
    /// The name of the part; for what is outside, its address.
    pub part: String,
    /// Whether it is outside.
    pub is_outside: bool,
}

impl Relation {
    /// Whether it is of that kind, such as "/footnotes", transitional or strict.
    pub fn is(&self, kind: &str) -> bool {
        self.kind.ends_with(kind)
    }
}

/// An opened package.
pub struct Package<'b> {
    archive: Archive<'b>,
    /// What the package itself names.
    outer: Vec<Relation>,
    /// The name of the main part, and what it names.
    main: String,
    inner: Vec<Relation>,
    broken: bool,
}

impl<'b> Package<'b> {
    /// Finds the main part.
    pub fn open(archive: Archive<'b>) -> Result<Self, Fault> {
        let mut package = Self {
            archive,
            outer: Vec::new(),
            main: String::new(),
            inner: Vec::new(),
            broken: false,
        };
        package.outer = package.named_by("")?;
        let main = package
            .outer
            .iter()
            .find(|relation| relation.is("/officeDocument"))
            .map(|relation| relation.part.clone());
        package.main = main
            .or_else(|| {
                let mut names: Vec<&str> = package.archive.names().collect();
                names.sort_unstable();
                let found = names
                    .iter()
                    .find(|name| name.starts_with("word/document") && name.ends_with(".xml"));
                found.map(|name| (*name).to_owned())
            })
            .ok_or_else(|| without("text part"))?;
        let main = package.main.clone();
        package.inner = package.named_by(&main)?;
        Ok(package)
    }

    /// What a part names; an empty name for the package itself.
    fn named_by(&mut self, part: &str) -> Result<Vec<Relation>, Fault> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let at = format!("{folder}/_rels/{name}.rels");
        let Some(tree) = self.tree_at(&at)? else {
            return Ok(Vec::new());
        };
        let relations = tree
            .root()
            .descendants()
            .filter(|element| element.name().1 == "Relationship");
        Ok(relations
            .map(|relation| {
                let value = |key| relation.attribute(Ns::None, key).unwrap_or_default();
                let is_outside = value("TargetMode") == "External";
                Relation {
                    id: value("Id").to_owned(),
                    kind: value("Type").to_owned(),
                    part: if is_outside {
                        value("Target").to_owned()
                    } else {
                        target(part, value("Target"))
                    },
                    is_outside,
                }
            })
            .collect())
    }

    /// The main part.
    pub fn main(&mut self) -> Result<Tree, Fault> {
        let main = self.main.clone();
        let tree = self.tree_at(&main)?.ok_or_else(|| without("text part"))?;
        let has_body = tree
            .root()
            .children()
            .any(|document| document.child(Ns::W, "body").is_some());
        if has_body {
            Ok(tree)
        } else if tree.is_broken() {
            Err(Fault::Damaged("ends before its text".to_owned()))
        } else {
            Err(without("text"))
        }
    }

    /// What the main part names.
    pub fn relations(&self) -> &[Relation] {
        &self.inner
    }

    /// What the part of a kind names that the main part names.
    pub fn relations_of(&mut self, kind: &str) -> Result<Vec<Relation>, Fault> {
        match part_of(&self.inner, kind) {
            Some(part) => self.named_by(&part),
            None => Ok(Vec::new()),
        }
    }

    /// The part of a kind that the main part names.
    pub fn tree(&mut self, kind: &str) -> Result<Option<Tree>, Fault> {
        let part = part_of(&self.inner, kind);
        part.map_or(Ok(None), |part| self.tree_at(&part))
    }

    /// The part of a kind that the package names.
    pub fn tree_of_root(&mut self, kind: &str) -> Result<Option<Tree>, Fault> {
        let part = part_of(&self.outer, kind);
        part.map_or(Ok(None), |part| self.tree_at(&part))
    }

    /// A part by its name.
    pub fn tree_at(&mut self, name: &str) -> Result<Option<Tree>, Fault> {
        let Some(bytes) = self.archive.part(name)? else {
            return Ok(None);
        };
        let tree = Tree::read(&bytes)?;
        self.broken |= tree.is_broken();
        Ok(Some(tree))
    }

    /// Whether a part could not be read to its end.
    pub fn is_damaged(&self) -> bool {
        self.broken || self.archive.is_damaged()
    }
}

fn part_of(relations: &[Relation], kind: &str) -> Option<String> {
    let found = relations
        .iter()
        .find(|relation| relation.is(kind) && !relation.is_outside);
    found.map(|relation| relation.part.clone())
}
