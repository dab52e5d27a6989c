//! A form that was sent to a correction.

use crate::desk::Ask;
use crate::html::spans_of;
use crate::shelf::Shelf;
use crate::snapshot::Snapshot;
use readout_core::{EntityId, EventType, Factuality, Span};
use readout_join::correct::{Correction, Layer, Spot, What, Whom, items, precision};
use readout_store::Wanted;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Longest name and longest note, in characters.
const MOST_NAME: usize = 80;
const MOST_NOTE: usize = 4000;
/// Entities that one form splits off.
const MOST_SPLIT: usize = 300;

/// Reads the fields of a form; says in words what is wrong with them.
pub(crate) fn correction(shelf: &Shelf, ask: &Ask<'_>, made: &str, by: &str) -> Result<Correction, String> {
    let note = ask.field("note").map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
    if by.chars().count() > MOST_NAME || by.trim().is_empty() {
        return Err("sign with a name of at most 80 letters".to_owned());
    }
    if note.as_ref().is_some_and(|note| note.chars().count() > MOST_NOTE) {
        return Err("the note is too long".to_owned());
    }
    let what = what(shelf, ask, note.is_some())?;
    Ok(Correction::new(made, by, what, note))
}

/// What a form cannot go on with: the store cannot be asked.
fn closed(error: readout_store::Error) -> String {
    error.to_string()
}

fn what(shelf: &Shelf, ask: &Ask<'_>, has_note: bool) -> Result<What, String> {
    let store = shelf.store();
    let number = ask.field("report").and_then(|number| shelf.report(number));
    let wanted = Wanted { reports: number.into_iter().collect(), ..Wanted::default() };
    let snapshot = &shelf.snapshot(&store, wanted).map_err(closed)?;
    let report = || number.and_then(|number| snapshot.place(number)).ok_or("there is no such report");
    let entity = |key: Option<&str>| entity(shelf, &store, key);
    match ask.field("kind").unwrap_or_default() {
        "merge" => {
            let (one, actor) = entity(ask.field("who"))?;
            let name = ask.field("other").unwrap_or_default().trim();
            let other = match store.called(name).map_err(closed)?.as_slice() {
                [other] => *other,
                [] => return Err(format!("nobody here goes by the name {name}")),
                // Of several, the one that is asked for by a report that names it.
                several => match entity(ask.field("other_at")) {
                    Ok((_, other)) if several.contains(&other) => other,
                    _ => return Err(format!("several go by the name {name}: open the one that is meant and merge from there")),
                },
            };
            if other == actor {
                return Err("these two are one already".to_owned());
            }
            let found = shelf.snapshot(&store, Wanted { actors: vec![other], ..Wanted::default() }).map_err(closed)?;
            let first = found.actor(other).map(|place| found.key(place));
            Ok(What::Merge { one, other: entity(first.as_deref())?.0 })
        }
        "split" => {
            let mut entities: Vec<Whom> = Vec::new();
            let mut actors = std::collections::BTreeSet::new();
            for key in ask.fields("member").into_iter().take(MOST_SPLIT) {
                let (whom, actor) = entity(Some(key))?;
                entities.push(whom);
                actors.insert(actor);
            }
            let mut whole = 0;
            for actor in &actors {
                whole += store.n_members(*actor).map_err(closed)?;
            }
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
            Ok(What::Event { at, event_type, factuality, who: None, whom: None })
        }
        "parties" => {
            let report = report()?;
            let at = spot(snapshot, ask, report, Layer::Event)?;
            let named = |field: &str| -> Result<Vec<Whom>, String> {
                let one = |number: &&str| number.parse().ok().and_then(|number| snapshot.whom_of(report, EntityId(number)));
                let missing = || "there is nobody of this number in the report".to_owned();
                ask.fields(field).iter().map(|number| one(number).ok_or_else(missing)).collect()
            };
            let (who, whom) = (named("party")?, named("target")?);
            // What is as it was read is not put right.
            let reading = &snapshot.readings[report];
            let event = items(reading, Layer::Event, at.span).first().map(|item| &reading.events[*item]);
            let as_read = |named: &[Whom], ids: Vec<EntityId>| {
                named.iter().collect::<std::collections::BTreeSet<_>>()
                    == ids.iter().filter_map(|id| snapshot.whom_of(report, *id)).collect::<Vec<_>>().iter().collect()
            };
            let acting = event.map(|event| event.actors.iter().chain(&event.participants).copied().collect()).unwrap_or_default();
            let who = Some(who).filter(|who| !as_read(who, acting));
            let whom = Some(whom).filter(|whom| !as_read(whom, event.map(|event| event.recipients.clone()).unwrap_or_default()));
            if who.is_none() && whom.is_none() {
                return Err("choose somebody else than was read".to_owned());
            }
            Ok(What::Event { at, event_type: None, factuality: None, who, whom })
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
                Some(who) => Ok(What::Note { at: None, whom: Some(entity(Some(who))?.0) }),
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

/// An entity by report number and place, `123.4`, and the id of the actor that it is.
fn entity(shelf: &Shelf, store: &readout_store::Store, key: Option<&str>) -> Result<(Whom, i64), String> {
    let gone = || "this name is not in the report any more; open its page again".to_owned();
    let key = key.and_then(|key| key.split_once('.'));
    let (number, entity) = key.and_then(|(number, entity)| Some((shelf.report(number)?, entity.parse().ok()?))).ok_or_else(gone)?;
    let actor = store.actor_of(number, entity).map_err(closed)?.ok_or_else(gone)?;
    let snapshot = shelf.snapshot(store, Wanted { reports: vec![number], ..Wanted::default() }).map_err(closed)?;
    let whom = snapshot.place(number).and_then(|report| snapshot.whom_of(report, EntityId(entity)));
    Ok((whom.ok_or_else(gone)?, actor))
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
