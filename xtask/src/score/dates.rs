//! Dates of reports together: the example story with every published date taken away.
//!
//! The truth is `gold/story.json`: a day, or the days a report lies between (then its middle). *order* is the share of pairs of different days
//! put in the right order by [`readout_join::dates::Dates::before`] (the rest is undecided); *distance, neighbours*
//! is the share of neighbouring reports in the true order whose days apart are given exactly; *distance holds* is the share of all bounded
//! distances that hold the truth.

use super::Score;
use readout_core::{Reading, Report};
use serde_json::Value;
use std::path::Path;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/reports");
const STORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../gold/story.json");

/// Scores dates.
pub(crate) fn score(gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let Some(story) = std::fs::read_to_string(STORY).ok().and_then(|story| serde_json::from_str::<Value>(&story).ok()) else {
        return Vec::new();
    };
    let mut cases: Vec<(String, f64)> = Vec::new();
    let mut readings: Vec<Reading> = Vec::new();
    for row in story["reports"].as_array().into_iter().flatten() {
        let Some(name) = row["report"].as_str() else { continue };
        let day = |value: &Value| value.as_str().and_then(|day| day.parse::<jiff::civil::Date>().ok()).map(number);
        let between = || Some((day(&row["between"][0])? + day(&row["between"][1])?) / 2.0);
        let Some(truth) = day(&row["published"]).or_else(|| day(&row["day"])).or_else(between) else { continue };
        let Ok(text) = std::fs::read_to_string(format!("{EXAMPLES}/{name}.txt")) else { continue };
        let given = readout_intake::report(name, None, text.clone(), readout_intake::Given::default(), Vec::new());
        let report = Report { published: None, ..given };
        cases.push((name.to_owned(), truth));
        readings.push(readout_read::read(&report, super::model(), &readout_read::Settings::default()));
    }
    let dates = readout_join::dates::dates(&readings);
    let (mut pairs, mut right, mut wrong) = (0, 0, 0);
    for b in 0..cases.len() {
        for a in 0..b {
            if cases[a].1 == cases[b].1 {
                continue;
            }
            pairs += 1;
            let (first, second) = if cases[a].1 < cases[b].1 { (a, b) } else { (b, a) };
            right += usize::from(dates.before.contains(&(first, second)));
            if dates.before.contains(&(second, first)) {
                wrong += 1;
                if errors {
                    println!("order\t{}\t{}", cases[first].0, cases[second].0);
                }
            }
        }
    }
    let (mut bounded, mut holds) = (0, 0);
    for distance in &dates.distances {
        let truth = cases[distance.to].1 - cases[distance.from].1;
        bounded += 1;
        let held = (distance.low as f64..=distance.high as f64).contains(&truth);
        holds += usize::from(held);
        if errors {
            println!(
                "distance\t{}\t{}\t{}..{}\t{truth}\t{}",
                cases[distance.from].0,
                cases[distance.to].0,
                distance.low,
                distance.high,
                if held { "" } else { "wrong" }
            );
        }
    }
    let mut sorted: Vec<usize> = (0..cases.len()).collect();
    sorted.sort_by(|a, b| cases[*a].1.total_cmp(&cases[*b].1));
    let exact = sorted
        .windows(2)
        .filter(|pair| {
            let (from, to) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
            let truth = cases[to].1 - cases[from].1;
            dates
                .distances
                .iter()
                .any(|distance| (distance.from, distance.to) == (from, to) && distance.low == distance.high && distance.low as f64 == truth)
        })
        .count();
    if errors {
        let names: Vec<String> = cases.iter().map(|(name, _)| name.clone()).collect();
        print(&names, &dates);
        // Reports beside the gold folder have no truth here; what is made of them is for reading.
        if let Some(folder) = gold.and_then(Path::parent).map(|parent| parent.join("reports")) {
            let mut paths: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
            paths.sort();
            let read = |path: &std::path::PathBuf| {
                let name = path.file_stem()?.to_str()?.to_owned();
                let report =
                    readout_intake::report(&name, None, std::fs::read_to_string(path).ok()?, readout_intake::Given::default(), Vec::new());
                Some((name, readout_read::read(&report, super::model(), &readout_read::Settings::default())))
            };
            let (names, readings): (Vec<String>, Vec<Reading>) = paths.iter().filter_map(read).unzip();
            print(&names, &readout_join::dates::dates(&readings));
            for (name, reading) in names.iter().zip(&readings) {
                for time in &reading.times {
                    println!("time\t{name}\t{}\t{}\t{:?}", time.span.of(&reading.text), time.value, time.relation);
                }
                for figure in &reading.figures {
                    let account = figure
                        .attribution
                        .map(|id| reading.attributions[id.index()].source.iter().map(|span| span.of(&reading.text)).collect::<Vec<_>>());
                    println!(
                        "figure\t{name}\t{}\t{:?}\t{:?}\t{:?}\t{account:?}",
                        figure.span.of(&reading.text),
                        figure.counted,
                        figure.of,
                        figure.parts
                    );
                }
            }
        }
    }
    if cases.is_empty() {
        return Vec::new();
    }
    let line = |measure: &str, value: f64, n: usize| Score {
        layer: "dates",
        case: "example story, undated".to_owned(),
        measure: measure.to_owned(),
        value,
        n,
    };
    let percent = |part: usize, of: usize| 100.0 * part as f64 / of.max(1) as f64;
    vec![
        line("order right", percent(right, pairs), pairs),
        line("order wrong", percent(wrong, pairs), pairs),
        line("distance, neighbours", percent(exact, sorted.len().saturating_sub(1)), sorted.len().saturating_sub(1)),
        line("distance holds", percent(holds, bounded), bounded),
    ]
}

fn number(day: jiff::civil::Date) -> f64 {
    f64::from((day - jiff::civil::date(1, 1, 1)).get_days())
}

fn print(names: &[String], dates: &readout_join::dates::Dates) {
    for (report, dated) in dates.reports.iter().enumerate() {
        println!("report\t{}\t{:?}\t{:?}\t{:?}", names[report], dated.weekday, dated.earliest, dated.latest);
        dated.clues.iter().for_each(|clue| println!("\tclue\t{}", clue.says));
    }
    for (set, order) in dates.order.iter().enumerate() {
        for group in order {
            println!("set {set}\t{}", group.iter().map(|report| names[*report].as_str()).collect::<Vec<_>>().join(" "));
        }
    }
    for distance in &dates.distances {
        println!("apart\t{}\t{}\t{}..{}", names[distance.from], names[distance.to], distance.low, distance.high);
    }
    dates.contradictions.iter().for_each(|one| println!("contradiction\t{}\t{:?}", one.says, one.evidence));
}
