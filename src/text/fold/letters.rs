//! What does a letter become when case, accents and compatibility forms do not count?

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::{CodePointMapData, props::GeneralCategory};

/// Whether a script that writes no blanks uses this character.
pub(super) fn is_dense(c: char) -> bool {
    matches!(c,
        '\u{0E01}'..='\u{0E4F}' | '\u{0E5A}'..='\u{0ECF}' | '\u{0EDC}'..='\u{0EFF}'
        | '\u{1000}'..='\u{103F}' | '\u{104A}'..='\u{108F}' | '\u{109A}'..='\u{109F}'
        | '\u{1780}'..='\u{17DF}' | '\u{17EA}'..='\u{17FF}'
        | '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3031}'..='\u{3035}'
        | '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}'
        | '\u{20000}'..='\u{3FFFF}')
        && c != '\u{30FB}'
        && (c.is_alphanumeric() || is_mark(c))
}

/// Whether it only puts something over, under or around the character before it.
pub(super) fn is_mark(c: char) -> bool {
    c >= '\u{300}'
        && (matches!(c, '\u{FF9E}' | '\u{FF9F}')
            || matches!(
                CodePointMapData::<GeneralCategory>::new().get(c),
                GeneralCategory::NonspacingMark
                    | GeneralCategory::SpacingMark
                    | GeneralCategory::EnclosingMark
            ))
}

/// Whether it joins the syllable of the letter before it (Korean written in single letters).
pub(super) fn is_trailing_jamo(c: char) -> bool {
    matches!(c, '\u{1160}'..='\u{11FF}')
}

/// Whether it has no width and no meaning for a word: soft hyphen, joiners, marks of direction, variation selectors.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{E0100}'..='\u{E01EF}')
}

/// Whether it is a raised digit, as notes are numbered.
pub(super) fn is_raised_digit(c: char) -> bool {
    matches!(
        c,
        '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}' | '\u{2074}'..='\u{2079}'
    )
}

/// Whether it is a hyphen or dash of some shape.
pub(super) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{58A}' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// Adds a character with its marks, folded. May add nothing.
pub(super) fn fold_cluster(cluster: &str, out: &mut String) {
    if let [byte] = cluster.as_bytes() {
        out.push(byte.to_ascii_lowercase() as char);
        return;
    }
    let mut base = '\0';
    let mut folded = String::with_capacity(cluster.len());
    for c in DecomposingNormalizerBorrowed::new_nfkd()
        .normalize(cluster)
        .chars()
    {
        if is_accent(c) && !(is_cyrillic(base) && c == '\u{306}') {
            continue;
        }
        base = c;
        for c in c.to_lowercase() {
            match respelled(c) {
                Some(letters) => folded.push_str(letters),
                None => folded.push(ascii_digit(c)),
            }
        }
    }
    folded.retain(|c| !is_accent(c) || c == '\u{306}');
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&folded);
    out.extend(
        composed
            .chars()
            .filter(|c| c.is_alphanumeric() || is_mark(*c)),
    );
}

/// Accents of alphabets, and the vowel signs that Hebrew and Arabic mostly leave out. Not the vowels of Indian and
/// Thai script, nor the voicing marks of Japanese, without which it is another word.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE20}'..='\u{FE2F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C2}'
        | '\u{5C4}'..='\u{5C5}' | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}'
        | '\u{670}' | '\u{6D6}'..='\u{6DC}')
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52F}')
}

/// Letters that no decomposition takes apart.
fn respelled(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

/// The digits of Thai, Arabic, Indian and neighbouring scripts as everybody's.
fn ascii_digit(c: char) -> char {
    const ZEROS: [char; 13] = [
        '\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}', '\u{BE6}',
        '\u{E50}', '\u{ED0}', '\u{1040}', '\u{1090}', '\u{17E0}',
    ];
    let zero = ZEROS
        .iter()
        .find(|zero| (**zero as u32..**zero as u32 + 10).contains(&(c as u32)));
    zero.and_then(|zero| char::from_digit(c as u32 - *zero as u32, 10))
        .unwrap_or(c)
}
