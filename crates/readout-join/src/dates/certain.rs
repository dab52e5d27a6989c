//! Clues that follow from the words of one report or of two:
//!
//! - *published*: the day that is known;
//! - *report's own day*: the first weekday told in the past in the first sentences is the day of the report, unless the report also says
//!   `today`, which is then a day it does not name; and the day of a month in its dateline;
//! - *same thing, same day*: two sentences with much the same words, each with a time expression. `Friday` in the one and `today` in the other
//!   make the other's day that Friday;
//! - *age of a conflict*: `a 22-month conflict` is told at least two years before `a four-year war` in the same country;
//! - *day of a month*: `on 5 September` told as coming in one report and as past in another, of one thing;
//! - *calendar*: a report lies after each full date it tells as past (`since February 2014`), before each it tells as coming.

use super::link::Link;
use super::network::{CALENDAR, FAR, Network, Pattern, number_of};
use super::page::{Mark, Meaning, Page, age_in_days, month_day, names, words_after, words_before};
use super::{Clue, Contradiction};
use crate::Evidence;
use crate::when;
use readout_core::{Reading, Span, TimeType};
use std::collections::BTreeSet;

/// From here on, clues that cannot both hold are reported.
const STRONG: f64 = 0.6;

/// Weekdays by their number.
pub(super) const NAMES: [&str; 8] = ["", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The network of all reports' days while clues are added.
#[derive(Clone)]
pub(super) struct Solver<'a> {
    pub(super) readings: &'a [Reading],
    pub(super) pages: &'a [Page],
    pub(super) network: Network,
    pub(super) clues: Vec<Vec<Clue>>,
    pub(super) contradictions: Vec<Contradiction>,
}

impl<'a> Solver<'a> {
    pub(super) fn new(readings: &'a [Reading], pages: &'a [Page]) -> Self {
        let n = readings.len();
        Self { readings, pages, network: Network::new(n), clues: vec![Vec::new(); n], contradictions: Vec::new() }
    }

    /// Adds all clues that are certain, strongest first.
    pub(super) fn certain(&mut self, links: &[Link]) {
        self.known_dates();
        self.weekdays(links);
        self.datelines();
        links.iter().filter(|link| link.is_certain()).for_each(|link| self.link(link));
        self.narrow();
        self.calendar();
        self.conflict_ages();
        self.days_of_months();
        self.narrow();
    }

    /// Adds `low <= day(to) - day(from) <= high` between two reports.
    pub(super) fn bound(&mut self, from: usize, to: usize, low: i64, high: i64) -> bool {
        self.network.try_bound(from + 1, to + 1, low, high)
    }

    /// Adds `low <= day(report) <= high`.
    pub(super) fn bound_day(&mut self, report: usize, low: i64, high: i64) -> bool {
        self.network.try_bound(CALENDAR, report + 1, low, high)
    }

    pub(super) fn fit(&mut self, report: usize, pattern: Pattern) -> bool {
        self.network.fit(report + 1, pattern)
    }

    pub(super) fn weekday(&self, report: usize) -> Option<u8> {
        self.network.weekday(report + 1)
    }

    /// Keeps a clue with each of the reports that give it.
    pub(super) fn tell(&mut self, says: &str, evidence: Vec<Evidence>) {
        const MOST: usize = 12;
        let reports: BTreeSet<usize> = evidence.iter().map(|words| words.report).collect();
        for report in reports {
            let clue = Clue { says: says.to_owned(), evidence: evidence.clone() };
            let alike = self.clues[report].iter().filter(|known| known.says == clue.says).count();
            if self.clues[report].len() < MOST && alike < 2 && !self.clues[report].contains(&clue) {
                self.clues[report].push(clue);
            }
        }
    }

    /// What is known of weekdays narrows what lies a few days apart.
    pub(super) fn narrow(&mut self) {
        for from in 0..self.pages.len() {
            for to in from + 1..self.pages.len() {
                let (low, high) = self.network.apart(from + 1, to + 1);
                if low > -FAR / 2 && high < FAR / 2 && low <= high {
                    self.bound(from, to, low, high);
                }
            }
        }
    }

    fn known_dates(&mut self) {
        for (report, page) in self.pages.iter().enumerate() {
            if let Some(day) = page.published {
                let number = number_of(day);
                self.bound_day(report, number, number);
            }
        }
    }

    /// `PETROVAR, March 21 (Osinform)`: an undated report is of a 21 March.
    fn datelines(&mut self) {
        for report in 0..self.pages.len() {
            let reading = &self.readings[report];
            let Some(dateline) = reading.report.dateline.as_ref().filter(|_| self.pages[report].published.is_none()) else { continue };
            for time in reading.times.iter().filter(|time| dateline.span.overlaps(time.span)) {
                let evidence = vec![Evidence { report, span: time.span }];
                let held = match (when::day(&time.value), month_day(&time.value)) {
                    (Some(day), _) => self.bound_day(report, number_of(day), number_of(day)),
                    (None, Some((month, day))) => self.fit(report, Pattern::DayOfYear(month, day)),
                    _ => continue,
                };
                let words = time.span.of(&reading.text);
                if held {
                    self.tell(&format!("its dateline says {words}"), evidence);
                } else {
                    let says = format!("its dateline says {words}, which the other clues rule out");
                    self.contradictions.push(Contradiction { says, evidence });
                }
            }
        }
    }

