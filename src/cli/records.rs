//! In which order do records come out, and what are they called?

use super::problem::Problem;
use crate::app::Session;
use crate::project::{CaseId, Code, Coding, Document, DocumentId, Span};

/// The documents by file name.
pub(super) fn by_file(session: &Session) -> Vec<&Document> {
    let mut documents: Vec<&Document> = session.project().documents().iter().collect();
    documents.sort_by(|a, b| (&a.file, a.id).cmp(&(&b.file, b.id)));
    documents
}

/// The codings by the file name of their document, then in the order of its text.
pub(super) fn in_order(session: &Session) -> Vec<&Coding> {
    let project = session.project();
    let mut codings: Vec<&Coding> = project.codings().iter().collect();
    // Names ahead of ids, so that two projects with the same content give the same list.
    codings.sort_by_cached_key(|coding| {
        let code = project.codes().get(coding.code).map_or("", Code::label);
        let coder = project.coders().get(coding.coder);
        (
            (file(session, coding.document), coding.document),
            (coding.extent(), coding.spans.clone()),
            (code, coder.map_or("", |coder| coder.name.as_str())),
            coding.id,
        )
    });
    codings
}

/// The file name of a document.
pub(super) fn file(session: &Session, document: DocumentId) -> &str {
    let document = session.project().documents().get(document);
    document.map_or("", |document| document.file.as_str())
}

/// The name of a case.
pub(super) fn case_name(session: &Session, case: CaseId) -> Option<&str> {
    let case = session.project().cases().get(case)?;
    Some(&case.name)
}

/// Spans in code points, where the text of their document is there.
pub(super) fn code_points(
    session: &Session,
    document: DocumentId,
    spans: &[Span],
) -> Option<Vec<(usize, usize)>> {
    let text = session.text(document)?;
    let at = |byte| text.code_points().from_byte(text.str(), byte);
    Some(
        spans
            .iter()
            .map(|span| (at(span.start), at(span.end)))
            .collect(),
    )
}

/// Why there is no text of a document.
pub(super) fn unread(session: &Session, document: DocumentId) -> Problem {
    let problem = session.texts().problem(document);
    problem
        .unwrap_or("The text of the document could not be read")
        .into()
}

/// What was said; none where nothing was.
pub(super) fn said(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
