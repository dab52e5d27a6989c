//! Two reports to the stretches that they share, word by word.

use super::index::Hit;
use super::{LEAST_CONTENT, LEAST_WORDS, Passage};
use crate::words::Words;
use readout_core::Span;
use std::collections::BTreeSet;

/// Words that may be missing or other between two runs of one passage.
pub(super) const WIDEST_GAP: usize = 14;

/// The same words in both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) n: usize,
}

/// Two stretches that belong together.
pub(super) struct Aligned {
    pub(super) runs: Vec<Run>,
}

impl Aligned {
    fn matched(&self) -> usize {
        self.runs.iter().map(|run| run.n).sum()
    }

    /// The words that are the same: of the one, of the other.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.runs.iter().flat_map(|run| (0..run.n).map(|n| (run.a + n, run.b + n)))
    }

    pub(super) fn passage(&self, (a, left): (usize, &Words), (b, right): (usize, &Words)) -> Passage {
        let (first, last) = (self.runs[0], self.runs[self.runs.len() - 1]);
        let both = |run: &Run| (0..run.n).filter(|n| left.quoted[run.a + n] && right.quoted[run.b + n]).count();
        let quoted: usize = self.runs.iter().map(both).sum();
        Passage {
            a,
            b,
            a_span: left.stretch(first.a, last.a + last.n),
            b_span: right.stretch(first.b, last.b + last.n),
            matched: self.matched(),
            quoted: quoted * 5 >= self.matched() * 4,
            runs: self.runs.iter().map(|run| (left.stretch(run.a, run.a + run.n), right.stretch(run.b, run.b + run.n))).collect(),
        }
    }
}

/// All passages of two reports, in order of the first.
pub(super) fn align(a: &Words, b: &Words, hits: &[Hit], texts: (&str, &str)) -> Vec<Aligned> {
    let mut runs = runs(a, b, hits);
    let mut found: Vec<Aligned> = Vec::new();
    let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
    while let Some(chain) = best_chain(&mut runs) {
        let mut chain: Vec<Run> = chain.into_iter().filter_map(|run| unused(run, &used_a, &used_b)).collect();
        if chain.is_empty() {
            continue;
        }
        extend(a, b, &mut chain, (&used_a, &used_b), texts);
        let mut filled = fill(a, b, &chain, texts);
        trim(a, b, &mut filled, texts);
        let aligned = Aligned { runs: filled };
        if is_passage(a, &aligned) {
            let (first, last) = (aligned.runs[0], aligned.runs[aligned.runs.len() - 1]);
            used_a[first.a..last.a + last.n].fill(true);
            used_b[first.b..last.b + last.n].fill(true);
            found.push(aligned);
        }
    }
    found.sort_by_key(|aligned| (aligned.runs[0].a, aligned.runs[0].b));
    found
}

/// Hits joined to the longest runs.
fn runs(a: &Words, b: &Words, hits: &[Hit]) -> Vec<Run> {
    let mut hits: Vec<Hit> = hits.to_vec();
    hits.sort_unstable_by_key(|(a, b)| (i64::from(*b) - i64::from(*a), *a));
    let mut runs: Vec<Run> = Vec::new();
    for (at_a, at_b) in hits {
        let (at_a, at_b) = (at_a as usize, at_b as usize);
        if let Some(last) = runs.last()
            && last.b + at_a == at_b + last.a
            && at_a < last.a + last.n
        {
            continue;
        }
        let n = a.ids[at_a..].iter().zip(&b.ids[at_b..]).take_while(|(one, other)| one == other).count();
        let back = a.ids[..at_a].iter().rev().zip(b.ids[..at_b].iter().rev()).take_while(|(one, other)| one == other).count();
        runs.push(Run { a: at_a - back, b: at_b - back, n: n + back });
    }
    // Texts that repeat themselves have many runs; the long ones say enough.
    const MOST_RUNS: usize = 400;
    if runs.len() > MOST_RUNS {
        runs.sort_by_key(|run| (std::cmp::Reverse(run.n), run.a, run.b));
        runs.truncate(MOST_RUNS);
    }
    runs.sort_by_key(|run| (run.a, run.b));
    runs
}

