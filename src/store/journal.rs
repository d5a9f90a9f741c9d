//! How is each change on the disk before anyone is told that it is saved?

use super::own::Own;
use super::{Error, format, names};
use crate::project::Change;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Arc;

/// The writing half of a store: a background worker holds it.
pub struct Journal {
    own: Arc<Own>,
}

impl Journal {
    pub(super) fn new(own: Arc<Own>) -> Self {
        Self { own }
    }

    /// Writes what was done, and returns when it is on the disk: a crash or a power cut cannot take it back. After an
    /// error the same changes can be handed in again; nothing stands twice or half.
    ///
    /// # Errors
    /// It cannot be written: the disk is full, the folder is gone, or the project is open for reading only.
    pub fn append(&mut self, label: &str, changes: &[Change]) -> Result<(), Error> {
        self.own.writable()?;
        let mut tail = self.own.tail();
        let mut lines = String::new();
        let first = std::mem::take(&mut tail.first);
        if !first.is_empty() {
            put_lines(&mut lines, "Join the project", &first);
        }
        put_lines(&mut lines, label, changes);
        let path = self.own.journal_path();
        tail.append(&path, &lines).map_err(|source| {
            tail.first = first;
            Error::Write { path, source }
        })
    }
}

fn put_lines(lines: &mut String, label: &str, changes: &[Change]) {
    lines.push_str("// ");
    lines.extend(label.chars().map(|c| if c.is_control() { ' ' } else { c }));
    lines.push('\n');
    for change in changes {
        lines.push_str(&format::line(change));
        lines.push('\n');
    }
}

/// Where the good part of a journal ends, and what goes there next.
#[derive(Default)]
pub(super) struct Tail {
    /// Bytes that are known to be whole lines.
    whole: u64,
    /// What may follow them in part: lines of our own that were never called saved.
    torn: Vec<u8>,
    /// Written ahead of the next change: the coder's own record, when they are new to the project.
    pub first: Vec<Change>,
    /// What was written since the project was opened, to be written again should the file vanish.
    session: String,
}

/// Up to this many bytes of a session are kept to be written again.
const KEPT: usize = 16 << 20;

impl Tail {
    /// The end of a journal that was just read.
    pub fn after(lines: &Lines) -> Self {
        Self {
            whole: lines.whole as u64,
            torn: lines.torn.clone(),
            ..Self::default()
        }
    }

    /// The journal was moved away; the next line starts a new one.
    pub fn restart(&mut self) {
        self.whole = 0;
        self.torn.clear();
        self.session.clear();
    }

    fn append(&mut self, path: &Path, lines: &str) -> io::Result<()> {
        let is_new = fs::symlink_metadata(path).is_err();
        if is_new && let Some(dir) = path.parent() {
            // Only the one folder: if the project's own is gone, it must not be made afresh on an unmounted drive.
            match fs::create_dir(dir) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)?;
        let found = file.metadata()?.len();
        self.cut_torn(&mut file, found)?;
        let mut text = String::new();
        if file.metadata()?.len() == 0 {
            text.push_str(&format!("// Attest journal, format: {}\n", format::FORMAT));
        } else if !ends_a_line(&mut file)? {
            text.push('\n');
        }
        if found < self.whole {
            text.push_str(&self.session);
        }
        text.push_str(lines);
        let start = file.seek(SeekFrom::End(0))?;
        self.whole = start;
        let written = file
            .write_all(text.as_bytes())
            .and_then(|()| file.sync_data());
        if let Err(error) = written {
            // Whatever got there is cut off now or, if even that fails, ahead of the next try.
            self.torn = match file.set_len(start) {
                Ok(()) => Vec::new(),
                Err(_) => text.into_bytes(),
            };
            return Err(error);
        }
        self.torn.clear();
        self.whole = start + text.len() as u64;
        if self.session.len() + lines.len() <= KEPT {
            self.session.push_str(lines);
        }
        if is_new {
            super::atomic::sync_folder_of(path);
        }
        Ok(())
    }
}

impl Tail {
    /// Cuts off what an earlier try has left, and nothing else that may have come there.
    fn cut_torn(&mut self, file: &mut File, found: u64) -> io::Result<()> {
        if found <= self.whole || found - self.whole > self.torn.len() as u64 {
            return Ok(());
        }
        let mut rest = Vec::new();
        file.seek(SeekFrom::Start(self.whole))?;
        file.read_to_end(&mut rest)?;
        if self.torn.starts_with(&rest) {
            file.set_len(self.whole)?;
        }
        Ok(())
    }
}

fn ends_a_line(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// What stands in a journal.
#[derive(Default)]
pub(super) struct Lines {
    /// The changes of all whole lines, in order.
    pub changes: Vec<Change>,
    /// Bytes that hold whole lines.
    pub whole: usize,
    /// The half line behind them.
    pub torn: Vec<u8>,
    /// Whole lines that cannot be read: in the person's words.
    pub bad: Vec<format::Slip>,
}

/// Reads a journal. A last line that is not whole is left alone: whoever writes it is not done yet, or never said
/// that it was saved.
///
/// # Errors
/// It is of a newer format.
pub(super) fn read_lines(path: &Path, bytes: &[u8], first_line: usize) -> Result<Lines, Error> {
    if first_line == 1 {
        let head = bytes
            .split(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        let said = head.strip_prefix(b"// Attest journal,");
        format::refuse_newer(path, said.and_then(format::format_of))?;
    }
    let mut lines = Lines::default();
    for (at, raw) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let is_whole = raw.ends_with(b"\n");
        let read = format::utf8(raw).and_then(|line| match line.trim() {
            line if line.is_empty() || line.starts_with("//") => Ok(None),
            line => format::from_str::<Change>(line).map(Some),
        });
        match read {
            // An editor may have taken the last line end away; a comment without one may be half a comment.
            Ok(change) if is_whole || change.is_some() => lines.changes.extend(change),
            Err(slip) if is_whole => lines.bad.push(format::Slip {
                line: first_line + at,
                ..slip
            }),
            _ => {
                lines.torn = raw.to_owned();
                break;
            }
        }
        lines.whole += raw.len();
    }
    Ok(lines)
}

/// The place of the journal of a coder.
pub(super) fn path_of(dir: &Path, stem: &str) -> std::path::PathBuf {
    dir.join(names::CODERS).join(format!("{stem}.journal"))
}
