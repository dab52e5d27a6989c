//! Reports grouped into courses of events, by whom they name, what they share, and the words of their openings.

use crate::copies::Copies;
use crate::entity::Cast;
use crate::groups::Groups;
use crate::when;
use crate::words::content_words;
use readout_core::{EntityType, Reading};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A course of events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Made of the reports' words: who is named most.
    pub name: String,
    /// The reports, in order.
    pub reports: Vec<usize>,
    /// The actors that most of them name.
    pub actors: Vec<usize>,
    /// Days of publication with the number of reports, in order.
    pub days: Vec<(String, usize)>,
}

/// How alike two reports must be: cosine of weighted names and opening words. Set on the example story and `raw-wikinews`.
const ALIKE: f64 = 0.22;

/// Groups reports. Reports of one family are one story; others join where they are alike enough to any report of it.
pub fn stories(readings: &[Reading], copies: &Copies, cast: &Cast) -> Vec<Story> {
    let features: Vec<BTreeMap<String, f64>> = (0..readings.len()).map(|report| features(readings, cast, report)).collect();
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (report, features) in features.iter().enumerate() {
        for feature in features.keys() {
            holders.entry(feature).or_default().push(report);
        }
    }
    let n = readings.len() as f64;
    // A feature weighs by its rarity, but in a small set even what all reports name ties them together.
    let rarity = |feature: &str| (1.0 + n / holders[feature].len() as f64).ln();
    let norms: Vec<f64> = features
        .iter()
        .map(|features| {
            features.iter().map(|(feature, weight)| (weight * rarity(feature)).powi(2)).sum::<f64>().sqrt().max(f64::MIN_POSITIVE)
        })
        .collect();
    let mut groups = Groups::new(readings.len());
    for family in &copies.families {
        family.members.iter().for_each(|member| groups.join(family.members[0].report, member.report));
    }
    for report in 0..readings.len() {
        let mut products: BTreeMap<usize, f64> = BTreeMap::new();
        for (feature, weight) in &features[report] {
            let holders = &holders[feature.as_str()];
            if holders.len() > 500 {
                continue;
            }
            for other in holders.iter().take_while(|other| **other < report) {
                *products.entry(*other).or_default() += weight * features[*other][feature] * rarity(feature).powi(2);
            }
        }
        for (other, product) in products {
            if product / (norms[report] * norms[other]) >= ALIKE {
                groups.join(other, report);
            }
        }
    }
    let mut stories: Vec<Story> = groups.all().into_iter().map(|reports| story(readings, cast, reports)).collect();
    stories.sort_by_key(|story| (std::cmp::Reverse(story.reports.len()), story.reports[0]));
    stories
}

/// What a report is about: names by how often they are mentioned, and the words of its title and first sentences.
fn features(readings: &[Reading], cast: &Cast, report: usize) -> BTreeMap<String, f64> {
    let reading = &readings[report];
    let mut features: BTreeMap<String, f64> = BTreeMap::new();
    for mention in &reading.mentions {
        let actor = mention.entity.and_then(|entity| cast.actor(report, entity));
        if let Some(actor) = actor.filter(|actor| cast.actors[*actor].named) {
            *features.entry(format!("@{actor}")).or_default() += 1.0;
        }
    }
    features.values_mut().for_each(|weight| *weight = 1.5 * (1.0 + weight.ln()));
    let opening = reading.sentences.iter().take(4).map(|span| span.of(&reading.text));
    for word in reading.report.title.as_deref().into_iter().chain(opening).flat_map(content_words) {
        *features.entry(word).or_default() += 1.0;
    }
    for (_, weight) in features.iter_mut().filter(|(feature, _)| !feature.starts_with('@')) {
        *weight = 1.0 + weight.ln();
    }
    features
}

fn story(readings: &[Reading], cast: &Cast, reports: Vec<usize>) -> Story {
    let mut presence: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for report in &reports {
        let mut seen = BTreeSet::new();
        for mention in &readings[*report].mentions {
            let Some(actor) = mention.entity.and_then(|entity| cast.actor(*report, entity)).filter(|actor| cast.actors[*actor].named)
            else {
                continue;
            };
            let count = presence.entry(actor).or_default();
            count.1 += 1;
            count.0 += usize::from(seen.insert(actor));
        }
    }
    let mut ranked: Vec<usize> = presence.keys().copied().filter(|actor| cast.actors[*actor].sector.as_deref() != Some("JRN")).collect();
    ranked.sort_by_key(|actor| (std::cmp::Reverse(presence[actor]), *actor));
    let kind = |actor: &usize| cast.actors[*actor].kind;
    let mut names: Vec<String> = Vec::new();
    // A state or region, then a person or group: `Ardesh · Mara Todor`.
    let places = ranked.iter().filter(|actor| kind(actor) == EntityType::GPE).take(2);
    let others = ranked.iter().filter(|actor| matches!(kind(actor), EntityType::PER | EntityType::ORG)).take(2);
    for actor in places.chain(others) {
        names.push(cast.actors[*actor].name.clone());
    }
    let title = reports.iter().find_map(|report| readings[*report].report.title.clone());
    let name = if names.is_empty() { title.unwrap_or_else(|| readings[reports[0]].report.id.clone()) } else { names.join(" · ") };
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    for day in reports.iter().filter_map(|report| when::published(&readings[*report])) {
        *days.entry(day.to_string()).or_default() += 1;
    }
    Story { name, actors: ranked.into_iter().take(8).collect(), reports, days: days.into_iter().collect() }
}
