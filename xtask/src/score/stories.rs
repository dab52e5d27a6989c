//! Scores stories: reports grouped by event (ECB+), and the days of a story (timeline17).
//!
//! **ECB+.** The open topics together, 772 reports; each topic has two events of one kind (two actresses who enter a clinic), so that the words
//! alone do not tell them apart. *B-cubed* is the mean, over reports, of the precision and recall of the group they are in; F1 of the two means.
//! The baseline is ours: cosine of TF-IDF over all words in small letters, groups joined by the mean over their pairs as in `readout`, or by
//! their nearest pair, each at the threshold that is best for it on these very reports. Ours is at the threshold of the program.
//!
//! **timeline17.** The reports of one topic are taken as one story, and its best days are held against each of the topic's timelines by
//! journalists: as many days as the timeline has, between its first and its last, as in the literature. *Date F1* is the mean over timelines.
//! Reports are read by rule, without the model, which times hardly need and 2,352 long reports would wait for.
//!
//! **timeline17, stories.** Every fourth report of all topics together, read with the model, as one collection. Of the pairs of reports of two
//! topics, how many are kept apart; of each topic, how much is in its largest story, and the mean of that. The topics are years long (a war, an
//! oil spill in five papers), and their sets were gathered by search words, so that not all of each is one course of events.
//!
//! **The example story.** The made-up reports of `examples/reports` tell one course of events over a year: how much of them is in the largest
//! story.

use super::Score;
use readout_core::{Reading, Report};
use readout_intake::{Given, Options, Sources};
use readout_join::copies::Copies;
use readout_join::story::Story;
use readout_join::story::timeline::{WEIGHTS, Weights, best, days_weighed};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/reports");

/// Scores the layer.
pub(crate) fn score(gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let mut scores = example(errors);
    let Some(gold) = gold else { return scores };
    scores.extend(ecb(&gold.join("coref-ecbplus"), errors));
    scores.extend(timelines(&gold.join("timeline17"), errors));
    scores.extend(topics(&gold.join("timeline17"), errors));
    scores
}

/// Stories of some readings.
fn stories(readings: &[Reading]) -> Vec<Story> {
    let copies = readout_join::copies::copies(readings);
    let cast = readout_join::entity::cast(readings, &Default::default());
    readout_join::story::stories(readings, &copies, &cast)
}

/// For each report, the place of the group that it is in.
fn places<'a>(n: usize, groups: impl Iterator<Item = &'a Vec<usize>>) -> Vec<usize> {
    let mut places = vec![0; n];
    for (place, group) in groups.enumerate() {
        group.iter().for_each(|report| places[*report] = place);
    }
    places
}

/// The share of the items in the largest group.
fn largest(groups: &[usize]) -> f64 {
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    groups.iter().for_each(|group| *sizes.entry(*group).or_default() += 1);
    sizes.values().copied().max().unwrap_or_default() as f64 / groups.len().max(1) as f64
}

fn example(errors: bool) -> Vec<Score> {
    let reports = Sources::new(vec![PathBuf::from(EXAMPLES)], Options::default()).filter_map(Result::ok);
    let readings: Vec<Reading> =
        reports.map(|report| readout_read::read(&report, super::model(), &readout_read::Settings::default())).collect();
    if readings.is_empty() {
        return Vec::new();
    }
    let found = stories(&readings);
    if errors {
        found.iter().for_each(|story| println!("example: {} reports: {}", story.reports.len(), story.name));
    }
    let groups = places(readings.len(), found.iter().map(|story| &story.reports));
    vec![row("example story", "in the largest story", largest(&groups), readings.len())]
}

fn row(case: &str, measure: &str, value: f64, n: usize) -> Score {
    Score { layer: "stories", case: case.to_owned(), measure: measure.to_owned(), value: 100.0 * value, n }
}

