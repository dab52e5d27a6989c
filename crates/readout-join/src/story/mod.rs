//! Reports grouped into courses of events, by what they name, the words they use, and when they were published.
//!
//! Each report is a bag of weighted words and names ([`vectors`]); reports are joined from the most alike on, groups by the mean over all their
//! pairs ([`clusters`]), so that a report that touches two stories does not make them one. The result does not depend on the order in which the
//! reports came. What tied a story together, which of its parts were nearly two, and which other stories came near, is kept in words. The days
//! that a story's reports tell most of are its [`timeline`].

mod clusters;
pub mod timeline;
mod vectors;
pub mod view;

use crate::copies::Copies;
use crate::entity::Cast;
use crate::when;
use readout_core::{EntityType, Reading};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use timeline::Day;

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
    /// Names and words that tie its reports together, the strongest first.
    #[serde(default)]
    pub ties: Vec<String>,
    /// Where it was nearly several stories: its weakest joints between parts of several reports.
    #[serde(default)]
    pub joints: Vec<Joint>,
    /// Other stories that came near, the nearest first.
    #[serde(default)]
    pub near: Vec<Near>,
    /// The days that its reports tell most of, by date.
    #[serde(default)]
    pub timeline: Vec<Day>,
}

/// Two parts of a story and why they are one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Joint {
    /// How alike they are: the mean cosine over their pairs, 0 to 1. Two are joined from [`ALIKE`] on.
    pub alike: f64,
    /// Reports of the one part.
    pub one: Vec<usize>,
    /// Reports of the other.
    pub other: Vec<usize>,
    /// What they have in common, the strongest first.
    pub by: Vec<String>,
}

/// Another story that came near, and why it is another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Near {
    /// Its place in the list of stories.
    pub story: usize,
    /// How alike the two are, less what the days between them take away; below [`ALIKE`].
    pub alike: f64,
    /// What they have in common, the strongest first.
    pub by: Vec<String>,
    /// Days between the last report of the one and the first of the other, where all are dated and they do not overlap.
    pub days_apart: Option<i64>,
}

/// How alike two groups of reports must be to be one story: the mean cosine over their pairs. Set on the open topics of ECB+.
pub const ALIKE: f64 = 0.17;
/// What counts as near, as a share of [`ALIKE`].
const NEAR: f64 = 0.6;
/// Words and names that an explanation gives.
const MOST_WORDS: usize = 6;
/// Joints and near stories that are kept.
const MOST_KEPT: usize = 3;
/// Days in a story's timeline.
const MOST_DAYS: usize = 15;

/// Groups reports, the largest story first. Reports of which at least half is one text are always one story.
pub fn stories(readings: &[Reading], copies: &Copies, cast: &Cast) -> Vec<Story> {
    let vectors = vectors::vectors(readings, cast);
    let found = clusters::clusters(readings, copies, &vectors);
    let mut order: Vec<usize> = (0..found.groups.len()).collect();
    order.sort_by_key(|group| (std::cmp::Reverse(found.groups[*group].len()), found.groups[*group][0]));
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(at, group)| place[*group] = at);
    let mut stories: Vec<Story> = Vec::new();
    for group in &order {
        let reports = found.groups[*group].clone();
        let mut story = story(readings, cast, reports);
        story.ties = if story.reports.len() > 1 { vectors.common(&story.reports, &story.reports, MOST_WORDS) } else { Vec::new() };
        let mut joints: Vec<&clusters::Merge> = found.merges.iter().filter(|merge| merge.group == *group).collect();
        joints.sort_by(|one, other| one.alike.total_cmp(&other.alike).then(one.one.cmp(&other.one)));
        let joint = |merge: &&clusters::Merge| Joint {
            alike: rounded(merge.alike),
            one: merge.one.clone(),
            other: merge.other.clone(),
            by: vectors.common(&merge.one, &merge.other, MOST_WORDS),
        };
        story.joints = joints.iter().take(MOST_KEPT).map(joint).collect();
        let mut near: Vec<&clusters::Apart> = found.apart.iter().filter(|apart| apart.one == *group || apart.other == *group).collect();
        near.sort_by(|one, other| other.alike.total_cmp(&one.alike).then((one.one, one.other).cmp(&(other.one, other.other))));
        let near_story = |apart: &&clusters::Apart| {
            let other = if apart.one == *group { apart.other } else { apart.one };
            Near {
                story: place[other],
                alike: rounded(apart.alike),
                by: vectors.common(&found.groups[*group], &found.groups[other], MOST_WORDS),
                days_apart: apart.days,
            }
        };
        story.near = near.iter().take(MOST_KEPT).map(near_story).collect();
        story.timeline = timeline::best(timeline::days(readings, copies, &story.reports), MOST_DAYS);
        stories.push(story);
    }
    stories
}

fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// The named actors of some reports, the outlets' own left out, by how many of the reports name them, then by mentions; each with the number
/// of reports.
fn present(readings: &[Reading], cast: &Cast, reports: &[usize]) -> Vec<(usize, usize)> {
    let mut presence: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for report in reports {
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
    ranked.into_iter().map(|actor| (actor, presence[&actor].0)).collect()
}

/// A state or region, then a person or group: `Ardesh · Mara Todor`.
fn named_after(cast: &Cast, ranked: &[usize]) -> Option<String> {
    let kind = |actor: &usize| cast.actors[*actor].kind;
    let places = ranked.iter().filter(|actor| kind(actor) == EntityType::GPE).take(2);
    let others = ranked.iter().filter(|actor| matches!(kind(actor), EntityType::PER | EntityType::ORG)).take(2);
    let names: Vec<&str> = places.chain(others).map(|actor| cast.actors[*actor].name.as_str()).collect();
    (!names.is_empty()).then(|| names.join(" · "))
}

/// What reports of several stories have in common: the actors that more than half of them name.
pub(crate) fn shared_name(readings: &[Reading], cast: &Cast) -> Option<String> {
    let reports: Vec<usize> = (0..readings.len()).collect();
    let shared = present(readings, cast, &reports).into_iter().filter(|(_, n)| n * 2 > reports.len()).map(|(actor, _)| actor);
    named_after(cast, &shared.collect::<Vec<_>>())
}

fn story(readings: &[Reading], cast: &Cast, reports: Vec<usize>) -> Story {
    let ranked: Vec<usize> = present(readings, cast, &reports).into_iter().map(|(actor, _)| actor).collect();
    let title = reports.iter().find_map(|report| readings[*report].report.title.clone());
    let name = named_after(cast, &ranked).or(title).unwrap_or_else(|| readings[reports[0]].report.id.clone());
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    for day in reports.iter().filter_map(|report| when::published(&readings[*report])) {
        *days.entry(day.to_string()).or_default() += 1;
    }
    Story {
        name,
        actors: ranked.into_iter().take(8).collect(),
        reports,
        days: days.into_iter().collect(),
        ties: Vec::new(),
        joints: Vec::new(),
        near: Vec::new(),
        timeline: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_core::{Known, Precision, Published, Report, Span};

    fn reading(id: &str, day: &str, text: &str) -> Reading {
        let mut report = Report::new(id, text);
        report.outlet = Some(Known::given(id.to_owned(), "field"));
        report.published =
            (!day.is_empty()).then(|| Published { value: day.to_owned(), precision: Precision::Day, from: "field".to_owned() });
        let mut reading = Reading::empty(&report);
        reading.sentences.push(Span::new(0, text.len()));
        reading
    }

    const TALKS: [&str; 3] = [
        "Envoys of Ardesh and the Free Council opened talks on a ceasefire in the harbour of Sered",
        "In Sered the Free Council and Ardesh sat down for talks about a ceasefire in the valleys",
        "Ceasefire talks in the harbour of Sered ended without a date for the Free Council and Ardesh",
    ];
    const FERRY: [&str; 2] = [
        "A ferry with ninety passengers sank off the northern cape in a storm",
        "The storm off the northern cape sank a ferry; ninety passengers were aboard",
    ];

    fn groups(readings: &[Reading]) -> BTreeSet<BTreeSet<String>> {
        let found = stories(readings, &Copies::default(), &crate::entity::cast(readings, &Default::default()));
        found.iter().map(|story| story.reports.iter().map(|report| readings[*report].report.id.clone()).collect()).collect()
    }

    fn five() -> Vec<Reading> {
        let days = ["2031-06-01", "2031-06-03", "2031-06-05", "2031-06-02", "2031-06-02"];
        TALKS.iter().chain(&FERRY).enumerate().map(|(at, text)| reading(&format!("r{at}"), days[at], text)).collect()
    }

    #[test]
    fn reports_of_one_course_of_events_are_one_story_in_any_order() {
        let mut readings = five();
        let expect: BTreeSet<BTreeSet<String>> =
            [["r0", "r1", "r2"].as_slice(), &["r3", "r4"]].iter().map(|group| group.iter().map(|id| (*id).to_owned()).collect()).collect();
        for _ in 0..5 {
            readings.rotate_left(2);
            readings.swap(0, 3);
            assert_eq!(groups(&readings), expect);
        }
    }

    #[test]
    fn the_same_words_two_years_later_are_another_story_and_it_says_why() {
        let mut readings = five();
        readings.push(reading("r5", "2033-06-05", TALKS[2]));
        readings.push(reading("r6", "2033-06-06", TALKS[1]));
        let found = stories(&readings, &Copies::default(), &crate::entity::cast(&readings, &Default::default()));
        assert_eq!(found.len(), 3);
        let near = &found[0].near[0];
        assert_eq!(found[near.story].reports, [5, 6]);
        assert_eq!(near.days_apart, Some(731));
        assert!(near.alike < ALIKE && near.by.contains(&"ceasefire".to_owned()), "{near:?}");
    }
}
