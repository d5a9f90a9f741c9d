//! What tests share: a machine of their own, and an app on it, made through the same commands a person gives.

#![allow(clippy::unwrap_used)]

use attest::app::{App, Command, NewProject, Selection, Start};
use attest::project::{CodeId, DocumentId, Span};
use attest::store::Machine;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A machine with folders of its own, gone when the test is.
pub struct Home {
    dir: TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self {
            dir: TempDir::new().unwrap(),
        }
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Another machine that reaches the same files.
    pub fn machine(&self, name: &str) -> Machine {
        let mut machine = Machine::at(&self.path().join(name)).unwrap();
        name.clone_into(&mut machine.device_name);
        machine.program = Some(env!("CARGO_BIN_EXE_attest").into());
        machine
    }

    /// An app on a machine of this name, with this coder at it.
    pub fn app(&self, machine: &str, coder: &str) -> App {
        let mut app = App::new(self.machine(machine), attest::jobs::silent());
        app.attempt(Command::SetCoder(coder.to_owned())).unwrap();
        app
    }

    /// Writes a file to import.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The folder of the project that [`Home::project`] makes.
    pub fn project_dir(&self) -> PathBuf {
        self.path().join("project")
    }

    /// An app with a new project from the first framework, and these texts in it.
    pub fn project(&self, texts: &[(&str, &str)]) -> App {
        let mut app = self.app("laptop", "Ann");
        app.attempt(Command::NewProject(NewProject {
            dir: self.project_dir(),
            title: "Test project".to_owned(),
            codebook: Start::Framework("implications".to_owned()),
        }))
        .unwrap();
        let files = texts
            .iter()
            .map(|(name, text)| self.file(name, text))
            .collect();
        app.attempt(Command::Import(files)).unwrap();
        app.wait_idle();
        app
    }
}

/// The document of this file name.
pub fn document(app: &App, file: &str) -> DocumentId {
    app.session().unwrap().find_document(file).unwrap()
}

/// The code of this key.
pub fn code(app: &App, key: &str) -> CodeId {
    app.session().unwrap().find_code(key).unwrap()
}

/// Selects these words in a document, where they stand first.
pub fn select(app: &mut App, file: &str, words: &str) {
    let document = document(app, file);
    app.attempt(Command::ShowDocument(document)).unwrap();
    app.wait_idle();
    let start = app
        .session()
        .unwrap()
        .text(document)
        .unwrap()
        .str()
        .find(words)
        .unwrap();
    let span = Span::new(start, start + words.len());
    app.attempt(Command::Select(Selection::of(span))).unwrap();
}

/// Codes these words of a document.
pub fn code_words(app: &mut App, file: &str, words: &str, key: &str) {
    select(app, file, words);
    let code = code(app, key);
    app.attempt(Command::ApplyCode(code)).unwrap();
}

/// The quotations of all codings, in the order of the table.
pub fn quotations(app: &App) -> Vec<String> {
    let session = app.session().unwrap();
    let codings = session.project().codings();
    session
        .rows()
        .iter()
        .map(|id| codings.get(*id).unwrap().quotation.clone())
        .collect()
}
