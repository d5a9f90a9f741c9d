//! How much of something was read, in the words of a report?

/// A number with its word: "1 note", "1,240 words".
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{} {word}", grouped(number))
}

/// What there is some of, each as [`counted`].
pub(super) fn each<const N: usize>(
    counts: [(usize, &'static str, &'static str); N],
) -> impl Iterator<Item = String> {
    let some = counts.into_iter().filter(|(number, ..)| *number > 0);
    some.map(|(number, one, many)| counted(number, one, many))
}

/// The words of a text, counted; its letters where it does not part words by blanks.
pub(super) fn words(text: &str) -> String {
    let words = text.split_whitespace().count();
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    if letters > words * 15 {
        counted(letters, "letter", "letters")
    } else {
        counted(words, "word", "words")
    }
}

/// "10,000".
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_words() {
        assert_eq!(counted(1, "note", "notes"), "1 note");
        assert_eq!(counted(1_234_567, "note", "notes"), "1,234,567 notes");
        assert_eq!(words("one two three"), "3 words");
        assert_eq!(words("大臣は報告書が公平ではないと述べた"), "17 letters");
    }
}
