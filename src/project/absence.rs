//! What was looked for and is not there: which query, on which texts, and who read its hits.

use super::{
    AbsenceId, CaseId, CodeId, CoderId, Date, DocumentId, Project, QueryId, ReadingId, Span,
    Subject,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A query that has a name, to be asked again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedQuery {
    /// Its name in the project.
    pub id: QueryId,
    /// As a person calls it.
    pub name: String,
    /// In the query language.
    pub query: String,
    /// What it is meant to find.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// The code for which its hits are suggested; none where it suggests nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposes: Option<CodeId>,
}

/// A search for something that the argument expects, kept so that "looked for and absent" rests on more than a word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// Its name in the project.
    pub id: AbsenceId,
    /// The implication that it was looked for under.
    pub code: CodeId,
    /// What it was looked for in.
    pub subject: Subject,
    /// The named query.
    pub query: QueryId,
    /// The query as it was asked.
    pub asked: String,
    /// The documents that were searched, in the order of their ids.
    pub searched: Vec<Searched>,
    /// SHA-256 of the list of these documents, see [`Absence::corpus_hash`].
    pub corpus: String,
    /// The day of the search.
    pub on: Date,
    /// Who searched.
    pub coder: CoderId,
    /// All that was found, in the order of documents and text.
    pub hits: Vec<AbsenceHit>,
}

/// A document that was searched, as it was then.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Searched {
    /// The document.
    pub document: DocumentId,
    /// Its title then, for the time when it is no longer there.
    pub title: String,
    /// SHA-256 of its text.
    pub sha256: String,
}

/// A place that the query found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbsenceHit {
    /// The document.
    pub document: DocumentId,
    /// What matched.
    pub spans: Vec<Span>,
    /// Its words.
    pub quotation: String,
}

impl Absence {
    /// The most hits that an absence can rest on: with more of them nobody reads each one.
    pub const MOST_HITS: usize = 500;

    /// The documents that a search for this subject covers: those of the case, the one document, or all.
    pub fn scope(project: &Project, subject: &Subject) -> Vec<Searched> {
        let of_case = |id: CaseId| {
            let elsewhere = project
                .codings()
                .iter()
                .filter(move |coding| coding.case == Some(id))
                .map(|coding| coding.document);
            let own = project
                .documents()
                .iter()
                .filter(move |document| document.is_on(id) && !document.is_draft())
                .map(|document| document.id);
            own.chain(elsewhere)
                .collect::<std::collections::BTreeSet<_>>()
        };
        let wanted = match subject {
            Subject::Case(Some(id)) => Some(of_case(*id)),
            Subject::Document(id) => Some([*id].into()),
            _ => None,
        };
        project
            .documents()
            .iter()
            .filter(|document| match &wanted {
                Some(wanted) => wanted.contains(&document.id),
                // A draft of the write-up is no source.
                None => !document.is_draft(),
            })
            .map(|document| Searched {
                document: document.id,
                title: document.title.clone(),
                sha256: document.sha256.clone(),
            })
            .collect()
    }

    /// SHA-256, in hexadecimal, of one line for each document: its id, a blank, the SHA-256 of its text.
    pub fn corpus_hash(searched: &[Searched]) -> String {
        let mut lines: Vec<String> = searched
            .iter()
            .map(|one| format!("{} {}\n", one.document, one.sha256))
            .collect();
        lines.sort_unstable();
        super::hex(&Sha256::digest(lines.concat()))
    }
}

/// What a coder says of a hit, for one implication and one subject: it counts for every search that finds the same words
/// in the same place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Its name in the project, which follows from what is read and by whom: see [`Reading::id_of`].
    pub id: ReadingId,
    /// The implication.
    pub code: CodeId,
    /// What it was looked for in.
    pub subject: Subject,
    /// What was read.
    pub hit: AbsenceHit,
    /// Who read it.
    pub coder: CoderId,
    /// Whether it is not what was looked for.
    pub dismissed: bool,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The day of the reading.
    pub on: Date,
}

impl Reading {
    /// The id of a coder's reading of a hit.
    pub fn id_of(code: CodeId, subject: &Subject, hit: &AbsenceHit, coder: CoderId) -> ReadingId {
        let AbsenceHit {
            document, spans, ..
        } = hit;
        ReadingId::named(&format!(
            "attest:reading:{code}:{subject:?}:{document}:{spans:?}:{coder}"
        ))
    }
}
