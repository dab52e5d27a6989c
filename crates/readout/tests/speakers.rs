//! Who speaks, where a report makes its reader think: pronouns, descriptions, people named later, bodies of one noun, whose lawyer it is.
//!
//! A row of `speakers.tsv` is right when an attribution with the row's cue has a chain that begins with the row's name, an article aside, and with the
//! row's channel where one stands behind it (`Coast Radio / broadcast`); a row with `-` when no attribution has that cue.

use crate::{readout, text};
use serde_json::Value;

const REPORTS: &str = include_str!("speakers.tsv");

/// Rows that may be wrong: the weights decide some of them.
const MAY_BE_WRONG: usize = 1;

/// A name in small letters, without its article.
pub(crate) fn bare(name: &str) -> String {
    let low = name.to_lowercase();
    ["the ", "a ", "an "].iter().find_map(|article| low.strip_prefix(article)).unwrap_or(&low).to_owned()
}

/// The words of some spans of a reading.
pub(crate) fn words(reading: &Value, spans: &Value) -> String {
    let characters: Vec<char> = reading["text"].as_str().unwrap_or_default().chars().collect();
    let piece = |span: &Value| {
        let [start, end] = [0, 1].map(|end| span[end].as_u64().unwrap_or_default() as usize);
        characters[start..end].iter().collect::<String>()
    };
    spans.as_array().map(|spans| spans.iter().map(piece).collect::<Vec<String>>().join(" ")).unwrap_or_default()
}

#[test]
fn whoever_is_meant_speaks() {
    let rows: Vec<[&str; 3]> = REPORTS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| <[&str; 3]>::try_from(line.split('\t').collect::<Vec<&str>>()).expect("three columns"))
        .collect();
    let input: String =
        rows.iter().map(|[_, _, words]| serde_json::json!({ "text": words.replace(" ¶ ", "\n\n") }).to_string() + "\n").collect();
    let output = readout(&["annotate", "--whole", "--from", "jsonl", "--to", "jsonl", "-"], input.as_bytes());
    let readings: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("a reading")).collect();
    assert_eq!(readings.len(), rows.len());
    let mut wrong = Vec::new();
    for ([word, wanted, report], reading) in rows.iter().zip(&readings) {
        let attributions = reading["attributions"].as_array().cloned().unwrap_or_default();
        let with_cue: Vec<&Value> =
            attributions.iter().filter(|one| words(reading, &one["cue"]).split(' ').any(|own| own == *word)).collect();
        let hops: Vec<&Value> = with_cue.iter().map(|one| &one["chain"][0]).collect();
        let (name, channel) = wanted.split_once(" / ").map_or((*wanted, None), |(name, channel)| (name, Some(channel)));
        let is_it = |hop: &&&Value| {
            bare(hop["name"].as_str().unwrap_or_default()) == bare(name) && channel.is_none_or(|channel| hop["channel"] == channel)
        };
        let right = if *wanted == "-" { with_cue.is_empty() } else { hops.iter().any(|hop| is_it(&hop)) };
        if !right {
            wrong.push(format!("{wanted}: {hops:?} in {report}"));
        }
    }
    assert!(wrong.len() <= MAY_BE_WRONG, "{wrong:#?}");
}
