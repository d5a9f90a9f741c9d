//! The expectations as they stood on a day, so that nobody can say they were written after the evidence.

use super::{Code, CodeId, CoderId, Date, FreezeId, Project, Rival, Test, Tree, rivals_in_order};
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

    /// The code as it was frozen.
    pub fn code(&self, id: CodeId) -> Option<&Code> {
        self.codes
            .iter()
            .map(|(_, code)| code)
            .find(|code| code.id == id)
    }

    /// The frozen table as Markdown (CommonMark), always the same bytes: what is exported for preregistration, and what is
    /// hashed, so that anyone can check the file with any SHA-256 program.
    pub fn text(&self) -> String {
        let mut text = format!("# {}\n\n", one_line(&self.title));
        if !self.description.is_empty() {
            line(&mut text, &format!("{}\n", one_line(&self.description)));
        }
        line(
            &mut text,
            &format!(
                "Expectations frozen on {} by {}, with {} passages coded.\n",
                self.on,
                one_line(&self.by),
                self.codings
            ),
        );
        if !self.rivals.is_empty() {
            text.push_str("## Rival explanations\n\n");
            for rival in &self.rivals {
                let name = one_line(&rival.name);
                match rival.description.as_str() {
                    "" => line(&mut text, &format!("- {name}")),
                    what => line(&mut text, &format!("- {name}: {}", one_line(what))),
                }
            }
            text.push('\n');
        }
        text.push_str("## Expectations\n\n");
        for (depth, code) in &self.codes {
            self.code_text(&mut text, *depth, code);
        }
        text
    }

    fn code_text(&self, text: &mut String, depth: usize, code: &Code) {
        let level = "#".repeat((depth + 3).min(6));
        let key = match code.key.as_str() {
            "" => String::new(),
            key => format!("{} ", one_line(key)),
        };
        line(text, &format!("{level} {key}{}\n", one_line(&code.name)));
        for (what, said) in expectation(code, &self.rivals) {
            line(text, &format!("- {what}: {}", one_line(&said)));
        }
        text.push('\n');
    }
}

/// What a code expects, field by field, those that say nothing left out: what is frozen, and what is compared with it.
pub fn expectation(code: &Code, rivals: &[Rival]) -> Vec<(String, String)> {
    let mut said = vec![
        ("Definition".to_owned(), code.description.clone()),
        ("Include".to_owned(), code.include.clone()),
        ("Exclude".to_owned(), code.exclude.clone()),
        ("Question".to_owned(), code.question.clone()),
        ("The argument expects".to_owned(), code.predicts.clone()),
    ];
    for rival in rivals {
        let expects = code.rivals.get(&rival.id).cloned().unwrap_or_default();
        said.push((format!("“{}” expects", rival.name), expects));
    }
    let test = code.test.map(Test::word).unwrap_or_default();
    said.push(("Test".to_owned(), test.to_owned()));
    said.retain(|(_, said)| !said.trim().is_empty());
    said
}

/// On one line, since a line is an item.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn line(text: &mut String, line: &str) {
    // Writing to a string cannot fail.
    writeln!(text, "{line}").ok();
}
