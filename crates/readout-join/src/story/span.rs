//! When a group of reports was published.

use crate::when;
use jiff::civil::Date;
use readout_core::Reading;

/// The first and the last day of some reports, as far as they are dated.
#[derive(Clone, Copy, Default)]
pub(super) struct Dated {
    days: Option<(Date, Date)>,
    /// Whether all of them are.
    all: bool,
}

impl Dated {
    pub(super) fn of(reading: &Reading) -> Self {
        let day = when::published(reading);
        Self { days: day.map(|day| (day, day)), all: day.is_some() }
    }

    pub(super) fn with(self, other: Self) -> Self {
        let days = match (self.days, other.days) {
            (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
            (one, other) => one.or(other),
        };
        Self { days, all: self.all && other.all }
    }

    /// Days between two groups; none where neither report of one has a date, 0 where they overlap.
    fn gap(self, other: Self) -> Option<i64> {
        let (one, other) = (self.days?, other.days?);
        let (before, after) = if one.0 <= other.0 { (one, other) } else { (other, one) };
        Some(if after.0 <= before.1 { 0 } else { when::apart(after.0, before.1) })
    }

    /// Days between two groups whose reports are all dated and that do not overlap.
    pub(super) fn apart(self, other: Self) -> Option<i64> {
        self.gap(other).filter(|days| self.all && other.all && *days > 0)
    }

    /// What is left of the likeness of two groups after the days between them, 0 to 1: all of it up to `quiet` days, half after twice as many.
    pub(super) fn closeness(self, other: Self, quiet: f64) -> f64 {
        self.gap(other).map_or(1.0, |days| (quiet / (days as f64).max(quiet)).min(1.0))
    }
}
