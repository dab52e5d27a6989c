//! Reports to events, from the most alike on: two groups are as alike as their pairs are in the mean (average linkage).

use super::span::Dated;
use super::vectors::{Sparse, Vectors, dot, sum};
use super::{ALIKE, NEAR};
use crate::copies::Copies;
use readout_core::Reading;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

/// Groups and how they came about.
pub(crate) struct Events {
    /// Reports of each group, in order.
    pub(crate) groups: Vec<Vec<usize>>,
    /// Joins of two parts of several reports each.
    pub(crate) merges: Vec<Merge>,
    /// Groups that came near each other.
    pub(crate) apart: Vec<Apart>,
}

/// A join of two parts.
pub(crate) struct Merge {
    pub(crate) alike: f64,
    pub(crate) one: Vec<usize>,
    pub(crate) other: Vec<usize>,
}

/// Two groups that were not joined.
pub(crate) struct Apart {
    pub(crate) one: usize,
    pub(crate) other: usize,
    /// How alike they are, less what the days between them take away.
    pub(crate) alike: f64,
}

/// Up to so many reports, all pairs are compared; beyond, those that share a rare enough word.
const ALL_PAIRS: usize = 2000;
/// How many reports may have a word that is rare enough.
const MOST_HOLDERS: usize = 500;
/// Pairs that are kept for each report, then.
const MOST_PAIRS: usize = 60;
/// Pairs less alike than this are not followed further.
const FLOOR: f32 = 0.04;
/// Days between two groups that take nothing from their likeness; after twice as many, half of it is left. Set by hand.
const QUIET_DAYS: f64 = 45.0;

/// A group on the way.
struct Part {
    reports: Vec<usize>,
    /// The sum of its reports' vectors, where it has several.
    sum: Sparse,
    dated: Dated,
    alive: bool,
}

impl Part {
    fn sum<'a>(&'a self, vectors: &'a Vectors) -> &'a Sparse {
        if self.reports.len() == 1 { &vectors.reports[self.reports[0]] } else { &self.sum }
    }
}

/// The mean likeness of the pairs of two groups: their vectors all have length 1.
fn mean(one: &Part, other: &Part, vectors: &Vectors) -> f32 {
    dot(one.sum(vectors), other.sum(vectors)) / (one.reports.len() * other.reports.len()) as f32
}

