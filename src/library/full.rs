//! The rest of a reference in one line, behind author, year and title.

use crate::project::{Reference, joined};

/// "Journal of Mine Safety 12(3), 12–19. Ed. Keck, Margaret. Bergen: Mine Press. doi:10.1234/abc". Empty where nothing is
/// known.
pub fn in_full(reference: &Reference) -> String {
    let mut sentences = Vec::new();
    let volume = match (reference.volume.as_str(), reference.issue.as_str()) {
        (volume, "") => volume.to_owned(),
        ("", issue) => format!("no. {issue}"),
        (volume, issue) => format!("{volume}({issue})"),
    };
    let within = joined(&[&reference.container, &volume], " ");
    sentences.push(joined(&[&within, &reference.pages], ", "));
    if !reference.editor.is_empty() {
        sentences.push(format!("Ed. {}", reference.editor));
    }
    sentences.push(joined(&[&reference.place, &reference.publisher], ": "));
    if let Some(date) = reference.date {
        sentences.push(date.to_string());
    }
    if !reference.doi.is_empty() {
        sentences.push(format!("doi:{}", reference.doi));
    } else {
        sentences.push(reference.url.clone());
    }
    let said: Vec<&str> = sentences.iter().map(String::as_str).collect();
    joined(&said, ". ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_stands_in_one_line() {
        let mut reference = Reference::default();
        assert_eq!(in_full(&reference), "");
        reference.container = "Mine Safety".to_owned();
        reference.volume = "12".to_owned();
        reference.issue = "3".to_owned();
        reference.pages = "1–9".to_owned();
        reference.publisher = "Mine Press".to_owned();
        assert_eq!(in_full(&reference), "Mine Safety 12(3), 1–9. Mine Press");
    }
}
