//! Dates undated reports together: what each says of its own day, solved over all of them.
//!
//! A report's day here is the day it speaks from, which its outlet may print a day later.
//!
//! A report without a date still says `on Thursday`, `today`, `last week`, `a 22-month conflict`. Alone that dates nothing; together it does:
//! where two reports tell of one thing, the day of one is the day of the other. Readings come in, [`Dates`] go out: for each report its weekday
//! and the span of days it can lie in, for each pair the days between them, the clues with their words, contradictions, and what one known
//! date would settle. Nothing is guessed from the order of the input, and the wall clock is never read.
//!
//! What follows from the words stands in [`Dates`] itself; what is only likely stands apart, in [`Dates::likely`], and nothing else in the record
//! is derived from it. Each clue bounds the days between two reports, or between a report and the calendar ([`network`]). Clues are added
//! strongest first; one that cannot hold with those before it is left out and, where it is strong, reported as a contradiction.
//!
//! | file | what |
//! |---|---|
//! | [`page`] | the times of one report that lie near its day |
//! | [`link`] | sentences of two reports that tell of one thing |
//! | [`certain`] | clues that follow from the words |
//! | [`likely`] | clues that hold in most reports, and the best single day for each |
//! | [`network`] | the arithmetic |

mod certain;
mod likely;
mod link;
mod network;
mod page;

use crate::Evidence;
use certain::Solver;
pub use link::LEAST_LIKENESS;
use network::{FAR, Network, day_of};
use page::Page;
use readout_core::Reading;
use serde::{Deserialize, Serialize};

/// When reports were made, as far as they say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dates {
    /// One for each report, in their order.
    pub reports: Vec<Dated>,
    /// Days from one report to another, for each pair with bounds on both sides; `from` is less than `to`.
    pub distances: Vec<Distance>,
    /// One list for each set of reports that clues connect, the largest first: groups from the oldest to the latest. Reports in one group are
    /// of one day, or no clue orders them; of two in different groups only [`Dates::before`] says whether a clue orders them.
    pub order: Vec<Vec<Vec<usize>>>,
    /// Pairs of reports of which the first is earlier for certain, as far as the clues hold.
    pub before: Vec<(usize, usize)>,
    /// Clues that cannot hold together.
    pub contradictions: Vec<Contradiction>,
    /// Undated reports whose date would date others, the most useful first.
    pub settles: Vec<Settles>,
    /// What weaker clues say beside all this.
    #[serde(default)]
    pub likely: Likely,
}

/// What is only likely. Everything certain holds here as well.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Likely {
    /// One for each report, in their order: its span of days and the weaker clues.
    pub reports: Vec<Dated>,
    /// For each report the one day that fits best, ISO 8601, where its span of days is not much longer than a year.
    pub days: Vec<Option<String>>,
    /// Days from one report to another where both have a best day, or where the clues leave only one distance.
    pub distances: Vec<Distance>,
    /// Like [`Dates::order`], with reports in wide spans of days put near their first day.
    pub order: Vec<Vec<Vec<usize>>>,
}

/// The day a report is likely of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LikelyDay {
    /// First day that the weaker clues leave, ISO 8601.
    pub earliest: String,
    /// Last day.
    pub latest: String,
    /// The day that fits best; one of these where they are one.
    pub best: String,
}

impl Dates {
    /// The day that `report` is likely of, where nothing certain settles it and weaker clues leave little more than a year.
    pub fn likely_day(&self, report: usize) -> Option<LikelyDay> {
        let settled = self.reports.get(report).is_some_and(|certain| certain.earliest.is_some() && certain.earliest == certain.latest);
        let best = self.likely.days.get(report)?.clone().filter(|_| !settled)?;
        let Dated { earliest, latest, .. } = self.likely.reports.get(report)?;
        Some(LikelyDay { earliest: earliest.clone()?, latest: latest.clone()?, best })
    }

