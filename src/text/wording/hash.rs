//! A word as one number, such that the number of two words put together follows from theirs.

/// A polynomial hash of the letters of a folded word (Karp and Rabin 1987), with how many bytes they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Hash {
    value: u32,
    length: u8,
}

/// An odd number whose powers spread well.
const BASE: u32 = 0x9E37_79B1;

impl Hash {
    /// The hash of a folded word. Of a very long one only the start counts.
    pub fn of(folded: &str) -> Self {
        let mut hash = Self::default();
        for byte in folded.bytes().take(usize::from(u8::MAX)) {
            hash.value = hash
                .value
                .wrapping_mul(BASE)
                .wrapping_add(u32::from(byte) ^ 0x5bd1_e995_u32.rotate_left(u32::from(byte)));
            hash.length += 1;
        }
        hash
    }

    /// The hash of the word that two make without what is between them.
    pub fn then(self, next: Self) -> Self {
        let power = BASE.wrapping_pow(u32::from(next.length));
        Self {
            value: self.value.wrapping_mul(power).wrapping_add(next.value),
            length: self.length.saturating_add(next.length),
        }
    }

    /// How many bytes the folded word has.
    pub fn length(self) -> usize {
        usize::from(self.length)
    }

    /// A number for tables, into which a run of words can be mixed one after the other.
    pub fn mixed_into(self, run: u64) -> u64 {
        let word = u64::from(self.value) << 8 | u64::from(self.length);
        let mut mixed = run.rotate_left(23) ^ word.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^= mixed >> 29;
        mixed.wrapping_mul(0xBF58_476D_1CE4_E5B9)
    }
}
