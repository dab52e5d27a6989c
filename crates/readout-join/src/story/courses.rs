//! Events to courses of events, by whom they name.
//!
//! Two events of one war, trial or campaign are told in different words, months apart, but by the same rare names. So the groups that words make are
//! joined further where what most of their reports name is nearly the same, and the words do not speak against it. Names are compared as
//! sums over a group, from the most alike pair on, so that a long course of events gathers all who take part in it.

use super::NEAR;
use super::events::{Apart, Merge, Score};
use super::span::Dated;
use super::vectors::{Sparse, Vectors, dot, sum};
use readout_core::Reading;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap};

/// How alike what two groups name must be: the cosine of the sums. Set on ECB+ and timeline17.
pub(super) const NAMES: f64 = 0.33;
/// How alike their other words must be at least.
pub(super) const WORDS: f64 = 0.2;
/// Days between two groups that take nothing from their likeness; after four times as many, half of it is left. Set by hand.
const QUIET_DAYS: f64 = 90.0;
/// Up to so many groups, all pairs are compared; beyond, those that share a rare enough name.
const ALL_PAIRS: usize = 2000;
/// How many groups may have a name that is rare enough.
const MOST_HOLDERS: usize = 300;
/// Pairs whose names are less alike than this are not followed.
const FLOOR: f64 = 0.1;

/// Courses of events and how they came about.
pub(super) struct Courses {
    /// Events of each, in order.
    pub(super) groups: Vec<Vec<usize>>,
    /// All joins, with the reports of the two parts.
    pub(super) merges: Vec<Merge>,
    /// Courses whose names came near.
    pub(super) apart: Vec<Apart>,
    /// When each was published.
    pub(super) dated: Vec<Dated>,
}

/// A group on the way.
struct Part {
    events: Vec<usize>,
    names: Sparse,
    words: Sparse,
    lengths: (f32, f32),
    dated: Dated,
    alive: bool,
}

/// How alike two parts are, less what the days take away: names, words.
fn likeness(one: &Part, other: &Part) -> (f64, f64) {
    let cosine = |left: &Sparse, right: &Sparse, lengths: f32| if lengths > 0.0 { f64::from(dot(left, right) / lengths) } else { 0.0 };
    let left = one.dated.closeness(other.dated, QUIET_DAYS).sqrt();
    let names = cosine(&one.names, &other.names, one.lengths.0 * other.lengths.0) * left;
    if names < FLOOR {
        return (names, 0.0);
    }
    (names, cosine(&one.words, &other.words, one.lengths.1 * other.lengths.1) * left)
}

/// Joins events (groups of reports) by what they name.
pub(super) fn courses(readings: &[Reading], vectors: &Vectors, events: &[Vec<usize>]) -> Courses {
    let mut parts: Vec<Part> = events.iter().enumerate().map(|(event, reports)| part(readings, vectors, event, reports)).collect();
    let mut alike: Vec<BTreeMap<usize, (f64, f64)>> = vec![BTreeMap::new(); parts.len()];
    let mut heap: BinaryHeap<(Score, Reverse<usize>, Reverse<usize>)> = BinaryHeap::new();
    let push = |heap: &mut BinaryHeap<_>, one: usize, other: usize, (names, words): (f64, f64)| {
        if names >= NAMES && words >= WORDS {
            heap.push((Score(names), Reverse(one.min(other)), Reverse(one.max(other))));
        }
    };
    for (one, other) in candidates(&parts) {
        let found = likeness(&parts[one], &parts[other]);
        if found.0 >= FLOOR {
            alike[one].insert(other, found);
            alike[other].insert(one, found);
            push(&mut heap, one, other, found);
        }
    }
    let reports = |part: &Part| {
        let mut reports: Vec<usize> = part.events.iter().flat_map(|event| &events[*event]).copied().collect();
        reports.sort_unstable();
        reports
    };
    let mut merges = Vec::new();
    while let Some((Score(value), Reverse(one), Reverse(other))) = heap.pop() {
        if !parts[one].alive || !parts[other].alive {
            continue;
        }
        merges.push(Merge { alike: value, one: reports(&parts[one]), other: reports(&parts[other]) });
        let (names, words) = (sum(&parts[one].names, &parts[other].names), sum(&parts[one].words, &parts[other].words));
        let new = parts.len();
        parts.push(Part {
            events: [&parts[one].events[..], &parts[other].events].concat(),
            lengths: (dot(&names, &names).sqrt(), dot(&words, &words).sqrt()),
            names,
            words,
            dated: parts[one].dated.with(parts[other].dated),
            alive: true,
        });
        let mut beside: BTreeSet<usize> = BTreeSet::new();
        for part in [one, other] {
            parts[part].alive = false;
            (parts[part].names, parts[part].words) = (Sparse::new(), Sparse::new());
            beside.extend(std::mem::take(&mut alike[part]).into_keys());
        }
        let mut found = BTreeMap::new();
        for part in beside.into_iter().filter(|part| parts[*part].alive) {
            alike[part].remove(&one);
            alike[part].remove(&other);
            let pair = likeness(&parts[part], &parts[new]);
            if pair.0 >= FLOOR {
                alike[part].insert(new, pair);
                found.insert(part, pair);
                push(&mut heap, part, new, pair);
            }
        }
        alike.push(found);
    }
    let alive: Vec<usize> = (0..parts.len()).filter(|part| parts[*part].alive).collect();
    let group_of: HashMap<usize, usize> = alive.iter().enumerate().map(|(group, part)| (*part, group)).collect();
    let mut apart = Vec::new();
    for part in &alive {
        for (other, (names, words)) in alike[*part].range(part + 1..) {
            // How near it was is what was nearer to nothing: the names or the words.
            let value = (names / NAMES).min(words / WORDS).min(1.0) * NAMES;
            if value >= NAMES * NEAR {
                apart.push(Apart { one: group_of[part], other: group_of[other], alike: value });
            }
        }
    }
    let groups = alive.iter().map(|part| {
        let mut events = parts[*part].events.clone();
        events.sort_unstable();
        events
    });
    Courses { groups: groups.collect(), merges, apart, dated: alive.iter().map(|part| parts[*part].dated).collect() }
}

fn part(readings: &[Reading], vectors: &Vectors, event: usize, reports: &[usize]) -> Part {
    let (mut names, mut words) = (Sparse::new(), Sparse::new());
    let mut dated: Option<Dated> = None;
    for report in reports {
        let split = vectors.split(*report);
        (names, words) = (sum(&names, &split.0), sum(&words, &split.1));
        let day = Dated::of(&readings[*report]);
        dated = Some(dated.map_or(day, |dated| dated.with(day)));
    }
    Part {
        events: vec![event],
        lengths: (dot(&names, &names).sqrt(), dot(&words, &words).sqrt()),
        names,
        words,
        dated: dated.unwrap_or_default(),
        alive: true,
    }
}

/// Pairs of parts that share a name: the earlier, the later.
fn candidates(parts: &[Part]) -> Vec<(usize, usize)> {
    let mut n_holders: HashMap<u32, usize> = HashMap::new();
    parts.iter().flat_map(|part| &part.names).for_each(|(key, _)| *n_holders.entry(*key).or_default() += 1);
    let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut pairs = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let mut beside: BTreeSet<usize> = BTreeSet::new();
        for (key, _) in &part.names {
            if parts.len() <= ALL_PAIRS || n_holders[key] <= MOST_HOLDERS {
                let holders = holders.entry(*key).or_default();
                beside.extend(&*holders);
                holders.push(place);
            }
        }
        pairs.extend(beside.into_iter().map(|other| (other, place)));
    }
    pairs
}