/// Takes the chain of runs with most words out of `runs` (sorted by `a`).
fn best_chain(runs: &mut Vec<Run>) -> Option<Vec<Run>> {
    let mut best: Vec<(f64, usize)> = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let mut score = (run.n as f64, usize::MAX);
        for (before, earlier) in runs[..at].iter().enumerate().rev() {
            let (end_a, end_b) = (earlier.a + earlier.n, earlier.b + earlier.n);
            if run.a > end_a + WIDEST_GAP + 200 {
                break;
            }
            let overlap = end_a.saturating_sub(run.a).max(end_b.saturating_sub(run.b));
            let (gap_a, gap_b) = (run.a.saturating_sub(end_a), run.b.saturating_sub(end_b));
            if earlier.b >= run.b || overlap >= run.n || gap_a > WIDEST_GAP || gap_b > WIDEST_GAP {
                continue;
            }
            let joined = best[before].0 + (run.n - overlap) as f64 - 0.3 * gap_a.max(gap_b) as f64;
            if joined > score.0 {
                score = (joined, before);
            }
        }
        best.push(score);
    }
    let (mut at, _) = best.iter().enumerate().max_by(|one, other| one.1.0.total_cmp(&other.1.0).then(other.0.cmp(&one.0)))?;
    let mut chain = Vec::new();
    let mut taken = BTreeSet::new();
    while at != usize::MAX {
        chain.push(runs[at]);
        taken.insert(at);
        at = best[at].1;
    }
    chain.reverse();
    let mut place = 0;
    runs.retain(|_| {
        place += 1;
        !taken.contains(&(place - 1))
    });
    // Where two runs overlap, the later one begins later.
    for at in 1..chain.len() {
        let before = chain[at - 1];
        let overlap = (before.a + before.n).saturating_sub(chain[at].a).max((before.b + before.n).saturating_sub(chain[at].b));
        chain[at] = Run { a: chain[at].a + overlap, b: chain[at].b + overlap, n: chain[at].n.saturating_sub(overlap) };
    }
    chain.retain(|run| run.n > 0);
    Some(chain)
}

/// The longest part of a run that no better passage has taken.
fn unused(run: Run, used_a: &[bool], used_b: &[bool]) -> Option<Run> {
    let (mut best, mut start) = ((0, 0), 0);
    for n in 0..=run.n {
        if n == run.n || used_a[run.a + n] || used_b[run.b + n] {
            if n - start > best.1 {
                best = (start, n - start);
            }
            start = n + 1;
        }
    }
    (best.1 > 0).then_some(Run { a: run.a + best.0, b: run.b + best.0, n: best.1 })
}

/// Goes on over small edits at both ends, as long as the same words come again.
fn extend(a: &Words, b: &Words, chain: &mut Vec<Run>, (used_a, used_b): (&[bool], &[bool]), texts: (&str, &str)) {
    let same = |at_a: usize, at_b: usize| {
        !used_a[at_a] && !used_b[at_b] && (a.ids[at_a] == b.ids[at_b] || near(a.spans[at_a].of(texts.0), b.spans[at_b].of(texts.1)))
    };
    // Forward.
    loop {
        let last = chain[chain.len() - 1];
        let (end_a, end_b) = (last.a + last.n, last.b + last.n);
        let next = steps().find_map(|(skip_a, skip_b)| {
            let (at_a, at_b) = (end_a + skip_a, end_b + skip_b);
            let n = (0..).take_while(|n| at_a + n < a.len() && at_b + n < b.len() && same(at_a + n, at_b + n)).count();
            goes_on(skip_a, skip_b, n).then_some(Run { a: at_a, b: at_b, n })
        });
        match next {
            Some(run) => chain.push(run),
            None => break,
        }
    }
    // Backward.
    loop {
        let first = chain[0];
        let next = steps().find_map(|(skip_a, skip_b)| {
            let (end_a, end_b) = (first.a.checked_sub(skip_a)?, first.b.checked_sub(skip_b)?);
            let n = (1..=end_a.min(end_b)).take_while(|n| same(end_a - n, end_b - n)).count();
            goes_on(skip_a, skip_b, n).then_some(Run { a: end_a - n, b: end_b - n, n })
        });
        match next {
            Some(run) => chain.insert(0, run),
            None => break,
        }
    }
}

/// Ways to skip words on either side, small ones first.
fn steps() -> impl Iterator<Item = (usize, usize)> {
    (0..=8usize).flat_map(|sum| (0..=sum).map(move |one| (one, sum - one))).filter(|(one, other)| *one <= 4 && *other <= 4)
}

