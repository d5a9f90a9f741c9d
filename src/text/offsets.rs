//! How do byte offsets and code point offsets translate? Other tools, and the command line, count code points.

/// Translates between bytes and code points of one text, in constant time but for a short walk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodePoints {
    /// Code points ahead of every [`STEP`]th byte (of the character that holds it). Empty for ASCII.
    marks: Vec<usize>,
    bytes: usize,
    count: usize,
}

const STEP: usize = 512;

impl CodePoints {
    /// Counts through the text once.
    pub fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                marks: Vec::new(),
                bytes: text.len(),
                count: text.len(),
            };
        }
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(count);
            count += starts(chunk);
        }
        Self {
            marks,
            bytes: text.len(),
            count,
        }
    }

    /// How many code points the text has.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The code points ahead of a byte offset; past the end, all of them.
    pub fn from_byte(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(self.bytes);
        match self.marks.get(byte / STEP) {
            Some(ahead) => {
                ahead
                    + text
                        .as_bytes()
                        .get(byte / STEP * STEP..byte)
                        .map_or(0, starts)
            }
            None if self.marks.is_empty() => byte,
            None => self.count,
        }
    }

    /// The byte offset that has so many code points ahead of it; none past the end.
    pub fn to_byte(&self, text: &str, code_point: usize) -> Option<usize> {
        if code_point >= self.count {
            return (code_point == self.count).then_some(self.bytes);
        }
        if self.marks.is_empty() {
            return Some(code_point);
        }
        let chunk = self
            .marks
            .partition_point(|ahead| *ahead <= code_point)
            .saturating_sub(1);
        let (from, mut left) = (chunk * STEP, code_point - self.marks[chunk]);
        for (at, byte) in text.as_bytes().iter().enumerate().skip(from) {
            if is_start(*byte) {
                if left == 0 {
                    return Some(at);
                }
                left -= 1;
            }
        }
        None
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| is_start(**byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn offsets_go_there_and_back(text in "(ไทย|é|a|🙂|日本){0,600}") {
            let map = CodePoints::of(&text);
            prop_assert_eq!(map.count(), text.chars().count());
            for (code_point, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(map.from_byte(&text, byte), code_point);
                prop_assert_eq!(map.to_byte(&text, code_point), Some(byte));
            }
            prop_assert_eq!(map.to_byte(&text, map.count()), Some(text.len()));
            prop_assert_eq!(map.to_byte(&text, map.count() + 1), None);
        }
    }
}
