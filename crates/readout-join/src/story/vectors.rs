//! Reports as bags of weighted words and names.

use crate::entity::Cast;
use crate::words::{Spans, is_function_word, stem};
use readout_core::Reading;
use std::collections::BTreeMap;

/// Words of the title and of the first sentences count twice: a report says first what it is about.
const OPENING: usize = 3;
/// A name counts so many times what a word does.
const NAME: f32 = 1.0;

/// Each report as a vector of length 1 over the words and names of all.
pub(crate) struct Vectors {
    /// For each report, places in [`Vectors::labels`] with their weights, sorted.
    pub(crate) reports: Vec<Vec<(u32, f32)>>,
    /// How a word or name is shown.
    labels: Vec<String>,
}

/// Weighs what each report says: the logarithm of how often, by the logarithm of how few others say it.
pub(crate) fn vectors(readings: &[Reading], cast: &Cast) -> Vectors {
    let mut shown: BTreeMap<String, String> = BTreeMap::new();
    let mut counts: Vec<BTreeMap<String, f32>> = Vec::with_capacity(readings.len());
    for (report, reading) in readings.iter().enumerate() {
        let mut bag: BTreeMap<String, f32> = BTreeMap::new();
        let mut add = |key: String, word: &str, weight: f32| {
            // The shortest form stands for all that have one stem.
            let form = shown.entry(key.clone()).or_insert_with(|| word.to_owned());
            if (word.len(), word) < (form.len(), form) {
                word.clone_into(form);
            }
            *bag.entry(key).or_default() += weight;
        };
        let outside = reading.report.title.as_deref().filter(|_| reading.report.title_span.is_none());
        let opening = |place: usize| if place < OPENING { 2.0 } else { 1.0 };
        let sentences = reading.sentences.iter().enumerate().map(|(place, span)| (span.of(&reading.text), opening(place)));
        for (text, weight) in outside.map(|title| (title, 2.0)).into_iter().chain(sentences) {
            if text.contains("://") {
                continue;
            }
            for (_, word) in Spans::new(text).filter(|(_, word)| !is_function_word(word)) {
                add(stem(&word), &word, weight);
            }
        }
        for mention in &reading.mentions {
            let actor = mention.entity.and_then(|entity| cast.actor(report, entity)).filter(|actor| cast.actors[*actor].named);
            if let Some(actor) = actor {
                let name = &cast.actors[actor].name;
                // What stands in no sentence, as in a title, opens the report.
                add(format!("@{name}"), name, NAME * opening(reading.sentence_at(mention.span.start).unwrap_or_default()));
            }
        }
        counts.push(bag);
    }
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    counts.iter().flat_map(BTreeMap::keys).for_each(|key| *holders.entry(key).or_default() += 1);
    let places: BTreeMap<&str, u32> = holders.keys().zip(0..).map(|(key, place)| (*key, place)).collect();
    let n = readings.len() as f32;
    let weigh = |bag: &BTreeMap<String, f32>| {
        let mut vector: Vec<(u32, f32)> =
            bag.iter().map(|(key, count)| (places[key.as_str()], count.ln_1p() * (1.0 + n / holders[key.as_str()] as f32).ln())).collect();
        let norm = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        vector.iter_mut().for_each(|(_, weight)| *weight /= norm);
        vector
    };
    let reports = counts.iter().map(weigh).collect();
    let labels = holders.keys().map(|key| shown.get(*key).cloned().unwrap_or_default()).collect();
    Vectors { reports, labels }
}

impl Vectors {
    /// The words and names that make two groups alike, the strongest first.
    pub(crate) fn common(&self, one: &[usize], other: &[usize], most: usize) -> Vec<String> {
        let sum = |group: &[usize]| {
            let mut sum: BTreeMap<u32, (f32, usize)> = BTreeMap::new();
            for (key, weight) in group.iter().flat_map(|report| &self.reports[*report]) {
                let entry = sum.entry(*key).or_default();
                *entry = (entry.0 + weight, entry.1 + 1);
            }
            sum
        };
        let (left, right) = (sum(one), sum(other));
        let mut products: Vec<(f32, &str)> = Vec::new();
        for (key, (weight, n)) in &left {
            // Within one group, what a single report says ties nothing.
            if let Some((against, _)) = right.get(key).filter(|_| one != other || *n > 1) {
                products.push((weight * against, self.labels[*key as usize].as_str()));
            }
        }
        products.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
        let mut words: Vec<String> = Vec::new();
        for (_, word) in products {
            // A name says what its words say.
            let lower = word.to_lowercase();
            if !words.iter().any(|known| known.to_lowercase().split_whitespace().any(|part| part == lower) || known.to_lowercase() == lower)
            {
                words.push(word.to_owned());
            }
            if words.len() == most {
                break;
            }
        }
        words
    }
}

/// Cosine of two vectors of length 1.
pub(crate) fn dot(one: &[(u32, f32)], other: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < one.len() && j < other.len() {
        match one[i].0.cmp(&other[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += one[i].1 * other[j].1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum
}
