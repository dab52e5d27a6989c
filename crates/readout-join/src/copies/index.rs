//! Runs of words to the places where they stand: which earlier reports may share text with a new one.

use super::GRAM;
use super::align::WIDEST_GAP;
use crate::words::Words;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use xxhash_rust::xxh3::xxh3_64;

/// The latest reports with a run that are looked at: a text printed by thousands is still one family, by way of its neighbours.
const MOST_POSTINGS: usize = 64;

/// Runs of words to the places where they stand. Grows with each report.
#[derive(Default)]
pub(super) struct Index {
    /// The latest posting of each run, and how many there are.
    heads: HashMap<u64, (u32, u32), BuildHasherDefault<Ready>>,
    postings: Vec<Posting>,
    n_reports: usize,
}

struct Posting {
    report: u32,
    word: u32,
    /// The posting before, `u32::MAX` for none.
    before: u32,
}

/// Keys are hashes already.
#[derive(Default)]
pub(super) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// A place where both reports have the same run: word in the earlier one, word in the later one.
pub(super) type Hit = (u32, u32);

impl Index {
    fn grams(words: &Words) -> impl Iterator<Item = (usize, u64)> + '_ {
        words
            .ids
            .windows(GRAM)
            .enumerate()
            .filter(|(at, _)| words.content[*at..*at + GRAM].iter().filter(|content| **content).count() >= 1)
            .map(|(at, run)| {
                let key = run.iter().fold(0u64, |key, word| key.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ word);
                (at, key.wrapping_mul(0xD6E8_FEB8_6659_FD93))
            })
    }

    pub(super) fn add(&mut self, words: &Words) {
        for (at, key) in Self::grams(words) {
            let head = self.heads.entry(key).or_insert((u32::MAX, 0));
            self.postings.push(Posting { report: self.n_reports as u32, word: at as u32, before: head.0 });
            *head = (self.postings.len() as u32 - 1, head.1 + 1);
        }
        self.n_reports += 1;
    }

    /// Bytes that it takes, as far as it is full.
    pub(super) fn bytes(&self) -> usize {
        self.heads.len() * size_of::<(u64, (u32, u32))>() + self.postings.len() * size_of::<Posting>()
    }

    /// The earlier reports that may share a passage with `words`, with the places that say so.
    pub(super) fn candidates(&self, words: &Words) -> Vec<(usize, Vec<Hit>)> {
        let stock = self.n_reports as u32 / 100 + 10;
        let mut hits: Vec<(u32, u32, u32, bool)> = Vec::new();
        for (at, key) in Self::grams(words) {
            let Some((mut posting, n)) = self.heads.get(&key).copied() else { continue };
            for _ in 0..MOST_POSTINGS {
                let Some(place) = self.postings.get(posting as usize) else { break };
                hits.push((place.report, place.word, at as u32, n <= stock));
                posting = place.before;
            }
        }
        hits.sort_unstable();
        hits.chunk_by(|one, next| one.0 == next.0)
            .filter(|chunk| worth_aligning(chunk))
            .map(|chunk| (chunk[0].0 as usize, chunk.iter().map(|hit| (hit.1, hit.2)).collect()))
            .collect()
    }
}

/// Whether places of one earlier report are enough to look closer: three runs that few reports have, within one passage's reach.
fn worth_aligning(hits: &[(u32, u32, u32, bool)]) -> bool {
    let mut telling = hits.iter().filter(|hit| hit.3).map(|hit| (hit.1, hit.2)).collect::<Vec<_>>();
    telling.dedup_by_key(|hit| hit.0);
    telling.windows(3).any(|three| {
        let near = |one: u32, other: u32| one.abs_diff(other) <= 3 * WIDEST_GAP as u32;
        near(three[0].0, three[2].0) && near(three[0].1, three[1].1) && near(three[1].1, three[2].1)
    })
}
