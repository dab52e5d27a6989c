//! Events: PLOVER's gold sentences, and who does what to whom.
//!
//! * `plover-gsr` (open part): a sentence is right in **type** when one of its events has the gold type, and right **whole** when that event
//!   also has every gold actor and recipient, an actor being found when one of the event's entities shares a word of its name with the gold's
//!   text. A gold sentence has one event; what is found beyond it counts as **further**. Older type names are mapped to the manual's 16: FIGHT to ASSAULT,
//!   DEMAND to REQUEST, DISAPPROVE and INVESTIGATE to ACCUSE. Future cooperation is AGREE there, so a planned CONSULT counts as AGREE.
//!   The lexicon was made looking at the sentences at even places of the file; those at odd places were not looked at, and the two halves are
//!   reported apart.
//! * `cameo_ner` (score only): tokens of sources and targets. The gold has one event for each sentence, and marks noun phrases. So the side of
//!   an event is the noun phrase around the nearest mention of its actors or recipients; of those who take
//!   part alike the first is the source, and of an act that is done to nobody the place is the target, as the gold has it. F1 over tokens, for the
//!   main event (of those that somebody does, its predicate hangs nearest to the root) and for all events together;
//!   73 of the sentences bear no mark at all, whatever they tell of, and the main event is also scored without them.

use super::Score;
use readout_core::{EntityId, Event, EventType, Factuality, Reading, Report, Span};
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
    // Of all events, of the main one, and of the main one in sentences that bear a mark; sources and targets; right, in the gold, found.
    let mut counts = [[[0usize; 3]; 2]; 3];
    let (mut sentences, mut marked) = (0, 0);
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
            let span = Span { start, end: characters.len() as u32 };
            match label.rsplit('-').next() {
                Some("S") => gold[0].push(span),
                Some("T") => gold[1].push(span),
                _ => {}
            }
        }
        let reading = read(&characters);
        let tokens = tokens_of(&rows, &characters);
        let main = main_event(&reading);
        let union: Vec<&Event> = reading.events.iter().collect();
        let bears = gold.iter().any(|spans| !spans.is_empty());
        marked += usize::from(bears);
        let [of_all, of_main, of_marked] = &mut counts;
        let mut layers = vec![(of_all, union), (of_main, main.into_iter().collect())];
        if bears {
            layers.push((of_marked, main.into_iter().collect()));
        }
        for (counts, events) in layers {
            let sides = [sides(&reading, &events, true), sides(&reading, &events, false)];
            for (place, spans) in sides.iter().enumerate() {
                for token in &tokens {
                    let (in_gold, in_system) = (covers(&gold[place], token), covers(spans, token));
                    counts[place][0] += usize::from(in_gold && in_system);
                    counts[place][1] += usize::from(in_gold);
                    counts[place][2] += usize::from(in_system);
                }
            }
        }
        let found = main.map_or([Vec::new(), Vec::new()], |event| [sides(&reading, &[event], true), sides(&reading, &[event], false)]);
        if errors && found.iter().zip(&gold).any(|(found, gold)| tokens.iter().any(|token| covers(found, token) != covers(gold, token))) {
            println!("\n{characters}");
            let words = |spans: &[Span]| spans.iter().map(|span| span.of(&characters)).collect::<Vec<_>>().join(" ");
            println!("  gold {} -> {}", words(&gold[0]), words(&gold[1]));
            println!("  main {} -> {} `{}`", words(&found[0]), words(&found[1]), main.map_or("", |event| event.span.of(&characters)));
            reading.events.iter().for_each(|event| println!("  found {}", show(&reading, event)));
        }
    }
    let mut scores = Vec::new();
    let cases =
        [("cameo_ner, all events", sentences), ("cameo_ner, main event", sentences), ("cameo_ner, main event, marked sentences", marked)];
    for ((case, n), counts) in cases.into_iter().zip(counts) {
        for (side, [right, gold, system]) in ["source", "target"].into_iter().zip(counts) {
            let line = |measure: String, value: f64| Score { layer: "events", case: case.to_owned(), measure, value, n };
            scores.push(line(format!("{side} F1"), 200.0 * right as f64 / (gold + system).max(1) as f64));
            scores.push(line(format!("{side} precision"), 100.0 * right as f64 / system.max(1) as f64));
            scores.push(line(format!("{side} recall"), 100.0 * right as f64 / gold.max(1) as f64));
        }
    }
    scores
}

fn covers(spans: &[Span], token: &Span) -> bool {
    spans.iter().any(|span| span.contains(*token))
}