fn ecb(folder: &Path, errors: bool) -> Vec<Score> {
    let mut labels = Vec::new();
    let mut readings: Vec<Reading> = Vec::new();
    for (path, text) in super::copies::xml_texts(folder) {
        let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".xml").to_owned();
        let topic = name.split('_').next().unwrap_or_default();
        labels.push(format!("{topic}{}", if name.ends_with("ecbplus") { "+" } else { "" }));
        let report = readout_intake::report(&name, None, text, Given::default(), Vec::new());
        readings.push(readout_read::read(&report, super::model(), &readout_read::Settings::default()));
    }
    if readings.is_empty() {
        return Vec::new();
    }
    let stories = stories(&readings);
    let groups = places(readings.len(), stories.iter().map(|story| &story.reports));
    let parts = places(readings.len(), stories.iter().flat_map(|story| &story.parts));
    if errors {
        for story in stories.iter().take(60) {
            let mut inside: BTreeMap<&str, usize> = BTreeMap::new();
            story.reports.iter().for_each(|report| *inside.entry(&labels[*report]).or_default() += 1);
            println!("ecb: {} [{}] {inside:?}", story.name, story.ties.join(", "));
        }
    }
    let n = readings.len();
    let (precision, recall, f1) = b_cubed(&labels, &groups);
    let mut scores =
        vec![row("ECB+ open", "B-cubed P", precision, n), row("ECB+ open", "B-cubed R", recall, n), row("ECB+ open", "B-cubed F1", f1, n)];
    scores.push(row("ECB+ open, parts of stories", "B-cubed F1", b_cubed(&labels, &parts).2, n));
    let alike = tf_idf(&readings);
    for (case, mean) in [("ECB+ open, TF-IDF, mean pair", true), ("ECB+ open, TF-IDF, nearest", false)] {
        let steps = (5..50).map(|step| f64::from(step) / 100.0).collect::<Vec<_>>();
        let found = linkage(&alike, mean, &steps);
        let best = found.iter().map(|groups| b_cubed(&labels, groups).2).fold(0.0, f64::max);
        scores.push(row(case, "B-cubed F1", best, n));
    }
    scores
}

/// Precision, recall and F1 of `groups` against `labels`, a mean over items.
fn b_cubed(labels: &[String], groups: &[usize]) -> (f64, f64, f64) {
    let mut both: BTreeMap<(&str, usize), f64> = BTreeMap::new();
    let mut by_label: BTreeMap<&str, f64> = BTreeMap::new();
    let mut by_group: BTreeMap<usize, f64> = BTreeMap::new();
    for (label, group) in labels.iter().zip(groups) {
        *both.entry((label, *group)).or_default() += 1.0;
        *by_label.entry(label).or_default() += 1.0;
        *by_group.entry(*group).or_default() += 1.0;
    }
    let n = labels.len() as f64;
    let precision = both.iter().map(|((_, group), n)| n * n / by_group[group]).sum::<f64>() / n;
    let recall = both.iter().map(|((label, _), n)| n * n / by_label[label]).sum::<f64>() / n;
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}

/// Cosine of each pair.
fn tf_idf(readings: &[Reading]) -> Vec<Vec<f64>> {
    let bags: Vec<BTreeMap<String, f64>> = readings
        .iter()
        .map(|reading| {
            let mut bag = BTreeMap::new();
            for word in reading.text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
                *bag.entry(word.to_lowercase()).or_default() += 1.0;
            }
            bag
        })
        .collect();
    let mut holders: BTreeMap<&str, f64> = BTreeMap::new();
    bags.iter().flat_map(BTreeMap::keys).for_each(|word| *holders.entry(word).or_default() += 1.0);
    let places: BTreeMap<&str, usize> = holders.keys().enumerate().map(|(place, word)| (*word, place)).collect();
    let n = bags.len();
    let vectors: Vec<Vec<(usize, f64)>> = bags
        .iter()
        .map(|bag| {
            let weigh = |(word, count): (&String, &f64)| {
                (places[word.as_str()], (1.0 + count.ln()) * (1.0 + n as f64 / holders[word.as_str()]).ln())
            };
            let vector: Vec<(usize, f64)> = bag.iter().map(weigh).collect();
            let norm = vector.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
            vector.into_iter().map(|(place, weight)| (place, weight / norm)).collect()
        })
        .collect();
    let mut alike = vec![vec![0.0; n]; n];
    let mut dense = vec![0.0; places.len()];
    for one in 0..n {
        vectors[one].iter().for_each(|(place, weight)| dense[*place] = *weight);
        for other in 0..n {
            alike[one][other] = vectors[other].iter().map(|(place, weight)| weight * dense[*place]).sum();
        }
        vectors[one].iter().for_each(|(place, _)| dense[*place] = 0.0);
    }
    alike
}

