//! Where do the words of a query stand in a document, and which of its paragraphs are those?

/// A place where a word or phrase stands, in positions of the document's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub(super) start: u32,
    /// One past the last.
    pub(super) end: u32,
    pub(super) paragraph: u32,
}

impl Occurrence {
    fn key(self) -> (u32, u32) {
        (self.start, self.end)
    }
}

/// Puts occurrences in the order of the text, each once.
pub(super) fn tidy(occurrences: &mut Vec<Occurrence>) {
    // Lists are mostly in order already, or are some that are in order one after the other: the stable sort is the
    // one that sees that.
    occurrences.sort_by_key(|one| one.key());
    occurrences.dedup();
}

/// Where paragraphs start in positions, and which of them have a script without blanks.
#[derive(Clone, Debug, Default)]
pub(super) struct Positions {
    pub(super) starts: Vec<u32>,
    pub(super) dense: Vec<u32>,
}

impl Positions {
    /// The paragraph of a position.
    pub(super) fn paragraph(&self, position: u32) -> u32 {
        let after = self.starts.partition_point(|start| *start <= position);
        number(after.saturating_sub(1))
    }

    /// Adds what stands at these places, which are in order.
    pub(super) fn place(&self, places: &[Place], into: &mut Vec<Occurrence>) {
        let mut paragraph = 0;
        into.reserve(places.len());
        for place in places {
            let (start, end) = place.bounds();
            let rest = self.starts.get(paragraph + 1..).unwrap_or_default();
            if rest.first().is_some_and(|next| *next <= start) {
                // Mostly it is the next one; if not, it may be far.
                paragraph += match rest.get(1) {
                    Some(after) if *after <= start => rest.partition_point(|next| *next <= start),
                    _ => 1,
                };
            }
            into.push(Occurrence {
                start,
                end,
                paragraph: number(paragraph),
            });
        }
    }
}

/// The first and one past the last of some positions, in one number that sorts as they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place(u64);

impl Place {
    pub(super) fn new(start: u32, words: u32) -> Self {
        Self(u64::from(start) << 32 | u64::from(start.saturating_add(words)))
    }

    /// The first, and one past the last.
    pub(super) fn bounds(self) -> (u32, u32) {
        ((self.0 >> 32) as u32, self.0 as u32)
    }
}

/// A count as positions are kept. Texts of four billion words do not fit into memory anyhow.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Some paragraphs of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraphs {
    bits: Vec<u64>,
    count: usize,
}

impl Paragraphs {
    pub(super) fn none(count: usize) -> Self {
        Self {
            bits: vec![0; count.div_ceil(64)],
            count,
        }
    }

    pub(super) fn all(count: usize) -> Self {
        Self::none(count).not()
    }

    /// Those in which something stands.
    pub(super) fn of(count: usize, occurrences: &[Occurrence]) -> Self {
        let mut found = Self::none(count);
        for one in occurrences {
            found.insert(one.paragraph as usize);
        }
        found
    }

    pub(super) fn insert(&mut self, paragraph: usize) {
        if paragraph < self.count {
            self.bits[paragraph / 64] |= 1 << (paragraph % 64);
        }
    }

    pub(super) fn remove(&mut self, paragraph: usize) {
        if let Some(bits) = self.bits.get_mut(paragraph / 64) {
            *bits &= !(1 << (paragraph % 64));
        }
    }

    pub(super) fn has(&self, paragraph: usize) -> bool {
        self.bits
            .get(paragraph / 64)
            .is_some_and(|bits| bits >> (paragraph % 64) & 1 == 1)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.bits.iter().all(|bits| *bits == 0)
    }

    pub(super) fn not(mut self) -> Self {
        for bits in &mut self.bits {
            *bits = !*bits;
        }
        if let Some(last) = self.bits.last_mut()
            && !self.count.is_multiple_of(64)
        {
            *last &= (1 << (self.count % 64)) - 1;
        }
        self
    }

    pub(super) fn and(mut self, other: &Self) -> Self {
        for (bits, others) in self.bits.iter_mut().zip(&other.bits) {
            *bits &= others;
        }
        self
    }

    pub(super) fn or(mut self, other: &Self) -> Self {
        for (bits, others) in self.bits.iter_mut().zip(&other.bits) {
            *bits |= others;
        }
        self
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.bits.iter().enumerate().flat_map(|(at, bits)| {
            let mut left = *bits;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                left &= left.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit)
            })
        })
    }
}
