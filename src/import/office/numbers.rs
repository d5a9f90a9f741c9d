//! How is a number shown: 4, iv, d, D, 4th?

/// A way of showing numbers, as word processors have them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// 1, 2, 3.
    #[default]
    Arabic,
    /// 01, 02, 03.
    Padded,
    /// i, ii, iii.
    LowerRoman,
    /// I, II, III.
    UpperRoman,
    /// a, b, c; aa after z.
    LowerLetter,
    /// A, B, C.
    UpperLetter,
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// *, †, ‡, §, then twice.
    Signs,
    /// ①, ②, ③.
    Circled,
    /// ๑, ๒, ๓.
    Thai,
    /// 一, 二, 三.
    Chinese,
    /// A bullet, which has no number.
    Bullet,
    /// Not shown.
    None,
}

impl Numbering {
    /// By the name that WordprocessingML gives it.
    pub fn of_word(name: &str) -> Self {
        match name {
            "decimalZero" => Self::Padded,
            "lowerRoman" => Self::LowerRoman,
            "upperRoman" => Self::UpperRoman,
            "lowerLetter" => Self::LowerLetter,
            "upperLetter" => Self::UpperLetter,
            "ordinal" => Self::Ordinal,
            "chicago" => Self::Signs,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "thaiNumbers" => Self::Thai,
            "chineseCounting"
            | "japaneseCounting"
            | "chineseCountingThousand"
            | "taiwaneseCountingThousand"
            | "ideographDigital" => Self::Chinese,
            "bullet" => Self::Bullet,
            "none" => Self::None,
            _ => Self::Arabic,
        }
    }

    /// By the sample that OpenDocument gives of it: "1", "i", "A"; empty for none.
    pub fn of_sample(sample: &str) -> Self {
        match sample.chars().next() {
            None => Self::None,
            Some('i') => Self::LowerRoman,
            Some('I') => Self::UpperRoman,
            Some('a') => Self::LowerLetter,
            Some('A') => Self::UpperLetter,
            Some('๑') => Self::Thai,
            Some('①') => Self::Circled,
            Some('一') => Self::Chinese,
            Some(_) => Self::Arabic,
        }
    }

    /// The number as it is shown.
    pub fn show(self, number: u32) -> String {
        match self {
            Self::Arabic => number.to_string(),
            Self::Padded => format!("{number:02}"),
            Self::LowerRoman => roman(number).to_lowercase(),
            Self::UpperRoman => roman(number),
            Self::LowerLetter => repeated(number, 'a', 26),
            Self::UpperLetter => repeated(number, 'A', 26),
            Self::Ordinal => format!("{number}{}", ordinal(number)),
            Self::Signs => signs(number),
            Self::Circled if (1..=20).contains(&number) => repeated(number, '①', 20),
            Self::Circled => number.to_string(),
            Self::Thai => digits(number, '๐'),
            Self::Chinese => chinese(number),
            Self::Bullet => "•".to_owned(),
            Self::None => String::new(),
        }
    }
}

fn roman(number: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4_000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut shown = String::new();
    for (value, letters) in PARTS {
        while rest >= value {
            rest -= value;
            shown.push_str(letters);
        }
    }
    shown
}

/// The letter of a number; past the last, letters are doubled, then trebled, as word processors do.
fn repeated(number: u32, first: char, letters: u32) -> String {
    let Some(before) = number.checked_sub(1) else {
        return "0".to_owned();
    };
    let letter = char::from_u32(first as u32 + before % letters).unwrap_or(first);
    let times = (before / letters + 1).min(30);
    std::iter::repeat_n(letter, times as usize).collect()
}

fn ordinal(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

fn signs(number: u32) -> String {
    let Some(before) = number.checked_sub(1) else {
        return String::new();
    };
    let sign = match before % 4 {
        0 => '*',
        1 => '†',
        2 => '‡',
        _ => '§',
    };
    std::iter::repeat_n(sign, (before / 4 + 1).min(30) as usize).collect()
}

fn digits(number: u32, zero: char) -> String {
    number
        .to_string()
        .bytes()
        .filter_map(|digit| char::from_u32(zero as u32 + u32::from(digit - b'0')))
        .collect()
}

fn chinese(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS[(n % 10) as usize];
    match number {
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_word_processors_do() {
        for (way, number, shown) in [
            (Numbering::Arabic, 12, "12"),
            (Numbering::Padded, 7, "07"),
            (Numbering::LowerRoman, 1994, "mcmxciv"),
            (Numbering::UpperRoman, 0, "0"),
            (Numbering::LowerLetter, 26, "z"),
            (Numbering::LowerLetter, 28, "bb"),
            (Numbering::Ordinal, 112, "112th"),
            (Numbering::Signs, 5, "**"),
            (Numbering::Circled, 3, "③"),
            (Numbering::Thai, 10, "๑๐"),
            (Numbering::Chinese, 21, "二十一"),
        ] {
            assert_eq!(way.show(number), shown);
        }
    }
}
