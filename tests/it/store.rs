//! A project on disk: nothing that was called saved is lost, whatever happens to its files.
#![allow(clippy::unwrap_used)]

mod compat;
mod damage;
mod files;
mod journal;
mod records;
mod together;

use attest::project::{
    About, Change, Clock, Code, CodeId, CoderId, Coding, CodingId, Colour, Device, Document,
    DocumentId, Project, Span, Transaction,
};
use attest::store::{Access, FORMAT, Journal, Opened, Store, Writer};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const NOW: u64 = 1_700_000_000_000;
const TEXT: &str =
    "The minister named the report.\nผู้ย้ายถิ่นบอกว่า “ไม่รู้”.\nNobody e\u{301}lse did 🙂.\n";

/// A folder for projects, and one that stands for each coder's machine.
struct Lab {
    folder: TempDir,
}

impl Lab {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().join("shared").join("thesis")
    }

    fn who(&self, coder: &str, machine: u32) -> Writer {
        Writer {
            coder: coder.to_owned(),
            device: Device(machine),
            device_name: "laptop".to_owned(),
            state_dir: self.folder.path().join(format!("state-{machine}")),
        }
    }

    /// A project with a code and a document, made by Ana at machine 1.
    fn make(&self) -> Session {
        let about = About {
            title: "Norms at work".to_owned(),
            ..About::default()
        };
        let code = Code::named("Report noticed", None, 0, Colour::Palette(1));
        let who = self.who("Ana", 1);
        let opened = Store::create(
            &self.dir(),
            about,
            |_| Transaction::new("Start").put(code),
            &who,
            NOW,
        );
        let mut session = Session::from(opened.unwrap());
        let stored = session.store.add_text("Speech 2004", TEXT, None).unwrap();
        let document = Document {
            id: DocumentId::new(),
            title: "Speech".to_owned(),
            author: "Ministry".to_owned(),
            year: Some(2004),
            case: None,
            kind: String::new(),
            notes: String::new(),
            file: stored.file,
            original: stored.original,
            encoding: "UTF-8".to_owned(),
            sha256: stored.sha256,
            bytes: stored.bytes,
            ..Document::new("", "")
        };
        session.does(&Transaction::new("Import").put(document));
        session
    }

    fn open(&self, coder: &str, machine: u32) -> Session {
        Session::from(Store::open(&self.dir(), &self.who(coder, machine), NOW).unwrap())
    }

    fn refusal(&self) -> String {
        let opened = Store::open(&self.dir(), &self.who("Ana", 1), NOW);
        opened
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    }
}

/// Someone at work in a project.
struct Session {
    store: Store,
    journal: Journal,
    project: Project,
    clock: Clock,
    coder: CoderId,
    access: Access,
    notes: Vec<String>,
    now: u64,
}

impl From<Opened> for Session {
    fn from(opened: Opened) -> Self {
        Self {
            journal: opened.store.journal(),
            store: opened.store,
            project: opened.project,
            clock: opened.clock,
            coder: opened.coder,
            access: opened.access,
            notes: opened.notes,
            now: NOW,
        }
    }
}

impl Session {
    /// Does it in memory only.
    fn thinks(&mut self, step: &Transaction) -> Vec<Change> {
        self.now += 1;
        self.project.apply(step, &mut self.clock, self.now).0
    }

    /// Does it, and sees it saved.
    fn does(&mut self, step: &Transaction) {
        let changes = self.thinks(step);
        self.journal.append(&step.label, &changes).unwrap();
    }

    fn coding(&self, memo: &str) -> Coding {
        let document = self.project.documents().iter().next().unwrap();
        let code = self.project.codes().iter().next().map(|code| code.id);
        let spans = vec![
            Span::new(0, 12),
            Span::new(31, TEXT.find(".\nNobody").unwrap()),
        ];
        Coding {
            id: CodingId::new(),
            document: document.id,
            code: code.unwrap_or_else(CodeId::new),
            coder: self.coder,
            quotation: Coding::quote(TEXT, &spans).unwrap(),
            spans,
            stance: attest::project::Stance::Supports,
            case: None,
            date: "about 2004-06".parse().ok(),
            speaker: String::new(),
            memo: memo.to_owned(),
            rivals: Default::default(),
            attributes: std::collections::BTreeMap::new(),
            version: None,
            made: attest::project::Made::default(),
        }
    }

    fn codes(&mut self, memo: &str) -> CodingId {
        let coding = self.coding(memo);
        let id = coding.id;
        self.does(&Transaction::new("Code passage").put(coding));
        id
    }

    fn hears(&mut self) -> usize {
        let news = self.store.news().unwrap();
        let count = news.len();
        for change in news {
            self.clock.see(&change.stamp);
            self.project.merge(change);
        }
        count
    }

    fn tidies(&mut self) {
        self.store.tidy(&self.project).unwrap();
    }

    fn memos(&self) -> Vec<String> {
        let mut memos: Vec<String> = self
            .project
            .codings()
            .iter()
            .map(|coding| coding.memo.clone())
            .collect();
        memos.sort();
        memos
    }

    fn was_told(&self, words: &str) -> bool {
        self.notes.iter().any(|note| note.contains(words))
    }
}

/// All files of a folder with what is in them.
fn files(dir: &Path) -> std::collections::BTreeMap<PathBuf, Vec<u8>> {
    let mut files = std::collections::BTreeMap::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(dir) = waiting.pop() {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                files.insert(path.clone(), std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn ending(dir: &Path, end: &str) -> Vec<PathBuf> {
    let all = files(dir).into_keys();
    all.filter(|path| path.to_string_lossy().ends_with(end))
        .collect()
}