    /// The order that is likely of the given reports, oldest first, where weaker clues order them better than the certain ones do: of each set
    /// of reports that clues connect, in groups that no clue orders.
    pub fn likely_order(&self, of: &[usize]) -> Vec<Vec<Vec<usize>>> {
        let only = |order: &[Vec<Vec<usize>>]| -> Vec<Vec<Vec<usize>>> {
            let groups = |set: &Vec<Vec<usize>>| -> Vec<Vec<usize>> {
                let groups = set.iter().map(|group| group.iter().copied().filter(|report| of.contains(report)).collect());
                groups.filter(|group: &Vec<usize>| !group.is_empty()).collect()
            };
            order.iter().map(groups).filter(|set| set.len() > 1).collect()
        };
        let likely = only(&self.likely.order);
        if likely == only(&self.order) { Vec::new() } else { likely }
    }
}

/// What is known of a report's day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dated {
    /// Monday is 1.
    pub weekday: Option<u8>,
    /// First day it can be of, ISO 8601.
    pub earliest: Option<String>,
    /// Last day it can be of.
    pub latest: Option<String>,
    /// The words that say so.
    pub clues: Vec<Clue>,
}

/// Words that bound a report's day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clue {
    /// What follows from them, as one lowercase sentence.
    pub says: String,
    /// The words, in one report or in two.
    pub evidence: Vec<Evidence>,
}

/// How many days one report lies after another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distance {
    /// The one report.
    pub from: usize,
    /// The other.
    pub to: usize,
    /// Least days from the one to the other; negative where the other is earlier.
    pub low: i64,
    /// Most days.
    pub high: i64,
}

/// Clues that cannot hold together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// What does not fit, as one lowercase sentence.
    pub says: String,
    /// The words that cause it.
    pub evidence: Vec<Evidence>,
}

/// What one date would settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settles {
    /// The report whose date is wanted.
    pub report: usize,
    /// The reports that would then be dated to the day.
    pub dates: Vec<usize>,
}

/// Solves the days of all reports.
pub fn dates(readings: &[Reading]) -> Dates {
    let pages: Vec<Page> = readings.iter().map(Page::new).collect();
    let links = link::links(readings, &pages);
    let mut solver = Solver::new(readings, &pages);
    solver.certain(&links);
    let likely = likely::likely(readings, &pages, &links, &solver);
    result(solver, likely)
}

/// Solves the days of the reports of each group by themselves, as for an archive that is too large to compare all with all. Groups of more
/// than `most` reports, and reports in none, keep what their publication says.
pub fn dates_by_group(readings: &[Reading], groups: &[Vec<usize>], most: usize) -> Dates {
    let mut all = Dates { reports: vec![Dated::default(); readings.len()], ..Dates::default() };
    all.likely = Likely { reports: all.reports.clone(), days: vec![None; readings.len()], ..Likely::default() };
    let mut left: Vec<bool> = vec![true; readings.len()];
    let small = groups.iter().filter(|group| group.len() <= most && group.len() > 1);
    for group in small.chain(&[]) {
        group.iter().for_each(|report| left[*report] = false);
        let members: Vec<Reading> = group.iter().map(|report| readings[*report].clone()).collect();
        add(&mut all, dates(&members), group);
    }
    for report in (0..readings.len()).filter(|report| left[*report]) {
        add(&mut all, dates(std::slice::from_ref(&readings[report])), &[report]);
    }
    all.order.sort_by_key(|order| (std::cmp::Reverse(order.iter().map(Vec::len).sum::<usize>()), order[0][0]));
    all.likely.order.sort_by_key(|order| (std::cmp::Reverse(order.iter().map(Vec::len).sum::<usize>()), order[0][0]));
    all.distances.sort_by_key(|distance| (distance.from, distance.to));
    all.likely.distances.sort_by_key(|distance| (distance.from, distance.to));
    all.before.sort_unstable();
    all
}

