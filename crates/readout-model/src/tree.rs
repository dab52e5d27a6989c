//! The best tree over one sentence: Chu and Liu's and Edmonds' maximum spanning tree, with one root.

/// Heads of `n` words: the tree of the largest sum of `score(dependent, head)`, where head `n` is the root, which has exactly one dependent.
///
/// `scores` holds `n` rows of `n + 1`; a word's score for itself is not looked at. Of equal trees the one is taken whose heads come first.
pub(crate) fn best_tree(n: usize, scores: &[f32]) -> Vec<usize> {
    debug_assert_eq!(scores.len(), n * (n + 1));
    if n == 0 {
        return Vec::new();
    }
    // A price on arcs from the root, larger than what any tree can gain by a second one, leaves one such arc.
    let most = scores.iter().fold(1.0_f64, |most, &x| if x.is_finite() { most.max(f64::from(x.abs())) } else { most });
    let price = 4.0 * most * (n as f64 + 1.0);
    let score = |dependent: usize, head: usize| {
        let x = scores[dependent * (n + 1) + head];
        let x = if x.is_finite() { f64::from(x) } else { -most };
        if head == n { x - price } else { x }
    };
    // The first try, which mostly does: every word's best head.
    let greedy: Vec<usize> = (0..n)
        .map(|d| {
            let free = |h: usize| if h == n { score(d, h) + price } else { score(d, h) };
            (0..=n)
                .filter(|&h| h != d)
                .fold(None, |best: Option<usize>, h| if best.is_some_and(|b| free(b) >= free(h)) { best } else { Some(h) })
        })
        .map(|head| head.unwrap_or(n))
        .collect();
    if greedy.iter().filter(|&&h| h == n).count() == 1 && cycle(&greedy, n).is_none() {
        return greedy;
    }
    let mut table = vec![f64::NEG_INFINITY; (n + 1) * (n + 1)];
    for d in 0..n {
        for h in (0..=n).filter(|&h| h != d) {
            table[d * (n + 1) + h] = score(d, h);
        }
    }
    edmonds(n, table)
}

/// Words of a cycle, if there is one.
fn cycle(heads: &[usize], root: usize) -> Option<Vec<usize>> {
    let mut seen = vec![usize::MAX; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while at != root && seen[at] == usize::MAX {
            seen[at] = start;
            at = heads[at];
        }
        if at != root && seen[at] == start {
            let mut words = vec![at];
            let mut next = heads[at];
            while next != at {
                words.push(next);
                next = heads[next];
            }
            return Some(words);
        }
    }
    None
}

