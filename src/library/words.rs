//! Which word stands for which sort of work, where a format has none of its own for it.

use crate::project::WorkKind;

/// The sort of work that this word names.
pub(super) fn kind_of(word: &str) -> Option<WorkKind> {
    let word = word.trim().to_lowercase();
    WorkKind::ALL.into_iter().find(|kind| kind.word() == word)
}

/// The DOI itself, of a DOI or the address of one; none where it is neither.
pub(super) fn doi(text: &str) -> Option<&str> {
    let text = text.trim();
    let at = text.find("10.")?;
    let ahead = text[..at].to_lowercase();
    let address = ahead.is_empty() || ahead.contains("doi");
    let (doi, blank) = (&text[at..], char::is_whitespace);
    (address && doi.contains('/') && !doi.contains(blank)).then_some(doi)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_is_found_in_its_address() {
        assert_eq!(doi("10.1017/S002"), Some("10.1017/S002"));
        assert_eq!(doi("https://doi.org/10.1017/S002"), Some("10.1017/S002"));
        assert_eq!(doi("doi: 10.1017/S002"), Some("10.1017/S002"));
        assert_eq!(doi("page 10.5"), None);
        assert_eq!(doi("https://example.org/10.1/x"), None);
    }
}
