//! Reports as bags of weighted words and names.

use super::rates::{self, PRIOR};
use crate::entity::{Actor, Cast};
use crate::words::{Spans, is_function_word, stem};
use readout_core::{EntityType, Reading, Span};
use std::collections::{BTreeMap, HashMap};

/// Words of the title and of the first sentences count twice: a report says first what it is about.
const OPENING: usize = 3;
/// How much a place, a people or the press weighs among names, where a person or a group weighs 1: many stories are set in one country, and told
/// by one paper. Set on ECB+.
const LESS: f32 = 0.5;

/// Weights by the number of the word or name, sorted.
pub(crate) type Sparse = Vec<(u32, f32)>;

/// What a group of reports says: for each word or name the sum of its weights, and how many reports say it.
pub(crate) type Sums = HashMap<u32, (f32, usize)>;

/// Each report as a vector of length 1 over the words and names of all.
pub(crate) struct Vectors {
    /// For each report, its words and names.
    pub(crate) reports: Vec<Sparse>,
    /// How a word or name is shown.
    labels: Vec<String>,
    /// How much each weighs among names; 0 where it is a word.
    names: Vec<f32>,
}

/// Weighs what each report says: the logarithm of how often, by the logarithm of how few others say it, in the collection and in the news
/// at large.
pub(crate) fn vectors(readings: &[Reading], cast: &Cast) -> Vectors {
    let mut keys = Keys::default();
    let bags: Vec<BTreeMap<u32, f32>> =
        readings.iter().enumerate().map(|(report, reading)| bag(report, reading, cast, &mut keys)).collect();
    let order = keys.in_order();
    let mut holders = vec![0u32; order.len()];
    bags.iter().flat_map(BTreeMap::keys).for_each(|key| holders[*key as usize] += 1);
    let n = readings.len() as f32;
    let rarity: Vec<f32> =
        keys.all.iter().zip(&holders).map(|(key, holders)| (1.0 + (n + PRIOR) / (PRIOR * key.rate + *holders as f32)).ln()).collect();
    let weigh = |bag: &BTreeMap<u32, f32>| {
        let mut vector: Sparse = bag.iter().map(|(key, count)| (order[*key as usize], count.ln_1p() * rarity[*key as usize])).collect();
        vector.sort_unstable_by_key(|(key, _)| *key);
        scaled(&mut vector, 1.0);
        vector
    };
    let reports = bags.iter().map(weigh).collect();
    let (mut labels, mut names) = (vec![String::new(); order.len()], vec![0.0; order.len()]);
    for (key, place) in keys.all.into_iter().zip(order) {
        names[place as usize] = key.name;
        // The form that most have stands for all of one stem.
        let form = key.forms.into_iter().max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0)));
        labels[place as usize] = form.map(|(form, _)| form).unwrap_or_default();
    }
    Vectors { reports, labels, names }
}

/// How often a report uses each word and name.
fn bag(report: usize, reading: &Reading, cast: &Cast, keys: &mut Keys) -> BTreeMap<u32, f32> {
    let mut bag: BTreeMap<u32, f32> = BTreeMap::new();
    let outside = reading.report.title.as_deref().filter(|_| reading.report.title_span.is_none());
    let opening = |place: usize| if place < OPENING { 2.0 } else { 1.0 };
    let sentences = reading.sentences.iter().enumerate().map(|(place, span)| (span.of(&reading.text), opening(place)));
    for (text, weight) in outside.map(|title| (title, 2.0)).into_iter().chain(sentences) {
        if text.contains("://") {
            continue;
        }
        for (_, word) in Spans::new(text).filter(|(_, word)| !is_function_word(word)) {
            *bag.entry(keys.word(&word)).or_default() += weight;
        }
    }
    for mention in &reading.mentions {
        let actor = mention.entity.and_then(|entity| cast.actor(report, entity)).map(|actor| &cast.actors[actor]);
        if let Some(actor) = actor.filter(|actor| actor.named) {
            let place = reading.sentences.partition_point(|sentence: &Span| sentence.end <= mention.span.start);
            *bag.entry(keys.name(actor)).or_default() += opening(place);
        }
    }
    bag
}

