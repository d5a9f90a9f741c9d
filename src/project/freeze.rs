//! The expectations as they stood on a day, so that nobody can say they were written after the evidence.

use super::markdown::{heading, text_under};
use super::{
    Code, CodeId, CoderId, Date, FreezeId, Project, Rival, RivalId, Stamp, Test, Tree,
    rivals_in_order,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// All expectations of a project as they stood on a day. Nothing in it changes afterwards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freeze {
    /// Its name in the project.
    pub id: FreezeId,
    /// What the project was called then.
    pub title: String,
    /// What was asked then.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The day.
    pub on: Date,
    /// Who froze it.
    pub coder: CoderId,
    /// What they were called then.
    pub by: String,
    /// How many codings there were by then.
    pub codings: usize,
    /// The rivals, in order.
    pub rivals: Vec<Rival>,
    /// The codes, in order, each with how deep it stood (0 for a root).
    pub codes: Vec<(usize, Code)>,
    /// SHA-256, in hexadecimal, of [`Freeze::text`].
    pub hash: String,
}

impl Freeze {
    /// The project's expectations as they stand now.
    pub fn of(project: &Project, on: Date, coder: CoderId) -> Self {
        let about = project.about();
        let codes = Tree::of(project)
            .rows()
            .iter()
            .filter_map(|row| Some((row.depth, project.codes().get(row.code)?.clone())))
            .collect();
        let mut freeze = Self {
            id: FreezeId::new(),
            title: about.title,
            description: about.description,
            on,
            coder,
            by: project
                .coders()
                .get(coder)
                .map_or_else(String::new, |coder| coder.name.clone()),
            codings: project.codings().len(),
            rivals: rivals_in_order(project).into_iter().cloned().collect(),
            codes,
            hash: String::new(),
        };
        freeze.hash = freeze.hash_of_text();
        freeze
    }

    /// The hash that its text has.
    pub fn hash_of_text(&self) -> String {
        super::hex(&Sha256::digest(self.text()))
    }

    /// Whether it still is what was hashed.
    pub fn is_whole(&self) -> bool {
        self.hash == self.hash_of_text()
    }

    /// The first letters of its hash: enough to tell the frozen tables of a project apart.
    pub fn short_hash(&self) -> &str {
        self.hash.get(..12).unwrap_or(&self.hash)
    }

    /// The code as it was frozen.
    pub fn code(&self, id: CodeId) -> Option<&Code> {
        self.codes
            .iter()
            .map(|(_, code)| code)
            .find(|code| code.id == id)
    }

    /// Where each code stands in the tree, as "1.2.1": in the order of [`Freeze::codes`].
    pub fn numbers(&self) -> Vec<String> {
        let mut place: Vec<usize> = Vec::new();
        let mut numbers = Vec::with_capacity(self.codes.len());
        for (depth, _) in &self.codes {
            // A part stands right under its code, whatever a file says.
            place.resize((*depth).min(place.len()) + 1, 0);
            if let Some(last) = place.last_mut() {
                *last += 1;
            }
            let parts: Vec<String> = place.iter().map(ToString::to_string).collect();
            numbers.push(parts.join("."));
        }
        numbers
    }

    /// The frozen table as Markdown (CommonMark, UTF-8, LF line ends), always the same bytes: what is exported for
    /// preregistration, and what is hashed, so that anyone can check the file with any SHA-256 program.
    ///
    /// Two tables that say anything else have other texts: what people wrote is escaped, so that it cannot pass for a
    /// heading or a field; line ends and blanks in it are kept; fields that say nothing are left out. Colours and number
    /// keys are not in it. Hashes of it are published, so this text may never change for a table that has one.
    pub fn text(&self) -> String {
        let mut text = format!("# {}\n\n", heading(&self.title));
        if !self.description.is_empty() {
            field(&mut text, "Question", &self.description);
        }
        field(&mut text, "Frozen on", &self.on.to_string());
        field(&mut text, "Frozen by", &self.by);
        field(
            &mut text,
            "Passages coded by then",
            &self.codings.to_string(),
        );
        if !self.rivals.is_empty() {
            text.push_str("\n## Rival explanations\n");
            for (rival, number) in self.rivals.iter().zip(1..) {
                line(
                    &mut text,
                    &format!("\n### R{number}. {}\n", heading(&rival.name)),
                );
                if !rival.description.is_empty() {
                    field(&mut text, "Claims", &rival.description);
                }
            }
        }
        text.push_str("\n## Expectations\n");
        for ((depth, code), number) in self.codes.iter().zip(self.numbers()) {
            self.code_text(&mut text, *depth, &number, code);
        }
        text
    }