    /// Settles the weekday of each undated report: by its lead, or by what other reports call its `today`.
    fn weekdays(&mut self, links: &[Link]) {
        for (report, page) in self.pages.iter().enumerate() {
            if self.weekday(report).is_some() || page.says_today {
                continue;
            }
            let lead = page.lead(&self.readings[report].text);
            if let Some((weekday, span)) = lead {
                self.fit(report, Pattern::Weekday(weekday));
                let says = format!("it tells of {} as its own day", NAMES[usize::from(weekday)]);
                self.tell(&says, vec![Evidence { report, span }]);
            }
        }
        // `today` in the one is a weekday in the other.
        for _ in 0..self.pages.len() {
            for link in links.iter().filter(|link| link.is_certain()) {
                for (report, mark, other, other_mark) in
                    [(link.a, &link.mark_a, link.b, &link.mark_b), (link.b, &link.mark_b, link.a, &link.mark_a)]
                {
                    if self.weekday(report).is_some() {
                        continue;
                    }
                    let Meaning::Days(days) = mark.meaning else { continue };
                    let Some(event) = self.event_weekday(other, other_mark.meaning) else { continue };
                    let own = ((i64::from(event) - 1 - days).rem_euclid(7) + 1) as u8;
                    let named =
                        self.pages[report].marks.iter().any(|mark| matches!(mark.meaning, Meaning::Past(weekday) if weekday == own));
                    if named && self.pages[report].says_today {
                        continue;
                    }
                    self.fit(report, Pattern::Weekday(own));
                    let says = format!(
                        "what it tells of `{}` another report tells of {}",
                        mark.span.of(&self.readings[report].text),
                        NAMES[usize::from(event)]
                    );
                    let evidence = vec![Evidence { report, span: mark.span }, Evidence { report: other, span: other_mark.span }];
                    self.clues[report].push(Clue { says, evidence });
                }
            }
        }
    }

    fn event_weekday(&self, report: usize, meaning: Meaning) -> Option<u8> {
        match meaning {
            Meaning::Past(weekday) | Meaning::Coming(weekday) => Some(weekday),
            Meaning::Days(days) => self.weekday(report).map(|own| ((i64::from(own) - 1 + days).rem_euclid(7) + 1) as u8),
            Meaning::LastWeek => None,
        }
    }

    /// The least and most days from a report's day to what a mark places.
    pub(super) fn reach(&self, report: usize, meaning: Meaning) -> (i64, i64) {
        let own = self.weekday(report).map(i64::from);
        match (meaning, own) {
            (Meaning::Days(days), _) => (days, days),
            (Meaning::Past(weekday), Some(own)) => {
                let back = (own - i64::from(weekday)).rem_euclid(7);
                (-back, -back)
            }
            // A report that says `today` names other days by their weekday.
            (Meaning::Past(_), None) => (-6, if self.pages[report].says_today { -1 } else { 0 }),
            (Meaning::Coming(weekday), Some(own)) => {
                let ahead = (i64::from(weekday) - own).rem_euclid(7);
                (ahead, ahead)
            }
            (Meaning::Coming(_), None) => (0, 6),
            (Meaning::LastWeek, Some(own)) => (-own - 6, -own),
            (Meaning::LastWeek, None) => (-13, -1),
        }
    }

    /// Puts linked marks on one day.
    pub(super) fn link(&mut self, link: &Link) {
        let (low_a, high_a) = self.reach(link.a, link.mark_a.meaning);
        let (low_b, high_b) = self.reach(link.b, link.mark_b.meaning);
        let evidence = vec![Evidence { report: link.a, span: link.mark_a.span }, Evidence { report: link.b, span: link.mark_b.span }];
        let words = |report: usize, mark: &Mark| mark.span.of(&self.readings[report].text).to_owned();
        let (one, other) = (words(link.a, &link.mark_a), words(link.b, &link.mark_b));
        // day(a) + x = day(b) + y, so day(b) - day(a) = x - y.
        if self.bound(link.a, link.b, low_a - high_b, high_a - low_b) {
            self.tell(&format!("`{one}` and `{other}` are told of one thing"), evidence);
        } else if link.likeness >= STRONG && !self.names_both(link) {
            let says = format!("`{one}` and `{other}` seem to be told of one thing but cannot be one day");
            self.contradictions.push(Contradiction { says, evidence });
        }
    }

