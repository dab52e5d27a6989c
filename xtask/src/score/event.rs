//! Events: PLOVER's gold sentences, and who does what to whom.
//!
//! * `plover-gsr` (open part): a sentence is right in **type** when one of its events has the gold type, and right **whole** when that event
//!   also has every gold actor and recipient, an actor being found when one of the event's entities shares a word of its name with the gold's
//!   text. A gold sentence has one event; what is found beyond it counts as **further**. Older type names are mapped to the manual's 16: FIGHT to ASSAULT,
//!   DEMAND to REQUEST, DISAPPROVE and INVESTIGATE to ACCUSE. Future cooperation is AGREE there, so a planned CONSULT counts as AGREE.
//!   The lexicon was made looking at the sentences at even places of the file; those at odd places were not looked at, and the two halves are
//!   reported apart.
//! * `cameo_ner` (score only): tokens of sources and targets; F1 over tokens, each against the union of the actors or recipients of
//!   all events of the sentence.

use super::Score;
use readout_core::{EntityId, Event, EventType, Factuality, Reading, Report};
use readout_read::Settings;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

pub(crate) fn score(gold: Option<&Path>, errors: bool) -> Vec<Score> {
    let Some(gold) = gold else { return Vec::new() };
    let mut scores = plover(&gold.join("plover-gsr/gsr-open.json"), errors);
    scores.extend(super::meantime::score(gold, errors));
    scores.extend(cameo(&gold.join("conflibert-eval/cameo_ner/train.txt"), errors));
    scores
}

#[derive(Deserialize)]
struct Gold {
    event: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    source: serde_json::Value,
    #[serde(default)]
    target: serde_json::Value,
}

fn plover(path: &Path, errors: bool) -> Vec<Score> {
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    let records: Vec<Gold> = serde_json::from_str(&text).expect("gsr-open.json holds a list of records");
    let mut halves = [[0usize; 4]; 2];
    for (place, record) in records.iter().filter(|record| record.event != "DOCUMENT").enumerate() {
        let reading = read(&record.text);
        let wanted = manual_type(&record.event);
        let typed: Vec<&Event> = reading.events.iter().filter(|event| gold_types(event).contains(&wanted)).collect();
        let sides = [names(&record.source), names(&record.target)];
        let whole = typed.iter().any(|event| {
            let both: Vec<EntityId> = event.actors.iter().chain(&event.participants).copied().collect();
            let reciprocal = event.recipients.is_empty();
            found(&reading, &sides[0], &both) && found(&reading, &sides[1], if reciprocal { &both } else { &event.recipients })
        });
        let half = &mut halves[place % 2];
        half[0] += 1;
        half[1] += usize::from(!typed.is_empty());
        half[2] += usize::from(whole);
        half[3] += reading.events.len().saturating_sub(1);
        if errors && !whole && place % 2 == 0 {
            println!("\n{wanted:?} {sides:?}\n  {}", record.text);
            for event in &reading.events {
                println!("  found {}", show(&reading, event));
            }
        }
    }
    let cases = ["plover-gsr looked at", "plover-gsr not looked at"];
    let rows = cases.iter().zip(halves).flat_map(|(case, [n, typed, whole, further])| {
        let share = |count: usize| 100.0 * count as f64 / n.max(1) as f64;
        let row = |measure: &str, value: f64| Score { layer: "events", case: (*case).to_owned(), measure: measure.to_owned(), value, n };
        [row("type", share(typed)), row("type and sides", share(whole)), row("further events a sentence", further as f64 / n.max(1) as f64)]
    });
    rows.collect()
}

fn read(text: &str) -> Reading {
    readout_read::read(&Report::new("gold", text), super::model(), &Settings::default())
}

fn manual_type(old: &str) -> EventType {
    let name = match old {
        "FIGHT" => "ASSAULT",
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        other => other,
    };
    serde_json::from_value(serde_json::Value::from(name)).expect("the gold's types map to the manual's 16")
}

fn gold_types(event: &Event) -> Vec<EventType> {
    let planned = event.event_type == EventType::Consult && event.factuality == Factuality::Planned;
    if planned { vec![EventType::Agree, EventType::Consult] } else { vec![event.event_type] }
}

