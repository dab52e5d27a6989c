//! Which positions are on one issue, whoever takes them and in whatever words.
//!
//! What a position is on is a set of weighted features: the words of its issue, and whom they name. What it is about weighs most, as its reading
//! marks it: the noun, or what the verb is done to (`restore the assembly`, `no assembly before disarmament`: the assembly), and behind a word
//! that only says that something was put forward (`a proposal for joint patrols`) what that is for. Rare words weigh more than common ones, as for stories.
//! Positions are joined while those of two sets are alike on the average, and only where their reports belong together: two reports that have
//! nothing else in common do not mean one deal by `the deal`.

use super::concept;
use crate::entity::Cast;
use crate::groups::Groups;
use crate::story::rates::{self, PRIOR};
use crate::when;
use crate::words::{Spans, is_function_word, stem};
use jiff::civil::Date;
use readout_core::{EntityType, MentionKind, Position, Reading, Span};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::sync::LazyLock;

/// How alike two sets are that are one issue: cosine, on the average. With the weights below set on the example story; from 0.25 to 0.35
/// nothing changes there.
const ALIKE: f64 = 0.3;
/// What a position is about, against 1 for other nouns and names.
const THEME: f64 = 2.5;
/// A people or an adjective of a state.
const ADJECTIVE: f64 = 0.7;
/// Words that say only that something was put forward.
const VAGUE: f64 = 0.2;
/// Days within which `the deal` alone is one deal.
const BARE: i64 = 150;
/// Tokens between an offer and `the offer`, in sentences.
const BACK: usize = 2;

static VAGUE_WORDS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    const WORDS: &str = "offer idea claim proposal suggestion accusation allegation thing position way sentence step move call demand request issue \
                         question matter time condition initiative possibility need effort decision part \
                         ally friend partner foe enemy rival";
    WORDS.split_whitespace().map(stem).collect()
});

/// What a position is on.
pub(super) struct On {
    /// The report.
    pub(super) report: usize,
    /// Weight of each word and actor (`@` with its place).
    features: BTreeMap<String, f64>,
    day: Option<Date>,
}

/// Reads what a position is on. `people` has for the words by which its report calls people their keys; the actor's own name says nothing.
pub(super) fn on(reading: &Reading, report: usize, position: &Position, own: usize, cast: &Cast, people: &BTreeMap<String, String>) -> On {
    let span = position.issue_span.unwrap_or(position.span);
    let mut features: BTreeMap<String, f64> = BTreeMap::new();
    let mut add = |key: String, weight: f64| {
        if key == "ceasefire" {
            // A truce is an agreement.
            let known = features.entry("agreement".to_owned()).or_default();
            *known = weight.max(*known);
        }
        let known = features.entry(key).or_default();
        *known = weight.max(*known);
    };
    let key = |word: &str| people.get(word).cloned().unwrap_or_else(|| concept(word.to_owned()));
    let is_theme = |words: Span| position.about.iter().any(|theme| words.contains(*theme));
    let mut named: Vec<Span> = Vec::new();
    for mention in reading.mentions.iter().filter(|mention| span.contains(mention.span)) {
        let Some(entity) = mention.entity else { continue };
        let actor = cast.state(report, entity).map(|actor| cast.side(actor));
        let Some(actor) = actor.filter(|actor| cast.actors[*actor].named) else { continue };
        let name = mention.kind == MentionKind::Name;
        if name {
            named.push(mention.span);
        }
        // A longer description may hold what it is about and be of somebody else.
        let short = name || mention.span.of(&reading.text).split_whitespace().count() <= 3;
        let weight = match reading.entities[entity.index()].entity_type {
            _ if short && is_theme(mention.span) => THEME,
            EntityType::NORP => ADJECTIVE,
            _ => 1.0,
        };
        if actor != own {
            add(format!("@{actor}"), weight);
        }
    }
    for (word, plain) in Spans::new(span.of(&reading.text)) {
        let here = Span { start: span.start + word.start, end: span.start + word.end };
        let inside = named.iter().any(|name| name.overlaps(here));
        if inside || is_function_word(&plain) || plain.starts_with(|first: char| first.is_ascii_digit()) {
            continue;
        }
        let word = stem(&plain);
        let theme = position.about.iter().any(|theme| theme.overlaps(here));
        let weight = match VAGUE_WORDS.contains(&word) {
            true => VAGUE,
            false if theme => THEME,
            false => 1.0,
        };
        add(key(&word), weight);
    }
    // Of a departure it is whose that is contested.
    if let Some(weight) = features.get_mut("departure") {
        *weight = 1.0;
        let mut people: Vec<&mut f64> = features.iter_mut().filter(|(word, _)| word.starts_with('@')).map(|(_, weight)| weight).collect();
        if let [whose] = people.as_mut_slice() {
            **whose = THEME;
        }
    }
    On { report, features, day: when::published(reading) }
}