    /// Whether a report says `today` and also names the other's weekday: then the two cannot have been meant as one day.
    fn names_both(&self, link: &Link) -> bool {
        let pairs = [(link.a, &link.mark_a, &link.mark_b), (link.b, &link.mark_b, &link.mark_a)];
        pairs.into_iter().any(|(report, own, other)| match (own.meaning, other.meaning) {
            (Meaning::Days(_), Meaning::Past(weekday) | Meaning::Coming(weekday)) => {
                self.pages[report].marks.iter().any(|mark| matches!(mark.meaning, Meaning::Past(named) if named == weekday))
            }
            _ => false,
        })
    }

    /// `5 September` told as coming in one report and as past, or as coming, in another, of one thing.
    fn days_of_months(&mut self) {
        const WITHIN: i64 = 300;
        let mut told: Vec<(usize, usize, bool)> = Vec::new();
        for (report, reading) in self.readings.iter().enumerate() {
            for (place, time) in reading.times.iter().enumerate() {
                if month_day(&time.value).is_some() && self.pages[report].published.is_none() {
                    told.push((report, place, time.relation.as_deref() == Some("future")));
                }
            }
        }
        for b in 0..told.len() {
            for a in 0..b {
                let ((one, one_time, one_coming), (other, other_time, other_coming)) = (told[a], told[b]);
                let (first, second) = (&self.readings[one].times[one_time], &self.readings[other].times[other_time]);
                if one == other || first.value != second.value || one_coming == other_coming {
                    continue;
                }
                let (from, to) = if one_coming { (one, other) } else { (other, one) };
                let says = format!("{} is ahead in one report and past in the other", &first.value[5..]);
                let evidence = vec![Evidence { report: one, span: first.span }, Evidence { report: other, span: second.span }];
                if self.bound(from, to, 0, 2 * WITHIN) {
                    self.tell(&says, evidence);
                }
            }
        }
    }

    /// Bounds by full dates in the text: after what is told as past, before what is told as coming.
    fn calendar(&mut self) {
        for report in 0..self.pages.len() {
            if self.pages[report].published.is_some() {
                continue;
            }
            let reading = &self.readings[report];
            for time in &reading.times {
                let Some((first, last)) = when::reach(&time.value).filter(|_| matches!(time.time_type, TimeType::DATE)) else { continue };
                let before = words_before(&reading.text, time.span);
                let coming = before
                    .iter()
                    .rev()
                    .take(4)
                    .any(|word| matches!(word.as_str(), "by" | "until" | "will" | "due" | "scheduled" | "expected"));
                let past = before.iter().rev().take(3).any(|word| matches!(word.as_str(), "since" | "in" | "on" | "after" | "of"));
                let (says, held) = if coming {
                    (format!("it looks ahead to {}", time.value), self.bound_day(report, -FAR, number_of(last)))
                } else if past {
                    (format!("it looks back on {}", time.value), self.bound_day(report, number_of(first), FAR))
                } else {
                    continue;
                };
                let evidence = vec![Evidence { report, span: time.span }];
                if held {
                    self.tell(&says, evidence);
                } else {
                    self.contradictions.push(Contradiction { says: format!("{says}, which the other clues rule out"), evidence });
                }
            }
        }
    }

    /// `a 22-month conflict` and `a four-year war` in one country: the days between the two tellings.
    fn conflict_ages(&mut self) {
        struct Age {
            report: usize,
            span: Span,
            low: i64,
            high: i64,
            places: BTreeSet<String>,
        }
        let mut ages: Vec<Age> = Vec::new();
        for (report, reading) in self.readings.iter().enumerate() {
            for time in reading.times.iter().filter(|time| time.time_type == TimeType::DURATION) {
                let after: Vec<String> = words_after(&reading.text, time.span);
                let war = after
                    .iter()
                    .take(5)
                    .any(|word| matches!(word.as_str(), "war" | "conflict" | "uprising" | "insurgency" | "rebellion" | "crisis" | "civil"));
                let Some((low, high)) = age_in_days(&time.value).filter(|_| war) else { continue };
                ages.push(Age { report, span: time.span, low, high, places: names(reading) });
                break;
            }
        }
        for b in 0..ages.len() {
            for a in 0..b {
                let (one, other) = (&ages[a], &ages[b]);
                if one.places.intersection(&other.places).count() < 2 {
                    continue;
                }
                let (low, high) = (other.low - one.high, other.high - one.low);
                let words = |age: &Age| age.span.of(&self.readings[age.report].text).to_owned();
                let (says_one, says_other) = (words(one), words(other));
                let evidence = vec![Evidence { report: one.report, span: one.span }, Evidence { report: other.report, span: other.span }];
                let (from, to) = (one.report, other.report);
                if self.bound(from, to, low, high) {
                    // Two equal ages say little, and are no clue worth showing.
                    if low > 0 || high < 0 {
                        let says = format!("the conflict is `{says_one}` in one report and `{says_other}` in the other");
                        self.tell(&says, evidence);
                    }
                } else {
                    let says = format!("a conflict of `{says_one}` and one of `{says_other}` do not fit the days between the reports");
                    self.contradictions.push(Contradiction { says, evidence });
                }
            }
        }
    }
}
