//! How much of what news tells is read as the event that it is: sentences of our own, in the wordings in which each of PLOVER's types is told.
//!
//! A row of `events.tsv` is right in **type** when one of the sentence's events has the type (a planned meeting is AGREE too), and **whole** when
//! that event also has the mode and all of the sides that the row names, a side being found by any word of its name.

use crate::{readout, text};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const SENTENCES: &str = include_str!("events.tsv");

struct Row<'a> {
    event_type: &'a str,
    mode: &'a str,
    sides: [&'a str; 2],
    sentence: &'a str,
}

fn rows() -> Vec<Row<'static>> {
    let lines = SENTENCES.lines().filter(|line| !line.starts_with('#'));
    let row = |line: &'static str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [event_type, mode, actors, recipients, sentence] = fields[..] else { panic!("five columns are needed: {line}") };
        Row { event_type, mode, sides: [actors, recipients], sentence }
    };
    lines.map(row).collect()
}

fn list<'v>(value: &'v Value, key: &str) -> Vec<&'v Value> {
    value[key].as_array().map(|items| items.iter().collect()).unwrap_or_default()
}

fn words(name: &str) -> BTreeSet<String> {
    let words = name.split(|character: char| !character.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_lowercase);
    words.filter(|word| word != "the" && word != "and").collect()
}

/// The words by which the report calls entities.
fn called(reading: &Value, entities: &[&Value]) -> BTreeSet<String> {
    let characters: Vec<char> = reading["text"].as_str().unwrap_or_default().chars().collect();
    let own = list(reading, "mentions").into_iter().filter(|mention| entities.contains(&&mention["entity"]));
    let forms = own.map(|mention| {
        let [start, end] = [0, 1].map(|end| mention["span"][end].as_u64().unwrap_or_default() as usize);
        characters[start..end].iter().collect::<String>()
    });
    forms.flat_map(|form| words(&form)).collect()
}

fn is_typed(event: &Value, wanted: &str) -> bool {
    event["type"] == wanted || wanted == "AGREE" && event["type"] == "CONSULT" && event["factuality"] == "planned"
}

fn is_whole(reading: &Value, event: &Value, row: &Row<'_>) -> bool {
    let actors: Vec<&Value> = list(event, "actors").into_iter().chain(list(event, "participants")).collect();
    let recipients = list(event, "recipients");
    let named = |wanted: &str, entities: &[&Value]| {
        let called = called(reading, entities);
        wanted == "-" || wanted.split(';').all(|name| !words(name).is_disjoint(&called))
    };
    let others = if recipients.is_empty() { &actors } else { &recipients };
    (row.mode == "-" || event["mode"] == row.mode) && named(row.sides[0], &actors) && named(row.sides[1], others)
}

#[test]
fn sentences_of_every_type_are_read() {
    let rows = rows();
    let input: String = rows.iter().map(|row| serde_json::json!({ "text": row.sentence }).to_string() + "\n").collect();
    let output = readout(&["annotate", "--whole", "--from", "jsonl", "--to", "jsonl", "-"], input.as_bytes());
    let readings: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("a reading")).collect();
    assert_eq!(readings.len(), rows.len());
    let (mut counts, mut missed): (BTreeMap<&str, [usize; 3]>, Vec<String>) = Default::default();
    for (row, reading) in rows.iter().zip(&readings) {
        let events = list(reading, "events");
        let none = row.event_type == "NONE" && events.is_empty();
        let typed: Vec<&Value> = events.into_iter().filter(|event| is_typed(event, row.event_type)).collect();
        let whole = none || typed.iter().any(|event| is_whole(reading, event, row));
        let count = counts.entry(row.event_type).or_default();
        count[0] += 1;
        count[1] += usize::from(none || !typed.is_empty());
        count[2] += usize::from(whole);
        if !whole {
            missed.push(format!("{} {}", row.event_type, row.sentence));
        }
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole as f64;
    let sum = |place: usize| counts.values().map(|count| count[place]).sum::<usize>();
    let (typed, whole) = (share(sum(1), sum(0)), share(sum(2), sum(0)));
    assert!(typed >= 93.0 && whole >= 85.0, "type {typed:.1}, whole {whole:.1}; missed:\n{}", missed.join("\n"));
    for (event_type, [n, typed, _]) in &counts {
        assert!(share(*typed, *n) >= 80.0, "{event_type}: {typed} of {n}; missed:\n{}", missed.join("\n"));
    }
}