/// The event that a sentence is about: of those that somebody does, the one whose predicate hangs nearest to the root, the first of equals.
fn main_event(reading: &Reading) -> Option<&Event> {
    let depth = |event: &&Event| {
        let mut at = reading.tokens.iter().position(|token| event.span.contains(token.span)).unwrap_or(0);
        (0..reading.tokens.len()).take_while(|_| up(reading, &mut at)).count()
    };
    reading.events.iter().min_by_key(|event| (event.actors.is_empty(), depth(event), event.span.start))
}

/// Goes from a token to its head; false at a root.
fn up(reading: &Reading, at: &mut usize) -> bool {
    match reading.tokens.get(*at).and_then(|token| usize::try_from(token.head).ok()) {
        Some(head) if head != *at => {
            *at = head;
            true
        }
        _ => false,
    }
}

/// The noun phrases of sources or targets. Of those who take part alike the first is the source, as CAMEO codes it, and the others are targets.
fn sides(reading: &Reading, events: &[&Event], sources: bool) -> Vec<Span> {
    let mut spans = Vec::new();
    for event in events {
        let near = |entity: &EntityId| {
            let told = reading.mentions.iter().filter(|mention| mention.entity == Some(*entity));
            let told = told.filter(|mention| mention.kind != readout_core::MentionKind::Pronoun);
            told.min_by_key(|mention| mention.span.start.abs_diff(event.span.start))
        };
        let mut actors: Vec<_> = event.actors.iter().filter_map(near).collect();
        let mut recipients: Vec<_> = event.recipients.iter().filter_map(near).collect();
        if recipients.is_empty() && actors.len() > 1 {
            actors.sort_by_key(|mention| mention.span);
            recipients = actors.split_off(1);
        }
        // An act that is done to nobody is done where it is: the gold marks the place.
        if recipients.is_empty() {
            recipients.extend(event.place.iter().filter_map(near));
        }
        let chosen = if sources { actors } else { recipients };
        spans.extend(chosen.into_iter().map(|mention| phrase(reading, mention.span)));
    }
    spans
}

/// The noun phrase around a mention, without clauses, dates, descriptions that commas set off, and what is joined to it by `and`: the gold marks such
/// phrases, not names, and not all that the mention of somebody without a name takes in.
fn phrase(reading: &Reading, mention: Span) -> Span {
    let inside: Vec<usize> = (0..reading.tokens.len()).filter(|token| mention.contains(reading.tokens[*token].span)).collect();
    let outside = |token: &&usize| usize::try_from(reading.tokens[**token].head).map_or(true, |head| !inside.contains(&head));
    let Some(mut head) = inside.iter().find(outside).copied() else { return mention };
    // `[Russian] troops`, `[Amnesty]'s report` stand in the phrase of the noun they describe, which ends with that noun: `[Rell]'s offer` on rights.
    let own = head;
    let mut whose = false;
    loop {
        let relation = reading.tokens[head].deprel.as_str();
        if !matches!(relation, "amod" | "compound" | "flat" | "nmod:poss" | "nmod:desc") {
            break;
        }
        whose |= relation == "nmod:poss";
        if !up(reading, &mut head) {
            break;
        }
    }
    // `Rell, a retired general` is Rell; `the minister, Rell` is one phrase.
    let describes = |of: usize, child: usize| {
        let comma = (of..child).any(|between| reading.tokens[between].form == ",");
        reading.tokens[child].deprel == "appos" && comma && reading.tokens[child].upos != "PROPN"
    };
    let mut below = vec![head];
    let mut at = 0;
    while at < below.len() {
        let children = (0..reading.tokens.len()).filter(|child| {
            let token = &reading.tokens[*child];
            usize::try_from(token.head) == Ok(below[at])
                && token.deprel != "nmod:unmarked"
                && !describes(below[at], *child)
                && !matches!(
                    token.deprel.split(':').next().unwrap_or_default(),
                    "acl" | "conj" | "cc" | "parataxis" | "punct" | "advcl" | "cop"
                )
                && !(at == 0 && matches!(token.deprel.as_str(), "case" | "mark"))
                && !(at == 0 && whose && *child > head && *child != own && token.deprel == "nmod")
        });
        below.extend(children.collect::<Vec<_>>());
        at += 1;
    }
    let found = below.into_iter().map(|token| reading.tokens[token].span).reduce(Span::cover).unwrap_or(mention);
    // A bracket that opens in a phrase closes in it.
    let text = found.of(&reading.text);
    let open = text.matches('(').count() > text.matches(')').count();
    let next = reading.tokens.iter().find(|token| token.span.start >= found.end).filter(|token| open && token.form == ")");
    next.map_or(found, |bracket| found.cover(bracket.span))
}

fn tokens_of(rows: &[(&str, &str)], text: &str) -> Vec<Span> {
    let mut at = 0;
    let spans = rows.iter().map(|(form, _)| {
        let start = at + text[at..].find(form).expect("the text was made from these forms");
        at = start + form.len();
        Span::new(start, at)
    });
    spans.collect()
}