/// Words and names, numbered as they come; put in order at the end, so that the order of arrival does not show.
#[derive(Default)]
struct Keys {
    numbers: HashMap<String, u32>,
    all: Vec<Key>,
}

/// A word or name.
struct Key {
    /// The forms it is written in, and how often.
    forms: BTreeMap<String, u32>,
    /// The share of reports at large that use it.
    rate: f32,
    /// How much it weighs among names; 0 where it is a word.
    name: f32,
}

impl Keys {
    fn word(&mut self, word: &str) -> u32 {
        let stem = stem(word);
        let number = self.number(&stem, || rates::rate(&stem));
        let forms = &mut self.all[number as usize].forms;
        match forms.get_mut(word) {
            Some(n) => *n += 1,
            None => _ = forms.insert(word.to_owned(), 1),
        }
        number
    }

    fn name(&mut self, actor: &Actor) -> u32 {
        let name = actor.name.as_str();
        let number = self.number(&format!("@{name}"), || rates::rate_of_name(name));
        let place = matches!(actor.kind, EntityType::GPE | EntityType::LOC | EntityType::NORP | EntityType::FAC);
        let press = actor.sector.as_deref() == Some("JRN");
        let key = &mut self.all[number as usize];
        if key.forms.is_empty() {
            key.forms.insert(name.to_owned(), 1);
            key.name = 1.0;
        }
        // Where reports differ on what it is, it may be a place.
        key.name = key.name.min(if place || press { LESS } else { 1.0 });
        number
    }

    fn number(&mut self, key: &str, rate: impl Fn() -> f32) -> u32 {
        if let Some(number) = self.numbers.get(key) {
            return *number;
        }
        let number = self.all.len() as u32;
        self.numbers.insert(key.to_owned(), number);
        self.all.push(Key { forms: BTreeMap::new(), rate: rate(), name: 0.0 });
        number
    }

    /// For each number, its place in alphabetical order.
    fn in_order(&self) -> Vec<u32> {
        let mut keys: Vec<(&String, u32)> = self.numbers.iter().map(|(key, number)| (key, *number)).collect();
        keys.sort_unstable();
        let mut order = vec![0; keys.len()];
        keys.iter().zip(0..).for_each(|((_, number), place)| order[*number as usize] = place);
        order
    }
}

impl Vectors {
    /// What a report names, of length 1 (or nothing), and its other words.
    pub(crate) fn split(&self, report: usize) -> (Sparse, Sparse) {
        let (mut names, words): (Sparse, Sparse) =
            self.reports[report].iter().copied().partition(|(key, _)| self.names[*key as usize] > 0.0);
        names.iter_mut().for_each(|(key, weight)| *weight *= self.names[*key as usize]);
        scaled(&mut names, 1.0);
        (names, words)
    }

    /// The words and names that make two groups alike, the strongest first; names alone where so asked.
    pub(crate) fn common(&self, one: &Sums, other: &Sums, names_alone: bool, most: usize) -> Vec<String> {
        let (small, large) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        let mut products: Vec<(f32, &str)> = Vec::new();
        for (key, (weight, _)) in small {
            if let Some((against, _)) = large.get(key).filter(|_| !names_alone || self.names[*key as usize] > 0.0) {
                products.push((weight * against, self.labels[*key as usize].as_str()));
            }
        }
        strongest(products, most)
    }

    /// The words and names that tie a group together, the strongest first: what a single report says ties nothing.
    pub(crate) fn ties(&self, group: &Sums, most: usize) -> Vec<String> {
        let several = group.iter().filter(|(_, (_, n))| *n > 1);
        strongest(several.map(|(key, (weight, _))| (weight * weight, self.labels[*key as usize].as_str())).collect(), most)
    }

