//! May the boundary between two words be left out: are `anti-trafficking` and `antitrafficking` one word?
//!
//! Two runs of words are the same when they have the same letters and every boundary that only one of them has may be
//! left out. A boundary may be left out
//! - at a hyphen (or any dash without a blank before it), but not between two numbers;
//! - at a blank after a combining form such as `anti` or `non`, which is no word of its own. Forms that are also
//!   common words (`over`, `under`, `out`, `a`, `in`) are not in the list: `over time` is not `overtime`, and
//!   `a cross` is not `across`;
//! - in a query only, between a number and letters: `05ALMATY406` is `05 ALMATY 406`.

use super::Joint;

/// Combining forms that are no words of their own in running English.
const FORMS: [&str; 48] = [
    "afro", "ante", "anti", "bi", "bio", "co", "contra", "counter", "crypto", "cyber", "eco",
    "electro", "euro", "extra", "geo", "hyper", "infra", "inter", "intra", "macro", "mega", "meta",
    "micro", "mid", "mini", "mis", "mono", "multi", "neo", "non", "pan", "para", "poly", "post",
    "pre", "pro", "proto", "pseudo", "quasi", "re", "retro", "semi", "socio", "sub", "super",
    "trans", "tri", "ultra",
];

/// Whether a folded word is a combining form: it makes one word with what follows.
pub fn is_form(word: &str) -> bool {
    word.len() <= 7 && FORMS.binary_search(&word).is_ok()
}

/// Whether the boundary between two neighbouring words of a text may be left out.
pub fn may_close(before: &str, joint: Joint, after: &str) -> bool {
    match joint {
        Joint::Hyphen => !(ends_in_digit(before) && starts_with_digit(after)),
        Joint::Blank => is_form(before),
        Joint::Start | Joint::Glued | Joint::Other => false,
    }
}

/// Whether a word ends in a digit.
pub fn ends_in_digit(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a word starts with a digit.
pub fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(FORMS.is_sorted());
        assert!(FORMS.iter().all(|form| is_form(form)));
        assert!(!is_form("a") && !is_form("over"));
    }
}
