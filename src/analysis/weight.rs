//! How much does a test weigh? Bayesian process tracing after Fairfield and Charman, "Explicit Bayesian Analysis for
//! Process Tracing" (Political Analysis 25, 2017): weight of evidence in decibels, posterior odds over the prior.

use crate::project::{Likelihoods, Tested};

/// A weight of evidence for the argument over its rival, from a low to a high estimate, in decibels: ten for each factor
/// of ten in the odds; below zero for the rival.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weight {
    /// The least favourable to the argument.
    pub low: f64,
    /// The most favourable.
    pub high: f64,
}

impl Weight {
    /// The weight of having found the evidence of a test.
    pub fn found(odds: Likelihoods) -> Self {
        Self {
            low: decibels(odds.argument.0, odds.rival.1),
            high: decibels(odds.argument.1, odds.rival.0),
        }
    }

    /// The weight of having looked for it in vain.
    pub fn absent(odds: Likelihoods) -> Self {
        Self {
            low: decibels(1.0 - odds.argument.1, 1.0 - odds.rival.0),
            high: decibels(1.0 - odds.argument.0, 1.0 - odds.rival.1),
        }
    }

    /// The weight of a test as it went.
    pub fn of(tested: Tested, odds: Likelihoods) -> Self {
        if tested.passed {
            Self::found(odds)
        } else {
            Self::absent(odds)
        }
    }

    /// Both together, for evidence that does not depend on each other.
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            high: self.high + other.high,
        }
    }

    /// How far from zero its middle is: which of two weights says more.
    pub fn strength(self) -> f64 {
        f64::midpoint(self.low, self.high).abs()
    }

    /// The probability of the argument after this evidence, from low to high, for one held before it.
    pub fn posterior(self, prior: f64) -> (f64, f64) {
        (posterior(prior, self.low), posterior(prior, self.high))
    }
}

fn decibels(argument: f64, rival: f64) -> f64 {
    10.0 * (argument / rival).log10()
}

fn posterior(prior: f64, weight: f64) -> f64 {
    let odds = prior / (1.0 - prior) * 10f64.powf(weight / 10.0);
    if odds.is_infinite() {
        1.0
    } else {
        odds / (1.0 + odds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Test;
    use proptest::prelude::*;

    fn both(test: Test) -> (f64, f64) {
        let odds = Likelihoods::usual(test);
        let two = |decibels: f64| (decibels * 100.0).round() / 100.0;
        (two(Weight::found(odds).low), two(Weight::absent(odds).low))
    }

    #[test]
    fn the_usual_tests_weigh_what_the_literature_gives_them() {
        assert_eq!(both(Test::Hoop), (2.79, -10.0));
        assert_eq!(both(Test::SmokingGun), (11.76, -1.46));
    }

    proptest! {
        #[test]
        fn evidence_moves_the_prior_towards_what_it_favours(
            prior in 0.01f64..0.99, argument in 0.01f64..0.99, rival in 0.01f64..0.99,
        ) {
            let odds = Likelihoods::exact(argument, rival);
            let (after, _) = Weight::found(odds).posterior(prior);
            // Bayes' rule itself.
            let bayes = prior * argument / (prior * argument + (1.0 - prior) * rival);
            prop_assert!((after - bayes).abs() < 1e-9);
            let (without, _) = Weight::absent(odds).posterior(prior);
            prop_assert_eq!(after > prior, without < prior);
        }

        #[test]
        fn a_range_of_likelihoods_holds_every_weight_inside_it(
            low in 0.05f64..0.5, wide in 0.0f64..0.4, rival in 0.05f64..0.9, at in 0.0f64..1.0,
        ) {
            let odds = Likelihoods { argument: (low, low + wide), rival: (rival, rival) };
            let inside = Weight::found(Likelihoods::exact(low + wide * at, rival)).low;
            let band = Weight::found(odds);
            prop_assert!(band.low <= inside + 1e-9 && inside <= band.high + 1e-9);
        }
    }
}
