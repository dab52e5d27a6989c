//! Two printings of one text, side by side: what the one dropped, added or reworded.
//!
//! Sentences of the two reports that share words in a passage are one row, however they were cut or moved; within a row the words that are not
//! the same are the changes. A sentence of which the other report has nothing is a row, and a change, of its own. Two versions of one address
//! are compared in the same way.

use super::align::{Aligned, align};
use super::index::Runs;
use crate::groups::Groups;
use crate::words::Words;
use readout_core::{Reading, Span};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    /// The same word with other letters.
    Spelled,
    /// Words that the other does not have.
    Dropped,
    /// Words that the one does not have.
    Added,
}

/// Sentences of two reports that belong together, or one that the other report does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Sentences of the one report.
    pub a: Vec<Span>,
    /// Sentences of the other.
    pub b: Vec<Span>,
    /// What is not the same, in order of the one, additions where they stand in the other.
    pub changes: Vec<Change>,
    /// Whether the other report has it in another place than the order of the one would give.
    pub moved: bool,
    /// Words in common.
    pub matched: usize,
}

/// What `b` has otherwise than `a`, in the order of the rows. Words that only differ by letters are left out.
pub fn diff(a: &Reading, b: &Reading) -> Vec<Change> {
    rows(a, b).into_iter().flat_map(|row| row.changes).filter(|change| change.kind != ChangeKind::Spelled).collect()
}

/// The two reports as rows, in the order of `a`; what only `b` has stands behind what comes before it in `b`.
pub fn rows(a: &Reading, b: &Reading) -> Vec<Row> {
    let (left, right) = (Words::of(a, &a.boilerplate), Words::of(b, &b.boilerplate));
    let hits = Runs::of(&right).hits(&left).unwrap_or_default();
    let found = align(&left, &right, &hits, (&a.text, &b.text));
    let mut pairs: BTreeMap<usize, usize> = found.iter().flat_map(Aligned::pairs).collect();
    let (units_a, units_b) = (Units::new(a, &left), Units::new(b, &right));
    rewritten((&units_a, &left, &a.text), (&units_b, &right, &b.text), &mut pairs);
    let mut rows: Vec<(usize, usize, Row)> = Vec::new();
    for (in_a, in_b) in together(&units_a, &units_b, &pairs) {
        let row = row((&units_a, &left, &in_a), (&units_b, &right, &in_b), &pairs);
        rows.push((in_a.first().copied().unwrap_or(usize::MAX), in_b.first().copied().unwrap_or(usize::MAX), row));
    }
    order(rows)
}

/// A report cut into sentences (and its title, where no sentence holds it) that have words to compare.
struct Units {
    spans: Vec<Span>,
    words: Vec<std::ops::Range<usize>>,
    /// For each word, its unit.
    of: Vec<Option<usize>>,
}

impl Units {
    fn new(reading: &Reading, words: &Words) -> Self {
        let mut spans = reading.sentences.clone();
        spans.extend(reading.report.title_span.filter(|title| !reading.sentences.iter().any(|sentence| sentence.overlaps(*title))));
        spans.sort_unstable();
        spans.retain(|span| !words.within(*span).is_empty());
        let ranges: Vec<_> = spans.iter().map(|span| words.within(*span)).collect();
        let mut of = vec![None; words.len()];
        for (unit, range) in ranges.iter().enumerate() {
            of[range.clone()].fill(Some(unit));
        }
        Self { spans, words: ranges, of }
    }
}

/// Fewest words in common that put two sentences into one row, unless they are half of one of the two.
const TIE: usize = 4;

/// Fewest words one behind the other that two sentences outside all passages must share to be one sentence rewritten.
const LEAST_RUN: usize = 5;

/// Words in common, the units of either, and the words that stand for each other.
type Likeness = (usize, usize, usize, Vec<(usize, usize)>);

