//! How near is a text that was read to the one that was set?

use std::collections::HashMap;

/// Words as they are compared: letters and digits in small letters; of scripts without blanks, each letter.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        let alone =
            matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
        if alone || !(c.is_alphanumeric() || c == '-') {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            if alone {
                words.push(c.to_string());
            }
        } else {
            word.extend(c.to_lowercase());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The F1 of the words that were found, wherever they stand.
pub fn f1(expected: &[String], found: &[String]) -> f64 {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for word in expected {
        *left.entry(word).or_default() += 1;
    }
    let mut hits = 0;
    for word in found {
        if let Some(count) = left.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            hits += 1;
        }
    }
    2.0 * f64::from(hits) / (expected.len() + found.len()).max(1) as f64
}

/// The part of the words that stands in the same order: the longest common subsequence over the longer of the two.
pub fn order(expected: &[String], found: &[String]) -> f64 {
    let mut last = vec![0_u32; found.len() + 1];
    for word in expected {
        let mut diagonal = 0;
        for (at, other) in found.iter().enumerate() {
            let above = last[at + 1];
            last[at + 1] = if word == other {
                diagonal + 1
            } else {
                above.max(last[at])
            };
            diagonal = above;
        }
    }
    f64::from(last[found.len()]) / expected.len().max(found.len()).max(1) as f64
}
