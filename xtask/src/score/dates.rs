//! Dates of reports together: the example story with every published date taken away.
//!
//! The truth is `gold/story.json`: the day a report speaks from (`speaks`, else `published`, else `day`), or the days it lies between.
//! Reports that can be of one day by that are no pair to order.
//!
//! *order right* and *order wrong* are shares of the pairs of different days that [`readout_join::dates::Dates::before`] orders (the rest is
//! undecided); *distance holds* is the share of bounded distances that hold the truth. *likely order* and *likely place* (a report that is
//! ordered at all, and against no other wrongly or not at all) go by [`readout_join::dates::Likely::order`]; *likely days apart* is the share
//! right of the distances that likely clues fix to the day, and *neighbours* goes by these, or else by the best days, of reports next to one
//! another in the true order.

use super::Score;
use readout_core::{Reading, Report};
use serde_json::Value;
use std::path::Path;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/reports");
const STORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../gold/story.json");

/// A report of the story, and the first and last day it can be of.
struct Case {
    name: String,
    first: i64,
    last: i64,
}

/// Scores dates.
pub(crate) fn score(gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let Some(story) = std::fs::read_to_string(STORY).ok().and_then(|story| serde_json::from_str::<Value>(&story).ok()) else {
        return Vec::new();
    };
    let mut cases: Vec<Case> = Vec::new();
    let mut readings: Vec<Reading> = Vec::new();
    for row in story["reports"].as_array().into_iter().flatten() {
        let Some(name) = row["report"].as_str() else { continue };
        let day = |value: &Value| value.as_str().and_then(|day| day.parse::<jiff::civil::Date>().ok()).map(number);
        let known = day(&row["speaks"]).or_else(|| day(&row["published"])).or_else(|| day(&row["day"]));
        let between = || day(&row["between"][0]).zip(day(&row["between"][1]));
        let Some((first, last)) = known.map(|day| (day, day)).or_else(between) else { continue };
        let Ok(text) = std::fs::read_to_string(format!("{EXAMPLES}/{name}.txt")) else { continue };
        let given = readout_intake::report(name, None, text.clone(), readout_intake::Given::default(), Vec::new());
        let report = Report { published: None, ..given };
        cases.push(Case { name: name.to_owned(), first, last });
        readings.push(readout_read::read(&report, super::model(), &readout_read::Settings::default()));
    }
    if cases.is_empty() {
        return Vec::new();
    }
    let dates = readout_join::dates::dates(&readings);
    let best: Vec<Option<i64>> =
        dates.likely.days.iter().map(|day| day.as_ref().and_then(|day| day.parse::<jiff::civil::Date>().ok()).map(number)).collect();
    let (mut pairs, mut right, mut wrong) = (0, 0, 0);
    let (mut likely_right, mut likely_wrong) = (0, 0);
    let (mut misplaced, mut placed) = (vec![false; cases.len()], vec![false; cases.len()]);
    let place = |report: usize| {
        let sets = dates.likely.order.iter().enumerate();
        sets.flat_map(|(set, order)| order.iter().enumerate().map(move |(place, group)| (set, place, group)))
            .find(|(.., group)| group.contains(&report))
            .map(|(set, place, _)| (set, place))
    };
    for b in 0..cases.len() {
        for a in 0..b {
            let (first, second) = if cases[a].last < cases[b].first {
                (a, b)
            } else if cases[b].last < cases[a].first {
                (b, a)
            } else {
                continue;
            };
            pairs += 1;
            right += usize::from(dates.before.contains(&(first, second)));
            wrong += usize::from(dates.before.contains(&(second, first)));
            let ordered = place(first).zip(place(second)).filter(|(first, second)| first.0 == second.0);
            let ordered = ordered.map(|(first, second)| first.1.cmp(&second.1));
            likely_right += usize::from(ordered == Some(std::cmp::Ordering::Less));
            likely_wrong += usize::from(ordered == Some(std::cmp::Ordering::Greater));
            if ordered.is_some_and(|ordered| ordered != std::cmp::Ordering::Less) {
                misplaced[a] = true;
                misplaced[b] = true;
            }
            placed[a] |= ordered.is_some();
            placed[b] |= ordered.is_some();
            if errors && (dates.before.contains(&(second, first)) || ordered == Some(std::cmp::Ordering::Greater)) {
                println!("order\t{}\t{}", cases[first].name, cases[second].name);
            }
        }
    }
    let holds = |from: usize, to: usize, low: i64, high: i64| {
        low <= cases[to].last - cases[from].first && cases[to].first - cases[from].last <= high
    };
    let mut held = 0;
    for distance in &dates.distances {
        let fits = holds(distance.from, distance.to, distance.low, distance.high);
        held += usize::from(fits);
        if errors {
            let (from, to) = (&cases[distance.from], &cases[distance.to]);
            let fits = if fits { "" } else { "wrong" };
            println!("distance\t{}\t{}\t{}..{}\t{}\t{fits}", from.name, to.name, distance.low, distance.high, to.first - from.first);
        }
    }
    let (mut fixed, mut fixed_right) = (0, 0);
    for distance in dates.likely.distances.iter().filter(|distance| distance.low == distance.high) {
        fixed += 1;
        let fits = holds(distance.from, distance.to, distance.low, distance.high);
        fixed_right += usize::from(fits);
        if errors && !fits {
            println!("likely distance\t{}\t{}\t{}\twrong", cases[distance.from].name, cases[distance.to].name, distance.low);
        }
    }
    let mut sorted: Vec<usize> = (0..cases.len()).collect();
    sorted.sort_by_key(|case| (cases[*case].first + cases[*case].last, *case));
    let apart = |pair: &&[usize]| {
        let known = |from: usize, to: usize| {
            let found = dates.likely.distances.iter().find(|distance| (distance.from, distance.to) == (from, to));
            found.filter(|distance| distance.low == distance.high).map(|distance| distance.low)
        };
        let (from, to) = (pair[0], pair[1]);
        let said = if from < to { known(from, to) } else { known(to, from).map(|days| -days) };
        let days = said.or_else(|| best[from].zip(best[to]).map(|(from, to)| to - from));
        days.is_some_and(|days| holds(pair[0], pair[1], days, days))
    };
    let neighbours = sorted.windows(2).filter(apart).count();
    if errors {
        let names: Vec<String> = cases.iter().map(|case| case.name.clone()).collect();
        print(&names, &dates);
        beside(gold);
    }
    let line = |measure: &str, part: usize, n: usize| Score {
        layer: "dates",
        case: "example story, undated".to_owned(),
        measure: measure.to_owned(),
        value: 100.0 * part as f64 / n.max(1) as f64,
        n,
    };
    vec![
        line("order right", right, pairs),
        line("order wrong", wrong, pairs),
        line("distance holds", held, dates.distances.len()),
        line("likely order right", likely_right, pairs),
        line("likely order wrong", likely_wrong, pairs),
        line("likely place right", (0..cases.len()).filter(|case| placed[*case] && !misplaced[*case]).count(), cases.len()),
        line("likely days apart", fixed_right, fixed),
        line("likely days apart, neighbours", neighbours, sorted.len().saturating_sub(1)),
    ]
}

