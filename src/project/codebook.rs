//! A framework that a codebook starts from, as it ships with the app or comes from a colleague.

use super::{Code, CodeId, Colour, Project, Rival, RivalId, Test, Transaction, rivals_in_order};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A codebook without codings, to start a project from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codebook {
    /// What people call it.
    pub name: String,
    /// What it is for and whose it is.
    #[serde(default)]
    pub description: String,
    /// The rival explanations.
    #[serde(default)]
    pub rivals: Vec<CodebookRival>,
    /// Its roots.
    pub codes: Vec<CodebookEntry>,
}

/// A rival explanation of a framework.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodebookRival {
    /// See [`Rival::name`].
    pub name: String,
    /// See [`Rival::description`].
    #[serde(default)]
    pub description: String,
}

/// A code of a framework, with its parts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodebookEntry {
    /// See [`Code::key`].
    #[serde(default)]
    pub key: String,
    /// See [`Code::name`].
    pub name: String,
    /// None takes the next of the palette.
    #[serde(default)]
    pub colour: Option<Colour>,
    /// See [`Code::description`].
    #[serde(default)]
    pub description: String,
    /// See [`Code::include`].
    #[serde(default)]
    pub include: String,
    /// See [`Code::exclude`].
    #[serde(default)]
    pub exclude: String,
    /// See [`Code::example`].
    #[serde(default)]
    pub example: String,
    /// See [`Code::counter_example`].
    #[serde(default)]
    pub counter_example: String,
    /// See [`Code::question`].
    #[serde(default)]
    pub question: String,
    /// See [`Code::predicts`].
    #[serde(default)]
    pub predicts: String,
    /// What each rival expects, by its name. See [`Code::rivals`].
    #[serde(default)]
    pub rivals: BTreeMap<String, String>,
    /// See [`Code::test`].
    #[serde(default)]
    pub test: Option<Test>,
    /// See [`Code::shortcut`].
    #[serde(default)]
    pub shortcut: Option<u8>,
    /// Its parts.
    #[serde(default)]
    pub parts: Vec<CodebookEntry>,
}

impl Codebook {
    /// The step that adds this codebook to a project. Codes whose key the project has already are left as they are,
    /// and take the new parts; number keys that are taken are not taken again.
    pub fn import(&self, project: &Project) -> Transaction {
        let mut adder = Adder {
            project,
            framework: &self.name,
            step: Transaction::new(format!("Import codebook “{}”", self.name)),
            colour: 0,
            rivals: BTreeMap::new(),
        };
        adder.add_rivals(&self.rivals);
        let last = project
            .codes()
            .iter()
            .filter(|code| code.parent.is_none())
            .map(|code| code.rank)
            .max();
        adder.add(&self.codes, None, last.unwrap_or(0), &self.name);
        adder.step
    }

    /// The codebook of a project, to hand to a colleague.
    pub fn of(project: &Project, name: impl Into<String>) -> Self {
        let tree = super::Tree::of(project);
        fn entries(
            project: &Project,
            tree: &super::Tree,
            parent: Option<CodeId>,
        ) -> Vec<CodebookEntry> {
            let codes = tree
                .children(parent)
                .iter()
                .filter_map(|id| project.codes().get(*id));
            codes
                .map(|code| CodebookEntry {
                    key: code.key.clone(),
                    name: code.name.clone(),
                    colour: Some(code.colour),
                    description: code.description.clone(),
                    include: code.include.clone(),
                    exclude: code.exclude.clone(),
                    example: code.example.clone(),
                    counter_example: code.counter_example.clone(),
                    question: code.question.clone(),
                    predicts: code.predicts.clone(),
                    rivals: code
                        .rivals
                        .iter()
                        .filter_map(|(id, expects)| {
                            let rival = project.rivals().get(*id)?;
                            Some((rival.name.clone(), expects.clone()))
                        })
                        .collect(),
                    test: code.test,
                    shortcut: code.shortcut,
                    parts: entries(project, tree, Some(code.id)),
                })
                .collect()
        }
        Self {
            name: name.into(),
            description: project.about().description,
            rivals: rivals_in_order(project)
                .into_iter()
                .map(|rival| CodebookRival {
                    name: rival.name.clone(),
                    description: rival.description.clone(),
                })
                .collect(),
            codes: entries(project, &tree, None),
        }
    }
}

