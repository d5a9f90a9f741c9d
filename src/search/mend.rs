//! What would a query be that cannot be understood, if its trouble were mended?

use super::{Query, QueryError};

/// The most ways that are offered.
const MOST: usize = 2;

/// Forms of a query that can be understood, the likeliest first: with the place of the trouble taken by its words, left out,
/// or with the parenthesis that it lacks. None where there is no such form.
pub fn mended(text: &str, problem: &QueryError) -> Vec<String> {
    let part = |skip: usize, take: usize| text.chars().skip(skip).take(take).collect::<String>();
    let before = part(0, problem.at);
    let mut here = part(problem.at, problem.length);
    let mut after = part(problem.at + problem.length, usize::MAX);
    if here.ends_with(':') {
        // A field goes with its value.
        let end = after.find(char::is_whitespace).unwrap_or(after.len());
        here.extend(after.drain(..end));
    }
    let mut forms = Vec::new();
    match here.trim() {
        ")" => {
            forms.push(format!("{before}{after}"));
            forms.push(format!("({text}"));
        }
        "" => forms.push(before.clone()),
        words => {
            // As words: what stands behind the colon of a field, and without the signs of the language.
            let bare: String = words
                .chars()
                .map(|c| if "\"()/".contains(c) { ' ' } else { c })
                .collect();
            let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
            forms.push(format!("{before}\"{bare}\"{after}"));
            forms.push(format!("{before}{after}"));
        }
    }
    let mut found: Vec<String> = Vec::new();
    for form in forms {
        let form = form.split_whitespace().collect::<Vec<_>>().join(" ");
        let works = Query::parse(&form).is_ok_and(|query| !query.is_empty());
        if works && !found.contains(&form) && form != text.trim() {
            found.push(form);
        }
    }
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        mended(text, &Query::parse(text).unwrap_err())
    }

    #[test]
    fn each_form_that_is_offered_can_be_asked() {
        for text in [
            "shrimp)",
            "colour:red boat",
            "year:20x4 boat",
            "/[a/ boat",
            "stance:perhaps",
            "boat NEAR/4 (doc:x)",
        ] {
            for form in forms(text) {
                assert!(Query::parse(&form).is_ok(), "{text}: {form}");
            }
        }
        assert_eq!(forms("shrimp)"), ["shrimp", "(shrimp)"]);
        assert_eq!(forms("boat colour:red")[0], "boat \"colour:red\"");
        assert!(!forms("/[a/").is_empty());
    }
}
