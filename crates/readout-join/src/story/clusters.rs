//! Reports to groups, from the most alike on: two groups are as alike as their pairs are in the mean (average linkage).

use super::vectors::{Vectors, dot};
use super::{ALIKE, NEAR};
use crate::copies::Copies;
use crate::when;
use jiff::civil::Date;
use readout_core::Reading;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Groups and how they came about.
pub(crate) struct Clusters {
    /// Reports of each group, in order.
    pub(crate) groups: Vec<Vec<usize>>,
    /// Joins of two parts of several reports each.
    pub(crate) merges: Vec<Merge>,
    /// Groups that came near each other.
    pub(crate) apart: Vec<Apart>,
}

/// A join of two parts.
pub(crate) struct Merge {
    /// The group that both are in now.
    pub(crate) group: usize,
    pub(crate) alike: f64,
    pub(crate) one: Vec<usize>,
    pub(crate) other: Vec<usize>,
}

/// Two groups that were not joined.
pub(crate) struct Apart {
    pub(crate) one: usize,
    pub(crate) other: usize,
    pub(crate) alike: f64,
    pub(crate) days: Option<i64>,
}

/// Up to so many reports, all pairs are compared; beyond, those that share a rare enough word.
const ALL_PAIRS: usize = 2000;
/// How many reports may have a word that is rare enough.
const MOST_HOLDERS: usize = 500;
/// Pairs that are kept for each report, then.
const MOST_PAIRS: usize = 60;
/// Days between two groups that take nothing from their likeness; after twice as many, half of it is left. Set by hand.
const QUIET_DAYS: f64 = 45.0;

/// A group on the way.
struct Part {
    reports: Vec<usize>,
    first: Option<Date>,
    last: Option<Date>,
    all_dated: bool,
    alive: bool,
}

/// Groups the reports. Everything is done in an order that does not depend on theirs.
pub(crate) fn clusters(readings: &[Reading], copies: &Copies, vectors: &Vectors) -> Clusters {
    let n = readings.len();
    let mut order: Vec<usize> = (0..n).collect();
    let key = |report: &usize| {
        let header = &readings[*report].report;
        (header.published.as_ref().map(|published| &published.value), &header.sha256, &header.outlet, &header.url, &header.id)
    };
    order.sort_by(|one, other| key(one).cmp(&key(other)));
    let mut parts: Vec<Part> = order
        .iter()
        .map(|report| {
            let day = when::published(&readings[*report]);
            Part { reports: vec![*report], first: day, last: day, all_dated: day.is_some(), alive: true }
        })
        .collect();
    let mut alike = pairs(&order, vectors);
    for (one, other) in one_text(copies, &order) {
        alike[one].insert(other, 1.0);
        alike[other].insert(one, 1.0);
    }
    let mut heap: BinaryHeap<(Score, Reverse<usize>, Reverse<usize>)> = BinaryHeap::new();
    let push = |heap: &mut BinaryHeap<_>, parts: &[Part], one: usize, other: usize, raw: f32| {
        let value = f64::from(raw) * closeness(&parts[one], &parts[other]);
        if value >= ALIKE {
            heap.push((Score(value), Reverse(one.min(other)), Reverse(one.max(other))));
        }
    };
    for (one, others) in alike.iter().enumerate().take(n) {
        for (other, raw) in others.range(one + 1..) {
            push(&mut heap, &parts, one, *other, *raw);
        }
    }
    let mut merges: Vec<(f64, Vec<usize>, Vec<usize>)> = Vec::new();
    while let Some((Score(value), Reverse(one), Reverse(other))) = heap.pop() {
        if !parts[one].alive || !parts[other].alive {
            continue;
        }
        let (left, right) = (std::mem::take(&mut alike[one]), std::mem::take(&mut alike[other]));
        let (n_left, n_right) = (parts[one].reports.len() as f32, parts[other].reports.len() as f32);
        if n_left.min(n_right) > 1.0 {
            merges.push((value, sorted(&parts[one].reports), sorted(&parts[other].reports)));
        }
        let new = parts.len();
        let joined = Part {
            reports: [&parts[one].reports[..], &parts[other].reports].concat(),
            first: parts[one].first.into_iter().chain(parts[other].first).min(),
            last: parts[one].last.max(parts[other].last),
            all_dated: parts[one].all_dated && parts[other].all_dated,
            alive: true,
        };
        parts.push(joined);
        (parts[one].alive, parts[other].alive) = (false, false);
        let mut means: BTreeMap<usize, f32> = BTreeMap::new();
        left.iter().for_each(|(part, raw)| *means.entry(*part).or_default() += raw * n_left);
        right.iter().for_each(|(part, raw)| *means.entry(*part).or_default() += raw * n_right);
        means.retain(|part, _| *part != one && *part != other && parts[*part].alive);
        for (part, sum) in &mut means {
            *sum /= n_left + n_right;
            alike[*part].remove(&one);
            alike[*part].remove(&other);
            alike[*part].insert(new, *sum);
            push(&mut heap, &parts, *part, new, *sum);
        }
        alike.push(means);
    }
    let alive: Vec<usize> = (0..parts.len()).filter(|part| parts[*part].alive).collect();
    let group_of: BTreeMap<usize, usize> = alive.iter().enumerate().map(|(group, part)| (*part, group)).collect();
    let groups: Vec<Vec<usize>> = alive.iter().map(|part| sorted(&parts[*part].reports)).collect();
    let mut apart = Vec::new();
    for part in &alive {
        for (other, raw) in alike[*part].range(part + 1..) {
            let value = f64::from(*raw) * closeness(&parts[*part], &parts[*other]);
            // Also what is told in the same words and kept apart by the days alone.
            if value >= ALIKE * NEAR || f64::from(*raw) >= ALIKE {
                let dated = parts[*part].all_dated && parts[*other].all_dated;
                let days = gap(&parts[*part], &parts[*other]).filter(|days| dated && *days > 0);
                apart.push(Apart { one: group_of[part], other: group_of[other], alike: value, days });
            }
        }
    }
    let holder = |report: usize| groups.iter().position(|group| group.binary_search(&report).is_ok()).unwrap_or_default();
    let merges = merges.into_iter().map(|(alike, one, other)| Merge { group: holder(one[0]), alike, one, other }).collect();
    Clusters { groups, merges, apart }
}