struct Adder<'a> {
    project: &'a Project,
    framework: &'a str,
    step: Transaction,
    colour: u8,
    /// The rivals by the names that entries call them.
    rivals: BTreeMap<String, RivalId>,
}

impl Adder<'_> {
    /// Rivals whose name the project has already are left as they are.
    fn add_rivals(&mut self, rivals: &[CodebookRival]) {
        let last = rivals_in_order(self.project)
            .last()
            .map_or(0, |rival| rival.rank);
        for (rival, place) in rivals.iter().zip(1..) {
            let wanted = rival.name.trim().to_lowercase();
            let mut known = self.project.rivals().iter();
            let there = known.find(|known| known.name.trim().to_lowercase() == wanted);
            let id = there.map_or_else(
                || {
                    let named = RivalId::named(&format!(
                        "attest:codebook:{}:rival:{}",
                        self.framework, rival.name
                    ));
                    let taken = self
                        .project
                        .version(super::RecordId::Rival(named))
                        .is_some();
                    let new = Rival {
                        id: if taken { RivalId::new() } else { named },
                        name: rival.name.trim().to_owned(),
                        description: rival.description.clone(),
                        rank: last + place * Code::RANK_STEP,
                    };
                    let id = new.id;
                    self.step.edits.push(super::Edit::Put(new.into()));
                    id
                },
                |known| known.id,
            );
            self.rivals.insert(rival.name.clone(), id);
        }
    }

    fn add(
        &mut self,
        entries: &[CodebookEntry],
        parent: Option<CodeId>,
        mut rank: i64,
        path: &str,
    ) {
        for entry in entries {
            rank += Code::RANK_STEP;
            let path = format!(
                "{path}/{}",
                if entry.key.is_empty() {
                    &entry.name
                } else {
                    &entry.key
                }
            );
            let there = self
                .project
                .codes()
                .iter()
                .find(|code| !entry.key.is_empty() && code.key == entry.key);
            let id =
                there.map_or_else(|| self.new_code(entry, parent, rank, &path), |code| code.id);
            self.add(&entry.parts, Some(id), 0, &path);
        }
    }

    fn new_code(
        &mut self,
        entry: &CodebookEntry,
        parent: Option<CodeId>,
        rank: i64,
        path: &str,
    ) -> CodeId {
        // The same framework gives the same ids everywhere, unless this project has dealt with that code before.
        let named = CodeId::named(&format!("attest:codebook:{}:{path}", self.framework));
        let taken = self.project.version(super::RecordId::Code(named)).is_some();
        let next = Colour::Palette(self.colour % Colour::PALETTE);
        self.colour = self.colour.wrapping_add(u8::from(entry.colour.is_none()));
        let free = |key: &u8| {
            (1..=9).contains(key)
                && !self
                    .project
                    .codes()
                    .iter()
                    .any(|code| code.shortcut == Some(*key))
        };
        let code = Code {
            id: if taken { CodeId::new() } else { named },
            parent,
            rank,
            key: entry.key.clone(),
            name: entry.name.clone(),
            colour: entry.colour.unwrap_or(next),
            description: entry.description.clone(),
            include: entry.include.clone(),
            exclude: entry.exclude.clone(),
            example: entry.example.clone(),
            counter_example: entry.counter_example.clone(),
            question: entry.question.clone(),
            predicts: entry.predicts.clone(),
            rivals: entry
                .rivals
                .iter()
                .filter_map(|(name, expects)| Some((*self.rivals.get(name)?, expects.clone())))
                .collect(),
            test: entry.test,
            shortcut: entry.shortcut.filter(free),
        };
        let id = code.id;
        self.step.edits.push(super::Edit::Put(code.into()));
        id
    }
}
