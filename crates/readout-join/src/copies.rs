//! Who prints whose text: passages that reports share, the families they make, and what was changed.
//!
//! Word-level alignment as passim and plagiarism detectors do it: runs of four words are looked up in an [`Index`] that grows with each
//! report, runs that lie near one another in both reports are chained, the gaps between them are aligned word by word, and the ends are
//! extended over small edits. Two reports are only ever compared where the index says that they share words; never all pairs.
//!
//! What is not a copy: words that only stand in quotation marks in both (two reporters may hear one speech), lines that an outlet prints
//! under everything, and stock phrases, which are runs of words that many reports have.
//!
//! | number | set on |
//! |---|---|
//! | [`GRAM`] 4, [`LEAST_WORDS`] 12, [`LEAST_CONTENT`] 5 | `raw-wikinews`, copies made by the generator of `cargo xtask score copies` |

use crate::words::{Spans, Words};
use readout_core::{Reading, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use xxhash_rust::xxh3::xxh3_64;

/// Words in a run that is looked up.
pub const GRAM: usize = 4;
/// Fewest words that two stretches must have in common to be a passage.
pub const LEAST_WORDS: usize = 12;
/// Fewest of them that are more than grammar.
pub const LEAST_CONTENT: usize = 5;
/// Words that may be missing or other between two runs of one passage.
const WIDEST_GAP: usize = 14;
/// The latest reports with a run that are looked at: a text printed by thousands is still one family, by way of its neighbours.
const MOST_POSTINGS: usize = 64;
/// Shared words that make two reports members of one family.
const FAMILY_WORDS: usize = 20;

/// A stretch of text that two reports share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// The one report's place in the list of readings; always less than `b`.
    pub a: usize,
    /// The other's.
    pub b: usize,
    /// The stretch in `a`.
    pub a_span: Span,
    /// The stretch in `b`.
    pub b_span: Span,
    /// Words in common.
    pub matched: usize,
    /// Whether nearly all of it stands in quotation marks in both: the same speech, not the same report.
    pub quoted: bool,
    /// The stretches that are the same, in order, in `a` and in `b`.
    pub runs: Vec<(Span, Span)>,
}

/// Reports that share passages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Family {
    /// The reports, in the order of the readings.
    pub members: Vec<Member>,
    /// The agency whose text it probably is, where one is credited.
    pub agency: Option<String>,
    /// The member nearest to the original: its place in the list of readings.
    pub nearest: usize,
    /// Why.
    pub why: Vec<String>,
}

/// A report in a family.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Its place in the list of readings.
    pub report: usize,
    /// What it shares with any other member; sorted, without overlaps.
    pub spans: Vec<Span>,
    /// How many words that is.
    pub words: usize,
    /// How much of its text that is, in per cent.
    pub percent: u8,
}

/// All that is known of copies among some reports.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Copies {
    /// Passages, sorted by their reports and places.
    pub passages: Vec<Passage>,
    /// Families, largest first.
    pub families: Vec<Family>,
    /// For each report, its family, if it has one.
    pub family: Vec<Option<usize>>,
    /// For each report, how much of its text others print as well, in per cent.
    pub percent: Vec<u8>,
    /// For each report, lines that its outlet prints under everything.
    pub boilerplate: Vec<Vec<Span>>,
}

/// Something that one of two printings has otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What was done.
    pub kind: ChangeKind,
    /// In the one; empty (start = end) where it was added.
    pub a: Span,
    /// In the other; empty where it was dropped.
    pub b: Span,
}

/// What was done to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// Other words in the same place.
    Reworded,
    /// Words that the other does not have.
    Dropped,
    /// Words that the one does not have.
    Added,
}