impl On {
    /// Whether it says only that something was put forward: `the offer`, `an idea`.
    pub(super) fn points_back(&self) -> bool {
        const PUT_FORWARD: &[&str] = &["offer", "idea", "proposal", "suggestion", "initiative", "demand", "call", "request"];
        let put = PUT_FORWARD.iter().any(|word| self.features.contains_key(&stem(word)));
        put && self.features.keys().all(|word| VAGUE_WORDS.contains(word))
    }
}

/// Groups positions by what they are on. `together` says whether two reports tell of one course of events.
pub(super) fn group(all: &[On], cast: &Cast, together: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let rarity = rarity(all, cast);
    let weighed: Vec<Vec<(&str, f64)>> = all
        .iter()
        .map(|on| {
            let mut weighed: Vec<(&str, f64)> =
                on.features.iter().map(|(word, weight)| (word.as_str(), weight * rarity[word.as_str()])).collect();
            let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
            weighed.iter_mut().for_each(|(_, weight)| *weight /= length);
            weighed
        })
        .collect();
    let mut near: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, words) in weighed.iter().enumerate() {
        words.iter().for_each(|(word, _)| near.entry(word).or_default().push(at));
    }
    let mut likeness: BTreeMap<(usize, usize), (f64, usize, bool)> = BTreeMap::new();
    for (word, places) in near.iter().filter(|(_, places)| places.len() <= 300) {
        let weight = |at: usize| weighed[at].iter().find(|(own, _)| own == word).map_or(0.0, |(_, weight)| *weight);
        for (n, at) in places.iter().enumerate() {
            for before in &places[..n] {
                let known = likeness.entry((*before, *at)).or_default();
                known.0 += weight(*at) * weight(*before);
                known.1 += 1;
                known.2 |= word.starts_with('@');
            }
        }
    }
    let close = |(one, other): (usize, usize), common: usize, named: bool| {
        let (one, other) = (&all[one], &all[other]);
        let bare = one.features.len().min(other.features.len()) < 2;
        let apart = one.day.zip(other.day).is_some_and(|(one, other)| when::apart(one, other) > BARE);
        // Of reports that belong together a word is enough; of others it takes somebody's name and more.
        !(bare && apart) && (one.report == other.report || together(one.report, other.report) || named && common > 1)
    };
    let pairs = likeness.into_iter().filter(|(pair, (_, common, named))| close(*pair, *common, *named));
    joined(all.len(), pairs.map(|(pair, (likeness, ..))| (pair, likeness)))
}

/// How rare each word is, among these positions and in the news at large.
fn rarity<'a>(all: &'a [On], cast: &Cast) -> BTreeMap<&'a str, f64> {
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter().flat_map(|on| on.features.keys()).for_each(|word| *holders.entry(word).or_default() += 1);
    let n = all.len() as f64;
    let rate = |word: &str| {
        let actor = word.strip_prefix('@').and_then(|actor| actor.parse::<usize>().ok());
        f64::from(actor.map_or_else(|| rates::rate(word), |actor| rates::rate_of_name(&cast.actors[actor].name)))
    };
    let prior = f64::from(PRIOR);
    holders.into_iter().map(|(word, n_holders)| (word, (1.0 + (n + prior) / (prior * rate(word) + n_holders as f64)).ln())).collect()
}

