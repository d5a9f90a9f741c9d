//! What a person does to the codebook.

use super::{App, ExampleKind, Framework, Level, Session};
use crate::project::{
    Code, CodeId, Codebook, Place, Transaction, delete_code, merge_codes, move_code, next_colour,
};
use crate::store::{read_codebook, write_codebook};
use std::path::Path;

impl App {
    /// Gives the code of the chosen coding its passage as an example.
    pub(super) fn use_as_example(&mut self, kind: ExampleKind) -> Result<(), String> {
        let session = self.session.as_mut().ok_or("Open a project first")?;
        let label = session.use_as_example(kind)?;
        self.notices.say(
            Level::Done,
            format!("It stands with the code as its {label}"),
        );
        Ok(())
    }
}

impl Session {
    /// Adds the passage of the chosen coding, with its place, to what its code has as examples. Gives what it is now.
    fn use_as_example(&mut self, kind: ExampleKind) -> Result<String, String> {
        let coding = self.chosen().ok_or("Select a coded passage first")?;
        if !self.project.is_placed(coding) {
            return Err(super::versions::WAITS.to_owned());
        }
        let text = self
            .text(coding.document)
            .ok_or("The text of this document has not been read")?;
        let words = self.quoted(coding.document, text, &coding.spans);
        let code = self.project.codes().get(coding.code);
        let mut code = code.ok_or("This code is no longer there")?.clone();
        let (field, name) = match kind {
            ExampleKind::Example => (&mut code.example, "example"),
            ExampleKind::CounterExample => (&mut code.counter_example, "counter-example"),
        };
        if field.contains(&words) {
            return Err(format!(
                "This passage stands with its code as {name} already"
            ));
        }
        if !field.is_empty() {
            field.push('\n');
        }
        field.push_str(&words);
        let label = format!("Use passage as {name} of “{}”", code.label());
        self.perform(&Transaction::new(label).put(code))?;
        Ok(name.to_owned())
    }

    pub(super) fn add_code(
        &mut self,
        parent: Option<CodeId>,
        name: &str,
    ) -> Result<CodeId, String> {
        let code = self.new_code(parent, name)?;
        let id = code.id;
        self.perform(&Transaction::new(format!("Add code “{}”", code.name)).put(code))?;
        Ok(id)
    }

    /// A code that is not in the project yet: last among the parts of its parent, in the colour least used.
    pub(super) fn new_code(&self, parent: Option<CodeId>, name: &str) -> Result<Code, String> {
        let name = name.trim();
        if name.is_empty() {
            return Err("A code needs a name".to_owned());
        }
        let last = self
            .tree()
            .children(parent)
            .last()
            .and_then(|last| self.project.codes().get(*last));
        let rank = last.map_or(0, |last| last.rank.saturating_add(Code::RANK_STEP));
        Ok(Code::named(name, parent, rank, next_colour(&self.project)))
    }

    pub(super) fn edit_code(&mut self, mut code: Code) -> Result<(), String> {
        let Some(before) = self.project.codes().get(code.id) else {
            return Err("This code is no longer there".to_owned());
        };
        code.name = code.name.trim().to_owned();
        code.key = code.key.trim().to_owned();
        if code.name.is_empty() {
            return Err("A code needs a name".to_owned());
        }
        if *before == code {
            return Ok(());
        }
        let others = || {
            self.project
                .codes()
                .iter()
                .filter(|other| other.id != code.id)
        };
        if let Some(other) =
            others().find(|other| !code.key.is_empty() && other.key.eq_ignore_ascii_case(&code.key))
        {
            return Err(format!("“{}” has the key {} already", other.name, code.key));
        }
        let label = if before.name == code.name {
            format!("Change “{}”", code.name)
        } else {
            format!("Rename “{}”", before.name)
        };
        let mut step = Transaction::new(label);
        // A number key can belong to one code only: the one that is given it takes it.
        for other in
            others().filter(|other| code.shortcut.is_some() && other.shortcut == code.shortcut)
        {
            step = step.put(Code {
                shortcut: None,
                ..other.clone()
            });
        }
        self.perform(&step.put(code))
    }

    pub(super) fn move_code(&mut self, code: CodeId, to: Place) -> Result<(), String> {
        let step = move_code(&self.project, code, to)?;
        self.perform(&step)
    }

    pub(super) fn merge_codes(&mut self, from: CodeId, into: CodeId) -> Result<(), String> {
        let step = merge_codes(&self.project, from, into)?;
        self.perform(&step)
    }

    pub(super) fn delete_code(&mut self, code: CodeId) -> Result<(), String> {
        let (step, _) = delete_code(&self.project, code);
        self.perform(&step)
    }

    pub(super) fn import_framework(&mut self, name: &str) -> Result<(), String> {
        self.import_codes(&Framework::find(name)?.codebook()?)
    }

    pub(super) fn import_codebook(&mut self, path: &Path) -> Result<(), String> {
        self.import_codes(&read_codebook(path).map_err(|error| error.to_string())?)
    }

    fn import_codes(&mut self, codebook: &Codebook) -> Result<(), String> {
        let step = codebook.import(&self.project);
        if step.is_empty() {
            return Err(format!(
                "All codes of “{}” are in the codebook already",
                codebook.name
            ));
        }
        self.perform(&step)
    }

    pub(super) fn export_codebook(&self, path: &Path) -> Result<(), String> {
        let codebook = Codebook::of(&self.project, self.project.about().title);
        write_codebook(path, &codebook).map_err(|error| error.to_string())
    }
}
