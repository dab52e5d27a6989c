//! Runs of words to the places where they stand: which earlier reports may share text with a new one.
//!
//! Of all runs of a report, the index keeps some, chosen by their hashes alone (winnowing, Schleimer, Wilkerson and Aiken 2003): of any
//! [`WINDOW`] runs in a row, the one with the least hash. Two reports that have `GRAM + WINDOW - 1` words in a row in common have at least
//! one kept run in common. That takes two fifths of the memory, and the words themselves need not be kept: what an earlier report has is
//! looked at again in its text, and only where the index points to it.

use super::GRAM;
use super::align::WIDEST_GAP;
use super::postings::Postings;
use crate::words::Words;

/// The latest reports with a run that are looked at: a text printed by thousands is still one family, by way of its neighbours.
const MOST_POSTINGS: usize = 64;
/// Of so many runs in a row, at least one is kept.
const WINDOW: usize = 4;
/// What a run weighs that so many reports have at most: a look into the earlier text takes [`ENOUGH`] within one passage's reach. Common runs
/// must be many, since of those the latest places stand close together, and two meet by chance.
const WEIGHTS: [(u32, u32); 2] = [(3, 3), (MOST_POSTINGS as u32, 2)];
/// What calls for a look.
const ENOUGH: u32 = 4;
/// Runs of words to the places where they stand. Grows with each report.
#[derive(Default)]
pub(super) struct Index {
    /// By half a hash, which is enough: what the index says is looked at in the text.
    postings: Postings,
    n_reports: u32,
}

/// A place where both reports have the same run: word in the earlier one, word in the later one.
pub(super) type Hit = (u32, u32);

/// All runs of a report that hold more than grammar, in order: the first word, the hash.
fn runs(words: &Words) -> impl Iterator<Item = (u32, u64)> + '_ {
    let telling = |(at, _): &(usize, &[u64])| words.content[*at..*at + GRAM].contains(&true);
    words.ids.windows(GRAM).enumerate().filter(telling).map(|(at, run)| {
        let key = run.iter().fold(0u64, |key, word| key.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word);
        let key = (key ^ key >> 32).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (at as u32, key ^ key >> 29)
    })
}

/// A run that the index keeps: its first word, and half of its hash.
pub(super) type Mark = (u32, u32);

/// The runs that the index keeps of a report.
pub(super) fn marks(words: &Words) -> Vec<Mark> {
    let runs: Vec<(u32, u64)> = runs(words).collect();
    let mut marks: Vec<Mark> = Vec::new();
    let mut last = usize::MAX;
    for (first, window) in runs.windows(WINDOW.min(runs.len()).max(1)).enumerate() {
        // The last of several that are least, so that a run is kept for as long as may be.
        let least = (0..window.len()).rev().min_by_key(|at| window[*at].1).map_or(first, |at| first + at);
        if least != last {
            marks.push((runs[least].0, runs[least].1 as u32));
            last = least;
        }
    }
    marks
}

impl Index {
    pub(super) fn add(&mut self, marks: &[Mark]) {
        for (at, key) in marks {
            self.postings.add(*key, self.n_reports, u16::try_from(*at).unwrap_or(u16::MAX));
        }
        self.n_reports += 1;
    }

    /// Bytes that it has taken.
    pub(super) fn bytes(&self) -> usize {
        self.postings.bytes()
    }

    /// The earlier reports that may share a passage with one that has these marks, in order.
    pub(super) fn candidates(&self, marks: &[Mark]) -> Vec<usize> {
        let stock = self.n_reports / 100 + 10;
        let mut hits: Vec<(u32, u32, u32, u32)> = Vec::new();
        for (at, key) in marks {
            let Some((n, places)) = self.postings.of(*key).filter(|(n, _)| *n <= stock) else { continue };
            let weight = WEIGHTS.iter().find(|(most, _)| n <= *most).map_or(1, |(_, weight)| *weight);
            hits.extend(places.take(MOST_POSTINGS).map(|(report, word)| (report, u32::from(word), *at, weight)));
        }
        hits.sort_unstable();
        hits.chunk_by(|one, next| one.0 == next.0).filter(|chunk| worth_a_look(chunk)).map(|chunk| chunk[0].0 as usize).collect()
    }
}

fn near(one: u32, other: u32) -> bool {
    one.abs_diff(other) <= 3 * WIDEST_GAP as u32
}

/// Whether the kept runs that one earlier report has (sorted by its words) are enough to look into its text.
fn worth_a_look(hits: &[(u32, u32, u32, u32)]) -> bool {
    hits.iter().enumerate().any(|(at, first)| {
        let (mut sum, mut last) = (first.3, first.1);
        for hit in hits[at + 1..].iter().take_while(|hit| near(first.1, hit.1)) {
            // A run that the new report repeats counts once.
            if hit.1 != last && near(first.2, hit.2) {
                (sum, last) = (sum + hit.3, hit.1);
            }
        }
        sum >= ENOUGH
    })
}

/// All runs of a report by their hashes, to look up what another has of them.
pub(super) struct Runs(Vec<(u64, u32)>);

impl Runs {
    pub(super) fn of(words: &Words) -> Self {
        let mut sorted: Vec<(u64, u32)> = runs(words).map(|(at, key)| (key, at)).collect();
        sorted.sort_unstable();
        Self(sorted)
    }

    /// The places where an earlier report has the same runs, if they are enough for a passage: three within its reach.
    pub(super) fn hits(&self, earlier: &Words) -> Option<Vec<Hit>> {
        let mut hits = Vec::new();
        for (at, key) in runs(earlier) {
            let from = self.0.partition_point(|(other, _)| *other < key);
            hits.extend(self.0[from..].iter().take_while(|(other, _)| *other == key).take(MOST_POSTINGS).map(|(_, other)| (at, *other)));
        }
        let mut firsts: Vec<Hit> = hits.clone();
        firsts.dedup_by_key(|hit| hit.0);
        let enough =
            firsts.windows(3).any(|three| near(three[0].0, three[2].0) && near(three[0].1, three[1].1) && near(three[1].1, three[2].1));
        enough.then_some(hits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_text_printed_by_hundreds_the_latest_printings_are_looked_at() {
        let mut index = Index::default();
        let printed: Vec<Mark> = (0..8).map(|at| (at * 3, at + 1)).collect();
        // So many others that hundreds are no stock phrase.
        for number in 0..30_000 {
            let other: Vec<Mark> = (0..4).map(|at| (at, 1000 + number * 4 + at)).collect();
            index.add(if number % 100 == 99 { &printed } else { &other });
        }
        let found = index.candidates(&printed);
        let expect: Vec<usize> = (0..300).map(|at| at * 100 + 99).skip(300 - MOST_POSTINGS).collect();
        assert_eq!(found, expect);
        // One run alone, or runs far apart, call for no look.
        assert!(index.candidates(&printed[..1]).is_empty());
    }
}
