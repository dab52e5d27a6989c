//! Coreference in UD GUM from raw text: MUC, B³ and CEAF-φ4 as in the reference scorer of the CoNLL 2012 shared task, and their mean;
//! entities with one mention are left out on both sides.
//!
//! A mention is right when its span is exactly the gold span (`CoNLL F1`), or when its head word is (`CoNLL F1 by head`). The corpus marks
//! whole noun phrases with a closing possessive, so names and descriptions are widened to that here.

use super::Score;
use super::conllu::{self, GoldDoc, Places};
use readout_core::{MentionKind, Report};
use readout_read::{doc, mention, phrase, text};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

type Place = (usize, usize);
type Cluster = BTreeSet<Place>;

pub(crate) fn score(gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let Some(gold) = gold else { return Vec::new() };
    let docs = conllu::read(&gold.join("ud-gum/en_gum-ud-dev.conllu"));
    let (mut by_span, mut by_head) = (Sums::default(), Sums::default());
    let (mut n_found, mut n_gold, mut n_right, mut n_right_heads) = (0, 0, 0, 0);
    for gold in &docs {
        let (key_spans, key_heads) = gold_clusters(gold);
        let (spans, heads) = our_clusters(gold, errors.then_some(&key_heads));
        if errors {
            print_spans(gold, &key_spans, &key_heads, &spans, &heads);
        }
        n_gold += key_spans.iter().map(BTreeSet::len).sum::<usize>();
        n_found += spans.iter().map(BTreeSet::len).sum::<usize>();
        let all: BTreeSet<&Place> = spans.iter().flatten().collect();
        n_right += key_spans.iter().flatten().filter(|place| all.contains(place)).count();
        let all: BTreeSet<&Place> = heads.iter().flatten().collect();
        n_right_heads += key_heads.iter().flatten().filter(|place| all.contains(place)).count();
        by_span.add(&key_spans, &spans);
        by_head.add(&key_heads, &heads);
    }
    let case = "ud-gum dev".to_owned();
    let score = |measure: &str, value: f64| Score { layer: "coref", case: case.clone(), measure: measure.to_owned(), value, n: n_gold };
    let [muc, b3, ceaf] = by_span.f1();
    let [muc_head, b3_head, ceaf_head] = by_head.f1();
    vec![
        score("CoNLL F1", (muc + b3 + ceaf) / 3.0),
        score("MUC", muc),
        score("B3", b3),
        score("CEAF", ceaf),
        score("CoNLL F1 by head", (muc_head + b3_head + ceaf_head) / 3.0),
        score("mentions", conllu::f1(n_right, n_found, n_gold)),
        score("mentions by head", conllu::f1(n_right_heads, n_found, n_gold)),
    ]
}

/// Gold clusters of two mentions or more, by span and by head word.
fn gold_clusters(doc: &GoldDoc) -> (Vec<Cluster>, Vec<Cluster>) {
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut spans: BTreeMap<String, Cluster> = BTreeMap::new();
    let mut heads: BTreeMap<String, Cluster> = BTreeMap::new();
    let close = |id: &str, first: usize, last: usize, spans: &mut BTreeMap<String, Cluster>, heads: &mut BTreeMap<String, Cluster>| {
        let inside = |head: Option<usize>| head.is_some_and(|head| first <= head && head <= last);
        let head = (first..=last).find(|word| !inside(doc.words[*word].head)).unwrap_or(first);
        spans.entry(id.to_owned()).or_default().insert((doc.words[first].place.start, doc.words[last].place.end));
        heads.entry(id.to_owned()).or_default().insert((doc.words[head].place.start, doc.words[head].place.end));
    };
    for (place, word) in doc.words.iter().enumerate() {
        let Some(marks) = word.misc.split('|').find_map(|item| item.strip_prefix("Entity=")) else { continue };
        let mut rest = marks;
        while !rest.is_empty() {
            if let Some(opened) = rest.strip_prefix('(') {
                let end = opened.find(['(', ')']).unwrap_or(opened.len());
                let id = opened[..end].split('-').next().unwrap_or_default();
                if opened[end..].starts_with(')') {
                    close(id, place, place, &mut spans, &mut heads);
                    rest = &opened[end + 1..];
                } else {
                    open.push((id.to_owned(), place));
                    rest = &opened[end..];
                }
            } else {
                let end = rest.find(')').unwrap_or(rest.len());
                let id = rest[..end].split('-').next().unwrap_or_default();
                if let Some(at) = open.iter().rposition(|(other, _)| other == id) {
                    let (id, first) = open.remove(at);
                    close(&id, first, place, &mut spans, &mut heads);
                }
                rest = rest.get(end + 1..).unwrap_or_default();
            }
        }
    }
    (several(spans.into_values()), several(heads.into_values()))
}