/// Pairs up sentences of which no passage holds any word, where one is plainly made of the other: a run of five words, two of them more than
/// grammar, and two in five of the shorter one in the same order. Not enough to speak of a copy, but enough to stand side by side.
fn rewritten(a: (&Units, &Words, &str), b: (&Units, &Words, &str), pairs: &mut BTreeMap<usize, usize>) {
    let taken: BTreeSet<usize> = pairs.values().copied().collect();
    let free_a: Vec<usize> = (0..a.0.spans.len()).filter(|unit| pairs.range(a.0.words[*unit].clone()).next().is_none()).collect();
    let free_b: Vec<usize> = (0..b.0.spans.len()).filter(|unit| taken.range(b.0.words[*unit].clone()).next().is_none()).collect();
    let mut found: Vec<Likeness> = Vec::new();
    for unit_a in free_a {
        for unit_b in &free_b {
            let (words_a, words_b) = (a.0.words[unit_a].clone(), b.0.words[*unit_b].clone());
            let shorter = words_a.len().min(words_b.len());
            let run = |at: &usize| {
                let gram = &a.1.ids[*at..*at + LEAST_RUN];
                let content = a.1.content[*at..*at + LEAST_RUN].iter().filter(|content| **content).count();
                content >= 2 && b.1.ids[words_b.clone()].windows(LEAST_RUN).any(|other| other == gram)
            };
            if shorter < LEAST_RUN || !(words_a.start..=words_a.end - LEAST_RUN).any(|at| run(&at)) {
                continue;
            }
            let same = super::align::common(&a.1.spans[words_a.clone()], &b.1.spans[words_b.clone()], (a.2, b.2));
            if same.len() * 5 >= shorter * 2 {
                let same: Vec<_> = same.into_iter().map(|(at_a, at_b)| (words_a.start + at_a, words_b.start + at_b)).collect();
                found.push((same.len(), unit_a, *unit_b, same));
            }
        }
    }
    found.sort_by_key(|(n, unit_a, unit_b, _)| (std::cmp::Reverse(*n), *unit_a, *unit_b));
    let (mut used_a, mut used_b) = (BTreeSet::new(), BTreeSet::new());
    for (_, unit_a, unit_b, same) in found {
        if !used_a.contains(&unit_a) && !used_b.contains(&unit_b) {
            used_a.insert(unit_a);
            used_b.insert(unit_b);
            pairs.extend(same);
        }
    }
}

/// Which units belong together: sets of units of the one and of the other.
fn together(a: &Units, b: &Units, pairs: &BTreeMap<usize, usize>) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (at_a, at_b) in pairs {
        if let (Some(unit_a), Some(unit_b)) = (a.of[*at_a], b.of[*at_b]) {
            *shared.entry((unit_a, unit_b)).or_default() += 1;
        }
    }
    let mut groups = Groups::new(a.spans.len() + b.spans.len());
    for (link, n) in &shared {
        if *n >= TIE || *n * 2 >= a.words[link.0].len().min(b.words[link.1].len()) {
            groups.join(link.0, a.spans.len() + link.1);
        }
    }
    let split = |set: Vec<usize>| {
        let (in_a, in_b): (Vec<usize>, Vec<usize>) = set.into_iter().partition(|unit| *unit < a.spans.len());
        (in_a, in_b.into_iter().map(|unit| unit - a.spans.len()).collect())
    };
    groups.all().into_iter().map(split).collect()
}

/// One report's part in a row: its units, its words, and which units.
type Part<'a> = (&'a Units, &'a Words, &'a [usize]);

