//! The best sequence of begin, inside and outside labels, and the spans that it marks.

use crate::kernels::probability;
use std::ops::Range;

/// What each label of a head means: outside, or the begin or inside of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bio {
    Outside,
    Begin(usize),
    Inside(usize),
}

/// A span of one kind, with the mean of its words' probabilities.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) words: Range<usize>,
    pub(crate) kind: usize,
    pub(crate) score: f32,
}

/// The spans of the best sequence in which an inside follows only its own begin or inside. `row(i)` gives the scores of the labels at word `i`.
pub(crate) fn best_spans<'a>(labels: &[Bio], n: usize, row: impl Fn(usize) -> &'a [f32]) -> Vec<Found> {
    if n == 0 {
        return Vec::new();
    }
    let n_labels = labels.len();
    // Of the labels that may stand before an inside: only the begin and the inside of its kind.
    let before: Vec<Option<(usize, usize)>> = (labels.iter().enumerate())
        .map(|(own, label)| match label {
            Bio::Inside(kind) => Some((labels.iter().position(|x| *x == Bio::Begin(*kind)).unwrap_or(own), own)),
            _ => None,
        })
        .collect();
    let (mut best, mut next) = (vec![0.0_f32; n_labels], vec![0.0_f32; n_labels]);
    let mut back = vec![0; n * n_labels];
    for at in 0..n {
        let row = row(at);
        let top = first_largest(&best);
        // Only differences count, so the sums may start anew at each word: they stay small in long windows.
        let level = best[top];
        for label in 0..n_labels {
            let from = match before[label] {
                None => top,
                Some((begin, inside)) if best[begin] >= best[inside] => begin,
                Some((_, inside)) => inside,
            };
            let impossible = at == 0 && before[label].is_some();
            next[label] = if impossible { f32::NEG_INFINITY } else { best[from] - level + row[label] };
            back[at * n_labels + label] = from;
        }
        std::mem::swap(&mut best, &mut next);
    }
    let mut path = vec![0; n];
    let mut label = first_largest(&best);
    for at in (0..n).rev() {
        path[at] = label;
        label = back[at * n_labels + label];
    }
    let mut spans = Vec::new();
    let mut at = 0;
    while at < n {
        let start = at;
        at += 1;
        if let Bio::Begin(kind) = labels[path[start]] {
            while at < n && labels[path[at]] == Bio::Inside(kind) {
                at += 1;
            }
            let total: f32 = (start..at).fold(0.0, |total, i| total + probability(&row(i)[..n_labels], path[i]));
            spans.push(Found { words: start..at, kind, score: total / (at - start) as f32 });
        }
    }
    spans
}

fn first_largest(x: &[f32]) -> usize {
    x.iter().enumerate().fold(0, |best, (i, &y)| if y > x[best] { i } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inside_never_stands_alone() {
        let labels = [Bio::Outside, Bio::Begin(0), Bio::Inside(0), Bio::Begin(1), Bio::Inside(1)];
        let rows: Vec<[f32; 5]> = vec![
            [1.0, 0.0, 9.0, 0.0, 0.0], // alone, inside would win here
            [0.0, 0.0, 0.0, 5.0, 0.0], // begin of 1
            [0.0, 0.0, 3.0, 0.0, 2.0], // inside of 1, though that of 0 is larger
            [5.0, 0.0, 0.0, 0.0, 0.0],
            [0.0, 4.0, 5.0, 0.0, 0.0],
            [0.0, 4.0, 5.0, 0.0, 0.0],
        ];
        let found = best_spans(&labels, rows.len(), |i| &rows[i]);
        let found: Vec<_> = found.into_iter().map(|f| (f.words, f.kind)).collect();
        assert_eq!(found, [(1..3, 1), (4..6, 0)]);
        assert!(best_spans(&labels, 0, |_| &[]).is_empty());
    }
}