    fn code_text(&self, text: &mut String, depth: usize, number: &str, code: &Code) {
        let level = "#".repeat(depth.min(3) + 3);
        line(
            text,
            &format!("\n{level} {number}. {}\n", heading(&code.name)),
        );
        for (what, said) in expectation(code, &self.rivals) {
            match what {
                Expected::Name => {}
                Expected::Rival(id) => {
                    let place = self.rivals.iter().position(|rival| rival.id == id);
                    let place = place.map_or(0, |place| place + 1);
                    let name = heading(&what.label(&self.rivals));
                    field(text, &format!("R{place}, {name}"), &said);
                }
                _ => field(text, &what.label(&self.rivals), &said),
            }
        }
    }
}

/// The frozen tables of a project, the latest first.
pub fn freezes_in_order(project: &Project) -> Vec<&Freeze> {
    let mut freezes: Vec<(&Freeze, Stamp)> = project
        .freezes()
        .entries()
        .map(|entry| (&entry.value, entry.stamp))
        .collect();
    freezes.sort_by_key(|(freeze, stamp)| std::cmp::Reverse((freeze.on.sort_key(), *stamp)));
    freezes.into_iter().map(|(freeze, _)| freeze).collect()
}

/// A part of what a code expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expected {
    /// What it is called.
    Name,
    /// Its short name.
    Key,
    /// What belongs under it.
    Definition,
    /// When to use it.
    Include,
    /// When not to use it.
    Exclude,
    /// A passage that belongs under it.
    Example,
    /// A passage that only seems to.
    CounterExample,
    /// What is asked of the evidence.
    Question,
    /// What the argument expects.
    Argument,
    /// What a rival expects.
    Rival(RivalId),
    /// Which test that is.
    Test,
}

impl Expected {
    /// The words for it in the window and in exports.
    pub fn label(self, rivals: &[Rival]) -> String {
        let word = match self {
            Self::Name => "Name",
            Self::Key => "Key",
            Self::Definition => "Definition",
            Self::Include => "Include",
            Self::Exclude => "Exclude",
            Self::Example => "Example",
            Self::CounterExample => "Counter-example",
            Self::Question => "Question",
            Self::Argument => "The argument expects",
            Self::Test => "Test",
            Self::Rival(id) => {
                let rival = rivals.iter().find(|rival| rival.id == id);
                let name = rival.map_or("a removed rival", |rival| rival.name.as_str());
                return format!("“{name}” expects");
            }
        };
        word.to_owned()
    }
}

/// What a code expects, part by part, those that say nothing left out: what is frozen, and what is compared with it.
pub fn expectation(code: &Code, rivals: &[Rival]) -> Vec<(Expected, String)> {
    let mut said = vec![
        (Expected::Name, code.name.clone()),
        (Expected::Key, code.key.clone()),
        (Expected::Definition, code.description.clone()),
        (Expected::Include, code.include.clone()),
        (Expected::Exclude, code.exclude.clone()),
        (Expected::Example, code.example.clone()),
        (Expected::CounterExample, code.counter_example.clone()),
        (Expected::Question, code.question.clone()),
        (Expected::Argument, code.predicts.clone()),
    ];
    for rival in rivals {
        let expects = code.rivals.get(&rival.id).cloned().unwrap_or_default();
        said.push((Expected::Rival(rival.id), expects));
    }
    let test = code.test.map(Test::word).unwrap_or_default();
    said.push((Expected::Test, test.to_owned()));
    said.retain(|(_, said)| !said.is_empty());
    said
}

/// An item with its name. No escaped text holds a bare asterisk, so that no value can pass for a name.
fn field(text: &mut String, name: &str, value: &str) {
    line(text, &format!("- **{name}:** {}", text_under(value)));
}

fn line(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    writeln!(text, "{line}").ok();
}

#[cfg(test)]
mod tests;