fn row(a: Part<'_>, b: Part<'_>, pairs: &BTreeMap<usize, usize>) -> Row {
    let words = |part: Part<'_>| part.2.iter().flat_map(|unit| part.0.words[*unit].clone()).collect::<Vec<usize>>();
    let spans = |part: Part<'_>| part.2.iter().map(|unit| part.0.spans[*unit]).collect::<Vec<Span>>();
    let (words_a, words_b) = (words(a), words(b));
    let mut row = Row { a: spans(a), b: spans(b), ..Row::default() };
    let nowhere = Span { start: 0, end: 0 };
    // A sentence that the other does not have is one change.
    if words_a.is_empty() || words_b.is_empty() {
        row.changes.extend(row.a.iter().map(|span| Change { kind: ChangeKind::Dropped, a: *span, b: nowhere }));
        row.changes.extend(row.b.iter().map(|span| Change { kind: ChangeKind::Added, a: nowhere, b: *span }));
        return row;
    }
    let place_b: BTreeMap<usize, usize> = words_b.iter().enumerate().map(|(place, word)| (*word, place)).collect();
    let matched: Vec<(usize, usize)> =
        words_a.iter().enumerate().filter_map(|(place, word)| Some((place, *place_b.get(pairs.get(word)?)?))).collect();
    row.matched = matched.len();
    let mut done = vec![false; words_b.len()];
    matched.iter().for_each(|(_, place)| done[*place] = true);
    let (mut from_a, mut from_b) = (0, 0);
    let ends = matched.iter().copied().chain([(words_a.len(), words_b.len())]);
    for (to_a, to_b) in ends {
        let gap_a = &words_a[from_a..to_a];
        // Where sentences changed places, what stands between in the other may be matched elsewhere.
        let free = to_b >= from_b && !done[from_b..to_b].contains(&true);
        let gap_b = if free { &words_b[from_b..to_b] } else { &[] };
        if free {
            done[from_b..to_b].fill(true);
        }
        // Between two passages the same words may stand that were too few for either.
        let same = |one: &usize, other: &usize| a.1.ids[*one] == b.1.ids[*other];
        let before = gap_a.iter().zip(gap_b).take_while(|(one, other)| same(one, other)).count();
        let (gap_a, gap_b) = (&gap_a[before..], &gap_b[before..]);
        let behind = gap_a.iter().rev().zip(gap_b.iter().rev()).take_while(|(one, other)| same(one, other)).count();
        let (gap_a, gap_b) = (&gap_a[..gap_a.len() - behind], &gap_b[..gap_b.len() - behind]);
        let (pieces_a, pieces_b) = (stretches(a.1, gap_a), stretches(b.1, gap_b));
        for place in 0..pieces_a.len().max(pieces_b.len()) {
            let (kind, a, b) = match (pieces_a.get(place), pieces_b.get(place)) {
                (Some(a), Some(b)) => (ChangeKind::Reworded, *a, *b),
                (Some(a), None) => (ChangeKind::Dropped, *a, nowhere),
                (None, Some(b)) => (ChangeKind::Added, nowhere, *b),
                (None, None) => continue,
            };
            row.changes.push(Change { kind, a, b });
        }
        if let (Some(word_a), Some(word_b)) = (words_a.get(to_a), words_b.get(to_b))
            && to_a < words_a.len()
            && a.1.ids[*word_a] != b.1.ids[*word_b]
        {
            row.changes.push(Change { kind: ChangeKind::Spelled, a: a.1.spans[*word_a], b: b.1.spans[*word_b] });
        }
        from_a = to_a + 1;
        from_b = from_b.max(to_b + 1).min(words_b.len());
    }
    let left: Vec<usize> = (0..words_b.len()).filter(|place| !done[*place]).map(|place| words_b[place]).collect();
    row.changes.extend(stretches(b.1, &left).into_iter().map(|b| Change { kind: ChangeKind::Added, a: nowhere, b }));
    row
}

/// Words to the stretches that they make: neighbours are one.
fn stretches(words: &Words, places: &[usize]) -> Vec<Span> {
    places.chunk_by(|one, next| one + 1 == *next).map(|run| words.stretch(run[0], run[run.len() - 1] + 1)).collect()
}

