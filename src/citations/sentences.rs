//! Where does the sentence start, or the bracket open, that some text ends in?

/// The round or square bracket that is open at the end of some text: where it stands.
pub(super) fn enclosing(ahead: &str) -> Option<usize> {
    let mut depth = 0;
    let bytes = ahead.as_bytes();
    let closing = memchr::memrchr2_iter(b')', b']', bytes);
    let mut closing = closing.peekable();
    for open in memchr::memrchr2_iter(b'(', b'[', bytes) {
        while closing.next_if(|close| *close > open).is_some() {
            depth += 1;
        }
        if depth == 0 {
            return Some(open);
        }
        depth -= 1;
    }
    None
}

/// Where the sentence starts that some text ends in.
pub(super) fn sentence_start(ahead: &str) -> usize {
    let bytes = ahead.as_bytes();
    for at in memchr::memrchr_iter(b' ', bytes) {
        let word = &ahead[..at];
        let stop = word.ends_with(['.', '!', '?']) || word.ends_with([';', ':']);
        if !stop {
            continue;
        }
        let last = word[word.rfind([' ', '(']).map_or(0, |blank| blank + 1)..]
            .trim_end_matches(['.', '!', '?', ';', ':']);
        let initial = last.chars().count() <= 1 || last.contains('.');
        let short = matches!(
            last,
            "al" | "eds"
                | "ed"
                | "Dr"
                | "Mr"
                | "Ms"
                | "Mrs"
                | "Prof"
                | "St"
                | "Jr"
                | "cf"
                | "Cf"
                | "e.g"
                | "vs"
                | "v"
                | "Dept"
        );
        if !(initial || short) || !word.ends_with('.') {
            return at + 1;
        }
    }
    0
}
