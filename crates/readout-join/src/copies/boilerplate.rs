//! Lines that an outlet prints under everything: no passages.

use super::united;
use crate::words::Spans;
use readout_core::{Reading, Span};
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_64;

/// Lines that an outlet prints under (or over) everything: the same words as first or last lines of at least three of its reports and of a
/// fifth of them. The page furniture that intake found is part of the answer.
pub(super) fn boilerplate(readings: &[Reading]) -> Vec<Vec<Span>> {
    type Seen = BTreeMap<(String, u64), (BTreeSet<usize>, Vec<(usize, Span)>)>;
    let mut seen = Seen::new();
    let mut n_reports: BTreeMap<&str, usize> = BTreeMap::new();
    for (report, reading) in readings.iter().enumerate() {
        let Some(outlet) = reading.report.outlet.as_deref() else { continue };
        *n_reports.entry(outlet).or_default() += 1;
        let lines = lines(&reading.text);
        let n = lines.len();
        for (at, line) in lines.into_iter().enumerate().filter(|(at, _)| *at < 2 || *at + 3 >= n) {
            let _ = at;
            let words: Vec<String> = Spans::new(line.of(&reading.text)).map(|(_, word)| word).collect();
            if words.is_empty() || words.len() > 60 {
                continue;
            }
            let entry = seen.entry((outlet.to_owned(), xxh3_64(words.join(" ").as_bytes()))).or_default();
            entry.0.insert(report);
            entry.1.push((report, line));
        }
    }
    let mut found: Vec<Vec<Span>> = readings.iter().map(|reading| reading.boilerplate.clone()).collect();
    for ((outlet, _), (reports, places)) in seen {
        if reports.len() >= 3 && reports.len() * 5 >= n_reports.get(outlet.as_str()).copied().unwrap_or_default() {
            for (report, line) in places {
                found[report].push(line);
            }
        }
    }
    found.into_iter().map(united).collect()
}

fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            lines.push(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    lines
}
