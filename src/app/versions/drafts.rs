//! Corrections that were typed and are not in the text yet: kept on this machine, so that no crash loses them, and put in
//! together as one version.

use crate::app::{App, Level};
use crate::project::{DocumentId, Span, versions_of};
use crate::store::settings as files;
use crate::text::anchor::Anchor;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The corrections of one text that are not in it yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The project's folder.
    dir: PathBuf,
    document: DocumentId,
    /// SHA-256 of the text that the spans are places in.
    sha256: String,
    /// Stretches of the text and what is to stand there, in order and apart.
    edits: Vec<(Span, String)>,
}

/// All that are kept on this machine.
#[derive(Debug, Default)]
pub(in crate::app) struct Drafts {
    list: Vec<Draft>,
    saved: Vec<Draft>,
}

impl Draft {
    /// How many stretches are corrected.
    pub fn count(&self) -> usize {
        self.edits.len()
    }

    /// The stretches and what is to stand there, in the order of the text.
    pub fn edits(&self) -> &[(Span, String)] {
        &self.edits
    }

    /// A stretch with all corrected ones that it touches.
    pub fn around(&self, span: Span) -> Span {
        let touched = self.edits.iter().filter(|(other, _)| meet(*other, span));
        touched.fold(span, |all, (other, _)| {
            Span::new(all.start.min(other.start), all.end.max(other.end))
        })
    }

    /// What is to stand in a stretch of the text.
    pub fn words(&self, text: &str, span: Span) -> String {
        let mut words = String::with_capacity(span.len());
        let mut at = span.start;
        let within = |other: &Span| span.start <= other.start && other.end <= span.end;
        for (other, corrected) in self.edits.iter().filter(|(other, _)| within(other)) {
            words.push_str(text.get(at..other.start).unwrap_or_default());
            words.push_str(corrected);
            at = other.end;
        }
        words.push_str(text.get(at..span.end).unwrap_or_default());
        words
    }

    /// Puts a correction in place of those that it touches; the words that stand there take it back.
    fn put(&mut self, text: &str, span: Span, words: String) {
        self.edits.retain(|(other, _)| !meet(*other, span));
        if text.get(span.range()) != Some(words.as_str()) {
            self.edits.push((span, words));
            self.edits.sort_by_key(|(span, _)| *span);
        }
    }
}

fn meet(a: Span, b: Span) -> bool {
    a == b || a.overlaps(b)
}

impl App {
    /// The corrections of a document that are not in its text yet.
    pub fn draft(&self, document: DocumentId) -> Option<&Draft> {
        let session = self.session.as_ref()?;
        let sha256 = &session.project().documents().get(document)?.sha256;
        self.drafts.list.iter().find(|draft| {
            draft.document == document && draft.dir == session.dir() && draft.sha256 == *sha256
        })
    }