/// Groups at each of the thresholds `steps`, from the most alike pair on: by the mean over all pairs, or by the nearest one.
fn linkage(alike: &[Vec<f64>], mean: bool, steps: &[f64]) -> Vec<Vec<usize>> {
    let n = alike.len();
    let mut table = alike.to_vec();
    let mut size = vec![1.0; n];
    let mut alive: BTreeSet<usize> = (0..n).collect();
    let mut group: Vec<usize> = (0..n).collect();
    let mut found: Vec<(f64, Vec<usize>)> = Vec::new();
    let mut left: Vec<f64> = steps.to_vec();
    while alive.len() > 1 {
        let mut best = (f64::MIN, 0, 0);
        for one in &alive {
            for other in alive.range(one + 1..) {
                if table[*one][*other] > best.0 {
                    best = (table[*one][*other], *one, *other);
                }
            }
        }
        let (value, one, other) = best;
        while let Some(step) = left.pop_if(|step| value < *step) {
            found.push((step, group.clone()));
        }
        if left.is_empty() {
            break;
        }
        for third in alive.iter().filter(|third| **third != one && **third != other) {
            let joined = if mean {
                (table[one][*third] * size[one] + table[other][*third] * size[other]) / (size[one] + size[other])
            } else {
                table[one][*third].max(table[other][*third])
            };
            (table[one][*third], table[*third][one]) = (joined, joined);
        }
        size[one] += size[other];
        alive.remove(&other);
        group.iter_mut().filter(|member| **member == other).for_each(|member| *member = one);
    }
    found.extend(left.into_iter().map(|step| (step, group.clone())));
    found.into_iter().map(|(_, groups)| groups).collect()
}

/// Every how manieth report of timeline17 is read with the model.
const STRIDE: usize = 4;

fn topics(folder: &Path, errors: bool) -> Vec<Score> {
    let mut topics: Vec<String> = Vec::new();
    let mut readings = Vec::new();
    let mut at = 0usize;
    for set in sets(folder) {
        let name = set.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        for report in reports(&set) {
            at += 1;
            // The sets are named after the topic and the outlet.
            if at % STRIDE == 1 && report.text.as_str().chars().any(char::is_alphanumeric) {
                topics.push(name.split('_').next().unwrap_or_default().to_owned());
                readings.push(readout_read::read(&report, super::model(), &readout_read::Settings::default()));
            }
        }
    }
    if readings.is_empty() {
        return Vec::new();
    }
    let found = stories(&readings);
    let groups = places(readings.len(), found.iter().map(|story| &story.reports));
    let (mut apart, mut pairs) = (0usize, 0usize);
    for one in 0..readings.len() {
        for other in (0..one).filter(|other| topics[*other] != topics[one]) {
            pairs += 1;
            apart += usize::from(groups[one] != groups[other]);
        }
    }
    let mut of_topic: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    topics.iter().zip(&groups).for_each(|(topic, group)| of_topic.entry(topic).or_default().push(*group));
    if errors {
        for (topic, groups) in &of_topic {
            let n = groups.iter().collect::<BTreeSet<_>>().len();
            println!("topics: {topic}: {} reports in {n} stories, {:.0} % in the largest", groups.len(), 100.0 * largest(groups));
        }
    }
    let mean = of_topic.values().map(|groups| largest(groups)).sum::<f64>() / of_topic.len() as f64;
    vec![
        row("timeline17, topics", "pairs kept apart", apart as f64 / pairs.max(1) as f64, pairs),
        row("timeline17, topics", "in the largest story", mean, of_topic.len()),
    ]
}