/// How alike the reports are, pair by pair, for places in `order`.
fn pairs(order: &[usize], vectors: &Vectors) -> Vec<BTreeMap<usize, f32>> {
    let n = order.len();
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, report) in order.iter().enumerate() {
        vectors.reports[*report].iter().for_each(|(key, _)| holders.entry(*key).or_default().push(place));
    }
    let mut alike: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); n];
    let mut sums = vec![0.0f32; n];
    for (place, report) in order.iter().enumerate() {
        let mut seen: Vec<usize> = Vec::new();
        for (key, weight) in &vectors.reports[*report] {
            let holders = &holders[key];
            if n > ALL_PAIRS && holders.len() > MOST_HOLDERS {
                continue;
            }
            for other in holders.iter().take_while(|other| **other < place) {
                if sums[*other] == 0.0 {
                    seen.push(*other);
                }
                // A place for the exact value: the weight of the other report is only looked up for those that are kept.
                sums[*other] += weight;
            }
        }
        let mut best: Vec<(f32, usize)> = seen.iter().map(|other| (std::mem::take(&mut sums[*other]), *other)).collect();
        if n > ALL_PAIRS {
            best.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
            best.truncate(MOST_PAIRS);
        }
        for (_, other) in best {
            let raw = dot(&vectors.reports[*report], &vectors.reports[order[other]]);
            alike[place].insert(other, raw);
            alike[other].insert(place, raw);
        }
    }
    alike
}

/// Pairs of places in `order` whose reports are one text for the better part of both.
fn one_text(copies: &Copies, order: &[usize]) -> Vec<(usize, usize)> {
    let place: BTreeMap<usize, usize> = order.iter().enumerate().map(|(place, report)| (*report, place)).collect();
    let mut pairs = Vec::new();
    for family in &copies.families {
        let mut whole: Vec<usize> =
            family.members.iter().filter(|member| member.percent >= 50).filter_map(|member| place.get(&member.report).copied()).collect();
        whole.sort_unstable();
        pairs.extend(whole.windows(2).map(|pair| (pair[0], pair[1])));
    }
    pairs
}

/// Days between two groups; none where a date is missing, 0 where they overlap.
fn gap(one: &Part, other: &Part) -> Option<i64> {
    let (first, last) = ((one.first?, one.last?), (other.first?, other.last?));
    let (before, after) = if first.0 <= last.0 { (first, last) } else { (last, first) };
    Some(if after.0 <= before.1 { 0 } else { when::apart(after.0, before.1) })
}

/// What is left of the likeness of two groups after the days between them, 0 to 1.
fn closeness(one: &Part, other: &Part) -> f64 {
    gap(one, other).map_or(1.0, |days| (QUIET_DAYS / (days as f64).max(QUIET_DAYS)).min(1.0))
}

fn sorted(reports: &[usize]) -> Vec<usize> {
    let mut sorted = reports.to_vec();
    sorted.sort_unstable();
    sorted
}

/// A number that can be put in order.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Score(f64);

impl Eq for Score {}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}
