//! In which encoding are the bytes of a font?

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874, WINDOWS_1250,
    WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256,
    WINDOWS_1257, WINDOWS_1258,
};
use std::collections::HashMap;

/// The fonts of a document by their numbers.
#[derive(Default)]
pub struct Fonts {
    fonts: HashMap<i32, Font>,
}

/// A font.
#[derive(Clone, Debug, Default)]
pub struct Font {
    /// Its name.
    pub name: String,
    /// The encoding of bytes in it; none where it is that of the document.
    pub encoding: Option<&'static Encoding>,
    /// Whether its bytes are signs, not letters.
    pub is_signs: bool,
}

impl Fonts {
    /// Adds one.
    pub fn add(&mut self, number: i32, font: Font) {
        self.fonts.insert(number, font);
    }

    /// One by its number.
    pub fn get(&self, number: i32) -> Option<&Font> {
        self.fonts.get(&number)
    }
}

impl Font {
    /// Takes the number of its character set.
    pub fn set(&mut self, charset: i32) {
        self.is_signs = charset == 2;
        self.encoding = match charset {
            0 => Some(WINDOWS_1252),
            77 => Some(MACINTOSH),
            128 => Some(SHIFT_JIS),
            129 | 130 => Some(EUC_KR),
            134 => Some(GBK),
            136 => Some(BIG5),
            161 => Some(WINDOWS_1253),
            162 => Some(WINDOWS_1254),
            163 => Some(WINDOWS_1258),
            177 => Some(WINDOWS_1255),
            178..=180 => Some(WINDOWS_1256),
            186 => Some(WINDOWS_1257),
            204 => Some(WINDOWS_1251),
            222 => Some(WINDOWS_874),
            238 => Some(WINDOWS_1250),
            _ => None,
        };
    }
}

/// The encoding of a code page.
pub fn code_page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        866 => IBM866,
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 | 1361 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10000 => MACINTOSH,
        65001 => UTF_8,
        _ => return None,
    })
}
