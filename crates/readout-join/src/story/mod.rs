//! Reports grouped into courses of events, by what they name, the words they use, and when they were published.
//!
//! Each report is a bag of weighted words and names ([`vectors`]), weighed also by how common words are in the news at large ([`rates`]). Reports
//! are joined from the most alike on, groups by the mean over all their pairs ([`events`]), so that a report that touches two stories does not
//! make them one. What that leaves apart is joined further where it is about the same people and groups ([`courses`]): the stages of one
//! process are told in different words, but by the same rare names. The result does not depend on the order in which the reports came. What
//! tied a story together, which of its parts were nearly two, and which other stories came near, is kept in words. The days that a story's
//! reports tell most of are its [`timeline`].

mod courses;
mod events;
pub mod rates;
mod span;
pub mod timeline;
mod vectors;
pub mod view;

use crate::copies::Copies;
use crate::entity::{Actor, Cast};
use crate::when;
use crate::words::{Spans, is_function_word};
use courses::Courses;
use events::{Events, Merge};
use readout_core::{EntityType, MentionKind, Reading};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use timeline::Day;
use vectors::{Sums, Vectors};

/// A course of events.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Made of the reports' words: who is named most, and what most of them say.
    pub name: String,
    /// The reports, in order.
    pub reports: Vec<usize>,
    /// The reports again, those that tell of one event or stage in the same words together; the part with the earliest report first.
    #[serde(default)]
    pub parts: Vec<Vec<usize>>,
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
    /// How alike they are, 0 to 1: the mean cosine over their pairs, or the cosine of all that either names.
    pub alike: f64,
    /// How alike two must be to be one, by that measure.
    #[serde(default)]
    pub needed: f64,
    /// Whether it is whom they name that is alike.
    #[serde(default)]
    pub names: bool,
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
    /// How alike the two are, less what the days between them take away.
    pub alike: f64,
    /// How alike they would have to be to be one.
    #[serde(default)]
    pub needed: f64,
    /// What they have in common, the strongest first.
    pub by: Vec<String>,
    /// Days between the last report of the one and the first of the other, where all are dated and they do not overlap.
    pub days_apart: Option<i64>,
}

/// How alike two groups of reports must be to be one event: the mean cosine over their pairs. Set on the open topics of ECB+.
pub const ALIKE: f64 = 0.21;
/// What counts as near, as a share of what is needed.
const NEAR: f64 = 0.6;
/// Words and names that an explanation gives.
const MOST_WORDS: usize = 6;
/// Joints and near stories that are kept.
const MOST_KEPT: usize = 3;
/// Days in a story's timeline.
const MOST_DAYS: usize = 15;

/// Words in a story's name.
const NAME_WORDS: usize = 2;

/// Groups reports, the largest story first. Reports of which at least half is one text are always one story.
pub fn stories(readings: &[Reading], copies: &Copies, cast: &Cast) -> Vec<Story> {
    let vectors = vectors::vectors(readings, cast);
    let found = events::events(readings, copies, &vectors);
    let courses = courses::courses(readings, &vectors, &found.groups);
    let groups: Vec<Vec<usize>> = courses
        .groups
        .iter()
        .map(|events| {
            let mut reports: Vec<usize> = events.iter().flat_map(|event| &found.groups[*event]).copied().collect();
            reports.sort_unstable();
            reports
        })
        .collect();
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|group| (std::cmp::Reverse(groups[*group].len()), groups[*group][0]));
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(at, group)| place[*group] = at);
    let mut holder = vec![0; readings.len()];
    groups.iter().enumerate().for_each(|(group, reports)| reports.iter().for_each(|report| holder[*report] = group));
    let joints = joints(&vectors, &holder, &found, &courses, groups.len());
    let sums: Vec<Sums> = groups.iter().map(|reports| vectors.sums(reports)).collect();
    let near = near(&vectors, (&groups, &sums), &holder, &found, &courses);
    order
        .iter()
        .map(|group| {
            let reports = &groups[*group];
            let mut parts: Vec<Vec<usize>> = courses.groups[*group].iter().map(|event| found.groups[*event].clone()).collect();
            parts.sort_unstable();
            let near = near[*group].iter().map(|near| Near { story: place[near.story], ..near.clone() });
            Story {
                parts,
                ties: vectors.ties(&sums[*group], MOST_WORDS),
                joints: joints[*group].clone(),
                near: near.collect(),
                timeline: timeline::best(timeline::days(readings, copies, reports), MOST_DAYS),
                ..story(readings, cast, (&vectors, &sums[*group]), reports.clone())
            }
        })
        .collect()
}

