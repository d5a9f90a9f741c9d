//! How is a name written in a key? Small letters without accents, blanks and signs.

/// Adds the letters of a name to a key.
pub(super) fn push(name: &str, key: &mut String) {
    for c in name.chars() {
        match c {
            'a'..='z' | '0'..='9' => key.push(c),
            'A'..='Z' => key.push(c.to_ascii_lowercase()),
            // An umlaut in two signs.
            '\u{308}' if key.ends_with(['a', 'o', 'u']) => key.push('e'),
            c if !c.is_ascii() && c.is_alphanumeric() => {
                for c in c.to_lowercase() {
                    match plain(c) {
                        "" if c.is_alphanumeric() => key.push(c),
                        letters => key.push_str(letters),
                    }
                }
            }
            _ => {}
        }
    }
}

/// The letters of a name, as keys have them.
pub(super) fn name(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    push(name, &mut key);
    key
}

/// A letter without its accent, one letter for one where telegrams have no more: `Ü` is `u`.
pub(super) fn without_accent(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c);
    }
    let small = c.to_lowercase().next()?;
    plain(small).chars().next().or(Some(c))
}

/// What a letter with an accent becomes; German umlauts as libraries write them out.
fn plain(c: char) -> &'static str {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
        'ä' | 'æ' => "ae",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' | 'ḍ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ĕ' | 'ẹ'..='ệ' => "e",
        'ğ' | 'ģ' | 'ǧ' | 'ġ' => "g",
        'ḥ' | 'ḫ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' | 'ĩ' | 'ǐ' | 'ỉ'..='ị' => "i",
        'ķ' | 'ḳ' => "k",
        'ł' | 'ľ' | 'ļ' | 'ĺ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' | 'ő' | 'ŏ' | 'ơ' | 'ǒ' | 'ọ'..='ợ' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' | 'ṭ' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' | 'ų' | 'ũ' | 'ŭ' | 'ư' | 'ǔ' | 'ụ'..='ự' => {
            "u"
        }
        'ü' => "ue",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' | 'ẓ' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_written_without_accents_and_signs() {
        assert_eq!(super::name("O’Reilly"), "oreilly");
        assert_eq!(super::name("Müller-Łoś"), "muellerlos");
        assert_eq!(super::name("Þórðarson"), "thordarson");
        assert_eq!(super::name("Nguyễn Thị Hường"), "nguyenthihuong");
        assert_eq!(super::name("al-Ḥuṣrī"), "alhusri");
    }
}