/// Whether `n` same words are worth having skipped so many.
fn goes_on(skip_a: usize, skip_b: usize, n: usize) -> bool {
    n > 0 && n >= skip_a.max(skip_b).max(if skip_a == skip_b { 1 } else { 2 })
}

/// Takes off loose grammar at the ends: an `and` after a gap is no part of what was copied, nor is the `But` that opens the next sentence.
fn trim(a: &Words, b: &Words, runs: &mut Vec<Run>, texts: (&str, &str)) {
    let loose = |run: &Run| run.n <= 2 && !a.content[run.a..run.a + run.n].contains(&true);
    while runs.len() > 1 && runs.last().is_some_and(loose) {
        runs.pop();
    }
    let n = runs.iter().take_while(|run| loose(run)).count().min(runs.len().saturating_sub(1));
    runs.drain(..n);
    // A sentence ends between two words, in either report.
    let ends = |words: &Words, text: &str, at: usize| {
        let between = &text[words.spans[at - 1].end as usize..words.spans[at].start as usize];
        between.contains(['.', '!', '?', '\n'])
    };
    while let Some(last) = runs.last_mut().filter(|last| last.n > 1) {
        let (at_a, at_b) = (last.a + last.n - 1, last.b + last.n - 1);
        if a.content[at_a] || !(ends(a, texts.0, at_a) || ends(b, texts.1, at_b)) {
            break;
        }
        last.n -= 1;
    }
}

/// Aligns the words between the runs one by one, and joins runs that touch.
fn fill(a: &Words, b: &Words, chain: &[Run], texts: (&str, &str)) -> Vec<Run> {
    let mut filled: Vec<Run> = Vec::new();
    let mut push = |run: Run| match filled.last_mut() {
        Some(last) if last.a + last.n == run.a && last.b + last.n == run.b => last.n += run.n,
        _ => filled.push(run),
    };
    for (at, run) in chain.iter().enumerate() {
        if let Some(before) = at.checked_sub(1).map(|before| chain[before]) {
            let (from_a, from_b) = (before.a + before.n, before.b + before.n);
            for (in_a, in_b) in common(&a.spans[from_a..run.a], &b.spans[from_b..run.b], texts) {
                push(Run { a: from_a + in_a, b: from_b + in_b, n: 1 });
            }
        }
        push(*run);
    }
    filled
}

/// The longest series of words, the same or nearly so, that both stretches have in this order.
pub(super) fn common(a: &[Span], b: &[Span], texts: (&str, &str)) -> Vec<(usize, usize)> {
    let mut table = vec![vec![0u16; b.len() + 1]; a.len() + 1];
    let same: Vec<Vec<bool>> = a.iter().map(|one| b.iter().map(|other| alike(one.of(texts.0), other.of(texts.1))).collect()).collect();
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            table[i][j] = if same[i][j] { table[i + 1][j + 1] + 1 } else { table[i + 1][j].max(table[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if same[i][j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if table[i + 1][j] >= table[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn alike(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || near(one, other)
}

/// Whether two words differ by a slip of the keys: one edit from four letters on, two from eight. Numbers never do.
fn near(one: &str, other: &str) -> bool {
    let (n, m) = (one.chars().count(), other.chars().count());
    let allowed = match n.min(m) {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    if n.abs_diff(m) > allowed || one.bytes().chain(other.bytes()).any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    distance(one, other) <= allowed
}

/// Edits that make one word of the other, small and capital letters being the same.
pub(crate) fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().flat_map(char::to_lowercase).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, letter) in one.chars().flat_map(char::to_lowercase).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, against) in other.iter().enumerate() {
            let replace = diagonal + usize::from(letter != *against);
            diagonal = row[j + 1];
            row[j + 1] = replace.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

fn is_passage(a: &Words, aligned: &Aligned) -> bool {
    let (Some(first), Some(last)) = (aligned.runs.first(), aligned.runs.last()) else { return false };
    let matched = aligned.matched();
    let content = aligned.runs.iter().flat_map(|run| &a.content[run.a..run.a + run.n]).filter(|content| **content).count();
    let length = (last.a + last.n - first.a).max(last.b + last.n - first.b);
    matched >= LEAST_WORDS && content >= LEAST_CONTENT && matched * 5 >= length * 3
}