/// For each group, its weakest joints between parts of several reports.
fn joints(vectors: &Vectors, holder: &[usize], events: &Events, courses: &Courses, n_groups: usize) -> Vec<Vec<Joint>> {
    let by_words = events.merges.iter().map(|merge| (merge, false, ALIKE));
    let by_names = courses.merges.iter().map(|merge| (merge, true, courses::NAMES));
    let mut of: Vec<Vec<_>> = vec![Vec::new(); n_groups];
    for joint in by_words.chain(by_names) {
        of[holder[joint.0.one[0]]].push(joint);
    }
    let mut joints = Vec::with_capacity(n_groups);
    for mut found in of {
        let strength = |(merge, _, needed): &(&Merge, bool, f64)| merge.alike / needed;
        found.sort_by(|one, other| strength(one).total_cmp(&strength(other)).then(one.0.one.cmp(&other.0.one)));
        let joint = |(merge, names, needed): (&Merge, bool, f64)| Joint {
            alike: rounded(merge.alike),
            needed,
            names,
            one: merge.one.clone(),
            other: merge.other.clone(),
            by: vectors.common(&vectors.sums(&merge.one), &vectors.sums(&merge.other), names, MOST_WORDS),
        };
        joints.push(found.into_iter().take(MOST_KEPT).map(joint).collect());
    }
    joints
}

/// For each group, the groups that came near it, by their places in `groups`.
fn near(
    vectors: &Vectors,
    (groups, sums): (&[Vec<usize>], &[Sums]),
    holder: &[usize],
    events: &Events,
    courses: &Courses,
) -> Vec<Vec<Near>> {
    let mut pairs: BTreeMap<(usize, usize), (f64, f64, bool)> = BTreeMap::new();
    let by_words = events.apart.iter().map(|apart| {
        let group = |event: usize| holder[events.groups[event][0]];
        (group(apart.one), group(apart.other), apart.alike, ALIKE, false)
    });
    let by_names = courses.apart.iter().map(|apart| (apart.one, apart.other, apart.alike, courses::NAMES, true));
    for (one, other, alike, needed, names) in by_words.chain(by_names).filter(|(one, other, ..)| one != other) {
        let known = pairs.entry((one.min(other), one.max(other))).or_insert((alike, needed, names));
        if alike / needed > known.0 / known.1 {
            *known = (alike, needed, names);
        }
    }
    let mut of: Vec<Vec<_>> = vec![Vec::new(); groups.len()];
    for ((one, other), found) in pairs {
        of[one].push((other, found));
        of[other].push((one, found));
    }
    let mut near = Vec::with_capacity(groups.len());
    for (group, mut found) in of.into_iter().enumerate() {
        found.sort_by(|(one, left), (other, right)| {
            (right.0 / right.1).total_cmp(&(left.0 / left.1)).then(groups[*one].cmp(&groups[*other]))
        });
        let story = |(other, (alike, needed, names)): (usize, (f64, f64, bool))| Near {
            story: other,
            alike: rounded(alike),
            needed,
            by: vectors.common(&sums[group], &sums[other], names, MOST_WORDS),
            days_apart: courses.dated[group].apart(courses.dated[other]),
        };
        near.push(found.into_iter().take(MOST_KEPT).map(story).collect());
    }
    near
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

/// States or regions, then people or groups: `Ardesh`, `Mara Todor`.
fn named_after<'a>(cast: &'a Cast, ranked: &[usize]) -> Vec<&'a str> {
    let kind = |actor: &usize| cast.actors[*actor].kind;
    let places = ranked.iter().filter(|actor| kind(actor) == EntityType::GPE).take(2);
    let others = ranked.iter().filter(|actor| matches!(kind(actor), EntityType::PER | EntityType::ORG)).take(2);
    places.chain(others).map(|actor| cast.actors[*actor].name.as_str()).collect()
}

