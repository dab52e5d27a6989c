//! A form that was sent to a correction.

use crate::desk::Ask;
use crate::html::spans_of;
use crate::snapshot::Snapshot;
use readout_core::{EntityId, EventType, Factuality, Span};
use readout_join::correct::{Correction, Layer, Spot, What, Whom, items, precision};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Longest name and longest note, in characters.
const MOST_NAME: usize = 80;
const MOST_NOTE: usize = 4000;

/// Reads the fields of a form; says in words what is wrong with them.
pub(crate) fn correction(snapshot: &Snapshot, ask: &Ask<'_>, made: &str, by: &str) -> Result<Correction, String> {
    let note = ask.field("note").map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
    if by.chars().count() > MOST_NAME || by.trim().is_empty() {
        return Err("sign with a name of at most 80 letters".to_owned());
    }
    if note.as_ref().is_some_and(|note| note.chars().count() > MOST_NOTE) {
        return Err("the note is too long".to_owned());
    }
    let what = what(snapshot, ask, note.is_some())?;
    Ok(Correction::new(made, by, what, note))
}

fn what(snapshot: &Snapshot, ask: &Ask<'_>, has_note: bool) -> Result<What, String> {
    let report = || ask.field("report").and_then(|number| snapshot.report(number)).ok_or("there is no such report");
    match ask.field("kind").unwrap_or_default() {
        "merge" => {
            let (one, actor) = entity(snapshot, ask.field("who"))?;
            let name = ask.field("other").unwrap_or_default().trim();
            let other = match snapshot.called(name).as_slice() {
                [other] => *other,
                [] => return Err(format!("nobody here goes by the name {name}")),
                // Of several, the one that is asked for by a report that names it.
                several => match entity(snapshot, ask.field("other_at")) {
                    Ok((_, other)) if several.contains(&other) => other,
                    _ => return Err(format!("several go by the name {name}: open the one that is meant and merge from there")),
                },
            };
            if other == actor {
                return Err("these two are one already".to_owned());
            }
            let (report, member) = snapshot.record.cast.actors[other].members[0];
            Ok(What::Merge { one, other: snapshot.whom(report, member) })
        }
        "split" => {
            let mut entities: Vec<Whom> = Vec::new();
            let mut actors = std::collections::BTreeSet::new();
            for key in ask.fields("member") {
                let (whom, actor) = entity(snapshot, Some(key))?;
                entities.push(whom);
                actors.insert(actor);
            }
            let whole = actors.iter().map(|actor| snapshot.record.cast.actors[*actor].members.len()).sum::<usize>();
            match (entities.len(), actors.len()) {
                (0, _) => Err("choose at least one report".to_owned()),
                (_, 1) if entities.len() < whole => Ok(What::Split { entities }),
                (_, 1) => Err("leave at least one report where it is".to_owned()),
                _ => Err("these are not one".to_owned()),
            }
        }
        "speaker" => {
            let report = report()?;
            let at = spot(snapshot, ask, report, Layer::Attribution)?;
            let speaker = match ask.field("speaker").unwrap_or_default() {
                "" => None,
                number => {
                    let entity =
                        number.parse().ok().map(EntityId).filter(|entity| entity.index() < snapshot.readings[report].entities.len());
                    Some(snapshot.whom(report, entity.ok_or("there is nobody of this number in the report")?))
                }
            };
            Ok(What::Speaker { at, speaker })
        }
        "date" => Ok(What::Date { at: spot(snapshot, ask, report()?, Layer::Time)?, value: date(ask)? }),
        "published" => Ok(What::Published { report: snapshot.identities[report()?].clone(), value: date(ask)? }),
        "event" => {
            let at = spot(snapshot, ask, report()?, Layer::Event)?;
            let (event_type, factuality): (Option<EventType>, Option<Factuality>) = (chosen(ask, "type")?, chosen(ask, "factuality")?);
            if event_type.is_none() && factuality.is_none() {
                return Err("choose another type, or another way in which it is told".to_owned());
            }
            Ok(What::Event { at, event_type, factuality })
        }
        "wrong" => {
            let layer = chosen::<Layer>(ask, "layer")?.ok_or("say what is wrong")?;
            Ok(What::Wrong { layer, at: spot(snapshot, ask, report()?, layer)? })
        }
        "note" => {
            if !has_note {
                return Err("the note is empty".to_owned());
            }
            match ask.field("who").filter(|who| !who.is_empty()) {
                Some(who) => Ok(What::Note { at: None, whom: Some(entity(snapshot, Some(who))?.0) }),
                None => {
                    let report = report()?;
                    let span = ask.field("at").and_then(|at| spans_of(at).first().copied());
                    Ok(What::Note { at: Some(words(snapshot, report, span)), whom: None })
                }
            }
        }
        _ => Err("there is no such kind of correction".to_owned()),
    }
}

/// A word of the contract, if one was chosen.
fn chosen<T: DeserializeOwned>(ask: &Ask<'_>, field: &str) -> Result<Option<T>, String> {
    match ask.field(field).unwrap_or_default() {
        "" => Ok(None),
        word => serde_json::from_value(Value::String(word.to_owned())).map(Some).map_err(|_| format!("there is no {field} of this name")),
    }
}

fn date(ask: &Ask<'_>) -> Result<String, String> {
    let value = ask.field("value").unwrap_or_default().trim();
    precision(value).map(|_| value.to_owned()).ok_or_else(|| "write the date as 2031, 2031-06 or 2031-06-03".to_owned())
}

/// An entity by report number and place: `123.4`.
fn entity(snapshot: &Snapshot, key: Option<&str>) -> Result<(Whom, usize), String> {
    let found = key.and_then(|key| {
        let (number, entity) = key.split_once('.')?;
        let (report, entity) = (snapshot.report(number)?, EntityId(entity.parse().ok()?));
        Some((snapshot.whom_of(report, entity)?, snapshot.record.cast.actor(report, entity)?))
    });
    found.ok_or_else(|| "this name is not in the report any more; open its page again".to_owned())
}

/// The words of an item, which must be there.
fn spot(snapshot: &Snapshot, ask: &Ask<'_>, report: usize, layer: Layer) -> Result<Spot, String> {
    let span = ask.field("at").and_then(|at| spans_of(at).first().copied());
    let found = span.filter(|span| !items(&snapshot.readings[report], layer, *span).is_empty());
    found
        .map(|span| words(snapshot, report, Some(span)))
        .ok_or_else(|| "these words are not read as this; open the report again".to_owned())
}

/// A place in a report; its title (or beginning) where none is given.
fn words(snapshot: &Snapshot, report: usize, span: Option<Span>) -> Spot {
    let text = &snapshot.readings[report].text;
    let index = readout_core::CodepointIndex::new(text);
    let end = index.codepoints(text.len() as u32);
    let span = span.filter(|span| span.end <= end).unwrap_or(Span { start: 0, end: end.min(60) });
    Spot { report: snapshot.identities[report].clone(), span, words: crate::html::short(index.byte_span(span).of(text), 200) }
}
