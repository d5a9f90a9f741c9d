//! Which rows has the list of documents?

use super::DocumentsPanel;
use crate::app::Session;
use crate::project::{CaseId, Document, DocumentId};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Row {
    Case {
        case: Option<CaseId>,
        name: String,
        documents: usize,
    },
    Document {
        id: DocumentId,
        case: Option<CaseId>,
    },
}

impl DocumentsPanel {
    /// The rows that folding and filter leave. Where no document has a case, there are no groups.
    pub(super) fn shown_rows(&mut self, session: &Session) -> Vec<Row> {
        let made = self
            .rows
            .as_ref()
            .is_some_and(|(revision, _)| *revision == session.revision());
        if !made {
            self.rows = Some((session.revision(), all_rows(session)));
        }
        let all = self.rows.as_ref().map_or(&[][..], |(_, rows)| rows);
        let words: Vec<String> = self
            .filter
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        let fits = |id: DocumentId| {
            let Some(document) = session.project().documents().get(id) else {
                return false;
            };
            let year = document.year.map_or(String::new(), |year| year.to_string());
            let reference = &document.reference;
            let text = [
                &document.title,
                &document.author,
                &year,
                &document.kind,
                &reference.container,
                &reference.publisher,
                &reference.key,
                &document.file,
            ]
            .map(|part| part.to_lowercase())
            .join(" ");
            words.iter().all(|word| text.contains(word))
        };
        let shown = all.iter().filter(|row| match row {
            Row::Case { .. } => words.is_empty(),
            Row::Document { id, case } if words.is_empty() => {
                session.project().documents().contains(*id) && !self.folded.contains(case)
            }
            Row::Document { id, .. } => fits(*id),
        });
        shown.cloned().collect()
    }
}

/// All documents under their cases, by name and title; what has no case comes last.
fn all_rows(session: &Session) -> Vec<Row> {
    let project = session.project();
    let mut documents: Vec<(Option<(String, CaseId)>, &Document)> = project
        .documents()
        .iter()
        .map(|document| {
            let case = document.case.and_then(|id| project.cases().get(id));
            (case.map(|case| (case.name.clone(), case.id)), document)
        })
        .collect();
    documents.sort_by(|(a, one), (b, other)| {
        (a.is_none(), a)
            .cmp(&(b.is_none(), b))
            .then_with(|| (&one.title, one.id).cmp(&(&other.title, other.id)))
    });
    let grouped = documents.iter().any(|(case, _)| case.is_some());
    let mut rows = Vec::new();
    for group in documents.chunk_by(|a, b| a.0 == b.0) {
        let case = group.first().and_then(|(case, _)| case.clone());
        let (name, id) = case.map_or(("No case".to_owned(), None), |(name, id)| (name, Some(id)));
        if grouped {
            rows.push(Row::Case {
                case: id,
                name,
                documents: group.len(),
            });
        }
        rows.extend(group.iter().map(|(_, document)| Row::Document {
            id: document.id,
            case: id.filter(|_| grouped),
        }));
    }
    rows
}
