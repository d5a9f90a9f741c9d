//! How much does a test weigh? Bayesian process tracing after Fairfield and Charman, "Explicit Bayesian Analysis for
//! Process Tracing" (Political Analysis 25, 2017): weight of evidence in decibels, posterior odds over the prior.

use crate::project::{Likelihoods, Tested};
use std::fmt;

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

impl fmt::Display for Weight {
    /// The one way in which weights are written: "+2.79 dB", "−1.46 to +0.20 dB".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = (two_places(self.low), two_places(self.high));
        if low == high {
            write!(f, "{low} dB")
        } else {
            write!(f, "{low} to {high} dB")
        }
    }
}

fn two_places(decibels: f64) -> String {
    let number = format!("{:.2}", decibels.abs());
    let sign = match decibels {
        _ if number.bytes().all(|digit| matches!(digit, b'0' | b'.')) => "",
        below if below < 0.0 => "−",
        _ => "+",
    };
    format!("{sign}{number}")
}

/// A range of probabilities as it is written: "0.3", or "0.2 to 0.4".
pub fn range_text((low, high): (f64, f64)) -> String {
    if low == high {
        low.to_string()
    } else {
        format!("{low} to {high}")
    }
}

/// A probability, or a range of them, as a person types it: 0.3, .3, 0,3, 30 %, 0.2 to 0.4, 0.2–0.4, 0.2..0.4.
///
/// # Errors
/// Says what is wrong with it, and what to write instead.
pub fn parse_range(text: &str) -> Result<(f64, f64), String> {
    let text = text.trim();
    let parts = ["to", "..", "–", "-"]
        .iter()
        .find_map(|between| text.split_once(between));
    let (low, high) = parts.unwrap_or((text, text));
    let (low, high) = match (probability(low), probability(high)) {
        (Some(low), Some(high)) => (low, high),
        _ => {
            return Err(format!(
                "“{text}” is not a probability. Write a number between 0 and 1 such as 0.3, or a range such as 0.2 to 0.4"
            ));
        }
    };
    for bound in [low, high] {
        if bound <= 0.0 || bound >= 1.0 {
            return Err(format!(
                "{bound} cannot be weighed: nothing is quite certain. Write a number above 0 and below 1, such as 0.01 or 0.99"
            ));
        }
    }
    if low > high {
        return Err(format!(
            "{low} is more than {high}. Write the lower number first"
        ));
    }
    Ok((low, high))
}

fn probability(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".");
    let (digits, share) = match text.strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 0.01),
        None => (text.as_str(), 1.0),
    };
    let plain = |c: char| c.is_ascii_digit() || c == '.';
    if !digits.chars().all(plain) {
        return None;
    }
    let number: f64 = digits.parse().ok()?;
    // As many places as were typed, not those of binary fractions.
    Some((number * share * 1e12).round() / 1e12)
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
    #![allow(clippy::unwrap_used)]
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

    #[test]
    fn weights_have_one_form() {
        let said = |low, high| Weight { low, high }.to_string();
        assert_eq!(said(11.7609, 11.7609), "+11.76 dB");
        assert_eq!(said(-1.463, -1.463), "−1.46 dB");
        assert_eq!(said(-10.0, 0.0), "−10.00 to 0.00 dB");
        assert_eq!(said(-0.001, 0.001), "0.00 dB");
    }

    #[test]
    fn probabilities_are_taken_as_people_type_them() {
        for (text, wanted) in [
            ("0.3", (0.3, 0.3)),
            (" .3 ", (0.3, 0.3)),
            ("0,3", (0.3, 0.3)),
            ("30 %", (0.3, 0.3)),
            ("0.2 to 0.4", (0.2, 0.4)),
            ("0.2–0.4", (0.2, 0.4)),
            ("0.2-0.4", (0.2, 0.4)),
            (".2...4", (0.2, 0.4)),
            ("0.2..0.4", (0.2, 0.4)),
        ] {
            assert_eq!(parse_range(text), Ok(wanted), "{text}");
        }
        for (text, words) in [
            ("", "is not a probability"),
            ("likely", "is not a probability"),
            ("1e-3", "is not a probability"),
            ("inf", "is not a probability"),
            ("0.2 to", "is not a probability"),
            ("1", "nothing is quite certain"),
            ("0 to 0.5", "nothing is quite certain"),
            ("0.4 to 0.2", "the lower number first"),
        ] {
            let error = parse_range(text).unwrap_err();
            assert!(error.contains(words), "{text}: {error}");
        }
    }

    proptest! {
        #[test]
        fn a_range_reads_back_as_it_is_written(low in 1u32..999, wide in 0u32..999) {
            let high = (low + wide).min(999);
            let range = (f64::from(low) / 1000.0, f64::from(high) / 1000.0);
            prop_assert_eq!(parse_range(&range_text(range)), Ok(range));
        }

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