/// The folders of timeline17, in order.
fn sets(folder: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

/// The reports of one set.
fn reports(folder: &Path) -> Vec<Report> {
    let mut reports = Vec::new();
    for line in std::fs::read_to_string(folder.join("articles.jsonl")).unwrap_or_default().lines() {
        let Ok(article) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let field = |name: &str| article[name].as_str().unwrap_or_default();
        let published = readout_core::Known::given(field("time").chars().take(10).collect(), "field");
        let given = Given { published: Some(published), ..Given::default() };
        reports.push(readout_intake::report(field("id"), None, field("text").to_owned(), given, Vec::new()));
    }
    reports
}

/// A topic of timeline17: its reports, and the days of each of its timelines.
struct Topic {
    name: String,
    readings: Vec<Reading>,
    timelines: Vec<BTreeSet<String>>,
}

fn timelines(folder: &Path, errors: bool) -> Vec<Score> {
    let mut topics = Vec::new();
    for folder in sets(folder) {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let lines = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap_or_default();
        let read = |report: &Report| readout_read::read(report, &readout_model::Fake, &readout_read::Settings::default());
        let readings: Vec<Reading> = reports(&folder).iter().map(read).collect();
        let mut timelines = Vec::new();
        for line in lines("timelines.jsonl").lines() {
            let Ok(serde_json::Value::Array(days)) = serde_json::from_str(line) else { continue };
            timelines.push(days.iter().filter_map(|day| Some(day[0].as_str()?.chars().take(10).collect())).collect());
        }
        if !readings.is_empty() {
            topics.push(Topic { name, readings, timelines });
        }
    }
    let (found, n) = date_f1(&topics, &WEIGHTS, errors);
    if errors {
        // What other weights would give, one changed at a time.
        let other = [
            ("every day named, none of publication", Weights { opening: 0.0, ..WEIGHTS }),
            ("only days of publication", Weights { named: 0.0, same_day: 0.0, ..WEIGHTS }),
            ("openings twice", Weights { opening: 2.0, ..WEIGHTS }),
            ("openings half", Weights { opening: 0.5, ..WEIGHTS }),
            ("one opening sentence", Weights { n_opening: 1, ..WEIGHTS }),
            ("six opening sentences", Weights { n_opening: 6, ..WEIGHTS }),
            ("other days twice", Weights { named: 2.0, ..WEIGHTS }),
            ("the day itself twice", Weights { same_day: 2.0, ..WEIGHTS }),
            ("a report counts once", Weights { within: 0.0, ..WEIGHTS }),
            ("every sentence counts", Weights { within: 1.0, ..WEIGHTS }),
            ("the last counts nothing", Weights { last: 0.0, ..WEIGHTS }),
            ("the last counts the same", Weights { last: 1.0, ..WEIGHTS }),
            ("peaks, half of a neighbour", Weights { peak: 0.5, ..WEIGHTS }),
            ("peaks, as much as a neighbour", Weights { peak: 1.0, ..WEIGHTS }),
        ];
        for (name, weights) in other {
            println!("timelines: {name}: {:.1}", 100.0 * date_f1(&topics, &weights, false).0);
        }
    }
    if n == 0 { Vec::new() } else { vec![row("timeline17", "date F1", found, n)] }
}

/// The mean over timelines, and how many there are.
fn date_f1(topics: &[Topic], weights: &Weights, errors: bool) -> (f64, usize) {
    let (mut sum, mut n) = (0.0, 0);
    for topic in topics {
        let reports: Vec<usize> = (0..topic.readings.len()).collect();
        let days = days_weighed(&topic.readings, &Copies::default(), &reports, weights);
        for timeline in &topic.timelines {
            let (Some(first), Some(last)) = (timeline.first(), timeline.last()) else { continue };
            let inside = days.iter().filter(|day| *first <= day.day && day.day <= *last).cloned().collect();
            let chosen: BTreeSet<String> = best(inside, timeline.len()).into_iter().map(|day| day.day).collect();
            let right = chosen.intersection(timeline).count() as f64;
            let f1 = 2.0 * right / (chosen.len() + timeline.len()).max(1) as f64;
            if errors {
                let missed: Vec<_> = timeline.difference(&chosen).take(12).collect();
                let wrong: Vec<_> = chosen.difference(timeline).take(12).collect();
                println!("timelines: {} {} days, F1 {:.1}; missed {missed:?}; wrong {wrong:?}", topic.name, timeline.len(), 100.0 * f1);
            }
            sum += f1;
            n += 1;
        }
    }
    (sum / n.max(1) as f64, n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn b_cubed_of_a_split_and_a_mixed_group() {
        let labels = ["a", "a", "b"].map(str::to_owned);
        assert_eq!(b_cubed(&labels, &[0, 0, 1]), (1.0, 1.0, 1.0));
        let (precision, recall, _) = b_cubed(&labels, &[0, 1, 1]);
        assert!((precision - 2.0 / 3.0).abs() < 1e-9 && (recall - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn groups_are_joined_by_their_mean_or_their_nearest_pair() {
        let alike = vec![vec![1.0, 0.9, 0.0], vec![0.9, 1.0, 0.5], vec![0.0, 0.5, 1.0]];
        let groups = |mean| linkage(&alike, mean, &[0.4])[0].clone();
        assert_eq!((groups(true), groups(false)), (vec![0, 0, 2], vec![0, 0, 0]));
    }
}