/// Joins the most alike first, while two sets are alike on the average; what is no pair is not alike at all. Returns the set of each.
fn joined(n: usize, pairs: impl Iterator<Item = ((usize, usize), f64)>) -> Vec<usize> {
    /// A joint that may be made: how alike, and for equals the first of both.
    #[derive(PartialEq)]
    struct Joint(f64, std::cmp::Reverse<(usize, usize)>);
    impl Eq for Joint {}
    impl PartialOrd for Joint {
        fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
            Some(self.cmp(other))
        }
    }
    impl Ord for Joint {
        fn cmp(&self, other: &Self) -> std::cmp::Ordering {
            self.0.total_cmp(&other.0).then_with(|| self.1.cmp(&other.1))
        }
    }
    let mut sums: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); n];
    for ((one, other), likeness) in pairs {
        sums[one].insert(other, likeness);
        sums[other].insert(one, likeness);
    }
    let mut sizes = vec![1usize; n];
    let mut groups = Groups::new(n);
    let average = |sum: f64, one: usize, other: usize, sizes: &[usize]| sum / (sizes[one] * sizes[other]) as f64;
    let mut heap: BinaryHeap<Joint> = BinaryHeap::new();
    for (one, others) in sums.iter().enumerate() {
        let joints = others.range(one + 1..).map(|(other, sum)| Joint(*sum, std::cmp::Reverse((one, *other))));
        heap.extend(joints.filter(|joint| joint.0 > ALIKE));
    }
    while let Some(Joint(likeness, std::cmp::Reverse((one, other)))) = heap.pop() {
        // What was joined since, or is less alike by now, stands further down anew.
        let current = sums[one].get(&other).map(|sum| average(*sum, one, other, &sizes));
        if current != Some(likeness) {
            continue;
        }
        groups.join(one, other);
        let moved = std::mem::take(&mut sums[other]);
        sizes[one] += sizes[other];
        for (third, sum) in moved {
            sums[third].remove(&other);
            if third != one {
                *sums[one].entry(third).or_default() += sum;
                *sums[third].entry(one).or_default() += sum;
            }
        }
        for (third, sum) in &sums[one] {
            let likeness = average(*sum, one, *third, &sizes);
            if likeness > ALIKE {
                heap.push(Joint(likeness, std::cmp::Reverse((one.min(*third), one.max(*third)))));
            }
        }
    }
    (0..n).map(|at| groups.first(at)).collect()
}

/// `offered officers for the mission … The Council rejected the offer`: the position shortly before, of somebody else, that what points back means.
pub(super) fn antecedent(reading: &Reading, positions: &[(usize, usize)], at: usize) -> Option<usize> {
    let (place, actor) = positions[at];
    let position = &reading.positions[place];
    let here = reading.sentence_at(position.span.start)?;
    let before = positions[..at].iter().rposition(|(other, whose)| {
        let other = &reading.positions[*other];
        let there = reading.sentence_at(other.span.start);
        let put_forward = super::side(other.stance) > 0;
        *whose != actor
            && put_forward
            && other.span.end <= position.span.start
            && there.is_some_and(|there| there <= here && here - there <= BACK)
    })?;
    Some(before)
}

/// How a group of positions is called: in the words of the one most like the others, short ones first.
pub(super) fn label<'a>(all: &[On], group: &[usize], words: impl Fn(usize) -> &'a str) -> &'a str {
    /// Words of a heading; of longer ones each counts against it.
    const SHORT: usize = 8;
    let likeness = |one: &On, other: &On| {
        let length = |on: &On| on.features.values().map(|weight| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        let common = one.features.iter().filter_map(|(word, weight)| Some(weight * other.features.get(word)?)).sum::<f64>();
        common / (length(one) * length(other))
    };
    // Of very many, the first tell enough.
    let sample: Vec<usize> = group.iter().copied().take(60).collect();
    let mut best: Option<(f64, usize)> = None;
    for at in &sample {
        let others = sample.iter().filter(|other| *other != at);
        let alike: f64 = others.map(|other| likeness(&all[*at], &all[*other])).sum::<f64>() / sample.len().max(1) as f64;
        let n_words = words(*at).split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        let content = words(*at).split_whitespace().filter(|word| !is_function_word(&word.to_lowercase())).count();
        let weight = alike - 0.04 * n_words.saturating_sub(SHORT) as f64 - if content < 2 { 0.1 } else { 0.0 };
        if best.is_none_or(|(most, _)| weight > most + 1e-9) {
            best = Some((weight, *at));
        }
    }
    best.map(|(_, at)| words(at)).unwrap_or_default()
}
