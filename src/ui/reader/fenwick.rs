//! Where does the n-th of very many heights start, and which of them is at a height? Both in a few steps, also while the
//! heights change (Fenwick 1994, "A new data structure for cumulative frequency tables").

/// Heights that can be added up and changed in logarithmic time.
#[derive(Clone, Debug, Default)]
pub struct Fenwick {
    sums: Vec<f64>,
    values: Vec<f32>,
}

impl Fenwick {
    /// Takes the heights in linear time.
    pub fn new(values: Vec<f32>) -> Self {
        let mut sums = vec![0.0; values.len() + 1];
        for (at, value) in values.iter().enumerate() {
            let node = at + 1;
            sums[node] += f64::from(*value);
            let parent = node + (node & node.wrapping_neg());
            if parent < sums.len() {
                sums[parent] += sums[node];
            }
        }
        Self { sums, values }
    }

    /// One height; 0 past the end.
    pub fn get(&self, at: usize) -> f32 {
        self.values.get(at).copied().unwrap_or(0.0)
    }

    /// Changes one height.
    pub fn set(&mut self, at: usize, value: f32) {
        let Some(old) = self.values.get_mut(at) else {
            return;
        };
        let change = f64::from(value) - f64::from(*old);
        *old = value;
        let mut node = at + 1;
        while node < self.sums.len() {
            self.sums[node] += change;
            node += node & node.wrapping_neg();
        }
    }

    /// The sum of all heights ahead of one; past the end, of all.
    pub fn before(&self, at: usize) -> f64 {
        let mut node = at.min(self.values.len());
        let mut sum = 0.0;
        while node > 0 {
            sum += self.sums[node];
            node &= node - 1;
        }
        sum
    }

    /// The sum of all.
    pub fn total(&self) -> f64 {
        self.before(self.values.len())
    }

    /// The last one that starts at or above `y`; 0 where there is none.
    pub fn at(&self, y: f64) -> usize {
        let mut node = 0;
        let mut left = y;
        let mut step = self.values.len().next_power_of_two();
        while step > 0 {
            let next = node + step;
            if next < self.sums.len() && self.sums[next] <= left {
                node = next;
                left -= self.sums[next];
            }
            step /= 2;
        }
        node.min(self.values.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_are_those_of_adding_up(
            start in proptest::collection::vec(0u8..50, 0..70),
            changes in proptest::collection::vec((0usize..80, 0u8..50), 0..30),
            y in 0u16..2000,
        ) {
            let mut plain: Vec<f32> = start.iter().map(|h| f32::from(*h)).collect();
            let mut tree = Fenwick::new(plain.clone());
            for (at, height) in changes {
                tree.set(at, f32::from(height));
                if let Some(slot) = plain.get_mut(at) {
                    *slot = f32::from(height);
                }
            }
            let before = |n: usize| plain.iter().take(n).map(|h| f64::from(*h)).sum::<f64>();
            for at in 0..=plain.len() {
                prop_assert_eq!(tree.before(at), before(at));
            }
            let expected = (0..plain.len()).rev().find(|n| before(*n) <= f64::from(y)).unwrap_or(0);
            prop_assert_eq!(tree.at(f64::from(y)), expected);
        }
    }
}