    /// Keeps a correction of a stretch of the text; none leaves the stretch as it is.
    pub(in crate::app) fn draft_correction(
        &mut self,
        document: DocumentId,
        span: Span,
        words: Option<String>,
    ) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        let source = session.source_of(document)?;
        let here = source.before.get(span.range());
        let here = here.ok_or("The text has changed meanwhile. Choose the passage again")?;
        let words = words.map_or_else(|| here.to_owned(), |words| words.replace("\r\n", "\n"));
        let known = self.draft(document).cloned();
        let mut draft = known.unwrap_or_else(|| Draft {
            dir: session.dir().to_owned(),
            document,
            sha256: source.document.sha256.clone(),
            edits: Vec::new(),
        });
        draft.put(&source.before, span, words);
        self.drop_draft(document);
        if draft.count() > 0 {
            self.drafts.list.push(draft);
        }
        Ok(())
    }

    /// Puts all corrections of a document into its text, as one version.
    pub(in crate::app) fn put_corrections(&mut self, document: DocumentId) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        let source = session.source_of(document)?;
        let draft = self.draft(document).ok_or("Nothing was corrected")?;
        let whole = Span::new(0, source.before.len());
        let text = draft.words(&source.before, whole);
        let draft = draft.clone();
        self.drop_draft(document);
        let put = self.correct_text(document, &text, String::new());
        if put.is_err() {
            self.drafts.list.push(draft);
        }
        self.keep_drafts();
        put
    }

    /// Leaves the corrections of a document that are not in its text.
    pub(in crate::app) fn drop_corrections(&mut self, document: DocumentId) {
        self.drop_draft(document);
        self.keep_drafts();
    }

    fn drop_draft(&mut self, document: DocumentId) {
        let Some(draft) = self.draft(document).cloned() else {
            return;
        };
        self.drafts.list.retain(|other| *other != draft);
    }

    /// Takes up what was typed before the app last ended.
    pub(in crate::app) fn load_drafts(&mut self) {
        let loaded = files::load::<Vec<Draft>>(&self.drafts_file());
        if let Some(note) = loaded.note {
            self.notices.say(Level::Warning, note);
        }
        self.drafts.saved.clone_from(&loaded.value);
        self.drafts.list = loaded.value;
    }

    /// Writes down what was typed, where it has changed.
    pub(in crate::app) fn keep_drafts(&mut self) {
        if !self.remembers || self.drafts.list == self.drafts.saved {
            return;
        }
        match files::save(&self.drafts_file(), &self.drafts.list) {
            Ok(()) => self.drafts.saved.clone_from(&self.drafts.list),
            Err(error) => self.notices.say(Level::Warning, error.to_string()),
        }
    }

    fn drafts_file(&self) -> PathBuf {
        self.machine.state_dir.join("corrections.ron")
    }

    /// Carries corrections over to a text that a colleague, or going back, has put in place of the one that they were typed
    /// for. What has no place is told, words and all. True where something changed.
    pub(in crate::app) fn carry_drafts(&mut self) -> bool {
        let Some(session) = &self.session else {
            return false;
        };
        let project = session.project();
        let stale = self.drafts.list.iter().position(|draft| {
            let document = project.documents().get(draft.document);
            let other = document.is_some_and(|document| document.sha256 != draft.sha256);
            other && draft.dir == session.dir() && session.text(draft.document).is_some()
        });
        let Some(stale) = stale else { return false };
        let mut draft = self.drafts.list.remove(stale);
        let (id, texts) = (draft.document, session.store().texts());
        let versions = versions_of(project, id);
        let before = versions.into_iter().find(|one| one.sha256 == draft.sha256);
        let before = before.and_then(|one| texts.read_version(one).ok());
        let (document, text) = (project.documents().get(id), session.text(id));
        let (Some(document), Some(text)) = (document, text) else {
            return true;
        };
        let anchor = before.map(|before| Anchor::new(before, text.shared()));
        let mut lost = Vec::new();
        let mut carried: Vec<(Span, String)> = Vec::new();
        for (span, words) in std::mem::take(&mut draft.edits) {
            let place = anchor.as_ref().and_then(|anchor| anchor.place(span));
            let apart = |place: &Span| carried.iter().all(|(other, _)| !meet(*other, *place));
            match place.filter(apart) {
                Some(place) if text.str().get(place.range()) == Some(words.as_str()) => {}
                Some(place) => carried.push((place, words)),
                None => lost.push(words),
            }
        }
        carried.sort_by_key(|(span, _)| *span);
        draft.edits = carried;
        draft.sha256.clone_from(&document.sha256);
        let title = document.title.clone();
        if draft.count() > 0 {
            self.drafts.list.push(draft);
        }
        for words in lost {
            let told = format!(
                "The text of “{title}” was corrected meanwhile, and this correction has no place in it any more: “{words}”"
            );
            self.notices.say(Level::Warning, told);
        }
        self.keep_drafts();
        true
    }
}