/// What reports of several stories have in common: the actors that more than half of them name.
pub(crate) fn shared_name(readings: &[Reading], cast: &Cast) -> Option<String> {
    let reports: Vec<usize> = (0..readings.len()).collect();
    let shared = present(readings, cast, &reports).into_iter().filter(|(_, n)| n * 2 > reports.len()).map(|(actor, _)| actor);
    let names = named_after(cast, &shared.collect::<Vec<_>>());
    (!names.is_empty()).then(|| names.join(" · "))
}

/// Reports looked at for what kind of word a word is.
const LOOKED_AT: usize = 8;

/// Whether a word names things (`talks`) rather than what is done or how (`insisted`, `electoral`): it heads a description in one of the first
/// reports, that is, ends it or stands before a small word of it. Where no description is known, every word may.
fn is_thing(readings: &[Reading], reports: &[usize], word: &str) -> bool {
    let mut described = false;
    for reading in reports.iter().take(LOOKED_AT).map(|report| &readings[*report]) {
        for mention in reading.mentions.iter().filter(|mention| mention.kind == MentionKind::Nominal) {
            described = true;
            let words: Vec<String> = Spans::new(mention.span.of(&reading.text)).map(|(_, word)| word).collect();
            let heads = |at: usize| words.get(at + 1).is_none_or(|next| is_function_word(next));
            if words.iter().enumerate().any(|(at, other)| other == word && heads(at)) {
                return true;
            }
        }
    }
    !described
}