/// Adds what was found of some reports; `at` are their places among all, ascending.
fn add(all: &mut Dates, found: Dates, at: &[usize]) {
    let evidence = |mut evidence: Vec<Evidence>| {
        evidence.iter_mut().for_each(|words| words.report = at[words.report]);
        evidence
    };
    let dated = |mut dated: Dated| {
        dated.clues = dated.clues.into_iter().map(|clue| Clue { says: clue.says, evidence: evidence(clue.evidence) }).collect();
        dated
    };
    let order = |order: Vec<Vec<Vec<usize>>>| -> Vec<Vec<Vec<usize>>> {
        order.into_iter().map(|set| set.into_iter().map(|group| group.into_iter().map(|report| at[report]).collect()).collect()).collect()
    };
    let distances = |distances: Vec<Distance>| -> Vec<Distance> {
        distances.into_iter().map(|distance| Distance { from: at[distance.from], to: at[distance.to], ..distance }).collect()
    };
    for (place, report) in found.reports.into_iter().enumerate() {
        all.reports[at[place]] = dated(report);
    }
    for (place, report) in found.likely.reports.into_iter().enumerate() {
        all.likely.reports[at[place]] = dated(report);
    }
    for (place, day) in found.likely.days.into_iter().enumerate() {
        all.likely.days[at[place]] = day;
    }
    all.distances.extend(distances(found.distances));
    all.likely.distances.extend(distances(found.likely.distances));
    all.order.extend(order(found.order));
    all.likely.order.extend(order(found.likely.order));
    all.before.extend(found.before.into_iter().map(|(from, to)| (at[from], at[to])));
    all.contradictions
        .extend(found.contradictions.into_iter().map(|one| Contradiction { says: one.says, evidence: evidence(one.evidence) }));
    let settles = found.settles.into_iter();
    all.settles
        .extend(settles.map(|one| Settles { report: at[one.report], dates: one.dates.into_iter().map(|report| at[report]).collect() }));
}

fn result(solver: Solver<'_>, likely: Likely) -> Dates {
    let Solver { network, clues, contradictions, .. } = solver;
    let n = clues.len();
    let reports = dated(&network, clues);
    let mut distances = Vec::new();
    let mut before = Vec::new();
    for from in 0..n {
        for to in from + 1..n {
            let (low, high) = network.apart(from + 1, to + 1);
            if high < FAR / 2 && low > -FAR / 2 {
                distances.push(Distance { from, to, low, high });
            }
        }
        before.extend((0..n).filter(|to| *to != from && network.earlier(from + 1, to + 1)).map(|to| (from, to)));
    }
    let order = order(&network, n);
    let mut settles: Vec<Settles> = (0..n)
        .filter(|report| reports[*report].earliest.is_none() || reports[*report].earliest != reports[*report].latest)
        .map(|report| Settles { report, dates: (0..n).filter(|other| *other != report && network.exact(report + 1, other + 1)).collect() })
        .filter(|settles| !settles.dates.is_empty())
        .collect();
    settles.sort_by_key(|settles| (std::cmp::Reverse(settles.dates.len()), settles.report));
    Dates { reports, distances, order, before, contradictions, settles, likely }
}

/// What a network says of each report's day.
fn dated(network: &Network, clues: Vec<Vec<Clue>>) -> Vec<Dated> {
    let of = |(report, mut clues): (usize, Vec<Clue>)| {
        let (low, high) = network.window(report + 1);
        clues.dedup();
        Dated {
            weekday: network.weekday(report + 1),
            earliest: (low > -FAR / 2).then(|| day_text(low)).flatten(),
            latest: (high < FAR / 2).then(|| day_text(high)).flatten(),
            clues,
        }
    };
    clues.into_iter().enumerate().map(of).collect()
}

/// Sets of reports that clues connect, each in groups, oldest first: a report is later than another where the least days between them are
/// more than none, or where it is never earlier and can be later.
fn order(network: &Network, n: usize) -> Vec<Vec<Vec<usize>>> {
    let mut sets = crate::groups::Groups::new(n);
    for from in 0..n {
        for to in 0..n {
            let (low, high) = network.apart(from + 1, to + 1);
            if from != to && low > -FAR / 2 && (low >= 0 || high < FAR / 2) {
                sets.join(from, to);
            }
        }
    }
    let mut orders: Vec<Vec<Vec<usize>>> = Vec::new();
    for mut left in sets.all() {
        let mut order = Vec::new();
        while !left.is_empty() {
            let earlier = |report: &usize| left.iter().any(|other| other != report && network.earlier(other + 1, report + 1));
            let first: Vec<usize> = left.iter().copied().filter(|report| !earlier(report)).collect();
            let group = if first.is_empty() { left.clone() } else { first };
            left.retain(|report| !group.contains(report));
            order.push(group);
        }
        orders.push(order);
    }
    orders.sort_by_key(|order| (std::cmp::Reverse(order.iter().map(Vec::len).sum::<usize>()), order[0][0]));
    orders
}

fn day_text(number: i64) -> Option<String> {
    day_of(number).map(|day| day.to_string())
}

#[cfg(test)]
mod tests;