/// Finds passages and families among `readings`.
pub fn copies(readings: &[Reading]) -> Copies {
    let boilerplate = boilerplate(readings);
    let words: Vec<Words> = readings.iter().zip(&boilerplate).map(|(reading, left_out)| Words::of(reading, left_out)).collect();
    let mut index = Index::default();
    let mut passages = Vec::new();
    for (b, report) in words.iter().enumerate() {
        for (a, hits) in index.candidates(report) {
            for found in align(&words[a], report, &hits, (&readings[a].text, &readings[b].text)) {
                passages.push(found.passage(a, b, &words));
            }
        }
        index.add(report);
    }
    passages.sort_by_key(|passage| (passage.a, passage.b, passage.a_span, passage.b_span));
    let families = families(readings, &words, &passages);
    let mut family = vec![None; readings.len()];
    for (place, found) in families.iter().enumerate() {
        found.members.iter().for_each(|member| family[member.report] = Some(place));
    }
    let mut covered = vec![Vec::new(); readings.len()];
    for member in families.iter().flat_map(|family| &family.members) {
        covered[member.report].extend(&member.spans);
    }
    let percent = covered.into_iter().zip(&words).map(|(spans, words)| per_cent(n_words(words, &united(spans)), words.len())).collect();
    Copies { passages, families, family, percent, boilerplate }
}

/// What `b` has otherwise than `a`, in the order of the text of `a`, additions where they stand in `b`.
pub fn diff(a: &Reading, b: &Reading) -> Vec<Change> {
    let (left, right) = (Words::of(a, &a.boilerplate), Words::of(b, &b.boilerplate));
    let mut index = Index::default();
    index.add(&left);
    let hits = index.candidates(&right).into_iter().next().map(|(_, hits)| hits).unwrap_or_default();
    let found = align(&left, &right, &hits, (&a.text, &b.text));
    let mut changes = Vec::new();
    let (mut in_a, mut in_b) = (vec![false; left.len()], vec![false; right.len()]);
    for aligned in &found {
        let (first, last) = (aligned.runs[0], aligned.runs[aligned.runs.len() - 1]);
        in_a[first.a..last.a + last.n].fill(true);
        in_b[first.b..last.b + last.n].fill(true);
        for pair in aligned.runs.windows(2) {
            let (from, to) = ((pair[0].a + pair[0].n, pair[1].a), (pair[0].b + pair[0].n, pair[1].b));
            let kind = match (from.0 < from.1, to.0 < to.1) {
                (true, true) => ChangeKind::Reworded,
                (true, false) => ChangeKind::Dropped,
                (false, true) => ChangeKind::Added,
                (false, false) => continue,
            };
            changes.push(Change { kind, a: left.stretch(from.0, from.1), b: right.stretch(to.0, to.1) });
        }
    }
    // Sentences of which the other has nothing.
    for (reading, words, seen, kind) in [(a, &left, &in_a, ChangeKind::Dropped), (b, &right, &in_b, ChangeKind::Added)] {
        for sentence in &reading.sentences {
            let range = words.within(*sentence);
            if !range.is_empty() && !seen[range].contains(&true) {
                let nowhere = Span { start: 0, end: 0 };
                let (a, b) = if kind == ChangeKind::Dropped { (*sentence, nowhere) } else { (nowhere, *sentence) };
                changes.push(Change { kind, a, b });
            }
        }
    }
    changes.sort_by_key(|change| (change.kind == ChangeKind::Added && change.a.is_empty() && change.a.start == 0, change.a, change.b));
    changes
}

