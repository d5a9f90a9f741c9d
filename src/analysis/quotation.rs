//! How does a passage stand in a write-up? Its words in quotation marks, and where they come from.

use crate::project::{Coding, DocumentId, Project, Span};
use crate::text::Text;

/// The words of these spans with their source: `“words” (Author Year, p. 12)`. The words stay as they are, but line ends inside
/// become blanks. Empty where the spans hold no words or do not fit the text.
pub fn quotation(project: &Project, document: DocumentId, text: &Text, spans: &[Span]) -> String {
    let words = Coding::quote(text.str(), spans).unwrap_or_default();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        return String::new();
    }
    let place = spans.first().map(|span| text.place(span.start));
    let source = project
        .documents()
        .get(document)
        .map(|document| document.citation());
    let source: Vec<String> = source
        .into_iter()
        .chain(place)
        .filter(|part| !part.is_empty())
        .collect();
    format!("“{words}” ({})", source.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Clock, CoderId, Device, Document, Transaction};

    fn project(author: &str, year: Option<i32>) -> (Project, DocumentId) {
        let document = Document {
            id: DocumentId::named("d"),
            title: "Field notes".to_owned(),
            author: author.to_owned(),
            year,
            case: None,
            kind: String::new(),
            notes: String::new(),
            file: "notes.txt".to_owned(),
            original: String::new(),
            encoding: String::new(),
            sha256: String::new(),
            bytes: 0,
        };
        let id = document.id;
        let mut project = Project::default();
        let mut clock = Clock::new(CoderId::named("me"), Device(1));
        project.apply(&Transaction::new("").put(document), &mut clock, 0);
        (project, id)
    }

    #[test]
    fn a_quotation_names_its_source_and_page() {
        let (project, id) = project("Okafor", Some(2011));
        let text = Text::new("one\x0cThe law\nwas “new”.");
        let start = text.str().find("The").unwrap_or(0);
        let spans = [Span::new(start, text.str().len())];
        assert_eq!(
            quotation(&project, id, &text, &spans),
            "“The law was “new”.” (Okafor 2011, p. 2)"
        );
    }

    #[test]
    fn without_an_author_the_title_stands() {
        let (project, id) = project("", None);
        let text = Text::new("one two three four");
        let spans = [Span::new(0, 3), Span::new(14, 18)];
        assert_eq!(
            quotation(&project, id, &text, &spans),
            "“one […] four” (Field notes, ¶ 1)"
        );
        assert_eq!(quotation(&project, id, &text, &[Span::new(3, 4)]), "");
    }
}
