//! How are numbers and quotations put into a sentence?

/// A number of things: "1 passage", "12 passages".
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// No more than so many characters of a text, with … in the place of the rest.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

/// The parts that are not empty, with these letters between them.
pub fn joined(parts: &[&str], between: &str) -> String {
    let said: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !part.is_empty())
        .collect();
    said.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_ends_in_dots_and_a_short_one_is_whole() {
        assert_eq!(shortened("ครู สอน", 4), "ครู…");
        assert_eq!(shortened("ครู", 4), "ครู");
        assert_eq!(joined(&["Moor", "", "2014"], " "), "Moor 2014");
        assert_eq!(counted(1, "note", "notes"), "1 note");
        assert_eq!(counted(0, "note", "notes"), "0 notes");
    }
}