fn several(clusters: impl Iterator<Item = Cluster>) -> Vec<Cluster> {
    clusters.filter(|cluster| cluster.len() > 1).collect()
}

fn our_clusters(gold: &GoldDoc, print_against: Option<&Vec<Cluster>>) -> (Vec<Cluster>, Vec<Cluster>) {
    let report = Report::new("gold", gold.text.as_str());
    let mut findings = Vec::new();
    let read = doc::parse(&report, text::lay_out(&report, &mut findings), super::model(), &mut findings);
    let cast = mention::cast(&read, super::model(), &mut findings);
    let places = Places::new(&gold.text);
    let mut spans: BTreeMap<u32, Cluster> = BTreeMap::new();
    let mut heads: BTreeMap<u32, Cluster> = BTreeMap::new();
    for mention in &cast.mentions {
        let Some(entity) = mention.entity else { continue };
        let head = mention.head.index();
        let mut tokens = if mention.kind == MentionKind::Pronoun { read.tokens_in(mention.span) } else { phrase::noun_phrase(&read, head) };
        if read.tokens.get(tokens.end).is_some_and(|token| token.deprel == "case" && token.head == head as i32) {
            tokens.end += 1;
        }
        let place = places.of(read.span(tokens));
        let head = places.of(read.tokens[head].span);
        spans.entry(entity.0).or_default().insert((place.start, place.end));
        heads.entry(entity.0).or_default().insert((head.start, head.end));
    }
    if let Some(key) = print_against {
        let key_of: HashMap<Place, usize> =
            key.iter().enumerate().flat_map(|(cluster, places)| places.iter().map(move |place| (*place, cluster))).collect();
        let letters: Vec<char> = gold.text.chars().filter(|c| !c.is_whitespace()).collect();
        for cluster in heads.values().filter(|cluster| cluster.len() > 1) {
            let shown = cluster.iter().map(|place| {
                let key = key_of.get(place).map_or("-".to_owned(), usize::to_string);
                format!("{}/{key}", letters[place.0..place.1].iter().collect::<String>())
            });
            println!("entity\t{}", shown.collect::<Vec<_>>().join(" "));
        }
    }
    (several(spans.into_values()), several(heads.into_values()))
}

/// Prints mentions whose heads agree and whose spans do not: the gold span, then ours.
fn print_spans(gold: &GoldDoc, key_spans: &[Cluster], key_heads: &[Cluster], spans: &[Cluster], heads: &[Cluster]) {
    let words = |place: &Place| {
        let inside = gold.words.iter().filter(|word| place.0 <= word.place.start && word.place.end <= place.1);
        inside.map(|word| word.form.as_str()).collect::<Vec<_>>().join(" ")
    };
    let around = |all: &[Cluster], head: &Place| {
        let holding = all.iter().flatten().filter(|span| span.0 <= head.0 && head.1 <= span.1);
        holding.min_by_key(|span| span.1 - span.0).copied()
    };
    let exact: BTreeSet<&Place> = key_spans.iter().flatten().collect();
    let ours: BTreeSet<&Place> = spans.iter().flatten().collect();
    let found: BTreeSet<&Place> = heads.iter().flatten().collect();
    for head in key_heads.iter().flatten() {
        if !found.contains(head) {
            println!("span\tmissed\t{}\t{}", words(head), around(key_spans, head).map_or(String::new(), |span| words(&span)));
            continue;
        }
        let (Some(key), Some(own)) = (around(key_spans, head), around(spans, head)) else { continue };
        if key != own && !(exact.contains(&own) && ours.contains(&key)) {
            println!("span\tother\t{}\t{}\t{}", words(head), words(&key), words(&own));
        }
    }
}

