//! Where an attribution stands, what it holds, in what manner, and through whose hands it came.
//!
//! A row of `attributions.tsv` is right when an attribution with the row's cue has its manner, holds and leaves out the row's words, and has a chain of
//! the row's names, articles aside.

use crate::speakers::{bare, words};
use crate::{readout, text};
use serde_json::Value;

const REPORTS: &str = include_str!("attributions.tsv");

/// Rows that may be wrong: the weights decide some of them.
const MAY_BE_WRONG: usize = 2;

/// An attribution as its manner, its content and its chain.
fn shown(reading: &Value, one: &Value) -> (String, String, String) {
    let negated = if one["negated"].as_bool().unwrap_or_default() { "-" } else { "" };
    let hops = one["chain"].as_array().cloned().unwrap_or_default();
    let names: Vec<String> = hops.iter().filter_map(|hop| hop["name"].as_str()).map(bare).collect();
    (format!("{}{negated}", one["manner"].as_str().unwrap_or_default()), words(reading, &one["content"]), names.join(" > "))
}

#[test]
fn what_is_said_and_by_what_way_it_came() {
    let rows: Vec<[&str; 6]> = REPORTS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| <[&str; 6]>::try_from(line.split('\t').collect::<Vec<&str>>()).expect("six columns"))
        .collect();
    let input: String = rows.iter().map(|row| serde_json::json!({ "text": row[5].replace(" ¶ ", "\n\n") }).to_string() + "\n").collect();
    let output = readout(&["annotate", "--whole", "--from", "jsonl", "--to", "jsonl", "-"], input.as_bytes());
    let readings: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("a reading")).collect();
    assert_eq!(readings.len(), rows.len());
    let mut wrong = Vec::new();
    for ([word, manner, holds, lacks, chain, report], reading) in rows.iter().zip(&readings) {
        let attributions = reading["attributions"].as_array().cloned().unwrap_or_default();
        let has_cue = |one: &&Value| words(reading, &one["cue"]).to_lowercase().split([' ', ':']).any(|own| own == *word);
        let found: Vec<(String, String, String)> = attributions.iter().filter(has_cue).map(|one| shown(reading, one)).collect();
        let wanted: Vec<String> = chain.split(" > ").filter(|name| *name != "-").map(bare).collect();
        let right = |(own, content, names): &(String, String, String)| {
            own == manner && content.contains(holds) && (*lacks == "-" || !content.contains(lacks)) && *names == wanted.join(" > ")
        };
        if !found.iter().any(right) {
            wrong.push(format!("{word} {manner} {chain}: {found:?} in {report}"));
        }
    }
    assert!(wrong.len() <= MAY_BE_WRONG, "{wrong:#?}");
}
