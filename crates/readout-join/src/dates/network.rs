//! Days and the bounds between them: the arithmetic of dating, without any reading of words.
//!
//! A node is a day that is not known: a report's, or the first day of a war. Bounds in days between two nodes, or between a node and the
//! calendar, are kept closed by shortest paths, so that every bound follows from all others; one that cannot hold is refused and changes
//! nothing. A node may also be known to be a Thursday, a 21 March, or of a month: such patterns narrow a span of days to its first and last
//! day that fit, which dates a report outright where only one is left.

use jiff::civil::Date;

/// Days without bound.
pub(super) const FAR: i64 = 40_000_000;
/// The longest span of days that is looked through for days that fit.
const WIDEST: i64 = 60_000;

/// What is known of a day beside how far it is from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pattern {
    /// Monday is 1.
    Weekday(u8),
    /// A day of a month.
    DayOfYear(i8, i8),
    /// From the first month to the last, which may lie in the next year.
    Months(i8, i8),
    /// From the first day of a month to the last.
    DaysOfMonth(i8, i8),
}

impl Pattern {
    fn fits(self, number: i64) -> bool {
        let Some(day) = day_of(number) else { return false };
        match self {
            Self::Weekday(weekday) => weekday_of(number) == weekday,
            Self::DayOfYear(month, of_month) => day.month() == month && day.day() == of_month,
            Self::DaysOfMonth(from, to) => (from..=to).contains(&day.day()),
            Self::Months(from, to) if from <= to => (from..=to).contains(&day.month()),
            Self::Months(from, to) => day.month() >= from || day.month() <= to,
        }
    }
}

/// Nodes, and the bounds between them. Node 0 is day 0 of the calendar, 1 January of the year 1, a Monday.
#[derive(Clone, Debug)]
pub(super) struct Network {
    /// `most[i][j]` is the most days from node i to node j.
    most: Vec<Vec<i64>>,
    patterns: Vec<Vec<Pattern>>,
}

/// The node of the calendar.
pub(super) const CALENDAR: usize = 0;

impl Network {
    /// The calendar and `n` other nodes, 1 to `n`, of which nothing is known.
    pub(super) fn new(n: usize) -> Self {
        let mut most = vec![vec![FAR; n + 1]; n + 1];
        (0..=n).for_each(|node| most[node][node] = 0);
        Self { most, patterns: vec![Vec::new(); n + 1] }
    }

    /// Adds a node of which nothing is known.
    pub(super) fn add(&mut self) -> usize {
        self.most.iter_mut().for_each(|row| row.push(FAR));
        self.most.push(vec![FAR; self.most.len() + 1]);
        let node = self.most.len() - 1;
        self.most[node][node] = 0;
        self.patterns.push(Vec::new());
        node
    }

    /// Adds `low <= day(to) - day(from) <= high`; false, and nothing changed, where that cannot hold.
    pub(super) fn bound(&mut self, from: usize, to: usize, low: i64, high: i64) -> bool {
        if low > self.most[from][to] || -high > self.most[to][from] || low > high {
            return false;
        }
        for (a, b, days) in [(from, to, high), (to, from, -low)] {
            if days >= self.most[a][b] {
                continue;
            }
            self.most[a][b] = days;
            let n = self.most.len();
            for i in 0..n {
                if self.most[i][a] >= FAR {
                    continue;
                }
                for j in 0..n {
                    if self.most[b][j] < FAR {
                        let through = self.most[i][a] + days + self.most[b][j];
                        self.most[i][j] = self.most[i][j].min(through);
                    }
                }
            }
        }
        true
    }

    /// Like [`Self::bound`], but the patterns of all days must hold as well; false, and nothing changed, where they cannot.
    pub(super) fn try_bound(&mut self, from: usize, to: usize, low: i64, high: i64) -> bool {
        let before = self.clone();
        if self.bound(from, to, low, high) && self.settle() {
            return true;
        }
        *self = before;
        false
    }

    /// Adds a pattern; false, and nothing changed, where no day is left.
    pub(super) fn fit(&mut self, node: usize, pattern: Pattern) -> bool {
        if self.patterns[node].contains(&pattern) {
            return true;
        }
        let before = self.clone();
        self.patterns[node].push(pattern);
        if self.settle() {
            return true;
        }
        *self = before;
        false
    }

    /// Narrows every span of days to its first and last day that fit, until nothing changes; false where a node has no day left.
    pub(super) fn settle(&mut self) -> bool {
        for _ in 0..self.most.len() + 4 {
            let mut changed = false;
            for node in 1..self.most.len() {
                if self.patterns[node].is_empty() {
                    continue;
                }
                let (low, high) = self.window(node);
                if low <= -FAR / 2 || high >= FAR / 2 || high - low > WIDEST {
                    continue;
                }
                let (Some(first), Some(last)) = (self.next_fit(node, low, high), self.last_fit(node, low, high)) else { return false };
                if (first, last) != (low, high) {
                    changed = true;
                    if !self.bound(CALENDAR, node, first, last) {
                        return false;
                    }
                }
            }
            if !changed {
                return true;
            }
        }
        true
    }

    /// Whether a day fits all that is known of a node's day.
    fn fits(&self, node: usize, number: i64) -> bool {
        self.patterns[node].iter().all(|pattern| pattern.fits(number))
    }