/// Reports beside the gold folder have no truth here; what is made of them is for reading.
fn beside(gold: Option<&Path>) {
    let Some(folder) = gold.and_then(Path::parent).map(|parent| parent.join("reports")) else { return };
    let mut paths: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem()?.to_str()?.to_owned();
        let report = readout_intake::report(&name, None, std::fs::read_to_string(path).ok()?, readout_intake::Given::default(), Vec::new());
        Some((name, readout_read::read(&report, super::model(), &readout_read::Settings::default())))
    };
    let (names, readings): (Vec<String>, Vec<Reading>) = paths.iter().filter_map(read).unzip();
    print(&names, &readout_join::dates::dates(&readings));
}

fn number(day: jiff::civil::Date) -> i64 {
    i64::from((day - jiff::civil::date(1, 1, 1)).get_days())
}

fn print(names: &[String], dates: &readout_join::dates::Dates) {
    let lists = [("report", &dates.reports, None), ("likely", &dates.likely.reports, Some(&dates.likely.days))];
    for (list, reports, days) in lists {
        for (report, dated) in reports.iter().enumerate() {
            let day = days.and_then(|days| days[report].clone()).unwrap_or_default();
            println!("{list}\t{}\t{:?}\t{:?}\t{:?}\t{day}", names[report], dated.weekday, dated.earliest, dated.latest);
            dated.clues.iter().for_each(|clue| println!("\tclue\t{}", clue.says));
        }
    }
    for (list, order) in [("set", &dates.order), ("likely set", &dates.likely.order)] {
        for (set, order) in order.iter().enumerate() {
            for group in order {
                println!("{list} {set}\t{}", group.iter().map(|report| names[*report].as_str()).collect::<Vec<_>>().join(" "));
            }
        }
    }
    for distance in &dates.distances {
        println!("apart\t{}\t{}\t{}..{}", names[distance.from], names[distance.to], distance.low, distance.high);
    }
    dates.contradictions.iter().for_each(|one| println!("contradiction\t{}\t{:?}", one.says, one.evidence));
}
