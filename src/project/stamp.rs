//! When, and by whom, a record was last changed: which of two versions is the later, on machines whose
//! clocks disagree. Hybrid logical clocks after Kulkarni et al., "Logical Physical Clocks" (2014).

use super::CoderId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// One copy of the app on one machine for one coder; random, made when it first opens a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Device(pub u32);

/// The moment and the writer of one version of one record. Stamps are totally ordered, and a stamp made
/// after another was seen is always the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Milliseconds since 1970-01-01 UTC by the writer's clock, or later where the writer had seen a later one.
    pub millis: u64,
    /// Tells apart what one writer did within a millisecond.
    pub tick: u32,
    /// Who made the version.
    pub coder: CoderId,
    /// Where it was made.
    pub device: Device,
}

impl Stamp {
    /// Whether both come from the same copy of the app in the same coder's hands.
    pub fn same_writer(&self, other: &Self) -> bool {
        self.coder == other.coder && self.device == other.device
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let coder = self.coder.uuid();
        write!(
            f,
            "{}.{}@{}.{:08x}",
            self.millis,
            self.tick,
            coder.as_simple(),
            self.device.0
        )
    }
}

impl FromStr for Stamp {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parse = || {
            let (time, writer) = text.split_once('@')?;
            let (millis, tick) = time.split_once('.')?;
            let (coder, device) = writer.split_once('.')?;
            Some(Self {
                millis: millis.parse().ok()?,
                tick: tick.parse().ok()?,
                coder: coder.parse().ok()?,
                device: Device(u32::from_str_radix(device, 16).ok()?),
            })
        };
        parse().ok_or_else(|| {
            format!("“{text}” is not a stamp such as 1700000000000.0@<coder>.<device>")
        })
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Gives out stamps for one writer.
#[derive(Clone, Debug)]
pub struct Clock {
    coder: CoderId,
    device: Device,
    last: (u64, u32),
}

impl Clock {
    /// A clock for this coder on this device that has seen nothing yet.
    pub fn new(coder: CoderId, device: Device) -> Self {
        Self {
            coder,
            device,
            last: (0, 0),
        }
    }

    /// Who the stamps are made out to.
    pub fn coder(&self) -> CoderId {
        self.coder
    }

    /// Where the stamps are made.
    pub fn device(&self) -> Device {
        self.device
    }

    /// A stamp later than every one given out or seen so far. `now` is milliseconds since 1970-01-01 UTC.
    pub fn stamp(&mut self, now: u64) -> Stamp {
        self.last = if now > self.last.0 {
            (now, 0)
        } else {
            (self.last.0, self.last.1 + 1)
        };
        Stamp {
            millis: self.last.0,
            tick: self.last.1,
            coder: self.coder,
            device: self.device,
        }
    }

    /// Takes note of a stamp that was made elsewhere.
    pub fn see(&mut self, stamp: &Stamp) {
        self.last = self.last.max((stamp.millis, stamp.tick));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_made_after_another_was_seen_is_later_even_if_the_clock_is_behind() {
        let mut ahead = Clock::new(CoderId::new(), Device(1));
        let mut behind = Clock::new(CoderId::new(), Device(2));
        let first = ahead.stamp(5_000);
        behind.see(&first);
        assert!(behind.stamp(1_000) > first);
    }

    #[test]
    fn a_stamp_reads_back_as_it_was_written() {
        let stamp = Clock::new(CoderId::new(), Device(0xbeef)).stamp(1_700_000_000_123);
        assert_eq!(stamp.to_string().parse(), Ok(stamp));
        assert!("yesterday".parse::<Stamp>().is_err());
    }
}
