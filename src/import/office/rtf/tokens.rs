//! An RTF file cut into braces, control words and bytes of text.

/// A piece of an RTF file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\par`, `\u8364`: its name and number.
    Word(&'b str, Option<i32>),
    /// `\~`, `\*`: the sign.
    Sign(u8),
    /// A byte of text; written as it is, or as `\'e9`.
    Byte(u8),
}

/// The pieces of a file, one by one.
pub struct Tokens<'b> {
    rest: &'b [u8],
}

impl<'b> Tokens<'b> {
    /// Of these bytes.
    pub fn of(bytes: &'b [u8]) -> Self {
        Self { rest: bytes }
    }

    /// Leaves out bytes that are no text.
    pub fn pass(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn word(&mut self) -> Token<'b> {
        let bytes = self.rest;
        let letters = bytes
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let mut end = letters;
        let minus =
            bytes.get(end) == Some(&b'-') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        end += usize::from(minus);
        let digits = bytes
            .iter()
            .skip(end)
            .take(10)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let number = (digits > 0).then(|| {
            let digits = bytes.get(end..end + digits).unwrap_or_default();
            let number = digits
                .iter()
                .fold(0_i64, |number, digit| number * 10 + i64::from(digit - b'0'));
            let number = if minus { -number } else { number };
            number.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
        });
        end += digits;
        // One blank belongs to the word.
        let blank = bytes.get(end) == Some(&b' ');
        let name = bytes.get(..letters).unwrap_or_default();
        self.pass(end + usize::from(blank));
        Token::Word(std::str::from_utf8(name).unwrap_or_default(), number)
    }

    fn hex(&mut self) -> Option<u8> {
        let digits = self.rest.get(..2)?;
        let digits = std::str::from_utf8(digits).ok()?;
        let byte = u8::from_str_radix(digits, 16).ok()?;
        self.pass(2);
        Some(byte)
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            return Some(match self.take()? {
                b'{' => Token::Open,
                b'}' => Token::Close,
                b'\r' | b'\n' | 0 => continue,
                b'\\' => match *self.rest.first()? {
                    byte if byte.is_ascii_alphabetic() => self.word(),
                    b'\'' => {
                        self.pass(1);
                        match self.hex() {
                            Some(byte) => Token::Byte(byte),
                            None => continue,
                        }
                    }
                    b'\r' | b'\n' => {
                        self.pass(1);
                        Token::Word("par", None)
                    }
                    byte @ (b'\\' | b'{' | b'}') => {
                        self.pass(1);
                        Token::Byte(byte)
                    }
                    byte => {
                        self.pass(1);
                        Token::Sign(byte)
                    }
                },
                b'\t' => Token::Word("tab", None),
                byte => Token::Byte(byte),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_bytes_are_told_apart() {
        let tokens: Vec<Token<'_>> =
            Tokens::of(b"{\\u-10179 a\\'e9\\b0b\\~\\\\\\par\r\n}\\'zz\\").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("u", Some(-10179)),
                Token::Byte(b'a'),
                Token::Byte(0xe9),
                Token::Word("b", Some(0)),
                Token::Byte(b'b'),
                Token::Sign(b'~'),
                Token::Byte(b'\\'),
                Token::Word("par", None),
                Token::Close,
                Token::Byte(b'z'),
                Token::Byte(b'z'),
            ]
        );
    }
}
