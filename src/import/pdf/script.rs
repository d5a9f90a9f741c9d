//! What has to be known of scripts to put letters together: which are written without blanks, and which stand on others.

use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

/// Han and kana with their punctuation: written without blanks, broken anywhere.
pub(super) fn is_ideographic(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{30ff}' | '\u{31c0}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Scripts of South East Asia that have blanks between sentences, not between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Marks that stand on the letter ahead of them.
pub(super) fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        return false;
    }
    let categories: CodePointMapDataBorrowed<'static, GeneralCategory> = CodePointMapData::new();
    GeneralCategoryGroup::Mark.contains(categories.get(c))
}

/// Whether more than a tenth of a text is in scripts that run from right to left: Hebrew, Arabic and their like.
pub(super) fn runs_left(text: &str) -> bool {
    let (mut all, mut left) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        all += 1;
        left += usize::from(matches!(c,
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'));
    }
    left * 10 > all
}
