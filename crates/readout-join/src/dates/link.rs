//! Sentences of two reports that tell of one thing, each with a time: what ties two days together.

use super::page::{Mark, Meaning, Page, names, near_words};
use readout_core::Reading;
use std::collections::{BTreeMap, BTreeSet};

/// How like two sentences must be to tell of one thing: shared weight of words over the weight of the lighter sentence. Set by hand on
/// invented reports.
pub const LEAST_LIKENESS: f64 = 0.42;
/// From here on they are likely to.
const LIKELY: f64 = 0.24;

/// Two marks of two reports that tell of one thing.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) mark_a: Mark,
    pub(super) mark_b: Mark,
    pub(super) likeness: f64,
    /// Words in common that are no names.
    told: usize,
}

impl Link {
    /// Two marks that a clue other than their words makes likely to be of one thing.
    pub(super) fn likely(a: (usize, &Mark), b: (usize, &Mark)) -> Self {
        let (a, b) = if a.0 < b.0 { (a, b) } else { (b, a) };
        Self { a: a.0, b: b.0, mark_a: a.1.clone(), mark_b: b.1.clone(), likeness: LIKELY, told: 0 }
    }

    /// Whether the two tell of one thing for certain.
    pub(super) fn is_certain(&self) -> bool {
        self.likeness >= 0.6 || (self.likeness >= LEAST_LIKENESS && self.told > 2)
    }
}

/// Whether a word is a number that counts something: no year, nothing round.
fn is_count(word: &str) -> bool {
    word.parse::<u64>().is_ok_and(|number| number > 12 && !(1900..=2100).contains(&number) && number % 100 != 0)
}

/// The same number of the same people on the same weekday, in two reports: `31 on Monday`, `at least 31 were killed before dawn Monday`.
fn same_figures(readings: &[Reading], pages: &[Page]) -> Vec<Link> {
    let mut dated: Vec<(usize, u64, &str, &Mark)> = Vec::new();
    for (report, reading) in readings.iter().enumerate() {
        for figure in &reading.figures {
            let (Some(value), Some(counted), Some(time)) = (figure.value, figure.counted.as_deref(), figure.as_of) else { continue };
            let mark = pages[report].marks.iter().find(|mark| mark.time == time.index());
            let plain = value.fract() == 0.0 && is_count(&format!("{value:.0}")) && !matches!(counted, "money" | "percent" | "share");
            if let Some(mark) = mark.filter(|mark| plain && matches!(mark.meaning, Meaning::Past(_))) {
                dated.push((report, value as u64, counted, mark));
            }
        }
    }
    let mut found = Vec::new();
    for (at, (b, value, counted, mark_b)) in dated.iter().enumerate() {
        for (a, other, also, mark_a) in &dated[..at] {
            if a < b && (value, counted) == (other, also) && mark_a.meaning == mark_b.meaning {
                found.push(Link { a: *a, b: *b, mark_a: (*mark_a).clone(), mark_b: (*mark_b).clone(), likeness: 0.5, told: 2 });
            }
        }
    }
    found
}

/// Finds sentences of two reports that tell of one thing, both with a time.
pub(super) fn links(readings: &[Reading], pages: &[Page]) -> Vec<Link> {
    // A word weighs by how few reports have it: the story's own names are in all of them and say nothing of one day.
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for page in pages {
        let words: BTreeSet<&str> = page.sentences.iter().flatten().map(String::as_str).collect();
        words.into_iter().for_each(|word| *counts.entry(word).or_default() += 1);
    }
    let weight = |word: &str| ((pages.len() + 1) as f64 / counts.get(word).copied().unwrap_or(1) as f64).ln();
    // Who is in a sentence is in a hundred others; what is told of them is not.
    let mut who: BTreeSet<String> = readings.iter().flat_map(names).map(|name| crate::words::stem(&name)).collect();
    who.extend(
        ["foreign", "minist", "minister", "head", "leader", "presid", "president", "council", "government", "envoy"].map(str::to_owned),
    );
    let total = |sentence: &BTreeSet<String>| sentence.iter().map(|word| weight(word)).sum::<f64>();
    let mut found = Vec::new();
    for b in 0..pages.len() {
        for a in 0..b {
            for mark_a in &pages[a].marks {
                for mark_b in &pages[b].marks {
                    let (one, other) = (&pages[a].sentences[mark_a.sentence], &pages[b].sentences[mark_b.sentence]);
                    let common: Vec<&String> = one.intersection(other).collect();
                    let told = common.iter().filter(|word| !who.contains(**word)).count();
                    // A number in common says more than a word.
                    let numbers = common.iter().filter(|word| is_count(word)).count();
                    if common.len() + numbers < 4 || told < 2 {
                        continue;
                    }
                    // `visited the hospital this morning` has too few words to be what another report tells of Friday.
                    let days = matches!(mark_a.meaning, Meaning::Days(_)) != matches!(mark_b.meaning, Meaning::Days(_));
                    if days && told < 3 && common.len() < 5 {
                        continue;
                    }
                    let shared: f64 = common.iter().map(|word| weight(word) * if is_count(word) { 2.0 } else { 1.0 }).sum();
                    let mut likeness = shared / total(one).min(total(other)).max(1.0);
                    // A week is too wide for two tellings to be one by their words.
                    if matches!(mark_a.meaning, Meaning::LastWeek) || matches!(mark_b.meaning, Meaning::LastWeek) {
                        likeness -= 0.2;
                    }
                    // The words next to the two times must agree as well: a sentence may tell of several days.
                    let near = near_words(readings, a, mark_a);
                    if !near_words(readings, b, mark_b).iter().any(|word| near.contains(word) && !who.contains(word)) {
                        likeness *= 0.7;
                    }
                    // The same weekday said in both speaks for one thing.
                    if let (Meaning::Past(one) | Meaning::Coming(one), Meaning::Past(other) | Meaning::Coming(other)) =
                        (mark_a.meaning, mark_b.meaning)
                    {
                        likeness += if one == other { 0.1 } else { -0.1 };
                    }
                    if likeness >= LIKELY {
                        found.push(Link { a, b, mark_a: mark_a.clone(), mark_b: mark_b.clone(), likeness, told });
                    }
                }
            }
        }
    }
    found.extend(same_figures(readings, pages));
    found.sort_by(|one, other| {
        other.likeness.total_cmp(&one.likeness).then((one.a, one.b, one.mark_a.time, one.mark_b.time).cmp(&(
            other.a,
            other.b,
            other.mark_a.time,
            other.mark_b.time,
        )))
    });
    found
}