/// `table` has `n + 1` rows (dependents) of `n + 1` scores (heads); the root is number `n`. Cycles are contracted one after the other
/// and taken apart again at the end, without recursion.
fn edmonds(n: usize, mut table: Vec<f64>) -> Vec<usize> {
    let size = n + 1;
    // A node stands for itself until a cycle takes it in; a cycle lives on under the number of its first word.
    let mut alive = vec![true; n];
    // For every arc between living nodes: the arc between words that it stands for.
    let mut real: Vec<(u32, u32)> = (0..size * size).map(|i| ((i / size) as u32, (i % size) as u32)).collect();
    struct Contraction {
        node: usize,
        /// Members, with the real arc into each that closed the cycle.
        arcs: Vec<(u32, u32)>,
        /// For every member, the nodes that it took in before.
        members: Vec<Vec<u32>>,
    }
    let mut contractions: Vec<Contraction> = Vec::new();
    // Words that each living node holds.
    let mut holds: Vec<Vec<u32>> = (0..n as u32).map(|i| vec![i]).collect();
    let heads = loop {
        let mut heads = vec![n; n];
        for d in (0..n).filter(|&d| alive[d]) {
            let mut best = n;
            for h in (0..n).filter(|&h| alive[h] && h != d) {
                // The root is tried first, and a later head must be better.
                if table[d * size + h] > table[d * size + best] {
                    best = h;
                }
            }
            heads[d] = best;
        }
        let Some(words) = cycle_among(&heads, &alive, n) else { break heads };
        let node = words[0];
        let inside = |x: usize| words.contains(&x);
        let total: Vec<f64> = words.iter().map(|&w| table[w * size + heads[w]]).collect();
        let arcs = words.iter().map(|&w| real[w * size + heads[w]]).collect();
        let members = words.iter().map(|&w| holds[w].clone()).collect();
        for other in (0..=n).filter(|&o| (o == n || alive[o]) && !inside(o)) {
            // Into the cycle: what is gained by breaking it at a word.
            let (mut best, mut arc) = (f64::NEG_INFINITY, real[node * size + other]);
            for (&w, &own) in words.iter().zip(&total) {
                let gain = table[w * size + other] - own;
                if gain > best {
                    (best, arc) = (gain, real[w * size + other]);
                }
            }
            // Out of the cycle.
            let (mut best_out, mut arc_out) = (f64::NEG_INFINITY, (0, 0));
            if other < n {
                for &w in &words {
                    if table[other * size + w] > best_out {
                        (best_out, arc_out) = (table[other * size + w], real[other * size + w]);
                    }
                }
                table[other * size + node] = best_out;
                real[other * size + node] = arc_out;
            }
            table[node * size + other] = best;
            real[node * size + other] = arc;
        }
        let held: Vec<u32> = words.iter().flat_map(|&w| holds[w].clone()).collect();
        for &w in &words[1..] {
            alive[w] = false;
        }
        holds[node] = held;
        contractions.push(Contraction { node, arcs, members });
    };
    // Real arcs into the living nodes, then into what each contraction hid.
    let mut out = vec![usize::MAX; n];
    for d in (0..n).filter(|&d| alive[d]) {
        let (word, head) = real[d * size + heads[d]];
        out[word as usize] = head as usize;
    }
    for contraction in contractions.iter().rev() {
        debug_assert!(contraction.node < n);
        for (arc, member) in contraction.arcs.iter().zip(&contraction.members) {
            // The member into which the outer arc goes keeps that one.
            if member.iter().all(|&word| out[word as usize] == usize::MAX) {
                out[arc.0 as usize] = arc.1 as usize;
            }
        }
    }
    out
}

fn cycle_among(heads: &[usize], alive: &[bool], root: usize) -> Option<Vec<usize>> {
    let heads: Vec<usize> = heads.iter().zip(alive).map(|(&h, &alive)| if alive { h } else { root }).collect();
    cycle(&heads, root)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All trees, one by one.
    fn brute(n: usize, scores: &[f32]) -> f64 {
        let mut best = f64::NEG_INFINITY;
        for code in 0..(n + 1).pow(n as u32) {
            let mut rest = code;
            let heads: Vec<usize> = (0..n)
                .map(|_| {
                    let h = rest % (n + 1);
                    rest /= n + 1;
                    h
                })
                .collect();
            if heads.iter().enumerate().any(|(d, &h)| d == h)
                || heads.iter().filter(|&&h| h == n).count() != 1
                || cycle(&heads, n).is_some()
            {
                continue;
            }
            best = best.max(total(n, scores, &heads));
        }
        best
    }

    fn total(n: usize, scores: &[f32], heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(d, &h)| f64::from(scores[d * (n + 1) + h])).sum()
    }

    #[test]
    fn agrees_with_trying_all_trees() {
        let mut state = 1_u32;
        for round in 0..400 {
            let n = 1 + round % 5;
            let scores: Vec<f32> = (0..n * (n + 1))
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 8) as f32 / 1e6
                })
                .collect();
            let heads = best_tree(n, &scores);
            assert_eq!(heads.iter().filter(|&&h| h == n).count(), 1);
            assert!(cycle(&heads, n).is_none());
            assert!((total(n, &scores, &heads) - brute(n, &scores)).abs() < 1e-6, "{n} {heads:?}");
        }
    }

    #[test]
    fn long_sentences_and_odd_scores_end_in_a_tree() {
        for fill in [0.0, f32::NAN, f32::NEG_INFINITY] {
            let heads = best_tree(254, &vec![fill; 254 * 255]);
            assert_eq!(heads.iter().filter(|&&h| h == 254).count(), 1);
            assert!(cycle(&heads, 254).is_none());
        }
        // Pairs that prefer each other, so that every step contracts.
        let mut scores = vec![0.0; 254 * 255];
        for d in 0..254 {
            scores[d * 255 + (d ^ 1)] = 10.0 + d as f32;
        }
        let heads = best_tree(254, &scores);
        assert!(cycle(&heads, 254).is_none());
        assert!(best_tree(0, &[]).is_empty());
        assert_eq!(best_tree(1, &[0.0, 0.0]), [1]);
    }
}