/// Sums over documents: for each measure, recall's numerator and denominator, then precision's.
#[derive(Default)]
struct Sums([[f64; 4]; 3]);

impl Sums {
    fn add(&mut self, key: &[Cluster], ours: &[Cluster]) {
        for (at, (a, b)) in [(key, ours), (ours, key)].into_iter().enumerate() {
            for cluster in a {
                let shares: Vec<usize> = b.iter().map(|other| cluster.intersection(other).count()).filter(|n| *n > 0).collect();
                let covered: usize = shares.iter().sum();
                let parts = shares.len() + cluster.len().saturating_sub(covered);
                self.0[0][2 * at] += cluster.len().saturating_sub(parts) as f64;
                self.0[0][2 * at + 1] += (cluster.len() - 1) as f64;
                self.0[1][2 * at] += shares.iter().map(|n| (n * n) as f64).sum::<f64>() / cluster.len() as f64;
                self.0[1][2 * at + 1] += cluster.len() as f64;
            }
        }
        let phi = |a: &Cluster, b: &Cluster| 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64;
        let table: Vec<Vec<f64>> = key.iter().map(|a| ours.iter().map(|b| phi(a, b)).collect()).collect();
        let best = assignment(&table);
        for at in [0, 2] {
            self.0[2][at] += best;
        }
        self.0[2][1] += key.len() as f64;
        self.0[2][3] += ours.len() as f64;
    }

    fn f1(&self) -> [f64; 3] {
        self.0.map(|[r_right, r_all, p_right, p_all]| {
            let (recall, precision) = (r_right / r_all.max(1.0), p_right / p_all.max(1.0));
            if recall + precision == 0.0 { 0.0 } else { 200.0 * recall * precision / (recall + precision) }
        })
    }
}

/// The greatest sum of entries, no two in one row or column: the Hungarian method on the negated table.
fn assignment(table: &[Vec<f64>]) -> f64 {
    let (n, m) = (table.len(), table.first().map_or(0, Vec::len));
    if n == 0 || m == 0 {
        return 0.0;
    }
    if n > m {
        let turned: Vec<Vec<f64>> = (0..m).map(|column| table.iter().map(|row| row[column]).collect()).collect();
        return assignment(&turned);
    }
    let (mut u, mut v) = (vec![0.0; n + 1], vec![0.0; m + 1]);
    let (mut row_of, mut way) = (vec![0; m + 1], vec![0; m + 1]);
    for row in 1..=n {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; m + 1];
        let mut used = vec![false; m + 1];
        loop {
            used[column] = true;
            let (current, mut delta, mut next) = (row_of[column], f64::INFINITY, 0);
            for other in (1..=m).filter(|other| !used[*other]).collect::<Vec<_>>() {
                let cost = -table[current - 1][other - 1] - u[current] - v[other];
                if cost < least[other] {
                    (least[other], way[other]) = (cost, column);
                }
                if least[other] < delta {
                    (delta, next) = (least[other], other);
                }
            }
            for other in 0..=m {
                if used[other] {
                    u[row_of[other]] += delta;
                    v[other] -= delta;
                } else {
                    least[other] -= delta;
                }
            }
            column = next;
            if row_of[column] == 0 {
                break;
            }
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    (1..=m).filter(|column| row_of[*column] > 0).map(|column| table[row_of[column] - 1][column - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignments_are_the_best_there_are() {
        assert_eq!(assignment(&[vec![0.5, 0.9], vec![0.4, 0.8]]), 1.3);
        assert_eq!(assignment(&[vec![0.1, 0.2, 0.7]]), 0.7);
        assert_eq!(assignment(&[]), 0.0);
    }

    #[test]
    fn equal_clusters_score_in_full() {
        let clusters = [Cluster::from([(0, 1), (2, 3)]), Cluster::from([(4, 5), (6, 7), (8, 9)])];
        let mut sums = Sums::default();
        sums.add(&clusters, &clusters);
        assert_eq!(sums.f1(), [100.0; 3]);
    }
}