impl Copies {
    /// Whether a stretch of one report and one of another stand in the same place of a shared passage: at least half of the shorter one.
    pub fn same_text(&self, a: (usize, Span), b: (usize, Span)) -> bool {
        let ((a, a_span), (b, b_span)) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        if a == b {
            return a_span.overlaps(b_span);
        }
        let from = self.passages.partition_point(|passage| (passage.a, passage.b) < (a, b));
        let between = self.passages[from..].iter().take_while(|passage| (passage.a, passage.b) == (a, b));
        let mut shared = 0;
        for passage in between.filter(|passage| passage.a_span.overlaps(a_span) && passage.b_span.overlaps(b_span)) {
            for (run_a, run_b) in &passage.runs {
                let (start, end) = (run_a.start.max(a_span.start), run_a.end.min(a_span.end));
                if start < end {
                    // Runs are the same words, but not always the same characters; places within them agree closely enough.
                    let moved = (run_b.start + (start - run_a.start), run_b.start + (end - run_a.start));
                    shared += moved.1.min(b_span.end).saturating_sub(moved.0.max(b_span.start)) as usize;
                }
            }
        }
        shared * 2 >= a_span.len().min(b_span.len()).max(1)
    }

    /// The family of a report, if it has one.
    pub fn family_of(&self, report: usize) -> Option<usize> {
        self.family.get(report).copied().flatten()
    }
}

/// Runs of words to the places where they stand. Grows with each report.
#[derive(Default)]
pub(crate) struct Index {
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
pub(crate) struct Ready(u64);

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
type Hit = (u32, u32);

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

    pub(crate) fn add(&mut self, words: &Words) {
        for (at, key) in Self::grams(words) {
            let head = self.heads.entry(key).or_insert((u32::MAX, 0));
            self.postings.push(Posting { report: self.n_reports as u32, word: at as u32, before: head.0 });
            *head = (self.postings.len() as u32 - 1, head.1 + 1);
        }
        self.n_reports += 1;
    }

