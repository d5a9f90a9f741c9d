//! What does the instruction of a field say? Word processors put links, page numbers and cross-references into fields.

use super::symbols;

/// The address that a field leads to; none where it is no link, or one within the document.
pub fn link(instruction: &str) -> Option<String> {
    let mut words = words(instruction).into_iter();
    if !words.next()?.eq_ignore_ascii_case("HYPERLINK") {
        return None;
    }
    let mut address = None;
    let mut place = None;
    while let Some(word) = words.next() {
        match word.as_str() {
            "\\l" => place = words.next(),
            "\\o" | "\\t" => drop(words.next()),
            word if word.starts_with('\\') => {}
            _ => address = address.or(Some(word)),
        }
    }
    let address = address.filter(|address| !address.is_empty())?;
    Some(match place {
        Some(place) if !address.contains('#') => format!("{address}#{place}"),
        _ => address,
    })
}

/// What a field shows that has no words but its instruction: a sign given by its number, a place to be filled in.
pub fn shown(instruction: &str) -> Option<String> {
    let instruction = instruction.trim();
    let (kind, rest) = instruction.split_once(char::is_whitespace)?;
    let (first, rest) = rest.trim_start().split_once(char::is_whitespace)?;
    match kind {
        "MACROBUTTON" => Some(rest.trim().to_owned()),
        "SYMBOL" => {
            let code = first.parse().ok()?;
            let font = words(rest)
                .into_iter()
                .skip_while(|word| word != "\\f")
                .nth(1);
            let font = font.unwrap_or_else(|| "Symbol".to_owned());
            let sign = symbols::meant(&font, code).or_else(|| char::from_u32(code));
            Some(sign.unwrap_or('\u{fffd}').to_string())
        }
        _ => None,
    }
}

/// Words as Word parts them: quoted ones hold blanks, a backslash doubles itself and a quote in them.
fn words(instruction: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let (mut quoted, mut begun) = (false, false);
    let mut letters = instruction.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' | '\u{201c}' | '\u{201d}' => {
                quoted = !quoted;
                begun = true;
            }
            '\\' if quoted && matches!(letters.peek(), Some('\\' | '"')) => {
                word.extend(letters.next());
            }
            c if c.is_whitespace() && !quoted => {
                if begun || !word.is_empty() {
                    found.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            c => word.push(c),
        }
    }
    if begun || !word.is_empty() {
        found.push(word);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_without_words_show_what_they_say() {
        for (instruction, words) in [
            (" SYMBOL 183 \\f \"Symbol\" \\s 10 ", Some("•")),
            ("MACROBUTTON None Your name here", Some("Your name here")),
            ("PAGE \\* roman x", None),
            ("SYMBOL", None),
        ] {
            assert_eq!(shown(instruction).as_deref(), words, "{instruction}");
        }
    }

    #[test]
    fn links_are_told_from_other_fields() {
        for (instruction, address) in [
            (
                " HYPERLINK \"https://example.org/a b\" \\o \"tip\" ",
                Some("https://example.org/a b"),
            ),
            (
                " hyperlink \"https://example.org\" \\l \"part\"",
                Some("https://example.org#part"),
            ),
            ("HYPERLINK \\l \"_Toc1\"", None),
            ("PAGEREF _Toc1 \\h", None),
            (
                "HYPERLINK \"c:\\\\texts\\\\a.docx\"",
                Some("c:\\texts\\a.docx"),
            ),
            ("", None),
        ] {
            assert_eq!(link(instruction).as_deref(), address, "{instruction}");
        }
    }
}
