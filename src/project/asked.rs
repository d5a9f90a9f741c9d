//! What was asked of the corpus, and which suggested passages were declined: what a search leaves behind besides codings.

use super::{AskedId, CodeId, CoderId, DeclinedId, DocumentId};
use serde::{Deserialize, Serialize};

/// A query that a coder asked. Its stamp says when they asked it last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Its name in the project; see [`Asked::new`].
    pub id: AskedId,
    /// Who asked it.
    pub coder: CoderId,
    /// In the query language, as it was typed.
    pub query: String,
}

impl Asked {
    /// The record of a question: one for each coder and query, however often it is asked.
    pub fn new(coder: CoderId, query: &str) -> Self {
        Self {
            id: AskedId::named(&format!("attest:asked:{coder}:{query}")),
            coder,
            query: query.to_owned(),
        }
    }
}

/// A passage that was suggested for a code, and that a coder does not want suggested again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declined {
    /// Its name in the project; see [`Declined::new`].
    pub id: DeclinedId,
    /// The code that it was suggested for.
    pub code: CodeId,
    /// Where it stands.
    pub document: DocumentId,
    /// Its words: the same words in the document are not suggested again, also where its text was corrected elsewhere.
    pub quotation: String,
    /// Who declined it.
    pub coder: CoderId,
}

impl Declined {
    /// The record of a coder's no: one for each code, document, passage and coder.
    pub fn new(code: CodeId, document: DocumentId, quotation: &str, coder: CoderId) -> Self {
        Self {
            id: DeclinedId::named(&format!(
                "attest:declined:{code}:{document}:{coder}:{quotation}"
            )),
            code,
            document,
            quotation: quotation.to_owned(),
            coder,
        }
    }
}
