//! A file of a report that is read once more, since a person has said more of it.

use super::{Asking, HowToRead, Outcome, Source, Target, memos};
use crate::app::{App, Level, Session};
use crate::import::Fault;
use crate::project::{Document, DocumentId, IntakeFile, IntakeId, IntakeResult, Transaction};

/// What a person can do about a file of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Give its password; true where one was given that is not it.
    Password(bool),
    /// Keep it as a document without text.
    KeepWithoutText,
    /// Read it again as it is: it may be whole now.
    Again,
}
impl App {
    /// What a person can do about a file of a report, by its place in it, that was refused.
    pub fn remedy(&self, intake: IntakeId, file: usize) -> Option<Remedy> {
        let asking = self.asking(intake, file)?;
        match asking.fault {
            Some(Fault::PasswordNeeded) => Some(Remedy::Password(false)),
            Some(Fault::WrongPassword) => Some(Remedy::Password(true)),
            Some(Fault::NoText(_)) => Some(Remedy::KeepWithoutText),
            _ => Some(Remedy::Again),
        }
    }

    fn asking(&self, intake: IntakeId, file: usize) -> Option<&Asking> {
        self.asking
            .iter()
            .find(|asking| asking.intake == intake && asking.file == file)
    }

    /// Reads a file of a report again, otherwise than before: one that was refused, from where it lies; one that became
    /// a document, from what was kept of it, as long as nothing points into its text.
    pub(in crate::app) fn read_again(
        &mut self,
        intake: IntakeId,
        file: usize,
        how: HowToRead,
    ) -> Result<(), String> {
        let session = self.may_import()?;
        let report = session.project().intakes().get(intake);
        let entry = report.and_then(|report| report.files.get(file));
        let entry = entry.ok_or("This report is no longer there")?;
        let source = match (entry.documents.as_slice(), self.asking(intake, file)) {
            ([document], _) => {
                session.may_read_again(*document)?;
                let document = session.project().documents().get(*document);
                let document = document.ok_or("This document is no longer there")?;
                Source::Kept(Box::new(document.clone()))
            }
            ([], Some(asking)) => Source::File(asking.path.clone()),
            _ => {
                return Err(format!(
                    "It is no longer known where {} lies. Import it again",
                    entry.name
                ));
            }
        };
        self.start(vec![source], how, Target::Place(intake, file), Vec::new())
    }

    /// Puts what came of it into the report, and the document into the project, as one step.
    pub(super) fn take_in_again(
        &mut self,
        outcomes: Vec<Outcome>,
        intake: IntakeId,
        file: usize,
    ) -> Result<(), String> {
        let (Some(session), Some(outcome)) = (&mut self.session, outcomes.into_iter().next())
        else {
            return Ok(());
        };
        let report = session.project().intakes().get(intake).cloned();
        let mut report = report.ok_or("This report is no longer there")?;
        let entry = report.files.get_mut(file);
        let entry = entry.ok_or("This report is no longer there")?;
        if outcome.file.result == IntakeResult::NotReached {
            return Ok(());
        }
        let name = outcome.file.name.clone();
        let mut step = Transaction::new(format!("Read {name} again"));
        let Some(mut document) = outcome.document else {
            return match outcome.source {
                // It stays as it was read before.
                Source::Kept(_) => Err(format!("{name}: {}", first_remark(&outcome.file))),
                Source::File(_) => {
                    self.asking
                        .iter_mut()
                        .filter(|asking| asking.intake == intake && asking.file == file)
                        .for_each(|asking| asking.fault.clone_from(&outcome.asks));
                    let is_news = *entry != outcome.file;
                    *entry = outcome.file;
                    if is_news {
                        session.perform(&step.put(report))?;
                    }
                    Ok(())
                }
            };
        };
        match outcome.source {
            Source::Kept(before) => {
                session.may_read_again(before.id)?;
                let old = session.text(before.id).map(|text| text.str());
                let said = (outcome.title, outcome.author);
                call_anew(&mut document, old.unwrap_or_default(), said);
                step = step.put(*document);
            }
            Source::File(_) => {
                let memos = memos(session, document.id, &outcome.comments);
                step = memos
                    .into_iter()
                    .fold(step.put(*document), Transaction::put);
            }
        }
        *entry = outcome.file;
        session.perform(&step.put(report))?;
        self.asking
            .retain(|asking| asking.intake != intake || asking.file != file);
        self.notices.say(Level::Done, format!("Read {name} again"));
        Ok(())
    }
}

/// Where a document is called as its old text called itself, it is now called as the new one does.
fn call_anew(document: &mut Document, old_text: &str, (title, author): (Option<String>, String)) {
    const HEAD: usize = 8_192;
    let head = &old_text[..old_text.floor_char_boundary(HEAD.min(old_text.len()))];
    let stem = document.original.rsplit_once('.');
    let is_own = |name: &str| head.contains(name) || stem.is_some_and(|(stem, _)| stem == name);
    if let Some(title) = title.filter(|_| is_own(&document.title)) {
        document.title = title;
    }
    if !author.is_empty() && is_own(&document.author) {
        document.author = author;
    }
}

fn first_remark(file: &IntakeFile) -> &str {
    file.remarks.first().map_or("", |remark| &remark.text)
}

impl Session {
    /// Whether a document may be read again out of what it was imported from, which gives it another text.
    ///
    /// # Errors
    /// Something points into its text as it is.
    pub fn may_read_again(&self, id: DocumentId) -> Result<(), String> {
        let document = self.project.documents().get(id);
        let document = document.ok_or("This document is no longer there")?;
        let has_versions = document.version.is_some();
        let what = if self.project.count_in(id) > 0 {
            "has codings, which would lose their places"
        } else if has_versions {
            "has a corrected text, which would be lost"
        } else if !document.sections.is_empty() {
            "has parts that belong to cases, which would lose their places"
        } else {
            return Ok(());
        };
        Err(format!(
            "“{}” {what}. Import its file once more instead",
            document.title
        ))
    }
}