/// Rows in the order of `a`, those of `b` alone behind what comes before them in `b`; marks what was moved.
fn order(mut rows: Vec<(usize, usize, Row)>) -> Vec<Row> {
    rows.sort_by_key(|(a, b, _)| (*a, *b));
    let n_with_a = rows.partition_point(|(a, ..)| *a != usize::MAX);
    let only_b = rows.split_off(n_with_a);
    // What keeps its place: the longest series of rows that both have in this order.
    let shared: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].1 != usize::MAX).collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::new();
    for (n, at) in shared.iter().enumerate() {
        let before =
            (0..n).filter(|before| rows[shared[*before]].1 < rows[*at].1).max_by_key(|before| (best[*before].0, usize::MAX - before));
        best.push((before.map_or(0, |before| best[before].0) + rows[*at].2.matched, before));
    }
    let mut kept = BTreeSet::new();
    let mut at = (0..best.len()).max_by_key(|at| (best[*at].0, usize::MAX - at));
    while let Some(place) = at {
        kept.insert(shared[place]);
        at = best[place].1;
    }
    for at in shared {
        rows[at].2.moved = !kept.contains(&at);
    }
    for (_, b, row) in only_b {
        let place = (0..rows.len()).filter(|at| rows[*at].1 < b).max_by_key(|at| rows[*at].1).map_or(0, |at| at + 1);
        rows.insert(place, (usize::MAX, b, row));
    }
    rows.into_iter().map(|(.., row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::Report;

    fn reading(text: &str) -> Reading {
        let mut reading = Reading::empty(&Report::new("r", text));
        let mut at = 0;
        for sentence in text.split_inclusive(". ") {
            reading.sentences.push(Span::new(at, at + sentence.trim_end().len()));
            at += sentence.len();
        }
        reading
    }

    /// Rows of two texts, a line each: `=` same, `~` changed, `-`, `+`, `»` moved, and then each change.
    fn check(a: &str, b: &str, expect: &[&str]) {
        let (a, b) = (reading(a), reading(b));
        let mut lines = Vec::new();
        for row in rows(&a, &b) {
            let sign = match (row.a.is_empty(), row.b.is_empty(), row.moved) {
                (_, true, _) => '-',
                (true, ..) => '+',
                (.., true) => '»',
                _ if row.changes.is_empty() => '=',
                _ => '~',
            };
            let numbers = |spans: &[Span], of: &Reading| {
                spans
                    .iter()
                    .map(|span| of.sentences.iter().position(|sentence| sentence == span).unwrap_or(99).to_string())
                    .collect::<Vec<_>>()
            };
            lines.push(format!("{sign} {} {}", numbers(&row.a, &a).join(","), numbers(&row.b, &b).join(",")));
            for change in row.changes.iter().filter(|_| !row.a.is_empty() && !row.b.is_empty()) {
                lines.push(format!("{:?} {:?} {:?}", change.kind, change.a.of(&a.text), change.b.of(&b.text)));
            }
        }
        assert_eq!(lines, expect);
    }

    const WIRE: &str = "Envoys of Ardesh and of the Free Council met on Thursday in the port of Sered for their first talks since November. \
The war in the mountains has cost some 41,000 lives since the old assembly was dissolved. \
The head of the council ruled out a joint force with the army against militants who hold the upper valleys. ";

    #[test]
    fn other_words_at_the_ends_of_a_sentence_are_changes() {
        check(
            WIRE,
            &WIRE.replace("since November. ", "since November, the KP agency reported. ").replace("Envoys of", "Officials from"),
            &["~ 0 0", "Reworded \"Envoys of\" \"Officials from\"", "Added \"\" \"the KP agency reported\"", "= 1 1", "= 2 2"],
        );
    }

    #[test]
    fn what_was_moved_left_out_and_added_stands_in_its_place() {
        let sentences: Vec<&str> = WIRE.split_inclusive(". ").collect();
        check(WIRE, &format!("{}It rained all day. {}", sentences[2], sentences[0]), &["= 0 2", "- 1 ", "» 2 0", "+  1"]);
    }

    #[test]
    fn a_sentence_cut_in_two_is_one_row() {
        check(
            WIRE,
            &WIRE.replace(" since the old assembly", ". That is since the old assembly"),
            &["= 0 0", "~ 1 1,2", "Added \"\" \"That is\"", "= 2 3"],
        );
    }

    #[test]
    fn names_with_other_letters_are_spelled() {
        check(WIRE, &WIRE.replace("militants", "millitants"), &["= 0 0", "= 1 1", "~ 2 2", "Spelled \"militants\" \"millitants\""]);
    }

    #[test]
    fn a_sentence_rewritten_stands_beside_its_source() {
        let more = "The round of visits is part of a broader diplomatic flurry that saw the envoy sit down with two ministers in Sered. ";
        let other = "Their lunch on Friday is part of a broader diplomatic flurry that saw a ship with a minister arrive in Sered. ";
        check(
            &format!("{WIRE}{more}"),
            &format!("{WIRE}{other}"),
            &[
                "= 0 0",
                "= 1 1",
                "= 2 2",
                "~ 3 3",
                "Reworded \"The round of visits\" \"Their lunch on Friday\"",
                "Reworded \"the envoy sit down with two ministers\" \"a ship with a minister arrive\"",
            ],
        );
    }
}