    fn next_fit(&self, node: usize, low: i64, high: i64) -> Option<i64> {
        (low..=high).find(|day| self.fits(node, *day))
    }

    fn last_fit(&self, node: usize, low: i64, high: i64) -> Option<i64> {
        (low..=high).rev().find(|day| self.fits(node, *day))
    }

    /// The day in a node's span of days that fits and lies nearest to `wanted`.
    pub(super) fn nearest_fit(&self, node: usize, wanted: i64) -> Option<i64> {
        let (low, high) = self.window(node);
        let (low, high) = (low.max(wanted - WIDEST), high.min(wanted + WIDEST));
        let wanted = wanted.clamp(low, high.max(low));
        let after = self.next_fit(node, wanted, high);
        let before = self.last_fit(node, low, wanted);
        match (before, after) {
            (Some(before), Some(after)) => Some(if wanted - before <= after - wanted { before } else { after }),
            (before, after) => before.or(after),
        }
    }

    /// First and last day, as numbers.
    pub(super) fn window(&self, node: usize) -> (i64, i64) {
        (-self.most[node][CALENDAR], self.most[CALENDAR][node])
    }

    /// Least and most days from one node to another, as far as they also fit their weekdays.
    pub(super) fn apart(&self, from: usize, to: usize) -> (i64, i64) {
        let (mut low, mut high) = (-self.most[to][from], self.most[from][to]);
        if let (Some(one), Some(other)) = (self.weekday(from), self.weekday(to)) {
            let rest = (i64::from(other) - i64::from(one)).rem_euclid(7);
            if low > -FAR {
                low += (rest - low).rem_euclid(7);
            }
            if high < FAR {
                high -= (high - rest).rem_euclid(7);
            }
        }
        (low, high)
    }

    /// Whether the days from one node to another are known exactly.
    pub(super) fn exact(&self, from: usize, to: usize) -> bool {
        self.most[from][to] < FAR && self.most[from][to] == -self.most[to][from]
    }

    /// The weekday of a node, by a pattern or because its day is known.
    pub(super) fn weekday(&self, node: usize) -> Option<u8> {
        let said = self.patterns[node].iter().find_map(|pattern| match pattern {
            Pattern::Weekday(weekday) => Some(*weekday),
            _ => None,
        });
        let (low, high) = self.window(node);
        said.or_else(|| (low == high && low > -FAR).then(|| weekday_of(low)))
    }

    /// Whether a node is never later than another and can be earlier.
    pub(super) fn earlier(&self, from: usize, to: usize) -> bool {
        let (low, high) = self.apart(from, to);
        low >= 0 && high > 0 && low <= high
    }
}

/// Days since 1 January of the year 1.
pub(super) fn number_of(day: Date) -> i64 {
    i64::from((day - Date::constant(1, 1, 1)).get_days())
}

/// Monday is 1.
pub(super) fn weekday_of(number: i64) -> u8 {
    (number.rem_euclid(7) + 1) as u8
}

/// The day of a number, within the years 1 to 9999.
pub(super) fn day_of(number: i64) -> Option<Date> {
    Date::constant(1, 1, 1).checked_add(jiff::Span::new().try_days(number).ok()?).ok().filter(|day| day.year() >= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i64 {
        text.parse().map_or(0, number_of)
    }

    #[test]
    fn a_weekday_and_a_day_of_the_year_date_a_report_within_a_few_years() {
        let mut network = Network::new(1);
        assert!(network.fit(1, Pattern::Weekday(1)) && network.fit(1, Pattern::DayOfYear(3, 21)));
        assert!(network.try_bound(CALENDAR, 1, day("2029-04-01"), day("2038-12-31")));
        assert_eq!(network.window(1), (day("2033-03-21"), day("2033-03-21")));
        // 2034-03-21 is a Tuesday, so a bound that leaves no other year is refused, and nothing changes.
        assert!(!network.try_bound(CALENDAR, 1, day("2034-01-01"), day("2034-12-31")));
        assert_eq!(network.window(1), (day("2033-03-21"), day("2033-03-21")));
    }

    #[test]
    fn bounds_follow_from_others_and_one_that_cannot_hold_is_refused() {
        let mut network = Network::new(3);
        assert!(network.bound(1, 2, 1, 1) && network.bound(2, 3, 3, 5));
        assert_eq!(network.apart(1, 3), (4, 6));
        assert!(!network.bound(1, 3, 7, 9));
        assert_eq!(network.apart(1, 3), (4, 6));
        assert!(network.fit(1, Pattern::Weekday(4)) && network.fit(3, Pattern::Weekday(1)));
        assert_eq!(network.apart(1, 3), (4, 4));
        assert!(network.earlier(1, 3) && !network.earlier(3, 1));
    }

    #[test]
    fn months_may_run_into_the_next_year() {
        assert!(Pattern::Months(11, 2).fits(day("2033-01-15")) && !Pattern::Months(11, 2).fits(day("2033-03-01")));
        assert!(Pattern::Months(4, 9).fits(day("2033-04-01")) && !Pattern::Months(4, 9).fits(day("2033-10-01")));
    }

    #[test]
    fn days_are_numbers_and_back() {
        assert_eq!(weekday_of(day("2026-11-22")), 7);
        assert_eq!(day_of(day("2033-03-21")).map(|day| day.to_string()).as_deref(), Some("2033-03-21"));
        assert_eq!(day_of(FAR), None);
    }
}