/// Groups the reports. Everything is done in an order that does not depend on theirs.
pub(crate) fn events(readings: &[Reading], copies: &Copies, vectors: &Vectors) -> Events {
    let n = readings.len();
    let mut order: Vec<usize> = (0..n).collect();
    let key = |report: &usize| {
        let header = &readings[*report].report;
        (header.published.as_ref().map(|published| &published.value), &header.sha256, &header.outlet, &header.url, &header.id)
    };
    order.sort_by(|one, other| key(one).cmp(&key(other)));
    let mut parts: Vec<Part> = order
        .iter()
        .map(|report| Part { reports: vec![*report], sum: Sparse::new(), dated: Dated::of(&readings[*report]), alive: true })
        .collect();
    let mut alike = pairs(&order, vectors);
    for (one, other) in one_text(copies, &order) {
        alike[one].insert(other, 1.0);
        alike[other].insert(one, 1.0);
    }
    let mut heap: BinaryHeap<(Score, Reverse<usize>, Reverse<usize>)> = BinaryHeap::new();
    let push = |heap: &mut BinaryHeap<_>, parts: &[Part], one: usize, other: usize, raw: f32| {
        let value = f64::from(raw) * parts[one].dated.closeness(parts[other].dated, QUIET_DAYS);
        if value >= ALIKE {
            heap.push((Score(value), Reverse(one.min(other)), Reverse(one.max(other))));
        }
    };
    for (one, others) in alike.iter().enumerate().take(n) {
        for (other, raw) in others.range(one + 1..) {
            push(&mut heap, &parts, one, *other, *raw);
        }
    }
    let mut merges = Vec::new();
    while let Some((Score(value), Reverse(one), Reverse(other))) = heap.pop() {
        if !parts[one].alive || !parts[other].alive {
            continue;
        }
        let (left, right) = (std::mem::take(&mut alike[one]), std::mem::take(&mut alike[other]));
        let (n_left, n_right) = (parts[one].reports.len() as f32, parts[other].reports.len() as f32);
        if n_left.min(n_right) > 1.0 {
            merges.push(Merge { alike: value, one: sorted(&parts[one].reports), other: sorted(&parts[other].reports) });
        }
        let new = parts.len();
        let joined = Part {
            reports: [&parts[one].reports[..], &parts[other].reports].concat(),
            sum: sum(parts[one].sum(vectors), parts[other].sum(vectors)),
            dated: parts[one].dated.with(parts[other].dated),
            alive: true,
        };
        for part in [one, other] {
            parts[part].alive = false;
            parts[part].sum = Sparse::new();
        }
        parts.push(joined);
        let mut means: BTreeMap<usize, f32> = BTreeMap::new();
        let either = left.keys().chain(right.keys()).filter(|part| **part != one && **part != other && parts[**part].alive);
        for part in either.copied().collect::<std::collections::BTreeSet<usize>>() {
            let mean = match (left.get(&part), right.get(&part)) {
                (Some(left), Some(right)) => (left * n_left + right * n_right) / (n_left + n_right),
                // One of the two pairs was not followed: the exact value is that of the sums.
                _ => mean(&parts[part], &parts[new], vectors),
            };
            alike[part].remove(&one);
            alike[part].remove(&other);
            if mean >= FLOOR {
                alike[part].insert(new, mean);
                means.insert(part, mean);
                push(&mut heap, &parts, part, new, mean);
            }
        }
        alike.push(means);
    }
    let alive: Vec<usize> = (0..parts.len()).filter(|part| parts[*part].alive).collect();
    let group_of: HashMap<usize, usize> = alive.iter().enumerate().map(|(group, part)| (*part, group)).collect();
    let groups: Vec<Vec<usize>> = alive.iter().map(|part| sorted(&parts[*part].reports)).collect();
    let mut apart = Vec::new();
    for part in &alive {
        for (other, raw) in alike[*part].range(part + 1..) {
            let value = f64::from(*raw) * parts[*part].dated.closeness(parts[*other].dated, QUIET_DAYS);
            // Also what is told in the same words and kept apart by the days alone.
            if value >= ALIKE * NEAR || f64::from(*raw) >= ALIKE {
                apart.push(Apart { one: group_of[part], other: group_of[other], alike: value });
            }
        }
    }
    Events { groups, merges, apart }
}

/// How alike the reports are, pair by pair, for places in `order`.
fn pairs(order: &[usize], vectors: &Vectors) -> Vec<BTreeMap<usize, f32>> {
    let n = order.len();
    let mut n_holders: HashMap<u32, usize> = HashMap::new();
    vectors.reports.iter().flatten().for_each(|(key, _)| *n_holders.entry(*key).or_default() += 1);
    let mut holders: HashMap<u32, Vec<(usize, f32)>> = HashMap::new();
    let mut alike: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); n];
    let mut sums = vec![0.0f32; n];
    for (place, report) in order.iter().enumerate() {
        let mut seen: Vec<usize> = Vec::new();
        for (key, weight) in &vectors.reports[*report] {
            if n <= ALL_PAIRS || n_holders[key] <= MOST_HOLDERS {
                let holders = holders.entry(*key).or_default();
                for (other, against) in &*holders {
                    if sums[*other] == 0.0 {
                        seen.push(*other);
                    }
                    sums[*other] += weight * against;
                }
                holders.push((place, *weight));
            }
        }
        let mut best: Vec<(f32, usize)> = seen.iter().map(|other| (std::mem::take(&mut sums[*other]), *other)).collect();
        if n > ALL_PAIRS {
            if best.len() > MOST_PAIRS {
                best.select_nth_unstable_by(MOST_PAIRS, |one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
                best.truncate(MOST_PAIRS);
            }
            best.iter_mut().for_each(|(raw, other)| *raw = dot(&vectors.reports[*report], &vectors.reports[order[*other]]));
        }
        for (raw, other) in best.into_iter().filter(|(raw, _)| *raw >= FLOOR) {
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

fn sorted(reports: &[usize]) -> Vec<usize> {
    let mut sorted = reports.to_vec();
    sorted.sort_unstable();
    sorted
}

/// A number that can be put in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Score(pub(super) f64);

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