/// A story with its name, actors and days of publication.
fn story(readings: &[Reading], cast: &Cast, (vectors, sums): (&Vectors, &Sums), reports: Vec<usize>) -> Story {
    let ranked: Vec<usize> = present(readings, cast, &reports).into_iter().map(|(actor, _)| actor).collect();
    let names = named_after(cast, &ranked);
    // A surname is no word, whoever bears it, nor is a place or an acronym.
    let called = |actor: &&Actor| matches!(actor.kind, EntityType::PER | EntityType::GPE | EntityType::LOC) || !actor.name.contains(' ');
    let others =
        ranked.iter().map(|actor| &cast.actors[*actor]).filter(called).flat_map(|actor| [&actor.name].into_iter().chain(&actor.names));
    let known: Vec<&str> = names.iter().copied().chain(others.map(String::as_str)).collect();
    let words = vectors.about(sums, reports.len(), &known);
    let words: Vec<String> = words.into_iter().filter(|word| is_thing(readings, &reports, word)).take(NAME_WORDS).collect();
    let title = reports.iter().find_map(|report| readings[*report].report.title.clone());
    // `Ardesh · Mara Todor: talks, ceasefire`; without names a title says more than words.
    let name = match (names.join(" · "), words.join(", ")) {
        (names, words) if !names.is_empty() && !words.is_empty() => format!("{names}: {words}"),
        (names, _) if !names.is_empty() => names,
        (_, words) => title.or(Some(words)).filter(|name| !name.is_empty()).unwrap_or_else(|| readings[reports[0]].report.id.clone()),
    };
    let mut days: BTreeMap<String, usize> = BTreeMap::new();
    for day in reports.iter().filter_map(|report| when::published(&readings[*report])) {
        *days.entry(day.to_string()).or_default() += 1;
    }
    Story {
        name,
        actors: ranked.into_iter().take(8).collect(),
        reports,
        parts: Vec::new(),
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
    use readout_core::{Entity, EntityId, Known, Mention, MentionId, Precision, Published, Report, Span, TokenIndex};

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
        assert!(near.alike < near.needed && near.by.contains(&"ceasefire".to_owned()), "{near:?}");
    }

    #[test]
    fn a_word_for_a_thing_heads_a_description() {
        let text = "Envoys insisted on fresh peace talks in Sered";
        let mut reading = reading("r0", "", text);
        assert!(is_thing(std::slice::from_ref(&reading), &[0], "insisted"), "nothing is described");
        reading.mentions.push(Mention {
            id: MentionId::new(0),
            span: Span::new(19, text.len()),
            head: TokenIndex::new(0),
            kind: MentionKind::Nominal,
            entity_type: EntityType::EVENT,
            entity: None,
        });
        let thing = |word| is_thing(std::slice::from_ref(&reading), &[0], word);
        assert!(thing("talks"));
        assert!(!thing("insisted") && !thing("peace") && !thing("fresh"));
    }

    /// Names people and groups in a reading: each gets an entity and a mention wherever it stands.
    fn naming(mut reading: Reading, names: &[&str]) -> Reading {
        for name in names {
            let id = EntityId::new(reading.entities.len());
            let entity_type = if name.contains(' ') { EntityType::PER } else { EntityType::GPE };
            for (start, _) in reading.text.match_indices(name) {
                reading.mentions.push(Mention {
                    id: MentionId::new(reading.mentions.len()),
                    span: Span::new(start, start + name.len()),
                    head: TokenIndex::new(0),
                    kind: MentionKind::Name,
                    entity_type,
                    entity: Some(id),
                });
            }
            let name = (*name).to_owned();
            let entity = Entity { id, entity_type, name, named: true, aliases: Vec::new(), code: None, sector: None };
            reading.entities.push(entity);
        }
        reading
    }

    /// Two stages of one war, each in words of its own, and a ferry that sank.
    fn stages() -> Vec<Reading> {
        const TALKS: &str = "opened talks on a truce in the harbour of Sered, where envoys had rented two floors of a seaside hotel; mediators \
            carried drafts between rooms, cooks served fish, and clerks haggled over commas, guarantees and the route of convoys. Neither side \
            of the war left the table, and a second round was pencilled in for autumn";
        const SHELLS: &str = "traded blame after mortars struck a barracks at dawn, when recruits were asleep; rescuers dug through concrete, \
            surgeons operated by torchlight, and bakers queued to give blood. Neither side of the war counted its dead, the truce was called a lie, \
            and a funeral procession blocked the bridge for hours";
        let texts = [
            ("2031-03-01", format!("Mara Todor and Idris Kolvane {TALKS}.")),
            ("2031-03-02", format!("It was raining when Idris Kolvane and Mara Todor {TALKS}, officials said.")),
            ("2031-05-10", format!("Mara Todor and Idris Kolvane {SHELLS}.")),
            ("2031-05-11", format!("On the third day Idris Kolvane and Mara Todor {SHELLS}, neighbours said.")),
            ("2031-03-01", FERRY[0].to_owned()),
            ("2031-03-02", FERRY[1].to_owned()),
        ];
        let names = ["Mara Todor", "Idris Kolvane"];
        texts.iter().enumerate().map(|(at, (day, text))| naming(reading(&format!("r{at}"), day, text), &names)).collect()
    }

    #[test]
    fn stages_of_one_process_are_one_story_by_whom_they_name_and_it_says_so() {
        let readings = stages();
        let found = stories(&readings, &Copies::default(), &crate::entity::cast(&readings, &Default::default()));
        let course = found.iter().find(|story| story.reports.contains(&0)).expect("every report is in a story");
        let told = [0, 1, 2, 3].map(|report| course.parts.iter().position(|part| part.contains(&report)));
        assert!(told[0] == told[1] && told[2] == told[3] && told[0] != told[2] && told[2].is_some(), "{found:#?}");
        let joint = course.joints.iter().find(|joint| joint.names).expect("a joint by names");
        assert!(joint.alike >= joint.needed && joint.by.iter().all(|name| name.contains(' ')), "{joint:?}");
    }

    #[test]
    fn the_order_of_arrival_does_not_show() {
        let mut readings = stages();
        let expect = groups(&readings);
        for _ in 0..4 {
            readings.rotate_left(1);
            readings.swap(0, 2);
            assert_eq!(groups(&readings), expect);
        }
    }

    #[test]
    fn a_story_is_named_after_people_and_what_most_reports_say() {
        let readings = stages();
        let found = stories(&readings, &Copies::default(), &crate::entity::cast(&readings, &Default::default()));
        let names: Vec<&str> = found.iter().map(|story| story.name.as_str()).collect();
        assert!(names[0].starts_with("Mara Todor · Idris Kolvane: ") || names[0].starts_with("Idris Kolvane · Mara Todor: "), "{names:?}");
    }
}
