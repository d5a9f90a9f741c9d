//! Which letters are meant by the codes of fonts that put signs in the place of letters: Symbol and Wingdings?

use crate::import::raised;

/// The Symbol font from 0x20 on, as Adobe laid it out; U+FFFD where there is nothing.
const SYMBOL: &str = concat!(
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?",
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_",
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼\u{fffd}",
    "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
    "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵",
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{fffd}〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭\u{fffd}",
);

/// Words as they are shown: raised digits raised, codes of fonts of signs as the signs that they mean; and how many of
/// those are not known.
pub fn shown(words: String, is_raised: bool, font: Option<&str>) -> (String, usize) {
    if is_raised && is_number(&words) {
        return (raised(&words), 0);
    }
    let Some(font) = font else {
        return (words, 0);
    };
    let mut unknown = 0;
    let signs = words.chars().map(|c| {
        let is_sign = ('\u{f020}'..='\u{f0ff}').contains(&c);
        let meant = is_sign.then(|| meant(font, c as u32)).flatten();
        unknown += usize::from(meant == Some('\u{fffd}'));
        meant.unwrap_or(c)
    });
    (signs.collect(), unknown)
}

/// Whether these are the digits of one number or of several, as raised marks of notes are.
pub fn is_number(words: &str) -> bool {
    let digits = words.trim();
    digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '-' | '–'))
}

/// The letter that a code means in a font of signs; `code` may be moved up to U+F000, as Word does. None where the font is
/// one of letters, U+FFFD where the sign is not known.
pub fn meant(font: &str, code: u32) -> Option<char> {
    let code = if (0xf000..=0xf0ff).contains(&code) {
        code - 0xf000
    } else {
        code
    };
    let font = font.trim_matches(['"', ' ']).to_ascii_lowercase();
    match font.as_str() {
        "symbol" | "symbolps" | "standard symbols l" => Some(symbol(code)),
        "wingdings" => Some(wingdings(code)),
        "wingdings 2" => Some(wingdings_2(code)),
        "wingdings 3" | "webdings" | "zapfdingbats" | "marlett" | "mt extra" => Some('\u{fffd}'),
        _ => None,
    }
}

fn symbol(code: u32) -> char {
    let at = code.checked_sub(0x20);
    let found = at.and_then(|at| SYMBOL.chars().nth(at as usize));
    found.unwrap_or('\u{fffd}')
}

fn wingdings(code: u32) -> char {
    match code {
        0x20 => ' ',
        0x21 => '✏',
        0x22 => '✂',
        0x28 => '☎',
        0x2a => '✉',
        0x4a => '☺',
        0x4b => '😐',
        0x4c => '☹',
        0x6c | 0x9f => '●',
        0x6d | 0xa1 => '○',
        0x6e => '■',
        0x6f | 0x71 | 0x72 | 0xa8 => '□',
        0x73..=0x75 => '◆',
        0x76 => '❖',
        0x77 | 0x78 => '⬥',
        0x80 => '⓪',
        0x81..=0x8a => char::from_u32('①' as u32 + code - 0x81).unwrap_or('\u{fffd}'),
        0x8b => '⓿',
        0x8c..=0x95 => char::from_u32('❶' as u32 + code - 0x8c).unwrap_or('\u{fffd}'),
        0x9e | 0xa0 => '•',
        0xa4 => '◉',
        0xa7 => '▪',
        0xab => '★',
        0xd5 => '⌫',
        0xd8 => '➢',
        0xdc => '➲',
        0xdf => '←',
        0xe0 | 0xe8 => '→',
        0xe1 => '↑',
        0xe2 => '↓',
        0xef => '⇦',
        0xf0 => '⇨',
        0xf3 => '⬄',
        0xfb => '✗',
        0xfc => '✓',
        0xfd => '☒',
        0xfe => '☑',
        _ => '\u{fffd}',
    }
}

fn wingdings_2(code: u32) -> char {
    match code {
        0x20 => ' ',
        0x4f => '✗',
        0x50 => '✓',
        0x51 | 0x54 => '☒',
        0x52 => '☑',
        0x97 => '●',
        0xa1 => '■',
        0xa3 => '□',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_told_from_letters() {
        assert_eq!(SYMBOL.chars().count(), 224);
        for (font, code, sign) in [
            ("Symbol", 0xf0b7, Some('•')),
            ("Symbol", 0x61, Some('α')),
            ("Symbol", 0xf0ae, Some('→')),
            ("Symbol", 0xfe, Some('⎭')),
            ("Wingdings", 0xf0fc, Some('✓')),
            ("Wingdings", 0xf0a7, Some('▪')),
            ("Wingdings", 0xf000, Some('\u{fffd}')),
            ("Arial", 0xf0b7, None),
        ] {
            assert_eq!(meant(font, code), sign, "{font} {code:x}");
        }
    }
}