    /// Words, not names, that at least half of a group use, the strongest first, but none that `names` hold.
    pub(crate) fn about(&self, group: &Sums, n_reports: usize, names: &[&str]) -> Vec<String> {
        let mut words: Vec<(f32, &str)> = Vec::new();
        for (key, (weight, n)) in group {
            let label = self.labels[*key as usize].as_str();
            if self.names[*key as usize] == 0.0 && n * 2 >= n_reports && label.chars().all(char::is_alphabetic) {
                words.push((*weight, label));
            }
        }
        words.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
        let telling = words.into_iter().filter(|(_, word)| !names.iter().any(|name| part_of(name, word)));
        telling.map(|(_, word)| word.to_owned()).collect()
    }

    /// What a group says.
    pub(crate) fn sums(&self, group: &[usize]) -> Sums {
        let mut sums = Sums::new();
        for (key, weight) in group.iter().flat_map(|report| &self.reports[*report]) {
            let entry = sums.entry(*key).or_default();
            *entry = (entry.0 + weight, entry.1 + 1);
        }
        sums
    }
}

/// The strongest words and names, each once: a name says what its words say.
fn strongest(mut products: Vec<(f32, &str)>, most: usize) -> Vec<String> {
    products.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    let mut words: Vec<String> = Vec::new();
    for (_, word) in products {
        if !words.iter().any(|known| says(known, word)) {
            words.push(word.to_owned());
        }
        if words.len() == most {
            break;
        }
    }
    words
}

/// Whether a word or name is said by a name (or word) already.
fn says(known: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    known.to_lowercase() == word || known.to_lowercase().split_whitespace().any(|part| part == word)
}

/// Whether a word is made of a name's: `syrian` of `Syria`, `saint` of `New Orleans Saints`.
fn part_of(name: &str, word: &str) -> bool {
    Spans::new(name).any(|(_, part)| {
        let (shorter, longer) = if part.len() <= word.len() { (part.as_str(), word) } else { (word, part.as_str()) };
        shorter.chars().count() >= 3 && longer.starts_with(shorter) || shorter == longer
    })
}

/// Makes a vector as long as said, if it is not nothing.
fn scaled(vector: &mut Sparse, length: f32) {
    let norm = dot(vector, vector).sqrt();
    if norm > 0.0 {
        vector.iter_mut().for_each(|(_, weight)| *weight *= length / norm);
    }
}

/// Cosine of two vectors of length 1.
pub(crate) fn dot(one: &[(u32, f32)], other: &[(u32, f32)]) -> f32 {
    // A short one is looked up in a long one.
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() * 16 < long.len() {
        let mut rest = long;
        let mut sum = 0.0;
        for (key, weight) in short {
            rest = &rest[rest.partition_point(|(other, _)| other < key)..];
            match rest.first() {
                Some((other, against)) if other == key => sum += weight * against,
                Some(_) => {}
                None => break,
            }
        }
        return sum;
    }
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < short.len() && j < long.len() {
        match short[i].0.cmp(&long[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += short[i].1 * long[j].1;
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    sum
}

/// The sum of two vectors.
pub(crate) fn sum(one: &[(u32, f32)], other: &[(u32, f32)]) -> Sparse {
    let (mut i, mut j) = (0, 0);
    let mut sum = Sparse::with_capacity(one.len() + other.len());
    while i < one.len() || j < other.len() {
        let (left, right) = (one.get(i), other.get(j));
        match (left, right) {
            (Some(left), Some(right)) if left.0 == right.0 => {
                sum.push((left.0, left.1 + right.1));
                (i, j) = (i + 1, j + 1);
            }
            (Some(left), right) if right.is_none_or(|right| left.0 < right.0) => {
                sum.push(*left);
                i += 1;
            }
            (_, Some(right)) => {
                sum.push(*right);
                j += 1;
            }
            (_, None) => break,
        }
    }
    sum
}