fn names(side: &serde_json::Value) -> Vec<String> {
    let list = side.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|actor| actor["actorText"].as_str()).map(str::to_owned).collect()
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_lowercase);
    words.filter(|word| word != "the" && word != "and").collect()
}

/// Every gold name shares a word with one of the entities, by any of their mentions' words.
fn found(reading: &Reading, gold: &[String], entities: &[EntityId]) -> bool {
    gold.iter().all(|name| {
        let wanted = words(name);
        wanted.is_empty()
            || entities.iter().any(|entity| {
                let mentions = reading.mentions.iter().filter(|mention| mention.entity == Some(*entity));
                mentions.flat_map(|mention| words(mention.span.of(&reading.text))).any(|word| wanted.contains(&word))
            })
    })
}

fn show(reading: &Reading, event: &Event) -> String {
    let list = |ids: &[EntityId]| ids.iter().map(|id| reading.entities[id.index()].name.as_str()).collect::<Vec<_>>().join(" + ");
    format!(
        "{:?} {} `{}` {} -> {} | {:?}",
        event.event_type,
        event.mode.as_deref().unwrap_or("-"),
        event.span.of(&reading.text),
        list(&event.actors),
        list(&event.recipients),
        event.factuality
    )
}

fn cameo(path: &Path, errors: bool) -> Vec<Score> {
    let Ok(text) = std::fs::read_to_string(path) else { return Vec::new() };
    let mut counts = [[0usize; 3]; 2];
    let mut sentences = 0;
    for block in text.split("\n\n").filter(|block| !block.trim().is_empty()) {
        sentences += 1;
        let rows: Vec<(&str, &str)> = block.lines().filter_map(|line| line.rsplit_once(' ')).collect();
        let mut characters = String::new();
        let mut gold = [Vec::new(), Vec::new()];
        for (form, label) in &rows {
            if !characters.is_empty() && !matches!(*form, "," | "." | "'s" | ":" | ";" | "?" | "!" | ")") {
                characters.push(' ');
            }
            let start = characters.len() as u32;
            characters.push_str(form);
            let span = readout_core::Span { start, end: characters.len() as u32 };
            match label.rsplit('-').next() {
                Some("S") => gold[0].push(span),
                Some("T") => gold[1].push(span),
                _ => {}
            }
        }
        let reading = read(&characters);
        let side = |pick: &dyn Fn(&Event) -> Vec<EntityId>| -> Vec<readout_core::Span> {
            let entities: BTreeSet<EntityId> = reading.events.iter().flat_map(pick).collect();
            let mentions = reading.mentions.iter().filter(|mention| mention.entity.is_some_and(|entity| entities.contains(&entity)));
            mentions.filter(|mention| mention.kind != readout_core::MentionKind::Pronoun).map(|mention| mention.span).collect()
        };
        let system = [side(&|event| event.actors.clone()), side(&|event| event.recipients.clone())];
        for place in 0..2 {
            let tokens: Vec<readout_core::Span> = tokens_of(&rows, &characters);
            let inside = |spans: &[readout_core::Span], token: &readout_core::Span| spans.iter().any(|span| span.contains(*token));
            for token in &tokens {
                let (in_gold, in_system) = (inside(&gold[place], token), inside(&system[place], token));
                counts[place][0] += usize::from(in_gold && in_system);
                counts[place][1] += usize::from(in_gold);
                counts[place][2] += usize::from(in_system);
            }
        }
        if errors && sentences <= 60 {
            println!("\n{characters}");
            reading.events.iter().for_each(|event| println!("  found {}", show(&reading, event)));
        }
    }
    let names = ["source F1", "target F1"];
    let rows = names.iter().zip(counts).map(|(measure, [right, gold, system])| Score {
        layer: "events",
        case: "cameo_ner tokens".to_owned(),
        measure: (*measure).to_owned(),
        value: 200.0 * right as f64 / (gold + system).max(1) as f64,
        n: sentences,
    });
    rows.collect()
}

fn tokens_of(rows: &[(&str, &str)], text: &str) -> Vec<readout_core::Span> {
    let mut at = 0;
    let spans = rows.iter().map(|(form, _)| {
        let start = at + text[at..].find(form).expect("the text was made from these forms");
        at = start + form.len();
        readout_core::Span::new(start, at)
    });
    spans.collect()
}