    /// The earlier reports that may share a passage with `words`, with the places that say so.
    pub(crate) fn candidates(&self, words: &Words) -> Vec<(usize, Vec<Hit>)> {
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

/// The same words in both.
#[derive(Clone, Copy, Debug)]
struct Run {
    a: usize,
    b: usize,
    n: usize,
}

/// Two stretches that belong together.
struct Aligned {
    runs: Vec<Run>,
}

impl Aligned {
    fn matched(&self) -> usize {
        self.runs.iter().map(|run| run.n).sum()
    }

    fn passage(&self, a: usize, b: usize, words: &[Words]) -> Passage {
        let (left, right) = (&words[a], &words[b]);
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
fn align(a: &Words, b: &Words, hits: &[Hit], texts: (&str, &str)) -> Vec<Aligned> {
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
        trim(a, &mut filled);
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

/// Takes off loose grammar at the ends: an `and` after a gap is no part of what was copied.
fn trim(a: &Words, runs: &mut Vec<Run>) {
    let loose = |run: &Run| run.n <= 2 && !a.content[run.a..run.a + run.n].contains(&true);
    while runs.len() > 1 && runs.last().is_some_and(loose) {
        runs.pop();
    }
    let n = runs.iter().take_while(|run| loose(run)).count().min(runs.len().saturating_sub(1));
    runs.drain(..n);
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
fn common(a: &[Span], b: &[Span], texts: (&str, &str)) -> Vec<(usize, usize)> {
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

/// Lines that an outlet prints under (or over) everything: the same words as first or last lines of at least three of its reports and of a
/// fifth of them. The page furniture that intake found is part of the answer.
fn boilerplate(readings: &[Reading]) -> Vec<Vec<Span>> {
    type Seen = BTreeMap<(String, u64), (BTreeSet<usize>, Vec<(usize, Span)>)>;
    let mut seen = Seen::new();
    let mut n_reports: BTreeMap<&str, usize> = BTreeMap::new();
    for (report, reading) in readings.iter().enumerate() {
        let Some(outlet) = reading.report.outlet.as_deref() else { continue };
        *n_reports.entry(outlet).or_default() += 1;
        let lines = lines(&reading.text);
        let n = lines.len();
        for (at, line) in lines.into_iter().enumerate().filter(|(at, _)| *at < 2 || *at + 3 >= n) {
            let _ = at;
            let words: Vec<String> = Spans::new(line.of(&reading.text)).map(|(_, word)| word).collect();
            if words.is_empty() || words.len() > 60 {
                continue;
            }
            let entry = seen.entry((outlet.to_owned(), xxh3_64(words.join(" ").as_bytes()))).or_default();
            entry.0.insert(report);
            entry.1.push((report, line));
        }
    }
    let mut found: Vec<Vec<Span>> = readings.iter().map(|reading| reading.boilerplate.clone()).collect();
    for ((outlet, _), (reports, places)) in seen {
        if reports.len() >= 3 && reports.len() * 5 >= n_reports.get(outlet.as_str()).copied().unwrap_or_default() {
            for (report, line) in places {
                found[report].push(line);
            }
        }
    }
    found.into_iter().map(united).collect()
}

fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            lines.push(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    lines
}

/// Spans sorted, with those that overlap made one.
fn united(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut united: Vec<Span> = Vec::new();
    for span in spans {
        match united.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => united.push(span),
        }
    }
    united
}

fn n_words(words: &Words, spans: &[Span]) -> usize {
    spans.iter().map(|span| words.within(*span).len()).sum()
}

fn per_cent(part: usize, whole: usize) -> u8 {
    (part * 100 + whole / 2).checked_div(whole).unwrap_or_default().min(100) as u8
}

fn families(readings: &[Reading], words: &[Words], passages: &[Passage]) -> Vec<Family> {
    let mut groups = crate::groups::Groups::new(readings.len());
    for between in passages.chunk_by(|one, next| (one.a, one.b) == (next.a, next.b)) {
        let shared: usize = between.iter().filter(|passage| !passage.quoted).map(|passage| passage.matched).sum();
        if shared >= FAMILY_WORDS {
            groups.join(between[0].a, between[0].b);
        }
    }
    let mut spans: Vec<Vec<Span>> = vec![Vec::new(); readings.len()];
    for passage in passages.iter().filter(|passage| !passage.quoted && groups.together(passage.a, passage.b)) {
        spans[passage.a].push(passage.a_span);
        spans[passage.b].push(passage.b_span);
    }
    let mut families: Vec<Family> = Vec::new();
    for reports in groups.of_several() {
        let members: Vec<Member> = reports
            .iter()
            .map(|report| {
                let spans = united(std::mem::take(&mut spans[*report]));
                let n = n_words(&words[*report], &spans);
                Member { report: *report, spans, words: n, percent: per_cent(n, words[*report].len()) }
            })
            .collect();
        families.push(origin(readings, words, members));
    }
    families.sort_by_key(|family| (std::cmp::Reverse(family.members.len()), family.members[0].report));
    families
}

/// Whose text a family probably prints, and which member stands nearest to it.
fn origin(readings: &[Reading], words: &[Words], members: Vec<Member>) -> Family {
    let mut credited: BTreeMap<String, usize> = BTreeMap::new();
    for member in &members {
        for agency in agencies(&readings[member.report]) {
            *credited.entry(agency).or_default() += 1;
        }
    }
    let most = credited.values().copied().max().unwrap_or_default();
    let agency = credited.iter().find(|(_, n)| **n == most).map(|(agency, _)| agency.clone());
    let earliest = members.iter().filter_map(|member| Some((day(&readings[member.report])?, member.report))).min();
    let all_dated = members.iter().all(|member| day(&readings[member.report]).is_some());
    let alone_earliest = earliest.as_ref().filter(|(first, report)| {
        all_dated && members.iter().all(|member| member.report == *report || day(&readings[member.report]).as_ref() > Some(first))
    });
    let most_shared = members.iter().map(|member| member.words).max().unwrap_or_default();
    let longest = members.iter().map(|member| words[member.report].len()).max().unwrap_or_default();
    let weigh = |member: &Member| {
        let mut why = Vec::new();
        let mut weight = 0.0;
        let header = &readings[member.report].report;
        if let Some(agency) = &agency {
            if header.dateline.as_ref().and_then(|dateline| dateline.agency.as_deref()) == Some(agency) {
                weight += 2.0;
                why.push(format!("opens with {agency}'s dateline"));
            } else if header.credit.contains(agency) {
                weight += 1.0;
                why.push(format!("credits {agency}"));
            }
        }
        if alone_earliest.is_some_and(|(_, report)| *report == member.report) {
            weight += 1.0;
            why.push("published first".to_owned());
        }
        weight += 2.0 * member.words as f64 / most_shared.max(1) as f64;
        if member.words == most_shared {
            why.push("has most of the shared text".to_owned());
        }
        weight += f64::from(member.percent) / 100.0 + 0.5 * words[member.report].len() as f64 / longest.max(1) as f64;
        (weight, why)
    };
    let weighed: Vec<(f64, Vec<String>)> = members.iter().map(weigh).collect();
    let best =
        (0..members.len()).max_by(|one, other| weighed[*one].0.total_cmp(&weighed[*other].0).then(other.cmp(one))).unwrap_or_default();
    let why = weighed.get(best).map(|(_, why)| why.clone()).unwrap_or_default();
    Family { nearest: members[best].report, members, agency, why }
}

/// The agencies that a report credits, in its dateline or its credit line, each once.
pub fn agencies(reading: &Reading) -> Vec<String> {
    let header = &reading.report;
    let mut agencies: Vec<String> =
        header.dateline.iter().filter_map(|dateline| dateline.agency.clone()).chain(header.credit.iter().cloned()).collect();
    let mut seen = BTreeSet::new();
    agencies.retain(|agency| seen.insert(agency.clone()));
    agencies
}

/// The day a report was published, as far as it is known to the day.
pub(crate) fn day(reading: &Reading) -> Option<String> {
    reading.report.published.as_ref().map(|published| published.value.chars().take(10).collect()).filter(|day: &String| day.len() == 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::{Known, Report};

    const WIRE: &str = "Envoys of Ardesh and of the Free Council met on Thursday in the port of Sered for their first talks since November. \
The war in the mountains has cost some 41,000 lives since the old assembly was dissolved. \
The head of the council ruled out a joint force with the army against militants who hold the upper valleys.";

    fn reading(id: &str, outlet: Option<&str>, text: &str) -> Reading {
        let mut report = Report::new(id, text);
        report.outlet = outlet.map(|outlet| Known::given(outlet.to_owned(), "field"));
        let mut reading = Reading::empty(&report);
        let mut at = 0;
        for sentence in text.split_inclusive(['.', '\n']) {
            let trimmed = sentence.trim();
            let start = at + sentence.find(trimmed).unwrap_or_default();
            if !trimmed.is_empty() {
                reading.sentences.push(Span::new(start, start + trimmed.len()));
            }
            at += sentence.len();
        }
        reading
    }

    /// The passages of two texts, as they stand in the first and in the second.
    fn check(a: &str, b: &str, expect: &[(&str, &str)]) {
        let readings = [reading("a", None, a), reading("b", None, b)];
        let found = copies(&readings);
        let passages: Vec<(&str, &str)> =
            found.passages.iter().map(|passage| (passage.a_span.of(&readings[0].text), passage.b_span.of(&readings[1].text))).collect();
        assert_eq!(passages, expect);
    }

    #[test]
    fn a_trimmed_and_reworded_copy_is_one_passage() {
        check(
            WIRE,
            "Sered is a quiet town. The war in the mountains has cost about 41,000 lives since the assembly was dissolved, KP reported. \
             The head of the council ruled out a joint force with Ardesh against militants that hold the upper valleys. Nobody disagreed.",
            &[(
                "The war in the mountains has cost some 41,000 lives since the old assembly was dissolved. \
                 The head of the council ruled out a joint force with the army against militants who hold the upper valleys",
                "The war in the mountains has cost about 41,000 lives since the assembly was dissolved, KP reported. \
                 The head of the council ruled out a joint force with Ardesh against militants that hold the upper valleys",
            )],
        );
    }

    #[test]
    fn sentences_in_another_order_are_found() {
        let sentences: Vec<&str> = WIRE.split_inclusive(". ").collect();
        let shuffled = format!("{} {}{}", sentences[2].trim(), sentences[1], sentences[0].trim());
        let readings = [reading("a", None, WIRE), reading("b", None, &shuffled)];
        assert_eq!(copies(&readings).percent, [100, 100]);
    }

    #[test]
    fn slips_of_the_keys_do_not_cut_a_passage() {
        let slipped =
            WIRE.replace("talks", "tlaks").replace("mountains", "montains").replace("council", "counsil").replace("since", "sinse");
        let readings = [reading("a", None, WIRE), reading("b", None, &slipped)];
        let found = copies(&readings);
        assert_eq!((found.passages.len(), found.percent), (1, vec![100, 100]));
    }

    #[test]
    fn two_tellings_of_one_event_are_no_copies() {
        check(
            WIRE,
            "In Sered, delegates from the Free Council sat down with those of Ardesh on Thursday, the first time since last November that the two sides talked. More than 40,000 people have died.",
            &[],
        );
    }

    #[test]
    fn one_speech_heard_by_two_is_no_family() {
        let speech = "“We shall not leave the valleys before the last gun has been counted and stored under lock and key,” ";
        let readings = [
            reading("a", None, &format!("{speech}the head of the council told a crowd in Sered.")),
            reading("b", None, &format!("Speaking in the rain, its leader said: {speech}and then left.")),
        ];
        let found = copies(&readings);
        assert!(found.passages.iter().all(|passage| passage.quoted) && !found.passages.is_empty());
        assert!(found.families.is_empty());
    }

    #[test]
    fn what_an_outlet_prints_under_everything_is_no_passage() {
        let under =
            "Follow the Harbour Mail for all the news of the coast and the mountains, every morning from six, on every day of the year.";
        let bodies = [
            "Rain fell in the valleys.",
            "A ship was lost with nine men off the northern cape.",
            "The council met again without its head.",
        ];
        let readings: Vec<Reading> = bodies
            .iter()
            .enumerate()
            .map(|(at, body)| reading(&format!("r{at}"), Some("Harbour Mail"), &format!("{body}\n\n{under}\n")))
            .collect();
        let found = copies(&readings);
        assert!(found.passages.is_empty(), "{:?}", found.passages);
        assert_eq!(found.boilerplate[0].len(), 1);
    }

    #[test]
    fn the_nearest_to_the_original_opens_with_the_datelines_agency() {
        let mut wire = reading("wire", Some("Kontinent"), &format!("SERED (KP) - {WIRE} Nobody was named."));
        wire.report.dateline = Some(readout_core::Dateline {
            place: Some("SERED".to_owned()),
            agency: Some("KP".to_owned()),
            date: None,
            span: Span::new(0, 12),
        });
        let short = reading("short", Some("Mail"), WIRE);
        let family = &copies(&[short, wire]).families[0];
        assert_eq!((family.nearest, family.agency.as_deref()), (1, Some("KP")));
    }

    #[test]
    fn what_was_changed_stands_side_by_side() {
        let reworded = WIRE.replace("militants who", "Ash rebels who").replace("in the port of Sered ", "") + " It rained.";
        let (a, b) = (reading("a", None, WIRE), reading("b", None, &reworded));
        let changes: Vec<(ChangeKind, &str, &str)> =
            diff(&a, &b).iter().map(|change| (change.kind, change.a.of(&a.text), change.b.of(&b.text))).collect();
        assert_eq!(
            changes,
            [
                (ChangeKind::Dropped, "in the port of Sered", ""),
                (ChangeKind::Reworded, "militants", "Ash rebels"),
                (ChangeKind::Added, "", "It rained."),
            ]
        );
    }
}
